"""A slice of the fuzz run (benchmarks/fuzz_catalogs.py): whatever a file holds, it gives products, or an error with a hint."""

from __future__ import annotations

import pytest

from tests.catalog_fuzz import file_case, rows_case, run_case
from tests.feeds import FORMS

SEED = 16


@pytest.mark.parametrize("form", FORMS)
def test_a_mutated_file_gives_products_or_an_error_with_a_hint(form):
    outcomes = [run_case(form, file_case(SEED, form, number)) for number in range(12)]
    assert [outcome.fault for outcome in outcomes if outcome.fault] == []


def test_mutated_rows_give_products_or_bad_rows():
    outcomes = [run_case(*rows_case(SEED, number)) for number in range(20)]
    assert [outcome.fault for outcome in outcomes if outcome.fault] == []
    assert sum(outcome.products for outcome in outcomes) > 500


@pytest.mark.parametrize(("form", "number"), [("a.ods", 102), ("a.ods", 1381)])
def test_what_a_fuzz_run_found_stays_mended(form, number):
    outcome = run_case(form, file_case(SEED, form, number))
    assert (outcome.fault, outcome.products) == ("", 0)
    assert outcome.refused


def test_a_mutant_can_be_made_again():
    assert file_case(SEED, "a.csv", 3) == file_case(SEED, "a.csv", 3) != file_case(SEED, "a.csv", 4)
    assert rows_case(SEED, 3) == rows_case(SEED, 3) != rows_case(SEED, 8)
