"""Repair of errors in tracking data: swapped sides, jumps and gaps, up to a stated limit, and marked.

Every position is marked: a measured one with `SeenCode.DETECTED`, a filled one with `SeenCode.BRIDGED`, a removed one
with `SeenCode.REMOVED`; `breaks` is true where two samples must not be joined.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.match.match import Finding, Repair
from frontfoot.match.tracking.frames import Frames, SeenCode
from frontfoot.match.tracking.swaps import swapped_identities, unswap


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of repairs.

    Attributes:
        bridge: longest gap of a player that is closed on a straight line, seconds.
        ball_bridge: the same for the ball, which changes direction more often.
        speed: above this no player runs, m/s (the fastest measured footballers reach about 10.5).
        ball_speed: above this no ball flies, m/s (the hardest measured shots reach about 50 for an instant).
        outlier: longest excursion that is removed as an error when the player is back at the former place, seconds.
        noise: what two measurements may differ by without any movement, metres.
        outside: largest distance of a player from the pitch, metres.
    """

    bridge: float = 1.0
    ball_bridge: float = 0.5
    speed: float = 12.0
    ball_speed: float = 50.0
    outlier: float = 0.5
    noise: float = 0.5
    outside: float = 10.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) >= 0:
                raise InputError(f"The limit '{name}' is {getattr(self, name)}", remedy="Give a number that is >= 0")


@dataclass
class _Count:
    outside: int = 0
    removed: int = 0
    jumps: int = 0
    bridged: int = 0


def mend(frames: Frames, limits: Limits | None = None) -> Frames:
    """The frames with swapped sides, jumps and gaps repaired; `breaks` marks every step that stays impossible.

    In this order: stretches recorded from the wrong end are turned round (`swaps.py`); positions far off the pitch
    are removed; excursions up to `limits.outlier` from which the player is back at a possible speed are removed;
    every other impossible step becomes a break; gaps up to `limits.bridge` are closed on a straight line where the
    player could have run it.

    Args:
        frames: as read.
        limits: where to stop; the defaults when None.
    """
    limits = limits or Limits()
    frames, turned = unswap(frames)
    seen, breaks = frames.seen.copy(), frames.breaks.copy()
    xy = frames.xy.copy()
    count = _Count()
    corner = np.array([frames.length, frames.width], dtype=np.float32) + np.float32(limits.outside)
    with np.errstate(invalid="ignore"):
        off = ((xy < -limits.outside) | (xy > corner)).any(axis=2)
    count.outside = int(off.sum())
    xy[off], seen[off] = np.nan, SeenCode.REMOVED
    clock = _clock(frames)
    gap = round(limits.bridge * frames.rate)
    away = round(limits.outlier * frames.rate)
    for slot in range(xy.shape[1]):
        _mend_track(xy[:, slot], seen[:, slot], breaks[:, slot], clock, gap, away, limits.speed, limits.noise, count)
    # The beginning of a track, a period or a run of frames is not a jump.
    jumps = breaks & ~frames.breaks
    swaps = swapped_identities(xy, jumps, frames.side_of, frames.rate, limits.speed, limits.noise)
    ball, ball_seen, ball_breaks = frames.ball.copy(), frames.ball_seen.copy(), frames.ball_breaks.copy()
    ball_count = _Count()
    _mend_track(
        ball[:, :2],
        ball_seen,
        ball_breaks,
        clock,
        round(limits.ball_bridge * frames.rate),
        away,
        limits.ball_speed,
        limits.noise,
        ball_count,
    )
    ball[ball_seen <= SeenCode.REMOVED] = np.nan
    table = frames.table.with_columns(
        players=pl.Series((seen > SeenCode.REMOVED).sum(axis=1).astype(np.uint8)),
        ball=pl.Series(ball_seen > SeenCode.REMOVED),
    )
    return replace(
        frames,
        table=table,
        xy=xy,
        seen=seen,
        ball=ball,
        ball_seen=ball_seen,
        breaks=breaks,
        ball_breaks=ball_breaks,
        repairs=frames.repairs + turned + _repairs(count, ball_count, limits),
        findings=frames.findings + _findings(frames, seen, ball_seen, count, ball_count, swaps, limits),
    )


