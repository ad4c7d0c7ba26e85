"""An axis of playing time on which every period is as long as it was, stoppage included."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from frontfoot.core.minute import LENGTHS, STARTS
from frontfoot.reports.document import Story
from frontfoot.reports.svg import element, line, words


@dataclass(frozen=True, slots=True)
class Axis:
    """Real playing time laid along a line, the periods one after the other with a gap between.

    Attributes:
        periods: (number, seconds) of each period of play.
        left, right: where the axis starts and ends, in drawing units.
        gap: drawing units between two periods.
    """

    periods: tuple[tuple[int, float], ...]
    left: float
    right: float
    gap: float = 10.0

    @property
    def scale(self) -> float:
        """Drawing units a second."""
        total = sum(seconds for _, seconds in self.periods)
        return (self.right - self.left - self.gap * (len(self.periods) - 1)) / total

    def span(self, period: int) -> tuple[float, float]:
        """Where a period starts and ends."""
        at = self.left
        for number, seconds in self.periods:
            if number == period:
                return at, at + seconds * self.scale
            at += seconds * self.scale + self.gap
        raise KeyError(period)

    def at(self, period: int, seconds: float) -> float:
        """Where a moment lies; moments outside the period are held at its ends."""
        start, end = self.span(period)
        return min(max(start + seconds * self.scale, start), end)

    def backgrounds(self, top: float, height: float) -> list[Markup]:
        """A rectangle behind each period."""
        spans = [self.span(number) for number, _ in self.periods]
        return [
            element("rect", x=start, y=top, width=end - start, height=height, class_="period") for start, end in spans
        ]

    def labels(self, bottom: float) -> list[Markup]:
        """A tick and its minute below a drawing that ends at `bottom`."""
        marks = []
        for at, label in self.ticks():
            marks += [line(at, bottom, at, bottom + 4, "tick"), words(at, bottom + 17, label + "'", "axis", "middle")]
        return marks

    def ticks(self) -> list[tuple[float, str]]:
        """(place, label) at every quarter of an hour and at the end of normal time of each period."""
        return [
            (self.at(number, minute * 60.0), str(STARTS[number] + minute))
            for number, seconds in self.periods
            for minute in range(0, LENGTHS[number] + 1, 15)
            if minute * 60 <= seconds and (minute > 0 or number == 1)
        ]


def axis(story: Story, left: float, right: float) -> Axis:
    """The axis of a match's periods of play, the shoot-out left out; a period without a length gets one second."""
    return Axis(tuple((p.number, max(p.seconds, 1.0)) for p in story.periods if p.number <= 4), left, right)
