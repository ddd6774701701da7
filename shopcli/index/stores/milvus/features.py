"""What a server of Milvus can do, by its version, and what stands in for what it cannot."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from shopcli.errors import ShopcliError

_OLDEST = (2, 3)
_INVERTS, _LEAVES_EMPTY = (2, 4), (2, 5)  # the versions that brought each; milvus-lite 3 has both
_LITE = "lite-"  # in the name that milvus-lite gives itself, whose numbers are its own
NOTHING = sys.float_info.max  # in a field that may not be empty: no price and no count is as large


@dataclass(frozen=True, slots=True)
class ServerFeatures:
    """What differs between the servers that are known.

    Attributes:
        inverts: whether a number can be looked up by an inverted index; without, a limit is held against each row.
        leaves_empty: whether a field may be empty; else `NOTHING` is written there, and every limit leaves it out.
    """

    inverts: bool = True
    leaves_empty: bool = True


def features_of(version: str) -> ServerFeatures:
    """What the server that calls itself ``version`` can do (``2.6.1``, ``v2.3.5-lite``, ``milvus_lite-3.2.2``).

    Raises:
        ShopcliError: it is older than any that was tried.
    """
    found = re.match(r"v?(\d+)\.(\d+)", version.strip())
    if _LITE in version or found is None:
        return ServerFeatures()
    numbers = int(found[1]), int(found[2])
    if numbers < _OLDEST:
        raise ShopcliError(f"The store is Milvus {version}, which is too old.", hint="Run Milvus 2.3 or later; 2.5 is best.")
    return ServerFeatures(inverts=numbers >= _INVERTS, leaves_empty=numbers >= _LEAVES_EMPTY)
