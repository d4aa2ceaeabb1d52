"""18 linear-regression, 19 generalization, 20 logistic-regression and 22 brain-states."""

import numpy as np
from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss
from sklearn.dummy import DummyRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.linear_model._linear_loss import LinearModelLoss
from sklearn.metrics import mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from .common import fixture, matrices, normal, outcome
from .exact import least_squares_exactly, predictions_exactly


def least_squares(alpha):
    return Ridge(alpha=alpha, solver="svd") if alpha else LinearRegression()


def condition(X):
    sizes = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
    sizes = sizes[sizes > 1e-13 * np.abs(X).max()]
    return sizes[0] / sizes[-1] if len(sizes) else 1


@fixture(
    "fitLinear", "T3", "sklearn.linear_model.LinearRegression, Ridge(solver='svd'); rational arithmetic for wide units"
)
def fit_linear(rng):
    def case(name, X, y, alpha):
        Xnew = np.vstack([X[:3], X.mean(axis=0) + 2 * normal(rng, 2, X.shape[1]) * X.std(axis=0)])
        model = least_squares(alpha).fit(X, y)
        expect = {"predictions": model.predict(Xnew)}
        # Where columns nearly replace each other, or are of very different size, only predictions are stable.
        if alpha or condition(X) < 1e6:
            expect |= {"coef": model.coef_, "intercept": model.intercept_}
        return name, {"X": X, "y": y, "opt": {"alpha": alpha}, "Xnew": Xnew}, expect

    for name, X in matrices(rng):
        spread = np.where(np.std(X, axis=0) > 0, np.std(X, axis=0), 1)
        y = (X / spread) @ normal(rng, X.shape[1]) + 3 + normal(rng, len(X))
        for alpha in [0, 1, 25]:
            yield case(f"{name}-alpha-{alpha}", X, y.round(3), alpha)
    X = normal(rng, 20, 2)
    yield case("noiseless", X, X @ [2, -3] + 5, 0)
    yield case("constant-target", X, np.full(20, 4.0), 0)
    yield case("equal-split", np.array([[1.0, 1], [2, 2], [3, 3]]), np.array([1.0, 2, 3]), 0)
    yield case("almost-no-penalty", X, normal(rng, 20), 1e-8)
    yield case("almost-only-penalty", X, normal(rng, 20), 1e12)
    base = normal(rng, 30)
    for digits in [4, 5, 6]:
        X = np.column_stack([base, base + 10.0**-digits * normal(rng, 30)])
        yield case(f"condition-1e{digits}", X, base + 0.1 * normal(rng, 30), 0)
    for alpha in [-1, -1e-9]:
        given = {"X": [[1], [2]], "y": [1, 2], "opt": {"alpha": alpha}, "Xnew": []}
        yield f"alpha-{alpha}", given, outcome(lambda: Ridge(alpha=alpha).fit([[1], [2]], [1, 2]))
    yield from in_units(rng)


