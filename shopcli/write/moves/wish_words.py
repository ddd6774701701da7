"""How a wish is told back to the shopper: "for your father", "something quiet", "whether it is waterproof"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from shopcli.need.languages.registry import language_describing, language_named
from shopcli.need.persons import says_only_whom
from shopcli.text.negation import says_less
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set
from shopcli.text.words import plural_phrase
from shopcli.types import Clause, Fact, Hit, Need, Product, show_number
from shopcli.write.decency import decency
from shopcli.write.wording.articles import is_mass, with_article
from shopcli.write.wording.frames import is_adjective
from shopcli.write.wording.licences import key_of, licences
from shopcli.write.wording.wish_ends import most_paid, with_asker, without_loose_end

# The shopper's own view of things, as the assistant has it.
_TURNED = {
    "my": "your", "mine": "yours", "our": "your", "ours": "yours", "i": "you", "me": "you", "we": "you", "us": "you",
    "myself": "yourself", "i'm": "you are", "we're": "you are", "i've": "you have", "am": "are",
}  # fmt: skip
_FOR = re.compile(r"(?:meant |made |suitable |good |ideal )?for (?:use )?(?P<use>.+)", re.I)
_POSSESSIVES = frozenset(("his", "her", "their", "them", "him"))  # "her old one" is hers
_MARKS, _NEAR = " ,.;:!?", 4  # words before what is told of somebody
_GIFT = re.compile(r"\b(?:gift|present|birthday)s?\b", re.I)
_THANKS = re.compile(r"thank[- ]yous?|thanks", re.I)
_GIFT_FOR = re.compile(
    r"\bfor (?P<person>(?:my|our|his|her|their|a|an) [\w’'-]+(?: [\w’'-]+)?)(?= who\b| that\b| for\b|[,.!?;]|$)", re.I
)
_AMOUNT = re.compile(r"\d[\d.,]*\s?[^\W\d_]{1,4}(?: [^\W\d_]{2,})?")  # "16 gb ram"
_VAGUE = re.compile(
    r"what (?:it|the \w+) (?:is|are) (?:suitable )?(?:for|made for)\b|适合[什谁]"
)  # of no help to who named his own use
_FOR_WHOM = re.compile(r"^for (?:an?|the|my|our|his|her) ", re.I)
_ANYONE = re.compile(r"\b(?:someone|somebody|anyone|anybody|people)\Z", re.I)
_ALLERGIC = re.compile(r"(?:allergic|intolerant|(?:an )?allergy) (?:to|of) (?P<thing>.+)", re.I)
_CAN = re.compile(r"\bcan(?:no|['’])?t?\b", re.I)
_ONE_CAN = re.compile(
    r"(?:i|we|you) can (?P<deed>[a-z]+) (?P<rest>(?:in|into|on|onto|to|with|without|under|for|at|by|outside|inside)\b.*"
    r"|upright|flat|sideways|together|apart|away|up|down|out|outdoors|indoors)",
    re.I,
)
_WILL_NOT = re.compile(r"(?:does(?:n[’']?t| not)|won[’']?t|will not|can(?:no|[’']?)t) (?P<deed>[a-z]+ .+)", re.I)
_NOT_NEEDED = re.compile(r"(?:do|does|did)(?:n[’']?t| not) (?:need|want|care|mind|like)\b", re.I)  # "don't need waterproof"
_IS_NOT = re.compile(
    r"(?:not|isn[’']t|aren[’']t|is not|are not|not be) (?P<what>(?:(?:an?|too|very) )?[\w-]+(?: [\w-]+)?)", re.I
)
_ARTICLE = re.compile(r"an? ", re.I)
_NON = re.compile(r"non[- ]?\w{3,}", re.I)
_NEGATES = re.compile(r"(?:no|not|non|none|nothing|never|without|free|(?:is|are|do|does)n[’']t)\b", re.I)
_SUPERLATIVE = re.compile(r"[a-z]{3,}est", re.I)
_COUNTED = re.compile(r"\w+ (?!(?:people|persons|adults|players|guests|kids|children|pounds|kilos)\b)[a-z]{3,}s", re.I)
_OCCASION = re.compile(r"\b(?:part(?:y|ies)|wedding|birthday|anniversary|\d+(?:st|nd|rd|th))\b", re.I)
_SPEAKERS = frozenset("i we my our us me i'm we're i've it it's there this these".split())
_GENERAL = frozenset(
    "removes leaves reacts works makes keeps allergic something anything someone nights".split()
)  # halves of wishes
_OF_PERSONS = frozenset("wants likes loves hates prefers wishes hopes".split())  # no thing does these
_SHORTEST_ANSWER = 5  # letters of a wish that is granted
_SHORTEST_WISH = 6  # letters of a word that is one by itself
# What begins so was torn from what stood before it, or only leads to a wish: "or a jug blender", "a packet", "need a changing".
_BESIDES = re.compile(
    r" with (?=an? (?:\w+ )?\w+\Z|(?:good|plenty|lots)\b)", re.IGNORECASE
)  # of the thing: "with a good battery"
_WHO = re.compile(r" (?:that|which|who|whom) ", re.IGNORECASE)
# Whom or how long it is for tells no use: "someone", "a week".
_NO_USE = re.compile(
    r"(?:.* )?(?:someone|somebody|anyone|anybody|everyone|people|me|us|it|this|that"
    r"|hours?|days?|nights?|weeks?|months?|years?)",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"(?:on|at|during|in|after|before) (?:an?|the|my|our|his|her|their)\b", re.IGNORECASE
)  # "on a long ride"
_TORN = re.compile(r"(?:or|and|an?|the|need|want|nothing|(?:is|are) there|(?:do|have|can|could|would) you)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?:off|up|out|away|down|back|over|to|of)\b", re.IGNORECASE)  # "cut off", of which "cut" is half
_OWNED = re.compile(r"(?:an?|the|my|our|his|her|their|your) ")
_ENDS = re.compile(r"\s*(?:[,.;!?)]|\Z|(?:and|but|or|in|for|at|on|please|because)\b)", re.IGNORECASE)
_MOST_PAID = re.compile(r"(?:under|below) \S*\d", re.I)
_CUT_OFF = (" your", " my", " our", " the", " a", " an", " and", " or", " of", " to", " with", " in")  # before what is lost
_THAT = re.compile(r"(?:that|which) [a-z]", re.I)
_LEAD = re.compile(r"^(?:that|which|who|and|but|also|please|ideally|preferably)\s+", re.I)
_SAME = 6  # letters with which two forms of one word begin alike
_SHORTEST_STEM = 3  # letters: what is shorter stands in many a word
_LONGEST_TOLD_BACK = 8  # words of a wish: what is longer is a story
_FEWEST_LETTERS, _MOST_LETTERS = 2, 10  # of a wish in a writing without blanks
_LONGEST_KIND = 3  # words of a kind that is named
_LONGEST_STATED = 2  # words
_LONGEST = 6  # words of a purpose that is told back
_QUALITY = re.compile(r"(?:something |anything )?(?P<quality>[\w’'-]+(?: and [\w’'-]+)?)", re.I)
_BOUND = re.compile(r"(?:under|below|over|above|less|more|at|up|within|between|from|around|about|no more|no less)\b", re.I)
_AT_LEAST = re.compile(r"(?:at (?:least|most)|up to|no (?:more|less)|more|less|from|between|around|about)\b", re.I)
_UNWANTED = re.compile(
    r"(?:no|not|without|free of|non|sans|nothing with|but no|any|but not|and no|不要|不含|没有|无)?[ -]*", re.I
)
_VERBS = frozenset("removes survives helps prevents blocks relieves hides tolerates".split())  # of wishes alone
_NUMBERED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred)\b|[一二两三四五六七八九十百]",
    re.I,
)
# What parts one thing that is asked for from the next.
_JOINTS = re.compile(
    r"[,;.!?，；。！？、]+(?!\d)|\s(?:and|but|that|which|who|because|so|since|as|if)(?=\s)|\s(?=(?:without|for)\s)", re.I
)
_ANY = re.compile(r"\Aany (?P<thing>\w+)", re.I)
_HAVING = re.compile(r"(?P<how>with|without) (?P<thing>.+)", re.I)


def turned(text: str) -> str:
    """Words as said to whom they came from: "my father" is "your father".

    >>> turned("my father who runs")
    'your father who runs'
    """
    return " ".join(_TURNED.get(word.casefold(), word) for word in text.split())


def is_of_the_asker(text: str) -> bool:
    """Whether words tell what somebody does not do, of which no listing speaks: "don't wear animals"."""
    return re.match(r"(?:do|does|did|wo|ca|would|should)(?:n[’']?t| not)\b", text, re.I) is not None


def is_told_of_somebody(clause: Clause, need: Need) -> bool:
    """Whether words of a request tell what a person is or does, of which no listing speaks: "she starts college"."""
    grammar = language_named(need.language).requests
    words = [word.strip(_MARKS).casefold() for word in need.query.partition(clause.text)[0].split()[-_NEAR:]]
    last = len(words)
    while last and words[last - 1] in FUNCTION and words[last - 1] not in grammar.pronouns:
        last -= 1
    subject = words[last - 1] if last else ""
    return subject in grammar.pronouns - _POSSESSIVES or (last < len(words) and subject in grammar.persons)


def untold_of_persons(clauses: Iterable[Clause], need: Need) -> list[Clause]:
    """The wishes that are none of what is told of somebody."""
    return [clause for clause in clauses if not is_told_of_somebody(clause, need)]


def speaks_of_unwanted(need: Need, facts: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """Whether a record speaks of what was not wanted, where another does not: hazelnuts, for "no nuts"."""
    texts = [" ".join(fact.words for fact in own).casefold() for own in (facts, others)]
    unwanted = [str(clause.value or clause.text) for clause in need.clauses if clause.kind == "exclude"]
    stems = [stem for one in unwanted for stem in stem_set([one]) - FUNCTION_STEMS]
    long = [stem for stem in stems if len(stem) >= _SHORTEST_STEM or has_han(stem)]
    return any(stem in texts[0] and stem not in texts[1] for stem in long)


def is_unstated(use: str, hit: Hit) -> bool:
    """Whether what it is for has an amount that a record does not state: "8 people"."""
    return is_numbered(use) and not any(turned(use) in turned(why.clause.text) for why in hit.evidence)


def use_of(need: Need) -> str:
    """What it is for, to stand behind "for"; empty where the request does not say."""
    lexicon = language_named(need.language).lexicon
    told = (lexicon.use_of(clause) if lexicon else _use(clause) for clause in need.clauses)
    return next((use for use in told if use and not decency().found(use)), "")


def _use(clause: Clause) -> str:
    said = _FOR.fullmatch(clause.text.strip(" .,!?"))
    if (
        clause.kind != "feature"
        or clause.value is True
        or not said
        or len(said["use"].split()) > _LONGEST
        or decency().found(said["use"])
        or _NO_USE.fullmatch(_WHO.split(said["use"])[0])
    ):
        return ""
    return turned(_BESIDES.split(_WHO.split(said["use"])[0])[0])


def open_use(need: Need, granted: Collection[Clause], facts: Sequence[Fact]) -> str:
    """What it is for, as it was typed, where a record has hardly a word of it; empty where it grants it, or is not asked."""
    for clause in need.clauses:
        said = _FOR.fullmatch(clause.text.strip(" .,!?"))
        if (
            said
            and _use(clause)
            and clause not in granted
            and not says_only_whom(clause.text, language_named(need.language).requests)
        ):
            use = _BESIDES.split(_WHO.split(said["use"])[0])[0]
            return use if is_unsaid(turned(use), facts) and is_told_in(need, facts) else ""
    return ""


def person_of(need: Need) -> str:
    """For whom a gift is, as said to the giver: "your father"; empty where it is no gift or nobody is named."""
    pack = language_named(need.language)
    if pack.lexicon:
        return pack.lexicon.gift_for(need.query, pack.requests.persons)
    said = _GIFT_FOR.search(need.query) if _GIFT.search(need.query) else None
    return turned(said["person"]) if said and not decency().found(said["person"]) else ""


def whether_of(clause: Clause, language: str) -> str:
    """What is not known, as an indirect question, "whether it is quiet", 有多重; empty where there are no words for it."""
    if clause.field and (asked := asked_of(clause.field, language)) and not _VAGUE.match(asked):
        return asked
    text = turned(clause.text.strip(" .,!?"))
    if lexicon := language_named(language).lexicon:
        return lexicon.refusal_asked(text) if clause.kind == "exclude" else ""
    if text.casefold().endswith(_CUT_OFF):
        return ""
    if clause.kind not in ("feature", "exclude"):
        return _whether_paid(clause, text)
    return _whether_wished(clause, text, language)


def _whether_paid(clause: Clause, text: str) -> str:
    """The same of a limit on the price, whose sum no record tells."""
    if clause.field != "price" or clause.kind != "limit":
        return ""
    return f"whether it comes in {text}" if _MOST_PAID.match(text) else "what it costs"


def _whether_wished(clause: Clause, text: str, language: str) -> str:
    """The same of a wish by its form."""
    text = without_loose_end(text)
    if _NOT_NEEDED.match(text):
        return ""
    if having := _HAVING.fullmatch(text):
        return f"whether it has {_ANY.sub(lambda found: with_article(found['thing'])[0], having['thing'])}"
    first, _, rest = text.partition(" ")
    is_cut = text.split()[-1:] and text.split()[-1].casefold() in FUNCTION  # "can use my" of "I can use my phone with"
    is_a_deed = first in licences(language).first_verbs | _VERBS and first not in _OF_PERSONS
    if rest and is_a_deed and not is_cut and not decency().found(text):
        return f"whether it {text}"
    if harmful := _ALLERGIC.fullmatch(text):
        return f"whether it is free of {harmful['thing']}"
    if one_can := _ONE_CAN.fullmatch(text):
        return f"whether you can {one_can['deed']} it {one_can['rest']}"
    if denied := _WILL_NOT.fullmatch(text):
        return f"whether it will {denied['deed']}"
    if _SUPERLATIVE.fullmatch(text):
        return f"whether it is the {text}"
    if clause.kind == "exclude" and (unwanted := _IS_NOT.fullmatch(text)):
        return f"whether it {'has' if unwanted['what'].startswith('been ') else 'is'} {unwanted['what']}"
    meant = _FOR.fullmatch(re.split(r" (?:that|who|for|on|with) ", text.removeprefix("for "))[0].join(("for ", "")))
    if _NUMBERED.search(text) and text.startswith("for ") and meant and not (decency().found(text) or _OCCASION.search(text)):
        is_of_nobody = _NUMBERED.search(meant["use"]) or not says_only_whom(meant["use"], language_named(language).requests)
        return f"whether it is meant for {meant['use']}" if is_of_nobody else ""
    return f"whether it is {text}" if is_adjective(text) or _NON.fullmatch(text) else ""


def wishes_of(clause: Clause, language: str) -> Iterator[str]:
    """A wish in words that stand behind "asked for", the likeliest first."""
    if lexicon := language_named(language).lexicon:
        yield from lexicon.wishes_of(clause)
        return
    text = without_loose_end(turned(clause.text.strip(" .,!?")))
    if all(word.casefold() in FUNCTION or word.casefold() == "one" for word in text.split()):
        return  # "something one"
    if _THAT.match(text):
        yield f"one {text}"
    elif clause.kind == "exclude" and not _HAVING.fullmatch(text):
        if text.startswith("no "):
            yield f"one with {text}"
    elif kept := list(_kept_within(clause, text, language)):
        yield from kept
    elif having := _HAVING.fullmatch(text):
        yield f"one {text}" if having["how"].casefold() == "without" else having["thing"]
    elif _FOR.fullmatch(text):
        yield f"one {text}"
    elif clause.kind == "feature" and is_numbered(text):
        is_deed = text.split()[0] in licences(language).first_verbs
        yield f"one {'that' if is_deed else 'with' if _COUNTED.fullmatch(text) else 'for'} {text}"
    else:
        yield from _plain_wishes(clause, text)


def _kept_within(clause: Clause, text: str, language: str) -> Iterator[str]:
    """The same of a limit, and of what it is not to be: "one that is not huge", "one for at most 15 EUR", "one under 700"."""
    if denied := _IS_NOT.fullmatch(text):
        yield f"one that is not {_ARTICLE.sub('', denied['what'])}"  # "not a huge", of "not a huge one"
    elif paid := most_paid(clause):
        yield paid
    elif clause.kind == "limit" and " " in text and text.split()[0] in licences(language).first_verbs:
        yield f"one that {text}"
    elif clause.kind == "limit" and _BOUND.match(text):
        yield from ([f"a price {text}"] if clause.field == "price" else [])
        yield f"one {'with ' * (' of ' in text or _AT_LEAST.match(text) is not None)}{text}"  # "with at least 512 GB of RAM"
    elif clause.kind == "limit" and _AMOUNT.fullmatch(text):
        yield f"one with {text}"


def _plain_wishes(clause: Clause, text: str) -> Iterator[str]:
    """The same of a wish that is no more than words: "size S", "anything by Acme", "something quiet"."""
    if clause.kind == "feature" and clause.field and len(text) <= _SHORTEST_STEM:
        yield f"{Fact(clause.field, '').label.casefold()} {text}"
        return
    yield text
    if clause.kind == "feature" and clause.field == "brand":
        yield f"anything by {text}"
    elif _QUALITY.fullmatch(text):
        yield f"something {text}"


def limit_of(need: Need, product: Product) -> str:
    """The most that the shopper would pay, in words, where a product's price keeps within it; empty where he did not say."""
    for clause in need.clauses:
        if (
            clause.field != "price"
            or clause.op not in ("<", "<=")
            or not isinstance(clause.value, float)
            or product.price is None
        ):
            continue
        is_within = product.price < clause.value if clause.op == "<" else product.price <= clause.value
        most = show_number(clause.value)
        is_said = most in clause.text.replace(",", "")  # "around 40" has an end that nobody named
        lexicon = language_named(need.language).lexicon
        if lexicon and is_within and clause.unit in (None, product.currency):
            return lexicon.limit_of(clause.text)
        if is_within and is_said and clause.unit in (None, product.currency):
            return f"{most} {product.currency or ''}".strip()
    return ""


