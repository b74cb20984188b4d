"""Writes packages/model/fixtures/vlm-gradients/{pytorch.json,pytorch.safetensors}; see README.md.

The model of packages/model from its definitions, in the plainest form: each text is run by itself as one sequence of image tokens and words under a
prefix mask. Nothing is packed, folded or cached, and everything is float64. Parameters are named as in a checkpoint; matrices are [out, in].
"""

import json
import math
from pathlib import Path

import safetensors.torch
import torch
import torch.nn.functional as F

FIXTURE = Path(__file__).parents[3] / "packages" / "model" / "fixtures" / "vlm-gradients"


class Model:
    def __init__(self, config, parameters):
        self.config = config
        self.parameters = parameters
        self.epsilon = config["normEpsilon"]

    def linear(self, x, name):
        return F.linear(x, self.parameters[f"{name}.weight"], self.parameters.get(f"{name}.bias"))

    def rms_norm(self, x, name):
        """x / rms(x) * gain (arXiv 1910.07467)."""
        return x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.parameters[f"{name}.weight"]

    def gated_mlp(self, x, name):
        """SwiGLU (arXiv 2002.05202)."""
        return self.linear(F.silu(self.linear(x, f"{name}.gate_proj")) * self.linear(x, f"{name}.up_proj"), f"{name}.down_proj")

    def stem(self, pixels):
        """Pictures [images, side, side, 3] in [0, 1] -> cells [images, cells, hidden]: convolutions, each with RMS norm over channels and GELU."""
        grid = pixels * 2 - 1
        for index, width in enumerate(self.config["vision"]["stemWidths"]):
            name = f"vision.stem.{index}"
            weight, bias = self.parameters[f"{name}.weight"], self.parameters[f"{name}.bias"]
            planes = grid.permute(0, 3, 1, 2)
            if index == 0:
                side = self.config["vision"]["patchSize"]
                filters = weight.view(width, side, side, 3).permute(0, 3, 1, 2)
                planes = F.conv2d(planes, filters, bias, stride=side)
            else:
                # A row of the matrix is [window row, window column, row in the block, column in the block, channel], of 2 x 2 blocks of 2 x 2 cells.
                blocks = weight.view(width, 2, 2, 2, 2, -1)
                filters = blocks.permute(0, 5, 1, 3, 2, 4).reshape(width, -1, 4, 4)
                planes = F.conv2d(F.pad(planes, (2, 0, 2, 0)), filters, bias, stride=2)
            grid = F.gelu(self.rms_norm(planes.permute(0, 2, 3, 1), f"{name}.norm"), approximate="tanh")
        return grid.flatten(1, 2)

    def encode(self, pixels):
        """[images, side, side, 3] -> image features [images, cells, hidden]: a transformer without a mask."""
        vision = self.config["vision"]
        x = self.stem(pixels) + self.parameters["vision.positions"]
        for layer in range(vision["layers"]):
            name = f"vision.layers.{layer}"
            y = self.rms_norm(x, f"{name}.input_layernorm")
            heads = [
                self.linear(y, f"{name}.self_attn.{projection}").unflatten(-1, (vision["heads"], -1)).transpose(1, 2)
                for projection in ["q_proj", "k_proj", "v_proj"]
            ]
            attended = F.scaled_dot_product_attention(*heads).transpose(1, 2).flatten(2)
            x = x + self.linear(attended, f"{name}.self_attn.o_proj")
            x = x + self.gated_mlp(self.rms_norm(x, f"{name}.post_attention_layernorm"), f"{name}.mlp")
        return self.rms_norm(x, "vision.norm")

    def rope(self, x):
        """Rotary positions of [heads, length, size] (arXiv 2104.09864): component i and component i + size / 2 are the parts of a complex number."""
        half = x.shape[-1] // 2
        frequencies = self.config["decoder"]["ropeBase"] ** (-torch.arange(half, dtype=x.dtype) / half)
        angles = torch.arange(x.shape[1], dtype=x.dtype)[:, None] * frequencies
        turned = torch.complex(x[..., :half], x[..., half:]) * torch.polar(torch.ones_like(angles), angles)
        return torch.cat([turned.real, turned.imag], -1)

    def decode(self, features, tokens):
        """One image [cells, hidden] and the tokens of one text. Returns what the image tokens are when they enter the last layer, and the last hidden states of the text."""
        decoder = self.config["decoder"]
        places = self.parameters["decoder.image_rows.weight"][:, None] + self.parameters["decoder.image_columns.weight"][None]
        image = features + places.flatten(0, 1)
        cells, length = len(image), len(tokens)
        x = torch.cat([image, self.parameters["decoder.embed_tokens.weight"][tokens]])
        # A prefix: image tokens see image tokens, words see them and the words so far.
        visible = torch.zeros(cells + length, cells + length, dtype=torch.bool)
        visible[:, :cells] = True
        visible[cells:, cells:] = torch.ones(length, length).tril().bool()
        size = decoder["hiddenSize"] // decoder["heads"]
        group = decoder["heads"] // decoder["keyValueHeads"]
        for layer in range(decoder["layers"]):
            name = f"decoder.layers.{layer}"
            entering = x[:cells]
            y = self.rms_norm(x, f"{name}.input_layernorm")
            q, k, v = (
                self.linear(y, f"{name}.self_attn.{projection}").unflatten(-1, (-1, size)).transpose(0, 1)
                for projection in ["q_proj", "k_proj", "v_proj"]
            )
            # Grouped-query attention (arXiv 2305.13245): neighbouring query heads share a key-value head.
            k, v = k.repeat_interleave(group, 0), v.repeat_interleave(group, 0)
            # Only words turn, and only among themselves: an image token has no place in the text.
            logits = q @ k.transpose(1, 2)
            among_words = self.rope(q[:, cells:]) @ self.rope(k[:, cells:]).transpose(1, 2)
            logits = torch.cat([logits[:, :cells], torch.cat([logits[:, cells:, :cells], among_words], 2)], 1)
            attention = (logits / math.sqrt(size)).masked_fill(~visible, -math.inf).softmax(-1)
            x = x + self.linear((attention @ v).transpose(0, 1).flatten(1), f"{name}.self_attn.o_proj")
            x = x + self.gated_mlp(self.rms_norm(x, f"{name}.post_attention_layernorm"), f"{name}.mlp")
        return entering, self.rms_norm(x[cells:], "decoder.norm")

    def word_logits(self, hidden):
        return F.linear(hidden, self.parameters["decoder.embed_tokens.weight"])


