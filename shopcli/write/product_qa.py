"""One question about one product, answered from its record: yes, no, a value, or that the record does not say.

A yes or a no needs a fact that states just that. A fact that only speaks of what was asked is quoted without a verdict, and
silence is never a no. Every sentence about a product is held against its record by `check_sentence`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from shopcli.need.languages.lexicon import NAME_ENDS, NAME_STARTS
from shopcli.need.languages.registry import language_named
from shopcli.text.negation import negates
from shopcli.text.safe import plain
from shopcli.text.scripts import has_cjk
from shopcli.text.tokens import FUNCTION_STEMS, Token, stem_set, stems_of, tokenise
from shopcli.types import Fact, FactsOf, Need, Product, Sentence
from shopcli.types.needs import DEFAULT_LANGUAGE
from shopcli.write.moves.quotes import quoted_on
from shopcli.write.offer import in_words
from shopcli.write.plan import bookkeeping_of, is_speakable
from shopcli.write.product_names import short_name, spoken_title, without_article
from shopcli.write.verify.check import check_sentence
from shopcli.write.wording.english import the
from shopcli.write.wording.frames import is_adjective, worded
from shopcli.write.wording.languages import as_checked, wording_of
from shopcli.write.wording.phrases import marked, phrases_of

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_ITEMS = re.compile(r"\s*[,;/|，；、]\s*")
_LONGEST_WORDS = 60  # characters of the shopper's that are said again


@dataclass(frozen=True, slots=True)
class Finding:
    """What a record says to a question.

    Attributes:
        facts: what it says, most to the point first.
        verdict: whether that is a yes or a no; None where it only speaks of what was asked.
        exact: the facts are what was asked, and not merely the nearest there is.
        words: what was asked, of which a text is quoted for what it says; empty where it is quoted whole.
    """

    facts: tuple[Fact, ...]
    verdict: bool | None = None
    exact: bool = True
    words: str = field(default="", compare=False)


# --- finding ----------------------------------------------------------------------------------------------------------


def whether(words: str, facts: Sequence[Fact], *, having: bool) -> Finding | None:
    """What a record says to "is it ``words``", or with ``having`` to "does it have ``words``"; None where it is silent."""
    asked = _terms(words)
    if not asked:
        return None
    fields = [fact for fact in facts if not fact.is_text]
    for fact in fields:
        if finding := _switched(asked, fact, having) or _stated(asked, fact, having):
            return finding
    near = [fact for fact in fields if asked <= _terms(fact.label) | _terms(_text(fact)) and fact.truth is not False]
    near += [fact for fact in fields if asked < _terms(fact.label) and fact.truth is False]
    near = near or [fact for fact in facts if fact.is_text and asked <= _prose_terms(_text(fact))]
    nearest = min(near, key=lambda fact: (fact.field == "title", len(fact.text)), default=None)
    return Finding((nearest,), words=words) if nearest else _spelled(words, facts)


def _switched(asked: frozenset[str], fact: Fact, having: bool) -> Finding | None:
    """A yes/no field of that name; who has a built-in GPS has GPS, and who has none may have another."""
    truth, fact = fact.truth, _named_plainly(fact)
    if truth is None:
        return None
    label = _terms(fact.label)
    if label == asked:
        return Finding((fact,), truth)
    is_head = having and asked < label and set(stems_of(fact.label)[-1:]) <= asked
    return Finding((fact,), True) if is_head and truth else None


def _named_plainly(fact: Fact) -> Fact:
    """A yes/no field named as programs name one, "isPolarized", under what it says."""
    words = _HUMP.sub(" ", fact.field).split()
    is_so = len(words) > 1 and words[0].casefold() in ("is", "has")
    return replace(fact, field=" ".join(words[1:]).lower()) if is_so else fact


def _stated(asked: frozenset[str], fact: Fact, having: bool) -> Finding | None:
    """A field whose value, or one item of it, is just what was asked; or one that counts what was asked for."""
    if fact.truth is not None:
        return None
    label, text = _terms(fact.label), _text(fact)
    if isinstance(fact.value, str) and any(item and item == asked - (label - item) for item in map(_terms, _ITEMS.split(text))):
        return Finding((fact,), True)
    if having and isinstance(fact.value, (int, float)) and label <= asked | _COUNTING and asked <= label:
        return Finding((fact,), bool(fact.value))
    return Finding((fact,), True) if having and label == asked else None


_MAY_BE_DONE = ("abl", "ibl")  # how stems of "washable" and "convertible" end
_COUNTING = stem_set("number of quantity qty count amount".split())


def _spelled(words: str, facts: Sequence[Fact]) -> Finding | None:
    """A record in Chinese is not cut into words: it says what it holds."""
    run = "".join(words.split())
    spelled = next((fact for fact in facts if run in f"{fact.label}{fact.value}"), None) if has_cjk(run) else None
    return Finding((spelled,)) if spelled else None


def valued(names: Sequence[str], facts: Sequence[Fact], *, strict: bool = False, most: int = 2) -> Finding | None:
    """The value of the field that is called by one of ``names``; else of fields whose names end in it.

    Args:
        names: what a record may call it, likeliest first.
        facts: the record's.
        strict: a field that only has the name within its own ("maximum weight capacity" for weight) will not do.
        most: how many facts are given where several fit.
    """
    fields = [fact for fact in facts if not fact.is_text]
    wanted = [terms for name in names if (terms := _terms(name))]
    exact = [fact for terms in wanted for fact in fields if terms <= _terms(fact.label) <= terms | _COUNTING]
    if exact:
        return Finding(tuple(dict.fromkeys(exact))[: most if strict else 1])
    ends = [fact for terms in wanted for fact in fields if terms < _terms(fact.label) and _head(fact) <= terms]
    if ends:
        shortest = min(ends, key=lambda fact: len(fact.label))
        return Finding((shortest,), exact=not (strict and bookkeeping_of(shortest.label)))
    begins = [fact for terms in wanted for fact in fields if not strict and terms < _terms(fact.label)]
    if begins:
        first = sorted(dict.fromkeys(begins), key=lambda fact: (not isinstance(fact.value, str), len(fact.label)))
        return Finding(tuple(first[:most]))
    spelled = next((fact for name in names for fact in fields if has_cjk(name) and name in fact.label), None)
    return Finding((spelled,)) if spelled else None


def _head(fact: Fact) -> set[str]:
    """What a field's name is about: its last word, but for what only says how it was taken ("brightness, typical")."""
    stems = [stem for stem in stems_of(fact.label) if stem not in _MANNER]
    return set(stems[-1:])


