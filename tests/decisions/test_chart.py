"""The data of the break-even chart: changes, the ellipse, labels and the line, by hand."""

from __future__ import annotations

import math
from itertools import pairwise

import msgspec
import numpy as np
import pytest

import frontfoot
from frontfoot.decisions.advice import Advice, BreakEvenPoint
from frontfoot.decisions.break_even import REACH
from frontfoot.decisions.chart import changes_of, ellipse, evidence_points, line_across, line_inside, spaced
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Tie, rules
from frontfoot.ties import Situation as Standing


@pytest.fixture(scope="module")
def advice() -> Advice:
    tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    made = frontfoot.decide(tie, Standing(2, Moment(2, 2640.0), (0, 2)), Rates(1.4, 1.7))
    effect = msgspec.structs.replace(
        made.effect, balance=0.02, balance_error=0.01, total=0.005, total_error=0.03, correlation=0.6
    )
    return msgspec.structs.replace(made, units=1.5, effect=effect)


def test_changes_between_dropping_back_and_pressing_on(advice: Advice) -> None:
    """A unit and a half: own goals by exp(1.5 (total + balance)), theirs by exp(1.5 (total - balance))."""
    own, opponent = changes_of(advice, 0.05, 0.02)
    assert own == pytest.approx(math.exp(1.5 * 0.07) - 1.0)
    assert opponent == pytest.approx(math.exp(1.5 * -0.03) - 1.0)


@pytest.mark.parametrize("correlation", [0.6, -0.6, 0.0, 1.0, -1.0])
def test_the_ellipse_has_its_radius_in_every_direction(advice: Advice, correlation: float) -> None:
    """Freed of correlation and errors, it is the circle of radius sqrt(-2 log .1), a point every five degrees."""
    effect = msgspec.structs.replace(advice.effect, correlation=correlation)
    curve = ellipse(msgspec.structs.replace(advice, effect=effect))
    assert len(curve) == 73
    assert curve[0] == pytest.approx(curve[-1])
    radius = math.sqrt(-2.0 * math.log(0.1))
    for number, (own, opponent) in enumerate(curve):
        log_own, log_opponent = math.log1p(own) / 1.5, math.log1p(opponent) / 1.5
        balance, total = (log_own - log_opponent) / 2, (log_own + log_opponent) / 2
        first, second = (balance - 0.02) / 0.01, (total - 0.005) / 0.03
        angle = math.radians(5.0 * number)
        assert first == pytest.approx(radius * math.cos(angle), abs=1e-9)
        free = radius * math.sin(angle) * math.sqrt(1.0 - correlation**2)
        assert second - correlation * first == pytest.approx(free, abs=1e-9)


def test_the_evidence_as_measured_and_nothing_else(advice: Advice) -> None:
    measured = [reading for reading in advice.readings if reading.kind == "as measured"]
    assert 0 < len(measured) < len(advice.readings)
    assert evidence_points(advice) == [
        (reading.name, *changes_of(advice, reading.balance, reading.total)) for reading in measured
    ]


@pytest.mark.parametrize(
    ("places", "apart"),
    [
        ([], []),
        ([5.0], [5.0]),
        ([-3.0], [0.0]),
        ([13.0], [10.0]),
        ([5.0, 5.0], [5.0, 7.0]),  # the first stays, the second is moved up
        ([5.0, 6.0, 6.5], [5.0, 7.0, 9.0]),
        ([9.5, 9.0], [10.0, 8.0]),  # at the upper edge the lower one gives way
        ([10.0, 10.0, 10.0], [6.0, 8.0, 10.0]),
        ([0.0, 0.0, 10.0], [0.0, 2.0, 10.0]),
        ([4.0, 1.0], [4.0, 1.0]),
        ([3.0, 1.0], [3.0, 1.0]),  # two apart exactly
    ],
)
def test_labels_two_apart_from_nothing_to_ten(places: list[float], apart: list[float]) -> None:
    given = list(places)
    assert spaced(places, 2.0, 0.0, 10.0) == apart
    assert places == given


def line(*points: tuple[float, float | None]) -> list[BreakEvenPoint]:
    return [BreakEvenPoint(own=own, opponent=opponent) for own, opponent in points]


def test_every_line_is_cut_where_it_leaves_the_chart() -> None:
    """Against walking along the line in small steps: the points inside are those of the cut line."""
    rng = np.random.default_rng(5)
    for _ in range(60):
        heights = rng.choice([-0.9, -0.5, -REACH, -0.1, 0.0, 0.1, 0.2, REACH, 0.4, 0.8], 6)
        own = np.linspace(-REACH, REACH, 6)
        inside = line_inside(line(*zip(own.tolist(), heights.tolist(), strict=True)))
        assert all(abs(y) <= REACH + 1e-9 for _, y in inside)
        assert all(later[0] > before[0] for before, later in pairwise(inside))
        for x, y in inside:
            assert y == pytest.approx(np.interp(x, own, heights), abs=1e-9)
        steps = np.linspace(-REACH, REACH, 3001)
        walked = steps[np.abs(np.interp(steps, own, heights)) <= REACH]
        if len(walked):
            assert inside[0][0] == pytest.approx(walked[0], abs=3e-4)
            assert inside[-1][0] == pytest.approx(walked[-1], abs=3e-4)
        for x, y in zip(own.tolist(), heights.tolist(), strict=True):
            assert ((x, y) in inside) == (abs(y) <= REACH)


def test_a_line_that_ends_at_the_edges_is_not_drawn_on() -> None:
    whole = line((-REACH, -0.1), (REACH, 0.1))
    assert line_across(whole) == line_inside(whole)
    right = line_across(line((-REACH, -0.1), (0.0, 0.1)))
    assert right == [(-REACH, -0.1), (0.0, 0.1), (REACH, 0.1)]
    left = line_across(line((0.0, -0.1), (REACH, 0.1)))
    assert left == [(-REACH, -0.1), (0.0, -0.1), (REACH, 0.1)]
    upright = [(-REACH, -REACH), (0.0, -REACH), (0.0, REACH), (REACH, REACH)]
    assert line_across(line((0.0, None))) == line_across(line((0.0, 2.0), (0.1, 3.0))) == upright
