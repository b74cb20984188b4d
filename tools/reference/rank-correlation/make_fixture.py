"""Writes packages/evaluate/fixtures/rank-correlation.json: rank correlations of scipy, with and without ties. Usage: make_fixture.py OUT.json"""

import json
import random
import sys

from scipy.stats import kendalltau, spearmanr

draw = random.Random(1)
cases = {
    "equal order": ([1, 2, 3, 4, 5], [10, 20, 30, 40, 50]),
    "opposite order": ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]),
    "ties on one side": ([1, 2, 3, 4, 5, 6], [1, 1, 2, 2, 3, 3]),
    "ties on both sides": ([1, 1, 2, 2, 3, 3], [1, 2, 2, 3, 3, 3]),
    "twelve without ties": ([draw.random() for _ in range(12)], [draw.random() for _ in range(12)]),
    "fifty with many ties": ([draw.randrange(6) for _ in range(50)], [draw.randrange(6) for _ in range(50)]),
}
records = [
    {"name": name, "first": first, "second": second, "spearman": spearmanr(first, second).statistic, "kendall": kendalltau(first, second).statistic}
    for name, (first, second) in cases.items()
]
with open(sys.argv[1], "w", encoding="utf8") as file:
    json.dump(records, file, indent=1)
    file.write("\n")
