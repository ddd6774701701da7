"""The encoder in numpy with low-rank matrices: it gives what transformers gives with the same matrices beside its weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.review_feelings import labelled
from shopcli.errors import ModelError
from shopcli.models.embedder.low_rank import ADAPTED, LowRankEncoder, is_adaptable
from shopcli.models.weights.sources import fetch
from shopcli.pipeline.reviews.feelings import ENCODERS, open_feelings
from shopcli.train.adapters import pooled, with_matrices
from shopcli.train.feelings import feeling_score

WORDS = "[PAD] [UNK] [CLS] [SEP] the strap broke after a week".split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of the size that is adapted, with random weights and ten words."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    made = tmp_path_factory.mktemp("bert")
    sizes = {"hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536}
    config = BertConfig(vocab_size=len(WORDS), max_position_embeddings=64, initializer_range=0.1, **sizes)
    BertModel(config, add_pooling_layer=False).save_pretrained(made)
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(made / "tokenizer.json"))
    return made


def test_the_encoder_gives_what_transformers_gives_with_the_same_matrices(folder):
    import torch

    torch.manual_seed(2)
    model, learned = with_matrices(folder)
    for name, matrix in learned.items():
        if name.endswith(".b"):
            torch.nn.init.normal_(matrix, std=0.02)
    texts = ["the strap broke", "a week", "the strap broke after a week the week after the strap", ""]
    model.eval()
    with torch.no_grad():
        wanted = pooled(model, folder, texts).numpy()
    found = LowRankEncoder(folder, {name: matrix.detach().numpy() for name, matrix in learned.items()}).encode(texts)
    assert found.shape == (4, 384)
    np.testing.assert_allclose(found, wanted, atol=2e-4)


def test_matrices_of_another_size_are_refused(folder):
    other = {f"{layer}.{name}.{part}": np.ones((3, 3)) for layer in range(6) for name in ADAPTED for part in "ab"}
    with pytest.raises(ModelError, match="does not fit the encoder"):
        LowRankEncoder(folder, other)


def test_a_folder_without_weights_is_not_adaptable(folder, tmp_path):
    assert (is_adaptable(folder), is_adaptable(tmp_path)) == (True, False)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "least"), [("en", 0.70), ("zh", 0.71)])
def test_the_shipped_classifier_reads_the_test_sentences_as_well_as_was_measured(language, least):
    for encoder in ENCODERS:
        fetch(encoder)  # without them n-grams decide alone
    test = [one for one in labelled() if one.language == language]
    read = open_feelings().feelings([one.text for one in test])
    assert feeling_score([one.feeling for one in test], read).macro_f1 >= least
