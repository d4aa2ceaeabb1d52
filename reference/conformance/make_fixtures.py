#!/usr/bin/python3
"""Writes fixtures/<function>.json: inputs, and what scikit-learn, SciPy or numpy answer.

    python3 make_fixtures.py [folder]

Deterministic: fixed seeds, one thread, one BLAS kernel. Two runs are byte-identical.
"""

import os
import sys

# All of this must be set before numpy is loaded. The kernel is named because OpenBLAS chooses by processor, and
# kernels differ in the last digit.
for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = "1"
os.environ["OPENBLAS_CORETYPE"] = "Haswell"
os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"
sys.dont_write_bytecode = True

import json  # noqa: E402
import math  # noqa: E402
import pathlib  # noqa: E402
import warnings  # noqa: E402

with warnings.catch_warnings():
    # numpy says so where a processor lacks what is switched off.
    warnings.simplefilter("ignore")
    import numpy as np  # noqa: E402
import scipy  # noqa: E402
import sklearn  # noqa: E402

import oracles  # noqa: E402, F401
from oracles.common import FIXTURES, TIERS, stream  # noqa: E402

MOST_BYTES = 200_000
FEWEST_CASES = 25


def plain(value):
    """numpy to JSON: whole numbers without a point, what JSON has no number for as a string."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        number = float(value)
        if math.isnan(number):
            return "NaN"
        if math.isinf(number):
            return "Infinity" if number > 0 else "-Infinity"
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if value is None or isinstance(value, str):
        return str(value) if value is not None else None
    raise TypeError(f"no JSON for {type(value)}")


def fixture_text(fn, tier, oracle, make):
    versions = {"sklearn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    cases = [
        {"id": name, "input": plain(given), "expect": plain(expect), "tol": TIERS[tier]}
        for name, given, expect in make(stream(fn))
    ]
    names = [case["id"] for case in cases]
    assert len(set(names)) == len(names), f"{fn} has a name twice"
    assert len(cases) >= FEWEST_CASES, f"{fn} has {len(cases)} cases only"
    content = {"meta": {"oracle": oracle, **versions}, "fn": fn, "cases": cases}
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
    assert len(text.encode()) <= MOST_BYTES, f"{fn}.json has {len(text.encode())} bytes"
    return text


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "fixtures")
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    for fn, described in sorted(FIXTURES.items()):
        (folder / f"{fn}.json").write_text(fixture_text(fn, **described), encoding="utf-8")
    for stale in set(path.stem for path in folder.glob("*.json")) - set(FIXTURES):
        (folder / f"{stale}.json").unlink()


if __name__ == "__main__":
    main()
