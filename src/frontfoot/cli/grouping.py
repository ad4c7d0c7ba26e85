"""Which of the named files belong to the same match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from frontfoot.core.errors import FrontfootError, InputError


def group(files: Sequence[Path]) -> tuple[list[tuple[Path, ...]], list[FrontfootError]]:
    """Sort files into matches.

    Every file with events is a match. The others (line-ups, 360, match information) belong to the match whose file
    name holds the same number, as in `events/3788741.json` and `lineups/3788741.json`; when there is only one match
    they belong to it whatever they are called.

    Returns:
        The files of each match, events first, in the order given; and what is wrong with files that are no part of
        any match.
    """
    if len(files) == 1:
        return [(files[0],)], []
    from frontfoot.match.files import read_sources
    from frontfoot.match.recognise import recognise

    matches: list[list[Path]] = []
    companions: list[Path] = []
    errors: list[FrontfootError] = []
    for file in dict.fromkeys(files):
        try:
            parts = {recognise(source)[1] for source in read_sources([file])}
        except FrontfootError as error:
            errors.append(error)
            continue
        if "events" in parts:
            matches.append([file])
        else:
            companions.append(file)
    for file in companions:
        owners = matches if len(matches) == 1 else [match for match in matches if _numbers(match[0]) & _numbers(file)]
        if len(owners) == 1:
            owners[0].append(file)
        else:
            errors.append(_astray(file, len(owners)))
    return [tuple(match) for match in matches], errors


def _numbers(file: Path) -> set[str]:
    """Numbers of at least three digits in a file's name: a match's identifier is among them."""
    return set(re.findall(r"\d{3,}", file.name))


def _astray(file: Path, owners: int) -> FrontfootError:
    what = "no events file has" if owners == 0 else "more than one events file has"
    return InputError(
        f"This file holds no events, and {what} the same match number in its name",
        place=str(file),
        remedy="Name it together with the events file of its match only",
    )
