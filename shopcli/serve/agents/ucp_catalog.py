"""The catalog capability of the Universal Commerce Protocol (2026-08-25) over one index: search, lookup, product detail.

Source: https://ucp.dev/2026-08-25/specification/shopping/catalog. Each operation takes a checked request and gives the response
as JSON has it. What limits ask for holds on all that is returned; wishes that nothing grants are said in messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shopcli.advisor import Advisor
from shopcli.serve.agents.cursors import Cursor, decode_cursor, encode_cursor
from shopcli.serve.agents.option_selection import OptionSelection
from shopcli.serve.agents.requests import MOST_ON_A_PAGE, GetProductRequest, LookupRequest, SearchRequest
from shopcli.serve.agents.ucp_facets import facet_to_ucp
from shopcli.serve.agents.ucp_product import NO_CURRENCY, VERSION, forms_of, major_units, product_to_ucp
from shopcli.text.safe import safe
from shopcli.types import Answer, Clause, Hit, Need, Product, Variant
from shopcli.util.timing import stage

if TYPE_CHECKING:
    from shopcli.serve.agents.requests import Context, SearchFilters

SEARCH, LOOKUP = "dev.ucp.shopping.catalog.search", "dev.ucp.shopping.catalog.lookup"
_ANYTHING = "products"
_RATING_SCALES = (5.0, 10.0, 100.0)


class InvalidRequest(ValueError):
    """A request that cannot be carried out as it stands."""


class UcpCatalog:
    """The operations over the catalog of one advisor.

    Args:
        advisor: who searches.
    """

    def __init__(self, advisor: Advisor) -> None:
        self._advisor, self._index = advisor, advisor.index

    def search(self, request: SearchRequest) -> dict[str, Any]:
        """`search_catalog`: the products for a query under filters, a page at a time.

        Raises:
            InvalidRequest: neither words nor filters.
            BadCursor: a cursor of another request.
        """
        words = (request.query or "").strip()
        clauses, messages = self._clauses(request.filters, request.context)
        if not (words or clauses or request.filters):
            raise InvalidRequest("Give a query, or filters, or both.")
        with stage("understand"):
            need = self._advisor.understand(words) if words else self._browsing(clauses)
        need = need.having(*clauses)
        asked = repr((words, clauses, self._index.manifest.created))
        page = self._page(request, asked)
        answer = self._advisor.search(need, top=page.size, offset=page.start)
        hits = [hit for hit in answer.results if _holds(hit, clauses)]
        pagination: dict[str, Any] = {"has_next_page": answer.is_more, "total_count": answer.matching}
        if answer.is_more:
            pagination["cursor"] = encode_cursor(Cursor(page.start + page.size, page.size), asked)
        products, unpriced = self._priced([(hit.product, hit.variant) for hit in hits])
        messages += [*_of_answer(answer), *unpriced]
        facets = {"facets": self._facets(need) if answer.matching else []} if request.facets else {}
        return _response(SEARCH, messages, products=products, pagination=pagination, **facets)

    def lookup(self, request: LookupRequest) -> dict[str, Any]:
        """`lookup_catalog`: products by ids of theirs or of their variants, or by codes; each once, with one variant an id."""
        clauses, messages = self._clauses(request.filters, request.context)
        found: dict[str, tuple[Product, dict[str, tuple[Variant, list[dict[str, str]]]]]] = {}
        for id in dict.fromkeys(request.ids):
            row = self._index.find(id)
            if row is None:
                messages.append(_info("not_found", id))
                continue
            product = self._index.records[row]
            form, match = self._form(product, id, clauses)
            if form is not None:
                _, forms = found.setdefault(product.id, (product, {}))
                forms.setdefault(form.id, (form, []))[1].append({"id": id, "match": match})
        products = []
        for product, forms in found.values():
            shown = product_to_ucp(product, [form for form, _ in forms.values()], rating_scale=self._rating_scale)
            for variant in shown["variants"]:
                variant["inputs"] = forms[variant["id"]][1]
            products.append(shown)
        return _response(LOOKUP, messages, products=products)

    def get_product(self, request: GetProductRequest) -> dict[str, Any]:
        """`get_product`: one product in full, its variants narrowed by the options chosen; an error where there is none."""
        clauses, messages = self._clauses(request.filters, request.context)
        row = self._index.find(request.id)
        product = None if row is None else self._index.records[row]
        forms = [form for form in forms_of(product) if self._form_holds(product, form, clauses)] if product else []
        if product is None or not forms:
            why = (
                "has no price" if product and not clauses else "has no variant within the filters" if product else "is not sold"
            )
            content = f"Product not found: {safe(request.id)} {why}."
            error = {"type": "error", "code": "not_found", "content": content, "severity": "unrecoverable"}
            return {"ucp": envelope(LOOKUP) | {"status": "error"}, "messages": [error, *messages]}
        selection = OptionSelection(forms, self._exact(product, request.id), request.selected or (), request.preferences or ())
        shown = product_to_ucp(product, selection.matching, rating_scale=self._rating_scale)
        if shown.get("options"):
            shown |= {"selected": selection.selected, "options": selection.options}
        return _response(LOOKUP, messages, product=shown)

    def _facets(self, need: Need) -> list[dict[str, Any]]:
        """By what the results can be narrowed down: each value with its count, and the filters that choose it."""
        return [facet_to_ucp(facet, is_field=facet.field in self._index.columns) for facet in self._advisor.facets(need)]

    def _browsing(self, clauses: Sequence[Clause]) -> Need:
        """A need without words: what the filters name, which is all that there is to put results in order by."""
        return Need(", ".join(str(clause.value) for clause in clauses) or _ANYTHING, language=self._index.manifest.language)

    def _page(self, request: SearchRequest, asked: str) -> Cursor:
        pagination = request.pagination
        if pagination and pagination.cursor:
            return decode_cursor(pagination.cursor, asked)
        return Cursor(0, min(pagination.limit if pagination else 10, MOST_ON_A_PAGE))

    def _clauses(
        self, filters: SearchFilters | None, context: Context | None
    ) -> tuple[tuple[Clause, ...], list[dict[str, Any]]]:
        """What filters ask for as hard clauses, and what cannot be asked of this catalog."""
        if filters is None:
            return (), []
        clauses, messages = [], []
        own = self._advisor.vocabulary.currencies
        asked_in = (context.currency if context else None) or (own[0] if own else None)
        if filters.price and own and asked_in not in own:
            messages.append(
                _warning("currency_not_converted", f"Prices here are in {', '.join(own)}; the price filter was not used.")
            )
        elif filters.price:
            for op, amount in ((">=", filters.price.min), ("<=", filters.price.max)):
                if amount is not None:
                    value = major_units(amount, asked_in)
                    clauses.append(Clause(f"price {op} {value:g}", "limit", "price", op, value, asked_in, source="flag"))  # type: ignore[arg-type]
        if filters.categories:
            clauses.append(self._one_of("category", filters.categories))
        for field, value in (filters.model_extra or {}).items():
            if field in self._index.columns and field not in ("price", "category"):
                clauses.append(self._one_of(field, value if isinstance(value, list) else [value]))
            else:
                messages.append(_warning("filter_not_used", f"This catalog has no field {safe(field)[:80]!r} to filter by."))
        return tuple(clauses), messages

    def _one_of(self, field: str, values: Sequence[object]) -> Clause:
        said = [("yes" if value else "no") if isinstance(value, bool) else str(value) for value in values]
        text = f"{field}: {' or '.join(said)}"
        if len(said) == 1:
            return Clause(text, "feature", field, "is", said[0], source="flag")
        if any("|" in value for value in said):
            raise InvalidRequest(f"Several values of {field} with a vertical bar in them cannot be asked for at once.")
        return Clause(text, "feature", field, "in", "|".join(said), source="flag")

    def _form(self, product: Product, id: str, clauses: Sequence[Clause]) -> tuple[Variant | None, str]:
        """The form of a product that an id stands for, and how it does; None where none has a price within the filters."""
        exact = self._exact(product, id)
        forms = [exact] if exact else [*product.forms, *forms_of(product)]
        priced = {form.id: form for form in forms_of(product)}
        holding = (form for form in forms if form.id in priced and self._form_holds(product, priced[form.id], clauses))
        return next(holding, None), "exact" if exact else "featured"

    def _exact(self, product: Product, id: str) -> Variant | None:
        """The form that an id names itself; None where it names the product of several."""
        forms = product.variants or forms_of(product)
        low = id.casefold()
        named = (form for form in forms if form.id == id or low in (code.casefold() for code in form.codes.values()))
        return next(named, None) if product.variants else next(iter(forms), None)

    def _form_holds(self, product: Product, form: Variant, clauses: Sequence[Clause]) -> bool:
        """Whether what filters ask for holds on one form, by its own price and options."""
        return all(_says(clause, product, form) for clause in clauses)

    def _priced(self, found: Sequence[tuple[Product, Variant | None]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The products in the protocol's form, the best variant first, and what is to be said of those without a price."""
        shown, without = [], []
        for product, best in found:
            forms = forms_of(product)
            first = [form for form in forms if best is not None and form.id == best.id]
            ordered = [*first, *(form for form in forms if form not in first)]
            if ordered:
                shown.append(product_to_ucp(product, ordered, rating_scale=self._rating_scale))
            else:
                without.append(product.id)
        messages = (
            [_info("price_unknown", f"Left out, as no price is known: {', '.join(map(safe, without))}.")] if without else []
        )
        if any(one["price_range"]["min"]["currency"] == NO_CURRENCY for one in shown):
            messages.append(
                _info("currency_unknown", "The catalog names no currency; amounts are in hundredths of whatever it is.")
            )
        return shown, messages

    @cached_property
    def _rating_scale(self) -> float | None:
        """The best rating that can be had, by the best that is; None where nothing is rated."""
        import numpy as np

        if "rating" not in self._index.columns or self._index.columns.kind("rating") != "number":
            return None
        values = self._index.columns.dense("rating")
        best = float(np.nanmax(values)) if np.isfinite(values).any() else 0.0
        return next((scale for scale in _RATING_SCALES if 0 < best <= scale), None)


