"""Validation of the strengths of nations: results of matches, and who goes through in knock-outs. Prints Markdown.

    python -m benchmarks.nations_scores DATA_FOLDER

The scales were chosen before 2011. A knock-out match is one of two sides that have both played their group of the final
tournament; who went through is the winner, after extra time or the shoot-out of the source.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.forecasts import Forecasts, of_nations
from benchmarks.tie_scores import log_scores, perfect_error, row, slope, with_error
from frontfoot.core.errors import FrontfootError
from frontfoot.fit.outcome_scores import calibration_error
from frontfoot.fit.strengths_scores import CHOSEN_TO_NATIONS, FINALS
from frontfoot.goals.strengths.nations import read
from frontfoot.goals.strengths.snapshots import shipped_on
from frontfoot.ties import Leg, Situation, Tie, rules
from frontfoot.ties.odds import Model
from frontfoot.ties.pairing import rates_of

FIRST = date(2012, 9, 1)
# Matches of the group stage: groups of five in the Copa América of 2021, else of four.
GROUP, LONGER = 3, {("Copa América", 2021): 4}
DRAWS = 1000
BETWEEN = timedelta(days=100)
"""At least so long lies between two editions of a tournament."""


@dataclass(frozen=True)
class KnockOut:
    """A knock-out match of a final tournament; `through` tells whether the side named first went on."""

    tournament: str
    day: date
    sides: tuple[str, str]
    neutral: bool
    through: bool


def knock_outs(data: Path) -> list[KnockOut]:
    """Every knock-out match of the final tournaments since the first shipped snapshot."""
    folder = data / "internationals"
    with (folder / "shootouts.csv").open(encoding="utf-8") as file:
        kicks = {(r["date"], r["home_team"], r["away_team"]): r["winner"] for r in csv.DictReader(file)}
    played: Counter[tuple[str, int, str]] = Counter()
    begun_on: dict[str, date] = {}
    last: dict[str, date] = {}
    knock_outs = []
    results = read(folder / "results.csv").filter(pl.col("competition").is_in(FINALS) & (pl.col("status") == "played"))
    for match in results.sort("date", maintain_order=True).to_dicts():
        name = match["competition"]
        if name not in begun_on or match["date"] - last[name] > BETWEEN:
            begun_on[name] = match["date"]
        last[name] = match["date"]
        edition = (name, begun_on[name].year)
        sides = match["home"], match["away"]
        group = [played[*edition, side] for side in sides]
        played.update((*edition, side) for side in sides)
        if min(group) < LONGER.get(edition, GROUP) or match["date"] < FIRST:
            continue
        winner = kicks.get((match["date"].isoformat(), *sides))
        if match["home_goals"] != match["away_goals"]:
            winner = sides[match["home_goals"] < match["away_goals"]]
        if winner is not None:
            knock_outs.append(KnockOut(edition[0], match["date"], sides, match["neutral"], winner == sides[0]))
    return knock_outs


def odds_of(match: KnockOut) -> float:
    """Odds of the side named first from the shipped strengths of the day, 1,000 draws; NaN where nothing is known."""
    strengths = shipped_on(match.day, kind="nations").at(match.day)
    tie = Tie(rules("world-cup", 2022, "QF"), (Leg(*match.sides, neutral=match.neutral),))
    try:
        rates = rates_of(tie, strengths, draws=DRAWS, generator=np.random.default_rng(0))
    except FrontfootError:
        return np.nan
    return Model(tie, rates).through(Situation(1))[0]


def results_part(forecasts: Forecasts) -> list[str]:
    """Home win, draw and away win of qualifiers, final tournaments and friendlies."""
    later = forecasts.matches.season > CHOSEN_TO_NATIONS
    parts = {
        "qualifiers": np.array(["qualification" in name for name in forecasts.names]),
        "final tournaments": np.isin(forecasts.names, FINALS),
        "friendlies": forecasts.names == "Friendly",
    }
    lines = [row("matches", "n", "daily", "snapshots, less daily (n)", "over 2.5, daily"), row("---", *["---:"] * 4)]
    for name, inside in parts.items():
        at = np.flatnonzero(inside & later & np.isfinite(forecasts.daily[:, 0]))
        daily, both = forecasts.of(forecasts.daily, at), np.isfinite(forecasts.snapshots[at, 0])
        gap = forecasts.of(forecasts.snapshots, at[both]).logs - daily.logs[both]
        score = f"{daily.logs.mean():.4f} ± {daily.logs.std(ddof=1) / np.sqrt(len(at)):.4f}"
        lines.append(
            row(
                f"{name}, from 2011",
                str(len(at)),
                score,
                f"{with_error(gap)} ({len(gap)})",
                f"{daily.totals.mean():.4f}",
            )
        )
    return lines


def knock_out_part(data: Path) -> list[str]:
    """Who goes through."""
    matches = knock_outs(data)
    odds, truth = np.array([odds_of(match) for match in matches]), np.array([float(m.through) for m in matches])
    names, known = np.array([match.tournament for match in matches]), np.isfinite(odds)
    lines = [row("knock-outs", "n", "log score", "even odds, less ours", "slope"), row("---", *["---:"] * 4)]
    for name in ("all", *FINALS):
        inside = known & ((names == name) | (name == "all"))
        scores = log_scores(odds[inside], truth[inside])
        value, error = slope(odds[inside], truth[inside])
        mean = f"{scores.mean():.4f} ± {scores.std(ddof=1) / np.sqrt(len(scores)):.4f}"
        lines.append(row(name, str(len(scores)), mean, with_error(np.log(2.0) - scores), f"{value:.2f} ± {error:.2f}"))
    usual, high = perfect_error(odds[known], np.random.default_rng(0))
    gap = calibration_error(odds[known], truth[known])
    return [
        *lines,
        "",
        f"{int((~known).sum())} are refused. Calibration error {gap:.3f}; exactly right odds would show {usual:.3f} "
        f"(95% point {high:.3f}).",
    ]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of open data")
    data = parser.parse_args().data
    print("\n".join([*results_part(of_nations(data)), "", *knock_out_part(data)]))


if __name__ == "__main__":
    main()
