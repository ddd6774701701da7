"""What the advice will say, decided by code before a word is written.

Each part speaks of one product and of a few of its facts; comparisons are worked out here, never by a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from shopcli.need.languages.wording import Part
from shopcli.text.safe import plain
from shopcli.text.tokens import FUNCTION, FUNCTION_STEMS, stem_set, stems_of
from shopcli.text.worded_fact import WordedFact
from shopcli.types import Fact, FactsOf, Hit, Need, Product, difference_of
from shopcli.write.decency import decency
from shopcli.write.offer import OFFER, availability_of, in_words, offer_of, other_forms, price_of
from shopcli.write.product_names import names_of, short_name
from shopcli.write.wording.frames import worded

# Words of a field's name that tell of boxes, books and officials, which no shopper chooses by.
BOOKKEEPING = stem_set(
    """package packaging packing pallet carton container master outer layer sku ean gtin upc asin mpn oem code id
    identifier uuid image url link date status updated created tariff customs hs intrastat compliance certificate
    certification rohs weee temperature humidity altitude operating segment reviews review rating stock""".split()
)
# Text that flatters, or that speaks to the reader or to a model, is no fact whoever's record it stands in.
_ADVISED = re.compile(r"\Arecommended (?=\w)", re.I)  # "recommended age", which is a bound and no praise
_NOT_A_FACT = re.compile(
    r"\b(?:best|great|perfect|amazing|excellent|ideal|ultimate|unbeatable|superior|finest|awesome|incredible|cheapest"
    r"|must|buy|order now|you|your|we|our|us|ignore|instructions?|system|assistant|prompt|recommend|recommended|say|tell"
    r"|write|always|never|rank|top|no\. ?1|guarantee\w*|free shipping|discount|bestsell\w*|award\w*)\b"
    r"|https?:|www\.|<\||[{}<>]|#1|!|\?|最|忽略|指令|推荐",
    re.I,
)
# What may not be told even as another's words.
_SPEAKS_TO_A_MODEL = re.compile(
    r"\b(?:must|buy|order now|ignore|instructions?|system|assistant|prompt|recommend|recommended|say|tell|write|rank"
    r"|#1|visit|click|(?:choose|pick|select|prefer) this|no\. ?1|guarantee\w*|free shipping|discount|bestsell\w*|award\w*)\b"
    r"|https?:|www\.|<\||[{}<>“”]|!|\?|忽略|指令|推荐",
    re.I,
)
_OF_OFFER = ("new", "used", "refurbished")  # conditions in which any thing may be sold
_TEMPERATURE = stem_set(["temperature"])
_RATE = re.compile(r"\brates?\b", re.I)
_OF_A_ROOM = re.compile(r"\b(?:storage|operating|operational|operation|ambient|room|shipping|transport|t)\b", re.I)
_NOT_TOLD = ("order", "role", "link", "contact", "code", "money", "indecent")
_LONGEST_VALUE, _LONGEST_PIECE, _LONGEST_LABEL = 5, 12, 4  # words
_CHARACTERS, _LIST_CHARACTERS = 100, 700
_COMMA, _A_LIST, _LONGEST_LIST = ",", 3, 90  # commas of what is a list, as of ingredients, and the words of one that is told


def make_plan(need: Need, hits: Sequence[Hit], facts_of: FactsOf) -> tuple[Part, ...]:
    """The parts of the advice, in order: at most five by code and four by a model; empty without hits."""
    if not hits:
        return ()
    names = names_of([hit.product for hit in hits])
    return tuple(_parts(need, hits, facts_of, names))


def _parts(need: Need, hits: Sequence[Hit], facts_of: FactsOf, names: Mapping[str, str]) -> Iterator[Part]:
    first, to_be_had = hits[0], [hit for hit in hits if hit.product.available is not False]
    beside = first.product.available is False and bool(to_be_had)
    if beside:
        yield from _unavailable(first.product, names[first.product.id])
        hits = to_be_had
    pick = hits[0]
    name = names[pick.product.id]
    if not pick.meets_all and not {*pick.unmet, *pick.unknown} <= {*pick.undecided}:
        yield _shortfall(need, hits, name, beside=beside and first.meets_all)
    chosen = _answering(need, pick, facts_of, name)
    opening = _alike(chosen)
    yield Part("pick", pick.product, name, (*price_of(pick.product), *_in_words(opening, pick.product)))
    if offer := offer_of(pick.product, need):
        yield Part("offer", pick.product, name, offer)
    if second := _alike([fact for fact in chosen if fact not in opening]):
        yield Part("more", pick.product, name, _in_words(second, pick.product))
    if len(hits) > 1:
        yield from _other_way(need, hits, facts_of, names)


def _unavailable(product: Product, name: str) -> Iterator[Part]:
    """What answers best, where it cannot be had and something else can."""
    yield Part("unavailable", product, name, (*price_of(product), availability_of(product)))
    if others := other_forms(product):
        yield Part("offer", product, name, (others,))


def _in_words(facts: Iterable[Fact], product: Product) -> tuple[WordedFact, ...]:
    return tuple(in_words(fact, product) for fact in facts)


def nearest_part(hit: Hit) -> Part:
    """What is shown first where nothing is of the kind that was asked for, as what its record calls it."""
    product = hit.product
    kind = re.split(r"\s*[>|/›»]\s*", product.category or "")[-1]
    category = (worded(Fact("category", kind)),) if kind and _is_clean(kind) and "," not in kind else ()
    return Part("nearest", product, short_name(product), (*price_of(product), *category))


def _shortfall(need: Need, hits: Sequence[Hit], name: str, *, beside: bool) -> Part:
    """What the best hit misses; if each of it is met by another hit, the request as a whole is what nothing meets."""
    missed = (*hits[0].unmet, *(clause for clause in hits[0].unknown if clause not in hits[0].undecided))
    by_all = all(clause in (*hit.unmet, *hit.unknown) for hit in hits for clause in missed)
    clauses = missed if by_all else need.hard or missed
    product, silent = hits[0].product, not hits[0].unmet
    price = price_of(product)
    return Part("shortfall", product, name, price, clauses=clauses, silent=silent, joint=not by_all, beside=beside)


def _alike(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The first two facts that go into one sentence: fields with fields, since running text is quoted by code alone."""
    fields = [fact for fact in facts if not fact.is_text]
    return tuple(fields[:2] or facts[:1])


