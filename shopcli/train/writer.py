"""A writer is taught to word plans: LoRA on all its linear layers, the loss on the text alone."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from shopcli.errors import ShopcliError, UsageError
from shopcli.models.writer.adapter import MARK
from shopcli.train.wordings import Pair, make_pairs, pairs_of

RANK, ALPHA = 16, 32
_WARM_UP = 0.06  # share of the steps
_IGNORED = -100
_FROM_INDEX = 200
_BATCH = 8
_LOOKS, _PATIENCE = 3, 2  # at what is held out, in an epoch; and how many of them may be worse than the best


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of it: where it lies, and the mean loss of the first and the last tenth of the steps, in nats a token.

    ``held_losses`` is that of the pairs held out, by the step after which it was taken; the least of them was kept.
    """

    folder: Path
    steps: int
    first_loss: float
    last_loss: float
    held_losses: Mapping[int, float] = field(default_factory=dict)


def read_pairs(path: Path) -> list[Pair]:
    """A user's own pairs: JSON Lines with ``messages`` (or ``subject`` and ``facts``), ``text``, and maybe ``opening``.

    Raises:
        UsageError: a line that is none; it names the line.
    """
    pairs: list[Pair] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="Give a file of JSON Lines.") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            pairs.append(pair_of(json.loads(line)))
        except (ValueError, KeyError, TypeError):
            raise UsageError(
                f"{path}, line {number} is no pair.",
                hint='Write for example: {"subject": "The Bolt Mug", "facts": ["costs 5.00 EUR", "has lid"], "text": "..."}',
            ) from None
    if not pairs:
        raise UsageError(f"{path} holds no pairs.", hint="One JSON object a line.")
    return pairs


