"""From long columns of samples to dense frames: slots for players, shared slots for the unidentified, one direction."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.errors import ReadError
from frontfoot.match.match import Finding, Info, Period, Team
from frontfoot.match.tracking.direction import period_directions
from frontfoot.match.tracking.frames import NOBODY, PLAYERS, TRACKS, Frames, SeenCode, side_column, starts_anew


@dataclass(frozen=True, slots=True)
class Samples:
    """One sample is one position of one player, or of the ball, in one frame (N samples, in order of frames).

    Attributes:
        row: (N,) row of the frame.
        who: a player's identifier, 'ball', 'home?NAME' or 'away?NAME' for an unidentified player, None to leave out.
        x, y, z: (N,) metres from the corner at the left-hand goal, seen from the provider's camera; z may be NaN;
            samples without x or y are left out.
        seen: (N,) values of `SeenCode`; where None, all positions were measured (`DETECTED`).
    """

    row: NDArray[np.int64]
    who: Sequence[str | None]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    seen: NDArray[np.uint8] | None = None


def assemble(
    samples: Samples,
    *,
    info: Info,
    home: Team,
    away: Team,
    rate: float,
    length: float,
    width: float,
    players: pl.DataFrame,
    frame: NDArray[np.int64],
    period: NDArray[np.uint8],
    seconds: NDArray[np.float64],
    possession: NDArray[np.int8],
    possessor: Sequence[str | None] | None = None,
    alive: NDArray[np.bool_] | None = None,
    findings: tuple[Finding, ...] = (),
) -> Frames:
    """Spread samples over dense arrays and turn every period to the home side's direction of play.

    Nobody has the ball where `alive` is false: providers go on naming the side that touched a dead ball last. Where
    `possessor` is None no frame states who has it.

    Raises:
        ReadError: the frames are not in order, hold no player, or the pitch has no size.
    """
    place = ", ".join(info.sources)
    if not (length > 0 and width > 0):
        raise ReadError(f"A pitch of {length:g} x {width:g} m has no size", place=place, remedy="State its real size")
    late = (np.diff(period.astype(np.int64)) < 0) | ((np.diff(period) == 0) & (np.diff(frame) <= 0))
    if late.any():
        text = f"Frame {frame[1:][late][0]} of period {period[1:][late][0]} does not come in order of play"
        raise ReadError(text, place=place, remedy="Export the match again")
    samples = _placed(samples)
    assert samples.seen is not None
    # Impossible numbers (-1 for an unknown one) become null.
    players = players.with_columns(pl.col("^shirt$").cast(PLAYERS["shirt"], strict=False))
    if alive is not None:
        possession = np.where(alive, possession, NOBODY).astype(np.int8)
    names = list(dict.fromkeys(samples.who))
    code_of = {name: code for code, name in enumerate(names)}
    code = np.fromiter(map(code_of.__getitem__, samples.who), np.int64, len(samples.who))
    first, last = _spans(code, samples.row, len(names))
    slot_of, table, tracks = _slots(players, names, first, last)
    if not len(table):
        raise ReadError("The record holds no player", place=place, remedy="Export the match again")

    shape = (len(frame), len(table))
    xy = np.full((*shape, 2), np.nan, dtype=np.float32)
    seen = np.zeros(shape, dtype=np.uint8)
    slot = slot_of[code]
    mine = slot >= 0
    at = (samples.row[mine], slot[mine])
    xy[(*at, 0)] = samples.x[mine]
    xy[(*at, 1)] = samples.y[mine]
    seen[at] = samples.seen[mine]
    ball = np.full((len(frame), 3), np.nan, dtype=np.float32)
    ball_seen = np.zeros(len(frame), dtype=np.uint8)
    mine = code == code_of.get("ball", -1)
    ball[samples.row[mine]] = np.column_stack((samples.x[mine], samples.y[mine], samples.z[mine]))
    ball_seen[samples.row[mine]] = samples.seen[mine]

    anew = starts_anew(period, seconds, rate)
    breaks = np.repeat(anew[:, None], len(table), axis=1)
    breaks[tracks["first"].to_numpy(), tracks["slot"].to_numpy()] = True
    side_of = (table["side"] == "away").cast(pl.Int8).to_numpy()
    turned, doubts = period_directions(xy, side_of, table["keeper"].to_numpy(), period, length)
    for number in turned:
        rows = period == number
        xy[rows] = np.array([length, width], dtype=np.float32) - xy[rows]
        ball[rows, :2] = np.array([length, width], dtype=np.float32) - ball[rows, :2]

    table, inferred = _keepers(table, xy, length)
    slot_names = {player: index for index, player in enumerate(table["player"]) if player is not None}
    frames_table = pl.DataFrame(
        {
            "frame": frame,
            "period": period,
            "seconds": seconds,
            "possession": side_column(possession),
            "possessor": pl.Series([slot_names.get(p or "") for p in possessor or [None] * len(frame)], dtype=pl.Int16),
            "alive": pl.Series([None] * len(frame) if alive is None else alive, dtype=pl.Boolean),
            "players": (seen > SeenCode.REMOVED).sum(axis=1).astype(np.uint8),
            "ball": ball_seen > SeenCode.REMOVED,
        }
    )
    starts = np.flatnonzero(np.diff(period, prepend=-1))
    ends = np.append(starts[1:], len(frame)) - 1
    return Frames(
        info=info,
        home=home,
        away=away,
        periods=tuple(
            Period(int(period[a]), round(float(seconds[b] - seconds[a]) + 1 / rate, 3))
            for a, b in zip(starts, ends, strict=True)
        ),
        rate=rate,
        length=length,
        width=width,
        table=frames_table,
        players=table,
        tracks=tracks,
        xy=xy,
        seen=seen,
        ball=ball,
        ball_seen=ball_seen,
        possession=possession,
        breaks=breaks,
        ball_breaks=anew,
        findings=findings + doubts + inferred,
    )


def size_assumed(length: float, width: float) -> Finding:
    """The finding that the size of the pitch is not stated, and this one was taken."""
    text = f"The size of the pitch is not stated: {length:g} x {width:g} m is taken"
    return Finding("pitch-size-assumed", "note", text)


def frame_rate(period: NDArray[np.uint8], seconds: NDArray[np.float64], place: str) -> float:
    """Frames a second by the clock of the frames; the rate in the metadata may be the camera's.

    Raises:
        ReadError: the clock does not run; `place` is named.
    """
    steps = np.diff(seconds)[np.diff(period) == 0]
    step = float(np.median(steps)) if len(steps) else 0.0
    if not step > 0.001:
        raise ReadError("The clock of the frames does not run", place=place, remedy="Export the match again")
    return round(1 / step, 2)


def _placed(samples: Samples) -> Samples:
    """The samples that have a place, each with how it was seen."""
    if samples.seen is None:
        samples = replace(samples, seen=np.full(len(samples.row), SeenCode.DETECTED, dtype=np.uint8))
    good = np.isfinite(samples.x) & np.isfinite(samples.y)
    if good.all():
        return samples
    who = [name for name, placed in zip(samples.who, good.tolist(), strict=True) if placed]
    return replace(samples, who=who, **{n: getattr(samples, n)[good] for n in ("row", "x", "y", "z", "seen")})


def _keepers(table: pl.DataFrame, xy: NDArray[np.float32], length: float) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """The players, with the deepest player of a side marked as goalkeeper where the file names none, and findings."""
    findings = []
    keeper = table["keeper"].to_numpy().copy()
    seen = np.isfinite(xy[..., 0]).sum(axis=0)
    for side in ("home", "away"):
        mine = (table["side"] == side).to_numpy()
        often = np.flatnonzero(mine & (seen > 0) & (seen >= seen[mine].max(initial=1) / 2))
        if keeper[mine].any() or len(often) < 2:
            continue
        depth = np.nanmedian(xy[:, often, 0], axis=0)
        deepest = int(often[(depth if side == "home" else length - depth).argmin()])
        keeper[deepest] = True
        name = table["name"][deepest] or f"slot {deepest}"
        text = f"The {side} side's goalkeeper is not named: {name} stands deepest"
        findings.append(Finding("keeper-inferred", "note", text, int(seen[deepest])))
    return table.with_columns(keeper=pl.Series(keeper)), tuple(findings)


def _spans(code: NDArray[np.int64], row: NDArray[np.int64], count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last row of every name; samples come in order of rows."""
    first = np.zeros(count, dtype=np.int64)
    last = np.zeros(count, dtype=np.int64)
    first[code[::-1]] = row[::-1]
    last[code] = row
    return first, last


