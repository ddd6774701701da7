"""Packages whose names are imported when they are first used, so that a command loads what it uses and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

_OURS = "shopcli."


def names_of(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """A package's ``__getattr__``: each of its names to the module that holds it, below the package or by its whole name."""

    def look_up(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = homes[name]
        return getattr(import_module(home if home.startswith(_OURS) else f"{package}.{home}"), name)

    return look_up
