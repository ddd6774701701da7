"""Code's own Chinese. Names stay as they are; fields and values are said in Chinese where a word is known (`LEXICON`).

What `shopcli.need.languages.wording.Wording` asks for; `shopcli.write.wording.english` says what each function is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shopcli.need.languages.wording import Part
from shopcli.need.languages.zh.lexicon import LEXICON
from shopcli.text.safe import plain
from shopcli.text.scripts import starts_han
from shopcli.text.worded_fact import Number, WordedFact
from shopcli.types import Clause, Hit, Need, Product, difference_of, show_money, show_number

ADVISES = "推荐 "
READ_BACK: Sequence[tuple[str, str]] = ()  # the checker knows these sentences as they are
FRAMES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "plain": ((), (), (), ()),
    "warm": (("来看看：",), ("还有：",), ("拿在手里：",), ("价格在此：",)),
    "ad": (("看过来：",), ("细看：", "再看："), ("带上它：",), ("带它回家：",)),
}


# What the catalog's own fields go by, since their names are code's and not the record's.
_STATES = {"in stock": "有货", "preorder": "可预购", "backorder": "可订货", "out of stock": "缺货", "discontinued": "已停产"}
_CONDITIONS = {"new": "全新", "used": "二手", "refurbished": "翻新"}
_LABELS = {"colour": "颜色", "size": "尺码", "gender": "适用人群", "rating": "评分"}
_WEARERS = {"men": "男士", "women": "女士", "unisex": "男女皆宜", "boys": "男孩", "girls": "女孩", "kids": "儿童"}


def _fact(fact: WordedFact) -> str:
    """A fact as what is said of a product."""
    if offer := offered(fact):
        return offer
    if fact.truth is not None:
        return _having(fact, has=fact.truth)
    if fact.field == "title":
        return f"标题写着“{fact.value}”"
    if fact.field == "description":
        return f"说明中写道“{fact.value.rstrip('.。')}”"
    if fact.field == "gender" and fact.value in _WEARERS:
        return f"{_LABELS[fact.field]}为{_WEARERS[fact.value]}"
    label, value = _label(fact), LEXICON.value(fact.value, fact.label)
    if starts_han(label) and not LEXICON.is_own(value):
        return f"{label}一项写的是“{fact.value}”"
    return f"{label}是{value}" if starts_han(label) else f"{label} 是{_seam(value)}{value}"


def _having(fact: WordedFact, *, has: bool) -> str:
    """Whether it has a thing, or is so."""
    if quality := LEXICON.quality(fact.label):
        return f"是{quality}的" if has else f"不是{quality}的"
    label = _label(fact)
    return f"{'有' if has else '没有'}{_seam(label)}{label}"


def offered(fact: WordedFact) -> str:
    """What it costs and how it is to be had; empty where the fact is about something else."""
    frame = fact.phrase.frame if fact.phrase else ""
    if fact.field == "price":
        return f"售价{LEXICON.money(fact.value)}"
    if fact.field == "availability":
        return _STATES.get(fact.fact.words, "")
    if fact.field == "condition" and fact.fact.words in _CONDITIONS:
        return f"成色为{_CONDITIONS[fact.fact.words]}"
    if frame == "is reduced by {}":
        share, _, before = fact.core.partition(" from ")
        return f"降价{share.replace(' ', '')}" + (f"，原价{LEXICON.money(before)}" if before else "")
    if frame == "comes to {}":
        return f"合 {fact.core}"
    if frame == "also comes in {}" or (frame == "comes in {}" and ", " in fact.value):
        return f"{_label(fact)}{'另有' if frame.startswith('also') else '有'}{LEXICON.value(fact.value, fact.label)}"
    return ""


def _label(fact: WordedFact) -> str:
    return _LABELS.get(fact.label) or LEXICON.label(fact.label) or fact.label


def _unlisted(fact: WordedFact) -> str:
    return f"资料里没写{LEXICON.asked_whether(fact.label)}"


def _difference(product: Product, other: Product | None, name: str) -> str:
    """What ``product`` costs beside ``other``, called ``name``; empty where their prices cannot be compared."""
    amount = difference_of(product, other) if other else None
    if amount is None:
        return ""
    if not amount:
        return f"和{_apart(name)}价格相同"
    gap = LEXICON.money(show_money(abs(amount), product.currency))
    return f"比{_apart(name)}{'贵' if amount > 0 else '便宜'}{gap}"


def _seam(text: str) -> str:
    """A blank between Chinese and what follows only where the latter is not Chinese."""
    return "" if starts_han(text) else " "


def _apart(name: str) -> str:
    """A name as it stands inside a sentence: one in Latin letters apart from the words beside it."""
    return f"{_seam(name)}{_ended(name)}"


def _ended(name: str) -> str:
    """The same at the beginning of a sentence."""
    return name if starts_han(name[-1:]) else f"{name} "


def _quotes(clauses: Sequence[Clause], joint: str) -> str:
    return joint.join(f"“{clause.text}”" for clause in clauses)


# --- advice -------------------------------------------------------------------------------------------------------------------


def nothing_found() -> str:
    return "没有找到符合要求的商品。"


def part_sentence(part: Part, need: Need) -> str:
    if part.kind == "shortfall":
        return _shortfall(part)
    if part.kind == "nearest":
        return f"最接近的是{_seam(part.name)}{part.name}{_in_brackets(part)}。"
    return _tradeoff(part) if part.kind == "tradeoff" else _about(part)


def _in_brackets(part: Part) -> str:
    """The price behind a name."""
    return "".join(f"（{LEXICON.priced(fact.value)}）" for fact in part.facts if fact.field == "price")


def _about(part: Part) -> str:
    opening = _opening(part)
    prices = [fact for fact in part.facts if fact.field == "price"]
    others = [fact for fact in part.facts if fact.field != "price"]
    statements = [*map(_fact, prices), *map(_fact, others)]
    if not statements:
        return f"{opening}。"
    return f"{opening}{'，' if part.kind not in ('more', 'offer') else _seam(statements[0])}{'，'.join(statements)}。"


def _opening(part: Part) -> str:
    """What is spoken of; what cannot be had is recommended in no way."""
    if part.kind == "unavailable" or (part.kind == "pick" and part.product.available is False):
        return part.name
    return {"pick": f"{ADVISES}{part.name}", "alternative": f"也可以考虑 {part.name}"}.get(part.kind, "它")


def _shortfall(part: Part) -> str:
    of = "能买到的商品" if part.beside else ""
    if part.silent and not part.joint:
        opening = f"没有{of}{'的' if of else ''}资料能证实"
    else:
        opening = f"没有{of or '商品'}满足{'全部要求' if part.joint else ''}"
    price = f"，{_fact(part.facts[0])}" if part.facts else ""
    return f"{opening}{_quotes(part.clauses, '和')}；{'接下来' if part.beside else '排在最前的'}是 {part.name}{price}。"


def _tradeoff(part: Part) -> str:
    difference = _difference(part.product, part.other, part.other_name)
    lacks = [_unlisted(fact) if part.silent else _fact(fact) for fact in part.other_facts[:1]]
    if not difference:
        return f"{_ended(part.other_name)}{lacks[0]}。" if lacks else ""
    return f"{_ended(part.name)}{difference}{''.join(f'，而{_ended(part.other_name)}{text}' for text in lacks)}。"


# --- a comparison -------------------------------------------------------------------------------------------------------------


def joined(statements: Sequence[str]) -> str:
    text = "；".join(statements)
    return f"{text[:1].upper()}{text[1:]}。"


def offers(statements: Sequence[tuple[str, Sequence[WordedFact]]]) -> Sequence[str]:
    return [f"{_ended(name)}{'，'.join(map(_fact, facts))}" for name, facts in statements]


def price_gap(names: tuple[str, str], products: tuple[Product, Product]) -> str:
    return f"{_ended(names[0])}{_difference(*products, names[1])}" if difference_of(*products) else ""


def who_has(fact: WordedFact, states: Sequence[tuple[str, str]]) -> str:
    ways = {"has": _having(fact, has=True), "no": _having(fact, has=False), "silent": f"的{_unlisted(fact)}"}
    statements = [f"{_ended(name)}{ways[state]}" for name, state in states]
    return f"，而{_seam(statements[-1])}".join(statements) if len(statements) == 2 else "；".join(statements)


def numbers_beside(names: Sequence[str], label: str, values: Sequence[float], unit: str) -> str:
    said = [LEXICON.value(f"{show_number(value)} {unit}", label) for value in values]
    return "，".join(f"{_of(name, label)}是{text}" for name, text in zip(names, said, strict=True))


def _of(name: str, label: str) -> str:
    """ "X 的重量", in Chinese where the field's name is known."""
    known = LEXICON.label(label) or label
    return f"{_ended(name)}的{_seam(known)}{known}{_seam(known)}"


