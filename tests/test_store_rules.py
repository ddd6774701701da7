"""A shop's rules and a store: what is always hidden is not written there, and other rules hold as in a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.errors import ProductNotFound, ShopcliError
from shopcli.index import Index
from shopcli.index.stores.opening import open_index
from shopcli.pipeline.shop_rules.opening import open_shop, publish_shop
from shopcli.pipeline.shop_rules.reading import RulesError
from shopcli.render import answer_to_dict
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.outdoor import PRODUCTS

HIDE = '[[hide]]\nids = ["T1", "H5"]\n\n[[pin]]\nids = ["T5"]\nwhen = ["tent"]\n'
REQUESTS = ("a light tent under 300 euros", "how many tents do you have?", "black headphones", "which brands are there?")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("whole") / "index"
    build(made, PRODUCTS, WordEncoder())
    return made


@pytest.fixture
def settings(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A folder with rules of its own, and a store that nothing was written to."""
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path / "cache"))
    shutil.copytree(whole, tmp_path / "index")
    (tmp_path / "index" / "rules.toml").write_text(HIDE, encoding="utf-8")
    yield Settings(index=str(tmp_path / "index"), store=f"milvus:{tmp_path / 'shop.db'}#shop")


def _advisor(index: Index) -> Advisor:
    return Advisor(index, settings=Settings(), encoder=WordEncoder(), model=FakeModel())


def test_what_is_hidden_is_not_in_the_store_and_answers_are_those_of_the_folder(settings):
    version = publish_shop(settings)
    stored = open_index(settings)  # as one reads it who has no rules
    assert len(stored) == len(PRODUCTS) - 2 and "T1" not in stored.records.ids
    with pytest.raises(ProductNotFound):
        stored.product("H5")
    shown = _advisor(open_shop(settings.index_path, settings))
    local = _advisor(open_shop(settings.index_path, replace(settings, store="")))
    for request in REQUESTS:
        told = [answer_to_dict(advisor.ask(request, text=False)) for advisor in (shown, local)]
        assert {**told[0], "timings_s": 0} == {**told[1], "timings_s": 0}
    assert publish_shop(settings) == version, "nothing is written where neither the catalog nor the rules have changed"


def test_a_rule_that_comes_later_is_told_of_until_the_store_is_written_anew(settings):
    before = publish_shop(settings)
    rules = settings.index_path / "rules.toml"
    rules.write_text(HIDE.replace('"H5"', '"H5", "H1"'), encoding="utf-8")
    with pytest.raises(ShopcliError, match=rf"in the store, 1 of {len(PRODUCTS) - 2} products are hidden by a rule") as told:
        open_shop(settings.index_path, settings)
    assert "shopcli index CATALOG --store STORE" in told.value.hint
    assert publish_shop(settings) != before
    assert len(open_shop(settings.index_path, settings)) == len(PRODUCTS) - 3
    rules.unlink()
    publish_shop(settings)
    assert len(open_shop(settings.index_path, settings)) == len(PRODUCTS)


def test_rules_that_hide_all_are_refused_before_anything_is_written(settings):
    ids = ", ".join(f'"{product.id}"' for product in PRODUCTS)
    (settings.index_path / "rules.toml").write_text(f"[[hide]]\nids = [{ids}]\n", encoding="utf-8")
    with pytest.raises(RulesError, match="hide every product"):
        publish_shop(settings)
    assert not Path(settings.store.removeprefix("milvus:").partition("#")[0]).exists()
