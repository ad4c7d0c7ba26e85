"""Reversed places on made records: the most likely path against all paths, and every rule at its limits."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from frontfoot.match import flips
from frontfoot.match.codes import Array
from frontfoot.match.flips import mend_flips, steps
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
    # From (30, 20) to (33, 24) 5 m, reversed to (72, 44); the away side's (72, 44) is the home side's (33, 24).
    expected = (
        [log_step(5.0), log_step(0.0), 0.0],
        [log_step(math.hypot(42.0, 24.0)), log_step(math.hypot(39.0, 20.0)), 0.0],
    )
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


@dataclass(frozen=True)
class Joint:
    """The input of a path of both sides; a state has bit 0 for a reversed home side, bit 1 for the away side."""

    side: Array
    open_: Array
    odds: Array
    wrong: Array
    alike: Array
    differ: Array

    @property
    def states(self) -> list[bool]:
        arrays = (self.side, self.open_, self.odds, self.wrong, self.alike, self.differ)
        return [bool(state) for state in flips._joint_path(*arrays)]

    def own(self, path: tuple[int, ...]) -> list[bool]:
        return [bool((state >> side) & 1) for state, side in zip(path, self.side, strict=True)]

    def value(self, path: tuple[int, ...]) -> float:
        """A change of state costs 5, of one side or of both; a reversed event without clear evidence 0.1."""
        own, total = self.own(path), 0.0
        for i, reversed_ in enumerate(own):
            if self.open_[i]:
                total += reversed_ * (self.odds[i] - 0.1)
            elif reversed_ != self.wrong[i]:
                return -math.inf
            if i:
                total -= 5.0 * (path[i] != path[i - 1])
                if self.side[i] == self.side[i - 1] or self.open_[i] or self.open_[i - 1]:
                    total += self.alike[i - 1] if reversed_ == own[i - 1] else self.differ[i - 1]
        return float(total)


def test_the_joint_path_is_the_best_of_all_paths_of_both_sides() -> None:
    generator = np.random.default_rng(2)
    moved = 0
    for n in [2] * 4 + [3] * 60 + [4] * 6:
        side, steps_between = generator.integers(0, 2, n), np.round(generator.normal(0.0, 4.0, (2, n - 1)), 3)
        open_, wrong = generator.random((2, n)) < 0.6
        joint = Joint(side, open_, np.round(generator.normal(0.0, 2.0, n), 3), wrong, *steps_between)
        best = max(itertools.product(range(4), repeat=n), key=joint.value)
        assert joint.states == joint.own(best)
        moved += joint.states != wrong.tolist()
    assert moved > 10


def test_a_change_of_both_sides_costs_no_more_than_that_of_one_and_a_tie_leaves_the_record() -> None:
    """Two sides by turns; the ball's way speaks for a change of either between the first two and the last two rows."""
    side, nothing = np.array([0, 1, 0, 1]), np.zeros(3)
    open_, wrong = np.ones(4, dtype=bool), np.zeros(4, dtype=bool)
    for odds, reversed_ in ((0.05, False), (0.15, False), (1.0, False), (5.3, True)):
        joint = Joint(side, open_, np.array([-9.0, -9.0, odds, odds]), wrong, nothing, nothing)
        assert joint.states == [False, False, reversed_ and 2 * odds > 5.2, reversed_ and 2 * odds > 5.2]


def test_only_events_between_clear_places_of_two_states_may_change() -> None:
    def opened(states: str) -> str:
        """Upper case clear, r reversed, o sound; returns * where open."""
        wrong = np.array([state in "rR" for state in states])
        clear = np.array([state.isupper() for state in states])
        return "".join("*" if one else "." for one in flips._between(wrong, clear))

    assert opened("ooOoorrRrr") == "...****..."
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
    path, unclear = judged(clear, 100.0)
    assert set(path) == {"o"}
    assert unclear == doubtful


def test_one_clear_place_is_no_stretch_whatever_its_weight() -> None:
    """Each wrong state costs 8 at its border; a way of the ball that fits turned places only pays for it."""
    rows = [row("pass", 100.0 * at, x=50.0, y=34.0) for at in range(5)]
    path, _ = flips._judge(columns(*rows), np.arange(5), np.array([-6.0, 0.0, 40.0, 0.0, -6.0]))
    assert not path.any()


def shots(side: str, places: list[float], period: int = 1, gap: float = 100.0) -> list[dict[str, Any]]:
    return [row("shot", gap * at, side, period, x=x, y=30.0, end_x=x, end_y=33.0) for at, x in enumerate(places)]


def text(side: str, when: str) -> str:
    return f"The places of the {side} side were the wrong way round ({when}) and were turned"


