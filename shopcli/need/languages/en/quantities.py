"""English words for quantities."""

from __future__ import annotations

import re

from shopcli.need.languages.en.turned_comparisons import TURNED_BEHIND, TURNED_TWICE, TURNS
from shopcli.need.languages.quantity_words import Comparison, QuantityWords
from shopcli.text.unit_words import ENGLISH, NOT_BEFORE
from shopcli.util.lazy_regex import pattern

_MORE = (
    "more bigger larger greater longer heavier wider taller higher deeper thicker faster stronger brighter older louder warmer "
    "hotter roomier better"
).split()
_LESS = (
    "less fewer smaller shorter lighter narrower lower thinner slower weaker shallower younger quieter slimmer colder cooler"
).split()
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_LOWER: tuple[str, ...] = (
    "at least", "a minimum of", "minimum of", "minimum", "min", "min.", "not less than", "no less than", "no fewer than",
    "not under", "not below", "no shorter than", "no smaller than", "no lighter than", "no lower than", "no narrower than",
    "not shorter than", "not smaller than", "not lighter than", "starting at", "starting from", "upwards of", "from", ">=",
    "room for", "space for", "sleeps", "seats", "accommodates", "serves", "big enough for", "large enough for",
    "=>", "≥", "⩾", "lasts", "lasting", "lasts for", "lasting for", "runs for", "keeps for", "that lasts",
)  # fmt: skip
_ABOVE: tuple[str, ...] = ("over", "above", "exceeding", "in excess of", "upward of", ">", *(f"{word} than" for word in _MORE))
_FITS = tuple(
    f"{fits} {into}"
    for fits in ("fit", "fits", "fitting", "go", "goes")
    for into in ("in", "into", "inside", "under", "underneath", "between", "within", "through")
)
_UPPER: tuple[str, ...] = (
    "at most", "up to", "a maximum of", "maximum of", "maximum", "max", "max.", "no more than", "not more than", "not over",
    "not above", "not exceeding", "within", "down to", "as low as", *_FITS, "<=", "=<", "≤", "⩽",
    *(f"{no} {word} than" for no in ("no", "not") for word in _MORE),
)  # fmt: skip
_BELOW: tuple[str, ...] = (
    "under", "below", "<", "weighing under", "weighs under", "that weighs under", *(f"{word} than" for word in _LESS),
    "weighing less than", "weighs less than",
)  # fmt: skip
_ABOUT: tuple[str, ...] = (
    "about", "around", "approximately", "approx", "approx.", "roughly", "circa", "ca.", "ca", "c.", "close to", "near",
    "nearly",
    "almost", "~", "≈", "±",
)  # fmt: skip
_EXACT: tuple[str, ...] = ("exactly", "precisely", "exact", "=", "==")

_BEFORE: dict[str, tuple[Comparison, bool]] = {
    **dict.fromkeys(_ABOVE, (">=", True)),
    **dict.fromkeys(_BELOW, ("<=", True)),
    **dict.fromkeys(_LOWER, (">=", False)),
    **dict.fromkeys(_UPPER, ("<=", False)),
    **dict.fromkeys(_ABOUT, ("about", False)),
    **dict.fromkeys(_EXACT, ("==", True)),
}
_OR_MORE = (*(f"or {word}" for word in (*_MORE, "above", "over", "up", "upwards", "better", "plus")),
            *(f"and {word}" for word in "up above over upwards more bigger longer larger".split()))  # fmt: skip
