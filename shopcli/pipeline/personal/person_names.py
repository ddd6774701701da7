"""Record linkage: under which names one person is kept, in profiles and in the history."""

from __future__ import annotations

from dataclasses import dataclass

from shopcli.config import data_dir
from shopcli.errors import ShopcliError
from shopcli.pipeline.personal.history import History, history_path
from shopcli.pipeline.personal.profile import Profile

__all__ = ["PersonNames", "names_of"]


@dataclass(frozen=True, slots=True)
class PersonNames:
    """Who somebody is.

    Attributes:
        name: of the profile; without one, of the customer.
        has_profile: whether there is a profile of that name.
        customer: in the history; empty for who is not in it.
        other_profiles: that are of the same customer.
        namesake: whether the history has a customer of that name whom the profile does not name: somebody else.
    """

    name: str
    has_profile: bool
    customer: str
    other_profiles: tuple[str, ...] = ()
    namesake: bool = False


def names_of(name: str) -> PersonNames:
    """Who is meant by the name of a profile, or of a customer where there is no such profile.

    Raises:
        ShopcliError: the profile or the history cannot be read.
    """
    has_profile = Profile.is_kept(name)
    customer = Profile.open(name).in_history if has_profile else name
    known = History.open().number_of if history_path().is_file() else {}
    others = tuple(one for one in _profiles() if one != name and _customer_of(one) == customer)
    is_known = customer in known
    return PersonNames(name, has_profile, customer if is_known else "", others, customer != name and name in known)


def _profiles() -> list[str]:
    folder = data_dir() / "profiles"
    return sorted(path.stem for path in folder.glob("*.toml")) if folder.is_dir() else []


def _customer_of(profile: str) -> str:
    try:
        return Profile.open(profile).in_history
    except ShopcliError:  # that one is broken, or no profile's name; it hinders nobody else
        return ""
