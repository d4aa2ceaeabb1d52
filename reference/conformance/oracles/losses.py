"""05 regression-loss and 06 classification-loss."""

import numpy as np
from scipy.special import expit, log_softmax, logsumexp, softmax
from sklearn.metrics import log_loss, mean_absolute_error, mean_squared_error, r2_score, zero_one_loss

from .common import fixture, label_pairs, normal, outcome


def target_pairs(rng):
    for i in range(12):
        n = rng.randint(2, 40)
        y = normal(rng, n) * 5
        yield f"normal-{i}", y, y + normal(rng, n)
    y = normal(rng, 20)
    yield "perfect", y, y
    yield "dyadic", rng.randint(-64, 65, 16) / 16, rng.randint(-64, 65, 16) / 16
    yield "mean-as-prediction", np.array([1.0, 2, 3, 6]), np.full(4, 3.0)
    yield "worse-than-the-mean", np.array([1.0, 2, 3]), np.array([3.0, 2, 1])
    yield "constant-and-perfect", np.full(5, 2.5), np.full(5, 2.5)
    yield "constant-and-wrong", np.full(5, 2.5), np.array([2.5, 2.5, 2.5, 2.5, 3])
    yield "outlier", np.append(y, 1000), np.append(y + 0.5, 3)
    yield "tiny", y * 1e-4, y * 1e-4 + normal(rng, 20) * 1e-4
    yield "huge", y * 1e9, y * 1e9 + normal(rng, 20) * 1e8
    yield "wide-magnitudes", np.array([1e-9, 1, 1e6]), np.array([2e-9, 1.5, 1.1e6])
    yield "one-sample", np.array([3.0]), np.array([2.0])
    yield "two-samples", np.array([3.0, 4]), np.array([2.0, 7])
    yield "many", normal(rng, 300), normal(rng, 300)


def refused_pairs():
    yield "no-samples", [], []
    yield "lengths-that-differ", [1, 2, 3], [1, 2]
    yield "nan", [1, np.nan], [1, 2]
    yield "infinity", [1, 2], [1, np.inf]


def regression_metric(fn, metric, oracle):
    @fixture(fn, "T2", oracle)
    def cases(rng):
        for name, y, p in [*target_pairs(rng), *refused_pairs()]:
            yield name, {"yTrue": y, "yPred": p}, outcome(lambda: metric(y, p))


regression_metric("mse", mean_squared_error, "sklearn.metrics.mean_squared_error")
regression_metric("mae", mean_absolute_error, "sklearn.metrics.mean_absolute_error")
regression_metric(
    "rmse",
    lambda y, p: mean_squared_error(y, p, squared=False),
    "sklearn.metrics.mean_squared_error(squared=False)",
)
# With one sample scikit-learn says NaN, and so do we.
regression_metric("r2Score", r2_score, "sklearn.metrics.r2_score(force_finite=True)")


@fixture("mseGradient", "T2", "numpy: 2 (yPred - yTrue) / n")
def mse_gradient(rng):
    for name, y, p in target_pairs(rng):
        yield name, {"yTrue": y, "yPred": p}, 2 * (p - y) / len(y)


def huber_pairs(rng):
    for i, (name, y, p) in enumerate(target_pairs(rng)):
        yield name, {"yTrue": y, "yPred": p, "delta": [1, 0.5, 2.5, 100][i % 4]}
    y, p = np.zeros(3), np.array([1.0, -1, 0.5])
    yield "at-the-kink", {"yTrue": y, "yPred": p, "delta": 1}
    yield "all-in-the-parabola", {"yTrue": y, "yPred": p, "delta": 8}
    yield "all-on-the-line", {"yTrue": y, "yPred": p, "delta": 0.25}


@fixture("huber", "T2", "numpy: the definition of torch.nn.HuberLoss")
def huber(rng):
    for name, given in huber_pairs(rng):
        e, delta = np.abs(given["yPred"] - given["yTrue"]), given["delta"]
        yield name, given, np.mean(np.where(e <= delta, 0.5 * e**2, delta * (e - 0.5 * delta)))


@fixture("huberGradient", "T2", "numpy: clip(yPred - yTrue, -delta, delta) / n")
def huber_gradient(rng):
    for name, given in huber_pairs(rng):
        delta = given["delta"]
        yield name, given, np.clip(given["yPred"] - given["yTrue"], -delta, delta) / len(given["yTrue"])


@fixture("zeroOneLoss", "T2", "sklearn.metrics.zero_one_loss")
def zero_one(rng):
    for name, y, p in label_pairs(rng):
        yield name, {"yTrue": y, "yPred": p}, zero_one_loss(y, p)


