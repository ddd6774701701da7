"""The claim checker: a sentence is shown only where every word, number, name and denial in it is backed.

It is a whitelist. Each part of a sentence speaks of one product, and is held against that product's record alone; what
neither stands there nor is a neutral word fails. Comparisons pass only in the few forms that code writes, recomputed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shopcli.types import Clause, Fact, Need, Product, show_value
from shopcli.write.claims import Record, beside, governed, negates, read_record, terms_of
from shopcli.write.names import plain, spoken_names
from shopcli.write.neutral import FORBIDDEN_MARKS, FUNCTION, NEUTRAL, NEUTRAL_ZH, WISH
from shopcli.write.words import CURRENCIES, SPELLED, Token, stem_set, tokenise, unit_of

FactsOf = Callable[[Product], Sequence[Fact]]

_MOST_WORDS, _LEAST_WORDS = 45, 3
_NAME = "\ue000"  # a product's name, once recognised; the next code points are the other products
_DONE = " , "  # a part that was verified leaves a mark, so that nothing joins across it
_MARKUP = re.compile(
    r"https?:|www\.|\w\.(?:com|net|org|cn|de)/|<\||\|>|\*\*|^[#>*-] |\[\d*\]"
    r"|\b(?:as an ai|ignore (?:all|previous)|instructions?)\b",
    re.I,
)
_SPLIT = re.compile(r";|；|, (?:while|whereas|but) |，而|, (?=which |whose )|，(?=后者)")
_ANY_NAME = "[\ue000-\uf8ff]"
_AMOUNT = r"\d+(?:\.\d+)?"
_MONEY = r"(\d+(?:\.\d+)?) ([A-Z]{3})"
_ZH_PRICE = "售价"
_STRICT_ENDINGS = ("ed", "er", "est", "less", "ful", "proof", "free")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a sentence is held against: the products it may name and the record of each."""

    products: Sequence[Product]
    records: Sequence[Record]
    need: Need


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
    reasons = list(_form(text))
    if reasons:
        return reasons
    records = [read_record(_all_facts(product, facts_of)) for product in products]
    reasons = list(_check(text, _Scene(products, records, need)))
    if only is not None and not reasons:
        narrowed = [read_record(_with_brand(only, products[0])), *records[1:]]
        reasons = [f"beyond the plan: {reason}" for reason in _check(text, _Scene(products, narrowed, need))]
    return reasons


def repeats_itself(text: str) -> bool:
    """Whether more word triples recur than one slip would explain."""
    words = text.lower().split()
    return len(words) - 2 - len(set(zip(words, words[1:], words[2:], strict=False))) > min(2, 3 + len(words) // 6)


def _with_brand(facts: Sequence[Fact], product: Product) -> list[Fact]:
    brand = [Fact("brand", product.brand)] if product.brand else []
    return [*facts, *brand, *([Fact("category", product.category)] if product.category else [])]


def _all_facts(product: Product, facts_of: FactsOf) -> list[Fact]:
    """The facts, and the title and description that they were read from, in full."""
    texts = (("title", product.title), ("description", product.description), ("category", product.category))
    return [*facts_of(product), *(Fact(field, text) for field, text in texts if text)]


def _form(text: str) -> Iterator[str]:
    words = len(text.split()) + len(re.findall(r"[\u4e00-\u9fff]", text)) // 2
    if words > _MOST_WORDS:
        yield f"too long: {words} words"
    if words < _LEAST_WORDS:
        yield "too short"
    if not re.search(r"[.。]$", text):
        yield "no full stop at the end"
    if _MARKUP.search(text):
        yield "holds markup, a link or an instruction"
    if any(ord(c) < 32 or c in "\u202a\u202b\u202d\u202e\u200b" or "\ue000" <= c <= "\uf8ff" for c in text):
        yield "holds control characters"
    if repeats_itself(text):
        yield "repeats itself"


def _check(text: str, scene: _Scene) -> Iterator[str]:
    quoteless, wrong = _settle_quote(text, scene.products)
    yield from wrong
    masked = _mask_names(quoteless, scene.products)
    if _NAME not in masked and not re.search(r"\bits?\b|^The record\b|^[它资]", text, re.I):
        yield "does not say which product it speaks of"
    if masked.count(". ") > 0:
        yield "more than one sentence"
    masked, wrong = _mask_shortfall(masked, scene.need)
    yield from wrong
    subject = last = 0
    for part in _SPLIT.split(masked):
        named = [ord(mark) - ord(_NAME) for mark in re.findall("[\ue000-\uf8ff]", part)]
        # "..., which has no GPS" speaks of whoever was named last; any other part of whoever it names first
        back = re.match(r"which |whose |后者", part)
        subject = last if back else named[0] if named and not re.match(r" ?(?:It|它)\b", part) else subject
        last = named[-1] if named else subject
        yield from _check_part(part, subject, scene)


def _mask_names(text: str, products: Sequence[Product]) -> str:
    forms = [(form, index) for index, product in enumerate(products) for form in spoken_names(product)]
    for form, index in sorted(forms, key=lambda pair: -len(pair[0])):
        mark = chr(ord(_NAME) + index)
        text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)|{re.escape(form)}(?=[\u4e00-\u9fff])", mark, text, flags=re.I)
    # of two products of one name, what "than" leads to is the second
    return re.sub("((?:than|as) the |[比和] )\ue000", "\\1\ue001", text) if len(products) > 1 else text


