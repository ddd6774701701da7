"""How German is read aloud."""

from __future__ import annotations

from shopcli.types import SpokenForms

_UNITS = {
    "mm": "Millimeter", "cm": "Zentimeter", "m": "Meter", "km": "Kilometer", "in": "Zoll", "ft": "Fuß", "mg": "Milligramm",
    "g": "Gramm", "kg": "Kilogramm", "t": "Tonnen", "oz": "Unzen", "lb": "Pfund", "MB": "Megabyte", "GB": "Gigabyte",
    "TB": "Terabyte", "W": "Watt", "kW": "Kilowatt", "mAh": "Milliamperestunden", "Ah": "Amperestunden", "Wh": "Wattstunden",
    "kWh": "Kilowattstunden", "kJ": "Kilojoule", "kcal": "Kilokalorien", "V": "Volt", "mA": "Milliampere", "A": "Ampere",
    "ml": "Milliliter", "cl": "Zentiliter", "dl": "Deziliter", "l": "Liter", "m³": "Kubikmeter", "ms": "Millisekunden",
    "s": "Sekunden", "min": "Minuten", "h": "Stunden", "Hz": "Hertz", "kHz": "Kilohertz", "MHz": "Megahertz",
    "GHz": "Gigahertz", "bar": "Bar", "°C": "Grad Celsius", "°": "Grad", "cm²": "Quadratzentimeter", "m²": "Quadratmeter",
    "ha": "Hektar", "Mbit/s": "Megabit pro Sekunde", "Gbit/s": "Gigabit pro Sekunde", "MB/s": "Megabyte pro Sekunde",
    "m/s": "Meter pro Sekunde", "km/h": "Kilometer pro Stunde", "Nm": "Newtonmeter", "rpm": "Umdrehungen pro Minute",
    "lm": "Lumen", "px": "Pixel", "MP": "Megapixel", "g/m²": "Gramm pro Quadratmeter", "dB": "Dezibel",
    "pcs": "Stück", "hp": "PS",
}  # fmt: skip
_MONEY = {
    "EUR": "Euro", "USD": "US-Dollar", "GBP": "Pfund", "CHF": "Franken", "CNY": "Yuan", "JPY": "Yen",
    "CAD": "kanadische Dollar",
    "AUD": "australische Dollar", "DKK": "dänische Kronen", "SEK": "schwedische Kronen", "NOK": "norwegische Kronen",
    "PLN": "Zloty", "CZK": "tschechische Kronen", "HUF": "Forint", "INR": "Rupien",
}  # fmt: skip
ALOUD = SpokenForms(
    tag="de-DE",
    voice="de",
    units={symbol: (name, name) for symbol, name in _UNITS.items()},
    money={code: (name, name) for code, name in _MONEY.items()},
    points=".,",
    signs={
        "&": "und", "+": "plus", "%": "Prozent", "~": "etwa", "≈": "etwa", "≥": "mindestens", "≤": "höchstens", "=": "gleich",
        "@": "at", "°": "Grad", "½": "einhalb", "¼": "ein Viertel", "¾": "drei Viertel", "×": "mal",
    },
    share="{amount} Prozent",
    span="{low} bis {high}",
    sides="{one} mal {other}",
    requests=(
        "{thing} unter {sum}", "das günstigste {thing}", "{brand} {thing}, nicht {other}", "{thing} mit mindestens {amount}",
        "{thing} zwischen {sum} und {more}", "{thing} bis {amount}",
    ),
    on_screen="Der Rest steht auf dem Bildschirm.",
)  # fmt: skip
