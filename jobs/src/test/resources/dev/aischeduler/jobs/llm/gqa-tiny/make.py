"""Writes the other kind of Qwen2 export that people install: GroupQueryAttention, half-precision weights, cache and
logits, 32-bit ids, no position_ids. One layer of random weights; expected.json comes from plain numpy in float64.

    pip install numpy onnx && python3 make.py
"""
import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

VOCAB, HIDDEN, HEADS, SIZE, INNER, CONTEXT, EPSILON = 96, 32, 2, 16, 48, 64, 1e-6
rng = np.random.default_rng(7)


def weight(*shape):
    return (rng.standard_normal(shape) * 0.3).astype(np.float16)


W = {
    "embed": weight(VOCAB, HIDDEN), "norm1": 1 + weight(HIDDEN), "norm2": 1 + weight(HIDDEN), "norm3": 1 + weight(HIDDEN),
    "wq": weight(HIDDEN, HEADS * SIZE), "wk": weight(HIDDEN, SIZE), "wv": weight(HIDDEN, SIZE), "wo": weight(HEADS * SIZE, HIDDEN),
    "bq": weight(HEADS * SIZE), "bk": weight(SIZE), "bv": weight(SIZE),
    "gate": weight(HIDDEN, INNER), "up": weight(HIDDEN, INNER), "down": weight(INNER, HIDDEN), "head": weight(HIDDEN, VOCAB),
}
angles = np.outer(np.arange(CONTEXT), 1 / 10000 ** (np.arange(0, SIZE, 2) / SIZE))
W["cos"], W["sin"] = np.cos(angles).astype(np.float16), np.sin(angles).astype(np.float16)


def reference(ids):
    """Logits after the last id."""
    w = {k: v.astype(np.float64) for k, v in W.items()}
    n = len(ids)

    def rms(x, g):
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON) * g

    def rotate(x):
        a, b = x[..., : SIZE // 2], x[..., SIZE // 2:]
        c, s = w["cos"][:n], w["sin"][:n]
        return np.concatenate((a * c - b * s, b * c + a * s), -1)

    x = w["embed"][ids]
    h = rms(x, w["norm1"])
    q = rotate((h @ w["wq"] + w["bq"]).reshape(n, HEADS, SIZE).transpose(1, 0, 2))
    k, v = rotate(h @ w["wk"] + w["bk"]), h @ w["wv"] + w["bv"]
    scores = q @ k.T / np.sqrt(SIZE) + np.triu(np.full((n, n), -np.inf), 1)
    p = np.exp(scores - scores.max(-1, keepdims=True))
    x = x + ((p / p.sum(-1, keepdims=True)) @ v).transpose(1, 0, 2).reshape(n, -1) @ w["wo"]
    h = rms(x, w["norm2"])
    gate = h @ w["gate"]
    x = x + (gate / (1 + np.exp(-gate)) * (h @ w["up"])) @ w["down"]
    return (rms(x, w["norm3"]) @ w["head"])[-1]


def graph():
    nodes = []

    def node(op, inputs, *outputs, **attributes):
        nodes.append(helper.make_node(op, inputs, outputs, **attributes))

    def norm(x, g, out):
        node("SimplifiedLayerNormalization", [x, g], out, axis=-1, epsilon=EPSILON, stash_type=1)

    node("Cast", ["attention_mask"], "mask", to=TensorProto.INT64)
    node("ReduceSum", ["mask", "axis"], "length", keepdims=0)
    node("Sub", ["length", "one"], "last")
    node("Cast", ["last"], "seqlens_k", to=TensorProto.INT32)
    node("Shape", ["attention_mask"], "shape")
    node("Gather", ["shape", "one"], "total64")
    node("Cast", ["total64"], "total", to=TensorProto.INT32)
    node("Gather", ["embed", "input_ids"], "x")
    norm("x", "norm1", "h")
    for c in "qkv":
        node("MatMul", ["h", "w" + c], c + "0")
        node("Add", [c + "0", "b" + c], c)
    node("GroupQueryAttention", ["q", "k", "v", "past_key_values.0.key", "past_key_values.0.value", "seqlens_k", "total", "cos", "sin"],
         "attention", "present.0.key", "present.0.value", domain="com.microsoft", num_heads=HEADS, kv_num_heads=1, do_rotary=1)
    node("MatMul", ["attention", "wo"], "o")
    node("Add", ["x", "o"], "y")
    norm("y", "norm2", "h2")
    node("MatMul", ["h2", "gate"], "g")
    node("Sigmoid", ["g"], "sigmoid")
    node("Mul", ["g", "sigmoid"], "silu")
    node("MatMul", ["h2", "up"], "u")
    node("Mul", ["silu", "u"], "inner")
    node("MatMul", ["inner", "down"], "d")
    node("Add", ["y", "d"], "z")
    norm("z", "norm3", "h3")
    node("MatMul", ["h3", "head"], "logits")
    tensors = [numpy_helper.from_array(a, name) for name, a in W.items()]
    tensors += [numpy_helper.from_array(np.array([1], np.int64), "axis"), numpy_helper.from_array(np.array(1, np.int64), "one")]
    value = helper.make_tensor_value_info
    half, ints = TensorProto.FLOAT16, TensorProto.INT32
    inputs = [value("input_ids", ints, ["batch", "sequence"]), value("attention_mask", ints, ["batch", "total"])]
    outputs = [value("logits", half, ["batch", "sequence", VOCAB])]
    for kind in ("key", "value"):
        inputs.append(value("past_key_values.0." + kind, half, ["batch", 1, "past", SIZE]))
        outputs.append(value("present.0." + kind, half, ["batch", 1, "total", SIZE]))
    return helper.make_graph(nodes, "gqa_tiny", inputs, outputs, tensors)


opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
onnx.save(helper.make_model(graph(), opset_imports=opsets, ir_version=8), "onnx/model_fp16.onnx")
json.dump({"model_type": "qwen2", "vocab_size": VOCAB, "hidden_size": HIDDEN, "num_attention_heads": HEADS, "num_key_value_heads": 1,
           "num_hidden_layers": 1, "max_position_embeddings": CONTEXT, "eos_token_id": 0}, open("config.json", "w"), indent=1)
ids = [5, 17, 3, 80, 42, 9, 61]
json.dump({"ids": ids, "logits": [round(float(v), 4) for v in reference(ids)]}, open("expected.json", "w"))
