"""Role checking: whether each slot of a frame's sentence holds what the record of just that product, or the request, says.

A sentence is taken apart by its frame anew, and what stands in each slot is read off the records again, never off the plan: a
number of one product in the place of another's, a maker's words as a buyer's, a gap that is not the difference all fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import permutations

from shopcli.need.clarification import shown_field
from shopcli.need.languages.registry import language_named
from shopcli.text.worded_fact import WordedFact
from shopcli.types import ClarifyingQuestion, Clause, Fact, FactsOf, Need, Product, difference_of, show_money
from shopcli.write.moves.asking import options_of
from shopcli.write.moves.contrast import LOW_RATING, is_best_rated, is_cheapest, is_dearest, is_less, only, rating_in
from shopcli.write.moves.evidence_told import entry_of, items_of
from shopcli.write.moves.lines.told_lines import deed_in, line_in
from shopcli.write.moves.open_questions import is_question_of, open_questions, predicate_in
from shopcli.write.moves.title_amounts import amounts_in
from shopcli.write.moves.typed_words import thing_typed, typed, wishes_told
from shopcli.write.moves.wish_words import (
    is_unsaid,
    is_unspoken,
    kind_of,
    kinds_of,
    limit_of,
    open_wishes,
    person_of,
    use_of,
    whether_of,
)
from shopcli.write.moves.wishes_apart import quoted, shelves_of
from shopcli.write.offer import money_in_advice, money_word, price_in_advice, price_of, stars_said
from shopcli.write.product_names import is_name_of, spoken_names, spoken_title, without_article
from shopcli.write.wording.frame_bank import SLOT, Frame
from shopcli.write.wording.frames import worded
from shopcli.write.wording.licences import FORMS, Form, licence_of
from shopcli.write.wording.phrases import marked, marks_of, phrases_of
from shopcli.write.wording.value_tests import amount_of

_PRICED = {"cheaper": -1, "dearer": 1, "same_price": 0, "rated_below": -1}  # by move, how B's price stands to A's
# By move, where the words that it quotes must stand.
_VOICES = {"buyer": "reviews", "complaint": "reviews", "maker": "description", "warning": "description"}
# The same by what is told of an alternative, "B.buyer".
_VOICES_BESIDE = {"buyer": "reviews", "complaint": "reviews", "maker": "description", "denial": "description"}
_AROUND, _EXACT = re.compile(r"^[约大]+"), 1e-6  # what may stand before an amount; how near two amounts are the same
_MONEY = r"(.+?(?: [A-Z]{3}\b)?)"  # a currency's letters are no beginning of what comes next


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is who in a sentence: the products by their letters (A recommended, B beside it, C warned of), and the request.

    ``unknown`` has by a product's id the wishes on which its record is silent; ``fitting`` is how many products of the catalog
    meet every limit and exclusion, and ``not_there`` the name of the thing asked for where nothing shown goes by it;
    ``shown`` is all that is shown, ``question`` what may be asked back, and ``unmet`` by a product's id
    what it misses and ``granted`` what it grants.
    """

    need: Need
    products: Mapping[str, Product]
    facts_of: FactsOf
    unknown: Mapping[str, Sequence[Clause]] = field(default_factory=dict)
    fitting: int | None = None
    not_there: str = ""
    shown: Sequence[Product] = ()
    question: ClarifyingQuestion | None = None
    unmet: Mapping[str, Sequence[Clause]] = field(default_factory=dict)
    granted: Mapping[str, Set[Clause]] = field(default_factory=dict)


def role_faults(text: str, frame: Frame, roles: Roles) -> list[str]:
    """What of a frame's sentence does not hold; empty where everything in its slots does."""
    fillers = taken_apart(text, frame, roles.products, use=person_of(roles.need) or use_of(roles.need))
    if fillers is None:
        return ["not the words of its frame"]
    return [
        *(["the other costs less or more"] if not _is_dearer_as_told(frame, roles) else []),
        *(["it does not stand so"] if not _stands_so(frame, roles) else []),
        *(["it is not the only one"] if frame.move == "only" and roles.fitting != 1 else []),
        *(
            f"{slot}: {filler!r}"
            for slot, filler in fillers
            if not (_holds(slot, filler, roles, frame.move) and _is_in_its_voice(slot, filler, frame, roles))
        ),
    ]


