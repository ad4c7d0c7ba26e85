"""The break-even chart: every point named, in every shape and theme."""

from __future__ import annotations

from functools import cache

import pytest

from frontfoot.decisions.advice import Advice
from frontfoot.decisions.chart import changes_of, evidence_points
from frontfoot.decisions.decide import decide
from frontfoot.draw.break_even import ALL, break_even, break_even_figure
from frontfoot.draw.frame import Shape, ThemeName
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Situation, Tie, rules
from tests.draw.looks import SHAPES, THEMES, check_looks

CASES = {
    "Atalanta": (
        Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool"))),
        Situation(2, Moment(2, 0.0), (0, 1)),
    ),
    "Wolverhampton Wanderers": (
        Tie(rules("league", 2023), (Leg("Brighton & Hove Albion", "Wolverhampton Wanderers"),)),
        Situation(1, Moment.at("80"), (1, 1)),
    ),
    "Spain": (Tie(rules("euro", 2024, "F"), (Leg("Spain", "England", neutral=True),)), Situation(1, Moment.at("20"))),
}


@cache
def advice(club: str) -> Advice:
    tie, situation = CASES[club]
    return decide(tie, situation, Rates(1.5, 1.3), club=club)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("club", CASES)
def test_no_label_lies_on_another_or_leaves_the_picture(club: str, shape: Shape, theme: ThemeName) -> None:
    texts = check_looks(break_even_figure(advice(club), shape, theme=theme))
    names = {name for name, _, _ in evidence_points(advice(club))}
    assert names
    assert names <= set(texts)


@pytest.mark.parametrize("club", CASES)
def test_every_name_leads_to_its_point(club: str) -> None:
    axis = break_even(advice(club))
    effect = advice(club).effect
    places = {name: (100 * own, 100 * other) for name, own, other in evidence_points(advice(club))}
    own, other = changes_of(advice(club), effect.balance, effect.total)
    places[ALL] = (100 * own, 100 * other)
    named = {text.get_text(): text.xy for text in axis.texts if hasattr(text, "xy")}
    assert named.keys() == places.keys()
    for name, place in places.items():
        assert named[name] == pytest.approx(place)
