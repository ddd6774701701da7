"""A refinement changes the need in force: it adds, replaces or drops clauses ("cheaper", "in black", "any brand").

Pure: what was said, what is in force and what was shown go in; a new need and what changed come out, or None where
the words are a new need of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from shopcli.need.dialogue import refinement_actions
from shopcli.need.dialogue.compare import compare
from shopcli.need.dialogue.dialogue_state import CatalogLookup, DialogueState, Understand
from shopcli.need.dialogue.discourse_markers import LONGEST_PHRASE, closed, cut, ended, opened
from shopcli.need.dialogue.references import pointed_at
from shopcli.need.dialogue.refinement_actions import FEW_ARE_CALLED_SO
from shopcli.need.dialogue.state_update import LOWER, UPPER, StateUpdate, dropped, is_limit
from shopcli.need.languages.refinement_grammar import Action, MatchedPhrase, RefinementGrammar
from shopcli.need.languages.registry import language_named, language_of, languages
from shopcli.need.persons import names_a_person, says_only_whom
from shopcli.need.questions import find_question
from shopcli.need.thesaurus import open_thesaurus
from shopcli.text.negation import negates
from shopcli.text.scripts import has_han
from shopcli.text.tokens import tokenise
from shopcli.types import KIND, Clause, Hit, Need, Op, Product

_PARTS = re.compile(r"[,.;!?，。；！？]\s*")
_PLAIN_WORD = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
_MOST_PARTS = 6  # of a turn that refuses the thing; what has more tells a story
_MOST_ARE_CALLED_SO = 0.5  # "sleeping bags", of which tents tell where there is room for them
_HARDLY_ANY_IS_CALLED_SO = 0.04  # as `FEW_ARE_CALLED_SO`, for words whose form does not show that they describe


@dataclass(frozen=True, slots=True)
class Refinement:
    """The need after a refinement, and what changed, in words: ``under 150 instead of under 200``."""

    need: Need
    changes: tuple[str, ...] = ()


def refine(talk: DialogueState) -> Refinement | None:
    """The need in force, changed by what was said.

    Returns:
        The refined need, whose query is the old one and what was said joined by ``"; "``; None where that names a
        new topic and does not open as a refinement does ("but", "in", "with", "not").

    Raises:
        UsageError: a reference to a result that was not shown, a comparison with what no shown product says, or the
            dropping of something that was never asked.
    """
    need, utterance = talk.need, talk.said
    fresh = StateUpdate(replace(need, notes=(), language=_language(need, utterance), question=None), talk.phrases)
    words = _closed_within(closed(utterance, talk.phrases), talk)
    words, talk = _without_refused_topic(words, talk)
    fresh = replace(fresh, need=replace(fresh.need, clauses=talk.need.clauses))
    draft, question = _in_parts(fresh, words, talk), None
    if draft is None:
        question = talk.question
        draft = None if question and question.names else _understood(fresh, words, talk)
    if draft is None and not (question and _asks_of_what_is_sought(talk)):
        return None
    draft = draft or fresh
    if not (draft.need.clauses or draft.need.sort or draft.need.assumed):
        raise talk.phrases.error("nothing_left", words=" · ".join(line[0].text for line in need.lines))
    # A question about the catalog is answered from the words that asked it and the clauses in force.
    query = utterance if question else f"{_asked(need)}; {utterance}" if draft.need.query == need.query else draft.need.query
    return Refinement(replace(draft.need, query=query, question=question), draft.changes)


def _without_refused_topic(words: str, talk: DialogueState) -> tuple[str, DialogueState]:
    """What is said and what is in force without the thing that is refused for another: "she hates red, make it a white"."""
    parts = cut(words, talk.phrases)
    topics = [clause for clause in talk.need.clauses if clause.kind == "topic" and clause.op is None]
    if not 1 < len(parts) <= _MOST_PARTS:
        return words, talk
    refused = [part for part in parts if len(topics) == 1 and _refuses(part, topics[0], talk)]
    rest = [part for part in parts if part not in refused]
    if not refused or not any(_says_something(part, talk) for part in rest):
        return words, talk
    others = tuple(clause for clause in talk.need.clauses if clause not in topics)
    return ", ".join(rest), replace(talk, need=replace(talk.need, clauses=others))


def _refuses(part: str, topic: Clause, talk: DialogueState) -> bool:
    """Whether all that words ask is not to be given what is looked for."""
    if talk.phrases.part("drop", part) and set(topic.says.casefold().split()) <= set(part.casefold().split()):
        return True  # "forget wool, cotton then"
    meant = talk.read(part).clauses
    names = [str(clause.value or clause.says).casefold() for clause in meant if clause.kind == "exclude"]
    return len(names) == len(meant) == 1 and names[0] == topic.says.casefold()


def _closed_within(words: str, talk: DialogueState) -> str:
    """Words of which no part ends in what means nothing: "under 150 then, for women"."""
    parts = cut(words, talk.phrases)
    bare = [closed(part, talk.phrases) for part in parts]
    return words if bare == parts or any(part not in words for part in bare) else ", ".join(bare)


def refined_by_features(talk: DialogueState) -> Refinement | None:
    """The need in force with what words say of the thing that is looked for; None where they name another thing, or nothing."""
    topics = [clause for clause in talk.read(talk.said).clauses if clause.kind == "topic" and clause.op is None]
    topics = [
        clause for clause in topics if not (is_said_of_a_pronoun(clause, talk.said) or _is_attached(clause, talk.said, talk))
    ]
    if not talk.topic or not all(_is_said_of_it(clause.says, talk) for clause in topics):
        return None
    meant = talk.features(talk.said)
    draft = StateUpdate(replace(talk.need, notes=(), question=None), talk.phrases).having(meant.clauses).noted(meant)
    if not draft.changes:
        return None
    return Refinement(replace(draft.need, query=f"{_asked(talk.need)}; {talk.said}"), draft.changes)


def refined_by_what_is_told(talk: DialogueState) -> Refinement:
    """The need in force with what one surely tells of oneself as wishes: "I only write emails" looks for nothing else."""
    meant = talk.features(talk.said)
    draft = StateUpdate(replace(talk.need, notes=(), question=None), talk.phrases).having(meant.clauses).assuming(meant.assumed)
    return Refinement(replace(draft.need, query=f"{_asked(talk.need)}; {talk.said}"), draft.changes)


def _is_said_of_it(words: str, talk: DialogueState) -> bool:
    """Whether words that could name a thing are said of what is looked for, and hardly anything is called so."""
    is_other = talk.catalog.called(words, talk.topic) >= FEW_ARE_CALLED_SO or talk.catalog.same(words, talk.topic)
    return talk.catalog.says(words, talk.topic) and not is_other


def _asks_of_what_is_sought(talk: DialogueState) -> bool:
    """Whether a question names nothing of its own, so that it is about what is looked for: "how many do you have?"."""
    meant = talk.read(talk.said)
    return not meant.clauses and not meant.sort


def _asked(need: Need) -> str:
    """What was said so far; of a question, what stays of it."""
    return "; ".join(line[0].text for line in need.lines) if need.question else need.query


def look_at(talk: DialogueState) -> Product | None:
    """The result that was named and no more; None where anything else was said.

    Raises:
        UsageError: it names none or several of the shown.
    """
    utterance, phrases = talk.said, talk.phrases
    if refinement_actions.order_phrase(opened(closed(utterance, phrases), phrases)[0], talk):
        return None  # "the cheapest one" is an order over all there is
    return None if talk.question else pointed_at(ended(utterance, phrases, phrases.polite), talk)


def asks_for_more(said: str) -> bool:
    """Whether what was said, on one line, only asks for further results: "show me more"."""
    phrases = language_of(said).refinement
    words = ended(phrases.normal(said), phrases, phrases.closing)
    return len(said) <= LONGEST_PHRASE and phrases.more.fullmatch(words) is not None


def drop_line(need: Need, number: int) -> Refinement:
    """The need without one of its lines (`Need.numbered`); the number after the last line's is the order.

    Raises:
        UsageError: no such line, or nothing else was asked.
    """
    draft = dropped(StateUpdate(need, language_named(need.language).refinement), number)
    return Refinement(draft.need, draft.changes)


def struck_out(need: Need, numbers: Collection[int]) -> Need:
    """The need without several of its lines, by the numbers that they have before the first is struck out.

    Raises:
        UsageError: no such line, or nothing else was asked.
    """
    for number in sorted(set(numbers), reverse=True):  # from the last on, so that none changes its number
        need = drop_line(need, number).need
    return need


def talk_about(
    need: Need,
    text: str,
    shown: Sequence[Hit],
    understand: Understand,
    catalog: CatalogLookup,
    focus: Product | None = None,
) -> DialogueState:
    """The state of the dialogue in which ``text`` is said, see `DialogueState`; "the second" is ``shown[1]``."""
    utterance = " ".join(text.split())
    language = language_of(utterance) if any(map(str.isalpha, utterance)) else language_named(need.language)
    phrases = language.refinement
    instead = phrases.instead.search(phrases.normal(utterance[:LONGEST_PHRASE])) is not None
    question = find_question(utterance, catalog.choice_field)
    return DialogueState(utterance, need, shown, understand, catalog, phrases, focus, instead=instead, question=question)


def _language(need: Need, said: str) -> str:
    """The language of this turn; a mere name or number ("GPS", "16 GB") leaves that of the conversation."""
    language = language_of(said)
    names_only = language is languages()[-1] and not _PLAIN_WORD.search(said)
    return need.language if names_only else language.code


def _in_parts(draft: StateUpdate, words: str, talk: DialogueState) -> StateUpdate | None:
    """Each part in turn, where at least one of them is a phrase; None where none is, so that the whole is understood."""
    phrase = _phrase(draft, words, talk)
    if phrase is not None:
        return phrase
    parts = cut(words, talk.phrases)
    is_by_parts = len(parts) > 1 and (any(_phrase(draft, part, talk) for part in parts) or _refuses_first(parts))
    if not is_by_parts or _is_one_limit(words, talk):
        return None
    for number, part in enumerate(parts):
        changed = _phrase(draft, part, talk) or _understood(draft, part, talk, joined=number > 0)
        if changed is None and _says_something(part, talk):
            return None
        draft = changed or draft
    return draft


def _refuses_first(parts: Sequence[str]) -> bool:
    """Whether something is refused and then another thing wanted instead: "no nvidia please, amd only"."""
    if len(parts) != 2:
        return False
    first, second = (any(map(negates, tokenise(part))) for part in parts)
    return first and not second


def _says_something(part: str, talk: DialogueState) -> bool:
    """Whether words ask for anything, and do not merely tell of the shopper: "a present for a friend, something cheaper"."""
    words = opened(part, talk.phrases)[0]
    if says_only_whom(words, language_of(words).requests):
        return False
    meant = talk.read(words)
    return bool(meant.clauses or meant.sort or meant.assumed)


def _is_one_limit(words: str, talk: DialogueState) -> bool:
    """Whether what could be cut is one limit: "between 50 and 100"."""
    lines = talk.read(words).lines
    return len(lines) == 1 and is_limit(lines[0][0]) and lines[0][0].text == words


# --- phrases ----------------------------------------------------------------------------------------------------------


def _phrase(draft: StateUpdate, part: str, talk: DialogueState) -> StateUpdate | None:
    """``part`` as one of the language's phrases, or None."""
    whole = closed(part, talk.phrases)
    for words in dict.fromkeys((whole, opened(whole, talk.phrases)[0])):
        for action, act in _ACTIONS.items() if len(words) <= LONGEST_PHRASE else ():
            phrase = talk.phrases.part(action, words)
            changed = act(draft, phrase, talk) if phrase else None
            if changed is not None:
                return changed
    return None


