"""The schema of ties and events at every limit, and the words of every refusal with its place."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from frontfoot.core.errors import InputError
from frontfoot.core.score import MOST_GOALS
from frontfoot.ties.document import KINDS, MOST_EVENTS, TieDocument, clean, tie_document
from tests.ties.made_documents import A, B, document, with_event


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
        full.season = 2024
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