def _answering(need: Need, hit: Hit, facts_of: FactsOf, name: str) -> list[Fact]:
    """Facts worth saying of a hit: those that its clauses attended to, hard clauses first, then what a reader can use."""
    attended = sorted(hit.evidence, key=lambda evidence: (not evidence.clause.is_hard, -evidence.weight))
    facts = [*facts_of(hit.product), *_described(hit.product)]
    attended = [evidence for evidence in attended if evidence.clause.kind != "exclude"]  # nothing answers what is not wanted
    candidates = [evidence.fact for evidence in attended if is_speakable(evidence.fact, asked=evidence.clause.is_hard)]
    rest = [fact for fact in facts if is_speakable(fact) and fact.truth is not False]
    candidates += sorted(rest, key=lambda fact: -_use(fact, need))
    return _distinct(candidates, name)


def _described(product: Product) -> list[Fact]:
    """The sentences of a description, as facts; `is_speakable` keeps the short and sober ones."""
    return [
        Fact("description", text) for text in re.split(r"(?<=[.!?])\s+|(?<=[。！？])|\s*[\n•]\s*", product.description) if text
    ]


def is_speakable(fact: Fact, *, asked: bool = False) -> bool:
    """Whether a fact can be said as it stands; ``asked`` lets pass what is dry, never what is no fact.

    Text that flatters, gives orders or links out, boxes' sizes and bookkeeping, and numbers without a unit are left out.
    """
    if fact.field in OFFER or fact.field in ("brand", "category", "id", "currency"):
        return False
    if fact.field == "condition" and fact.words in _OF_OFFER:
        return asked and fact.words == "new"  # what is not new is said with the offer
    text = fact.words
    is_list = asked and text.count(_COMMA) >= _A_LIST
    longest = _LIST_CHARACTERS if is_list else _CHARACTERS
    if not _is_clean(text, longest) or decency().found(fact.label) or _NOT_A_FACT.search(_ADVISED.sub("", fact.label)):
        return False
    if len(text.split()) > (_LONGEST_LIST if is_list else _LONGEST_PIECE):
        return False
    if fact.is_text and not is_list:
        return " " in text if fact.field == "title" else len(text.split()) > 3 and text.count(",") < 2
    labels = set(stems_of(fact.label))
    if not FUNCTION.isdisjoint(fact.label.casefold().split()[-1:]):
        return False  # "component for": half a phrase
    if any((len(word) > 4 and not re.search("[aeiouy]", word)) or "xdx" in word for word in labels):
        return False  # a code, such as "wxdxh", that nobody says
    if asked:
        return bool(labels)
    if is_of_the_books(fact) or len(fact.label.split()) > _LONGEST_LABEL or re.search(r"\d", fact.label) or not labels:
        return False
    if isinstance(fact.value, bool) or re.search(r"[^\W\d_]{2}", text):
        return len(text.split()) <= _LONGEST_VALUE and "," not in text
    return fact.unit is not None or worded(fact).phrase is not None  # "has 5 buttons"


