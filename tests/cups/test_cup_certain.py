"""What is called certain before the end must be so in every end that random scores find, and in what happened."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from frontfoot.cups import CupSeason
from frontfoot.cups.certain import certain_rounds, possible_places, ruled_out
from frontfoot.cups.phase import rank_group
from frontfoot.cups.state import CupState


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "season", "days"), [("ucl", 2019, 1), ("uel", 2023, 1), ("ucl", 2024, 1), ("uecl", 2022, 20)]
)
def test_places_hold_in_every_end(data: Path, code: str, season: int, days: int) -> None:
    whole = CupSeason.read(data, code, season)
    last = max(match.day for match in whole.phase)
    state, end = CupState(whole, last - timedelta(days=days - 1)), CupState(whole, date(2030, 1, 1))
    generator = np.random.default_rng(0)
    narrowed = 0
    for group, clubs in whole.groups.items():
        spans = possible_places(state, group)
        fixtures, matches = state.fixtures(group)
        x, y = generator.poisson(1.2, (2, len(matches), 400)).astype(np.int32)
        for number, match in enumerate(matches):
            if state.played(match):
                assert match.leg.full_time is not None
                x[number], y[number] = match.leg.full_time
        rank = rank_group(state, group, fixtures, x, y, generator).rank + 1
        for i, club in enumerate(clubs):
            best, worst = spans[club]
            assert best <= rank[:, i].min() <= rank[:, i].max() <= worst, club
            narrowed += worst - best < len(clubs) - 1
        assert all(spans[row.club][0] <= row.place <= spans[row.club][1] for row in end.table(group))
    assert narrowed
    for name, club in certain_rounds(state):
        assert club in {c for tie in whole.knock_out[name] for c in tie[0].clubs}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "season", "day"),
    [
        ("ucl", 2019, "2019-12-10"),
        ("uel", 2023, "2024-02-20"),
        ("ucl", 2024, "2025-01-29"),
        ("ucl", 2024, "2025-03-20"),
        ("world-cup", 2022, "2022-12-01"),
        ("euro", 2016, "2016-06-21"),
    ],
)
def test_who_is_out_did_not_come_back(data: Path, code: str, season: int, day: str) -> None:
    whole = CupSeason.read(data, code, season)
    out = ruled_out(CupState(whole, date.fromisoformat(day)))
    played = {(name, club) for name in whole.knock_out for tie in whole.knock_out[name] for club in tie[0].clubs}
    assert out
    assert not out & played
    assert ("champion", CupState(whole, date(2030, 1, 1)).ties("F")[0].winner) not in out


def test_a_group_third_that_may_go_on_is_not_out(data: Path) -> None:
    # Euro 2016, group A before its last matches were over on 19 June: Albania were third with 3 points and waited.
    out = ruled_out(CupState(CupSeason.read(data, "euro", 2016), date(2016, 6, 21)))
    assert ("R16", "Albania") not in out
    assert {("R16", "Romania"), ("QF", "Romania"), ("champion", "Romania")} <= out


def test_known_evenings(data: Path) -> None:
    # Before the last matches of 2023/24, Bayern had won their group; Manchester United could still be any but first.
    state = CupState(CupSeason.read(data, "ucl", 2023), date(2023, 12, 12))
    group = next(name for name, clubs in state.season.groups.items() if "Bayern Munich" in clubs)
    spans = possible_places(state, group)
    assert spans["Bayern Munich"] == (1, 1)
    assert spans["Manchester United"] == (2, 4)
    assert ("R16", "Bayern Munich") in certain_rounds(state)
    assert ("R16", "Copenhagen") not in certain_rounds(state)


def test_winners_of_settled_ties_are_certain_of_the_next_round(data: Path) -> None:
    # On the morning of 14 March 2018 six ties of the last 16 were over, and no quarter-final was drawn.
    certain = certain_rounds(CupState(CupSeason.read(data, "ucl", 2017), date(2018, 3, 14)))
    through = {"Juventus", "Liverpool", "Manchester City", "Real Madrid", "Roma", "Sevilla"}
    assert {club for code, club in certain if code == "QF"} == through
