"""A shop of electronics, clothes, groceries and books in a small table: what `understand` and `ground` ask a catalog."""

from __future__ import annotations

import re
from functools import cached_property
from typing import ClassVar

import numpy as np

from shopcli.index.parts.vocabulary import COLOUR_WORDS
from shopcli.need import understand
from shopcli.need.grounding.ground import ground
from shopcli.need.grounding.protocols import Measured, NamedKind
from shopcli.need.languages.registry import language_named
from shopcli.need.translation.gloss import Gloss
from shopcli.text.units import Table, things, unit_table
from shopcli.types import Need

# The fields of quantities that each kind has: name, unit, and the words that a request may say for it. The first of a
# dimension is meant where it says none.
_SCREEN, _RAM, _STORAGE = (
    ("screen_size", "in", "screen display diagonal"),
    ("ram", "GB", "memory ram 内存"),
    ("storage", "GB", "storage disk ssd 硬盘 存储"),
)
_GRAMS, _KILOS = ("weight", "g", "weight weigh"), ("weight", "kg", "weight weigh 重量")
_BATTERY, _MAH = ("battery_life", "h", "battery 续航"), ("battery", "mAh", "battery 电池")
_NET, _VOLUME = ("net_weight", "g", "net"), ("volume", "ml", "volume")
FIELDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "laptop": (_SCREEN, _RAM, _STORAGE, _KILOS, _BATTERY),
    "notebook": (_SCREEN, _RAM, _STORAGE, _KILOS, _BATTERY),
    "laptop bag": (("laptop_size", "in", "laptop laptops"), ("capacity", "l", "capacity")),
    "tablet": (_SCREEN, _STORAGE, _GRAMS, _BATTERY),
    "phone": (_SCREEN, _STORAGE, _RAM, _MAH, _GRAMS),
    "smartwatch": (("case_size", "mm", "case"), _BATTERY, _GRAMS),
    "watch": (("case_size", "mm", "case"), _BATTERY, _GRAMS),
    "tv": (_SCREEN,),
    "monitor": (_SCREEN, ("refresh_rate", "Hz", "refresh")),
    "headphones": (_BATTERY, _GRAMS),
    "cable": (("cable_length", "m", "length"),),
    "usb cable": (("cable_length", "m", "length"),),
    "hdmi cable": (("cable_length", "m", "length"),),
    "power bank": (("capacity", "mAh", "capacity"), _GRAMS),
    "charger": (("power", "W", "power"),),
    "ssd": (_STORAGE,),
    "memory card": (("storage", "GB", "storage"),),
    "usb stick": (("storage", "GB", "storage"),),
    "printer": (_KILOS,),
    "tent": (_KILOS, ("persons", "persons", "persons")),
    "sleeping bag": (("comfort_temperature", "°C", "comfort temperature"), _GRAMS),
    "sleeping mat": (("thickness", "cm", "thickness thick"), ("length", "cm", "length long")),
    "backpack": (("capacity", "l", "capacity"), _GRAMS),
    "headlamp": (("brightness", "lm", "brightness bright"), _GRAMS),
    "bike light": (("brightness", "lm", "brightness bright"),),
    "water bottle": (_VOLUME, _GRAMS),
    "mug": (_VOLUME,),
    "kettle": (("volume", "l", "volume"), ("power", "W", "power")),
    "rope": (("length", "m", "length long"),),
    "curtain": (("length", "cm", "length long"), ("width", "cm", "width wide")),
    "router": (("lan_ports", "ports", "ports"), ("antennas", "antennas", "antennas")),
    "hub": (("usb_ports", "ports", "usb ports"),),
    "eggs": (("pack_size", "pcs", "pack"),),
    "socks": (("pack_size", "pcs", "pack"),),
    **dict.fromkeys(("coffee beans", "coffee", "rice", "muesli", "chocolate", "bread", "flour", "cheese", "tea",
        "green tea"), (_NET,)),
    **dict.fromkeys(("milk", "olive oil", "juice", "orange juice", "wine", "red wine"), (("volume", "l", "volume"),)),
}  # fmt: skip
_UNMEASURED = (
    "mouse, trackball, keyboard, earbuds, camera, router, hub, speaker, jacket, rain jacket, dress, "
    "shirt, t-shirt, trousers, shoes, "
    "running shoes, hiking boots, boots, jumper, scarf, belt, coat, jeans, skirt, hat, gloves, sun "
    "cream, energy bar, biscuits, yoghurt, "
    "toothpaste, shampoo, book, novel, cookbook, dictionary, map, puzzle, toy, light, lamp, desk, chair, "
    "bike helmet, case, phone case, "
    "adapter, knife, sunglasses, wallet, perfume, jam, honey, soap, notebook paper"
)
KINDS: tuple[str, ...] = (*FIELDS, *(name for name in _UNMEASURED.split(", ") if name not in FIELDS))
_SAID = frozenset(
    "wireless wired gps bluetooth usb hdmi waterproof women men kids hood leather wool merino cotton "
    "silk plastic steel down sugar salt "
    "gluten vegan organic over-ear left-handed gaming mechanical noise cancelling backlit touchscreen "
    "marta lindqvist tolstoy coffee english "
    "chinese cooking history 3.0 11 rechargeable washable nuts palm oil dry decaf ground whole fair "
    "trade hiking run running winter "
    "summer rain camping travel solar silent ergonomic foldable trackball mouse galaxy s21 macbook iphone 42 size 128 "
    "heart rate monitor stylus oled 4k microphone long sleeve short paperback hardcover science fiction "
    "large print crime pockets zip "
    "lactose alcohol gas wood lid handle cats dogs garden office school running 5 atm charging fast free "
    "lock laces laptop 15 pro max "
    "automatic zoom optical mini knee below car bike usb-c roast light slim fit kitchen smart".split()
)  # fmt: skip
_SHARES = {
    ("price", 0): 100.0, ("price", 1): 300.0, ("weight", 0): 1.5, ("weight", 1): 4.0, ("screen_size", 0): 14.0,
    ("screen_size", 1): 17.0, ("capacity", 0): 20.0, ("capacity", 1): 50.0, ("cable_length", 0): 1.0, ("cable_length", 1): 3.0,
    ("length", 0): 100.0, ("length", 1): 200.0, ("brightness", 0): 100.0, ("brightness", 1): 500.0, ("power", 1): 60.0,
}  # fmt: skip
_TOKEN = re.compile(r"[^\W_㐀-鿿]+(?:[.-][^\W_㐀-鿿]+)*|[㐀-鿿]{2}")
_SIZES = ("length", "volume", "information", "mass")


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _key(words: str) -> tuple[str, ...]:
    return tuple(map(_single, words.lower().split()))


