"""Ellipsis: what two phrases beside each other share is said once, "26000 instead of 1000 dpi"."""

from __future__ import annotations

import re

from shopcli.write.wording.frame_bank import SLOT, Frame

# What stands between two phrases of which the first may leave to the second how it ends.
COMPARED = re.compile(r"\{b1:[nq]\} (?:instead of|rather than|against) \{a1:[nq]\}")
_FEWEST_LEFT = 1  # words that stay of a phrase


def said_once(text: str, frame: Frame, fillers: list[tuple[str, str]]) -> str:
    """A sentence of a frame without what its two compared phrases have in common.

    >>> frame = Frame("dearer", "The {B} has {b1:n} instead of {a1:n}.", ())
    >>> said = [("b1:n", "a mass of 3 kg"), ("a1:n", "a mass of 2 kg")]
    >>> said_once("The Cog has a mass of 3 kg instead of a mass of 2 kg.", frame, said)
    'The Cog has a mass of 3 instead of 2 kg.'

    Args:
        text: the sentence.
        frame: what made it.
        fillers: what stands in each of its slots, by what its braces hold.
    """
    told = {slot.partition(":")[0]: filler for slot, filler in fillers}
    between = COMPARED.search(frame.text)
    if between is None or not {"a1", "b1"} <= told.keys():
        return text
    joint = SLOT.sub("", between[0]).strip()
    one, other = told["b1"].split(), told["a1"].split()
    head, tail = _shared(one, other), _shared(one[::-1], other[::-1])
    head, tail = min(head, len(other) - _FEWEST_LEFT), min(tail, len(one) - _FEWEST_LEFT)
    if head + tail >= min(len(one), len(other)):
        return text
    whole = f"{told['b1']} {joint} {told['a1']}"
    return text.replace(whole, f"{' '.join(one[: len(one) - tail])} {joint} {' '.join(other[head:])}")


def _shared(one: list[str], other: list[str]) -> int:
    """How many words two phrases begin with alike."""
    return next(
        (n for n, (mine, others) in enumerate(zip(one, other, strict=False)) if mine != others), min(len(one), len(other))
    )
