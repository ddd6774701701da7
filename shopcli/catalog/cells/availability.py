"""Whether a product can be had, out of words in the languages that catalogs come in and out of counts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from shopcli.catalog.cells.amounts import plain_money
from shopcli.catalog.cells.clean import is_nothing
from shopcli.types import Availability, truth_of
from shopcli.util.lazy_regex import pattern

_ABSURD_COUNT = 1e15  # no shop has so many
_CAMEL = pattern(r"(?<=[a-z])(?=[A-Z])")
_SCHEMA = pattern(r"^(?:https?://)?(?:www\.)?schema\.org/", re.IGNORECASE)
_COUNT = pattern(r"[-+]?\d+(?:\.0+)?|[<>~≥≤]?\s?\d{1,7}\s?\+?")
_COUNT_IN = pattern(
    r"(?:only|nur(?: noch)?|noch|plus que|solo|quedan|restam|ainda|zostało|осталось|仅剩|只剩|残り|库存|在庫|stock|qty|"
    r"quantity)\W{0,3}(\d{1,6})(?![\d%.])"
    r"|(?<![\d.])(\d{1,6})\s?\+?\s?(?:left|in stock|available|auf lager|stück|vorrätig|verfügbar|en stock|disponib\w+|"
    r"op voorraad|"
    r"szt|шт|adet|pcs|pieces|units?|件|个|個|点)",
    re.IGNORECASE,
)

# In this order: what is said against it counts before what is said for it, and "not available" holds "available".
_SAID: tuple[tuple[Availability, re.Pattern[str] | Any], ...] = (
    (
        "discontinued",
        pattern(
            r"discontinued|no longer (?:available|sold|made)|end of (?:life|line)|\beol\b|obsolete|eingestellt|"
            r"nicht mehr (?:lieferbar|verfügbar|erhältlich)|"
            r"auslaufartikel|plus (?:disponible|commercialisé)|arrêté|descatalogado|descontinuad[oa]|fuori produzione|"
            r"non più disponibile|"
            r"uit (?:het )?assortiment|wycofan|снят[оа]? с (?:производства|продажи)|üretimi? (?:durdu|sona)|"
            r"停产|停售|下架|已停|生産終了|販売終了|廃番"
        ),
    ),
    (
        "preorder",
        pattern(
            r"pre ?order|pre ?sale|vorbestell|précommande|pre ?commande|preventa|reserva anticipada|prenota|preordin|"
            r"pré ?venda|pré ?encomenda|"
            r"przedsprzedaż|предзаказ|ön sipariş|预售|預售|预订|預訂|預購|预购|予約"
        ),
    ),
    (
        "backorder",
        pattern(
            r"back ?order|made to order|auf bestellung|nachbestell|sur commande|bajo pedido|por encargo|su ordinazione|"
            r"sob encomenda|in backorder|"
            r"op bestelling|na zamówienie|под заказ|на заказ|siparişe göre|取り寄せ|お取寄せ|订货|缺货可订|接单生产"
        ),
    ),
    (
        "out of stock",
        pattern(
            r"out ?of ?stock|no longer|pas en stock|non in magazzino|nie ma|oos\b|sold ?out|no stock|not (?:in stock|"
            r"available|sellable|for sale)|un ?available|\bout\b|"
            r"(?:coming|available|back) soon|reserved|ausverkauft|vergriffen|(?:nicht|derzeit kein\w*|"
            r"kein\w*) (?:\w+ )?(?:auf lager|lieferbar|verfügbar|vorrätig|bestand|vorrat)|"
            r"bald (?:verfügbar|lieferbar)|épuisé|rupture|(?:non|pas|in) ?disponible|indisponible|agotad|sin (?:stock|"
            r"existencias)|no (?:hay|disponible)|"
            r"esaurit|non disponibil|esgotad|indispon[ií]vel|sem estoque|fora de estoque|não disponível|uitverkocht|"
            r"niet (?:op voorraad|leverbaar|beschikbaar)|"
            r"niedostępn|wyprzedan|brak|нет|отсутству|распродан|законч|ожидается|stokta yok|tükendi|mevcut değil|"
            r"немає|закінчи|очіку|není skladem|nie je na sklade|vyprod[aá]|nedostupn|nem elérhető|elfogyott|nincs (?:raktáron|"
            r"készleten)|stoc epuizat|epuizat|slut(?:såld| i lager)?\b|ej i lager|udsolgt|utsolgt|ikke på lager|loppu|"
            r"μη διαθέσιμ|εξαντλ|품절|재고 ?없|hết hàng|غير متوفر|نفد|"
            r"缺货|缺貨|无货|無貨|没货|没有货|售罄|售完|断货|斷貨|补货|无库存|無庫存|到货通知|在庫(?:なし|切れ|切)|品切れ?|売り?切れ?|完売|入荷待ち|×"
        ),
    ),
    (
        "in stock",
        pattern(
            r"in ?stock|available|availability|\byes\b|sellable|purchasable|for sale|ships? (?:in|within|from)|"
            r"usually ships|dispatched|deliver|ready to ship|left\b|"
            r"in store only|online only|low stock|stock|\bunlimited\b|unbegrenzt|illimit|ilimitad|"
            r"lieferbar|lieferzeit|auf lager|vorrätig|verfügbar|erhältlich|"
            r"sofort|versandfertig|en stock|disponib|"
            r"dispon[ií]vel|en existencia|in magazzino|em estoque|op voorraad|leverbaar|beschikbaar|dostępn|w magazynie|"
            r"na stanie|в наличии|есть|доступ|склад|"
            r"в наявності|є на складі|skladem|na sklade|dostupn|raktáron|készleten|elérhető|în stoc|i lager|på lager|finns|"
            r"varastossa|διαθέσιμ|재고 ?있|còn hàng|متوفر|"
            r"stokta|mevcut|var\b|有货|有貨|现货|現貨|有库存|有庫存|库存充足|在售|可售|可购|在庫あり|在庫有|在庫|あり|販売中|○|◎|△"
        ),
    ),
)


def read_stock(value: Any) -> tuple[Availability | None, float | None]:
    """(availability, count) of what one cell says of either; both None where it says nothing that is understood.

    Args:
        value: a count, a truth, or text: ``http://schema.org/InStock``, ``Only 3 left``, ``ausverkauft``, ``10+``.
    """
    if is_nothing(value):
        return None, None
    if isinstance(value, bool):
        return _of_truth(value), None
    if isinstance(value, (int, float)):
        return _counted(float(value)) if abs(value) < _ABSURD_COUNT else (None, None)
    return _read_text(value) if isinstance(value, str) else (None, None)


@lru_cache(maxsize=4096)
def _read_text(raw: str) -> tuple[Availability | None, float | None]:
    text = plain_money(raw).strip()
    if _COUNT.fullmatch(text):
        count = float(re.sub(r"[^\d.-]", "", text))
        return _counted(count) if abs(count) < _ABSURD_COUNT else (None, None)
    truth = truth_of(text)
    words = " ".join(re.split(r"[\s_-]+", _CAMEL.sub(" ", _SCHEMA.sub("", text)))).casefold()
    if truth is not None and len(words) < 6:
        return _of_truth(truth), None
    said = next((availability for availability, words_for in _SAID if words_for.search(words)), None)
    match = _COUNT_IN.search(text)
    count_said = float(match.group(1) or match.group(2)) if match and said in (None, "in stock") else None
    if count_said is not None:
        return _counted(count_said)
    return said, None


def _of_truth(truth: bool) -> Availability:
    return "in stock" if truth else "out of stock"


def _counted(count: float) -> tuple[Availability, float]:
    return "in stock" if count > 0 else "out of stock", count


def stricter(said: Availability | None, counted: Availability | None) -> Availability | None:
    """What holds where words and a count both tell: none left is out of stock, unless the words say that it may be ordered."""
    if said in ("discontinued", "preorder", "backorder") or counted is None:
        return said
    return "out of stock" if "out of stock" in (said, counted) else counted