def _clock(frames: Frames) -> NDArray[np.float64]:
    """(F,) seconds that run on from period to period, so that a gap in the file counts as time."""
    seconds = frames.seconds
    # Whole hours, more than the period before was long.
    hours = np.where(np.diff(frames.period) != 0, 1 + seconds[:-1] // 3600, 0)
    out: NDArray[np.float64] = seconds + 3600.0 * np.append(0.0, np.cumsum(hours))
    return out


def _mend_track(
    xy: NDArray[np.float32],
    seen: NDArray[np.uint8],
    breaks: NDArray[np.bool_],
    clock: NDArray[np.float64],
    gap: int,
    away: int,
    speed: float,
    noise: float,
    count: _Count,
) -> None:
    """Mend one track in place. xy (F, 2), seen and breaks (F,), gap and away in frames."""
    at = np.flatnonzero(np.isfinite(xy[:, 0]))
    if len(at) < 2:
        return
    # Which stretch between breaks every sample belongs to: steps and bridges stay inside one.
    stretch = np.cumsum(breaks, dtype=np.int_)
    bad = _impossible(xy, at[:-1], at[1:], clock, speed, noise) & (stretch[at[:-1]] == stretch[at[1:]])
    drop = _excursions(xy, at, bad, stretch, clock, away, speed, noise)
    if drop.any():
        gone = at[drop]
        xy[gone], seen[gone] = np.nan, SeenCode.REMOVED
        count.removed += len(gone)
        at = at[~drop]
        bad = _impossible(xy, at[:-1], at[1:], clock, speed, noise) & (stretch[at[:-1]] == stretch[at[1:]])
    jumped = at[1:][bad]
    breaks[jumped] = True
    count.jumps += len(jumped)
    stretch = np.cumsum(breaks, dtype=np.int_)
    missing = np.diff(at) - 1
    joined = stretch[at[:-1]] == stretch[at[1:]]
    short = (
        (missing > 0) & joined & (clock[at[1:]] - clock[at[:-1]] <= (gap + 1.001) * float(np.median(np.diff(clock))))
    )
    left, right, width = at[:-1][short], at[1:][short], missing[short]
    if len(left):
        rows = np.concatenate([np.arange(a + 1, b) for a, b in zip(left, right, strict=True)])
        a, b = np.repeat(left, width), np.repeat(right, width)
        share = ((clock[rows] - clock[a]) / (clock[b] - clock[a]))[:, None]
        xy[rows] = (xy[a] + (xy[b] - xy[a]) * share).astype(np.float32)
        seen[rows] = SeenCode.BRIDGED
        count.bridged += len(rows)
    # Beyond the limit the track starts anew.
    breaks[at[1:][(missing > 0) & ~short]] = True


def _impossible(
    xy: NDArray[np.float32],
    a: NDArray[np.intp],
    b: NDArray[np.intp],
    clock: NDArray[np.float64],
    speed: float,
    noise: float,
) -> NDArray[np.bool_]:
    way = np.hypot(xy[b, 0] - xy[a, 0], xy[b, 1] - xy[a, 1])
    out: NDArray[np.bool_] = way > speed * (clock[b] - clock[a]) + noise
    return out


def _excursions(
    xy: NDArray[np.float32],
    at: NDArray[np.intp],
    bad: NDArray[np.bool_],
    stretch: NDArray[np.int_],
    clock: NDArray[np.float64],
    away: int,
    speed: float,
    noise: float,
) -> NDArray[np.bool_]:
    """Which samples lie between two impossible steps that cancel out within `away` frames."""
    drop = np.zeros(len(at), dtype=bool)
    steps = np.flatnonzero(bad)
    index = 0
    while index + 1 < len(steps):
        out, back = steps[index], steps[index + 1]  # at[out] -> at[out + 1] and at[back] -> at[back + 1]
        before, after = at[out : out + 1], at[back + 1 : back + 2]
        if (
            at[back] - at[out] <= away
            and stretch[before[0]] == stretch[after[0]]
            and not _impossible(xy, before, after, clock, speed, noise)[0]
        ):
            drop[out + 1 : back + 1] = True
            index += 2
        else:
            index += 1
    return drop


def _repairs(count: _Count, ball: _Count, limits: Limits) -> tuple[Repair, ...]:
    out = []
    if count.outside:
        text = f"{count.outside} positions more than {limits.outside:g} m off the pitch were removed"
        out.append(Repair("far-outside", text, count.outside))
    if removed := count.removed + ball.removed:
        text = (
            f"{count.removed} player and {ball.removed} ball positions were removed: away for at most "
            f"{limits.outlier:g} s and back at a possible speed"
        )
        out.append(Repair("outlier", text, removed))
    if bridged := count.bridged + ball.bridged:
        text = (
            f"{count.bridged} player positions (gaps up to {limits.bridge:g} s) and {ball.bridged} ball positions "
            f"(up to {limits.ball_bridge:g} s) were filled on a straight line"
        )
        out.append(Repair("bridged", text, bridged))
    return tuple(out)


def _findings(
    frames: Frames,
    seen: NDArray[np.uint8],
    ball_seen: NDArray[np.uint8],
    count: _Count,
    ball: _Count,
    swaps: tuple[int, int],
    limits: Limits,
) -> tuple[Finding, ...]:
    out = []
    if jumps := count.jumps + ball.jumps:
        text = (
            f"{count.jumps} steps of players above {limits.speed:g} m/s and {ball.jumps} of the ball above "
            f"{limits.ball_speed:g} m/s; movement is not joined across them"
        )
        out.append(Finding("jump", "note", text, jumps))
    for rule, number, who in (("swapped-identities", swaps[0], "team-mates"), ("swapped-sides", swaps[1], "opponents")):
        if number:
            text = f"{number} times two {who} jump into each other's place: the record swaps who is who"
            out.append(Finding(rule, "note" if rule == "swapped-identities" else "warning", text, number))
    there = (seen > SeenCode.REMOVED).sum(axis=1)
    empty = int((there == 0).sum())
    if empty:
        out.append(Finding("empty-frames", "note", f"{empty} of {len(frames)} frames show no player", empty))
    if (there > 0).any() and (mean := float(there[there > 0].mean())) < 21.5:
        text = f"{mean:.1f} players a frame are seen where any is"
        out.append(Finding("players-missing", "warning", text, int((there < 22).sum())))
    no_ball = int((ball_seen <= SeenCode.REMOVED).sum())
    if no_ball:
        text = f"{no_ball} of {len(frames)} frames show no ball"
        out.append(Finding("ball-missing", "warning" if no_ball > len(frames) / 10 else "note", text, no_ball))
    holes = int((frames.starts[1:] & (np.diff(frames.period) == 0)).sum())
    if holes:
        out.append(Finding("file-gaps", "warning", f"{holes} gaps in the run of frames", holes))
    for side in ("home", "away"):
        mine = frames.players.filter(pl.col("side") == side)
        if not mine["keeper"].any():
            out.append(Finding("no-keeper", "warning", f"No goalkeeper of the {side} side is named", 0))
    return tuple(out)
