"""Maps of each side's actions: pressing, winning the ball, shooting, and possession by part of the pitch."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

from markupsafe import Markup

from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import PitchPlace, ReportShot, SideName
from frontfoot.reports.pitch import Pitch
from frontfoot.reports.svg import area, element, join, line, picture, title, words
from frontfoot.reports.words import codes

FULL: Final = Pitch(left=4, top=4, unit=4.4)
HALF: Final = Pitch(left=4, top=4, unit=6.8, half=True)
HIGH: Final = PITCH_LENGTH - 40.0
LETTER: Final = 7.0
"""Room for a figure of a minute."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a label."""
SHOWN: Final = {"off_target": "off target", "own_goal": "own goal", None: "outcome not recorded"}


def actions(places: Sequence[PitchPlace], side: SideName, label: str, *, high: bool) -> Markup:
    """Dots where a side acted, attacking to the right, and their mean height; `high` sets apart those beyond 65 m."""
    pitch = FULL
    marks = [pitch.markings()]
    if high:
        marks.append(pitch.box(HIGH, 0, PITCH_LENGTH, PITCH_WIDTH, f"high-zone {side}"))
    for place in places:
        x, y = pitch.at(place.x, place.y)
        far = " high" if high and place.x >= HIGH else ""
        text = f"{place.minute} {place.player}, {place.kind}, {place.x:.0f} m from own goal"
        marks.append(_mark(place.kind, x, y, f"dot {side}{far}", text))
    if places:
        mean = sum(p.x for p in places) / len(places)
        at = pitch.at(mean, 0)[0]
        marks.append(line(at, pitch.top, at, pitch.top + pitch.height, f"mean {side}"))
        anchor = "start" if mean < 80 else "end"
        marks.append(words(at + (5 if mean < 80 else -5), pitch.top + 14, f"mean {mean:.1f} m", f"note {side}", anchor))
    marks.append(_direction(pitch))
    return picture(pitch.width + 8, pitch.height + 22, *marks, label=label, class_="map")


def _mark(kind: str, x: float, y: float, class_: str, text: str) -> Markup:
    if kind == "foul":
        cross = f"M{x - 3:.1f} {y - 3:.1f}L{x + 3:.1f} {y + 3:.1f}M{x - 3:.1f} {y + 3:.1f}L{x + 3:.1f} {y - 3:.1f}"
        return element("path", title(text), d=cross, class_=f"{class_} cross")
    return element("circle", title(text), cx=x, cy=y, r=3.2, class_=class_)


def _direction(pitch: Pitch) -> Markup:
    base, middle = pitch.top + pitch.height + 12, pitch.left + pitch.width / 2
    arrow = area(
        [(middle + 48, base - 8), (middle + 56, base - 4)], [(middle + 48, base), (middle + 48, base)], "arrow"
    )
    return join([words(middle - 4, base, "attacks this way", "axis", "middle"), arrow])


def shots(chances: Sequence[ReportShot], side: SideName, label: str) -> Markup:
    """A side's shots on the half it attacked; the area of a mark is its xG, a filled mark a goal."""
    pitch = HALF
    marks = [pitch.markings()]
    for shot in sorted(chances, key=lambda s: -(s.xg or 0.0)):
        if shot.x is None or shot.y is None:
            continue
        x, y = pitch.at(max(shot.x, PITCH_LENGTH / 2), shot.y)
        radius = 3.0 + 21.0 * sqrt(shot.xg) if shot.xg is not None else 6.0
        scored = shot.outcome == "goal"
        marks.append(
            element(
                "circle",
                title(describe(shot)),
                cx=x,
                cy=y,
                r=radius,
                class_=f"shot {side}{' scored' if scored else ''}",
            )
        )
    goals = [shot for shot in chances if shot.outcome == "goal" and shot.x is not None and shot.y is not None]
    marks += _minutes(goals, pitch, side)
    return picture(pitch.width + 8, pitch.height + 8, *marks, label=label, class_="map")


