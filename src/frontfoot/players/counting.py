"""Counts by player of one match, on arrays: every figure is one sum over the events of a mask."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.approach import conventions as conv
from frontfoot.approach.cutting import Passages, Sequences, passages
from frontfoot.chances.geometry import BOX_DEPTH, BOX_WIDTH, distance
from frontfoot.chances.minutes import TOUCHES
from frontfoot.match.match import Match
from frontfoot.match.play import Bools, Floats, Ints, Play
from frontfoot.match.schema import PITCH_WIDTH

Figures = dict[str, Floats]

LONG_METRES: Final = 32.0
"""A pass of at least this length is long [conv]."""
PROGRESS_METRES: Final = (30.0, 15.0, 10.0)
"""Metres nearer to the goal inside the own half, across half-way, in the other half (Wyscout) [src]."""
PENALTY_SECONDS: Final = 180.0
"""A penalty is attributed to the last foul in the box within three minutes before it [conv]."""


def counts(
    match: Match, players: list[str], attempts: pl.DataFrame, moves: pl.DataFrame, cut: Passages | None = None
) -> Figures:
    """Every figure of `frontfoot.players.definitions.FIGURES` for every player.

    Args:
        match: the match.
        players: identifiers, in the order of the result.
        attempts: frame of `frontfoot.chances.shots.shots`.
        moves: frame of `frontfoot.chances.xt.xt`.
        cut: its `frontfoot.approach.cutting.passages`, where the caller has them already.

    Returns:
        Arrays of shape (players,) by name.
    """
    events, sequences = passages(match) if cut is None else cut
    place = {player: number for number, player in enumerate(players)}
    table = _Table(events.acts(lambda player: place.get(player or "", -1), int), len(players))
    _with_ball(table, events)
    _without_ball(table, events, match)
    _regains(table, events, sequences)
    worth = np.array([place.get(player, -1) for player in attempts["player"].to_list()], dtype=np.int64)
    xg = np.nan_to_num(attempts["xg"].to_numpy().astype(np.float64))
    table.sum("xg", worth, xg)
    table.sum("npxg", worth, xg * ~attempts["penalty"].to_numpy().astype(bool))
    mover = np.array([place.get(player, -1) for player in moves["player"].to_list()], dtype=np.int64)
    added = moves["xt"].to_numpy() * (moves["period"].to_numpy() <= 4)
    table.sum("xt", mover, np.maximum(added, 0.0))
    return table.columns


class _Table:
    """Sums by player, one array per name."""

    def __init__(self, who: Ints, players: int) -> None:
        self.who = who
        self.players = players
        self.columns: Figures = {}

    def add(self, name: str, rows: Any) -> None:
        """Count the events of a mask, or of row numbers, by the player who acts."""
        chosen = self.who[rows]
        self.columns[name] = np.bincount(chosen[chosen >= 0], minlength=self.players).astype(np.float64)

    def sum(self, name: str, who: Ints, values: Floats) -> None:
        """Add up values by player, to nine digits; -1 is no player."""
        named = who >= 0
        self.columns[name] = np.round(np.bincount(who[named], weights=values[named], minlength=self.players), 9)


def _with_ball(table: _Table, events: Play) -> None:
    add = table.add
    won, lost = events.is_outcome("success"), events.is_outcome("failure")
    touch = events.is_kind(*TOUCHES) & events.touched
    add("touches", touch)
    add("box_touches", touch & conv.in_box(events.x, events.y))
    shot, goal, penalty = events.is_kind("shot"), events.is_outcome("goal"), events.is_set_piece("penalty")
    add("shots", shot)
    add("goals", shot & goal)
    add("own_goals", events.is_kind("own_goal"))
    add("penalties_taken", shot & penalty)
    add("penalties_scored", shot & penalty & goal)
    passed = events.is_kind("pass")
    add("assists", passed & events.assist)
    add("key_passes", passed & events.key_pass)
    add("passes", passed)
    add("passes_completed", passed & won)
    add("progressive_passes", passed & won & events.open_play & _progressive(events))
    length = np.nan_to_num(np.hypot(events.end_x - events.x, events.end_y - events.y))
    add("long_passes", passed & events.open_play & (length >= LONG_METRES))
    add("crosses", passed & events.cross)
    take_on = events.is_kind("take_on")
    given_away = events.is_kind("lost") | (take_on & lost)
    add("take_ons", take_on)
    add("take_ons_won", take_on & won)
    add("turnovers", given_away)
    pressed = events.under_pressure
    add("turnovers_under_pressure", (given_away | (passed & lost)) & pressed)


def _progressive(events: Play) -> Bools:
    """Passes that bring the ball nearer to the middle of the goal by the metres of `PROGRESS_METRES`."""
    gained = distance(events.x, events.y) - distance(events.end_x, events.end_y)
    from_own, to_own = events.x < conv.HALF, events.end_x < conv.HALF
    needed = np.select([from_own & to_own, from_own & ~to_own], PROGRESS_METRES[:2], PROGRESS_METRES[2])
    enough: Bools = np.nan_to_num(gained) >= needed
    return enough & (events.end_x > events.x)


def _without_ball(table: _Table, events: Play, match: Match) -> None:
    add = table.add
    won = events.is_outcome("success")
    tackle, aerial = events.is_kind("tackle"), events.is_kind("aerial")
    duel = tackle | aerial | events.is_kind("take_on", "loose_ball")
    add("tackles", tackle)
    add("tackles_won", tackle & won)
    add("aerials", aerial)
    add("aerials_won", aerial & won)
    add("duels", duel)
    add("duels_won", duel & won)
    add("interceptions", events.interception)
    add("clearances", events.is_kind("clearance"))
    add("blocks", events.is_kind("block"))
    pressure = events.is_kind("pressure")
    add("pressures", pressure)
    add("high_pressures", pressure & (events.x >= conv.PRESSING_START))
    add("counterpressures", pressure & events.counterpress)
    foul, suffered = events.is_kind("foul"), events.is_kind("foul_won")
    add("fouls", foul)
    add("fouls_won", suffered)
    penalty = events.penalty_foul
    add("penalties_won", suffered & penalty)
    add("penalties_conceded", foul & penalty if "penalty_foul" in match.provides else _penalty_fouls(events, foul))
    add("offsides", events.is_kind("offside"))
    add("yellow_cards", events.is_card("yellow"))
    sent_off = np.flatnonzero(events.is_card("second_yellow", "red"))
    # A sending-off recorded in two rows, the foul and the card, is counted once.
    _, first = np.unique(table.who[sent_off], return_index=True)
    add("red_cards", sent_off[first])


def _penalty_fouls(events: Play, foul: Bools) -> Ints:
    """Rows of the fouls to which the penalties are attributed."""
    kicks = np.flatnonzero(events.is_kind("shot") & events.is_set_piece("penalty"))
    in_box = (events.x <= BOX_DEPTH + 1.0) & (np.abs(events.y - PITCH_WIDTH / 2) <= BOX_WIDTH / 2 + 1.0)
    rows = []
    for kick in kicks.tolist():
        ago = events.seconds[kick] - events.seconds
        by_other = foul & (events.side != events.side[kick]) & (events.period == events.period[kick])
        before = np.flatnonzero(by_other & in_box & (ago >= 0) & (ago <= PENALTY_SECONDS))
        rows += before[-1:].tolist()
    return np.unique(np.array(rows, dtype=np.int64))


def _regains(table: _Table, events: Play, cut: Sequences) -> None:
    won, x = cut.regain, cut.start_x
    for name, chosen in (
        ("regains", won),
        ("regains_own_third", won & (x < conv.THIRD)),
        ("regains_middle_third", won & (x >= conv.THIRD) & (x < conv.FINAL_THIRD)),
        ("regains_final_third", won & (x >= conv.FINAL_THIRD)),
        ("high_regains", cut.high_turnover),
    ):
        table.add(name, cut.first[chosen])
    back = []
    for side in (0, 1):
        own = np.flatnonzero(cut.side == side)
        lost = np.flatnonzero(cut.counterpress & (cut.side == side))
        following = np.searchsorted(own, lost, side="right")
        back.append(own[following[following < len(own)]])
    table.add("counterpress_regains", cut.first[np.unique(np.concatenate(back))])
    # A pressure is followed by a regain when the pressing side's next regain starts within the time of a counter-press.
    rows = []
    moment = events.period * 1e6 + events.seconds
    for side in (0, 1):
        starts = np.sort((cut.period * 1e6 + cut.start)[won & (cut.side == side)])
        pressed = np.flatnonzero(events.is_kind("pressure") & (events.side == side))
        following = np.searchsorted(starts, moment[pressed])
        soon = np.append(starts, np.inf)[following] - moment[pressed] <= conv.COUNTERPRESS_SECONDS
        rows.append(pressed[soon])
    table.add("pressure_regains", np.concatenate(rows))
