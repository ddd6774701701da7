"""Mojibake: UTF-8 that was once read as Windows-1252 and written so, "crÃ¨me brÃ»lÃ©e", read as what it was."""

from __future__ import annotations

import re

_CONTINUED = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # what the further bytes of a character become
_BROKEN = re.compile(f"[ÂÃÄÅÐÑÎÏâã][{_CONTINUED}]")  # behind what the first becomes
_SURE = re.compile(f"[ÂÃ][{_CONTINUED}]|â€[{_CONTINUED}]")
_SURELY = 3  # so many in one text that was cut, or that has other letters too, are no accident


def unbroken(text: str) -> str:
    """A text as it was before; itself where it is not wholly mojibake, nor has so much of it that the rest was something else.

    >>> unbroken("crÃ¨me brÃ»lÃ©e"), unbroken("LANÇAR À MÃO")
    ('crème brûlée', 'LANÇAR À MÃO')
    """
    if not _BROKEN.search(text):
        return text
    try:
        return _bytes_of(text).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        pass
    return _SURE.sub(_of_one, text) if len(_SURE.findall(text)) >= _SURELY else text


def _of_one(match: re.Match[str]) -> str:
    try:
        return _bytes_of(match.group()).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return match.group()


def _bytes_of(text: str) -> bytes:
    """The bytes that were read as Windows-1252, those that it has no character for as they are."""
    return b"".join(_byte_of(character) for character in text)


def _byte_of(character: str) -> bytes:
    return character.encode("latin-1") if "\x80" <= character <= "\x9f" else character.encode("cp1252")
