"""How Chinese says more and less."""

from __future__ import annotations

import re

from shopcli.need.languages.degree_words import Degrees, OrderWords, Sense
from shopcli.need.languages.en.degrees import LACKS, SENSES
from shopcli.need.languages.en.requests import PURPOSE
from shopcli.need.languages.zh.numbers import number
from shopcli.need.languages.zh.quantities import HOW, PREDICATE
from shopcli.need.languages.zh.requests import DEEDS, ORDINALS
from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_CHEAP = (
    "便宜的 便宜 便宜一点 便宜一点的 便宜点 便宜点的 便宜些 实惠的 实惠 平价的 平价 经济实惠 不贵 不贵的 性价比高 性价比高的"
).split()
# "Not too heavy" is rather light.
_OF_TOO: dict[str, tuple[str, bool]] = {
    **{word: ("mass", low) for word, low in (("重", True), ("轻", False))},
    **{word: ("size", low) for word, low in (("大", True), ("小", False))},
    **{word: ("length", low) for word, low in (("长", True), ("短", False))},
    **{word: ("price", low) for word, low in (("贵", True), ("便宜", False), ("高端", True))},
}
_NOT_TOO = {
    f"{no}太{word}{end}": of
    for no in ("不", "不要", "不能", "不用", "别")
    for word, of in _OF_TOO.items()
    for end in ("", "的")
}

_SUPERLATIVES: dict[str, Sense] = {
    **dict.fromkeys(("最轻", "最轻的", "最轻便", "最轻便的"), ("mass", "asc", "")),
    **dict.fromkeys(("最重", "最重的"), ("mass", "desc", "")),
    **dict.fromkeys(("最小", "最小的", "最小巧的"), ("size", "asc", "")),
    **dict.fromkeys(("最大", "最大的"), ("size", "desc", "")),
    **dict.fromkeys(("最长", "最长的"), ("length", "desc", "length")),
    **dict.fromkeys(("最短", "最短的"), ("length", "asc", "length")),
    **dict.fromkeys(("最高", "最高的"), ("length", "desc", "height")),
    **dict.fromkeys(("最宽", "最宽的"), ("length", "desc", "width")),
    **dict.fromkeys(("最薄", "最薄的"), ("length", "asc", "thickness depth")),
    **dict.fromkeys(("最新", "最新的", "最新款", "最新款的"), ("date", "desc", "")),
    **dict.fromkeys(("评分最高", "评分最高的", "评价最好", "评价最好的", "口碑最好的", "好评最多的"), ("rating", "desc", "")),
    **dict.fromkeys(
        ("评论最多", "评论最多的", "评价最多", "评价最多的", "评论数最多", "评论数最多的"), ("reviews", "desc", "")
    ),
    **dict.fromkeys(("最亮", "最亮的"), ("light", "desc", "brightness")),
    **dict.fromkeys(("最安静", "最安静的"), ("loudness", "asc", "noise")),
    **dict.fromkeys(("容量最大", "容量最大的"), ("size", "desc", "capacity")),
    **dict.fromkeys(
        (
            "最悠久",
            "最悠久的",
            "历史最悠久",
            "历史最悠久的",
            "最旧",
            "最旧的",
            "最老",
            "最老的",
            "年份最老",
            "年份最老的",
            "年份最早",
            "年份最早的",
            "最古老",
            "最古老的",
        ),
        ("date", "asc", ""),
    ),
    **dict.fromkeys(("最烈", "最烈的", "度数最高", "度数最高的"), ("share", "desc", "alcohol abv strength")),
    **dict.fromkeys(("度数最低", "度数最低的"), ("share", "asc", "alcohol abv strength")),
    **dict.fromkeys(("功率最大", "功率最大的", "最强劲", "最强劲的"), ("power", "desc", "power")),
    **dict.fromkeys(("最快", "最快的"), ("frequency", "desc", "processor clock speed")),
    **dict.fromkeys(("最响", "最响的", "声音最大", "声音最大的"), ("loudness", "desc", "noise")),
    **dict.fromkeys(
        ("续航最长", "续航最长的", "续航最久", "续航最久的", "续航最好", "续航最好的"), ("time", "desc", "battery life")
    ),
    **dict.fromkeys(("最辣", "最辣的"), ("", "desc", "spiciness heat scoville")),
    **dict.fromkeys(("最甜", "最甜的"), ("share", "desc", "sugar")),
    **dict.fromkeys(("最难", "最难的"), ("", "desc", "difficulty")),
    **dict.fromkeys(("最简单", "最简单的", "最容易", "最容易的"), ("", "asc", "difficulty")),
    **dict.fromkeys(("最暖", "最暖的", "最保暖", "最保暖的"), ("temperature", "asc", "comfort temperature")),
}
_SENSES: dict[str, tuple[Sense, ...]] = {
    "最快": SENSES["fastest"],
    "最响": SENSES["loudest"],
    "声音最大": SENSES["loudest"],
    "最甜": SENSES["sweetest"],
    "最保暖": SENSES["warmest"],
    **dict.fromkeys(("续航最长", "续航最久", "续航最好"), SENSES["longest lasting"]),
}

