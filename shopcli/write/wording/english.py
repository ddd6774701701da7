"""Code's own English, for what a model may not say, for when it says nothing that passes, and for what no model is asked.

A few patterns for each kind of part, chosen by the product's id, so that answers do not all read the same. The functions that
`shopcli.need.languages.wording.Wording` asks for come after what the prompts share with them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence

from shopcli.need.languages.wording import Part
from shopcli.text.safe import plain
from shopcli.text.worded_fact import Number, WordedFact
from shopcli.types import Clause, Hit, Need, Product, difference_of, show_money, show_number
from shopcli.write.wording.articles import stands_alone
from shopcli.write.wording.frames import denied, is_adjective

_ROUNDING = 9  # decimals kept of a difference
ADVISES = ""  # how the advice opens where a product text does not
READ_BACK: Sequence[tuple[str, str]] = ()  # the checker knows these sentences as they are
# What may stand before a sentence of a product text, by tone: for the first, for those between, for one about weight, for the
# price. None of it says anything of the product; praise, comparison and promise have no place here.
FRAMES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "plain": ((), (), (), ()),
    "warm": (("Here it is: ",), ("And this: ", "Also: "), ("In the hand: ",), ("And the price: ",)),
    "ad": (("Take a look: ",), ("See for yourself: ", "Look closer: "), ("Take it along: ",), ("Make it yours: ",)),
}


def fact_text(fact: WordedFact) -> str:
    """A fact as a verb phrase or a clause of its own: "costs 39.95 EUR", "has GPS", "its strap is leather"."""
    return f"costs {fact.value}" if fact.field == "price" else fact.deed or clause_of(fact)


def clause_of(fact: WordedFact) -> str:
    """A fact as a clause of its own: "its strap is silicone"."""
    if fact.field == "title":
        return f"its title says “{fact.value}”"
    if fact.field == "description":
        return f"its description says “{fact.value.rstrip('.')}”"
    return f"its {fact.label} {_be(fact)} {fact.value}"


def _be(fact: WordedFact) -> str:
    return "are" if re.search(r"[^su]s$", fact.label) else "is"


def subject_of(part: Part) -> str:
    """What the sentence speaks of: the product by name, or "It" where the sentence before has named it."""
    if part.kind in ("more", "offer", "tradeoff"):
        return "It"
    return _capital(the(part.name))


def the(name: str) -> str:
    """A name with its article, which some have themselves: "the Norvik", "The Lantern Keeper"."""
    return name if name.casefold().startswith(("the ", "a ", "an ")) or stands_alone(name) else f"the {name}"


def pattern_for(product: Product, count: int) -> int:
    """Which of ``count`` patterns a product gets: always the same one."""
    return zlib.crc32(product.id.encode("utf-8", "surrogatepass")) % count


def difference_text(product: Product, other: Product | None) -> str:
    """What ``product`` costs beside ``other``, up to "than"; empty where their prices cannot be compared."""
    amount = difference_of(product, other) if other else None
    if amount is None:
        return ""
    if not amount:
        return "costs the same as"
    return f"costs {show_money(abs(amount), product.currency)} {'more' if amount > 0 else 'less'} than"


def lack_text(part: Part, fact: WordedFact, who: str) -> str:
    """What ``who``, the other of a trade-off, lacks or has instead, as a clause: "the first has no GPS"."""
    lack = _lack(part, fact)
    return f"{who} {lack}" if lack else f"the {fact.label} of {who} {_be(fact)} {fact.value}"


def _lack(part: Part, fact: WordedFact) -> str | None:
    return _unlisted(fact) if part.silent else fact.deed


def _unlisted(fact: WordedFact) -> str:
    """That a record is silent of a feature."""
    return f"{'is not listed as' if is_adjective(fact.label) else 'does not list'} {fact.label}"


def _listed(texts: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- advice -------------------------------------------------------------------------------------------------------------------


def nothing_found() -> str:
    """What is said where there is no product to speak of."""
    return "Nothing here matches the request."


def part_sentence(part: Part, need: Need) -> str:
    """The sentence for a part of the plan; empty where there is nothing to say."""
    if part.kind == "shortfall":
        return _shortfall(part)
    if part.kind == "nearest":
        return _nearest(part)
    return _tradeoff(part) if part.kind == "tradeoff" else _about(part, need)


def _about(part: Part, need: Need) -> str:
    """The pick, more of it, or an alternative: its price and deeds in one breath, then the rest."""
    price = _price(part, need)
    deeds = _merged([fact.deed for fact in part.facts if fact.deed])
    clauses = [clause_of(fact) for fact in part.facts if not fact.deed and fact.field != "price"]
    name = subject_of(part)
    if not price and not deeds:
        if clauses and name == "It":
            return f"{_capital(_listed(clauses))}."
        return f"{name} is a choice{''.join(f'; {text}' for text in clauses)}."
    costs = [f"costs {price}"] if price else []
    if deeds and pattern_for(part.product, 2) and "limit" not in price:
        said = _listed(deeds + costs)
    elif deeds and "limit" in price:
        said = f"{costs[0]}, and {_listed(deeds)}"
    else:
        said = _listed(costs + deeds)
    return f"{name} {said}{f'; {_listed(clauses)}' if clauses else ''}."


def _merged(deeds: list[str]) -> list[str]:
    """ "has GPS" and "has NFC" as one."""
    having = [text.removeprefix("has ") for text in deeds if text.startswith("has ") and not text.startswith("has no ")]
    rest = [text for text in deeds if not text.startswith("has ") or text.startswith("has no ")]
    return ([f"has {_listed(having)}"] if having else []) + rest


def _price(part: Part, need: Need) -> str:
    """The price, and that it keeps the shopper's limit where one was set in the same currency."""
    price = next((fact for fact in part.facts if fact.field == "price"), None)
    if price is None:
        return ""
    clauses = need.clauses if part.kind == "pick" else ()
    limits = [clause.value for clause in clauses if isinstance(clause.value, (int, float)) and _is_limit(clause, price, part)]
    kept = limits[:1] if price.fact.unit else ()
    return price.value + "".join(f", within your limit of {show_money(limit)} {price.fact.unit}" for limit in kept)