def unwanted_in(need: Need, hit: Hit, facts: Sequence[Fact]) -> str:
    """What was not wanted and no words of a record speak of, to stand behind "no"; empty where nothing was, or some do."""
    for clause in need.clauses:
        if clause.kind != "exclude" or not isinstance(clause.value, str) or clause in (*hit.unmet, *hit.unknown):
            continue
        if clause.field is not None and (clause.is_rejection or _is_stated(clause.field, facts)):
            continue  # what was turned down is not spoken of again, nor "black" of what is white
        if not language_named(need.language).lexicon and clause.source == "request" and not ends_here(clause.text, need):
            continue  # "no white" of "no white cast"
        is_plain = _UNWANTED.fullmatch(clause.text.strip(" .,!?").casefold().removesuffix(clause.value.casefold())) is not None
        if is_plain and "|" not in clause.value and is_unspoken(clause.value, facts) and not decency().found(clause.value):
            return clause.value
    return ""


def _is_stated(field: str, facts: Sequence[Fact]) -> bool:
    """Whether a record says in a word or two what it is in a field: of which colour, by whom."""
    return any(fact.field == field and 0 < len(fact.words.split()) <= _LONGEST_STATED for fact in facts)


def open_wishes(
    need: Need, silent: Sequence[Clause], facts: Sequence[Fact], answered: Collection[Clause] = ()
) -> list[tuple[str, Clause]]:
    """What was asked for and a record leaves open, the most that decides first: in the shopper's own words, with a wish that
    stands in them.

    A part of the request stays whole where nothing of it is answered; else it is the wish alone.

    Args:
        need: the request.
        silent: the wishes on which the record is silent.
        facts: the record.
        answered: the wishes that it grants or denies.
    """
    if not is_told_in(need, facts):
        return []
    if language_named(need.language).lexicon:
        return [(clause.text, clause) for clause in silent if _is_told_back(clause, need, facts)]
    answered = frozenset(clause for clause in answered if len(clause.text) >= _SHORTEST_ANSWER)  # "over" is no answer
    found: list[tuple[int, int, str, Clause]] = []
    for start, end in _parts_of(need):
        inside = [clause for clause in need.clauses if _is_wish_in(clause, need, start, end)]
        open_ones = [clause for clause in inside if clause in silent or _is_half_an_exclusion(clause, need, facts)]
        left = [clause for clause in open_ones if len(open_ones) == len(inside) or not _is_small_talk(clause.text, need)]
        if not left:
            continue
        left.sort(key=lambda clause: clause.kind != "exclude")
        is_whole = not any(clause in answered for clause in inside)
        text = (_without_thing(need.query[start:end], need) if is_whole else _LEAD.sub("", left[0].text)).strip(" .,!?")
        if left[0].kind == "exclude" and ends_here(left[0].text, need):
            text = left[0].text.strip(" .,!?")  # who is allergic to it does not matter
        text = with_asker(_with_thing(text, need), need.query) if text else ""
        if not text or len(text.split()) > _LONGEST_TOLD_BACK or is_torn_off(text, need):
            continue
        if text.split()[0].casefold() in _OF_PERSONS:  # what somebody wants is not said of a thing
            continue
        if not _is_small_talk(text, need) and is_unsaid(text, facts) and not _TORN.match(text):
            found.append((0 if left[0].kind == "exclude" else 1 if _NUMBERED.search(text) else 2, start, text, left[0]))
    return [(text, clause) for _, _, text, clause in sorted(found, key=lambda one: one[:2])]


