"""Places of the labels above a picture."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from frontfoot.draw.labels import lanes, room


@pytest.mark.parametrize("seed", range(20))
def test_lines_and_labels_keep_clear_of_each_other(seed: int) -> None:
    random = np.random.default_rng(seed)
    places = sorted(random.integers(0, 91, 9).tolist())
    widths = random.uniform(5.0, 40.0, 9).tolist()
    lanes_of = lanes(places, widths)
    for one, other in combinations(range(9), 2):
        covered = places[one] + widths[one] >= places[other]
        if covered:
            # The label on the left lies over the place of the right one: the right one's line must end below it.
            assert lanes_of[one] > lanes_of[other]
    assert min(lanes_of) == 0


def test_the_axis_has_room_for_the_last_label() -> None:
    end = room([10.0, 88.0], [0.2, 0.3], -4.0, 94.0)
    assert 88.0 + 0.3 * (end + 4.0) == pytest.approx(end)
    assert room([10.0], [0.2], -4.0, 94.0) == 94.0
