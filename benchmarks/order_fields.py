"""How near words must come to a field's name for an order to be by it: thresholds learned leaving one trade out.

    python -m benchmarks.order_fields INDEX        # any index: only its encoders are used

`order_fields.tsv` has the columns of each trade, then words (d a deed, n a noun, a an adjective) with the fields they mean.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.config import load_settings
from shopcli.pipeline.fields.orders.order_fields import NamedField, OrderFields

Row = tuple[str, str, frozenset[str], list[NamedField]]
_GRID = tuple(product((0.4, 0.45, 0.5, 0.55, 0.6, 0.65), (0.35, 0.4, 0.45, 0.5)))


def read(index: str) -> list[Row]:
    """The words of each trade with the fields in the order in which they come near."""
    advisor = Advisor.open(Path(index), settings=load_settings())
    fields = OrderFields(advisor.index, advisor._encode_wanted)
    rows, trade, columns = list[Row](), "", dict[str, int]()
    for line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines():
        first, second, *meant = line.split("\t")
        if not meant:
            trade, columns = first, dict.fromkeys(second.split("|"), 1)
        else:
            rows.append((trade, second, frozenset(meant[0].split(",")), fields.named(first, columns)))
    return rows


def judged(rows: list[Row], named: float, related: float) -> tuple[int, int]:
    """How many are right, and how many are ordered by a field that they do not mean."""
    right = wrong = 0
    for _, part, meant, near in rows:
        best = near[0]
        kin = next((one for one in near if one.is_related and one.near >= max(related, best.near - 0.08)), None)
        found = kin or (best if part != "a" and best.near >= named else None)
        right += (found.field if found else "-") in meant
        wrong += found is not None and found.field not in meant
    return right, wrong


def main() -> None:
    rows = read(sys.argv[1])

    def best(of: list[Row]) -> tuple[float, float]:
        return max(_GRID, key=lambda at: judged(of, *at)[0] - 2 * judged(of, *at)[1])

    totals = [0, 0]
    for trade in dict.fromkeys(row[0] for row in rows):
        at = best([row for row in rows if row[0] != trade])
        right, wrong = judged([row for row in rows if row[0] == trade], *at)
        totals = [totals[0] + right, totals[1] + wrong]
        print(f"{trade:12s} named {at[0]:.2f} related {at[1]:.2f}: {right} right, {wrong} wrong")
    print(f"leaving one trade out: {totals[0]} of {len(rows)} right, {totals[1]} ordered by what is not meant")


if __name__ == "__main__":
    main()
