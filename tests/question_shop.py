"""A shop of fourteen products that questions are asked of: two kinds, several brands, a hole in every column."""

from __future__ import annotations

from shopcli.types import Product


def _product(
    number: int, title: str, brand: str | None, price: float | None, currency: str | None = "EUR", **more: object
) -> Product:
    category = "Tents" if "tent" in title.lower() else "Lamps" if "lamp" in title.lower() else "Food"
    return Product(f"P{number}", title, "", brand, category, price, currency if price is not None else None, attributes=more)  # type: ignore[arg-type]


SHOP = (
    _product(1, "Fjell dome tent", "Fjell", 120.0, colour="green", waterproof=True, weight_g=2100.0),
    _product(2, "Fjell tunnel tent", "Fjell", 310.5, colour="green", waterproof=True, weight_g=3400.0),
    _product(3, "Harrow trekking tent", "Harrow", 249.0, colour="blue", waterproof=True, weight_g=1250.0),
    _product(4, "Harrow family tent", "Harrow", 480.0, colour="grey", waterproof=False, weight_g=7900.0),
    _product(5, "Tarn beach tent", "Tarn", 39.9, colour="blue", waterproof=False, weight_g=1600.0),
    _product(6, "Tarn pop-up tent", None, None, waterproof=False),
    _product(7, "Lumo wireless lamp", "Lumo", 24.95, colour="black", wireless=True),
    _product(8, "Lumo desk lamp", "Lumo", 34.95, colour="white", wireless=False),
    _product(9, "Lumo wireless bike lamp", "Lumo", 44.95, colour="black", wireless=True),
    _product(10, "Brillo floor lamp", "BRILLO", 89.0, colour="black", wireless=False),
    _product(11, "Brillo reading lamp", "Brillo", 19.95, "USD", colour="white", wireless=False),
    _product(12, "Camp lamp \x1b[31mred\x1b[0m", "Tarn", 9.95, colour="red", wireless=True),
    _product(13, "Trail pasta, gluten free", "Mile", 4.5, gluten_free=True),
    _product(14, "Trail pasta with basil", "Mile", 3.95, gluten_free=False),
)
