"""`player_table`: one row of figures for each player of a match."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from frontfoot.approach.cutting import Passages, passages
from frontfoot.chances.shots import shots
from frontfoot.chances.xt import xt
from frontfoot.core.errors import InputError
from frontfoot.core.tables import Tabular
from frontfoot.match.match import Match
from frontfoot.match.series import float_columns
from frontfoot.players.counting import counts
from frontfoot.players.definitions import COLUMNS, FIGURES
from frontfoot.players.spells import Spells, spells


@dataclass(frozen=True, slots=True)
class PlayerTable(Tabular):
    """The figures of the players of a match.

    Attributes:
        frame: one row per player who played, with the columns of `frontfoot.players.definitions.COLUMNS`.
        minutes_estimated: the record names no line-ups, and minutes were estimated from touches.
    """

    frame: pl.DataFrame
    minutes_estimated: bool

    def __repr__(self) -> str:
        """The number of players of each side."""
        teams = " and ".join(self.frame["team"].unique(maintain_order=True))
        return f"<PlayerTable: {len(self.frame)} players of {teams}>"

    def to_polars(self) -> pl.DataFrame:
        """The table as a Polars frame."""
        return self.frame


def player_table(
    match: Match,
    attempts: pl.DataFrame | None = None,
    moves: pl.DataFrame | None = None,
    on_pitch: Spells | None = None,
    cut: Passages | None = None,
) -> PlayerTable:
    """The figures of each player of a match, with minutes played.

    Args:
        match: as `frontfoot.load` returns it.
        attempts: its `frontfoot.chances.shots.shots`, where the caller has them already.
        moves: its `frontfoot.chances.xt.xt`, where the caller has them already.
        on_pitch: its `frontfoot.players.spells.spells`, where the caller has them already.
        cut: its `frontfoot.approach.cutting.passages`, where the caller has them already.

    Returns:
        One row per player who was on the pitch, home side first, sorted by minutes played. A figure that the provider
        does not record is null (see `frontfoot.players.definitions.FIGURES`); 0 is a count of zero.

    Raises:
        InputError: the match has no events in play.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> table = frontfoot.player_table(match).to_polars()
    >>> table.filter(pl.col("goals") > 0)["name"].sort().to_list()
    ['Cristiano Ronaldo', 'D. Kulusevski', 'L. Bonucci']
    """
    if not any(period.number <= 4 for period in match.periods) or match.events.is_empty():
        raise InputError("The match has no play to measure", place=match.info.match_id, remedy="Check the file")
    cut = passages(match) if cut is None else cut
    on_pitch = spells(match, events=cut.events) if on_pitch is None else on_pitch
    minutes, starters = on_pitch.minutes(), on_pitch.starters()
    sides = {spell.player: spell.side for spell in on_pitch.spells}
    listed = {row["player"]: row for row in match.players.iter_rows(named=True)}
    order = sorted(sides, key=lambda player: (sides[player] != "home", -minutes[player], player))
    taken = shots(match) if attempts is None else attempts
    figures = counts(match, order, taken, xt(match) if moves is None else moves, cut)
    columns: list[pl.Series] = [
        pl.Series("player", order, dtype=pl.String),
        pl.Series("side", [sides[player] for player in order], dtype=COLUMNS["side"]),
        pl.Series("team", [match.team(sides[player]).name for player in order], dtype=pl.String),
        pl.Series("minutes", [round(minutes[player], 6) for player in order], dtype=pl.Float64),
        pl.Series("starter", [player in starters for player in order], dtype=pl.Boolean),
        pl.Series("minutes_estimated", [on_pitch.estimated] * len(order), dtype=pl.Boolean),
    ]
    for name in ("name", "shirt", "position"):
        values = [listed.get(player, {}).get(name) for player in order]
        columns.append(pl.Series(name, values, dtype=COLUMNS[name]))
    recorded = {
        name: figures[name] if all(need in match.provides for need in needs) else None
        for name, (_, needs) in FIGURES.items()
    }
    columns += float_columns(recorded, len(order))
    made = {column.name: column for column in columns}
    return PlayerTable(pl.DataFrame([made[name] for name in COLUMNS]), on_pitch.estimated)
