"""Sequences: hand-made passages with known answers, and a plain state machine on real matches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.sequences import sequences
from frontfoot.match.load import load
from frontfoot.match.match import Match

Build = Callable[..., Match]


def at(seconds: float, side: str, kind: str, x: float, **more: Any) -> dict[str, Any]:
    return {"seconds": seconds, "side": side, "kind": kind, "x": x, **more}


def test_a_high_turnover_with_a_shot(hand_made: Build) -> None:
    match = hand_made(
        [
            at(0, "away", "pass", 10, set_piece="goal_kick"),
            at(2, "away", "pass", 25),
            at(4, "away", "pass", 30, outcome="failure"),
            at(6, "home", "interception", 75),
            at(7, "home", "pass", 76),
            at(9, "home", "shot", 95, outcome="saved"),
        ]
    )
    table = sequences(match)
    assert table["side"].to_list() == ["away", "home"]
    away, home = table.to_dicts()
    assert (away["starts_with"], away["ends_with"], away["passes"]) == ("goal_kick", "opponent", 3)
    assert away["pressed"]
    assert away["metres"] == 20  # the pass that went astray gains nothing
    assert home["high_turnover"]
    assert home["start_x"] == 76  # the interception is no controlled action
    assert (home["ends_with"], home["seconds"]) == ("shot", 2)
    counted = minute_counts(match).filter(pl.col("side") == "home").sum().to_dicts()[0]
    assert (counted["high_turnovers"], counted["high_turnover_shots"]) == (1, 1)
    assert counted["opponent_short_sequences"] == 1


def test_a_header_interrupts_a_sequence_but_no_possession(hand_made: Build) -> None:
    table = sequences(
        hand_made(
            [
                at(0, "home", "pass", 50, set_piece="kick_off"),
                at(2, "home", "pass", 45, outcome="failure"),
                at(4, "away", "pass", 30, outcome="failure"),
                at(6, "home", "pass", 80),
                at(7, "home", "pass", 85),
            ]
        )
    )
    assert table["possession"].to_list() == [0, None, 0]
    assert not table["high_turnover"].any()  # the ball was never out of the side's control


def test_winning_the_ball_back_in_four_and_in_six_seconds(hand_made: Build) -> None:
    for back, expected in ((8.0, 1), (10.1, 0)):
        counted = minute_counts(
            hand_made(
                [
                    at(0, "home", "pass", 60),
                    at(2, "home", "pass", 70, outcome="failure"),
                    at(4, "away", "pass", 30),
                    at(6, "away", "pass", 32, outcome="failure"),
                    at(back, "home", "pass", 75),
                    at(back + 1, "home", "pass", 80),
                ]
            )
        ).filter(pl.col("side") == "home")
        assert counted["losses"].sum() == 1
        assert counted["counterpress_regains"].sum() == expected


def test_a_ball_of_the_next_period_is_not_won_back(hand_made: Build) -> None:
    """The kick-off is not in the record, so that no restart tells the periods apart."""
    for period, expected in ((1, 1), (2, 0)):
        counted = minute_counts(
            hand_made(
                [
                    at(30, "home", "pass", 60),
                    at(31, "home", "pass", 70, outcome="failure"),
                    at(32, "away", "touch", 30),
                    at(33, "home", "pass", 50, period=period),
                    at(34, "home", "pass", 60, period=period),
                ]
            )
        )
        assert counted["losses"].sum() == 1
        assert counted["counterpress_regains"].sum() == expected


def test_a_stoppage_is_no_counter_press(hand_made: Build) -> None:
    counted = minute_counts(
        hand_made(
            [
                at(0, "home", "pass", 60),
                at(2, "home", "pass", 70, outcome="failure"),
                at(3, "away", "touch", 30),
                at(4, "away", "out", 30),
                at(6, "home", "pass", 75, set_piece="throw_in"),
            ]
        )
    )
    assert counted["losses"].sum() == 1
    assert counted["counterpress_regains"].sum() == 0
    assert counted["high_turnovers"].sum() == 0


@pytest.mark.parametrize(("arrival", "far", "expected"), [(12.0, 80.0, 1), (16.0, 80.0, 0), (12.0, 60.0, 0)])
def test_a_counter_reaches_the_final_third_in_time(hand_made: Build, arrival: float, far: float, expected: int) -> None:
    counted = minute_counts(
        hand_made(
            [
                at(0, "away", "pass", 60),
                at(1, "away", "pass", 70, outcome="failure"),
                at(2, "home", "pass", 30),
                at(5, "home", "pass", 50),
                at(2 + arrival, "home", "pass", far),
            ]
        )
    ).filter(pl.col("side") == "home")
    assert counted["counters"].sum() == expected


def test_a_detour_is_no_counter(hand_made: Build) -> None:
    counted = minute_counts(
        hand_made(
            [
                at(0, "away", "pass", 60),
                at(1, "away", "pass", 70, outcome="failure"),
                at(2, "home", "pass", 45, y=5.0),
                at(4, "home", "pass", 30, y=60.0),
                at(6, "home", "pass", 40, y=5.0),
                at(8, "home", "pass", 72, y=34.0),
            ]
        )
    )
    assert counted["counters"].sum() == 0


def test_box_entries_and_the_penalty(hand_made: Build) -> None:
    counted = minute_counts(
        hand_made(
            [
                at(0, "home", "pass", 80),
                at(2, "home", "pass", 95),
                at(3, "home", "pass", 85),
                at(4, "home", "take_on", 92, outcome="success"),
                at(5, "away", "foul", 12),
                at(60, "home", "shot", 94, set_piece="penalty", outcome="goal"),
            ]
        )
    )
    away = counted.filter(pl.col("side") == "away").sum()
    assert away["opponent_box_entries"][0] == 2
    assert away["opponent_penalties"][0] == 1
    after = counted.filter((pl.col("side") == "away") & (pl.col("minute") == 2))
    assert after["opponent_goals"][0] == 1


def test_men_and_score_at_the_minutes_start(hand_made: Build) -> None:
    counted = minute_counts(
        hand_made(
            [
                at(10, "home", "own_goal", 3),
                at(70, "away", "foul", 50, card="red", player="9"),
                at(71, "away", "card", 50, card="red", player="9"),
            ]
        )
    )
    home = counted.filter(pl.col("side") == "home")
    assert home["opponent_goals"].to_list()[:3] == [0, 1, 1]
    assert home["opponent_men"].to_list()[:3] == [11, 11, 10]  # one card told twice is one man


def plain(match: Match) -> list[tuple[int, float, int, int]]:
    """Sequences by a loop over dicts: (side, start, passes, shots)."""
    found: list[tuple[int, float, int, int]] = []
    live: dict[str, Any] | None = None
    for row in match.events.filter(pl.col("period") <= 4).iter_rows(named=True):
        kind, won = row["kind"], row["outcome"] == "success"
        starter = kind in ("pass", "carry", "recovery", "shot") or (kind == "take_on" and row["outcome"] != "failure")
        joiner = kind in ("touch", "clearance", "block", "interception", "keeper", "lost", "take_on")
        joiner = joiner or (kind == "tackle" and won)
        stop = kind in ("out", "foul", "offside", "own_goal")
        if not (starter or joiner or stop):
            continue
        if live and (live["side"] != row["side"] or live["period"] != row["period"] or row["set_piece"] or stop):
            found.append((live["side"] == "away", live["start"], live["passes"], live["shots"]))
            live = None
        if stop:
            continue
        if live is None and starter:
            live = {"side": row["side"], "period": row["period"], "start": row["seconds"], "passes": 0, "shots": 0}
        if live is not None:
            live["passes"] += kind == "pass"
            live["shots"] += kind == "shot"
            if kind == "shot":
                found.append((live["side"] == "away", live["start"], live["passes"], live["shots"]))
                live = None
    if live:
        found.append((live["side"] == "away", live["start"], live["passes"], live["shots"]))
    return found


def test_the_state_machine_finds_the_same_sequences(some_files: list[Path]) -> None:
    for path in some_files[:4]:
        match = load(path)
        table = sequences(match)
        slow = plain(match)
        assert len(table) == len(slow)
        assert [row[0] for row in slow] == (table["side"] == "away").to_list()
        assert np.allclose([row[1] for row in slow], table["start"].to_numpy())
        assert [row[2] for row in slow] == table["passes"].to_list()
        assert sum(row[3] for row in slow) == (table["ends_with"] == "shot").sum()
