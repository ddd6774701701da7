"""What the re-ranking has learned: a few weights, and where they pay the projections of queries and keys; no pickle.

`shopcli train rerank` finds them; those that come with shopcli stand beside this file.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.errors import ModelError

if TYPE_CHECKING:
    import numpy as np

FORMAT = "shopcli rerank 4"
SHIPPED = Path(__file__).with_name("weights.safetensors")


@dataclass(frozen=True, slots=True)
class Grown:
    """A weight that grows with the request: ``one`` for a single clause, nearing ``one + more`` for many."""

    one: float
    more: float = 0.0

    def at(self, n_clauses: int) -> float:
        """The weight for a request of that many clauses; 0 for none."""
        return self.one + self.more * (1.0 - 1.0 / n_clauses) if n_clauses else 0.0


@dataclass(frozen=True, slots=True)
class RankWeights:
    """How the signals of `shopcli.rerank.signals` add up. The defaults were chosen by hand, before anything was learned.

    Attributes:
        temperature: divides the dot products of clauses and facts.
        attention: the facts' answers to the name of the thing.
        wish: the facts' answers to a wish.
        stated: a wish all of whose words one fact says, or words that grant the same; taken off where it is denied.
        coverage: what share of all the words that are asked for the facts say.
        whole: the facts' answers to the whole request in the shopper's own words, which hold what single clauses lose.
        text: how near a product's text is to the same words.
        words: how much nearer a fact is to a clause whose very words it says.
        thing: how near the product's category is to the name of the thing, where the catalog has no name for the kind.
        other_kind: the cost of being another kind of thing by name, where all words of a bare search are said nevertheless.
    """

    temperature: float = 0.05
    attention: Grown = Grown(0.1, 0.1)
    wish: Grown = Grown(0.3)
    stated: Grown = Grown(0.2)
    coverage: Grown = Grown(0.15)
    whole: Grown = Grown(0.3)
    text: Grown = Grown(0.3)
    words: Grown = Grown(0.1, 0.1)
    thing: Grown = Grown(0.75)
    other_kind: Grown = Grown(0.2)

    def unit(self, n_clauses: int) -> float:
        """How much a cosine with a product's text counts in all. Scores are given in this unit: costs are held against them."""
        return 1.0 + self.text.at(n_clauses)

    def for_a_purpose(self) -> RankWeights:
        """The same for a request that names no thing: its words tell of a use, and what serves it says few of them.

        What the whole text is near to counts for more, and single words for less, than of requests that name their thing, which
        is what the weights were learned from (docs/log.md has how these two were chosen).
        """
        return dataclasses.replace(self, coverage=Grown(0.1), text=Grown(6.0))

    def save(self, path: Path, *, notes: str) -> None:
        """Write the weights as safetensors; ``notes`` say what they were trained on."""
        import numpy as np
        from safetensors.numpy import save_file

        numbers = {name: np.asarray(_numbers(value), np.float32) for name, value in _fields(self).items()}
        save_file(numbers, path, metadata={"format": FORMAT, "notes": notes})

    @classmethod
    def open(cls, path: Path) -> RankWeights:
        """The weights in a file.

        Raises:
            ModelError: it cannot be read, or is no file of such weights.
        """
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, framework="numpy") as file:
                if (file.metadata() or {}).get("format") != FORMAT:
                    raise ValueError(f"its format is not {FORMAT!r}")
                values: dict[str, Any] = {name: _value(file.get_tensor(name), name) for name in _fields(cls())}
                return cls(**values)
        except (OSError, ValueError, SafetensorError) as error:
            raise ModelError(
                f"{path} holds no weights of the re-ranking: {error}", hint="Make such a file with: shopcli train rerank."
            ) from None


@cache
def shipped_weights() -> RankWeights:
    """The weights that come with shopcli."""
    return RankWeights.open(SHIPPED)


def _fields(weights: RankWeights) -> dict[str, float | Grown]:
    return {field.name: getattr(weights, field.name) for field in dataclasses.fields(weights)}


def _numbers(value: float | Grown) -> list[float]:
    return [value.one, value.more] if isinstance(value, Grown) else [value]


def _value(tensor: np.ndarray, name: str) -> float | Grown:
    import numpy as np

    if tensor.shape not in ((1,), (2,)) or not np.isfinite(tensor).all():
        raise ValueError(f"{name} has the shape {tensor.shape}, or no numbers")
    numbers = [float(number) for number in tensor]
    return Grown(*numbers) if len(numbers) == 2 else numbers[0]
