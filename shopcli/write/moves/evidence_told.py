"""The move `covered` in the words of the record: for a wish that is granted, the line that grants it.

"The record has it" tells a shopper nothing. What the record says can be read, and shows how far it answers the wish.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from shopcli.need.languages.registry import language_describing
from shopcli.text.safe import plain
from shopcli.text.scripts import has_han
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Clause, Evidence, Fact, Hit, Need
from shopcli.write.decency import decency
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.moves.quotes import Quote, is_against, quotes_of
from shopcli.write.moves.typed_words import typed
from shopcli.write.moves.wishes_apart import granted
from shopcli.write.plan import is_tellable
from shopcli.write.wording.frames import worded
from shopcli.write.wording.tidy_values import is_said_name

_WORTH = 0.6
_LONGEST, _LONGEST_OWN = 80, 30  # characters of a line, and of one in the language's own writing
_FEWEST = 3  # words of a part that can be read by itself
_LONGEST_VALUE = 8  # blanks of a value that is no running text
_READ_ANYWAY = 4  # words of another language that are understood: "100% Merino", "Trail Bike"
_OFFERED = frozenset(("price", "currency", "id", "stock", "availability", "rating", "category", "brand"))
_SHORT_LINE, _MOST_BRIEF = 6, 5  # words of a line of another script that is told whole, and of a longer one's part
_TAKES_BACK = re.compile(
    r"\b(?:not?|non|never|without|unless|except|but|optional\w*|separately|cannot|\w+n['’]t)\b", re.IGNORECASE
)
_VOICED = ("title", "reviews")  # the name of the product, and what buyers say, which is told as theirs
_SURELY_NEAR, _FEWEST_SHARED = 0.8, 2  # of a list to the request, and words that its item has of that
_LONGEST_ITEM = 4  # words of an item of a list
_ITEMS = re.compile(r"\s*[,;|/]\s*(?!\d)")
_NUMBER = re.compile(r"\d+")
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
        line = _in_brief(line_of(why), why) if wish and wish not in told else ""
        is_known = stem_set([why.clause.says]) - FUNCTION_STEMS <= stem_set(texts)
        if not line or count >= most or is_known or any(line.casefold() in text.casefold() for text in texts):
            continue
        told.add(wish)
        count += 1
        quote = f"“{line}”"
        yield Move("covered", (pick.product,), words={**words, "granted": f"“{wish}”", "quote": quote}, worth=_WORTH)


def lines_told(
    need: Need, pick: Hit, said: Collection[Fact], texts: Sequence[str], words: Mapping[str, str], *, most: int = 1
) -> Iterator[Move]:
    """The same in a language that needs no wish told beside its line: what it answers can be heard.

    Of a list the item that grants the wish, under the name of its field: “Flexible” under filament compatibility.

    Args:
        need: the request.
        pick: what is recommended.
        said: the facts that are told anyway.
        texts: what is told anyway; a line of which nothing is new is left out.
        words: the words of the move.
        most: so many at most.
    """
    met = {one for one in granted(pick) if one.kind == "feature" and one.source == "request"}
    told = stem_set([*texts, pick.product.title])
    met -= {why.clause for why in pick.evidence if why.fact in said}
    for why in pick.evidence:
        is_line = why.fact.truth is None and why.fact.field not in (*_OFFERED, *_VOICED) and bool(why.fact.words)
        if why.clause not in met or why.fact in said or not is_line or not most:
            continue
        item, line = item_of(why), _readable(why, need)
        if not (item or line) or stem_set([item or line]) - FUNCTION_STEMS <= told or _echoes(item or line, need):
            continue
        most -= 1
        slots = {"entry": entry_of(item, why.fact)} if item else {"quote": f"“{line}”"}
        yield Move("covered", (pick.product,), words={**words, **slots}, worth=_WORTH)


def entries_near(
    need: Need,
    pick: Hit,
    near: Mapping[Fact, float],
    said: Collection[Fact],
    texts: Sequence[str],
    words: Mapping[str, str],
) -> Iterator[Move]:
    """Of a list that comes near to the request the item that says most of it, of what it fits say; at most one.

    Args:
        need: the request.
        pick: what is recommended.
        near: how near its facts come to the request.
        said: the facts that are told anyway.
        texts: what is told anyway.
        words: the words of the move.
    """
    wished = stem_set([one.text for one in need.clauses if one.kind == "feature" and one.source == "request"]) - FUNCTION_STEMS
    told, amounts = stem_set(texts), set(_NUMBER.findall(need.query))
    close = [one for one, share in near.items() if share >= _SURELY_NEAR and one not in said]
    for fact in sorted(close, key=lambda one: -near[one]):
        items = [item for item in items_of(fact) if is_tellable(item) and not decency().found(item)]
        shares = [len(stem_set([item]) & wished) + len(amounts & set(_NUMBER.findall(item))) for item in items]
        best = items[shares.index(max(shares))] if items else ""
        shared = stem_set([best]) & wished
        if len(shared) >= _FEWEST_SHARED and not shared <= told:
            yield Move("covered", (pick.product,), words={**words, "entry": entry_of(best, fact)}, worth=_WORTH)
            return


def _echoes(line: str, need: Need) -> bool:
    """Whether a line is but the thing as it was asked for: "outdoor sports watch", in its own words."""
    stems = stem_set([line])
    things = [stem_set([clause.text]) for clause in need.clauses if clause.kind == "topic"]
    return stems <= stem_set([need.query]) and any(thing <= stems for thing in things)


def _readable(why: Evidence, need: Need) -> str:
    """The line that grants a wish, as far as it can be told by itself; empty of half a sentence, or of what takes it back."""
    words = plain(why.fact.words).strip(" .。!！-–•*")
    if why.fact.field == "description" and (words.count(" ") >= _FEWEST or is_against(words)):
        return ""
    line = line_of(why)
    if why.fact.is_text or words.count(" ") > _LONGEST_VALUE:  # running words are quoted by whole statements
        line = next((quote for quote in quotes_of(words) if line and line in quote), "")
    elif "/" in line:  # a choice, "Office/Call center", that nobody says
        return ""
    is_read = line.count(" ") < _READ_ANYWAY or language_describing(line).code == need.language
    return line if is_read else ""


def item_of(why: Evidence) -> str:
    """The item of a list that grants a wish; empty of what is no list, or of one whose field's name nobody says."""
    items = items_of(why.fact)
    stems = stem_set([why.clause.says, *why.clause.alternatives]) - FUNCTION_STEMS
    return next((item for item in items if stem_set([item]) & stems and is_tellable(item) and not decency().found(item)), "")


