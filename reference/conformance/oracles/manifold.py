"""25 pca, 26 tsne-affinities and 27 tsne-embed."""

import numpy as np
from scipy.optimize import brentq
from scipy.spatial.distance import pdist, squareform
from scipy.special import softmax
from scipy.stats import entropy
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities, _kl_divergence

from .common import fixture, matrices, normal, outcome


def with_variance(rng):
    """One sample and data without variance are left out: scikit-learn gives NaN, we refuse or give 0."""
    for name, X in matrices(rng):
        if len(X) > 1 and np.ptp(X, axis=0).any():
            yield name, X
    planted = normal(rng, 20, 2) @ normal(rng, 2, 5)
    yield "rank-2", planted
    waves = np.sin(np.outer(1 + rng.rand(12).round(2), np.arange(10) / 3)).round(4)
    yield "waveforms", waves


def rank_of(X):
    return np.linalg.matrix_rank(X - X.mean(axis=0), tol=1e-9 * np.linalg.norm(X))


@fixture("fitPca", "T3", "sklearn.decomposition.PCA(svd_solver='full')")
def fit_pca(rng):
    for name, X in with_variance(rng):
        every = PCA(svd_solver="full").fit(X)
        variances = every.explained_variance_
        for k in sorted({1, min(2, rank_of(X)), rank_of(X)}):
            pca = PCA(k, svd_solver="full").fit(X)
            expect = {
                "mean": pca.mean_,
                "explainedVariance": pca.explained_variance_,
                "explainedVarianceRatio": pca.explained_variance_ratio_,
            }
            # Among nearly equal variances the directions are free, and with them the plane of the first k.
            gaps = -np.diff(variances[: k + 1], append=0 if k == len(variances) else [])
            if (gaps[:k] > 1e-3 * variances[0]).all():
                expect |= {"components": pca.components_, "scores": pca.transform(X)}
            if gaps[k - 1] > 1e-6 * variances[0]:
                expect |= {"projector": pca.components_.T @ pca.components_}
                expect |= {"rebuilt": pca.inverse_transform(pca.transform(X))}
            yield f"{name}-{k}", {"X": X, "k": k}, expect
    X = [[1.0, 2], [3, 4], [5, 7]]
    # k = 0 is left out: scikit-learn returns no components.
    for k in [3, -1]:
        yield f"{k}-components-of-2", {"X": X, "k": k}, outcome(lambda: PCA(k, svd_solver="full").fit(X))


@fixture("reconstructionError", "T3", "sklearn.decomposition.PCA.inverse_transform")
def reconstruction_error(rng):
    for name, X in with_variance(rng):
        k = 1
        pca = PCA(k, svd_solver="full").fit(X)
        variances = PCA(svd_solver="full").fit(X).explained_variance_
        # Almost nothing left over is rounding, and compared with nothing.
        if sum(variances[1:]) < 1e-6 * variances[0] or variances[0] - variances[1] < 1e-3 * variances[0]:
            continue
        Xnew = np.vstack([X[:4], normal(rng, 3, X.shape[1]) * (1 + X.std(axis=0))])
        left = Xnew - pca.inverse_transform(pca.transform(Xnew))
        yield name, {"X": X, "k": k, "Xnew": Xnew}, np.sum(left**2)
    for i in range(10):
        X, Xnew = normal(rng, 15, 4) * [4, 3, 2, 1], normal(rng, 5, 4) * 3
        pca = PCA(2, svd_solver="full").fit(X)
        left = Xnew - pca.inverse_transform(pca.transform(Xnew))
        yield f"two-of-four-{i}", {"X": X, "k": 2, "Xnew": Xnew}, np.sum(left**2)


@fixture("componentsFor", "T0", "sklearn.decomposition.PCA(n_components=ratio)")
def components_for(rng):
    for name, X in with_variance(rng):
        cumulative = np.cumsum(PCA(svd_solver="full").fit(X).explained_variance_ratio_)
        for ratio in [0.5, 0.9, 0.999]:
            # A share that is met to the last digit is left out, and the share 1: to scikit-learn that is a count.
            if np.abs(cumulative - ratio).min() > 1e-9:
                n_components = PCA(ratio, svd_solver="full").fit(X).n_components_
                yield f"{name}-{ratio}", {"ratio": ratio, "X": X}, n_components


@fixture("pairwiseSquaredDistances", "T2", "scipy.spatial.distance.pdist('sqeuclidean')")
def pairwise_squared_distances(rng):
    for name, X in matrices(rng, most=14):
        yield name, {"X": X}, squareform(pdist(X, "sqeuclidean")) if len(X) > 1 else [[0]]


def distance_rows(rng):
    """(name, d2, self) of samples with clear gaps."""
    for i in range(25):
        n = rng.randint(5, 20)
        X = normal(rng, n, rng.randint(1, 4), digits=5) * [1, 0.01, 100][i % 3]
        d2 = squareform(pdist(X, "sqeuclidean"))
        i_self = rng.randint(0, n)
        yield f"normal-{i}", d2[i_self], i_self


@fixture("rowAffinities", "T2", "scipy.special.softmax(-beta d2), scipy.stats.entropy")
def row_affinities(rng):
    rows = [(name, d2, at, [0.01, 0.3, 1, 5][i % 4]) for i, (name, d2, at) in enumerate(distance_rows(rng))]
    rows += [
        ("equal-distances", np.array([0.0, 2, 2, 2]), 0, 3),
        ("one-far-away", np.array([1.0, 0, 1, 1e6]), 1, 1),
        ("all-far-away", np.array([1e6, 1e6 + 1, 0]), 2, 1),
        ("identical-samples", np.array([0.0, 0, 0, 1]), 1, 2),
    ]
    for name, d2, at, beta in rows:
        p = np.insert(softmax(-beta * np.delete(d2, at)), at, 0)
        yield name, {"d2": d2, "self": at, "beta": beta}, {"p": p, "entropy": entropy(p)}


