"""Square roots and logarithms of matrices, from eigenvectors where these are independent and by iteration elsewhere."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# Eigenvectors are trusted up to this condition: half of the digits are left.
_CONDITION: Final = 1e6
_ITERATIONS: Final = 60


def square_root(matrix: Array) -> Array:
    """The principal root of one complex128 matrix; NaN where the iteration finds none."""
    by_vectors = _by_eigenvectors(matrix, np.sqrt)
    return _denman_beavers(matrix) if by_vectors is None else by_vectors


def logarithm(matrix: Array) -> Array:
    """The principal logarithm of one complex128 matrix; NaN or infinities for a singular one.

    A matrix without independent eigenvectors is brought near to the identity by square roots; there the logarithm is
    2 artanh((matrix - 1) / (matrix + 1)) as a power series.
    """
    by_vectors = _by_eigenvectors(matrix, np.log)
    if by_vectors is not None:
        return by_vectors
    identity = np.eye(len(matrix))
    root, halvings = matrix, 0
    while np.abs(root - identity).sum(0).max() > 0.1 and halvings < _ITERATIONS:
        root, halvings = square_root(root), halvings + 1
    ratio = np.linalg.solve(root + identity, root - identity)
    term, total = ratio, ratio
    for power in range(3, 30, 2):
        term = term @ ratio @ ratio
        total = total + term / power
    return np.asarray(total * 2.0 ** (halvings + 1))


def _by_eigenvectors(matrix: Array, function: Any) -> Array | None:
    """The function of the eigenvalues between the eigenvectors; None where these are nearly dependent."""
    if not np.isfinite(matrix).all():
        return np.full_like(matrix, np.nan)
    values, vectors = np.linalg.eig(matrix)
    if np.linalg.cond(vectors) > _CONDITION:
        return None
    result: Array = np.linalg.solve(vectors.T, (vectors * function(values)).T).T
    return result


def _denman_beavers(matrix: Array) -> Array:
    """The iteration Y <- (Y + 1/Z) / 2, Z <- (Z + 1/Y) / 2 from (matrix, 1), whose Y goes to the root (1976)."""
    y, z = matrix, np.eye(len(matrix), dtype=matrix.dtype)
    try:
        for _ in range(_ITERATIONS):
            following, z = (y + np.linalg.inv(z)) / 2, (z + np.linalg.inv(y)) / 2
            moved = np.abs(following - y).max()
            y = following
            if moved <= 1e-15 * np.abs(y).max():
                break
    except np.linalg.LinAlgError:
        return np.full_like(matrix, np.nan)
    return y if np.allclose(y @ y, matrix) else np.full_like(matrix, np.nan)
