"""SkillCorner's broadcast tracking, read straight into columns.

Two files: the match file (teams, players, pitch) and the tracking file, in the older form (one JSON array, objects
with `trackable_object`) or the newer one (JSON lines, `player_data` with `is_detected`). Both are decoded with a
typed decoder into small structs and spread over dense arrays; kloppy, which builds an object for every player in every
frame, takes many times as long for the same numbers.

Source of the format: SkillCorner's open data, https://github.com/SkillCorner/opendata
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec
import numpy as np
import polars as pl

from frontfoot.core.minute import START_SECONDS
from frontfoot.match.match import Info, Team
from frontfoot.match.skillcorner.file import SkillMatch, clock_seconds
from frontfoot.match.tracking.assemble import Samples, assemble
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.frames import AWAY, HOME, NOBODY, Frames, SeenCode

T = TypeVar("T")

RATE = 10.0
KEEPER_ROLE = 0
GROUPS = {"home team": HOME, "home_team": HOME, "away team": AWAY, "away_team": AWAY}


class _Possession(msgspec.Struct, gc=False):
    group: str | None = None
    trackable_object: int | None = None
    player_id: int | None = None


class _Box(msgspec.Struct, gc=False):
    x: float | None = None
    y: float | None = None
    z: float | None = None
    trackable_object: int | None = None
    track_id: int | None = None
    group_name: str | None = None
    player_id: int | None = None
    is_detected: bool | None = None


class _Frame(msgspec.Struct, gc=False):
    frame: int
    period: int | None = None
    time: str | None = None
    timestamp: str | None = None
    possession: _Possession | None = None
    data: list[_Box] = []
    player_data: list[_Box] = []
    ball_data: _Box | None = None


def read(files: Sequence[TrackingFile]) -> Frames:
    """The frames of a SkillCorner match from its files, without repairs.

    Args:
        files: the match file, JSON with teams, players and pitch; the tracking, a JSON array or JSON lines of frames.

    Raises:
        ReadError: a file is missing, truncated, or not of this format.
    """
    match_file, tracking_file = files
    match = _decode(match_file, SkillMatch)
    frames = [frame for frame in _decode_frames(tracking_file) if frame.period is not None]
    if not frames:
        raise tracking_file.error("No frame belongs to a period", "Export the whole match")
    newer = any(frame.player_data or frame.ball_data is not None for frame in frames)
    seconds = _seconds(frames, tracking_file)
    possessor = {player.id if newer else player.trackable_object: str(player.id) for player in match.players}
    return assemble(
        _newer(match, frames) if newer else _older(match, frames),
        info=Info(**match.occasion(), sources=(str(match_file), str(tracking_file))),
        home=Team(str(match.home_team.id), match.home_team.name),
        away=Team(str(match.away_team.id), match.away_team.name),
        rate=RATE,
        length=match.pitch_length,
        width=match.pitch_width,
        players=_player_table(match),
        frame=np.array([f.frame for f in frames], dtype=np.int64),
        period=np.array([f.period for f in frames], dtype=np.uint8),
        seconds=seconds,
        possession=np.array(
            [GROUPS.get(f.possession.group or "", NOBODY) if f.possession else NOBODY for f in frames], dtype=np.int8
        ),
        possessor=[
            possessor.get(f.possession.player_id if newer else f.possession.trackable_object) if f.possession else None
            for f in frames
        ],
        # SkillCorner names a side exactly while the ball is in play.
        alive=np.array([f.possession is not None and f.possession.group in GROUPS for f in frames]),
    )


def _decode(file: TrackingFile, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(file.content(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise file.error(f"Not a SkillCorner file: {error}", "Name the right files") from None


def _decode_frames(file: TrackingFile) -> Sequence[_Frame]:
    try:
        raw = file.content()
        if raw[:1] == b"[":
            return msgspec.json.Decoder(list[_Frame]).decode(raw)
        return msgspec.json.Decoder(_Frame).decode_lines(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise file.error(f"Not a SkillCorner tracking file: {error}", "Export it again") from None


def _seconds(frames: Sequence[_Frame], file: TrackingFile) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The clock restarts at 45:00 in the second half, at 90:00, 105:00 and 120:00 after that."""
    out = np.empty(len(frames))
    for row, frame in enumerate(frames):
        clock = frame.time if frame.time is not None else frame.timestamp
        seconds = clock_seconds(clock)
        if seconds is None or frame.period not in START_SECONDS:
            raise file.error(f"Frame {frame.frame} has clock {clock!r} in period {frame.period}", "Export it again")
        out[row] = seconds - START_SECONDS[frame.period]
    return out.round(3)


