"""A request becomes clauses: limits, features, exclusions, order and topic. One file a language."""

from typing import TYPE_CHECKING

from shopcli.util.lazy_import import names_of

if TYPE_CHECKING:
    from shopcli.need.filters import filter_clauses
    from shopcli.need.parse import understand

__all__ = ["filter_clauses", "understand"]

__getattr__ = names_of(__name__, {"filter_clauses": "filters", "understand": "parse"})
