"""The pictures of a season: names that crowd, in every shape and theme."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from frontfoot.approach.windows import SCORE_STATES
from frontfoot.draw.frame import Shape, ThemeName
from frontfoot.draw.labels import beside
from frontfoot.draw.season import season_figure, season_sentence
from tests.draw.looks import SHAPES, THEMES, check_looks

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
            half = 2.0 / matches**0.5
            gain = middle + random.normal(0.0, 0.3)
            row = {"team": team, "matches": matches, "front_foot": value, "xg": 1.3 + gain / 2.0}
            row |= {"front_foot_low": value - half, "front_foot_high": value + half, "xg_against": 1.3 - gain / 2.0}
            rows.append(row | {"score_state": part, "month": part})
    found = pl.DataFrame(rows)
    return found.drop({"by score": ["month"], "course": ["score_state"]}.get(kind, ["month", "score_state"]))


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


@pytest.mark.parametrize("seed", range(6))
def test_names_stand_beside_their_points(seed: int) -> None:
    """Forty names in a field: none on another, none outside, each within reach of its point."""
    random = np.random.default_rng(seed)
    points = [(float(x), float(y)) for x, y in random.uniform((0.0, 0.0), (500.0, 400.0), (40, 2))]
    sizes = [(float(width), 10.0) for width in random.uniform(25.0, 70.0, 40)]
    places = beside(points, sizes, (500.0, 400.0))
    boxes = [(x, y, x + w, y + h) for (x, y), (w, h) in zip(places, sizes, strict=True)]
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for (x0, y0, x1, y1), (x, y) in zip(boxes, points, strict=True):
        assert 0.0 <= x0 <= x1 <= 500.0
        assert 0.0 <= y0 <= y1 <= 400.0
        assert max(x0 - x, x - x1, y0 - y, y - y1) < 70.0


def test_the_sentence_says_what_the_table_says() -> None:
    rows = table("worth", 38)
    best = rows.sort("front_foot", descending=True)["team"][0]
    assert season_sentence("ranking", rows, "Serie A 2017/18").startswith(f"In Serie A 2017/18 {best} defended")
    share = float(np.corrcoef(rows["front_foot"], rows["xg"] - rows["xg_against"])[0, 1])
    assert f"(correlation {share:.2f})" in season_sentence("worth", rows, "Serie A 2017/18")
