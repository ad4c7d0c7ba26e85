"""A draw that is still to come is said in a sentence, in the command's answer and on the picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import frontfoot
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.draw.cup import cup_figure


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "first"),
    [
        # UEFA drew the quarter-finals of 2023/24, with the way to the final, on 15 March 2024.
        (date(2024, 2, 13), "quarter-final"),
        (date(2024, 4, 9), ""),
        (date(2024, 5, 30), ""),
    ],
)
def test_the_champions_league_of_2024(data: Path, day: date, first: str) -> None:
    if not (data / "europe" / "2023-24").is_dir():
        pytest.skip("the European cups of 2023/24 are not among the data")
    forecast = frontfoot.cup("ucl", 2023, data, date=day, draws=0, simulations=200)
    assert isinstance(forecast, CupForecast)
    text = forecast.later_draw
    assert bool(text) == bool(first)
    if not first:
        return
    assert text.startswith(f"A later draw decides who meets whom from the {first} on: there is no bracket yet")
    shown = " ".join(" ".join(str(one.get_text()).split()) for one in cup_figure(forecast).texts)
    assert "A later draw decides who meets whom" in shown
    assert "A later draw decides" in forecast._repr_html_()
