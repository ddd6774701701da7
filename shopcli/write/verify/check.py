"""The claim checker: a sentence is shown only where every word, number, name and denial in it is backed.

It is a whitelist. Each part of a sentence speaks of one product, and is held against that product's record alone; what
neither stands there nor is a neutral word fails. Comparisons pass only in the few forms that code writes, recomputed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from shopcli.text.negation import denies_a_denial, ends_in_chinese_no, governed, negates
from shopcli.text.scripts import HAN
from shopcli.text.tokens import COUNTING, CURRENCIES, FUNCTION_STEMS, Token, is_money, stem_set, tokenise, with_units
from shopcli.types import Fact, FactsOf, Need, Product, show_value
from shopcli.write.decency import decency
from shopcli.write.product_names import names_of, spoken_names
from shopcli.write.verify.claim_forms import (
    ANY_NAME,
    NAME,
    Scene,
    settle_borrowed,
    settle_comparison,
    settle_gifts,
    settle_limit,
    settle_made,
    settle_quote,
    settle_silence,
    settle_values,
    settle_wish,
)
from shopcli.write.verify.framed_reading import is_framed
from shopcli.write.verify.function_words import FORBIDDEN_MARKS, NEUTRAL, NEUTRAL_STEMS, NEUTRAL_ZH
from shopcli.write.verify.licensed_reading import is_licensed, own_words
from shopcli.write.verify.offer_claims import in_catalog_words, settle_offer
from shopcli.write.verify.own_words_reading import is_proved
from shopcli.write.verify.record_evidence import Number, Record, beside, read_record

_MOST_WORDS, _LEAST_WORDS = 45, 3
_TEXTS = ("title", "description", "category")  # of a record, in full, beside the facts that were read from them
_MARKUP = re.compile(
    r"https?:|www\.|\w\.(?:com|net|org|cn|de)/|<\||\|>|\*\*|^[#>*-] |\[\d*\]"
    r"|\b(?:as an ai|ignore (?:all|previous)|instructions?)\b",
    re.I,
)
_SPLIT = re.compile(r";|；|, (?:while|whereas|but) |，而|, (?=which |whose )|，(?=后者)")
_COUNTING = stem_set([*COUNTING.split("|"), "of"])
_PRICING = frozenset(("cost", "costs", "price", "priced", "sells"))
_ZH_PRICE = "售价"
_ZH_NO = re.compile(r"(?<!资料)(没有|不支持|不具备)")
# Behind these, English goes on; upper case may be a value: "energy class A".
_BROKEN_OFF = re.compile(r"\b(?:is|are|has|also|and|or|but|which|the|of|its|with|than|a|an|comes|costs|by) ?\.$")
# These make another word of a stem: "wired" is no wire, "comfortable" no comfort.
_STRICT_ENDINGS = ("ed", "er", "est", "less", "ful", "proof", "free", "able", "ible", "ous", "ive", "ly")


def check_sentence(
    text: str, *, products: Sequence[Product], facts_of: FactsOf, need: Need, only: Sequence[Fact] | None = None
) -> list[str]:
    """The reasons why a sentence may not be shown; an empty list where every claim in it is backed.

    Args:
        text: one sentence.
        products: the product it speaks of, then those it may compare with by name.
        facts_of: reads a product's facts.
        need: the request; its words pass only as the shopper's wish ("you asked for ...").
        only: facts of the first product beyond which nothing may be said of it; None for its whole record.
    """
    if reasons := list(_form(text)):
        return reasons
    records = [_record(_with_texts(_own(facts_of(product)), product, *_TEXTS)) for product in products]
    reasons = list(_check(text, Scene(products, records, need)))
    if reasons and only is None and _is_proved(text, products, facts_of, need):
        return []
    if only is not None and not reasons:
        narrowed = [read_record(_with_texts(only, products[0], "brand", "category")), *records[1:]]
        reasons = [f"beyond the plan: {reason}" for reason in _check(text, Scene(products, narrowed, need))]
    if not reasons or not _is_decent(text):
        return reasons

    def told(product: Product) -> Sequence[Fact]:
        return facts_of(product) if only is None or product is not products[0] else only

    return [] if is_proved(text, products=products, facts_of=told, need=need) else reasons


def _is_decent(text: str) -> bool:
    return not any(decency().found(text, ("indecent", "order", "rivals", "link", "contact", "role", "code")))


def _is_proved(text: str, products: Sequence[Product], facts_of: FactsOf, need: Need) -> bool:
    """Whether all of a sentence is licensed, and is decent where nobody else is quoted."""
    if not _is_decent(text) or any(own_words(text)):
        return False
    if any(product.variants and settle_offer(text, product)[1] for product in products):
        return False  # several forms told as one, or the price of one
    if is_licensed(_mask_own_names(text, products), products=products, facts_of=facts_of, need=need):
        return True
    return is_framed(text, products=products, facts_of=facts_of, need=need)


def repeats_itself(text: str) -> bool:
    """Whether more word triples recur than one slip would explain."""
    words = text.lower().split()
    return len(words) - 2 - len(set(zip(words, words[1:], words[2:], strict=False))) > min(2, 3 + len(words) // 6)


def _record(facts: Sequence[Fact]) -> Record:
    return _kept_record(tuple(facts), tuple(type(fact.value) for fact in facts))


@lru_cache(maxsize=512)
def _kept_record(facts: tuple[Fact, ...], _: tuple[type, ...]) -> Record:
    """A record that was read before; by the types of its values too, as yes equals 1."""
    return read_record(facts)


def _own(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that the record states; what buyers say is theirs, and is told so or not at all."""
    return [fact for fact in facts if fact.field != "reviews"]