def missed(hit: Hit) -> str:
    kinds = (("不符合", hit.unmet), ("未说明", hit.unknown))
    parts = [f"{verb}{_quotes(clauses, '、')}" for verb, clauses in kinds if clauses]
    return "，".join(parts) or "各项限制都符合"


def as_asked(names: Sequence[str], said: Sequence[str]) -> str:
    return "按您的要求：" + "；".join(f"{_ended(name)}{text}" for name, text in zip(names, said, strict=True))


def beside(names: tuple[str, str], deed: str, apart: str) -> str:
    return f"{_ended(names[0])}{deed}，比{_apart(names[1])}{apart}"


def apart(gap: str, ways: tuple[str, str] | None, *, is_more: bool, is_counted: bool) -> str:
    way = (ways[0] if is_more else ways[1]) if ways else "多{}" if is_more else "少{}"
    return way.replace("{}", gap) if "{}" in way else f"{way}{gap}"


def each(names: Sequence[str], deeds: Sequence[str]) -> str:
    return "，".join(f"{_ended(name)}{deed}" for name, deed in zip(names, deeds, strict=True))


def values_beside(names: Sequence[str], label: str, values: Sequence[str]) -> str:
    told = [_value(text) for text in values]
    first = f"{_of(names[0], label)}是{told[0]}"
    return "，".join([first, *(f"{_ended(name)}是{text}" for name, text in zip(names[1:], told[1:], strict=True))])


