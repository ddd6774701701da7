"""The last gate before a terminal: no text of a catalog, a model or a user passes it with a control character."""

from __future__ import annotations

import unicodedata

from shopcli.util.lazy_regex import pattern

# A whole sequence goes, so that "\x1b[31mRed" leaves "Red" and not "[31mRed". One without its end loses its ESC only.
_ESCAPE_SEQUENCE = pattern(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC and its like: titles, links, clipboard
    r"|\x1b[ -/]*[0-~]"
)
_JOINERS = "\u200c\u200d"  # Persian words and joined emoji need them
# What a chat template or a terminal would take for more than text.
_MARKUP = pattern(
    r"<\|[^|>]*\|?>|</?[a-zA-Z_]+[^>]*>|\[/?INST\]|[<>`*#\\{}]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def safe(text: str) -> str:
    """``text`` on one line, without anything that could drive a terminal or reorder what is read.

    Escape sequences, control and bidirectional formatting characters go, lone surrogates become U+FFFD, and runs of
    white space become one space.
    """
    return " ".join(safe_lines(text).split())


def safe_lines(text: str) -> str:
    """As `safe`, but line breaks and spaces stay: for text that is laid out already."""
    text = text.replace("\r\n", "\n")
    if text.replace("\n", "").isprintable():
        return text
    return "".join(map(_harmless, _ESCAPE_SEQUENCE.sub("", text)))


def plain(text: str) -> str:
    """``text`` as one line of data: chat tokens, tags, markdown and control characters gone, blanks collapsed."""
    return " ".join(_MARKUP.sub(" ", text).split())


def shorten(text: str, length: int) -> str:
    """``text`` made `safe` and cut at ``length`` characters, the cut marked with three dots."""
    text = safe(text)
    return text if len(text) <= length else text[: length - 3].rstrip() + "..."


def _harmless(character: str) -> str:
    if character == "\n" or character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category in ("Zl", "Zp", "Zs") or character in "\t\r\v\f\x85":
        return " "
    return "" if category in ("Cc", "Cf") else character
