"""Product texts: sentences that hold against the record in every tone, and a batch that goes on where it was stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopcli.catalog.facts import facts_of
from shopcli.config import Decoding
from shopcli.errors import ProductNotFound, UsageError
from shopcli.need.languages.registry import languages
from shopcli.pipeline.describe_batch import Origin, describe_batch, described
from shopcli.types import Need, Product, Sentence
from shopcli.write import check_sentence
from shopcli.write.describe import TONES, describe, parts_of
from shopcli.write.wording.languages import wording_of
from tests.fake_model import FakeModel

WATCH = Product(
    "W1", "Varnholm Ridge GPS watch", "The best watch. Buy now!", "Varnholm", "Watches", 189.0, "EUR",
    attributes={"altimeter": True, "waterproof": True, "NFC": False, "strap": "silicone", "weight": "54 g",
                "battery life": "18 days", "slogan": "best of all", "ean": "4011531143499"},
)  # fmt: skip
ORIGIN = Origin("fake", "plain", "c1")


def text(tone: str = "plain", *replies: str, product: Product = WATCH) -> list[tuple[str, str]]:
    model = FakeModel(*replies) if replies else None
    said = describe(product, model=model, decoding=Decoding(), facts_of=facts_of, tone=tone)  # type: ignore[arg-type]
    return [(sentence.by, sentence.text) for sentence in said]


def test_codes_own_text() -> None:
    assert [said for _, said in text()] == [
        "The Varnholm Ridge GPS watch has altimeter; its strap is silicone.",
        "It is waterproof; its weight is 54 g.",
        "Its battery life is 18 days.",
        "It costs 189.00 EUR.",
    ]


def faults_of_framed(text: str) -> list[str]:
    """What the check says to a sentence without its frame."""
    tones = (tone for language in languages() for tone in wording_of(language.code).FRAMES.values())
    frames = (frame for tone in tones for group in tone for frame in group)
    rest = text.removeprefix(next((frame for frame in frames if text.startswith(frame)), ""))
    return check_sentence(rest[:1].upper() + rest[1:], products=[WATCH], facts_of=facts_of, need=Need(""))


def test_a_tone_changes_frames_and_no_fact() -> None:
    bare = [said for _, said in text()]
    for tone in ("warm", "ad"):
        framed = [said for _, said in text(tone)]
        assert framed != bare
        assert [said.split(": ")[-1].casefold() for said in framed] == [said.casefold() for said in bare]
        assert [faults_of_framed(said) for said in framed] == [[]] * 4
    assert text("ad")[-1] == ("template", "Make it yours: it costs 189.00 EUR.")


def test_a_frame_hides_no_claim() -> None:
    for said in ("Take a look: it has NFC.", "Take it along: its weight is 45 g.", "Make it yours: the best watch."):
        assert faults_of_framed(said), said
    assert faults_of_framed("A bargain: it costs 189.00 EUR.")


def test_no_frame_holds_a_word_of_praise_or_comparison() -> None:
    framings = {language.code: wording_of(language.code).FRAMES for language in languages()}
    words = " ".join(frame for tones in framings.values() for tone in tones.values() for group in tone for frame in group)
    for claim in ("best", "great", "only", "perfect", "cheap", "free", "new", "more", "最", "好", "便宜"):
        assert claim not in words.casefold().split(), claim
    assert [set(tones) for tones in framings.values()] == [set(TONES)] * 3


def test_a_models_sentence_stands_where_it_passes_and_codes_where_it_does_not() -> None:
    good, lie = "The Varnholm Ridge GPS watch has altimeter and its strap is silicone.", "It has NFC and it is waterproof."
    said = text("plain", good, lie)
    assert said[0] == ("lm", good)
    assert said[1] == ("template", "It is waterproof; its weight is 54 g.")


def test_few_facts_make_more_sentences_and_none_makes_none() -> None:
    small = Product("S", "Camp lamp red", price=9.95, currency="EUR", attributes={"wireless": True, "colour": "red"})
    assert len(parts_of(small, facts_of)) == 2  # the name has said its colour
    assert parts_of(Product("N", "Camp lamp"), facts_of) == ()


def test_a_chinese_title_gets_a_chinese_text() -> None:
    tent = Product("Z", "云岭双人帐篷", price=99.0, currency="CNY", attributes={"防风": True})
    said = [said for _, said in text("ad", product=tent)]
    assert said == ["看过来：云岭双人帐篷，是防风的。", "带它回家：它售价99元。"]


def test_where_nothing_is_had_the_price_gives_the_name_its_verb() -> None:
    book = Product("B", "Winter Room", brand="Oakleaf", price=13.0, currency="EUR", attributes={"author": "Marta Lind"})
    assert text(product=book) == [("template", "The Oakleaf Winter Room is by Marta Lind and costs 13.00 EUR.")]


# --- batches ----------------------------------------------------------------------------------------------------------


class Shop:
    """Two products, and a writer that counts what it was asked for and breaks off where it is told to."""

    def __init__(self, stop_at: str = "") -> None:
        self.asked: list[str] = []
        self._stop_at = stop_at

    def product(self, product_id: str) -> Product:
        if product_id not in ("A", "B"):
            raise ProductNotFound(product_id)
        return Product(product_id, f"Lamp {product_id}\u2028")

    def write(self, product: Product) -> Iterator[Sentence]:
        self.asked.append(product.id)
        yield Sentence(f"The {product.id}.", (product.id,), "template")
        if product.id == self._stop_at:
            raise KeyboardInterrupt


def run(out: Path, shop: Shop, *ids: str, origin: Origin = ORIGIN) -> tuple[int, int, tuple[str, ...]]:
    done = describe_batch(ids, out, product_of=shop.product, write=shop.write, origin=origin)
    return done.written, done.present, done.unknown


def test_a_batch_writes_a_line_each_and_names_unknown_ids(tmp_path: Path) -> None:
    out, shop = tmp_path / "out.jsonl", Shop()
    assert run(out, shop, "A", "nope", "A", "B") == (2, 0, ("nope",))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == {
        "id": "A",
        "text": "The A.",
        "sentences": [{"text": "The A.", "by": "template", "cites": ["A"]}],
        "model": "fake",
        "tone": "plain",
        "catalog": "c1",
    }
    assert [row["id"] for row in rows] == ["A", "B"]


def test_a_product_that_fails_unexpectedly_does_not_cost_the_others(tmp_path: Path) -> None:
    def write(product: Product) -> Iterator[Sentence]:
        yield Sentence(f"The {product.id}.", (product.id,), "template")
        if product.id == "A":
            raise ZeroDivisionError

    out, failures = tmp_path / "out.jsonl", list[str]()
    done = describe_batch(
        ["A", "B"], out, product_of=Shop().product, write=write, origin=ORIGIN, on_failure=lambda f: failures.append(str(f))
    )
    assert (done.written, done.failed, failures) == (1, ("A",), ["shopcli failed at this: ZeroDivisionError"])
    assert described(out, ORIGIN) == {"B"}


def test_a_batch_that_was_stopped_goes_on(tmp_path: Path) -> None:
    out, shop = tmp_path / "out.jsonl", Shop(stop_at="B")
    with pytest.raises(KeyboardInterrupt):
        run(out, shop, "A", "B")
    assert described(out, ORIGIN) == {"A"}
    again = Shop()
    assert run(out, again, "A", "B") == (1, 1, ())
    assert again.asked == ["B"]
    assert run(out, Shop(), "A", "B") == (0, 2, ())


def test_a_torn_last_line_is_cut_off_and_written_anew(tmp_path: Path) -> None:
    out, whole = tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    run(whole, Shop(), "A", "B")
    for cut in (1, 20, len(whole.read_bytes()) // 2 - 1, len(whole.read_bytes()) - 1):
        out.write_bytes(whole.read_bytes()[:cut])
        run(out, Shop(), "A", "B")
        assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (Origin("other", "plain", "c1"), "model 'fake', and this run has 'other'"),
        (Origin("fake", "ad", "c1"), "tone 'plain', and this run has 'ad'"),
        (Origin("fake", "plain", "c2"), "the catalog has changed since"),
    ],
)
def test_another_model_tone_or_catalog_is_named_and_nothing_is_written(tmp_path: Path, origin: Origin, said: str) -> None:
    out = tmp_path / "out.jsonl"
    run(out, Shop(), "A")
    before = out.read_bytes()
    with pytest.raises(UsageError, match=said):
        run(out, Shop(), "A", "B", origin=origin)
    assert out.read_bytes() == before


@pytest.mark.parametrize("content", [b"a diary", b"a diary\nof mine\n", b'{"id": 1}\n', b"\xff\xfe\n"])
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(content)
    with pytest.raises(UsageError, match="product text"):
        run(out, Shop(), "A")
    assert out.read_bytes() == content


def test_the_command_needs_one_thing_to_describe_and_a_file_for_many() -> None:
    from typer.testing import CliRunner

    from shopcli.cli.commands import app

    for arguments in (["describe"], ["describe", "A", "--all"], ["describe", "--all"], ["describe", "A", "--out", "x.jsonl"]):
        assert isinstance(CliRunner().invoke(app, arguments).exception, UsageError), arguments
