"""The language model that writes, as a ranker: what joins `shopcli.write` and `shopcli.rerank.lm`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcli.catalog.facts import facts_of
from shopcli.errors import UsageError
from shopcli.types import Product

if TYPE_CHECKING:
    from shopcli.models.writer.language_model import TransformersModel
    from shopcli.rerank.heads import Heads
    from shopcli.rerank.lm import Reader
    from shopcli.write import LanguageModel


def open_reader(model: LanguageModel, *, heads: Heads | None = None) -> Reader:
    """A model as a ranker, whose prompts begin as the writer's do.

    Raises:
        UsageError: it is on a server, which shows no attention.
        ModelError: its attention cannot be read, or the heads stored for it are damaged.
    """
    from shopcli.rerank.lm import Reader
    from shopcli.write.prompts import shared_messages

    read = readable(model)
    return Reader(read, shared=shared_messages(tuned=read.tuned), heads=heads)


def readable(model: LanguageModel) -> TransformersModel:
    """A model whose attention can be read.

    Raises:
        UsageError: it is on a server.
    """
    from shopcli.models.writer.language_model import TransformersModel
    from shopcli.models.writer.local_model import LocalModel

    if isinstance(model, LocalModel):
        return model.whole
    if not isinstance(model, TransformersModel):
        raise no_attention(model.name)
    return model


def no_attention(model: str) -> UsageError:
    """Why a model cannot rank."""
    return UsageError(
        f"The attention of {model} cannot be read: a server gives words only.",
        hint="Name weights on this machine with --model, or leave --reranker lm out.",
    )


def reading_text(product: Product) -> str:
    """The text of a product that a model reads: its title, then what else its record states."""
    facts = [fact for fact in facts_of(product) if fact.field != "title"]
    return ". ".join([product.title, *(str(fact.value) if fact.field == "description" else fact.text for fact in facts)])
