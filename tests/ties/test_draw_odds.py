"""The picture of a tie: labels that can be read, whatever happened and when."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from frontfoot.draw.labels import lanes, room
from frontfoot.draw.odds import Shape, odds_figure, replay_picture
from frontfoot.goals.rates import Rates
from frontfoot.ties.file import parse_tie
from frontfoot.ties.replay import replay

REAL, CITY = "Real Madrid", "Manchester City"
FIRST_LEG = [("2", CITY), ("11", CITY), ("33", REAL), ("53", CITY), ("55", REAL), ("74", CITY), ("82", REAL)]
SECOND_LEG = [("73", CITY), ("90", REAL), ("90+1", REAL), ("ET 95", REAL)]


def _events(goals: list[tuple[str, str]]) -> list[dict[str, object]]:
    return [{"minute": minute, "kind": "goal", "club": club} for minute, club in goals]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("shape", ["wide", "square", "tall"])
def test_no_label_lies_on_another_or_leaves_the_picture(shape: Shape, theme: str) -> None:
    """Manchester City - Real Madrid 4-3, 1-3: eleven goals, two of them a minute apart at the very end."""
    legs = [
        {"home": CITY, "away": REAL, "score": [4, 3], "event": _events(FIRST_LEG)},
        {"home": REAL, "away": CITY, "score": [2, 1], "extra_time": [3, 1], "event": _events(SECOND_LEG)},
    ]
    file = parse_tie({"competition": "ucl", "season": 2021, "round": "SF", "leg": legs})
    figure = odds_figure(replay_picture(replay(file, [Rates(1.9, 1.0), Rates(1.3, 1.5)])), shape, theme=theme)
    canvas = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    canvas.draw()  # type: ignore[no-untyped-call]
    texts = [text for text in figure.texts if text.get_text()]
    for axis in figure.axes:
        texts += [text for text in (*axis.texts, *axis.get_xticklabels(), *axis.get_yticklabels()) if text.get_text()]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
    assert sum("+" in text or "−" in text for text, _ in boxes) >= len(FIRST_LEG) + len(SECOND_LEG)
    for (one, box), (other, beside) in combinations(boxes, 2):
        assert not box.overlaps(beside), (one, other)
    for text, box in boxes:
        assert min(box.x0, box.y0) >= 0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y1 <= figure.bbox.y1, text


@pytest.mark.parametrize("seed", range(20))
def test_lines_and_labels_keep_clear_of_each_other(seed: int) -> None:
    random = np.random.default_rng(seed)
    places = sorted(random.integers(0, 91, 9).tolist())
    widths = random.uniform(5.0, 40.0, 9).tolist()
    found = lanes(places, widths)
    for one, other in combinations(range(9), 2):
        covered = places[one] + widths[one] >= places[other]
        if covered:
            # The label on the left lies over the place of the right one: the right one's line must end below it.
            assert found[one] > found[other]
    assert min(found) == 0


def test_the_axis_has_room_for_the_last_label() -> None:
    end = room([10.0, 88.0], [0.2, 0.3], -4.0, 94.0)
    assert 88.0 + 0.3 * (end + 4.0) == pytest.approx(end)
    assert room([10.0], [0.2], -4.0, 94.0) == 94.0