def _value(text: str) -> str:
    return text if LEXICON.is_own(text) else f"“{text}”"


def named_beside(names: Sequence[str], values: Sequence[str]) -> str:
    told = [f"{_ended(name)}{'名称里写的' if number == 0 else ''}是{value}" for number, (name, value) in
            enumerate(zip(names, values, strict=True))]  # fmt: skip
    return "，".join(told)


def titled_beside(names: Sequence[str], words: Sequence[Sequence[str]]) -> str:
    told = [f"{_ended(name)}写着{'、'.join(f'“{one}”' for one in said)}" for name, said in zip(names, words, strict=True)]
    return f"看标题，{'，'.join(told)}"


def would_take(name: str, use: str, deed: str) -> str:
    return f"{f'{use}的话，' if use else ''}我会选{_seam(name)}{_ended(name) if deed else name}{f'：{deed}' if deed else ''}"


def either_way(names: tuple[str, str], labels: Sequence[str]) -> str:
    said = "和".join(LEXICON.label(label) or label for label in labels)
    return f"看重价格就选{_seam(names[0])}{names[0]}，看重{said}就选{_seam(names[1])}{names[1]}"


def worth_its_price(names: tuple[str, str], gap: str, labels: Sequence[str]) -> str:
    said = "和".join(LEXICON.label(label) or label for label in labels)
    return f"{_ended(names[1])}贵{gap}，在意{said}才值得"


def described_beside(names: Sequence[str], lines: Sequence[str]) -> str:
    return "，".join(f"{_ended(name)}写的是“{line}”" for name, line in zip(names, lines, strict=True))


def price_beside(names: tuple[str, str], price: str, gap: str) -> str:
    return f"{_ended(names[0])}售价{price}，比{_apart(names[1])}便宜{gap}"


def nothing_else_apart() -> str:
    return "除此之外，资料里看不出别的差别"


