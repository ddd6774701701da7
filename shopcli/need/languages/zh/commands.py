"""Commands that are said in Chinese: 重新开始, 比较一下前两个."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    r"重新开始|从头(?:开始|再来)|重来|重置": "/reset",
    r"(?:请)?(?:比较|对比)(?:一下)?前(?:两|2)[个款种]?": "/compare 1 2",
    r"(?:请)?(?:比较|对比)(?:一下)?前(?:三|3)[个款种]?": "/compare 1 2 3",
    r"(?:请)?(?:比较|对比)(?:一下)?(?:这些|它们|这几[个款]|这[两三][个款])|(?:比较|对比)一下": "/compare {all}",
    r"(?:请)?(?:比较|对比)(?:一下)?第?(\d{1,2})(?:和|与|跟|、)第?(\d{1,2})": r"/compare \1 \2",
    r"撤销|返回|上一步": "/undo",
    r"再见|退出": "/quit",
}
