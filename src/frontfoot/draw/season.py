"""Pictures of a league table: who defends on the front foot, what it is worth, and how it goes through the season."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from frontfoot.approach.windows import SCORE_STATES
from frontfoot.core.palette import THEMES, Theme
from frontfoot.core.wording import signed
from frontfoot.draw.frame import Shape, ThemeName, framed
from frontfoot.draw.labels import beside
from frontfoot.draw.saving import as_svg, literal, shortened, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Picture = Callable[[pl.DataFrame, str, str], bytes]
"""A table, a title and the source of the data in, an SVG out."""

FEW: Final = 10
"""The number of matches below which a side's figures are shown with their number of matches."""
MARKERS: Final = dict(zip(SCORE_STATES, ("v", "o", "^"), strict=True))


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
    for index, state in enumerate(SCORE_STATES if split else ("",)):
        rows = table.filter(pl.col("score_state") == state) if split else table
        rows = rows.drop_nulls("front_foot")
        y = [place[team] + (0.24 * (index - 1) if split else 0.0) for team in rows["team"]]
        x, low, high = (rows[name].to_numpy() for name in ("front_foot", "front_foot_low", "front_foot_high"))
        ax.errorbar(
            x, y, xerr=[x - low, high - x], fmt=MARKERS.get(state, "o"), ms=4.5,
            color=_states(paint).get(state, paint.home), elinewidth=1.4, label=state or None,
        )  # fmt: skip
    ax.axvline(0.0, color=paint.grey, lw=0.8)
    counts = table.group_by("team").agg(pl.col("matches").sum())
    played = dict(zip(counts["team"], counts["matches"], strict=True))
    names = [_counted(team, played[team], split=split) for team in teams]
    ax.set_yticks(range(len(teams)), names, fontsize=9.0, color=paint.ink)
    ax.set_ylim(-0.7, len(teams) - 0.3)
    ax.set_xlabel(
        "front-foot index with 90% interval (0: league average, 1: one s.d. of team-matches)",
        fontsize=8.5,
        color=paint.grey,
    )
    if split:
        legend = ax.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, fontsize=9.0)
        for text in legend.get_texts():
            text.set_color(paint.ink)
    return ax


def _counted(team: str, matches: int, *, split: bool) -> str:
    return f"{team} ({matches})" if matches < FEW and not split else team


