"""Why an answer is as it is: the need as it was read, the score of each stage, and what each clause found among the facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from shopcli.render import heat, words
from shopcli.render.answer import MARK, PLAIN_TITLE, QUIET, rich_heading
from shopcli.render.layout import MEASURE, hang, joined, table, wrap
from shopcli.text.safe import safe, shorten
from shopcli.types import Answer, Attention, Explanation, Hit, Need

NOTHING_ASKED = "Nothing is asked for yet."
LEFT_ASIDE = "Left aside"
HOW_UNDERSTOOD = "How it was understood"
_NARROWEST_TITLE = 8  # cells; with less beside the numbers, these stand on lines of their own


def plain_need(need: Need, *, numbered: bool = False) -> Iterator[str]:
    """Each line of the need with its meaning, then the order; ``numbered`` as ``/drop`` and ``--not`` count them."""
    if not (need.numbered or need.sort):
        yield NOTHING_ASKED
    for number, line in enumerate(need.numbered, start=1):
        yield f"{f'{number}. ' if numbered else ''}{safe(line[0].label)}: {words.meaning_of(line)}"
    if need.sort:
        yield f"{f'{len(need.numbered) + 1}. ' if numbered else ''}sorted {words.order_of(need.sort)}"
    if need.left_aside:
        yield f"{LEFT_ASIDE}: {_left_aside(need)}"
    yield from map(safe, need.notes)


def rich_need(need: Need, width: int, *, numbered: bool = False) -> Iterator[RenderableType]:
    """As `plain_need`, in columns; what filters is bold."""
    if not (need.numbered or need.sort):
        yield Text(NOTHING_ASKED)
        return
    rows = [
        (Text(safe(line[0].label)), Text(words.meaning_of(line), style="bold" if line[0] in need.hard else QUIET))
        for line in need.numbered
    ]
    if need.sort:
        rows.append((Text("sorted"), Text(words.order_of(need.sort), style="bold")))
    grid = table("", "", *([""] if numbered else []))
    for number, row in enumerate(rows, start=1):
        grid.add_row(*([Text(f"[{number}]", style=MARK)] if numbered else []), *row)
    yield grid
    if need.left_aside:
        yield from wrap(Text(f"{LEFT_ASIDE}: {_left_aside(need)}", style=QUIET), min(width, MEASURE))
    yield from (Text(safe(note)) for note in need.notes)


def _left_aside(need: Need) -> str:
    return safe("; ".join(need.left_aside))


def plain_explain(answer: Answer, attentions: Sequence[Attention]) -> Iterator[str]:
    """The need, then of each result its scores and what its facts say to each clause, then the time."""
    yield HOW_UNDERSTOOD + ":"
    yield from plain_need(answer.need, numbered=True)
    for rank, (hit, attention) in enumerate(zip(answer.results, attentions, strict=True), start=1):
        yield f"Result {rank}: {_named_scores(hit)}"
        for line in heat.plain_heat(Explanation(answer.need, hit, attention)):
            yield f"Result {rank}, {line}"
    if answer.timings_s:
        yield f"Time: {', '.join(_times(answer))}."


def rich_explain(answer: Answer, attentions: Sequence[Attention], width: int) -> Iterator[RenderableType]:
    """As `plain_explain`: the scores in a table, and a heat map for each result."""
    yield from _section(HOW_UNDERSTOOD)
    yield from rich_need(answer.need, width, numbered=True)
    if answer.results:
        yield from _section("Scores, stage by stage")
        yield from _score_table(list(enumerate(answer.results, start=1)), width)
    for rank, (hit, attention) in enumerate(zip(answer.results, attentions, strict=True), start=1):
        yield Text()
        yield from hang(Text(f"[{rank}] ", style=MARK), Text(safe(hit.product.title), style="bold"), width, limit=1)
        yield Text()
        yield from heat.rich_heat(Explanation(answer.need, hit, attention), width)
    if answer.timings_s:
        yield Text()
        yield Text(" · ".join(_times(answer)), style=QUIET)


def plain_explanation(explanation: Explanation) -> Iterator[str]:
    """One product: the need, where it stands, its scores beside the first one's, and what its facts say to each clause."""
    hit, first = explanation.hit, explanation.first
    yield HOW_UNDERSTOOD + ":"
    yield from plain_need(explanation.need, numbered=True)
    title = words.full_stop(shorten(hit.product.title, PLAIN_TITLE))
    yield f"{title} {words.price_of(hit.product)}. Id {safe(hit.product.id)}."
    yield _standing(explanation)
    yield _plain_scores(hit)
    if first:
        yield f"The first is {_named_scores(first)}"
    yield from heat.plain_heat(explanation)


