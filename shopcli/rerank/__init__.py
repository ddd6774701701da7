"""Attention over facts: pure array maths apart from the model calls, which others make."""

from shopcli.rerank.attention import attend, attend_spans, expected_similarity
from shopcli.rerank.bearing import bearings_of, tells_use
from shopcli.rerank.explain import explain
from shopcli.rerank.order import KindEvidence, order
from shopcli.rerank.rank import attended, category_nearness, distance_costs, head_of
from shopcli.rerank.signals import Signals, answers_of, best_wording, scores_of, stated_of
from shopcli.rerank.weights import Grown, RankWeights, shipped_weights

__all__ = [
    "Grown",
    "KindEvidence",
    "RankWeights",
    "Signals",
    "answers_of",
    "attend",
    "attend_spans",
    "attended",
    "bearings_of",
    "best_wording",
    "category_nearness",
    "distance_costs",
    "expected_similarity",
    "explain",
    "head_of",
    "order",
    "scores_of",
    "shipped_weights",
    "stated_of",
    "tells_use",
]
