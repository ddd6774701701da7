"""The vocabulary of a chatbot: byte pairs learned from what it is taught (Sennrich et al. 2016), no text is out of it.

A word that begins with a dollar sign, as slots do, is one word, and each digit stands alone, so that both can be copied.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.errors import ModelError, UsageError
from shopcli.models.writer import chat
from shopcli.models.writer.chat import Messages
from shopcli.util import atomic

if TYPE_CHECKING:
    from shopcli.models.writer.tokens import FastTokenizer

MARKS = ("<pad>", "<s>", "</s>")  # in this order, from 0
FEWEST = 300  # tokens: the marks, the 256 bytes, and some pairs
LONGEST_SOURCE, LONGEST_REPLY = 512, 160  # tokens; of a longer source the end is read
_WORDS = r" ?\$\w+| ?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}$]+| ?\$|\s+(?!\S)|\s+"
_TOKENIZER, _CONFIG = "tokenizer.json", "tokenizer_config.json"


def learn_pieces(texts: Iterable[str], size: int, folder: Path) -> None:
    """Learn byte pairs from texts, and write them into a folder as `shopcli.models.writer.tokens.FastTokenizer` reads them.

    Args:
        texts: what is taught, sources and replies.
        size: of the vocabulary, at most; few texts give fewer pairs.
        folder: for ``tokenizer.json`` and ``tokenizer_config.json``.

    Raises:
        UsageError: the vocabulary would not hold the bytes.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    if size < FEWEST:
        hint = f"Give --vocabulary {FEWEST} or more; 4000 does for a shop."
        raise UsageError(f"A vocabulary of {size} is too small: bytes alone take 256.", hint=hint)
    tokenizer = Tokenizer(models.BPE())
    splitting = pre_tokenizers.Split(Regex(_WORDS), "isolated")
    in_bytes = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([splitting, in_bytes])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=list(MARKS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    named = dict(zip(("pad_token", "bos_token", "eos_token"), MARKS, strict=True))
    atomic.write_text(folder / _TOKENIZER, tokenizer.to_str())
    atomic.write_text(folder / _CONFIG, json.dumps(named, indent=1) + "\n")


def open_pieces(folder: Path) -> FastTokenizer:
    """The vocabulary of a chatbot's folder.

    Raises:
        ModelError: there is none, or another's.
    """
    from shopcli.models.writer.tokens import FastTokenizer

    try:
        tokenizer = FastTokenizer(folder)
    except Exception as error:  # what the library of tokenizers raises has no class of its own
        raise ModelError(f"{folder} holds no vocabulary: {error}", hint="Train it again: shopcli train chatbot") from None
    if (tokenizer.pad_token_id, tokenizer.bos_token_id, tokenizer.eos_token_id) != (0, 1, 2):
        raise ModelError(f"{folder} holds the vocabulary of another model.", hint="Train it again: shopcli train chatbot")
    return tokenizer


def source_of(messages: Messages, turns: int) -> str:
    """The text that is read: the latest turns. Instructions before them are for models that know what words ask.

    A chatbot knows the form of each question from what it was taught.
    """
    said = [message["content"] for message in messages if message["role"] != "system"]
    return "\n\n".join(said[-turns:])


def source_ids(tokenizer: FastTokenizer, source: str) -> list[int]:
    """The tokens that the encoder reads, with the mark of the end."""
    return [*ids_of(tokenizer, source)[-LONGEST_SOURCE + 1 :], MARKS.index("</s>")]


def reply_ids(tokenizer: FastTokenizer, text: str) -> list[int]:
    """A whole reply with the marks of its beginning and end."""
    return [MARKS.index("<s>"), *ids_of(tokenizer, text), MARKS.index("</s>")]


def ids_of(tokenizer: FastTokenizer, text: str) -> list[int]:
    """A text's tokens; marks that stand in it are no marks."""
    ids: Sequence[int] = tokenizer(chat.plain(tokenizer, text), add_special_tokens=False).input_ids
    return list(ids)
