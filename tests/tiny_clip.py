"""A CLIP model of a few thousand random weights, as sentence-transformers loads it: a real network, made on the spot."""

from __future__ import annotations

from pathlib import Path

from tests.tiny_models import make_tokenizer

_SIZES = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2}


def make_clip(folder: Path, *, seed: int = 0) -> Path:
    """A folder for ``--image-embedder``: pictures of 32 × 32 pixels and texts of letters, in 16 dimensions."""
    import torch
    from transformers import CLIPConfig, CLIPModel, CLIPProcessor
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    tokenizer = make_tokenizer()
    tokenizer.pad_token, tokenizer.model_max_length = "</s>", 32
    marks = {"bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1}
    texts = {**_SIZES, **marks, "vocab_size": len(tokenizer), "max_position_embeddings": 64}
    pictures = {**_SIZES, "image_size": 32, "patch_size": 8}
    torch.manual_seed(seed)
    model = CLIPModel(CLIPConfig(text_config=texts, vision_config=pictures, projection_dim=16)).eval()
    model.save_pretrained(folder)
    resized = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
    CLIPProcessor(image_processor=resized, tokenizer=tokenizer).save_pretrained(folder)
    return folder
