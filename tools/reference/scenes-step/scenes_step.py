"""Times a training step (forward, backward, AdamW) of the model that scenes-tiny is, in PyTorch.

Started by tools/bench/src/scenes-step.ts with the model's config and the sizes of a batch. After one JSON line that says it is ready, it runs as many steps as each
line of its standard input asks for and answers with a JSON line of seconds. Pictures, words and labels are random: the time does not depend on them.

Written for speed, as packages/model is: a picture is encoded once for all its texts, queries of the texts of one picture attend to its keys together.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn


def linear(width, out, bias=False):
    return nn.Linear(width, out, bias=bias)


class Mlp(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.gate, self.up, self.down = linear(width, hidden), linear(width, hidden), linear(hidden, width)

    def forward(self, x):
        return self.down(F.silu(self.gate(x)) * self.up(x))


class Layer(nn.Module):
    """A transformer layer with grouped-query attention; what attends to what is up to the caller."""

    def __init__(self, width, heads, key_value_heads, mlp, epsilon):
        super().__init__()
        self.size = width // heads
        self.norm1, self.norm2 = nn.RMSNorm(width, eps=epsilon), nn.RMSNorm(width, eps=epsilon)
        self.q, self.k, self.v = linear(width, width), linear(width, key_value_heads * self.size), linear(width, key_value_heads * self.size)
        self.out = linear(width, width)
        self.mlp = Mlp(width, mlp)

    def project(self, x):
        """[..., length, width] -> queries, keys and values [..., heads, length, size]."""
        y = self.norm1(x)
        return [projection(y).unflatten(-1, (-1, self.size)).transpose(-3, -2) for projection in (self.q, self.k, self.v)]

    def finish(self, x, attended):
        x = x + self.out(attended.transpose(-3, -2).flatten(-2))
        return x + self.mlp(self.norm2(x))


class Model(nn.Module):
    def __init__(self, config):
        super().__init__()
        vision, decoder, epsilon = config["vision"], config["decoder"], config["normEpsilon"]
        widths = vision["stemWidths"]
        self.stem = nn.ModuleList()
        self.stem_norms = nn.ModuleList(nn.RMSNorm(width, eps=epsilon) for width in widths)
        for index, width in enumerate(widths):
            side = vision["patchSize"]
            self.stem.append(nn.Conv2d(3, width, side, stride=side) if index == 0 else nn.Conv2d(widths[index - 1], width, 4, stride=2))
        self.grid = config["imageSize"] // vision["patchSize"] // 2 ** (len(widths) - 1)
        self.positions = nn.Parameter(torch.randn(self.grid**2, vision["hiddenSize"]) * 0.02)
        self.vision = nn.ModuleList(Layer(vision["hiddenSize"], vision["heads"], vision["heads"], vision["mlpSize"], epsilon) for _ in range(vision["layers"]))
        self.vision_norm = nn.RMSNorm(vision["hiddenSize"], eps=epsilon)
        self.patch_heads = nn.ModuleDict({head: linear(vision["hiddenSize"], count, True) for head, count in config["patchClasses"].items()})
        width = decoder["hiddenSize"]
        self.connector = linear(vision["hiddenSize"], width)
        self.rows, self.columns = (nn.Parameter(torch.randn(self.grid, width) * 0.02) for _ in range(2))
        self.embedding = nn.Embedding(decoder["vocabularySize"], width)
        nn.init.normal_(self.embedding.weight, std=0.02)
        self.decoder = nn.ModuleList(Layer(width, decoder["heads"], decoder["keyValueHeads"], decoder["mlpSize"], epsilon) for _ in range(decoder["layers"]))
        self.norm = nn.RMSNorm(width, eps=epsilon)
        self.reward = linear(width, 1, True)
        self.group = decoder["heads"] // decoder["keyValueHeads"]
        self.rope_base = decoder["ropeBase"]

    def encode(self, pixels):
        x = pixels.permute(0, 3, 1, 2) * 2 - 1
        for index, (convolution, norm) in enumerate(zip(self.stem, self.stem_norms)):
            planes = convolution(F.pad(x, (2, 0, 2, 0)) if index > 0 else x)
            x = F.gelu(norm(planes.permute(0, 2, 3, 1)), approximate="tanh").permute(0, 3, 1, 2)
        x = x.flatten(2).transpose(1, 2) + self.positions
        for layer in self.vision:
            x = layer.finish(x, F.scaled_dot_product_attention(*layer.project(x)))
        return self.vision_norm(x)

    def rotate(self, x):
        half = x.shape[-1] // 2
        angles = torch.arange(x.shape[-2], dtype=torch.float32)[:, None] * self.rope_base ** (-torch.arange(half, dtype=torch.float32) / half)
        cosine, sine = angles.cos(), angles.sin()
        first, second = x[..., :half], x[..., half:]
        return torch.cat([first * cosine - second * sine, first * sine + second * cosine], -1)

    def forward(self, batch):
        features = self.encode(batch["pixels"])
        connected = self.connector(features)
        image = connected + (self.rows[:, None] + self.columns[None]).flatten(0, 1)
        images, cells = image.shape[:2]
        texts, length = batch["tokens"].shape
        each = texts // images
        x = self.embedding(batch["tokens"])
        causal = torch.ones(length, length, dtype=torch.bool).tril()
        # Each text sees all cells of its picture and its own words so far.
        mask = torch.cat([torch.ones(length, cells, dtype=torch.bool), causal], 1)
        for index, layer in enumerate(self.decoder):
            entering = image
            image_q, image_k, image_v = layer.project(image)
            q, k, v = layer.project(x)
            # Pictures' keys are not turned, so queries for them are not either: two products, one softmax.
            size = q.shape[-1]
            heads, shared = q.shape[1], k.shape[1]
            folded = q.view(images, each, shared, self.group, length, size).transpose(1, 2).reshape(images, shared, -1, size)
            on_image = folded @ image_k.transpose(-1, -2)
            turned = self.rotate(q).view(texts, shared, self.group * length, size)
            on_text = (turned @ self.rotate(k).transpose(-1, -2)).view(images, each, shared, self.group, length, length).transpose(1, 2)
            logits = torch.cat([on_image.view(images, shared, each, self.group, length, cells), on_text], -1) / math.sqrt(size)
            attention = logits.masked_fill(~mask, -1e9).softmax(-1)
            from_image = attention[..., :cells].reshape(images, shared, -1, cells) @ image_v
            own = attention[..., cells:].transpose(1, 2).reshape(texts, shared, self.group * length, length) @ v
            attended = from_image.view(images, shared, each, self.group, length, size).transpose(1, 2).reshape(texts, heads, length, size)
            x = layer.finish(x, attended + own.view(texts, heads, length, size))
            if index + 1 < len(self.decoder):
                image = layer.finish(image, F.scaled_dot_product_attention(image_q, image_k, image_v, enable_gqa=True))
        hidden = self.norm(x)
        rewards = F.binary_cross_entropy_with_logits(self.reward(hidden)[..., 0], batch["rewardTargets"], weight=batch["rewardWeights"])
        following = F.cross_entropy((hidden @ self.embedding.weight.T).flatten(0, 1), batch["nextTokens"].flatten())
        patches = sum(F.cross_entropy(head(features).flatten(0, 1), batch["patches"][name]) for name, head in self.patch_heads.items())
        named = 0
        for cellwise in (connected, entering):
            logits = (self.norm(cellwise) @ self.embedding.weight.T).flatten(0, 1)
            # One logarithm of the softmax for all kinds of words, as in packages/model.
            logarithms = logits.log_softmax(-1)
            named = named + sum(F.nll_loss(logarithms, classes) for classes in batch["words"].values())
        return rewards + 0.5 * following + patches + 0.15 * named


def random_batch(config, images, texts, length):
    grid = config["imageSize"] // config["vision"]["patchSize"] // 2 ** (len(config["vision"]["stemWidths"]) - 1)
    vocabulary = config["decoder"]["vocabularySize"]
    words = lambda *shape: torch.randint(vocabulary, shape)
    return {
        "pixels": torch.rand(images, config["imageSize"], config["imageSize"], 3),
        "tokens": words(texts, length),
        "nextTokens": words(texts, length),
        "rewardTargets": torch.randint(2, (texts, length)).float(),
        "rewardWeights": torch.ones(texts, length),
        "patches": {head: torch.randint(count, (images * grid**2,)) for head, count in config["patchClasses"].items()},
        "words": {head: words(images * grid**2) for head in config["patchClasses"]},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--images", type=int, required=True)
    parser.add_argument("--texts", type=int, required=True)
    parser.add_argument("--length", type=int, required=True)
    parser.add_argument("--mode", choices=["eager", "compile", "bf16"], default="eager")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    config = json.loads(options.config.read_text())
    model = Model(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, betas=(0.9, 0.98), weight_decay=0.02, fused=True)
    loss_of = torch.compile(model) if options.mode == "compile" else model
    batch = random_batch(config, options.images, options.texts, options.length)

    def step():
        start = time.perf_counter()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.mode == "bf16"):
            loss = loss_of(batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        assert math.isfinite(loss.item())
        return time.perf_counter() - start

    for _ in range(3):
        step()
    parameters = sum(parameter.numel() for parameter in model.parameters())
    print(json.dumps({"ready": True, "torch": torch.__version__, "parameters": parameters}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"seconds": [step() for _ in range(int(line.split()[-1]))]}), flush=True)


if __name__ == "__main__":
    main()
