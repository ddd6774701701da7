"""How Chinese asks about what is shown: 第二个防水吗, 它多重, 这款有GPS吗, 第一个是什么颜色."""

from __future__ import annotations

from collections.abc import Mapping

from shopcli.need.languages.follow_up_grammar import FollowForm, FollowUpGrammar, superlatives
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.need.languages.zh.degrees import DEGREES
from shopcli.need.languages.zh.refinement import REFINEMENT
from shopcli.text.units import any_of
from shopcli.text.words import MEASURE_WORDS

_COUNTED = f"[{MEASURE_WORDS}盏号项]"
_NAME = (
    rf"第\s?(?:\d{{1,6}}|[一二三四五六七八九十])\s?{_COUNTED}?|\d{{1,6}}号|最后(?:一|那)?{_COUNTED}"
    rf"|[这那](?:一?{_COUNTED}|(?=[^些]))|它们?|[这那]些|刚才那个|[^\s，,的]{{1,20}}?的?[那这]一?{_COUNTED}"
    r"|[A-Za-z0-9][A-Za-z0-9&.'/-]+(?:\s[A-Za-z0-9&.'/-]+){0,5}"
)
_REF = rf"(?P<ref>{_NAME})\s?"
_WORDS = r"(?P<words>\S.{0,40}?)"
_HAS = r"(?:有|支持|带有?|具备|配有?|含|包含|内置)"
_OTHER = rf"另外?一?(?:{_COUNTED}|双|件)"
_ENDS = r"(?:吗|(?<!什)么|没有|不|嘛)"
_AMOUNTS: Mapping[str, tuple[Wanted, tuple[str, ...]]] = {
    **dict.fromkeys(("重", "轻"), (Wanted("mass", "desc"), ("weight",))),
    **dict.fromkeys(
        ("大", "小"),
        (Wanted("size", "desc"), ("size", "dimensions", "length", "width", "depth", "height", "diameter", "diagonal")),
    ),
    "长": (Wanted("length", "desc"), ("length",)),
    "宽": (Wanted("length", "desc"), ("width",)),
    "高": (Wanted("length", "desc"), ("height",)),
    "深": (Wanted("length", "desc"), ("depth",)),
    "厚": (Wanted("length", "desc"), ("thickness", "depth")),
    "亮": (Wanted("light", "desc"), ("brightness", "luminous flux")),
    **dict.fromkeys(("贵", "少钱", "便宜"), (Wanted("price", "desc"), ("price",))),
    "久": (Wanted("", "desc"), ("battery life", "runtime", "operating time")),
}
_MOST = superlatives(DEGREES, REFINEMENT)
_DEGREE = rf"(?P<degree>{any_of(REFINEMENT.degrees)})"

