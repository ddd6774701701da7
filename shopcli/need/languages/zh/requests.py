"""Chinese, simplified and traditional: the phrases that make limits, exclusions and orders.

A request is matched in simplified characters and half-width marks; both have as many characters as what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from shopcli.need.languages.en.requests import AMOUNT as ENGLISH_AMOUNT
from shopcli.need.languages.en.requests import REQUESTS as ENGLISH
from shopcli.need.languages.request_grammar import Limit, RequestGrammar, alternatives
from shopcli.need.languages.zh.numbers import AMOUNT, NUMBER, SEVERAL, SOME_MORE, highest_of, number, span_of
from shopcli.need.languages.zh.offers import OFFERS
from shopcli.need.languages.zh.quantities import PREDICATE, PRICED, TURNED_BEHIND, TURNS
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.gloss import Gloss
from shopcli.need.translation.parts_of_speech import names_nothing
from shopcli.text.money import CHINESE as CHINESE_MONEY
from shopcli.text.scripts import HAN, starts_han
from shopcli.text.unit_words import CHINESE as CHINESE_UNITS
from shopcli.text.unit_words import UNIT_PRICES
from shopcli.text.units import any_of
from shopcli.types import Op, Sort
from shopcli.util.lazy_regex import pattern

_CURRENCIES = {**ENGLISH.currency_words, **CHINESE_MONEY}
_SIGNS, _NAMES = alternatives(_CURRENCIES)
# Before a sum a currency is said by its whole name: 美元200, and no 欧 of 卡西欧2007年.
_WHOLE_NAMES = alternatives({name: code for name, code in _CURRENCIES.items() if len(name) > 1 or not starts_han(name)})[1]
# What may stand behind a number without a currency for it to be a price: the end, a mark, or a word that starts anew.
_ENDS = pattern(
    r"\s{0,3}(?:$|[,;.!?、。)]|的|吗|呢|吧|左右|上下|以|之|就|买|有|不|要|和|但|并|且|而|带|含|无|没|可|能|给|请|都|行|我|为|预算)"
)


def _amount(name: str, words: str = NUMBER) -> str:
    """A sum of money as a pattern: groups NAME (the number), NAME_before or NAME_after (the currency)."""
    before, after = rf"[{_SIGNS}]|{_WHOLE_NAMES}", rf"[{_SIGNS}]|{_NAMES}"
    return rf"(?:(?P<{name}_before>{before}) ?)?(?P<{name}>{words})(?: ?(?P<{name}_after>{after}))?"


def _limit(source: str, *operators: Op, needs_currency: bool = False, spread: float = 0.0, turns: bool = False) -> Limit:
    return Limit(rf"(?<![A-Za-z0-9.-])(?:{source})", operators, _ENDS, needs_currency, spread, turns)


_TO = r" ?(?:到|至|-|–|—|~|和|与) ?"
_PAYING = "(?:只?能|可以|就)?(?:花|付|出|掏|给|是|为)?"
_UPPER = rf"{PRICED}?(?:低于|少于|小于|便宜于|最多|最高|至多|顶多|上限|封顶|不到|控制在|<=?|≤){_PAYING} ?"
_LOWER = rf"{PRICED}?(?:高于|高过|超过|超出|多于|多过|大于|贵于|贵过|至少|最少|最低|起码|下限|>=?|≥)(?:是|为)? ?"
_WITHIN = r"(?:以内|以下|之内|之下|内|封顶)"
_UPWARDS = r"(?:以上|之上|往上|开外)"
_NEARLY = r"(?:大约|大概|约|差不多|接近|~|≈)"
_OR_SO = r"(?:左右|上下|前后)"
_ABOUT: tuple[Op, Op] = (">=", "<=")
_SPREAD = 0.2

# Of 三四百, which is no one number.
_SPOKEN = _amount("a", f"{SEVERAL}|{SOME_MORE}")

_LIMITS = (
    Limit(rf"{_UPPER}{_SPOKEN} ?{_WITHIN}?", ("<=",), _ENDS, spoken=highest_of),
    Limit(rf"{PRICED}?{_SPOKEN} ?{_WITHIN}", ("<=",), _ENDS, spoken=highest_of),
    Limit(rf"{PRICED}?{_NEARLY}?{_SPOKEN} ?{_OR_SO}?", (">=", "<="), _ENDS, spoken=span_of),
    _limit(rf"{PRICED}?(?:在|从|介于)? ?{_amount('a')}{_TO}{_amount('b')} ?(?:之间|以内|区间)", ">=", "<="),
    _limit(rf"{PRICED}(?:从|在)?{_amount('a')}{_TO}{_amount('b')}", ">=", "<="),
    _limit(rf"(?:在|从|介于)?{_amount('a')}{_TO}{_amount('b')}", ">=", "<=", needs_currency=True),
    _limit(rf"{PRICED}?{_NEARLY}(?:是|为|在)? ?{_amount('a')} ?{_OR_SO}?{_WITHIN}?", *_ABOUT, spread=_SPREAD),
    _limit(rf"{PRICED}?{_amount('a')} ?{_OR_SO}{_WITHIN}?", *_ABOUT, spread=_SPREAD),
    _limit(rf"{PRICED}?(?:正好|刚好|恰好|就要) ?{_amount('a')}", "==", needs_currency=True),
    _limit(rf"{_UPPER}{_amount('a')} ?{_WITHIN}?", "<=", turns=True),
    _limit(rf"{_LOWER}{_amount('a')} ?{_UPWARDS}?", ">=", turns=True),
    _limit(rf"{PRICED}?{_amount('a')} ?{_WITHIN}", "<=", turns=True),
    _limit(rf"{PRICED}?{_amount('a')} ?{_UPWARDS}", ">=", turns=True),
    _limit(rf"{PRICED}?{_amount('a')} ?起(?!来)", ">="),
    _limit(rf"{PRICED}{_amount('a')}", "<="),
    # 块 counts pieces too: 一块手表 is a watch, not a price.
    _limit(rf"{_amount('a')}(?<![块刀圆欧镑])", "<=", needs_currency=True),
    *ENGLISH.limits,
)

ORDINALS = {f"第{digit}": rank for rank, digit in enumerate("二三四五六七八九十", 2)} | {
    f"第{rank}": rank for rank in range(2, 10)
}
_MOST = rf"(?:最|{'|'.join(ORDINALS)})"
_MORE_UNITS = {"price per kg": ("斤", "市斤"), "price per piece": ("个", "件", "只", "枚", "包", "颗")}
_NO_THANKS = r"(?:就|都|我|也)?(?:不要|不考虑|不行|算了|不想要|不算|别推荐|别给我)(?:了|啊|哈)?(?=\s*(?:\Z|[^\w\s]))"

_HUES = {
    "黑": "black", "白": "white", "灰": "grey", "银": "silver", "红": "red", "粉": "pink", "粉红": "pink", "黄": "yellow",
    "绿": "green", "橙": "orange", "橘": "orange", "紫": "purple", "金": "gold", "棕": "brown", "褐": "brown",
    "咖啡": "brown", "蓝": "blue", "米": "beige", "青": "cyan", "藏青": "navy", "藏蓝": "navy", "海军蓝": "navy",
    "玫红": "pink", "橘红": "orange", "卡其": "khaki", "象牙": "ivory", "奶油": "cream", "古铜": "bronze",
    "酒红": "burgundy", "米白": "cream", "银灰": "silver", "深蓝": "blue", "浅蓝": "blue", "天蓝": "blue", "宝蓝": "blue",
    "深灰": "grey", "浅灰": "grey", "深红": "red", "大红": "red", "深绿": "green", "浅绿": "green", "墨绿": "green",
    "军绿": "green", "橄榄": "olive", "深棕": "brown", "浅棕": "brown", "玫瑰金": "gold", "纯黑": "black",
    "纯白": "white", "土豪金": "gold", "薄荷": "mint", "淡紫": "lilac",
}  # fmt: skip
_COLOURS = {
    **{f"{hue}色": colour for hue, colour in _HUES.items()},
    **{hue: colour for hue, colour in _HUES.items() if len(hue) == 1 or hue[-1] in "黑白灰红粉黄绿紫金蓝青"},
    "透明": "transparent",
    "多色": "multicolour",
}
# A single character is a colour only by itself: "黑的", "要白", not the first of 白菜.
_LONE_BEFORE = pattern(r"(?:\A|[\W\s]|要|是|非|或|和|的|色)\Z")
_LONE_AFTER = pattern(r"的|\Z|[^\w]|或|和|色")


_SUM = rf"(?:[{_SIGNS}]|{_NAMES})?\s?{NUMBER}\s?(?:[{_SIGNS}]|{_NAMES})"


def _per_unit() -> Iterator[tuple[re.Pattern[str], str]]:
    """每公斤, 每100克, with the field of what one of the base costs."""
    for field, symbols in UNIT_PRICES.items():
        units = [word for word, symbol in CHINESE_UNITS.items() if symbol in symbols]
        in_order = sorted({*units, *symbols, *_MORE_UNITS.get(field, ())})  # the same in every process
        words = "|".join(sorted(in_order, key=len, reverse=True))
        # 每公斤, and 一公斤 or 100克 right before a sum that limits
        told = rf"(?:每|按)一?\s?\d{{0,4}}\s?(?:{words})(?:算|的?(?:单价|价格|价钱|售价))?"
        one = r"(?:(?<![\d二三四五六七八九十百千万两])一|(?<![\d.])(?:1|100))"
        led = rf"{one}\s?(?:{words})(?=(?:不(?:超过|高于|多于|大于)|{_UPPER})\s?{_SUM})"
        yield pattern(rf"{told}|{led}", re.IGNORECASE), field


_FOR_WHOM = pattern(
    rf"(?<=[{HAN}]) (?=[男女](?:款|士|式|生|童)?(?:[\s,]|$))"
)  # "跑步鞋 女": the blank parts what it is from for whom


# 买个头戴的: a measure word behind what one does, and no "size" (个头)
_ONE = pattern(rf"(?<=[买要找来送选换挑])个(?=[{HAN}])(?!人|月|性|体|头[大小高矮的])")

# 买双鞋, 种点番茄: one that may begin the name itself, as in 买条纹衫 and 要点心, which a dictionary tells
_COUNTED_ONE = pattern(
    rf"(?<=[买要找来送选换挑种喝吃])(?:[条件支张把顶辆部台点些]|双(?=[{HAN}]{{0,4}}[鞋靴袜筷套]))(?=[{HAN}])"
)
_LONGEST_BEGUN = 3


def _counts(match: re.Match[str]) -> str:
    """A blank for a measure word that begins no word of what follows."""
    begun = (match.string[match.start() : match.start() + length] for length in range(2, _LONGEST_BEGUN + 1))
    return match[0] if any(map(open_dictionary().glosses, begun)) else " "


def _normal(text: str) -> str:
    """Half-width marks and digits, simplified characters: one character for one."""
    half = "".join(plain if len(plain := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)
    half = _FOR_WHOM.sub(",", half)
    half = _COUNTED_ONE.sub(_counts, _ONE.sub(" ", half))
    return open_dictionary().simplified(half)


def _can_name(text: str, start: int, end: int) -> bool:
    if end - start > 1 or not starts_han(text[start]):
        return True
    before = _LONE_BEFORE.search(text, max(0, start - 1), start) or (start == 0)
    return bool(before and _LONE_AFTER.match(text, end))


_DISLIKED = "讨厌|受不了|最烦|反感|吃不了|喝不了|不吃|不喝"
# What is told of something that does one harm: 坚果过敏, 羊毛让我起疹子.
_ILL = "过敏|起疹子|起红疹|发痒|头疼|头痛|长痘|打喷嚏|反胃|恶心|拉肚子"
_ILLS = pattern(
    "(?:(?:会|就|都|总是?|容易)*(?:让|使|令)(?:我|他|她|孩子|宝宝|皮肤|人)?(?:的?皮肤)?)?(?:会|就|都|有点|很|严重|特别|容易)*"
    rf"(?:{_ILL})"
)

# What is to be done with something that one has: 让咖啡保温, 把鞋子收纳起来.
DEEDS = pattern(
    "(?:我?(?:想要?|要|需要|怎么|怎样|如何|可以|能)*)(?P<first>(?<![一两二三四五六七八九十几这那每\\d])把(?!价|预算)|[让使](?!人|你|他|她|我(?!们?的))|给(?=我们?的))(?:我们?|家里)?的?"
)

_PERSONS = frozenset(
    "妈妈 母亲 爸爸 父亲 父母 爸妈 儿子 女儿 妻子 老婆 丈夫 老公 女朋友 女友 男朋友 男友 爷爷 奶奶 外公 外婆 "
    "老人 长辈 侄子 侄女 外甥 哥哥 弟弟 姐姐 妹妹 叔叔 阿姨 朋友 同事 老板 邻居 孩子 小孩 宝宝 婴儿 老师 "
    "妈 爸 我妈 我爸 我哥 我姐 我弟 我妹 "
    "老爸 老妈 姥姥 姥爷 外孙 孙子 孙女 女儿 对象 媳妇 公公 婆婆 岳父 岳母 姑姑 舅舅 闺蜜 室友 同学 领导 客户".split()
)

REQUESTS = RequestGrammar(
    normal=_normal,
    currency_words=_CURRENCIES,
    number=number,
    amount=pattern(rf"{AMOUNT}|{ENGLISH_AMOUNT}", re.IGNORECASE),
    limits=_LIMITS,
    # Behind these, a number without a currency measures something else.
    not_money=pattern(
        r"(?:尺码|码数|(?<![\d\s])码|身高|体重|年龄|岁数|内存|存储|固态|硬盘|屏幕|尺寸|型号|版本|第|号|长度|宽度|高度|厚度|深度|容量|功率|重量|续航|评分|页数"
        r"|字数|版|页|章|卷|岁|数量)[^\w,;。!?]{0,2}\Z"  # behind a comma something else is said: King尺寸，1300以下
    ),
    described=pattern(r"\d\s?[A-Za-z]{1,6}\sof\s\Z"),  # "42码 500以内" says a size and a sum
    sounds_like_a_limit=pattern(
        r"(?:不超过|低于|少于|小于|高于|超过|多于|大于|至少|最少|最多|不到|大约|左右|介于).{0,20}[\d一二两三四五六七八九十百千万]"
        r"|[\d一二两三四五六七八九十百千万].{0,20}(?:以上|以下|以内|之间|左右|上下)"
    ),
    orders=(
        (
            pattern(
                rf"(?:价格|价钱|售价|价位)?(?:要|是)?(?:{_MOST}(?:便宜|低价|实惠|平价|划算|省钱)|越便宜越好)"
                rf"|(?:价格|价钱|售价|价位)(?:要|是)?(?:{_MOST}低|越低越好)|(?:按)?(?:价格|价钱)(?:从低到高|由低到高|升序)"
            ),
            Sort("price", "asc"),
        ),
        (
            pattern(
                rf"(?:价格|价钱|售价|价位)?(?:要|是)?(?:{_MOST}(?:贵|高价|昂贵)|越贵越好)|(?:价格|价钱|售价|价位)(?:要|是)?{_MOST}高"
                r"|(?:按)?(?:价格|价钱)(?:从高到低|由高到低|降序)"
            ),
            Sort("price", "desc"),
        ),
        (
            pattern(
                rf"(?:折扣|优惠|降价|减价|打折|折价)(?:幅度|力度)?{_MOST}(?:大|高|多|狠|厉害)的?|{_MOST}(?:大|高)的?(?:折扣|优惠|降价)"
                rf"|(?:按)?折扣(?:从高到低|降序|排序)"
            ),
            Sort("reduction", "desc"),
        ),
    ),
    excepts=pattern("除了|除去|除开|除外|以外|之外"),
    excludes=pattern(
        r"(?:但|但是|可是)?(?:(?:千万|请|我)?(?:不想要|不需要|不喜欢|(?<!要)不要(?!太[贵重轻大小长短])|不买|不考虑|不(?:能|可以|得|想)(?:用|有|含|带|是))|不[戴穿碰](?=[^,。;!?])|除了|除去|除开|不包括|不包含|不含|不带|既?不是"
        rf"|(?<!有)没有|避免|排除|{_DISLIKED}|(?<![特区分])别(?:要|买|给我|推荐|(?=[超高低多少大小重轻])))"
        r"(?:任何|品牌是|牌子是|颜色是|带有?|有(?!线))? ?"
    ),
    # 不 before what is no auxiliary and no comparison denies what things are like, and that is a wish: 不油腻, 不掉色
    merely_not=pattern(
        "不(?:只|仅|太)|(?:不要|别|不能)太(?=[贵重轻大小长短])|不(?![要含带能超过到想用少大多低高是会得可应需等了])"
    ),
    excludes_names=pattern(r"(?:非|无|(?<!有)没|(?<![特区分])别|除|不) ?"),
    excluded_after=pattern(
        rf"(?:牌|品牌|家)? ?(?:的)?(?:除外|以外|之外|{_NO_THANKS})"
        # one of several: 佳能、尼康以外
        rf"|(?=(?:(?:和|与|及|或|、|/)[^\s,。;!?]{{1,12}}){{1,3}}?(?:除外|以外|之外|的?{_NO_THANKS}))"
    ),
    exclude_ends=pattern(r"(?:牌|品牌)?(?:的)?(?:以外|之外|外)"),
    denied_both=pattern(r"\A\s{0,2}[和与跟及]"),
    exclude_join=pattern(r"\s{0,2}(?:以及|还有|或者|也不要|和|与|跟|及|或|、|/|,(?=也)|也)\s{0,2}(?:不要|不是|别)?"),
    either=pattern(r"\s{0,2}(?:或者|或是|或|、|/|还是)\s{0,2}"),
    leads=pattern(r"(?:品牌|牌子|颜色)(?:是|为|要|:)?\Z"),
    not_asked_for=pattern(r"(?:像|跟|和|比|我的|不是|不要|代替|替换|适合|适用于|兼容|用于|搭配|配) ?\Z"),
    goes_with=pattern(r"(?:适合|适用于|适用|兼容|用于|搭配|配合|支持|匹配|给|配)(?:我的)? ?\Z"),
    # Latin names need no blanks around them, and a Chinese name may be any run of characters.
    word=pattern(rf"[{HAN}]|[^\W_{HAN}]+(?:[.&+'’-][^\W_{HAN}]+)*[+!]?"),
    name_words=8,
    can_name=_can_name,
    colours=_COLOURS,
    joint=pattern("[,、;]|并且|而且|还要|[和与及]"),
    # What stands at the ends of a clause and only joins it to the rest.
    frames=pattern(
        r"(?:带有?|有(?![线机氧效趣])|配备?有?|支持|具有|具备|拥有|内置|自带|含有?|适合|适用于?|用于|用来|能够?|可以|是|要|最好|比较|喜欢|偏爱|偏好|需要|想要|想买|想找|好一?点儿?|好一些|好些|的)+"
    ),
    silent=frozenset(
        "上 里 里面 上面 "
        "的 了 吗 呢 吧 请 谢谢 找 想 要 想要 买 我 你 他 她 有 是 一 一个 一款 一套 什么 给 和 与 或 卖 "
        "点 点儿 但 但是 可是 不过 因为 所以 而且 如果 还 都 就 能 会 产 出产 做 做成 制成".split()
    ),
    names_nothing=names_nothing,
    vague=frozenset(
        "人 外面 里面 旁边 用到 为主 牌子 品牌 系列 码 家 懒得 商家 "
        "就行 专门 好一点 好点 好一些 好些 一点 一些 之类 之类的 什么的 东西 这 那 那个 这个 好 好用 不错 商品 产品 最好 "
        "送 款 种 双 条 件 台 把 支 副 部 辆 价格 价钱 价位 那种 这种 那样 这样 类型".split()
    ),
    replaces=pattern("(?:换|再?买|要)(?:一?[个把台部件只双条款张套])?新的|换一?[个把台部件只双条款张套](?![^，。！？,;；的])"),
    persons=_PERSONS,
    groups=frozenset("男士 女士 男 女 男款 女款 儿童 男童 女童".split()),
    ages=frozenset("老人 孩子 小孩 宝宝 婴儿".split()),
    young=frozenset("儿童 童装 童鞋 婴儿 宝宝 婴幼儿 男童 女童 小孩".split()),
    minors=frozenset(
        "孩子 小朋友 娃 儿子 女儿 孙子 孙女 外孙 侄子 侄女 外甥 小学 中学 幼儿园 上学 学生 岁 男孩 女孩 闺女".split()
    ),
    pronouns=frozenset("他 她 他们 她们".split()),
    given=pattern(r"(?:买|用|穿|戴|喝|吃|玩|看|准备|挑|选)的?\W*\Z"),
    gives=frozenset("送 送给 买给 赠 赠送".split()),
    of_use=pattern("户外|运动|旅行|家用|日常|专业|新手|夏季|冬季|优质|体面|精致|漂亮|好看|高档|实用|耐用|舒适|合适|简单|特别"),
    indifferent=pattern(
        "(?:颜色|品牌|牌子|尺寸|尺码|大小|款式|价格|价钱|样式|材质|型号|什么[^，。,;]{1,4})(?:都?无所谓|都行|都可以|随便|不限|不重要|不挑)"
        "|(?:不一定(?:非?要|得|需要)|不强求|不要求)[^，。！？,;；]{1,8}"
    ),
    tells_apart=pattern("[，。；！？,;!?]"),
    ties=pattern("到|至|或|或者"),
    opens=pattern("比"),
    owned=pattern("(?:家里|手头|手上|手里|我们?|家中)(?:已经|已|原来|本来)?有(?!没有)[^，。！？,;；]*\\Z"),
    wanted=pattern(
        "(?:想|要|需要|还缺|缺|只缺|打算)(?:再|另外|给它)?(?:配|买|找|要|添|加|入|换)?(?:[一两1](?:[个把台款条双只件副支张块套])?)?\\Z"
    ),
    series=pattern(
        "(?:(?<![\\u4e00-\\u9fff])|(?<=[的买要找看个款]))(?P<name>(?!这|那|哪|什么|一个|全)[\\u4e00-\\u9fff]{2,6})系列(?:里面?|中|的|里的)?"
    ),
    offered=pattern("(?:有没有|有无|有卖|卖不卖)(?:什么|卖)?$"),
    messages={
        "looked_for": "我找的是：{clauses}",
        "about": "“{words}”理解为{low}到{high}。",
        "no_currency": "本店没有以{code}标价的商品：“{words}”按{unit}理解。",
        "unnamed_currency": "本店的价格没有注明币种：“{words}”按{amount}理解。",
        "too_long": "只读了前{count:,}个字。",
        "by_meaning_only": "“{words}”只按意思查找，没有作为硬性条件。",
        "no_unit_price": "“{words}”按价格最低理解：本目录没有注明分量。",
        "not_sold": "抱歉，没有找到{words}。",
        "not_sold_unknown": "抱歉，没有找到叫“{words}”的商品。",
        "sold_near": "相近的有{kinds}。",
        "sold_most": "店里主要有{kinds}。",
        "no_such_name": "本店没有“{words}”的商品。",
        "nothing_of": "本店没有“{words}”的商品。",
        "not_known": "“{words}”没有作为条件：本目录没有这项信息。",
        "below_zero": "“{words}”是负数，没有作为价格条件。",
        "corrected": "“{words}”理解为“{meaning}”。",
        "anything": "商品",
        "cheapest": "最便宜",
        "dearest": "最贵",
        "least": "{field}最低",
        "most": "{field}最高",
        "assumed": "我的推测：{wishes}",
        "assumed_from": "{wishes}（{words}）",
        "refused": "不要{words}",
        "left_aside": "没有用到：{words}",
        "from_profile": "您的资料{name}",
        "personal": "排序参考了您的购买记录（资料{name}；加 --no-profile 则不参考）。",
        "ask_which": "您想要哪种{field}：{choices}？",
        "ask_which_type": "您想要哪种{field}：{choices}？",
        "ask_whether_has": "需要{field}吗？",
        "ask_whether_is": "需要{field}吗？",
        "ask_which_kind": "您想要哪一种：{choices}？",
        "ask_which_brand": "您想要哪个品牌：{choices}？",
        "choice": "{choice}",
        "comma": "、",
        "or": "还是",
        "yes": "是",
        "no": "否",
    },
    gloss=Gloss,
    refuses=pattern(
        rf"(?:(?:{any_of(dict.fromkeys(_PERSONS, ''))}|我|他|她|一|[碰吃喝用穿戴闻沾摸]到?)+对?|对)(?=.*(?:{_ILL}))"
    ),
    refused=_ILLS,
    # What is turned down goes on to the 的 that closes it: 不要带拉链口袋的.
    dislikes=pattern(
        rf"(?:{_DISLIKED})(?=[^，。；！？,;!?的\s]{{1,8}}(?:[，。；！？,;!?]|\Z))"
        r"|(?<!要)(?:不要|不想要|不考虑)(?!太)(?=[^，。；！？,;!?的\s]{2,10}的(?:[，。；！？,;!?]|\Z))"
    ),
    harms=_ILLS,
    deeds=DEEDS,
    predicate=PREDICATE,
    stays_told=pattern("(?:防|抗|不|低|没有|无|不容易|不会)\\Z"),
    turns=TURNS,
    turned_behind=TURNED_BEHIND,
    ordinals=ORDINALS,
    per_unit=tuple(_per_unit()),
    for_each=pattern(r" ?(?:/|每|一) ?(?P<number>\d{1,4})? ?(?P<of>公斤|千克|毫升|[克斤升瓶件个只盒包条双套台本袋罐支杯张箱])"),
    below_zero=pattern(r"(?:低于|不超过|最多|预算|价格|售价){0,2}(?:负|(?<!\S)(?<!\d )[-−–](?=\d))"),
    offers=OFFERS,
)
