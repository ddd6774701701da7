"""What speaks for and against a result: each thing asked for, with what the record says where that is more than the wish.

"Wireless" with "wireless: yes" is told by the wish alone, and so is a limit on the price that stands right above.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shopcli.render.record_words import RecordWords, terms_of
from shopcli.render.words import ENGLISH, fact_of
from shopcli.text.safe import safe, shorten
from shopcli.text.scripts import CJK, has_han
from shopcli.text.tokens import FUNCTION, SPELLED, tokenise
from shopcli.types import Answer, AnswerLines, Clause, Fact, Hit, Need, Product, show_value
from shopcli.util.lazy_regex import pattern

Verdict = Literal["yes", "no", "unknown", "near"]

_HOLDS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_WORSE: tuple[Verdict, ...] = ("no", "unknown", "yes", "near")
_ABOVE = frozenset(("price", "title"))  # fields that stand right above the reasons
_LONGEST = 120  # characters of a sentence that is quoted
_SENTENCE = 60  # characters from which on a value is running text
_LIST = pattern(r"^\[(['\"]).*\1\]$|\]$")  # a list that was written as a program writes it
_ITEM = pattern(r"(?<=['\"]), (?=['\"])")
# "Or more" by itself, and "chest of 6" of "chest of 6 drawers".
_HALF_A_LIMIT = pattern(
    r"(?:以上|以下|以内|左右|之间|上下)的?|.*\bof \d+", re.IGNORECASE
)  # "chest of 6" of "chest of 6 drawers"
_IN_A_WORD = pattern(rf"[{CJK}](?<![的点一要不])")
_NUMBERED, _LAST_WORD = pattern(r"\d+ [A-Za-z]"), pattern(r"([A-Za-z]{2,}) \Z")
_NEXT_WORD = pattern(r" ([A-Za-z]{2,})")
_GLUED = pattern(r"(?<![\w.,])(\d+(?:[.,]\d+)?)([^\W\d_]+)(?!\w)")
_DIGIT, _EITHER = pattern(r"\d"), "|"  # between words of which a record need say but one
_BARE = pattern(r"\d+(?:[.,]\d+)?")
_OPENINGS = FUNCTION | frozenset("without ohne mit für aus zum zur not no".split())  # of a phrase of its own
# Pieces of a story are no wishes, nor is one sign of a word; what is "for" a name may go with it though nothing says so.
_UNTOLD = pattern(
    rf"\b(?:who|whom|which|likes?|loves?|wants?|he|she|they)\b|^[{CJK}]$|^for (?:an? |the |my )?(?-i:[A-Z])"
    r"|^(?:least|most|than|much|many)\b|^(?:man|men|person|persons|people)$"
    r"|^(?:turns|turning|turned|aged)\b|^(?:适合|适用|需要|想要|用于)$",
    re.I,
)
_FOR = pattern(r"(?:for|für)\b", re.IGNORECASE)
_DENIAL = pattern(r"不|(?:not|no|without|ohne|nicht|kein)\b", re.IGNORECASE)
_DENIED_ON = {"or": "not", "nor": "not", "and": "not", "oder": "kein", "und": "kein"}  # what goes on a refusal, by itself
_DENYING_NAME = pattern(r"\b(?:non|no|without|anti|free)\b|less\b|free\b|不|无|免", re.IGNORECASE)
_VERY = pattern(r"\b(?:very|extremely|ultra|sehr)\b|特别|非常|超", re.IGNORECASE)
_MANY = 4  # words of a limit that its fact says nothing of
_ABOUT = (0.8, 1.3)  # between these shares of a number lie the limits by which a record is about as much
# Two words that are one: "cruelty free", "full bodied", "non alcoholic".
_HALVES = pattern(r"^(?:non|semi|extra|ultra|anti) | (?:free|friendly|proof|resistant|safe|based)\b| \w{2,}ed$", re.IGNORECASE)
_CHILD = pattern(
    r"\b(?:boys?|girls?|kids?|child(?:ren)?|toddlers?|bab(?:y|ies)|kinder|jungen|mädchen)\b|[儿孩童婴]", re.IGNORECASE
)
_GROWN = frozenset(("unisex", "adults", "men", "women"))
_SAID_OF_IT = pattern(r"(?<=\w) (?:can|could|will|would|should) ")  # of "two people can put up fast" two people are told
_JOINING = frozenset("and or but also und oder aber auch".split())
_COUNTING = frozenset("matters matter important counts preferred please essential needed required".split())  # behind a wish
_ANYBODY = frozenset("people persons person users user someone leute menschen personen".split())
_BASIC_COLOURS = frozenset(
    "black white red blue green yellow grey gray brown pink purple orange beige silver gold khaki navy cream turquoise".split()
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What one record says to one clause.

    Attributes:
        verdict: yes, no or unknown for a clause that filters; near for one that only ranks.
        clause: the clause in the shopper's words.
        fact: what decided, or comes nearest, where that says more than the clause; else empty.
    """

    verdict: Verdict
    clause: str
    fact: str = ""


