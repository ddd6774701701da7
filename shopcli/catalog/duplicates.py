"""Ids: made where they are missing, and each held by one product only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from shopcli.catalog.report import ReadReport
from shopcli.types import Product

_OUTLINE = 12  # hexadecimal digits
_FILE_BYTES = 4  # of the number of a file


class _Known(NamedTuple):
    file: str
    outline: str
    fingerprint: bytes

    @classmethod
    def of(cls, product: Product, file: str) -> _Known:
        return cls(file, _outline(product), _fingerprint(product))


@dataclass
class Admission:
    """Lets every product in once, across all files of a catalog; what is turned away is told to the report."""

    report: ReadReport
    before: Callable[[str], Product] | None = None  # a product that was admitted by `admit_again`, by its id
    # By id: the number of the file, the outline and the fingerprint in one string of bytes, since there may be millions.
    _known: dict[str, bytes] = field(default_factory=dict)
    _files: list[str] = field(default_factory=list)
    _shops: dict[str, str] = field(default_factory=dict)

    def admit(self, product: Product, file: str, line: int) -> tuple[Product | None, str]:
        """The product under an id of its own, or None and why it is a bad row; the reason is "" for a mere repeat.

        A repeat is the same record again, or the same product (id, title, brand and price) as another file describes it.
        """
        this = _Known.of(product, file)
        if not product.id:
            own_id = self._make_id(this)
            variants = [replace(one, id=f"{own_id}{one.id}") if one.id.startswith("-") else one for one in product.variants]
            product = replace(product, id=own_id, variants=tuple(variants))
            if product.id not in self._known:
                self.report.note("ids made from title, brand and price", file, line)
        if product.shop and (other := self._shop_of(product.id) or product.shop) != product.shop:
            self.report.note(f"ids that {other} has too kept apart", file, line)
            product = replace(product, id=f"{product.shop}:{product.id}")
        if product.shop:
            self._shops.setdefault(product.id, product.shop)
        known = self._get(product.id)
        if known is None:
            self._known[product.id] = self._number_of(file) + bytes.fromhex(this.outline) + this.fingerprint
            return product, ""
        if known.fingerprint == this.fingerprint:
            self.report.note("identical rows dropped", file, line)
            return None, ""
        if known.outline == this.outline and known.file != file:
            self.report.note("products that another file has already dropped", file, line)
            return None, ""
        return None, f"the id {product.id} is taken by another product"

    def _shop_of(self, product_id: str) -> str | None:
        """The shop of a product that was let in."""
        as_it_was = len(self._known.get(product_id, b"")) == _FILE_BYTES
        if self.before and as_it_was:
            return self.before(product_id).shop
        return self._shops.get(product_id)

    def admit_again(self, product_id: str, file: str) -> bool:
        """Let in a product that is known as it is; False where another has its id by now, so that `admit` must decide."""
        if product_id in self._known:
            return False
        self._known[product_id] = self._number_of(file)
        return True

    def _number_of(self, file: str) -> bytes:
        if not self._files or self._files[-1] != file:
            self._files.append(file)  # the files come one after another
        return (len(self._files) - 1).to_bytes(_FILE_BYTES, "little")

    def _get(self, product_id: str) -> _Known | None:
        packed = self._known.get(product_id)
        if packed is None:
            return None
        file = self._files[int.from_bytes(packed[:4], "little")]
        outline, fingerprint = packed[4 : 4 + _OUTLINE // 2], packed[4 + _OUTLINE // 2 :]
        if not fingerprint and self.before:  # admitted as it was
            return _Known.of(self.before(product_id), file)
        return _Known(file, outline.hex(), fingerprint)

    def _make_id(self, this: _Known) -> str:
        """Stable as long as title, brand and price are; products that share all three are told apart by the rest."""
        made = f"made-{this.outline}"
        known = self._get(made)
        return made if known is None or known.fingerprint == this.fingerprint else f"{made}-{this.fingerprint.hex()[:6]}"


def _outline(product: Product) -> str:
    text = "\x1f".join((product.title, product.brand or "", "" if product.price is None else repr(product.price)))
    return hashlib.sha256(text.encode()).hexdigest()[:_OUTLINE]


def _fingerprint(product: Product) -> bytes:
    """A hash of all that the record says; its id and the order of its attributes play no part."""
    fields = (product.title, product.description, product.brand, product.category, product.price, product.currency, product.url)
    attributes = sorted((name, repr(value)) for name, value in product.attributes.items())
    variants = [(variant.id, variant.price, variant.availability) for variant in product.variants]
    offer = (product.list_price, product.availability, sorted(product.codes.items()), variants)
    said = (fields, product.image, attributes, *((offer,) if any(offer) else ()))
    return hashlib.blake2b(repr(said).encode(), digest_size=12).digest()
