"""One flat row as a Product, by the plan that was made for its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shopcli.catalog.cells.clean import (
    ATTRIBUTE_LIMIT,
    DESCRIPTION_LIMIT,
    NAME_LIMIT,
    TITLE_LIMIT,
    VALUE_LIMIT,
    clean_text,
    is_missing,
    is_nothing,
)
from shopcli.catalog.cells.contents import content_of
from shopcli.catalog.cells.flatten import Money
from shopcli.catalog.cells.labels import gender_of_kind, read_condition, read_gender
from shopcli.catalog.cells.offers import Offer, OfferReader
from shopcli.catalog.cells.ratings import RatingScale, count_of
from shopcli.catalog.cells.typed import ABSURD_NUMBER, DETAILED, Kind, stands_for_nothing, typed_value
from shopcli.catalog.columns.addresses import maker_in_address, name_in_address, name_of_address
from shopcli.catalog.columns.makers import maker_of
from shopcli.catalog.columns.mapping import Binding
from shopcli.catalog.columns.names import holds_reviews, role_by_name
from shopcli.catalog.columns.title_ends import without_number
from shopcli.catalog.manner import PLAIN, Manner
from shopcli.catalog.report import ReadReport
from shopcli.catalog.variants.forms import Grouping
from shopcli.catalog.wordlists import split_words
from shopcli.text.unit_price import CONTENT
from shopcli.types import Product, Value, opening_truth

MOST_ATTRIBUTES = 300
REVIEWS, REVIEWS_JOINT = "reviews", " | "  # what buyers say, and what stands between two of them
_URL_LIMIT = 2000
_BETWEEN_PLACES = re.compile(r",\s+|\s\|\s|\s|[,;|~^]+(?=https?://)", re.IGNORECASE)  # of several, the first counts
_WHOLE_NUMBER = re.compile(r"\d+\.0")
_ONE_WORD = re.compile(r"[a-z]{2,}[0-9]*(?:[A-Z][a-z0-9]*)+")  # as programs write names: armFriendly, maxRAM
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_RESERVED = split_words(
    "id|title|description|brand|category|price|currency|url|image|list_price|list price|reduction|availability|codes|"
    "shop|variants"
)
# What stands for a brand where there is none.
_NO_BRAND = split_words(
    "no brand|nobrand|unbranded|non branded|without brand|unknown|ohne marke|sans marque|sin marca|senza marca|sem marca|"
    "без бренда|без марки|без торгової марки|bez marki|niezdefiniowany|markasız|bez značky|fără marcă|märkeslös|merkloos|"
    "无品牌|无牌|其他品牌|ノーブランド|브랜드 없음"
)
_AS_ATTRIBUTES = ("colour", "rating", "reviews", "stock", "condition", "gender", "size")
_KEPT = ("member_price", "max_price", "type", "tags")  # said of a product, and no field of its own
_READ = ("rating", "reviews", "stock", "condition", "gender")
_OPTIONS = ("colour", "size")
_WORDED = {"condition": read_condition, "gender": read_gender}
_OFFERED = re.compile(r"\d.*[^\W\d_]{2}|[^\W\d_]{2}.*\d", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one file become products.

    Attributes:
        bindings: role to where its value comes from.
        decimal: the decimal sign of the price column, where its values tell.
        currency: the currency that the price column's name states.
        chinese: whether ¥ is the yuan.
        kinds: column to what its texts are; columns that are missing here hold text.
        manner: what the columns as a whole show of how amounts are written and ratings rate.
        grouping: what says that rows are one product.
        shop: the shop whose rows they are, where an index holds several.
        plumbing: columns that say nothing of the products, and are left out.
    """

    bindings: Mapping[str, Binding]
    decimal: str | None
    currency: str | None
    chinese: bool
    kinds: Mapping[str, Kind]
    manner: Manner = PLAIN
    grouping: Grouping = field(default=Grouping())
    shop: str | None = None
    plumbing: frozenset[str] = frozenset()


