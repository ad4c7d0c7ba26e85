"""Frames beside events: clocks that differ by a known time, and scenes whose answer is known by construction."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.approach.tracking import Measured, at_events, clock_offset, measure
from frontfoot.core.errors import NotProvided
from frontfoot.match.schema import EVENTS
from tests.tracking.scenes import scene


def events(rows: list[dict[str, Any]]) -> pl.DataFrame:
    table = pl.DataFrame(rows, infer_schema_length=None).with_row_index("index")
    return table.with_columns(pl.col(name).cast(EVENTS[name]) for name in table.columns)


def events_from(measured: Measured, late: float) -> tuple[pl.DataFrame, np.ndarray]:
    """Passes where the ball is, every 5 s of the first half, on a clock that is `late` seconds behind the frames'.

    Returns:
        The events, and the rows of the frames they were made from.
    """
    frames = measured.frames
    rows = np.flatnonzero(np.isfinite(frames.ball[:, 0]) & (frames.period == 1) & (frames.possession >= 0))[::50]
    away = frames.possession[rows] == 1
    # Events lie on a pitch of 105 x 68 m, whatever the real one measures.
    ball = frames.ball[rows, :2].astype(float) / [frames.length, frames.width] * [105, 68]
    place = np.where(away[:, None], [105, 68] - ball, ball)
    seconds = frames.seconds[rows] - late
    return events(
        [
            {"period": 1, "seconds": s, "side": "away" if a else "home", "x": x, "y": y, "touched": True}
            for s, a, (x, y) in zip(seconds.tolist(), away, place.tolist(), strict=True)
        ]
    ), rows


@pytest.mark.parametrize("late", [0.0, 1.7, -3.2])
def test_events_and_frames_find_each_other(measured: Measured, late: float) -> None:
    table, rows = events_from(measured, late)
    offset = clock_offset(measured, table, 1)
    assert offset == pytest.approx(late, abs=0.05)
    measured_at = at_events(measured, table, {1: offset})
    assert measured_at["row"].to_list() == rows.tolist()
    with pytest.raises(NotProvided, match="Period 1 has too few"):
        clock_offset(measured, table.head(3), 1)


def test_what_the_frames_say_at_an_event() -> None:
    """a1 stands on the ball at home's 80 m, h1 four metres on the goal side of him, h2 elsewhere."""
    home = np.broadcast_to([[5.0, 34.0], [76.0, 34.0], [40.0, 10.0]], (20, 3, 2))
    away = np.broadcast_to([[100.0, 34.0], [80.0, 34.0]], (20, 2, 2))
    measured = measure(scene(home, away, ball=[80, 34], possession=1))
    here = {"period": 1, "seconds": 1.0, "side": "away", "x": 25.0, "y": 34.0}
    measured_at = at_events(
        measured,
        events(
            [
                here,
                here | {"x": 31.0},  # six metres from a1: nobody says who it was
                here | {"seconds": 9.0},  # after the last frame
                here | {"side": None},
                here | {"x": None, "y": None},
            ]
        ),
    )
    on_him, elsewhere, late, nobodys, nowhere = measured_at.iter_rows(named=True)
    assert (on_him["row"], on_him["opponents"], on_him["nearest"]) == (10, 3, pytest.approx(4))
    # Andrienko: straight in front the oval reaches 9 m. Bekkers: nobody moves, h1 needs 0.7 s + 4 m / 12 m/s.
    assert on_him["pressure"] == pytest.approx(100 * (1 - 4 / 9) ** 1.75, abs=1e-3)
    missed = math.prod(
        1 - 1 / (1 + math.exp(-math.pi / (math.sqrt(3) * 0.45) * (1.5 - 0.7 - far / 12)))
        for far in (4.0, math.dist((80, 34), (5, 34)), math.dist((80, 34), (40, 10)))
    )
    assert on_him["intensity"] == pytest.approx(1 - missed, abs=1e-5)
    assert (elsewhere["opponents"], elsewhere["nearest"]) == (3, pytest.approx(2))
    assert (elsewhere["pressure"], elsewhere["intensity"]) == (None, None)
    assert list(late.values())[1:] == [None] * 5
    assert list(nobodys.values())[1:] == [10, None, None, None, None]
    assert list(nowhere.values())[1:] == [10, 3, None, None, None]
    at_once = at_events(measured, events([here | {"seconds": 0.0}])).row(0, named=True)
    assert (at_once["row"], at_once["opponents"], at_once["nearest"]) == (0, 3, pytest.approx(4))
