"""Token labels of changed texts with `tokenizers` and `difflib`: the rival in tools/bench/src/token-labels.ts, which writes one line for each pass."""

import argparse
import base64
import json
import re
import sys
import time
from difflib import SequenceMatcher
from importlib.metadata import version

from tokenizers import Tokenizer

WORD = re.compile(r"\d+(?:[.,:]\d+)+|\w+(?:['’]\w+)*|\S")
RIGHT, HALLUCINATED = 1, 0


def changed_spans(original: str, changed: str) -> list[tuple[int, int]]:
    words = list(WORD.finditer(changed))
    # With autojunk, words that are frequent in a long text would all count as changed.
    matcher = SequenceMatcher(None, WORD.findall(original), [word.group() for word in words], autojunk=False)
    return [(words[j1].start(), words[j2 - 1].end()) for tag, _, _, j1, j2 in matcher.get_opcodes() if tag != "equal" and j2 > j1]


def token_labels(offsets: list[tuple[int, int]], spans: list[tuple[int, int]]) -> bytearray:
    labels = bytearray()
    at = 0
    for start, end in offsets:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        labels.append(HALLUCINATED if at < len(spans) and spans[at][0] < end else RIGHT)
    return labels


def label(tokenizer: Tokenizer, pairs: list[list[str]], batch: bool) -> bytearray:
    if batch:
        encodings = tokenizer.encode_batch([changed for _, changed in pairs], add_special_tokens=False)
    else:
        encodings = (tokenizer.encode(changed, add_special_tokens=False) for _, changed in pairs)
    labels = bytearray()
    for (original, changed), encoding in zip(pairs, encodings):
        encoding.ids  # Both sides give ids, offsets and labels.
        labels += token_labels(encoding.offsets, changed_spans(original, changed))
    return labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tokenizer", help="path of a tokenizer.json")
    parser.add_argument("pairs", help="path of a JSON list of [original, changed]")
    options = parser.parse_args()
    with open(options.pairs, encoding="utf-8") as file:
        pairs = json.load(file)
    print(json.dumps({"version": f"{sys.version.split()[0]}, tokenizers {version('tokenizers')}"}), flush=True)
    for line in sys.stdin:
        tokenizer = Tokenizer.from_file(options.tokenizer)
        start = time.perf_counter()
        labels = label(tokenizer, pairs, line.strip() == "batch")
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "labels": base64.b64encode(labels).decode()}), flush=True)


if __name__ == "__main__":
    main()
