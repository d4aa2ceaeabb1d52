"""15 confusion, 16 precision-recall, 17 roc-auc, and the Rand index of 28."""

import numpy as np
from sklearn import metrics

from .common import fixture, label_pairs, outcome


# Empty lists are left out of accuracy: scikit-learn says NaN, we refuse them.
@fixture("accuracy", "T2", "sklearn.metrics.accuracy_score")
def accuracy(rng):
    for name, y, p in label_pairs(rng):
        yield name, {"yTrue": y, "yPred": p}, metrics.accuracy_score(y, p)


@fixture("balancedAccuracy", "T2", "sklearn.metrics.balanced_accuracy_score")
def balanced_accuracy(rng):
    for name, y, p in label_pairs(rng):
        yield name, {"yTrue": y, "yPred": p}, metrics.balanced_accuracy_score(y, p)


@fixture("confusionMatrix", "T2", "sklearn.metrics.confusion_matrix")
def confusion_matrix(rng):
    for i, (name, y, p) in enumerate(label_pairs(rng)):
        normalize = [None, "true", "pred", "all"][i % 4]
        opt = {"normalize": normalize} if normalize else {}
        yield name, {"yTrue": y, "yPred": p, "opt": opt}, metrics.confusion_matrix(y, p, normalize=normalize)
    y, p = np.array([0, 1, 2, 2, 1, 0]), np.array([0, 2, 2, 1, 1, 2])
    choices = {"reversed": [2, 1, 0], "subset": [2, 0], "superset": [0, 1, 2, 9], "one": [1]}
    for name, labels in choices.items():
        for normalize in [None, "true", "pred", "all"]:
            opt = {"labels": labels, **({"normalize": normalize} if normalize else {})}
            expect = metrics.confusion_matrix(y, p, labels=labels, normalize=normalize)
            yield f"labels-{name}-{normalize or 'counts'}", {"yTrue": y, "yPred": p, "opt": opt}, expect
    for name, y, p, labels in [
        ("no-samples-but-labels", [], [], [0, 1]),
        ("labels-that-do-not-occur", [0, 1], [1, 1], [7, 8]),
        ("no-labels", [0, 1], [1, 1], []),
        ("lengths-that-differ", [0, 1], [1], [0, 1]),
    ]:
        expect = outcome(lambda: metrics.confusion_matrix(y, p, labels=labels))
        yield name, {"yTrue": y, "yPred": p, "opt": {"labels": labels}}, expect


def prf_cases(rng):
    for name, y, p in label_pairs(rng):
        for zero in [0, 1]:
            yield f"{name}-{zero}", y, p, zero


@fixture("precisionRecallF1", "T2", "sklearn.metrics.precision_recall_fscore_support")
def precision_recall(rng):
    def answer(y, p, labels, zero):
        values = metrics.precision_recall_fscore_support(y, p, labels=labels, zero_division=zero)
        return dict(zip(["labels", "precision", "recall", "f1", "support"], [labels, *values]))

    for name, y, p, zero in prf_cases(rng):
        expect = answer(y, p, np.union1d(y, p), zero)
        yield name, {"yTrue": y, "yPred": p, "opt": {"zeroDivision": zero}}, expect
    y, p = np.array([0, 1, 2, 2, 1, 0, 2]), np.array([0, 2, 2, 1, 1, 2, 2])
    choices = {"reversed": [2, 1, 0], "subset": [2, 0], "superset": [0, 1, 2, 9], "absent": [9]}
    for name, labels in choices.items():
        for zero in [0, 1]:
            given = {"yTrue": y, "yPred": p, "opt": {"labels": labels, "zeroDivision": zero}}
            yield f"labels-{name}-{zero}", given, answer(y, p, labels, zero)