def _with_texts(facts: Sequence[Fact], product: Product, *fields: str) -> list[Fact]:
    return [*facts, *(Fact(field, text) for field in fields if (text := getattr(product, field)))]


def _form(text: str) -> Iterator[str]:
    words = len(text.split()) + len(re.findall(f"[{HAN}]", text)) // 2
    if words > _MOST_WORDS:
        yield f"too long: {words} words"
    if words < (2 if re.search(f"[{HAN}]", text) else _LEAST_WORDS):
        yield "too short"
    if not re.search(r"[.。]”?$", text):
        yield "no full stop at the end"
    if _BROKEN_OFF.search(text):
        yield "breaks off"
    if _MARKUP.search(text):
        yield "holds markup, a link or an instruction"
    if any(ord(c) < 32 or c in "\u202a\u202b\u202d\u202e\u200b" or "\ue000" <= c <= "\uf8ff" for c in text):
        yield "holds control characters"


def _check(text: str, scene: Scene) -> Iterator[str]:
    quoteless, wrong = settle_quote(text, scene.products)
    yield from wrong
    masked = _mask_names(quoteless, scene.products)
    if NAME not in masked and not re.search(r"\bits?\b|^The record\b|^[它资]", text, re.I):
        yield "does not say which product it speaks of"
    if repeats_itself(masked):  # names left out: two of a series share most of theirs
        yield "repeats itself"
    yield from _large_number_words(masked, scene.products)
    if masked.count(". ") > 0:
        yield "more than one sentence"
    yield from decency().found(text, ("indecent",))
    masked, wrong = _mask_shortfall(masked, scene.need)
    yield from wrong
    yield from decency().found(masked, ("praise", "order", "rivals", "link", "contact", "role", "code"))
    subject = last = 0
    for part in _SPLIT.split(masked):
        named = [ord(mark) - ord(NAME) for mark in re.findall("[\ue000-\uf8ff]", part)]
        # "..., which has no GPS" speaks of whoever was named last; any other part of whoever it names first
        back = re.match(r"which |whose |后者", part)
        subject = last if back else named[0] if named and not re.match(r" ?(?:It|它)\b", part) else subject
        last = named[-1] if named else subject
        yield from _check_part(part, subject, scene)


