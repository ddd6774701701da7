"""The rows of one product as one `Product` with its variants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from shopcli.catalog.cells.clean import clean_text
from shopcli.catalog.cells.flatten import flatten
from shopcli.catalog.columns.names import looks_like_code, tags_of
from shopcli.catalog.forms.tables import Row
from shopcli.catalog.products import REVIEWS, REVIEWS_JOINT, ProductMaker, id_text
from shopcli.catalog.variants.forms import cell
from shopcli.catalog.variants.nested import has_list, rows_of
from shopcli.catalog.variants.options import PairJoiner
from shopcli.catalog.variants.packed import unpacked
from shopcli.text.sizes import names_a_size
from shopcli.types import Availability, Product, Value, Variant, show_value

_BEST_FIRST: tuple[Availability, ...] = ("in stock", "preorder", "backorder", "out of stock", "discontinued")
_OPTION_CHARACTERS = 120  # a longer value is prose
_SHORTEST_STEM = 0.4  # of a title, what titles of variants must have in common to be called by it
_JOINTS = " -–—,/(|:"
_SEVERAL_CATEGORIES = "rows of products listed under several categories merged"
_OTHER_LANGUAGE = "rows of products in another language merged"
_UNNAMED = "variant"  # what variants are told apart by where only their titles say it
_MOST_REVIEWS = 20  # of a product that are kept, where each is a row
_OF_ALL = ("rating", "reviews", "stock")
_IDENTICAL = "identical rows dropped"


@dataclass(slots=True)
class _Form:
    """One row of a product.

    Attributes:
        product: what the row alone is made into.
        options: what the form says it is told apart by, by the name that the column or the pair has.
        id: its own id.
        line: where it stands.
        is_parent: whether it speaks for all forms and is none itself.
    """

    product: Product
    options: dict[str, str]
    id: str
    line: int
    is_parent: bool = False
    record: Mapping[str, Any] = field(default_factory=dict)


class ProductReader:
    """Makes a product of the rows that are its forms.

    Args:
        maker: what makes one row into a product.
        cells: whether rows are a table's, whose cells may hold JSON.
    """

    def __init__(self, maker: ProductMaker, *, cells: bool) -> None:
        self._maker, self._grouping, self._cells = maker, maker.plan.grouping, cells
        self._joiner = PairJoiner(self._grouping.pairs)
        self._columns = {role: binding.column for role, binding in maker.plan.bindings.items() if binding.column}

    def read(self, rows: Sequence[Row]) -> Product | None:
        """The product of its rows; None where none of them has a title."""
        self._joiner.begin()
        first = rows[0].record or {}
        if len(rows) == 1 and not has_list(first) and not self._grouping.is_said:
            return self._maker.make(self._flat(first)[0], rows[0].line)
        forms = self._forms(rows)
        if forms and self._grouping.reviewed:
            return _reviewed([form.product for form in forms])
        return self._combined(forms) if forms else None

    def _flat(self, record: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        flat = flatten(record, cells=self._cells)
        options: dict[str, str] = {}
        if self._grouping.packed:
            flat = unpacked(flat, self._grouping.packed)
        if self._grouping.pairs:
            flat, options = self._joiner.join(flat)
        return flat, options

    # --- rows to forms

    def _forms(self, rows: Sequence[Row]) -> list[_Form]:
        forms: list[_Form] = []
        titles = [title for row in rows if (title := cell((row.record or {}).get(self._grouping.title)))]
        for row in rows:
            record = row.record or {}
            if has_list(record):
                forms += self._nested(record, row.line)
                continue
            flat, options = self._flat(record)
            if titles and not cell(flat.get(self._grouping.title)):
                flat[self._grouping.title] = titles[0]
            product = self._maker.make(flat, row.line)
            if product:
                options |= {name: text for name in self._grouping.options if (text := cell(flat.get(name)))}
                forms.append(_Form(product, _plain(options), product.id, row.line, record=record))
        self._listed_options(forms)
        return forms

    def _nested(self, record: Mapping[str, Any], line: int) -> list[_Form]:
        forms = []
        for number, (flat, options, own_id) in enumerate(rows_of(record, self._columns, cells=self._cells)):
            product = self._maker.make(flat, line)
            if product:
                forms.append(_Form(product, _plain(options), id_text(own_id), line, is_parent=number == 0, record=record))
        return forms

    def _listed_options(self, forms: Sequence[_Form]) -> None:
        """Give the forms that a Magento product lists what it says they are told apart by."""
        for parent in forms:
            listed = {variation.get("sku", ""): variation for variation in self._grouping.variations(parent.record)}
            if not listed:
                continue
            for form in forms:
                if form.id in listed:
                    form.options = _plain({name: value for name, value in listed[form.id].items() if name != "sku"})
                elif form.id == parent.id:
                    form.is_parent = True

    # --- forms to a product

    def _combined(self, forms: list[_Form]) -> Product:
        self._mark_parents(forms)
        said = self._grouping.parent or self._grouping.listed or has_list(forms[0].record)
        titled = (form for form in forms if (form.is_parent or not said) and cell(form.record.get(self._grouping.title)))
        base = next(titled, forms[0])
        variants = self._distinct(form for form in forms if not form.is_parent)
        product = self._described(base, forms, variants)
        self._leave_out_other_currencies(product.currency, variants)
        if not variants:
            return product
        options = self._told_apart_by(variants)
        if len(variants) == 1:
            return self._single(product, variants[0])
        if not options and self._is_one(variants):
            return self._cheapest(product, variants)
        own_ids = [self._own_id(form, product) for form in variants]
        alike = len(set(own_ids)) < len(variants)
        ids = [f"{product.id}-{number}" if alike or not own_id else own_id for number, own_id in enumerate(own_ids, start=1)]
        made = tuple(self._variant(product, form, options, own_id) for form, own_id in zip(variants, ids, strict=True))
        return replace(self._offered(product, made), variants=made, attributes=self._joined(product, variants, options))

    def _leave_out_other_currencies(self, currency: str | None, variants: Sequence[_Form]) -> None:
        """A product has one currency: an amount in another one would be read as one of it."""
        for form in variants:
            if form.product.currency not in (None, currency) and form.product.price is not None:
                form.product = replace(form.product, price=None, list_price=None)
                self._maker.note("prices of variants left out: not in the money of their product", form.line)

    def _mark_parents(self, forms: Sequence[_Form]) -> None:
        """A row that names no parent where others do, or has neither option nor price where others have, speaks for all."""
        if len(forms) < 2 or any(form.is_parent for form in forms):
            return
        if self._grouping.parent:
            for form in forms:
                form.is_parent = not cell(form.record.get(self._grouping.parent))
        elif self._grouping.is_said and any(form.options or form.product.price for form in forms):
            told_apart = any(form.options for form in forms)
            for form in forms:
                form.is_parent = not (form.options if told_apart else form.product.price)
        if all(form.is_parent for form in forms):
            for form in forms:
                form.is_parent = False

    def _distinct(self, forms: Iterable[_Form]) -> list[_Form]:
        """Each form once: a second row of one, in another category or language, is merged into the first."""
        distinct: dict[tuple[str, str, tuple[tuple[str, str], ...]], _Form] = {}
        titled = self._grouping.titles_variants
        for form in forms:
            title = form.product.title if titled else ""
            key = (form.id, title, tuple(sorted((form.options | dict(form.product.codes)).items())))
            known = distinct.setdefault(key, form)
            if known is not form:
                self._tell_merged(known, form)
        return list(distinct.values())

    def _tell_merged(self, known: _Form, form: _Form) -> None:
        if known.product == form.product:
            what = _IDENTICAL
        elif known.product.category != form.product.category:
            what = _SEVERAL_CATEGORIES
        elif self._grouping.language and cell(known.record.get(self._grouping.language)) != cell(
            form.record.get(self._grouping.language)
        ):
            what = _OTHER_LANGUAGE
        else:
            what = "rows of products listed more than once merged"
        self._maker.note(what, form.line)

    def _described(self, base: _Form, forms: Sequence[_Form], variants: Sequence[_Form]) -> Product:
        """The product as its rows describe it together: gaps of the first are filled from the others."""
        product, others = base.product, [form.product for form in forms if form is not base]
        attributes = dict(product.attributes)
        for other in others:
            for name, value in other.attributes.items():
                attributes.setdefault(name, value)
        fields: dict[str, Any] = {}
        for name in ("description", "brand", "url", "image", "currency"):
            fields[name] = getattr(product, name) or next((value for form in others if (value := getattr(form, name))), None)
        fields["description"] = fields["description"] or ""
        speaks_for_all = base.is_parent or len(variants) < 2
        categories = dict.fromkeys(form.product.category for form in (base, *forms) if form.product.category)
        return replace(
            product,
            id=self._id(base, variants),
            title=product.title if speaks_for_all else _stem([form.product.title for form in variants]),
            price=product.price if speaks_for_all else None,
            availability=product.availability if speaks_for_all else None,
            category="; ".join(categories) or None,
            attributes=attributes,
            codes=product.codes if speaks_for_all else {},
            **fields,
        )

    def _id(self, base: _Form, variants: Sequence[_Form]) -> str:
        if base.product.id and has_list(base.record):
            return base.product.id
        if self._grouping.shared and (shared := cell(base.record.get(self._grouping.shared))):
            return id_text(shared)
        if self._grouping.parent and not base.is_parent and (named := cell(base.record.get(self._grouping.parent))):
            return id_text(named.removeprefix("id:"))
        return base.product.id

    def _told_apart_by(self, variants: Sequence[_Form]) -> list[str]:
        """The names of what differs: what the form calls options, else any short value that all have and that differs."""
        named = dict.fromkeys(name for form in variants for name in form.options)
        # what one row alone says, beside rows that leave it empty, is told of them all
        differing = [name for name in named if len({value for form in variants if (value := form.options.get(name))}) > 1]
        if differing or self._is_one(variants):
            return differing
        for name in variants[0].product.attributes:
            if not looks_like_code(name) and _all_differ(_short(form.product.attributes.get(name)) for form in variants):
                for form in variants:
                    form.options = {name: _short(form.product.attributes.get(name))}
                return [name]
        if _all_differ(form.product.title for form in variants):
            rests = _rests([form.product.title for form in variants])
            name = "size" if all(map(names_a_size, rests)) else _UNNAMED
            for form, rest in zip(variants, rests, strict=True):
                form.options = {name: rest}
            return [name]
        return []

    def _is_one(self, variants: Sequence[_Form]) -> bool:
        """Whether neither an id nor a title of its own tells one from another."""
        titles = {form.product.title for form in variants} if self._grouping.titles_variants else ()
        return len({form.id for form in variants}) < 2 and len(titles) < 2

    def _single(self, product: Product, form: _Form) -> Product:
        """A product that is sold in one form alone: its options are plain attributes."""
        own = form.product
        codes = dict(product.codes) | dict(own.codes)
        if form.id and form.id != product.id:
            codes.setdefault("sku", form.id)
        attributes = dict(product.attributes)
        for name, text in form.options.items():
            attributes.setdefault(self._maker.attribute_name(name), text)
        offered = own.price is not None
        return replace(
            product,
            price=own.price if offered else product.price,
            list_price=own.list_price if offered else product.list_price,
            availability=own.availability or product.availability,
            image=own.image or product.image,
            attributes=attributes,
            codes=codes,
        )

    def _cheapest(self, product: Product, forms: Sequence[_Form]) -> Product:
        """Forms that nothing tells apart are offers of one thing: the lowest counts."""
        priced = [form.product for form in forms if form.product.price is not None]
        best = min(priced, key=lambda one: one.price or 0.0, default=product)
        availability = _best([form.product.availability for form in forms]) or product.availability
        return replace(product, price=best.price, list_price=best.list_price, availability=availability)

    @staticmethod
    def _own_id(form: _Form, product: Product) -> str:
        """A variant's own id, or its SKU where that is the product's or none; empty where it has neither."""
        return form.id if form.id and form.id != product.id else form.product.codes.get("sku", form.id)

    def _variant(self, product: Product, form: _Form, options: Sequence[str], own_id: str) -> Variant:
        own = form.product
        stock = own.attributes.get("stock")
        codes = dict(own.codes)
        if form.id and form.id != product.id:
            codes.setdefault("sku", form.id)  # one that all forms share is the id of none and still found
        price = own.price if own.price is not None else product.price or None  # a parent's price of 0 is none
        return Variant(
            id=own_id,
            options={self._maker.attribute_name(name): form.options[name] for name in options if form.options.get(name)},
            price=price if own.currency in (None, product.currency) else None,
            list_price=own.list_price,
            availability=own.availability or product.availability,
            stock=stock if isinstance(stock, float) else None,
            codes={name: code for name, code in codes.items() if code != own_id},
            image=self._image(form, product),
        )

    def _image(self, form: _Form, product: Product) -> str | None:
        """Its own picture; the other columns of an export with one for variants are the product's gallery."""
        if self._grouping.image:
            return self._maker.web_address(form.record.get(self._grouping.image), "image")
        return form.product.image if form.product.image != product.image else None

    def _offered(self, product: Product, variants: Sequence[Variant]) -> Product:
        """The product at the lowest price of what can be had."""
        to_be_had = [variant for variant in variants if variant.available is not False and variant.price is not None]
        priced = to_be_had or [variant for variant in variants if variant.price is not None]
        lowest = min(priced, key=lambda variant: variant.price or 0.0, default=None)
        return replace(
            product,
            price=lowest.price if lowest else product.price,
            list_price=lowest.list_price if lowest else product.list_price,
            availability=_best([variant.availability for variant in variants]),
        )

    def _joined(self, product: Product, forms: Sequence[_Form], options: Sequence[str]) -> dict[str, Value]:
        """The attributes, where each option lists its values, and the stock is that of all."""
        attributes = dict(product.attributes)
        for form in forms:
            for name, text in form.options.items():
                attributes.setdefault(self._maker.attribute_name(name), text)
        for name in options:
            texts = dict.fromkeys(form.options[name] for form in forms if form.options.get(name))
            attributes[self._maker.attribute_name(name)] = ", ".join(texts)
        for name in [name for name in attributes if name not in _OF_ALL and tags_of(name) & {"price", "rating"}]:
            if len({form.product.attributes.get(name) for form in forms}) > 1:
                del attributes[name]  # the price per serving of one form is not the product's
        stocks = [stock for form in forms if isinstance(stock := form.product.attributes.get("stock"), float)]
        if stocks:
            attributes["stock"] = float(sum(stocks))
        return attributes


