"""The heat map: clauses against the facts of one product, shaded by attention, and in one line what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from shopcli.render import words
from shopcli.render.answer import BAD, GOOD, MARK, QUIET
from shopcli.render.layout import MEASURE, hang, wrap
from shopcli.text.safe import safe, shorten
from shopcli.types import Clause, Explanation, Fact

NO_CLAUSES = "Nothing was asked that a fact could answer."
Verdict = Literal["no", "unknown", "partly", "yes"]  # worst first

_NOTABLE = 0.05  # what drew less is counted among the other facts
_MOST_ROWS, _MOST_NAMED = 8, 4  # facts drawn; facts of one clause in a plain line
_NARROWEST, _WIDEST, _GAP = 6, 13, 2  # cells of a column, and between columns
_HEAD_LINES = 3
_WIDEST_MAP = 120  # cells: beyond it the eye loses the line from a fact to its numbers
_SHADES = ((0.75, "█"), (0.5, "▓"), (0.25, "▒"), (_NOTABLE, "░"))
_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "no": ("✗ no", BAD),
    "unknown": ("? none", QUIET),
    "partly": ("~ part", QUIET),
    "yes": ("✓ yes", GOOD),
}
_ORDER = tuple(_VERDICTS)
_HEADINGS: dict[Verdict, str] = {"yes": "Answered", "partly": "Partly", "no": "Missed", "unknown": "Not answered"}
_LEADS = rf"(?:^|(?<=\. ))(?:{'|'.join(_HEADINGS.values())}):"  # the headings in the summary
_FACT_CELLS = 60  # of a fact in the summary


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One clause: its words, its row of the matrix, how it fared, and the number of the fact that says so, if one does."""

    clause: Clause
    weights: tuple[float, ...]
    verdict: Verdict
    cited: int | None

    @property
    def text(self) -> str:
        return safe(self.clause.label) or "?"

    @property
    def best(self) -> int | None:
        """The number of the fact that it attended to most."""
        return max(range(len(self.weights)), key=self.weights.__getitem__) if any(self.weights) else None


def columns_of(explanation: Explanation) -> tuple[HeatColumn, ...]:
    """The clauses in their order; both ends of a range are one, as bad as the worse of them."""
    columns: dict[tuple[str, tuple[float, ...]], HeatColumn] = {}
    attention = explanation.attention
    saying = {why.clause: attention.facts.index(why.fact) for why in (*attention.evidence, *attention.denied)}
    for clause, row in zip(attention.clauses, attention.weights, strict=True):
        column = HeatColumn(clause, row, _verdict(clause, explanation), saying.get(clause))
        other_end = columns.setdefault((clause.label, row), column)
        if _ORDER.index(column.verdict) < _ORDER.index(other_end.verdict):
            columns[clause.label, row] = replace(other_end, verdict=column.verdict)
    return tuple(columns.values())


def _verdict(clause: Clause, explanation: Explanation) -> Verdict:
    hit, attention = explanation.hit, explanation.attention
    if clause in hit.unmet or any(why.clause == clause for why in attention.denied):
        return "no"
    if clause in attention.partly:
        return "partly"
    return "unknown" if clause in (*hit.unknown, *attention.unanswered, *attention.undecided) else "yes"


def plain_heat(explanation: Explanation) -> Iterator[str]:
    """A line for each clause: the facts that it attended to with their weights, then in one line what it comes to."""
    facts = explanation.attention.facts
    for column in columns_of(explanation):
        ranked = sorted((at for at, weight in enumerate(column.weights) if weight > 0), key=lambda at: -column.weights[at])
        named = [at for number, at in enumerate(ranked) if number == 0 or column.weights[at] >= _NOTABLE][:_MOST_NAMED]
        parts = [f"{shorten(facts[at].text, 80)} {column.weights[at]:.2f}" for at in named]
        rest = sum(column.weights[at] for at in ranked[len(named) :])
        if rest >= 0.005:
            parts.append(f"{words.count(len(ranked) - len(named), 'other fact')} {rest:.2f}")
        yield f"{column.text}: {'; '.join(parts) or words.SILENT}"
    yield summary(explanation)


def rich_heat(explanation: Explanation, width: int) -> Iterator[Text]:
    """The matrix in blocks of as many clauses as fit side by side, then in one line what it comes to."""
    columns, width = columns_of(explanation), min(width, _WIDEST_MAP)
    for number, block in enumerate(_blocks(columns, width)):
        if number:
            yield Text()
        yield from _Block(block, explanation.attention.facts, columns, width).lines()
    if columns:
        yield Text()
    line = Text(summary(explanation))
    line.highlight_regex(_LEADS, "bold")
    yield from wrap(line, min(width, MEASURE))


