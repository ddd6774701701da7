"""Chinese clauses that claim something of a product, over text that `canonical` made alike.

What says the same in other numerals, units or function words becomes the same text first (text normalisation).
"""

from __future__ import annotations

import re

from shopcli.need.languages.claim_grammar import ClaimGrammar, FieldWords
from shopcli.need.languages.zh.lexicon import LEXICON, tidy
from shopcli.need.languages.zh.numbers import number
from shopcli.need.languages.zh.value_words import MEASURE_WORDS, UNITS
from shopcli.need.languages.zh.wording import offered
from shopcli.text.money import CHINESE, currencies
from shopcli.text.scripts import HAN
from shopcli.text.units import SYMBOLS

# --- text that says the same is made alike ------------------------------------------------------------------------------

_CHARACTERS = "零一二两三四五六七八九十百千万"
_OTHER_UNITS = {
    "千克",
    "公斤",
    "斤",
    "度",
    "岁",
    "欧元",
    "美元",
    "英镑",
    "元",
    "块",
    "星期",
    "年",
    "倍",
    "寸",
    "毫安",
    "半",
    "成",
}
_UNIT_WORDS = sorted(
    {word for word in UNITS.values() if not word.isascii()} | _OTHER_UNITS, key=lambda word: (-len(word), word)
)
_COUNTED = "|".join([*_UNIT_WORDS, *MEASURE_WORDS])
_NUMERAL = re.compile(rf"(?<![{_CHARACTERS}第之统唯\d])([{_CHARACTERS}]{{1,6}})(?=(?:{_COUNTED}|[到至]))")
# A round number that nothing is counted by: "no more than a thousand".
_ROUND = re.compile(
    rf"(?<![{_CHARACTERS}第之统唯\d])([一二两三四五六七八九][十]?[百千万][{_CHARACTERS}]{{0,4}})(?![{_CHARACTERS}])"
)
_IN_TEN_THOUSANDS = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(万|千(?![克米瓦焦卡字]))")
_SYMBOL = re.compile(
    rf"(\d) ?({'|'.join(sorted(map(re.escape, {*SYMBOLS, *UNITS, 'ATM'}), key=len, reverse=True))})(?![A-Za-z])", re.I
)
# "One 块 of something" is no money.
_PIECES = rf"(?<![\d.])\d块(?=[{HAN}])(?![钱多以左出不的一每起内])"
_MONEY = re.compile(
    rf"(?!{_PIECES})(\d+(?:\.\d+)?) ?([A-Z]{{3}}|" + "|".join(sorted(CHINESE, key=len, reverse=True)) + r")(?![a-z])"
)
# One way of saying what may be said in several; the words of claims alone, none of a trade.
_SAME = {
    **{word: word for word in ("可惜", "可能", "可靠", "可爱", "可口")},  # where 可 is no "can"
    "千克": "公斤", "摄氏度": "度", "℃": "度", "能够": "能", "可以": "能", "可": "能", "可是": "但是", "千米": "公里",
    "平米": "平方米",
    "防溅水": "防溅", "最高": "最多", "高度": "高", "宽度": "宽", "长度": "长", "深度": "深", "厚度": "厚", "充满电": "充满",
    "个人": "人", "位人": "人", "4口之家": "1家4口", "附赠": "附", "附送": "附", "附带": "附", "随附": "附", "赠送": "附",
    "附有": "附", "附了": "附", "送了": "附", "自带": "带", "带有": "带", "配备": "配", "配有": "配", "配了": "配",
    "设有": "有",
    "拥有": "有", "调节": "调", "调整": "调", "拆卸": "拆", "拆下来": "拆", "取出来": "取出", "拿出来": "取出",
    "拿下来": "取下",
    "取下来": "取下", "折叠起来": "折叠", "毫安时": "毫安", "英寸": "寸", "个星期": "周", "星期": "周", "个小时": "小时",
    "混合性": "混合", "需要": "需", "另买": "另购", "另外购买": "另购", "另外买": "另购", "单独购买": "另购",
    "打分": "评分", "开尔文": "k", "一共": "", "总共": "", "正好": "", "刚好": "", "同时": "",
}  # fmt: skip
_SAID = re.compile("|".join(sorted(map(re.escape, _SAME), key=len, reverse=True)))
_MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"})
_NUMBER_TEXT = r"(?<![\d.])(\d+(?:\.\d+)?)"
# Amounts that are said in two units, in the smaller of the two or in the one that whole numbers are said in.
_CONVERTED = (
    (re.compile(rf"{_NUMBER_TEXT}斤半"), lambda n: (n + 0.5) * 500, "克"),
    (re.compile(rf"{_NUMBER_TEXT}斤"), lambda n: n * 500, "克"),
    (re.compile(rf"{_NUMBER_TEXT}公斤半"), lambda n: (n + 0.5) * 1000, "克"),
    (re.compile(rf"{_NUMBER_TEXT}公斤"), lambda n: n * 1000, "克"),
    (re.compile(rf"{_NUMBER_TEXT}升(?!级)"), lambda n: n * 1000, "毫升"),
    (re.compile(rf"{_NUMBER_TEXT}厘米"), lambda n: n * 10, "毫米"),
    (re.compile(rf"{_NUMBER_TEXT}米"), lambda n: n * 1000, "毫米"),
    (re.compile(rf"{_NUMBER_TEXT}年半"), lambda n: n * 12 + 6, "个月"),
    (re.compile(r"(?<![\d.])(\d\d?(?:\.\d+)?)年(?![\d代份])"), lambda n: n * 12, "个月"),
    (re.compile(rf"{_NUMBER_TEXT}小时半"), lambda n: n * 60 + 30, "分钟"),
    (re.compile(rf"{_NUMBER_TEXT}小时"), lambda n: n * 60, "分钟"),
    (re.compile(rf"{_NUMBER_TEXT}周(?!年|岁)"), lambda n: n * 7, "天"),
    (re.compile(rf"{_NUMBER_TEXT}千瓦(?!时)"), lambda n: n * 1000, "瓦"),
)  # fmt: skip
_ASKING_WHETHER = re.compile(r"([有含带能会是防])(?:不|没)\1")  # 含不含, 能不能, 有没有
_CANNOT = re.compile(r"([拆卸取])不(?:了|下来?)|([调换折关锁])不了")  # 拆不下来 is 不能拆
_EACH = "[只个支瓶片颗条双]"
_NEEDS = re.compile(r"(?:需要|要|得)(?=\d+(?:\.\d+)?(?:秒|分钟|小时|天|周|个?月))")
_TWICE_IN_UNITS = re.compile(rf"(\d)({'|'.join([*_UNIT_WORDS, '码', '人'])})[到至~～—–-](?=\d+(?:\.\d+)?\2)")  # 39码到45码
_SIDES = re.compile(r"(?<=\d) ?[x*×] ?(?=\d)")
# 两米一二 is 2.12 m, 一米八 is 1.8 m.
_METRES_ON = re.compile(
    rf"(\d+|[{_CHARACTERS}]{{1,3}})米([一二三四五六七八九]{{1,2}}|\d{{1,2}})(?=$|[，。；：、（）长宽高深厚的左])"
)
_HALF = re.compile(r"(?<![\d一两几大小])半个?(斤|公斤|升|年|小时|米)(?!半)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def canonical(text: str) -> str:
    """Numbers in digits, amounts in one unit of each dimension, money in Chinese words, no blanks but between Latin words.

    >>> canonical("一袋 5 kg，也就是十斤"), canonical("保质期一年半"), canonical("两万毫安时")
    ('1袋5000克，也就是5000克', '保质期18个月', '20000毫安')
    """
    text = _THOUSANDS.sub("", text)
    text = re.sub(rf"(?<![A-Za-z]) +| +(?![A-Za-z])|(?<=[{HAN}]) +", "", text.translate(_MARKS))
    text = text.replace("半岁", "6个月")
    text = _METRES_ON.sub(lambda found: f"{_digits(found[1])}.{''.join(_digits(one) for one in found[2])}米", text)
    text = _HALF.sub(lambda found: f"0.5{found[1]}", text)
    text = _NUMERAL.sub(lambda found: _digits(found[1]), text)
    text = _ROUND.sub(lambda found: _digits(found[1]), text)
    text = _IN_TEN_THOUSANDS.sub(lambda found: _shown(float(found[1]) * (10_000 if found[2] == "万" else 1000)), text)
    text = _SIDES.sub("×", re.sub(r"(?<=\d)[到至~～—–](?=\d)", "-", _TWICE_IN_UNITS.sub(r"\1-", text)))
    text = _MONEY.sub(lambda found: _money(found[1], found[2]), text)
    text = _SYMBOL.sub(lambda found: LEXICON.value(f"{found[1]} {found[2]}", ""), text)
    text = re.sub(rf"(?<=\d) (?=[{HAN}])", "", text)
    text = re.sub(rf"单(?={_EACH})", "1", re.sub(r"(?<=[A-Za-z]\d)级(?=防)", "", text))
    text = _NEEDS.sub("需", _CANNOT.sub(r"不能\1\2", _SAID.sub(lambda found: _SAME[found[0]], text)))
    for pattern, into, unit in _CONVERTED:
        text = pattern.sub(lambda found, into=into, unit=unit: f"{_shown(into(float(found[1])))}{unit}", text)  # type: ignore[misc]
    text = _ASKING_WHETHER.sub(r"是否\1", text)
    return re.sub(r"(?<=\d)\.0+(?!\d)|[“”]", "", text).casefold()


def _shown(value: float) -> str:
    return f"{round(value, 6):.12g}"


def _digits(characters: str) -> str:
    value = number(characters)
    return characters if value is None else f"{value:.12g}"


def _money(amount: str, name: str) -> str:
    """One name for one currency: 元 of a catalog in yuan, 欧元, 英镑."""
    code = name if name in currencies() else CHINESE.get(name, "").split(" ")[0]
    return f"{tidy(f'{float(amount):.2f}')}{LEXICON.money(f'1 {code}')[1:]}" if code else f"{amount}{name}"


# What one text has and another has not that says the same: who does it, politely or not, and words of one meaning.
_CAN_BE = re.compile(rf"(?<!不)([{HAN}])得(?=[进下动开起了走见到清住上出])")  # what "can be put in" goes in
# "Cannot" and "need not" stay apart: no word for may and must goes behind a "no".
_ALIKE = re.compile(r"[的了着呢吧也都还就先]|请|自己|自行|亲自|(?<![不无没别未])(?:会|能|需要?|要|须|应该?|得(?=[自另先]))")
_ALIKE_WORDS = (
    ("安装", "装"), ("组装", "装"), ("购买", "买"), ("另购", "另买"), ("使用", "用"), ("送", "附"), ("存放", "放"),
    ("之前", "前"), ("咨询", "问"), ("询问", "问"), ("请教", "问"), ("方向", "向"), ("放进", "进"),
)  # fmt: skip
_DEGREED = "[硬软大小长短松紧厚薄轻重深浅干湿吵]"
_A_LITTLE = re.compile(rf"(?:有点|稍微?|略)?偏?({_DEGREED})[1一][点些]|有点偏?({_DEGREED})")
_EVERY_SPAN = re.compile(r"(?<=[天月年时周])[1一]([换洗涂吃])")  # 三个月一换


def made_alike(text: str) -> str:
    """A canonical text without particles and words for who must do it, so that two ways to say one thing are one text.

    >>> made_alike("要自己装") == made_alike("需自行安装")
    True
    """
    text = _CAN_BE.sub(r"\1", text)
    text = _EVERY_SPAN.sub(r"\g<1>1次", _A_LITTLE.sub(r"偏\1\2", text))
    for word, same in _ALIKE_WORDS:
        text = text.replace(word, same)
    return _ALIKE.sub("", text).removesuffix("用")


# --- clauses ------------------------------------------------------------------------------------------------------------

_N = r"\d+(?:\.\d+)?"
_MEASURE = f"(?:{'|'.join(MEASURE_WORDS)})"
_MONEY_SAID = rf"{_N}(?:{'|'.join(sorted(CHINESE, key=len, reverse=True))}|[a-z]{{3}})?"
_UNSAID = (
    r"(?:它的)?(?:资料|记录|介绍|商品页|说明)?(?:里|中|上)?(?:都|也)?(?:没有?写|没有?提|没有?说|未说明|没有?注明|没有?标|未标|看不出|没有?列|未提)"
    r"[明注到出]*(?:[\ue000-\ue0ef]的?)?"
)
_WHETHER = "有没有|是否有|是不是有|是否是|是不是|是否|能不能|能否|会不会"
_PACK = "(?:每|1|每1)?[包盒瓶袋罐支桶听管块双件只个台本]"
# A product's name is one mark of the private use area.
_NAME = "[\ue000-\ue0ef]"
_OTHER = rf"(?P<other>{_NAME}|它|这(?:款|{_MEASURE})|那(?:款|{_MEASURE})|另(?:外)?1(?:款|{_MEASURE}))"
_TELLERS = "买家|顾客|读者|用户|客人|网友|买过的人|用过的人"
_SAYING = "都?(?:说|觉得|写道|提到|认为|评价|反映|表示|嫌|夸|抱怨|留言|反馈|指出|称赞?)"

# None of them says how much, how often or that something is not.
_OF_FIELD = FieldWords(
    leads=re.compile(r"^(?:的|是|用|有|带|配|为|属于)"),
    trails=re.compile(
        r"(?:是|为|有|带|配|用的是|采用|选用|用|做的|做成的?|制成的?|打造的?|的|能在|在|能|仅有|共|达到|达|到|之间|以内|内|调|选|升降"
        r"|式|款|味|使用)$|^水$"
    ),
    bounds=re.compile(r"最多|最大|至多|不超过"),
    generic=re.compile(
        r"(?:材质|材料|重量|重|时间|时长|等级|级别|方式|类型|版本|尺寸|大小|容量|长度|长|宽度|宽|高度|深度|厚度|厚|含量|数量|口味|味道"
        r"|颜色|色|范围|角度|年份|接口|型号|直径|倍数|数量|数)$"
    ),
    body=re.compile(rf"(?![随全上下健自单终])[{HAN}]身|整[{HAN}]"),
    can=re.compile(r"^能"),
    made=re.compile(r"(?:做|制|制成|做成|打造)的?|的"),
    measures=re.compile(_MEASURE),
    has=re.compile(r"(?:也|还)?(?:是)?(?:用的是|采用|有|带|配|附|支持|能|会|具备|用|装)+"),
    has_not=re.compile(r"(?:没有|没|无|不带|不支持|不能|不配|不附|不含|不会)"),
    ends=re.compile(r"(?:的|功能|设计|款|操作)+$"),
)

_CHARGES = ("充1次电", "2次充电之间", "充满1次", "1次充电", "充1次", "充满", "充满电", "单次充电")

CLAIMS = ClaimGrammar(
    canonical=canonical,
    clause_ends=re.compile(r"[，。；：（）]+"),
    leads=re.compile(
        rf"(?:(?:这)?2(?:款|{_MEASURE}|者)(?:里面?|中|当中)|不过|但是|但|而且|并且|而|另外|还有|还能(?=无)|也还|也|还|又|就|则|却|都|只是|可惜|其实|虽然|因为|所以|此外|也能考虑|能考虑|我推荐"
        r"|推荐|可是|然而|当然|毕竟|再就是|[需要]要?(?:提醒|注意|说明)(?:您|1下)?的是|我会选|我选|最接近的是|是的|不(?=$)|能先?看看|能选|不妨看看|看看|先看看?|再说|要说清楚|请注意|注意|缺点是|不足的是|好处是"
        r"|要提醒您的是|这几款里|相比之下|2款里|这2款里|2者相比|里面|也就是说?|讲述?了?的?是?|写的是|说的是|内容是|书里面?(?=没?有)|量(?=却?[多少])|建议选|能试试|您能|只)+"
    ),
    tails=re.compile(r"(?:的|了|吧|哦|呢|款|版|型|设计|配方|功能|之内|就行|即可|就好|就能)$"),
    pronouns=re.compile(rf"(?:它|该款|这款产品|本品|本款|这(?:款|{_MEASURE}))(?:的(?=.))?|{_NAME}的?"),
    others=re.compile(rf"(?:那(?:款|{_MEASURE})|另(?:外)?1(?:款|{_MEASURE})|后者)(?:的(?=.))?"),
    only=re.compile(rf"(?:但是?|不过|而且|并且|可是)?(?:(?:这)?2(?:款|{_MEASURE}|者)(?:里面?|中|当中)?，?)?只有(?P<name>这(?:款|{_MEASURE})|它|{_NAME})(?P<said>.+)"),
    wanted=re.compile(r"(?:如果|要是)?想要?(?P<said>.{1,4}?)(?:[1一]?点儿?|[1一]?些)(?:的)?(?:的话)?"),
    picks=re.compile(r"(?:我?推荐|能选|能考虑|建议选?|不妨|能看看|能先看|我会选|我选)"),
    degrees=re.compile(r"(?:都|也|还)?(?:更|还要|要|略|稍微?|能(?=[多少]))"),
    some=re.compile(r"(?:[1一]?点儿?|[1一]?些)?$"),
    unlike=re.compile(rf"(?:没有|不如|不比){_OTHER}(?:那么|这么)?(?P<said>.{{1,4}})"),
    alike=re.compile(rf"[和跟与同]{_OTHER}(?:的)?(?P<said>.{{0,6}}?)(?:1样|同样|相同)(?P<way>.{{0,3}})"),
    ratio=re.compile(rf"(?P<name>.{{1,8}}?)是{_OTHER}(?:的)?(?:(?P<times>{_N})倍|(?P<half>1半))"),
    gap_of_named=re.compile(rf"(?P<gap>(?:贵|便宜){_MONEY_SAID})的(?P<name>{_NAME})"),
    asked_for=re.compile(r"(?P<lead>有|带|支持|能|含|是)(?:您|你)(?:想要|要|说|提到|问)的(?P<thing>.+)"),
    chosen_for=re.compile(rf"(?:如果|要是)?(?:想要?|要)(?P<use>.{{2,8}}?)(?:的话)?就?(?:能?选|能?看|挑)(?P<name>{_NAME})"),
    price_names=frozenset(("价格", "售价", "价钱", "价", "贵")),
    only_comparative=re.compile(
        rf"[轻便贵少短矮小窄薄浅低慢]|大{_N}|多(?!\d+[人岁])|能?[多少][^\d]|"
        # no "60 cm high", which says how high it is
        rf"[{HAN}]{{1,6}}?更?(?:[长短]{_N}(?:分钟|天|个月)|[多少大小轻]{_N}(?![人岁]))"
    ),
    fronted=re.compile(
        r"(?P<things>.+?)(?:它)?(?:2样|全|都|也|还)*"
        r"(?P<verb>没有|没|不带|不含|不附|不支持|不能|不配|有|带|附|支持|含|配|是附的|是配的|能用|能穿|能戴|适用)(?:的)?"
    ),
    fronted_as={"是附的": "附", "是配的": "配", "能用": "适合", "能穿": "适合", "能戴": "适合", "适用": "适合"},
    rating=re.compile(
        r"(?:买家|顾客|读者|用户|大家|网友)?(?:们)?(?:的)?(?:给了?|给出了?|打了?|打出了?|评了?|评分|评价|平均分?|平均评分)(?:是|为|有|到)?"
        rf"(?:了)?(?P<rating>{_N})(?:分|星)?"
    ),
    near=re.compile(
        rf"(?:售价|价格|只要|卖)?(?:是)?(?:不到(?P<under>{_MONEY_SAID})|(?P<below>{_MONEY_SAID})不到|(?P<over>{_MONEY_SAID})(?:出头|多1点))"
    ),
    turns=(
        re.compile(r"不|没|无|未|非|难|勿|别|如果|要是|假如|希望|以为|本来|除非|谈不上|才怪"),
        re.compile(r"不|没|才怪|吗|么"),
    ),
    negated=(
        ("没有", "有"), ("没", "有"), ("不是", "是"), ("不能", "能"), ("不支持", "支持"), ("不带", "带"), ("不含", "含"),
        ("不附", "附"),
        ("不", ""), ("无", "有"),
    ),
    fillers=re.compile(
        r"共(?=\d)|自己|自行|就(?=能)|(?<!\d)(?:只|仅仅?|才)(?=有|重|能|要|需|支持|剩|卖|用)|(?<=.)也(?=[轻重大小多少便贵有是不没能])|从(?=\d)|(?<=\d)(?:都|全)有$|却(?=[轻重大小多少贵便高低长短])|提前(?=预约)"
    ),
    listed=re.compile(rf"(?P<listed>.+?)(?P<count>[2-9]){_MEASURE}(?P<thing>[{HAN}]{{2,4}})"),
    counted_field=re.compile(rf"(?P<thing>[{HAN}]{{2,4}})(?:有|共)(?P<count>[2-9]){_MEASURE}"),
    priced=re.compile(rf"(?P<said>.+?)(?P<price>(?:售价|卖|只要|只卖)?{_MONEY_SAID})"),
    content_names=("净含量", "净重", "容量", "规格"),
    copulas=("是", "是用", "有"),
    counted=re.compile(rf"\d+{_MEASURE}$"),
    of_whole=("{v}", "是{v}", "是{v}的", "属于{v}", "做成{v}"),
    of_self=("{v}", "用{v}", "用的是{v}", "有{v}", "采用{v}"),
    conditions=re.compile("如果|若|要是|假如|除非|只有|一旦|万一|时$|后$|情况下$"),
    one_of=re.compile(rf"(?:是|属于)?(?:1(?:款|{_MEASURE}))?"),
    inside=re.compile(rf"^[{HAN}]{{1,3}}[里内中](?=[附有含送配])"),
    beyond=re.compile("认证|检测|专利|获奖|保证|certif|tested|patent|award"),
    between=frozenset("的、"),
    repeated=re.compile(r"没有|没|不能|不带|不含|不支持|有|能|带|含|支持"),
    named_difference=re.compile(rf"(?P<name>.{{1,6}}?)(?:也|还)?比{_OTHER}(?:的)?(?:还|要|更)*(?P<said>.+)"),
    packs=re.compile(r"(?:每|1|每1)[包盒瓶袋罐支桶听管块]|(?<=[升克斤抽片粒颗张枚])[1/每]?[包盒瓶袋罐支桶听管块]?装?$"),
    both=re.compile(
        rf"(?:这)?(?:[2两](?:款|{_MEASURE}|者)|二者|它们)(?:的|里)?(?P<name>[^都均全]{{0,6}}?)也?(?:都|均|全)(?P<said>.+)"
    ),
    of_both=re.compile(r"(?:而且|并且|也|又|但|不过)*(?P<name>[^都均全也不没]{0,5})也?(?:都|全|均)(?:是(?=用))?"),
    parts_of=re.compile(r"(.{2,})(?:材质|材料|木材|面料)"),
    deeds=re.compile(rf"能(?P<verb>[拆调换折洗升转取])(?P<thing>[{HAN}]{{2,4}})"),
    deeds_said=(("{thing}能{verb}", "能{verb}{thing}"), ("{thing}不能{verb}", "不能{verb}{thing}")),
    tops=(re.compile("功率|输出|扭矩|转速|承重|载重|power|output|torque|load"), "最多{v}"),
    carriers={
        "是": "vaqlcn", "有": "nvx", "带": "n", "配有": "n", "具备": "n", "附": "n", "用": "n", "为": "q", "能": "va",
        "属于": "q", "达到": "qx", "重": "q",
        **{f"{charge}{can}{use}": "t" for charge in _CHARGES for can in ("能", "") for use in "用听放播打看玩跑骑飞录"},
    },
    price=re.compile(
        rf"(?:{_PACK})?(?:售价|价格|标价|卖|只要|只卖|定价|现价|要)?(?:是|为|：)?(?P<price>{_MONEY_SAID})(?:钱)?(?:/?{_PACK})?"
    ),
    budget=re.compile(
        rf"(?:(?:没有?|未|不)超(?:出|过|支)?过?|在|符合|低于|不高于)(?:您|你)?(?:的)?(?:说的|给的)?(?P<limit>{_MONEY_SAID})?"
        r"(?:的)?(?:预算|上限)?(?:之内|以内|内|里)?"
    ),
    difference=re.compile(rf"比{_OTHER}(?:还|要|更)*(?P<said>.+)"),
    price_gap=re.compile(rf"(?P<way>贵|便宜|省|多花|少花)了?(?P<gap>{_MONEY_SAID})?(?:[1一]?点|[1一]?些)?"),
    ways={"贵": 1, "多花": 1, "便宜": -1, "省": -1, "少花": -1},
    buyer=re.compile(
        rf"(?:也|还)?(?:有(?:1?位|1?个|的|些|几位)?|1位|其中1位)?(?:(?:{_TELLERS})的?(?:{_SAYING})?|(?<=有)人(?:{_SAYING})"
        # anybody but who sells it or is asked for what he knows
        rf"|(?<=[有位个些的])(?!.?[厂商店品官卖客专医设][家员方牌牌服师生主计])[{HAN}]{{2,3}}?(?:{_SAYING}))[：，]?(?P<said>.*)"
    ),
    maker=re.compile(
        r"(?:据|按)?(?:厂家|厂商|商家|品牌方|官方|产品介绍|说明|介绍)(?:里|中)?(?:说|介绍|写道|建议|提醒|称|表示|标明|注明|强调|写着|写)?[：，]?(?P<said>.*)"
    ),
    silence=re.compile(
        rf"(?:它|这款)?的?(?:{_WHETHER})(?P<field>[^，]+?)的?，?{_UNSAID}(?:明)?"
        rf"|(?P<amount_of>[^，]+?)(?:是)?(?:多少|多久|多大|多重|多长|多高|什么|哪[里儿]的?)，?{_UNSAID}(?:明)?"
        rf"|{_UNSAID}(?:明|到)?(?:{_WHETHER})?(?P<other_field>[^，]+)"
    ),
    asked=re.compile(
        r"(?:您|你)(?:要|想要|问|提到|说)的(?P<thing>[^它\ue000-\ue0ef]+)(?=它|[\ue000-\ue0ef]|$)"
        r"|(?:送|给|用来|拿来|要)?(?P<use>.{1,8}?)(?:时|的时候)?(?:用)?(?:的话|时|的时候|来说|用)$"
    ),
    persons=re.compile(
        r"(?:适用|适合|能住|能坐|能供|供|够|住得下|睡得下|能睡)?(?:(?P<count>\d+)(?:-(?P<most>\d+))?(?:个|位)?人|(?P<family>[1一]家[345三四五]口))"
        r"(?:住|用|坐|使用|睡|吃|喝|玩|住得下|用正合适|正合适)*"
    ),
    age=re.compile(
        r"(?:适合|给)?(?P<age>\d+)(?P<unit>岁|个月)(?P<least>以上|起|及以上)?(?:的)?(?:孩子|小孩|小朋友|儿童|宝宝|婴儿)?(?:就|也)?能?[玩用看读坐睡戴穿]?"
    ),
    contents=re.compile(
        rf"(?:(?:盒子?|包装|箱子?|袋子?|罐子?|瓶子?|书|礼盒)?(?:里|内)(?:面)?)?(?:有|含|附|配|装有?|带|送|共有?|收录)?(?P<count>\d+){_MEASURE}(?P<thing>[{HAN}a-z]+)"
    ),
    missing=re.compile(
        rf"(?P<thing>[{HAN}a-z]+?)(?:不包括在内|不在内|不在盒子里|[要需](?:要)?(?:另|另外|单独|自己)[购买]|[要需](?:要)?自备|另购|另售|单独出售)"
        rf"|(?:不含|不包括|不附|没附|没有附|不配)(?P<other_thing>[{HAN}a-z]+)"
    ),
    alias=re.compile(rf"(?:是|这款|这{_MEASURE})(?:1?(?:款|个|顶|张|把|件|台|瓶|支|条|本)|1{_MEASURE})?(?P<words>[{HAN}a-z0-9]{{2,10}}?)(?=是|$)"),
    beside=re.compile(rf"(?:比起|相比|跟|和)(?P<other>{_NAME})(?:相比|比)?"),
    more=("长", "多", "大", "高", "长了", "多了", "多装"),
    less=("短", "少", "小", "低", "短了", "少了", "少装"),
    of_amounts="多少",
    made_of=re.compile(r"(?P<one>是.+的)(?P<other>.+)"),
    size=re.compile(r"(?:有|含|包括)?(?P<size>\d+(?:\.\d)?)码(?:也|都)?(?:有|能穿|在内|没问题)?"),
    joints=re.compile(r"以及|和|及|与|、|又|并且?|而且|且|也(?=更)|还(?=能|有|带|支持)"),
    granted=("有{}", "带{}", "带有{}", "支持{}", "能{}", "是{}的", "具备{}", "配{}", "含{}", "{}"),
    denied=("没有{}", "不{}", "不包括{}", "不附{}", "不能{}", "不带{}", "不支持{}", "无{}", "没{}", "不含{}", "{}没有",
            "不是{}的"),
    offered=offered,
    stated=("{n}是{v}", "{n}一项写的是{v}",
            "{n}{v}", "{n}为{v}", "{n}有{v}", "{v}的{n}", "{v}{n}", "有{v}的{n}", "带{v}的{n}",
            "有{v}{n}", "带{v}{n}", "配{v}{n}",
            "{n}是{v}的", "{n}用的是{v}", "支持{n}{v}"),
    of_field=_OF_FIELD,
    made_alike=made_alike,
    families={f"{one}家{count}口": 3 + "345三四五".index(count) % 3 for one in "1一" for count in "345三四五"},
)  # fmt: skip
