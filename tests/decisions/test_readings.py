"""Other readings of the evidence, against normal distributions by hand; and whose decision it is."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

import frontfoot
from frontfoot.core.errors import InputError
from frontfoot.decisions import advice
from frontfoot.decisions.advice import Advice, BreakEvenPoint
from frontfoot.decisions.break_even import REACH
from frontfoot.decisions.chart import RADIUS, ellipse, evidence_points, line_across, line_inside, spaced
from frontfoot.decisions.evidence import Evidence, Term, evidence
from frontfoot.decisions.mixture import PairMixture
from frontfoot.decisions.readings import good_day_share, readings
from frontfoot.decisions.worths import WorthSurface
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Situation, Tie, rules

MEAN, ERRORS = (0.01, 0.004), (0.02, 0.01)
GAIN = WorthSurface(0.006, np.array([0.5, -0.2]))


def pair(mean: tuple[float, float], errors: tuple[float, float]) -> PairMixture:
    return PairMixture(np.ones(1), np.array([mean]), np.diag(np.square(errors))[None])


def known() -> Evidence:
    both = Term("both", "Both seen", 0.03, 0.005, 0.02, 0.004, 1826, "none")
    one = Term("one", "The balance alone", -0.05, 0.03, None, None, 90, "none")
    left = {"one": pair((0.02, 0.01), (0.03, 0.02))}
    return replace(evidence(), posterior=pair(MEAN, ERRORS), terms=(both, one), without=left)


@pytest.mark.parametrize(
    ("number", "name", "kind", "mean", "errors", "matches"),
    [
        (0, "both", "as measured", (0.03, 0.02), (0.005, 0.004), 1826),
        # A term that does not see the total leaves it as it is known.
        (1, "one", "as measured", (-0.05, MEAN[1]), (0.03, ERRORS[1]), 90),
        (2, "one", "left out", (0.02, 0.01), (0.03, 0.02), None),
    ],
)
def test_a_reading_is_the_gain_at_its_balance_and_total(
    number: int,
    name: str,
    kind: str,
    mean: tuple[float, float],
    errors: tuple[float, float],
    matches: int | None,
) -> None:
    reading = readings(GAIN, known())[number]
    gain = 0.006 + 0.5 * (mean[0] - MEAN[0]) - 0.2 * (mean[1] - MEAN[1])
    spread = np.hypot(0.5 * errors[0], 0.2 * errors[1])
    assert (reading.name, reading.kind, reading.matches) == (name, kind, matches)
    assert (reading.balance, reading.total) == pytest.approx(mean)
    assert (reading.balance_error, reading.total_error) == pytest.approx(errors)
    assert reading.gain == pytest.approx(gain)
    assert reading.chance == pytest.approx(norm.cdf(gain / spread))


def test_good_days_that_would_leave_no_gain() -> None:
    """The gain is nothing at a balance of .01 - .006/.5 = -.002, that is at 1 + .002/.03 of the .03 measured."""
    assert good_day_share(GAIN, known()) == pytest.approx(1.0 + 0.002 / 0.03)
    assert good_day_share(WorthSurface(-0.004, GAIN.gradient), known()) == pytest.approx(1.0 - 0.018 / 0.03)
    flat = np.array([0.0, 1.0])
    assert good_day_share(WorthSurface(0.0, flat), known()) == np.inf
    assert good_day_share(WorthSurface(-0.001, flat), known()) == -np.inf


LIVERPOOL_AHEAD = (Leg("Atalanta", "Liverpool", (0, 1)), Leg("Liverpool", "Atalanta"))


@pytest.mark.parametrize(
    ("score", "club"),
    [((0, 1), "Liverpool"), ((0, 2), "Atalanta"), ((1, 1), "Liverpool"), ((2, 5), "Atalanta"), ((1, 0), "Liverpool")],
)
def test_the_leader_of_the_tie_decides_and_at_level_the_home_side(score: tuple[int, int], club: str) -> None:
    tie = Tie(rules("uel", 2023, "QF"), LIVERPOOL_AHEAD)
    assert frontfoot.decide(tie, Situation(2, Moment(2, 2650.0), score), Rates(1.4, 1.7)).club == club


def test_a_club_of_another_tie_does_not_decide() -> None:
    tie = Tie(rules("uel", 2023, "QF"), LIVERPOOL_AHEAD)
    with pytest.raises(InputError, match="Roma does not play in this tie"):
        frontfoot.decide(tie, Situation(2, Moment(2, 2650.0), (0, 1)), Rates(1.4, 1.7), club="Roma")


def points(*line: tuple[float, float | None]) -> list[BreakEvenPoint]:
    return [BreakEvenPoint(own=own, opponent=opponent) for own, opponent in line]


def test_a_line_is_cut_at_the_edges_of_the_chart() -> None:
    half = REACH / 2.0
    # One that crosses the whole height within one step, and back out at the top of the next.
    crossing = line_inside(points((0.0, -2.0 * REACH), (0.1, 2.0 * REACH)))
    assert np.array(crossing) == pytest.approx(np.array([(0.025, -REACH), (0.075, REACH)]))
    kinked = line_inside(points((0.0, 0.0), (0.1, half), (0.2, 3.0 * half)))
    assert np.array(kinked) == pytest.approx(np.array([(0.0, 0.0), (0.1, half), (0.15, REACH)]))
    # A point on the edge belongs to the chart, a step along it too, and what has no point is left out.
    assert line_inside(points((0.0, REACH), (0.1, REACH), (0.2, None))) == [(0.0, REACH), (0.1, REACH)]
    assert line_inside(points((0.0, 2.0 * REACH), (0.1, 3.0 * REACH))) == []
    assert line_inside(points((0.0, None), (0.1, None))) == []


def test_a_line_goes_on_level_from_its_ends_to_both_sides_of_the_chart() -> None:
    inner = line_across(points((-0.1, -0.2), (0.2, 0.1)))
    assert np.array(inner) == pytest.approx(np.array([(-REACH, -0.2), (-0.1, -0.2), (0.2, 0.1), (REACH, 0.1)]))
    whole = line_across(points((-REACH, -0.2), (REACH, 0.1)))
    assert np.array(whole) == pytest.approx(np.array([(-REACH, -0.2), (REACH, 0.1)]))
    assert line_across([]) == [(-REACH, -REACH), (0.0, -REACH), (0.0, REACH), (REACH, REACH)]


@settings(max_examples=40)
@given(st.lists(st.floats(0.0, 100.0), max_size=8))
def test_labels_keep_their_order_and_their_distance_within_the_chart(places: list[float]) -> None:
    apart = spaced(places, 12.0, 0.0, 100.0)
    order = sorted(range(len(places)), key=places.__getitem__)
    steps = np.diff([apart[index] for index in order])
    assert np.all(steps >= 12.0 - 1e-9)
    assert all(-1e-9 <= place <= 100.0 + 1e-9 for place in apart)
    if np.all(np.diff(sorted(places)) >= 12.0):
        assert apart == places


def test_the_ellipse_holds_nine_tenths_of_the_posterior() -> None:
    tie = Tie(rules("uel", 2023, "QF"), LIVERPOOL_AHEAD)
    told: Advice = frontfoot.decide(tie, Situation(2, Moment(2, 2650.0), (0, 1)), Rates(1.4, 1.7))
    effect, size = told.effect, told.units
    own, opponent = (np.log1p(axis) / size for axis in np.transpose(ellipse(told)))
    balance, total = (own - opponent) / 2.0 - effect.balance, (own + opponent) / 2.0 - effect.total
    shared = effect.correlation * effect.balance_error * effect.total_error
    inverse = np.linalg.inv([[effect.balance_error**2, shared], [shared, effect.total_error**2]])
    distance = np.einsum("in,ij,jn->n", [balance, total], inverse, [balance, total])
    # Of a normal distribution in two dimensions exp(-d/2) lies further out than a squared distance of d.
    assert np.exp(-distance / 2.0) == pytest.approx(0.1)
    assert pytest.approx(2.146, abs=1e-3) == RADIUS
    measured = [reading for reading in told.readings if reading.kind == "as measured"]
    for (name, more, less), reading in zip(evidence_points(told), measured, strict=True):
        assert name == reading.name
        assert np.log1p([more, less]) == pytest.approx(
            [size * (reading.total + reading.balance), size * (reading.total - reading.balance)]
        )


def test_parts_of_an_advice_are_named_when_they_are_made() -> None:
    parts = [
        value
        for value in vars(advice).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__struct_fields__
    ]
    assert len(parts) > 8
    for part in parts:
        with pytest.raises(TypeError, match="positional"):
            part(*range(len(part.__struct_fields__)))
