"""The decision in a tie: what every score after 90 minutes is worth to either side, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import frontfoot
from frontfoot.core.errors import InputError
from frontfoot.decisions.advise import Question
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.from_tie import PAYOFFS, situation_of
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.goals.sources import RatesSource
from frontfoot.ties import Leg, Model, Tie, outlook, rules
from frontfoot.ties import Situation as Standing

TIE = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
HALF_TIME = Standing(2, Moment(2, 0.0), (0, 1))
RATES = Rates(1.4, 1.7)
LEAGUE = Tie(rules("league", 2017), (Leg("Juventus", "Sampdoria"),))


def refused(make: Any, problem: str, place: str, remedy: str) -> None:
    with pytest.raises(InputError) as error:
        make()
    assert (error.value.problem, error.value.place, error.value.remedy) == (problem, place, remedy)


@pytest.mark.parametrize(("club", "side", "lead"), [("Atalanta", "home", 2), ("Liverpool", "away", -2)])
def test_the_situation_of_either_side(club: str, side: str, lead: int) -> None:
    where = Standing(2, Moment(2, 600.0), (0, 1), (10, 11))
    made = situation_of(Model(TIE, RATES), where, club)
    assert (made.side, made.lead, made.carried, made.score, made.men) == (side, lead, 3, (0, 1), (10, 11))
    assert made.moment == where.moment
    assert (float(made.rates.home), float(made.rates.away)) == (1.4, 1.7)


@pytest.mark.parametrize(("club", "sign"), [("Atalanta", 1), ("Liverpool", -1)])
def test_after_90_minutes_the_leader_of_the_tie_goes_through(club: str, sign: int) -> None:
    """From 0-1, with three goals brought: i and j more goals leave Atalanta i - j + 2 ahead, or level."""
    payoff = situation_of(Model(TIE, RATES), HALF_TIME, club).payoff
    home, away = (situation_of(Model(TIE, RATES), HALF_TIME, name).payoff for name in ("Atalanta", "Liverpool"))
    both = home + away
    for i, j in np.ndindex(6, 6):
        lead = (i - j + 2) * sign
        assert both[i, j] == pytest.approx(1.0)
        if lead:
            assert payoff[i, j] == float(lead > 0)
        else:
            assert 0.3 < payoff[i, j] < 0.7


@pytest.mark.parametrize(("club", "sign"), [("Atalanta", 1), ("Liverpool", -1)])
@pytest.mark.parametrize("payoff", ["points", "win"])
def test_points_and_wins_are_those_of_the_match_alone(club: str, sign: int, payoff: Any) -> None:
    # Many goals of one side and few of the other: the table is not square.
    table = situation_of(Model(TIE, Rates(3.0, 0.5)), HALF_TIME, club, payoff).payoff
    assert table.shape[0] > table.shape[1]
    for (i, j), paid in np.ndenumerate(table):
        lead = (i - j - 1) * sign
        points = 3.0 if lead > 0 else 1.0 if lead == 0 else 0.0
        assert paid == (points if payoff == "points" else float(lead > 0))


def test_a_match_that_may_be_drawn_is_for_points() -> None:
    model = Model(LEAGUE, RATES)
    where = Standing(1, Moment(2, 0.0), (1, 1))
    table = situation_of(model, where, "Juventus").payoff
    assert [table[1, 0], table[1, 1], table[0, 1]] == [3.0, 1.0, 0.0]
    win = situation_of(model, where, "Juventus", "win").payoff
    assert [win[1, 0], win[1, 1], win[0, 1]] == [1.0, 0.0, 0.0]
    for payoff in ("through", "glory"):
        refused(
            lambda payoff=payoff: situation_of(model, where, "Juventus", payoff),
            f"The payoff '{payoff}' is not to be had here",
            "payoff",
            "Give points or win",
        )


def test_what_is_refused_in_a_tie() -> None:
    model = Model(TIE, RATES)
    refused(
        lambda: situation_of(model, HALF_TIME, "Roma"),
        "Roma does not play in this tie",
        "club",
        "Name Atalanta or Liverpool",
    )
    refused(
        lambda: situation_of(model, HALF_TIME, "Atalanta", "glory"),  # type: ignore[arg-type]
        "The payoff 'glory' is not to be had here",
        "payoff",
        "Give through, points or win",
    )
    refused(
        lambda: situation_of(model, Standing(2, Moment(3, 0.0), (0, 3)), "Atalanta"),
        "Approach is weighed in regulation time only",
        "minute",
        "Give a moment before 90' is over",
    )
    assert situation_of(model, Standing(2, Moment(2, 2750.0), (0, 1)), "Atalanta").moment.period == 2


def test_an_announced_stoppage_is_played() -> None:
    where = Standing(2, Moment(2, 2640.0), (0, 1), announced=9)
    clock = situation_of(Model(TIE, RATES), where, "Atalanta").rates.clock
    assert clock.stoppages[1].mean == 9 * 60.0 + 30.0


@pytest.mark.parametrize(
    ("rest", "problem", "place", "remedy"),
    [
        ({"payoff": "glory"}, "'glory' is not a payoff", "payoff", "Give through, points, win"),
        ({"opponent": "wild"}, "'wild' is not a reply", "opponent", "Give usual, best, unmoved"),
        ({"minutes": 0.99}, "0.99 minutes cannot be", "minutes", "Give 1 to 90"),
        ({"minutes": 90.5}, "90.5 minutes cannot be", "minutes", "Give 1 to 90"),
    ],
)
def test_questions_that_cannot_be_asked(rest: dict[str, Any], problem: str, place: str, remedy: str) -> None:
    refused(lambda: Question("Atalanta", **rest), problem, place, remedy)


def test_questions_at_their_limits_and_without_words() -> None:
    assert [Question("A", minutes=minutes).minutes for minutes in (1.0, 90.0)] == [1.0, 90.0]
    plain = Question("A")
    assert (plain.payoff, plain.minutes, plain.opponent, plain.rates_from) == (None, None, "usual", "rates as given")
    assert (plain.strengths, plain.costs.any) == (None, False)
    assert PAYOFFS == ("through", "points", "win")


def test_what_decide_hands_on() -> None:
    """Club in other words, payoff, minutes, reply, costs and source stand in the advice."""
    where = Standing(2, Moment(2, 2400.0), (0, 2))
    costs = Costs(penalties=0.3)
    told = frontfoot.decide(
        TIE,
        where,
        RATES,
        club="Liverpool FC",
        payoff="win",
        minutes=4.0,
        opponent="unmoved",
        costs=costs,
        known="by hand",
    )
    assert (told.club, told.opponent, told.payoff, told.plan_minutes) == ("Liverpool", "Atalanta", "win", 4.0)
    assert (told.opponent_replies, told.rates_from, told.strengths) == ("unmoved", "by hand", None)
    free = frontfoot.decide(TIE, where, RATES, club="Liverpool", payoff="win", minutes=4.0, opponent="unmoved")
    assert free.gain.value > told.gain.value
    assert free.rates_from == "rates as given"
    source = RatesSource("from the market", None)
    assert frontfoot.decide(TIE, where, RATES, known=source).rates_from == "from the market"


@pytest.mark.parametrize(
    ("score", "club"), [((0, 2), "Atalanta"), ((0, 3), "Atalanta"), ((0, 4), "Liverpool"), ((1, 4), "Atalanta")]
)
def test_the_leader_decides_and_at_level_the_home_side(score: tuple[int, int], club: str) -> None:
    assert frontfoot.decide(TIE, Standing(2, Moment(2, 2600.0), score), RATES).club == club


def test_a_placed_tie_holds_situation_and_rates() -> None:
    placed = frontfoot.tie(
        "Liverpool", "Atalanta", competition="uel", season=2023, round="QF", first_leg=(0, 3), at="away",
        score=(1, 0), minute=88, rates=(1.7, 1.4),
    )  # fmt: skip
    where = Standing(2, Moment(2, 43 * 60.0), (0, 1))
    for club, asked in (("Liverpool", None), ("Atalanta", "Atalanta")):
        told = frontfoot.decide(placed, club=asked)
        assert told.club == club
        by_parts = frontfoot.decide(placed.tie, where, placed.rates, club=club, known=placed.known)
        assert told.document() == by_parts.document()
    for rest in ({"situation": where}, {"rates": RATES}):
        with pytest.raises(TypeError, match="no situation and no rates"):
            frontfoot.decide(placed, **rest)


def test_what_decide_needs() -> None:
    with pytest.raises(TypeError, match="needs a situation and rates"):
        frontfoot.decide(TIE, HALF_TIME)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="needs a situation and rates"):
        frontfoot.decide(TIE, rates=RATES)  # type: ignore[call-overload]
    refused(
        lambda: frontfoot.decide("tie.toml", HALF_TIME, RATES),  # type: ignore[call-overload]
        "'tie.toml' is no tie",
        "tie",
        'Give what frontfoot.tie("tie.toml", minute=60) returns',
    )
    refused(
        lambda: frontfoot.decide(TIE, HALF_TIME, RATES, club="Roma"),
        "Roma does not play in this tie",
        "club",
        "Name Atalanta or Liverpool",
    )


def test_the_usual_worth_is_the_outlook() -> None:
    told = frontfoot.decide(TIE, HALF_TIME, RATES)
    assert told.usual.value == pytest.approx(outlook(TIE, HALF_TIME, RATES).through["Atalanta"])
