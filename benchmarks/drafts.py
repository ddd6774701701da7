"""What share of drafts may be shown, and how long an answer takes: plain prompt, plan, constrained decoding, adapter, all.

    python benchmarks/drafts.py INDEX REQUESTS.txt [INDEX REQUESTS.txt ...] [--every 4] [--model FOLDER] [--show]

Each way drafts the same parts of the same answers: one greedy draft, and four samples where it may not be shown. "plain"
lists a product's facts and asks for a recommendation, with no plan; such a draft need only be true. ``--model`` is a tuned
writer in the place of the shipped one.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.config import DEFAULT_WRITER, Decoding
from shopcli.models.writer.language_model import LanguageModel, load_language_model
from shopcli.need.languages.wording import Part
from shopcli.pipeline.fields.fact_units import united_facts, united_hit
from shopcli.train.writer import base_of
from shopcli.types import Fact, FactsOf, Need, Product
from shopcli.write.advise import draft, rounds
from shopcli.write.drafts import faults_of, tidy
from shopcli.write.plan import is_speakable, make_plan
from shopcli.write.verify.check import check_sentence


@dataclass(slots=True)
class Tally:
    """What one way has done so far."""

    first: int = 0  # first drafts that pass
    drafts: int = 0
    passed: int = 0
    parts: int = 0
    worded: int = 0  # parts of which any draft passes
    seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request's parts."""

    need: Need
    parts: Sequence[Part]
    facts_of: FactsOf


def asked_of(index: Path, requests: Path, every: int) -> Iterator[Asked]:
    advisor = Advisor.open(index)

    def told(product: Product) -> Sequence[Fact]:
        return united_facts(product, advisor.index)

    lines = [line for line in requests.read_text(encoding="utf-8").splitlines() if line.strip() and line.isascii()]
    for line in lines[::every]:
        need = advisor.understand(line)
        hits = [united_hit(hit, advisor.index) for hit in advisor.search(need).results]
        parts = [part for part in make_plan(need, hits, told) if part.by_model]
        yield Asked(need, parts, told)


def plain_drafts(part: Part, asked: Asked, model: LanguageModel, settings: Decoding, count: int) -> list[str]:
    facts = [fact for fact in asked.facts_of(part.product) if is_speakable(fact)][:12]
    price = f"price: {part.product.price} {part.product.currency}"
    told = "\n".join([price, *(fact.text for fact in facts)])
    text = f"A shopper asks: {asked.need.query}\nRecommend this product in one true sentence.\n{part.name}\n{told}"
    return model.generate([{"role": "user", "content": text}], decoding=settings, drafts=count)


def run(way: str, asked: Asked, model: LanguageModel, decoding: Decoding, tally: Tally, show: bool) -> None:
    started = time.perf_counter()
    for part in asked.parts:
        if way == "plain" and part.kind in ("more", "tradeoff"):
            continue
        tally.parts += 1
        good: list[str] = []
        for number, (settings, count) in enumerate(rounds(decoding)):
            texts = plain_drafts(part, asked, model, settings, count) if way == "plain" else draft(part, model, settings, count)
            texts = [tidy(text) for text in texts]
            good = [text for text in texts if not faults(way, text, part, asked)]
            tally.drafts += len(texts)
            tally.passed += len(good)
            tally.first += number == 0 and bool(good)
            if show:
                why = "" if good else faults(way, texts[0], part, asked)
                print(f"  {way} {number} {len(good)}/{count} {(good or texts)[0]!r} {why}")
            if good:
                break
        tally.worded += bool(good)
    tally.seconds.append(time.perf_counter() - started)


def faults(way: str, text: str, part: Part, asked: Asked) -> list[str]:
    if way != "plain":
        return faults_of(text, part, asked.need, asked.facts_of)
    named = [Fact("title", part.name)]
    return check_sentence(
        text, products=[part.product], facts_of=lambda product: [*asked.facts_of(product), *named], need=asked.need
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path, metavar="INDEX REQUESTS")
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--model", default=DEFAULT_WRITER)
    parser.add_argument("--ways", default="plain,plan,constrained,adapter,all")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    sources = zip(options.pairs[::2], options.pairs[1::2], strict=True)
    asked = [one for index, requests in sources for one in asked_of(index, requests, options.every)]
    base, _ = base_of(DEFAULT_WRITER)
    tallies: dict[str, Tally] = {}
    for names, spec in (("plain plan constrained", str(base)), ("adapter all", options.model)):
        ways = [way for way in names.split() if way in options.ways.split(",")]
        model = load_language_model(spec) if ways else None
        for way in ways:
            decoding = replace(Decoding(), constrain=way in ("constrained", "all"))
            tally = tallies[way] = Tally()
            for one in asked:
                assert model is not None
                run(way, one, model, decoding, tally, options.show)
            print(row(way, tally), flush=True)


def row(way: str, tally: Tally) -> str:
    middle = sorted(tally.seconds)[len(tally.seconds) // 2]
    return (
        f"| {way} | {tally.parts} | {tally.first / tally.parts:.3f} | {tally.passed / tally.drafts:.3f} |"
        f" {tally.worded / tally.parts:.3f} | {middle:.2f} |"
    )


if __name__ == "__main__":
    print("| way | parts | first drafts that pass | of all drafts | parts worded | median s an answer |")
    print("| --- | --- | --- | --- | --- | --- |")
    main()
