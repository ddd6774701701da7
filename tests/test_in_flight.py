"""Many requests in flight: a bounded number at once, their order kept, and a run that was stopped goes on."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog.facts import facts_of
from shopcli.cli.programs.batches import answer_batch, checked_in_flight
from shopcli.config import Decoding, load_settings
from shopcli.errors import ModelError, UsageError
from shopcli.pipeline.describe_batch import Origin, describe_batch
from shopcli.serve.asking import Asking
from shopcli.serve.messages import AskOptions
from shopcli.types import Product, Sentence
from shopcli.util.in_flight import in_flight
from shopcli.write.describe import describe
from tests.conftest import WordEncoder
from tests.loopback import Handler, respond, serving, whole, writer

ORIGIN = Origin("tiny", "plain", "c1")
REQUESTS = ("quiet keyboard", "dress watch", "watch with GPS", "strap", "green watch", "cheapest", "keyboard under 5", "watch")


class Met:
    """Work that ends once as many others are at it as are allowed."""

    def __init__(self, number: int) -> None:
        self.barrier = threading.Barrier(number)
        self.most, self._now, self._changing = 0, 0, threading.Lock()

    def __call__(self, item: int) -> int:
        with self._changing:
            self._now += 1
            self.most = max(self.most, self._now)
        self.barrier.wait(30)
        with self._changing:
            self._now -= 1
        return item * item


def test_as_many_are_worked_on_at_once_as_are_allowed_and_their_order_is_kept() -> None:
    work = Met(4)
    assert [(item, result()) for item, result in in_flight(work, range(12), 4)] == [(n, n * n) for n in range(12)]
    assert work.most == 4


def test_no_more_is_taken_than_a_few_times_what_is_worked_on() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(1000):
            taken.append(item)
            yield item

    results = in_flight(lambda item: item, items(), 2)
    assert next(results)[1]() == 0
    assert len(taken) == 8
    results.close()


def test_one_at_a_time_is_done_in_this_thread_when_it_is_asked_for() -> None:
    threads: list[int] = []
    for _, result in in_flight(lambda _item: threads.append(threading.get_ident()), range(2), 1):
        assert len(threads) in (0, 1)
        result()
    assert threads == [threading.get_ident()] * 2


# --- product texts ------------------------------------------------------------------------------------------------------------

PRODUCTS = {f"W{n}": Product(f"W{n}", "Varnholm watch", "", "Varnholm", attributes={"waterproof": True}) for n in range(12)}
SAID = "The Varnholm watch is waterproof."


class Gathering:
    """A server's reply that waits until so many others are asked for at once."""

    def __init__(self, number: int) -> None:
        self._barrier, self._changing, self._now, self.most = threading.Barrier(number), threading.Lock(), 0, 0

    def __call__(self, handler: Handler) -> None:
        with self._changing:
            self._now += 1
            self.most = max(self.most, self._now)
        self._barrier.wait(30)
        with self._changing:
            self._now -= 1
        whole(SAID)(handler)


def described_by(shop: Any, out: Path, most: int) -> list[dict[str, Any]]:
    write = partial(describe, model=writer(shop), decoding=Decoding(), facts_of=facts_of, tone="plain")
    describe_batch(PRODUCTS, out, product_of=PRODUCTS.__getitem__, write=write, origin=ORIGIN, most=most)
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_texts_that_a_server_writes_at_once_are_those_it_writes_in_turn(tmp_path: Path) -> None:
    with serving() as shop:
        shop.replies = [whole(SAID)] * 200
        in_turn = described_by(shop, tmp_path / "in_turn.jsonl", 1)
        n_asked = len(shop.bodies)
    assert [row["id"] for row in in_turn] == list(PRODUCTS)
    assert {row["sentences"][0]["by"] for row in in_turn} == {"lm"}
    gathering = Gathering(4)
    with serving() as shop:
        shop.replies = [gathering] * 200
        assert described_by(shop, tmp_path / "at_once.jsonl", 4) == in_turn
        assert len(shop.bodies) == n_asked
    assert gathering.most == 4


