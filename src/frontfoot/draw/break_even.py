"""The break-even chart as a picture: the line on which pressing on pays, and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from frontfoot.core.palette import THEMES, Theme
from frontfoot.core.wording import signed
from frontfoot.decisions.advice import Advice
from frontfoot.decisions.break_even import REACH
from frontfoot.decisions.chart import changes_of, ellipse, evidence_points, line_across, spaced
from frontfoot.draw.credits import credit
from frontfoot.draw.frame import Shape, ThemeName, framed
from frontfoot.draw.saving import literal, text_width, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAMES_AT: Final = 1.04
"""Where the names of the points begin, as a share of the axis."""
SIZE: Final = 8.5
ALL: Final = "all evidence together"
TALLEST: Final = 1.7
"""Height of the chart as a multiple of its width, at most."""
NOTE: Final = (
    "On the line pressing on and dropping back are worth the same. Ellipse: nine tenths of what all evidence leaves "
    "possible, biases allowed for. Open points: what each kind of evidence shows as measured, without that allowance."
)


@literal
def break_even_figure(advice: Advice, shape: Shape = "wide", *, theme: ThemeName = "light") -> Figure:
    """The whole picture: the answer as headline, the chart, the source.

    Args:
        advice: with its line and readings.
        shape: 16:9, square, or 9:16.
        theme: "light" or "dark".
    """
    under = f"{advice.title} · {advice.competition} · associations, no proven effects"
    frame = framed(
        advice.sentence, under, credit(advice.rates_from, effects=True), shape, theme, crowded=shape == "tall"
    )
    left, low = 0.65, 0.45
    names = max(text_width(name, SIZE, "bold") for name in (*(name for name, _, _ in evidence_points(advice)), ALL))
    right = names / 72.0 + 0.35
    # The explanation stands beside the chart where that is wide, else below it.
    beside = shape == "wide"
    width = (0.72 if beside else 1.0) * frame.width - left - right
    note = wrapped(NOTE, 0.97 * 72.0 * (0.28 * frame.width - 0.15 if beside else frame.width), SIZE)
    below = 0.0 if beside else (len(note) * SIZE * 1.35 + 14.0) / 72.0
    height = min(frame.height - low - below - 0.05, TALLEST * width)
    below = frame.height - low - 0.05 - height
    ax = frame.axes(left, low + below, width, height)
    break_even(advice, ax, theme=theme)
    across, up = (0.72 * frame.width + 0.15, frame.height) if beside else (0.0, below - 14.0 / 72.0)
    at = ((frame.left + across) / frame.size[0], (frame.bottom + up) / frame.size[1])
    frame.figure.text(*at, "\n".join(note), fontsize=SIZE, color=frame.paint.grey, va="top", linespacing=1.35)
    return frame.figure


@literal
def break_even(advice: Advice, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with the chart: line, posterior, and every kind of evidence with its name.

    Across stands the change of the club's own goals if it presses on instead of dropping back, up that of its
    opponent's. Under the line pressing on pays.

    Args:
        advice: with its line and readings (`frontfoot.decide`).
        ax: axes to draw on; new ones when None. The names of the points stand to the right of it.
        theme: "light" or "dark".
    """
    paint = THEMES[theme]
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=(8.4, 6.0), facecolor=paint.paper).add_axes((0.1, 0.12, 0.66, 0.83))
    reach = 100.0 * REACH
    edge = [(100.0 * own, 100.0 * theirs) for own, theirs in line_across(advice.break_even)]
    own, theirs = zip(*edge, strict=True)
    ax.set_facecolor(paint.paper)
    ax.fill_between(own, theirs, -reach, color=paint.home, alpha=0.10, linewidth=0)
    ax.fill_between(own, theirs, reach, color=paint.away, alpha=0.10, linewidth=0)
    # Where the line leaves the chart it is not drawn along its edge.
    inside = [abs(up) < reach - 1e-9 for up in theirs]
    kept = [near or any(inside[max(0, at - 1) : at + 2]) for at, near in enumerate(inside)]
    shown = [up if keep else float("nan") for up, keep in zip(theirs, kept, strict=True)]
    ax.plot(own, shown, color=paint.ink, linewidth=1.8)
    ax.axhline(0, color=paint.grey, linewidth=0.6)
    ax.axvline(0, color=paint.grey, linewidth=0.6)
    _evidence(ax, advice, reach, paint)
    ax.set_xlim(-reach, reach)
    ax.set_ylim(-reach, reach)
    ax.text(0.97 * reach, -0.96 * reach, "pressing on pays", ha="right", va="bottom", fontsize=11, color=paint.home)
    ax.text(-0.97 * reach, 0.96 * reach, "dropping back pays", ha="left", va="top", fontsize=11, color=paint.away)
    steps = [-20, -10, 0, 10, 20]
    names = [f"{signed(step, 0)}%" if step else "0" for step in steps]
    ax.set_xticks(steps, names, fontsize=SIZE, color=paint.grey)
    ax.set_yticks(steps, names, fontsize=SIZE, color=paint.grey)
    ax.set_xlabel(f"{advice.club}'s goals if it presses on instead of dropping back", fontsize=SIZE, color=paint.grey)
    ax.set_ylabel(f"{advice.opponent}'s goals", fontsize=SIZE, color=paint.grey)
    ax.tick_params(length=0)
    for name, spine in ax.spines.items():
        spine.set_visible(name in ("bottom", "left"))
        spine.set_color(paint.rule)
    return ax


def _evidence(ax: Any, advice: Advice, reach: float, paint: Theme) -> None:
    curve = [(100.0 * own, 100.0 * opponent) for own, opponent in ellipse(advice)]
    ax.fill(*zip(*curve, strict=True), color=paint.home, alpha=0.25, linewidth=0, zorder=2)
    ax.plot(*zip(*curve, strict=True), color=paint.home, linewidth=1.2, zorder=2)
    centre = changes_of(advice, advice.effect.balance, advice.effect.total)
    points = [(name, 100.0 * own, 100.0 * opponent) for name, own, opponent in evidence_points(advice)]
    points.append((ALL, 100.0 * centre[0], 100.0 * centre[1]))
    inches = ax.get_position().height * ax.figure.get_size_inches()[1]
    gap = 1.6 * SIZE / 72.0 / inches * 2.0 * reach
    heights = spaced([opponent for _, _, opponent in points], gap, -0.95 * reach, 0.95 * reach)
    for (name, own, opponent), height in zip(points, heights, strict=True):
        whole = name == ALL
        ax.plot(
            own, opponent, "D" if whole else "o", color=paint.home if whole else paint.paper,
            markeredgecolor=paint.paper if whole else paint.ink, markersize=10 if whole else 5.5,
            zorder=5 if whole else 6,
        )  # fmt: skip
        ax.annotate(
            name, (own, opponent), xytext=(NAMES_AT, 0.5 + 0.5 * height / reach), textcoords="axes fraction",
            fontsize=SIZE, color=paint.ink, weight="bold" if whole else "normal", va="center",
            arrowprops={"arrowstyle": "-", "color": paint.grey, "linewidth": 0.6, "shrinkB": 3.0}, zorder=4,
        )  # fmt: skip