def listed(texts: Sequence[str]) -> str:
    return "，".join(texts)


def having(label: str, value: str) -> str:
    return f"{LEXICON.label(label) or label}是{_value(value)}"


def in_brackets(deed: str, apart: str, other: str) -> str:
    return f"{deed}（{apart or f'另一款：{other}'}）"


def costs_less(gap: str) -> str:
    return f"便宜{gap}"


def speaks_for(name: str, other: str, deeds: Sequence[str]) -> str:
    return f"和{_apart(other)}相比，{_ended(name)}的好处是：{'，'.join(deeds)}"


def speaks_against(name: str, deeds: Sequence[str]) -> str:
    return f"反过来，{_ended(name)}{'，'.join(deeds)}"


def nothing_over(name: str, other: str) -> str:
    return f"从资料看，{_ended(name)}没有比{_apart(other)}强的地方"


def lacks_of_need(name: str, missed: str) -> str:
    return f"按您的要求，{_ended(name)}{missed}"


def is_more(name: str, degree: str, told: str) -> str:
    return f"{_ended(name)}{'' if degree[:1] in '更最' or '最' in degree else '更'}{degree}：{told}"


def apart_by(told: str, gap: str) -> str:
    return f"{told}，相差{gap}"


def none_more(degree: str, told: str) -> str:
    return f"资料里没有写明比这更{degree.removeprefix('更')}的：{told}"


def level(told: str) -> str:
    return f"两者没有差别：{told}"


def stated_by(name: str, words: str, where: str) -> str:
    return f"{_ended(name)}的{'名称里写的是' if where == 'title' else '介绍里写着'}“{words}”"


def not_stated(names: Sequence[str], label: str) -> str:
    return f"{_ended('、'.join(names))}的资料里没写{_apart(LEXICON.label(label) or label).rstrip()}"


def silent_of(count: int, fitting: int, label: str) -> str:
    return f"最符合的{fitting}款里有{count}款没写{LEXICON.label(label) or label}"


# --- an answer about a product ------------------------------------------------------------------------------------------------


def verdict_before(text: str, verdict: bool | None) -> str:
    return text if verdict is None else f"{'是的' if verdict else '不'}，{text}"


def fact_sentences(name: str, fact: WordedFact, *, quality: bool) -> Iterator[str]:
    if fact.fact.is_text:
        where = "标题写着" if fact.field == "title" else "说明中写道"
        yield f"{name}：{where}“{plain(str(fact.fact.value)).rstrip('.。')}”。"
    elif fact.field == "price" or fact.truth is not None:
        yield f"{_ended(name)}{_fact(fact)}。"
    else:
        yield f"{_ended(name)}的{_seam(_label(fact))}{_fact(fact)}。"
        yield f"{name}：{_fact(fact)}。"


def quoted(name: str, fact: WordedFact) -> str:
    return f"{_ended(name)}的资料写着“{fact.label}: {fact.value}”。"


def unrepeated(name: str) -> str:
    return f"{_ended(name)}的资料提到了这一点，但原文不便在此重复。"


def silence(words: str, kind: str) -> str:
    return f"的“{words}”" if kind in ("value", "amount") else f"是否{'有' if kind == 'has' else ''}“{words}”"


def silent(name: str, asked: str) -> str:
    return f"资料里没写{_apart(name)}{asked}。"


def two_numbers(names: tuple[str, str], values: tuple[Number, Number], *, label: str, wanted: bool | None, gap: str) -> str:
    (one, first), (two, second) = values
    first, second, gap = (_amount(text, label) for text in (first, second, gap))
    sentence = f"{_of(names[0], label)}是{first}，{_ended(names[1])}是{second}，相差{gap}。"
    return verdict_before(sentence, None if wanted is None else one > two if wanted else one < two)


def most(name: str, said: str, *, label: str, silent: int) -> str:
    return f"{_of(name, label)}是{_amount(said, label)}。{f'另有{silent}款资料里没写。' if silent else ''}"


def _amount(text: str, label: str) -> str:
    """An amount with its unit, or of money."""
    money = LEXICON.money(text)
    return money if money != text else LEXICON.value(text, label)
