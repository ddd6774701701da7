"""A shop of a few trades, whose limits stand in fields of every sort and, for some kinds, in titles only."""

from __future__ import annotations

from shopcli.types import Product


def _laptop(
    number: int, brand: str, price: float, screen: float, weight: float, ram: float, finish: str, colour: str
) -> Product:
    title = f"{brand} Laptop {number}"
    attributes = {"screen in": screen, "weight kg": weight, "RAM GB": ram, "finish": finish, "colour": colour,
                  "rating": 3.5 + number / 10, "touchscreen": number % 2 == 0}  # fmt: skip
    return Product(f"L{number}", title, "", brand, "Laptops", price, "USD", attributes=attributes)


def _shelf(number: int, price: float, height: float, width: float, material: str, colour: str) -> Product:
    attributes = {"height cm": height, "width cm": width, "material": material, "colour": colour, "assembled": number == 1}
    return Product(f"S{number}", f"Shelf No. {number}", "", "Hemnas", "Shelves", price, "USD", attributes=attributes)


def _tent(number: int, brand: str, price: float, capacity: str, season: str) -> Product:
    attributes = {
        "capacity": capacity,
        "season": season,
        "waterproof": number % 2 == 1,
        "colour": "green",
        "rating": 4.0 + number / 10,
    }
    return Product(f"T{number}", f"{brand} Tent {'ABCDEF'[number]}", "", brand, "Tents", price, "USD", attributes=attributes)


def _lotion(number: int, brand: str, price: float, size: str, **skin: float) -> Product:
    attributes = {
        **{name: skin.get(name.lower(), 0.0) for name in ("Dry", "Oily", "Normal", "Sensitive")},
        "rating": 3.8 + number / 10,
    }
    return Product(f"C{number}", f"{brand} Face Lotion {size}", "", brand, "Lotions", price, "USD", attributes=attributes)


def _shirt(number: int, size: str, colour: str, material: str, price: float) -> Product:
    attributes = {
        "size": size,
        "colour": colour,
        "material": material,
        "sleeves": "short-sleeved" if number % 2 else "long-sleeved",
    }
    return Product(
        f"H{number}", f"Linden Shirt {'ABCDEFGH'[number]}", "", "Linden", "Shirts", price, "USD", attributes=attributes
    )


LIMIT_SHOP = (
    _laptop(1, "MSI", 1450.0, 17.3, 2.6, 16.0, "glossy", "black"),
    _laptop(2, "Asus", 899.0, 15.6, 1.8, 8.0, "matte", "grey"),
    _laptop(3, "Acer", 399.0, 14.0, 1.4, 4.0, "matte", "silver"),
    _laptop(4, "Lenovo", 640.0, 13.3, 1.1, 8.0, "glossy", "white"),
    _laptop(5, "Lenovo", 350.0, 11.6, 1.2, 4.0, "matte", "red"),
    _shelf(1, 60.0, 44.0, 120.0, "solid wood", "white"),
    _shelf(2, 140.0, 200.0, 80.0, "glass", "black"),
    _shelf(3, 410.0, 180.0, 60.0, "metal", "grey"),
    _shelf(4, 95.0, 45.0, 118.0, "wood", "brown"),
    _tent(1, "Ridgeway", 220.0, "2-person", "3-season"),
    _tent(2, "Ridgeway", 310.0, "4-person", "4-season"),
    _tent(3, "YETI", 180.0, "2-person", "3-season"),
    _tent(4, "Norr & Co", 520.0, "6-person", "3-season"),
    _lotion(1, "Estée Lauder", 68.0, "50 ml", dry=1.0, sensitive=1.0),
    _lotion(2, "Clarity", 24.0, "30 ml", oily=1.0, normal=1.0),
    _lotion(3, "Clarity", 32.0, "50 ml", dry=1.0, oily=1.0, normal=1.0, sensitive=1.0),
    _lotion(4, "Aven", 15.0, "100 ml", dry=1.0),
    _shirt(1, "S", "white", "cotton", 19.0),
    _shirt(2, "M", "blue", "linen", 39.0),
    _shirt(3, "L", "black", "cotton", 25.0),
    _shirt(4, "XL", "red", "polyester", 9.0),
    Product("B1", "Aether Backpack 70 L", "", "Osten", "Backpacks", 240.0, "USD"),
    Product("B2", "Atmos Backpack 65L", "", "Osten", "Backpacks", 199.0, "USD"),
    Product("B3", "Talon Backpack 22 litres", "", "Osten", "Backpacks", 120.0, "USD"),
    Product("B4", "Baltor Backpack 75", "", "Greg", "Backpacks", 260.0, "USD"),
    Product("B5", "Maya Backpack 16", "", "Greg", "Backpacks", 110.0, "USD"),
    Product("B6", "Kestrel Backpack 48 L", "", "Osten", "Backpacks", 160.0, "USD"),
    Product("G1", "Disco Sleeping Bag 15F", "", "Nimmo", "Sleeping Bags", 260.0, "USD"),
    Product("G2", "Spark Sleeping Bag 35°F", "", "Nimmo", "Sleeping Bags", 160.0, "USD"),
    Product("G3", "Polar Sleeping Bag -20F", "", "Nimmo", "Sleeping Bags", 420.0, "USD"),
    Product("G4", "Bishop Sleeping Bag 0F", "", "Nimmo", "Sleeping Bags", 310.0, "USD"),
    Product("X1", "Brush Set, 5 pcs", "", "Aven", "Brush Sets", 22.0, "USD"),
    Product("X2", "Face Brush", "", "Aven", "Brushes", 9.0, "USD"),
    Product("X3", "Foundation Brush", "", "Aven", "Brushes", 12.0, "USD"),
)  # fmt: skip
SNACKS = tuple(
    Product(f"K{number}", title, "", None, category, price)
    for number, (title, category, price) in enumerate(
        (
            ("Lay's Potato Crisps Salted 150 g", "Crisps", 2.0), ("Lay's Potato Crisps Paprika 200 g", "Crisps", 2.5),
            ("Lays Crisps Oven Baked 100 g", "Crisps", 3.0), ("Pringel Crisps Salted 165 g", "Crisps", 2.8),
            ("Pringel Crisps Onion 165 g", "Crisps", 2.9), ("Corn Nachos 200 g", "Nachos", 1.9), ("Amul Ghee 1 L", "Ghee", 9.0),
            ("Amul Ghee 500 ml", "Ghee", 5.0), ("Amul Butter 250 g", "Butter", 3.1), ("Cow Ghee 200 ml", "Ghee", 2.9),
            ("Dark Chocolate Bar 100 g", "Chocolate", 2.2), ("Dark Chocolate Bar 90 g", "Chocolate", 1.8),
            ("Milk Chocolate Bar 250 g", "Chocolate", 4.0), ("Trail Nuts 1 kg", "Nuts", 11.0),
            ("Trail Nuts 200 g", "Nuts", 3.5),
        ), 1,
    )
)  # fmt: skip
