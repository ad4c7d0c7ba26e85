"""The memory of a board that serves for hours: what is free goes back to the system, so that its size tells its use.

Pages that were closed are cycles of objects, which Python's collector of old objects meets every few minutes; the
allocator of the C library keeps what is freed between what is not, and huge pages count holes as used. None of that
grows without bound, but it hides for an hour whether anything does. On systems without glibc collection alone is done.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
from typing import Final

TIDY_SECONDS: Final = 30.0
"""Between two collections; one takes about 30 ms with 50 ties in memory."""
MAPPED_BYTES: Final = 256 * 1024
"""From this size on a block of memory is the system's again as soon as it is freed."""
ARENAS: Final = 2
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_PR_SET_THP_DISABLE: Final = 41


def settle() -> None:
    """Tell the C library how this process uses memory; to be called before any thread has started."""
    library = _glibc()
    if library is None:
        return
    library.mallopt(_M_ARENA_MAX, ARENAS)
    library.mallopt(_M_MMAP_THRESHOLD, MAPPED_BYTES)
    library.mallopt(_M_TRIM_THRESHOLD, MAPPED_BYTES)
    library.prctl(_PR_SET_THP_DISABLE, *(ctypes.c_ulong(value) for value in (1, 0, 0, 0)))


def tidy() -> None:
    """Free what nothing refers to any more, and give it back."""
    gc.collect()
    library = _glibc()
    if library is not None:
        library.malloc_trim(ctypes.c_size_t(0))


async def keep_tidy() -> None:
    """Tidy again and again, until cancelled."""
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        tidy()


def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
