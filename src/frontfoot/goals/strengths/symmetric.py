"""`SymmetricMatrix`: a covariance matrix that grows by rows, of which the lower half alone is stored and updated."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from frontfoot.core.late import blas
from frontfoot.goals.likelihoods import Array, Index

MORE = 64
"""Rows for which space is added at a time."""


class SymmetricMatrix:
    """A symmetric matrix of shape (n, n) to which rows are added, and from which products X X' are subtracted.

    Only entries (i, j) with j <= i are stored; those above the diagonal are zero. A subtraction then reads and writes
    half of the memory, which is most of its time, and the matrix is symmetric exactly.

    Args:
        full: the matrix to begin with, both halves; empty if not given.

    >>> matrix = SymmetricMatrix(np.eye(2))
    >>> matrix.append(0.5, {0: 1.0, 1: 2.0})
    2
    >>> matrix.full().tolist()
    [[1.0, 0.0, 1.0], [0.0, 1.0, 2.0], [1.0, 2.0, 5.5]]
    """

    def __init__(self, full: Array | None = None) -> None:
        self._space: Array = np.zeros((0, 0)) if full is None else np.tril(full)
        self._half = self._space

    def __len__(self) -> int:
        return len(self._half)

    def full(self) -> Array:
        """The matrix with both halves, as a copy."""
        return np.asarray(self._half + np.tril(self._half, -1).T)

    def rows(self, at: Index) -> Array:
        """Whole rows at distinct places, shape (places, n)."""
        rows = self._half[at]
        # The entries of a row above the diagonal are stored in the column below it.
        rows += self._half.T[at]
        rows[np.arange(len(at)), at] = self._half[at, at]
        return rows

    def append(self, variance: float, like: Mapping[int, float] | None = None) -> int:
        """Add a row: a combination of known rows plus independent noise of this variance; returns its place."""
        n = len(self._half)
        if len(self._space) == n:
            self._space = np.zeros((n + MORE, n + MORE))
            self._space[:n, :n] = self._half
        self._half = self._space[: n + 1, : n + 1]
        self._half[n] = 0.0
        if like:
            at, weights = np.array(list(like), dtype=np.intp), np.array(list(like.values()))
            row = weights @ self.rows(at)
            self._half[n, :n] = row[:n]
            variance += float(row[at] @ weights)
        self._half[n, n] = variance
        return n

    def add(self, one: Index | int, other: Index | int, values: Array | float) -> None:
        """Add to the entries (one, other), all distinct, and to those opposite."""
        self._half[np.maximum(one, other), np.minimum(one, other)] += values

    def keep(self, at: Index) -> None:
        """Remove all rows but those at ascending places."""
        self._space = self._half[np.ix_(at, at)]
        self._half = self._space

    def subtract(self, factor: Array) -> None:
        """Subtract X X', X of shape (n, k) and in Fortran's order of memory."""
        if not self._half.flags.c_contiguous:
            # BLAS writes to a matrix without gaps alone.
            self._space = self._half = self._half.copy()
        # The transpose of C's order is Fortran's, so that its upper half is the lower half here.
        blas.dsyrk(-1.0, factor, beta=1.0, c=self._half.T, lower=0, overwrite_c=1)
