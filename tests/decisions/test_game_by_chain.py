"""The game with costs, spells and policies, against matrix exponentials and solutions of its parts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.game import GRID, any_level, committed, solve, spells, unmoved
from frontfoot.decisions.matrix_game import solve_games
from frontfoot.decisions.situation import GameSituation
from frontfoot.goals.clock import Clock, Moment, Stoppage
from frontfoot.goals.rates import Men, Rates, ScoreState
from tests.decisions.slow_game import Chain

SIZE = 15
MEN = ((1.0, 0.6, 0.4), (1.0, 1.4, 1.8))
EFFECTS = (0.2, -0.1)


def level(lead: int = 0, side: str = "home", second: float = 1500.0, ours: int = 11, **rest: Any) -> GameSituation:
    """Twenty minutes and more from the end, we score at 1.5 and they at 1.2 goals a match, on either ground."""
    table = np.subtract.outer(np.arange(SIZE), np.arange(SIZE)) * (1 if side == "home" else -1) + lead
    pair = (1.5, 1.2) if side == "home" else (1.2, 1.5)
    rates = Rates(*pair, clock=Clock.constant(), score_state=ScoreState.none(), men=Men(*MEN))
    payoff = (table > 0) + 0.5 * (table == 0)
    defaults: dict[str, Any] = {"men": (ours, 11) if side == "home" else (11, ours)}
    return GameSituation(rates, Moment(2, second), (2, 2), side, payoff, **(defaults | rest))  # type: ignore[arg-type]


def got(situation: GameSituation, x: float, y: float = 0.0, costs: Costs | None = None, spell: float = 5.0) -> float:
    policy = solve(situation, Effects(*EFFECTS), ours=committed(x), theirs=committed(y), costs=costs, spell=spell)
    return float(policy.value[0])


@pytest.mark.parametrize("side", ["home", "away"])
@pytest.mark.parametrize("x", [0.0, 0.499, 0.5, 1.5])
@pytest.mark.parametrize(
    ("costs", "tiring"),
    [
        (Costs(red_cards=1.5), None),
        (Costs(penalties=0.9), None),
        (Costs(penalties=0.9, conversion=0.4), None),
        (Costs(tiring_after=10, tired_own=0.5, tired_opponent=2.0), 2),
        (Costs(tiring_after=12, tired_own=0.5), 2),
        (Costs(tiring_after=13, tired_opponent=2.0), 3),
        (Costs(tiring_after=1, tired_own=0.5, tired_opponent=2.0), 1),
        (Costs(tiring_after=90, tired_own=0.5), 18),
        (Costs(tiring_after=5, tired_own=0.7, tired_opponent=1.6, red_cards=1.0, penalties=0.5), 1),
    ],
)
def test_costs_fall_on_pressing_alone(side: str, x: float, costs: Costs, tiring: int | None) -> None:
    chain = Chain((1.5, 1.2), EFFECTS, MEN, costs, 2)
    expected = chain.value([5.0] * 4, [(x, -0.5)] * 4, 1, tiring)
    assert got(level(1, side), x, -0.5, costs) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(("ours", "reds"), [(9, 2), (8, 1), (7, 0)])
def test_no_side_plays_with_fewer_than_seven(ours: int, reds: int) -> None:
    """Our men are few already: the multipliers are those of the men missing, and only so many more can go."""
    missing = 11 - ours
    men = tuple(tuple(table[min(missing + more, 2)] for more in range(3)) for table in MEN)
    chain = Chain((1.5, 1.2), EFFECTS, men, Costs(red_cards=2.0), reds)  # type: ignore[arg-type]
    expected = chain.value([5.0] * 4, [(1.0, 0.0)] * 4, 0, None)
    assert got(level(0, ours=ours), 1.0, costs=Costs(red_cards=2.0)) == pytest.approx(expected, abs=1e-7)


def test_a_plan_is_kept_for_its_minutes_and_then_left() -> None:
    chain = Chain((1.5, 1.2), EFFECTS)
    for minutes, spell, kept in ((10.0, 5.0, 2), (12.0, 5.0, 3), (5.0, 5.0, 1), (10.0, 10.0, 1)):
        plan = committed(1.0, minutes, (-1.0,))
        policy = solve(level(0), Effects(*EFFECTS), ours=plan, theirs=committed(0.5), spell=spell)
        count = round(20 / spell)
        levels = [(1.0 if number < kept else -1.0, 0.5) for number in range(count)]
        assert policy.value[0] == pytest.approx(chain.value([spell] * count, levels, 0, None), abs=1e-7)
    # Afterwards the usual level, where nothing else is named.
    back = solve(level(0), Effects(*EFFECTS), ours=committed(1.0, 10.0), theirs=committed(0.0)).value[0]
    expected = chain.value([10.0, 10.0], [(1.0, 0.0), (0.0, 0.0)], 0, None)
    assert back == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("side", ["home", "away"])
@pytest.mark.parametrize("lead", [-1, 0, 2])
def test_levels_that_follow_the_score(side: str, lead: int) -> None:
    """A plan by our lead against an opponent who undoes what is usual at theirs, with cards and penalties."""
    plan = {-2: 1.0, -1: 0.7, 0: 0.2, 1: -0.5, 2: -1.5}
    shift = {-1: 0.4, 0: 0.0, 1: -0.9}
    costs = Costs(red_cards=1.0, penalties=0.7)
    chain = Chain((1.5, 1.2), EFFECTS, MEN, costs, 2)

    def ours(ahead: int) -> float:
        return plan[min(max(ahead, -2), 2)]

    def theirs(ahead: int) -> float:
        return -shift[min(max(-ahead, -1), 1)]

    policy = solve(
        level(lead, side, carried=lead if side == "home" else -lead),
        Effects(*EFFECTS),
        ours=lambda _minutes, leads: np.array([[ours(int(ahead)) for ahead in leads]]),
        theirs=unmoved(shift),
        costs=costs,
    )
    assert policy.value[0] == pytest.approx(chain.value([20.0], [(ours, theirs)], lead, None), abs=1e-7)


def test_levels_on_offer() -> None:
    assert GRID == (-2.0, -1.0, 0.0, 1.0, 2.0)
    leads = np.array([-5, -2, -1, 0, 1, 2, 5])
    assert any_level()(0.0, leads).tolist() == list(GRID)
    assert any_level((0.5,))(0.0, leads).tolist() == [0.5]
    # Their lead is ours with the other sign; beyond what is known the ends count.
    shift = {-2: 0.7, -1: 0.4, 0: 0.0, 1: -0.9, 2: -1.3}
    assert unmoved(shift)(0.0, leads).tolist() == [[1.3, 1.3, 0.9, 0.0, -0.4, -0.7, -0.7]]
    at = committed(1.0, 10.0)
    assert [at(minutes, leads).tolist() for minutes in (0.0, 9.9, 10.0, 12.0)] == [[1.0], [1.0], [0.0], [0.0]]


def cut(
    second: float, period: int = 2, length: float = 5.0, **clock: Any
) -> list[tuple[float, float | None, float, float]]:
    situation = level()
    rates = Rates(1.5, 1.2, score_state=ScoreState.none(), **clock)
    made = GameSituation(rates, Moment(period, second), (0, 0), "home", situation.payoff)
    return [(s.stretch.start.second, s.stretch.end, s.minutes_from_now, s.minutes) for s in spells(made, length)]


def test_spells_cut_each_half_and_none_is_shorter_than_half_the_usual() -> None:
    assert cut(1500.0) == [
        (1500.0, 1800.0, 0.0, 5.0),
        (1800.0, 2100.0, 5.0, 5.0),
        (2100.0, 2400.0, 10.0, 5.0),
        (2400.0, None, 15.0, 5.0),
    ]
    # What is left over, two minutes and a half, is a spell of its own; less is added to the last.
    assert cut(2250.0) == [(2250.0, 2550.0, 0.0, 5.0), (2550.0, None, 5.0, 2.5)]
    assert cut(2256.0) == [(2256.0, None, 0.0, 7.4)]
    assert cut(2685.0) == [(2685.0, None, 0.0, 0.25)]
    for late in (2700.0, 2800.0):
        assert cut(late) == [(late, None, 0.0, 0.0)]
    halves = cut(2100.0, 1)
    assert [(start, minutes) for start, _, minutes, _ in halves[:3]] == [(2100.0, 0.0), (2400.0, 5.0), (0.0, 10.0)]
    assert len(halves) == 2 + 9
    assert [part[0] for part in cut(0.0, length=45.0)] == [0.0]
    assert len(cut(0.0, 1, 45.0)) == 2
    assert len(cut(0.0, 1)) == 18


def test_the_rows_of_the_score_state_cut_spells_too() -> None:
    starts = (Moment(1, 0), Moment(2, 0), Moment(2, 1800.0))
    tables = np.array([[1.0, 1.0, 1.0], [0.9, 1.0, 1.1], [0.8, 1.0, 1.4]])
    state = ScoreState(starts, tables, tables, np.ones(3))
    made = GameSituation(Rates(1.5, 1.2, score_state=state), Moment(2, 1440.0), (0, 0), "home", level().payoff)
    told = [(s.stretch.start.second, s.stretch.end, s.stretch.row, s.minutes_from_now) for s in spells(made)]
    assert told == [
        (1440.0, 1800.0, 1, 0.0),
        (1800.0, 2100.0, 2, 6.0),
        (2100.0, 2400.0, 2, 11.0),
        (2400.0, None, 2, 16.0),
    ]


def test_stoppage_is_played_in_the_last_spell() -> None:
    """Six more minutes at the same rate: 26 minutes are left, not 20."""
    none, six = Stoppage.exactly(0.0), Stoppage.exactly(360.0)
    even = np.ones(45)
    clock = Clock(even, even, np.ones(15), np.ones(15), np.ones(4), (none, six, none, none))
    made = level(1)
    rates = Rates(1.5, 1.2, clock=clock, score_state=ScoreState.none(), men=Men.none())
    situation = GameSituation(rates, made.moment, made.score, made.side, made.payoff)
    expected = Chain((1.5 * 90 / 96, 1.2 * 90 / 96), EFFECTS).value([26.0], [(1.0, 0.0)], 1, None)
    assert got(situation, 1.0) == pytest.approx(expected, abs=1e-7)


def test_a_policy_holds_the_value_and_the_choices_of_every_spell() -> None:
    situation, effects = level(1), Effects(np.array([0.3, -0.2, 0.1]), np.array([0.4, 0.1, 0.2]))
    grid = any_level((-1.0, 0.0, 1.0))
    policy = solve(situation, effects, ours=grid, theirs=grid)
    states = len(policy.states.payoff)
    assert policy.values.shape == (4, 3, states)
    assert policy.value.tolist() == policy.values[0, :, 0].tolist()
    for number, spell in enumerate(policy.spells):
        later = solve(level(1, second=spell.stretch.start.second), effects, ours=grid, theirs=grid)
        assert policy.values[number] == pytest.approx(later.values[0], abs=1e-7)
        for mix in (policy.ours[number], policy.theirs[number]):
            assert mix.shape == (3, states, 3)
            assert mix.sum(axis=-1) == pytest.approx(np.ones((3, states)))
    # In the last spell the choices are those of the matrix of all pairs of plans.
    last = level(1, second=2400.0)
    table = np.array(
        [
            [solve(last, effects, ours=committed(x), theirs=committed(y)).value for y in (-1.0, 0.0, 1.0)]
            for x in (-1.0, 0.0, 1.0)
        ]
    )
    games = solve_games(np.moveaxis(table, 2, 0))
    ended = solve(last, effects, ours=grid, theirs=grid)
    assert ended.value == pytest.approx(games.value, abs=1e-9)
    assert ended.ours[0][:, 0] == pytest.approx(games.row, abs=1e-6)
    assert ended.theirs[0][:, 0] == pytest.approx(games.column, abs=1e-6)


def test_with_cards_the_values_told_are_those_with_full_numbers() -> None:
    """What a policy tells of later spells is for as many players as now and fresh legs."""
    costs = Costs(red_cards=2.0, tiring_after=5, tired_own=0.5)
    policy = solve(level(0), Effects(*EFFECTS), ours=committed(1.0), theirs=committed(0.0), costs=costs)
    later = solve(level(0, second=2100.0), Effects(*EFFECTS), ours=committed(1.0), theirs=committed(0.0), costs=costs)
    assert policy.values.shape == (4, 1, len(policy.states.payoff))
    assert policy.ours[0].shape == (1, len(policy.states.payoff), 1)
    assert policy.values[2] == pytest.approx(later.values[0], abs=1e-7)


@pytest.mark.parametrize("draws", [1, 3, 900])
def test_draws_of_strengths_and_effects_meet_one_by_one(draws: int) -> None:
    """More draws than are handled at once (with a short end of the match) give the same as each alone."""
    rng = np.random.default_rng(draws)
    home, away = rng.uniform(0.8, 2.0, draws), rng.uniform(0.8, 2.0, draws)
    own, opponent = rng.normal(0.0, 0.1, draws), rng.normal(0.0, 0.1, draws)

    def value(k: Any) -> np.ndarray:
        rates = Rates(home[k], away[k], clock=Clock.constant(), score_state=ScoreState.none(), men=Men.none())
        made = GameSituation(rates, Moment(2, 2580.0), (0, 0), "home", level().payoff)
        choice = any_level((0.0, 1.0))
        return solve(made, Effects(own[k], opponent[k]), ours=choice, theirs=committed(0.0)).value

    together = value(slice(None))
    assert together.shape == (draws,)
    for k in {0, draws // 2, draws - 1}:
        assert together[k] == pytest.approx(float(value(k)[0]), abs=1e-9)


def test_one_draw_of_either_meets_all_of_the_other() -> None:
    many = Rates(np.array([1.0, 1.5]), np.array([1.2, 1.0]))
    made = GameSituation(many, Moment(2, 2400.0), (0, 0), "home", level().payoff)
    assert solve(made, Effects(0.1, 0.0), ours=committed(1.0), theirs=committed(0.0)).value.shape == (2,)
    with pytest.raises(InputError) as error:
        solve(made, Effects(np.zeros(3), np.zeros(3)))
    assert error.value.problem == "3 draws of effects meet 2 draws of strengths"
    assert (error.value.place, error.value.remedy) == ("solve", "Draw as many of each")


def test_the_length_of_a_spell_has_limits() -> None:
    for good in (1.0, 45.0):
        assert solve(level(0, second=2580.0), Effects.none(), spell=good).value.shape == (1,)
    for bad in (0.99, 45.01):
        with pytest.raises(InputError) as error:
            solve(level(), Effects.none(), spell=bad)
        assert (error.value.place, error.value.remedy) == ("spell", "Give 1 to 45 minutes")
