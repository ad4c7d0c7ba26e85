"""Clock, stoppages, moments and multipliers of the rates, second by second and at every limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.fitted import read
from frontfoot.goals.clock import (
    AFTER_ANNOUNCED,
    LONGEST_STOPPAGE,
    MOST_ANNOUNCED,
    Clock,
    Moment,
    Stoppage,
    clock_from,
    regular_length,
)
from frontfoot.goals.rates import Approach, Men, Rates, ScoreState, TieRates, rates_of_legs, score_state_from
from frontfoot.goals.sources import RatesSource, StrengthsUsed

LENGTHS = (2700.0, 2700.0, 900.0, 900.0)


def made() -> Clock:
    rng = np.random.default_rng(1)
    stoppages: Any = tuple(Stoppage(np.sort(rng.uniform(1.0, 400.0, 4)), rng.uniform(0.1, 1.0, 4)) for _ in range(4))
    first, second, third, fourth, added = (rng.uniform(0.5, 2.0, n) for n in (45, 45, 15, 15, 4))
    return Clock(first, second, third, fourth, added, stoppages)


def played(clock: Clock, period: int, second: float) -> float:
    """Operational time by adding up seconds and the rest of the last one."""
    per_minute = (clock.first, clock.second, clock.extra_first, clock.extra_second)[period - 1]

    def rate(at: float) -> float:
        return float(per_minute[int(at // 60)] if at < LENGTHS[period - 1] else clock.in_stoppage[period - 1])

    whole = int(second)
    return sum(rate(s) for s in range(whole)) / 5400.0 + (second - whole) * rate(whole) / 5400.0


@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_elapsed_time_is_the_sum_of_its_seconds(period: int) -> None:
    clock, regular = made(), LENGTHS[period - 1]
    seconds = [0.0, 0.5, 59.0, 60.0, 61.25, 630.0, regular - 1, regular, regular + 0.5, regular + 100.0]
    expected = [played(clock, period, second) for second in seconds]
    assert [clock.elapsed(period, second) for second in seconds] == pytest.approx(expected, abs=1e-12)
    assert clock.elapsed(period, np.array(seconds)) == pytest.approx(expected, abs=1e-12)
    assert regular_length(period) == regular


@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_time_left_is_what_is_left_of_every_length_of_the_stoppage(period: int) -> None:
    clock, regular = made(), LENGTHS[period - 1]
    stoppage = clock.stoppages[period - 1]
    for second in (0.0, 100.0, regular, regular + stoppage.lengths[1], regular + stoppage.lengths[1] + 3.0):
        times, weights = clock.left(Moment(period, second))
        alive = [k for k in range(4) if stoppage.lengths[k] > second - regular]
        share = stoppage.weights[alive] / stoppage.weights[alive].sum()
        expected = [played(clock, period, regular + stoppage.lengths[k]) - played(clock, period, second) for k in alive]
        assert times == pytest.approx(expected, abs=1e-12)
        assert weights == pytest.approx(share)
        # What is exceeded with a probability of at most `tail`.
        for tail in (0.0, 0.1, 0.35, 0.6, 0.9):
            longest = clock.longest_left(Moment(period, second), tail)
            enough = [value for k, value in enumerate(expected) if share[k + 1 :].sum() <= tail + 1e-12]
            assert longest == pytest.approx(min(enough), abs=1e-12)
    times, weights = clock.left(Moment(period, 100.0), 700.0)
    assert times == pytest.approx([played(clock, period, 700.0) - played(clock, period, 100.0)])
    assert weights.tolist() == [1.0]
    beyond = Moment(period, regular + stoppage.lengths[-1] + 1.0)
    times, weights = clock.left(beyond)
    assert times == pytest.approx([30.0 * clock.in_stoppage[period - 1] / 5400.0])
    assert weights.tolist() == [1.0]


def test_time_between_moments_takes_the_mean_of_the_stoppages_between() -> None:
    clock = made()

    def rest(period: int, second: float) -> Any:
        lengths = zip(clock.stoppages[period - 1].lengths, clock.stoppages[period - 1].weights, strict=True)
        end = LENGTHS[period - 1]
        return sum(w * (played(clock, period, end + more) - played(clock, period, second)) for more, w in lengths)

    assert clock.between(Moment(1, 100), Moment(1, 2800)) == pytest.approx(
        played(clock, 1, 2800.0) - played(clock, 1, 100.0)
    )
    assert clock.between(Moment(1, 100), Moment(2, 300)) == pytest.approx(rest(1, 100.0) + played(clock, 2, 300.0))
    assert clock.between(Moment(1, 100), Moment(4, 300)) == pytest.approx(
        rest(1, 100.0) + rest(2, 0.0) + rest(3, 0.0) + played(clock, 4, 300.0)
    )
    assert clock.between(Moment(2, 5), Moment(2, 5)) == 0.0
    with pytest.raises(InputError, match="The end lies before the start") as refused:
        clock.between(Moment(2, 5), Moment(2, 4))
    assert refused.value.place == "Clock.between"
    # A regulation match with its mean stoppages lasts one unit.
    assert rest(1, 0.0) + rest(2, 0.0) == pytest.approx(1.0)
    constant = Clock.constant()
    assert constant.between(Moment(1, 0), Moment(4, 900)) == pytest.approx(120 / 90)
    for period in (1, 2, 3, 4):
        assert constant.elapsed(period, 600.0) == pytest.approx(10 / 90)
        assert constant.left(Moment(period, 0))[0] == pytest.approx([LENGTHS[period - 1] / 5400.0])
        assert constant.elapsed(period, LENGTHS[period - 1] + 60.0) == pytest.approx(
            (LENGTHS[period - 1] + 60.0) / 5400.0
        )


def test_a_stoppage_is_a_distribution() -> None:
    stoppage = Stoppage(np.array([0.0, 60.0, 90.0]), np.array([2.0, 1.0, 1.0]))
    assert stoppage.weights.tolist() == [0.5, 0.25, 0.25]
    assert stoppage.mean == 37.5
    assert [stoppage.longest(tail) for tail in (0.0, 0.2, 0.25, 0.5, 0.6)] == [90.0, 90.0, 60.0, 0.0, 0.0]
    for lasted in (-5.0, 0.0):
        lengths, weights = stoppage.remaining(lasted)
        assert (lengths.tolist(), weights.tolist()) == ([0.0, 60.0, 90.0], [0.5, 0.25, 0.25])
    lengths, weights = stoppage.remaining(30.0)
    assert (lengths.tolist(), weights.tolist()) == ([30.0, 60.0], [0.5, 0.5])
    for lasted in (90.0, 100.0):
        lengths, weights = stoppage.remaining(lasted)
        assert (lengths.tolist(), weights.tolist()) == ([30.0], [1.0])
    weightless = Stoppage(np.array([10.0, 20.0]), np.array([1.0, 0.0]))
    assert weightless.remaining(15.0)[0].tolist() == [30.0]
    sure = Stoppage.exactly(45.0)
    assert (sure.lengths.tolist(), sure.weights.tolist(), sure.mean) == ([45.0], [1.0], 45.0)


@pytest.mark.parametrize(
    ("lengths", "weights"),
    [([], []), ([1.0], [0.5, 0.5]), ([[1.0]], [[1.0]]), ([2.0, 1.0], [1, 1]), ([1.0, 1.0], [1, 1]),
     ([-1.0, 1.0], [1, 1]), ([1.0, 2.0], [1, -1]), ([1.0, 2.0], [0, 0])],
)  # fmt: skip
def test_what_is_no_distribution_is_refused(lengths: Any, weights: Any) -> None:
    with pytest.raises(InputError, match="Stoppage lengths") as refused:
        Stoppage(np.array(lengths), np.array(weights))
    assert refused.value.place == "Stoppage"


@pytest.mark.parametrize("name", ["first", "second", "extra_first", "extra_second", "in_stoppage"])
def test_a_clock_needs_a_positive_rate_for_every_minute(name: str) -> None:
    clock = made()
    parts = {part: getattr(clock, part) for part in ("first", "second", "extra_first", "extra_second", "in_stoppage")}
    length = {"first": 45, "second": 45, "extra_first": 15, "extra_second": 15, "in_stoppage": 4}[name]
    for wrong in (
        np.ones(length - 1),
        np.ones(length + 1),
        np.zeros(length),
        -np.ones(length),
        np.full(length, np.inf),
    ):
        with pytest.raises(InputError, match=f"needs {length} positive") as refused:
            Clock(**parts | {name: wrong}, stoppages=clock.stoppages)
        assert (refused.value.place, refused.value.remedy) == (name, f"Give shape ({length},)")


def test_an_announced_stoppage_is_known_and_leaves_the_rates_as_they_are() -> None:
    clock = made()
    assert (AFTER_ANNOUNCED, MOST_ANNOUNCED, LONGEST_STOPPAGE) == (30.0, 30, 1800.0)
    for period in (1, 2, 3, 4):
        for minutes in (0, 7, 30):
            known = clock.announced(period, minutes)
            for k in range(4):
                other = known.stoppages[k]
                if k == period - 1:
                    assert (other.lengths.tolist(), other.weights.tolist()) == ([60.0 * minutes + 30.0], [1.0])
                else:
                    assert other is clock.stoppages[k]
            assert known.first is clock.first
    for minutes in (-1, 31):
        with pytest.raises(InputError, match=f"{minutes} minutes of stoppage are not announced") as refused:
            clock.announced(2, minutes)
        assert refused.value.remedy == "Give 0 to 30 minutes"
    with pytest.raises(InputError, match="There is no period 5") as refused:
        clock.announced(5, 3)
    assert refused.value.place == "period"


@pytest.mark.parametrize(("season", "era"), [(None, -1), (2100, -1), (1900, 0)])
def test_the_fitted_clock_is_that_of_the_file(season: int | None, era: int) -> None:
    p = read("in_play")["parameters"]["clock"]
    eras = sorted(p["stoppages"]["factors"], key=int)
    for asked, first in [(season, eras[era]), *((int(e), e) for e in eras), (int(eras[1]) - 1, eras[0])]:
        clock = Clock.fitted(asked)
        one, two = p["stoppages"]["factors"][first]
        extra = p["stoppages"]["extra_time"]
        for k, (half, factor) in enumerate(((0, one), (1, two), (0, one * extra[0]), (0, one * extra[1]))):
            measured = p["stoppages"]["measured"][half]
            assert clock.stoppages[k].lengths == pytest.approx(np.array(measured["lengths"]) * factor)
            assert clock.stoppages[k].weights == pytest.approx(np.array(measured["weights"]) / sum(measured["weights"]))
        scale = clock.first[0] / p["first"][0]
        for name in ("first", "second", "extra_first", "extra_second", "in_stoppage"):
            assert getattr(clock, name) == pytest.approx(np.array(p[name]) * scale)
    assert clock_from(p).stoppages[0].mean == Clock.fitted().stoppages[0].mean


@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_a_moment_lies_within_a_period_and_its_longest_stoppage(period: int) -> None:
    last = LENGTHS[period - 1] + 1800.0
    assert Moment(period, last).second == last
    assert Moment(period, 0.0).second == 0.0
    for second in (-0.001, last + 0.001):
        with pytest.raises(InputError, match="is not in a match") as refused:
            Moment(period, second)
        expected = f"Give 0 to {LENGTHS[period - 1]:g}, or up to 1800 more in stoppage time"
        assert (refused.value.place, refused.value.remedy) == ("second", expected)
    for wrong in (0, 5):
        with pytest.raises(InputError, match=f"There is no period {wrong} in open play"):
            Moment(wrong, 0.0)
    assert Moment(1, 2800) < Moment(2, 0) < Moment(2, 1)


@pytest.mark.parametrize(("minute", "fits"), [("45+30", True), ("45+31", False), ("90+30", True), ("90+31", False)])
def test_thirty_minutes_of_stoppage_are_the_most(minute: str, fits: bool) -> None:
    for read_minute in (Moment.at, Moment.of_event):
        if fits:
            assert read_minute(minute).second == 2700.0 + 1800.0
        else:
            with pytest.raises(InputError, match="is not a minute of a match") as refused:
                read_minute(minute)
            assert (refused.value.place, refused.value.remedy) == ("minute", "Give at most 30 minutes of stoppage time")


def test_a_moment_is_written_so_that_it_can_be_read() -> None:
    for moment in (
        Moment(1, 61.5),
        Moment(1, 2820.0),
        Moment(2, 0.0),
        Moment(2, 2761.0),
        Moment(3, 0.0),
        Moment(4, 950.0),
    ):
        again = Moment.at(moment.written)
        assert again.period == moment.period
        assert again.second == pytest.approx(moment.second, abs=1e-9)


STATE = ScoreState(
    (Moment(1, 0), Moment(1, 1000), Moment(2, 600)),
    np.array([[1.4, 1.0, 0.8], [1.5, 1.1, 0.7], [1.6, 1.2, 0.6]]),
    np.array([[1.3, 1.0, 0.9], [1.2, 0.9, 0.5], [1.7, 0.8, 0.4]]),
    np.array([0.8, 0.9, 1.25]),
)


def test_the_score_state_by_its_tables() -> None:
    rows = [(Moment(1, 0), 0), (Moment(1, 999), 0), (Moment(1, 1000), 1), (Moment(2, 599), 1), (Moment(2, 600), 2)]
    for moment, row in rows:
        assert STATE.row(moment) == row
    for row in range(3):
        for score in ((0, 0), (1, 0), (0, 1), (2, 2)):
            for carried in (-2, 0, 1):
                got = STATE.lattice(row, (4, 3), score, carried)
                for i in range(4):
                    for j in range(3):
                        lead = score[0] + i - score[1] - j + carried
                        goalless = STATE.goalless[row] if score[0] + i + score[1] + j == 0 else 1.0
                        own = STATE.home[row][1 + max(-1, min(1, lead))] * goalless
                        other = STATE.away[row][1 + max(-1, min(1, -lead))] * goalless
                        assert got[:, i, j].tolist() == [own, other]
    assert STATE.largest == (1.6 * 1.25, 1.7 * 1.25)
    small = replace(STATE, goalless=np.array([0.8, 0.9, 0.95]))
    assert small.largest == (1.6, 1.7)
    assert STATE.lattice(0, (1, 1)).tolist() == STATE.lattice(0, (1, 1), (0, 0), 0).tolist()
    none = ScoreState.none()
    assert none.largest == (1.0, 1.0)
    assert none.lattice(0, (5, 5), (3, 0), 2).tolist() == np.ones((2, 5, 5)).tolist()
    p = read("in_play")["parameters"]["score_state"]
    for state in (ScoreState.fitted(), score_state_from(p)):
        assert [[m.period, m.second] for m in state.starts] == p["starts"]
        for name in ("home", "away", "goalless"):
            assert getattr(state, name).tolist() == p[name]


ONE = np.ones((2, 3))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: ScoreState((Moment(1, 0),), ONE, ONE, np.ones(1)), "one row for each start"),
        (lambda: ScoreState((Moment(1, 0), Moment(2, 0)), ONE, np.ones((2, 5)), np.ones(2)), "one row for each start"),
        (lambda: ScoreState((Moment(1, 0), Moment(2, 0)), np.ones((2, 4)), np.ones((2, 4)), np.ones(2)), "odd number"),
        (lambda: ScoreState((Moment(1, 0),), np.ones(3), np.ones(3), np.ones(1)), "one row for each start"),
        (lambda: ScoreState((Moment(1, 0), Moment(2, 0)), ONE, ONE, np.ones(1)), "must start at"),
        (
            lambda: ScoreState(
                (Moment(1, 0), Moment(2, 9), Moment(2, 0)), np.ones((3, 3)), np.ones((3, 3)), np.ones(3)
            ),
            "ascend",
        ),
        (lambda: ScoreState((Moment(1, 1), Moment(2, 0)), ONE, ONE, np.ones(2)), "must start at"),
        (lambda: ScoreState((Moment(1, 0), Moment(2, 0)), ONE, ONE, np.array([1.0, 0.0])), "must be positive"),
        (lambda: ScoreState((Moment(1, 0), Moment(2, 0)), ONE, -ONE, np.ones(2)), "must be positive"),
        (lambda: ScoreState((Moment(1, 0), Moment(2, 0)), ONE * np.inf, ONE, np.ones(2)), "must be positive"),
    ],
)
def test_tables_that_cannot_be_are_refused(wrong: Callable[[], object], words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        wrong()
    assert refused.value.place == "ScoreState"


def test_men_count_by_their_difference() -> None:
    men = Men((1.0, 0.7, 0.5), (1.0, 1.3, 1.6))
    for home in range(7, 12):
        for away in range(7, 12):
            short = min(abs(home - away), 2)
            own, other = (1.0, 0.7, 0.5)[short], (1.0, 1.3, 1.6)[short]
            assert men.multipliers((home, away)) == ((own, other) if home < away else (other, own))
    for wrong in ((6, 11), (11, 12), (12, 11), (11, 6)):
        with pytest.raises(InputError, match="A side cannot play with") as refused:
            men.multipliers(wrong)
        assert (refused.value.place, refused.value.remedy) == ("men", "Give 7 to 11 for each side")
    assert Men.none().multipliers((11, 7)) == (1.0, 1.0)
    for name, values in (("own", ()), ("own", (1.0, 0.0)), ("opponent", (1.1,)), ("opponent", (1.0, -1.0))):
        with pytest.raises(InputError, match="begin with 1") as refused:
            replace(men, **{name: values})
        assert refused.value.place == f"Men.{name}"
    fitted = read("in_play")["parameters"]["men"]
    assert (list(Men.fitted().own), list(Men.fitted().opponent)) == (fitted["own"], fitted["opponent"])


def test_constants_are_base_times_men_times_both_approaches() -> None:
    men = Men((1.0, 0.7), (1.0, 1.3))
    rates = Rates(1.6, 1.1, men=men, home_approach=Approach(1.2, 0.9), away_approach=Approach(0.8, 1.1))
    home, away = rates.constants((10, 11))
    assert float(home) == pytest.approx(1.6 * 0.7 * 1.2 * 1.1)
    assert float(away) == pytest.approx(1.1 * 1.3 * 0.8 * 0.9)
    assert repr(rates) == "<Rates: home 1.60, away 1.10>"
    assert repr(Rates(np.full(2000, 1.0), np.full(2000, 2.0))) == "<Rates: home 1.00, away 2.00, means of 2,000 draws>"
    for wrong in (0.0, -1.0, np.inf):
        for one in ({"own": wrong}, {"opponent": wrong}):
            with pytest.raises(InputError, match="must be positive") as refused:
                Approach(**one)
            assert refused.value.place == "Approach"
    assert Approach() == Approach(1.0, 1.0)


@pytest.mark.parametrize("rate", [20.0, [20.0, 0.01]])
def test_base_rates_reach_to_twenty(rate: Any) -> None:
    assert Rates(rate, rate).home.max() == 20.0
    for wrong in (np.array(rate) + 1e-9, [[1.0]], []):
        for pair in ((wrong, rate), (rate, wrong)):
            with pytest.raises(InputError) as refused:
                Rates(*pair)
            assert refused.value.place == "rates"
    with pytest.raises(InputError, match="different shapes") as refused:
        Rates([1.0, 2.0], 1.0)
    assert refused.value.remedy == "Give as many draws of both"


def test_rates_of_the_legs_of_a_tie() -> None:
    one, two = Rates(1.0, 1.0), Rates(2.0, 2.0)
    assert rates_of_legs(one, 1) == (one,)
    assert rates_of_legs(one, 2) == (None, one)
    assert rates_of_legs([one, two], 2) == (one, two)
    for pairs in ([one], [one, two, one]):
        with pytest.raises(InputError, match=f"{len(pairs)} pairs of rates are given for 2 legs") as refused:
            rates_of_legs(pairs, 2)
        assert refused.value.place == "rates"
    tie = TieRates.of([one, two])
    assert tie.under_way == ((one, two), (None, two))
    assert tie.source_of(2) == RatesSource("rates as given", None)
    used = tuple(StrengthsUsed(date(2026, 5, day), day, ("Norwich",), ("a doubt",)) for day in (1, 2))
    known = TieRates(tie.under_way, "strengths", used)
    for leg in (1, 2):
        source = known.source_of(leg)
        assert source.document() == {
            "rates_from": "strengths",
            "strengths": {
                "date": f"2026-05-0{leg}",
                "age_days": leg,
                "placeholders": ["Norwich"],
                "doubts": ["a doubt"],
            },
        }
    assert RatesSource().document() == {"rates_from": "rates as given", "strengths": None}
    assert TieRates.of([None, two], "odds").source_of(1).words == "odds"
