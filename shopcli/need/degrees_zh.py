"""How Chinese says more and less. Another language is another file of this form."""

from __future__ import annotations

import re

from shopcli.need.degrees import Degrees

CHINESE_DEGREES = Degrees(
    superlatives={
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
        **dict.fromkeys(("最亮", "最亮的"), ("light", "desc", "brightness")),
        **dict.fromkeys(("最安静", "最安静的"), ("loudness", "asc", "noise")),
        **dict.fromkeys(("容量最大", "容量最大的"), ("size", "desc", "capacity")),
    },
    most={},
    relative={
        **dict.fromkeys(("轻便的", "轻便", "轻的", "轻量"), ("mass", True)),
        **dict.fromkeys(("小的", "小型", "小巧的", "迷你"), ("size", True)),
        **dict.fromkeys(("大的", "大型"), ("size", False)),
        **dict.fromkeys(("短的",), ("length", True)),
        **dict.fromkeys(("长的",), ("length", False)),
        **dict.fromkeys(("便宜的", "实惠的", "平价的", "平价"), ("price", True)),
        **dict.fromkeys(("高端的", "高端", "高档的", "高档", "贵的"), ("price", False)),
    },
    joints=frozenset("的 了 和 与 或 或者 有 带 款 一款 一个 个 吗 呢 请".split()),
    comparisons=("以上", "以下", "以内", "左右", "起", "之间", "及以上", "或以上", "或更多", "或更大"),
    exclusions=re.compile(r"^(?:不要|不想要|不含|不带|除了|非|别|不是|没有|无|不)"),
    messages={
        "relative": "“{words}”按本目录理解为 {meaning}。",
        "unsure_unit": "目录没有说明“{field}”的单位，{unit} 是推测。",
    },
    spaced=False,
)
