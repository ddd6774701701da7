"""Commands that go on from an answer: the next page, narrowing down, why, side by side, and all of one product.

Each is made of the command that was typed, so that it asks of the same index with the same flags; each is a line for a POSIX
shell.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from shopcli.config import STORE_FLAG, typed_store
from shopcli.util.store_uri import without_secrets

if TYPE_CHECKING:
    from shopcli.types import Answer

_MOST_COMPARED = 3
Flag = tuple[str, str | None]  # with its value, or None where it takes none
# What belongs to one page or one form of an answer, and is not gone on with.
_OF_THIS_PAGE = frozenset("as_json view schema batch cursor facets explain timings form warm out in_flight".split())


class TypedCommand:
    """A command with the options that were typed.

    Args:
        context: of the command, from click.
    """

    def __init__(self, context: Any) -> None:
        self._given = {
            one.name: (one, context.params.get(one.name))
            for one in context.command.params
            if one.param_type_name == "option" and context.get_parameter_source(one.name).name == "COMMANDLINE"
        }

    def flags(self, names: Collection[str] | None = None) -> list[Flag]:
        """The options that were typed; those of some names, or all that are gone on with.

        A store that was typed goes with the index, which it stands for: it may be typed with any command.
        """
        store: list[Flag] = (
            [(STORE_FLAG, named)] if (names is None or "index" in names) and (named := without_secrets(typed_store())) else []
        )
        return store + [
            flag
            for name, (option, value) in self._given.items()
            if (name in names if names is not None else name not in _OF_THIS_PAGE)
            for flag in _flags_of(option, value)
        ]


def _flags_of(option: Any, value: Any) -> Iterator[Flag]:
    longest = max(option.opts, key=len)
    if isinstance(value, bool):
        yield longest if value else max(option.secondary_opts, key=len, default=longest), None
        return
    yield from ((longest, str(one)) for one in (value if isinstance(value, (list, tuple)) else [value]))


def next_commands(answer: Answer, typed: TypedCommand, command: str, question: str) -> dict[str, str | None]:
    """The commands as the JSON contract has them; None for one that has nothing to go on to.

    Args:
        answer: what was found.
        typed: the options of the command that found it.
        command: its name.
        question: the request, empty where there was none.
    """
    flags, ids = typed.flags(), [hit.product.id for hit in answer.results]
    index, asked = typed.flags(("index",)), [question] if question.strip() else []
    is_one, as_json = answer.bundle is None and bool(ids), ("--json", None)
    why = [*typed.flags(("index", "struck", "device")), ("--id", ids[0])] if is_one and asked else []
    return {
        "page": _line(command, [*flags, ("--cursor", answer.cursor), as_json], asked) if answer.cursor else None,
        "narrow": _line(command, [*flags, *_narrowing(answer), as_json], asked) if is_one and answer.matching > 1 else None,
        "explain": _line("explain", why, asked) if why else None,
        "compare": _line("compare", [*index, as_json], ids[:_MOST_COMPARED]) if len(ids) > 1 else None,
        "show": _line("show", [*index, as_json], ids[:1]) if ids else None,
    }


def _narrowing(answer: Answer) -> Sequence[Flag]:
    """The flags of the value that leaves most and yet less than there is; where no facets are there, the flag for them."""
    values = [value for facet in answer.facets or () for value in facet.values if value.flags and value.count < answer.matching]
    if not values:
        return [("--facets", None)]
    best = max(values, key=lambda value: value.count).flags
    return list(zip(best[::2], best[1::2], strict=True))


def _line(command: str, flags: Sequence[Flag], words: Sequence[str]) -> str:
    """A line for a shell; what begins as a flag does and is none stands behind two dashes, or joined to its flag."""
    typed: list[str] = []
    for flag, value in flags:
        joined = value is not None and value.startswith("-")
        typed += [flag] if value is None else [f"{flag}={value}"] if joined else [flag, value]
    dashes = ["--"] if any(word.startswith("-") for word in words) else []
    return shlex.join(["shopcli", command, *typed, *dashes, *words])
