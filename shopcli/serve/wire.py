"""Values as lines of JSON, and back: the dataclasses of `shopcli.types`, field by field, checked against their types.

What travels are values, never screens, so that the one who asks shows them as if it had found them itself.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import IO, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
_Reader = Callable[[Any], Any]

LONGEST_REQUEST = 1 << 20  # bytes of one line to the process
LONGEST_ANSWER = 1 << 27  # bytes of one line from it: a thousand results with their records are a few MiB


class BadMessage(ValueError):
    """A line that is too long, is no JSON, or holds other values than it should."""


def line_of(**message: Any) -> bytes:
    """One message as a line of ASCII: a field's name and a dataclass, or what JSON knows."""
    return json.dumps(message, default=_plain, separators=(",", ":")).encode("ascii") + b"\n"


def lines(stream: IO[bytes], longest: int) -> Iterator[dict[str, Any]]:
    """The messages of a connection until its other end closes.

    Raises:
        BadMessage: a line that is longer, broken off, or no JSON object.
    """
    while line := stream.readline(longest + 1):
        if not line.endswith(b"\n"):
            raise BadMessage(f"a line of more than {longest:,} bytes" if len(line) > longest else "a line that breaks off")
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            raise BadMessage("a line that is no JSON") from None
        if not isinstance(message, dict):
            raise BadMessage("a line that is no JSON object")
        yield message


def value_of(kind: Callable[..., Kind], data: Any) -> Kind:
    """The value of a type that JSON holds.

    Raises:
        BadMessage: it holds something else.
    """
    value: Kind = _reader(kind)(data)
    return value


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
def _reader(kind: Any) -> _Reader:
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
        return lambda data: data if isinstance(data, str) and data in arguments else _refuse(data, "one of the words known")
    if kind is Any:
        return lambda data: data
    return _scalar_reader(kind)


def _object_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}

    def read(data: Any) -> Any:
        if not isinstance(data, dict) or not data.keys() <= readers.keys():
            _refuse(data, kind.__name__)
        try:
            return kind(**{name: readers[name](value) for name, value in data.items()})
        except TypeError:  # a field without a default is missing
            return _refuse(data, kind.__name__)

    return read


def _union_reader(readers: list[_Reader]) -> _Reader:
    def read(data: Any) -> Any:
        for reader in readers:
            try:
                return reader(data)
            except BadMessage:
                continue
        return _refuse(data, "any of the types known")

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if arguments[-1] is ...:
        each = _reader(arguments[0])
        return lambda data: tuple(map(each, data)) if isinstance(data, list) else _refuse(data, "a list")
    readers = list(map(_reader, arguments))

    def read(data: Any) -> Any:
        if not isinstance(data, list) or len(data) != len(readers):
            _refuse(data, f"a list of {len(readers)}")
        return tuple(reader(value) for reader, value in zip(readers, data, strict=True))

    return read


def _mapping_reader(each: _Reader) -> _Reader:
    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            _refuse(data, "an object")
        return {name: each(value) for name, value in data.items()}

    return read


def _scalar_reader(kind: type) -> _Reader:
    # A catalog's whole numbers stay whole where a type says float; truth is no number.
    kinds = {float: (float, int), type(None): (type(None),)}.get(kind, (kind,))
    return lambda data: data if type(data) in kinds else _refuse(data, kind.__name__)


def _refuse(data: Any, wanted: str) -> Any:
    # No value is quoted: it may be a shopper's words.
    raise BadMessage(f"{type(data).__name__} instead of {wanted}")
