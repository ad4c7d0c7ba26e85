"""Press, hold or drop from where the tie stands: one document and its chart, made in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from frontfoot.core.errors import FrontfootError
from frontfoot.decisions.answer import Answer, Question, answer, document
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.evidence import ladder
from frontfoot.decisions.plans import thinned
from frontfoot.reports import break_even
from frontfoot.reports.crossroads import estimated, rungs
from frontfoot.reports.tie_parts import BreakEvenPoint, Weighing
from frontfoot.ties.odds import Model
from frontfoot.ties.strengths import drawn_rates, file_rates

if TYPE_CHECKING:
    from frontfoot.ties.file import TieFile
    from frontfoot.ties.situation import Situation, Tie


DRAWS: Final = 200
"""Of each design: enough for a tenth of a point of the mean, in a fraction of the time of all of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the process that decides; plain values, so that it can be sent there.

    Attributes:
        file: the tie as it was opened, for its rates.
        tie: with the matches before this one.
        where: it stands now.
        club: whose decision it is; None for the leader, at level the home side.
        anchor: the odds of both clubs as the board tells them; empty without odds.
        draws: of each design.
    """

    file: TieFile
    tie: Tie
    where: Situation
    club: str | None
    anchor: dict[str, float]
    draws: int = DRAWS


def refusal(asked: Asked) -> str:
    """Why nothing can be weighed here; empty where it can."""
    if asked.where.shoot_out is not None:
        return "There is no approach in a shoot-out"
    if asked.where.moment.period > 2:
        return "Approach is weighed in the 90 minutes only; extra time is played with the usual approach"
    return ""


def decide(asked: Asked) -> dict[str, Any]:
    """The answer of `frontfoot decide` for the situation, with the break-even chart as SVG.

    Where nothing can be weighed the document holds the reason alone.
    """
    reason = refusal(asked)
    if reason:
        return {"reason": reason}
    try:
        return _decided(asked)
    except FrontfootError as error:
        return {"reason": str(error)}


def _decided(asked: Asked) -> dict[str, Any]:
    evidence = thinned(ladder(), asked.draws)
    club = asked.club or leader(asked.tie, asked.where)
    rates, known = file_rates(asked.file)
    drawn = drawn_rates(asked.file) or rates
    last = asked.where.leg == asked.tie.rules.legs
    model = Model(asked.tie, drawn[-1] if last else drawn)
    question = Question(asked.tie, asked.where, model, club, known, None, None, "usual", Costs())
    found = answer(question, evidence, anchor=asked.anchor.get(club))
    told = document(question, found, evidence)
    home = asked.tie.legs[asked.where.leg - 1].home == club
    chart = break_even.draw(_weighing(found, told, club), "home" if home else "away", question.other, "now")
    return {**told, "payoff_points": found.points, "chart": str(chart)}


def leader(tie: Tie, where: Situation) -> str:
    """The side that leads the tie; at level the home side of the match."""
    match = tie.legs[where.leg - 1]
    lead = tie.carried(where.leg) + where.score[0] - where.score[1]
    return match.home if lead >= 0 else match.away


def _weighing(found: Answer, told: dict[str, Any], club: str) -> Weighing:
    now = found.weighing.now
    return Weighing(
        team=club,
        lead=found.lead,
        before=None,
        after=None,
        press=estimated(now.main.press),
        hold=estimated(now.main.hold),
        drop=estimated(now.main.drop),
        press_less_drop=estimated(now.main.difference),
        stake=now.stake,
        verdict=now.verdict,
        sentence=told["sentence"],
        condition=told["condition"],
        ladder=rungs(now, leading=found.lead > 0),
        break_even=tuple(BreakEvenPoint(own=point["own"], opponent=point["opponent"]) for point in told["break_even"]),
    )
