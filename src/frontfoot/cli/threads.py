"""How many threads a short command needs: one."""

from __future__ import annotations

import os


def one_thread() -> None:
    """Keep linear algebra on one thread, unless the environment says otherwise; call it before NumPy is imported.

    The matrices of one match are tiny: a pool of threads that wait for each other costs a tenth of a second.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
