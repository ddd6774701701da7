"""Chinese clauses that claim something of a product, and how Chinese text is made canonical for holding it to a record."""

from __future__ import annotations

import re

from shopcli.need.languages.claim_grammar import ClaimGrammar
from shopcli.need.languages.zh.lexicon import LEXICON
from shopcli.need.languages.zh.numbers import number
from shopcli.need.languages.zh.value_words import MEASURE_WORDS, UNITS
from shopcli.need.languages.zh.wording import offered
from shopcli.text.money import CHINESE, currencies
from shopcli.text.scripts import HAN
from shopcli.text.units import SYMBOLS

_CHARACTERS = "零一二两三四五六七八九十百千"
_OTHER_UNITS = {"千克", "公斤", "度", "岁", "欧元", "元", "块"}
_UNIT_WORDS = sorted(
    {word for word in UNITS.values() if not word.isascii()} | _OTHER_UNITS, key=lambda word: (-len(word), word)
)
_COUNTED = "|".join([*_UNIT_WORDS, *MEASURE_WORDS])
_NUMERAL = re.compile(rf"(?<![{_CHARACTERS}第之])([{_CHARACTERS}]{{1,6}})(?=(?:{_COUNTED}|[到至]))")
_SYMBOL = re.compile(
    rf"(\d) ?({'|'.join(sorted(map(re.escape, {*SYMBOLS, *UNITS, 'ATM'}), key=len, reverse=True))})(?![A-Za-z])", re.I
)
_MONEY = re.compile(r"(\d+(?:\.\d+)?) ?([A-Z]{3}|" + "|".join(sorted(CHINESE, key=len, reverse=True)) + r")(?![a-z])")
# One way of saying what may be said in several.
_SAME = {
    "千克": "公斤", "摄氏度": "℃", "可以": "能", "可": "能", "千米": "公里", "平米": "平方米", "防溅水": "防溅", "最高": "最多",
    "高度": "高", "宽度": "宽", "长度": "长", "深度": "深", "厚度": "厚", "充满电": "充满", "个人": "人", "位人": "人",
    "四口之家": "一家4口",
}  # fmt: skip
_MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"})
# Amounts that are said in two units: 750毫升 and 0.75升.
_SMALL = re.compile(r"(?<![\d.])(\d{3,5})(毫升|克)(?!拉|/)")
_LARGE = {"毫升": "升", "克": "公斤"}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def _canonical(text: str) -> str:
    """Numbers in digits, units and money in Chinese words, no blanks but between Latin words."""
    text = _THOUSANDS.sub("", text)
    text = re.sub(rf"(?<![A-Za-z]) +| +(?![A-Za-z])|(?<=[{HAN}]) +", "", text.translate(_MARKS))
    text = _NUMERAL.sub(lambda found: _digits(found[1]), text)
    text = re.sub(r"(?<=\d)[到至~～—–](?=\d)", "-", text)
    text = _MONEY.sub(lambda found: _money(found[1], found[2]), text)
    text = _SYMBOL.sub(lambda found: LEXICON.value(f"{found[1]} {found[2]}", ""), text)
    for said, known in _SAME.items():
        text = text.replace(said, known)
    text = _SMALL.sub(lambda found: f"{float(found[1]) / 1000:g}{_LARGE[found[2]]}", text)
    return re.sub(r"(?<=\d)\.0+(?!\d)|[“”]", "", text).casefold()


def _digits(characters: str) -> str:
    value = number(characters)
    return characters if value is None else f"{value:g}"


def _money(amount: str, name: str) -> str:
    """One name for one currency: 元 of a catalog in yuan, 欧元, 英镑."""
    code = name if name in currencies() else CHINESE.get(name, "").split(" ")[0]
    return LEXICON.money(f"{float(amount):.2f} {code}") if code else f"{amount}{name}"


_N = r"\d+(?:\.\d+)?"
_MEASURE = f"(?:{'|'.join(MEASURE_WORDS)})"
_MONEY_SAID = rf"{_N}(?:{'|'.join(sorted(CHINESE, key=len, reverse=True))}|[a-z]{{3}})?"
_UNSAID = r"(?:它的)?(?:资料|记录|介绍)(?:里|中)?(?:没有?写|没有?提|没有?说|未说明|没有?注明)(?:[\ue000-\ue0ef]的?)?"
# A product's name is one mark of the private use area.
_NAME = "[\ue000-\ue0ef]"

