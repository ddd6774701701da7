"""What is said in a language beside the records, and the words by which its shoppers ask."""

from __future__ import annotations

from collections.abc import Mapping

from shopcli.need.languages.registry import language_named, languages
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar


def replies_of(language: str) -> Mapping[str, str]:
    """What is said in a language beside the records."""
    return acts_of(language).replies


def acts_of(language: str) -> SpeechActGrammar:
    """How a language speaks in a shop; of one without such words the last language's, which has them."""
    acts = language_named(language).speech_acts or languages()[-1].speech_acts
    assert acts is not None  # the last language has them
    return acts
