"""Utterances and their dialogue acts: what was said, and what it is for. Classified once, right behind the door.

Whatever comes after reads the class: `Need.question` carries a question about the catalog on, `Utterance` all the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shopcli.errors import UsageError
from shopcli.need.questions import FieldOf, find_question, no_field
from shopcli.types import CatalogQuestion, Product

if TYPE_CHECKING:
    from shopcli.need.dialogue.fact_questions import AskedByName
    from shopcli.need.dialogue.followup import ProductQuestion
    from shopcli.need.dialogue.refine import Refinement

DialogueAct = Literal["search", "catalog question", "product question", "selection", "more", "refinement"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said, and its dialogue act.

    Attributes:
        text: the shopper's words.
        act: a search for products; a question about the catalog, or about products that are named or shown; the selection of
            one that is shown; more of the same results; or a refinement of the need in force.
        question: the question about the catalog.
        asked: the question about products.
        of_fact: the question of fact about products that it names.
        selected: the product that was selected.
        refinement: the need in force, refined.
    """

    text: str
    act: DialogueAct = "search"
    question: CatalogQuestion | None = None
    asked: ProductQuestion | None = None
    of_fact: AskedByName | None = None
    selected: Product | None = None
    refinement: Refinement | None = None

    @classmethod
    def opening(cls, text: str, field_of: FieldOf = no_field) -> Utterance:
        """Words that stand by themselves: a question about the catalog, or a search; see `find_question`."""
        question = find_question(text, field_of)
        return cls(text, "catalog question" if question else "search", question=question)


def check_said(query: str) -> None:
    """Nothing, where a request says something.

    Raises:
        UsageError: it is empty.
    """
    if not query.strip():
        raise UsageError("The request is empty.", hint="Say what you are looking for, in your own words.")
