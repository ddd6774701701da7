"""A view: the part of a JSON document that a JMESPath expression picks (https://jmespath.org).

JMESPath only reads and has no loops of its own; it is imported where a view is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shopcli.errors import UsageError

if TYPE_CHECKING:
    from jmespath.exceptions import JMESPathError

_EXAMPLE = "For example: --view 'results[].id'. The language: https://jmespath.org/tutorial.html"
_LONGEST = 10_000  # characters


class View:
    """An expression, read.

    Args:
        expression: in JMESPath.

    Raises:
        UsageError: it cannot be read, or it calls what is no function; it says where.
    """

    def __init__(self, expression: str) -> None:
        import jmespath
        from jmespath.exceptions import JMESPathError

        if len(expression) > _LONGEST:
            raise UsageError(f"The view has more than {_LONGEST:,} characters.", hint=_EXAMPLE)
        try:
            self._parsed = jmespath.compile(expression)
        except RecursionError:
            raise UsageError("The view is nested too deep.", hint=_EXAMPLE) from None
        except JMESPathError as error:
            raise UsageError(_where(expression, error), hint=_EXAMPLE) from None
        _check_functions(expression, self._parsed.parsed)

    def of(self, document: Any) -> Any:
        """What it picks of a document; None where nothing is there.

        Raises:
            UsageError: a function is given what it cannot take.
        """
        from jmespath.exceptions import JMESPathError

        try:
            return self._parsed.search(document)
        except JMESPathError as error:
            raise UsageError(f"The view cannot be made: {error}.", hint=_EXAMPLE) from None


def _where(expression: str, error: JMESPathError) -> str:
    """Where an expression cannot be read: the character, counted from 1, with what stands before it and from it on."""
    at = getattr(error, "lex_position", None)
    if not expression.strip():
        return "The view is empty."
    if at is None or at >= len(expression):
        return f"The view breaks off behind its last character: {expression}"
    return f"The view is wrong from character {at + 1} on: {expression[:at]} >>> {expression[at:]}"


def _check_functions(expression: str, tree: Any) -> None:
    from jmespath.functions import Functions

    for name in _called(tree):
        if name not in Functions.FUNCTION_TABLE:
            at = expression.find(name)
            message = f"The view calls {name!r} at character {at + 1}, and there is no such function."
            raise UsageError(message, hint=f"There are: {', '.join(sorted(Functions.FUNCTION_TABLE))}.")


def _called(tree: Any) -> Iterator[str]:
    """The names of the functions that an expression calls."""
    if tree["type"] == "function_expression":
        yield tree["value"]
    for child in tree["children"]:
        if isinstance(child, dict):
            yield from _called(child)
