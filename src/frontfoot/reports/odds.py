"""The odds of going through, drawn along the front-foot strip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from frontfoot.core.wording import signed
from frontfoot.reports.clock import Axis, axis
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import SideName, of_side
from frontfoot.reports.strip import set_apart
from frontfoot.reports.svg import Scale, element, join, line, linear, picture, polyline, title, words
from frontfoot.reports.tie_parts import TieStory, TieSwing

TOP: Final = 50.0
"""Above it the names of the curves, and on two lines what each event changed."""
HEIGHT: Final = 118.0


def draw(story: Story, width: float) -> Markup:
    """The odds on the axis of the front-foot strip, `width` drawing units wide; nothing without a tie.

    In a tie the line is the home side's, and the away side's odds are the rest; where a draw can stand both are drawn.
    """
    tie = story.tie
    if tie is None:
        return Markup("")
    place = axis(story, 44.0, width - 6)
    scale = linear(0.0, 1.0, TOP + HEIGHT, TOP)
    sides: tuple[SideName, ...] = ("home", "away") if tie.payoff == "points" else ("home",)
    parts = [_frame(place, scale, width), *(_curve(tie, place, scale, side) for side in sides)]
    known = {number for number, _ in place.periods}
    for goal in story.goals:
        if goal.period in known:
            at = place.at(goal.period, goal.seconds)
            parts.append(line(at, TOP, at, TOP + HEIGHT, f"goal-rule {goal.side}"))
    parts += _swings([swing for swing in tie.swings if swing.period in known], place, scale, wide=width >= 600)
    if tie.payoff == "through":
        parts.append(words(44, 14, f"{story.home} {'win' if tie.last else 'go through'}", "lane-name home"))
        label = f"Odds of {story.home} {'winning' if tie.last else 'going through'}, minute by minute"
    else:
        parts.append(words(44, 14, f"{story.home} win", "lane-name home"))
        parts.append(words(width - 6, 14, f"{story.away} win", "lane-name away", "end"))
        label = f"Odds of {story.home} and of {story.away} winning, minute by minute"
    return picture(width, TOP + HEIGHT + 24, *parts, label=label, class_="strip")


def _frame(place: Axis, scale: Scale, width: float) -> Markup:
    parts = place.backgrounds(TOP, HEIGHT)
    for level in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(line(44, scale(level), width - 6, scale(level), "average" if level == 0.5 else "grid"))
        parts.append(words(38, scale(level) + 4, f"{level:.0%}", "axis", "end"))
    return join([*parts, *place.labels(TOP + HEIGHT)])


def _curve(tie: TieStory, place: Axis, scale: Scale, side: SideName) -> Markup:
    runs: dict[int, list[tuple[float, float]]] = {number: [] for number, _ in place.periods}
    for point in tie.points:
        if point.period in runs:
            odds = of_side(point, side)
            runs[point.period].append((place.at(point.period, point.seconds), scale(odds)))
    return join(polyline(run, f"curve {side}") for run in runs.values() if len(run) > 1)


def _swings(swings: Sequence[TieSwing], place: Axis, scale: Scale, *, wide: bool) -> list[Markup]:
    """A mark on the home side's line, a goal as a ball, a sending-off as a card, and above the drawing its change.

    The changes, in points, stand on two lines, each at its event, none on another or on a dotted line.
    """
    places = [place.at(swing.period, swing.seconds) for swing in swings]
    changes = [_change(swing) for swing in swings]
    labels = set_apart(places, changes, changes, place.left, place.right) if wide else [None] * len(swings)
    parts = []
    for swing, at, label in zip(swings, places, labels, strict=True):
        level = scale(swing.after)
        note = title(f"{swing.minute} {swing.text}: {swing.before:.1%} to {swing.after:.1%}")
        if swing.text.startswith("goal"):
            parts.append(element("circle", note, cx=at, cy=level, r=5.0, class_=f"ball {swing.side}"))
        else:
            parts.append(
                element("rect", note, x=at - 3.5, y=level - 5, width=7.0, height=10.0, rx=1, class_="card red")
            )
        if label is not None:
            left, row, text = label
            parts.append(words(left, TOP - 5 - 12 * row, text, f"goal-name {swing.side}"))
    return parts


def _change(swing: TieSwing) -> str:
    return signed(100 * (swing.after - swing.before), 0)
