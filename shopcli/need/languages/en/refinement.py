"""How English refines a need: "cheaper", "in black then", "not that brand", "more like the second"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shopcli.need.languages.en.degrees import DEGREES
from shopcli.need.languages.refinement_grammar import RefinementGrammar, Wanted
from shopcli.need.languages.request_grammar import plain_marks
from shopcli.text.units import any_of
from shopcli.types import Sort

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = {
    **{word: place for place, word in enumerate(_PLACES, 1)},
    **{word: place for place, word in enumerate(_NUMBERS, 1)},
    "last": -1,
}
_HERE = frozenset(
    f"{word}{one}" for word in ("that", "this", "it", "those", "these", "the same") for one in ("", " one", " ones")
) | {"tell me more", "more details", "details", "more info"}
_WORD = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_ONE = r"(?:\s+(?:ones?|option|result|model|product))?"
_MARK = r"(?:number|no\.?|result|option|item|#)\s*"
_PLACE = (
    rf"(?:the\s+)?(?:very\s+)?(?:{_MARK}(?:\d{{1,6}}|(?P<marked>{_WORD}))"
    rf"|\d{{1,6}}(?:st|nd|rd|th)?|(?P<word>{'|'.join(_PLACES)}|last)){_ONE}"
)
# How the name of a result may begin. A bare number is one after "like", and an amount after "cheaper than".
_NAMED = (
    r"(?P<which>(?:the|that|this|those|these|it|number|no\.|result|option|item|\d{1,3}(?:st|nd|rd|th)"
    rf"|{'|'.join(_PLACES)})\b.{{0,80}}?|#\s?\d{{1,3}})"
)
_ORDERS = {
    **dict.fromkeys(("cheapest", "least expensive", "lowest price", "lowest priced"), Sort("price", "asc")),
    **dict.fromkeys(("most expensive", "dearest", "priciest", "highest price", "highest priced"), Sort("price", "desc")),
}
_NOT = r"(?:not|no|without|except(?:\s+for)?|anything\s+but|excluding|other\s+than|nothing\s+(?:from|by))"
_BIT = r"(?:an?\s+(?:bit|little|lot|touch)|much|even|far|slightly|somewhat|rather|still|way|any)\s+"
_IT_IS = r"it'?s|that'?s|they'?re|that\s+is|they\s+are|it\s+is|(?:it|that|they)\s+(?:should|must)\s+be"
_LEAD = rf"(?:with\s+)?(?:(?:an?|something|anything|some|one|ones|the|{_IT_IS})\s+)?(?:{_BIT})?"
_THING = r"(?:\s+(?:options?|models?|ones?|alternatives?|products?|items?))?"
_MORE = {
    **dict.fromkeys(("more", "higher", "greater", "bigger", "larger", "longer"), "desc"),
    **dict.fromkeys(("less", "lower", "fewer", "smaller", "shorter"), "asc"),
}
_GONE = r"(?:forget|drop|ignore|never\s*mind|remove|skip|lose|lift|clear)"
_MATTERS = (
    r"(?:does\s*n[o']t|doesnt|does\s+not|don'?t|do\s+not)\s+matter|is\s+(?:not|no)\s+(?:important|object|issue)"
    r"|isn't\s+important"
)
_FIELD = r"[\w' -]{1,40}?"


def _degrees() -> Iterator[tuple[str, Wanted]]:
    """Comparatives, from the superlatives of the language: lightest, lighter; most powerful, more powerful."""
    for phrase, (of, order, context) in DEGREES.superlatives.items():
        first, _, rest = phrase.partition(" ")
        if phrase.endswith("est"):
            yield f"{phrase[:-3]}er", Wanted(of, order, context)
        for superlative, comparative in (("most", "more"), ("least", "less"), ("best", "better"), ("highest", "higher")):
            if first == superlative and rest:
                yield f"{comparative} {rest}", Wanted(of, order, context)
    yield from (("cheaper", Wanted("price", "asc")), ("less expensive", Wanted("price", "asc")))
    yield from ((word, Wanted("price", "desc")) for word in ("more expensive", "dearer", "pricier"))
    yield ("better", Wanted("rating", "desc"))
    yield from (("lower", Wanted("length", "asc", "height")), ("more modern", Wanted("date", "desc")))


def _relative() -> Iterator[tuple[str, Wanted]]:
    """What "too" may stand before."""
    for word, (of, low) in DEGREES.relative.items():
        yield word, Wanted(of, "asc" if low else "desc", "length" if of == "length" else "")
    yield from (("dear", Wanted("price", "desc")), ("pricey", Wanted("price", "desc")), ("old", Wanted("date", "asc")))
    yield from (("wide", Wanted("length", "desc", "width")), ("narrow", Wanted("length", "asc", "width")))
    yield from (("tall", Wanted("length", "desc", "height")), ("thick", Wanted("length", "desc", "thickness depth")))
    yield from (("thin", Wanted("length", "asc", "thickness depth")), ("loud", Wanted("loudness", "desc", "noise")))
    yield ("noisy", Wanted("loudness", "desc", "noise"))


def _positives(word: str) -> Sequence[str]:
    """What a comparative is one of: fruity of "fruitier", big of "bigger", pale of "paler", mild of "milder"."""
    if not word.endswith("er") or len(word) < 5:
        return ()
    stem = word[:-2]
    ways = [f"{stem[:-1]}y"] if stem.endswith("i") else [stem, f"{stem}e", stem[:-1] if stem[-1] == stem[-2] else ""]
    return [way for way in ways if way]


_WANTED = dict(_degrees())
_TOO = dict(_relative())
_RUN = (
    r"asc(?:ending)?|desc(?:ending)?|low(?:est)?(?:\s+to\s+high(?:est)?|\s+first)?|high(?:est)?(?:\s+to\s+low(?:est)?|\s+first)?"
    r"|(?:smallest|largest|biggest|lightest|heaviest|newest|oldest|cheapest|dearest|best)\s+first"
)

REFINEMENT = RefinementGrammar(
    normal=plain_marks,
    actions={
        "drop_line": rf"(?:{_GONE}|without|delete|take\s+out|strike(?:\s+out)?|cross\s+out)\s+"
        rf"(?:(?:the\s+)?(?:number|no\.?|line|clause|point|item|#)\s*(?P<number>\d{{1,6}}|{_WORD})|(?P<digits>\d{{1,6}}))",
        "like": r"(?:more\s+|something\s+|one\s+|ones\s+|others?\s+|just\s+)*"
        rf"(?P<words>(?:like|similar\s+to)\s+(?:{_NAMED}|(?P<bare>\d{{1,3}})))",
        "order": rf"(?:sort(?:ed)?\s+(?:by\s+)?)?(?:the\s+)?(?P<what>{any_of(_ORDERS)})(?:\s+ones?)?"
        r"(?:\s+first|\s+(?:of|among)\s+(?:these|those|them|all))?",
        "order_by": r"(?:(?:sort|order|rank)(?:ed)?\s+(?:them\s+|it\s+|these\s+|those\s+)?)?by\s+(?:the\s+)?"
        rf"(?P<what>[\w' -]{{1,40}}?)(?:,?\s+(?:from\s+)?(?:{_RUN}))?",
        "compare": rf"{_LEAD}(?P<words>(?:(?P<degree>{any_of(_WANTED)})|too\s+(?P<too>{any_of(_TOO)})"
        rf"|(?P<more>{any_of(_MORE)})(?=\s))"
        rf"(?:{_THING}|\s+(?!than\b|like\b)(?P<what>[\w'-]+(?:\s+[\w'-]+){{0,2}}?))(?:\s+than\s+{_NAMED})?)",
        "other_brand": r"not\s+(?:from\s+|by\s+)?(?:that|this|the\s+same)\s+(?:brand|make|maker|manufacturer)"
        r"|(?:(?:an|some|any)\s*)?other\s+(?:brand|make|maker|manufacturer)s?"
        r"|(?:(?:a|from\s+a|some)\s+)?different\s+(?:brand|make|maker|manufacturer)s?",
        "others": r"(?:(?:show|give|find)(?:\s+me)?\s+)?(?:something|anything|some)\s+(?:else|different|other)(?:\s+ones?)?"
        r"|(?:(?:show|give|find)(?:\s+me)?\s+)(?:other|different)\s+ones",
        "drop": "|".join(
            (
                rf"(?:any|whatever|whichever|all)\s+(?!(?:in|with|from|for|by|under|over|below|of)\s)(?P<any>{_FIELD})(?:\s+(?:will\s+do|is\s+(?:fine|ok|okay|good)|at\s+all|you\s+like))?",
                rf"{_GONE}\s+(?:about\s+)?(?P<certain>(?:the|my)\s+)?(?P<what>.{{1,60}}?)(?:\s+(?:limit|filter|requirement|restriction))?",
                r"no\s+(?P<unsorted>order|sorting)",
                rf"no\s+(?P<limit>{_FIELD})\s+(?:limit|filter|restriction)|no\s+limits?\s+on\s+(?:the\s+)?(?P<limit_on>{_FIELD})",
                rf"(?:the\s+)?(?P<moot>{_FIELD})\s+(?:{_MATTERS})",
                r"i\s+(?:don'?t|do\s+not)\s+(?:care|mind)\s+(?:about\s+)?(?:the\s+)?(?P<mind>.{1,60})",
                r"(?:i\s+)?(?:don'?t|do\s+not|no\s+longer)\s+(?:need|require)\s+(?:it\s+to\s+(?:be|have)\s+)?(?:the\s+|an?\s+)?(?P<need>.{1,60}?)(?:\s+any\s?more)?",
            )
        ),
        "make": r"(?:make|let)\s+(?:it|that|them)\s+(?:be\s+)?(?P<what>.+)"
        r"|(?:(?:raise|lower|change|set|increase|reduce|up)\s+(?:it|that|the\s+(?:price|limit|budget))\s+to|say|up\s+to\s+(?=\d+\Z))\s+(?P<to>.+)"
        r"|(?P<amount>[€$£¥]?\s?\d{2,7}(?:[.,]\d{1,3})?\s?(?:[€$£¥]|euros?|dollars?|pounds?)?)",
    },
    place=re.compile(_PLACE, re.IGNORECASE),
    hence=re.compile(r"\b(?:so|therefore|hence|that's why)\b(?! (?:that|much|many|far)\b)", re.IGNORECASE),
    other=re.compile(r"(?:the\s+)?other(?:\s+(?:one|option|model|version))?", re.IGNORECASE),
    described=re.compile(
        r"(?:the|that|this)\s+one\s+(?P<after>\S.*)"
        r"|(?:the|that|this)\s+(?P<words>\S.*?(?<!\sones))(?P<one>\s+(?:one|option|result))?",
        re.IGNORECASE,
    ),
    asks_for=re.compile(
        r"(?:(?P<certain>(?:please\s+)?(?:(?:(?:can|could)\s+you\s+)?tell\s+me\s+(?:(?:some(?:thing)?\s+)?more\s+)?about"
        r"|(?:some\s+)?(?:more|details|info(?:rmation)?)\s+(?:about|on|of)|(?:and\s+)?(?:what|how)\s+about|describe"
        r"|what\s+do\s+you\s+know\s+about))"
        r"|(?:(?:and|ok|okay|then|please|yes|no),?\s+)?(?:(?:can|could)\s+(?:you|i)\s+)?(?:show|open|see)(?:\s+me)?|let\s+me\s+see|let's\s+see"
        r"|i(?:'ll|\s+will)\s+take|i\s+(?:like|prefer|choose|want)|i'd\s+like|give\s+me|ok|okay|yes|look\s+at|and|now),?\s+",
        re.IGNORECASE,
    ),
    here=_HERE,
    more=re.compile(
        r"(?:(?:ok|please|and),?\s+)?(?:(?:(?:can|could)\s+(?:you|i)\s+)?(?:show|give|see|find)(?:\s+me)?\s+)?"
        r"(?:some\s+|a\s+few\s+|(?:two|three|four|five|\d{1,2})\s+)?(?:more|next|others)(?:\s+(?:results?|options|products|ones|please|page))?"
        r"|(?:what|anything)\s+else(?:\s+(?:do\s+you\s+have|is\s+there))?",
        re.IGNORECASE,
    ),
    ordinals=_ORDINALS,
    degrees={
        **{word: Wanted("", "asc" if order == "asc" else "desc") for word, order in _MORE.items()},
        **_WANTED,
        **{word: wanted for word, wanted in _TOO.items() if word not in _WANTED},
    },
    orders=_ORDERS,
    descending=re.compile(
        r"\b(?:desc|high(?:est)?\s+(?:to|first)|(?:largest|biggest|heaviest|newest|dearest|best)\s+first)", re.IGNORECASE
    ),
    cut=re.compile(r"\s*(?:[,;]\s+(?:(?:but|and)\s+)?|(?<=[a-z])[.!?]\s+(?=\w)|\s(?:but|and)\s+)(?:also\s+)?", re.IGNORECASE),
    joining=re.compile(
        r"(?:but|and|also|plus|or|rather)\b[\s,]*"
        r"|(?:does\s+it\s+(?:have|come\s+with|support)|do\s+(?:they|these|those)\s+have|is\s+it|are\s+(?:they|these|those))\s+",
        re.IGNORECASE,
    ),
    asking=re.compile(
        r"(?:(?:no|yes|well|sorry),\s*|(?:go\s+)?back\s+to\s+|(?:ok|okay|hm+|now|actually|maybe|perhaps|please|then|only|just)[,\s]\s*"
        r"|(?:(?:can\s+you\s+)?show\s+me|give\s+me|find\s+me|do\s+you\s+have|have\s+you\s+got|got|is\s+there|are\s+there"
        r"|can\s+i\s+(?:have|get|see)|i\s+(?:want|need)|i'?d\s+(?:like|prefer)|i\s+would\s+(?:like|prefer)|(?:it\s+)?should\s+(?:be|have)"
        r"|(?:what|how)\s+about)\s+(?:(?:it|them|one|ones|that|something|anything|any|some)\s+(?=in\b|with|from|by|under|over|below))?"
        r"|(?:one|ones|something|anything|any|some)\s+(?=(?:in|with|from|by|under|over|below|for)\s))",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"(?:[\s,]+(?:then|please|instead|too|as\s+well|though|now|thanks|ones?|only|after\s+all"
        r"|(?<=est )first|(?<=rated )first)|\s*[.!?]+)\Z",
        re.IGNORECASE,
    ),
    polite=re.compile(r"(?:[\s,]+(?:then|please|now|thanks|though)|\s*[.!?]+)\Z", re.IGNORECASE),
    instead=re.compile(r"\binstead\b|\A(?:or\s+)?rather\b|\A(?:\w+,?\s+)?i(?:'d|\s+would)\s+rather\b", re.IGNORECASE),
    opening=re.compile(
        rf"(?:in|with|for|from|by|made\s+of|that|which|more|less|better|{any_of(_MORE)}|{_NOT}|at\s+(?:least|most)|up\s+to|under"
        r"|over|below|above|max(?:imum)?|min(?:imum)?)\s|\d{1,5}[a-z]{1,2}\Z",
        re.IGNORECASE,
    ),
    describing=re.compile(r"(?:less|proof|able|ible|ful|ous|ing|ed|ic|ical|al|free|resistant)\s*\Z", re.IGNORECASE),
    adding=re.compile(r"(?:and|also|plus|with)\b", re.IGNORECASE),
    nameless=re.compile(
        r"(?P<sure>(?:something|anything)\s+(?!(?:an?(?!\s+(?:bit|little|touch|lot)\b)|the|like|to|else)\b)(?:(?:a\s+(?:bit|little)"
        r"|more|less|much|even|very|really|not\s+so|not\s+too|quite"
        r"|rather|as|so|too)\s+)*[\w-]+(?:\s+(?:and|or)\s+[\w-]+)?\Z"
        r"|(?:.{0,40}\s)?(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\bno )ones?"
        r"(?:\s(?:to|for|with|in|that|which|from|without|i|we)\b.*)?\Z)"
        r"|(?:the\s+)?(?:(?:most|least)\s+[\w-]+|[a-z]{3,}(?<!for)(?<!inter)(?<!pro)est)"
        r"(?:\s+(?:ones?|(?:that\s+)?(?:you\s+have|there\s+is|you\s+(?:sell|stock))|of\s+(?:all|them)|possible|available))?\Z"
        r"|(?:an?\s+(?:bit|little|lot)\s+|much\s+|even\s+|far\s+)?(?:(?:more|less)\s+[\w-]+|[a-z]{3,}er)\Z"
        r"|(?:more|less)\s+[\w-]+(?:ful|able|ible|ous|ive|al|ic|y|ed|ing|ern|ant|ent)\Z",
        re.IGNORECASE,
    ),
    positives=_positives,
    most_of="the {most} {what}",
    most={"more": "most", "better": "best", "less": "least"}
    | {f"{stem}er": f"{stem}est" for stem in ("few", "high", "low", "great", "bigg", "larg", "long", "small", "short")},
    number=re.compile(r"(?:[A-Z]{3}|[^\w\s])?\s?\d"),
    at_most="at most {what}",
    names={
        **dict.fromkeys(("price", "budget", "cost", "money", "amount", "prices"), "price"),
        **dict.fromkeys(("brand", "brands", "make", "maker", "manufacturer"), "brand"),
        **dict.fromkeys(("colour", "color", "colours", "colors"), "colour"),
        **dict.fromkeys(("order", "sorting", "sort"), "order"),
        **dict.fromkeys(("rating", "ratings", "reviews", "stars"), "rating"),
        **dict.fromkeys(("date", "age", "release date", "release"), "date"),
    },
    messages={
        "added": "added: {new}",
        "replaced": "{new} instead of {old}",
        "too": "too {degree}",
        "below": "below {limit}",
        "above": "above {limit}",
        "without": "not {words}",
        "dropped": "dropped: {old}",
        "order": "order: {new}",
        "no_order": "by relevance",
        "nothing": "nothing",
        "more": "more",
        "less": "less",
    },
    errors={
        "no_result": ("There is no result {place}: {count} shown.", "Use a number on the screen; /more shows further results."),
        "none_fits": ("None of the shown is {words!r}.", "Say {places}; or ask for it in other words."),
        "several_fit": ("{count} of the shown are {words!r}.", "Say {places}."),
        "no_price": ("There is no price on the screen to compare with.", "Name an amount, such as: under 100."),
        "not_said": (
            "What is shown does not say enough for {words!r}.",
            "Ask for something that their records say, such as: cheaper.",
        ),
        "costs_otherwise": (
            "You asked for {words!r} ({op} {limit}), and what is shown costs {more} than that.",
            "Name another limit, such as: make it 80. Or drop it: any price.",
        ),
        "is_otherwise": (
            "You asked for {words!r} ({op} {limit}), and what is shown has {more} than that.",
            "Name another limit, or drop this one: /need lists them with their numbers.",
        ),
        "no_brand": ("The first result shown has no brand to leave out.", "Name the brand, such as: not Acme."),
        "no_such_order": ("There is no {words!r} here to sort by.", "Sort by price, or say for example: the lightest."),
        "never_asked": ("Nothing was asked about the {words}.", "What was asked: {asked}."),
        "no_line": ("There is no clause {number}: the need has {count}.", "/need lists them with their numbers."),
        "nothing_left": ("{words!r} is all that was asked.", "Ask for something else, or start anew with /reset."),
    },
    places=tuple(f"the {place}" for place in _PLACES),
    counts=("None", "One", *(word.capitalize() for word in _NUMBERS[1:])),
    truths={
        **dict.fromkeys(("yes", "yeah", "yep", "yes please", "sure", "with", "with it"), True),
        **dict.fromkeys(("no", "nope", "no thanks", "without", "without it"), False),
    },
    either=" or ",
    also=", ",
)