def bookkeeping_of(label: str) -> frozenset[str]:
    """The stems of a field's name that are of boxes and books; a rate is none, though it has the stem of a rating."""
    return stem_set([_RATE.sub(" ", label)]) & BOOKKEEPING


def is_of_the_books(fact: Fact) -> bool:
    """Whether a field's name is of boxes and books: how warm a store may be, and not how warm a sleeping bag keeps."""
    found = bookkeeping_of(fact.label)
    return bool(found) and (found != _TEMPERATURE or _OF_A_ROOM.search(fact.label) is not None)


def _is_clean(text: str, longest: int = _CHARACTERS) -> bool:
    """One printable line that says something, ends nowhere in the middle and speaks to nobody."""
    if decency().found(text):
        return False
    return (
        text == plain(text) and not _NOT_A_FACT.search(text) and len(text) <= longest and not re.search(r"[.。;；:：]\s", text)
    )


def is_tellable(text: str) -> bool:
    """Whether words can be told as a buyer's or the maker's own: one printable line, decent, no order or link to anybody.

    Praise is theirs to give.
    """
    if text != plain(text) or _SPEAKS_TO_A_MODEL.search(text):
        return False
    return all(decency().first(text, kind) is None for kind in _NOT_TOLD)


def _use(fact: Fact, need: Need) -> float:
    """How much a fact is likely to help: what the request speaks of first, then features, then pieces of the title."""
    asked = stem_set([need.query]) - FUNCTION_STEMS
    shared = len(asked & stated_stems([fact]))
    if fact.field == "description":
        base = 0.5
    elif fact.field == "title":
        base = 0.6 if " " in fact.words else 0.2
    else:
        base = 1.0 if fact.truth is True else 0.8
    return base + 2 * min(shared, 2) - 0.1 * len(fact.label.split())


def stated_stems(facts: Iterable[Fact]) -> frozenset[str]:
    """The stems of what facts say in words, their names and their texts."""
    return stem_set(text for fact in facts for text in (fact.label, fact.words))