def _player_table(match: SkillMatch) -> pl.DataFrame:
    sides = match.sides
    rows = [
        {
            "side": sides[p.team_id],
            "player": str(p.id),
            "name": p.name,
            "shirt": p.number,
            "position": p.player_role.name,
            "keeper": p.player_role.id == KEEPER_ROLE,
            "starter": p.start_time == "00:00:00",
        }
        for p in match.players
        if p.team_id in sides
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _older(match: SkillMatch, frames: Sequence[_Frame]) -> Samples:
    boxes = [box for frame in frames for box in frame.data]
    count = np.fromiter((len(frame.data) for frame in frames), np.int64, len(frames))
    name_of: dict[int | None, str | None] = {p.trackable_object: str(p.id) for p in match.players}
    others = {referee.trackable_object for referee in match.referees}
    ball = match.ball.trackable_object

    name_of[ball] = "ball"
    name_of.update(dict.fromkeys(others))

    def stranger(box: _Box) -> str | None:
        """'home?7' for track 7 of the home side, whoever it is; None when not even the side is known."""
        if box.group_name == "balls":
            return "ball"
        group = GROUPS.get(box.group_name or "")
        return None if group is None else f"{'away' if group == AWAY else 'home'}?{box.track_id}"

    objects = [box.trackable_object for box in boxes]
    names = [name_of.get(one) for one in objects]
    strange = set(objects) - set(name_of) | {None}
    for index in [index for index, one in enumerate(objects) if one in strange]:
        names[index] = stranger(boxes[index])
    return _samples(match, boxes, count, names)


def _newer(match: SkillMatch, frames: Sequence[_Frame]) -> Samples:
    boxes: list[_Box] = []
    names: list[str | None] = []
    count = np.zeros(len(frames), dtype=np.int64)
    name_of = {p.id: str(p.id) for p in match.players}
    for row, frame in enumerate(frames):
        players = [box for box in frame.player_data if box.x is not None and box.y is not None]
        boxes += players
        names += [name_of.get(box.player_id or -1) for box in players]
        count[row] = len(players)
        if frame.ball_data is not None and frame.ball_data.x is not None and frame.ball_data.y is not None:
            boxes.append(frame.ball_data)
            names.append("ball")
            count[row] += 1
    # A position that is not marked as detected is the provider's own extrapolation.
    seen = np.array(
        [SeenCode.EXTRAPOLATED if box.is_detected is False else SeenCode.DETECTED for box in boxes], dtype=np.uint8
    )
    return _samples(match, boxes, count, names, seen)


def _samples(
    match: SkillMatch,
    boxes: Sequence[_Box],
    count: np.ndarray[tuple[int], np.dtype[np.int64]],
    names: Sequence[str | None],
    seen: np.ndarray[tuple[int], np.dtype[np.uint8]] | None = None,
) -> Samples:
    """SkillCorner's origin is the middle of the pitch; ours is a corner."""
    z = np.full(len(boxes), np.nan)
    balls = [index for index, name in enumerate(names) if name == "ball"]
    z[balls] = np.array([boxes[index].z for index in balls], dtype=np.float64)
    return Samples(
        row=np.repeat(np.arange(len(count)), count),
        who=names,
        x=np.array([box.x for box in boxes], dtype=np.float64) + match.pitch_length / 2,
        y=np.array([box.y for box in boxes], dtype=np.float64) + match.pitch_width / 2,
        z=z,
        seen=seen,
    )
