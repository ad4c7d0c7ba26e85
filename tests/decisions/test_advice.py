"""The advice: against the game itself, plausible over a grid of situations, and words that follow the numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import frontfoot
from frontfoot.core.errors import InputError
from frontfoot.decisions.advice import Advice, Interval
from frontfoot.decisions.advise import Question, advise
from frontfoot.decisions.break_even import break_even, changes
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.evidence import Evidence, evidence
from frontfoot.decisions.from_tie import situation_of
from frontfoot.decisions.game import committed, solve
from frontfoot.decisions.mixture import PairMixture
from frontfoot.decisions.plans import PLANS, level, levels, units
from frontfoot.decisions.verdict import VERDICTS, Verdict, verdict
from frontfoot.decisions.words import condition, effect, flips, sentence, turn
from frontfoot.decisions.worths import worths
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Model, ShootOut, Tie, outlook, rules
from frontfoot.ties import Situation as Standing

TIE = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
HALF_TIME = Standing(2, Moment(2, 0.0), (0, 1))
RATES = Rates(1.4, 1.7)
SHIFT = evidence().usual_shift


def sure(balance: float, total: float) -> Evidence:
    """The shipped evidence with a posterior that is one point."""
    point = PairMixture(np.ones(1), np.array([[balance, total]]), np.zeros((1, 2, 2)))
    return replace(evidence(), posterior=point, without={})


def at_lead(lead: int, minute: float, ratio: float = 1.0) -> Advice:
    """Advice for a side with a lead in a tie without home advantage, so many minutes into the second half."""
    first = (max(lead, 0), max(-lead, 0))
    tie = Tie(rules("ucl", 2024, "QF"), (Leg("Ours", "Theirs", first), Leg("Theirs", "Ours")))
    period, second = (1, 60.0 * minute) if minute < 45 else (2, 60.0 * (minute - 45))
    rates = Rates(1.3 / ratio**0.5, 1.3 * ratio**0.5)
    return advise(Model(tie, rates), Standing(2, Moment(period, second)), Question("Ours"))


@pytest.mark.parametrize("minute", [0.0, 1800.0, 2690.0])
@pytest.mark.parametrize("club", ["Atalanta", "Liverpool"])
def test_without_effects_every_plan_is_the_outlook(minute: float, club: str) -> None:
    where = Standing(2, Moment(2, minute), (0, 1), (11, 10))
    advice = advise(Model(TIE, RATES), where, Question(club), known=sure(0.0, 0.0))
    expected = outlook(TIE, where, RATES).through[club]
    for plan in PLANS:
        assert getattr(advice.plans, plan).through == pytest.approx(expected, abs=1e-9)
    assert advice.chance == pytest.approx(0.5)
    assert (advice.gain.value, advice.regret.press, advice.regret.drop) == pytest.approx((0.0, 0.0, 0.0), abs=1e-12)
    assert advice.verdict == "hardly matters"


def test_away_goals_era_too() -> None:
    """A tie of the away-goals era, in which scores and not leads decide."""
    tie = Tie(rules("ucl", 2012, "R16"), (Leg("Milan", "Barcelona", (2, 0)), Leg("Barcelona", "Milan")))
    where = Standing(2, Moment(1, 1200.0), (1, 0))
    situation = situation_of(Model(tie, Rates(2.2, 0.8)), where, "Milan")
    usual = solve(situation, Effects.none(), ours=committed(0.0), theirs=committed(0.0)).value[0]
    assert usual == pytest.approx(outlook(tie, where, Rates(2.2, 0.8)).through["Milan"], abs=2e-6)


@pytest.mark.parametrize("where", [HALF_TIME, Standing(2, Moment(1, 0.0)), Standing(2, Moment(2, 600.0), (1, 4))])
def test_five_points_are_as_good_as_hundreds_of_draws(where: Standing) -> None:
    """The gain and its chance against draws of effects and strengths together, each pair solved on its own."""
    generator = np.random.default_rng(3)
    draws = 600
    rates = Rates(1.4 * np.exp(generator.normal(0.0, 0.15, draws)), 1.7 * np.exp(generator.normal(0.0, 0.15, draws)))
    situation = situation_of(Model(TIE, rates), where, "Atalanta")
    posterior = evidence().posterior
    component = generator.choice(len(posterior.weights), draws, p=posterior.weights)
    pairs = np.array([generator.multivariate_normal(posterior.means[k], posterior.covariances[k]) for k in component])
    effects = Effects(pairs[:, 1] + pairs[:, 0], pairs[:, 1] - pairs[:, 0])
    leading = situation.lead > 0
    press, drop = (
        solve(
            situation,
            effects,
            ours=levels(plan, SHIFT, leading=leading, minutes=None),
            theirs=committed(0.0),
        ).value
        for plan in ("press", "drop")
    )
    exact = press - drop
    gain = worths(situation, posterior, SHIFT).now.gain.under(posterior)
    error = exact.std() / np.sqrt(draws)
    assert gain.mean == pytest.approx(exact.mean(), abs=3.0 * error)
    chance = 1.0 - gain.below(0.0)
    assert chance == pytest.approx((exact > 0.0).mean(), abs=0.02 + 2.0 * np.sqrt(chance * (1.0 - chance) / draws))
    assert gain.quantile(0.95) == pytest.approx(np.quantile(exact, 0.95), abs=0.004)


def test_the_linear_answer_is_the_game_at_the_mean() -> None:
    known = sure(0.05, 0.01)
    advice = advise(Model(TIE, RATES), HALF_TIME, Question("Atalanta"), known=known)
    situation = situation_of(Model(TIE, RATES), HALF_TIME, "Atalanta")
    for plan in PLANS:
        alone = solve(
            situation,
            Effects(0.06, -0.04),
            ours=levels(plan, SHIFT, leading=True, minutes=None),
            theirs=committed(0.0),
        ).value[0]
        assert getattr(advice.plans, plan).through == pytest.approx(alone, abs=3e-6)
    assert advice.chance == 1.0


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.0])
def test_the_answer_is_plausible_over_leads_and_minutes(ratio: float) -> None:
    """Odds grow with the lead; what is at stake falls with time, and with the size of a lead."""
    grid = {(lead, minute): at_lead(lead, minute, ratio) for lead in range(-3, 4) for minute in (0, 45, 80)}
    for minute in (0, 45, 80):
        for plan in PLANS:
            odds = [getattr(grid[lead, minute].plans, plan).through for lead in range(-3, 4)]
            assert all(later > earlier for earlier, later in pairwise(odds))
        gains = [grid[lead, minute].gain.value for lead in (1, 2, 3)]
        # An hour and more from the end a side much weaker is not safe with two goals either.
        assert gains == sorted(gains, reverse=True) or minute == 0
    for lead in range(-3, 4):
        gains = [grid[lead, minute].gain.value for minute in (45, 80)]
        assert gains == sorted(gains, reverse=True)
        for minute in (0, 45, 80):
            advice = grid[lead, minute]
            assert abs(advice.gain.value) < 0.05
            assert advice.gain.low < advice.gain.value < advice.gain.high
            assert 0.0 < advice.plans.drop.through < 1.0
            worths_of = [getattr(advice.plans, plan).through for plan in PLANS]
            assert worths_of == sorted(worths_of, reverse=advice.gain.value < 0.0)


def test_both_sides_of_the_pitch_are_asked_alike() -> None:
    """The same situation seen with home and away exchanged on neutral ground gives the same answer."""
    rates = Rates(1.2, 1.5)
    swapped = replace(rates, home=rates.away, away=rates.home)
    answers = []
    for pair, club, score in ((rates, "A", (1, 0)), (swapped, "B", (0, 1))):
        tie = Tie(rules("euro", 2020, "QF"), (Leg("A", "B", neutral=True),))
        state = replace(pair.score_state, home=pair.score_state.home, away=pair.score_state.home)
        where = Standing(1, Moment(2, 900.0), score)
        answers.append(advise(Model(tie, replace(pair, score_state=state)), where, Question(club)))
    first, second = answers
    assert first.gain.value == pytest.approx(second.gain.value, abs=1e-6)
    assert first.chance == pytest.approx(second.chance, abs=1e-4)
    assert first.plans.press.through == pytest.approx(second.plans.press.through, abs=1e-6)


def test_later_answers_are_those_of_later_situations() -> None:
    """What is read off one solution is what solving anew at that moment or score gives."""
    model, known = Model(TIE, RATES), evidence()

    def solved(where: Standing) -> float:
        return worths(situation_of(model, where, "Atalanta"), known.posterior, SHIFT).now.gain.value

    now = worths(situation_of(model, HALF_TIME, "Atalanta"), known.posterior, SHIFT)
    after = Standing(2, Moment(2, 0.0), (1, 1))
    assert now.after_goal(ours=True).gain.value == pytest.approx(solved(after), abs=2e-6)
    later = dict(now.later())
    assert later[30.0].gain.value == pytest.approx(solved(Standing(2, Moment(2, 1800.0), (0, 1))), abs=2e-6)
    level_now = Standing(2, Moment(2, 0.0), (0, 2))
    lost = worths(situation_of(model, level_now, "Atalanta"), known.posterior, SHIFT).after_goal(ours=False)
    assert lost.gain.value == pytest.approx(solved(Standing(2, Moment(2, 0.0), (0, 3))), abs=2e-6)


def test_plans_as_they_are_written_down() -> None:
    assert [level(plan, 2, SHIFT, leading=True) for plan in PLANS] == [0.0, -SHIFT[2], 0.5 - SHIFT[2]]
    assert [level(plan, -1, SHIFT, leading=False) for plan in PLANS] == [SHIFT[1], 0.0, 0.5]
    # A lead that is gone is defended no more; beyond three goals nothing more is known.
    assert level("drop", 0, SHIFT, leading=True) == 0.0
    assert level("stay", 5, SHIFT, leading=True) == -SHIFT[3]
    assert units(1, SHIFT) == pytest.approx(0.5 - SHIFT[1])


@given(st.floats(0.0, 1.0), st.floats(-0.05, 0.05), st.floats(0.0, 0.05))
def test_the_verdict_follows_its_written_scale(chance: float, low: float, width: float) -> None:
    got = verdict(chance, low, low + width)
    swap = {"press": "drop", "drop": "press"}
    mirrored = verdict(1.0 - chance, -(low + width), -low)
    assert got in VERDICTS
    if chance not in (0.5, 0.05, 0.95):
        expected = " ".join(swap.get(word, word) for word in got.split())
        assert mirrored == expected or abs(chance - 0.5) < 1e-9 or min(abs(chance - edge) for edge in _EDGES) < 1e-9
    assert (got == "hardly matters") == (max(abs(low), abs(low + width)) < 0.003)


_EDGES = (0.05, 0.15, 0.35, 0.65, 0.85, 0.95)


@settings(max_examples=25)
@given(st.sampled_from(VERDICTS), st.floats(0.01, 0.99))
def test_a_sentence_names_club_chance_and_gain(word: str, chance: float) -> None:
    gain = Interval(value=0.0123, low=-0.004, high=0.031)
    text = sentence(word, chance, gain, "Roma", "going through")  # type: ignore[arg-type]
    assert "Roma" in text
    assert text.endswith(".")
    drops = chance < 0.5 and word != "open"
    assert f"{'takes 1.2 points from' if drops else 'adds 1.2 points to'} the chance of going through (90%" in text


def test_words_of_what_would_turn_it() -> None:
    assert "the advice turns at nine tenths" in turn(0.91, 0.6, press=True)
    assert turn(1.3, 0.6, press=True).startswith("Even if all")
    assert "more than three tenths" in turn(0.31, 0.6, press=True)
    assert "less than four tenths" in turn(0.4, 0.6, press=False)


def test_what_would_turn_it_is_where_the_gain_is_nothing() -> None:
    """At the share of good days named, the game itself is worth the same pressed on and dropped back."""
    known = evidence()
    advice = advise(Model(TIE, RATES), HALF_TIME, Question("Atalanta"))
    left = (1.0 - advice.turn.share) * known.main.balance
    even = advise(Model(TIE, RATES), HALF_TIME, Question("Atalanta"), known=sure(left, float(known.posterior.mean[1])))
    assert even.gain.value == pytest.approx(0.0, abs=3e-4)


@pytest.mark.slow
def test_costs_and_replies_change_the_answer_as_they_should() -> None:
    model = Model(TIE, RATES)
    from frontfoot.decisions.costs import Costs

    free = advise(model, HALF_TIME, Question("Atalanta"))
    costly = advise(model, HALF_TIME, Question("Atalanta", costs=Costs(penalties=0.3)))
    assert costly.gain.value < free.gain.value
    assert costly.plans.drop == free.plans.drop
    short = advise(model, HALF_TIME, Question("Atalanta", minutes=10.0))
    assert abs(short.gain.value) < abs(free.gain.value)
    best = advise(model, HALF_TIME, Question("Atalanta", opponent="best"))
    assert best.plans.press.through <= free.plans.press.through + 1e-9


def test_an_opponent_who_stays_as_he_was_is_no_worse_to_meet_than_one_who_answers_best() -> None:
    model = Model(TIE, RATES)
    unmoved, best = (
        advise(model, HALF_TIME, Question("Atalanta", opponent=reply)).plans.stay.through
        for reply in ("unmoved", "best")
    )
    assert best <= unmoved + 1e-9


def test_points_of_a_league_match() -> None:
    tie = Tie(rules("league", 2017), (Leg("Juventus", "Sampdoria"),))
    advice = frontfoot.decide(tie, Standing(1, Moment(2, 900.0), (1, 0)), Rates(1.8, 0.9))
    assert (advice.payoff, advice.in_points) == ("points", True)
    assert 2.0 < advice.plans.drop.through < 3.0
    assert "league points" in advice.sentence


def test_the_line_is_said_at_a_tenth_more_goals() -> None:
    line = break_even(situation_of(Model(TIE, RATES), HALF_TIME, "Atalanta"), changes())
    assert "10% more goals" in condition(line, "Atalanta", "Liverpool")


def test_what_rounds_to_nothing_has_no_sign() -> None:
    gain = Interval(value=-0.0004, low=-0.01, high=0.0004)
    assert (
        effect(gain, "going through") == "changes the chance of going through by 0.0 points (90% interval −1.0 to 0.0)"
    )
    points = Interval(value=0.004, low=-0.004, high=0.02)
    assert effect(points, None) == "adds 0.00 league points (90% interval 0.00 to +0.02)"


@pytest.mark.parametrize(
    ("where", "club", "payoff"),
    [
        (HALF_TIME, "Marseille", None),
        (Standing(2, Moment(3, 0.0), (0, 3)), "Atalanta", None),
        (HALF_TIME, "Atalanta", "glory"),
        (Standing(2, Moment(2, 0.0), shoot_out=ShootOut()), "Atalanta", None),
    ],
)
def test_impossible_questions_are_refused(where: Standing, club: str, payoff: str | None) -> None:
    with pytest.raises(InputError):
        situation_of(Model(TIE, RATES), where, club, payoff)  # type: ignore[arg-type]


def test_a_leg_that_does_not_exist_is_refused() -> None:
    final = Tie(rules("uel", 2023, "F"), (Leg("Atalanta", "Leverkusen"),))
    with pytest.raises(InputError, match="Leg 2"):
        situation_of(Model(final, RATES), HALF_TIME, "Atalanta")
    with pytest.raises(InputError, match="Leg 2"):
        frontfoot.decide(final, HALF_TIME, RATES)


@pytest.mark.parametrize("now", VERDICTS)
@pytest.mark.parametrize("then", VERDICTS)
def test_every_other_verdict_is_a_change_and_the_same_one_is_none(now: Verdict, then: Verdict) -> None:
    clubs = ("Liverpool", "Atalanta")
    changes = flips(now, (then, now), [(5.0, now), (10.0, then), (15.0, "open")], clubs)
    after_goal = {change for change in changes if "next goal" in change}
    assert after_goal == ({f"after the next goal of Liverpool: {then}"} if then != now else set())
    # With time: what comes first, from ten minutes on or from fifteen, and nothing where the verdict stays.
    first = [f"in {at} minutes at this score: {word}" for at, word in ((10, then), (15, "open")) if word != now][:1]
    assert [change for change in changes if "minutes" in change] == first
