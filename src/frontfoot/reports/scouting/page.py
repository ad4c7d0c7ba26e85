"""The page of an opponent: one self-contained HTML file for a screen, a phone or paper."""

from __future__ import annotations

from frontfoot.reports import words
from frontfoot.reports.document import TermNotes
from frontfoot.reports.scouting import pictures
from frontfoot.reports.templates import resource, style, template
from frontfoot.scouting import wording
from frontfoot.scouting.document import OpponentPage


def page(opponent: OpponentPage, terms: TermNotes) -> str:
    """The whole page as one string; same document, same bytes."""
    return template("opponent.html").render(
        p=opponent,
        terms=terms,
        style=style(),
        own_style=resource("opponent.css"),
        draw=pictures,
        w=wording,
        day=words.day,
    )
