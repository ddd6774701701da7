"""Decoding that cannot stray: a token may follow only where the word that it builds is one that the plan allows.

Works on the text of tokens and so with any tokenizer. Digits, names and feature words come from the planned facts alone,
each as often as it stands there; beside them only words that state nothing. The likeliest tokens are tried first, so that a
step costs a few look-ups and no pass over the vocabulary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from shopcli.need.languages.wording import Part
from shopcli.text.worded_fact import WordedFact
from shopcli.write.prompts import lines_of, opening_for

if TYPE_CHECKING:
    import numpy as np

_TRIED = (64, 4096, 1 << 20)  # so many of the likeliest tokens are tried, more only where none of the fewer may follow
_MARKS = ",;."
# The checker lets more neutral words pass, but a small model makes chains of prepositions out of them.
_COMMON = frozenset(
    """a an and also as at both comes consider costs equipped features for has is its it includes made offers of pick priced
    sells the to which whose with""".split()
)
# A small model that is kept from ending goes round in circles, so these come no more often than a good sentence has them.
_MOST = dict.fromkeys("at both consider equipped features includes made offers pick to whose".split(), 1) | {
    "with": 2,
    "which": 2,
}
_PRICING = frozenset(("costs", "priced", "sells"))  # and of these one
# How a measure is said as a verb or an adjective; the checker holds them to the field of that measure.
_MEASURING = {"weight": "weighs", "width": "wide", "height": "tall high", "depth": "deep", "length": "long"}
_COMPARING = "cheaper dearer expensive more less than while whereas but mention nothing about list says does not record".split()


@dataclass(frozen=True)
class TokenVocabulary:
    """The words that a sentence may hold, as they are written, split at blanks.

    Attributes:
        common: as often as one likes.
        limited: at most so often.
        needed: before the end, a word of each of these must be said.
    """

    common: frozenset[str]
    limited: Mapping[str, int]
    needed: tuple[frozenset[str], ...]

    def allows(self, words: Sequence[str], partial: str, piece: str) -> bool:
        """Whether ``piece`` may follow: what it ends are allowed words, and what it leaves open begins one.

        Args:
            words: those so far, the open one left out.
            partial: the open word.
            piece: the text of a token.
        """
        *whole, left = re.split(r" +", f"{partial}{piece}")
        said = self.said(words)
        for word in whole:
            if not self._is_word(word, said) or _repeats(words, word):
                return False
            said[self.bare(word).casefold()] += 1
        return not left or self._begins(left, said)

    def said(self, words: Iterable[str]) -> Counter[str]:
        """How often each word has been said, whatever its case and the mark behind it."""
        return Counter(self.bare(word).casefold() for word in words)

    def ends(self, words: Sequence[str], partial: str) -> bool:
        """Whether the sentence is whole: its last word is one, and has its full stop."""
        return partial.endswith(".") and self._is_word(partial, self.said(words))

    def bare(self, word: str) -> str:
        """A word without the mark behind it, unless it is written so."""
        return word if word in self.limited or word[-1:] not in _MARKS else word[:-1]

    def _is_word(self, word: str, said: Counter[str]) -> bool:
        bare = self.bare(word)
        if word.endswith(".") and bare != word and not all(words & {*said, bare.casefold()} for words in self.needed):
            return False
        return any(form == bare and self._left(form, said) for form in self._forms(bare))

    def _begins(self, left: str, said: Counter[str]) -> bool:
        if any(form.startswith(left) and self._left(form, said) for form in self._forms(left)):
            return True
        return left[-1] in _MARKS and len(left) > 1 and self._is_word(left, said)

    def _left(self, form: str, said: Counter[str]) -> bool:
        """Whether a word may be said once more, however it is cased."""
        low = form.casefold()
        planned = max(self.limited.get(form, 0), self._most.get(low, 0))
        if low not in self.common:
            return said[low] < planned
        if low in _PRICING and any(said[word] for word in _PRICING):
            return False
        return low not in _MOST or said[low] < max(_MOST[low], planned)

    def _forms(self, start: str) -> Iterable[str]:
        """The words that begin with the letter of ``start``: as written, in small letters, and with a capital."""
        return self._by_letter.get(start[:1].casefold(), ())

    @cached_property
    def _by_letter(self) -> Mapping[str, set[str]]:
        by_letter: dict[str, set[str]] = {}
        for word in (*self.common, *self.limited):
            forms = (word, word.lower(), word[:1].upper() + word[1:])
            by_letter.setdefault(word[:1].casefold(), set()).update(forms)
        return by_letter

    @cached_property
    def _most(self) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for word, most in self.limited.items():
            counts[word.casefold()] += most
        return counts


def as_bytes(text: str) -> str:
    """``text`` with each of its UTF-8 bytes as one letter, since a token may be a part of a letter."""
    return text.encode("utf-8", "replace").decode("latin-1")


def vocabulary_of(part: Part) -> TokenVocabulary:
    """What a part's sentence may say, its letters as bytes."""
    lines = [as_bytes(line) for line in lines_of(part)]
    words = Counter(word for line in (*lines, as_bytes(opening_for(part))) for word in line.split(" ") if word)
    extra = [said for fact in part.facts for label, said in _MEASURING.items() if label in fact.label.casefold()]
    common = _COMMON | {word for text in extra for word in text.split()}
    needed = [words for fact in part.facts for words in _needed_of(fact)]
    if part.kind == "tradeoff":
        common |= frozenset(_COMPARING)
        words.update(("the", "first"))
        needed = [words for fact in part.other_facts[:1] for words in _needed_of(fact)]
    return TokenVocabulary(common, words, tuple(needed))


