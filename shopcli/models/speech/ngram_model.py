"""N-gram language model: how likely words follow each other, with absolute discounting (Ney, Essen and Kneser 1994).

The discounted mass of a history goes to the model of one word fewer. It is written as ARPA text, which recognisers read.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

START, END, UNKNOWN = "<s>", "</s>", "<unk>"
_DISCOUNT = 0.7
_UNSEEN = 1e-7  # of a word that no sentence had
_LN10 = math.log(10)
Gram = tuple[str, ...]


@dataclass(frozen=True)
class NgramModel:
    """Logarithms (natural) of probabilities, and of what a history leaves to shorter ones.

    Attributes:
        order: the most words looked at together.
        likely: of each n-gram, from 1 to ``order`` words.
        left: of each history that is longer than none.
    """

    order: int
    likely: dict[Gram, float]
    left: dict[Gram, float]

    @classmethod
    def learn(cls, sentences: Iterable[Sequence[str]], *, order: int = 3) -> NgramModel:
        """Count the sentences, each a sequence of words."""
        counts: list[Counter[Gram]] = [Counter() for _ in range(order)]
        for sentence in sentences:
            words = (START, *sentence, END)
            for n in range(order):
                counts[n].update(words[at : at + n + 1] for at in range(len(words) - n))
        likely, left = _unigrams(counts[0]), dict[Gram, float]()
        for n in range(1, order):
            _add(counts[n], likely, left)
        return cls(order, {gram: math.log(share) for gram, share in likely.items()}, left)

    @property
    def words(self) -> list[str]:
        """All that it knows, but for the marks of a sentence."""
        return [gram[0] for gram in self.likely if len(gram) == 1 and gram[0] not in (START, END, UNKNOWN)]

    def knows(self, word: str) -> bool:
        """Whether a sentence had it."""
        return (word,) in self.likely

    def logprob(self, sentence: Sequence[str]) -> float:
        """The logarithm of the probability of a sentence and its end."""
        words = [START, *sentence, END]
        return sum(self._one(tuple(words[max(0, at - self.order + 1) : at + 1])) for at in range(1, len(words)))

    def _one(self, gram: Gram) -> float:
        if gram in self.likely:
            return self.likely[gram]
        if len(gram) == 1:
            return math.log(_UNSEEN)
        return self.left.get(gram[:-1], 0.0) + self._one(gram[1:])

    def arpa(self) -> Iterator[str]:
        """The lines of an ARPA file."""
        grams = [[gram for gram in self.likely if len(gram) == n] for n in range(1, self.order + 1)]
        yield "\\data\\"
        yield from (f"ngram {n}={len(of_n)}" for n, of_n in enumerate(grams, start=1))
        for n, of_n in enumerate(grams, start=1):
            yield f"\n\\{n}-grams:"
            for gram in of_n:
                left = f" {self.left.get(gram, 0.0) / _LN10:.4f}" if n < self.order else ""
                yield f"{max(self.likely[gram] / _LN10, -99.0):.4f} {' '.join(gram)}{left}"
        yield "\n\\end\\"


def _unigrams(counts: Counter[Gram]) -> dict[Gram, float]:
    total = sum(count for gram, count in counts.items() if gram != (START,))
    shares = {gram: (count / total if gram != (START,) else 1e-9) for gram, count in counts.items()}
    return shares | {(END,): shares.get((END,), 1e-9)}


def _add(counts: Counter[Gram], likely: dict[Gram, float], left: dict[Gram, float]) -> None:
    """The n-grams of one more word, interpolated with what is known of shorter ones."""
    followed: dict[Gram, int] = defaultdict(int)
    kinds: dict[Gram, int] = defaultdict(int)
    for gram, count in counts.items():
        followed[gram[:-1]] += count
        kinds[gram[:-1]] += 1
    for gram, count in counts.items():
        history = gram[:-1]
        mass = _DISCOUNT * kinds[history] / followed[history]
        likely[gram] = (count - _DISCOUNT) / followed[history] + mass * likely.get(gram[1:], _UNSEEN)
    for history, count in followed.items():
        left[history] = math.log(_DISCOUNT * kinds[history] / count)
