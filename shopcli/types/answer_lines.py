"""What an answer's own lines say, in one language; English where nothing else is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shopcli.types.products import Fact


@dataclass(frozen=True, slots=True)
class AnswerLines:
    """One language's lines, for `str.format`.

    Attributes:
        leads: what stands before what a record meets, misses, does not say, and comes near, by verdict.
        aside: what the record says, behind the wish that it speaks to (said).
        of_field, lacking: a field and its value (name, value), a thing that is not there (name).
        named, valued: a field's name and a value in the language's own words, where it has any; None leaves them as they are.
        wished: what an assumed wish, in the words of records, is called; None leaves it as it is.
        quoted: the shopper's words (said); colon: behind a heading.
        by_template: behind a sentence that code wrote, in plain text.
        unsaid: before what none of the results says.
        silent: what a record does that says nothing of a wish.
        rest: above the results that miss something.
        nearest: above results none of which meets everything.
        nothing: nothing was found.
        not_all: nothing meets everything (given_up); given_up: what was given up (limits), nearest_is: its nearest (value).
        undenied: nothing says that it lacks what is not wanted, and nothing shown says that it has it (limits).
        meets_one, meets: how many meet every limit (count, gone); gone: none of them can be had.
        price, brand, shop, id: before a price, a maker, a shop and an id.
        no_price, span, least, was, off: prices (low, high), (price), (price), (percent).
        marks: how a thing is to be had, by availability, where it is not simply in stock.
        in_forms, also_in, more_forms: the forms of a product (others), (own, others), (values, count).
        advice: the heading of the advice.
        unwritten, by_code, by_both, by_model: below it, who wrote (model); marked: what the asterisk is.
        stop: ends a sentence; joint: between sentences; comma: between parts; semicolon: between things listed.
        narrow: above what the answer can be narrowed down by; nothing_to_narrow: where that is nothing.
        you_bought, you_bought_it: what a customer bought that speaks for a product (title); the product itself.
        pinned, buried: the shop's own rule moved a product up or down.
        digits: how a comma and a point of a sum are written; currencies: what money is called behind a sum, by its code.
    """

    leads: Mapping[str, str] = field(
        default_factory=lambda: {"yes": "Meets: ", "no": "Misses: ", "unknown": "Does not say: ", "near": "Closest: "}
    )
    aside: str = " ({said})"
    of_field: str = "{name}: {value}"
    lacking: str = "no {name}"
    named: Callable[[Fact], str] | None = None
    valued: Callable[[Fact, str], str] | None = None
    wished: Callable[[str], str] | None = None
    colon: str = ":"
    by_template: str = "(by template)"
    quoted: str = '"{said}"'
    unsaid: str = "None of these says: "
    silent: str = "the record does not say"
    rest: str = "The rest are the nearest, with what they miss:"
    nearest: str = "The nearest:"
    nothing: str = "Nothing was found. What this index holds is shown by: shopcli stats"
    not_all: str = "Nothing in the catalog meets everything{given_up} The nearest:"
    given_up: str = ": gave up {limits}."
    nearest_is: str = " (the nearest is {value})"
    undenied: str = "No record says outright: {limits}. None of these says the opposite:"
    meets_one: str = "{count} product meets every limit{gone}."
    meets: str = "{count} products meet every limit{gone}."
    gone: str = ", but cannot be had now"
    price: str = "Price: "
    brand: str = "Brand "
    shop: str = "Shop "
    id: str = "Id "
    no_price: str = "no price"
    span: str = "from {low} to {high}"
    least: str = "from {price}"
    was: str = "was {price}"
    off: str = "{percent}% off"
    marks: Mapping[str, str] = field(
        default_factory=lambda: {
            "out of stock": "out of stock", "discontinued": "discontinued", "preorder": "pre-order", "backorder": "back-order",
        }
    )  # fmt: skip
    in_forms: str = "in {others}"
    also_in: str = "{own}; also in {others}"
    more_forms: str = "{values} and {count} more"
    advice: str = "Advice"
    unwritten: str = "No advice: nothing that {model} wrote held against the records."
    by_code: str = "Written by template from the records; {model} wrote none of it."
    by_both: str = "Written by {model} and checked against the records"
    by_model: str = "Written by {model} and checked against the records."
    marked: str = "; * by template."
    narrow: str = "Narrow it down by:"
    nothing_to_narrow: str = "There is nothing to narrow down."
    you_bought: str = "you bought {title}"
    you_bought_it: str = "you bought this before"
    pinned: str = "moved up by the shop"
    buried: str = "moved down by the shop"
    stop: str = "."
    joint: str = " "
    comma: str = ", "
    semicolon: str = "; "
    digits: str = ",."
    currencies: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, fact: Fact) -> str:
        """A fact's name as the language has it."""
        return self.named(fact) if self.named else fact.label

    def value_of(self, fact: Fact, shown: str) -> str:
        """A fact's value as the language has it."""
        return self.valued(fact, shown) if self.valued else shown

    def money(self, amount: str) -> str:
        """A sum as the language writes it."""
        number, _, code = amount.rpartition(" ")
        if name := self.currencies.get(code):
            return f"{number.removesuffix('.00')}{name}"
        return amount.translate(str.maketrans(",.", self.digits))
