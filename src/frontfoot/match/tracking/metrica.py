"""Metrica's tracking as CSV, one table a side, read straight into columns.

Three lines of header (the side, the shirt numbers, the names of the columns), then one line a frame: period, frame,
time, two places for every player, two for the ball. Places are shares of the pitch from the left-hand top corner.

Source of the format: Metrica's sample data, https://github.com/metrica-sports/sample-data
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.errors import ReadError
from frontfoot.match.match import Info, Team
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.series import shirt_number
from frontfoot.match.tracking.assemble import Samples, assemble, frame_rate, size_assumed
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.frames import NOBODY, Frames

_HEADER_LINES: Final = 3
_FIXED: Final = ("Period", "Frame", "Time [s]")
_MOST_COLUMNS: Final = 200  # of a side with forty players and the ball there are 85
_LARGEST: Final = 1e7  # frame number or second
_FARTHEST: Final = 100.0  # a place, in lengths of the pitch
_AGAIN: Final = "Download or export the file again"


class _Side(NamedTuple):
    """One table: `fixed` (F, 3) period, frame, seconds; `places` (F, players + 1, 2), the ball last."""

    file: TrackingFile
    team: str
    players: list[str]
    shirts: list[str]
    fixed: NDArray[np.float64]
    places: NDArray[np.float64]


def read(files: Sequence[TrackingFile]) -> Frames:
    """The frames of a match from its two tables, without repairs.

    Args:
        files: the home side's table, the away side's.

    Raises:
        ReadError: a table is damaged, was cut, or holds no frame; or the two are not of the same match.
    """
    home, away = (_table(file) for file in files)
    _check_alike(home, away)
    period, frame = home.fixed[:, 0].astype(np.uint8), home.fixed[:, 1].astype(np.int64)
    starts = {number: home.fixed[period == number, 2].min() for number in np.unique(period).tolist()}
    seconds = (home.fixed[:, 2] - np.array([starts[number] for number in period.tolist()])).round(3)
    who = [*home.players, *away.players, "ball"]
    ball = np.where(np.isnan(home.places[:, -1:]), away.places[:, -1:], home.places[:, -1:])
    places = np.concatenate((home.places[:, :-1], away.places[:, :-1], ball), axis=1)
    row, column = np.nonzero(np.isfinite(places).all(axis=2))
    return assemble(
        Samples(
            row=row,
            who=[who[place] for place in column.tolist()],
            x=places[row, column, 0] * PITCH_LENGTH,
            y=(1 - places[row, column, 1]) * PITCH_WIDTH,
            z=np.full(len(row), np.nan),
        ),
        info=Info(provider="metrica_tracking", match_id=_identifier(files[0]), sources=tuple(map(str, files))),
        home=Team(home.team, home.team),
        away=Team(away.team, away.team),
        rate=frame_rate(period, seconds, str(files[0])),
        length=PITCH_LENGTH,
        width=PITCH_WIDTH,
        players=_players((home, away)),
        frame=frame,
        period=period,
        seconds=seconds,
        possession=np.full(len(frame), NOBODY, dtype=np.int8),
        findings=(size_assumed(PITCH_LENGTH, PITCH_WIDTH),),
    )


def _table(file: TrackingFile) -> _Side:
    content = file.content()
    lines = content.split(b"\n", _HEADER_LINES)
    try:
        head = [[cell.strip() for cell in line.decode("utf-8-sig").split(",")] for line in lines[:_HEADER_LINES]]
    except UnicodeDecodeError as error:
        raise file.error(f"The file is not UTF-8 text ({error.reason})", _AGAIN) from error
    names = head[2] if len(head) == _HEADER_LINES else []
    if tuple(names[:3]) != _FIXED or "Ball" not in names or len(names) > _MOST_COLUMNS:
        raise file.error(
            "The third line does not name the columns Period, Frame, Time [s], players and Ball",
            "Give the table as Metrica exports it, with its three lines of header",
        )
    width = names.index("Ball") + 2
    players = [name.replace(" ", "") for name in names[3 : width - 2 : 2]]
    if len(set(players) - {""}) != len(players) or not players:
        raise file.error("The third line does not name every player once", _AGAIN)
    numbers = _numbers(file, lines[_HEADER_LINES] if len(lines) > _HEADER_LINES else b"", width)
    shirts = [*head[1], *[""] * width][3 : width - 2 : 2]
    team = next((cell for cell in head[0] if cell), "") or "?"
    return _Side(file, team, players, shirts, numbers[:, :3], numbers[:, 3:].reshape(len(numbers), -1, 2))


def _numbers(file: TrackingFile, body: bytes, width: int) -> NDArray[np.float64]:
    """(F, width) the numbers below the header; NaN where a place is not known."""
    schema = {f"column_{number}": pl.Float64 for number in range(1, width + 1)}
    try:
        frame = pl.read_csv(io.BytesIO(body), has_header=False, schema=schema, null_values=["NaN", "nan", ""])
    except (pl.exceptions.PolarsError, OverflowError, ValueError) as error:
        first = str(error).strip().partition("\n")[0][:160]
        raise file.error(f"A line is not {width} numbers ({first})", _AGAIN) from error
    numbers = frame.to_numpy().astype(np.float64)
    if not len(numbers):
        raise file.error("The table holds no frame", _AGAIN)
    fixed, places = numbers[:, :3], numbers[:, 3:]
    sound = np.isfinite(fixed).all(axis=1) & (np.abs(fixed) <= _LARGEST).all(axis=1) & np.isin(fixed[:, 0], range(1, 6))
    sound &= ~(np.abs(places) > _FARTHEST).any(axis=1)
    if not sound.all():
        line = int(np.flatnonzero(~sound)[0]) + _HEADER_LINES + 1
        raise file.error(f"Line {line} holds no period, time or place that is one", _AGAIN)
    return numbers


def _check_alike(home: _Side, away: _Side) -> None:
    place = f"{home.file}, {away.file}"
    if len(home.fixed) != len(away.fixed) or (home.fixed[:, :2] != away.fixed[:, :2]).any():
        raise ReadError(
            f"The two tables are not of the same frames ({len(home.fixed):,} and {len(away.fixed):,})",
            place=place,
            remedy="Give both tables of one match, whole",
        )
    apart = np.abs(home.places[:, -1] - away.places[:, -1]).max(axis=1)
    if (apart > 1e-4).any():
        number = int(home.fixed[np.flatnonzero(apart > 1e-4)[0], 1])
        raise ReadError(
            f"The ball of frame {number} lies elsewhere in the other table",
            place=place,
            remedy="Give the two tables of one match",
        )
    if shared := sorted(set(home.players) & set(away.players)):
        raise ReadError(
            f"{shared[0]} stands in both tables", place=place, remedy="Give the home side's table and the away side's"
        )


def _players(sides: tuple[_Side, _Side]) -> pl.DataFrame:
    rows: list[dict[str, Any]] = [
        {
            "side": side,
            "player": player,
            "name": re.sub(r"(?<=[a-z])(?=\d)", " ", player),
            "shirt": shirt_number(shirt),
            "position": None,
            "keeper": False,
            "starter": bool(np.isfinite(table.places[0, place]).all()),
        }
        for side, table in zip(("home", "away"), sides, strict=True)
        for place, (player, shirt) in enumerate(zip(table.players, table.shirts, strict=True))
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _identifier(file: TrackingFile) -> str:
    """The file's own name without what it holds: "Sample_Game_1"."""
    return re.sub(r"(?i)[_\- ]*(raw)?tracking(data)?([_\- ]*(home|away)[_\- ]*team)?$", "", Path(file.name).stem)
