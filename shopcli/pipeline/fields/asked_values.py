"""Words of a question or an order that are values of the catalog's fields: the theme of "how many Technic sets are there?".

What is counted or put in order is counted whole, so that a word which some field gives as a value is decided by that field,
whether or not most products have it. What a request for products only ranks by stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Kind
from shopcli.index.parts.assertions import in_all
from shopcli.index.parts.columns import COLOUR
from shopcli.index.units.fields import label
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named, language_of
from shopcli.need.thesaurus import open_thesaurus
from shopcli.pipeline.fields.chosen_values import said_by
from shopcli.pipeline.fields.named_orders import Stretch, apart
from shopcli.pipeline.stated_kinds import names_a_sort
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

_WORD = pattern(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_LEVEL = pattern(r"\s*(?:>{1,2}|[/|;»])\s*")
_LONGEST = 5  # words of a value
_MOST_VALUES, _MOST_FIELDS = 500, 60  # of a field, and fields, that are looked through
_LONGEST_VALUE = 40  # characters
_FEW_OF_A_NAME = 3  # products that one name may be the own of
_FILLED = 0.5  # of the products, which a field must be of to decide about all of them
_YEARS = range(1900, 2101)
_IS_YEAR = pattern(r"(?:19|20)\d\d")
_SENTENCE_ENDS = ".!?"
_MOSTLY = 0.9  # of a catalog, which a word tells from no other
_OF_THE_KIND = 0.5  # of those with the value, or of the kind, whichever are fewer, for the name of the kind to tell them apart
_UNDECIDED = ("availability", "source", "country of seller", "language")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch of the request, half open, that says a value of a field."""

    start: int
    end: int
    field: str
    values: tuple[str, ...]


