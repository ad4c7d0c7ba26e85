"""How an outlook is written and tabled, from one made by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from frontfoot.ties import Way
from frontfoot.ties.outlook import NextScore, Outlook

AJAX, ROMA = "Ajax", "Roma"
BY = {str(way): {AJAX: 0.0, ROMA: 0.0} for way in Way} | {
    "regulation": {AJAX: 0.5, ROMA: 0.25},
    "extra time": {AJAX: 0.1, ROMA: 0.05},
    "shoot-out": {AJAX: 0.0496, ROMA: 0.0504},
}
GOALS = (
    NextScore(AJAX, 0.4, {AJAX: 0.875, ROMA: 0.125}),
    NextScore(ROMA, 0.3, {AJAX: 0.375, ROMA: 0.625}),
    NextScore(None, 0.3, {AJAX: 0.625, ROMA: 0.375}),
)
WHOLE = Outlook({AJAX: 0.6496, ROMA: 0.3504}, BY, GOALS, {AJAX: (0.604, 0.704), ROMA: (0.304, 0.404)}, draws=2000)
LEAGUE = Outlook({AJAX: 0.5, ROMA: 0.2}, {"regulation": {AJAX: 0.5, ROMA: 0.2}}, draw=0.3)


def cells(page: str) -> list[str]:
    return [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>.*?</t[hd]>", page)]


def test_the_table_of_a_notebook() -> None:
    texts = cells(WHOLE._repr_html_())
    head = ["", "odds", "90% interval", "90 minutes", "extra time", "shoot-out"]
    assert texts[:6] == head
    assert texts[6:12] == [AJAX, "65.0%", "60 to 70%", "50.0%", "10.0%", "5.0%"]
    assert texts[12:18] == [ROMA, "35.0%", "30 to 40%", "25.0%", "5.0%", "5.0%"]
    assert texts[18:22] == ["", "comes next", AJAX, ROMA]
    assert texts[22:26] == ["Ajax score", "40.0%", "87.5%", "12.5%"]
    assert texts[30:] == ["a miss", "30.0%", "62.5%", "37.5%"]
    assert "Means over 2,000 draws" in WHOLE._repr_html_()
    assert "Odds of going through" in WHOLE._repr_html_()


def test_a_way_that_hardly_comes_about_has_no_column() -> None:
    rare = {**BY, "extra time": {AJAX: 0.0002, ROMA: 0.0002}, "shoot-out": {AJAX: 0.0003, ROMA: 0.0002}}
    assert cells(replace(WHOLE, by=rare)._repr_html_())[:5] == ["", "odds", "90% interval", "90 minutes", "shoot-out"]
    alone = {**rare, "shoot-out": {AJAX: 0.0, ROMA: 0.0}}
    assert cells(replace(WHOLE, by=alone, interval={})._repr_html_())[:3] == ["", "odds", AJAX]


def test_a_match_that_can_end_level() -> None:
    page = LEAGUE._repr_html_()
    assert cells(page) == ["", "odds", AJAX, "50.0%", ROMA, "20.0%", "draw", "30.0%"]
    assert "Odds of winning" in page
    assert "Means over" not in page
    assert repr(LEAGUE) == "<Outlook: Ajax 50.0%, Roma 20.0%, draw 30.0%>"
    assert repr(WHOLE) == "<Outlook: Ajax 65.0%, Roma 35.0%>"
    assert LEAGUE.points == pytest.approx({AJAX: 1.8, ROMA: 0.9})


def test_the_table_of_the_clubs() -> None:
    first, second = WHOLE.to_polars().iter_rows(named=True)
    assert (first["club"], first["through"], first["low"], first["high"]) == (AJAX, 0.6496, 0.604, 0.704)
    assert (first["regulation"], first["extra_time"], first["shoot_out"]) == (0.5, 0.1, 0.0496)
    assert (first["scores_next"], first["if_it_scores"], first["if_other_scores"]) == (0.4, 0.875, 0.375)
    assert (second["scores_next"], second["if_it_scores"], second["if_other_scores"]) == (0.3, 0.625, 0.125)
    assert (first["draw"], first["points"]) == (None, None)
    level = LEAGUE.to_polars().row(1, named=True)
    assert (level["draw"], level["points"], level["low"]) == (0.3, pytest.approx(0.9), None)
    assert (level["scores_next"], level["if_it_scores"], level["if_other_scores"]) == (None, None, None)


def test_a_way_is_that_of_both_clubs() -> None:
    assert WHOLE.way("regulation") == 0.75
    assert WHOLE.way("shoot-out") == pytest.approx(0.1)
