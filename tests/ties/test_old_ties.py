"""Ties of odd rules, as the public record (RSSSF) has them: play-offs, replays, tosses, single matches."""

from __future__ import annotations

import pytest

from frontfoot.ties import Decision, Leg, Ruling, Tie, rules
from frontfoot.ties.settle import settle


@pytest.mark.parametrize(
    ("competition", "season", "code", "legs", "toss", "winner", "way"),
    [
        (
            *("cwc", 1967, "QF"),
            (Leg("Cardiff", "Torpedo", (1, 0)), Leg("Torpedo", "Cardiff", (1, 0)), Leg("Cardiff", "Torpedo", (1, 0))),
            *(None, "Cardiff", "replay"),
        ),
        (
            *("cwc", 1967, "QF"),
            (Leg("Hamburg", "Lyons", (2, 0)), Leg("Lyons", "Hamburg", (2, 0)), Leg("Hamburg", "Lyons", (2, 0))),
            *(None, "Hamburg", "replay"),
        ),
        (
            *("cwc", 1969, "SF"),
            (
                Leg("Roma", "Gornik", (1, 1)),
                Leg("Gornik", "Roma", (1, 1), (2, 2)),
                Leg("Gornik", "Roma", (1, 1), (1, 1), neutral=True),
            ),
            *("Gornik", "Gornik", "toss"),
        ),
        (
            *("cwc", 1970, "QF"),
            (
                Leg("Gornik", "Manchester City", (2, 0)),
                Leg("Manchester City", "Gornik", (2, 0), (2, 0)),
                Leg("Manchester City", "Gornik", (3, 1), neutral=True),
            ),
            *(None, "Manchester City", "replay"),
        ),
        ("fairs", 1963, "F", (Leg("Zaragoza", "Valencia", (2, 1)),), None, "Zaragoza", "regulation"),
        ("fairs", 1964, "F", (Leg("Juventus", "Ferencvaros", (0, 1)),), None, "Ferencvaros", "regulation"),
    ],
)
def test_they_end_as_they_did(
    competition: str, season: int, code: str, legs: tuple[Leg, ...], toss: str | None, winner: str, way: str
) -> None:
    ruling = None if toss is None else Ruling(Leg(toss, "x").home, Decision.TOSS)
    result = settle(legs, rules(competition, season, code), ruling)
    assert (result.winner, str(result.way)) == (Leg(winner, "x").home, way), result.reason


@pytest.mark.parametrize(
    ("season", "code", "home", "away", "first", "last", "winner"),
    [
        (1965, "QF", "Dunfermline", "Zaragoza", (1, 0), (4, 2), "Zaragoza"),
        (1965, "F", "Barcelona", "Zaragoza", (0, 1), (2, 4), "Barcelona"),
    ],
)
def test_extra_time_was_played_although_away_goals_were_unequal(
    season: int, code: str, home: str, away: str, first: tuple[int, int], last: tuple[int, int], winner: str
) -> None:
    """Whatever the score after 90 minutes of the second leg was, as long as the tie was level."""
    lead = first[0] - first[1]
    for goals in range(min(last) + 1):
        ninety = (goals + max(lead, 0), goals + max(-lead, 0))
        if ninety[0] <= last[0] and ninety[1] <= last[1]:
            legs = (Leg(home, away, first), Leg(away, home, ninety, last))
            result = settle(legs, rules("fairs", season, code))
            assert (result.winner, str(result.way)) == (Leg(winner, "x").home, "extra time"), result.reason


@pytest.mark.parametrize("season", [2018, 2019, 2021, 2022])
def test_the_preliminary_round_is_one_match(season: int) -> None:
    rule = rules("ucl", season, "Q0")
    assert rule.legs == 1
    tie = Tie(rule, (Leg("Lincoln Red Imps", "Drita", (1, 1), (4, 1), neutral=True),))
    assert tie.settle().winner == Leg("Lincoln Red Imps", "x").home
    assert rules("ucl", season, "Q1").legs == 2
