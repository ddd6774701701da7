"""A help page that is read from top to bottom: one line for each thing, its name first, neither wrapped nor set in columns."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

_TYPE = re.compile(r"<(\w+)(?:\[(\w+)\])?[^>]*>")  # "<path>", "<list[str]>", "<int range>"
_NAMED = {"str": "TEXT", "int": "NUMBER", "float": "NUMBER", "bool": ""}
_EXTRAS = re.compile(r"\s*\[([^\[\]]*)\]\Z")  # "[default: (3); x>=1]"
_DEFAULT = re.compile(r"default: \(?(.*?)\)?\Z")
_RANGE = re.compile(r"(?:(\S+?)<=)?x(?:>=(\S+)|<=(\S+))?\Z")


def help_lines(command: Any, context: Any) -> Iterator[str]:
    """The help of a command.

    Args:
        command: of typer.
        context: its context.
    """
    yield f"Usage: {context.command_path} {' '.join(command.collect_usage_pieces(context))}".rstrip()
    yield from paragraphs(command.help or "")
    records = [(one.param_type_name, one.get_help_record(context)) for one in command.get_params(context)]
    for kind, heading in (("argument", "Arguments"), ("option", "Options")):
        listed = [record for one, record in records if one == kind and record]
        if listed:
            yield f"{heading}, {len(listed)} in all:"
            yield from (f"{parameter_name(name)}: {parameter_text(text)}" for name, text in listed)
    commands = [(name, command.get_command(context, name)) for name in getattr(command, "commands", ())]
    if commands:
        yield f"Commands, {len(commands)} in all:"
        yield from (f"{number}. {name}: {first_paragraph(one.help)}" for number, (name, one) in enumerate(commands, start=1))


def paragraphs(text: str) -> Iterator[str]:
    """The description, each of its paragraphs on one line."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        if paragraph:
            yield " ".join(paragraph.split())


def first_paragraph(text: str | None) -> str:
    """The first paragraph of a description on one line; empty where there is none."""
    return next(paragraphs(text or ""), "")


def parameter_name(record: str) -> str:
    """``-i, --index <path>`` as ``--index PATH, or -i``; ``--warm / --no-warm`` as ``--warm or --no-warm``."""
    names, _, kind = _TYPE.sub(lambda found: _kind(found[2] or found[1]), record).strip().partition(" ")
    if names.endswith(","):
        short, (long, _, kind) = names.removesuffix(","), kind.partition(" ")
        return f"{f'{long} {kind}'.strip()}, or {short}"
    return f"{names} {kind.replace('/', 'or')}".strip()


def _kind(name: str) -> str:
    return _NAMED.get(name, name.upper())


def parameter_text(text: str) -> str:
    """The help of a parameter with what typer puts into brackets behind it as sentences."""
    extras = _EXTRAS.search(text)
    said = [" ".join((text[: extras.start()] if extras else text).split())]
    for extra in extras[1].split("; ") if extras else ():
        if default := _DEFAULT.fullmatch(extra):
            said.append(f"Default: {default[1]}.")
        elif limits := _RANGE.fullmatch(extra):
            low, high = limits[1] or limits[2], limits[3]
            said.append(f"{' and '.join(filter(None, (low and f'At least {low}', high and f'at most {high}')))}.")
        else:
            said.append(f"{extra[:1].upper()}{extra[1:]}.")
    return " ".join(filter(None, said))
