"""One language model and several threads, as under `shopcli serve`: they take turns, and each gets what it gets alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Decoding, Settings
from shopcli.models.writer.local_model import LocalModel
from shopcli.models.writer.transformers_model import TransformersModel
from shopcli.write import load_language_model
from tests.conftest import FIVE
from tests.tiny_models import make_folder, make_network, make_tokenizer

SHARED = {"role": "system", "content": "Join facts."}
DOCUMENTS = ["rain coat, green, has hood", "green tea", "a watch with GPS"]
SAMPLED = Decoding(temperature=1.0, seed=3, max_new_tokens=12)


class Entrance:
    """Counts how many threads are inside at once; each stays for a moment, so that others come in where they can."""

    def __init__(self) -> None:
        self.now = self.most = self.entered = 0
        self._counting = threading.Lock()

    def enter(self, *_: object) -> None:
        with self._counting:
            self.now, self.entered = self.now + 1, self.entered + 1
            self.most = max(self.most, self.now)
        time.sleep(0.001)

    def leave(self, *_: object) -> None:
        with self._counting:
            self.now -= 1

    def around(self, network: Any) -> None:
        network.register_forward_pre_hook(self.enter)
        network.register_forward_hook(self.leave, always_call=True)

    def within(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def entered(*given: Any, **named: Any) -> Any:
            self.enter()
            try:
                return function(*given, **named)
            finally:
                self.leave()

        return entered


def asked(words: str) -> list[dict[str, str]]:
    return [SHARED, {"role": "user", "content": words}]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each gives where all begin together."""
    begin = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        begin.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("DATA", "CACHE"):
        monkeypatch.setenv(f"SHOPCLI_{name}_DIR", str(tmp_path / name))


def tiny() -> TransformersModel:
    return TransformersModel("tiny", make_network("gpt_neox"), make_tokenizer())


def test_two_that_write_with_one_network_take_turns_and_a_seed_holds_for_each():
    works = [lambda model, words=words: model.generate(asked(words), decoding=SAMPLED, drafts=2) for words in DOCUMENTS]
    alone = [work(tiny()) for work in works]
    model, entrance = tiny(), Entrance()
    entrance.around(model.network)
    assert at_once(*(lambda work=work: work(model) for work in works)) == alone
    assert (entrance.most, entrance.now) == (1, 0) and entrance.entered > 20


def test_one_that_judges_with_a_network_waits_for_one_that_writes_with_it():
    model, entrance = TransformersModel("tiny", make_network("llama"), make_tokenizer()), Entrance()
    written = model.generate(asked("hood"), decoding=SAMPLED)
    likely = model.likelihoods(asked("hood"), DOCUMENTS)
    entrance.around(model.network)
    found = at_once(
        lambda: model.generate(asked("hood"), decoding=SAMPLED),
        lambda: model.likelihoods(asked("hood"), DOCUMENTS),
        lambda: model.likelihoods(asked("hood"), DOCUMENTS[::-1]),
    )
    assert found[0] == written
    assert found[1] == pytest.approx(likely, rel=1e-5)
    assert found[2] == pytest.approx(likely[::-1], rel=1e-5)
    assert (entrance.most, entrance.now) == (1, 0)


def test_two_that_write_with_one_graph_take_turns_and_its_whole_network_is_loaded_once(tmp_path):
    folder = make_folder(tmp_path / "tiny")
    works = [
        lambda model: model.generate(asked("rain coat"), decoding=SAMPLED, drafts=2),
        lambda model: model.generate(asked("green tea"), decoding=SAMPLED, drafts=3),
        lambda model: model.likelihoods(asked("hood"), DOCUMENTS),
    ]
    model = load_language_model(str(folder), device="cpu")
    assert isinstance(model, LocalModel)
    alone = [work(model) for work in works]
    entrance = Entrance()
    model._engine.run = entrance.within(model._engine.run)
    *found, one, other = at_once(*(lambda work=work: work(model) for work in works), lambda: model.whole, lambda: model.whole)
    assert found[:2] == alone[:2]
    assert found[2] == pytest.approx(alone[2], rel=1e-4)
    assert (entrance.most, entrance.now) == (1, 0) and entrance.entered > 5
    assert one is other


def test_two_that_ask_one_advisor_at_once_get_what_each_gets_alone(index, encoder):
    settings = Settings(device="cpu", top=1, max_new_tokens=4)
    requests = ("black GPS watch", "quiet white keyboard")

    def answer(advisor: Advisor, request: str) -> tuple[Any, ...]:
        found = advisor.ask(request)
        assert found.advice is not None
        return [hit.product.id for hit in found.results], [sentence.text for sentence in found.advice.sentences]

    def opened() -> tuple[Advisor, Entrance]:
        model, entrance = TransformersModel("tiny", make_network("llama"), make_tokenizer()), Entrance()
        entrance.around(model.network)
        return Advisor(index, settings=settings, encoder=encoder, model=model), entrance

    alone = [answer(opened()[0], request) for request in requests]
    advisor, entrance = opened()
    assert at_once(*(lambda request=request: answer(advisor, request) for request in requests)) == alone
    assert (entrance.most, entrance.now) == (1, 0) and entrance.entered > len(FIVE)