@fixture("binaryCrossEntropy", "T2", "sklearn.metrics.log_loss(labels=[0, 1])")
def binary_cross_entropy(rng):
    pairs = [(f"random-{i}", rng.randint(0, 2, n), rng.rand(n).round(3)) for i, n in enumerate(range(1, 15))]
    pairs += [
        ("certain-and-wrong", np.array([1]), np.array([0.0])),
        ("certain-and-wrong-about-0", np.array([0]), np.array([1.0])),
        ("certain-and-right", np.array([1, 0]), np.array([1.0, 0])),
        ("one-of-each", np.array([1, 1, 0, 0]), np.array([1.0, 0, 1, 0])),
        ("only-ones", np.array([1, 1, 1]), np.array([0.2, 0.7, 0.9])),
        ("only-zeros", np.array([0, 0]), np.array([0.2, 0.7])),
        ("one-half", np.array([0, 1, 1]), np.full(3, 0.5)),
        ("nearly-0", np.array([1, 1]), np.array([1e-12, 1e-300])),
        ("nearly-1", np.array([0, 0]), np.array([1 - 2.0**-40, 1 - 2.0**-52])),
        ("many", rng.randint(0, 2, 300), rng.rand(300).round(4)),
    ]
    for name, y, p in pairs:
        yield name, {"y": y, "p": p}, log_loss(y, p, labels=[0, 1])
        if len(y) in (1, 4, 300):
            expect = log_loss(y, p, eps=1e-15, labels=[0, 1])
            yield f"{name}-eps-1e-15", {"y": y, "p": p, "eps": 1e-15}, expect
    for name, y, p in [("no-samples", [], []), ("lengths-that-differ", [0, 1], [0.5])]:
        yield name, {"y": y, "p": p}, outcome(lambda: log_loss(y, p, labels=[0, 1]))


@fixture("bceWithLogits", "T2", "numpy.logaddexp; for small logits sklearn.metrics.log_loss of scipy's expit")
def bce_with_logits(rng):
    for i in range(14):
        y, z = rng.randint(0, 2, 10), (normal(rng, 10) * 2).clip(-8, 8)
        yield f"small-{i}", {"y": y, "z": z}, log_loss(y, expit(z), labels=[0, 1])
    for i, size in enumerate([1, 5, 10, 20, 40, 80, 200, 700, 1000, 1e5]):
        y, z = rng.randint(0, 2, 10), normal(rng, 10) * size
        yield f"size-{i}", {"y": y, "z": z}, np.mean(np.logaddexp(0, np.where(y == 1, -z, z)))
    yield "far-and-wrong", {"y": [1], "z": [-1000]}, 1000
    yield "zero", {"y": [1], "z": [0]}, np.log(2)


def logit_lists(rng):
    for i in range(12):
        yield f"normal-{i}", normal(rng, rng.randint(1, 9)) * 3
    yield "one", np.array([2.5])
    yield "equal", np.full(5, 0.75)
    yield "two-large", np.array([1000.0, 1000])
    yield "large", np.array([1000.0, 999, -1000])
    yield "very-negative", np.array([-1000.0, -1001])
    yield "huge", np.array([1e300, 0, -1e300])
    yield "wide", np.array([-745.0, 0, 700, 709])
    yield "nearly-equal", np.array([1.0, 1 + 2.0**-40])
    yield "zeros", np.zeros(4)
    yield "many", normal(rng, 200)
    yield "tiny", normal(rng, 5) * 1e-9
    yield "ladder", np.arange(-50.0, 51, 10)
    yield "fifty", np.array([50.0, -50])


@fixture("softmax", "T2", "scipy.special.softmax")
def softmax_cases(rng):
    for name, z in logit_lists(rng):
        yield name, {"z": z}, softmax(z)


@fixture("logSumExp", "T2", "scipy.special.logsumexp")
def log_sum_exp(rng):
    for name, z in logit_lists(rng):
        yield name, {"z": z}, logsumexp(z)


@fixture("sigmoid", "T2", "scipy.special.expit")
def sigmoid(rng):
    sizes = [1, 8, 20, 36, 37, 50, 100, 700, 745, 1000, 1e300]
    for z in [0, 0.5, 1e-9, *sizes, *(-size for size in sizes), *normal(rng, 20) * 4]:
        yield f"at-{z:g}", {"z": z}, expit(float(z))


def coded_logits(rng):
    for i in range(16):
        n, k = rng.randint(1, 12), rng.randint(2, 6)
        yield f"normal-{i}", rng.randint(0, k, n), normal(rng, n, k) * 2
    yield "large", np.array([0, 1]), np.array([[1000.0, -1000], [1000, -1000]])
    yield "certain-and-right", np.array([0, 1]), np.array([[30.0, -30], [-30, 30]])
    yield "uniform", np.array([0, 2, 1]), np.zeros((3, 3))
    yield "one-class", np.array([0, 0]), np.array([[3.0], [-1]])
    yield "one-sample", np.array([3]), np.array([[0.5, 1, -1, 2]])
    for i, size in enumerate([10, 50, 100, 500]):
        yield f"size-{i}", rng.randint(0, 3, 6), normal(rng, 6, 3) * size


@fixture("crossEntropy", "T2", "scipy.special.log_softmax")
def cross_entropy(rng):
    for name, codes, logits in coded_logits(rng):
        expect = -np.mean(log_softmax(logits, axis=1)[np.arange(len(codes)), codes])
        yield name, {"codes": codes, "logits": logits}, expect


@fixture("crossEntropyGradient", "T2", "scipy.special.softmax")
def cross_entropy_gradient(rng):
    for name, codes, logits in coded_logits(rng):
        expect = (softmax(logits, axis=1) - np.eye(logits.shape[1])[codes]) / len(codes)
        yield name, {"codes": codes, "logits": logits}, expect
