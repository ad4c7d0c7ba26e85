"""The page of a pause: one self-contained HTML file for a screen, a phone or one sheet of paper."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from frontfoot.reports import strip
from frontfoot.reports.document import Story
from frontfoot.reports.half_time import wording
from frontfoot.reports.half_time.document import HalfTime
from frontfoot.reports.html import style


def page(document: HalfTime, story: Story) -> str:
    """The whole page as one string; same page, same bytes."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    folder = files("frontfoot.reports") / "page"
    template = environment.from_string((folder / "half_time.html").read_text(encoding="utf-8"))
    drawn = bool(story.sides.home.strip or story.sides.away.strip)
    return template.render(
        p=document,
        style=style(),
        own_style=(folder / "half_time.css").read_text(encoding="utf-8"),
        w=wording,
        wide=strip.draw(story, 1000) if drawn else "",
        narrow=strip.draw(story, 520) if drawn else "",
    )