def _room(width: int) -> int:
    """Cells that the facts need at least, beside the columns."""
    return max(12, width * 2 // 5)


def _blocks(columns: Sequence[HeatColumn], width: int) -> Iterator[Sequence[HeatColumn]]:
    """Columns side by side: blocks of about the same number."""
    fit = max(1, (width - _room(width)) // (_NARROWEST + _GAP))
    blocks = -(-len(columns) // fit)
    each = -(-len(columns) // blocks) if blocks else 0
    return (columns[start : start + each] for start in range(0, len(columns), each or 1))


class _Block:
    """Some clauses side by side over the facts that they attended to.

    Args:
        columns: the clauses of the block.
        facts: all that the record states.
        everything: the clauses of all blocks, for their numbers.
        width: cells a line may take.
    """

    def __init__(
        self, columns: Sequence[HeatColumn], facts: Sequence[Fact], everything: Sequence[HeatColumn], width: int
    ) -> None:
        self._columns, self._facts, self._width = columns, facts, width
        self._first = everything.index(columns[0]) + 1
        self._cell = self._cells_each()
        self._shown = _notable(columns)
        labels = [Text(safe(facts[at].text)).cell_len for at in self._shown]
        self._label = max(12, min(width - len(columns) * (self._cell + _GAP), max([*labels, len("99 other facts")])))

    def _cells_each(self) -> int:
        """Cells of a column: what the facts leave, or a little more where that lets every head stand whole."""
        usual = min(_WIDEST, (self._width - _room(self._width)) // len(self._columns) - _GAP)
        most = min(_WIDEST, (self._width - max(12, self._width * 3 // 10)) // len(self._columns) - _GAP)
        return next((cell for cell in range(usual, most + 1) if self._heads_fit(cell)), usual)

    def _heads_fit(self, cell: int) -> bool:
        """Whether every head is short enough, and no word of it was broken."""
        for text in (column.text for column in self._columns):
            head = wrap(Text(text), cell)
            whole = " ".join(line.plain for line in head).split() == text.split()
            if len(head) > _HEAD_LINES or (text.isascii() and not whole):
                return False
        return True

    def lines(self) -> Iterator[Text]:
        """Heads, facts, what is left of each clause's attention, and how each fared."""
        heads = [wrap(Text(column.text, style="bold"), self._cell) for column in self._columns]
        if not self._heads_fit(self._cell):
            numbers = range(self._first, self._first + len(heads))
            for number, column in zip(numbers, self._columns, strict=True):
                yield from hang(Text(f"{number} ", style=MARK), Text(column.text), min(self._width, MEASURE))
            heads = [[Text(str(number), style=MARK)] for number in numbers]
        depth = max(map(len, heads))
        standing = ([Text()] * (depth - len(head)) + head for head in heads)  # on the matrix, not under the sky
        yield from (self._line(Text(), cells) for cells in zip(*standing, strict=True))
        for at in self._shown:
            label = wrap(Text(safe(self._facts[at].text)), self._label, limit=2)
            yield self._line(label[0], [self._shade(column.weights[at]) for column in self._columns])
            yield from label[1:]
        yield from self._rest()
        yield self._line(Text("answered", style=QUIET), [self._right(*_VERDICTS[column.verdict]) for column in self._columns])

    def _rest(self) -> Iterator[Text]:
        others = len(self._facts) - len(self._shown)
        if others:
            left = [sum(w for at, w in enumerate(column.weights) if at not in self._shown) for column in self._columns]
            label = Text(words.count(others, "other fact"), style=QUIET)
            yield self._line(label, [self._right(f"{weight:.2f}", QUIET) if weight >= 0.005 else Text() for weight in left])

    def _shade(self, weight: float) -> Text:
        if weight < 0.005:
            return Text()
        glyph = next((glyph for least, glyph in _SHADES if weight >= least), " ")
        style = "bold" if weight >= 0.5 else QUIET if glyph == " " else ""
        return Text.assemble((glyph * (self._cell - 5), "cyan"), " ", (f"{weight:.2f}", style))

    def _right(self, text: str, style: str) -> Text:
        return Text.assemble(" " * (self._cell - len(text)), (text, style))

    def _line(self, label: Text, cells: Sequence[Text]) -> Text:
        line = label.copy()
        for number, cell in enumerate(cells):
            line.append(" " * (self._label + _GAP + number * (self._cell + _GAP) - line.cell_len))
            line.append_text(cell)
        line.rstrip()
        return line


def _notable(columns: Sequence[HeatColumn]) -> list[int]:
    """The facts to draw: the best of each clause, then whatever drew most; by the clause that they answer best."""
    strongest: dict[int, tuple[int, float]] = {}  # fact: the column that attends to it most, and how much
    for number, column in enumerate(columns):
        for at, weight in enumerate(column.weights):
            if weight > strongest.get(at, (0, 0.0))[1]:
                strongest[at] = (number, weight)
    shown = {column.best: None for column in columns if column.best is not None}
    for at in sorted(strongest, key=lambda at: -strongest[at][1]):
        if len(shown) < _MOST_ROWS and strongest[at][1] >= _NOTABLE:
            shown[at] = None
    return sorted(shown, key=lambda at: (strongest[at][0], -strongest[at][1]))


def summary(explanation: Explanation) -> str:
    """In one line: which fact answered which clause, what was missed, and what went unanswered."""
    clauses: dict[Verdict, list[str]] = {verdict: [] for verdict in _HEADINGS}
    for column in columns_of(explanation):
        fact = _named_fact(column, explanation)
        by = f" ({fact})" if column.verdict == "no" else f" by {fact}"
        clauses[column.verdict].append(f'"{column.text}"{by if fact and column.verdict != "unknown" else ""}')
    sentences = (words.full_stop(f"{_HEADINGS[verdict]}: {'; '.join(texts)}") for verdict, texts in clauses.items() if texts)
    return " ".join(sentences) or NO_CLAUSES


def _named_fact(column: HeatColumn, explanation: Explanation) -> str:
    """The fact that stands for what a clause found; empty where its words are only not said."""
    number = column.best if column.verdict == "partly" else column.cited
    if number is None or (column.clause.op == "lacks" and column.verdict == "yes"):
        return ""
    fact = safe(explanation.attention.facts[number].text)
    if cell_len(fact) <= _FACT_CELLS:
        return fact.rstrip(".。")
    return f"{set_cell_size(fact, _FACT_CELLS - 3).rstrip(' .,;:(，；（')}..."
