"""From a need to candidates: limits first, then meaning and words, fused."""

from typing import TYPE_CHECKING

from shopcli.util.lazy_import import names_of

if TYPE_CHECKING:
    from shopcli.retrieve.candidates import Candidates, Wish, held, meeting, only_describes, retrieve
    from shopcli.retrieve.variants import judge

__all__ = ["Candidates", "Wish", "held", "judge", "meeting", "only_describes", "retrieve"]

__getattr__ = names_of(
    __name__,
    {
        **dict.fromkeys(("Candidates", "Wish", "held", "meeting", "only_describes", "retrieve"), "candidates"),
        "judge": "variants",
    },
)
