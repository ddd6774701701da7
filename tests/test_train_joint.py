"""Joint training: losses by hand, pairs whose wrong products miss something, a run that goes on where it was broken off."""

from __future__ import annotations

import json
import math
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopcli.advisor import Advisor
from shopcli.cli.commands import app
from shopcli.config import Decoding, Settings
from shopcli.errors import UsageError
from shopcli.pipeline.personal.collected import CollectedRequest, CollectedSession, ShownProduct
from shopcli.train.joint.curves import curves_svg
from shopcli.train.joint.gather import Shop, from_catalog, from_collected, from_labelled, misses
from shopcli.train.joint.joint import train_joint
from shopcli.train.joint.labelled import LabelledNeed, find_columns, read_labelled
from shopcli.train.joint.pairs import (
    LeftOut,
    ToldProduct,
    TrainingPair,
    Wording,
    balance_lines,
    read_pairs,
    told,
    write_pairs,
)
from shopcli.train.joint.prepare import prepare
from shopcli.train.joint.run_folder import Recipe, split_of
from shopcli.write.advise import checked_moves
from shopcli.write.knowledge import Knowledge
from shopcli.write.move_drafts import drafts_of, question_of
from shopcli.write.verify.frame_roles import Roles
from tests.outdoor import open_shop
from tests.tiny_models import make_folder, make_network, make_tokenizer

torch = pytest.importorskip("torch")

from shopcli.train.joint.objective import Objective, encode_pair, losses_of  # noqa: E402

NEEDS = ("red mug", "blue tent", "green lamp", "black shoe", "white desk", "grey sock", "pink hat", "gold ring")
PAIRS = [
    TrainingPair(
        need,
        ToldProduct(f"{shop}{number}", f"{need}; 5 EUR"),
        tuple(ToldProduct(f"{shop}{number}-{other}", f"{other}; 5 EUR") for other in NEEDS if other != need),
        f"Take the {need}.",
        source="catalog",
        catalog=shop,
        language="en",
        kind="facts",
    )
    for shop, needs in (("one", NEEDS[:6]), ("two", NEEDS[6:]))
    for number, need in enumerate(needs)
]
QUICK = Recipe(Objective(), steps=6, batch=2, wrong=2, rate=5e-3, looks=3, patience=9)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(open_shop(tmp_path_factory.mktemp("joint")))


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("tiny") / "llama")


