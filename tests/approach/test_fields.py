"""What a measure needs from the provider, and which provider is named where it is missing."""

from __future__ import annotations

import polars as pl
import pytest

from frontfoot.approach.definitions import BY_NAME
from frontfoot.approach.fields import missing_fields, refused, require
from frontfoot.core.errors import NotProvided

COUNTS = pl.DataFrame(
    {
        "provider": ["a", "a", "b", "c"],
        "fouls": [1.0, 2.0, None, 4.0],
        "seconds": [60.0] * 4,
    }
)


def test_one_unrecorded_row_refuses_the_measure_and_its_provider_is_named() -> None:
    measure = BY_NAME["fouls"]
    assert refused(COUNTS, measure) == ["fouls"]
    with pytest.raises(NotProvided, match=r"No fouls: b does not record what it is counted from \(foul\)") as error:
        require(COUNTS, [measure])
    assert "Choose another measure" in str(error.value)
    require(COUNTS.drop_nulls(), [measure])
    assert refused(COUNTS.drop_nulls(), measure) == []


def test_the_first_of_several_providers_is_named() -> None:
    fouls = pl.Series([1.0, None, None, None])
    with pytest.raises(NotProvided, match="No fouls: a does not"):
        require(COUNTS.with_columns(fouls=fouls), [BY_NAME["fouls"]])
    with pytest.raises(NotProvided, match="No fouls: the provider does not"):
        require(COUNTS.drop("provider"), [BY_NAME["fouls"]])


@pytest.mark.parametrize(
    ("column", "needs"),
    [
        ("passes", ["pass"]),
        ("opponent_passes", ["pass"]),
        ("opponent_penalties", ["shot", "set_piece"]),
        ("core_actions", ["tackle", "interception", "foul"]),
        ("wyscout_tackles", ["tackle", "sliding"]),
    ],
)
def test_the_fields_of_a_count(column: str, needs: list[str]) -> None:
    assert missing_fields(column, frozenset()) == needs
    assert missing_fields(column, frozenset(needs)) == []
    assert missing_fields(column, frozenset(needs[:1])) == needs[1:]
