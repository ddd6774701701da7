"""How Mandarin is read aloud."""

from __future__ import annotations

from shopcli.need.languages.zh.lines import LINES
from shopcli.need.languages.zh.value_words import UNITS
from shopcli.text.money import currencies
from shopcli.types import SpokenForms

_SAID = UNITS | {
    "°C": "摄氏度", "°F": "华氏度", "km/h": "公里每小时", "m/s": "米每秒", "g/m²": "克每平方米", "rpm": "转每分钟",
    "mph": "英里每小时", "Mbit/s": "兆每秒", "Gbit/s": "千兆每秒", "kHz": "千赫兹", "MHz": "兆赫兹", "GHz": "吉赫兹",
    "MB": "兆", "GB": "吉字节", "TB": "太字节", "kB": "千字节", "mA": "毫安", "MP": "百万像素", "cl": "厘升", "dl": "分升",
}  # fmt: skip
_MONEY = {code: one.chinese for code, one in currencies().items()} | dict(LINES.currencies)
ALOUD = SpokenForms(
    tag="zh-CN",
    voice="cmn",
    units={symbol: (name, name) for symbol, name in _SAID.items() if symbol != "%"},
    money={code: (name, name) for code, name in _MONEY.items()},
    sum_whole="{whole}{name}",
    sum_parts="{whole}点{parts}{name}",
    signs={
        "&": "和", "+": "加", "~": "大约", "≈": "大约", "≥": "至少", "≤": "至多", "=": "等于", "°": "度", "×": "乘",
        "½": "二分之一", "¼": "四分之一", "¾": "四分之三",
    },
    share="百分之{amount}",
    span="{low}到{high}",
    sides="{one}乘{other}",
    result="第{rank}件：{title}，{price}。",
    joint="",
    stop="。",
    requests=(
        "{sum}以下的{thing}", "最便宜的{thing}", "{brand}的{thing}，不要{other}", "至少{amount}的{thing}",
        "{sum}到{more}的{thing}",
    ),
    on_screen="其余的请看屏幕。",
)  # fmt: skip
