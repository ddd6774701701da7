"""The README's pictures, made from real output.

    python benchmarks/pictures.py INDEX [--out docs/pictures]

INDEX is an index of sample_catalog/. Nothing is staged: each picture is what the command of its title prints.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.render.console import Console
from shopcli.render.picture import Look, save_svg

REQUESTS = {"ask": "outdoor sports watch", "limits": "a quiet keyboard under 80, not black"}
EXPLAINED = "quiet wireless keyboard for the office under 80"


def show(advisor: Advisor, console: Console, request: str) -> None:
    """What ``shopcli ask`` shows for a request."""
    answer = advisor.ask(request)
    console.show_answer(answer)
    if answer.advice:
        console.show_advice(answer, answer.advice)


def heat_maps(advisor: Advisor, folder: Path) -> None:
    """What ``shopcli explain`` shows at 80 columns: in colour, without, and as plain lines."""
    explained = advisor.explain(advisor.understand(EXPLAINED))
    looks: dict[str, tuple[Look, str]] = {
        "heat-map": ("colour", ""),
        "heat-map-no-colour": ("no colour", ""),
        "heat-map-plain": ("plain", " --plain"),
    }
    for name, (look, flag) in looks.items():
        path, title = folder / f"{name}.svg", f'shopcli explain "{EXPLAINED}"{flag}'
        save_svg(lambda console: console.show_explanation(explained), path, title=title, width=80, look=look)
        print(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    arguments = parser.parse_args()
    advisor = Advisor.open(arguments.index)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, request in REQUESTS.items():
        path = arguments.out / f"{name}.svg"
        save_svg(
            lambda console, request=request: show(advisor, console, request), path, title=f'shopcli ask "{request}"', width=88
        )
        print(path)
    path = arguments.out / "compare.svg"
    products = [advisor.product(hit.product.id) for hit in advisor.ask(REQUESTS["ask"], text=False).results]
    facts = [advisor.facts(product) for product in products]
    title = f"shopcli compare {' '.join(product.id for product in products)}"
    save_svg(lambda console: console.show_comparison(products, facts), path, title=title, width=88)
    print(path)
    heat_maps(advisor, arguments.out)


if __name__ == "__main__":
    main()