_ORDERS = OrderWords(
    graded=pattern(r"最(?P<what>[\u4e00-\u9fff]{1,3}?)(?=的|\W|\Z|是|款)"),
    counting=pattern(r"(?:人数|次数|条数|件数|个数|数量|数)\Z"),
    having=pattern(r"(?:含有?|有|含量|数量|的|是|款|个|种|量)?\s?\Z"),
    economies=(
        (
            pattern(
                r"(?P<most>最(?:省|节)油|(?:油耗|耗油量?)(?:是|要)?最(?:低|少|小))|(?:省|节)油(?:一点)?|油耗(?:很|比较)?低"
            ),
            ("fuel economy", "fuel consumption", "miles per gallon", "mpg", "油耗"),
        ),
        (
            pattern(
                r"(?P<most>最(?:省电|节能|省电费)|(?:能耗|耗电量?)(?:是|要)?最(?:低|少|小))|省电(?:一点)?|节能|(?:能耗|耗电量?)(?:很|比较)?低"
            ),
            ("energy consumption", "power consumption", "electricity usage", "耗电量"),
        ),
        (
            pattern(r"(?P<most>最(?:省|节)水|(?:水耗|耗水量?)(?:是|要)?最(?:低|少|小))|省水|节水"),
            ("water consumption", "耗水量"),
        ),
    ),
    consumption=pattern("耗|用电量|用水量"),
    yield_of=pattern("续航里程"),
)

