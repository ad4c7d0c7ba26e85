"""The pitch as a drawing: 105 x 68 m with its markings (IFAB Laws of the Game, Law 1), one side attacking."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.reports.svg import element, join, line


@dataclass(frozen=True, slots=True)
class Pitch:
    """Where metres lie on a drawing.

    The acting side attacks to the right, its left touchline at the top, as it sees the pitch. A half pitch is
    turned so that the attacked goal is at the top.

    Attributes:
        left, top: drawing units of the upper left corner.
        unit: drawing units a metre.
        half: draw the attacked half only, goal at the top.
    """

    left: float
    top: float
    unit: float
    half: bool = False

    @property
    def width(self) -> float:
        """Width of the drawing."""
        return self.unit * (PITCH_WIDTH if self.half else PITCH_LENGTH)

    @property
    def height(self) -> float:
        """Height of the drawing."""
        return self.unit * (PITCH_LENGTH / 2 if self.half else PITCH_WIDTH)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The drawing place of (x, y) in metres."""
        if self.half:
            return self.left + (PITCH_WIDTH - y) * self.unit, self.top + (PITCH_LENGTH - x) * self.unit
        return self.left + x * self.unit, self.top + (PITCH_WIDTH - y) * self.unit

    def box(self, x0: float, y0: float, x1: float, y1: float, class_: str, **more: object) -> Markup:
        """A rectangle between two corners in metres."""
        (ax, ay), (bx, by) = self.at(x0, y0), self.at(x1, y1)
        return element(
            "rect",
            x=min(ax, bx),
            y=min(ay, by),
            width=abs(bx - ax),
            height=abs(by - ay),
            class_=class_,
            **more,
        )

    def stroke(self, x0: float, y0: float, x1: float, y1: float, class_: str) -> Markup:
        """A straight line between two places in metres."""
        return line(*self.at(x0, y0), *self.at(x1, y1), class_)

    def markings(self, *, grass: bool = True) -> Markup:
        """The lines, on grass unless something else is drawn below them."""
        middle = PITCH_WIDTH / 2
        goals = (PITCH_LENGTH,) if self.half else (0.0, PITCH_LENGTH)
        ground = "grass" if grass else "mark"
        parts = [self.box(PITCH_LENGTH / 2 if self.half else 0.0, 0.0, PITCH_LENGTH, PITCH_WIDTH, ground)]
        for goal in goals:
            inward = 1 if goal == 0.0 else -1
            parts += [
                self.box(goal, middle - 20.16, goal + inward * 16.5, middle + 20.16, "mark"),
                self.box(goal, middle - 9.16, goal + inward * 5.5, middle + 9.16, "mark"),
                self.stroke(goal, middle - 3.66, goal, middle + 3.66, "goal-line"),
                element(
                    "circle",
                    **dict(zip(("cx", "cy"), self.at(goal + inward * 11, middle), strict=True)),
                    r=0.4 * self.unit,
                    class_="spot",
                ),
            ]
        parts.append(self._centre(middle))
        return element("g", join(parts), class_="pitch")

    def _centre(self, middle: float) -> Markup:
        cx, cy = self.at(PITCH_LENGTH / 2, middle)
        radius = 9.15 * self.unit
        if self.half:
            arc = f"M{cx - radius:.1f} {cy:.1f}A{radius:.1f} {radius:.1f} 0 0 1 {cx + radius:.1f} {cy:.1f}"
            return element("path", d=arc, class_="mark")
        return join(
            [
                self.stroke(PITCH_LENGTH / 2, 0.0, PITCH_LENGTH / 2, PITCH_WIDTH, "mark"),
                element("circle", cx=cx, cy=cy, r=radius, class_="mark"),
            ]
        )
