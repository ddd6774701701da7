"""Which column is what: by name where the name says it and the values agree, by content where it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from shopcli.catalog.cells.availability import read_stock
from shopcli.catalog.cells.labels import says_gender
from shopcli.catalog.columns import values as look
from shopcli.catalog.columns.addresses import are_addresses_of_names
from shopcli.catalog.columns.by_content import BY_CONTENT, PROSE, find_rating, find_title
from shopcli.catalog.columns.lexicon import UNKNOWN
from shopcli.catalog.columns.names import (
    MONEY_ROLES,
    ROLES,
    ends_in_a_currency,
    fold_name,
    meaning_of,
    meanings_of,
    misspelt_role,
    tags_of,
)
from shopcli.catalog.columns.prices import dearest, is_reduced, settle_prices
from shopcli.catalog.columns.sample import Sample
from shopcli.catalog.columns.values import rating_of
from shopcli.types import truth_of

__all__ = ["Chosen", "choose_roles", "rating_of"]

_VAGUE_FILL = 0.5
_PROVING_ROWS, _SURELY_FILLED = 5, 0.95
_OF_ROWS = frozenset(("id", "handle"))  # by which rows of one product are known
_GLANCE = 40
_LABEL = 40  # mean characters of the names of kinds
_SORTED = 0.2  # of a column's values, at the most so many differ where it sorts products
_ALIKE = 1.0  # steps in rank between two names for one role
_RANK = 0.004  # what a step in rank costs, where a row's share of filled cells is 1
_OF_VARIANTS = frozenset(("variant", "variation", "variante"))
_CODES = {"id": 0, "sku": 4, "mpn": 8, "gtin": 9, "group": 10}  # what may stand for an id, and how much worse than one
_PRICES = (*MONEY_ROLES, "regular", "bought")
_LATER = ("category", "type", "id", "group", *_PRICES)  # several columns decide about these together
_MERE_PRODUCT = 6  # the rank of a name that says "product" of a title and no more
_MERE_LABEL = 9  # the rank of a name that says of a title no more than that it labels
_TITLES_EACH = 8  # of titles to a code, so many show that it is none
_BRIEF = 200  # mean characters of texts that may be titles
_MERE_NUMBER = 14  # the rank of a name that says of an id that it counts
_NAMED = 0.8  # of the rows have a name of their own
_NO_NAMES_OF_THINGS = frozenset(("person", "maker", "brand", "shop", "category", "plumbing", "image", "url"))
_DATES = ("sale_start", "sale_end")
_OTHER_SUMS = frozenset(("tax", "percent", "rating", "id", "date", "member"))  # of money
_OF_PRICES = frozenset(
    (UNKNOWN, "worn", "price", "money", "unit", "amount", "digits", "channel", "shop", "main", "product", "of")
)
_MONEY_SHARE = 0.8
_MANY_AMOUNTS = 12  # fewer are steps of a scale: a price tier


class Chosen(NamedTuple):
    """The column of a role, and why: ``name``, ``content`` or ``--map``; or ``columns`` whose texts make it up."""

    column: str
    why: str
    columns: tuple[str, ...] = ()


def choose_roles(sample: Sample, taken: Mapping[str, str]) -> dict[str, Chosen]:
    """The column of every role that one could be found for; one column may be both the id and the group.

    Args:
        sample: the file's first rows.
        taken: role to column, as ``--map`` gave them; these stand, and their columns are no candidates for the rest.
    """
    return _Choice(sample, taken).all()


class _Choice:
    """The roles of one file's columns as they are found, the surest first."""

    def __init__(self, sample: Sample, taken: Mapping[str, str]) -> None:
        self.sample = sample
        self.roles = {role: Chosen(column, "--map") for role, column in taken.items()}
        self.spoken_for = set(taken.values())
        self.candidates: dict[str, list[tuple[float, str]]] = {}
        for name in sample.values:
            role, rank = _meaning(name, sample.values[name])
            if role and name not in self.spoken_for:
                self.candidates.setdefault(role, []).append((rank, name))
        for name in [name for name in sample.own if name not in self.spoken_for and not _meaning(name, sample.values[name])[0]]:
            if role := misspelt_role(name):
                self.candidates.setdefault(role, []).append((1.0, name))
        self.whole = self._titled_rows()

    def all(self) -> dict[str, Chosen]:
        self._name_roles()
        self._find_by_content()
        self._name_codes()
        order = {role: place for place, role in enumerate(ROLES)}
        return dict(sorted(self.roles.items(), key=lambda item: order[item[0]]))

    def filled(self, name: str) -> float:
        """The share of products that have a column: rows of variants alone have no title, brand or description."""
        return min(1.0, self.sample.filled(name) / self.whole)

    def _titled_rows(self) -> float:
        """The share of rows that have a title, where the others are variants of them; else 1."""
        sample = self.sample
        titles = [name for rank, name in self.candidates.get("title", ()) if rank < 2 and name in sample.own]
        fill = max((sample.filled(name) for name in titles), default=1.0)
        if not 0 < fill < 0.8:
            return 1.0
        for name in sample.own:
            told_apart = tags_of(name) & {"handle", "option"} or (name.lower() == "slug" or meaning_of(name)[0] == "group")
            if told_apart and sample.filled(name) > fill and self._repeats(name):
                return fill
        return 1.0

    def _repeats(self, name: str) -> bool:
        return look.distinct(self.sample.values[name]) < 0.95

    def _take(self, role: str, column: str | None, why: str) -> None:
        if column and role not in self.roles:
            self.roles[role] = Chosen(column, why)
            self.spoken_for.add(column)

    # --- by name ------------------------------------------------------------------------------------------------------------

    def _name_roles(self) -> None:
        self._name_prices()
        self._take("id", self._best_id(), "name")
        for role in ROLES:
            if role not in (*_LATER, "sku", "gtin", "mpn"):
                self._take(role, self._best(role), "name")
        self._name_kinds()
        self._name_stock()
        self._name_brand()

    def _best(self, role: str) -> str | None:
        held = [(self._score(name, role, rank), name) for rank, name in self.candidates.get(role, ())]
        free = [(score, name) for score, name in held if score > 0 and name not in self.spoken_for]
        return max(free, key=lambda pair: pair[0], default=(0.0, None))[1]

    def _score(self, name: str, role: str, rank: float) -> float:
        """Better filled first, better named next; 0 where the values belie the name."""
        if not self._may_hold(name, role, rank):
            return 0.0
        filled = self.sample.filled(name) if role == "id" else self.filled(name)
        score = round(filled, 1) if role in ("title", "id") else min(1.0, 2 * filled)
        if role == "id":
            score *= look.distinct(self.sample.values[name])
        if name in self.sample.told_apart and role not in _PRICES:
            score += 1  # what the form's own options say goes before a column of the same name
        if role == "availability" and look.share(self.sample.values[name], _tells_availability) < _VAGUE_FILL:
            score *= 0.5  # days until it is sent
        of_variants = 0.01 if role == "image" and name.casefold().startswith("varia") else 0.0
        return max(0.001, score - _RANK * rank - self._foreign(name) - of_variants - (0 if name in self.sample.own else 0.05))

    @staticmethod
    def _foreign(name: str) -> float:
        """What a column costs that says it is in another language than English, since it has a sister."""
        tags = tags_of(name)
        return 0.05 if "locale" in tags and "in:en" not in tags else 0.0

    def _may_hold(self, name: str, role: str, rank: float) -> bool:
        """Whether the values do not belie the name; a nested or vaguely named one must be well filled."""
        values = self.sample.values[name]
        if not values:
            return False
        vague = not self.sample.is_own(name) or (rank > (3.0 if role == "brand" else 1.5) and role not in (*_PRICES, *_DATES))
        is_option = role in _PRICES and name in self.sample.told_apart  # what a voucher is worth
        vague = vague or is_option
        filled = self.sample.filled(name) if role == "id" or is_option else self.filled(name)
        if vague and not (role == "colour" and name in self.sample.own) and filled < _VAGUE_FILL:
            return False
        is_vague_title = role == "title" and rank >= _MERE_PRODUCT and "description" in self.candidates
        if is_vague_title and len(values) >= 2 * _PROVING_ROWS and look.share(values, look.is_code) >= 0.5:
            return False  # the number of the variant, where another column has the name
        if self._is_of_something_else(name, role, rank):
            return False
        if role == "title" and rank >= _MERE_LABEL and len(values) >= 2 * _PROVING_ROWS and look.distinct(values) < _VAGUE_FILL:
            return False  # a label of records has many of them
        if role == "brand" and rank >= 3 and len(values) >= 2 * _PROVING_ROWS and look.distinct(values) > 0.95:
            return False  # a maker has more than one product
        fits = _FITS.get(role)
        if role == "stock" and rank >= 3 and not any(map(look.is_more_than, values)):
            fits = look.is_number  # "quantity" may be how much is in a pack
        if role in ("rating", *_PRICES):
            told = look.told(values)
            return fits is None or max(look.share(values, fits), look.share(told, fits)) >= 0.5
        return fits is None or look.share(values, fits) >= 0.5

    def _is_of_something_else(self, name: str, role: str, rank: float) -> bool:
        """Whether the values of a column that is called as a role is are those of something else in this catalog."""
        if role == "title":  # what every record is called is where they come from
            return self._is_of_all(name)
        if role == "mpn":  # the key of the maker
            return bool(tags_of(name) & {"maker", "brand"}) and self._comes_again(name)
        if role == "id" and rank >= _MERE_NUMBER:  # what is counted anew in each section
            return self._comes_again(name)
        return role == "id" and self._says_little(name)

    def _says_little(self, name: str) -> bool:
        """Whether what is called a code is hardly ever another, where many rows have titles of their own: a page's "SKU"."""
        codes = len(set(map(str, self.sample.values[name])))
        titles = [other for rank, other in self.candidates.get("title", ()) if rank < 2 and other in self.sample.own]
        named = max((len(set(map(str, self.sample.values[other]))) for other in titles), default=0)
        return len(self.sample.values[name]) >= _GLANCE and codes * _TITLES_EACH < named

    def _is_of_all(self, name: str) -> bool:
        """Whether a column that objects within the records have says the same of all of many."""
        values = self.sample.values[name]
        return name not in self.sample.own and len(values) >= _GLANCE and len(set(map(str, values))) == 1

    def _comes_again(self, name: str) -> bool:
        """Whether the values of many rows are few."""
        values = self.sample.values[name]
        return len(values) >= 2 * _PROVING_ROWS and look.distinct(values) < _VAGUE_FILL

    def _name_prices(self) -> None:
        best = {role: column for role in _PRICES if (column := self._best(role))}
        if column := dearest([name for name in self.sample.own - self.spoken_for if self._is_some_price(name)], self.sample):
            best["untold"] = column
        if "price" in self.roles:  # as --map has it
            best.pop("price", None)
            best["price"] = self.roles["price"].column
        elif "price" in best and "list_price" not in best and (pair := self._charged_and_before(best["price"])):
            best["price"], best["list_price"] = pair
        dated = any(self._best(role) for role in _DATES)
        for role, column in settle_prices(best, self.sample, self.filled, dated=dated).items():
            self._take(role, column, "name")

    def _charged_and_before(self, price: str) -> tuple[str, str] | None:
        """Of two columns that are called alike ("actual", "selling") the one that is charged, and what it was before."""
        rank = next(rank for rank, name in self.candidates["price"] if name == price)
        alike = [name for other, name in self.candidates["price"] if abs(other - rank) <= _ALIKE and name != price]
        for name in (name for name in alike if name not in self.spoken_for and self._score(name, "price", rank) > 0):
            for lower, higher in ((price, name), (name, price)):
                if is_reduced(self.sample, lower, higher):
                    return lower, higher
        return None

    def _is_some_price(self, name: str) -> bool:
        """Whether a name says price and something of it that is not known ("single order price"), and its amounts are many.

        So it is of what is used or new ("UsedPrice"). A currency at its end says as much: "100g_USD".
        """
        values, tags = self.sample.values[name], tags_of(name)
        is_money = ("price" in tags and bool(tags & {UNKNOWN, "worn"}) and tags <= _OF_PRICES) or (
            ends_in_a_currency(name) and not tags & _OTHER_SUMS
        )
        if not is_money or meaning_of(name)[0] or self.filled(name) < _VAGUE_FILL:
            return False
        return look.share(values, look.is_price) >= _MONEY_SHARE and len(set(map(str, values))) >= _MANY_AMOUNTS

    def _best_id(self) -> str | None:
        held = []
        for role, worse in _CODES.items():
            for rank, name in self.candidates.get(role, ()):
                if name not in self.spoken_for and (role != "group" or "handle" in tags_of(name)):
                    held.append((self._score(name, "id", rank + worse), name))
        best = max((pair for pair in held if pair[0] > 0), key=lambda pair: pair[0], default=(0.0, None))[1]
        return best if best is None or tags_of(best) & _OF_ROWS else self._id_beside(best) or best

    def _id_beside(self, code: str) -> str | None:
        """The one column called an id of something that differs in every row, where a code comes again: "watch_id"."""
        values = self.sample.values
        if look.distinct(values[code]) == 1.0:
            return None
        called = [name for name in self.sample.own - self.spoken_for if "id" in tags_of(name) and name != code]
        sure = [name for name in called if self.sample.filled(name) >= _SURELY_FILLED and look.distinct(values[name]) == 1.0]
        return sure[0] if len(sure) == 1 and len(values[sure[0]]) >= _PROVING_ROWS else None

    def _name_kinds(self) -> None:
        """The category is whichever column sorts the products best; a type that is not it stays one."""
        held = []
        for role in ("category", "type"):
            for rank, name in self.candidates.get(role, ()):
                if name in self.spoken_for or look.share(self.sample.values[name], look.is_system_type) >= 0.9:
                    continue
                if self._may_hold(name, "category", rank if role == "category" else 1.0):
                    worse = 0.02 * rank + (0.1 if role == "type" else 0) + self._foreign(name)
                    told = look.tells_kinds(self.sample.values[name])
                    score = told and self.filled(name) ** 0.5 * told - worse
                    held.append((max(0.01, score) if role == "category" and rank < 3 and told else score, name))
        for name in self.sample.own - self.spoken_for:
            if tags_of(name) == {"label"} and self._may_hold(name, "category", 2):
                told = look.tells_kinds(self.sample.values[name])
                held.append((told - 0.2 if look.distinct(self.sample.values[name]) < 0.5 else 0.0, name))
        self._take("category", max((pair for pair in held if pair[0] > 0), default=(0.0, None))[1] or self._of_google(), "name")
        kind = self._best("type")
        if kind and look.share(self.sample.values[kind], look.is_system_type) < 0.9:
            self._take("type", kind, "name")

    def _of_google(self) -> str | None:
        """The column of Google's own categories in words, where the shop has none of its own."""
        named = (name for name in self.sample.own if fold_name(name).endswith("google product category"))
        worded = (name for name in named if look.share(self.sample.texts(name), look.has_word) >= 0.5)
        return next((name for name in worded if len(set(map(str, self.sample.values[name]))) > 1), None)

    def _name_stock(self) -> None:
        """A count is the stock and a word the availability, whichever of the two the name says."""
        stock, state = self.roles.get("stock"), self.roles.get("availability")
        if (
            stock is None
            and state
            and state.why == "name"
            and "not" not in tags_of(state.column)
            and self._counts(state.column)
        ):
            self.roles["stock"] = self.roles.pop("availability")
        if "availability" not in self.roles:
            for _, name in self.candidates.get("stock", ()):
                if name not in self.spoken_for and look.share(self.sample.values[name], _says_availability) >= 0.5:
                    self._take("availability", name, "content")

    def _counts(self, name: str) -> bool:
        numbers = [look.number_of(value) for value in self.sample.values[name]]
        return all(number is not None for number in numbers) and any(number not in (0, 1) for number in numbers)

    def _name_brand(self) -> None:
        """A shop whose name stands in most titles is the brand of what it lists."""
        shop, title = self.roles.get("shop"), self.roles.get("title")
        if "brand" in self.roles or not shop or not title or shop.why == "--map":
            return
        names, titles = self.sample.values[shop.column], self.sample.values[title.column]
        if len(names) != len(titles):
            return
        named = sum(str(name).casefold() in str(text).casefold() for name, text in zip(names, titles, strict=True))
        if named >= 0.5 * len(names):
            self.roles["brand"] = self.roles.pop("shop")

    # --- by content ---------------------------------------------------------------------------------------------------------

    def _free(self) -> list[str]:
        return [name for name in self.sample.values if name not in self.spoken_for and "plumbing" not in tags_of(name)]

    def _find_by_content(self) -> None:
        for role, find in BY_CONTENT.items():
            if role not in self.roles and role != "title":
                free = self._free()
                if role == "id" and "title" not in self.roles:  # the model may be all that names the product
                    free = [name for name in free if "model" not in tags_of(name)]
                self._take(role, find(self.sample, free), "content")
            elif role == "title" and role not in self.roles:
                self._find_title()
        if "rating" not in self.roles:
            self._take("rating", find_rating(self.sample, self._free()), "content")
        if "price" not in self.roles and "net_price" not in self.roles:
            self._take("price", self._beside_the_currency(), "content")
        if "category" not in self.roles:
            self._describe_kinds()
        if "title" not in self.roles:
            self._call_by_what_is_left()

    def _call_by_what_is_left(self) -> None:
        """A title where neither a name nor the look of the texts says which it is."""
        if "description" in self.roles:
            column = self.roles["description"].column
            texts = self.sample.texts(column)
            if texts and self.roles["description"].why == "name" and sum(map(len, texts)) / len(texts) < 2 * PROSE:
                self.roles["title"] = self.roles.pop("description")
        if "title" not in self.roles and (spelt := self._spelt_by_addresses()):
            self.roles["title"] = Chosen(spelt, "what addresses spell")
        if "title" not in self.roles:
            self._call_by_another_role()

    def _call_by_another_role(self) -> None:
        """What is called a type, a brand or a shop and is another in nearly each row is what the rows are called by."""
        for role in ("shop", "category", "type", "brand"):
            chosen = self.roles.get(role)
            texts = self.sample.texts(chosen.column) if chosen and chosen.why == "name" else []
            if len(texts) >= _PROVING_ROWS and look.distinct(texts) >= _NAMED and look.share(texts, look.has_word) >= _NAMED:
                self.roles["title"] = self.roles.pop(role)
                return
        self._take("title", next((name for _, name in self.candidates.get("title", ()) if self._is_of_all(name)), None), "name")

    def _spelt_by_addresses(self) -> str | None:
        """The column of the pages' addresses, where nothing but these says what products are called."""
        url = self.roles.get("url")
        free = [name for name in self._free() if name in self.sample.own and "image" not in tags_of(name)]
        names = [url.column] if url and url.column else free
        filled = (name for name in names if self.filled(name) >= _NAMED)
        return next((name for name in filled if are_addresses_of_names(self.sample.texts(name))), None)

    def _describe_kinds(self) -> None:
        """What is called a description and says one of a few short things of each product is its category."""
        described = self.roles.get("description")
        texts = self.sample.texts(described.column) if described and described.why == "name" else []
        if len(texts) < _GLANCE or sum(map(len, texts)) >= _LABEL * len(texts) or look.distinct(texts) > _SORTED:
            return
        if look.tells_kinds(texts) >= 1:
            self.roles["category"] = self.roles.pop("description")

    def _find_title(self) -> None:
        """A column that says the model, behind the brand; else the one whose texts look like titles."""
        models = [
            name
            for name in self._free()
            if name in self.sample.own
            and "model" in tags_of(name)
            and tags_of(name) <= {"model", "name", "product", "title", "locale", "in:en"}
            and self.filled(name) >= _VAGUE_FILL
            and look.share(self.sample.values[name], look.is_words) >= 0.9
        ]
        brand = self.roles.get("brand")
        named = models or self._named_beside(brand.column if brand else None)
        if named and brand and brand.column:
            self.roles["title"] = Chosen("", "brand and model", (brand.column, named[0]))
            return
        described = self.roles.get("description")
        free = self._free()
        if described and described.why == "name" and meaning_of(described.column)[1] >= 3:
            free.append(described.column)
        column = (self._spelt_out(models[0], free) or models[0]) if models else find_title(self.sample, free)
        if column is None:  # a picture's caption may be all there is
            column = find_title(self.sample, [name for name in self.sample.values if name not in self.spoken_for])
        if described and column == described.column:
            del self.roles["description"]
        by = self._by_whom(column)
        if column and by:
            self.roles["title"] = Chosen("", "person and name", (by, column))
            return
        self._take("title", column, "content")

    def _spelt_out(self, code: str, free: Sequence[str]) -> str | None:
        """The column of short texts that say what most codes of a column are: "HD4140X" in "Dahua HD4140X dome camera"."""
        codes = [str(value) for value in self.sample.values[code]]
        if len(codes) < 2 * _PROVING_ROWS or look.share(self.sample.values[code], look.is_code) < _VAGUE_FILL:
            return None
        for name in free:
            texts = self.sample.texts(name)
            if (
                name == code
                or name not in self.sample.own
                or len(texts) != len(codes)
                or sum(map(len, texts)) > _BRIEF * len(texts)
            ):
                continue
            longer = [code in text and text.count(" ") >= 2 for code, text in zip(codes, texts, strict=True)]
            if sum(longer) >= _VAGUE_FILL * len(codes):
                return name
        return None

    def _named_beside(self, brand: str | None) -> list[str]:
        """Columns of the names of things that tell rows apart with their makers' alone: the bars of many makers are "Peru"."""
        if brand is None or brand not in self.sample.values:
            return []
        makers = [str(value) for value in self.sample.values[brand]]
        return [
            name
            for name in self._free()
            if name in self.sample.own
            and "name" in tags_of(name)
            and not tags_of(name) & _NO_NAMES_OF_THINGS
            and self.filled(name) >= _NAMED
            and look.distinct(self.sample.texts(name)) < _NAMED
            and look.distinct(list(zip(makers, self.sample.values[name], strict=True))) >= _NAMED
            and look.share(self.sample.values[name], look.has_word) >= _NAMED
        ]

    def _by_whom(self, column: str | None) -> str | None:
        """The column of those who made what a column of works that has gaps names: of some records the artist alone is told."""
        if column is None or self.filled(column) >= 1:
            return None
        people = (name for name in self._free() if name in self.sample.own and tags_of(name) == {"person"} and name != column)
        return next((name for name in people if self.filled(name) > self.filled(column)), None)

    def _beside_the_currency(self) -> str | None:
        currency = self.roles.get("currency")
        names = list(self.sample.values)
        if not currency or currency.column not in names:
            return None
        at = names.index(currency.column)
        for name in [*names[max(0, at - 1) : at], *names[at + 1 : at + 2]]:
            if name in self._free() and name in self.sample.own and look.share(self.sample.values[name], look.is_number) >= 0.9:
                return name
        return None

    # --- codes and groups ---------------------------------------------------------------------------------------------------

    def _name_codes(self) -> None:
        for role in ("sku", "gtin", "mpn"):
            self._take(role, self._best(role), "name")
        if "group" in self.roles:
            return
        column = self._best("group")
        chosen_id = self.roles.get("id")
        if column is None and chosen_id and meaning_of(chosen_id.column)[0] == "group":
            column = chosen_id.column  # the handle is both
        if column is None and chosen_id and not self._repeats(chosen_id.column):
            ids = [name for rank, name in self.candidates.get("id", ()) if rank < 2 and self._is_group(name)]
            column = ids[0] if ids else None
        if column is None and self.whole < 1:
            slugs = [name for name in self.sample.own if "slug" in name.lower().split("_") and self._is_group(name)]
            column = slugs[0] if slugs else None
        if column:
            self.roles["group"] = Chosen(column, "name")
            self.spoken_for.add(column)

    def _is_group(self, name: str) -> bool:
        filled = self.sample.filled(name) >= 0.9 and name in self.sample.own
        of_variants = not _OF_VARIANTS.isdisjoint(fold_name(name).split())  # counted anew in each product
        if name in self.spoken_for or of_variants or not filled or "channel" in tags_of(name):
            return False  # the id of a website groups all that is sold there
        return look.distinct(self.sample.values[name]) < 0.95


