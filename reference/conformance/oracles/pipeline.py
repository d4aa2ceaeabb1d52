"""23 predict-new, and the permutation importance of the capstone."""

import numpy as np
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from .common import fixture, normal
from .neighbors import is_tie_free

SCALERS = {"standard": StandardScaler, "minmax": MinMaxScaler, "none": lambda: "passthrough"}
SPECS = [
    {"scaler": "standard", "model": "logistic", "C": 1},
    {"scaler": "minmax", "model": "logistic", "C": 10},
    {"scaler": "none", "model": "logistic", "C": 0.1},
    {"scaler": "standard", "model": "knn", "k": 3},
    {"scaler": "minmax", "model": "knn", "k": 5},
    {"scaler": "none", "model": "knn", "k": 1},
]


def estimator(spec):
    if spec["model"] == "knn":
        model = KNeighborsClassifier(spec["k"], algorithm="brute")
    else:
        model = LogisticRegression(C=spec["C"], solver="newton-cg", tol=1e-10, max_iter=200)
    return make_pipeline(SCALERS[spec["scaler"]](), model)


def is_clear(fitted, X, margin=1e-3):
    """Whether no answer hangs on the last digits: neither of a probability nor of a distance."""
    model = fitted[-1]
    if isinstance(model, KNeighborsClassifier):
        scaler = fitted[0]
        Q = X if scaler == "passthrough" else scaler.transform(X)
        return is_tie_free(model._fit_X, Q, model.n_neighbors)
    return bool((np.abs(fitted.predict_proba(X)[:, 1] - 0.5) > margin).all())


def binary_data(rng, n, words):
    d = rng.randint(2, 5)
    codes = np.append([0, 1], rng.randint(0, 2, n - 2))
    X = (normal(rng, n, d, digits=4) + np.outer(codes, normal(rng, d) * 1.5)) * 10.0 ** rng.randint(-1, 2, d)
    return X.round(5), np.array(["FS", "PYR"])[codes] if words else codes


def clear_cases(rng, count, make):
    made = 0
    while made < count:
        case = make(made)
        if case is not None:
            yield case
            made += 1


@fixture("predictPipeline", "T4", "sklearn.pipeline.make_pipeline(…).predict_proba")
def predict_pipeline(rng):
    def make(i):
        spec = SPECS[i % 6]
        X, y = binary_data(rng, 30, i % 2)
        Xnew = X[rng.randint(0, 30, 8)] + normal(rng, 8, X.shape[1]) * 0.1
        fitted = estimator(spec).fit(X, y)
        if not is_clear(fitted, Xnew):
            return None
        expect = {"label": fitted.predict(Xnew), "proba": fitted.predict_proba(Xnew)[:, 1]}
        given = {"X": X, "y": y, "spec": spec, "Xnew": Xnew}
        return f"{spec['scaler']}-{spec['model']}-{i}", given, expect

    yield from clear_cases(rng, 30, make)


@fixture("crossValidate", "T2", "sklearn.model_selection.cross_val_score(make_pipeline(…))")
def cross_validate(rng):
    def make(i):
        spec = SPECS[i % 6]
        X, y = binary_data(rng, 30, i % 2)
        splits = list(StratifiedKFold(3).split(X, y))
        for train, test in splits:
            if not is_clear(estimator(spec).fit(X[train], y[train]), X[test]):
                return None
        scores = cross_val_score(estimator(spec), X, y, cv=splits)
        given = {"X": X, "y": y, "spec": spec, "folds": [test for _, test in splits]}
        return f"{spec['scaler']}-{spec['model']}-{i}", given, {"scores": scores}

    yield from clear_cases(rng, 30, make)


def with_column(X, j, column):
    X = X.copy()
    X[:, j] = column
    return X


@fixture("permutationImportance", "T2", "sklearn.inspection.permutation_importance, its draws as data")
def importance(rng):
    def make(i):
        spec, repeats, seed = SPECS[i % 6], 4, 100 + i
        X, y = binary_data(rng, 40, i % 2)
        train, test = np.arange(28), np.arange(28, 40)
        fitted = estimator(spec).fit(X[train], y[train])
        n, d = len(test), X.shape[1]
        # Every feature is shuffled by the same stream, and every shuffle acts on the one before.
        inner = np.random.RandomState(np.random.RandomState(seed).randint(np.iinfo(np.int32).max + 1))
        shuffle, order, orders = np.arange(n), np.arange(n), []
        for _ in range(repeats):
            inner.shuffle(shuffle)
            order = order[shuffle]
            orders.append(order)
        permuted = [with_column(X[test], j, X[test][order, j]) for order in orders for j in range(d)]
        if not all(is_clear(fitted, P) for P in [X[test], *permuted]):
            return None
        random = np.random.RandomState(seed)
        result = permutation_importance(fitted, X[test], y[test], n_repeats=repeats, random_state=random)
        scores = np.array([fitted.score(P, y[test]) for P in permuted]).reshape(repeats, d)
        drops = fitted.score(X[test], y[test]) - scores.T
        assert np.allclose(result.importances, drops, rtol=0, atol=1e-15), "other permutations"
        given = {
            "train": {"X": X[train], "y": y[train], "spec": spec},
            "X": X[test],
            "y": y[test],
            "permutations": [[order] * d for order in orders],
        }
        expect = {"mean": result.importances_mean, "std": result.importances_std}
        return f"{spec['scaler']}-{spec['model']}-{i}", given, expect

    yield from clear_cases(rng, 30, make)
