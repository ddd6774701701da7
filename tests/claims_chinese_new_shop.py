"""Twelve more records of six trades, in Chinese and English, each with a neighbour: of these claims_chinese_new.txt is.

CHINESE_NEW_NEEDS holds, by the first product of a row, what the shopper asked for.
"""

from __future__ import annotations

from shopcli.types import Clause, Need, Product

COOKER = Product(
    "cooker",
    "谷香 智能电饭煲 4升 米白",
    "内胆可以进洗碗机。附蒸笼和饭勺各一个。预约最长24小时。",
    "谷香",
    "电饭煲",
    329.0,
    "CNY",
    attributes={
        "容量": "4升",
        "功率": "860瓦",
        "内胆材质": "陶瓷",
        "预约功能": True,
        "可拆上盖": False,
        "适用人数": "3-5人",
        "重量": "4.3公斤",
        "颜色": "米白色",
        "保修": "3年",
        "评分": 4.6,
        "reviews": "米饭粒粒分明。 | 煮粥的时候会溢出来。",
    },
)
COOKER_2 = Product(
    "cooker2",
    "谷香 迷你电饭煲 1.6升 粉色",
    "一个人吃刚好。不带蒸笼。",
    "谷香",
    "电饭煲",
    169.0,
    "CNY",
    attributes={
        "容量": "1.6升",
        "功率": "300瓦",
        "内胆材质": "不粘涂层",
        "预约功能": False,
        "可拆上盖": True,
        "适用人数": "1-2人",
        "重量": "1.9公斤",
        "颜色": "粉色",
        "保修": "1年",
        "评分": 4.2,
    },
)
ESPRESSO = Product(
    "espresso",
    "Bellaforte Uno Espresso Machine, Steel",
    "A milk jug and a tamper are in the box. Descale every two months. Does not take capsules.",
    "Bellaforte",
    "Coffee Machines",
    219.0,
    "EUR",
    attributes={
        "pressure": "15 bar",
        "water tank": "1.4 l",
        "power": "1350 W",
        "milk frother": True,
        "built-in grinder": False,
        "cup warmer": True,
        "width": "21 cm",
        "weight": "4.6 kg",
        "colour": "silver",
        "warranty": "2 years",
        "rating": 4.4,
        "reviews": "Thick crema every morning. | The drip tray fills up fast.",
    },
)
ESPRESSO_2 = Product(
    "espresso2",
    "Bellaforte Grind Espresso Machine, Black",
    "Grinds fresh for every cup.",
    "Bellaforte",
    "Coffee Machines",
    399.0,
    "EUR",
    attributes={
        "pressure": "19 bar",
        "water tank": "2 l",
        "power": "1550 W",
        "milk frother": True,
        "built-in grinder": True,
        "cup warmer": False,
        "width": "30 cm",
        "weight": "8.9 kg",
        "colour": "black",
        "warranty": "3 years",
        "rating": 4.1,
    },
)
CASE = Product(
    "case",
    "行舟 20寸登机箱 墨绿",
    "轮子静音。密码锁，忘了密码可联系客服重置。内有分隔层。",
    "行舟",
    "行李箱",
    299.0,
    "CNY",
    attributes={
        "尺寸": "20寸",
        "容量": "36升",
        "箱体材质": "聚碳酸酯",
        "重量": "2.9公斤",
        "可登机": True,
        "可扩展": False,
        "充电口": True,
        "轮子数量": 4.0,
        "颜色": "墨绿色",
        "质保": "5年",
        "评分": 4.7,
        "reviews": "推起来没什么声音。 | 拉杆有点晃。",
    },
)
CASE_2 = Product(
    "case2",
    "行舟 26寸托运箱 银色",
    "加厚护角。",
    "行舟",
    "行李箱",
    459.0,
    "CNY",
    attributes={
        "尺寸": "26寸",
        "容量": "68升",
        "箱体材质": "铝镁合金",
        "重量": "5.1公斤",
        "可登机": False,
        "可扩展": False,
        "充电口": False,
        "轮子数量": 4.0,
        "颜色": "银色",
        "质保": "5年",
        "评分": 4.4,
    },
)
LODGE = Product(
    "lodge",
    "Marrowfell Lodge 4 Family Tent",
    "Pitched in ten minutes by two people. Footprint sold separately. Keep away from open fire.",
    "Marrowfell",
    "Tents",
    349.0,
    "EUR",
    attributes={
        "persons": 4.0,
        "weight": "8.2 kg",
        "height": "195 cm",
        "hydrostatic head": "4000 mm",
        "porch": True,
        "freestanding": False,
        "pole material": "fibreglass",
        "season": "3 seasons",
        "colour": "sand",
        "warranty": "2 years",
        "rating": 4.5,
        "reviews": "Stayed dry in a storm. | The pegs bend easily.",
    },
)
SOLO = Product(
    "solo",
    "Marrowfell Solo 1 Trekking Tent",
    "Fits on any bicycle rack.",
    "Marrowfell",
    "Tents",
    279.0,
    "EUR",
    attributes={
        "persons": 1.0,
        "weight": "1.3 kg",
        "height": "100 cm",
        "hydrostatic head": "3000 mm",
        "porch": False,
        "freestanding": True,
        "pole material": "aluminium",
        "season": "4 seasons",
        "colour": "green",
        "warranty": "2 years",
        "rating": 4.7,
    },
)
BRUSH = Product(
    "brush",
    "净齿 声波电动牙刷 浅蓝",
    "附两个刷头和一个旅行盒。刷头建议三个月一换。",
    "净齿",
    "电动牙刷",
    199.0,
    "CNY",
    attributes={
        "清洁模式": 4.0,
        "续航时间": "60天",
        "充电时间": "4小时",
        "防水等级": "IPX7",
        "压力提醒": True,
        "无线充电": True,
        "适用年龄": "12岁以上",
        "重量": "108克",
        "颜色": "浅蓝色",
        "保修": "2年",
        "评分": 4.5,
        "reviews": "刷完牙很光滑。 | 声音有点大。",
    },
)
BRUSH_2 = Product(
    "brush2",
    "净齿 儿童电动牙刷 黄色",
    "刷毛软。用两节七号电池。",
    "净齿",
    "电动牙刷",
    99.0,
    "CNY",
    attributes={
        "清洁模式": 2.0,
        "续航时间": "30天",
        "防水等级": "IPX7",
        "压力提醒": False,
        "无线充电": False,
        "适用年龄": "3岁以上",
        "重量": "72克",
        "颜色": "黄色",
        "保修": "1年",
        "评分": 4.3,
    },
)
GUITAR = Product(
    "guitar",
    "Halden Brook Acoustic Guitar, Natural",
    "A gig bag and three picks are in the box. Strings wear out and are not covered by the warranty.",
    "Halden",
    "Acoustic Guitars",
    259.0,
    "EUR",
    attributes={
        "top wood": "spruce",
        "back wood": "mahogany",
        "scale length": "648 mm",
        "frets": 20.0,
        "left-handed": False,
        "pickup": False,
        "suitable for": "beginners",
        "weight": "1.9 kg",
        "warranty": "3 years",
        "rating": 4.6,
        "reviews": "Warm sound for the money. | The strings were old.",
    },
)
GUITAR_2 = Product(
    "guitar2",
    "Halden Creek Electro-Acoustic Guitar, Left Hand",
    "Has a tuner in its side.",
    "Halden",
    "Acoustic Guitars",
    329.0,
    "EUR",
    attributes={
        "top wood": "cedar",
        "back wood": "mahogany",
        "scale length": "628 mm",
        "frets": 20.0,
        "left-handed": True,
        "pickup": True,
        "suitable for": "advanced players",
        "weight": "2.1 kg",
        "warranty": "3 years",
        "rating": 4.3,
    },
)