def pair_of(row: Mapping[str, Any]) -> Pair:
    """A row of a user's own pairs.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    from shopcli.write.prompts import question, shared_messages

    if "facts" in row:
        asked = {"role": "user", "content": question(row["subject"], "; ".join(row["facts"]))}
        messages = [*shared_messages(tuned=True), asked]
    else:
        messages = [dict(message) for message in row["messages"]]
    text, opening = str(row["text"]), str(row.get("opening", ""))
    return Pair(messages, opening if text.startswith(opening) else "", text)


def gather_pairs(made: int, own: Path | None, indexes: Sequence[Path], *, moves: Sequence[Pair] = (), seed: int) -> list[Pair]:
    """What is learned: ``made`` pairs over invented goods, as many over each index's products, the user's own, and ``moves``.

    Raises:
        UsageError: nothing to learn from, or pairs that are none.
        IndexNotFound: no index in a folder.
    """
    pairs = make_pairs(made, seed=seed) if made else []
    for number, path in enumerate(indexes):
        pairs += pairs_from_index(path, made or _FROM_INDEX, seed=seed + number + 1)
    pairs += [*(read_pairs(own) if own else []), *moves]
    if not pairs:
        raise UsageError("There is nothing to learn from.", hint="Give --pairs FILE, --index DIR, --moves or --made N.")
    return pairs


def pairs_from_index(path: Path, count: int, *, seed: int) -> list[Pair]:
    """Pairs over products of an index, drawn at random; fewer where its facts cannot be worded by the patterns."""
    from shopcli.catalog.facts import facts_of
    from shopcli.index import Index

    products = list(Index(path).records)
    random.Random(seed).shuffle(products)
    return pairs_of(((product, facts_of(product)) for product in products[: 2 * count]), count, seed=seed)


def base_of(spec: str) -> tuple[Path, str]:
    """The folder of a model's weights as they are before any adapter, and the sha256 of what it was made from.

    Raises:
        ModelError: it cannot be fetched.
        UsageError: no model of transformers.
    """
    from shopcli.models.weights import sources as models
    from shopcli.models.weights.fetch import offline_environment
    from shopcli.models.writer.prepare import converted

    need_causal(spec)
    path = models.fetch(spec)
    offline_environment()
    return converted(path, adapted=False), models.content_digest(path)


def need_causal(spec: str) -> None:
    """Say early that a source is no causal language model of transformers, which alone LoRA is for.

    Raises:
        UsageError: a server, whose weights are its own, or a chatbot of one's own.
    """
    from shopcli.models.weights import sources as models

    source, hint = models.parse_source(spec), "Name a folder, a .gguf file or hf:ORG/NAME."
    if isinstance(source, models.OpenAISource):
        raise UsageError("A server's model cannot be trained here.", hint=hint)
    if isinstance(source, models.OwnSource):
        raise UsageError("A chatbot is trained from nothing, by: shopcli train chatbot", hint=hint)


def taught_summary(taught: Taught, pairs: int) -> str:
    """What was learned, in two sentences."""
    losses = f"{taught.first_loss:.3f} to {taught.last_loss:.3f} nats a token"
    if taught.held_losses:
        step, least = min(taught.held_losses.items(), key=lambda look: look[1])
        losses += f"; on trades held out {least:.3f} after step {step}, which is kept"
    return f"Learned from {pairs} pairs in {taught.steps} steps: {losses}.\nUse it with: --model {taught.folder}"


def need_peft() -> None:
    """Say early that peft is missing.

    Raises:
        ShopcliError: it is not installed.
    """
    if importlib.util.find_spec("peft") is None:
        raise ShopcliError(
            "Training a writer needs peft, which is not installed.", hint="Install it with: pip install 'shopcli[train]'"
        )


def train_writer(
    folder: Path,
    pairs: Sequence[Pair],
    *,
    base: str,
    out: Path,
    seed: int = 0,
    epochs: int = 1,
    learning_rate: float = 1e-3,
    held_out: Sequence[Pair] = (),
    on_step: Callable[[int, int, float], None] | None = None,
) -> Taught:
    """Teach the model in ``folder`` and write what it became to ``out``: a whole model, and its adapter beside it.

    Args:
        folder: a causal LM that transformers loads.
        pairs: what it learns.
        base: sha256 of its weights, which the adapter then belongs to.
        out: where the tuned model goes, for ``--model``.
        held_out: what it does not learn; where there is some, what did best on it is kept, and the learning ends where it
            has done worse twice.
        on_step: told (steps done, of how many, the loss in nats a token).

    Raises:
        ShopcliError: peft is not installed.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.manual_seed(seed)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = _with_adapter(AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16))
    rows = [_encoded(pair, tokenizer) for pair in pairs]
    plan = [chosen for epoch in range(epochs) for chosen in _batches(rows, random.Random(seed + epoch))]
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=learning_rate, weight_decay=0.0)
    held = _HeldOut(model, weights, [_encoded(pair, tokenizer) for pair in held_out])
    losses: list[float] = []
    model.train()
    for step, chosen in enumerate(plan):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate * _schedule(step, len(plan))
        loss = _loss(model, [rows[place] for place in chosen])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(float(loss.detach()))
        if on_step:
            on_step(step + 1, len(plan), losses[-1])
        is_time = (step + 1) % max(1, len(plan) // (_LOOKS * epochs)) == 0
        if is_time and held.is_over_after(step + 1):
            break
    held.restore()
    tenth = max(1, len(losses) // 10)
    _save(model, tokenizer, out, base=base, seed=seed, examples=len(losses) * _BATCH)
    return Taught(out, len(losses), sum(losses[:tenth]) / tenth, sum(losses[-tenth:]) / tenth, held.losses)


class _HeldOut:
    """Early stopping: the loss on what is not learned, and the weights with which it was least.

    Args:
        model: what learns.
        weights: those of its weights that do.
        rows: tokens of the pairs held out, and where what counts begins; with none nothing is ever over.
    """

    def __init__(self, model: Any, weights: Sequence[Any], rows: Sequence[tuple[list[int], int]]) -> None:
        self._model, self._weights, self._rows = model, weights, rows
        self._kept: list[Any] = []
        self.losses: dict[int, float] = {}

    def is_over_after(self, step: int) -> bool:
        """Whether it has done worse twice since it did best."""
        import torch

        if not self._rows:
            return False
        self._model.eval()
        with torch.inference_mode():
            loss = self._loss()
        self._model.train()
        if loss < min(self.losses.values(), default=float("inf")):
            self._kept = [weight.detach().clone() for weight in self._weights]
        self.losses[step] = loss
        steps = list(self.losses.values())
        return len(steps) - 1 - steps.index(min(steps)) >= _PATIENCE

    def _loss(self) -> float:
        """Mean over the tokens of all rows."""
        total, n_tokens = 0.0, 0
        for chosen in _batches(self._rows, random.Random(0)):
            rows = [self._rows[place] for place in chosen]
            n_learned = sum(len(tokens) - start for tokens, start in rows)
            total += float(_loss(self._model, rows)) * n_learned
            n_tokens += n_learned
        return total / n_tokens

    def restore(self) -> None:
        """The weights that did best."""
        import torch

        with torch.no_grad():
            for weight, kept in zip(self._weights, self._kept, strict=False):
                weight.copy_(kept)


def _with_adapter(model: Any) -> Any:
    """The network with a fresh LoRA on each linear layer but the last."""
    need_peft()
    from peft import LoraConfig, get_peft_model

    from shopcli.models.writer.prepare import quiet

    settings = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules="all-linear", task_type="CAUSAL_LM")
    with quiet():  # it asks transformers by a name that is going out of use
        return get_peft_model(model, settings)


def _schedule(step: int, steps: int) -> float:
    """Up over the first steps, then down in a line to a tenth."""
    warm = max(1, round(_WARM_UP * steps))
    return (step + 1) / warm if step < warm else 1.0 - 0.9 * (step - warm) / max(1, steps - warm)


def _encoded(pair: Pair, tokenizer: Any) -> tuple[list[int], int]:
    """A pair's tokens, and where what is learned begins: behind the opening. The end of the turn is learned too."""
    prompt = tokenizer.apply_chat_template(list(pair.messages), tokenize=False, add_generation_prompt=True) + pair.opening
    learned = pair.text[len(pair.opening) :] + (tokenizer.eos_token or "")
    start = tokenizer(prompt, add_special_tokens=False).input_ids
    return [*start, *tokenizer(learned, add_special_tokens=False).input_ids], len(start)


def _batches(rows: Sequence[tuple[list[int], int]], rng: random.Random) -> Iterator[list[int]]:
    """Places of rows of like lengths, so that little is padding, the batches in a random order."""
    order = sorted(range(len(rows)), key=lambda place: (len(rows[place][0]), rng.random()))
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    rng.shuffle(batches)
    yield from batches


def _loss(model: Any, rows: Sequence[tuple[list[int], int]]) -> Any:
    """Mean cross-entropy of the learned tokens; the vocabulary's layer sees only their places, a fifth of the work less."""
    import torch

    padded = partial(torch.nn.utils.rnn.pad_sequence, batch_first=True)
    ids = padded([torch.tensor(tokens) for tokens, _ in rows])
    mask = padded([torch.ones(len(tokens), dtype=torch.long) for tokens, _ in rows])
    labels = padded([torch.tensor([_IGNORED] * start + tokens[start:]) for tokens, start in rows], padding_value=_IGNORED)
    network = model.get_base_model()
    hidden = network.get_decoder()(input_ids=ids, attention_mask=mask, use_cache=False).last_hidden_state[:, :-1]
    target = labels[:, 1:]
    learned = target != _IGNORED
    return torch.nn.functional.cross_entropy(network.get_output_embeddings()(hidden[learned]).float(), target[learned])


def _save(model: Any, tokenizer: Any, out: Path, *, base: str, seed: int, examples: int) -> None:
    notes = {"base": base, "seed": str(seed), "examples": str(examples), "rank": str(RANK)}
    save_tuned(model, tokenizer, out, notes, is_marked=True)


def save_tuned(model: Any, tokenizer: Any, out: Path, notes: Mapping[str, str], *, is_marked: bool) -> None:
    """The adapter in fp16, and the whole model with it merged; ``is_marked`` where it knows the writer's own questions."""
    import torch
    from safetensors.torch import save_file

    out.mkdir(parents=True, exist_ok=True)
    factors: dict[str, Any] = {}
    for name, layer in model.get_base_model().named_modules():
        if hasattr(layer, "lora_A"):
            scaled = layer.lora_B["default"].weight * layer.scaling["default"]
            for half, weight in (("a", layer.lora_A["default"].weight), ("b", scaled)):
                factors[f"{name}.{half}"] = weight.detach().to(torch.float16).contiguous()
    notes = {**notes, "date": datetime.now(UTC).date().isoformat()}
    save_file(factors, out / "adapter.safetensors", metadata=notes)
    merged = model.merge_and_unload()
    merged.save_pretrained(out)
    tokenizer.save_pretrained(out)
    if is_marked:
        (out / MARK).write_text(json.dumps(notes, indent=1), encoding="utf-8")