def reasons(
    hit: Hit, need: Need, *, not_sold: bool = False, beside: Sequence[Clause] = (), lines: AnswerLines = ENGLISH
) -> Iterator[Reason]:
    """Every clause of ``need`` that ``hit``'s record has something to say to, in the order of the need.

    Clauses cut from the same words ("between 50 and 100" is two limits) are one, as bad as the worse of them.

    Args:
        hit: it.
        need: the request, understood.
        not_sold: whether nothing of the kind is sold, which is said once, above.
        beside: clauses of which a record cannot be expected to speak; its silence on them is no reason.
        lines: of the asker's language, in which fields and values are told.
    """
    record = RecordWords(hit.product)
    found: dict[str, Reason] = {}
    for reason in _each_reason(hit, need, record, not_sold, beside, lines):
        known = found.get(reason.clause)
        if known is None or _WORSE.index(reason.verdict) < _WORSE.index(known.verdict):
            found[reason.clause] = reason
    for phrase in _phrases(need):
        _join(found, phrase, need.query)
    others = _other_words(need)
    for reason in found.values():
        is_silent = not (record.mention(reason.clause) or _UNTOLD.search(reason.clause))
        is_silent = is_silent and not any(record.mention(words) for words in others.get(reason.clause, ()))
        if reason.verdict != "unknown" or is_silent:  # what is said in some way is not unknown
            yield reason


def _other_words(need: Need) -> dict[str, list[str]]:
    """The numbers by which records grant what was asked for, by the words that ask: "12 hours" of a long battery life.

    Of Chinese words what they mean, too, as a record in another language has it.
    """
    found: dict[str, list[str]] = {}
    for clause in need.clauses:
        numbered = (words for words in str(clause.value or "").split(_EITHER) if clause.op == "has" and _DIGIT.search(words))
        meaning = [_things_of(clause.meaning)] if clause.meaning and has_han(clause.text) else []
        found.setdefault(_told(clause), []).extend((*numbered, *meaning))
    return found


def _things_of(meaning: str) -> str:
    """A meaning without what is done in it, where it has more: the curry of "making curry"."""
    things = [word for word in meaning.split() if not word.endswith("ing")]
    return " ".join(things) or meaning


def unsaid_by_all(answer: Answer) -> tuple[str, ...]:
    """What none of several results says, which is told once for all of them."""
    if len(answer.results) < 2:
        return ()
    first, *others = ([one.clause for one in reasons_of(hit, answer) if one.verdict == "unknown"] for hit in answer.results)
    return tuple(clause for clause in first if all(clause in other for other in others))


def reasons_of(hit: Hit, answer: Answer) -> Iterator[Reason]:
    """`reasons` of a result of an answer; none where its words were not understood."""
    if answer.unspoken:
        return iter(())
    return reasons(hit, answer.need, not_sold=answer.not_sold, beside=answer.beside, lines=answer.lines)


def beside_reasons(hit: Hit, lines: AnswerLines) -> Iterator[str]:
    """What is told below the reasons for a result: what its customer bought, and that the shop's own rules moved it."""
    if bought := bought_said(hit, lines):
        yield bought
    if hit.rule:
        said = lines.pinned if hit.rule.kind == "pin" else lines.buried
        yield said + (lines.aside.format(said=safe(hit.rule.called)) if hit.rule.called else "")


