"""How English asks about a catalog, and how it is answered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shopcli.need.languages.en.requests import ORDINALS
from shopcli.need.languages.question_grammar import QuestionGrammar, forms
from shopcli.text.words import head_phrase, is_plural, plural_phrase, regular_singular
from shopcli.util.lazy_regex import pattern

# --- the forms --------------------------------------------------------------------------------------------------------

_SHELVES = (
    r"(?:shop|store|site|website|catalog(?:ue)?|range|assortment|stock|collection|shelf|shelves|lists?|listings?|selection"
    r"|inventory|line-?up|offering|portfolio|database|programme|place)"
)
_SHOP = rf"(?:you(?: guys| folks| people)?|u|(?:the|this|your|that) {_SHELVES})"
_HAVE = r"(?:have(?: got| listed)?|got|sell|carry|stock|offer|keep|list)"
_OF_ALL = (
    r"(?:of all|(?:in|on|at|of|across|from|among|within) (?:the|your|this|our|that) "
    rf"(?:(?:whole|entire|full|complete|current|product) )?{_SHELVES})"
)
_WHERE = (
    r"(?:here|available|altogether|in total|in stock|left|on offer|for sale|at all|right now|currently|at the moment|online"
    rf"|from you|{_OF_ALL})"
)
_ARE_SOLD = (
    r"there (?:are|is)|(?:are|is) (?:there"
    rf"|(?:currently )?(?:available|in stock|on offer|for sale|sold(?! out)|stocked)|{_WHERE})"
)
_YOU_HAVE = (
    rf"(?:(?:do|does) {_SHOP} (?:currently |actually |also |even |still )?{_HAVE}|have {_SHOP} got"
    rf"|{_SHOP} (?:(?:have|has)(?: got)?|sells?|carry|carries|stocks?|offers?)|you(?:'ve| have)(?: got)?"
    rf"|can (?:i|you|we) (?:buy|get|find|choose from|order|see|offer)|{_ARE_SOLD}|exist)(?: {_WHERE}){{0,3}}"
)
_WHAT = r"(?:what(?:'s| is| are|s| was)|which (?:is|are)|give me|list|name|show)"
_THING = r"(?P<thing>\b(?=\S)[^?]{1,150}?)"
_MORE = r"(?P<more>(?:,? [^?]{1,200})?)"
_MAKERS = r"(?:brand(?: name)?s?|makes|makers?|manufacturers?|labels?)"
_COLOURS = r"colou?rs?(?: options| variants)?"
_COST = r"(?:cost|go for|sell for|be)"
_GENERIC = r"(?:products?|items?|things?|articles?|goods|stuff|anything|something|everything|ones?|models?|pieces?|options?)"
# What one asks about the price of one thing, not of a kind of thing.
_PLACES = "first|second|third|fourth|fifth|last|other|cheaper|one|ones"
# A model's number names one thing: "the Acme W-100".
_NOT_ONE = rf"(?!(?:it|that|this|they|these|those|each|the (?:{_PLACES}))\b)(?!the [^?]*\d)(?:the )?"
# "What is the price range of 100 to 200" is none.
_NO_AMOUNT = r"(?!(?:about |around |between |from |under |over )?[\d€$£])"

_COUNT = forms(
    "count",
    r"how many(?P<thing>(?: [^?]{1,100}?)?) (?P<denied>(?:can|could|do|does|are|is|were|have|has|will)"
        r"(?:n?['’]?t|not| not|(?= (?:i|you|we|one) not\b)) [^?]{1,200})",
    rf"how many(?P<thing>(?: [^?]{{1,150}}?)??),? {_YOU_HAVE}{_MORE}",
    rf"how many {_THING} (?P<verb>are|have|come|support|feature|include|offer) "
        rf"(?!you\b|i\b|we\b)(?:there )?(?P<more>[^?]{{1,200}})",
    rf"how many {_THING} (?P<more>(?:cost|weigh|with|under|below|over|from|in|for) [^?]{{1,200}})",
    rf"{_WHAT} (?:the |your )?(?:total )?(?:number|count) of {_THING}(?: (?:that )?{_YOU_HAVE}{_MORE})?",
    rf"(?:the )?(?:total )?(?:number|count) of {_THING} (?:that )?{_YOU_HAVE}{_MORE}",
    rf"(?:the )?(?:total )?(?:number|count) of {_THING}(?: {_WHERE}){{0,2}}",
    rf"(?:count (?:all )?(?:the|your)) {_THING}",
    rf"{_THING} ?[,:–-] ?how many(?: {_YOU_HAVE}| are they)?",
    r"how (?:big|large) is (?:the|your) (?:catalog|catalogue|range|assortment"
        r"|selection|collection)(?: of (?P<thing>[^?]{1,150}))?",
)  # fmt: skip
_OFTEN = r"(?:on average|usually|typically|normally|in general)"
_AVERAGE = forms(
    "average",
    rf"(?:{_WHAT} )?(?:the |your |an? )?(?:average|mean|median|typical) (?:price"
        rf"|cost)s?(?: (?:of|for|on) {_THING})?(?: {_YOU_HAVE})?(?: {_WHERE})?",
    rf"(?:{_WHAT} )?(?:the |your |an? )?(?:average|mean|median|typical) {_THING} (?:price|cost)s?",
    rf"(?:{_WHAT} )?(?P<thing>\b(?:(?!\b(?:below|above|under|over|than|with)\b)[^?]){{1,100}}?)"
        rf"(?:'s?)? (?:average|mean|median) (?:price|cost)s?",
    rf"on average,? (?:how much|what) (?:do|does|is|are|would) {_THING}(?: {_COST})?",
    rf"(?:how much|what) (?:do|does|is|are|would) {_THING}(?: {_COST})? {_OFTEN}(?: {_COST})?",
    rf"(?:how much|what) (?:do|does|is|would) (?:an?|the|your) (?:average|typical) {_THING} {_COST}",
    rf"how (?:expensive|pricey) (?:is|are) {_THING} {_OFTEN}",
)  # fmt: skip
_RANGES = r"(?:price (?:ranges?|spread|span|bracket)|range of (?:the |your )?prices?)"
_RANGE = forms(
    "price range",
    rf"(?:{_WHAT} )?(?:the |your )?{_RANGES}(?: (?:of|for|on|in|among) {_NO_AMOUNT}{_THING})?(?: {_YOU_HAVE})?(?: {_WHERE})?",
    rf"(?:{_WHAT} )?(?P<thing>\b(?:(?!\b(?:in|within|my|our|for|what|which|mid"
        rf"|middle|low|lower|high|higher|upper|same|similar|good|this|that)\b)[^?\d]){{2,100}}?)(?:'s?)? price ranges?",
    rf"(?:in |within )?(?:what|which) price range (?:are|is|do|does) {_THING}(?: "
        rf"(?:in|have|sell for|sell in|cover|come in|lie|fall into|fall in))?",
    rf"how much (?:does|is|would|will) {_NOT_ONE}{_THING}(?: {_COST})?",
    rf"how much (?:do|are) (?!they\b|these\b|those\b){_THING}(?: {_COST})?",
    rf"what (?:do|does|would|will) {_NOT_ONE}{_THING} {_COST}",
    rf"(?:what|how much) (?:do|does|would|will) {_SHOP} (?:charge|ask|want) for {_NOT_ONE}{_THING}",
    rf"how (?:cheap|expensive|dear|pricey) (?:are|is) {_NOT_ONE}{_THING}",
    rf"{_WHAT} (?:the |your )?prices? (?:of|for) {_NOT_ONE}{_NO_AMOUNT}{_THING}",
)  # fmt: skip
_BRANDS = forms(
    "brands",
    rf"(?:what|which) (?:different |other )?{_MAKERS} (?:of|for) {_THING}(?:,? {_YOU_HAVE}{_MORE})?",
    rf"(?:what|which) (?:different )?{_MAKERS} {_YOU_HAVE}(?: (?:of|for|in|among|when it comes to) {_THING})?",
    rf"(?:what|which) {_MAKERS} (?:make|produce|sell|offer|have|build) {_THING}",
    rf"(?:what|which) {_THING} {_MAKERS} {_YOU_HAVE}{_MORE}",
    rf"(?:{_WHAT} )?(?:all )?(?:the |your )?(?:different )?{_MAKERS} (?:of|for|in|among) {_THING}(?: {_YOU_HAVE})?",
    rf"(?:{_WHAT} (?:all )?|all )(?:the |your |of (?:the|your) )?(?:{_THING} )?brands(?: (?:that )?{_YOU_HAVE})?",
    rf"(?:from|by) (?:what|which) {_MAKERS} (?:are|do you have|do you sell|have you got) {_THING}",
    rf"who (?:makes|are the makers of|manufactures) your {_THING}",
    rf"how many (?:different )?{_MAKERS} (?:of|for) {_THING} {_YOU_HAVE}{_MORE}",
    rf"how many (?:different )?(?:{_THING} )?brands {_YOU_HAVE}{_MORE}",
)  # fmt: skip
_HUES = forms(
    "colours",
    rf"(?:in )?(?:what|which) {_COLOURS} (?:does|do|is|are|can) (?!{_SHOP}\b){_THING} (?:come"
        rf"|available|offered|sold|made|exist|have|in stock|be had|be ordered)(?: in)?",
    rf"(?:what|which) {_COLOURS} {_YOU_HAVE}(?: (?:of|for|in|among) {_THING})?",
    rf"(?:in )?(?:what|which) {_COLOURS} (?:do {_SHOP} {_HAVE}|have {_SHOP} got"
        rf"|can (?:i|you) (?:get|buy|find|order)) {_THING}(?: in)?",
    rf"(?:what|which) {_COLOURS} (?:of|for) {_THING} {_YOU_HAVE}{_MORE}",
    rf"(?:what|which) {_THING} {_COLOURS} {_YOU_HAVE}{_MORE}",
    rf"{_WHAT} (?:all )?(?:the |your )?(?:available )?{_COLOURS} (?:of|for) {_THING}",
    rf"(?:in )?how many {_COLOURS} (?:does|do|is|are) {_THING} (?:come|available)(?: in)?",
)  # fmt: skip
# A word that the catalog has as a field of few values; which words those are only it knows.
_FIELD = r"(?P<field>[a-z][a-z -]{1,28}?)"
_OF = r"(?:of|for|in|among|on)"
_FIELDS = r"(?P<field>[a-z][a-z -]{1,28}?s)"
_SORT = rf"(?!(?:(?:the |this |that |these |those )?(?:{_PLACES})|it|its|that|this|these|those|them)\b){_THING}"
_VALUES = forms(
    "values",
    rf"(?:what|which) (?:different |other |kinds of |sorts of )?{_FIELD} {_OF} {_SORT}(?:,? {_YOU_HAVE}{_MORE})?",
    rf"(?:what|which) (?:different |other )?{_FIELD} {_YOU_HAVE}(?: (?:{_OF}|with) {_SORT})?",
    rf"(?:in |of |from )?(?:what|which) (?:different )?{_FIELD} (?:does|do|is|are|can) (?!{_SHOP}\b){_SORT} (?:come|available"
        rf"|offered"
        rf"|sold|made|exist|have|in stock|be had|be ordered)(?: in| of| from| out of)?",
    rf"(?:in )?(?:what|which) {_FIELD} (?:do {_SHOP} {_HAVE}|have {_SHOP} got|can (?:i|you) (?:get|buy|find|order)) {_SORT}"
        rf"(?: in)?",
    rf"{_WHAT} (?:all )?(?:the |your |of (?:the|your) )?(?:available |different )?{_FIELDS}(?: {_OF} {_SORT})?"
        rf"(?: (?:that )?{_YOU_HAVE})?",
    rf"(?:what|which) {_SORT} {_FIELD} {_YOU_HAVE}{_MORE}",
    rf"how many (?:different )?{_FIELD}(?: {_OF} {_SORT})? {_YOU_HAVE}{_MORE}",
)  # fmt: skip
_THAT_YOU_HAVE = rf"(?: (?:that |which )?{_YOU_HAVE}| {_WHERE}){{0,2}}"
_EXTREME = forms(
    "extreme",
    rf"(?:what(?:'s| is| are|s)|which(?: is| are)?) (?:the |your )?(?:very |single )?{_THING} "
        rf"(?:that |which )?{_YOU_HAVE}{_MORE}",
    rf"(?:what(?:'s| is| are|s)|which(?: is| are)?) (?:the |your )?(?:very |single )?{_THING}(?: {_WHERE})?",
    rf"(?:which|what) {_THING} (?:is|are) (?:the |your )?(?:very )?(?P<order>[a-z -]{{4,40}}?)"
        rf"(?: ones?| products?| items?)?{_THAT_YOU_HAVE}",
    # What a shop has or calls its own is asked of it, whether or not as a question.
    rf"(?:(?:show|give|find|get) me )?(?:the |your )?(?:very |single )?(?!(?:what|which|how)\b){_THING} "
        rf"(?:that |which )?{_YOU_HAVE}",
    rf"(?:(?:show|give|find|get) me )?your (?:very |single )?{_THING}",
    rf"(?:how much (?:is|are|do|does)|what (?:do|does)) (?:the |your )(?:very )?{_THING}(?: cost)?{_THAT_YOU_HAVE}",
    rf"(?:the |your )?(?:very |single )?(?P<thing>\b[a-z -]{{4,40}}? (?!ones?\b){_GENERIC}){_THAT_YOU_HAVE}",
    rf"(?:the |your )?(?:very |single )?(?!(?:what|which|how)\b){_THING} {_OF_ALL}",
    # One place in an order is one product: "the second cheapest cable".
    rf"(?:(?:show|give|find|get) me |i(?:'d| would)? (?:like|want) |i want )?(?:the |your )?"
        rf"(?P<thing>(?:{'|'.join(ORDINALS)})[ -][a-z][^?]{{4,80}}?){_THAT_YOU_HAVE}(?:,? which (?:one )?is (?:it|that))?",
)  # fmt: skip
# What was shown is no question about the catalog.
_NOT_SHOWN = (
    r"(?!(?:(?:any|some) )?(?:it|them|that|this|those|these|one|ones|more|another|any more|in|from|by|under|over|below|above"
    r"|with|without|for|at|between)\b)"
)
_ANY = forms(
    "any",
    rf"(?:(?:do|does) {_SHOP} (?:currently |actually |also |even |perhaps |maybe |still "
        rf"|by any chance )?{_HAVE}|have {_SHOP} got|(?:if|whether) {_SHOP} {_HAVE}) (?:(?:any|some) )?{_NOT_SHOWN}{_THING}",
    rf"have {_SHOP} (?:any|some|an?)\b {_THING}",
    rf"(?:is|are) there (?:any|some|an?)\b {_THING}",
    rf"is there anything {_THING}",
    rf"(?:is|are) {_NOT_SHOWN}{_THING} (?:available|in stock|sold|for sale|on sale|to be had)(?: {_WHERE})?",
    rf"(?:got any|any) {_THING} ?(?:{_WHERE}|to be had)",
    rf"got any {_THING}",
    rf"can (?:i|you|we|one) (?:buy|get|find|order) {_NOT_SHOWN}{_THING} {_WHERE}",
)  # fmt: skip
_SAYS_NOTHING = (
    rf"(?:(?:of|your|the|these|those|all|any|some|an?|different|various|distinct"
    rf"|other|single|kinds?|types?|sorts?|whole|{_GENERIC})\b\s{{0,3}})"
)


# --- the words --------------------------------------------------------------------------------------------------------

_THAT = pattern(r"(?:cost|costs|weigh|weighs)\b", re.IGNORECASE)


def _is_counted(before: str, words: str) -> bool:
    """Whether "a" or "an" stands before the words, or they are several."""
    if re.search(r"(?<![^\W_])an?\s{1,3}\Z", before, re.IGNORECASE):
        return True
    return is_plural(re.split(r"[\s-]", head_phrase(words).strip().lower())[-1])


_ASKED = pattern(r"\A(can|could) (?:i|you|we|one) not", re.IGNORECASE)


def _subject(parts: Mapping[str, str]) -> str:
    more = parts.get("more", "")
    if denied := parts.get("denied"):
        more = denied if _ASKED.match(denied) else f"that {denied}"
    joint = f"that {parts['verb']}" if more and parts.get("verb") else "that" if _THAT.match(more) else ""
    parts_in_order = (parts.get("order", ""), parts.get("thing", ""), joint, more)
    return re.sub(r"\s+(?=[,.;:])", "", " ".join(" ".join(filter(None, parts_in_order)).split()))


_JOINTS = "with|without|for|and|or|that|which|are|is|have|has|in|of|from|by|at|to|on|a|an|the"
_BEFORE_MORE = pattern(
    r"(?:whose|from|by|under|over|below|above|between|around|about|with|without|in|for|of|made|that|which|at|up to|cheaper)\b"
)
_LOOSE_ENDS = (
    rf"\A[\s,;]+|(?:[\s,;]|\b(?:{_JOINTS})$)+$|\b(?:that|which|are|have)\s(?=\s*(?:with|in|from|by|under|over|for|at)\b)"
    # "made of" where what it is made of is told by itself
    r"|\b(?:(?:made|out)\s)*(?:of|with|from|in|made)\s(?=\s*(?:with|from|by|under|over|for|at|below|up to)\b)"
)


def _tidy(subject: str) -> str:
    return re.sub(_LOOSE_ENDS, "", " ".join(subject.split()))


_ASSORTMENT = pattern(
    r"\b(?:models?|products?|items?|articles?|goods|titles|devices|machines|variants"
    r"|(?:product )?(?:series|range|line|family))\b",
    re.IGNORECASE,
)


def _things(subject: str, topic: str, counted: bool) -> str:
    if not subject:
        return "products"
    if topic in subject and topic and counted and not _ASSORTMENT.search(subject.partition(topic)[2]):
        return subject.replace(topic, plural_phrase(topic), 1)
    if not topic and _BEFORE_MORE.match(subject.lower()):
        return f"products {subject}"
    names_several = not topic and counted and is_plural(re.split(r"[\s-]", head_phrase(subject).strip().lower())[-1])
    return subject if names_several else f"products for “{subject}”"


def _naming(subject: str, topic: str, word: str, by_title: bool) -> str:
    says = f"whose title says “{word}”" if by_title else f"that say “{word}”"
    return ", ".join(filter(None, (says, _tidy(subject.replace(topic, " ", 1)))))


def _superlative(order: str, subject: str, topic: str) -> str:
    """ "Cheapest mouse under 20 euros"; a product where no kind of thing is named."""
    order = re.sub(r"\Athe ", "", order, flags=re.IGNORECASE)
    is_named = topic or (subject and not _BEFORE_MORE.match(subject.lower()))
    return " ".join(filter(None, (order, subject if is_named else f"product {subject}".rstrip())))


def _values_of(field: str, things: str, count: int) -> str:
    """ "Sizes of tees"; one of them where there is but one."""
    name = regular_singular(field) if count == 1 else field
    return f"{name} of {things}" if things else name


_SORTED_BY = "category|type|genre|theme|department|section|group|style"  # what things are sorted by, the likeliest first

QUESTIONS = QuestionGrammar(
    hint=r"\b(?:how|you|your|what|which|who|do|does|have|any|is|are|there|got|price|prices|average|brands?|number|count|whether|if|list|can"
    rf"|{'|'.join(ORDINALS)}|whats|{_GENERIC})\b|what'",
    asks=r"\?\s*\Z|\b(?:is|are|was|were|isn't|do|does|did|has|have|can|could|will|would|how|what|which|who|whose|tell)\b",
    opening=(
        r"\W{0,5}(?:(?:hi|hello|hey|ok(?:ay)?|so|and|but|also|please|excuse me|sorry"
        r"|well|now|then|just (?:wondering|curious)|quick question"
        r"|(?:can|could|would|will) you (?:please )?(?:tell|show|give|say)(?: me)?"
        r"|(?:please )?(?:tell|show) me|say|do you know|i(?:'d| would) like to know"
        r"|i want(?:ed)? to know|i wonder|i(?:'m| am| was) wondering|let me know|may i ask|can i ask)\b[\s,.:!-]{0,3}){0,4}"
    ),
    closing=r"(?:[\s?!.,]|\b(?:please|thanks|thank you|then|by any chance|exactly|approximately)\b[\s?!.]{0,3}$){1,6}$",
    signs={
        "brands": r"brand|make|label|manufactur",
        "colours": r"colou?r",
        "count": r"many|number|count|how (?:big|large)",
        "average": r"average|mean|median|typical|usually|normally|general",
        "price range": r"pric|cost|charge|how (?:much|cheap|expensive|dear)|what (?:do|would|will)",
        "extreme": r"est\b|most|least|imum|rated|reviewed|scored|scoring|price|cheap|expensive|\b(?:low|high) ",
    },
    forms=(*_BRANDS, *_HUES, *_VALUES, *_COUNT, *_AVERAGE, *_EXTREME, *_RANGE, *_ANY),
    # A wish for advice, a question about one product or about the shop's services, and what has been on the screen.
    never=(
        r"\b(?:should|recommend(?:ed|ations?)?|suggest(?:ions?|ed)?|advice|advise"
        r"|tips?|ideas?|better|favou?rites?|good|great|nice|perfect"
        r"|ideal|decent|gifts?|presents?|worth|compare[ds]?|difference|versus|vs|would you"
        r"|something|someone|somebody|delivery|deliver"
        r"|shipping|warrant(?:y|ies)|guarantees?|returns?|refunds?|discounts?|coupons?"
        r"|vouchers?|opening (?:hours|times)|your address"
        r"|phone number|question|else|like (?:the|that|this|it|number)|similar|for (?:my|him|her|me|us|dad|mum|mom)"
        r"|a (?:minute|moment|second)|than (?:the|that|this) (?:first|second|third|last))\b"
        r"|;|\bones?\W*\Z|\bbest\b(?![ -](?:rated|reviewed))"
    ),
    lead=rf"[\s,:–-]{{0,3}}{_SAYS_NOTHING}{{0,6}}",
    tail=rf"(?:[\s,.:–-]|\b(?:please|thanks|then|actually|exactly|roughly|that|which|{_WHERE})$){{1,8}}$",
    is_counted=_is_counted,
    is_anything=lambda before, _after: re.search(rf"\b{_GENERIC}\s*\Z", before, re.IGNORECASE) is not None,
    subject=_subject,
    things=_things,
    naming=_naming,
    superlative=_superlative,
    tidy=_tidy,
    fields={
        **dict.fromkeys(("categories", "departments", "sections", "product categories", "ranges"), _SORTED_BY),
        **{f"{name}s": f"{name}|{_SORTED_BY}" for name in ("genre", "theme", "style", "group", "line")},
        **dict.fromkeys(
            ("kinds", "types", "sorts", "kinds of products", "types of products", "product types"),
            f"type|product type|{_SORTED_BY}",
        ),
        **dict.fromkeys(("sizes", "size options"), "size"),
        **dict.fromkeys(("materials", "fabrics"), "material|materials|fabric"),
        **dict.fromkeys(("shops", "stores", "sellers", "vendors"), "shop"),
        "genders": "gender",
        "conditions": "condition",
        "flavours": "flavour|flavor",
        "flavors": "flavor|flavour",
    },
    numerals=("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
    sections=frozenset(
        "section sections category categories department departments group groups aisle range genre theme line series".split()
    ),
    assortment=_ASSORTMENT,
    denies=pattern(r"\b(?:can['’]?t|\w{2,6}n['’]t|cannot|not)\b", re.IGNORECASE),
    ordered_by=pattern(r"\b(?:by|in terms of|measured by|when it comes to)(?=\s)", re.IGNORECASE),
    states={"preorder": "only to be ordered in advance", "backorder": "only on back order"},
    values_of=_values_of,
    messages={
        "counted": "There are {number} {things}{prices}.",
        "one": "There is one: {product}.",
        "none": "There are no {things}.",
        "yes": "Yes: {number} {things}{prices}.",
        "yes_one": "Yes, one: {product}.",
        "no": "No, there are no {things}.",
        "but_not_said": "There are {number} {things}, but none says “{words}”.",
        "but_not_said_one": "There is one of the {things}, but it does not say “{words}”.",
        "not_named": "Nothing in this catalog goes by the name of {words}.",
        "read_as": "“{words}” (read as “{meaning}”)",
        "one_titled": "One product says “{words}” in its title: {product}.",
        "mentioned": "{number} products mention it.",
        "mentioned_one": "One product mentions it.",
        "range": "The prices of {number} {things} go {prices}.",
        "range_one": "Only one of the {things} has a price, {prices}.",
        "average": "The average price of {number} {things} is {average}.",
        "average_one": "Only one of the {things} has a price, {average}.",
        "median": "Half of them cost {median} or less.",
        "brands": "The {number} {things} are from {brands} brands: {listed}.",
        "brands_one": "There is one, from {listed}.",
        "one_brand": "The {number} {things} are all from {listed}.",
        "one_brand_one": "There is one, from {listed}.",
        "colours": "The {number} {things} come in {listed}.",
        "colours_one": "There is one, in {listed}.",
        "values": "{count} {values}: {listed}.",
        "no_values": "None of the {number} {things} says so.",
        "no_values_one": "There is one, and it does not say.",
        "valueless": "{number} of them do not say.",
        "valueless_one": "One of them does not say.",
        "stocked": "{product} ({stock} in stock)",
        "not_had": "No: none of the {number} {things} is in stock.",
        "not_had_one": "No: the {title} is {state}.",
        "unknown_had": "The catalog does not say whether any of the {number} {things} is in stock.",
        "unknown_had_one": "The catalog does not say whether the {title} is in stock.",
        "not_reduced": "No: none of the {number} {things} is reduced.",
        "not_reduced_one": "No: the {title} is not reduced.",
        "extreme": "The {subject} is {product}.",
        "no_order": "None of the {things} says enough to be put in that order.",
        "no_brands": "The catalog has no brands.",
        "no_colours": "The catalog names no colours.",
        "no_prices": "The catalog has no prices.",
        "none_priced": "No price is given for any of the {number} {things}.",
        "all_brandless": "None of the {number} {things} names a brand.",
        "all_brandless_one": "There is one, and it names no brand.",
        "all_colourless": "None of the {number} {things} names a colour.",
        "all_colourless_one": "There is one, and it names no colour.",
        "one_currency": "Only prices in {currency} are compared.",
        "brandless": "{number} of them name no brand.",
        "brandless_one": "One of them names no brand.",
        "colourless": "{number} of them name no colour.",
        "colourless_one": "One of them names no colour.",
        "unpriced": "No price is given for {number} of them.",
        "unpriced_one": "No price is given for one of them.",
        "not_said": "None of them says “{words}”, so that does not count.",
        "said_partly": "For “{words}” those count that say “{said}”.",
        "from_to": "from {low} to {high}",
        "all_at": "at {low}",
        "priced": "{title} at {price}",
        "unpriced_product": "{title}",
        "because": "{product} ({fact})",
        "listing": "{name} ({number})",
        "more": "{listed} and {number} more",
        "comma": ", ",
        "listed": ", ",
        "and": " and ",
        "sentence": " ",
    },
)
