"""Questions of fact over indexed catalogs: is the named product first, and is what its record says told?

    python benchmarks/asked_facts.py QUESTIONS.jsonl [--half build]

A line of QUESTIONS.jsonl is {"index": folder, "query": ..., "lang": ..., "half": ..., "right": [ids], "answer": [patterns]}:
each pattern must stand in the reply, or in the advice's first sentence where nothing was replied. "answer": "silent" is of a
record that does not tell, which the reply must say; "answer": "other" asks for no fact, and must not be read as if it did.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from shopcli.advisor import Advisor
from shopcli.types import Answer

_UNKNOWN = re.compile(r"not say|find no answer|keine Antwort|没写|没找到|没有提到")


def told_in(advisor: Advisor, answer: Answer) -> str:
    """What was answered: the reply, else the first sentence of the advice."""
    if answer.reply is not None:
        return answer.reply
    first = next(iter(advisor.advise(answer)), None) if answer.results else None
    return first.text if first else ""


def is_told(advisor: Advisor, asked: dict[str, Any], answer: Answer) -> bool:
    """Whether a question got the answer that was looked up."""
    if asked["answer"] == "other":
        return advisor.classify(asked["query"]).of_fact is None
    if asked["answer"] == "silent":
        return answer.reply is not None and _UNKNOWN.search(answer.reply) is not None
    said = told_in(advisor, answer)
    return all(re.search(pattern, said) for pattern in asked["answer"])


def is_right(asked: dict[str, Any], answer: Answer) -> bool:
    """Whether the first result is a product that was asked about."""
    return not asked["right"] or (bool(answer.results) and answer.results[0].product.id in asked["right"])


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--half", default="")
    options = parser.parse_args()
    lines = map(json.loads, options.questions.read_text(encoding="utf-8").splitlines())
    advisors: dict[str, Advisor] = {}
    counts: Counter[tuple[str, str, str]] = Counter()
    for asked in (line for line in lines if options.half in ("", line["half"])):
        if asked["index"] not in advisors:
            advisors[asked["index"]] = Advisor.open(asked["index"])
        advisor = advisors[asked["index"]]
        answer = advisor.ask(asked["query"], text=False)
        right, told = is_right(asked, answer), is_told(advisor, asked, answer)
        key = (asked["half"], asked["lang"])
        counts.update({(*key, "asked"): 1, (*key, "right"): int(right), (*key, "told"): int(told and right)})
        print(f"{'ok' if told and right else '--'}  {asked['query']} | {told_in(advisor, answer)[:160]}")
    for half, language in sorted({key[:2] for key in counts}):
        figures = " ".join(f"{name} {counts[half, language, name]}" for name in ("asked", "right", "told"))
        print(f"{half} {language}: {figures}")


if __name__ == "__main__":
    _main()
