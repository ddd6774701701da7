"""What people mean by their words: the thesaurus, its table, and what a catalog makes of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.thesaurus import CHINESE, ENGLISH, NearPhrases, Purpose, Ring, Thesaurus, Wish, normal_form, open_thesaurus
from shopcli.need.thesaurus.nearness import SCALE, SHIPPED
from shopcli.need.thesaurus.table import table_of
from shopcli.types import Product
from tests.conftest import WordEncoder, build

FILES = Path(__file__).parents[1] / "shopcli" / "need" / "thesaurus"
THINGS = "# snacks\ncrisps; potato chips; chips | 薯片 | kartoffelchips\nheadlamp; head torch |  | stirnlampe; chips\n"
PURPOSES = "clogged drain; sink won't drain |  | abfluss verstopft => drain cleaner; plunger\n"
WISHES = "without eggs; no egg |  | ohne ei => eggless; diet=vegan => contains egg\nfor her |  |  => women\n"
TEXTS = {"things": THINGS.encode(), "purposes": PURPOSES.encode(), "wishes": WISHES.encode()}
SIZES = [("things", Ring, 900), ("purposes", Purpose, 700), ("wishes", Wish, 700)]


@pytest.fixture
def thesaurus() -> Thesaurus:
    return Thesaurus(TEXTS, table_of(TEXTS))


def test_a_name_finds_the_ring_of_its_synonyms_in_any_language_and_number(thesaurus: Thesaurus) -> None:
    ring = Ring(("crisps", "potato chips", "chips"), ("薯片",), ("kartoffelchips",))
    assert [thesaurus.rings(name) for name in ("Crisps", "potato chip", "薯片", "Kartoffelchips")] == [(ring,)] * 4
    assert thesaurus.rings("potato") == ()


def test_a_name_is_not_that_of_another_thing_with_its_stem() -> None:
    thesaurus = open_thesaurus()
    assert [ring.english[0] for ring in thesaurus.rings("dressings")] == ["bandage"]
    assert [ring.english[0] for ring in thesaurus.rings("dresses")] == ["dress"]
    (said,) = thesaurus.named("a dress for a wedding")
    assert isinstance(said.entry, Ring)
    assert said.entry.english[0] == "dress"


def test_a_german_name_that_is_an_english_one_of_another_thing_is_none(thesaurus: Thesaurus) -> None:
    (ring,) = thesaurus.rings("head torches")
    assert ring.german == ("stirnlampe", "chips")
    assert thesaurus.names(ring) == ("headlamp", "head torch", "stirnlampe")


def test_a_ring_is_found_by_the_last_word_of_its_names(thesaurus: Thesaurus) -> None:
    names = {
        name for _, places in thesaurus.last_words.items() for place in places for name in thesaurus.ring_at(place).english
    }
    assert names >= {
        name for ring in thesaurus.all_of("things") if isinstance(ring, Ring) for name in ring.english if " " in name
    }
    shipped = open_thesaurus()
    assert all(
        any(name.endswith(f" {word}") for name in shipped.ring_at(place).english)
        for word in ("watch", "chips")
        for place in shipped.last_words[word]
    )


def test_a_purpose_is_found_within_a_request_where_it_is_said(thesaurus: Thesaurus) -> None:
    (match,) = thesaurus.purposes("I need something for a clogged drain, please")
    assert match.entry == Purpose(("clogged drain", "sink won't drain", "abfluss verstopft"), ("drain cleaner", "plunger"))
    assert (match.start, match.end) == (23, 36)


def test_a_wish_has_the_words_that_grant_it_and_those_that_deny_it(thesaurus: Thesaurus) -> None:
    (match,) = thesaurus.wishes("mayonnaise without eggs")
    assert match.entry == Wish(("without eggs", "no egg", "ohne ei"), ("eggless", "diet vegan"), ("contains egg",))


def test_what_leads_to_a_wish_is_no_wish(thesaurus: Thesaurus) -> None:
    assert thesaurus.wishes("a book for my brother") == []
    assert [match.entry.grants for match in thesaurus.wishes("a book for her")] == [("women",)]


def test_function_words_and_apostrophes_make_no_difference() -> None:
    assert normal_form("the Sink won’t drain") == normal_form("sink won't drains") == "sink wont drain"
    assert normal_form("智能 手表") == "智能手表"


def test_the_nearest_phrase_is_that_of_the_entry(thesaurus: Thesaurus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path))
    vectors = np.asarray([[1.0, 0.0], [0.0, 1.0]], np.float32)
    asked: list[list[str]] = []

    def encode(texts: list[str]) -> np.ndarray:
        asked.append(list(texts))
        return vectors

    for _ in range(2):  # the second reads what the first has kept
        entry, near = NearPhrases(thesaurus, "purposes", encode, "ab" * 32).nearest(np.asarray([0.6, 0.8], np.float32))
        assert isinstance(entry, Purpose)
        assert near == pytest.approx(0.8, abs=1e-3)
    assert asked == [["clogged drain", "sink won't drain"]]


def test_the_phrases_of_other_languages_are_near_too_where_they_are_asked_for(
    thesaurus: Thesaurus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path))
    asked: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:
        asked.extend(texts)
        return np.eye(len(texts), dtype=np.float32)

    NearPhrases(thesaurus, "purposes", encode, "ab" * 32, languages=(0, 2)).vectors(3)
    assert asked == ["clogged drain", "sink won't drain", "abfluss verstopft"]


@pytest.mark.parametrize("file", ["things", "purposes", "wishes"])
def test_an_entry_is_found_by_its_number_and_its_english_phrases_by_themselves(file: str) -> None:
    thesaurus = open_thesaurus()
    assert [thesaurus.entry_of(file, number) for number in (0, 7, 99)] == [list(thesaurus.all_of(file))[n] for n in (0, 7, 99)]
    assert thesaurus.english_phrases(file) == [english for english, *_ in thesaurus.phrases(file)]


def test_the_nearest_entries_are_found_each_once(thesaurus: Thesaurus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path))
    phrases = NearPhrases(thesaurus, "purposes", lambda texts: np.asarray([[0.6, 0.8], [1.0, 0.0]], np.float32), "cd" * 32)
    found = phrases.some(np.asarray([1.0, 0.0], np.float32), 3)
    assert [(entry.things, round(near, 4)) for entry, near in found] == [(("drain cleaner", "plunger"), 1.0)]


@pytest.mark.parametrize(
    ("name", "sort", "at_least"), [("things", Ring, 900), ("purposes", Purpose, 700), ("wishes", Wish, 700)]
)
def test_every_line_of_the_files_is_an_entry(name: str, sort: type, at_least: int) -> None:
    entries = list(open_thesaurus().all_of(name))
    assert len(entries) >= at_least
    assert all(isinstance(entry, sort) for entry in entries)
    lines = [line for line in (FILES / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert [line for line in lines if line.count(" | ") + line.count(" |  |") < 2 or ";;" in line] == []
    assert [line for line in lines if (" => " in line) == (name == "things")] == []


def test_what_denies_a_wish_counts_where_no_product_says_what_grants_it(tmp_path: Path) -> None:
    hands = ("right", "right", "either way up")
    mice = tuple(
        Product(f"M{n}", f"{name} mouse", "", "Klick", "Mice", 20.0, "EUR", attributes={"hand": hand})
        for n, (name, hand) in enumerate(zip(("Ada", "Bob", "Cid"), hands, strict=True))
    )
    build(tmp_path, mice, WordEncoder())
    advisor = Advisor(Index(tmp_path), encoder=WordEncoder())
    (clause,) = [clause for clause in advisor.understand("left-handed mouse").clauses if clause.kind == "feature"]
    assert (clause.alternatives, clause.denials) == ((), ("right-handed", "right handed", "right", "hand right"))
    first, *others = advisor.ask("left-handed mouse", text=False).results
    assert first.product.id == "M2"
    assert [why.clause.text for hit in others for why in hit.evidence] == [
        "mouse",
        "mouse",
    ]  # what denies is shown as no reason


def test_the_vectors_that_come_with_shopcli_are_of_the_thesaurus_as_it_is_and_are_not_encoded_again() -> None:
    def encode(texts: list[str]) -> np.ndarray:
        raise AssertionError("stale: run python -m tools.near_phrases")

    with safe_open(SHIPPED, framework="numpy") as file:
        keys = [key for key in file.keys() if not key.endswith(SCALE)]  # noqa: SIM118, it is no mapping
    places = {"0": (ENGLISH,), "1": (CHINESE,), "01": (ENGLISH, CHINESE)}
    assert len(keys) == 4
    for _, name, spoken, digest, dim in (key.split("-") for key in keys):
        phrases = NearPhrases(open_thesaurus(), name, encode, digest, languages=places[spoken])
        vectors = phrases.vectors(int(dim))
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(vectors)), abs=0.01)


def test_the_one_thing_that_serves_a_purpose_is_found_among_others_of_its_last_word(tmp_path: Path) -> None:
    names = ("Meadow Herbal Tea, 20 Bags", "Assam Tea, 20 Bags", "Oolong Tea, 20 Bags", "Sencha Tea, 20 Bags")
    build(tmp_path, [Product(str(n), name, "", "Amberly", "Teas", 3.0, "EUR") for n, name in enumerate(names)], WordEncoder())
    need = Advisor(Index(tmp_path), encoder=WordEncoder()).understand("warm drink for a cold")
    assert [(one.text, one.meaning) for one in need.clauses if one.source == "assumption"] == [
        ("warm drink for a cold", "herbal tea")
    ]


def test_a_thing_behind_qualities_is_the_one_that_is_called_so_where_nothing_is_by_the_whole(tmp_path: Path) -> None:
    names = ("Harbour Storm Umbrella", "Gust Windbreaker, windproof", "Tarn Windproof Jacket", "Auk Windproof Parka")
    build(
        tmp_path, [Product(str(n), name, "", "Rainquill", "Rain", 30.0, "EUR") for n, name in enumerate(names)], WordEncoder()
    )
    linker = Advisor(Index(tmp_path), encoder=WordEncoder()).linker
    meant = linker.kind("windproof umbrella")
    assert meant is not None
    assert (meant.start, meant.kind.rows.tolist()) == (len("windproof "), [0])
