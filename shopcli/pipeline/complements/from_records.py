"""Complements by the records: what names a product as what it is for, bears the name of its series, or is for such things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from shopcli.index import Index
from shopcli.need.languages.registry import language_describing, language_named
from shopcli.pipeline.complements.designations import Designation, Names, is_code, plainly, tokens_of
from shopcli.pipeline.complements.sorts import Sorts
from shopcli.pipeline.complements.statements import Statement, quoted, statements
from shopcli.types import Complement, Product

if TYPE_CHECKING:
    pass

_MOST_READ = 1200  # records that are read for one product
_MOST_NAMED = 200  # that its own record may name
_SORT, _OF_SORT = 2, 0.2  # of what is called alike, how many must say what they are for, and which share
_OPENING, _READ_FIRST = 4, 200  # words of a title, and characters of a text
_LOOKED_AT = 30  # products of a sort
_READ_BACK = 100  # products of its sort that are looked at for the other way round

_Bearing = Literal["named", "denied", "agrees", "open", "another", "elsewhere", "its brand", "another brand"]
Verdict = Complement | Literal["denied", "another"] | None


class RecordComplements:
    """What goes with a product of one index, by the records.

    Args:
        index: the open index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names = Names(index)
        self._sorts = Sorts(index, self._names)
        self._are_parts = lru_cache(maxsize=1 << 10)(self._sort_is_of_parts)
        self.designation = lru_cache(maxsize=1 << 12)(self._designation)
        self._stated = lru_cache(maxsize=1 << 12)(self._statements)

    def _statements(self, row: int) -> tuple[Statement, ...]:
        record = self._index.records[row]
        packs = {pack.code: pack for pack in (language_named(self._index.manifest.language), language_describing(record.title))}
        return tuple(statements(record, tuple(packs.values())))

    def complements(self, product: Product, *, top: int) -> tuple[Complement, ...]:
        """What goes with a product, the surest first: what names it, what it names, its series, what is for such things.

        What says that it does not fit is out, and so is what names another model.
        """
        row = self._index.row(product.id)
        own = self.designation(row)
        found: dict[int, Complement] = {}
        denied: set[int] = {row}
        for other in self._naming(own):
            verdict = self.judged(other, own, row) if other not in denied else None
            if verdict == "denied":
                denied.add(other)
            elif isinstance(verdict, Complement) and verdict.relation == "named":
                found[other] = verdict
        for other, complement in self._named_back(own, row):
            if other not in denied and self.judged(other, own, row) != "denied":
                found.setdefault(other, complement)
        for other, complement in self._of_series(own, row):
            if other not in denied:
                found.setdefault(other, complement)
        ranked = [(other, found[other]) for other in found]
        if len(ranked) < top:
            ranked += [pair for pair in self._for_such(own, row) if pair[0] not in found]
        return tuple(self._varied(ranked))[:top]

    def _designation(self, row: int) -> Designation:
        """The names of a product, without those of what it is for."""
        named = [item for one in self._stated(row) if one.sure and not one.denied for item in one.names]
        of_others = frozenset(plainly(word) for item in named for word in tokens_of(item))
        return Designation(self._index.records[row], self._names, of_others, self._is_part(row))

    def _is_part(self, row: int) -> bool:
        """Whether a product says of which models it is a part, or most of what is called as it is do."""
        return self._names_models(row) or any(map(self._are_parts, self._sorts.heads(row)))

    def _names_models(self, row: int) -> bool:
        items = (item for one in self._stated(row) if one.sure and not one.denied for item in one.names)
        return any(any(map(is_code, tokens_of(item))) for item in items)

    def _sort_is_of_parts(self, head: str) -> bool:
        """Whether most of what ends in a name says of which models it is a part: toner does, and printers do not."""
        table = self._index.kinds.table
        members = [table.members[number] for number, key in enumerate(table.keys) if key[-1] == head]
        rows = [row for some in members for row in some[:: max(1, len(some) // _LOOKED_AT)].tolist()][:_LOOKED_AT]
        return 2 * sum(map(self._names_models, rows)) > len(rows)

    def fit(self, other: Product, product: Product) -> Verdict:
        """How one product goes with another, by both records; None where neither says it."""
        row, at = self._index.row(product.id), self._index.row(other.id)
        own = self.designation(row)
        verdict = self.judged(at, own, row)
        if verdict == "denied" or (isinstance(verdict, Complement) and verdict.relation == "named"):
            return verdict
        back = next((one for _, one in self._named_back(own, row, among=(at,))), None)
        series = next((one for found, one in self._of_series(own, row) if found == at), None)
        if back or series:
            return back or series
        is_for_others = self._is_for_a_thing(at) if verdict is None else self._is_of_another_series(at, own, row)
        return "another" if is_for_others else verdict

    def denies(self, other: int, product: Product) -> bool:
        """Whether the record in a row says that it does not go with a product."""
        row = self._index.row(product.id)
        return self.judged(other, self.designation(row), row) == "denied"

    # --- one record about another

    def judged(self, other: int, own: Designation, row: int, *, fully: bool = True) -> Verdict:
        """What a record says of a product: that it is for it, or for such things; that it is not; that it is for another.

        Unless ``fully``, what is for another model and says nothing of such things either is held for silent, which is quicker.
        """
        record, said = self._index.records[other], dict[_Bearing, str]()
        for statement in self._stated(other):
            for item in statement.names:
                bearing = self._bearing(statement, item, other, own, row)
                if bearing == "denied":
                    return "denied"
                if bearing:
                    said.setdefault(bearing, quoted(statement, item))
        kind = next((kind for kind in ("agrees", "open") if kind in said), None)
        if "elsewhere" in said and "named" not in said and (fully or kind) and self._names_another(other, own, row):
            said.setdefault("another", "")
        is_of_another_brand = "another brand" in said and "its brand" not in said
        if "named" in said and not is_of_another_brand:
            return Complement(record, "named", said["named"])
        if titled := self._titled_after(other, own, row):
            return titled
        if "another" in said or is_of_another_brand:
            return "another"
        return Complement(record, "for such", said[kind], agrees=kind == "agrees") if kind else None

    def _bearing(self, statement: Statement, item: str, other: int, own: Designation, row: int) -> _Bearing | None:
        """What one item of a statement says of a product; running text says little of what it does not name."""
        if own.is_named(item, self._index.records[other]):
            if statement.denied:
                return "denied"
            return "named" if statement.sure or self._sorts.differ(other, row) else None
        if not (statement.sure or statement.denied):
            return None
        if item.casefold() in self._names.whole_brands:
            its_brand = item.casefold() == (own.product.brand or "").casefold()
            return None if statement.denied else "its brand" if its_brand else "another brand"
        kind = self._sorts.such(item, row)
        if statement.listed and kind in ("agrees", "open"):
            return None
        if statement.denied:
            return "denied" if kind in ("agrees", "open") else None
        if kind == "differs":
            return "another"
        return "elsewhere" if kind is None else kind

    def _names_another(self, other: int, own: Designation, row: int) -> bool:
        """Whether a record names another model as what its thing is for."""
        items = (item for one in self._stated(other) if one.sure and not one.denied for item in one.names)
        return any(self._names.named_elsewhere(item, own) for item in items if not self._sorts.such(item, row))

    def _titled_after(self, other: int, own: Designation, row: int) -> Complement | None:
        """Whether a title, or the text where it stands for one, has a code of the product's without a word that says "for"."""
        record = self._index.records[other]
        if not own.codes or record.brand != own.product.brand:
            return None
        title = tokens_of(record.title)
        if any(own.has_code(word) for word in title[:_OPENING] if is_code(word)):
            return None
        for text in (" ".join(title[_OPENING:]), record.description[:_READ_FIRST]):  # what opens with it is it
            code = next((word for word in tokens_of(text) if is_code(word) and own.has_code(word)), None)
            if code and self._sorts.differ(other, row):
                return Complement(record, "named", quoted(Statement((code,), text), code))
        return None

    def _naming(self, own: Designation) -> Iterator[int]:
        """The rows of the records that have a code of a product, its series with a number, or a name of its own."""
        import numpy as np

        rows = [np.zeros(0, np.int64)]
        for word in dict.fromkeys(own.words):
            if is_code(word):
                rows += [self._names.rows(form) for form in dict.fromkeys((word, word.rstrip(_LETTERS) or word))]
            elif self._names.is_name(word):
                rows.append(self._names.rows(word))
            elif word[:1].isupper() and (number := own.behind(word)):
                rows.append(np.intersect1d(self._names.rows(word), self._names.rows(number)))
        few = [some for some in rows if len(some) <= _MOST_READ]
        yield from np.unique(np.concatenate([np.zeros(0, np.int64), *few])).tolist()

    def _named_back(self, own: Designation, row: int, among: Sequence[int] = ()) -> Iterator[tuple[int, Complement]]:
        """What the product's own record names as what it is for."""
        brands = {item.casefold() for one in self._stated(row) if one.sure and not one.denied for item in one.names}
        brands &= self._names.whole_brands
        denied = {item.casefold() for one in self._stated(row) if one.denied for item in one.names}
        for statement in self._stated(row):
            if statement.denied:
                continue
            for item in statement.names:
                if item.casefold() in denied:
                    continue
                for other in among or self._called(item):
                    record = self._index.records[other]
                    if brands and (record.brand or "").casefold() not in brands:
                        continue
                    if (
                        other != row
                        and self.designation(other).is_named(item, own.product)
                        and not self._sorts.alike(other, row)
                    ):
                        yield other, Complement(record, "named back", quoted(statement, item))

    def _called(self, item: str) -> Sequence[int]:
        """The rows of the products whose titles have the rarest word of a name."""
        words = [word for word in tokens_of(item) if is_code(word) or self._names.is_name(word)]
        titled = [self._names.titled(word) for word in words]
        if not titled and len(pair := tokens_of(item)) > 1 and any(map(str.isdigit, pair[-1])):
            titled = [self._names.titled(pair[-1])]
        return min((rows for rows in titled if rows), key=len, default=())[:_MOST_NAMED]

    def _of_series(self, own: Designation, row: int) -> list[tuple[int, Complement]]:
        """What bears the name of the same series and is another sort of thing; first what says to be for such as the other.

        Another model of the series is for itself, and what is for another size of such things is out.
        """
        if not own.series:
            return []
        number, found = own.behind(own.series), []
        for other in self._names.titled(own.series):
            record, theirs = self._index.records[other], self.designation(other)
            another = theirs.behind(own.series)
            if other == row or theirs.series != own.series or record.brand != own.product.brand:
                continue
            if number and another and number != another:
                continue
            verdicts = (self.judged(other, own, row), self.judged(row, theirs, other))
            says = any(isinstance(verdict, Complement) for verdict in verdicts)
            if (says or self._sorts.differ(other, row)) and all(
                self._may_go(verdict, one) for verdict, one in zip(verdicts, (other, row), strict=True)
            ):
                said = sum(isinstance(verdict, Complement) for verdict in verdicts)
                found.append((-said, other, Complement(record, "series", own.series)))
        return [(other, complement) for _, other, complement in sorted(found, key=lambda one: one[:2])]

    def _may_go(self, verdict: Verdict, row: int) -> bool:
        """Whether what a record says of another product lets it go with that: what is for a thing is for no other thing."""
        return isinstance(verdict, Complement) or (verdict is None and not self._is_for_a_thing(row))

    def _is_for_a_thing(self, row: int) -> bool:
        """Whether a record says, of a sort or of a model, what its thing is for."""
        items = (item for one in self._stated(row) if one.sure and not one.denied for item in one.names)
        return any(
            words and (self._names.is_thing(words[-1]) or any(map(self._is_of_a_model, words)))
            for words in map(tokens_of, items)
        )

    def _is_of_a_model(self, word: str) -> bool:
        return is_code(word) or self._names.is_name(word)

    def _is_of_another_series(self, other: int, own: Designation, row: int) -> bool:
        """Whether a product is of a series that has things of the sort of its own, which then it is for."""
        series = self.designation(other).series
        if series and series != own.series and self._sorts.is_called_by_name(other):
            return True
        return bool(series) and series != own.series and any(self._sorts.alike(one, row) for one in self._names.titled(series))

    # --- what is for such things

    def _for_such(self, own: Designation, row: int) -> Iterator[tuple[int, Complement]]:
        """What says to be for such things, those first whose measure agrees; then what is called as several of these are."""
        stated: list[tuple[int, Complement]] = []
        silent: list[int] = []
        for other in self._saying(row):
            verdict = self.judged(other, own, row, fully=False)
            if verdict is None:
                silent.append(other)
            elif isinstance(verdict, Complement) and not (
                self._is_one_of_them(other, row, verdict) or self._is_of_another_series(other, own, row)
            ):
                stated.append((other, verdict))
        brand = own.product.brand
        yield from sorted(stated, key=lambda pair: (not pair[1].agrees, pair[1].product.brand != brand, pair[0]))
        for other, complement in self._by_sort([other for other, _ in stated], silent, row):
            if not self._names_another(other, own, row):
                yield other, complement

    def _is_one_of_them(self, other: int, row: int, verdict: Complement) -> bool:
        """Whether what says to be for such things is one itself; of what names their very measure that must be known."""
        return self._sorts.known_alike(other, row) if verdict.agrees else self._sorts.alike(other, row)

    def _saying(self, row: int) -> list[int]:
        """The rows that say how a product's sort is called, and are not learned to be of that sort."""
        import numpy as np

        kinds, words = self._index.kinds, self._index.words
        heads = self._sorts.heads(row) | {head for head in kinds.heads(row) if self._sorts.goes_by(row, head)}
        none = np.zeros(0, np.int64)
        rows = np.unique(np.concatenate([none, *(words.rows(head) for head in sorted(heads))]))
        own = [kinds.table.members[number] for number, key in enumerate(kinds.table.keys) if key[-1] in self._sorts.heads(row)]
        rows = np.setdiff1d(rows, np.concatenate([none, *own]))
        if len(rows) > _MOST_READ:
            scores = words.scores(" ".join(sorted(heads)))
            rows = np.sort(rows[np.argsort(-scores[rows], kind="stable")[:_MOST_READ]])
        return [other for other in rows.tolist() if other != row]

    def _by_sort(self, stating: Sequence[int], silent: Sequence[int], row: int) -> Iterator[tuple[int, Complement]]:
        """What is called as things are that several records say to be for such, and has that in its own name: "watch strap"."""
        heads = self._sorts.heads(row)
        named = {other: heads & set(self._index.words.tokens(self._names_of(other))) for other in silent} if stating else {}
        counts = Counter(head for other in stating for head in self._sorts.heads(other))
        for head, count in counts.most_common():
            others = [other for other in silent if head in self._sorts.heads(other)] if count >= _SORT else []
            every = count + len(others)
            if not others or count < _OF_SORT * every or self._is_for(row, head):
                continue
            for other in others:
                if named[other] and not self._is_for_a_thing(other):
                    words = " ".join(sorted(named[other]))
                    yield other, Complement(self._index.records[other], "sort for such", words, both=count, all=every)

    def _names_of(self, row: int) -> str:
        record = self._index.records[row]
        return f"{record.title} {record.category or ''}"

    def _is_for(self, row: int, head: str) -> bool:
        """Whether things of a product's own sort say to be for what has that name: then neither is there for the other."""
        import numpy as np

        members = [self._index.words.rows(stem) for stem in self._sorts.heads(row)]
        rows = [
            one for one in np.unique(np.concatenate([np.zeros(0, np.int64), *members])).tolist() if self._sorts.alike(one, row)
        ]
        said = sum(
            any(
                head in self._index.words.tokens(item)[-1:]
                for one in self._stated(other)
                if not one.denied
                for item in one.names
            )
            for other in rows[:_READ_BACK]
        )
        return said > _OF_SORT * min(len(rows), _READ_BACK) and said >= _SORT

    def _varied(self, ranked: Iterable[tuple[int, Complement]]) -> Iterator[Complement]:
        """The complements, those of one relation by turns of their sorts: a toner, a tray, and then another toner."""
        groups: dict[tuple[str, bool], list[tuple[int, Complement]]] = defaultdict(list)
        for other, complement in ranked:
            groups[complement.relation, complement.agrees].append((other, complement))
        for group in groups.values():
            turns: dict[frozenset[str], int] = defaultdict(int)
            placed = []
            for at, (other, complement) in enumerate(group):
                heads = self._sorts.heads(other)
                placed.append((turns[heads], at, complement))
                turns[heads] += 1
            yield from (complement for _, _, complement in sorted(placed, key=lambda one: one[:2]))


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
