"""Holds written conversations anew, through `shopcli.chat.session.Session`, and judges every turn.

A conversation stands in ``conversations/en.txt`` or ``zh.txt``: ``# NUMBER LANG CATALOG: what it tries``, then for each turn

    > the shopper's words
    = KIND | the need in force after it: "same", "none", or "thing: …; wish: …, …; limit: …; not: …; order: …"
    -> the product meant: "the 2nd" of those shown before, or its name; behind a search what must be shown, or "not NAME"
    ~ words that the reply must hold; "~ a / b" one of them

A turn is right where four things are: the ``kind`` of the reply (`shopcli.types.ReplyKind`), the ``need``, the ``products``
and the ``words``. A need is compared by what its clauses say, not by their wording: each thing that is expected must be
matched by a clause that shares half of its words, limits by field, relation and amount, and no condition may stand that
nobody expected; a mere wish may, where it was said in the request itself. ``same`` is unchanged from before this turn, right
or wrong. What "the cheapest shown" was may also be the product that was just spoken of.

``python -m tests.conversation_judge [en|zh|NUMBER …]`` prints each turn that is not right, and the score by kind and language;
``--shrink`` takes the turns that have come right out of ``conversations/expected_failures.txt``, and never adds one.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from shopcli.advisor import Advisor
from shopcli.chat.session import Session, Turn
from shopcli.errors import ShopcliError
from shopcli.text.scripts import HAN
from shopcli.types import Advice, Clause, Hit, Need, Product
from tests.fake_model import FakeModel
from tests.need_judge import Shown, need_faults

FOLDER = Path(__file__).parent / "conversations"
CATALOGS = {
    "sample": FOLDER.parents[1] / "sample_catalog" / "products.json",
    "printers": FOLDER / "shops" / "printers.csv",
    "plants": FOLDER / "shops" / "plants.csv",
}
EXPECTED_FAILURES = FOLDER / "expected_failures.txt"
_ORDINAL = re.compile(r"the (\d+)(?:st|nd|rd|th)")
_SEARCHES = ("results", "refined", "more_like_this", "goes_with")


@dataclass(frozen=True)
class ExpectedTurn:
    """A turn as it is written down."""

    said: str
    kind: str
    need: str
    products: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenConversation:
    """A conversation as it is written down."""

    number: int
    language: str
    catalog: str
    turns: tuple[ExpectedTurn, ...]


@dataclass
class JudgedTurn:
    """A turn that was held: what was expected, what is wrong with it by aspect, and what the shopper was told."""

    place: str  # "12.3": the third turn of conversation 12
    expected: ExpectedTurn
    kind: str
    reply: str
    need: str
    faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return not self.faults


def conversations(language: str) -> list[WrittenConversation]:
    """All of one language."""
    text = (FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    return [_written(part) for part in re.split(r"^# (?=\d)", text, flags=re.MULTILINE)[1:]]


def _written(part: str) -> WrittenConversation:
    heading, *lines = part.strip().splitlines()
    number, language, catalog = heading.partition(":")[0].split()
    turns: list[list[str]] = []
    for line in filter(None, lines):
        if line.startswith("> "):
            turns.append([])
        turns[-1].append(line)
    return WrittenConversation(int(number), language, catalog, tuple(map(_written_turn, turns)))


def _written_turn(lines: list[str]) -> ExpectedTurn:
    by_mark: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        mark, _, rest = line.partition(" ")
        by_mark[mark].append(rest.strip())
    kind, _, need = by_mark["="][0].partition(" | ")
    return ExpectedTurn(by_mark[">"][0], kind, need.strip(), tuple(by_mark["->"]), tuple(by_mark["~"]))


# --- holding it -------------------------------------------------------------------------------------------------------


def held(written: WrittenConversation, advisor: Advisor) -> list[JudgedTurn]:
    """The conversation, held anew and judged turn by turn."""
    return list(_held(written, advisor))


def _held(written: WrittenConversation, advisor: Advisor) -> Iterator[JudgedTurn]:
    session, tolerated, compared = Session(advisor), set[str](), set[Clause]()
    for number, expected in enumerate(written.turns, start=1):
        before, shown = session.need, Shown(session.shown, session.focus, advisor, compared)
        turn, reply = _heard(session, expected, advisor)
        need = session.need
        if expected.kind == "results":  # what was said in a request may rank, whatever else it is
            tolerated = {clause.text for clause in need.clauses} if need else set()
        judged = JudgedTurn(f"{written.number}.{number}", expected, turn.kind, reply, _told(need))
        found = {
            "kind": [] if turn.kind == expected.kind else [f"{turn.kind} for {expected.kind}"],
            "need": _need_faults(expected.need, before, need, shown, tolerated),
            "products": list(_product_faults(expected, turn, shown.hits)),
            "words": [f"lacks {words!r}" for words in expected.words if not says_one_of(words, reply)],
        }
        judged.faults = {aspect: faults for aspect, faults in found.items() if faults}
        yield judged


def _heard(session: Session, expected: ExpectedTurn, advisor: Advisor) -> tuple[Turn, str]:
    """The turn, and what the shopper is told in it; advice is written where words of it are expected."""
    said = expected.said
    try:
        turn = session.hear(said)
    except ShopcliError as error:
        return Turn(said, shown=session.shown, kind="not_understood"), f"{error} {error.hint}"
    reply = [sentence.text for sentence in turn.told]
    answer = turn.answer
    if answer is not None:
        reply += filter(None, (answer.reply, answer.not_sold_says))
        if answer.reply is None and turn is session.turn and expected.words:
            sentences = tuple(advisor.advise(answer))
            session.advised(Advice(sentences, "fake"))
            reply += (sentence.text for sentence in sentences)
    if turn.looked_at is not None:
        reply += (fact.text for fact in advisor.facts(turn.looked_at.product))
    return turn, " ".join(reply)


def _need_faults(expected: str, before: Need | None, need: Need | None, shown: Shown, tolerated: set[str]) -> list[str]:
    if expected == "same":
        return [] if _content(before) == _content(need) else [f"moved from {_told(before)!r}"]
    if expected == "none":
        return [] if need is None else ["there is one"]
    return ["there is none"] if need is None else list(need_faults(expected, need, shown, tolerated))


def _content(need: Need | None) -> object:
    return need and (need.clauses, need.sort, need.assumed)


def _told(need: Need | None) -> str:
    if need is None:
        return "none"
    clauses = (
        f"{c.text} [{c.kind} {c.field or ''} {c.op or ''} {'' if c.value is None else c.value} {c.unit or ''}]"
        for c in need.clauses
    )
    order = [f"by {need.sort.field} {need.sort.order}"] if need.sort else []
    return " · ".join(re.sub(r"\s+(?=\])|(?<= ) +", "", part) for part in [*clauses, *order])


def _product_faults(expected: ExpectedTurn, turn: Turn, shown: Sequence[Hit]) -> Iterator[str]:
    found = [hit.product for hit in (turn.answer.results if turn.answer else turn.beside)]
    meant = found if expected.kind in _SEARCHES else list(turn.about)
    for name in expected.products:
        denied = name.startswith("not ")
        product = _by_place(name, shown) if _ORDINAL.fullmatch(name) else None
        is_meant = product in meant if product else any(is_called(name.removeprefix("not "), one) for one in meant)
        if is_meant == denied:
            yield f"{name} (was {', '.join(one.title for one in meant) or 'nothing'})"


def _by_place(name: str, shown: Sequence[Hit]) -> Product | None:
    place = int(_ORDINAL.fullmatch(name)[1])  # type: ignore[index]
    return shown[place - 1].product if place <= len(shown) else None


def is_called(name: str, product: Product) -> bool:
    """Whether a product's title has all the words of a name."""
    title = product.title.casefold()
    return name.casefold() in title or all(word in title for word in re.findall(r"[\w']+", name.casefold()))