def _is_limit(clause: Clause, price: WordedFact, part: Part) -> bool:
    ours = clause.field == "price" and clause.op in ("<=", "<") and isinstance(clause.value, (int, float))
    highest = part.product.price_range[1] if part.product.price_range else float(price.fact.value)
    return ours and clause.unit in (None, price.fact.unit) and highest <= float(clause.value or 0)


def _shortfall(part: Part) -> str:
    if part.silent and not part.joint:
        opening = f"No record {'of what can be had' if part.beside else 'here'} confirms"
    else:
        opening = f"Nothing {'that can be had' if part.beside else 'here'} meets"
    together, place = " together" if part.joint else "", "next" if part.beside else "first"
    return f"{opening} {_quotes(part.clauses)}{together}; shown {place} is the {part.name}{_at_price(part)}."


def _at_price(part: Part) -> str:
    """ " at 39.95 EUR", ", from 20.00 to 24.00 EUR", or nothing."""
    price = next((fact for fact in part.facts if fact.field == "price"), None)
    if price is None:
        return ""
    if price.value.startswith("from "):
        return f", {price.value}"
    return f" at {price.value}" if price.fact.unit else f", priced at {price.value}"


def _nearest(part: Part) -> str:
    """What is shown where nothing is of the kind that was asked for, as what it is."""
    kind = next((f", whose category is {fact.value}," for fact in part.facts if fact.field == "category"), "")
    price = _at_price(part)
    return f"Shown instead is the {part.name}{kind.removesuffix(',') if price.startswith(',') or not price else kind}{price}."


def _quotes(clauses: Sequence[Clause]) -> str:
    return _listed([f"“{clause.text}”" for clause in clauses])


def _tradeoff(part: Part) -> str:
    """What "it", the alternative just named, costs beside the other, and what the other lacks or has instead."""
    difference = difference_text(part.product, part.other)
    lacks = [_lacking(part, fact, relative=bool(difference)) for fact in part.other_facts[:1]]
    if not difference:
        return f"{lacks[0]}." if lacks else ""
    return f"It {difference} the {part.other_name}{''.join(f', {text}' for text in lacks)}."


def _lacking(part: Part, fact: WordedFact, *, relative: bool) -> str:
    """ "which has no GPS", or the same as a sentence of its own."""
    lack, own = _lack(part, fact), f"whose {clause_of(fact).removeprefix('its ')}"
    if relative:
        return f"which {lack}" if lack else own
    return f"The {part.other_name} {lack or f'is a choice {own}'}"


