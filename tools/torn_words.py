"""The words that are no wish by themselves, which come with shopcli.

    python -m tools.torn_words      writes shopcli/need/tagging/torn_words.txt

They are read from the requests that were tagged by hand, and to be made anew whenever these change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from shopcli.index.parts.words import Tokenizer
from shopcli.need.tagging.torn_words import SHIPPED_WORDS, SMALL
from shopcli.text.scripts import has_han
from shopcli.train.tagging.tagged_requests import TaggedRequest, shipped_requests

_FEWEST, _ALONE = 12, 0.02  # requests that have a word, and the share of them in which it is a wish by itself
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def torn_words(requests: Iterable[TaggedRequest]) -> list[str]:
    """The words that many requests have and in hardly any stand alone for something, small ones aside; most often first."""
    said, alone = Counter[str](), Counter[str]()
    for request in requests:
        for stretch in request.stretches:
            words = _words(stretch.text)
            said.update(set(words))
            telling = [word for word in words if word not in SMALL]
            if stretch.role is not None and len(telling) == 1:
                alone.update(telling)
    found = sorted(said.items(), key=lambda one: (-one[1], one[0]))
    return [word for word, count in found if count >= _FEWEST and alone[word] <= _ALONE * count and len(word) > 1]


def _words(text: str) -> list[str]:
    cut = Tokenizer()._segments(text) if has_han(text) else _WORD.findall(text.lower())
    return [word for word in cut if _WORD.fullmatch(word)]


def main() -> None:
    """Write the file."""
    found = torn_words(shipped_requests())
    SHIPPED_WORDS.write_text("\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