_OR_LESS = (
    *(f"or {word}" for word in (*_LESS, "under", "below")),
    *(f"and {word}" for word in "under below less smaller lighter".split()),
)
_AFTER: dict[str, tuple[Comparison, bool]] = {
    **dict.fromkeys(_OR_MORE, (">=", False)),
    **dict.fromkeys(("+", "minimum", "min", "min.", "at least", "at minimum", "at the least", "plus"), (">=", False)),
    **dict.fromkeys(_OR_LESS, ("<=", False)),
    **dict.fromkeys(
        ("maximum", "max", "max.", "at most", "at the most", "at the very most", "tops", "at maximum"), ("<=", False)
    ),
    **dict.fromkeys(
        ("or so", "ish", "-ish", "approximately", "approx", "approx.", "more or less", "or thereabouts"), ("about", False)
    ),
    **dict.fromkeys(("exactly", "precisely"), ("==", True)),
}
_DECADES = {
    "twenties": "20", "thirties": "30", "forties": "40", "fifties": "50", "sixties": "60", "seventies": "70",
    "eighties": "80", "nineties": "90",
}  # fmt: skip
QUANTITIES = QuantityWords(
    # Memory is said in bits by mistake: "8 Gb of RAM".
    units={**ENGLISH, "Gb": "GB", "Mb": "MB", "Tb": "TB", "gig": "GB", "gigs": "GB"},
    multiples={"dozen": (12.0, "pcs"), "pint": (0.568, "l"), "pints": (0.568, "l"), "mile": (1.609344, "km"),
    "miles": (1.609344, "km")},
    numerals={
        **{word: float(number) for number, word in enumerate(_ONES, 1)},
        **{word: 10.0 * number for number, word in enumerate(_TENS, 2)},
        "a": 1.0, "an": 1.0, "half": 0.5, "half a": 0.5, "half an": 0.5, "a half": 0.5, "quarter of a": 0.25,
        "a quarter": 0.25,
    },
    articles=frozenset(("a", "an")),
    # "from 2010 or later", "before 1990", "a 2018 vintage"; 2000 with a unit, a sum or a code is no year.
    years=pattern(
        r"(?<![\w$€£¥₹.,-])(?:(?:made|released|published|born|built|produced|bottled|harvested|out|dating)\s)?"
        r"(?:(?P<before>(?:from\s)?(?:before|earlier than|older than|prior to)\s)"
        r"|(?P<after>(?:from\s)?(?:after|later than|newer than|younger than|more recent than)\s)"
        r"|(?P<most>(?:until|up to|no later than|not later than|not after)\s)|(?P<least>(?:since|no earlier than|not before)\s)"
        r"|(?:from|in|of|the year|from the year)\s)?"
        r"(?P<year>1[5-9]\d\d|20\d\d)(?![\w$€£¥₹%-]|[.,]\d|\s?(?:euros?|dollars?|pounds?|bucks|rupees?"
        r"|(?:[kmu]?[wvgh]|m?ah|wh|m[lm])\b))"
        r"(?P<least_behind>,?\s(?:or|and)\s(?:later|newer|younger|after|up|above|since|more recent|onwards?)"
        r"|\son(?:wards?)?\b)?"
        r"(?P<most_behind>,?\s(?:or|and)\s(?:earlier|older|before|below))?",
        re.IGNORECASE,
    ),
    # "jazz of the sixties", "a 1980s comic", "from the '90s"; who is in her sixties wants nothing of that age.
    decades=pattern(
        r"(?<![\w$€£¥₹.,-])(?<!\bher )(?<!\bhis )(?<!\bmy )(?<!\bour )(?<!\btheir )(?<!\byour )"
        r"(?:(?:from|in|of|out of)\s)?(?:the\s)?(?:(?:early|mid|late|mid-|swinging|roaring)[\s-]?)?"
        rf"(?:(?P<decade>(?:1[5-9]|20)\d0|['’]?[2-9]0)['’]?s|(?P<word>{'|'.join(_DECADES)}))(?!\w)",
        re.IGNORECASE,
    ),
    decade_words=_DECADES,
    multipliers={"hundred": 100.0, "thousand": 1000.0, "million": 1e6},
    half_after=("and a half",),
    before=_BEFORE,
    after=_AFTER,
    after_words=(
        *_OR_MORE, *_OR_LESS, "minimum", "maximum", "at least", "at most", "at the most", "at the very most", "at minimum",
        "at maximum",
    ),
    between_words=r"(?:\s{1,2}[A-Za-z]{1,20}){1,3}",
    openers=("between", "from", "in the range of", "in the range", "ranging from", "anywhere from", "anywhere between"),
    joins=("to", "-", "–", "—", "~", "or", "up to", "until", "through"),
    opened_joins=("and",),
    paid=("for",),
    fillers=("a", "an", "the", "my", "our", "of", "only", "just", "about", "around", "gap", "space", "alcove", "niche"),
    counted=("pack of", "packs of", "set of", "sets of", "box of", "boxes of", "bundle of", "case of", "pk of", "bag of"),
    only_after=dict.fromkeys(("pound", "pounds"), ("lighter", "heavier", "weigh")),
    not_before=NOT_BEFORE,
    not_after={"max": ("pro", "plus")},
    # Wi-Fi's letters, and the generations of a mobile network where nothing compares.
    never=pattern(
        r"\b802[.,]11[a-z]*|(?<!than )(?<!least )(?<!most )(?<!under )(?<!over )(?<!about )(?<![\w.,])[2-6]g\b", re.IGNORECASE
    ),
    turns=TURNS,
    turned_twice=TURNED_TWICE,
    turned_behind=TURNED_BEHIND,
    denials=("no ", "not "),
    points=("point",),
    counts=dict.fromkeys(("sleeps", "seats", "accommodates", "serves"), "people"),
)  # fmt: skip
