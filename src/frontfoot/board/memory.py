"""Returning free memory to the system, so that the size of a board's process shows how much memory it uses.

Closed pages are cycles of objects, which Python's collector of old objects frees only every few minutes; the allocator
of the C library keeps freed blocks between used ones, and huge pages count gaps as used. None of that grows without
bound, but it would hide a leak for an hour. On systems without glibc only the collector is run.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
from typing import Final

TIDY_SECONDS: Final = 30.0
"""Seconds between two collections; one takes about 30 ms with 50 ties in memory."""
MAPPED_BYTES: Final = 256 * 1024
"""From this size on a block of memory returns to the system as soon as it is freed."""
ARENAS: Final = 2
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_PR_SET_THP_DISABLE: Final = 41


def settle() -> None:
    """Set the options of the C library's allocator; to be called before any thread has started."""
    library = _glibc()
    if library is None:
        return
    library.mallopt(_M_ARENA_MAX, ARENAS)
    library.mallopt(_M_MMAP_THRESHOLD, MAPPED_BYTES)
    library.mallopt(_M_TRIM_THRESHOLD, MAPPED_BYTES)
    library.prctl(_PR_SET_THP_DISABLE, *(ctypes.c_ulong(value) for value in (1, 0, 0, 0)))


def tidy() -> None:
    """Free unreferenced objects, and return their memory to the system."""
    gc.collect()
    library = _glibc()
    if library is not None:
        library.malloc_trim(ctypes.c_size_t(0))


async def keep_tidy() -> None:
    """Call `tidy` at regular times until cancelled."""
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        tidy()


def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