def _distinct(facts: Sequence[Fact], name: str) -> list[Fact]:
    """``facts`` without those that the name, or a fact before, has said already."""
    said_before: list[frozenset[str]] = [_terms(name)]
    distinct: list[Fact] = []
    opening = " ".join(name.split()[:2]).casefold()
    for fact in facts:
        terms = _terms(str(fact.value)) if isinstance(fact.value, str) and fact.truth is None else _terms(fact.text)
        retold = fact.is_text and (2 * len(terms & said_before[0]) >= len(terms) or opening in str(fact.value).casefold())
        if retold or any(map(terms.issubset, said_before)) or any(fact.field == other.field != "title" for other in distinct):
            continue
        said_before.append(terms | _terms(fact.label))
        distinct.append(fact)
    return distinct


def _terms(text: str) -> frozenset[str]:
    return frozenset(stem for word in re.findall(r"\w+", text.casefold()) for stem in stems_of(word) or (word,))


# --- the other way ------------------------------------------------------------------------------------------------------------


def _other_way(need: Need, hits: Sequence[Hit], facts_of: FactsOf, names: Mapping[str, str]) -> Iterator[Part]:
    """An alternative: what the second or third hit has that the pick lacks, and what it costs more or less."""
    pick = hits[0].product
    suited = [hit for hit in hits[1:] if not _is_unwanted(hit) or _is_unwanted(hits[0])]
    suited = [hit for hit in suited if hit.product.available is not False] or suited
    rivals = [hit for hit in suited[:2] if hit.meets_all == hits[0].meets_all] or suited[:1]
    if not rivals:
        return
    gains = [(hit, _gain(need, hit.product, pick, facts_of)) for hit in rivals]
    hit, gain = max(gains, key=lambda pair: _worth(pair[1], need))
    product, name = hit.product, names[hit.product.id]
    others = [fact for fact in _answering(need, hit, facts_of, name) if gain is None or fact.field != gain[0].field]
    facts = (*((gain[0],) if gain else ()), *_alike(others)[: 1 if gain else 2])
    yield Part("alternative", product, name, (*price_of(product), *_in_words(facts, product)))
    if offer := offer_of(product, need, briefly=True):
        yield Part("offer", product, name, offer)
    lacks = (in_words(gain[1], pick),) if gain else ()
    if lacks or difference_of(product, pick) is not None:
        silent = gain is not None and gain[2]
        yield Part("tradeoff", product, name, price_of(product), pick, names[pick.id], lacks, silent=silent)


def _is_unwanted(hit: Hit) -> bool:
    """Whether a hit is what the shopper said they do not want, or another kind of thing: no alternative to one that is not."""
    return any(clause.kind in ("exclude", "topic") for clause in hit.unmet)


def _gain(need: Need, product: Product, pick: Product, facts_of: FactsOf) -> tuple[Fact, Fact, bool] | None:
    """What ``product`` has that ``pick`` lacks: (its fact, the pick's, whether the pick's record is silent)."""
    picks_fields = {fact.field: fact for fact in facts_of(pick) if not fact.is_text}
    everything = stated_stems(facts_of(pick))
    gains: list[tuple[Fact, Fact, bool]] = []
    for fact in facts_of(product):
        if fact.is_text or not is_speakable(fact) or fact.truth is False:
            continue
        other = picks_fields.get(fact.field)
        if fact.truth is True:
            if other is not None and other.truth is False:
                gains.append((fact, other, False))
            elif other is None and not set(stems_of(fact.label)) <= everything:
                gains.append((fact, fact, True))
        elif other is not None and other.value != fact.value and other.unit == fact.unit and is_speakable(other):
            gains.append((fact, other, False))
    return max(gains, key=lambda gain: _worth(gain, need), default=None)


def _worth(gain: tuple[Fact, Fact, bool] | None, need: Need) -> float:
    """A feature that the pick denies is worth most, then one that it does not list, then a value that differs."""
    if gain is None:
        return -1.0
    fact, _, silent = gain
    kind = (0.5 if silent else 1.0) if fact.truth is True else 0.2
    return kind + _use(fact, need)
