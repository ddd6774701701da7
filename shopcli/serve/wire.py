"""Values as lines of JSON, and back: the dataclasses of `shopcli.types`, field by field, checked against their types.

What travels are values, never screens, so that the one who asks shows them as if it had found them itself.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
Read = Callable[[Any], Any]

LONGEST_REQUEST = 1 << 20  # bytes of one line to the process
LONGEST_ANSWER = 1 << 27  # bytes of one line from it: a thousand results with their records are a few MiB


class BadMessage(ValueError):
    """A line that is too long, is no JSON, or holds other values than it should."""


class Stream(Protocol):
    """What `lines` reads from: a socket's ``makefile("rb")``."""

    def readline(self, limit: int = -1, /) -> bytes: ...


def line_of(**message: Any) -> bytes:
    """One message as a line of ASCII: a field's name and a dataclass, or what JSON knows."""
    return json.dumps(message, default=_plain, separators=(",", ":")).encode("ascii") + b"\n"


def lines(stream: Stream, longest: int) -> Iterator[dict[str, Any]]:
    """The messages of a connection until its other end closes.

    Raises:
        BadMessage: a line that is longer, broken off, or no JSON object.
    """
    while line := stream.readline(longest + 1):
        if not line.endswith(b"\n"):
            raise BadMessage(f"a line of more than {longest:,} bytes" if len(line) > longest else "a line that breaks off")
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            raise BadMessage("a line that is no JSON") from None
        if not isinstance(found, dict):
            raise BadMessage("a line that is no JSON object")
        yield found


def value_of(kind: Callable[..., Kind], held: Any) -> Kind:
    """The value of a type that JSON holds.

    Raises:
        BadMessage: it holds something else.
    """
    found: Kind = _reader(kind)(held)
    return found


def _plain(value: Any) -> Any:
    """What JSON has no word for: a dataclass by its fields, a mapping, and NumPy's scalars as Python's."""
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot travel")


@cache
def _reader(kind: Any) -> Read:
    """What turns JSON into values of one type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _object_reader(kind)
    if origin in (Union, types.UnionType):
        return _union_reader([_reader(argument) for argument in arguments])
    if origin is tuple:
        return _tuple_reader(arguments)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_reader(_reader(arguments[1]))
    if origin is Literal:
        return lambda held: held if isinstance(held, str) and held in arguments else _refuse(held, "one of the words known")
    if kind is Any:
        return lambda held: held
    return _scalar_reader(kind)


def _object_reader(kind: Any) -> Read:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}

    def read(held: Any) -> Any:
        if not isinstance(held, dict) or not held.keys() <= readers.keys():
            _refuse(held, kind.__name__)
        try:
            return kind(**{name: readers[name](value) for name, value in held.items()})
        except TypeError:  # a field without a default is missing
            return _refuse(held, kind.__name__)

    return read


def _union_reader(readers: list[Read]) -> Read:
    def read(held: Any) -> Any:
        for reader in readers:
            try:
                return reader(held)
            except BadMessage:
                continue
        return _refuse(held, "any of the types known")

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> Read:
    if arguments[-1] is ...:
        each = _reader(arguments[0])
        return lambda held: tuple(map(each, held)) if isinstance(held, list) else _refuse(held, "a list")
    readers = list(map(_reader, arguments))

    def read(held: Any) -> Any:
        if not isinstance(held, list) or len(held) != len(readers):
            _refuse(held, f"a list of {len(readers)}")
        return tuple(reader(value) for reader, value in zip(readers, held, strict=True))

    return read


def _mapping_reader(each: Read) -> Read:
    def read(held: Any) -> Any:
        if not isinstance(held, dict):
            _refuse(held, "an object")
        return {name: each(value) for name, value in held.items()}

    return read


def _scalar_reader(kind: type) -> Read:
    # A catalog's whole numbers stay whole where a type says float; truth is no number.
    kinds = {float: (float, int), type(None): (type(None),)}.get(kind, (kind,))
    return lambda held: held if type(held) in kinds else _refuse(held, kind.__name__)


def _refuse(held: Any, wanted: str) -> Any:
    # No value is quoted: it may be a shopper's words.
    raise BadMessage(f"{type(held).__name__} instead of {wanted}")
