"""Quantities: what a request says, and in which units a catalog gives its numbers."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopcli.index.units.learner import FieldUnit, QuantityLearner, number_of
from shopcli.need.grounding.quantities import class_range, find_quantities
from shopcli.need.languages.en.quantities import QUANTITIES as ENGLISH_QUANTITIES
from shopcli.need.languages.zh.quantities import QUANTITIES as CHINESE_QUANTITIES
from shopcli.text.units import SYMBOLS, QuantityReader, unit_table
from shopcli.types import Product

TABLE = unit_table()
ENGLISH = [
    # at least
    ("laptop with at least 8 GB of RAM", "at least 8 GB", 8, None, ">=", "GB"),
    ("cable 10 m or longer", "10 m or longer", 10, None, ">=", "m"),
    ("32 GB or bigger", "32 GB or bigger", 32, None, ">=", "GB"),
    ("8 GB of RAM or more", "8 GB of RAM or more", 8, None, ">=", "GB"),
    ("16GB+ laptop", "16GB+", 16, None, ">=", "GB"),
    ("a TV from 55 inch", "from 55 inch", 55, None, ">=", "in"),
    ("minimum 500 ml", "minimum 500 ml", 500, None, ">=", "ml"),
    ("8 GB minimum", "8 GB minimum", 8, None, ">=", "GB"),
    ("no less than 3 kg", "no less than 3 kg", 3, None, ">=", "kg"),
    ("not shorter than 3 m", "not shorter than 3 m", 3, None, ">=", "m"),
    ("no smaller than 40 inches", "no smaller than 40 inches", 40, None, ">=", "in"),
    ("RAM >= 8GB", ">= 8GB", 8, None, ">=", "GB"),
    ("≥ 8 GB", "≥ 8 GB", 8, None, ">=", "GB"),
    ("5000 mAh and up", "5000 mAh and up", 5000, None, ">=", "mAh"),
    ("20 litres or above", "20 litres or above", 20, None, ">=", "l"),
    ("at least two metres", "at least two metres", 2, None, ">=", "m"),
    ("a minimum of 300 lumens", "a minimum of 300 lumens", 300, None, ">=", "lm"),
    ("at least 5g protein", "at least 5g", 5, None, ">=", "g"),
    ("at least a 17 inch screen", "at least a 17 inch", 17, None, ">=", "in"),
    # at most
    ("no more than 1.5 kg", "no more than 1.5 kg", None, 1.5, "<=", "kg"),
    ("1 metre or less", "1 metre or less", None, 1, "<=", "m"),
    ("20 inch at most", "20 inch at most", None, 20, "<=", "in"),
    ("max 2,5 kg", "max 2,5 kg", None, 2.5, "<=", "kg"),
    ("max. 40 cm wide", "max. 40 cm", None, 40, "<=", "cm"),
    ("2 kg max", "2 kg max", None, 2, "<=", "kg"),
    ("up to 10 litres", "up to 10 litres", None, 10, "<=", "l"),
    ("no longer than 2 m", "no longer than 2 m", None, 2, "<=", "m"),
    ("not heavier than 2kg", "not heavier than 2kg", None, 2, "<=", "kg"),
    ("not over 30 dB", "not over 30 dB", None, 30, "<=", "dB"),
    ("≤ 3 m", "≤ 3 m", None, 3, "<=", "m"),
    ("3 m or shorter", "3 m or shorter", None, 3, "<=", "m"),
    ("200 kcal or under", "200 kcal or under", None, 200, "<=", "kcal"),
    # about and exactly
    ("about 2 m", "about 2 m", 2, 2, "about", "m"),
    ("around 500 grams of coffee", "around 500 grams", 500, 500, "about", "g"),
    ("~15 inch", "~15 inch", 15, 15, "about", "in"),
    ("approx. 3 ft", "approx. 3 ft", 3, 3, "about", "ft"),
    ("15 inch or so", "15 inch or so", 15, 15, "about", "in"),
    # ranges
    ("between 13 and 15 inches", "between 13 and 15 inches", 13, 15, "between", "in"),
    ("13-15 inch laptop", "13-15 inch", 13, 15, "between", "in"),
    ('13 to 15"', '13 to 15"', 13, 15, "between", "in"),
    ("13 – 15 inch", "13 – 15 inch", 13, 15, "between", "in"),
    ("from 10 to 20 l", "from 10 to 20 l", 10, 20, "between", "l"),
    ("500 g to 1 kg", "500 g to 1 kg", 0.5, 1, "between", "kg"),
    ("between 1 kg and 500 g", "between 1 kg and 500 g", 500, 1000, "between", "g"),
    ("13in-15in", "13in-15in", 13, 15, "between", "in"),
    ("13 or 14 inch", "13 or 14 inch", 13, 14, "between", "in"),
    ("between two and three metres", "between two and three metres", 2, 3, "between", "m"),
    # bare
    ("a 17 inch screen", "17 inch", 17, 17, "==", "in"),
    ('15.6" laptop', '15.6"', 15.6, 15.6, "==", "in"),
    ("15.6'' laptop", "15.6''", 15.6, 15.6, "==", "in"),
    ("phone with 128GB", "128GB", 128, 128, "==", "GB"),
    ("8gb ram", "8gb", 8, 8, "==", "GB"),
    ("8 Gb of memory", "8 Gb", 8, 8, "==", "GB"),
    ("16 gigs of ram", "16 gigs", 16, 16, "==", "GB"),
    ("1TB ssd", "1TB", 1, 1, "==", "TB"),
    ("3-metre cable", "3-metre", 3, 3, "==", "m"),
    ("a 6ft cable", "6ft", 6, 6, "==", "ft"),
    ("half a litre", "half a litre", 0.5, 0.5, "==", "l"),
    ("two metres", "two metres", 2, 2, "==", "m"),
    ("one and a half litres", "one and a half litres", 1.5, 1.5, "==", "l"),
    ("two hundred grams", "two hundred grams", 200, 200, "==", "g"),
    ("twenty-five metres", "twenty-five metres", 25, 25, "==", "m"),
    ("1/2 inch bolt", "1/2 inch", 0.5, 0.5, "==", "in"),
    ("3 1/2 inch disk", "3 1/2 inch", 3.5, 3.5, "==", "in"),
    ("1½ l bottle", "1½ l", 1.5, 1.5, "==", "l"),
    ("5 ft 6 in", "5 ft 6 in", 5.5, 5.5, "==", "ft"),
    ("a board 5'6\" long", "5'6\"", 5.5, 5.5, "==", "ft"),
    ("1 h 30 min", "1 h 30 min", 1.5, 1.5, "==", "h"),
    ("32in monitor", "32in", 32, 32, "==", "in"),
    ("screen of 15 in.", "15 in.", 15, 15, "==", "in"),
    ("24 months warranty", "24 months", 24, 24, "==", "month"),
    ("water resistant to 5 ATM", "5 ATM", 5, 5, "==", "atm"),
    ("15 bar espresso machine", "15 bar", 15, 15, "==", "bar"),
    ("10,000mAh power bank", "10,000mAh", 10000, 10000, "==", "mAh"),
    ("10 000 mAh", "10 000 mAh", 10000, 10000, "==", "mAh"),
    ("20000MAH", "20000MAH", 20000, 20000, "==", "mAh"),
    ("65w charger", "65w", 65, 65, "==", "W"),
    ("2 x 250 g of butter", "250 g", 250, 250, "==", "g"),
    ("freezer to -20 °C", "-20 °C", -20, -20, "==", "°C"),
    ("85% cocoa", "85%", 85, 85, "==", "%"),
    ("80 g/m2 paper", "80 g/m2", 80, 80, "==", "g/m²"),
    ("iPhone 11 128 GB", "128 GB", 128, 128, "==", "GB"),
    ("iPhone 11 Pro Max 256GB", "256GB", 256, 256, "==", "GB"),
    ("iPhone 11 - 128 GB", "128 GB", 128, 128, "==", "GB"),
    ("USB 3.0 - 2 m", "2 m", 2, 2, "==", "m"),
    # counts
    ("2 pack of socks", "2 pack", 2, 2, "==", "pack"),
    ("6-pack", "6-pack", 6, 6, "==", "pack"),
    ("pack of 12 batteries", "pack of 12", 12, 12, "==", "pcs"),
    ("a set of 3 knives", "set of 3", 3, 3, "==", "pcs"),
    ("set of four chairs", "set of four", 4, 4, "==", "pcs"),
    ("500 sheets", "500 sheets", 500, 500, "==", "sheets"),
    ("two dozen eggs", "two dozen", 24, 24, "==", "pcs"),
]  # fmt: skip
STRICT = [
    ("shorter than 2 metres", "shorter than 2 metres", None, 2, "<=", "m"),
    ("under 1.5 kg", "under 1.5 kg", None, 1.5, "<=", "kg"),
    ("lighter than 2 kg", "lighter than 2 kg", None, 2, "<=", "kg"),
    ("lighter than 5 pounds", "lighter than 5 pounds", None, 5, "<=", "lb"),
    ("less than 1000 W", "less than 1000 W", None, 1000, "<=", "W"),
    ("<2kg", "<2kg", None, 2, "<=", "kg"),
    ("under a metre", "under a metre", None, 1, "<=", "m"),
    ("more than 8 GB", "more than 8 GB", 8, None, ">=", "GB"),
    ("over 10 m", "over 10 m", 10, None, ">=", "m"),
    ("bigger than 40 inch", "bigger than 40 inch", 40, None, ">=", "in"),
    ("exactly 500 g", "exactly 500 g", 500, 500, "==", "g"),
]
CHINESE = [
    ("10米以上的网线", "10米以上", 10, None, ">=", "m"),
    ("至少8GB内存", "至少8GB", 8, None, ">=", "GB"),
    ("40英寸以上", "40英寸以上", 40, None, ">=", "in"),
    ("8GB内存以上", "8GB内存以上", 8, None, ">=", "GB"),
    ("不少於8GB", "不少於8GB", 8, None, ">=", "GB"),
    ("容量不低于20升", "不低于20升", 20, None, ">=", "l"),
    ("8GB起", "8GB起", 8, None, ">=", "GB"),
    ("不超过2公斤", "不超过2公斤", None, 2, "<=", "kg"),
    ("不超過2公斤的筆電", "不超過2公斤", None, 2, "<=", "kg"),
    ("最多500克", "最多500克", None, 500, "<=", "g"),
    ("2公斤以下", "2公斤以下", None, 2, "<=", "kg"),
    ("10米以内", "10米以内", None, 10, "<=", "m"),
    ("10到15米之间", "10到15米之间", 10, 15, "between", "m"),
    ("介于10米和15米之间", "介于10米和15米之间", 10, 15, "between", "m"),
    ("13-15英寸", "13-15英寸", 13, 15, "between", "in"),
    ("两到三米", "两到三米", 2, 3, "between", "m"),
    ("2米左右", "2米左右", 2, 2, "about", "m"),
    ("大约500毫升", "大约500毫升", 500, 500, "about", "ml"),
    ("15寸笔记本", "15寸", 15, 15, "==", "in"),
    ("15.6吋筆電", "15.6吋", 15.6, 15.6, "==", "in"),
    ("１５寸", "１５寸", 15, 15, "==", "in"),
    ("500毫升", "500毫升", 500, 500, "==", "ml"),
    ("1.5升", "1.5升", 1.5, 1.5, "==", "l"),
    ("3斤大米", "3斤", 1.5, 1.5, "==", "kg"),
    ("两斤半", "两斤半", 1.25, 1.25, "==", "kg"),
    ("一米五的床", "一米五", 1.5, 1.5, "==", "m"),
    ("1米85", "1米85", 1.85, 1.85, "==", "m"),
    ("三米五根", "三米", 3.0, 3.0, "==", "m"),
    ("一公斤二", "一公斤二", 1.2, 1.2, "==", "kg"),
    ("半升", "半升", 0.5, 0.5, "==", "l"),
    ("两米", "两米", 2, 2, "==", "m"),
    ("二十五米", "二十五米", 25, 25, "==", "m"),
    ("一百二十克", "一百二十克", 120, 120, "==", "g"),
    ("十二个月", "十二个月", 12, 12, "==", "month"),
    ("2千克", "2千克", 2, 2, "==", "kg"),
    ("8G内存", "8G", 8, 8, "==", "GB"),
    ("4G内存", "4G", 4, 4, "==", "GB"),
    ("1T硬盘", "1T", 1, 1, "==", "TB"),
    ("2万毫安的充电宝", "2万毫安", 20000, 20000, "==", "mAh"),
    ("4800万像素", "4800万像素", 48, 48, "==", "MP"),
    ("3年质保", "3年", 3, 3, "==", "year"),
    ("100张A4纸", "100张", 100, 100, "==", "sheets"),
    ("6只装", "6只装", 6, 6, "==", "pcs"),
]
CHINESE_STRICT = [
    ("大于10米", "大于10米", 10, None, ">=", "m"),
    ("小于5公斤", "小于5公斤", None, 5, "<=", "kg"),
    ("超过1公斤", "超过1公斤", 1, None, ">=", "kg"),
    ("比2公斤轻", "比2公斤轻", None, 2, "<=", "kg"),
    ("比10米长", "比10米长", 10, None, ">=", "m"),
    ("正好500克", "正好500克", 500, 500, "==", "g"),
]
CASES = [
    *((*case, False, ENGLISH_QUANTITIES) for case in ENGLISH),
    *((*case, True, ENGLISH_QUANTITIES) for case in STRICT),
    *((*case, False, CHINESE_QUANTITIES) for case in CHINESE),
    *((*case, True, CHINESE_QUANTITIES) for case in CHINESE_STRICT),
]


@pytest.mark.parametrize(("request_", "phrase", "low", "high", "op", "unit", "strict", "words"), CASES)
def test_a_request_names_a_quantity(request_, phrase, low, high, op, unit, strict, words):
    found = [
        (request_[q.start : q.end], q.low, q.high, q.op, q.unit, q.dimension, q.strict)
        for q in find_quantities(request_, words, TABLE)
    ]
    assert found == [(phrase, low, high, op, unit, TABLE[unit].dimension, strict)]


@pytest.mark.parametrize(
    "request_",
    [
        "under 50 euros", "watch for £5", "a house for $5m", "Galaxy S10", "T5600", "USB 3.0", "Windows 11",
        "iPhone 11 under 500",
        "4K TV", "Cat6 cable", "802.11n", "802.11g router", "5 in 1 hub", "2-in-1 laptop", "2 in black", "size M", "a 5G phone",
        "5g phone", "iphone 5s", "2 bar stools", "20 x 30 cm frame", "20cm x 30cm", "under 5 pounds", "50% off",
        '"iphone 11" case',
        "a dress under the knee", "under armour", "no 1 brand", "24/7", "£1.2k",
        "1920x1080", "version 3.0.1 m", "2 people", "",
        "a year", "i7-8700", "2 HP laptops", "model 2024 year",
    ],
)  # fmt: skip
def test_a_number_that_measures_nothing_is_no_quantity(request_):
    assert find_quantities(request_, ENGLISH_QUANTITIES, TABLE) == []


@pytest.mark.parametrize(
    "request_",
    [
        "200元以下",
        "5G手机",
        "2024年新款",
        "三星S10",
        "一条裤子",
        "iPhone 11升级版",
        "USB 3.0转接头",
        "百度音箱",
        "两件T恤",
        "11天猫",
    ],
)
def test_a_chinese_number_that_measures_nothing_is_no_quantity(request_):
    assert find_quantities(request_, CHINESE_QUANTITIES, TABLE) == []


def test_several_quantities_come_in_their_order():
    request = "15 inch laptop, 16GB RAM, 512 GB SSD, under 2 kg"
    found = find_quantities(request, ENGLISH_QUANTITIES, TABLE)
    assert [request[q.start : q.end] for q in found] == ["15 inch", "16GB", "512 GB", "under 2 kg"]
    assert [(q.number_start, q.number_end) for q in found[-1:]] == [(44, 48)]


def test_a_plus_before_another_number_compares_nothing():
    found = find_quantities("8GB+256GB", ENGLISH_QUANTITIES, TABLE)
    assert [(q.low, q.high, q.op) for q in found] == [(8, 8, "=="), (256, 256, "==")]


@pytest.mark.parametrize(
    ("request_", "low", "high"),
    [
        ("17 inch", 17, 18), ('15.6"', 15.132, 16.068), ("6 pieces", 6, 7), ("2 m", 1.94, 2.06), ("46 mm", 45.5, 46.5),
        ("500 g", 485, 515), ("1 TB", 0.97, 1.03), ("12 V", 11.64, 12.36),
    ],
)  # fmt: skip
def test_a_bare_amount_stands_for_its_class(request_, low, high):
    (quantity,) = find_quantities(request_, ENGLISH_QUANTITIES, TABLE)
    assert class_range(quantity) == pytest.approx((low, high))


_PIECES = st.sampled_from(
    "at least|no more than|between|and|to|-|8|1,299.5|½|1/2| |  |GB|m|in|\"|'|x|or more|a|half|two|hundred|£|+|max|"
    "至少|不超过|两|十|万|米|公斤|以上|之间|比|轻|G|°C|.|,|pack of|８|İ|\n".split("|")
)
_GARBAGE = st.one_of(
    st.text(max_size=80), st.lists(_PIECES, max_size=60).map("".join), st.lists(_PIECES, max_size=60).map(" ".join)
)


@settings(max_examples=300, deadline=None)
@given(_GARBAGE, st.sampled_from([ENGLISH_QUANTITIES, CHINESE_QUANTITIES]))
def test_no_request_breaks_the_reading_and_every_span_is_a_slice_of_it(request_, words):
    end = 0
    for q in find_quantities(request_, words, TABLE):
        assert end <= q.start <= q.number_start < q.number_end <= q.end <= len(request_)
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high
        assert TABLE[q.unit].dimension == q.dimension
        low, high = class_range(q)
        assert low <= high
        end = q.end


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1,", "1/", "a ", "two ", "no more than ", "8 GB or ", "x1", "十", '1"', "1.1.", "½ ", " ", "比"]
)
@pytest.mark.parametrize("words", [ENGLISH_QUANTITIES, CHINESE_QUANTITIES])
def test_long_garbage_is_read_to_the_end(piece, words):
    found = find_quantities(piece * 2000 + " 8 GB", words, TABLE)
    assert all(q.end <= 2000 for q in found)


# --- what the index learns


def learned(products, names=None):
    learner = QuantityLearner(TABLE, names)
    for number, (title, attributes) in enumerate(products):
        learner.add(Product(id=str(number), title=title, attributes=attributes))
    return learner.learned()


GROCERIES = [
    (f"{name} {said}", {"net content": grams, "shelf_life_days": 30.0 * n, "aisle": float(n % 4 + 1), "energy": f"{kcal} kcal"})
    for n, (name, said, grams, kcal) in enumerate(
        [
            ("Oat flakes", "500 g", 500.0, 370), ("Basmati rice", "1 kg", 1000.0, 350), ("Wheat flour", "1.5 kg", 1500.0, 340),
            ("Cane sugar", "250g", 250.0, 400), ("Sea salt", "0,75 kg", 750.0, 0), ("Red lentils", "400 g", 400.0, 330),
            ("Dark chocolate", "100 g", 100.0, 550), ("Ground coffee", "2 x 250 g", 225.0, 2), ("Muesli", "600 g", 600.0, 380),
            ("Spaghetti", "0.8 kg", 800.0, 360), ("Paprika", "40 g", 40.0, 280), ("Black tea", "125 g", 125.0, 1),
        ],
        1,
    )
]  # fmt: skip


def test_a_number_is_in_the_unit_in_which_titles_say_it():
    unit = learned(GROCERIES)["net content"]
    assert (unit.unit, unit.dimension, unit.sure, unit.parsed) == ("g", "mass", True, False)
    assert unit.share == pytest.approx(11 / 12, abs=0.001)
    assert unit.examples == ("500 beside “500 g”", "1000 beside “1 kg”", "1500 beside “1.5 kg”")


def test_a_field_of_quantities_is_read_in_its_commonest_unit():
    assert learned(GROCERIES)["energy"] == FieldUnit("energy", "kcal", "energy", True, 1.0, True, ("370 kcal",))


def test_the_unit_that_closes_a_name_counts_and_a_number_that_titles_never_say_has_none():
    units = learned(GROCERIES)
    assert "aisle" not in units
    names = {
        "weight_g": "g",
        "length (cm)": "cm",
        "battery_mah": "mAh",
        "Breite in mm": "mm",
        "capacity_gb": "GB",
        "width_in": "in",
    }
    products = [(f"Thing {n}", dict.fromkeys(names, float(n))) for n in range(3)]
    assert {name: (unit.unit, unit.sure) for name, unit in learned(products).items()} == {
        n: (u, True) for n, u in names.items()
    }


def test_a_name_that_only_ends_like_a_unit_says_none():
    names = ("age_min", "plug_in", "screen_height_h", "type_a", "rate_5_ghz", "class_g")
    assert learned([(f"Thing {n}", dict.fromkeys(names, float(n))) for n in range(9)]) == {}


def test_feet_in_titles_tell_that_a_length_is_in_metres():
    lengths = [(3, 0.9), (6, 1.8), (10, 3.0), (15, 4.6), (20, 6.1), (25, 7.6), (50, 15.2), (12, 3.7)]
    unit = learned([(f"Patch lead, {feet} ft", {"cable_length": metres}) for feet, metres in lengths])["cable_length"]
    assert (unit.unit, unit.sure, unit.share) == ("m", True, 1.0)


def test_a_field_named_after_a_sure_one_takes_its_unit_but_is_not_sure():
    products = [
        (
            f"Kettlebell {grams} g",
            {"weight": float(grams), "package_weight": grams * 1.4 + 33, "maximum_weight": grams / 40},
        )
        for grams in (500, 750, 1200, 2400, 3600, 4100, 5300, 6700)
    ]
    units = learned(products)
    assert (units["package_weight"].unit, units["package_weight"].sure) == ("g", False)
    assert "maximum_weight" not in units


def test_small_counts_that_agree_by_chance_say_nothing():
    products = [(f"Hub with {n % 4 + 1} m lead", {"ports": float(n // 4 % 4 + 1)}) for n in range(200)]
    assert learned(products)["ports"].unit == "ports"


def test_words_for_units_may_be_the_catalogs_own_language():
    products = [(f"大米 {grams}克", {"净含量": float(grams)}) for grams in (500, 1000, 2500, 750, 5000, 800, 1500)]
    assert learned(products, {"克": "g"})["净含量"].unit == "g"
    assert learned(products) == {}


def test_the_sample_catalog_gives_its_quantities_as_texts():
    rows = json.loads((Path(__file__).parents[1] / "sample_catalog" / "products.json").read_text(encoding="utf-8"))
    units = learned([(row["title"], row.get("attributes", {})) for row in rows], {"days": "day", "hours": "h"})
    told = {
        name: (units[name].unit, units[name].parsed) for name in ("weight", "case size", "battery life", "volume", "drop (mm)")
    }
    assert told == {
        "weight": ("g", True),
        "case size": ("mm", True),
        "battery life": ("day", True),
        "volume": ("l", True),
        "drop (mm)": ("mm", False),
    }


def test_a_text_gives_its_number_in_the_fields_unit():
    reader = QuantityReader(SYMBOLS | {"inch": "in"})
    assert number_of("1.5 kg", "g", reader, TABLE) == 1500
    assert number_of("2 x 250 g", "g", reader, TABLE) == 500
    assert number_of("15.6 inch", "in", reader, TABLE) == 15.6
    assert number_of("3 m", "g", reader, TABLE) is None
    assert number_of("heavy", "g", reader, TABLE) is None


def test_chinese_denies_both_of_what_an_and_joins():
    from tests.shop_words import SHOP

    clauses = SHOP.understood("不要皮革和羊毛的外套").clauses
    assert [clause.kind for clause in clauses if clause.kind == "exclude"] == ["exclude", "exclude"]
