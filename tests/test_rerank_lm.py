"""A language model's attention as a ranker: against values worked out on paper, and against transformers' eager path."""

from __future__ import annotations

import copy
import json
import math
from itertools import pairwise

import numpy as np
import pytest
import torch

from shopcli.errors import ModelError
from shopcli.models.writer.language_model import TransformersModel
from shopcli.rerank.heads import Head, Heads, candidate_heads, heads_file, load_heads, middle_heads, store_heads
from shopcli.rerank.in_context import LM_WEIGHT, calibrated, fused, margins, masses
from shopcli.rerank.lm import DOCUMENT_TOKENS, Reader, attention_rows
from tests.tiny_models import CONFIGS, make_network, make_tokenizer

SHARED = [{"role": "system", "content": "Join facts."}, {"role": "user", "content": "has hood"}]
DOCUMENTS = ["rain coat, green, has hood", "green tea", "a watch with GPS and a long battery life"]
ALL = Heads(tuple(Head(layer, head) for layer in range(3) for head in range(4)))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))


def tiny(family: str = "llama", **sizes) -> TransformersModel:
    return TransformersModel(f"tiny {family}", make_network(family, **sizes), make_tokenizer())


# --- against paper ------------------------------------------------------------------------------------------------------------


def test_attention_rows_are_the_softmax_worked_out_on_paper():
    queries, keys = torch.tensor([[[1.0, 0.0]]]), torch.tensor([[[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]]])
    rows = attention_rows(queries, keys, scale=1.0)
    total = math.exp(2) + 1 + math.e
    np.testing.assert_allclose(rows, [[[math.exp(2) / total, 1 / total, math.e / total]]], rtol=1e-6)


