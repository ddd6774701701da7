"""Bringing an index up to date: what changed is read, and the index says what one that is built anew says."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from shopcli.catalog import Catalog, ReadReport, open_catalog
from shopcli.config import load_settings
from shopcli.index import BuildReport, read_manifest
from shopcli.index.kinds.table import Kinds
from shopcli.index.thresholds import Thresholds
from shopcli.indexer import index_catalog
from shopcli.types import Entry, Seen
from tests.conftest import WordEncoder
from tests.same_index import Told, assert_same

KINDS = ("tent", "lantern", "rope", "kettle")
MAKERS = ("Varnholm", "Oskari", "Petrel", "Mistral")  # a mistral is also a wind

Record = dict[str, Any]


def shop(size: int = 120) -> list[Record]:
    """Records of a shop for the outdoors: texts, numbers, switches, days, units and fields that hold now one, now the other."""
    draw = random.Random(1)
    made: list[Record] = []
    for number in range(size):
        kind, maker, colour = draw.choice(KINDS), draw.choice(MAKERS), draw.choice(("red", "green", "blue"))
        weight = draw.randint(200, 4000)
        record: Record = {
            "id": f"P{number}", "title": f"{maker} {draw.choice(('Alta', 'Brisk', 'Cove'))} {number} {kind}", "brand": maker,
            "category": f"{kind}s", "price": float(draw.randint(5, 400)), "currency": "EUR", "colour": colour,
            "description": f"A {colour} {kind} of {weight} g, for the mistral and the rain, number {number}.",
            "weight_g": weight, "length": f"{draw.randint(1, 60)} m", "waterproof": draw.random() < 0.5,
            "released": f"20{draw.randint(10, 25)}-0{draw.randint(1, 9)}-11",
        }  # fmt: skip
        record["response"] = draw.choice((1e-06, 2.5, "2 ms", "fast", True))
        made.append({name: value for name, value in record.items() if draw.random() < 0.9 or name in ("id", "title")})
    return made


@dataclass(frozen=True)
class Counted(Catalog):
    """A catalog that counts how often a row was made into a product."""

    made: Counter[str] = field(default_factory=Counter)

    def changes(self, before: Any, **options: Any) -> Iterator[Entry | Seen]:
        for entry in Catalog.changes(self, before, **options):
            self.made["products"] += isinstance(entry, Entry)
            yield entry


class Desk:
    """An index folder, the catalog that it is of, and how often a row was made into a product."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.index, self.catalog = folder, folder / "index", folder / "catalog.jsonl"
        self.thresholds = Thresholds(worth_updating=1, most_changed=0.5)
        self.made = 0
        self.report = ReadReport()

    def build(self, records: list[Record], index: Path | None = None, **options: Any) -> BuildReport:
        """Index some records into a folder, as a new file would be."""
        self.catalog.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        self.report = ReadReport()
        given = {"encoder": WordEncoder(), "settings": load_settings(), "report": self.report} | options
        opened = open_catalog([self.catalog], mapping=given.get("mapping"))
        counted = Counted(opened.files, opened.columns, opened.sources, opened.plans)
        report = index_catalog(counted, index or self.index, thresholds=self.thresholds, **given)
        self.made = counted.made.total()
        return report

    def anew(self, records: list[Record], **options: Any) -> Path:
        """An index of the same records that was built from nothing."""
        self.build(records, self.folder / "anew", **options)
        return self.folder / "anew"

    @property
    def told(self) -> Told:
        return Told(self.index)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk where even a small index is brought up to date, and where half of it may change."""
    return Desk(tmp_path)


def edited(records: list[Record], seed: int) -> list[Record]:
    """A catalog after some weeks: other prices, texts, fields and rows, in another order."""
    draw = random.Random(seed)
    now = [dict(record) for record in records if draw.random() > 0.06]
    for record in now:
        chance = draw.random()
        if chance < 0.05:
            record["price"] = float(draw.randint(5, 400))
        elif chance < 0.08:
            record |= {"title": f"Nimbus {record['title']}", "brand": "Nimbus", "description": "Made anew, for any weather."}
        elif chance < 0.1:
            record.pop("description", None)
            record |= {"waterproof": True, "stove_fuel": "gas", "burn_time": draw.randint(1, 9), "response": "slow"}
        elif chance < 0.12:
            record.pop("response", None)
            record.pop("brand", None)
    for number in range(5):
        weight = 100 + number
        now.append({"id": f"N{number}", "title": f"Oskari Sund {number} paddle", "category": "paddles", "weight_g": weight})
    draw.shuffle(now) if seed % 2 else None
    return now


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("precision", ["float32", "float16"])
def test_an_updated_index_says_what_one_built_anew_says(desk, seed, precision):
    settings, records = load_settings(precision=precision), shop()
    desk.build(records, settings=settings)
    for step in range(2):
        records = edited(records, seed + 10 * step)
        done = desk.build(records, settings=settings)
        assert 0 < desk.made < 60 < done.products
    assert_same(desk.index, desk.anew(records, settings=settings))


def test_only_rows_that_changed_are_made_into_products(desk):
    records = shop()
    desk.build(records)
    assert desk.made == 120
    records[7] |= {"price": 1.5}
    done = desk.build(records)
    assert (desk.made, done.products, done.removed, desk.report.rows, desk.report.products) == (1, 120, 0, 120, 120)
    assert desk.told.index.product("P7").price == 1.5


def test_a_row_of_which_there_is_something_to_tell_is_read_and_told_again(desk):
    records = shop()
    records[3]["price"] = "ask us"
    desk.build(records)
    told = desk.report.notes
    records[9] |= {"price": 2.5}
    done = desk.build(records)
    assert (desk.made, done.embedded_products) == (2, 0)
    assert desk.report.notes == told != ()


def test_bad_rows_are_told_again_and_stop_a_strict_update(desk):
    desk.build([*shop(), {"id": "bad"}])
    desk.build([*shop(119), {"id": "bad"}])
    assert [row.reason for row in desk.report.skipped] == ["no title"]
    with pytest.raises(Exception, match="line 119: no title"):
        desk.build([*shop(118), {"id": "bad"}], strict=True)
    assert desk.told.index.manifest.products == 119


def test_of_two_products_with_one_id_the_first_stays_whether_it_is_known_or_new(desk):
    records = shop()
    desk.build(records)
    other = {"id": "P5", "title": "Another thing"}
    desk.build([*records, other])
    assert [row.reason for row in desk.report.skipped] == ["the id P5 is taken by another product"]
    desk.build([other, *records])
    assert desk.told.index.product("P5").title == "Another thing"
    assert [row.reason for row in desk.report.skipped] == ["the id P5 is taken by another product"]


def test_a_row_that_comes_twice_is_dropped_and_told(desk):
    records = shop()
    desk.build(records)
    done = desk.build([*records, records[4]])
    assert (done.products, desk.report.counts["identical rows dropped"]) == (120, 1)


def test_products_whose_ids_are_made_are_known_again(desk):
    records = [{name: value for name, value in record.items() if name != "id"} for record in shop()]
    desk.build(records)
    ids = sorted(desk.told.ids)
    records[0]["colour"] = "amber"
    done = desk.build(records)
    assert (done.embedded_products, sorted(desk.told.ids)) == (0, ids)
    assert_same(desk.index, desk.anew(records))


def test_another_mapping_reads_all_rows_anew(desk):
    records = shop()
    desk.build(records)
    desk.build(records, mapping={"price": "price/100"})
    assert desk.made > 120
    assert_same(desk.index, desk.anew(records, mapping={"price": "price/100"}))


def test_a_column_stays_of_the_kind_that_it_was_until_all_is_learned_anew(desk):
    """What the first rows show is what a column is taken for; in another order they may show another."""
    records = shop()
    for number, record in enumerate(records[:30]):
        record["gauge"] = str(number)
    desk.build(records)
    for record in records[:5]:  # more than the few that a column of numbers may have
        record["gauge"] = "wide"
    desk.build(records)
    assert desk.made == 5
    gauges = [desk.told.index.product(each).attributes["gauge"] for each in ("P0", "P20")]
    assert gauges == ["wide", 20.0]
    desk.build(records, anew=True)
    assert desk.told.index.product("P20").attributes["gauge"] == "20"


def test_a_new_column_reads_no_other_rows_anew(desk):
    records = shop()
    desk.build(records)
    records[2]["gauge"] = "12"
    desk.build(records)
    assert desk.made == 1


def learned(desk: Desk) -> tuple[int, int]:
    manifest = read_manifest(desk.index)
    return manifest.learned_from, manifest.changed_since


def test_changes_add_up_until_all_is_learned_anew(desk):
    records = shop()
    desk.build(records)
    assert learned(desk) == (120, 0)
    for step, expected in ((0, (120, 25)), (25, (120, 50)), (50, (120, 0))):
        for record in records[step : step + 25]:
            record["price"] = 1000.0 + step
        desk.build(records)
        assert learned(desk) == expected


def test_a_catalog_of_which_little_is_left_is_learned_anew(desk):
    desk.build(shop())
    desk.build(shop(30))
    assert learned(desk) == (30, 0)


def test_all_is_learned_anew_where_somebody_asks_for_it(desk):
    records = shop()
    desk.build(records)
    desk.build(records[1:], anew=True)
    assert (desk.made, learned(desk)) == (119, (119, 0))
    done = desk.build(records[1:], anew=True)
    assert (desk.made, done.unchanged) == (119, False)


def test_a_small_index_is_built_anew(desk):
    desk.thresholds = Thresholds(most_changed=0.5)
    records = shop()
    desk.build(records)
    desk.build(records[1:])
    assert desk.made == 119


@pytest.mark.parametrize("other", [{"encoder": WordEncoder("words-2")}, {"settings": load_settings(precision="int8")}])
def test_another_encoder_or_precision_builds_anew(desk, other):
    desk.build(shop())
    done = desk.build(shop()[1:], **other)
    assert (desk.made, learned(desk), done.removed) == (119, (119, 0), 1)


def test_what_another_version_wrote_is_built_anew(desk):
    desk.build(shop())
    manifest = desk.index / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"version": "0.0.9"}))
    desk.build(shop()[1:])
    assert desk.made == 119


def test_new_products_join_their_kinds_and_a_new_category_is_one(desk):
    records = shop()
    desk.build(records)
    before = desk.told.kinds
    desk.build([
        *(record for record in records if record.get("category") != "ropes" and "rope" not in record["title"]),
        {"id": "T", "title": "Petrel Cove 7 tent", "category": "tents"},
        {"id": "C", "title": "Sund canoe", "category": "canoes"},
    ])  # fmt: skip
    after = desk.told.kinds
    assert before[("rope",)] and not after[("rope",)], "nobody sells ropes any more"
    assert after[("tent",)] == before[("tent",)] | {"T"}
    assert after[("cano",)] == {"C"}


def test_a_product_of_another_price_stays_what_it_was(desk):
    records = shop()
    desk.build(records)
    before = desk.told.kinds
    for record in records[:40]:
        record |= {"price": 3.0} | ({"weight_g": 1} if "weight_g" in record else {})
    desk.build(records)
    assert desk.told.kinds == before


def test_a_category_that_the_sample_missed_is_a_kind_of_all_that_stands_there(desk):
    desk.thresholds = replace(desk.thresholds, learned_from=20)
    records = shop()
    for record in records[1::4]:
        record |= {"category": "canoes", "title": f"Sund {record['id']}"}
    desk.build(records)
    assert ("cano",) not in desk.told.kinds
    desk.build([*records, {"id": "C", "title": "Sund Alta", "category": "canoes"}])
    assert desk.told.kinds[("cano",)] == {"C", *(record["id"] for record in records[1::4])}


def test_a_kind_that_is_sold_out_is_known_when_it_comes_back(desk):
    records = [{name: value for name, value in record.items() if name != "category"} for record in shop()]
    desk.build(records)
    before = desk.told.kinds
    desk.build([record for record in records if "kettle" not in record["title"]])
    kinds = Kinds.open(desk.index / read_manifest(desk.index).data)
    assert ("kettl",) in before and ("kettl",) not in kinds
    desk.build(records)
    assert len(desk.told.kinds[("kettl",)]) > 0.8 * len(before[("kettl",)])


def test_a_stray_among_products_that_have_changed_is_one_still(desk):
    tents = [{"id": f"T{n}", "title": f"Alta {n} tent", "category": "shelters", "price": 9.0} for n in range(40)]
    books = [{"id": f"B{n}", "title": f"Night {n} novel", "category": "books", "price": 9.0} for n in range(60)]
    desk.build([*tents, *books])
    now = [*(tent | {"price": 8.0} for tent in tents), *books, {"id": "X", "title": "Alta 99 tent", "category": "books"}]
    desk.build(now)
    assert learned(desk) == (100, 41)
    assert "X" not in desk.told.kinds[("tent",)] and "T3" in desk.told.kinds[("tent",)]


def test_the_title_of_a_product_that_is_gone_is_known_by_one_that_stays(desk):
    records = shop()
    title = records[8]["title"]
    records[8] |= {"description": "Short."}
    records.append({"id": "Y", "title": title, "description": "Quite another thing, of which there is much to say. " * 3})
    desk.build(records)
    del records[8]
    desk.build(records)
    assert_same(desk.index, desk.anew(records))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([True, 2.5], ["fast"]), ([True, 2.5], [False]), ([2.5, False], [1.5]), ([123457.789012345, "fast"], [0.5]),
        (["4006381333931", 4006381333931], ["4006381333931"]), ([1e-06, "yes", True], [True]), (["1a", "x"], ["1a"]),
    ],
)  # fmt: skip
def test_a_field_of_several_kinds_of_values_is_what_it_would_be(desk, before, after):
    records = [{"id": f"P{n}", "title": f"Thing {n}", "odd": before[n % len(before)]} for n in range(40)]
    desk.build(records)
    for record in records:
        if record["odd"] not in after or record["id"] == "P3":
            record.pop("odd")
    for record, value in zip(records[10:], after, strict=False):
        record["odd"] = value
    desk.build(records)
    assert_same(desk.index, desk.anew(records))


def test_a_field_that_nobody_had_gets_its_unit(desk):
    records = shop()
    desk.build(records)
    records[3]["depth_cm"] = 12
    desk.build(records)
    units = {field.field: field.unit for field in desk.told.index.measured.fields}
    assert units["depth_cm"] == "cm"
    assert units["weight_g"] == "g"


def test_the_last_value_of_a_field_takes_the_field_along(desk):
    records = shop()
    records[3]["depth_cm"] = 12
    desk.build(records)
    del records[3]["depth_cm"]
    desk.build(records)
    assert "depth_cm" not in desk.told.columns
    assert "depth_cm" not in {field.field for field in desk.told.index.measured.fields}


def test_a_damaged_index_is_built_anew(desk):
    desk.build(shop())
    data = desk.index / read_manifest(desk.index).data
    (data / "origins.npy").unlink()
    desk.build(shop()[1:])
    assert desk.made == 119
    assert asdict(read_manifest(desk.index))["products"] == 119
