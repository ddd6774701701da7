"""How a wish is told back to the shopper: "for your father", "something quiet", "whether it is waterproof"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.types import Clause, Need
from shopcli.write.decency import decency

# The shopper's own view of things, as the assistant has it.
_TURNED = {
    "my": "your", "mine": "yours", "our": "your", "ours": "yours", "i": "you", "me": "you", "we": "you", "us": "you",
    "myself": "yourself", "i'm": "you are", "we're": "you are", "i've": "you have", "am": "are",
}  # fmt: skip
_FOR = re.compile(r"(?:meant |made |suitable |good |ideal )?for (?:use )?(?P<use>.+)", re.I)
_LONGEST = 6  # words of a purpose that is told back
_QUALITY = re.compile(r"(?:something |anything )?(?P<quality>[\w’'-]+(?: and [\w’'-]+)?)", re.I)
_HAVING = re.compile(r"(?P<how>with|without) (?P<thing>.+)", re.I)


def turned(text: str) -> str:
    """Words as said to whom they came from: "my father" is "your father".

    >>> turned("my father who runs")
    'your father who runs'
    """
    return " ".join(_TURNED.get(word.casefold(), word) for word in text.split())


def use_of(need: Need) -> str:
    """What it is for, to stand behind "for"; empty where the request does not say."""
    return next((use for clause in need.clauses if (use := _use(clause))), "")


def _use(clause: Clause) -> str:
    said = _FOR.fullmatch(clause.text.strip(" .,!?"))
    if clause.kind != "feature" or not said or len(said["use"].split()) > _LONGEST or decency().found(said["use"]):
        return ""
    return turned(said["use"])


def wishes_of(clause: Clause) -> Iterator[str]:
    """A wish in words that stand behind "asked for", the likeliest first."""
    text = turned(clause.text.strip(" .,!?"))
    if having := _HAVING.fullmatch(text):
        yield f"one {text}" if having["how"].casefold() == "without" else having["thing"]
    elif _FOR.fullmatch(text):
        yield f"one {text}"
    else:
        yield text
        if _QUALITY.fullmatch(text):
            yield f"something {text}"
