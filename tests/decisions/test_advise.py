"""Every figure of an advice, from the parts it is made of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq

from frontfoot.decisions.advice import Advice
from frontfoot.decisions.advise import Question, advise, judge
from frontfoot.decisions.break_even import break_even, changes
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.evidence import Evidence, evidence
from frontfoot.decisions.from_tie import situation_of
from frontfoot.decisions.game import LONGEST_SPELL, any_level, committed, solve, unmoved
from frontfoot.decisions.mixture import NormalMixture, PairMixture
from frontfoot.decisions.plans import PLANS, level, units
from frontfoot.decisions.readings import good_day_share, readings
from frontfoot.decisions.verdict import verdict
from frontfoot.decisions.words import aim_of, condition, flips, sentence, turn
from frontfoot.decisions.worths import WorthSurface, worths
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.goals.sources import StrengthsUsed
from frontfoot.ties import Leg, Model, Tie, outlook, rules
from frontfoot.ties import Situation as Standing

TIE = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
LEAGUE = Tie(rules("league", 2017), (Leg("Juventus", "Sampdoria"),))
LATE = Standing(2, Moment(2, 1800.0), (0, 2))
RNG = np.random.default_rng(8)
DRAWN = Rates(1.4 * np.exp(RNG.normal(0, 0.2, 60)), 1.7 * np.exp(RNG.normal(0, 0.2, 60)))


def quantile(spread: NormalMixture, share: float) -> float:
    return float(brentq(lambda value: spread.below(value) - share, -3.0, 3.0, xtol=1e-14))


def told(model: Model, where: Standing, question: Question, known: Evidence | None = None) -> Advice:
    """The advice; every figure of it that is the same for all questions has been compared."""
    known = known or evidence()
    advice = advise(model, where, question, known=known)
    shift, club = known.usual_shift, question.club
    match = model.tie.legs[where.leg - 1]
    situation = situation_of(model, where, club, question.payoff)
    theirs = {"usual": None, "best": any_level(), "unmoved": unmoved(dict(shift))}[question.opponent]
    options: dict[str, Any] = {"minutes": question.minutes, "theirs": theirs, "costs": question.costs}
    solved = worths(situation, known.posterior, shift, **options)
    stake = 3.0 if advice.payoff == "points" else 1.0
    spread = solved.now.gain.under(known.posterior)

    assert (advice.club, {advice.club, advice.opponent}) == (club, {match.home, match.away})
    assert (advice.home, advice.away, advice.side) == (match.home, match.away, "home" if club == match.home else "away")
    assert (advice.competition, advice.season) == (model.tie.rules.competition, model.tie.rules.season)
    assert (advice.leg, advice.minute, advice.announced) == (where.leg, where.moment.minute, where.announced)
    assert (advice.score, advice.lead, advice.units) == (where.score, situation.lead, units(situation.lead, shift))
    assert (advice.plan_minutes, advice.opponent_replies) == (question.minutes, question.opponent)
    assert (advice.rates_from, advice.strengths) == (question.rates_from, question.strengths)

    # The gain of pressing on, its chance and its losses.
    assert advice.chance == pytest.approx(1.0 - spread.below(0.0))
    assert advice.gain.value == pytest.approx(spread.mean)
    limits = quantile(spread, 0.05), quantile(spread, 0.95)
    assert (advice.gain.low, advice.gain.high) == pytest.approx(limits, abs=1e-11)
    assert advice.regret.drop - advice.regret.press == pytest.approx(advice.gain.value)
    assert advice.regret.drop == pytest.approx(spread.gain)
    word = verdict(advice.chance, *limits, stake=stake)
    assert advice.verdict == word

    # The worth of a plan: the usual worth moved by what the plan changes, both uncertainties added in squares.
    base = advice.usual
    for plan in PLANS:
        worth = getattr(advice.plans, plan)
        change = solved.now.plans[plan].under(known.posterior)
        value = base.value + change.mean - solved.now.usual
        below, above = (abs(quantile(change, share) - change.mean) for share in (0.05, 0.95))
        assert worth.level == level(plan, situation.lead, shift, leading=situation.lead > 0)
        assert worth.through == pytest.approx(min(max(value, 0.0), stake))
        low = worth.through - np.sqrt((base.value - base.low) ** 2 + below**2)
        high = worth.through + np.sqrt((base.high - base.value) ** 2 + above**2)
        assert (worth.low, worth.high) == pytest.approx((max(low, 0.0), min(high, stake)))

    # Words.
    aim = aim_of(advice.payoff, last=model.tie.rules.last)
    assert advice.sentence == sentence(word, advice.chance, advice.gain, club, aim)
    needed = good_day_share(solved.now.gain, known)
    assumed = 1.0 - known.posterior.mean[0] / known.terms[0].balance
    assert (advice.turn.share, advice.turn.assumed) == pytest.approx((needed, assumed))
    assert advice.turn.sentence == turn(needed, assumed, press=advice.gain.value >= 0.0)
    after = (solved.after_goal(ours=True), solved.after_goal(ours=False))
    then, other = (judge(moment.gain, known.posterior, stake) for moment in after)
    later = [(minutes, judge(moment.gain, known.posterior, stake)) for minutes, moment in solved.later()]
    kept = later if question.minutes is None else []
    assert advice.flips == flips(word, (then, other), kept, (club, advice.opponent))

    # What does not depend on the plans.
    assert advice.readings == readings(solved.now.gain, known)
    assert [(c.name, c.change, c.error, c.note) for c in advice.costs] == [
        (c.name, c.change, c.error, c.note) for c in known.costs
    ]
    posterior = known.posterior
    effect = advice.effect
    assert (effect.balance, effect.total) == pytest.approx(tuple(posterior.mean))
    assert (effect.balance_error, effect.total_error) == pytest.approx(tuple(np.sqrt(np.diag(posterior.covariance))))

    means = situation_of(model.at_means(), where, club, question.payoff)
    line = break_even(means, changes(), minutes=question.minutes)
    assert [point.own for point in advice.break_even] == line.own.tolist()
    for point, opponent in zip(advice.break_even, line.opponent, strict=True):
        assert (point.opponent is None) == np.isnan(opponent)
        assert point.opponent is None or point.opponent == pytest.approx(opponent, abs=1e-5)
    assert advice.condition == condition(line, club, advice.opponent)
    return advice


@pytest.mark.parametrize("rates", [Rates(1.4, 1.7), DRAWN])
@pytest.mark.parametrize("club", ["Atalanta", "Liverpool"])
def test_a_tie_with_and_without_draws(club: str, rates: Rates) -> None:
    model = Model(TIE, rates)
    advice = told(model, LATE, Question(club))
    assert advice.payoff == "through"
    odds = outlook(TIE, LATE, rates)
    low, high = odds.interval.get(club, (odds.through[club],) * 2)
    assert (advice.usual.value, advice.usual.low, advice.usual.high) == (odds.through[club], low, high)


def test_an_outlook_that_the_caller_has_is_used() -> None:
    model = Model(TIE, Rates(1.4, 1.7))
    other = Model(TIE, Rates(2.4, 1.7)).ask(LATE)
    advice = advise(model, LATE, Question("Atalanta"), outlook=other)
    assert advice.usual.value == other.through["Atalanta"]


@pytest.mark.parametrize(
    ("question", "usual"),
    [
        (Question("Liverpool", payoff="win"), committed(0.0)),
        (Question("Liverpool", payoff="points"), committed(0.0)),
        (Question("Liverpool", opponent="best"), any_level((-2.0, -1.0, 0.0, 1.0, 2.0))),
        (Question("Liverpool", opponent="unmoved"), committed(0.0)),
        (Question("Liverpool", minutes=10.0, opponent="best", payoff="win"), any_level((-2.0, -1.0, 0.0, 1.0, 2.0))),
    ],
)
def test_the_usual_worth_of_other_questions(question: Question, usual: Any) -> None:
    """Of the match alone, or against another reply: the game with nothing decided."""
    model = Model(TIE, Rates(1.4, 1.7))
    advice = told(model, LATE, question)
    posterior = evidence().posterior
    balance, total = posterior.mean if question.opponent == "best" else (0.0, 0.0)
    situation = situation_of(model, LATE, "Liverpool", question.payoff)
    plain = solve(situation, Effects(total + balance, total - balance), ours=committed(0.0), theirs=usual).value[0]
    assert advice.usual.value == pytest.approx(plain, abs=1e-7)
    assert (advice.usual.low, advice.usual.high) == (advice.usual.value, advice.usual.value)


def test_draws_of_the_strengths_spread_the_usual_worth() -> None:
    question = Question("Atalanta", payoff="win")
    advice = told(Model(TIE, DRAWN), LATE, question)
    situation = situation_of(Model(TIE, DRAWN), LATE, "Atalanta", "win")
    each = solve(situation, Effects.none(), ours=committed(0.0), theirs=committed(0.0)).value
    assert each.shape == (60,)
    expected = each.mean(), np.quantile(each, 0.05), np.quantile(each, 0.95)
    assert (advice.usual.value, advice.usual.low, advice.usual.high) == pytest.approx(expected)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "whole"),
    [
        (Question("Atalanta"), True),
        (Question("Atalanta", minutes=20.0), False),
        (Question("Atalanta", opponent="best"), False),
        (Question("Atalanta", costs=Costs(tiring_after=10, tired_own=0.6)), False),
        (Question("Atalanta", costs=Costs(penalties=0.2)), True),
    ],
)
def test_after_a_red_card_either_way(question: Question, whole: bool) -> None:
    """The verdict with one man fewer of either side, the worth of every final score as it is."""
    model, known = Model(TIE, Rates(1.4, 1.7)), evidence()
    where = Standing(2, Moment(2, 900.0), (0, 2), (11, 10))
    advice = told(model, where, question)
    situation = situation_of(model, where, "Atalanta")
    theirs = any_level() if question.opponent == "best" else None
    expected = {}
    for club, men in (("Atalanta", (10, 10)), ("Liverpool", (11, 9))):
        solved = worths(
            replace(situation, men=men),
            known.posterior,
            known.usual_shift,
            minutes=question.minutes,
            theirs=theirs,
            costs=question.costs,
            spell=LONGEST_SPELL if whole else 5.0,
        )
        expected[club] = judge(solved.now.gain, known.posterior)
    assert advice.after_red_card == expected


@pytest.mark.slow
def test_with_seven_men_there_is_no_other_red_card() -> None:
    model = Model(TIE, Rates(1.4, 1.7))
    for men, clubs in (((7, 11), ["Liverpool"]), ((11, 7), ["Atalanta"]), ((8, 8), ["Atalanta", "Liverpool"])):
        where = Standing(2, Moment(2, 2400.0), (0, 2), men)
        assert sorted(advise(model, where, Question("Atalanta")).after_red_card) == clubs


@pytest.mark.slow
def test_points_of_a_league_match_are_told_of_three() -> None:
    model = Model(LEAGUE, Rates(1.8, 0.9))
    for club in ("Juventus", "Sampdoria"):
        for score in ((0, 0), (3, 0)):
            advice = told(model, Standing(1, Moment(2, 2400.0), score), Question(club))
            assert advice.payoff == "points"
    win = told(model, Standing(1, Moment(2, 2400.0), (0, 0)), Question("Juventus", payoff="win"))
    assert win.payoff == "win"


def test_what_is_handed_through() -> None:
    import datetime

    used = StrengthsUsed(datetime.date(2024, 4, 1), 3)
    where = replace(LATE, moment=Moment(2, 2640.0), announced=4)
    question = Question("Liverpool", minutes=5.0, rates_from="strengths of April", strengths=used)
    assert told(Model(TIE, Rates(1.4, 1.7)), where, question).announced == 4


def test_evidence_with_correlation_and_without_any_spread() -> None:
    both = np.array([[[4e-4, 1e-4], [1e-4, 2.5e-4]]])
    leaning = replace(evidence(), posterior=PairMixture(np.ones(1), np.array([[-0.06, 0.01]]), both))
    model = Model(TIE, Rates(1.4, 1.7))
    advice = told(model, LATE, Question("Atalanta"), leaning)
    assert advice.effect.correlation == pytest.approx(1e-4 / np.sqrt(4e-4 * 2.5e-4))
    assert advice.verdict.endswith("drop")
    sure = replace(evidence(), posterior=PairMixture(np.ones(1), np.array([[0.02, 0.01]]), np.zeros((1, 2, 2))))
    assert advise(model, LATE, Question("Atalanta"), known=sure).effect.correlation == 0.0
    half = np.array([[[4e-4, 0.0], [0.0, 0.0]]])
    half_sure = replace(evidence(), posterior=PairMixture(np.ones(1), np.array([[0.02, 0.01]]), half))
    assert advise(model, LATE, Question("Atalanta"), known=half_sure).effect.correlation == 0.0


def test_a_verdict_on_a_gain() -> None:
    """One normal distribution: chance by its mean, the interval by 1.6449 standard deviations to either side."""
    point = PairMixture(np.ones(1), np.zeros((1, 2)), np.diag([1.0, 1.0])[None])
    for value, expected in ((0.017, "press"), (0.016, "probably press"), (-0.016, "probably drop"), (-0.017, "drop")):
        assert judge(WorthSurface(value, np.array([0.01, 0.0])), point) == expected
    small = WorthSurface(0.0, np.array([0.0018, 0.0]))  # 1.645 * .0018 = .00296
    assert judge(small, point) == "hardly matters"
    assert judge(WorthSurface(0.0001, small.gradient), point) == "open"
    assert judge(WorthSurface(0.0001, small.gradient), point, 3.0) == "hardly matters"


@pytest.mark.parametrize(("score", "second"), [((0, 2), 2640.0), ((9, 0), 2700.0)])
def test_where_nothing_is_gained_all_good_days_would_not_turn_the_advice(score: tuple[int, int], second: float) -> None:
    nothing = replace(evidence(), posterior=PairMixture(np.ones(1), np.zeros((1, 2)), np.zeros((1, 2, 2))))
    advice = told(Model(TIE, Rates(1.4, 1.7)), Standing(2, Moment(2, second), score), Question("Atalanta"), nothing)
    assert advice.gain.value == pytest.approx(0.0, abs=1e-14)
    assert advice.verdict == "hardly matters"
