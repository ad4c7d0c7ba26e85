"""Strengths that go on from a snapshot: what is learnt, up to when leagues are known, what is said of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import Strengths, fit, fit_history, strengths_on
from frontfoot.goals.strengths.leagues import LeaguesKnown
from frontfoot.goals.strengths.learn import (
    day_after,
    leagues_of,
    learnt,
    moved_on,
    strengths_of_women,
    unlearnt,
)
from frontfoot.goals.strengths.nations import matches_of

ON, DAY = date(2024, 4, 1), date(2024, 4, 20)
CLUBS = ("Arsenal", "Chelsea", "Everton")
CUP = "UEFA Champions League"


def row(day: date, home: str, away: str, goals: tuple[int, int] = (3, 0), **more: Any) -> dict[str, Any]:
    return {
        "date": day,
        "competition": "Premier League",
        "season": day.year - (day.month < 7),
        "stage": "league",
        "home": home,
        "away": away,
        "home_goals": goals[0],
        "away_goals": goals[1],
        "neutral": False,
        "status": "played",
        "source": "x.csv:2",
        **more,
    }


@pytest.fixture(scope="module")
def start() -> Strengths:
    rows = [
        row(ON - timedelta(days=k + 1), CLUBS[k % 3], CLUBS[(k + 1 + k // 3) % 3], (k % 4, k % 3)) for k in range(20)
    ]
    rows = [r for r in rows if r["home"] != r["away"]]
    rows.append(row(ON - timedelta(days=40), "Ajax", "Emmen", competition="Eredivisie"))
    rows.append(row(ON - timedelta(days=30), "Ajax", "Arsenal", competition=CUP, stage="group"))
    return next(fit_history(table(rows), [ON]))


def same(one: Strengths, other: Strengths) -> None:
    assert one.clubs == other.clubs
    np.testing.assert_array_equal(one.parameters, other.parameters)
    at = np.arange(len(one.parameters))
    np.testing.assert_array_equal(one.covariance.block(at), other.covariance.block(at))


def test_played_results_from_the_day_of_the_strengths_to_before_the_day_are_learnt_once(start: Strengths) -> None:
    counted = [row(ON, "Arsenal", "Chelsea"), row(DAY - timedelta(days=1), "Everton", "Chelsea", (0, 2))]
    others = [
        row(ON - timedelta(days=1), "Chelsea", "Arsenal", (9, 0)),
        row(DAY, "Chelsea", "Arsenal", (9, 0)),
        *(row(ON + timedelta(days=3 + k), "Chelsea", "Everton", (9, 0), status=status)
          for k, status in enumerate(("awarded", "cancelled", "postponed", "scheduled"))),
        # The same match again, with another score.
        row(ON, "Arsenal", "Chelsea", (0, 7)),
    ]  # fmt: skip
    strengths, count, newest = learnt(start, table([*counted, *others]), DAY)
    assert (count, newest, strengths.on) == (2, DAY - timedelta(days=1), DAY)
    same(strengths, next(fit_history(table(counted), [DAY], start=start)))
    nothing, count, newest = learnt(start, table(others[:2]), DAY)
    assert (nothing, count, newest) == (start, 0, None)


def own_rows() -> list[dict[str, Any]]:
    """The user's own matches: known sides, a league of unknown ones before and after the day of the strengths."""
    return [
        row(ON + timedelta(days=5), "Arsenal", "Everton", (1, 1)),
        row(ON - timedelta(days=1), "Arsenal", "Everton", (9, 1)),
        row(ON + timedelta(days=6), "Town A", "Town B", (2, 0), competition="lake"),
        row(ON - timedelta(days=365), "Town B", "Town C", (4, 0), competition="lake"),
        row(ON - timedelta(days=366), "Town C", "Town B", (4, 0), competition="lake"),
        row(ON - timedelta(days=20), "Arsenal", "Town A", (6, 0), competition="cup"),
        row(ON + timedelta(days=7), "Arsenal", "Chelsea", (1, 0), competition="WSL"),
        row(DAY, "Town A", "Arsenal", (0, 1), competition="lake"),
        row(DAY - timedelta(days=2), "Town C", "Town A", (0, 1), competition="lake", status="scheduled"),
        row(ON + timedelta(days=9), "Chelsea", "Everton", (2, 2)),
    ]


