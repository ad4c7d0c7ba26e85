"""Pictures of a league table: who defends on the front foot, what it is worth, and how it goes through the season."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import ceil, log
from typing import TYPE_CHECKING, Final

import polars as pl

from frontfoot.approach.windows import SCORE_STATES
from frontfoot.core.palette import THEMES, Theme
from frontfoot.core.wording import signed
from frontfoot.draw.frame import Shape, ThemeName, framed
from frontfoot.draw.names import name_points
from frontfoot.draw.saving import literal, size_in_points, text_width
from frontfoot.draw.season_sentence import FEW, halves, season_sentence
from frontfoot.draw.short_names import fitting

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Picture = Callable[[pl.DataFrame, str, str], "Figure"]
"""A table, a title and the source of the data in, a figure out."""

WHAT: Final = {
    "ranking": "front-foot index of every side",
    "worth": "front-foot index against expected goals",
    "course": "front-foot index by month",
}
"""What each picture shows, for who cannot see it."""
MARKERS: Final = dict(zip(SCORE_STATES, ("v", "o", "^"), strict=True))
LETTERS: Final = 8.5
SMALL: Final = 8.0
PANEL: Final = 1.5
"""Width of a panel of months as a multiple of its height, as near as the number of sides allows."""
NARROWEST: Final = 70.0
"""Points of a panel of months across, at least."""
NAME: Final = 14.0
MONTHS: Final = 14.0
"""Points for the name above a panel, and for the months below it."""


def _states(paint: Theme) -> dict[str, str]:
    return dict(zip(SCORE_STATES, (paint.away, paint.grey, paint.home), strict=True))


@literal
def ranking(table: pl.DataFrame, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with the front-foot index of every team and its 90% interval; by score where the table is.

    Args:
        table: of one competition and season, by season or by score (`frontfoot.seasons.league.league_table`).
        ax: axes to draw on; new ones when None.
        theme: "light" or "dark".
    """
    paint, ax = THEMES[theme], _prepared(ax, THEMES[theme])
    teams = table.group_by("team").agg(pl.col("front_foot").mean()).sort("front_foot", "team")["team"].to_list()
    place = {team: row for row, team in enumerate(teams)}
    split = "score_state" in table.columns
    for row in range(len(teams) - 1, -1, -2):
        ax.axhspan(row - 0.5, row + 0.5, color=paint.panel, lw=0, zorder=-1)
    for index, state in enumerate(SCORE_STATES if split else ("",)):
        rows = table.filter(pl.col("score_state") == state) if split else table
        rows = rows.drop_nulls("front_foot")
        y = [place[team] + (0.27 * (index - 1) if split else 0.0) for team in rows["team"]]
        x, low, high = (rows[name].to_numpy() for name in ("front_foot", "front_foot_low", "front_foot_high"))
        ax.errorbar(
            x, y, xerr=[x - low, high - x], fmt=MARKERS.get(state, "o"), ms=3.5 if split else 5.0,
            color=_states(paint).get(state, paint.home), elinewidth=1.1 if split else 1.6, label=state or None,
        )  # fmt: skip
        if not split:
            for at, value in zip(y, x, strict=True):
                ax.annotate(
                    _value(value), (1.0, at), xytext=(4, 0), xycoords=("axes fraction", "data"), fontsize=LETTERS,
                    textcoords="offset points", color=paint.ink, va="center_baseline", ha="left",
                )  # fmt: skip
    ax.axvline(0.0, color=paint.grey, lw=0.8)
    counts = table.group_by("team").agg(pl.col("matches").sum())
    played = dict(zip(counts["team"], counts["matches"], strict=True))
    names = [_counted(team, played[team], split=split) for team in teams]
    ax.set_yticks(range(len(teams)), names, fontsize=LETTERS, color=paint.ink)
    ax.set_ylim(-0.6, len(teams) - 0.4)
    ax.xaxis.set_major_formatter(lambda value, _: _tick(value))
    ax.set_xlabel("front-foot index with 90% interval", fontsize=SMALL, color=paint.grey)
    if split:
        legend = ax.legend(
            frameon=False, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3, fontsize=LETTERS, borderaxespad=0.2,
            handletextpad=0.4, columnspacing=1.6,
        )  # fmt: skip
        for text in legend.get_texts():
            text.set_color(paint.ink)
    return ax


def _value(value: float) -> str:
    return signed(value, 2)


def _tick(value: float) -> str:
    """A step of the scale with its sign: "+0.5", "0", "−1"."""
    value = round(value, 6)
    return f"{value:+g}".replace("-", "−") if value else "0"


