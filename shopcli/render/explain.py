"""Why an answer is as it is: the need as it was read, the score of each stage, and what each clause attended to."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from shopcli.render import words
from shopcli.render.answer import MARK, QUIET
from shopcli.render.layout import table, wrap
from shopcli.render.safe import safe, shorten
from shopcli.types import Answer, Hit, Need

NOTHING_ASKED = "Nothing is asked for yet."


def plain_need(need: Need, *, numbered: bool = False) -> Iterator[str]:
    """Each line of the need with its meaning, then the order; ``numbered`` as ``/drop`` counts them."""
    if not need.clauses and not need.sort:
        yield NOTHING_ASKED
    for number, line in enumerate(need.lines, start=1):
        yield f"{f'{number}. ' if numbered else ''}{safe(line[0].text)}: {words.meaning_of(line)}"
    if need.sort:
        yield f"{f'{len(need.lines) + 1}. ' if numbered else ''}sorted {words.order_of(need.sort)}"
    yield from map(safe, need.notes)


def rich_need(need: Need, width: int, *, numbered: bool = False) -> Iterator[RenderableType]:
    """As `plain_need`, in columns; what filters is bold."""
    if not need.clauses and not need.sort:
        yield Text(NOTHING_ASKED)
        return
    rows = [
        (Text(safe(line[0].text)), Text(words.meaning_of(line), style="bold" if line[0].is_hard else QUIET))
        for line in need.lines
    ]
    if need.sort:
        rows.append((Text("sorted"), Text(words.order_of(need.sort), style="bold")))
    grid = table("", "", *([""] if numbered else []))
    for number, row in enumerate(rows, start=1):
        grid.add_row(*([Text(f"[{number}]", style=MARK)] if numbered else []), *row)
    yield grid
    yield from (Text(safe(note)) for note in need.notes)


def plain_explain(answer: Answer) -> Iterator[str]:
    """The need, then of each result its scores and its attention, then the time."""
    yield "How it was understood:"
    yield from plain_need(answer.need)
    for rank, hit in enumerate(answer.results, start=1):
        scores = ", ".join(f"{safe(name)} {score:.3f}" for name, score in _scores(hit).items())
        yield f"Result {rank}: {words.full_stop(shorten(hit.product.title, 80))} Scores: {scores}."
        for item in hit.evidence:
            yield f"Result {rank}, {safe(item.clause.text)}: {shorten(item.fact.text, 200)} (weight {item.weight:.2f})"
    if answer.timings_s:
        yield f"Time: {', '.join(_times(answer))}."


def rich_explain(answer: Answer, width: int) -> Iterator[RenderableType]:
    """As `plain_explain`, in tables."""
    yield from _section("How it was understood")
    yield from rich_need(answer.need, width)
    if answer.results:
        yield from _section("Scores, stage by stage")
        yield _score_table(answer, width)
        yield from _section("What each clause attended to")
        yield _attention_table(answer)
    if answer.timings_s:
        yield Text()
        yield Text(" · ".join(_times(answer)), style=QUIET)


def _section(heading: str) -> Iterator[Text]:
    yield from (Text(), Text(heading, style="bold"))


def _score_table(answer: Answer, width: int) -> RenderableType:
    stages = list(dict.fromkeys(stage for hit in answer.results for stage in _scores(hit)))
    grid = table("", "product", *stages, right=range(2, 2 + len(stages)))
    room = width - 6 - sum(max(len(stage), 7) + 2 for stage in stages)
    for rank, hit in enumerate(answer.results, start=1):
        scores = _scores(hit)
        title = wrap(Text(safe(hit.product.title)), max(room, 12), limit=1)[0]
        cells = [Text(f"{scores[stage]:.3f}" if stage in scores else "") for stage in stages]
        grid.add_row(Text(f"[{rank}]", style=MARK), title, *cells)
    return grid


def _attention_table(answer: Answer) -> RenderableType:
    grid = table("", "clause", "fact", "weight", right=(3,))
    for rank, hit in enumerate(answer.results, start=1):
        for number, item in enumerate(hit.evidence):
            mark = Text(f"[{rank}]" if number == 0 else "", style=MARK)
            fact = Text(shorten(item.fact.text, 120))
            grid.add_row(mark, Text(safe(item.clause.text)), fact, Text(f"{item.weight:.2f}"))
    return grid


def _scores(hit: Hit) -> dict[str, float]:
    """The stages' scores in their order, then the one that ranked."""
    return {**{safe(name): score for name, score in hit.scores.items()}, "final": hit.score}


def _times(answer: Answer) -> list[str]:
    return [f"{safe(stage)} {words.seconds(duration_s)}" for stage, duration_s in answer.timings_s.items()]