class ProductMaker:
    """Makes products of one file's rows and tells the report what it mended on the way."""

    def __init__(self, plan: Plan, report: ReadReport, file: str) -> None:
        self.plan, self.report, self.file, self.line = plan, report, file, 0
        self._offers = OfferReader(
            plan.bindings,
            decimal=plan.decimal,
            currency=plan.currency,
            chinese=plan.chinese,
            minor=plan.manner.minor,
            fillers=plan.manner.fillers,
            today=plan.manner.day,
        )
        self._scale = plan.manner.rating or RatingScale()
        columns = {role: binding.column for role, binding in plan.bindings.items() if binding.column}
        kept = {*_AS_ATTRIBUTES, *_KEPT}
        if columns.keys().isdisjoint(("price", "gross_price", "min_price")):
            kept.add("net_price")  # the price, and its own name says that it is net
        taken = {column for role, column in columns.items() if role not in kept}
        self._consumed = plan.plumbing | plan.grouping.plumbing | taken
        self._names = {columns[role]: role for role in _AS_ATTRIBUTES if role in columns}
        self._read = {column: role for column, role in self._names.items() if role in _READ}
        self._own_names = _RESERVED | frozenset(self._names.values())

    def make(self, flat: Mapping[str, Any], line: int) -> Product | None:
        """The product of one row, its id empty where the row has none; None where it has no title."""
        self.line = line
        title = self._title(flat)
        if not title:
            return None
        offer = self._offers.read(flat, self._note)
        return Product(
            id=id_text(self._value(flat, "id")),
            title=title,
            description=self._text(flat, "description", DESCRIPTION_LIMIT),
            brand=named_brand(self._text(flat, "brand", VALUE_LIMIT)) or self._maker(flat, title),
            category=_unwrapped(self._text(flat, "category", VALUE_LIMIT)) or None,
            price=offer.price,
            currency=offer.currency,
            url=self._place(flat, "url"),
            image=self._place(flat, "image"),
            attributes=self._attributes(flat, title, offer),
            list_price=offer.list_price,
            availability=offer.availability,
            codes=offer.codes,
            stated_reduction=offer.reduction,
            shop=self.plan.shop or self._text(flat, "shop", VALUE_LIMIT) or None,
        )

    def _title(self, flat: Mapping[str, Any]) -> str:
        title = self._text(flat, "title", TITLE_LIMIT)
        if end := self.plan.manner.title_end:
            title = title.removesuffix(self._clean(end, TITLE_LIMIT)).rstrip()
        if self.plan.manner.numbered:
            title = without_number(title, str(self._value(flat, "id")))
        if self.plan.manner.spelt_by_addresses:
            return name_of_address(title)
        address = self._value(flat, "url") if title and self.plan.manner.names_in_addresses else None
        name = name_in_address(title, str(address)) if address else None
        return self._clean(f"{title} {name}", TITLE_LIMIT) if name else title

    def _maker(self, flat: Mapping[str, Any], title: str) -> str | None:
        """The maker, where no column has it but the titles or the addresses do."""
        address = self._value(flat, "url") if self.plan.manner.in_addresses else None
        return maker_of(title, self.plan.manner.makers) or (maker_in_address(title, str(address)) if address else None)

    def attribute_name(self, column: str) -> str:
        """The name of the attribute that a column, or an option of variants, holds."""
        role = role_by_name(column)[0]
        return self._names.get(column) or (role if role in ("colour", "size") else self._name(column))

    def note(self, what: str, line: int) -> None:
        """Tell the report of something that happened at a line."""
        self.report.note(what, self.file, line)

    def _note(self, what: str) -> None:
        self.report.note(what, self.file, self.line)

    def _value(self, flat: Mapping[str, Any], role: str) -> Any:
        binding = self.plan.bindings.get(role)
        return binding and (binding.constant or flat.get(binding.column))

    def _clean(self, text: str, limit: int) -> str:
        cleaned = clean_text(text, limit=limit)
        if len(cleaned) == limit and len(text) > limit and cleaned[-1] == "…":
            self._note("texts cut for length")
        return "" if is_missing(cleaned) else cleaned

    def _text(self, flat: Mapping[str, Any], role: str, limit: int) -> str:
        binding = self.plan.bindings.get(role)
        if binding and binding.columns:
            return self._joined([named_brand(_text_of(flat.get(column))) or "" for column in binding.columns], limit)
        value = self._value(flat, role)
        if not isinstance(value, str):
            return _number_text(value)
        kind = self.plan.kinds.get(binding.column or "", "text") if binding else "text"
        return "" if stands_for_nothing(value, kind) else self._clean(value, limit)

    def _joined(self, texts: list[str], limit: int) -> str:
        """The texts of several columns as one; one that the next begins with is not said twice."""
        kept = [text for text in texts if text]
        if len(kept) > 1 and kept[1].casefold().startswith(kept[0].casefold()):
            kept = kept[1:]
        return self._clean(" ".join(kept), limit)

    def _place(self, flat: Mapping[str, Any], role: str) -> str | None:
        return self.web_address(self._value(flat, role), role)

    def web_address(self, value: Any, role: str) -> str | None:
        """A link, whole or not at all: a cut one leads nowhere, and only the web's schemes are let through."""
        if not isinstance(value, str):
            return None
        first = _BETWEEN_PLACES.split(value.strip(), maxsplit=1)[0]
        text = clean_text(first, limit=_URL_LIMIT)
        scheme = _SCHEME.match(text)
        if len(first) > _URL_LIMIT or (scheme and scheme.group(1).lower() not in ("http", "https")):
            self._note(f"{role}s left out: not a web address")
            return None
        return None if is_missing(text) else text

    def _attributes(self, flat: Mapping[str, Any], title: str, offer: Offer) -> dict[str, Value]:
        attributes: dict[str, Value] = {}
        kinds, names, read, consumed = self.plan.kinds, self._names, self._read, self._consumed
        for column, raw in flat.items():
            if raw is None or column in consumed:
                continue
            role, kind = read.get(column), kinds.get(column, "text")
            if role and isinstance(raw, str) and stands_for_nothing(raw, kind):
                continue
            if role is None and isinstance(raw, str) and kind.partition("\n")[0] == "text" and holds_reviews(column):
                self._add_reviews(attributes, raw, of_one=any(map(str.isdigit, column)))
                continue
            value = self._of_role(role, raw, flat, offer) if role else self._attribute(raw, kind)
            if value is None:
                continue
            name = names.get(column) or self._name(column)
            attributes.setdefault(name, value)
            if isinstance(value, bool) and kind == DETAILED and (detail := opening_truth(str(raw))[1]):
                attributes.setdefault(f"{name} details", self._clean(detail, VALUE_LIMIT))
            if len(attributes) == MOST_ATTRIBUTES:
                self._note(f"products cut to {MOST_ATTRIBUTES} attributes")
                break
        return self._with_what_is_said(attributes, flat, title, offer)

    def _add_reviews(self, attributes: dict[str, Value], raw: str, *, of_one: bool) -> None:
        """Buyers' words, of however many columns, under the one name by which they are known.

        Where bars part reviews, or a column is numbered and so holds one, lines are paragraphs; else each is a review.
        """
        lines = [line for line in raw.splitlines() if line.strip()]
        joint = " " if of_one or REVIEWS_JOINT in raw else REVIEWS_JOINT
        said = self._clean(joint.join(lines), DESCRIPTION_LIMIT)
        if said and not isinstance(attributes.get(REVIEWS), (float, bool)):
            before = attributes.get(REVIEWS)
            attributes[REVIEWS] = self._clean(f"{before}{REVIEWS_JOINT}{said}", DESCRIPTION_LIMIT) if before else said

    def _of_role(self, role: str, raw: Any, flat: Mapping[str, Any], offer: Offer) -> Value | None:
        """The value of a column whose role says how to read it."""
        if role == "stock":
            return offer.stock
        if role == "reviews":
            return self._scaled(role, count_of(raw))
        if role == "rating":
            rating = self._scale.read(raw)
            unrated = rating == 0 and count_of(self._value(flat, "reviews")) == 0
            return None if unrated else self._scaled(role, rating)
        text = self._attribute(raw, "text")
        return _WORDED[role](text) if role in _WORDED and isinstance(text, str) else text

    def _scaled(self, role: str, number: float | None) -> float | None:
        """A number times what ``--map`` says."""
        binding = self.plan.bindings[role]
        if number is None or binding.factor == binding.divisor == 1:
            return number
        return round(number * binding.factor / binding.divisor, 6)

    def _with_what_is_said(
        self, attributes: dict[str, Value], flat: Mapping[str, Any], title: str, offer: Offer
    ) -> dict[str, Value]:
        """The attributes and what other cells say besides: a count in stock, contents in the title, an offer for several."""
        if offer.stock is not None:
            attributes.setdefault("stock", offer.stock)
        content = content_of(title, measured=self.plan.manner.measured)
        if content and not any(name.casefold().endswith(CONTENT) for name in attributes):
            attributes[CONTENT] = content
        if "gender" not in attributes and (gender := self._gender(flat)):
            attributes["gender"] = gender
        raw = self._value(flat, "price")
        if offer.price is None and isinstance(raw, str) and _OFFERED.search(raw):
            attributes.setdefault("offer", self._clean(raw, VALUE_LIMIT))
        return attributes

    def _gender(self, flat: Mapping[str, Any]) -> str | None:
        """For whom a thing is, by the name of its kind, where the column that says it has nothing for it."""
        names = (self._text(flat, role, VALUE_LIMIT) for role in ("type", "category")) if "gender" in self.plan.bindings else ()
        return next((gender for name in names if name and (gender := gender_of_kind(name))), None)

    def _attribute(self, raw: Any, kind: Kind) -> Value | None:
        if type(raw) is float and -ABSURD_NUMBER < raw < ABSURD_NUMBER:  # most of them, and neither NaN nor infinite
            return raw
        try:
            value = typed_value(raw, kind)
        except OverflowError:
            self._note("absurd numbers left out")
            return None
        if isinstance(value, str) and len(value) == ATTRIBUTE_LIMIT and len(raw) > ATTRIBUTE_LIMIT:
            self._note("texts cut for length")
        return value

    def _name(self, column: str) -> str:
        """An attribute's name; one that a product's own field bears is told apart, since it lost against another column."""
        name = in_words(clean_text(column, limit=NAME_LIMIT)) or "unnamed"
        role = role_by_name(name)[0]
        if role in _OPTIONS and role not in self._own_names:
            name = role
        elif name.lower() in self._own_names:
            name = f"other {name}"
        self._names[column] = name
        return name


