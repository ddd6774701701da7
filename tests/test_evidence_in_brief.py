"""Lines of another script are told beside a Chinese wish as the few words that grant it."""

from __future__ import annotations

import pytest

from shopcli.types import Clause, Evidence, Fact
from shopcli.write.moves.evidence_told import _in_brief


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("It's a classic 2-person camping tent with ample headroom", "classic 2-person camping tent"),
        ("It's no 2-person camping tent with ample headroom", "It's no 2-person camping tent with ample headroom"),
        ("2-person tent", "2-person tent"),  # short enough
        ("双人帐篷，空间宽敞，适合两个人用，带门厅", "双人帐篷，空间宽敞，适合两个人用，带门厅"),
    ],
)
def test_a_long_english_line_is_cut_to_what_grants_the_wish(line: str, told: str):
    clause = Clause("两个人用", "feature", op="has", value="2-person", meaning="2-person")
    assert _in_brief(line, Evidence(clause, Fact("description", line), 0.9)) == told
    english = Clause("for 2-person trips", "feature")
    assert _in_brief(line, Evidence(english, Fact("description", line), 0.9)) == line
