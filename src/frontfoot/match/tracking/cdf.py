"""Tracking in the Common Data Format: JSON lines of frames, and the metadata.

The format counts metres from the middle of the pitch, and the home side attacks to the right in every period. The
direction is checked by the positions of the goalkeepers (`assemble`), so that files that deviate are read correctly.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.match.cdf.file import CdfMeta, Number, period_number
from frontfoot.match.decode import Whole, decode, decode_lines
from frontfoot.match.files import Source
from frontfoot.match.match import Info, Team
from frontfoot.match.places import pitch_size
from frontfoot.match.series import shirt_number
from frontfoot.match.tracking.assemble import Samples, assemble, frame_rate, size_assumed
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.frames import AWAY, HOME, NOBODY, Frames, SeenCode


class _Position(msgspec.Struct, gc=False):
    id: str
    x: Number = None
    y: Number = None
    is_visible: bool | None = None


class _Team(msgspec.Struct, gc=False):
    id: str
    players: list[_Position] = []


class _Teams(msgspec.Struct, gc=False):
    home: _Team
    away: _Team


class _Ball(msgspec.Struct, gc=False):
    x: Number = None
    y: Number = None
    z: Number = None
    status: bool | None = None
    owner: str | None = msgspec.field(name="poss_team_id", default=None)


class _Frame(msgspec.Struct, gc=False):
    frame_id: Whole
    timestamp: str
    period: str
    teams: _Teams
    ball: _Ball = msgspec.field(default_factory=_Ball)
    ball_status: bool | None = None  # until version 0.2.3 beside the ball
    ball_poss_team_id: str | None = None

    @property
    def alive(self) -> bool | None:
        """Whether the ball is in play."""
        return self.ball.status if self.ball.status is not None else self.ball_status

    @property
    def owner(self) -> str | None:
        """The identifier of the team that has the ball."""
        return self.ball.owner or self.ball_poss_team_id


def read(files: Sequence[TrackingFile]) -> Frames:
    """The frames of a match from its files, without repairs.

    Args:
        files: metadata, tracking.

    Raises:
        ReadError: a file is missing, damaged or of another shape, or no period or time.
    """
    about, tracking = sources = [file.source() for file in files]
    meta = decode(about, CdfMeta, content="metadata in the Common Data Format")
    frames = decode_lines(tracking, _Frame, content="tracking in the Common Data Format")
    if not frames:
        raise tracking.error("The record holds no frame", "Export the match again")
    numbers = [period_number(frame.period, f"Frame {frame.frame_id}", tracking.place) for frame in frames]
    period = np.array(numbers, dtype=np.uint8)
    seconds = _seconds(frames, period, tracking)
    length, width = pitch_size(meta.ground.pitch_length, meta.ground.pitch_width, about.place)
    teams = (meta.teams.home, meta.teams.away)
    owners = {teams[0].id: HOME, teams[1].id: AWAY}
    alive = [frame.alive for frame in frames]
    return assemble(
        _samples(frames, length, width),
        info=Info(
            provider="cdf",
            match_id=meta.match.id,
            competition=meta.competition.name or meta.competition.id,
            season=meta.season.name or meta.season.id,
            date=(meta.match.kickoff_time or "")[:10],
            venue=meta.ground.name or "",
            sources=tuple(source.place for source in sources),
        ),
        home=Team(teams[0].id, teams[0].called),
        away=Team(teams[1].id, teams[1].called),
        rate=frame_rate(period, seconds, tracking.place),
        length=length,
        width=width,
        players=_players(meta),
        frame=np.array([frame.frame_id for frame in frames], dtype=np.int64),
        period=period,
        seconds=seconds,
        possession=np.array([owners.get(frame.owner or "", NOBODY) for frame in frames], dtype=np.int8),
        alive=None if None in alive else np.array(alive, dtype=np.bool_),
        findings=() if meta.ground.pitch_length else (size_assumed(length, width),),
    )


def _seconds(frames: Sequence[_Frame], period: NDArray[np.uint8], source: Source) -> NDArray[np.float64]:
    """Seconds since the first frame of the period."""
    try:
        moments = np.array([datetime.fromisoformat(frame.timestamp).timestamp() for frame in frames])
    except (ValueError, OverflowError) as error:
        raise source.error(f"A frame has no time ({error})"[:160], "The format writes 2025-05-15T20:15:30Z") from None
    starts = {number: moments[period == number].min() for number in np.unique(period).tolist()}
    seconds: NDArray[np.float64] = moments - np.array([starts[number] for number in period.tolist()])
    return seconds


def _samples(frames: Sequence[_Frame], length: float, width: float) -> Samples:
    row: list[int] = []
    who: list[str | None] = []
    places: list[tuple[float, float, float]] = []
    seen: list[int] = []
    for number, frame in enumerate(frames):
        for team in (frame.teams.home, frame.teams.away):
            for player in team.players:
                if player.x is not None and player.y is not None:
                    row.append(number)
                    who.append(player.id)
                    places.append((player.x, player.y, np.nan))
                    seen.append(SeenCode.EXTRAPOLATED if player.is_visible is False else SeenCode.DETECTED)
        ball = frame.ball
        if ball.x is not None and ball.y is not None:
            row.append(number)
            who.append("ball")
            places.append((ball.x, ball.y, np.nan if ball.z is None else ball.z))
            seen.append(SeenCode.DETECTED)
    xyz = np.array(places, dtype=np.float64).reshape(-1, 3)
    return Samples(
        row=np.array(row, dtype=np.int64),
        who=who,
        x=xyz[:, 0] + length / 2,
        y=xyz[:, 1] + width / 2,
        z=xyz[:, 2],
        seen=np.array(seen, dtype=np.uint8),
    )


def _players(meta: CdfMeta) -> pl.DataFrame:
    rows = [
        {
            "side": side,
            "player": player.id,
            "name": player.name if player.name != player.id else None,
            "shirt": shirt_number(player.jersey_number),
            "position": player.position,
            "keeper": player.position == "GK",
            "starter": player.is_starter,
        }
        for side, team in (("home", meta.teams.home), ("away", meta.teams.away))
        for player in team.players
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
