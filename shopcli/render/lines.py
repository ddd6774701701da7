"""What an answer's own lines say, by the asker's language; a language without its own is told in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """One language's lines, for `str.format`.

    Attributes:
        leads: what stands before what a record meets, misses, does not say, and comes near, by verdict.
        unsaid: before what none of the results says.
        silent: what a record does that says nothing of a wish.
        rest: above the results that miss something.
        nearest: above results none of which meets everything.
        nothing: nothing was found.
        not_all: nothing meets everything (given_up); given_up: what was given up (limits), nearest_is: its nearest (value).
        meets_one, meets: how many meet every limit (count, gone); gone: none of them can be had.
        brand, shop, id: before a maker, a shop and an id.
        no_price, span, least, was, off: prices (low, high), (price), (price), (percent).
        marks: how a thing is to be had, by availability, where it is not simply in stock.
        in_forms, also_in, more_forms: the forms of a product (others), (own, others), (values, count).
        advice: the heading of the advice.
        unwritten, by_code, by_both, by_model: below it, who wrote (model); marked: what the asterisk is.
        stop: ends a sentence; joint: between sentences; comma: between parts; semicolon: between things listed.
        digits: how a comma and a point of a sum are written.
    """

    leads: Mapping[str, str]
    unsaid: str
    silent: str
    rest: str
    nearest: str
    nothing: str
    not_all: str
    given_up: str
    nearest_is: str
    meets_one: str
    meets: str
    gone: str
    brand: str
    shop: str
    id: str
    no_price: str
    span: str
    least: str
    was: str
    off: str
    marks: Mapping[str, str]
    in_forms: str
    also_in: str
    more_forms: str
    advice: str
    unwritten: str
    by_code: str
    by_both: str
    by_model: str
    marked: str
    stop: str = "."
    joint: str = " "
    comma: str = ", "
    semicolon: str = "; "
    digits: str = ",."

    def money(self, amount: str) -> str:
        """A sum as the language writes it."""
        return amount.translate(str.maketrans(",.", self.digits))


ENGLISH = Lines(
    leads={"yes": "Meets: ", "no": "Misses: ", "unknown": "Does not say: ", "near": "Closest: "},
    unsaid="None of these says: ",
    silent="the record does not say",
    rest="The rest are the nearest, with what they miss:",
    nearest="The nearest:",
    nothing="Nothing was found. What this index holds is shown by: shopcli stats",
    not_all="Nothing in the catalog meets everything{given_up} The nearest:",
    given_up=": gave up {limits}.",
    nearest_is=" (the nearest is {value})",
    meets_one="{count} product meets every limit{gone}.",
    meets="{count} products meet every limit{gone}.",
    gone=", but cannot be had now",
    brand="Brand ",
    shop="Shop ",
    id="Id ",
    no_price="no price",
    span="from {low} to {high}",
    least="from {price}",
    was="was {price}",
    off="{percent}% off",
    marks={
        "out of stock": "out of stock", "discontinued": "discontinued", "preorder": "pre-order", "backorder": "back-order",
    },
    in_forms="in {others}",
    also_in="{own}; also in {others}",
    more_forms="{values} and {count} more",
    advice="Advice",
    unwritten="No advice: nothing that {model} wrote held against the records.",
    by_code="Written by template from the records; {model} wrote none of it.",
    by_both="Written by {model} and checked against the records",
    by_model="Written by {model} and checked against the records.",
    marked="; * by template.",
)  # fmt: skip
_GERMAN = Lines(
    leads={"yes": "Erfüllt: ", "no": "Verfehlt: ", "unknown": "Sagt nichts zu: ", "near": "Kommt nahe: "},
    unsaid="Keines davon sagt etwas zu: ",
    silent="der Eintrag sagt nichts dazu",
    rest="Der Rest kommt am nächsten, mit dem, was er verfehlt:",
    nearest="Am nächsten kommt:",
    nothing="Nichts gefunden. Was dieser Index enthält, zeigt: shopcli stats",
    not_all="Nichts im Katalog erfüllt alles{given_up} Am nächsten kommt:",
    given_up="; aufgegeben: {limits}.",
    nearest_is=" (am nächsten: {value})",
    meets_one="{count} Produkt hält jede Grenze ein{gone}.",
    meets="{count} Produkte halten jede Grenze ein{gone}.",
    gone=", ist aber zurzeit nicht zu haben",
    brand="Marke ",
    shop="Laden ",
    id="Id ",
    no_price="ohne Preis",
    span="von {low} bis {high}",
    least="ab {price}",
    was="vorher {price}",
    off="{percent} % reduziert",
    marks={
        "out of stock": "nicht vorrätig", "discontinued": "nicht mehr im Angebot", "preorder": "vorzubestellen",
        "backorder": "nachzubestellen",
    },
    in_forms="in {others}",
    also_in="{own}; auch in {others}",
    more_forms="{values} und {count} weiteren",
    advice="Rat",
    unwritten="Kein Rat: nichts, was {model} schrieb, hielt den Einträgen stand.",
    by_code="Nach Vorlage aus den Einträgen geschrieben; nichts davon ist von {model}.",
    by_both="Geschrieben von {model} und an den Einträgen geprüft",
    by_model="Geschrieben von {model} und an den Einträgen geprüft.",
    marked="; * nach Vorlage.",
    digits=".,",
)  # fmt: skip
_CHINESE = Lines(
    leads={"yes": "符合：", "no": "不符合：", "unknown": "没有说明：", "near": "接近："},
    unsaid="这几件都没有说明：",
    silent="资料没有说明",
    rest="下面几件最接近，并注明不符合之处：",
    nearest="最接近的：",
    nothing="没有找到。想看本店有什么，请用：shopcli stats",
    not_all="没有商品符合全部要求{given_up}最接近的：",
    given_up="，放宽了{limits}。",
    nearest_is="（最接近的是{value}）",
    meets_one="有{count}件商品符合全部条件{gone}。",
    meets="有{count}件商品符合全部条件{gone}。",
    gone="，但目前都没有货",
    brand="品牌：",
    shop="店铺：",
    id="编号：",
    no_price="没有标价",
    span="{low}到{high}",
    least="{price}起",
    was="原价{price}",
    off="降{percent}%",
    marks={"out of stock": "缺货", "discontinued": "已停售", "preorder": "可预订", "backorder": "可订货"},
    in_forms="有{others}",
    also_in="{own}；另有{others}",
    more_forms="{values}等，另{count}种",
    advice="建议",
    unwritten="没有建议：{model}写的话都与商品资料对不上。",
    by_code="以上由程序按商品资料写成，没有用{model}写的话。",
    by_both="由{model}写成，并与商品资料核对过",
    by_model="由{model}写成，并与商品资料核对过。",
    marked="；带*的由程序写成。",
    stop="。",
    joint="",
    comma="，",
    semicolon="；",
)
_BY_LANGUAGE = {"en": ENGLISH, "de": _GERMAN, "zh": _CHINESE}


def lines_of(language: str) -> Lines:
    """The lines of a language, ISO 639-1."""
    return _BY_LANGUAGE.get(language, ENGLISH)
