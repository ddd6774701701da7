"""The manual, made from the commands themselves: docs/commands.md and the man pages in docs/man.

    python -m tools.manual            writes them
    python -m tools.manual --check    only says which of them are stale; exits with 1 if one is

click-man makes man pages for click; typer has a copy of click of its own since 0.26, which click-man does not know.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

os.environ["TYPER_USE_RICH"] = "0"  # read by typer as it is imported: plain descriptions

from typer.main import get_command

from shopcli import __version__, errors
from shopcli.cli.accessible.help import first_paragraph, paragraphs, parameter_name, parameter_text
from shopcli.cli.commands import app

ROOT = Path(__file__).parents[1]
COMMANDS, MAN = ROOT / "docs" / "commands.md", ROOT / "docs" / "man"

_ALSO = "The guides are in the folder docs of the source."
_VARIABLES = (
    ("SHOPCLI_INDEX", "The index folder."),
    ("SHOPCLI_ACCESSIBLE", "1: the mode for screen readers and braille."),
    ("SHOPCLI_HINTS", "0: errors come without hints."),
    ("SHOPCLI_CACHE_DIR, SHOPCLI_DATA_DIR", "Where weights and the default index are."),
    ("NO_COLOR", "No colour."),
)


@dataclass(frozen=True)
class Entry:
    """A command as its help tells it, with those inside it."""

    command: Any
    context: Any

    @property
    def path(self) -> str:
        """All that is typed before its parameters: ``shopcli models pull``."""
        return str(self.context.command_path)

    @property
    def usage(self) -> str:
        return " ".join([self.path, *self.command.collect_usage_pieces(self.context)])

    @property
    def said(self) -> list[str]:
        return list(paragraphs(self.command.help or ""))

    @property
    def brief(self) -> str:
        return first_paragraph(self.command.help)

    def parameters(self, kind: str) -> list[tuple[str, str]]:
        """Name and description of each ``argument`` or ``option`` but ``--help``, which all have."""
        listed = (one for one in self.command.get_params(self.context) if one.param_type_name == kind and one.name != "help")
        records = (one.get_help_record(self.context) for one in listed)
        return [(parameter_name(record[0]), parameter_text(record[1])) for record in records if record]

    @cached_property
    def inside(self) -> list[Entry]:
        commands = getattr(self.command, "commands", {})
        return [Entry(one, type(self.context)(one, info_name=name, parent=self.context)) for name, one in commands.items()]


def whole() -> Entry:
    """``shopcli`` with everything in it."""
    command = get_command(app)
    return Entry(command, command.make_context("shopcli", [], resilient_parsing=True))


def pages() -> dict[Path, str]:
    """Every file of the manual and what it holds."""
    root = whole()
    made = {COMMANDS: "".join(f"{line}\n" for line in _markdown(root)), MAN / "shopcli.1": _man(root)}
    return made | {MAN / f"{one.path.replace(' ', '-')}.1": _man(one) for one in root.inside}


# --- Markdown -----------------------------------------------------------------------------------------------------------------


def _markdown(root: Entry) -> Iterator[str]:
    yield from ("# Commands", "", "<!-- Made from the commands by `make manual`; a test fails when it is stale. -->", "")
    yield from (root.brief, "", "Every command has `--help`, and takes `--accessible`. Without a command, `shopcli` talks.", "")
    yield from ("| command | what it does |", "| --- | --- |")
    yield from (f"| [`{one.path}`](#{one.path.replace(' ', '-')}) | {_cell(one.brief)} |" for one in root.inside)
    for entry in root.inside:
        yield from _section(entry, "##")
        for inner in entry.inside:
            yield from _section(inner, "###")


def _section(entry: Entry, mark: str) -> Iterator[str]:
    yield from ("", f"{mark} {entry.path}", "")
    for said in entry.said:
        yield from (_escaped(said), "")
    yield from ("```text", entry.usage, "```")
    for kind in ("argument", "option"):
        rows = entry.parameters(kind)
        if rows:
            yield from ("", f"| {kind} | |", "| --- | --- |")
            yield from (f"| `{_cell(name)}` | {_cell(said)} |" for name, said in rows)


def _cell(text: str) -> str:
    return _escaped(text).replace("|", "\\|")


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;")


# --- roff ---------------------------------------------------------------------------------------------------------------------


def _man(entry: Entry) -> str:
    """A page of section 1, in the macros of man(7)."""
    name = entry.path.replace(" ", "-")
    lines = [f'.TH "{name.upper()}" "1" "" "shopcli {__version__}" "User Commands"']
    lines += [".SH NAME", f"{_roff(name)} \\- {_roff(entry.brief.rstrip('.'))}"]
    lines += [".SH SYNOPSIS", f".B {_roff(entry.path)}", _roff(entry.usage.removeprefix(entry.path).strip())]
    lines += [".SH DESCRIPTION"]
    for said in entry.said:
        lines += [".PP", _roff(said)]
    lines += _lists(entry)
    if len(entry.path.split()) == 1:
        lines += [".SH COMMANDS", *_pairs((one.path, one.brief) for one in entry.inside)]
        lines += [".SH ENVIRONMENT", *_pairs(_VARIABLES), ".SH EXIT STATUS", *_pairs(_exits())]
    else:
        for inner in entry.inside:
            lines += [f".SH {_roff(inner.path).upper()}", _roff(inner.brief), ".PP", f"Usage: {_roff(inner.usage)}"]
            lines += _lists(inner, heading=".SS")
    also = ".BR shopcli (1)." if " " in entry.path else f"Each command has a page: shopcli\\-ask(1). {_roff(_ALSO)}"
    return "\n".join([*lines, ".SH SEE ALSO", also]) + "\n"


def _lists(entry: Entry, heading: str = ".SH") -> list[str]:
    lines: list[str] = []
    for kind, title in (("argument", "ARGUMENTS"), ("option", "OPTIONS")):
        if listed := entry.parameters(kind):
            lines += [f"{heading} {title}", *_pairs(listed)]
    return lines


def _pairs(listed: Any) -> Iterator[str]:
    for name, said in listed:
        yield from (".TP", f"\\fB{_roff(name)}\\fR", _roff(said) or "\\&")


def _exits() -> list[tuple[str, str]]:
    """Each exit code and what it means, as the failures themselves say."""
    named = vars(errors).values()
    kinds = [one for one in named if isinstance(one, type) and issubclass(one, errors.ShopcliError)]
    failures = {kind.exit_code: first_paragraph(kind.__doc__) for kind in kinds}
    said = {0: "An answer, also where nothing matches.", **failures, 130: "Interrupted."}
    return [(str(code), text) for code, text in sorted(said.items())]


def _roff(text: str) -> str:
    """Text that roff shows as it is: no line of it is a request, and a hyphen is one that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in text)
    return f"\\&{text}" if text.startswith((".", "'")) else text


# --- on disk ------------------------------------------------------------------------------------------------------------------


def stale() -> list[Path]:
    """Files that are not what the commands say now, and man pages of commands that are gone."""
    made = pages()
    changed = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    return changed + [path for path in sorted(MAN.glob("*.1")) if path not in made]


def main() -> None:
    """Write what is stale, or only say so."""
    made, found = pages(), stale()
    for path in found:
        print(path.relative_to(ROOT))
        if "--check" in sys.argv[1:]:
            continue
        if path in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    sys.exit(bool(found) if "--check" in sys.argv[1:] else 0)


if __name__ == "__main__":
    main()
