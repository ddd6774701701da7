"""How Chinese speaks of offers; phrases are matched in simplified characters."""

from __future__ import annotations

from collections.abc import Iterator

from shopcli.need.languages.en.offers import OFFERS as ENGLISH
from shopcli.need.languages.offer_words import OfferState, OfferWords
from shopcli.need.languages.zh.numbers import number
from shopcli.types import Op, Value
from shopcli.util.lazy_regex import pattern


def _state(phrases: str, field: str, op: Op, value: Value, *, else_silent: bool = False) -> OfferState:
    return OfferState(pattern(phrases), field, op, value, else_silent)


_AUDIENCES = {
    **dict.fromkeys("女士 女性 女款 女式 女装 女生 女人 女".split(), "women"),
    **dict.fromkeys("男士 男性 男款 男式 男装 男生 男人 男".split(), "men"),
    **dict.fromkeys("中性 男女通用 男女同款 男女款".split(), "unisex"),
    **dict.fromkeys("女童 女孩 女宝宝".split(), "girls"),
    **dict.fromkeys("男童 男孩 男宝宝".split(), "boys"),
    **dict.fromkeys("儿童 童装 孩子 小孩 童款".split(), "kids"),
}
_WHO = "|".join(sorted((word for word in _AUDIENCES if len(word) > 1), key=len, reverse=True))
_TENTHS = pattern(r"(?:至少|打|低于|不到)?(?P<tenths>\d{1,2}(?:\.\d)?|[一二三四五六七八九])\s?折(?P<bound>以下|以内|以上|起)?")


def _parts_off(text: str) -> Iterator[tuple[int, int, Op, float]]:
    """7折 is seven tenths of the price, 75折 three quarters of it; more than that is less off."""
    for match in _TENTHS.finditer(text):
        tenths = number(match["tenths"])
        if tenths is not None and 0 < tenths < 100:
            share = 10 * tenths if tenths < 10 else tenths
            op: Op = "<=" if match["bound"] == "以上" else ">="
            yield match.start(), match.end(), op, round(100 - share, 1)


OFFERS = OfferWords(
    states=(
        _state(
            "缺货的?|无货的?|没货的?|售罄的?|断货的?|(?<!有)没有现货的?|卖完的?|(?:不能|不可以?|无法|没法)(?:在?线上?|网上|在网上)?(?:订购|购买|下单|买到?)的?|买不到的?",
            "availability",
            "is",
            "out of stock",
        ),
        _state("预售的?|可预订的?|预定的?|预购的?", "availability", "is", "preorder"),
        _state("停产的?|下架的?", "availability", "is", "discontinued"),
        _state(
            "有没有现货的?|(?<!没)(?:还|现在|目前)?有(?:现货|货|库存)的?|(?<!没有)现货的?|(?:可以|能)?(?:马上|立即|立刻|当天)(?:能|可以|可)?(?:发货|发出|拿到)的?|在库的?",
            "availability",
            "is",
            "in stock",
        ),
        _state("半价的?|对折的?", "reduction", ">=", 50.0),
        _state(
            "(?:正在|在)?(?:打折|特价|降价|促销|减价)(?:的|中的?|商品)?|(?:有|带)(?:折扣|优惠)的?|折扣(?:的|商品)",
            "reduction",
            ">",
            0.0,
        ),
        _state("二手的?|九成新的?|闲置的?", "condition", "is", "used", else_silent=True),
        _state("官方翻新的?|官翻的?|翻新的?", "condition", "is", "refurbished", else_silent=True),
        _state("全新的?|新品", "condition", "is", "new", else_silent=True),
        *ENGLISH.states,
    ),
    audience=pattern(rf"(?:适合|给|供)?(?P<who>{_WHO}|(?<!\w)[男女](?=的)|(?<=[适给供])[男女])(?:穿的|用的|戴的|穿|用|戴|的)?"),
    audiences=_AUDIENCES,
    age=pattern(
        r"(?:适合|给|他|她|孩子|儿子|女儿|今年|刚|已经|快|写|标)*(?P<age>(?<!\d)\d{1,2}|[一二两三四五六七八九十]{1,3})周?岁半?"
        r"(?P<least>及?以上|\+)?(?:的|了)?(?:孩子|小朋友|宝宝|小孩|儿童|男孩|女孩|儿子|女儿)?(?:玩|用|骑|看|穿)?(?:的|了)?"
    ),
    also=pattern(r"\s?(?:和|或者?|与|、|/)\s?"),
    before={
        **ENGLISH.before,
        **dict.fromkeys("评分 评价 好评 星级 打分".split(), "rating"),
        **dict.fromkeys("评论 评论数 评价数 评论数量 评价数量".split(), "reviews"),
        **dict.fromkeys("折扣 降价 优惠 减价 便宜".split(), "reduction"),
        **dict.fromkeys("库存 存货".split(), "stock"),
    },
    behind={
        **ENGLISH.behind,
        **dict.fromkeys("星 星级 分 颗星".split(), "rating"),
        **dict.fromkeys("条评论 条评价 个评论 个评价".split(), "reviews"),
        **dict.fromkeys("折扣 的折扣 优惠 的优惠".split(), "reduction"),
    },
    links=pattern(r"\s?(?:在|为|是|要|达|达到|有|了|:|至少)?\s?"),
    shares={"一半": 50.0},
    percent=pattern(r"\s?%"),
    parts_off=_parts_off,
)