def items_of(fact: Fact) -> list[str]:
    """The items of a value that is a list under a name that people say; empty of any other."""
    items = [item.strip() for item in _ITEMS.split(plain(fact.words))]
    is_list = len(items) >= _FEWEST and all(len(item.split()) <= _LONGEST_ITEM for item in items)
    is_named = is_said_name(worded(fact).label) and not fact.is_text
    return [item for item in items if item] if is_list and is_named else []


def entry_of(item: str, fact: Fact) -> str:
    """An item of a list as a sentence names it: “Flexible” under filament compatibility."""
    return f"“{item}” under {worded(fact).label}"


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
    stems = stem_set([why.clause.says, *why.clause.alternatives]) - FUNCTION_STEMS
    parts = [part.strip(" ,;，；") for part in _PARTS.split(text) if part and part.strip(" ,;，；")]
    shared = [len(stems & stem_set([part])) for part in parts]
    if not parts or not max(shared):
        return ""
    at = shared.index(max(shared))
    line = _grown(text, parts, at)
    longest = _LONGEST_OWN if has_han(line) else _LONGEST
    return line if len(line) <= longest and line in text and is_tellable(line) and not decency().found(line) else ""


def _in_brief(line: str, why: Evidence) -> str:
    """A line of another script than the wish's as the few words of it that grant the wish: “classic 2-person camping”.

    Whole where it takes something back, or where those words stand too far apart.
    """
    words = line.split()
    if has_han(line) or len(words) <= _SHORT_LINE or not has_han(why.clause.text) or _TAKES_BACK.search(line):
        return line
    stems = stem_set([why.clause.says, *why.clause.alternatives]) - FUNCTION_STEMS
    granting = [at for at, word in enumerate(words) if stem_set([word]) & stems]
    if not granting:
        return line
    start, end = max(0, granting[0] - 1), min(len(words), granting[-1] + 3)
    said = " ".join(words[start:end]).strip(" ,.;:!?()-–")
    return said if end - start <= _MOST_BRIEF and said in line else line


def _grown(text: str, parts: Sequence[str], at: int) -> str:
    """A part with the one behind it, where it is too short to be read by itself."""
    line = parts[at]
    if len(line.split()) >= _FEWEST or has_han(line) or at + 1 >= len(parts):
        return line.rstrip(".。!！")
    start = text.find(line)
    end = text.find(parts[at + 1], start) + len(parts[at + 1])
    return text[start:end].rstrip(".。!！")
