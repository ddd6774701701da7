"""A refinement changes the need in force: it adds, replaces or drops clauses ("cheaper", "in black", "any brand").

Pure: what was said, what is in force and what was shown go in; a new need and what changed come out, or None where
the words are a new need of their own. The phrases of a language live in one file each (`refine_en`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from shopcli.errors import UsageError
from shopcli.need.refine_en import ENGLISH
from shopcli.need.refine_phrases import Action, Phrases
from shopcli.types import Clause, Hit, Need, Op, Product, Sort, show_value

LANGUAGES: Mapping[str, Phrases] = {"en": ENGLISH}
LONGEST_PHRASE = 120  # characters; what is longer describes a need and is not matched against phrases
UPPER: tuple[Op, ...] = ("<", "<=")
LOWER: tuple[Op, ...] = (">", ">=")


@dataclass(frozen=True, slots=True)
class Refinement:
    """The need after a refinement, and what changed, in words: ``under 150 instead of under 200``."""

    need: Need
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Talk:
    """What a refinement may refer to."""

    need: Need
    shown: Sequence[Hit]
    understand: Callable[[str], Need]
    phrases: Phrases = field(repr=False)
    instead: bool = False  # whether a new topic takes the old one's place


def refine(
    need: Need,
    text: str,
    *,
    shown: Sequence[Hit],
    understand: Callable[[str], Need],
) -> Refinement | None:
    """The need in force, changed by ``text``.

    Args:
        need: the need in force.
        text: what the shopper said next, on one line.
        shown: the hits on the screen, in the order of their numbers; "the second" is ``shown[1]``.
        understand: turns words into clauses, as for a new request.

    Returns:
        The refined need, whose query is the old one and ``text`` joined by ``"; "``; None where ``text`` names a
        new topic and does not open as a refinement does ("but", "in", "with", "not").

    Raises:
        UsageError: a reference to a result that was not shown, a comparison with a price that no shown product has,
            or the dropping of something that was never asked.
    """
    phrases, said = _phrases_of(need), " ".join(text.split())
    talk = _Talk(need, shown, understand, phrases, instead=phrases.instead.search(said) is not None)
    fresh, words = Refinement(replace(need, notes=())), _closed(said, phrases)
    draft = _in_parts(fresh, words, talk) or _understood(fresh, words, talk)
    if draft is None:
        return None
    return replace(draft, need=replace(draft.need, query=f"{need.query}; {said}"))


def _phrases_of(need: Need) -> Phrases:
    return LANGUAGES.get(need.language, ENGLISH)


def _in_parts(draft: Refinement, words: str, talk: _Talk) -> Refinement | None:
    """Each part in turn, where at least one of them is a phrase; None where none is, so that the whole is understood."""
    phrase = _phrase(draft, words, talk)
    if phrase is not None:
        return phrase
    parts = talk.phrases.cut.split(words)
    if len(parts) == 1 or not any(_phrase(draft, part, talk) for part in parts):
        return None
    for number, part in enumerate(filter(None, parts)):
        changed = _phrase(draft, part, talk) or _understood(draft, part, talk, joined=number > 0)
        if changed is None:
            return None
        draft = changed
    return draft


def _closed(words: str, phrases: Phrases) -> str:
    """Without the endings that mean nothing."""
    while ending := phrases.closing.search(words, max(0, len(words) - LONGEST_PHRASE)):
        words = words[: ending.start()]
    return words


def _opened(words: str, phrases: Phrases) -> tuple[str, bool]:
    """Without the openings that mean nothing, and whether one of them marks a refinement."""
    joined = False
    while opening := phrases.joining.match(words) or phrases.asking.match(words):
        joined = joined or opening.re is phrases.joining
        if opening.end() == len(words):
            break
        words = words[opening.end() :]
    return words, joined


# --- phrases ----------------------------------------------------------------------------------------------------------


def _phrase(draft: Refinement, part: str, talk: _Talk) -> Refinement | None:
    """``part`` as one of the language's phrases, or None."""
    words, _ = _opened(part, talk.phrases)
    words = _closed(words, talk.phrases)
    if len(words) > LONGEST_PHRASE:
        return None
    for action, pattern in talk.phrases.actions.items():
        found = pattern.match(words)
        changed = _ACTIONS[action](draft, found, talk) if found else None
        if changed is not None:
            return changed
    return None