def _slots(
    players: pl.DataFrame, names: list[str | None], first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[NDArray[np.int64], pl.DataFrame, pl.DataFrame]:
    """Identified players get a slot each; unidentified tracks share slots, one after the other.

    Returns:
        The slot of every name (-1: none), the player table, the track table.
    """
    slot_of = np.full(len(names), -1, dtype=np.int64)
    named = {name: code for code, name in enumerate(names) if name is not None}
    rows = [row for row in players.iter_rows(named=True) if row["player"] in named]
    rows.sort(key=lambda row: (row["side"] == "away", not row["keeper"], not row["starter"]))
    for slot, row in enumerate(rows):
        slot_of[named[row["player"]]] = slot
    tracks = []
    for side in ("home", "away"):
        busy: list[tuple[int, int]] = []  # (last row, slot) of tracks under way
        mine = sorted((int(first[c]), int(last[c]), n, c) for n, c in named.items() if n.startswith(f"{side}?"))
        for start, end, name, code in mine:
            if busy and busy[0][0] < start:
                slot = heapq.heappop(busy)[1]
            else:
                slot = len(rows)
                rows.append({"side": side, "player": None, "name": None, "keeper": False, "starter": None})
            heapq.heappush(busy, (end, slot))
            slot_of[code] = slot
            tracks.append({"slot": slot, "track": name.partition("?")[2], "first": start, "last": end})
    table = pl.DataFrame([{**row, "slot": slot} for slot, row in enumerate(rows)], schema=dict(PLAYERS))
    return slot_of, table, pl.DataFrame(tracks, schema=dict(TRACKS))
