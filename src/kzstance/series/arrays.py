"""What all arrays of a series share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# Probabilities are summed as whole numbers of 2⁻⁴⁰, so that no sum depends on the order of rows.
UNIT = 1 << 40


def starts(*columns: Ints) -> Ints:
    """Where a new run begins in columns sorted together, shape (runs,)."""
    change = np.zeros(len(columns[0]), dtype=np.bool_)
    change[:1] = True
    for column in columns:
        change[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(change)
