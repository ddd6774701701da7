"""Chinese, simplified and traditional."""

from shopcli.need.languages.pack import LanguagePack
from shopcli.text.scripts import HAN, has_cjk, has_kana
from shopcli.util.lazy_regex import pattern

_CHINESE = pattern(f"[{HAN}]")
_LATIN_WORD = pattern(r"[A-Za-z]+")


def _detects(text: str) -> bool:
    """Chinese characters, no kana, and no more Latin words than there are Chinese characters, two to a word."""
    chinese = len(_CHINESE.findall(text))
    return bool(chinese) and not has_kana(text) and 2 * chinese >= len(_LATIN_WORD.findall(text))


CHINESE = LanguagePack(
    "zh",
    __name__,
    _detects,
    describes=has_cjk,  # one character is enough: the brand and the model beside it may well be Latin
    why_by_code="以上建议由程序按商品资料写成；更大的模型会写得更好，但模型写的中文目前还无法核对，所以没有采用。",
)
