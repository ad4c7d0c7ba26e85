"""The football minute against the rules by which public records number it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.core.errors import InputError
from frontfoot.core.minute import LENGTHS, STARTS, minute_of_clock, minute_of_event, parse, written

MOMENTS = st.tuples(st.integers(1, 4), st.integers(0, 4000).map(lambda tenths: tenths / 2)).map(
    lambda pair: (pair[0], min(pair[1], 60.0 * LENGTHS[pair[0]] + 900.0))
)


@pytest.mark.parametrize(
    ("period", "seconds", "record"),
    [
        # Goals whose second and official minute are both known.
        (1, 10.8, "1'"),  # Hakan Sukur, South Korea - Turkey, World Cup 2002
        (1, 7.9, "1'"),  # Podolski, Ecuador - Germany, 2013: 7 seconds, recorded as 1'
        (2, 47 * 60 + 48.0, "90+3'"),  # Ramos, Real Madrid - Atletico, 24 May 2014: 92:48 of play
    ],
)
def test_known_goals(period: int, seconds: float, record: str) -> None:
    assert minute_of_event(period, seconds) == record


@pytest.mark.slow
@given(MOMENTS)
def test_the_minute_that_is_running_by_counting(moment: tuple[int, float]) -> None:
    period, seconds = moment
    running = next(minute for minute in range(1, 100) if seconds < 60 * minute)
    over = running - LENGTHS[period]
    record = f"{STARTS[period] + LENGTHS[period]}+{over}'" if over > 0 else f"{STARTS[period] + running}'"
    assert minute_of_event(period, seconds) == record
    if seconds % 60:
        assert minute_of_clock(period, seconds) == record


@pytest.mark.slow
@given(MOMENTS)
def test_what_is_written_is_read_again(moment: tuple[int, float]) -> None:
    period, seconds = moment
    again = parse(written(period, seconds))
    assert again[0] == period
    assert again[1] == pytest.approx(seconds, abs=1e-3)
    assert parse(written(period, seconds), event=True) == again


def test_a_plain_45_is_half_time_and_the_end_of_the_half_where_something_happened() -> None:
    assert parse("45") == parse(45) == parse("45'") == parse("HT") == (2, 0.0)
    assert parse("45", event=True) == parse("45+0") == (1, 2700.0)
    assert minute_of_clock(1, 2700.0) == "45'"


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "-1", "45:60", "1e3", "4.5:10", "9" * 400, "46+2", "91", "ET 80", "121"]
)
def test_what_is_no_minute_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse(text)
