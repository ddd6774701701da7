"""What the reading of a language's sentences needs to know, to hold them against records clause by clause: `ClaimGrammar`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shopcli.text.worded_fact import WordedFact


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The small words in which a field is told, around its value and what it is called.

    Attributes:
        leads: those before what it is called; ``trails`` those behind it, and behind the value.
        bounds: that a value is the most there may be.
        generic: the end of a field's name that only says what sort of thing its value is: "material" of "frame material".
        body: what may stand for the product itself, where it is told what that is made of.
        can: what says of an amount that it can be done, before what it is called.
        made: what says behind a value that a thing is made of it.
        measures: measure words, which name what is counted.
        has: what says yes of a name before it; ``has_not`` no; ``ends`` what may stand behind the name.
    """

    leads: re.Pattern[str]
    trails: re.Pattern[str]
    bounds: re.Pattern[str]
    generic: re.Pattern[str]
    body: re.Pattern[str]
    can: re.Pattern[str]
    made: re.Pattern[str]
    measures: re.Pattern[str]
    has: re.Pattern[str]
    has_not: re.Pattern[str]
    ends: re.Pattern[str]

    def bare(self, text: str) -> str:
        """A text without the small words at its ends."""
        before = None
        while before != text:
            before = text
            text = self.trails.sub("", self.leads.sub("", text))
        return text

    def root(self, name: str) -> str:
        """What a field is of, by its name; empty where the name says no more than what sort of thing it tells."""
        root = self.generic.sub("", name)
        is_word = len(root) > 1 or self.measures.fullmatch(root) is not None
        return root if is_word and root != name else ""


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
        both: a clause on all products spoken of, groups ``name`` of a field and ``said``.
        of_both: how a clause opens that goes on about all of them, group ``name`` of a field.
        parts_of: the name of a field that tells what a part is made of, the part its group.
        deeds: the name of a field that tells whether something can be done with a part, groups ``verb`` and ``thing``.
        deeds_said: how that is said of such a field that says yes, and of one that says no.
        tops: what names of fields whose amount is the most that there may be have in them, and how such an amount is said.
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
        others: what stands for the other of two products.
        only: a clause that says of one of two products alone what follows, groups ``name`` and ``said``.
        wanted: an opening that announces what is more or less of something, group ``said``.
        picks: a clause that begins to recommend, before which the shopper's own words may stand alone.
        degrees: words before a comparative without an amount; ``some`` words behind it.
        unlike: a clause that says that one product is less than another, groups ``other`` and ``said``.
        alike: a clause that says that two products are the same in something, groups ``other`` and ``said``.
        gap_of_named: a price gap that stands before the name of what it is of, groups ``gap`` and ``name``.
        asked_for: a clause that takes up what was asked within, groups ``lead`` and ``thing``.
        chosen_for: a clause that recommends a product to who wants something, groups ``use`` and ``name``.
        price_names: what a price is called.
        ratio: a clause that says how many times another's value a value is, groups ``name``, ``other`` and ``times``.
        only_comparative: how a clause begins that can say nothing but a difference, though it names no other product.
        fronted: a clause whose things stand before its verb, groups ``things`` and ``verb``.
        rating: a clause that says how buyers rate it, group ``rating``.
        near: a clause that says about what it costs, groups ``under`` or ``over``.
        turns: what makes another thing of words told as somebody's: a "no" or an "if" before them, or a "no" behind.
        negated: how a clause denies what it says, each with how it is affirmed.
        fronted_as: a verb behind its things as the one before them that says the same.
        counted_field: a clause that says how many a field lists, groups ``thing`` and ``count``.
        priced: a clause that ends in the price, groups ``said`` and ``price``.
        content_names: what the amount of what is in it is called, whatever the field's name.
        fillers: words within a clause that claim nothing that its numbers do not.
        listed: a clause that lists what a field has and counts it, groups ``listed``, ``count`` and ``thing``.
        copulas: what may be left out before a wording that stands as an attribute.
        counted: a number with its measure word at the end of a clause.
        of_self: how a value that ends in its field's name is said without that: 红轴 of 轴体.
        conditions: what makes all that follows hold only if, or not.
        of_whole: how a value that tells of the whole is said without a name.
        one_of: what may stand before a row of attributes and the kind that they are of.
        inside: where a thing is, at the beginning of a clause, which may be left out.
        beyond: what makes a name of a field claim more than another name of it does.
        between: what stands between attributes.
        repeated: a bare verb that takes up the last thing said of another product.
        named_difference: a difference whose field stands before the other product, groups ``name``, ``other`` and ``said``.
        packs: a pack that an amount is the content of, before or behind it.
        more: adjectives for a greater value of a name; ``less`` for a smaller one.
        of_amounts: those of them that stand before what there is more or less of.
        made_of: a clause that says two things of its product, one of them as an attribute, groups ``one`` and ``other``.
        joints: words between two things of one clause.
        granted: how a yes is said of a name; ``denied`` how a no is, ``stated`` how a value ``{v}`` is under a name ``{n}``.
        offered: what is said of how a product is offered, clauses with a comma between; empty of any other fact.
        families: words for so many people.
        of_field: the small words in which a field is told.
        made_alike: a text without the words in which two ways to say one thing differ.
    """

    canonical: Callable[[str], str]
    clause_ends: re.Pattern[str]
    leads: re.Pattern[str]
    tails: re.Pattern[str]
    pronouns: re.Pattern[str]
    both: re.Pattern[str]
    of_both: re.Pattern[str]
    parts_of: re.Pattern[str]
    deeds: re.Pattern[str]
    deeds_said: tuple[tuple[str, ...], tuple[str, ...]]
    tops: tuple[re.Pattern[str], str]
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
    others: re.Pattern[str]
    only: re.Pattern[str]
    wanted: re.Pattern[str]
    picks: re.Pattern[str]
    degrees: re.Pattern[str]
    some: re.Pattern[str]
    unlike: re.Pattern[str]
    alike: re.Pattern[str]
    gap_of_named: re.Pattern[str]
    asked_for: re.Pattern[str]
    chosen_for: re.Pattern[str]
    price_names: frozenset[str]
    ratio: re.Pattern[str]
    only_comparative: re.Pattern[str]
    fronted: re.Pattern[str]
    rating: re.Pattern[str]
    near: re.Pattern[str]
    turns: tuple[re.Pattern[str], re.Pattern[str]]
    negated: tuple[tuple[str, str], ...]
    fronted_as: Mapping[str, str]
    counted_field: re.Pattern[str]
    priced: re.Pattern[str]
    content_names: tuple[str, ...]
    fillers: re.Pattern[str]
    listed: re.Pattern[str]
    copulas: tuple[str, ...]
    counted: re.Pattern[str]
    of_self: tuple[str, ...]
    conditions: re.Pattern[str]
    of_whole: tuple[str, ...]
    one_of: re.Pattern[str]
    inside: re.Pattern[str]
    beyond: re.Pattern[str]
    between: frozenset[str]
    repeated: re.Pattern[str]
    named_difference: re.Pattern[str]
    packs: re.Pattern[str]
    more: tuple[str, ...]
    less: tuple[str, ...]
    of_amounts: str
    made_of: re.Pattern[str]
    joints: re.Pattern[str]
    granted: tuple[str, ...]
    denied: tuple[str, ...]
    stated: tuple[str, ...]
    offered: Callable[[WordedFact], str]
    families: Mapping[str, int]
    of_field: FieldWords
    made_alike: Callable[[str], str]
