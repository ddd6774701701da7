"""What a shop's own rules and the history of an index cost, in processor time.

    python benchmarks/shop_rules.py INDEX [REQUEST…]

Prints the seconds that it takes to leave one product in fifty out of an index (once for each change of the rules), to open it
again, to read the rules, and to answer a request without rules and with a pin, a burial, a synonym and words left aside.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from shopcli.advisor import Advisor
from shopcli.config import load_settings
from shopcli.index import Index
from shopcli.index.history.differences import catalog_differences
from shopcli.pipeline.shop_rules.opening import with_rules
from shopcli.pipeline.shop_rules.reading import read_rules

_TIMES = 5
_WORDS = 'leave_aside = ["dear shop"]\n\n[[synonym]]\nfrom = "thingy"\nto = "product"\n\n'


def main(folder: Path, requests: list[str]) -> None:
    """Print the seconds."""
    index = Index(folder)
    ids = list(index.records.ids)
    moves = f"[[pin]]\nids = {ids[1:4]!r}\n\n[[bury]]\nids = {ids[4:40]!r}\n\n"
    with tempfile.TemporaryDirectory() as place:
        hiding, moving = Path(place) / "hide.toml", Path(place) / "move.toml"
        hiding.write_text(f"[[hide]]\nids = {ids[::50][:1000]!r}\n", encoding="utf-8")
        moving.write_text(_WORDS + moves, encoding="utf-8")
        print(f"{len(index):,} products")
        print(f"a copy without {len(ids[::50]):,} of them: {_seconds(lambda: with_rules(folder, read_rules(hiding))):.2f} s")
        print(f"opened again: {_median(lambda: with_rules(folder, read_rules(hiding))):.4f} s")
        print(f"rules read: {_median(lambda: read_rules(moving)):.4f} s")
        print(
            f"two records of each compared: {_seconds(lambda: list(catalog_differences(index.records, index.records))):.3f} s"
        )
        plain = Advisor(index, settings=load_settings())
        ruled = Advisor(with_rules(folder, read_rules(moving)), settings=load_settings(), encoder=plain.encoder())
        for request in requests:
            for advisor in (plain, ruled):
                advisor.ask(request, text=False)
            both = [_median(partial(advisor.ask, request, text=False)) for advisor in (plain, ruled)]
            print(f"{request!r}: {1000 * both[0]:.1f} ms without rules, {1000 * both[1]:.1f} ms with them")


def _seconds(work: Callable[[], Any]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _median(work: Callable[[], Any]) -> float:
    return statistics.median(_seconds(work) for _ in range(_TIMES))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["wireless mouse", "something for the kitchen under 50"])