def _counted(team: str, matches: int, *, split: bool) -> str:
    return f"{team} ({matches})" if matches < FEW and not split else team


@literal
def worth(table: pl.DataFrame, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with the index and its interval against the difference of expected goals. An association, no effect.

    Every name stands nearer to its own point than to any other, or a thin grey line leads from it to its point; the
    intervals are broad bars in the colour of the points.

    Args:
        table: of one competition and season, by season.
        ax: axes to draw on; new ones when None.
        theme: "light" or "dark".
    """
    paint, ax = THEMES[theme], _prepared(ax, THEMES[theme])
    rows = table.drop_nulls("front_foot")
    x, y = rows["front_foot"].to_numpy(), (rows["xg"] - rows["xg_against"]).to_numpy()
    low, high = rows["front_foot_low"].to_numpy(), rows["front_foot_high"].to_numpy()
    ax.hlines(y, low, high, color=paint.home, alpha=0.22, lw=4.5, zorder=1)
    ax.plot(x, y, "o", ms=6.0, color=paint.home, mec=paint.paper, mew=0.8, ls="none", zorder=3)
    ax.axhline(0.0, color=paint.rule, lw=0.8, zorder=0)
    ax.axvline(0.0, color=paint.rule, lw=0.8, zorder=0)
    ax.set_xlabel("front-foot index; bars: 90% intervals", fontsize=SMALL, color=paint.grey)
    ax.set_ylabel("expected goals for less against, per 90 minutes", fontsize=SMALL, color=paint.grey)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, _: _tick(value))
    if rows.height:
        ax.set_ylim(float(y.min()) - 0.18, float(y.max()) + 0.18)
        edge = 0.06 * float(high.max() - low.min())
        ax.set_xlim(float(low.min()) - edge, float(high.max()) + edge)
    names = [_counted(team, count, split=False) for team, count in zip(rows["team"], rows["matches"], strict=True)]
    spans = list(zip(low.tolist(), high.tolist(), strict=True))
    name_points(ax, list(zip(x.tolist(), y.tolist(), strict=True)), spans, names, paint, LETTERS)
    return ax


@literal
def course(table: pl.DataFrame, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with the index month by month, a small panel a team, with 90% intervals.

    Args:
        table: of one competition and season, by month.
        ax: axes to draw the panels in; new ones when None.
        theme: "light" or "dark".
    """
    paint, ax = THEMES[theme], _prepared(ax, THEMES[theme])
    ax.set_axis_off()
    teams = table.group_by("team").agg(pl.col("front_foot").mean()).sort("front_foot", "team", descending=True)
    months = sorted(table["month"].unique())
    width, height = size_in_points(ax)
    columns = _columns(teams.height, width, height)
    lines = max(1, ceil(teams.height / columns))
    known = table.drop_nulls("front_foot")
    bounds = [float(known["front_foot_low"].min() or 0.0), float(known["front_foot_high"].max() or 0.0)]  # type: ignore[arg-type]
    step = 1.0 if max(map(abs, bounds)) >= 1.0 else 0.5
    # None at the foot of a panel, where its months are named, nor at its top.
    edge = 0.15 * (bounds[1] - bounds[0])
    ticks = [step * place for place in range(-9, 10) if bounds[0] + edge <= step * place <= bounds[1] - edge] or [0.0]
    scale, gap = 20.0 / width, 12.0 / width
    wide, high = (1.0 - scale + gap) / columns, 1.0 / lines
    for number, team in enumerate(teams["team"]):
        row, column = divmod(number, columns)
        foot = 1.0 - (row + 1) * high + MONTHS / height
        place = (scale + column * wide, foot, wide - gap, high - (NAME + MONTHS + 4.0) / height)
        panel = _prepared(ax.inset_axes(place), paint)
        rows = known.filter(pl.col("team") == team).sort("month")
        x = [months.index(month) for month in rows["month"]]
        panel.vlines(
            x, rows["front_foot_low"], rows["front_foot_high"], color=paint.home, alpha=0.35, lw=2.5,
            zorder=2,
        )  # fmt: skip
        panel.plot(x, rows["front_foot"], color=paint.home, lw=1.2, marker="o", ms=2.6, zorder=3)
        panel.axhline(0.0, color=paint.grey, lw=0.7, zorder=1)
        panel.set(xlim=(-0.4, len(months) - 0.6), ylim=bounds)
        name = fitting(team, 0.98 * (wide - gap) * width, LETTERS)
        panel.set_title(name, fontsize=LETTERS, loc="left", color=paint.ink, pad=2.0)
        ends = sorted({0, len(months) - 1})
        panel.set_xticks(ends, [_month(months[end]) for end in ends], fontsize=7.0)
        labels = panel.get_xticklabels()
        labels[0].set_horizontalalignment("left")
        labels[-1].set_horizontalalignment("right")
        panel.set_yticks(ticks, [_tick(tick) for tick in ticks], fontsize=7.0)
        panel.tick_params(axis="y", labelleft=column == 0)
        panel.grid(axis="y", color=paint.rule, lw=0.5)
    return ax


def _columns(sides: int, width: float, height: float) -> int:
    """How many panels stand side by side, so that each is about half as wide again as high and few places are empty.

    >>> _columns(20, 630.0, 270.0), _columns(20, 330.0, 540.0)
    (7, 4)
    """

    def odd(columns: int) -> float:
        lines = ceil(sides / columns)
        high = height / lines - NAME - MONTHS
        if high <= 0.0 or width / columns < NARROWEST:
            return float("inf")
        return abs(log(width / columns / high / PANEL)) + (lines * columns - sides) / max(sides, 1)

    return min(range(1, max(2, sides + 1)), key=odd)


def _month(text: str) -> str:
    """The short name of a month, `YYYY-MM`; of matches without a date "no date".

    >>> _month("2017-08"), _month("")
    ('Aug', 'no date')
    """
    return f"{date(int(text[:4]), int(text[5:7]), 1):%b}" if text else "no date"


@literal
def season_figure(
    kind: str, table: pl.DataFrame, title: str, source: str = "", shape: Shape = "square", *, theme: ThemeName = "light"
) -> Figure:
    """The whole picture: headline, drawing, source.

    Args:
        kind: "ranking", "worth" or "course".
        table: of one competition and season, split as the drawing needs.
        title: of competition and season.
        source: whose data, and on which terms.
        shape: 16:9, square, or 9:16.
        theme: "light" or "dark".
    """
    sentence = season_sentence(kind, table, title)
    frame = framed(sentence, _under(kind, table, sentence), source or "Frontfoot.", shape, theme)
    split = "score_state" in table.columns
    names = max((text_width(f"{name} (9)", LETTERS) for name in table["team"]), default=0.0) / 72.0 + 0.1
    left = {"ranking": min(names, 0.4 * frame.width), "worth": 0.6, "course": 0.0}[kind]
    right = 0.45 if kind == "ranking" and not split else 0.1 if kind == "ranking" else 0.0
    low = 0.0 if kind == "course" else 0.4
    ax = frame.axes(left, low, frame.width - left - right, frame.height - low - (0.25 if split else 0.0))
    {"ranking": ranking, "worth": worth, "course": course}[kind](table, ax, theme=theme)
    return frame.figure


def _under(kind: str, table: pl.DataFrame, sentence: str) -> str:
    """What is shown, and how it is read."""
    if kind == "worth":
        text = "An association, not an effect"
    elif kind == "course":
        text = "Front-foot index by month, best side first; bars: 90% intervals"
        if "halves" in sentence:
            parts = halves(sorted(table.drop_nulls("front_foot")["month"].unique()))
            text += "; halves: " + ", ".join(f"{_month(part[0])} to {_month(part[-1])}" for part in parts)
    else:
        text = (
            "Pressing, height and tempo in one figure; 0: average of the top leagues of 2017/18, 1: one standard "
            "deviation of team-matches"
        )
    few = kind != "course" and "score_state" not in table.columns and bool((table["matches"] < FEW).any())
    return f"{text}; in brackets: matches" if few else text


def pictures(by: str) -> dict[str, Picture]:
    """The pictures that go with a table split `by`, by name, each square and light."""
    kinds = {"season": ("ranking", "worth"), "score": ("ranking",), "month": ("course",)}[by]

    def drawn(kind: str) -> Picture:
        return lambda table, title, source: season_figure(kind, table, title, source)

    return {kind: drawn(kind) for kind in kinds}


def _prepared(ax: Axes | None, paint: Theme) -> Axes:
    """Axes in the colours of the theme, with two spines."""
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=(7.5, 7.5), facecolor=paint.paper).add_axes((0.25, 0.1, 0.65, 0.85))
    ax.set_facecolor(paint.paper)
    ax.spines[["top", "right"]].set_visible(False)
    for spine in ("bottom", "left"):
        ax.spines[spine].set_color(paint.rule)
    ax.tick_params(colors=paint.grey, labelsize=SMALL, length=0)
    return ax
