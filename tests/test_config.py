"""Settings: what is no setting any more is named with what to do."""

from __future__ import annotations

import pytest

from shopcli.config import load_settings
from shopcli.errors import UsageError


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


@pytest.mark.parametrize(("name", "value"), [("reranker", '"attention"'), ("budget_s", "2.0")])
def test_a_setting_that_is_gone_is_named_with_since_when_and_what_to_do(file, name, value):
    file.write_text(f"top = 5\n{name} = {value}\n", encoding="utf-8")
    with pytest.raises(UsageError) as failure:
        load_settings()
    assert str(failure.value) == f"{file}: the setting '{name}' is gone; it left with --reranker lm on 2026-11-28."
    assert failure.value.hint == f"Remove the line that begins with {name}."


def test_a_setting_that_is_gone_is_named_in_the_environment_too(file, monkeypatch):
    monkeypatch.setenv("SHOPCLI_BUDGET_S", "2")
    with pytest.raises(UsageError) as failure:
        load_settings()
    assert str(failure.value) == "The environment: the setting 'budget_s' is gone; it left with --reranker lm on 2026-11-28."
    assert failure.value.hint == "Unset SHOPCLI_BUDGET_S."