CLAIMS = ClaimGrammar(
    canonical=_canonical,
    clause_ends=re.compile(r"[，。；：、（）]+"),
    leads=re.compile(
        r"(?:不过|但是|但|而且|并且|而|另外|还有|也还|也|还|又|就|则|却|都|只是|可惜|其实|虽然|因为|所以|同时|此外|也能考虑|能考虑|我推荐|推荐|我会选|我选|最接近的是|是的|不(?=$)"
        r"|可以看看|看看|先看看?|再说|要说清楚|请注意|注意|缺点是|不足的是|好处是|要提醒您的是|这几款里|只)+"
    ),
    tails=re.compile(r"(?:的|了|吧|哦|呢)$"),
    pronouns=re.compile(rf"(?:它|该款|这款产品|本品|本款|这款|这个|这双|这件|这把|这台)(?:的(?=.))?|{_NAME}的?"),
    both=re.compile(r"(?:两款|两者|二者|两个|它们|两种)(?:都|均)?(?:是|有)?"),
    carriers={
        "是": "vaqlcn", "有": "nv", "带": "n", "配有": "n", "具备": "n", "附": "n", "用": "n", "为": "q", "能": "va",
        "属于": "q", "达到": "qx", "重": "q",
        **dict.fromkeys(
            ("充一次电能用", "2次充电之间能用", "充满1次能用", "1次充电能用", "1次充电用", "充1次用"), "t"
        ),
    },
    price=re.compile(rf"(?:售价|价格|标价|卖|只要|只卖|定价|现价|要)?(?:是|为|：)?(?P<price>{_MONEY_SAID})"),
    budget=re.compile(
        rf"(?:(?:没有?|未|不)超出?过?|在|符合|低于|不高于)(?:您|你)?(?:的)?(?:说的|给的)?(?P<limit>{_MONEY_SAID})?"
        r"(?:的)?(?:预算|上限)?(?:之内|以内|内|里)?"
    ),
    difference=re.compile(rf"比(?P<other>{_NAME})(?:还|要)?(?P<said>.+)"),
    price_gap=re.compile(rf"(?P<way>贵|便宜|省|多花|少花)(?P<gap>{_MONEY_SAID})"),
    ways={"贵": 1, "多花": 1, "便宜": -1, "省": -1, "少花": -1},
    buyer=re.compile(
        r"(?:也|还)?(?:有(?:位|个|的|些)?|一位|其中一位)?(?:买家|顾客|买过的人)(?:说|觉得|写道|提到|认为|评价|反映|表示)?[：，]?(?P<said>.*)"
    ),
    maker=re.compile(
        r"(?:据|按)?(?:厂家|厂商|商家|产品介绍)(?:说|介绍|写道|建议|称|表示|标明|里写)?[：，]?(?P<said>.*)"
    ),
    silence=re.compile(
        rf"(?:它|这款)?的?(?:有没有|是否有|是不是有|是否)(?P<field>[^，]+)，?{_UNSAID}(?:明)?"
        rf"|{_UNSAID}(?:明|到)?(?:有没有|是否有|是否)?(?P<other_field>[^，]+)"
    ),
    asked=re.compile(
        r"(?:您|你)(?:要|想要|问|提到|说)的(?P<thing>[^它\ue000-\ue0ef]+)(?=它|[\ue000-\ue0ef]|$)|(?:送|给)?(?P<use>.{1,8})的话"
    ),
    persons=re.compile(
        r"(?:适用|适合|能住|能坐|能供|供|够|住得下|睡得下)?(?:(?P<count>\d+)(?:个|位)?人|(?P<family>[1一]家[345三四五]口))"
        r"(?:住|用|坐|使用|睡|住得下|用正合适|正合适)*"
    ),
    age=re.compile(
        r"(?:适合|给)?(?P<age>\d+)岁(?P<least>以上|起)?(?:的)?(?:孩子|小孩|小朋友|儿童)?(?:能玩|能用|能看|玩|用)?"
    ),
    contents=re.compile(
        rf"(?:(?:盒子?|包装|箱子?)(?:里|内)(?:面)?|随附)?(?:有|含|附|配)(?P<count>\d+){_MEASURE}(?P<thing>[{HAN}a-z]+)"
    ),
    missing=re.compile(
        rf"(?P<thing>[{HAN}a-z]+)(?:不包括在内|不在内|要另买|需另购|要另购|需要另购|要另外买|要自备|需自备|另购)"
        rf"|(?:不含|不包括|不附|没附|没有附|不配)(?P<other_thing>[{HAN}a-z]+)"
    ),
    alias=re.compile(rf"(?:是|这款|这个|这张|这把|这件)(?:1款|个|顶|张|把|件)?(?P<words>[{HAN}a-z0-9]{{2,10}}?)(?=是|$)"),
    beside=re.compile(rf"(?:比起|相比|跟|和)(?P<other>{_NAME})(?:相比|比)?"),
    more=("长", "多", "大", "高"),
    less=("短", "少", "小", "低"),
    made_of=re.compile(r"(?P<one>是.+的)(?P<other>.+)"),
    size=re.compile(r"(?:有|含|包括)?(?P<size>\d+(?:\.\d)?)码(?:也)?(?:有|能穿|在内)?"),
    joints=re.compile(r"和|及|与|以及"),
    granted=("有{}", "带{}", "带有{}", "支持{}", "能{}", "是{}的", "具备{}", "配{}", "含{}", "{}"),
    denied=("没有{}", "不{}", "不包括{}", "不附{}", "不能{}", "不带{}", "不支持{}", "无{}", "没{}", "不含{}", "{}没有",
            "不是{}的"),
    offered=offered,
    stated=("{n}是{v}", "{n}一项写的是{v}",
            "{n}{v}", "{n}为{v}", "{n}有{v}", "{v}的{n}", "{v}{n}", "有{v}的{n}", "{n}是{v}的", "{n}用的是{v}"),
    called=re.compile(rf"[{HAN}]{{2,6}}?(?=是|有|重|能|产自)"),
    families={f"{one}家{count}口": 3 + "345三四五".index(count) % 3 for one in "1一" for count in "345三四五"},
)  # fmt: skip
