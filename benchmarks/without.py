"""What each part of understanding and ranking is worth in any shop: the same requests with one part taken away at a time.

    python benchmarks/without.py SHOP... --judge "python3 JUDGE {shop} {answers} --json" [--indexes FOLDER] [--only tagger ...]

A shop is a folder with `catalog.*`, `requests.txt` (a request a line) and `needs.jsonl` (a request a line with its `kind`).
The judge is run by the shell for each shop and way: it is given answers as `shopcli ask --batch --json` writes them, and must
print a JSON object of means, those of requests of a kind as "kind feature". Printed: the score by kind over all shops, the
share of right ones in three (the judge's "... sat@3", mean of shops), and each shop's score.

An index that is not in the folder is built there, with everything; parts are taken away from asking alone. So "only MiniLM"
and "only USE" say what the other half is worth to a request; kinds were learned with both. A catalog in another language has
one encoder, and both rows are as the first there. Nothing in shopcli knows of this: each part is replaced from here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from shopcli import Advisor
from shopcli.catalog import open_catalog
from shopcli.config import load_settings
from shopcli.indexer import index_catalog
from shopcli.models.embedder.pair import EncoderPair
from shopcli.models.embedder.universal import DIM
from shopcli.need.tagging.roles import Span
from shopcli.need.tagging.tagger import Tagger
from shopcli.need.thesaurus import Thesaurus
from shopcli.types import Clause

Figures = Mapping[str, float]


@contextmanager
def replaced(changes: Mapping[str, Any]) -> Iterator[None]:
    """Attributes replaced by their dotted names for a while."""
    with ExitStack() as stack:
        for name, value in changes.items():
            stack.enter_context(patch(name, value))
        yield


def english_half(self: EncoderPair, texts: list[str]) -> np.ndarray:
    """Every text by the encoder of English, whatever its script."""
    vectors = np.zeros((len(texts), self.dim), np.float32)
    vectors[:, : -DIM - 1] = self._english.encode(texts)
    return vectors


def multilingual_half(self: EncoderPair, texts: list[str]) -> np.ndarray:
    """Every text by the multilingual encoder."""
    vectors = np.zeros((len(texts), self.dim), np.float32)
    vectors[:, -DIM:] = self._multilingual.encode(texts)
    return vectors


def only(half: Callable[[EncoderPair, list[str]], np.ndarray]) -> dict[str, Any]:
    pair = "shopcli.models.embedder.pair.EncoderPair"
    return {f"{pair}.encode_request": half, f"{pair}.encode_wanted": half}


def all_one_thing(self: Tagger, text: str) -> tuple[Span, ...]:
    """A request as the name of a thing from end to end; sums, units and exclusions are still found by code."""
    return (Span(0, len(text), "thing", 1.0),) if text else ()


def hard_by_words(self: Clause) -> bool:
    """What only words of records decide excludes as well."""
    return self.op in ("lacks", "has") or (self.field is not None and self.op not in (None, "like"))


def ways() -> dict[str, dict[str, Any]]:
    """What is replaced, by the name of the part that is taken away."""
    empty = Thesaurus(dict.fromkeys(("things", "purposes", "wishes"), b""), b"")
    users = ("pipeline.synonyms", "pipeline.assortment", "need.translation.gloss")
    synonyms = "shopcli.pipeline.synonyms.Synonyms"
    return {
        "everything": {},
        "only MiniLM": only(english_half),
        "only USE": only(multilingual_half),
        "soft conditions": {"shopcli.types.Clause.is_hard": property(hard_by_words)},
        "tagger": {"shopcli.need.tagging.tagger.Tagger.spans": all_one_thing},
        "thesaurus": {f"shopcli.{user}.open_thesaurus": lambda: empty for user in users}
        | {f"{synonyms}.for_a_purpose": lambda self, need, kind: need},
        "assumptions": {"shopcli.pipeline.assumed.with_assumptions": lambda need, *_: need},
        "attention": {},  # `rerank` is off
    }


def answered(index: Path, requests: list[str], *, rerank: bool) -> Iterator[str]:
    """A line of JSON for each request, as a judge reads it."""
    advisor = Advisor.open(index)
    for request in requests:
        answer = advisor.ask(request, text=False, rerank=rerank)
        results = [{"id": hit.product.id, "meets_all": hit.meets_all} for hit in answer.results]
        line = {"query": request, "results": results, "no_exact_match": answer.no_exact_match, "reply": answer.reply}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def judged(shop: Path, index: Path, judge: str, way: str, changes: Mapping[str, Any]) -> Figures:
    """What the judge says of the answers without one part."""
    requests = [line for line in (shop / "requests.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.jsonl"
        with replaced(changes):
            answers.write_text("".join(answered(index, requests, rerank=way != "attention")), encoding="utf-8")
        command = judge.format(shop=shop, answers=answers)
        figures: Figures = json.loads(subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout)
        return figures


def counts(shop: Path) -> Mapping[str, int]:
    """How many requests a shop has of each kind, and in each language."""
    found: dict[str, int] = defaultdict(int)
    for line in filter(str.strip, (shop / "needs.jsonl").read_text(encoding="utf-8").splitlines()):
        need = json.loads(line)
        found[f"kind {need['kind']}"] += 1
        found[f"{need['lang']} score"] += 1
        is_of_right_ones = need.get("answer") is None and not need.get("none")
        found[f"{need['lang']} sat@3"] += is_of_right_ones
    return found


def weighed(figures: Figures, sizes: Mapping[str, int], ending: str) -> float:
    """The mean of a shop's figures of one ending over its languages, by their requests."""
    names = [name for name in figures if name.endswith(ending) and sizes.get(name)]
    return sum(figures[name] * sizes[name] for name in names) / sum(sizes[name] for name in names)


