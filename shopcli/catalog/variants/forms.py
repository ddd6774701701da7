"""Grouping: which rows of a file are one product, by what its form says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shopcli.catalog.cells.clean import is_missing
from shopcli.catalog.columns.mapping import Binding
from shopcli.catalog.columns.names import fold_name, holds_reviews, looks_like_code, role_by_name, tags_of
from shopcli.catalog.columns.sample import Sample
from shopcli.catalog.variants.listed import VariantList
from shopcli.catalog.variants.options import Pair, is_option
from shopcli.catalog.variants.packed import assigned
from shopcli.catalog.wordlists import split_words

_MANY_ROWS, _ROWS_EACH = 20, 3  # rows that show that they are reviews, and of each product on the whole
_OWN_WORDS = 0.2  # of the reviews, so many differ at the least; many buyers say nothing
# Columns whose value all rows of a product share, whatever else they hold.
_SHARED = split_words(
    "handle|product handle|item group id|itemgroupid|item group|group id|groupid|product group id|variant group|"
    "variant group id|variant group code|style id|style code|style number|style no|parent asin|master product id|"
    "master id|master code|model group"
)
# The same, where values repeat and rows with the same one have the same title.
_SHARED_WHERE_REPEATED = split_words(
    "slug|product slug|product id|productid|item id|product code|product number|product no|product sku|product key|"
    "produktnummer|artikelnummer|hauptartikelnummer|url key|permalink"
)
# Columns that name another row's id or SKU.
_PARENTS = split_words(
    "parent|parent id|parent sku|parent product|parent product id|parent product sku|parent item|parent item id|"
    "parent code|parent ref|parentid|parentsku|configurable sku|master sku|main sku|variant of|hauptartikel|"
    "vaterartikel|parent handle|ubergeordnetes produkt|produit parent|producto superior|superior|genitore|"
    "prodotto genitore|produto pai|pai|bovenliggend product|produkt nadrzedny|родительский товар|родитель|ebeveyn urun|"
    "父商品|父产品|親商品"
)
_MANY = 0.05  # the share of records that are another form of one before, where their options are nested in them
_LISTED = "configurable variations"  # Magento
_OF_VARIANTS = split_words("variant variants variation sku skus variante")
_LANGUAGES = split_words("language|lang|locale|store view code|store view|store|langue|sprache|idioma|lingua|语言|website")
_OFFER_ROLES = frozenset(
    "id price list_price sale_price sale_start sale_end net_price gross_price min_price max_price member_price "
    "availability stock sku gtin mpn image url colour size rating reviews".split()
)
_TOLD_OF_OFFERS = frozenset(("price", "rating", "reviews"))
_BESIDE_NAMES = split_words(
    "stock|quantity|qty|inventory|inventory quantity|inventory count|inventory qty|stock quantity|"
    "stock level|count|available|availability|is in stock|in stock|instock|sku|barcode|position|"
    "variant id|variant sku|variant price|compare at price|sale price|list price|regular price|no|index"
)
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Grouping:
    """What of a file says that rows are one product.

    Attributes:
        shared: the column whose value they share.
        parent: the column by which a row names the row that it is a form of.
        named_by: the columns that ``parent`` may hold a value of.
        listed: the column in which a Magento product lists its forms.
        packed: the columns whose cells hold attributes by name.
        continued: whether a row without a title and a key belongs to the row before it.
        by_title: whether rows of one title that differ in nothing but options and offers are one product.
        id: the column that holds ids.
        title: the column that holds titles.
        language: the column that tells the languages of rows of one id apart.
        options: the columns that are options by their name.
        pairs: the columns that are attributes two by two.
        image: the column of a variant's own picture, where the pictures' column is a gallery.
        nested: the list of variants that records have under a name of their own.
        reviewed: whether the rows of a product are what its buyers say of it, a row each.
    """

    shared: str = ""
    parent: str = ""
    named_by: tuple[str, ...] = ()
    listed: str = ""
    packed: tuple[str, ...] = ()
    continued: bool = False
    by_title: bool = False
    id: str = ""
    title: str = ""
    language: str = ""
    options: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    image: str = ""
    nested: VariantList | None = None
    reviewed: bool = False

    @property
    def is_said(self) -> bool:
        """Whether the form itself groups rows."""
        return bool(self.shared or self.parent or self.listed or self.continued)

    @property
    def titles_variants(self) -> bool:
        """Whether titles are those of variants, by what their column is called."""
        return _is_of_variants(self.title)

    @property
    def plumbing(self) -> frozenset[str]:
        """The columns that only say which rows belong together."""
        columns = {self.shared, self.parent, self.listed, *self.packed, self.image, self.language if self.is_said else ""}
        return frozenset(filter(None, columns))

    def keys(self, record: Record) -> tuple[int, ...] | None:
        """What a row shares with those that it belongs to, as numbers; None where it belongs to the row before it."""
        if self.shared:
            if value := cell(record.get(self.shared)):
                return (hash((self.shared, value)),)
        elif self.parent or self.listed:
            return self._references(record)
        value = cell(record.get(self.id)) if self.id else ""
        if self.continued and not cell(record.get(self.title)) and self._goes_on(record, value):
            return None
        known = (hash(("", value)),) if value else ()
        return (*known, self._description(record)) if self.by_title and not self.is_said else known

    def _goes_on(self, record: Record, own_id: str) -> bool:
        """Whether a row without a title says what a form of the row before it is told apart by, and has no other business."""
        if any(cell(record.get(pair.value)) for pair in self.pairs):
            return True
        return not own_id and any(cell(record.get(name)) for name in self.options)

    def _references(self, record: Record) -> tuple[int, ...]:
        if value := cell(record.get(self.parent)) if self.parent else "":
            return (hash(("", value.removeprefix("id:").strip())),)
        own = [value for column in self.named_by if (value := cell(record.get(column)))]
        listed = [variation["sku"] for variation in self.variations(record) if variation.get("sku")]
        return tuple(hash(("", value)) for value in dict.fromkeys((*own, *listed)))

    def _description(self, record: Record) -> int:
        """What rows of one product have in common where nothing else says it: all but options, offers and codes."""
        paired = self._pair_values
        described = [str(value) for name, value in _flat(record) if not _may_differ(name) and name not in paired]
        return hash((cell(record.get(self.title)), *described))

    def variations(self, record: Record) -> list[dict[str, str]]:
        """The forms that a Magento product lists: each its SKU and what it is told apart by."""
        text = record.get(self.listed) if self.listed else None
        if not isinstance(text, str) or not text:
            return []
        return [dict(assigned(variation.replace(",", "\n"))) for variation in text.split("|")]

    def parts(self, records: Sequence[Record]) -> list[list[int]]:
        """The rows of each product among those that share a key, by their place; mostly all of them."""
        if self.is_said or len(records) == 1:
            return [list(range(len(records)))]
        ids = [cell(record.get(self.id)) if self.id else "" for record in records]
        titles: dict[str, list[int]] = defaultdict(list)
        firsts: dict[str, int] = {}
        for place in range(len(records)):
            first = firsts.setdefault(ids[place], place)
            translated = bool(self.language and ids[place])
            titles[cell(records[first if translated else place].get(self.title))].append(place)
        return sorted(part for places in titles.values() for part in self._by_options(records, ids, places))

    def _by_options(self, records: Sequence[Record], ids: Sequence[str], places: Sequence[int]) -> Iterator[list[int]]:
        """Rows of one id are one product, and rows of several ids where what they are told apart by is said and differs."""
        by_id: dict[str, list[int]] = defaultdict(list)
        for place in places:
            by_id[ids[place] or f"row {place}"].append(place)
        forms: dict[tuple[str, ...], list[int]] = {}
        for rows in by_id.values():
            options = self._options(records[rows[0]])
            if forms and (options in forms or not self.by_title or not any(options) or not any(next(iter(forms)))):
                yield rows
            else:
                forms[options] = rows
        yield sorted(place for rows in forms.values() for place in rows)

    def _options(self, record: Record) -> tuple[str, ...]:
        return tuple(cell(value) for name, value in _flat(record) if is_option(name) or name in self._pair_values)

    @property
    def _pair_values(self) -> frozenset[str]:
        return frozenset(pair.value for pair in self.pairs)


def cell(value: Any) -> str:
    """A cell as the key that it is compared by; empty where it says nothing."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None or isinstance(value, (dict, list, bool)):
        return ""
    text = str(value).strip()
    return "" if is_missing(text) else text