def test_a_server_that_goes_away_stops_the_run_which_goes_on_at_its_place(tmp_path: Path) -> None:
    out, written, lock = tmp_path / "out.jsonl", list[str](), threading.Lock()
    is_away = True

    def write(product: Product) -> Iterator[Sentence]:
        if is_away and product.id == "W5":
            raise ModelError("No server answers.", hint="Start it.")
        if product.id == "W0":
            time.sleep(0.1)  # the others are done by then
        with lock:
            written.append(product.id)
        yield Sentence(f"The {product.id}.", (product.id,), "lm")

    run = partial(describe_batch, PRODUCTS, out, product_of=PRODUCTS.__getitem__, write=write, origin=ORIGIN, most=3)
    with pytest.raises(ModelError, match=r"^No server answers\.$"):
        run()
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == [f"W{n}" for n in range(5)]
    is_away = False
    written.clear()
    assert (run().written, sorted(written)) == (7, sorted(f"W{n}" for n in range(5, 12)))
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == list(PRODUCTS)


# --- answers ------------------------------------------------------------------------------------------------------------------


def answers(index, folder: Path, **options: Any) -> int:
    requests = folder / "requests.txt"
    requests.write_text("\n".join(REQUESTS))
    asking = Asking(Advisor(index, encoder=WordEncoder()), AskOptions(text=False))
    return answer_batch(asking, str(requests), timed=False, **options)


def lines(text: str) -> list[dict[str, Any]]:
    return [{name: value for name, value in json.loads(line).items() if name != "timings_s"} for line in text.splitlines()]


def test_answers_at_once_are_those_in_turn(index, tmp_path, capsys):
    assert answers(index, tmp_path) == 0
    in_turn = lines(capsys.readouterr().out)
    assert [line["query"] for line in in_turn] == list(REQUESTS)
    assert answers(index, tmp_path, most=4) == 0
    assert lines(capsys.readouterr().out) == in_turn


def test_a_batch_that_was_stopped_goes_on_behind_its_last_whole_line(index, tmp_path, capsys):
    out = tmp_path / "answers.jsonl"
    assert answers(index, tmp_path, out=out, most=4) == 0
    every = out.read_bytes().splitlines(keepends=True)
    assert (len(every), capsys.readouterr().out) == (len(REQUESTS), "")
    out.write_bytes(b"".join(every[:3]) + every[3][:20])
    assert answers(index, tmp_path, out=out, most=4) == 0
    assert lines(out.read_text()) == lines(b"".join(every).decode())
    assert out.read_bytes().startswith(b"".join(every[:3]))


@pytest.mark.parametrize(
    ("held", "message"),
    [
        ("id,title\n", r"line 1 is no answer\.$"),
        ("half of something", r"holds no answers\.$"),
        ('{"query": "red shoes"}\n', "line 1 answers another request: red shoes$"),
    ],
)
def test_a_file_of_something_else_is_left_as_it_is(index, tmp_path, held, message):
    (tmp_path / "out").write_text(held)
    with pytest.raises(UsageError, match=message):
        answers(index, tmp_path, out=tmp_path / "out")
    assert (tmp_path / "out").read_text() == held


def test_a_writer_that_goes_away_leaves_a_file_that_can_be_gone_on_with(index, tmp_path):
    requests, out = tmp_path / "requests.txt", tmp_path / "answers.jsonl"
    requests.write_text("\n".join(REQUESTS[:4]))
    with serving() as shop:
        shop.replies = [respond(500, b"out of memory")] * 20
        asking = Asking(Advisor(index, encoder=WordEncoder(), model=writer(shop)), AskOptions())
        with pytest.raises(ModelError, match="500"):
            answer_batch(asking, str(requests), timed=False, most=2, out=out)
        assert out.read_text() == ""
        shop.replies = [whole("It is waterproof.")] * 400
        assert answer_batch(asking, str(requests), timed=False, most=2, out=out) == 0
    assert [line["query"] for line in lines(out.read_text())] == list(REQUESTS[:4])


def test_a_model_of_this_machine_writes_one_text_after_the_other():
    server, here = load_settings(model="openai:http://localhost:8000/v1#m"), load_settings()
    assert checked_in_flight(32, server, several=True, writes=True) == 32
    assert checked_in_flight(32, here, several=True, writes=False) == 32
    assert checked_in_flight(None, here, several=False, writes=True) == 1
    with pytest.raises(UsageError, match=r"^A model on this machine writes one text after the other\.$"):
        checked_in_flight(2, here, several=True, writes=True)
    with pytest.raises(UsageError, match=r"^--in-flight goes with several"):
        checked_in_flight(2, server, several=False, writes=True)
