"""What the writer knows of the shown products beside their records: the attention paid to them, telling fields, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shopcli.types import Attention


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of the shown products beside their records.

    Attributes:
        attentions: of each product's id what the clauses of the need found among its facts.
        telling: by field how much things of this kind are told apart by it, 0 to 1.
        names: of each product's id what it is called.
    """

    attentions: Mapping[str, Attention] = field(default_factory=dict)
    telling: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