def bought_said(hit: Hit, lines: AnswerLines) -> str:
    """What the customer bought that speaks for a product, under a profile; empty where nothing does."""
    if hit.bought is None:
        return ""
    product_id, title = hit.bought
    return (
        lines.you_bought_it if product_id == hit.product.id else lines.you_bought.format(title=safe(shorten(title, _LONGEST)))
    )


def _each_reason(
    hit: Hit, need: Need, record: RecordWords, not_sold: bool, beside: Sequence[Clause], lines: AnswerLines
) -> Iterator[Reason]:
    evidence, against = ({item.clause: item.fact for item in items} for items in (hit.evidence, hit.denied))
    granted_so = {clause.text for clause in evidence if not clause.is_hard}  # "no Windows" is granted by "system: Linux"
    topics = {clause.text for clause in need.clauses if clause.kind == "topic"}
    untold = [one for one in need.clauses if _is_cut_off(one, need) or _is_told_by_a_story(one)]
    for clause in (one for one in need.clauses if not (one in untold or (not_sold and _is_a_measure(one)))):
        text = _told(clause)
        if clause.kind == "topic" and clause in hit.unmet:
            if not (not_sold or _other_is_met(clause, need, record)):
                yield Reason("no", text, _category(hit.product))
        elif clause in against:
            yield Reason("no", text, _more(clause, against[clause], lines))
        elif clause in hit.unknown and not (clause.op == "lacks" and clause.text in granted_so):
            is_named = clause.kind == "topic" and (clause.text in granted_so or record.names(clause.says))
            is_told = is_named or clause in hit.undecided
            is_told = is_told or _is_told_otherwise(clause, record) or _other_is_met(clause, need, record)
            if not (is_told or _is_part_of_a_name(clause, need)):
                yield Reason("unknown", text)
        elif clause.is_hard and clause not in hit.unknown:
            yield from _of_a_condition(hit, clause, evidence.get(clause), lines, is_granted=clause.text in granted_so)
        else:
            is_open = not _other_is_met(clause, need, record)
            is_told = is_open and clause not in beside and clause not in hit.undecided and not _is_part_of_a_name(clause, need)
            if clause.text not in topics or clause.kind == "topic":  # a wish that has no words of its own is told by none
                yield from _of_a_wish(clause, evidence.get(clause), lines, is_told=is_told)
    for wish in need.assumed:  # where it is not granted nothing is missing
        granted = _granting(hit.product, wish) if wish.field else evidence.get(wish)
        if granted and wish.field != "price":  # that stands right above
            yield Reason(
                _nearness(wish, granted),
                safe(lines.wished(wish.says) if lines.wished else wish.label),
                _more(wish, granted, lines),
            )


def _other_is_met(clause: Clause, need: Need, record: RecordWords) -> bool:
    """Whether a thing is called by the other of two names of which either will do: cashews, for "cashew or pistachio"."""
    other = re.search(
        rf"(\w+) (?:or|oder) {re.escape(clause.text)}\b|\b{re.escape(clause.text)} (?:or|oder) (\w+)", need.query, re.I
    )
    return other is not None and record.names(other[1] or other[2])


def _is_told_otherwise(clause: Clause, record: RecordWords) -> bool:
    """Whether a record tells of what a condition is about, if in other words or in another field."""
    if clause.field == "colour" and record.states_a_colour:
        return True
    return clause.op in ("is", "in") and record.tells_of(str(clause.field))


def _is_part_of_a_name(clause: Clause, need: Need) -> bool:
    """Whether words stand right behind what the thing is called, which they then name: the "butter" of "peanut butter"."""
    if clause.is_hard or clause.kind == "topic" or has_han(clause.text) or clause.text.split()[0].lower() in _OPENINGS:
        return False
    topics = (other.text for other in need.clauses if other.kind == "topic" and other.op is None)
    return any(f"{topic} {clause.text}".lower() in need.query.lower() for topic in topics)


