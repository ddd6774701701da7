"""A language model reads candidates, and its attention from the request to each of them is the score.

    shared messages · opening │ document 1 │ document 2 │ … │ request
                              └ each sees what is shared and itself; the request sees everything

Documents do not see each other and all start at the same position, so their order changes nothing, and what the model
made of one can be kept. The request's attention is one softmax over all of them, which is what compares them. It is the
same as one forward pass under a block mask (tests/test_rerank_lm.py), at the cost of the tokens alone.

Every document goes through the model by itself, not in a batch: int8 on a CPU scales a whole batch by its largest value,
so that neighbours would change a document's score.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from shopcli.errors import ModelError
from shopcli.rerank.heads import Heads, load_heads, middle_heads
from shopcli.rerank.in_context import BLANK, calibrated

if TYPE_CHECKING:
    import numpy as np
    import torch

    State = list[tuple[torch.Tensor, torch.Tensor]]  # keys and values of each layer, (1, n_kv_heads, n_tokens, head_dim)

DOCUMENT_TOKENS = 96
KEPT_DOCUMENTS = 64  # a conversation comes back to the same products; some 2 MB each for 135M parameters
_OPENING = "Products:\n"
_REQUEST = "\nRequest:"
_MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
_NAME = "shopcli_watched"
_HINT = "Choose another model with --model, or leave --reranker out."


class Readable(Protocol):
    """What is asked of a model whose attention is read; `shopcli.models.writer.language_model.TransformersModel` is one."""

    name: str

    @property
    def turn(self) -> AbstractContextManager[Any]:
        """What a thread holds while it uses the network; one at a time, and the same one as often as it likes."""

    @property
    def network(self) -> Any:
        """A causal ``PreTrainedModel`` of transformers."""

    @property
    def digest(self) -> str:
        """Which weights these are."""

    def ids(self, text: str) -> Any:
        """A text's tokens, (1, n)."""

    def text(self, messages: Sequence[Mapping[str, str]], *, ask: bool) -> str:
        """A chat as text."""

    def prefill(self, text: str) -> Any:
        """Keys and values of a text that prompts begin with."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model attended to.

    Attributes:
        documents: which of the documents were read, ascending.
        spans: (n_read, 2), the half-open range of each one's tokens.
        asked: (n_heads, n_tokens), the attention of the request, a mean over its tokens; heads by layer, then by number.
        blank: (n_heads, n_tokens), the same of a request without content.
    """

    documents: tuple[int, ...]
    spans: np.ndarray
    asked: np.ndarray
    blank: np.ndarray


