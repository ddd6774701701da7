"""A chatbot of one's own: masks, losses by hand, runs that go on where they broke off, decoding, and the checks behind it."""

from __future__ import annotations

import itertools
import json
import math
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from typer.testing import CliRunner

from shopcli.advisor import Advisor
from shopcli.cli.commands import app
from shopcli.config import Decoding, Settings
from shopcli.errors import ModelError, ShopcliError, UsageError
from shopcli.models.chatbot.architecture import Architecture
from shopcli.models.chatbot.beam_search import beam_search
from shopcli.models.chatbot.pieces import ids_of, learn_pieces, open_pieces, reply_ids, source_of
from shopcli.models.writer.decode import decode
from shopcli.models.writer.language_model import load_language_model
from shopcli.serve.sockets import lasting, socket_path
from shopcli.train.chatbot.chatbot import train_chatbot
from shopcli.train.chatbot.corpus import Corpus, gather, read_rows
from shopcli.train.chatbot.recipe import Recipe, named_recipe
from shopcli.train.chatbot.spoken import spoken
from shopcli.train.joint.pairs import LeftOut
from shopcli.train.wordings import Pair
from shopcli.train.writer import need_causal
from shopcli.write.move_drafts import drafts_of
from shopcli.write.move_prompts import move_messages, slots_of
from tests.outdoor import open_shop
from tests.test_move_drafts import move_of

torch = pytest.importorskip("torch")

from shopcli.models.chatbot.chatbot import Chatbot  # noqa: E402
from shopcli.models.chatbot.chatbot_engine import ChatbotEngine  # noqa: E402
from shopcli.models.chatbot.network import ChatbotNetwork, sinusoids  # noqa: E402
from shopcli.train.chatbot.objective import EncodedPair, losses_of, smoothed_losses  # noqa: E402

SIZES = Architecture(32, 4, 2, 64, vocabulary=60)
THINGS = (
    "mug tent lamp shoe desk sock hat ring bell drum kite boat sled rope bowl fork vase cart pipe gate fan map pen jar".split()
)
PAIRS = [Pair([{"role": "user", "content": f"a {thing}"}], "", f"Take the {thing}.") for thing in THINGS]
CORPUS = Corpus(PAIRS, PAIRS[:6], {"things": len(PAIRS)})
QUICK = Recipe(
    Architecture(48, 4, 1, 96), vocabulary=340, epochs=40, batch=8, rate=8e-3, schedule="cosine", warm_up=10, dropout=0.0,
    smoothing=0.02, patience=40,
)  # fmt: skip
BROKEN = replace(QUICK, epochs=3, dropout=0.2)
HEARD = [{"role": "user", "content": "a tent"}]


def network_of(seed: int = 0, **sizes: int) -> ChatbotNetwork:
    torch.manual_seed(seed)
    return ChatbotNetwork(replace(SIZES, **sizes)).eval()


def ids(*rows: list[int]):
    return torch.tensor(rows)


