"""Scripts: in which one a text is written, Chinese above all, since its words stand without blanks between them."""

from __future__ import annotations

from shopcli.util.lazy_regex import pattern

# Ranges of code points, for the inside of a character class.
HAN = "\u3400-\u9fff"  # the unified ideographs, those of extension A too
KANA = "\u3040-\u30ff"
HANGUL = "\uac00-\ud7af"
CJK = KANA + HAN + HANGUL

_HAN = pattern(f"[{HAN}]")
_KANA = pattern(f"[{KANA}]")
_CJK = pattern(f"[{CJK}]")
_FOREIGN = pattern(r"[^\W\d_\u0000-\u03ff]")
_LETTER = pattern(r"[^\W\d_]")


def has_han(text: str) -> bool:
    """Whether a text has a Chinese character, which Japanese uses as well."""
    return _HAN.search(text) is not None


def starts_han(text: str) -> bool:
    """Whether a text begins with a Chinese character."""
    return _HAN.match(text) is not None


def has_kana(text: str) -> bool:
    """Whether a text has a Japanese syllable, so that its Chinese characters are Japanese."""
    return _KANA.search(text) is not None


def has_cjk(text: str) -> bool:
    """Whether a text has Chinese, Japanese or Korean."""
    return _CJK.search(text) is not None


def is_foreign(text: str) -> bool:
    """Whether a text has a letter of another script than the Latin one; Greek letters stand in units."""
    return _FOREIGN.search(text) is not None


def is_mostly_chinese(text: str) -> bool:
    """Whether a third of the letters are Chinese characters and none to speak of are Japanese syllables."""
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    return han * 3 >= len(_LETTER.findall(text)) > 0 and kana * 20 < han
