"""Things that shops sell and things that they do not, asked for: is what is sold first, and is it told of the rest?

``python -m benchmarks.things_asked NAME=CATALOG=INDEX …``; each NAME is a file of ``benchmarks/things_asked``. The requests are
by others, beside the catalogs; ``right`` is a pattern over the columns of a row, in their order.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from shopcli.advisor import Advisor

FOLDER = Path(__file__).with_name("things_asked")


def rows(catalog: Path) -> Iterator[str]:
    """The rows of a catalog, each as its columns joined."""
    content = gzip.decompress(catalog.read_bytes()) if catalog.suffix == ".gz" else catalog.read_bytes()
    if ".json" in catalog.name:
        records = map(json.loads, content.decode().splitlines())
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
        csv.field_size_limit(sys.maxsize)
        header = text.partition("\n")[0]
        records = csv.DictReader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",")
    for record in records:
        values = (value for value in record.values() if value is not None)
        yield " | ".join(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values)


def judged(name: str, catalog: Path, index: Path) -> Counter[tuple[str, str]]:
    """How many requests had each outcome, by language.

    Raises:
        SystemExit: the index has not a product for each row.
    """
    advisor, texts, outcomes = Advisor.open(index), list(rows(catalog)), Counter[tuple[str, str]]()
    if len(texts) != len(advisor.index):
        raise SystemExit(f"{catalog} has {len(texts)} rows and {index} {len(advisor.index)} products: they must be the same.")
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        answer = advisor.ask(asked["query"], text=False)
        if not asked["sold"]:
            outcome = "not sold, and told" if answer.not_sold else "not sold, and not told"
        elif answer.not_sold:
            outcome = "sold, and denied"
        else:
            first = texts[advisor.index.row(answer.results[0].product.id)] if answer.results else ""
            outcome = "sold, and first" if re.search(asked["right"], first, re.IGNORECASE) else "sold, and another first"
        outcomes[asked["lang"], outcome] += 1
    return outcomes


def main(arguments: list[str]) -> None:
    """Print the outcomes of all shops that are named."""
    total = Counter[tuple[str, str]]()
    for argument in arguments:
        name, catalog, index = argument.split("=")
        total += judged(name, Path(catalog), Path(index))
    for (language, outcome), count in sorted(total.items()):
        print(f"{language}  {outcome:24} {count}")


if __name__ == "__main__":
    main(sys.argv[1:])
