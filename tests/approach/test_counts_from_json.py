"""The counts against a slow count made straight from Wyscout's own JSON, by provider codes, without our reader."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.approach.counts import minute_counts
from frontfoot.match.load import load

PASS, DUEL, FOUL, FREE_KICK, SHOT = 8, 1, 2, 3, 10
GROUND_DEFENDING = 12
PENALTY, FREE_KICK_SHOT = 35, 33
NO_PLAY_FOULS = {22, 24, 26, 23}  # out of game, late card, protest, time lost: bookings, not challenges


Minutes = defaultdict[tuple[int, int, str], Counter[str]]


def by_hand(path: Path) -> Minutes:
    """Numbers of events by name, for every (period, whole minutes since its start, side)."""
    document: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    home, _ = document["teams"]
    found: Minutes = defaultdict(Counter)
    for event in document["events"]:
        if event["matchPeriod"] not in ("1H", "2H"):
            continue
        side = "home" if str(event["teamId"]) == home else "away"
        count = found[1 if event["matchPeriod"] == "1H" else 2, int(event["eventSec"] / 60), side]
        tags = {tag["id"] for tag in event["tags"]}
        x, kind, sub = event["positions"][0]["x"], event["eventId"], event["subEventId"]
        complete = 1801 in tags
        if kind == PASS and 102 not in tags:
            count["build_up_passes"] += x <= 60
            count["build_up_completed"] += x <= 60 and complete
            count["own_third_passes"] += x <= 100 / 3
            count["own_third_completed"] += x <= 100 / 3 and complete
            count["opta_passes"] += x <= 200 / 3
        if kind == DUEL and sub == GROUND_DEFENDING:
            count["duels"] += x >= 40
            count["tackles"] += x >= 40 and 703 in tags
            count["opta_tackles"] += x >= 100 / 3 and 703 in tags
            count["wyscout_tackles"] += x >= 40 and (703 in tags or 1601 in tags)
        if 1401 in tags:
            count["interceptions"] += x >= 40
            count["opta_interceptions"] += x >= 100 / 3
        if kind == SHOT or (kind == FREE_KICK and sub in (PENALTY, FREE_KICK_SHOT)):
            count["shots"] += 102 not in tags
        if kind == FREE_KICK and sub == PENALTY:
            count["penalties"] += 1
    return found


def test_the_vectorised_counts_are_those_of_the_file(some_files: list[Path]) -> None:
    compared = 0
    for path in some_files:
        match = load(path)
        # The reader has put rows right that the plain count takes as they are; both leave placeholders out.
        if [repair for repair in match.repairs if repair.rule != "placeholder"]:
            continue
        compared += 1
        expected = by_hand(path)
        names = {name for minute in expected.values() for name in minute}
        for row in minute_counts(match).iter_rows(named=True):
            period, minute, side = row["period"], row["minute"], row["side"]
            own, other = (expected[period, minute, who] for who in (side, "away" if side == "home" else "home"))
            assert {name: row[name] for name in names} == {name: own[name] for name in names}, (
                path.name,
                period,
                minute,
            )
            assert row["opponent_build_up_passes"] == other["build_up_passes"]
    assert compared >= 2


def test_score_by_minute_ends_at_the_stated_score(some_files: list[Path]) -> None:
    for path in some_files:
        match = load(path)
        counted = minute_counts(match)
        goals = counted.group_by("side").agg(pl.col("scored").sum()).sort("side")["scored"].to_list()
        assert tuple(goals) == match.score
        last = counted.filter(pl.col("side") == "home").tail(1)
        assert last["own_goals"][0] + last["scored"][0] == match.score[0]


def test_every_minute_is_there_once(some_files: list[Path]) -> None:
    match = load(some_files[0])
    counted = minute_counts(match)
    assert counted.select("period", "minute", "side").is_unique().all()
    assert counted.filter(pl.col("side") == "home")["seconds"].sum() == pytest.approx(
        sum(period.seconds for period in match.periods), abs=1.0
    )


def test_extra_time_is_counted_and_the_shoot_out_is_not(some_files: list[Path]) -> None:
    """A match whose halves are called those of extra time has the counts of its halves."""
    match = load(some_files[0])

    def called(by: int) -> pl.DataFrame:
        periods = tuple(replace(period, number=period.number + by) for period in match.periods)
        events = match.events.with_columns(pl.col("period") + by)
        return minute_counts(replace(match, events=events, periods=periods))

    numbers = [name for name, dtype in called(0).schema.items() if dtype.is_float()]
    assert called(2)["period"].unique().sort().to_list() == [3, 4]
    assert called(2).select(numbers).equals(called(0).select(numbers))
    # As the second half of extra time and a shoot-out only the first of them is counted.
    assert called(3)["period"].unique().to_list() == [4]
