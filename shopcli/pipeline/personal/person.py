"""A person who asks: their profile, their taste by what they bought, and what both say to a request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.personal.profile import Profile, profile_path
from shopcli.pipeline.personal.profile_wishes import Catalog, with_profile
from shopcli.pipeline.personal.taste import Taste, stamps, taste_of
from shopcli.types import Hit, Need

if TYPE_CHECKING:
    import numpy as np

    from shopcli.pipeline.linking import EntityLinker

__all__ = ["Person", "person_of"]

Encode = Callable[[Sequence[str]], "np.ndarray"]


@dataclass(frozen=True)
class Person:
    """Who asks.

    Attributes:
        profile: what was asked to be remembered.
        taste: by what was bought; None for who is in no history.
        index: the open index.
    """

    profile: Profile
    taste: Taste | None
    index: Index

    def with_wishes(self, need: Need, linker: EntityLinker, encode: Encode, topic: str = "") -> Need:
        """The need with what the profile remembers; see `with_profile`."""
        return with_profile(need, self.profile, Catalog(linker, self.index, encode), topic) if self.profile.facts else need

    def told(self, need: Need, hits: tuple[Hit, ...]) -> tuple[Need, tuple[Hit, ...]]:
        """The need with the remark that purchases helped to rank, and hits with what was bought that speaks for them."""
        if self.taste is None or not hits:
            return need, hits
        said = language_named(need.language).requests.messages["personal"].format(name=self.profile.name)
        others = tuple(note for note in need.notes if note != said)
        noted = replace(need, notes=others if need.sort else (*others, said))  # what was asked to be sorted is
        return noted, self.taste.reasoned(hits, self.index)


def person_of(name: str, index: Index) -> Person:
    """Who a profile is of, as the files are now.

    Raises:
        UsageError: there is neither a profile nor a customer of that name.
        ShopcliError: a file that cannot be read; it says which.
    """
    path = profile_path(name)
    written = path.stat().st_mtime_ns if path.is_file() else 0
    return _person(name, index, written, stamps())


@lru_cache(maxsize=4)
def _person(name: str, index: Index, written: int, history: tuple[tuple[str, int], ...]) -> Person:
    profile = Profile.open(name)
    taste = taste_of(profile.in_history, index)
    if taste is None and not written:
        hint = f'Make one with: shopcli remember "shoe size 43" --profile {name}'
        raise UsageError(f"There is no profile {name!r}, and no customer of that name in a history.", hint=hint)
    return Person(profile, taste, index)
