"""A small shop of phones, tents, running shoes and headphones, and a way to hold a conversation in it."""

from __future__ import annotations

from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.types import Product, Value
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel


def _phone(
    at: int, brand: str, name: str, price: float, colour: str, screen: float, memory: int, weight: int, **more: Value
) -> Product:
    attributes = {"colour": colour, "screen": f"{screen} inch", "memory": f"{memory} GB", "weight": f"{weight} g", **more}
    title = f"{brand} {name} smartphone"
    return Product(f"P{at}", title, f"A smartphone by {brand}.", brand, "Smartphones", price, "EUR", attributes=attributes)


def _tent(at: int, brand: str, name: str, price: float, colour: str, weight: float, height: int, **more: Value) -> Product:
    attributes = {"colour": colour, "weight": f"{weight} kg", "height": f"{height} cm", **more}
    return Product(f"T{at}", f"{brand} {name} tent", "A tent.", brand, "Tents", price, "EUR", attributes=attributes)


def _shoe(at: int, brand: str, name: str, price: float, colour: str, weight: int, **more: Value) -> Product:
    attributes = {"colour": colour, "weight": f"{weight} g", **more}
    return Product(f"S{at}", f"{brand} {name} shoes", "Shoes to run in.", brand, "Shoes", price, "EUR", attributes=attributes)


def _headphone(at: int, brand: str, name: str, price: float, colour: str, weight: int, **more: Value) -> Product:
    attributes = {"colour": colour, "weight": f"{weight} g", **more}
    return Product(
        f"H{at}", f"{brand} {name} headphones", "For music.", brand, "Headphones", price, "EUR", attributes=attributes
    )


PRODUCTS = (
    _phone(1, "Garmin", "Summit", 499.0, "black", 6.1, 8, 190, wireless_charging=True, GPS=True, rating=4.5),
    _phone(2, "Sony", "Lark", 349.0, "blue", 6.7, 8, 205, wireless_charging=False, GPS=True, rating=4.1),
    _phone(3, "Sony", "Wren", 229.0, "black", 5.8, 4, 160, wireless_charging=False, GPS=True, rating=3.8),
    _phone(4, "Nokia", "Brook", 149.0, "white", 6.1, 4, 175, wireless_charging=False, GPS=False, rating=4.0),
    _phone(5, "Nokia", "Fjord", 279.0, "blue", 6.5, 6, 198, wireless_charging=True, GPS=True, rating=4.4),
    _phone(6, "Garmin", "Crest", 799.0, "white", 6.7, 16, 210, wireless_charging=True, GPS=True, rating=4.8),
    _tent(1, "Norrland", "Dome", 199.0, "green", 2.4, 110, freestanding=True, rating=4.2),
    _tent(2, "Norrland", "Tunnel", 349.0, "red", 3.1, 130, freestanding=False, rating=4.6),
    _tent(3, "Alpkit", "Solo", 149.0, "green", 1.2, 95, freestanding=True, rating=4.0),
    _tent(4, "Alpkit", "Family", 449.0, "blue", 6.8, 190, freestanding=True, rating=4.3),
    _tent(5, "Tarn", "Ridge", 259.0, "grey", 1.9, 105, freestanding=False, rating=3.9),
    _shoe(1, "Brooks", "Glide", 129.0, "black", 280, waterproof=False, vegan=True),
    _shoe(2, "Brooks", "Trail", 149.0, "green", 310, waterproof=True, vegan=False),
    _shoe(3, "Hoka", "Cloud", 169.0, "white", 250, waterproof=False, vegan=True),
    _shoe(4, "Hoka", "Storm", 189.0, "black", 330, waterproof=True, vegan=True),
    _shoe(5, "Salomon", "Peak", 119.0, "red", 300, waterproof=True, vegan=False),
    _headphone(1, "Sony", "Still", 299.0, "black", 250, wireless=True, microphone=True),
    _headphone(2, "Sony", "Studio", 89.0, "black", 225, wireless=False, microphone=False),
    _headphone(3, "Bose", "Quiet", 329.0, "white", 240, wireless=True, microphone=True),
    _headphone(4, "Jabra", "Move", 79.0, "blue", 185, wireless=True, microphone=True),
    _headphone(5, "Koss", "Porta", 49.0, "black", 80, wireless=False, microphone=False),
)


def open_shop(folder: Path) -> Advisor:
    """The shop, indexed into ``folder`` by an encoder without weights."""
    encoder = WordEncoder()
    build(folder / "outdoor", PRODUCTS, encoder)
    index = Index(folder / "outdoor")
    return Advisor(index, settings=Settings(), encoder=encoder, model=FakeModel())
