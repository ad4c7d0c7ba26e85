"""Minutes as people say them, and the axis of real time."""

from __future__ import annotations

import pytest

from frontfoot.core.minute import minute_of_event
from frontfoot.reports.clock import Axis


@pytest.mark.parametrize(
    ("period", "seconds", "minute"),
    [
        (1, 0.0, "1'"),
        (1, 59.9, "1'"),
        (1, 60.0, "2'"),
        (1, 2699.0, "45'"),
        (1, 2701.0, "45+1'"),
        (2, 0.0, "46'"),
        (2, 2820.0, "90+3'"),
        (3, 30.0, "91'"),
        (3, 905.0, "105+1'"),
        (4, 899.0, "120'"),
        (4, 960.0, "120+2'"),
    ],
)
def test_minute_of_event(period: int, seconds: float, minute: str) -> None:
    assert minute_of_event(period, seconds) == minute


def test_axis_gives_stoppage_time_its_real_length() -> None:
    place = Axis(((1, 2880.0), (2, 3000.0)), 40.0, 1000.0, gap=10.0)
    first, second = place.span(1), place.span(2)
    assert first[0] == 40.0
    assert second[1] == pytest.approx(1000.0)
    assert second[0] - first[1] == pytest.approx(10.0)
    assert (first[1] - first[0]) / (second[1] - second[0]) == pytest.approx(2880 / 3000)
    # Three minutes of stoppage time in the first half take three minutes of the axis.
    assert place.at(1, 2880.0) - place.at(1, 2700.0) == pytest.approx(180 * place.scale)
    assert place.at(2, 0.0) > place.at(1, 2880.0)


def test_axis_holds_moments_inside_their_period() -> None:
    place = Axis(((1, 100.0), (2, 100.0)), 0.0, 210.0)
    assert place.at(1, 500.0) == place.span(1)[1]
    with pytest.raises(KeyError):
        place.span(3)


def test_ticks_name_quarters_of_an_hour() -> None:
    place = Axis(((1, 2800.0), (2, 2900.0), (3, 950.0)), 0.0, 1000.0)
    assert [label for _, label in place.ticks()] == ["0", "15", "30", "45", "60", "75", "90", "105"]