def _cheaper(draft: Refinement, found: re.Match[str], talk: _Talk) -> Refinement:
    """Below the cheapest shown that meets the need, or below the one named. Never looser than the limit in force."""
    product = _priced(draft, found.group("which"), talk, min)
    asked = _limit(talk.need, "price", UPPER, product.currency)
    clause = Clause(found.group("words"), "limit", "price", "<", product.price, product.currency)
    if asked is not None and (_number(asked), asked.op == "<=") <= (_number(clause), False):
        raise _nothing_nearer(asked, "more")
    return _with(draft, clause)


def _dearer(draft: Refinement, found: re.Match[str], talk: _Talk) -> Refinement:
    """Above the dearest shown that meets the need, or above the one named. Never looser than the limit in force."""
    product = _priced(draft, found.group("which"), talk, max)
    asked = _limit(talk.need, "price", LOWER, product.currency)
    clause = Clause(found.group("words"), "limit", "price", ">", product.price, product.currency)
    if asked is not None and (_number(asked), asked.op == ">") >= (_number(clause), True):
        raise _nothing_nearer(asked, "less")
    return _with(draft, clause)


def _nothing_nearer(asked: Clause, costs: str) -> UsageError:
    limit = show_value(_number(asked), asked.unit)
    return UsageError(
        f"You asked for {asked.text!r} ({asked.op} {limit}), and what is shown costs {costs} than that.",
        hint="Name another limit, such as: make it 80. Or drop it: any price.",
    )


def _priced(draft: Refinement, which: str | None, talk: _Talk, choose: Callable[..., Product]) -> Product:
    """The product to compare with: the one named, else the cheapest or dearest shown in the first one's currency."""
    products = [_referent(which, talk)] if which else _compared(draft, talk)
    priced = [product for product in products if product.price is not None]
    if not priced:
        raise UsageError("There is no price on the screen to compare with.", hint="Name an amount, such as: under 100.")
    same_currency = [product for product in priced if product.currency == priced[0].currency]
    return choose(same_currency, key=lambda product: product.price)


def _compared(draft: Refinement, talk: _Talk) -> list[Product]:
    """What "cheaper" compares with: what was just named ("like the second but cheaper"), else what met the need, else all."""
    liked = {clause.value for clause in draft.need.clauses if clause.op == "like" and clause not in talk.need.clauses}
    named = [hit.product for hit in talk.shown if hit.product.id in liked]
    return named or [hit.product for hit in talk.shown if hit.meets_all] or [hit.product for hit in talk.shown]


def _like(draft: Refinement, found: re.Match[str], talk: _Talk) -> Refinement:
    """The topic becomes one of the products shown; everything else stays."""
    product = _referent(found.group("which"), talk)
    return _topic(draft, (Clause(found.group("words"), "topic", "id", "like", product.id),))


def _referent(which: str, talk: _Talk) -> Product:
    """The product that "the second", "number 2" or "2nd" names.

    Raises:
        UsageError: fewer are shown; it says how many.
    """
    digits = re.search(r"\d+", which)
    word = re.findall(r"[^\W\d_]+", which.lower())
    place = int(digits.group()) if digits else talk.phrases.ordinals[word[-1]]
    place = len(talk.shown) if place == -1 else place
    if not 1 <= place <= len(talk.shown):
        raise UsageError(
            f"There is no result {place}: {len(talk.shown)} shown.",
            hint="Use a number on the screen; /more shows further results.",
        )
    return talk.shown[place - 1].product


def _order(draft: Refinement, found: re.Match[str], talk: _Talk) -> Refinement:
    words = " ".join(found.group("what").lower().split())
    return _sorted(draft, talk.phrases.orders[words], found.group())


