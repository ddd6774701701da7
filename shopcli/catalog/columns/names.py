"""What a column is by its name, in the languages that catalogs come in: English, German, French, Spanish, Chinese."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from shopcli.catalog.wordlists import split_words
from shopcli.text.money import COMMON, SPOKEN, WORDS_TOO, currencies

ROLES = ("id", "title", "description", "brand", "category", "price", "currency", "url", "image", "rating", "colour")

# Best name first: where two columns compete for a role, the earlier name wins if both are filled alike.
# Names are folded: lower case, no accents, words parted by one space.
_NAMES: dict[str, str] = {
    "id": (
        "id|product id|uniq id|unique id|uuid|编号|商品编号|产品编号|商品id|产品id|sku|sku id|asin|商品编码|货号|"
        "item number|article number|article no|artikelnummer|artikelnr|artikel nr|art nr|artnr|produktnummer|"
        "bestellnummer|produkt id|artikel id|numero article|id produit|id producto|id articulo|referencia|reference|"
        "ref|codigo|code|product code|item code|artikelcode|part number|mpn|ean|ean13|ean code|gtin|gtin13|upc|"
        "barcode|条码|isbn|isbn13|handle|number|nr|no"
    ),
    "title": (
        "title|product title|name|product name|display name|商品名|商品名称|产品名|产品名称|商品标题|宝贝标题|标题|"
        "名称|品名|书名|名字|titel|bezeichnung|artikelbezeichnung|produktbezeichnung|produktname|artikelname|"
        "productname|producttitle|itemname|nom|nom produit|nom du produit|titre|intitule|libelle|designation|nombre|"
        "nombre producto|nombre del producto|titulo|product|item|article|produkt|artikel|producto|produit|商品|产品|"
        "label|heading|headline"
    ),
    "description": (
        "description|product description|long description|full description|描述|商品描述|产品描述|详情|商品详情|"
        "产品详情|商品介绍|介绍|简介|body html|body|beschreibung|produktbeschreibung|artikelbeschreibung|"
        "langbeschreibung|langtext|descriptif|description longue|descripcion|descripcion larga|desc|about|"
        "about product|overview|details|detail|content|summary|synopsis|short description|kurzbeschreibung|kurztext|"
        "description courte|descripcion corta|text"
    ),
    "brand": (
        "brand|brand name|品牌|品牌名|品牌名称|marke|markenname|marque|marca|brandname|manufacturer|"
        "manufacturer name|hersteller|herstellername|fabricant|fabricante|制造商|生产商|厂商|厂家|maker|make|vendor|"
        "vendor name|supplier|supplier name|lieferant|proveedor|fournisseur|供应商|producer|label name"
    ),
    "category": (
        "category|category name|product category|类别|分类|类目|品类|商品类别|商品分类|产品类别|kategorie|"
        "produktkategorie|warengruppe|categorie|rayon|categoria|categories|product type|producttype|main category|"
        "sub category|subcategory|department|breadcrumbs|breadcrumb|google product category|product group|产品类型|"
        "genre"
    ),
    "price": (
        "price|价格|售价|现价|价钱|当前价|preis|prix|precio|current price|sale price|selling price|special price|"
        "offer price|actual price|discounted price|final price|verkaufspreis|endpreis|bruttopreis|preis brutto|"
        "prix de vente|prix ttc|precio final|pvp|销售价|优惠价|促销价|折扣价|商品价格|单价|unit price|price amount|"
        "price value|regular price|retail price|retail|cost|amount|定价|list price|original price|msrp|rrp|uvp|原价|"
        "市场价|vk|price min|min price|low price"
    ),
    "currency": (
        "currency|currency code|price currency|price currency code|货币|币种|waehrung|wahrung|devise|monnaie|moneda|"
        "divisa|curr|iso currency"
    ),
    "colour": "colour|color|颜色|farbe|couleur",
    "rating": (
        "rating|评分|average rating|avg rating|rating average|rating value|aggregate rating|"
        "aggregate rating rating value|stars|star rating|customer rating|user rating|review rating|review score|"
        "rating score|ratings|reviews rating|星级|bewertung|durchschnittsbewertung|puntuacion|valoracion|evaluation|"
        "score|商品评分|rating rate"
    ),
    "url": (
        "url|product url|link|product link|href|permalink|deeplink|deep link|page url|canonical url|web url|链接|"
        "商品链接|产品链接|网址|lien|enlace|produktlink|produkt url|website"
    ),
    "image": (
        "image|image url|image link|main image|main image url|primary image|图片|主图|图片链接|图片地址|商品图片|img|"
        "img url|image src|images|image urls|images src|featured image|large image|picture|picture url|photo|"
        "thumbnail|thumbnail url|bild|bild url|bildlink|imagen|foto|photo url|imgurl|imageurl"
    ),
}
_RANKED: dict[str, tuple[str, int]] = {
    name: (role, rank) for role, names in reversed(_NAMES.items()) for rank, name in reversed(list(enumerate(names.split("|"))))
}
_PREFIXES = split_words(
    "product products item items article artikel produkt producto produit goods offer offers variant variants"
)
# A colour or rating takes the role by its exact name only: "product colour" is the catalog's own word and stays.
_EXACT = frozenset(("colour", "rating", "id"))
_CURRENCY_TAIL = re.compile(rf"(?:\s+in)?\s+({'|'.join(code.lower() for code in currencies() if code not in WORDS_TOO)}|rmb)$")
_CENTS_TAIL = re.compile(r"(?:\s+in)?\s+(?:cents?|cts|pence|centimes|centimos)$")
_TAIL_SYMBOLS = dict.fromkeys(("元", "人民币", "￥", "¥"), "cny") | {
    sign: codes.split()[0].lower() for sign, codes in (COMMON | SPOKEN).items() if len(sign) == 1 and sign not in ("￥", "¥")
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HAN_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,6})[)）\]】]\s*$")
_NO_WORD = re.compile(r"[\W_]+")

CODE_WORDS = split_words(
    "id ids sku asin ean gtin upc isbn mpn code codes barcode model version versions generation part article "
    "artikelnummer number nr no ref reference zip plz postcode phone tel telefon hs unspsc 编号 货号 条码 型号 电话 "
    "邮编"
)


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A column's name for comparison: ``productName``, ``Product_Name`` and ``PRODUCT NAME`` are all ``product name``."""
    parted = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name))
    plain = unicodedata.normalize("NFKD", parted.casefold().replace("ß", "ss"))
    return _NO_WORD.sub(" ", "".join(letter for letter in plain if not unicodedata.combining(letter))).strip()


