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
# Where a Latin word that was put into a Chinese sentence begins and ends.
_APART = pattern(rf"(?<=[{HAN}])\x02(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])\x03(?=[{HAN}])")
_PLACED = pattern("[\x02\x03]")
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


def set_apart(sentence: str, **words: str) -> str:
    """A sentence with words in their places, as `str.format` puts them; in a Chinese one blanks part Latin names from it.

    >>> set_apart("{name}的资料", name="Acme One"), set_apart("{name}的资料", name="朔岭")
    ('Acme One 的资料', '朔岭的资料')
    """
    if not has_han(sentence):
        return sentence.format(**words)
    text = sentence.format(**{place: f"\x02{word}\x03" for place, word in words.items()})
    return _PLACED.sub("", _APART.sub(" ", text))


def is_foreign(text: str) -> bool:
    """Whether a text has a letter of another script than the Latin one; Greek letters stand in units."""
    return _FOREIGN.search(text) is not None


def is_mostly_chinese(text: str) -> bool:
    """Whether a third of the letters are Chinese characters and none to speak of are Japanese syllables."""
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    return han * 3 >= len(_LETTER.findall(text)) > 0 and kana * 20 < han
