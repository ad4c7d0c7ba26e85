"""The page and the pictures of a match with frames."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from frontfoot.approach.tracking import Measured, measure, summarise
from frontfoot.cli.frames import parse_goals
from frontfoot.core.errors import InputError
from frontfoot.reports.tracking_page import tracking_page
from frontfoot.reports.tracking_pictures import animation, moment
from tests.tracking.scenes import scene


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_match_without_a_single_run_has_a_page() -> None:
    still = np.broadcast_to(np.array([[5.0, 34.0], [30.0, 20.0]]), (30, 2, 2))
    frames = scene(still, [105.0, 68.0] - still)
    page = tracking_page(measure(frames), summarise(measure(frames)))
    assert "not seen" in page
    assert "A pressing run" not in page


@pytest.mark.slow
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
