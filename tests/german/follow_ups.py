"""German questions about what is shown: "ist die zweite wasserdicht", "wie schwer ist die erste"."""

from __future__ import annotations

from shopcli.need.languages.follow_up_grammar import FollowForm, FollowUpGrammar, superlatives
from shopcli.need.languages.refinement_grammar import Wanted
from tests.german.degrees import DEGREES
from tests.german.refinement import REFINEMENT

_REF = r"(?P<ref>(?:die|der|das) \w+|sie|es)"

FOLLOW_UPS = FollowUpGrammar(
    opening=r"(?:und|bitte)[\s,]+",
    closing=r"\s*[?.!]+",
    forms=(
        FollowForm("amount", rf"wie (?P<degree>schwer|teuer) ist {_REF}"),
        FollowForm("value", rf"welche (?P<words>\w+) hat {_REF}"),
        FollowForm("is", rf"ist {_REF} (?P<words>.+)"),
        FollowForm("has", rf"hat {_REF} (?P<words>.+)"),
    ),
    amounts={
        "schwer": (Wanted("mass", "desc"), ("gewicht",)),
        "teuer": (Wanted("price", "desc"), ("price",)),
    },
    degrees={**REFINEMENT.degrees, **superlatives(DEGREES, REFINEMENT)},
    all_shown=r"alle|beide",
    never=r"(?:besser|beste)\b",
    lead=r"(?:eine?n?\s+)",
    having=r"hat",
    again=r"und (?P<ref>(?:die|der|das) \w+)\??",
    described=r"(?!)",
)
