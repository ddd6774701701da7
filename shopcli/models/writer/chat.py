"""Messages as the text that a model of transformers goes on with: by its own chat template, whatever that refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shopcli.errors import ModelError
from shopcli.models.writer.thoughts import MARKS, closed

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from shopcli.models.writer.tokens import FastTokenizer

    Tokenizer = PreTrainedTokenizerBase | FastTokenizer

Messages = Sequence[Mapping[str, str]]

_MARK = "¤"
_PROBE = (("system", "¤1"), ("user", "¤2"), ("assistant", "¤3"), ("user", "¤4"))
# What templates call it, each its own way; a template takes no notice of names that it does not know.
_NO_THOUGHTS: dict[str, Any] = {"enable_thinking": False, "thinking": False}


def render(tokenizer: Tokenizer, messages: Messages, *, ask: bool) -> str:
    """The chat as text. A model without a chat template, one that was never taught to chat, gets plain turns.

    Args:
        tokenizer: holds the template and the special tokens.
        messages: as ``role`` and ``content``.
        ask: whether the model is to answer now; else the text is what every chat that goes on from here begins with.

    Raises:
        ModelError: the template refuses such a chat.
    """
    if not getattr(tokenizer, "chat_template", None):
        return (tokenizer.bos_token or "") + "".join(f"{plain(tokenizer, message['content'])}\n\n" for message in messages)
    if ask:
        return closed(_templated(tokenizer, messages, ask=True))
    # Templates write the latest turn in their own way, with an empty thought for instance: only a longer chat shows the way
    # in which it stands once it is no longer the latest.
    longer = _templated(tokenizer, [*messages, {"role": "user", "content": _MARK}], ask=False)
    begins = longer.rpartition(_MARK)[0]
    if messages[-1]["role"] != "assistant":
        return begins
    text = _templated(tokenizer, messages, ask=False)
    return text if begins.startswith(text) else begins


def plain(tokenizer: Tokenizer, text: str) -> str:
    """A text without the marks that the tokenizer or the template would obey: a catalog may hold them on purpose."""
    return _obeyed(tokenizer).sub(" ", text)


def pad_id(tokenizer: Tokenizer) -> int:
    """The token that fills up drafts which end before the others; what it is matters to nobody, but there must be one."""
    return next((token for token in (tokenizer.pad_token_id, tokenizer.eos_token_id) if token is not None), 0)


def _templated(tokenizer: Tokenizer, messages: Messages, *, ask: bool) -> str:
    chat = [{"role": message["role"], "content": plain(tokenizer, message["content"])} for message in messages]
    if chat[0]["role"] == "system" and not _takes_system(tokenizer):
        system, first, *others = chat  # its words go to the head of the user's first turn
        chat = [{"role": first["role"], "content": f"{system['content']}\n\n{first['content']}"}, *others]
    text = _applied(tokenizer, chat, ask=ask)
    if text is None:
        name = tokenizer.name_or_path or "this model"
        hint = "Choose an instruction-tuned or a base model; this one is made for other chats."
        raise ModelError(f"The chat template of {name} refuses a chat of user and assistant turns.", hint=hint)
    return _with_bos(tokenizer, text)


def _applied(tokenizer: Tokenizer, chat: list[dict[str, str]], *, ask: bool) -> str | None:
    """What the template makes of a chat; None where it refuses."""
    from jinja2 import TemplateError

    try:
        return str(tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=ask, **_NO_THOUGHTS))
    except (TemplateError, TypeError):  # a template that adds a text to nothing
        return None


def _takes_system(tokenizer: Tokenizer) -> bool:
    """Whether the template puts a system message first.

    Some refuse one, some drop it, and some move it to the last turn, where nothing could be computed once for all chats.
    """
    text = _applied(tokenizer, [{"role": role, "content": content} for role, content in _PROBE], ask=False)
    return text is not None and 0 <= text.find("¤1") < text.find("¤2")


def _with_bos(tokenizer: Tokenizer, text: str) -> str:
    """The text with its mark of beginning once, where the model was trained with one; it is tokenised without adding any."""
    bos = tokenizer.bos_token
    if not bos:
        return text
    while text.startswith(bos + bos):
        text = text.removeprefix(bos)
    adds = list(tokenizer("a").input_ids)[:1] == [tokenizer.bos_token_id]
    return bos + text if adds and not text.startswith(bos) else text


@lru_cache(maxsize=4)
def _obeyed(tokenizer: Tokenizer) -> re.Pattern[str]:
    special = {str(token) for token in tokenizer.added_tokens_decoder.values() if token.special}
    marks = sorted((special | set(tokenizer.all_special_tokens)) - {""}, key=len, reverse=True)
    return re.compile("|".join([MARKS.pattern, *(re.escape(mark) for mark in marks if not mark.isalnum())]))
