"""One question about one product, answered from its record: yes, no, a value, or that the record does not say.

A yes or a no needs a fact that states just that. A fact that only speaks of what was asked is quoted without a verdict, and
silence is never a no. Every sentence about a product is held against its record by `check_sentence`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shopcli.text.scripts import has_cjk
from shopcli.text.words import truth_of
from shopcli.types import Fact, Need, Product, Sentence
from shopcli.write.check import check_sentence
from shopcli.write.claims import governed, negates, terms_of
from shopcli.write.frames import label_of, value_of
from shopcli.write.names import plain, short_name
from shopcli.write.neutral import FUNCTION
from shopcli.write.plan import BOOKKEEPING, is_speakable
from shopcli.write.wording import deed
from shopcli.write.words import Token, stem_set, stems_of, tokenise

_TEXTS = ("title", "description")
_ITEMS = re.compile(r"\s*[,;/|，；、]\s*")
_LONGEST_WORDS = 60  # characters of the shopper's that are said again
_EMPTY = stem_set(FUNCTION)
_OPENINGS = {"en": {True: "Yes: ", False: "No: ", None: ""}, "zh": {True: "是：", False: "否：", None: ""}}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a record says to a question.

    Attributes:
        facts: what it says, most to the point first.
        verdict: whether that is a yes or a no; None where it only speaks of what was asked.
        exact: the facts are what was asked, and not merely the nearest there is.
    """

    facts: tuple[Fact, ...]
    verdict: bool | None = None
    exact: bool = True


# --- finding ----------------------------------------------------------------------------------------------------------


def whether(words: str, facts: Sequence[Fact], *, having: bool) -> Finding | None:
    """What a record says to "is it ``words``", or with ``having`` to "does it have ``words``"; None where it is silent."""
    asked = _terms(words)
    if not asked:
        return None
    fields = [fact for fact in facts if fact.field not in _TEXTS]
    for fact in fields:
        found = _switched(asked, fact, having) or _stated(asked, fact, having)
        if found:
            return found
    near = [fact for fact in fields if asked <= _terms(fact.label) | _terms(_text(fact)) and truth_of(fact.value) is not False]
    near += [fact for fact in fields if asked < _terms(fact.label) and truth_of(fact.value) is False]
    told = [fact for fact in facts if fact.field in _TEXTS and asked <= _free_terms(_text(fact)) | _behind_no(_text(fact))]
    for found_facts in (near, told):
        if found_facts:
            return Finding((min(found_facts, key=lambda fact: len(fact.text)),))
    return _spelled(words, facts)


def _switched(asked: frozenset[str], fact: Fact, having: bool) -> Finding | None:
    """A yes/no field of that name; who has a built-in GPS has GPS, and who has none may have another."""
    truth = truth_of(fact.value)
    if truth is None:
        return None
    label = _terms(fact.label)
    if label == asked:
        return Finding((fact,), truth)
    is_head = having and asked < label and set(stems_of(fact.label)[-1:]) <= asked
    return Finding((fact,), True) if is_head and truth else None


def _stated(asked: frozenset[str], fact: Fact, having: bool) -> Finding | None:
    """A field whose value, or one item of it, is just what was asked; or one that counts what was asked for."""
    if truth_of(fact.value) is not None:
        return None
    label, text = _terms(fact.label), _text(fact)
    if isinstance(fact.value, str) and any(item and item == asked - (label - item) for item in map(_terms, _ITEMS.split(text))):
        return Finding((fact,), True)
    if having and isinstance(fact.value, (int, float)) and label <= asked | _COUNTING and asked <= label:
        return Finding((fact,), bool(fact.value))
    return Finding((fact,), True) if having and label == asked else None


_COUNTING = stem_set("number of quantity qty count amount".split())


def _spelled(words: str, facts: Sequence[Fact]) -> Finding | None:
    """A record in Chinese is not cut into words: it says what it holds."""
    said = "".join(words.split())
    if not has_cjk(said):
        return None
    found = next((fact for fact in facts if said in f"{fact.label}{fact.value}"), None)
    return Finding((found,)) if found else None


