"""A causal language model of the llama family as an ONNX graph with int8 weights, for onnxruntime on a CPU.

Each row of a weight is cut into blocks of 64 with one scale each, and so is each token's activation while it runs: what a
token comes to depends on nothing that is computed beside it, and the answers stay those of the full weights (docs/log.md has
the divergence). torch's dynamic int8, one scale a matrix and one for all tokens at hand, moved the most likely token at one
place in seven.

Inputs are one sequence; a mask says what each new token sees, so that several drafts grow side by side after one prompt.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import torch

FAMILIES = ("llama", "mistral", "qwen2", "qwen3")
_ROPE = ("default", "linear", "llama3", "yarn")  # angles that do not depend on how long the text is
_BLOCK = 64
_MOST_POSITIONS = 8192
_CONTRIB = "com.microsoft"
_SMALL = 128  # bytes
_PAGE = 65536  # external data begin where Windows can map them too


def can_write(config: Any) -> bool:
    """Whether a model of this ``PretrainedConfig`` has the shape that `write_graph` knows."""
    if config.model_type not in FAMILIES or config.hidden_act not in ("silu", "swish"):
        return False
    rope = (getattr(config, "rope_parameters", None) or {}).get("rope_type", "default")
    slides = ["sliding_attention"] if getattr(config, "sliding_window", None) else []
    kinds = set(getattr(config, "layer_types", None) or slides)
    return rope in _ROPE and kinds <= {"full_attention"}


def write_graph(network: Any, folder: Path, *, bits: int = 8) -> None:
    """Write ``model.onnx`` and its weights, ``model.data``, which onnxruntime maps into memory.

    Args:
        network: a ``PreTrainedModel`` that `can_write` knows.
        folder: an existing folder.
        bits: 8; 32 keeps the weights as they are, to tell the graph's own mistakes from those of rounding.
    """
    with (folder / "model.data").open("wb") as data:
        graph = _Graph(data, bits)
        graph.build(network)
        (folder / "model.onnx").write_bytes(_model_of(graph, network.config).SerializeToString())


def head_dim_of(config: Any) -> int:
    """The size of one attention head."""
    return int(getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads)


def positions_of(config: Any) -> int:
    """How many positions the graph has angles for."""
    return int(min(config.max_position_embeddings, _MOST_POSITIONS))


class _Graph:
    """Nodes and weights as they are added; each weight goes to the file at once, so that one at a time is in memory."""

    def __init__(self, data: Any, bits: int) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self._data, self._bits = data, bits

    def build(self, network: Any) -> None:
        body, config = network.model, network.config
        self._angles(body.rotary_emb, config)
        embedding = body.embed_tokens.weight
        self.weight("embedding", embedding.float() if self._bits == 32 else embedding.half())
        self.node("Gather", ["embedding", "ids"], ["looked_up"])
        hidden, added = self.node("Cast", ["looked_up"], ["embedded"], to=1), ""  # 1: fp32
        for number, layer in enumerate(body.layers):
            hidden, added = self._layer(number, layer, hidden, added, config)
        normed, _ = self._norm("norm", body.norm.weight, hidden, added, config.rms_norm_eps)
        self.node("Gather", [normed, "wanted"], ["last"], axis=1)
        head = network.get_output_embeddings()
        self._linear("logits", "last", [head])

    def node(self, kind: str, inputs: Sequence[str], outputs: Sequence[str], *, domain: str = "", **options: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **options))
        return outputs[0]

    def weight(self, name: str, value: torch.Tensor) -> str:
        """Put a tensor behind the others in the data file; small ones, which shapes may hang on, go into the graph."""
        from onnx import TensorProto, helper, numpy_helper

        array: np.ndarray = value.detach().contiguous().numpy()
        if array.nbytes <= _SMALL:
            self.weights.append(numpy_helper.from_array(array, name))
            return name
        self._data.write(b"\0" * (-self._data.tell() % _PAGE if array.nbytes >= _PAGE else -self._data.tell() % 64))
        tensor = TensorProto(name=name, dims=array.shape, data_type=helper.np_dtype_to_tensor_dtype(array.dtype))
        tensor.data_location = TensorProto.EXTERNAL
        places = {"location": "model.data", "offset": self._data.tell(), "length": array.nbytes}
        for key, place in places.items():
            tensor.external_data.add(key=key, value=str(place))
        self._data.write(array.tobytes())
        self.weights.append(tensor)
        return name

    def _angles(self, rotary: Any, config: Any) -> None:
        import torch

        positions = torch.arange(positions_of(config)).float()
        angles = torch.outer(positions, rotary.inv_freq.float().cpu())
        self.weight("cos", angles.cos() * rotary.attention_scaling)
        self.weight("sin", angles.sin() * rotary.attention_scaling)

    def _layer(self, number: int, layer: Any, hidden: str, added: str, config: Any) -> tuple[str, str]:
        """One layer; what it adds to the hidden state is added by the next norm, which onnxruntime does in one step."""
        name, attention, mlp = f"layer{number}", layer.self_attn, layer.mlp
        eps = config.rms_norm_eps
        normed, hidden = self._norm(f"{name}.before", layer.input_layernorm.weight, hidden, added, eps)
        attended = self._attention(number, attention, normed, config)
        out = self._linear(f"{name}.out", attended, [attention.o_proj])
        normed, hidden = self._norm(f"{name}.after", layer.post_attention_layernorm.weight, hidden, out, eps)
        gate = self._linear(f"{name}.gate", normed, [mlp.gate_proj])
        up = self._linear(f"{name}.up", normed, [mlp.up_proj])
        silu = self.node("QuickGelu", [gate], [f"{name}.silu"], domain=_CONTRIB, alpha=1.0)
        gated = self.node("Mul", [silu, up], [f"{name}.gated"])
        return hidden, self._linear(f"{name}.down", gated, [mlp.down_proj])

    def _attention(self, number: int, attention: Any, normed: str, config: Any) -> str:
        name = f"layer{number}"
        projections = {"q": attention.q_proj, "k": attention.k_proj, "v": attention.v_proj}
        if hasattr(attention, "q_norm"):
            parts = {key: self._linear(f"{name}.{key}", normed, [layer]) for key, layer in projections.items()}
            parts["q"] = self._head_norm(f"{name}.q", attention.q_norm, parts["q"], config)
            parts["k"] = self._head_norm(f"{name}.k", attention.k_norm, parts["k"], config)
            inputs = [parts["q"], parts["k"], parts["v"]]
        else:
            inputs = [self._linear(f"{name}.qkv", normed, list(projections.values())), "", ""]
        inputs += [f"past_k{number}", f"past_v{number}", "length", "total", "cos", "sin", "positions", "mask"]
        outputs = [f"{name}.attended", f"new_k{number}", f"new_v{number}"]
        heads = {"num_heads": config.num_attention_heads, "kv_num_heads": config.num_key_value_heads}
        scale = float(attention.scaling)
        return self.node("GroupQueryAttention", inputs, outputs, domain=_CONTRIB, do_rotary=1, scale=scale, **heads)

    def _norm(self, name: str, weight: torch.Tensor, hidden: str, added: str, eps: float) -> tuple[str, str]:
        self.weight(f"{name}.weight", weight.float())
        if not added:
            inputs = [hidden, f"{name}.weight"]
            return self.node("SimplifiedLayerNormalization", inputs, [name], axis=-1, epsilon=eps, stash_type=1), hidden
        inputs, outputs = [hidden, added, f"{name}.weight"], [name, "", "", f"{name}.sum"]
        self.node("SkipSimplifiedLayerNormalization", inputs, outputs, domain=_CONTRIB, epsilon=eps)
        return name, f"{name}.sum"

    def _head_norm(self, name: str, norm: Any, states: str, config: Any) -> str:
        """RMS norm of each head by itself, as Qwen3 does before it turns queries and keys."""
        import torch

        for shape, numbers in (("heads", [0, 0, -1, head_dim_of(config)]), ("flat", [0, 0, -1])):
            self.weight(f"{name}.{shape}", torch.tensor(numbers))
        self.weight(f"{name}.norm", norm.weight.float())
        heads = self.node("Reshape", [states, f"{name}.heads"], [f"{name}.split"])
        options = {"axis": -1, "epsilon": norm.variance_epsilon, "stash_type": 1}
        normed = self.node("SimplifiedLayerNormalization", [heads, f"{name}.norm"], [f"{name}.normed"], **options)
        return self.node("Reshape", [normed, f"{name}.flat"], [f"{name}.joined"])

    def _linear(self, name: str, states: str, layers: Sequence[Any]) -> str:
        """``torch.nn.Linear`` layers over the same states, side by side."""
        import torch

        weight = torch.cat([layer.weight for layer in layers]).float()
        biased = layers[0].bias is not None
        product = f"{name}.product" if biased else name
        if self._bits == 32:
            self.node("MatMul", [states, self.weight(f"{name}.weight", weight.T)], [product])
        else:
            values, scales = quantised(weight)
            inputs = [states, self.weight(f"{name}.int8", values), self.weight(f"{name}.scales", scales)]
            sizes = {"N": weight.shape[0], "K": weight.shape[1], "bits": 8, "block_size": _BLOCK, "accuracy_level": 4}
            self.node("MatMulNBits", inputs, [product], domain=_CONTRIB, **sizes)
        if biased:
            bias = self.weight(f"{name}.bias", torch.cat([layer.bias for layer in layers]).float())
            self.node("Add", [product, bias], [name])
        return name


def quantised(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A weight in int8, symmetric, a scale for each block of a row.

    Args:
        weight: (n_outputs, n_inputs).

    Returns:
        (n_outputs, n_blocks, 64) as uint8, 128 for 0, and the scales, (n_outputs, n_blocks).
    """
    import torch

    rows, columns = weight.shape
    blocks = torch.nn.functional.pad(weight, (0, -columns % _BLOCK)).view(rows, -1, _BLOCK)
    scales = (blocks.abs().amax(-1) / 127).clamp_min(1e-10)
    return ((blocks / scales[..., None]).round() + 128).to(torch.uint8), scales


def _model_of(graph: _Graph, config: Any) -> Any:
    from onnx import TensorProto, helper

    value, int64, floats = helper.make_tensor_value_info, TensorProto.INT64, TensorProto.FLOAT
    cache = [1, config.num_key_value_heads, "n_slots", head_dim_of(config)]
    names = [f"{part}{number}" for number in range(config.num_hidden_layers) for part in "kv"]
    inputs = [
        value("ids", int64, [1, "n_new"]),
        value("positions", int64, [1, "n_new"]),
        value("mask", floats, [1, 1, "n_new", "n_total"]),
        value("wanted", int64, ["n_wanted"]),
        value("length", TensorProto.INT32, [1]),
        value("total", TensorProto.INT32, []),
        *(value(f"past_{name}", floats, cache) for name in names),
    ]
    outputs = [value("logits", floats, [1, "n_wanted", config.vocab_size])]
    outputs += [value(f"new_{name}", floats, cache) for name in names]
    made = helper.make_graph(graph.nodes, "writer", inputs, outputs, graph.weights)
    versions = [helper.make_opsetid("", 20), helper.make_opsetid(_CONTRIB, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=10)
