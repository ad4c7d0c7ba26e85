"""Reading of tracking files: the provider recognised, the file read, its faults mended."""

from __future__ import annotations

from typing import Any

from frontfoot.core.errors import ReadError
from frontfoot.match.tracking.file import files_of
from frontfoot.match.tracking.frames import Frames
from frontfoot.match.tracking.mend import Limits, mend
from frontfoot.match.tracking.possession import with_possession
from frontfoot.match.tracking.recognise import arranged


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
        from frontfoot.match.tracking.providers import frames_of

        return with_possession(mend(frames_of(paths[0], sources=("the dataset",)), limits))
    return with_possession(mend(read_frames(*paths, provider=provider), limits))


def read_frames(*paths: Any, provider: str | None = None) -> Frames:
    """Frames of tracking files without repairs, turned to the home side's direction of play.

    Args:
        paths, provider: as for `load_frames`.

    Raises:
        ReadError, MissingExtra: as `load_frames` does.
    """
    chosen, files = arranged(files_of(paths), provider)
    if chosen == "skillcorner":
        from frontfoot.match.tracking import skillcorner

        if len(files) != 2:
            raise ReadError(
                f"SkillCorner tracking comes in two files, {len(files)} given",
                place=", ".join(map(str, files)),
                remedy="Give the match file and the tracking file",
            )
        return skillcorner.read(*files)
    if chosen == "hawkeye":
        from frontfoot.match.tracking import hawkeye

        return hawkeye.read(files)
    if chosen == "metrica_tracking":
        from frontfoot.match.tracking import metrica

        return metrica.read(files)
    if chosen == "cdf":
        from frontfoot.match.tracking import cdf

        return cdf.read(files)
    from frontfoot.match.tracking import providers

    return providers.read(chosen, files)