def rich_explanation(explanation: Explanation, width: int) -> Iterator[RenderableType]:
    """As `plain_explanation`: the card's heading, a table of scores and the heat map."""
    hit, first, rank = explanation.hit, explanation.first, explanation.rank
    yield Text(HOW_UNDERSTOOD, style="bold")
    yield from rich_need(explanation.need, width, numbered=True)
    yield Text()
    mark = f"[{rank or '-'}] "
    yield from rich_heading(mark, hit.product, width)
    yield from hang(Text(" " * len(mark)), Text(_standing(explanation)), min(width, MEASURE))
    yield from _section("Scores, stage by stage")
    yield from _score_table([*([(1, first)] if first else []), (rank, hit)], width)
    yield from _section("Clauses against facts")
    yield from heat.rich_heat(explanation, width)


def plain_why(explanation: Explanation) -> Iterator[str]:
    """Why a result is among those shown: a line for each clause, then what its facts say to each."""
    yield f"{explanation.rank}. {shorten(explanation.hit.product.title, PLAIN_TITLE)}"
    yield from (f"  {clause}: {verdict}" for clause, verdict in _verdicts(explanation))
    yield from heat.plain_heat(explanation)


def rich_why(explanation: Explanation, width: int) -> Iterator[RenderableType]:
    """As `plain_why`, with the heat map."""
    title = Text(safe(explanation.hit.product.title), style="bold")
    yield from hang(Text(f"[{explanation.rank}] ", style=MARK), title, width, limit=2)
    for clause, verdict in _verdicts(explanation):
        yield from hang(Text("    "), Text(f"{clause}: {verdict}"), width, limit=2)
    yield Text()
    yield from heat.rich_heat(explanation, width)


def _verdicts(explanation: Explanation) -> Iterator[tuple[str, str]]:
    """Each clause with how it fared on the record, in words."""
    hit = explanation.hit
    evidence = {item.clause: item for item in hit.evidence}
    denied = {item.clause: item for item in hit.denied}
    for clause in explanation.need.clauses:
        nearest = evidence.get(clause) or denied.get(clause)
        fact = nearest.fact if nearest else words.fact_of(hit.product, clause)
        by = f" ({shorten(fact.text, PLAIN_TITLE)})" if fact else ""
        if clause in hit.unknown:
            verdict = f"unknown, {words.SILENT}"
        elif clause.is_hard or clause in hit.unmet or clause in denied:
            verdict = f"{'missed' if clause in hit.unmet or clause in denied else 'met'}{by}"
        else:
            verdict = f"nearest{by}, attention {nearest.weight:.2f}" if nearest else "only ranks, no fact stands out"
        yield safe(clause.text), verdict


def _standing(explanation: Explanation) -> str:
    """Where a product came among the candidates."""
    others = words.count(explanation.candidates, "candidate")
    if explanation.rank is None:
        return f"It is not among the {others} that were ranked for this request."
    return f"Rank {explanation.rank} of {others}.{_moved(explanation.hit)}"


def _moved(hit: Hit) -> str:
    """What the shop's own rules did with a product; empty where they did nothing."""
    if hit.rule is None:
        return ""
    way = "up" if hit.rule.kind == "pin" else "down"
    return f" The shop's rule “{safe(hit.rule.rule)}” moved it {way}, from {hit.rule.rank_before} to {hit.rule.rank_after}."


def _section(heading: str) -> Iterator[Text]:
    yield from (Text(), Text(heading, style="bold"))


def _plain_scores(hit: Hit) -> str:
    return f"Scores: {', '.join(f'{name} {score:.3f}' for name, score in _scores(hit).items())}."


def _named_scores(hit: Hit) -> str:
    return f"{words.full_stop(shorten(hit.product.title, 80))} {_plain_scores(hit)}"


def _score_table(ranked: Sequence[tuple[int | None, Hit]], width: int) -> Iterator[RenderableType]:
    stages = list(dict.fromkeys(stage for _, hit in ranked for stage in _scores(hit)))
    grid = table("", "product", *stages, right=range(2, 2 + len(stages)))
    room = width - 6 - sum(max(len(stage), 7) + 2 for stage in stages)
    for rank, hit in ranked:
        scores, mark = _scores(hit), Text(f"[{rank or '-'}]", style=MARK)
        if room < _NARROWEST_TITLE:
            yield from hang(mark.append(" "), joined(f"{stage} {score:.3f}" for stage, score in scores.items()), width)
            continue
        title = wrap(Text(safe(hit.product.title)), room, limit=1)[0]
        cells = [Text(f"{scores[stage]:.3f}" if stage in scores else "") for stage in stages]
        grid.add_row(mark, title, *cells)
    if grid.row_count:
        yield grid


def _scores(hit: Hit) -> dict[str, float]:
    """The stages' scores in their order, then the one that ranked."""
    return {**{safe(name): score for name, score in hit.scores.items()}, "final": hit.score}


def _times(answer: Answer) -> list[str]:
    return [f"{safe(stage)} {words.seconds(duration_s)}" for stage, duration_s in answer.timings_s.items()]
