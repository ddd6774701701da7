"""Code's own Chinese. The catalog's words stay as they are: names, fields and values are data.

What `shopcli.need.languages.wording.Wording` asks for; `shopcli.write.wording.english` says what each function is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shopcli.need.languages.wording import Part
from shopcli.text.safe import plain
from shopcli.text.scripts import starts_han
from shopcli.text.worded_fact import Number, WordedFact
from shopcli.types import Clause, Hit, Need, Product, difference_of, show_number

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
    if offered := _offered(fact):
        return offered
    if fact.truth is not None:
        return f"{'具备' if fact.truth else '没有'} {fact.label}"
    if fact.field == "title":
        return f"标题写着“{fact.value}”"
    if fact.field == "description":
        return f"说明中写道“{fact.value.rstrip('.。')}”"
    if fact.field == "gender" and fact.value in _WEARERS:
        return f"{_LABELS[fact.field]}为{_WEARERS[fact.value]}"
    return f"{_label(fact)} 为 {fact.value}"


def _offered(fact: WordedFact) -> str:
    """What it costs and how it is to be had; empty where the fact is about something else."""
    frame = fact.phrase.frame if fact.phrase else ""
    if fact.field == "price":
        return f"售价为 {fact.value.removeprefix('from ').replace(' to ', ' 至 ')}"
    if fact.field == "availability":
        return _STATES.get(fact.fact.words, "")
    if fact.field == "condition" and fact.fact.words in _CONDITIONS:
        return f"成色为{_CONDITIONS[fact.fact.words]}"
    if frame == "is reduced by {}":
        share, _, before = fact.core.partition(" from ")
        return f"降价 {share}" + (f"，原价 {before}" if before else "")
    if frame == "comes to {}":
        return f"合 {fact.core}"
    if frame == "also comes in {}" or (frame == "comes in {}" and ", " in fact.value):
        return f"{'另有' if frame.startswith('also') else '有'} {_label(fact)} {fact.value.replace(', ', '、')}"
    return ""


def _label(fact: WordedFact) -> str:
    return _LABELS.get(fact.label, fact.label)


def _unlisted(fact: WordedFact) -> str:
    return f"资料未说明是否有 {fact.label}"


def _difference(product: Product, other: Product | None, name: str) -> str:
    """What ``product`` costs beside ``other``, called ``name``; empty where their prices cannot be compared."""
    amount = difference_of(product, other) if other else None
    if amount is None:
        return ""
    if not amount:
        return f"和 {name} 价格相同"
    return f"比 {name} {'贵' if amount > 0 else '便宜'} {abs(amount):.2f} {product.currency}"


def _seam(text: str) -> str:
    """A blank between Chinese and what follows only where the latter is not Chinese."""
    return "" if starts_han(text) else " "


def _quotes(clauses: Sequence[Clause], joint: str) -> str:
    return joint.join(f"“{clause.text}”" for clause in clauses)


# --- advice -------------------------------------------------------------------------------------------------------------------


def nothing_found() -> str:
    return "没有找到符合要求的商品。"


def part_sentence(part: Part, need: Need) -> str:
    if part.kind == "shortfall":
        return _shortfall(part)
    if part.kind == "nearest":
        return f"最接近的是 {part.name}，{'，'.join(map(_fact, part.facts))}。" if part.facts else f"最接近的是 {part.name}。"
    return _tradeoff(part) if part.kind == "tradeoff" else _about(part)


def _about(part: Part) -> str:
    opening = _opening(part)
    prices = [fact for fact in part.facts if fact.field == "price"]
    having = [fact.label for fact in part.facts if fact.truth]
    others = [fact for fact in part.facts if not fact.truth and fact.field != "price"]
    statements = [*map(_fact, prices), *([f"具备 {' 和 '.join(having)}"] if having else []), *map(_fact, others)]
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
        return f"{part.other_name} {lacks[0]}。" if lacks else ""
    return f"{part.name} {difference}{''.join(f'，后者{_seam(text)}{text}' for text in lacks)}。"


# --- a comparison -------------------------------------------------------------------------------------------------------------


def joined(statements: Sequence[str]) -> str:
    text = "；".join(statements)
    return f"{text[:1].upper()}{text[1:]}。"


def offers(statements: Sequence[tuple[str, Sequence[WordedFact]]]) -> Sequence[str]:
    return [f"{name} {'，'.join(map(_fact, facts))}" for name, facts in statements]


def price_gap(names: tuple[str, str], products: tuple[Product, Product]) -> str:
    return f"{names[0]} {_difference(*products, names[1])}" if difference_of(*products) else ""


def who_has(fact: WordedFact, states: Sequence[tuple[str, str]]) -> str:
    ways = {"has": f"具备 {fact.label}", "no": f"没有 {fact.label}", "silent": _unlisted(fact)}
    statements = [f"{name} {ways[state]}" for name, state in states]
    return "，而 ".join(statements) if len(statements) == 2 else "；".join(statements)


def numbers_beside(names: Sequence[str], label: str, values: Sequence[float], unit: str) -> str:
    return "，".join(f"{name} 的 {label} 为 {show_number(value)} {unit}" for name, value in zip(names, values, strict=True))


def missed(hit: Hit) -> str:
    kinds = (("不符合", hit.unmet), ("未说明", hit.unknown))
    parts = [f"{verb}{_quotes(clauses, '、')}" for verb, clauses in kinds if clauses]
    return "，".join(parts) or "各项限制都符合"


def as_asked(names: Sequence[str], said: Sequence[str]) -> str:
    return "按您的要求：" + "；".join(f"{name} {text}" for name, text in zip(names, said, strict=True))


# --- an answer about a product ------------------------------------------------------------------------------------------------


def verdict_before(text: str, verdict: bool | None) -> str:
    return text if verdict is None else f"{'是' if verdict else '否'}：{text}"


def fact_sentences(name: str, fact: WordedFact, *, quality: bool) -> Iterator[str]:
    if fact.fact.is_text:
        where = "标题写着" if fact.field == "title" else "说明中写道"
        yield f"{name}：{where}“{plain(str(fact.fact.value)).rstrip('.。')}”。"
    elif fact.field == "price" or fact.truth is not None:
        yield f"{name} {_fact(fact)}。"
    else:
        yield f"{name} 的 {_fact(fact)}。"
        yield f"{name}：{_fact(fact)}。"


def quoted(name: str, fact: WordedFact) -> str:
    return f"{name} 的资料写着“{fact.label}: {fact.value}”。"


def unrepeated(name: str) -> str:
    return f"{name} 的资料提到了这一点，但原文不便在此重复。"


def silence(words: str, kind: str) -> str:
    return f"的“{words}”" if kind in ("value", "amount") else f"是否{'有' if kind == 'has' else ''}“{words}”"


def silent(name: str, asked: str) -> str:
    return f"资料未说明 {name} {asked}。"


def two_numbers(names: tuple[str, str], values: tuple[Number, Number], *, label: str, wanted: bool, gap: str) -> str:
    (one, first), (two, second) = values
    sentence = f"{names[0]} 的 {label} 为 {first}，{names[1]} 为 {second}，相差 {gap}。"
    return verdict_before(sentence, one > two if wanted else one < two)


def most(name: str, said: str, *, label: str, silent: int) -> str:
    return f"{name} 的 {label} 为 {said}。{f'另有 {silent} 个资料未说明。' if silent else ''}"
