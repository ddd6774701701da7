"""What a language must say for a request to be read in it: one `RequestGrammar`, in one file.

The finders (`prices`, `brands_colours`, `residual`) know no language; they read a `Request` by the patterns held here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from re import Pattern
from typing import TYPE_CHECKING

from shopcli.need.languages.offer_words import OfferWords
from shopcli.types import Op, Sort
from shopcli.util import kept_patterns
from shopcli.util.lazy_regex import NEVER

if TYPE_CHECKING:
    from shopcli.need.translation.gloss import Gloss, Nearness

SEPARATOR = " · "  # between the clauses of an understanding, as it is shown and as it is read again


def compiled(source: str) -> Pattern[str]:
    """A pattern, compiled once: a request needs few of a language's, and to compile all takes longer than to answer it."""
    return kept_patterns.compiled(source, re.IGNORECASE)


def _never(word: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Limit:
    """A phrase that limits the price.

    Attributes:
        source: the pattern, compiled when first needed: groups ``a`` (and ``b``), each with ``a_before`` and ``a_after``
            for the currency.
        operators: one for each group; two for one group where ``spread`` widens it.
        ends: what must follow a number without a currency: "under 1.5 kg" is no price. None: anything may.
        needs_currency: "2 to 4" and "from 2022" are prices only with one.
        turns: whether a negation before it turns it round: "nothing over 100".
        spread: "about 100" is a range, wider than its number by this share on both sides.
        spoken: what the words of its one group mean where they are no one number, a value an operator: 三四百. None: a number.
    """

    source: str
    operators: tuple[Op, ...]
    ends: Pattern[str] | None = None
    needs_currency: bool = False
    spread: float = 0.0
    turns: bool = False
    spoken: Callable[[str], tuple[float, ...] | None] | None = None

    @property
    def pattern(self) -> Pattern[str]:
        """Its pattern."""
        return compiled(self.source)

    @property
    def groups(self) -> str:
        """The groups that hold its numbers."""
        return "ab" if "b" in self.pattern.groupindex else "a"


@dataclass(frozen=True, slots=True)
class RequestGrammar:
    """The phrases of requests in one language.

    Patterns are matched against the normal form of the request, which has as many characters as the request.

    Attributes:
        normal: the form to match patterns against, character by character: it must keep the length.
        currency_words: by the lower-case word or sign for money, ISO 4217 codes behind one another: the first is
            what it means, the others are what it means in a catalog that has them and not the first.
        number: the value of an amount's words, or None.
        amount: what stands in every sum of money; of a request without it, no limit need be tried.
        limits: first come, first served.
        not_money: what stands before a number that then measures something else ("size", "version").
        described: what stands before such a word where it is no measure but a thing one has ("a big screen under 600"), or
            has a number of its own already ("4 GB of memory under 600").
        sounds_like_a_limit: a limit in words that no field of money decides.
        orders: a phrase and the order that it asks for.
        excludes: phrases that exclude what follows.
        excepts: in an exclusion, what takes out of all that will do: "anything but matte" wants what is called by other words.
        merely_not: a "not" that excludes nothing: "not only for men".
        excludes_names: phrases that exclude only a brand or a colour that follows ("non-").
        excluded_after: endings that exclude the name before them ("三星除外").
        exclude_ends: endings of an exclusion that belong to it ("以外").
        exclude_join: what joins two excluded names.
        denied_both: of these, an "and" that joins names alone, and never a wish to a refusal: 不要A和B.
        either: what joins two names of which either will do.
        leads: words that lead to a name and belong to its clause, up to the name.
        of_maker: what leads to the name of who made a thing, or of where it is from, with the word that belongs to it as the
            group ``says``: the "from" of "that come from".
        no_names: capitalised words that nothing is called by: days, months, standards, and what one says to
            somebody.
        not_asked_for: what stands before a name that is none of the thing's: of somebody's own, or beside which it is put.
        goes_with: words before a brand that the thing goes with, not its maker's, up to the name.
        word: one word for matching names: names are runs of these.
        name_words: the most words in a name.
        can_name: whether a run of words ``(text, start, end)`` can be a name where it stands.
        colours: words for colours that the catalog's own do not hold, to the colour in English.
        frames: words at either end of a clause that only join it to the rest: the "with a" of "with a bright screen".
        joint: what stands between two wishes.
        silent: words that ask for nothing by themselves, at either end of a span: small words, and what one does in a shop.
        names_nothing: whether a word is silent by its part of speech, where a language has too many to list.
        vague: words that ask for nothing where nothing else stands with them: "good", "thing".
        persons: whom things are for: a thing that is called so is none, and says for whom.
        ages: those of them who are called by their age, by which things are called too: shoes for kids.
        young: what titles and fields say of things that are made for children.
        minors: words of a request that speak of somebody young, beside these: "son", "school".
        pronouns: words for somebody else than who speaks: "he", "her".
        given: what stands behind whom a thing is for, and says no more: the 买的 of 给我妈买的.
        gives: what one does with a present, beside whom it is for: 送.
        tells_apart: what parts one thing that a story tells from the next.
        indifferent: what says that something makes no difference, with its name: "size doesn't matter", 颜色都行.
        of_use: words for what or where a thing is used, and praise, which hardly any record says in the asker's words.
        offered: what stands before a thing that is asked for: 有没有.
        nouns: words that name a thing by how they are written: German nouns have capitals.
        replaces: how another of what was named before is asked for: "a new one".
        stands_in: a word for a thing without a name of its own, behind what is said of it: "a new one", "a thank-you gift".
        indefinite: the same before what is said of it: "something sweet".
        of_a_pronoun: a pronoun for the thing and what joins a wish to that: "one made for", "any in".
        ties: small words that tie what stands behind them to what stands before: the "of" of "16 GB of RAM".
        opens: what begins a comparison that goes on behind its number.
        meant: small words that say how what follows is meant, and stay with it: "for".
        groups: words for the people that things are made for: men's shoes.
        messages: sentences about the understanding, for `str.format`: ``looked_for`` (clauses), ``about`` (words, low,
            high), ``no_currency`` (code, words, unit), ``unnamed_currency`` (words, amount), ``too_long`` (count),
            ``by_meaning_only`` (words), ``not_known`` (words), ``not_sold`` and ``not_sold_unknown`` (words),
            ``sold_near`` and ``sold_most`` (kinds), ``no_such_name`` (words),
            ``nothing_of`` (words: "by Simenon"),
            ``below_zero`` (words), ``no_unit_price`` (words),
            ``corrected`` (words, meaning), ``anything``, ``cheapest``, ``dearest``,
            ``least`` (field), ``most`` (field); of what nobody said ``assumed`` (wishes), ``assumed_from`` (wishes, words) and
            ``left_aside`` (words), under a profile ``from_profile`` and ``personal`` (name);
            of a refusal that was told ``refused`` (words); of the question back
            ``ask_which`` (field, choices), ``ask_which_kind`` and ``ask_which_brand`` (choices),
            ``ask_which_type`` (field, choices), ``ask_whether_has`` and ``ask_whether_is`` (field),
            ``choice`` (choice, count), ``comma`` and ``or`` between choices, ``yes`` and ``no``.
        shades: words before a colour that belong to it ("light"), up to the colour.
        serves: what stands before what a thing is for, whose colour is not its own: the "for" of "a kettle for green tea".
        used: what tells, before a maker's name, that something is used or had: "he only uses" of "he only uses google docs".
        owned: what stands before a thing that the shopper has: the "I've got" of "I've got a pile of batteries".
        wanted: what stands before one that goes with it and is looked for, up to it: the "just want the" behind that.
        stocked: what asks right before a name whether it is sold: "do you carry".
        series: the name of a series with the word for one, group name: 城市系列.
        people: words before a number that then is an age, where it is that small.
        gloss: opens the dictionary that carries its words over to the catalog's, from how many products use a word.
        offers: how it speaks of offers.
        ordinals: the place in an order by the word for it: 2 by "second".
        per_unit: what makes an order by price one by what a unit costs ("per litre"), with the field of that.
        for_each: what stands behind a sum and says for how much it is ("a bottle", "per 100 g"): groups number and of; or none.
        below_zero: what stands before a sum that is below zero.
        plain_uses: what stands before a name, the name and what stands behind it, where its words mean what they say, having
            no capitals: "something fresh", "sugar free".
        turns: a negation up to the comparison that it turns round: "I don't want to pay".
        turned_twice: what stands before a negation that denies one: the "nothing that" of "nothing that isn't under 100".
        turned_behind: what behind a comparison turns it round: "over 100 is too much".
        refuses: what leads to what is refused in a story, with no "no": "had enough of", "can't cope with".
        refused: what is told of it behind it: the "give me headaches" of "sweeteners give me headaches".
        dislikes: what leads to what is refused, in so many words: "I hate", "can't stand", 讨厌.
        harms: what tells behind something that it is refused: "gives me a rash", 过敏.
        stays_told: what is no refusal of a thing by how it begins or ends: "hates charging things", "tired of my old one".
        deeds: what leads to something that one has and that something is to be done with: the "keep my" of "keep my tea hot".
            Behind it stands what is acted on, which is not what is sought; the verb is one of the groups first, then and any.
        predicate: more or less that is said beside what it is said of, in a language without blanks: 电池要大.
        seeks: how a purpose is put to the encoder where no thing is named, for `str.format`: so it comes nearer to what serves
            it, and less near to what is told of. As it is said, where nothing is gained.
    """

    normal: Callable[[str], str]
    currency_words: Mapping[str, str]
    number: Callable[[str], float | None]
    amount: Pattern[str]
    limits: tuple[Limit, ...]
    not_money: Pattern[str]
    sounds_like_a_limit: Pattern[str]
    orders: tuple[tuple[Pattern[str], Sort], ...]
    excludes: Pattern[str]
    exclude_join: Pattern[str]
    either: Pattern[str]
    leads: Pattern[str]
    goes_with: Pattern[str]
    word: Pattern[str]
    name_words: int
    frames: Pattern[str]
    joint: Pattern[str]
    messages: Mapping[str, str]
    silent: frozenset[str] = frozenset()
    names_nothing: Callable[[str], bool] = _never
    ties: Pattern[str] = NEVER
    given: Pattern[str] = NEVER
    vague: frozenset[str] = frozenset()
    opens: Pattern[str] = NEVER
    offered: Pattern[str] = NEVER
    persons: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    young: frozenset[str] = frozenset()
    minors: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    tells_apart: Pattern[str] = NEVER
    indifferent: Pattern[str] = NEVER
    of_use: Pattern[str] = NEVER
    nouns: Pattern[str] = NEVER
    replaces: Pattern[str] = NEVER
    stands_in: Pattern[str] = NEVER
    of_maker: Pattern[str] = NEVER
    no_names: frozenset[str] = frozenset()
    not_asked_for: Pattern[str] = NEVER
    indefinite: Pattern[str] = NEVER
    of_a_pronoun: Pattern[str] = NEVER
    meant: Pattern[str] = NEVER
    excludes_names: Pattern[str] = NEVER
    merely_not: Pattern[str] = NEVER
    excluded_after: Pattern[str] = NEVER
    excepts: Pattern[str] = NEVER
    exclude_ends: Pattern[str] = NEVER
    can_name: Callable[[str, int, int], bool] = lambda _text, _start, _end: True
    colours: Mapping[str, str] = field(default_factory=dict)
    gloss: Callable[[Callable[[str], int], Nearness | None], Gloss] | None = None
    shades: Pattern[str] = NEVER
    described: Pattern[str] = NEVER
    serves: Pattern[str] = NEVER
    used: Pattern[str] = NEVER
    owned: Pattern[str] = NEVER
    wanted: Pattern[str] = NEVER
    series: Pattern[str] = NEVER
    stocked: Pattern[str] = NEVER
    people: Pattern[str] = NEVER
    offers: OfferWords = field(default_factory=OfferWords)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    per_unit: tuple[tuple[Pattern[str], str], ...] = ()
    for_each: Pattern[str] | None = None
    below_zero: Pattern[str] = NEVER
    plain_uses: tuple[tuple[Pattern[str], Pattern[str], Pattern[str]], ...] = ()
    turns: Pattern[str] = NEVER
    turned_behind: Pattern[str] = NEVER
    turned_twice: Pattern[str] = NEVER
    seeks: str = "{}"
    refuses: Pattern[str] = NEVER
    refused: Pattern[str] = NEVER
    dislikes: Pattern[str] = NEVER
    harms: Pattern[str] = NEVER
    stays_told: Pattern[str] = NEVER
    deeds: Pattern[str] = NEVER
    predicate: Pattern[str] = NEVER
    denied_both: Pattern[str] = NEVER

    def is_said_of_a_pronoun(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch of a request is a wish of what only a pronoun names: the "backpacking" of "one for backpacking"."""
        joints = (match.end() for match in self.of_a_pronoun.finditer(text, 0, end) if match.start() < start)
        return any(start <= joint < end for joint in joints)

    def in_a_refusal(self, text: str) -> str:
        """What a refusal that is told is about: "roses" of "had enough of roses"; empty where none is."""
        normal = self.normal(text)
        lead = self.refuses.match(normal)
        start = lead.end() if lead else 0
        told = self.refused.search(normal, start)
        about = text[start : told.start() if told else None].strip(" ,") if lead or told else ""
        return about if not self.silent.issuperset(about.lower().split()) else ""  # "that is not heavy" is about no thing

    def without_exclusion(self, text: str) -> str:
        """What an exclusion is about: "leather" of "without leather"."""
        lead = self.excludes.match(self.normal(text))
        return text[lead.end() :].strip() if lead else text


OWN_MONEY = "ǂ"  # a letter of no request: while prices are looked for, each of a word for the catalog's own money


def alternatives(words: Mapping[str, str]) -> tuple[str, str]:
    """A character class of the signs in ``words``; its other words, and the catalog's own, as alternatives, longest first."""
    signs = "".join(re.escape(word) for word in words if len(word) == 1 and not word.isalpha())
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word.isalpha())
    return signs, f"{names}|{OWN_MONEY}{{1,24}}"


_FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def plain_marks(text: str) -> str:
    """Curly apostrophes and odd blanks as their plain forms, one for one."""
    return text.translate(_FOLDED)
