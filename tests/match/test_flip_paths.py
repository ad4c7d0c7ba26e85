"""Reversed places on made records: the most likely path against all paths, and every rule at its limits."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from frontfoot.match import flips
from frontfoot.match.codes import Array
from frontfoot.match.columns import Columns
from frontfoot.match.flips import mend_flips, settle_borders, steps
from tests.match.made import columns, row

CLEAR = 3.0


def log_step(metres: float) -> float:
    """95% of the steps are exponential with a mean of 12 m, the others of any length on 105 m."""
    return math.log(0.95 * math.exp(-metres / 12.0) / 12.0 + 0.05 / 105.0)


def test_the_likelihood_of_a_step_alike_and_reversed() -> None:
    events = columns(
        row("pass", 0.0, x=30.0, y=20.0),
        row("pass", 8.0, x=33.0, y=24.0),
        row("pass", 10.0, "away", x=72.0, y=44.0),
        row("pass", 18.1, "away", x=60.0, y=40.0),
    )
    alike, differ = steps(events, np.array([0, 1, 2]), np.array([1, 2, 3]))
    # From (30, 20) to (33, 24): 5 m; turned it would be at (72, 44). The away side's (72, 44) is the home side's (33, 24).
    expected = [log_step(5.0), log_step(0.0), 0.0], [log_step(math.hypot(42.0, 24.0)), log_step(math.hypot(39.0, 20.0)), 0.0]
    assert alike == pytest.approx(expected[0])
    assert differ == pytest.approx(expected[1])


def test_the_path_of_one_side_is_the_best_of_all_paths() -> None:
    """A start in the reversed state costs 3, every change of state 8."""
    generator = np.random.default_rng(1)
    several = 0
    for n in [1, 2, 3, 4, 5, 6] * 12:
        odds = np.round(generator.normal(0.0, 6.0, n), 3)
        alike, differ = np.round(generator.normal(0.0, 5.0, (2, n - 1)), 3)

        def value(path: tuple[int, ...], odds: Array = odds, alike: Array = alike, differ: Array = differ) -> float:
            total = sum(path[i] * odds[i] for i in range(len(path))) - 3.0 * path[0]
            for i, (one, other) in enumerate(itertools.pairwise(path)):
                total += alike[i] if one == other else differ[i] - 8.0
            return float(total)

        best = max(itertools.product((0, 1), repeat=n), key=value)
        assert flips._most_likely(odds, alike, differ).tolist() == list(best)
        several += len(set(best)) > 1
    assert several > 8


@pytest.mark.parametrize(("odds", "state"), [(2.9, 0), (3.0, 0), (3.1, 1)])
def test_a_single_place_is_reversed_where_its_odds_outweigh_the_start(odds: float, state: int) -> None:
    assert flips._most_likely(np.array([odds]), np.zeros(0), np.zeros(0)).tolist() == [state]


def test_the_joint_path_is_the_best_of_all_paths_of_both_sides() -> None:
    """A change of state costs 5, of one side or of both; a reversed event without clear evidence 0.1."""
    generator = np.random.default_rng(2)
    moved = 0
    for n in [2, 3, 4, 5] * 8:
        side = generator.integers(0, 2, n)
        open_ = generator.random(n) < 0.6
        wrong = generator.random(n) < 0.5
        odds = np.round(generator.normal(0.0, 2.0, n), 3)
        alike, differ = np.round(generator.normal(0.0, 4.0, (2, n - 1)), 3)

        def value(states: tuple[int, ...]) -> float:
            own = [(states[i] >> side[i]) & 1 for i in range(n)]
            total = 0.0
            for i in range(n):
                if open_[i]:
                    total += own[i] * (odds[i] - 0.1)
                elif own[i] != wrong[i]:
                    return -math.inf
                if i:
                    total -= 5.0 * (states[i] != states[i - 1])
                    if side[i] == side[i - 1] or open_[i] or open_[i - 1]:
                        total += alike[i - 1] if own[i] == own[i - 1] else differ[i - 1]
            return float(total)

        best = max(itertools.product(range(4), repeat=n), key=value)
        expected = [bool((best[i] >> side[i]) & 1) for i in range(n)]
        assert flips._joint_path(side, open_, odds, wrong, alike, differ).tolist() == expected
        moved += expected != wrong.tolist()
    assert moved > 10


def test_only_events_between_clear_places_of_two_states_may_change() -> None:
    def opened(states: str) -> str:
        """Upper case clear, r reversed, o sound; returns * where open."""
        wrong = np.array([state in "rR" for state in states])
        clear = np.array([state.isupper() for state in states])
        return "".join("*" if one else "." for one in flips._between(wrong, clear))

    assert opened("ooOoorrRrr") == "...****..." [:3] + "****" + "..."
    assert opened("OoooRrrOooR") == ".***.**.**."
    assert opened("OooooO") == "......"
    assert opened("ORRO") == "...."
    assert opened("oorrRr") == "****.."
    assert opened("RrrooOoo") == ".****..."
    assert opened("RrroO") == ".***."
    assert opened("OoR") == ".*."


def test_short_stretches_span_their_clear_places_and_reach_to_the_ends_of_the_period() -> None:
    seconds = np.array([0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0])

    def spans(wrong: list[int], clear: list[int]) -> list[tuple[float, float]]:
        return flips._short_stretches(np.array(wrong, dtype=bool), np.array(clear, dtype=bool), seconds)

    assert spans([0, 1, 1, 1, 1, 1, 0, 0], [0, 0, 1, 0, 1, 0, 0, 0]) == [(200.0, 400.0)]
    assert spans([1, 1, 1, 1, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0, 0, 0]) == [(0.0, 200.0)]
    assert spans([0, 0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0, 1, 0]) == [(600.0, 700.0)]
    assert spans([1] * 8, [1] * 8) == []
    assert spans([0, 1, 1, 1, 1, 0, 0, 0], [0, 1, 0, 0, 1, 0, 0, 0]) == [(100.0, 400.0)]  # 300 s
    assert spans([0, 1, 1, 1, 1, 1, 0, 0], [0, 1, 0, 0, 0, 1, 0, 0]) == []
    assert spans([0, 1, 0, 1, 0, 1, 1, 0], [0, 1, 0, 1, 0, 0, 1, 0]) == [(100.0, 100.0), (300.0, 300.0), (600.0, 600.0)]
    assert spans([0] * 8, [1] * 8) == []


def test_equal_neighbours_are_one_run() -> None:
    assert [run.tolist() for run in flips._runs(np.array([1, 1, 0, 1, 0, 0]))] == [[0, 1], [2], [3], [4, 5]]
    assert flips._runs(np.array([])) == []
    assert [run.tolist() for run in flips._runs(np.array([0]))] == [[0]]


SHARES = {"attack": 0.002, "offside": 0.01, "keeper": 0.005, "clearance": 0.007}


def full(name: str) -> float:
    return math.log((1.0 - SHARES[name]) / SHARES[name])


ATTACKS: list[tuple[dict[str, Any], str]] = [
    (row("shot"), "attack"),
    (row("offside"), "offside"),
    (row("pass", set_piece="corner"), "attack"),
    (row("shot", set_piece="penalty"), "attack"),
    (row("pass", cross=True), "attack"),
    (row("shot", player="1"), "attack"),
    (row("pass", player="1", cross=True), "attack"),
    (row("offside", cross=True), "offside"),
]
DEFENCES: list[tuple[dict[str, Any], str]] = [
    (row("clearance"), "clearance"),
    (row("keeper"), "keeper"),
    (row("pass", set_piece="goal_kick"), "keeper"),
    (row("pass", player="1"), "keeper"),
    (row("clearance", player="1"), "keeper"),
    (row("lost", player="1"), "keeper"),
    (row("pass", player="1", set_piece="free_kick", cross=True), "keeper"),
]
NO_EVIDENCE = [
    row("pass"), row("pass", player="2"), row("pass", set_piece="free_kick", cross=True), row("tackle"),
    row("pass", set_piece="throw_in"), row("pass", set_piece="kick_off"), row("pass", cross=False),
    *(row(kind, player="1") for kind in ("other", "substitution", "card", "period_start", "period_end", "pressure",
                                         "foul", "foul_won")),
]  # fmt: skip


def odds_of(made: dict[str, Any], *places: float | None) -> list[float]:
    events = columns(*(made | {"x": x, "y": 30.0} for x in places), row("pass", player="1"))
    return [float(value) for value in flips._odds(events, [events.people.index("1")])[:-1]]


@pytest.mark.parametrize(("made", "sort"), [*ATTACKS, *DEFENCES], ids=str)
def test_the_odds_of_a_place_grow_over_25_m_from_the_halfway_line(made: dict[str, Any], sort: str) -> None:
    sign = -1.0 if (made, sort) in ATTACKS else 1.0
    places = (52.5, 65.0, 77.5, 77.6, 105.0, 40.0, 27.5, 0.0, None)
    shares = (0.0, 0.5, 1.0, 1.0, 1.0, -0.5, -1.0, -1.0, 0.0)
    assert odds_of(made, *places) == pytest.approx([sign * full(sort) * share for share in shares])


def test_other_events_are_no_evidence() -> None:
    for made in NO_EVIDENCE:
        assert odds_of(made, 0.0, 105.0) == [0.0, 0.0], made


def test_the_odds_follow_their_rows_when_rows_went() -> None:
    rows = [row("pass", x=90.0, cross=True), row("pass", x=90.0, cross=False), row("pass", x=90.0, cross=True)]
    events = columns(*rows)
    events.take(np.array([1, 2]))
    assert flips._odds(events, []).tolist() == pytest.approx([0.0, -full("attack")])


def judged(clear: str, gap: float = 4.0) -> tuple[str, int]:
    """Actions of one side, all close together; + a clear place against the record, - one for it, . none."""
    rows = [row("pass", gap * at, x=50.0, y=34.0) for at in range(len(clear))]
    odds = np.array([{"+": 6.0, "-": -6.0, ".": 0.0}[sign] for sign in clear])
    path, doubtful = flips._judge(columns(*rows), np.arange(len(rows)), odds)
    return "".join("r" if state else "o" for state in path), doubtful


def test_a_reversed_stretch_has_three_clear_places_two_at_an_end_and_four_for_each_against_it() -> None:
    far = 100.0  # seconds between the actions, so that the ball's way is no evidence
    assert judged("---+++---", far) == ("ooorrrooo", 0)
    assert judged("---++---", far) == ("oooooooo", 0)
    assert judged("++---", far) == ("rrooo", 0)
    assert judged("---++", far) == ("ooorr", 0)
    assert judged("---+", far) == ("oooo", 0)
    assert judged("++", far) == ("oo", 2)  # a whole half takes three
    assert judged("+++", far) == ("rrr", 0)
    assert judged("+++-+", far) == ("rrrrr", 0)
    assert judged("++-++", far) == ("rrrrr", 0)
    assert judged("+++-", far)[0] == "oooo"
    assert judged("---", far) == ("ooo", 0)
    assert judged("..", far) == ("oo", 0)


@pytest.mark.parametrize(("clear", "doubtful"), [("+", 1), ("++", 2), ("+.+", 2), ("+-", 0), ("-+-+-", 0), ("+++-", 3)])
def test_clear_places_too_few_to_turn_are_told_where_no_other_stands_against_them_or_three_follow_each_other(
    clear: str, doubtful: int
) -> None:
    path, told = judged(clear, 100.0)
    assert set(path) == {"o"}
    assert told == doubtful


def test_one_clear_place_is_no_stretch_whatever_its_weight() -> None:
    """Each wrong state costs 8 at its border; a way of the ball that fits turned places only pays for it."""
    rows = [row("pass", 100.0 * at, x=50.0, y=34.0) for at in range(5)]
    path, _ = flips._judge(columns(*rows), np.arange(5), np.array([-6.0, 0.0, 40.0, 0.0, -6.0]))
    assert not path.any()
