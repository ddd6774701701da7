"""How Chinese says what a thing is for, and what goes with it."""

from __future__ import annotations

from shopcli.need.languages.complement_grammar import ComplementGrammar
from shopcli.util.lazy_regex import pattern

COMPLEMENTS = ComplementGrammar(
    fields=pattern(r"适用(?!年龄|人群|季节|性别|场景)|兼容|适配|配套|匹配|支持机型"),
    before=pattern(r"(?:适用于|适用|适合|兼容|适配|匹配|专为|搭配|配合|用于|可配)(?:机型|型号)?[:：]?\s?"),
    bare=pattern(r"适合|用于|搭配|配合"),
    any_of=pattern(r"(?:各种|各类|所有|任何|大多数|多数)"),
    denied=pattern(
        r"(?:不|无法|不能|不可)(?:太)?(?:适用于|适用|适合|兼容|适配|匹配|用于|支持|搭配|配合)(?:机型|型号)?[:：]?\s?"
    ),
    end=pattern(r"[，,。！？；;（）()【】]"),
    joints=pattern(r"[、/|\n]|\\n|和|与|及|或"),
    anything=pattern(r"\D{0,4}(?:配件|附件|周边)"),
    generic=frozenset("各种 各类 所有 多数 大多数 任何 一切 其他 等 系列 型号 机型 的 使用 全系列 多种".split()),
    behind=pattern(r"(?P<names>[^\s，,。！？；;（）()【】]{2,30}?)\s?(?:专用|通用|适用)(?!于)"),
    replies={
        "by baskets": "和{name}一起买过的：",
        "by records": "按资料所写，可以搭配{name}的：",
        "nothing": "资料里没有写什么可以搭配{name}。",
        "nothing in baskets": "购买记录里有{name}的订单太少，资料里也没有写什么可以搭配它。",
        "together": "有它的 {all} 单里，{both} 单也买了这个：是碰巧的 {lift} 倍。",
        "says so": "它的资料写着：“{words}”",
        "said of it": "{name}的资料写着：“{words}”",
        "same series": "两者同属{words}。",
        "for such": "它的资料写着：“{words}”；没有点名这一款。",
        "sort for such": "这里 {all} 件同类商品中，有 {count} 件的资料写着是配“{words}”的；它自己的资料没有写。",
        "names another": "“{thing}”里没有写明能配{name}的。",
    },
)
