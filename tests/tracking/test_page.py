"""The page and the pictures of a match with frames."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
import polars as pl
import pytest
from PIL import Image

from frontfoot.approach.tracking import Measured, measure, summarise
from frontfoot.approach.tracking.events import at_events, clock_offset
from frontfoot.cli.frames import parse_goals
from frontfoot.errors import InputError, NotProvided
from frontfoot.match.schema import EVENTS
from frontfoot.report.tracking_page import tracking_page
from frontfoot.report.tracking_pictures import animation, moment
from tests.tracking.scenes import scene


def test_the_page_of_the_real_match(measured: Measured) -> None:
    goals = parse_goals(["17:home", "47:home", "76:home", "80:home"])
    page = tracking_page(measured, summarise(measured, goals))
    assert "FC Bayern Munchen 4–0 Borussia Dortmund" in page
    assert "trailing" in page
    kinds = re.findall(r"data:image/(\w+);base64,([^\"]+)", page)
    assert [kind for kind, _ in kinds] == ["png", "png", "gif"]
    gif = Image.open(io.BytesIO(base64.b64decode(kinds[2][1])))
    assert gif.n_frames > 10  # type: ignore[attr-defined]
    # Nothing is fetched from elsewhere, and the seen players are told.
    assert not re.search(r"(src|href)=\"?https?:", page)
    assert "13.4 players" in page


def test_a_match_without_a_single_run_has_a_page() -> None:
    still = np.broadcast_to(np.array([[5.0, 34.0], [30.0, 20.0]]), (30, 2, 2))
    frames = scene(still, [105.0, 68.0] - still)
    page = tracking_page(measure(frames), summarise(measure(frames)))
    assert "not seen" in page
    assert "A pressing run" not in page


def test_pictures_are_pictures(measured: Measured) -> None:
    row = int(np.flatnonzero((measured.carrier >= 0) & (measured.frames.table["players"] > 15).to_numpy())[0])
    picture = Image.open(io.BytesIO(moment(measured, row)))
    assert picture.width > 800
    moving = Image.open(io.BytesIO(animation(measured, row, row + 6)))
    assert moving.n_frames == 4  # type: ignore[attr-defined]
    assert moving.info["duration"] == 200


@pytest.mark.parametrize("goal", ["17", "home", "0:home", "17+2:home", "130:away", "17:both"])
def test_an_impossible_goal_is_refused(goal: str) -> None:
    with pytest.raises(InputError, match="no goal"):
        parse_goals([goal])


def events_from(measured: Measured, late: float) -> pl.DataFrame:
    """Passes where the ball is, every 5 s of the first half, on a clock that is `late` seconds behind the frames'."""
    frames = measured.frames
    rows = np.flatnonzero(np.isfinite(frames.ball[:, 0]) & (frames.period == 1) & (frames.possession >= 0))[::50]
    away = frames.possession[rows] == 1
    ball = frames.ball[rows, :2].astype(float)
    place = np.where(away[:, None], [frames.length, frames.width] - ball, ball)
    table = pl.DataFrame(
        {
            "index": np.arange(len(rows)),
            "period": np.ones(len(rows), dtype=np.uint8),
            "seconds": frames.seconds[rows] - late,
            "side": np.where(away, "away", "home").tolist(),
            "x": place[:, 0],
            "y": place[:, 1],
            "touched": [True] * len(rows),
        }
    )
    return table.with_columns(pl.col(name).cast(EVENTS[name]) for name in table.columns)


@pytest.mark.parametrize("late", [0.0, 1.7, -3.2])
def test_events_and_frames_find_each_other(measured: Measured, late: float) -> None:
    events = events_from(measured, late)
    offset = clock_offset(measured, events, 1)
    assert offset == pytest.approx(late, abs=0.05)
    told = at_events(measured, events, {1: offset})
    assert told["row"].null_count() == 0
    ball = measured.frames.ball[told["row"].to_numpy(), :2]
    assert np.isfinite(ball).all()
    assert told["pressure"].null_count() < told.height
    with pytest.raises(NotProvided, match="too few"):
        clock_offset(measured, events.head(3), 1)
