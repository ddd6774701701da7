"""The words: tokens in any script, and BM25 over them.

Latin and other spaced scripts are cut at word boundaries and stemmed; Chinese is cut by jieba's algorithm and
dictionary (in Rust, `rjieba`), which are only loaded where there is Chinese to cut.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.index.storage.arrays import Opener
from shopcli.index.storage.manifest import SIMPLIFIED, STEMMER
from shopcli.text.negation import says_less
from shopcli.text.scripts import HAN
from shopcli.text.words import INCH, LETTER_WORD, one_word
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np
    from opencc import OpenCC

# An inch, then a letter's word, a number that an inch is glued to, a stretch of Chinese, and any other word.
_TOKEN = pattern(
    rf"(?<=\d)(?P<inch>{INCH})|(?P<letter>{LETTER_WORD})|(?<![^\W_])\d+(?:[.]\d+)?(?={INCH})"
    rf"|(?P<han>[{HAN}]+)|[^\W_{HAN}]+(?:[.][0-9]+)?"
)
# What a text of ASCII must have for any of them, and the words of one that has none.
_LETTER_AND_HYPHEN = pattern(r"-(?:(?<=[\W_][^\W\d_]-)|(?<=\A[^\W\d_]-))")
_NUMBER_AND_INCH = pattern(rf"[0-9]{INCH}")
_PLAIN_TOKEN = pattern(r"[^\W_]+(?:[.][0-9]+)?")
_CJK = pattern(f"[{HAN}]")
_STOPWORDS = frozenset(
    "a an and any are as at be but by can do for from have i if in is it its looking me my need no not of on or "
    "please show so some something that the their then there these they this to want was what which will with you "
    "your 的 了 和 是 在 我 想 买 要 一 款 一款 个 一个 适合 请 给 吗 有 不".split()
)
_LOCAL = Opener()
_INCH = "inch"  # the stem of an inch, however it is written
_PAIR = 2
_SHORT = 80
_MOST_KEPT = 1024  # tokens whose rows are kept
_SHORTEST_HEAD = 3  # letters of each half of a compound


class Tokenizer:
    """Text to stems; the same for the catalog and for a request.

    Args:
        stemmer: the Snowball algorithm (Porter 2001) of the catalog's language; with `SIMPLIFIED` behind it traditional Chinese
            is read as simplified.

    Attributes:
        stem: the stem of one word in lower case.
    """

    def __init__(self, stemmer: str = STEMMER) -> None:
        import Stemmer

        stem_word = Stemmer.Stemmer(stemmer.removesuffix(SIMPLIFIED)).stemWord
        self._plainly = simplified if stemmer.endswith(SIMPLIFIED) else str
        self.stem: Callable[[str], str] = lru_cache(maxsize=1 << 18)(lambda word: stem_word(one_word(word)))
        self._remembered = lru_cache(maxsize=1 << 15)(self._cut)
        self._spans_remembered = lru_cache(maxsize=1 << 13)(self._spans_of)

    def tokens(self, text: str) -> list[str]:
        """The stems of ``text`` in order, without stop words."""
        # A catalog says the same short things again and again.
        return list(self._remembered(text) if len(text) <= _SHORT else self._cut(text))

    def _cut(self, text: str) -> tuple[str, ...]:
        text = text.lower()
        if text.isascii() and not _LETTER_AND_HYPHEN.search(text) and not _NUMBER_AND_INCH.search(text):
            return tuple([self.stem(word) for word in _PLAIN_TOKEN.findall(text) if word not in _STOPWORDS])
        stems: list[str] = []
        for match in _TOKEN.finditer(text):
            piece = match[0]
            if match.lastgroup == "han":
                stems += [word for word in self.cut(self._plainly(piece)) if word not in _STOPWORDS]
            elif match.lastgroup == "inch":
                stems.append(_INCH)
            elif piece not in _STOPWORDS:
                stems.append(self.stem(piece))
        return tuple(stems)

    def spans(self, text: str, *, stop: bool = False) -> list[tuple[str, int]]:
        """The stems of ``text`` with where each word begins; stop words only left out where ``stop`` says so."""
        found = self._spans_remembered(text) if len(text) <= _SHORT else self._spans_of(text)
        return [(stem, at) for stem, at in found if not (stop and _is_stopped(stem, _word_at(text, at)))]

    def _spans_of(self, text: str) -> tuple[tuple[str, int], ...]:
        found: list[tuple[str, int]] = []
        for match in _TOKEN.finditer(text.lower()):
            if match.lastgroup == "inch":
                found.append((_INCH, match.end() - len(match[0].lstrip(" -"))))
            elif match.lastgroup == "han":
                at = match.start()
                for word in self._segments(self._plainly(match[0])):
                    found.append((word, at))
                    at += len(word)
            else:
                found.append((self.stem(match[0]), match.start()))
        return tuple(found)

    def _segments(self, chinese: str) -> list[str]:
        """The words of a stretch of Chinese, such that they follow each other without overlap."""
        import rjieba

        return rjieba.cut(chinese)

    def cut(self, chinese: str) -> list[str]:
        """The words of a stretch of Chinese, and the shorter words within them.

        What the dictionary lacks is guessed, and the guess may run across words: "哑光唇" of 哑光唇蜜. So each two characters
        that follow each other in a guessed word are words as well (Nie and Ren 1999, on bigrams beside words).
        """
        import rjieba

        words: list[str] = []
        for word in rjieba.cut_for_search(chinese):
            if len(word) > _PAIR and not rjieba.has_word(word):
                words += [word[at : at + _PAIR] for at in range(len(word) - 1)]
            words.append(word)
        return words


@lru_cache(maxsize=1 << 12)
def simplified(chinese: str) -> str:
    """A stretch of traditional Chinese in simplified characters, one for one; other Chinese as it is (OpenCC)."""
    plain = _opencc().convert(chinese)
    return plain if len(plain) == len(chinese) else chinese


@cache
def _opencc() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def _is_stopped(stem: str, word: str) -> bool:
    return stem != _INCH and (stem in _STOPWORDS or word in _STOPWORDS)


def _word_at(text: str, start: int) -> str:
    match = _TOKEN.match(text.lower(), start)
    return match[0] if match else ""


class WordIndex:
    """BM25 over a catalog (Robertson and Zaragoza 2009, as bm25s computes it). Scores: higher is better, 0 is no match.

    bm25s scores eagerly: while a catalog is indexed it works out what each token adds to each product's score (Lù 2024,
    arXiv 2407.03618). What is left to do for a request is to add up the columns of its tokens. They are memory-mapped and
    read without bm25s, which imports SciPy: that takes longer than to answer a question.

    ``tokens``, ``spans`` and ``stem`` are those of its `Tokenizer`.

    Args:
        folder: what bm25s saved.
        tokenizer: the one that its words were cut by.
        size: how many products there are.
        opener: opens the postings, of which a request reads those of its own words.

    Raises:
        ValueError: the words were scored in another way.
    """

    def __init__(self, folder: Path, tokenizer: Tokenizer, size: int, opener: Opener = _LOCAL) -> None:
        import numpy as np

        parameters = json.loads((folder / "params.index.json").read_text(encoding="utf-8"))
        if parameters["method"] != "lucene":  # others also score the products that lack a token
            raise ValueError(f"the words were indexed by {parameters['method']!r}, not by BM25 as Lucene has it")
        self._size, self._n_indexed = size, int(parameters["num_docs"])
        self._vocabulary: dict[str, int] = json.loads((folder / "vocab.index.json").read_text(encoding="utf-8"))
        self._scores, self._products = (opener.array(folder / f"{name}.csc.index.npy") for name in ("data", "indices"))
        self._bounds = np.asarray(np.load(folder / "indptr.csc.index.npy", mmap_mode="r"))
        self.tokens, self.spans, self.stem = tokenizer.tokens, tokenizer.spans, tokenizer.stem
        self._rows_read: dict[str, np.ndarray] = {}

    def scores(self, text: str) -> np.ndarray:
        """BM25 of every product for ``text``: (n_products,) float32."""
        import numpy as np

        scores = np.zeros(self._n_indexed, np.float32)
        for token in self.tokens(text):
            postings = self._postings(token)
            scores[self._products[postings]] += self._scores[postings]  # no product twice in a column
        return scores[: self._size]

    def _postings(self, token: str) -> slice:
        """Where the products that say a token stand, with what it adds to the score of each."""
        number = self._vocabulary.get(token)
        return slice(0) if number is None else slice(*self._bounds[number : number + 2])

    def surface(self, text: str, stem: str) -> str:
        """The first word of ``text`` with that stem, in lower case."""
        start = next(start for word_stem, start in self.spans(text) if word_stem == stem)
        return stem if stem == _INCH or _CJK.match(stem) else _word_at(text, start)

    def rows(self, token: str) -> np.ndarray:
        """The rows of the products that say a token, ascending, (n,) int64, not to be written to: they are kept for a while."""
        import numpy as np

        if (known := self._rows_read.get(token)) is not None:
            return known
        rows = np.unique(np.asarray(self._products[self._postings(token)], np.int64))
        rows = rows[rows < self._size]
        rows.flags.writeable = False
        if len(self._rows_read) >= _MOST_KEPT:
            self._rows_read.clear()
        self._rows_read[token] = rows
        return rows

    @property
    def vocabulary(self) -> Iterable[str]:
        """Every token that some product says."""
        return self._vocabulary.keys()

    def compounds(self, stem: str) -> list[str]:
        """The catalog's longer words that end in ``stem``: lambswool is wool."""
        if len(stem) < _SHORTEST_HEAD or not stem.isalpha():
            return []
        longer = len(stem) + _SHORTEST_HEAD
        return [token for token in self._vocabulary if token.endswith(stem) and len(token) >= longer and token.isalpha()]

    def lacking(self, stem: str) -> list[str]:
        """The catalog's words that say that there is none of what a stem names: eggless has no egg."""
        return [token for token in self._vocabulary if token.startswith(stem) and says_less(token, stem)]