def _lost_its_name(clause: Clause, need: Need, at: int) -> bool:
    """Whether the word before a number, which it is a number of, stands in no clause: the "spf" of "spf 50 for face"."""
    before = _LAST_WORD.search(need.query, 0, at)
    if before is None or before[1].casefold() in _OPENINGS | _JOINING:
        return False
    return not any(re.search(rf"\b{re.escape(before[1])}\b", other.text, re.IGNORECASE) for other in need.clauses)


def _is_a_measure(clause: Clause) -> bool:
    """Whether a condition limits a measure of the thing: how big a mop is to be says nothing of a phone."""
    return clause.kind == "limit" and clause.field != "price"


def _is_told_by_a_story(clause: Clause) -> bool:
    """Whether a thing was taken to serve a need, whose words are no name of it: nothing is a "my knees hurt"."""
    return clause.kind == "topic" and clause.source == "assumption" and clause.text != clause.says


def _is_cut_off(clause: Clause, need: Need) -> bool:
    """Whether words are a piece of what was said: the "2" of "42", or "no ink" of "no ink tank", which forbids no ink."""
    at = need.query.lower().find(clause.text.lower())
    if at < 0 or not clause.text:
        return False
    is_sign = len(clause.text) == 1 and has_han(clause.text)
    if is_sign and _IN_A_WORD.search(need.query[max(0, at - 1) : at] + need.query[at + 1 : at + 2]):
        return True  # the 温 of 温和
    if (at and need.query[at - 1].isdigit() and (is_sign or clause.text[0].isdigit())) or _HALF_A_LIMIT.fullmatch(clause.text):
        return True
    if clause.kind == "feature" and _NUMBERED.match(clause.text) and _lost_its_name(clause, need, at):
        return True
    behind = _NEXT_WORD.match(need.query, at + len(clause.text))
    if clause.kind != "exclude" or behind is None or behind[1].casefold() in _OPENINGS | _JOINING | _COUNTING:
        return False
    return not any(re.search(rf"\b{re.escape(behind[1])}\b", other.text, re.IGNORECASE) for other in need.clauses)


def _of_a_condition(hit: Hit, clause: Clause, cited: Fact | None, lines: AnswerLines, *, is_granted: bool) -> Iterator[Reason]:
    """What a record says to a clause that filters; nothing where it is held for met and no fact says so.

    Args:
        hit: the result.
        clause: the condition.
        cited: the fact that decides it.
        lines: of the asker's language.
        is_granted: whether another clause of the same words is granted by a fact of its own.
    """
    fact = cited or fact_of(hit.product, clause)
    if _FOR.match(clause.text) and clause.field is not None and "brand" in clause.field.casefold():
        return  # "for" a make is what it is to go with, and no maker's name tells that
    if fact is not None and clause.op == "in" and _CHILD.search(clause.text) and str(fact.value).casefold() in _GROWN:
        return  # what either sex may wear need not be a child's
    if fact is not None and fact.value == 0 and clause.op in ("<", "<=") and clause.unit:
        return  # nothing weighs nought: nobody filled it in
    if clause in hit.unmet and clause.op in ("is", "in") and terms_of(clause.text) <= terms_of(hit.product.title):
        return  # an electric toothbrush that is run by a battery
    if clause in hit.unmet:
        says_so = fact is not None and (not _is_text(fact) or _own_words(clause) <= terms_of(fact.words))
        if (says_so and not is_granted) or clause.op != "lacks":
            yield Reason("no", _told(clause), _more(clause, fact, lines) if fact else "")
    elif is_granted or not (is_belied(clause, fact) or _denies_another(clause, fact)):
        verdict: Verdict = "near" if fact is not None and any(is_so(clause, fact) for is_so in _NOT_WHOLLY) else "yes"
        yield Reason(verdict, _told(clause), _more(clause, fact, lines) if fact else "")


def _denies_another(clause: Clause, fact: Fact | None) -> bool:
    """Whether a text denies only a part of what is not wanted: "no hydrogenated oil" for "without palm oil"."""
    if fact is None or clause.op != "lacks" or not _is_text(fact) or has_han(clause.text):
        return False
    return not {term for term in _own_words(clause) if not term[0].isdigit()} <= terms_of(fact.words) | terms_of(
        str(clause.value)
    )


