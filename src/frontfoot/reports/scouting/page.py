"""The page of an opponent: one self-contained HTML file for a screen, a phone or paper."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from frontfoot.reports import words
from frontfoot.reports.document import TermNotes
from frontfoot.reports.html import style
from frontfoot.reports.scouting import pictures
from frontfoot.scouting import wording
from frontfoot.scouting.document import OpponentPage


def page(opponent: OpponentPage, terms: TermNotes) -> str:
    """The whole page as one string; same document, same bytes."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    folder = files("frontfoot.reports") / "page"
    template = environment.from_string((folder / "opponent.html").read_text(encoding="utf-8"))
    return template.render(
        p=opponent,
        terms=terms,
        style=style(),
        own_style=(folder / "opponent.css").read_text(encoding="utf-8"),
        draw=pictures,
        w=wording,
        day=words.day,
    )