def says_one_of(words: str, reply: str) -> bool:
    """Whether the reply holds one of ``a / b``; "no" and "not" as words, anything else wherever it begins."""
    return any(_says(choice.strip(), reply) for choice in words.split(" / "))


def _says(words: str, reply: str) -> bool:
    start = rf"(?<![^\W{HAN}])" if words[:1].isascii() and words[:1].isalnum() else ""  # 重196克 says 196
    end = r"\b" if words.casefold() in ("no", "not") else ""
    return re.search(f"{start}{re.escape(words)}{end}", reply, re.IGNORECASE) is not None


# --- the shops --------------------------------------------------------------------------------------------------------


@cache
def open_advisor(catalog: str, folder: Path) -> Advisor:
    """The advisor over one of `CATALOGS`, indexed into ``folder`` where it is not; its writer says nothing of its own."""
    from shopcli.catalog import open_catalog
    from shopcli.config import Settings
    from shopcli.index import Index
    from shopcli.indexer import index_catalog

    settings = Settings(index=str(folder / catalog))
    if not (folder / catalog / "manifest.json").exists():
        index_catalog(open_catalog([CATALOGS[catalog]]), folder / catalog, settings=settings)
    return Advisor(Index(folder / catalog), settings=settings, model=FakeModel())


# --- the score --------------------------------------------------------------------------------------------------------


def expected_failures() -> set[str]:
    """The places of the turns that are known to be wrong."""
    lines = EXPECTED_FAILURES.read_text(encoding="utf-8").splitlines()
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def score_lines(turns: Sequence[JudgedTurn], language: str) -> Iterator[str]:
    """The share of turns that are right, by the kind of reply that they ask for."""
    right, whole = (Counter(t.expected.kind for t in turns if t.is_right or every) for every in (False, True))
    aspects = Counter(aspect for turn in turns for aspect in turn.faults)
    yield f"{language}: {right.total()} of {whole.total()} turns right ({right.total() / max(1, whole.total()):.1%})"
    for kind, count in whole.most_common():
        yield f"  {kind:15} {right[kind]:3} of {count:3}"
    yield "  wrong in: " + ", ".join(f"{aspect} {count}" for aspect, count in aspects.most_common())


def _main(arguments: list[str]) -> None:
    folder = Path(gettempdir()) / "shopcli-conversations"
    failures, fixed = expected_failures(), set[str]()
    for language in ("en", "zh"):
        chosen = [
            c
            for c in conversations(language)
            if {language, str(c.number)} & set(arguments) or not set(arguments) - {"--shrink"}
        ]
        turns: list[JudgedTurn] = []
        for turn in (turn for written in chosen for turn in held(written, open_advisor(written.catalog, folder))):
            turns.append(turn)
            new = "" if turn.is_right or turn.place in failures else " (NEW)"
            print(f"{'   ' if turn.is_right else 'XX '}{turn.place}{new} > {turn.expected.said}", flush=True)
            if not turn.is_right:
                print(f"     {turn.faults}\n     need: {turn.need}\n     reply: {turn.reply[:400]}", flush=True)
        fixed |= {turn.place for turn in turns if turn.is_right} & failures
        if turns:
            print("\n".join(score_lines(turns, language)))
    if "--shrink" in arguments:
        lines = EXPECTED_FAILURES.read_text(encoding="utf-8").splitlines(keepends=True)
        EXPECTED_FAILURES.write_text("".join(line for line in lines if line.split()[:1][0] not in fixed), encoding="utf-8")


if __name__ == "__main__":
    _main(sys.argv[1:])
