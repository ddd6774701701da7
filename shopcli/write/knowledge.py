"""What the writer knows of the shown products beside their records: the attention paid to them, telling fields, names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shopcli.types import Attention, ClarifyingQuestion, Fact, Product


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of the shown products beside their records.

    Attributes:
        attentions: of each product's id what the clauses of the need found among its facts.
        told_of: of each product's id the facts that a stretch of the request comes near to, and how much, above 0 to 1.
        telling: by field how much things of this kind are told apart by it, 0 to 1.
        names: of each product's id what it is called.
        thing: the whole name of the thing asked for, in the shopper's words; empty where none is named.
        question: what may be asked back; None where nothing splits what was found, or nobody is there to answer.
        fitting: how many products of the catalog meet every limit and exclusion; None where nobody counted.
        is_told_of: whether records here, or the thesaurus, have words for a wish; else their silence tells nothing. None where
            nobody can tell.
        reply: what was told before the advice, to a question about the catalog; empty where none was asked.
        speaking_to: what of a product's record comes surely near to a wish in words, and how near; None where nothing does, or
            nobody can tell.
        complaint_of: how likely a buyer's words are a complaint, 0 to 1, None where nobody can tell; None for nobody at all.
    """

    attentions: Mapping[str, Attention] = field(default_factory=dict)
    told_of: Mapping[str, Mapping[Fact, float]] = field(default_factory=dict)
    telling: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    thing: str = ""
    reply: str = ""
    fitting: int | None = None
    question: ClarifyingQuestion | None = None
    is_told_of: Callable[[str], bool] | None = None
    complaint_of: Callable[[str], float | None] | None = None
    speaking_to: Callable[[Product, str], tuple[Fact, float] | None] | None = None
