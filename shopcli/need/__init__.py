"""A request becomes clauses: limits, features, exclusions, order and topic. One file a language."""

from shopcli.need.filters import filter_clauses
from shopcli.need.parse import understand

__all__ = ["filter_clauses", "understand"]
