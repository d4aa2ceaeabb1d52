"""09 structure, 10 spike-shape and 11 activity-features."""

import numpy as np
from scipy.stats import median_abs_deviation

from .common import fixture, normal


@fixture("noiseSigma", "T2", "scipy.stats.median_abs_deviation(center=0, scale=0.6745)")
def noise_sigma(rng):
    traces = [(f"normal-{i}", normal(rng, rng.randint(1, 60))) for i in range(16)]
    traces += [
        ("even", np.array([1.0, -2, 3, -4])),
        ("odd", np.array([1.0, -2, 3])),
        ("silence", np.zeros(8)),
        ("one", np.array([-3.0])),
        ("spikes", np.append(normal(rng, 30), [-50, -60])),
        ("constant", np.full(5, -0.1)),
        ("huge", normal(rng, 11) * 1e9),
        ("tiny", normal(rng, 11) * 1e-3),
        ("alternating", np.tile([1.0, -1], 10)),
    ]
    def zero(trace, axis):
        return np.zeros(())

    for name, trace in traces:
        yield name, {"trace": trace}, median_abs_deviation(trace, center=zero, scale=0.6745)


@fixture("waveformFeatures", "T2", "numpy: argmin, argmax, and numpy.interp for the half width")
def waveform_features(rng):
    def half_width(w, t):
        """Crossings of half the trough on both sides, each by interpolating time over voltage."""

        def side(values):
            # From the trough outwards up to the first sample at or above half.
            beyond = np.flatnonzero(values >= values[0] / 2)
            if len(beyond) == 0:
                return np.nan
            i = beyond[0]
            return np.interp(values[0] / 2, values[i - 1 : i + 1], [i - 1, i])

        return side(w[t:]) + side(w[t::-1])

    def features(w, fs):
        t = int(np.argmin(w))
        p = t + int(np.argmax(w[t:]))
        a = max(0, w[:t].max(initial=0))
        b = max(0, w[t + 1 :].max(initial=0))
        asymmetry = (b - a) / (b + a) if a + b > 0 else 0
        return [(p - t) / fs * 1000, half_width(w, t) / fs * 1000, asymmetry, abs(w[p] / w[t])]

    for i in range(30):
        n = rng.randint(12, 40)
        at, width = rng.randint(4, n - 4), rng.uniform(1, 4)
        time = np.arange(n)
        trough = -np.exp(-((time - at) ** 2) / (2 * width**2))
        shoulders = 0.4 * rng.rand() * np.exp(-((time - at - 6) ** 2) / 18) + 0.2 * rng.rand() * np.exp(
            -((time - at + 6) ** 2) / 8
        )
        w = (100 * (trough + shoulders) + rng.normal(size=n)).round(3)
        fs = [20000, 30000, 24414][i % 3]
        yield f"spike-{i}", {"w": w, "fsHz": fs}, features(w, fs)
    for name, w in [
        ("trough-first", [-10.0, -2, 3, 1]),
        ("trough-last", [1.0, 2, -3, -10]),
        ("never-back-to-half", [-9.0, -10, -8]),
        ("no-shoulders", [-1.0, -8, -2, -1]),
        ("one-shoulder", [-1.0, -8, 4, 2]),
        ("two-troughs", [0.0, -8, 0, -8, 3]),
        ("two-peaks", [0.0, -8, 3, 1, 3]),
        ("triangle", [0.0, -2, -4, -6, -8, -6, -4, -2, 0]),
    ]:
        yield name, {"w": w, "fsHz": 20000}, features(np.array(w), 20000)


@fixture("deltaFOverF", "T2", "numpy.percentile(method='linear')")
def delta_f(rng):
    def case(name, trace, percentile):
        base = np.percentile(trace, percentile, method="linear")
        return name, {"trace": trace, "percentile": percentile}, (trace - base) / base

    for i, percentile in enumerate([0, 5, 8, 10, 20, 25, 30, 33.3, 50, 61.8, 75, 90, 99.9, 100]):
        yield case(f"percentile-{i}", 1 + np.abs(normal(rng, rng.randint(2, 30))), percentile)
    yield case("one", np.array([3.0]), 20)
    yield case("two", np.array([1.0, 2]), 20)
    yield case("constant", np.full(9, 4.0), 20)
    yield case("ties", np.array([1.0, 1, 2, 2, 2, 3]), 50)
    yield case("between-samples", np.array([1.0, 2, 4, 8]), 40)
    yield case("descending", np.arange(20.0, 0, -1), 20)
    yield case("bright", 1e6 + 1e5 * rng.rand(20).round(3), 20)
    yield case("dim", 1e-3 * (1 + rng.rand(20).round(3)), 20)
    for i in range(4):
        yield case(f"many-{i}", 50 + normal(rng, 100), 20)


