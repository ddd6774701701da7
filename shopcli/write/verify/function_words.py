"""The closed lists of words that state nothing about a product. Whatever is not here must stand in the record.

No word of praise, comparison, availability or degree may ever enter: "best", "only", "cheaper", "free" are claims; nor may
"suits", "matches" or "what you need", which claim that a wish is met.
"""

from __future__ import annotations

from shopcli.text.tokens import FUNCTION, stem_set

NEUTRAL = FUNCTION - frozenset("than under over above below between about within via per".split()) | frozenset(
    """offers offer offering comes come coming includes include including included features feature featuring featured
    costs cost costing priced price prices sells sold sell listed lists list named called made
    product item model choice option pick recommend recommended recommendation consider
    brand record catalog described description provides provide providing equipped stated states says shown given gives uses
    using use measures measure""".split()
)

NEUTRAL_STEMS = stem_set(NEUTRAL)

# What opens the shopper's own words: up to the next mark they are a wish and no claim.
WISH = (
    r"\b(?:as )?you(?: have|'ve|’ve)? "
    r"(?:asked(?: for)?|wanted|want|need(?:ed)?|named|requested|(?:are|were) looking for|are after)\b"
)

FORBIDDEN_MARKS = frozenset("!?<>{}[]|*#`_~^\\=")

# Longest first: a run of Chinese is eaten from the left; what is left over must stand in the record as it is.
NEUTRAL_ZH = tuple(
    sorted(
        """推荐 首选 这款商品 这款 该商品 商品 另一款 另一个选择 还可以考虑 可以考虑 考虑 可选
        售价为 售价 价格为 价格 为 是 的 有 具备 配有 支持 带有 它 其 资料中写明 资料写明
        资料标注 标注为 标注 写明 标题写着 说明中写道 品牌 并 且 也 还 和 与 以及 同时 而 则
        在 按 您 预算 之内 以内 内 后者 前者 没有 不支持 不具备
        资料未说明是否 资料未说明其 资料未说明 未说明 是否""".split(),
        key=len,
        reverse=True,
    )
)
