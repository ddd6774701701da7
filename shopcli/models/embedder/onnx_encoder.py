"""The ONNX copy of an encoder: onnxruntime and tokenizers alone run it, since torch takes seconds to import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.models.weights.devices import open_kept_session, open_session
from shopcli.util.threads import cores

if TYPE_CHECKING:
    import numpy as np

OnProgress = Callable[[int], None]
"""Called with the number of texts that are done so far; the last call has them all."""

MAX_TOKENS = 256  # what a longer text adds to a product's vector is not worth the time that grows with its square
_MAX_CHARACTERS = 64 * MAX_TOKENS  # cut before tokenising: a megabyte of description is tokenised to be thrown away
# onnxruntime's sum-and-norm in one takes ten times as long as its LayerNormalization after its Add (2.3 us a row of 384 to .2).
_HARMFUL = ["SkipLayerNormFusion"]
_FEW = 16  # texts of a request
_CHUNK = 4096  # texts tokenised at once; their token ids are kept, the tokeniser's bulky records are not


@dataclass(frozen=True, slots=True)
class Recipe:
    """What stands around the transformer of a sentence-transformers folder.

    Attributes:
        pooling: how token vectors become one.
        max_tokens: longer texts are cut.
        lower_case: whether texts are lower-cased before the tokenizer sees them.
        pad_id: the token that fills a batch; some models count positions by it.
        prompt: what is put before each text.
    """

    pooling: str
    max_tokens: int
    lower_case: bool
    pad_id: int
    prompt: str = ""


class OnnxEncoder:
    """An exported model, run by onnxruntime: one thread a batch, and a batch on each core.

    Threads that share out one batch wait for each other at every layer, and spin meanwhile; on cores that others use too, they
    take several times as long (docs/log.md). Threads that each have a batch of their own do neither.

    Args:
        file: the ONNX file; inputs ``input_ids`` and ``attention_mask`` (batch, tokens), output (batch, dim), normalised.
        folder: where the model's tokenizer.json is.
        recipe: how its texts are cut.
        name: the model's short name.
        digest: sha256 of the original weights.
        batch_tokens: tokens in one run, so that what a layer works on stays in the core's own cache.
        keep: whether the file will be opened again.
    """

    def __init__(
        self,
        file: Path,
        folder: Path,
        recipe: Recipe,
        *,
        name: str,
        digest: str,
        batch_tokens: int = 512,
        keep: bool = True,
    ) -> None:
        self.name, self.digest = name, digest
        self._recipe, self._batch_tokens = recipe, batch_tokens
        # one thread: a run stays on the thread that asks for it
        open_file = open_kept_session if keep else open_session
        self._session = open_file(file, n_threads=1, disabled_optimizers=_HARMFUL)
        self._tokenizer = _open_tokenizer(folder / "tokenizer.json", recipe.max_tokens)
        self.dim = int(self._session.get_outputs()[0].shape[-1])

    def encode(self, texts: Sequence[str], *, on_progress: OnProgress | None = None) -> np.ndarray:
        """See `Encoder.encode`."""
        return encoded(self._embed, texts, self.dim, prompt=self._recipe.prompt, on_progress=on_progress)

    def _embed(self, texts: list[str]) -> Iterator[tuple[list[int], np.ndarray]]:
        tokens = self._tokenize(texts)
        batches = list(batches_by_length([len(ids) for ids in tokens], self._batch_tokens))
        yield from zip(batches, side_by_side(lambda batch: self._run([tokens[i] for i in batch]), batches), strict=True)

    def _tokenize(self, texts: list[str]) -> list[np.ndarray]:
        """The token ids of each text."""
        import numpy as np

        lower = self._recipe.lower_case
        tokens: list[np.ndarray] = []
        for start in range(0, len(texts), _CHUNK):
            chunk = [text.lower() if lower else text for text in texts[start : start + _CHUNK]]
            # Threads that share out a handful of texts take longer than these do.
            encodings = map(self._tokenizer.encode, chunk) if len(chunk) <= _FEW else self._tokenizer.encode_batch(chunk)
            tokens += [np.asarray(encoding.ids, np.int64) for encoding in encodings]
        return tokens

    def _run(self, tokens: list[np.ndarray]) -> np.ndarray:
        """Vectors (n, dim) of ``tokens``, the longest first."""
        import numpy as np

        ids = np.full((len(tokens), max(1, len(tokens[0]))), self._recipe.pad_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        states: np.ndarray = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return states


def batches_by_length(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Texts by their number, the longest first, in batches of at most ``most`` tokens with their padding; a text at least."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    start = 0
    while start < len(order):
        end = start + max(1, most // max(1, lengths[order[start]]))
        yield order[start:end]
        start = end


def side_by_side(work: Callable[[list[int]], np.ndarray], batches: list[list[int]]) -> Iterator[np.ndarray]:
    """What ``work`` makes of each batch, in order, as many at once as there are cores."""
    n_threads = min(cores(), len(batches)) if len(batches) > 1 else 1
    if n_threads <= 1:
        yield from map(work, batches)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(n_threads) as pool:
        try:
            yield from pool.map(work, batches)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def encoded(
    embed: Callable[[list[str]], Iterator[tuple[list[int], np.ndarray]]],
    texts: Sequence[str],
    dim: int,
    *,
    prompt: str = "",
    on_progress: OnProgress | None = None,
) -> np.ndarray:
    """L2-normalised vectors of texts, (n, dim) float32, each different text embedded once; a row of zeros stays.

    ``embed`` yields batches in any order: places among the texts that it was given, and a vector for each.
    """
    import numpy as np

    # A lone surrogate, which a shell can hand over as an argument, is not text to the tokenizers.
    clean = [prompt + text[:_MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8") for text in texts]
    first = {text: place for place, text in enumerate(dict.fromkeys(clean))}
    copies, done = Counter(first[text] for text in clean), 0
    vectors = np.zeros((len(first), dim), dtype=np.float32)
    for batch, rows in embed(list(first)):
        vectors[batch] = rows
        done += sum(copies[place] for place in batch)
        if on_progress:
            on_progress(done)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return vectors[[first[text] for text in clean]]


def _open_tokenizer(file: Path, max_tokens: int) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()  # some folders pad every text to a fixed length
    tokenizer.enable_truncation(max_tokens)
    return tokenizer