def test_a_row_sees_nothing_that_comes_after_it():
    queries, keys = torch.tensor([[[1.0, 0.0], [0.0, 1.0]]]), torch.tensor([[[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]])
    rows = attention_rows(queries, keys, scale=1.0)
    first, second = [math.e, 1.0], [1.0, math.e, 1.0]
    np.testing.assert_allclose(rows, [[[*np.divide(first, sum(first)), 0.0], np.divide(second, sum(second))]], rtol=1e-6)


def test_one_layer_with_one_head_attends_by_distance_as_worked_out_on_paper():
    """With one embedding for every token and identities for Q and K, RoPE alone tells: √2·cos(distance) before the softmax."""
    model = tiny(
        hidden_size=2, intermediate_size=2, num_hidden_layers=1, num_attention_heads=1, num_key_value_heads=1,
        max_position_embeddings=400,
    )  # fmt: skip
    network = model.network.model
    with torch.no_grad():
        network.embed_tokens.weight[:] = 1.0
        for projection in (network.layers[0].self_attn.q_proj, network.layers[0].self_attn.k_proj):
            projection.weight.copy_(torch.eye(2))
    reader = Reader(model)
    reading = reader.read("ab", ["xy", "z"])
    start = len("<") + len("Products:\n")  # the tokenizer's mark of beginning is one token
    documents = [start, start + 1, start + 2, start, start + 1]  # "xy\n" and "z\n" begin at one position
    begin = start + DOCUMENT_TOKENS
    rows = []
    for row in range(begin + len("\nRequest: "), begin + len("\nRequest: ab")):
        before = [*range(start), *documents, *range(begin, row + 1)]
        weights = np.exp([math.sqrt(2) * math.cos(row - position) for position in before])
        rows.append((weights / weights.sum())[start : start + 5])
    # The blank before the request is a token of its own, and the request's first.
    row = begin + len("\nRequest:")
    before = [*range(start), *documents, *range(begin, row + 1)]
    weights = np.exp([math.sqrt(2) * math.cos(row - position) for position in before])
    rows.append((weights / weights.sum())[start : start + 5])
    np.testing.assert_allclose(reading.asked, [np.mean(rows, axis=0)], rtol=1e-4)
    assert reading.spans.tolist() == [[0, 3], [3, 5]]


def test_a_document_scores_what_it_draws_over_an_empty_request_less_its_outliers():
    asked, blank = np.asarray([0.3, 0.2, 0.1, 0.1, 0.3]), np.asarray([0.1, 0.1, 0.1, 0.2, 0.2])
    np.testing.assert_allclose(calibrated(asked, blank, np.asarray([[0, 3], [3, 5], [5, 5]])), [0.3, 0.0, 0.0], atol=1e-12)
    # Nine tokens of 0 and one of -1 have the mean -.1 and the deviation .3: the one lies 3 deviations below.
    noisy = np.asarray([0.0] * 9 + [-1.0])
    assert calibrated(noisy, np.zeros(10), np.asarray([[0, 10]])).tolist() == [0.0]


def test_a_heads_margin_is_what_it_gives_the_right_document_less_the_mean_of_the_others():
    attention = np.asarray([[0.1, 0.2, 0.4, 0.1, 0.0], [0.0, 0.0, 0.0, 0.1, 0.1]])
    gains = masses(attention, np.asarray([[0, 2], [2, 3], [3, 5]]))
    np.testing.assert_allclose(gains, [[0.3, 0.4, 0.1], [0.0, 0.0, 0.2]])
    np.testing.assert_allclose(margins(gains, np.asarray([1.0, 0.0, 0.0])), [0.3 - 0.25, -0.1])
    # Worth 2, 1 and 0: the mean counts for nothing, so that it is the best less the worst.
    np.testing.assert_allclose(margins(gains, np.asarray([2.0, 1.0, 0.0])), [0.2, -0.2])
    assert margins(gains, np.ones(3)).tolist() == [0.0, 0.0]


def test_attention_is_added_in_units_of_the_scores_own_spread_among_equals_only():
    scores, misses = np.asarray([0.8, 0.6, 0.4, 0.9, 0.1]), np.asarray([0, 0, 0, 1, 1])
    total = fused(scores, np.asarray([1.0, 3.0, np.nan, 5.0, np.nan]), misses)
    # Of the first two the deviation is .1, and theirs from the mean attention is one each; a lone one has no equal to beat.
    np.testing.assert_allclose(total, [0.8 - LM_WEIGHT * 0.1, 0.6 + LM_WEIGHT * 0.1, 0.4, 0.9, 0.1])


# --- against the eager path ---------------------------------------------------------------------------------------------------


def eager_attention(model: TransformersModel, request: str, documents: list[str]) -> tuple[list[np.ndarray], list[slice], int]:
    """One forward pass over everything under a block mask: each layer's rows of the request, and where the documents are."""
    network = copy.deepcopy(model.network)
    network.set_attn_implementation("eager")
    opening = model.text([*SHARED, {"role": "user", "content": "Products:\n¤"}], ask=True).partition("¤")[0]
    pieces = [model.ids(opening), *(model.ids(f"{text}\n") for text in documents)]
    asking = torch.cat([model.ids("\nRequest:"), model.ids(f" {request}")], dim=1)
    n_prefix, n_asking, n_row = pieces[0].shape[1], asking.shape[1], model.ids(f" {request}").shape[1]
    ends = np.cumsum([piece.shape[1] for piece in pieces])
    spans = [slice(int(a), int(b)) for a, b in pairwise(ends)]
    starts = [0, *([n_prefix] * len(documents)), n_prefix + DOCUMENT_TOKENS]
    positions = torch.cat([torch.arange(at, at + p.shape[1]) for at, p in zip(starts, [*pieces, asking], strict=True)])
    n = len(positions)
    seen = torch.ones(n, n, dtype=torch.bool).tril()
    for row in spans:
        for column in spans:
            seen[row, column] &= row == column
    mask = torch.where(seen, 0.0, torch.finfo(torch.float32).min)[None, None]
    with torch.inference_mode():
        ids = torch.cat([*pieces, asking], dim=1)
        output = network(ids, attention_mask=mask, position_ids=positions[None], output_attentions=True, use_cache=False)
    assert n_asking > n_row
    return [layer[0, :, -n_row:].numpy() for layer in output.attentions], spans, n_row


@pytest.mark.parametrize("family", CONFIGS)
def test_the_fast_path_equals_one_eager_pass_under_a_block_mask(family):
    model = tiny(family)
    reading = Reader(model, shared=SHARED, heads=ALL).read("coat with hood", DOCUMENTS)
    layers, spans, _ = eager_attention(model, "coat with hood", DOCUMENTS)
    for at, (start, end) in enumerate(reading.spans):
        expected = np.concatenate([layer[:, :, spans[at]].mean(axis=1) for layer in layers[:3]])
        np.testing.assert_allclose(reading.asked[:, start:end], expected, atol=1e-4, rtol=1e-4)
    blank, _, _ = eager_attention(model, "N/A", DOCUMENTS)
    expected = np.concatenate([layer[:, :, spans[0].start : spans[-1].stop].mean(axis=1) for layer in blank[:3]])
    np.testing.assert_allclose(reading.blank, expected, atol=1e-4, rtol=1e-4)


def test_only_the_heads_asked_for_are_read():
    model = tiny()
    every = Reader(model, shared=SHARED, heads=ALL).read("coat", DOCUMENTS)
    two = Reader(model, shared=SHARED, heads=Heads((Head(2, 3), Head(0, 1)))).read("coat", DOCUMENTS)
    np.testing.assert_allclose(two.asked, every.asked[[1, 11]], rtol=1e-4)


def test_every_row_sums_to_one(monkeypatch):
    seen = []

    def kept(*arguments, **options):
        seen.append(attention_rows(*arguments, **options))
        return seen[-1]

    monkeypatch.setattr("shopcli.rerank.lm.attention_rows", kept)
    Reader(tiny("qwen2"), shared=SHARED, heads=ALL).read("coat with hood", DOCUMENTS)
    assert [rows.shape[:2] for rows in seen] == [(4, 15)] * 3 + [(4, 4)] * 3  # the request's tokens, then those of " N/A"
    for rows in seen:
        np.testing.assert_allclose(rows.sum(dim=-1), np.ones(rows.shape[:2]), rtol=1e-5)


def quantised(model: TransformersModel) -> TransformersModel:
    network = torch.ao.quantization.quantize_dynamic(model.network, {torch.nn.Linear}, dtype=torch.qint8)
    return TransformersModel("int8", network, make_tokenizer())


INT8 = pytest.param(
    quantised,
    id="int8",
    marks=[
        pytest.mark.skipif(torch.backends.quantized.engine == "none", reason="this torch has no int8"),
        pytest.mark.filterwarnings("ignore"),  # torch means to move its quantisation elsewhere
    ],
)


@pytest.mark.parametrize("prepare", [pytest.param(lambda model: model, id="fp32"), INT8])
def test_the_order_of_products_does_not_change_their_scores(prepare):
    model = prepare(tiny())
    forward = Reader(model, shared=SHARED).scores("coat", DOCUMENTS)
    backward = Reader(model, shared=SHARED).scores("coat", DOCUMENTS[::-1])
    assert forward.tolist() == backward[::-1].tolist()
    assert len(set(forward)) == 3


def test_what_the_writer_begins_with_is_computed_once_for_both():
    model = tiny()
    counted = []
    model.network.model.embed_tokens.register_forward_hook(lambda module, arguments, output: counted.append(output.shape[1]))
    Reader(model, shared=SHARED).scores("coat", ["tea"])
    n_shared = model.ids(model.text(SHARED, ask=False)).shape[1]
    assert counted == [n_shared, len("Products:\n"), len("tea\n"), len("\nRequest: coat"), len("\nRequest: N/A")]
    counted.clear()
    model.prefill(model.text(SHARED, ask=False))
    assert counted == []


def test_a_document_is_read_once_for_all_requests():
    model = tiny()
    reader = Reader(model, shared=SHARED)
    first = reader.scores("coat", DOCUMENTS)
    counted = []
    model.network.model.embed_tokens.register_forward_hook(lambda module, arguments, output: counted.append(output.shape[1]))
    assert reader.scores("coat", DOCUMENTS).tolist() == first.tolist()
    assert counted == [len("\nRequest: coat"), len("\nRequest: N/A")]


# --- leaving early ------------------------------------------------------------------------------------------------------------


def test_no_layer_runs_after_the_last_that_is_needed_and_the_model_is_left_as_it_was():
    model = tiny()
    ids = model.ids("a coat")
    before = model.network(ids).logits
    reader = Reader(model, shared=SHARED, heads=Heads((Head(1, 0),)))
    model.prefill(model.text(SHARED, ask=False))  # the writing needs all layers of it
    ran = []
    for number, layer in enumerate(model.network.model.layers):
        layer.mlp.register_forward_hook(lambda module, arguments, output, number=number: ran.append(number))
    reader.scores("coat", DOCUMENTS)
    assert set(ran) == {0}  # of layer 1 the attention is seen and nothing more is computed
    assert model.network.config._attn_implementation == "sdpa"
    assert torch.equal(model.network(ids).logits, before)


def test_a_failure_leaves_the_model_as_it_was():
    model = tiny()
    reader = Reader(model, shared=SHARED)
    handle = model.network.model.layers[0].register_forward_pre_hook(lambda module, arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reader.scores("coat", DOCUMENTS)
    handle.remove()
    assert model.network.config._attn_implementation == "sdpa"
    assert not np.isnan(reader.scores("coat", DOCUMENTS)).any()


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (lambda: tiny("mistral", sliding_window=16), "its attention slides over 16 tokens, and 24 are to be read"),
        (lambda: tiny("llama"), "transformers runs its attention as eager, not as sdpa"),
    ],
)
def test_a_model_whose_attention_cannot_be_read_is_refused_with_the_reason(model, reason):
    made = model()
    if "eager" in reason:
        made.network.set_attn_implementation("eager")
    with pytest.raises(ModelError) as failure:
        Reader(made, shared=SHARED).scores("coat", DOCUMENTS)
    assert str(failure.value) == f"The attention of {made.name} cannot be read: {reason}."


