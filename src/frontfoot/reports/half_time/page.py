"""The page of a pause: one self-contained HTML file for a screen, a phone or one sheet of paper."""

from __future__ import annotations

from frontfoot.reports import strip
from frontfoot.reports.document import Story
from frontfoot.reports.half_time import wording
from frontfoot.reports.half_time.document import HalfTime
from frontfoot.reports.templates import resource, style, template


def page(document: HalfTime, story: Story) -> str:
    """The whole page as one string; same page, same bytes."""
    drawn = bool(story.sides.home.strip or story.sides.away.strip)
    return template("half_time.html").render(
        p=document,
        style=style(),
        own_style=resource("half_time.css"),
        w=wording,
        wide=strip.draw(story, 1000) if drawn else "",
        narrow=strip.draw(story, 520) if drawn else "",
    )