def test_of_the_users_own_matches_those_count_that_are_in_no_strengths_yet(start: Strengths) -> None:
    own = own_rows()
    public = [
        row(ON + timedelta(days=9), "Chelsea", "Everton", (2, 1)),
        row(ON + timedelta(days=2), "Chelsea", "Arsenal"),
    ]
    strengths, count, newest = learnt(start, table(public), DAY, own=table(own))
    # Sides without results of their own: also matches of the year before, as if played on the day of the strengths.
    used = [own[0], own[2], *({**own[k], "date": ON} for k in (3, 5)), *public]
    assert (count, newest) == (6, ON + timedelta(days=9))
    ordered = sorted(used, key=lambda r: r["date"])
    expected = next(fit_history(table(ordered), [DAY], start=start))
    assert set(strengths.clubs) == set(expected.clubs) == {*start.clubs, "Town A", "Town B", "Town C"}
    for club in expected.clubs:
        assert strengths.strength(club) == pytest.approx(expected.strength(club), abs=1e-12)


def test_old_matches_are_learnt_on_the_very_day_of_the_strengths(start: Strengths) -> None:
    own = [row(ON - timedelta(days=20), "Arsenal", "Town A", (6, 0), competition="cup")]
    strengths, count, newest = learnt(start, table(()), ON + timedelta(days=1), own=table(own))
    assert (count, newest, strengths.on) == (1, ON, ON + timedelta(days=1))
    assert strengths.known("Town A")


def international(day: date, home: str, away: str, goals: tuple[int, int] = (1, 0), **more: Any) -> dict[str, Any]:
    return row(day, home, away, goals, **{"competition": "Friendly", "season": day.year, **more})


def test_nations_are_learnt_from_nations_alone() -> None:
    euro: dict[str, Any] = {"competition": "UEFA Euro"}
    old = [
        international(ON - timedelta(days=4 * 365), "Italy", "Wales", **euro),
        international(ON - timedelta(days=4 * 365 + 1), "Malta", "Wales", competition="Copa América"),
        international(ON - timedelta(days=4 * 365), "Malta", "Wales", **euro),
    ]
    start = next(fit_history(matches_of(table(old)), [ON - timedelta(days=4 * 365 - 9)]))
    start = replace(start, on=ON)
    public = [*old, international(ON + timedelta(days=3), "Italy", "Malta", (0, 2))]
    strengths, count, _ = learnt(start, table(public), DAY, kind="nations")
    # Results of the four years before tell the confederation of a nation.
    recent = matches_of(table([public[0], *public[2:]]))
    same(strengths, next(fit_history(recent, [DAY], start=start)))
    assert count == 1
    own = [
        international(ON + timedelta(days=4), "Italy", "Malta", (0, 2)),
        international(ON + timedelta(days=4), "Italy", "Town A", (0, 2)),
        international(ON - timedelta(days=4), "Italy", "Town A", (0, 2)),
    ]
    _, count, newest = learnt(start, table(public), DAY, own=table(own), kind="nations")
    assert (count, newest) == (2, ON + timedelta(days=4))
    text = unlearnt(start, table(()), table(own[1:]), DAY, kind="nations")
    assert text == (
        "Your own results change nothing: of 2 matches 1 is from before 2024-04-01, the day of the strengths "
        "and 1 is known already or not of two nations"
    )


def test_why_own_matches_change_nothing_is_said_by_their_numbers(start: Strengths) -> None:
    known = row(ON + timedelta(days=5), "Arsenal", "Everton", (1, 1))
    own = [
        known,
        row(ON + timedelta(days=5), "Arsenal", "Everton", (1, 1), competition="WSL"),
        row(ON + timedelta(days=6), "Arsenal", "Everton", (None, None), status="scheduled"),  # type: ignore[arg-type]
        row(DAY, "Arsenal", "Chelsea"),
        row(DAY + timedelta(days=1), "Arsenal", "Chelsea"),
        row(ON - timedelta(days=1), "Arsenal", "Chelsea"),
        row(ON - timedelta(days=400), "Town A", "Town B"),
    ]
    text = unlearnt(start, table([known]), table(own), DAY)
    assert text == (
        "Your own results change nothing: of 7 matches 1 is of women, 1 is without a score, "
        "2 are of 2024-04-20, the day asked about, or later, 2 are from before 2024-04-01, the day of the strengths "
        "and 1 is known already"
    )
    assert unlearnt(start, table(()), table(own), DAY) == ""
    assert unlearnt(start, table(()), table(own[2:3]), DAY).endswith("they hold no match with a score")
    assert unlearnt(start, table(()), table(()), DAY).endswith("they hold no match with a score")
    two = unlearnt(start, table(()), table(own[1:3]), DAY)
    assert two == "Your own results change nothing: of 2 matches 1 is of women and 1 is without a score"


