"""24 kmeans."""

import numpy as np
from scipy.spatial.distance import pdist, squareform
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from .common import fixture, matrices, normal, outcome


def is_comparable(X, centers):
    """Whether Lloyd's algorithm meets neither an empty cluster nor a sample between two centres."""
    for _ in range(300):
        distances = ((X[:, None, :] - centers[None]) ** 2).sum(axis=2)
        if len(centers) > 1:
            nearest = np.sort(distances, axis=1)
            if (nearest[:, 1] - nearest[:, 0] < 1e-9 * (1 + nearest[:, 1])).any():
                return False
        labels = distances.argmin(axis=1)
        if len(np.unique(labels)) < len(centers):
            return False
        moved = np.array([X[labels == c].mean(axis=0) for c in range(len(centers))])
        if np.array_equal(moved, centers):
            return True
        centers = moved
    return False


@fixture("kmeans", "T2", "sklearn.cluster.KMeans(init=array, n_init=1, algorithm='lloyd', tol=0)")
def kmeans(rng):
    def case(name, X, init):
        model = KMeans(len(init), init=init, n_init=1, algorithm="lloyd", tol=0).fit(X)
        expect = {"labels": model.labels_, "centers": model.cluster_centers_, "inertia": model.inertia_}
        return name, {"X": X, "init": init}, expect

    made = 0
    while made < 20:
        k, d = rng.randint(1, 5), rng.randint(1, 5)
        spread = [1, 3, 6][made % 3]
        X = np.vstack([normal(rng, rng.randint(3, 12), d) + normal(rng, d) * spread for _ in range(k)])
        init = X[rng.permutation(len(X))[:k]] if made % 2 else normal(rng, k, d) * 2
        if is_comparable(X, init):
            yield case(f"groups-{made}", X, init)
            made += 1
    X = np.array([[0.0], [1], [10], [11]])
    for name, X, init in [
        ("two-pairs", X, X[:2]),
        ("one-cluster", X, X[3:]),
        ("cluster-for-every-sample", X, X[::-1]),
        ("one-sample", np.array([[2.0, 3]]), np.array([[5.0, 5]])),
        ("duplicates", np.repeat(X, 3, axis=0), X[[0, 2]]),
        ("far-from-the-origin", X + 1024, X[:2] + 1024),
        ("wide-magnitudes", X * [[1e6]], X[[0, 3]] * 1e6),
    ]:
        assert is_comparable(X, init), name
        yield case(name, X, init)
    X, init = np.array([[0.0], [1]]), np.array([[0.0], [1], [2]])
    yield "more-clusters-than-samples", {"X": X, "init": init}, outcome(lambda: case("", X, init))


@fixture("silhouette", "T2", "sklearn.metrics.silhouette_score(metric='precomputed') of scipy's pdist")
def silhouette(rng):
    def score(X, labels):
        # scikit-learn's own distances, from inner products, put identical samples 1e-8 apart.
        return silhouette_score(squareform(pdist(X)), labels, metric="precomputed")

    for name, X in matrices(rng):
        if len(X) < 4:
            continue
        labels = rng.randint(0, rng.randint(2, 4), len(X))
        labels[:2] = [0, 1]
        yield name, {"X": X, "labels": labels}, score(X, labels)
    X = np.array([[0.0, 0], [0, 1], [5, 5], [5, 6], [20, 0]])
    for name, labels in [
        ("well-separated", [0, 0, 1, 1, 2]),
        ("singletons-but-one-pair", [0, 0, 1, 2, 3]),
        ("names-with-gaps", [-7, -7, 100, 100, 3]),
        ("wrong", [0, 1, 0, 1, 0]),
        ("one-cluster", [4, 4, 4, 4, 4]),
        ("a-cluster-for-every-sample", [0, 1, 2, 3, 4]),
    ]:
        yield name, {"X": X, "labels": labels}, outcome(lambda: score(X, labels))
    X = np.array([[1.0], [1], [1], [2]])
    yield "identical-samples-apart", {"X": X, "labels": [0, 0, 1, 1]}, score(X, [0, 0, 1, 1])