def in_words(name: str) -> str:
    """A name as people write it, where a program wrote it as one word.

    >>> in_words("armFriendly"), in_words("maxRAM"), in_words("iPhone")
    ('arm friendly', 'max RAM', 'iPhone')
    """
    if not _ONE_WORD.fullmatch(name):
        return name
    first, *rest = _HUMP.sub(" ", name).split()
    return " ".join((first, *(word if word.isupper() and len(word) > 1 else word.lower() for word in rest)))


def _unwrapped(text: str) -> str:
    """A category without the brackets that hold all of it: "( Routers/ Small Routers)"."""
    inner = text[1:-1] if text[:1] == "(" and text[-1:] == ")" else ""
    return text if not inner or "(" in inner or ")" in inner else inner.strip()


def id_text(value: Any) -> str:
    """An id as plain text; empty where there is none."""
    if isinstance(value, str):
        text = clean_text(value, limit=200)
        text = text[:-2] if _WHOLE_NUMBER.fullmatch(text) else text  # pandas writes whole numbers so where some are missing
        return "" if is_missing(text) else text
    return _number_text(value)


def named_brand(text: str) -> str | None:
    """A brand as a record names it; None where it names none, or says that there is none.

    >>> named_brand("No Brand") is None
    True
    """
    return None if not text or text.casefold().replace("-", " ") in _NO_BRAND else text


def _text_of(value: Any) -> str:
    """A value as text; empty for what is missing."""
    return "" if is_nothing(value) else value.strip() if isinstance(value, str) else _number_text(value)


def _number_text(value: Any) -> str:
    """A number or an amount as text; empty for what is missing and for a truth value."""
    if is_nothing(value) or isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    try:
        return str(value) if not isinstance(value, Money) else clean_text(str(value))
    except ValueError:  # an integer of more digits than Python prints
        return ""