def _plain(options: Mapping[str, str]) -> dict[str, str]:
    """Options as they may be shown; those of which nothing is left are none."""
    cleaned = {name: clean_text(text) for name, text in options.items()}
    return {name: text for name, text in cleaned.items() if text}


def _all_differ(values: Iterable[str]) -> bool:
    """Whether all are there and no two are alike."""
    listed = list(values)
    return all(listed) and len(set(listed)) == len(listed)


def _short(value: Value | None) -> str:
    text = "" if value is None or isinstance(value, bool) else show_value(value)
    return text if len(text) <= _OPTION_CHARACTERS and "://" not in text else ""


def _best(availabilities: Sequence[Availability | None]) -> Availability | None:
    """The best of several; where some are unknown and none can be had, nothing is known."""
    known = [availability for availability in availabilities if availability]
    best = min(known, key=_BEST_FIRST.index, default=None)
    return None if len(known) < len(availabilities) and best in ("out of stock", "discontinued") else best


def _reviewed(rows: Sequence[Product]) -> Product:
    """The product of rows that are what its buyers say: their words one behind the other, their mean rating."""
    words = dict.fromkeys(text for row in rows if isinstance(text := row.attributes.get(REVIEWS), str) and text)
    ratings = [rating for row in rows if isinstance(rating := row.attributes.get("rating"), float)]
    shared = (item for item in rows[0].attributes.items() if all(row.attributes.get(item[0]) == item[1] for row in rows))
    attributes = dict(shared)  # the rest is of the buyers
    if words:
        attributes[REVIEWS] = REVIEWS_JOINT.join(islice(words, _MOST_REVIEWS))
    if ratings:
        attributes["rating"] = round(sum(ratings) / len(ratings), 2)
    return replace(rows[0], attributes=attributes)


def _rests(titles: Sequence[str]) -> list[str]:
    """What follows the stem in each of several titles, where all have more than it or are a size alone; else the titles."""
    stem = _stem(titles)
    rests = [title if names_a_size(title) else title.removeprefix(stem).strip(f"{_JOINTS})") for title in titles]
    return rests if all(title.startswith(stem) or names_a_size(title) for title in titles) and all(rests) else list(titles)


def _stem(titles: Sequence[str]) -> str:
    """What titles of variants begin with in common, to the end of a word; the first title where that is little."""
    titles = [title for title in titles if not names_a_size(title)] or titles
    first, last = min(titles), max(titles)
    length = next((place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    common = first[:length]
    if not all(len(title) == length or not title[length].isalnum() for title in titles):
        common = common[: max(common.rfind(mark) for mark in _JOINTS) + 1]
    common = common.strip(_JOINTS)
    return common if common and len(common) >= _SHORTEST_STEM * len(min(titles, key=len)) else titles[0]
