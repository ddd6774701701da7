"""The move `covered` in the words of the record: for a wish that is granted, the line that grants it.

"The record has it" tells a shopper nothing. What the record says can be read, and shows how far it answers the wish.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from shopcli.text.safe import plain
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Evidence, Fact, Hit, Need
from shopcli.write.decency import decency
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.moves.quotes import Quote
from shopcli.write.moves.typed_words import typed
from shopcli.write.moves.wishes_apart import granted
from shopcli.write.plan import is_tellable

_WORTH = 0.6
_LONGEST, _LONGEST_OWN = 80, 30  # characters of a line, and of one in the language's own writing
_FEWEST = 3  # words of a part that can be read by itself
_OFFERED = frozenset(("price", "currency", "id", "stock", "availability", "rating", "category", "brand"))
_PARTS = re.compile(r"(?<=[,;:.!?)])\s+|\s[–—-]\s|(?<=[，；：。！？）])|\s*\|\s*")


def evidence_moves(
    need: Need, pick: Hit, said: Collection[Fact], texts: Sequence[str], words: Mapping[str, str], *, most: int = 1
) -> Iterator[Move]:
    """The lines of the record that grant wishes which nothing else speaks of.

    Args:
        need: the request.
        pick: what is recommended.
        said: the facts that are told anyway.
        texts: what is told anyway; a line that stands there is left out.
        words: the words of the move.
        most: so many at most.
    """
    things = {one.text for one in need.clauses if one.kind == "topic"}
    met, told, count = {one for one in granted(pick) if one.text not in things}, set[str](), 0
    for why in pick.evidence:
        wish = typed(why.clause, need) if _is_a_wish(why, met) and why.fact not in said else ""
        line = line_of(why) if wish and wish not in told else ""
        is_known = stem_set([why.clause.says]) - FUNCTION_STEMS <= stem_set(texts)
        if not line or count >= most or is_known or any(line.casefold() in text.casefold() for text in texts):
            continue
        told.add(wish)
        count += 1
        quote = f"“{line}”"
        yield Move("covered", (pick.product,), words={**words, "granted": f"“{wish}”", "quote": quote}, worth=_WORTH)


def quoting(kind: MoveKind, hit: Hit, quote: Quote, words: Mapping[str, str]) -> Move:
    """A move that tells words of the record, a maker's or a buyer's."""
    told = f"“{'… ' * quote.text[:1].islower()}{quote.text.rstrip('.。')}”"
    return Move(kind, (hit.product,), words={**words, "quote": told}, worth=quote.worth, quotes=(quote.fact,))


def _is_a_wish(why: Evidence, met: Collection[Clause]) -> bool:
    is_wish = why.clause.kind == "feature" and why.clause.source == "request" and why.clause in met
    tells = why.fact.is_text or len(why.fact.words.split()) >= _FEWEST
    return is_wish and tells and why.fact.field not in _OFFERED and why.fact.truth is None


def line_of(why: Evidence) -> str:
    """The part of a record that grants a wish, short enough to be read; empty where no part of it has a word of the wish."""
    text = plain(why.fact.words).strip(" .。!！-–•*")
    stems = stem_set([why.clause.says]) - FUNCTION_STEMS
    parts = [part.strip(" ,;，；") for part in _PARTS.split(text) if part and part.strip(" ,;，；")]
    shared = [len(stems & stem_set([part])) for part in parts]
    if not parts or not max(shared):
        return ""
    at = shared.index(max(shared))
    line = _grown(text, parts, at)
    longest = _LONGEST_OWN if has_han(line) else _LONGEST
    return line if len(line) <= longest and line in text and is_tellable(line) and not decency().found(line) else ""


def _grown(text: str, parts: Sequence[str], at: int) -> str:
    """A part with the one behind it, where it is too short to be read by itself."""
    line = parts[at]
    if len(line.split()) >= _FEWEST or has_han(line) or at + 1 >= len(parts):
        return line.rstrip(".。!！")
    start = text.find(line)
    end = text.find(parts[at + 1], start) + len(parts[at + 1])
    return text[start:end].rstrip(".。!！")
