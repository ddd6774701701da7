"""How English asks for a fact of a product that it names, and how that is told."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

from shopcli.need.dialogue.fact_grammar import AskedMeasure as Measure
from shopcli.need.dialogue.fact_grammar import FactGrammar

_TIME = ("duration", "playing time", "time", "play length", "battery life", "runtime", "preparation time", "length")
_AGE = ("age", "ages", "recommended age", "minimum age")
_YEAR = ("year", "release date", "released", "launch year", "publication date", "vintage", "date")
_PLACE = ("country of origin", "country", "origin", "region", "place", "made in")
_CONTENTS = ("net weight", "quantity", "contents", "content", "pack size", "size")
_MAKER = ("brand", "maker", "manufacturer", "vendor", "producer", "producers")

FACT_QUESTIONS = FactGrammar(
    asks=r"\A\W*(?:(?:and|so|but|about|roughly|at|from|for|on|in|to|up to|with|by)\s+){0,2}(?:how|what|what's|whats|which|who|who's|when|where|whose)\b",
    whether=r"\A\W*(?:(?:and|so|but)\s+)?(?:is|are|was|were|isn't|does|do|did|doesn't|has|have|can|could|will)\b",
    never=r"\b(?:like|similar|alternatives?|instead|besides|cheap\w+|best|better|worse|most (?!people|players|many)\w+|recommend\w*|suggest\w*|compare\w*|versus|vs"
    r"|go(?:es)? (?:well )?with|pairs? with|(?<!how )(?:do|can|could|would|are|have) (?:you|we|they)|(?:can|could|may|do) i (?:get|buy|have|find|order)|(?:your|the) (?:range|list|shop|store|catalog\w*|assortment|selection)"
    r"|you (?:have|sell|stock|carry|got)|any(?:thing)?|something|ones|other|others|another|models|products|items|options|kinds|sorts|(?:people|buyers|customers|reviews?|reviewers) (?:say|think)|why|should i|good|back in|arriv\w+|deliver\w*|shipp\w*)\b"
    r"|[$€£¥]\s?\d|\b(?:an?|the|some|new|spare) (?:[\w-]+ ){1,3}for (?:the |my |an? )?\x00",
    unnamed=r"\b(?:an?|any|some|every|each|your|my|no)\s+(?:\w+\s+)?\Z",
    measures=(
        Measure(r"how much (?:does|do|did|is|are|was|for|would)\b(?=(?:(?!\b(?:weigh|hold|fit|contain)).)*\Z)|\bcosts?\b|\b(?:current |selling )?prices?\b", ("price",)),
        Measure(r"how (?:heavy|light)|how much (?:does|do|would)\b(?=.*\bweigh)|\bweighs?\b|\bweights?\b", ("weight",), ("mass",), contents=_CONTENTS),
        Measure(r"how (?:hot|warm|cold)|(?:what|which) temperature|\btemperatures?\b", ("temperature",), ("temperature", "angle")),
        Measure(r"how (?:tall|high)|\bheights?\b", ("height",), ("length",)),
        Measure(r"how (?:wide|broad)|\bwidths?\b", ("width",), ("length",)),
        Measure(r"how deep|\bdepth\b", ("depth",), ("length",)),
        Measure(r"how (?:thick|thin|slim)|\bthickness\b", ("thickness", "depth"), ("length",)),
        Measure(r"how (?:big|large|small)|what size|which size|\bdimensions\b", ("size", "dimensions", "diagonal", "capacity", "volume", "quantity")),
        Measure(r"how much (?:does|do|can|will|would)\b(?=.*\b(?:hold|fit|take|contain)s?\b)|\b(?:capacity|volume)\b", ("capacity", "volume"), ("volume",), contents=_CONTENTS),
        Measure(r"how many (?:hours|minutes|seconds|days|weeks|months)|what time", _TIME, ("time",)),
        Measure(r"how (?:quick(?:ly)?|fast|soon)", ("speed", "time"), ("time", "speed")),
        Measure(r"how long\b(?=.*\b(?:take|takes|last|lasts|run|runs|play|for|steep|brew|cook|bake|boil|grow|go|keep|stay|wait)\b)|how long (?:should|must|do i|to)", _TIME, ("time",)),
        Measure(r"how long|\blength\b", ("length", "playing time", "pages", "duration"), ("length", "time")),
        Measure(r"(?:from |for |at |to |up to )?(?:what|which) ages?(?: (?:group|range|limit))?|how old (?:must|should|do)|how young", _AGE),
        Measure(r"how old", (*_AGE, *_YEAR), ("time",)),
        Measure(r"how (?:loud|noisy|quiet)", ("noise level", "noise", "loudness"), ("loudness",)),
        Measure(r"how bright", ("brightness", "luminous flux"), ("light",)),
        Measure(r"how (?:powerful)|\bwattage\b", ("power", "output power"), ("power",)),
        Measure(r"how (?:strong|alcoholic)|(?:what|which) strength|\b(?:abv|alcohol(?: content| by volume)?)\b", ("abv", "alcohol", "alcohol content", "strength"), ("share",)),
        Measure(r"how (?:deep|far) apart|(?:what|which) (?:distance|spacing)|how far(?: apart)?", ("spacing", "distance", "range"), ("length",)),
        Measure(r"\b(?:left|remaining|in stock)\b", ("stock", "stock count", "quantity in stock", "availability")),
        Measure(r"how many (?:people|players|persons)\b(?:(?: can| may)? play)?", ("players", "persons", "people", "seats"), (), "count"),
        Measure(r"how (?:many|much)", (), (), "count"),
        Measure(r"\bat most\b|\bmaximum\b|\bat the most\b", ("max", "maximum")),
        Measure(r"\bat least\b|\bminimum\b", ("min", "minimum")),
        Measure(r"(?:what|which) (?:year|vintage|date)|\bwhen\b(?: (?:did|was|is|were))?(?=.*\b(?:out|released?|published|launched|made|from|bottled|distilled)?\b)", _YEAR),
        Measure(r"(?:which|what) (?:country|part of the world|place|region)|\bwhere\b(?=.*\b(?:from|made|come|comes|produced|grown|originate\w*|built|live)\b)", _PLACE, (), "place"),
        Measure(r"who(?:'s| is| was)? (?:wrote|the (?:author|writer)|written)|\bwho wrote\b|\bauthors?\b", ("author", "writer", "authors"), (), "person"),
        Measure(r"who (?:designed|the designer)|whose design", ("designer", "design"), (), "person"),
        Measure(r"who (?:published|publishes)", ("publisher",), (), "person"),
        Measure(r"(?:who|(?:which|what) (?:company|firm|brand|maker)) (?:makes?|made|builds?|built|produces?|produced|sells)|(?:which|what) brand", _MAKER, (), "person"),
        Measure(r"\bwho\b(?:'s| is| was)?", (), (), "person"),
        Measure(r"\b(?:ratings?|rated|scores?|stars)\b", ("rating", "score", "stars")),
        Measure(r"made (?:of|from|out of)\b", ("material", "materials", "fabric")),
    ),
    empty=r"\b(?:how|what|whats|which|when|where|whose|is|are|was|were|be|been|does|do|did|has|have|had|got|can|could|will|would|should|may|must|the|an?|of|for|in|on|at|to|from"
    r"|with|by|and|or|it|its|this|that|these|those|i|you|me|my|one|there|about|roughly|approximately|exactly|please|tell|come|comes|made|get|gets|need|needs|take|takes|give|given"
    r"|use|used|hold|holds|contain|contains|measure|measures|much|many|s|t|out|up|off|so|but|then|thing|product|kind|type|sort|called|they|them|people|long|in [a-z]+s)\b",
    difference=r"\bdifference in (?P<words>price|cost|weight|size|height|length|width|rating|\w+)\b|\b(?P<price>price difference)\b|difference between .*\bin (?P<behind>\w+)\s*\W*\Z",
    article=r"\b(?:the|this|that)\s+\Z",
    it="it",
    agents=r"(?:[eo]rs?|ists?|by|brand|company|maker|studio)\Z",
    replies={
        "field": "{name}: {label} {value}.",
        "says": "{name}: “{words}”",
        "titled": "{name}: {words}, as its name says.",
        "alike": "{name} ({count} go by that name): {label} {values}.",
        "more": "{count} more go by that name.",
        "and": ", ",
        "or": " or ",
        "silent": "I find no answer to “{asked}” in the record of {name}.",
    },
)  # fmt: skip
