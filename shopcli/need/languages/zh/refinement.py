"""How Chinese refines a need: 便宜一点, 换成蓝色, 不要这个牌子, 像第二个那样但是无线的."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.refinement_grammar import RefinementGrammar, Wanted
from shopcli.need.languages.zh.degrees import DEGREES
from shopcli.need.languages.zh.requests import REQUESTS
from shopcli.text.units import any_of
from shopcli.text.words import MEASURE_WORDS, SURE_MEASURE_WORDS
from shopcli.types import Sort

_ORDINALS = {**{word: place for place, word in enumerate("一二三四五六七八九十", 1)}, "两": 2, "最后": -1, "末": -1}
_DIGIT = r"(?:\d{1,6}|[一二两三四五六七八九十])"
_COUNTED = f"[{MEASURE_WORDS}盏号项]"
_PIECE = rf"(?:一?{_COUNTED})"
_PLACE = (
    rf"(?:第\s?(?:\d{{1,6}}|(?P<word>[一二两三四五六七八九十]))\s?{_COUNTED}?|\d{{1,6}}号|(?P<last>最后)(?:一|那)?{_COUNTED})"
)
_HERE = frozenset(
    f"{word}{piece}" for word in "这那" for piece in ("个", "款", "台", "双", "件", "部", "只", "本", "一个", "一款", "")
)
_NAMED = r"(?P<which>[^，,。；;]{1,30}?)"
_ORDERS = {
    **dict.fromkeys(("最便宜", "最低价", "价格最低", "价钱最低"), Sort("price", "asc")),
    **dict.fromkeys(("最贵", "最高价", "价格最高", "价钱最高"), Sort("price", "desc")),
}
_PRICE = {"便宜": Wanted("price", "asc"), "实惠": Wanted("price", "asc"), "贵": Wanted("price", "desc")}


def _degrees() -> Iterator[tuple[str, Wanted]]:
    """The words behind 最: 最轻 is 轻."""
    for phrase, (of, order, context) in DEGREES.superlatives.items():
        root = phrase.replace("最", "", 1)
        yield (root[:-1] if root.endswith("的") else root), Wanted(of, order, context)
    yield from (("旧", Wanted("date", "asc")), ("厚", Wanted("length", "desc", "thickness depth")))
    yield from (("窄", Wanted("length", "asc", "width")), ("矮", Wanted("length", "asc", "height")))
    yield ("低", Wanted("length", "asc", "height"))


def _normal(text: str) -> str:
    """As requests are read; the dictionary's simplified form of 么 is one that nobody writes."""
    return REQUESTS.normal(text).replace("幺", "么")


_WANTED = {**dict(_degrees()), **_PRICE, "多": Wanted("", "desc"), "少": Wanted("", "asc")}
_DEGREE = any_of(_WANTED)
_BIT = r"(?:一点儿?|一些|点儿?|些|得多|很多|多了)"
_BEFORE = rf"(?:(?:我?(?:想|需)?要|有没有|有|能不能|可以|来|找|换)(?:一?[{SURE_MEASURE_WORDS}])?\s?)?"
_GONE = r"(?:划掉|划去|去掉|删掉|删除|取消|忘掉|忽略|拿掉|撤销)"
_FREELY = r"(?:不限|无所谓|随便|都行|都可以|都好|不重要|没关系|不管|不要紧|没要求|不做要求)"
_LINE = r"[条项]|个?条件|个要求"
_BRAND = r"(?:品牌|牌子|牌)"
_RUN = r"从[高低大小轻重新旧长短](?:到[高低大小轻重新旧长短])?|由[高低大小轻重]到[高低大小轻重]|升序|降序"

