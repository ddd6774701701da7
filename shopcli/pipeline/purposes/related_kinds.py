"""What a shop sells that is related to a thing which it does not sell, or else what it has most of, in words.

Two kinds of things are related where the same needs lead to both, by the encoder of needs, and their names are near as well:
a washing machine is nothing for who wants to sew, though its name is near; shoes are near to socks by both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.halves import first_dim
from shopcli.need.languages.registry import language_named
from shopcli.need.thesaurus import open_thesaurus
from shopcli.need.thesaurus.needed_things import shipped_needed_things
from shopcli.pipeline.names.own_names import known_name
from shopcli.text.scripts import has_han
from shopcli.text.words import plural_phrase
from shopcli.types import Answer, Hit, Need, Sentence
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.wording.articles import is_mass

if TYPE_CHECKING:
    import numpy as np

_ALIKE_BY_NEEDS, _ALIKE_BY_NAME, _ALIKE = 0.45, 0.5, 0.55  # cosines: of the needs, of the names, and the mean of both
_OF_ITS_SORT = 0.2  # more, of what the end of its name names: of milk, to "oat milk"
_OF_USE = 0.65  # the same mean, for a product of that kind to be named instead
_FEWEST = 2  # products of a kind that is told
_MOST_TOLD = 3
_MOSTLY = 0.6  # of the products of one kind that are of another as well, which then is no kind beside it
_TRUSTED = 0.5  # a name that where it stands in titles mostly says what they are
_MOST_SOLD = 40  # kinds among which those that a shop has most of are chosen


def told_instead(
    index: Index, encode: Callable[[Sequence[str]], np.ndarray], answer: Answer
) -> tuple[list[Sentence], list[Hit]]:
    """What is said of a thing that is not sold and of what is sold, and the products that may be named in its place.

    Args:
        index: the open index.
        encode: texts to the vectors of what is looked for, (n, dim).
        answer: what was found for a thing that is not sold.
    """
    told = [Sentence(answer.not_sold_says, (), "template")]
    if not answer.not_sold:  # nothing by a maker's name: what else is the thing will do
        return told, [hit for hit in answer.results if hit.goes_by_name is not False]
    kinds = RelatedKinds(index, encode, answer.need)
    related = kinds.of(answer.thing)
    messages = language_named(answer.need.language).requests.messages
    names = kinds.listed([kind for kind, _ in related] or kinds.most_sold())
    if names:
        told.append(Sentence(messages["sold_near" if related else "sold_most"].format(kinds=names), (), "template"))
    useful = {row for kind, nearness in related if nearness >= _OF_USE for row in index.kinds.table.members[kind].tolist()}
    return told, [hit for hit in answer.results if index.row(hit.product.id) in useful]


class RelatedKinds:
    """The kinds of one catalog whose names say surely what things are, beside a thing that is not sold.

    Args:
        index: the open index.
        encode: texts to the vectors of what is looked for, (n, dim).
        need: the request, in whose language kinds are named.
    """

    def __init__(self, index: Index, encode: Callable[[Sequence[str]], np.ndarray], need: Need) -> None:
        self._table, self._encode = index.kinds.table, encode
        self._language, self._is_in_han = need.language, has_han(need.query)
        self._own_language, self._stems = index.manifest.language, index.words.tokens

    def of(self, thing: str) -> list[tuple[int, float]]:
        """The kinds that are related to a thing, the nearest first, each with how near it is; 0 to 1."""
        import numpy as np

        name = known_name(thing)
        class_name = next(iter(_class_names(name)), "")
        if not class_name or not self._named:
            return []
        numbers = [number for number, _ in self._named]
        classes = [next(iter(_class_names(own)), "") for _, own in self._named]
        by_needs, by_name = shipped_needed_things().alike(class_name, classes), self._near_names(name, numbers)
        both = (by_needs + by_name) / 2 + _OF_ITS_SORT * np.asarray([self._is_its_sort(name, n) for n in numbers])
        is_near = (by_needs >= _ALIKE_BY_NEEDS) & (by_name >= _ALIKE_BY_NAME) & (both >= _ALIKE)
        is_near &= np.asarray([not self._shares_a_mere_word(name, number) for number in numbers])
        near = np.flatnonzero(is_near)
        ranked = sorted(near.tolist(), key=lambda place: -both[place])
        return [(numbers[place], float(both[place])) for place in self._apart(ranked, numbers)]

    def _is_its_sort(self, name: str, number: int) -> bool:
        """Whether a name ends in a kind's: garden tables are tables."""
        key = self._table.keys[number]
        return self._stems(name)[-len(key) :] == [*key]

    def _shares_a_mere_word(self, name: str, number: int) -> bool:
        """Whether a kind has a word of a thing's name that says no more than which ones are meant: a "car", of "car seat"."""
        own, key = self._stems(name), self._table.keys[number]
        return own[-1:] != [*key[-1:]] and not set(own).isdisjoint(key)

    def most_sold(self) -> list[int]:
        """The kinds of which there is most, one beside the other; none where the language has no words for the largest."""
        numbers = [number for number, _ in self._named]
        largest = sorted(self._things, key=lambda number: -len(self._table.members[number]))[:_MOST_TOLD]
        if len(set(largest) & set(numbers)) < min(_FEWEST, len(largest)):
            return []
        ranked = sorted(range(len(numbers)), key=lambda place: -len(self._table.members[numbers[place]]))
        return [numbers[place] for place in self._apart(ranked[:_MOST_SOLD], numbers)]

    def listed(self, kinds: Sequence[int]) -> str:
        """ "chairs, tables and wardrobes" in the language of the request; empty where it has no words for them."""
        messages = language_named(self._language).questions.messages
        said = list(dict.fromkeys(filter(None, (self._said(self._table.names[kind]) for kind in kinds))))[:_MOST_TOLD]
        if len(said) < 2:
            return "".join(said)
        comma = language_named(self._language).requests.messages["comma"]
        return f"{comma.join(said[:-1])}{messages['and']}{said[-1]}"

    def _said(self, name: str) -> str:
        """A kind's name as the request would have it, of several; empty where nobody has words for it in that language."""
        is_own = not has_han(name) and self._language == self._own_language
        rings = open_thesaurus().rings(name)
        if self._is_in_han:
            return name if has_han(name) else next((ring.chinese[0] for ring in rings if ring.chinese), "")
        if self._language != DEFAULT_LANGUAGE:
            spelt = f"{name[:1].upper()}{name[1:]}"  # names of kinds have lost the capitals of nouns
            is_noun = language_named(self._language).requests.nouns.fullmatch(spelt) is not None
            return "" if not is_own else spelt if is_noun else name
        own = name if is_own else next((ring.english[0] for ring in rings if ring.english), "")
        return own if not own or is_mass(own) else plural_phrase(own)

    @cached_property
    def _named(self) -> list[tuple[int, str]]:
        """The numbers of the kinds that are told, each with its name."""
        named = ((number, self._table.names[number]) for number in self._things)
        return [(number, name) for number, name in named if self._said(name)]

    @cached_property
    def _things(self) -> list[int]:
        """The kinds of several products whose names say surely what these are, whatever their language."""
        table = self._table
        trusted = (number for number, trust in enumerate(table.trust) if trust >= _TRUSTED)
        known = [number for number in trusted if len(table.members[number]) >= _FEWEST]
        return [number for number in known if self._is_a_thing(number)]

    def _is_a_thing(self, number: int) -> bool:
        """Whether a kind's name is surely one of things; a category's is where no names are known in its language."""
        name = self._table.names[number]
        is_category = bool(self._table.certain[number]) and not has_han(name) and self._own_language != DEFAULT_LANGUAGE
        return bool(_class_names(name)) or is_category

    def _near_names(self, name: str, numbers: Sequence[int]) -> np.ndarray:
        """(n,) the cosine of the name of a thing and those of kinds, the mean of the encoders that read both."""
        import numpy as np

        asked, stored = self._encode([name]), self._table.vectors[list(numbers)]
        first = first_dim(asked.shape[1])
        behind = first + 1 if first != asked.shape[1] else 0
        halves = [(asked[:, behind:], stored[:, behind:])]
        if asked[:, :first].any() and not has_han(name) and self._own_language == DEFAULT_LANGUAGE:
            halves.append((asked[:, :first], stored[:, :first]))
        return np.mean([(_unit(stored) @ _unit(asked)[0]) for asked, stored in halves], axis=0)

    def _apart(self, ranked: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """Of some places those whose products are mostly of no kind before them."""
        import numpy as np

        chosen = list[int]()
        for place in ranked:
            rows = self._table.members[numbers[place]]
            others = (self._table.members[numbers[other]] for other in chosen)
            if all(len(np.intersect1d(rows, other)) < _MOSTLY * min(len(rows), len(other)) for other in others):
                chosen.append(place)
            if len(chosen) == _MOST_TOLD:
                break
        return chosen


def _class_names(name: str) -> list[str]:
    """The English names of the class that a name has among the things by needs; none where there is no such class."""
    if name and shipped_needed_things().synonyms(name):
        return [name]
    english = (own for ring in open_thesaurus().rings(name) for own in ring.english)
    return [own for own in english if shipped_needed_things().synonyms(own)]


def _unit(vectors: np.ndarray) -> np.ndarray:
    import numpy as np

    lengths: np.ndarray = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors / lengths
