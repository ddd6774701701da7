"""What the phrases of a refinement do: "drop 2", "like the second", "by weight", "another brand", "any price"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shopcli.errors import UsageError
from shopcli.need.dialogue.dialogue_state import DialogueState
from shopcli.need.dialogue.discourse_markers import closed, cut
from shopcli.need.dialogue.references import named
from shopcli.need.dialogue.state_update import TITLE, StateUpdate, dropped, is_limit, speaks_of
from shopcli.need.languages.refinement_grammar import MatchedPhrase
from shopcli.types import Clause, Sort


class NothingToChange(UsageError):
    """What was said changes nothing: it was never asked, or no record says how much of it what is shown has."""


FEW_ARE_CALLED_SO = 0.15  # of all that say "gaming", few things are called so: the word describes


def drop_line(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate | None:
    """Without one line of the need, by its number."""
    numeral = part.low("number") or part["digits"]
    return dropped(draft, int(numeral) if numeral.isdecimal() else talk.phrases.ordinals.get(numeral, 0))


def like(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate | None:
    """Near to one of the products shown; everything else stays."""
    product = named(part["which"] or part["bare"], talk)
    return draft.like(Clause(part["words"] or part[0], "topic", "id", "like", product.id)) if product else None


def order(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate:
    """By price: "the cheapest of them"."""
    sort = talk.phrases.orders[part.low("what")]
    return draft.sorted(replace(sort, text=part[0]), part[0])


def order_by(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate | None:
    """By a field that the shopper names: by weight, by rating."""
    what = part["what"] or part["plain"]
    name = talk.phrases.names.get(what.lower(), "")
    falling = talk.phrases.descending.search(talk.phrases.normal(part[0])) is not None or name in ("rating", "date")
    field = talk.catalog.field(name if name in ("price", "rating", "date") else "", what, talk.topic)
    if field is None:
        raise talk.phrases.error("no_such_order", words=what)
    return draft.sorted(Sort(field, "desc" if falling else "asc", part[0]), part[0])


def order_phrase(words: str, talk: DialogueState) -> MatchedPhrase | None:
    """The words as a phrase that asks for an order, or None."""
    return talk.phrases.part("order", words) or talk.phrases.part("order_by", words)


def other_brand(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate:
    """Without the brand of the product looked at, or of the first shown."""
    product = talk.focus or (talk.shown[0].product if talk.shown else None)
    if product is None or product.brand is None:
        parts = cut(closed(talk.said, talk.phrases), talk.phrases)
        if len(parts) > 1 and (changed := others(draft, part, talk)):
            return changed  # "not this one, another brand", of which no record tells the brand
        raise talk.phrases.error("no_brand")
    return draft.having([Clause(part[0], "exclude", "brand", "!=", product.brand)])


def others(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate | None:
    """Without what is shown: "something else, not so bright"."""
    shown = dict.fromkeys(product.title for product in talk.products)
    left_out = [Clause(part[0], "exclude", TITLE, "lacks", title) for title in shown]
    return draft.having(left_out, adding=True) if left_out else None


def drop(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate | None:
    """Whatever was asked of a field is asked no more: "any brand", "forget the price"."""
    groups = part.found.groupdict()
    group = next(group for group, words in groups.items() if words and group != "certain")
    what = part.low(group)
    if len(cut(what, talk.phrases)) > 1:
        return None  # "any colour but not from Acme" is two parts
    if group == "any" and talk.catalog.names_colour(what):
        return None  # "any green at all" wants green
    if group == "any" and what not in talk.phrases.names and talk.said.rstrip().endswith(("?", "？")):
        return None  # "do you have any earrings at all?" wants some
    name = talk.phrases.names.get(what, what)
    if name == "order" and draft.need.sort is not None:
        return draft.sorted(None, part[0])
    gone = [clause for clause in draft.need.clauses if speaks_of(clause, name)]
    gone = gone or (coloured(draft, talk) if name == "colour" else []) or _measuring(what, draft, talk)
    gone += _names_of_its(gone, draft, talk) if name == "brand" else []
    if gone:
        return draft.without([clause for line in draft.need.lines if set(line) & set(gone) for clause in line])
    is_field = what in talk.phrases.names or groups.get("certain")
    if group == "need" or not (is_field or not _could_be_asked(what, talk)):
        return None  # "any laptop" asks for something
    if len(cut(closed(talk.said, talk.phrases), talk.phrases)) > 1:
        return draft  # what else was said is to be heard: "forget the pan, show me rain jackets"
    asked = " · ".join(line[0].text for line in draft.need.lines) or talk.phrases.messages["nothing"]
    told = talk.phrases.error("never_asked", words=part[group], asked=asked)
    raise NothingToChange(str(told), hint=told.hint)


def _names_of_its(brands: Sequence[Clause], draft: StateUpdate, talk: DialogueState) -> list[Clause]:
    """The wishes for what only those brands' products are called: with Samsung the "Galaxy Tab" is given up."""
    makers = {str(clause.value).casefold() for clause in brands}
    named = [one for one in draft.need.clauses if one.kind == "feature" and one.op == "has" and one.field is None]
    gone = []
    for one in named:
        called = [product for product in talk.products if str(one.value).casefold() in product.title.casefold()]
        if called and all((product.brand or "").casefold() in makers for product in called):
            gone.append(one)
    return gone


def coloured(draft: StateUpdate, talk: DialogueState) -> list[Clause]:
    """The wishes that name a colour which no field of the catalog decides."""
    wishes = (one for one in draft.need.clauses if one.kind == "feature" and one.op in (None, "has"))
    return [one for one in wishes if talk.catalog.names_colour(one.text)]


def _measuring(what: str, draft: StateUpdate, talk: DialogueState) -> list[Clause]:
    """The limits on what a word means: "any size" is about the screen of a monitor."""
    limits = [clause for clause in draft.need.clauses if is_limit(clause) and clause.field not in (None, "price")]
    return [clause for clause in limits if talk.catalog.means(what, str(clause.field))]


def _could_be_asked(what: str, talk: DialogueState) -> bool:
    """Whether words may name a thing to look for, rather than something of it: a laptop, not a size."""
    return not talk.topic or talk.catalog.called(what, talk.topic) >= FEW_ARE_CALLED_SO or talk.catalog.same(what, talk.topic)
