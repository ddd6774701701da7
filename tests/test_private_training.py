"""Private training: one person moves the model no further than they may, and the account of it is held to the end."""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shopcli.cli.commands import app
from shopcli.errors import ShopcliError, UsageError
from shopcli.train.joint.pairs import ToldProduct, TrainingPair, write_pairs
from shopcli.train.joint.run_folder import Privacy, Recipe
from tests.tiny_models import make_folder, make_network, make_tokenizer

torch = pytest.importorskip("torch")
pytest.importorskip("opacus")
pytest.importorskip("peft")

from shopcli.train.joint import joint, private_trainer  # noqa: E402
from shopcli.train.joint.joint import train_joint, trained_lines  # noqa: E402
from shopcli.train.joint.objective import Objective, encode_pair, losses_of  # noqa: E402
from shopcli.train.joint.private import PrivacyAccount, people_among, private_split  # noqa: E402
from shopcli.train.joint.private_trainer import PrivateGradients  # noqa: E402

NEEDS = ("red mug", "blue tent", "green lamp", "black shoe", "white desk", "grey sock", "pink hat", "gold ring")


def pair_of(number: int, catalog: str = "one", session: str = "", profile: str = "") -> TrainingPair:
    need = NEEDS[number % len(NEEDS)]
    wrong = tuple(ToldProduct(f"w{other}", f"{other}; 5 EUR") for other in NEEDS if other != need)
    source = "collected" if session else "catalog"
    right = ToldProduct(f"p{number}", f"{need}; 5 EUR")
    return TrainingPair(need, right, wrong, f"Take the {need}.", None, source, catalog, "en", "facts", session, profile)


