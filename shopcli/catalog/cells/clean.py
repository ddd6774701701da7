"""Hostile text made plain: a catalog is untrusted, and its strings reach a terminal, a prompt and an index.

Removed are HTML, terminal escapes, control characters, bidirectional overrides and what is invisible (zero-width
characters, Unicode tags that smuggle instructions). Rich markup brackets stay: rendering escapes them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any

from shopcli.catalog.cells.mojibake import unbroken
from shopcli.catalog.wordlists import split_words

TITLE_LIMIT = 500
DESCRIPTION_LIMIT = 8000
VALUE_LIMIT = 500  # of a name: of a maker, a category, a shop
ATTRIBUTE_LIMIT = 8000  # ingredients and bullet points are told in texts; what is cut off would be denied
NAME_LIMIT = 80

_MISSING = frozenset(
    ("", "n/a", "#n/a", "n.a.", "null", "nan", "none", "nil", "undefined", "-", "--", "---", "–", "—", "\\n", "?", "无", "暂无")
)
# What the template of a page has in the place of a value.
_UNFILLED = re.compile(r"\{\{[^{}]{1,80}\}\}|\$\{[^{}]{1,80}\}|<%=?[^<>%]{1,80}%>")

# What a plain string does not have; most strings have none of it and are returned as they came.
_DIRTY = re.compile(r"[^\x20-\x25\x27-\x3b\x3d-\x7e]|  |^ | $")
_KNOWN_TAGS = split_words(
    "a abbr address article aside b big blockquote body br button center cite code dd del div dl dt em fieldset "
    "figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li "
    "link main mark meta nav noscript object ol option p picture pre q s script section select small source span "
    "strike strong style sub sup svg table tbody td textarea tfoot th thead time title tr tt u ul var video wbr"
)
_INLINE_TAGS = split_words(
    "a abbr b big cite code del em font i ins kbd mark q s small span strike strong sub sup time tt u var wbr"
)
_VOID_TAGS = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SILENT_TAGS = ("script", "style", "head", "noscript", "iframe", "svg")
_JOINED_TAG = re.compile(
    rf"<({'|'.join(sorted(_KNOWN_TAGS, key=len, reverse=True))})((?:class|style|href|id)=[^<>]*)>", re.IGNORECASE
)
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_KNOWN_TAGS))})(?:[\s/][^<>]*)?>|<!--|<!\[CDATA\[|<!doctype\b", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>", re.IGNORECASE)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_LOOSE = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI: colours, cursor, erase
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]{0,2000}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS and their text
    r"|\x1b[ -/]{0,8}[0-Z\\-~]"  # the two-character ones
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile(r"[\u200c\u200d]")
_LOST = re.compile(r"[\ud800-\udfff\ufffd]+")
_WHITE = re.compile(r"[\s\x85]+")


def clean_text(text: str, *, limit: int = VALUE_LIMIT) -> str:
    """One line of plain, visible text in NFC, at most ``limit`` characters; a longer one ends in ``…``.

    Args:
        text: whatever a catalog holds. Bytes that were lost in decoding stay visible as one U+FFFD.
        limit: characters kept, at least 1.
    """
    if len(text) > 8 * limit:  # what lies beyond cannot survive the cap, and hostile markup is slow to parse
        text = text[: 8 * limit]
    if _DIRTY.search(text):
        text = _scrub(text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def is_missing(text: str) -> bool:
    """Whether a cell only says that there is nothing: empty, blanks, N/A, null, nan, a dash, ``\\N``, an unfilled template."""
    if len(text) < 10:
        return text.strip().lower() in _MISSING or _is_unfilled(text)
    return text.isspace() or _is_unfilled(text)


def _is_unfilled(text: str) -> bool:
    return text[:1] in ("{", "$", "<") and _UNFILLED.fullmatch(text) is not None


def is_nothing(value: Any) -> bool:
    """Whether a value of any kind is missing: None, NaN, or text that only says so."""
    return value is None or (isinstance(value, str) and is_missing(value)) or value != value


def _scrub(text: str) -> str:
    text = _visible(text if text.isascii() else unbroken(text))
    if "<" in text or "&" in text:
        text = _visible(_strip_markup(text))  # entities can spell what was just removed
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _WHITE.sub(" ", text).strip()


def _visible(text: str) -> str:
    if not text.isprintable():  # escapes, controls, bidi and zero-width characters are all unprintable to Python
        text = _ESCAPES.sub("", text)
        text = _LOST.sub("\ufffd", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        return _JOINERS.sub(_keep_joiner, text)
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def _keep_joiner(match: re.Match[str]) -> str:
    """A joiner stays inside an emoji or between letters of a script that needs it; elsewhere it only hides words."""
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    if not before or not after:
        return ""
    if match.group() == "\u200d" and (before == "\ufe0f" or unicodedata.category(before) in ("So", "Sk")):
        return "\u200d" if unicodedata.category(after) == "So" else ""
    needs_it = all("\u0590" <= letter <= "\u0dff" and unicodedata.category(letter)[0] in "LM" for letter in (before, after))
    return match.group() if needs_it else ""


def _strip_markup(text: str) -> str:
    """HTML to text; twice, since feeds escape their markup once more. ``<5 kg`` and ``AT&T`` are no markup."""
    for _ in range(2):
        text = _JOINED_TAG.sub(r"<\1 \2>", text) if "=" in text else text  # whose blanks were taken out
        if _TAG.search(text):
            text = _tame(text)
            reader = _TextOfHtml()
            reader.feed(text)
            reader.close()
            text = "".join(reader.parts)
        else:
            text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
        if "<" not in text and "&" not in text:
            break
    return text


def _tame(text: str) -> str:
    """Markup in which HTMLParser finds nothing but whole tags.

    It takes quadratic time over comments and tags that never close, and raises AssertionError over some declarations.
    """
    before, *pieces = text.split("<!--")
    text = before + "".join(piece.partition("-->")[2] for piece in pieces)
    return _LOOSE.sub("&lt;", _DECLARATION.sub("", _CDATA.sub("", text)))


def _is_hidden(attributes: list[tuple[str, str | None]]) -> bool:
    """Whether a page would not show an element."""
    return any(name == "hidden" or (name == "style" and _HIDES.search(value or "")) for name, value in attributes)


class _TextOfHtml(HTMLParser):
    """Collects the text of a fragment: block tags part words, inline tags do not; scripts and what is hidden are dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent, self._within = "", 0  # the element that is not shown, and how many of its name are open in it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self._silent:
            self._within += 1
        elif tag not in _KNOWN_TAGS:
            self.handle_data(self.get_starttag_text() or "")
        elif not self._silent and tag not in _VOID_TAGS and _is_hidden(attrs):
            self._silent = tag
        elif tag in _SILENT_TAGS:
            self._silent = self._silent or tag
        elif tag not in _INLINE_TAGS:
            self.parts.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT_TAGS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent and self._within:
            self._within -= 1
        elif tag == self._silent:
            self._silent = ""
        elif tag not in _INLINE_TAGS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
