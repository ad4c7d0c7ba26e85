"""A league table as one self-contained HTML page, and as rows for people."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby
from typing import Final

import polars as pl
from markupsafe import Markup

from frontfoot.core.palette import DARK, LIGHT
from frontfoot.core.wording import signed
from frontfoot.seasons.league import COLUMNS

HEADS: Final = {
    "team": "Team",
    "score_state": "Score",
    "month": "Month",
    "matches": "Matches",
    "minutes": "Minutes",
    "front_foot": "Front foot (90%)",
    "ppda": "PPDA",
    "ppda_wyscout": "PPDA (Wyscout)",
    "ppda_opta": "PPDA (Opta)",
    "core_action_height": "Height, m",
    "field_tilt": "Tilt",
    "tempo": "Tempo",
    "counters": "Counters",
    "counters_against": "against",
    "xg": "xG",
    "xg_against": "against",
    "penalties_conceded": "Penalties",
    "penalties_expected": "expected",
    "penalties_ratio": "ratio (90%)",
}
"""Columns that people see, with their headings; those of an interval stand in one cell."""

_DIGITS: Final = {
    "ppda": 1,
    "ppda_wyscout": 1,
    "ppda_opta": 1,
    "core_action_height": 1,
    "tempo": 1,
    "counters": 1,
    "counters_against": 1,
    "xg": 2,
    "xg_against": 2,
    "penalties_expected": 1,
}
_WHOLE: Final = ("matches", "minutes", "penalties_conceded")


def cells(table: pl.DataFrame) -> tuple[list[str], list[list[str]]]:
    """(columns, rows of words) for people; a dash for values that are not recorded."""
    names = [name for name in HEADS if name in table.columns]
    return names, [[_cell(name, row) for name in names] for row in table.iter_rows(named=True)]


def _cell(name: str, row: dict[str, object]) -> str:
    value = row[name]
    if value is None:
        return "–"
    if name == "front_foot":
        value, low, high = (float(str(row[key])) for key in (name, "front_foot_low", "front_foot_high"))
        return f"{signed(value, 2)} ({signed(low, 2)} to {signed(high, 2)})"
    if name == "penalties_ratio":
        return f"{value:.2f} ({row['penalties_low']:.2f} to {row['penalties_high']:.2f})"
    if name == "field_tilt":
        return f"{value:.0%}"
    if name in _WHOLE:
        return f"{value:.0f}"
    return f"{value:.{_DIGITS[name]}f}" if name in _DIGITS else str(value)


_ROWS: Final = ("team", "score_state", "month")
"""Columns that name a row."""
_GROUPS: Final = {
    "ppda": ("PPDA", "Understat"),
    "ppda_wyscout": ("PPDA", "Wyscout"),
    "ppda_opta": ("PPDA", "Opta"),
    "counters": ("Counters", "for"),
    "counters_against": ("Counters", "against"),
    "xg": ("xG", "for"),
    "xg_against": ("xG", "against"),
    "penalties_conceded": ("Penalties", "conceded"),
    "penalties_expected": ("Penalties", "expected"),
    "penalties_ratio": ("Penalties", "ratio (90%)"),
}
"""Heading over several columns, and that of the column below it."""


def page(title: str, parts: Sequence[tuple[str, pl.DataFrame, Sequence[Markup]]], sources: Sequence[str]) -> bytes:
    """One HTML file that needs nothing else, dark where the reader's screen is.

    Args:
        title: of the page.
        parts: (title, table, pictures as SVG that take the colours of a page) for each competition and season.
        sources: lines about the data and their terms.
    """
    import jinja2

    text = (files("frontfoot.seasons") / "league.html").read_text(encoding="utf-8")
    template = jinja2.Environment(autoescape=True).from_string(text)
    sections = []
    for heading, table, drawn in parts:
        names, rows = cells(table)
        lines = [[_two_lines(name, cell) for name, cell in zip(names, row, strict=True)] for row in rows]
        over = [(text, len(list(group))) for text, group in groupby(_GROUPS.get(name, ("",))[0] for name in names)]
        sections.append({"title": heading, "names": names, "over": over, "rows": lines, "pictures": list(drawn)})
    shown = [name for name in HEADS if COLUMNS.get(name) and any(name in table.columns for _, table, _ in parts)]
    below = {name: _GROUPS[name][1] if name in _GROUPS else head.removesuffix(" (90%)") for name, head in HEADS.items()}
    full = {name: ", ".join(_GROUPS[name]) if name in _GROUPS else head for name, head in HEADS.items()}
    return template.render(
        title=title,
        parts=sections,
        below=below,
        full=full,
        shown=shown,
        what=COLUMNS,
        rows=_ROWS,
        sources=sources,
        light=Markup(LIGHT.css),
        dark=Markup(DARK.css),
    ).encode()


def _two_lines(name: str, cell: str) -> tuple[str, str]:
    """A value and its interval."""
    if name in _ROWS:
        return cell, ""
    first, _, interval = cell.partition(" (")
    return first, interval.removesuffix(")")