FOLLOW_UPS = FollowUpGrammar(
    opening=r"(?:(?:请问|那么?|好的?|嗯|告诉我|我想知道|想问一下|问一下)[\s，,]*)(?![个款台双件部些])",
    closing=r"(?:\s*[。！？!?.，,~～]+|呢|啊|呀|谢谢)+",
    forms=(
        FollowForm(
            "comparison",
            rf"(?P<ref>另外?一?(?:{_COUNTED}|双|件))(?:是不是|会不会|会|要)?(?:更|比较)?{_DEGREE}(?:一点|一些)?{_ENDS}?",
        ),
        FollowForm("comparison", rf"{_REF}比(?P<other>{_NAME})\s?(?:更|还|要)?{_DEGREE}(?:一点|一些|点|多少|多)?{_ENDS}?"),
        FollowForm(
            "most", rf"(?:这些|它们)?(?:里面?|中)?哪一?(?:个|款|件|台|双)(?:是)?(?P<degree>{any_of(_MOST)})的?", each=True
        ),
        FollowForm("most", rf"(?:这些|它们)?(?:里面?|中)?哪一?(?:个|款|件|台|双)(?:更|比较){_DEGREE}(?:一点|一些)?", each=True),
        FollowForm(
            "amount", rf"{_REF}的?(?:有|是|要|卖|售价|价格|价钱|能用|可以用|续航)?(?:是|有)?多(?P<degree>{any_of(_AMOUNTS)})"
        ),
        FollowForm("value", rf"{_REF}的?(?P<words>[^的是有多什怎如比\s]{{1,12}}?)(?:有|是)?多大", words="{words}尺寸|{words}"),
        FollowForm(
            "value",
            rf"{_REF}(?:每?充一次电|充满电?|充电一次|一次充电|满电)[后,，]*(?:之后|大概|一般)?(?:能|可以)?(?:使?用|听|跑|撑|坚持|续航)?"
            r"(?:多久|多长时间|几天|几个?小时)",
            words="battery life|续航",
        ),
        FollowForm("value", rf"{_REF}的?电池(?:能|可以)?用?多久", words="battery life|续航"),
        FollowForm(
            "value", rf"{_REF}是?(?:谁|哪家(?:公司|厂)?|哪个(?:公司|厂家|厂))(?:生产|做|制造|出|产)?的?", words="brand|品牌"
        ),
        FollowForm("value", rf"(?:谁|哪家公司|哪家)(?:生产|做|制造)(?:了|的)?{_REF}", words="brand|品牌"),
        FollowForm("value", rf"{_REF}(?:是|用)什么(?:做|制成|制作)的?", words="material|材质"),
        FollowForm("value", rf"{_REF}(?:是|在)?(?:哪里|哪儿)(?:产|生产|制造|做)的", words="country of origin|产地"),
        FollowForm(
            "value", rf"{_REF}(?:是|用|有)?(?:的是)?(?:什么|哪个|哪种|啥|哪些)(?P<words>[^的\s]{{1,12}}?)(?:的|做的|生产的)?"
        ),
        FollowForm("value", rf"{_REF}有(?:多少|几个?){_WORDS}"),
        FollowForm(
            "value",
            rf"{_REF}的?(?P<words>[^的是有多什怎如比\s]{{1,12}}?)(?:是|有|为)?(?:多少|多大|什么|哪种|几寸|几)(?:样的?)?",
        ),
        FollowForm("value", rf"{_REF}的(?P<words>[^的是有多什怎如比吗\s]{{1,10}})"),
        FollowForm("has", rf"{_REF}(?:有没有|有无|支不支持|支持不支持|带不带|是否(?:{_HAS})){_WORDS}(?:功能)?"),
        FollowForm("has", rf"{_REF}(?:都)?{_HAS}{_WORDS}(?:功能)?{_ENDS}"),
        FollowForm("is", rf"{_REF}(?:都)?(?:是不是|是否|能不能|可不可以)(?:是|能)?{_WORDS}的?"),
        FollowForm("is", rf"{_REF}(?P<a>\S)不(?P<words>(?P=a)\S{{0,10}})"),
        FollowForm("is", rf"{_REF}(?:都)?是?{_WORDS}(?:的)?{_ENDS}"),
        FollowForm(
            "has", rf"(?:这些|它们)?(?:里面?|中)?哪一?(?:个|些|款|几个|几款){_HAS}{_WORDS}(?:功能)?(?:的|吗)?", each=True
        ),
        FollowForm("is", rf"(?:这些|它们)?(?:里面?|中)?哪一?(?:个|些|款|几个|几款)是?{_WORDS}的?", each=True),
    ),
    amounts=_AMOUNTS,
    degrees={**REFINEMENT.degrees, **_MOST},
    all_shown=r"它们|[这那]些|前?[两三]个都",
    never=r"(?:最|更|再|太|比较|便宜|贵|推荐|适合|值得|怎么样|如何|别的|其他|好)",
    lead=r"(?:一?个|任何)",
    having=r"有",
    again=rf"(?:那么?|还有)?(?P<ref>第\s?(?:\d{{1,6}}|[一二三四五六七八九十])\s?{_COUNTED}?|最后一?{_COUNTED}|[^\s，,]{{1,12}}?的?[那这]一?(?:{_COUNTED}|双|件))呢[？?]?",
    described=r"[那这]一?\w?\Z",
    rather=r"(?:.{0,6}?(?:为什么|为啥|怎么))?(?:你|会|要|就|只|优先|推荐|选择?|挑|买)*(?P<ref>\S.{0,30}?)[，,]?\s?(?:而不是|而非|而不(?:选择?|推荐|要)|不(?:推荐|选择?|要|是|挑))(?P<other>\S.{0,30}?)",
    why_not=r".{0,6}?(?:为什么|为啥|怎么)(?:你)?(?:不|没有?)(?:推荐|选择?|要|挑|是)",
    several=rf"(?:前|(?P<last>后))(?P<count>[两二三23]){_COUNTED}",
    deciding=r"哪(?:一)?[个款件双只台张把](?:更|比较|最|会|能)*(?:适合|合适|好|用来|拿来)?(?P<words>.+)",
    choosing=r"(?:你|您|我)?(?:会|该|应该|要|建议|推荐)?(?:选|买|要|推荐|拿)哪|哪一?\w?(?:更|比较)?(?:好|合适|适合|值得)",
    places=rf"第\s?(?P<place>[1-9]|[一二三四五])\s?{_COUNTED}?",
    either=r"[，,]?\s?还是",
    both=r"[这那]?两[个款台件双瓶支只]|前两[个款台件双瓶支只]|它们俩",
)