SAID = [pair_of(n, session=f"s{n}", profile="anna" if n < 3 else "") for n in range(8)]
MADE = [*(pair_of(n) for n in range(4)), *(pair_of(n, "two") for n in (6, 7))]
QUICK = Recipe(Objective(), steps=6, batch=3, wrong=2, rate=5e-3, looks=3, patience=9, private=Privacy(3.0))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CACHE"):
        monkeypatch.setenv(f"SHOPCLI_{name}_DIR", str(tmp_path / name.lower()))
    monkeypatch.setenv("SHOPCLI_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(make_folder(tmp_path_factory.mktemp("tiny") / "llama"))


def run_of(folder: Path) -> dict:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


# --- whose pairs they are -----------------------------------------------------------------------------------------------------


def test_all_pairs_of_a_profile_or_else_of_a_session_are_one_person_and_made_ones_each_for_itself():
    pairs = [*SAID[:4], pair_of(5, session="s3"), *MADE[:2]]
    assert people_among(pairs) == [[0, 1, 2], [3, 4], [5], [6]]


def test_nothing_that_a_shopper_said_judges_or_chooses_what_judges():
    crowd = [pair_of(n, "two", session=f"t{n}") for n in range(20)]  # "two" is the smaller catalog without them
    split = private_split([*SAID, *MADE, *crowd], [], most=9)
    assert (split.by, split.held) == ("the catalog two, nothing of it said by a shopper", MADE[4:])
    assert split.taught == [*MADE[:4], *SAID]  # what was said of the shop that is left out is left out
    with pytest.raises(UsageError, match="All pairs are what shoppers said"):
        private_split(SAID, [], most=9)


# --- the gradient -------------------------------------------------------------------------------------------------------------


def account_of(privacy: Privacy, *, people: int = 10, batch: int = 2, steps: int = 10, noise: float | None = None):
    account = PrivacyAccount(privacy, people=people, batch=batch, steps=steps)
    if noise is not None:
        account.noise = noise
    return account


def gradients(losses: Callable[[torch.Tensor], list[torch.Tensor]], *, clip: float, noise: float = 0.0) -> torch.Tensor:
    """What an optimizer of two numbers is given for some losses of them."""
    weight = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    account = account_of(Privacy(1.0, clip=clip), noise=noise)
    generator = torch.Generator().manual_seed(0)
    made = PrivateGradients(torch.optim.SGD([weight], lr=1.0), account, generator)
    for _ in range(2):  # a step leaves nothing for the next
        made.fill(losses(weight))
    assert account.steps == 2
    return weight.grad


def test_one_person_moves_a_step_by_the_bound_over_who_is_expected_and_no_further():
    def usual(weight: torch.Tensor) -> list[torch.Tensor]:
        return [weight @ torch.tensor([0.3, 0.4]), weight @ torch.tensor([0.0, 0.2])]

    def outlier(weight: torch.Tensor) -> list[torch.Tensor]:
        return [*usual(weight), 1e6 * weight @ torch.tensor([3.0, 4.0])]

    without, moved = gradients(usual, clip=1.0), gradients(outlier, clip=1.0)
    assert without.tolist() == pytest.approx([0.3 / 2, 0.6 / 2])  # two of ten are expected
    assert (moved - without).tolist() == pytest.approx([0.6 / 2, 0.8 / 2])
    tighter = gradients(outlier, clip=0.1) - gradients(usual, clip=0.1)
    assert float(tighter.norm()) == pytest.approx(0.1 / 2, rel=1e-5)


def test_the_noise_is_of_the_bound_and_comes_where_nobody_was_taken_too():
    weight = torch.nn.Parameter(torch.zeros(20_000))
    account = account_of(Privacy(1.0, clip=0.5), noise=3.0)
    made = PrivateGradients(torch.optim.SGD([weight], lr=1.0), account, torch.Generator().manual_seed(0))
    made.fill([])
    assert float(weight.grad.std()) == pytest.approx(3.0 * 0.5 / 2, rel=0.03)
    assert abs(float(weight.grad.mean())) < 0.03


def test_the_gradient_of_a_person_is_that_of_their_pair_with_all_its_candidates():
    network, tokenizer = make_network().float(), make_tokenizer()
    recipe = replace(QUICK, wrong=3)
    encoded = [encode_pair(pair, tokenizer, recipe.objective, wrong=3) for pair in SAID[:2]]
    weight = network.model.layers[0].mlp.down_proj.weight
    network.requires_grad_(False)
    weight.requires_grad_(True)

    def loss(pair):
        parts = losses_of(network, [pair], recipe.objective, 1)
        return recipe.objective.total(parts.match, parts.generate)

    by_hand = torch.zeros_like(weight)
    for pair in encoded:
        (one,) = torch.autograd.grad(loss(pair), weight)
        by_hand += one * min(1.0, 0.01 / float(one.norm()))
    account = account_of(Privacy(1.0, clip=0.01), noise=0.0)
    PrivateGradients(torch.optim.SGD([weight], lr=1.0), account, torch.Generator()).fill(map(loss, encoded))
    assert torch.allclose(weight.grad * 2, by_hand, rtol=1e-3, atol=1e-9)


# --- the account --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("epsilon", [0.5, 3.0, 8.0])
def test_the_budget_is_all_but_spent_at_the_end_and_never_more(epsilon):
    account = account_of(Privacy(epsilon), people=200, batch=10, steps=50)
    spent = []
    for _ in range(50):
        account.step()
        spent.append(account.steps)
    assert (spent[-1], account.is_spent) == (50, True)
    assert 0.97 * epsilon <= account.epsilon() <= epsilon


def test_less_budget_more_steps_and_fewer_people_ask_for_more_noise():
    noise = account_of(Privacy(3.0), people=100, steps=20).noise
    assert account_of(Privacy(1.0), people=100, steps=20).noise > noise
    assert account_of(Privacy(3.0), people=100, steps=80).noise > noise
    assert account_of(Privacy(3.0), people=20, steps=20).noise > noise
    assert account_of(Privacy(3.0, delta=1e-7), people=100, steps=20).noise > noise


def test_an_account_goes_on_from_what_was_kept_of_it():
    account = account_of(Privacy(3.0))
    for _ in range(4):
        account.step()
    kept = json.loads(json.dumps(account.to_dict()))
    again = PrivacyAccount(Privacy(3.0), people=10, batch=2, steps=10, spent=kept)
    assert (again.steps, again.epsilon()) == (4, account.epsilon())
    again.step()
    assert len(again.to_dict()["history"]) == 1 and again.epsilon() > account.epsilon()


@pytest.mark.parametrize(
    ("privacy", "message"),
    [
        (Privacy(0.0), "ε = 0 is none"), (Privacy(-1.0), "ε = -1 is none"), (Privacy(math.nan), "ε = nan is none"),
        (Privacy(math.inf), "ε = inf is none"), (Privacy(101.0), "promises nothing"), (Privacy(1.0, delta=0.0), "δ = 0"),
        (Privacy(1.0, delta=1.0), "δ = 1"), (Privacy(1.0, clip=0.0), "clipped to 0"),
        (Privacy(1.0, clip=math.inf), "clipped to inf"), (Privacy(1e-7), "No noise holds ε = 1e-07"),
        (Privacy(1.0, delta=0.2), "one of 10 people"),
    ],
)  # fmt: skip
def test_a_budget_that_is_none_or_cannot_be_held_is_refused_before_anything_is_learned(tiny, tmp_path, privacy, message):
    split = private_split([*SAID, *MADE], [], most=9)
    with pytest.raises(UsageError, match=message):
        train_joint(tiny, split, replace(QUICK, private=privacy), tmp_path / "run")
    assert not (tmp_path / "run" / "model.safetensors").exists()


# --- the run ------------------------------------------------------------------------------------------------------------------


def test_a_run_tells_what_it_spent_and_nothing_of_what_it_was_taught(tiny, tmp_path):
    split = private_split([*SAID, *MADE], [], most=9)
    trained = train_joint(tiny, split, QUICK, tmp_path / "run")
    run = run_of(tmp_path / "run")
    told = run["private"]
    assert (told["people"], told["steps"], told["sample_rate"]) == (10, 6, 0.3)  # anna, five sessions, four made pairs
    assert 2.9 <= told["epsilon"] <= 3.0 and told == trained.private
    assert run["taught"] == {"pairs": 12}
    keys = {key for row in run["history"] for key in row}
    assert {"eval_loss", "eval_accuracy"} <= keys and not keys & {"loss", "match", "generate", "grad_norm", "train_loss"}
    (line,) = [one for one in trained_lines(trained, split, QUICK) if one.startswith("Private")]
    assert line.startswith(f"Private: ε = {told['epsilon']:.3g} of 3 is spent, δ = 1e-05, for each of 10 people; noise ")
    from safetensors import safe_open

    with safe_open(tmp_path / "run" / "adapter.safetensors", "pt") as adapter:
        assert adapter.metadata()["pairs"] == f"private, epsilon {told['epsilon']:.3g}"
        assert any(bool(adapter.get_tensor(name).any()) for name in adapter.keys() if name.endswith(".b"))  # noqa: SIM118


def test_noise_comes_from_no_seed(tiny, tmp_path):
    from safetensors.torch import load_file

    split = private_split([*SAID, *MADE], [], most=1)
    recipe = replace(QUICK, steps=2, looks=1)
    weights = []
    for name in ("one", "other"):
        train_joint(tiny, split, recipe, tmp_path / name)
        weights.append(load_file(tmp_path / name / "adapter.safetensors"))
    assert any(not torch.equal(weights[0][name], weights[1][name]) for name in weights[0])


def test_a_run_that_was_broken_off_has_told_what_it_spent_and_lost_steps_count(tiny, tmp_path):
    split = private_split([*SAID, *MADE], [], most=9)

    def stop(step: int, of: int) -> None:
        if step == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_joint(tiny, split, QUICK, tmp_path / "run", on_step=stop)
    broken = run_of(tmp_path / "run")["private"]
    assert broken["steps"] == 5 and 0 < broken["epsilon"] < 3.0
    seen: list[int] = []
    trained = train_joint(tiny, split, QUICK, tmp_path / "run", resume=True, on_step=lambda step, of: seen.append(step))
    assert seen == [5]  # gone on from the checkpoint behind step 4; the fifth was paid for twice, so that there is no sixth
    assert trained.private is not None and trained.private["steps"] == 6
    assert trained.private["epsilon"] <= 3.0


def test_a_run_whose_budget_is_spent_learns_nothing_more(tiny, tmp_path, monkeypatch):
    split = private_split([*SAID, *MADE], [], most=9)

    def stop(trainer: object, *given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(joint, "finish", stop)
        train_joint(tiny, split, QUICK, tmp_path / "run")
    assert run_of(tmp_path / "run")["private"]["steps"] == 6
    last = max((tmp_path / "run" / "checkpoints").glob("checkpoint-*"), key=lambda one: int(one.name[11:]))
    import shutil

    shutil.rmtree(last)  # as if it had not been written any more
    for left in ("model.safetensors", "adapter.safetensors"):
        (tmp_path / "run" / left).unlink()
    taken: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(private_trainer.PrivateGradients, "fill", lambda *given: taken.append(given))
        trained = train_joint(tiny, split, QUICK, tmp_path / "run", resume=True)
    assert taken == [] and trained.private is not None and trained.private["steps"] == 6


def test_a_run_that_ends_early_tells_all_the_steps_that_were_taken(tiny, tmp_path):
    split = private_split([*SAID, *MADE], [], most=9)
    recipe = replace(QUICK, steps=12, looks=6, patience=1, rate=3.0)
    trained = train_joint(tiny, split, recipe, tmp_path / "run")
    assert trained.private is not None
    assert trained.best_step < trained.steps < 12 and trained.private["steps"] == trained.steps
    assert trained.private["epsilon"] < 3.0


def test_a_missing_opacus_is_named(tiny, tmp_path, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "opacus" else found(name))
    with pytest.raises(ShopcliError, match="opacus") as told:
        train_joint(tiny, private_split([*SAID, *MADE], [], most=9), QUICK, tmp_path / "run")
    assert told.value.hint == "Install it with: pip install 'shopcli[train,private]'"


# --- the command --------------------------------------------------------------------------------------------------------------


def test_the_command_trains_privately_and_says_so(tiny, tmp_path):
    write_pairs(tmp_path / "pairs.jsonl", [*SAID, *MADE])
    given = ["train", "joint", "--pairs", str(tmp_path / "pairs.jsonl"), "--model", tiny, "--out", str(tmp_path / "run")]
    quick = ["--steps", "2", "--batch", "2", "--wrong", "2", "--looks", "1"]
    done = CliRunner().invoke(app, [*given, *quick, "--private", "8", "--clip", "0.5"])
    assert done.exit_code == 0, done.output
    assert "Judged by what was left out, the catalog two, nothing of it said by a shopper: 2 pairs." in done.output
    assert "of 8 is spent, δ = 1e-05, for each of 10 people" in done.output and "clipped to 0.5." in done.output
    assert str(tmp_path / "run") in (tmp_path / "data" / "personal" / "training.json").read_text(encoding="utf-8")
    kept = json.loads(CliRunner().invoke(app, ["privacy", "--json"]).output)["kept"]
    (run,) = [one for one in kept if one["name"] == "trained"]
    assert (run["path"], run["personal"]) == (str(tmp_path / "run"), True)
    assert run["what"].startswith("a model trained on what was collected within ε = 7.")
    refused = CliRunner().invoke(app, [*given, "--private", "1", "--encoder"])
    assert isinstance(refused.exception, UsageError) and "no gradient is one person's" in str(refused.exception)
