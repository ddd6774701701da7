"""Chinese words for quantities, simplified and traditional: 10米以上, 不超过2公斤, 两米, 3斤, 15寸."""

from __future__ import annotations

import re

from shopcli.need.languages.quantity_words import Comparison, QuantityWords
from shopcli.text.scripts import HAN
from shopcli.text.unit_words import CHINESE
from shopcli.util.lazy_regex import pattern

# --- what turns a comparison round: 不要超过, 拒绝花超过, 不能重过; 超过一百就算了 ------------------------------

PRICED = (
    r"(?:(?:我的?)?(?:预算|价格|价位|价钱|售价|单价|总价|花费|花)(?:大概|大约|差不多)?(?:是|为|在|要|只?有|只能|控制在|:)? ?)"
)
# --- what denies, and what it governs ---------------------------------------------------------------------------------
_DENIES = "不|别|勿|莫|(?<!有)没有?|拒绝|避免|舍不得|无法|难以|绝不|决不|从不|休想|不敢"
_WANTING = "要|能|能够|想|想要|会|可|可以|得|该|应该|应|愿|愿意|许|准|打算|准备|希望|考虑|敢|舍得|需要|用|接受|喜欢"
_SPENDING = "花|付|出|给|掏|买|卖|花费|支付|花钱|花掉|投入"
_MEASURING = "重量|体重|宽度|高度|长度|厚度|深度|尺寸|价格|价钱|是|在|有|重|长|宽|高|厚|大"
_BESIDE = "让我|叫我|使我|再|的|去|我|它"
TURNS = pattern(
    rf"{PRICED}?(?:(?:我|请|千万|绝对|坚决)*(?:{_DENIES})(?:{_WANTING}|{_SPENDING}|{_MEASURING}|{_BESIDE}){{0,4}})\Z"
)

# --- what denies behind it --------------------------------------------------------------------------------------------
TURNED_BEHIND = pattern(
    r"(?:的)?(?:[,，]? ?我?)?(?:(?:就|都|则|我|可|也|实在)*"
    r"(?:算了|免了|不行|不要|不买|不考虑|不想要|不可以|不能接受|接受不了|买不起|没法接受|别给我|不用给我|不必|不看)"
    r"|(?:就|都|对我来说|实在|我觉得|也)*太(?:贵|重|大|高|长|宽|厚|多|小|短|低|轻|少))(?:了|的|吧|啦)*(?=\s*(?:\Z|[^\w\s]))"
)

# --- more and less behind what it is said of, and before it: 电池要大, 屏幕大, 大屏幕 ------------------------------------
_SAID_OF = "屏幕|屏|电池|内存|运存|硬盘|存储|重量|长度|宽度|高度|厚度|深度|容量|直径|续航|功率"
# What each is a degree of, and whether little of it is wanted.
HOW: dict[str, tuple[str, bool]] = (
    dict.fromkeys("大", ("size", False))
    | dict.fromkeys("小", ("size", True))
    | dict.fromkeys("轻", ("mass", True))
    | dict.fromkeys("重", ("mass", False))
    | dict.fromkeys("长宽高厚", ("length", False))
    | dict.fromkeys("短窄低薄矮", ("length", True))
)
_ADVERBS = "(?:一定|必须|最好|尽量|比较|还|也|要|得|够|更|很|特别|能)"
_LITTLE = rf"(?:一点儿?|一些|些|点儿?)?(?:的|(?![{HAN}]))"
_HOW_ANY = f"[{''.join(HOW)}]"
PREDICATE = pattern(
    rf"(?P<what>{_SAID_OF}){_ADVERBS}*(?P<how>{_HOW_ANY}){_LITTLE}|(?<!不)(?:要|够|尽量){_ADVERBS}*(?P<how3>{_HOW_ANY}){_LITTLE}"
    rf"|(?P<how2>[大小长])(?P<what2>{_SAID_OF})"
)

# --- quantities ------------------------------------------------------------------------------------------

