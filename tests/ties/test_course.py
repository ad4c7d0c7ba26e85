"""The course of a match and of a tie: what cannot be is named, and whatever is left can be told and read again."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.board.effective import PlacedEntry
from frontfoot.board.exports import tie_file
from frontfoot.board.state import fold
from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.goals.clock import Moment
from frontfoot.ties.course import match_course
from frontfoot.ties.document import clean
from frontfoot.ties.entry import TieOpening, entry_of
from frontfoot.ties.event import Event, Whistle
from frontfoot.ties.file import check_dates, parse_tie, read_tie
from frontfoot.ties.match_clock import clock_course
from frontfoot.ties.tie_file import TieFile

HOME, AWAY = "Norderhamn", "Vila Seca"
CLUBS = (HOME, AWAY)


def event(minute: str, kind: str, club: str | None = HOME, **more: Any) -> Event:
    return Event(Moment.of_event(minute), kind, club, **more)


def legs(*more: dict[str, Any], **keys: Any) -> dict[str, Any]:
    first = {"home": HOME, "away": AWAY, "score": [1, 2], "rates": [1.4, 1.2], **more[0]}
    second = {"home": AWAY, "away": HOME, "rates": [1.4, 1.2], **(more[1] if len(more) > 1 else {})}
    return {"competition": "ucl", "season": 2018, "round": "QF", "leg": [first, second], **keys}


def test_a_card_on_the_bench_costs_no_man() -> None:
    course = match_course(CLUBS, [event("70", "red card", bench=True), event("80", "red card", AWAY)])
    assert course.last.men == (11, 10)
    assert len(course.events) == 2
    assert course.problems == ()


def test_a_second_yellow_and_the_red_of_one_man_cost_one() -> None:
    off = [event("70", "second yellow", player="Nils Berg"), event("71", "red card", player=" nils  berg ")]
    assert match_course(CLUBS, off).last.men == (10, 11)
    others = [event("70", "red card"), event("71", "red card")]
    assert match_course(CLUBS, others).last.men == (9, 11)


def test_the_course_tells_what_stood_at_any_moment() -> None:
    course = match_course(
        CLUBS,
        [event("80", "goal"), event("10", "goal", AWAY), event("12", "var", AWAY), event("45+1", "red card", AWAY)],
    )
    scores = [course.at(Moment(1, second)).score for second in (599.0, 600.0, 719.0, 720.0)]
    assert scores == [(0, 0), (0, 1), (0, 1), (0, 0)]
    assert course.at(Moment(2, 0.0)).men == (11, 10)
    assert course.last.score == (1, 0)


def test_a_goal_of_the_90_minutes_is_not_taken_back_in_extra_time() -> None:
    course = match_course(CLUBS, [event("80", "goal"), event("ET 95", "var")])
    assert course.last.score == (1, 0)
    assert len(course.problems) == 1


def test_the_150th_goal_does_not_count() -> None:
    course = match_course(CLUBS, [event("10", "goal")] * 151)
    assert course.last.score == (149, 0)
    assert len(course.problems) == 2


def test_a_time_of_a_sender_that_lies_ahead_is_bounded_and_named() -> None:
    ahead = Whistle(2, ends=False, at=10_000.0, recorded=6_000.0, id="w")
    course = clock_course([ahead], 2)
    assert course.clock.at == 6_000.0
    assert "'w'" in course.problems[0]


def test_a_second_half_stamped_before_the_half_time_whistle_runs_and_is_named() -> None:
    course = clock_course(
        [Whistle(1, ends=False, at=0.0), Whistle(1, ends=True, at=4_000.0), Whistle(2, ends=False, at=3_900.0)], 2
    )
    assert (course.clock.period, course.clock.running) == (2, True)
    assert course.ended == {1}
    assert len(course.problems) == 1


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (legs({}, {"home": HOME, "away": AWAY, "score": [2, 1]}), "Norderhamn"),
        (legs({"date": "2019-04-08"}, {"date": "2019-04-01"}), "not after leg 1"),
        (legs({"date": "2021-04-08"}), "not in the season"),
    ],
)
def test_matches_that_cannot_be_of_one_tie_are_refused_by_name(document: dict[str, Any], text: str) -> None:
    with pytest.raises(InputError, match=text):
        check_dates(parse_tie(document).tie, "tie")


@pytest.mark.parametrize("name", ["same.toml", "rev.toml"])
def test_the_cases_are_refused(data: Path, name: str) -> None:
    path = data.parent / "cases" / name
    if not path.exists():
        pytest.skip(f"no cases at {path.parent}")
    with pytest.raises(InputError) as caught:
        read_tie(path)
    assert str(path) in caught.value.place


@pytest.mark.parametrize(
    ("written", "kept"), [("A\x00B", "A\ufffdB"), ("Inter\r\n Milan ", "Inter Milan"), ("a\u2028b", "a b")]
)
def test_names_hold_no_line_breaks_and_no_control_characters(written: str, kept: str) -> None:
    assert clean(written) == kept
    assert parse_tie(legs({"away": written}, {"home": written})).tie.legs[0].away == canonical(kept)


# Random lists over all kinds, competitions and orders.

COMPETITIONS: tuple[tuple[str, int, str | None, int], ...] = (
    ("league", 2023, None, 1),
    ("ucl", 2018, "QF", 2),
    ("uel", 2023, "QF", 2),
    ("ucl", 2018, "F", 1),
    ("euro", 2000, "QF", 1),
    ("euro", 2004, "QF", 1),
)
IDS = st.sampled_from([f"i{n}" for n in range(12)])
MINUTES = st.sampled_from(
    ["0", "7", "45", "45+2", "HT", "60", "90", "90+5", "ET", "ET 95", "ET HT", "ET 105", "ET 120+2"]
)
NAMES = st.sampled_from([HOME, AWAY, "Benfica"])
PLAYERS = st.sampled_from(["", "Berg", "Costa\n", "\x00"])
PERIODS = st.integers(1, 4)
TIMES = st.sampled_from(
    ["2024-04-18T19:00:00Z", "2024-04-18T19:50:00Z", "2024-04-18T21:00:00Z", "9999-01-01T00:00:00Z"]
)


def of_match(kind: st.SearchStrategy[str], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"kind": kind, "leg": st.integers(1, 2), **fields})


HAPPENINGS = st.one_of(
    of_match(st.sampled_from(["goal", "var"]), club=NAMES, minute=MINUTES, player=PLAYERS),
    of_match(
        st.sampled_from(["red card", "second yellow", "yellow card"]),
        club=NAMES,
        minute=MINUTES,
        player=PLAYERS,
        bench=st.booleans(),
    ),
    of_match(st.just("note"), minute=MINUTES, note=st.just("x\ny")),
    of_match(st.just("stoppage"), period=PERIODS, minutes=st.integers(0, 30)),
    of_match(st.just("kick"), club=NAMES, converted=st.booleans()),
    of_match(st.just("period"), period=PERIODS, state=st.sampled_from(["start", "end"]), at=TIMES),
    of_match(st.just("clock"), period=PERIODS, second=st.floats(0, 4500), running=st.booleans(), at=TIMES),
)
ENTRIES = st.one_of(
    st.tuples(IDS, HAPPENINGS).map(lambda pair: {"id": pair[0], **pair[1]}),
    st.tuples(IDS, IDS).map(lambda pair: {"id": pair[0], "kind": "removal", "of": pair[1]}),
    st.tuples(IDS, IDS, HAPPENINGS).map(
        lambda three: {"id": three[0], "kind": "correction", "of": three[1], "entry": {"id": three[1], **three[2]}}
    ),
)
WHISTLES = [
    {
        "id": f"w{period}{state}",
        "kind": "period",
        "leg": 1,
        "period": period,
        "state": state,
        "at": f"2024-04-18T{18 + period}:{minute}:00Z",
    }
    for period in (1, 2, 3, 4)
    for state, minute in (("start", "00"), ("end", "50"))
]


def opened(competition: tuple[str, int, str | None, int]) -> TieFile:
    name, season, stage, count = competition
    pairs = [(HOME, AWAY), (AWAY, HOME)][:count]
    legs = [{"home": home, "away": away, "rates": [1.4, 1.2]} for home, away in pairs]
    return parse_tie({"competition": name, "season": season, "leg": legs} | ({"round": stage} if stage else {}))


OPENED = [opened(competition) for competition in COMPETITIONS]


def told_and_read_again(opening: TieFile, bodies: list[dict[str, Any]]) -> None:
    unique = {body["id"]: body for body in bodies}.values()
    placed = [PlacedEntry.at(place, entry_of(body), 1713470000.0) for place, body in enumerate(unique, start=2)]
    state = fold(opening, placed, len(placed) + 1)
    assert all(isinstance(problem, str) and problem for problem in state.problems)
    assert min(state.course.score) >= 0
    assert min(state.course.men) >= 7
    again = parse_tie(tomllib.loads(tie_file(state.file).decode()))
    assert (again.tie, again.events) == (state.file.tie, state.file.events)


@pytest.mark.slow
@given(st.sampled_from(OPENED), st.lists(ENTRIES, max_size=16), st.integers(0, 8))
@settings(max_examples=250)
def test_every_list_of_entries_folds_is_exported_and_read_again(
    opening: TieFile, bodies: list[dict[str, Any]], whistles: int
) -> None:
    told_and_read_again(opening, [*WHISTLES[:whistles], *bodies])


def test_extra_time_in_a_league_and_149_goals_are_told() -> None:
    late = [
        {"id": "n", "kind": "note", "leg": 1, "minute": "ET 105", "note": "x"},
        {"id": "g", "kind": "goal", "leg": 1, "minute": "ET 105", "club": HOME},
        {"id": "p", "kind": "period", "leg": 1, "period": 3, "state": "start", "at": "2024-04-18T21:00:00Z"},
        {
            "id": "c",
            "kind": "clock",
            "leg": 1,
            "period": 4,
            "second": 5.0,
            "running": True,
            "at": "2024-04-18T21:00:00Z",
        },
    ]
    goals = [{"id": f"g{n}", "kind": "goal", "leg": 1, "minute": "7", "club": HOME} for n in range(160)]
    for bodies in (late, goals):
        told_and_read_again(OPENED[0], bodies)


def test_an_opening_is_the_document_of_a_tie_file() -> None:
    document = legs({"date": "2019-04-01"})
    assert (
        TieOpening.model_validate({"id": "x", **document}).leg == TieOpening.model_validate({"id": "y", **document}).leg
    )


def test_of_several_contradictions_the_first_is_named() -> None:
    """Either side's goal is taken back, and neither has one."""
    wrong = [{"minute": "10", "kind": "var", "club": HOME}, {"minute": "20", "kind": "var", "club": AWAY}]
    with pytest.raises(InputError) as refused:
        parse_tie(legs({"score": [0, 0], "event": wrong}))
    problems = match_course(CLUBS, [event("10", "var"), event("20", "var", AWAY)]).problems
    assert len(problems) == 2
    assert refused.value.problem == problems[0] != problems[1]
