"""Guesses negatives from their text with scikit-learn, on the halves that `tldr-rm audit` takes, to compare the figures of the two."""

import argparse
import hashlib
import json
import pathlib

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, GroupKFold
from sklearn.pipeline import make_pipeline, make_union

WORDS = r"\w+|[^\w\s]"


def share(*texts):
    """`textShare` of packages/perturb/src/audit/text-hash.ts; lengths are counted in UTF-16 units."""
    joined = "".join(f"{len(text.encode('utf-16-le')) // 2}:{text}" for text in texts)
    return int(hashlib.sha1(joined.encode()).hexdigest()[:13], 16) / 16**13


def read(path, seed):
    halves = {"training": [], "test": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        sample = json.loads(line)
        if sample.get("original") in (None, sample["response"]):
            continue
        group = sample.get("image") or sample["original"]
        half = "training" if share(seed, "half", group) < 0.5 else "test"
        halves[half].append((f"{sample['prompt']} \n {sample['original']}", f"{sample['prompt']} \n {sample['response']}", group))
    return halves["training"], halves["test"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", type=pathlib.Path)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    training, test = read(options.labelled, options.seed)
    texts = [text for pair in training for text in pair[:2]]
    labels = np.tile([0, 1], len(training))
    groups = np.repeat([pair[2] for pair in training], 2)
    vectorizers = {
        "words 1-3, counts": CountVectorizer(token_pattern=WORDS, ngram_range=(1, 3), min_df=2, binary=True),
        "words 1-3, tf-idf": TfidfVectorizer(token_pattern=WORDS, ngram_range=(1, 3), min_df=2, binary=True),
        "words 1-3 and characters 3-5, tf-idf": make_union(
            TfidfVectorizer(token_pattern=WORDS, ngram_range=(1, 3), min_df=2, binary=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, binary=True),
        ),
    }
    print(f"{len(training)} pairs to learn from, {len(test)} to judge")
    for name, vectorizer in vectorizers.items():
        pipeline = make_pipeline(vectorizer, LogisticRegression(max_iter=2000))
        search = GridSearchCV(pipeline, {"logisticregression__C": [0.03, 0.3, 3, 30]}, scoring="neg_log_loss", cv=GroupKFold(3))
        search.fit(texts, labels, groups=groups)
        right = search.decision_function([pair[0] for pair in test])
        wrong = search.decision_function([pair[1] for pair in test])
        accuracy = ((right < 0).mean() + (wrong > 0).mean()) / 2
        ranking = (right < wrong).mean() + (right == wrong).mean() / 2
        print(f"{name}: C {search.best_params_['logisticregression__C']}, accuracy {accuracy:.3f}, ranking {ranking:.3f}")


if __name__ == "__main__":
    main()