# --- the time budget ----------------------------------------------------------------------------------------------------------


class Clock:
    """Each look at it takes a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.mark.parametrize(("budget_s", "n_read"), [(0, 3), (3.0, 1), (5.5, 2), (6.5, 3), (0.5, 0)])
def test_documents_that_do_not_fit_the_budget_are_not_read(budget_s, n_read):
    # The first look is at second 1; before document n it is n seconds later, and from the second on one document and two
    # requests are expected to take three seconds.
    scores = Reader(tiny(), shared=SHARED, clock=Clock()).scores("coat", DOCUMENTS, budget_s=budget_s)
    assert np.isnan(scores).tolist() == [at >= n_read for at in range(3)]


def test_what_fits_the_budget_scores_as_if_it_were_all_there_is():
    some = Reader(tiny(), shared=SHARED, clock=Clock()).scores("coat", DOCUMENTS, budget_s=5.5)
    assert some[:2].tolist() == Reader(tiny(), shared=SHARED).scores("coat", DOCUMENTS[:2]).tolist()


# --- heads --------------------------------------------------------------------------------------------------------------------


def test_by_default_all_heads_of_the_middle_third_are_read():
    assert middle_heads(30, 9).by_layer == {layer: list(range(9)) for layer in range(10, 20)}
    assert (middle_heads(1, 2).by_layer, candidate_heads(30, 1).last) == ({0: [0, 1]}, 19)


def test_heads_come_back_as_they_were_stored():
    heads = Heads((Head(3, 1, 0.25), Head(2, 0, 0.125)), "found on 8 requests")
    path = store_heads(heads, digest="ab" * 32, model="tiny", n_layers=4, n_heads=2)
    assert path == heads_file("ab" * 32)
    assert load_heads("ab" * 32, n_layers=4, n_heads=2) == heads
    assert load_heads("cd" * 32, n_layers=4, n_heads=2) is None
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"digest": "x"}, f"its digest is 'x', not {'ab' * 32!r}"),
        ({"n_heads": 9}, "its n_heads is 9, not 2"),
        ({"heads": []}, "it names no head, or one twice"),
        ({"heads": [{"layer": 4, "head": 0, "score": 0}]}, "it names a head that this model does not have"),
        ({"heads": [{"layer": 1}]}, "it has no 'head'"),
        (None, "Expecting value: line 1 column 1 (char 0)"),
    ],
)
def test_damaged_heads_are_a_model_error_that_says_what_is_wrong(change, reason):
    path = store_heads(Heads((Head(0, 1),)), digest="ab" * 32, model="tiny", n_layers=4, n_heads=2)
    text = json.dumps(json.loads(path.read_text()) | change) if change is not None else ""
    path.write_text(text)
    with pytest.raises(ModelError) as failure:
        load_heads("ab" * 32, n_layers=4, n_heads=2)
    assert str(failure.value) == f"The heads at {path} cannot be used: {reason}."
