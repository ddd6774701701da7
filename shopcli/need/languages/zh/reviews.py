"""Reviews in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.review_grammar import ReviewGrammar

_LATIN = re.compile(r"[a-z]{3,}", re.IGNORECASE)


_OF_NO_PART = frozenset(
    "东西 有点 时候 感觉 孩子 宝宝 小孩 老人 朋友 家人 问题 地方 方面 时间 大家 结果 情况 缺点 优点".split()
)


def _tagged(text: str) -> Iterator[tuple[str, str]]:
    import rjieba

    yield from rjieba.tag(text)


def _words(text: str) -> Iterator[str]:
    """Words of two characters or more, and Latin ones."""
    words = (word.lower() for word, _ in _tagged(text) if len(word) > 1 and (not word.isascii() or _LATIN.fullmatch(word)))
    return (word for word in words if word not in _OF_NO_PART)


def _nouns(text: str) -> Iterator[str]:
    return (word for word, tag in _tagged(text) if len(word) > 1 and tag in ("n", "vn", "nz"))


REVIEWS = ReviewGrammar(
    contrast=r"[，,；;\s]*(?:但是?|不过|可惜|只是|就是|可是|然而|却)|[，,；;]",
    words=_words,
    nouns=_nouns,
    orders=r"(?:忽略|无视|忘记|忘掉)[^。！？]{0,10}(?:指令|指示|提示|规则)|系统提示|你是(?:一个|一名|个)?(?:助手|导购|机器人|人工智能)|(?:推荐|排)[^。！？]{0,8}(?:给所有|在第一)",
    messages={
        "reviews": "{name}有 {n} 条评价：{counts}。",
        "few": "{name}只有 {n} 条评价：{counts}。",
        "few one": "{name}只有一条评价。",
        "praise": "{n} 条夸它",
        "praise one": "1 条夸它",
        "complaint": "{n} 条抱怨",
        "complaint one": "1 条抱怨",
        "neither": "{n} 条没有褒贬",
        "neither one": "1 条没有褒贬",
        "praise of": "{all} 条里有 {n} 条夸{aspect}",
        "praise of one": "{all} 条里有 1 条夸{aspect}",
        "complaint of": "{n} 条抱怨{aspect}",
        "complaint of one": "1 条抱怨{aspect}",
        "aspects": "{told}。",
        "quote": "买家说（评价{n}）：“{words}”",
        "fewest": "抱怨最少的是{name}：{told}。",
        "fewest alike": "抱怨一样少的是{names}：每款{told}。",
        "fewest of few": "评价不多，一共只有 {n} 条。",
        "fewest on few": "这只凭 {n} 条评价。",
        "fewest on few one": "这只凭一条评价。",
        "beside": "{name}：{told}。",
        "complain": "{all} 条评价里有 {n} 条抱怨",
        "complain one": "{all} 条评价里有 1 条抱怨",
        "complain none": "{all} 条评价都没有抱怨",
        "complain none of one": "唯一的评价没有抱怨",
        "complain one of one": "唯一的评价就是抱怨",
        "nobody": "{names}还没有评价，不能说有没有人抱怨。",
        "and": "，",
        "names": "和",
        "more names": "、",
    },
)
