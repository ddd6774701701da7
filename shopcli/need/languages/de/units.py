"""German words for units, each to the symbol of `shopcli.text.units`: data alone.

A word that English has as well ("Tag", "PS") is left out where a number may stand before it in English.
"""

from __future__ import annotations

UNITS: dict[str, str] = {
    word: symbol
    for symbol, words in {
        "mm": "Millimeter|Millimetern", "cm": "Zentimeter|Zentimetern|Centimeter", "m": "Meter|Metern",
        "km": "Kilometer|Kilometern",
        "mg": "Milligramm", "g": "Gramm", "kg": "Kilogramm|Kilo|Kilos", "t": "Tonne|Tonnen",
        "l": "Liter|Litern", "ml": "Milliliter|Millilitern", "cl": "Zentiliter", "dl": "Deziliter", "m³": "Kubikmeter",
        "m²": "Quadratmeter|Quadratmetern|qm", "cm²": "Quadratzentimeter", "ha": "Hektar",
        "W": "Watt", "kW": "Kilowatt", "V": "Volt", "A": "Ampere", "Ah": "Amperestunden", "mAh": "Milliamperestunden",
        "Wh": "Wattstunden", "kWh": "Kilowattstunden", "kcal": "Kalorien|Kilokalorien", "J": "Joule", "kJ": "Kilojoule",
        "s": "Sekunde|Sekunden|Sek", "min": "Minute|Minuten", "h": "Stunde|Stunden|Std|Std.", "day": "Tage|Tagen",
        "week": "Woche|Wochen", "month": "Monat|Monate|Monaten", "year": "Jahr|Jahre|Jahren",
        "Hz": "Hertz", "GHz": "Gigahertz", "MHz": "Megahertz", "GB": "Gigabyte", "TB": "Terabyte", "MB": "Megabyte",
        "°C": "Grad Celsius|°Celsius", "°": "Grad", "%": "Prozent", "lm": "Lumen", "dB": "Dezibel", "MP": "Megapixel",
        "px": "Bildpunkte", "rpm": "Umdrehungen pro Minute|U/min", "Nm": "Newtonmeter", "m/s": "Meter pro Sekunde",
        "pcs": "Stück|Stk|Stk.|St.|er Pack|er-Pack|er Packung|er-Packung|er Set|er-Set|teilig|-teilig",
        "sheets": "Blatt", "pages": "Seiten",
    }.items()
    for word in words.split("|")
}  # fmt: skip
