"""A league table as one self-contained HTML page, and as rows for people."""

from __future__ import annotations

from typing import Final

import polars as pl

from frontfoot.core.palette import LIGHT
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
        return f"{value:+.2f} ({row['front_foot_low']:+.2f} to {row['front_foot_high']:+.2f})"
    if name == "penalties_ratio":
        return f"{value:.2f} ({row['penalties_low']:.2f} to {row['penalties_high']:.2f})"
    if name == "field_tilt":
        return f"{value:.0%}"
    if name in _WHOLE:
        return f"{value:.0f}"
    return f"{value:.{_DIGITS[name]}f}" if name in _DIGITS else str(value)


_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
:root { {{ colours }} }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px }
th, td { padding: .3rem .5rem; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap }
th:first-child, td:first-child { text-align: left }
.wide { overflow-x: auto } svg { max-width: 100%; height: auto } dt { font-weight: 600 } dd { margin: 0 0 .4rem }
</style></head><body>
<h1>{{ title }}</h1>
{% for part in parts %}
<h2>{{ part.title }}</h2>
<div class="wide"><table><thead><tr>{% for name in part.names %}<th title="{{ what[name] }}">{{ heads[name] }}</th>
{%- endfor %}</tr></thead><tbody>
{% for row in part.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table></div>
{% for picture in part.pictures %}<figure>{{ picture|safe }}</figure>{% endfor %}
{% endfor %}
<h2>What the columns are</h2>
<dl>{% for name, text in what.items() if text %}<dt>{{ name }}</dt><dd>{{ text }}</dd>{% endfor %}</dl>
<p>Differences between rows are associations: who leads or presses was different before, too.
{% for line in sources %}<br>{{ line }}{% endfor %}</p>
</body></html>
"""


def page(title: str, parts: list[tuple[str, pl.DataFrame, list[bytes]]], sources: list[str]) -> bytes:
    """One HTML file that needs nothing else.

    Args:
        title: of the page.
        parts: (title, table, pictures as SVG) for each competition and season.
        sources: lines about the data and their terms.
    """
    import jinja2

    template = jinja2.Environment(autoescape=True).from_string(_PAGE)
    sections = []
    for heading, table, drawn in parts:
        names, rows = cells(table)
        # An XML declaration has no place inside HTML.
        svgs = [svg.decode()[svg.decode().index("<svg") :] for svg in drawn]
        sections.append({"title": heading, "names": names, "rows": rows, "pictures": svgs})
    return template.render(
        colours=LIGHT.css, title=title, parts=sections, heads=HEADS, what=COLUMNS, sources=sources
    ).encode()
