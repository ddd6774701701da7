"""Nine records of four kinds of shop, each with a neighbour that is easily taken for it: what the claim tables speak of."""

from __future__ import annotations

from shopcli.types import Clause, Need, Product

WATCH = Product(
    "watch",
    "Torvik Summit 2 GPS Watch 47 mm, Graphite",
    "A watch for the mountains. It charges by USB-C. Works without a phone. The box holds 2 straps. Comfort loop included. "
    "Charger not included.",
    "Torvik",
    "Watches",
    249.0,
    "EUR",
    attributes={
        "GPS": True,
        "NFC": False,
        "altimeter": "no",
        "heart-rate sensor": True,
        "music storage": False,
        "storage": "32 GB",
        "battery life": "18 days",
        "weight g": 54.0,
        "display size": '1.39"',
        "display type": "AMOLED",
        "strap": "silicone",
        "sport modes": 60.0,
        "Bluetooth version": "5.2",
        "case width": "47 mm",
        "box width": "90 mm",
        "cable length": "1 m",
        "charge time": "90 min",
        "languages": 12.0,
    },
)
LITE = Product(
    "lite",
    "Torvik Dale Watch 42 mm, Sand",
    "A small watch.",
    "Torvik",
    "Watches",
    149.0,
    "EUR",
    attributes={
        "GPS": False,
        "NFC": True,
        "altimeter": "yes",
        "barometer": True,
        "battery life": "10 days",
        "weight g": 38.0,
        "display size": '1.2"',
        "display type": "LCD",
        "strap": "nylon",
        "storage": "4 GB",
    },
)
JACKET = Product(
    "jacket",
    "Fennmoor Ridge Rain Jacket, Women, Moss Green",
    "Not recommended for skiing and climbing. The hood rolls away.",
    "Fennmoor",
    "Jackets",
    129.9,
    "GBP",
    attributes={
        "waterproof": True,
        "insulated": False,
        "PFC free": True,
        "machine washable": True,
        "hood": "detachable",
        "material": "recycled polyester",
        "lining": "fleece",
        "pockets": 4.0,
        "water column": "10,000 mm",
        "weight": "420 g",
        "washing temperature": "30 °C",
    },
)
SHELL = Product(
    "shell",
    "Fennmoor Dale Wind Jacket, Men, Navy",
    "",
    "Fennmoor",
    "Jackets",
    89.9,
    "GBP",
    attributes={
        "waterproof": False,
        "windproof": True,
        "material": "cotton",
        "lining": "mesh",
        "pockets": 2.0,
        "weight": "310 g",
        "gloves": "not included",
        "belt": "optional",
    },
)
MUESLI = Product(
    "muesli",
    "Hilda Oat Muesli with Hazelnuts 750 g",
    "Oat muesli with 15% hazelnuts. No added sugar. May contain traces of milk.",
    "Hilda",
    "Breakfast",
    4.49,
    "USD",
    attributes={
        "organic": True,
        "vegan": True,
        "gluten free": "no",
        "palm oil": False,
        "lactose free": True,
        "energy per 100 g": "389 kcal",
        "sugar": "12.5 g",
        "origin": "Sweden",
        "shelf life": "9 months",
        "servings": 15.0,
    },
)
GRANOLA = Product(
    "granola",
    "Hilda Honey Granola 500 g",
    "",
    "Hilda",
    "Breakfast",
    5.29,
    "USD",
    attributes={"organic": False, "gluten free": "yes", "sugar": "22 g", "origin": "Norway", "palm oil": True},
)
BOOK = Product(
    "book",
    "The Lantern Keeper: A Novel",
    "The second volume of the Tide trilogy, told in 31 chapters.",
    "Harrow Press",
    "Books",
    14.99,
    "USD",
    attributes={
        "author": "Mira Osei",
        "pages": 416.0,
        "format": "Paperback",
        "language": "English",
        "publication year": 2019.0,
        "illustrated": False,
        "maps": True,
        "reading age": "from 12 years",
    },
)
ATLAS = Product(
    "atlas",
    "The Harbour Atlas",
    "",
    "Harrow Press",
    "Books",
    22.0,
    "USD",
    attributes={"author": "Ivo Brandt", "pages": 288.0, "format": "Hardback", "illustrated": True, "signed": "no"},
)
KEYBOARD = Product(
    "keyboard",
    "晨羽机械键盘 87键 白色",
    "不含电池。",
    "晨羽",
    "键盘",
    199.0,
    "CNY",
    attributes={"无线": True, "背光": False, "颜色": "白色", "续航": "30 天", "重量": "850 g", "轴体": "红轴"},
)
PRODUCTS = {p.id: p for p in (WATCH, LITE, JACKET, SHELL, MUESLI, GRANOLA, BOOK, ATLAS, KEYBOARD)}

NEED = Need(
    "a light watch with NFC and a barometer for hiking under 260 euros",
    (
        Clause("watch", "topic"),
        Clause("with NFC", "feature", "NFC", "is", True),
        Clause("under 260 euros", "limit", "price", "<=", 260.0, "EUR"),
    ),
)
