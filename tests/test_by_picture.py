"""Asking with a picture: by a real, tiny CLIP model, alone and beside a request whose limits hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from shopcli.advisor import Advisor
from shopcli.catalog.pictures.opening import open_picture
from shopcli.errors import ModelError, UsageError
from shopcli.index import Index
from shopcli.models.embedder.picture_encoder import PictureEncoder
from shopcli.pipeline.pictures.likeness import Likeness, fused
from shopcli.serve.by_picture import PictureAsking
from shopcli.serve.messages import AskOptions
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.here import run_here
from tests.tiny_clip import make_clip

COLOURS = ("red", "blue", "green", "white")
CUPS = [Product(f"C{n}", f"{colour.title()} Cup", price=4.0 + n, currency="EUR") for n, colour in enumerate(COLOURS)]
PLAIN = AskOptions(text=False)


def painted(colour: str) -> Image.Image:
    """A picture of one colour with a dark corner."""
    picture = Image.new("RGB", (48, 48), colour)
    picture.paste("black", (0, 0, 16, 16))
    return picture


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clip") / "tiny")


@pytest.fixture(scope="module")
def encoder(clip: Path) -> PictureEncoder:
    return PictureEncoder(str(clip), device="cpu")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A picture of every cup but the last."""
    for cup, colour in list(zip(CUPS, COLOURS, strict=True))[:3]:
        painted(colour).save(tmp_path / f"{cup.id}.png")
    return tmp_path


class Counting:
    """A picture encoder that counts what it embeds."""

    def __init__(self, encoder: PictureEncoder) -> None:
        self._encoder, self.digest = encoder, encoder.digest
        self.texts = self.pictures = 0

    def encode_texts(self, texts: list[str]) -> np.ndarray:
        self.texts += len(texts)
        return self._encoder.encode_texts(texts)

    def encode_pictures(self, pictures: list[Image.Image]) -> np.ndarray:
        self.pictures += len(pictures)
        return self._encoder.encode_pictures(pictures)


def likeness_of(pictures: Path, encoder: Counting | PictureEncoder, *, identity: str = "one") -> Likeness:
    def path_of(product: Product) -> Path | None:
        path = pictures / f"{product.id}.png"
        return path if path.exists() else None

    def products() -> Iterator[Product]:
        return iter(CUPS)

    return Likeness(
        products,
        len(CUPS),
        encoder,
        path_of=path_of,
        open_picture=lambda path: open_picture(path) if path.stat().st_size > 10 else None,
        kept=pictures / "kept" / "vectors.npz",
        identity=identity,
    )


# --- the model ----------------------------------------------------------------------------------------------------------------


def test_pictures_and_texts_are_of_one_space_and_of_length_one(encoder):
    seen, said = encoder.encode_pictures([painted("red"), painted("blue")]), encoder.encode_texts(["Red Cup"])
    assert (seen.shape, said.shape, encoder.encode_texts([]).shape) == ((2, 16), (1, 16), (0, 16))
    assert np.allclose(np.linalg.norm(np.concatenate([seen, said]), axis=1), 1, atol=1e-5)


def test_without_a_model_the_option_is_named():
    with pytest.raises(UsageError) as refused:
        PictureEncoder("")
    assert str(refused.value) == "No model for pictures is named, and none comes with shopcli."
    assert refused.value.hint.startswith("Name a CLIP-like model with --image-embedder")


def test_a_model_that_reads_texts_alone_is_refused(tiny_encoder):
    with pytest.raises(UsageError, match="tiny reads no pictures beside texts"):
        PictureEncoder(str(tiny_encoder), device="cpu")


def test_a_folder_that_is_no_model_is_named(tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="sentence-transformers cannot load"):
        PictureEncoder(str(tmp_path), device="cpu")


# --- likeness -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", range(3))
def test_the_product_whose_picture_it_is_is_most_like_it(pictures, encoder, n):
    texts = encoder.encode_texts([cup.title for cup in CUPS]) @ encoder.encode_pictures([painted(COLOURS[n])])[0]
    scores = likeness_of(pictures, encoder).scores(painted(COLOURS[n]))
    by_picture_alone = scores - (texts - texts.mean()) / texts.std()
    assert int(by_picture_alone.argmax()) == n
    assert by_picture_alone[3] == pytest.approx(0, abs=0.01)  # without a picture, the mean


def test_vectors_are_kept_until_products_or_pictures_are_others(pictures, encoder):
    counting = Counting(encoder)
    first = likeness_of(pictures, counting).scores(painted("red"))
    assert (counting.texts, counting.pictures) == (4, 3 + 1)
    again = likeness_of(pictures, counting).scores(painted("red"))
    assert (counting.texts, counting.pictures) == (4, 3 + 2)
    assert np.allclose(first, again, atol=0.02)  # kept in half precision
    painted("white").save(pictures / "C3.png")
    likeness_of(pictures, counting).scores(painted("red"))
    assert (counting.texts, counting.pictures) == (8, 3 + 2 + 4 + 1)
    likeness_of(pictures, counting, identity="another").scores(painted("red"))
    assert counting.texts == 12


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"no archive"])
def test_a_kept_file_that_is_broken_is_made_anew(pictures, encoder, content):
    likeness = likeness_of(pictures, encoder)
    whole = likeness.scores(painted("red"))
    (pictures / "kept" / "vectors.npz").write_bytes(content)
    assert np.allclose(likeness.scores(painted("red")), whole, atol=0.02)


