"""From the first keystroke to the answer, cold: a request, --help, stats and questions about the catalog, beside rivals.

    python benchmarks/start.py INDEX [--vectors FILE.npy] [--rounds 7] [--work build/start]

Every run is a process of its own, and they take turns. A request's rival is `rival_search.py`: sentence-transformers, load
the saved vectors, embed, cosine, print. Its vectors are made with ``--vectors`` of anybody's, or else taken from our
index, since they have the same size. What needs no model has for its rival the import of what it is made with.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from taking_turns import REQUESTS, RIVAL, in_turns, ours, rival_files, spent_on, table

IMPORTS, SEARCH = "python -c 'import typer, rich'", "sentence-transformers, a request"
QUESTIONS = ("how many products are there?", "which brands are there?", "how many keyboards are there?", "what do mice cost?")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--work", type=Path, default=Path("build/start"))
    parser.add_argument("--without-search", action="store_true", help="only what needs no model")
    arguments = parser.parse_args()
    ask = ours("ask", "--index", arguments.index, "--no-text")
    runs = {
        IMPORTS: lambda _: spent_on([sys.executable, "-c", "import typer, rich"]),
        "shopcli --help": lambda _: spent_on(ours("--help")),
        "shopcli stats": lambda _: spent_on(ours("stats", "--index", arguments.index)),
    }
    runs |= {f"shopcli ask {text!r}": lambda _, text=text: spent_on([*ask, text]) for text in QUESTIONS}
    rivals = {name: IMPORTS for name in runs if name != IMPORTS}
    if not arguments.without_search:
        search = [sys.executable, RIVAL, *rival_files(arguments.index, arguments.work, arguments.vectors)]
        request = "shopcli ask, a request"
        runs[SEARCH] = lambda turn: spent_on([*search, REQUESTS[turn % len(REQUESTS)]])
        runs[request] = lambda turn: spent_on([*ask, REQUESTS[turn % len(REQUESTS)]])
        rivals[request] = SEARCH
    print("\n".join(table(in_turns(runs, arguments.rounds), rivals)))


if __name__ == "__main__":
    main()
