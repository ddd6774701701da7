"""Finding heads: the requests that are made, the choice, and the command from the index to the stored file."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from shopcli.errors import UsageError
from shopcli.index import Index
from shopcli.models.writer.language_model import load_language_model
from shopcli.rerank.heads import Head, Heads, load_heads
from shopcli.train.heads import (
    AMONG,
    Trial,
    _choose,
    _merit,
    found_summary,
    train_heads,
    trials_from_facts,
    trials_from_searches,
)
from shopcli.types import Product
from tests.conftest import build
from tests.tiny_models import make_folder

COLOURS, CLOTHS = ("red", "green", "blue", "grey"), ("wool", "linen", "cotton")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def coats(tmp_path, encoder) -> Index:
    """Twelve coats, no two alike."""
    products = [
        Product(
            f"C{i}", f"Coat {i}", category="Clothes > Coats", attributes={"colour": colour, "cloth": cloth, "hood": i % 2 == 0}
        )
        for i, (colour, cloth) in enumerate((colour, cloth) for colour in COLOURS for cloth in CLOTHS)
    ]
    build(tmp_path / "coats", products, encoder)
    return Index(tmp_path / "coats")


def test_a_request_names_facts_that_one_product_alone_of_its_trial_holds(coats):
    trials = trials_from_facts([coats], 10, seed=1)
    assert len(trials) == 10
    for trial in trials:
        thing, *facts = trial.request.split(", ")
        said = [text.replace("hood: no", "").replace("hood: yes", ": hood") for text in trial.texts]
        texts = [set(text.replace(". ", ": ").split(": ")) for text in said]
        assert (thing, len(texts), sorted(trial.worth)) == ("coats", AMONG, [0.0] * (AMONG - 1) + [1.0])
        assert [set(facts) <= text for text in texts] == [worth == 1.0 for worth in trial.worth]


def test_the_same_seed_makes_the_same_requests(coats):
    assert trials_from_facts([coats], 5, seed=1) == trials_from_facts([coats], 5, seed=1)
    assert trials_from_facts([coats], 5, seed=1) != trials_from_facts([coats], 5, seed=2)


def test_graded_searches_are_read_with_or_without_a_heading(coats, tmp_path):
    rows = "red coat,C0,3\nred coat,C1,1\nred coat,gone,2\nwool,C3,2\nwool,C0,2\n"
    for name, text in (("bare", rows), ("headed", "query,docid,rating\n" + rows)):
        (tmp_path / name).write_text(text)
        (trial,) = trials_from_searches(tmp_path / name, [coats], 10, seed=0)  # "wool" tells nothing apart
        assert (trial.request, sorted(trial.worth)) == ("red coat", [1.0, 3.0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("red,C0,3\nred,C1,lots\n", "Cannot read the searches in {path}: could not convert string to float: 'lots'"),
        ("red,C0,3\n", "{path} grades no two products of the index differently."),
    ],
)
def test_searches_that_cannot_be_used_are_explained(coats, tmp_path, text, message):
    path = tmp_path / "searches.csv"
    path.write_text(text)
    with pytest.raises(UsageError) as failure:
        trials_from_searches(path, [coats], 10, seed=0)
    assert str(failure.value) == message.format(path=path)


def test_the_heads_with_the_largest_margins_are_chosen_and_judged():
    candidates = Heads((Head(0, 0), Head(0, 1), Head(1, 0)))
    trials = [Trial("x", ("a", "b"), (1.0, 0.0))] * 2
    gains = [np.asarray([[0.1, 0.0], [0.0, 0.3], [0.5, 0.1]]), np.asarray([[0.3, 0.0], [0.0, 0.3], [0.3, 0.1]])]
    best = _choose(candidates, gains, trials, 2)
    assert [(head.layer, head.head, round(head.score, 6)) for head in best] == [(1, 0, 0.3), (0, 0, 0.2)]
    good, bad = (_merit("x", Heads((head,)), candidates, gains, trials) for head in (Head(1, 0), Head(0, 1)))
    assert (good.first, good.ndcg) == (1.0, 1.0)
    assert (bad.first, bad.ndcg) == (0.0, pytest.approx(1 / np.log2(3)))


def test_found_heads_are_stored_for_the_weights_and_read_from_then_on(coats, tmp_path):
    model = load_language_model(str(make_folder(tmp_path / "tiny")), device="cpu")
    trials = trials_from_facts([coats], 6, seed=0)
    done = []
    found = train_heads(model, trials, keep=3, on_trial=done.append)
    assert (done, found.n_choosing, found.n_judging) == ([1, 2, 3, 4, 5, 6], 3, 3)
    assert load_heads(model.digest, n_layers=4, n_heads=4) == found.heads
    assert len(found.heads.chosen) == 3 and found.heads.last <= 2
    assert found_summary(found).splitlines()[1] == "layer  head     score"
    assert train_heads(model, trials, keep=3).heads == found.heads
    with pytest.raises(UsageError, match="3 requests are too few"):
        train_heads(model, trials[:3])


def test_the_command_finds_heads_from_an_index_and_says_where_they_are(coats, tmp_path):
    folder = make_folder(tmp_path / "tiny")
    home = {"SHOPCLI_CACHE_DIR": str(tmp_path / "cache"), "SHOPCLI_DATA_DIR": str(tmp_path / "data"), "SHOPCLI_DEVICE": "cpu"}
    command = [sys.executable, "-m", "shopcli", "train", "heads", str(tmp_path / "coats"), "--model", str(folder)]
    done = subprocess.run(
        [*command, "--requests", "4", "--keep", "2", "--plain"],
        capture_output=True,
        text=True,
        env=os.environ | home,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "data" / "heads").iterdir()
    manifest = json.loads(file.read_text())
    assert (manifest["model"], manifest["n_layers"], len(manifest["heads"])) == ("tiny", 4, 2)
    assert done.stdout.splitlines()[-1] == f"Stored in {file}; `shopcli ask --reranker lm` reads these heads now."
