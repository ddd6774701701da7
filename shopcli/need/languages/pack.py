"""One language: a folder in which each part stands in a file of the part's name, as a constant of that name.

A part is imported when it is first used: a request that no question follows never loads how a language asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from shopcli.need.dialogue.fact_grammar import FactGrammar
    from shopcli.need.languages.bundle_grammar import BundleGrammar
    from shopcli.need.languages.claim_grammar import ClaimGrammar
    from shopcli.need.languages.complement_grammar import ComplementGrammar
    from shopcli.need.languages.degree_words import Degrees
    from shopcli.need.languages.follow_up_grammar import FollowUpGrammar
    from shopcli.need.languages.lexicon import Lexicon
    from shopcli.need.languages.quantity_words import QuantityWords
    from shopcli.need.languages.question_grammar import QuestionGrammar
    from shopcli.need.languages.refinement_grammar import RefinementGrammar
    from shopcli.need.languages.request_grammar import RequestGrammar
    from shopcli.need.languages.review_grammar import ReviewGrammar
    from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
    from shopcli.need.languages.spelling_rules import SpellingRules
    from shopcli.need.languages.wording import Wording
    from shopcli.types import AnswerLines, SpokenForms

_OPTIONAL = frozenset(
    {"bundles", "spelling", "speech_acts", "wording", "wishes", "lexicon", "claims", "reviews", "fact_questions"}
)


class _Part(cached_property[Any]):
    """A part of a pack, looked up once: from then on the pack has it itself."""

    def __init__(self) -> None:
        super().__init__(self._part)

    def _part(self, pack: LanguagePack) -> Any:
        name = str(self.attrname)
        if name in pack.lacking:
            return None
        if name in pack.borrowed:
            return getattr(pack.borrowed[name], name)
        module = import_module(f"{pack.folder}.{name}")
        return module if name == "wording" else getattr(module, name.upper())


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """Everything that one language brings.

    Attributes:
        code: ISO 639-1.
        folder: the package of its parts: ``requests`` holds ``REQUESTS``, and so on; ``wording`` is the sentences itself.
        detects: whether a text is in this language.
        describes: whether a product of such a title is described in it.
        stemmer: the Snowball algorithm that its words are stemmed by in an index.
        is_read_in_context: whether the contextual tagger has learned to read it.
        is_latin: whether a text of Latin letters without any small word may be in it: "wasserdichte Jacke".
        why_by_code: what is told below advice that code alone has worded; empty where a model's drafts can be checked.
        borrowed: parts that it takes from another language, since it has none of its own.
        lacking: parts that it does without, of those that can be None.
    """

    code: str
    folder: str
    detects: Callable[[str], bool]
    describes: Callable[[str], bool] = lambda _title: False
    stemmer: str = "english"
    is_read_in_context: bool = False
    is_latin: bool = False
    why_by_code: str = ""
    borrowed: Mapping[str, LanguagePack] = field(default_factory=dict)
    lacking: frozenset[str] = frozenset()

    requests = cast("RequestGrammar", _Part())  # limits, names, exclusions, orders, and what is left of a request
    quantities = cast("QuantityWords", _Part())  # numbers with their units, and how they are compared
    degrees = cast("Degrees", _Part())  # more and less of something
    refinement = cast("RefinementGrammar", _Part())  # what changes a need that is in force
    questions = cast("QuestionGrammar", _Part())  # questions about the catalog, and their answers
    follow_ups = cast("FollowUpGrammar", _Part())  # questions about what is shown
    fact_questions = cast("FactGrammar | None", _Part())  # one fact of a product that is named; None: read as anything else
    lines = cast("AnswerLines", _Part())  # what stands around the results
    aloud = cast("SpokenForms", _Part())  # how it is read aloud
    complements = cast("ComplementGrammar", _Part())  # what records say a thing is for, and what goes with a product
    speech_acts = cast("SpeechActGrammar | None", _Part())  # greetings, thanks, "why?"; None: they are read as requests
    bundles = cast("BundleGrammar | None", _Part())  # several things at once; None: each request is read as one thing
    commands = cast("Mapping[str, str]", _Part())  # patterns of all that is said to the command; {all} are the results shown
    wishes = cast("Mapping[str, str] | None", _Part())  # what assumed wishes are called; None: as records call them
    lexicon = cast("Lexicon | None", _Part())  # how values, fields and wishes are said; None: as records and English have them
    claims = cast("ClaimGrammar | None", _Part())  # how its claims are read; None: word by word, as English is
    reviews = cast("ReviewGrammar | None", _Part())  # how reviews are written and summed up; None: as in English
    spelling = cast("SpellingRules | None", _Part())  # None: its words are read as they are written
    wording = cast("Wording | None", _Part())  # the sentences that code writes; None: it writes English

    def __post_init__(self) -> None:
        if needed := self.lacking - _OPTIONAL:
            raise ValueError(f"The language {self.code!r} cannot do without: {', '.join(sorted(needed))}.")
