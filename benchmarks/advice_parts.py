"""What the written advice has in it: how many answers name a second product, own a drawback, give a reason for the need.

python -m benchmarks.advice_parts REQUESTS INDEX [REQUESTS INDEX …] [--texts] [--losses]

REQUESTS is a file of one request a line. With ``--losses`` it also counts where a second product or a drawback got lost:
no move planned, planned and outweighed, planned and no sentence of it held.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.config import load_settings
from shopcli.pipeline.advice_knowledge import knowledge_of
from shopcli.pipeline.fields.fact_units import united_facts, united_hit
from shopcli.types import Answer
from shopcli.write.advise import checked_moves
from shopcli.write.moves.move import Move
from shopcli.write.moves.planner import planned_moves

BESIDE = frozenset(
    (
        "cheaper",
        "dearer",
        "same_price",
        "alternative",
        "difference",
        "rated_above",
        "rated_below",
        "misses",
        "unsure",
        "gains",
        "warning",
    )
)
AGAINST = frozenset(
    ("drawback", "complaint", "shortfall", "aside", "warning", "low_rating", "dearest", "rated_above", "misses")
)
OPEN = frozenset(("unknown", "silent"))
REASONED = frozenset(("maker", "buyer", "mentions", "named", "covered", "free"))


@dataclass(frozen=True, slots=True)
class Parts:
    """What one answer has in it."""

    text: str
    kinds: tuple[str, ...]
    n_shown: int
    has_second: bool
    has_drawback: bool
    has_reason: bool
    losses: tuple[str, ...] = ()

    @property
    def n_words(self) -> int:
        """How long it is; a Chinese character is half a word."""
        han = sum("一" <= letter <= "鿿" for letter in self.text)
        return len("".join(" " if "一" <= letter <= "鿿" else letter for letter in self.text).split()) + han // 2


def parts_of(advisor: Advisor, answer: Answer) -> Parts | None:
    """The parts of an answer's advice; None where no moves are made: a reply, a set of products, nothing found."""
    if answer.reply is not None or answer.not_sold_says or answer.bundle or not answer.results:
        return None
    hits = [united_hit(hit, advisor.index) for hit in answer.results]

    def facts_of(product):  # type: ignore[no-untyped-def]
        return united_facts(product, advisor.index)

    knowledge = knowledge_of(advisor.index, answer, hits, advisor.attention, advisor._encode_wanted)
    said = [move for move, _ in checked_moves(answer.need, hits, facts_of=facts_of, knowledge=knowledge)]
    every = planned_moves(answer.need, hits, facts_of, knowledge)
    text = " ".join(sentence.text for sentence in advisor.advise(answer))
    kinds = tuple(move.kind for move in said)
    has_second = bool(BESIDE & set(kinds))
    has_drawback = bool(AGAINST & set(kinds)) or any(_owns(move) for move in said)
    return Parts(text, kinds, len(hits), has_second, has_drawback, any(map(_answers, said)), tuple(_lost(every, said)))


def _answers(move: Move) -> bool:
    """Whether a move tells something of the pick for a wish, or in words of a maker or a buyer."""
    return bool(move.why) or move.kind in REASONED


def _owns(move: Move) -> bool:
    """Whether a comparison tells what the other has over what is recommended, or lacks."""
    return move.kind in BESIDE and ("gap" in move.words or bool(move.facts))


def _lost(every: list[tuple[Move, bool]], said: list[Move]) -> Iterator[str]:
    kinds = {move.kind for move in said}
    for name, wanted in (("second product", BESIDE), ("drawback", AGAINST)):
        if kinds & wanted:
            continue
        planned = [taken for move, taken in every if move.kind in wanted]
        yield f"{name}: " + ("never planned" if not planned else "no sentence held" if any(planned) else "outweighed")


def main() -> None:
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    found: list[Parts] = []
    for requests, folder in zip(given[::2], given[1::2], strict=True):
        advisor = Advisor.open(Path(folder), settings=load_settings())
        for query in filter(None, map(str.strip, Path(requests).read_text(encoding="utf-8").splitlines())):
            parts = parts_of(advisor, advisor.ask(query, text=False))
            if parts is None:
                continue
            found.append(parts)
            if "--texts" in sys.argv:
                print(f"- {query}\n  [{' '.join(parts.kinds)}] {parts.text}\n  {'; '.join(parts.losses)}")
    print(f"{len(found)} answers, {sum(one.n_words for one in found) / max(1, len(found)):.1f} words each")
    for name in ("has_second", "has_drawback", "has_reason"):
        print(f"{name.replace('_', ' a ')}: {sum(getattr(one, name) for one in found)}")
    if "--losses" in sys.argv:
        for loss, count in Counter(loss for one in found for loss in one.losses).most_common():
            print(f"{count:3} {loss}")
    print(dict(Counter(kind for one in found for kind in one.kinds).most_common()))


if __name__ == "__main__":
    main()
