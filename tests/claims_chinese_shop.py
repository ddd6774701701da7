"""Eighteen records of six trades, in Chinese and English, each with a neighbour: what claims_chinese.txt speaks of.

NEEDS holds, by the first product of a row, what the shopper asked for.
"""

from __future__ import annotations

from shopcli.types import Clause, Need, Product

RICE = Product(
    "rice",
    "禾溪 五常稻花香大米 5kg",
    "当季新米，真空包装。袋里附量杯一个。开封后请尽快食用。",
    "禾溪",
    "大米",
    69.9,
    "CNY",
    attributes={
        "净含量": "5kg",
        "产地": "黑龙江五常",
        "有机": True,
        "保质期": "12个月",
        "评分": 4.8,
        "reviews": "煮出来很香。 | 米粒完整，就是袋子有点薄。",
    },
)
RICE_2 = Product(
    "rice2",
    "禾溪 东北长粒香大米 10kg",
    "口感软糯。普通包装。",
    "禾溪",
    "大米",
    89.0,
    "CNY",
    attributes={
        "净含量": "10kg",
        "产地": "吉林",
        "有机": False,
        "保质期": "18个月",
        "评分": 4.5,
        "reviews": "量大，适合食堂。",
    },
)
OIL = Product(
    "oil",
    "Casa Verano Extra Virgin Olive Oil, 750 ml",
    "Pressed within six hours of the harvest. Keep away from light.",
    "Casa Verano",
    "Olive Oil",
    18.5,
    "USD",
    attributes={
        "volume": "750 ml",
        "origin": "Spain",
        "organic": True,
        "packaging": "bottle",
        "rating": 4.6,
        "reviews": "Peppery, wonderful on bread. | The cap leaks a little.",
    },
)
OIL_2 = Product(
    "oil2",
    "Poggio Olive Oil, 500 ml",
    "A mild oil for frying.",
    "Poggio",
    "Olive Oil",
    12.0,
    "USD",
    attributes={"volume": "500 ml", "origin": "Italy", "organic": False, "packaging": "can", "rating": 4.1},
)
BOOTS = Product(
    "boots",
    "岭行 中帮徒步鞋 男款 棕色",
    "防水透湿膜，鞋头加厚。附备用鞋带一副，鞋垫可取出。",
    "岭行",
    "徒步鞋",
    459.0,
    "CNY",
    attributes={
        "适用人群": "男士",
        "尺码": "39-45",
        "重量": "480克",
        "防水": True,
        "鞋底材质": "橡胶",
        "颜色": "棕色",
        "评分": 4.7,
        "reviews": "雨天走了一天，脚是干的。 | 偏小，建议买大一码。",
    },
)
BOOTS_2 = Product(
    "boots2",
    "岭行 低帮越野跑鞋 男女同款 灰色",
    "网面透气，适合夏天。",
    "岭行",
    "越野跑鞋",
    329.0,
    "CNY",
    attributes={
        "适用人群": "男女通用",
        "尺码": "36-46",
        "重量": "260克",
        "防水": False,
        "反光": True,
        "鞋底材质": "橡胶",
        "颜色": "灰色",
        "评分": 4.4,
        "reviews": "很轻，跑起来没感觉。",
    },
)
PACK = Product(
    "pack",
    "Fellgrove Scree 40 Trekking Backpack",
    "The back length can be adjusted. The rain cover sits in the bottom pocket.",
    "Fellgrove",
    "Backpacks",
    139.0,
    "EUR",
    attributes={
        "volume": "40 l",
        "weight": "1.35 kg",
        "rain cover": True,
        "hip belt": True,
        "laptop compartment": False,
        "material": "recycled nylon",
        "colour": "olive green",
        "rating": 4.5,
        "reviews": "Carries 15 kg without pain. | The zips are stiff at first.",
    },
)
PACK_2 = Product(
    "pack2",
    "Fellgrove Tarn 25 Daypack",
    "For a day out or the way to work.",
    "Fellgrove",
    "Backpacks",
    79.0,
    "EUR",
    attributes={
        "volume": "25 l",
        "weight": "0.82 kg",
        "rain cover": False,
        "hip belt": False,
        "laptop compartment": True,
        "material": "polyester",
        "colour": "black",
        "rating": 4.2,
    },
)
SERUM = Product(
    "serum",
    "素颜社 烟酰胺保湿精华 30ml",
    "早晚洁面后取三滴，轻拍至吸收。孕妇使用前请咨询医生。",
    "素颜社",
    "精华",
    128.0,
    "CNY",
    attributes={
        "容量": "30ml",
        "适合肤质": "油性、混合性",
        "不含香精": True,
        "不含酒精": True,
        "保质期": "36个月",
        "产地": "韩国",
        "评分": 4.3,
        "reviews": "用了两周，毛孔细了。 | 有点黏。",
    },
)
SERUM_2 = Product(
    "serum2",
    "素颜社 玻尿酸修护精华 50ml",
    "质地水润，无需冲洗。",
    "素颜社",
    "精华",
    168.0,
    "CNY",
    attributes={
        "容量": "50ml",
        "适合肤质": "干性、敏感性",
        "不含香精": False,
        "不含酒精": True,
        "保质期": "24个月",
        "产地": "中国",
        "评分": 4.6,
        "reviews": "补水效果不错。",
    },
)
SUN = Product(
    "sun",
    "Lumaria Sun Fluid SPF 50, 50 ml",
    "Reapply every two hours. Not tested on animals.",
    "Lumaria",
    "Sun Care",
    24.9,
    "EUR",
    attributes={
        "volume": "50 ml",
        "SPF": 50.0,
        "skin type": "sensitive",
        "fragrance free": True,
        "waterproof": True,
        "vegan": True,
        "reviews": "No white film. | Stings in the eyes.",
    },
)
SUN_2 = Product(
    "sun2",
    "Lumaria Sun Milk SPF 30, 200 ml",
    "For the whole family.",
    "Lumaria",
    "Sun Care",
    16.9,
    "EUR",
    attributes={
        "volume": "200 ml",
        "SPF": 30.0,
        "skin type": "normal",
        "fragrance free": False,
        "waterproof": False,
        "vegan": True,
    },
)
POSTMAN = Product(
    "postman",
    "《山间的邮差》",
    "一个年轻人接过父亲的邮包，走遍山里的十二个村子。",
    "青禾出版社",
    "小说",
    48.0,
    "CNY",
    attributes={
        "作者": "林远",
        "页数": 286.0,
        "装帧": "精装",
        "插图": False,
        "语言": "中文",
        "评分": 4.6,
        "reviews": "读完想去爬山。 | 字有点小。",
    },
)
BEAR = Product(
    "bear",
    "《小熊的四季》",
    "十二个睡前故事，每个故事都配大图。附贴纸两张。",
    "青禾出版社",
    "童书",
    39.8,
    "CNY",
    attributes={
        "作者": "苏晴",
        "页数": 64.0,
        "装帧": "平装",
        "插图": True,
        "语言": "中文",
        "适读年龄": "3岁以上",
        "评分": 4.9,
        "reviews": "孩子每晚都要听。",
    },
)
BANK = Product(
    "bank",
    "伏能 双口充电宝 白色",
    "可带上飞机。附一条USB-C线，充电头需另购。",
    "伏能",
    "充电宝",
    149.0,
    "CNY",
    attributes={
        "电池容量": "20000毫安时",
        "重量": "350克",
        "快充": True,
        "无线充电": False,
        "接口": "USB-C、USB-A",
        "输出功率": "65瓦",
        "颜色": "白色",
        "保修": "2年",
        "评分": 4.5,
        "reviews": "能给笔记本充电。 | 拿着有点沉。",
    },
)
BANK_2 = Product(
    "bank2",
    "伏能 磁吸充电宝 黑色",
    "贴在手机背面就能充。",
    "伏能",
    "充电宝",
    99.0,
    "CNY",
    attributes={
        "电池容量": "10000毫安时",
        "重量": "180克",
        "快充": True,
        "无线充电": True,
        "接口": "USB-C",
        "输出功率": "22.5瓦",
        "颜色": "黑色",
        "保修": "1年",
        "评分": 4.6,
    },
)
MONITOR = Product(
    "monitor",
    "Glasmer V27 Monitor, Black",
    "Two cables are in the box. A wall mount is sold separately.",
    "Glasmer",
    "Monitors",
    279.0,
    "EUR",
    attributes={
        "screen size": "27 in",
        "resolution": "2560 x 1440",
        "refresh rate": "165 Hz",
        "speakers": False,
        "height adjustable": True,
        "ports": "HDMI, DisplayPort, USB-C",
        "weight": "5.4 kg",
        "warranty": "3 years",
        "rating": 4.7,
        "reviews": "Sharp text, no flicker. | The stand wobbles.",
    },
)
MONITOR_2 = Product(
    "monitor2",
    "Glasmer V24 Monitor, White",
    "A small screen for the home office.",
    "Glasmer",
    "Monitors",
    169.0,
    "EUR",
    attributes={
        "screen size": "24 in",
        "resolution": "1920 x 1080",
        "refresh rate": "75 Hz",
        "speakers": True,
        "height adjustable": False,
        "ports": "HDMI",
        "weight": "3.6 kg",
        "warranty": "2 years",
        "rating": 4.3,
    },
)

