"""How English says what is to be done with something that one has: "keep my coffee hot", "something to clean boots with"."""

from __future__ import annotations

import re

from shopcli.util.lazy_regex import pattern

# Verbs of getting, of having and of liking: what they act on may be what is sought, or a person.
_GETTING = (
    "replace|upgrade|renew|find|buy|get|show|want|need|love|like|lose|lost|broke|break|ruin|ruined|change|changed|swap|give|gives|treat"
    "|surprise|ask|tell|match|see|compare|have|has|had|order|recommend|suggest|pick|choose|use|is|are|was|make|made|turn|turns|thank"
    "|take|bring|visit|meet|and|but|for|with|that|from|not|all|of|in|on|at|by|so|or|as|help|hate|hates|under|over|within|below|above"
    "|about|around|into|onto|without|told|says|said|sold|stole|outgrew|finished|suit|suits|think|know|please|fits|fit|wash|washing"
)
_VERB = rf"(?!(?:{_GETTING})\b)[a-z]{{3,12}}(?: (?:up|away|out|down|off|together))?"
_OWN = r"(?:my|our|his|her|their)"
_ANYTHING = r"(?:something|anything|somewhere|(?:a|some) (?:way|thing|gadget|tool|device)|what)"
_TO = r"(?:to|that (?:can|will|would|could)|which (?:can|will)|i can (?:use to )?|can i (?:use to )?)"
_I_WANT = r"(?:please|(?:i|we) (?:want|need|have|would like|['’]d like) to|how (?:do|can) i|help me(?: to)?)"
_BUT_FOR_ONESELF = r"(?!(?:eat|drink|read|play|wear|watch|listen|sit|sleep|do|put|go|send|write)\b)"
DEEDS = pattern(
    rf"(?:(?:\A|(?<=[.!?,;:] ))(?:\W*{_I_WANT}\s)?(?P<first>{_VERB}) {_OWN}\s"
    rf"|(?:\b{_ANYTHING} )?\b{_TO} (?P<then>{_VERB}) {_OWN}\s"
    rf"|\b{_ANYTHING} {_TO} (?P<any>{_BUT_FOR_ONESELF}{_VERB}) (?:the |an? )?)",
    re.IGNORECASE,
)
