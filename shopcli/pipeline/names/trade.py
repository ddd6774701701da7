"""The trade of a catalog: whether a name is one for all that it sells, as "book" is of books, whose titles hardly say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from shopcli.config import cache_dir
from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.index.parts.assertions import in_all
from shopcli.index.units.fields import label
from shopcli.need.thesaurus import normal_form, open_thesaurus
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.pipeline.fields.chosen_values import ChosenValues, levels_said_by, said_by
from shopcli.pipeline.names.meant_kind import MeantKind
from shopcli.pipeline.names.titles.unsaid_things import UnsaidThings
from shopcli.text.words import head_phrase, regular_singular
from shopcli.util.kept_array import kept_array
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

_WORD, _SPACE = pattern(r"\w+"), pattern(r"\s+")
_HARDLY_ANY, _FEW = 0.02, 0.1  # of the products say what all of them are; so many may where the name is near to nearly all
_FEW_PLACED = 0.25  # of the products have a category that says what they are; of more of them these names tell what all are
_OTHER_THINGS = 48  # that names are held against
_NAMES_OF_A_THING = 2  # of its synonyms
_SAMPLE = 500  # products
# So much nearer to a product than other things' names are, in standard deviations of these, for so many products. Of 16
# catalogs "book" is to .69 of the books, "wine" to .60 of the wines, "cosmetics" to .99; "bottle" to .41 of the wines.
_NEARER, _MOSTLY, _NEARLY_ALL = 1.5, 0.5, 0.75  # "phone" is to .85 of the phones, "printer" to .66 of what an office needs
# A name that goes by no category: so many products of several of them bear it, and so little apart from how all are shared out
# among them, as a total variation. "Wine" of reds and whites is .14; "Champagne" .45, "sofa" .77, "notebook" of laptops .43.
_ENOUGH, _SEVERAL, _EVENLY = 30, 3, 0.25
_SOME = 5  # products that bear a name, for something to be told of them
# Of products called by a name, so many of the others are further from it: "champagne" .98, "phone" .88, "wine" .66.
_APART = 0.95
# Of names without categories "tool" is .63 among drills, "bag" .79, dogs' "food" .79, and "screwdriver" .86, "handbag" .86.
_HARDLY_APART = 0.8
_SAME_SORT = 0.5  # two names that are as near are of one trade
_OFTEN = 0.25  # of the products say what all of them are, though no title does
# What most records say, and is near to most, is what all are: "coffee", "shoes"; and so is what no other thing's name of the
# thesaurus comes nearer to. Of 650 names in 50 shops the two
# find 31 of 75 that three rules before them missed, and hold fewer for all that are not.
_SAID_BY_MOST, _OWN_OF_SOME, _SURELY_NEAR, _SORTED_OUT = 0.6, 0.5, 0.7, 0.3
_SOME_OF_THEM = 0.2  # of the products go by what all are: "BCAA supplements", the gelati of the ice creams
_FAR_AHEAD = 0.05  # in cosine, for what is called so to tell nothing: "comics"
_NEARLY_LEADING = -0.03  # in cosine, where some titles have the name: "board game" beside "card game"


class Trade:
    """What all products of one catalog are, by the nearness of names to them beside that of other things' names.

    Args:
        index: the open index.
        encode: a text to its L2-normalised vector (dim,).
        encode_all: texts to theirs, (n, dim).
        values: what the index's fields choose from, where somebody has it open.
    """

    def __init__(
        self,
        index: Index,
        encode: Callable[[str], np.ndarray],
        encode_all: Callable[[Sequence[str]], np.ndarray],
        values: ChosenValues | None = None,
    ) -> None:
        self._index, self._encode, self._encode_all = index, encode, encode_all
        self._values = values or ChosenValues(index.columns)
        self._unsaid = UnsaidThings(index)
        self._nearness = lru_cache(maxsize=256)(self._near_to)

    def as_all(self, kind: Kind, before: str = "", said: str = "") -> tuple[Kind, int]:
        """A kind as all products where its name is near to them all; else as it is.

        Its name is hardly any product's, or is that of some of every category.

        Args:
            kind: what the name means by itself.
            before: the words before it. Where they end in a category, that is meant: the red ones of "Chilean red wine".
            said: its name as it was said; that of the kind, if empty.

        Returns:
            The kind, and where in ``before`` its whole name begins, which is the end of it where none of it is taken in.
        """
        import numpy as np

        size, name = len(self._index), regular_singular(kind.names[0])  # of "wines" as of "wine"
        few = 0 < len(kind.rows) < _FEW * size and not len(kind.certain) and not self._is_sorted
        if few and len(kind.rows) >= _HARDLY_ANY * size:
            is_all = _is_a_thing(kind.names[0]) and self._nearness(name) >= _NEARLY_ALL
        else:
            is_all = (few or self._is_of_every_category(kind.rows)) and self._nearness(name) >= _MOSTLY
        is_all = is_all or (not few and self._is_hardly_nearer(kind)) or self._is_mainly_said(kind)
        if (whole := self._whole_name(kind, before, said or kind.names[0])) is not None:
            return replace(kind, rows=np.arange(size), certain=np.arange(size)), whole
        is_some = is_all and (
            self._tells_some(kind.names[0]) or (few and self._sets_some_apart(kind.rows, kind.names[0], least=_SOME))
        )
        if is_all and not is_some:
            kind = replace(kind, rows=np.arange(size), certain=np.arange(size))
        if before and len(kind.rows) == size and "category" in self._index.columns:
            for start in (word.start() for word in _WORD.finditer(before)):
                if sort := self._category(before[start:]):
                    return sort, start
        return kind, len(before)

    def is_of_all(self, kind: Kind, name: str) -> bool:
        """Whether a name is one for all that is sold: what stands before it then says which: "simulation game" of games."""
        return len(self.as_all(kind, "", name)[0].rows) == len(self._index)

    def goes_without_saying(self, name: str, *, by_its_head: bool = False) -> bool:
        """Whether a thing that no product is called may be what all are, since hardly any title calls a thing anything.

        Even where another thing's name is nearer: nobody says of the monitors of a shop that they are monitors.

        Args:
            name: the thing's, which no kind goes by.
            by_its_head: whether a longer name that ends in a thing's will do: "golf discs".
        """
        *_, head = head_phrase(name).split() or [""]
        stems = self._index.words.tokens(name)
        if not (head and stems and self._unsaid.go_without_saying):
            return False
        said = in_all([*map(self._index.words.rows, stems)])  # as all wheel drive is of cars
        return _is_a_thing(name) or (by_its_head and _is_a_thing(head) and len(said) < _HARDLY_ANY * len(self._index))

    def where_it_goes_without_saying(self, words: str) -> int | None:
        """Where in words a thing begins that may be what all are: the screen of "4K screen"; 0 of no words, and else None."""
        starts = [word.start() for word in _WORD.finditer(words)] or [0]
        return next((start for start in starts if not words or self.goes_without_saying(words[start:])), None)

    def sort(self, words: str, kind: Callable[[str], MeantKind | None]) -> Kind | None:
        """The products of the category that is named before a name for all that is sold: "science fiction book"."""
        columns = self._index.columns
        if " " not in words or "category" not in columns:
            return None
        for space in reversed(list(_SPACE.finditer(words))):
            sort, name = self._category(words[: space.start()]), words[space.end() :]
            if sort and (meant := kind(name)) and not meant.start and self.is_of_all(meant.kind, name):
                return sort
        return None

    def unnamed(self, name: str, *, is_translation: bool = False) -> Kind | None:
        """All products by a name for them that no title has, but many texts: "shoes" of a shop of shoes; else None."""
        import numpy as np

        index, stems = self._index, self._index.words.tokens(name)
        if self._is_the_trade(name):
            rows = np.arange(len(index))
            return Kind((name,), rows, rows)
        if is_translation:
            return None
        saying = index.words.rows(stems[-1]) if len(stems) == 1 else np.zeros(0, np.int64)
        if len(saying) < _OFTEN * len(index) or not _is_a_thing(name) or self._is_a_field(stems[-1]):
            return None
        if self._nearness(name) < _NEARLY_ALL or self._tells_some(name):
            return None
        rows = np.arange(len(index))
        return Kind((name,), rows, rows)

    def _whole_name(self, kind: Kind, before: str, name: str) -> int | None:
        """Where a name for all products begins in the words before that of a kind, half of which is "card": "graphics card".

        The end of them where the kind's own name is one for all; None where none is.
        """
        starts = [word.start() for word in _WORD.finditer(before)]
        for start in (*starts, len(before)):
            if self._is_the_trade(f"{before[start:]}{name}", kind.rows, len(kind.certain)):
                return start
        return None

    def _is_the_trade(self, name: str, rows: Sequence[int] | np.ndarray = (), n_certain: int = 0) -> bool:
        """Whether a common noun is near to most products, and most records say it or no other thing's name is nearer.

        Args:
            name: the noun.
            rows: the products that are called so by themselves.
            n_certain: how many a category says to be that.
        """
        import numpy as np

        size, n_own, name = len(self._index), len(rows), regular_singular(name.casefold())
        if size < _ENOUGH or not _is_a_thing(name) or n_own >= _OWN_OF_SOME * size or n_certain >= _SORTED_OUT * size:
            return False
        tokens = self._index.words.tokens(name)
        if not tokens or self._is_a_field(tokens[-1]):
            return False
        said = in_all([*map(self._index.words.rows, tokens)])
        if len(said) >= _SAID_BY_MOST * size and self._share_near(name) >= _SURELY_NEAR:
            return not self._sets_some_apart(np.asarray(rows), name)
        is_sorted, is_rare = n_certain >= _SOME, 0 < n_own < min(_ENOUGH, _HARDLY_ANY * size)
        if is_rare and not is_sorted:
            least = _NEARLY_LEADING if not self._sets_some_apart(np.asarray(rows), name, least=_SOME) else 0.0
            return self._nearness(name) >= _MOSTLY and self._lead(name) > least  # peanut butter is some of a grocer's goods
        if n_own >= _SOME_OF_THEM * size or (is_sorted and " " in name) or (n_own < _SOME and self._is_a_sort_of_all(name)):
            return False
        lead = self._lead(name)
        if lead < _FAR_AHEAD and self._sets_some_apart(np.asarray(rows), name, least=_ENOUGH if is_sorted else _SOME):
            return False  # lipsticks of the make-up, lagers of the beers
        return self._nearness(name) >= (_APART if is_sorted else _NEARLY_ALL) and lead > 0

    def _is_a_sort_of_all(self, name: str) -> bool:
        """Whether what a name or a synonym ends in is what most records say: a "wash bag" where bags are sold."""
        rings = open_thesaurus().rings(name)
        heads = {other.casefold().split()[-1] for ring in rings for other in ring.english if " " in other}
        stems = {stem for head in heads for stem in self._index.words.tokens(head)[-1:]}
        return any(len(self._index.words.rows(stem)) >= _SAID_BY_MOST * len(self._index) for stem in stems)

    def _lead(self, name: str) -> float:
        """How much nearer to the products a name or a synonym is than every other thing's of the thesaurus, in the mean.

        What other names end in the name are sorts of it: a "gaming monitor" is no other thing than a "monitor".
        """
        import numpy as np

        middle = self._beside[0].mean(axis=0)
        owners, vectors = self._things
        near = vectors @ middle
        rings = open_thesaurus().rings(name)
        own = {word.casefold() for ring in rings for word in ring.english}
        ends = tuple(f" {word}" for form in (name, *own) for word in (form, regular_singular(form)))
        said = [[word.casefold() for word in names] for names in _names_of_things()]
        is_own = np.asarray([not own.isdisjoint(names) or any(word.endswith(ends) for word in names) for names in said])[owners]
        return max(float(self._encode(name) @ middle), float(near[is_own].max(initial=-1.0))) - float(
            near[~is_own].max(initial=-1.0)
        )

    @cached_property
    def _things(self) -> tuple[np.ndarray, np.ndarray]:
        """(n,) the numbers of the things that the thesaurus knows, and (n, dim) the vectors of their names."""
        import numpy as np

        manifest, digest = self._index.manifest, open_thesaurus().digest
        names = [(number, name) for number, some in enumerate(_names_of_things()) for name in some[:_NAMES_OF_A_THING]]
        file = f"thesaurus-{digest}-things-{_NAMES_OF_A_THING}-{manifest.embedder_digest[:16]}-{manifest.dim}.npy"
        encoded = kept_array(cache_dir() / file, lambda: self._encode_all([name for _, name in names]), precision="float16")
        return np.asarray([number for number, _ in names]), encoded

    def _is_hardly_nearer(self, kind: Kind) -> bool:
        """Whether a name of many things without categories is near to all, and to its own hardly more: a "bag" of bags."""
        if self._is_sorted or len(kind.certain) or len(kind.rows) < _ENOUGH or not _is_a_thing(kind.names[0]):
            return False
        is_near = self._nearness(regular_singular(kind.names[0])) >= _NEARLY_ALL
        return is_near and not self._sets_some_apart(kind.rows, kind.names[0], _HARDLY_APART)

    def _is_mainly_said(self, kind: Kind) -> bool:
        """Whether what few of the titles say is nearly all that they call things by: it goes for the others too."""
        if self._is_sorted or len(kind.certain) or len(kind.rows) >= _OWN_OF_SOME * len(self._index):
            return False
        if "category" in self._index.columns and not self._is_of_every_category(kind.rows):
            return False
        name = regular_singular(kind.names[0])
        return " " not in name and _is_a_thing(name) and self._unsaid.are_mainly(name)

    def _is_a_field(self, stem: str) -> bool:
        """Whether a field goes by a name: then it is of the products, and none of them is one: the "camera" of phones."""
        return any(stem in self._index.words.tokens(label(name))[-1:] for name in self._index.columns.names)

    def _sets_some_apart(self, rows: np.ndarray, name: str, area: float = _APART, least: int = _ENOUGH) -> bool:
        """Whether what is called so, ``least`` products at the least, is nearer to its name than all else: champagnes.

        By the ``area`` under the curve.
        """
        import numpy as np

        if len(rows) < least:
            return False
        near = self._index.vectors.rows(np.arange(len(self._index))) @ self._encode(name)
        others = np.sort(np.delete(near, rows))
        return float(np.searchsorted(others, near[rows]).mean()) >= area * max(len(others), 1)

    def _tells_some(self, name: str) -> bool:
        """Whether a name tells some products from others, however near it is to all: where they come from, or who made them.

        So does a name of several words that ends in no thing: "Moto Edge".
        """
        words = name.split()
        if len(words) > 1 and not _is_a_thing(words[-1]) and words[0].isascii():
            return True
        return bool(self._values.named(name)) or any(open_dictionary().casing(word) == "name" for word in name.split())

    def _category(self, words: str) -> Kind | None:
        """The products of the category that some words are the name of."""
        import numpy as np

        columns, said = self._index.columns, said_by(words)
        choices = columns.get("category").choices if said else ()
        named = [code for code, one in enumerate(choices) if said in levels_said_by(one)]
        rows = np.flatnonzero(np.isin(columns.codes("category"), named))
        return Kind((words,), rows, rows) if named else None

    def _is_of_every_category(self, rows: np.ndarray) -> bool:
        """Whether some products are shared out among the categories as all are, what has none counted as one of its own."""
        import numpy as np

        columns = self._index.columns
        if not _ENOUGH <= len(rows) < len(self._index) or "category" not in columns or not columns.get("category").choices:
            return False
        codes = columns.codes("category") + 1
        n_all = np.bincount(codes)
        n_own = np.bincount(codes[rows], minlength=len(n_all))
        if len(n_all) <= _SEVERAL or not n_own[1:].sum():
            return False
        return float(np.abs(n_own / n_own.sum() - n_all / n_all.sum()).sum()) / 2 <= _EVENLY

    @cached_property
    def _is_sorted(self) -> bool:
        """Whether several categories say what many of the products are."""
        kinds = self._index.kinds
        return kinds.n_certain > 1 and len(kinds.categorised) > _FEW_PLACED * len(self._index)

    def _near_to(self, name: str) -> float:
        """The share of the products to which a name is near; 0 where another thing's name is nearer to all."""
        products, others, of_others, _, _ = self._beside
        vector = self._encode(name)
        near, is_other = products @ vector, others @ vector < _SAME_SORT  # a coffee maker is near to coffee, and names no other
        return 0.0 if float(near.mean()) < float(of_others[is_other].max(initial=-1.0)) else self._share_near(name)

    def _share_near(self, name: str) -> float:
        """The share of the products to which a name is nearer than other things' names are."""
        products, _, _, means, deviations = self._beside
        return float((products @ self._encode(name) - means > _NEARER * deviations).mean())

    @cached_property
    def _beside(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """(n, dim) the vectors of products, evenly spread, and (n_others, dim) those of the names of other things.

        Of these, (n_others,) how near each is to all products in the mean, and (n,) each how near they are to a product in the
        mean and their standard deviation.
        """
        import numpy as np

        manifest, digest = self._index.manifest, open_thesaurus().digest
        file = f"thesaurus-{digest}-others-{_OTHER_THINGS}-{manifest.embedder_digest[:16]}-{manifest.dim}.npy"
        rows = np.arange(0, len(self._index), max(1, len(self._index) // _SAMPLE))
        others = kept_array(cache_dir() / file, lambda: self._encode_all(_other_things()))
        products = self._index.vectors.rows(rows)
        near = products @ others.T
        return products, others, near.mean(axis=0), near.mean(axis=1), near.std(axis=1)


def _is_a_thing(name: str) -> bool:
    """Whether a name is a common noun, or the head of one: a "phone" is what all may be, and an "iPhone" some."""
    thesaurus, forms = open_thesaurus(), (name.casefold(), regular_singular(name.casefold()))
    keys = {normal_form(form) for form in forms}
    if any(normal_form(one) in keys for form in forms for ring in thesaurus.rings(form) for one in ring.english):
        return True
    return any(one.casefold() in forms for one in thesaurus.last_words) or open_dictionary().is_counted(name)


def _names_of_things() -> list[tuple[str, ...]]:
    return [names for names in open_thesaurus().english_phrases("things") if names]


def _other_things() -> list[str]:
    """Names of things of any trade."""
    names = [english[0] for english in _names_of_things()]
    return names[:: max(1, len(names) // _OTHER_THINGS)]
