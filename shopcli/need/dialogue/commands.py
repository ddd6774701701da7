"""Commands that are said rather than typed: "start over", "compare the first two", 重新开始, 比较一下前两个.

A language is one entry: patterns of the whole of what is said, to the command; ``{all}`` stands for every result shown.
"""

from __future__ import annotations

import re

_ENGLISH = {
    r"(?:let'?s |please )?start (?:over|again|anew|afresh|from scratch)": "/reset",
    r"(?:please )?(?:begin again|reset|new search|forget (?:it all|everything))": "/reset",
    r"(?:please )?compare (?:the )?first (?:two|2)(?: ones?| results?)?": "/compare 1 2",
    r"(?:please )?compare (?:the )?first (?:three|3)(?: ones?| results?)?": "/compare 1 2 3",
    r"(?:please )?compare (?:them|these|those|all(?: of them)?|all (?:two|three)|the (?:two|three)|both)": "/compare {all}",
    r"(?:please )?compare (?:number )?#?(\d{1,2})(?:,| and| with| to| vs\.?) #?(\d{1,2})": r"/compare \1 \2",
    r"(?:why|why did you (?:pick|choose)|what about) (?:number |#)(\d{1,2})": r"/why \1",
    r"undo(?: that)?|go back|back": "/undo",
    r"(?:bye|goodbye|exit|quit|that'?s all(?:,? thanks| thank you)?)": "/quit",
}
_CHINESE = {
    r"重新开始|从头(?:开始|再来)|重来|重置": "/reset",
    r"(?:请)?(?:比较|对比)(?:一下)?前(?:两|2)[个款种]?": "/compare 1 2",
    r"(?:请)?(?:比较|对比)(?:一下)?前(?:三|3)[个款种]?": "/compare 1 2 3",
    r"(?:请)?(?:比较|对比)(?:一下)?(?:这些|它们|这几[个款]|这[两三][个款])|(?:比较|对比)一下": "/compare {all}",
    r"(?:请)?(?:比较|对比)(?:一下)?第?(\d{1,2})(?:和|与|跟|、)第?(\d{1,2})": r"/compare \1 \2",
    r"撤销|返回|上一步": "/undo",
    r"再见|退出": "/quit",
}
_PATTERNS = tuple(
    (re.compile(rf"(?:{pattern})[.!?。！？\s]*", re.IGNORECASE), command) for pattern, command in (_ENGLISH | _CHINESE).items()
)


def spoken_command(said: str, shown: int) -> str | None:
    """The command that the whole of what was said stands for; None where it is a request.

    Args:
        said: what the shopper said.
        shown: how many results are on the screen.
    """
    for pattern, command in _PATTERNS:
        if match := pattern.fullmatch(said.strip()):
            numbers = " ".join(map(str, range(1, shown + 1)))
            return match.expand(command.replace("{all}", numbers))
    return None