@pytest.mark.parametrize("side", ["home", "away"])
@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_a_whole_half_of_a_side_is_turned_and_nothing_else(side: str, period: int) -> None:
    other = "away" if side == "home" else "home"
    rows = [*shots(side, [10.0, 15.0, 5.0], period), *shots(other, [95.0] * 3, period), *shots(side, [95.0] * 3, 5)]
    still = [row("card", 150.0, side, period, x=10.0, y=30.0), row("pass", 160.0, None, period, x=10.0, y=30.0)]
    events = columns(*rows, *still, row("pass", 170.0, side, period))
    repairs, findings = mend_flips(events, [])
    assert [(r.rule, r.what, r.events) for r in repairs] == [("flipped-half", text(side, f"all of period {period}"), 3)]
    assert findings == []
    assert events.x[:11].tolist() == [95.0, 90.0, 100.0, *[95.0] * 6, 10.0, 10.0]
    assert events.y[:11].tolist() == [38.0] * 3 + [30.0] * 8
    assert events.end_y[:9].tolist() == [35.0] * 3 + [33.0] * 6


def test_a_stretch_is_named_by_its_first_and_last_second() -> None:
    events = columns(*shots("home", [95.0] * 3 + [10.0] * 4 + [95.0] * 3))
    repairs, _ = mend_flips(events, [])
    assert [(r.what, r.events) for r in repairs] == [(text("home", "period 1, 300 s to 600 s"), 4)]
    assert events.x.tolist() == [95.0] * 10
    events = columns(*shots("home", [10.0, 10.0, 95.0, 95.0, 95.0, 10.0, 10.0]))
    assert [r.what for r in mend_flips(events, [])[0]] == [
        text("home", "period 1, 0 s to 100 s"), text("home", "period 1, 500 s to 600 s"),
    ]  # fmt: skip


def test_a_shoot_out_is_not_judged() -> None:
    events = columns(*shots("home", [10.0] * 5, 5))
    assert mend_flips(events, []) == ([], [])
    assert events.x.tolist() == [10.0] * 5


@pytest.mark.parametrize(("side", "number"), [("home", 1), ("away", 2)])
def test_two_places_are_doubtful_and_one_is_nothing(side: str, number: int) -> None:
    events = columns(*shots(side, [10.0, 10.0], number), *shots("home" if side == "away" else "away", [95.0], number))
    repairs, (finding,) = mend_flips(events, [])
    assert repairs == []
    sentence = (
        f"2 places in a row of the {side} side in period {number} lie in the wrong half: "
        "too few to tell a reversed stretch from slips, so nothing was turned"
    )
    assert (finding.rule, finding.level, finding.what, finding.events) == ("flip-doubtful", "warning", sentence, 2)
    assert events.x.tolist() == [10.0, 10.0, 95.0]
    assert mend_flips(columns(*shots(side, [10.0])), []) == ([], [])
    assert mend_flips(columns(*shots(side, [95.0] * 4)), []) == ([], [])


def test_goalkeepers_show_it_where_they_are_known() -> None:
    rows = [row("pass", 100.0 * at, x=100.0, y=34.0, player="1") for at in range(3)]
    events = columns(*rows)
    assert mend_flips(events, []) == ([], [])
    repairs, _ = mend_flips(events, [0])
    assert [repair.events for repair in repairs] == [3]


def attack(first: int, last: int, moment: int) -> tuple[dict[str, Any], bool]:
    """Home attacks near x = 90, away defends there; a clear place of home every 20 s. Reversed from first to last."""
    home = moment % 4 == 0
    x, y = (90.0 + moment % 5, 30.0 + moment % 3) if home else (15.0 - moment % 5, 38.0 - moment % 3)
    wrong = first <= moment <= last
    if wrong:
        x, y = 105.0 - x, 68.0 - y
    kind = "shot" if moment % 20 == 8 else "pass"
    return row(kind, float(moment), "home" if home else "away", x=x, y=y), wrong


@pytest.mark.parametrize(
    ("first", "last", "both"),
    [(108, 208, True), (108, 408, True), (108, 428, False), (0, 208, True), (0, 308, False), (308, 600, True)],
)
def test_the_other_side_is_turned_with_a_short_stretch_and_left_in_a_long_one(
    first: int, last: int, both: bool
) -> None:
    """The defence has no clear place of its own; only the ball's way shows where the stretch begins and ends."""
    made = [attack(first, last, moment) for moment in range(0, 602, 2)]
    events = columns(*(one for one, _ in made))
    sound = columns(*(attack(1, 0, moment)[0] for moment in range(0, 602, 2)))
    repairs, _ = mend_flips(events, [])
    home = sound.side == 0
    assert events.x[home].tolist() == sound.x[home].tolist()
    wrong = np.array([one for _, one in made])
    assert (events.x == sound.x)[wrong & ~home].all() == both
    assert (events.x == sound.x)[~wrong].all()
    assert {"home" in repair.what for repair in repairs} == ({True, False} if both else {True})
