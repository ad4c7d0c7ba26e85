"""Results known before each European match, and the expected goals from strengths fitted to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from frontfoot.core.errors import FrontfootError
from frontfoot.fit.second_legs import SecondLeg
from frontfoot.goals.strengths import Strengths

YEARS = 4
"""Seasons of results behind every set of strengths."""
_ALL_ALIKE = {"stage": "group", "round": "", "neutral": False, "status": "played", "note": "", "source": "goal-times"}
"""What the goal times do not tell of a result."""


def all_results(data: Path) -> pl.DataFrame:
    """League and European results; European seasons that the result files lack are taken from the goal times.

    The goal times have no row for a goalless match. Goalless matches that can be inferred (from a match whose return
    match, in a group or a tie, is missing) are added on the last day of their stage or the day of their round.
    """
    from frontfoot.fit.goal_times_europe import read_europe
    from frontfoot.goals.results import read_folder
    from frontfoot.goals.results.schema import table

    results = read_folder(data)
    have = set(results.select("competition", "season").unique().iter_rows())
    read = read_europe(data / "goal-times")
    regular = (
        read.incidents.filter((pl.col("kind") == "goal") & (pl.col("period") <= 2))
        .group_by("match")
        .agg(
            pl.col("home_side").sum().alias("home_90"),
            (~pl.col("home_side")).sum().alias("away_90"),
        )
    )
    rows = []
    for row in read.matches.join(regular, on="match", how="left").to_dicts():
        if (row["competition"], row["season"]) in have or not row["complete"]:
            continue
        rows.append({**row, **_ALL_ALIKE, "home_goals": row["home_90"] or 0, "away_goals": row["away_90"] or 0})
    rows += [
        row for row in _goalless_results(read.matches.to_dicts()) if (row["competition"], row["season"]) not in have
    ]
    return pl.concat([results, table(rows)]).sort("date", "competition", "home", maintain_order=True)


def _goalless_results(matches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    pairs = {(row["competition"], row["season"], row["home"], row["away"]) for row in matches}
    last: dict[tuple[str, int], date] = {}
    autumn: dict[tuple[str, int], date] = {}
    for row in matches:
        key = (row["competition"], row["season"])
        last[key] = max(last.get(key, row["date"]), row["date"])
        if row["date"].month >= 9:
            autumn[key] = max(autumn.get(key, row["date"]), row["date"])
    results = []
    for row in matches:
        key = (row["competition"], row["season"])
        if (*key, row["away"], row["home"]) in pairs or row["date"] == last[key] or not row["complete"]:
            continue
        if row["competition"] == "UEFA Europa League" and row["season"] <= 2008 and row["home_first_leg"] is None:
            continue  # groups of five with one match between two sides: no return match is missing
        if row["home_first_leg"] is not None:
            if (row["home_first_leg"], row["away_first_leg"]) != (0, 0):
                continue
            day = row["date"] - timedelta(days=6)
        elif row["date"].month >= 9:
            day = autumn[key]
        else:
            day = min(row["date"] + timedelta(days=21), last[key])
        goalless = {"date": day, "home": row["away"], "away": row["home"], "home_goals": 0, "away_goals": 0}
        results.append({**row, **_ALL_ALIKE, **goalless, "note": "goalless, not in the source"})
    return results


def expected_goals(
    legs: list[SecondLeg], results: pl.DataFrame, progress: Callable[[str], None] = lambda _: None
) -> list[tuple[float, float] | None]:
    """Expected goals of each second leg from strengths fitted to earlier days only; None where there are none.

    Strengths are refitted for every block of days that lie together (at most three days), as known on its first day.
    """
    from frontfoot.goals.strengths import fit

    goals: list[tuple[float, float] | None] = []
    known: Strengths | None = None
    since: date | None = None
    for leg in legs:
        if since is None or (leg.day - since).days > 3:
            since = leg.day
            window = results.filter((pl.col("date") < since) & (pl.col("date") >= since - timedelta(days=365 * YEARS)))
            try:
                known = fit(window, on=since) if window.height > 500 else None
            except FrontfootError:
                known = None
            progress(f"strengths of {since}: {window.height} matches")
        try:
            pair = known.rates(leg.home, leg.away, competition=leg.competition) if known is not None else None
        except FrontfootError:
            pair = None
        goals.append(pair)
    return goals
