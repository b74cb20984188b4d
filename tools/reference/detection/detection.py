"""Scores responses with the model that scenes-tiny is, in PyTorch, with the weights of a checkpoint folder.

Started by tools/bench/src/detection.ts with a checkpoint and a folder of cases (CASE.json with CASE.bin, the pixels). After one JSON line that says it is ready it answers
each line of its standard input with a JSON line: `rewards CASE` with the reward of every token, `time CASE COUNT` with seconds of as many passes.

A picture is encoded once for all its responses, and nothing is measured but the two models: texts are tokens and pictures are bytes in memory already.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

sys.path.insert(0, str(Path(__file__).parent.parent / "scenes-step"))
from scenes_step import Model  # noqa: E402


def load_model(folder):
    """The model of the training benchmark, with the weights of a checkpoint."""
    config = json.loads((folder / "config.json").read_text())
    stored = {**load_file(folder / "model.safetensors"), **load_file(folder / "reward_head.safetensors")}
    weights = {}
    for name, tensor in stored.items():
        name = (
            name.replace("vision.layers", "vision")
            .replace("decoder.layers", "decoder")
            .replace("input_layernorm", "norm1")
            .replace("post_attention_layernorm", "norm2")
            .replace("self_attn.o_proj", "out")
            .replace("self_attn.", "")
            .replace("_proj", "")
            .replace("patch_head", "patch_heads")
            .replace("reward_head", "reward")
        )
        renamed = {
            "vision.positions": "positions",
            "vision.norm.weight": "vision_norm.weight",
            "decoder.norm.weight": "norm.weight",
            "decoder.embed_tokens.weight": "embedding.weight",
            "decoder.image_rows.weight": "rows",
            "decoder.image_columns.weight": "columns",
        }
        name = renamed.get(name, name)
        if name.startswith("vision.stem."):
            index, rest = name.removeprefix("vision.stem.").split(".", 1)
            name = f"stem_norms.{index}.weight" if rest == "norm.weight" else f"stem.{index}.{rest}"
            if rest == "weight":
                tensor = convolution_weight(tensor, int(index), config)
        weights[name] = tensor.float()
    model = Model(config)
    if config.get("taxonomyHead"):
        model.taxonomy_head = torch.nn.Linear(*reversed(weights["taxonomy_head.weight"].shape))
    model.load_state_dict(weights)
    return model.eval()


def convolution_weight(matrix, index, config):
    """A matrix over patches laid out as in packages/model/src/vision-encoder.ts -> [out, in, height, width]."""
    if index == 0:
        side = config["vision"]["patchSize"]
        return matrix.view(-1, side, side, 3).permute(0, 3, 1, 2)
    # Four windows (above and left, above, left, own) of 2x2 cells each.
    channels = config["vision"]["stemWidths"][index - 1]
    return matrix.view(-1, 2, 2, 2, 2, channels).permute(0, 5, 1, 3, 2, 4).reshape(-1, channels, 4, 4)


class Scorer:
    def __init__(self, model, dtype):
        self.model, self.dtype = model.to(dtype), dtype

    def encode(self, pixels):
        """Keys and values of the pictures in each layer of the decoder; `pixels` [images, size, size, 3] in [0, 1]."""
        model = self.model
        image = model.connector(model.encode(pixels.to(self.dtype))) + (model.rows[:, None] + model.columns[None]).flatten(0, 1)
        cache = []
        for layer in model.decoder:
            q, k, v = layer.project(image)
            cache.append((k, v))
            if len(cache) < len(model.decoder):
                image = layer.finish(image, F.scaled_dot_product_attention(q, k, v, enable_gqa=True))
        return cache

    def score(self, tokens, image_index, cache):
        """Rewards [texts, length] of texts about pictures of a cache."""
        model = self.model
        texts, length = tokens.shape
        x = model.embedding(tokens)
        size = x.shape[-1] // cache[0][0].shape[1] // model.group
        angles = torch.arange(length)[:, None] * model.rope_base ** (-torch.arange(size // 2) / (size // 2))
        cosine, sine = angles.cos().to(self.dtype), angles.sin().to(self.dtype)

        def rotate(x):
            first, second = x.chunk(2, -1)
            return torch.cat([first * cosine - second * sine, first * sine + second * cosine], -1)

        later = torch.ones(length, length, dtype=torch.bool).triu(1)
        for layer, (image_keys, image_values) in zip(model.decoder, cache):
            q, k, v = layer.project(x)
            shared, cells = k.shape[1], image_keys.shape[2]
            own_keys, own_values = image_keys[image_index], image_values[image_index]
            # Pictures' keys are not turned, so queries for them are not either: two products, one softmax.
            on_image = q.reshape(texts, shared, -1, size) @ own_keys.transpose(-1, -2)
            on_text = rotate(q).view(texts, shared, -1, size) @ rotate(k).transpose(-1, -2)
            on_text = on_text.view(texts, shared, -1, length, length).masked_fill_(later, -1e9).view(texts, shared, -1, length)
            attention = (torch.cat([on_image, on_text], -1) / math.sqrt(size)).softmax(-1)
            attended = attention[..., :cells] @ own_values + attention[..., cells:] @ v
            x = layer.finish(x, attended.view(texts, -1, length, size))
        x = model.norm(x)
        if hasattr(model, "taxonomy_head"):
            # As the detector does for every token; nothing is compared with it.
            model.taxonomy_head(x)
        return model.reward(x)[..., 0].float().sigmoid()

    def __call__(self, case):
        cache = self.encode(case["pixels"].float() / 255)
        return [self.score(batch["tokens"], batch["images"], cache) for batch in case["batches"]]


def load_case(folder, name):
    stored = json.loads((folder / f"{name}.json").read_text())
    size = stored["imageSize"]
    pixels = np.fromfile(folder / f"{name}.bin", dtype=np.uint8).reshape(-1, size, size, 3)
    batches = [{"tokens": torch.tensor(batch["tokens"]), "images": torch.tensor(batch["images"])} for batch in stored["batches"]]
    return {"pixels": torch.from_numpy(pixels), "batches": batches}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = load_model(options.checkpoint)
    scorer = Scorer(model, getattr(torch, options.dtype))
    parameters = sum(parameter.numel() for parameter in model.parameters())
    with torch.inference_mode():
        print(json.dumps({"ready": True, "torch": torch.__version__, "parameters": parameters}), flush=True)
        cases = {}
        for line in sys.stdin:
            command, name, *rest = line.split()
            if name not in cases:
                cases[name] = load_case(options.cases, name)
            case = cases[name]
            if command == "rewards":
                print(json.dumps({"rewards": [rewards.tolist() for rewards in scorer(case)]}), flush=True)
                continue
            seconds = []
            for _ in range(int(rest[0])):
                start = time.perf_counter()
                scorer(case)
                seconds.append(time.perf_counter() - start)
            print(json.dumps({"seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
