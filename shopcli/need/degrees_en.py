"""How English says more and less. Another language is another file of this form."""

from __future__ import annotations

import re

from shopcli.need.degrees import Degrees

_PRICE_LOW = "cheap inexpensive affordable budget budget-friendly low-cost low-priced economical".split()
_PRICE_HIGH = "premium high-end luxury luxurious expensive upmarket top-end".split()

ENGLISH_DEGREES = Degrees(
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
        **dict.fromkeys(
            ("best rated", "best-rated", "highest rated", "highest-rated", "top rated", "top-rated", "best reviewed", "most popular"),
            ("rating", "desc", ""),
        ),
        **dict.fromkeys(("worst rated", "lowest rated"), ("rating", "asc", "")),
        **dict.fromkeys(("most powerful", "strongest"), ("power", "desc", "power")),
        "brightest": ("light", "desc", "brightness"),
        "loudest": ("loudness", "desc", "noise"),
        "quietest": ("loudness", "asc", "noise"),
        "warmest": ("temperature", "asc", "comfort temperature"),
    },
    most={
        **dict.fromkeys(("most", "highest", "greatest", "biggest", "largest", "longest", "maximum"), "desc"),
        **dict.fromkeys(("least", "lowest", "fewest", "smallest", "shortest", "minimum"), "asc"),
    },
    relative={
        **dict.fromkeys(("light", "lightweight", "light-weight", "ultralight", "ultra-light"), ("mass", True)),
        **dict.fromkeys(("heavy", "heavyweight"), ("mass", False)),
        **dict.fromkeys(("small", "compact", "tiny", "little", "mini"), ("size", True)),
        **dict.fromkeys(("big", "large", "huge", "spacious"), ("size", False)),
        "short": ("length", True),
        "long": ("length", False),
        **dict.fromkeys(_PRICE_LOW, ("price", True)),
        **dict.fromkeys(_PRICE_HIGH, ("price", False)),
        "bright": ("light", False),
        "powerful": ("power", False),
    },
    joints=frozenset(
        "a an the of with and or but in for at by from to that which is are has have having be it its on as than also some any "
        "one my your very really quite please featuring including".split()
    ),
    comparisons=(
        "or bigger", "or larger", "or greater", "or longer", "or heavier", "or higher", "or more", "or above", "or over", "and up",
        "and above", "or smaller", "or less", "or shorter", "or lighter", "or lower", "or fewer", "or under", "or below", "minimum",
        "maximum", "at least", "at most", "max", "min", "tops",
    ),
    exclusions=re.compile(
        r"^\s{0,3}(?:but |and )?(?:not|no|without(?: any)?|except(?: for)?|excluding|other than|anything but|never|neither|nor|avoid(?:ing)?"
        r"|instead of|rather than|isn't|isn’t|aren't|(?:do not|don't|don’t|does not|doesn't)(?: want| like| need)?)\b\s{0,3}"
        r"(?:(?:from|by|made (?:of|from|by)|in|a|an|any|the|of|with|for|filled with)\b\s{0,3}){0,3}",
        re.IGNORECASE,
    ),
    messages={
        "relative": "“{words}” is read as {meaning}, as this catalog goes.",
        "unsure_unit": "The catalog does not say in which unit “{field}” is; {unit} is a guess.",
    },
)  # fmt: skip
