"""The forms of claim that are recomputed, and are then gone from the sentence: quotes, price differences, limits kept, silence,
the shopper's wish, and "its strap is silicone".

Each step takes a part of a sentence and gives back what is left of it, with what was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shopcli.text.money import AMOUNT, amount_of
from shopcli.text.negation import ends_in_chinese_no, negates
from shopcli.text.safe import plain
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, Token, stem_set, terms_in, tokenise, with_units
from shopcli.types import Clause, Need, Product, difference_of
from shopcli.write.decency import decency
from shopcli.write.verify.function_words import WISH
from shopcli.write.verify.record_evidence import Record

NAME = "\ue000"  # a product's name, once recognised; the next code points are the other products
DONE = " , "  # a part that was verified leaves a mark, so that nothing joins across it
ANY_NAME = "[\ue000-\uf8ff]"
_MONEY = rf"({AMOUNT}) ([A-Z]{{3}})"
_SILENT = re.compile(
    r"\b(?:does not (?:list|mention|give|say whether it has)|is not listed as|says nothing (?:of|about))\b"
    r"|资料未说明(?:是否有|其)?"
)
_VALUED = re.compile(
    r"\b(?:its|whose) (?P<label>[^,;:“”]+?) (?:is|are) (?P<value>.+?)"
    r"(?= and (?:it|its|has|have|is|are|comes|costs|does|weighs|sells|includes|requires|supports)\b|[,;](?!\d)|\.?$)"
    r"|(?:^|[，,]) ?(?:它|后者)? ?(?P<label_zh>[^，,。“”]+?) ?为 ?(?P<value_zh>[^，。]+)",
    re.I,
)
_VERBS = frozenset("it its has have is are comes costs offers includes features with for but because while since one".split())


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is held against: the products it may name and the record of each."""

    products: Sequence[Product]
    records: Sequence[Record]
    need: Need


def _without(part: str, claim: re.Match[str]) -> str:
    return part[: claim.start()] + DONE + part[claim.end() :]


def settle_quote(part: str, products: Sequence[Product]) -> tuple[str, list[str]]:
    """ "its title says “...”": word for word what stands there, and no "not" lost before it."""
    wrong: list[str] = []
    pattern = r"\b(?:its|whose) (title|description) says “([^”]*)”|(标题写着|说明中写道)“([^”]*)”"
    for claim in reversed(list(re.finditer(pattern, part, re.I))):
        product = products[-1] if claim[0].lower().startswith("whose") else products[0]
        source = product.title if (claim[1] or claim[3] or "").lower() in ("title", "标题写着") else product.description
        quote = claim[2] or claim[4] or ""
        if not _is_quoted(quote, plain(source)) or decency().found(quote):
            wrong.append(f"not what the record says: {quote!r}")
        part = _without(part, claim)
    return part, wrong


def _is_quoted(quote: str, source: str) -> bool:
    """Whether whole words of ``source`` are quoted, and one of the places is not behind a "no" of the same sentence."""
    if not quote:
        return False
    places = re.finditer(rf"(?<![a-zA-Z]){re.escape(quote)}(?![a-zA-Z])", source, re.I)
    before = (re.split(r"[.!?;:。！？；]", source[: place.start()])[-1] for place in places)
    return any(not any(map(negates, tokenise(text))) and not ends_in_chinese_no(text) for text in before)


def settle_comparison(part: str, subject: int, scene: Scene) -> tuple[str, list[str]]:
    """Recompute what one product costs beside another; the words are gone from the part where they are there."""
    english = rf"\bcosts? (?P<amount>{AMOUNT}) (?P<currency>[A-Z]{{3}}) (?P<way>more|less) than (?:the )?(?P<other>{ANY_NAME})"
    chinese = rf"比 ?(?P<other>{ANY_NAME}) ?(?P<way>贵|便宜) ?(?P<amount>{AMOUNT}) (?P<currency>[A-Z]{{3}})"
    same = rf"\bcosts the same as (?:the )?(?P<other>{ANY_NAME})|和 ?(?P<another>{ANY_NAME}) ?价格相同"
    claim = re.search(english, part) or re.search(chinese, part) or re.search(same, part)
    if claim is None:
        return part, []
    terms = claim.groupdict()
    other = ord(terms["other"] or terms["another"]) - ord(NAME)
    if other >= len(scene.products) or other == subject:
        wrong = ["compares with an unknown product"]
    else:
        wrong = _wrong_difference(scene.products[subject], scene.products[other], terms)
    return _without(part, claim), wrong


