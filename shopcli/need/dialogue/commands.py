"""Commands that are said rather than typed: "start over", "compare the first two", 重新开始, 比较一下前两个."""

from __future__ import annotations

import re

from shopcli.need.languages.registry import language_of

_ENDING = r"[.!?。！？\s]*"


def spoken_command(said: str, shown: int) -> str | None:
    """The command that the whole of what was said stands for, ``shown`` results being on the screen; None for a request."""
    for phrase, command in language_of(said).commands.items():
        if match := re.fullmatch(rf"(?:{phrase}){_ENDING}", said.strip(), re.IGNORECASE):
            return match.expand(command.replace("{all}", " ".join(map(str, range(1, shown + 1)))))
    return None