@fixture("isiCv", "T2", "numpy.std / numpy.mean of numpy.diff")
def isi_cv(rng):
    trains = [(f"poisson-{i}", np.cumsum(rng.exponential(0.1, rng.randint(3, 60))).round(4)) for i in range(18)]
    trains += [
        ("three", np.array([0.0, 1, 4])),
        ("regular", np.arange(0, 8, 0.5)),
        ("pairs", np.array([0.0, 0.25, 2, 2.25, 4, 4.25])),
        ("burst-then-silence", np.array([0.0, 0.001, 0.002, 0.003, 100])),
        ("late", 1000 + np.array([0.0, 0.5, 2, 2.25])),
    ]
    for name, times in trains:
        intervals = np.diff(times)
        yield name, {"spikeTimes": times}, np.std(intervals) / np.mean(intervals)
    for n in [0, 1, 2]:
        yield f"{n}-spikes", {"spikeTimes": np.arange(n, dtype=float)}, np.nan


@fixture("binSpikes", "T0", "numpy.histogram, last edge open")
def bin_spikes(rng):
    def case(name, times, width, duration):
        n_bins = int(np.floor(duration / width))
        # numpy closes the last bin; a spike on its right edge is no spike of ours.
        kept = times[times < n_bins * width]
        counts, _ = np.histogram(kept, bins=np.arange(n_bins + 1) * width)
        return name, {"spikeTimes": times, "binS": width, "durationS": duration}, counts

    for i in range(20):
        duration = int(rng.randint(1, 12))
        times = np.sort(rng.randint(0, 256 * duration, rng.randint(0, 60))) / 256
        yield case(f"random-{i}", np.unique(times), [0.25, 0.5, 1, 0.125][i % 4], duration)
    yield case("none", np.array([]), 0.5, 3)
    yield case("on-the-edges", np.array([0, 0.5, 1, 1.5]), 0.5, 2)
    yield case("at-the-end", np.array([0.25, 2]), 0.5, 2)
    yield case("in-the-rest", np.array([0.25, 2.1]), 0.75, 2.25)
    yield case("rest-is-dropped", np.array([0.25, 1.9]), 0.75, 2)
    yield case("bin-longer-than-recording", np.array([0.25]), 4, 2)


@fixture("meanPairwiseCorrelation", "T2", "numpy.corrcoef")
def mean_pairwise_correlation(rng):
    def answer(traces):
        with np.errstate(all="ignore"):
            r = np.nan_to_num(np.corrcoef(traces))
        return np.mean(r[np.triu_indices(len(traces), 1)])

    blocks = [(f"normal-{i}", normal(rng, rng.randint(2, 7), rng.randint(3, 25))) for i in range(16)]
    shared = normal(rng, 20)
    blocks += [
        ("common-signal", shared + 0.5 * normal(rng, 5, 20)),
        ("identical", np.tile(shared, (3, 1))),
        ("opposite", np.array([shared, -shared])),
        ("one-is-constant", np.vstack([normal(rng, 3, 12), np.full(12, 2.0)])),
        ("all-are-constant", np.full((3, 6), 1.5)),
        ("scaled-and-shifted", np.array([shared, 4 * shared + 2, 0.5 * shared - 1])),
        ("wide-magnitudes", normal(rng, 4, 15) * np.array([[1e-6], [1], [1e3], [1e6]])),
        ("offset", 1000 + normal(rng, 4, 15)),
        ("two-samples", np.array([[1.0, 2], [3, 1], [0, 5]])),
    ]
    for name, traces in blocks:
        yield name, {"traces": traces}, answer(traces)
