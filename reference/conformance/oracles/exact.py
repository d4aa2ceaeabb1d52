"""Least squares in rational arithmetic: for data on which floating point has no digits to spare, LAPACK's included."""

from fractions import Fraction

import numpy as np


def least_squares_exactly(X, y):
    """(coef, intercept) as fractions; of several minimisers the coefficients of smallest norm."""
    A = [[Fraction(float(value)) for value in row] for row in X]
    b = [Fraction(float(value)) for value in y]
    n, d = len(A), len(A[0])
    centre, b_mean = [sum(column) / n for column in zip(*A)], sum(b) / n
    C = [[value - mean for value, mean in zip(row, centre)] for row in A]
    # The shortest solution is a sum of rows, w = basis' z: what is left is to find the only z that fits best.
    basis = row_space(C, d)
    M = [[dot(row, direction) for direction in basis] for row in C]
    columns = list(zip(*M))
    z = solve([[dot(a, c) for c in columns] for a in columns], [dot(a, [v - b_mean for v in b]) for a in columns])
    coef = [sum(weight * direction[j] for weight, direction in zip(z, basis)) for j in range(d)]
    return coef, b_mean - dot(coef, centre)


def predictions_exactly(X, coef, intercept):
    return np.array([float(dot([Fraction(float(v)) for v in row], coef) + intercept) for row in X])


def row_space(rows, d):
    rows, basis = [row[:] for row in rows], []
    for j in range(d):
        pivot = next((row for row in rows if row[j]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        basis.append(pivot)
        rows = [[v - row[j] / pivot[j] * p for v, p in zip(row, pivot)] for row in rows]
    return basis


def solve(A, b):
    """Gauss and Jordan, on an invertible matrix."""
    rows = [row + [value] for row, value in zip(A, b)]
    for k in range(len(rows)):
        pivot = next(i for i in range(k, len(rows)) if rows[i][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for i in range(len(rows)):
            if i != k:
                rows[i] = [v - rows[i][k] * p for v, p in zip(rows[i], rows[k])]
    return [row[-1] for row in rows]


def dot(a, b):
    return sum((v * w for v, w in zip(a, b)), Fraction(0))
