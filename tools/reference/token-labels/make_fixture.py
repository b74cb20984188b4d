"""Tokenizes varied texts with Python's `tokenizers` and writes hashes of ids and offsets, against which the tests of @tldr-rm/align compare."""

import argparse
import hashlib
import json
import pathlib
import random
from importlib.metadata import version

from tokenizers import Tokenizer

OUTPUT = pathlib.Path(__file__).parents[3] / "packages/align/fixtures/python-tokenizers.json"
TEXTS = 400
# What JavaScript's \s matches.
SPACES = set("\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff") | {chr(code) for code in range(0x2000, 0x200B)}
PARTS = {
    "words": "A The two red green apple apples umbrella cat's T-shirt is isn't left of in front on 3.5 1,000 42nd (small) \"STOP\" and, there. tree! We'll".split(),
    "emoji": ["👩‍👩‍👧", "🏳️‍🌈", "🇩🇪", "👍🏽", "🍏", "👨🏿‍🚀", "❤️", "1️⃣"],
    "marks": ["e\u0301", "n\u0303\u0323", "cafe\u0301", "Z\u0351\u036B\u0343", "\u1112\u1161\u11ab", "क्षि", "แมวสีดำ", "i̇", "İstanbul", "naïve", "Über", "ﬁne", "㌖", "½", "Ａｐｐｌｅ", "ſtraße"],
    "cjk": ["猫が木の上にいます。", "红苹果", "한국어", "ｶﾞ", "苹果，树！"],
    "right-to-left": ["שָׁלוֹם", "تفاحة حمراء", "בית", "\u200fתפוח\u200e", "السَّلَامُ"],
    "odd": ["\u00a0", "\u3000", "\u200b", "\ufeff", "\u2028", "\r\n", "\t", "  ", "\n\n", "𝔘𝔫𝔦", "—", "“q”", "…", "\u00ad", "<end>", "</s>", "[MASK]", "<|endoftext|>", "▁", "##s", "Ġ"],
}


def varied_text(source: random.Random) -> str:
    kinds = ["words"] * 4 + list(PARTS)
    parts = []
    for _ in range(source.randint(1, 14)):
        parts.append(source.choice(PARTS[source.choice(kinds)]))
        parts.append(source.choice(["", " ", " ", " "]))
    return "".join(parts)


def visible_offsets(text: str, offsets: list[tuple[int, int]]) -> list[list[int]]:
    """Without white space at the ends; what no token covers goes to the token before it in the same word, or else to the one after it. Code points."""
    trimmed = []
    for start, end in offsets:
        inner = [at for at in range(start, end) if text[at] not in SPACES]
        trimmed.append([inner[0], inner[-1] + 1] if inner else [start, end])
    covered = [False] * len(text)
    for start, end in trimmed:
        covered[start:end] = [True] * (end - start)
    owned = [[start, end] for start, end in trimmed]
    for at in range(len(text)):
        if covered[at] or text[at] in SPACES:
            continue
        before = at
        while before > 0 and not covered[before - 1] and text[before - 1] not in SPACES:
            before -= 1
        after = at + 1
        while after < len(text) and not covered[after] and text[after] not in SPACES:
            after += 1
        for own, (start, end) in zip(owned, trimmed):
            if start == end:
                continue
            if end == before:
                own[1] = max(own[1], at + 1)
            elif start == after and (before == 0 or text[before - 1] in SPACES):
                own[0] = min(own[0], at)
    return owned


def digest(tokenizer: Tokenizer, text: str) -> str:
    """First eight hexadecimal digits of the SHA-256 of `id:start-end,...` with offsets in UTF-16 units."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if ord(character) > 0xFFFF else 1))
    tokens = [f"{id}:{units[start]}-{units[end]}" for id, (start, end) in zip(encoding.ids, visible_offsets(text, encoding.offsets))]
    return hashlib.sha256(",".join(tokens).encode()).hexdigest()[:8]


def text_only(path: pathlib.Path) -> Tokenizer:
    """A tokenizer that reads no special token from the text, and neither cuts nor pads."""
    document = json.loads(path.read_text(encoding="utf-8"))
    document["added_tokens"] = [token for token in document["added_tokens"] if not token["special"]]
    tokenizer = Tokenizer.from_str(json.dumps(document))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tokenizers", type=pathlib.Path, help="folder of NAME.json, as written by tools/real-tokenizers")
    options = parser.parse_args()
    source = random.Random(20250101)
    texts = [varied_text(source) for _ in range(TEXTS)]
    hashes = {}
    for path in sorted(options.tokenizers.glob("*.json")):
        tokenizer = text_only(path)
        hashes[path.stem] = "".join(digest(tokenizer, text) for text in texts)
    fixture = {"tokenizers": version("tokenizers"), "texts": texts, "hashes": hashes}
    OUTPUT.write_text(json.dumps(fixture, ensure_ascii=True, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
