"""What the re-ranking learns from: requests with all that is known of their candidates, and how good each candidate is."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.advisor import Advisor
from shopcli.errors import UsageError
from shopcli.rerank import Signals
from shopcli.train.requests import TrainingRequest
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

CANDIDATES, _HOLDERS, _RIVALS = 100, 10, 25  # looked at for a made request; of these, the first that hold it or do not
_JUDGED_AMONG = 1000  # a graded search looks this deep for the products that were graded
_NEAR = 0.45  # a dictionary's other word means the same here where the encoder finds it at least this near


@dataclass(frozen=True, slots=True)
class Example:
    """One request, ready to learn from.

    Attributes:
        source: where it comes from: a catalog's name, or the file of graded searches.
        text: the request.
        signals: of its n candidates.
        gains: (n,) how good each candidate is; 0 for what does not answer.
        graded: whether people judged the candidates; else the request was made from facts.
    """

    source: str
    text: str
    signals: Signals
    gains: np.ndarray
    graded: bool = False


def opened(need: Need, *, by_words: bool = True) -> Need:
    """The need with nothing decided: what is wanted counts by attention only.

    Args:
        need: the request, understood.
        by_words: whether the other words of the thesaurus for its wishes stay.
    """
    wanted = [c for c in need.clauses if c.kind in ("topic", "feature") and c.op in (None, "is", "in", "has")]
    opened_clauses = (Clause(c.text, c.kind, meaning=c.meaning) for c in wanted)
    clauses = tuple(
        replace(new, alternatives=c.alternatives, denials=c.denials) if by_words else new
        for new, c in zip(opened_clauses, wanted, strict=True)
    )
    return replace(need, clauses=clauses, sort=None, notes=())


def from_facts(advisor: Advisor, source: str, requests: Iterable[TrainingRequest]) -> Iterator[Example]:
    """Examples of made requests, every clause open; those whose candidates all hold, or none, teach nothing.

    What a wish is granted by is known to every other request only, as the thesaurus does not know every wish; and every other
    one is judged among products of the kind alone, as where the catalog has a name for it.
    """
    import numpy as np

    for number, request in enumerate(requests):
        need = opened(advisor.understand(request.text), by_words=number % 4 < 2)
        if not need.clauses:
            continue
        candidates, signals = advisor.signals(need, wanted=CANDIDATES)
        rows = candidates.rows
        if number % 2 or request.is_wish:
            of_the_kind = np.isin(rows, request.kind)
            rows, signals = rows[of_the_kind], subset(signals, of_the_kind)
        holds = np.isin(rows, request.rows)
        chosen = np.where(holds, np.cumsum(holds) <= _HOLDERS, np.cumsum(~holds) <= _RIVALS)
        if 0 < holds.sum() < len(holds):
            yield Example(source, request.text, subset(signals, chosen), holds[chosen].astype(np.float32))


def from_searches(advisor: Advisor, path: Path) -> Iterator[Example]:
    """Examples of graded searches; of each search only the graded products count, as condensed measures have it.

    Raises:
        UsageError: the file cannot be read, or lacks the columns query, docid and rating.
    """
    import numpy as np

    ids = list(advisor.index.records.ids)
    for query, ratings in _graded(path).items():
        candidates, signals = advisor.signals(advisor.understand(query), wanted=_JUDGED_AMONG)
        rows = candidates.rows
        graded = np.asarray([ids[int(row)] in ratings for row in rows], bool)
        gains = np.asarray([ratings[ids[int(row)]] for row in rows[graded]], np.float32)
        if len(set(gains.tolist())) > 1:
            yield Example(path.name, query, subset(signals, graded), gains, graded=True)


def _graded(path: Path) -> Mapping[str, dict[str, float]]:
    ratings: dict[str, dict[str, float]] = defaultdict(dict)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                ratings[row["query"]][row["docid"]] = float(row["rating"])
    except (OSError, KeyError, ValueError) as error:
        raise UsageError(
            f"{path} is no file of graded searches: {error}",
            hint="It needs the columns query, docid and rating, as CSV; a higher rating is better.",
        ) from None
    return ratings


def subset(signals: Signals, kept: np.ndarray) -> Signals:
    """The signals of some of the candidates; ``kept`` is (n,) bool."""
    import numpy as np

    spans = signals.spans[kept]
    facts = np.concatenate([np.zeros(0, np.int64), *(np.arange(start, end) for start, end in spans)])
    bounds = np.concatenate([[0], np.cumsum(spans[:, 1] - spans[:, 0])])
    return replace(
        signals,
        fused=signals.fused[kept],
        similarities=signals.similarities[:, facts],
        signs=signals.signs[..., facts],
        spans=np.stack([bounds[:-1], bounds[1:]], axis=1),
        words=signals.words[:, facts],
        thing=signals.thing[kept],
        other_kind=signals.other_kind[kept],
        coverage=signals.coverage[kept],
        whole=signals.whole[kept],
        text=signals.text[kept],
    )


def near_synonyms(advisor: Advisor, word: str) -> list[str]:
    """Other words for a word, by the dictionary, that the encoder finds near to it."""
    from shopcli.need.translation.dictionary import open_dictionary

    others = open_dictionary().synonyms(word)[:5]
    if not others:
        return []
    word_vector, *vectors = advisor.encoder().encode([word, *others])
    return [other for other, vector in zip(others, vectors, strict=True) if float(vector @ word_vector) >= _NEAR]
