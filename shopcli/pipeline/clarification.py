"""The clarifying question: of what the request left open, the one attribute that splits the products that fit best.

Expected information gain over the best candidates, weighted by how many of them say it, and by whether it is what things of
this kind are told apart by: titles say it, or other kinds have no such field. Of what every record says alike, such as how long
a thing may be returned, no question is asked. It stands beside the results, and only where much is left and nothing stands out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.parts.columns import OWN_FIELDS
from shopcli.index.units.fields import label
from shopcli.need.clarification import TRUTHS, worded
from shopcli.pipeline.fields.telling_fields import telling_weight
from shopcli.retrieve import held
from shopcli.text.lists import parts
from shopcli.text.words import brand_said
from shopcli.types import ClarifyingQuestion, Need, Value
from shopcli.util.lazy_regex import pattern
from shopcli.write.wording.frames import is_adjective

if TYPE_CHECKING:
    import numpy as np

_FEWEST_LEFT, _MOST_LEFT = 7, 20_000  # products that fit; of more than these to tell which say what would take too long
_LOOKED_AT, _READ = 40, 12  # of the best: whose values are counted, and whose records are read
_FILLED = 0.6  # the share of what fits that must say it
_MOST_CHOICES, _COVERED = 5, 0.8  # the choices named, and the share of what says anything that says one of them
_LEAST_SHARE, _FEWEST = 0.08, 2  # of a choice: less is no choice worth naming
_LEAST_GAIN, _LEAST_BY_BRAND = 0.3, 1.0  # bits, weighted
_MOST_FIELDS = 16  # looked at
_SAME_AS_BRAND = 0.5
_STANDS_OUT = 0.5  # the lead of the first in the spread of the best: nothing need be asked where it is that much better
_LONGEST = 30  # characters of a choice
# Fields of the sale and of the record, which nobody chooses a thing by.
_STEP = pattern(r"[>/|»]")
_OF_THE_SALE = pattern(
    r"\b(?:warrant(?:y|ies)|guarantees?|sellers?|suppliers?|vendors?|shipping|delivery|dispatch|returns?|packag(?:e|es|ing)"
    r"|certificat(?:e|es|ion)s?|import(?:ed|er)?|manufacturers?|currency|status|sku|ean|gtin|mpn|codes?|model|series|version"
    r"|country of origin|tax|vat|condition)\b",
    re.IGNORECASE,
)
_SEVERAL = pattern(r"[,;|/\n]")


@dataclass(frozen=True, slots=True)
class _Split:
    """A field with its choices, most first, and what asking for it is worth in bits."""

    field: str
    choices: tuple[tuple[str, int], ...]
    gain: float


def clarifying_question(
    need: Need, index: Index, *, fitting: np.ndarray, best: np.ndarray, scores: np.ndarray, asked: Collection[str] = ()
) -> ClarifyingQuestion | None:
    """What to ask back; None where nothing splits what is left, or nothing need be asked.

    Args:
        need: the request, understood.
        index: the open index.
        fitting: the rows of all products that fit.
        best: the rows of the best of them, best first.
        scores: their scores.
        asked: the fields that were asked for before.
    """
    if not _FEWEST_LEFT <= len(fitting) <= _MOST_LEFT or len(best) < _FEWEST_LEFT or _one_stands_out(scores):
        return None
    splits = list(_Splits(need, index, fitting, best[:_LOOKED_AT], asked).all())
    if not splits:
        return None
    split = max(splits, key=lambda one: one.gain)
    is_quality = split.field.lower().startswith("is ") or is_adjective(label(split.field))
    text = worded(split.field, split.choices, need.language, is_quality=is_quality)
    return ClarifyingQuestion(text, split.field, split.choices)


def fitting_rows(need: Need, index: Index, kind: np.ndarray | None, fit: np.ndarray) -> np.ndarray:
    """The rows of all products that fit: of the kind, and holding what a field decides.

    Args:
        need: the request, understood.
        index: the open index.
        kind: (n_products,) bool, the products of the kind asked for; None where the catalog has no name for it.
        fit: the rows of the candidates that fit, which is all that is known where there is neither a kind nor a limit.
    """
    import numpy as np

    if not need.hard:
        return fit if kind is None else np.flatnonzero(kind)
    hard = replace(need, clauses=need.hard)
    sayings = index.sayings if any(clause.op in ("has", "lacks") for clause in need.hard) else None
    return np.flatnonzero(held(hard, index.columns, sayings, kind, index.variants))


def _one_stands_out(scores: np.ndarray) -> bool:
    """Whether the first is much better than what follows."""
    following = scores[1:_READ]
    return float(scores[0] - following[0]) > _STANDS_OUT * float(following[0] - following[-1]) > 0


def _has_a_path_to_another(names: Collection[str]) -> bool:
    """Whether one of some categories is the path to another: "Groceries/Rice" and "Rice"."""
    whole = {name.casefold() for name in names}
    steps = (_STEP.split(name)[1:] for name in names)
    return any(own and own[-1].strip().casefold() in whole for own in steps)


class _Splits:
    """The fields that may be asked for."""

    def __init__(self, need: Need, index: Index, fitting: np.ndarray, best: np.ndarray, asked: Collection[str]) -> None:
        self._index, self._fitting, self._best = index, fitting, best
        decided = {clause.field for clause in (*need.clauses, *need.assumed)}
        self._taken = {*asked, *decided, *OWN_FIELDS, *index.vocabulary.dates} - ({"category", "brand"} - decided - {*asked})
        self._said = set(index.words.tokens(need.query)) | {
            stem for clause in need.clauses for stem in index.words.tokens(clause.says)
        }
        self._records = index.records.some(best[:_READ])

    def all(self) -> Iterator[_Split]:
        """The fields that split what is left, and by how much; brands only where nothing else is left to ask."""
        found = False
        for name in ("category", *self._promising()):
            if self._is_open(name) and (split := self._split(name)):
                found = True
                yield split
        if not found and self._is_open("brand") and (split := self._split("brand")):
            yield split

    def _promising(self) -> list[str]:
        """The fields that tell the very best apart, which are few: their columns need be read, no others."""
        values: dict[str, list[str]] = {}
        for record in self._records:
            for name, value in record.attributes.items():
                if any(map(_may_be_chosen, self._chosen(name, value) if isinstance(value, str) else (value,))):
                    values.setdefault(name, []).append(str(value).casefold())
        counts = {name: Counter(said) for name, said in values.items() if len(said) >= _FILLED * len(self._records)}
        several = {name: count for name, count in counts.items() if 1 < len(count) < max(3, len(self._records) * 2 // 3)}
        return sorted(several, key=lambda name: -_entropy(list(several[name].values())))[:_MOST_FIELDS]

    def _is_open(self, name: str) -> bool:
        is_open = name not in self._taken and name in self._index.columns
        return is_open and not _OF_THE_SALE.search(label(name)) and not self._is_named(label(name))

    def _is_named(self, words: str) -> bool:
        """Whether the request itself speaks of what some words name."""
        stems = set(self._index.words.tokens(words))
        return bool(stems) and stems <= self._said

    def _split(self, name: str) -> _Split | None:
        """How a field splits what is left; None where it does not, or not into a few choices."""
        import numpy as np

        if self._index.columns.kind(name) not in ("choice", "yes/no") or self._repeats_the_brand(name):
            return None
        values = self._values(name)
        by_code = {code: count for code, count in Counter(values[self._fitting].tolist()).items() if code >= 0}
        texts, told = {code: self._texts(name, code) for code in by_code}, sum(by_code.values())
        of_all, fewest = Counter[str](), max(_FEWEST, _LEAST_SHARE * told)
        for code, count in by_code.items():
            of_all.update(dict.fromkeys(texts[code], count))
        named = [text for text, count in sorted(of_all.items(), key=lambda one: -one[1]) if count >= fewest][:_MOST_CHOICES]
        covered = sum(count for code, count in by_code.items() if any(text in named for text in texts[code]))
        if len(named) < 2 or told < _FILLED * len(self._fitting) or covered < _COVERED * told:
            return None
        if any(map(self._is_named, named)) or _has_a_path_to_another(named):
            return None
        filled = float(np.mean(values[self._best] >= 0))
        of_best = Counter(text for code in values[self._best].tolist() for text in texts.get(code, ()))
        gain = _entropy([of_best[text] for text in named]) * filled * self._weight(name, told / len(self._fitting))
        choices = tuple((text, of_all[text]) for text in named)
        return _Split(name, choices, gain) if gain >= (_LEAST_BY_BRAND if name == "brand" else _LEAST_GAIN) else None

    def _values(self, name: str) -> np.ndarray:
        """The codes of a field over the whole catalog, -1 where a record does not say; of yes and no 1 and 0."""
        import numpy as np

        columns = self._index.columns
        if columns.kind(name) != "yes/no":
            return columns.codes(name)
        return np.nan_to_num(columns.dense(name), nan=-1.0).astype(np.int64)

    def _texts(self, name: str, code: int) -> tuple[str, ...]:
        """A value as it may be answered, or each that a cell lists; none for one that cannot be: prose."""
        column = self._index.columns.get(name)
        if not column.choices:
            return (TRUTHS[not code],)
        text = column.choices[code].strip()
        text = brand_said(text) if name == "brand" else text
        return (text,) if name == "category" else tuple(filter(_may_be_chosen, self._chosen(name, text)))

    def _chosen(self, name: str, value: str) -> tuple[str, ...]:
        """The values of a cell: those that it lists, where its field is multi-valued."""
        return parts(value) if _SEVERAL.search(value) and self._index.columns.is_list(name) else (value,)

    def _weight(self, name: str, filled: float) -> float:
        """How much a field is what things of the kind are told apart by, 0 to 1: titles say it, or elsewhere it is rare.

        Args:
            name: the field.
            filled: the share of what fits that has it.
        """
        if name in ("category", "brand"):
            return 1.0
        return telling_weight(self._index, self._records, name, filled=filled)

    def _repeats_the_brand(self, name: str) -> bool:
        if name == "brand":
            return False
        same = sum(str(r.attributes.get(name)).casefold() == (r.brand or "").casefold() for r in self._records)
        return same >= _SAME_AS_BRAND * len(self._records)


def _may_be_chosen(value: Value) -> bool:
    """Whether a value can be a choice: a few words, or yes or no; no number, no list and no prose."""
    if isinstance(value, str):
        return len(value) <= _LONGEST and not _SEVERAL.search(value)
    return isinstance(value, bool)


def _entropy(counts: Sequence[int]) -> float:
    """The bits that an answer is expected to tell."""
    whole = sum(counts)
    return -sum(count / whole * log2(count / whole) for count in counts if count) if whole else 0.0
