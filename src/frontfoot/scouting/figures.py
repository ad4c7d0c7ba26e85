"""The figures of a side: each a sum of its matches over another sum, with what is known of its reliability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

Use = Literal["ruler", "range", "season", "never"]
"""Where a figure may be shown: on the ruler; with a range; from a whole season only; nowhere, since it is noise."""

Unit = Literal["share", "number", "ratio", "m", "m/s", "xG", "index"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a side.

    Attributes:
        name: in files.
        label: on the page.
        what: one sentence of what is measured.
        top, bottom: columns of `frontfoot.scouting.sums.team_matches`; the value is their ratio of sums.
        use: where it may stand.
        unit: of the value.
        minus: columns taken off the numerator.
        factor: turns the ratio into the unit.
        high, low: a word for a side above and below its league.
    """

    name: str
    label: str
    what: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    use: Use
    unit: Unit = "share"
    minus: tuple[str, ...] = ()
    factor: float = 1.0
    high: str = ""
    low: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that the figure needs."""
        return (*self.top, *self.minus, *self.bottom)

    @property
    def numerator(self) -> pl.Expr:
        """The summed numerator, in the unit of the figure."""
        total = pl.sum_horizontal(self.top)
        return (total - pl.sum_horizontal(self.minus) if self.minus else total) * self.factor

    @property
    def denominator(self) -> pl.Expr:
        """The summed denominator."""
        return pl.sum_horizontal(self.bottom)


def _share(
    name: str, label: str, meaning: str, top: str, bottom: str, use: Use, high: str = "", low: str = ""
) -> Figure:
    return Figure(name, label, meaning, (top,), (bottom,), use, high=high, low=low)


def _per_match(
    name: str, label: str, meaning: str, *top: str, use: Use, unit: Unit = "number", minus: str = ""
) -> Figure:
    return Figure(name, label, meaning, top, ("matches",), use, unit, (minus,) if minus else ())


FIGURES: Final[tuple[Figure, ...]] = (
    _share(
        "goal_kicks_long", "Goal kicks long", "Share of goal kicks that end beyond 40 m", "goal_kicks_long",
        "goal_kicks", "ruler", "kicks long from goal kicks", "plays short from goal kicks",
    ),
    _share(
        "keeper_long", "Goalkeeper long", "Share of the goalkeeper's open-play passes that are at least 32 m long",
        "keeper_long", "keeper_passes", "ruler", "its goalkeeper goes long", "its goalkeeper passes short",
    ),
    Figure(
        "own_third_failure", "Own-third passes lost",
        "Share of open-play passes from the own third that do not arrive", ("own_third_passes",),
        ("own_third_passes",), "ruler", minus=("own_third_completed",), high="loses the ball in its own third",
        low="is safe on the ball in its own third",
    ),
    Figure(
        "sequence_passes", "Passes per sequence", "Passes attempted per open-play sequence", ("sequence_passes",),
        ("sequences",), "ruler", "number", high="keeps the ball", low="plays few passes at a time",
    ),
    _share(
        "build_up_to_box", "Build-ups into the box",
        "Share of possessions that start up to 42 m from the own goal and enter the box", "build_ups_to_box",
        "build_ups", "ruler", "gets from its own part into the box", "seldom gets from its own part into the box",
    ),
    _share(
        "crosses", "Crosses", "Share of open-play passes from beyond 70 m that are crosses", "high_crosses",
        "high_passes", "ruler", "crosses much", "crosses little",
    ),
    Figure(
        "front_foot", "Front foot",
        "Front-foot index, how high and how hard it defends; 0 is the average, 1 a standard deviation of matches",
        ("front_foot",), ("matches",), "ruler", "index", high="defends on the front foot", low="waits deeper",
    ),
    Figure(
        "field_tilt", "Field tilt", "Own share of both sides' final-third passes", ("final_third_passes",),
        ("final_third_passes", "opponent_final_third_passes"), "ruler", high="has the territory",
        low="leaves the territory to others",
    ),
    _per_match(
        "npxg", "npxG for", "Expected goals a match, penalties left out", "xg", minus="xg_penalties", use="ruler",
        unit="xG",
    ),
    _per_match(
        "npxg_against", "npxG against", "Expected goals of its opponents a match, penalties left out", "xg_against",
        minus="xg_penalties_against", use="ruler", unit="xG",
    ),
    Figure(
        "pass_failure", "Passes lost up to 63 m",
        "Share of open-play passes from the own 60% of the pitch that do not arrive", ("build_up_passes",),
        ("build_up_passes",), "range", minus=("build_up_completed",),
    ),
    _share(
        "outfield_long", "Long share",
        "Share of outfield players' open-play passes from the own half that are at least 32 m long", "outfield_long",
        "outfield_passes", "range",
    ),
    _share("take_on_rate", "Take-ons", "Take-ons per open-play pass", "take_ons", "open_passes", "range"),
    _share(
        "long_throws", "Long throws", "Share of throw-ins from beyond 70 m that end in the box", "long_throws",
        "high_throw_ins", "range",
    ),
    _share(
        "throw_ins_kept", "Throw-ins kept", "Share of throw-ins after which no opponent has control within 7 s",
        "throw_ins_kept", "throw_ins", "range",
    ),
    Figure(
        "action_height", "Height of actions", "Mean distance from the own goal of tackles, interceptions and fouls",
        ("core_action_metres",), ("core_actions",), "range", "m",
    ),
    _per_match(
        "offsides_drawn", "Offsides drawn", "Offsides of its opponents a match", "opponent_offsides", use="range",
    ),
    Figure(
        "direct_speed", "Direct speed", "Metres upfield a second of its open-play sequences", ("direct_speed_sum",),
        ("direct_speed_sequences",), "range", "m/s",
    ),
    _share(
        "free_kicks_into_box", "Free kicks into the box",
        "Share of passed free kicks from the opponent's half that end in the box", "free_kicks_into_box",
        "high_free_kicks", "range",
    ),
    _share(
        "short_corners", "Short corners", "Share of corners that are shorter than 15 m", "short_corners",
        "placed_corners", "range",
    ),
    _share(
        "entries_left", "Entries on the left", "Share of entries into the final third in the left third of the width",
        "entries_left", "entries", "range",
    ),
    _share(
        "entries_right", "Entries on the right",
        "Share of entries into the final third in the right third of the width", "entries_right", "entries", "range",
    ),
    _per_match("fouls", "Fouls", "Fouls a match", "fouls", use="range"),
    Figure(
        "ppda", "PPDA", "Opponent's open-play passes in its own 60% per tackle won, interception or foul there",
        ("opponent_build_up_passes",), ("tackles", "interceptions", "fouls_high"), "range", "number",
    ),
    _per_match("corners_for", "Corners for", "Corners a match", "corners", use="range"),
    _share("header_share", "Headers", "Share of shots with the head", "headers", "shots", "range"),
    _per_match(
        "high_turnovers", "High turnovers won", "Possessions won within 40 m of the other goal, a match",
        "high_turnovers", use="season",
    ),
    _per_match(
        "counters", "Counter-attacks",
        "Attacks from a regain in the own half into the final third or to a shot within 15 s, a match", "counters",
        use="season",
    ),
    _per_match(
        "counters_against", "Counters against", "Counter-attacks of its opponents a match", "opponent_counters",
        use="season",
    ),
    _per_match(
        "regain_xg", "xG after regains", "Expected goals within 15 s of a regain, a match", "regain_xg", use="season",
        unit="xG",
    ),
    _per_match(
        "loss_xg", "xG after losses", "Expected goals of its opponents within 15 s of their regains, a match",
        "opponent_regain_xg", use="season", unit="xG",
    ),
    Figure(
        "forced_failure", "Opponents' own-third passes lost",
        "Share of opponents' own-third passes that do not arrive", ("opponent_own_third_passes",),
        ("opponent_own_third_passes",), "season", minus=("opponent_own_third_completed",),
    ),
    Figure(
        "high_turnovers_against", "High turnovers conceded", "High turnovers of opponents per 100 build-ups",
        ("opponent_high_turnovers",), ("build_ups",), "season", "number", factor=100.0,
    ),
    _share(
        "counterpress", "Counter-press",
        "Share of losses in the attacking 60% of the pitch that are won back within 5 s", "counterpress_regains",
        "losses", "season",
    ),
    Figure(
        "pressures", "Pressures", "Pressures beyond 42 m per open-play pass of the opponent in its own 60%",
        ("pressures_high",), ("opponent_build_up_passes",), "range", "ratio",
    ),
    _per_match(
        "set_piece_xg", "Set-piece xG", "Expected goals from set pieces a match", "xg_set_pieces", use="never",
        unit="xG",
    ),
    _per_match(
        "set_piece_xg_against", "Set-piece xG against", "Expected goals of its opponents from set pieces a match",
        "opponent_xg_set_pieces", use="never", unit="xG",
    ),
    _per_match("penalties_won", "Penalties won", "Penalties a match", "penalties", use="never"),
    _per_match(
        "penalties_conceded", "Penalties conceded", "Penalties of opponents a match", "opponent_penalties",
        use="never",
    ),
    _per_match(
        "finishing", "Finishing", "Goals less expected goals a match", "scored", minus="xg", use="never", unit="xG",
    ),
    _per_match(
        "keeper_finishing", "Goalkeeper against xG", "Opponents' expected goals less their goals a match",
        "xg_against", minus="opponent_scored", use="never", unit="xG",
    ),
    _per_match("cards", "Cards", "Cards a match", "cards", use="never"),
    Figure(
        "xg_per_shot", "xG per shot", "Expected goals without penalties per shot", ("xg",), ("shots",), "never", "xG",
        minus=("xg_penalties",),
    ),
)  # fmt: skip
"""All figures, in the order of the page."""

BY_NAME: Final = {figure.name: figure for figure in FIGURES}
RULER: Final = tuple(figure for figure in FIGURES if figure.use == "ruler")
"""The ten of the ruler."""
