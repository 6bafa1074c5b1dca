"""Writes the other kind of Stable Diffusion export that people install: half-precision graphs, 32-bit token ids, a
timestep of floats, weights of the UNet in a file of their own, CLIP's two tokenizer files (from ../clip-tiny), noise
prediction, leading timesteps. Random weights without meaning; expected.json comes from the sampler below.

    pip install numpy onnx onnxruntime && python3 make.py
"""
import json
import os
import shutil

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto as T, helper as h, numpy_helper

HERE = os.path.dirname(os.path.abspath(__file__))
SIDE, WIDE, TOKENS, STEPS, GUIDANCE, SEED = 8, 8, 77, 4, 7.5, 42
rng = np.random.default_rng(7)


def weight(name, *shape):
    return numpy_helper.from_array((rng.standard_normal(shape) * 0.4).astype(np.float16), name)


def save(part, nodes, inputs, outputs, weights, external=False):
    graph = h.make_graph(nodes, part, inputs, outputs, weights)
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    os.makedirs(os.path.join(HERE, part), exist_ok=True)
    extra = {"save_as_external_data": True, "location": "weights.pb", "size_threshold": 60} if external else {}
    if external and os.path.exists(os.path.join(HERE, part, "weights.pb")):
        os.remove(os.path.join(HERE, part, "weights.pb"))
    onnx.save(model, os.path.join(HERE, part, "model.onnx"), **extra)


def write(path, doc):
    os.makedirs(os.path.dirname(os.path.join(HERE, path)), exist_ok=True)
    with open(os.path.join(HERE, path), "w", encoding="utf-8") as f:
        json.dump(doc, f, ensure_ascii=False, indent=1)


value = h.make_tensor_value_info
vocabulary = json.load(open(os.path.join(HERE, "../clip-tiny/vocab.json"), encoding="utf-8"))
save("text_encoder",
     [h.make_node("Gather", ["embed", "input_ids"], ["last_hidden_state"]),
      h.make_node("ReduceMean", ["last_hidden_state"], ["pooler_output"], axes=[1], keepdims=0)],
     [value("input_ids", T.INT32, ["batch", "sequence"])],
     [value("last_hidden_state", T.FLOAT16, ["batch", "sequence", WIDE]), value("pooler_output", T.FLOAT16, ["batch", WIDE])],
     [weight("embed", len(vocabulary), WIDE)])
save("unet",
     [h.make_node("Conv", ["sample", "conv"], ["mixed"]),
      h.make_node("ReduceMean", ["encoder_hidden_states"], ["words"], axes=[1], keepdims=0),
      h.make_node("MatMul", ["words", "project"], ["meaning"]),
      h.make_node("Div", ["timestep", "thousand"], ["time"]),
      h.make_node("Cast", ["time"], ["half_time"], to=T.FLOAT16),
      h.make_node("Unsqueeze", ["half_time", "last"], ["column"]),
      h.make_node("Add", ["meaning", "column"], ["shift"]),
      h.make_node("Unsqueeze", ["shift", "plane"], ["shift4"]),
      h.make_node("Add", ["mixed", "shift4"], ["sum"]),
      h.make_node("Tanh", ["sum"], ["out_sample"])],
     [value("sample", T.FLOAT16, ["batch", 4, "height", "width"]), value("timestep", T.FLOAT, ["steps"]),
      value("encoder_hidden_states", T.FLOAT16, ["batch", "sequence", WIDE])],
     [value("out_sample", T.FLOAT16, ["batch", 4, "height", "width"])],
     [weight("conv", 4, 4, 1, 1), weight("project", WIDE, 4),
      numpy_helper.from_array(np.array([1000], np.float32), "thousand"),
      numpy_helper.from_array(np.array([1], np.int64), "last"), numpy_helper.from_array(np.array([2, 3], np.int64), "plane")],
     external=True)
save("vae_decoder",
     [h.make_node("Conv", ["latent_sample", "conv"], ["rgb"]),
      h.make_node("Tanh", ["rgb"], ["bounded"]),
      h.make_node("Resize", ["bounded", "", "scales"], ["sample"], mode="nearest")],
     [value("latent_sample", T.FLOAT16, ["batch", 4, "height", "width"])],
     [value("sample", T.FLOAT16, ["batch", 3, "high", "wide"])],
     [weight("conv", 3, 4, 1, 1), numpy_helper.from_array(np.array([1, 1, 8, 8], np.float32), "scales")])

