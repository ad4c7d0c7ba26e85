"""Sums over windows and measures of them, by hand."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.approach.cutting import STARTS, Sequences
from frontfoot.approach.definitions import BY_NAME, MEASURES, Measure
from frontfoot.approach.evidence import _evidence, collect
from frontfoot.approach.front_foot import strip
from frontfoot.approach.windows import MATCH


def labelled(minutes: list[dict[str, float]], **labels: str) -> pl.DataFrame:
    """Minutes of one side of one match, each of 60 s of the first half unless it says so."""
    rows = [{"period": 1, "minute": at, "seconds": 60.0, **minute} for at, minute in enumerate(minutes)]
    named = {"match_id": "m", "side": "home", "team": "A", "provider": "x", "competition": "c", "season": "s"} | labels
    return pl.DataFrame(rows).with_columns(pl.lit(value).alias(name) for name, value in named.items())


SHARE = Measure("share", "share", ("part",), ("whole",), "A part of a whole")


def test_a_window_the_rest_of_its_match_and_the_other_matches() -> None:
    first = labelled([{"part": 1.0, "whole": 4.0}, {"part": 2.0, "whole": 3.0}, {"part": 5.0, "whole": 6.0}])
    second = labelled([{"part": 7.0, "whole": 8.0, "seconds": 90.0}], match_id="n")
    third = labelled([{"part": 9.0, "whole": 10.0}], match_id="n", side="away", team="B")
    found = collect(pl.concat([first, second, third]), [SHARE], [*MATCH, "minute"])
    assert found.keys["match_id"].to_list() == ["m", "m", "m", "n", "n"]
    assert found.window.top[:, 0].tolist() == [1.0, 2.0, 5.0, 9.0, 7.0]
    assert found.window.bottom[:, 0].tolist() == [4.0, 3.0, 6.0, 10.0, 8.0]
    assert found.window.minutes.tolist() == [1.0, 1.0, 1.0, 1.0, 1.5]
    assert found.rest.top[:, 0].tolist() == [7.0, 6.0, 3.0, 0.0, 0.0]
    assert found.rest.bottom[:, 0].tolist() == [9.0, 10.0, 7.0, 0.0, 0.0]
    assert found.rest.minutes.tolist() == [2.0, 2.0, 2.0, 0.0, 0.0]
    assert found.others.bottom[:, 0].tolist() == [8.0, 8.0, 8.0, 0.0, 13.0]
    assert found.others.matches.tolist() == [1.0, 1.0, 1.0, 0.0, 1.0]
    assert found.teams.tolist() == [1.0] * 5


def test_a_window_of_two_teams_has_no_rest_and_no_other_matches() -> None:
    both = pl.concat([labelled([{"part": 1.0, "whole": 4.0}] * 2), labelled([{"part": 2.0, "whole": 3.0}], team="B")])
    found = collect(both, [SHARE], ["minute"])
    assert found.teams.tolist() == [2.0, 1.0]
    assert found.rest.bottom[:, 0].tolist() == [0.0, 4.0]
    assert found.others.matches.tolist() == [0.0, 0.0]


def test_nothing_is_left_of_a_match_that_is_one_window() -> None:
    """Tenths do not add up to the same sum in another order; what is left over is no evidence."""
    tenths = labelled([{"part": 0.1 * k, "whole": 0.1 * (k + 1)} for k in range(60)])
    found = collect(tenths.with_columns(pl.col("minute") % 7), [SHARE], [*MATCH, "minute"])
    whole = collect(tenths, [SHARE], list(MATCH))
    assert whole.rest.bottom.tolist() == [[0.0]]
    assert whole.others.bottom.tolist() == [[0.0]]
    seventh = pl.col("minute") % 7
    only = tenths.with_columns(whole=pl.when(seventh == 3).then("whole").otherwise(0.0), minute=seventh)
    none = collect(only, [SHARE], [*MATCH, "minute"])
    assert none.rest.bottom[3, 0] == 0.0
    assert found.rest.bottom[:, 0] + found.window.bottom[:, 0] == pytest.approx(np.full(7, 0.1 * 60 * 61 / 2))


def test_dust_of_a_difference_of_sums_is_no_evidence() -> None:
    """Several threads may add the same counts in another order, so that their difference is not quite nothing."""
    sums = np.array([[3.0, 3e-12, 90.0], [3.0, -3e-12, -1e-12], [3.0, 0.01, 90.0]])
    found = _evidence(sums, np.ones(3), 1)
    assert found.bottom[:, 0].tolist() == found.exposure[:, 0].tolist() == [0.0, 0.0, 0.01]
    assert found.minutes.tolist() == [90.0, 0.0, 90.0]


def test_the_scale_of_a_measure_is_that_of_its_unit() -> None:
    """Counts are divided by seconds of the clock or of possession, and shares by what they are a share of."""
    scales = {"per 90 min": 5400.0, "passes per min": 60.0, "sequences per min": 60.0, "per 100 box entries": 100.0}
    assert {measure.name: measure.factor for measure in MEASURES} == {
        measure.name: scales.get(measure.unit, 1.0) for measure in MEASURES
    }
    assert scales.keys() <= {measure.unit for measure in MEASURES}


def test_a_foul_every_ten_minutes_is_nine_in_ninety() -> None:
    table = labelled([{"fouls": float(at % 10 == 0)} for at in range(40)])
    assert BY_NAME["fouls"].unit == "per 90 min"
    found = table.select(BY_NAME["fouls"].numerator.sum() / BY_NAME["fouls"].denominator.sum()).item()
    assert found == pytest.approx(9.0)


def test_the_strip_does_not_look_past_half_time() -> None:
    """A side that won every duel high up in the first half, and none of as many in the second."""
    same = {"interceptions": 0.0, "fouls_high": 0.0, "core_actions": 10.0, "opponent_own_third_passes": 10.0}
    names = ("duels", "opponent_build_up_passes", "core_action_metres", "opponent_own_third_completed",
             "final_third_passes", "opponent_final_third_passes")  # fmt: skip
    high, low = (
        same | dict(zip(names, counts, strict=True))
        for counts in ((9.0, 1.0, 600.0, 2.0, 9.0, 1.0), (1.0, 9.0, 200.0, 9.0, 1.0, 9.0))
    )
    halves = [labelled([what] * 45).with_columns(period=pl.lit(half)) for half, what in ((1, high), (2, low))]
    drawn = strip(pl.concat(halves).with_columns(provider=pl.lit("wyscout_v2")))
    first, second = (drawn.filter(pl.col("period") == half)["value"].to_numpy() for half in (1, 2))
    assert first.min() > 0.0 > second.max()
    # Whole halves of equal minutes: a half read from its end is the half.
    assert first == pytest.approx(first[::-1])
    assert len(drawn) == 90


def test_what_counts_as_open_play() -> None:
    """By the docs: first touch in play, throw-in and goal kick; not a corner, free kick, kick-off or penalty."""
    nothing: dict[str, Any] = {field.name: np.zeros(len(STARTS)) for field in fields(Sequences)}
    cut = Sequences(**(nothing | {"starts_with": np.arange(len(STARTS))}))
    assert [start for start, there in zip(STARTS, cut.open_play, strict=True) if there] == [
        "goal_kick",
        "throw_in",
        "open_play",
    ]
