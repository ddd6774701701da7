"""A fact and how it is put (surface realisation).

Worded once, where the plan is made, and carried to all who say it or check how it was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shopcli.text.tokens import tokenise
from shopcli.types import Fact, show_value

_GROUP = re.compile(r"^[a-z]{2,}(?:[A-Z][a-z]+)+[ .](?=[A-Z][A-Za-z]*[a-z])")  # "plantAttributes", before what is in it

Number = tuple[float, str]  # for comparing, and as the record says it


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb phrase and what it is of: "weighs {}" and "1.2 kg", "has no {}" and "GPS"."""

    frame: str
    core: str

    @property
    def text(self) -> str:
        """The phrase as it is said."""
        return self.frame.replace("{}", self.core)


@dataclass(frozen=True, slots=True)
class WordedFact:
    """One fact as a sentence has it.

    Attributes:
        fact: what the record says.
        label: the field's name inside a sentence: "integrated card reader".
        value: the value with its unit, as one clean line.
        phrase: what English has for it; None where it is said by its name alone, "its strap is silicone".
    """

    fact: Fact
    label: str
    value: str
    phrase: Phrase | None

    @property
    def field(self) -> str:
        """The field's name in the catalog."""
        return self.fact.field

    @property
    def truth(self) -> bool | None:
        """Whether it is a plain yes or no; None where it states a value."""
        return self.fact.truth

    @property
    def core(self) -> str:
        """What any wording of it must hold: its value, or the name of a yes or no."""
        return self.phrase.core if self.phrase else self.value

    @property
    def deed(self) -> str | None:
        """The phrase as it is said: "has GPS", "is not waterproof", "weighs 1.2 kg"."""
        return self.phrase.text if self.phrase else None


def ungrouped(name: str) -> str:
    """A field's name without the group that an export put it in: "Height" of "plantAttributes Height".

    >>> ungrouped("plantAttributes Height"), ungrouped("Display Size")
    ('Height', 'Display Size')
    """
    return _GROUP.sub("", name)


def measure_of(fact: Fact) -> tuple[float, str] | None:
    """A number with a unit, whether the record keeps them apart or writes "190 g"."""
    if isinstance(fact.value, bool) or fact.field == "price":
        return None
    tokens = tokenise(fact.value if isinstance(fact.value, str) else show_value(fact.value, fact.unit))
    one = tokens[0] if len(tokens) == 1 and tokens[0].kind == "number" and len(tokens[0].values) == 1 else None
    if one is not None and one.unit:
        return next(iter(one.values)), one.unit
    return (float(fact.value), fact.unit) if fact.unit and not isinstance(fact.value, str) else None
