"""Assumed wishes: what a person, an occasion, a place or a trade asks for of a kind of thing, and how well products grant it.

They rank, less than what was said, and never exclude; what the catalog nowhere states is not assumed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.need.assumptions import ANY_KIND, NamedSituation, is_silent, shipped_assumptions
from shopcli.need.languages.registry import language_named, languages
from shopcli.need.languages.request_grammar import SEPARATOR
from shopcli.need.persons import says_nothing, says_only_whom
from shopcli.need.spans import Place, places
from shopcli.need.translation.translated import own_words
from shopcli.pipeline.fields.schema_linking import row_mask
from shopcli.text.scripts import has_han
from shopcli.types import Clause, Need

if TYPE_CHECKING:
    import numpy as np

    from shopcli.pipeline.linking import EntityLinker

MOST_WISHES = 4  # of one kind of thing; with more of them none would count
WEIGHT = 0.5  # of all that is assumed, in the spread of the scores that come of what was said
REMEMBERED = 1.0  # each wish that a profile remembers: somebody did say it, if not in this request
_NARROWEST = 0.02  # the least spread: where what was said tells nothing apart, what is assumed does
_WORDS = 0.5  # how much nearer a fact is that says the very words
_WHOLE = 0.999  # of a wish, by the weight of its words
_FARTHEST = 2.0  # standard deviations: one odd product is no measure for the others
_FEW_OF_THE_KIND = 0.5  # of which more are for children: a shop of toys
_GROUP_CHARACTERS = 24  # of a value that says for whom a thing is
_OF_THE_KIND = 0.5  # the share of a kind's products that must go by another name, for both to be one


def with_assumptions(need: Need, linker: EntityLinker, index: Index, topic: str = "") -> Need:
    """The need with what the persons, occasions and places that it names make one assume; the same where it names none.

    A clause that only names one of them is what is assumed, and is looked for no more; one that names a person never is.

    Args:
        need: the request, understood.
        linker: what the catalog decides.
        index: the open index.
        topic: what is being looked for, where the request itself names no thing.
    """
    situations = shipped_assumptions().named(need.query)
    if not situations:
        return _without_persons(need)
    topics = (clause for clause in need.clauses if clause.kind == "topic" and clause.op is None)
    names = [clause for clause in topics if linker.kind(clause.says, own_words(clause))]
    topic = names[0].says if names else topic
    stretches = places(need.query, need.clauses)
    kinds = _Kinds(topic, linker, index)
    assumed: list[Clause] = []
    for situation in situations:
        apart = [place for place in stretches if place.clause in names or place.clause.kind == "exclude"]
        if _is_within(situation, apart) or _is_excluded(situation, need):
            continue  # "office" of "office chair", "not for students"
        words, clause = _words_of(situation, need, stretches)
        decided = _decided(kinds.wishes(situation), words, linker, topic)
        wishes = [wish for wish in decided if not _is_said(wish, need) and wish.says not in {one.says for one in assumed}]
        assumed += wishes
        if wishes and clause:
            need = replace(need, clauses=tuple(other for other in need.clauses if other is not clause))
    return _without_persons(replace(need, assumed=tuple(assumed)))


def _without_persons(need: Need) -> Need:
    """The need without wishes that say for whom a thing is and nothing of how it is to be, whatever record has that word."""
    language = language_named(need.language).requests
    said = [clause for clause in need.clauses if clause.kind == "feature" and says_only_whom(clause.text, language)]
    others = tuple(clause for clause in need.clauses if clause not in said)
    assumed = {wish.text for wish in need.assumed}
    aside = (clause.text for clause in said if clause.text not in assumed)
    return replace(need, clauses=others, left_aside=(*need.left_aside, *aside)) if said else need


def _is_within(situation: NamedSituation, stretches: Sequence[Place]) -> bool:
    """Whether the words that name a situation are part of some stretches."""
    return any(place.start < situation.end and situation.start < place.end for place in stretches)


def _is_excluded(situation: NamedSituation, need: Need) -> bool:
    """Whether nothing but "not for" stands before the words that name a situation."""
    request = language_named(need.language).requests
    leads = request.excludes.finditer(request.normal(need.query))
    return any(lead.end() <= situation.start and is_silent(need.query[lead.end() : situation.start]) for lead in leads)


def _words_of(situation: NamedSituation, need: Need, stretches: Sequence[Place]) -> tuple[str, Clause | None]:
    """The words of the request that name a situation, and the clause that says nothing else."""
    for place in stretches:
        if place.start <= situation.start and situation.end <= place.end:
            before, after = need.query[place.start : situation.start], need.query[situation.end : place.end]
            clause, language = place.clause, language_named(need.language).requests
            if clause.kind == "feature" and clause.op is None and says_nothing(f"{before} {after}", language):
                return clause.text, clause
    return need.query[situation.start : situation.end], None


def _decided(wishes: Sequence[str], words: str, linker: EntityLinker, topic: str) -> Iterator[Clause]:
    """The wishes that the catalog states, each as the words or the field that grant it, in the order of the wishes."""
    if not wishes:
        return
    meant = linker.understood(SEPARATOR + SEPARATOR.join(wishes), topic)
    for wish in wishes:
        for clause in meant.clauses:
            if clause.text in wish and clause.kind in ("feature", "limit") and clause.op not in (None, "lacks", "!=", "like"):
                decided = replace(clause, text=words, kind="feature", meaning=wish, source="assumption")
                measured = clause.field is not None and isinstance(clause.value, (int, float))
                yield decided if measured else replace(decided, field=None, op=None, value=None, unit=None)
                break


def _is_said(wish: Clause, need: Need) -> bool:
    """Whether the request itself speaks of what a wish is about."""
    fields = {clause.field for clause in need.clauses} | {need.sort.field if need.sort else None}
    return (wish.field is not None and wish.field in fields) or wish.says.lower() in need.query.lower()


class _Kinds:
    """The kind that is looked for, held against the names in the table of assumptions."""

    def __init__(self, topic: str, linker: EntityLinker, index: Index) -> None:
        self._index = index
        meant = linker.kind(topic) if topic else None
        self._rows = meant.kind.rows if meant else None
        names = (topic, *(meant.kind.names if meant else ()))
        self._names = [tuple(index.words.tokens(name)) for name in names]

    def wishes(self, situation: NamedSituation) -> list[str]:
        """What is assumed of the kind, first what is of this very kind, then what is of any."""
        of_this = [wish for one in situation.assumed if any(map(self._goes_by, one.kinds)) for wish in one.wishes]
        of_any = [wish for one in situation.assumed if ANY_KIND in one.kinds for wish in one.wishes]
        return list(dict.fromkeys((*of_this, *of_any)))[:MOST_WISHES]

    def _goes_by(self, name: str) -> bool:
        """Whether the kind goes by a name, or most of its products do: an "ultrabook" that is called laptop, too."""
        key = tuple(self._index.words.tokens(name))
        if not key:
            return False
        if any(known[-len(key) :] == key for known in self._names):
            return True
        if self._rows is None or not len(self._rows) or key not in self._index.kinds:
            return False
        members = row_mask(self._index.kinds.members(key), len(self._index))
        return float(members[self._rows].mean()) >= _OF_THE_KIND


def assumed_scores(
    need: Need,
    scores: np.ndarray,
    peers: np.ndarray,
    rows: np.ndarray,
    *,
    index: Index,
    meaning: Mapping[str, np.ndarray],
    weighed: Sequence[Mapping[str, float]],
) -> np.ndarray:
    """What the assumed wishes add to the scores of candidates.

    Args:
        need: the request, understood.
        scores: (n,) what ranks the candidates so far.
        peers: (n,) bool, of the kind asked for, among which is chosen.
        rows: (n,) their rows.
        index: the open index.
        meaning: the vectors, by text, of all that the need says.
        weighed: for each wish its stems with what each counts.

    Returns:
        (n,); over the peers 0 on average; of what is assumed at most `WEIGHT` times their scores' spread in its own spread.
    """
    import numpy as np

    if not need.assumed or not peers.any():
        return np.zeros(len(scores))
    keys, signs, spans = index.facts.of(rows)
    overlaps = index.facts.overlaps(rows, weighed)
    standings = np.zeros(len(scores))
    n_assumed = sum(wish.source != "profile" for wish in need.assumed) or 1
    for wish, overlap in zip(need.assumed, overlaps, strict=True):
        if wish.op == "lacks":
            granted = -(_best_fact(overlap, spans) >= _WHOLE).astype(float)
        elif wish.field is None:
            if np.nan_to_num(_best_fact(overlap, spans)[peers]).max() < _WHOLE:
                continue  # none of the kind says so, and what is merely near to it tells none of them from another
            granted = _best_fact(signs * (keys @ meaning[wish.says] + _WORDS * overlap), spans)
        else:
            by_field = _within if wish.source == "profile" else _by_field
            granted = by_field(wish, index.columns.dense(wish.field), rows)
        counts = REMEMBERED if wish.source == "profile" else WEIGHT / n_assumed
        standings += counts * _standing(granted, peers)
    spread = max(float(scores[peers].std()), _NARROWEST)
    return spread * standings


def behind_grown_ups(need: Need, scores: np.ndarray, peers: np.ndarray, rows: np.ndarray, index: Index) -> np.ndarray:
    """The scores, where what is made for children has at most the middle of the others' unless somebody spoke of a child.

    Who asks for a watch, or for one for his father, wants none of a child's.

    Args:
        need: the request, understood.
        scores: (n,) what ranks the candidates so far.
        peers: (n,) bool, of the kind asked for.
        rows: (n,) their rows.
        index: the open index.
    """
    import numpy as np

    young = _for_children(need, peers, rows, index)
    return np.where(young, np.minimum(scores, np.median(scores[peers & ~young])), scores) if young.any() else scores


def _for_children(need: Need, peers: np.ndarray, rows: np.ndarray, index: Index) -> np.ndarray:
    """Which candidates are made for children where nobody spoke of one and most of the kind are not, (n,) bool."""
    import numpy as np

    packs = [pack.requests for pack in languages()]
    made = frozenset().union(*(pack.young for pack in packs))
    none = np.zeros(len(rows), bool)
    if _speaks_of(need.query, made.union(*(pack.minors for pack in packs))):
        return none
    stems = (stem for word in made for stem in ([word] if has_han(word) else index.words.tokens(word)))  # no cutting of Chinese
    telling = [index.words.rows(stem) for stem in stems]
    may_be = np.isin(rows, np.unique(np.concatenate(telling))) if telling else none
    young = none.copy()
    for at in np.flatnonzero(may_be).tolist():
        record = index.records[int(rows[at])]
        stated = (value for value in record.attributes.values() if isinstance(value, str) and len(value) <= _GROUP_CHARACTERS)
        young[at] = _speaks_of(record.title, made) or any(_speaks_of(value, made) for value in stated)
    return young if 0 < young[peers].sum() < _FEW_OF_THE_KIND * peers.sum() else none


def _speaks_of(text: str, words: Collection[str]) -> bool:
    """Whether a text has any of some words, which in Chinese stand among others."""
    said = {
        word.removesuffix("'s").strip("'") for word in re.findall(r"[^\W\d_]+(?:['’]s)?", text.casefold().replace("’", "'"))
    }
    return not said.isdisjoint(words) or any(word in text for word in words if has_han(word))


def _best_fact(answers: np.ndarray, spans: np.ndarray) -> np.ndarray:
    """How well the best fact of each product answers, (n,); NaN for a product without facts."""
    import numpy as np

    best = np.full(len(spans), np.nan)
    has_facts = spans[:, 1] > spans[:, 0]
    if has_facts.any():
        best[has_facts] = np.maximum.reduceat(answers, spans[has_facts, 0])
    return best


def _by_field(wish: Clause, values: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """How far the values of a field go towards a wish, (len(rows),); beyond what is wished for none is better than another."""
    import numpy as np

    amount = float(wish.value) if isinstance(wish.value, (int, float)) else np.nan
    if isinstance(wish.value, bool) or wish.op not in ("<", "<=", ">", ">="):
        return np.where(np.isnan(values[rows]), np.nan, (values[rows] == amount).astype(float))
    return np.minimum(values[rows], amount) if wish.op in (">", ">=") else -np.maximum(values[rows], amount)


def _within(wish: Clause, values: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """1 for what holds a remembered limit, (len(rows),), and the less below 0 the farther from it, as a share of it."""
    import numpy as np

    amount = float(wish.value) if isinstance(wish.value, (int, float)) else 0.0
    if wish.op not in ("<", "<=", ">", ">=") or not amount:
        return _by_field(wish, values, rows)
    beyond = (amount - values[rows] if wish.op in (">", ">=") else values[rows] - amount) / abs(amount)
    return np.where(np.isnan(beyond), np.nan, np.where(beyond > 0, -beyond, 1.0))


def _standing(granted: np.ndarray, peers: np.ndarray) -> np.ndarray:
    """How far each stands above the mean of the peers in their standard deviations, (n,); 0 where nothing is known."""
    import numpy as np

    known = granted[peers & ~np.isnan(granted)]
    spread = float(known.std()) if len(known) else 0.0
    if not spread:
        return np.zeros(len(granted))
    return np.clip(np.nan_to_num((granted - known.mean()) / spread), -_FARTHEST, _FARTHEST)
