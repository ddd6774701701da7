"""How English says more and less."""

from __future__ import annotations

import re

from shopcli.need.languages.degree_words import Degrees, Sense
from shopcli.need.languages.en.deeds import DEEDS
from shopcli.need.languages.en.orders import ORDERS
from shopcli.need.languages.en.requests import EXCLUDES, ORDINALS, PURPOSE, number
from shopcli.util.lazy_regex import pattern


def _rated(*degrees: str) -> tuple[str, ...]:
    return tuple(
        f"{degree}{joint}{word}" for degree in degrees for joint in " -" for word in ("rated", "reviewed", "scoring", "scored")
    )


_LIKED = (
    *(f"{best} {reviews}" for best in ("best", "highest") for reviews in ("reviews", "review", "ratings", "score", "scores")),
    *(f"{best}{joint}{liked}" for best in ("best", "most") for joint in " -" for liked in ("liked", "loved")),
)  # fmt: skip
_PRICE_LOW = "cheap inexpensive affordable budget budget-friendly low-cost low-priced economical cheapish".split()
_PRICE_HIGH = "premium high-end luxury luxurious expensive pricey upmarket top-end".split()
_RELATIVE: dict[str, tuple[str, bool]] = {
    **dict.fromkeys(("light", "lightweight", "light-weight", "ultralight", "ultra-light"), ("mass", True)),
    **dict.fromkeys(("heavy", "heavyweight"), ("mass", False)),
    **dict.fromkeys(("small", "compact", "tiny", "little", "mini"), ("size", True)),
    **dict.fromkeys(("big", "large", "huge", "spacious"), ("size", False)),
    "short": ("length", True),
    "long": ("length", False),
    **dict.fromkeys((*_PRICE_LOW, "reasonably priced"), ("price", True)),
    **dict.fromkeys(_PRICE_HIGH, ("price", False)),
    "bright": ("light", False),
    "powerful": ("power", False),
}
# Where nothing is named that things are compared to, "lighter would be good" asks for a light one.
_COMPARED = {
    comparative: _RELATIVE[word]
    for word, comparative in (
        ("light", "lighter"), ("heavy", "heavier"), ("small", "smaller"), ("big", "bigger"), ("large", "larger"),
        ("short", "shorter"), ("long", "longer"), ("cheap", "cheaper"), ("expensive", "dearer"), ("bright", "brighter"),
    )
} | {f"more {word}": _RELATIVE[word] for word in ("compact", "spacious", "affordable", "expensive", "powerful")}  # fmt: skip
# "Not too expensive" is rather cheap, and so is what does not cost much.
_NO_COST = [f"{no} cost" for no in ("not", "doesn't", "does not", "shouldn't", "should not", "mustn't")]
_NOT_MUCH = [
    *(f"{no} {much}" for no in _NO_COST for much in ("much", "a lot", "too much", "the earth", "a fortune")),
    *("not expensive", "not pricey", "nothing expensive"),
    *("not break the bank", "won't break the bank", "doesn't break the bank"),
]
_NOT_TOO = {
    f"{no} {word}": (of, not low)
    for no in (
        *("not too", "not very", "not so", "nothing too", "not overly"),
        *(f"{no} {too}" for no in ("isn't", "isnt", "aren't", "arent") for too in ("too", "very", "so", "overly")),
    )
    for word, (of, low) in _RELATIVE.items()
} | dict.fromkeys(_NOT_MUCH, ("price", True))
_COLOUR = "blue|red|green|grey|gray|brown|pink|purple|yellow|orange|beige|violet|gold|turquoise"
_PEOPLE = (
    "mother mum mom father dad parents wife husband partner girlfriend boyfriend friend friends sister brother grandma grandpa "
    "grandmother grandfather son daughter aunt uncle niece nephew colleague boss teacher myself him her them us everyone "
    "someone"
)

# "Too heavy" is what is to be lighter, whether it is complained of or ruled out.
_TOO = {f"too {word}": (of, not low) for word, (of, low) in _RELATIVE.items() if word not in _PRICE_LOW}