# --- a comparison -------------------------------------------------------------------------------------------------------------


def joined(statements: Sequence[str]) -> str:
    """Statements as one sentence."""
    return f"{_capital('; '.join(statements))}."


def offers(statements: Sequence[tuple[str, Sequence[WordedFact]]]) -> Sequence[str]:
    """ "the A costs from 20.00 to 24.00 EUR and is out of stock", of names with what is said of each."""
    return [f"{the(name)} {_listed([fact_text(fact) for fact in facts])}" for name, facts in statements]


def price_gap(names: tuple[str, str], products: tuple[Product, Product]) -> str:
    """What the first of two costs beside the second; empty where that is not to be said."""
    return f"{the(names[0])} {difference_text(*products)} {the(names[1])}"


def who_has(fact: WordedFact, states: Sequence[tuple[str, str]]) -> str:
    """ "the A has GPS, while the B has no GPS", of names with ``has``, ``no`` or ``silent``."""
    ways = {"has": fact.deed, "no": fact.phrase and denied(fact.phrase).text, "silent": _unlisted(fact)}
    said = [f"{the(name)} {ways[state]}" for name, state in states]
    return ", while ".join(said) if len(said) == 2 else "; ".join(said)


def numbers_beside(names: Sequence[str], label: str, values: Sequence[float], unit: str) -> str:
    """A number of each product beside those of the others."""
    said = [f"{show_number(value)} {unit}" for value in values]
    if len(values) == 2:
        gap = show_number(round(abs(values[0] - values[1]), _ROUNDING))
        way = "less" if values[0] < values[1] else "more"
        return f"the {label} of {the(names[0])} is {said[0]}, {gap} {unit} {way} than that of {the(names[1])}"
    rest = [f"of {the(name)} {text}" for name, text in zip(names[1:], said[1:], strict=True)]
    return f"the {label} of {the(names[0])} is {said[0]}, {_listed(rest)}"


def missed(hit: Hit) -> str:
    """What a product misses of the request, or is silent on."""
    said = [f"{verb} {_quotes(_distinct(c))}" for verb, c in (("misses", hit.unmet), ("does not say", hit.unknown)) if c]
    return " and ".join(said) or "holds every limit"


def _distinct(clauses: Sequence[Clause]) -> list[Clause]:
    return list({clause.text: clause for clause in clauses}.values())


def as_asked(names: Sequence[str], said: Sequence[str]) -> str:
    """What each product misses, from `missed`."""
    return "Of what you asked for, " + "; ".join(f"{the(name)} {text}" for name, text in zip(names, said, strict=True))


def beside(names: tuple[str, str], deed: str, apart: str) -> str:
    """ "the A weighs 2.1 kg, 0.2 kg less than the B", of a verb phrase of the first and what lies between them."""
    return f"{the(names[0])} {deed}, {apart} than {the(names[1])}"


def apart(gap: str, ways: tuple[str, str] | None, *, is_more: bool, is_counted: bool) -> str:
    """How much more of a number one has: "0.2 kg less", "2 fewer"; ``ways`` are the licence's words, where it has any."""
    return f"{gap} {'more' if is_more else 'fewer' if is_counted else 'less'}"


def price_beside(names: tuple[str, str], price: str, gap: str) -> str:
    """What the first, the cheaper, costs, and how much less that is, in no known currency."""
    return f"{the(names[0])} costs {price}, {gap} less than {the(names[1])}"


def each(names: Sequence[str], deeds: Sequence[str]) -> str:
    """ "the A runs on an i5, the B on an i3", of names with a verb phrase each."""
    verb, first = deeds[0].partition(" ")[0], f"{the(names[0])} {deeds[0]}"
    rest = [deed.removeprefix(f"{verb} ") for deed in deeds[1:]]
    others = [f"{the(name)} {deed}" for name, deed in zip(names[1:], rest, strict=True)]
    if not others:
        return first
    return ", ".join([first, *others[:-1]]) + (f" and {others[-1]}" if len(others) > 1 else f", {others[0]}")