def _mask_shortfall(text: str, need: Need) -> tuple[str, list[str]]:
    """Take out "Nothing here meets “...”": its quotes must be clauses of the need, word for word."""
    found = re.match(
        r"(?:Nothing here meets|No record here confirms|没有商品满足(?:全部要求)?|没有资料能证实)"
        r"((?:(?:,| and|、|和)? ?“[^”]*”)+)",
        text,
    )
    if not found:
        return text, []
    quotes = re.findall(r"“([^”]*)”", found[1])
    asked = {clause.text for clause in need.clauses}
    rest = re.sub(r"^(?: together)?[;；] ?(?:shown first is|排在最前的是)", ";", text[found.end() :])
    return rest, [f"not asked: {quote!r}" for quote in quotes if quote not in asked]


def _check_part(part: str, subject: int, scene: _Scene) -> Iterator[str]:
    """Hold one part of a sentence, which speaks of one product, against that product's record."""
    record, product = scene.records[subject], scene.products[subject]
    for step in (_settle_comparison, _settle_limit, _settle_silence, _settle_wish):
        part, wrong = step(part, subject, scene)
        yield from wrong
    if any(chr(ord(_NAME) + index) in part for index in range(len(scene.products)) if index != subject):
        yield "speaks of two products at once"
    part = re.sub("[\ue000-\uf8ff]", " , ", part)
    tokens = tokenise(part)
    under = governed(tokens)
    for place, token in enumerate(tokens):
        if not under[place] and not negates(token):
            yield from _check_token(token, tokens, place, record, product)
    yield from _check_denials(tokens, under, record)


def _settle_quote(part: str, products: Sequence[Product]) -> tuple[str, list[str]]:
    """ "its title says “...”": word for word what stands there."""
    wrong: list[str] = []
    pattern = r"\b(?:its|whose) (title|description) says “([^”]*)”|(标题写着|说明中写道)“([^”]*)”"
    for found in reversed(list(re.finditer(pattern, part, re.I))):
        product = products[-1] if found[0].lower().startswith("whose") else products[0]
        source = product.title if (found[1] or found[3] or "").lower() in ("title", "标题写着") else product.description
        quote = found[2] or found[4] or ""
        if not quote or quote.casefold() not in plain(source).casefold():
            wrong.append(f"not what the record says: {quote!r}")
        part = part[: found.start()] + _DONE + part[found.end() :]
    return part, wrong


