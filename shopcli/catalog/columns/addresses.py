"""What addresses say beside titles: makers before their words, ``/product/ryobi-18v-one-drill/100``, and names behind them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote

from shopcli.util.lazy_regex import pattern

_WORD = pattern(r"[^\W_]+")
_PLACE = pattern(r"\A(?:[a-z]+:)?//[^/]*|[?#].*", re.IGNORECASE)
_ENDING = pattern(r"\.[a-z]{2,5}\Z", re.IGNORECASE)
_FEWEST_TITLES = 30
_FEWEST_ADDRESSES, _NEARLY_ALL, _SHORTEST_NAME = 10, 0.9, 4
_LONGEST, _TITLE_WORDS, _FEWEST = 3, 3, 2  # words of a maker's name, and of the title behind it that are looked at
_MOSTLY = 0.6  # of the addresses hold a maker's name
_MAKERS, _AGAIN = 3, 0.5  # there are so many, and of the addresses with one so many share it with two others
_LARGEST = 0.8  # of the addresses hold the same name, at the most
_SHARED, _OWN = 0.3, 0.5  # of the titles, at the most, and of the names in addresses, at the least, so many differ
_LONGEST_CODE = 3  # digits that a name may end in; more are a number of the shop's


def name_of_address(address: str) -> str:
    """The name that the last part of an address with a word in it spells: ``/watch/sgw-300h/`` → "sgw 300h"; else "".

    >>> name_of_address("https://shop.example/p/red-wool-scarf.html?ref=1"), name_of_address("/12345/")
    ('red wool scarf', '')
    """
    parts = _PLACE.sub("", unquote(address.strip())).split("/")
    words = (_words(_ENDING.sub("", part)) for part in reversed(parts))
    return next((" ".join(part) for part in words if any(any(map(str.isalpha, word)) for word in part)), "")


def are_addresses_of_names(texts: Sequence[str]) -> bool:
    """Whether a column's texts are addresses that spell a name of their own each."""
    if len(texts) < _FEWEST_ADDRESSES or sum(" " not in text and "/" in text for text in texts) < _NEARLY_ALL * len(texts):
        return False
    names = [name for text in texts if (name := name_of_address(text))]
    long = sum(len(name) >= _SHORTEST_NAME for name in names)
    return long >= _NEARLY_ALL * len(texts) and len(set(names)) >= _NEARLY_ALL * len(set(texts))


def maker_in_address(title: str, address: str) -> str | None:
    """The words that an address has in front of those of the title, each with a capital; None where it has none."""
    words = _words(title)
    if len(words) < _FEWEST:
        return None
    for part in _PLACE.sub("", address).split("/"):
        slug = _words(part)
        for at in range(min(_LONGEST + 1, len(slug))):
            if slug[at : at + _TITLE_WORDS] == words[:_TITLE_WORDS]:
                return " ".join(map(str.capitalize, slug[:at])) or None
    return None


def addresses_name_makers(titles: Sequence[str], addresses: Sequence[str]) -> bool:
    """Whether a catalog's addresses are written so: most have words before the title's, a few of which come again and again."""
    if len(titles) != len(addresses) or len(titles) < _FEWEST_TITLES:
        return False
    named = [maker for pair in zip(titles, addresses, strict=True) if (maker := maker_in_address(*pair))]
    counts = Counter(named)
    again = [count for count in counts.values() if count >= _MAKERS]
    return (
        len(named) >= _MOSTLY * len(titles)
        and len(again) >= _MAKERS
        and sum(again) >= _AGAIN * len(named)
        and max(again) <= _LARGEST * len(titles)
    )


def name_in_address(title: str, address: str) -> str | None:
    """The words that an address has behind those of the title, without a number at their end; None where it has none."""
    words = _words(title)
    for part in _PLACE.sub("", unquote(address)).split("/") if words else ():
        slug = _words(part)
        if slug[: len(words)] != words:
            continue
        behind = slug[len(words) :]
        while behind and behind[-1].isdigit() and len(behind[-1]) > _LONGEST_CODE:
            behind.pop()
        return " ".join(behind) or None
    return None


def addresses_go_on(titles: Sequence[str], addresses: Sequence[str]) -> bool:
    """Whether titles, which most products share, are but the beginnings of names that addresses have whole."""
    if len(titles) != len(addresses) or len(titles) < _FEWEST_TITLES or len(set(titles)) > _SHARED * len(titles):
        return False
    names = [name for pair in zip(titles, addresses, strict=True) if (name := name_in_address(*pair))]
    return len(names) >= _MOSTLY * len(titles) and len(set(names)) >= _OWN * len(names)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
