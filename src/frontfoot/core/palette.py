"""The colours of every picture and page, light and dark, and the calculations by which they are checked.

Home is dark blue and away orange. Both are readable as text (WCAG 2.2 contrast of at least 4.5 to 1) and remain
different from one another for protanopes, deuteranopes and tritanopes and on a grey printer; the tests check each.
Clubs' own colours, where given, are adjusted by `readable`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import dist
from typing import Final

HOME: Final = "#0b4a85"
AWAY: Final = "#c04a00"
PAPER: Final = "#ffffff"
PITCH: Final = "#f6f4ee"
INK: Final = "#1c1b19"
GREY: Final = "#5b5852"
RULE: Final = "#c9c5bb"

# Machado, Oliveira & Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
# IEEE TVCG 15(6), severity 1.0; applied to linear RGB.
DEFICIENCIES: Final[dict[str, tuple[tuple[float, float, float], ...]]] = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(colour: str) -> tuple[float, float, float]:
    """The linear-light red, green and blue (0-1) of an sRGB colour `#rrggbb` (IEC 61966-2-1).

    >>> linear("#ffffff")
    (1.0, 1.0, 1.0)
    """
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3).

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of linear RGB."""
    red, green, blue = rgb
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: str, other: str, deficiency: str | None = None) -> float:
    """CIE76 colour difference as seen with full colour vision or with one of `DEFICIENCIES`; above 25 is plain."""

    def seen(colour: str) -> tuple[float, float, float]:
        rgb = linear(colour)
        if deficiency is None:
            return lab(rgb)
        rows = DEFICIENCIES[deficiency]
        red, green, blue = (min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True)))) for row in rows)
        return lab((red, green, blue))

    return dist(seen(one), seen(other))


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a page or picture, each `#rrggbb`."""

    home: str
    away: str
    paper: str
    panel: str
    ink: str
    grey: str
    rule: str
    alert: str
    alert_paper: str
    main: str
    main_ink: str

    @property
    def css(self) -> str:
        """The colours as custom properties of a style sheet.

        >>> LIGHT.css.split("; ")[0]
        '--home: #0b4a85'
        """
        return " ".join(f"--{name.replace('_', '-')}: {getattr(self, name)};" for name in self.__slots__)


LIGHT: Final = Theme(HOME, AWAY, PAPER, PITCH, INK, GREY, RULE, "#8a1220", "#fbe9ea", "#14532d", "#ffffff")
DARK: Final = Theme(
    "#7db8f0",
    "#f0a064",
    "#121417",
    "#1b1f24",
    "#f0eee9",
    "#b4b0a8",
    "#454a51",
    "#ffb3ba",
    "#3d1a1e",
    "#8fd9a8",
    "#0d1f14",
)
THEMES: Final = {"light": LIGHT, "dark": DARK}
READABLE: Final = 4.5
"""The least contrast of text with its background (WCAG 2.2, level AA)."""


def readable(colour: str, paper: str) -> str:
    """The colour itself, or the nearest mixture with black or white that has a contrast of 4.5 with `paper`.

    >>> readable("#ffff00", "#ffffff"), readable("#0b4a85", "#ffffff")
    ('#7a7a00', '#0b4a85')
    """
    end = 0 if luminance(paper) > 0.18 else 255
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    for step in range(51):
        mixed = "#" + "".join(f"{round(value + (end - value) * step / 50):02x}" for value in channels)
        if contrast(mixed, paper) >= READABLE:
            return mixed
    return "#000000" if end == 0 else "#ffffff"


APART: Final = 25.0
"""The CIE76 difference from which on two colours are distinguished at a glance."""


def club_colours(own: tuple[str, str] | None, theme: Theme) -> tuple[str, str]:
    """The colours of two clubs on a background: readable, and apart for every kind of colour vision.

    Args:
        own: `#rrggbb` of each, or None for those of the theme.
        theme: whose paper is the background. A second colour too close to the first is replaced by one of the theme.

    >>> club_colours(("#c8102e", "#d01030"), LIGHT)
    ('#c8102e', '#0b4a85')
    """
    if own is None:
        return theme.home, theme.away
    first, second = (readable(colour, theme.paper) for colour in own)

    def apart(other: str) -> float:
        return min(difference(first, other, kind) for kind in (None, *DEFICIENCIES))

    if apart(second) < APART:
        second = max(theme.home, theme.away, theme.grey, key=apart)
    return first, second
