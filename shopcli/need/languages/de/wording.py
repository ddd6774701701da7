"""Code's own German. The catalog's words stay as they are: names, fields and values are data, and take no article or ending.

What `shopcli.need.languages.wording.Wording` asks for; `shopcli.write.wording.english` says what each function is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shopcli.need.languages.wording import Part
from shopcli.text.safe import plain
from shopcli.text.worded_fact import Number, WordedFact
from shopcli.types import Clause, Hit, Need, Product, difference_of, show_money, show_number

ADVISES = "Empfehlung: "
FRAMES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "plain": ((), (), (), ()),
    "warm": (("Zum Kennenlernen: ",), ("Und dies: ",), ("In der Hand: ",), ("Und der Preis: ",)),
    "ad": (("Hingeschaut: ",), ("Genauer hingesehen: ", "Und noch etwas: "), ("Zum Mitnehmen: ",), ("Der Preis: ",)),
}

_ROUNDING = 9  # decimals kept of a difference
# What the catalog's own fields go by, since their names are code's and not the record's.
_STATES = {
    "in stock": "ist vorrätig",
    "preorder": "ist vorzubestellen",
    "backorder": "ist nicht vorrätig, aber zu bestellen",
    "out of stock": "ist nicht vorrätig",
    "discontinued": "wird nicht mehr angeboten",
}
_CONDITIONS = {"new": "ist neu", "used": "ist gebraucht", "refurbished": "ist generalüberholt"}
_LABELS = {
    "colour": "Farbe", "size": "Größe", "gender": "Zielgruppe", "rating": "Bewertung", "category": "Kategorie",
    "brand": "Marke",
    "price": "Preis", "availability": "Verfügbarkeit", "condition": "Zustand", "weight": "Gewicht", "material": "Material",
}  # fmt: skip
_BEFORE_SUMS = (r"\bkostet ", r"\bkostet von ", r"\bkostet von \S+ bis ", r"\bvorher ")
_THOUSANDS = 2  # dots of the longest sum that is read: "1.299.000,00 EUR"
# Each sentence is held against the record in the words that the checker knows: what this module says, read back.
READ_BACK: Sequence[tuple[str, str]] = (
    *((rf"({before}\d+)\.(\d{{3}})(?!\d)", r"\1\2") for before in _BEFORE_SUMS for _ in range(_THOUSANDS)),
    *((rf"({before}\d+),(\d+)", r"\1.\2") for before in _BEFORE_SUMS),
    (r"^(?:Empfehlung|Auch möglich|Ja|Nein): ", ""),
    (r"„([^“]*)“", r"“\1”"),
    (r"^Nichts (?:hier )?erfüllt ", "Nothing here meets "),
    (r"^Nichts Erhältliches erfüllt ", "Nothing that can be had meets "),
    (r"^Kein Eintrag hier bestätigt ", "No record here confirms "),
    (r"^Kein Eintrag von Erhältlichem bestätigt ", "No record of what can be had confirms "),
    (r"” und “", "” and “"),
    (r"” zusammen;", "” together;"),
    (r"; zuerst gezeigt: ", "; shown first is the "),
    (r"; als Nächstes gezeigt: ", "; shown next is the "),
    (r"^Stattdessen gezeigt: ", "Shown instead is the "),
    (r" kostet so viel wie ", " costs the same as the "),
    (r" kostet ([\d.,]+ [A-Z]{3}) mehr als ", r" costs \1 more than the "),
    (r" kostet ([\d.,]+ [A-Z]{3}) weniger als ", r" costs \1 less than the "),
    (r" sagt nichts zu ", " does not list "),
    (r"\bkostet von (\S+) bis ", r"costs from \1 to "),
    (r"\bkostet ", "costs "),
    (r"\bist um (.+?) reduziert, vorher ", r"is reduced by \1 from "),
    (r"\bist um (.+?) reduziert", r"is reduced by \1"),
    *((rf"\b{said}(?=[.;,]|$)", f"is {state}") for state, said in _STATES.items() if said.startswith("ist")),
    *((rf"\b{said}(?=[.;,]|$)", f"is {state}") for state, said in _CONDITIONS.items()),
    (r"\bhat nicht: ", "has no "),
    (r"\bhat: ", "has "),
    (r"^Außerdem: Merkmale: ", "It has "),
    (r"^Außerdem: ohne: ", "It has no "),
    (r"^Außerdem: (?=costs|is)", "It "),
    (r"^Außerdem: ([^:;]+): ", r"its \1 is "),
    (r"; Merkmale: ", "; it has "),
    (r"; ohne: ", "; it has no "),
    (r"(?:;| –) (?!it\b)([^:;“]+): ", r"; its \1 is "),
    *((rf"\bits {said} is ", f"its {label} is ") for label, said in _LABELS.items()),
    (r" ist nicht ", " is not "),
    (r" ist ", " is "),
)
_WEARERS = {"men": "Herren", "women": "Damen", "unisex": "alle", "boys": "Jungen", "girls": "Mädchen", "kids": "Kinder"}


def _fact(fact: WordedFact) -> str:
    """A fact as what is said of a product: a verb phrase where code words it, else its field's name with its value."""
    if offered := _offered(fact):
        return offered
    if fact.truth is not None:
        return f"{'Merkmale' if fact.truth else 'ohne'}: {fact.label}"
    if fact.field == "gender" and fact.value in _WEARERS:
        return f"{_label(fact)}: {_WEARERS[fact.value]}"
    return f"{_label(fact)}: {fact.value}"


