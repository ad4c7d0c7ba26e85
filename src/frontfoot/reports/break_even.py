"""The break-even chart of a moment: the line on which pressing on pays, and the evidence."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from frontfoot.core.wording import signed
from frontfoot.decisions.advice import Advice
from frontfoot.decisions.break_even import REACH
from frontfoot.decisions.chart import changes_of, ellipse, evidence_points, line_across, line_inside, spaced
from frontfoot.reports.svg import Scale, area, element, line, linear, picture, polyline, title, words

WIDTH: Final = 470.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 462.0, 8.0, 348.0
NAMES_AT: Final = 356.0
"""Where the names of the evidence begin."""
LINE_HEIGHT: Final = 15.0


def draw(advice: Advice, teams: tuple[str, str], label: str) -> Markup:
    """The chart from the view of the side that decides.

    Across: the change of its own goals if it presses on instead of dropping back; up: the change of its opponent's.
    Under the line pressing on pays. The ellipse contains 90% of the posterior, the points are the effects measured by
    each kind of evidence.

    Args:
        advice: with its line and readings.
        teams: names of the deciding side and its opponent.
        label: of the moment.
    """
    side = advice.side
    x, y = linear(-REACH, REACH, LEFT, RIGHT), linear(-REACH, REACH, BOTTOM, TOP)
    parts = [element("rect", x=LEFT, y=TOP, width=RIGHT - LEFT, height=BOTTOM - TOP, class_="period")]
    edge = [(x(own), y(theirs)) for own, theirs in line_across(advice.break_even)]
    parts.append(area(edge, [(px, BOTTOM) for px, _ in edge], f"pays {side}"))
    for step in (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3):
        text = f"{signed(100 * step, 0)}%" if step else "0"
        kind = "grid" if step else "average"
        parts += [line(x(step), TOP, x(step), BOTTOM, kind), line(LEFT, y(step), RIGHT, y(step), kind)]
        parts += [
            words(x(step), BOTTOM + 16, text, "axis", "middle"),
            words(LEFT - 6, y(step) + 4, text, "axis", "end"),
        ]
    inside = [(x(own), y(theirs)) for own, theirs in line_inside(advice.break_even)]
    if len(inside) > 1:
        parts.append(polyline(inside, "balance"))
    parts += _evidence(advice, x, y)
    parts.append(words(RIGHT - 8, BOTTOM - 10, "pressing on pays", f"corner {side}", "end"))
    parts.append(words(LEFT + 8, TOP + 18, "dropping back pays", "corner"))
    parts.append(words((LEFT + RIGHT) / 2, BOTTOM + 34, f"change of {teams[0]}'s goals", "axis", "middle"))
    middle = (TOP + BOTTOM) / 2
    parts.append(
        element(
            "text", f"change of {teams[1]}'s goals", transform=f"translate(11 {middle:.0f}) rotate(-90)",
            text_anchor="middle", class_="axis",
        )
    )  # fmt: skip
    return picture(WIDTH, BOTTOM + 42, *parts, label=f"Break-even chart of {teams[0]}: {label}", class_="balance")


def _evidence(advice: Advice, x: Scale, y: Scale) -> list[Markup]:
    """The posterior, and a point for each kind of evidence, its name in a column with a line to the point."""
    curve = [(x(own), y(opponent)) for own, opponent in ellipse(advice)]
    points = [(name, x(own), y(opponent)) for name, own, opponent in evidence_points(advice)]
    heights = spaced([up for _, _, up in points], LINE_HEIGHT, TOP + 12, BOTTOM - 34)
    parts = []
    for (name, across, up), height in zip(points, heights, strict=True):
        parts += [
            line(across, up, NAMES_AT - 4, height, "lead"),
            element("circle", title(name), cx=across, cy=up, r=3.6, class_="kind"),
            words(NAMES_AT, height + 4, name, "kind"),
        ]
    across, up = changes_of(advice, advice.effect.balance, advice.effect.total)
    centre = element("circle", title("all evidence, biases allowed for"), cx=x(across), cy=y(up), r=5.0)
    return [element("g", area(curve, [], ""), centre, class_=f"posterior {advice.side}"), *parts]
