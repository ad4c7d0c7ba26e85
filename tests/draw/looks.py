"""What every picture must be: no text on another, none outside the frame, none too small to read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

SHAPES = ("wide", "square", "tall")
THEMES = ("light", "dark")
SMALLEST = 6.5
"""Points at the saved size: smaller type is not set in a newspaper's table."""


def texts_of(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with its box in pixels."""
    return [(text.get_text(), box) for text, box in _drawn(figure)]


def _drawn(figure: Figure) -> list[tuple[Text, Bbox]]:
    canvas = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    canvas.draw()  # type: ignore[no-untyped-call]
    texts: list[Text] = list(figure.texts)
    for axis in [*figure.axes, *(child for parent in figure.axes for child in parent.child_axes)]:
        texts += [*axis.texts, axis.title, axis.xaxis.label, axis.yaxis.label, *_ticks(axis.xaxis), *_ticks(axis.yaxis)]
        texts += [getattr(axis, "_left_title"), getattr(axis, "_right_title")]  # noqa: B009 (private to matplotlib)
        legend = axis.get_legend()
        texts += list(legend.get_texts()) if legend is not None else []
    shown = [text for text in texts if text.get_visible() and text.get_text().strip()]
    # Of an annotation the text alone: its line may lead past others.
    return [(text, Text.get_window_extent(text, renderer)) for text in shown]


def _ticks(axis: object) -> list[Text]:
    low, high = sorted(axis.get_view_interval())  # type: ignore[attr-defined]
    slack = 1e-9 * (high - low)
    ticks = axis.get_major_ticks()  # type: ignore[attr-defined]
    inside = [tick for tick in ticks if low - slack <= tick.get_loc() <= high + slack]
    return [label for tick in inside for label in (tick.label1, tick.label2) if label.get_visible()]


def check_looks(figure: Figure) -> list[str]:
    """The texts of a picture: none on another, none outside of it, none smaller than can be read in print."""
    for drawn, _ in _drawn(figure):
        size = float(drawn.get_fontsize())
        assert size >= SMALLEST, f"too small to read: {drawn.get_text()}, {size} pt"
    boxes = texts_of(figure)
    for text, box in boxes:
        assert min(box.x0, box.y0) >= 0, f"leaves the frame: {text}"
        assert box.x1 <= figure.bbox.x1, f"leaves the frame: {text}"
        assert box.y1 <= figure.bbox.y1, f"leaves the frame: {text}"
    for (one, box), (other, beside) in combinations(boxes, 2):
        assert not box.overlaps(beside), f"one on the other: {one!r}, {other!r}"
    return [text for text, _ in boxes]
