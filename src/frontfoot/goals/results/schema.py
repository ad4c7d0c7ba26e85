"""The table of results: its columns, and the checks on reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from frontfoot.core.errors import ReadError
from frontfoot.core.late import pl
from frontfoot.core.score import MOST_GOALS

# Column, Polars type by name, meaning. Scores are cumulative: `home_extra_time` holds all goals after 120 minutes.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("date", "Date", "day of the match"),
    ("competition", "String", "canonical name, see frontfoot.goals.results.competitions"),
    ("season", "Int32", "year in which the season starts: 2023 is 2023/24"),
    (
        "stage",
        "String",
        "league, group, Q1-Q3, QPO and PO (qualifying, knock-out play-off), R32, R16, QF, SF, F",
    ),
    ("round", "String", "the round as the source writes it"),
    ("group", "String", "letter of the group; null outside groups"),
    ("leg", "Int8", "1 or 2 in a two-legged tie, 1 in a tie of one match; null in leagues and groups"),
    ("home", "String", "canonical name of the club named first"),
    ("away", "String", "canonical name of the club named second"),
    ("home_goals", "Int16", "goals after 90 minutes (with stoppage time); null when not played"),
    ("away_goals", "Int16", "goals after 90 minutes"),
    ("home_half_time", "Int16", "goals at half-time; null if the source does not state them"),
    ("away_half_time", "Int16", "goals at half-time"),
    ("home_extra_time", "Int16", "goals after extra time, those of the 90 minutes included; null without extra time"),
    ("away_extra_time", "Int16", "goals after extra time"),
    ("home_shoot_out", "Int16", "kicks scored in the shoot-out; null without one"),
    ("away_shoot_out", "Int16", "kicks scored in the shoot-out"),
    ("home_shots", "Int16", "shots; null if the source does not state them"),
    ("away_shots", "Int16", "shots"),
    ("home_on_target", "Int16", "shots on target"),
    ("away_on_target", "Int16", "shots on target"),
    ("neutral", "Boolean", "played on neutral ground, as far as the source states it"),
    ("status", "String", "played, awarded (decided at a table), cancelled, postponed or scheduled"),
    ("note", "String", "remarks of the source beside the score; empty without any"),
    ("source", "String", "file and line (or entry) the row comes from"),
)

NAMES = tuple(name for name, _, _ in COLUMNS)
STATUSES = ("played", "awarded", "cancelled", "postponed", "scheduled")
_COUNTS = tuple(name for name, kind, _ in COLUMNS if kind == "Int16" and name.startswith(("home_", "away_")))
_SHOTS = ("home_shots", "away_shots", "home_on_target", "away_on_target")
_MOST_SHOTS = 200
_WORDS = {
    "goals": "goals",
    "half_time": "goals at half-time",
    "extra_time": "goals after extra time",
    "shoot_out": "kicks scored in the shoot-out",
    "shots": "shots",
    "on_target": "shots on target",
}
KNOCK_OUT = ("Q1", "Q2", "Q3", "QPO", "PO", "R32", "R16", "QF", "SF", "F")
STAGES = ("league", "group", *KNOCK_OUT)


def polars_schema() -> dict[str, pl.DataType]:
    """The columns with their Polars types."""
    return {name: getattr(pl, kind)() for name, kind, _ in COLUMNS}


def table(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows (missing keys are null) as a checked table, in the order given.

    Raises:
        ReadError: a row breaks the schema; the message names it.
    """
    filled = [{name: row.get(name) for name in NAMES} for row in rows]
    for row in filled:
        _check_counts(row)
    return check(pl.DataFrame(filled, schema=polars_schema(), orient="row"))


def _check_counts(row: Mapping[str, Any]) -> None:
    """Check that the counts of a row are possible in a match; a column cannot hold larger ones.

    Raises:
        ReadError: more goals than any match has had, or an impossible number of kicks or shots.
    """
    for name in _COUNTS:
        count, most = row[name], _MOST_SHOTS if name in _SHOTS else MOST_GOALS
        if count is not None and abs(count) > most:
            raise ReadError(
                f"The match {row['home']} - {row['away']} of {row['date']} has {count} {_WORDS[name.split('_', 1)[1]]}",
                place=str(row["source"] or ""),
                remedy=f"Give a number from 0 to {most}",
            )


def check(results: pl.DataFrame) -> pl.DataFrame:
    """The same table, if it satisfies the schema.

    Raises:
        ReadError: it does not: an unknown stage or status, a club that plays itself, a played match without a
            score, fewer goals at full time than at half-time or after extra time than at full time, a shoot-out without
            a winner.
    """
    missing = [name for name in NAMES if name not in results.columns]
    if missing:
        raise ReadError(
            f"The results lack the columns {', '.join(missing)}",
            place="results",
            remedy="See frontfoot.goals.results.schema",
        )
    scored = pl.col("home_goals").is_not_null() & pl.col("away_goals").is_not_null()
    broken: tuple[tuple[str, pl.Expr], ...] = (
        ("has no date", pl.col("date").is_null()),
        ("has a club that plays itself", pl.col("home") == pl.col("away")),
        ("has an unknown status", ~pl.col("status").is_in(STATUSES)),
        ("has an unknown stage", ~pl.col("stage").is_in(STAGES)),
        ("is played but has no score", (pl.col("status") == "played") & ~scored),
        ("has a negative score", (pl.col("home_goals") < 0) | (pl.col("away_goals") < 0)),
        (
            "has more goals at half-time than at full time",
            (pl.col("status") == "played")
            & ((pl.col("home_half_time") > pl.col("home_goals")) | (pl.col("away_half_time") > pl.col("away_goals"))),
        ),
        (
            "has fewer goals after extra time than after 90 minutes",
            (pl.col("home_extra_time") < pl.col("home_goals")) | (pl.col("away_extra_time") < pl.col("away_goals")),
        ),
        ("has a shoot-out without a winner", pl.col("home_shoot_out") == pl.col("away_shoot_out")),
    )
    for problem, bad in broken:
        rows = results.filter(bad.fill_null(False))
        if rows.height:
            first = rows.row(0, named=True)
            raise ReadError(
                f"The match {first['home']} - {first['away']} of {first['date']} {problem}",
                place=str(first["source"] or ""),
                remedy="Correct the line in the file",
            )
    return results