def _with_thing(text: str, need: Need) -> str:
    """What is not wanted with the thing behind it: "not palm oil" of "oil, but not palm oil"."""
    thing = next((clause.text for clause in need.clauses if clause.kind == "topic"), "")
    behind = need.query.partition(text)[2].strip()
    is_named = (
        bool(thing) and text.casefold().startswith("not ") and re.match(rf"{re.escape(thing)}\b", behind, re.I) is not None
    )
    return f"{text} {thing}" if is_named else text


def with_word_before(text: str, need: Need) -> str:
    """One word of a wish with the word that it belongs to in the request: "noise cancelling" of "cancelling"."""
    before = re.search(rf"([^\W\d_]+) {re.escape(text)}\Z", need.query[: need.query.find(text) + len(text)])
    is_whole = " " in text or before is None or stem_set([before[1]]) <= FUNCTION_STEMS
    is_whole = is_whole or any(before is not None and clause.text == before[1] for clause in need.clauses)  # a wish by itself
    return text if is_whole or not before else before[0]


def is_negated(text: str) -> bool:
    """Whether what is not wanted is said by a word that denies, and by no deed of somebody: "refuses oats"."""
    return _NEGATES.match(text) is not None or has_han(text)


def _is_told_back(clause: Clause, need: Need, facts: Sequence[Fact]) -> bool:
    """Whether a wish in a writing without blanks is told back as it stands: no bare person, and no word of it in the record."""
    is_wish = clause.kind in ("feature", "exclude") and clause.source == "request" and clause.text in need.query
    is_short = _FEWEST_LETTERS <= len(clause.text) <= _MOST_LETTERS and not decency().found(clause.text)
    unwanted = clause.value if clause.kind == "exclude" and isinstance(clause.value, str) else clause.text
    return is_wish and is_short and has_han(clause.text) and is_unspoken(unwanted, facts) and not _says_whom(clause, need)


