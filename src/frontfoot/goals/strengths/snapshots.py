"""Snapshots of strengths, shipped with the package or kept by the user: the newest that is not after a day."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from frontfoot.core.cache import fetched_results
from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.late import pl
from frontfoot.fitted import read
from frontfoot.goals.rates import GIVE_RATES
from frontfoot.goals.strengths.strengths import Strengths

_RECORDS = {"clubs": "strengths", "nations": "nations"}
KINDS = tuple(_RECORDS)
FOLDER = "FRONTFOOT_STRENGTHS"


def strengths_on(
    day: date | None = None,
    *,
    kind: str = "clubs",
    own: pl.DataFrame | None = None,
    data: Path | None = None,
    folder: Path | None = None,
) -> Strengths:
    """The strengths as known on the morning of a day, and the uncertainty for a match on it.

    They go on from the newest snapshot not after the day with the results from then on: those of a data folder or those
    that `frontfoot update` fetched, and the user's own.

    Args:
        day: of the match; None for the newest snapshot as it is, or, where `own` or `data` is given, the day after the
            last of their results if that is later.
        kind: clubs or nations.
        own: the user's own matches (`frontfoot.goals.results.own`); those up to before `day` are learnt.
        data: folder of results (`frontfoot.goals.strengths.later`); when None those that were fetched, if any.
        folder: of the user's own snapshots; `user_folder()` when None.

    Raises:
        InputError: another kind, or the day lies before the first snapshot.
        ReadError: a snapshot of the user cannot be read, or there is no such folder of results.

    >>> strengths_on(date(2024, 4, 11)).on
    datetime.date(2024, 4, 9)
    """
    start = newest(day, kind=kind, folder=folder)
    if own is None and data is None and not fetched_results().is_dir():
        return start if day is None else start.at(day)
    from frontfoot.goals.strengths.later import later_results
    from frontfoot.goals.strengths.learn import day_after, moved_on

    if day is None and own is None and data is None:
        return start
    last = start.on if own is None else max(start.on, day_after(own))
    # Without a day, a folder is read to its end; what was fetched only as far as the user's own results go.
    results, unread = later_results(start.on, day or (last if data is None else None), kind=kind, data=data)
    when = day or (last if data is None or results is None else max(last, day_after(results)))
    strengths = moved_on(start, when, results, own, kind=kind)
    return replace(strengths, unused=(*unread, *strengths.unused)).at(when)


def newest(day: date | None = None, *, kind: str = "clubs", folder: Path | None = None) -> Strengths:
    """The newest strengths not after a day as they were stored, for later results to go on from."""
    _check_kind(kind)
    shipped: dict[str, Path | None] = dict.fromkeys(shipped_days(kind))
    own = {path.stem: path for path in sorted((folder or user_folder()).glob(f"{kind}/*.json"))}
    chosen, path = _newest({**shipped, **own}, day)
    return _shipped(kind, chosen) if path is None else _read(path)


def shipped_on(day: date, *, kind: str = "clubs") -> Strengths:
    """The newest shipped strengths not after a day as they were stored; the user's own are ignored.

    Raises:
        InputError: another kind, or the day lies before the first snapshot.
    """
    _check_kind(kind)
    return _shipped(kind, _newest(dict.fromkeys(shipped_days(kind)), day)[0])


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise InputError(f"There are no strengths of {kind}", place="kind", remedy=f"Ask for {' or '.join(KINDS)}")


def _newest(snapshots: Mapping[str, Path | None], day: date | None) -> tuple[str, Path | None]:
    days = [text for text in sorted(snapshots) if day is None or text <= day.isoformat()]
    if not days:
        raise InputError(
            f"No strengths are known for {day}; the first are of {min(snapshots)}", place="date", remedy=GIVE_RATES
        )
    return days[-1], snapshots[days[-1]]


def user_folder() -> Path:
    """The folder of strengths that the user has fitted: `FRONTFOOT_STRENGTHS`, or in the user's data folder."""
    from platformdirs import user_data_path

    named = os.environ.get(FOLDER)
    return Path(named) if named else user_data_path("frontfoot", appauthor=False) / "strengths"


def keep(strengths: Strengths, *, kind: str = "clubs", folder: Path | None = None) -> Path:
    """Store strengths among the user's own snapshots; returns the file."""
    path = (folder or user_folder()) / kind / f"{strengths.on.isoformat()}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(text_of(strengths), encoding="utf-8")
    partial.replace(path)
    return path


@cache
def shipped_days(kind: str = "clubs") -> tuple[str, ...]:
    """Days of the shipped snapshots, ascending."""
    return tuple(read(_RECORDS[kind])["parameters"]["snapshots"])


def text_of(strengths: Strengths) -> str:
    """A snapshot as JSON, one league a line."""
    from frontfoot.goals.strengths.compact import pack

    document = pack(strengths, keep=set(strengths.clubs))
    lines = []
    for name, value in document.items():
        if name in ("leagues", "competitions", "styles") and value:
            inside = ",\n".join(f"  {_json(key)}: {_json(part)}" for key, part in value.items())
            lines.append(f" {_json(name)}: {{\n{inside}\n }}")
        else:
            lines.append(f" {_json(name)}: {_json(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@cache
def _shipped(kind: str, day: str) -> Strengths:
    from frontfoot.goals.strengths.compact import unpack

    return unpack(json.loads((files("frontfoot.fitted") / kind / f"{day}.json").read_text(encoding="utf-8")))


def _read(path: Path) -> Strengths:
    from frontfoot.goals.strengths.compact import unpack

    try:
        return unpack(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise ReadError(
            f"These strengths cannot be read: {error}", place=str(path), remedy="Remove the file and fit them again"
        ) from None