@fixture("findBeta", "T5 search", "scipy.optimize.brentq on scipy.stats.entropy, in double precision")
def find_beta(rng):
    for i, (name, d2, at) in enumerate(distance_rows(rng)):
        others = np.delete(d2, at)
        perplexity = [2, 3, 1.5][i % 3] if len(others) < 8 else [5, 3, 2][i % 3]

        def excess(log_beta):
            return entropy(softmax(-np.exp(log_beta) * others)) - np.log(perplexity)

        log_beta = brentq(excess, -25, 25, xtol=1e-13)
        p = np.insert(softmax(-np.exp(log_beta) * others), at, 0)
        yield name, {"d2": d2, "self": at, "perplexity": perplexity}, {"p": p}


@fixture("jointProbabilities", "T5 float32", "sklearn.manifold._t_sne._joint_probabilities, float32 inside")
def joint_probabilities(rng):
    def case(name, X, perplexity):
        condensed = _joint_probabilities(squareform(pdist(X, "sqeuclidean")), perplexity, 0)
        return name, {"X": X, "perplexity": perplexity}, squareform(condensed)

    for i in range(20):
        n = rng.randint(5, 15)
        X = normal(rng, n, rng.randint(2, 5)) * [1, 0.1, 30][i % 3]
        yield case(f"normal-{i}", X, [2, 3, n / 2, n - 2][i % 4])
    groups = np.vstack([normal(rng, 6, 3), normal(rng, 6, 3) + 8])
    yield case("two-groups", groups, 3)
    yield case("two-groups-wide", groups, 8)
    yield case("duplicated-rows", np.repeat(normal(rng, 5, 2), 2, axis=0), 3)
    yield case("a-line", np.arange(10.0).reshape(-1, 1), 4)
    yield case("a-triangle", np.eye(3), 2)
    yield case("far-from-the-origin", normal(rng, 10, 2) + 1000, 3)
    yield case("outlier", np.vstack([normal(rng, 9, 2), [[30, 30]]]), 3)
    X = normal(rng, 5, 2)
    for perplexity in [5, 7.5]:
        expect = outcome(lambda: TSNE(perplexity=perplexity).fit(X))
        yield f"perplexity-{perplexity}-of-5", {"X": X, "perplexity": perplexity}, expect


def maps(rng):
    """(name, P, Y): any symmetric P that sums to 1 will do, none of it near scikit-learn's floor."""
    for i in range(24):
        n = rng.randint(3, 11)
        condensed = rng.rand(n * (n - 1) // 2).round(3) + 0.01
        P = squareform(condensed / (2 * condensed.sum()))
        Y = normal(rng, n, 2) * [1e-4, 0.1, 1, 10, 100][i % 5]
        yield f"map-{i}", P, Y
    P = squareform(np.array([0.5, 0, 0]))
    yield "no-similarity-but-of-two", P, np.array([[0.0, 0], [1, 1], [-2, 3]])
    yield "all-in-one-place", squareform(np.full(3, 1 / 6)), np.zeros((3, 2))
    yield "two-samples", np.array([[0, 0.5], [0.5, 0]]), np.array([[0.0, 0], [3, 4]])


@fixture("klDivergence", "T5", "sklearn.manifold._t_sne._kl_divergence")
def kl_divergence(rng):
    for name, P, Y in maps(rng):
        kl, _ = _kl_divergence(Y.ravel(), squareform(P), 1, len(Y), 2)
        yield name, {"P": P, "Y": Y}, kl


@fixture("klGradient", "T5", "sklearn.manifold._t_sne._kl_divergence")
def kl_gradient(rng):
    for name, P, Y in maps(rng):
        _, gradient = _kl_divergence(Y.ravel(), squareform(P), 1, len(Y), 2)
        yield name, {"P": P, "Y": Y}, gradient.reshape(Y.shape)


@fixture("lowDimAffinities", "T2", "scipy.spatial.distance.pdist, Student's t")
def low_dim_affinities(rng):
    for name, _, Y in maps(rng):
        kernel = 1 / (1 + pdist(Y, "sqeuclidean"))
        yield name, {"Y": Y}, squareform(kernel / (2 * kernel.sum()))


@fixture("trustworthiness", "T2", "sklearn.manifold.trustworthiness")
def trust(rng):
    for i in range(24):
        n = rng.randint(6, 25)
        X = normal(rng, n, rng.randint(2, 5), digits=6)
        Y = [normal(rng, n, 2, digits=6), X[:, :2] + 0.3 * normal(rng, n, 2)][i % 2]
        k = int(rng.randint(1, (n - 1) // 2 + 1))
        yield f"map-{i}", {"X": X, "Y": Y, "k": k}, trustworthiness(X, Y, n_neighbors=k)
    X, Y = normal(rng, 10, 3, digits=6), normal(rng, 10, 2, digits=6)
    yield "the-data-themselves", {"X": X, "Y": X, "k": 4}, trustworthiness(X, X, n_neighbors=4)
    line, folded = np.arange(9.0)[:, None] ** 2, (np.arange(9.0)[:, None] - 3.3) ** 2
    yield "a-line-folded", {"X": line, "Y": folded, "k": 2}, trustworthiness(line, folded, n_neighbors=2)
    for k in [5, 6, 9]:
        expect = outcome(lambda: trustworthiness(X, Y, n_neighbors=k))
        yield f"k-{k}-of-10", {"X": X, "Y": Y, "k": k}, expect