def _says_whom(clause: Clause, need: Need) -> bool:
    return says_only_whom(clause.text, language_named(need.language).requests)


def is_torn_off(text: str, need: Need) -> bool:
    """Whether words are the first of more that belong to them: "shared" of "a shared office", "connect it to a"."""
    words = text.split()
    if words and (words[-1].casefold() in FUNCTION or words[0].casefold() in ("or", "and")):
        return True
    behind = need.query.partition(text)[2]
    if len(words) > 1 and _GOES_ON.match(behind):
        return True
    following = _OWNED.sub("", behind.strip().casefold())
    if _ENDS.match(behind) or _is_begun(following, need, of_topic=True):
        return False
    return (len(words) == 1 and is_adjective(text)) or _is_begun(following, need, of_topic=False)


def _is_begun(text: str, need: Need, *, of_topic: bool) -> bool:
    """Whether words begin with those of a clause, the thing's or another's."""
    clauses = (clause for clause in need.clauses if (clause.kind == "topic") == of_topic)
    return any(clause.text and text.startswith(clause.text.casefold()) for clause in clauses)


def is_told_in(need: Need, facts: Sequence[Fact]) -> bool:
    """Whether a record is in the language of the request, so that its silence tells something."""
    texts = " ".join(text for fact in facts for text in (fact.label, fact.words))
    return language_describing(texts) is language_named(need.language)


