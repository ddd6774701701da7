"""How hard the advice is to read, as ever and under --simple, by textstat; names and amounts, which stay, count as "it".

python -m benchmarks.plain_language INDEX "request" ["request" …]
"""

from __future__ import annotations

import re
import statistics
import sys
from pathlib import Path

import textstat

from shopcli.advisor import Advisor
from shopcli.config import load_settings
from shopcli.write.wording.plain_language import hardness

_QUOTED, _BRACKETS = re.compile(r"“[^”]*”"), re.compile(r" \([^)]*\)")
_AMOUNT = re.compile(r"\d[\d.,-]*\d?(?: [A-Z]{3})?")
_NAME = re.compile(r"(?:[A-Z0-9][\w&'-]*[ ]?){2,}|[A-Z]{3,}")


def main() -> None:
    folder, requests = Path(sys.argv[1]), sys.argv[2:]
    for simple in (False, True):
        advisor = Advisor.open(folder, settings=load_settings(index=str(folder), simple=simple))
        figures = []
        for request in requests:
            texts = [sentence.text for sentence in advisor.advise(advisor.ask(request, text=False))]
            masked = [_masked(text) for text in texts]
            figures.append(
                (
                    textstat.flesch_kincaid_grade(" ".join(masked)),
                    statistics.mean(len(text.split()) for text in masked),
                    statistics.mean(map(hardness, masked)),
                    float(len(texts)),
                )
            )
        grade, n_words, hard, n_sentences = (statistics.mean(column) for column in zip(*figures, strict=True))
        look = "--simple" if simple else "as ever"
        print(f"{look}: grade {grade:.2f}, {n_words:.1f} words a sentence, hardness {hard:.1f}, {n_sentences:.1f} sentences")


def _masked(text: str) -> str:
    """A sentence without names, amounts and what others said."""
    for pattern in (_QUOTED, _BRACKETS, _AMOUNT, _NAME):
        text = pattern.sub("it " if pattern is _NAME else " it" if pattern is _BRACKETS else "it", text)
    return " ".join(text.split())


if __name__ == "__main__":
    main()
