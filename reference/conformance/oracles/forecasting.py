"""35 hospital-forecast and 36 bmi-decoder."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import mean_absolute_error

from .common import fixture, normal
from .linear import least_squares


def lagged(series, lags, horizon):
    n_rows = len(series) - lags - horizon + 1
    X = sliding_window_view(series, lags)[:n_rows]
    return X, series[lags + horizon - 1 :], np.arange(lags - 1, lags - 1 + n_rows)


def beds(rng, n):
    """Occupancy-like: a level, a week, and noise."""
    return (60 + 10 * np.sin(np.arange(n) * 2 * np.pi / 7) + 4 * rng.normal(size=n)).round(2)


@fixture("makeLagged", "T0", "numpy.lib.stride_tricks.sliding_window_view")
def make_lagged(rng):
    for i in range(26):
        series, lags, horizon = beds(rng, rng.randint(8, 25)), 1 + i % 5, 1 + i % 3
        given = {"series": series, "nLags": lags, "horizon": horizon}
        yield f"beds-{i}", given, dict(zip(["X", "y", "origin"], lagged(series, lags, horizon)))


@fixture("fitAutoregression", "T3", "sklearn.linear_model.LinearRegression, Ridge on lags made by numpy")
def fit_autoregression(rng):
    def case(name, series, lags, horizon, alpha):
        X, y, _ = lagged(series, lags, horizon)
        model = least_squares(alpha).fit(X, y)
        given = {"series": series, "nLags": lags, "horizon": horizon, "alpha": alpha}
        return name, given, {"coef": model.coef_, "intercept": model.intercept_}

    for i in range(22):
        yield case(f"beds-{i}", beds(rng, rng.randint(25, 60)), 1 + i % 7, 1 + i % 3, [0, 1, 25][i % 3])
    noiseless = [1.0, 2]
    for _ in range(30):
        noiseless.append(1.2 * noiseless[-1] - 0.5 * noiseless[-2] + 3)
    yield case("noiseless-AR-2", np.array(noiseless), 2, 1, 0)
    yield case("two-weeks-of-lags", beds(rng, 80), 14, 1, 1)
    yield case("constant", np.full(20, 8.0), 3, 1, 0)
    yield case("large-numbers", beds(rng, 40) * 1e6, 3, 2, 0)
    yield case("few-samples", beds(rng, 8), 5, 1, 1)


@fixture("rollingOrigin", "T3", "sklearn.linear_model.LinearRegression, Ridge, refitted at every origin")
def rolling_origin(rng):
    for i in range(25):
        series = beds(rng, rng.randint(26, 34))
        lags, horizon, initial, alpha = 1 + i % 3, 1 + i % 2, 20, [0, 1][i % 2]
        expect = []
        for origin in range(initial - 1, len(series) - horizon):
            known = series[: origin + 1]
            X, y, _ = lagged(known, lags, horizon)
            forecast = least_squares(alpha).fit(X, y).predict(known[None, -lags:])[0]
            expect.append({"origin": origin, "forecast": forecast, "actual": series[origin + horizon]})
        opt = {"nLags": lags, "horizon": horizon, "initial": initial, "alpha": alpha}
        yield f"beds-{i}", {"series": series, "opt": opt}, expect


@fixture("occupancy", "T0", "numpy: differences of admissions and discharges, summed")
def occupancy(rng):
    for i in range(26):
        days, n = int(rng.randint(1, 20)), int(rng.randint(0, 15))
        admit, los = rng.randint(-8, 25, n), rng.randint(1, 12, n)
        change = np.zeros(days + 1, int)
        np.add.at(change, np.clip(admit, 0, days), 1)
        np.add.at(change, np.clip(admit + los, 0, days), -1)
        stays = [{"admit": a, "los": b} for a, b in zip(admit, los)]
        yield f"stays-{i}", {"stays": stays, "days": days}, np.cumsum(change)[:days]


@fixture("mase", "T2", "sklearn.metrics.mean_absolute_error, over that of the seasonal naive forecast")
def mase(rng):
    for i in range(26):
        season = [1, 7, 3][i % 3]
        train, actual = beds(rng, rng.randint(15, 40)), beds(rng, rng.randint(1, 12))
        forecast = actual if i == 5 else (actual + normal(rng, len(actual)) * 3).round(2)
        scale = mean_absolute_error(train[season:], train[:-season])
        given = {"actual": actual, "forecast": forecast, "train": train, "season": season}
        yield f"beds-{i}", given, mean_absolute_error(actual, forecast) / scale


@fixture("fitTuning", "T3", "numpy.linalg.lstsq on 1, cos, sin")
def fit_tuning(rng):
    for i in range(26):
        trials, cells = rng.randint(4, 25), rng.randint(1, 5)
        theta = [rng.uniform(-np.pi, np.pi, trials).round(4), np.arange(trials) % 8 * np.pi / 4][i % 2]
        preferred = rng.uniform(-np.pi, np.pi, cells)
        noise = [0, 2, 5][i % 3] * rng.normal(size=(trials, cells))
        rates = 20 + 10 * np.cos(theta[:, None] - preferred) + noise
        design = np.column_stack([np.ones(trials), np.cos(theta), np.sin(theta)])
        b, *_ = np.linalg.lstsq(design, rates, rcond=None)
        fits = [(b0, np.hypot(x, y), np.arctan2(y, x)) for b0, x, y in b.T]
        expect = [dict(zip(["b0", "modulation", "preferred"], fit)) for fit in fits]
        yield f"cells-{i}", {"rates": rates, "theta": theta}, expect


@fixture("populationVector", "T2", "numpy: a sum of complex numbers")
def population_vector(rng):
    for i in range(26):
        trials, cells = rng.randint(1, 8), rng.randint(1, 10)
        b0, modulation = 10 + normal(rng, cells), np.abs(normal(rng, cells)) * 5
        preferred = rng.uniform(-np.pi, np.pi, cells).round(5)
        rates = (15 + 8 * normal(rng, trials, cells)).round(3)
        z = ((rates - b0) * modulation) @ np.exp(1j * preferred)
        tuning = [dict(zip(["b0", "modulation", "preferred"], t)) for t in zip(b0, modulation, preferred)]
        yield f"trials-{i}", {"rates": rates, "tuning": tuning}, {"angle": np.angle(z), "length": np.abs(z)}


@fixture("fitVelocityDecoder", "T3", "sklearn.linear_model.Ridge(solver='svd') with two outputs")
def fit_velocity_decoder(rng):
    for i in range(26):
        trials, cells = rng.randint(5, 30), rng.randint(1, 7)
        rates = np.abs(20 + 8 * normal(rng, trials, cells)).round(2)
        velocity = (rates @ normal(rng, cells, 2) * 0.1 + normal(rng, trials, 2)).round(3)
        alpha = [1, 0.1, 100, 0][i % 4] if trials > cells + 1 else 1
        model = LinearRegression() if alpha == 0 else Ridge(alpha, solver="svd")
        model.fit(rates, velocity)
        given = {"rates": rates, "velocity": velocity, "alpha": alpha}
        yield f"session-{i}", given, {"W": model.coef_, "b": model.intercept_}
