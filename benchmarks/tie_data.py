"""The second legs of the shared goal times, with the strengths known on their day: data for `benchmarks.ties`."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from frontfoot.errors import FrontfootError
from frontfoot.goals.clubs import canonical
from frontfoot.goals.goal_times_europe import read_europe
from frontfoot.goals.results import read_folder
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import Strengths, fit
from frontfoot.tie import Leg, Tie, rules

CODES = {"UEFA Champions League": "ucl", "UEFA Europa League": "uel"}
YEARS = 4
"""Seasons of results behind every set of strengths."""


@dataclass(frozen=True)
class SecondLeg:
    """A second leg: today's home side first everywhere; `goals` are (period, minute, by the home side)."""

    competition: str
    season: int
    day: date
    home: str
    away: str
    first_leg: tuple[int, int]
    goals: tuple[tuple[int, int, bool], ...]
    extra_time: bool
    shoot_out: tuple[int, int] | None
    inferred: bool = False

    def score(self, minute: int) -> tuple[int, int]:
        """The score when so many minutes had been played (45: at half-time)."""
        if minute <= 45:
            seen = [home for period, at, home in self.goals if period == 1 and at <= minute]
        else:
            seen = [home for period, at, home in self.goals if period == 1 or (period == 2 and at <= minute)]
        return sum(seen), len(seen) - sum(seen)

    def tie(self) -> Tie:
        """The tie before its second leg."""
        rule = rules(self.competition, self.season, legs=2)
        there = Leg(self.away, self.home, (self.first_leg[1], self.first_leg[0]))
        return Tie(rule, (there, Leg(self.home, self.away, date=self.day)))

    def home_through(self) -> bool | None:
        """Whether the home side went through; None where the facts do not settle it."""
        tie = self.tie()
        full = self.score(90)
        extra = None
        if self.extra_time:
            home = sum(by for _, _, by in self.goals)
            extra = (home, len(self.goals) - home)
        ended = Tie(tie.rules, (tie.legs[0], Leg(self.home, self.away, full, extra, self.shoot_out))).settle()
        return None if ended.winner is None else ended.winner == self.home


def second_legs(data: Path) -> list[SecondLeg]:
    """Every second leg with its goals; those without a goal, which the source leaves out, as far as they can be told.

    A knock-out match without the mark of a first leg, played on the days of other first legs of its competition, whose
    return match is not in the source, must have had a return match without a goal; it is taken to be days later.
    """
    read = read_europe(data / "goal-times")
    kicks = _shoot_outs(data / "goal-times")
    incidents: dict[int, list[tuple[int, int, bool]]] = {}
    for row in read.incidents.filter(pl.col("kind") == "goal").to_dicts():
        incidents.setdefault(row["match"], []).append((row["period"], row["minute"], row["home_side"]))
    matches = read.matches.to_dicts()
    columns = [name for name in read.matches.columns if name.startswith("home")]
    assert "home_first_leg" in columns, columns
    found = []
    for row in matches:
        if row["home_first_leg"] is None or not row["complete"] or row["competition"] not in CODES:
            continue
        key = (row["date"], row["home"], row["away"])
        found.append(
            SecondLeg(
                row["competition"],
                row["season"],
                row["date"],
                row["home"],
                row["away"],
                (row["home_first_leg"], row["away_first_leg"]),
                tuple(incidents.get(row["match"], [])),
                bool(row["extra_time"] or row["shoot_out"]),
                kicks.get(key),
            )
        )
    found += _goalless(matches, found)
    return sorted((leg for leg in found if _european(leg)), key=lambda leg: (leg.day, leg.competition, leg.home))


def _european(leg: SecondLeg) -> bool:
    # The source files hold some ties of the CONCACAF Champions League under the Champions League of 2008/09.
    return not {"Cruz Azul", "Marathón", "Atlante", "Puerto Rico Islanders", "Montreal Impact", "Santos Laguna"} & {
        leg.home,
        leg.away,
    } and not (
        leg.competition == "UEFA Champions League"
        and leg.season == 2008
        and leg.day.month in (8, 9, 10)
        and leg.inferred
    )


def _goalless(matches: list[dict[str, Any]], known: list[SecondLeg]) -> list[SecondLeg]:
    pairs = {(row["competition"], row["season"], row["home"], row["away"]) for row in matches}
    days: dict[tuple[str, int, date], list[date]] = {}
    dates = {(row["competition"], row["season"], row["home"], row["away"]): row["date"] for row in matches}
    for leg in known:
        first = dates.get((leg.competition, leg.season, leg.away, leg.home))
        if first is not None and first < leg.day:
            days.setdefault((leg.competition, leg.season, first), []).append(leg.day)
    found = []
    for row in matches:
        key = (row["competition"], row["season"], row["date"])
        reverse = (row["competition"], row["season"], row["away"], row["home"])
        if row["home_first_leg"] is not None or key not in days or reverse in pairs or row["extra_time"]:
            continue
        if not row["complete"] or row["competition"] not in CODES:
            continue
        first = (row["away_goals"], row["home_goals"])
        found.append(
            SecondLeg(
                row["competition"],
                row["season"],
                min(days[key]),
                row["away"],
                row["home"],
                first,
                (),
                extra_time=first[0] == first[1] == 0,
                shoot_out=None,
                inferred=True,
            )
        )
    return [leg for leg in found if leg.first_leg[0] != leg.first_leg[1] or leg.tie().rules.away_goals]


