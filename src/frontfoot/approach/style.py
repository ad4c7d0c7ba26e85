"""`style_counts`: sums of one match by side on restarts, goalkeeper, build-up, lanes, crosses and regains.

Sums over any matches are meaningful: a figure is a sum of one column over a sum of another.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.approach import conventions as conv
from frontfoot.approach.cutting import Passages, Sequences, passages
from frontfoot.match.codes import codes_of_names
from frontfoot.match.match import Match
from frontfoot.match.play import Floats, Play
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH, SIDES, SideType
from frontfoot.match.series import enum_series, float_columns

REGAIN_BANDS: Final = tuple((float(end - 15), float(end), f"regains_to_{end}") for end in range(15, 106, 15))
"""Bands along the pitch in which regains are counted: from, to (metres from the own goal), column."""

STYLE: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "goal_kicks": ("goal kicks whose end is recorded", ("set_piece", "end_x")),
    "goal_kicks_long": ("those that end beyond 40 m", ("set_piece", "end_x")),
    "keeper_passes": ("the goalkeeper's passes in open play", ("pass", "end_x")),
    "keeper_long": ("those of at least 32 m", ("pass", "end_x")),
    "outfield_passes": ("passes of outfield players in open play from the own half", ("pass", "end_x")),
    "outfield_long": ("those of at least 32 m", ("pass", "end_x")),
    "open_passes": ("passes in open play", ("pass",)),
    "take_ons": ("attempts to go past an opponent", ("take_on",)),
    "high_passes": ("passes in open play from beyond 70 m", ("pass", "cross")),
    "high_crosses": ("those that are crosses", ("pass", "cross")),
    "build_ups": ("possessions that start in open play, by throw-in or goal kick, up to 42 m", ("pass",)),
    "build_ups_to_box": ("those that bring the ball into the opponent's box", ("pass",)),
    "throw_ins": ("throw-ins", ("set_piece",)),
    "throw_ins_kept": ("those after which no opponent has control within 7 s", ("set_piece",)),
    "high_throw_ins": ("throw-ins from beyond 70 m whose end is recorded", ("set_piece", "end_x")),
    "long_throws": ("those that end in the box", ("set_piece", "end_x")),
    "high_free_kicks": ("passes from free kicks in the opponent's half", ("set_piece", "end_x")),
    "free_kicks_into_box": ("those that end in the box", ("set_piece", "end_x")),
    "corners": ("corners", ("set_piece",)),
    "placed_corners": ("those whose end is recorded", ("set_piece", "end_x")),
    "short_corners": ("those of less than 15 m", ("set_piece", "end_x")),
    "offsides": ("times caught offside", ("offside",)),
    "entries": ("entries into the final third in play", ("pass",)),
    "entries_left": ("those in the left third of the width", ("pass",)),
    "entries_centre": ("those in the middle third", ("pass",)),
    "entries_right": ("those in the right third", ("pass",)),
    "headers": ("shots with the head", ("shot", "body_part")),
    "regains": ("balls won in open play without a stoppage before", ("pass",)),
    **{name: (f"those from {start:.0f} to {end:.0f} m", ("pass",)) for start, end, name in REGAIN_BANDS},
    "regain_xg": ("expected goals, penalties left out, within 15 s of a regain", ("pass", "shot")),
}
"""Column -> (what is counted, what the provider must record); null where it does not."""

LONG: Final = 32.0
"""A pass of at least this length is long [conv]."""

GOAL_KICK_LONG: Final = 40.0
"""A goal kick that ends beyond this is long [conv]."""

HIGH: Final = 70.0
"""Crosses are counted from here; entries into the final third cross this line [conv]."""

BUILD_UP_START: Final = 42.0
THROW_IN_SECONDS: Final = 7.0
SHORT_CORNER: Final = 15.0
WORTH_SECONDS: Final = 15.0

Sums = dict[str, Floats]


def style_counts(match: Match, attempts: pl.DataFrame, cut: Passages | None = None) -> pl.DataFrame:
    """Two rows, home first: `side` and the columns of `STYLE` as Float64.

    Args:
        match: any match; shoot-outs are left out.
        attempts: frame of `frontfoot.chances.shots.shots`.
        cut: its `frontfoot.approach.cutting.passages`, where the caller has them already.

    Returns:
        Sums of the match; a column is null if the provider does not record its fields, or, of goalkeepers and
        outfield players, if the record names no goalkeeper.
    """
    events, cut_events = passages(match) if cut is None else cut
    sums: Sums = {}

    def add(name: str, side: Any) -> None:
        sums[name] = np.bincount(side, minlength=2).astype(np.float64)

    keeper = goalkeepers(match)
    _passes(add, events, keeper)
    _restarts(add, events)
    _build_ups(add, events, cut_events)
    _entries(add, events, cut_events)
    add("take_ons", events.side[events.is_kind("take_on")])
    add("offsides", events.side[events.is_kind("offside")])
    add("headers", events.side[events.is_kind("shot") & events.is_body_part("head")])
    add("regains", cut_events.side[cut_events.regain])
    for start, end, name in REGAIN_BANDS:
        inside = (cut_events.start_x >= start) & ((cut_events.start_x < end) | (end == PITCH_LENGTH))
        add(name, cut_events.side[cut_events.regain & inside])
    sums["regain_xg"] = _regain_xg(cut_events, attempts)
    columns: dict[str, Floats | None] = {}
    for name, (_, needs) in STYLE.items():
        is_known = bool(keeper) or not name.startswith(("keeper", "outfield"))
        columns[name] = sums[name] if is_known and all(need in match.provides for need in needs) else None
    return pl.DataFrame([enum_series([0, 1], SideType).alias("side"), *float_columns(columns, len(SIDES))])


def goalkeepers(match: Match) -> frozenset[str]:
    """Identifiers of the players whom the record names as goalkeepers."""
    if not match.players.width:
        return frozenset()
    positions = [(position or "").lower() for position in match.players["position"].to_list()]
    named = zip(match.players["player"].to_list(), positions, strict=True)
    return frozenset(
        player for player, position in named if player and (position.startswith("goalkeeper") or position == "gk")
    )


def _passes(add: Any, events: Play, keepers: frozenset[str]) -> None:
    keeper = events.acts(keepers.__contains__, bool)
    passed = events.is_kind("pass") & events.open_play
    length = np.hypot(events.end_x - events.x, events.end_y - events.y)
    placed, long = passed & ~np.isnan(length), np.nan_to_num(length) >= LONG
    add("keeper_passes", events.side[placed & keeper])
    add("keeper_long", events.side[placed & keeper & long])
    own = placed & ~keeper & (events.x <= conv.HALF)
    add("outfield_passes", events.side[own])
    add("outfield_long", events.side[own & long])
    high = passed & (events.x >= HIGH)
    add("open_passes", events.side[passed])
    add("high_passes", events.side[high])
    add("high_crosses", events.side[high & events.cross])


def _restarts(add: Any, events: Play) -> None:
    passed, ended = events.is_kind("pass"), ~np.isnan(events.end_x)
    box = conv.in_box(events.end_x, events.end_y)
    kick = events.is_set_piece("goal_kick") & ended
    add("goal_kicks", events.side[kick])
    add("goal_kicks_long", events.side[kick & (events.end_x > GOAL_KICK_LONG)])
    throw = events.is_set_piece("throw_in") & passed & ended & (events.x >= HIGH)
    add("high_throw_ins", events.side[throw])
    add("long_throws", events.side[throw & box])
    free = events.is_set_piece("free_kick") & passed & ended & (events.x >= conv.HALF)
    add("high_free_kicks", events.side[free])
    add("free_kicks_into_box", events.side[free & box])
    corner = events.is_set_piece("corner")
    add("corners", events.side[corner])
    corner &= passed & ended
    add("placed_corners", events.side[corner])
    length = np.nan_to_num(np.hypot(events.end_x - events.x, events.end_y - events.y))
    add("short_corners", events.side[corner & (length < SHORT_CORNER)])


def _build_ups(add: Any, events: Play, cut: Sequences) -> None:
    held = np.flatnonzero(cut.control)
    number = cut.possession[held]
    start = np.flatnonzero(np.append(True, number[1:] != number[:-1])) if len(held) else held
    opening = held[start]
    entered = np.add.reduceat(cut.entries[held], start) > 0 if len(held) else np.zeros(0, dtype=np.bool_)
    deep = cut.open_play[opening] & (cut.start_x[opening] <= BUILD_UP_START)
    # A goal kick has no place in some records, and is always taken from the own box.
    deep |= cut.open_play[opening] & events.is_set_piece("goal_kick")[cut.first[opening]]
    add("build_ups", cut.side[opening[deep]])
    add("build_ups_to_box", cut.side[opening[deep & entered]])
    thrown = np.flatnonzero(events.is_set_piece("throw_in")[cut.first])
    retained = np.ones(len(thrown), dtype=np.bool_)
    moment = cut.period * 1e6 + cut.start
    for side in (0, 1):
        theirs = moment[cut.control & (cut.side != side)]
        mine = np.flatnonzero(cut.side[thrown] == side)
        following = np.searchsorted(theirs, moment[thrown[mine]], side="right")
        retained[mine] = np.append(theirs, np.inf)[following] - moment[thrown[mine]] > THROW_IN_SECONDS
    add("throw_ins", cut.side[thrown])
    add("throw_ins_kept", cut.side[thrown[retained]])


def entries(events: Play, cut: Sequences) -> Any:
    """Rows of `events` at which a sequence in play brings the ball over the line of the final third."""
    rows = np.flatnonzero((cut.row >= 0) & ~np.isnan(events.x))
    if len(rows) < 2:
        return rows[:0]
    same = cut.row[rows][1:] == cut.row[rows][:-1]
    over = (events.x[rows][1:] >= HIGH) & (events.x[rows][:-1] < HIGH)
    chosen = rows[1:][same & over]
    return chosen[cut.open_play[cut.row[chosen]]]


def _entries(add: Any, events: Play, cut: Sequences) -> None:
    rows = entries(events, cut)
    side, y = events.side[rows], events.y[rows]
    add("entries", side)
    add("entries_right", side[y < PITCH_WIDTH / 3])
    add("entries_centre", side[(y >= PITCH_WIDTH / 3) & (y <= 2 * PITCH_WIDTH / 3)])
    add("entries_left", side[y > 2 * PITCH_WIDTH / 3])


def _regain_xg(cut: Sequences, attempts: pl.DataFrame) -> Floats:
    """Expected goals of shots, penalties left out, at most 15 s after the latest regain of their side."""
    worth = attempts["xg"].to_numpy()
    valued = ~np.isnan(worth) & ~attempts["penalty"].to_numpy().astype(np.bool_)
    side = codes_of_names(attempts["side"].to_list(), SIDES)[valued]
    moment = (attempts["period"].to_numpy() * 1e6 + attempts["seconds"].to_numpy())[valued]
    worth = worth[valued]
    total = np.zeros(2)
    for number in (0, 1):
        starts = np.sort((cut.period * 1e6 + cut.start)[cut.regain & (cut.side == number)])
        mine = side == number
        before = np.searchsorted(starts, moment[mine], side="right")
        soon = moment[mine] - np.append(-np.inf, starts)[before] <= WORTH_SECONDS
        total[number] = worth[mine][soon].sum()
    return total
