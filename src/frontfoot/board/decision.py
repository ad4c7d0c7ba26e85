"""The advice for the present state of a tie (press on, stay or drop back), calculated in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import msgspec

from frontfoot.board.answers import Undecided
from frontfoot.core.errors import FrontfootError
from frontfoot.decisions.advice import Advice
from frontfoot.decisions.advise import Question, advise
from frontfoot.ties.odds import Model
from frontfoot.ties.situation import Situation, Tie
from frontfoot.ties.strengths import file_rates
from frontfoot.ties.tie_file import TieFile


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the process that calculates decisions; plain values, so that it can be sent to it.

    Attributes:
        file: the tie as it was opened, for its rates.
        tie: with the matches before this one.
        where: the present situation.
        club: whose decision it is; None for the leader, at level the home side.
        anchor: the odds of both clubs as the board shows them; empty without odds.
    """

    file: TieFile
    tie: Tie
    where: Situation
    club: str | None
    anchor: dict[str, float]


def refusal(asked: Asked) -> str:
    """The reason why there is no decision for a situation, as a clause; an empty string if there is one."""
    if asked.where.shoot_out is not None:
        return "There is no approach in a shoot-out"
    if asked.where.moment.period > 2:
        return "Approach is weighed in the 90 minutes only; extra time is played with the usual approach"
    return ""


def decide(asked: Asked) -> dict[str, Any]:
    """The document of the `Advice` for the situation; without a decision it holds only the `reason`."""
    reason = refusal(asked)
    if not reason:
        try:
            return advice_on(asked).document()
        except FrontfootError as error:
            reason = str(error)
    undecided: dict[str, Any] = msgspec.to_builtins(Undecided(reason=reason))
    return undecided


def advice_on(asked: Asked) -> Advice:
    """The advice for the situation.

    Raises:
        FrontfootError: there is no decision for this situation.
    """
    club = asked.club or leader(asked.tie, asked.where)
    rates = file_rates(asked.file)
    model, known = Model(asked.tie, rates.under_way[asked.where.leg - 1]), rates.source_of(asked.where.leg)
    outlook = model.ask(asked.where)
    if asked.anchor:
        outlook = replace(outlook, through=asked.anchor)
    return advise(
        model, asked.where, Question(club, rates_from=known.words, strengths=known.strengths), outlook=outlook
    )


def leader(tie: Tie, where: Situation) -> str:
    """The side that leads the tie; at level the home side of the match."""
    match = tie.legs[where.leg - 1]
    lead = tie.carried(where.leg) + where.score[0] - where.score[1]
    return match.home if lead >= 0 else match.away
