"""How English says what a thing is for, and what goes with it."""

from __future__ import annotations

import re

from shopcli.need.languages.complement_grammar import ComplementGrammar
from shopcli.util.lazy_regex import pattern

_MADE = r"made|designed|intended|suitable|suited|ideal|perfect|meant|cut|built|sized|shaped|engineered"
_NOT = r"(?:does|do|did|will|would|is|are|can|could)(?: not|n['’]t)|cannot|never|not|isn['’]t|doesn['’]t|won['’]t"

COMPLEMENTS = ComplementGrammar(
    fields=pattern(
        r"\bcompatib\w*|\bfits?\b|\bfor\b|\b(?:works?|used?) with\b|\bsupported (?:models?|devices?|printers?)\b",
        re.IGNORECASE,
    ),
    before=pattern(
        rf"\b(?:compatible (?:with|to)|(?:(?:{_MADE}) )?(?:for|to fit)(?: use (?:with|in|on))?|fits?(?: (?:on|in|over|with))?"
        r"|works? (?:with|on)|goes with|(?:to )?use with|pairs? with|attach(?:es)? to)\b:?|\bf(?:/\s?|\.?\s)(?-i:(?=[A-Z]))",
        re.IGNORECASE,
    ),
    bare=pattern(
        r"(?:(?:ideal|perfect|built|made|cut) )?(?:for|to fit):?|fits?(?: (?:on|in|over|with))?:?|attach(?:es)? to:?",
        re.IGNORECASE,
    ),
    any_of=pattern(r"\s?(?:any|all|most|every|standard|many|both|various)\b", re.IGNORECASE),
    denied=pattern(
        rf"\b(?:{_NOT}) (?:(?:be|yet|currently|also|otherwise) )?"
        r"(?:fit|work|suit|compatible|suitable|suited|intended|designed|made|meant|for\b|usable|support|go with|use[d]?)\w*"
        r"(?: (?:with|on|for|in|to))*|\bincompatible with\b|\bexcept(?: for)?\b|\bexcluding\b|\bunsuitable for\b",
        re.IGNORECASE,
    ),
    end=pattern(
        r"[.!?](?=\s|$)|[;()\[\]]|\s[-–—|]\s|\b(?:but|with|without|that|which|who|while|when|so|because|from|by)\b",
        re.IGNORECASE,
    ),
    joints=pattern(r"[,;/|\n•]|\\n|\s[-–&+]\s|^[-–]|\b(?:and|or|as well as|plus)\b", re.IGNORECASE),
    anything=pattern(r"(?:\w+ )*accessor(?:y|ies)(?: (?:are|is) there)?", re.IGNORECASE),
    generic=frozenset(
        "a an the any all most many some every each your our their its his her my this that these those other others both "
        "either various several new standard use using series model models range family line type types only also even "
        "such".split()
    ),
    replies={
        "by baskets": "What was bought together with the {name}:",
        "by records": "What goes with the {name}, by what the records say:",
        "nothing": "Nothing in this catalog is said to go with the {name}.",
        "nothing in baskets": "There are too few baskets with the {name}, and no record names anything that goes with it.",
        "together": "In {both} of the {all} baskets with it: {lift} times as often as by chance.",
        "says so": "Its record says: “{words}”",
        "said of it": "The record of the {name} says: “{words}”",
        "same series": "Both are of the name {words}.",
        "for such": "Its record says: “{words}”; this very one it does not name.",
        "sort for such": "Of {all} such products here {count} are for “{words}”, by their records; its own does not say so.",
        "names another": "Nothing among “{thing}” is said to fit the {name}.",
    },
)
