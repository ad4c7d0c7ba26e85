"""Press, hold, drop: the weighing against the game itself, the verdict's rule, and the words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.core.errors import InputError
from frontfoot.decisions.break_even import break_even
from frontfoot.decisions.decide import decide
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.evidence import Ladder, Rung, ladder, usual_shift
from frontfoot.decisions.from_tie import situation_of
from frontfoot.decisions.game import committed, solve
from frontfoot.decisions.picture import changes
from frontfoot.decisions.plans import Estimate, stake, verdict, weigh
from frontfoot.decisions.words import condition, sentence, span
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Model, ShootOut, Tie, outlook, rules
from frontfoot.ties import Situation as Standing

TIE = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
HALF_TIME = Standing(2, Moment(2, 0.0), (0, 1))
RATES = Rates(1.4, 1.7)


def rung(name: str, own: list[float], opponent: list[float]) -> Rung:
    return Rung(name, name, Effects(np.array(own), np.array(opponent)), 10, 100)


@pytest.mark.parametrize("minute", [0.0, 1800.0, 2690.0])
@pytest.mark.parametrize("club", ["Atalanta", "Liverpool"])
def test_without_effects_every_plan_is_the_outlook(minute: float, club: str) -> None:
    where = Standing(2, Moment(2, minute), (0, 1), (11, 10))
    nothing = Ladder((rung("none", [0.0, 0.0], [0.0, 0.0]),))
    now = weigh(situation_of(Model(TIE, RATES), where, club), nothing).now
    expected = outlook(TIE, where, RATES).through[club]
    for plan in (now.main.press, now.main.hold, now.main.drop):
        assert plan.value == pytest.approx(expected, abs=2e-6)
    assert now.stake == pytest.approx(0.0, abs=1e-9)
    assert now.verdict == "too close to call"


def test_away_goals_era_too() -> None:
    """A tie of the away-goals era, in which scores and not leads decide."""
    tie = Tie(rules("ucl", 2012, "R16"), (Leg("Milan", "Barcelona", (2, 0)), Leg("Barcelona", "Milan")))
    where = Standing(2, Moment(1, 1200.0), (1, 0))
    situation = situation_of(Model(tie, Rates(2.2, 0.8)), where, "Milan")
    got = weigh(situation, Ladder((rung("none", [0.0], [0.0]),))).now.main.hold.value
    assert got == pytest.approx(outlook(tie, where, Rates(2.2, 0.8)).through["Milan"], abs=2e-6)


def test_plans_are_the_game_with_fixed_levels() -> None:
    situation = situation_of(Model(TIE, RATES), HALF_TIME, "Atalanta")
    own, opponent = [0.08, -0.02, 0.1], [-0.03, 0.05, 0.0]
    two = Ladder((rung("one", own, opponent), rung("two", [0.2], [0.1])))
    now = weigh(situation, two).now
    for plan, level in (("press", 1.0), ("drop", -1.0)):
        alone = [
            solve(situation, Effects(a, b), ours=committed(level), theirs=committed(0.0)).value[0]
            for a, b in zip(own, opponent, strict=True)
        ]
        assert getattr(now.ladder[0], plan).value == pytest.approx(np.mean(alone), abs=1e-8)
    assert now.ladder[1].press.value == pytest.approx(
        solve(situation, Effects(0.2, 0.1), ours=committed(1.0), theirs=committed(0.0)).value[0], abs=1e-8
    )


def test_the_anchor_moves_all_plans_alike() -> None:
    situation = situation_of(Model(TIE, RATES), HALF_TIME, "Atalanta")
    evidence = Ladder((rung("one", [0.08, 0.1], [-0.03, 0.0]),))
    free, tied = weigh(situation, evidence).now.main, weigh(situation, evidence, anchor=0.9).now.main
    assert tied.hold.value == pytest.approx(0.9)
    assert tied.press.value - tied.drop.value == pytest.approx(free.press.value - free.drop.value)


def test_later_decisions_are_those_of_later_situations() -> None:
    """What is read off one solution is what solving anew at that moment or score gives."""
    model = Model(TIE, RATES)
    evidence = Ladder((rung("one", [0.08, 0.1], [-0.03, 0.0]),))
    weighing = weigh(situation_of(model, HALF_TIME, "Atalanta"), evidence)
    later = {(item.minutes, item.event): item.decision for item in weighing.later()}
    after = Standing(2, Moment(2, 0.0), (1, 1))
    anew = weigh(situation_of(model, after, "Atalanta"), evidence).now
    assert later[0.0, "our goal"].main.press.value == pytest.approx(anew.main.press.value, abs=2e-6)
    in_half_an_hour = Standing(2, Moment(2, 1800.0), (0, 1))
    anew = weigh(situation_of(model, in_half_an_hour, "Atalanta"), evidence).now
    assert later[30.0, "as it is"].main.drop.value == pytest.approx(anew.main.drop.value, abs=2e-6)


@given(st.lists(st.tuples(st.floats(-0.1, 0.1), st.floats(0.0, 0.05)), min_size=1, max_size=6))
def test_the_verdict_follows_its_written_rule(pairs: list[tuple[float, float]]) -> None:
    differences = [Estimate(value, value - half, value + half) for value, half in pairs]
    got = verdict(differences)
    mirrored = verdict([Estimate(-d.value, -d.high, -d.low) for d in differences])
    swap = {"press": "drop", "drop": "press", "leans press": "leans drop", "leans drop": "leans press"}
    assert mirrored == swap.get(got, got)
    above, below = [d.low > 0 for d in differences], [d.high < 0 for d in differences]
    assert (got == "press") == all(above)
    assert (got == "leans press") == (above[0] and not all(above) and not any(below))
    assert stake(differences) == pytest.approx(max(max(abs(d.low), abs(d.high)) for d in differences) / 2)


def test_the_shipped_ladder() -> None:
    evidence = ladder()
    assert evidence.main.name == "latent"
    assert evidence.main.effects.draws >= 500
    names = {rung.name for rung in evidence.rungs}
    assert {"pooled", "teams", "observed", "within match", "press", "leaders", "goals"} <= names
    assert sum(rung.matches == 380 for rung in evidence.rungs) == 4
    shift = usual_shift()
    # Leaders drop back, chasers come out (Lago 2009 and others), and level is the reference.
    assert shift[1] < 0 < shift[-1]
    assert shift[0] == 0.0


def test_words_say_no_more_than_the_numbers() -> None:
    situation = situation_of(Model(TIE, RATES), HALF_TIME, "Atalanta")
    weighing = weigh(situation, ladder())
    now = weighing.now
    said = sentence(now, ladder(), "Atalanta")
    assert ("Too close to call" in said) == (now.verdict == "too close to call")
    assert f"{100 * now.main.difference.value:+.1f}" in said
    against = [w.rung for w in now.ladder if w.difference.sign == -now.main.difference.sign != 0]
    assert all(f"'{name}'" in said for name in against)
    line = break_even(situation, changes())
    assert "10% more goals" in condition(line, "Atalanta", "Liverpool")


def test_what_would_change_the_verdict_names_the_scorer() -> None:
    """Barcelona - Paris 6-1, 6-5 on aggregate, 90+5': after a goal of Paris only a goal helps Barcelona."""
    legs = (Leg("Paris Saint-Germain", "Barcelona", (4, 0)), Leg("Barcelona", "Paris Saint-Germain"))
    tie = Tie(rules("ucl", 2016, "R16"), legs)
    late = Standing(2, Moment(2, 50 * 60.0), (6, 1))
    assert decide(tie, late, Rates(2.6, 0.9)).flips == ["after the next goal of Paris Saint-Germain: leans press"]


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
    with pytest.raises(InputError):
        Ladder(())


def test_a_leg_that_does_not_exist_is_refused() -> None:
    final = Tie(rules("uel", 2023, "F"), (Leg("Atalanta", "Leverkusen"),))
    with pytest.raises(InputError, match="Leg 2"):
        situation_of(Model(final, RATES), HALF_TIME, "Atalanta")
    with pytest.raises(InputError, match="Leg 2"):
        decide(final, HALF_TIME, RATES)


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert span(Estimate(-0.0004, -0.01, 0.0004)) == "press less drop 0.0 points of probability, -1.0 to 0.0"
    assert span(Estimate(0.004, -0.004, 0.02), points=True) == "press less drop 0.00 league points, 0.00 to +0.02"