_MANNER = stem_set("typical maximum minimum max min net gross approx average nominal".split())


def _text(fact: Fact) -> str:
    return fact.value if isinstance(fact.value, str) else worded(fact).value


def _terms(text: str) -> frozenset[str]:
    """What a text says: stems, codes and numbers with their units, without words that say nothing."""
    return frozenset(term for token in tokenise(text) for term in _of_token(token)) - FUNCTION_STEMS


def _of_token(token: Token) -> tuple[str, ...]:
    if token.kind == "number":
        return tuple(f"{value:g}{token.unit or ''}" for value in sorted(token.values))
    return token.terms


def _prose_terms(text: str) -> frozenset[str]:
    """What running text speaks of, be it to deny it."""
    tokens = [token for token in tokenise(text) if not negates(token)]
    terms = frozenset(term for token in tokens for term in (*_of_token(token), *token.stems))
    return terms | {_done_to(term) for term in terms if term.endswith(_MAY_BE_DONE)}


def _done_to(stem: str) -> str:
    """What may be done to something, by the stem of the word that says so: it is "washable", and can be washed."""
    return stem[: -len(_MAY_BE_DONE[0])].rstrip("e")


# --- saying -----------------------------------------------------------------------------------------------------------


def answer_sentences(
    product: Product,
    found: Finding | None,
    asked: str,
    *,
    facts_of: FactsOf,
    language: str,
    quality: bool = False,
    of_value: bool = False,
) -> Iterator[Sentence]:
    """The answer for one product: the facts found, each in a sentence that passes the check, else that the record is silent.

    Args:
        product: whom it is about.
        found: from `whether` or `valued`; None for silence.
        asked: how silence is told, from `silence`.
        facts_of: reads a product's facts.
        language: that the answer is in.
        quality: it was asked what the product is, and not what it has.
        of_value: it was asked how much or which, so that what comes near is the answer.
    """
    name, wording = short_name(product), wording_of(language)
    texts: list[str] = []
    is_near_value = of_value and found is not None and bool(found.facts)  # the diagonal, of a size
    if not found or not (found.exact or is_near_value):
        is_of_amount = any(character.isdigit() for character in asked)  # which the whole title may tell: "for 30-50 L"
        texts.append(wording.silent(without_article(spoken_title(product)) if is_of_amount else name, asked))
    for number, fact in enumerate(found.facts if found else ()):
        quote = _quoted_for(fact, found.words) if found else None
        told, is_quoted = quote or fact, quote is not None
        text = _in_a_sentence(name, told, product, facts_of, language, quality=quality, is_quoted=is_quoted)
        texts.append(wording.verdict_before(text, found.verdict if found and number == 0 else None))
    for text in texts:
        yield Sentence(text, (product.id,), "template")


