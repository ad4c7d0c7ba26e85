"""Definitions of the measures: each is a ratio of sums of counts, with its unit and its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of the approach.

    Attributes:
        name: column name.
        unit: of the value.
        top, bottom: count columns; the value is `factor` times the sum of `top` over the sum of `bottom`.
        what: one sentence for people.
        factor: turns the ratio into the unit.
        minus: count columns taken off the numerator.
    """

    name: str
    unit: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    what: str
    factor: float = 1.0
    minus: tuple[str, ...] = ()

    @property
    def numerator(self) -> pl.Expr:
        """Sum of the numerator's columns, row by row, in the unit's scale."""
        total = pl.sum_horizontal(self.top)
        total = total - pl.sum_horizontal(self.minus) if self.minus else total
        return total * self.factor

    @property
    def denominator(self) -> pl.Expr:
        """Sum of the denominator's columns, row by row."""
        return pl.sum_horizontal(self.bottom)


def _per_match(name: str, column: str, meaning: str) -> Measure:
    return Measure(name, "per 90 min", (column,), ("seconds",), meaning, 5400.0)


MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        "ppda",
        "passes per action",
        ("opponent_build_up_passes",),
        ("tackles", "interceptions", "fouls_high"),
        "Opponent's open-play passes in its own 60% per tackle won, interception or foul there (Understat definition)",
    ),
    Measure(
        "ppda_wyscout",
        "passes per action",
        ("opponent_wyscout_passes",),
        ("wyscout_tackles", "interceptions", "fouls_high"),
        "All of the opponent's passes in its own 60% per duel won, sliding tackle, interception or foul (Wyscout)",
    ),
    Measure(
        "ppda_opta",
        "passes per action",
        ("opponent_opta_passes",),
        ("opta_tackles", "opta_interceptions", "opta_fouls"),
        "The same outside the pressing side's defensive third (Opta zone)",
    ),
    Measure(
        "challenge_share",
        "share",
        ("duels", "interceptions", "fouls_high"),
        ("duels", "interceptions", "fouls_high", "opponent_build_up_passes"),
        "Ground duels won or lost, interceptions and fouls beyond 42 m, of these and the opponent's build-up passes",
    ),
    Measure(
        "pressure_share",
        "share",
        ("pressures_high", "duels", "interceptions", "fouls_high"),
        ("pressures_high", "duels", "interceptions", "fouls_high", "opponent_build_up_passes"),
        "Pressures, ground duels, interceptions and fouls beyond 42 m, of these and the opponent's build-up passes",
    ),
    Measure(
        "pressures",
        "per build-up pass",
        ("pressures_high",),
        ("opponent_build_up_passes",),
        "Pressures beyond 42 m per open-play pass of the opponent in its own 60%",
    ),
    Measure(
        "action_height",
        "m",
        ("action_metres",),
        ("actions",),
        "Mean distance from the own goal of tackles, interceptions, fouls, recoveries and blocks",
    ),
    Measure(
        "core_action_height",
        "m",
        ("core_action_metres",),
        ("core_actions",),
        "The same for tackles, interceptions and fouls only, which every provider records",
    ),
    Measure(
        "own_third_failure",
        "share",
        ("opponent_own_third_passes",),
        ("opponent_own_third_passes",),
        "Share of the opponent's open-play passes from its own third that go astray",
        minus=("opponent_own_third_completed",),
    ),
    Measure(
        "build_up_completion_allowed",
        "share",
        ("opponent_build_up_completed",),
        ("opponent_build_up_passes",),
        "Pass completion of the opponent in its own 60%, in open play",
    ),
    Measure(
        "field_tilt",
        "share",
        ("final_third_passes",),
        ("final_third_passes", "opponent_final_third_passes"),
        "Share of both sides' passes from the final third",
    ),
    _per_match("high_turnovers", "high_turnovers", "Balls won in open play within 40 m of the opponent's goal (Opta)"),
    _per_match("high_turnover_shots", "high_turnover_shots", "High turnovers whose sequence ends with a shot (Opta)"),
    Measure(
        "counterpress",
        "share",
        ("counterpress_regains",),
        ("losses",),
        "Share of balls lost in the attacking 60% that are won back within 5 s",
    ),
    Measure(
        "pressed_sequences",
        "share",
        ("opponent_short_sequences",),
        ("opponent_sequences",),
        "Share of the opponent's open-play sequences with at most 3 passes that end within 40 m of its goal (Opta)",
    ),
    Measure(
        "possession",
        "share",
        ("possession_seconds",),
        ("possession_seconds", "opponent_possession_seconds"),
        "Share of both sides' time on the ball",
    ),
    Measure(
        "tempo",
        "passes per min",
        ("passes",),
        ("possession_seconds",),
        "Passes per minute of own possession",
        60.0,
    ),
    Measure(
        "sequence_rate",
        "sequences per min",
        ("sequences",),
        ("seconds",),
        "Open-play sequences per minute of play",
        60.0,
    ),
    Measure("sequence_time", "s", ("sequence_seconds",), ("sequences",), "Mean length of an open-play sequence"),
    Measure(
        "sequence_passes",
        "passes",
        ("sequence_passes",),
        ("sequences",),
        "Mean number of passes of an open-play sequence",
    ),
    Measure(
        "sequence_metres",
        "m",
        ("sequence_metres",),
        ("placed_sequences",),
        "Mean metres upfield of an open-play sequence",
    ),
    Measure(
        "direct_speed",
        "m/s",
        ("direct_speed_sum",),
        ("direct_speed_sequences",),
        "Metres upfield per second, mean over open-play sequences longer than 1 s (Opta)",
    ),
    _per_match("counters", "counters", "Counter-attacks: from a regain in the own half to the final third in 15 s"),
    _per_match("counters_against", "opponent_counters", "Counter-attacks of the opponent"),
    _per_match("counter_shots", "counter_shots", "Shots within 15 s of a regain in the own half"),
    _per_match("counter_shots_against", "opponent_counter_shots", "The same by the opponent"),
    _per_match("build_up_attacks", "build_up_attacks", "Ten or more passes to a shot or a touch in the box (Opta)"),
    _per_match("direct_attacks", "direct_attacks", "From the own half, half of the path forward, to a shot or the box"),
    _per_match("box_entries", "box_entries", "Times the ball was taken or passed into the opponent's box"),
    _per_match("box_entries_against", "opponent_box_entries", "The same by the opponent"),
    _per_match("shots", "shots", "Shots, penalties included"),
    _per_match("shots_against", "opponent_shots", "Shots of the opponent, penalties included"),
    _per_match("fouls", "fouls", "Fouls committed"),
    _per_match("cards", "cards", "Yellow and red cards"),
    Measure(
        "penalties_conceded",
        "per 100 box entries",
        ("opponent_penalties",),
        ("opponent_box_entries",),
        "Penalties taken by the opponent per 100 of its box entries",
        100.0,
    ),
)
"""Every measure that is a plain ratio of sums; `build_up_disruption` also needs the opponent's own norm."""

SHRUNK: Final = tuple(measure for measure in MEASURES if measure.name != "penalties_conceded")
"""The measures with fitted variances; penalties are counted in ones and twos and have a model of their own."""

BY_NAME: Final = {measure.name: measure for measure in MEASURES}

INDICES: Final = {
    "wyscout": ("challenge_share", "core_action_height", "own_third_failure", "field_tilt"),
    "statsbomb": ("pressure_share", "core_action_height", "own_third_failure", "field_tilt"),
}
"""The measures that carry the front-foot index, by the provider whose norms it has.

The share of challenges is PPDA with every ground duel, turned round and made a share: 1 / (1 + passes per action). It
is defined in minutes without a challenge and has no long tail in short windows, which the ratio has. The share of
pressures counts StatsBomb's pressures besides.
"""
