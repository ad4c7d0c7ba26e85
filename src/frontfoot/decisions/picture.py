"""The break-even chart: what must be true for pressing to be right, and what the evidence says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from frontfoot.ties.picture import FIRST, INK, SECOND, SOFT, save, start

if TYPE_CHECKING:
    from pathlib import Path

    from frontfoot.decisions.break_even import BreakEven
    from frontfoot.decisions.evidence import Ladder

REACH = 0.3
"""Relative changes of a rate that the chart shows."""


def changes() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The points of our rate at which the line is drawn; 10% more is one of them."""
    return np.round(np.linspace(-REACH, REACH, 25), 3)


def draw_break_even(
    line: BreakEven, ladder: Ladder, leading: bool, clubs: tuple[str, str], title: str, path: Path
) -> None:
    """Draw the line with every rung of the ladder over it.

    Args:
        line: of the situation.
        ladder: the evidence.
        leading: whether the deciding side leads, so that the effects for leaders hold.
        clubs: the deciding club and its opponent.
        title: of the situation.
        path: .png or .svg.
    """
    plt = start()
    figure, (axis, key) = plt.subplots(1, 2, figsize=(9.6, 6.0), width_ratios=[2.3, 1])
    reach = 100.0 * REACH
    own, theirs = 100.0 * line.own, 100.0 * line.opponent
    axis.fill_between(own, theirs, -reach, color=FIRST, alpha=0.08, linewidth=0)
    axis.fill_between(own, theirs, reach, color=SECOND, alpha=0.08, linewidth=0)
    axis.plot(own, theirs, color=INK, linewidth=1.8)
    axis.axhline(0, color=SOFT, linewidth=0.6)
    axis.axvline(0, color=SOFT, linewidth=0.6)
    # The main design is drawn last, on top.
    for number, rung in reversed(list(enumerate(ladder.rungs, start=1))):
        _rung(axis, rung.effects, leading, number)
    axis.set_xlim(-reach, reach)
    axis.set_ylim(-reach, reach)
    axis.text(0.97 * reach, -0.97 * reach, "pressing pays", ha="right", va="bottom", fontsize=10, color=FIRST)
    axis.text(-0.97 * reach, 0.97 * reach, "dropping back pays", ha="left", va="top", fontsize=10, color=SECOND)
    axis.set_xlabel(f"pressing one standard deviation higher: change of {clubs[0]}'s goals, %", fontsize=8, color=INK)
    axis.set_ylabel(f"change of {clubs[1]}'s goals, %", fontsize=8, color=INK)
    axis.set_title(title, fontsize=10, color=INK, loc="left")
    axis.tick_params(labelsize=8, colors=INK)
    for spine in ("top", "right"):
        axis.spines[spine].set_visible(False)
    _key(key, ladder)
    save(plt, figure, path)


def _rung(axis: Any, effects: Any, leading: bool, number: int) -> None:
    own = effects.own + (effects.own_leading if leading else 0.0)
    opponent = effects.opponent + (effects.opponent_leading if leading else 0.0)
    x, y = 100.0 * np.expm1(own), 100.0 * np.expm1(opponent)
    centre = float(x.mean()), float(y.mean())
    low, high = np.quantile([x, y], [0.05, 0.95], axis=1)
    main = number == 1
    colour, width = (FIRST, 2.4) if main else (SOFT, 0.8)
    order = 10 if main else 3
    axis.plot([low[0], high[0]], [centre[1]] * 2, color=colour, linewidth=width, zorder=order)
    axis.plot([centre[0]] * 2, [low[1], high[1]], color=colour, linewidth=width, zorder=order)
    axis.plot(*centre, "o", color=colour, markersize=12, zorder=order + 1)
    white = "white" if main else INK
    axis.text(*centre, str(number), fontsize=7, color=white, ha="center", va="center", zorder=order + 2)


def _key(axis: Any, ladder: Ladder) -> None:
    """What the numbers stand for, and what the chart rests on."""
    axis.axis("off")
    lines = [f"{number}  {rung.name}" for number, rung in enumerate(ladder.rungs, start=1)]
    axis.text(0, 1, "Designs, with 90% intervals", fontsize=8, weight="bold", color=INK, va="top")
    axis.text(0, 0.95, "\n".join(lines), fontsize=8, color=INK, va="top", linespacing=1.5)
    note = (
        "On the line both are worth the same,\nexactly. The points are associations in\n"
        f"{ladder.main.matches:,} league matches of 2017/18\n(Wyscout, CC BY 4.0), not proven effects."
    )
    axis.text(0, 0.02, note, fontsize=7, color=INK, va="bottom", linespacing=1.4)