def _stands_so(frame: Frame, roles: Roles) -> bool:
    """Whether A costs least or most, is rated best or ill, or B is rated above or below it, where the frame's move tells so."""
    product, other = roles.products.get("A"), roles.products.get("B")
    if product is None:
        return True
    rating, others = (rating_in(roles.facts_of(one)) if one else None for one in (product, other))
    match frame.move:
        case "cheapest":
            return is_cheapest(product, roles.shown)
        case "dearest":
            return is_dearest(product, roles.shown)
        case "best_rated":
            return is_best_rated(product, roles.shown, roles.facts_of)
        case "low_rating":
            return rating is not None and rating < LOW_RATING
        case "rated_above":
            return rating is not None and others is not None and others > rating
        case "rated_below":
            return rating is not None and others is not None and others < rating
    return True


def _is_dearer_as_told(frame: Frame, roles: Roles) -> bool:
    """Whether B costs more, less or as much as A, where that is what the frame's move tells."""
    told = _PRICED.get(frame.move)
    one, other = roles.products.get("A"), roles.products.get("B")
    if told is None or one is None or other is None:
        return True
    gap = difference_of(other, one)
    return gap is not None and (gap > 0) - (gap < 0) == told


def taken_apart(text: str, frame: Frame, products: Mapping[str, Product], *, use: str = "") -> list[tuple[str, str]] | None:
    """What stands in each slot of a frame's sentence, by what its braces hold; None where it is no sentence of the frame.

    Where it might be taken apart in several ways, ``use`` is what it is for, whole.
    """
    found = re.fullmatch(_as_pattern(frame.text, products, use), text, re.I if frame.text[:1] != text[:1] else 0)
    if found is None:
        return None
    return list(zip((slot[0][1:-1] for slot in SLOT.finditer(frame.text)), found.groups(), strict=True))


def _as_pattern(text: str, products: Mapping[str, Product], use: str) -> str:
    """A frame as a pattern: a name may be any that its product is called by, what else stands in a slot is told afterwards."""
    pieces, at = [], 0
    for slot in SLOT.finditer(text):
        product = products.get(slot[0][1:-1])
        other = _MONEY if slot["name"].endswith(("price", "gap", "limit")) else "(.+?)"
        if use and slot["name"].casefold() == "use":
            other = f"((?i:{re.escape(use)})|.+?)"
        before = re.escape(text[at : slot.start()])
        if product:  # whose name may take no article
            before = re.sub(r"\b([Tt]he\\ )$", r"(?:\1)?", before)
        pieces += [before, f" ?({_names(product)}) ?" if product else other]
        at = slot.end()
    return "".join([*pieces, re.escape(text[at:])])


def _names(product: Product) -> str:
    """All that a product may be called, longest first."""
    titles = (title.split() for title in (spoken_title(product), without_article(spoken_title(product))))
    beginnings = (" ".join(words[:n]).rstrip(",;:") for words in titles for n in range(len(words), 1, -1))
    names = "|".join(map(re.escape, sorted({*spoken_names(product), *beginnings}, key=len, reverse=True)))
    return f"(?:.{{1,40}}? )??(?:{names})(?: (?:in|of|with|without) .{{1,40}}?|（.{{1,40}}?）)?"