def _settle_comparison(part: str, subject: int, scene: _Scene) -> tuple[str, list[str]]:
    """Recompute what one product costs beside another; the words are gone from the part where they are there."""
    english = (
        rf"\bcosts? (?P<amount>{_AMOUNT}) (?P<currency>[A-Z]{{3}}) (?P<way>more|less) than (?:the )?(?P<other>{_ANY_NAME})"
    )
    chinese = rf"比 ?(?P<other>{_ANY_NAME}) ?(?P<way>贵|便宜) ?(?P<amount>{_AMOUNT}) (?P<currency>[A-Z]{{3}})"
    same = rf"\bcosts the same as (?:the )?(?P<other>{_ANY_NAME})|和 ?(?P<another>{_ANY_NAME}) ?价格相同"
    found = re.search(english, part) or re.search(chinese, part) or re.search(same, part)
    if found is None:
        return part, []
    said = found.groupdict()
    other = ord(said["other"] or said["another"]) - ord(_NAME)
    if other >= len(scene.products) or other == subject:
        wrong = ["compares with an unknown product"]
    else:
        wrong = _wrong_difference(scene.products[subject], scene.products[other], said)
    return part[: found.start()] + _DONE + part[found.end() :], wrong


def _wrong_difference(product: Product, other: Product, said: Mapping[str, str]) -> list[str]:
    if "way" not in said:
        same = product.price is not None and (product.price, product.currency) == (other.price, other.currency)
        return [] if same else ["the prices differ"]
    if _differ(product, other, float(said["amount"]), said["currency"], said["way"] in ("more", "贵")):
        return []
    return [f"wrong price difference: {said['amount']} {said['currency']} {said['way']}"]


def _differ(product: Product, other: Product, amount: float, currency: str, dearer: bool) -> bool:
    if product.price is None or other.price is None or not product.currency == other.currency == currency:
        return False
    difference = product.price - other.price
    return abs(abs(difference) - amount) < 0.005 and (difference > 0) == dearer


def _settle_limit(part: str, subject: int, scene: _Scene) -> tuple[str, list[str]]:
    """ "within your limit of 200 EUR": asked as such, and kept by the price."""
    found = re.search(rf"within your limit of {_MONEY}|在您 ?{_MONEY} ?的预算之内", part)
    if not found:
        return part, []
    amount, currency = [group for group in found.groups() if group]
    kept = any(_keeps(scene.products[subject], clause, float(amount), currency) for clause in scene.need.clauses)
    return part[: found.start()] + _DONE + part[found.end() :], [] if kept else [
        f"no such limit, or not kept: {amount} {currency}"
    ]


def _keeps(product: Product, clause: Clause, amount: float, currency: str) -> bool:
    if clause.field != "price" or clause.op not in ("<=", "<") or product.price is None or product.currency != currency:
        return False
    return clause.value == amount and (clause.unit in (None, currency)) and product.price <= amount


def _settle_silence(part: str, subject: int, scene: _Scene) -> tuple[str, list[str]]:
    """ "does not say whether it has GPS" is true only where the record has no such word."""
    found = re.search(
        r"\b(?:does not (?:list|mention|give|say whether it has)|is not listed as|says nothing (?:of|about))\b"
        r"|资料未说明(?:是否有|其)?",
        part,
    )
    if not found:
        return part, []
    terms = {term for token in tokenise(part[found.end() :]) for term in terms_of(token)} - stem_set(FUNCTION)
    record = scene.records[subject]
    told = [terms <= record.stems | record.codes, *(denied <= terms for denied in record.denied)]
    return part[: found.start()] + _DONE, ["says the record is silent where it is not"] if not terms or any(told) else []


def _settle_wish(part: str, subject: int, scene: _Scene) -> tuple[str, list[str]]:
    """The shopper's own words, as their wish: all of them must come from the request."""
    asked = {term for token in tokenise(scene.need.query) for term in (*terms_of(token), *token.values)}
    wrong: list[str] = []
    for found in reversed(list(re.finditer(rf"{WISH}([^,:]*)", part, re.I))):
        for token in tokenise(found[1]):
            said = set[object]((*terms_of(token), *token.values))
            if not said <= asked and token.text.casefold() not in FUNCTION and token.kind != "mark":
                wrong.append(f"not asked: {token.text!r}")
        part = part[: found.start()] + _DONE + part[found.end() :]
    return part, wrong


