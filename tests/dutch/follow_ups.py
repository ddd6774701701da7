"""Dutch questions about what is shown: "is de tweede waterdicht", "hoe zwaar is de eerste"."""

from __future__ import annotations

from shopcli.need.languages.follow_up_grammar import FollowForm, FollowUpGrammar, superlatives
from shopcli.need.languages.refinement_grammar import Wanted
from tests.dutch.degrees import DEGREES
from tests.dutch.refinement import REFINEMENT

_REF = r"(?P<ref>(?:de|het) \w+|die|het)"

FOLLOW_UPS = FollowUpGrammar(
    opening=r"(?:en|graag)[\s,]+",
    closing=r"\s*[?.!]+",
    forms=(
        FollowForm("amount", rf"hoe (?P<degree>zwaar|duur) is {_REF}"),
        FollowForm("value", rf"welke (?P<words>\w+) heeft {_REF}"),
        FollowForm("is", rf"is {_REF} (?P<words>.+)"),
        FollowForm("has", rf"heeft {_REF} (?P<words>.+)"),
    ),
    amounts={
        "zwaar": (Wanted("mass", "desc"), ("gewicht",)),
        "duur": (Wanted("price", "desc"), ("price",)),
    },
    degrees={**REFINEMENT.degrees, **superlatives(DEGREES, REFINEMENT)},
    all_shown=r"alle|beide",
    never=r"(?:beter|beste)\b",
    lead=r"(?:een\s+)",
    having=r"heeft",
    again=r"en (?P<ref>(?:de|het) \w+)\??",
    described=r"(?!)",
)
