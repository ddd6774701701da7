"""Wishes in Chinese: what assumed ones are called, and which words of a request are one as it was typed, whole.

What a parser cuts out of a sentence without blanks (闺蜜一条有月亮图案) is a scrap that nobody would be told back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import accumulate

from shopcli.need.translation.gloss import fine_cut
from shopcli.text.scripts import HAN, has_han, starts_han
from shopcli.util.lazy_regex import pattern

WISHES: Mapping[str, str] = {
    "light": "轻便", "lightweight": "轻便", "waterproof": "防水", "large": "大", "bulk": "大包装", "washable": "可水洗",
    "gift": "礼品", "non-slip": "防滑", "set": "套装", "soft": "柔软", "gift box": "礼盒", "cheap": "便宜", "cotton": "棉",
    "small": "小", "quick dry": "速干", "compact": "小巧", "sturdy": "结实", "professional": "专业", "adjustable": "可调节",
    "white": "白色", "quiet": "安静", "comfortable": "舒适", "simple": "简单", "elegant": "优雅", "disposable": "一次性",
    "breathable": "透气", "durable": "耐用", "black": "黑色", "warm": "保暖", "heavy duty": "重型", "ergonomic": "人体工学",
    "foldable": "可折叠", "bright": "明亮", "insulated": "保温", "slip-on": "一脚蹬", "gift set": "礼品套装",
    "premium": "高档", "cushioned": "缓震", "unbreakable": "摔不破", "stretch": "弹力", "windproof": "防风",
    "leather": "皮革", "fast": "快", "gold": "金色", "strong": "结实", "formal": "正式", "personalised": "定制",
    "men": "男士", "women": "女士", "children": "儿童", "colourful": "色彩鲜艳", "classic": "经典", "wireless": "无线",
    "solar": "太阳能", "fragrance-free": "无香料", "individually wrapped": "独立包装", "red": "红色", "long": "长",
    "electric": "电动", "rugged": "耐用", "noise cancelling": "降噪", "blackout": "遮光", "reflective": "反光",
    "thermal": "保暖", "basic": "基础款", "value": "实惠", "slim": "修身", "firm": "偏硬", "thick": "厚", "leakproof": "防漏",
    "dimmable": "可调光", "non-toxic": "无毒", "easy to use": "容易使用", "rechargeable": "可充电", "down": "羽绒",
    "no small parts": "无小零件", "silver": "银色", "sugar free": "无糖", "business": "商务", "portable": "便携",
    "travel size": "旅行装", "neutral": "中性", "large display": "大屏幕", "wide": "宽", "heavy": "重", "trendy": "时尚",
    "stackable": "可叠放", "beginner": "入门", "mini": "迷你", "long battery": "续航长", "linen": "亚麻", "loud": "声音大",
    "travel": "旅行", "romantic": "浪漫", "practical": "实用", "easy": "简单", "big buttons": "大按键", "high back": "高靠背",
    "armrests": "扶手", "velcro": "魔术贴", "hypoallergenic": "低敏", "stainless steel": "不锈钢", "large print": "大字",
    "safe": "安全", "maternity": "孕妇", "organic cotton": "有机棉", "decorative": "装饰", "good quality": "质量好",
    "parental control": "家长控制", "left-handed": "左手用", "ambidextrous": "左右手都能用", "girls": "女孩", "boys": "男孩",
    "high": "高", "low": "低", "tall": "高", "short": "短", "narrow": "窄", "thin": "薄", "flat": "平底", "loose": "宽松",
    "padded": "加厚衬垫", "reinforced": "加固", "closed": "封闭式", "open": "开放式", "pockets": "口袋", "non-iron": "免烫",
    "easy care": "好打理", "easy to clean": "好清洁", "easy to read": "字大好读", "heat resistant": "耐高温",
    "oil resistant": "防油", "scratch resistant": "防刮", "water resistant": "防泼水", "weatherproof": "防风雨",
    "cooling": "凉感", "heated": "可加热", "lumbar support": "腰托", "arch support": "足弓支撑", "gentle": "温和",
    "mild": "温和", "soothing": "舒缓", "oil control": "控油", "oil free": "无油", "anti-ageing": "抗衰老",
    "mature skin": "熟龄肌", "alcohol free": "不含酒精", "caffeine free": "不含咖啡因", "decaf": "低因",
    "no added sugar": "无添加糖", "low sugar": "低糖", "low fat": "低脂", "low sodium": "低钠", "high protein": "高蛋白",
    "high fibre": "高纤维", "wholegrain": "全谷物", "gluten free": "无麸质", "halal": "清真", "pet safe": "对宠物安全",
    "quality": "品质好", "high quality": "品质好", "multifunctional": "多功能", "automatic": "自动", "intensive": "强效",
    "powerful": "动力强", "high capacity": "大容量", "family pack": "家庭装", "small pack": "小包装",
    "starter set": "入门套装", "reusable": "可重复使用", "refillable": "可替换", "recycled": "再生材料",
    "fair trade": "公平贸易", "sustainable": "环保", "energy efficient": "省电", "low energy": "省电", "silent": "静音",
    "space saving": "省地方", "extendable": "可伸缩", "height adjustable": "可调高度", "removable cover": "套可拆",
    "lockable": "可上锁", "anti-theft": "防盗", "gaming": "游戏", "dedicated graphics": "独立显卡", "large screen": "大屏",
    "backlit": "背光", "long life": "耐用", "vegan": "纯素", "slim fit": "修身", "casual": "休闲", "sporty": "运动",
    "stylish": "时尚", "small gift": "小礼物", "festive": "喜庆", "engraved": "刻字", "funny": "有趣", "second hand": "二手",
    "used": "二手", "refurbished": "翻新", "discount": "打折", "warranty": "质保", "storage": "收纳", "wheels": "带轮",
    "hooded": "带帽", "long sleeve": "长袖", "elastic waist": "松紧腰",
}  # fmt: skip

_FEWEST, _MOST, _MOST_OF_NUMBERS = 2, 9, 14  # characters of a wish, and of one with an amount
_MARKS = " ，。！？、；：,.!?;:"
_COUNTED = r"(?:[一1两几]?(?:个|款|条|双|只|件|台|种|把|张|枚|瓶|盒|套|块|支|本|副|顶|杯|包|罐|点|些|部|辆|盏|对|样))"
# What leads to a wish within its words, and what ends them: neither is the wish.
_LEADS = pattern(
    rf"(?:我们?|您|你们?家?|但是?|最好|希望|而且|并且|另外|还|也|又|就|想要?|要|需要|喜欢|偏好|请问|求|找|买|来|{_COUNTED}(?!月|人))+"
)
_TAILS = pattern(r"(?:的话|就好|就行|即可|的|了|吗|么|呢|吧|啊|哦|一?[点些])+$")
# The verb or adverb that a wish stands with: 有档次, 能折叠收起来, 不占地方.
_VERBS = pattern(r"(?:适合|适用于|可以|不要|不想要|没有|不含|能够|容易|不能|不|能|可|会|有|带|含|无|防|耐|用)$")
# What may stand before a whole wish, and behind one.
_OPENED = pattern(
    rf"(?:^|[{_MARKS}\s]|的|要|想|求|找|买|来|选|挑|看看?|推荐|喜欢|爱|[喝吃穿戴玩听用]|和|与|及|或者?|又|还|也|且|而|但是?|最好|希望"
    rf"|有没有|有|是|我|{_COUNTED})$"
)
_CLOSED = pattern(rf"(?:$|[{_MARKS}\s]|的|了|和|与|及|或|又|还|且|而|但|吗|么|呢|吧|啊|有|就|是|哪|一[点些])")
# No wish of a thing: persons and their story, halves of phrases, occasions, what merely refuses.
_NO_WISH = pattern(
    r"[我你您他她它们哪谁么吗、或怕]|^(?:[把给对跟从在和与于之以]|不?[喝吃碰买]|小时|分钟|[个条款种])|[把给对跟从在和与于有就]$|除了|都行|算了|随便|无所谓|礼物|生日|推荐"
    r"|^(?:但是|东西|商品|产品|没有|懒得|最近|每天|经常|平时|有点|比较|特别|质量|价格|预算|左右|送人?|性价比|好看|好用|合适|不错)$"
)
# How somebody is, for whom it is wanted: no record says 腰不好 of a mattress.
_STATE = pattern(
    r"(?:老|我|他|她|最近|一直)?(?:腰椎?|背|颈椎?|脖子|膝盖?|腿脚?|脚|手腕?|肩膀?|肠?胃|眼睛?|视力|皮肤|头发|睡眠|身体|牙齿?|牙口|记性|听力|体质)"
    r"(?:很|也|有点|比较|一直|特别|不太)*(?:不好|不太好|不舒服|不行|疼|痛|酸|差|弱|敏感|干|油|容易[一-鿿]{1,3})"
)
_UNWANTED = pattern(r"^(?:也?不(?:想|能)?[要含带有喝吃用]?|别|没有|无|非)(?=..)")


@lru_cache(maxsize=1024)
def _ends_of_words(query: str) -> frozenset[int]:
    return frozenset((0, *accumulate(map(len, fine_cut(query)))))


def phrase_in(query: str, text: str, beside: Collection[str] = ()) -> str:
    """A wish as the shopper typed it, whole; empty where it was cut out of more: see `Lexicon.phrase_in`."""
    text = _TAILS.sub("", text.strip(_MARKS))
    lead = _LEADS.match(text)
    text = text[lead.end() :] if lead and lead.end() < len(text) else text
    at = query.find(text) if text else -1
    if at < 0 or not has_han(text):
        return text if at >= 0 and re.search(r"\w{2}", text) else ""
    start, end, words = at, at + len(text), _ends_of_words(query)
    verb = _VERBS.search(query[:start])
    if verb and verb.start() in words:
        start = verb.start()
    said, before, behind = query[start:end], query[:start], query[end:]
    others = sorted(filter(None, beside), key=len, reverse=True)
    while other := next((one for one in others if behind.startswith(one)), ""):
        behind = behind[len(other) :]
    while other := next((one for one in others if before.endswith(one)), ""):
        before = before[: -len(other)]
    is_bounded = _OPENED.search(before) is not None and _CLOSED.match(behind) is not None
    is_whole = is_bounded and end in words and start in words
    most = _MOST_OF_NUMBERS if re.search(r"\d", said) else _MOST
    is_wish = _FEWEST <= len(said) <= most and re.search(f"[{HAN}]", said) is not None
    return said if is_whole and is_wish and not (_NO_WISH.search(said) or _STATE.fullmatch(said)) else ""


def named_thing(query: str, thing: str, wishes: Collection[str] = ()) -> str:
    """The thing asked for as it was typed, with the wishes that stand before it: 绿色的蓝牙耳机; empty where it was cut.

    Args:
        query: the request.
        thing: what was read as the thing.
        wishes: what of the request may stand with it, as it was typed.

    >>> named_thing("想要绿色的蓝牙耳机，便宜点", "蓝牙耳机", ["绿色"]), named_thing("想喝泥煤味重的", "泥煤")
    ('绿色的蓝牙耳机', '')
    """
    thing = _TAILS.sub("", thing.strip(_MARKS))
    at = query.find(thing) if thing else -1
    if at < 0 or not _CLOSED.match(query[at + len(thing) :]) or (_NO_WISH.search(thing) and has_han(thing)):
        return ""
    start = at
    while True:
        before = re.sub(r"的$", "", query[:start])
        wish = next((one for one in wishes if one and before.endswith(one)), "")
        if not wish:
            break
        start = len(before) - len(wish)
    words = _ends_of_words(query)
    if start < at and _OPENED.search(query[:start]) and start in words:
        return query[start : at + len(thing)]
    is_whole = _OPENED.search(query[:at]) is not None or query[:at].endswith("的") or at in words
    return thing if is_whole and (at in words or not has_han(query[at - 1 : at])) else ""


# What refuses: it is not to hold or to bear something, or not to be of some sort.
_HELD = pattern(r"(?:不含有?|不要含有?|不能(?:含|有)有?|不可以?含)(?P<what>[^的，。]{1,8})的?")
_BORNE = pattern(r"(?:不带|不要带有?|不要有)(?P<what>[^的，。]{1,8})的?")
_LEFT_OUT = pattern(r"(?P<what>[^的，。]{1,8})(?:的?(?:除外|以外|之外|不算)|的就?不要了?)")


def refusal_asked(text: str) -> str:
    """What a record that is silent on a refusal leaves open; empty where it has no such form.

    >>> refusal_asked("不含酒精的"), refusal_asked("闪迪的除外"), refusal_asked("不要带拉链"), refusal_asked("别太甜")
    ('含不含酒精', '是不是闪迪的', '带不带拉链', '')
    """
    for form, asked in ((_HELD, "含不含{}"), (_BORNE, "带不带{}"), (_LEFT_OUT, "是不是{}的")):
        if said := form.fullmatch(text.strip(_MARKS)):
            what = said["what"]
            return asked.format(what if starts_han(what) else f" {what}")
    return ""


def without_refusal(text: str) -> str:
    """What is not wanted without the word that refuses it: 烟熏味 of 不要烟熏味."""
    return _UNWANTED.sub("", text)