_EVERY = (COOKER, COOKER_2, ESPRESSO, ESPRESSO_2, CASE, CASE_2, LODGE, SOLO, BRUSH, BRUSH_2, GUITAR, GUITAR_2)
CHINESE_NEW_PRODUCTS = {product.id: product for product in _EVERY}


def _need(query: str, *clauses: Clause) -> Need:
    return Need(query, clauses, language="zh")


def _up_to(text: str, amount: float, currency: str) -> Clause:
    return Clause(text, "limit", "price", "<=", amount, currency)


CHINESE_NEW_NEEDS = {
    "cooker": _need("一家四口用的电饭煲，四百以内", Clause("电饭煲", "topic"), _up_to("四百以内", 400.0, "CNY")),
    "espresso": _need("窄台面上用的咖啡机，250欧元以内", Clause("咖啡机", "topic"), _up_to("250欧元以内", 250.0, "EUR")),
    "case": _need("出差带上飞机的箱子，三百块以内", Clause("箱子", "topic"), _up_to("三百块以内", 300.0, "CNY")),
    "lodge": _need("带两个孩子露营的帐篷，400欧元以内", Clause("帐篷", "topic"), _up_to("400欧元以内", 400.0, "EUR")),
    "brush": _need("牙龈敏感用的电动牙刷", Clause("电动牙刷", "topic")),
    "guitar": _need("初学者的木吉他，300欧元以内", Clause("木吉他", "topic"), _up_to("300欧元以内", 300.0, "EUR")),
}