def _other_brand(draft: Refinement, found: re.Match[str], talk: _Talk) -> Refinement:
    """Without the brand of the first product shown."""
    if not talk.shown or talk.shown[0].product.brand is None:
        raise UsageError("The first result shown has no brand to leave out.", hint="Name the brand, such as: not Acme.")
    return _with(draft, Clause(found.group(), "exclude", "brand", "!=", talk.shown[0].product.brand))


def _make(draft: Refinement, found: re.Match[str], talk: _Talk) -> Refinement | None:
    """The limit in force moves with "make it 300"; "make it black" is as good as "black"."""
    what = next(group for group in found.groups() if group)
    if talk.phrases.cut.search(what):
        return None  # "make it 300 and in black" is two parts
    if not talk.phrases.number.match(what):
        return _phrase(draft, what, talk) or _understood(draft, what, talk, joined=True)
    meant = talk.understand(talk.phrases.at_most.format(what=what))
    limit = next((clause for clause in meant.clauses if clause.kind == "limit"), None)
    if limit is None:
        return _understood(draft, what, talk, joined=True)
    ops = [clause.op for clause in draft.need.clauses if clause.field == limit.field and clause.op in UPPER + LOWER]
    op = next((op for op in ops if op in UPPER), ops[0] if ops else limit.op)
    notes = tuple(note.replace(limit.text, found.group()) for note in meant.notes)
    return _noted(_with(draft, replace(limit, text=found.group(), op=op)), replace(meant, notes=notes))


def _drop(draft: Refinement, found: re.Match[str], talk: _Talk) -> Refinement | None:
    """Whatever was asked of a field is asked no more: "any brand", "forget the price"."""
    what = next(words for group, words in found.groupdict().items() if words and group != "certain")
    name = talk.phrases.names.get(what.lower(), what.lower())
    gone = [clause for clause in draft.need.clauses if _speaks_of(clause, name)]
    if name == "order" and draft.need.sort is not None:
        return _sorted(draft, None, found.group())
    if gone:
        return _without(draft, gone)
    if what.lower() not in talk.phrases.names and not found.group("certain"):
        return None  # "any laptop" asks for something
    asked = " · ".join(clause.text for clause in draft.need.clauses) or "nothing"
    raise UsageError(f"Nothing was asked about the {what}.", hint=f"What was asked: {asked}.")


def _speaks_of(clause: Clause, name: str) -> bool:
    """Whether a clause is about the field that a shopper calls ``name``."""
    label = (clause.field or "").replace("_", " ").lower()
    if name == "colour":
        return not {"colour", "color"}.isdisjoint(label.split())
    if name in ("price", "brand"):
        return label == name
    said = set(re.findall(r"\w+", f"{label} {clause.text.lower()}"))
    return clause.kind != "topic" and said.issuperset(re.findall(r"\w+", name))


_ACTIONS: Mapping[Action, Callable[[Refinement, re.Match[str], _Talk], Refinement | None]] = {
    "cheaper": _cheaper,
    "dearer": _dearer,
    "like": _like,
    "order": _order,
    "other_brand": _other_brand,
    "drop": _drop,
    "make": _make,
}


# --- clauses ----------------------------------------------------------------------------------------------------------


def _understood(draft: Refinement, part: str, talk: _Talk, *, joined: bool = False) -> Refinement | None:
    """The clauses of ``part`` merged into the need; None where it is a new need, or says nothing."""
    phrases = talk.phrases
    words, marked = _opened(part, phrases)
    meant = talk.understand(words)
    topics = tuple(clause for clause in meant.clauses if clause.kind == "topic")
    refines = joined or marked or talk.instead or phrases.opening.match(words) is not None
    if not (meant.clauses or meant.sort) or (topics and not refines):
        return None
    if topics and talk.instead:
        draft, topics = _topic(draft, topics), ()
    adding = phrases.adding.match(part) is not None
    for clause in meant.clauses:
        if clause.kind != "topic":
            draft = _with(draft, clause, adding=adding)
        elif clause in topics:
            draft = _with(draft, replace(clause, kind="feature"))
    return _noted(_sorted(draft, meant.sort, words) if meant.sort else draft, meant)


