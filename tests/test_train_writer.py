"""What the writer is taught: pairs that all pass, the same for the same seed; a user's own pairs; training needs peft."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopcli.cli.commands import app
from shopcli.errors import UsageError
from shopcli.train.goods import invented, make_goods, sections_of
from shopcli.train.moves import held_apart, is_held_out, read_moves, trade_of
from shopcli.train.wordings import frames, make_pairs, pairs_of
from shopcli.train.writer import Taught, gather_pairs, read_pairs, taught_summary
from shopcli.types import Fact, Product

PAIRS = make_pairs(160, seed=3)
TRADES = [
    "Rain Jacket", "Rye Bread", "Sea Stories", "Cordless Drill", "Wireless Headphones", "Oak Desk", "Board Game", "Trail Tent",
    "Electric Kettle", "Hand Cream",
]  # fmt: skip


def test_the_same_seed_makes_the_same_pairs_and_another_one_others():
    assert make_pairs(40, seed=3) == PAIRS[:40]
    assert make_pairs(40, seed=4) != PAIRS[:40]


def test_pairs_ask_for_every_kind_of_part_and_no_two_ask_the_same():
    asked = [pair.messages[-1]["content"] for pair in PAIRS]
    assert len(set(asked)) == len(asked) == 160
    kinds = Counter("tradeoff" if " the first" in text else "more" if "Subject: It" in text else "named" for text in asked)
    assert min(kinds[kind] for kind in ("tradeoff", "more", "named")) > 20


def test_every_taught_sentence_holds_the_numbers_of_its_question_and_no_others():
    for pair in PAIRS:
        asked = pair.messages[-1]["content"].replace(";", " ").replace("\n", " ").split()
        numbers = [word.strip(",;").removesuffix(".") for word in pair.text.split() if word[0].isdigit()]
        assert set(numbers) <= set(asked), pair.text


def test_taught_sentences_begin_with_their_opening_and_hold_no_praise():
    for pair in PAIRS:
        assert pair.text.startswith(pair.opening) and pair.text.endswith(".")
        assert not {"best", "great", "perfect", "only", "ideal", "you"} & set(pair.text.casefold().split())


def test_sections_are_headings_with_the_entries_below_them():
    lines = ["# said of the file", "", "[nouns]", "Oak Desk", "", "Floor Rug", "[things]", ", a lid", "[nouns]"]
    assert sections_of(lines) == [("nouns", ("Oak Desk", "Floor Rug")), ("things", (", a lid",)), ("nouns", ())]
    with pytest.raises(ValueError, match="'Oak Desk' stands before the first heading"):
        sections_of(["Oak Desk", "[nouns]"])


def test_wordings_are_many():
    assert len({frame for some in frames().values() for frame in some}) == 96
    assert [trade.nouns[0] for trade in invented().trades] == TRADES
    starts = Counter(pair.text[len(pair.opening) :].split()[0] for pair in PAIRS)
    assert len(starts) >= 10


def test_no_two_facts_of_invented_goods_are_of_one_field():
    import random

    rng = random.Random(5)
    for _ in range(50):
        _, told = make_goods(rng, facts=5)
        assert len({one.fact.label for one in told}) == len(told) == 5


def test_products_of_a_catalog_make_pairs_of_their_own_facts():
    goods = [
        (
            Product(str(n), f"Acme Mug {n}", brand="Acme", price=5.0 + n, currency="EUR"),
            [Fact("lid", True), Fact("glaze", "Blue")],
        )
        for n in range(6)
    ]
    pairs = pairs_of(goods, 10, seed=0)
    assert pairs == pairs_of(goods, 10, seed=0)
    assert 4 <= len(pairs) <= 10
    words = {word.strip(".,;").casefold() for pair in pairs for word in pair.text.split()}
    assert {"lid", "glaze"} & words and "gps" not in words


def test_a_users_own_pairs_are_read_as_subject_and_facts_or_as_messages(tmp_path):
    path = tmp_path / "mine.jsonl"
    rows = [
        {"subject": "The Mug", "facts": ["costs 5.00 EUR", "has lid"], "text": "The Mug has a lid.", "opening": "The Mug"},
        {"messages": [{"role": "user", "content": "Hello"}], "text": "Good day."},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, second = read_pairs(path)
    assert first.messages[-1]["content"] == "Subject: The Mug\nFacts: costs 5.00 EUR; has lid"
    assert (first.opening, first.text) == ("The Mug", "The Mug has a lid.")
    assert (second.messages, second.opening) == ([{"role": "user", "content": "Hello"}], "")


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "no question"}', '{"subject": "x", "facts": ["y"]}'])
def test_a_line_that_is_no_pair_is_named(tmp_path, line):
    path = tmp_path / "mine.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2 is no pair"):
        read_pairs(path)


def test_nothing_to_learn_from_is_said_so():
    with pytest.raises(UsageError, match="nothing to learn"):
        gather_pairs(0, None, [], seed=0)


def test_pairs_of_moves_are_asked_as_the_writer_asks_and_hold_each_slot_of_theirs_once():
    pairs = [pair for _, pair in read_moves()]
    assert len(pairs) == 2514
    for pair in pairs:
        given = [line.split()[0].rstrip(":") for line in pair.messages[-1]["content"].splitlines()[2:]]
        said = re.findall(r"\$(?:[A-Z]|[a-z]\d)", pair.text)
        assert set(said) <= set(given), pair.text
        facts = [slot for slot in given if slot[1].islower()]
        assert sorted(facts) == sorted(slot for slot in said if slot[1].islower()), pair.text


def test_a_line_that_is_no_pair_of_a_move_is_named(tmp_path):
    (tmp_path / "moves.txt").write_text("pick | need: mug | a1:n=a lid => The {A} has {a1:n}.\npick | mug\n", encoding="utf-8")
    pairs = read_moves(tmp_path / "moves.txt")
    assert next(pairs)[1].text == "The $A has $n1."
    with pytest.raises(UsageError, match="line 2 is no pair"):
        next(pairs)


def test_whole_trades_are_held_out_some_one_in_ten():
    trades = {trade for trade, _ in read_moves()}
    held = {trade for trade in trades if is_held_out(trade)}
    assert 0.05 < len(held) / len(trades) < 0.15
    assert trade_of("running shoes for a half marathon") == "shoes"
    taught, apart = held_apart()
    assert (len(taught), len(apart)) == (2296, 218)
    assert gather_pairs(0, None, [], moves=taught, seed=0) == taught


def test_what_was_held_out_is_told_with_the_step_that_did_best():
    told = taught_summary(Taught(Path("tuned"), 9, 3.0, 1.5, {3: 1.9, 6: 1.6, 9: 1.7}), 40)
    assert told == (
        "Learned from 40 pairs in 9 steps: 3.000 to 1.500 nats a token; on trades held out 1.600 after step 6, which is kept.\n"
        "Use it with: --model tuned"
    )


def test_learning_is_over_where_what_is_held_out_has_done_worse_twice_and_the_best_weights_come_back(monkeypatch):
    import torch

    from shopcli.train import writer

    weight = torch.nn.Parameter(torch.zeros(1))
    held = writer._HeldOut(torch.nn.Linear(1, 1), [weight], [([1, 2], 1)])
    losses = iter([2.0, 1.0, 1.5, 1.2])
    monkeypatch.setattr(held, "_loss", lambda: next(losses))
    over = []
    for step in range(1, 5):
        with torch.no_grad():
            weight.fill_(step)
        over.append(held.is_over_after(step))
    held.restore()
    assert over == [False, False, False, True]
    assert (weight.item(), held.losses) == (2.0, {1: 2.0, 2: 1.0, 3: 1.5, 4: 1.2})
    assert not writer._HeldOut(torch.nn.Linear(1, 1), [weight], []).is_over_after(1)


@pytest.mark.skipif(importlib.util.find_spec("peft") is not None, reason="peft is installed")
def test_without_peft_training_says_how_to_get_it(tmp_path):
    result = CliRunner().invoke(app, ["train", "writer", "--out", str(tmp_path)])
    assert result.exit_code != 0
    assert "peft" in str(result.exception) and "pip install" in result.exception.hint


@pytest.mark.skipif(importlib.util.find_spec("peft") is None, reason="peft is not installed")
def test_what_was_taught_lowers_the_loss_and_its_adapter_added_to_the_weights_is_what_peft_merges(tmp_path):
    import torch
    from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

    from shopcli.models.writer.adapter import MARK, read_adapter
    from shopcli.train.writer import train_writer
    from tests.test_write_drafts import byte_level

    tokenizer = byte_level()
    tokenizer.chat_template = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
    network = LlamaForCausalLM(LlamaConfig(vocab_size=len(tokenizer), max_position_embeddings=512, **sizes))
    network.to(torch.bfloat16).save_pretrained(tmp_path / "base")
    tokenizer.save_pretrained(tmp_path / "base")
    taught = train_writer(tmp_path / "base", PAIRS[:16], base="ab" * 32, out=tmp_path / "out", epochs=24, learning_rate=1e-2)
    assert taught.steps == 48 and taught.last_loss < taught.first_loss - 0.1
    assert json.loads((tmp_path / "out" / MARK).read_text())["base"] == "ab" * 32
    merged = AutoModelForCausalLM.from_pretrained(tmp_path / "out", dtype=torch.float32).state_dict()
    base = AutoModelForCausalLM.from_pretrained(tmp_path / "base", dtype=torch.float32)
    read_adapter(tmp_path / "out" / "adapter.safetensors").merge_into(base)
    for name, weight in base.state_dict().items():
        torch.testing.assert_close(weight, merged[name], atol=2e-3, rtol=1e-2)
