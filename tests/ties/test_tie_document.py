"""The schema of ties and events at every limit, and the words of every refusal with its place."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from frontfoot.core.errors import InputError
from frontfoot.core.score import MOST_GOALS
from frontfoot.goals.clock import Moment
from frontfoot.ties.document import KINDS, MOST_EVENTS, TieDocument, clean, tie_document
from frontfoot.ties.entry import body_of, entry_of
from frontfoot.ties.event import Event
from frontfoot.ties.file import check_dates, document_of, event_of, parse_tie

A, B = "Norderhamn", "Vila Seca"


def document(match: dict[str, Any] | None = None, /, **more: Any) -> dict[str, Any]:
    return {
        "competition": "efl-cup",
        "season": 2023,
        "round": "QF",
        "leg": [{"home": A, "away": B, **(match or {})}],
    } | more


def with_event(**event: Any) -> dict[str, Any]:
    return document({"event": [event]})


def refusal(written: Any) -> InputError:
    with pytest.raises(InputError) as refused:
        tie_document(written, place="my.toml")
    return refused.value


GOAL = {"kind": "goal", "minute": "7", "club": A}
SCORE = f"Give two whole numbers from 0 to {MOST_GOALS}"


@pytest.mark.parametrize(
    ("written", "problem", "place", "remedy"),
    [
        (document(season="next"), "'next' is not a season", "my.toml", "Give both years or the first: season"),
        (document(season=1849), "1849 is not a season", "my.toml", "Give both years or the first"),
        (document(season=2201), "2201 is not a season", "my.toml", "Give both years or the first"),
        (document(season=True), "True is not a season", "my.toml", "Give both years or the first"),
        (document(competition=7), "'competition' must be a text", "my.toml", 'Write competition = "..."'),
        (document(competition=""), "'competition' is empty", "my.toml", 'Write competition = "..."'),
        (
            document(competition="x" * 61),
            "'competition' is longer than 60 characters",
            "my.toml",
            'Write competition = "..."',
        ),
        (document(round="x" * 41), "'round' is longer than 40 characters", "my.toml", 'Write round = "..."'),
        (document(round=""), "'round' is empty", "my.toml", 'Write round = "..."'),
        (document(leg=[]), "'leg' cannot be: tuple should have at least 1 item", "my.toml", "See docs/tie.md for a"),
        (
            document(leg=[{"home": A, "away": B}] * 3),
            "The file has 3 legs, and a tie has one or two",
            "my.toml",
            "See docs/tie.md for a whole file",
        ),
        ({"season": 2023, "leg": [{"home": A, "away": B}]}, "'competition' is missing", "my.toml", "See docs/tie.md"),
        (document(colour=1), "The key 'colour' is not known", "my.toml", "Known are competition, leg, round, ruling"),
        (document(rond="QF"), "The key 'rond' is not known", "my.toml", "Did you mean 'round'? Known are competition,"),
        (document({"hme": A}), "The key 'hme' is not known", "my.toml, leg 1", "Did you mean 'home'? Known are away,"),
        (
            {**document(), "leg": [{"hom": A, "away": B}]},
            "The key 'hom' is not known",
            "my.toml, leg 1",
            "Did you mean 'home'?",
        ),
        (document({"home": 3}), "'home' must be a text", "my.toml, leg 1", 'Write home = "..."'),
        (document({"home": "x" * 101}), "'home' is longer than 100 characters", "my.toml, leg 1", 'Write home = "..."'),
        (document({"date": "soon"}), "'soon' is not a date", "my.toml, leg 1", "Write date = 2024-04-18"),
        (document({"neutral": 1}), "1 does not say whether the ground is neutral", "my.toml, leg 1", "Write neutral ="),
        (document({"score": [1]}), "[1] is not a score", "my.toml, leg 1", SCORE),
        (document({"score": [1, -1]}), "-1 is not a score", "my.toml, leg 1", SCORE),
        (document({"score": [MOST_GOALS + 1, 0]}), f"{MOST_GOALS + 1} is not a score", "my.toml, leg 1", SCORE),
        (document({"score": [1.0, 0]}), "1.0 is not a score", "my.toml, leg 1", SCORE),
        (document({"extra_time": [-1, 0]}), "-1 is not a score after extra time", "my.toml, leg 1", SCORE),
        (document({"shoot_out": [-1, 0]}), "-1 is not a score of a shoot-out", "my.toml, leg 1", SCORE),
        (document({"rates": [0.0, 1.0]}), "0.0 is no base rate", "my.toml, leg 1", "Write rates = [1.6, 1.1]"),
        (document({"rates": [1.0, 20.01]}), "20.01 is no base rate", "my.toml, leg 1", "Write rates = [1.6, 1.1]"),
        (document({"odds": [1.0, 2.0, 3.0]}), "1.0 are no odds", "my.toml, leg 1", "Write odds = [2.10, 3.40, 3.60]"),
        (document({"odds": [2.0, 3.0, 10_001.0]}), "10001.0 are no odds", "my.toml, leg 1", "Write odds = "),
        (document({"over_under": [2.5, 1.0, 2.0]}), "1.0 are no over_under", "my.toml, leg 1", "Write over_under = "),
        (
            document({"event": [GOAL] * (MOST_EVENTS + 1)}),
            "'event' cannot be: tuple should have at most 500 items",
            "my.toml, leg 1",
            "See docs/tie.md",
        ),
        (
            with_event(**GOAL, weather=1),
            "The key 'weather' is not known",
            "my.toml, leg 1, event 1",
            "Known are bench,",
        ),
        (with_event(**GOAL, converted=True), "A goal has no 'converted'", "my.toml, leg 1, event 1", "Known are bench"),
        (
            with_event(kind="gaol", minute="7"),
            "There is no kind of event 'gaol'",
            "my.toml, leg 1, event 1",
            "Known are",
        ),
        (with_event(minute="7"), "The event has no kind", "my.toml, leg 1, event 1", f"Known are {', '.join(KINDS)}"),
        (document({"event": ["goal"]}), "'event' cannot be: ", "my.toml, leg 1, event 1", "See docs/tie.md"),
        (with_event(kind="goal", club=A), "The event has no minute", "my.toml, leg 1, event 1", 'Write minute = "38"'),
        (with_event(kind="goal", minute="7"), "A goal needs its club", "my.toml, leg 1, event 1", "See docs/tie.md"),
        (
            with_event(kind="red card", minute="7"),
            "A red card needs its club",
            "my.toml, leg 1, event 1",
            "See docs/tie.md",
        ),
        (
            with_event(kind="stoppage", minute="45"),
            "Stoppage needs the minutes announced",
            "my.toml, leg 1, event 1",
            "Write minutes = 4, from 0 to 30",
        ),
        (
            with_event(kind="stoppage", minutes=31, period=1),
            "Stoppage needs the minutes announced",
            "my.toml, leg 1, event 1",
            "Write minutes = 4, from 0 to 30",
        ),
        (
            with_event(kind="stoppage", minutes=3),
            "The event has no minute",
            "my.toml, leg 1, event 1",
            "Write minute = 45",
        ),
        (with_event(kind="kick", club=A), "A kick was converted or not", "my.toml, leg 1, event 1", "Write converted"),
        (with_event(kind="goal", minute="300", club=A), "'300' is not a minute", "my.toml, leg 1, event 1", ""),
        (
            with_event(kind="note", minute="7", note=""),
            "'note' is empty",
            "my.toml, leg 1, event 1",
            "Write note",
        ),
        (document(ruling={"winner": A}), "'kind' is missing", "my.toml, ruling", "See docs/tie.md"),
        (
            document(ruling={"winer": A, "kind": "toss"}),
            "The key 'winer' is not known",
            "my.toml, ruling",
            "Did you mean",
        ),
    ],
)
def test_each_refusal_has_its_words_and_its_place(written: Any, problem: str, place: str, remedy: str) -> None:
    error = refusal(written)
    assert error.problem.startswith(problem)
    assert error.place == place
    assert error.remedy.startswith(remedy)


def test_the_second_leg_and_a_later_event_are_counted_from_one() -> None:
    legs = [{"home": A, "away": B}, {"home": B, "away": A, "event": [GOAL, {**GOAL, "minute": "x"}]}]
    assert refusal({"competition": "uel", "season": 2023, "leg": legs}).place == "my.toml, leg 2, event 2"


@pytest.mark.parametrize(
    "written",
    [
        document(season=1850),
        document(season=2200),
        document(season="2023/24"),
        document(competition="x"),
        document(competition="x" * 60),
        document(round="x"),
        document(round="x" * 40),
        document({"home": "x"}),
        document({"home": "x" * 100}),
        document({"score": [0, MOST_GOALS]}),
        document({"rates": [0.001, 20.0]}),
        document({"odds": [1.001, 2.0, 10_000.0]}),
        document({"over_under": [2.5, 1.001, 10_000.0]}),
        document({"event": [GOAL] * MOST_EVENTS}),
        with_event(**GOAL, player="x" * 500),
        with_event(kind="note", minute="7", note="x"),
        with_event(kind="note", minute="7", note="x" * 500),
        with_event(kind="stoppage", minutes=0, period=1),
        with_event(kind="stoppage", minutes=30, period=4),
        with_event(kind="kick", club=A, converted=False, number=1),
        with_event(kind="kick", club=A, converted=False, number=400),
        with_event(kind="goal", minute=90, club=A),
        with_event(kind="goal", minute=0, club=A),
        with_event(kind="full-time", minute="90+4"),
        with_event(kind="half-time", minute="45", note="x"),
    ],
)
def test_what_lies_at_a_limit_is_taken(written: dict[str, Any]) -> None:
    assert isinstance(tie_document(written, place="my.toml"), TieDocument)


@pytest.mark.parametrize(
    "written",
    [
        with_event(**GOAL, player="x" * 501),
        with_event(kind="note", minute="7", note="x" * 501),
        with_event(kind="stoppage", minutes=-1, period=1),
        with_event(kind="stoppage", minutes=1, period=0),
        with_event(kind="stoppage", minutes=1, period=5),
        with_event(kind="stoppage", minutes=1.0, period=1),
        with_event(kind="kick", club=A, converted=False, number=0),
        with_event(kind="kick", club=A, converted=False, number=401),
        with_event(kind="kick", club=A, converted=1),
        with_event(kind="red card", minute="7", club=A, bench=1),
        with_event(kind="goal", minute=120.5, club=A),
        with_event(kind="goal", minute=-1, club=A),
        with_event(kind="goal", minute=float("nan"), club=A),
        with_event(kind="goal", minute="7" * 25, club=A),
        with_event(kind="goal", minute="7", club=""),
        document({"rates": [float("inf"), 1.0]}),
        document(ruling={"winner": A, "kind": "shoot-out"}),
        [],
    ],
)
def test_what_lies_beyond_a_limit_is_refused(written: Any) -> None:
    assert refusal(written).remedy


def test_a_document_is_as_written_where_nothing_is_left_out() -> None:
    full = tie_document(document({"event": [GOAL]}), place="x")
    leg = full.leg[0]
    assert (full.round, full.ruling, leg.neutral, leg.score, leg.extra_time, leg.shoot_out) == ("QF", *(None,) * 5)
    assert (leg.rates, leg.odds, leg.over_under, leg.date) == (None,) * 4
    with pytest.raises(ValueError, match="frozen"):
        full.season = 2024  # type: ignore[misc]
    at = datetime.datetime(2024, 4, 18, 21, 0)
    assert tie_document(document({"date": at}), place="x").leg[0].date == datetime.date(2024, 4, 18)


@pytest.mark.parametrize(
    ("written", "minute"),
    [(7, "7"), (7.5, "7.5"), (0, "0"), ("45+2", "45+2"), (90, "90"), (0.25, "0.25"), (80.0, "80")],
)
def test_minutes_are_kept_as_text(written: object, minute: str) -> None:
    event = tie_document(with_event(kind="goal", minute=written, club=A), place="x").leg[0].event[0]
    assert event.minute == minute  # type: ignore[union-attr]


@pytest.mark.parametrize("sign", ["\x00", "\x1f", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufffe", "\uffff"])
def test_no_control_character_is_left(sign: str) -> None:
    assert sign not in clean(f"A{sign}B")
    assert clean(f"A{sign}B") in ("A B", "A\ufffdB")
    assert clean(" A \t\n B ") == "A B"
    assert clean("A~\xa0é") == "A~ é"


def test_the_kinds_of_events() -> None:
    written: dict[str, dict[str, Any]] = {kind: {"minute": "7", "club": A} for kind in KINDS}
    for kind in ("half-time", "full-time"):
        written[kind] = {"minute": "45"}
    written |= {"note": {"minute": "7", "note": "x"}, "stoppage": {"minutes": 1, "period": 1}}
    written["kick"] = {"club": A, "converted": True}
    for kind, event in written.items():
        assert tie_document(with_event(kind=kind, **event), place="x").leg[0].event[0].kind == kind
    assert len(KINDS) == 10


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
