"""What slips of the pen are read as, over requests that nobody wrote for it: `python benchmarks/homophones.py INDEX …`.

Every correction is printed with the request that it was made in, to be judged by a reader; the requests are those that the
tagger learns from, and any files named by --requests, one a line.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import shopcli
from shopcli.index import Index
from shopcli.need.languages.registry import language_of
from shopcli.need.spelling import Speller
from shopcli.pipeline.fields.request_spelling import RequestSpelling
from shopcli.pipeline.fields.request_words import RequestWords
from shopcli.pipeline.offer_fields import OfferFields

_TAG = re.compile(r"[a-z]\[([^\[\]]*)\]")


def tagged() -> Iterator[str]:
    """The requests of the tagger's corpus, without their tags."""
    for path in sorted((Path(shopcli.__file__).parent / "train" / "requests_tagged").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            while _TAG.search(line):
                line = _TAG.sub(r"\1", line)
            yield "" if line.startswith("#") else line.strip()


def main() -> None:
    """Print the corrections that words alone would not have made, index by index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("indexes", nargs="+", type=Path)
    parser.add_argument("--requests", nargs="*", type=Path, default=[])
    wanted = parser.parse_args()
    named = (line.strip() for path in wanted.requests for line in path.read_text("utf-8").splitlines())
    requests = [*dict.fromkeys(filter(None, (*tagged(), *named)))]
    ruled = [(request, rules) for request in requests if (rules := language_of(request).spelling)]
    for folder in wanted.indexes:
        index = Index(folder)
        words = RequestWords(index, OfferFields(index), None)
        spelling, spellers = RequestSpelling(index, lambda words=words: words), {}
        start, n_made = process_time(), 0
        for request, rules in ruled:
            speller = spellers.setdefault(id(rules), Speller(index.spellings, rules))
            of_words = speller.corrections(request)
            for slip in spelling.corrections(request, rules):
                if slip not in of_words:
                    n_made += 1
                    print(f"  {slip.said} -> {slip.meant}: {request[:70]}")
        print(f"{folder.name}: {n_made} in {len(ruled)} requests, {process_time() - start:.1f} s of a processor with words'")


if __name__ == "__main__":
    main()
