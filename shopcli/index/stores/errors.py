"""What goes wrong with a store that is not a folder."""

from __future__ import annotations

from shopcli.errors import IndexNotFound, IndexUnusable, ShopcliError


class StoreError(IndexUnusable):
    """A store that cannot be reached, refuses what it is asked, or holds something else than an index."""


class StoreEmpty(IndexNotFound):
    """A store without an index."""

    def __init__(self, store: str) -> None:
        ShopcliError.__init__(self, f"No index in {store}.", hint=f"Build one with: shopcli index CATALOG --store {store}")