def _holds(slot: str, filler: str, roles: Roles, frame_move: str) -> bool:
    name, _, form = slot.partition(":")
    if form:
        return _is_difference(filler, roles) if name.startswith("d") else _is_fact(name, form, filler, roles)
    letter, _, what = name.partition(".")
    if letter in roles.products:
        product = roles.products[letter]
        if what in _VOICES_BESIDE:
            told = (fact.words for fact in roles.facts_of(product) if fact.field == _VOICES_BESIDE[what])
            return any(_stands_in(filler.strip("“”"), text) for text in told)
        if what == "rating":
            return _is_rating_of(product, filler, roles)
        if what != "price":
            return is_name_of(filler, product)
        word = money_word(roles.need)
        return filler in {price_in_advice(price.value, roles.need.language, word) for price in price_of(product)}
    if name == "granted":
        return _is_met(filler, roles)
    if name == "gain":
        return _is_gained(filler, roles)
    if name == "miss":
        return _is_missed(filler, frame_move, roles)
    test = _TESTS.get(name.casefold())
    return test is not None and test(filler, roles)


def _is_fact(name: str, form: str, filler: str, roles: Roles) -> bool:
    """Whether some fact of the slot's product is worded so."""
    product = roles.products.get(name[0].upper())
    if product is None:
        return False
    language, wanted = roles.need.language, FORMS[form]
    said = filler.casefold()
    facts = roles.facts_of(product)
    if form == "v" and any(said == deed_in(fact.words, language).casefold() for fact in facts if fact.field == "description"):
        return True
    if form == "q" and any(filler == line_in(fact.words, language) for fact in facts if fact.field == "description"):
        return True
    if form == "q" and filler in amounts_in(product.title):
        return True
    fields = [worded(fact) for fact in facts if not fact.is_text]
    if form == "v" and any(said in phrases_of(fact, language).forms.get("lack", ()) for fact in fields if fact.truth is False):
        return True
    # An amount that tells against a product stands behind "but" as it would stand by itself.
    wordings: tuple[Form, ...] = (wanted, "verb") if form == "l" else (wanted,)
    told = [fact for fact in fields if fact.truth is not True or form != "l"]
    if form == "l" and _is_only_so_much(said, told, roles):
        return True
    if any(
        said == text.casefold() for fact in told for one in wordings for text in phrases_of(fact, language).forms.get(one, ())
    ):
        return True
    marks = [fact for fact in fields if fact.truth is not None]
    if form == "v" and any(said in marked(fact).forms.get("lack", ()) for fact in marks):
        return True
    if any(said in marked(fact).forms.get(wanted, ()) for fact in marks):
        return True
    pairs = permutations((fact for fact in marks if fact.truth and f"“{fact.label.casefold()}”" in said), 2)
    return any(said == text.casefold() for pair in pairs for text in marks_of(pair).forms.get(wanted, ()))


def _is_only_so_much(said: str, told: Sequence[WordedFact], roles: Roles) -> bool:
    """Whether an alternative has "only" so much of what is recommended has more of, and more is wanted."""
    one, other = roles.products.get("B"), roles.products.get("A")
    if one is None or other is None or " only " not in said:
        return False
    beside = {fact.field: fact for fact in roles.facts_of(other)}
    less = [fact for fact in told if fact.field in beside and is_less(fact.fact, beside[fact.field], roles.need)]
    return any(
        said == only(text).casefold()
        for fact in less
        for texts in phrases_of(fact, roles.need.language).forms.values()
        for text in texts
    )


def _is_difference(filler: str, roles: Roles) -> bool:
    """Whether B is so much more or less of something than A: "4 days longer on the battery", 轻2克."""
    one, other = roles.products.get("B"), roles.products.get("A")
    if one is None or other is None:
        return False
    beside, language = {fact.field: fact for fact in roles.facts_of(other)}, roles.need.language
    for fact in roles.facts_of(one):
        licence, than = licence_of(fact, language), beside.get(fact.field)
        mine, others = amount_of(fact), amount_of(than) if than else None
        if not (licence and licence.comparative and mine and others) or mine[1] != others[1] or mine[0] == others[0]:
            continue
        way = licence.comparative[0 if mine[0] > others[0] else 1].replace("{f}", worded(fact).label)
        told = amount_of(Fact(fact.field, _AROUND.sub("", _taken_off(filler, way)).strip()))
        if told and told[1] == mine[1] and abs(told[0] - abs(mine[0] - others[0])) < _EXACT:
            return True
    return False


