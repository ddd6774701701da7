"""Whether what is asked for is to be had: "do you even have 4k ones?" gets a yes or a no beside what is found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shopcli.chat.shop import Shop
from shopcli.chat.turn import Turn
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.text.scripts import set_apart
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Hit, Need, Sentence

_ASKED = re.compile(r"[?？]\s*\Z")


def availability(shop: Shop, before: Need | None, turn: Turn) -> tuple[Sentence, ...]:
    """The answer to whether the shop has what a turn added to a need, with what was looked for before or without.

    Args:
        shop: searches.
        before: the need in force before the turn; None where nothing was looked for.
        turn: what was found; nothing is told of one that asked for anything else.
    """
    if before is None or turn.answer is None or turn.answer.reply is not None:
        return ()
    need = turn.answer.need
    grammar = language_named(need.language).speech_acts
    if grammar is None or not _asks_whether_sold(turn.said, grammar):
        return ()
    asked = [clause for clause in need.clauses if clause not in before.clauses]
    if not asked:
        return ()
    words = ", ".join(dict.fromkeys(clause.text for clause in asked))
    name, hit = "had", _having(asked, [hit for hit in turn.answer.results if not hit.unmet])
    if hit is None:
        topics = tuple(clause for clause in need.clauses if clause.kind == "topic" and clause.op is None)
        query = ", ".join(clause.text for clause in (*topics, *asked))
        alone = replace(need, query=query, clauses=(*topics, *asked), sort=None, assumed=(), notes=())
        name, hit = "had otherwise", _having(asked, shop.search(alone, top=len(turn.answer.results) or 1).results)
    if hit is None and all(clause.kind == "exclude" for clause in asked):
        return ()  # of what is to be without something most records say nothing
    if hit is None:
        return (Sentence(set_apart(grammar.replies["not had"], words=words), (), "template"),)
    is_bare = _is_a_name(turn.said, words, grammar) and not any(clause.field for clause in asked)
    if is_bare and not _goes_by(hit, words):
        return (Sentence(set_apart(grammar.replies["mentioned"], words=words), (hit.product.id,), "template"),)
    told = set_apart(grammar.replies[name], name=shop.talk.name_of(hit.product))
    return (Sentence(told, (hit.product.id,), "template"),)


def _asks_whether_sold(said: str, grammar: SpeechActGrammar) -> bool:
    """Whether words ask if products are to be had."""
    idle = "|".join((*grammar.fillers, "and", "but"))
    words = compiled(rf"\A(?:(?:{idle})\b\W+)+").sub("", said.strip())
    return _ASKED.search(said) is not None and compiled(grammar.requesting).match(words) is not None


def _is_a_name(said: str, words: str, grammar: SpeechActGrammar) -> bool:
    """Whether all that is asked for is one name, "do you sell filament too?", and not how something is to be."""
    asked = compiled(grammar.requesting).search(said)
    rest = compiled(rf"\b(?:{grammar.selling})\b").sub(" ", said[asked.end() :]) if asked else ""
    return stem_set([rest]) - FUNCTION_STEMS <= stem_set([words])


def _having(asked: Sequence[Clause], hits: Sequence[Hit]) -> Hit | None:
    """The first result whose record says all that is asked."""
    return next((hit for hit in hits if all(_says(hit, clause) for clause in asked)), None)


def _says(hit: Hit, clause: Clause) -> bool:
    if clause in (*hit.unmet, *hit.unknown, *hit.undecided):
        return False
    return clause.is_hard or any(one.clause == clause for one in hit.evidence)


def _goes_by(hit: Hit, words: str) -> bool:
    """Whether a product is called so, in its title, by its maker or by its shelf."""
    product = hit.product
    return stem_set([words]) <= stem_set([product.title, product.brand or "", product.category or ""])