def _offered(fact: WordedFact) -> str:
    """What it costs and how it is to be had; empty where the fact is about something else."""
    frame = fact.phrase.frame if fact.phrase else ""
    if fact.field == "price":
        return f"kostet {_range(fact.value)}"
    if fact.field == "availability":
        return _STATES.get(fact.fact.words, "")
    if fact.field == "condition":
        return _CONDITIONS.get(fact.fact.words, "")
    if frame == "is reduced by {}":
        share, _, before = fact.core.partition(" from ")
        return f"ist um {share} reduziert" + (f", vorher {_amount(before)}" if before else "")
    return ""


def _range(price: str) -> str:
    price = _amount(price)
    return price.replace("from ", "von ", 1).replace(" to ", " bis ") if price.startswith("from ") else price


def _amount(money: str) -> str:
    """A sum as German writes it: "1.299,00 EUR"."""
    return money.translate(str.maketrans(",.", ".,"))


def _label(fact: WordedFact) -> str:
    return _LABELS.get(fact.label, fact.label)


def _named(label: str) -> str:
    return _LABELS.get(label, label)


def _unlisted(fact: WordedFact) -> str:
    return f"sagt nichts zu {fact.label}"


def _difference(product: Product, other: Product | None, name: str) -> str:
    """What ``product`` costs beside ``other``, called ``name``; empty where their prices cannot be compared."""
    amount = difference_of(product, other) if other else None
    if amount is None:
        return ""
    if not amount:
        return f"kostet so viel wie {name}"
    return f"kostet {_amount(show_money(abs(amount), product.currency))} {'mehr' if amount > 0 else 'weniger'} als {name}"


def _quotes(clauses: Sequence[Clause]) -> str:
    return _listed([f"„{text}“" for text in {clause.text: None for clause in clauses}])


def _listed(texts: Sequence[str]) -> str:
    """``a, b und c``."""
    return " und ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


# --- advice -------------------------------------------------------------------------------------------------------------------


def nothing_found() -> str:
    return "Hier passt nichts zur Anfrage."


def part_sentence(part: Part, need: Need) -> str:
    if part.kind == "shortfall":
        return _shortfall(part)
    if part.kind == "nearest":
        return f"Stattdessen gezeigt: {part.name}{''.join(f'; {_fact(fact)}' for fact in part.facts)}."
    return _tradeoff(part) if part.kind == "tradeoff" else _about(part)


def _about(part: Part) -> str:
    prices = [fact for fact in part.facts if fact.field == "price"]
    having = [fact.label for fact in part.facts if fact.truth]
    others = [fact for fact in part.facts if not fact.truth and fact.field != "price"]
    said = [*map(_fact, prices), *([f"Merkmale: {', '.join(having)}"] if having else []), *map(_fact, others)]
    if part.kind in ("more", "offer"):
        return f"Außerdem: {'; '.join(said)}." if said else ""
    is_advised = part.kind == "pick" and part.product.available is not False
    opening = ADVISES if is_advised else "Auch möglich: " if part.kind == "alternative" else ""
    joint = " " if prices else "; "
    return f"{opening}{part.name}{joint if said else ''}{'; '.join(said)}."


def _shortfall(part: Part) -> str:
    if part.silent and not part.joint:
        opening = f"Kein Eintrag {'von Erhältlichem ' if part.beside else 'hier '}bestätigt"
    else:
        opening = f"Nichts {'Erhältliches' if part.beside else 'hier'} erfüllt"
    price = f" {_fact(part.facts[0])}" if part.facts else ""
    together = " zusammen" if part.joint else ""
    shown = f"{'als Nächstes' if part.beside else 'zuerst'} gezeigt: {part.name}{price}"
    return f"{opening} {_quotes(part.clauses)}{together}; {shown}."


