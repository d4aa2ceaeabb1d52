"""What every room of oracles needs: the register of fixtures, tolerance tiers, and matrices to try."""

import zlib

import numpy as np

# Curriculum, section 2.4. T5 has two faces: at fixed positions, and against float32 distances.
TIERS = {
    "T0": {"rel": 0, "abs": 0},
    "T2": {"rel": 1e-12, "abs": 1e-12},
    "T3": {"rel": 1e-8, "abs": 1e-9},
    "T4": {"rel": 1e-4, "abs": 1e-5},
    "T5": {"rel": 1e-6, "abs": 1e-9},
    "T5 search": {"rel": 1e-4, "abs": 1e-6},
    "T5 float32": {"rel": 2e-3, "abs": 1e-5},
}

FIXTURES = {}


def fixture(fn, tier, oracle):
    """Registers a generator of (id, input, expect). The order of `input` is that of the arguments of `fn`."""

    def register(make):
        assert fn not in FIXTURES, fn
        FIXTURES[fn] = {"tier": tier, "oracle": oracle, "make": make}
        return make

    return register


def stream(fn):
    """A random stream of its own for every function. RandomState's numbers are frozen across numpy versions."""
    return np.random.RandomState(zlib.crc32(fn.encode()))


def outcome(call):
    """What a call returns, or the fact that it refuses its input. Reasons are not compared."""
    try:
        return call()
    except (ValueError, ZeroDivisionError) as error:
        return {"throws": type(error).__name__}


def normal(rng, *shape, digits=3):
    """Normal numbers with few digits, so that inputs are short and can be read."""
    return rng.normal(size=shape).round(digits)


def matrices(rng, n_random=12, most=20):
    """(name, X): plain ones first, then what is hard."""
    for i in range(n_random):
        n, d = rng.randint(2, most), rng.randint(1, 5)
        yield f"normal-{i}", normal(rng, n, d)
    yield "one-row", np.array([[1.5, -2, 0.25]])
    yield "two-rows", np.array([[1.0, 2], [3, -4]])
    yield "fewer-rows-than-columns", normal(rng, 3, 6)
    yield "constant-column", np.column_stack([normal(rng, 10, 2), np.full(10, 2.5)])
    yield "only-constant-columns", np.tile([1.0, -3, 0.5], (8, 1))
    yield "duplicated-rows", np.repeat(normal(rng, 4, 3), 3, axis=0)
    yield "duplicated-column", normal(rng, 9, 2)[:, [0, 1, 0]]
    yield "dyadic", rng.randint(-32, 33, (12, 3)) / 16
    yield "wide-magnitudes", normal(rng, 12, 4) * [1e-6, 1, 1e3, 1e6]
    yield "tiny", normal(rng, 8, 2) * 1e-8
    yield "huge", normal(rng, 8, 2) * 1e8
    yield "far-from-the-origin", normal(rng, 10, 2) + [1000, -5000]
    yield "nearly-collinear", np.column_stack([base := normal(rng, 15), base + 1e-3 * normal(rng, 15)])
    yield "outlier", np.vstack([normal(rng, 10, 2), [[500, -500]]])
    yield "zeros", np.zeros((5, 2))


def label_pairs(rng, n_random=10):
    """(name, yTrue, yPred) of class labels."""
    for i in range(n_random):
        n, k = rng.randint(5, 40), rng.randint(2, 5)
        truth = rng.randint(0, k, n)
        yield f"random-{i}", truth, np.where(rng.rand(n) < 0.6, truth, rng.randint(0, k, n))
    names = np.array(["pyramidal", "interneuron", "astrocyte"])
    yield "strings", names[rng.randint(0, 3, 15)], names[rng.randint(0, 3, 15)]
    yield "strings-by-code-unit", np.array(["b", "B", "a", "10", "9"]), np.array(["b", "a", "a", "9", "9"])
    yield "numbers-with-gaps", np.array([-3, 7, 10, 7, -3, 10, 10]), np.array([7, 7, 10, -3, -3, 10, 7])
    yield "numbers-by-size", np.array([10, 9, 1, 100, 9]), np.array([9, 9, 1, 10, 100])
    yield "all-right", np.array([0, 1, 2, 1]), np.array([0, 1, 2, 1])
    yield "all-wrong", np.array([0, 1, 0, 1]), np.array([1, 0, 1, 0])
    yield "one-sample", np.array([1]), np.array([1])
    yield "one-sample-wrong", np.array([1]), np.array([0])
    yield "one-class", np.array([2, 2, 2]), np.array([2, 2, 2])
    yield "class-never-predicted", np.array([0, 1, 2, 2, 1]), np.array([0, 1, 1, 0, 1])
    yield "class-never-true", np.array([0, 1, 1, 0, 1]), np.array([0, 1, 2, 2, 1])
    yield "rare-class", np.array([0] * 30 + [1]), np.array([0] * 29 + [1, 1])
    yield "always-the-majority", np.array([0, 0, 0, 1, 1]), np.array([0, 0, 0, 0, 0])
    yield "two-of-each", np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    yield "many-classes", np.arange(12) % 7, np.arange(12) % 6
    yield "nothing-in-common", np.array([0, 0, 1]), np.array([2, 3, 3])