def valued(names: Sequence[str], facts: Sequence[Fact], *, strict: bool = False, most: int = 2) -> Finding | None:
    """The value of the field that is called by one of ``names``; else of fields whose names end in it.

    Args:
        names: what a record may call it, likeliest first.
        facts: the record's.
        strict: a field that only has the name within its own ("maximum weight capacity" for weight) will not do.
        most: how many facts are given where several fit.
    """
    fields = [fact for fact in facts if fact.field not in _TEXTS]
    wanted = [terms for name in names if (terms := _terms(name))]
    exact = [fact for terms in wanted for fact in fields if terms <= _terms(fact.label) <= terms | _COUNTING]
    if exact:
        return Finding(tuple(dict.fromkeys(exact))[: most if strict else 1])
    ends = [fact for terms in wanted for fact in fields if terms < _terms(fact.label) and _head(fact) <= terms]
    if ends:
        shortest = min(ends, key=lambda fact: len(fact.label))
        return Finding((shortest,), exact=not (strict and BOOKKEEPING & set(stems_of(shortest.label))))
    begins = [fact for terms in wanted for fact in fields if not strict and terms < _terms(fact.label)]
    if begins:
        return Finding(
            tuple(sorted(dict.fromkeys(begins), key=lambda fact: (not isinstance(fact.value, str), len(fact.label)))[:most])
        )
    spelled = next((fact for name in names for fact in fields if has_cjk(name) and name in fact.label), None)
    return Finding((spelled,)) if spelled else None


def _head(fact: Fact) -> set[str]:
    """What a field's name is about: its last word, but for what only says how it was taken ("brightness, typical")."""
    stems = [stem for stem in stems_of(fact.label) if stem not in _MANNER]
    return set(stems[-1:])


_MANNER = stem_set("typical maximum minimum max min net gross approx average nominal".split())


def _text(fact: Fact) -> str:
    return fact.value if isinstance(fact.value, str) else value_of(fact)


def _terms(text: str) -> frozenset[str]:
    """What a text says: stems, codes and numbers with their units, without words that say nothing."""
    return frozenset(term for token in tokenise(text) for term in _of_token(token)) - _EMPTY


def _of_token(token: Token) -> tuple[str, ...]:
    if token.kind == "number":
        return tuple(f"{value:g}{token.unit or ''}" for value in sorted(token.values))
    return terms_of(token)


def _free_terms(text: str) -> frozenset[str]:
    return _side(text, under_no=False)


def _behind_no(text: str) -> frozenset[str]:
    return _side(text, under_no=True)


def _side(text: str, *, under_no: bool) -> frozenset[str]:
    """The terms of a text that no "no" governs, or those that one does."""
    tokens = tokenise(text)
    sides = zip(tokens, governed(tokens), strict=True)
    return frozenset(
        term for token, under in sides if under == under_no and not negates(token) for term in (*_of_token(token), *token.stems)
    )


# --- saying -----------------------------------------------------------------------------------------------------------


def answer_sentences(
    product: Product,
    found: Finding | None,
    asked: str,
    *,
    facts_of: Callable[[Product], Sequence[Fact]],
    language: str,
    quality: bool = False,
) -> Iterator[Sentence]:
    """The answer for one product: the facts found, each in a sentence that passes the check, else that the record is silent.

    Args:
        product: whom it is about.
        found: from `whether` or `valued`; None for silence.
        asked: how silence is told, from `silence`.
        facts_of: reads a product's facts.
        language: ``zh``, else English.
        quality: it was asked what the product is, and not what it has.
    """
    name = short_name(product)
    if not found or not found.exact:
        silent = f"资料未说明 {name} {asked}。" if language == "zh" else f"The record of the {name} does not say {asked}."
        yield Sentence(silent, (product.id,), "template")
    facts = found.facts if found else ()
    said = [_said(name, fact, product, facts_of, language, quality=quality) for fact in facts]
    verdict = found.verdict if found else None
    for number, text in enumerate(said):
        opening = _OPENINGS.get(language, _OPENINGS["en"])[verdict] if number == 0 else ""
        yield Sentence(
            f"{opening}{text[:1].lower() + text[1:] if opening and language != 'zh' else text}", (product.id,), "template"
        )


def _said(
    name: str,
    fact: Fact,
    product: Product,
    facts_of: Callable[[Product], Sequence[Fact]],
    language: str,
    *,
    quality: bool = False,
) -> str:
    """A fact in the first of code's wordings that passes the check; else as it stands, between quotation marks."""
    for text in _sentences(name, fact, language, quality=quality):
        if not check_sentence(text, products=[product], facts_of=facts_of, need=Need("")):
            return text
    return quoted(name, fact, language)


