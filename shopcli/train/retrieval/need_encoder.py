"""The need encoder is trained: contrastive learning (InfoNCE, van den Oord et al. 2018) of needs beside the things that serve.

The things' vectors are those of the sentence encoder as it comes and stay, so that what a catalog calls its things, in words
that no corpus has, lies among them. Only the side of the needs learns: a dual encoder whose one tower is fixed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from shopcli.errors import ModelError
from shopcli.need.languages.registry import language_named
from shopcli.need.tagging.contextual import SCALE, WORDS, in_int8
from shopcli.need.tagging.network import Array
from shopcli.need.thesaurus import Purpose, Thesaurus, open_thesaurus
from shopcli.need.thesaurus.need_encoder import SHARPNESS
from shopcli.train.retrieval.needs_told import ToldNeeds, read_needs, shipped_needs
from shopcli.train.tagging.tagged_requests import TaggedRequest, shipped_requests

_GROUPS = 36  # of up to two needs each: a batch
_ALIKE_LONG = 20  # batches among which needs are laid together by length
_WRONG_ONES, _OTHERS = 3, 512  # things beside the right ones in a batch: of each need's own wrong ones, and drawn from all
_AMONG_THE_COMMONEST = 2  # names of a thing that one is drawn from
_OF_NEEDS = 0.5  # the share of the loss by which needs of one thing are to be near to one another
_LONGEST, _AT_ONCE = 56, 128  # pieces of a need; texts that are encoded together
_CLIPPED = 1.0
_FIRST_SHARPNESS = 20.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the encoder is trained.

    Attributes:
        rate: the highest of its layers, in AdamW; it rises over ``warm_up`` steps and falls to nothing.
        epochs: how often the needs are gone through.
    """

    rate: float = 1e-4
    sharpness_rate: float = 1e-3
    warm_up: int = 100
    epochs: int = 4


@dataclass(frozen=True, slots=True)
class Served:
    """Needs that the same things serve: English texts, names of what serves, names of what does not."""

    needs: tuple[str, ...]
    things: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def served_needs(told: Sequence[ToldNeeds], thesaurus: Thesaurus, requests: Sequence[TaggedRequest]) -> list[Served]:
    """All that the encoder learns from: needs told by hand, the thesaurus's purposes, its things by their own names, and
    requests that name a thing."""
    served = [Served(block.needs, block.english, block.wrong) for block in told]
    purposes = zip(thesaurus.english_phrases("purposes"), thesaurus.all_of("purposes"), strict=True)
    served += [Served(phrases, entry.things) for phrases, entry in purposes if phrases and isinstance(entry, Purpose)]
    served += [Served(names, names) for names in thesaurus.english_phrases("things") if names]
    for request in requests:
        named = [stretch.text.casefold() for stretch in request.stretches if stretch.role == "thing"]
        if len(named) == 1 and language_named(request.language).is_read_in_context:
            served.append(Served((request.text,), (named[0],)))
    return served


def learn_need_encoder(
    files: Sequence[Path],
    folder: Path,
    *,
    recipe: Recipe = Recipe(),
    seed: int = 0,
    on_step: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, Array]:
    """The arrays of a need encoder, learned from this project's needs and those of ``files``.

    Args:
        folder: of the sentence encoder that it begins as, all-MiniLM-L6-v2 or one like it.

    Raises:
        ModelError: the folder holds no encoder.
        UsageError: a file cannot be read.
    """
    told = [*shipped_needs(), *(block for path in files for block in read_needs(path))]
    served = served_needs(told, open_thesaurus(), shipped_requests())
    return train_need_encoder(folder, served, recipe=recipe, seed=seed, on_step=on_step)