def _flat(record: Record) -> Iterator[tuple[str, Any]]:
    """The fields of a record and of the objects in it."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


@lru_cache(maxsize=65536)
def _may_differ(name: str) -> bool:
    """Whether a column's name says that variants may differ in it."""
    role = role_by_name(name)[0]
    if tags_of(name) & _TOLD_OF_OFFERS:  # "price per serving", "flavour rating"
        return True
    return is_option(name) or role in _OFFER_ROLES or fold_name(name) in _BESIDE_NAMES or looks_like_code(name)


def find_grouping(sample: Sample, bindings: Mapping[str, Binding], pairs: tuple[Pair, ...]) -> Grouping:
    """What of a file groups its rows, by the names of its columns and its first rows.

    Args:
        sample: the file's first rows, pairs joined.
        bindings: role to where its value comes from.
        pairs: the file's pairs.
    """
    columns = {role: binding.column for role, binding in bindings.items() if binding.column}
    named = {fold_name(name): name for name in sample.values if name in sample.own}  # in their order, which a set has not
    id_column, title = columns.get("id", ""), columns.get("title", "")
    options = _option_columns(sample)
    shared = columns.get("group", "")
    parent = next((named[name] for name in named if name in _PARENTS and sample.values.get(named[name])), "")
    listed, packed = named.get(_LISTED, ""), sample.packed
    if fold_name(shared) in _PARENTS:
        shared, parent = "", shared
    shared = shared or next((named[name] for name in named if name in _SHARED and sample.values.get(named[name])), "")
    own_options = any(name in sample.own for name in options)
    has_options = bool(pairs) or own_options or (bool(options) and _differ_in_options(sample, id_column, title, pairs))
    if not shared and not parent and not listed:
        repeated = (named[name] for name in named if name in _SHARED_WHERE_REPEATED)
        shared = next((name for name in repeated if _repeats(sample, name, title, has_options)), "")
    if parent and shared and fold_name(shared) not in ("item group id",):
        shared = ""
    if parent or listed:
        refers_to = (id_column, *(named[name] for name in ("id", "sku", "product id", "item id", "handle") if name in named))
        named_by = tuple(dict.fromkeys(filter(None, refers_to)))
    else:
        named_by = ()
    reviewed = "" if shared or parent or listed or has_options else _reviewed_by_rows(sample, columns)
    shared = shared or reviewed
    titleless = title and sample.filled(title) < 1
    continued = bool(titleless and has_options and not shared and not parent and not listed)
    language = next((named[name] for name in named if name in _LANGUAGES and sample.values.get(named[name])), "")
    return Grouping(
        shared, parent, named_by, listed, packed, continued, has_options, id_column, title, language, options, pairs,
        named.get("variant image", ""), sample.nested, bool(reviewed),
    )  # fmt: skip


