"""Five moments for the dressing room."""

from __future__ import annotations

from typing import Final

import polars as pl

from frontfoot.core.minute import minute_of_event
from frontfoot.match.match import Match, Side, opponent
from frontfoot.reports.event_parts import ReportShot
from frontfoot.reports.half_time.document import Show
from frontfoot.scouting.clips import Clip, rolled

SIDES: Final[tuple[Side, Side]] = ("home", "away")
MOST: Final = 5
WITHIN: Final = 15.0
"""Seconds in which a shot is put down to the ball that was won before it."""


def clips_of(match: Match, sequences: pl.DataFrame, shots: tuple[ReportShot, ...]) -> list[Clip]:
    """Up to five clips, in order of time: for each side the best chance and the costliest ball lost in build-up, and
    the best counter-attack.

    Args:
        match: so far.
        sequences: its `frontfoot.approach.sequences`.
        shots: its shots.
    """
    ranked: list[tuple[float, Clip]] = []
    for side in SIDES:
        ranked += [_chance(match, shot) for shot in _best(shots, side)[:1]]
        ranked += _lost(match, sequences, shots, side)[:1]
    counters = [counter for side in SIDES for counter in _counters(match, sequences, shots, side)]
    ranked += sorted(counters, key=lambda item: -item[0])[:1]
    chosen = _apart([clip for _, clip in ranked])
    spare = sorted(
        (_chance(match, shot) for side in SIDES for shot in _best(shots, side)[1:4]), key=lambda item: -item[0]
    )
    for _, clip in spare:
        if len(chosen) >= MOST:
            break
        chosen = _apart([*chosen, clip])
    return sorted(chosen[:MOST], key=lambda clip: (clip.period, clip.start))


def shows(clips: list[Clip]) -> tuple[Show, ...]:
    """The clips as listed on the page; the minute is that of the moment itself."""
    return tuple(
        Show(
            minute=dict(clip.labels).get("Minute", ""),
            period=clip.period,
            start=round(max(clip.start, 0.0), 2),
            end=round(clip.end, 2),
            code=clip.code,
            note=clip.note,
        )
        for clip in clips
    )


def _best(shots: tuple[ReportShot, ...], side: Side) -> list[ReportShot]:
    return sorted(
        (s for s in shots if s.side == side and s.xg is not None and s.period <= 4), key=lambda s: -(s.xg or 0.0)
    )


def _labels(match: Match, side: Side, period: int, seconds: float) -> tuple[tuple[str, str], ...]:
    return ("Team", match.team(side).name), ("Minute", minute_of_event(period, seconds))


def _chance(match: Match, shot: ReportShot) -> tuple[float, Clip]:
    end = "goal" if shot.outcome == "goal" else (shot.outcome or "shot").replace("_", " ")
    clip = rolled(
        "penalty" if shot.set_piece == "penalty" else "shot",
        shot.period,
        shot.seconds,
        code=f"{match.team(shot.side).name} chance",
        labels=_labels(match, shot.side, shot.period, shot.seconds),
        note=f"{shot.player}, {shot.xg or 0.0:.2f} xG, {end}",
    )
    return shot.xg or 0.0, clip


def _worth(shots: tuple[ReportShot, ...], side: Side, period: int, start: float) -> float:
    return sum(
        shot.xg or 0.0
        for shot in shots
        if shot.side == side and shot.period == period and 0.0 <= shot.seconds - start <= WITHIN
    )


def _lost(match: Match, sequences: pl.DataFrame, shots: tuple[ReportShot, ...], side: Side) -> list[tuple[float, Clip]]:
    """Balls that a side lost to a high turnover, the costliest first, then the nearest to its goal."""
    won = sequences.filter((pl.col("side") == opponent(side)) & pl.col("high_turnover"))
    ranked = []
    for period, start, x in won.select("period", "start", "start_x").iter_rows():
        cost = _worth(shots, opponent(side), period, start)
        note = f"lost {105.0 - x:.0f} m from the own goal" + (f"; {cost:.2f} xG against within 15 s" if cost else "")
        clip = rolled(
            "build-up",
            period,
            start,
            code=f"{match.team(side).name} lost in build-up",
            labels=_labels(match, side, period, start),
            note=note,
        )
        ranked.append((cost + x / 1e4, clip))
    return sorted(ranked, key=lambda item: -item[0])


def _counters(
    match: Match, sequences: pl.DataFrame, shots: tuple[ReportShot, ...], side: Side
) -> list[tuple[float, Clip]]:
    rows = sequences.filter((pl.col("side") == side) & pl.col("counter_attack"))
    ranked = []
    for period, start, end, metres, ends in rows.select("period", "start", "end", "metres", "ends_with").iter_rows():
        worth = _worth(shots, side, period, start)
        note = f"{metres or 0.0:.0f} m in {end - start:.0f} s" + (
            f", shot worth {worth:.2f} xG" if ends == "shot" else ""
        )
        clip = rolled(
            "transition",
            period,
            start,
            end,
            code=f"{match.team(side).name} counter",
            labels=_labels(match, side, period, start),
            note=note,
        )
        ranked.append((worth + (metres or 0.0) / 1e4, clip))
    return ranked


def _apart(clips: list[Clip]) -> list[Clip]:
    """The first of clips that show the same seconds."""
    chosen: list[Clip] = []
    for clip in clips:
        if not any(
            other.period == clip.period and clip.start < other.end and other.start < clip.end for other in chosen
        ):
            chosen.append(clip)
    return chosen