@pytest.fixture
def tiny(tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A writer to train, and a cache of its own for what is made of it."""
    monkeypatch.setenv("SHOPCLI_CACHE_DIR", str(tmp_path / "cache"))
    return tiny_folder


# --- the objective ------------------------------------------------------------------------------------------------------------


def by_hand(network, tokenizer, messages: list[str], reply: str) -> list[float]:
    """The log-probabilities of a reply's tokens, one row at a time, without padding."""
    prompt = tokenizer("<s>" + "".join(f"{message}\n\n" for message in messages), add_special_tokens=False).input_ids
    tokens = tokenizer(reply, add_special_tokens=False).input_ids
    with torch.inference_mode():
        logits = network(torch.tensor([[*prompt, *tokens]])).logits[0].double().log_softmax(-1)
    return [float(logits[len(prompt) - 1 + at, token]) for at, token in enumerate(tokens)]


@pytest.mark.parametrize("family", ["llama", "gpt2", "gpt_neox"])
@pytest.mark.parametrize("direction", ["need", "product"])
def test_each_loss_alone_is_what_it_is_by_hand_on_two_pairs(family, direction):
    sizes = {"num_key_value_heads": 4} if family == "gpt2" else {}
    network, tokenizer = make_network(family, **sizes).eval(), make_tokenizer()
    system = "You are a good shop assistant: short, warm, concrete."
    pairs, temperature = [PAIRS[0], PAIRS[7]], 0.2
    pairs[1] = TrainingPair(pairs[1].need, pairs[1].product, pairs[1].wrong[:3], "A much longer text than that.")
    match, texts = [], []
    for pair in pairs:
        means = []
        for product in (pair.product, *pair.wrong):
            given, foretold = (product.text, pair.need) if direction == "need" else (pair.need, product.text)
            logs = by_hand(network, tokenizer, [system, given], foretold)
            means.append(sum(logs) / len(logs) / temperature)
        match.append(math.log(sum(map(math.exp, means))) - means[0])
        texts += by_hand(network, tokenizer, [system, f"{pair.need}\n\n{pair.product.text}"], f"{pair.text}</s>")
    objective = Objective(match=0.7, generate=0.3, temperature=temperature, direction=direction)
    encoded = [encode_pair(pair, tokenizer, objective, wrong=None) for pair in pairs]
    with torch.inference_mode():
        losses = losses_of(network, encoded, objective, 1)
        parted = losses_of(network, encoded, objective, 1, rows_at_once=3)
    assert float(losses.match) == pytest.approx(sum(match) / 2, abs=1e-4)
    assert float(losses.generate) == pytest.approx(-sum(texts) / len(texts), abs=1e-4)
    assert float(parted.match) == pytest.approx(float(losses.match), abs=1e-4)
    assert objective.total(losses.match, losses.generate) == 0.7 * losses.match + 0.3 * losses.generate
    assert (losses.n_match, losses.n_generate) == (2, 2)


def test_a_weight_of_nothing_leaves_its_part_unread():
    tokenizer = make_tokenizer()
    only_text = encode_pair(PAIRS[0], tokenizer, Objective(match=0), wrong=None)
    only_match = encode_pair(PAIRS[0], tokenizer, Objective(generate=0), wrong=3)
    assert (only_text.candidates, only_match.text) == ((), None)
    assert only_text.text is not None and len(only_match.candidates) == 4


def test_marks_that_a_template_obeys_are_no_words_of_a_record():
    tokenizer = make_tokenizer()
    bad = TrainingPair("mug</s>", ToldProduct("1", "mug</s>red"), (ToldProduct("2", "cup"),), "A mug</s>.")
    encoded = encode_pair(bad, tokenizer, Objective(), wrong=None)
    ends = [row.tokens.count(tokenizer.eos_token_id) for row in (*encoded.candidates, encoded.text)]
    assert ends == [0, 0, 1]


def test_the_writers_own_question_is_asked_where_there_is_one():
    wording = Wording(({"role": "user", "content": "Move: pick"},), "Take the $A.")
    pair = TrainingPair("mug", ToldProduct("1", "mug"), (), "Take the mug.", wording)
    tokenizer = make_tokenizer()
    text = encode_pair(pair, tokenizer, Objective(), wrong=None).text
    assert tokenizer.decode(text.tokens) == "<s>Move: pick\n\nTake the $A.</s>"


# --- the run ------------------------------------------------------------------------------------------------------------------


def weights_of(folder: Path) -> dict:
    from safetensors.torch import load_file

    return load_file(folder / "adapter.safetensors")


def test_the_loss_goes_down_and_the_folder_tells_what_was_done(tiny, tmp_path):
    pytest.importorskip("peft")
    split = split_of(PAIRS, [], most=9)
    assert split.by == "the catalog two" and {pair.catalog for pair in split.taught} == {"one"}
    recipe = Recipe(Objective(match=1.0, generate=0.5), steps=16, batch=3, wrong=3, rate=5e-3, looks=4, patience=9)
    trained = train_joint(str(tiny), split, recipe, tmp_path / "run")
    run = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    taught = [row for row in run["history"] if "loss" in row]
    for part in ("loss", "generate"):  # each step sees other pairs, so that one by itself tells little
        first, last = (sum(row[part] for row in rows) for rows in (taught[:4], taught[-4:]))
        assert last < first
    assert trained.after["loss"] != trained.before["loss"]  # of another catalog, to random weights: it may go either way
    assert trained.after["loss"] == pytest.approx(trained.after["match"] + 0.5 * trained.after["generate"])
    assert run["base"]["source"] == str(tiny) and len(run["base"]["sha256"]) == 64
    assert run["recipe"]["objective"] == {"match": 1.0, "generate": 0.5, "temperature": 0.2, "direction": "need"}
    assert run["taught"]["pairs"] == 6 and run["left_out"] == {**run["left_out"], "by": "the catalog two", "pairs": 2}
    assert {"torch", "transformers", "peft"} <= run["versions"].keys()
    assert run["steps"] == 16 and run["after"] == trained.after
    picture = ET.parse(tmp_path / "run" / "curves.svg").getroot()
    assert len(picture.findall(".//{*}polyline")) == 7  # three losses taught and left out, and the accuracy
    assert not (tmp_path / "run" / "checkpoints").exists()
    with pytest.raises(UsageError, match="finished"):
        train_joint(str(tiny), split, recipe, tmp_path / "run", resume=True)


def test_a_run_that_was_broken_off_ends_with_the_weights_of_one_that_was_not(tiny, tmp_path):
    pytest.importorskip("peft")
    split = split_of(PAIRS, ["two"], most=9)

    def stop(step: int, of: int) -> None:
        if step == 5:
            raise KeyboardInterrupt

    train_joint(str(tiny), split, QUICK, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        train_joint(str(tiny), split, QUICK, tmp_path / "broken", on_step=stop)
    with pytest.raises(UsageError, match="not finished"):
        train_joint(str(tiny), split, QUICK, tmp_path / "broken")
    other = Recipe(Objective(match=2.0), steps=6, batch=2, wrong=2, rate=5e-3, looks=3, patience=9)
    with pytest.raises(UsageError, match="begun with another recipe"):
        train_joint(str(tiny), split, other, tmp_path / "broken", resume=True)
    seen: list[int] = []
    train_joint(str(tiny), split, QUICK, tmp_path / "broken", resume=True, on_step=lambda step, of: seen.append(step))
    assert seen == [5, 6]
    whole, broken = weights_of(tmp_path / "whole"), weights_of(tmp_path / "broken")
    assert whole.keys() == broken.keys() and all(torch.equal(whole[name], broken[name]) for name in whole)
    assert any(bool(weight.any()) for name, weight in whole.items() if name.endswith(".b"))


def test_a_loss_that_is_not_learned_is_judged_as_well(tiny, tmp_path):
    pytest.importorskip("peft")
    recipe = Recipe(Objective(match=0.0), steps=2, batch=2, rate=5e-3, looks=1)
    trained = train_joint(str(tiny), split_of(PAIRS, [], most=9), recipe, tmp_path / "run")
    assert trained.after.keys() == {"loss", "match", "generate", "accuracy"}
    assert trained.after["loss"] == trained.after["generate"]
    run = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert not any("match" in row for row in run["history"])


def test_what_is_trained_answers_by_the_settings_and_is_named(tiny, tmp_path, shop):
    pytest.importorskip("peft")
    recipe = Recipe(Objective(), steps=1, batch=1, wrong=1, looks=1)
    train_joint(str(tiny), split_of(PAIRS, [], most=1), recipe, tmp_path / "mug-writer")
    settings = Settings(model=str(tmp_path / "mug-writer"))
    advisor = Advisor(shop.advisor.index, settings=settings, encoder=shop.advisor.encoder())
    answer = advisor.ask("a green tent")
    assert answer.advice is not None and answer.advice.model == "mug-writer"
    assert {sentence.by for sentence in answer.advice.sentences} <= {"ranked", "template", "lm"}


@pytest.mark.parametrize(
    ("objective", "message"),
    [
        (Objective(0.0, 0.0), "weights of the two losses"),
        (Objective(-1.0, 1.0), "weights of the two losses"),
        (Objective(temperature=0.0), "temperature"),
    ],
)
def test_weights_that_teach_nothing_are_refused(tiny, tmp_path, objective, message):
    pytest.importorskip("peft")
    with pytest.raises(UsageError, match=message):
        train_joint(str(tiny), split_of(PAIRS, [], most=9), Recipe(objective), tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_pairs_without_texts_teach_matching_alone_and_it_is_said(tiny, tmp_path):
    pytest.importorskip("peft")
    silent = [TrainingPair(one.need, one.product, one.wrong, catalog=one.catalog) for one in PAIRS]
    with pytest.raises(UsageError, match="No pair teaches to generate"):
        train_joint(str(tiny), split_of(silent, [], most=9), QUICK, tmp_path / "run")


def test_a_missing_peft_is_named(tiny, tmp_path, monkeypatch):
    from shopcli.errors import ShopcliError
    from shopcli.train import writer

    monkeypatch.setattr(writer.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ShopcliError, match="peft") as told_of:
        train_joint(str(tiny), split_of(PAIRS, [], most=9), QUICK, tmp_path / "run")
    assert "pip install 'shopcli[train]'" in told_of.value.hint


def test_what_is_left_out_is_named_or_the_smallest_or_a_tenth():
    alone = [pair for pair in PAIRS if pair.catalog == "one"] * 6
    assert split_of(PAIRS, ["one"], most=2).held == PAIRS[:6:3]
    with pytest.raises(UsageError, match="three"):
        split_of(PAIRS, ["three"], most=2)
    with pytest.raises(UsageError, match="nothing is left to teach"):
        split_of(PAIRS, ["one", "two"], most=2)
    by_need = [TrainingPair(f"mug {n}", one.product, one.wrong, one.text, catalog="one") for n, one in enumerate(alone)]
    split = split_of(by_need, [], most=99)
    assert split.by == "one need in ten" and len(split.taught) + len(split.held) == len(by_need)


def test_curves_leave_out_what_is_no_number_and_panels_without_figures():
    drawn = curves_svg([{"step": 1, "loss": 2.0}, {"step": 2, "loss": float("nan")}, {"step": 2, "eval_loss": 1.5}])
    assert drawn.count("<polyline") == 2 and "nan" not in drawn and "Match" not in drawn
    assert ET.fromstring(drawn).tag.endswith("svg")


# --- an encoder ---------------------------------------------------------------------------------------------------------------


def test_what_is_kept_is_what_did_best_and_not_what_came_last(tiny, tmp_path):
    pytest.importorskip("peft")
    split = split_of(PAIRS, ["two"], most=9)
    recipe = Recipe(Objective(generate=0.0), steps=12, batch=2, wrong=2, rate=3e-1, looks=6, patience=2)
    trained = train_joint(str(tiny), split, recipe, tmp_path / "run")
    history = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["history"]
    looks = {row["step"]: row["eval_loss"] for row in history if "eval_loss" in row}
    assert trained.best_step == min(looks, key=looks.get) < trained.steps < 12  # two looks were worse, so it ended
    from transformers import AutoModelForCausalLM

    network, tokenizer = AutoModelForCausalLM.from_pretrained(tmp_path / "run", dtype=torch.bfloat16), make_tokenizer()
    encoded = [encode_pair(pair, tokenizer, recipe.objective, wrong=None) for pair in split.held]
    with torch.inference_mode():
        kept = float(losses_of(network, encoded, recipe.objective, 1).match)
    distance = {step: abs(loss - kept) for step, loss in looks.items()}
    assert min(distance, key=distance.get) == trained.best_step


def test_an_encoder_learns_matching_alone_and_stays_an_encoder(tiny_encoder, tmp_path):
    from shopcli.models.embedder.encoder import SentenceTransformersEncoder
    from shopcli.train.joint.encoder import train_encoder

    recipe = Recipe(Objective(generate=0.0), steps=8, batch=3, wrong=3, rate=1e-3, looks=1)
    trained = train_encoder(str(tiny_encoder), split_of(PAIRS, [], most=9), recipe, tmp_path / "tuned")
    assert trained.after["match"] < trained.before["match"] and "generate" not in trained.after
    encoder = SentenceTransformersEncoder(tmp_path / "tuned", "cpu", name="tuned", digest="")
    assert encoder.encode(["mug"]).shape == (1, encoder.dim)
    assert json.loads((tmp_path / "tuned" / "run.json").read_text(encoding="utf-8"))["kind"] == "encoder"


def test_the_ranking_loss_is_what_it_is_by_hand(tiny_encoder):
    from sentence_transformers import SentenceTransformer

    from shopcli.train.joint.encoder import ranking_loss

    encoder = SentenceTransformer(str(tiny_encoder), device="cpu").eval()
    pairs = [TrainingPair(one.need, one.product, one.wrong[:2]) for one in PAIRS[:2]]
    with torch.inference_mode():
        loss, first = ranking_loss(encoder, pairs)
    texts = [text for pair in pairs for text in (pair.need, pair.product.text, *(one.text for one in pair.wrong))]
    vectors = dict(zip(texts, encoder.encode(texts, normalize_embeddings=True), strict=True))
    total, right = 0.0, 0
    for number, pair in enumerate(pairs):
        seen = [pair.product, *pair.wrong, pairs[1 - number].product]
        scores = [20 * float(vectors[pair.need] @ vectors[one.text]) for one in seen]
        total += math.log(sum(map(math.exp, scores))) - scores[0]
        right += scores[0] == max(scores)
    assert float(loss) == pytest.approx(total / 2, abs=1e-3) and first == right


# --- pairs --------------------------------------------------------------------------------------------------------------------


def test_pairs_of_a_catalog_have_wrong_products_that_miss_something_and_a_checked_text(shop):
    left_out = LeftOut()
    pairs = list(from_catalog(shop, 6, left_out, seed=1))
    assert len(pairs) + sum(left_out.counts.values()) == 6 and len(pairs) >= 4
    products = {product.id: product for product in shop.advisor.index.records}
    for pair in pairs:
        ids = [one.id for one in pair.wrong]
        assert pair.product.id not in ids and len(set(ids)) == len(ids) <= 20
        need = shop.advisor.understand(pair.need)
        for hit in shop.found(need).results:
            assert hit.product.id not in ids or misses(hit, need), (pair.need, hit.product.title)
        assert pair.product.text.startswith(products[pair.product.id].title)
        assert pair.text and (pair.source, pair.catalog, pair.kind in ("facts", "wish")) == ("catalog", "outdoor", True)
    assert any(pair.wording for pair in from_catalog(shop, 24, LeftOut(), seed=1))


def test_what_a_writer_is_taught_is_a_draft_that_may_be_shown(shop):
    """A writer that has learned a pair by heart, asked for drafts of the same need, passes the check with it."""
    advisor, need = shop.advisor, shop.advisor.understand("a phone with wireless charging")
    hits = advisor.search(need, top=2).results
    knowledge = Knowledge(fitting=2)
    taught = 0
    made = [checked_moves(need, hits, facts_of=advisor.facts, knowledge=knowledge, seed=seed) for seed in range(8)]
    for move, holding in chain.from_iterable(made):
        for messages, text in filter(None, (question_of(move, need, one) for one in holding)):
            asked: list[object] = []

            class Writer:
                name, tuned = "by heart", True

                def generate(self, messages, *, reply=text, **options):
                    asked.append(messages)  # noqa: B023
                    return [reply]

            drafted = drafts_of(move, Roles(need, move.roles, advisor.facts), Writer(), Decoding(drafts=1))
            assert drafted.written == 1
            taught += asked == [messages] and len(drafted.passed) == 1
    assert taught >= 1


def test_what_also_meets_the_need_is_never_wrong(shop):
    labelled = [LabelledNeed("a green tent", "T1", "", "row 1")]
    (pair,) = from_labelled([shop], labelled, LeftOut(), seed=0)
    assert pair.product.id == "T1" and "T3" not in {one.id for one in pair.wrong}  # T3 is a green tent as well
    assert {"T2", "T4", "T5"} <= {one.id for one in pair.wrong}
    assert "Norrland Dome" in pair.text


def test_all_that_a_file_has_for_a_need_is_right(shop):
    needs = [LabelledNeed("a phone", product, "", "row") for product in ("P1", "sony lark smartphone")]
    needs.append(LabelledNeed("A phone", "P6", "", "row"))
    pairs = list(from_labelled([shop], needs, LeftOut(), seed=0))
    assert {pair.product.id for pair in pairs} <= {"P1", "P2", "P6"}
    assert not {"P1", "P2", "P6"} & {one.id for pair in pairs for one in pair.wrong}


def test_what_shoppers_chose_is_right_and_the_rest_is_told(shop):
    def asked(query: str, *feedback: tuple[str, str]) -> CollectedRequest:
        return CollectedRequest(0.0, query, "en", (), 3, False, False, (ShownProduct(1, "T1"),), feedback)

    requests = (
        asked("a green tent", ("T1", "good")), asked("a red tent"), asked("shoes", ("S2", "chosen"), ("S2", "bad")),
        asked("a blue tent", ("T999", "chosen")),
    )  # fmt: skip
    session = CollectedSession("s", "chat", "", str(shop.advisor.index.folder), 0.0, 1.0, True, requests=requests)
    left_out = LeftOut()
    (pair,) = from_collected(shop, [session], left_out, seed=0)
    assert (pair.need, pair.product.id, pair.source, pair.kind) == ("a green tent", "T1", "collected", "chosen")
    assert left_out.counts == {
        "nothing was chosen or rated good": 1, "what was chosen is not in the index, or was rated bad": 2,
    }  # fmt: skip
    assert (pair.session, pair.profile, pair.contributor) == ("s", "", "session s")
    pairs, told_of = prepare([], [], [session], made=0, seed=0)
    assert pairs == [] and told_of.counts == {"its index is not among those given": 1}


def test_what_two_shoppers_said_is_a_pair_of_each_so_that_neither_hangs_on_the_other(shop):
    request = CollectedRequest(0.0, "a green tent", "en", (), 3, False, False, (), (("T1", "good"),))
    folder = str(shop.advisor.index.folder.resolve())
    sessions = [
        CollectedSession(name, "chat", profile, folder, 0.0, 1.0, True, requests=(request, request))
        for name, profile in (("s1", "anna"), ("s2", "anna"), ("s3", ""))
    ]
    found, _ = prepare([shop.advisor], [], sessions, made=0, seed=0)
    assert [(pair.need, pair.session, pair.profile) for pair in found] == [
        ("a green tent", "s1", "anna"), ("a green tent", "s2", "anna"), ("a green tent", "s3", ""),
    ]  # fmt: skip
    without, _ = prepare([shop.advisor], [], sessions[2:], made=0, seed=0)
    assert without == found[2:]


def test_columns_are_found_by_name_or_by_what_they_hold():
    rows = [{"id": "T1", "need": "a tent", "text": "Take it, it is green."}]
    assert find_columns(rows, set()) == {"product": "id", "need": "need", "text": "text"}
    strange = [{"甲": "要一个绿色的帐篷", "乙": "t1", "丙": "这个帐篷是绿色的,适合两个人用,轻便。"}]
    assert find_columns(strange, {"t1"}) == {"need": "甲", "product": "乙", "text": "丙"}


def test_rows_that_are_none_are_counted_and_named_and_cost_nothing_else(tmp_path):
    path = tmp_path / "mine.jsonl"
    rows = [
        {"need": "a tent", "product": "T1", "text": "Take it."}, {"need": "", "product": "T1"},
        {"need": "x", "product": ["T1"]},
        {"need": "n" * 2000, "product": "T1"}, {"need": "a lamp", "product": ""}, {"need": "a shoe", "product": "S1"},
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)) + '\n{"need": "broken\n', encoding="utf-8")
    left_out = LeftOut()
    needs = read_labelled(path, {"t1", "s1"}, left_out)
    assert [(need.need, need.product) for need in needs] == [("a tent", "T1"), ("a shoe", "S1")]
    assert sum(left_out.counts.values()) == 5
    assert "Left out, 1: its need is too long (mine.jsonl, row 4)." in left_out.lines()
    assert not any("\x1b" in line for line in left_out.lines())


def test_a_labelled_csv_without_an_index_teaches_its_texts_alone(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("query;product;answer\na tent;T1;Take it, it is light.\na lamp;L1;\n", encoding="utf-8")
    pairs, left_out = prepare([], [path], [], made=0, seed=0)
    assert [(pair.need, pair.text, pair.wrong) for pair in pairs] == [("a tent", "Take it, it is light.", ())]
    assert left_out.counts == {"no index holds its product, and there is no text": 1}


def test_a_file_of_pairs_is_read_as_it_was_written_and_lines_that_are_none_are_told(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "pairs.jsonl"
    write_pairs(path, PAIRS)
    assert read_pairs(path)[0] == PAIRS
    said = [replace(PAIRS[0], source="collected", session="s", profile="anna")]
    write_pairs(path, said)
    assert read_pairs(path)[0] == said
    assert path.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    good = json.dumps(PAIRS[0].as_row())
    bad = [
        "{", "[]", "7", '{"need": "x"}', '{"need": "x", "product": {"id": "1", "text": "a"}}',
        '{"need": "x", "product": {"id": "1", "text": "a"}, "wrong": [{"id": "1", "text": "b"}]}', "[" * 5000,
        '{"need": "\\ud800", "product": {"id": "1", "text": "a"}, "text": "b"}',
    ]  # fmt: skip
    path.write_text("\n".join([*bad, good]), encoding="utf-8")
    pairs, left_out = read_pairs(path)
    assert pairs == PAIRS[:1] and sum(left_out.counts.values()) == len(bad)
    path.write_text("\n".join(bad), encoding="utf-8")
    with pytest.raises(UsageError, match="no pair in"):
        read_pairs(path)


def test_the_balance_is_told_by_source_catalog_language_and_kind():
    assert balance_lines(PAIRS) == [
        "8 pairs: 8 of matching and text, 0 of matching alone, 0 of text alone.",
        "Wrong products a pair: 7 to 7, 7 in the middle.",
        "By source: catalog 8 (100 %).",
        "By catalog: one 6 (75 %), two 2 (25 %).",
        "By language: en 8 (100 %).",
        "By kind: facts 8 (100 %).",
    ]


def test_a_product_is_told_by_the_facts_that_a_need_comes_near_to_first(shop):
    product = shop.advisor.product("P1")
    facts = shop.advisor.facts(product)
    gps = next(fact for fact in facts if fact.field == "GPS")
    assert told(product, [gps]).text.startswith("Garmin Summit smartphone; 499.00 EUR; GPS: yes; ")
    assert len(told(product).text) < 400


def test_the_commands_prepare_and_train(tiny, tmp_path, monkeypatch):
    pytest.importorskip("peft")
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    labelled = tmp_path / "mine.csv"
    labelled.write_text("need,product,text\na tent,T1,Take it.\na lamp,L1,It is bright.\n,L2,No.\n", encoding="utf-8")
    made = CliRunner().invoke(
        app, ["train", "prepare", "--out", str(tmp_path / "p.jsonl"), "--pairs", str(labelled), "--plain"]
    )
    assert made.exit_code == 0, made.output
    assert "2 pairs: 0 of matching and text, 0 of matching alone, 2 of text alone." in made.output
    assert "Left out, 1: it has no need (mine.csv, row 4)." in made.output
    write_pairs(tmp_path / "p.jsonl", PAIRS)
    words = ["train", "joint", "--model", str(tiny), "--pairs", str(tmp_path / "p.jsonl"), "--out", str(tmp_path / "run")]
    done = CliRunner().invoke(app, [*words, "--steps", "2", "--batch", "1", "--wrong", "1", "--generate", "0.5", "--plain"])
    assert done.exit_code == 0, done.output
    assert "L = 1 · L_match + 0.5 · L_generate." in done.output and f"--model {tmp_path / 'run'}" in done.output.replace(
        "\n", ""
    )
    none = CliRunner().invoke(app, ["train", "prepare", "--out", str(tmp_path / "q.jsonl"), "--collected"])
    assert isinstance(none.exception, UsageError) and "Nothing was collected yet" in str(none.exception)