def _mask_names(text: str, products: Sequence[Product]) -> str:
    forms = [(form, index) for index, product in enumerate(products) for form in _names(product)]
    if len({product.title.casefold() for product in products}) < len(products):  # "the 16 GB Vellum"
        forms += [(name, index) for index, name in enumerate(names_of(products).values())]
    for form, index in sorted(forms, key=lambda pair: -len(pair[0])):
        mark = chr(ord(NAME) + index)
        text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)|{re.escape(form)}(?=[{HAN}])", mark, text, flags=re.I)
    # of two products of one name, what "than" leads to is the second
    return re.sub("((?:than|as) the |[比和] )\ue000", "\\1\ue001", text) if len(products) > 1 else text


def _mask_own_names(text: str, products: Sequence[Product]) -> str:
    """Every name that one product alone goes by, and the beginnings of titles, as its mark."""
    names = [{name.casefold() for name in (*_names(product), *_beginnings(product))} for product in products]
    forms = [(form, index) for index, own in enumerate(names) for form in own if sum(form in other for other in names) == 1]
    for form, index in sorted(forms, key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<!\w){re.escape(form)}(?![\w]|[.,]\d)", chr(ord(NAME) + index), text, flags=re.I)
    return text


def _names(product: Product) -> tuple[str, ...]:
    """Every name of a product, kept, as drafts of a sentence come by the dozen."""
    return _kept_names(decency(), product.id, product.title, product.brand, product.category)


@lru_cache(maxsize=512)
def _kept_names(_: object, key: str, title: str, brand: str | None, category: str | None) -> tuple[str, ...]:
    return tuple(spoken_names(Product(key, title, brand=brand, category=category)))


def _beginnings(product: Product) -> Iterator[str]:
    """The beginnings of a title from two words on, and its short name without what it ends in."""
    words = max(_names(product), key=len, default="").removeprefix("other ").split()
    yield from (" ".join(words[:n]).rstrip(",;:") for n in range(2, len(words)))


def _mask_shortfall(text: str, need: Need) -> tuple[str, list[str]]:
    """Take out "Nothing here meets “...”": its quotes must be clauses of the need, word for word."""
    if instead := re.match(r"Shown instead is|最接近的是", text):
        return f";{text[instead.end() :]}", []
    shortfall = re.match(
        r"(?:Nothing (?:here|that can be had) meets|No record (?:here|of what can be had) confirms"
        r"|没有(?:能买到的)?商品满足(?:全部要求)?|没有(?:能买到的商品的)?资料能证实)"
        r"((?:(?:,| and|、|和)? ?“[^”]*”)+)",
        text,
    )
    if not shortfall:
        return text, []
    quotes = re.findall(r"“([^”]*)”", shortfall[1])
    asked = {clause.text for clause in need.clauses}
    rest = re.sub(r"^(?: together)?[;；] ?(?:shown (?:first|next) is|排在最前的是|接下来是)", ";", text[shortfall.end() :])
    return rest, [f"not asked: {quote!r}" for quote in quotes if quote not in asked]


def _large_number_words(text: str, products: Sequence[Product]) -> Iterator[str]:
    """ "two hundred hours": numbers of several words, which no token is, stand in a record with what they count or are its."""
    texts = " ".join(f"{product.title} {product.description}" for product in products).casefold()
    for claim in re.finditer(r"(?:\b\w+ )?\b(?:hundreds?|thousands?|dozens?)\b(?: \w+)?", text, re.I):
        if claim[0].casefold() not in texts:
            yield f"number not in the record: {claim[0]}"


