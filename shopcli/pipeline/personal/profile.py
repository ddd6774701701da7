"""A profile: what somebody asked to be remembered of them, in one file that they can read and edit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shopcli.catalog.cells.clean import clean_text
from shopcli.config import data_dir
from shopcli.errors import ShopcliError, UsageError
from shopcli.util import atomic
from shopcli.util.lazy_regex import pattern

__all__ = ["DEFAULT_NAME", "Profile", "facts_in"]

DEFAULT_NAME = "me"
_NAME = pattern(r"\w[\w.@+-]{0,63}")
_BETWEEN = pattern(r"[;；，、\n]|,(?!\d{3}(?!\d))")  # a comma in a number is none
_LONGEST = 200  # characters of a fact
_MOST = 200  # facts
_HEAD = "# What shopcli remembers of one shopper. It may be edited: each fact is a line of its own."


@dataclass(frozen=True)
class Profile:
    """What is remembered.

    Attributes:
        name: of the profile, and of its file.
        customer: who it is in the history of purchases; empty for the customer of the profile's own name.
        facts: what was asked to be remembered, the oldest first.
    """

    name: str
    customer: str = ""
    facts: tuple[str, ...] = ()

    @classmethod
    def open(cls, name: str) -> Profile:
        """The profile of a name; one of nothing where there is no file.

        Raises:
            UsageError: a name that no file may have.
            ShopcliError: a file that cannot be read as a profile; it says why.
        """
        path = profile_path(name)
        if not path.is_file():
            return cls(name)
        import tomllib

        try:
            kept = tomllib.loads(path.read_text(encoding="utf-8"))
            facts, customer = kept.get("facts", []), kept.get("customer", "")
            if not (isinstance(customer, str) and isinstance(facts, list) and all(isinstance(fact, str) for fact in facts)):
                raise ValueError("facts must be a list of texts, and customer a text")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
            raise ShopcliError(
                f"The profile {path} cannot be read: {error}", hint="Mend that line, or remove the file."
            ) from None
        return cls(
            name, clean_text(customer), tuple(filter(None, (clean_text(fact, limit=_LONGEST) for fact in facts[:_MOST])))
        )

    @classmethod
    def is_kept(cls, name: str) -> bool:
        """Whether there is a profile of a name, which may be one that no profile has."""
        return bool(_NAME.fullmatch(name)) and profile_path(name).is_file()

    @property
    def path(self) -> Path:
        """Its file."""
        return profile_path(self.name)

    @property
    def in_history(self) -> str:
        """Whose purchases are its own."""
        return self.customer or self.name

    def knowing(self, facts: Sequence[str], customer: str | None = None) -> Profile:
        """With more facts behind the others, each once, and perhaps another customer.

        Raises:
            UsageError: more facts than a person can look through.
        """
        known = (*(fact for fact in self.facts if fact not in facts), *dict.fromkeys(facts))
        if len(known) > _MOST:
            raise UsageError(f"A profile holds {_MOST} facts at most.", hint=f"shopcli profile show --profile {self.name}")
        return replace(self, facts=known, customer=self.customer if customer is None else clean_text(customer))

    def write(self) -> None:
        """Keep it in its file, which its owner alone may read, whole or not at all."""
        facts = "".join(f"    {_quoted(fact)},\n" for fact in self.facts)
        text = f"{_HEAD}\ncustomer = {_quoted(self.customer)}\nfacts = [\n{facts}]\n"
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with atomic.replacing(self.path, durable=True) as unfinished:
            unfinished.touch(mode=0o600)
            unfinished.write_text(text, encoding="utf-8", newline="\n")

    def forget(self, number: int | None = None) -> str:
        """Remove one fact by its number, the first is 1, or the whole file.

        Returns:
            What is gone, in a sentence.

        Raises:
            UsageError: there is no such fact, or no such profile.
        """
        if not self.path.is_file():
            raise UsageError(f"There is no profile {self.name!r}.", hint='Make one with: shopcli remember "shoe size 43"')
        if number is None:
            self.path.unlink()
            return f"The profile {self.name} is forgotten."
        if not 1 <= number <= len(self.facts):
            raise UsageError(f"There is no fact {number}.", hint=f"shopcli profile show --profile {self.name} lists them.")
        replace(self, facts=self.facts[: number - 1] + self.facts[number:]).write()
        return f"Forgotten: {self.facts[number - 1]}."

    def remembered(self, facts: Sequence[str], *, here: bool = False) -> str:
        """What is to be said once some facts were kept; ``here`` is a conversation, which uses them from then on."""
        use = "It counts from the next request on." if here else f"Used under: shopcli ask --profile {self.name}"
        return f"Remembered for {self.name}: {'; '.join(facts)}. {use}"

    def lines(self) -> Iterator[str]:
        """What is remembered, line by line, and where it lies."""
        if not self.path.is_file():
            yield f"Nothing is remembered for {self.name}."
            return
        yield f"{self.name}: {self.path}"
        if self.customer:
            yield f"   in the history: {self.customer}"
        yield from (f"{number:2}. {fact}" for number, fact in enumerate(self.facts, start=1))

    def to_dict(self) -> dict[str, Any]:
        """The same for programs."""
        return {"profile": self.name, "customer": self.in_history, "facts": list(self.facts), "path": str(self.path)}


def profile_path(name: str) -> Path:
    """Where a profile lies.

    Raises:
        UsageError: a name that no file may have.
    """
    if not _NAME.fullmatch(name):
        hint = "Use letters, digits, and . _ @ + - behind the first."
        raise UsageError(f"{clean_text(name, limit=80)!r} cannot be a profile's name.", hint=hint)
    return data_dir() / "profiles" / f"{name}.toml"


def facts_in(said: str) -> tuple[str, ...]:
    """The facts in what somebody says of themselves: "shoe size 43, no nuts, budget 100" has three.

    Raises:
        UsageError: there is none in it.
    """
    facts = tuple(filter(None, (clean_text(part, limit=_LONGEST).strip(" .。") for part in _BETWEEN.split(said))))
    if not facts:
        raise UsageError("There is nothing to remember.", hint='For example: shopcli remember "shoe size 43, no nuts"')
    return facts


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON's are, but that DEL stands in none bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def remember(said: str, name: str) -> tuple[str, str]:
    """Keep facts in a profile, or in one's own where none is named: its name, and what was remembered in a sentence.

    Raises:
        UsageError: there is nothing to remember.
    """
    profile = Profile.open(name or DEFAULT_NAME).knowing(facts_in(said))
    profile.write()
    return profile.name, profile.remembered(facts_in(said), here=True)
