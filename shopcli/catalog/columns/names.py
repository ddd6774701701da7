"""What a column is by its name: the words in it, in any usual order, script, spelling and in twenty languages."""

from __future__ import annotations

import re
from functools import lru_cache

from shopcli.catalog.columns.lexicon import UNKNOWN, Sense, fold_name, readings
from shopcli.catalog.wordlists import split_words
from shopcli.text.money import COMMON, COMMON_CODES, SPOKEN, WORDS_TOO, currencies, currency_code

__all__ = [
    "CODE_WORDS",
    "MONEY_ROLES",
    "ROLES",
    "fold_name",
    "holds_reviews",
    "looks_like_code",
    "price_hints",
    "role_by_name",
    "tags_of",
]

MONEY_ROLES = (
    *("price", "list_price", "sale_price", "net_price", "gross_price"),
    *("min_price", "max_price", "member_price"),
)
ROLES = (
    *("id", "title", "description", "brand", "category", *MONEY_ROLES, "currency", "url", "image", "rating", "colour"),
    *("sale_start", "sale_end", "availability", "stock", "condition", "gender", "size", "reviews", "shop", "reduction"),
    *("sku", "gtin", "mpn", "group", "type", "tags"),
)

_ENDS_IN_CURRENCY = re.compile(rf"(?:\A|[\W_])(?:{'|'.join(COMMON_CODES)})\W?\Z")
# Words that take nothing away from what the others say.
_SILENT = frozenset("product of format main more money digits locale channel not".split())
# What a name says, by the meanings of its words: the role, how good a name it is for that (0 is best), the sets of meanings.
# "regular" and "bought" are prices too, whose role the columns beside them decide.
_RULES = """
title 0: title
title 1: name; title name; short title name
title 2: long name; long title; description name
title 3: short name; short title; sub name short
title 9: label
description 0: description; long description
description 3: short description; short long description
brand 0: brand; brand name; brand title; brand label
brand 2: maker; maker name; brand maker
brand 3: vendor; vendor name; brand vendor; maker vendor
brand 5: company; company name; maker company
category 0: category; category name; category title; category label; category leaf; category type
category 1: sub category; sub category name; category type sub; sub category leaf; sub category title; type sub; sub
category 1: sub type name
category 2: crumbs; category root; category root name
category 5: category brand
category 3: department; department name; category department; department category name
category 4: group; group name; category group; category group name
id 0: id; number id; id code
id 5: code; id sku; id gtin; id gtin sku; sku mpn; gtin mpn; id mpn
id 14: number
sku 0: sku; sku code; sku id; sku number; sku name code
mpn 0: mpn; mpn code; mpn number; maker sku; maker id; maker number; maker code; model number; model code; model sku
mpn 0: brand sku
gtin 0: gtin; sku gtin; gtin number; gtin code; gtin id
group 0: group id; group sku; group number; parent id; parent sku; parent; parent code; parent handle; parent number
group 0: group code
group 1: parent group; parent group id
group 3: handle
price 0: price; price current; price amount; price net gross; price gross net current; price net gross sale; price name
price 1: price total
price 4: price unit; price per unit; price range; price unit current; price total current; price min max
price 4: price current amount
regular 1: price regular; price retail; price regular current; price retail current; price regular retail
regular 1: price regular total
regular 2: price list current; price regular list; price list retail regular
regular 8: retail
bought 6: cost; amount; total amount; purchase; purchase total
bought 9: price purchase per unit; price cost; price purchase; cost purchase; price cost purchase; cost unit
bought 9: price purchase unit; price cost unit
list_price 0: price list; price list gross; price list net; price list tax gross; price list retail
list_price 0: price list sale; price list unit; price list amount; price list total
sale_price 0: price sale; price sale current; price sale regular; price sale amount; price sale retail; price sale total
sale_price 0: price sale unit
net_price 0: price net; price net current; price net amount; price net retail; price net regular; price net unit
net_price 0: price tax net
gross_price 0: price gross; price gross current; price gross amount; price gross retail; price gross regular
gross_price 0: price gross unit
gross_price 1: price tax gross
min_price 0: price min; price from; price min current; price min amount; price min total; price min sale
max_price 0: price max; price to; price max current; price max amount; price max total
member_price 0: price member; price member sale; price member current
sale_start 0: sale from; sale price from; sale from date; sale price from date; price from date; sale date price
sale_start 0: sale date
sale_end 0: sale to; sale price to; sale to date; sale price to date; price to date
currency 0: currency; price currency; currency code; price currency code; currency name; currency id; currency amount
url 0: url; url name; url id
image 0: image; image url; image url name; image src
rating 0: rating; rating average; rating people; rating average people; rating reviews; rating reviews average
rating 0: rating number
rating 1: rating total; rating people total; average reviews; average people
reviews 0: reviews counting; reviews quantity; reviews number; reviews total; reviews; reviews counting people
reviews 0: reviews total counting
reviews 1: rating counting; rating quantity; rating number counting; rating people quantity; rating people counting
reviews 1: votes; reviews people
reviews 2: votes quantity; votes counting; rating votes; votes total; people quantity rating; reviews people quantity
reviews 2: rating total quantity
reviews 2: average rating reviews counting; average rating counting; average rating reviews number
availability 0: availability; availability status; stock status; availability stock; stock availability status
availability 0: quantity status
stock 0: stock; stock quantity; stock counting; stock quantity counting; stock unit; stock total; stock number
stock 0: availability quantity; stock total quantity
stock 1: availability stock quantity; availability number; availability unit; stock current; stock amount
stock 1: availability counting
stock 2: stock regular; stock quantity regular
stock 3: quantity; quantity total; quantity current
reduction 0: sale percent; sale percent amount; sale percent price
condition 0: condition; condition status; condition name
gender 0: gender; gender name; gender type
size 0: size; size name; size label; size title; size option
colour 0: colour; colour name; colour title; colour label; colour option
shop 0: shop; shop name; shop company; shop vendor; shop title
type 0: type; type name; type title; type label
tags 0: tags; tags name; tags label
"""
# A colour is taken by its own name only: "product colour" is the catalog's own word and stays.
_EXACT = frozenset(("colour", "size"))
_SHORTEST_CURRENCY = 3
_OFTEN_MISSPELT = {
    "category": "category",
    "categories": "category",
    "description": "description",
    "productname": "title",
    "manufacturer": "brand",
    "availability": "availability",
}
_OF_MONEY_ALONE = frozenset(("net", "gross"))
_OF_REVIEWS = frozenset(("reviews", "people", "description", "digits", "more", "product", "of"))


