"""Pictures of a tie: the odds through its legs with every event, or the odds from now on by way."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontfoot.core.errors import InputError
from frontfoot.core.minute import STARTS
from frontfoot.goals.clock import Moment, regular_length
from frontfoot.ties.labels import lanes, room
from frontfoot.ties.outlook import Outlook
from frontfoot.ties.replay import Replay, Swing

INK, SOFT, FIRST, SECOND = "#1f2933", "#9aa5b1", "#1d4e89", "#b5541c"
LEG, AXIS, HEIGHT, LANE = 4.8, 3.9, 3.6, 0.16
"""Inches: a leg's part of the picture, what of it the axis has at least, its height, and that of a line of labels."""
SIZE = 7
MOST = 40
"""Points of a label's letters, and how many letters at most stand before its swing."""


def check_picture(path: Path) -> None:
    """Whether a picture can be written under this name.

    Raises:
        InputError: another ending than .png or .svg, or a folder that does not exist.
    """
    if path.suffix.lower() not in (".png", ".svg"):
        raise InputError(f"'{path.name}' is no picture", place="plot", remedy="Name it .png or .svg")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}", place="plot", remedy="Create it first")


def _minute(moment: Moment) -> float:
    """Minutes played; stoppage is drawn at the end of its period."""
    return STARTS[moment.period] + min(moment.second, regular_length(moment.period)) / 60.0


def draw_replay(told: Replay, path: Path) -> None:
    """The odds of the first club through all legs, events marked with their swing."""
    plt = start()
    figure = replay_figure(plt, told)
    save(plt, figure, path)


def replay_figure(plt: Any, told: Replay) -> Any:
    """The figure of `draw_replay`: one axis for each leg, the labels of its events above it."""
    legs = sorted({point.leg for point in told.points})
    swings = {number: _moved(told, number) for number in legs}
    lines = {number: _Lines.of(swings[number], _late(told, number)) for number in legs}
    most = max(max(line.lanes, default=-1) + 1 for line in lines.values())
    figure, axes = plt.subplots(
        1, len(legs), figsize=(LEG * len(legs), HEIGHT + LANE * most), sharey=True, squeeze=False
    )
    for axis, number in zip(axes[0], legs, strict=True):
        points = [point for point in told.points if point.leg == number]
        match = told.tie.legs[number - 1]
        axis.plot([_minute(p.moment) for p in points], [p.through for p in points], color=FIRST, linewidth=1.8)
        axis.axhline(0.5, color=SOFT, linewidth=0.6)
        line = lines[number]
        for swing, at, lane, text in zip(swings[number], line.places, line.lanes, line.texts, strict=True):
            axis.plot([at], [swing.after], "o", color=FIRST, markersize=4)
            top = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points"}
            axis.annotate(
                text, (at, 1.0), xytext=(3, 4 + 72 * LANE * lane), fontsize=SIZE, va="bottom", color=INK, **top
            )
            # From the event up to the foot of its label.
            axis.plot([at, at], [swing.after, 1.0], color=SOFT, linewidth=0.5, zorder=1)
            axis.annotate(
                "", (at, 1.0), xytext=(0, 4 + SIZE + 72 * LANE * lane), **top,
                arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 0},
            )  # fmt: skip
        score = f" {match.last_score[0]}-{match.last_score[1]}" if match.played else ""
        axis.set_title(f"{match.home} - {match.away}{score}", fontsize=9, color=INK, pad=8 + 72 * LANE * most)
        axis.set_xlabel("minute", fontsize=8, color=INK)
        axis.set_xlim(*line.ends)
        axis.set_xticks([0, 15, 30, 45, 60, 75, 90, *([105, 120] if _late(told, number) else [])])
    _dress(axes[0], f"{told.clubs[0]} {'win' if told.tie.rules.last else 'go through'}")
    return figure


def _late(told: Replay, number: int) -> bool:
    return max(_minute(point.moment) for point in told.points if point.leg == number) > 90


