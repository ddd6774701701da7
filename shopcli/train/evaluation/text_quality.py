"""How the advice is written: by whom, how much the checker refused, how often it says the same, how easily it reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopcli.text.scripts import has_han
from shopcli.train.evaluation.readability import flesch_reading_ease
from shopcli.types import Advice
from shopcli.types.needs import DEFAULT_LANGUAGE

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_REPEATED = 4  # words in a row


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One advice, measured.

    Attributes:
        words: in lower case, in order.
        by: how many of its sentences are of each origin, ``lm``, ``ranked`` and ``template``.
        checked: candidates for its sentences that the checker read; drafts of a model's own are counted apart.
        refused: those of them that it turned down.
        reading_ease: None in a language that the formula is not for.
    """

    words: tuple[str, ...]
    by: Mapping[str, int]
    checked: int
    refused: int
    drafts: int
    drafts_refused: int
    reading_ease: float | None

    @property
    def repetition(self) -> float:
        """seq-rep-4 (Welleck et al. 2020): the share of its runs of four words that were said before in it."""
        runs = ngrams(self.words, _REPEATED)
        return 1 - len(set(runs)) / len(runs) if runs else 0.0


def measured_text(advice: Advice, counts: Mapping[str, int], language: str) -> WrittenText:
    """An advice, measured.

    Args:
        advice: what was written.
        counts: of what was checked and refused meanwhile.
        language: of the need.
    """
    return WrittenText(
        words_of(advice.text),
        Counter(sentence.by for sentence in advice.sentences),
        counts.get("checked", 0),
        counts.get("refused", 0),
        counts.get("drafts", 0),
        counts.get("drafts refused", 0),
        flesch_reading_ease(advice.text) if language == DEFAULT_LANGUAGE else None,
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; those of Chinese as its dictionary cuts them."""
    words: list[str] = []
    for word in _WORD.findall(text.lower()):
        if has_han(word):
            import rjieba

            words += [piece for piece in rjieba.cut(word) if _WORD.fullmatch(piece)]
        else:
            words.append(word)
    return tuple(words)


def distinct(texts: Sequence[WrittenText], n: int) -> float | None:
    """distinct-n (Li et al. 2016): the different runs of n words over all runs, of all texts together; None where none is."""
    runs = [run for text in texts for run in ngrams(text.words, n)]
    return len(set(runs)) / len(runs) if runs else None


def ngrams(words: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """The runs of n words, in order."""
    return [tuple(words[start : start + n]) for start in range(len(words) - n + 1)]