def _quoted_for(fact: Fact, words: str) -> Fact | None:
    """A text cut to what of it speaks of some words; None for a field, and where no part of it can be told."""
    quote = quoted_on(fact, words) if words and fact.is_text and fact.field != "title" else ""
    return replace(fact, value=quote) if quote else None


def _in_a_sentence(
    name: str, fact: Fact, product: Product, facts_of: FactsOf, language: str, *, quality: bool, is_quoted: bool
) -> str:
    """A fact in the first of code's wordings that passes the check; else as it stands, between quotation marks.

    Text that flatters or gives orders is not repeated, and that is said.
    """
    wording = wording_of(language)
    if is_quoted:
        return next(iter(wording.fact_sentences(name, worded(fact), quality=quality)))  # word for word: nothing to check
    if language == DEFAULT_LANGUAGE and fact.truth is not None and (said := _yes_or_no(fact, quality=quality)):
        return f"{the(name)[0].upper()}{the(name)[1:]} {said[0]}."  # the record's own yes or no: there is nothing to check
    for text in (
        *_licensed(name, fact, language),
        *wording.fact_sentences(name, in_words(fact, product), quality=quality),
    ):
        if not check_sentence(as_checked(text, wording), products=[product], facts_of=facts_of, need=Need("")):
            return text
    repeatable = not isinstance(fact.value, str) or is_speakable(fact, asked=True)
    return wording.quoted(name, worded(fact)) if repeatable else wording.unrepeated(name)


def _licensed(name: str, fact: Fact, language: str) -> Iterator[str]:
    """A fact as its field licenses it, in a language that has its own words for values; code's own wording follows."""
    lexicon = language_named(language).lexicon
    phrases = phrases_of(worded(fact), language) if lexicon and not fact.is_text and fact.field != "price" else None
    if lexicon and phrases and phrases.licence:
        forms = phrases.forms
        texts = forms.get("verb", ()) if fact.truth is not False else forms.get("lack", ())
        yield from (lexicon.spaced(f"{NAME_STARTS}{name}{NAME_ENDS}{text}。") for text in texts[:1])


def _yes_or_no(fact: Fact, *, quality: bool) -> Sequence[str]:
    """What a yes or a no says where "has" would not do: as its field licenses it, or as the mark in a list that it is."""
    said = phrases_of(worded(fact), DEFAULT_LANGUAGE)
    is_mark = not said.licence and (" " not in fact.label or is_adjective(fact.label))
    forms = (said.forms if quality else {}) if said.licence else marked(said.worded).forms if is_mark else {}
    return forms.get("verb" if fact.truth else "lack", ())[:1]


def silence(words: str, kind: str, language: str) -> str:
    """What a record is silent about, in the shopper's words."""
    words = plain(words.replace("“", " ").replace("”", " "))
    cut = words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1].rstrip()}…"
    return wording_of(language).silence(cut, kind)
