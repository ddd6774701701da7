"""What a language must know to say values, fields and wishes in its own words: an object with the methods of `Lexicon`.

A language without one says values as records write them, and wishes by the rules of English.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from shopcli.types import Clause


class Lexicon(Protocol):
    """Words of one language for what records say in any; each is computed from the record alone, so that a check repeats it."""

    def value(self, text: str, label: str) -> str:
        """A value as people write it: "18 days" as 18天; as it stands where no word is known for a part of it."""
        ...

    def measured(self, text: str) -> tuple[float, str] | None:
        """A number with a unit that is written in the language's own word, as number and symbol; None where a text is none."""
        ...

    def unbounded(self, text: str) -> str:
        """A value without the words that make it a bound: "18 h" of "up to 18 h"; empty where it has none."""
        ...

    def is_own(self, text: str) -> bool:
        """Whether a value, as `value` gives it, can stand inside a sentence of this language."""
        ...

    def is_sentence(self, text: str) -> bool:
        """Whether a sentence is one of this language."""
        ...

    def money(self, shown: str) -> str:
        """An amount or a span of money, as `shopcli.types.show_money` writes it, as people write it."""
        ...

    def priced(self, shown: str, word: str = "") -> str:
        """A price as `money`; one whose currency is not known in the shopper's ``word`` for it, or as what it is listed at."""
        ...

    def money_word(self, text: str) -> str:
        """The currency that the words of a limit name; empty where they name none."""
        ...

    def limit_of(self, text: str) -> str:
        """The most that a shopper would pay, as he put it; empty where his words are no plain limit."""
        ...

    def phrase_in(self, query: str, text: str, beside: Collection[str] = ()) -> str:
        """A wish as the shopper typed it, whole, ``beside`` others and the thing; empty where it was cut out of more."""
        ...

    def thing_in(self, query: str, thing: str, wishes: Collection[str] = ()) -> str:
        """The thing asked for as it was typed, with ``wishes`` that stand before it; empty where it was cut out of more."""
        ...

    def stating(self, wish: str) -> str:
        """A wish, in quotation marks, as what some record would have to state."""
        ...

    def is_mere_name(self, label: str) -> bool:
        """Whether a field only names a product, so that nobody would choose by it."""
        ...

    def refused_in(self, text: str) -> str:
        """What is not wanted, without the word that refuses it."""
        ...

    def refusal_asked(self, text: str) -> str:
        """What a record that is silent on a refusal leaves open, as a question; empty where there are no words for it."""
        ...

    def gift_for(self, query: str, persons: Collection[str]) -> str:
        """For whom something is bought; empty where nobody is named."""
        ...

    def label(self, label: str) -> str | None:
        """A field's name; None where no word is known for it."""
        ...

    def quality(self, label: str) -> str | None:
        """The quality that a field of yes and no names, which a thing is and does not have; None where it names a thing."""
        ...

    def quoted(self, name: str, value: str) -> str:
        """A clause that bears a value for which no word is known."""
        ...

    def foreign_names(self, name: str) -> tuple[str, ...]:
        """What records in another language may call a thing, by the dictionary."""
        ...

    def names_also(self, name: str) -> tuple[str, ...]:
        """What else a field's name is called, in the language's own words."""
        ...

    def kinds_of(self, name: str) -> Iterator[str]:
        """What things of a kind, named in any language, are called in this one."""
        ...

    def values_also(self, value: str, label: str) -> Iterator[str]:
        """The other ways in which a value, as `value` gives it, is said."""
        ...

    def tells_whole(self, label: str) -> bool:
        """Whether a field tells what the product as a whole is, so that its value may stand without its name."""
        ...

    def asked(self, label: str) -> str:
        """How one asks what a field says that no licence names."""
        ...

    def sorts_of(self, label: str, kind: str) -> Iterator[str]:
        """The fallbacks that may word a field that no licence names, by its name in this language, the most telling first."""
        ...

    def forms_of(self, label: str, sort: str) -> Mapping[str, str]:
        """What stands for ``{f}`` and its forms in the wordings of a fallback."""
        ...

    def spaced(self, text: str) -> str:
        """A sentence with blanks where names (between `NAME_STARTS` and `NAME_ENDS`) need them."""
        ...

    def use_of(self, clause: Clause) -> str:
        """What a clause says that it is for; empty where it does not."""
        ...

    def wishes_of(self, clause: Clause) -> Iterator[str]:
        """A wish as it is told back."""
        ...

    def length(self, text: str) -> int:
        """About how many words a text has."""
        ...

    def is_against(self, text: str) -> bool:
        """Whether a buyer's sentence speaks against what he bought."""
        ...


NAME_STARTS, NAME_ENDS = "\ue0f0", "\ue0f1"
