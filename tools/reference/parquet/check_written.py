"""Prints a table that @tldr-rm/datasets wrote; see README.md."""

import sys

import pyarrow.parquet

table = pyarrow.parquet.read_table(sys.argv[1])
print(table.schema)
for row in table.to_pylist():
    print(row)
    for span in row.get("spans") or []:
        print("  ", repr(row["response"][span["start"] : span["end"]]), span["label"], span["taxonomy"])
