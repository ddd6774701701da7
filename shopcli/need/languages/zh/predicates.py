"""More and less that Chinese says behind what it is said of, and before it: 电池要大, 屏幕大, 大屏幕."""

from __future__ import annotations

from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_MEASURED = "屏幕|屏|电池|内存|运存|硬盘|存储|重量|长度|宽度|高度|厚度|深度|容量|直径|续航|功率"
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
_TAIL = rf"(?:一点儿?|一些|些|点儿?)?(?:的|(?![{HAN}]))"
_ANY = f"[{''.join(HOW)}]"
PREDICATE = pattern(
    rf"(?P<what>{_MEASURED}){_ADVERBS}*(?P<how>{_ANY}){_TAIL}|(?<!不)(?:要|够|尽量){_ADVERBS}*(?P<how3>{_ANY}){_TAIL}"
    rf"|(?P<how2>[大小长])(?P<what2>{_MEASURED})"
)
