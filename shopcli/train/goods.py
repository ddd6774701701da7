"""Invented goods of ten trades, with facts whose natural wording is known: what the writer is trained on.

No product of a real catalog is in here, so that every catalog is new to what was learned.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Literal

from shopcli.types import Fact, Product

Form = Literal["thing", "deed", "quality", "choice", "noun", "quantity", "substance"]


@dataclass(frozen=True, slots=True)
class Told:
    """A fact and how a person says it.

    Attributes:
        fact: as a catalog has it.
        form: thing ("has a hood"), deed ("requires a driver"), quality ("is waterproof"), choice ("a fleece lining"),
            noun ("its origin is Peru"), quantity ("a capacity of 1.7 l"), or substance ("16 GB of memory").
        spoken: a thing with its article, a deed in full, else the name as it is said.
        value: the value as it is said.
    """

    fact: Fact
    form: Form
    spoken: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Trade:
    """What a kind of shop sells: nouns, things that its goods have, what they are, choices, nouns, quantities, substances."""

    nouns: str
    things: str
    qualities: str
    choices: str = ""  # the value stands before the name: "a fleece lining"
    values: str = ""  # the value stands behind the name: "its origin is Peru"
    quantities: str = ""
    substances: str = ""


TRADES = (
    Trade(
        "Rain Jacket, Wool Coat, Running Shirt, Hiking Trousers, Winter Gloves, Silk Scarf",
        "a hood, taped seams, pockets, a chest pocket, an inner pocket, a drawstring, reflective stripes, a hidden zip,"
        " belt loops, a detachable collar, thumb holes, a care label",
        "waterproof, breathable, windproof, washable, reversible, unisex, lined",
        "lining=Fleece/Silk/Cotton/Mesh; sleeve=Long/Short; collar=High/Round/Open;"
        " fabric colour=Navy/Dark Green/Red/Beige;"
        " fit type=Slim/Regular/Loose; pattern=Striped/Plain/Checked",
        "outer material=Cotton/Merino Wool/Polyester/Linen; country of origin=Portugal/Italy/Vietnam;"
        " season=Winter/Summer/Autumn;"
        " colour=Black/Olive/White,Blue",
        "weight=g 90 900; water column=mm 2000 20000; back length=cm 55 95",
    ),
    Trade(
        "Rye Bread, Olive Oil, Green Tea, Oat Cookies, Dark Chocolate, Tomato Soup, Ground Coffee",
        "seeds, whole grains, added salt, a resealable bag, a screw cap, nuts, a tasting note, milk powder",
        "vegan, organic, gluten free, unsweetened, lactose free, roasted, halal",
        "flavour=Lemon/Vanilla/Smoky/Mild; roast=Dark/Light/Medium; bottle type=Glass/Dark",
        "origin=Peru/Greece/Japan/Kenya; ingredients base=Oats/Rice/Rye; storage advice=Cool and dry;"
        " bean variety=Arabica/Robusta",
        "net weight=g 100 1000; volume=ml 200 1000; shelf life=months 3 24; protein content=g 2 25",
        "sugar=g 1 30; fat=g 1 40",
    ),
    Trade(
        "Sea Stories, Bread Handbook, Atlas of Rivers, Night Garden Novel, Chess Primer",
        "colour plates, maps, an index, a foreword, a bookmark ribbon, a glossary, exercises, footnotes, a dust jacket",
        "illustrated, signed, abridged, laminated",
        "cover=Hardback/Soft/Cloth; binding type=Sewn/Glued/Spiral; print size=Large/Standard",
        "language=English/Spanish/German; publisher=Harrow House/Oakleaf Press; genre=Travel/Crime/History;"
        " author=Mara Lind/T. Okafor",
        "page count= 90 700; spine height=cm 18 32; weight=g 150 1400",
    ),
    Trade(
        "Cordless Drill, Claw Hammer, Hand Saw, Tape Measure, Work Bench, Angle Grinder, Screwdriver Set",
        "a belt clip, a carrying case, a spare battery, an LED work light, soft grips, a depth stop,"
        " a chuck key, a brake,"
        " overload protection, anti vibration, replacement blades, a magnetic tip",
        "cordless, rechargeable, insulated, magnetic, foldable, brushless",
        "handle=Wooden/Rubber/Fibreglass; motor type=Brushless/Universal; blade material=Steel/Carbide;"
        " housing colour=Blue/Orange",
        "battery type=Li-Ion/NiMH; chuck type=Keyless/SDS Plus; intended use=Wood/Metal/Masonry; standard=EN 60745",
        "voltage=V 10 36; torque=Nm 20 90; cable length=m 2 5; weight=kg 1 9; idle speed=rpm 400 3000;"
        " blade diameter=mm 76 230",
    ),
    Trade(
        "Wireless Headphones, Tablet 10, Sports Watch, Desktop Speaker, Laser Printer, Office Notebook,"
        " Action Camera, Desk Phone",
        "Bluetooth, GPS, NFC, a touchscreen, a front camera, a microphone, volume control, HDMI, a card reader,"
        " a fingerprint reader,"
        " noise reduction, plug and play, a status LED, USB charging, voice control, a headphone jack,"
        " auto focus, Wi-Fi, a manual,"
        " face detection, includes batteries, wall mounting, a power button, includes a speaker, supports IPv6,"
        " an integrated card reader, requires an adapter, supports fast charging,"
        " an integrated battery holder, requires a driver, Linux compatibility, IPv6 support,"
        " web radio, hold function, an optical drive, network ready support, dual SIM",
        "wireless, rechargeable, waterproof, portable, foldable, bootable, wired, dustproof",
        "keyboard layout=QWERTY/QWERTZ/AZERTY; screen type=OLED/IPS/LCD; strap=Silicone/Leather/Nylon;"
        " mouse sensor=Optical/Laser;"
        " product colour=Black/Silver/Rose Gold/White; case finish=Matte/Gloss; ear coupling=Supraaural/Circumaural;"
        " keyboard style=Straight/Curved; form factor=Tower/Mini/Standard",
        "operating system=Windows 11 Home/Android 13/Linux; device interface=USB Type-A/RF Wireless/PS/2;"
        " connector=RJ45 Male/Mini-B;"
        " country of origin=China/Mexico/Malaysia; processor model=i5-1035G1/N4020; purpose=Office/Gaming/PC/server;"
        " cable jacket material=Polyvinyl chloride (PVC)/Nylon; cabling standard=Cat6/10/100Base-T(X);"
        " Wi-Fi version=802.11ac;"
        " storage media=SSD/HDD/eMMC; power source type=Battery/AC/DC; memory type=DDR4-SDRAM/DDR3",
        "battery life=h 4 40; display diagonal=inch 5 32; resolution=DPI 600 4800; cable length=m 1 10;"
        " weight=g 40 2500;"
        " standby time=days 3 30; refresh rate=Hz 60 240; output power=W 2 60; internal memory= 4 32;"
        " display size= 11 55; storage capacity= 64 1000; number of buttons= 2 12",
        "internal memory=GB 4 64; storage=GB 32 1000; RAM=GB 2 32; flash memory=MB 128 512",
    ),
    Trade(
        "Oak Desk, Reading Lamp, Garden Chair, Book Shelf, Storage Box, Floor Rug, Bedside Table",
        "drawers, wheels, a dimmer, armrests, a cable tray, adjustable feet, a lid, wall fixings, a footrest, a drawer lock",
        "stackable, foldable, dimmable, adjustable, upholstered, weatherproof",
        "frame=Steel/Beech/Aluminium; shade=Linen/Paper/Glass; seat=Woven/Padded/Mesh; base=Round/Square;"
        " surface finish=Oiled/Matte",
        "room=Bedroom/Office/Hallway; material=Oak/Bamboo/Pine; bulb socket=E27/E14/GU10; assembly=Required/Partly required",
        "seat height=cm 40 60; depth=cm 30 90; width=cm 40 200; maximum load=kg 20 150; cord length=m 1 3;"
        " light output=lm 200 1200",
    ),
    Trade(
        "Board Game, Wooden Train, Puzzle 500, Plush Bear, Kite, Science Kit",
        "a rule book, cards, dice, stickers, a storage bag, batteries, sound effects, a timer, spare parts, a remote control",
        "washable, magnetic, collectable, inflatable",
        "theme=Space/Farm/Ocean; box type=Tin/Wooden; difficulty=Easy/Medium/Hard; tail colour=Rainbow/Red",
        "recommended age=6+/3-5/12+; number of players=2-4/3-6; material=Birch/Plush/Cardboard;"
        " language version=English/French",
        "play time=min 10 90; piece count= 24 1000; height=cm 10 60",
    ),
    Trade(
        "Trail Tent, Sleeping Bag, Camp Stove, Trekking Poles, Day Backpack, Bike Helmet, Yoga Mat",
        "a mosquito net, a rain cover, a footprint, a repair kit, a hip belt, a bottle holder,"
        " a laptop compartment, ventilation,"
        " a carry strap, a chin guard, a wind shield, cork grips",
        "waterproof, foldable, inflatable, adjustable, fire resistant",
        "filling=Down/Synthetic/Wool; pole material=Carbon/Aluminium; tent colour=Green/Sand/Orange;"
        " tip=Steel/Rubber; closure=Zip/Buckle",
        "use=Trekking/Cycling/Camping; fuel=Gas/Alcohol/Wood; shell material=Ripstop Nylon/Polycarbonate; size=M/L/XL",
        "weight=g 200 3500; packed length=cm 20 60; capacity=l 10 70; comfort limit=°C 1 12; hydrostatic head=mm 1500 10000",
    ),
    Trade(
        "Electric Kettle, Chef Knife, Frying Pan, Coffee Grinder, Stand Mixer, Salad Bowl, Water Filter",
        "a lid, a timer, automatic switch-off, a removable tray, a measuring cup, a glass jar, child lock,"
        " a keep warm function,"
        " a water level indicator, non-slip feet, cord storage",
        "cordless, dishwasher safe, ovenproof, stainless, heat resistant, nonstick",
        "blade=Ceramic/Steel; coating=Enamel/Granite; handle colour=Black/Red/Cream; jug=Glass/Plastic;"
        " base type=Induction/Flat",
        "material=Cast Iron/Copper/Glass; plug type=EU/UK; control type=Rotary/Touch; suitable hob=Gas/Induction",
        "capacity=l 1 7; power=W 400 2400; diameter=cm 16 32; blade length=cm 9 25; speed settings= 2 12;"
        " filter life=weeks 4 12",
    ),
    Trade(
        "Hand Cream, Dog Bed, Cat Litter, Shampoo Bar, Beard Oil, Garden Hose, Flower Pot",
        "a pump, a mirror, a spray nozzle, a removable cover, drainage holes, sunscreen, a refill, added perfume, a trial pack",
        "vegan, washable, unscented, fragrance free, recyclable, frostproof, hypoallergenic",
        "scent=Rose/Cedar/Lavender; texture=Light/Rich; cushion=Foam/Memory Foam; skin type=Dry/Normal/Sensitive",
        "breed size=Small dogs/Large dogs; origin=France/Spain; container=Tube/Jar/Bottle; material=Terracotta/Rubber/Bamboo",
        "volume=ml 30 500; hose length=m 5 50; diameter=cm 12 60; weight=kg 1 15; sun protection factor= 15 50",
    ),
)

# What any trade's goods may have a field for.
_ANYWHERE = (
    "colour=Black/Orange/Dark Blue/White/Silver/Sand; product colour=Black/Red/Light Grey; gender=Men/Women/Unisex/Kids;"
    " material=Recycled Nylon/Cotton/Steel/Leather"
)
_COUNTED = (
    "number of pockets= 2 9; persons= 2 6; parts quantity= 3 24; pages= 40 900; compartments= 2 8; USB ports quantity= 1 4;"
    " item weight=g 50 5000; height=cm 4 90"
)
_SYLLABLES = "al bo cer dan el fin gar hol in ka lun mer nor os per quin ris sol tar ul ver wen yor zan".split()
_CURRENCIES = ("EUR", "EUR", "EUR", "USD", "GBP", "CHF")
_PREFIXES = ("product ", "main ", "item ")


def make_goods(rng: random.Random, *, facts: int) -> tuple[Product, list[Told]]:
    """An invented product and ``facts`` facts of it with their wording, each of another field."""
    trade = rng.choice(TRADES)
    brand = "".join(rng.sample(_SYLLABLES, rng.choice((2, 2, 3)))).title()
    code = rng.choice(("", f"{rng.choice('ABGKMSTX')}{rng.randrange(2, 990)}", f"{rng.randrange(10, 900)}", "Pro", "Mini"))
    title = " ".join(f"{brand} {code} {rng.choice(_items(trade.nouns))}".split())
    price = round(rng.choice((rng.uniform(1, 20), rng.uniform(10, 200), rng.uniform(100, 2500))), 2)
    product = Product(str(rng.randrange(10**9)), title, brand=brand, price=price, currency=rng.choice(_CURRENCIES))
    told = _drawn(trade, rng)
    kept: list[Told] = []
    for one in told:
        if len(kept) < facts and all(one.fact.label != other.fact.label for other in kept):
            kept.append(one)
    return product, kept


def _items(text: str, mark: str = ",") -> list[str]:
    return [item.strip() for item in text.split(mark) if item.strip()]


def _drawn(trade: Trade, rng: random.Random) -> list[Told]:
    """Facts of a trade in a random order, things and qualities as often as fields with values."""
    told = [_thing(text, rng) for text in rng.sample(_items(trade.things), 4)]
    told += [Told(_fact(text, True, rng), "quality", text) for text in rng.sample(_items(trade.qualities), 2)]
    told += [_choice(text, "choice", rng) for text in _some(trade.choices, rng)]
    told += [_choice(text, "noun", rng) for text in _some(trade.values, rng)]
    told += [_quantity(text, "quantity", rng) for text in _some(trade.quantities, rng)]
    told += [_quantity(text, "substance", rng) for text in _some(trade.substances, rng)]
    told += [_choice(text, "noun", rng) for text in rng.sample(_items(_ANYWHERE, ";"), 1)]
    told += [_quantity(text, "quantity", rng) for text in rng.sample(_items(_COUNTED, ";"), 1)]
    rng.shuffle(told)
    return told


def _some(source: str, rng: random.Random) -> list[str]:
    """Two of a trade's fields, or as many as there are."""
    items = _items(source, ";")
    return rng.sample(items, min(2, len(items)))


