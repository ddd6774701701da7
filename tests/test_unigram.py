"""Pieces cut from tables beside those of SentencePiece itself, by a model that is trained here in an instant."""

from __future__ import annotations

from pathlib import Path

import pytest
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

from shopcli.errors import ModelError
from shopcli.models.embedder.unigram import UnigramPieces, write_tables

TEXTS = [
    "a green tea for the mountains",
    "  Green   tea,\t100 bags\n",
    "greengreen teateatea mountainous xyzzy 12345",
    "绿茶 100 袋,适合登山",
    "e\u0301 cafe\u0301 Cafés Ｆｕｌｌ　ｗｉｄｔｈ ½ ﬁne ǅ 한국 각",
    "☕ 🎧 --- !!! ☕☕",
    "a mark of ours: <own> and x<own>y",
    "▁ blank ▁▁ marks ▁",
    "\x00a\x00b\x01c\x1b[31m \u200b\u202e tea \ufffd \ue000",
    "",
    "   ",
    "\x07",
    "tea" * 500,
]


def _trained(folder: Path, *, sort: str = "unigram") -> Path:
    words = "green tea black mountain mountains bag bags for the a of in 100 250 cafés 绿茶 登山 适合 袋".split()
    steps = [(first, step) for first in range(len(words)) for step in range(1, 9)]
    sentences = [" ".join(words[(first + step * place) % len(words)] for place in range(8)) for first, step in steps]
    SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_prefix=str(folder / "tiny"),
        model_type=sort,
        vocab_size=70,
        hard_vocab_limit=False,
        user_defined_symbols=["<own>"],
        minloglevel=2,
    )
    return folder / "tiny.model"


def test_texts_are_cut_from_the_tables_as_sentencepiece_cuts_them(tmp_path: Path) -> None:
    model = _trained(tmp_path)
    write_tables(model, tmp_path)
    pieces, whole = UnigramPieces(tmp_path), SentencePieceProcessor(model_file=str(model))
    assert [pieces.cut(text) for text in TEXTS] == whole.encode(TEXTS)
    assert len(pieces.cut("green tea")) < len("green tea")


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no unigram model"):
        write_tables(_trained(tmp_path, sort="bpe"), tmp_path)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    for name, content in ("text", b"no model at all, but some text"), ("empty", b""), ("cut", b"\x0a\xff\xff"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ModelError, match="no unigram model"):
            write_tables(tmp_path / name, tmp_path)
