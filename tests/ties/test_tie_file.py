"""Tie files that contradict themselves are refused, and the place of every error leads to the line that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import InputError
from frontfoot.core.identity import UnknownClub
from frontfoot.ties.file import parse_tie, read_tie
from frontfoot.ties.strengths import file_rates

HOME, AWAY = {"home": "Benfica", "away": "Marseille"}, {"home": "Marseille", "away": "Benfica"}


def document(second: dict[str, Any] | None = None, first: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    legs = [{**HOME, "score": [2, 1], **(first or {})}, {**AWAY, **(second or {})}]
    return {"competition": "uel", "season": 2023, "round": "QF", "leg": legs, **more}


def goal(minute: str, club: str, kind: str = "goal") -> dict[str, Any]:
    return {"minute": minute, "kind": kind, "club": club}


def kicks(*taken: tuple[str, bool]) -> list[dict[str, Any]]:
    return [{"kind": "kick", "club": club, "converted": hit} for club, hit in taken]


def refused(written: dict[str, Any]) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_tie(written, place="my-tie.toml")
    assert caught.value.place.startswith("my-tie.toml")
    assert caught.value.remedy
    return caught.value


def test_clubs_may_be_named_as_usual() -> None:
    """The same tie, whatever its clubs are called in legs, events and ruling."""
    usual = parse_tie(
        {
            "competition": "ucl",
            "season": 2013,
            "round": "SF",
            "leg": [
                {"home": "Real Madrid CF", "away": "FC Bayern München", "score": [1, 0]},
                {"home": "Bayern München", "away": "Real Madrid", "event": [goal("16", "Real Madrid CF")]},
            ],
            "ruling": {"winner": "Real Madrid CF", "kind": "award"},
        }
    )
    assert usual.tie.clubs == ("Bayern Munich", "Real Madrid")
    assert usual.events[1][0].club == "Real Madrid"
    assert usual.tie.settle().winner == "Real Madrid"
    assert [len(rates) for rates in file_rates(usual).under_way] == [2, 2]


def test_a_club_of_which_nothing_is_known_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'competition = "uel"\nseason = 2023\nround = "QF"\n'
        '[[leg]]\nhome = "Atalnta"\naway = "Liverpool"\n[[leg]]\nhome = "Liverpool"\naway = "Atalnta"\n'
    )
    with pytest.raises(UnknownClub, match="Atalnta") as caught:
        file_rates(read_tie(path))
    assert str(path) in caught.value.place
    assert "Atalanta" in caught.value.remedy


@pytest.mark.parametrize(("first", "second"), [([1.6, 1.1], None), ([-1.0, 1.1], [1.2, 1.2])])
def test_rates_that_cannot_be_are_named_with_their_file(first: list[float], second: list[float] | None) -> None:
    legs = document({"rates": second} if second else {}, {"rates": first})
    with pytest.raises(InputError) as caught:
        file_rates(parse_tie(legs, place="my-tie.toml"))
    assert caught.value.place == ("my-tie.toml, rates" if second is None else "my-tie.toml, leg 1")


def test_a_goal_cannot_be_taken_back_before_it_is_scored() -> None:
    events = [goal("10", "Benfica", "var"), goal("20", "Benfica")]
    assert "until then" in refused(document({"event": events})).problem
    assert parse_tie(document({"event": [goal("10", "Benfica"), goal("11", "Benfica", "var")]})).events[1]


def test_an_event_with_an_impossible_minute_is_counted_out() -> None:
    events = [goal("10", "Benfica"), goal("300", "Benfica")]
    assert "leg 2, event 2" in refused(document({"event": events})).place


@pytest.mark.parametrize(
    ("taken", "stated", "text"),
    [
        # Two of one side in a row: the second was taken for one of the other side.
        ([("Marseille", True), ("Marseille", True)], None, "out of turn"),
        ([("Benfica", True), ("Marseille", False), ("Marseille", True)], None, "Kick 3"),
        # 3-0 after three kicks each cannot be caught.
        ([("Marseille", True), ("Benfica", False)] * 3 + [("Marseille", True)], None, "after the end"),
        ([("Marseille", True), ("Benfica", False)] * 3, [4, 2], "The kicks give 3-0"),
        ([("Marseille", True), ("Benfica", True)] * 3, [4, 2], "The kicks give 3-3"),
    ],
)
def test_kicks_are_taken_in_turn_and_add_up(taken: list[tuple[str, bool]], stated: list[int] | None, text: str) -> None:
    played = {"score": [1, 0], "extra_time": [1, 0]}
    second = played | ({} if stated is None else {"shoot_out": stated}) | {"event": kicks(*taken)}
    second["event"] = [goal("79", "Marseille"), *second["event"]]
    assert text in refused(document(second)).problem


def test_marseille_benfica_kick_by_kick() -> None:
    """Marseille - Benfica, 18 April 2024: 4-2 on penalties, of which Benfica missed two of four."""
    order = [("Benfica", False), ("Marseille", True)]
    order += [("Benfica", True), ("Marseille", True)] * 2
    order += [("Benfica", False), ("Marseille", True)]
    events = [goal("79", "Marseille"), *kicks(*order)]
    second = {"score": [1, 0], "extra_time": [1, 0], "shoot_out": [4, 2], "event": events}
    assert parse_tie(document(second)).tie.settle().winner == "Marseille"


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"round": 16}, "'round' must be a text"),
        ({"ruling": {"winner": "Roma", "kind": "award"}}, "does not play in this tie"),
    ],
)
def test_what_the_file_says_of_the_tie(more: dict[str, Any], text: str) -> None:
    assert text in refused(document(**more)).problem


@pytest.mark.parametrize("value", ["no", 0, 1])
def test_neutral_ground_is_true_or_false(value: object) -> None:
    assert "neutral" in refused(document({"neutral": value})).problem


def test_a_kick_off_time_is_a_day() -> None:
    import tomllib

    stated = tomllib.loads("date = 2024-04-18T21:00:00")
    assert parse_tie(document(stated)).tie.legs[1].date == date(2024, 4, 18)


def _with_odds(**leg: object) -> dict[str, object]:
    legs = [
        {"home": "Liverpool", "away": "Atalanta", "score": [0, 3]},
        {"home": "Atalanta", "away": "Liverpool", **leg},
    ]
    return {"competition": "uel", "season": 2023, "round": "QF", "leg": legs}


def test_a_file_that_needs_no_strengths_takes_no_results(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no strengths are looked up") as refused:
        file_rates(
            parse_tie(document({"rates": [1.4, 1.1]}, {"rates": [1.4, 1.1]}), place="my-tie.toml"), data=tmp_path
        )
    assert refused.value.place == "my-tie.toml, data"


def test_odds_of_a_leg_are_taken_alone() -> None:
    from frontfoot.goals.market import MatchOdds, rates_of_odds
    from frontfoot.ties.strengths import file_rates

    file = parse_tie(_with_odds(odds=[2.8, 3.6, 2.4], over_under=[2.5, 1.6, 2.3]))
    known = file_rates(file)
    expected = rates_of_odds(MatchOdds(2.8, 3.6, 2.4, (2.5, 1.6, 2.3)))
    assert "odds" in known.source
    first, second = known.under_way[1]
    assert first is None
    assert second is not None
    assert second.home.shape == (1000,)
    assert second.home.mean() == pytest.approx(float(expected.home), rel=0.1)


@pytest.mark.parametrize(
    "leg",
    [
        {"odds": [2.8, 3.6]},
        {"odds": "2.8 3.6 2.4"},
        {"odds": [2.8, 3.6, True]},
        {"over_under": [2.5, 1.9, 1.9]},
        {"odds": [2.8, 3.6, 2.4], "rates": [1.5, 1.2]},
        {"odds": [2.8, 3.6, 2.4], "over_under": [2.5, 1.9]},
    ],
)
def test_odds_that_are_none_are_refused_with_their_leg(leg: dict[str, object]) -> None:
    with pytest.raises(InputError, match="leg 2"):
        parse_tie(_with_odds(**leg))