def weights_of(folder: Path) -> dict:
    from safetensors.torch import load_file

    return load_file(folder / "model.safetensors")


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that has learned its pairs by heart."""
    out = tmp_path_factory.mktemp("learned") / "things"
    train_chatbot(CORPUS, QUICK, out, device="cpu", precision="fp32")
    return out


@pytest.fixture(scope="module")
def chatbot(learned: Path) -> Chatbot:
    model = load_language_model(f"own:{learned}", device="cpu")
    assert isinstance(model, Chatbot)
    return model


# --- the network --------------------------------------------------------------------------------------------------------------


def test_a_padded_token_changes_nothing():
    network = network_of()
    with torch.inference_mode():
        alone = network(ids([5, 6, 2]), ids([1, 7, 8]))
        beside = network(ids([5, 6, 2, 0, 0], [9, 9, 9, 9, 2]), ids([1, 7, 8, 0], [1, 4, 4, 4]))
    torch.testing.assert_close(beside[0, :3], alone[0], rtol=0, atol=1e-5)


def test_what_comes_later_changes_nothing_before_it():
    network = network_of()
    with torch.inference_mode():
        one, other = network(ids([5, 6, 2]), ids([1, 7, 8, 9])), network(ids([5, 6, 2]), ids([1, 7, 30, 31]))
    torch.testing.assert_close(one[0, :2], other[0, :2], rtol=0, atol=1e-6)
    assert not torch.allclose(one[0, 2], other[0, 2], atol=1e-3)


def test_what_is_read_changes_what_is_said_and_its_order_too():
    network = network_of()
    with torch.inference_mode():
        said = [network(ids(source), ids([1, 7]))[0, -1] for source in ([5, 6, 2], [6, 5, 2], [5, 9, 2])]
    assert not torch.allclose(said[0], said[1], atol=1e-3) and not torch.allclose(said[0], said[2], atol=1e-3)


def test_positions_are_sines_and_cosines_of_falling_rates():
    found = sinusoids(torch.tensor([0, 3]), 4)
    by_hand = [[0.0, 1.0, 0.0, 1.0], [math.sin(3), math.cos(3), math.sin(3 / 100), math.cos(3 / 100)]]
    torch.testing.assert_close(found, torch.tensor(by_hand))


def test_keys_and_values_that_are_kept_give_the_logits_of_the_whole():
    network, engine = network_of(), ChatbotEngine(network_of())
    reply = [1, 7, 8, 9, 10]
    with torch.inference_mode():
        whole = network(ids([5, 6, 2]), ids(reply))[0].numpy()
    engine.read([9, 9, 2])
    engine.feed(np.asarray([1, 4]))
    engine.read([5, 6, 2])  # what was said after another is forgotten
    first = engine.feed(np.asarray(reply[:2]), wanted=(0, 1))
    one_by_one = [engine.feed(np.asarray([token]))[0] for token in reply[2:]]
    np.testing.assert_allclose(np.stack([*first, *one_by_one]), whole, atol=1e-5)
    engine.cut(2)
    np.testing.assert_allclose(engine.feed(np.asarray(reply[2:3]))[0], whole[2], atol=1e-5)


# --- what it learns by --------------------------------------------------------------------------------------------------------


def test_label_smoothing_is_what_it_is_by_hand():
    rows, targets = ((2.0, 0.0, -1.0, 0.5), (0.0, 1.0, 3.0, 0.0)), (3, 2)
    losses = smoothed_losses(torch.tensor(rows), torch.tensor(targets), 0.1)
    exact, spread = 0.0, 0.0
    for row, target in zip(rows, targets, strict=True):
        total = math.log(sum(map(math.exp, row)))
        exact += total - row[target]
        spread += sum(total - value for value in row) / 4
    assert float(losses.smoothed) == pytest.approx(0.9 * exact + 0.1 * spread, rel=1e-6)
    assert losses.cross_entropy == pytest.approx(exact, rel=1e-6)
    assert (losses.right, losses.tokens) == (1, 2)
    by_torch = torch.nn.functional.cross_entropy(torch.tensor(rows), torch.tensor(targets), label_smoothing=0.1)
    assert float(losses.smoothed) / 2 == pytest.approx(float(by_torch), rel=1e-6)


def test_the_loss_of_a_batch_is_that_of_its_pairs_one_by_one():
    """Each token but the first is foretold from the right ones before it, and what fills a row up does not count."""
    network = network_of()
    pairs = [EncodedPair([5, 6, 2], [1, 7, 8, 9, 2]), EncodedPair([9, 2], [1, 4, 2])]
    with torch.inference_mode():
        batch = losses_of(network, pairs, 0.1)
        alone = [losses_of(network, [pair], 0.1) for pair in pairs]
        logs = network(ids([9, 2]), ids([1, 4]))[0].log_softmax(-1)
    assert alone[1].cross_entropy == pytest.approx(-float(logs[0, 4] + logs[1, 2]), rel=1e-5)
    assert batch.tokens == 6 and batch.cross_entropy == pytest.approx(sum(one.cross_entropy for one in alone), rel=1e-5)
    assert float(batch.smoothed) == pytest.approx(sum(float(one.smoothed) for one in alone), rel=1e-5)


def test_the_rate_of_noam_is_that_of_the_paper():
    recipe = Recipe(Architecture(512, 8, 6, 2048), warm_up=4000)
    for step in (1, 2000, 4000, 9000, 100_000):
        paper = 512**-0.5 * min(step**-0.5, step * 4000**-1.5)
        assert recipe.rate_at(step, 200_000) == pytest.approx(paper, rel=1e-9)


def test_the_rate_of_a_cosine_rises_in_a_line_and_ends_at_a_twentieth():
    recipe = Recipe(schedule="cosine", rate=0.4, warm_up=10)
    assert [recipe.rate_at(step, 110) for step in (1, 5, 10, 60, 110)] == pytest.approx([0.04, 0.2, 0.4, 0.21, 0.02])


# --- the run ------------------------------------------------------------------------------------------------------------------


def test_a_small_set_is_learned_by_heart_and_the_folder_tells_how(learned, chatbot):
    for pair in PAIRS:
        assert chatbot.generate(pair.messages, decoding=Decoding()) == [pair.text]
    run = json.loads((learned / "run.json").read_text(encoding="utf-8"))
    taught = [row["nll"] for row in run["history"] if "nll" in row]
    assert taught[-1] < 0.3 < 3 < taught[0]
    assert run["after"]["nll"] < 0.3 < 4 < run["before"]["nll"] and run["after"]["accuracy"] > 0.95
    assert run["taught"]["pairs"] == 24 and run["recipe"]["sizes"]["dim"] == 48 and run["precision"] == "fp32"
    assert run["steps"] == 40 * 3 and {"torch", "tokenizers"} <= run["versions"].keys()
    picture = ET.parse(learned / "curves.svg").getroot()
    assert len(picture.findall(".//{*}polyline")) == 5  # smoothed; taught and left out; accuracy; rate
    names = {path.name for path in learned.iterdir()}
    assert names == {"chatbot.json", "curves.svg", "model.safetensors", "run.json", "tokenizer.json", "tokenizer_config.json"}
    with pytest.raises(UsageError, match="finished"):
        train_chatbot(CORPUS, QUICK, learned, device="cpu", precision="fp32", resume=True)


def test_a_run_that_was_broken_off_ends_with_the_weights_of_one_that_was_not(tmp_path):
    def stop(step: int, of: int) -> None:
        if step == 5:
            raise KeyboardInterrupt

    def train(folder: str, recipe: Recipe = BROKEN, **options) -> None:
        train_chatbot(CORPUS, recipe, tmp_path / folder, device="cpu", precision="fp32", **options)

    train("whole")
    with pytest.raises(KeyboardInterrupt):
        train("broken", on_step=stop)
    assert not [path for path in (tmp_path / "broken").rglob("*") if path.suffix in (".pt", ".bin", ".pkl", ".pth")]
    with pytest.raises(UsageError, match="not finished"):
        train("broken")
    with pytest.raises(UsageError, match="begun with another recipe"):
        train("broken", replace(BROKEN, seed=1), resume=True)
    with pytest.raises(ModelError, match="is no chatbot"):
        load_language_model(f"own:{tmp_path / 'broken'}", device="cpu")
    seen: list[int] = []
    train("broken", resume=True, on_step=lambda step, of: seen.append(step))
    assert seen == [4, 5, 6, 7, 8, 9]  # from the look after the first epoch on
    whole, broken = weights_of(tmp_path / "whole"), weights_of(tmp_path / "broken")
    assert whole.keys() == broken.keys() and all(torch.equal(whole[name], broken[name]) for name in whole)
    histories = [json.loads((tmp_path / name / "run.json").read_text("utf-8"))["history"] for name in ("whole", "broken")]
    assert histories[0] == histories[1]


def test_a_damaged_checkpoint_is_said(tmp_path):
    def stop(step: int, of: int) -> None:
        if step == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_chatbot(CORPUS, BROKEN, tmp_path / "run", device="cpu", precision="fp32", on_step=stop)
    (tmp_path / "run" / "checkpoint" / "moments.safetensors").write_bytes(b"none")
    with pytest.raises(UsageError, match="is damaged"):
        train_chatbot(CORPUS, BROKEN, tmp_path / "run", device="cpu", precision="fp32", resume=True)


def test_what_is_kept_is_what_did_best_and_the_run_ends_where_it_gets_no_better(tmp_path):
    others = [Pair(pair.messages, "", f"Leave a {pair.text.split()[-1]}") for pair in PAIRS[:6]]
    corpus = Corpus(PAIRS, others, {})
    trained = train_chatbot(corpus, replace(QUICK, patience=2), tmp_path / "run", device="cpu", precision="fp32")
    history = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["history"]
    looks = {row["step"]: row["eval_nll"] for row in history if "eval_nll" in row}
    assert trained.best_step == min(looks, key=looks.__getitem__) < trained.steps < 120
    assert trained.after["nll"] == pytest.approx(min(looks.values()), abs=1e-5)


def test_a_run_whose_time_is_over_ends_with_the_next_look(tmp_path):
    trained = train_chatbot(CORPUS, BROKEN, tmp_path / "run", device="cpu", precision="fp32", most_s=0.0)
    assert trained.steps == trained.best_step == 3  # an epoch
    run = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert [row["step"] for row in run["history"] if "eval_nll" in row] == [3] and run["recipe"]["epochs"] == 3


def test_a_loss_that_is_no_number_ends_the_run(tmp_path):
    with pytest.raises(ShopcliError, match="no number any more"):
        train_chatbot(CORPUS, replace(BROKEN, rate=1e30, warm_up=1), tmp_path / "run", device="cpu", precision="fp32")
    assert not (tmp_path / "run" / "chatbot.json").exists()


def test_bf16_learns_as_well(tmp_path):
    trained = train_chatbot(CORPUS, replace(QUICK, epochs=6), tmp_path / "run", device="cpu", precision="bf16")
    assert trained.after["nll"] < 0.7 * trained.before["nll"]
    assert {weight.dtype for weight in weights_of(tmp_path / "run").values()} == {torch.float32}
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["precision"] == "bf16"


# --- decoding -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_one_beam_is_greedy_decoding(seed):
    engine, source = ChatbotEngine(network_of(seed, vocabulary=12)), [5, 6, seed + 3, 2]
    engine.read(source)
    (first,) = engine.feed(np.asarray([1]))
    greedy = decode(engine, [1], first, decoding=Decoding(max_new_tokens=12), drafts=1, is_done=lambda draft, token: token == 2)
    engine.read(source)
    (first,) = engine.feed(np.asarray([1]))
    (beam,) = beam_search(engine, [1], first, beams=1, most=12, is_done=lambda tokens: tokens[-1] == 2)
    assert list(beam.tokens) == greedy[0]


def test_as_many_beams_as_there_are_replies_find_the_likeliest_of_all():
    network, length = network_of(3, vocabulary=5), 3
    engine = ChatbotEngine(network)
    engine.read([3, 4, 2])
    (first,) = engine.feed(np.asarray([1]))
    found = beam_search(engine, [1], first, beams=5**length, most=length, is_done=lambda tokens: False)
    replies = [list(reply) for reply in itertools.product(range(5), repeat=length)]
    with torch.inference_mode():
        # a reply may hold the token of padding here, so that each is read alone
        logs = [network(ids([3, 4, 2]), ids([1, *reply[:-1]]))[0].log_softmax(-1) for reply in replies if 0 not in reply]
    kept = [reply for reply in replies if 0 not in reply]
    sums = [float(sum(log[at, token] for at, token in enumerate(reply))) for log, reply in zip(logs, kept, strict=True)]
    best = max(range(len(kept)), key=sums.__getitem__)
    likeliest = next(beam for beam in found if 0 not in beam.tokens)
    assert list(likeliest.tokens) == kept[best] and likeliest.log_likelihood == pytest.approx(sums[best], abs=1e-4)
    assert likeliest.mean == likeliest.log_likelihood / length


def test_beams_give_the_likeliest_first_and_refuse_what_they_cannot_do(chatbot):
    three = chatbot.generate(HEARD, decoding=Decoding(beams=3), drafts=3)
    assert three[0] == "Take the tent." and len(set(three)) == 3
    likely = chatbot.likelihoods(HEARD, three)
    assert likely[0] == max(likely)
    with pytest.raises(UsageError, match="follows beams or samples"):
        chatbot.generate(HEARD, decoding=Decoding(beams=3, temperature=0.7))
    with pytest.raises(UsageError, match="2 beams make no 3 drafts"):
        chatbot.generate(HEARD, decoding=Decoding(beams=2), drafts=3)
    with pytest.raises(UsageError, match="no setting num_beams"):
        chatbot.generate(HEARD, decoding=Decoding(extra={"num_beams": 4}))


def test_sampling_with_one_seed_repeats_and_with_another_differs(chatbot):
    warm = Decoding(temperature=3.0, seed=5, max_new_tokens=8)
    drafts = chatbot.generate(HEARD, decoding=warm, drafts=4)
    assert drafts == chatbot.generate(HEARD, decoding=warm, drafts=4) and len(set(drafts)) > 1
    assert drafts[:2] == chatbot.generate(HEARD, decoding=warm, drafts=2)  # a draft does not hang on its neighbours
    assert drafts != chatbot.generate(HEARD, decoding=replace(warm, seed=6), drafts=4)
    greedy = chatbot.generate(HEARD, decoding=Decoding())
    assert chatbot.generate(HEARD, decoding=replace(warm, top_k=1), drafts=2) == greedy * 2
    assert chatbot.generate(HEARD, decoding=replace(warm, top_p=1e-6), drafts=2) == greedy * 2


def test_an_opening_is_held_to_and_marks_in_a_text_are_no_marks(chatbot):
    assert chatbot.generate(HEARD, decoding=Decoding(), opening="Take the") == ["Take the tent."]
    ended = [{"role": "user", "content": "a</s> tent"}]
    assert ids_of(chatbot.tokenizer, "a</s> tent").count(2) == 0
    assert len(chatbot.generate(ended, decoding=Decoding())) == 1


def test_likelihoods_are_means_by_the_token_and_the_right_reply_is_the_likeliest(chatbot):
    texts = ["Take the tent.", "Take the mug.", "", "Take the tent. Take"]
    found = chatbot.likelihoods(HEARD, texts)
    network, tokenizer = chatbot._engine.network, chatbot.tokenizer
    source = [*ids_of(tokenizer, "a tent"), 2]
    for text, mean in zip(texts, found, strict=True):
        reply = ids_of(tokenizer, text)
        with torch.inference_mode():
            logs = network(ids(source), ids([1, *reply]))[0].log_softmax(-1)
        by_hand = [float(logs[at, token]) for at, token in enumerate(reply)]
        assert mean == pytest.approx(sum(by_hand) / len(by_hand), abs=1e-4) if by_hand else math.isnan(mean)
    assert found[0] > found[1]


# --- its vocabulary -----------------------------------------------------------------------------------------------------------


def test_any_text_comes_back_and_slots_are_one_token_and_digits_stand_alone(tmp_path):
    learn_pieces(["Take the $A ($P), $q2: it $v1.", "take the $A at 12.50 EUR"] * 3, 400, tmp_path)
    tokenizer = open_pieces(tmp_path)
    for text in ("Take the $A ($P), $q2: it $v1.", "帐篷 — 12.5 €", " a\n\nb\t🏕", "naïve $ v1$"):
        assert tokenizer.tokenizer.decode(ids_of(tokenizer, text)) == text
    pieces = [tokenizer.tokenizer.decode([token]) for token in ids_of(tokenizer, "take the $A: it $v1 at 12.50")]
    assert pieces == ["take", " the", " $A", ":", " it", " $v1", " at", " ", "1", "2", ".", "5", "0"]
    assert reply_ids(tokenizer, "the")[0] == 1 and reply_ids(tokenizer, "the")[-1] == 2


def test_the_same_texts_make_the_same_vocabulary(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        learn_pieces([pair.text for pair in PAIRS], 330, tmp_path / name)
    assert (tmp_path / "one" / "tokenizer.json").read_bytes() == (tmp_path / "other" / "tokenizer.json").read_bytes()


def test_the_latest_turns_are_read_and_no_instruction():
    chat = [{"role": role, "content": text} for role, text in (("system", "Be kind."), ("user", "a"), ("assistant", "b"))]
    chat.append({"role": "user", "content": "c"})
    assert [source_of(chat, turns) for turns in (1, 2, 9)] == ["c", "b\n\nc", "a\n\nb\n\nc"]
    assert replace(CORPUS, taught=[*PAIRS, Pair(chat, "", "d")]).turns == 3
    assert replace(CORPUS, taught=[Pair(chat * 40, "", "d")]).turns == 64


# --- what it is taught --------------------------------------------------------------------------------------------------------


def test_files_of_both_forms_are_read_and_a_broken_row_costs_itself_alone(tmp_path):
    product = {"id": "1", "text": "Tent; 5 EUR"}
    rows = [
        {"subject": "The Bolt Mug", "facts": ["costs 5.00 EUR", "has lid"], "text": "The Bolt Mug costs 5.00 EUR."},
        {"messages": [{"role": "user", "content": "hi"}], "text": "Hello."},
        {"need": "a tent", "product": product, "text": "Take the tent."},
        {"need": "a tent", "product": product, "wrong": [{"id": "2", "text": "Mug"}]},
        {"messages": [{"role": "system", "content": "x"}], "text": "Nothing was asked."},
        {"messages": [{"role": "user", "content": "hi"}], "text": " "},
        {"messages": "hi", "text": "x"},
        ["no", "object"],
        {"messages": [{"role": "user", "content": "half \ud800"}], "text": "x"},
        {"text": "x"},
        {"subject": "It", "facts": "has lid", "text": "It has a lid."},
        {"messages": [{"content": "hi"}], "text": "x"},
    ]
    lines = [*(json.dumps(row) for row in rows), "no JSON", "[" * 100_000, ""]
    (tmp_path / "p.jsonl").write_text("\n".join(lines), encoding="utf-8")
    left_out = LeftOut()
    pairs = list(read_rows(tmp_path / "p.jsonl", left_out))
    assert [pair.messages[-1]["content"] for pair in pairs] == [
        "Subject: The Bolt Mug\nFacts: costs 5.00 EUR; has lid", "hi", "a tent\n\nTent; 5 EUR"
    ]  # fmt: skip
    assert sum(left_out.counts.values()) == 11
    assert left_out.named["no pair: it teaches matching alone, and has no text"] == ["p.jsonl, line 4"]
    assert left_out.named["no pair: its messages are no list of turns"] == ["p.jsonl, line 7"]
    assert left_out.named["no pair: nothing is asked"] == ["p.jsonl, line 5"]
    with pytest.raises(UsageError, match=r"3 pairs to learn and 0 to judge by are too few.* Left out, "):
        gather([tmp_path / "p.jsonl"], own=False, made=0, seed=0)
    with pytest.raises(UsageError, match="Cannot read"):
        gather([tmp_path / "none.jsonl"], own=False, made=0, seed=0)


def test_the_projects_own_sentences_are_held_apart_by_whole_trades():
    corpus = gather([], own=True, made=30, seed=0)
    assert corpus.sources["sentences by hand"] == 2514 and corpus.sources["invented goods"] == 30
    asked = {str(pair.messages[-1]["content"]) for pair in corpus.taught}
    moves = [pair for pair in corpus.held if str(pair.messages[-1]["content"]).startswith("Move: ")]
    assert moves and not asked & {str(pair.messages[-1]["content"]) for pair in moves}
    assert corpus.turns == 1


def test_a_sentence_is_heard_with_its_slots_filled_behind_the_bare_request():
    slots = slots_of(["A", "A.price", "use", "a1:v"], {"use": "a hike", "a1:v": "floats"})
    asked = move_messages("pick", "flask for a hike", slots)
    heard = spoken(Pair(asked, "", "For $U take the $A ($P): it $v1."), Random(0))
    assert heard.messages[-1]["content"] == "flask for a hike" and heard.messages[0]["role"] == "system"
    assert heard.text.startswith("For a hike take the ") and heard.text.endswith("): it floats.") and "$" not in heard.text
    assert spoken(Pair(asked, "", "No slot."), Random(0)) is None
    assert spoken(Pair([{"role": "user", "content": "Subject: It"}], "", "It $v1."), Random(0)) is None


# --- what cannot be -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"vocabulary": 200}, "vocabulary of 200 is too small"),
        ({"smoothing": 1.0}, "Smoothing and dropout"),
        ({"dropout": -0.1}, "Smoothing and dropout"),
        ({"rate": math.nan}, "learning rate"),
        ({"schedule": "linear"}, "'linear' is no schedule"),
        ({"heads": 5}, "no multiple of its 5 heads"),
        ({"dim": 0}, "its dim is 0"),
        ({"size": "huge"}, "'huge' is no size"),
    ],
)
def test_a_recipe_that_cannot_be_followed_is_refused_before_anything_is_made(settings, message):
    sizes = {name: settings.pop(name) for name in ("dim", "heads") if name in settings}
    with pytest.raises(UsageError, match=message):
        named_recipe(settings.pop("size", "tiny"), sizes, **settings)


def test_a_folder_that_is_no_chatbot_says_what_to_do(learned, tmp_path):
    for name, make, message in (
        ("none", lambda folder: None, "No chatbot at"),
        ("empty", Path.mkdir, "is no chatbot"),
        ("other", lambda folder: (folder.mkdir(), (folder / "chatbot.json").write_text('{"format": 9}')), "the format 9"),
        ("absurd", lambda folder: _copied(learned, folder, dim=10**9), "tells of no network: its dim is 1000000000"),
        ("huge", lambda folder: _copied(learned, folder, dim=8192, layers=96, inner=65536), "not weights of the sizes"),
        ("another", lambda folder: _copied(learned, folder, layers=2), "not weights of the sizes"),
        ("cut", lambda folder: _copied(learned, folder, cut=True), "cannot be read"),
    ):
        make(tmp_path / name)
        with pytest.raises(ModelError, match=message) as refused:
            load_language_model(f"own:{tmp_path / name}", device="cpu")
        assert "shopcli train chatbot" in refused.value.hint
    with pytest.raises(UsageError, match="not a model source"):
        load_language_model("own: ", device="cpu")
    with pytest.raises(UsageError, match="trained from nothing"):
        need_causal(f"own:{learned}")
    with pytest.raises(ModelError) as by_path:  # which is no model of transformers
        load_language_model(str(learned), device="cpu")
    assert "own:DIR for a chatbot" in by_path.value.hint


def _copied(source: Path, folder: Path, *, cut: bool = False, **sizes: int) -> None:
    folder.mkdir()
    for path in source.iterdir():
        (folder / path.name).write_bytes(path.read_bytes()[: 200 if cut and path.suffix == ".safetensors" else None])
    told = json.loads((folder / "chatbot.json").read_text(encoding="utf-8"))
    (folder / "chatbot.json").write_text(json.dumps(told | sizes), encoding="utf-8")


def test_a_folder_of_something_else_is_not_written_to(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="holds something that is no run"):
        train_chatbot(CORPUS, QUICK, tmp_path / "mine", device="cpu")
    with pytest.raises(UsageError, match="'fp8' is no precision"):
        train_chatbot(CORPUS, QUICK, tmp_path / "new", device="cpu", precision="fp8")
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "letter.txt"]


# --- as the writer ------------------------------------------------------------------------------------------------------------


def test_it_answers_behind_the_checks_and_is_named(learned, tmp_path):
    shop = open_shop(tmp_path)
    advisor = Advisor(shop.index, settings=Settings(model=f"own:{learned}", drafts=2), encoder=shop.encoder())
    assert advisor.writer_name == "things"
    answer = advisor.ask("a green tent")
    assert answer.advice is not None and answer.advice.model == "things"
    assert {sentence.by for sentence in answer.advice.sentences} <= {"ranked", "template"}  # its drafts are none
    assert any(sentence.by == "ranked" for sentence in answer.advice.sentences)


def test_the_warm_process_knows_its_folder_from_anywhere_and_when_it_was_trained_anew(tmp_path, monkeypatch):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "model.safetensors").write_bytes(b"one")
    monkeypatch.chdir(tmp_path)
    settings = Settings(index=str(tmp_path), model="own:run")
    assert lasting(settings)["model"] == f"own:{(tmp_path / 'run').resolve()}"
    before = socket_path(settings)
    assert before == socket_path(replace(settings, model=f"own:{tmp_path / 'run'}"))
    (tmp_path / "run" / "model.safetensors").write_bytes(b"other")
    assert socket_path(settings) != before


def test_a_true_draft_stands_and_a_false_one_is_refused(tmp_path):
    """It was taught both by heart, so that the checks alone tell them apart."""
    said = {"pick": "The best is the $A ($P): it $v1.", "buyer": "For a hike, a buyer writes: $Q."}
    asked = {kind: [] for kind in said}

    class Asking:
        """Keeps what a writer is asked."""

        name, tuned = "asking", True

        def generate(self, messages, *, decoding, drafts=1, opening=""):
            asked[kind].append(messages)
            return [""] * drafts

    for kind in said:
        drafts_of(*move_of(kind), Asking(), Decoding(drafts=1))
    taught = [Pair(asked[kind][0], "", text) for kind, text in said.items()]
    corpus = Corpus([*taught, *PAIRS], taught, {})
    recipe = replace(QUICK, vocabulary=420, epochs=60)
    train_chatbot(corpus, recipe, tmp_path / "both", device="cpu", precision="fp32")
    model = load_language_model(f"own:{tmp_path / 'both'}", device="cpu")
    free = Decoding(drafts=2, constrain=False, temperature=0.01)
    assert model.generate(taught[0].messages, decoding=Decoding()) == [said["pick"]]
    false = drafts_of(*move_of("pick"), model, free)
    assert (false.written, false.passed) == (2, ())
    move, roles = move_of("buyer")
    true = drafts_of(move, roles, model, free)
    assert [one.text for one in true.passed] == [f"For a hike, a buyer writes: {move.words['quote']}."]
    held = drafts_of(*move_of("pick"), model, replace(free, constrain=True))
    assert all("best" not in one.text for one in held.passed)


def test_the_command_trains_on_a_file_and_says_how_to_use_it(tmp_path, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", os.environ.get("OMP_NUM_THREADS", "1"))
    rows = [{"messages": list(pair.messages), "text": pair.text} for pair in PAIRS]
    rows += [{"messages": [{"role": "user", "content": f"two of {thing}"}], "text": f"Two: {thing}."} for thing in THINGS]
    (tmp_path / "p.jsonl").write_text("\n".join([*map(json.dumps, rows), "{"]), encoding="utf-8")
    words = ["train", "chatbot", "--pairs", str(tmp_path / "p.jsonl"), "--out", str(tmp_path / "run"), "--size", "tiny"]
    words += ["--dim", "32", "--layers", "1", "--vocabulary", "320", "--epochs", "1", "--device", "cpu", "--plain"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "Left out, 1: no pair" in said and "48 pairs (p.jsonl 48)" in said and "did best and is kept." in said
    assert f"--model own:{tmp_path / 'run'}" in said.replace(" ", "").replace("--modelown", "--model own")
    few = CliRunner().invoke(app, [*words[:2], "--pairs", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "no")])
    assert isinstance(few.exception, UsageError) and not (tmp_path / "no").exists()


def test_whose_collected_pairs_a_chatbot_learns_from_is_known(tmp_path):
    rows = [
        {"need": f"a lamp {n}", "product": {"id": f"L{n}", "text": f"Lamp {n}"}, "wrong": [], "text": f"Take lamp {n}."}
        | ({"session": f"s{n}", "profile": "anna"} if n % 2 else {})
        for n in range(60)
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = gather([path], own=False, made=0, seed=0)
    assert corpus.sessions == {f"s{n}": "anna" for n in range(60) if n % 2}
    assert corpus.file == str(path)
