"""04 baseline-model."""

import numpy as np
from sklearn.dummy import DummyClassifier, DummyRegressor

from .common import fixture, label_pairs, normal


@fixture("fitMajority", "T2", "sklearn.dummy.DummyClassifier(strategy='prior')")
def fit_majority(rng):
    ties = [
        ("tie-of-numbers", np.array([7, -3, 7, -3])),
        ("tie-of-strings", np.array(["9", "10"])),
        ("tie-of-three", np.array([2, 1, 0])),
    ]
    for name, y in [(name, y) for name, y, _ in label_pairs(rng)] + ties:
        model = DummyClassifier(strategy="prior").fit(np.zeros((len(y), 1)), y)
        prior = model.predict_proba([[0]])[0]
        expect = {"classes": model.classes_, "prior": prior, "majority": model.predict([[0]])[0]}
        yield name, {"y": y}, expect


@fixture("fitConstant", "T2", "sklearn.dummy.DummyRegressor")
def fit_constant(rng):
    lists = [(f"normal-{i}", normal(rng, rng.randint(1, 30))) for i in range(8)]
    lists += [
        ("one", np.array([4.5])),
        ("two", np.array([1.0, 4])),
        ("even", np.array([4.0, 1, 3, 2])),
        ("constant", np.full(7, 0.1)),
        ("wide", np.array([1e-9, 1e9, 1, -1e5])),
        ("outlier", np.array([1.0, 2, 3, 1e12])),
    ]
    for name, y in lists:
        for strategy in ["mean", "median"]:
            model = DummyRegressor(strategy=strategy).fit(np.zeros((len(y), 1)), y)
            expect = {"strategy": strategy, "value": model.predict([[0]])[0]}
            yield f"{strategy}-{name}", {"y": y, "strategy": strategy}, expect