_EVERY = (
    *(RICE, RICE_2, OIL, OIL_2, BOOTS, BOOTS_2, PACK, PACK_2, SERUM, SERUM_2, SUN, SUN_2, POSTMAN, BEAR, BANK, BANK_2),
    *(MONITOR, MONITOR_2),
)
CHINESE_PRODUCTS = {product.id: product for product in _EVERY}


def _need(query: str, *clauses: Clause) -> Need:
    return Need(query, clauses, language="zh")


CHINESE_NEEDS = {
    "rice": _need(
        "煮饭用的有机大米，八十元以内", Clause("大米", "topic"), Clause("八十元以内", "limit", "price", "<=", 80.0, "CNY")
    ),
    "oil": _need("拌沙拉的有机橄榄油", Clause("橄榄油", "topic"), Clause("有机", "feature", "organic", "is", True)),
    "boots": _need(
        "雨天爬山穿的防水鞋，43码，500元以内",
        Clause("鞋", "topic"),
        Clause("防水", "feature", "防水", "is", True),
        Clause("500元以内", "limit", "price", "<=", 500.0, "CNY"),
    ),
    "pack": _need("多日徒步的背包，要有防雨罩", Clause("背包", "topic"), Clause("防雨罩", "feature", "rain cover", "is", True)),
    "serum": _need("油皮用的精华，不要香精", Clause("精华", "topic"), Clause("不要香精", "feature", "不含香精", "is", True)),
    "sun": _need("敏感肌游泳用的防晒霜", Clause("防晒霜", "topic")),
    "postman": _need(
        "送爸爸的小说，五十块以内", Clause("小说", "topic"), Clause("五十块以内", "limit", "price", "<=", 50.0, "CNY")
    ),
    "bear": _need("给四岁孩子的睡前故事", Clause("故事", "topic")),
    "bank": _need(
        "出差用的充电宝，能给笔记本充电，200元以内",
        Clause("充电宝", "topic"),
        Clause("200元以内", "limit", "price", "<=", 200.0, "CNY"),
    ),
    "monitor": _need(
        "打游戏用的27寸显示器，300欧元以内",
        Clause("显示器", "topic"),
        Clause("300欧元以内", "limit", "price", "<=", 300.0, "EUR"),
    ),
}