class AskedValues:
    """The values of one index's fields, known again in questions and orders.

    Args:
        index: the open index.
        kind: what the name of a kind in some words means, by the words and the shopper's own; None where nothing does.
        translations: what a word may mean in the catalog's language.
    """

    def __init__(
        self, index: Index, kind: Callable[[str, str], Kind | None], translations: Callable[[str], Sequence[str]]
    ) -> None:
        self._index, self._kind, self._translations = index, kind, translations

    def decided(self, need: Need, *, is_counted: bool) -> Need:
        """The need with every value that its open words say decided by its field.

        Where the value says what sort of thing is asked for, the name of a kind that hardly any of these go by, "set" of
        "Technic set", tells nothing more and goes.

        Args:
            need: the request, understood.
            is_counted: whether it asks how many there are, or the like; of an order words that records say stay wishes, since
                these put what says them first and exclude nothing.
        """
        need, language, passed_over = self._without_repetition(need), language_named(need.language), set[str]()
        for _ in range(_LONGEST):
            said = next((one for one in self._said(need, language) if need.query[one.start : one.end] not in passed_over), None)
            if said is None:
                break
            passed_over.add(need.query[said.start : said.end])
            by_field = self._with_fewer_names(self._with(need, said, language), language)
            has_its_kind = any(clause.kind == "topic" and clause.op is None for clause in by_field.clauses)
            if is_counted or not has_its_kind or not self._is_stated(need, said):
                need = by_field
        need = self._with_names(self._with_fewer_names(need, language), language)
        if is_counted:
            need = self._with_a_switch(self._by_what_says_it(self._by_own_name(need)), language)
        return self._translated(self._of_any_thing(need, language), language)

    def _without_repetition(self, need: Need) -> Need:
        """The need without a wish for the very words that name its kind here."""
        topic = next((one for one in need.clauses if one.kind == "topic" and one.op is None), None)
        if topic is None or self._kind(topic.says, topic.text if topic.meaning else "") is None:
            return need
        repeats = (one.op == "has" and one.text == topic.text and one.value == topic.text.lower() for one in need.clauses)
        return replace(need, clauses=tuple(one for one, again in zip(need.clauses, repeats, strict=True) if not again))

    def _with_fewer_names(self, need: Need, language: LanguagePack) -> Need:
        for clause in need.clauses:
            if clause.kind == "feature" and clause.op in ("is", "in"):
                need = self._without_a_name_for_all(need, clause, language)
        return need

    def _is_stated(self, need: Need, said: _Said) -> bool:
        """Whether the words of a value are a wish that records say."""
        places = ((clause, need.query.find(clause.text)) for clause in need.clauses if clause.op == "has")
        return any(at < said.end and said.start < at + len(clause.text) for clause, at in places if at >= 0)

    def _with_names(self, need: Need, language: LanguagePack) -> Need:
        """The need with the names that no clause has, which some records say: "Norsan" of "the dearest Norsan product"."""
        if not language.degrees.spaced or language.code == "de":
            return need
        for word in _WORD.finditer(need.query):
            start, end = word.span()
            opens = need.query[:start].rstrip()[-1:] in ("", *_SENTENCE_ENDS)
            is_name = word[0][0].isupper() and not opens and language.degrees.without_vague(word[0])
            if is_name and not self._is_said(need, start, end) and self._is_telling(word[0]):
                need = need.having(Clause(word[0], "feature", op="has", value=word[0].lower()))
        return need

    def _by_own_name(self, need: Need) -> Need:
        """The need for what has a name of its own, and does not go by that of the kind: "Lighthouse set"."""
        import numpy as np

        topic = next((one for one in need.clauses if one.kind == "topic" and one.op is None), None)
        kind = self._kind(topic.says, "") if topic else None
        for wish in need.clauses:
            if kind is None or wish.kind != "feature" or wish.op is not None or not wish.text[0].isupper():
                continue
            rows = self._sayers_of(wish.text)
            if 0 < len(rows) <= _FEW_OF_A_NAME and not len(np.intersect1d(rows, kind.rows)):
                named = replace(wish, op="has", value=wish.text.lower())
                return replace(need, clauses=tuple(named if one is wish else one for one in need.clauses if one is not topic))
        return need

    def _by_what_says_it(self, need: Need) -> Need:
        """The need for all that says a proper name, where only some of these are known by it as a kind: "Discworld"."""
        import numpy as np

        topic = next((one for one in need.clauses if one.kind == "topic" and one.op is None and one.meaning is None), None)
        if topic is None or not topic.text[:1].isupper() or open_thesaurus().rings(topic.text):
            return need
        kind, rows = self._kind(topic.text, ""), self._sayers_of(topic.text)
        if kind is None or len(kind.certain) or len(rows) <= len(kind.rows) or len(np.setdiff1d(kind.rows, rows)):
            return need
        saying = Clause(topic.text, "feature", op="has", value=topic.text.lower())
        return replace(need, clauses=tuple(saying if one is topic else one for one in need.clauses))

    def _is_said(self, need: Need, start: int, end: int) -> bool:
        """Whether a clause or the order has a stretch already, or some of it."""
        texts = [clause.text for clause in need.clauses] + ([need.sort.text] if need.sort and need.sort.text else [])
        return any(0 <= (at := need.query.find(text)) < end and start < at + len(text) for text in texts)

    def _is_telling(self, words: str) -> bool:
        """Whether some records say all of some words, and most do not."""
        return 0 < self._sayers(words) < _MOSTLY * len(self._index)

    def _sayers(self, words: str) -> int:
        """How many records say all of some words."""
        return len(self._sayers_of(words))

    def _sayers_of(self, words: str) -> np.ndarray:
        """The rows of the records that say all of some words, ascending."""
        import numpy as np

        rows = [self._index.words.rows(stem) for stem in self._index.words.tokens(words)]
        return in_all(rows) if rows else np.zeros(0, np.int64)

    def _with_a_switch(self, need: Need, language: LanguagePack) -> Need:
        """The need with what nothing decides yet decided by the one yes/no field that is named by some of its words.

        "Can't be ordered online" is a no of ``sellable_online``, and "can be ordered online" a yes.
        """
        denial = language.questions.denies.search(need.query)
        stretches = [Stretch(denial.start(), len(need.query.rstrip()))] if denial else []
        if not denial:
            wishes = (one for one in need.clauses if one.kind == "feature" and not one.is_hard)
            stretches = [Stretch(at, at + len(one.text)) for one in wishes if (at := need.query.find(one.text)) >= 0]
        for stretch in stretches:
            text = need.query[stretch.start : stretch.end]
            said = set(self._index.words.tokens(text))
            named = [name for name, stems in self._switches if stems & said]
            if len(named) == 1 and len(said) <= _LONGEST:
                switch = Clause(text, "exclude" if denial else "feature", named[0], "!=" if denial else "is", True)
                others = (one for one in need.clauses if not 0 <= need.query.find(one.text) - stretch.start < len(text))
                return replace(need, clauses=(*others, switch))
        return need

    @cached_property
    def _switches(self) -> list[tuple[str, set[str]]]:
        """The yes/no fields that most products have, by the stems of their names."""
        columns = self._index.columns
        told = [
            name
            for name in self._index.vocabulary.switches
            if name in columns and 2 * len(columns.get(name).rows) >= len(self._index)
        ]
        return [(name, set(self._index.words.tokens(label(name)))) for name in told]

    def _of_any_thing(self, need: Need, language: LanguagePack) -> Need:
        """The need for any product that says the words before "products", where no kind goes by them: "vegan products".

        So of the words before a name for all that is sold: "Narnia books" among books.
        """
        topic = next((one for one in need.clauses if one.kind == "topic" and one.op is None and one.meaning is None), None)
        telling = self._before_a_name_for_all(language.degrees.without_vague(topic.text)) if topic else ""
        if topic is None or not telling or topic.text.endswith(telling) or not topic.text.startswith(telling):
            return need
        kind = self._kind(telling, "")
        at_least = 0 if kind is None else (4 if len(kind.certain) else 2) * len(kind.rows)
        is_kind = kind is not None and at_least > self._sayers(telling)
        if is_kind or not self._is_telling(telling):
            return need
        said = Clause(telling, "feature", op="has", value=telling.lower())
        return replace(need, clauses=tuple(said if one is topic else one for one in need.clauses))

    def _before_a_name_for_all(self, words: str) -> str:
        """Words without the last of them, where they name nothing together and that is a name for all products."""
        before, _, last = words.rpartition(" ")
        if not before or self._kind(words, "") is not None:
            return words
        kind = self._kind(last, "")
        return before if kind is not None and len(kind.rows) == len(self._index) else words

    # --- finding

    def _said(self, need: Need, language: LanguagePack) -> Iterator[_Said]:
        """The stretches of open words that say a value, the longest first."""
        if has_han(need.query):
            yield from self._in_running_text(need)
            return
        words = [(word.start(), word.end()) for word in _WORD.finditer(need.query)]
        open_words = [span for span in words if self._is_open(need, *span)]
        runs = list(_runs(open_words, need.query))
        for length in range(_LONGEST, 0, -1):
            for run in runs:
                for at in range(len(run) - length + 1):
                    start, end = run[at][0], run[at + length - 1][1]
                    found = self._value(need.query[start:end], language)
                    if found and not self._names_the_kind(need, start, end, is_phrase=length > 1):
                        yield _Said(*self._with_the_field(need.query, start, end, found[0], language), *found)

    def _in_running_text(self, need: Need) -> Iterator[_Said]:
        """The same of Chinese, whose words stand together: any value of two characters or more."""
        found = []
        for field, by_key in self._by_field.items():
            for values in by_key.values():
                for value in values:
                    name = value.casefold()
                    if len(name) > 1 and has_han(name) and (at := need.query.casefold().find(name)) >= 0:
                        end = at + len(name)
                        if self._is_open(need, at, end):
                            found.append(_Said(at, end, field, (value,)))
        yield from sorted(found, key=lambda said: (said.start - said.end, not names_a_sort(said.field)))

    def _names_the_kind(self, need: Need, start: int, end: int, *, is_phrase: bool) -> bool:
        """Whether words are the name of the kind in the thing that is asked for: "shoes" of "hiking shoes"."""
        topic = next((one for one in need.clauses if one.kind == "topic" and one.op is None), None)
        at = need.query.find(topic.text) if topic else -1
        if topic is None or at < 0 or end != at + len(topic.text):
            return False
        kind = self._kind(topic.says, "")
        if kind is None or (start > at and is_phrase):
            return False
        return start > at or 2 * len(kind.certain) > len(kind.rows) or self._holds(kind, need.query[start:end], topic)

    def _holds(self, kind: Kind, words: str, topic: Clause) -> bool:
        """Whether a kind holds most of what has a value that words say: it takes in what goes by other names."""
        import numpy as np

        found = self._value(words, language_of(topic.text))
        clause = Clause(topic.text, "feature", found[0], "in", "|".join(found[1]).casefold()) if found else None
        rows = self._rows(clause) if clause else kind.rows
        return len(np.intersect1d(kind.rows, rows)) >= _OF_THE_KIND * len(rows)

    def _is_open(self, need: Need, start: int, end: int) -> bool:
        """Whether words are of the thing or of a wish that nothing decides yet; what no clause says may be a name, too."""
        for clause in need.clauses:
            at = need.query.find(clause.text)
            if 0 <= at < end and start < at + len(clause.text):
                is_wish = clause.kind in ("topic", "feature") and clause.op in (None, "has")
                return is_wish and at <= start and end <= at + len(clause.text)
        at = need.query.find(need.sort.text) if need.sort and need.sort.text else -1
        return not (0 <= at < end and start < at + len(need.sort.text if need.sort else ""))

    def _with_the_field(self, query: str, start: int, end: int, field: str, language: LanguagePack) -> tuple[int, int]:
        """A stretch with the word for the field beside it: "Mystery category", "the theme Ninjago"."""
        named = {label(field).casefold(), *language.questions.sections}
        if (after := _WORD.match(query, end + 1)) and query[end].isspace() and after[0].casefold() in named:
            return start, after.end()
        before = re.search(r"([^\W_]+)\s\Z", query[:start])
        return (before.start(), end) if before and before[1].casefold() in named else (start, end)

    def _value(self, words: str, language: LanguagePack) -> tuple[str, tuple[str, ...]] | None:
        """The field and the values of it that words say; that which says what sort of thing it is before any other."""
        if _IS_YEAR.fullmatch(words) and (field := self._year):
            return field, (words,)
        key = said_by(words)
        if not key or not language.degrees.without_vague(words) or all(part.isdigit() for part in key):
            return None
        fields = [(field, by_key[key]) for field, by_key in self._by_field.items() if key in by_key]
        return next(iter(sorted(fields, key=lambda found: not names_a_sort(found[0]))), None)

    # --- deciding

    def _with(self, need: Need, said: _Said, language: LanguagePack) -> Need:
        text = need.query[said.start : said.end]
        clauses = [rest for clause in need.clauses for rest in apart(clause, need.query, Stretch(said.start, said.end))]
        several = len(said.values) > 1
        value = "|".join(said.values).casefold() if several else said.values[0]
        clause = Clause(text, "feature", said.field, "in" if several else "is", value)
        if said.field == self._year and _IS_YEAR.fullmatch(said.values[0]):
            clause = Clause(text, "limit", said.field, "==", float(said.values[0]))
        return replace(need, clauses=(*clauses, clause))

    def _without_a_name_for_all(self, need: Need, clause: Clause, language: LanguagePack) -> Need:
        """The need without the name of its kind, where hardly any product of that value goes by it."""
        topic = next((one for one in need.clauses if one.kind == "topic" and one.op is None), None)
        if topic is None:
            return need
        others = tuple(one for one in need.clauses if one is not topic)
        if not language.degrees.without_vague(topic.text):
            return replace(need, clauses=others)
        kind, rows = self._kind(topic.says, topic.text if topic.meaning else ""), self._rows(clause)
        is_sort = clause.op == "is" and names_a_sort(
            str(clause.field)
        )  # what several have in common, as "men's", sorts nothing
        if kind is None:
            return replace(need, clauses=others) if is_sort else need
        import numpy as np

        both = len(np.intersect1d(kind.rows, rows))
        if not is_sort:
            is_silent = both == 0 and len(kind.certain) == 0 and clause.field != "brand" and need.sort is None and len(rows) > 0
            wished = replace(topic, kind="feature")  # of the wines of Greece none is called a wine: which is said
            return replace(need, clauses=(wished, *others)) if is_silent else need
        is_category = 2 * len(kind.certain) > len(kind.rows)
        if is_category and both == 0 and clause.field == "category":  # what is of one category is of no other: "romance novel"
            return replace(need, clauses=others)
        if is_category or both >= _OF_THE_KIND * min(len(rows), len(kind.rows)):
            return need
        return replace(need, clauses=others)

    def _rows(self, clause: Clause) -> np.ndarray:
        import numpy as np

        from shopcli.retrieve.limits import judge

        return np.flatnonzero(judge(clause, self._index.columns).holds)

    def _translated(self, need: Need, language: LanguagePack) -> Need:
        """The need whose topic's translation says a value: 星球大战套装 is "Star Wars suit", of the theme Star Wars."""
        topic = next((one for one in need.clauses if one.kind == "topic" and one.op is None and one.meaning), None)
        if topic is None or topic.meaning is None or not has_han(topic.text):
            return need
        alike = [one.meaning for one in need.clauses if one.text == topic.text and one.meaning and one.kind != "exclude"]
        topic = replace(topic, meaning=" ".join(alike))  # the parts of one translation
        assert topic.meaning
        words = [(word.start(), word.end()) for word in _WORD.finditer(topic.meaning)]
        for length in range(min(_LONGEST, len(words)), 0, -1):
            for at in range(len(words) - length + 1):
                start, end = words[at][0], words[at + length - 1][1]
                found = self._value(topic.meaning[start:end], language)
                if found and names_a_sort(found[0]) and (length == len(words) or length > 1 or at == 0):
                    return self._of_a_translation(need, topic, found, topic.meaning[end:].strip(), language)
        for length in range(
            len(topic.text) - 1, 1, -1
        ):  # 旅行书 is "journey book" by its commonest senses, and 旅行 "travel" too
            for sense in self._translations(topic.text[:length]):
                if (found := self._value(sense, language)) and names_a_sort(found[0]):
                    return self._of_a_translation(need, topic, found, topic.meaning, language)
        return need

    def _of_a_translation(
        self, need: Need, topic: Clause, found: tuple[str, tuple[str, ...]], rest: str, language: LanguagePack
    ) -> Need:
        import numpy as np

        field, values = found
        several = len(values) > 1
        clause = Clause(topic.text, "feature", field, "in" if several else "is", "|".join(values) if several else values[0])
        kind, rows = self._kind(rest, "") if rest else None, self._rows(clause)
        own = self._kind(topic.says, topic.text)
        if own is not None and not rest and 2 * len(own.certain) > len(own.rows):
            return need
        if (
            own is not None
            and len(np.intersect1d(own.rows, rows)) >= _OF_THE_KIND * len(own.rows)
            and len(own.rows) < len(rows)
        ):
            own = None  # some of them are called so; all are meant
        if own is not None and not rest and len(own.rows) >= len(rows):
            return need
        keeps = kind is not None and len(np.intersect1d(kind.rows, rows)) >= _OF_THE_KIND * min(len(rows), len(kind.rows))
        others = tuple(one for one in need.clauses if one.text != topic.text or one.is_hard)
        kept = (replace(topic, meaning=rest),) if keeps else ()
        return replace(need, clauses=(*kept, *others, clause))

    # --- the values

    @cached_property
    def _by_field(self) -> dict[str, dict[_Key, tuple[str, ...]]]:
        """By each field of few values, by what its values say: the values."""
        columns = self._index.columns
        names = [name for name in columns.names if name not in _UNDECIDED and name != COLOUR and columns.kind(name) == "choice"]
        names += [name for name in ("category",) if name in columns and name not in names]
        names = [name for name in names if columns.share_filled(name) >= _FILLED]
        by_field: dict[str, dict[_Key, tuple[str, ...]]] = {}
        for name in sorted(names, key=lambda name: not names_a_sort(name))[:_MOST_FIELDS]:
            choices = columns.values_of(name)
            if len(choices) > _MOST_VALUES and name != "category":
                continue
            by_key: dict[_Key, list[str]] = {}
            for choice in choices:
                levels = _LEVEL.split(choice) if names_a_sort(name) else [choice]
                for level in dict.fromkeys((choice, *levels)):
                    if 0 < len(level) <= _LONGEST_VALUE and not level.isdigit() and (key := said_by(level)):
                        by_key.setdefault(key, []).append(choice)
            by_field[name] = {key: tuple(dict.fromkeys(values)) for key, values in by_key.items()}
        return by_field

    @cached_property
    def _year(self) -> str | None:
        """The field of numbers that are all years."""
        columns = self._index.columns
        for name in columns.names:
            if columns.kind(name) == "number" and "@" not in name and name.isascii():
                values = columns.get(name).values
                if (
                    len(values)
                    and values.min() >= _YEARS.start
                    and values.max() < _YEARS.stop
                    and bool((values % 1 == 0).all())
                ):
                    return name
        return None


def _runs(spans: Sequence[tuple[int, int]], text: str) -> Iterator[list[tuple[int, int]]]:
    """Words that stand together, with nothing but blanks between them."""
    run: list[tuple[int, int]] = []
    for span in spans:
        if run and text[run[-1][1] : span[0]].strip():
            yield run
            run = []
        run.append(span)
    if run:
        yield run
