"""Code's own sentences, for what a model may not say, and for when it says nothing that passes.

A few patterns for each kind, chosen by the product's id, so that answers do not all read the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.types import Clause, Fact, Need, show_number
from shopcli.write.plan import Part
from shopcli.write.prompts import subject_of
from shopcli.write.wording import chinese
from shopcli.write.wording.english import deed, difference_text, listed, pattern_for, statement
from shopcli.write.wording.frames import is_adjective, label_of, value_of


def write_template(part: Part, need: Need) -> str:
    """The sentence that code writes for a part, in the language of the need: Chinese, else English."""
    return chinese.write(part) if need.language == "zh" else _ENGLISH[part.kind](part, need)


def _facts(facts: Sequence[Fact]) -> tuple[list[str], list[str]]:
    """Facts as verb phrases and as clauses of their own."""
    deeds = [text for fact in facts if (text := deed(fact))]
    return _merged(deeds), [statement(fact) for fact in facts if deed(fact) is None and fact.field != "price"]


def _merged(deeds: list[str]) -> list[str]:
    """ "has GPS" and "has NFC" as one."""
    having = [text.removeprefix("has ") for text in deeds if text.startswith("has ") and not text.startswith("has no ")]
    rest = [text for text in deeds if not text.startswith("has ") or text.startswith("has no ")]
    return ([f"has {listed(having)}"] if having else []) + rest


def _price(part: Part, need: Need) -> str:
    """The price, and that it keeps the shopper's limit where one was set in the same currency."""
    price = next((fact for fact in part.facts if fact.field == "price"), None)
    if price is None:
        return ""
    clauses = need.clauses if part.kind == "pick" else ()
    limits = [clause.value for clause in clauses if isinstance(clause.value, (int, float)) and _is_limit(clause, price)]
    return value_of(price) + "".join(f", within your limit of {show_number(limit)} {price.unit}" for limit in limits[:1])


def _is_limit(clause: Clause, price: Fact) -> bool:
    ours = clause.field == "price" and clause.op in ("<=", "<") and isinstance(clause.value, (int, float))
    return ours and clause.unit in (None, price.unit) and float(price.value) <= float(clause.value or 0)


def _about(part: Part, need: Need) -> str:
    """The pick, more of it, or an alternative: its price and deeds in one breath, then the rest."""
    price = _price(part, need)
    deeds, clauses = _facts(part.facts)
    name = subject_of(part)
    if not price and not deeds:
        return (
            f"{_capital(listed(clauses))}."
            if clauses and name == "It"
            else f"{name} is a choice{''.join(f'; {text}' for text in clauses)}."
        )
    costs = [f"costs {price}"] if price else []
    if deeds and pattern_for(part.product, 2) and "limit" not in price:
        said = listed(deeds + costs)
    elif deeds and "limit" in price:
        said = f"{costs[0]}, and {listed(deeds)}"
    else:
        said = listed(costs + deeds)
    return f"{name} {said}{f'; {listed(clauses)}' if clauses else ''}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shortfall(part: Part, need: Need) -> str:
    quotes = listed([f"“{clause.text}”" for clause in part.clauses])
    opening = "No record here confirms" if part.silent and not part.joint else "Nothing here meets"
    price = f" at {value_of(part.facts[0])}" if part.facts else ""
    return f"{opening} {quotes}{' together' if part.joint else ''}; shown first is the {part.name}{price}."


def _tradeoff(part: Part, need: Need) -> str:
    """What "it", the alternative just named, costs beside the other, and what the other lacks or has instead."""
    difference = difference_text(part)
    lacks = [_lack(part, fact, relative=bool(difference)) for fact in part.other_facts[:1]]
    if not difference:
        return f"{lacks[0]}." if lacks else ""
    return f"It {difference} the {part.other_name}{''.join(f', {text}' for text in lacks)}."


def _lack(part: Part, fact: Fact, *, relative: bool) -> str:
    """ ", which has no GPS", or the same as a sentence of its own."""
    who = "which" if relative else f"The {part.other_name}"
    if part.silent:
        return f"{who} {'is not listed as' if is_adjective(label_of(fact)) else 'does not list'} {label_of(fact)}"
    if lacking := deed(fact):
        return f"{who} {lacking}"
    own = statement(fact).removeprefix("its ")
    return f"whose {own}" if relative else f"The {part.other_name} is a choice whose {own}"


def nothing_found(need: Need) -> str:
    """What is said where there is no product to speak of."""
    return "没有找到符合要求的商品。" if need.language == "zh" else "Nothing here matches the request."


_ENGLISH = {"shortfall": _shortfall, "pick": _about, "more": _about, "alternative": _about, "tradeoff": _tradeoff}
