"""Chinese for what records say in any language: values with their units, money, names of fields, wishes told back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from shopcli.need.languages.lexicon import NAME_ENDS, NAME_STARTS
from shopcli.need.languages.zh import value_words as words
from shopcli.need.languages.zh.wishes import named_thing, phrase_in, refusal_asked, without_refusal
from shopcli.need.thesaurus import open_thesaurus
from shopcli.need.translation.dictionary import open_dictionary
from shopcli.text.money import CHINESE, currencies
from shopcli.text.scripts import HAN, has_han, is_mostly_chinese
from shopcli.text.unit_words import ENGLISH
from shopcli.text.units import SYMBOLS
from shopcli.text.words import regular_singular
from shopcli.types import Clause
from shopcli.util.lazy_regex import pattern

_NUMBER = r"\d+(?:[.,]\d+)*"
_DATE = pattern(r"(\d{4})-(\d{2})-(\d{2})")
_SHARE = pattern(rf"({_NUMBER}) ?% (.+)")
_PLAIN_NUMBER = pattern(rf"{_NUMBER}(?: ?[-–] ?{_NUMBER})?")
_BETWEEN = pattern(r"\s*[,;、；，]\s+|\s*[;、；，]\s*| / |(?<=[^\W\d])/(?=[^\W\d])|,(?=[^\W\d])| and | & | \+ ")
_MONEY = pattern(rf"(?:from ({_NUMBER}) to )?({_NUMBER})(?: ([A-Z]{{3}}))?")
# A Latin word that is read as a word: no abbreviation, no code, and none that a Chinese reader knows as it is.
_FOREIGN = pattern(r"(?<![\w.])(?!(?:Bluetooth|Android|Windows|Linux|Ethernet|Type|Wi)\b)[A-Za-z]?[a-z]{2,}(?![\w])")
_SYMBOL = pattern(rf"(?<=\d)({'|'.join(sorted(set(words.UNITS) | set(SYMBOLS), key=len, reverse=True)).replace('.', '[.]')})")
_FOR = pattern(r"^(?:适合|适用|适宜|产品|商品|能选|可选|是否)(?=..)")
_ABLE = pattern(r"(?<=..)也?[能可]以?$")
_FUNCTION, _OF_WEIGHT = pattern(r"(?<=..)功能$"), pattern(r"(?<=..)重量$")
_VERSION = pattern(r"(?<=..)(?:版本|规格)$")
_SIZE = pattern(r"尺码|鞋码|\bsizes?\b")
_NUMERIC = pattern(r"\d+(?:\.\d)?(?:[-–]\d+(?:\.\d)?)?")
_OF_ONE = pattern(r"colou?r|色|material|fabric|composition|ingredient|材|料|成分|size|尺寸|规格|country|origin|产地|国")
_COLOUR = pattern(r"colou?r|颜色|主色")
_SKIN = pattern(r"\bskin|肤质|皮肤|肤色")
_WHOLE = pattern(
    r"(?:(?:产品|商品|适用|使用|主)?(?:类型|形式|款式|包装|装帧|版本|类别|种类|风格|体裁|人群|性别|颜色|色|尺码|鞋码|产地|包装形式|季节|口味|味道))"
    r"|gender|binding|flavou?r|closure|瓶塞|瓶盖|封口方式|闭合方式"
)
_PERSONS, _MOST_BEFORE = pattern(r"(\d+)[ -](?:person|people|persons)"), 2  # words that stand before a thing
_DAYS, _MONTH = pattern(r"([3-9]0|1[258]0)天"), 30  # which people tell in months
_ASIDE = pattern(r" ?\([^()]*\)")  # of a gloss: "socket (for an electric plug)"
_MOST_NAMES = 4  # by the dictionary
_STRENGTH = pattern(r"(?:abv|alc\.?|vol\.?) ?(\d+(?:\.\d+)?) ?%|(\d+(?:\.\d+)?) ?% ?(?:abv|vol\.?)", re.I)
_TIMES, _STUFF = pattern(r"(\d+(?:\.\d+)?)[x×]"), pattern(r"material|材质|材料")
_FINENESS = pattern(r"(\d+k?)[ -]?([a-z ]+)")  # "925 silver", "18k gold"
_FLAVOUR = pattern(r"flavou?r|口味|味道|风味")
_SEASON = pattern(r"seasons?\b|季节|季")
_YEAR_OF, _YEAR = pattern(r"vintage|\byear\b|年份"), pattern(r"(?:19|20)\d\d")
_OWN_AMOUNT = pattern(rf"(\d+(?:\.\d+)?) ?([{HAN}/]{{1,4}})")
_AGE = pattern(r"\bages?\b|年龄|岁|月龄")
_BEFORE = {"up to": "最多", "approx.": "约", "approximately": "约", "about": "约", "ca.": "约", "over": "超过", "from": "从"}
_IS_QUALITY = pattern(r"[防耐抗可]\w")
_COUNT_NAME = pattern(r"(.+?)(?:数量|数目|个数|数)")
_PREFIXES = (
    ("不含", "*无"), ("无", "*无"), ("含", "*含"), ("带", "*含"), ("需要", "*需"), ("需", "*需"), ("支持", "*支持"),
    ("适合", "*适合"), ("适用", "*适合"), ("可", "*可"), ("能", "*能做的事"), ("防", "*性质"), ("耐", "*性质"), ("抗", "*性质"),
)  # fmt: skip
_OF = pattern(r"(.+?)(材质|材料|颜色)")
_SPOKEN_OF = (
    (pattern(r"colou?r|色"), words.COLOURS),
    (pattern(r"material|fabric|材|料"), words.MATERIALS),
    (pattern(r"\bhand|手"), words.HANDS),
    (pattern(r"\bwine|酒"), words.WINES),
    (pattern(r"\bskin|肤"), words.SKINS),
    (pattern(r"brake|刹车|制动"), words.BRAKES),
    (pattern(r"roast|烘焙"), words.ROASTS),
    (pattern(r"\bmilk|奶源|乳源"), words.MILKS),
    (pattern(r"process|处理"), words.PROCESSES),
    (pattern(r"fuel|燃料"), words.FUELS),
    (pattern(r"closure|fastening|封口|闭合|瓶盖|瓶塞"), words.CLOSURES),
)
# Where a name begins behind a word, and ends before one, neither of the two being Chinese on both sides.
_STARTS = pattern(rf"(?<=[\w%]){NAME_STARTS}(?=[A-Za-zÀ-ž0-9])|(?<=[A-Za-zÀ-ž0-9]){NAME_STARTS}(?=[{HAN}])")
_ENDS = pattern(rf"(?<=[^{HAN}，。：；、（）]){NAME_ENDS}(?=\w)|(?<=[{HAN}]){NAME_ENDS}(?=[A-Za-zÀ-ž0-9])")
# 办公用, 适合旅行, 夏天用的: what it is for, by the word that says so.
_USE = pattern(
    rf"(?:(?:适合|适用于|适用|用于|用来|拿来|为了)(?P<led>[{HAN}]{{2,6}}?)"
    rf"|(?P<used>[{HAN}]{{2,6}}?)(?:时|的时候)?(?:用|使用|专用))的?"
)
_PERSON = pattern(r"[我你您他她它们]|自己")
_WAN = 10_000
_MONEY_WORDS = "|".join(sorted(CHINESE, key=len, reverse=True))
_LIMIT_MONEY = pattern(rf"[\d万千百十]\s?({_MONEY_WORDS})")
_PLAIN_MONEY = {
    "块": "元",
    "块钱": "元",
    "元钱": "元",
    "圆": "元",
    "美刀": "美元",
    "刀": "美元",
    "美金": "美元",
    "欧": "欧元",
    "镑": "英镑",
}
_MOST_PAID = pattern(
    r"(?:预算|价格|价钱|售价|最好|控制|最多|请|我|的|是|在|别|不|要|想|能|可|可以|超过|超出|高于|贵过|低于|少于|小于|不到|至多|上限){0,6}"
    rf"\s*((?:\d[\d,.]*|[一二三四五六七八九十两百千]+)\s?[万千百]?\s?(?:{_MONEY_WORDS})?)\s*(?:之?以?[内下里]|以内的?|封顶)?"
)
_NAMES_ONLY = pattern(
    r"(?:.*(?:型号|系列|货号|款号|编号|条码)|(?:.* )?(?:model|series|sku|part number|ean|upc|asin|mpn)(?: (?:name|number|no))?)"
)
_AGAINST = pattern(r"不(?!错|少|但|过|愧|贵|吵|掉)|没|但|可惜|只是|缺点|失望|偏[大小贵]|太|难|差|坏|断|漏|慢|吵|麻烦|有点|退")


class _Chinese:
    """The `Lexicon` of Chinese."""

    def value(self, text: str, label: str) -> str:
        """A value as a Chinese reader writes it.

        >>> LEXICON.value("18 days", "battery life"), LEXICON.value("stainless steel, glass", "material")
        ('18天', '不锈钢、玻璃')
        """
        return _value(text, bool(_AGE.search(label.casefold())), _order(label))

    def measured(self, text: str) -> tuple[float, str] | None:
        """480克 as 480 g.

        >>> LEXICON.measured("480克"), LEXICON.measured("2年"), LEXICON.measured("3岁以上")
        ((480.0, 'g'), (2.0, 'year'), None)
        """
        found = _OWN_AMOUNT.fullmatch(text.strip())
        unit = _own_units().get(found[2]) if found else None
        return (float(found[1]), unit) if found and unit else None

    def unbounded(self, text: str) -> str:
        """A value without the word that makes it a bound, in English or Chinese."""
        leads = (lead for lead in (*_BEFORE, *_BEFORE.values()) if text.casefold().startswith(lead))
        return next((text[len(lead) :].strip() for lead in leads), "")

    def is_own(self, text: str) -> bool:
        """Whether no word of a value is foreign; names of things in capitals, codes and symbols are at home anywhere."""
        return _FOREIGN.search(text) is None

    def is_sentence(self, text: str) -> bool:
        """Whether a sentence is Chinese."""
        return is_mostly_chinese(text)

    def money(self, shown: str) -> str:
        """249.00 EUR as 249欧元.

        >>> LEXICON.money("199.99 EUR"), LEXICON.money("from 10.00 to 20.00 GBP")
        ('199.99欧元', '10至20英镑')
        """
        found = _MONEY.fullmatch(shown)
        if not found:
            return shown
        low, high, code = found.groups()
        name = "元" if code == "CNY" else currencies()[code].chinese if code in currencies() else code or ""
        return f"{f'{_in_wan(low)}至' if low else ''}{_in_wan(high)}{name}"

    def priced(self, shown: str, word: str = "") -> str:
        """The price of a product; where no currency is told, in the shopper's ``word`` for one, else the number on its label.

        >>> LEXICON.priced("139.00"), LEXICON.priced("139.00 CNY"), LEXICON.priced("1,250,000.00", "越南盾")
        ('标价139', '139元', '125万越南盾')
        """
        said = self.money(shown)
        is_bare = re.fullmatch(r"[\d.,至万]+", said) is not None
        return (f"{said}{word}" if word else f"标价{said}") if is_bare else said

    def money_word(self, text: str) -> str:
        """The currency that the words of a limit name.

        >>> LEXICON.money_word("预算130万越南盾以内"), LEXICON.money_word("100块以内"), LEXICON.money_word("预算200到400")
        ('越南盾', '元', '')
        """
        found = _LIMIT_MONEY.search(text)
        return _PLAIN_MONEY.get(found[1], found[1]) if found else ""

    def limit_of(self, text: str) -> str:
        """The most that a shopper would pay, as it was typed; empty of a span, or where other words stand with it.

        >>> LEXICON.limit_of("预算130万越南盾以内"), LEXICON.limit_of("别超过1300卢比"), LEXICON.limit_of("200到400元")
        ('130万越南盾以内', '1300卢比以内', '')
        """
        found = _MOST_PAID.fullmatch(text.strip(" ，。,.!！"))
        return f"{found[1].strip()}以内" if found else ""

    def phrase_in(self, query: str, text: str, beside: Collection[str] = ()) -> str:
        """A wish as the shopper typed it, whole; empty where it was cut out of more.

        Args:
            query: the request.
            text: what of it was read as a wish.
            beside: the thing asked for and other wishes, beside which one may stand.

        >>> LEXICON.phrase_in("想送闺蜜一条有月亮图案的项链", "闺蜜一条有月亮图案", ["项链"])
        ''
        >>> LEXICON.phrase_in("想送个有档次的护肤礼盒", "档次", ["护肤礼盒"])
        '有档次'
        """
        return phrase_in(query, text, beside)

    def thing_in(self, query: str, thing: str, wishes: Collection[str] = ()) -> str:
        """The thing asked for as it was typed, with ``wishes`` that stand before it; empty where it was cut out of more."""
        return named_thing(query, thing, wishes)

    def stating(self, wish: str) -> str:
        """A wish, in quotation marks, as what some record would have to state."""
        return f"写明{wish}"

    def is_mere_name(self, label: str) -> bool:
        """Whether a field only names a product: a model, a series, a number of the maker's."""
        return _NAMES_ONLY.fullmatch(self.label(label) or label.casefold()) is not None

    def refused_in(self, text: str) -> str:
        """What is not wanted, without the word that refuses it."""
        return without_refusal(text)

    def refusal_asked(self, text: str) -> str:
        """What a record that is silent on a refusal leaves open: 含不含酒精 of 不含酒精."""
        return refusal_asked(text)

    def gift_for(self, query: str, persons: Collection[str]) -> str:
        """For whom something is bought, 岳父 of 送岳父的生日礼物; empty where nobody is named.

        >>> LEXICON.gift_for("想送闺蜜一条项链", ["闺蜜", "妈妈"])
        '闺蜜'
        """
        known = "|".join(sorted(map(re.escape, persons), key=len, reverse=True))
        found = re.search(rf"(?:送给?|买给|给)(?:我的?|俺)?({known})(?![{HAN}]?(?:节|们))", query) if known else None
        return found[1] if found else ""

    def label(self, label: str) -> str | None:
        """A field's name, the thing before what is told of it: "watch type" as 手表类型."""
        return label if has_han(label) else _label(label.casefold())

    def quality(self, label: str) -> str | None:
        """The name of a quality, such as "waterproof", which a thing is and does not have."""
        return words.QUALITIES.get(label.casefold()) or (label if _IS_QUALITY.match(label) else None)

    def asked_whether(self, label: str) -> str:
        """The question that a field of yes and no answers."""
        quality, known = self.quality(label), self.label(label) or label
        return f"是否{quality}" if quality else f"是否有{'' if has_han(known[:1]) else ' '}{known}"

    def quoted(self, name: str, value: str) -> str:
        """A value for which there is no Chinese word, in a clause that bears it; the field's name where it is Chinese."""
        return f"{name}写的是“{value}”" if has_han(name) else f"资料里写着“{value}”"

    def foreign_names(self, name: str) -> tuple[str, ...]:
        """The dictionary's English for a thing."""
        every = (_ASIDE.sub("", gloss) for gloss in open_dictionary().glosses(name))
        glosses = (gloss for gloss in every if re.fullmatch(r"[a-z][a-z -]+", gloss) and not gloss.startswith("to "))
        return tuple(dict.fromkeys((*glosses, *(english for english, own in words.FIELDS.items() if own == name))))

    def names_also(self, name: str) -> tuple[str, ...]:
        """A Chinese name without the verb that it begins with: 适合肤质 is 肤质."""
        if not has_han(name):
            return ()
        bare = _VERSION.sub("", _FOR.sub("", name))
        ways = (bare, _FUNCTION.sub("", bare), _OF_WEIGHT.sub("重", bare))
        return tuple(way for way in dict.fromkeys(ways) if way != name and len(way) > 1)

    def kinds_of(self, name: str) -> Iterator[str]:
        """What things of a kind are called, by the thesaurus and the dictionary, and by their heads: 徒步鞋 is 鞋."""
        for kind in [name] if has_han(name) else _kinds(name.casefold()):
            yield from (kind[cut:] for cut in range(len(kind)))
            if len(kind) > 1 and open_dictionary().glosses(f"{kind[-1]}子"):
                yield f"{kind[-1]}子"

    def values_also(self, value: str, label: str) -> Iterator[str]:
        """A list by its other joints, and each of a list of whom or what it is for; people and colours by their other words."""
        items = value.split("、")
        yield from self._by_its_sort(value, label.casefold())
        yield from _by_the_dictionary(value)
        if _SKIN.search(label.casefold()):
            yield from (f"{item.removesuffix('性')}{skin}" for item in items for skin in ("肌", "皮"))
            yield from (
                f"{kind}{skin}" for item in items for kind in (item, item.removesuffix("性")) for skin in ("皮肤", "肌肤")
            )
            yield from (
                f"{'、'.join(items[:-1])}{joint}{last}{skin}"
                for joint in ("和", "与", "及")
                for last in (items[-1], items[-1].removesuffix("性"))
                for skin in ("皮肤", "肌肤", "肌", "皮", "肤质")
            )
        if len(items) > 1:
            yield from (f"{'、'.join(items[:-1])}{joint}{items[-1]}" for joint in ("和", "与", "及", "以及", "或"))
            if not _OF_ONE.search(label.casefold()):
                yield from items
        elif (days := _DAYS.fullmatch(value)) and int(days[1]) % _MONTH == 0:
            yield f"{int(days[1]) // _MONTH}个月"
        elif value in words.SAID_ALSO:
            yield from words.SAID_ALSO[value]
        elif _SIZE.search(label.casefold()) and _NUMERIC.fullmatch(value):
            yield f"{value}码"
        elif _COLOUR.search(label.casefold()):
            yield value.removesuffix("色") if value.endswith("色") and len(value) > len("黑色") else f"{value}色"
            if len(value) > len("黑色") and value[-1] in "绿黄红灰蓝粉紫棕白黑":
                yield f"{value[:-1]}色"

    @staticmethod
    def _by_its_sort(value: str, label: str) -> Iterator[str]:
        """A flavour, a year, a magnification or a material with the word for that behind it: 三文鱼味, 2019年, 30倍, 木质."""
        if _FLAVOUR.search(label):
            yield from (f"{said}{flavour}" for said in (value, *_by_the_dictionary(value)) for flavour in ("味", "口味"))
        if _SEASON.search(label):
            yield from (f"{value}{use}" for use in ("用", "能用", "都能用", "可用"))
        if _YEAR_OF.search(label) and _YEAR.fullmatch(value):
            yield f"{value}年"
        if times := _TIMES.fullmatch(value):
            yield f"{times[1]}倍"
        if _STUFF.search(label) and "、" not in value:
            yield f"{value}质"

    def tells_whole(self, label: str) -> bool:
        """By the head of its name: 包装, 装帧, 颜色, gender; not what a part is or is made of."""
        return _WHOLE.fullmatch((self.label(label) or label).casefold()) is not None

    def asked(self, label: str) -> str:
        """What a field says, as a question."""
        return f"{label}是什么"

    def sorts_of(self, label: str, kind: str) -> Iterator[str]:
        """The fallbacks of the table that may word a field, the most telling first."""
        if kind == "yes":
            yield from (sort for lead, sort in _PREFIXES if label.startswith(lead) and len(label) > len(lead))
            yield "*其他"
        elif kind == "count":
            yield from ("*数目",) if _COUNT_NAME.fullmatch(label) else ()
            yield "*数字"
        elif kind in ("choice", "text"):
            if of := _OF.fullmatch(label):
                yield "*什么颜色" if of[2] == "颜色" else "*什么材质"
            yield "*选项" if kind == "choice" else "*文字"
        else:
            yield {"range": "*范围", "size": "*尺寸", "rating": "*分数", "money": "*价钱"}.get(kind, "*度量")

    def forms_of(self, label: str, sort: str) -> Mapping[str, str]:
        """What stands for ``{f}`` and ``{f:one}``."""
        one = label
        if sort == "*数目" and (counted := _COUNT_NAME.fullmatch(label)):
            one = counted[1]
        elif sort.startswith("*什么") and (of := _OF.fullmatch(label)):
            one = of[1]
        else:
            one = next(
                (label.removeprefix(lead) for lead, of_lead in _PREFIXES if sort == of_lead and label.startswith(lead)), label
            )
        return {"{f}": label, "{f:one}": one}

    def spaced(self, text: str) -> str:
        """A sentence whose names in Latin letters stand apart from the words beside them."""
        text = _STARTS.sub(" ", _ENDS.sub(" ", text))
        return re.sub(f"[{NAME_STARTS}{NAME_ENDS}]", "", text)

    def use_of(self, clause: Clause) -> str:
        """What it is for: 办公用 is 办公, 夏天用的 is 夏天用, 敏感肌能用的 is 敏感肌用."""
        said = _USE.fullmatch(clause.text.strip(" ，。！？,.!?"))
        use = (said["led"] or said["used"]) if said else ""
        if not use or clause.kind != "feature" or _PERSON.search(use):
            return ""
        use = _ABLE.sub("", use)
        return use if _is_deed(use) else f"{use}用"

    def wishes_of(self, clause: Clause) -> Iterator[str]:
        """The shopper's word between quotation marks, as what was asked."""
        yield f"“{clause.text.strip(' ，。！？,.!?“”')}”"

    def length(self, text: str) -> int:
        """Two characters are about a word."""
        return len(re.findall(f"[{HAN}]", text)) // 2 + len(re.findall(r"[A-Za-z0-9]+", text))

    def is_against(self, text: str) -> bool:
        """Whether a buyer's words take something back or complain."""
        return _AGAINST.search(text) is not None


