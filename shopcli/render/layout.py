"""Lines of a known width: wrapping that knows wide characters and breaks Chinese where Chinese may break."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Literal

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from shopcli.text.safe import safe
from shopcli.util.lazy_regex import pattern

# A piece is what may not be broken: one ideograph with the punctuation that closes it, or a run of anything else up to a
# space or to a comma that is not inside a number. An opening bracket clings to what it opens.
_WIDE = "\u2e80-\u2fff\u3040-\u30ff\u31f0-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff"  # Korean has spaces
_CLOSING = "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
_OPENING = "\u3008\u300a\u300c\u300e\u3010\u3014\uff08"
_RUN = f"(?:(?<=\\d),(?=\\d)|[^{_WIDE}{_OPENING} ,;])*[,;]*"
_PIECE = pattern(f"[{_OPENING}]*(?:[{_WIDE}][{_CLOSING}]*|{_RUN}) *")

MEASURE = 100  # cells: longer lines of prose are hard to follow back to the left


def wrap(text: Text, width: int, *, start: int = 0, limit: int | None = None) -> list[Text]:
    """``text`` in lines of at most ``width`` cells.

    Args:
        text: styled text on one line.
        width: cells a line may take, at least 1.
        start: cells of the first line that are taken already. The first line comes back empty where nothing fits.
        limit: the most lines to give; the last one then ends in an ellipsis.
    """
    lines = [*text.divide(_breaks(text.plain, max(width, 2), start))]
    for line in lines:
        line.rstrip()
    if limit is not None and len(lines) > limit:
        lines = lines[:limit]
        lines[-1].append("…")
        lines[-1].truncate(max(width, 2), overflow="ellipsis")
    return lines


def joined(parts: Iterable[Text | str]) -> Text:
    """``parts`` with dim dots between them."""
    # Not Text.join: it lends the separator's style to everything that it joins.
    text = Text()
    for number, part in enumerate(parts):
        text.append(" · " if number else "", style="dim").append_text(Text(part) if isinstance(part, str) else part)
    return text


def hang(mark: Text, text: Text, width: int, *, limit: int | None = None) -> Iterator[Text]:
    """``text`` wrapped to the right of ``mark``, which stands before the first line only."""
    indent = mark.cell_len
    for number, line in enumerate(wrap(text, width - indent, limit=limit)):
        yield Text.assemble(mark if number == 0 else " " * indent, line)


def _breaks(plain: str, width: int, start: int) -> list[int]:
    """The offsets at which new lines begin."""
    breaks: list[int] = []
    column = start
    for match in _PIECE.finditer(plain):
        piece = match[0]
        if column and column + cell_len(piece.rstrip()) > width:
            breaks.append(match.start())
            column = 0
        for offset, character in enumerate(piece):
            if column and column + cell_len(character) > width and not character.isspace():
                breaks.append(match.start() + offset)  # a piece longer than a line breaks anywhere
                column = 0
            column += cell_len(character)
    return breaks


def table(*columns: str, right: Container[int] = ()) -> Table:
    """A table without lines.

    Args:
        columns: a heading for each column, empty for none.
        right: the numbers of the columns that are set to the right.
    """
    made = Table(box=None, show_header=any(columns), header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for number, column in enumerate(columns):
        justify: Literal["left", "right"] = "right" if number in right else "left"
        made.add_column(Text(safe(column)), justify=justify, overflow="fold")
    return made