def _holds(hit: Hit, clauses: Sequence[Clause]) -> bool:
    """Whether a result meets what filters ask for; a record that does not say does not."""
    return not any(clause in hit.unmet or clause in hit.unknown for clause in clauses)


def _says(clause: Clause, product: Product, form: Variant) -> bool:
    """Whether one form of a product is as a filter asks."""
    if clause.field == "price":
        price, bound = form.price, float(clause.value or 0)
        same = clause.unit is None or product.currency in (None, clause.unit)
        return same and price is not None and (price >= bound if clause.op == ">=" else price <= bound)
    record: Mapping[str, object] = {**product.attributes, "category": product.category, "brand": product.brand, **form.options}
    said = record.get(str(clause.field))
    text = ("yes" if said else "no") if isinstance(said, bool) else str(said or "")
    wanted = str(clause.value).split("|") if clause.op == "in" else [str(clause.value)]
    return text.casefold() in {value.casefold() for value in wanted}


def _of_answer(answer: Answer) -> list[dict[str, Any]]:
    """What is to be said of how a search was understood, and of what nothing grants."""
    said = [_info("understood_otherwise", note) for note in answer.need.notes]
    if answer.reply:
        said.append(_info("answer", answer.reply))
    if answer.not_sold:
        said.append(_warning("not_sold", "Nothing of the kind that was asked for is in this catalog; these are the nearest."))
    elif answer.no_exact_match:
        given_up = ", ".join(clause.text for clause in answer.relaxed)
        said.append(_warning("no_exact_match", f"Nothing meets all that was asked; not met: {given_up}. These come nearest."))
    return said


def _response(capability: str, messages: Sequence[Mapping[str, Any]], **body: Any) -> dict[str, Any]:
    return {"ucp": envelope(capability), **body} | ({"messages": list(messages)} if messages else {})


def envelope(*capabilities: str) -> dict[str, Any]:
    """What every answer of the protocol begins with."""
    return {"version": VERSION, "capabilities": {capability: [{"version": VERSION}] for capability in capabilities}}


def _info(code: str, content: str) -> dict[str, str]:
    return {"type": "info", "code": code, "content": safe(content)}


def _warning(code: str, content: str) -> dict[str, str]:
    return {"type": "warning", "code": code, "content": safe(content)}