def _reviewed_by_rows(sample: Sample, columns: Mapping[str, str]) -> str:
    """The column by which rows that hold a buyer's words each are of one product: its page, else its title; else "".

    So it is where each of few has many rows, of one title, one price and one brand, whose words differ.
    """
    key, title = columns.get("url") or columns.get("title", ""), columns.get("title", "")
    words = [name for name in sample.own if holds_reviews(name) and len(sample.texts(name)) >= _MANY_ROWS]
    if not words or not title or len(sample.records) < _MANY_ROWS:
        return ""
    rows: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    told = [columns[role] for role in ("title", "price", "brand", "category") if role in columns]
    for record in sample.records:
        rows[cell(record.get(key))].add(tuple(cell(record.get(name)) for name in told))
    several = len(rows) * _ROWS_EACH <= len(sample.records) and "" not in rows
    texts = sample.texts(words[0])
    return (
        key if several and all(len(said) == 1 for said in rows.values()) and len(set(texts)) > _OWN_WORDS * len(texts) else ""
    )


def _option_columns(sample: Sample) -> tuple[str, ...]:
    """The columns that are options by their name, and what came out of such a column's cells."""
    named = [name for name in sample.values if is_option(name)]
    opened = tuple(f"{column} " for record in sample.records[:1] for column in record if is_option(column))
    inner = (name for name in sample.values if opened and name.startswith(opened) and name not in sample.own)
    return tuple(dict.fromkeys((*named, *inner)))


def _repeats(sample: Sample, name: str, title: str, has_options: bool) -> bool:
    """Whether several rows share a value of a column, and those that do have one title or none."""
    titles: dict[str, set[str]] = defaultdict(set)
    rows = 0
    for row in sample.records:
        if value := cell(row.get(name)):
            rows += 1
            titles[value].add(cell(row.get(title)))
    of_variants = _is_of_variants(title)
    apart = not of_variants and any(len(some - {""}) > 1 for some in titles.values())
    codes = [other for other in sample.own if looks_like_code(other) and other != name]
    if rows == len(titles):
        return False
    return any(_names_variants(sample, code) for code in codes) or (not apart and (has_options or of_variants or bool(codes)))


def _names_variants(sample: Sample, name: str) -> bool:
    """Whether a column holds a code of its own for each row, and says that it is a variant's."""
    values = sample.values.get(name, [])
    return _is_of_variants(name) and len(set(map(str, values))) == len(values) == sample.rows


def _is_of_variants(name: str) -> bool:
    return not _OF_VARIANTS.isdisjoint(fold_name(name).split())


def _differ_in_options(sample: Sample, id_column: str, title: str, pairs: tuple[Pair, ...]) -> bool:
    """Whether not few of the first records differ from others in nothing but options and offers."""
    grouping = Grouping(by_title=True, id=id_column, title=title, pairs=pairs)
    descriptions = [keys[-1] for record in sample.records if (keys := grouping.keys(record))]
    return len(descriptions) - len(set(descriptions)) >= _MANY * len(descriptions) > 0
