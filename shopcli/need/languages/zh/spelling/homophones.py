"""Which characters are taken for one another: by their sounds, as whoever types pinyin chooses them, or by their shapes."""

from shopcli.need.languages.spelling_rules import Homophones

# Sounds that many speakers do not tell apart, or input methods offer for each other.
_CONFUSED = (("^zh", "z"), ("^ch", "c"), ("^sh", "s"), ("^[nr](?=.)", "l"), ("^hu(?=.)", "f"), ("ng$", "n"))
# Sounds that differ in their breath alone.
_RARELY_CONFUSED = (("^p", "b"), ("^t", "d"), ("^k", "g"), ("^q", "j"), ("^c", "z"))

_LOOKALIKES = """
己已巳 末未 土士 干千于 大太犬 人入八 日曰 田由甲申 午牛 刀力刃 折拆析 拔拨 钩钓 晴睛 枪抢 轮轻 径胫 薄簿 栗粟 茶荼 乌鸟 戌戍戊
即既 侯候 待侍 持特 杯怀 抹沫 沐沭 炒吵 烧浇 眼服 扳板 技枝 桶捅 粮粱 袜祙 裤祐 毡毯 毫豪 毛手 电龟 皿血 瓜爪 衣农 兔免 贝见
历厉 库厍 包泡炮胞 表裱 被彼 青清请情 票漂飘 果裸 巾币 纸低 网冈 灯钉 床庆 冰水永 鱼渔 奶仍 酒洒 酱浆 醋错 盆盒 垫势
"""
# What joins words or stands behind them, and what is said of anything: rarely what was slipped into.
_PARTICLES = "的了着吗呢吧啊呀地得们么嘛哦哈啦"
_SMALL = (
    "和与及或跟同给把被让对向从在到于以为因就都也还又再很更最太不没无别未非是有要想能会可应该我你您他她它咱这那哪些此每各某几多少个只件款台支"
    "上下里外内中前后左右用买送卖找求穿戴带吃喝装放洗做看说来去出进起一二三四五六七八九十百千万两半第点些种"
)
_QUALITIES = "大小高低长短好新老"
_ASPECTS = "了着过"  # what stands before them was done

HOMOPHONES = Homophones(
    confused=_CONFUSED,
    rarely_confused=_RARELY_CONFUSED,
    lookalikes=tuple(_LOOKALIKES.split()),
    particles=frozenset(_PARTICLES),
    small=frozenset(_SMALL),
    qualities=frozenset(_QUALITIES),
    aspects=frozenset(_ASPECTS),
    denials=frozenset("不无非没"),
)
