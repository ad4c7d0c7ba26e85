"""Pictures of a league table: who defends on the front foot, what it is worth, and how it goes through the season."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from frontfoot.approach.windows import SCORE_STATES
from frontfoot.draw.saving import literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Picture = Callable[[pl.DataFrame, str], bytes]
"""A table and a title in, an SVG out."""

_INK: Final = "#1f2a33"
_BLUE: Final = "#2166ac"
_GREY: Final = "#9aa5ad"
_STATES: Final = dict(zip(SCORE_STATES, ("#b2182b", _GREY, _BLUE), strict=True))


@literal
def ranking(table: pl.DataFrame, title: str) -> bytes:
    """The front-foot index of every team with its 90% interval, as SVG; by score where the table is.

    Args:
        table: of one competition and season, by season or by score (`frontfoot.seasons.league.league_table`).
        title: over the picture.
    """
    teams = table.group_by("team").agg(pl.col("front_foot").mean()).sort("front_foot", "team")["team"].to_list()
    figure, axes = _figure(7.5, 1.2 + 0.3 * len(teams))
    place = {team: row for row, team in enumerate(teams)}
    split = "score_state" in table.columns
    for index, state in enumerate(SCORE_STATES if split else ("",)):
        rows = table.filter(pl.col("score_state") == state) if split else table
        rows = rows.drop_nulls("front_foot")
        y = [place[team] + (0.22 * (index - 1) if split else 0.0) for team in rows["team"]]
        x, low, high = (rows[name].to_numpy() for name in ("front_foot", "front_foot_low", "front_foot_high"))
        colour = _STATES.get(state, _BLUE)
        axes.errorbar(
            x, y, xerr=[x - low, high - x], fmt="o", ms=4.5, color=colour, elinewidth=1.4, label=state or None
        )
    axes.axvline(0.0, color=_GREY, lw=0.8)
    axes.set_yticks(range(len(teams)), teams)
    axes.set_ylim(-0.7, len(teams) - 0.3)
    axes.set_xlabel("front-foot index with 90% interval (0: league average, 1: one s.d. of team-matches)")
    axes.set_title(title, loc="left")
    if split:
        axes.legend(frameon=False, loc="lower right")
    return _svg(figure)


@literal
def worth(table: pl.DataFrame, title: str) -> bytes:
    """The index against the difference of expected goals, a dot a team, as SVG. An association, no effect.

    Args:
        table: of one competition and season, by season.
        title: over the picture.
    """
    figure, axes = _figure(7.5, 5.0)
    rows = table.drop_nulls("front_foot")
    x, y = rows["front_foot"].to_numpy(), (rows["xg"] - rows["xg_against"]).to_numpy()
    axes.scatter(x, y, s=24, color=_BLUE)
    for team, at_x, at_y in zip(rows["team"], x, y, strict=True):
        axes.annotate(team, (at_x, at_y), xytext=(4, 3), textcoords="offset points", fontsize=7.5, color=_INK)
    axes.axhline(0.0, color=_GREY, lw=0.8)
    axes.axvline(0.0, color=_GREY, lw=0.8)
    axes.set_xlabel("front-foot index")
    axes.set_ylabel("expected goals for less against, per 90 minutes")
    axes.set_title(title, loc="left")
    return _svg(figure)


@literal
def course(table: pl.DataFrame, title: str) -> bytes:
    """The index month by month, a small panel a team with its 90% interval, as SVG.

    Args:
        table: of one competition and season, by month.
        title: over the picture.
    """
    teams = table.group_by("team").agg(pl.col("front_foot").mean()).sort("front_foot", "team", descending=True)
    months = sorted(table["month"].unique())
    columns = 5
    lines = -(-len(teams) // columns)
    figure, grid = _figures(9.0, 0.7 + 1.35 * lines, lines, columns)
    for panel, team in zip(grid.flat, teams["team"], strict=False):
        rows = table.filter(pl.col("team") == team).drop_nulls("front_foot").sort("month")
        x = [months.index(month) for month in rows["month"]]
        panel.fill_between(x, rows["front_foot_low"], rows["front_foot_high"], color=_BLUE, alpha=0.2, lw=0)
        panel.plot(x, rows["front_foot"], color=_BLUE, lw=1.3)
        panel.axhline(0.0, color=_GREY, lw=0.7)
        panel.set_title(team, fontsize=8, loc="left")
    for panel in grid.flat:
        panel.set_xticks([0, len(months) - 1], [months[0][2:], months[-1][2:]], fontsize=7)
        panel.tick_params(axis="y", labelsize=7)
    for panel in list(grid.flat)[len(teams) :]:
        panel.set_visible(False)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return _svg(figure)


@literal
def pictures(by: str) -> dict[str, Picture]:
    """The pictures that go with a table split `by`, by name."""
    drawn: dict[str, dict[str, Picture]] = {
        "season": {"ranking": ranking, "worth": worth},
        "score": {"ranking": ranking},
        "month": {"course": course},
    }
    return drawn[by]


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    figure, grid = _figures(width, height, 1, 1)
    return figure, grid[0][0]


def _figures(width: float, height: float, lines: int, columns: int) -> tuple[Figure, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    grid = figure.subplots(lines, columns, squeeze=False, sharex=True, sharey=True)
    for panel in grid.flat:
        panel.spines[["top", "right"]].set_visible(False)
    return figure, grid


def _svg(figure: Figure) -> bytes:
    from matplotlib import rc_context

    stream = io.BytesIO()
    # Without a fixed salt and date the same picture would have other bytes every time.
    with rc_context({"svg.hashsalt": "frontfoot", "svg.fonttype": "path"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    return stream.getvalue()
