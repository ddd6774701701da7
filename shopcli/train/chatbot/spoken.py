"""Sentences as a shopper hears them: a pair with slots, its slots filled, as the reply to the bare request.

By these a chatbot learns how likely a frame's sentence is behind a request, which is what ranks frames. Names and sums, which
a question with slots does not tell, are invented.
"""

from __future__ import annotations

import random
import re

from shopcli.train.goods import make_goods
from shopcli.train.wordings import Pair
from shopcli.write.move_prompts import SHORT
from shopcli.write.race import asking

_LINE = re.compile(r"\$(?P<short>[A-Z]|[vanqcl]\d)(?: of \$[A-Z])?(?:: (?P<words>.+))?")
_NEED = "Need: "


def spoken(pair: Pair, rng: random.Random) -> Pair | None:
    """A pair with slots as one of a request and a whole sentence; None where it has no slots or no need.

    Args:
        pair: as `shopcli.write.move_prompts.move_messages` asks.
        rng: draws names and sums.
    """
    lines = str(pair.messages[-1]["content"]).splitlines()
    need = next((line.removeprefix(_NEED) for line in lines if line.startswith(_NEED)), "")
    slots = {found["short"]: found["words"] for line in lines if (found := _LINE.fullmatch(line))}
    if not need or not SHORT.search(pair.text):
        return None
    product, _ = make_goods(rng, facts=0)
    other, _ = make_goods(rng, facts=0)
    price, gap = (f"{amount or 0:.2f} {product.currency}" for amount in (product.price, other.price))
    named = {"A": product.title, "B": other.title, "C": other.title, "P": price, "G": gap}
    fillers = {short: words or named.get(short, "") for short, words in slots.items()}
    if not all(fillers.get(slot["name"]) for slot in SHORT.finditer(pair.text)):
        return None
    text = SHORT.sub(lambda slot: fillers[slot["name"]], pair.text)
    return Pair(asking(need), "", f"{text[:1].upper()}{text[1:]}")
