"""English: the phrases that make limits, exclusions and orders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopcli.need.languages.en.deeds import DEEDS
from shopcli.need.languages.en.offers import OFFERS
from shopcli.need.languages.en.refusals import DISLIKES, HARM, HARMS, ILL_FROM, STAYS_TOLD
from shopcli.need.languages.en.turned_comparisons import TURNED_BEHIND, TURNED_TWICE, TURNS
from shopcli.need.languages.request_grammar import OWN_MONEY, Limit, RequestGrammar, alternatives, plain_marks
from shopcli.text.money import COMMON, SPOKEN
from shopcli.text.unit_words import ENGLISH, UNIT_PRICES
from shopcli.types import Op, Sort
from shopcli.util.lazy_regex import pattern

_CURRENCIES = {**COMMON, **SPOKEN}

# --- numbers ----------------------------------------------------------------------------------------------------------

_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|grand|tenner|fiver"
)
_IN_WORDS = (
    r"(?:(?:an? (?:couple (?:of )?)?(?=hundred|thousand|million|grand|tenner|fiver))?"
    rf"(?:(?:(?<=[a-z])(?:[ -]| and ))?\b(?:{_UNITS})\b){{1,8}})"
)
_DIGITS = r"\d{1,15}(?:[.,'’ ]\d{3}){0,4}(?:[.,]\d{1,2})?(?![.,]?\d)"
_TIMES = {
    "k": 1e3, "hundred": 1e2, "thousand": 1e3, "grand": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5,
    "crore": 1e7, "crores": 1e7, "million": 1e6, "millions": 1e6, "mln": 1e6, "mio": 1e6,
}  # fmt: skip
_NUMBER = rf"(?:{_DIGITS}(?: ?(?:{'|'.join(_TIMES)})\b)?|{_IN_WORDS})"
AMOUNT = rf"\d|{_UNITS}"
_SLANG = {"grand": "thousand", "tenner": "ten", "fiver": "five", "a tenner": "ten", "a fiver": "five"}
_SPLIT_NUMBER = pattern(rf"([\d.,'’ ]*\d)(?: ?({'|'.join(_TIMES)}))?\Z", re.IGNORECASE)


def number(words: str) -> float | None:
    """The value of "1.299,50", "1.2k", "two hundred" or "a couple of hundred"; None where the words make no number."""
    digits = _SPLIT_NUMBER.match(words)
    if digits:
        if words.isascii() and words.isdecimal():
            return float(words)
        from price_parser import Price  # it knows 1,299.00 from 1.299,00

        value = Price.fromstring(digits[1]).amount_float
        return None if value is None else round(value * _TIMES.get((digits[2] or "").lower(), 1), 2)
    from text_to_num import text2num

    whole, point, decimals = words.lower().partition(" point ")
    if point:
        said = [whole, *decimals.split()]
        figures = [f"{value:.0f}" for part in said if (value := number(part)) is not None]
        return float(f"{figures[0]}.{''.join(figures[1:])}") if len(figures) == len(said) > 1 else None
    words = re.sub(r"\Aan? couple (?:of )?", "two ", words.lower().strip())
    words = re.sub("grand|(?:a )?(?:tenner|fiver)", lambda slang: _SLANG[slang[0]], words)
    try:
        return float(text2num(re.sub(r"\Aan? ", "one ", words), "en"))
    except ValueError:
        return None


# --- limits -----------------------------------------------------------------------------------------------------------

_SIGNS, _NAMES = alternatives(_CURRENCIES)
# What may stand behind a number without a currency for it to be a price: the end, a mark, or a word that starts anew.
ENDS = pattern(
    r"\s{0,3}(?:\s*$|[,;.!?)·]|(?:and|but|or|not|no|with|without|for|in|from|that|which|please|if|by|to|only|pls|plz|thanks|thx|except"
    r"|available|each|apiece|today|now|total|ideally|preferably|maybe|because|since|so|at|on|who|where|when|as|is|are|do|have"
    r"|you|i|we|it|they|my|the)\b"
    # "25 a bottle", and neither "5 an hour" nor "12 a kilo"
    r"|(?:an?|per)\s(?!(?:day|hour|minute|second|night|week|month|year|charge|kg|kilo|gram|lit|pound|ounce|serving|mile|k?m\b|inch"
    r"|gallon))[a-z]{3,})",
    re.IGNORECASE,
)


def _amount(name: str) -> str:
    """A sum of money as a pattern: groups NAME (the number), NAME_before or NAME_after (the currency)."""
    return (
        rf"(?:(?P<{name}_before>[{_SIGNS}]|(?:{_NAMES})(?:\b|(?<={OWN_MONEY}))) ?)?(?P<{name}>{_NUMBER})(?:[.,/][-–=]{{1,2}})?"
        rf"(?: ?(?P<{name}_after>[{_SIGNS}]|(?:{_NAMES})\b))?"
    )


def _limit(
    source: str,
    *operators: Op,
    ends: re.Pattern[str] | None = ENDS,
    needs_currency: bool = False,
    spread: float = 0.0,
    turns: bool = False,
) -> Limit:
    return Limit(rf"(?<![\w-])(?:{source})", operators, ends, needs_currency, spread, turns)


# A comparison is composed: [what costs] [a negation] [more or less than] a sum. The negation turns the comparison round.
_COSTING = (
    r"(?:(?:that |which )?(?:costs?|costing|is|are|goes|going|sells?|selling|sold|priced|worth)(?: (?:for|at))?|for|at"
    r"|spend(?:ing)?|pay(?:ing)?|go(?:ing)?|price)"
)
_BUDGET = (
    r"(?:(?:i have )?(?:(?:an?|my|our|the) )?(?:(?:price|spending|upper|absolute|top|max(?:imum)?) )?"
    r"(?:budget|limit|ceiling|cap|max(?:imum)?)(?: is| of| at|:)?)"
)
_PRICED = rf"(?:{_COSTING}|{_BUDGET}|(?:the )?(?:price|cost)(?: is| of|:)?) "
_SPENT = rf"(?:{_COSTING} |(?:price|budget) )?(?:of )?"
_MORE_THAN = (
    r"(?:over|above|beyond|exceed(?:ing|s)?|(?:more|higher|dearer|pricier|costlier|steeper|greater|more expensive) than"
    r"|upwards of)"
)
# "400 dollars is the most I can do", "1.5 million is all I've got".
_ALL_THAT_IS_HAD = (
    r"(?:(?:just |about )?(?:all|(?:the|my) (?:most|max(?:imum)?|limit|ceiling|budget)|as (?:much|high|far) as)"
    r"(?: (?:that )?(?:i|we|he|she|they|one)\b(?:['’](?:ve|ll|d))?(?: (?:can|could|want to|would|have|had|got|am|are|may"
    r"|might|do|go|pay|spend|afford|give|manage|willing to|able to|allowed|left)\b){0,4})?)"
)
_UP_TO = "(?:up to|as (?:much|high) as)"
_LESS_THAN = r"(?:under|below|beneath|(?:less|cheaper|lower|fewer|less expensive) than|<)"
_UPPER = rf"{_SPENT}(?:{_LESS_THAN}|max(?:imum|\.)?(?: of)?|at (?:the )?(?:very )?most|{_UP_TO}|within|tops|<=?|≤)|{_BUDGET}"
# Over 16, 18 and 21 are ages: nobody asks for what costs more than that.
_LOWER = (
    rf"{_SPENT}(?:{_MORE_THAN}(?<!over)(?<!above)|(?:over|above)(?! (?:16|18|21)\b(?! ?[^\s\w]|\.\d))|min(?:imum|\.)?(?: of)?"
    r"|at (?:the )?(?:very )?least|starting (?:at|from)|>=?|≥)"
)
_BUYERS = "people|customers|buyers|shoppers|users"
_NEARLY = r"(?:around|roughly|approximately|approx\.?|circa|ca\.|close to|somewhere (?:around|near)|~|≈)"
_EACH = r"(?: (?:an?|per) (?!day|hour|minute|night|week|month|year|charge|k|gram|lit|pound|ounce|mile|inch|gallon)[a-z]{3,})?"
_ABOUT: tuple[Op, Op] = (">=", "<=")
_NO_MORE = r"(?<!up to )(?<!at most )(?<!under )(?<!below )(?<!within )"  # "up to about 80" is no more than that
_SPREAD = 0.2

LIMITS = (
    _limit(rf"{_SPENT}between {_amount('a')} (?:and|to|-) {_amount('b')}", ">=", "<="),
    _limit(rf"{_PRICED}from {_amount('a')} (?:to|up to|until) {_amount('b')}", ">=", "<="),
    _limit(rf"from {_amount('a')} (?:to|up to|until) {_amount('b')}", ">=", "<=", needs_currency=True),
    _limit(rf"{_PRICED}{_amount('a')} ?(?:to|up to|-|–) ?{_amount('b')}", ">=", "<="),
    _limit(rf"{_NEARLY} {_amount('a')} ?(?:-(?![a-z])|–|to) ?{_amount('b')}", ">=", "<="),
    _limit(rf"{_amount('a')} ?(?:-(?![a-z])|–|to) ?{_amount('b')}", ">=", "<=", needs_currency=True),
    _limit(rf"{_PRICED}(?:about|{_NEARLY}) ?{_amount('a')}", *_ABOUT, spread=_SPREAD),
    _limit(rf"{_NO_MORE}{_NEARLY} ?{_amount('a')}(?: or so\b)?", *_ABOUT, spread=_SPREAD),
    # "about 1984" is what a book may be about.
    _limit(rf"{_NO_MORE}about {_amount('a')}(?: or so\b)?", *_ABOUT, spread=_SPREAD, needs_currency=True),
    _limit(rf"(?:for |at )?{_amount('a')}(?: or so|,? more or less|,? give or take|-?ish)\b", *_ABOUT, spread=_SPREAD),
    _limit(rf"{_PRICED}exactly {_amount('a')}", "=="),
    _limit(rf"(?:exactly|precisely) {_amount('a')}", "==", needs_currency=True),
    _limit(rf"(?:{_UPPER}) ?(?:(?:about|{_NEARLY}) ?)?{_amount('a')}(?: or (?:less|under|below)\b)?", "<=", turns=True),
    _limit(rf"{_LOWER} ?{_amount('a')}(?: or (?:more|above)\b)?", ">=", turns=True),
    _limit(rf"{_PRICED}{_amount('a')},? (?:or more|or above|and up|and above|at least|minimum)\b", ">=", turns=True),
    _limit(rf"from {_amount('a')}(?: (?:up|upwards|and up|onwards)\b)?", ">=", needs_currency=True),
    _limit(
        rf"(?:for )?{_amount('a')}{_EACH},? (?:or less|or cheaper|or under|or below|max(?:imum)?|at (?:the )?(?:very )?most"
        r"|tops)\b",
        "<=",
    ),
    _limit(
        rf"{_amount('a')} (?:or more|or above|and up|and above|at least|minimum)\b",
        ">=",
        ends=None,
        needs_currency=True,
        turns=True,
    ),
    _limit(rf"(?:for|costs?|costing|at|only) {_amount('a')}", "<=", needs_currency=True),
    _limit(rf"{_amount('a')} (?:is|are|would be|will be) {_ALL_THAT_IS_HAD}", "<="),
    # A sum by itself is what one would pay; pounds are a weight too.
    _limit(rf"{_amount('a')}(?<!pound)(?<!pounds)", "<=", needs_currency=True),
)
# The "4 GB of" of "4 GB of memory under 600".
MEASURED = r"\d\s?[^\W\d]{1,6}\s(?:of\s)?\Z"

# --- names ------------------------------------------------------------------------------------------------------------

# With a "no" or a "not" before them these limit, and exclude nothing: "no longer than 2 m".
MORE_OR_LESS = (
    r"(?:more|less|fewer|longer|shorter|heavier|lighter|bigger|larger|smaller|higher|lower|taller|wider|thicker|thinner|later|earlier"
    r"|older|newer|over|under|above|below)\b(?!-[a-z])"
)
_SORT = r"(?:brand|make|maker|colou?r|kind|sort|type|material|size|finish)"
# What a thing does not do, which is a wish and leaves out nothing: "shouldn't fall out", "doesn't tip over".
_MISHAP = r"(?:(?!be|have|come|go|turn|set|run)[a-z]{3,}) (?:out|off|apart|over|away)\b"
EXCLUDES = pattern(
    r"\b(?:but not|and not|(?:i )?(?:do not|don'?t|does not|doesn'?t) (?:want|like|need)"
    rf"|(?:is|are|was|do|does|has|have|can|must|should)n'?t(?! (?:(?:too|very|so|only|just|more|less|over|under)\b|{_MISHAP}))"
    r"|(?:ca|could|wo|would)n'?t(?= (?:be|weigh|cost|hold|measure|exceed)\b)"
    r"|avoid(?:ing)?|instead of|rather than"
    rf"|not(?! (?:only|just|too|very|so|necessarily)\b| {MORE_OR_LESS})"
    r"|no(?! (?:an?|the|i|it|that|this|they|we|you)\b)"
    rf"(?!\.? ?\d+\b(?! ?(?:[\"”″]|inch|cm\b|[gtm]b\b|kg\b|watt))|\.\s| matter\b| problem\b| {MORE_OR_LESS})|without"
    rf"|(?:(?:any(?:thing|one|body)?|every(?:thing|one)|all|something|someone)(?: {_SORT})? )?"
    r"(?:except(?: for)?|other than|apart from|aside from|besides|save for)"
    rf"|any(?:thing|one|body)?(?: {_SORT})? but|every(?:thing|one) but"
    r"|excluding|nothing(?! (?:but|except|other than)\b)|never|neither|nor|leav(?:e|ing) out|skip(?:ping)?"
    r"|steer clear of|stay away from"
    r"|(?:not a fan|free) of|allergic to|(?:an )?allergy to|intolerant (?:of|to))\b"
    # what only leads to the thing: "not filled with down", "doesn't run on gas"
    r"(?: (?:be|being|have|has|having|contain(?:ing|s)?|include|including|use|using|need|require|burn|run|come|look"
    r"|smell)\b(?= )"
    r"| (?:[a-z]{2,12}ed|made|built)(?![\w-])(?= (?:from|by|with|on|in|of)\b))?"
    r"(?: (?:from|by|with|for|on|in|a|an|any|anything|another|yet another|the|of|brand|colou?r|to do|about(?! \d))\b){0,3}",
    re.IGNORECASE,
)
# Refusals as they are told, without a "no"; they count where the words around them were taken for an exclusion.
_REFUSES = pattern(
    r"(?:(?:i|we|he|she|they|you|my|our|have|has|had|having|been|am|are|is|was|were|be|got|get|gets|would|will|just|simply"
    r"|really|right|so|quite|completely|absolutely|already|rather|anything but|please|though|and|but"
    r"|['’](?:m|ve|s|re|d|ll))\b\W{0,2}|\W)*"
    r"(?:(?:had |have |has )?(?:enough|plenty|loads|lots|tons|too m(?:any|uch))(?: of)?"
    r"|more (?=\w+ than )|no more(?! than)|none of"
    r"|rather \w+ than|rather (?:not|die than)"
    r"|sick and tired of|(?:fed up|finished|done|through|over|had it)(?: with)?|(?:bursting|overflowing) with"
    r"|(?:sick|sick to death|tired|bored|weary|wary|scared|frightened|full|not a fan) of"
    r"|(?:ca|could|wo|would|do|does|did|must)n['’]?t (?:be |go )?\w+(?: with)?|can ?not \w+|(?:lost|run out of) patience"
    r"|(?:hate|dislike|detest|loathe|despise|abhor|refuse|avoid|reject)[sd]?|(?:forbids?|bans?|banned|prohibits?|objects? to)"
    rf"|{ILL_FROM}"
    r"|(?:get|keep) away|own|have|has|got"
    r"|(?:gave|given|give|gives) up(?: on)?|(?:gone|went|go|goes|put|swears?|swore|sworn|stays?) (?:right )?(?:off|away)"
    r"|turned (?:against|away|off)|outgr[eo]wn?|(?:learned|learnt) my lesson|draws? the line|rebels?(?: against)?|swap|keep)\b"
    r"(?: (?:of|with|to|for|from|at|by|on|against|have|having|eat|eating|drink|wear|wearing|buy|buying|see|use|using|own"
    r"|another|any|more|the|those|these|that|all|six|a|an|my|our)\b)*\s(?!(?:up|down|out|off|back|away)\b)",
    re.IGNORECASE,
)
_REFUSED = pattern(
    r"\s+(?:and (?:i|we|me)\b|\w+ (?:me|us|him|her|them|my|our|his)\b|(?:i|we|she|he|they|is|are|was|were|have|has)\b|['’]s\b"
    r"|(?:do|does|is|are|ca|wo)n['’]?t\b|(?:already|any ?more|again|since|until|than|either)\b|for (?:life|good|ever)\b"
    r"|in (?:spring|summer|autumn|winter|(?:jan|febr)uary|march|april|may|june|july|august|\w+ber)\b|to \w+ an?\b)",
    re.IGNORECASE,
)
# What stands at the ends of a clause and only joins it to the rest.
_FRAMES = pattern(
    r"(?:(?<!\w)(?:with|that|which|who|having|featuring|including|made (?:of|from)"
    r"|(?:suitable|suited|designed|intended|meant)(?= for\b)"
    r"|in the (?:shop|store)|to go with (?:it|them|that|this|those|these)"
    r"|and|but|also|it|they|is|are|has|have|can|must|should|be|the|an?|some|any|really|very)(?:'s)?(?![\w'-])\W{0,3})+",
    re.IGNORECASE,
)
# Small words, which say nothing where they stand at the end of a wish, and what one does in a shop.
_SILENT = frozenset(
    "a an the this that these those it its it's they them their theirs he she him her his hers we us our ours i i'm "
    "i'd i've me my mine you your yours who which what one ones there here of with and or but nor in for at by from "
    "to on into onto as than also too about is are was were be being been am has have had having do does did can "
    "could should would must may might will shall isn't some any every each all both either please pls plz thanks "
    "thank thx really very quite rather fairly so just only even still if then when where how let let's lets make "
    "makes made filled need needs want wants wanted like likes liked loves love looking find show give recommend buy prefer "
    "prefers sell weighing weighs costing costs somewhere something anything everything thing things yes instead ideally "
    "preferably hopefully basically obviously actually honestly probably perhaps maybe smth sth".split()
)
# What may be said of anything, and names for anything.
_VAGUE = frozenset(
    "good nice great decent fine lovely proper kind sort type pair pairs pieces products product item items day times not no "
    "more less keep keeping".split()
)
# That the shopper does not know yet: "no idea what", "don't know much about computers", "not sure which".
_UNSURE = (
    r"\b(?:(?:i|we) )?(?:(?:have|'ve got|got) )?no (?:idea|clue)\b(?: (?:what|which|how|where|about)\b[^,.;:!?]{0,40})?"
    r"|\b(?:(?:i|we) )?(?:really |honestly )?(?:don'?t|do not) (?:really )?know (?:much|a lot|anything|what|which|how|where)\b"
    r"[^,.;:!?]{0,40}"
    r"|\b(?:(?:i|we)(?: am| are|'m|'re) )?not (?:really |quite |so |too )?sure (?:what|which|how|yet)\b[^,.;:!?]{0,40}"
)
# What a shopper can do without, and would not mind: "don't need waterproof", "it doesn't have to be new". What a thing does not
# need is a wish: "one that doesn't need charging", "a shirt I don't need to iron".
_UNNEEDED = (
    r"(?:(?:(?<=[,.;:!?(] )|\A)(?:(?:and|but|though) )?|(?:and|but) )"
    r"(?:(?:(?:(?:i|we|they|you) )?(?:really |actually )?(?:don'?t|do not)|(?:he|she) (?:really )?(?:doesn'?t|does not))"
    r" (?:really |actually |necessarily )?need"
    r"(?! to\b(?! be\b)| (?:an)?other\b| (?:any )?more\b| yet\b)(?: (?:it|them|one))?(?: to be)?"
    r"|(?:it |they )?(?:(?:doesn'?t|does not|don'?t|do not) (?:have|need) to|needn'?t) (?:be|have)(?! \w+ed\b))"
    r"(?! [^,.;:!?()]{0,40}(?:\bthan\b|\d))"  # "I don't need a screen larger than 14 inches" is a limit
    r" [^,.;:!?()]{1,40}?(?=\s*(?:[,.;:!?()]|\Z| (?:but|just|so|only|because)\b))"
)
PURPOSE = pattern(r"\W{0,3}(for\s)", re.IGNORECASE)


def _per_unit() -> Iterator[tuple[re.Pattern[str], str]]:
    """ "Per litre", "for 100 g", with the field of what one of the base costs."""
    for field, symbols in UNIT_PRICES.items():
        words = {*symbols, *(word for word, symbol in ENGLISH.items() if symbol in symbols)}
        units = "|".join(map(re.escape, sorted(sorted(words), key=len, reverse=True)))  # in one order in every process
        yield pattern(rf"\b(?:per|by the|for (?:a|one|each)) (?:\d{{1,4}} ?)?(?:{units})(?!\w)", re.IGNORECASE), field


ORDINALS = {
    word: rank
    for rank, words in enumerate(
        "second 2nd|third 3rd|fourth 4th|fifth 5th|sixth 6th|seventh 7th|eighth 8th|ninth 9th|tenth 10th".split("|"), 2
    )
    for word in words.split()
}

_ANYTHING = pattern("")
_PLAIN_USES = (
    (_ANYTHING, pattern(r"\w+[ -]free\Z"), _ANYTHING),
    (pattern(r"\b(?:something|anything|very|really|so|too|quite|rather|extra) \Z", re.IGNORECASE), _ANYTHING, _ANYTHING),
    (_ANYTHING, _ANYTHING, pattern(r"[ -](?:feeling|looking|smelling|tasting|sounding|scented|flavou?red|colou?red)\b")),
    # "The origins of", "a fortune would": a noun with its article that goes on as no name does.
    (pattern(r"\b(?:the|an?|my|our|your|this|its) \Z", re.IGNORECASE), _ANYTHING, pattern(r" (?:of|would|could|might|will)\b")),
)

_ASKED_BY_DENIAL = pattern(
    r"(?i)\b(?:have|do|did|has|does|is|are|could|would|ca|must)(n't) (?:you|there|they|we|i|the (?:shop|store))\b"
)


def _normal(text: str) -> str:
    """Plain marks, and "haven't you one under 200" as it is meant: it denies nothing."""
    text = plain_marks(text)
    for asked in _ASKED_BY_DENIAL.finditer(text):
        text = f"{text[: asked.start(1)]}   {text[asked.end(1) :]}"
    return text


REQUESTS = RequestGrammar(
    normal=_normal,
    currency_words=_CURRENCIES,
    number=number,
    amount=pattern(AMOUNT, re.IGNORECASE),
    limits=LIMITS,
    # Behind these, a number without a currency measures something else.
    not_money=pattern(
        r"\b(?:size|sizes|ages?|aged|years?|version|windows"
        r"|android|usb|bluetooth|number|no\.?|chapter|volume|part|model|level|grade|class|type|pages?|weight|length|width|height"
        r"|depth|memory|ram|storage|screen|display|rating|rated|stars?|scor(?:e|es|ed|ing)|rank(?:s|ed|ing)?|grad(?:e|es|ed|ing)|capacity|power|speed|spf|published|released|made)[^\w·,;.!?]{1,3}\Z",
        re.IGNORECASE,
    ),
    described=pattern(
        rf"{MEASURED}|\b(?:an?|big|bigger|large|larger|small|smaller|good|great|nice|fast|long|bright|huge|decent|more|enough|much|low|high)"
        r"\s(?:[a-z]{2,12}\s)?\Z",
        re.IGNORECASE,
    ),
    # Behind these, a small number is an age: "kids under 12", "those over 60"; but "tent for two people under 300".
    people=pattern(
        r"\b(?:kids|children|people|anyone|those|boys|girls|babies|toddlers|adults|women|men)\s{1,3}\Z", re.IGNORECASE
    ),
    # A limit in words that no field of money decides; what holds one is said to count by meaning only.
    sounds_like_a_limit=pattern(
        r"\b(?:under|below|over|above|less|lighter|heavier|longer|shorter|bigger|smaller|more|at (?:most|least)|up to"
        r"|max(?:imum)?|min(?:imum)?|around|about|between)\b.{0,20}\d"
        r"|\d.{0,20}\bor (?:more|less|bigger|smaller|longer|shorter)\b",
        re.IGNORECASE,
    ),
    orders=tuple(
        (pattern(rf"\b(?:{phrases})(?:\b|(?<=\)))", re.IGNORECASE), sort)
        for phrases, sort in (
            (
                r"(?:the )?(?:cheapest(?: possible)?|(?:very )?least expensive|lowest[- ]priced?|most affordable|least costly"
                r"|lowest[- ]cost|most economical)"
                r"|(?:at|for) the (?:lowest|best|cheapest|lowest possible|best possible) (?:price|cost)"
                r"|(?:as )?(?:cheap|cheaply|inexpensive) as (?:possible|you have|it gets)|best price|least money"
                r"|(?:sort(?:ed)? )?by price(?! (?:descending|high))(?: (?:ascending|low(?:est)? (?:to high(?:est)?|first)))?"
                r"|(?:price )?(?:from )?(?:low to high|lowest first|cheapest first)",
                Sort("price", "asc"),
            ),
            (
                r"(?:the )?(?:most expensive|dearest|priciest|costliest|highest[- ]priced?|most costly)"
                r"|as expensive as possible|(?:sort(?:ed)? )?by price(?: (?:descending|high(?:est)? (?:to low(?:est)?|first)))"
                r"|(?:price )?(?:from )?(?:high to low|highest first|dearest first)",
                Sort("price", "desc"),
            ),
            (
                r"(?:the )?(?:biggest|highest|largest|best|greatest|steepest|deepest|most)"
                r" (?:discounts?|reductions?|savings?|price cuts?)"
                r"|(?:the )?most (?:heavily )?(?:reduced|discounted)|(?:sort(?:ed)? )?by (?:discount|reduction)",
                Sort("reduction", "desc"),
            ),
            (
                rf"(?:do |does )?(?:{_BUYERS}|everyone|everybody) (?:likes?|loves?|rates?) (?:the )?(?:best|most|highest)"
                r"|(?:is |are )?(?:best|most)[- ](?:liked|loved)"
                rf"|(?:is |are )?(?:liked|loved) (?:the )?(?:best|most) by .{{0,12}}?(?:{_BUYERS})",
                Sort("rating", "desc"),
            ),
            (
                r"(?:(?:has|have) been |is |are |was |were )?(?:reviewed|rated|scored) by the most"
                rf" (?:{_BUYERS})",
                Sort("reviews", "desc"),
            ),
        )
    ),
    excludes=EXCLUDES,
    excepts=pattern(
        r"\b(?:except|other than|apart from|aside from|besides|save for|(?:any|every)\w* (?:\w+ )?but)\b", re.IGNORECASE
    ),
    merely_not=pattern(
        r"not (?:only|just|too|very|so|necessarily|expensive|pricey|cost)\b|no\.? ?\d"
        r"|nothing (?:too|very|expensive|pricey|but|except|other than)\b"
        r"|(?:is|are|ai)n['’]?t (?:too|very|so|overly)\b"
        r"|(?:doesn't|does not|shouldn't|should not|mustn't|won't|will not) (?:cost|break the bank)\b"
        rf"|(?:do|does|can|must|should|wo)(?:n['’]?t| not) {_MISHAP}",
        re.IGNORECASE,
    ),
    excluded_after=pattern(
        r"(?: (?:ones|kind|type|products?|items?))?,? ?(?:(?:is|are) )?\b"
        r"(?:excluded|not wanted|unwanted|not welcome|aside|excepted)\b"
        rf"|(?: [\w-]+)?(?:{HARM})",  # "Acme gives me a rash", "I had an Acme once and hated it"
        re.IGNORECASE,
    ),
    excludes_names=pattern(
        r"\b(?:non[- ]|(?:hate|dislike|detest|loathe)s? |can't (?:stand|bear|cope with) |enough of |(?:fed up|done) with "
        r"|(?:sick|tired|bored) of )",
        re.IGNORECASE,
    ),
    # Words between two names of one kind: "not Samsung or Apple", "neither black nor white".
    exclude_join=pattern(
        r"\s{0,3}(?:,? ?\b(?:or|nor|and)\b(?: not\b)?(?: (?:an?|any|the|another)\b)?|/|,)\s{0,3}", re.IGNORECASE
    ),
    either=pattern(r"\s{0,3}(?:,? ?\bor\b|/)\s{0,3}", re.IGNORECASE),
    # Words that lead to a name and belong to its clause: "from Garmin", "in black".
    of_maker=pattern(
        r"(?:\b(?:(?:that|which|who) )?(?:come|comes|coming|is|are|made|written|designed|signed|published) )?"
        r"\b(?P<says>from|by|of the brand)\s(?:the\s)?\Z",
        re.IGNORECASE,
    ),
    no_names=frozenset(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
        "october november december hello hi hey dear sir madam mr mrs ms miss dr thanks cheers sorry santa mum mom dad god "
        "ok okay tv asap bluetooth wi-fi wifi usb-c type-c displayport thunderbolt fairtrade".split()
    ),
    not_asked_for=pattern(
        r"\b(?:my|his|her|our|their|whose|like|unlike|than|as|to|instead of|replac(?:e|es|ing)|fits?"
        r"|(?:with|for) (?:an?|the)|compatible with|made for|not)\s(?:(?:an?|the|old|new|own|current)\s){0,2}\Z",
        re.IGNORECASE,
    ),
    leads=pattern(r"\b(?:from|by|made by|in|of the brand|brand) $", re.IGNORECASE),
    plain_uses=_PLAIN_USES,
    turns=TURNS,
    turned_behind=TURNED_BEHIND,
    turned_twice=TURNED_TWICE,
    seeks="product for this: {}",
    refuses=_REFUSES,
    refused=_REFUSED,
    dislikes=DISLIKES,
    harms=HARMS,
    stays_told=STAYS_TOLD,
    deeds=DEEDS,
    ordinals=ORDINALS,
    per_unit=tuple(_per_unit()),
    for_each=pattern(r" ?(?:/|per\b|each\b|for each\b|an?\b) ?(?P<number>\d{1,4})? ?(?P<of>[^\W\d_]+)(?![\w-])", re.IGNORECASE),
    below_zero=pattern(
        r"(?:\b(?:for|at|under|below|over|above|up to|around|about|of|at most|at least|max(?:imum)?|less than|more than"
        r"|(?:an? |my )?budget(?: of)?|costing|price)\s){0,2}"
        r"(?:\b(?:minus|negative)\s|(?<!\S)(?<!\d )[-−–](?=[$€£¥₹]?\d)|(?<=[$€£¥₹])[-−–](?=\d))",
        re.IGNORECASE,
    ),
    offers=OFFERS,
    # A brand behind these is what the thing goes with, not who made it: "a case for Samsung".
    goes_with=pattern(r"\b(?:for|fits?|compatible with|works with|suitable for)(?: (?:my|an?|the))? $", re.IGNORECASE),
    # The "non-" of "non-Samsung" is no part of the name.
    word=pattern(r"(?<![^\W_])(?!non-)[^\W_]+(?:[.&+'’-][^\W_]+)*[+!]?"),
    name_words=5,
    frames=_FRAMES,
    silent=_SILENT,
    vague=_VAGUE,
    replaces=pattern(r"\b(?:new|another|better|replacement|proper)\s+ones?\b|\breplace(?:ment)?\b", re.IGNORECASE),
    stands_in=pattern(r"\s{1,3}(?:one|gift|present)s?\b", re.IGNORECASE),
    indefinite=pattern(r"(?:something|anything|somewhere)\s", re.IGNORECASE),
    of_a_pronoun=pattern(
        r"\b(?:ones?|any|something|anything)(?:\s(?:that(?:'s| is| are)|which (?:is|are)))?"
        r"(?:\s(?:made|meant|built|good|suitable|\w+ed))?\s(?:for|in|with|from)\s(?:(?:an?|the|my|our)\s)?",
        re.IGNORECASE,
    ),
    persons=frozenset(
        "dad daddy father mum mummy mom mother parents son daughter wife husband girlfriend boyfriend fiancé fiancée "
        "partner grandad granddad grandpa grandfather grandma granny gran grandmother grandparents nephew niece brother "
        "sister sibling aunt auntie uncle cousin friend friends mate flatmate roommate colleague coworker boss neighbour "
        "neighbor kid kids child children baby toddler teenager teacher".split()
    ),
    ages=frozenset("kid kids child children baby toddler teenager".split()),
    young=frozenset("kid kids child children toddler toddlers baby babies infant infants junior juniors boys girls".split()),
    minors=frozenset(
        "boy girl son daughter sons daughters nephew niece grandson granddaughter grandchild grandchildren grandkids teenager "
        "teen teens newborn twins pupil school kindergarten nursery year-old years old godson goddaughter".split()
    ),
    groups=frozenset("men women man woman boys girls boy girl kids children toddlers babies teens ladies".split()),
    pronouns=frozenset("he she they his her him their them he's she's they're".split()),
    of_use=pattern(
        r"\b(?:(?:out|in)doors?|sports?|travel|home|family|every ?day|daily|beginners?|professional|summer|winter|spring|autumn"
        r"|modern|vintage|gaming|office|work|quality|matching|normal)\b",
        re.IGNORECASE,
    ),
    indifferent=pattern(
        r"(?:\b(?:the|its) )?(?:\w+|which \w+) (?:"
        r"(?:really )?(?:doesn't|does not|don't|do not) (?:really )?matter(?: (?:to me|much|at all))?"
        r"|(?:isn't|is not|aren't|are not) (?:that |so |very )?important|(?:is|are) (?:not an issue|no object|unimportant))\b"
        r"|\b(?:i|we) (?:don't|do not) (?:really )?(?:care|mind) (?:about |which |what )(?:the )?\w+\b"
        r"|\b(?:i|we|he|she|they) (?:don't|do not|doesn't|does not) (?:really )?(?:care|mind) "
        r"(?:(?:if|whether)(?: it is| it's)? )?\w+(?: \w+)? or \w+\b"
        rf"|{_UNSURE}|{_UNNEEDED}"
        r"|\bor (?:smth|sth|something|whatever|similar|the like)(?: (?:like|similar to) (?:that|this))?(?=\W*(?:[,.;!?]|\Z))",
        re.IGNORECASE,
    ),
    tells_apart=pattern(r"[,;.!?](?!\d)|\s[-–—]\s|\s(?:and|but|who|because|so|since|as)\s", re.IGNORECASE),
    ties=pattern(r"of|or|to|into|by|than", re.IGNORECASE),
    offered=pattern(
        r"\b(?:need|want|(?:looking|searching) for|(?:['’]m|am|['’]re|are|be) after|sell|stock|carry|buy|recommend)"
        r"(?: me)? (?:an?|some|any|the|new) (?:new |good )?\Z",
        re.IGNORECASE,
    ),
    stocked=pattern(
        r"\b(?:do|does|have|are) (?:you|this shop|they)(?: guys)?(?: also)? "
        r"(?:carry|sell|stock|have|got|keep|offer|selling|stocking)"
        r"(?: any(?:thing (?:by|from))?)? \Z",
        re.IGNORECASE,
    ),
    used=pattern(
        r"\b(?:I|we|he|she|they|(?:my|our|his|her|their) \w+)(?:['’]ve| have| has|['’]s)?(?: (?:already|also|only|just|always"
        r"|mostly|mainly|still))?(?: got)? (?:uses?|using|owns?|have|has|had|runs?|running|works? (?:with|on|in)|plays?"
        r"|watch(?:es)?|listens? to|reads?)\b(?:(?!\b(?:want|need|look|like|prefer|would|must|should)\w*\b)[^.!?;,])*\Z",
        re.IGNORECASE,
    ),
    owned=pattern(
        r"\b(?:I|we)(?:(?:['’]ve| have) (?:already )?got| (?:already )?(?:have|own)|['’]ve already)\b(?! to\b)[^.!?;,]*\Z",
        re.IGNORECASE,
    ),
    wanted=pattern(
        r"\b(?:need|want|(?:looking|searching) for|(?:['’]d|would) like|(?:['’]m|am|['’]re|are) after)"
        r"(?: (?:an?|some|the|just|only|another|new|one))* \Z",
        re.IGNORECASE,
    ),
    opens=pattern(r"more|less", re.IGNORECASE),
    meant=pattern(r"not|no|more|less|too|for|like|as|under|over|from|can|to", re.IGNORECASE),
    joint=pattern(r"[;,](?!\d)|\b(?:and|but)\b(?! (?:up|above|over)\b)", re.IGNORECASE),
    shades=pattern(r"\b(?:light|dark|pale|bright|deep|pastel|neon|matt|matte|plain|baby|navy|sky)[ -]$", re.IGNORECASE),
    serves=pattern(
        r"(?<!look)(?<!looking)(?<!searching)(?<!search)(?<!shopping)(?<!hunting)(?<!asking)(?<!ask)(?<=\w)"
        r" for (?:(?:an?|the|my|his|her|our|their) )?\Z"
    ),
    messages={
        "looked_for": "I looked for: {clauses}",
        "about": "“{words}” was read as {low} to {high}.",
        "no_currency": "This catalog has no prices in {code}: “{words}” was read as {unit}.",
        "unnamed_currency": "This catalog names no currency: “{words}” was read as {amount}.",
        "too_long": "Only the first {count:,} characters were read.",
        "by_meaning_only": "“{words}” counts by its meaning only, not as a limit.",
        "no_unit_price": "“{words}” was read as the lowest price: this catalog does not say how much there is of a thing.",
        "not_sold": "Sorry, I found no {words} here.",
        "not_sold_unknown": "Sorry, I found nothing here that goes by the name of “{words}”.",
        "sold_near": "What I do have in that line: {kinds}.",
        "sold_most": "This shop is more about {kinds}.",
        "no_such_name": "We have no {words}.",
        "nothing_of": "We have nothing {words}.",
        "not_known": "“{words}” sets no limit: this catalog does not say it.",
        "below_zero": "“{words}” is a sum below zero, which sets no limit.",
        "corrected": "“{words}” was read as “{meaning}”.",
        "anything": "anything",
        "cheapest": "cheapest",
        "dearest": "most expensive",
        "least": "lowest {field}",
        "most": "highest {field}",
        "assumed": "I took it that: {wishes}",
        "assumed_from": "{wishes} ({words})",
        "refused": "no {words}",
        "left_aside": "Left aside: {words}",
        "from_profile": "your profile {name}",
        "personal": "Ranked with your purchases in mind (profile {name}; --no-profile leaves them out).",
        "ask_which": "Which {field} would you like: {choices}?",
        "ask_which_type": "What kind of {field} would you like: {choices}?",
        "ask_which_kind": "What would you like: {choices}?",
        "ask_which_brand": "Which brand would you like: {choices}?",
        "ask_whether_has": "Should it have {field}?",
        "ask_whether_is": "Should it be {field}?",
        "choice": "{choice}",
        "comma": ", ",
        "or": " or ",
        "yes": "yes",
        "no": "no",
    },
)
