"""What an exclusion is about, without the name of the things that are looked for: the "oaky" of "I hate oaky wine"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopcli.need.grounding.protocols import GroundingCatalog
from shopcli.need.languages.degree_words import Degrees

if TYPE_CHECKING:
    import numpy as np

_NEARLY_ALL = 0.9  # of what is looked for is of a kind, which then is no part of an exclusion


def without_the_thing(about: str, catalog: GroundingCatalog, rows: np.ndarray) -> str:
    """What an exclusion says of the things that are looked for, which themselves are not excluded.

    Args:
        about: the words of the exclusion without its "no".
        catalog: which of them name a kind.
        rows: the products that are looked for.
    """
    import numpy as np

    named = catalog.named(about) if " " in about else None
    if named is None or not (named.is_kind and named.start and named.end is None and len(rows)):
        return about
    is_all = len(np.intersect1d(named.rows, rows)) >= _NEARLY_ALL * len(rows)
    return about[: named.start].strip() if is_all else about


def field_of_lack(about: str, degrees: Degrees, switch: Callable[[str], str | None]) -> str | None:
    """The yes/no field that says that a thing has none of something: ``fragrance_free`` of "no fragrance".

    Args:
        about: what an exclusion names.
        degrees: how the language calls such fields.
        switch: the yes/no field of a name.
    """
    return next(filter(None, (switch(name.format(about)) for name in degrees.lacking_fields)), None)