def _taken_off(filler: str, way: str) -> str:
    """The amount of a difference, without the words for which way it goes; empty where it has others."""
    before, mark, behind = way.partition("{}")
    ends = (before, behind) if mark else ("", f" {way}")
    is_so = filler.startswith(ends[0]) and filler.endswith(ends[1]) and len(filler) > len(ends[0]) + len(ends[1])
    return filler[len(ends[0]) : len(filler) - len(ends[1])] if is_so else ""


def _is_among_options(filler: str, roles: Roles) -> bool:
    return roles.question is not None and filler == options_of(roles.question, roles.need.language)


def _is_field_asked(filler: str, roles: Roles) -> bool:
    return roles.question is not None and filler == shown_field(roles.question.field, roles.need.language)


def _is_gap(filler: str, roles: Roles) -> bool:
    one, other = roles.products.get("A"), roles.products.get("B")
    gap = difference_of(one, other) if one and other else None
    return gap is not None and filler == money_in_advice(
        show_money(abs(gap), one.currency if one else None), roles.need.language, money_word(roles.need)
    )


def _is_use(filler: str, roles: Roles) -> bool:
    return filler.casefold() in (use_of(roles.need).casefold(), person_of(roles.need).casefold())


def _is_limit(filler: str, roles: Roles) -> bool:
    product = roles.products.get("A")
    return product is not None and filler == limit_of(roles.need, product) != ""


def _is_unwanted(filler: str, roles: Roles) -> bool:
    """Whether something was not wanted, and no words of the record speak of it."""
    product = roles.products.get("A")
    excluded = [clause for clause in roles.need.clauses if clause.kind == "exclude"]
    unwanted = {clause.value for clause in excluded} | {clause.text[len("no ") :] for clause in excluded}
    return product is not None and filler in unwanted and is_unspoken(filler, roles.facts_of(product))


def _is_met(filler: str, roles: Roles) -> bool:
    """Whether words, each in quotation marks, are wishes that the record grants."""
    said, product = re.findall("“([^”]+)”", filler), roles.products.get("A")
    granted = {typed(one, roles.need) for one in roles.granted.get(product.id, ())} if product else set()
    return bool(said) and set(said) <= granted and not re.sub("“[^”]+”|、| and |, ", "", filler)


def _is_filed(filler: str, roles: Roles) -> bool:
    product = roles.products.get("A")
    return product is not None and filler in shelves_of(product)


def _is_entry(filler: str, roles: Roles) -> bool:
    """Whether an item stands in a list of the record under just that field's name."""
    product = roles.products.get("A")
    facts = roles.facts_of(product) if product else ()
    return any(filler == entry_of(item, fact) for fact in facts for item in items_of(fact))


def _is_gained(filler: str, roles: Roles) -> bool:
    """Whether a wish, in quotation marks, is one that the other product's record grants and this one's does not."""
    one, other = roles.products.get("A"), roles.products.get("B")
    mine, others = (roles.granted.get(product.id, frozenset()) if product else frozenset() for product in (one, other))
    return any(filler == quoted(clause) for clause in others - mine)


def _is_missed(filler: str, move: str, roles: Roles) -> bool:
    """Whether a wish, in quotation marks, is one that the other product misses, or of which its record does not say."""
    other = roles.products.get("A" if move == "short" else "B")
    told = roles.unmet if move in ("misses", "short") else roles.unknown
    clauses = told.get(other.id, ()) if other else ()
    return any(filler == quoted(clause) for clause in clauses)


def _is_unknown(filler: str, roles: Roles) -> bool:
    """Whether an indirect question asks for nothing but what the record leaves open."""
    product, language = roles.products.get("A"), roles.need.language
    clauses = roles.unknown.get(product.id, ()) if product else ()
    asked = [whether_of(clause, language) for clause in clauses]
    if filler in asked or product is None:
        return filler in asked
    facts, answered = roles.facts_of(product), [clause for clause in roles.need.clauses if clause not in clauses]
    listed: list[str] = []
    for known in (answered, ()):  # what is granted or denied is not known here: either way of parting them may be told
        asked += [
            whether_of(replace(clause, text=text), language) for text, clause in open_wishes(roles.need, clauses, facts, known)
        ]
        listed += open_questions(roles.need, clauses, facts, known)
    if filler in asked:
        return True
    return is_question_of(filler, list(dict.fromkeys(filter(None, (*map(predicate_in, asked), *listed)))))