_BEFORE: dict[str, tuple[Comparison, bool]] = {
    **dict.fromkeys(
        (
            "大于 大於 超过 超過 超出 高于 高於 多于 多於 长于 長於 重于 重於 宽于 > "
            "重过 重過 大过 大過 高过 高過 长过 長過 宽过 寬過"
        ).split(),
        (">=", True),
    ),
    **dict.fromkeys("小于 小於 低于 低於 少于 少於 短于 短於 轻于 輕於 窄于 不到 不足 未满 未滿 <".split(), ("<=", True)),
    **dict.fromkeys(
        (
            "至少 最少 最低 最小 起码 起碼 不少于 不少於 不低于 不低於 不小于 不小於 "
            "大于等于 大於等於 不轻于 不短于 不短於 >= ≥ ⩾"
        ).split(),
        (">=", False),
    ),
    **dict.fromkeys(
        (
            "不超过 不超過 最多 至多 最大 最高 最长 最長 最重 不大于 不大於 不高于 不高於 不多于 不多於 "
            "不长于 不重于 小于等于 小於等於 <= ≤ ⩽"
        ).split(),
        ("<=", False),
    ),
    # what there is room or strength for: 最长只能放200毫米
    **{
        f"最{how}{can}": ("<=", False)
        for how in "长宽高厚深重大多"
        for can in "能 只能 可以 可 能放 只能放 可放 能装 只能装 能承受 不能超过 不超过 不要超过 别超过".split()
    },
    **dict.fromkeys("约 約 大约 大約 大概 差不多 将近 接近 ~ ≈".split(), ("about", False)),
    **dict.fromkeys("正好 刚好 剛好 恰好 等于 等於 =".split(), ("==", True)),
}
_OR_MORE = "以上 及以上 或以上 和以上 起 起步 或更大 或更长 或更長 或更多 或更高 或更重 或者更大 或者更多 往上".split()
_OR_LESS = "以下 及以下 或以下 和以下 以内 以內 之内 之內 内的 內的 或更小 或更短 或更轻 或更輕 或更少 往下 封顶".split()
_AFTER: dict[str, tuple[Comparison, bool]] = {
    **dict.fromkeys((*_OR_MORE, "+"), (">=", False)),
    **dict.fromkeys(_OR_LESS, ("<=", False)),
    **dict.fromkeys("左右 上下 前后 前後".split(), ("about", False)),
}

QUANTITIES = QuantityWords(
    also={"°": "%"},  # 14度 of alcohol
    units=CHINESE,
    multiples={
        "斤": (0.5, "kg"), "市斤": (0.5, "kg"), "台斤": (0.6, "kg"), "万像素": (0.01, "MP"), "萬像素": (0.01, "MP"),
        "百万像素": (1.0, "MP"), "亿像素": (100.0, "MP"),
    },
    numerals={
        **{word: float(number) for number, word in enumerate("零一二三四五六七八九")},
        "〇": 0.0, "两": 2.0, "兩": 2.0, "半": 0.5, "俩": 2.0,
    },
    years=pattern(
        r"(?<![\d.])(?P<year>1[5-9]\d\d|20\d\d)(?!\d|[.,]\d|\s?[元块刀毫克千瓦米]|美元)"
        r"(?P<least_behind>年?(?:(?:及|或)?(?:以后|之后)|以来|起|往后))?(?P<most_behind>年?(?:(?:及|或)?(?:以前|之前)))?年?"
    ),
    decades=pattern(
        r"(?:上个?世纪|上個?世紀|二十世[纪紀]|20世[纪紀])?"
        r"(?<![\d.])(?:(?P<decade>(?:1[5-9]|20)\d0|[2-9]0)|(?P<word>[二三四五六七八九]十))年代(?:初|中|末|初期|中期|末期|后期)?"
    ),
    decade_words={f"{digit}十": f"{number}0" for number, digit in enumerate("二三四五六七八九", 2)},
    multipliers={"十": 10.0, "百": 100.0, "千": 1000.0, "万": 1e4, "萬": 1e4},
    half_after=("半",),
    tenths_after=pattern(
        r"(?<=[米尺升斤吨])(?P<tenths>[一二三四五六七八九]|[1-9]\d?(?![\d.]))"
        r"(?![一二三四五六七八九十百千万点个条件张只台块款把根本支套双对两斤公克升米寸尺厘毫分年月天岁位人层门格次元])"
    ),
    before=_BEFORE,
    after=_AFTER,
    after_words=tuple(phrase for phrase in (*_OR_MORE, *_OR_LESS) if len(phrase) > 1),
    between_words=f"[{HAN}]{{1,4}}?",
    compared=(
        "比",
        {
            **dict.fromkeys("轻 輕 短 小 少 窄 薄 矮 更轻 更短 更小 还轻 还小 还短".split(), "<="),
            **dict.fromkeys("重 长 長 大 多 宽 寬 厚 高 更重 更长 更大 还大 还长 还重".split(), ">="),
        },
    ),
    openers=("介于", "介於", "在", "从", "從"),
    joins=("到", "至", "-", "–", "—", "~", "～", "或", "或者"),
    opened_joins=("和", "与", "與", "跟"),
    closers=("之间", "之間", "的范围", "范围内"),
    # What only looks like a unit: 升级, 秒杀, 天猫, 年级, T恤, 3.0转接头.
    not_before={
        "升": ("级", "級", "降"), "秒": ("杀", "殺"), "天": ("猫", "貓", "线", "線"),
        "年": ("级", "級", "轻", "輕", "货", "代"),
        "周": ("年",),
        "t": ("恤",), "米": ("色", "白"), "度": ("假",), "克": ("拉",), "页": ("岩",),
        "转": ("换", "接", "网", "以", "vga", "hdmi", "type", "usb", "dp", "dvi", "rj"),
    },
    # A mobile network's generation; 4G内存 is memory.
    never=pattern(r"\b802[.,]11[a-z]*|(?<![\w.,])[2-6]g(?![a-z]|内存|內存|运存|显存|顯存|硬盘|U盘|优盘|存储|记忆)",
    re.IGNORECASE),
    turns=TURNS,
    turned_behind=TURNED_BEHIND,
    denials=("不",),
    points=("点", "點"),
)  # fmt: skip