def _thing(text: str, rng: random.Random) -> Told:
    if done := re.fullmatch(r"(require|include|support)s (?:an? )?(.+)", text):
        return Told(_fact(f"{done[2]} {done[1].rstrip('e')}ed", True, rng), "deed", text)
    label = text.removeprefix("a ").removeprefix("an ")
    return Told(_fact(label, True, rng), "thing", text)


def _fact(label: str, value: str | float | bool, rng: random.Random, unit: str | None = None) -> Fact:
    """A fact under a field's name as one or another catalog writes it."""
    style = rng.randrange(4)
    name = (label, label.replace(" ", "_"), label[:1].upper() + label[1:], label)[style]
    return Fact(name, rng.choice((True, "Yes", "yes")) if value is True else value, unit)


def _choice(text: str, form: Form, rng: random.Random) -> Told:
    label, _, values = text.partition("=")
    value = rng.choice(_values(values))
    prefix = rng.choice(_PREFIXES) if " " not in label and rng.random() < 0.2 else ""
    return Told(_fact(prefix + label, value, rng), form, label, _spoken(value))


def _values(text: str) -> list[str]:
    """The values of a field; a slash without capitals or digits around it ("PC/server", "10/100Base") is part of one."""
    found: list[str] = []
    for piece in text.split("/"):
        joins = found and (piece[:1].islower() or found[-1] in ("10", "PS", "AC"))
        if joins:
            found[-1] += f"/{piece}"
        else:
            found.append(piece)
    return found


_NAMES = frozenset(
    """Portugal Italy Vietnam Peru Greece Japan Kenya English Spanish German French China Mexico Malaysia Android Linux
    France Spain Merino Arabica Robusta""".split()
)


def _spoken(value: str) -> str:
    """A value as it is said: plain words in lower case, names and codes as they stand."""
    words = value.split()
    plain = all(word[:1].isupper() and word[1:].islower() and word.isalpha() for word in words[:1])
    named = bool(_NAMES & set(words)) or any(
        word[:1].isupper() for word in words[1:] if words[0] not in ("Rose", "Dark", "Memory")
    )
    return value.lower() if plain and not named else value


def _quantity(text: str, form: Form, rng: random.Random) -> Told:
    label, _, rest = text.partition("=")
    *unit, low, high = rest.split(" ") if rest[0] != " " else rest.split()
    number = rng.uniform(float(low), float(high))
    whole = float(low) >= 20 or not unit or rng.random() < 0.5
    value = float(round(number)) if whole else round(number, rng.choice((1, 2)))
    fact = _fact(label, value, rng, unit[0] if unit else None)
    shown = Fact("x", value, fact.unit)
    return Told(fact, form, label, shown.text.removeprefix("x: "))
