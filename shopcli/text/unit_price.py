"""Unit price: what a kilogram, a litre or a piece of a product costs, where its record says how much there is of it.

Each dimension has one base, so that the unit prices of a catalog compare: 8.40 for 100 g is "price per kg: 84.00".
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from shopcli.text.units import read_number
from shopcli.types import Product, Value
from shopcli.util.lazy_regex import pattern

CONTENT = "content"  # the attribute that holds how much there is, where a title said it
_FIELDS = {"kg": "price per kg", "l": "price per l", "piece": "price per piece"}
UNIT_PRICES = tuple(_FIELDS.values())

# Words for units, lower case: (base, how much of it one is). Exact, as Decimal reads them.
_UNITS: dict[str, tuple[str, str]] = {
    word: (base, factor)
    for base, factor, words in (
        ("kg", "0.000001", "mg 毫克 мг"),
        ("kg", "0.001", "g gm gms gr grs gram grams gramm gramme grammes gramos grammi gramas 克 г гр グラム"),
        ("kg", "1", "kg kgs kilo kilos kilogram kilograms kilogramm kilogrammes 公斤 千克 кг キロ"),
        ("kg", "0.5", "斤"),
        ("kg", "0.45359237", "lb lbs pound pounds 磅"),
        ("kg", "0.028349523125", "oz oz. ounce ounces 盎司"),
        ("l", "0.001", "ml mls millilitre millilitres milliliter milliliters cc 毫升 мл ミリリットル"),
        ("l", "0.01", "cl centilitre centilitres"),
        ("l", "0.1", "dl"),
        ("l", "1", "l lt ltr ltrs litre litres liter liters litro litros litri 升 公升 л リットル"),
        ("l", "0.0295735295625", "fl.oz"),
        ("l", "3.785411784", "gal gallon gallons"),
        ("piece", "1", "pcs pc pieces stück stk stk. ct count pièces piezas pezzi peças stuks szt szt. шт шт. adet 个装 "
            "只装 片装 粒装 支装 枚入"),
    )
    for word in words.split()
}  # fmt: skip

# Columns that say how much there is of what is sold: of any value that holds one quantity.
_CONTENTS = frozenset(
    "content|contents|net content|net contents|net weight|net wt|net quantity|net qty|net volume|inhalt|nettoinhalt|"
    "füllmenge|nettofüllmenge|nettogewicht|"
    "contenu|contenance|contenu net|poids net|quantité nette|contenido|contenido neto|peso neto|contenuto|peso netto|"
    "conteúdo|conteúdo líquido|peso líquido|"
    "inhoud|netto inhoud|nettogewicht|zawartość|waga netto|masa netto|масса нетто|вес нетто|объём нетто|net miktar|"
    "net ağırlık|净含量|净重|规格|内容量".split("|")
)
# And of a value that is nothing but a quantity: a size may be one, and a number in stock is none.
_SIZES = frozenset(
    "size|pack|pack size|packsize|package size|packaging|packet size|quantity|qty|portion|packung|packungsgröße|"
    "packungsgrösse|gebinde|menge|größe|grösse|"
    "gebindegröße|conditionnement|format|taille|quantité|tamaño|formato|presentación|cantidad|formato|confezione|"
    "quantità|tamanho|embalagem|verpakking|"
    "opakowanie|wielkość|фасовка|упаковка|ambalaj|包装|包装规格|容量规格|unit size".split("|")
)
_COUNTS = frozenset(
    "pieces|pieces per pack|quantity per pack|items per pack|units per pack|pack quantity|package quantity|pack count|"
    "count per pack|"
    "stückzahl|stück pro packung|"
    "pièces par paquet|unidades por paquete|pezzi per confezione|每包数量|入数".split("|")
)

_DIGIT = pattern(r"\d")
_NUMBER = r"\d{1,3}(?:[ '\u00a0]000)?(?:[.,]\d{1,3})?|\d{4,6}(?:[.,]\d{1,3})?"
_QUANTITY = pattern(
    rf"(?<![\w.,/])(?<!\d[-–])(?:(?P<times>\d{{1,3}})\s?[x×*]\s?)?(?P<number>{_NUMBER})(?:\s|-)?"
    r"(?P<unit>fl\.?\s?oz\b\.?|[a-zß-ÿąćęłńóśźżğış]{1,14}+(?![^\W_])|[а-яё]{1,12}+(?![^\W_])|[\u2e80-\uffff]{1,4})"
    r"(?:\s?[x×*]\s?(?P<more>\d{1,3})(?![\d.,]))?",
    re.IGNORECASE,
)
_PACK = pattern(
    r"\b(?:pack|packet|paket|packung|lot|paquete|confezione|opakowanie) (?:of|mit|von|à|de|da|"
    r"van) (?P<of>\d{1,3})(?![\w.,])|"
    r"(?<![\w.,+])(?<!\+\s)(?P<er>\d{1,3})(?:er\b|[\s-]?(?:pack|pk)\b)",
    re.IGNORECASE,
)
_SPACER = pattern(r"[\s(),;:|/-]|\b(?:net|netto|wt|weight|ca|approx|about|circa|content|inhalt)\b\.?", re.IGNORECASE)
_PER = pattern(r"(?:\b(?:per|je|pro|par|por|every|each|for|up to|bis|max)|/|[<>≤≥])\s?$", re.IGNORECASE)
_NEAR = Decimal("0.03")  # "500 g (1.1 lb)" says one thing twice
_CENT = Decimal("0.01")
_MOST = Decimal(10) ** 15  # what costs more for one of its units has a number misread, and no cents that could be told
_BEFORE = 12  # characters; what is said before a quantity that is none of a content is shorter
_MOST_PIECES = 200  # a puzzle of 1000 is one thing


def unit_price_of(product: Product) -> tuple[str, float] | None:
    """(field, amount in the product's money): ("price per kg", 84.0); None where the record does not say how much there is."""
    if not product.price:
        return None
    amount = _amount_of(product)
    if amount is None:
        return None
    base, much = amount
    price = Decimal(str(product.price)) / much
    if not price.is_finite() or price >= _MOST:
        return None
    price = price.quantize(_CENT, ROUND_HALF_UP)
    return (_FIELDS[base], float(price)) if price else None


def price_of_base(number: float, unit: str) -> tuple[str, float] | None:
    """The field of a unit's price and what a price for so many of a unit is multiplied by; None where the word is no unit.

    >>> price_of_base(100, "g")
    ('price per kg', 10.0)
    """
    known = _UNITS.get(unit.casefold())
    if known is None or number <= 0:
        return None
    base, factor = known
    return _FIELDS[base], float(1 / (Decimal(str(number)) * Decimal(factor)))


def quantity_in(text: str) -> tuple[str, tuple[str, Decimal]] | None:
    """(how a text says it, (base, how much of it)) of the one quantity in a text; None where it says none or several."""
    if not _DIGIT.search(text):
        return None
    found = list(_quantities(text))
    packs = list(_PACK.finditer(text))
    if packs and not found:
        count = int(packs[0]["of"] or packs[0]["er"])
        return (packs[0].group(), ("piece", Decimal(count))) if len(packs) == 1 and 1 < count <= _MOST_PIECES else None
    if not found or packs:
        return None
    words, (base, much) = found[0]
    if any(other != base or abs(amount - much) > _NEAR * much for _, (other, amount) in found[1:]):
        return None
    return words, (base, much)


def _quantities(text: str) -> list[tuple[str, tuple[str, Decimal]]]:
    found = []
    for match in _QUANTITY.finditer(text):
        number = read_number(match["number"].replace("\u00a0", " "))
        if not number or _PER.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            continue
        unit = _unit_of(match["unit"].casefold())
        if unit is None:
            continue
        base, factor = unit
        if base == "piece" and not (number == int(number) and 1 < number <= _MOST_PIECES):
            continue
        if match["unit"] == "G" and base == "kg":  # 5G, 64 G
            continue
        times = int(match["times"] or 1) * int(match["more"] or 1)
        found.append((match.group(), (base, Decimal(str(number)) * Decimal(factor) * times)))
    return [one for one in found if one[1][1]]


def _unit_of(word: str) -> tuple[str, str] | None:
    """(base, factor) of a word, or of what Chinese or Japanese begins with."""
    if word.startswith("fl"):
        word = "fl.oz"
    starts = (word[:end] for end in range(len(word), 0, -1)) if word >= "\u2e80" else (word,)
    return next((_UNITS[start] for start in starts if start in _UNITS), None)


def _amount_of(product: Product) -> tuple[str, Decimal] | None:
    """How much there is by the attributes: the net content, else the size, else the pieces."""
    sized: tuple[str, Decimal] | None = None
    for name, value in product.attributes.items():
        kind, unit = _name_says(name)
        if not kind or isinstance(value, bool):
            continue
        amount = _amount_by(kind, unit, value)
        if amount and kind == "content":
            return amount
        sized = sized or amount
    return sized


@cache
def _name_says(name: str) -> tuple[str, str]:
    """(content, size, count or nothing; the unit that closes the name, if one does)."""
    folded = " ".join(re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).casefold().split())
    head, _, tail = folded.rpartition(" ")
    for words, unit in ((folded, ""), (head, tail if tail in _UNITS else "")):
        if words in _CONTENTS:
            return "content", unit
        if words in _SIZES:
            return "size", unit
        if words in _COUNTS:
            return "count", unit
    return "", ""


def _amount_by(kind: str, unit: str, value: Value) -> tuple[str, Decimal] | None:
    if isinstance(value, (int, float)):
        if kind == "count":
            return ("piece", Decimal(int(value))) if 1 < value <= 1000 and value == int(value) else None
        return _in_unit(value, unit) if unit and value > 0 else None
    said = quantity_in(value)
    if said is None or _DIGIT.search(_beside_quantities(value)):
        return None  # "500 mg/120 capsules", "12 - 57 g bars": what is measured is one of several
    whole = _SPACER.sub("", value.replace(said[0], "", 1))
    return said[1] if kind != "size" or not whole or not re.search(r"\w", _QUANTITY.sub("", whole)) else None


def _beside_quantities(text: str) -> str:
    """A text without what it says of how much there is."""
    packs = list(_PACK.finditer(text))
    for words in (*(found for found, _ in _quantities(text)), *(pack.group() for pack in packs)):
        text = text.replace(words, " ", 1)
    return text


def _in_unit(value: float, unit: str) -> tuple[str, Decimal]:
    base, factor = _UNITS[unit]
    return base, Decimal(str(value)) * Decimal(factor)