@literal
def worth(table: pl.DataFrame, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with the index and its interval against the difference of expected goals. An association, no effect.

    Args:
        table: of one competition and season, by season.
        ax: axes to draw on; new ones when None.
        theme: "light" or "dark".
    """
    paint, ax = THEMES[theme], _prepared(ax, THEMES[theme])
    rows = table.drop_nulls("front_foot")
    x, y = rows["front_foot"].to_numpy(), (rows["xg"] - rows["xg_against"]).to_numpy()
    low, high = rows["front_foot_low"].to_numpy(), rows["front_foot_high"].to_numpy()
    ax.errorbar(x, y, xerr=[x - low, high - x], fmt="none", ecolor=paint.rule, elinewidth=1.0, zorder=1)
    ax.plot(x, y, "o", ms=5.5, color=paint.home, mec=paint.paper, zorder=3)
    ax.axhline(0.0, color=paint.grey, lw=0.8, zorder=0)
    ax.axvline(0.0, color=paint.grey, lw=0.8, zorder=0)
    ax.set_xlabel("front-foot index with 90% interval", fontsize=8.5, color=paint.grey)
    ax.set_ylabel("expected goals for less against, per 90 minutes", fontsize=8.5, color=paint.grey)
    if rows.height:
        ax.set_ylim(float(y.min()) - 0.18, float(y.max()) + 0.18)
    names = [_counted(team, count, split=False) for team, count in zip(rows["team"], rows["matches"], strict=True)]
    _named(ax, x.tolist(), y.tolist(), list(zip(low.tolist(), high.tolist(), strict=True)), names, paint)
    return ax


def _named(
    ax: Axes,
    x: Sequence[float],
    y: Sequence[float],
    spans: Sequence[tuple[float, float]],
    names: Sequence[str],
    paint: Theme,
) -> None:
    """The names of points beside them, none on another, on a point or on an interval."""
    size, box, inches = 8.0, ax.get_position(), ax.figure.get_size_inches()  # type: ignore[union-attr]
    width, height = box.width * inches[0] * 72.0, box.height * inches[1] * 72.0
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    ax.set_xlim(left, right)
    points = [
        ((at - left) / (right - left) * width, (up - bottom) / (top - bottom) * height)
        for at, up in zip(x, y, strict=True)
    ]
    scale = width / (right - left)
    lines = [
        ((one - left) * scale, up - 1.0, (other - left) * scale, up + 1.0)
        for (one, other), (_, up) in zip(spans, points, strict=True)
    ]
    across, up_to = -left * scale, -bottom / (top - bottom) * height
    lines += [(across - 1.0, 0.0, across + 1.0, height), (0.0, up_to - 1.0, width, up_to + 1.0)]
    sizes = [(text_width(name, size) * 1.05 + 2.0, size * 1.3) for name in names]
    for name, point, place in zip(names, points, beside(points, sizes, (width, height), lines), strict=True):
        far = abs(place[0] - point[0]) > 60.0 or abs(place[1] - point[1]) > 16.0
        ax.annotate(
            name, point, xytext=place, xycoords="axes points", textcoords="axes points", fontsize=size,
            color=paint.ink, va="bottom", ha="left", zorder=4,
            arrowprops={"arrowstyle": "-", "color": paint.rule, "lw": 0.7, "shrinkB": 3.0} if far else None,
        )  # fmt: skip


@literal
def course(table: pl.DataFrame, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with the index month by month, a small panel a team with its 90% interval.

    Args:
        table: of one competition and season, by month.
        ax: axes to draw the panels in; new ones when None.
        theme: "light" or "dark".
    """
    paint, ax = THEMES[theme], _prepared(ax, THEMES[theme])
    ax.set_axis_off()
    teams = table.group_by("team").agg(pl.col("front_foot").mean()).sort("front_foot", "team", descending=True)
    months = sorted(table["month"].unique())
    inches = ax.figure.get_size_inches() * (ax.get_position().width, ax.get_position().height)  # type: ignore[union-attr]
    columns = max(1, min(5, int(inches[0] / 1.4)))
    lines = max(1, -(-teams.height // columns))
    known = table.drop_nulls("front_foot")
    bounds = [float(known["front_foot_low"].min() or 0.0), float(known["front_foot_high"].max() or 0.0)]  # type: ignore[arg-type]
    step = 1.0 if max(map(abs, bounds)) >= 1.0 else 0.5
    # None at the foot of a panel, where its months are named, nor at its top.
    edge = 0.15 * (bounds[1] - bounds[0])
    ticks = [step * place for place in range(-9, 10) if bounds[0] + edge <= step * place <= bounds[1] - edge] or [0.0]
    wide, high = 1.0 / columns, 1.0 / lines
    for number, team in enumerate(teams["team"]):
        row, column = divmod(number, columns)
        place = (column * wide + 0.03, 1.0 - (row + 1) * high + 0.28 * high, wide - 0.04, 0.5 * high)
        panel = _prepared(ax.inset_axes(place), paint)
        rows = known.filter(pl.col("team") == team).sort("month")
        x = [months.index(month) for month in rows["month"]]
        panel.fill_between(x, rows["front_foot_low"], rows["front_foot_high"], color=paint.home, alpha=0.25, lw=0)
        panel.plot(x, rows["front_foot"], color=paint.home, lw=1.4, marker="o", ms=2.5)
        panel.axhline(0.0, color=paint.grey, lw=0.7)
        panel.set(xlim=(-0.3, len(months) - 0.7), ylim=bounds)
        name = shortened(team, 0.95 * (wide - 0.04) * inches[0] * 72.0, 8.5)
        panel.set_title(name, fontsize=8.5, loc="left", color=paint.ink, pad=2.0)
        ends = sorted({0, len(months) - 1})
        panel.set_xticks(ends, [months[end][2:] for end in ends], fontsize=7.0)
        panel.set_yticks(ticks, [f"{tick:+g}".replace("-", "−") if tick else "0" for tick in ticks], fontsize=7.0)
        panel.tick_params(axis="y", labelleft=column == 0)
        panel.grid(axis="y", color=paint.rule, lw=0.5)
    return ax


def season_sentence(kind: str, table: pl.DataFrame, title: str) -> str:
    """The sentence that a picture of a season opens with.

    Args:
        kind: "ranking", "worth" or "course".
        table: that is drawn.
        title: of competition and season.
    """
    known, name = table.drop_nulls("front_foot"), title.partition(",")[0]
    if kind == "ranking" and "score_state" in table.columns:
        means = {state: known.filter(pl.col("score_state") == state)["front_foot"].mean() for state in SCORE_STATES}
        ahead, behind = means[SCORE_STATES[2]], means[SCORE_STATES[0]]
        if ahead is None or behind is None:
            return f"In {name} every side has its front-foot index by the score."
        more = "further" if float(behind) > float(ahead) else "less far"  # type: ignore[arg-type]
        values = f"{signed(float(behind), 2)} against {signed(float(ahead), 2)}"  # type: ignore[arg-type]
        return f"In {name} sides that were behind defended {more} on the front foot than sides ahead ({values})."
    if kind == "ranking" and known.height:
        best = known.sort("front_foot", descending=True).row(0, named=True)
        span = f"{signed(best['front_foot_low'], 2)} to {signed(best['front_foot_high'], 2)}"
        return (
            f"In {name} {best['team']} defended furthest on the front foot, with an index of "
            f"{signed(best['front_foot'], 2)} ({span})."
        )
    if kind == "worth" and known.height > 2:
        share = float(np.corrcoef(known["front_foot"], known["xg"] - known["xg_against"])[0, 1])
        how = "went with better" if share > 0.3 else "went with worse" if share < -0.3 else "hardly went with"
        return f"In {name} defending on the front foot {how} expected goals (correlation {share:.2f})."
    return f"How far on the front foot every side of {name} defended, month by month."


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
    under = {
        "ranking": "Front-foot index: pressing, height and tempo in one figure",
        "worth": "An association over the season, no effect; a side's figures rest on all its matches",
        "course": "Front-foot index; band: 90% interval",
    }[kind]
    few = kind != "course" and "score_state" not in table.columns and bool((table["matches"] < FEW).any())
    if few:
        under += f"; in brackets: matches, where fewer than {FEW}"
    frame = framed(season_sentence(kind, table, title), under, source or "Frontfoot.", shape, theme)
    names = max((text_width(name, 9.0) for name in table["team"]), default=0.0) * 1.08 / 72.0 + 0.5
    left = {"ranking": names, "worth": 0.6, "course": 0.0}[kind]
    split = 0.3 if "score_state" in table.columns else 0.0
    low = 0.0 if kind == "course" else 0.45
    ax = frame.axes(left, low, frame.width - left, frame.height - low - split)
    {"ranking": ranking, "worth": worth, "course": course}[kind](table, ax, theme=theme)
    return frame.figure


def pictures(by: str) -> dict[str, Picture]:
    """The pictures that go with a table split `by`, by name."""
    kinds = {"season": ("ranking", "worth"), "score": ("ranking",), "month": ("course",)}[by]

    def drawn(kind: str) -> Picture:
        return lambda table, title, source: as_svg(season_figure(kind, table, title, source))

    return {kind: drawn(kind) for kind in kinds}


def _prepared(ax: Axes | None, paint: Theme) -> Axes:
    """Axes in the colours of the theme, with two spines."""
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=(7.5, 7.5), facecolor=paint.paper).add_axes((0.25, 0.1, 0.7, 0.85))
    ax.set_facecolor(paint.paper)
    ax.spines[["top", "right"]].set_visible(False)
    for spine in ("bottom", "left"):
        ax.spines[spine].set_color(paint.rule)
    ax.tick_params(colors=paint.grey, labelsize=8.5, length=0)
    return ax
