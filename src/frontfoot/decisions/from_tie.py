"""`situation_of`: the situation of a decision, from a tie and its state."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.decisions.situation import GameSituation
from frontfoot.ties import Model
from frontfoot.ties import Situation as Standing
from frontfoot.ties.situation import check_fit

Payoff = Literal["through", "points", "win"]
PAYOFFS: Final = ("through", "points", "win")


def situation_of(model: Model, standing: Standing, club: str, payoff: Payoff | None = None) -> GameSituation:
    """The decision that `club` faces, with the value of every score after 90 minutes for it.

    Extra time and shoot-out are played with the usual approach; where strengths are drawn, the odds after 90 minutes
    are those at their means, while the goals before come at each draw's rates.

    Args:
        model: the tie with its rates.
        standing: where it stands.
        club: whose decision it is.
        payoff: "through" (default in a tie), "points" (3-1-0; default where the rules let a draw stand) or "win" of
            this match.

    Raises:
        InputError: another club, a moment after regulation time, or a situation that the tie cannot come to.

    >>> from frontfoot.goals.clock import Moment
    >>> from frontfoot.goals.rates import Rates
    >>> from frontfoot.ties import Leg, Model, Situation as Standing, Tie, rules
    >>> tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    >>> half_time = Standing(2, Moment(2, 0), (0, 1))
    >>> situation_of(Model(tie, Rates(1.5, 1.6)), half_time, "Atalanta").lead
    2
    """
    check_fit(model.tie, standing)
    match = model.tie.legs[standing.leg - 1]
    if club not in (match.home, match.away):
        raise InputError(f"{club} does not play in this tie", place="club", remedy=f"Name {match.home} or {match.away}")
    if standing.shoot_out is not None or standing.moment.period > 2:
        raise InputError(
            "Approach is weighed in regulation time only", place="minute", remedy="Give a moment before 90' is over"
        )
    model = model.knowing(standing.leg, standing.moment.period, standing.announced)
    side = 0 if club == match.home else 1
    score = standing.score
    settles = bool(model.tie.rules.steps)
    chosen = payoff or ("through" if settles else "points")
    worth = model.at_means().payoff(standing.leg, [standing.moment], standing.men, score)[side]
    lead = np.subtract.outer(np.arange(worth.shape[0]), np.arange(worth.shape[1])) * (1 if side == 0 else -1)
    if chosen == "points":
        worth = 3.0 * (lead > 0) + 1.0 * (lead == 0)
    elif chosen == "win":
        worth = (lead > 0).astype(float)
    elif chosen != "through" or not settles:
        raise InputError(
            f"The payoff '{chosen}' is not to be had here", place="payoff", remedy=f"Give {_choices(settles)}"
        )
    return GameSituation(
        model.leg_rates(standing.leg),
        standing.moment,
        score,
        "home" if side == 0 else "away",
        worth[score[0] :, score[1] :],
        standing.men,
        model.tie.carried(standing.leg),
    )


def _choices(settles: bool) -> str:
    return "through, points or win" if settles else "points or win"
