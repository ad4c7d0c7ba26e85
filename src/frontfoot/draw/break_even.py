"""The break-even chart as a picture: what must be true for pressing on to pay, and what the evidence says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontfoot.core.palette import LIGHT
from frontfoot.decisions.advice import Advice
from frontfoot.decisions.break_even import REACH
from frontfoot.decisions.chart import changes_of, ellipse, evidence_points, spaced
from frontfoot.draw.saving import literal, save

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIRST, SECOND, INK, SOFT = LIGHT.home, LIGHT.away, LIGHT.ink, LIGHT.grey
NAMES_AT = 1.03
"""Where the names of the evidence begin, as a share of the axis."""


def draw_break_even(advice: Advice, path: Path) -> None:
    """Draw the line, the posterior as an ellipse and every kind of evidence as a point.

    Args:
        advice: with its line and readings.
        path: .png, .svg or .pdf.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.4, 6.0))
    break_even(advice, figure.subplots())
    figure.tight_layout()
    save(figure, path)


@literal
def break_even(advice: Advice, axis: Axes) -> Axes:
    """The axes with the chart drawn on them: line, posterior and evidence.

    Args:
        advice: with its line and readings.
        axis: to draw on; names of the evidence stand to the right of it.
    """
    reach = 100.0 * REACH
    own = [100.0 * point.own for point in advice.break_even]
    theirs = [float("nan") if p.opponent is None else 100.0 * p.opponent for p in advice.break_even]
    axis.fill_between(own, theirs, -reach, color=FIRST, alpha=0.08, linewidth=0)
    axis.fill_between(own, theirs, reach, color=SECOND, alpha=0.08, linewidth=0)
    axis.plot(own, theirs, color=INK, linewidth=1.8)
    axis.axhline(0, color=SOFT, linewidth=0.6)
    axis.axvline(0, color=SOFT, linewidth=0.6)
    _evidence(axis, advice, reach)
    axis.set_xlim(-reach, reach)
    axis.set_ylim(-reach, reach)
    axis.text(0.97 * reach, -0.97 * reach, "pressing on pays", ha="right", va="bottom", fontsize=10, color=FIRST)
    axis.text(-0.97 * reach, 0.97 * reach, "dropping back pays", ha="left", va="top", fontsize=10, color=SECOND)
    axis.set_xlabel(
        f"pressing on instead of dropping back: change of {advice.club}'s goals, %",
        fontsize=8,
        color=INK,
        parse_math=False,
    )
    axis.set_ylabel(f"change of {advice.opponent}'s goals, %", fontsize=8, color=INK, parse_math=False)
    axis.set_title(advice.title, fontsize=10, color=INK, loc="left", parse_math=False)
    axis.tick_params(labelsize=8, colors=INK)
    for spine in ("top", "right"):
        axis.spines[spine].set_visible(False)
    note = (
        "On the line both are worth the same, exactly.\nEllipse: 90% of what the evidence leaves possible,\n"
        "biases allowed for. Points: what each kind shows\nas measured, biases and all.\n"
        "Associations, not proven effects."
    )
    axis.text(NAMES_AT, 0.0, note, transform=axis.transAxes, fontsize=7, color=INK, va="bottom", linespacing=1.4)
    return axis


def _evidence(axis: Any, advice: Advice, reach: float) -> None:
    curve = [(100.0 * own, 100.0 * opponent) for own, opponent in ellipse(advice)]
    axis.fill(*zip(*curve, strict=True), color=FIRST, alpha=0.25, linewidth=1.2, edgecolor=FIRST, zorder=4)
    centre = changes_of(advice, advice.effect.balance, advice.effect.total)
    axis.plot(100.0 * centre[0], 100.0 * centre[1], "o", color=FIRST, markersize=7, zorder=6)
    points = [(name, 100.0 * own, 100.0 * opponent) for name, own, opponent in evidence_points(advice)]
    heights = spaced([opponent for _, _, opponent in points], 0.08 * reach, -0.6 * reach, 0.95 * reach)
    for (name, own, opponent), height in zip(points, heights, strict=True):
        axis.plot(own, opponent, "o", color="white", markeredgecolor=INK, markersize=5, zorder=5)
        axis.annotate(
            name,
            (own, opponent),
            xytext=(NAMES_AT, 0.5 + 0.5 * height / reach),
            textcoords="axes fraction",
            fontsize=8,
            color=INK,
            va="center",
            arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.6},
        )
