"""Whether a need is the one written down in plain words: "thing: watch; wish: GPS; limit: price <= 200 EUR; not: red"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shopcli.advisor import Advisor
from shopcli.need.dialogue.state_update import is_limit
from shopcli.text.scripts import has_cjk
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.text.units import convert, unit_table
from shopcli.types import Clause, Hit, Need, Product

_LIMIT = re.compile(r"(?P<field>.+?) (?P<op><=|>=|<|>|around) (?P<value>.+)")
_AMOUNT = re.compile(r"(?P<number>-?[\d.]+)\s*(?P<unit>\S*)")
_COMPARED = re.compile(r"the \w+ shown")
_DENIED = re.compile(r"(?:no|not|without|free of)\b|无|不")
_NO = re.compile(r"\b(?:no|not|without|never)\b|n't|不|无|没")
_SAY_NOTHING = (
    stem_set("for from on of the a an in with no not needed like keeps easy suitable 适合 brand 的".split()) | FUNCTION_STEMS
)
_LIKE = re.compile(r"(?:like (?:the )?|像 ?)(?P<name>.+)")


@dataclass(frozen=True)
class Shown:
    """What was on the screen before a turn, what had been looked at, and the catalog behind both."""

    hits: Sequence[Hit]
    focus: Product | None
    advisor: Advisor
    compared: set[Clause] = field(default_factory=set)  # limits that were right in an earlier turn, and still stand


def need_faults(expected: str, need: Need, shown: Shown, tolerated: set[str]) -> Iterator[str]:
    """What a need lacks, and what it has that was not expected.

    Args:
        expected: the need in plain words.
        need: as it is.
        shown: what was on the screen before.
        tolerated: texts of wishes that may rank beside what is expected.
    """
    parts = {name: rest.split(", ") for name, _, rest in (part.partition(": ") for part in expected.split("; "))}
    judge = _NeedJudge(need, shown)
    yield from judge.thing(parts.get("thing", [""])[0])
    for wish in parts.get("wish", ()):
        yield from judge.wish(wish)
    for limit in parts.get("limit", ()):
        yield from judge.limit(limit)
    for denied in parts.get("not", ()):
        yield from judge.denied(denied)
    yield from judge.order(parts.get("order", [""])[0])
    yield from judge.beyond(tolerated, expected)


class _NeedJudge:
    def __init__(self, need: Need, shown: Shown) -> None:
        self._need, self._shown = need, shown
        self._matched: list[Clause] = []

    @property
    def _all(self) -> tuple[Clause, ...]:
        return (*self._need.clauses, *self._need.assumed)

    def thing(self, thing: str) -> Iterator[str]:
        topics = [clause for clause in self._need.clauses if clause.kind == "topic" and clause.op is None]
        said = " ".join(f"{clause.text} {clause.says}" for clause in topics)
        self._matched += topics
        if not thing:
            yield from [f"thing {said!r} for none"] if topics else []
            return
        named = [clause for clause in self._need.clauses if _words(clause.text) and _words(clause.text) <= _words(thing)]
        self._matched += [
            *named,
            *(clause for clause in self._need.clauses if not clause.is_hard and _shares(clause.text, thing)),
        ]
        if not topics:  # what nobody called by its name, and a title, need be none
            yield from [f"no thing for {thing!r}"] if _shares(thing, self._need.query) and not named else []
        elif not (_shares(_head(thing), said) or self._same(thing, topics[0].says)):
            yield f"thing {said!r} for {thing!r}"

    def _same(self, thing: str, topic: str) -> bool:
        return self._shown.advisor.shown_catalog.same(thing, topic)

    def wish(self, wish: str) -> Iterator[str]:
        if like := _LIKE.fullmatch(wish):
            liked = [clause for clause in self._need.clauses if clause.op == "like"]
            self._matched += liked
            titles = [self._title(str(clause.value)) for clause in liked]
            if not any(_words(like["name"]) <= _words(title) for title in titles):
                yield f"not {wish!r}"
            return
        if " / " in wish:
            meant = [clauses for one in wish.split(" / ") if (clauses := self._meant_by(one))]
            either = meant[:1] or [[]]
        else:
            either = [self._meant_by(one) for one in wish.split(" or ")]
        if not all(either):
            yield f"no wish {wish!r}"
        self._matched += [clause for clauses in either for clause in clauses]

    def _meant_by(self, wish: str) -> list[Clause]:
        denied = _DENIED.match(wish) is not None
        return [clause for clause in self._all if _shares(wish, _text(clause)) and _is_denied(clause) == denied]

    def limit(self, limit: str) -> Iterator[str]:
        found = [clauses for choice in limit.split(" / ") if (clauses := self._limiting(choice))]
        if not found:
            yield f"no limit {limit!r}"
        self._matched += found[0] if found else ()

    def _limiting(self, limit: str) -> list[Clause]:
        match = _LIMIT.fullmatch(limit)
        assert match, limit
        on_field = [c for c in self._need.clauses if is_limit(c) and _shares(match["field"], str(c.field).replace("_", " "))]
        if match["op"] == "around":
            amount = _amount(match["value"], on_field[0]) if on_field else 0.0
            around = [c for c in on_field if 0.5 * amount <= float(c.value or 0) <= 1.5 * amount]
            return around if len(around) == 2 else []
        return [c for c in on_field if c.op == match["op"] and self._is_amount(match["value"], c)][:1]

    def _is_amount(self, value: str, clause: Clause) -> bool:
        if not _COMPARED.fullmatch(value):
            return abs(_amount(value, clause) - float(clause.value or 0)) < 1e-6
        if clause in self._shown.compared or float(clause.value or 0) in self._compared(clause):
            self._shown.compared.add(clause)
            return True
        return False

    def _compared(self, clause: Clause) -> list[float]:
        """The nearest of those shown that meet the need, and that of the product that was spoken of."""
        hits = [hit.product for hit in self._shown.hits if hit.meets_all] or [hit.product for hit in self._shown.hits]
        catalog = self._shown.advisor.index.columns
        rows = [self._shown.advisor.index.row(product.id) for product in hits]
        values = [float(value) for value in catalog.dense(str(clause.field))[rows] if value == value]
        nearest = [min(values) if clause.op in ("<", "<=") else max(values)] if values else []
        focus = self._shown.focus
        return nearest + ([float(catalog.dense(str(clause.field))[self._shown.advisor.index.row(focus.id)])] if focus else [])

    def denied(self, denied: str) -> Iterator[str]:
        clauses = [clause for clause in self._need.clauses if _is_denied(clause)]
        text = denied.removeprefix("brand ")
        found = [c for c in clauses if _shares(text, _text(c)) or _words(text) <= _words(self._title(str(c.value)))]
        self._matched += found
        if not found:
            yield f"{denied!r} is not left out"

    def _title(self, product_id: str) -> str:
        row = self._shown.advisor.index.find(product_id)
        return self._shown.advisor.index.records.title(row) if row is not None else ""

    def order(self, order: str) -> Iterator[str]:
        sort = self._need.sort
        name, _, direction = order.rpartition(" ")
        told = f"{sort.field} {sort.order}" if sort else ""
        if bool(sort) != bool(order) or (sort and (sort.order != direction or not _shares(name, sort.field.replace("_", " ")))):
            yield f"order {told!r} for {order!r}"

    def beyond(self, tolerated: set[str], expected: str) -> Iterator[str]:
        """Conditions that nobody expected."""
        for clause in self._need.clauses:
            if clause in self._matched or (not clause.is_hard and clause.text in tolerated):
                continue
            if clause.is_hard or not _shares(clause.text, expected):
                yield f"beyond it {clause.text!r}"


def _amount(value: str, clause: Clause) -> float:
    """An amount in the unit of a clause; NaN where it is none of that."""
    match = _AMOUNT.fullmatch(value)
    assert match, value
    number, unit = float(match["number"]), match["unit"]
    if not unit or unit == clause.unit or not clause.unit:
        return number
    table = unit_table()
    return convert(number, unit, clause.unit, table) if unit in table and clause.unit in table else float("nan")


def _is_denied(clause: Clause) -> bool:
    if clause.kind == "exclude" or clause.op in ("!=", "lacks", "outside") or clause.value is False:
        return True
    if clause.op == "has":
        return _NO.search(str(clause.value).casefold()) is not None  # "won't wake the baby" is looked for as "quiet"
    return (
        not is_limit(clause)
        and _NO.search(f"{clause.text} {clause.value if isinstance(clause.value, str) else ''}".casefold()) is not None
    )


def _text(clause: Clause) -> str:
    value = clause.value if isinstance(clause.value, (str, float, int)) and not isinstance(clause.value, bool) else ""
    return (
        f"{clause.text} {clause.says} {(clause.field or '').replace('_', ' ')} {value:g}"
        if isinstance(value, float)
        else (f"{clause.text} {clause.says} {(clause.field or '').replace('_', ' ')} {value}")
    )


def _head(thing: str) -> str:
    return thing if has_cjk(thing) else thing.split()[-1]


def _words(text: str) -> set[str]:
    """What a text says: stems, and of Chinese every two signs that stand beside each other."""
    signs = re.findall(r"[\u4e00-\u9fff]+", text)
    pairs = {run[at : at + 2] for run in signs for at in range(max(1, len(run) - 1))}
    latin = re.sub(r"[\u4e00-\u9fff]+", " ", text.replace("-", " "))
    return (set(stem_set([latin])) | set(re.findall(r"\d+", latin)) | pairs) - _SAY_NOTHING


def _shares(item: str, text: str) -> bool:
    """Whether a text has at least half of the words of an item, in any of their forms."""
    wanted, said = _words(item), _words(text)
    alike = [word for word in wanted if any(_alike(word, other) for other in said)]
    return bool(wanted) and 2 * len(alike) >= len(wanted)


def _alike(word: str, other: str) -> bool:
    longer, shorter = sorted((word, other), key=len, reverse=True)
    is_sign = len(shorter) == 1 and has_cjk(shorter)  # 女 of 女款
    return word == other or (len(shorter) >= 4 and longer.startswith(shorter)) or (is_sign and shorter in longer)
