"""Libraries that are imported on first use, for modules that commands load also when they do not need the library.

`frontfoot tie` needs NumPy only: importing Polars and SciPy's linear algebra, which are needed to update strengths by
results, would more than double its time. The names here are used like the libraries, in annotations and in code.

>>> from frontfoot.core.late import pl
>>> pl.Series([1, 2]).sum()
3
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__all__ = ["blas", "cs", "lapack", "pl"]


class _LateModule(ModuleType):
    """Stands for a module, which is imported when an attribute of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)
        return value


if TYPE_CHECKING:
    import polars as pl
    import polars.selectors as cs
    from scipy.linalg import blas, lapack
else:
    pl = _LateModule("polars")
    cs = _LateModule("polars.selectors")
    blas = _LateModule("scipy.linalg.blas")
    lapack = _LateModule("scipy.linalg.lapack")