@fixture("averagedF1", "T2", "sklearn.metrics.precision_recall_fscore_support(average=…)")
def averaged_f1(rng):
    for i, (name, y, p, zero) in enumerate(prf_cases(rng)):
        for average in ["macro", "micro", "weighted"]:
            values = metrics.precision_recall_fscore_support(y, p, average=average, zero_division=zero)
            given = {"yTrue": y, "yPred": p, "average": average, "opt": {"zeroDivision": zero}}
            yield f"{average}-{name}", given, dict(zip(["precision", "recall", "f1"], values))


def scored(rng):
    for i in range(12):
        n = rng.randint(2, 30)
        y = rng.permutation(np.append([0, 1], rng.randint(0, 2, n)))
        # Few distinct scores, so that ties are everywhere.
        yield f"ties-{i}", y, rng.randint(0, 9, n + 2) / 8
    for i in range(6):
        y = rng.permutation(np.append([0, 1], rng.randint(0, 2, 20)))
        yield f"distinct-{i}", y, (rng.rand(22) + y / 2).round(6)
    yield "perfect", np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.3, 0.4])
    yield "reversed", np.array([1, 1, 0, 0]), np.array([0.1, 0.2, 0.3, 0.4])
    yield "all-tied", np.array([0, 1, 0, 1, 1]), np.full(5, 0.5)
    yield "one-of-each", np.array([0, 1]), np.array([0.7, 0.2])
    yield "negative-scores", np.array([0, 1, 1, 0]), np.array([-3.0, -1, -2, -2])
    yield "large-scores", np.array([0, 1, 1, 0]), np.array([1e9, 1e10, 1e8, 1e8])
    yield "nearly-equal", np.array([0, 1, 0]), np.array([0.5, 0.5 + 2.0**-50, 0.5 - 2.0**-50])
    yield "rare-positives", np.append(np.zeros(30, int), 1), np.append(rng.rand(30).round(3), 0.8)


@fixture("rocCurve", "T2", "sklearn.metrics.roc_curve(drop_intermediate=False), first threshold infinite")
def roc_curve(rng):
    for name, y, score in scored(rng):
        fpr, tpr, thresholds = metrics.roc_curve(y, score, drop_intermediate=False)
        # scikit-learn 1.2 writes max + 1 here, later versions infinity.
        thresholds = np.append(np.inf, thresholds[1:])
        yield name, {"y": y, "score": score}, {"fpr": fpr, "tpr": tpr, "thresholds": thresholds}


@fixture("rocAuc", "T2", "sklearn.metrics.roc_auc_score")
def roc_auc(rng):
    for name, y, score in scored(rng):
        yield name, {"y": y, "score": score}, metrics.roc_auc_score(y, score)
    for name, y in [("only-ones", [1, 1, 1]), ("only-zeros", [0, 0, 0])]:
        score = [0.1, 0.2, 0.3]
        yield name, {"y": y, "score": score}, outcome(lambda: metrics.roc_auc_score(y, score))


@fixture("adjustedRandIndex", "T2", "sklearn.metrics.adjusted_rand_score")
def adjusted_rand_index(rng):
    pairs = list(label_pairs(rng))
    pairs += [
        ("renamed", np.array([0, 0, 1, 1, 2]), np.array([5, 5, -1, -1, 0])),
        ("none", [], []),
        ("both-trivial", np.zeros(4, int), np.ones(4, int)),
        ("both-singletons", np.arange(4), np.arange(4)[::-1]),
        ("one-cluster-against-singletons", np.zeros(5, int), np.arange(5)),
        ("worse-than-chance", np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])),
        ("words-against-numbers", np.array(["a", "a", "b", "b", "b"]), np.array([1, 1, 1, 2, 2])),
        ("many", rng.randint(0, 6, 200), rng.randint(0, 4, 200)),
    ]
    names = np.array(["a", "a\n", "a\na", "\n", "\na"])
    pairs.append(("separators-in-labels", names[rng.randint(0, 5, 40)], names[rng.randint(0, 5, 40)]))
    for name, a, b in pairs:
        yield name, {"a": a, "b": b}, metrics.adjusted_rand_score(a, b)