def weighted_mean(values, weights):
    return (values * weights).sum() / weights.sum().clamp(min=1)


def losses(model, pixels, batch):
    features = model.encode(pixels)
    connected = model.linear(features, "connector")
    per_image = batch["texts"] // batch["images"]
    rows = {name: torch.tensor(batch[name]).view(batch["texts"], -1) for name in ["tokens", "nextTokens"]}
    weights = {name: torch.tensor(batch[name], dtype=pixels.dtype) for name in ["rewardTargets", "rewardWeights", "languageWeights"]}
    decoded = [model.decode(connected[text // per_image], tokens) for text, tokens in enumerate(rows["tokens"])]
    hidden = torch.cat([own for _, own in decoded])
    rewards = F.binary_cross_entropy_with_logits(model.linear(hidden, "reward_head")[:, 0], weights["rewardTargets"], reduction="none")
    following = F.cross_entropy(model.word_logits(hidden), rows["nextTokens"].flatten(), reduction="none")
    patches = [
        F.cross_entropy(model.linear(features, f"patch_head.{head}").flatten(0, 1), torch.tensor(classes))
        for head, classes in batch["patches"].items()
    ]
    # Image tokens are the same beside each text of an image; those beside its first text are taken.
    entering_last = torch.stack([image for image, _ in decoded[::per_image]])
    named = [
        weighted_mean(
            F.cross_entropy(model.word_logits(model.rms_norm(cells, "decoder.norm")).flatten(0, 1), torch.tensor(words["tokens"]), reduction="none"),
            torch.tensor(words["weights"], dtype=pixels.dtype),
        )
        for cells in [connected, entering_last]
        for words in batch["patchWords"].values()
    ]
    return {
        "reward": weighted_mean(rewards, weights["rewardWeights"]),
        "language": weighted_mean(following, weights["languageWeights"]),
        "patches": sum(patches),
        "alignment": sum(named),
    }


def main():
    case = json.loads((FIXTURE / "case.json").read_text())
    inputs = {name: tensor.double() for name, tensor in safetensors.torch.load_file(FIXTURE / "inputs.safetensors").items()}
    pixels = inputs.pop("pixels")
    for tensor in inputs.values():
        tensor.requires_grad_()
    parts = losses(Model(case["config"], inputs), pixels, case["batch"])
    total = sum(part * case["loss"][name] for name, part in parts.items())
    total.backward()
    gradients = {name: tensor.grad.float() for name, tensor in inputs.items()}
    safetensors.torch.save_file(gradients, FIXTURE / "pytorch.safetensors")
    result = {"madeWith": f"PyTorch {torch.__version__}", "losses": {name: part.item() for name, part in {"total": total, **parts}.items()}}
    (FIXTURE / "pytorch.json").write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result["losses"]))


if __name__ == "__main__":
    main()