def _make(draft: StateUpdate, part: MatchedPhrase, talk: DialogueState) -> StateUpdate | None:
    """The limit in force moves with "make it 300"; "make it black" is as good as "black"."""
    what, phrases = part["what"] or part["to"] or part["amount"], talk.phrases
    if len(cut(what, phrases)) > 1:
        return None  # "make it 300 and in black" is two parts
    if not phrases.number.match(phrases.normal(what)):
        return _phrase(draft, what, talk) or _understood(draft, what, talk, joined=True)
    return _moved(draft, what, part[0], talk) or _understood(draft, what, talk, joined=True)


def _moved(draft: StateUpdate, what: str, text: str, talk: DialogueState) -> StateUpdate | None:
    """A limit in force, moved to another amount and otherwise as it was; at most that amount where none is."""
    meant = talk.read(talk.phrases.at_most.format(what=what))
    limit = next((clause for clause in meant.clauses if is_limit(clause)), None)
    if limit is None:
        return None
    old = _same_measure(limit, draft.need)
    notes = tuple(note.replace(limit.text, text) for note in meant.notes)
    draft = draft.noted(replace(meant, notes=notes))
    if old is None and limit.field == "price":
        return draft.having([replace(limit, text=text, op="<=")])
    if len(old or ()) == 1 and old:
        op: Op = ">=" if old[0].op in LOWER else "<="
        return draft.having([replace(limit, text=text, field=old[0].field, op=op)])
    bare = [replace(clause, text=text) for clause in talk.features(what).clauses if is_limit(clause)]
    bare = [replace(clause, field=old[0].field) for clause in bare] if old else bare
    return draft.having(bare) if bare else None