def _check_part(part: str, subject: int, scene: Scene) -> Iterator[str]:
    """Hold one part of a sentence, which speaks of one product, against that product's record."""
    record, product = scene.records[subject], scene.products[subject]
    part = in_catalog_words(part, record)
    for step in (settle_comparison, settle_limit, settle_silence, settle_wish):
        part, wrong = step(part, subject, scene)
        yield from wrong
    part, wrong = settle_offer(part, product)
    yield from wrong
    if any(chr(ord(NAME) + index) in part for index in range(len(scene.products)) if index != subject):
        yield "speaks of two products at once"
    yield from settle_values(part, subject, scene)
    yield from settle_gifts(part, subject, scene)
    yield from settle_made(part, subject, scene)
    tokens = with_units(tokenise(_ZH_NO.sub(r" \1 ", re.sub(ANY_NAME, " , ", part))), record.units)
    yield from settle_borrowed(tokens, subject, scene)
    under = governed(tokens)
    for place, token in enumerate(tokens):
        if not under[place] and not negates(token):
            yield from _check_token(token, tokens, place, record, product)
    yield from _check_denials(tokens, under, record)


def _check_token(token: Token, tokens: Sequence[Token], place: int, record: Record, product: Product) -> Iterator[str]:
    """One token that no "no" governs."""
    low = token.text.casefold()
    if token.kind == "number":
        yield from _check_number(token, tokens, place, record, product)
    elif token.kind == "mark":
        if token.text in FORBIDDEN_MARKS:
            yield f"mark {token.text!r}"
    elif token.kind == "cjk":
        yield from _check_chinese(low, record)
    elif low in _PRICING:
        behind = tokens[place + 1 : place + 4]
        starts_at = any(after.text.casefold() == "from" for after in behind[:1])  # "costs from 5 EUR" is another claim
        if starts_at or not any(_is_money_of(after, product) for after in behind):
            yield f"no price behind {token.text!r}"
    elif low in CURRENCIES:
        if CURRENCIES[low] != product.currency:
            yield f"wrong currency: {token.text}"
    elif low not in NEUTRAL and not _has_word(token, record):
        yield f"not in the record: {token.text}"


def _check_number(token: Token, tokens: Sequence[Token], place: int, record: Record, product: Product) -> Iterator[str]:
    before = frozenset(tokens[place - 1].terms) if place else frozenset[str]()
    if product.currency is None and product.price is not None and _is_bare_price(tokens, place):
        if product.price not in token.values:
            yield f"not the price: {token.text}"
    elif not _has_number(token, beside(tokens, place, reach=6), before, record) or (
        token.unit is not None and token.unit == product.currency and not _is_priced(tokens, place)
    ):
        yield f"number not in the record: {show_value(token.text, token.unit)}"


def _is_money_of(token: Token, product: Product) -> bool:
    """Whether an amount is in the product's money; where its catalog names no currency, in none."""
    return token.kind == "number" and token.unit == product.currency


