"""Whether `shopcli evaluate` says of a shop what the shops' own judge says, to the last digit.

    python benchmarks/evaluation.py SHOPS_FOLDER INDEXES_FOLDER

SHOPS_FOLDER is the bench's shops, each with requests.txt and needs.jsonl; INDEXES_FOLDER has an index of each, by its name.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

JUDGED = ("sat@1", "sat@3", "best", "none", "answer", "score")


def by_the_judge(shops: Path, shop: str, index: Path) -> dict[str, float]:
    """The judge's own figures, by language and measure, of what `shopcli ask --batch` prints."""
    ask = [sys.executable, "-m", "shopcli", "ask", "--index", str(index), "--batch", str(shops / shop / "requests.txt")]
    printed = subprocess.run([*ask, "--json", "--no-text"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    results = index.parent / f"{shop}.judged.jsonl"
    results.write_text(printed, encoding="utf-8")
    judge = [sys.executable, str(shops / "judge.py"), str(shops / shop), str(results), "--json"]
    figures = json.loads(subprocess.run(judge, capture_output=True, text=True, check=True).stdout)
    return {name: value for name, value in figures.items() if not name.startswith("kind ")}


def by_evaluate(shops: Path, shop: str, index: Path) -> tuple[dict[str, float], float]:
    """The same by `shopcli evaluate`, and its nDCG@10 over all needs."""
    needs = str(shops / shop / "needs.jsonl")
    command = [sys.executable, "-m", "shopcli", "evaluate", str(index), "--needs", needs, "--no-text", "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout)
    figures = {f"{row['part']} {row['name']}": row["a"]["mean"] for row in told["figures"] if row["name"] in JUDGED}
    ndcg = next(row["a"]["mean"] for row in told["figures"] if (row["part"], row["name"]) == ("all", "ndcg@10"))
    return figures, ndcg


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shops", type=Path)
    parser.add_argument("indexes", type=Path)
    arguments = parser.parse_args()
    print(f"{'shop':12} {'score by judge':20} {'the same':8} {'figures':7} nDCG@10")
    for shop in sorted(path.name for path in arguments.shops.iterdir() if (path / "needs.jsonl").is_file()):
        index = arguments.indexes / shop
        judged, (evaluated, ndcg) = by_the_judge(arguments.shops, shop, index), by_evaluate(arguments.shops, shop, index)
        same = all(evaluated[name] == value for name, value in judged.items())
        scores = " / ".join(f"{name.split()[0]} {value:.3f}" for name, value in judged.items() if name.endswith(" score"))
        print(f"{shop:12} {scores:20} {'yes' if same else 'NO':8} {len(judged):7} {ndcg:.3f}")


if __name__ == "__main__":
    main()
