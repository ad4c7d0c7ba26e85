"""The pictures of a season: names that crowd, in every shape and theme."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from matplotlib.colors import to_hex
from scipy.stats import pearsonr

from frontfoot.approach.windows import SCORE_STATES
from frontfoot.core.palette import THEMES as PALETTES
from frontfoot.draw.frame import Shape, ThemeName
from frontfoot.draw.names import LEADERS, beside
from frontfoot.draw.season import season_figure
from frontfoot.draw.season_sentence import season_sentence
from tests.draw.looks import SHAPES, THEMES, check_looks, texts_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

TEAMS = (
    "Atalanta", "Benevento", "Bologna", "Cagliari", "Chievo", "Crotone", "Fiorentina", "Genoa", "Hellas Verona",
    "Inter", "Juventus", "Lazio", "Milan", "Napoli", "Roma", "SPAL", "Sampdoria", "Sassuolo", "Torino", "Udinese",
)  # fmt: skip
KINDS = ("ranking", "by score", "worth", "course")


def table(kind: str, matches: int, seed: int = 5) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    parts = {"by score": SCORE_STATES, "course": tuple(f"2017-{m:02d}" for m in range(8, 13))}.get(kind, ("",))
    rows = []
    for team in TEAMS:
        middle = random.normal(0.0, 0.4)
        for part in parts:
            value = middle + random.normal(0.0, 0.1)
            # As in real tables: 0.37 with two matches, 0.09 with a season.
            half = 0.55 / matches**0.5
            gain = middle + random.normal(0.0, 0.3)
            row = {"team": team, "matches": matches, "front_foot": value, "xg": 1.3 + gain / 2.0}
            row |= {"front_foot_low": value - half, "front_foot_high": value + half, "xg_against": 1.3 - gain / 2.0}
            rows.append(row | {"score_state": part, "month": part})
    frame = pl.DataFrame(rows)
    return frame.drop({"by score": ["month"], "course": ["score_state"]}.get(kind, ["month", "score_state"]))


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("matches", [2, 38])
def test_no_label_lies_on_another_or_leaves_the_picture(
    kind: str, matches: int, shape: Shape, theme: ThemeName
) -> None:
    named = "ranking" if kind == "by score" else kind
    figure = season_figure(
        named, table(kind, matches), "Serie A 2017/18, Wyscout (v2)", "CC BY 4.0", shape, theme=theme
    )
    texts = check_looks(figure)
    for team in TEAMS:
        assert any(text.startswith(team) for text in texts), team
    if matches == 2 and kind in ("ranking", "worth"):
        assert "Roma (2)" in texts, "what rests on two matches says so"


SERIE_A = """
Napoli +0.86 +0.78 +0.95 1.62 0.67 | Roma +0.61 +0.52 +0.70 1.69 1.05 | Atalanta +0.46 +0.37 +0.55 1.71 0.91
Fiorentina +0.35 +0.26 +0.44 1.48 1.08 | Milan +0.29 +0.20 +0.38 1.46 0.98 | Juventus +0.26 +0.17 +0.35 1.37 0.78
Internazionale +0.22 +0.13 +0.31 1.49 0.96 | Sampdoria +0.19 +0.10 +0.28 1.36 1.54 | Torino -0.00 -0.09 +0.09 1.24 1.28
Lazio -0.03 -0.12 +0.06 1.53 1.15 | Genoa -0.32 -0.41 -0.23 1.10 1.19 | Cagliari -0.34 -0.43 -0.26 0.99 1.55
Sassuolo -0.35 -0.44 -0.26 1.18 1.19 | Udinese -0.46 -0.55 -0.37 1.13 1.30 | Chievo -0.48 -0.57 -0.40 0.86 1.41
Bologna -0.62 -0.71 -0.53 0.94 1.29 | Crotone -0.66 -0.75 -0.58 0.99 1.52 | SPAL -0.68 -0.77 -0.58 0.94 1.47
Benevento -0.68 -0.77 -0.59 1.02 1.68 | Verona -0.89 -0.98 -0.80 0.85 1.89
"""
"""Front-foot index, its interval, expected goals and those against of Serie A 2017/18, as docs/season.md has them."""


def serie_a() -> pl.DataFrame:
    rows = [line.split() for part in SERIE_A.strip().split("\n") for line in part.split("|")]
    names = ("team", "front_foot", "front_foot_low", "front_foot_high", "xg", "xg_against")
    frame = pl.DataFrame([dict(zip(names, [row[0], *map(float, row[1:])], strict=True)) for row in rows])
    return frame.with_columns(matches=pl.lit(38))


def _passes(start: np.ndarray, end: np.ndarray, box: Bbox) -> bool:
    return any(box.contains(*(start + share * (end - start))) for share in np.linspace(0.0, 1.0, 50))


def names_astray(figure: Figure, teams: list[str]) -> tuple[list[str], list[str]]:
    """Of a picture of worth: names as near to another point as to their own, and those of them without a leader.

    Where markers touch one another no place tells them apart, so these need no leader.
    """
    boxes = dict(texts_of(figure))
    ax = figure.axes[0]
    markers = next(line for line in ax.lines if line.get_marker() == "o")
    points = ax.transData.transform(np.column_stack(markers.get_data()))
    pixels = figure.dpi / 72.0
    radius = markers.get_markersize() / 2.0 * pixels
    leaders = [ax.transData.transform(line.get_xydata()) for line in ax.lines if line.get_gid() == LEADERS]
    bars = ax.collections[0]
    for line in ax.lines:
        if line.get_gid() == LEADERS:
            assert line.get_linewidth() < 0.25 * float(np.max(bars.get_linewidth())), "thin, where an interval is broad"
            assert to_hex(line.get_color()) in {theme.grey for theme in PALETTES.values()}, "neutral"
    astray, bare, led = [], [], set()
    for number, team in enumerate(teams):
        name, box = next((text, box) for text, box in boxes.items() if text.split(" (")[0] == team)
        apart = [np.hypot(max(box.x0 - x, x - box.x1, 0.0), max(box.y0 - y, y - box.y1, 0.0)) for x, y in points]
        own = [
            (start, end)
            for start, end in leaders
            if max(box.x0 - start[0], start[0] - box.x1, box.y0 - start[1], start[1] - box.y1) < 3.0 * pixels
            and abs(np.hypot(*(end - points[number])) - radius) < 1.5 * pixels
        ]
        for start, end in own:
            led.add(tuple(start))
            passed = [text for text, other in boxes.items() if text != name and _passes(start, end, other)]
            assert not passed, f"the leader of {team} passes over {passed}"
        if min(apart[:number] + apart[number + 1 :]) <= apart[number]:
            astray.append(team)
            near = np.sort(np.hypot(*(points - points[number]).T))[1]
            bare += [] if own or near < 2.5 * radius else [team]
    assert len(led) == len(leaders), "every leader goes from a name to the edge of its marker"
    return astray, bare


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_names_of_a_real_season_are_nearest_to_their_own_points(shape: Shape, theme: ThemeName) -> None:
    rows = serie_a()
    figure = season_figure("worth", rows, "Serie A 2017/18", "CC BY 4.0", shape, theme=theme)
    check_looks(figure)
    assert names_astray(figure, rows["team"].to_list()) == ([], [])


def free_places(figure: Figure, team: str, teams: list[str]) -> int:
    """Of a picture of worth: on how many places right beside its marker the name could stand, as all others stand.

    Counted over 328 places: free of the frame, of other names, of leaders, of intervals, and clearly nearer to its own
    point than to any other.
    """
    ax, pixels, number = figure.axes[0], figure.dpi / 72.0, teams.index(team)
    boxes = [next(box for text, box in texts_of(figure) if text.split(" (")[0] == one) for one in teams]
    markers = next(line for line in ax.lines if line.get_marker() == "o")
    points = ax.transData.transform(np.column_stack(markers.get_data()))
    radius = markers.get_markersize() / 2.0 * pixels
    ends = [ax.transData.transform(line.get_xydata()) for line in ax.lines if line.get_gid() == LEADERS]
    own = [abs(np.hypot(*(end - points[number])) - radius) < 1.5 * pixels for _, end in ends]
    ends = [line for line, mine in zip(ends, own, strict=True) if not mine]
    ends += [ax.transData.transform(line) for line in ax.collections[0].get_segments()]  # type: ignore[attr-defined]
    drawn = np.concatenate([start + np.linspace(0.0, 1.0, 200)[:, None] * (end - start) for start, end in ends])
    frame, others = ax.get_window_extent(), boxes[:number] + boxes[number + 1 :]
    (x, y), width, height = points[number], boxes[number].width, boxes[number].height
    count = 0
    for gap in (radius + 1.0 * pixels, radius + 3.0 * pixels):
        for slide in np.linspace(0.0, 1.0, 41):
            left, low = x - slide * width, y - slide * height
            corners = ((left, y + gap), (left, y - gap - height), (x + gap, low), (x - gap - width, low))
            for x0, y0 in corners:
                x1, y1 = x0 + width, y0 + height
                if x0 < frame.x0 or x1 > frame.x1 or y0 < frame.y0 or y1 > frame.y1:
                    continue
                if any(x0 < box.x1 and box.x0 < x1 and y0 < box.y1 and box.y0 < y1 for box in others):
                    continue
                if ((drawn > (x0, y0)) & (drawn < (x1, y1))).all(axis=1).any():
                    continue
                apart = np.hypot(*(np.maximum((x0, y0) - points, points - (x1, y1)).clip(0.0).T))
                count += np.delete(apart, number).min() > max(apart[number], radius) + 1.5 * pixels
    return count


@pytest.mark.slow
def test_names_are_nearest_to_their_own_points_or_led_to_them() -> None:
    """Of random seasons, with two matches and with many: a name stands away only where no place beside it is free."""
    shapes: tuple[Shape, ...] = ("wide", "square", "tall")
    for seed in range(10):
        rows = table("worth", 2 if seed % 2 else 38, seed)
        figure = season_figure("worth", rows, "Serie A 2017/18", "CC BY 4.0", shapes[seed % 3])
        teams = rows["team"].to_list()
        away, bare = names_astray(figure, teams)
        assert not bare
        assert [team for team in away if free_places(figure, team, teams)] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_names_stand_beside_their_points(seed: int) -> None:
    """Forty names: none on another, none on a marker, none outside, each nearest to its point or led to it."""
    random = np.random.default_rng(seed)
    points = [(float(x), float(y)) for x, y in random.uniform((0.0, 0.0), (500.0, 400.0), (40, 2))]
    sizes = [(float(width), 10.0) for width in random.uniform(25.0, 70.0, 40)]
    places = beside(points, sizes, (500.0, 400.0), radius=3.0)
    boxes = [(p.left, p.bottom, p.left + w, p.bottom + h) for p, (w, h) in zip(places, sizes, strict=True)]
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for number, ((x0, y0, x1, y1), place) in enumerate(zip(boxes, places, strict=True)):
        assert 0.0 <= x0 <= x1 <= 500.0
        assert 0.0 <= y0 <= y1 <= 400.0
        apart = [float(np.hypot(max(x0 - x, x - x1, 0.0), max(y0 - y, y - y1, 0.0))) for x, y in points]
        assert min(apart) >= 3.0, "on a marker"
        assert place.leader is not None or apart[number] < min(apart[:number] + apart[number + 1 :])
        assert apart[number] < 70.0


def test_the_sentence_says_what_the_table_says() -> None:
    rows = table("worth", 38)
    best = rows.sort("front_foot", descending=True)["team"][0]
    assert season_sentence("ranking", rows, "Serie A 2017/18").startswith(f"In Serie A 2017/18 {best} defended")
    correlation = pearsonr(rows["front_foot"].to_numpy(), (rows["xg"] - rows["xg_against"]).to_numpy())
    low, high = correlation.confidence_interval(0.9)
    sentence = season_sentence("worth", rows, "Serie A 2017/18")
    assert f"(correlation {correlation.statistic:.2f}, {low:.2f} to {high:.2f})" in sentence


def test_what_rests_on_few_matches_says_so_in_the_sentence() -> None:
    for kind in KINDS:
        named = "ranking" if kind == "by score" else kind
        few, many = (season_sentence(named, table(kind, count), "Serie A 2017/18, Wyscout") for count in (1, 38))
        assert many.startswith(("In Serie A 2017/18 ", "How far")), many
        assert ("one match each of Serie A 2017/18" in few) == (kind != "course"), few
        assert "match" not in many.replace("team-match", "")
    some = table("ranking", 3).with_columns(matches=pl.Series([2, *[4] * 19]))
    assert season_sentence("ranking", some, "Serie A").startswith("In two to four matches each of Serie A, ")


def test_a_side_that_is_not_clearly_first_is_not_called_so() -> None:
    """Two sides whose difference is within its interval are both named."""
    rows = serie_a()
    assert season_sentence("ranking", rows, "Serie A 2017/18") == (
        "In Serie A 2017/18 Napoli defended furthest on the front foot, with an index of +0.86 (+0.78 to +0.95)."
    )
    wide = rows.with_columns(front_foot_low=pl.col("front_foot") - 0.3, front_foot_high=pl.col("front_foot") + 0.3)
    assert season_sentence("ranking", wide, "Serie A").endswith(", but not clearly further than Roma and Atalanta.")
    wide = rows.with_columns(front_foot_low=pl.col("front_foot") - 0.4, front_foot_high=pl.col("front_foot") + 0.4)
    assert season_sentence("ranking", wide, "Serie A").endswith(", but not clearly further than Roma and 2 others.")


def test_the_months_tell_who_changed_most_or_that_none_did() -> None:
    months = table("course", 20)
    assert season_sentence("course", months, "Serie A").startswith("How far on the front foot every side defended, ")
    # From November on.
    late = pl.when((pl.col("team") == "Lazio") & (pl.col("month") > "2017-10")).then(-1.5).otherwise(0.0)
    fallen = months.with_columns(pl.col(name) + late for name in ("front_foot", "front_foot_low", "front_foot_high"))
    sentence = season_sentence("course", fallen, "Serie A")
    assert sentence.startswith("In Serie A Lazio's front-foot index fell most between the halves of the season, by 1.")
