"""`advise`: solves the plans at a moment of a tie and computes the gain of pressing under the posterior."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.decisions import words
from frontfoot.decisions.advice import (
    Advice,
    BreakEvenPoint,
    Cost,
    Effect,
    Interval,
    Plans,
    PlanWorth,
    Regret,
    Turn,
)
from frontfoot.decisions.break_even import break_even, changes
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.evidence import Evidence, evidence
from frontfoot.decisions.from_tie import PAYOFFS, Payoff, situation_of
from frontfoot.decisions.game import FEWEST_MEN, LONGEST_SPELL, SPELL, USUAL, Levels, any_level, solve, unmoved
from frontfoot.decisions.mixture import PairMixture
from frontfoot.decisions.plans import Plan, level, units
from frontfoot.decisions.readings import good_day_share, readings
from frontfoot.decisions.situation import GameSituation as Decision
from frontfoot.decisions.verdict import Verdict, verdict
from frontfoot.decisions.worths import WorthMoment, Worths, WorthSurface, worths
from frontfoot.goals.sources import StrengthsUsed
from frontfoot.ties import Model, Situation
from frontfoot.ties.outlook import Outlook

Reply = Literal["usual", "best", "unmoved"]
REPLIES: Final[tuple[Reply, ...]] = get_args(Reply)
"""How the opponent replies to a plan: as usual for the score, as best for it, or not at all."""
TAIL: Final = 0.05
NONE: Final = Costs()


@dataclass(frozen=True)
class Question:
    """The arguments of a decision.

    Attributes:
        club: whose decision it is.
        payoff: "through", "points" or "win"; None for the one that the rules of the match imply.
        minutes: how long the plan is kept; None for the rest of regulation.
        opponent: how it replies, one of `REPLIES`.
        costs: of pressing on, the user's own figures.
        rates_from: where the rates come from, in words.
        strengths: which strengths they were made from; None where they were given, or made from odds.

    Raises:
        InputError: another payoff or reply, or a plan for less than 1 or more than 90 minutes.
    """

    club: str
    payoff: Payoff | None = None
    minutes: float | None = None
    opponent: str = "usual"
    costs: Costs = NONE
    rates_from: str = "rates as given"
    strengths: StrengthsUsed | None = None

    def __post_init__(self) -> None:
        if self.payoff is not None and self.payoff not in PAYOFFS:
            raise InputError(f"'{self.payoff}' is not a payoff", place="payoff", remedy=f"Give {', '.join(PAYOFFS)}")
        if self.opponent not in REPLIES:
            raise InputError(f"'{self.opponent}' is not a reply", place="opponent", remedy=f"Give {', '.join(REPLIES)}")
        if self.minutes is not None and not 1.0 <= self.minutes <= 90.0:
            raise InputError(f"{self.minutes:g} minutes cannot be", place="minutes", remedy="Give 1 to 90")


def advise(
    model: Model,
    where: Situation,
    question: Question,
    *,
    outlook: Outlook | None = None,
    known: Evidence | None = None,
) -> Advice:
    """The advice for a club at a moment.

    Args:
        model: the tie with its rates.
        where: its situation.
        question: the arguments of the decision.
        outlook: the tie's odds at the moment, where the caller has them already; asked of the model when None.
        known: the evidence; the shipped one when None.

    Raises:
        InputError: a moment after regulation time, a payoff that is not to be had, another club.
    """
    known = known or evidence()
    club, shift = question.club, known.usual_shift
    situation = situation_of(model, where, club, question.payoff)
    means = situation_of(model.at_means(), where, club, question.payoff)
    match, rules = model.tie.legs[where.leg - 1], model.tie.rules
    other = match.away if club == match.home else match.home
    payoff: Payoff = question.payoff or ("through" if rules.steps else "points")
    stake = 3.0 if payoff == "points" else 1.0
    theirs = _reply(question.opponent, shift)
    options: dict[str, Any] = {"minutes": question.minutes, "theirs": theirs, "costs": question.costs}

    solved = worths(situation, known.posterior, shift, **options)
    now = solved.now
    if payoff == "through" and question.opponent == "usual":
        base = _from_outlook(outlook or model.ask(where), club)
    else:
        base = _from_draws(situation, solved, theirs if question.opponent == "best" else None)
    gain = now.gain.under(known.posterior)
    chance = 1.0 - gain.below(0.0)
    interval = Interval(value=gain.mean, low=gain.quantile(TAIL), high=gain.quantile(1.0 - TAIL))
    word = verdict(chance, interval.low, interval.high, stake=stake)
    # A plan kept to the end needs no cut into spells where nothing else is decided on the way.
    whole = question.minutes is None and question.opponent != "best" and question.costs.tiring_after is None
    spell = LONGEST_SPELL if whole else SPELL
    line = break_even(means, changes(), minutes=question.minutes, spell=spell)
    needed = good_day_share(now.gain, known)
    assumed = 1.0 - float(known.posterior.mean[0]) / known.main.balance
    lead = situation.lead

    def judged(moment: WorthMoment) -> Verdict:
        return judge(moment.gain, known.posterior, stake)

    return Advice(
        club=club,
        opponent=other,
        side=situation.side,
        competition=rules.competition,
        season=rules.season,
        leg=where.leg,
        minute=where.moment.minute,
        announced=where.announced,
        home=match.home,
        away=match.away,
        score=where.score,
        lead=lead,
        payoff=payoff,
        rates_from=question.rates_from,
        strengths=question.strengths,
        plan_minutes=question.minutes,
        opponent_replies=question.opponent,
        usual=base,
        plans=_plans(now, base, known, lead, stake),
        units=units(lead, shift),
        chance=chance,
        gain=interval,
        regret=Regret(press=gain.negative().gain, drop=gain.gain),
        verdict=word,
        sentence=words.sentence(word, chance, interval, club, words.aim_of(payoff, last=rules.last)),
        condition=words.condition(line, club, other),
        turn=Turn(share=needed, assumed=assumed, sentence=words.turn(needed, assumed, press=interval.value >= 0.0)),
        flips=words.flips(
            word,
            (judged(solved.after_goal(ours=True)), judged(solved.after_goal(ours=False))),
            () if question.minutes is not None else ((minutes, judged(then)) for minutes, then in solved.later()),
            (club, other),
        ),
        after_red_card=_after_red(means, known, (club, other), stake, {**options, "spell": spell}),
        effect=_effect(known.posterior),
        readings=readings(now.gain, known),
        costs=tuple(Cost(name=c.name, change=c.change, error=c.error, note=c.note) for c in known.costs),
        break_even=tuple(
            BreakEvenPoint(own=float(own), opponent=None if theirs_ != theirs_ else float(theirs_))
            for own, theirs_ in zip(line.own, line.opponent, strict=True)
        ),
    )


def judge(gain: WorthSurface, posterior: PairMixture, stake: float = 1.0) -> Verdict:
    """The verdict on a gain."""
    spread = gain.under(posterior)
    return verdict(1.0 - spread.below(0.0), spread.quantile(TAIL), spread.quantile(1.0 - TAIL), stake=stake)


def _reply(opponent: str, shift: Any) -> Levels | None:
    if opponent == "best":
        return any_level()
    return unmoved(shift) if opponent == "unmoved" else None


def _from_outlook(outlook: Outlook, club: str) -> Interval:
    value = outlook.through[club]
    low, high = outlook.interval.get(club, (value, value))
    return Interval(value=value, low=low, high=high)


def _from_draws(situation: Decision, solved: Worths, theirs: Levels | None) -> Interval:
    """The worth of the usual play over draws of the strengths, if the tie's odds do not give it."""
    if theirs is not None:
        policy = solved.policies["usual"]
        values = np.broadcast_to(policy.value, (5 * solved.strengths,))[: solved.strengths]
    else:
        values = solve(situation, Effects.none(), ours=USUAL, theirs=USUAL).value
    low, high = np.quantile(values, [TAIL, 1.0 - TAIL])
    return Interval(value=float(values.mean()), low=float(low), high=float(high))


