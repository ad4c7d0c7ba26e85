"""The second legs that the validation of ties is made on, with their truth and what was known before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import numpy as np
import polars as pl

from benchmarks.known_strengths import shipped, updated
from frontfoot.core.errors import FrontfootError
from frontfoot.fit.known_results import all_results
from frontfoot.fit.second_legs import CODES, SecondLeg, second_legs
from frontfoot.goals.rates import Rates
from frontfoot.goals.strengths import Strengths
from frontfoot.ties import Leg, Tie, rules
from frontfoot.ties.pairing import rates_of

DRAWS = 1000
AWAY_GOALS_TO = 2020
Known: TypeAlias = Callable[[pl.DataFrame, Sequence[date]], Iterator[Strengths | None]]


@dataclass(frozen=True)
class Case:
    """A second leg with its truth and the rates known before it.

    Attributes:
        leg: today's home side first.
        through: whether it went through.
        rates: with 1,000 draws of the strengths, as `frontfoot tie` makes them.
        means: at the mean strengths.
        leagues: of how many of the two clubs the league's results are known.
    """

    leg: SecondLeg
    through: bool
    rates: Rates
    means: Rates
    leagues: int


def with_minutes(data: Path) -> tuple[list[Case], int]:
    """Second legs of the goal times that can be forecast, and how many cannot."""
    legs = second_legs(data)
    decided = [(leg, through) for leg in legs if (through := leg.home_through()) is not None]
    cases = _known(decided, all_results(data), shipped)
    return cases, len(legs) - len(cases)


def recent(data: Path, known: Known = shipped) -> tuple[list[Case], int]:
    """Second legs of the result files since away goals were dropped, with their half-times; how many are refused."""
    results = all_results(data)
    legs = recent_second_legs(results, AWAY_GOALS_TO + 1)
    cases = _known(legs, results, known)
    return cases, len(legs) - len(cases)


def recent_updated(data: Path) -> list[Case]:
    """The same from strengths that have learnt every result before the day."""
    return recent(data, updated)[0]


def _known(legs: list[tuple[SecondLeg, bool]], results: pl.DataFrame, known: Known) -> list[Case]:
    days = sorted({leg.day for leg, _ in legs})
    by_day = zip(days, known(results, days), strict=True)
    on, strengths = next(by_day)
    cases = []
    for leg, through in legs:
        while on < leg.day:
            on, strengths = next(by_day)
        if strengths is None:
            continue
        try:
            drawn = rates_of(leg.tie(), strengths, draws=DRAWS, generator=np.random.default_rng(0))[1]
        except FrontfootError:
            continue
        means = rates_of(leg.tie(), strengths)[1]
        groups = [strengths.place(club, competition=leg.competition)[1] for club in (leg.home, leg.away)]
        leagues = sum(strengths.own is None or group in strengths.own for group in groups)
        cases.append(Case(leg, through, drawn, means, leagues))
    return cases


def recent_second_legs(results: pl.DataFrame, since: int) -> list[tuple[SecondLeg, bool]]:
    """Every two-legged European tie of the result files from a season on, and whether today's home side went through.

    Goal times are not known: the goals of the first half stand at its end, those of the second are left out.
    """
    ties = []
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
        if row["home_half_time"] is not None:
            halves = [True] * row["home_half_time"] + [False] * row["away_half_time"]
            leg = replace(leg, goals=tuple((1, 45, home) for home in halves))
        ties.append((leg, ended.winner == row["home"]))
    return sorted(ties, key=lambda pair: (pair[0].day, pair[0].competition, pair[0].home))