def _same_measure(limit: Clause, need: Need) -> tuple[Clause, ...] | None:
    """The line in force that limits the same field, or the only one in the same unit."""
    lines = [line for line in need.lines if all(is_limit(clause) for clause in line)]
    same = [line for line in lines if line[0].field == limit.field]
    alike = [line for line in lines if line[0].unit is not None and line[0].unit == limit.unit]
    if same:
        return next((line for line in same if line[0].op in UPPER), same[0])
    return alike[0] if len(alike) == 1 and limit.field != "price" else None


_ACTIONS: Mapping[Action, Callable[[StateUpdate, MatchedPhrase, DialogueState], StateUpdate | None]] = {
    "drop_line": refinement_actions.drop_line,
    "like": refinement_actions.like,
    "order": refinement_actions.order,
    "order_by": refinement_actions.order_by,
    "compare": compare,
    "other_brand": refinement_actions.other_brand,
    "others": refinement_actions.others,
    "drop": refinement_actions.drop,
    "make": _make,
}


# --- anything else ----------------------------------------------------------------------------------------------------


def _understood(draft: StateUpdate, part: str, talk: DialogueState, *, joined: bool = False) -> StateUpdate | None:
    """The clauses of ``part`` merged into the need; None where it is a new need, or says nothing."""
    words, marked = opened(part, talk.phrases)
    if _is_for_another(part, talk):
        draft = _without_persons(draft)
        if says_only_whom(words, language_of(part).requests):
            return draft.assuming(talk.read(words).assumed)
    meant = talk.read(words)
    topics = [clause for clause in meant.clauses if clause.kind == "topic" and clause.op is None]
    role = _role(words, topics, meant, talk, marked=joined or marked) if topics else "none"
    if topics and all(_is_attached(clause, words, talk) for clause in topics):
        role = "feature"
    if role == "new" or not (meant.clauses or meant.sort or meant.assumed):
        return None
    if role == "feature":
        meant = talk.features(words)
    elif role == "topic":
        purposes = [replace(old, kind="feature", meaning=None) for old in draft.need.clauses if _is_purpose(old)]
        draft = draft.about(tuple(topics)).having(purposes)
    said = [clause for clause in meant.clauses if clause not in topics or role == "feature"]
    said = [clause for clause in said if not _is_bare_degree(clause, talk)] or said  # "more battery life" wants no "more"
    others = [_as_refused(_as_positive(clause, talk), talk) for clause in said]
    adding = talk.phrases.adding.match(talk.phrases.normal(part)) is not None
    draft = draft.unwished(others).having(_in_place(others, draft.need, talk), adding=adding).assuming(meant.assumed)
    return (draft.sorted(meant.sort, meant.sort.text or words) if meant.sort else draft).noted(meant)


