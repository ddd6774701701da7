"""From a need to candidates: limits first, then meaning and words, fused."""

from shopcli.retrieve.candidates import Candidates, held, only_describes, retrieve
from shopcli.retrieve.limits import judge

__all__ = ["Candidates", "held", "judge", "only_describes", "retrieve"]
