"""Code's own Chinese. The catalog's words stay as they are: names, fields and values are data."""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.text.scripts import starts_han
from shopcli.text.words import truth_of
from shopcli.types import Fact
from shopcli.write.frames import label_of, value_of
from shopcli.write.plan import Part, difference_of


def write(part: Part) -> str:
    """The sentence for a part, in Chinese."""
    if part.kind == "shortfall":
        return _shortfall(part)
    return _tradeoff(part) if part.kind == "tradeoff" else _about(part)


def _about(part: Part) -> str:
    opening = {"pick": f"推荐 {part.name}", "more": "它", "alternative": f"也可以考虑 {part.name}"}[part.kind]
    prices = [f"售价为 {value_of(fact)}" for fact in part.facts if fact.field == "price"]
    said = prices + _facts([fact for fact in part.facts if fact.field != "price"])
    if not said:
        return f"{opening}。"
    # a blank between Chinese and what follows only where the latter is not Chinese
    seam = "，" if part.kind != "more" else "" if starts_han(said[0]) else " "
    return f"{opening}{seam}{'，'.join(said)}。"


def _facts(facts: Sequence[Fact]) -> list[str]:
    having = [label_of(fact) for fact in facts if truth_of(fact.value) is True]
    texts = [f"具备 {' 和 '.join(having)}"] if having else []
    for fact in facts:
        truth = truth_of(fact.value)
        if truth is False:
            texts.append(f"没有 {label_of(fact)}")
        elif truth is None and fact.field == "title":
            texts.append(f"标题写着“{value_of(fact)}”")
        elif truth is None and fact.field == "description":
            texts.append(f"说明中写道“{value_of(fact).rstrip('.。')}”")
        elif truth is None:
            texts.append(f"{label_of(fact)} 为 {value_of(fact)}")
    return texts


def _shortfall(part: Part) -> str:
    quotes = "和".join(f"“{clause.text}”" for clause in part.clauses)
    opening = "没有资料能证实" if part.silent and not part.joint else "没有商品满足" + ("全部要求" if part.joint else "")
    price = f"，售价为 {value_of(part.facts[0])}" if part.facts else ""
    return f"{opening}{quotes}；排在最前的是 {part.name}{price}。"


def _tradeoff(part: Part) -> str:
    amount = difference_of(part.product, part.other) if part.other else None
    lacks = [f"资料未说明是否有 {label_of(fact)}" if part.silent else _facts([fact])[0] for fact in part.other_facts[:1]]
    if amount is None:
        return f"{part.other_name} {lacks[0]}。" if lacks else ""
    way = f"比 {part.other_name} {'贵' if amount > 0 else '便宜'} {abs(amount):.2f} {part.product.currency}"
    said = way if amount else f"和 {part.other_name} 价格相同"
    seams = ["" if starts_han(text) else " " for text in lacks]
    return f"{part.name} {said}{''.join(f'，后者{seam}{text}' for seam, text in zip(seams, lacks, strict=True))}。"
