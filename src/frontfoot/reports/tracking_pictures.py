"""Pictures from frames: one moment with pressure and control, the block through the match, a pressing run in motion.

All are drawn with matplotlib's own objects, without its global state, and come back as bytes. The pitch is seen from
above as the home side sees it, attacking to the right.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.approach.tracking import Measured, TrackingSummary
from frontfoot.approach.tracking.estimates import clustered_mean
from frontfoot.approach.tracking.pitch_control import pitch_control
from frontfoot.core.arrays import Floats
from frontfoot.core.errors import NotProvided
from frontfoot.core.minute import STARTS
from frontfoot.core.palette import AWAY, GREY, HOME, INK, PAPER, PITCH, RULE
from frontfoot.match.tracking.frames import AWAY as AWAY_SIDE

BEFORE: Final = 2.0  # seconds shown before a pressing run
AFTER: Final = 3.0  # seconds shown after it
LONGEST: Final = 8.0  # seconds of animation
EVERY: Final = 2  # of so many frames one is shown in motion
BIN: Final = 5  # minutes of the block's picture


def moment(measured: Measured, row: int) -> bytes:
    """One frame: pitch control as shading, players with their velocities, pressing intensity on the side in possession.

    Shading runs from the home side's colour (it would win the ball there) over white (even) to the away side's. The
    ring round a player of the side in possession grows darker with the pressing intensity on him; the number is the
    probability. Without a ball there is no control and no shading.

    Returns:
        A PNG file.
    """
    figure, axes = _pitch(measured)
    control = pitch_control(measured.frames, measured.velocity, np.array([row]), "home")[0]
    if np.isfinite(control).all():
        _shade(axes, measured, control)
    _players(axes, measured, row)
    axes.set_title(_when(measured, row), loc="left", fontsize=10, color=INK)
    return _png(figure, 110)


def pressing_sequence(measured: Measured, summary: TrackingSummary) -> tuple[int, int]:
    """Rows from before to after the pressing run that can be shown best: most runs at once, then most players seen.

    Only runs by which the ball was regained are looked at, if there are any.

    Raises:
        NotProvided: the frames show no pressing run.
    """
    runs = summary.runs
    if not runs.height:
        raise NotProvided("The frames show no pressing run", remedy="Nothing can be drawn")
    best = runs.filter(pl.col("regained")) if runs["regained"].any() else runs
    frames = measured.frames
    seen = frames.table["players"].to_numpy()
    first, last, side = (best[name].to_numpy() for name in ("first", "last", "side"))
    company = [
        int(((runs["first"] <= b) & (runs["last"] >= a) & (runs["side"] == s)).sum())
        for a, b, s in zip(first, last, side, strict=True)
    ]
    shown = [float(seen[a : b + 1].mean()) for a, b in zip(first, last, strict=True)]
    pick = max(range(len(company)), key=lambda k: (company[k], shown[k], -first[k]))
    rate, period = frames.rate, frames.period
    start = max(0, int(first[pick] - BEFORE * rate))
    stop = min(len(frames) - 1, int(last[pick] + AFTER * rate), start + int(LONGEST * rate))
    rows = np.arange(start, stop + 1)
    rows = rows[(period[rows] == period[first[pick]]) & (seen[rows] > 0)]
    return int(rows[0]), int(rows[-1])


def animation(measured: Measured, first: int, last: int) -> bytes:
    """The frames from `first` to `last` in motion, with the pressing intensity on the man on the ball.

    Args:
        measured: frames and what was measured on them.
        first, last: rows.
        every: show each of so many frames; time runs at its true pace.

    Returns:
        A GIF file that repeats.
    """
    from PIL import Image

    pictures = []
    for row in range(first, last + 1, EVERY):
        figure, axes = _pitch(measured, size=(6.4, 4.35))
        _players(axes, measured, row)
        axes.set_title(_when(measured, row), loc="left", fontsize=9, color=INK)
        pictures.append(Image.open(BytesIO(_png(figure, 80))).convert("P", palette=Image.Palette.ADAPTIVE, colors=64))
    out = BytesIO()
    pictures[0].save(
        out,
        format="GIF",
        save_all=True,
        append_images=pictures[1:],
        duration=round(1000 * EVERY / measured.frames.rate),
        loop=0,
        optimize=True,
    )
    return out.getvalue()


def block_through_the_match(measured: Measured, summary: TrackingSummary) -> bytes:
    """Line height and front of both blocks without the ball, in blocks of five minutes, with 95% intervals.

    The filled band reaches from the last line (mean of the deepest four) to the front (mean of the two most advanced),
    bars are the interval of the last line, missing where fewer than five possessions were seen. A gap is a stretch in
    which too few players were seen.

    Returns:
        A PNG file.
    """
    figure = _figure((9.2, 4.6))
    for index, (side, team, colour) in enumerate(
        (("home", measured.frames.home, HOME), ("away", measured.frames.away, AWAY))
    ):
        axes = figure.add_subplot(2, 1, index + 1)
        mine = summary.block.filter((pl.col("side") == side) & ~pl.col("with_ball"))
        at, line, low, high, front = _binned(mine)
        axes.fill_between(at, line, front, color=colour, alpha=0.18, linewidth=0)
        axes.plot(at, front, color=colour, linewidth=0.8)
        axes.errorbar(at, line, yerr=(line - low, high - line), color=colour, linewidth=1.6, elinewidth=0.8, capsize=2)
        axes.set_ylim(0, measured.frames.length)
        axes.set_xlim(0, max(96, float(np.nanmax(at, initial=0)) + 3))
        axes.set_ylabel("metres from own goal", fontsize=8, color=GREY)
        axes.set_title(f"{team.name} without the ball", loc="left", fontsize=10, color=colour)
        axes.axhline(measured.frames.length / 2, color=RULE, linewidth=0.8, zorder=0)
        for name in ("top", "right"):
            axes.spines[name].set_visible(False)
        axes.tick_params(labelsize=8, colors=GREY)
        if index:
            axes.set_xlabel("minute (each half starts anew at 0 and 45; stoppage time runs on)", fontsize=8, color=GREY)
    figure.tight_layout()
    return _png(figure, 110)


def _binned(rows: pl.DataFrame) -> tuple[Floats, ...]:
    """Middle of each five minutes, last line, its interval, front; NaN between the halves and where nothing is."""
    out: list[tuple[float, ...]] = []
    for period in sorted(set(rows["period"].to_list())):
        half = rows.filter(pl.col("period") == period).with_columns(bin=pl.col("minute") // BIN)
        for k in range(int(half["bin"].max() or 0) + 1):  # type: ignore[arg-type]
            part = half.filter(pl.col("bin") == k)
            middle = STARTS[period] + (k + 0.5) * BIN
            if part["phase"].n_unique() < 2:
                out.append((middle, *[float("nan")] * 4))
                continue
            line = clustered_mean(part["line_height"].to_numpy(), part["phase"].to_numpy().astype(np.int64))
            value = float(line.value or 0)
            low, high = (float("nan") if edge is None else edge for edge in (line.low, line.high))
            out.append((middle, value, low, high, float(part["front_height"].mean() or 0)))  # type: ignore[arg-type]
        out.append((float("nan"),) * 5)
    columns = np.array(out, dtype=np.float64).reshape(-1, 5).T
    return tuple(columns)


def _png(figure: Any, dpi: int) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def _figure(size: tuple[float, float]) -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def _pitch(measured: Measured, size: tuple[float, float] = (9.2, 6.2)) -> tuple[Any, Any]:
    from matplotlib.patches import Arc, Circle, Rectangle

    length, width = measured.frames.length, measured.frames.width
    figure = _figure(size)
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.92))
    axes.set_xlim(-3, length + 3)
    axes.set_ylim(-3, width + 3)
    axes.set_aspect("equal")
    axes.axis("off")
    style: dict[str, Any] = {"edgecolor": GREY, "linewidth": 0.9, "zorder": 2}
    axes.add_patch(Rectangle((0, 0), length, width, facecolor=PITCH, edgecolor="none", zorder=0))
    axes.add_patch(Rectangle((0, 0), length, width, fill=False, **style))
    axes.plot([length / 2] * 2, [0, width], color=GREY, linewidth=0.9, zorder=2)
    axes.add_patch(Circle((length / 2, width / 2), 9.15, fill=False, **style))
    for end, way in ((0.0, 1), (length, -1)):
        for depth, half in ((16.5, 20.16), (5.5, 9.16)):
            corner = (min(end, end + way * depth), width / 2 - half)
            axes.add_patch(Rectangle(corner, depth, 2 * half, fill=False, **style))
        middle = (end + way * 11, width / 2)
        turn = 0 if way > 0 else 180
        axes.add_patch(Arc(middle, 18.3, 18.3, angle=turn, theta1=-53.05, theta2=53.05, color=GREY, linewidth=0.9))
    return figure, axes


def _shade(axes: Any, measured: Measured, control: NDArray[np.float32]) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("control", [AWAY, PAPER, HOME])
    extent = (0, measured.frames.length, 0, measured.frames.width)
    axes.imshow(
        control.T, origin="lower", extent=extent, cmap=colours, vmin=0, vmax=1, alpha=0.55, interpolation="bilinear",
        zorder=1,
    )  # fmt: skip


def _players(axes: Any, measured: Measured, row: int) -> None:
    frames = measured.frames
    for slot in np.flatnonzero(np.isfinite(frames.xy[row, :, 0])):
        x, y = frames.xy[row, slot]
        away = frames.side_of[slot] == AWAY_SIDE
        vx, vy = np.nan_to_num(measured.velocity[row, slot])
        axes.plot([x, x + vx], [y, y + vy], color=INK, linewidth=0.9, zorder=3)
        pressed = measured.pressing.intensity[row, slot]
        if np.isfinite(pressed):
            axes.scatter([x], [y], s=190, facecolor="none", edgecolor=INK, alpha=float(pressed), linewidth=2, zorder=4)
        axes.scatter([x], [y], s=80, c=AWAY if away else HOME, marker="s" if away else "o", edgecolor=PAPER, zorder=5)
        shirt = frames.players["shirt"][int(slot)]
        if shirt is not None:
            axes.text(x, y, str(shirt), fontsize=5.5, color=PAPER, ha="center", va="center", zorder=6)
        if slot == measured.carrier[row] and np.isfinite(pressed):
            axes.text(x, y + 2, f"pressed {pressed:.0%}", fontsize=7.5, color=INK, ha="center", zorder=6)
    ball = frames.ball[row]
    if np.isfinite(ball[0]):
        axes.scatter([ball[0]], [ball[1]], s=26, c=PAPER, edgecolor=INK, linewidth=1.2, zorder=7)


def _when(measured: Measured, row: int) -> str:
    frames = measured.frames
    start = STARTS[int(frames.period[row])]
    minute, second = divmod(int(frames.seconds[row]), 60)
    holder = {0: frames.home.name, 1: frames.away.name}.get(int(frames.possession[row]))
    seen = int(frames.table["players"][row])
    return f"{start + minute}:{second:02d}  {holder + ' have the ball' if holder else 'ball dead'}; {seen} players seen"
