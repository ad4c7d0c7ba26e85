"""The words of the front-foot strip: goals beside each other, and goals beside the name of a side."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest
from msgspec.structs import replace

from frontfoot.reports import race, strip
from frontfoot.reports.document import Story


@pytest.mark.parametrize("seed", range(30))
def test_no_goal_stands_over_another(seed: int) -> None:
    random = np.random.default_rng(seed)
    places = sorted(random.uniform(44.0, 994.0, 12).tolist())
    short = [f"{number}'" for number in range(12)]
    whole = [f"{minute} {'x' * random.integers(3, 25)}" for minute in short]
    labels = strip.set_apart(places, whole, short, 44.0, 994.0)
    shown = [label for label in labels if label is not None]
    assert {text for _, _, text in shown} <= {*whole, *short}
    for (left, row, text), (other_left, other_row, _) in combinations(shown, 2):
        assert row != other_row or left + strip.LETTER * len(text) <= other_left
    for left, row, text in shown:
        assert row in (0, 1)
        assert left >= 44.0
        assert left + strip.LETTER * len(text) <= 994.0 + 1e-9


def test_with_room_every_scorer_is_named_and_in_a_crowd_as_many_as_can_be() -> None:
    assert strip.set_apart([100.0, 500.0], ["9' Kane", "60' Son"], ["9'", "60'"], 0.0, 900.0) == [
        (94.0, 0, "9' Kane"),
        (494.0, 0, "60' Son"),
    ]
    # Three in one place: two rows, and nothing is written over them.
    crowd = strip.set_apart([100.0] * 3, ["9' Kane"] * 3, ["9'"] * 3, 0.0, 900.0)
    assert [label is not None for label in crowd] == [True, True, False]


def test_an_early_goal_of_the_away_side_stands_clear_of_its_name(italy: Story) -> None:
    goal = replace(italy.goals[-1], side="away", period=1, seconds=180.0, minute="4'")
    for width in (400.0, 1000.0):
        heights = []
        for goals in ((goal,), ()):
            drawn = strip.draw(replace(italy, goals=goals), width)
            (name,) = re.findall(rf'y="([\d.]+)" class="lane-name away">{italy.away}<', drawn)
            heights.append(float(name))
            levels = re.findall(r'y="([\d.]+)" class="goal-name away"', drawn)
            assert len(levels) == len(goals)
            for level in levels:
                # Letters of 13 units, from the foot of the one to the foot of the other.
                assert float(name) - float(level) >= 13.0
        assert heights[0] > heights[1], "only where it is needed"


@pytest.mark.parametrize("width", [390.0, 1000.0])
@pytest.mark.parametrize("minutes", [(19, 22, 24), (1, 2, 3), (44, 45, 46), (88, 89, 90)])
def test_no_dotted_line_goes_through_a_name(italy: Story, minutes: tuple[int, ...], width: float) -> None:
    """Whatever the goals, every dotted line ends above or begins below the lines of names."""
    goals = tuple(
        replace(
            italy.goals[0],
            side=side,
            period=1 if minute <= 45 else 2,
            seconds=60.0 * (minute % 46),
            minute=f"{minute}'",
        )
        for minute, side in zip(minutes, ("home", "away", "home"), strict=True)
    )
    drawn = str(strip.draw(replace(italy, goals=goals), width))
    spans = [
        tuple(map(float, pair))
        for pair in re.findall(r'y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)" class="goal-rule', drawn)
    ]
    names = [float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)" class="goal-name', drawn)]
    assert len(spans) == 2 * len(goals)
    for baseline in names:
        for low, high in spans:
            assert high <= baseline - 9.0 or low >= baseline - 0.1


@pytest.mark.parametrize("width", [390.0, 1000.0])
@pytest.mark.parametrize("minutes", [(1, 2, 3), (19, 21, 24), (44, 45, 45), (118, 119, 120)])
def test_scores_on_the_running_xg_stand_apart(italy: Story, minutes: tuple[int, ...], width: float) -> None:
    """Also in the first and the last minute of a match of 120."""
    late = minutes[0] > 90
    ends = {number: 2700.0 if number <= 2 else 900.0 for number in range(1, 5 if late else 3)}
    periods = tuple(replace(italy.periods[0], number=number, seconds=length) for number, length in ends.items())
    goals = tuple(
        replace(
            italy.goals[0],
            side="home",
            period=4 if late else 1,
            seconds=60.0 * (minute - (105 if late else 0)),
            score=(n, 0),
        )
        for n, minute in enumerate(minutes, start=1)
    )
    drawn = str(race.draw(replace(italy, periods=periods, goals=goals), width))
    boxes = []
    for x, y, anchor, text in re.findall(
        r'<text x="([\d.]+)" y="([\d.]+)" class="goal-name home"( text-anchor="end")?>([^<]+)</text>', drawn
    ):
        left = float(x) - strip.LETTER * len(text) if anchor else float(x)
        boxes.append((left, float(y) - 10.0, left + strip.LETTER * len(text), float(y) + 2.0))
    assert len(boxes) == len(goals)
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 0.11 or other[3] <= one[1] + 0.11
    assert all(left >= 44.0 and right <= width for left, _, right, _ in boxes)