def _is_less(clause: Clause, fact: Fact) -> bool:
    """Whether a yes says less than a wish for much of it: "dry: yes" for very dry skin."""
    return clause.value is True and (very := _VERY.search(clause.text)) is not None and very[0] not in fact.label.casefold()


def _is_about(clause: Clause, fact: Fact) -> bool:
    """Whether a fact is another number than the one that was named and not limited: a width of 175 for "180 cm wide"."""
    named = [float(number.replace(",", ".")) for number in _BARE.findall(clause.text)]
    said = _BARE.match(show_value(fact.value).strip())
    if len(named) != 1 or not named[0] or not isinstance(clause.value, float) or said is None:
        return False
    is_limited = clause.value == named[0] or not _ABOUT[0] <= clause.value / named[0] <= _ABOUT[1]
    return (
        clause.op != "=="
        and clause.field != "price"
        and not is_limited
        and int(float(said[0].replace(",", "."))) != int(named[0])
    )


def _is_a_part(clause: Clause, fact: Fact) -> bool:
    """Whether a limit is but a part of what was said: a laptop's size, of "keeps a 15 inch laptop dry without a cover"."""
    if clause.kind != "limit" or clause.field == "price" or has_han(clause.text):
        return False
    said = terms_of(fact.label) | terms_of(show_value(fact.value, fact.unit))
    words = {term for term in terms_of(clause.text) if term.isalpha() and len(term) > 2 and term not in SPELLED}
    return len(words - said) >= _MANY


_NOT_WHOLLY = (_is_about, _is_less, _is_a_part)  # a fact that bears a part of a condition, or nearly all of it


def _own_words(clause: Clause) -> frozenset[str]:
    """What is not wanted in the shopper's words, without those that deny it; none of a Chinese wish."""
    return frozenset() if has_han(clause.text) else terms_of(clause.text) - _OPENINGS


def is_belied(clause: Clause, fact: Fact | None) -> bool:
    """Whether the fact to be cited does not bear a tick: none for what must not be said, one that says it, another colour."""
    if fact is None:
        return clause.op == "lacks"
    if clause.op == "is" and clause.value is True and _DENIAL.match(clause.text):
        return _DENYING_NAME.search(fact.label) is None  # "not greasy" is not "oily: yes"
    if not isinstance(fact.value, str) or not isinstance(clause.value, str):
        return False
    wanted, said = terms_of(clause.value), terms_of(fact.value)
    if clause.op == "!=":
        return bool(wanted) and wanted <= said
    others = said & _BASIC_COLOURS - wanted
    return clause.field == "colour" and clause.op == "is" and bool(others) and wanted.isdisjoint(said)


def _of_a_wish(clause: Clause, fact: Fact | None, lines: AnswerLines, *, is_told: bool) -> Iterator[Reason]:
    """What comes nearest to a clause that only ranks; of what the thing is nothing: what it is called stands right above.

    A maker's name grants nothing, nor is a record silent that has it.
    """
    if clause.kind == "topic" or (fact is not None and fact.field == "brand" and clause.field != "brand"):
        return
    if fact is not None:
        verdict = _nearness(clause, fact)
        yield Reason(verdict, _told(clause), "" if verdict == "unknown" else _more(clause, fact, lines))
    elif clause.kind == "feature" and is_told:
        yield Reason("unknown", _told(clause))


# --- wishes that are pieces of one phrase -------------------------------------------------------------------------------------


