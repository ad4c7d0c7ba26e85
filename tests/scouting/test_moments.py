"""Moments of a match that is written by hand: whose worth they have, and which of them led to a penalty."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl

from frontfoot.scouting.moments import ClipMoment, moments

HOME, AWAY = 0, 1


def played(side: int = HOME) -> Any:
    """Five sequences of five events each, in a first half; the home side presses the away side's build-up.

    0: a counter of home that ends in a shot of home (0.30). 1: a counter of away that ends in one of away (0.05).
    2: a counter of home; the ball is lost and away is fouled at once: event 15 is away's penalty, of sequence 3, which
    ends with it. 4: a counter of home, before whose end nothing else happens; event 25 is home's penalty.
    """
    count = 5
    first = np.arange(count) * 5
    last = np.array([4, 9, 14, 15, 24])
    no, yes = np.zeros(count, dtype=bool), np.ones(count, dtype=bool)
    sequences = SimpleNamespace(
        side=np.array([HOME, AWAY, HOME, AWAY, HOME]),
        period=np.ones(count, dtype=int),
        start=np.arange(count) * 100.0,
        end=np.arange(count) * 100.0 + 10.0,
        start_x=np.full(count, 30.0),
        start_y=np.full(count, 34.0),
        end_x=np.full(count, 60.0),
        passes=np.full(count, 3),
        first=first,
        last=last,
        open_play=yes,
        control=yes,
        high_turnover=no,
        counter=np.array([True, True, True, False, True]),
    )
    penalties = np.isin(np.arange(26), [15, 25])
    events = SimpleNamespace(
        is_set_piece=lambda name: penalties if name == "penalty" else np.zeros(26, dtype=bool),
        is_kind=lambda name: penalties,
        side=np.where(np.arange(26) == 25, HOME, AWAY),
        period=np.ones(26, dtype=int),
        seconds=np.arange(26) * 20.0,
        x=np.full(26, 94.0),
        y=np.full(26, 34.0),
    )
    shots = pl.DataFrame(
        {
            "period": [1, 1, 1, 1],
            "side": ["home", "away", "away", "home"],
            "seconds": [8.0, 108.0, 300.0, 500.0],
            "xg": [0.30, 0.05, 0.79, 0.79],
            "outcome": ["saved", "goal", "goal", "saved"],
        }
    )
    return SimpleNamespace(sequences=sequences, events=events, side=side, shots=shots)


def of_kind(clips: list[ClipMoment], kind: str) -> list[ClipMoment]:
    return [moment for moment in clips if moment.kind == kind]


def test_a_moment_is_worth_what_its_own_side_made_of_it() -> None:
    mine, theirs = moments(0, played(HOME)), moments(0, played(AWAY))
    assert [(m.start, round(m.cost, 2), m.goal) for m in of_kind(mine, "counter")][:1] == [(0.0, 0.30, False)]
    assert [(m.start, round(m.cost, 2), m.goal) for m in of_kind(mine, "counter-against")] == [(100.0, 0.05, True)]
    for kind, other in (("counter", "counter-against"), ("counter-against", "counter")):
        assert [(m.start, m.cost, m.goal) for m in of_kind(mine, kind)] == [
            (m.start, m.cost, m.goal) for m in of_kind(theirs, other)
        ]


def test_a_penalty_was_won_by_the_side_that_takes_it_in_the_sequence_before() -> None:
    """Away's penalty follows home's counter at 200 s: that one led to no penalty of its own; the one at 400 s did."""
    clips = moments(0, played())
    assert [(m.start, m.penalty) for m in of_kind(clips, "counter")] == [(0.0, False), (200.0, False), (400.0, True)]
    assert [(m.start, m.goal) for m in of_kind(clips, "penalty")] == [(500.0, False)]
    assert [(m.start, m.goal) for m in of_kind(clips, "penalty-against")] == [(300.0, True)]


def test_the_kick_itself_is_not_what_led_to_it() -> None:
    """Of the home side's view of away: the sequence that holds the kick and ends with it is not the one before."""
    one = played(AWAY)
    one.sequences.counter[3] = True
    assert [(m.start, m.penalty) for m in of_kind(moments(0, one), "counter")] == [(100.0, False), (300.0, False)]
