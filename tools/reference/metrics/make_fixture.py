"""Writes packages/evaluate/fixtures/scikit-learn.json; see README.md."""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    brier_score_loss,
    precision_recall_fscore_support,
    roc_auc_score,
)

FIXTURE = Path(__file__).parents[3] / "packages" / "evaluate" / "fixtures" / "scikit-learn.json"
CASES = 240
RESPONSES = 12
BINS = 15
THRESHOLDS = [0.5, 0.25, 0.625, 0.03125]
KINDS = ["counting", "text-ocr"]


def random_response(random, case):
    """Rewards in steps of 1/8 or 1/1024 (ties are frequent, and decimals stay short). Labels: 1 right, 0 hallucinated, -1 ignored."""
    count = int(random.integers(0, 9))
    share_bad = [0.2, 0.0, 0.6, 1.0][case % 4] if case % 5 else 0.3
    labels = numpy.where(random.random(count) < share_bad, 0, 1)
    if random.random() < 0.4:
        labels[:] = 1 if share_bad < 1 else 0
    labels[random.random(count) < [0.0, 0.15, 0.5][case % 3]] = -1
    steps = [8, 1024][case // 2 % 2]
    rewards = numpy.clip(numpy.where(labels == 0, 0.4, 0.7) + random.normal(0, 0.3, count), 0, 1)
    return {"labels": labels.tolist(), "steps": (rewards * steps).round().astype(int).tolist(), "kind": int(random.integers(0, 2)), "of": steps}


def counted(response):
    labels, rewards = numpy.array(response["labels"], dtype=int), numpy.array(response["steps"]) / response["of"]
    return labels[labels >= 0] == 0, rewards[labels >= 0]


def average_precision(positive, score):
    return average_precision_score(positive, score) if positive.any() else None


def number(value):
    return None if numpy.isnan(value) else float(value)


def precision_recall_f1(truth, called, name):
    precision, recall, f1, _ = precision_recall_fscore_support(truth, called, pos_label=True, average="binary", zero_division=numpy.nan)
    return {f"precision{name}": number(precision), f"recall{name}": number(recall), f"f1{name}": number(f1)}


def expected_calibration_error(good, rewards):
    share, mean = calibration_curve(good, rewards, n_bins=BINS, strategy="uniform")
    edges = numpy.linspace(0, 1, BINS + 1)
    sizes = numpy.bincount(numpy.searchsorted(edges[1:-1], rewards), minlength=BINS)
    return float(numpy.sum(sizes[sizes > 0] * numpy.abs(share - mean)) / len(rewards))


def level(bad, rewards, threshold):
    if len(bad) == 0:
        return None
    called = rewards < threshold
    return {
        "count": len(bad),
        "bad": int(bad.sum()),
        "accuracy": accuracy_score(bad, called),
        **precision_recall_f1(bad, called, "Bad"),
        **precision_recall_f1(~bad, ~called, "Good"),
        "apNeg": average_precision(bad, -rewards),
        "apPos": average_precision(~bad, rewards),
        "auroc": roc_auc_score(bad, -rewards) if bad.any() and not bad.all() else None,
        "brier": brier_score_loss(~bad, rewards, pos_label=True),
        "ece": expected_calibration_error(~bad, rewards),
    }


def mean_of(values):
    values = [value for value in values if value is not None]
    return float(numpy.mean(values)) if values else None


def figures(scored, threshold):
    pairs = [pair for pair in (counted(response) for response in scored) if len(pair[0])]
    bad = numpy.concatenate([pair[0] for pair in pairs] or [numpy.zeros(0, bool)])
    rewards = numpy.concatenate([pair[1] for pair in pairs] or [numpy.zeros(0)])
    each = [level(b, r, threshold) for b, r in pairs]
    token = level(bad, rewards, threshold)
    if token is not None:
        token["mapNeg"] = mean_of([one["apNeg"] for one in each])
        token["mapPos"] = mean_of([one["apPos"] for one in each])
        names = [f"{name}{of}" for of in ("Bad", "Good") for name in ("precision", "recall", "f1")]
        token["perResponse"] = {name: mean_of([one[name] for one in each]) for name in names}
    response_bad = numpy.array([pair[0].any() for pair in pairs], dtype=bool)
    response_reward = numpy.array([pair[1].min() for pair in pairs])
    return {"token": token, "response": level(response_bad, response_reward, threshold)}


LEVEL = ["count", "bad", "accuracy", "precisionBad", "recallBad", "f1Bad", "precisionGood", "recallGood", "f1Good", "apNeg", "apPos", "auroc", "brier", "ece"]
KIND = ["apNeg", "responseAccuracy"]
PER_RESPONSE = ["precisionBad", "recallBad", "f1Bad", "precisionGood", "recallGood", "f1Good"]


def row(figures, names):
    """Figures in the order of their names; eleven significant digits are enough to compare to 1e-9."""
    return [float(f"{value:.11g}") if isinstance(value, float) else value for value in (figures[name] for name in names)]


def make_case(random, case):
    threshold = THRESHOLDS[case % len(THRESHOLDS)]
    scored = [random_response(random, case) for _ in range(int(random.integers(1, RESPONSES + 1)))]
    kinds = {}
    for index, name in enumerate(KINDS):
        of_kind = figures([response for response in scored if response["kind"] == index], threshold)
        if of_kind["token"] is not None:
            kinds[name] = row({"apNeg": of_kind["token"]["apNeg"], "responseAccuracy": of_kind["response"]["accuracy"]}, KIND)
    token, response = (figures(scored, threshold)[name] for name in ("token", "response"))
    return {
        "threshold": threshold,
        "of": scored[0]["of"],
        "responses": [[response["kind"], response["labels"], response["steps"]] for response in scored],
        "token": token and row(token, [*LEVEL, "mapNeg", "mapPos"]),
        "perResponse": token and row(token["perResponse"], PER_RESPONSE),
        "response": response and row(response, LEVEL),
        "byTaxonomy": kinds,
    }


def main():
    random = numpy.random.default_rng(7)
    cases = [make_case(random, case) for case in range(CASES)]
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    names = {"token": [*LEVEL, "mapNeg", "mapPos"], "perResponse": PER_RESPONSE, "response": LEVEL, "kind": KIND}
    head = json.dumps({"madeWith": f"scikit-learn {sklearn.__version__}", "kinds": KINDS, "names": names}, separators=(",", ":"))
    FIXTURE.write_text(f'{head[:-1]},"cases":[\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
