"""A fact and how it is put (surface realisation).

Worded once, where the plan is made, and carried to all who say it or check how it was said.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopcli.types import Fact

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