def _rules() -> dict[frozenset[str], tuple[str, int]]:
    rules: dict[frozenset[str], tuple[str, int]] = {}
    for line in _RULES.strip().splitlines():
        head, sets = line.split(": ", 1)
        role, grade = head.split()
        for words in sets.split(";"):
            rules.setdefault(frozenset(words.split()), (role, int(grade)))
    return rules


_BY_MEANINGS = _rules()
_WORD_RANK = 0.05  # a rarer word of the same meaning
_WORSE = {"digits": 3.0, "more": 1.0, "channel": 0.5}  # image 2, additional images, mobile link
_CURRENCY_TAIL = re.compile(rf"(?:\s+in)?\s+({'|'.join(code.lower() for code in currencies() if code not in WORDS_TOO)}|rmb)$")
_CENTS_TAIL = re.compile(r"(?:(?:\s+in)?\s+(?:cents?|cts|pence|centimes|centimos|minor(?: units?)?))$")
_TAIL_SYMBOLS = dict.fromkeys(("元", "人民币", "￥", "¥"), "cny") | {
    sign: codes.split()[0].lower() for sign, codes in (COMMON | SPOKEN).items() if len(sign) == 1 and sign not in ("￥", "¥")
}
_LAST_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,12})[)）\]】]\s*$")

CODE_WORDS = split_words(
    "id ids sku asin ean gtin upc isbn mpn code codes barcode model version versions generation part article "
    "artikelnummer number nr no ref reference zip plz postcode phone tel telefon hs unspsc 编号 货号 条码 型号 电话 "
    "邮编"
)


@lru_cache(maxsize=65536)
def meaning_of(name: str) -> tuple[str, float]:
    """(role, rank) of a column by its name alone, where "regular" and "bought" are prices that the others decide about."""
    return next(iter(meanings_of(name)), ("", 0.0))


def meanings_of(name: str) -> list[tuple[str, float]]:
    """Every (role, rank) that a name may mean, the likeliest first: a *genre* is a gender in French, a category in English."""
    best: dict[str, float] = {}
    brief = name.isalpha() and name.isascii() and len(name) < _SHORTEST_CURRENCY  # "AR" is ariary, and most often not
    for role, rank in map(_role_of, readings(name)):
        if role and not (brief and role in MONEY_ROLES):
            best[role] = min(rank, best.get(role, rank))
    return sorted(best.items(), key=lambda meaning: meaning[1])


@lru_cache(maxsize=65536)
def role_by_name(name: str) -> tuple[str, float]:
    """(role, rank) of a column by its name alone; rank 0 is the role's best name, and no role is ("", 0)."""
    role, rank = meaning_of(name)
    if role == "type" and any("product" in sense.tags for sense in readings(name)):
        return "category", rank + 2
    return ("price", rank + 2) if role in ("regular", "bought") else (role, rank)


