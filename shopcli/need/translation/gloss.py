"""Chinese words as the English terms that this catalog uses.

A dictionary gives several senses of a word; the one that the catalog's own words know best is meant. A word that it
lacks falls apart into words that it has, and the senses that the catalog uses side by side are taken together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import log1p

from shopcli.need.thesaurus import open_thesaurus
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.makers import MAKERS, in_han
from shopcli.need.translation.supplement import SUPPLEMENT
from shopcli.need.translation.trade_words import TRADE_WORDS
from shopcli.need.translation.word_senses import Sense, able, doer, doing, proper_names, senses, without_accents
from shopcli.text.scripts import HAN, has_han
from shopcli.util.lazy_regex import pattern

_CHINESE = pattern(f"[{HAN}]")
_RUN = pattern(rf"[{HAN}]+|[^\s{HAN}]+")
_MIXED = pattern(rf"[A-Za-z]{{1,3}}[{HAN}]{{1,2}}")
_LONGEST_WORD = 8
_LONGEST_NEW_WORD = 4  # characters; a longer one is made of words, of which one may be the thing: 单一麦芽威士忌
_SHORTEST_WHOLE, _LONGEST_WHOLE, _MOST_PARTS = 3, 6, 4  # characters of a word that jieba cuts, and its parts
_LONGEST_TERM = 120  # characters; what is longer is no term, and its beginning stands for it
_SENSES = 8  # of one word, that are weighed against its neighbours'
# Characters that say nothing of a thing by themselves: particles, and endings for kinds and makes.
_EMPTY = frozenset((*"的了吗呢吧啊呀地得之式款型类牌用和与及色", "一点", "一点儿", "一些"))
_KNOWN_WELL = 4.0  # log1p of the products that use a term
_PLACE = 0.4  # how much less likely each further sense of an entry is
_LOOSE = 0.3  # of how well its words are known, for a phrase that is not
_USUAL = 0.3  # how much likelier the usual name of a thing is, 起泡酒 a sparkling wine, than "fizz"
_PLAINER = 0.3  # how much less likely a plainer form of a sense is
_SURELY_SOLD = 3  # products that say the name of a thing, for the dictionary's other senses to be none
_BY_MEANING = 6.0  # how much likelier a sense is that says the same as the word does, by an encoder of both languages
_UNSAID = 2.5  # how much less likely a sense is that no product says, where some say another
_PATHS = 16  # ways to translate a phrase that are held against its own words
_VERB = 2.5  # how much less likely a thing in a shop is what one does
# Where the dictionary's readings are none that a shop has: 便宜 is read biànyí, and 女 stands before things for women.
_MISLED = {
    "便宜": (Sense("cheap"), Sense("inexpensive")),
    "女": (Sense("women"), Sense("ladies"), Sense("female")),
    "男": (Sense("men"), Sense("mens"), Sense("male")),
    "徒步": (Sense("hiking"), Sense("trekking"), Sense("backpacking")),
    "童": (Sense("kids"), Sense("children"), Sense("child")),
}
# Senses that say nothing of a thing: 咸 is salty in a shop, and no old word for "all".
_SMALL = frozenset(
    "all any both each every up out off in on after before inside within also already just very too so me us".split()
)
# What merely says of what sort the word before it is, at the end of a phrase: the coffee of 咖啡味, the roses of 玫瑰图案.
_SORTS = frozenset(
    "味 口味 风味 味道 气味 香味 图案 花纹 样式 款式 题材 类型 色系 系 牌 牌子 品牌 材质 质地 元素 风格 "
    "产 造 制 制造 生产 出产 点 点儿".split()
)
_DENIES = frozenset("不没别非勿莫")
_DENIED = pattern(r"free\b|less\b|\b(?:non|not?|never|without|un\w+|in\w+|anti)\b|\Anon")
_ENDINGS_OF_DOERS = "机器仪"  # what one does by machine is an "-er": 研磨 grind, 研磨机 grinder


@lru_cache(maxsize=1)
def _with_words_of_shops() -> None:
    """Have jieba know the words that shops use: 敏感肌能用 is 敏感肌 and 能用."""
    import rjieba

    for word in {*SUPPLEMENT, *TRADE_WORDS, *MAKERS}:
        if 1 < len(word) <= _LONGEST_NEW_WORD and all(map(has_han, word)) and not rjieba.has_word(word):
            rjieba.add_word(word, rjieba.suggest_freq(word), "n")


def cut(text: str) -> list[str]:
    """A text as jieba cuts it into words, those together that the dictionary has as one; joined, they are the text again."""
    return _whole_words(fine_cut(text))


def fine_cut(text: str) -> list[str]:
    """The same as jieba cuts it: 速溶 and 咖啡."""
    import rjieba

    _with_words_of_shops()
    return rjieba.cut(text)


def _whole_words(words: Sequence[str]) -> list[str]:
    """Words with those in one that the dictionary has as one of three characters and more: 尤, 克里 and 里 are a ukulele."""
    whole: list[str] = []
    at = 0
    while at < len(words):
        ends = (end for end in range(min(len(words), at + _MOST_PARTS), at + 1, -1) if _is_one("".join(words[at:end])))
        end = next(ends, at + 1)
        whole.append("".join(words[at:end]))
        at = end
    return whole


def _is_one(word: str) -> bool:
    return _SHORTEST_WHOLE <= len(word) <= _LONGEST_WHOLE and all(map(has_han, word)) and bool(open_dictionary().glosses(word))


# How near English terms are to Chinese words, by an encoder of both languages: cosines, one a term.
Nearness = Callable[[str, Sequence[str]], Sequence[float]]


class Gloss:
    """Translates what the dictionary knows, in the catalog's own terms.

    Args:
        knows: how many products of the catalog use a word or phrase; 0 for none. It is asked about both languages.
        nearness: tells which of several senses is meant; without it the dictionary's order does.
    """

    def __init__(self, knows: Callable[[str], int], nearness: Nearness | None = None) -> None:
        self._knows = lru_cache(maxsize=1 << 12)(knows)
        self._nearness = nearness
        self._place = 0.0 if nearness else _PLACE  # where meaning tells, a dictionary's order says no more

    def translate(self, text: str) -> str | None:
        """``text`` in English, or None where it holds no Chinese, the dictionary has none of it, or its "no" would be lost.

        Words that the catalog itself writes in Chinese are kept before their translation: "手表 watch".
        """
        if not _CHINESE.search(text):
            return None
        plain = open_dictionary().simplified(text[:_LONGEST_TERM])
        words = list(self._words(plain))
        terms = self._terms(words)
        if not any(term and _CHINESE.search(word) for term, word in zip(terms, words, strict=True)):
            return None
        english = " ".join(self._joined(term for term in terms if term))
        if words[0] in _DENIES and not _DENIED.search(english):
            return None  # 不油腻 is anything but "oily"
        if " " in english and not self._knows(english):  # 冲锋衣 is a raincoat, and no "charging clothes"
            english = next(iter(self._names(plain)), english)
        written = self._written(text, plain, words)
        return f"{written} {english}" if written else english

    def word_by_word(self, text: str) -> list[tuple[int, int, str]]:
        """The words of ``text`` that mean something, each with where it stands, half open, and its term in `translate`."""
        plain = open_dictionary().simplified(text[:_LONGEST_TERM])
        words = list(self._words(plain))
        placed: list[tuple[int, int, str]] = []
        end = 0
        for word, term in zip(words, self._terms(words), strict=True):
            start = plain.index(word, end)
            end = start + len(word)
            if term:
                placed.append((start, end, term))
        return placed

    def meanings(self, text: str) -> str:
        """Every sense of the Chinese words in ``text``, and its others: for nearness, which a wrong one hardly hurts."""
        if not _CHINESE.search(text):
            return ""
        plain = open_dictionary().simplified(text[:_LONGEST_TERM])
        of_words = (
            [sense.text for sense in self._senses(word)] if _CHINESE.search(word) else [word] for word in self._words(plain)
        )
        return " ".join(dict.fromkeys(term for terms in of_words for term in terms))

    def senses(self, word: str) -> tuple[str, ...]:
        """The English terms for one Chinese word, in the dictionary's order; empty for any other."""
        return tuple(sense.text for sense in self._senses(open_dictionary().simplified(word))) if _CHINESE.match(word) else ()

    def listed(self, word: str) -> tuple[str, ...]:
        """All that the dictionary says of one Chinese word, whether the catalog has it or not."""
        return tuple(sense.text for sense in senses(open_dictionary().glosses(open_dictionary().simplified(word))))

    def chinese(self, term: str) -> tuple[str, ...]:
        """The Chinese words for an English term, or the Chinese names of a maker."""
        return tuple(dict.fromkeys((*open_dictionary().chinese(term), *in_han(term))))

    def synonyms(self, name: str) -> tuple[str, ...]:
        """Other English names for a thing, by the Chinese words that they share: "rucksack" for "backpacks"."""
        forms = (name, *(name[: -len(ending)] for ending in ("s", "es") if name.endswith(ending)))
        others = (other for form in forms for term in (form, f"{form}s") for other in open_dictionary().synonyms(term))
        return tuple(dict.fromkeys(others))

    def brand(self, word: str, brands: Mapping[str, str], *, ordinary: Sequence[str], alone: bool) -> str | None:
        """The brand of this catalog that a Chinese word is the name of, by the dictionary.

        Args:
            brands: the catalog's, as it writes them, by their lower-case forms.
            ordinary: those of them (lower case) that are ordinary words too.
            alone: whether nothing follows; then an ordinary word (苹果, an apple) is no name.
        """
        if not 2 <= len(word) <= _LONGEST_WORD or not all(map(_CHINESE.match, word)):
            return None
        plain = open_dictionary().simplified(word)
        glosses = open_dictionary().glosses(plain)
        names = (low for name in proper_names(glosses) for low in (name.lower(), without_accents(name)))
        if named := next((name for name in (MAKERS.get(plain), *names) if name in brands), None):
            return brands[named]
        first = next(iter(senses(glosses)), None)
        if alone or first is None or first.is_verb or first.text.lower() in ordinary:
            return None
        return brands.get(first.text.lower())

    def _words(self, text: str) -> Iterator[str]:
        """Latin words as they are, and Chinese as the words that the dictionary has."""
        position = 0
        while run := _RUN.search(text, position):
            mixed = _MIXED.match(text, run.start())
            if mixed and open_dictionary().glosses(mixed[0]):
                yield mixed[0]
                position = mixed.end()
                continue
            position = run.end()
            if _CHINESE.match(run[0]):
                yield from self._segments(run[0])
            elif any(map(str.isalnum, run[0])):
                yield run[0]

    def _segments(self, run: str) -> list[str]:
        """The cut of a run of Chinese into words of the dictionary, as long as they go; ties are cut as jieba does."""
        cuts = set(accumulate(map(len, cut(run))))
        best: list[tuple[float, list[str]]] = [(0.0, [])]
        for end in range(1, len(run) + 1):
            choices = []
            for start in range(max(0, end - _LONGEST_WORD), end):
                word = run[start:end]
                if len(word) == 1 or open_dictionary().glosses(word) or self._things(word) or word in MAKERS:
                    score, words = best[start]
                    choices.append((score + len(word) - 1 + (0.4 if end in cuts else 0.0), [*words, word]))
            best.append(max(choices, key=lambda choice: choice[0]))
        return best[-1][1]

    def _senses(self, word: str) -> tuple[Sense, ...]:
        """What a word means: the names of a thing by the thesaurus that the catalog uses, or the senses of the dictionary."""
        things = self._things(word)
        listed = [sense for sense in senses(open_dictionary().glosses(word)) if sense.text not in _SMALL]
        if any(self._knows(sense.text) >= _SURELY_SOLD for sense in things):
            # The plain word as well with which a thing's name begins: the chocolate of a "chocolate bar".
            plain = self._usual(word) - {thing.text for thing in things}
            return (*things, *(sense for sense in listed if sense.text in plain))
        maker = (Sense(MAKERS[word]),) if self._knows(MAKERS.get(word, "")) else ()
        return _MISLED.get(word) or (*maker, *things, *listed)

    def _things(self, word: str) -> tuple[Sense, ...]:
        """The names of a thing that the catalog may use, by the thesaurus."""
        return tuple(Sense(name) for name in self._names(word) if self._likely_sense(name))

    @staticmethod
    def _names(word: str) -> list[str]:
        return [name for ring in open_thesaurus().rings(word) for name in ring.english]

    def _likely(self, term: str) -> float:
        """How well the catalog knows a term. Beyond some dozens of products, more of them say no more."""
        return min(log1p(self._knows(term)), _KNOWN_WELL)

    def _likely_sense(self, term: str) -> float:
        """The same for a sense, which may be a phrase that the catalog never uses, of words that it does."""
        words = term.split()
        return self._likely(term) or (_LOOSE * min(map(self._likely, words)) if len(words) > 1 else 0.0)

    def _choices(self, words: Sequence[str], at: int) -> list[tuple[str, float]]:
        """What a word may mean where it stands, with how likely that is."""
        word = words[at]
        if not _CHINESE.search(word):
            return [(word, 0.0)]
        if (word in _EMPTY and len(words) > 1) or (word in _SORTS and 0 < at == len(words) - 1):
            return [("", 0.0)]
        weighed: dict[str, float] = {}
        for term, likely in self._weighed(words, at):
            weighed[term] = max(likely, weighed.get(term, likely))
        weighed = self._by_meaning(word, self._said_first(weighed))
        if len(word) == 1 and not self._stands_alone(words, at):
            weighed[""] = self._likely(max(weighed, key=self._likely, default="")) + 0.5
        return sorted(weighed.items(), key=lambda choice: -choice[1])[:_SENSES] or [("", 0.0)]

    def _said_first(self, weighed: Mapping[str, float]) -> dict[str, float]:
        """What a word may mean, with what no product says behind what some do: a "trip" where things are for "travel"."""
        said = {term for term in weighed if self._likely_sense(term)}
        return {term: likely - (0.0 if not said or term in said else _UNSAID) for term, likely in weighed.items()}

    def _by_meaning(self, words: str, weighed: Mapping[str, float]) -> dict[str, float]:
        """What words may mean, weighed by how near each is to them besides; the nearest loses nothing.

        Names of one thing, and proper names, say the same: which of them is meant, the catalog tells.
        """
        if self._nearness is None or len(weighed) < 2:
            return dict(weighed)
        near = dict(zip(weighed, self._nearness(words, list(weighed)), strict=True))
        for alike in (self._names(words), [term for term in weighed if term[:1].isupper()]):
            nearest = max((near[term] for term in alike if term in near), default=0.0)
            near |= {term: nearest for term in alike if term in near}
        return {term: likely - _BY_MEANING * (max(near.values()) - near[term]) for term, likely in weighed.items()}

    @staticmethod
    def _stands_alone(words: Sequence[str], at: int) -> bool:
        """Whether a single character is a word, and not a piece of a name that the dictionary lacks."""
        before = words[at - 1] if at else ""
        is_only = all(word in _EMPTY or word in _SORTS for place, word in enumerate(words) if place != at)  # the 女 of 女款
        return is_only or (len(words) == at + 1 and (len(before) > 1 or not _CHINESE.match(before)))

    def _weighed(self, words: Sequence[str], at: int) -> Iterator[tuple[str, float]]:
        word, before, after = words[at], words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        usual = self._usual(word)
        for place, sense in enumerate(self._senses(word)):
            rank = -self._place * place - (_VERB if sense.is_verb else 0.0)
            rank += _USUAL if sense.text in usual else 0.0
            yield sense.text, self._likely_sense(sense.text) + rank
            for form in self._forms(word, sense, before, after):
                yield form, self._likely(form) + rank + (_VERB if sense.is_verb else -_PLAINER)
        yield from ((term, self._likely_sense(term) - _PLAINER) for term in self._composed(word))
        if len(word) == 1 and at:
            for place, head in enumerate(open_dictionary().heads(word)):
                if self._knows(head):
                    yield head, self._likely(head) - 1.0 - self._place / 2 * place

    @staticmethod
    def _usual(word: str) -> frozenset[str]:
        """The usual names of a thing: those that the thesaurus's rings have first, or that the dictionary has as well."""
        rings = [ring.english for ring in open_thesaurus().rings(word) if ring.english]
        firsts = frozenset(ring[0] for ring in rings)
        listed = {sense.text for sense in senses(open_dictionary().glosses(word))}
        if any(first.removesuffix("s") in listed for first in firsts):
            return firsts
        agreed = {name for ring in rings for name in ring} | {first.split()[0] for first in firsts}
        return frozenset(listed & agreed) or firsts

    def _composed(self, word: str) -> Iterator[str]:
        """What a word means by its halves, where the catalog says none of its senses: 甜酒, "sweet liquor", is a sweet wine."""
        own = self._senses(word)
        if len(word) < 2 or any(sense.is_verb or self._likely(sense.text) for sense in own):
            return
        for at in range(1, len(word)):
            halves = (self._senses(half)[:_SENSES] for half in (word[:at], word[at:]))
            firsts, seconds = ([sense for sense in half if not sense.is_verb] for half in halves)
            seconds = [
                sense for sense in seconds if open_thesaurus().rings(sense.text)
            ]  # a sort of a thing, and not 雨天, a day
            pairs = (
                f"{first.text} {second.text}" for first in firsts for second in seconds if not (first.is_verb or second.is_verb)
            )
            yield from (pair for pair in pairs if self._knows(pair))

    def _forms(self, word: str, sense: Sense, before: str, after: str) -> Iterator[str]:
        """Other forms of a term: what can be done, what does it, what it is for; and its kind for an unused one.

        "electric-powered" is electric as well, whatever else the word may mean.
        """
        if sense.text.count("-") == 1 and " " not in sense.text and self._knows(sense.text.split("-")[0]):
            yield sense.text.split("-")[0]
        if before == "无" and not sense.is_verb:
            yield f"{sense.text}-free"
        if sense.is_verb and before == "可":
            yield able(sense.text)
        elif sense.is_verb and after and after in _ENDINGS_OF_DOERS:
            yield doer(sense.text)
        elif sense.is_verb and after:
            yield doing(sense.text)
        elif " " not in sense.text and not any(self._likely_sense(other.text) for other in self._senses(word)):
            yield from self._plainer(word, sense.text)

    def _plainer(self, word: str, term: str) -> Iterator[str]:
        """The kind within a term that the catalog never uses: "watch" for "wristwatch"."""
        kinds = self._senses(word[-1]) if len(word) > 1 else ()
        yield from (kind.text for kind in kinds if kind.text != term and term.endswith(kind.text) and self._knows(kind.text))

    def _terms(self, words: Sequence[str]) -> list[str]:
        """One term a word, such that neighbours are terms which the catalog writes side by side, and all say what was said.

        A beam search; the ways that it leaves are held against the words as a whole.
        """
        self._encode_together(words)
        paths: list[tuple[float, list[str]]] = [(0.0, [])]
        for at in range(len(words)):
            longer = [
                (score + rank + self._beside(path, term), [*path, term])
                for term, rank in self._choices(words, at)
                for score, path in paths
            ]
            paths = sorted(longer, key=lambda path: -path[0])[:_PATHS]
        ways: dict[str, tuple[float, list[str]]] = {}
        for score, path in paths:
            terms = _without_made_over(words, path)
            ways.setdefault(" ".join(filter(None, terms)), (score, terms))
        best, *_ = ways
        if best and len(words) > 1:
            scores = self._by_meaning("".join(words), {english: score for english, (score, _) in ways.items() if english})
            best = max(scores, key=scores.__getitem__)
        return ways[best][1]

    def _encode_together(self, words: Sequence[str]) -> None:
        """Have all that the words of a phrase may mean encoded at once, which takes little longer than one of them does."""
        said = [(word, {term for term, _ in self._weighed(words, at)}) for at, word in enumerate(words) if has_han(word)]
        several = [(word, terms) for word, terms in said if len(terms) > 1]
        if self._nearness and several:
            self._nearness(several[0][0], sorted({text for word, terms in several for text in (word, *terms)}))

    def _beside(self, path: Sequence[str], term: str) -> float:
        before = path[-1] if path else ""
        if not before or not term:
            return 0.0
        return 2.0 * max(self._likely(f"{before} {term}"), self._likely(f"{before}{term}"))

    def _joined(self, terms: Iterator[str]) -> Iterator[str]:
        """Two terms as one where the catalog writes them so: "smartwatch"."""
        before = ""
        for term in terms:
            if before and self._knows(f"{before}{term}") > self._knows(f"{before} {term}"):
                before += term
                continue
            if before:
                yield before
            before = term
        yield before

    def _written(self, text: str, plain: str, words: Sequence[str]) -> str | None:
        """The Chinese words as the catalog itself writes them, or the last of them alone; None where it does not."""
        chinese = [word for word in words if len(word) > 1 and _CHINESE.search(word)]
        if self._knows(text):
            return text
        if self._knows(plain) or (chinese and all(map(self._knows, chinese))):
            return plain
        head = words[-1] if words else ""  # what is asked for; of what sort it is to be may be said otherwise
        return head if head in chinese and self._knows(head) else None


def _without_made_over(words: Sequence[str], terms: list[str]) -> list[str]:
    """Without the words that made "-able", "-free" and "-er" of their neighbours."""
    for position, (this, following) in enumerate(pairwise(words)):
        if (this == "可" and terms[position + 1].endswith("able")) or (this == "无" and terms[position + 1].endswith("-free")):
            terms[position] = ""
        if following in _ENDINGS_OF_DOERS and terms[position].endswith("er"):
            terms[position + 1] = ""
    return terms