def _phrases(need: Need) -> list[list[Clause]]:
    """Runs of wishes cut from one phrase: the "rain" and the "cover" of "with rain cover", in the order of the request.

    What stands right before the name of the thing describes it word by word: a "soft cotton towel".
    """
    query = need.query.lower()  # which leaves its length as it is, as "ß" in small letters does not
    places = {clause: query.find(clause.text.lower()) for clause in need.clauses if not has_han(clause.text)}
    topics = {places[clause] for clause in places if clause.kind == "topic"}
    wishes = sorted((c for c, at in places.items() if c.kind == "feature" and at >= 0), key=lambda c: (places[c], -len(c.text)))
    runs: list[list[Clause]] = []
    for clause in wishes:
        last = runs[-1][-1] if runs else None
        if last is not None and places[last] == places[clause]:
            continue
        opens_anew = clause.text.split()[0].casefold() in _OPENINGS
        if last is not None and _follows(places, last, clause, query) and not opens_anew:
            runs[-1].append(clause)
        else:
            runs.append([clause])
    pairs = (run[at : at + 2] for run in runs for at in range(len(run) - 1))
    halves = (pair for pair in pairs if _HALVES.search(f"{pair[0].text} {pair[1].text}"))
    whole = [run for run in runs if len(run) > 1 and places[run[-1]] + len(run[-1].text) + 1 not in topics]
    return whole or list(halves)


def _follows(places: Mapping[Clause, int], last: Clause, clause: Clause, query: str) -> bool:
    """Whether a blank alone stands between two pieces."""
    return query[places[last] + len(last.text) : places[clause]] == " "


def _join(found: dict[str, Reason], phrase: Sequence[Clause], query: str) -> None:
    """One reason for the pieces of a phrase, where all of them have the same; a piece behind a condition is none by itself."""
    pieces = [clause for clause in phrase if not clause.is_hard]
    while len(pieces) > 1 and pieces[-1].text.casefold() in _ANYBODY:
        found.pop(_told(pieces.pop()), None)
    told = [found.get(_told(clause)) for clause in pieces]
    if any(clause.is_hard for clause in phrase):
        if phrase[0].is_hard and phrase[0].value is True:
            for clause in pieces:
                found.pop(_told(clause), None)
        return
    alike = {(reason.verdict, reason.fact) for reason in told if reason is not None}
    first, rest = told[0], told[1:]
    for clause in pieces[1:]:
        found.pop(_told(clause), None)
    if first is None or None in rest or len(alike) > 1:
        found.pop(_told(pieces[0]), None)
    else:
        low = query.lower()
        start, end = low.find(pieces[0].text.lower()), low.find(pieces[-1].text.lower()) + len(pieces[-1].text)
        found[_told(pieces[0])] = Reason(first.verdict, _trimmed(query[start:end]), first.fact)


def _told(clause: Clause) -> str:
    first, _, rest = clause.text.partition(" ")
    denial = _DENIED_ON.get(first.casefold(), "") if clause.kind == "exclude" else ""  # "or Asus" of "not from MSI or Asus"
    return _trimmed(f"{denial} {rest}" if denial and rest and not _DENIAL.match(rest) else clause.text)


def _trimmed(text: str) -> str:
    """Words as they are told: without small ones left hanging at their ends, "calls in a", or how much they count."""
    words = _SAID_OF_IT.split(safe(text), maxsplit=1)[0].split()
    while len(words) > 1 and words[-1].casefold() in FUNCTION | _COUNTING:
        words.pop()
    while len(words) > 1 and words[0].casefold() in _JOINING:
        words.pop(0)
    return " ".join(words)


# --- what a fact says more than a wish ----------------------------------------------------------------------------------------


def _more(clause: Clause, fact: Fact, lines: AnswerLines) -> str:
    """A fact as it is told beside a clause; empty where it says no more than the clause, or than what stands above."""
    if fact.field in _ABOVE or (fact.field == "brand" and clause.kind == "exclude"):
        return ""
    wish, label = terms_of(f"{clause.text} {clause.says}" if has_han(clause.text) else clause.text), terms_of(fact.label)
    if _is_as_asked(clause, fact):
        return ""
    if fact.truth is not None:
        named = "" if label <= wish else safe(lines.name_of(fact))
        return (named if fact.truth else lines.lacking.format(name=named)) if named else ""
    if running := _running_text(fact, wish, lines):
        return running
    said = terms_of(show_value(fact.value, fact.unit))
    if said <= wish or (fact.field == "category" and wish <= said):
        return ""
    value = lines.value_of(fact, _spaced(fact))
    if value in clause.text and has_han(value):
        return ""
    is_named = label <= wish or (clause.kind == "exclude" and clause.field == fact.field)  # "not black (green)"
    return (
        value if is_named and not _BARE.fullmatch(value) else lines.of_field.format(name=safe(lines.name_of(fact)), value=value)
    )


