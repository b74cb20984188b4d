"""Times a training step (forward, backward, AdamW) of the decoder in tools/bench/src/train-step/decoder.ts, in PyTorch.

Started by tools/bench/src/train-step.ts. After one JSON line that says it is ready, it does what each line of its standard input asks for ("step 3", "forward 5")
and answers with a JSON line of seconds.
"""

import argparse
import json
import math
import sys
import time

import torch
import torch.nn.functional as F

WIDTH, LAYERS, HEADS, VOCABULARY, BATCH, LENGTH = 256, 6, 4, 2048, 32, 128
EPSILON = 1e-5


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1 = torch.nn.RMSNorm(WIDTH, eps=EPSILON)
        self.qkv = torch.nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.out = torch.nn.Linear(WIDTH, WIDTH, bias=False)
        self.norm2 = torch.nn.RMSNorm(WIDTH, eps=EPSILON)
        self.up = torch.nn.Linear(WIDTH, 4 * WIDTH, bias=False)
        self.down = torch.nn.Linear(4 * WIDTH, WIDTH, bias=False)

    def forward(self, x):
        qkv = self.qkv(self.norm1(x)).view(BATCH, LENGTH, 3 * HEADS, WIDTH // HEADS).transpose(1, 2)
        queries, keys, values = qkv.chunk(3, dim=1)
        attended = F.scaled_dot_product_attention(queries, keys, values, is_causal=True)
        x = x + self.out(attended.transpose(1, 2).reshape(BATCH, LENGTH, WIDTH))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


class Decoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = torch.nn.Embedding(VOCABULARY, WIDTH)
        self.positions = torch.nn.Parameter(torch.randn(LENGTH, WIDTH) * 0.02)
        self.layers = torch.nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.norm = torch.nn.RMSNorm(WIDTH, eps=EPSILON)
        for parameter in self.parameters():
            if parameter.dim() > 1:
                torch.nn.init.normal_(parameter, std=0.02)

    def forward(self, tokens, following):
        x = self.embed(tokens) + self.positions
        for layer in self.layers:
            x = layer(x)
        logits = F.linear(self.norm(x), self.embed.weight)
        return F.cross_entropy(logits.view(-1, VOCABULARY), following)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", choices=["eager", "compile", "bf16"], default="eager")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    decoder = Decoder()
    step_count = sum(parameter.numel() for parameter in decoder.parameters())
    optimizer = torch.optim.AdamW(decoder.parameters(), lr=1e-3, betas=(0.9, 0.95), weight_decay=0.1, fused=True)
    loss_of = torch.compile(decoder) if options.mode == "compile" else decoder
    count = BATCH * LENGTH
    flat = torch.tensor([(index * 7919) % VOCABULARY for index in range(count)])
    tokens = flat.view(BATCH, LENGTH)
    following = torch.tensor([(int(token) * 3 + 1) % VOCABULARY for token in flat])

    def step():
        start = time.perf_counter()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.mode == "bf16"):
            loss = loss_of(tokens, following)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        assert math.isfinite(loss.item())
        return time.perf_counter() - start

    def forward():
        start = time.perf_counter()
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.mode == "bf16"):
            loss = loss_of(tokens, following)
        assert math.isfinite(loss.item())
        return time.perf_counter() - start

    for _ in range(3):
        step()
        forward()
    print(json.dumps({"ready": True, "torch": torch.__version__, "parameters": step_count}), flush=True)
    for line in sys.stdin:
        what, count = line.split()
        run = {"step": step, "forward": forward}[what]
        print(json.dumps({"seconds": [run() for _ in range(int(count))]}), flush=True)


if __name__ == "__main__":
    main()
