"""Any causal language model behind one small interface: messages in, drafts of one sentence out.

On a CPU, models of the llama family run as an int8 graph in onnxruntime (`local_model`), without torch; all
others, and all on a GPU, run in transformers (`transformers_model`). A chatbot of one's own is `shopcli.models.chatbot`.
"""

from __future__ import annotations

from typing import Protocol

from shopcli.config import Decoding
from shopcli.models.writer import prepare
from shopcli.models.writer.chat import Messages
from shopcli.models.writer.transformers_model import load_transformers_model


class LanguageModel(Protocol):
    """What the writer asks of a model."""

    name: str

    def generate(self, messages: Messages, *, decoding: Decoding, drafts: int = 1, opening: str = "") -> list[str]:
        """``drafts`` first sentences of the model's reply, made in one batch.

        Args:
            messages: the chat so far, as ``role`` and ``content``.
            decoding: how; sampled drafts differ from each other, and the same seed gives the same drafts.
            drafts: how many; more than one only makes sense with a temperature above 0.
            opening: words that the reply begins with; drafts hold them. A server cannot be held to them and may begin anew.

        Raises:
            ModelError: the model gives no answer.
        """
        ...


def load_language_model(spec: str, *, device: str = "auto", timeouts_s: tuple[float, float] | None = None) -> LanguageModel:
    """The model that ``spec`` names (see `shopcli.models.weights.sources`), ready to write.

    Args:
        spec: where the model is.
        device: what it computes on.
        timeouts_s: for a server, how long it may take to connect and how long it may be silent.

    Raises:
        ModelError: it cannot be fetched, or is no causal language model that transformers can load.
        UsageError: ``spec`` or ``device`` is malformed.
    """
    from shopcli.models.weights import sources as models
    from shopcli.models.weights.devices import resolve_device
    from shopcli.models.weights.fetch import offline_environment

    source = models.parse_source(spec)
    if isinstance(source, models.OpenAISource):
        from shopcli.models.writer.openai_server import OpenAIServer

        return OpenAIServer(source.url, source.model, timeouts_s=timeouts_s)
    path = models.fetch(spec)
    offline_environment()
    name, device = models.source_name(spec), resolve_device(device)
    if isinstance(source, models.OwnSource):
        from shopcli.models.chatbot.chatbot import load_chatbot

        return load_chatbot(name, path, device)
    if device == "cpu":
        from shopcli.models.writer.local_model import LocalModel

        if folder := prepare.prepared(path):
            return LocalModel(name, folder, path)
    return load_transformers_model(name, prepare.converted(path), device)