def _as_positive(clause: Clause, talk: DialogueState) -> Clause:
    """A comparative that no record decides as what records say: "fruity" for "fruitier"."""
    if clause.kind != "feature" or clause.field is not None:
        return clause
    said = next((word for word in talk.phrases.positives(clause.text.casefold()) if talk.catalog.says(word, talk.topic)), "")
    return replace(clause, op="has", value=said, meaning=said) if said else clause


def _is_bare_degree(clause: Clause, talk: DialogueState) -> bool:
    """Whether a wish is but a word for more or less, which says nothing without what it is of."""
    wanted = talk.phrases.degrees.get(clause.text.casefold()) if clause.kind == "feature" and clause.field is None else None
    return wanted is not None and not wanted.of


def _is_for_another(words: str, talk: DialogueState) -> bool:
    """Whether a part of what is said only says for whom it is: "actually it's for my dad, …"."""
    grammar = language_of(words).requests
    return any(says_only_whom(opened(part, talk.phrases)[0], grammar) for part in cut(words, talk.phrases))


def _without_persons(draft: StateUpdate) -> StateUpdate:
    """The need without what was wished for somebody else: "for three kids"."""
    of_persons = [one for one in draft.need.clauses if one.kind == "feature" and _tells_of_a_person(one.text)]
    assumed = tuple(wish for wish in draft.need.assumed if not _tells_of_a_person(wish.text))
    draft = replace(draft, need=replace(draft.need, assumed=assumed))
    return draft.without(of_persons) if of_persons else draft


