"""The columns of `minute_counts`."""

from __future__ import annotations

from typing import Final

OWN: Final = (
    "shots",
    "scored",
    "passes",
    "passes_completed",
    "build_up_passes",
    "build_up_completed",
    "wyscout_passes",
    "opta_passes",
    "own_third_passes",
    "own_third_completed",
    "final_third_passes",
    "box_entries",
    "sequences",
    "sequence_passes",
    "sequence_seconds",
    "placed_sequences",
    "sequence_metres",
    "direct_speed_sum",
    "direct_speed_sequences",
    "possession_seconds",
    "short_sequences",
    "counters",
    "counter_shots",
    "build_up_attacks",
    "direct_attacks",
    "penalties",
)
"""Counted for the side that acts, and once more as `opponent_...` for the other side."""

DEFENDING: Final = (
    "duels",
    "tackles",
    "wyscout_tackles",
    "interceptions",
    "fouls_high",
    "pressures_high",
    "opta_tackles",
    "opta_interceptions",
    "opta_fouls",
    "actions",
    "action_metres",
    "core_actions",
    "core_action_metres",
    "high_turnovers",
    "high_turnover_shots",
    "high_turnover_goals",
    "losses",
    "counterpress_regains",
    "fouls",
    "cards",
)
"""Counted for the side that acts only."""

COUNTS: Final = (*OWN, *DEFENDING, *(f"opponent_{name}" for name in OWN))
"""All count columns of `minute_counts`; sums over any rows are meaningful."""
