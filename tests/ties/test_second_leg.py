"""The home advantage of second legs: found again in simulated matches, and acting where it should."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.fit.second_leg import forms, gains, maximise
from frontfoot.fit.second_leg_cells import cells_of
from frontfoot.fit.second_legs import SecondLeg
from frontfoot.goals.clock import Clock
from frontfoot.goals.rates import Men, Rates, ScoreState
from frontfoot.goals.strengths.shipped import shipped
from frontfoot.ties import Leg, Tie, rules
from frontfoot.ties.file import parse_tie
from frontfoot.ties.pairing import expected_goals_of, rates_of
from frontfoot.ties.second_leg import factors_of, second_leg_factors
from frontfoot.ties.strengths import file_rates

PLAIN = Rates(1.5, 1.0, Clock.constant(), ScoreState.none(), Men.none())


def simulated(count: int, home: float, away: float, *, push: float, seed: int) -> list[SecondLeg]:
    """Second legs minute by minute: the side behind on aggregate scores `push` times as often."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        first = (int(rng.integers(0, 3)), int(rng.integers(0, 3)))
        lead, goals = first[0] - first[1], []
        for minute in range(1, 91):
            for by, rate in ((True, home), (False, away)):
                behind = lead < 0 if by else lead > 0
                if rng.random() < rate / 90.0 * (push if behind else 1.0):
                    goals.append((1 if minute <= 45 else 2, minute, by))
            lead = first[0] - first[1] + sum(1 if by else -1 for _, _, by in goals)
        found.append(
            SecondLeg("UEFA Champions League", 2000, date(2001, 3, 1), "a", "b", first, tuple(goals), False, None)
        )
    return found


def test_expected_goals_of_cells_are_those_of_the_match() -> None:
    legs = simulated(50, 1.5, 1.0, push=1.0, seed=1)
    cells = cells_of(legs, [PLAIN] * len(legs))
    host = cells.host == 1.0
    assert np.bincount(cells.leg[host], cells.expected[host]) == pytest.approx(np.full(50, 1.5))
    assert np.bincount(cells.leg[~host], cells.expected[~host]) == pytest.approx(np.full(50, 1.0))
    assert cells.goals[host].sum() == sum(by for leg in legs for _, _, by in leg.goals)


def test_a_simulated_home_advantage_is_found_and_no_push_with_it() -> None:
    legs = simulated(1500, 1.5 * np.exp(0.15), 1.0 * np.exp(-0.15), push=1.0, seed=2)
    cells = cells_of(legs, [PLAIN] * len(legs))
    design, _ = forms(cells)["home advantage, trailing by a goal"]
    found, errors = maximise(design, np.array([10.0, 10.0]), cells, np.ones(len(design), dtype=bool))
    assert abs(found[0] - 0.3) < 4 * errors[0] < 0.2
    assert abs(found[1]) < 4 * errors[1]
    assert gains(design, found, cells).sum() > 20.0


def test_a_simulated_push_of_the_side_behind_is_found() -> None:
    legs = simulated(1500, 1.5, 1.0, push=1.5, seed=3)
    cells = cells_of(legs, [PLAIN] * len(legs))
    design, _ = forms(cells)["home advantage, trailing by a goal"]
    found, errors = maximise(design, np.array([10.0, 10.0]), cells, np.ones(len(design), dtype=bool))
    assert found[1] > 4 * errors[1]


def test_the_prior_shrinks() -> None:
    legs = simulated(60, 2.2, 0.8, push=1.0, seed=4)
    cells = cells_of(legs, [PLAIN] * len(legs))
    design, spread = forms(cells)["home advantage"]
    everything = np.ones(len(design), dtype=bool)
    shrunk, free = (maximise(design, prior, cells, everything)[0][0] for prior in (spread, np.array([1e3])))
    assert 0.0 < shrunk < free


def test_it_acts_on_the_second_leg_only_and_not_on_neutral_ground() -> None:
    strengths, host = shipped(date(2024, 4, 1)), second_leg_factors()[0]
    names = ("Liverpool", "Atalanta")
    tie = Tie(rules("uel", 2023, "QF"), (Leg(*names), Leg(*names[::-1])))
    plain = [Rates.from_expected(*pair) for pair in expected_goals_of(tie, strengths)]
    first, second = rates_of(tie, strengths)
    assert float(first.home) == float(plain[0].home)
    assert float(second.home) == pytest.approx(float(plain[1].home) * host)
    assert float(second.home / second.away) == pytest.approx(float(plain[1].home / plain[1].away) * host**2)
    there = Tie(tie.rules, (Leg(*names), Leg(*names[::-1], neutral=True)))
    assert float(rates_of(there, strengths)[1].home) == float(
        Rates.from_expected(*expected_goals_of(there, strengths)[1]).home
    )
    final = Tie(rules("uel", 2023, "Final"), (Leg(*names, neutral=True),))
    assert float(rates_of(final, strengths)[0].home) == float(
        Rates.from_expected(*expected_goals_of(final, strengths)[0]).home
    )


def test_the_factors_are_a_ratio() -> None:
    host, visitor = factors_of(0.2)
    assert host / visitor == pytest.approx(np.exp(0.2))
    assert host * visitor == pytest.approx(1.0)


def test_draws_need_a_generator_and_both_legs_share_them() -> None:
    """Strengths are uncertain, not the day: what a draw gives a club in one leg it gives it in the other."""
    legs = [{"home": "Liverpool", "away": "Atalanta"}, {"home": "Atalanta", "away": "Liverpool"}]
    file = parse_tie({"competition": "uel", "season": 2023, "round": "QF", "leg": legs})
    with pytest.raises(InputError, match="random"):
        rates_of(file.tie, shipped(date(2024, 4, 1)), draws=10)
    first, second = file_rates(file).under_way[0]
    assert first is not None
    assert second is not None
    for one, other in ((first.home, second.away), (first.away, second.home)):
        # One attack, one defence and one level in both; the home advantage alone turns round.
        assert np.corrcoef(np.log(one), np.log(other))[0, 1] > 0.8
