"""The situation of a decision, from a tie and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from frontfoot.decide.situation import Situation
from frontfoot.errors import InputError

if TYPE_CHECKING:
    from frontfoot.tie import Model
    from frontfoot.tie import Situation as Standing


def situation_of(model: Model, standing: Standing, club: str) -> Situation:
    """The decision that `club` faces: its payoff is the odds of going through for every score after 90 minutes.

    Extra time and shoot-out are played with the usual approach; where strengths are drawn, the odds after 90 minutes
    are those at their means, while the goals before come at each draw's rates. In a league match, whose rules let a
    draw stand, the payoff is points, 3-1-0.

    Args:
        model: the tie with its rates.
        standing: where it stands.
        club: whose decision it is.

    Raises:
        InputError: another club, or a moment after regulation time.

    >>> from frontfoot.goals.clock import Moment
    >>> from frontfoot.goals.rates import Rates
    >>> from frontfoot.tie import Leg, Model, Situation as Standing, Tie, rules
    >>> tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    >>> half_time = Standing(2, Moment(2, 0), (0, 1))
    >>> situation_of(Model(tie, Rates(1.5, 1.6)), half_time, "Atalanta").lead
    2
    """
    match = model.tie.legs[standing.leg - 1]
    if club not in (match.home, match.away):
        raise InputError(f"{club} does not play in this tie", place="club", remedy=f"Name {match.home} or {match.away}")
    if standing.shoot_out is not None or standing.moment.period > 2:
        raise InputError(
            "Approach is weighed in regulation time only", place="minute", remedy="Give a moment before 90' is over"
        )
    side = 0 if club == match.home else 1
    score = standing.score
    at_means = model.at_means()
    ways = at_means.payoff(standing.leg, [standing.moment], standing.men, score)
    worth = ways.sum(axis=0)
    if not model.tie.rules.steps:
        lead = np.subtract.outer(np.arange(worth.shape[1]), np.arange(worth.shape[2])) * (1 if side == 0 else -1)
        payoff = 3.0 * (lead > 0) + 1.0 * (lead == 0)
    else:
        payoff = worth[side]
    return Situation(
        model.leg_rates(standing.leg),
        standing.moment,
        score,
        "home" if side == 0 else "away",
        payoff[score[0] :, score[1] :],
        standing.men,
        model.tie.carried(standing.leg),
    )