def is_numbered(text: str) -> bool:
    """Whether words have an amount in them, in figures or in words."""
    return _NUMBERED.search(text) is not None


def _parts_of(need: Need) -> Iterator[tuple[int, int]]:
    """The parts of a request, half open; none cuts a wish, and what is told of a person ("who turns 18") is none."""
    wishes = [
        (at, at + len(clause.text)) for clause in need.clauses if clause.text and (at := need.query.find(clause.text)) >= 0
    ]
    start, is_of_person = 0, False
    for joint in _JOINTS.finditer(need.query):
        if any(left < joint.start() and joint.end() < right for left, right in wishes):
            continue
        if not is_of_person:
            yield start, joint.start()
        is_of_person = joint[0].strip().casefold() == "who" and not _ANYONE.search(need.query[: joint.start()])
        start = joint.end()
    if not is_of_person:
        yield start, len(need.query)


def _is_wish_in(clause: Clause, need: Need, start: int, end: int) -> bool:
    at = need.query.find(clause.text, max(0, start - len(clause.text)))
    is_wish = clause.kind in ("feature", "exclude") and clause.source == "request"
    return is_wish and bool(clause.text) and 0 <= at < end and at + len(clause.text) > start


def is_unspoken_exclusion(clause: Clause, facts: Sequence[Fact]) -> bool:
    """Whether something is not wanted that no field tells of, and a record has no word of it."""
    return clause.kind == "exclude" and not clause.is_hard and is_unspoken(clause.text, facts)