REFINEMENT = RefinementGrammar(
    normal=_normal,
    actions={
        "drop_line": rf"(?:{_GONE}第?\s?(?P<number>{_DIGIT})\s?(?:{_LINE})?|不要第\s?(?P<digits>{_DIGIT})\s?(?:{_LINE}))",
        "like": rf"{_BEFORE}(?P<words>(?:像|和|跟|与|类似于?|同){_NAMED}"
        rf"(?:(?:那样|这样|一样|差不多|类似|相似|似|相近)的?|(?<=[{MEASURE_WORDS}的])))(?:的)?",
        "order": r"(?:按|先看|看看?)?(?P<what>最便宜|最低价|价[格钱]最低|最贵|最高价|价[格钱]最高)的?(?:那?[个款])?"
        r"(?:在前|优先|排序)?",
        "order_by": rf"(?:请|麻烦)?(?:按照?|根据|依)(?P<what>[^\s，,]{{1,10}}?)(?:{_RUN})?"
        r"(?:来|进行)?(?:排序|排列|排|升序|降序)(?:一?下)?|(?P<plain>价[格钱])从[高低]到[高低]",
        "compare": rf"{_BEFORE}(?P<words>(?:(?P<what>[^\s，,比太更再要有]{{1,6}}?)?(?:要|能|可以)?(?:"
        rf"太(?P<too>{_DEGREE})了?|(?:再|更|稍微?)(?P<degree>{_DEGREE}){_BIT}?|(?P<more>{_DEGREE}){_BIT}"
        rf"|不够(?P<lacking>{_DEGREE}))|比{_NAMED}(?:要|更|还)?(?P<than>{_DEGREE}){_BIT}?))(?:的|了)?",
        "other_brand": rf"(?:不要|不想要|别要?)(?:这|那|同)(?:一?[个种家])?{_BRAND}(?:的)?"
        rf"|换\s?(?:一?[个家])?(?:别的|其他)?{_BRAND}(?:的)?|(?:有没有|要|看看)?(?:别的|其他|其它){_BRAND}(?:的)?",
        "others": r"(?:换|看看?|来|要|有没有|有)*(?:点|些|几个|一?个|款)*(?:别的|其他的?|其它的?|另外的|不一样的)(?:吗|吧|呢)?",
        "drop": r"(?:任何|任意|什么|哪种|哪个)(?P<whatever>[^\s，,]{1,8}?)(?:的)?(?:都)?(?:行|可以|好|没关系)"
        rf"|(?P<any>[^\s，,]{{1,12}}?)(?:就|也|都)?{_FREELY}"
        rf"|(?:不限|不管|不要管|别管|不考虑|不在乎|{_GONE})(?P<certain>掉)?(?P<what>[^\s，,]{{1,12}}?)"
        r"(?:的?(?:限制|条件|要求))?|不需要(?P<need>[^\s，,]{1,12}?)了",
        "make": r"(?:改成|改为|改到|换成|换为|变成|提高到|降到|降低到|加到|调到|放宽到)(?P<what>.+)"
        r"|(?P<amount>[¥￥€$]?\d{2,7}(?:块钱?|元|欧元?|美元)?)",
    },
    place=re.compile(_PLACE),
    hence=re.compile("所以|因此"),
    other=re.compile(rf"另外?一?(?:{_COUNTED}|双|件)"),
    described=re.compile(
        rf"(?:那|这)(?:一)?{_COUNTED}(?P<after>[^的]\S*?)的?"
        rf"|(?P<words>\S+?)的?(?P<one>(?:那|这)一?{_COUNTED})"
    ),
    asks_for=re.compile(
        r"(?:请|麻烦|那么?)?(?:给我|帮我|让我)?(?P<certain>(?:详细)?(?:介绍|说说|讲讲|说明|了解|讲|说)(?:一?下)?|告诉我(?:更多)?(?:关于)?|关于)"
        r"|(?:请|那么?)?(?:给我|帮我|让我)?(?:看看|看一下|看|打开|显示|展示|就?选|就要|就买|我(?:想)?要|我喜欢)(?=第|最后|那|这|\S+那[个款]|\d)"
    ),
    asked_behind=re.compile(r"(?:怎么样|如何|怎样|呢|的(?:详情|详细信息|信息|参数|情况)|好吗|好不好|多少钱)\Z"),
    here=_HERE | {"它", "这", "那", "刚才那个", "刚才的", "同款", "详情", "更多详情", "详细说说", "详细介绍一下"},
    more=re.compile(
        r"(?:再?(?:看看?|显示|来)?)?(?:更多|再来(?:几个|一些)|下一页|其他的|其它的|别的|还有(?:别的|其他的?|更多)?)"
    ),
    ordinals=_ORDINALS,
    degrees=_WANTED,
    orders=_ORDERS,
    descending=re.compile(r"从[高大重长新]|由[高大重]|降序"),
    cut=re.compile(
        r"\s*(?:[，,；;。！？?](?=.)\s*(?:但是?|不过|而且|并且|还要|同时|另外|然后|再)?|但是?要?|不过|而且|并且|同时|另外|然后)\s*"
    ),
    joining=re.compile(
        r"(?:但是|但|不过|而且|并且|还要|还得|还有|同时|另外|加上|再加上?|加|也要|最好|必须|得|或者|或|要求)[\s，,]*"
    ),
    asking=re.compile(
        r"(?:那么?|好的?|嗯|哦|可以|请|麻烦|请问|还是|就|给我|帮我|我?(?:想|需)?要|我想看?|看看|来|有没有|有吗|换成|改成|换|能不能)[\s，,]*"
    ),
    closing=re.compile(r"(?:\s*[。！？!?.，,~～]+|吧|吗|呢|啊|呀|谢谢|好吗|可以吗|行吗|好了|就行|就好|也行|也可以|有吗)\Z"),
    polite=re.compile(r"(?:\s*[。！？!?.，,~～]+|吧|啊|呀|了|谢谢|好吗)\Z"),
    instead=re.compile(r"换成|换为|改成|改为|还是要"),
    opening=re.compile(r"(?:带|有|配|含|支持|具有|不要|不带|不含|不想要|不是|没有|除了|适合|用于|来自|只要)|.{1,40}的\Z"),
    describing=re.compile(r"(?:的|式|型)\s*\Z"),
    adding=re.compile(r"(?:还|再|也|加|而且|并且|带)"),
    nameless=re.compile(r"[^\s，,。]{1,12}?(?:一点儿?|一些|点儿?|些)的?\Z|最[^\s，,。]{1,6}?的\Z"),
    most_of="{what}最{most}",
    most={word: word for word in ("多", "少", "高", "低", "大", "小", "长", "短", "好")},
    number=re.compile(r"[¥￥€$]?\s?\d|[一二两三四五六七八九十百千万]{1,8}(?:块|元|欧|美元|以)"),
    at_most="{what}以内",
    names={
        **dict.fromkeys(("价格", "价钱", "价位", "预算", "钱", "多少钱", "售价"), "price"),
        **dict.fromkeys(("品牌", "牌子", "牌", "厂家", "厂商"), "brand"),
        **dict.fromkeys(("颜色", "色", "颜色的"), "colour"),
        **dict.fromkeys(("顺序", "排序", "次序"), "order"),
        **dict.fromkeys(("评分", "评价", "好评", "口碑"), "rating"),
        **dict.fromkeys(("日期", "时间", "上市时间", "发布时间", "新旧"), "date"),
    },
    messages={
        "added": "加上：{new}",
        "replaced": "{new}，代替 {old}",
        "too": "太{degree}了",
        "below": "低于{limit}",
        "above": "高于{limit}",
        "without": "不要{words}",
        "dropped": "去掉：{old}",
        "order": "排序：{new}",
        "no_order": "按相关程度",
        "nothing": "什么都没有",
        "more": "更高",
        "less": "更低",
    },
    errors={
        "no_result": ("没有第 {place} 个结果：只显示了 {count} 个。", "请用屏幕上的编号；/more 显示更多结果。"),
        "none_fits": ("显示的结果里没有“{words}”。", "请说{places}，或者换个说法。"),
        "several_fit": ("显示的结果里有{count}个是“{words}”。", "请说{places}。"),
        "no_price": ("显示的结果没有价格可以比较。", "请说一个数目，例如：100以内。"),
        "not_said": ("显示的结果没有足够的数据来比较“{words}”。", "请换一个资料里写明的条件，例如：便宜一点。"),
        "costs_otherwise": (
            "您要求的是“{words}”（{op} {limit}），而显示的结果价格{more}。",
            "请换一个限制，例如：改成80；或者去掉它：价格不限。",
        ),
        "is_otherwise": (
            "您要求的是“{words}”（{op} {limit}），而显示的结果{more}。",
            "请换一个限制，或者去掉它：/need 列出编号。",
        ),
        "no_brand": ("显示的第一个结果没有品牌。", "请说出品牌，例如：不要Acme。"),
        "no_such_order": ("这里没有“{words}”可以用来排序。", "请按价格排序，或者说例如：最轻的。"),
        "never_asked": ("没有对“{words}”提过要求。", "现在的要求：{asked}。"),
        "no_line": ("没有第 {number} 条：现在一共 {count} 条。", "/need 列出各条和编号。"),
        "nothing_left": ("“{words}”是唯一的要求。", "请说别的要求，或者用 /reset 重新开始。"),
    },
    places=tuple(f"第{word}个" for word in "一二三四五六七八九十"),
    counts=("零", "一", "两", *"三四五六七八九十"),
    truths={
        **dict.fromkeys(("是", "是的", "要", "有", "对", "好"), True),
        **dict.fromkeys(("否", "不", "不是", "不要", "没有", "不用"), False),
    },
    either="或",
    also="、",
)
