"""Writes packages/datasets/fixtures/*.parquet; see README.md."""

import struct
import zlib
from pathlib import Path

import pyarrow
import pyarrow.parquet

FIXTURES = Path(__file__).parents[3] / "packages" / "datasets" / "fixtures"


def png(red, green, blue):
    """A picture of one pixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes([0, red, green, blue]))) + chunk(b"IEND", b"")


def questions():
    """Five rows about two pictures, one of them given by path alone."""
    image = pyarrow.struct([("bytes", pyarrow.binary()), ("path", pyarrow.string())])
    red, blue = png(255, 0, 0), png(0, 0, 255)
    rows = [
        {"question_id": 9007199254740993, "image": {"bytes": red, "path": "red.png"}, "question": "Which colour is it?", "answer": "It is red."},
        {"question_id": 2, "image": {"bytes": red, "path": "red.png"}, "question": "Is it blue?", "answer": "No. \U0001f34e is red."},
        {"question_id": 3, "image": {"bytes": blue, "path": None}, "question": "Is it blue?", "answer": "Yes."},
        {"question_id": 4, "image": {"bytes": None, "path": "pictures/green.png"}, "question": "Is it green?", "answer": "Yes."},
        {"question_id": 5, "image": None, "question": "Is there a picture?", "answer": "No."},
    ]
    schema = pyarrow.schema(
        [("question_id", pyarrow.int64()), ("image", image), ("question", pyarrow.string()), ("answer", pyarrow.string()), ("unused", pyarrow.float64())]
    )
    return pyarrow.Table.from_pylist(rows, schema=schema)


def captions():
    """Several captions of a picture in one row."""
    return pyarrow.table({"filename": ["a.jpg", "b.jpg"], "caption": [["A dog.", "A brown dog."], ["A cat."]]})


for codec in ["snappy", "zstd", "gzip"]:
    pyarrow.parquet.write_table(questions(), FIXTURES / f"questions-{codec}.parquet", compression=codec, row_group_size=2)
pyarrow.parquet.write_table(captions(), FIXTURES / "captions.parquet")