def in_units(rng):
    """Columns of very different size, of which numpy.linalg.lstsq has down to five digits."""

    def case(name, X, y):
        coef, intercept = least_squares_exactly(X, y)
        # What each column does to the predictions: coefficients are as far apart as the units are.
        effects = [float(w) * spread for w, spread in zip(coef, np.ptp(X, axis=0))]
        expect = {"effects": effects}
        # Far from the origin an intercept of a billion is subtracted again: no two doubles can hold the answer.
        if abs(intercept) < 1e3:
            expect["predictions"] = predictions_exactly(X, coef, intercept)
        return name, {"X": X, "y": y, "opt": {"alpha": 0}, "Xnew": X}, expect

    for digits in [3, 6, 9, 12]:
        for i in range(4):
            Z, y = normal(rng, rng.randint(6, 13), 3), normal(rng, 12)
            units = 10.0 ** np.array([digits / 2, -digits / 2, rng.randint(-digits // 2, digits // 2 + 1)])
            yield case(f"units-1e{digits}-{i}", Z * units, y[: len(Z)])
            X = normal(rng, 4, 6) * 10.0 ** np.linspace(-digits / 2, digits / 2, 6)
            yield case(f"wide-units-1e{digits}-{i}", X, y[:4])
    for i in range(4):
        X = normal(rng, 9, 2) * [1, 1e-3] + [1e6, -1e6]
        yield case(f"offset-{i}", X, normal(rng, 9))
    for power in [-30, 30]:
        X = normal(rng, 9, 3) * 2.0 ** np.array([power, 0, power / 2])
        yield case(f"units-of-two-{power}", X, normal(rng, 9))


@fixture("polyFeatures", "T2", "sklearn.preprocessing.PolynomialFeatures(include_bias=False)")
def poly_features(rng):
    # Degree 0 is left out: scikit-learn refuses it, we return rows without columns.
    for i in range(24):
        x, degree = normal(rng, rng.randint(1, 12)), 1 + i % 12
        yield f"normal-{i}", {"x": x, "degree": degree}, powers(degree).fit_transform(x.reshape(-1, 1))
    for name, x, degree in [
        ("zero", [0.0], 5),
        ("ones", [1.0, -1], 12),
        ("large", [1e6, -1e6], 12),
        ("small", [1e-6, -1e-6], 12),
        ("dyadic", [0.5, -0.25, 2], 12),
    ]:
        yield name, {"x": x, "degree": degree}, powers(degree).fit_transform(np.reshape(x, (-1, 1)))


def powers(degree):
    return PolynomialFeatures(degree, include_bias=False)


@fixture("evaluateDegrees", "T3", "sklearn: PolynomialFeatures, LinearRegression, mean_squared_error")
def evaluate_degrees(rng):
    for i in range(25):
        n, m = rng.randint(10, 30), rng.randint(3, 12)
        x, v = (rng.uniform(-1, 1, k).round(4) for k in (n, m))
        curve = np.polynomial.Polynomial(normal(rng, 4) * 5)
        y, w = ((curve(t) + normal(rng, len(t))).round(3) for t in (x, v))
        degrees = [0, 1, 2, 3, 5, 8]
        expect = []
        for degree in degrees:
            model = make_pipeline(powers(degree), LinearRegression()) if degree else DummyRegressor()
            model.fit(x.reshape(-1, 1), y)
            train, val = (mean_squared_error(b, model.predict(a.reshape(-1, 1))) for a, b in [(x, y), (v, w)])
            expect.append({"degree": degree, "trainMse": train, "valMse": val})
        given = {"train": {"x": x, "y": y}, "val": {"x": v, "y": w}, "degrees": degrees}
        yield f"tuning-curve-{i}", given, expect


def standardised(rng, n, d):
    return StandardScaler().fit_transform(normal(rng, n, d)).round(4)


def binary_tables(rng):
    """(name, X, y, C): standardised features, as in the exercise."""
    for i in range(16):
        n, d = rng.randint(20, 60), rng.randint(1, 5)
        X = standardised(rng, n, d)
        y = (X @ normal(rng, d) + normal(rng, n) > 0.3).astype(int)
        y[:2] = [0, 1]
        yield f"overlapping-{i}", X, y, [1, 0.1, 10, 0.01, 100][i % 5]
    X = standardised(rng, 30, 2)
    y = (X[:, 0] + X[:, 1] > 0).astype(int)
    for C in [0.01, 0.1, 1, 10, 100]:
        yield f"separable-C-{C}", X, y, C
    rare = np.zeros(40, int)
    rare[7] = 1
    yield "rare-class", standardised(rng, 40, 2), rare, 1
    yield "constant-column", np.column_stack([X, np.zeros(30)]), y, 1
    yield "duplicated-column", X[:, [0, 1, 0]], y, 1
    yield "nothing-to-learn", np.zeros((10, 2)), np.arange(10) % 2, 1
    yield "balanced-opposites", np.array([[-1.0], [1], [-1], [1]]), np.array([0, 0, 1, 1]), 1
    yield "two-samples", np.array([[-1.0], [1]]), np.array([0, 1]), 1
    yield "fewer-rows-than-columns", normal(rng, 6, 8), np.array([0, 1, 0, 1, 1, 0]), 1
    yield "far-from-the-origin", standardised(rng, 30, 2) + 5, y, 1


def loss_and_gradient(loss, coef, intercept, X, y, C):
    """scikit-learn's own objective, which is ours over C. Rows of coef are classes."""
    objective = LinearModelLoss(base_loss=loss, fit_intercept=True)
    flat = np.column_stack([coef, intercept]).astype(float)
    parameters = flat.ravel(order="F") if len(flat) > 1 else flat[0]
    value, gradient = objective.loss_gradient(
        parameters, np.ascontiguousarray(X, float), np.asarray(y, float), l2_reg_strength=1 / C
    )
    gradient = gradient.reshape(flat.shape, order="F") * C
    return value * C, gradient[:, :-1], gradient[:, -1]


def converged(X, y, C, tol, classes=None):
    """The oracle is only as good as its gradient: that is asserted."""
    multinomial = len(np.unique(y)) > 2 or classes
    kind = "multinomial" if multinomial else "ovr"
    model = LogisticRegression(C=C, solver="newton-cg", tol=tol, max_iter=200, multi_class=kind).fit(X, y)
    codes = np.searchsorted(model.classes_, y)
    loss = HalfMultinomialLoss(n_classes=len(model.classes_)) if multinomial else HalfBinomialLoss()
    coef, intercept = model.coef_, model.intercept_
    if multinomial and len(model.classes_) == 2:
        # Of two classes scikit-learn keeps one row, which stands for the plus and the minus of the other.
        coef, intercept = np.vstack([-coef, coef]), np.append(-intercept, intercept)
    objective, *slopes = loss_and_gradient(loss, coef, intercept, X, codes, C)
    assert max(np.abs(slope).max() for slope in slopes) < 1e-5 * max(1, C), slopes
    return model, objective


@fixture("fitLogistic", "T4", "sklearn.linear_model.LogisticRegression(solver='newton-cg', tol=1e-12)")
def fit_logistic(rng):
    for name, X, y, C in binary_tables(rng):
        Xnew = normal(rng, 5, X.shape[1]) * 1.5
        model, objective = converged(X, y, C, 1e-12)
        given = {"X": X, "y": y, "opt": {"C": C}, "Xnew": Xnew}
        probabilities = model.predict_proba(np.vstack([X, Xnew]))[:, 1]
        yield name, given, {"objective": objective, "probabilities": probabilities}
    X, y = [[0.0], [1]], [1, 1]
    given = {"X": X, "y": y, "opt": {"C": 1}, "Xnew": []}
    yield "one-class", given, outcome(lambda: LogisticRegression().fit(X, y))


@fixture("logisticLossAndGradient", "T2", "sklearn: LinearModelLoss(HalfBinomialLoss)")
def logistic_loss(rng):
    for i, (name, X, y, C) in enumerate(binary_tables(rng)):
        X, y = X[:12], y[:12]
        coef, intercept = normal(rng, X.shape[1]) * [1, 5, 0, 40][i % 4], normal(rng)
        value, slope, slope_0 = loss_and_gradient(HalfBinomialLoss(), [coef], [intercept], X, y, C)
        given = {"m": {"coef": coef, "intercept": intercept}, "X": X, "y": y, "C": C}
        yield name, given, {"loss": value, "gradCoef": slope[0], "gradIntercept": slope_0[0]}


def linear_classifier(coef, intercept, classes):
    model = LogisticRegression(multi_class="multinomial" if len(classes) > 2 else "ovr")
    model.coef_, model.intercept_ = np.atleast_2d(coef), np.atleast_1d(intercept)
    model.classes_, model.n_features_in_ = np.asarray(classes), np.shape(coef)[-1]
    return model


@fixture("predictLogistic", "T2", "sklearn.linear_model.LogisticRegression.predict, predict_proba")
def predict_logistic(rng):
    def case(name, coef, intercept, X):
        model = linear_classifier(coef, intercept, [0, 1])
        expect = {"labels": model.predict(X), "probabilities": model.predict_proba(X)[:, 1]}
        return name, {"m": {"coef": coef, "intercept": intercept}, "X": X}, expect

    for i in range(22):
        d = rng.randint(1, 6)
        yield case(f"random-{i}", normal(rng, d) * 3, normal(rng), normal(rng, 6, d))
    yield case("on-the-boundary", np.array([1.0, -1]), 0.0, np.array([[2.0, 2], [0, 0], [1, 0.5]]))
    yield case("far-away", np.array([100.0]), 0.0, np.array([[-10.0], [10], [-7], [7]]))
    yield case("no-coefficients", np.array([0.0]), -2.0, np.array([[5.0], [-5]]))


def class_tables(rng):
    """(name, X, y, C) of more than two classes, and of two."""
    states = np.array(["NREM", "REM", "wake"])
    for i in range(18):
        n, d, k = rng.randint(20, 45), rng.randint(1, 4), rng.randint(3, 5)
        centres = normal(rng, k, d) * [0.5, 1.5, 4][i % 3]
        codes = np.append(np.arange(k), rng.randint(0, k, n - k))
        X = StandardScaler().fit_transform(centres[codes] + normal(rng, n, d)).round(4)
        y = states[codes] if k == 3 else codes * 10 - 5
        yield f"classes-{i}", X, y, [1, 0.1, 10, 0.01, 100][i % 5]
    X = standardised(rng, 30, 2)
    y = (X[:, 0] > 0).astype(int)
    yield "two-classes", X, y, 1
    yield "two-classes-C-10", X, y, 10
    yield "rare-class", X, np.append([2], y[1:]), 1
    yield "constant-column", np.column_stack([X, np.zeros(30)]), np.arange(30) % 3, 1
    yield "nothing-to-learn", np.zeros((9, 2)), np.arange(9) % 3, 1
    yield "three-samples", np.array([[-1.0], [0], [1]]), np.array([0, 1, 2]), 1
    yield "fewer-rows-than-columns", normal(rng, 6, 8), np.arange(6) % 3, 1


@fixture("fitSoftmax", "T4", "sklearn.linear_model.LogisticRegression(multi_class='multinomial', tol=1e-10)")
def fit_softmax(rng):
    for name, X, y, C in class_tables(rng):
        Xnew = normal(rng, 5, X.shape[1]) * 1.5
        model, objective = converged(X, y, C, 1e-10, classes=True)
        given = {"X": X, "y": y, "opt": {"C": C}, "Xnew": Xnew}
        probabilities = model.predict_proba(np.vstack([X, Xnew]))
        yield name, given, {"classes": model.classes_, "objective": objective, "probabilities": probabilities}
    X, y = [[0.0], [1]], [1, 1]
    given = {"X": X, "y": y, "opt": {"C": 1}, "Xnew": []}
    yield "one-class", given, outcome(lambda: LogisticRegression(multi_class="multinomial").fit(X, y))


@fixture("softmaxLossAndGradient", "T2", "sklearn: LinearModelLoss(HalfMultinomialLoss)")
def softmax_loss(rng):
    for i, (name, X, y, C) in enumerate(class_tables(rng)):
        classes, codes = np.unique(y, return_inverse=True)
        X, codes = X[:12], codes[:12]
        W, b = normal(rng, len(classes), X.shape[1]) * [1, 5, 0, 10][i % 4], normal(rng, len(classes))
        loss = HalfMultinomialLoss(n_classes=len(classes))
        value, slope, slope_0 = loss_and_gradient(loss, W, b, X, codes, C)
        given = {"m": {"classes": classes, "W": W, "b": b}, "X": X, "codes": codes, "C": C}
        yield name, given, {"loss": value, "gradW": slope, "gradB": slope_0}


@fixture("predictSoftmax", "T2", "sklearn.linear_model.LogisticRegression.predict_proba")
def predict_softmax(rng):
    def case(name, W, b, classes, X):
        model = linear_classifier(W, b, classes)
        expect = {"labels": model.predict(X), "probabilities": model.predict_proba(X)}
        return name, {"m": {"classes": classes, "W": W, "b": b}, "X": X}, expect

    for i in range(22):
        d, k = rng.randint(1, 5), rng.randint(3, 6)
        yield case(f"random-{i}", normal(rng, k, d) * 3, normal(rng, k), np.arange(k) * 2, normal(rng, 6, d))
    names = np.array(["NREM", "REM", "wake"])
    yield case("strings", normal(rng, 3, 2), np.zeros(3), names, normal(rng, 4, 2))
    yield case("tie", np.array([[0.0], [1], [1]]), np.zeros(3), names, np.array([[2.0], [0], [-1]]))
    yield case("far-away", np.array([[100.0], [-100], [0]]), np.zeros(3), names, np.array([[10.0], [-10]]))