def _moved(told: Replay, number: int) -> list[Swing]:
    """The events of a leg that moved the odds, by their place on the axis."""
    play = [swing for swing in told.swings if swing.leg == number and swing.event.moment is not None]
    return [swing for swing in play if abs(swing.after - swing.before) >= 1e-12]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The labels of one axis: where each stands, what it says, and the ends of an axis on which all have room."""

    places: list[float]
    texts: list[str]
    lanes: list[int]
    ends: tuple[float, float]

    @classmethod
    def of(cls, swings: Sequence[Swing], late: bool) -> _Lines:
        places = [_minute(swing.event.moment) for swing in swings if swing.event.moment is not None]
        texts = [_text(swing) for swing in swings]
        shares = [(_wide(text) + 6.0) / 72.0 / AXIS for text in texts]
        first, last = -4.0, 124.0 if late else 94.0
        last = room(places, shares, first, last)
        return cls(places, texts, lanes(places, [share * (last - first) for share in shares]), (first, last))


def _text(swing: Swing) -> str:
    event = swing.event
    who = event.player or event.club or f"+{event.minutes}"
    what = "" if event.kind == "goal" else f" ({event.kind})"
    text = f"{who}{what} {swing.minute}"
    # A very long name would leave no room for the line itself.
    return f"{text if len(text) <= MOST else text[: MOST - 1] + '…'} {100 * (swing.after - swing.before):+.0f}"


def _wide(text: str) -> float:
    """Width of a label, in points."""
    from matplotlib.textpath import TextPath

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        return float(TextPath((0, 0), text, size=SIZE).get_extents().width)


def draw_outlook(
    odds: Outlook, timeline: Sequence[tuple[Moment, float]], clubs: tuple[str, str], path: Path, *, last: bool
) -> None:
    """The odds from now on if nothing happens, and the odds of each club by way; `last` where nothing follows."""
    plt = start()
    figure, axes = plt.subplots(1, 2, figsize=(9.6, 3.6), width_ratios=[1.4, 1])
    axes[0].plot([_minute(at) for at, _ in timeline], [value for _, value in timeline], color=FIRST, linewidth=1.8)
    axes[0].set_xlabel("minute, if the score stays as it is", fontsize=8, color=INK)
    _dress(axes[:1], f"{clubs[0]} {'win' if last else 'go through'}")
    ways = [way for way in odds.by if odds.way(way) > 0.0005]
    for side, (club, colour) in enumerate(zip(clubs, (FIRST, SECOND), strict=True)):
        heights = [row + 0.19 * (1 if side == 0 else -1) for row in range(len(ways))]
        widths = [odds.by[way][club] for way in ways]
        axes[1].barh(heights, widths, height=0.36, color=colour, label=f"{club} {odds.through[club]:.1%}")
        for y, width in zip(heights, widths, strict=True):
            axes[1].text(width + 0.01, y, f"{width:.1%}", fontsize=7, va="center", color=INK)
    axes[1].set_yticks(range(len(ways)), ["90 minutes" if way == "regulation" else way for way in ways], fontsize=8)
    axes[1].invert_yaxis()
    axes[1].set_xlim(0, 1.12)
    axes[1].legend(fontsize=8, frameon=False, loc="lower right")
    for spine in ("top", "right", "bottom"):
        axes[1].spines[spine].set_visible(False)
    axes[1].set_xticks([])
    save(plt, figure, path)


def _dress(axes: Sequence[Any], title: str) -> None:
    for axis in axes:
        axis.set_ylim(0, 1.0)
        axis.tick_params(labelsize=8, colors=INK)
        for spine in ("top", "right"):
            axis.spines[spine].set_visible(False)
        axis.grid(axis="y", color=SOFT, alpha=0.25, linewidth=0.5)
    axes[0].set_yticks([0, 0.25, 0.5, 0.75, 1.0], ["0%", "25%", "50%", "75%", "100%"])
    axes[0].set_ylabel(title, fontsize=8, color=INK)


def start() -> Any:
    """Pyplot without a screen, with identifiers in SVG that do not change from run to run."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    matplotlib.rcParams["svg.hashsalt"] = "frontfoot"
    # A dollar in a name is a dollar.
    matplotlib.rcParams["text.parse_math"] = False
    return plt


def save(plt: Any, figure: Any, path: Path) -> None:
    """Write a figure and close it; the same figure gives the same bytes."""
    # No date in the file: the same tie gives the same bytes.
    metadata = {"Date": None} if path.suffix.lower() == ".svg" else {"Software": None}
    try:
        with warnings.catch_warnings():
            # A letter that the font lacks is drawn as a box; nothing can be done about it here.
            warnings.filterwarnings("ignore", message="Glyph")
            figure.tight_layout()
            figure.savefig(path, dpi=150, metadata=metadata)
    except OSError as error:
        raise InputError(
            f"The picture cannot be written: {error.strerror}", place=str(path), remedy="Check the path"
        ) from None
    finally:
        plt.close(figure)
