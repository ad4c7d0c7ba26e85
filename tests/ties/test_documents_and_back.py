"""Entries of the ledger and tie files from documents and back, and ties that contradict themselves."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Moment
from frontfoot.ties.document import tie_document
from frontfoot.ties.entry import body_of, entry_of
from frontfoot.ties.event import Event
from frontfoot.ties.file import check_dates, document_of, event_of, parse_tie
from tests.ties.made_documents import A, B, document, with_event

GOAL = {"kind": "goal", "minute": "7", "club": A}


# Entries of the ledger.


@pytest.mark.parametrize(
    ("body", "place", "problem"),
    [
        ({"id": "g", "kind": "goal", "leg": 3, "minute": "7", "club": A}, "goal.leg", "This is no entry: Input should"),
        (
            {"id": "g", "kind": "goal", "leg": 0, "minute": "x", "club": A},
            "goal.minute",
            "This is no entry: Value error",
        ),
        ({"id": "", "kind": "goal", "leg": 1, "minute": "7", "club": A}, "goal.id", "This is no entry: String should"),
        ({"kind": "what"}, "entry", "This is no entry: Input tag 'what' found"),
        (7, "entry", "This is no entry: "),
        (
            {"id": "c", "kind": "correction", "of": "g", "entry": {"id": "g", "kind": "kick", "leg": 1, "club": A}},
            "correction.entry.kick.converted",
            "This is no entry: Field required",
        ),
    ],
)
def test_what_is_no_entry_is_refused_with_its_field(body: Any, place: str, problem: str) -> None:
    with pytest.raises(InputError) as refused:
        entry_of(body)
    assert refused.value.place == place
    assert refused.value.problem.startswith(problem)
    assert refused.value.remedy == "See the schema of entries"


def test_an_entry_is_turned_to_json_and_back_without_its_defaults() -> None:
    at = "2024-04-18T19:00:00Z"
    sides = {"value": -10.0, "low": -20.0, "high": 20.0}
    bodies: list[dict[str, Any]] = [
        {"id": "p", "kind": "period", "leg": 1, "period": 1, "state": "start", "at": at},
        {"id": "c", "kind": "clock", "leg": 2, "period": 4, "second": 4500.0, "running": True, "at": at, "speed": 0.1},
        {"id": "c", "kind": "clock", "leg": 2, "period": 1, "second": 0.0, "running": False, "at": at, "speed": 100.0},
        {"id": "r", "kind": "removal", "of": "g"},
        {"id": "f", "kind": "front-foot", "leg": 1, "period": 1, "second": 4500.0, "home": sides, "away": sides},
        {"id": "s", "kind": "stoppage", "leg": 1, "minutes": 4, "minute": "45"},
        {"id": "a" * 64, "kind": "note", "leg": 1, "minute": "7", "note": "x"},
    ]
    for body in bodies:
        assert body_of(entry_of(body)) == body
    defaults = {"speed": 1.0, "reason": "", "bench": False, "player": "", "note": ""}
    card = {"id": "y", "kind": "yellow card", "leg": 1, "minute": "7", "club": A}
    assert body_of(entry_of({**card, **{name: defaults[name] for name in ("bench", "player", "note")}})) == card
    assert body_of(entry_of({**bodies[0], "speed": 1.0})) == bodies[0]
    assert body_of(entry_of({**bodies[3], "reason": ""})) == bodies[3]


@pytest.mark.parametrize(
    "change",
    [
        {"second": 4500.5},
        {"second": -0.5},
        {"period": 5},
        {"period": 0},
        {"speed": 0.05},
        {"speed": 100.5},
        {"at": "2024-04-18T19:00:00"},
        {"id": "a" * 65},
        {"id": "-a"},
        {"id": "a b"},
    ],
)
def test_what_is_no_setting_of_the_clock(change: dict[str, Any]) -> None:
    body = {
        "id": "c",
        "kind": "clock",
        "leg": 1,
        "period": 1,
        "second": 1,
        "running": True,
        "at": "2024-04-18T19:00:00Z",
    }
    assert entry_of(body)
    with pytest.raises(InputError):
        entry_of({**body, **change})


@pytest.mark.parametrize(
    "change", [{"value": 10.5}, {"value": -10.5}, {"low": -20.5}, {"low": 20.5}, {"high": 20.5}, {"high": -20.5}]
)
def test_what_is_no_front_foot_index(change: dict[str, float]) -> None:
    side = {"value": 10.0, "low": 20.0, "high": -20.0}
    body = {"id": "f", "kind": "front-foot", "leg": 1, "period": 4, "second": 0.0, "home": side, "away": side}
    assert entry_of(body)
    with pytest.raises(InputError):
        entry_of({**body, "away": {**side, **change}})


# Tie files from documents and back.


def tie_refused(written: dict[str, Any]) -> InputError:
    with pytest.raises(InputError) as refused:
        check_dates(parse_tie(written, place="my.toml").tie, "my.toml")
    return refused.value


TWO = {"competition": "uel", "season": 2023, "round": "QF"}
FIRST, SECOND = {"home": A, "away": B}, {"home": B, "away": A}


@pytest.mark.parametrize(
    ("written", "problem", "place", "remedy"),
    [
        (
            {**TWO, "leg": [FIRST]},
            "The file has 1 leg, and the rules have 2",
            "my.toml",
            "UEFA Europa League 2023/24: T",
        ),
        ({**TWO, "leg": [FIRST, FIRST]}, f"{A} is at home in both legs", "my.toml, legs", "Turn the clubs"),
        (
            {**TWO, "leg": [FIRST, {**SECOND, "score": [1, 1], "extra_time": [0, 1]}]},
            "0-1 after extra time cannot follow 1-1 after 90 minutes",
            "my.toml, leg 2",
            "The score after extra time includes",
        ),
        (
            {**TWO, "leg": [FIRST, {**SECOND, "event": [GOAL, {**GOAL, "club": "Ajax"}]}]},
            "'Ajax' does not play in this match",
            "my.toml, leg 2, event 2",
            f'Write club = "{B}" or "{A}"',
        ),
        (
            {**TWO, "leg": [{**FIRST, "event": [{**GOAL, "minute": "ET 91"}]}, SECOND]},
            "This match has no extra time",
            "my.toml, leg 1",
            "UEFA Europa League: Two legs; if level",
        ),
        (
            {**TWO, "leg": [{**FIRST, "event": [{"kind": "kick", "club": A, "converted": True}]}, SECOND]},
            "This match has no shoot-out",
            "my.toml, leg 1",
            "UEFA Europa League: ",
        ),
        (
            {**TWO, "leg": [{**FIRST, "score": [2, 0], "event": [GOAL]}, SECOND]},
            "The goals among the events give 1-0, the score says 2-0",
            "my.toml, leg 1",
            "List every goal, or leave the events out",
        ),
        (
            {**TWO, "leg": [FIRST, {**SECOND, "score": [0, 1], "extra_time": [1, 1], "event": [GOAL]}]},
            "The goals among the events give 0-1, the extra time says 1-1",
            "my.toml, leg 2",
            "List every goal",
        ),
        (
            {**TWO, "leg": [FIRST, {**SECOND, "odds": [2.0, 3.0, 4.0], "rates": [1.0, 1.0]}]},
            "Both rates and odds are given",
            "my.toml, leg 2",
            "Leave one of them out",
        ),
        (
            {**TWO, "leg": [FIRST, {**SECOND, "over_under": [2.5, 1.9, 1.9]}]},
            "",
            "my.toml, leg 2",
            "",
        ),
        (
            {**TWO, "leg": [FIRST, SECOND], "ruling": {"winner": "Ajax", "kind": "award"}},
            "The ruling is for 'Ajax', which does not play in this tie",
            "my.toml",
            f'Write winner = "{A}" or "{B}"',
        ),
        (
            {**TWO, "leg": [{**FIRST, "date": "2023-05-31"}, SECOND]},
            "2023-05-31 is not in the season 2023/24",
            "my.toml, leg 1",
            "A season is named by the year in which it begins: season = 2022",
        ),
        (
            {**TWO, "leg": [FIRST, {**SECOND, "date": "2024-09-01"}]},
            "2024-09-01 is not in the season 2023/24",
            "my.toml, leg 2",
            "A season is named by the year in which it begins: season = 2024",
        ),
        (
            {**TWO, "leg": [{**FIRST, "date": "2024-04-11"}, {**SECOND, "date": "2024-04-11"}]},
            "Leg 2 is dated 2024-04-11, not after leg 1 of 2024-04-11",
            "my.toml, leg 2",
            "Correct the dates",
        ),
        (
            document({"date": "2022-12-31"}),
            "2022-12-31 is not in the season 2023/24",
            "my.toml, leg 1",
            "A season is named by the year in which it begins: season = 2022",
        ),
        (
            document({"date": "2025-01-01"}),
            "2025-01-01 is not in the season 2023/24",
            "my.toml, leg 1",
            "A season is named by the year in which it begins: season = 2025",
        ),
    ],
)
def test_ties_that_contradict_themselves(written: dict[str, Any], problem: str, place: str, remedy: str) -> None:
    error = tie_refused(written)
    assert error.problem.startswith(problem)
    assert error.place.startswith(place)
    assert error.remedy.startswith(remedy)


@pytest.mark.parametrize(
    "written",
    [
        {**TWO, "leg": [{**FIRST, "date": "2023-06-01"}, {**SECOND, "date": "2024-08-31"}]},
        {**TWO, "leg": [{**FIRST, "date": "2024-04-11"}, {**SECOND, "date": "2024-04-12"}]},
        {**TWO, "leg": [{**FIRST, "date": "2024-04-11"}, SECOND]},
        {**TWO, "leg": [FIRST, {**SECOND, "date": "2024-04-11"}]},
        document({"date": "2023-01-01"}),
        document({"date": "2024-12-31"}),
        # Cards alone say nothing of goals; kicks of a shoot-out under way may be fewer than its score.
        {**TWO, "leg": [{**FIRST, "score": [0, 0], "event": [{**GOAL, "kind": "yellow card"}]}, SECOND]},
        document({"score": [1, 1], "shoot_out": [4, 2]}),
        document(
            {"score": [0, 0], "shoot_out": [4, 2], "event": [{"kind": "kick", "club": A, "converted": True}]},
        ),
    ],
)
def test_ties_that_do_not(written: dict[str, Any]) -> None:
    file = parse_tie(written)
    check_dates(file.tie, "my.toml")
    assert parse_tie(document_of(file)).tie == file.tie


def test_a_shoot_out_under_way_is_not_above_its_score() -> None:
    def scored(signs: str, stated: list[int]) -> dict[str, Any]:
        taken = [{"kind": "kick", "club": (A, B)[n % 2], "converted": sign == "x"} for n, sign in enumerate(signs)]
        return document({"score": [0, 0], "shoot_out": stated, "event": taken})

    assert parse_tie(scored("xx", [2, 4]))
    assert parse_tie(scored("x-x-x-", [3, 0]))
    for signs, stated in (("x-x-", [1, 0]), ("-x-xx", [4, 1]), ("x-x-x-", [4, 2])):
        assert "the shoot_out says" in tie_refused(scored(signs, stated)).problem


@pytest.mark.parametrize(
    ("item", "event"),
    [
        ({**GOAL, "player": "Berg", "note": "own"}, Event(Moment(1, 420.0), "goal", A, "Berg", "own")),
        ({"kind": "kick", "club": B, "converted": False}, Event(None, "kick", B, converted=False)),
        ({"kind": "stoppage", "minutes": 4, "period": 3}, Event(Moment(3, 900.0), "stoppage", minutes=4)),
        ({"kind": "stoppage", "minutes": 4, "minute": "90"}, Event(Moment(2, 2700.0), "stoppage", minutes=4)),
        (
            {"kind": "red card", "minute": "45+1", "club": A, "bench": True},
            Event(Moment(1, 2760.0), "red card", A, bench=True),
        ),
        ({"kind": "note", "minute": "60", "note": "rain"}, Event(Moment(2, 900.0), "note", note="rain")),
    ],
)
def test_events_from_their_entries_and_back(item: dict[str, Any], event: Event) -> None:
    written = tie_document(with_event(**item), place="x").leg[0].event[0]
    assert event_of(written) == event
    file = parse_tie({**with_event(**item), "competition": "uel", "round": "F"} | {"competition": "ucl"})
    assert file.events[0] == (event,)
    again = parse_tie(document_of(file))
    assert (again.tie, again.events) == (file.tie, file.events)
    [turned] = document_of(file)["leg"][0]["event"]
    assert set(turned) <= set(item) | {"minute", "converted"}


def test_a_whole_file_is_written_as_it_was_read() -> None:
    first = {"date": datetime.date(2024, 4, 11), "home": A, "away": B, "neutral": False, "score": [0, 0]}
    second = {"home": B, "away": A, "neutral": True, "score": [1, 1], "extra_time": [2, 1], "rates": [1.5, 1.25]}
    whole: dict[str, Any] = {
        "competition": "UEFA Europa League",
        "season": 2023,
        "round": "QF",
        "leg": [
            {**first, "odds": [2.0, 3.5, 4.0], "over_under": [2.5, 1.9, 1.95]},
            {**second, "event": [{"kind": "goal", "minute": "7", "club": A, "player": "Berg"}, *(
                {"kind": "goal", "minute": minute, "club": B} for minute in ("60", "ET 95"))]},
        ],
        "ruling": {"winner": A, "kind": "award", "note": "x"},
    }  # fmt: skip
    assert document_of(parse_tie(whole)) == whole
    without = {
        "competition": "UEFA Europa League",
        "season": 2023,
        "leg": [{**first, "score": [1, 0]}, {**SECOND, "neutral": False}],
    }
    assert document_of(parse_tie(without)) == without
