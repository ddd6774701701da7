"""Attention over facts: pure array maths apart from the model calls, which others make."""

from shopcli.rerank.attention import attend, attend_spans, expected_similarity
from shopcli.rerank.order import Kinds, order
from shopcli.rerank.rank import attended, attention_scores, category_scores, distance_costs, explain, head_of

__all__ = [
    "Kinds",
    "attend",
    "attend_spans",
    "attended",
    "attention_scores",
    "category_scores",
    "distance_costs",
    "expected_similarity",
    "explain",
    "head_of",
    "order",
]
