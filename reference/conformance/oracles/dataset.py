"""03 dataset: labels as codes, and the kind of learning problem."""

import numpy as np
from sklearn.preprocessing import LabelEncoder, OneHotEncoder
from sklearn.utils.multiclass import type_of_target

from .common import fixture, normal, outcome

WORDS = np.array(["wake", "NREM", "REM", "rem", "Élan", "zebra", "10", "9", "_", ""])


def label_lists(rng):
    for i in range(10):
        yield f"whole-numbers-{i}", rng.randint(-5, 6, rng.randint(1, 30))
    for i in range(6):
        yield f"words-{i}", WORDS[rng.randint(0, len(WORDS), rng.randint(1, 20))]
    for i in range(4):
        yield f"fractions-{i}", rng.randint(-4, 5, rng.randint(2, 15)) / 4
    yield "by-size-not-by-digit", np.array([10, 9, 1, 100, -2])
    yield "by-code-unit", np.array(["b", "B", "a", "A", "ä", "~"])
    yield "one-class", np.array([3, 3, 3])
    yield "one-sample", np.array(["interneuron"])
    yield "large-numbers", np.array([1e15, -1e15, 0, 1e15, 123456789])
    yield "descending", np.arange(9, -1, -1)


@fixture("encodeLabels", "T0", "sklearn.preprocessing.LabelEncoder")
def encode_labels(rng):
    for name, y in label_lists(rng):
        encoder = LabelEncoder().fit(y)
        yield name, {"y": y}, {"classes": encoder.classes_, "codes": encoder.transform(y)}


@fixture("decodeLabels", "T0", "sklearn.preprocessing.LabelEncoder.inverse_transform")
def decode_labels(rng):
    for name, y in label_lists(rng):
        encoder = LabelEncoder().fit(y)
        codes = rng.randint(0, len(encoder.classes_), 8)
        yield name, {"codes": codes, "classes": encoder.classes_}, encoder.inverse_transform(codes)
    encoder = LabelEncoder().fit(["a", "b"])
    for code in [2, 7, -1]:
        expect = outcome(lambda: encoder.inverse_transform([0, code]))
        yield f"unseen-code-{code}", {"codes": [0, code], "classes": ["a", "b"]}, expect


@fixture("oneHot", "T0", "sklearn.preprocessing.OneHotEncoder")
def one_hot(rng):
    def answer(codes, k):
        encoder = OneHotEncoder(categories=[np.arange(k)], sparse_output=False)
        return outcome(lambda: encoder.fit_transform(np.reshape(codes, (-1, 1))))

    for i in range(20):
        k = rng.randint(1, 7)
        codes = rng.randint(0, k, rng.randint(1, 15))
        yield f"random-{i}", {"codes": codes, "nClasses": k}, answer(codes, k)
    for name, codes, k in [
        ("one-class", [0, 0], 1),
        ("class-without-sample", [0, 3], 5),
        ("one-sample", [2], 3),
        ("code-too-large", [0, 3], 3),
        ("negative-code", [-1, 0], 2),
        ("fraction", [0.5, 1], 2),
    ]:
        yield name, {"codes": codes, "nClasses": k}, answer(codes, k)


@fixture("learningProblem", "T0", "sklearn.utils.multiclass.type_of_target")
def learning_problem(rng):
    kinds = {"binary": "classification", "multiclass": "classification", "continuous": "regression"}
    for name, y in label_lists(rng):
        yield name, {"problem": {"y": y}}, kinds[type_of_target(y)]
    for i in range(4):
        y = normal(rng, 8)
        yield f"rates-{i}", {"problem": {"y": y}}, kinds[type_of_target(y)]
    y = np.array([1.0, 2.0, 3.0, 2.5])
    yield "one-fraction-is-enough", {"problem": {"y": y}}, kinds[type_of_target(y)]
    y = np.array([1.0, 2.0, 30.0])
    yield "whole-numbers-as-floats", {"problem": {"y": y}}, kinds[type_of_target(y)]
    # An empty y is left out: scikit-learn calls it binary.