def _plans(now: WorthMoment, base: Interval, known: Evidence, lead: int, stake: float) -> Plans:
    """Worths of the plans: the usual worth and its interval, moved and widened by what the plan changes."""

    def worth(plan: Plan) -> PlanWorth:
        change = now.plans[plan].under(known.posterior).moved(-now.usual)
        moved = change.mean
        below, above = (change.quantile(tail) - moved for tail in (TAIL, 1.0 - TAIL))
        value = min(max(base.value + moved, 0.0), stake)
        return PlanWorth(
            level=level(plan, lead, known.usual_shift, leading=lead > 0),
            through=value,
            low=max(value - float(np.hypot(base.value - base.low, below)), 0.0),
            high=min(value + float(np.hypot(base.high - base.value, above)), stake),
        )

    return Plans(drop=worth("drop"), stay=worth("stay"), press=worth("press"))


def _after_red(
    means: Decision, known: Evidence, clubs: tuple[str, str], stake: float, options: dict[str, Any]
) -> dict[str, Verdict]:
    """The verdict after a red card for either club; the odds after 90 minutes are kept as they are."""
    verdicts: dict[str, Verdict] = {}
    ours = 0 if means.side == "home" else 1
    for club, place in zip(clubs, (ours, 1 - ours), strict=True):
        men = list(means.men)
        men[place] -= 1
        if min(men) >= FEWEST_MEN:
            solved = worths(replace(means, men=(men[0], men[1])), known.posterior, known.usual_shift, **options)
            verdicts[club] = judge(solved.now.gain, known.posterior, stake)
    return verdicts


def _effect(posterior: PairMixture) -> Effect:
    (balance, total), errors, covariance = posterior.mean, posterior.errors, posterior.covariance
    return Effect(
        balance=float(balance),
        balance_error=float(errors[0]),
        total=float(total),
        total_error=float(errors[1]),
        correlation=float(covariance[0, 1] / (errors[0] * errors[1])) if errors.min() > 0.0 else 0.0,
    )
