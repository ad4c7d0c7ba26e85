"""The two-legged ties of the result files since away goals were dropped: data for `benchmarks.ties`."""

from __future__ import annotations

import polars as pl

from frontfoot.fit.second_legs import CODES, SecondLeg
from frontfoot.ties import Leg, Tie, rules


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
