"""Language models of a few thousand random weights: real networks and a real tokenizer, made on the spot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CONFIGS = ("llama", "qwen2", "qwen3", "gpt_neox")
_SIZES = {
    "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 4, "num_attention_heads": 4, "num_key_value_heads": 2,
    "max_position_embeddings": 4096, "initializer_range": 0.3, "bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1,
}  # fmt: skip


def make_tokenizer() -> Any:
    """Letters and a few marks, one token each."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    marks = [chr(code) for code in range(32, 127)] + ["\n", "?"]
    vocabulary = {text: number for number, text in enumerate(dict.fromkeys(["<s>", "</s>", "<unk>", *marks]))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    tokenizer.decoder = decoders.Fuse()
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>")


def make_network(family: str = "llama", *, seed: int = 0, **sizes: Any) -> Any:
    """A causal language model with grouped queries, in fp32, on sdpa."""
    import torch
    import transformers

    config_class = {
        "llama": transformers.LlamaConfig, "qwen2": transformers.Qwen2Config, "qwen3": transformers.Qwen3Config,
        "mistral": transformers.MistralConfig, "gpt_neox": transformers.GPTNeoXConfig,
        "gpt2": transformers.GPT2Config, "gemma": transformers.GemmaConfig, "gemma3": transformers.Gemma3TextConfig,
    }[family]  # fmt: skip
    sizes = {"head_dim": 16, **sizes} if family.startswith("gemma") else sizes
    config = config_class(vocab_size=len(make_tokenizer()), **{**_SIZES, **sizes})
    torch.manual_seed(seed)
    return transformers.AutoModelForCausalLM.from_config(config, attn_implementation="sdpa").eval()


def make_folder(folder: Path, family: str = "llama") -> Path:
    """The same as `--model FOLDER` names it."""
    make_network(family).save_pretrained(folder)
    make_tokenizer().save_pretrained(folder)
    return folder
