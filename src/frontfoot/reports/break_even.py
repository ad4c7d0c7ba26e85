"""The break-even chart of a moment: what must be true for pressing to be right, and what the evidence says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from frontfoot.reports.document import SideName
from frontfoot.reports.svg import Scale, area, element, line, linear, picture, polyline, title, words
from frontfoot.reports.tie_parts import BreakEvenPoint, Rung, Weighing

REACH: Final = 0.3
WIDTH: Final = 470.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 462.0, 8.0, 348.0

Point = tuple[float, float]


def draw(weighing: Weighing, side: SideName, opponent: str, label: str) -> Markup:
    """The chart from the view of one side.

    Across: the change of its own goals if it presses one standard deviation higher; up: the change of its opponent's.
    Under the line pressing pays. Each numbered cross is a design with its 90% intervals, the main one in colour.
    """
    x, y = linear(-REACH, REACH, LEFT, RIGHT), linear(-REACH, REACH, BOTTOM, TOP)
    parts = [element("rect", x=LEFT, y=TOP, width=RIGHT - LEFT, height=BOTTOM - TOP, class_="period")]
    edge = [(x(own), y(theirs)) for own, theirs in _edge(weighing.break_even)]
    parts.append(area(edge, [(px, BOTTOM) for px, _ in edge], f"pays {side}"))
    for step in (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3):
        text = f"{100 * step:+.0f}%".replace("-", "−") if step else "0"
        kind = "grid" if step else "average"
        parts += [line(x(step), TOP, x(step), BOTTOM, kind), line(LEFT, y(step), RIGHT, y(step), kind)]
        parts += [
            words(x(step), BOTTOM + 16, text, "axis", "middle"),
            words(LEFT - 6, y(step) + 4, text, "axis", "end"),
        ]
    inside = [(x(own), y(theirs)) for own, theirs in _inside(_points(weighing.break_even))]
    if len(inside) > 1:
        parts.append(polyline(inside, "balance"))
    # The main design is drawn last, on top.
    for number, rung in reversed(list(enumerate(weighing.ladder, start=1))):
        parts.append(_rung(number, rung, x, y, side))
    parts.append(words(RIGHT - 8, BOTTOM - 10, "pressing pays", f"corner {side}", "end"))
    parts.append(words(LEFT + 8, TOP + 18, "dropping back pays", "corner"))
    parts.append(words((LEFT + RIGHT) / 2, BOTTOM + 34, f"change of {weighing.team}'s goals", "axis", "middle"))
    middle = (TOP + BOTTOM) / 2
    parts.append(
        element(
            "text", f"change of {opponent}'s goals", transform=f"translate(11 {middle:.0f}) rotate(-90)",
            text_anchor="middle", class_="axis",
        )
    )  # fmt: skip
    return picture(WIDTH, BOTTOM + 42, *parts, label=f"Break-even chart of {weighing.team}: {label}", class_="balance")


def _rung(number: int, rung: Rung, x: Scale, y: Scale, side: SideName) -> Markup:
    """A design: its place, the two intervals as a cross, and its number."""
    kind = f"design main {side}" if number == 1 else "design"
    across, up = x(rung.own.value), y(rung.opponent.value)
    said = f"{rung.design}: own goals {100 * rung.own.value:+.1f}%, opponent's {100 * rung.opponent.value:+.1f}%"
    return element(
        "g",
        title(said.replace("-", "−")),
        line(x(rung.own.low), up, x(rung.own.high), up, "reach"),
        line(across, y(rung.opponent.low), across, y(rung.opponent.high), "reach"),
        element("circle", cx=across, cy=up, r=8.0),
        words(across, up + 3.5, str(number), "", "middle"),
        class_=kind,
    )


def _points(line_: Sequence[BreakEvenPoint]) -> list[Point]:
    return [(point.own, point.opponent) for point in line_ if point.opponent is not None]


def _inside(points: Sequence[Point]) -> list[Point]:
    """The part of a line that lies within the chart, cut exactly at its edges.

    >>> _inside([(0.0, 0.0), (0.1, 0.6)])
    [(0.0, 0.0), (0.05, 0.3)]
    """
    found: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        marks = {0.0, 1.0}
        if y1 != y0:
            marks |= {t for t in ((bound - y0) / (y1 - y0) for bound in (-REACH, REACH)) if 0.0 < t < 1.0}
        for t in sorted(marks):
            point = (x0 + t * (x1 - x0), y0 + t * (y1 - y0))
            if abs(point[1]) <= REACH + 1e-12 and point not in found[-1:]:
                found.append(point)
    return found


def _edge(line_: Sequence[BreakEvenPoint]) -> list[Point]:
    """The line from the left to the right edge: where none can be drawn, pressing pays with more own goals only."""
    inside = _inside(_points(line_))
    if not inside:
        return [(-REACH, -REACH), (0.0, -REACH), (0.0, REACH), (REACH, REACH)]
    (first, low), (last, high) = inside[0], inside[-1]
    left = [] if first <= -REACH else [(-REACH, low), (first, low)]
    right = [] if last >= REACH else [(last, high), (REACH, high)]
    return [*left, *inside, *right]