def _is_as_asked(clause: Clause, fact: Fact) -> bool:
    """Whether a fact is the number that was asked for, or a yes that is written as one."""
    if clause.value is True and clause.op == "is":
        return isinstance(fact.value, (int, float)) and bool(fact.value)
    is_number = isinstance(clause.value, (int, float)) and isinstance(fact.value, (int, float))
    return is_number and clause.value == fact.value and clause.unit == fact.unit


def _nearness(clause: Clause, fact: Fact) -> Verdict:
    """Whether a field's value, a title, or the name of what is yes has all the words of a wish; of other texts none is sure.

    A title that speaks of another number says nothing of it.
    """
    wish = terms_of(clause.says)
    if not wish or _is_text(fact):
        return "near"
    if has_han(clause.text) and clause.text in show_value(fact.value, fact.unit):
        return "yes"
    said = terms_of(fact.label if fact.truth is not None else show_value(fact.value, fact.unit))
    if wish <= said and fact.truth is not False:
        return "yes"
    numbers = {term for term in wish if term[0].isdigit()}
    return "unknown" if fact.field == "title" and numbers - said else "near"


def _is_text(fact: Fact) -> bool:
    return fact.field == "description" or (fact.field != "title" and _is_running(fact))


def _is_running(fact: Fact) -> bool:
    return isinstance(fact.value, str) and (len(fact.value) > _SENTENCE or fact.value.rstrip().endswith((".", "!", "。", "！")))


def _running_text(fact: Fact, wish: frozenset[str], lines: AnswerLines) -> str:
    """A sentence in quotation marks, behind whose it is where that is not the description; empty for other values."""
    if not (fact.is_text or _is_running(fact)):
        return ""
    text = safe(str(fact.value))
    if _LIST.search(text):
        items = [item.strip("[]'\"") for item in _ITEM.split(text)]
        text = max(items, key=lambda item: len(terms_of(item) & wish))
    quote = f"“{_around(text.lstrip('-–•* ').rstrip('.'), wish)}”"
    return quote if fact.is_text else lines.of_field.format(name=safe(lines.name_of(fact)), value=quote)


def _around(text: str, wish: frozenset[str]) -> str:
    """A text cut at words to what stands around the words of a wish."""
    if len(text) <= _LONGEST or pattern(f"[{CJK}]").search(text):
        return shorten(text, _LONGEST)
    words = text.split()
    at = next((at for at, word in enumerate(words) if terms_of(word) & wish), 0)
    start = at
    while start > 0 and len(" ".join(words[start - 1 : at + 1])) < _LONGEST // 2:
        start -= 1
    end = at + 1
    while end < len(words) and len(" ".join(words[start : end + 1])) <= _LONGEST - 6:
        end += 1
    return f"{'... ' if start else ''}{' '.join(words[start:end])}{' ...' if end < len(words) else ''}"


def _spaced(fact: Fact) -> str:
    """A value with a blank before its unit: "16 GB"."""
    value = safe(show_value(fact.value, fact.unit))
    tokens = tokenise(value)
    if len(tokens) == 1 and tokens[0].unit:
        return _GLUED.sub(r"\1 \2", value)
    return value


def _category(product: Product) -> str:
    return safe(Fact("category", product.category).text) if product.category else ""


# --- what a record says -------------------------------------------------------------------------------------------------------


def _granting(product: Product, wish: Clause) -> Fact | None:
    """The record's own word on an assumed wish, where that grants it."""
    fact = fact_of(product, wish)
    if fact is None or wish.value is None:
        return None
    if isinstance(fact.value, (int, float)) and isinstance(wish.value, (int, float)) and not isinstance(wish.value, bool):
        return fact if _HOLDS.get(str(wish.op), operator.eq)(fact.value, wish.value) else None
    return fact if wish.op == "is" and str(fact.value).casefold() == str(wish.value).casefold() else None