def test_a_broken_picture_costs_nothing_but_itself(pictures, encoder):
    (pictures / "C1.png").write_bytes(b"broken")
    scores = likeness_of(pictures, encoder).scores(painted("red"))
    assert np.isfinite(scores).all() and len(scores) == 4


def test_two_orders_are_brought_together():
    assert fused([5, 6, 7], np.array([0, 0, 0, 0, 0, 0.1, 0.2, 0.9])) == [
        5,
        7,
        6,
    ]  # the first of one order and of the other; the request's stands first
    assert fused([5, 6, 7], np.array([0, 0, 0, 0, 0, 0.1, 0.9, 0.2])) == [6, 5, 7]
    assert fused([5, 6], np.zeros(8)) == [5, 6]
    assert fused([], np.zeros(2)) == []


# --- answers ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def advisor(tmp_path: Path) -> Advisor:
    words = WordEncoder()
    build(tmp_path / "index", CUPS, words)
    return Advisor(Index(tmp_path / "index"), encoder=words)


class Fixed:
    """A likeness that is known."""

    def __init__(self, *scores: float) -> None:
        self._scores = np.array(scores, np.float32)

    def scores(self, _: Image.Image) -> np.ndarray:
        return self._scores


def asked(advisor: Advisor, question: str, *scores: float, **wish: float) -> list[tuple[str, bool]]:
    asking = PictureAsking(advisor, AskOptions(text=False, **wish), painted("red"), "photo.png", Fixed(*scores))
    return [(hit.product.id, hit.meets_all) for hit in asking.search(question).results]


def test_a_picture_alone_finds_what_is_like_it(advisor):
    assert asked(advisor, "", 0.1, 0.9, 0.5, 0.2) == [("C1", True), ("C2", True), ("C3", True)]
    asking = PictureAsking(advisor, PLAIN, painted("red"), "photo.png", Fixed(0.1, 0.9, 0.5, 0.2))
    answer = asking.search("")
    assert answer.looked_for == "I looked for: what looks like photo.png."
    assert answer.results[0].scores == {"picture": 0.9}
    assert list(asking.writing(answer)) == []


def test_the_limits_of_a_request_hold_however_like_the_picture_something_is(advisor):
    by_request = advisor.ask("cup under 6", text=False, top=4).results
    first, second, third = (int(hit.product.id[1]) for hit in by_request if hit.meets_all)
    assert (len(by_request), sorted((first, second, third))) == (4, [0, 1, 2])
    scores = [0.0, 0.0, 0.0, 0.95]
    scores[second], scores[third] = 0.9, 0.5
    assert asked(advisor, "cup under 6", *scores) == [(f"C{row}", True) for row in (second, first, third)]


def test_limits_without_a_request_are_refused(advisor):
    with pytest.raises(UsageError, match="Limits beside a picture need a request"):
        asked(advisor, "", 0, 0, 0, 0, max_price=5.0)


# --- the command --------------------------------------------------------------------------------------------------------------


def test_the_command_finds_by_a_picture(tmp_path, tiny_encoder, clip):
    for n, colour in enumerate(COLOURS[:3]):
        (tmp_path / "i").mkdir(exist_ok=True)
        painted(colour).save(tmp_path / "i" / f"{n}.png")
    rows = "".join(f"C{n},{colour.title()} Cup,{4 + n},EUR,i/{n}.png\n" for n, colour in enumerate(COLOURS[:3]))
    (tmp_path / "cups.csv").write_text(f"id,title,price,currency,image\n{rows}", encoding="utf-8")
    environment = {"SHOPCLI_INDEX": str(tmp_path / "index"), "SHOPCLI_DATA_DIR": str(tmp_path / "data")}
    environment |= {"SHOPCLI_CACHE_DIR": str(tiny_encoder.parent / "cache"), "SHOPCLI_IMAGE_EMBEDDER": str(clip)}
    assert run_here("index", tmp_path / "cups.csv", "--embedder", tiny_encoder, environment=environment).returncode == 0
    done = run_here("ask", "--image", tmp_path / "i" / "1.png", "--json", environment=environment)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["query"], told["matching"], len(told["results"]), told["advice"]) == ("", 3, 3, None)
    for wrong, said in (
        (("--image", tmp_path / "none.png"), f"There is no file {tmp_path / 'none.png'}."),
        (
            ("--image", tmp_path / "cups.csv"),
            "cups.csv cannot be opened as a picture: it is broken, or no picture of a known form.",
        ),
        (("cup", "--image", tmp_path / "i" / "1.png", "--explain"), "--image goes without --batch, --explain and --warm."),
    ):
        failed = run_here("ask", *wrong, environment=environment)
        assert (failed.returncode > 0, failed.stderr.splitlines()[-2]) == (True, f"error: {said}")