@lru_cache(maxsize=65536)
def role_by_name(name: str) -> tuple[str, int]:
    """(role, rank) of a column by its name alone; rank 0 is the role's best name, and no role is ("", 0)."""
    folded = fold_name(_without_unit(name)[0])
    if folded in _RANKED:
        return _RANKED[folded]
    bare = _strip_prefixes(folded)
    role, rank = _RANKED.get(bare, ("", 0))
    if not role or (role in _EXACT and role != "id") or (role == "id" and bare in ("number", "no", "nr", "handle")):
        return "", 0
    return role, rank


def price_hints(name: str) -> tuple[str | None, float]:
    """What a price column's name says of its unit: (ISO 4217 code or None, what to multiply by: 0.01 for cents)."""
    return _without_unit(name)[1:]


def looks_like_code(name: str) -> bool:
    """Whether a column's name says that its digits are no quantity."""
    return not CODE_WORDS.isdisjoint(fold_name(name).replace("number of ", "").split())


def _without_unit(name: str) -> tuple[str, str | None, float]:
    """``price_in_cents`` → (price, None, .01); ``Preis (EUR)`` → (Preis, EUR, 1); ``价格（元）`` → (价格, CNY, 1)."""
    bracket = _HAN_BRACKET.search(name)
    if bracket:
        name = f"{name[: bracket.start()]} {bracket.group(1)}"
    for symbol, code in _TAIL_SYMBOLS.items():
        if name.rstrip().endswith(symbol) and name.strip() != symbol:
            name = f"{name.rstrip().removesuffix(symbol)} {code}"
    folded = fold_name(name)
    if match := _CENTS_TAIL.search(folded):
        return folded[: match.start()], None, 0.01
    if match := _CURRENCY_TAIL.search(folded):
        code = match.group(1).upper()
        return folded[: match.start()], "CNY" if code == "RMB" else code, 1.0
    return name, None, 1.0


def _strip_prefixes(folded: str) -> str:
    words = folded.split()
    while len(words) > 1 and words[0] in _PREFIXES:
        words = words[1:]
    return " ".join(words)
