"""The xG race: cumulative expected goals of each side at every moment, with the goals."""

from __future__ import annotations

from math import ceil
from typing import Final

from markupsafe import Markup

from frontfoot.reports.clock import Axis, axis
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import Goal, SideName
from frontfoot.reports.strip import LETTER
from frontfoot.reports.svg import Scale, element, join, line, linear, picture, polyline, title, words
from frontfoot.reports.words import codes

HEIGHT: Final = 210.0
MARGIN: Final = 78.0
SIDES: Final[tuple[SideName, ...]] = ("home", "away")


def draw(story: Story, width: float) -> Markup:
    """The race as two step lines over real playing time."""
    place = axis(story, 44.0, width - MARGIN)
    shots = [s for s in story.shots if s.xg is not None and s.period <= 4]
    totals = {side: sum(s.xg or 0.0 for s in shots if s.side == side) for side in SIDES}
    top = max(1.0, ceil(2 * max(totals.values())) / 2)
    scale = linear(0.0, top, HEIGHT + 14, 14.0)
    parts = place.backgrounds(14.0, HEIGHT)
    step = 0.5 if top <= 2.5 else 1.0
    for level in range(int(top / step) + 1):
        at = scale(level * step)
        parts += [line(44, at, width - MARGIN, at, "grid"), words(38, at + 4, f"{level * step:.1f}", "axis", "end")]
    parts += place.labels(HEIGHT + 14)
    ends: dict[SideName, float] = {}
    for side in SIDES:
        total, points = 0.0, [(place.left, scale(0.0))]
        for shot in shots:
            if shot.side != side:
                continue
            at = place.at(shot.period, shot.seconds)
            points.append((at, scale(total)))
            total += shot.xg or 0.0
            points.append((at, scale(total)))
        points.append((place.right, scale(total)))
        ends[side] = scale(total)
        parts.append(polyline(points, f"curve {side}"))
    parts += [_goals(story, place, scale), _totals(ends, totals, width, codes(story))]
    label = f"Running expected goals: {story.home} {totals['home']:.2f}, {story.away} {totals['away']:.2f}"
    return picture(width, HEIGHT + 40, *parts, label=label, class_="race")


def _goals(story: Story, place: Axis, scale: Scale) -> Markup:
    parts = []
    places = [(place.at(goal.period, goal.seconds), scale(_xg_until(story, goal))) for goal in story.goals]
    taken = [(at - 5.0, up - 5.0, at + 5.0, up + 5.0) for at, up in places]
    for goal, (at, up) in zip(story.goals, places, strict=True):
        shown = f"{goal.score[0]}\u2013{goal.score[1]}"
        kind = "ball own" if goal.how == "own_goal" else "ball"
        parts.append(
            element(
                "g",
                title(f"{goal.minute} {goal.player}, {shown}"),
                element("circle", cx=at, cy=up, r=5.0, class_=f"{kind} {goal.side}"),
                _score(shown, (at, up), place.left, taken, f"goal-name {goal.side}"),
            )
        )
    return join(parts)


def _xg_until(story: Story, goal: Goal) -> float:
    """The xG of a goal's side up to it, itself included."""
    return sum(
        shot.xg or 0.0
        for shot in story.shots
        if shot.side == goal.side and (shot.period, shot.seconds) <= (goal.period, goal.seconds) and shot.period <= 4
    )


def _score(
    text: str, goal: tuple[float, float], start: float, taken: list[tuple[float, float, float, float]], class_: str
) -> Markup:
    """The score beside a goal: above it to the left, or at the next place that is free, none before the axis.

    Args:
        text: of the score.
        goal: its place.
        start: where the axis begins.
        taken: boxes (left, top, right, bottom) of the goals and of the scores so far; this one is added.
        class_: style.
    """
    wide, place = LETTER * len(text), None
    for down in (-8.0, 18.0, -21.0, 31.0, -34.0, 44.0, -47.0):
        for across, anchor in ((-8.0, "end"), (8.0, None)):
            x, y = goal[0] + across, goal[1] + down
            left = x - wide if anchor else x
            box = (left, y - 10.0, left + wide, y + 2.0)
            free = all(box[2] <= a or c <= box[0] or box[3] <= b or d <= box[1] for a, b, c, d in taken)
            if left >= start and free:
                taken.append(box)
                return words(x, y, text, class_, anchor)
            place = place or (x, y, anchor)
    assert place is not None
    return words(place[0], place[1], text, class_, place[2])


def _totals(ends: dict[SideName, float], totals: dict[SideName, float], width: float, names: tuple[str, str]) -> Markup:
    """The final totals at the right end, moved apart where they meet."""
    places = dict(ends)
    if abs(ends["home"] - ends["away"]) < 15:
        upper: SideName = "home" if ends["home"] <= ends["away"] else "away"
        lower: SideName = "away" if upper == "home" else "home"
        middle = (ends["home"] + ends["away"]) / 2
        places = {upper: middle - 7.5, lower: middle + 7.5}
    return join(
        words(width - MARGIN + 5, places[side] + 4, f"{code} {totals[side]:.2f}", f"total {side}")
        for side, code in zip(SIDES, names, strict=True)
    )
