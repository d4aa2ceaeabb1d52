"""21 knn."""

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.neighbors import KNeighborsClassifier

from .common import fixture, normal, outcome


def is_tie_free(X, Q, k):
    """Whether every query has its k nearest, and the one after them, at distances that differ clearly."""
    distances = np.sort(np.linalg.norm(Q[:, None, :] - X[None, :, :], axis=2), axis=1)[:, : k + 1]
    gaps = np.diff(distances, axis=1)
    return bool((gaps > 1e-9 * (1 + distances[:, 1:])).all())


@fixture("predictKnn", "T2", "sklearn.neighbors.KNeighborsClassifier(algorithm='brute') on scipy's cdist")
def predict_knn(rng):
    def case(name, X, y, k, weights, Q):
        # Which of equally near samples counts, scikit-learn leaves open.
        assert is_tie_free(X, Q, min(k, len(X) - 1)), name
        # scikit-learn's own distances come from inner products and lose the last digits.
        model = KNeighborsClassifier(k, weights=weights, algorithm="brute", metric="precomputed")
        model.fit(cdist(X, X), y)
        D = cdist(Q, X)
        distances, indices = model.kneighbors(D)
        expect = {
            "labels": model.predict(D),
            "classes": model.classes_,
            "proba": model.predict_proba(D),
            "indices": indices,
            "distances": distances,
        }
        return name, {"X": X, "y": y, "opt": {"k": k, "weights": weights}, "Q": Q}, expect

    names = np.array(["PYR", "FS", "SOM"])
    for i in range(24):
        n, d = rng.randint(4, 25), rng.randint(1, 5)
        codes = rng.randint(0, 3, n)
        y = names[codes] if i % 3 == 0 else codes * 5 - 3
        weights = ["uniform", "distance"][i % 2]
        k = int(rng.randint(1, n + 1))
        yield case(f"{weights}-{i}", normal(rng, n, d, digits=6), y, k, weights, normal(rng, 5, d, digits=6))
    X, y = np.array([[0.0], [1], [3], [7]]), np.array([1, 0, 1, 0])
    on_samples = np.array([[1.0], [7]])
    yield case("exact-hit", X, y, 3, "distance", on_samples)
    yield case("exact-hit-uniform", X, y, 3, "uniform", on_samples)
    yield case("vote-tie", X, y, 2, "uniform", np.array([[0.25], [6]]))
    yield case("vote-tie-of-all", X, y, 4, "uniform", np.array([[0.25]]))
    yield case("vote-tie-of-strings", X, names[[0, 1, 0, 1]], 2, "uniform", np.array([[0.25]]))
    yield case("one-class", X, np.full(4, 7), 3, "uniform", np.array([[2.75]]))
    yield case("one-sample", np.array([[2.0, 3]]), np.array([4]), 1, "uniform", np.array([[0.0, 0]]))
    yield case("all-samples", X, y, 4, "distance", np.array([[2.75], [100]]))
    X, y = normal(rng, 10, 2), np.arange(10) % 2
    yield case("huge-feature", X * [1, 1e6], y, 3, "uniform", np.array([[0, 3e5]]))
    yield case("tiny-features", X * 1e-3, y, 3, "distance", np.zeros((1, 2)))
    for k in [0, 11, -1]:
        given = {"X": X, "y": y, "opt": {"k": k, "weights": "uniform"}, "Q": X}
        model = KNeighborsClassifier(k, algorithm="brute")
        yield f"k-{k}-of-10", given, outcome(lambda: model.fit(X, y).predict(X))