def _is_bare_price(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number without a unit is said to be what something costs."""
    before = [token.text.casefold() for token in tokens[max(0, place - 2) : place]]
    is_said = not _PRICING.isdisjoint(before[-1:]) or before == ["priced", "at"] or "".join(before).endswith(("售价", "售价为"))
    return tokens[place].unit is None and is_said


def _is_priced(tokens: Sequence[Token], place: int) -> bool:
    """Whether the words before an amount of money say that it is the price."""
    before = [token.text.casefold() for token in tokens[max(0, place - 3) : place]]
    return before[-1:] in (["at"], ["for"]) or not _PRICING.isdisjoint(before) or _ZH_PRICE in "".join(before)


def _has_word(token: Token, record: Record) -> bool:
    low = token.text.casefold().replace("’", "'").removesuffix("'s")
    if set(token.terms) and set(token.terms) <= record.negated:
        return False
    if low in record.codes:
        return True
    if token.kind == "code":
        return not low.endswith("-free") and all(piece in record.codes for piece in re.split(r"[-+.&]", low))
    if "-" in low:
        # "USB-A" is not made of USB and any "a"
        pieces = low.split("-")
        return all(len(piece) > 1 and _has_form(piece, record) for piece in pieces)
    return _has_form(low, record)


def _has_form(word: str, record: Record) -> bool:
    """Whether the record has the word in one form or another, and none that makes another word of it."""
    if word in record.codes:
        return True
    if word.endswith(_STRICT_ENDINGS):
        return False
    stems = stem_set([word])
    return bool(stems) and stems <= record.stems | NEUTRAL_STEMS


def _has_number(token: Token, context: frozenset[str], before: frozenset[str], record: Record) -> bool:
    """Whether the record has the number, in its unit, for the thing that the words around it name, and for none better."""
    context = context - FUNCTION_STEMS
    same = [_fit(number, token, context, before) for number in record.numbers if _is_same(number, token)]
    best = max(filter(None, same), default=None)
    others = (_fit(number, token, context, before) for number in record.numbers if not _is_same(number, token) and number.label)
    return best is not None and not any(other and other > best for other in others)


def _is_same(number: Number, token: Token) -> bool:
    values = {round(value, 6) for value in number.values}
    return bool(values & {round(value, 6) for value in token.values}) and number.unit == token.unit


def _fit(number: Number, token: Token, context: frozenset[str], before: frozenset[str]) -> tuple[int, int] | None:
    """How well the words around a token name what a number measures; None where they do not, higher is better.

    A bare number behind half a name will do, as in "Bluetooth 5.2"; before one it counts something: "60 sport straps".
    """
    if number.is_price or is_money(token.unit):
        # an amount of money is the price, whatever else a text calls "only 1 EUR"
        return (1, 0) if number.is_price and token.unit and token.unit == number.unit else None
    if not number.label:
        return (0, 0) if token.unit or not number.beside or number.beside & context else None
    label = number.label - _COUNTING or number.label  # "number of buttons" is named by its buttons
    named, missing = label & context, label - context
    if number.unit != token.unit and missing:
        return None  # of another dimension: a rival only where it is named in full
    is_half = not token.unit and len(named) * 2 <= len(label) and len(label) > 1 and not before & label
    if not named or is_half:
        return (0, 0) if number.beside & context else None
    return len(named), -len(missing)


def _check_chinese(run: str, record: Record) -> Iterator[str]:
    while run and not _has_chinese(run, record):
        neutral = next((phrase for phrase in NEUTRAL_ZH if run.startswith(phrase)), None)
        if neutral is None:
            yield f"not in the record: {run}"
            return
        run = run.removeprefix(neutral)


def _has_chinese(run: str, record: Record) -> bool:
    """Whether the record says it, and not only behind a "no": "不含糖" does not say "含糖"."""
    places = re.finditer(re.escape(run), record.cjk)
    return any(not ends_in_chinese_no(record.cjk[: place.start()]) for place in places)


def _check_denials(tokens: Sequence[Token], under: Sequence[bool], record: Record) -> Iterator[str]:
    """What the record denies may not be claimed, and only that may be denied."""
    claimed = {term for token, no in zip(tokens, under, strict=True) if not no for term in token.terms}
    denied_here = {term for token, no in zip(tokens, under, strict=True) if no and not negates(token) for term in token.terms}
    denied_here -= NEUTRAL_STEMS
    # "colour: no" does not contradict "printing colours: black", which the record says as well
    explained = [label for label, _ in record.fields if label <= claimed]
    for label in record.denied:
        if label - NEUTRAL_STEMS and label - NEUTRAL_STEMS <= claimed and not any(label < other for other in explained):
            yield f"the record denies it: {' '.join(sorted(label))}"
    backed = {term for label in (*record.denied, *record.denials) if label - NEUTRAL_STEMS <= denied_here for term in label}
    if any(map(negates, tokens)) and not (denied_here and denied_here <= backed):
        yield "denies what the record does not deny"
    if denies_a_denial(tokens):
        yield "denies a denial"