def test_strengths_moved_on_know_each_league_up_to_its_last_results(start: Strengths) -> None:
    public = [row(ON + timedelta(days=2), "Chelsea", "Arsenal"), row(DAY - timedelta(days=3), "Everton", "Arsenal")]
    got = moved_on(start, DAY, table(public), None)
    same(got, next(fit_history(table(public), [DAY], start=start)))
    assert (got.on, got.snapshot, got.moved, got.unused, got.doubts) == (DAY, None, {}, (), ())
    assert got.known_on(["Arsenal"]) == DAY
    assert got.leagues is not None
    # Of the Eredivisie no result is at hand: known to the day of the snapshot.
    assert got.known_on(["Ajax"]) == ON
    assert got.leagues.absent == {"NED"}
    # Results that end more than 30 days before the day are known to the day after the last.
    late = moved_on(start, DAY + timedelta(days=60), table(public), None)
    assert late.on == DAY - timedelta(days=2)
    none = moved_on(start, DAY, None, None)
    assert (none.on, none.leagues, none.unused) == (ON, None, ())
    own = own_rows()
    moved = moved_on(start, DAY, table(public), table(own))
    same(moved, learnt(start, table(public), DAY, own=table(own))[0])
    assert moved.snapshot == DAY
    assert set(moved.moved) == {"Arsenal", "Everton", "Chelsea", "Town A", "Town B", "Town C"}
    assert moved.moved["Town A"] == "lake"
    useless = moved_on(start, DAY, table(public), table(own[1:2]))
    same(useless, got)
    assert (useless.moved, useless.snapshot) == ({}, None)
    assert useless.unused == (unlearnt(start, table(public), table(own[1:2]), DAY),)
    nations = moved_on(start, DAY, table(public), None, kind="nations")
    assert nations.leagues is None


def women(day: date, home: str, away: str, goals: tuple[int, int], competition: str) -> dict[str, Any]:
    return row(day, home, away, goals, competition=competition)


def test_strengths_of_women_come_from_their_own_matches_alone() -> None:
    theirs = [women(ON + timedelta(days=k), "Arsenal", ("Chelsea", "Everton")[k % 2], (2, k), "WSL") for k in range(4)]
    others = [
        row(ON, "Chelsea", "Arsenal", (9, 0)),
        row(ON, "Chelsea", "Arsenal", (9, 0), competition=CUP),
        women(DAY, "Chelsea", "Arsenal", (9, 0), "WSL"),
        women(DAY + timedelta(days=1), "Chelsea", "Arsenal", (9, 0), "WSL"),
        {**women(ON, "Everton", "Chelsea", (9, 0), "WSL"), "status": "awarded"},
        {**women(ON, "Chelsea", "Everton", (9, 0), "WSL"), "status": "postponed"},
    ]
    friendly = women(ON + timedelta(days=9), "Chelsea", "Arsenal", (3, 3), "Cup of friends")
    got = strengths_of_women(table([*theirs, *others, friendly]), DAY)
    same(got, fit(table(theirs), on=DAY))
    assert got.women
    assert got.moved == dict.fromkeys(("Arsenal", "Chelsea", "Everton"), "WSL")
    # Where no name is that of a women's competition, all but the known leagues of men count.
    same(strengths_of_women(table([friendly, *others[:2]]), DAY), fit(table([friendly]), on=DAY))
    with pytest.raises(InputError, match="no match of women before 2024-04-20") as refused:
        strengths_of_women(table(others), DAY)
    assert refused.value.place == "--results"


def test_the_league_of_a_club_is_that_of_its_last_match() -> None:
    rows = [
        row(ON + timedelta(days=4), "Arsenal", "Chelsea", competition="B"),
        row(ON, "Arsenal", "Everton", competition="A"),
        row(DAY, "Everton", "Chelsea", competition="C"),
        row(ON + timedelta(days=5), "Everton", "Chelsea", competition="D", status="awarded"),
        row(ON + timedelta(days=5), "Everton", "Chelsea", competition="D", status="scheduled"),
    ]
    assert leagues_of(table(rows), DAY) == {"Arsenal": "B", "Chelsea": "B", "Everton": "A"}
    assert day_after(table(rows[:2])) == ON + timedelta(days=5)
    assert day_after(table(rows[3:])) == date(1900, 1, 1)
    assert day_after(table([rows[3], rows[1], rows[4]])) == ON + timedelta(days=1)


