"""Every other tracking provider, through kloppy: its objects become the same dense arrays.

Files are passed in the order of `FILES`, as bytes: kloppy leaves files open if it is given paths. Coordinates are read
in the provider's own system, which saves one transformation a frame in kloppy, and scaled here to metres on the pitch
that the metadata states.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.core.errors import MissingExtra, ReadError
from frontfoot.match.match import Info, Team
from frontfoot.match.names import display_name
from frontfoot.match.safe_xml import check_declarations
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.tracking.assemble import Samples, assemble, size_assumed
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.frames import AWAY, HOME, NOBODY, Frames

FILES: Final[dict[str, tuple[str, ...]]] = {
    "skillcorner": ("match", "tracking"),
    "tracab": ("metadata", "tracking"),
    "second_spectrum": ("metadata", "tracking"),
    "sportec": ("metadata", "positions"),
    "stats_perform": ("MA1", "MA25"),
    "hawkeye": ("metadata", "ball and centroid files, any number, in any order"),
    "signality": ("metadata", "venue", "one file a period"),
    "pff": ("metadata", "rosters", "tracking"),
    "metrica_epts": ("metadata", "tracking"),
    "metrica_tracking": ("home", "away"),
    "cdf": ("metadata", "tracking"),
}
"""Provider -> its files, in the order in which their reader takes them."""

UNORDERED: Final = frozenset({"hawkeye"})
"""Providers whose reader takes the files in any order."""

MORE: Final = ("signality",)
"""Providers read here that spread the last of their files over several."""

SIDES: Final = {"home": HOME, "away": AWAY}
GOAL_HEIGHT: Final = 2.44  # metres: kloppy measures heights by the goal
THINNED: Final = 0.5  # seconds between two frames of a dataset that was thinned out


# Provider -> module and function of kloppy, and its name of the provider's own coordinates.
LOADERS: Final[dict[str, tuple[str, str, str]]] = {
    "tracab": ("tracab", "load", "tracab"),
    "second_spectrum": ("secondspectrum", "load", "secondspectrum"),
    "sportec": ("sportec", "load_tracking", "sportec"),
    "stats_perform": ("statsperform", "load_tracking", "sportvu"),
    "signality": ("signality", "load", "signality"),
    "pff": ("pff", "load_tracking", "pff"),
    "metrica_epts": ("metrica", "load_tracking_epts", "metrica"),
}


def read(provider: str, files: Sequence[TrackingFile]) -> Frames:
    """The frames of a match through kloppy, without repairs.

    Args:
        provider: one of `LOADERS`.
        files: in the order of `FILES`.

    Raises:
        ReadError: kloppy cannot read the files.
        MissingExtra: kloppy is not installed.
    """
    place = ", ".join(map(str, files))
    try:
        import_module("kloppy")
    except ImportError:
        raise MissingExtra(f"Tracking data of {display_name(provider)}", extra="providers") from None
    for file in files:
        check_declarations(file.source())
    module, function, coordinates = LOADERS[provider]
    contents: list[Any] = [file.content() for file in files]
    if provider == "signality":
        contents = [contents[0], contents[2:], contents[1]]  # metadata, one file a period, venue
    try:
        # kloppy warns about directions, which are determined here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            load = getattr(import_module(f"kloppy.{module}"), function)
            dataset = load(*contents, coordinates=coordinates)
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # kloppy's parsers raise whatever their libraries raise
        raise ReadError(
            f"kloppy cannot read this as {provider} tracking: {type(error).__name__}: {error}",
            place=place,
            remedy="Check that these are, in this order: " + ", ".join(FILES[provider]),
        ) from error
    return frames_of(dataset, sources=tuple(map(str, files)))


def frames_of(dataset: Any, *, sources: tuple[str, ...] = ()) -> Frames:
    """A kloppy `TrackingDataset`, in any coordinate system, as frames.

    Args:
        dataset: as kloppy loaded it, whole or thinned out (`sample_rate`).
        sources: the files it came from, for errors and reports.

    Raises:
        ReadError: the dataset holds no frame or no player, no frame rate, or a period that there is not.
    """
    place = ", ".join(sources)
    if dataset.metadata.pitch_dimensions.standardized:
        # Such a system stretches the parts of a pitch differently; only kloppy can convert it back to metres.
        dataset = dataset.transform(to_coordinate_system="secondspectrum")
    meta = dataset.metadata
    records = [record for record in dataset.records if record.period is not None]
    if not records:
        raise ReadError("The record holds no frame", place=place, remedy="Export the match again")
    records.sort(key=lambda record: (record.period.id, record.frame_id))
    for record in (records[0], records[-1]):
        if not 1 <= record.period.id <= 5:
            text = f"Frame {record.frame_id} belongs to period {record.period.id}"
            raise ReadError(text, place=place, remedy="There are 1 to 5: export the match again")
    if not meta.frame_rate or not meta.frame_rate > 0:
        text = f"A rate of {meta.frame_rate} frames a second is none"
        raise ReadError(text, place=place, remedy="Check the metadata")
    row: list[int] = []
    who: list[str | None] = []
    x_of: list[float] = []
    y_of: list[float] = []
    z_of: list[float] = []
    for index, record in enumerate(records):
        for player, state in record.players_data.items():
            if state.coordinates is not None and player.team is not None:
                row.append(index)
                who.append(str(player.player_id))
                x_of.append(state.coordinates.x)
                y_of.append(state.coordinates.y)
                z_of.append(np.nan)
        if record.ball_coordinates is not None:
            row.append(index)
            who.append("ball")
            x_of.append(record.ball_coordinates.x)
            y_of.append(record.ball_coordinates.y)
            height = getattr(record.ball_coordinates, "z", None)
            z_of.append(np.nan if height is None else height)
    pitch = meta.pitch_dimensions
    sized = bool(pitch.pitch_length and pitch.pitch_width)  # in metres, whatever the axes count in
    length, width = (float(pitch.pitch_length), float(pitch.pitch_width)) if sized else (PITCH_LENGTH, PITCH_WIDTH)
    y = _scaled(np.array(y_of), pitch.y_dim, width)
    downwards = meta.coordinate_system.vertical_orientation.value == "top-to-bottom"
    states = [record.ball_state for record in records]
    # By their stated ground: Hawk-Eye's files list the teams in any order.
    home, away = teams = sorted(meta.teams, key=lambda team: str(team.ground.value) == "away")
    period = np.array([record.period.id for record in records], dtype=np.uint8)
    seconds = np.array([record.timestamp.total_seconds() for record in records])
    return assemble(
        Samples(
            row=np.array(row, dtype=np.int64),
            who=who,
            x=_scaled(np.array(x_of), pitch.x_dim, length),
            y=width - y if downwards else y,
            z=np.array(z_of, dtype=np.float64) * GOAL_HEIGHT / (pitch.goal_height or GOAL_HEIGHT),
        ),
        info=Info(
            provider=str(meta.provider.value),
            match_id=str(meta.game_id or ""),
            date=meta.date.date().isoformat() if meta.date else "",
            stated_score=_score(meta.score),
            sources=sources,
        ),
        home=Team(str(home.team_id), str(home.name or home.team_id)),
        away=Team(str(away.team_id), str(away.name or away.team_id)),
        rate=_rate(float(meta.frame_rate), period, seconds),
        length=length,
        width=width,
        players=_players(teams),
        frame=np.array([record.frame_id for record in records], dtype=np.int64),
        period=period,
        seconds=seconds,
        possession=np.array(
            [
                SIDES.get(str(r.ball_owning_team.ground.value), NOBODY) if r.ball_owning_team else NOBODY
                for r in records
            ],
            dtype=np.int8,
        ),
        alive=None if None in states else np.array([state.value == "alive" for state in states]),
        findings=() if sized else (size_assumed(length, width),),
    )


def _rate(stated: float, period: np.ndarray[Any, Any], seconds: np.ndarray[Any, Any]) -> float:
    """Frames per second: as stated, or by the clock of a dataset that was thinned out, which kloppy does not report.

    Frames more than half a second apart are single moments, not a thinned record of movement.
    """
    steps = np.diff(seconds)[np.diff(period) == 0]
    step = float(np.median(steps)) if len(steps) else 0.0
    return stated / round(step * stated) if 1.5 / stated < step <= THINNED else stated


def _players(teams: Sequence[Any]) -> pl.DataFrame:
    rows = [
        {
            "side": side,
            "player": str(player.player_id),
            "name": player.name or None,
            "shirt": player.jersey_no,
            "position": str(player.starting_position) if player.starting_position else None,
            "keeper": str(player.starting_position) == "Goalkeeper",
            "starter": player.starting,
        }
        for side, team in zip(("home", "away"), teams, strict=True)
        for player in team.players
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _score(score: Any) -> tuple[int, int] | None:
    """Kloppy returns the value of the file, also an empty string."""
    try:
        return int(score.home), int(score.away)
    except (AttributeError, TypeError, ValueError):
        return None


def _scaled(values: np.ndarray[Any, Any], dimension: Any, metres: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    """From the provider's axis to metres from the left (or lower) end."""
    low, high = dimension.min, dimension.max
    if low is None or high is None:
        return values.astype(np.float64)
    share: np.ndarray[Any, np.dtype[np.float64]] = (values.astype(np.float64) - low) / (high - low)
    return share * metres