DEGREES = Degrees(
    superlatives=_SUPERLATIVES
    | {phrase.replace("最", ordinal): said for phrase, said in _SUPERLATIVES.items() for ordinal in ORDINALS},
    deeds=DEEDS,
    senses=_SENSES | {f"{phrase}的": senses for phrase, senses in _SENSES.items()},
    most={},
    of_fields={
        **dict.fromkeys(("最多", "最大", "最高", "最长", "最久"), "desc"),
        **dict.fromkeys(("最少", "最小", "最低", "最短"), "asc"),
    },
    graded=pattern(
        rf"(?P<not>不要太|不能太|别太|不太|不)?(?:(?P<high>富含|高|多)|(?P<low>低|少))(?=[{HAN}]{{2}})"
        rf"|(?P<of>[{HAN}]{{2,8}}?)(?:含量|程度)?(?P<not_behind>不要太|不能太|别太|不太)?(?:要|比较|很|特别)?"
        r"(?:(?P<high_behind>高|多|大|强)|(?P<low_behind>低|少|小|弱))(?:一?[点些])?(?=的|[，,。！!？?]|\Z)"
    ),
    relative={
        **dict.fromkeys(("轻便的", "轻便", "轻的", "轻量", "轻一点", "轻一点的", "轻点的", "不重"), ("mass", True)),
        **dict.fromkeys(("重的", "沉的"), ("mass", False)),
        **dict.fromkeys(("小的", "小型", "小巧的", "迷你"), ("size", True)),
        **dict.fromkeys(("大的", "大型"), ("size", False)),
        **dict.fromkeys(("短的",), ("length", True)),
        **dict.fromkeys(("长的",), ("length", False)),
        **dict.fromkeys(_CHEAP, ("price", True)),
        **dict.fromkeys(("高端的", "高端", "高档的", "高档", "贵的"), ("price", False)),
        **_NOT_TOO,
    },
    joints=frozenset("的 了 和 与 或 或者 有 带 款 一款 一个 个 吗 呢 请".split()),
    comparisons=("以上", "以下", "以内", "左右", "起", "之间", "及以上", "或以上", "或更多", "或更大"),
    lacking=pattern("不含|不带|无|没有"),
    lacks=LACKS,  # of what is translated: 无糖, "sugar free"
    exclusions=pattern(r"^(?:不要|不想要|不含|不带|除了|非|别|不是|没有|无|不)(?:带有?|有(?!线))?"),
    lacking_fields=("无{}", "不含{}", "{} free"),
    messages={
        "relative": "“{words}”按本店的商品理解为：{meaning}。",
        "up_to": "{field}不超过{value}",
        "from": "{field}不低于{value}",
        "undecided": "这些商品没有能判断“{words}”的字段：只按意思查找。",
        "unsure_unit": "目录没有说明“{field}”的单位，{unit} 是推测。",
    },
    orders=_ORDERS,
    spaced=False,
    gifts=("礼物", "礼品"),
    vague=frozenset(
        "好 好的 不错 不错的 好用 好用的 合适 合适的 完美 完美的 优质 优质的 质量好 质量好的 质量 品质 漂亮 漂亮的 "
        "好看 好看的 实用 实用的 礼物 礼品 "
        "生日礼物 东西 商品 产品 "
        "妈妈 爸爸 母亲 父亲 老婆 老公 妻子 丈夫 女朋友 男朋友 朋友 同事 老师 爷爷 奶奶 儿子 女儿 自己".split()
    ),
    size=pattern(
        r"(?:尺码|码数|尺寸|欧码|穿|我穿)(?:是|为|的是|:|：)?\s?([0-9]{1,3}|[X0-9]{0,3}[SML])码?|([0-9]{1,3}|[X0-9]{0,3}[SML])码",
        re.IGNORECASE,
    ),
    measures={
        "长": "length",
        "宽": "width",
        "高": "height",
        "厚": "thickness",
        "岁": "age",
        "内存": "memory ram",
        "运存": "memory ram",
        "硬盘": "storage",
        "存储": "storage",
        "屏幕": "screen",
        "屏": "screen",
        "电池": "battery",
        "重量": "weight",
        "长度": "length",
        "宽度": "width",
        "高度": "height",
        "厚度": "thickness",
        "深度": "depth",
        "容量": "capacity",
        "直径": "diameter",
        "续航": "battery life",
        "功率": "power",
    },
    predicate=PREDICATE,
    predicates=HOW,
    either=pattern(r"\s?(?:或者|或是|或|还是|和|与|、)\s?|\sor\s"),  # of what is translated, too
    purpose=PURPOSE,  # beside a Latin name it is said in English
    also=pattern(r"\s?(?:,|，|、|而且|并且|又|但|但是)\s?"),
    below_zero=pattern(
        r"(?:(?:能|可)?(?:抗|耐|达|到|低至|适合|适用于?|保暖到?)\s?)?(?:零下|负|(?<![\w.])[-−–])\s?(?P<amount>\d{1,2}|[一二三四五六七八九十两]{1,3})\s?"
        r"(?:摄氏度?|度|°\s?[cC]?|℃|(?P<fahrenheit>华氏度?|°?[fF]))?(?:以下)?"
    ),
    number=number,
    ordinals=ORDINALS,
)