@cache
def _own_units() -> Mapping[str, str]:
    """The symbol of each unit that is written in Chinese."""
    own = {said: unit for unit, said in words.UNITS.items() if has_han(said)}
    return {**own, **words.UNITS_ALSO}


def tidy(number: str) -> str:
    """An amount of money without marks of thousands and without empty cents."""
    return re.sub(r",(?=\d{3})|\.00$", "", number)


def _in_wan(number: str) -> str:
    """An amount of money as people write it: 125万 where it is round, 1599, and 16,299.

    >>> _in_wan("1,250,000.00"), _in_wan("1,599.00"), _in_wan("16,299.00")
    ('125万', '1599', '16,299')
    """
    plain = tidy(number)
    if not plain.isdigit() or int(plain) < _WAN:
        return plain
    return f"{int(plain) / _WAN:g}万" if int(plain) % (_WAN // 10) == 0 else f"{int(plain):,}"


def _order(label: str) -> Sequence[Mapping[str, str]]:
    """The tables in which a value is looked up, first that of what a field's name speaks of: silver is a colour or a metal."""
    first = next((table for of, table in _SPOKEN_OF if of.search(label.casefold())), {})
    return (first, words.PEOPLE, words.OTHERS, words.MATERIALS, words.PLAIN_COLOURS)


def _value(text: str, of_age: bool, tables: Sequence[Mapping[str, str]]) -> str:
    items = [item for item in _BETWEEN.split(text) if item]
    said = [_item(item.strip(), of_age, tables) for item in items]
    return text if not said or None in said else "、".join(filter(None, said))


def _item(item: str, of_age: bool, tables: Sequence[Mapping[str, str]]) -> str | None:
    if has_han(item):
        return (
            _SYMBOL.sub(lambda unit: words.UNITS.get(SYMBOLS.get(unit[1], unit[1]), unit[1]), item) if len(item) < 12 else item
        )
    if date := _DATE.fullmatch(item):
        return f"{date[1]}年{int(date[2])}月{int(date[3])}日"
    if share := _SHARE.fullmatch(item):
        of = _item(share[2], of_age, tables)
        return None if of is None else f"{share[1]}%{of}"
    if strength := _STRENGTH.fullmatch(item):
        return f"{float(strength[1] or strength[2]):g}%"
    return _amount(item, of_age) or _word(item, tables)


def _amount(item: str, of_age: bool) -> str | None:
    """An amount with its unit, a span of them, or sides: "10 x 20 cm"."""
    lead = next((lead for lead in _BEFORE if item.casefold().startswith(f"{lead} ")), "")
    found = _amounts().fullmatch(item[len(lead) :].strip())
    if not found:
        plain = re.sub(r" ?([-–]) ?", r"\1", item[len(lead) :].strip())
        return _BEFORE.get(lead, "") + plain if _PLAIN_NUMBER.fullmatch(item) else None
    unit = _symbol(found["unit"])
    numbers = re.sub(r" ?(?:x|×|\*) ?", "×", re.sub(r" ?(?:–|-|to) ?", "-", found["numbers"]))
    numbers = re.sub(rf"(?<=\d) ?{re.escape(found['unit'])}(?=[-×])", "", numbers)
    if of_age and unit in words.AGES:
        said = words.AGES[unit]
    elif unit in words.CONVERTED and re.fullmatch(_NUMBER, numbers):
        factor, said = words.CONVERTED[unit]
        numbers = f"{float(numbers.replace(',', '.')) * factor:.10g}"
    else:
        said = words.UNITS.get(unit, unit)
    return f"{_BEFORE.get(lead, '')}{numbers}{said if said[:1] not in 'kMGTdbp' or said[:1] == '%' else ' ' + said}"


def _symbol(unit: str) -> str:
    return SYMBOLS.get(unit) or ENGLISH.get(unit.casefold()) or SYMBOLS.get(unit.casefold()) or unit


@cache
def _amounts() -> re.Pattern[str]:
    units = sorted({*ENGLISH, *SYMBOLS, "ATM"}, key=len, reverse=True)
    unit = rf"(?:{'|'.join(map(re.escape, units))})"
    number = rf"{_NUMBER}(?: ?{unit})?"
    return re.compile(rf"(?P<numbers>(?:{number} ?(?:x|×|\*|-|–|to) ?){{0,2}}{_NUMBER}) ?(?P<unit>{unit})", re.I)


def _word(item: str, tables: Sequence[Mapping[str, str]]) -> str | None:
    """A word or two; codes and abbreviations stay as they are."""
    low = item.casefold()
    if found := words.PLACES.get(item) or next((table[low] for table in tables if low in table), None):
        return found
    shade, _, colour = low.partition(" ")
    if shade in words.SHADES and colour in words.COLOURS:
        return f"{words.SHADES[shade]}{words.COLOURS[colour]}"
    if (fine := _FINENESS.fullmatch(low)) and (stuff := words.MATERIALS.get(fine[2])):
        return f"{fine[1]}{stuff}"
    if so_many := _PERSONS.fullmatch(low):
        return f"{so_many[1]}人"
    if not _FOREIGN.search(item):
        return item
    return _thing(low) or _composed(low)


def _composed(low: str) -> str | None:
    """A name of two or three words, each of which has its own: "outdoor sports watch" is 户外运动手表."""
    *before, last = low.split()
    if not 1 <= len(before) <= _MOST_BEFORE or (thing := _thing(last) or _thing(f"{last}s")) is None:
        return None
    tables = (words.PEOPLE, words.BEFORE_THINGS, words.MATERIALS, words.COLOURS)
    said = [next((table[word] for table in tables if word in table), None) for word in before]
    return None if None in said else "".join((*filter(None, said), thing))


@lru_cache(maxsize=4096)
def _thing(name: str) -> str | None:
    """What a thing is called, where one ring of the thesaurus has it under just that name."""
    rings = [ring for ring in open_thesaurus().rings(name) if name in ring.english or f"{name}s" in ring.english]
    return rings[0].chinese[0] if len(rings) == 1 and rings[0].chinese else None


@lru_cache(maxsize=1024)
def _by_the_dictionary(value: str) -> tuple[str, ...]:
    """What the dictionary calls a foreign value of one or two words; nothing of a code or a value in Chinese."""
    is_word = re.fullmatch(r"[a-z]{3,}(?: [a-z]{3,})?", value) is not None
    return tuple(word for word in open_dictionary().chinese(value)[:_MOST_NAMES] if len(word) > 1) if is_word else ()


@lru_cache(maxsize=1024)
def _kinds(low: str) -> tuple[str, ...]:
    last = low.rpartition(" ")[2]
    found: list[str] = []
    for name in dict.fromkeys((low, regular_singular(low), last, regular_singular(last))):
        found += [
            word for ring in open_thesaurus().rings(name) if {name, f"{name}s"} & set(ring.english) for word in ring.chinese
        ]
        found += open_dictionary().chinese(name)[:_MOST_NAMES]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _label(low: str) -> str | None:
    name = low.replace("_", " ").strip()
    if name in words.FIELDS:
        return words.FIELDS[name]
    of, _, last = name.rpartition(" ")
    known = words.FIELDS.get(last)
    if not of or known is None:
        return None
    before = words.FIELDS.get(of) or _thing(of)
    return f"{before}{known}" if before else None


@lru_cache(maxsize=1024)
def _is_deed(word: str) -> bool:
    """Whether the dictionary has a verb of that form."""
    return any(re.match(r"to (?!the\b)", gloss) for gloss in open_dictionary().glosses(word))


LEXICON = _Chinese()