def _check_token(token: Token, tokens: Sequence[Token], place: int, record: Record, product: Product) -> Iterator[str]:
    """One token that no "no" governs."""
    low = token.text.casefold()
    spelled = SPELLED.get(low)
    if spelled is not None:
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        token = Token(token.text, "number", token.start, frozenset({spelled}), unit_of(following))
    if token.kind == "number":
        if not _has_number(token, beside(tokens, place, reach=6), record) or (
            token.unit == product.currency and not _is_priced(tokens, place)
        ):
            yield f"number not in the record: {show_value(token.text, token.unit)}"
    elif token.kind == "mark":
        if token.text in FORBIDDEN_MARKS:
            yield f"mark {token.text!r}"
    elif token.kind == "cjk":
        yield from _check_chinese(low, record)
    elif low in ("cost", "costs", "price", "priced", "sells"):
        if not any(after.unit and after.unit == product.currency for after in tokens[place + 1 : place + 4]):
            yield f"no price behind {token.text!r}"
    elif low in CURRENCIES:
        if CURRENCIES[low] != product.currency:
            yield f"wrong currency: {token.text}"
    elif low not in NEUTRAL and not _has_word(token, record):
        yield f"not in the record: {token.text}"


def _is_priced(tokens: Sequence[Token], place: int) -> bool:
    """Whether the words before an amount of money say that it is the price."""
    before = [token.text.casefold() for token in tokens[max(0, place - 3) : place]]
    return (
        before[-1:] in (["at"], ["for"])
        or bool({"cost", "costs", "price", "priced", "sells"} & set(before))
        or _ZH_PRICE in "".join(before)
    )


def _has_word(token: Token, record: Record) -> bool:
    low = token.text.casefold().replace("’", "'").removesuffix("'s")
    if low in record.codes and not set(terms_of(token)) <= record.negated:
        return True
    if token.kind == "code":
        return all(piece in record.codes for piece in re.split(r"[-+.&]", low))
    if low.endswith(_STRICT_ENDINGS):
        # "wired" is no inflection of "wire" that a shopper would forgive
        return all(piece in record.codes for piece in low.split("-"))
    return bool(token.stems) and all(stem in record.stems or stem in stem_set(NEUTRAL) for stem in token.stems)


def _has_number(token: Token, context: frozenset[str], record: Record) -> bool:
    """Whether the record has the number, in its unit, and for the thing that the words around it name."""
    values = {round(value, 6) for value in token.values}
    context = context - stem_set(FUNCTION)
    for number in record.numbers:
        if not values & {round(value, 6) for value in number.values} or number.unit != token.unit:
            continue
        if number.is_price:
            if token.unit:
                return True
        elif number.label:
            if (number.label | number.beside) & context:
                return True
        elif token.unit or not number.beside or number.beside & context:
            return True
    return False


def _check_chinese(run: str, record: Record) -> Iterator[str]:
    while run and run not in record.cjk:
        eaten = next((phrase for phrase in NEUTRAL_ZH if run.startswith(phrase)), None)
        if eaten is None:
            yield f"not in the record: {run}"
            return
        run = run[len(eaten) :]


def _check_denials(tokens: Sequence[Token], under: Sequence[bool], record: Record) -> Iterator[str]:
    """What the record denies may not be claimed, and only that may be denied."""
    neutral = stem_set(NEUTRAL)
    claimed = {term for token, no in zip(tokens, under, strict=True) if not no for term in terms_of(token)}
    denied_here = {term for token, no in zip(tokens, under, strict=True) if no for term in terms_of(token)} - neutral
    # "colour: no" does not contradict "printing colours: black", which the record says as well
    explained = [label for label in record.asserted if label <= claimed]
    for label in record.denied:
        if label - neutral and label - neutral <= claimed and not any(label < other for other in explained):
            yield f"the record denies it: {' '.join(sorted(label))}"
    backed = {term for label in record.denied if label - neutral <= denied_here for term in label} | record.negated
    if any(map(negates, tokens)) and not (denied_here and denied_here <= backed):
        yield "denies what the record does not deny"
