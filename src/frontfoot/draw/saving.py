"""Writing of pictures: PNG, SVG or PDF, the same figure as the same bytes; and the width of text."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from markupsafe import Markup, escape

from frontfoot.core.errors import InputError
from frontfoot.core.palette import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PIXELS_AN_INCH: Final = 150
"""Of a PNG, at least; of a figure with more pixels an inch its own."""
P = ParamSpec("P")
R = TypeVar("R")
SUFFIXES: Final = (".png", ".svg", ".pdf")
DRAWING: Final = Lock()
"""Held while a picture is made where several threads may ask for one: matplotlib draws one at a time."""


def check_picture(path: Path) -> None:
    """Whether a picture can be written under this name.

    Raises:
        InputError: another ending than .png, .svg or .pdf, or a folder that does not exist.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"'{path.name}' is no picture", place="plot", remedy="Name it .png, .svg or .pdf")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}", place="plot", remedy="Create it first")


def save(figure: Figure, path: Path) -> None:
    """Write a figure; the same figure gives the same bytes.

    Raises:
        InputError: the file cannot be written.
    """
    from matplotlib import rc_context

    dates: dict[str, dict[str, Any]] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
    metadata = dates.get(path.suffix.lower(), {"Software": None})
    try:
        with warnings.catch_warnings(), rc_context({"svg.hashsalt": "frontfoot"}):
            # A letter that the font lacks is drawn as a box; nothing can be done about it here.
            warnings.filterwarnings("ignore", message="Glyph")
            figure.savefig(path, dpi=max(figure.dpi, PIXELS_AN_INCH), metadata=metadata)
    except OSError as error:
        raise InputError(
            f"The picture cannot be written: {error.strerror}", place=str(path), remedy="Check the path"
        ) from None


def as_svg(figure: Figure) -> bytes:
    """A figure as SVG, its letters as outlines; the same figure gives the same bytes."""
    from matplotlib import rc_context

    stream = io.BytesIO()
    with warnings.catch_warnings(), rc_context({"svg.hashsalt": "frontfoot", "svg.fonttype": "path"}):
        warnings.filterwarnings("ignore", message="Glyph")
        figure.savefig(stream, format="svg", metadata={"Date": None})
    return stream.getvalue()


def inline_svg(figure: Figure, label: str) -> Markup:
    """A figure drawn in the light theme as SVG to stand in a page: it takes the page's own colours, dark or light.

    Args:
        figure: its letters become outlines, so that nothing in a name can become code.
        label: what a screen reader says.
    """
    drawn = as_svg(figure).decode()
    drawn = re.sub("<!--.*?-->|<metadata>.*?</metadata>", "", drawn[drawn.index("<svg") :], flags=re.DOTALL)
    for name in ("home", "away", "paper", "panel", "ink", "grey", "rule"):
        drawn = drawn.replace(getattr(LIGHT, name), f"var(--{name})")
    # No style sheet and no style attribute: a page may then forbid both, and nothing of the picture reaches the rest.
    drawn, sheets = re.subn(r"<style[^>]*>\*\{([^}]*)\}</style>", "", drawn)
    drawn = re.sub(r' style="([^"]*)"', lambda style: _attributes(style[1]), drawn)
    shared = _attributes(_SHARED) if sheets else ""
    return Markup(f'<svg role="img" aria-label="{escape(label)}"{shared}') + Markup(drawn.removeprefix("<svg"))


_SHARED: Final = "stroke-linejoin: round; stroke-linecap: butt"
"""The style that matplotlib's SVG sets for every element."""


def _attributes(style: str) -> str:
    """A style as presentation attributes: every property that matplotlib writes is one."""
    pairs = (part.partition(":") for part in style.split(";") if part.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, _, value in pairs)


def literal(draw: Callable[P, R]) -> Callable[P, R]:
    """The same drawing function with every text drawn as it is written: a dollar sign in a name is no formula."""

    @wraps(draw)
    def drawn(*args: P.args, **options: P.kwargs) -> R:
        from matplotlib import rc_context
        from matplotlib.axes import Axes
        from matplotlib.text import Text

        # Axes bring texts of their own, title and labels, which were made before.
        for axes in (one for one in (*args, *options.values()) if isinstance(one, Axes)):
            for text in axes.findobj(Text):
                text.set_parse_math(False)
        with rc_context({"text.parse_math": False}):
            return draw(*args, **options)

    return drawn


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of a line of text in points."""
    from matplotlib.font_manager import FontProperties, findfont, get_font
    from matplotlib.ft2font import LoadFlags

    if not text.strip():
        return 0.0
    font = get_font(findfont(FontProperties(weight=weight)))
    # At ten times the size widths are not rounded to whole pixels.
    font.set_size(10.0 * size, 72.0)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 640.0


def size_in_points(ax: Axes) -> tuple[float, float]:
    """Width and height of axes in points."""
    box, inches = ax.get_position(), ax.figure.get_size_inches()  # type: ignore[union-attr]
    return float(box.width * inches[0] * 72.0), float(box.height * inches[1] * 72.0)


def balanced(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """As few lines as `wrapped` makes, of much the same length."""
    lines = wrapped(text, width, size, weight)
    for share in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55):
        narrower = wrapped(text, share * width, size, weight)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def wrapped(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Lines of a text, none wider than `width` points unless a single word is."""
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(text: str, width: float, size: float, weight: str = "normal") -> str:
    """A text no wider than `width` points; a longer one is cut at its end."""
    if text_width(text, size, weight) <= width:
        return text
    while text and text_width(f"{text}…", size, weight) > width:
        text = text[:-1].rstrip()
    return f"{text}…"
