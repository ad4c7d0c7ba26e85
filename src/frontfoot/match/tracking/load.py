"""Reading of tracking files: the provider recognised, the file read, its faults mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from frontfoot.core.errors import ReadError
from frontfoot.match.names import display_name
from frontfoot.match.tracking import cdf, hawkeye, metrica, providers, skillcorner
from frontfoot.match.tracking.file import TrackingFile, files_of
from frontfoot.match.tracking.frames import Frames
from frontfoot.match.tracking.mend import Limits, mend
from frontfoot.match.tracking.possession import with_possession
from frontfoot.match.tracking.providers import FILES, MORE, UNORDERED
from frontfoot.match.tracking.recognise import arranged

_READERS: Final[dict[str, Callable[[Sequence[TrackingFile]], Frames]]] = {
    "skillcorner": skillcorner.read,
    "hawkeye": hawkeye.read,
    "metrica_tracking": metrica.read,
    "cdf": cdf.read,
}
"""The readers here; all other providers are read through kloppy."""


def load_frames(*paths: Any, provider: str | None = None, limits: Limits | None = None) -> Frames:
    """Frames of tracking files, with faults mended where possible and listed as repairs and findings.

    Args:
        paths: the files of one match in any order, each plain, .gz, .xz, .bz2 or .zip: paths; or, in memory, bytes,
            streams, or JSON as it was decoded; or one `TrackingDataset` of kloppy.
        provider: one of the names in `frontfoot.match.tracking.providers.FILES`, for files that cannot be recognised
            by their content; such files are given in the order of `FILES`.
        limits: where mending stops.

    Raises:
        ReadError: a file is missing, malformed, or of an unknown provider.
        MissingExtra: the provider is read through kloppy, which is not installed.

    >>> load_frames("match.json", "tracking.json")  # doctest: +SKIP
    """
    if len(paths) == 1 and type(paths[0]).__name__ == "TrackingDataset":
        return with_possession(mend(providers.frames_of(paths[0], sources=("the dataset",)), limits))
    return with_possession(mend(read_frames(*paths, provider=provider), limits))


def read_frames(*paths: Any, provider: str | None = None) -> Frames:
    """Frames of tracking files without repairs, turned to the home side's direction of play.

    Args:
        paths, provider: as for `load_frames`.

    Raises:
        ReadError, MissingExtra: as `load_frames` does.
    """
    chosen, files = arranged(files_of(paths), provider)
    needed = FILES[chosen]
    if chosen not in UNORDERED and (len(files) < len(needed) or (len(files) > len(needed) and chosen not in MORE)):
        raise ReadError(
            f"Tracking of {display_name(chosen)} comes in {len(needed)} files, {len(files)} given",
            place=", ".join(map(str, files)),
            remedy="Give, in this order: " + ", ".join(needed),
        )
    return _READERS[chosen](files) if chosen in _READERS else providers.read(chosen, files)
