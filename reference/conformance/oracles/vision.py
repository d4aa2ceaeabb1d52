"""33 image-recognition."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import correlate2d

from .common import fixture


def filters(rng):
    """(name, image, kernel) of whole numbers and sixteenths: every sum is exact."""
    for i in range(24):
        h, w = rng.randint(1, 11, 2)
        r, s = rng.randint(1, h + 1), rng.randint(1, w + 1)
        den = [1, 1, 16][i % 3]
        yield f"random-{i}", rng.randint(-20, 21, (h, w)) / den, rng.randint(-5, 6, (r, s)) / den
    image = np.arange(1, 10).reshape(3, 3)
    yield "corner", image, np.array([[1, 0], [0, 0]])
    yield "other-corner", image, np.array([[0, 0], [0, 1]])
    yield "identity", image, np.array([[1]])
    yield "whole-image", image, image
    yield "sobel", np.tile([0, 0, 0, 9, 9, 9], (6, 1)), np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    yield "row", np.array([[1, 2, 3, 4]]), np.array([[1, -1]])
    yield "column", np.array([[1], [2], [4]]), np.array([[1], [-1]])


# A kernel that is larger than the image is left out: SciPy swaps the two, we refuse it.
@fixture("conv2d", "T0", "scipy.signal.correlate2d(mode='valid')")
def conv2d(rng):
    for name, image, kernel in filters(rng):
        yield name, {"image": image, "kernel": kernel}, correlate2d(image, kernel, mode="valid")


@fixture("imageFeatures", "T0", "scipy.signal.correlate2d, then numpy: maximum with 0, and over windows")
def image_features(rng):
    for i in range(26):
        h, w = rng.randint(4, 11, 2)
        image = rng.randint(-9, 10, (h, w))
        kernels = [rng.randint(-3, 4, rng.randint(1, 4, 2)) for _ in range(rng.randint(1, 4))]
        size = [1, 2][i % 2]
        parts = []
        for kernel in kernels:
            response = np.maximum(correlate2d(image, kernel, mode="valid"), 0)
            windows = sliding_window_view(response, (size, size))[::size, ::size]
            parts.append(windows.max(axis=(2, 3)).ravel())
        yield f"random-{i}", {"image": image, "kernels": kernels, "poolSize": size}, np.concatenate(parts)