class Reader:
    """Reads documents with a language model; one at a time, and while nobody else uses the model, so threads may share it.

    Args:
        model: whose attention is read.
        shared: the messages that the writing begins with, whose work is then done once for both.
        heads: which heads; None for those stored for the model, else its middle layers.
        clock: seconds, for the time budget.

    Raises:
        ModelError: the model's attention cannot be read, or its stored heads are damaged.
    """

    def __init__(
        self,
        model: Readable,
        *,
        shared: Sequence[Mapping[str, str]] = (),
        heads: Heads | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._model, self._shared, self._clock = model, shared, clock
        self.n_layers, self.n_heads, self._window = shape_of(model)
        stored = heads or load_heads(model.digest, n_layers=self.n_layers, n_heads=self.n_heads)
        self.heads = stored or middle_heads(self.n_layers, self.n_heads)
        self._prefix: State = []
        self._documents: OrderedDict[tuple[int, ...], State] = OrderedDict()

    def scores(self, request: str, documents: Sequence[str], *, budget_s: float = 0.0) -> np.ndarray:
        """How well each document answers a request, by the attention that it draws.

        Args:
            request: in words.
            documents: their texts, the most promising first; all but the first `DOCUMENT_TOKENS` tokens are left out.
            budget_s: how many seconds this may take; documents that do not fit are not read. 0 for no limit.

        Returns:
            (n_documents,), higher is better, NaN where one was not read. The order of those that are read changes nothing.
        """
        import numpy as np

        scores = np.full(len(documents), np.nan)
        reading = self.read(request, documents, budget_s=budget_s)
        if reading is not None:
            found = calibrated(reading.asked.sum(axis=0), reading.blank.sum(axis=0), reading.spans)
            scores[list(reading.documents)] = found
        return scores

    def read(self, request: str, documents: Sequence[str], *, budget_s: float = 0.0) -> Reading | None:
        """The attention itself, head by head; None where there is nothing to read, or no time. Arguments as `scores`."""
        import torch

        if not documents:
            return None
        budget = _Budget(budget_s, self._clock)
        with self._model.turn, torch.inference_mode(), _watched(self._model):
            prefix = self._prefix = self._prefix or self._begin()
            states: dict[int, State] = {}
            keys = [self._key(text) for text in documents]
            for at, key in enumerate(keys):
                if not budget.allows():
                    break
                states[at] = self._document(prefix, key)
            if not states:
                return None
            # Sums of floats, and int8 all the more, depend on the order of what is summed: here it is always the same.
            order = sorted(states, key=lambda at: keys[at])
            past = [_joined(layer) for layer in zip(prefix, *(states[at] for at in order), strict=True)]
            asked, blank = (self._attention(text, past) for text in (request, BLANK))
        return _reading(order, [len(keys[at]) for at in order], _tokens(prefix), asked, blank)

    def _key(self, document: str) -> tuple[int, ...]:
        ids = self._model.ids(" ".join(document.split()))[0, : DOCUMENT_TOKENS - 1].tolist()
        return (*ids, *self._model.ids("\n")[0].tolist())

    def _begin(self) -> State:
        """What every request shares: the writer's messages, then the opening of this one."""
        shared = self._model.text(self._shared, ask=False) if self._shared else ""
        asking = [*self._shared, {"role": "user", "content": f"{_OPENING}{_MARK}{_REQUEST}"}]
        opening = self._model.text(asking, ask=True).partition(_MARK)[0]
        state: State = []
        if shared and opening.startswith(shared):
            self._fits(self._model.ids(shared).shape[1])
            layers = self._model.prefill(shared).layers[: self.heads.last + 1]
            state = [(layer.keys, layer.values) for layer in layers]
            opening = opening.removeprefix(shared)
        ids = self._model.ids(opening)
        new = self._forward(ids, state, _tokens(state))
        return [_joined(layer) for layer in zip(state, new, strict=True)] if state else new

    def _document(self, prefix: State, key: tuple[int, ...]) -> State:
        """Keys and values of one document, from what was kept if it was read lately."""
        import torch

        if key in self._documents:
            self._documents.move_to_end(key)
            return self._documents[key]
        ids = torch.tensor([key], device=self._model.network.device)
        state = self._documents[key] = self._forward(ids, prefix, _tokens(prefix))
        while len(self._documents) > KEPT_DOCUMENTS:
            self._documents.popitem(last=False)
        return state

    def _attention(self, request: str, past: State) -> np.ndarray:
        """The attention of a request over all tokens before it and its own, (n_heads, n_tokens), a mean over its tokens."""
        import numpy as np
        import torch

        ids = self._model.ids(f" {' '.join(request.split())}")
        watch = _Watch(self.heads.last, ids.shape[1], self.heads.by_layer)
        ids = torch.cat([self._model.ids(_REQUEST), ids], dim=1)
        self._forward(ids, past, _tokens(self._prefix) + DOCUMENT_TOKENS, watch)
        rows = np.concatenate([watch.rows[layer] for layer in sorted(watch.rows)])
        return rows.mean(axis=1)

    def _forward(self, ids: torch.Tensor, past: State, position: int, watch: _Watch | None = None) -> State:
        """Keys and values of new tokens up to the last layer that is needed; the layers after it do not run."""
        import torch
        from transformers import DynamicCache

        n_new = ids.shape[1]
        self._fits(_tokens(past) + n_new)
        cache = DynamicCache()
        for number, (keys, values) in enumerate(past):
            cache.update(keys, values, number)
        positions = torch.arange(position, position + n_new, device=ids.device)[None]
        token = _WATCH.set(watch or _Watch(self.heads.last))
        try:
            self._model.network(ids, past_key_values=cache, position_ids=positions, use_cache=True)
        except _EnoughError:
            layers: Sequence[Any] = cache.layers[: self.heads.last + 1]
            # copies: a slice would keep all that comes before it in memory
            return [(layer.keys[:, :, -n_new:].clone(), layer.values[:, :, -n_new:].clone()) for layer in layers]
        finally:
            _WATCH.reset(token)
        raise _unreadable(self._model, "it does not use transformers' attention interface")

    def _fits(self, n_tokens: int) -> None:
        if self._window and n_tokens > self._window:
            raise _unreadable(self._model, f"its attention slides over {self._window} tokens, and {n_tokens} are to be read")


def _reading(order: Sequence[int], lengths: Sequence[int], start: int, asked: np.ndarray, blank: np.ndarray) -> Reading:
    """The columns of the documents, put back in the order in which they came."""
    import numpy as np

    ends = np.cumsum([start, *lengths])
    columns = {at: np.arange(ends[n], ends[n + 1]) for n, at in enumerate(order)}
    documents = tuple(sorted(order))
    found = np.concatenate([columns[at] for at in documents])
    ends = np.cumsum([0, *(len(columns[at]) for at in documents)])
    return Reading(documents, np.stack([ends[:-1], ends[1:]], axis=1), asked[:, found], blank[:, found])


def _tokens(state: State) -> int:
    return int(state[0][0].shape[2]) if state else 0


def _joined(states: Sequence[tuple[torch.Tensor, torch.Tensor]]) -> tuple[torch.Tensor, torch.Tensor]:
    import torch

    return torch.cat([keys for keys, _ in states], dim=2), torch.cat([values for _, values in states], dim=2)


class _Budget:
    """Whether there is time for one more document and for the two requests, each taken to be as slow as the slowest yet."""

    def __init__(self, budget_s: float, clock: Callable[[], float]) -> None:
        self._budget_s, self._clock = budget_s, clock
        self._started = clock()
        self._last: float | None = None
        self._slowest_s = 0.0

    def allows(self) -> bool:
        now = self._clock()
        if self._last is not None:
            self._slowest_s = max(self._slowest_s, now - self._last)
        self._last = now
        return not self._budget_s or now - self._started + 3 * self._slowest_s < self._budget_s


# --- watching a network -------------------------------------------------------------------------------------------------------


class _EnoughError(Exception):
    """Not a failure: the last layer that is needed has been seen."""


@dataclass(slots=True)
class _Watch:
    """What is to be seen of one forward pass, and what was: rows by layer, (n_heads, n_rows, n_tokens)."""

    last: int
    n_rows: int = 0
    heads: Mapping[int, list[int]] = field(default_factory=dict)
    rows: dict[int, np.ndarray] = field(default_factory=dict)

    def see(self, layer: int, query: torch.Tensor, key: torch.Tensor, mask: torch.Tensor | None, scale: float | None) -> None:
        if heads := self.heads.get(layer, []):
            groups = query.shape[1] // key.shape[1]
            keys = key[0, [head // groups for head in heads]]
            rows = attention_rows(query[0, heads, -self.n_rows :], keys, scale=scale, mask=_mask_of(mask, heads, self.n_rows))
            self.rows[layer] = rows.cpu().numpy()
        if layer == self.last:
            raise _EnoughError


# What the network of this thread is watched for; other threads that share it see their ordinary attention.
_WATCH: ContextVar[_Watch | None] = ContextVar("shopcli_watch", default=None)


def attention_rows(
    queries: torch.Tensor, keys: torch.Tensor, *, scale: float | None = None, mask: torch.Tensor | None = None
) -> torch.Tensor:
    """softmax(QKᵀ·scale) of the last tokens of a sequence, in float32.

    Args:
        queries: (n_heads, n_rows, head_dim).
        keys: (n_heads, n_tokens, head_dim); the last ``n_rows`` of them are the queries' own.
        scale: None for 1/√head_dim.
        mask: (1 or n_heads, n_rows, n_tokens), true where a row may look, or a number that is added; None for causal.

    Returns:
        (n_heads, n_rows, n_tokens), rows sum to 1.
    """
    import torch

    logits = queries.float() @ keys.float().transpose(1, 2) * (queries.shape[-1] ** -0.5 if scale is None else scale)
    n_rows, n_tokens = logits.shape[1:]
    if mask is None:
        mask = torch.ones(n_rows, n_tokens, dtype=torch.bool, device=logits.device).tril(n_tokens - n_rows)[None]
    return (logits.masked_fill(~mask, float("-inf")) if mask.dtype == torch.bool else logits + mask).softmax(dim=-1)


def _mask_of(mask: torch.Tensor | None, heads: Sequence[int], n_rows: int) -> torch.Tensor | None:
    if mask is None:
        return None
    rows = mask[0, :, -n_rows:]
    return rows if rows.shape[0] == 1 else rows[list(heads)]


def _attend_watched(module: Any, query: Any, key: Any, value: Any, attention_mask: Any, **kwargs: Any) -> tuple[Any, Any]:
    """transformers' own sdpa, seen by whoever watches this thread."""
    from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

    watch = _WATCH.get()
    if watch is not None:
        strange = [name for name in ("softcap", "s_aux", "position_bias") if kwargs.get(name) is not None]
        if strange:
            raise ModelError(f"Attention with {strange[0]} cannot be read.", hint=_HINT)
        watch.see(module.layer_idx, query, key, attention_mask, kwargs.get("scaling"))
    output: tuple[Any, Any] = ALL_ATTENTION_FUNCTIONS["sdpa"](module, query, key, value, attention_mask, **kwargs)
    return output


@contextmanager
def _watched(model: Readable) -> Iterator[None]:
    """The network with an attention that can be watched, and as it was afterwards, whatever happens."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    AttentionInterface.register(_NAME, _attend_watched)
    AttentionMaskInterface.register(_NAME, sdpa_mask)
    network, before = model.network, model.network.config._attn_implementation
    if before != "sdpa":
        raise _unreadable(model, f"transformers runs its attention as {before}, not as sdpa")
    try:
        network.set_attn_implementation(_NAME)
        yield
    finally:
        network.set_attn_implementation(before)


def shape_of(model: Readable) -> tuple[int, int, int]:
    """The numbers of layers and of heads, and how many tokens attention looks back (0 for all)."""
    config = model.network.config.get_text_config(decoder=True)
    window = getattr(config, "sliding_window", None)
    kinds = set(getattr(config, "layer_types", None) or (["sliding_attention"] if window else []))
    if strange := kinds - {"full_attention", "sliding_attention"}:
        raise _unreadable(model, f"it has layers of {sorted(strange)[0]}")
    return config.num_hidden_layers, config.num_attention_heads, int(window or 0) if "sliding_attention" in kinds else 0


def _unreadable(model: Readable, reason: str) -> ModelError:
    return ModelError(f"The attention of {model.name} cannot be read: {reason}.", hint=_HINT)
