"""Regular expressions that are compiled when they are first used: a request uses few of the hundreds that its modules name."""

from __future__ import annotations

import re
from typing import Any, cast

from shopcli.util.kept_patterns import compiled


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, a little later: a source that is no expression fails at its first use."""
    return cast("re.Pattern[str]", _Later(source, flags))


class _Later:
    """Has what its pattern has; each method is looked up once, and then is its own."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(compiled(self._source, self._flags), name)
        setattr(self, name, attribute)
        return attribute


NEVER = pattern(r"(?!)")  # matches nowhere: what a language does not say