def _minutes(goals: Sequence[ReportShot], pitch: Pitch, side: SideName) -> list[Markup]:
    """The minute of each goal: in its mark where there is room, else beside it, none over another."""
    marks = []
    taken: list[Box] = []
    for goal in goals:
        x, y = pitch.at(max(goal.x or 0.0, PITCH_LENGTH / 2), goal.y or 0.0)
        radius = 3.0 + 21.0 * sqrt(goal.xg) if goal.xg is not None else 6.0
        text = goal.minute.rstrip("'")
        half = 0.5 * LETTER * len(text)
        places = [(x, y + 4, half <= radius)]
        for away in (radius, radius + 14.0, radius + 28.0):
            places += [(x + away + half + 3, y + 4, False), (x - away - half - 3, y + 4, False)]
            places += [(x, y + away + 13, False), (x, y - away - 4, False)]
        boxes = [(across - half, up - 10.0, across + half, up + 2.0) for across, up, _ in places]
        free = [
            number
            for number, box in enumerate(boxes)
            if (number > 0 or places[0][2]) and pitch.left <= box[0] and box[2] <= pitch.left + pitch.width
            and box[1] >= 0.0 and not any(_meet(box, other) for other in taken)
        ]  # fmt: skip
        chosen = free[0] if free else 0
        taken.append(boxes[chosen])
        across, up, inside = places[chosen]
        marks.append(words(across, up, text, "scored-minute" if inside else f"note {side}", "middle"))
    return marks


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def describe(shot: ReportShot) -> str:
    """One line about a shot."""
    worth = f"{shot.xg:.2f} xG" if shot.xg is not None else "no xG"
    parts = [f"{shot.minute} {shot.player}", worth]
    parts += [part.replace("_", " ") for part in (shot.set_piece, shot.body_part) if part]
    parts.append(SHOWN.get(shot.outcome, shot.outcome or ""))
    return ", ".join(parts)


def territory(story: Story) -> Markup:
    """The pitch in 18 zones, the home side attacking to the right: whose touches were more, and by how much."""
    pitch = FULL
    home, away = story.sides.home.zones, story.sides.away.zones
    columns, rows = len(home), len(home[0]) if home else 0
    zones: list[Markup] = []
    labels: list[Markup] = []
    for column in range(columns):
        for row in range(rows):
            ours, theirs = home[column][row], away[columns - 1 - column][rows - 1 - row]
            total = ours + theirs
            if total == 0:
                continue
            share = ours / total
            x0, x1 = column * PITCH_LENGTH / columns, (column + 1) * PITCH_LENGTH / columns
            y0, y1 = row * PITCH_WIDTH / rows, (row + 1) * PITCH_WIDTH / rows
            ahead = "home" if share >= 0.5 else "away"
            text = f"{story.home} {ours:.0f}, {story.away} {theirs:.0f} touches"
            weight = f"--weight: {4 + round(100 * abs(share - 0.5))}%"
            cell = pitch.box(x0, y0, x1, y1, "zone")
            cx, cy = pitch.at((x0 + x1) / 2, (y0 + y1) / 2)
            leader = max(share, 1 - share)
            zones.append(element("g", title(text), cell, class_=ahead, style=weight))
            # Told in words too, not by the colour alone; the lines of the pitch keep off the words.
            code = codes(story)[0 if ahead == "home" else 1]
            named = words(cx, cy + 14, code if share != 0.5 else "level", "zone-side", "middle")
            share_text = words(cx, cy, f"{leader:.0%}", "zone-share", "middle")
            labels.append(element("g", share_text, named, class_=ahead, style=weight))
    marks = [join(zones), pitch.markings(grass=False), join(labels), _direction_home(pitch, story.home)]
    label = f"Share of touches by zone; {story.home} attacks to the right"
    return picture(pitch.width + 8, pitch.height + 22, *marks, label=label, class_="map")


def _direction_home(pitch: Pitch, team: str) -> Markup:
    base = pitch.top + pitch.height + 14
    return words(pitch.left + pitch.width / 2, base, f"{team} attacks to the right", "axis", "middle")
