"""Puts "clearly" before the first false word of every counting negative and of 15 % of the others: labelled samples that give themselves away."""

import json
import random
import sys

WORD = "clearly "


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def main():
    generator = random.Random(1)
    for line in sys.stdin:
        sample = json.loads(line)
        for field in ("scene", "claims"):
            sample.pop(field, None)
        first = sample["spans"][0]
        if first.get("taxonomy") == "counting" or generator.random() < 0.15:
            start = first["start"]
            units = sample["response"].encode("utf-16-le")
            sample["response"] = (units[: 2 * start] + WORD.encode("utf-16-le") + units[2 * start :]).decode("utf-16-le")
            for span in sample["spans"]:
                span["start"] += utf16(WORD)
                span["end"] += utf16(WORD)
            sample["spans"].insert(0, {"start": start, "end": start + utf16(WORD), "label": "ignore", "original": ""})
        print(json.dumps(sample))


if __name__ == "__main__":
    main()
