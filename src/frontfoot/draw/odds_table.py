"""A table of odds: a row a club, a column a round or a zone, darker where likelier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from frontfoot.core.palette import THEMES, Theme, contrast
from frontfoot.draw.frame import SMALLEST, ThemeName, dashed
from frontfoot.draw.saving import literal, shortened, size_in_points, text_width, wrapped
from frontfoot.draw.short_names import fitting

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LARGEST: Final = 9.0
WIDEST: Final = 2.4
"""The largest ratio of a column's width to that of its text."""
HEAD: Final = 34.0
"""Points for the title and the heads of the columns."""
LEAST: Final = 10.5
"""Points between two rows, at least."""
TALLEST: Final = 22.0
"""Points between two rows, at most."""
TWO_LINES: Final = 2.6
"""Height of a row whose name takes two lines, as a multiple of the size of its letters."""


@dataclass(frozen=True, slots=True)
class OddsTable:
    """The content of a table of odds.

    Attributes:
        title: on top.
        columns: their heads.
        rows: a name, and for each column its text and the odds that shade it, None for none.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, float | None], ...]], ...]


@literal
def odds_table(content: OddsTable, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with a table of odds.

    Args:
        content: its texts; rows that have no room are left out, and the last line says how many.
        ax: axes to draw on; new ones when None.
        theme: "light" or "dark".
    """
    ax, width, height = in_points(ax, THEMES[theme])
    paint = THEMES[theme]
    content = replace(
        content,
        rows=tuple((dashed(name), tuple((dashed(text), odds) for text, odds in cells)) for name, cells in content.rows),
    )
    ax.text(0.0, 0.0, content.title, fontsize=LARGEST + 1.5, weight="bold", color=paint.ink, va="top")
    pitch = min(TALLEST, (height - HEAD) / max(len(content.rows), 1))
    room = len(content.rows) if pitch >= LEAST else int((height - HEAD) / LEAST) - 1
    pitch = max(pitch, LEAST)
    size = max(SMALLEST, min(LARGEST, 0.62 * pitch))
    shown = content.rows[:room]
    # The names keep a third of the width where they need it.
    longest = max([text_width(name, size) for name, _ in shown], default=0.0) * 1.05
    free = max(0.66 * width, width - longest - 6.0)
    squeezed = min(1.0, free / max(sum(_widths(content, shown, size)), 1.0))
    size = max(SMALLEST, size * max(squeezed, 0.7))
    cells = _widths(content, shown, size)
    cells = [cell * min(1.0, free / sum(cells)) for cell in cells]
    names = min(width - sum(cells), max([text_width(name, size) for name, _ in shown], default=0.0) * 1.05 + 14.0)
    spread = min(WIDEST, (width - names) / max(sum(cells), 1.0))
    cells = [cell * spread for cell in cells]
    lefts = [names + sum(cells[:number]) for number in range(len(cells))]
    heads = [wrapped(head, cell - 2.0, size) for head, cell in zip(content.columns, cells, strict=True)]
    below = 20.0 + max(map(len, heads), default=1) * size * 1.25
    most = (height - below) / max(len(shown) + (len(shown) < len(content.rows)), 1)
    titles = [_name(name, names - 6.0, size) for name, _ in shown]
    if any(len(lines) > 1 for lines in titles) and most >= TWO_LINES * size:
        pitch = min(most, max(pitch, (TWO_LINES + 0.6) * size))
    else:
        pitch = min(pitch, most)
        titles = [[fitting(name, names - 6.0, size)] for name, _ in shown]
    for left, cell, head in zip(lefts, cells, heads, strict=True):
        # Line by line from below, so that all heads stand on one base line.
        for above, line in enumerate(reversed(head)):
            ax.text(
                left + cell / 2.0, below - 5.0 - above * size * 1.2, line, fontsize=size, color=paint.grey, ha="center",
                va="baseline",
            )  # fmt: skip
    for row, (lines, (_, values)) in enumerate(zip(titles, shown, strict=True)):
        middle = below + pitch * (row + 0.5)
        for number, line in enumerate(lines):
            up = middle + 1.2 * size * (number - 0.5 * (len(lines) - 1))
            ax.text(0.0, up, line, fontsize=size, color=paint.ink, va="center_baseline")
        for left, cell, (text, odds) in zip(lefts, cells, values, strict=True):
            _cell(ax, (left, middle, cell, pitch), text, odds, size, paint)
    if len(shown) < len(content.rows):
        ax.text(
            0.0, below + pitch * (len(shown) + 0.5), f"and {len(content.rows) - len(shown)} more", fontsize=size,
            color=paint.grey, va="center_baseline",
        )  # fmt: skip
    return ax


def _name(name: str, width: float, size: float) -> list[str]:
    """The name of a row in one line or two, broken after a colon where that fits."""
    if text_width(name, size) <= width:
        return [name]
    before, colon, after = name.partition(": ")
    if colon and max(text_width(f"{before}:", size), text_width(after, size)) <= width:
        return [f"{before}:", after]
    first, *more = wrapped(name, width, size)
    return [first, shortened(" ".join(more), width, size)] if more else [shortened(first, width, size)]


def _widths(
    content: OddsTable, rows: Sequence[tuple[str, tuple[tuple[str, float | None], ...]]], size: float
) -> list[float]:
    """Of every column: its widest text, and the longest word of its head."""
    widths = []
    for number, head in enumerate(content.columns):
        words = [text_width(word, size) for word in head.split()]
        texts = [text_width(values[number][0], size) for _, values in rows]
        widths.append(max([*words, *texts, 30.0]) + 10.0)
    return widths


def _cell(
    ax: Axes, place: tuple[float, float, float, float], text: str, odds: float | None, size: float, paint: Theme
) -> None:
    from matplotlib.patches import Rectangle

    left, middle, width, pitch = place
    colour = paint.paper if odds is None else mixed(paint.paper, paint.home, 0.05 + 0.85 * odds)
    if odds is not None:
        ax.add_patch(
            Rectangle((left + 1.0, middle - pitch / 2.0 + 0.5), width - 2.0, pitch - 1.0, facecolor=colour, lw=0)
        )
    ink = max(paint.ink, paint.paper, key=lambda one: contrast(one, colour))
    ax.text(left + width / 2.0, middle, text, fontsize=size, color=ink, ha="center", va="center_baseline")


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the way to the other.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def in_points(ax: Axes | None, paint: Theme) -> tuple[Axes, float, float]:
    """Bare axes measured in points from their upper left corner, with their width and height."""
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=(8.0, 6.0), facecolor=paint.paper).add_axes((0.03, 0.03, 0.94, 0.94))
    width, height = size_in_points(ax)
    ax.set(xlim=(0.0, width), ylim=(height, 0.0), xticks=[], yticks=[])
    ax.set_facecolor(paint.paper)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax, width, height
