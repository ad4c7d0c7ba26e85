"""A question about approach, answered whole: the weighing, its flips, the line, as one document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from frontfoot.core.errors import InputError
from frontfoot.decisions.break_even import break_even
from frontfoot.decisions.evidence import usual_shift
from frontfoot.decisions.from_tie import PAYOFFS, situation_of
from frontfoot.decisions.game import any_level, unmoved
from frontfoot.decisions.picture import changes
from frontfoot.decisions.plans import thinned, weigh
from frontfoot.decisions.words import condition, flips, sentence

if TYPE_CHECKING:
    from frontfoot.decisions.break_even import BreakEven
    from frontfoot.decisions.costs import Costs
    from frontfoot.decisions.evidence import Ladder
    from frontfoot.decisions.plans import Estimate, Later, Verdict, Weighing
    from frontfoot.decisions.situation import Situation as Decision
    from frontfoot.ties import Model, Situation, Tie

Reply = Literal["usual", "best", "unmoved"]
REPLIES: Final[tuple[Reply, ...]] = get_args(Reply)
"""How the opponent answers a plan: as is usual for the score, as is best for it, or not at all."""
CARD_DRAWS = 60
"""Draws of each rung for the verdict after a red card, which is told in a word."""


@dataclass(frozen=True)
class Question:
    """Everything a decision is asked with.

    Attributes:
        tie, where: the tie, and where it stands.
        model: the tie with its rates.
        club: whose decision it is.
        known: where the rates come from, in words.
        payoff: "through", "points" or "win"; None for what the rules make of the match.
        minutes: how long the plan is kept; None for the rest of regulation.
        opponent: how it replies, one of `REPLIES`.
        costs: of pressing.

    Raises:
        InputError: another payoff or reply, or a plan for less than 1 or more than 90 minutes.
    """

    tie: Tie
    where: Situation
    model: Model
    club: str
    known: str
    payoff: Any
    minutes: float | None
    opponent: str
    costs: Costs

    def __post_init__(self) -> None:
        if self.payoff is not None and self.payoff not in PAYOFFS:
            raise InputError(f"'{self.payoff}' is not a payoff", place="payoff", remedy=f"Give {', '.join(PAYOFFS)}")
        if self.opponent not in REPLIES:
            raise InputError(f"'{self.opponent}' is not a reply", place="opponent", remedy=f"Give {', '.join(REPLIES)}")
        if self.minutes is not None and not 1.0 <= self.minutes <= 90.0:
            raise InputError(f"{self.minutes:g} minutes cannot be", place="minutes", remedy="Give 1 to 90")

    @property
    def other(self) -> str:
        """The opponent."""
        match = self.tie.legs[self.where.leg - 1]
        return match.away if self.club == match.home else match.home


@dataclass(frozen=True)
class Answer:
    """The weighing with what is read off it."""

    weighing: Weighing
    later: list[Later]
    after_red: dict[str, Verdict]
    line: BreakEven
    lead: int
    points: bool


def answer(question: Question, evidence: Ladder, *, anchor: float | None = None) -> Answer:
    """Weigh the plans and read off what changes the verdict.

    Args:
        question: what is asked.
        evidence: the ladder it is weighed on.
        anchor: what holding is worth where the caller tells the odds in another way; by default the tie's outlook over
            the drawn strengths. Only where the opponent replies as usual and going through is at stake.

    Raises:
        InputError: a moment after regulation time, a payoff that is not to be had, another club.
    """
    situation = situation_of(question.model, question.where, question.club, question.payoff)
    theirs = _replies(question.opponent)
    options: dict[str, Any] = {"minutes": question.minutes, "theirs": theirs, "costs": question.costs}
    means = situation_of(question.model.at_means(), question.where, question.club, question.payoff)
    points = _in_points(question, means)
    if not (question.opponent == "usual" and question.payoff in (None, "through") and not points):
        anchor = None
    elif anchor is None:
        anchor = question.model.ask(question.where).through[question.club]
    weighing = weigh(situation, evidence, anchor=anchor, **options)
    few = thinned(evidence, CARD_DRAWS)
    after_red: dict[str, Verdict] = {}
    for name, side in (
        (question.club, situation.side),
        (question.other, "away" if situation.side == "home" else "home"),
    ):
        men = list(situation.men)
        men[0 if side == "home" else 1] -= 1
        if min(men) < 7:
            continue
        # The odds after 90 minutes are kept: extra time with fewer men changes them a little, the verdict not.
        after_red[name] = weigh(replace(means, men=(men[0], men[1])), few, **options).now.verdict
    line = break_even(means, changes(), minutes=question.minutes)
    return Answer(weighing, weighing.later(), after_red, line, situation.lead, points)


def _in_points(question: Question, situation: Decision) -> bool:
    return question.payoff == "points" or float(situation.payoff.max()) > 1.0 + 1e-9


def _replies(opponent: str) -> Any:
    if opponent == "best":
        return any_level()
    return unmoved(usual_shift()) if opponent == "unmoved" else None


def title(question: Question) -> str:
    """The situation in one line."""
    match, where = question.tie.legs[question.where.leg - 1], question.where
    lead = question.tie.carried(where.leg)
    aggregate = f", {match.home} {lead:+d} from the first leg" if where.leg == 2 else ""
    return f"{match.home} - {match.away} {where.score[0]}-{where.score[1]}, {where.when}{aggregate}"


def document(question: Question, answer: Answer, evidence: Ladder) -> dict[str, Any]:
    """The answer for programs: the JSON of `frontfoot decide --json`."""
    now, main = answer.weighing.now, answer.weighing.now.main
    policies = answer.weighing.policies
    match = question.tie.legs[question.where.leg - 1]
    return {
        "club": question.club,
        "opponent": question.other,
        "competition": question.tie.rules.competition,
        "season": question.tie.rules.season,
        "leg": question.where.leg,
        "minute": question.where.moment.minute,
        "announced": question.where.announced,
        "home": match.home,
        "away": match.away,
        "score": list(question.where.score),
        "lead": answer.lead,
        "payoff": question.payoff or ("points" if answer.points else "through"),
        "rates_from": question.known,
        "plan_minutes": question.minutes,
        "opponent_replies": question.opponent,
        **{plan: _estimate(getattr(main, plan)) for plan in policies},
        "difference": {"value": main.difference.value, "low": main.difference.low, "high": main.difference.high},
        "stake": now.stake,
        "verdict": now.verdict,
        "sentence": sentence(now, evidence, question.club, points=answer.points),
        "condition": condition(answer.line, question.club, question.other),
        "flips": flips(now, answer.later, question.club, question.other),
        "after_red_card": answer.after_red,
        "ladder": [
            {
                "design": weighed.rung,
                "title": rung.title,
                "caution": rung.caution,
                "matches": rung.matches,
                "spells": rung.rows,
                **{plan: _estimate(getattr(weighed, plan)) for plan in policies},
                "difference": {
                    "value": weighed.difference.value,
                    "low": weighed.difference.low,
                    "high": weighed.difference.high,
                },
            }
            for weighed, rung in zip(now.ladder, evidence.rungs, strict=True)
        ],
        "break_even": [
            {"own": float(own), "opponent": None if theirs != theirs else float(theirs)}
            for own, theirs in zip(answer.line.own, answer.line.opponent, strict=True)
        ],
    }


def _estimate(estimate: Estimate) -> dict[str, float]:
    return {"through": estimate.value, "low": estimate.low, "high": estimate.high}
