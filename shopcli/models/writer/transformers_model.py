"""Any causal language model of transformers, whatever its family, strategy of decoding or device."""

from __future__ import annotations

import copy
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.config import Decoding
from shopcli.errors import UsageError
from shopcli.models.writer import chat
from shopcli.models.writer.chat import Messages
from shopcli.models.writer.decode import Processor
from shopcli.models.writer.prepare import is_tuned, loading, quiet
from shopcli.models.writer.thoughts import first_sentence, holds_sentence

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_FP32_UP_TO = 3 * 2**30  # bytes on disk in 16 bits; above it a copy in 32 would not fit a common machine
_MOST_THREADS = 8  # decoding waits for memory: more threads than this only cost


class TransformersModel:
    """A causal LM of transformers; what the prompts share (all but the last message) is computed once.

    Threads may share it: they take turns, since a seed holds for all of torch, a tokenizer may be used by one at a time, and
    two that decode at once only take each other's cores.

    Args:
        name: for people.
        model: the network.
        tokenizer: its own.
        tuned: it was trained on the writer's own questions, and needs no examples.
    """

    def __init__(self, name: str, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, *, tuned: bool = False) -> None:
        self.name, self.tuned = name, tuned
        self.network: Any = model
        self.tokenizer: Any = tokenizer
        self._shared: tuple[str, Any] = ("", None)
        self._turn = threading.RLock()

    def generate(
        self,
        messages: Messages,
        *,
        decoding: Decoding,
        drafts: int = 1,
        opening: str = "",
        processors: Sequence[Processor] = (),
    ) -> list[str]:
        """See `LanguageModel.generate`; ``processors`` are `shopcli.models.writer.decode.Processor`."""
        import torch

        prompt = self.text(messages, ask=True) + chat.plain(self.tokenizer, opening)
        arguments = self._arguments(decoding)
        with self._turn, torch.inference_mode(), torch.random.fork_rng(), quiet():
            torch.manual_seed(decoding.seed)  # in a fork, so that nobody else's random numbers move
            ids = self.ids(prompt)
            rows = ids.repeat(drafts, 1)
            arguments["stopping_criteria"] = [_sentence_end(self.tokenizer, ids.shape[1])]
            if processors:
                arguments["logits_processor"] = [*arguments.get("logits_processor", []), *map(_processor, processors)]
            arguments |= self._cache(messages[:-1], ids, drafts, arguments)
            try:
                output = self.network.generate(rows, attention_mask=torch.ones_like(rows), **arguments)
            except (TypeError, ValueError) as error:
                raise UsageError(f"transformers refuses these settings: {error}", hint=f"In force: {decoding}") from error
            texts = self.tokenizer.batch_decode(output[:, ids.shape[1] :], skip_special_tokens=True)
        return [opening + first_sentence(text) for text in texts]

    def ids(self, text: str) -> Any:
        """A text's tokens, (1, n), on the model's device; no marks of beginning or end are added."""
        with self._turn:
            ids = self.tokenizer(text, add_special_tokens=False, return_tensors="pt").input_ids
        return ids.to(self.network.device)

    def text(self, messages: Messages, *, ask: bool) -> str:
        """The chat as its own template writes it (`chat`); without ``ask``, what every longer one begins with."""
        return chat.render(self.tokenizer, messages, ask=ask)

    def likelihoods(self, messages: Messages, texts: Sequence[str]) -> list[float]:
        """Mean log-probability a token of each text as the reply to the messages, natural logarithm; NaN for an empty one."""
        prompt = self.ids(self.text(messages, ask=True))
        return [self._likelihood(messages[:-1], prompt, self.ids(text)) for text in texts]

    def _likelihood(self, shared: Messages, prompt: Any, reply: Any) -> float:
        import torch

        n_reply = reply.shape[1]
        if not n_reply:
            return float("nan")
        with self._turn, torch.inference_mode():
            past = self._past(shared, prompt)
            new = torch.cat([prompt, reply], dim=1)[:, past.get_seq_length() if past is not None else 0 :]
            logits = self.network(new, past_key_values=past, logits_to_keep=n_reply + 1).logits[0, :-1].float()
            return float(logits.log_softmax(-1).gather(1, reply[0, :, None]).mean())

    def _past(self, shared: Messages, prompt: Any) -> Any:
        """A copy of the shared messages' keys and values; None where a tokenizer merges across the seam behind them."""
        text = self.text(shared, ask=False) if shared else ""
        return copy.deepcopy(self._prefill(text)) if text and _begins(prompt, self.ids(text)) else None

    def _arguments(self, decoding: Decoding) -> dict[str, Any]:
        """transformers' own names; what the user put under ``extra`` wins."""
        arguments: dict[str, Any] = {
            "max_new_tokens": decoding.max_new_tokens,
            "do_sample": decoding.temperature > 0,
            "num_beams": decoding.beams,
            "pad_token_id": chat.pad_id(self.tokenizer),
        }
        if decoding.temperature > 0:
            arguments |= {"temperature": decoding.temperature, "top_k": decoding.top_k, "top_p": decoding.top_p}
        return arguments | dict(decoding.extra)

    def _cache(self, shared: Messages, prompt: Any, drafts: int, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Keys and values of the shared messages, a row a draft; nothing where the strategy multiplies rows itself."""
        multiplies = arguments["num_beams"] > 1 or arguments.get("num_return_sequences", 1) > 1
        if multiplies or {"past_key_values", "cache_implementation"} & set(arguments):
            return {}
        cache = self._past(shared, prompt)
        if cache is None:
            return {}
        if drafts > 1:
            cache.batch_repeat_interleave(drafts)
        return {"past_key_values": cache}

    def _prefill(self, text: str) -> Any:
        """Keys and values of what prompts begin with: a ``DynamicCache``, for others to copy and never to change.

        The latest text is kept, so that whoever begins with it pays for it once.
        """
        import torch
        from transformers import DynamicCache

        with self._turn:
            previous, cache = self._shared
            if previous != text:
                cache = DynamicCache(config=self.network.config)
                with torch.inference_mode():
                    self.network(self.ids(text), past_key_values=cache, use_cache=True, logits_to_keep=1)
                self._shared = (text, cache)
            return cache


def _begins(row: Any, start: Any) -> bool:
    return row.shape[1] > start.shape[1] and bool((row[0, : start.shape[1]] == start[0]).all())


def _sentence_end(tokenizer: PreTrainedTokenizerBase, prompt_length: int) -> Any:
    """A stopping criterion of transformers: a row is done where its new text holds a whole sentence."""
    import torch
    from transformers import StoppingCriteria

    class SentenceEnd(StoppingCriteria):
        def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
            texts = tokenizer.batch_decode(input_ids[:, prompt_length:], skip_special_tokens=True)
            return torch.tensor([holds_sentence(text) for text in texts], device=input_ids.device, dtype=torch.bool)

    return SentenceEnd()


def _processor(processor: Processor) -> Any:
    """One of ours as one of transformers'; arrays become tensors again."""
    import torch
    from transformers import LogitsProcessor

    class Wrapped(LogitsProcessor):
        def __call__(self, input_ids: Any, scores: Any) -> Any:
            # a copy, since ours may write in place
            changed = processor(input_ids.cpu().numpy(), scores.detach().float().cpu().numpy().copy())
            return torch.as_tensor(changed, device=scores.device, dtype=scores.dtype)

    return Wrapped()


def load_transformers_model(name: str, folder: Path, device: str) -> TransformersModel:
    """The model in a folder. On a CPU its weights stay as they are on disk, mapped, where the CPU computes in bf16.

    int8 as torch makes it at each start moved the most likely token at one place in seven (docs/log.md).

    Raises:
        ModelError: it is no causal language model that transformers can load.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    if device == "cpu" and "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(max(1, min(_MOST_THREADS, torch.get_num_threads())))
    with loading(folder):
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=_dtype(folder, device)).eval().to(device)
    return TransformersModel(name, model, tokenizer, tuned=is_tuned(folder))


def _dtype(folder: Path, device: str) -> Any:
    import torch

    if device == "mps":
        return torch.float16
    small = sum(file.stat().st_size for file in folder.glob("*.safetensors")) <= _FP32_UP_TO
    slow = device == "cpu" and not torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.float32 if small and slow else torch.bfloat16
