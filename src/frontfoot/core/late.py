"""Libraries that are imported on first use, for modules that a command loads whether it needs the library or not.

`frontfoot tie` answers from NumPy alone: importing Polars and SciPy's linear algebra, which strengths need where
results are learnt, would more than double its time. The names stand for the libraries in annotations and in code alike.

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
