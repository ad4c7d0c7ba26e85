"""Where fetched files are kept on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

RESULTS: Final = "results-of-the-season"
"""The folder of the cache that holds the results which `frontfoot update` fetches."""


def default_cache() -> Path:
    """The folder of the user's cache for open data: FRONTFOOT_CACHE, or the system's folder for caches."""
    if named := os.environ.get("FRONTFOOT_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("frontfoot") / "data"


def fetched_results(cache: Path | None = None) -> Path:
    """The folder of the results that `frontfoot update` fetches; it may not exist yet.

    Args:
        cache: the user's cache when None.
    """
    return (cache or default_cache()) / RESULTS