def _needed_of(fact: WordedFact) -> Iterator[frozenset[str]]:
    """What says a fact: each word of its value and one of what it is the value of, but a weight's "weighs" says both."""
    for word in as_bytes(fact.core).casefold().split(" "):
        yield frozenset((word,))
    if fact.phrase is None and fact.field != "price" and not any(label in fact.label.casefold() for label in _MEASURING):
        yield frozenset(as_bytes(fact.label).casefold().split(" "))


class WordGrammar(Protocol):
    """What tells which words may follow."""

    def allows(self, words: Sequence[str], partial: str, piece: str) -> bool:
        """Whether ``piece`` may follow the open word ``partial`` behind ``words``."""
        ...

    def ends(self, words: Sequence[str], partial: str) -> bool:
        """Whether the sentence is whole."""
        ...


class WordProcessor:
    """A `shopcli.models.writer.decode.Processor`, called once a step with the tokens so far and the logits of the next.

    Args:
        tokenizer: the model's own.
        grammar: what may be said, its letters as bytes.
        opening: what the prompt ends in and the sentence begins with.

    One is made for each call of ``generate``: what stands in ``ids`` at the first step is the prompt.
    """

    def __init__(self, tokenizer: Any, grammar: WordGrammar, opening: str = "") -> None:
        self._pieces = _pieces_of(tokenizer)
        self._vocabulary = grammar
        self._opening = as_bytes(opening)
        self._prompt: int | None = None

    def __call__(self, ids: np.ndarray, logits: np.ndarray) -> np.ndarray:
        """Logits (rows, vocabulary) for what follows ``ids`` (rows, tokens), those that may not at minus infinity."""
        import numpy as np

        if self._prompt is None:
            self._prompt = ids.shape[1]
        masked = np.full_like(logits, -np.inf)
        for row in range(ids.shape[0]):
            allowed = self._allowed(ids[row, self._prompt :].tolist(), logits[row])
            masked[row, allowed] = logits[row, allowed]
        return masked

    def _allowed(self, tokens: Sequence[int], logits: np.ndarray) -> list[int]:
        """The tokens that may follow; where none may, the end, so that the check decides."""
        *words, partial = re.split(r" +", self._opening + "".join(map(self._pieces.text, tokens)))
        ended = bool(tokens) and tokens[-1] in self._pieces.ends  # a row that waits for the others of its batch
        if ended or self._vocabulary.ends(words, partial):
            return self._pieces.ends or [int(logits.argmax())]
        first: dict[str, bool] = {}  # whether a piece may begin with a letter: most are settled by it
        for tried in _TRIED:
            likely = _likeliest(logits, tried)
            allowed = [token for token in likely if self._may_follow(self._pieces.text(token), words, partial, first)]
            if allowed:
                return allowed
        return self._pieces.ends or [int(logits.argmax())]

    def _may_follow(self, piece: str, words: Sequence[str], partial: str, first: dict[str, bool]) -> bool:
        if not piece or "\n" in piece:
            return False
        if piece[0] not in first:
            first[piece[0]] = self._vocabulary.allows(words, partial, piece[0])
        return first[piece[0]] and (len(piece) == 1 or self._vocabulary.allows(words, partial, piece))


class PlanProcessor(WordProcessor):
    """`WordProcessor` for a part of a plan."""

    def __init__(self, tokenizer: Any, part: Part) -> None:
        super().__init__(tokenizer, vocabulary_of(part), opening_for(part))


def _likeliest(logits: np.ndarray, n: int) -> list[int]:
    """The ``n`` likeliest tokens, in no order."""
    import numpy as np

    return (np.argpartition(-logits, n)[:n] if n < len(logits) else np.arange(len(logits))).tolist()  # type: ignore[no-any-return]


def _repeats(words: Sequence[str], word: str) -> bool:
    """Whether the last two words and this one have come in this order before."""
    last = [*words[-2:], word]
    return any(list(words[at : at + 3]) == last for at in range(len(words) - 2))


class _Pieces:
    """What each token adds to a text, found when it is first asked for."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._special = frozenset(tokenizer.all_special_ids)
        self._before = tokenizer("a", add_special_tokens=False).input_ids  # some tokenizers drop a blank at the very start
        self._start = len(self._decoded(self._before))
        self._texts: dict[int, str] = {}
        self.ends = [] if tokenizer.eos_token_id is None else [int(tokenizer.eos_token_id)]

    def text(self, token: int) -> str:
        """The text of a token, each byte a letter; empty for marks of beginning and end."""
        if token not in self._texts:
            text = "" if token in self._special else self._decoded([*self._before, token])[self._start :]
            self._texts[token] = self._bytes(token) if "\ufffd" in text else as_bytes(text)
        return self._texts[token]

    def _bytes(self, token: int) -> str:
        """A token that is a part of a letter: byte-level BPE writes its bytes as letters, sentencepiece as <0xE8>."""
        written = str(self._tokenizer.convert_ids_to_tokens(token))
        if byte := re.fullmatch("<0x([0-9A-F]{2})>", written):
            return chr(int(byte[1], 16))
        return "".join(_byte_of().get(letter, "\n") for letter in written)  # what is no byte may never follow

    def _decoded(self, tokens: Sequence[int]) -> str:
        return str(self._tokenizer.decode(list(tokens), clean_up_tokenization_spaces=False))


@lru_cache(maxsize=1)
def _byte_of() -> Mapping[str, str]:
    """The letters in which byte-level BPE writes bytes (GPT-2): those that can be seen stand for themselves."""
    seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in seen]
    return {chr(byte): chr(byte) for byte in seen} | {chr(256 + at): chr(byte) for at, byte in enumerate(hidden)}


_pieces_of = lru_cache(maxsize=1)(_Pieces)  # those of the latest tokenizer, kept between sentences