_SPEEDS: tuple[Sense, ...] = (
    *(("data rate", "desc", "speed"), ("speed", "desc", "speed"), ("rotational speed", "desc", "speed")),
    *(("", "desc", "speed"), ("time", "asc", "charging time preparation time")),
)
_LASTING: tuple[Sense, ...] = (("charge", "desc", "battery capacity"), ("energy", "desc", "battery capacity"))
SENSES: dict[str, tuple[Sense, ...]] = {
    "strongest": (("power", "desc", "power"), ("mass", "desc", "maximum load capacity"), ("", "desc", "intensity")),
    "weakest": (("power", "asc", "power"), ("", "asc", "intensity")),
    "most powerful": (("torque", "desc", "torque"), ("light", "desc", "light")),
    "loudest": (("power", "desc", "output power"), ("", "desc", "volume")),
    **dict.fromkeys(("fastest", "quickest", "speediest"), _SPEEDS),
    **dict.fromkeys(("longest lasting", "longest-lasting"), _LASTING),
    "sharpest": (("resolution", "desc", "resolution"), ("", "desc", "sharpness")),
    "sweetest": (("mass", "desc", "sugar"), ("", "desc", "sweetness")),
    "hottest": (("temperature", "desc", "temperature"),),
    "oldest": (("time", "desc", "age"),),
    "youngest": (("time", "asc", "age"),),
    "easiest": (("", "desc", "ease"),),
    "warmest": (("", "desc", "warmth"), ("mass", "desc", "fill weight")),
}

LACKS = pattern(r"\w[ -]free\b", re.IGNORECASE)

