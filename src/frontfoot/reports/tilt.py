"""Field tilt over time: final-third passes of both sides, minute by minute, mirrored."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from frontfoot.core.minute import minute_of_event
from frontfoot.reports.clock import axis
from frontfoot.reports.document import Story
from frontfoot.reports.svg import element, line, linear, picture, title, words

HALF: Final = 66.0


def draw(story: Story, width: float) -> Markup:
    """Bars up for the home side, down for the away side, one a minute of real play."""
    place = axis(story, 44.0, width - 6)
    most = max((max(t.home, t.away) for t in story.tilt), default=1) or 1
    middle = 10 + HALF
    scale = linear(0, most, 0, HALF)
    parts = place.backgrounds(10.0, 2 * HALF)
    for start, end in (place.span(number) for number, _ in place.periods):
        parts.append(line(start, middle, end, middle, "average"))
    for minute in story.tilt:
        start = place.at(minute.period, minute.seconds)
        end = place.at(minute.period, minute.seconds + 60.0)
        text = (
            f"{minute_of_event(minute.period, minute.seconds)}: {story.home} {minute.home}, {story.away} {minute.away}"
        )
        broad = max(end - start - 1.0, 0.6)
        up, down = scale(minute.home), scale(minute.away)
        bars = [
            element("rect", x=start, y=middle - up, width=broad, height=up, class_="bar home"),
            element("rect", x=start, y=middle, width=broad, height=down, class_="bar away"),
        ]
        parts.append(element("g", title(text), *bars))
    ends = ((middle - HALF, most), (middle, 0), (middle + HALF, most))
    parts += [words(38, at + 4, str(count), "axis", "end") for at, count in ends]
    parts += place.labels(middle + HALF)
    label = f"Final-third passes by minute, {story.home} above and {story.away} below the line"
    return picture(width, 2 * HALF + 34, *parts, label=label, class_="tilt")
