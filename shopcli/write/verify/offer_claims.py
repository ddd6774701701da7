"""Claims about how a product is offered, recomputed from its record: its span of prices, reduction, availability, forms.

What holds is gone from the sentence; what is left is checked word by word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from shopcli.text.money import AMOUNT, amount_of
from shopcli.text.product_forms import is_reduced, option_values
from shopcli.text.safe import plain
from shopcli.text.tokens import SPELLED
from shopcli.text.unit_price import unit_price_of
from shopcli.text.words import regular_plural
from shopcli.types import Product
from shopcli.write.verify.record_evidence import Record

_DONE = " , "
_CURRENCY = r"(?: (?P<currency>[A-Z]{3})\b)?"
_COSTS = r"(?:\b(?:costs?|is priced|priced|sells)(?: at| for)? )?"
_SPAN = re.compile(
    rf"{_COSTS}\bfrom (?P<low>{AMOUNT}) to (?P<high>{AMOUNT}){_CURRENCY}"
    rf"|售价为 ?(?P<low_zh>{AMOUNT}) 至 (?P<high_zh>{AMOUNT})(?: (?P<currency_zh>[A-Z]{{3}})\b)?"
)
_PER = re.compile(
    rf"\bcomes to (?P<amount>{AMOUNT}){_CURRENCY} (?P<per>per \w+)"
    rf"|合 ?(?P<amount_zh>{AMOUNT})(?: (?P<currency_zh>[A-Z]{{3}})\b)? (?P<per_zh>per \w+)"
)
_REDUCED = re.compile(
    rf"\b(?:(?:is|was) )?(?:now )?reduced by (?P<share>{AMOUNT}) ?%(?: from (?P<before>{AMOUNT}){_CURRENCY})?"
    rf"|(?<![\w.])(?P<off>{AMOUNT}) ?% off\b|(?:降价|优惠) ?(?P<share_zh>{AMOUNT}) ?%"
)
_BEFORE = re.compile(
    rf"\b(?:was|(?:is )?(?:down|reduced) from) (?P<before>{AMOUNT}){_CURRENCY}(?: before)?"
    rf"|原价 ?(?:为 ?)?(?P<before_zh>{AMOUNT})(?: (?P<currency_zh>[A-Z]{{3}})\b)?"
)
# The words of availability, in any order of a claim: "is in stock", "availability is in stock", "in stock in size M".
_STATES = {
    "in stock": r"\bin stock\b|有货|现货",
    "preorder": r"\b(?:on |for |to |available for )?pre-?order\b|可预[购订]",
    "backorder": r"\b(?:on )?back-?order\b|可订货",
    "out of stock": r"\b(?:out of stock|sold out|unavailable|not (?:in stock|available))\b|缺货|无货",
    "discontinued": r"\bdiscontinued\b|已?停产",
}
_STATE = re.compile("|".join(f"(?P<s{number}>{words})" for number, words in reversed(list(enumerate(_STATES.values())))), re.I)
# Chinese names of fields, and values under them, that are code's own and stand in no record.
_FIELD_WORDS = {"颜色": "colour", "尺码": "size", "适用人群": "gender", "评分": "rating", "成色": "condition"}
_VALUE_WORDS = {
    "gender": {"男士": "men", "女士": "women", "男女皆宜": "unisex", "男孩": "boys", "女孩": "girls", "儿童": "kids"},
    "condition": {"全新": "new", "二手": "used", "翻新": "refurbished"},
}
_FIELD_WORD = re.compile(rf"(?P<field>{'|'.join(_FIELD_WORDS)})(?P<verb> ?为 ?| )(?P<value>[^，。、；\s]*)")
_NUMBERS = {word: str(int(number)) for word, number in SPELLED.items()}
_ALSO = re.compile(r"\balso comes in\b|另有")
_IS = re.compile(r"(?:\b(?:is|are)(?: also| currently| now)? )$", re.I)


def in_catalog_words(part: str, record: Record) -> str:
    """A part in which "颜色 为" is "colour 为", as the record calls it, unless it is the record that says it in Chinese."""

    def in_its_words(claim: re.Match[str]) -> str:
        field, value = _FIELD_WORDS[claim["field"]], claim["value"]
        if claim["field"] in record.cjk:
            return claim[0]
        return f"{field}{' 为 ' if '为' in claim['verb'] else ' '}{_VALUE_WORDS.get(field, {}).get(value, value)}"

    return _FIELD_WORD.sub(in_its_words, part)


def settle_offer(part: str, product: Product) -> tuple[str, list[str]]:
    """Recompute what a part of a sentence says of the offer of its product."""
    wrong: list[str] = []
    for pattern, is_true in _CLAIMS:
        for claim in reversed(list(pattern.finditer(part))):
            if not is_true(claim, product):
                wrong.append(f"not how it is offered: {claim[0].strip()}")
            part = part[: claim.start()] + _DONE + part[claim.end() :]
    part, wrong_states = _settle_states(part, product)
    part, wrong_forms = _settle_forms(part, product)
    return part, [*wrong, *wrong_states, *wrong_forms, *_of_one_form(part, product)]


def _group(claim: re.Match[str], *names: str) -> str | None:
    groups = claim.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def _has_span(claim: re.Match[str], product: Product) -> bool:
    span = (amount_of(_group(claim, "low", "low_zh") or "0"), amount_of(_group(claim, "high", "high_zh") or "0"))
    return span == product.price_range and _group(claim, "currency", "currency_zh") == product.currency


def _has_unit_price(claim: re.Match[str], product: Product) -> bool:
    said = f"price {_group(claim, 'per', 'per_zh')}", amount_of(_group(claim, "amount", "amount_zh") or "0")
    known = unit_price_of(product) if not product.price_range else None
    return said == known and _group(claim, "currency", "currency_zh") == product.currency


def _is_reduced_by(claim: re.Match[str], product: Product) -> bool:
    if not is_reduced(product) or product.reduction is None:
        return False
    share = amount_of(_group(claim, "share", "off", "share_zh") or "0")
    return share == round(100 * product.reduction, 1) and (_group(claim, "before") is None or _was(claim, product))


def _was(claim: re.Match[str], product: Product) -> bool:
    before = amount_of(_group(claim, "before", "before_zh") or "0")
    return is_reduced(product) and before == product.list_price and _group(claim, "currency", "currency_zh") == product.currency


_CLAIMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Product], bool]], ...] = (
    (_SPAN, _has_span),
    (_PER, _has_unit_price),
    (_REDUCED, _is_reduced_by),
    (_BEFORE, _was),
)


def _settle_states(part: str, product: Product) -> tuple[str, list[str]]:
    """ "is out of stock": where the record says whether it can be had, only that."""
    if product.availability is None:
        return part, []
    wrong: list[str] = []
    for claim in reversed(list(_STATE.finditer(part))):
        state = list(_STATES)[int(str(claim.lastgroup)[1:])]
        is_vague = claim[0].casefold().startswith(("unavailable", "not ")) and product.available is False
        if state != product.availability and not is_vague:
            wrong.append(f"not its availability: {claim[0]}")
        part = _IS.sub(_DONE, part[: claim.start()]) + _DONE + part[claim.end() :]
    return part, wrong


def _settle_forms(part: str, product: Product) -> tuple[str, list[str]]:
    """ "comes in sizes S and M": of forms that can be had; several of them are never said as one."""
    form = product.form
    joined = [", ".join(values) for values in option_values(product, every=True).values() if len(values) > 1]
    as_one = [f"several forms as one: {listed}" for listed in joined if listed in part]
    for name, values in option_values(product).items():
        there = [value for value in values if form is None or value != form.options.get(name)]
        for claim in reversed(list(_forms_of(name, there, is_other=form is not None).finditer(part)) if there else []):
            if claim["count"] is None or _NUMBERS.get(claim["count"].casefold(), claim["count"]) == str(len(there)):
                part = part[: claim.start()] + _DONE + part[claim.end() :]
    wrong = [f"forms that it has not: {claim[0]}" for claim in _ALSO.finditer(part)] if form else []
    return part, [*wrong, *as_one]


def _forms_of(name: str, values: Sequence[str], *, is_other: bool) -> re.Pattern[str]:
    """How some values of an option, or their number, are said."""
    label = re.escape(name.replace("_", " ").strip())
    plural = re.escape(regular_plural(name.replace("_", " ").strip()))
    value = f"(?:{'|'.join(re.escape(plain(value)) for value in sorted(values, key=len, reverse=True))})"
    one, several = rf"{label} {value}(?!(?:,| and) {value})", rf"(?:{plural} )?{value}(?:, {value})*(?: and {value})?"
    listed = rf"(?:{one}|{several})(?!\w)"
    counted = rf"(?P<count>\w+) {plural}(?!\w)"
    chinese = rf"{'另有' if is_other else '有'} ?(?:{label} )?{value}(?:、{value})*(?!\w)"
    return re.compile(rf"\b{'also ' if is_other else ''}comes in (?:{listed}|{counted})|{chinese}", re.I)


def _of_one_form(part: str, product: Product) -> Iterator[str]:
    """A single price, or a reduction, of a product whose forms have several."""
    if product.price_range:
        money = rf"{AMOUNT} {product.currency}\b" if product.currency else rf"\b(?:costs|priced at) {AMOUNT}|售价为 ?{AMOUNT}"
        if claim := re.search(money, part):
            yield f"the price of one form: {claim[0]}"
    if product.variants and not is_reduced(product) and (claim := re.search(r"\b(?:reduction|reduced|discount)\b|降价", part)):
        yield f"what one form is reduced by: {claim[0]}"