def _is_silent(filler: str, roles: Roles) -> bool:
    """Whether words, each in quotation marks, stand in the request and not in the record of the one of which it is told."""
    said, product = re.findall("“([^”]+)”", filler), roles.products.get("A")
    if not said or product is None or re.sub("“[^”]+”|、| and |, ", "", filler):
        return False
    facts, granted = roles.facts_of(product), roles.granted.get(product.id, ())
    return all(
        words in roles.need.query and is_unsaid(words, facts) and not any(words == one.text for one in granted)
        for words in said
    )


def _is_wish(filler: str, roles: Roles) -> bool:
    lexicon, said = language_named(roles.need.language).lexicon, re.search("“.+”", filler)
    if lexicon and said and filler == lexicon.stating(said[0]) and _is_silent(said[0], roles):
        return True
    return any(
        filler.casefold() == wish.casefold() for clause in roles.need.clauses for wish in wishes_told(clause, roles.need)
    )


def _kinds(roles: Roles) -> Iterator[str]:
    if kind := kind_of(roles.need):
        yield from (kind, kinds_of(roles.need))
    product = roles.products.get("A")
    if product:
        yield thing_typed(roles.need, roles.granted.get(product.id, frozenset()))


def _is_quoted(filler: str, roles: Roles) -> bool:
    """Whether the words stand in the record of a product that the sentence speaks of."""
    words = filler.strip("“”")
    texts = (fact.words for product in roles.products.values() for fact in roles.facts_of(product))
    return any(_stands_in(words, text) for text in texts)


def _is_in_its_voice(slot: str, filler: str, frame: Frame, roles: Roles) -> bool:
    """Whether words that are told as a buyer's stand in reviews, and the maker's in the description."""
    field = _VOICES.get(frame.move)
    if slot != "quote" or field is None:
        return True
    facts = (fact for product in roles.products.values() for fact in roles.facts_of(product))
    return any(fact.field == field and _stands_in(filler.strip("“”"), fact.words) for fact in facts)


def _stands_in(words: str, text: str) -> bool:
    """Whether words are a part of a text as it stands; the first letter may be a capital, as a sentence's is.

    What stands before them may be told to be left out.
    """
    words = words.removeprefix("… ")
    return bool(words) and (words in text or f"{words[0].lower()}{words[1:]}" in text)


def _is_rating(filler: str, roles: Roles) -> bool:
    product = roles.products.get("A")
    return product is not None and _is_rating_of(product, filler, roles)


def _is_rating_of(product: Product, filler: str, roles: Roles) -> bool:
    facts = roles.facts_of(product)
    return any(fact.field == "rating" and isinstance(fact.value, float) and stars_said(fact.value) == filler for fact in facts)


_TESTS: Mapping[str, Callable[[str, Roles], bool]] = {
    "gap": _is_gap,
    "use": _is_use,
    "wish": _is_wish,
    "quote": _is_quoted,
    "limit": _is_limit,
    "silent": _is_silent,
    "unwanted": _is_unwanted,
    "filed": _is_filed,
    "entry": _is_entry,
    "thing": lambda filler, roles: filler == roles.not_there != "",
    "whether": _is_unknown,
    "rating": _is_rating,
    "options": _is_among_options,
    "field": _is_field_asked,
    "kind": lambda filler, roles: filler in _kinds(roles),
    "kinds": lambda filler, roles: filler.casefold() in map(str.casefold, _kinds(roles)),
}


def products_of(products: Sequence[Product], letters: str) -> dict[str, Product]:
    """Products by the letters of the slots that speak of them."""
    return dict(zip(letters, products, strict=False))
