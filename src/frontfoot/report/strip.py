"""The front-foot strip: how high and hard each side defended, minute by minute, with goals and cards between."""

from __future__ import annotations

from math import ceil
from typing import Final

from markupsafe import Markup

from frontfoot.report.clock import Axis, axis
from frontfoot.report.document import Card, Goal, Moment, SideName, Story
from frontfoot.report.svg import Scale, area, element, join, line, linear, picture, polyline, title, words

LANE: Final = 104.0
GUTTER: Final = 62.0
TOP: Final = 22.0
GOAL_WORDS: Final = {"goal": "", "penalty": " (pen.)", "own_goal": " (own goal)"}


def draw(story: Story, width: float) -> Markup:
    """The strip, `width` drawing units wide; below 600 the names of the scorers are left out."""
    place = axis(story, 44.0, width - 6)
    reach = _reach(story)
    middle = TOP + LANE + GUTTER / 2
    tops: dict[SideName, float] = {"home": TOP, "away": TOP + LANE + GUTTER}
    bottom = tops["away"] + LANE
    parts: list[Markup] = [_periods(place, bottom)]
    for goal in story.goals:
        at = place.at(goal.period, goal.seconds)
        parts.append(line(at, TOP, at, bottom, f"goal-rule {goal.side}"))
    for side, top in tops.items():
        scale = linear(-reach, reach, top + LANE, top)
        moments = story.sides.home.strip if side == "home" else story.sides.away.strip
        team = story.home if side == "home" else story.away
        parts += [_grid(place, scale, reach, width), _lane(place, scale, moments, side)]
        parts.append(words(44, top - 7, team, f"lane-name {side}"))
    parts += [_goals(story.goals, place, middle, wide=width >= 600), _cards(story.cards, place, tops)]
    label = f"Front-foot index of {story.home} and {story.away} through the match, with 90% intervals"
    return picture(width, bottom + 24, *parts, label=label, class_="strip")


def _reach(story: Story) -> float:
    """Half the height of a lane in standard deviations: 2, or up to 4 where an interval reaches further."""
    ends = [abs(v) for side in (story.sides.home, story.sides.away) for m in side.strip for v in (m.low, m.high)]
    return float(min(4, max(2, ceil(max(ends, default=2.0)))))


def _periods(place: Axis, bottom: float) -> Markup:
    parts = []
    for number, _ in place.periods:
        start, end = place.span(number)
        parts.append(element("rect", x=start, y=TOP, width=end - start, height=bottom - TOP, class_="period"))
    for at, label in place.ticks():
        parts += [line(at, bottom, at, bottom + 4, "tick"), words(at, bottom + 17, label + "'", "axis", "middle")]
    return join(parts)


def _grid(place: Axis, scale: Scale, reach: float, width: float) -> Markup:
    parts = []
    levels = (-2.0, -1.0, 0.0, 1.0, 2.0) if reach == 2 else (-4.0, -2.0, 0.0, 2.0, 4.0)
    for level in (level for level in levels if abs(level) <= reach):
        text = "0" if level == 0 else f"{level:+g}".replace("-", "\u2212")
        for number, _ in place.periods:
            start, end = place.span(number)
            parts.append(line(start, scale(level), end, scale(level), "average" if level == 0 else "grid"))
        parts.append(words(38, scale(level) + 4, text, "axis", "end"))
    return join(parts)


def _lane(place: Axis, scale: Scale, moments: tuple[Moment, ...], side: SideName) -> Markup:
    parts = []
    for number, _ in place.periods:
        run = [m for m in moments if m.period == number]
        if not run:
            continue
        across = [place.at(number, m.seconds) for m in run]
        upper = [(x, scale(m.high)) for x, m in zip(across, run, strict=True)]
        lower = [(x, scale(m.low)) for x, m in zip(across, run, strict=True)]
        parts.append(area(upper, lower, f"band {side}"))
        parts.append(polyline([(x, scale(m.value)) for x, m in zip(across, run, strict=True)], f"curve {side}"))
    return join(parts)


def _goals(goals: tuple[Goal, ...], place: Axis, middle: float, *, wide: bool) -> Markup:
    """Each goal on the middle line, its words above it for home and below for away, moved apart where they meet."""
    start, end = place.left, place.right
    parts = [line(start, middle, end, middle, "rule")]
    taken: dict[tuple[SideName, int], float] = {}
    for goal in goals:
        at = place.at(goal.period, goal.seconds)
        score = f"{goal.score[0]}\u2013{goal.score[1]}"
        name = f" {goal.player}{GOAL_WORDS[goal.how]}" if wide else ""
        text = f"{goal.minute}{name}"
        length = 6.4 * len(text)
        left = min(max(at - 6, start), end - length)
        row = next((r for r in (0, 1) if taken.get((goal.side, r), -1.0) <= left), 1)
        taken[(goal.side, row)] = left + length + 8
        level = middle + (-10 - 12 * row if goal.side == "home" else 19 + 12 * row)
        parts.append(
            element(
                "g",
                title(f"{goal.minute} {goal.player}{GOAL_WORDS[goal.how]}: {score}"),
                element("circle", cx=at, cy=middle, r=5.0, class_=f"ball {goal.side}"),
                words(left, level, text, f"goal-name {goal.side}"),
            )
        )
    return join(parts)


def _cards(cards: tuple[Card, ...], place: Axis, tops: dict[SideName, float]) -> Markup:
    parts = []
    for card in cards:
        if card.period > 4:
            continue
        at = place.at(card.period, card.seconds)
        top = tops[card.side] + (LANE - 11 if card.side == "home" else 1)
        kind = "yellow" if card.card == "yellow" else "red"
        said = card.card.replace("_", " ")
        parts.append(
            element(
                "g",
                title(f"{card.minute} {card.player}: {said} card"),
                element("rect", x=at - 3, y=top, width=7.0, height=10.0, rx=1, class_=f"card {kind}"),
            )
        )
        if kind == "red":
            parts.append(line(at, tops["home"], at, tops["away"] + LANE, "red-rule"))
    return join(parts)
