"""What a draft must be before it is shown: the planned facts, said of the planned product, in one sentence that holds."""

from __future__ import annotations

import re

from shopcli.need.languages.wording import Part
from shopcli.text.negation import NEGATORS
from shopcli.text.tokens import stem_set
from shopcli.text.worded_fact import WordedFact
from shopcli.types import Fact, FactsOf, Need
from shopcli.write.prompts import FIRST, opening_for
from shopcli.write.verify.attribution import bound_facts
from shopcli.write.verify.check import check_sentence
from shopcli.write.verify.function_words import NEUTRAL_STEMS
from shopcli.write.wording.english import difference_text, subject_of

_TWO_VERBS = re.compile(r"\bhas\b(?:(?!\b(?:and|its|which|that)\b|[,;]).)*\b(?:is|are|has)\b", re.IGNORECASE)
_GIBBERISH = re.compile(
    r"\b(?:a|an|the|its|of|with|for|at) (?:a (?:a|an|the|of|in)|in|of|and|is|are|has|with|at|for|to|it)\b(?! (?:“|[A-Z0-9]))"
    r"|\bis (?:also )?(?:includes|comes|costs|has)\b|\ba [a-z]+[^s\W]s of \d|\bincludes [^,;.]* included\b"
    r"|\bweighs [\d.]+(?= and\b|[,;.](?!\d))|[,;] ?[,;.]|(?<!-)\b(?:is|are|has|and|with|of|its|a|the)[,.;]|(?<!\.)\.\.$",
    re.I,
)
_UNCOUNTED = re.compile(r"\ban? (?=(?:Bluetooth|Ethernet|Wi-?Fi|Android|Windows|GPS|NFC)(?: and\b|[,.]))")
_SPELT = r"(?:[FHLMNRSX][B-DF-HJ-NP-TV-Z]+|LED)\b"  # letters said one by one, the first of which begins with a vowel
_JOINED = re.compile(r" and (?:it )?(?:has|is|comes|costs|its) ")  # and not the "and" of a name
_AND_VERB = re.compile(r" and (?=(?:has|is|comes|costs|weighs|sells|includes|requires|supports) )")
# "its capacity is 45 l and comes in green": not the capacity does
_ITS_AND = re.compile(
    r"(\b[Ii]ts [^,;]+? (?:is|are) [^,;]+?) and (?=(?:comes|weighs|has|is|includes|requires|supports|costs) )"
)
_ASIDE = re.compile(r", (?:priced )?at \d[\d.]* [A-Z]{3}, ")  # its commas are a pair
_DEARER = re.compile(r"\bis (\d+(?:\.\d+)? [A-Z]{3}) (cheaper|dearer|more expensive) than\b")
_VERB = "(?:has|is|does|says|comes|weighs|includes|supports|requires)"
# How a record's silence or a lack is put, beside what every sentence may say.
_LACKING = stem_set("list mention say nothing about but while whereas".split()) | stem_set(NEGATORS) | NEUTRAL_STEMS


def tidy(text: str) -> str:
    """A draft with its grammar mended where no word of content is touched: blanks, "a optical", a missing last "and"."""
    text = _UNCOUNTED.sub("", " ".join(text.split()))
    text = re.sub(rf"(?<![\w-])a (?=[aeioAEIO][a-z]|{_SPELT})", "an ", text)
    text = re.sub(r"; (?=(?:has|is) )", ", " if _JOINED.search(text) else " and ", text)
    whole = _JOINED.search(text) or _ASIDE.search(text)
    if not whole and (last := re.search(r"(.*), (?=(?:has|is|comes|its) )", text)):
        text = f"{last[1]} and {text[last.end() :]}"
    return _listed(_ITS_AND.sub(r"\1 and it ", text))


def _listed(text: str) -> str:
    """ "costs 5.00 EUR and comes in black and weighs 120 g" with a comma for all but the last "and"."""
    opening, joint, body = text.partition(", which ")
    statements = body if joint else text
    if re.search(r"[,;]", statements):
        return text
    while len(_AND_VERB.findall(statements)) > 1:
        statements = _AND_VERB.sub(", ", statements, count=1)
    return f"{opening}{joint}{statements}" if joint else statements


