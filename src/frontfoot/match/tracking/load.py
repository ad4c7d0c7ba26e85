"""The door for tracking files: which provider is it, read it, mend it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from frontfoot.core.errors import ReadError
from frontfoot.match.tracking.frames import Frames
from frontfoot.match.tracking.mend import Limits, mend
from frontfoot.match.tracking.possession import with_possession

SNIFF = 4096


def load_frames(*paths: Any, provider: str | None = None, limits: Limits | None = None) -> Frames:
    """Read tracking files, mend what can be mended, and say what was found.

    Args:
        paths: the files of one match, or one `TrackingDataset` of kloppy. SkillCorner's two files are told apart by
            their content; for every other provider give them in the order of
            `frontfoot.match.tracking.providers.FILES` (Hawk-Eye's in any order).
        provider: one of the names in `providers.FILES`, or "skillcorner"; recognised from the files when None.
        limits: where mending stops.

    Raises:
        ReadError: a file is missing, malformed, or of an unknown provider.
        MissingExtra: the provider is read through kloppy, which is not installed.

    >>> load_frames("match.json", "tracking.json")  # doctest: +SKIP
    """
    if len(paths) == 1 and type(paths[0]).__name__ == "TrackingDataset":
        from frontfoot.match.tracking.providers import pour

        return with_possession(mend(pour(paths[0], sources=("the dataset",)), limits))
    return with_possession(mend(read_frames(*paths, provider=provider), limits))


def read_frames(*paths: str | os.PathLike[str], provider: str | None = None) -> Frames:
    """Read tracking files as they are, turned to the home side's direction of play and nothing else.

    Args:
        paths, provider: as for `load_frames`.

    Raises:
        ReadError, MissingExtra: as `load_frames` does.
    """
    files = [Path(path) for path in paths]
    for file in files:
        if not file.is_file():
            raise ReadError("There is no such file", place=str(file), remedy="Check the name")
        if not file.stat().st_size:
            raise ReadError("The file is empty", place=str(file), remedy="Download or export the file again")
    chosen = provider.lower().replace("-", "_") if provider else _recognise(files)
    if chosen == "skillcorner":
        from frontfoot.match.tracking import skillcorner

        if len(files) != 2:
            raise ReadError(
                f"SkillCorner tracking comes in two files, {len(files)} given",
                place=", ".join(map(str, files)),
                remedy="Give the match file and the tracking file",
            )
        match_file, tracking_file = sorted(files, key=_is_skillcorner_tracking)
        return skillcorner.read(match_file, tracking_file)
    if chosen == "hawkeye":
        from frontfoot.match.tracking import hawkeye

        return hawkeye.read(files)
    if chosen == "cdf":
        from frontfoot.match.tracking import cdf

        return cdf.read(files)
    from frontfoot.match.tracking import providers

    return providers.read(chosen, files)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SNIFF).lstrip(b"\xef\xbb\xbf \t\r\n")


def _is_skillcorner_tracking(path: Path) -> bool:
    head = _head(path)
    return b'"possession"' in head and b'"frame"' in head and head[:1] in b"[{"


def _recognise(files: list[Path]) -> str:
    if any(_is_skillcorner_tracking(file) for file in files):
        return "skillcorner"
    from frontfoot.match.tracking.cdf import is_tracking

    if any(is_tracking(_head(file)) for file in files):
        return "cdf"
    raise ReadError(
        "The provider of these files is not recognised",
        place=", ".join(map(str, files)) or "no file",
        remedy="Name the `provider`, one of: " + ", ".join(_names()),
    )


def _names() -> list[str]:
    from frontfoot.match.tracking.providers import FILES

    return ["skillcorner", *FILES]
