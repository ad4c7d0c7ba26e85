"""Small HTML for notebooks: a title, lines and tables, without script, every text escaped.

Notebooks call `_repr_html_` of the last value of a cell. Colours are those of the page around it: text and rules take
its ink, and bars are drawn half transparent, so that light and dark notebooks both show them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

MOST_ROWS: Final = 24
"""The most rows of a table that are shown; a line below it states how many more there are."""

_LINE: Final = "1px solid rgba(128,128,128,.35)"
_CELL: Final = "padding:.2em .7em .2em 0;border:0;background:none;white-space:nowrap;color:inherit;"


@dataclass(frozen=True, slots=True)
class NotebookTable:
    """A table of texts.

    Attributes:
        heads: heading of every column; the first names the row and may be empty.
        rows: the texts of every row.
        shares: for every row the shares, 0 to 1, that are drawn as bars behind its texts, None where there is none;
            empty for a table without bars.
        title: printed above the table.
        text: numbers of the columns with words, aligned to the left like the first column.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[Sequence[float | None]] = field(default=())
    title: str = ""
    text: Sequence[int] = field(default=())

    def html(self) -> str:
        """The table as HTML, at most `MOST_ROWS` of its rows."""
        left = {0, *self.text}
        head = "".join(_cell("th", name, at in left) for at, name in enumerate(self.heads))
        lines = []
        for number, row in enumerate(self.rows[:MOST_ROWS]):
            shares = self.shares[number] if self.shares else [None] * len(row)
            cells = (_cell("td", text, at in left, shares[at]) for at, text in enumerate(row))
            lines.append(f'<tr style="background:none">{"".join(cells)}</tr>')
        more = len(self.rows) - MOST_ROWS
        below = _line(f"and {more:,} more", faint=True) if more > 0 else ""
        above = f'<div style="margin:.6em 0 .1em;font-weight:600">{escape(self.title)}</div>' if self.title else ""
        return (
            f'{above}<table style="border-collapse:collapse;border:0;margin:.2em 0;font-size:inherit;'
            f'font-variant-numeric:tabular-nums">'
            f'<thead style="border-bottom:{_LINE}"><tr style="background:none">{head}</tr></thead>'
            f"<tbody>{''.join(lines)}</tbody></table>{below}"
        )


def card(title: str, *parts: str | NotebookTable, note: str = "") -> str:
    """A title with lines and tables below it, and a small note at the end, as HTML.

    Args:
        title: in bold; plain text.
        parts: lines of plain text, and tables, in order; empty lines are left out.
        note: plain text: the source of the figures.

    >>> card("Roma & Milan", "2-1").count("&amp;"), "<script" in card("<script>")
    (1, False)
    """
    inner = "".join(part.html() if isinstance(part, NotebookTable) else _line(part) for part in parts if part)
    last = _line(note, faint=True) if note else ""
    return (
        '<div class="frontfoot" style="font:13px/1.45 system-ui,sans-serif;color:inherit;max-width:60em;'
        'overflow-x:auto">'
        f'<div style="font-weight:600;font-size:15px;max-width:46em">{escape(title)}</div>{inner}{last}</div>'
    )


def _line(text: str, *, faint: bool = False) -> str:
    style = "font-size:11.5px;opacity:.75;" if faint else ""
    return f'<div style="{style}margin:.15em 0;max-width:56em">{escape(text)}</div>'


def _cell(tag: str, text: str, left: bool, share: float | None = None) -> str:
    style = f"{_CELL}text-align:{'left' if left else 'right'};"
    style += "font-weight:600;opacity:.75;" if tag == "th" else ""
    if share is not None:
        wide = f"{100.0 * min(max(share, 0.0), 1.0):.1f}%"
        # The bar of the odds, from the left edge; its blue keeps text readable on white and on black.
        style = style.replace(
            "background:none", f"background:linear-gradient(to right,rgba(66,135,205,.32) {wide},transparent {wide})"
        ).replace("padding:.2em .7em .2em 0", "padding:.2em .7em")
    return f'<{tag} style="{style}">{escape(text)}</{tag}>'
