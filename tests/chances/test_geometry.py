"""The goal as seen from the pitch, against trigonometry done by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.chances.geometry import BOX_DEPTH, BOX_WIDTH, GOAL_WIDTH, distance, opening_angle


def angle(x: float, y: float) -> float:
    return float(opening_angle(np.array(x), np.array(y)))


def test_from_the_penalty_spot() -> None:
    # The spot is 11 m out, each post 3.66 m to the side: 2 atan(3.66 / 11).
    assert angle(94.0, 34.0) == pytest.approx(2 * math.atan(3.66 / 11))
    assert float(distance(np.array(94.0), np.array(34.0))) == 11.0


def test_at_the_goal_line() -> None:
    assert angle(105.0, 34.0) == pytest.approx(math.pi)  # between the posts
    assert angle(105.0, 20.0) == 0.0  # beside them


def test_beyond_the_goal_line_is_seen_as_from_it() -> None:
    assert angle(106.0, 34.0) == angle(105.0, 34.0)
    assert angle(106.0, 20.0) == 0.0
    # 30 cm before the line, 3.66 m to a post: twice the angle between the axis and that post.
    assert angle(104.7, 34.0) == pytest.approx(2 * math.atan(3.66 / 0.3))


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (60.0, 10.0), (88.5, 54.16), (100.0, 30.34), (104.0, 68.0)])
def test_distance_and_angle_by_the_law_of_cosines(x: float, y: float) -> None:
    left, right = math.dist((x, y), (105.0, 37.66)), math.dist((x, y), (105.0, 30.34))
    assert angle(x, y) == pytest.approx(math.acos((left**2 + right**2 - 7.32**2) / (2 * left * right)))
    assert float(distance(np.array(x), np.array(y))) == pytest.approx(math.dist((x, y), (105.0, 34.0)))


def test_the_goal_and_the_penalty_area_of_the_laws_of_the_game() -> None:
    """Law 1: posts 7.32 m apart; the area 16.5 m deep and from 16.5 m outside each post."""
    assert (GOAL_WIDTH, BOX_DEPTH) == (7.32, 16.5)
    assert pytest.approx(2 * 16.5 + 7.32) == BOX_WIDTH


def test_from_the_corner_of_the_goal_area() -> None:
    # 5.5 m out, 9.16 m from the centre: posts 5.5 m and 12.82 m across.
    assert angle(99.5, 34 + 9.16) == pytest.approx(math.atan(12.82 / 5.5) - math.atan(5.5 / 5.5))


@pytest.mark.slow
@given(x=st.floats(0, 104.9), y=st.floats(0, 68))
def test_angle_is_the_difference_of_the_bearings_of_the_posts(x: float, y: float) -> None:
    left, right = math.atan2(34 + 3.66 - y, 105 - x), math.atan2(34 - 3.66 - y, 105 - x)
    assert angle(x, y) == pytest.approx(left - right, abs=1e-9)
    assert angle(x, y) == pytest.approx(angle(x, 68 - y), abs=1e-9)
