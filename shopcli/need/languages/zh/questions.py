"""How Chinese asks about a catalog, and how it is answered. Forms are matched in simplified characters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shopcli.need.languages.question_grammar import QuestionGrammar, forms
from shopcli.need.languages.zh.requests import ORDINALS, REQUESTS
from shopcli.text.words import CONTAINER_WORDS, MEASURE_WORDS
from shopcli.util.lazy_regex import pattern

# The normal form writes 么 as 幺.
_SHOP = (
    r"(?:你们?这?(?:家|里|儿|边|个)?店?里?|您这?里?|咱们店?里?|店里|店内|本店"
    r"|商店里?|这里|这儿|这边|贵店|这家店里?|(?:目录|库存?|列表|清单|店铺)[里中]?)"
)
_PIECES = f"(?:款式?|种类?|[{MEASURE_WORDS}{CONTAINER_WORDS}样类])"
_HOW_MANY = rf"(?:多少|几){_PIECES}?"
_GENERIC = r"(?:商品|产品|东西|货品|(?<![现存有缺干百年])货(?!品)|物品|单品|选择|型号)"  # 现货 is in stock
_HAVE = r"(?:一?共|总共|目前|现在|都|还|在)?(?:有|卖|出售|提供|经营|在售|售卖)(?:卖|售)?"
_THING = r"(?P<thing>[^?]{1,100}?)"
_SOME = r"(?P<thing>[^?]{0,100}?)"
_WHICH = r"(?:哪些|哪几个|哪几种|哪几款|哪种|什[么幺]|啥|几种|几个|多少种|多少个|哪几)"
_MAKERS = r"(?:品牌|牌子|厂家|厂商)"
_HUES = r"(?:颜色|色|配色)"
_MEAN = r"(?:平均|一般|通常|大概|平均下来)"

_COUNT = forms(
    "count",
    rf"(?:{_SHOP})?{_HAVE}{_HOW_MANY}(?:不同的)?{_SOME}",
    rf"(?:{_SHOP})?(?P<more>[^?]{{1,60}}?)的{_THING}{_HAVE}{_HOW_MANY}{_GENERIC}?",
    rf"(?:{_SHOP}的?)?{_THING}{_HAVE}{_HOW_MANY}(?:{_GENERIC})?(?:可选|可以选)?(?P<more>(?:是|支持|带|低于|高于|不到|超过|不超过)[^?]{{1,60}})?",
    rf"{_THING}的?(?:数量|总数|个数)(?:是)?(?:有)?(?:多少|几)?",
    rf"{_HOW_MANY}{_THING}(?:在卖|在售|可选|可以选)?",
)  # fmt: skip
_RANGES = r"(?:价格|价钱|价位|售价)(?:的)?(?:范围|区间|跨度|档次)"
_AVERAGE = forms(
    "average",
    rf"(?:{_SHOP}的?)?{_SOME}的?(?:平均(?:价格?|价钱|价位|售价|单价)|均价)(?:是|为|有|要)?(?:多少|几)?(?:钱|元|块)?",
    rf"(?:{_SHOP}的?)?{_THING}的?(?:价格|价钱|售价)?平均(?:是|要|卖|下来)?(?:多少|几)(?:钱|元|块)?",
    rf"(?:买)?(?:一|1)?{_PIECES}?{_THING}{_MEAN}(?:是|要|卖|得)?(?:多少|几)(?:钱|元|块)(?:一?{_PIECES})?",
)  # fmt: skip
_RANGE = forms(
    "price range",
    rf"(?:{_SHOP}的?)?{_SOME}的?{_RANGES}(?:是|在|有)?(?:多少|什[么幺]|哪里|怎样|怎[么幺]样)?",
    rf"(?:{_SHOP}的?)?{_THING}的?(?:价格|价钱|价位|售价)(?:是|在|都|大概)?(?:多少|什[么幺]价位|怎[么幺]样|怎样|如何|几何)",
    rf"(?:{_SHOP}的?)?(?:一|1)?{_PIECES}?(?![这那它第])(?:一)?(?P<thing>[^?这那它]{{1,100}}?)"
        rf"(?:都)?(?:要|卖|得|是)?多少(?:钱|元|块)(?:一?{_PIECES})?",
    rf"(?:{_SHOP}的?)?(?![这那它第])(?P<thing>[^?这那它]{{1,100}}?)从多少(?:钱|元|块)?到多少(?:钱|元|块)?",
)  # fmt: skip
_BRANDS = forms(
    "brands",
    rf"(?:{_SHOP})?(?:{_HAVE}|都?有)?{_WHICH}{_MAKERS}的?{_SOME}",
    rf"(?:{_SHOP}的?)?{_SOME}的?(?:都|一共|总共|现在|目前)?(?:有|是|卖|来自|出自)(?:卖)?{_WHICH}{_MAKERS}(?:的|可选|可以选)?",
    rf"(?:{_SHOP}的?)?{_SOME}的?(?:所有|全部)?{_MAKERS}(?:都)?有(?:哪些|什[么幺]|多少|几个)",
    rf"(?:{_SHOP}的?)?{_SOME}的?{_MAKERS}(?:列表|清单|大全)",
    rf"{_WHICH}{_MAKERS}(?:有|卖|做|生产|出){_THING}",
)  # fmt: skip
_COLOURS = forms(
    "colours",
    rf"(?:{_SHOP})?(?:{_HAVE})?(?:哪些|哪几种|什[么幺]|几种|多少种|哪几个|几个){_HUES}的{_THING}",
    rf"(?:{_SHOP}的?)?{_SOME}的?(?:都|一共|总共|现在|目前)?有(?:哪些|哪几种|什[么幺]|几种|多少种|几个|哪几个){_HUES}(?:的|可选|可以选|可供选择)?",
    rf"(?:{_SHOP}的?)?{_SOME}的?(?:可选)?{_HUES}(?:都)?有(?:哪些|什[么幺]|几种|多少种)",
)  # fmt: skip
_FIELD = r"(?P<field>[^?的有哪什几多]{1,8}?)"
_VALUES = forms(
    "values",
    rf"(?:{_SHOP})?(?:{_HAVE})?{_WHICH}{_FIELD}的{_THING}",
    rf"(?:{_SHOP})?(?:{_HAVE}){_WHICH}{_FIELD}",
    rf"(?:{_SHOP}的?)?{_SOME}的?(?:都|一共|总共|现在|目前)?有{_WHICH}{_FIELD}(?:的|可选|可以选|可供选择)?",
    rf"(?:{_SHOP}的?)?(?:{_THING}的)?(?:可选)?{_FIELD}(?:都)?有(?:哪些|哪几种|什[么幺]|几种|多少种)",
)  # fmt: skip
_BY = rf"(?:评分|评价|口碑|好评|容量|价格|价钱|售价|价位)?(?:要|是)?(?:最|{'|'.join(ORDINALS)})"
_MOST = rf"(?P<order>{_BY}[^?的]{{1,5}}?)"
_MOST_THING = rf"(?P<thing>{_BY}[^?]{{1,60}}?)"
_WHAT_IS = rf"(?:是|有|都是)?(?:什[么幺]|哪一?[{MEASURE_WORDS}{CONTAINER_WORDS}床位]|啥|哪些|哪个牌子的|哪款产品)"
_EXTREME = forms(
    "extreme",
    rf"(?:{_SHOP}的?)?{_MOST_THING}{_WHAT_IS}(?:{_GENERIC})?",
    rf"(?:{_SHOP}的?)?(?:什[么幺]|哪一?[{MEASURE_WORDS}{CONTAINER_WORDS}床位]|哪些){_SOME}(?:是|价格)?{_MOST}的?",
    rf"(?:{_SHOP}的?)?{_THING}(?:里面?|中|当中|之中)(?:的)?{_MOST}(?:的)?{_WHAT_IS}",
    rf"(?:{_SHOP}的?)?{_MOST_THING}(?:要|卖|是)?多少(?:钱|元|块)",
    rf"(?:{_SHOP}的?)?(?P<thing>{_BY}[^?]{{1,8}}的?{_GENERIC})",
)  # fmt: skip
_ANY = forms(
    "any",
    rf"(?:{_SHOP})?(?:还|现在|目前)?(?:有没有|有无|卖不卖|有卖|是否有|是否卖|有没有卖){_THING}(?:出售|在售|卖)?(?:吗|[么幺])?",
    rf"(?:{_SHOP})?(?:还|现在|目前|都)?(?:有|卖|出售|提供)(?:卖)?{_THING}(?:吗|[么幺]|嘛|没有|没)",
    rf"(?:{_SHOP}的?)?{_THING}(?:有没有|有卖吗|有卖的吗|有吗|卖吗|有没有卖|有货吗|有售吗|卖不卖)",
    rf"(?:{_SHOP})?(?:能|可以|能不能|可不可以)买到?{_THING}(?:吗|[么幺])?",
)  # fmt: skip


def _subject(parts: Mapping[str, str]) -> str:
    """What describes stands before the thing, with a 的 between."""
    more = re.sub(r"\A是", "", parts.get("more", "")).removesuffix("的")
    before = [part.removesuffix("的") for part in (parts.get("order", ""), more) if part]
    return "的".join([*before, parts["thing"]] if parts.get("thing") else before)


_LED_TO_NOTHING = re.compile(
    r"\A(?:适合|适用于|用于|带有?|含|能|可以)\s*的|(?<=[,、的])(?:适合|适用于|用于)\s+的"
)  # what was left out


def _things(subject: str, topic: str, _counted: bool) -> str:
    subject = _LED_TO_NOTHING.sub("", subject)
    if not subject:
        return "商品"
    return subject if topic else f"{subject.removesuffix('的')}的商品"


def _naming(subject: str, topic: str, word: str, by_title: bool) -> str:
    says = "标题含" if by_title else "注明"
    rest = _tidy(subject.replace(topic, "", 1))
    return f"{rest}的{says}“{word}”的" if rest else f"{says}“{word}”的"


def _tidy(subject: str) -> str:
    return subject.strip(" ,、的")


def _superlative(order: str, subject: str, topic: str) -> str:
    subject = subject.removesuffix("多少钱").removesuffix("是")
    return f"{order.removesuffix('的')}的{subject if topic else f'{subject}商品'}"


_COLOUR_NAMES = {colour: word for word, colour in reversed(list(REQUESTS.colours.items())) if word.endswith("色")}

QUESTIONS = QuestionGrammar(
    hint=r"多少|几|哪|什[么幺]|啥|吗|[么幺]|嘛|有没|有无|卖|是否|价|最|品牌|牌子|数量|总数|个数|没有|能买|可以买",
    asks=r"[?？]|吗|多|什么|啥|哪|几|谁|没有|是不是|能不能|怎么",
    opening=r"(?:\s|你好|您好|请问一?下?|想问一?下?|问一下|我想知道|想知道|告诉我|麻烦问一?下?|不知道|那[么幺]?|[,!。、]){0,6}",
    closing=r"(?:[\s?!。,.]|呢|啊|呀|吧|谢谢|哦|啦){1,6}$",
    signs={
        "brands": r"品牌|牌子|厂",
        "colours": r"色",
        "count": r"多少|几|数",
        "average": r"均|一般|通常|大概",
        "price range": r"价|多少",
        "extreme": r"最|第",
    },
    forms=(*_BRANDS, *_COLOURS, *_VALUES, *_AVERAGE, *_EXTREME, *_RANGE, *_COUNT, *_ANY),
    never=(
        r";|推荐|建议|哪个好|哪款好|怎[么幺]选|怎[么幺]样的好|好用|适合我|送给|送礼"
        r"|礼物|礼品|比较好|更好|最好|更便宜|便宜点|便宜一点|优惠券|优惠码"
        r"|包邮|快递|发货|运费|保修|退货|退换|客服|电话号码|营业|地址|问题|区别|对比"
        r"|类似|像第|其他|别的|另外|这款|那款|这个|那个|它"
    ),
    lead=(
        rf"(?:[\s,:、的]|(?:不同|各种|所有|全部|任何|某种|一些)(?:{_PIECES}|的)?|(?:一"
        rf"|1){_PIECES}|(?:款|种|类|件|台)(?=[^式类]){{1}}|{_GENERIC}(?!\w))*"
    ),
    tail=rf"(?:[\s,、的]|{_GENERIC}$|可选|可以选|在卖|在售|(?<=\w)呢$){{1,4}}$",
    is_counted=lambda _before, _words: True,
    assortment=pattern(rf"的?{_GENERIC}"),
    is_anything=lambda _before, after: re.match(rf"的{_GENERIC}", after) is not None,
    subject=_subject,
    things=_things,
    naming=_naming,
    superlative=_superlative,
    tidy=_tidy,
    fields={
        **dict.fromkeys(("分类", "类别", "类目", "品类", "种类", "商品分类", "商品"), "category|type|genre|theme"),
        **dict.fromkeys(("主题", "系列", "题材"), "主题|系列|theme|genre|series|category"),
        **dict.fromkeys(("类型", "型"), "type|product type|category"),
        **dict.fromkeys(("尺码", "尺寸", "码数", "大小", "码", "号码"), "size"),
        **dict.fromkeys(("材质", "材料", "面料", "质地"), "material|materials|fabric"),
        **dict.fromkeys(("店铺", "店", "商家", "卖家"), "shop"),
        "口味": "flavour|flavor|taste",
        "性别": "gender",
        "成色": "condition",
    },
    sections=frozenset("类 类别 分类 类目 系列 专区 区".split()),
    denies=pattern(r"不|没", re.IGNORECASE),
    ordered_by=pattern(r"按照?|以", re.IGNORECASE),
    states={"out of stock": "缺货", "preorder": "只能预订", "backorder": "暂时缺货，可以预订", "discontinued": "已停产"},
    values_of=lambda field, things, _count: f"{things}的{field}" if things else field,
    colours={
        **_COLOUR_NAMES,
        **{colour: f"{word}色" for word, colour in REQUESTS.colours.items() if len(word) == 1},
        "multicolour": "多色",
        "transparent": "透明",
    },
    messages={
        "counted": "共有{number}款{things}{prices}。",
        "one": "有一款：{product}。",
        "none": "没有{things}。",
        "yes": "有：{number}款{things}{prices}。",
        "yes_one": "有一款：{product}。",
        "no": "没有{things}。",
        "but_not_said": "有{number}款{things}，但没有一款注明“{words}”。",
        "not_named": "本目录里没有找到叫{words}的商品。",
        "read_as": "“{words}”（理解为“{meaning}”）",
        "one_titled": "有一款商品的标题含“{words}”：{product}。",
        "mentioned": "有{number}款商品提到它。",
        "range": "{number}款{things}的价格{prices}。",
        "average": "{number}款{things}的平均价格是{average}。",
        "median": "其中一半不超过{median}。",
        "brands": "{number}款{things}来自{brands}个品牌：{listed}。",
        "one_brand": "{number}款{things}都来自{listed}。",
        "colours": "{number}款{things}的颜色有{listed}。",
        "values": "{values}共{count}种：{listed}。",
        "no_values": "{number}款{things}都没有注明。",
        "valueless": "其中{number}款没有注明。",
        "stocked": "{product}（库存{stock}）",
        "not_had": "没有：{number}款{things}都没有现货。",
        "not_had_one": "没有：{title}{state}。",
        "unknown_had": "目录没有说明这{number}款{things}是否有货。",
        "unknown_had_one": "目录没有说明{title}是否有货。",
        "not_reduced": "没有：{number}款{things}都没有降价。",
        "not_reduced_one": "没有：{title}没有降价。",
        "extreme": "{subject}是{product}。",
        "no_order": "{things}没有可以这样排序的数据。",
        "no_brands": "本目录没有品牌。",
        "no_colours": "本目录没有注明颜色。",
        "no_prices": "本目录没有价格。",
        "none_priced": "{number}款{things}都没有标价。",
        "all_brandless": "{number}款{things}都没有注明品牌。",
        "all_colourless": "{number}款{things}都没有注明颜色。",
        "one_currency": "只比较了以{currency}标价的商品。",
        "brandless": "其中{number}款没有注明品牌。",
        "colourless": "其中{number}款没有注明颜色。",
        "unpriced": "其中{number}款没有标价。",
        "not_said": "没有一款注明“{words}”，所以没有计入。",
        "said_partly": "“{words}”按注明“{said}”的商品计算。",
        "from_to": "从{low}到{high}",
        "all_at": "为{low}",
        "priced": "{title}，{price}",
        "unpriced_product": "{title}",
        "because": "{product}（{fact}）",
        "listing": "{name}（{number}）",
        "more": "{listed}，另有{number}个",
        "comma": "，",
        "listed": "、",
        "and": "和",
        "sentence": "",
    },
)