def _is_half_an_exclusion(clause: Clause, need: Need, facts: Sequence[Fact]) -> bool:
    """Whether only the first word of what is not wanted was read as an exclusion, "no white" of "no white cast"."""
    return (
        clause.kind == "exclude" and not ends_here(clause.text, need) and is_unspoken(str(clause.value or clause.text), facts)
    )


def ends_here(text: str, need: Need) -> bool:
    """Whether words of a request are followed by no other that may belong to them."""
    behind = need.query.partition(text)[2]
    return re.match(r"\s*(?:[,.;!?)]|\Z|(?:and|but|or|in|for|at|on|please|because|my|our)\b)", behind, re.I) is not None


def _is_small_talk(text: str, need: Need) -> bool:
    """Whether words ask for nothing that a record tells: whom or what it is for, how it is in general, the asker's story."""
    pack = language_named(need.language)
    text = text.strip(" .,!?")
    words = text.casefold().split()
    if (
        not words
        or _THANKS.search(text)
        or decency().found(text)
        or says_only_whom(text, pack.requests)
        or not re.search(r"[^\W\d_]{3}", text)
    ):
        return True
    if _NUMBERED.search(text):
        return _OCCASION.search(text) is not None or " who " in text
    is_told = _ONE_CAN.fullmatch(text) or (words[0] in ("my", "our") and _CAN.search(text))
    if _CIRCUMSTANCE.match(text):
        return True
    if (words[0] in pack.requests.pronouns | _SPEAKERS and not is_told) or (_FOR.fullmatch(text) and words[0] == "for"):
        return True
    content = [word for word in words if word not in pack.degrees.vague and not stem_set([word]) <= FUNCTION_STEMS]
    return (
        not content
        or (len(words) == 1 and len(words[0]) < _SHORTEST_WISH and not is_adjective(words[0]))
        or (len(content) == 1 and content[0] in _GENERAL)
    )


