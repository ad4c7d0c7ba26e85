"""The break-even line and the worth of changed rates, against Skellam's distribution and roots found apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import skellam

from frontfoot.core.errors import InputError
from frontfoot.decisions.break_even import _root, break_even, changes, value_of_change
from frontfoot.decisions.situation import GameSituation
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.rates import Men, Rates, ScoreState

LEAD = np.subtract.outer(np.arange(20), np.arange(20))
HOME, AWAY = 1.6, 1.1
LEFT = 0.5  # of a match, from half-time


def plain(home: float = HOME, away: float = AWAY, lead: int = 0, side: str = "home") -> GameSituation:
    payoff = (LEAD + lead > 0) + 0.5 * (LEAD + lead == 0)
    rates = Rates(home, away, clock=Clock.constant(), score_state=ScoreState.none(), men=Men.none())
    if side == "away":
        payoff = 1.0 - payoff
    return GameSituation(rates, Moment(2, 0.0), (1, 1), side, payoff, carried=lead)  # type: ignore[arg-type]


def worth(own: float, opponent: float, lead: int = 0, minutes: float = 45.0) -> float:
    """Of the home side, its rate changed by `own` and the other by `opponent` for so many of the last 45 minutes."""
    changed, rest = minutes / 90.0, (45.0 - minutes) / 90.0
    goals = skellam(HOME * ((1 + own) * changed + rest), AWAY * ((1 + opponent) * changed + rest))
    return float(goals.sf(-lead) + 0.5 * goals.pmf(-lead))


@pytest.mark.parametrize("minutes", [None, 5.0, 20.0, 45.0])
def test_the_worth_of_changed_rates_is_that_of_skellam(minutes: float | None) -> None:
    own, opponent = np.array([-0.9, -0.2, 0.0, 0.3, 2.0]), np.array([0.5, -0.2, 0.0, -0.99 + 0.1, 1.0])
    got = value_of_change(plain(lead=1), own, opponent, minutes=minutes)
    kept = 45.0 if minutes is None else minutes
    assert got == pytest.approx([worth(u, v, 1, kept) for u, v in zip(own, opponent, strict=True)], abs=1e-8)
    assert value_of_change(plain(lead=1), 0.3, -0.2, minutes=minutes, spell=45.0 if minutes is None else 5.0) == (
        pytest.approx([worth(0.3, -0.2, 1, kept)], abs=1e-8)
    )


@pytest.mark.parametrize(("lead", "minutes"), [(0, None), (1, None), (-1, None), (2, 15.0)])
def test_the_line_is_where_skellam_puts_it(lead: int, minutes: float | None) -> None:
    kept = 45.0 if minutes is None else minutes
    points = [-0.3, 0.0, 0.1, 0.5]
    line = break_even(plain(lead=lead), points, minutes=minutes)
    base = worth(0.0, 0.0, lead)
    expected = [brentq(lambda v, u=u: worth(u, v, lead, kept) - base, -0.9, 11.0, xtol=1e-13) for u in points]
    assert line.own.tolist() == points
    assert line.opponent == pytest.approx(expected, abs=1e-6)
    step = 1e-4
    ours, theirs = (
        worth(step, 0, lead, kept) - worth(-step, 0, lead, kept),
        worth(0, step, lead, kept) - worth(0, -step, lead, kept),
    )
    assert line.slope == pytest.approx(-ours / theirs, rel=1e-4)


def test_what_no_change_up_to_twelvefold_makes_up_for_has_no_point() -> None:
    """Of even sides the line is the diagonal; rates from e^-2.5 to e^2.5 of the usual are looked at."""
    points = [-0.95, -0.91, 11.0, 11.5]
    line = break_even(plain(1.3, 1.3), points)
    assert line.opponent[1:3] == pytest.approx([-0.91, 11.0], rel=1e-6)
    assert np.isnan(line.opponent[[0, 3]]).all()


def test_where_nothing_changes_the_worth_there_is_no_slope() -> None:
    rates = Rates(1.3, 1.3)
    line = break_even(GameSituation(rates, Moment(2, 0.0), (0, 0), "home", np.full((12, 12), 0.5)), [0.1])
    assert np.isnan(line.slope)


def test_the_away_side_has_its_own_line() -> None:
    home, away = break_even(plain(lead=1), [0.2]), break_even(plain(lead=1, side="away"), [0.0])
    assert away.opponent == pytest.approx([0.0], abs=1e-8)
    back = break_even(plain(lead=1, side="away"), home.opponent)
    assert back.opponent == pytest.approx([0.2], abs=1e-6)
    assert back.slope == pytest.approx(1.0 / break_even(plain(lead=1), [0.0]).slope, rel=1e-6)


def test_the_points_of_the_charts() -> None:
    assert changes() == pytest.approx([-0.3 + 0.025 * step for step in range(25)], abs=1e-12)
    assert 0.1 in changes()
    assert changes().tolist() == [round(value, 3) for value in changes()]


@pytest.mark.parametrize("points", [[-1.0], [0.1, -1.5], [np.nan], [np.inf]])
def test_changes_that_cannot_be_are_refused(points: list[float]) -> None:
    with pytest.raises(InputError) as error:
        break_even(plain(), points)
    assert (error.value.place, error.value.remedy) == ("own", "Give changes above -1")


@pytest.mark.parametrize(("own", "opponent"), [(-1.0, 0.0), (0.0, -1.0), ([0.1, -2.0], 0.0)])
def test_rates_that_vanish_are_refused(own: float | list[float], opponent: float) -> None:
    with pytest.raises(InputError) as error:
        value_of_change(plain(), own, opponent)
    assert (error.value.place, error.value.remedy) == ("value_of_change", "Give more than -1")


FALLING: list[Callable[[np.ndarray], np.ndarray]] = [
    lambda x: 0.3 - x,
    lambda x: 1.0 - np.exp(3.0 * x - 1.0),
    lambda x: np.exp(-4.0 * x) - 3.0,
    lambda x: -((x - 0.7) ** 3) - 1e-3 * (x - 0.7),
    lambda x: -np.arctan(20.0 * (x + 1.9)),
    lambda x: 1e-9 * (1.1 - x),
]
ZEROS = [0.3, 1.0 / 3.0, -np.log(3.0) / 4.0, 0.7, -1.9, 1.1]


def test_zeros_of_many_falling_functions_at_once_within_forty_steps() -> None:
    calls = []

    def together(at: np.ndarray) -> np.ndarray:
        calls.append(at.copy())
        assert np.all((at >= -2.5) & (at <= 2.5))
        return np.array([float(function(x)) for function, x in zip(FALLING, at, strict=True)])

    low, high = np.full(6, -2.5), np.full(6, 2.5)
    at = _root(together, (low, high), (together(low), together(high)))
    assert at == pytest.approx(ZEROS, abs=1e-9)
    # Plain regula falsi, whose one end stays, would take hundreds.
    assert len(calls) < 42
    # It stops when it no longer moves.
    assert np.abs(calls[-1] - calls[-2]).max() < 1e-11 <= np.abs(calls[-2] - calls[-3]).max()


def test_a_zero_too_flat_to_be_found_is_given_up_after_sixty_steps() -> None:
    calls = []

    def flat(at: np.ndarray) -> np.ndarray:
        calls.append(float(at[0]))
        return -((at - 0.7) ** 21)

    ends = np.full(1, -2.5), np.full(1, 2.5)
    at = _root(flat, ends, (flat(ends[0]), flat(ends[1])))
    assert len(calls) == 62
    assert at[0] == calls[-1]