def faults_of(text: str, part: Part, need: Need, facts_of: FactsOf) -> list[str]:
    """Why a draft for ``part`` may not be shown: what the check finds, and what strays from the plan."""
    if part.kind == "tradeoff":
        return _tradeoff_faults(text, part, need, facts_of)
    facts = facts_said(text, part)
    if facts is None:
        return ["strays from the planned facts"]
    if 2 * len(facts) < len(part.facts):
        return ["says too little"]
    if not reads_well(text):
        return ["two verbs in one statement"]
    planned = (*(fact.fact for fact in part.facts), Fact("title", part.name))
    faults = check_sentence(text, products=[part.product], facts_of=facts_of, need=need, only=planned)
    return faults + [f"garbled: {fact.label}" for fact in part.facts if _is_garbled(text, fact)]


def reads_well(text: str) -> bool:
    """Whether a draft keeps one verb to a statement ("has a technology is wired") and no "the in" or "a of" stands in it."""
    return _TWO_VERBS.search(text) is None and _GIBBERISH.search(text) is None


def facts_said(text: str, part: Part) -> list[WordedFact] | None:
    """The planned facts that a draft says; None where it does not keep to them, or speaks of another.

    A server cannot be held to the opening, and may begin with the subject that it was given.
    """
    for opening in dict.fromkeys((opening_for(part), subject_of(part))):
        if re.match(rf"{re.escape(opening)}(?=[ ,])", text, re.I):
            return bound_facts(text[len(opening) :], part.facts, about=f"{part.product.title} {part.product.category or ''}")
    return None


def _is_garbled(text: str, fact: WordedFact) -> bool:
    """Whether a thing that the product has became a thing that it is, or a quality a thing."""
    phrase = (fact.deed or "") if fact.truth is not None else ""
    verb, _, rest = phrase.partition(" ")
    if phrase and re.search(rf"\bits {re.escape(fact.label)} (?:is|are)\b", text, re.I):
        return True  # "its waterproof is": the name of a yes or no is no thing with a value
    wrong = {"has": "is", "is": "has"}.get(verb)
    return wrong is not None and bool(re.search(rf"\b{wrong} (?:an? )?{re.escape(rest)}(?= and |[,;.])", text, re.I))


# --- a trade-off --------------------------------------------------------------------------------------------------------------


def spelled_out(text: str, part: Part) -> str:
    """A trade-off in the words that the checker computes anew: the pick by its name, once, and the difference as a cost.

    "..., but the first has no GPS" is "..., which has no GPS", and "the strap of the first is" is "whose strap is".
    """
    text = re.sub(rf", (?:but|while|whereas) {FIRST} (?={_VERB}\b)", ", which ", text)
    text = re.sub(rf", (?:but|while|whereas) the ([^,;]+) of {FIRST} (?=(?:is|are)\b)", r", whose \1 ", text)
    text = re.sub(rf"\b{FIRST}\b(?=[,.;])", f"the {part.other_name}", text)
    return _DEARER.sub(lambda gap: f"costs {gap[1]} {'less' if gap[2] == 'cheaper' else 'more'} than", text)


def _tradeoff_faults(text: str, part: Part, need: Need, facts_of: FactsOf) -> list[str]:
    """The computed difference must be said, whole, and what the other lacks; and nothing else."""
    full = spelled_out(text, part)
    name = f"the {part.other_name}"
    opening = f"It {difference_text(part.product, part.other)} {name}"
    if not full.casefold().startswith(opening.casefold()) or part.other is None:
        return ["does not say the difference as computed"]
    rest = full[len(opening) :].replace(name, "").replace(name.capitalize(), "")
    faults = [fault for fact in part.other_facts[:1] for fault in _lack_faults(rest, fact)]
    if not part.other_facts and rest != ".":
        faults.append("says more than planned")
    price = [fact.fact for fact in part.facts if fact.field == "price"]
    return faults or check_sentence(full, products=[part.product, part.other], facts_of=facts_of, need=need, only=price)


def _lack_faults(rest: str, fact: WordedFact) -> list[str]:
    """Why the second half of a trade-off is not the planned lack: its whole name, its value, and neutral words."""
    stems, label = stem_set([rest]), stem_set([fact.label])
    value = fact.value if fact.truth is None else ""
    framed = re.search(rf"\b{re.escape(fact.deed)}\b", rest, re.I) if value and fact.deed else None
    named = rf"\b(?:is|are|of) (?:an? )?{re.escape(value)}|\bhas (?:an? )?{re.escape(value)} (?:of )?{re.escape(fact.label)}\b"
    is_valued = not value or re.search(named, rest, re.I)
    if not framed and (not label <= stems or not is_valued):
        return ["leaves out what the other lacks"]
    strange = stems - label - stem_set([value, fact.deed or ""]) - _LACKING
    return [f"says more than planned: {', '.join(sorted(strange))}"] if strange else []
