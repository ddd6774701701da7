"""What a person, an occasion, a place or a trade makes one assume of things: data, and how a request names them."""

from shopcli.need.assumptions.table import (
    ANY_KIND,
    AssumedWishes,
    AssumptionTable,
    NamedSituation,
    is_silent,
    shipped_assumptions,
)

__all__ = ["ANY_KIND", "AssumedWishes", "AssumptionTable", "NamedSituation", "is_silent", "shipped_assumptions"]