write("text_encoder/config.json", {"model_type": "clip_text_model", "max_position_embeddings": TOKENS, "hidden_size": WIDE})
write("unet/config.json", {"_class_name": "UNet2DConditionModel", "sample_size": SIDE, "in_channels": 4,
                           "block_out_channels": [8, 8], "cross_attention_dim": WIDE})
write("vae_decoder/config.json", {"_class_name": "AutoencoderKL", "latent_channels": 4, "block_out_channels": [8, 8, 8, 8]})
schedule = {"_class_name": "PNDMScheduler", "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
            "num_train_timesteps": 1000, "set_alpha_to_one": False, "skip_prk_steps": True, "steps_offset": 1,
            "trained_betas": None, "clip_sample": False}
write("scheduler/scheduler_config.json", schedule)
write("model_index.json", {"_class_name": "OnnxStableDiffusionPipeline", "safety_checker": [None, None]})
write("tokenizer/tokenizer_config.json", {"model_max_length": TOKENS, "pad_token": "<|endoftext|>", "tokenizer_class": "CLIPTokenizer"})
for name in ("vocab.json", "merges.txt"):
    shutil.copy(os.path.join(HERE, "../clip-tiny", name), os.path.join(HERE, "tokenizer", name))


def gaussian(seed, count):
    """SplitMix64 and Box-Muller, as in recipes/image/sample.py."""
    mask, state, out = (1 << 64) - 1, seed, []

    def uniform():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) >> 11) * 2.0 ** -53

    while len(out) < count:
        r, a = np.sqrt(-2 * np.log(1 - uniform())), 2 * np.pi * uniform()
        out += [r * np.cos(a), r * np.sin(a)]
    return np.array(out[:count], np.float32)


def run(part, **inputs):
    return ort.InferenceSession(os.path.join(HERE, part, "model.onnx")).run(None, inputs)[0]


prompt = {e["prompt"]: e["input_ids"] for e in json.load(open(os.path.join(HERE, "../clip-tiny/expected.json"), encoding="utf-8"))}
PROMPT, end = "a photo of a cat", vocabulary["<|endoftext|>"]
ids = np.array([prompt[p] + [end] * (TOKENS - len(prompt[p])) for p in ("", PROMPT)], np.int32)
states = run("text_encoder", input_ids=ids)
alphas = np.cumprod(1 - np.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000) ** 2)
x = gaussian(SEED, 4 * SIDE * SIDE).reshape(1, 4, SIDE, SIDE).astype(np.float64)
stride = 1000 // STEPS
times = [(STEPS - 1 - i) * stride + 1 for i in range(STEPS)]
for t in times:
    none, some = run("unet", sample=np.concatenate([x, x]).astype(np.float16), timestep=np.array([t], np.float32),
                     encoder_hidden_states=states).astype(np.float64)
    noise = none + GUIDANCE * (some - none)
    a, b = alphas[t], alphas[t - stride] if t >= stride else alphas[0]
    x = np.sqrt(b) * (x - np.sqrt(1 - a) * noise) / np.sqrt(a) + np.sqrt(1 - b) * noise
pixels = run("vae_decoder", latent_sample=(x / 0.18215).astype(np.float16))[0].astype(np.float64) / 2 + 0.5
first = lambda v: [round(float(e), 5) for e in np.asarray(v).reshape(-1)[:8]]
write("expected.json", {"prompt": PROMPT, "steps": STEPS, "guidance_scale": GUIDANCE, "seed": SEED, "sampler": "ddim",
                        "input_ids": ids[1].tolist(), "timesteps": times, "last_hidden_state": first(states[1]),
                        "final_latents": first(x), "final_latents_mean_abs": round(float(np.abs(x).mean()), 5),
                        "mean_rgb": [round(float(c) * 255, 2) for c in pixels.mean((1, 2))], "tolerance": 0.02})
