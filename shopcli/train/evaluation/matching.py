"""How well what is shown matches a need whose right products are known: satisfaction at 1 and 3, nDCG at 10, a shop's score.

The figures and their edge cases are those of the shops' own judge; a shop's score is the mean over its needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopcli.errors import UsageError
from shopcli.train.validate import dcg
from shopcli.types import Answer

MEASURES = ("score", "sat@1", "sat@3", "ndcg@10", "best", "none", "answer")
DEPTH = 10
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class JudgedNeed:
    """A request whose answer is known.

    Attributes:
        right: every product that a careful shop assistant would accept.
        maybe: those that count neither for nor against.
        best: the true first of a superlative; empty where none is asked for.
        none: whether nothing in the shop fits.
        answer: what a question about the catalog must be told; None where none is asked.
    """

    query: str
    language: str
    kind: str
    right: frozenset[str]
    maybe: frozenset[str] = frozenset()
    best: frozenset[str] = frozenset()
    none: bool = False
    answer: str | float | None = None


def read_needs(path: Path) -> tuple[list[JudgedNeed], list[str]]:
    """The needs of a file of JSON Lines, and what is wrong with the lines that are none.

    Raises:
        UsageError: it cannot be read, or no line is one.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UsageError(f"Cannot read {path}: {reason}.", hint="--needs takes JSON Lines of query, right, maybe, …") from None
    needs, bad = [], []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                needs.append(_need(json.loads(line)))
            except (ValueError, TypeError, AttributeError, RecursionError) as error:
                bad.append(f"line {number}: {error}")
    if not needs:
        told = f" ({bad[0]})" if bad else ""
        raise UsageError(
            f"There is no need in {path}{told}.", hint='A line is like {"query": "a tent", "right": ["T-1", "T-2"]}'
        )
    return needs, bad


def _need(row: Mapping[str, Any]) -> JudgedNeed:
    query, answer = row.get("query"), row.get("answer")
    if not isinstance(query, str) or not query.strip():
        raise ValueError("it has no query")
    if not (answer is None or (isinstance(answer, (str, int, float)) and not isinstance(answer, bool))):
        raise ValueError("its answer is neither a number nor a text")
    ids = {name: frozenset(map(str, row.get(name) or ())) for name in ("right", "maybe", "best")}
    language, kind = str(row.get("lang") or ""), str(row.get("kind") or "")
    return JudgedNeed(query, language, kind, **ids, none=bool(row.get("none")), answer=answer)


def measures_of(need: JudgedNeed, answer: Answer | None, further: Sequence[str] = ()) -> dict[str, float]:
    """What one answer is worth, each figure from 0 to 1; those that do not apply are left out.

    Args:
        need: what is right.
        answer: what was answered; None where asking failed.
        further: the ids of a longer ranking, of `depth_of` the need, for nDCG.
    """
    shown = [hit.product.id for hit in answer.results] if answer else []
    if need.answer is not None:
        is_told = answer is not None and is_told_by(need.answer, answer.reply)
        shows_it = bool(need.right) and need.kind != "question" and bool(shown) and shown[0] in need.right
        return {"answer": float(is_told or shows_it), "score": float(is_told or shows_it)}
    if need.none:
        meets = any(hit.meets_all for hit in answer.results) if answer else False
        is_said = not shown or (answer is not None and answer.no_exact_match and not meets)
        return {"none": float(is_said), "score": float(is_said)}
    found = _satisfaction(need, shown)
    found["score"] = found["sat@3"]
    if need.best:
        found["best"] = found["score"] = float(bool(shown) and shown[0] in need.best)
    if need.right:
        found["ndcg@10"] = ndcg(need, further or shown)
    return found


def _satisfaction(need: JudgedNeed, shown: Sequence[str]) -> dict[str, float]:
    """Whether the first is right, and the share of the first three that are, of as many as there are."""
    counted = [one for one in shown[:3] if one not in need.maybe]
    wanted = min(3, len(need.right)) - (len(shown[:3]) - len(counted))
    right = sum(one in need.right for one in counted)
    first = float((bool(counted) and counted[0] in need.right) or wanted <= 0)
    return {"sat@1": first, "sat@3": min(1.0, right / wanted) if wanted > 0 else 1.0}


def ndcg(need: JudgedNeed, ranked: Sequence[str], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain at ``depth`` with a gain of 1 for what is right; what is maybe is left out.

    Raises:
        ValueError: nothing is right.
    """
    import numpy as np

    if not need.right:
        raise ValueError("nothing is right")
    counted = [one for one in dict.fromkeys(ranked) if one not in need.maybe][:depth]
    gains = np.array([float(one in need.right) for one in counted])
    return dcg(gains) / dcg(np.ones(min(depth, len(need.right))))


def depth_of(need: JudgedNeed) -> int:
    """How long a ranking has to be for ten that count; 0 where no ranking is judged."""
    return 0 if need.none or need.answer is not None or not need.right else DEPTH + len(need.maybe)


def is_told_by(answer: str | float, reply: str | None) -> bool:
    """Whether a reply holds the answer: a number in any usual writing, or each word of a text."""
    if reply is None:
        return False
    numbers = {round(float(number.replace(",", "")), 2) for number in _NUMBER.findall(reply)}
    try:
        return round(float(answer), 2) in numbers
    except ValueError:
        return all(word.casefold() in reply.casefold() for word in re.findall(r"\w+", str(answer)))


def by_language(needs: Sequence[JudgedNeed], found: Sequence[Mapping[str, float]]) -> Iterator[tuple[str, str, list[float]]]:
    """(language, measure, values), the languages sorted and each measure in the order of the needs."""
    for language in sorted({need.language for need in needs}):
        of_it = [one for need, one in zip(needs, found, strict=True) if need.language == language]
        yield from ((language, name, values) for name, values in columns(of_it))


def columns(found: Sequence[Mapping[str, float]], names: Sequence[str] = MEASURES) -> Iterator[tuple[str, list[float]]]:
    """Each measure with its values, where it has any."""
    get: Callable[[str], list[float]] = lambda name: [one[name] for one in found if name in one]  # noqa: E731
    return ((name, values) for name in names if (values := get(name)))
