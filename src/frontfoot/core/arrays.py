"""Names of the kinds of NumPy arrays that functions take and return; shapes stand in their docstrings."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int_]
Bools: TypeAlias = NDArray[np.bool_]
