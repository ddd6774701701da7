"""Write `shopcli/text/currencies.py` from CLDR, by Babel: PYTHONPATH=. python benchmarks/generate_currencies.py

It stands here since, like all in this folder, it is run by hand from a checkout and is no part of what is installed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

TABLE = Path(__file__).parents[1] / "shopcli/text/currencies.py"
SINCE = (2020, 1, 1)  # a catalog may be some years old, and so may the currency of its prices
LISTED = ("SVC", "VED")  # active in ISO 4217, while CLDR has another currency for their countries
HEAD = '''"""The currencies of ISO 4217, from CLDR: data alone, written by benchmarks/generate_currencies.py.

Each is legal tender, or was since 2020. Behind its code: digits of its minor unit, its signs, its name in English for one and
for several, its name in Chinese.
"""

TABLE = """\\
'''


def tenders() -> dict[str, list[str]]:
    """The territories of each currency by its code: legal tender since `SINCE`; no funds, metals or codes for tests."""
    found: dict[str, list[str]] = defaultdict(list, {code: [] for code in LISTED})
    for territory, rows in sorted(get_global("territory_currencies").items()):
        for code, _, end, is_tender in rows:
            if is_tender and (end is None or end >= SINCE):
                found[code].append(territory)
    return dict(sorted(found.items()))


def signs_of(code: str, territories: list[str]) -> Iterator[str]:
    """How a currency is written at home and abroad, without its code."""
    homes = [f"{language}_{territory}" for territory in territories for language in get_official_languages(territory)]
    for name in ("en", "zh", *homes):
        try:
            sign = Locale.parse(name).currency_symbols.get(code, code)
        except (UnknownLocaleError, ValueError):  # an official language that CLDR does not have
            continue
        if sign != code:
            yield "".join(letter for letter in sign if letter.isprintable()).replace(" ", "")


def line_of(code: str, territories: list[str]) -> str:
    """One currency as the table has it."""
    english, chinese = Locale("en"), Locale("zh")
    digits = get_global("currency_fractions").get(code, (2,))[0]
    names = english._data["currency_names_plural"].get(code, {})
    one, many = (names.get(form, english.currencies[code]) for form in ("one", "other"))
    signs = " ".join(dict.fromkeys(signs_of(code, territories)))
    named = (re.sub(r" \(.*\)$", "", name) for name in (one, many, chinese.currencies[code]))  # "(1964—2022)"
    return "|".join((code, str(digits), signs, *named))


def table() -> str:
    """The module's text."""
    return f'{HEAD}{chr(10).join(line_of(*item) for item in tenders().items())}"""\n'


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
