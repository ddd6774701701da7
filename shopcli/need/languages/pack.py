"""One language: a folder in which each part stands in a file of the part's name, as a constant of that name.

A part is imported when it is first used: a request that no question follows never loads how a language asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shopcli.need.languages.degree_words import Degrees
    from shopcli.need.languages.follow_up_grammar import FollowUpGrammar
    from shopcli.need.languages.quantity_words import QuantityWords
    from shopcli.need.languages.question_grammar import QuestionGrammar
    from shopcli.need.languages.refinement_grammar import RefinementGrammar
    from shopcli.need.languages.request_grammar import RequestGrammar
    from shopcli.need.languages.spelling_rules import SpellingRules
    from shopcli.need.languages.wording import Wording


_OPTIONAL = frozenset({"spelling", "wording"})


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """Everything that one language brings.

    Attributes:
        code: ISO 639-1.
        folder: the package of its parts: ``requests`` holds ``REQUESTS``, and so on; ``wording`` is the sentences itself.
        detects: whether a text is in this language.
        describes: whether a product of such a title is described in it.
        why_by_code: what is told below advice that code alone has worded; empty where a model's drafts can be checked.
        borrowed: parts that it takes from another language, since it has none of its own.
        lacking: parts that it does without, of those that can be None.
    """

    code: str
    folder: str
    detects: Callable[[str], bool]
    describes: Callable[[str], bool] = lambda _title: False
    why_by_code: str = ""
    borrowed: Mapping[str, LanguagePack] = field(default_factory=dict)
    lacking: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if needed := self.lacking - _OPTIONAL:
            raise ValueError(f"The language {self.code!r} cannot do without: {', '.join(sorted(needed))}.")

    @cached_property
    def requests(self) -> RequestGrammar:
        """The phrases of a request: limits, names, exclusions, orders, and what is left."""
        found: RequestGrammar = self._part("requests")
        return found

    @cached_property
    def quantities(self) -> QuantityWords:
        """Numbers with their units, and how they are compared."""
        found: QuantityWords = self._part("quantities")
        return found

    @cached_property
    def degrees(self) -> Degrees:
        """More and less of something."""
        found: Degrees = self._part("degrees")
        return found

    @cached_property
    def refinement(self) -> RefinementGrammar:
        """What changes a need that is in force."""
        found: RefinementGrammar = self._part("refinement")
        return found

    @cached_property
    def questions(self) -> QuestionGrammar:
        """Questions about the catalog, and their answers."""
        found: QuestionGrammar = self._part("questions")
        return found

    @cached_property
    def follow_ups(self) -> FollowUpGrammar:
        """Questions about what is shown."""
        found: FollowUpGrammar = self._part("follow_ups")
        return found

    @cached_property
    def commands(self) -> Mapping[str, str]:
        """Commands that are said rather than typed: patterns of all that is said, to the command.

        ``{all}`` stands for the number of every result shown.
        """
        found: Mapping[str, str] = self._part("commands")
        return found

    @cached_property
    def spelling(self) -> SpellingRules | None:
        """How its words are inflected and misspelt; None where they are read as they are written."""
        found: SpellingRules | None = self._part("spelling")
        return found

    @cached_property
    def wording(self) -> Wording | None:
        """The sentences that code writes; None where it writes them in English."""
        found: Wording | None = None if "wording" in self.lacking else import_module(f"{self.folder}.wording")
        return found

    def _part(self, name: str) -> Any:
        if name in self.lacking:
            return None
        if name in self.borrowed:
            return getattr(self.borrowed[name], name)
        return getattr(import_module(f"{self.folder}.{name}"), name.upper())
