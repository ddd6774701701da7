"""How well the words of requests are labelled, by the tagger and by the whole understanding, and how fast.

    python benchmarks/tagging.py TAGGED.txt [...]

A file has tagged requests as in shopcli/train/requests_tagged; what stands before " | " on a line (a shop's name) is
left out. The understanding is asked without a catalog: a topic counts as thing, a feature as wish. The last lines are
milliseconds: to open the tagger, and a request's median and 95th percentile.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from shopcli.index import Vocabulary
from shopcli.need import understand
from shopcli.need.spans import places
from shopcli.need.tagging.tagger import SHIPPED, Tagger
from shopcli.train.tagging.tagged_requests import TaggedRequest, tagged_request
from shopcli.train.tagging.tagging_score import Labelled, tagging_score
from shopcli.train.tagging.understand import labelled_by

_ROLES = {"topic": "thing", "feature": "wish", "limit": "limit", "exclude": "exclusion"}
_CATALOG = Vocabulary({}, (), ("black", "white", "red", "green", "blue"), ("EUR", "USD"), ())


def by_understanding(text: str) -> Labelled:
    """The clauses of a need as labelled stretches."""
    need = understand(text, _CATALOG)
    spans = [(place.start, place.end, _ROLES[place.clause.kind]) for place in places(text, need.clauses)]
    order = need.sort.text if need.sort else ""
    return [*spans, (text.index(order), text.index(order) + len(order), "order")] if order and order in text else spans


def requests_of(path: Path) -> list[TaggedRequest]:
    """The requests of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [tagged_request(line.partition(" | ")[2] or line) for line in lines if line.strip() and not line.startswith("#")]


def main() -> None:
    """Print a line for each file and way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    files = parser.parse_args().files
    started = time.perf_counter()
    tagger = Tagger.load(SHIPPED)
    opened = time.perf_counter() - started
    times = []
    for path in files:
        requests = requests_of(path)
        for name, label in (("tagger", labelled_by(tagger)), ("understanding", by_understanding)):
            print(f"{path.name:24} {name:14} {tagging_score(requests, label).line()}")
        for request in requests:
            started = time.perf_counter()
            tagger.spans(request.text)
            times.append(1000 * (time.perf_counter() - started))
    times.sort()
    print(
        f"opened in {1000 * opened:.1f} ms; a request {statistics.median(times):.2f} ms, {times[int(0.95 * len(times))]:.2f} ms"
    )


if __name__ == "__main__":
    main()
