"""Two watches, a mute one, their facts and a need: what the writer's tests share."""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.config import Decoding
from shopcli.types import Clause, Evidence, Fact, Hit, Need, Product

ACME = Product("1", 'Acme W-100 Sports Watch 46 mm (1.39") Black, GPS', brand="Acme", price=168.95, currency="EUR")
BOLT = Product("2", "Bolt Z2 Sports Watch", brand="Bolt", price=148.95, currency="EUR")
MUTE = Product("3", "Cove Watch", brand="Cove")
FACTS = {
    "1": (
        Fact("title", ACME.title),
        Fact("price", 168.95, "EUR"),
        Fact("brand", "Acme"),
        Fact("GPS", True),
        Fact("waterproof", True),
        Fact("battery_life", 14.0, "days"),
        Fact("strap", "Silicone"),
        Fact("package_weight", 90.0, "g"),
    ),
    "2": (
        Fact("title", BOLT.title),
        Fact("price", 148.95, "EUR"),
        Fact("GPS", False),
        Fact("Bluetooth", True),
        Fact("strap", "Leather"),
    ),
    "3": (Fact("title", "Cove Watch"),),
}
GPS = Clause("with GPS", "feature", "GPS", "is", True)
LIMIT = Clause("under 200 euros", "limit", "price", "<=", 200.0, "EUR")
NEED = Need("watch with GPS under 200 euros", (Clause("watch", "topic"), GPS, LIMIT))
ACME_HIT = Hit(ACME, 0.9, evidence=(Evidence(GPS, Fact("GPS", True), 0.7),))
BOLT_HIT = Hit(BOLT, 0.8)
NOTHING = Decoding()


def facts_of(product: Product) -> Sequence[Fact]:
    return FACTS[product.id]