def _without_thing(text: str, need: Need) -> str:
    """A part of a request without what the thing is and what leads to it: "that survives a fall"."""
    for clause in need.clauses:
        if clause.kind in ("topic", "limit"):
            head, said, tail = text.partition(clause.text)
            text = f"{tail if said and not _is_before(head) else head + tail}"
    return _LEAD.sub("", text.strip())


def _is_before(head: str) -> bool:
    """Whether what stands before the thing is more than an article: "a quiet"."""
    return bool(stem_set([head]) - FUNCTION_STEMS)


def is_unsaid(text: str, facts: Sequence[Fact]) -> bool:
    """Whether a record has at most half of the words of a wish, so that it hardly says it."""
    stems = stem_set([text]) - FUNCTION_STEMS
    record = stem_set([part for fact in facts for part in (fact.label, fact.words)])
    return 2 * sum(_stands_in(stem, record) for stem in stems) <= len(stems)


def _stands_in(stem: str, record: Collection[str]) -> bool:
    """Whether a record has a word, or a longer or shorter form of it: "chocolate", of "chocolatey"."""
    return stem in record or (len(stem) > _SAME and any(word.startswith(stem[:_SAME]) for word in record))


def listed_words(words: Sequence[str], language: str) -> str:
    """Words in quotation marks, one after the other, to stand in a sentence."""
    quoted = [f"“{one}”" for one in words]
    if language_named(language).lexicon:
        return "、".join(quoted)
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def is_whole_wish(clause: Clause, need: Need) -> bool:
    """Whether a wish that only ranks stands in the request as a phrase of its own, and not as a part of what parsing cut."""
    behind = need.query.partition(clause.text)[2]
    return (
        clause.source == "request"
        and " " in clause.text.strip()
        and re.match(r"\s*(?:[,.;!?]|$|and\b|but\b)", behind) is not None
    )


