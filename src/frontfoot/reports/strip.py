"""The front-foot strip: each side's front-foot index minute by minute, with goals and cards between."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from markupsafe import Markup

from frontfoot.reports.clock import Axis, axis
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import Card, Goal, SideName, of_side
from frontfoot.reports.figure_parts import ReportMoment
from frontfoot.reports.svg import Scale, area, element, join, line, linear, picture, polyline, title, words

LANE: Final = 104.0
GUTTER: Final = 72.0
FURTHER: Final = 20.0
"""Between the lanes, and how much more where a goal of the away side would stand over its name."""

LETTER: Final = 6.9
"""Room for a letter of a side's name or of a goal."""

TOP: Final = 22.0
GOAL_WORDS: Final = {"goal": "", "penalty": " (pen.)", "own_goal": " (own goal)"}


def draw(story: Story, width: float) -> Markup:
    """The strip, `width` drawing units wide; below 600 the names of the scorers are left out."""
    place = axis(story, 44.0, width - 6)
    reach = _reach(story)
    middle = TOP + LANE + GUTTER / 2
    name_ends = 56 + LETTER * len(story.away)
    early = any(g.side == "away" and place.at(g.period, g.seconds) < name_ends for g in story.goals)
    tops: dict[SideName, float] = {"home": TOP, "away": TOP + LANE + GUTTER + (FURTHER if early else 0.0)}
    bottom = tops["away"] + LANE
    parts = [*place.backgrounds(TOP, bottom - TOP), *place.labels(bottom)]
    for goal in story.goals:
        at = place.at(goal.period, goal.seconds)
        # Between the lanes stand the names: no line goes through them.
        parts.append(line(at, TOP, at, TOP + LANE, f"goal-rule {goal.side}"))
        parts.append(line(at, tops["away"], at, bottom, f"goal-rule {goal.side}"))
    for side, top in tops.items():
        scale = linear(-reach, reach, top + LANE, top)
        moments = of_side(story.sides, side).strip
        parts += [_grid(place, scale, reach), _lane(place, scale, moments, side)]
        parts.append(words(44, top - 7, of_side(story, side), f"lane-name {side}"))
    parts += [_goals(story.goals, place, middle, wide=width >= 600), _cards(story.cards, place, tops)]
    label = f"Front-foot index of {story.home} and {story.away} through the match, with 90% intervals"
    return picture(width, bottom + 24, *parts, label=label, class_="strip")


def _reach(story: Story) -> float:
    """Half the height of a lane in standard deviations: 2, or up to 4 where an interval reaches further."""
    ends = [abs(v) for side in (story.sides.home, story.sides.away) for m in side.strip for v in (m.low, m.high)]
    return float(min(4, max(2, ceil(max(ends, default=2.0)))))


def _grid(place: Axis, scale: Scale, reach: float) -> Markup:
    parts = []
    levels = (-2.0, -1.0, 0.0, 1.0, 2.0) if reach == 2 else (-4.0, -2.0, 0.0, 2.0, 4.0)
    for level in (level for level in levels if abs(level) <= reach):
        text = "0" if level == 0 else f"{level:+g}".replace("-", "\u2212")
        for number, _ in place.periods:
            start, end = place.span(number)
            parts.append(line(start, scale(level), end, scale(level), "average" if level == 0 else "grid"))
        parts.append(words(38, scale(level) + 4, text, "axis", "end"))
    return join(parts)


def _lane(place: Axis, scale: Scale, moments: tuple[ReportMoment, ...], side: SideName) -> Markup:
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
    """Each goal on the middle line, its words above it for home and below for away, moved apart where they meet.

    Where two lines of words are taken the name is left out, and then the minute too: the score has both.
    """
    parts = [line(place.left, middle, place.right, middle, "rule")]
    for side in ("home", "away"):
        own = [goal for goal in goals if goal.side == side]
        places = [place.at(goal.period, goal.seconds) for goal in own]
        whole = [f"{goal.minute} {goal.player}{GOAL_WORDS[goal.how]}" for goal in own]
        short = [goal.minute for goal in own]
        labels = set_apart(places, whole if wide else short, short, place.left, place.right)
        for goal, at, full, label in zip(own, places, whole, labels, strict=True):
            marks = [
                title(f"{full}: {goal.score[0]}\u2013{goal.score[1]}"),
                element("circle", cx=at, cy=middle, r=5.0, class_=f"ball {side}"),
            ]
            if label is not None:
                left, row, text = label
                level = middle + (-10 - 12 * row if side == "home" else 19 + 12 * row)
                marks.append(words(left, level, text, f"goal-name {side}"))
            parts.append(element("g", *marks))
    return join(parts)


def set_apart(
    places: Sequence[float], texts: Sequence[str], short: Sequence[str], start: float, end: float
) -> list[tuple[float, int, str] | None]:
    """Words for places on a line, on two rows, none over another: (left end, row, words) for each.

    Where there is no room a label is shortened, then the one before it; where all are short it is left out.

    >>> set_apart([10.0, 12.0], ["9' Kane", "10' Son"], ["9'", "10'"], 0.0, 100.0)
    [(4.0, 0, "9' Kane"), (6.0, 1, "10' Son")]
    """
    texts_shown = list(texts)
    while True:
        taken = [start, start]
        labels: list[tuple[float, int, str] | None] = []
        for number, at in enumerate(places):
            left = min(max(at - 6, start), end - LETTER * len(texts_shown[number]))
            row = next((row for row in (0, 1) if taken[row] <= left), None)
            if row is None:
                longer = next((n for n in range(number, -1, -1) if texts_shown[n] != short[n]), None)
                if longer is not None:
                    texts_shown[longer] = short[longer]
                    break
                labels.append(None)
                continue
            taken[row] = left + LETTER * len(texts_shown[number]) + 4
            labels.append((left, row, texts_shown[number]))
        else:
            return labels


def _cards(cards: tuple[Card, ...], place: Axis, tops: dict[SideName, float]) -> Markup:
    parts = []
    for card in cards:
        if card.period > 4:
            continue
        at = place.at(card.period, card.seconds)
        top = tops[card.side] + (LANE - 11 if card.side == "home" else 1)
        kind = "yellow" if card.card == "yellow" else "red"
        word = card.card.replace("_", " ")
        parts.append(
            element(
                "g",
                title(f"{card.minute} {card.player}: {word} card"),
                element("rect", x=at - 3, y=top, width=7.0, height=10.0, rx=1, class_=f"card {kind}"),
            )
        )
        if card.costs_man:
            parts += [line(at, top, at, top + LANE, "red-rule") for top in tops.values()]
    return join(parts)
