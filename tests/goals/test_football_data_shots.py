"""Shots of a row in football-data's columns: known only where all four are possible."""

from __future__ import annotations

import pytest

from frontfoot.goals.results.football_data import _shots


@pytest.mark.parametrize(
    ("columns", "known"),
    [
        ({"HS": "10", "AS": "8", "HST": "4", "AST": "3"}, True),
        ({"HS": "10", "AS": "8", "HST": "10", "AST": "8"}, True),
        ({"HS": "10", "AS": "8", "HST": "11", "AST": "3"}, False),
        ({"HS": "10", "AS": "8", "HST": "4", "AST": "9"}, False),
        ({"HS": "0", "AS": "0", "HST": "0", "AST": "0"}, False),
        ({"HS": "0", "AS": "1", "HST": "0", "AST": "0"}, True),
        ({"HS": "10", "AS": "", "HST": "4", "AST": "3"}, False),
        ({"HS": "10", "AS": "8", "HST": "4"}, False),
        ({"HS": "10", "AS": "-8", "HST": "4", "AST": "3"}, False),
    ],
)
def test_shots_are_known_only_where_those_on_target_can_be_among_them(columns: dict[str, str], known: bool) -> None:
    names = {"home_shots": "HS", "away_shots": "AS", "home_on_target": "HST", "away_on_target": "AST"}
    wanted = {name: int(columns[column]) for name, column in names.items()} if known else {}
    assert _shots(columns) == wanted