def _wrong_difference(product: Product, other: Product, claim: Mapping[str, str]) -> list[str]:
    if "way" not in claim:
        return [] if difference_of(product, other) == 0 else ["the prices differ"]
    if _differ(product, other, amount_of(claim["amount"]), claim["currency"], claim["way"] in ("more", "贵")):
        return []
    return [f"wrong price difference: {claim['amount']} {claim['currency']} {claim['way']}"]


def _differ(product: Product, other: Product, amount: float, currency: str, dearer: bool) -> bool:
    difference = difference_of(product, other)
    if difference is None or product.currency != currency:
        return False
    return abs(abs(difference) - amount) < 0.005 and (difference > 0) == dearer


def settle_limit(part: str, subject: int, scene: Scene) -> tuple[str, list[str]]:
    """ "within your limit of 200 EUR": asked as such, and kept by the price."""
    claim = re.search(rf"within your limit of {_MONEY}|在您 ?{_MONEY} ?的预算之内", part)
    if not claim:
        return part, []
    amount, currency = filter(None, claim.groups())
    is_kept = any(_keeps(scene.products[subject], clause, amount_of(amount), currency) for clause in scene.need.clauses)
    return _without(part, claim), [] if is_kept else [f"no such limit, or not kept: {amount} {currency}"]


def _keeps(product: Product, clause: Clause, amount: float, currency: str) -> bool:
    if clause.field != "price" or clause.op not in ("<=", "<") or product.price is None or product.currency != currency:
        return False
    highest = product.price_range[1] if product.price_range else product.price
    return clause.value == amount and (clause.unit in (None, currency)) and highest <= amount


def settle_silence(part: str, subject: int, scene: Scene) -> tuple[str, list[str]]:
    """ "does not say whether it has GPS" is true only where the record has no such word; each of several things for itself."""
    claim = _SILENT.search(part)
    if not claim:
        return part, []
    things = re.split(r",| and | or ", part[claim.end() :].strip(" ."))
    is_true = all(_is_silent(thing, scene.records[subject]) for thing in things)
    return part[: claim.start()] + DONE, [] if is_true else ["says the record is silent where it is not"]


def _is_silent(thing: str, record: Record) -> bool:
    tokens = tokenise(thing)
    if not tokens or any(token.text.casefold() in _VERBS for token in tokens):
        return False  # more than a thing is spoken of: "a barometer with its sapphire glass"
    terms = terms_in(thing) - FUNCTION_STEMS
    return bool(terms) and not (terms <= record.stems | record.codes or any(denied <= terms for denied in record.denied))


def settle_wish(part: str, subject: int, scene: Scene) -> tuple[str, list[str]]:
    """The shopper's own words, as their wish: all of them must come from the request.

    A wish ends where a statement begins. Of "the GPS you asked for" the thing before must have been asked for.
    """
    asked = {term for token in tokenise(scene.need.query) for term in _terms(token)}
    wrong: list[str] = []
    ends = rf"(?:(?!\b(?:it|its|has|have|is|are|costs|comes|does)\b|{ANY_NAME})[^,:;])*"
    for claim in reversed(list(re.finditer(rf"{WISH}(?P<wish>{ends})", part, re.I))):
        wish = claim["wish"].strip(" .")
        thing = wish or re.split(r"[,;:]|\b(?:the|that|a|an|and|has|is)\b", part[: claim.start()])[-1]
        content = [token for token in tokenise(thing) if token.kind != "mark" and token.text.casefold() not in FUNCTION]
        wrong += [f"not asked: {token.text!r}" for token in content if not _terms(token) <= asked]
        if not content:
            wrong.append("a wish without words")
        part = _without(part, claim)
    return part, wrong


def _terms(token: Token) -> set[object]:
    return {*token.terms, *token.values}


