"""Words for units, each to the symbol of `shopcli.text.units`, and the words before which they are none: data alone."""

from __future__ import annotations

_PLURALS = {
    "inch": "in", "centimetre": "cm", "centimeter": "cm", "millimetre": "mm", "millimeter": "mm", "metre": "m", "meter": "m",
    "kilometre": "km", "kilometer": "km", "yard": "yd", "micron": "µm", "micrometre": "µm", "micrometer": "µm",
    "nanometre": "nm",
    "gram": "g", "gramme": "g", "kilogram": "kg", "kilo": "kg", "kilogramme": "kg", "milligram": "mg", "ounce": "oz",
    "pound": "lb",
    "tonne": "t", "ton": "t", "kilobyte": "kB", "megabyte": "MB", "gigabyte": "GB", "terabyte": "TB",
    "watt": "W", "kilowatt": "kW", "milliwatt": "mW", "volt": "V", "millivolt": "mV", "kilovolt": "kV", "amp": "A",
    "ampere": "A",
    "milliamp": "mA", "milliampere": "mA", "amp hour": "Ah", "amp-hour": "Ah", "milliamp hour": "mAh", "watt hour": "Wh",
    "watt-hour": "Wh", "kilowatt hour": "kWh", "joule": "J", "kilojoule": "kJ", "calorie": "kcal", "kilocalorie": "kcal",
    "cal": "kcal",
    "litre": "l", "liter": "l", "ltr": "l", "millilitre": "ml", "milliliter": "ml", "centilitre": "cl", "centiliter": "cl",
    "decilitre": "dl", "gallon": "gal", "fluid ounce": "fl oz", "cubic metre": "m³", "cubic meter": "m³",
    "second": "s", "sec": "s", "minute": "min", "hour": "h", "hr": "h", "day": "day", "week": "week", "month": "month",
    "year": "year",
    "yr": "year", "millisecond": "ms", "megahertz": "MHz", "gigahertz": "GHz", "kilohertz": "kHz", "hertz": "Hz",
    "pascal": "Pa", "atmosphere": "atm", "degree": "°", "lumen": "lm", "megapixel": "MP", "mpix": "MP", "pixel": "px",
    "decibel": "dB", "piece": "pcs", "pack": "pack", "sheet": "sheets", "page": "pages",
    "square metre": "m²", "square meter": "m²", "square centimetre": "cm²", "hectare": "ha",
}  # fmt: skip
ENGLISH: dict[str, str] = {
    **_PLURALS,
    **{f"{word}s": unit for word, unit in _PLURALS.items() if not word.endswith(("hertz", "inch"))},
    "inches": "in", "foot": "ft", "feet": "ft", "square feet": "ft²", "square foot": "ft²", "square inches": "in²",
    "square inch": "in²", "frames per second": "fps", "millimetres per second": "mm/s", "millimeters per second": "mm/s",
    "percent": "%", "per cent": "%",
    "horsepower": "hp", "bhp": "hp", "degrees celsius": "°C", "degrees c": "°C", "celsius": "°C", "degrees fahrenheit": "°F",
    "fahrenheit": "°F", "megabit per second": "Mbit/s", "megabits per second": "Mbit/s", "gigabit per second": "Gbit/s",
    "gigabits per second": "Gbit/s", "megabytes per second": "MB/s", "gbit": "Gbit/s", "mbit": "Mbit/s",
    "metres per second": "m/s", "meters per second": "m/s", "miles per hour": "mph", "kmh": "km/h", "km per hour": "km/h",
    "newton metre": "Nm", "newton metres": "Nm", "newton meters": "Nm", "revolutions per minute": "rpm",
    "dots per inch": "dpi",
}  # fmt: skip

# How inches are written in any language, behind a number: marks, straight and curly, and words.
INCH_MARKS = ('"', "″", "”", "“", "''", "′′", "’’")
INCHES: tuple[str, ...] = (
    "inch", "inches", "zoll", "pouce", "pouces", "pulgada", "pulgadas", "pollice", "pollici", "polegada", "polegadas", "cala",
    "cali", "cale", "inç", "дюйм", "дюйма", "дюймов", "インチ", "英寸", "英吋", "吋", "寸",
)  # fmt: skip

_FURNITURE = ("stool", "stools", "chair", "chairs", "table", "tables", "soap", "code", "codes", "counter", "trolley", "fridge")
# "2 bar stools" measure nothing.
NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "bar": _FURNITURE, "foot": ("rest", "rests", "stool", "stools", "pedal", "pedals", "pump", "bath"),
    "second": ("hand", "screen", "monitor"), "day": ("bag", "bags", "pack", "packs"), "%": ("off", "discount", "cheaper"),
}  # fmt: skip

CHINESE: dict[str, str] = {
    symbol: unit
    for unit, symbols in {
        "mm": "毫米 公厘 公釐", "cm": "厘米 公分", "m": "米 公尺", "km": "千米 公里", "in": "英寸 英吋 寸 吋",
        "ft": "英尺 呎", "nm": "纳米 奈米",
        "µm": "微米", "mg": "毫克", "g": "克 公克", "kg": "千克 公斤", "t": "吨 噸", "oz": "盎司", "lb": "磅",
        "MB": "兆 兆字节", "GB": "G 吉字节", "TB": "T 太字节", "W": "瓦 瓦特", "kW": "千瓦", "mW": "毫瓦",
        "mAh": "毫安时 毫安時 毫安",
        "Ah": "安时 安時", "Wh": "瓦时 瓦時", "kWh": "千瓦时 千瓦時", "J": "焦耳", "kJ": "千焦", "kcal": "千卡 大卡 卡路里",
        "V": "伏 伏特", "A": "安培", "ml": "毫升", "cl": "厘升", "l": "升 公升", "m³": "立方米", "gal": "加仑 加侖",
        "s": "秒", "ms": "毫秒", "min": "分钟 分鐘", "h": "小时 小時 个小时 個小時", "day": "天", "week": "周 星期",
        "month": "个月 個月",
        "year": "年", "Hz": "赫兹 赫", "kHz": "千赫", "MHz": "兆赫", "GHz": "吉赫", "Pa": "帕", "bar": "巴",
        "atm": "大气压 大氣壓",
        "°C": "摄氏度 攝氏度", "°": "度",
        "in²": "平方英寸", "fps": "帧 帧每秒", "cd/m²": "尼特", "mm/s": "毫米每秒",
        "m²": "平方米 平米 平方公尺", "cm²": "平方厘米", "Mbit/s": "兆带宽", "lm": "流明",
        "px": "像素", "dB": "分贝 分貝", "rpm": "转 转每分钟",
        "pcs": "片 片装 片裝 支装 支裝 只装 只裝 個裝 个装 件装 件套 件裝 瓶装 瓶裝 袋装 盒装 卷装 条装 双装 粒装 粒 枚",
        "sheets": "张 張 抽", "pages": "页 頁",
    }.items()
    for symbol in symbols.split()
}  # fmt: skip

# The fields of what one unit costs, to the units that it is said of.
UNIT_PRICES: dict[str, tuple[str, ...]] = {
    "price per kg": ("kg", "g", "lb", "oz", "mg"), "price per l": ("l", "ml", "cl", "dl", "gal", "fl oz"),
    "price per piece": ("pcs", "item", "unit"),
}  # fmt: skip
