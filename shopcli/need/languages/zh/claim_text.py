"""Text normalisation of Chinese claims: what says the same in other numerals, units or function words becomes the same text."""

from __future__ import annotations

import re

from shopcli.need.languages.zh.lexicon import LEXICON
from shopcli.need.languages.zh.numbers import number
from shopcli.need.languages.zh.value_words import MEASURE_WORDS, UNITS
from shopcli.text.money import CHINESE, currencies
from shopcli.text.scripts import HAN
from shopcli.text.units import SYMBOLS

_CHARACTERS = "零一二两三四五六七八九十百千万"
_OTHER_UNITS = {
    "千克",
    "公斤",
    "斤",
    "度",
    "岁",
    "欧元",
    "美元",
    "英镑",
    "元",
    "块",
    "星期",
    "年",
    "倍",
    "寸",
    "毫安",
    "半",
    "成",
}
_UNIT_WORDS = sorted(
    {word for word in UNITS.values() if not word.isascii()} | _OTHER_UNITS, key=lambda word: (-len(word), word)
)
_COUNTED = "|".join([*_UNIT_WORDS, *MEASURE_WORDS])
_NUMERAL = re.compile(rf"(?<![{_CHARACTERS}第之统唯\d])([{_CHARACTERS}]{{1,6}})(?=(?:{_COUNTED}|[到至]))")
# A round number that nothing is counted by: "no more than a thousand".
_ROUND = re.compile(
    rf"(?<![{_CHARACTERS}第之统唯\d])([一二两三四五六七八九][十]?[百千万][{_CHARACTERS}]{{0,4}})(?![{_CHARACTERS}])"
)
_IN_TEN_THOUSANDS = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(万|千(?![克米瓦焦卡字]))")
_SYMBOL = re.compile(
    rf"(\d) ?({'|'.join(sorted(map(re.escape, {*SYMBOLS, *UNITS, 'ATM'}), key=len, reverse=True))})(?![A-Za-z])", re.I
)
# "One 块 of something" is no money.
_PIECES = rf"(?<![\d.])\d块(?=[{HAN}])(?![钱多以左出不的一每起内])"
_MONEY = re.compile(
    rf"(?!{_PIECES})(\d+(?:\.\d+)?) ?([A-Z]{{3}}|" + "|".join(sorted(CHINESE, key=len, reverse=True)) + r")(?![a-z])"
)
# One way of saying what may be said in several; the words of claims alone, none of a trade.
_SAME = {
    "千克": "公斤", "摄氏度": "度", "℃": "度", "能够": "能", "可以": "能", "可": "能", "可是": "但是", "千米": "公里",
    "平米": "平方米",
    "防溅水": "防溅", "最高": "最多", "高度": "高", "宽度": "宽", "长度": "长", "深度": "深", "厚度": "厚", "充满电": "充满",
    "个人": "人", "位人": "人", "4口之家": "1家4口", "附赠": "附", "附送": "附", "附带": "附", "随附": "附", "赠送": "附",
    "附有": "附", "附了": "附", "送了": "附", "自带": "带", "带有": "带", "配备": "配", "配有": "配", "配了": "配",
    "设有": "有",
    "拥有": "有", "调节": "调", "调整": "调", "拆卸": "拆", "拆下来": "拆", "取出来": "取出", "拿出来": "取出",
    "拿下来": "取下",
    "取下来": "取下", "折叠起来": "折叠", "毫安时": "毫安", "英寸": "寸", "个星期": "周", "星期": "周", "个小时": "小时",
    "混合性": "混合", "需要": "需", "另买": "另购", "另外购买": "另购", "另外买": "另购", "单独购买": "另购",
    "打分": "评分", "开尔文": "k", "一共": "", "总共": "", "正好": "", "刚好": "", "同时": "",
}  # fmt: skip
_SAID = re.compile("|".join(sorted(map(re.escape, _SAME), key=len, reverse=True)))
_MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"})
_N = r"(?<![\d.])(\d+(?:\.\d+)?)"
# Amounts that are said in two units, in the smaller of the two or in the one that whole numbers are said in.
_CONVERTED = (
    (re.compile(rf"{_N}斤半"), lambda n: (n + 0.5) * 500, "克"),
    (re.compile(rf"{_N}斤"), lambda n: n * 500, "克"),
    (re.compile(rf"{_N}公斤半"), lambda n: (n + 0.5) * 1000, "克"),
    (re.compile(rf"{_N}公斤"), lambda n: n * 1000, "克"),
    (re.compile(rf"{_N}升(?!级)"), lambda n: n * 1000, "毫升"),
    (re.compile(rf"{_N}厘米"), lambda n: n * 10, "毫米"),
    (re.compile(rf"{_N}米"), lambda n: n * 1000, "毫米"),
    (re.compile(rf"{_N}年半"), lambda n: n * 12 + 6, "个月"),
    (re.compile(r"(?<![\d.])(\d\d?(?:\.\d+)?)年(?![\d代份])"), lambda n: n * 12, "个月"),
    (re.compile(rf"{_N}小时半"), lambda n: n * 60 + 30, "分钟"),
    (re.compile(rf"{_N}小时"), lambda n: n * 60, "分钟"),
    (re.compile(rf"{_N}周(?!年|岁)"), lambda n: n * 7, "天"),
    (re.compile(rf"{_N}千瓦(?!时)"), lambda n: n * 1000, "瓦"),
)  # fmt: skip
_WHETHER = re.compile(r"([有含带能会是防])(?:不|没)\1")  # 含不含, 能不能, 有没有
_HALF = re.compile(r"(?<![\d一两几大小])半个?(斤|公斤|升|年|小时|米)(?!半)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def canonical(text: str) -> str:
    """Numbers in digits, amounts in one unit of each dimension, money in Chinese words, no blanks but between Latin words.

    >>> canonical("一袋 5 kg，也就是十斤"), canonical("保质期一年半"), canonical("两万毫安时")
    ('1袋5000克，也就是5000克', '保质期18个月', '20000毫安')
    """
    text = _THOUSANDS.sub("", text)
    text = re.sub(rf"(?<![A-Za-z]) +| +(?![A-Za-z])|(?<=[{HAN}]) +", "", text.translate(_MARKS))
    text = text.replace("半岁", "6个月")
    text = _HALF.sub(lambda found: f"0.5{found[1]}", text)
    text = _NUMERAL.sub(lambda found: _digits(found[1]), text)
    text = _ROUND.sub(lambda found: _digits(found[1]), text)
    text = _IN_TEN_THOUSANDS.sub(lambda found: _shown(float(found[1]) * (10_000 if found[2] == "万" else 1000)), text)
    text = re.sub(r"(?<=\d)[到至~～—–](?=\d)", "-", text)
    text = _MONEY.sub(lambda found: _money(found[1], found[2]), text)
    text = _SYMBOL.sub(lambda found: LEXICON.value(f"{found[1]} {found[2]}", ""), text)
    text = re.sub(rf"(?<=\d) (?=[{HAN}])", "", text)
    text = _SAID.sub(lambda found: _SAME[found[0]], text)
    for pattern, into, unit in _CONVERTED:
        text = pattern.sub(lambda found, into=into, unit=unit: f"{_shown(into(float(found[1])))}{unit}", text)  # type: ignore[misc]
    text = _WHETHER.sub(r"是否\1", text)
    return re.sub(r"(?<=\d)\.0+(?!\d)|[“”]", "", text).casefold()


def _shown(value: float) -> str:
    return f"{round(value, 6):.12g}"


def _digits(characters: str) -> str:
    value = number(characters)
    return characters if value is None else f"{value:.12g}"


def _money(amount: str, name: str) -> str:
    """One name for one currency: 元 of a catalog in yuan, 欧元, 英镑."""
    code = name if name in currencies() else CHINESE.get(name, "").split(" ")[0]
    return LEXICON.money(f"{float(amount):.2f} {code}") if code else f"{amount}{name}"


# What one text has and another has not that says the same: who does it, politely or not, and words of one meaning.
_CAN_BE = re.compile(rf"(?<!不)([{HAN}])得(?=[进下动开起了走见到清住上出])")  # what "can be put in" goes in
# "Cannot" and "need not" stay apart: no word for may and must goes behind a "no".
_ALIKE = re.compile(r"[的了着呢吧也都还就]|请|自己|自行|亲自|(?<![不无没别未])(?:会|能|需要?|要|须|应该?|得(?=[自另先]))")
_ALIKE_WORDS = (("安装", "装"), ("组装", "装"), ("购买", "买"), ("另购", "另买"), ("使用", "用"), ("送", "附"), ("存放", "放"))


def made_alike(text: str) -> str:
    """A canonical text without particles and words for who must do it, so that two ways to say one thing are one text.

    >>> made_alike("要自己装") == made_alike("需自行安装")
    True
    """
    for word, same in _ALIKE_WORDS:
        text = text.replace(word, same)
    return _ALIKE.sub("", _CAN_BE.sub(r"\1", text)).removesuffix("用")
