"""The second legs of the open goal times, each with its first leg and the outcome of the tie."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from frontfoot.core.identity import canonical
from frontfoot.fit.open_data import lines_of
from frontfoot.ties.leg import Leg
from frontfoot.ties.rulebook import rules
from frontfoot.ties.situation import Tie

CODES = {"UEFA Champions League": "ucl", "UEFA Europa League": "uel"}


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
        """Whether the home side went through; None if the data do not determine it."""
        tie = self.tie()
        full = self.score(90)
        extra = None
        if self.extra_time:
            home = sum(by for _, _, by in self.goals)
            extra = (home, len(self.goals) - home)
        ended = Tie(tie.rules, (tie.legs[0], Leg(self.home, self.away, full, extra, self.shoot_out))).settle()
        return None if ended.winner is None else ended.winner == self.home


def second_legs(data: Path) -> list[SecondLeg]:
    """Every second leg with its goals; second legs without a goal, which the source lacks, if they can be inferred.

    A knock-out match without the mark of a first leg, played on the days of other first legs of its competition, whose
    return match is not in the source, must have had a return match without a goal; it is taken to be days later.
    """
    import polars as pl

    from frontfoot.fit.goal_times_europe import read_europe

    read = read_europe(data / "goal-times")
    kicks = shoot_out_scores(data / "goal-times")
    incidents: dict[int, list[tuple[int, int, bool]]] = {}
    for row in read.incidents.filter(pl.col("kind") == "goal").to_dicts():
        incidents.setdefault(row["match"], []).append((row["period"], row["minute"], row["home_side"]))
    matches = read.matches.to_dicts()
    legs = []
    for row in matches:
        if row["home_first_leg"] is None or not row["complete"] or row["competition"] not in CODES:
            continue
        key = (row["date"], row["home"], row["away"])
        legs.append(
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
    legs += _goalless(matches, legs)
    return sorted((leg for leg in legs if _european(leg)), key=lambda leg: (leg.day, leg.competition, leg.home))


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
    legs = []
    for row in matches:
        key = (row["competition"], row["season"], row["date"])
        reverse = (row["competition"], row["season"], row["away"], row["home"])
        if row["home_first_leg"] is not None or key not in days or reverse in pairs or row["extra_time"]:
            continue
        if not row["complete"] or row["competition"] not in CODES:
            continue
        first = (row["away_goals"], row["home_goals"])
        legs.append(
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
    return [leg for leg in legs if leg.first_leg[0] != leg.first_leg[1] or leg.tie().rules.away_goals]


def shoot_out_scores(folder: Path) -> dict[tuple[date, str, str], tuple[int, int]]:
    """Kicks converted in shoot-outs: the source writes them in place of the score ("4:2 i.E.")."""
    pattern = re.compile(r"(.+) vs\. (.+?) (\d+):(\d+) i\.E\.")
    scores = {}
    for name in ("champions-league.csv", "europa-league.csv"):
        for row in csv.DictReader(lines_of(folder / name)):
            match = pattern.match(row["game"])
            if match:
                key = (date.fromisoformat(row["date"]), canonical(match[1]), canonical(match[2]))
                scores[key] = (int(match[3]), int(match[4]))
    return scores
