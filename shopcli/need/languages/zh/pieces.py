"""What a Chinese request wants, cut into pieces: what describes stands before 的, and the thing stands last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shopcli.need.languages.request_grammar import Piece
from shopcli.need.translation.gloss import cut
from shopcli.text.scripts import HAN
from shopcli.text.words import CONTAINER_WORDS, MEASURE_WORDS
from shopcli.util.lazy_regex import pattern

# Where one thing that is wanted ends and the next begins; a title in 《》 is one thing.
_TITLE = r"《[^》]{1,100}》"
_EXCLUDED = r"(?<!要)不要|不想要|不含|不带|除了|不包括|不是|不需要|(?<!有)没有|避免"
_BREAK = pattern(
    rf"(?P<title>{_TITLE})|[^\w\s\"'《》+%./&-]+|(?<=[{HAN}])\s+(?=[{HAN}])|\s[-–]\s"
    r"|并且|而且|但是|可是|不过|还要|还有|同时|另外|最好(?:是|能|要)?|要求|如果|希望|只要"
    # an exclusion keeps its words, so the cut is before it
    rf"|(?={_EXCLUDED})"
)
_EXCLUSION = pattern(_EXCLUDED)
# What opens or closes a piece and says nothing of the thing.
_FILLER = frozenset(
    "我 你 你们 您 想 要 买 找 来 想要 想买 想找 需要 请 请问 麻烦 帮 帮我 帮忙 给 给我 推荐 介绍 求 求推荐 选购 购买 "
    "寻找 一下 有 有没有 有吗 什么 哪 哪些 哪款 哪个 好 比较 吗 呢 吧 啊 呀 了 的 地 得 是 就 都 也 还 能 可以 行 在 "
    "店里 这里 那里 这 那 谢谢 你好 您好 价格 价位 预算 价钱 颜色 品牌 牌子 牌 任何 某 种 款 件 东西 商品 产品 我要 "
    "我想 看看 看 不错 好用 多少 钱 左右 以上 以下 以内 之间 为 把 对 用 当 作为 送 送给 且 而 但 或 或者 和 与 及 跟 "
    "以及 什么样 怎么样 怎样 怎么 , : 、".split()
)
_COUNTED = pattern(f"[一二两三几这那]?[{MEASURE_WORDS}{CONTAINER_WORDS}对份盏罐箱桶枚]\\Z")
_NUMERALS = frozenset("一二两三几这那")
_WITH = frozenset(
    "带 带有 有 配 配备 配有 支持 具有 具备 拥有 内置 自带 含 含有 适合 适用 适用于 用于 用来 供 可用于 可以 能 能够".split()
)
_AND = frozenset("和 与 及 跟 且 而 以及 或 或者".split())
# Words that only describe: negated, able, proof, full of, single and double; and kinds of make.
_PREFIXES = "无有防可超高低全多免抗耐双单纯非不易轻"
_DESCRIBES = pattern(rf"[{_PREFIXES}][{HAN}]\Z|[{_PREFIXES}]|[{HAN}]{{1,3}}[式型款]\Z|便携\Z|多功能\Z")


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of the stretch, half open."""

    text: str
    start: int
    end: int


# Words up to a 的, a "with" or a break, and whether they can only describe.
_Chunk = tuple[tuple[_Word, ...], bool]


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Cut a stretch of simplified Chinese into features and things."""
    for left, right in _segments(text, start, end):
        if text[left] == "《":
            yield Piece(left, right)
            continue
        excluded = _EXCLUSION.match(text, left, right)
        chunks = list(_chunks(list(_words(text, left, right)), from_start=left == 0))
        if excluded and len(chunks) > 1 and chunks[0][0][-1].end <= excluded.end():
            chunks = chunks[1:]  # 不要带麦克风的: what is excluded stands behind a "with"
        for number, (words, describes) in enumerate(chunks):
            if excluded and number == 0:
                yield Piece(left, words[-1].end, can_be_topic=False)
            elif describes:
                yield _piece(words, can_be_topic=False)
            else:
                yield from _described(words)


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts between breaks that hold a word, and titles as parts of their own."""
    position = start
    for mark in _BREAK.finditer(text, start, end):
        yield from _part(text, position, mark.start())
        if mark["title"]:
            yield mark.span()
        position = mark.end()
    yield from _part(text, position, end)


def _part(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in "\"'+%"):
        end -= 1
    if start < end:
        yield start, end


def _words(text: str, start: int, end: int) -> Iterator[_Word]:
    """The words of a part, a lone prefix joined to what it is the prefix of: 可, 充电."""
    position, joined = start, ""
    for word in cut(text[start:end]):
        joined, position = joined + word, position + len(word)
        if len(joined) == 1 and joined in _PREFIXES.replace("有", "") and position < end and text[position] != "的":
            continue
        yield _Word(joined, position - len(joined), position)
        joined = ""


def _chunks(words: Sequence[_Word], *, from_start: bool) -> Iterator[_Chunk]:
    """Words between 的, "with" and "and"; what is empty without filler is left out."""
    held: list[_Word] = []
    introduced = False
    for word in (*words, None):
        opens = word is not None and word.text in _WITH
        if word is None or word.text == "的" or word.text in _AND or opens:
            chunk = _stripped(held)
            if chunk:
                closed = word is not None and word.text == "的"
                yield from _introduced(chunk, closed, from_start) if introduced else ((chunk, closed),)
            from_start = from_start and not chunk
            held, introduced = [], opens or (introduced and word is not None and word.text in _AND)
        else:
            held.append(word)


def _introduced(words: tuple[_Word, ...], closed: bool, from_start: bool) -> Iterator[_Chunk]:
    """What stands behind a "with". Where that opens the request without a 的, its last word is the thing: 带GPS手表."""
    if from_start and not closed and len(words) > 1:
        yield words[:-1], True
        yield words[-1:], False
    else:
        yield words, True


def _stripped(words: Sequence[_Word]) -> tuple[_Word, ...]:
    """Without what says nothing at both ends."""
    left, right = 0, len(words)
    while left < right and _says_nothing(words[left], words[left + 1 : right]):
        left += 2 if words[left].text in _NUMERALS and left + 1 < right and _COUNTED.match(words[left + 1].text) else 1
    while right > left and (words[right - 1].text in _FILLER or not words[right - 1].text.strip(" .-/&'\"")):
        right -= 1
    return tuple(words[left:right])


def _says_nothing(word: _Word, following: Sequence[_Word]) -> bool:
    if word.text in _FILLER or not word.text.strip(" .-/&'\""):
        return True
    if word.text in _NUMERALS:
        return bool(following and _COUNTED.match(following[0].text))
    return len(word.text) > 1 and word.text[0] in _NUMERALS and bool(_COUNTED.match(word.text))


def _described(words: tuple[_Word, ...]) -> Iterator[Piece]:
    """A compound: up to its last describing word each word describes, the rest is the thing."""
    last = max((number for number, pair in enumerate(pairwise(words)) if _describes(*pair)), default=-1)
    for word in words[: last + 1]:
        yield _piece((word,), can_be_topic=False)
    yield _piece(words[last + 1 :], can_be_topic=True)


def _describes(word: _Word, following: _Word) -> bool:
    """Whether a word describes what follows it; "不超过" before a number compares, and "不少" before "于" does."""
    return _DESCRIBES.match(word.text) is not None and not (following.text[0].isdigit() or following.text[0] in "于於")


def _piece(words: Sequence[_Word], *, can_be_topic: bool) -> Piece:
    return Piece(words[0].start, words[-1].end, can_be_topic)