def row(found: Mapping[str, Figures], sizes: Mapping[str, Mapping[str, int]], kinds: list[str]) -> list[float]:
    """Score by kind over all shops, then the mean of shops of the share of right ones, then each shop's score."""
    by_kind = []
    for kind in kinds:
        of = [(found[shop][kind], sizes[shop][kind]) for shop in found if kind in found[shop]]
        by_kind.append(sum(mean * n for mean, n in of) / sum(n for _, n in of))
    share = float(np.mean([weighed(found[shop], sizes[shop], " sat@3") for shop in found]))
    return [*by_kind, share, *(weighed(found[shop], sizes[shop], " score") for shop in found)]


def index_of(shop: Path, folder: Path) -> Path:
    """The index of a shop in a folder; it is built there where there is none."""
    index = folder / shop.name
    if not (index / "manifest.json").exists():
        index_catalog(open_catalog([next(shop.glob("catalog.*"))]), index, settings=load_settings())
    return index


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shops", type=Path, nargs="+")
    parser.add_argument("--judge", required=True, help="a command with {shop} and {answers} that prints its figures as JSON")
    parser.add_argument(
        "--indexes", type=Path, help="a folder of indexes, each called as its shop; None for one that is dropped"
    )
    parser.add_argument("--only", nargs="*", help="the parts to take away; all where none is named")
    args = parser.parse_args()
    sizes = {shop.name: counts(shop) for shop in args.shops}
    kinds = sorted({name for of_shop in sizes.values() for name in of_shop if name.startswith("kind ")})
    chosen = {way: changes for way, changes in ways().items() if way == "everything" or not args.only or way in args.only}
    names = [*(kind.removeprefix("kind ") for kind in kinds), "right in 3", *sizes]
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.indexes or Path(temporary)
        indexes = {shop: index_of(shop, folder) for shop in args.shops}
        print(f"{'without':16} " + " ".join(f"{name[:10]:>10}" for name in names), flush=True)
        for way, changes in chosen.items():
            found = {shop.name: judged(shop, index, args.judge, way, changes) for shop, index in indexes.items()}
            print(f"{way:16} " + " ".join(f"{figure:10.3f}" for figure in row(found, sizes, kinds)), flush=True)


if __name__ == "__main__":
    main()
