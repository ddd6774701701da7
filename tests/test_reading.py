"""A language model as a ranker, from the request to the results: with a tiny real one, and once with the default one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopcli.advisor import Advisor
from shopcli.config import DEFAULT_WRITER, Settings, load_settings
from shopcli.errors import UsageError
from shopcli.models.writer.openai_server import OpenAIServer
from shopcli.pipeline.lm_ranker import open_reader
from shopcli.write import load_language_model
from tests.fake_model import FakeModel
from tests.tiny_models import make_folder


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def reading(index, encoder, tmp_path, monkeypatch) -> Advisor:
    """The five products, and a tiny language model from a folder, in int8 as on any CPU."""
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path / "cache"))
    settings = Settings(model=str(make_folder(tmp_path / "tiny")), device="cpu", reranker="lm")
    return Advisor(index, settings=settings, encoder=encoder)


def ids(answer) -> list[str]:
    return [hit.product.id for hit in answer.results]


def test_a_language_model_reads_the_candidates_and_its_score_is_shown(reading, index, encoder):
    answer = reading.ask("outdoor GPS watch", text=False, top=5)
    plain = Advisor(index, settings=Settings(), encoder=encoder).ask("outdoor GPS watch", text=False, top=5)
    assert all("lm" in hit.scores for hit in answer.results)
    assert set(answer.timings_s) == {"understand", "retrieve", "rerank", "read", "load"}
    assert sorted(ids(answer)) == sorted(ids(plain))
    before = {hit.product.id: hit.score for hit in plain.results}
    assert {hit.product.id: hit.score for hit in answer.results} != before
    assert [hit.score for hit in answer.results] == sorted((hit.score for hit in answer.results), reverse=True)


def test_limits_win_whatever_the_model_attends_to(reading):
    answer = reading.ask("watch under 180", text=False, top=5)
    assert (set(ids(answer)[:2]), ids(answer)[2]) == ({"W2", "W3"}, "W1")  # then what is no watch


@pytest.mark.parametrize(("query", "rerank"), [("the cheapest watch", True), ("GPS watch", False)])
def test_nothing_is_read_where_the_order_is_settled_otherwise(reading, query, rerank):
    answer = reading.ask(query, text=False, rerank=rerank)
    assert "read" not in answer.timings_s
    assert not any("lm" in hit.scores for hit in answer.results)


def test_no_time_left_leaves_the_ranking_as_it_was(reading, index, encoder):
    hurried = Advisor(index, settings=replace(reading.settings, budget_s=1e-9), encoder=encoder)
    plain = Advisor(index, settings=Settings(), encoder=encoder)
    for query in ("outdoor GPS watch", "quiet keyboard"):
        answer, expected = (one.ask(query, text=False, top=5) for one in (hurried, plain))
        assert [(hit.product.id, hit.score) for hit in answer.results] == [(h.product.id, h.score) for h in expected.results]
        assert not any("lm" in hit.scores for hit in answer.results)


def test_the_same_weights_read_and_write(reading):
    answer = reading.ask("outdoor GPS watch")
    assert answer.advice is not None and answer.advice.sentences
    assert reading.reader()._model is reading.writer().whole
    assert reading.reader()._model.digest == reading.writer().digest


@pytest.mark.parametrize("model", [FakeModel(), OpenAIServer("http://127.0.0.1:9/v1", "tiny")])
def test_a_model_that_only_gives_words_cannot_rank(index, encoder, model):
    with pytest.raises(UsageError) as failure:
        Advisor(index, settings=Settings(reranker="lm"), encoder=encoder, model=model).ask("watch", text=False)
    assert str(failure.value) == f"The attention of {model.name} cannot be read: a server gives words only."


@pytest.mark.parametrize(
    ("flags", "message"),
    [({"reranker": "magic"}, "'magic' is no reranker."), ({"budget_s": -1.0}, "A budget of -1 s is none.")],
)
def test_a_setting_that_is_none_is_refused(flags, message):
    with pytest.raises(UsageError) as failure:
        load_settings(**flags)
    assert str(failure.value) == message


@pytest.mark.slow
def test_the_default_model_reads_what_was_asked():
    reader = open_reader(load_language_model(DEFAULT_WRITER, device="cpu"))
    scores = reader.scores("rain coat with a hood", ["rain coat, green, has hood", "green tea", "a hooded jacket for rain"])
    assert (int(scores.argmax()), int(scores.argmin())) == (0, 1)  # the rain coat and the tea
