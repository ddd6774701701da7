"""Code's own English: how a fact, a price and a name are put, shared by the templates and the prompts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from shopcli.types import Fact, Product
from shopcli.write.plan import Part, difference_of
from shopcli.write.wording.frames import frame_of, is_adjective, label_of, value_of


def deed(fact: Fact, *, denied: bool = False) -> str | None:
    """A fact as a verb phrase: "has GPS", "is not waterproof", "weighs 1.2 kg"; None where it is said by its name alone.

    ``denied`` words the opposite of a yes or no, whatever its value.
    """
    framed = frame_of(fact, denied=denied)
    return framed and framed[0].replace("{}", framed[1])


def statement(fact: Fact) -> str:
    """A fact as a clause of its own: "its strap is silicone"."""
    value = value_of(fact)
    if fact.field == "title":
        return f"its title says “{value}”"
    if fact.field == "description":
        return f"its description says “{value.rstrip('.')}”"
    label = label_of(fact)
    verb = "are" if re.search(r"[^su]s$", label) else "is"
    return f"its {label} {verb} {value}"


def listed(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def pattern_for(product: Product, count: int) -> int:
    """Which of ``count`` patterns a product gets: always the same one."""
    return zlib.crc32(product.id.encode("utf-8", "surrogatepass")) % count


def difference_text(part: Part) -> str:
    """What a trade-off's product costs beside the other, up to "than"; empty where their prices cannot be compared."""
    amount = difference_of(part.product, part.other) if part.other else None
    if amount is None:
        return ""
    if not amount:
        return "costs the same as"
    return f"costs {abs(amount):.2f} {part.product.currency} {'more' if amount > 0 else 'less'} than"


def lack_text(part: Part, fact: Fact, who: str) -> str:
    """What ``who``, the other of a trade-off, lacks or has instead, as a clause: "the first has no GPS"."""
    label = label_of(fact)
    if part.silent:
        return f"{who} {'is not listed as' if is_adjective(label) else 'does not list'} {label}"
    if lacking := deed(fact):
        return f"{who} {lacking}"
    own = statement(fact).removeprefix("its ").removeprefix(label)
    return f"the {label} of {who}{own}"
