"""What the reading of a language's sentences needs to know, to hold them against records clause by clause: `ClaimGrammar`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shopcli.text.worded_fact import WordedFact


@dataclass(frozen=True, slots=True)
class ClaimGrammar:
    """The closed words and clauses of a language in which things are claimed of products, over canonical text.

    Canonical text has numbers in digits, units as `Lexicon.value` gives them, no blanks, and each product's name as one mark.

    Attributes:
        canonical: a text so written; the names in it are marks already.
        clause_ends: what stands between clauses.
        leads: words before a clause's subject or its claim that claim nothing.
        tails: the same at its end.
        pronouns: what stands for the product spoken of.
        both: what stands for all products spoken of.
        carriers: verbs and particles that carry a wording: "has", "is"; each with the forms of wordings that it may carry.
        price: a clause that states the price, group ``price``.
        budget: a clause that holds the price against the shopper's limit, group ``limit``.
        difference: a clause beside another product, groups ``other`` and ``said``.
        price_gap: what ``said`` is of prices, groups ``way`` and ``gap``; ``ways`` has each way's sign.
        buyer: a clause in a buyer's voice, group ``said``; ``maker`` the same in the maker's.
        silence: a clause that says that the record does not say, groups ``field`` or ``other_field``.
        asked: an opening that takes up what was asked, group ``thing``.
        persons: a clause that says for how many people it is, group ``count`` or a word of ``families``.
        age: a clause that says that a child of an age may have it, group ``age``.
        contents: a clause that says what is in the box, groups ``count`` and ``thing``.
        missing: a clause that says what is not, group ``thing`` or ``other_thing``.
        alias: a clause or subject that calls the product by words of its title, group ``words``.
        size: a clause that says that a size is among those there are, group ``size``.
        beside: a clause that names whom the next is compared with, group ``other``.
        more: adjectives for a greater value of a name; ``less`` for a smaller one.
        made_of: a clause that says two things of its product, one of them as an attribute, groups ``one`` and ``other``.
        joints: words between two things of one clause.
        granted: how a yes is said of a name; ``denied`` how a no is, ``stated`` how a value ``{v}`` is under a name ``{n}``.
        offered: what is said of how a product is offered, clauses with a comma between; empty of any other fact.
        called: words of a title before the verb of a clause.
        families: words for so many people.
    """

    canonical: Callable[[str], str]
    clause_ends: re.Pattern[str]
    leads: re.Pattern[str]
    tails: re.Pattern[str]
    pronouns: re.Pattern[str]
    both: re.Pattern[str]
    carriers: Mapping[str, str]
    price: re.Pattern[str]
    budget: re.Pattern[str]
    difference: re.Pattern[str]
    price_gap: re.Pattern[str]
    ways: Mapping[str, int]
    buyer: re.Pattern[str]
    maker: re.Pattern[str]
    silence: re.Pattern[str]
    asked: re.Pattern[str]
    persons: re.Pattern[str]
    age: re.Pattern[str]
    contents: re.Pattern[str]
    missing: re.Pattern[str]
    alias: re.Pattern[str]
    size: re.Pattern[str]
    beside: re.Pattern[str]
    more: tuple[str, ...]
    less: tuple[str, ...]
    made_of: re.Pattern[str]
    joints: re.Pattern[str]
    granted: tuple[str, ...]
    denied: tuple[str, ...]
    stated: tuple[str, ...]
    offered: Callable[[WordedFact], str]
    called: re.Pattern[str]
    families: Mapping[str, int]