def values_beside(names: Sequence[str], label: str, values: Sequence[str]) -> str:
    """ "the memory of the A is 128GB SSD, of the B 256GB SSD", of a value of each product."""
    rest = [f"of {the(name)} {value}" for name, value in zip(names[1:], values[1:], strict=True)]
    return f"the {label} of {the(names[0])} is {values[0]}{', ' if rest else ''}{_listed(rest)}"


def named_beside(names: Sequence[str], values: Sequence[str]) -> str:
    """ "the name of the A says 20 °F, that of the B 30 °F", of what titles say."""
    rest = [f"that of {the(name)} {value}" for name, value in zip(names[1:], values[1:], strict=True)]
    return f"the name of {the(names[0])} says {values[0]}, {_listed(rest)}"


def described_beside(names: Sequence[str], lines: Sequence[str]) -> str:
    """ "the A is described as “two-seat sofa-bed”, the B as “armchair-bed”"."""
    rest = [f"{the(name)} as “{line}”" for name, line in zip(names[1:], lines[1:], strict=True)]
    return f"{the(names[0])} is described as “{lines[0]}”, {_listed(rest)}"


def titled_beside(names: Sequence[str], words: Sequence[Sequence[str]]) -> str:
    """What stands in the title of each and in no other's."""
    told = [
        f"that of {the(name)} says {_listed([f'“{one}”' for one in said])}" for name, said in zip(names, words, strict=True)
    ]
    return f"by their titles, {', '.join(told)}"


def would_take(name: str, use: str, deed: str) -> str:
    """Which serves the need, and why: what it is for, where that was said, and what it does, where that decides."""
    return f"{f'for {use} ' if use else ''}I would take {the(name)}{f': it {deed}' if deed else ''}"


def either_way(names: tuple[str, str], labels: Sequence[str]) -> str:
    """The first for its price, the second for what it has more of."""
    return f"if the price decides, take {the(names[0])}; {the(names[1])} for its {_listed(labels)}"


def worth_its_price(names: tuple[str, str], gap: str, labels: Sequence[str]) -> str:
    """What the second, the dearer, has to be wanted for."""
    return f"{the(names[1])} is worth {gap} more only if its {_listed(labels)} matter{'' if len(labels) > 1 else 's'} to you"


def nothing_else_apart() -> str:
    """That no other difference can be told."""
    return "beyond that I can tell no difference from their records"


def listed(texts: Sequence[str]) -> str:
    """``a, b and c``."""
    return _listed(texts)


def having(label: str, value: str) -> str:
    """A value as a verb phrase where its field has none: "has 128GB SSD (memory)"."""
    return f"has {value} as its {label}"


def in_brackets(deed: str, apart: str, other: str) -> str:
    """A verb phrase with how it stands to the other product's: "runs for 12 days (4 days more)"."""
    return f"{deed} ({apart or f'the other: {other}'})"


def speaks_for(name: str, other: str, deeds: Sequence[str]) -> str:
    """What one has over another."""
    return f"{the(name)} has this over {the(other)}: it {_listed(deeds)}"


def speaks_against(name: str, deeds: Sequence[str]) -> str:
    """What the other has over one, owned."""
    return f"in return, {the(name)} {_listed(deeds)}"


def costs_less(gap: str) -> str:
    """The cheaper's price beside the other's."""
    return f"costs {gap} less"


def nothing_over(name: str, other: str) -> str:
    """That by the records nothing speaks for the one over the other."""
    return f"their records show nothing that {the(name)} has over {the(other)}"


def lacks_of_need(name: str, missed: str) -> str:
    """What a product misses of the need, from `missed`."""
    return f"of what you asked for, {the(name)} {missed}"


def is_more(name: str, degree: str, told: str) -> str:
    """Which of some is more of something, with what each states: "the A is warmer: the name of the A says 20 °F, ..."."""
    verb, _, rest = degree.partition(" ")
    is_verb = bool(rest) and verb.endswith("s") and verb not in ("less",)
    return f"{the(name)} {'' if is_verb else 'is the ' if degree.endswith('est') else 'is '}{degree}: {told}"


def apart_by(told: str, gap: str) -> str:
    """What each states, with what lies between."""
    return f"{told}, {gap} apart"


def none_more(degree: str, told: str) -> str:
    """That nothing that says how much of something it is is more of it than what is shown, with what that states."""
    return f"nothing that fits is stated to be {degree}: {told}"