_BRANDS = (
    "Sony, Bose, Samsung, Apple, Under Armour, Sunday, Garmin, HP, Nike, Adidas, Huawei, Lenovo, Penguin, Lavazza, Black Box, "
    "Feather, Levi's, Canon, Dr. Martens, Logitech, Xiaomi, Nokia"
)
_COUNTED = {
    "port": "ports",
    "ports": "ports",
    "antennas": "antennas",
    "antenna": "antennas",
    "persons": "persons",
    "person": "persons",
    "people": "persons",
    "端口": "ports",
    "人": "persons",
}
_KINDS = {_key(name): number for number, name in enumerate(KINDS)}
_OTHER_WORDS = {
    "rucksack": "backpack", "sweater": "jumper", "notebook computer": "laptop", "television": "tv", "mobile phone": "phone",
    "usb flash drive": "usb stick", "climbing shoe": "hiking boots", "portable charger": "power bank",
    "battery charger": "charger",
}  # fmt: skip


class Shop:
    """Its vocabulary and its catalog. Rows are the numbers of its kinds."""

    brands: ClassVar[dict[str, str]] = {name.lower(): name for name in _BRANDS.split(", ")}
    common_words = ("sunday", "feather")
    colours = ("black", "white", "red", "blue", "green", "grey", "pink", "navy", "cream", "orange", "yellow", "brown", "silver")
    currencies = ("EUR", "GBP")
    switches = ("gluten_free", "waterproof", "GPS")
    colour_words = COLOUR_WORDS

    @cached_property
    def table(self) -> Table:
        return unit_table() | {noun: things(noun) for noun in _COUNTED.values()}

    def word_count(self, word: str) -> int:
        low = word.lower()
        known = _key(low) in _KINDS or low in _OTHER_WORDS or all(token in _SAID for token in low.split())
        return 20 if low and known else 0

    def field_values(self, field: str, *values: str) -> tuple[str, tuple[str, ...]] | None:
        return (field, values) if field == "rating" else None

    def currency(self) -> str | None:
        return self.currencies[0]

    @property
    def field_names(self) -> frozenset[str]:
        return frozenset()

    def named(self, words: str, *, own: str = "") -> NamedKind:
        either = [self.named(name) for name in words.split(" or ")] if " or " in words else []
        if either and all(one.is_kind for one in either):
            return NamedKind(0, np.concatenate([one.rows for one in either]))
        spans = [match.span() for match in re.finditer(r"\S+", words)]
        for start, _ in spans:
            name = words[start:].lower()
            number = _KINDS.get(_key(_OTHER_WORDS.get(name, name)))
            if number is not None:
                return NamedKind(start, np.array([number]), is_own=not start)
        return NamedKind(0, np.arange(len(KINDS)), is_kind=False)

    def translated(self, words: str) -> str | None:
        return Gloss(self.word_count).translate(words)

    def word_by_word(self, words: str) -> list[tuple[int, int, str]]:
        return Gloss(self.word_count).word_by_word(words)

    def said(self, words: str, named: NamedKind) -> str:
        tokens = _TOKEN.findall(words.lower())
        return " ".join(token for token in tokens if token in _SAID or _single(token) in _SAID or f"{token}s" in _SAID)

    def measured(self, dimension: str, unit: str, context: str, rows: np.ndarray) -> Measured | None:
        if dimension == "size":
            return next(filter(None, (self.measured(size, unit, context, rows) for size in _SIZES)), None)
        if len(rows) != 1:
            return None
        fields = FIELDS.get(KINDS[rows[0]], ())
        fitting = [f for f in fields if dimension in ("", self.table[f[1]].dimension)]
        said = context.lower().replace("_", " ")
        named = next((f for f in fitting if any(word in said for word in f[2].split())), None)
        best = named or next(iter(fitting if dimension else ()), None)
        return Measured(best[0], best[1], near=1.0 if named else 0.0) if best else None

    def listed(self, bounds, unit, words, measured, rows):
        return None

    def counted(self, word: str, before: str) -> str | None:
        return _COUNTED.get(word) if before != "usb" else None

    def says_none(self, name: str, rows: np.ndarray) -> bool:
        return name == "antennas"

    def switch(self, words: str, rows: np.ndarray) -> str | None:
        folded = re.sub(r"[\s_-]+", "", words).lower()
        return next((name for name in self.switches if re.sub("_", "", name).lower() == folded), None)

    def stated(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        name, _, value = words.lower().partition(" ")
        return (name, value) if name == "size" and value in ("42", "43", "m") else None

    def sorted_as(self, words: str, rows: np.ndarray) -> tuple[str, str] | None:
        return None

    def as_said_beside(self, measured: Measured, request: str) -> Measured:
        return measured

    def dated(self, rows: np.ndarray) -> str | None:
        return "released"

    def scored(self, of: str, rows: np.ndarray) -> str | None:
        return "rating"

    def share(self, name: str, share: float, rows: np.ndarray) -> float | None:
        return _SHARES.get((name, int(share > 0.5)))

    def understood(self, query: str) -> Need:
        """``query`` as clauses."""
        need = understand(query, self)
        language = language_named(need.language)
        return ground(need, self, quantities=language.quantities, degrees=language.degrees)


SHOP = Shop()
