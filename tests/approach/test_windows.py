"""Windows: labels, and that any window is a sum of its rows."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.approach.columns import COUNTS, OWN
from frontfoot.approach.counts import minute_counts
from frontfoot.approach.measures import measures
from frontfoot.approach.windows import MATCH, by_half, by_lead, by_men, by_minutes, by_score
from frontfoot.core.errors import InputError
from tests.approach.approach_matches import build

KINDS = ("pass", "pass", "pass", "take_on", "tackle", "foul", "touch", "clearance", "shot", "out", "keeper", "recovery")
event = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "side": st.sampled_from(["home", "away"]),
        "period": st.sampled_from([1, 2]),
        "seconds": st.floats(0.0, 600.0),
        "x": st.floats(0.0, 105.0),
        "y": st.floats(0.0, 68.0),
        "end_x": st.none() | st.floats(0.0, 105.0),
        "outcome": st.sampled_from(["success", "failure", None]),
        "interception": st.booleans(),
        "sliding": st.booleans(),
        "set_piece": st.sampled_from([None, None, None, "throw_in", "free_kick"]),
        "card": st.sampled_from([None, None, None, None, "yellow", "red"]),
    }
)
matches = st.lists(event, min_size=1, max_size=60).map(
    lambda rows: sorted(rows, key=lambda row: (row["period"], row["seconds"]))
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(matches)
def test_swapping_the_sides_swaps_the_counts(rows: list[dict[str, object]]) -> None:
    other = {"home": "away", "away": "home"}
    one = minute_counts(build(rows))
    two = minute_counts(build([{**row, "side": other[str(row["side"])]} for row in rows]))
    keys = ["period", "minute", "side"]
    swapped = two.with_columns(pl.col("side").cast(pl.String).replace(other).cast(two["side"].dtype)).sort(keys)
    columns = [*COUNTS, "own_goals", "opponent_goals", "own_men", "opponent_men", "seconds"]
    assert one.sort(keys).select(columns).equals(swapped.select(columns))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(matches)
def test_what_one_side_does_the_other_suffers(rows: list[dict[str, object]]) -> None:
    counted = minute_counts(build(rows))
    for name in OWN:
        own = counted.select(name, "side", "period", "minute")
        against = counted.select(f"opponent_{name}", "side", "period", "minute")
        for side, other in (("home", "away"), ("away", "home")):
            assert (
                own.filter(pl.col("side") == side)[name].to_list()
                == against.filter(pl.col("side") == other)[f"opponent_{name}"].to_list()
            )


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(matches, st.integers(1, 20))
def test_windows_add_up_to_the_match(rows: list[dict[str, object]], length: int) -> None:
    counted = by_score(by_men(by_half(by_minutes(minute_counts(build(rows)), length))))
    whole = counted.group_by("side").agg(pl.col(COUNTS).sum()).sort("side")
    for label in (["half"], ["block"], ["score_state"], ["men_state"], ["half", "score_state", "men_state", "block"]):
        parts = counted.group_by(["side", *label]).agg(pl.col(COUNTS).sum())
        summed = parts.group_by("side").agg(pl.col(COUNTS).sum()).sort("side")
        for name in COUNTS:
            assert summed[name].to_list() == pytest.approx(whole[name].to_list()), (label, name)


def test_a_measure_is_a_ratio_of_sums_and_no_mean_of_ratios() -> None:
    counted = minute_counts(
        build(
            [
                *[{"kind": "pass", "side": "away", "seconds": 1.0 + i, "x": 20.0} for i in range(9)],
                {"kind": "foul", "side": "home", "seconds": 20.0, "x": 80.0},
                {"kind": "pass", "side": "away", "seconds": 70.0, "x": 20.0},
                *[{"kind": "foul", "side": "home", "seconds": 80.0 + i, "x": 80.0} for i in range(3)],
            ]
        )
    )
    home = measures(counted, only=["ppda"]).filter(pl.col("side") == "home")
    assert home["ppda"][0] == 2.5  # 10 passes over 4 actions, not the mean of 9 and 1/3
    away = measures(counted, only=["ppda"]).filter(pl.col("side") == "away")
    assert away["ppda"][0] is None  # no action of the side that never defended


def test_a_short_rest_joins_the_last_block() -> None:
    rows = pl.DataFrame({"match_id": "m", "period": 1, "minute": list(range(48))})
    blocks = by_minutes(rows, 15)["block"].unique().sort().to_list()
    assert blocks == [0, 15, 30]
    rows = pl.DataFrame({"match_id": "m", "period": 1, "minute": list(range(54))})
    assert by_minutes(rows, 15)["block"].unique().sort().to_list() == [0, 15, 30, 45]


def test_leads_are_capped() -> None:
    rows = pl.DataFrame({"own_goals": [5, 0, 1], "opponent_goals": [0, 4, 1]})
    assert by_lead(rows)["lead"].to_list() == [2, -2, 0]


def test_impossible_requests_are_refused() -> None:
    counted = minute_counts(build([{"kind": "pass", "side": "home", "seconds": 1.0, "x": 20.0}]))
    with pytest.raises(InputError, match="0 minutes"):
        by_minutes(counted, 0)
    with pytest.raises(InputError, match="no measure 'grit'"):
        measures(counted, only=["grit"])
    with pytest.raises(InputError, match="half"):
        measures(counted, by=[*MATCH, "half"])


@pytest.mark.parametrize("minutes", [1, 5, 7, 8, 14, 15])
def test_a_period_of_at_most_one_block_is_that_block(minutes: int) -> None:
    rows = pl.DataFrame({"match_id": "m", "period": 3, "minute": list(range(minutes))})
    assert by_minutes(rows, 15)["block"].to_list() == [0] * minutes