def level(told: str) -> str:
    """That products are as much of something, with what each states."""
    return f"there is nothing between them: {told}"


def stated_by(name: str, words: str, where: str) -> str:
    """What is stated outside any field: in the name, or in the maker's words (``where`` "title" or "description")."""
    if where == "title":
        return f"the name of {the(name)} says {words}"
    return f"of {the(name)} the maker says “{words}”"


def not_stated(names: Sequence[str], label: str) -> str:
    """Whose record does not say how much of something they are."""
    if len(names) == 1:
        return f"the record of {the(names[0])} does not say its {label}"
    return f"the records of {_listed([the(name) for name in names])} do not say their {label}"


def silent_of(count: int, fitting: int, label: str) -> str:
    """How many of what fits best do not say how much of something they are."""
    does, its = ("does", "its") if count == 1 else ("do", "their")
    return f"of the {fitting} that fit best {count} {does} not state {its} {label}"


# --- an answer about a product ------------------------------------------------------------------------------------------------


def verdict_before(text: str, verdict: bool | None) -> str:
    """An answer's sentence behind its yes or no."""
    return text if verdict is None else f"{'Yes' if verdict else 'No'}: {text[:1].lower()}{text[1:]}"


def fact_sentences(name: str, fact: WordedFact, *, quality: bool) -> Iterator[str]:
    """One fact of the named product, in each way that there is for it; ``quality`` where it was asked what it is."""
    if fact.fact.is_text:
        yield f"The {name}: its {fact.field} says “{plain(str(fact.fact.value)).rstrip('.')}”."
    elif fact.field == "price":
        yield f"The {name} costs {fact.value}."
    elif fact.truth is not None:
        yield f"The {name} is {'' if fact.truth else 'not '}{fact.label}." if quality else f"The {name} {fact.deed}."
    else:
        if fact.field in ("availability", "condition") and fact.deed:
            yield f"The {name} {fact.deed}."
        if fact.label.endswith("ed") and " " not in fact.label:
            yield f"The {name} was {fact.label} {fact.value}."
        yield f"The {fact.label} of the {name} {_be(fact)} {fact.value}."
        if fact.deed:
            yield f"The {name} {fact.deed}."
        yield f"The {name}: {clause_of(fact)}."  # a number must stand near to what it measures


def quoted(name: str, fact: WordedFact) -> str:
    """A fact word for word."""
    return f"The record of the {name} says “{fact.label}: {fact.value}”."


def unrepeated(name: str) -> str:
    """That a fact is to the point and its text not fit to be said."""
    return f"The record of the {name} speaks of this in words that are not repeated here; its page shows them."


def silence(words: str, kind: str) -> str:
    """What a record is silent about, in the shopper's words."""
    if kind in ("value", "amount"):
        return f"its “{words}”"
    return {"is": f"whether it is “{words}”", "has": f"whether it has “{words}”"}.get(kind, f"whether it does: “{words}”")


def silent(name: str, asked: str) -> str:
    """That a record does not say what was asked, from `silence`."""
    return f"The record of the {name} does not say {asked}."


def two_numbers(names: tuple[str, str], values: tuple[Number, Number], *, label: str, wanted: bool | None, gap: str) -> str:
    """ "No: the weight of the A is 210 g, and of the B 190 g: 20 g between them."

    Args:
        names: of the two products.
        values: of each, the number in one unit and what its record says.
        label: what the field is called.
        wanted: True where the first was asked to be more, None where nobody asked whether it is.
        gap: the difference between the two numbers, with its unit.
    """
    (one, first), (two, second) = values
    same = "it is the same; " if one == two else ""
    apart = "" if one == two else f": {gap} between them"
    said = f"{same}the {label} of the {names[0]} is {first}, and of the {names[1]} {second}{apart}."
    if wanted is None:
        return said[0].upper() + said[1:]
    return verdict_before(said, one > two if wanted else one < two)


def most(name: str, said: str, *, label: str, silent: int) -> str:
    """ "That is the A: its weight is 190 g. 1 of the shown does not say." """
    rest = f" {silent} of the shown {'does' if silent == 1 else 'do'} not say." if silent else ""
    return f"That is the {name}: its {label} is {said}.{rest}"
