"""The int8 graph and the decoding loop: against transformers on networks of four families, and against paper."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from shopcli.config import DEFAULT_WRITER, Decoding
from shopcli.errors import ModelError
from shopcli.models.writer import prepare
from shopcli.models.writer.decode import batches, decode, kept, log_normalisers
from shopcli.models.writer.engine import Engine, threads
from shopcli.models.writer.local_model import LocalModel
from shopcli.models.writer.onnx_graph import can_write, quantised, write_graph
from shopcli.models.writer.prefix_tree import PrefixTree
from shopcli.models.writer.tokens import FastTokenizer
from shopcli.models.writer.transformers_model import TransformersModel
from shopcli.write import load_language_model
from tests.tiny_models import CONFIGS, make_folder, make_network, make_tokenizer

FAMILIES = ("llama", "qwen2", "qwen3")
USERS_CACHE = os.environ.get("SHOPCLI_CACHE_DIR")  # where the real weights are
MESSAGES = [{"role": "system", "content": "Join facts."}, {"role": "user", "content": "has hood"}]


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def make_engine(folder: Path, family: str = "llama", *, bits: int = 32) -> tuple[Engine, object]:
    folder.mkdir(exist_ok=True)
    network = make_network(family)
    write_graph(network, folder, bits=bits)
    prepare.write_shape(network, folder)
    return Engine(folder, n_threads=1), network


def never(draft: int, token: int) -> bool:
    return False


def ids_of(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(2, 90, n)


# --- the graph ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_the_graph_gives_the_logits_of_transformers(tmp_path, family):
    engine, network = make_engine(tmp_path / "graph", family)
    ids = ids_of(300)  # more than the buffers hold at first
    with torch.inference_mode():
        expected = network(torch.tensor(ids)[None]).logits[0].numpy()
    found = np.concatenate([engine.feed(ids[:100]), engine.feed(ids[100:], wanted=range(200))])
    np.testing.assert_allclose(found, expected[99:], atol=1e-3)


@pytest.mark.parametrize("family", FAMILIES)
def test_greedy_tokens_are_those_of_transformers_generate(tmp_path, family):
    engine, network = make_engine(tmp_path / "graph", family)
    ids = ids_of(40)
    (first,) = engine.feed(ids)
    (found,) = decode(engine, ids.tolist(), first, decoding=Decoding(max_new_tokens=60), drafts=1, is_done=never)
    with torch.inference_mode():
        row = torch.tensor(ids)[None]
        options = {"max_new_tokens": 60, "min_new_tokens": 60, "do_sample": False, "pad_token_id": 1, "eos_token_id": None}
        expected = network.generate(row, attention_mask=torch.ones_like(row), **options)
    assert found == expected[0, 40:].tolist()


def test_drafts_side_by_side_are_what_each_would_be_alone(tmp_path):
    engine, _ = make_engine(tmp_path / "graph")
    ids = ids_of(30)
    (first,) = engine.feed(ids)
    settings = Decoding(temperature=1.2, max_new_tokens=20, seed=3)
    ends = {0: 4, 1: 20, 2: 9}  # the drafts end at different lengths
    counts = dict.fromkeys(ends, 0)

    def is_done(draft: int, token: int) -> bool:
        counts[draft] += 1
        return counts[draft] == ends[draft]

    together = decode(engine, ids.tolist(), first, decoding=settings, drafts=3, is_done=is_done)
    assert [len(draft) for draft in together] == [4, 20, 9]
    engine.cut(30)
    for number in range(3):
        # the same numbers are drawn for a draft of that number, so the others are ended at once
        alone = decode(engine, ids.tolist(), first, decoding=settings, drafts=3, is_done=lambda draft, _, n=number: draft != n)
        assert alone[number][: ends[number]] == together[number]
        engine.cut(30)


def test_keys_and_values_go_to_the_cache_and_back(tmp_path):
    engine, _ = make_engine(tmp_path / "graph", bits=8)
    ids = ids_of(50)
    engine.feed(ids[:40])
    state = engine.state()
    expected = engine.feed(ids[40:])
    other = Engine(tmp_path / "graph", n_threads=1)
    other.restore(state)
    assert other.feed(ids[40:]).tolist() == expected.tolist()


def test_a_text_longer_than_the_model_reads_is_a_model_error(tmp_path):
    engine, _ = make_engine(tmp_path / "graph")
    with pytest.raises(ModelError, match="more than the 4096 tokens"):
        engine.feed(ids_of(4097))


def test_a_weight_is_rounded_by_blocks_of_a_row():
    weight = torch.zeros(1, 65)
    weight[0, :3] = torch.tensor([1.27, -0.64, 0.004])
    weight[0, 64] = 254.0
    values, scales = quantised(weight)
    np.testing.assert_allclose(scales, [[0.01, 2.0]], rtol=1e-6)
    assert values[0, 0, :4].tolist() == [255, 64, 128, 128]
    assert values[0, 1, :2].tolist() == [255, 128]


def test_families_that_the_graph_does_not_know_are_left_to_transformers(tmp_path):
    assert [family for family in CONFIGS if can_write(make_network(family).config)] == list(FAMILIES)
    assert not can_write(make_network("mistral", sliding_window=16).config)
    assert isinstance(load_language_model(str(make_folder(tmp_path / "neox", "gpt_neox")), device="cpu"), TransformersModel)


# --- drawing ------------------------------------------------------------------------------------------------------------------


def test_temperature_top_k_and_top_p_keep_what_they_say():
    logits = np.log(np.asarray([0.1, 0.5, 0.15, 0.25]))
    order, shares = kept(logits, Decoding(temperature=1.0))
    assert order.tolist() == [1, 3, 2, 0]
    np.testing.assert_allclose(shares, [0.5, 0.25, 0.15, 0.1])
    order, shares = kept(logits, Decoding(temperature=1.0, top_k=2))
    np.testing.assert_allclose(shares, [2 / 3, 1 / 3])
    order, shares = kept(logits, Decoding(temperature=1.0, top_p=0.6))  # .5 does not reach it, .75 does
    assert order.tolist() == [1, 3]
    order, shares = kept(logits, Decoding(temperature=0.5, top_k=2))
    np.testing.assert_allclose(shares, [0.8, 0.2])  # .25 to .0625


def test_log_normalisers_are_those_worked_out_on_paper():
    shares = np.log(np.asarray([[0.25, 0.75], [0.5, 0.5]], np.float32))
    rows = np.concatenate([shares + number for number in range(10)])
    np.testing.assert_allclose(log_normalisers(rows), np.repeat(np.arange(10.0), 2), atol=1e-6)


def test_what_texts_begin_with_alike_is_read_once():
    tree = PrefixTree.of([[5, 6, 7], [5, 6], [5, 8], [9], []])
    assert (tree.tokens, tree.parents, tree.depths) == ([5, 6, 7, 8, 9], [-1, 0, 1, 0, -1], [0, 1, 2, 1, 0])
    assert tree.paths == [[0, 1, 2], [0, 1], [0, 3], [4], []]
    assert tree.hidden(-1.0).tolist() == [
        [0, -1, -1, -1, -1],
        [0, 0, -1, -1, -1],
        [0, 0, 0, -1, -1],
        [0, -1, -1, 0, -1],
        [-1, -1, -1, -1, 0],
    ]


def test_texts_are_read_together_up_to_a_number_of_tokens():
    assert list(batches([3, 4, 9, 1, 1], 8)) == [range(2), range(2, 3), range(3, 5)]


@pytest.mark.parametrize("family", ["llama", "gpt_neox"])
def test_a_processor_sees_the_tokens_so_far_and_changes_what_comes(tmp_path, family):
    """The loop and transformers alike: a rule that only lets "a" and "b" in, in turns."""
    model = load_language_model(str(make_folder(tmp_path / "tiny", family)), device="cpu")
    a, b = (make_tokenizer().convert_tokens_to_ids(letter) for letter in "ab")
    seen: list[tuple[int, ...]] = []

    def turns(ids: np.ndarray, logits: np.ndarray) -> np.ndarray:
        seen.append(ids.shape)
        allowed = np.where(ids[:, -1] == a, b, a)
        changed = np.full_like(logits, -np.inf)
        changed[np.arange(len(ids)), allowed] = logits[np.arange(len(ids)), allowed]
        return changed

    (text,) = model.generate(MESSAGES, decoding=Decoding(max_new_tokens=5), opening="It", processors=[turns])
    assert text == "Itababa"
    (start, *_) = seen
    assert seen == [(1, start[1] + step) for step in range(5)]


# --- the model ----------------------------------------------------------------------------------------------------------------


def test_a_model_is_prepared_once_and_what_prompts_share_is_kept_on_disk(tmp_path, cache):
    folder = make_folder(tmp_path / "tiny")
    settings = Decoding(max_new_tokens=12)
    first = load_language_model(str(folder), device="cpu")
    assert isinstance(first, LocalModel)
    expected = first.generate(MESSAGES, decoding=settings)
    made = {file: file.stat().st_mtime_ns for file in (cache / "derived").rglob("*") if file.is_file()}
    (prefix,) = [file for file in made if file.name == "state.safetensors"]
    assert load_language_model(str(folder), device="cpu").generate(MESSAGES, decoding=settings) == expected
    assert {file: file.stat().st_mtime_ns for file in made} == made
    prefix.write_bytes(b"torn")
    assert load_language_model(str(folder), device="cpu").generate(MESSAGES, decoding=settings) == expected
    assert prefix.stat().st_size > 4


def test_another_beginning_has_a_state_of_its_own(tmp_path, cache):
    model = load_language_model(str(make_folder(tmp_path / "tiny")), device="cpu")
    settings = Decoding(max_new_tokens=8)
    expected = model.generate(MESSAGES, decoding=settings)
    model.generate([{"role": "system", "content": "Else."}, MESSAGES[1]], decoding=settings)
    assert len(list((cache / "derived").rglob("state.safetensors"))) == 2
    assert model.generate(MESSAGES, decoding=settings) == expected


def test_a_draft_does_not_hang_on_what_was_asked_before(tmp_path):
    model = load_language_model(str(make_folder(tmp_path / "tiny")), device="cpu")
    settings = Decoding(temperature=0.9, max_new_tokens=12, seed=5)
    expected = model.generate(MESSAGES, decoding=settings, drafts=3)
    model.generate([MESSAGES[0], {"role": "user", "content": "has GPS"}], decoding=settings)
    model.likelihoods(MESSAGES, ["It has."])
    assert model.generate(MESSAGES, decoding=settings, drafts=3) == expected
    assert len(set(expected)) > 1


@pytest.mark.parametrize("family", ["llama", "gpt_neox"])
def test_likelihoods_are_means_a_token_and_hang_on_no_neighbour(tmp_path, family):
    folder = make_folder(tmp_path / "tiny", family)
    model = load_language_model(str(folder), device="cpu")
    texts = ["It has a hood.", "x", "", "Its weight is 90 g.", "It has a hood and a bag.", "It has a hood."]
    found = model.likelihoods(MESSAGES, texts)
    assert math.isnan(found[2])
    for text, value in zip(texts, found, strict=True):
        if text:
            assert model.likelihoods(MESSAGES, [text]) == pytest.approx([value], abs=1e-4)


def test_likelihoods_of_the_graph_are_those_of_transformers(tmp_path):
    _, network = make_engine(tmp_path / "graph")
    whole = TransformersModel("tiny", network, make_tokenizer())
    make_tokenizer().save_pretrained(tmp_path / "graph")
    weights = make_folder(tmp_path / "tiny")
    model = LocalModel("tiny", tmp_path / "graph", weights)
    texts = ["It has a hood.", "x", "Its weight is 90 g.", "It has a bag.", "It has a hood and a bag."]
    np.testing.assert_allclose(model.likelihoods(MESSAGES, texts), whole.likelihoods(MESSAGES, texts), atol=1e-4)


def test_prompts_are_the_text_and_tokens_that_transformers_makes(tmp_path):
    tokenizer = make_tokenizer()
    tokenizer.chat_template = (
        "{% if messages[0]['role'] != 'system' %}{{ raise_exception('no') }}{% endif %}{{ bos_token }}"
        "{% for m in messages %}\n  {{ m['role'] }}: {{ m['content'] | trim }}{{ eos_token }}\n{% endfor %}"
        "{% if add_generation_prompt %}{{ {'say': 'é<'} | tojson }}{% endif %}"
    )
    tokenizer.save_pretrained(tmp_path / "chat")
    ours = FastTokenizer(tmp_path / "chat")
    for ask in (True, False):
        options = {"tokenize": False, "add_generation_prompt": ask}
        text = tokenizer.apply_chat_template(MESSAGES, **options)
        assert ours.apply_chat_template(MESSAGES, **options) == text
        assert ours(text, add_special_tokens=False).input_ids == tokenizer(text, add_special_tokens=False).input_ids
    names = ("bos_token", "bos_token_id", "eos_token_id", "pad_token_id", "all_special_tokens")
    assert [getattr(ours, name) for name in names] == [getattr(tokenizer, name) for name in names]


@pytest.mark.parametrize("value", ["1", "1,4"])
def test_threads_are_no_more_than_the_environment_says(monkeypatch, value):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    free = threads()
    monkeypatch.setenv("OMP_NUM_THREADS", value)
    assert threads() == 1 <= free
    monkeypatch.setenv("OMP_NUM_THREADS", "many")
    assert threads() == free


@pytest.mark.slow
def test_the_default_model_writes_without_torch_and_close_to_its_full_weights(monkeypatch):
    monkeypatch.delenv("SHOPCLI_CACHE_DIR")
    if USERS_CACHE:
        monkeypatch.setenv("SHOPCLI_CACHE_DIR", USERS_CACHE)
    code = (
        "import json, sys\n"
        "from shopcli.config import DEFAULT_WRITER, Decoding\n"
        "from shopcli.write import load_language_model\n"
        "model = load_language_model(DEFAULT_WRITER, device='cpu')\n"
        "text = model.generate([{'role': 'user', 'content': 'Name a colour.'}], decoding=Decoding())\n"
        "print(json.dumps([text, [name for name in ('torch', 'transformers') if name in sys.modules]]))"
    )
    load_language_model(DEFAULT_WRITER, device="cpu")  # prepared
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)[1] == []
    model = load_language_model(DEFAULT_WRITER, device="cpu")
    assert isinstance(model, LocalModel)
    reply = ["The Bolt K20 Kettle costs 39.95 EUR and is cordless."]
    asked = [{"role": "user", "content": "Subject: The Bolt K20 Kettle\nFacts: costs 39.95 EUR; is cordless"}]
    assert model.likelihoods(asked, reply) == pytest.approx(model.whole.likelihoods(asked, reply), abs=0.05)
