"""The frame that every picture shares: a headline, a line under it, the drawing, and the source with its licence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from frontfoot.core.palette import THEMES, Theme
from frontfoot.draw.saving import balanced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Shape = Literal["wide", "square", "tall"]
ThemeName = Literal["light", "dark"]
SIZES: Final[dict[str, tuple[float, float]]] = {"wide": (12.8, 7.2), "square": (8.0, 8.0), "tall": (7.2, 12.8)}
"""Inches; 150 points an inch are written in a PNG, so that a wide picture has 1920 x 1080."""
MARGIN: Final = 0.5
SMALLEST: Final = 6.5
"""Points of the smallest letters of a picture at its saved size."""
LINE: Final = 1.3
"""Height of a line of text as a multiple of its size."""


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """A figure with its texts, and the area left for the drawing.

    Attributes:
        figure: with headline, subtitle and source drawn.
        paint: its colours.
        size: width and height of the figure, inches.
        left, bottom, width, height: of the free rectangle, inches from the lower left corner.
    """

    figure: Figure
    paint: Theme
    size: tuple[float, float]
    left: float
    bottom: float
    width: float
    height: float

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """New axes within the free rectangle, in inches from its lower left corner."""
        whole, high = self.size
        return self.figure.add_axes(
            ((self.left + left) / whole, (self.bottom + bottom) / high, width / whole, height / high)
        )


def framed(
    headline: str, subtitle: str, source: str, shape: Shape = "wide", theme: ThemeName = "light"
) -> PictureFrame:
    """The frame of a picture.

    Args:
        headline: a sentence; broken into lines.
        subtitle: what is shown; "" for none.
        source: whose data, and their licence.
        shape: 16:9, square, or 9:16.
        theme: "light" or "dark".
    """
    from matplotlib.figure import Figure

    paint, (width, height) = THEMES[theme], SIZES[shape]
    inner = 0.97 * (width - 2.0 * MARGIN) * 72.0
    size = 17.0 if shape == "wide" else 15.0
    # A minus as long as that of the axes.
    headline, subtitle = (re.sub(r"(?<![\w-])-(?=\d)", "−", text) for text in (headline, subtitle))
    # An interval stays on one line.
    headline = re.sub(r"\((\d+) to (\d+)\)", "(\\1\u00a0to\u00a0\\2)", headline)
    # So does "Serie A", and a season with the last word of its competition.
    headline = re.sub(r" (?=[A-Z]\b|\d{4}/\d\d\b)", "\u00a0", headline)
    texts = [
        (balanced(headline, inner, size, weight="bold"), size, "bold", paint.ink),
        (balanced(subtitle, inner, 10.5), 10.5, "normal", paint.grey),
    ]
    # A separator does not end a line.
    texts[1] = ([line.removesuffix(" ·") for line in texts[1][0]], *texts[1][1:])
    foot = balanced(source, inner, 8.5)
    above = 0.35 + sum(len(lines) * at * LINE / 72.0 + 0.1 for lines, at, _, _ in texts) + 0.05
    below = 0.25 + len(foot) * 8.5 * LINE / 72.0 + 0.1
    figure = Figure(figsize=(width, height), facecolor=paint.paper)
    down = 0.35
    for lines, at, weight, colour in texts:
        figure.text(
            MARGIN / width, 1.0 - down / height, "\n".join(lines), fontsize=at, weight=weight, color=colour, va="top",
            linespacing=1.2, parse_math=False,
        )  # fmt: skip
        down += len(lines) * at * LINE / 72.0 + 0.1
    figure.text(
        MARGIN / width, 0.25 / height, "\n".join(foot), fontsize=8.5, color=paint.grey, va="bottom", linespacing=1.2,
        parse_math=False,
    )  # fmt: skip
    return PictureFrame(figure, paint, (width, height), MARGIN, below, width - 2.0 * MARGIN, height - above - below)
