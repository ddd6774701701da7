"""What goes with a product: by baskets where there are enough, else by what the records say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shopcli.cli.commands import app
from shopcli.index import Index
from shopcli.need.languages.registry import languages
from shopcli.pipeline.complements.complements import Complements, reason
from shopcli.pipeline.complements.statements import statements
from shopcli.pipeline.personal.baskets import Baskets
from shopcli.pipeline.personal.history import History, Purchase
from shopcli.types import Complement, Product, Value
from tests.conftest import WordEncoder, build
from tests.dutch import DUTCH


def product(number: str, title: str, category: str, text: str = "", brand: str = "Grauwald", **fields: Value) -> Product:
    return Product(number, title, text, brand, category, 20.0, "EUR", attributes=fields)


PAGE_50 = product("P1", "Grauwald Lettra 6350DN Laser Printer", "Printers", "Prints letters and forms.")
PAGE_40 = product("P2", "Grauwald Lettra 6300 Laser Printer", "Printers", "Prints letters on a desk.")
BLACK = product("T1", "Grauwald TN-63B black toner", "Toner", compatibility="Lettra 6300/6350")
RED = product(
    "T2", "Grauwald TN-64R red toner, Lettra 6350 (DOES NOT WORK ON LETTRA 6300)", "Toner", compatibility="Lettra 6350"
)
OTHER = product("T3", "Inkhollow X9 black toner for Lettra 6300", "Toner", brand="Inkhollow")
TRAY = product("T4", "Grauwald paper tray", "Trays", "A second tray for any laser printer.")
PACK = product("B1", "Brambleholt Ambler Backpack 38 L", "Backpacks", "For the day.", "Brambleholt", volume="38 L")
LARGE = product("B2", "Brambleholt Porter Backpack 65 L", "Backpacks", "For a week.", "Brambleholt", volume="65 L")
HOOD = product("A1", "Varnholm Hood for Backpacks 30-50 L", "Bag accessories", brand="Varnholm")
TABLE = product("F1", "Skarvik Norrby table", "Tables", "Seats four.", "Skarvik")
STOOL = product("F2", "Skarvik Norrby stool", "Stools", "Seats one.", "Skarvik")
BENCH = product("F3", "Skarvik Norrby table, round", "Tables", "Seats two.", "Skarvik")
LAMP = product("F4", "Skarvik Lumme lamp", "Lamps", "Warm light.", "Skarvik")
WATCH = product("W1", "Orrelane Deck watch", "Watches", "With lugs of 20 mm.", "Orrelane")
_STRAPS = (("Calf", "Fits any watch."), ("Sail", "For all watches."), ("Felt", "Soft."), ("Cork", "Light."))
STRAPS = tuple(
    product(f"S{n}", f"Orrelane {name} watch strap", "Straps", text, "Orrelane") for n, (name, text) in enumerate(_STRAPS, 1)
)
TEA = product("G1", "Hillmarten green tea", "Groceries", "From a slope.", "Hillmarten")
SHOP = (PAGE_50, PAGE_40, BLACK, RED, OTHER, TRAY, PACK, LARGE, HOOD, TABLE, STOOL, BENCH, LAMP, WATCH, *STRAPS, TEA)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("complements") / "index"
    build(folder, SHOP, WordEncoder())
    return Index(folder)


@pytest.fixture(scope="module")
def complements(index: Index) -> Complements:
    return Complements(index)


def found(complements: Complements, one: Product) -> list[tuple[str, str, str]]:
    return [(other.product.id, other.relation, other.words) for other in complements.of(one, top=5)]


# --- by the records


def test_what_names_the_model_goes_with_it_with_the_words_of_its_record(complements: Complements) -> None:
    named = [one for one in found(complements, PAGE_50) if one[1] == "named"]
    assert named == [
        ("T1", "named", "compatibility: Lettra 6300/6350"),
        ("T2", "named", "compatibility: Lettra 6350"),
    ]


def test_what_a_record_denies_is_out_and_so_is_what_names_another_model(complements: Complements) -> None:
    assert [one[0] for one in found(complements, PAGE_40) if one[1] == "named"] == ["T1", "T3"]  # red does not work on it
    assert "T3" not in [one[0] for one in found(complements, PAGE_50)]  # it is for the 6300


def test_what_is_for_such_things_comes_behind_and_says_that_it_names_none(complements: Complements) -> None:
    *_, last = complements.of(PAGE_50, top=5)
    assert (last.product.id, last.relation, last.words) == ("T4", "for such", "for any laser printer")
    assert reason(last, PAGE_50, "en") == "Its record says: “for any laser printer”; this very one it does not name."


def test_what_a_part_is_for_goes_with_the_part(complements: Complements) -> None:
    assert [one[:2] for one in found(complements, BLACK)] == [("P2", "named back"), ("P1", "named back")]
    (back,) = complements.of(BLACK, top=1)
    assert reason(back, BLACK, "en") == "The record of the Grauwald TN-63B black toner says: “compatibility: Lettra 6300 …”"


def test_a_measure_that_is_named_must_be_the_products_own(complements: Complements) -> None:
    (hood,) = complements.of(PACK, top=5)
    assert (hood.product.id, hood.agrees, hood.words) == ("A1", True, "for Backpacks 30-50 L")
    assert reason(hood, PACK, "en") == "Its record says: “for Backpacks 30-50 L”"
    assert found(complements, LARGE) == []


def test_another_sort_of_thing_of_a_series_goes_with_it_and_one_of_the_same_sort_does_not(
    complements: Complements,
) -> None:
    assert found(complements, TABLE) == [("F2", "series", "Norrby")]
    assert found(complements, LAMP) == []


def test_what_is_called_as_several_are_that_say_what_they_are_for_is_of_that_sort(complements: Complements) -> None:
    straps = found(complements, WATCH)
    assert straps[:2] == [("S1", "for such", "Fits any watch"), ("S2", "for such", "For all watches")]
    silent = [one for one in complements.of(WATCH, top=5) if one.relation == "sort for such"]
    assert [(one.product.id, one.words, one.both, one.all) for one in silent] == [("S3", "watch", 2, 4), ("S4", "watch", 2, 4)]


def test_nothing_is_made_up_where_no_record_says_anything(complements: Complements) -> None:
    assert found(complements, TEA) == []
    assert complements.none_said(TEA, "en") == "Nothing in this catalog is said to go with the Hillmarten green tea."
    assert complements.none_said(TEA, "zh") == "资料里没有写什么可以搭配 Hillmarten green tea。"


def test_of_what_is_asked_for_only_what_fits_or_may_fit_is_left(complements: Complements) -> None:
    fitting, open_ones = complements.among([BLACK, RED, OTHER, LAMP], PAGE_40)
    assert ([one.product.id for one in fitting], [one.id for one in open_ones]) == (["T1", "T3"], ["F4"])


# --- what records say


@pytest.mark.parametrize(
    ("text", "names", "denied"),
    [
        ("Compatible with Lettra 6300/6350 and X9.", ("Lettra 6300", "Lettra 6350", "Lettra X9"), False),
        ("Does not fit the Lettra 6300.", ("the Lettra 6300",), True),
        ("适用于飞利浦 HX6730、HX6750。", ("飞利浦 HX6730", "飞利浦 HX6750"), False),
        ("不兼容HX6730。", ("HX6730",), True),
        ("HX6730专用", ("HX6730",), False),
        ("Nicht geeignet für Modell 12.", ("Modell 12",), True),
    ],
)
def test_a_statement_has_its_names_and_whether_they_are_denied(text: str, names: tuple[str, ...], denied: bool) -> None:
    (first, *_) = statements(Product("1", "Thing", text))
    assert (first.names, first.denied) == (names, denied)


def test_a_field_may_deny_a_part_of_what_it_lists() -> None:
    denied, listed = statements(Product("1", "Thing", attributes={"compatibility": "R2880, R1900; not compatible with R800"}))
    assert (denied.names, denied.denied, listed.names, listed.denied) == (("R800",), True, ("R2880", "R1900"), False)


def test_every_language_tells_it_with_the_same_sentences() -> None:
    assert len({frozenset(pack.complements.replies) for pack in (*languages(), DUTCH)}) == 1


# --- by baskets


def bought(*baskets: str) -> Baskets:
    lines = [Purchase("c", one, day * 86_400, 1.0, f"b{day}") for day, basket in enumerate(baskets) for one in basket.split()]
    return Baskets(History.of(lines))


def test_baskets_come_first_with_their_counts_and_only_of_what_is_sold(index: Index) -> None:
    complements = Complements(index, bought("P2 T4 gone", "P2 T4 gone", "P2 T4 gone", *["G1"] * 9))
    (tray,) = complements.of(PAGE_40, top=5)
    assert tray == Complement(TRAY, "together", "", 3, 3, 4.0, 1.0)
    assert reason(tray, PAGE_40, "en") == "In 3 of the 3 baskets with it: 4 times as often as by chance."
    assert reason(tray, PAGE_40, "zh") == "有它的 3 单里，3 单也买了这个：是碰巧的 4 倍。"


def test_what_was_bought_together_though_a_record_denies_that_it_fits_is_left_out(index: Index) -> None:
    complements = Complements(index, bought(*["P2 T2"] * 4, *["G1"] * 9))
    assert [one.source for one in complements.of(PAGE_40, top=5)] == ["records"] * 3


def test_where_the_baskets_are_too_few_the_records_tell(index: Index) -> None:
    complements = Complements(index, bought("P1 T4", *["G1"] * 9))
    assert {one.source for one in complements.of(PAGE_50, top=5)} == {"records"}
    told = complements.none_said(TEA, "en")
    assert told == "There are too few baskets with the Hillmarten green tea, and no record names anything that goes with it."


# --- the command


@pytest.fixture
def run(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))

    def run(*arguments: str) -> str:
        app(["goes-with", *arguments, "--index", str(index.folder)], standalone_mode=False)
        return capsys.readouterr().out

    return run


def test_the_command_says_what_goes_with_a_product_and_by_what_it_is_known(run) -> None:
    assert run("B1").splitlines() == [
        "What goes with the Brambleholt Ambler Backpack, by what the records say:",
        "1. Varnholm Hood for Backpacks 30-50 L, 20.00 EUR (id A1). Its record says: “for Backpacks 30-50 L”",
    ]
    assert run("G1") == "Nothing in this catalog is said to go with the Hillmarten green tea.\n"


def test_the_command_tells_by_a_history_that_was_imported(run, tmp_path: Path) -> None:
    lines = [Purchase("c", one, n * 86_400, 1.0, f"b{n}") for n in range(12) for one in (("B1", "T4") if n < 3 else ("G1",))]
    History.of(lines).write(tmp_path / "personal" / "history.safetensors")
    told = json.loads(run("B1", "--json", "--top", "1"))
    assert (told["id"], told["by"], [one["id"] for one in told["results"]]) == ("B1", "baskets", ["T4"])
    (tray,) = told["results"]
    assert {name: tray[name] for name in ("rank", "relation", "support", "of", "lift", "confidence", "words")} == {
        "rank": 1, "relation": "together", "support": 3, "of": 3, "lift": 4.0, "confidence": 1.0, "words": None,
    }  # fmt: skip
    assert run("B1").splitlines()[1] == (
        "1. Grauwald paper tray, 20.00 EUR (id T4). In 3 of the 3 baskets with it: 4 times as often as by chance."
    )


def test_an_id_that_nothing_has_is_an_error_with_the_nearest_ones(run) -> None:
    from shopcli.errors import ProductNotFound

    with pytest.raises(ProductNotFound, match="No product with the id 'B9' in this index") as failed:
        run("B9")
    assert "B1" in failed.value.hint
