"""The judge of the bench's shops as it decides there, with which `shopcli.train.evaluation.matching` has to agree."""

from __future__ import annotations

import re
from collections import defaultdict


def told(answer, reply):
    """Whether a reply holds the answer: a number in any usual writing, or each word of a text."""
    if reply is None:
        return False
    numbers = {round(float(n.replace(",", "")), 2) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", reply)}
    try:
        return round(float(answer), 2) in numbers
    except (TypeError, ValueError):
        return all(word.casefold() in reply.casefold() for word in re.findall(r"\w+", str(answer)))


def judge(needs, results):
    """The mean of each figure, by language or kind."""
    got = {r["query"]: r for r in results}
    scores = defaultdict(list)
    for need in needs:
        r = got.get(need["query"]) or {"results": [], "no_exact_match": False, "reply": None, "error": "no line"}
        lang, kind = need["lang"], need["kind"]
        right, maybe = set(map(str, need["right"])), set(map(str, need.get("maybe") or []))
        shown = [str(h["id"]) for h in r.get("results", [])]
        counted = [i for i in shown[:3] if i not in maybe]
        if need.get("answer") is not None:
            is_right = bool(right) and kind != "question" and bool(shown) and shown[0] in right
            one = float(told(need["answer"], r.get("reply")) or is_right)
            scores[lang, "answer"].append(one)
        elif need.get("none"):
            one = float((bool(r.get("no_exact_match")) and not any(h.get("meets_all") for h in r["results"])) or not shown)
            scores[lang, "none"].append(one)
        else:
            want = min(3, len(right)) - (len(shown[:3]) - len(counted))
            at3 = min(1.0, sum(i in right for i in counted) / want) if want > 0 else 1.0
            scores[lang, "sat@1"].append(float((bool(counted) and counted[0] in right) or want <= 0))
            scores[lang, "sat@3"].append(at3)
            one = at3
            if need.get("best"):
                one = float(bool(shown) and shown[0] in set(map(str, need["best"])))
                scores[lang, "best"].append(one)
        scores[lang, "score"].append(one)
        scores["kind", kind].append(one)
    return {f"{a} {b}": sum(v) / len(v) for (a, b), v in sorted(scores.items())}
