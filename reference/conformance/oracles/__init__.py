"""The oracles, room by room as in reference/. Importing a room registers its fixtures."""

from . import baselines, clustering, dataset, forecasting, graph, linear, losses, manifold, metrics, neighbors
from . import others, pipeline, preprocessing, features, splits, text, vision

__all__ = [
    "baselines", "clustering", "dataset", "features", "forecasting", "graph", "linear", "losses", "manifold",
    "metrics", "neighbors", "others", "pipeline", "preprocessing", "splits", "text", "vision",
]