def tags_of(name: str) -> frozenset[str]:
    """All that the words of a name may mean."""
    return frozenset().union(*(sense.tags for sense in readings(name)))


def ends_in_a_currency(name: str) -> bool:
    """Whether a name ends in the code of a currency, in capitals, by itself or in brackets: "100g_USD", "Cost (EUR)"."""
    return _ENDS_IN_CURRENCY.search(name) is not None


def holds_reviews(name: str) -> bool:
    """Whether a column of texts is called as buyers' words are: "customer_reviews", "review 1 text", 买家评价."""
    tags = tags_of(name)
    return "reviews" in tags and tags <= _OF_REVIEWS


def says_the_opposite(name: str) -> bool:
    """Whether a column says of a product that it cannot be had: a yes in "sold out" is a no."""
    return "not" in tags_of(name)


@lru_cache(maxsize=65536)
def misspelt_role(name: str) -> str:
    """The role whose usual name a column's name is but for one letter, or two that changed places: "catagory", "desciption"."""
    folded = fold_name(name).replace(" ", "")
    return next((role for word, role in _OFTEN_MISSPELT.items() if _is_a_slip(folded, word)), "")


def _is_a_slip(text: str, word: str) -> bool:
    if abs(len(text) - len(word)) > 1 or text == word or text[:1] != word[:1]:
        return False
    start = next((at for at, pair in enumerate(zip(text, word, strict=False)) if pair[0] != pair[1]), min(len(text), len(word)))
    rest, right = text[start:], word[start:]
    swapped = rest[:2] == right[:2][::-1] and rest[2:] == right[2:]
    return swapped or rest[1:] == right[1:] or rest[1:] == right or rest == right[1:]


def is_known(name: str) -> bool:
    """Whether the lexicon has every word of a name."""
    return UNKNOWN not in tags_of(name)


def _role_of(sense: Sense) -> tuple[str, float]:
    if UNKNOWN in sense.tags:
        return "", 0.0
    said = frozenset(tag for tag in sense.tags if tag not in _SILENT and not tag.startswith("in:"))
    alone = "money" in sense.tags and said <= _OF_MONEY_ALONE and not sense.tags & {"product", "digits"}
    if alone:
        said |= {"price"}  # "€", "USD", "EUR net" over amounts
    if not said:
        return ("title", 6 + _WORD_RANK * sense.place) if sense.tags & {"product"} and "money" not in sense.tags else ("", 0.0)
    role, grade = _BY_MEANINGS.get(said, ("", 0))
    if not role or (role in _EXACT and sense.tags & {"product", "main", "money", "digits"}):
        return "", 0.0
    if "money" in sense.tags and role not in (*MONEY_ROLES, "regular", "bought"):
        return "", 0.0
    worse = sum(cost for tag, cost in _WORSE.items() if tag in sense.tags) + 4.0 * alone
    return role, grade + min(1.0, _WORD_RANK * sense.place) + worse


def price_hints(name: str) -> tuple[str | None, float]:
    """What a price column's name says of its unit: (ISO 4217 code or None, what to multiply by: 0.01 for cents)."""
    bracket = _LAST_BRACKET.search(name)
    if bracket:
        name = f"{name[: bracket.start()]} {bracket.group(1)}"
    for symbol, code in _TAIL_SYMBOLS.items():
        name = name.strip()
        if name.startswith(symbol) and name != symbol:
            name = f"{name.removeprefix(symbol)}{symbol}"
        if name.endswith(symbol):
            name = f"price {name.removesuffix(symbol)} {code}"
    folded = fold_name(name)
    if _CENTS_TAIL.search(folded):
        return None, 0.01
    if match := _CURRENCY_TAIL.search(folded):
        code = match.group(1).upper()
        return "CNY" if code == "RMB" else code, 1.0
    return _currency_within(folded), 1.0


def _currency_within(folded: str) -> str | None:
    """The currency that one of the words names: ``price euros``, ``цена руб``; the first word is what the column is.

    A column may be called by its currency alone, ``EUR``, or by two, which leaves it open.
    """
    words = [word for word in folded.split() if word.upper() not in WORDS_TOO and len(word) > 1]
    codes = {code for word in words if (code := currency_code(word, chinese=True))}
    return codes.pop() if len(codes) == 1 else None


def looks_like_code(name: str) -> bool:
    """Whether a column's name says that its digits are no quantity."""
    return not CODE_WORDS.isdisjoint(fold_name(name).replace("number of ", "").split())
