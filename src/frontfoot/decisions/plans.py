"""The plans between which a side chooses: drop back, stay, press on.

A level counts units of approach from what sides usually do at the score of the moment; 0 is the forecast without any
decision.

* drop: for a leader, retreat as leaders usually do (level 0); level or behind, retreat from what is usual there by as
  much as sides usually do when they go one goal up. Once ahead, as leaders usually do.
* stay: with a lead, play on as at a level score; level or behind, as is usual there.
* press: half a unit more than stay.

A plan says what is played at every score that may follow, and so does the usual retreat: when a lead is gone, a side
that dropped back plays what is usual at the new score.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

import numpy as np

from frontfoot.core.arrays import Floats, Ints
from frontfoot.decisions.game import Levels

Plan = Literal["drop", "stay", "press"]
PLANS: Final[tuple[Plan, ...]] = get_args(Plan)
MORE: Final = 0.5
"""Units of approach between staying and pressing on."""


def level(plan: Plan, lead: int, usual_shift: Mapping[int, float], *, leading: bool) -> float:
    """Level of a plan at a lead, in units above the usual level there.

    Args:
        plan: one of `PLANS`.
        lead: of the side in the tie, at the moment of play.
        usual_shift: lead -> the usual shift of approach against level scores, in units.
        leading: whether the side leads when it decides.

    >>> shift = {-1: 0.4, 0: 0.0, 1: -0.9, 2: -1.3}
    >>> [level(plan, 1, shift, leading=True) for plan in PLANS]
    [0.0, 0.9, 1.4]
    >>> [level(plan, 0, shift, leading=False) for plan in PLANS]
    [-0.9, 0.0, 0.5]
    """
    if plan == "drop":
        return 0.0 if leading or lead > 0 else usual_shift[1]
    held = -usual_shift[min(lead, max(usual_shift))] if lead > 0 else 0.0
    return held + (MORE if plan == "press" else 0.0)


def levels(plan: Plan, usual_shift: Mapping[int, float], *, leading: bool, minutes: float | None) -> Levels:
    """The level of a plan through the match, for `frontfoot.decisions.game.solve`.

    Args:
        minutes: how long the plan is kept, from now; afterwards what is usual. None for the rest of regulation.
    """

    def at(from_now: float, lead: Ints) -> Floats:
        if minutes is not None and from_now >= minutes - 1e-9:
            return np.zeros((1, len(lead)))
        return np.array([[level(plan, int(k), usual_shift, leading=leading) for k in lead]])

    return at


def units(lead: int, usual_shift: Mapping[int, float]) -> float:
    """The number of units of approach between pressing on and dropping back at a lead."""
    press, drop = (level(plan, lead, usual_shift, leading=lead > 0) for plan in ("press", "drop"))
    return press - drop