def _tradeoff(part: Part) -> str:
    difference = _difference(part.product, part.other, part.other_name)
    lacks = [text for fact in part.other_facts[:1] if (text := _lack(part, fact))]
    if not difference:
        return f"{part.other_name} {lacks[0]}." if lacks else ""
    return f"{part.name} {difference}{''.join(f'; {part.other_name} {text}' for text in lacks)}."


def _lack(part: Part, fact: WordedFact) -> str:
    if part.silent:
        return _unlisted(fact)
    return f"hat nicht: {fact.label}" if fact.truth is False else ""


# --- a comparison -------------------------------------------------------------------------------------------------------------


def joined(statements: Sequence[str]) -> str:
    text = "; ".join(statements)
    return f"{text[:1].upper()}{text[1:]}."


def offers(statements: Sequence[tuple[str, Sequence[WordedFact]]]) -> Sequence[str]:
    return [f"{name} {_listed([_fact(fact) for fact in facts])}" for name, facts in statements]


def price_gap(names: tuple[str, str], products: tuple[Product, Product]) -> str:
    return f"{names[0]} {_difference(*products, names[1])}" if difference_of(*products) is not None else ""


def who_has(fact: WordedFact, states: Sequence[tuple[str, str]]) -> str:
    ways = {"has": f"hat: {fact.label}", "no": f"hat nicht: {fact.label}", "silent": _unlisted(fact)}
    return "; ".join(f"{name} {ways[state]}" for name, state in states)


def numbers_beside(names: Sequence[str], label: str, values: Sequence[float], unit: str) -> str:
    said = _listed([f"{show_number(value)} {unit} bei {name}" for name, value in zip(names, values, strict=True)])
    if len(values) != 2 or values[0] == values[1]:
        return f"{_named(label)}: {said}"
    gap = show_number(round(abs(values[0] - values[1]), _ROUNDING))
    return f"{_named(label)}: {said}, also {gap} {unit} {'weniger' if values[0] < values[1] else 'mehr'} bei {names[0]}"


def missed(hit: Hit) -> str:
    kinds = (("verfehlt", hit.unmet), ("sagt nichts zu", hit.unknown))
    return " und ".join(f"{verb} {_quotes(clauses)}" for verb, clauses in kinds if clauses) or "hält jede Grenze ein"


def as_asked(names: Sequence[str], said: Sequence[str]) -> str:
    return "Von dem, was gefragt war: " + "; ".join(f"{name} {text}" for name, text in zip(names, said, strict=True))


def beside(names: tuple[str, str], deed: str, apart: str) -> str:
    return f"{names[0]} {deed}, {apart} als {names[1]}"


def apart(gap: str, ways: tuple[str, str] | None, *, is_more: bool, is_counted: bool) -> str:
    return f"{gap} {'mehr' if is_more else 'weniger'}"


def each(names: Sequence[str], deeds: Sequence[str]) -> str:
    return "; ".join(f"{name} {deed}" for name, deed in zip(names, deeds, strict=True))


def values_beside(names: Sequence[str], label: str, values: Sequence[str]) -> str:
    return f"{_named(label)}: {_listed([f'{value} bei {name}' for name, value in zip(names, values, strict=True)])}"


def named_beside(names: Sequence[str], values: Sequence[str]) -> str:
    return f"Im Namen steht {_listed([f'{value} bei {name}' for name, value in zip(names, values, strict=True)])}"


def titled_beside(names: Sequence[str], words: Sequence[Sequence[str]]) -> str:
    told = [f"bei {name} {_listed([f'„{one}“' for one in said])}" for name, said in zip(names, words, strict=True)]
    return f"Im Titel steht {_listed(told)}"


def would_take(name: str, use: str, deed: str) -> str:
    return f"dafür würde ich {name} nehmen{f': {deed}' if deed else ''}"


def either_way(names: tuple[str, str], labels: Sequence[str]) -> str:
    return f"nach dem Preis {names[0]}, wegen {_listed([_named(label) for label in labels])} {names[1]}"


def worth_its_price(names: tuple[str, str], gap: str, labels: Sequence[str]) -> str:
    return f"{names[1]} kostet {_amount(gap)} mehr; das lohnt nur wegen {_listed([_named(label) for label in labels])}"


