"""The frame that every picture shares: a headline, a line under it, the drawing, and the source with its licence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from frontfoot.core.palette import THEMES, Theme
from frontfoot.draw.saving import balanced, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Shape = Literal["wide", "square", "tall"]
ThemeName = Literal["light", "dark"]
PIXELS: Final[dict[str, tuple[int, int]]] = {"wide": (1920, 1080), "square": (1350, 1350), "tall": (1080, 1920)}
"""Width and height of a PNG."""
DENSITY: Final = 200
"""Pixels an inch of a picture: a wide one is then as wide as a newspaper's page, and its letters can be read there and
in the column of a page on a screen."""
CROWDED_DENSITY: Final = 150
"""Pixels an inch of a picture with so much in it that its letters must be smaller."""
MARGIN: Final = 0.4
SMALLEST: Final = 6.5
"""Points of the smallest letters of a picture at its saved size."""
FOOT: Final = 7.5
"""Points of the letters of the source."""
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


def dashed(text: str) -> str:
    """A text whose scores and ranges have a dash, as in print.

    >>> dashed("Napoli 1-1 Roma, 12-34%"), dashed("RB Leipzig - Ajax")
    ('Napoli 1–1 Roma, 12–34%', 'RB Leipzig – Ajax')
    """
    return re.sub(r"(?<= )-(?= )|(?<=\d)-(?=\d)", "–", text)


def framed(
    headline: str,
    subtitle: str,
    source: str,
    shape: Shape = "wide",
    theme: ThemeName = "light",
    *,
    crowded: bool = False,
) -> PictureFrame:
    """The frame of a picture.

    Args:
        headline: a sentence; broken into lines.
        subtitle: what is shown; "" for none.
        source: whose data, and their licence.
        shape: 16:9, square, or 9:16.
        theme: "light" or "dark".
        crowded: whether there is so much in it that its letters must be smaller; it has as many pixels.
    """
    from matplotlib.figure import Figure

    paint, density = THEMES[theme], CROWDED_DENSITY if crowded else DENSITY
    width, height = (pixels / density for pixels in PIXELS[shape])
    inner = 0.97 * (width - 2.0 * MARGIN) * 72.0
    size = 16.0 if shape == "wide" else 14.0
    # A minus as long as that of the axes.
    headline, subtitle = (re.sub(r"(?<![\w-])-(?=\d)", "−", text) for text in (headline, subtitle))
    # A score has the dash of print.
    headline, subtitle = dashed(headline), dashed(subtitle)
    # An interval stays on one line.
    headline = re.sub(r"\((\d+) to (\d+)\)", "(\\1\u00a0to\u00a0\\2)", headline)
    # So does "Serie A", and a season with the last word of its competition.
    headline = re.sub(r" (?=[A-Z]\b|\d{4}/\d\d\b)", "\u00a0", headline)
    # Lines of the subtitle end at its dots where each part has room on one.
    parts = subtitle.split(" · ")
    if max(text_width(part, 10.5) for part in parts) < 0.95 * inner:
        subtitle = " · ".join(part.replace(" ", "\u00a0") for part in parts)
    texts = [
        (balanced(headline, inner, size, weight="bold"), size, "bold", paint.ink),
        (balanced(subtitle, inner, 10.5), 10.5, "normal", paint.grey),
    ]
    # A separator does not end a line.
    texts[1] = ([line.removesuffix(" ·").removeprefix("· ") for line in texts[1][0]], *texts[1][1:])
    foot = balanced(source, inner, FOOT)
    above = 0.35 + sum(len(lines) * at * LINE / 72.0 + 0.1 for lines, at, _, _ in texts) + 0.05
    below = 0.25 + len(foot) * FOOT * LINE / 72.0 + 0.1
    figure = Figure(figsize=(width, height), facecolor=paint.paper, dpi=density)
    down = 0.35
    for lines, at, weight, colour in texts:
        figure.text(
            MARGIN / width, 1.0 - down / height, "\n".join(lines), fontsize=at, weight=weight, color=colour, va="top",
            linespacing=1.2, parse_math=False,
        )  # fmt: skip
        down += len(lines) * at * LINE / 72.0 + 0.1
    figure.text(
        MARGIN / width, 0.25 / height, "\n".join(foot), fontsize=FOOT, color=paint.grey, va="bottom", linespacing=1.2,
        parse_math=False,
    )  # fmt: skip
    return PictureFrame(figure, paint, (width, height), MARGIN, below, width - 2.0 * MARGIN, height - above - below)