def train_need_encoder(
    folder: Path,
    served: Sequence[Served],
    *,
    recipe: Recipe = Recipe(),
    seed: int = 0,
    on_step: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, Array]:
    """The same from the given needs alone."""
    torch.manual_seed(seed)
    drawing = random.Random(seed)
    tower = _Tower(folder)
    things = _Things(served, tower)
    for name, weight in tower.bert.named_parameters():
        weight.requires_grad = name != WORDS
    sharpness = torch.nn.Parameter(torch.tensor(math.log(_FIRST_SHARPNESS)))
    learned = [weight for weight in tower.bert.parameters() if weight.requires_grad]
    groups = [{"params": learned, "lr": recipe.rate}, {"params": [sharpness], "lr": recipe.sharpness_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    per_epoch = math.ceil(sum((len(one.needs) + 1) // 2 for one in served) / _GROUPS)
    steps = recipe.epochs * per_epoch
    share = partial(_share_of_rate, warm_up=recipe.warm_up, steps=steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
    tower.bert.train()
    for step, batch in zip(range(steps), _batches(served, drawing), strict=False):
        loss = _loss(batch, tower.encoded([need for need, _ in batch]), things, sharpness.exp(), drawing)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned, _CLIPPED)
        optimizer.step()
        schedule.step()
        on_step(step + 1, steps)
    return _arrays(tower.bert.state_dict(), float(sharpness.exp().detach()))


def _share_of_rate(step: int, *, warm_up: int, steps: int) -> float:
    """The share of its highest rate that the encoder learns with: it rises, and falls to nothing."""
    return min(1.0, step / warm_up) * (1 - step / (steps + 1))


class _Tower:
    """A BERT with the mean of its states, L2-normalised."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        try:
            self._tokenizer = AutoTokenizer.from_pretrained(folder)
            self.bert = AutoModel.from_pretrained(folder, add_pooling_layer=False).eval()
        except (OSError, ValueError) as error:
            hint = "Name the folder of all-MiniLM-L6-v2, or of one like it."
            raise ModelError(f"{folder} holds no sentence encoder: {error}", hint=hint) from error

    def encoded(self, texts: Sequence[str]) -> torch.Tensor:
        """(n, dim)."""
        read = self._tokenizer(list(texts), padding=True, truncation=True, max_length=_LONGEST, return_tensors="pt")
        states = self.bert(**read).last_hidden_state
        there = read["attention_mask"][..., None].to(states.dtype)
        return F.normalize((states * there).sum(1) / there.sum(1), dim=-1)

    def fixed(self, texts: Sequence[str]) -> torch.Tensor:
        """The same of texts that nothing is learned from, those of like length together."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors = torch.empty(len(texts), self.bert.config.hidden_size)
        with torch.inference_mode():
            for start in range(0, len(order), _AT_ONCE):
                places = order[start : start + _AT_ONCE]
                vectors[places] = self.encoded([texts[at] for at in places])
        return vectors.clone()


class _Things:
    """The names of things by their fixed vectors, and which of them name the same."""

    def __init__(self, served: Sequence[Served], tower: _Tower) -> None:
        names = sorted({name for one in served for name in (*one.things, *one.wrong)})
        self.numbers = {name: number for number, name in enumerate(names)}
        self.vectors = tower.fixed(names)
        self._same: dict[str, set[str]] = {}
        for ring in open_thesaurus().english_phrases("things"):
            for name in ring:
                self._same.setdefault(name, set()).update(ring)

    def right(self, one: Served) -> set[int]:
        """The numbers of the names of what serves, and of their synonyms."""
        names = {same for name in one.things for same in (name, *self._same.get(name, ()))}
        return {self.numbers[name] for name in names if name in self.numbers}

    def drawn(self, batch: Sequence[tuple[str, Served]], drawing: random.Random) -> list[int]:
        """The numbers of those that a batch chooses among."""
        drawn: dict[int, None] = {}
        for _, one in batch:
            wrong = drawing.sample(one.wrong, min(_WRONG_ONES, len(one.wrong)))
            for name in (drawing.choice(one.things[:_AMONG_THE_COMMONEST]), *wrong):
                drawn[self.numbers[name]] = None
        others = drawing.sample(range(len(self.numbers)), min(_OTHERS, len(self.numbers)))
        return list(drawn | dict.fromkeys(others))


def _batches(served: Sequence[Served], drawing: random.Random) -> Iterator[list[tuple[str, Served]]]:
    """Batches without an end: needs of one thing two by two, those of like length together, otherwise in any order."""
    while True:
        groups = []
        for one in served:
            needs = drawing.sample(one.needs, len(one.needs))
            groups += [[(need, one) for need in needs[at : at + 2]] for at in range(0, len(needs), 2)]
        drawing.shuffle(groups)
        for start in range(0, len(groups), _GROUPS * _ALIKE_LONG):
            alike = sorted(groups[start : start + _GROUPS * _ALIKE_LONG], key=lambda group: max(len(need) for need, _ in group))
            batches = [alike[at : at + _GROUPS] for at in range(0, len(alike), _GROUPS)]
            drawing.shuffle(batches)
            yield from ([need for group in batch for need in group] for batch in batches)


def _loss(
    batch: Sequence[tuple[str, Served]], needs: torch.Tensor, things: _Things, sharpness: torch.Tensor, drawing: random.Random
) -> torch.Tensor:
    """How unlikely what serves is among the things that were drawn, and the other need of a thing among the batch's."""
    drawn = things.drawn(batch, drawing)
    right = torch.tensor([[number in serving for number in drawn] for serving in (things.right(one) for _, one in batch)])
    loss = _surprise(sharpness * needs @ things.vectors[drawn].T, right).mean()
    owners = [id(one) for _, one in batch]
    itself = torch.eye(len(batch), dtype=torch.bool)
    same = torch.tensor([[one == other for other in owners] for one in owners]) & ~itself
    paired = same.any(1)
    if paired.any():
        among_needs = (sharpness * needs @ needs.T).masked_fill(itself, -torch.inf)
        loss = loss + _OF_NEEDS * _surprise(among_needs[paired], same[paired]).mean()
    return loss


def _surprise(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Minus the logarithm of the probability of all that is right together, (rows,)."""
    return torch.logsumexp(logits, -1) - torch.logsumexp(logits.masked_fill(~right, -torch.inf), -1)


def _arrays(weights: Mapping[str, torch.Tensor], sharpness: float) -> dict[str, Array]:
    """The arrays of the encoder's file: its layers' matrices in int8; the pieces' vectors stand in another file."""
    arrays: dict[str, Array] = {SHARPNESS: np.asarray([sharpness], np.float32)}
    for name, value in weights.items():
        if name == WORDS or not value.is_floating_point():
            continue
        matrix = value.detach().float().numpy()
        if matrix.ndim == 2:
            arrays[name], arrays[name + SCALE] = in_int8(matrix)
        else:
            arrays[name] = matrix
    return arrays
