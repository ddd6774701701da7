"""From a need to candidates: limits first, then meaning and words, fused."""

from shopcli.retrieve.candidates import Candidates, retrieve
from shopcli.retrieve.limits import judge

__all__ = ["Candidates", "judge", "retrieve"]
