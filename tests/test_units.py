"""Units, and how quantities are written."""

import json

import pytest

from shopcli.text.units import (
    SYMBOLS,
    QuantityReader,
    convert,
    read_number,
    same_dimension,
    table_from_json,
    table_to_json,
    unit_table,
)

TABLE = unit_table()
READER = QuantityReader(SYMBOLS)


@pytest.mark.parametrize(
    ("amount", "unit", "to", "expected"),
    [
        (15, "ft", "m", 4.572),
        (15.6, "in", "cm", 39.624),
        (1, "lb", "g", 453.59237),
        (1.5, "kg", "g", 1500),
        (2, "TB", "GB", 2000),
        (512, "MB", "GB", 0.512),
        (20000, "mAh", "Ah", 20),
        (0.5, "l", "ml", 500),
        (3, "year", "month", 36),
        (2.13, "GHz", "MHz", 2130),
        (1, "atm", "bar", 1.01325),
        (80, "MB/s", "Mbit/s", 640),
        (2, "kWh", "Wh", 2000),
        (7, "in", "in", 7),
    ],
)
def test_a_quantity_converts_within_its_dimension(amount, unit, to, expected):
    assert convert(amount, unit, to, TABLE) == pytest.approx(expected, rel=1e-9)


def test_temperatures_convert_with_their_offset():
    assert convert(212, "°F", "°C", TABLE) == pytest.approx(100)
    assert convert(-40, "°C", "°F", TABLE) == pytest.approx(-40)


def test_what_measures_something_else_does_not_convert():
    assert not same_dimension("kg", "m", TABLE)
    assert not same_dimension("kg", "furlong", TABLE)
    with pytest.raises(ValueError, match="'kg' does not convert to 'm'"):
        convert(1, "kg", "m", TABLE)


def test_the_table_survives_json_unchanged():
    assert table_from_json(json.loads(json.dumps(table_to_json(TABLE)))) == TABLE


def test_every_symbol_names_a_unit_of_the_table():
    assert set(SYMBOLS.values()) - set(TABLE) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,299.50", 1299.5), ("1.299,50", 1299.5), ("2,5", 2.5), ("2.5", 2.5), ("1,500", 1500.0), ("1.500", 1.5),
        ("0,500", 0.5),
        ("10 000", 10000.0), ("1’000", 1000.0), ("12,345,678", 12345678.0), ("1/2", 0.5), ("3 1/2", 3.5), ("1½", 1.5),
        ("½", 0.5),
        ("4/8", None), ("3.0.1", None), ("1.2.3.4", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written(text, expected):
    assert read_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Notebook 43.2 cm (17") 4 GB 250GB', [(43.2, "cm"), (17.0, "in"), (4.0, "GB"), (250.0, "GB")]),
        ("box 20 x 30 x 5 mm", [(20.0, "mm"), (30.0, "mm"), (5.0, "mm")]),
        ("5 in 1, 2-in-1 and 802.11g", []),
        ("5G phone, size M, S10, 2 HP printers", []),
        ("Frame 15 in., 5 ATM", [(15.0, "in"), (5.0, "atm")]),
        ("6 pc(s), 10 000 mAh, 1/2 in", [(6.0, "pcs"), (10000.0, "mAh"), (0.5, "in")]),
    ],
)
def test_the_quantities_of_a_title_are_read_with_their_units(text, expected):
    assert [(measure.amount, measure.unit) for measure in READER.measures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('15.6"', (15.6, "in")), ("1,5 l", (1.5, "l")), ("2 x 250 g", (500.0, "g")), ('15.6" (39.6 cm)', (15.6, "in")),
        ("500 ml / 0.5 l", (500.0, "ml")), ("10 ATM", (10.0, "atm")), ("20 x 30 cm", None), ("100 - 240 V", None),
        ("3.5 mm jack", None), ("about 3 m", None), ("", None), ("blue", None),
    ],
)  # fmt: skip
def test_a_text_that_is_one_quantity_is_read_as_that(text, expected):
    measure = READER.whole(text, TABLE)
    assert (measure and (measure.amount, measure.unit)) == expected
