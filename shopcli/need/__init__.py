"""A request becomes clauses: limits, features, exclusions, order and topic. One file a language."""

from shopcli.need.parse import filter_clauses, understand

__all__ = ["filter_clauses", "understand"]
