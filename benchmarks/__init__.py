"""Benchmarks: every speed is a ratio against a peer measured in the same run, never asserted in a test.

All measure one thread, as the command line runs, unless the environment says otherwise.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ.setdefault(_name, "1")
