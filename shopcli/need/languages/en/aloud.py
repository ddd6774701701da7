"""How English is read aloud."""

from __future__ import annotations

from shopcli.text.money import currencies
from shopcli.types import SpokenForms

_UNITS = (
    "nm nanometer|mm millimeter|cm centimeter|m meter|km kilometer|in inch inches|ft foot feet|yd yard|mg milligram|g gram"
    "|kg kilogram|oz ounce|lb pound|t ton|kB kilobyte|MB megabyte|GB gigabyte|TB terabyte|mW milliwatt|W watt|kW kilowatt"
    "|mAh milliamp_hour|Ah amp_hour|Wh watt_hour|kWh kilowatt_hour|J joule|kJ kilojoule|kcal kilocalorie|mV millivolt|V volt"
    "|kV kilovolt|mA milliamp|A amp|ml milliliter|cl centiliter|dl deciliter|l liter|m³ cubic_meter|gal gallon"
    "|fl oz fluid_ounce|ms millisecond|s second|min minute|h hour|Hz hertz hertz|kHz kilohertz kilohertz"
    "|MHz megahertz megahertz|GHz gigahertz gigahertz|Pa pascal|kPa kilopascal|bar bar|psi P_S_I P_S_I|atm atmosphere"
    "|°C degree_Celsius degrees_Celsius|°F degree_Fahrenheit degrees_Fahrenheit|° degree|mm² square_millimeter"
    "|cm² square_centimeter|m² square_meter|ft² square_foot square_feet|ha hectare"
    "|in² square_inch square_inches|mm/s millimeter_a_second millimeters_a_second|fps frame_a_second frames_a_second|cd/m² nit"
    "|kbit/s kilobit_a_second kilobits_a_second"
    "|Mbit/s megabit_a_second megabits_a_second|Gbit/s gigabit_a_second gigabits_a_second"
    "|MB/s megabyte_a_second megabytes_a_second|m/s meter_a_second meters_a_second|km/h kilometer_an_hour kilometers_an_hour"
    "|mph mile_an_hour miles_an_hour|Nm newton_meter|rpm turn_a_minute turns_a_minute|lm lumen|dpi dot_an_inch dots_an_inch"
    "|px pixel|MP megapixel|g/m² gram_a_square_meter grams_a_square_meter|dB decibel|pcs piece|hp horsepower"
    " horsepower|VA volt_amp"
)


def _units() -> dict[str, tuple[str, str]]:
    units = {}
    for row in _UNITS.split("|"):
        symbol, names = ("fl oz", row[6:]) if row.startswith("fl oz") else row.split(" ", 1)
        one, *many = names.replace("_", "\x00").split(" ")
        units[symbol] = (one.replace("\x00", " "), (many[0] if many else f"{one}s").replace("\x00", " "))
    return units


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def numeral(number: int) -> str:
    """``42`` as forty two, up to 999,999; digit by digit beyond."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return " ".join([_TENS[number // 10 - 2], *([_ONES[number % 10]] if number % 10 else [])])
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if size <= number < 1_000_000:
            rest = number % size
            return " ".join([numeral(number // size), name, *([numeral(rest)] if rest else [])])
    return " ".join(_ONES[int(digit)] for digit in str(number))


ALOUD = SpokenForms(
    units=_units(),
    money={code: (one.one, one.many) for code, one in currencies().items()},
    signs={
        "&": "and", "+": "plus", "%": "percent", "~": "about", "≈": "about", "≥": "at least", "≤": "at most", "=": "equals",
        "@": "at", "°": "degrees", "№": "number", "½": "a half", "¼": "a quarter", "¾": "three quarters", "×": "by",
    },
    numeral=numeral,
    requests=(
        "a {thing} under {sum}", "the cheapest {thing}", "{brand} {thing}, not {other}", "a {thing} with at least {amount}",
        "a {thing} that is not from {brand}, between {sum} and {more}", "{thing} of {amount} or less, below {sum}",
        "the most expensive {thing} for {other}", "{thing} with {amount} or more for less than {sum}",
    ),
)  # fmt: skip