def _tells_of_a_person(words: str) -> bool:
    return names_a_person(words, language_of(words).requests)


def _as_refused(clause: Clause, talk: DialogueState) -> Clause:
    """What is not wanted and is what things are called is told by titles: no record need deny it, "not Christmas"."""
    if clause.kind != "exclude" or clause.op != "lacks" or clause.field is not None:
        return clause
    name = str(clause.value).casefold()
    is_shown = any(name in product.title.casefold() for product in talk.products)
    return replace(clause, field=KIND) if is_shown or talk.catalog.entitled(name) else clause


def _is_attached(topic: Clause, words: str, talk: DialogueState) -> bool:
    """Whether a name stands behind a word that makes it a part of something: "160 wide, with storage"."""
    before = words.partition(topic.text)[0].split()
    return bool(before) and talk.phrases.opening.match(talk.phrases.normal(f"{before[-1]} {topic.text}")) is not None


def _role(
    words: str, topics: Sequence[Clause], meant: Need, talk: DialogueState, *, marked: bool
) -> Literal["feature", "topic", "same", "new"]:
    """What words that could name a thing are in this conversation.

    A ``feature`` of what is looked for, its new ``topic``, the ``same`` topic said again beside something else, or
    the topic of a ``new`` need.
    """
    thing = " ".join(clause.says for clause in topics)
    if talk.phrases.opening.match(talk.phrases.normal(words)) or _is_nameless(words, thing, talk):
        return "feature"
    if talk.topic and all(is_said_of_a_pronoun(clause, words) or is_packing(clause, words) for clause in topics):
        return "feature"  # "do you have one made for backpacking?", "a bigger pack"
    if not talk.topic:
        return "feature" if marked else "topic"
    if any(_is_another_thing(thing, old.text, talk) for old in talk.need.clauses if _is_purpose(old)):
        return "topic"  # "we need a tent", of whoever goes camping
    if talk.catalog.same(thing, talk.topic):
        return "same" if len(meant.clauses) > len(topics) or meant.sort else "new"
    if _is_no_thing(thing, talk, beside=len(meant.clauses) > len(topics)):
        return "feature"
    if _describes(thing, talk) or (marked and not talk.instead and not _is_another_thing(thing, talk.topic, talk)):
        return "feature"
    return "topic" if talk.instead else "new"