def results_of(competition: str, *days: date, status: str = "played") -> list[dict[str, Any]]:
    return [row(day, "Arsenal", "Chelsea", competition=competition, status=status) for day in days]


def test_leagues_are_known_to_their_own_last_result_and_others_to_that_of_the_european_cups() -> None:
    day = date(2024, 5, 20)
    rows = [
        *results_of("Premier League", date(2024, 4, 10), date(2024, 5, 4)),
        *results_of("Premier League", date(2024, 5, 19), status="awarded"),
        *results_of("Premier League", date(2024, 5, 20)),
        *results_of("Eredivisie", date(2024, 4, 2), date(2024, 4, 1)),
        *results_of("Serie A", date(2023, 12, 28)),
        *results_of("La Liga", date(2023, 12, 27)),
        *results_of("UEFA Europa League", date(2024, 4, 18)),
        *results_of(CUP, date(2024, 4, 17)),
    ]
    known = LeaguesKnown.of(
        table(rows), ["ENG", "NED", "ITA", "ESP", "AZE", "", "ENG", "MEX"], {"ENG", "NED", "ITA", "ESP", "MEX"}, ON, day
    )
    assert known.since == ON
    assert dict(known.days) == {
        "ENG": day,
        "NED": date(2024, 4, 3),
        "ITA": ON,
        "ESP": ON,
        "AZE": date(2024, 4, 19),
        "": date(2024, 4, 19),
        "MEX": ON,
    }
    # A last result of 95 days before the strengths may be that of a pause, an older one is of a season before.
    assert known.absent == {"ESP", "MEX"}
    assert known.lacking(["ENG", "ITA"]) == ()
    (one,) = known.lacking(["ENG", "MEX", "MEX"])
    assert one == "Of Liga MX no result since 2024-04-01 is at hand: of its clubs only other matches are learnt"
    (two,) = known.lacking(["ESP", "MEX"])
    assert two.startswith("Of La Liga and Liga MX no result since 2024-04-01 is at hand: of their clubs only")
    without = LeaguesKnown.of(table(rows[:2]), ["AZE"], {"ENG"}, ON, day)
    assert (dict(without.days), without.absent) == ({"AZE": ON}, frozenset())


def test_strengths_on_a_day_learn_the_users_own_matches(tmp_path: Any) -> None:
    last = strengths_on().on
    own = [row(last + timedelta(days=k), "Arsenal", "Chelsea", (0, 6)) for k in (3, 9)]
    without_day = strengths_on(own=table(own))
    assert without_day.on == last + timedelta(days=10)
    assert without_day.day == last + timedelta(days=10)
    one = strengths_on(last + timedelta(days=9), own=table(own))
    assert one.matches == strengths_on().matches + 1
    assert without_day.matches == one.matches + 1
    # Own results that end before the newest strengths leave them as they are.
    old = strengths_on(own=table([row(last - timedelta(days=9), "Arsenal", "Chelsea")]))
    assert (old.on, old.day) == (last, last)
    assert old.unused[0].startswith("Your own results change nothing")


def test_strengths_go_on_with_a_folder_of_results(tmp_path: Any) -> None:
    day = date(2024, 4, 18)
    begun = strengths_on(date(2024, 4, 17))
    path = tmp_path / "results" / "premier-league" / "season-2324.csv"
    path.parent.mkdir(parents=True)
    lines = ["Date,HomeTeam,AwayTeam,FTHG,FTAG", "2024-04-17,Arsenal,Chelsea,0,5", "2024-04-20,Chelsea,Arsenal,5,0"]
    path.write_text("\n".join(lines), encoding="utf-8")
    got = strengths_on(day, data=tmp_path)
    assert (got.on, got.day, got.matches) == (day, day, begun.matches + 1)
    assert begun.strength("Arsenal")[0] > got.strength("Arsenal")[0]
    last = strengths_on().on
    lines.append(f"{last + timedelta(days=2)},Chelsea,Arsenal,5,0")
    path.rename(path.with_name("season-2526.csv"))
    path.with_name("season-2526.csv").write_text("\n".join([lines[0], lines[-1]]), encoding="utf-8")
    end = strengths_on(data=tmp_path)
    assert (end.on, end.day) == (last + timedelta(days=3),) * 2
    empty = strengths_on(last + timedelta(days=2), data=tmp_path)
    assert empty.unused[0].startswith(f"{tmp_path} holds no result from {last} to before")
