"""Judge answers against what each product really is, knowing nothing of the code that answers. Standard library only.

    python benchmarks/needs.py FOLDER ANSWERS.jsonl [--verbose]
    python benchmarks/needs.py FOLDER --check [--verbose]

FOLDER has requests.jsonl (what was asked, with the predicate that a right answer meets), requests.txt (the same requests
alone) and truth.jsonl (what each product is, by sku; never indexed). ANSWERS is what `shopcli ask --batch requests.txt
--json --no-text` prints. sat@1 and sat@3 say how many of the first products shown hold the predicate. --check judges the
requests instead: each has a product that holds its predicate, or, where nothing should fit, none.
"""

from __future__ import annotations

import argparse
import json
import operator
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
    "in": lambda value, wanted: value in wanted,
    "re": lambda value, wanted: re.search(wanted, value, re.IGNORECASE) is not None,
    "not": lambda value, wanted: re.search(wanted, value, re.IGNORECASE) is None,
}


def lines(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def clause_holds(product: Row, field: str, op: str, wanted: Any) -> bool:
    """Whether one clause holds. What the truth does not know of a product never holds, not even under "!="."""
    if field == "colour":
        colours = product.get("colours")
        return colours is not None and (wanted in colours) == (op == "is")
    value = product.get(field)
    return value is not None and COMPARE[op](value, wanted)


def holds(product: Row, request: Row) -> bool:
    """Whether a product is the kind of thing asked for and meets every clause."""
    kinds: list[str] = request["kind"]
    return product["kind"] in kinds and all(clause_holds(product, *clause) for clause in request["where"])


def is_best(product: Row, fitting: list[Row], best: list[str]) -> bool:
    """Whether no fitting product has less (or more) of the field; products that do not state it are left out."""
    which, field = best
    known = [other[field] for other in fitting if field in other]
    return bool(product.get(field) == (min if which == "min" else max)(known))


def judge_one(request: Row, answer: Row, products: dict[str, Row]) -> dict[str, float]:
    """The figures of one answer, by name. 1 is right."""
    if request["none"]:
        said = bool(answer.get("no_exact_match")) and not any(hit.get("meets_all") for hit in answer["results"])
        return {"says nothing fits": float(said)}
    fitting = [product for product in products.values() if holds(product, request)]
    top = [products[hit["id"]] for hit in answer["results"][:3]]
    flags = [holds(product, request) for product in top]
    first = bool(flags) and flags[0]
    # Three are wanted, fewer where the catalog has fewer.
    figures = {"sat@1": float(first), "sat@3": min(1.0, sum(flags) / min(3, len(fitting)))}
    if request["best"]:
        figures["superlative exact"] = float(first and is_best(top[0], fitting, request["best"]))
    return figures


def judge(folder: Path, answers: Path, verbose: bool) -> None:
    """Print the mean of each figure by language, and under verbose each request that was not answered in full."""
    products = {product["sku"]: product for product in lines(folder / "truth.jsonl")}
    got = {answer["query"]: answer for answer in lines(answers)}
    scores: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for request in lines(folder / "requests.jsonl"):
        answer = got.get(request["query"])
        if answer is None or "results" not in answer:
            sys.exit(f"no answer to {request['query']!r}: {answer}")
        figures = judge_one(request, answer, products)
        for name, value in figures.items():
            scores[request["lang"], name].append(value)
        if verbose and min(figures.values()) < 1:
            shown = [(products[hit["id"]]["name"][:50], hit["price"]) for hit in answer["results"][:3]]
            print("MISS", request["query"], {name: round(value, 2) for name, value in figures.items()}, "->", shown)
    for (language, name), values in sorted(scores.items()):
        print(f"{language} {name}: {sum(values) / len(values):.3f} (n={len(values)})")


def faults(request: Row, products: list[Row]) -> list[str]:
    """What is wrong with a request's predicate."""
    kinds, known = {product["kind"] for product in products}, {name for product in products for name in product}
    found = [f"no product is a {kind!r}" for kind in request["kind"] if kind not in kinds]
    found += [f"no product has {field!r}" for field, _, _ in request["where"] if field not in known | {"colour"}]
    fitting = [product for product in products if holds(product, request)]
    if bool(fitting) == request["none"]:
        found.append(f"{len(fitting)} products fit")
    if request["best"] and not any(request["best"][1] in product for product in fitting):
        found.append(f"no product that fits has {request['best'][1]!r}")
    return found


def check(folder: Path, verbose: bool) -> None:
    """Print what is wrong with the requests and exit with 1, or say that nothing is."""
    products, requests = lines(folder / "truth.jsonl"), lines(folder / "requests.jsonl")
    found = [f"{request['query']}: {fault}" for request in requests for fault in faults(request, products)]
    queries = [request["query"] for request in requests]
    if queries != (folder / "requests.txt").read_text(encoding="utf-8").splitlines():
        found.append("requests.txt and requests.jsonl differ")
    if len(set(queries)) != len(queries):
        found.append("a request stands twice")
    for request in requests if verbose else []:
        fitting = [product["name"] for product in products if holds(product, request)]
        print(f"{len(fitting):3} {request['query']} -> {fitting[:6]}")
    if found:
        sys.exit("\n".join(found))
    print(f"{len(requests)} requests over {len(products)} products: every predicate is as it says")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("answers", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true", help="judge the requests, not the answers")
    parser.add_argument("--verbose", action="store_true", help="print each miss, or under --check what fits each request")
    args = parser.parse_args()
    if args.check == bool(args.answers):
        parser.error("give either ANSWERS or --check")
    if args.check:
        check(args.folder, args.verbose)
    else:
        judge(args.folder, args.answers, args.verbose)


if __name__ == "__main__":
    main()
