"""How English asks about what is shown."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from shopcli.need.languages.en.degrees import DEGREES
from shopcli.need.languages.en.refinement import REFINEMENT
from shopcli.need.languages.follow_up_grammar import FollowForm, FollowUpGrammar, superlatives
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.text.units import any_of

_REF = r"(?P<ref>\S.{0,79}?)"
_OTHER = r"(?P<ref>(?:the |that )?other(?: one)?|(?:the |number )\S.{0,40}?(?: one)?)"
_REST = r"(?P<rest>\S.{2,140}?)"
_OF = rf"(?:of|for|on|in) {_REF}"
_WORDS = r"(?P<words>\S.{0,79}?)"
_ALL = r"they|these|those|them|(?:all|each|any) of (?:them|these|those)|the (?:two|three|four|five|others)|both(?: of (?:them|these))?"
_IS = r"(?:is|are|was|were|isn't|aren't)"
_DO = r"(?:does|do|did|doesn't|don't|can|could|will|would)"
_HAVE = (
    r"(?:has|have|come with|comes with|support|supports|include|includes|feature|features|offer|offers|contain|contains|got)"
)
_WHICH = r"(?:which|what)(?: ones?| models?| of (?:them|these|those|the (?:two|three|four|five)))?"

# What each word of amounts asks for, and what records call that.
_AMOUNTS: Mapping[str, tuple[Wanted, tuple[str, ...]]] = {
    **dict.fromkeys(("heavy", "light", "weigh"), (Wanted("mass", "desc"), ("weight",))),
    **dict.fromkeys(
        ("big", "large", "small"),
        (Wanted("size", "desc"), ("size", "dimensions", "length", "width", "depth", "height", "diameter", "diagonal")),
    ),
    "long": (Wanted("length", "desc"), ("length", "pages", "playing time")),
    "wide": (Wanted("length", "desc"), ("width",)),
    **dict.fromkeys(("tall", "high"), (Wanted("length", "desc"), ("height",))),
    "deep": (Wanted("length", "desc"), ("depth",)),
    **dict.fromkeys(("thick", "thin", "slim"), (Wanted("length", "desc"), ("thickness", "depth"))),
    "bright": (Wanted("light", "desc"), ("brightness", "luminous flux")),
    **dict.fromkeys(("loud", "noisy", "quiet"), (Wanted("loudness", "desc"), ("noise level", "noise"))),
    "powerful": (Wanted("power", "desc"), ("power", "output power")),
    "fast": (Wanted("speed", "desc"), ("speed",)),
    "warm": (Wanted("temperature", "desc"), ("comfort temperature", "temperature")),
    **dict.fromkeys(("old", "new"), (Wanted("date", "desc"), ("release date", "released"))),
    **dict.fromkeys(("expensive", "cheap", "dear", "much", "cost", "sell for", "go for"), (Wanted("price", "desc"), ("price",))),
    "hold": (Wanted("volume", "desc"), ("capacity", "volume")),
    **dict.fromkeys(("fit", "fits", "go in", "goes in", "goes"), (Wanted("volume", "desc"), ("capacity", "volume"))),
    "take": (Wanted("", "desc"), ("playing time", "duration", "preparation time", "cooking time", "charging time", "time")),
    **dict.fromkeys(("last", "run", "run for", "burn", "go"), (Wanted("", "desc"), ("battery life", "runtime", "operating time"))),
}  # fmt: skip
_LASTING = r"(?P<degree>last|run|burn|go)(?: for)?(?: (?:on|with|per) (?:an?|one|its?|the)?(?: single| full)? ?(?:charge|battery|batteries|tank|filling|load))?"
_ORDERS: tuple[tuple[str, Literal["asc", "desc"]], ...] = (("most", "desc"), ("least", "asc"))
_COMPARED = {
    **REFINEMENT.degrees,
    **{f"more {word}": wanted for word, (wanted, _) in _AMOUNTS.items() if wanted.of and " " not in word},
    "more": Wanted("price", "desc"), "less": Wanted("price", "asc"),
}  # fmt: skip
# What buyers think of it, which "better" alone leaves open.
_RATED = {
    form.format(degree): wanted
    for wanted, degrees in (
        (Wanted("rating", "desc", "rating"), "better best higher highest top"),
        (Wanted("rating", "asc", "rating"), "worse worst lower lowest"),
    )
    for degree in degrees.split()
    for form in ("rated {}", "rated the {}", "{} rated", "{} rating", "{} reviews")
}
# What is asked by a verb of amounts with the most or the least of it: "what weighs least".
_BY_VERB: Mapping[str, Wanted] = {
    f"{verb}{ending} {the}{most}": Wanted(_AMOUNTS[verb][0].of, order, _AMOUNTS[verb][1][0])
    for verb in ("weigh", "cost", "hold")
    for ending in ("", "s")
    for most, order in _ORDERS
    for the in ("", "the ")
}
COMPARATIVES = frozenset(_COMPARED)
_MOST = superlatives(DEGREES, REFINEMENT)
_DEGREE = rf"(?P<degree>{any_of(_COMPARED)})"
_ADJECTIVE = rf"(?P<degree>{any_of({word: 0 for word in _AMOUNTS if ' ' not in word})})"
_THAN = r"than (?P<other>\S.{0,79})"

FOLLOW_UPS = FollowUpGrammar(
    opening=r"(?:(?:and|but|so|ok|okay|then|well|hm+|now|please|also|sorry|yes|no)[, ]\s*"
    r"|(?:(?:can|could) you |please )?tell me,? (?:if |whether )?|(?:do you know|i wonder|i'd like to know)[, ] ?(?:if |whether )?)+",
    closing=r"(?:[\s,]+(?:then|please|now|thanks|though|by the way|exactly|at all|too|as well|again)|\s*[.!?]+)+",
    forms=(
        # how it compares
        FollowForm("comparison", rf"{_IS} {_REF} (?:any |much |really |a bit |even )?{_DEGREE} {_THAN}"),
        FollowForm("comparison", rf"{_IS} {_OTHER} (?:any |much |really |a bit |even )?{_DEGREE}"),
        FollowForm("comparison", rf"how much {_DEGREE} {_IS} {_REF} {_THAN}"),
        FollowForm("comparison", rf"{_DO} {_REF} cost {_DEGREE} {_THAN}"),
        FollowForm(
            "most", rf"{_WHICH} {_IS} (?:the )?(?P<degree>{any_of({**_MOST, **_COMPARED})})(?: (?:one|of them|of these|of all))?",
            each=True,
        ),
        # how much of something
        FollowForm("amount", rf"how {_ADJECTIVE} {_IS} {_REF}(?: in [a-z]+s)?"),
        FollowForm("amount", rf"(?:how much|what) {_DO} {_REF} (?P<degree>weigh|cost|sell for|go for|hold)"),
        FollowForm("amount", rf"how long {_DO} (?:the (?:battery|charge) (?:of|on|in) )?{_REF}(?:'s? battery)? {_LASTING}"),
        FollowForm("amount", rf"how long {_DO} {_REF} (?P<degree>take)"),
        FollowForm("amount", rf"how much (?P<degree>fits?|goes)(?: in| into| inside)(?!to it| it| there| them) {_REF}"),
        FollowForm("amount", r"how much (?P<degree>fits?|goes in)(?: in| into| inside)?(?: (?:it|there|them))?"),
        FollowForm("value", rf"how long {_DO} (?:the|its) (?P<words>battery|charge) (?:last|run)", words="battery life"),
        FollowForm("value", rf"how (?:many|much) {_WORDS} {_DO} {_REF} (?:have|hold|come with|offer|support|need|use|take|include)"),
        FollowForm("value", rf"how (?:many|much) {_WORDS} {_IS} (?:there )?(?:in|on) {_REF}"),
        # who, where, when, of what
        FollowForm("value", rf"(?:who|(?:which|what) (?:company|brand|maker|manufacturer)) (?:makes|made|builds|produces|produced|sells) {_REF}", words="brand"),
        FollowForm("value", rf"(?:who|(?:which|what) (?:company|brand)) {_IS} {_REF} (?:made |produced )?(?:by|from)", words="brand"),
        FollowForm("value", rf"(?:which|what) (?:make|maker|manufacturer) {_IS} {_REF}", words="brand"),
        FollowForm("value", rf"who (?:wrote|is the author of) {_REF}", words="author"),
        FollowForm("value", rf"where (?:{_IS} {_REF} (?:made|produced|from)|{_DO} (?P<ref2>\S.{{0,79}}?) come from)", words="country of origin"),
        FollowForm("value", rf"when (?:{_IS} {_REF} (?:released|published|launched)|did (?P<ref2>\S.{{0,79}}?) come out)", words="released"),
        FollowForm("value", rf"what(?:'s| is| are) {_REF} made (?:of|from|out of)", words="material"),
        FollowForm("value", rf"what(?:'s| is| are) (?:in|inside) {_REF}|what does {_REF.replace('ref', 'ref2')} contain", words="ingredients"),
        # the value of a field
        FollowForm("value", rf"(?:what(?:'s| is| are| was)|how (?:is|are)) (?P<ref>it)s {_WORDS}"),
        FollowForm("value", rf"(?:what(?:'s| is| are| was)) (?:the )?{_WORDS} {_OF}"),
        FollowForm("value", rf"(?:what(?:'s| is| are| was)) {_REF}(?:'s|(?<=s)') {_WORDS}"),
        FollowForm("value", rf"(?:what|which) (?:kinds? of |types? of |sort of )?{_WORDS} {_IS} {_REF}(?: made of| in)?"),
        FollowForm("value", rf"(?:what|which) (?:kinds? of |types? of |sort of )?{_WORDS} {_DO} {_REF} (?:have|use|come in|come with|take|need|run|support|offer)(?: on| in)?"),
        FollowForm("value", rf"(?P<ref>it)s {_WORDS}"),
        FollowForm("value", rf"(?:the )?{_WORDS} of (?P<ref>(?:the|number|#|it\Z|this\Z|that\Z|this one|that one).{{0,79}}?)"),
        FollowForm("value", rf"(?P<ref>(?:the|this|that|number|#)\b.{{0,79}}?)'s {_WORDS}"),
        # whether
        FollowForm("is", rf"{_IS} (?P<ref>it)s {_WORDS}"),
        FollowForm("is", rf"{_DO} {_REF} come in {_WORDS}"),
        FollowForm("is", rf"{_IS} {_REF} available in {_WORDS}"),
        FollowForm("has", rf"(?:has|have) (?P<ref>it|they|this|that|(?:the|number) \S.{{0,40}}?) got {_WORDS}"),
        FollowForm("has", rf"(?:has|have|hasn't|haven't) {_REST}", split=True),
        FollowForm("is", rf"{_IS} {_REST}", split=True),
        FollowForm("does", rf"{_DO} {_REST}", split=True),
        # of all that is shown
        FollowForm("has", rf"{_WHICH} (?:(?:{_DO}) )?{_HAVE} {_WORDS}", each=True),
        FollowForm("is", rf"{_WHICH} {_IS} {_WORDS}", each=True),
        FollowForm("does", rf"which(?: ones?| of (?:them|these|those|the (?:two|three|four|five))) (?:{_DO} )?(?!(?:you|i|we)\b){_WORDS}", each=True),
    ),
    amounts=_AMOUNTS,
    degrees={**_MOST, **_COMPARED, **_RATED, **_BY_VERB},
    all_shown=_ALL,
    never=r"(?:best|better|worst|most|least|difference|cheaper|lighter|more|less|rather|too|recommend(?:ed)?|your|you|i|there"
    r"|similar|alternatives?|price range|average|the (?:cheap|light|small|bigg|larg|new)\w*est|all right|possible)\b|(?:ok|all|that|everything|it)\Z",
    lead=r"(?:(?:an?|all|both|each|in|the|any|some|its|also|got|really|actually|even|still|made of|made from|filled with|stuffed with|lined with|covered (?:in|with)|full of|in colou?r)\s+)",
    having=_HAVE,
    again=r"(?:and|what about|how about|and what about)\s+(?P<ref>\S.{0,79}?)[\s?.!]*",
    described=r"\b(?:ones?|option|result)\Z",
    rather=r"(?:.{0,20}?\b(?:why|how come)\b\s+)?(?:(?:is|are|do|did|would|should|not|you|i|we|pick|choose|take|prefer|recommend|suggest|go for|only|exactly|just)\s+){0,6}"
    r"(?P<ref>\S.{0,60}?)\s*,?\s+(?:rather than|instead of|in place of|as opposed to|over|and not|but not|not|ahead of|before)\s+(?P<other>\S.{0,60}?)",
    why_not=r"(?:.{0,20}?\b(?:why|how come)\b\s+(?:not\b|(?:did|do|does|is|are|was|would|should)(?:n't|nt| (?:you |i |we |it )?not)\b)|what(?:'s| is) wrong with\b)",
    verbs={"last": "last", "lasts": "last", "run": "run", "runs": "run", "hold": "hold", "holds": "hold", "weigh": "weigh", "weighs": "weigh", "fits": "hold"},
    several=r"\b(?:first|top|(?P<last>last)) (?P<count>two|three|2|3)\b",
    deciding=r"\b(?:which|what)(?: (?:one|of (?:these|those|them|the (?:first |last |other )?(?:two|three|one))))?s? "
    r"(?:is |are |would be |will be |one is )?(?:the )?(?P<words>\w.*)",
    choosing=r"\b(?:would|should|do) (?:you|i|we) (?:\w+ )?(?:take|choose|pick|get|buy|go for|recommend|suggest|prefer)\b|\bbetter\b|\bwhich (?:one )?should\b|\bbest\b",
    places=r"\b(?:number |no\.? |#)?(?P<place>first|second|third|fourth|fifth|last|[1-9](?:st|nd|rd|th)?)\b(?! (?:two|three))",
    best=r"best|better|nicest|strongest|most powerful|fastest|biggest|largest",
    either=r",? or (?:rather |is it |does it have |just )?(?:an? |the )?",
    taste=frozenset("nice good lovely proper decent great beautiful pretty real big small little cheap fancy".split()),
    trail=r"\s+(?:in|inside|within) (?:it|them|there)\Z",
    suiting=r"(?:ok|okay|good|fine|great|right|alright|suitable|work) (?=for\b)",
    both=r"\b(?:th(?:e|ese|ose) two|both|(?:the )?first two|of the two)\b",
)  # fmt: skip