def described_beside(names: Sequence[str], lines: Sequence[str]) -> str:
    return "; ".join(f"{name}: „{line}“" for name, line in zip(names, lines, strict=True))


def price_beside(names: tuple[str, str], price: str, gap: str) -> str:
    return f"{names[0]} kostet {price}, {_amount(gap)} weniger als {names[1]}"


def nothing_else_apart() -> str:
    return "mehr Unterschiede kann ich aus den Einträgen nicht nennen"


def listed(texts: Sequence[str]) -> str:
    return _listed(texts)


def having(label: str, value: str) -> str:
    return f"{_named(label)}: {value}"


def in_brackets(deed: str, apart: str, other: str) -> str:
    return f"{deed} ({apart or f'der andere: {other}'})"


def costs_less(gap: str) -> str:
    return f"kostet {_amount(gap)} weniger"


def speaks_for(name: str, other: str, deeds: Sequence[str]) -> str:
    return f"für {name} spricht gegenüber {other}: {'; '.join(deeds)}"


def speaks_against(name: str, deeds: Sequence[str]) -> str:
    return f"für {name} spricht dagegen: {'; '.join(deeds)}"


def nothing_over(name: str, other: str) -> str:
    return f"nach den Einträgen spricht nichts für {name} gegenüber {other}"


def lacks_of_need(name: str, missed: str) -> str:
    return f"von dem, was gefragt war: {name} {missed}"


def is_more(name: str, degree: str, told: str) -> str:
    return f"{name} ist {degree}: {told}"


def apart_by(told: str, gap: str) -> str:
    return f"{told}; dazwischen liegen {gap}"


def none_more(degree: str, told: str) -> str:
    return f"nichts Passendes ist nach den Angaben {degree}: {told}"


def level(told: str) -> str:
    return f"kein Unterschied: {told}"


def stated_by(name: str, words: str, where: str) -> str:
    return f"{name} – {'im Namen' if where == 'title' else 'Angabe des Herstellers'}: „{words}“"


def not_stated(names: Sequence[str], label: str) -> str:
    return f"nichts zu {_named(label)} bei {_listed(list(names))}"


def silent_of(count: int, fitting: int, label: str) -> str:
    return f"von den {fitting} am besten passenden sagen {count} nichts zu {_named(label)}"


# --- an answer about a product ------------------------------------------------------------------------------------------------


def verdict_before(text: str, verdict: bool | None) -> str:
    return text if verdict is None else f"{'Ja' if verdict else 'Nein'}: {text}"


def fact_sentences(name: str, fact: WordedFact, *, quality: bool) -> Iterator[str]:
    if fact.fact.is_text:
        where = "Titel" if fact.field == "title" else "Beschreibung"
        yield f"{name} – {where}: „{plain(str(fact.fact.value)).rstrip('.')}“."
    elif _offered(fact):
        yield f"{name} {_offered(fact)}."
    elif fact.truth is not None:
        yield (
            f"{name} {'ist' if fact.truth else 'ist nicht'} {fact.label}."
            if quality
            else f"{name} {'hat' if fact.truth else 'hat nicht'}: {fact.label}."
        )
    else:
        yield f"{name} – {_label(fact)}: {fact.value}."


def quoted(name: str, fact: WordedFact) -> str:
    return f"Bei {name} steht: „{fact.label}: {fact.value}“."


def unrepeated(name: str) -> str:
    return f"Bei {name} steht etwas dazu, das hier nicht wiederholt wird; die Seite des Artikels zeigt es."


def silence(words: str, kind: str) -> str:
    if kind in ("value", "amount"):
        return f"nichts zu „{words}“"
    return f"nicht, ob „{words}“ {'dabei ist' if kind == 'has' else 'zutrifft'}"


def silent(name: str, asked: str) -> str:
    return f"Der Eintrag von {name} sagt {asked}."


def two_numbers(names: tuple[str, str], values: tuple[Number, Number], *, label: str, wanted: bool | None, gap: str) -> str:
    (one, first), (two, second) = values
    apart = ", beide gleich" if one == two else f", Unterschied {gap}"
    said = f"{_named(label)} von {names[0]}: {first}, von {names[1]}: {second}{apart}."
    return verdict_before(said, None if wanted is None else one > two if wanted else one < two)


def most(name: str, said: str, *, label: str, silent: int) -> str:
    rest = f" Bei {silent} der gezeigten Artikel steht es nicht." if silent else ""
    return f"Das ist {name}, {_named(label)}: {said}.{rest}"