def settle_values(part: str, subject: int, scene: Scene) -> list[str]:
    """ "its strap is silicone": where a field has that name, the words and numbers must be that field's own."""
    record = scene.records[subject]
    return [
        f"not what the record says of {label.strip()}: {value.strip()}"
        for claim in _VALUED.finditer(re.sub(ANY_NAME, DONE, part))
        for label, value in [(claim["label"] or claim["label_zh"], (claim["value"] or claim["value_zh"]).strip(" ."))]
        if not _is_valued(label, value, record)
    ]


def settle_gifts(part: str, subject: int, scene: Scene) -> list[str]:
    """ "comes with pralines": what the description alone names must be given by it, not only mentioned."""
    record, description = scene.records[subject], scene.products[subject].description
    known = frozenset[str]().union(*(label | value for label, value in record.fields), terms_in(scene.products[subject].title))
    given = [terms_in(sentence) for sentence in re.split(r"(?<=[.!?;])\s+", description) if _GIVES.search(sentence)]
    wrong = []
    for claim in _GIFT.finditer(part):
        terms = terms_in(claim["thing"]) - FUNCTION_STEMS
        alone = terms - known
        if alone and alone <= terms_in(description) and not any(alone <= sentence for sentence in given):
            wrong.append(f"mentioned and not given: {claim['thing'].strip()}")
    return wrong


def settle_made(part: str, subject: int, scene: Scene) -> list[str]:
    """ "made of oak" and "made in Sweden": only where the whole's material or its making is told, not a part's or an origin."""
    record, product = scene.records[subject], scene.products[subject]
    prose = f"{product.title}. {product.description}".casefold()
    wrong = []
    for claim in _MADE.finditer(part):
        terms = terms_in(claim["what"]) - FUNCTION_STEMS
        names = _MATERIALS if claim["how"].casefold() != "in" else _MAKING
        told = any(names & label and terms <= value for label, value in record.fields)
        if terms and not told and claim["what"].strip().casefold() not in prose:
            wrong.append(f"not made {claim['how']}: {claim['what'].strip()}")
    return wrong


_MADE = re.compile(r"\bmade (?P<how>of|from|in) (?P<what>[^,;.]+?)(?= and | but |[,;.]|$)", re.I)
_MATERIALS = stem_set("material materials fabric composition ingredients made".split())
_MAKING = stem_set("made making manufacture manufactured manufacturing production produced".split())
_GIFT = re.compile(r"\b(?:comes? with|includes?|including|supplied with) (?P<thing>[^,;.]+?)(?= and | but |[,;.]|$)", re.I)
_GIVES = re.compile(
    r"\b(?:with|includ\w+|in the box|contains?|holds?|has|have|comes?|supplied|supplies|brings?|plus)\b|&|\+", re.I
)


def settle_borrowed(tokens: Sequence[Token], subject: int, scene: Scene) -> list[str]:
    """ "a silicone display": a word that only another field's value says, put right before a field's name."""
    record, product = scene.records[subject], scene.products[subject]
    prose_terms = terms_in(f"{product.title}. {product.description}")
    wrong = []
    for word, name in pairwise(tokens):
        is_pair = word.kind == name.kind == "word" and name.text.casefold() not in FUNCTION
        terms = set(word.terms) if is_pair else set[str]()
        named = [label | value for label, value in record.fields if set(name.terms) & label]
        others = [value for label, value in record.fields if not set(name.terms) & label]
        apart = terms - FUNCTION_STEMS and not terms & prose_terms and not any(terms & field for field in named)
        if named and apart and any(terms <= value for value in others):
            wrong.append(f"not said of {name.text}: {word.text}")
    return wrong


def _is_valued(label: str, value: str, record: Record) -> bool:
    named = terms_in(label) - FUNCTION_STEMS
    fields = [(name, terms) for name, terms in record.fields if named and named <= name]
    if not fields:
        return True  # no field's name: each word is checked for itself
    allowed = FUNCTION_STEMS.union(FUNCTION, *(name | terms for name, terms in fields))
    numbers = [number for number in record.numbers if named <= number.label | {"price"} and number.label]
    for token in with_units(tokenise(value), record.units):
        if token.kind == "number":
            if not any(token.values & number.values and token.unit == number.unit for number in numbers):
                return False
        elif token.kind != "mark" and token.text.casefold() not in allowed and not set(token.terms) <= allowed:
            return False
    return True