def _meaning(name: str, values: Sequence[Any]) -> tuple[str, float]:
    """What a name means, and where it may mean several things, the first that the values are like."""
    meanings = meanings_of(name)
    like = (meaning for meaning in meanings if look.share(values, _FITS.get(meaning[0], bool)) >= 0.5)
    return next(like, meanings[0]) if len(meanings) > 1 else meaning_of(name)


def _says_availability(value: Any) -> bool:
    return look.is_availability(value) or (isinstance(value, str) and truth_of(value) is not None)


def _tells_availability(value: Any) -> bool:
    return _says_availability(value) or (isinstance(value, str) and read_stock(value)[0] is not None)


_LONGEST_COUNT = 40  # characters: "1,234 customer reviews"; what is longer is a review that has a number in it
_FITS: dict[str, Callable[[Any], bool]] = {
    "id": look.is_id,
    "sku": look.is_id,
    "mpn": look.is_id,
    "gtin": look.is_digits,
    "group": look.is_id,
    "title": lambda value: look.is_words(value) and not look.is_template(value),
    "description": lambda value: isinstance(value, str),
    "brand": lambda value: look.is_words(value) and len(str(value)) <= 100,
    "shop": lambda value: look.is_words(value) and len(str(value)) <= 100,
    "category": look.is_words,
    "type": lambda value: isinstance(value, str) and len(value) <= 100,
    "tags": lambda value: isinstance(value, str),
    **dict.fromkeys(_PRICES, look.is_price),
    "currency": lambda value: isinstance(value, str) and len(value.strip()) <= 16,
    "url": look.is_place,
    "image": look.is_place,
    "rating": look.is_rating,
    "reviews": lambda value: look.is_count(value) and len(str(value)) <= _LONGEST_COUNT,
    "stock": look.is_count,
    "availability": lambda value: look.is_state(value) or look.is_place(value),
    "condition": lambda value: isinstance(value, str) and (look.is_state(value) or look.is_url(value)),
    "gender": lambda value: isinstance(value, str) and says_gender(value),
    "reduction": look.is_percent,
    "size": lambda value: isinstance(value, (int, float)) or (isinstance(value, str) and len(value) <= 200),
    "colour": lambda value: isinstance(value, str) and len(value) <= 200,
    **dict.fromkeys(_DATES, look.is_state),
}