def _noted(draft: Refinement, meant: Need) -> Refinement:
    """With what `understand` took otherwise than said."""
    return replace(draft, need=replace(draft.need, notes=(*draft.need.notes, *meant.notes)))


def _with(draft: Refinement, clause: Clause, *, adding: bool = False) -> Refinement:
    """The clause in the place of those that it replaces, or at the end."""
    clauses = draft.need.clauses
    if clause in clauses:
        return draft
    gone = [old for old in clauses if _replaces(clause, old, adding=adding)]
    if not gone:
        return _changed(draft, (*clauses, clause), "added", new=clause.text)
    same = next((old for old in gone if old.unit and old.field == clause.field), None)
    if same is not None and clause.unit is None:
        clause = replace(clause, unit=same.unit)
    kept = [clause if old is gone[0] else old for old in clauses if old is gone[0] or old not in gone]
    old_words = " · ".join(old.text for old in gone)
    return _changed(draft, tuple(kept), "replaced", new=clause.text, old=old_words)


def _replaces(new: Clause, old: Clause, *, adding: bool) -> bool:
    """Whether the two cannot both be meant."""
    if new.field != old.field or new.field is None:
        return new.field is None and old.field is None and new.text.lower() == old.text.lower()
    if new.op == "!=" or old.op == "!=":
        return old.value == new.value
    if new.op in UPPER + LOWER and old.op in UPPER + LOWER:
        return (new.op in UPPER) == (old.op in UPPER) or _crossed(new, old)
    if new.op in UPPER + LOWER or old.op in UPPER + LOWER:
        return isinstance(old.value, (int, float)) and isinstance(new.value, (int, float))
    one_only = new.field == "brand" or _speaks_of(new, "colour") or not isinstance(new.value, str)
    return one_only or not adding or new.value == old.value


def _crossed(new: Clause, old: Clause) -> bool:
    """Whether an upper and a lower limit leave nothing between them."""
    upper, lower = (new, old) if new.op in UPPER else (old, new)
    touching = upper.op == "<=" and lower.op == ">="
    return _number(upper) < _number(lower) or (_number(upper) == _number(lower) and not touching)


def _number(clause: Clause) -> float:
    """The amount of a limit; NaN, which compares with nothing, where there is none."""
    return float(clause.value) if isinstance(clause.value, (int, float)) else float("nan")


def _limit(need: Need, name: str, ops: tuple[Op, ...], unit: str | None) -> Clause | None:
    """The limit in force on a field, in that unit or in none."""
    found = (clause for clause in need.clauses if clause.field == name and clause.op in ops and clause.unit in (unit, None))
    return next(found, None)


def _topic(draft: Refinement, topics: tuple[Clause, ...]) -> Refinement:
    """``topics`` in the place of the old topic, before everything else."""
    old = " · ".join(clause.text for clause in draft.need.clauses if clause.kind == "topic")
    others = tuple(clause for clause in draft.need.clauses if clause.kind != "topic")
    new = " · ".join(clause.text for clause in topics)
    return _changed(draft, topics + others, "replaced" if old else "added", new=new, old=old)


def _without(draft: Refinement, gone: Sequence[Clause]) -> Refinement:
    kept = tuple(clause for clause in draft.need.clauses if clause not in gone)
    return _changed(draft, kept, "dropped", old=" · ".join(clause.text for clause in gone))


def _sorted(draft: Refinement, order: Sort | None, words: str) -> Refinement:
    change = _phrases_of(draft.need).changes["order"].format(new=words)
    return Refinement(replace(draft.need, sort=order), (*draft.changes, change))


def _changed(draft: Refinement, clauses: tuple[Clause, ...], how: str, *, new: str = "", old: str = "") -> Refinement:
    template = _phrases_of(draft.need).changes[how]
    return Refinement(replace(draft.need, clauses=clauses), (*draft.changes, template.format(new=new, old=old)))
