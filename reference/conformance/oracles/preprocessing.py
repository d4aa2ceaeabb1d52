"""07 clean and 08 normalise."""

import numpy as np
from scipy.stats import median_abs_deviation
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from .common import fixture, matrices, normal, outcome


def with_holes(rng, n, d, share):
    """Every column keeps its first value: scikit-learn drops a column of NaN, and we refuse it."""
    X = rng.randint(-6, 7, (n, d)) / 2
    holes = rng.rand(n, d) < share
    holes[0] = False
    return np.where(holes, np.nan, X)


@fixture("fitImputer", "T2", "sklearn.impute.SimpleImputer")
def fit_imputer(rng):
    tables = [(f"holes-{i}", with_holes(rng, rng.randint(2, 15), rng.randint(1, 5), 0.3)) for i in range(6)]
    tables += [
        ("no-holes", normal(rng, 6, 2)),
        ("one-observed", np.array([[np.nan, 1], [2.5, np.nan], [np.nan, np.nan]])),
        ("ties", np.array([[3.0, 1], [1, 1], [3, 2], [1, 2], [np.nan, 3]])),
        ("even-number", np.array([[1.0], [4], [np.nan], [2], [9]])),
        ("wide-magnitudes", with_holes(rng, 10, 3, 0.3) * [1e-6, 1, 1e6]),
        ("one-row", np.array([[1.0, -2]])),
    ]
    for name, X in tables:
        Xnew = np.vstack([X[:2], np.full(X.shape[1], np.nan), np.full(X.shape[1], 77.0)])
        for strategy in ["mean", "median", "most_frequent"]:
            imputer = SimpleImputer(strategy=strategy).fit(X)
            expect = {"fill": imputer.statistics_, "filled": imputer.transform(Xnew)}
            yield f"{strategy}-{name}", {"X": X, "strategy": strategy, "Xnew": Xnew}, expect
    X = np.array([[1.0, np.inf], [2, 3]])
    expect = outcome(lambda: SimpleImputer().fit(X))
    yield "infinity", {"X": X, "strategy": "mean", "Xnew": X}, expect


@fixture("flagOutliers", "T0", "scipy.stats.median_abs_deviation(scale=1/1.4826)")
def flag_outliers(rng):
    lists = [(f"normal-{i}", normal(rng, rng.randint(3, 30)), [2, 3, 5, 1, 0.5][i % 5]) for i in range(15)]
    base = normal(rng, 20)
    lists += [
        ("planted", np.append(base, [100, -80]), 5),
        ("a-third-planted", np.append(base, np.full(9, 1000.0)), 5),
        ("more-than-half-equal", np.array([1.0, 1, 1, 1, 50]), 5),
        ("constant", np.full(6, 2.5), 5),
        ("one", np.array([7.0]), 5),
        ("two", np.array([7.0, 900]), 5),
        ("missing", np.array([1.0, np.nan, 2, 3, 2.5, 400, np.nan]), 5),
        ("large-numbers", base * 1e9, 2),
        ("small-numbers", base * 1e-9, 2),
        ("offset", base + 1e6, 2),
        ("even-number", np.array([1.0, 2, 3, 4, 5, 60]), 3),
    ]
    for name, x, k in lists:
        spread = median_abs_deviation(x, scale=1 / 1.4826, nan_policy="omit")
        # Where more than half are equal, any other value would be an outlier: we flag none.
        flags = np.abs(x - np.nanmedian(x)) > k * spread if spread > 0 else np.zeros(len(x), bool)
        yield name, {"x": x, "k": k}, flags


def scaler_inputs(rng):
    for name, X in matrices(rng):
        yield name, X
    yield "ten-times-0.1", np.column_stack([np.full(10, 0.1), normal(rng, 10)])
    yield "holes", with_holes(rng, 12, 3, 0.25)
    # A one-pass variance loses all digits here.
    yield "offset-2^27", 2.0**27 + np.tile([0.0, 1, 2, 1], 4).reshape(-1, 1)


def scaled(scaler, X, rng):
    """Also what becomes of data from outside the training range."""
    Xnew = np.vstack([X[:6], X[:1] * 3 + 1])
    scaler.fit(X)
    Z = scaler.transform(Xnew)
    return Xnew, {"Z": Z, "back": scaler.inverse_transform(Z), "scale": scaler.scale_}


@fixture("fitStandardScaler", "T2", "sklearn.preprocessing.StandardScaler")
def standard_scaler(rng):
    for name, X in scaler_inputs(rng):
        scaler = StandardScaler()
        Xnew, expect = scaled(scaler, X, rng)
        yield name, {"X": X, "Xnew": Xnew}, {"mean": scaler.mean_, **expect}
    X = np.array([[1.0], [np.inf]])
    yield "infinity", {"X": X, "Xnew": X}, outcome(lambda: StandardScaler().fit(X))


@fixture("fitMinMaxScaler", "T2", "sklearn.preprocessing.MinMaxScaler")
def min_max_scaler(rng):
    for i, (name, X) in enumerate(scaler_inputs(rng)):
        lo, hi = [(0, 1), (-1, 1), (2, 10)][i % 3]
        scaler = MinMaxScaler((lo, hi))
        Xnew, expect = scaled(scaler, X, rng)
        yield name, {"X": X, "range": [lo, hi], "Xnew": Xnew}, {"dataMin": scaler.data_min_, **expect}
    X = np.array([[1.0], [2]])
    for lo, hi in [(1, 1), (2, 1)]:
        expect = outcome(lambda: MinMaxScaler((lo, hi)).fit(X))
        yield f"range-{lo}-{hi}", {"X": X, "range": [lo, hi], "Xnew": X}, expect