def is_unspoken(words: str, facts: Sequence[Fact]) -> bool:
    """Whether a record that is in the language of some words has none of them anywhere."""
    texts = [text for fact in facts for text in (fact.label, fact.words)]
    if language_describing(" ".join(texts)) is not language_describing(words):
        return False
    if has_han(words):  # which no blank parts from what stands around it: 无酒精
        return not any(words in text for text in texts)
    wanted, said = stem_set([words]) - FUNCTION_STEMS, stem_set(texts)
    return bool(wanted) and not wanted & said and not any(says_less(word, stem) for word in said for stem in wanted)


def kind_of(need: Need) -> str:
    """What kind of thing is asked for, in the shopper's language; empty where that takes more than three words."""
    topic = next((clause for clause in need.clauses if clause.kind == "topic"), None)
    if topic is None:
        return ""
    own = topic.text if language_named(need.language).lexicon else topic.says
    return own.strip() if len(own.split()) <= _LONGEST_KIND and (own == topic.says or has_han(own)) else ""


def kinds_of(need: Need) -> str:
    """The same of several; a language with a lexicon tells one and several apart by no ending."""
    kind = kind_of(need)
    is_counted = language_named(need.language).lexicon is None and not is_mass(kind)
    return plural_phrase(kind) if is_counted else kind


def asked_of(field: str, language: str) -> str:
    """How one asks what a field says: "how long a charge lasts", 有多重; empty where no words are known for it."""
    lexicon = language_named(language).lexicon
    asked = (licence.asked[0] for licence in licences(language).named(key_of(field)) if licence.asked)
    label = lexicon.label(Fact(field, "").label) if lexicon else None
    return next(asked, "") or (lexicon.asked(label) if lexicon and label else "")