def quoted(name: str, fact: Fact, language: str) -> str:
    """A fact word for word; text that flatters or gives orders is not repeated, and that is said."""
    repeatable = not isinstance(fact.value, str) or is_speakable(fact, asked=True)
    if language == "zh":
        return (
            f"{name} 的资料写着“{label_of(fact)}: {value_of(fact)}”。"
            if repeatable
            else f"{name} 的资料提到了这一点，但原文不便在此重复。"
        )
    if repeatable:
        return f"The record of the {name} says “{label_of(fact)}: {value_of(fact)}”."
    return f"The record of the {name} speaks of this in words that are not repeated here; its page shows them."


def silence(words: str, kind: str, language: str) -> str:
    """What a record is silent about, in the shopper's words."""
    words = plain(words.replace("“", " ").replace("”", " "))
    said = words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1].rstrip()}…"
    if language == "zh":
        return f"的“{said}”" if kind in ("value", "amount") else f"是否{'有' if kind == 'has' else ''}“{said}”"
    if kind in ("value", "amount"):
        return f"its “{said}”"
    return f"whether it {'has' if kind == 'has' else 'is'} “{said}”" if kind in ("is", "has") else f"whether it does: “{said}”"


def _sentences(name: str, fact: Fact, language: str, *, quality: bool) -> Iterator[str]:
    """One fact of the named product, in each way that code has for it."""
    if language == "zh":
        yield from _chinese(name, fact)
        return
    if fact.field in _TEXTS:
        yield f"The {name}: its {fact.field} says “{plain(str(fact.value)).rstrip('.')}”."
    elif fact.field == "price":
        yield f"The {name} costs {value_of(fact)}."
    elif quality and (truth := truth_of(fact.value)) is not None:
        yield f"The {name} is {'' if truth else 'not '}{label_of(fact)}."
    else:
        done = deed(fact)
        if truth_of(fact.value) is not None:
            yield f"The {name} {done}."
            return
        label = label_of(fact)
        be = "are" if re.search(r"[^su]s$", label) else "is"
        if label.endswith("ed") and " " not in label:
            yield f"The {name} was {label} {value_of(fact)}."
        yield f"The {label} of the {name} {be} {value_of(fact)}."
        if done:
            yield f"The {name} {done}."
        yield f"The {name}: its {label} {be} {value_of(fact)}."  # a number must stand near to what it measures


def _chinese(name: str, fact: Fact) -> Iterator[str]:
    truth = truth_of(fact.value)
    if fact.field in _TEXTS:
        where = "标题写着" if fact.field == "title" else "说明中写道"
        yield f"{name}：{where}“{plain(str(fact.value)).rstrip('.。')}”。"
    elif fact.field == "price":
        yield f"{name} 售价为 {value_of(fact)}。"
    elif truth is not None:
        yield f"{name} {'具备' if truth else '没有'} {label_of(fact)}。"
    else:
        yield f"{name} 的 {label_of(fact)} 为 {value_of(fact)}。"
        yield f"{name}：{label_of(fact)} 为 {value_of(fact)}。"


def compared_sentence(
    names: tuple[str, str],
    values: tuple[tuple[float, str], tuple[float, str]],
    *,
    label: str,
    wanted: bool,
    gap: str,
    language: str,
) -> str:
    """ "No: the weight of the A is 210 g, and of the B 190 g."

    Args:
        names: of the two products.
        values: of each, the number in one unit and what its record says.
        label: what the field is called.
        wanted: True where the first was asked to be more.
        gap: the difference between the two numbers, with its unit.
        language: ``zh``, else English.
    """
    (one, first), (two, second) = values
    holds = one > two if wanted else one < two
    opening = _OPENINGS.get(language, _OPENINGS["en"])[holds]
    if language == "zh":
        return f"{opening}{names[0]} 的 {label} 为 {first}，{names[1]} 为 {second}，相差 {gap}。"
    same = "it is the same; " if one == two else ""
    apart = "" if one == two else f": {gap} between them"
    return f"{opening}{same}the {label} of the {names[0]} is {first}, and of the {names[1]} {second}{apart}."


def most_sentence(name: str, said: str, *, label: str, language: str, silent: int) -> str:
    """ "The A: its weight is 190 g. 1 of the shown does not say." """
    if language == "zh":
        rest = f"另有 {silent} 个资料未说明。" if silent else ""
        return f"{name} 的 {label} 为 {said}。{rest}"
    rest = f" {silent} of the shown {'does' if silent == 1 else 'do'} not say." if silent else ""
    return f"That is the {name}: its {label} is {said}.{rest}"