def is_said_of_a_pronoun(topic: Clause, words: str) -> bool:
    """Whether a name is a wish of what only a pronoun names: the "stainless steel" of "any in stainless steel"."""
    start = words.find(topic.text)
    return start >= 0 and language_of(words).requests.is_said_of_a_pronoun(words, start, start + len(topic.text))


def says_how(words: str, names: Sequence[str], phrases: RefinementGrammar, is_called: Callable[[], bool]) -> bool:
    """Whether the parts of words that have some names say, by their form, how what is looked for is to be: "a fruity one".

    "A toaster, one that fits thick slices" names one.
    """
    parts = [part for part in _PARTS.split(words) if any(name in part for name in names)]
    return bool(parts) and all(phrases.names_nothing(part, is_called) for part in parts)


def is_packing(topic: Clause, words: str) -> bool:
    """Whether a name is but a word for what things are packed in, and for no thing, as a bag or a box is one."""
    if open_thesaurus().rings(topic.text):
        return False
    packed = language_of(words).degrees.pack.match(f"{topic.text} of it")
    return packed is not None and packed.end() == len(topic.text) + len(" of ")


def _is_nameless(words: str, thing: str, talk: DialogueState) -> bool:
    """Whether words say how what is looked for is to be, by their form, and no kind is called so: "something fruitier"."""

    def is_called() -> bool:
        is_other = talk.catalog.called(thing, talk.topic) >= FEW_ARE_CALLED_SO or talk.catalog.same(thing, talk.topic)
        return is_other or bool(open_thesaurus().rings(thing))

    whole = talk.said.rstrip(" .!?？。！")  # "got any curved ones?", of which `closed` leaves no "ones"
    is_all = len(cut(whole, talk.phrases)) == 1
    return talk.phrases.names_nothing(words, is_called) or (is_all and talk.phrases.names_nothing(whole, is_called))


def _is_no_thing(name: str, talk: DialogueState, *, beside: bool) -> bool:
    """Whether no thing of any shop goes by a name that is a wish, "vegan", or ``beside`` one: "quiet, open office"."""
    words, thesaurus = name.split(), open_thesaurus()
    if any(thesaurus.rings(" ".join(words[at:])) for at in range(len(words))):
        return False
    if any(match.end - match.start == len(name) for match in thesaurus.wishes(name)):
        return True
    return beside and not has_han(name) and not talk.catalog.called(name, talk.topic)


def _is_purpose(clause: Clause) -> bool:
    """Whether what is looked for is no thing, but what things are wanted for: jogging, "going camping"."""
    return clause.kind == "topic" and clause.op is None and clause.source == "assumption"


def _is_another_thing(words: str, topic: str, talk: DialogueState) -> bool:
    """Whether most that say these words are called so, or some are and none of the things looked for says them."""
    if talk.phrases.describing.search(words):
        return False  # "but wireless"
    called = talk.catalog.called(words, topic)
    return called >= _MOST_ARE_CALLED_SO or (called >= FEW_ARE_CALLED_SO and not talk.catalog.says(words, topic))


def _describes(words: str, talk: DialogueState) -> bool:
    """Whether words by themselves say which of the things looked for are wanted, rather than name another thing."""
    if not talk.catalog.says(words, talk.topic):
        return False
    describes = talk.phrases.describing.search(words) is not None
    return talk.catalog.called(words, talk.topic) < (FEW_ARE_CALLED_SO if describes else _HARDLY_ANY_IS_CALLED_SO)


def _in_place(clauses: list[Clause], need: Need, talk: DialogueState) -> list[Clause]:
    """With "instead", a limit takes the place of the only other one in its unit, whatever the catalog would make of it."""
    limits = [clause for clause in clauses if is_limit(clause)]
    old = _same_measure(limits[0], need) if talk.instead and limits else None
    if old is None:
        return clauses
    return [replace(clause, field=old[0].field) if clause in limits else clause for clause in clauses]