DEGREES = Degrees(
    superlatives={
        **dict.fromkeys(("lightest", "most lightweight"), ("mass", "asc", "")),
        "heaviest": ("mass", "desc", ""),
        **dict.fromkeys(("smallest", "tiniest", "most compact"), ("size", "asc", "")),
        **dict.fromkeys(("biggest", "largest", "roomiest", "most spacious"), ("size", "desc", "")),
        "longest": ("length", "desc", "length"),
        "shortest": ("length", "asc", "length"),
        "tallest": ("length", "desc", "height"),
        "highest": ("length", "desc", "height"),
        "widest": ("length", "desc", "width"),
        "narrowest": ("length", "asc", "width"),
        "deepest": ("length", "desc", "depth"),
        **dict.fromkeys(("thinnest", "slimmest"), ("length", "asc", "thickness depth")),
        "thickest": ("length", "desc", "thickness"),
        **dict.fromkeys(("newest", "latest", "most recent"), ("date", "desc", "")),
        "oldest": ("date", "asc", ""),
        "strongest": ("share", "desc", "alcohol abv strength"),
        "weakest": ("share", "asc", "alcohol abv strength"),
        **dict.fromkeys(
            (*_rated("best", "highest", "top"), *_LIKED, "most popular"),
            ("rating", "desc", ""),
        ),
        **dict.fromkeys(
            (
                *(f"most{joint}{reviewed}" for joint in " -" for reviewed in ("reviewed", "reviews", "ratings")),
            ),
            ("reviews", "desc", ""),
        ),
        **dict.fromkeys(_rated("worst", "lowest"), ("rating", "asc", "")),
        "most powerful": ("power", "desc", "power"),
        **dict.fromkeys(("fastest", "quickest", "speediest"), ("frequency", "desc", "processor clock speed")),
        "slowest": ("frequency", "asc", "processor clock speed"),
        **dict.fromkeys(
            (
                *(f"lasts {most} on {one} charge" for most in ("longest", "the longest") for one in ("one", "a", "a single")),
                *("longest lasting", "longest-lasting", "lasts longest", "last longest", "lasts the longest"),
                *("last the longest", "runs longest", "run longest", "runs the longest", "run the longest"),
                *("plays longest", "plays the longest"),
            ),
            ("time", "desc", "battery life running time"),
        ),
        "sharpest": ("pixels", "desc", "resolution"),
        "sweetest": ("share", "desc", "sugar"),
        **dict.fromkeys(("hottest", "spiciest"), ("", "desc", "spiciness heat scoville")),
        **dict.fromkeys(("hardest", "trickiest", "toughest"), ("", "desc", "difficulty complexity hardness")),
        **dict.fromkeys(("easiest", "simplest"), ("", "asc", "difficulty complexity")),
        "youngest": ("", "asc", "age"),
        "brightest": ("light", "desc", "brightness"),
        "loudest": ("loudness", "desc", "noise"),
        "quietest": ("loudness", "asc", "noise"),
        "warmest": ("temperature", "asc", "comfort temperature"),
    },
    senses=SENSES,
    deeds=DEEDS,
    most={
        **dict.fromkeys(("most", "highest", "greatest", "biggest", "largest", "longest", "maximum"), "desc"),
        **dict.fromkeys(("least", "lowest", "fewest", "smallest", "shortest", "minimum"), "asc"),
    },
    of_fields={
        **dict.fromkeys(("most", "highest", "greatest", "biggest", "largest", "longest", "maximum", "best"), "desc"),
        **dict.fromkeys(("least", "lowest", "fewest", "smallest", "shortest", "minimum"), "asc"),
    },
    relative=_RELATIVE | _COMPARED | _TOO | _NOT_TOO,
    graded=pattern(
        r"(?<![\w-])(?P<not>(?:not|nothing)\s(?:too\s|very\s|so\s)?)?(?:(?:with|has|have|having)\s)?"
        r"(?:(?:an?|the|very|really|quite|extremely|fairly|relatively|super)\s)*"
        r"(?:(?P<high>high in|rich in|full of|high|lots? of|plenty of|loads of|tons of|big|large|long)"
        r"|(?P<low>low in|poor in|low|little|not much|small|short))[\s-](?=[^\W\d_])",
        re.IGNORECASE,
    ),
    amounts=frozenset(
        "size capacity content percent percentage rate level amount total number count life value score per serving".split()
    ),
    unless={
        word: pattern(rf"[\s-]{{1,3}}(?:{followers})\b", re.IGNORECASE)
        for word, followers in {
            "light": f"{_COLOUR}|bulbs?|switch(?:es)?|novels?|roast|beer|box|stand|strips?|fixtures?|meter|sabers?|source",
            "long": "sleeves?|sleeved|grain|life|distance|range|lasting|johns|term|jump|board|haul|neck|hair|haired|exposure",
            "short": "sleeves?|sleeved|story|stories|films?|bread|throw|wave|term|haired|circuit",
            "large": "print|format",
            "small": "business|talk|parts",
            "little": "black dress",
            "big": "data|band",
            "heavy": "duty|metal|rain|cream|flow",
            "bright": _COLOUR,
            "premium": "account|bond",
            **dict.fromkeys(_COMPARED, "than"),
            "lighter": "than|fluid|flints?|gas|refills?",
        }.items()
    },
    gifts=("gift", "gifts", "present", "presents"),
    vague=frozenset(
        "one good nice best quality great cool suitable perfect ideal excellent fine decent proper right top fantastic lovely "
        "pretty amazing awesome recommended reliable useful practical stylish gift gifts present presents "
        "thing things everything every each whatever stuff item items option options choice choices beautiful "
        "idea ideas suggestion suggestions recommendation recommendations nicest coolest loveliest prettiest finest "
        f"product products article articles something anything kind sort type someone's mine {_PEOPLE}".split()
    ),
    measures={
        "long": "length", "wide": "width", "high": "height", "tall": "height", "deep": "depth", "thick": "thickness",
        "longer": "length", "shorter": "length", "wider": "width", "narrower": "width", "higher": "height", "taller": "height",
        "lower": "height",
        "deeper": "depth", "thicker": "thickness", "thinner": "thickness", "slimmer": "thickness", "old": "age", "olds": "age",
        "heavier": "weight", "lighter": "weight", "weighing": "weight", "weighs": "weight",
        **{word: word for word in ("memory", "ram", "storage", "ssd", "battery", "capacity", "diameter")},
        **{word: word for word in ("width", "height", "length", "depth", "thickness")},
        **dict.fromkeys(("screen", "display"), "screen display"),
    },
    size=pattern(
        r"(?:(?:in )?(?:a )?size )?(?:EUR?|European)(?: size)?[ -]?(\d{2}(?:[.,]5)?)"
        r"|(?:(?:in )?(?:a )?size )?(\d{2}(?:[.,]5)?) EUR?",
        re.IGNORECASE,
    ),
    unambiguous={"light": "lightweight"},
    orders=ORDERS,
    directions=frozenset("under below above over against until through".split()),
    numbered=frozenset("size sizes factor spf scale number no".split()),
    turned=pattern(
        r"(?:\b(?:that|which) )?(?:\b(?:is |are )?(?:not|never)|\b(?:is|are|ai|was|were)n['’]?t)\s"
        r"(?:(?:all that|overly|very|so|that|too)\s)*\Z",
        re.IGNORECASE,
    ),
    either=pattern(r",?\s+(?:or|nor)\s+", re.IGNORECASE),
    purpose=PURPOSE,
    to=frozenset(("to",)),
    also=pattern(r"\s{0,3}(?:,|\b(?:and|but|yet)\b)\s{0,3}", re.IGNORECASE),
    below_zero=pattern(
        r"(?:\b(?:warm|good|comfortable|comfort|rated|usable|down|works|stays warm|ok|fine|suitable|temperatures?)\s)?"
        r"(?:\b(?:down to|to|at|until|till|below|in|for|of)\s)?(?<![\w.,)])"
        r"(?:[-−–](?P<amount>\d{1,2}(?:\.\d)?)(?![\w.,]?\d)(?!\s?[%x×/])"
        r"(?:\s?(?:°\s?c?|degrees?(?: c(?:elsius)?)?|c\b|(?P<fahrenheit>°?\s?f\b))(?!\w))?)"
        r"(?:,? (?:or|and) (?:colder|lower|below|less|under))?(?!\w)",
        re.IGNORECASE,
    ),
    number=number,
    ordinals=ORDINALS,
    indefinite=frozenset("something anything everything nothing things stuff someone anyone".split()),
    pack=pattern(
        r"(?:pack(?:et|age)?|bottle|box(?:es)?|bag|jar|tin|can|pair|tub|tube|bar|roll|carton|case|sack|crate|piece|bunch|kilo|litre"
        r"|liter|pound)s? of (?:the |your |my )?(?=\w)",
        re.IGNORECASE,
    ),
    lacks=LACKS,
    lacking=pattern(
        r"without|with no|free (?:of|from)|(?:not|isn't|aren't) (?:made (?:of|from|with)|containing|of|with)\b", re.IGNORECASE
    ),
    negates=pattern(r"(?:no|not|anything but)\b(?! (?:a|an|the)\b)", re.IGNORECASE),
    joints=frozenset(
        "a an the of with and or but in for at by from to that which is are has have having be it its on as than also some any "
        "my your our their his very really quite rather fairly so please featuring including just only or i".split()
    ),
    proclitics=frozenset("the a an my your our their his her its to must can should is are".split()),
    comparisons=(
        "or bigger", "or larger", "or greater", "or longer", "or heavier", "or higher", "or more", "or above", "or over",
        "and up",
        "and above", "or smaller", "or less", "or shorter", "or lighter", "or lower", "or fewer", "or under", "or below",
        "minimum",
        "maximum", "at least", "at most", "at the most", "at the very most", "max", "min", "tops",
    ),
    exclusions=EXCLUDES,
    lacking_fields=("{} free", "free of {}", "no {}"),
    messages={
        "relative": "“{words}” was taken as {meaning}, going by what is sold here.",
        "up_to": "{field} up to {value}",
        "from": "{field} from {value}",
        "undecided": "No field of these products says what “{words}” limits: it counts by its meaning only.",
        "unsure_unit": "The catalog does not say in which unit “{field}” is; {unit} is a guess.",
    },
)  # fmt: skip
