"""Checks of the goals: against the score that the file states, and shots that look as if they were something else."""

from __future__ import annotations

from typing import Final

import numpy as np

from frontfoot.match.codes import Array
from frontfoot.match.columns import AWAY, HOME, Columns
from frontfoot.match.draft import Draft
from frontfoot.match.match import Finding, Repair
from frontfoot.match.schema import KINDS, OUTCOMES

_OWN_GOAL_METRES: Final = 25.0  # a "goal" from this close to the own goal line went into the own goal
_OWN_THIRD: Final = 35.0
_NEAR_SECONDS: Final = 15.0
_KICKS: Final = 5  # kicks a side in a shoot-out, and more while it is level


def own_goals(draft: Draft) -> None:
    """Turn goals into own goals in a draft where the stated score requires it: some feeds write them as goals."""
    events, stated = draft.events, draft.info.stated_score
    near = _scored(events) & (events.x < _OWN_GOAL_METRES)
    count = int(near.sum())
    if stated is None or not count:
        return
    kind = np.where(near, KINDS.index("own_goal"), events.kind)
    before = _score(events)
    was, events.kind = events.kind, kind
    if not _score(events) == stated != before:
        events.kind = was
        return
    events.outcome = np.where(events.is_kind("own_goal"), len(OUTCOMES), events.outcome)
    text = f"{count} of the goals lay right before the own goal: own goals, as the stated score tells"
    draft.repairs.append(Repair("own-goal", text, count))


def check_score(draft: Draft) -> None:
    """Report a finding if the events give another score than the file states."""
    stated = draft.info.stated_score
    if stated is None or stated == (score := _score(draft.events)):
        return
    sides = []
    for team, theirs, ours in zip((draft.home, draft.away), stated, score, strict=True):
        if theirs != ours:
            number = abs(theirs - ours)
            goals = "1 goal" if number == 1 else f"{number} goals"
            sides.append(f"{goals} of {team.name} {'missing' if theirs > ours else 'too many'}")
    text = (
        f"The events give {score[0]}-{score[1]}, the stated score is {stated[0]}-{stated[1]}: "
        + ", ".join(sides)
        + _hint(draft.events)
    )
    wrong = abs(stated[0] - score[0]) + abs(stated[1] - score[1])
    draft.findings.append(Finding("score-differs", "error", text, wrong))


def odd_shots(draft: Draft) -> None:
    """Report how many shots came from the shooter's own third."""
    events = draft.events
    count = int((events.is_kind("shot") & (events.x < _OWN_THIRD) & (events.period <= 4)).sum())
    if count:
        text = f"Shots from the shooter's own third: {count}"
        draft.findings.append(Finding("shot-from-own-third", "note", text, count))


def kicks_decide(events: Columns) -> bool:
    """Whether the kicks of a shoot-out on record decide it."""
    kicks = events.is_kind("shot") & (events.period == 5)
    taken = [int((kicks & (events.side == side)).sum()) for side in (HOME, AWAY)]
    scored = [int((kicks & events.is_outcome("goal") & (events.side == side)).sum()) for side in (HOME, AWAY)]
    left = [max(max(_KICKS, *taken) - number, 0) for number in taken]
    lead = scored[0] - scored[1]
    return lead > left[1] or -lead > left[0]


def _scored(events: Columns) -> Array:
    return events.is_kind("shot") & events.is_outcome("goal") & (events.period <= 4)


def _score(events: Columns) -> tuple[int, int]:
    """As `frontfoot.match.match.score`, before there is a frame."""
    scored, own = events.side[_scored(events)], events.side[events.is_kind("own_goal") & (events.period <= 4)]
    home = int((scored == HOME).sum()) + int((own == AWAY).sum())
    away = int((scored == AWAY).sum()) + int((own == HOME).sum())
    return home, away


def _hint(events: Columns) -> str:
    """Keepers beaten by a shot that is not there."""
    beaten = np.flatnonzero(events.is_kind("keeper") & events.is_outcome("failure") & (events.period <= 4))
    goal = (events.is_kind("shot") & events.is_outcome("goal")) | events.is_kind("own_goal")
    lost = [
        f"period {events.period[row]} at {events.seconds[row]:.0f} s"
        for row in beaten.tolist()
        if not (
            goal
            & (events.period == events.period[row])
            & (np.abs(events.seconds - events.seconds[row]) < _NEAR_SECONDS)
        ).any()
    ]
    if not lost:
        return ""
    return f" (the goalkeeper is beaten in {', '.join(lost)}, but there is no shot)"
