"""How Chinese asks for a fact of a product that it names, and how that is told. Words stand in simplified characters."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

from shopcli.need.dialogue.fact_grammar import AskedMeasure as Measure
from shopcli.need.dialogue.fact_grammar import FactGrammar

_TIME = ("时间", "时长", "续航", "duration", "playing time", "time", "play length", "battery life", "runtime")
_YEAR = ("年份", "年", "year", "release date", "released", "launch year", "vintage", "date")
_PLACE = ("产地", "国家", "country of origin", "country", "origin", "region")
_CONTENTS = ("净含量", "规格", "net weight", "quantity", "contents", "content", "pack size", "size")
_MAKER = ("品牌", "brand", "maker", "manufacturer", "vendor", "producer", "producers")

FACT_QUESTIONS = FactGrammar(
    asks=r"多(?!功能|用途|款|种|人)|什[么幺]|啥|哪|几|谁|怎[么幺]|[?？]",
    whether=r"吗|是不是|是否|有没有|能不能",
    never=r"推荐|类似|差不多|更|最好|最便宜|最轻|比较|还是|别的|其他|你们|有没有卖|卖不卖|有货|几款|多少款|几种|多少种|哪款|哪些|哪个好|怎[么幺]样|适合|为什[么幺]|值得|有(?:什[么幺]|啥)|搭配|到货|发货|送货|运费|补货|以[内下上]|元|\x00\s?的(?!价|售|单|最|总)[一-龥]{2,6}?多少钱",
    unnamed=r"(?:一[个款台件双瓶支只]|有)\Z",
    measures=(
        Measure(r"多少钱|什[么幺]价|价[格钱]|售价|几块钱|怎[么幺]卖|多贵", ("价格", "price")),
        Measure(r"有?多重|多轻|重量|几斤|多少[克斤]|几[克斤]|多少公斤|净含量", ("重量", "weight"), ("mass",), contents=_CONTENTS),
        Measure(r"容量|能?装多少", ("容量", "capacity", "volume"), ("volume",), contents=_CONTENTS),
        Measure(r"多[热烫冷]|水?温度?(?:是|要)?多少|多少度|几度|温度", ("温度", "temperature"), ("temperature", "angle")),
        Measure(r"多高|高度", ("高度", "height"), ("length",)),
        Measure(r"多宽|宽度", ("宽度", "width"), ("length",)),
        Measure(r"多深|深度", ("深度", "depth"), ("length",)),
        Measure(r"多厚|厚度", ("厚度", "thickness", "depth"), ("length",)),
        Measure(r"多大年[纪龄]|几岁|多少岁|年龄", ("年龄", "age", "ages")),
        Measure(r"多少年(?:的|陈)?|陈年", (*_YEAR, "age"), ("time",)),
        Measure(r"多大|几寸|多少寸|尺寸", ("尺寸", "size", "dimensions", "diagonal", "capacity", "display"), ("length",)),
        Measure(r"几个?小时|多少个?小时|几分钟|多少分钟|几天|多少天|多久|多长时间|时长|多快", _TIME, ("time",)),
        Measure(r"多长|长度", ("长度", "length"), ("length",)),
        Measure(r"多响|噪音", ("噪音", "noise level", "noise"), ("loudness",)),
        Measure(r"多亮|亮度", ("亮度", "brightness"), ("light",)),
        Measure(r"酒精(?:度数?|含量)?|度数|多少度酒", ("酒精度", "abv", "alcohol", "alcohol content"), ("share",)),
        Measure(r"马力", ("马力", "horsepower"), ("power",)),
        Measure(r"还?剩(?:下|余)?(?:多少|几)?个?|库存", ("库存", "stock", "stock count")),
        Measure(r"几个?人|多少个?人|几位|几名", ("人数", "players", "persons", "people", "seats"), (), "count"),
        Measure(r"多少[块片个颗粒]|几[块片颗粒]", ("数量", "pieces", "piece count", "count", "quantity"), (), "count"),
        Measure(r"最多", ("max", "maximum", "最多")),
        Measure(r"最少|至少", ("min", "minimum", "最少")),
        Measure(r"哪一?年|什[么幺]时候|何时|年份|几几年", _YEAR),
        Measure(r"哪个?国家?|哪里|哪儿|什[么幺]地方|何地|产地|产自|国家|产区", _PLACE, (), "place"),
        Measure(r"(?:是)?谁写|作者|谁的(?:书|作品)", ("作者", "author", "writer"), (), "person"),
        Measure(r"谁设计|设计师|设计者", ("设计师", "designer", "design"), (), "person"),
        Measure(r"(?:谁|哪一?家(?:公司|厂)?|哪个公司)?(?:出版|发行)商?", ("发行商", "publisher"), (), "person"),
        Measure(r"(?:谁|哪一?家(?:公司|厂)?|哪个(?:公司|牌子))(?:生产|制造|做|产)|什[么幺](?:牌子|品牌)|品牌|厂家", _MAKER, (), "person"),
        Measure(r"谁|哪一?家(?:公司|厂)?", (), (), "person"),
        Measure(r"评分|得分|多少分|几分|几颗星|打分", ("评分", "rating", "score", "stars")),
        Measure(r"什[么幺]材[料质]|材质|什[么幺]做", ("材质", "material", "materials", "fabric")),
        Measure(r"多少|几个?", (), (), "count"),
    ),
    empty=r"[的是有吗呢啊呀吧要用了玩来得和跟与这那款套个件台本支瓶只块双条盒包袋一能可以会在需请问下着出产自给能做哪什么幺多少怎多啥谁几里?？。，,!！\s“”\"']|大概|大约",
    difference=r"(?P<price>差多少钱|差价|价格差|贵多少|便宜多少)|(?P<words>重量|尺寸|评分|高度|长度)(?:相)?差多少",
    article=r"[这那][款个台件本]?\Z",
    it="它",
    agents=r"[商者师家人厂社牌员]\Z",
    replies={
        "field": "{name}：{label}{value}。",
        "says": "{name}：资料里写着“{words}”。",
        "titled": "{name}：名称里写着{words}。",
        "alike": "{name}（同名的有{count}款）：{label}{values}。",
        "more": "同名的另有{count}款。",
        "and": "，",
        "or": "或",
        "silent": "{name}的资料里没找到“{asked}”的答案。",
    },
)  # fmt: skip