def _shoot_outs(folder: Path) -> dict[tuple[date, str, str], tuple[int, int]]:
    """Kicks converted in shoot-outs: the source writes them in place of the score ("4:2 i.E.")."""
    pattern = re.compile(r"(.+) vs\. (.+?) (\d+):(\d+) i\.E\.")
    found = {}
    for name in ("champions-league.csv", "europa-league.csv"):
        for row in csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()):
            match = pattern.match(row["game"])
            if match:
                key = (date.fromisoformat(row["date"]), canonical(match[1]), canonical(match[2]))
                found[key] = (int(match[3]), int(match[4]))
    return found


def all_results(data: Path) -> pl.DataFrame:
    """League and European results; European seasons that the result files lack are taken from the goal times.

    The goal times have no row for a goalless match: those that can be told (a match whose return match, in a group or a
    tie, is not there) are put back on the last day of their stage or the day of their round.
    """
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
        rows.append(
            {
                "date": row["date"],
                "competition": row["competition"],
                "season": row["season"],
                "stage": "group",
                "round": "",
                "home": row["home"],
                "away": row["away"],
                "home_goals": row["home_90"] or 0,
                "away_goals": row["away_90"] or 0,
                "neutral": False,
                "status": "played",
                "note": "",
                "source": "goal-times",
            }
        )
    rows += [
        row for row in _goalless_results(read.matches.to_dicts()) if (row["competition"], row["season"]) not in have
    ]
    return pl.concat([results, table(rows)]).sort("date", "competition", "home", maintain_order=True)


def recent_second_legs(results: pl.DataFrame, since: int) -> list[tuple[SecondLeg, bool]]:
    """Every two-legged European tie of the result files from a season on, and whether today's home side went through.

    Goal times are not known: only the forecast before the second leg can be held against them.
    """
    found = []
    codes = {**CODES, "UEFA Conference League": "uecl"}
    rows = results.filter(
        pl.col("competition").is_in(list(codes)) & (pl.col("season") >= since) & (pl.col("status") == "played")
    ).to_dicts()
    first = {(r["competition"], r["season"], r["stage"], r["home"], r["away"]): r for r in rows if r["leg"] == 1}
    for row in rows:
        there = first.get((row["competition"], row["season"], row["stage"], row["away"], row["home"]))
        if row["leg"] != 2 or there is None:
            continue
        extra = (row["home_extra_time"], row["away_extra_time"]) if row["home_extra_time"] is not None else None
        kicks = (row["home_shoot_out"], row["away_shoot_out"]) if row["home_shoot_out"] is not None else None
        rule = rules(codes[row["competition"]], row["season"], row["stage"])
        legs = (
            Leg(there["home"], there["away"], (there["home_goals"], there["away_goals"])),
            Leg(row["home"], row["away"], (row["home_goals"], row["away_goals"]), extra, kicks),
        )
        ended = Tie(rule, legs).settle()
        if ended.winner is None:
            continue
        score = (there["away_goals"], there["home_goals"])
        leg = SecondLeg(
            row["competition"], row["season"], row["date"], row["home"], row["away"], score, (), False, None
        )
        found.append((leg, ended.winner == row["home"]))
    return sorted(found, key=lambda pair: (pair[0].day, pair[0].competition, pair[0].home))


def _goalless_results(matches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    pairs = {(row["competition"], row["season"], row["home"], row["away"]) for row in matches}
    last: dict[tuple[str, int], date] = {}
    autumn: dict[tuple[str, int], date] = {}
    for row in matches:
        key = (row["competition"], row["season"])
        last[key] = max(last.get(key, row["date"]), row["date"])
        if row["date"].month >= 9:
            autumn[key] = max(autumn.get(key, row["date"]), row["date"])
    found = []
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
        found.append(
            {
                "date": day,
                "competition": row["competition"],
                "season": row["season"],
                "stage": "group",
                "round": "",
                "home": row["away"],
                "away": row["home"],
                "home_goals": 0,
                "away_goals": 0,
                "neutral": False,
                "status": "played",
                "note": "goalless, not in the source",
                "source": "goal-times",
            }
        )
    return found


def expected_goals(legs: list[SecondLeg], results: pl.DataFrame, log: Any = None) -> list[tuple[float, float] | None]:
    """Expected goals of each second leg from strengths that know only earlier days; None where nothing is known.

    Strengths are refitted for every block of days that lie together (at most three days), as known on its first day.
    """
    found: list[tuple[float, float] | None] = []
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
            if log is not None:
                log(f"strengths of {since}: {window.height} matches")
        try:
            pair = known.rates(leg.home, leg.away, competition=leg.competition) if known is not None else None
        except FrontfootError:
            pair = None
        found.append(pair)
    return found
