"""The worths of the plans: surfaces by hand, the five points, the spread of strengths, and every moment read off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from frontfoot.decisions.costs import Costs
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.game import Levels, any_level, committed, solve
from frontfoot.decisions.mixture import PairMixture
from frontfoot.decisions.plans import PLANS, levels
from frontfoot.decisions.situation import GameSituation
from frontfoot.decisions.worths import STRENGTHS, WorthSurface, spread, worths
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates

SHIFT = {-2: 0.7, -1: 0.4, 0: 0.0, 1: -0.9, 2: -1.3}
POSTERIOR = PairMixture(
    np.array([0.7, 0.3]),
    np.array([[0.03, 0.01], [-0.02, 0.02]]),
    np.array([[[4e-4, 1e-4], [1e-4, 3e-4]], [[9e-4, 0.0], [0.0, 1e-4]]]),
)
SIZE = 14


def situation(lead: int = 0, side: str = "home", rates: Rates | None = None, second: float = 1500.0) -> GameSituation:
    table = np.subtract.outer(np.arange(SIZE), np.arange(SIZE)) + lead
    payoff = (table > 0) + 0.5 * (table == 0)
    payoff = payoff if side == "home" else 1.0 - payoff
    return GameSituation(rates or Rates(1.5, 1.2), Moment(2, second), (1, 1), side, payoff, carried=lead)  # type: ignore[arg-type]


def test_a_surface_is_exact_for_what_bends_along_its_axes() -> None:
    """f = 2 + 3b - 4t + 5b² - 6t² around the mean: gradient (3, -4), mean 2 + 5 sb² - 6 st²."""
    steps = np.array([0.1, 0.2])

    def f(b: float, t: float) -> float:
        return 2.0 + 3.0 * b - 4.0 * t + 5.0 * b * b - 6.0 * t * t

    points = np.array([f(0, 0), f(0.1, 0), f(-0.1, 0), f(0, 0.2), f(0, -0.2)])
    surface = WorthSurface.of(points, steps)
    assert surface.value == pytest.approx(2.0 + 5.0 * 0.01 - 6.0 * 0.04)
    assert surface.gradient == pytest.approx([3.0, -4.0])
    less = surface.less(WorthSurface(0.5, np.array([1.0, 1.0])))
    assert less.value == pytest.approx(surface.value - 0.5)
    assert less.gradient == pytest.approx([2.0, -5.0])
    assert less.under(POSTERIOR).mean == pytest.approx(less.value)
    # Without any uncertainty the five points are one, and nothing is divided by nothing.
    assert WorthSurface.of(np.full(5, 0.4), np.zeros(2)).gradient.tolist() == [0.0, 0.0]


def by_hand(
    now: GameSituation,
    plan: str,
    minutes: float | None = None,
    theirs: Levels | None = None,
    costs: Costs | None = None,
) -> tuple[float, np.ndarray]:
    """Value and gradient of a plan from ten separate solutions."""
    (balance, total), (sb, st) = POSTERIOR.mean, POSTERIOR.errors
    pairs = [
        (balance, total),
        (balance + sb, total),
        (balance - sb, total),
        (balance, total + st),
        (balance, total - st),
    ]
    ours = levels(plan, SHIFT, leading=now.lead > 0, minutes=minutes)  # type: ignore[arg-type]
    centre, b_up, b_down, t_up, t_down = (
        float(
            solve(
                now,
                Effects(t + b, t - b),
                ours=ours,
                theirs=theirs or committed(0.0),
                costs=costs if plan == "press" else None,
            ).value.mean()
        )
        for b, t in pairs
    )
    value = centre + 0.5 * (b_up + b_down - 2 * centre) + 0.5 * (t_up + t_down - 2 * centre)
    return value, np.array([(b_up - b_down) / (2 * sb), (t_up - t_down) / (2 * st)])


@pytest.mark.parametrize("side", ["home", "away"])
@pytest.mark.parametrize("lead", [-1, 0, 1])
def test_every_plan_is_that_of_separate_solutions(lead: int, side: str) -> None:
    now = situation(lead, side)
    solved = worths(now, POSTERIOR, SHIFT)
    assert (solved.lead, solved.strengths) == (lead if side == "home" else -lead, 1)
    usual = solve(now, Effects.none(), ours=committed(0.0), theirs=committed(0.0)).value[0]
    assert solved.now.usual == pytest.approx(usual, abs=1e-8)
    for plan in PLANS:
        value, gradient = by_hand(now, plan)
        assert solved.now.plans[plan].value == pytest.approx(value, abs=2e-8)
        assert solved.now.plans[plan].gradient == pytest.approx(gradient, abs=2e-6)
    gain = solved.now.gain
    assert gain.value == pytest.approx(by_hand(now, "press")[0] - by_hand(now, "drop")[0], abs=4e-8)


@pytest.mark.parametrize(
    ("minutes", "theirs", "costs"),
    [
        (10.0, None, None),
        (None, any_level(), None),
        (None, None, Costs(penalties=0.4)),
        (None, None, Costs(tiring_after=5.0, tired_opponent=1.5)),
    ],
)
def test_minutes_replies_and_costs_reach_the_game(
    minutes: float | None, theirs: Levels | None, costs: Costs | None
) -> None:
    now = situation(1)
    solved = worths(now, POSTERIOR, SHIFT, minutes=minutes, theirs=theirs, costs=costs)
    for plan in PLANS:
        value, gradient = by_hand(now, plan, minutes, theirs, costs)
        assert solved.now.plans[plan].value == pytest.approx(value, abs=2e-8)
        assert solved.now.plans[plan].gradient == pytest.approx(gradient, abs=2e-6)


@pytest.mark.parametrize(("lead", "ours"), [(0, True), (1, False), (-1, True), (0, False), (1, True)])
def test_after_a_goal_the_plans_are_those_of_the_new_lead(lead: int, ours: bool) -> None:
    after = worths(situation(lead), POSTERIOR, SHIFT).after_goal(ours=ours)
    changed = replace(situation(lead + (1 if ours else -1)), score=(2, 1) if ours else (1, 2), carried=lead)
    for plan in PLANS:
        assert after.plans[plan].value == pytest.approx(by_hand(changed, plan)[0], abs=1e-6)


def test_later_moments_are_every_later_spell_at_this_score() -> None:
    now = situation(1)
    later = worths(now, POSTERIOR, SHIFT).later()
    assert [minutes for minutes, _ in later] == [5.0, 10.0, 15.0]
    for minutes, moment in later:
        then = situation(1, second=1500.0 + 60.0 * minutes)
        for plan in PLANS:
            assert moment.plans[plan].value == pytest.approx(by_hand(then, plan)[0], abs=1e-6)
    longer = worths(now, POSTERIOR, SHIFT, spell=10.0).later()
    assert [minutes for minutes, _ in longer] == [10.0]


def test_drawn_strengths_are_spread_by_who_is_stronger() -> None:
    rng = np.random.default_rng(4)
    home, away = rng.gamma(9.0, 0.15, 500), rng.gamma(9.0, 0.13, 500)
    picked = spread(situation(rates=Rates(home, away)))
    ordered = sorted(range(500), key=lambda k: home[k] / away[k])
    middle = [ordered[20 * part + 10] for part in range(STRENGTHS)]  # the middles of 25 parts of 20
    assert picked.rates.home.tolist() == home[middle].tolist()
    assert picked.rates.away.tolist() == away[middle].tolist()
    assert STRENGTHS == 25
    few = situation(rates=Rates(home[:25], away[:25]))
    assert spread(few) is few
    assert spread(situation(rates=Rates(home[:26], away[:26]))).rates.home.size == 25
    assert spread(few, 5).rates.home.size == 5


def test_worths_at_drawn_strengths_are_means_over_them() -> None:
    home, away = np.array([1.2, 1.5, 2.0]), np.array([1.4, 1.1, 0.9])
    drawn = worths(situation(1, rates=Rates(home, away)), POSTERIOR, SHIFT)
    alone = [worths(situation(1, rates=Rates(h, a)), POSTERIOR, SHIFT) for h, a in zip(home, away, strict=True)]
    assert drawn.strengths == 3
    assert drawn.now.usual == pytest.approx(np.mean([one.now.usual for one in alone]), abs=1e-8)
    for plan in PLANS:
        expected = np.mean([one.now.plans[plan].value for one in alone])
        assert drawn.now.plans[plan].value == pytest.approx(expected, abs=2e-8)
