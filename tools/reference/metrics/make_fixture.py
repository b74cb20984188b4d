"""Writes packages/evaluate/fixtures/scikit-learn.json; see README.md."""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, precision_score, recall_score, roc_auc_score

FIXTURE = Path(__file__).parents[3] / "packages" / "evaluate" / "fixtures" / "scikit-learn.json"
THRESHOLD = 0.5


def ranking_cases(random):
    """Scores with and without ties; rare and frequent positives."""
    cases = []
    for count, levels, share in [(1, 3, 1.0), (2, 1, 0.5), (10, 3, 0.5), (40, 5, 0.1), (60, 1000, 0.3), (60, 2, 0.9), (100, 20, 0.05)]:
        scores = random.integers(0, levels, count) / max(1, levels - 1)
        positive = random.random(count) < share
        positive[0] = True
        if count > 1:
            positive[1] = False
        cases.append(
            {
                "scores": scores.round(4).tolist(),
                "positive": positive.astype(int).tolist(),
                "averagePrecision": average_precision_score(positive, scores.round(4)),
                "auroc": roc_auc_score(positive, scores.round(4)) if count > 1 else None,
            }
        )
    return cases


def responses(random):
    """Token rewards of pairs of responses: every other one without a bad token. Labels: 1 right, 0 hallucinated, -1 ignored."""
    result = []
    for index in range(12):
        count = int(random.integers(3, 9))
        labels = numpy.ones(count, dtype=int)
        if index % 2 == 1:
            labels[random.integers(0, count)] = 0
            if index % 4 == 3:
                labels[:] = numpy.where(random.random(count) < 0.5, 0, labels)
        if labels.min() == 1 or labels.sum() > 2:
            ignored = int(random.integers(0, count))
            if labels[ignored] == 1:
                labels[ignored] = -1
        rewards = numpy.clip(numpy.where(labels == 0, 0.35, 0.7) + random.normal(0, 0.25, count), 0, 1).round(1)
        result.append({"taxonomy": ["counting", "text-ocr"][index // 2 % 2], "labels": labels.tolist(), "rewards": rewards.tolist()})
    return result


def bad_class(bad, called_bad):
    return {
        "accuracy": accuracy_score(bad, called_bad),
        "precisionBad": precision_score(bad, called_bad),
        "recallBad": recall_score(bad, called_bad),
        "f1Bad": f1_score(bad, called_bad),
    }


def counted(response):
    labels, rewards = numpy.array(response["labels"]), numpy.array(response["rewards"])
    return labels[labels >= 0] == 0, rewards[labels >= 0]


def report(scored):
    pairs = [counted(response) for response in scored]
    bad = numpy.concatenate([pair[0] for pair in pairs])
    rewards = numpy.concatenate([pair[1] for pair in pairs])
    response_bad = numpy.array([pair[0].any() for pair in pairs])
    response_reward = numpy.array([pair[1].min() for pair in pairs])
    return {
        "token": {
            **bad_class(bad, rewards < THRESHOLD),
            "apNeg": average_precision_score(bad, -rewards),
            "apPos": average_precision_score(~bad, rewards),
            "mapNeg": float(numpy.mean([average_precision_score(b, -r) for b, r in pairs if b.any()])),
            "mapPos": float(numpy.mean([average_precision_score(~b, r) for b, r in pairs if not b.all()])),
        },
        "response": {**bad_class(response_bad, response_reward < THRESHOLD), "auroc": roc_auc_score(response_bad, -response_reward)},
    }


def main():
    random = numpy.random.default_rng(7)
    scored = responses(random)
    fixture = {
        "madeWith": f"scikit-learn {sklearn.__version__}",
        "threshold": THRESHOLD,
        "rankings": ranking_cases(random),
        "responses": scored,
        "report": report(scored),
        "byTaxonomy": {name: report([r for r in scored if r["taxonomy"] == name]) for name in ["counting", "text-ocr"]},
    }
    FIXTURE.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
