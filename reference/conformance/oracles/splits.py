"""12 train-test-split, 13 stratified-split and 14 k-fold."""

import numpy as np
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split
from sklearn.utils import _approximate_mode

from .common import fixture, normal, outcome


@fixture("trainTestSplit", "T0", "sklearn.model_selection.train_test_split: sizes; order unshuffled")
def split(rng):
    def answer(n, size, shuffle):
        train, test = train_test_split(np.arange(n), test_size=size, shuffle=shuffle)
        counts = {"nTrain": len(train), "nTest": len(test)}
        return counts if shuffle else {**counts, "trainIdx": train, "testIdx": test}

    # The float 1.0 is left out: scikit-learn refuses it, JavaScript can not tell it from one sample.
    sizes = [(100, 0.07), (100, 0.25), (10, 0.25), (3, 0.5), (2, 0.5), (2, 0.01), (7, 0.999), (30, 1 / 3)]
    sizes += [(1, 0.5)]
    sizes += [(50, 0.14), (50, 0.28), (200, 0.29), (1000, 0.055), (25, 0.2), (25, 0.04), (9, 0.1), (10, 0.3)]
    sizes += [(10, 1), (10, 9), (10, 10), (10, 11), (10, 0), (10, -0.25), (10, -2), (10, 1.5), (2, 1), (1, 1)]
    for n, size in sizes:
        for shuffle in [True, False]:
            expect = outcome(lambda: answer(n, size, shuffle))
            name = f"{n}-by-{size:g}-{'shuffled' if shuffle else 'in-order'}"
            yield name, {"n": n, "testSize": size, "shuffle": shuffle}, expect


def is_tie_free(counts, n_test):
    """Whether the seats that are left go to classes with larger remainders than those that get none."""
    n = sum(counts)
    remainders = sorted((int(n_test * c) % n for c in counts), reverse=True)
    seats = n_test - sum(int(n_test * c) // n for c in counts)
    return seats in (0, len(counts)) or remainders[seats - 1] > remainders[seats]


@fixture("stratumCounts", "T0", "sklearn.utils._approximate_mode where no remainders tie")
def stratum_counts(rng):
    def case(name, counts, n_test):
        assert is_tie_free(counts, n_test), name
        expect = _approximate_mode(np.array(counts), n_test, np.random.RandomState(0))
        return name, {"classCounts": counts, "nTest": n_test}, expect

    yield case("eight-and-three", [8, 3], 4)
    yield case("whole-quotas", [10, 20, 30], 6)
    yield case("rare-class", [97, 3], 25)
    yield case("one-class", [12], 5)
    yield case("many-classes", [5, 9, 13, 17, 2, 31], 20)
    made = 0
    while made < 30:
        counts = [int(c) for c in rng.randint(2, 40, rng.randint(2, 6))]
        n_test = int(rng.randint(1, sum(counts)))
        if is_tie_free(counts, n_test):
            yield case(f"random-{made}", counts, n_test)
            made += 1


@fixture("stratifiedSplit", "T0", "sklearn.model_selection.train_test_split(stratify=y): counts")
def stratified_split(rng):
    def answer(y, size):
        _, test = train_test_split(y, test_size=size, stratify=y, random_state=0)
        return {"testCounts": [int(np.sum(test == c)) for c in np.unique(y)]}

    def is_comparable(y, size):
        _, counts = np.unique(y, return_counts=True)
        return is_tie_free(counts.tolist(), int(np.ceil(size * len(y))))

    made = 0
    while made < 20:
        y, size = rng.permutation(np.repeat(np.arange(3), rng.randint(3, 12, 3))), [0.25, 0.2, 0.5, 0.3][made % 4]
        if is_comparable(y, size):
            yield f"random-{made}", {"y": y, "testSize": size}, answer(y, size)
            made += 1
    for name, y, size in [
        ("fast-spiking", np.array(["PYR"] * 48 + ["FS"] * 12), 0.25),
        ("class-of-one", np.array([0, 0, 0, 0, 1]), 0.4),
        ("fewer-test-samples-than-classes", np.repeat([0, 1, 2], 5), 0.1),
        ("fewer-training-samples-than-classes", np.repeat([0, 1, 2], 4), 0.9),
        ("one-of-each-is-tested", np.repeat([0, 1, 2], 2), 0.5),
        ("no-test-size", np.repeat([0, 1], 5), 0),
        ("too-large", np.repeat([0, 1], 5), 1.5),
    ]:
        yield name, {"y": y, "testSize": size}, outcome(lambda: answer(y, size))


@fixture("kFold", "T0", "sklearn.model_selection.KFold(shuffle=False)")
def k_fold(rng):
    pairs = [(10, 2), (10, 3), (10, 5), (10, 10), (11, 3), (12, 5), (2, 2), (7, 7), (23, 4), (60, 7), (100, 9)]
    pairs += [(int(n), int(rng.randint(2, n + 1))) for n in rng.randint(2, 50, 12)]
    pairs += [(5, 6), (5, 1), (5, 0), (5, -1), (1, 2)]
    for i, (n, k) in enumerate(pairs):
        folds = outcome(lambda: [test for _, test in KFold(k).split(np.zeros((n, 1)))])
        yield f"{i}-{n}-in-{k}", {"n": n, "k": k}, folds


@fixture("stratifiedKFold", "T0", "sklearn.model_selection.StratifiedKFold(shuffle=False)")
def stratified_k_fold(rng):
    lists = [(f"random-{i}", rng.randint(0, rng.randint(2, 5), 30), int(rng.randint(2, 6))) for i in range(16)]
    words = np.array(["wake", "NREM", "REM"])
    lists += [
        ("strings", words[rng.randint(0, 3, 24)], 3),
        ("sorted", np.repeat([0, 1], [9, 6]), 3),
        ("last-class-comes-first", np.array([5, 5, 1, 1, 5, 1, 3, 3, 3, 5]), 2),
        ("alternating", np.tile([0, 1], 8), 4),
        ("unbalanced", np.repeat([0, 1], [25, 5]), 5),
        ("class-smaller-than-k", np.repeat([0, 1], [10, 2]), 4),
        ("class-of-one", np.array([0, 0, 0, 1, 0, 0]), 3),
        ("one-class", np.zeros(7, int), 3),
        ("leave-one-out-of-one-class", np.zeros(4, int), 4),
        ("every-class-smaller-than-k", np.repeat([0, 1], 2), 3),
        ("one-fold", np.repeat([0, 1], 4), 1),
        ("more-folds-than-samples", np.array([0, 1, 0]), 5),
    ]
    for name, y, k in lists:
        folds = outcome(lambda: [test for _, test in StratifiedKFold(k).split(np.zeros((len(y), 1)), y)])
        yield name, {"y": y, "k": k}, folds


@fixture("meanAndStd", "T2", "numpy.mean, numpy.std")
def mean_and_std(rng):
    lists = [(f"accuracies-{i}", rng.rand(rng.randint(2, 12)).round(4)) for i in range(18)]
    lists += [
        ("one", np.array([0.75])),
        ("equal", np.full(5, 0.5)),
        ("dyadic", np.array([0.25, 0.75])),
        ("zeros", np.zeros(3)),
        ("negative", np.array([-3.0, -1, -2])),
        ("wide", np.array([1e-6, 1, 1e6])),
        ("many", normal(rng, 200)),
    ]
    for name, scores in lists:
        yield name, {"scores": scores}, {"mean": np.mean(scores), "std": np.std(scores)}
