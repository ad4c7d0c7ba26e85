"""Effects, costs, situations and plans: every limit, every refusal, and what they compute, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.evidence import evidence
from frontfoot.decisions.plans import PLANS, Plan, level, levels, units
from frontfoot.decisions.situation import GameSituation
from frontfoot.fitted import read
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Men, Rates

TABLE = np.arange(12.0).reshape(3, 4)


def refused(make: Any, problem: str, place: str, remedy: str) -> None:
    with pytest.raises(InputError) as error:
        make()
    assert (error.value.problem, error.value.place, error.value.remedy) == (problem, place, remedy)


@pytest.mark.parametrize("name", ["own", "opponent"])
@pytest.mark.parametrize("value", [3.0001, -3.0001, np.nan, np.inf, [0.0, 4.0]])
def test_an_effect_outside_three_logs_is_refused(name: str, value: Any) -> None:
    refused(
        lambda: Effects(**({"own": 0.0, "opponent": 0.0} | {name: np.array(value)})),
        "An effect must be a log multiplier between -3 and 3",
        f"Effects.{name}",
        "Give percentages through Effects.from_percent",
    )


def test_effects_have_one_axis_of_draws_at_most() -> None:
    both = Effects(np.array([3.0, -3.0]), 1.0)
    assert (both.own.tolist(), both.opponent.tolist(), both.draws) == ([3.0, -3.0], [1.0, 1.0], 2)
    assert (Effects.none().draws, float(Effects.none().own), float(Effects.none().opponent)) == (1, 0.0, 0.0)
    message = ("Effects are numbers or one axis of draws", "Effects", "Give shape () or (draws,)")
    refused(lambda: Effects(np.zeros((1, 2)), 0.0), *message)
    refused(lambda: Effects(0.0, np.zeros((2, 1))), *message)


def test_effects_from_percentages() -> None:
    small = Effects.from_percent([4.0, -90.0], -3.0)
    assert np.exp(small.own) == pytest.approx([1.04, 0.1])
    assert np.exp(small.opponent) == pytest.approx([0.97, 0.97])
    for own, opponent in ((-100.0, 0.0), (0.0, [1.0, -101.0])):
        refused(
            lambda own=own, opponent=opponent: Effects.from_percent(own, opponent),
            "A rate cannot fall by 100% or more",
            "from_percent",
            "Give more than -100",
        )


@pytest.mark.parametrize("states", [1, 3])
def test_each_side_moves_both_rates(states: int) -> None:
    """Our rate by our level times `own` and their level times `opponent`; theirs the other way round."""
    rng = np.random.default_rng(1)
    ours, theirs = rng.normal(size=(2, states)), rng.normal(size=(4, states))
    if states == 1:
        ours, theirs = ours[:, 0], theirs[:, 0]
    effects = Effects(np.array([0.1, -0.2, 0.3]), np.array([0.5, 0.25, -0.125]))
    up, down = effects.log_rates(ours, theirs)
    assert up.shape == down.shape == (2, 4, 3, states)
    for i, j, draw, state in np.ndindex(2, 4, 3, states):
        x, y = ours.reshape(2, -1)[i, state], theirs.reshape(4, -1)[j, state]
        own, opponent = effects.own[draw], effects.opponent[draw]
        assert up[i, j, draw, state] == pytest.approx(own * x + opponent * y)
        assert down[i, j, draw, state] == pytest.approx(opponent * x + own * y)


@pytest.mark.parametrize(
    ("name", "least", "most", "remedy"),
    [
        ("tiring_after", None, 90.0, "Give minutes above 0, at most 90"),
        ("tired_own", 0.1, 1.0, "Give a multiplier from 0.1 to 1"),
        ("tired_opponent", 1.0, 5.0, "Give a multiplier from 1 to 5"),
        ("red_cards", 0.0, 5.0, "Give cards in 90 minutes, 0 to 5"),
        ("penalties", 0.0, 5.0, "Give penalties in 90 minutes, 0 to 5"),
        ("conversion", 0.0, 1.0, "Give a share from 0 to 1"),
    ],
)
def test_the_limits_of_every_cost(name: str, least: float | None, most: float, remedy: str) -> None:
    when = {} if name == "tiring_after" else {"tiring_after": 30.0}
    for good in (0.001 if least is None else least, most):
        assert getattr(Costs(**{**when, name: good}), name) == good
    below = 0.0 if least is None else least - 0.001
    for bad in (below, below - 1.0, most + 0.001):
        refused(lambda bad=bad: Costs(**{**when, name: bad}), f"{bad} is no cost of that kind", name, remedy)


def test_there_is_no_cost_until_one_is_named() -> None:
    free = Costs()
    assert (free.tiring_after, free.tired_own, free.tired_opponent) == (None, 1.0, 1.0)
    assert (free.red_cards, free.penalties, free.conversion) == (0.0, 0.0, 0.78)
    assert not free.any
    assert Costs(tiring_after=1.0).any
    assert Costs(red_cards=0.1).any
    assert Costs(penalties=0.1).any
    message = ("Tiredness without a time", "tiring_after", "Say after how many minutes")
    refused(lambda: Costs(tired_own=0.9), *message)
    refused(lambda: Costs(tired_opponent=1.1), *message)


def situation(side: Any = "home", **rest: Any) -> GameSituation:
    men = Men((1.0, 0.5), (1.0, 1.5))
    defaults: dict[str, Any] = {
        "rates": Rates(1.6, 1.1, men=men),
        "moment": Moment(2, 0.0),
        "score": (2, 1),
        "payoff": TABLE,
    }
    return GameSituation(side=side, **(defaults | rest))


def test_each_side_sees_the_situation_from_its_own_end() -> None:
    home, away = (situation(side, men=(11, 10), carried=2) for side in ("home", "away"))
    assert (home.we_are_home, away.we_are_home) == (True, False)
    assert (home.lead, away.lead) == (3, -3)
    assert (home.our_men, away.our_men) == ((11, 10), (10, 11))
    assert home.our_payoff.tolist() == TABLE.tolist()
    assert away.our_payoff.tolist() == TABLE.T.tolist()
    assert (situation().men, situation().carried) == ((11, 11), 0)
    for one, (ours, theirs) in ((home, (1.6, 1.1)), (away, (1.1, 1.6))):
        assert [float(rate[0]) for rate in one.base_rates((11, 11))] == pytest.approx([ours, theirs])
        assert [float(rate[0]) for rate in one.base_rates((10, 11))] == pytest.approx([0.5 * ours, 1.5 * theirs])
        assert [float(rate[0]) for rate in one.base_rates((11, 10))] == pytest.approx([1.5 * ours, 0.5 * theirs])
    draws = situation("away", rates=Rates(np.array([1.0, 2.0]), np.array([0.5, 0.7]))).base_rates((11, 11))
    assert [part.tolist() for part in draws] == [[0.5, 0.7], [1.0, 2.0]]


def test_situations_that_cannot_be_are_refused() -> None:
    refused(lambda: situation("ours"), "'ours' is not a side", "side", "Give 'home' or 'away'")
    late = ("Approach is weighed in regulation time only", "moment", "Give a moment before 90' is over")
    refused(lambda: situation(moment=Moment(3, 0.0)), *late)
    assert situation(moment=Moment(2, 2800.0)).moment.second == 2800.0
    table = (
        "A payoff needs a table of finite numbers over further goals",
        "payoff",
        "Give shape (H, A), at least 3 x 3",
    )
    endless = TABLE.copy()
    endless[1, 2] = np.inf
    for bad in (np.zeros((2, 3)), np.zeros((3, 2)), np.zeros(9), np.zeros((3, 3, 3)), endless):
        refused(lambda bad=bad: situation(payoff=bad), *table)
    assert situation(payoff=np.zeros((3, 3)).tolist()).payoff.shape == (3, 3)
    negative = ("A score cannot be negative", "score", "Give goals from 0 up")
    refused(lambda: situation(score=(-1, 0)), *negative)
    refused(lambda: situation(score=(0, -1)), *negative)
    assert situation(score=(0, 0)).lead == 0


SHIFT = {-2: 0.7, -1: 0.4, 0: 0.0, 1: -0.9, 2: -1.3}
# Lead -> levels of drop, stay and press for a side that led when it decided, and for one that did not.
LEVELS = {
    -3: ((0.0, 0.0, 0.5), (-0.9, 0.0, 0.5)),
    -1: ((0.0, 0.0, 0.5), (-0.9, 0.0, 0.5)),
    0: ((0.0, 0.0, 0.5), (-0.9, 0.0, 0.5)),
    1: ((0.0, 0.9, 1.4), (0.0, 0.9, 1.4)),
    2: ((0.0, 1.3, 1.8), (0.0, 1.3, 1.8)),
    4: ((0.0, 1.3, 1.8), (0.0, 1.3, 1.8)),
}


@pytest.mark.parametrize("leading", [True, False])
@pytest.mark.parametrize("place", range(3))
def test_the_level_of_every_plan_at_every_lead(place: int, leading: bool) -> None:
    plan: Plan = PLANS[place]
    expected = [pair[0 if leading else 1][place] for pair in LEVELS.values()]
    assert [level(plan, lead, SHIFT, leading=leading) for lead in LEVELS] == pytest.approx(expected)
    leads = np.array(list(LEVELS))
    kept = levels(plan, SHIFT, leading=leading, minutes=10.0)
    assert kept(0.0, leads) == pytest.approx(np.array([expected]))
    assert kept(9.99, leads) == pytest.approx(np.array([expected]))
    assert kept(10.0, leads).tolist() == [[0.0] * len(leads)]
    assert levels(plan, SHIFT, leading=leading, minutes=None)(80.0, leads) == pytest.approx(np.array([expected]))


@pytest.mark.parametrize(("lead", "apart"), [(-2, 1.4), (0, 1.4), (1, 1.4), (2, 1.8), (5, 1.8)])
def test_units_between_pressing_and_dropping_back(lead: int, apart: float) -> None:
    assert units(lead, SHIFT) == pytest.approx(apart)


def test_the_evidence_is_what_the_fitted_file_holds() -> None:
    parameters, known = read("effects")["parameters"], evidence()
    pairs = {"": known.posterior, **known.without}
    for name, part in {"": parameters["posterior"], **parameters["posterior_without"]}.items():
        got = pairs.pop(name)
        assert got.weights.tolist() == [component["weight"] for component in part]
        assert got.means.tolist() == [component["mean"] for component in part]
        assert got.covariances.tolist() == [component["covariance"] for component in part]
    assert not pairs
    assert [{name: getattr(term, name) for name in term.__slots__} for term in known.terms] == parameters["terms"]
    assert [{name: getattr(cost, name) for name in cost.__slots__} for cost in known.costs] == parameters["costs"]
    assert {str(lead): shift for lead, shift in known.usual_shift.items()} == parameters["usual_shift"]
    assert list(known.usual_shift) == sorted(known.usual_shift)
    assert known.main.name == "league matches"
