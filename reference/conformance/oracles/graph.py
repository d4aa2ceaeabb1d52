"""28 connectome."""

import numpy as np
from scipy.sparse.csgraph import laplacian

from .common import fixture


def undirected(upper):
    A = np.triu(upper, 1).astype(int)
    return A + A.T


def block_graph(rng, sizes, inside, between):
    labels = np.repeat(np.arange(len(sizes)), sizes)
    p = np.where(labels[:, None] == labels[None, :], inside, between)
    return undirected(rng.rand(*p.shape) < p), labels


def graphs(rng):
    for i in range(14):
        n = rng.randint(2, 16)
        yield f"random-{i}", undirected(rng.rand(n, n) < [0.3, 0.5, 0.8][i % 3])
    for i in range(8):
        yield f"blocks-{i}", block_graph(rng, rng.randint(3, 7, 3), *[(0.8, 0.1), (0.1, 0.8)][i % 2])[0]
    clique = 1 - np.eye(4, dtype=int)
    yield "disjoint-cliques", np.kron(np.eye(3, dtype=int), clique)
    yield "complete", 1 - np.eye(6, dtype=int)
    yield "no-edges", np.zeros((4, 4), int)
    yield "one-node", np.zeros((1, 1), int)
    yield "isolated-node", np.pad(clique, (0, 1))
    yield "path", undirected(np.eye(7, k=1))
    yield "star", undirected(np.eye(1, 8) * 0 + np.pad(np.ones((1, 7)), ((0, 7), (1, 0))))
    yield "complete-bipartite", undirected(np.kron([[0, 1], [0, 0]], np.ones((4, 4))))


def normalized(A):
    """Identity minus SciPy's normalised Laplacian; a node without edges has 0 on that one's diagonal."""
    return np.diag((A.sum(axis=0) > 0).astype(float)) - laplacian(A.astype(float), normed=True)


@fixture("normalizedAdjacency", "T2", "scipy.sparse.csgraph.laplacian(normed=True)")
def normalized_adjacency(rng):
    for name, A in graphs(rng):
        yield name, {"A": A}, normalized(A)


@fixture("spectralEmbedding", "T3", "numpy.linalg.eigh of the normalised adjacency; E·Eᵀ")
def spectral_embedding(rng):
    def cases():
        for name, A in graphs(rng):
            yield name, A
        for i in range(12):
            yield f"more-{i}", block_graph(rng, rng.randint(2, 6, 3), *[(0.9, 0.1), (0.1, 0.9)][i % 2])[0]

    for name, A in cases():
        values, vectors = np.linalg.eigh(normalized(A))
        order = np.argsort(-np.abs(values), kind="stable")
        sizes = np.append(np.abs(values)[order], 0)
        for k in {2, 3} & set(range(1, len(A))):
            # The plane is only determined where the next eigenvalue is clearly smaller.
            if sizes[k - 1] - sizes[k] > 0.05:
                rows = vectors[:, order[:k]]
                lengths = np.linalg.norm(rows, axis=1, keepdims=True)
                # A row that is neither zero nor clearly not is no case to compare.
                if ((lengths > 1e-12) & (lengths < 1e-3)).any():
                    continue
                rows = np.where(lengths < 1e-8, 0, rows / np.where(lengths == 0, 1, lengths))
                yield f"{name}-{k}", {"A": A, "k": k}, {"gram": rows @ rows.T}


@fixture("blockDensities", "T2", "numpy: one-hot labels times adjacency")
def block_densities(rng):
    for i, (name, A) in enumerate(graphs(rng)):
        labels = rng.randint(0, 3, len(A)) * 4 - 3
        if i % 4 == 1:
            labels = np.array(["PV", "SOM", "PYR", "VIP"])[rng.randint(0, 4, len(A))]
        names, codes = np.unique(labels, return_inverse=True)
        Z = np.eye(len(names))[codes]
        pairs = np.outer(Z.sum(axis=0), Z.sum(axis=0)) - np.diag(Z.sum(axis=0))
        densities = np.divide(Z.T @ A @ Z, pairs, out=np.zeros_like(pairs), where=pairs > 0)
        yield name, {"A": A, "labels": labels}, densities
