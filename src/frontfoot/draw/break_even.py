"""The break-even chart as a picture: the line on which pressing on pays, and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from frontfoot.core.palette import THEMES, Theme
from frontfoot.decisions.advice import Advice
from frontfoot.decisions.break_even import REACH
from frontfoot.decisions.chart import changes_of, ellipse, evidence_points, line_across, spaced
from frontfoot.draw.credits import credit
from frontfoot.draw.frame import Shape, ThemeName, framed
from frontfoot.draw.saving import literal, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAMES_AT: Final = 1.04
"""Where the names of the points begin, as a share of the axis."""
SIZE: Final = 9.0
ALL: Final = "all evidence together"


@literal
def break_even_figure(advice: Advice, shape: Shape = "wide", *, theme: ThemeName = "light") -> Figure:
    """The whole picture: the answer as headline, the chart, the source.

    Args:
        advice: with its line and readings.
        shape: 16:9, square, or 9:16.
        theme: "light" or "dark".
    """
    under = f"{advice.title} · {advice.competition} · associations, no proven effects"
    frame = framed(advice.sentence, under, credit(advice.rates_from, effects=True), shape, theme)
    left, low, names = 0.75, 0.55, 1.75
    height = frame.height - low - 0.05
    width = min(frame.width - left - names, 1.35 * height)
    height = min(height, 1.15 * width)
    ax = frame.axes(left, frame.height - height - 0.05, width, height)
    break_even(advice, ax, theme=theme)
    _note(ax, frame, (left, width, height), THEMES[theme])
    return frame.figure


def _note(ax: Axes, frame: Any, place: tuple[float, float, float], paint: Theme) -> None:
    """The explanation of the chart: right of it if there is room, else below."""
    left, width, height = place
    note = (
        "On the line pressing on and dropping back are worth the same. Ellipse: nine tenths of what all evidence "
        "leaves possible, biases allowed for. Open points: what each kind of evidence shows as measured, without that "
        "allowance."
    )
    beside = frame.width - left - width - 2.1
    if beside > 2.0:
        lines = wrapped(note, 0.94 * beside * 72.0, SIZE)
        at = ((left + width + 2.1 + frame.left) / frame.size[0], (frame.bottom + frame.height - 0.1) / frame.size[1])
        ax.figure.text(*at, "\n".join(lines), fontsize=SIZE, color=paint.grey, va="top", linespacing=1.35)
    elif frame.height - height > 1.6:
        lines = wrapped(note, 0.94 * frame.width * 72.0, SIZE)
        at = (frame.left / frame.size[0], (frame.bottom + frame.height - height - 0.75) / frame.size[1])
        ax.figure.text(*at, "\n".join(lines), fontsize=SIZE, color=paint.grey, va="top", linespacing=1.35)


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
    ax.plot(own, theirs, color=paint.ink, linewidth=1.8)
    ax.axhline(0, color=paint.grey, linewidth=0.6)
    ax.axvline(0, color=paint.grey, linewidth=0.6)
    _evidence(ax, advice, reach, paint)
    ax.set_xlim(-reach, reach)
    ax.set_ylim(-reach, reach)
    ax.text(0.97 * reach, -0.96 * reach, "pressing on pays", ha="right", va="bottom", fontsize=11, color=paint.home)
    ax.text(-0.97 * reach, 0.96 * reach, "dropping back pays", ha="left", va="top", fontsize=11, color=paint.away)
    steps = [-20, -10, 0, 10, 20]
    names = [f"{step:+d}%".replace("-", "−") if step else "0" for step in steps]
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
