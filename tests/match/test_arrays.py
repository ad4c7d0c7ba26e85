"""Codes, marks, clocks, places and columns as arrays, each against a plain loop over Python's own values."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.clock import seconds_of
from frontfoot.match.codes import Marks, among, code_mask, codes_of, codes_of_names, numbered, people_of
from frontfoot.match.columns import Columns, Related
from frontfoot.match.places import between_marks, on_our_pitch, pitch_size, to_the_line
from frontfoot.match.schema import EVENTS, KINDS, OUTCOMES, PLAYERS
from frontfoot.match.series import (
    enum_series,
    event_series,
    event_table,
    float_columns,
    identifier_series,
    list_series,
    player_table,
    repeated,
    shirt_number,
)  # fmt: skip
from tests.match.made import columns, row


def test_every_digit_of_a_clock_counts() -> None:
    clocks, expected = [], []
    for place, digit in itertools.product((0, 1, 3, 4, 6, 7, 9, 10, 11), range(10)):
        clock = list("00:00:00.000")
        clock[place] = str(digit)
        clocks.append("".join(clock))
        hours, minutes, seconds = clocks[-1].split(":")
        expected.append(int(hours) * 3600 + int(minutes) * 60 + float(seconds))
    assert seconds_of(clocks, place="", writes="") == pytest.approx(expected, abs=1e-9)
    assert seconds_of(["12:34:56.789"], place="", writes="").tolist() == [45296.789]
    # The same where one of another length takes the slow way.
    assert seconds_of([*clocks, "00:00:07"], place="", writes="") == pytest.approx([*expected, 7.0], abs=1e-9)
    assert seconds_of([], place="", writes="").tolist() == []


@pytest.mark.parametrize(
    "clock",
    ["00:00:0x.000", "00:0/:00.000", "00:00:00.00:", "ab:00:00.000", "00:xx:00.000", "00:00:00,000", "", "00:00:",
     "٠:00:00.00x", "00:00:00.0é", "\ud8000:00:01.000"],
)  # fmt: skip
def test_what_is_no_clock_is_told(clock: str) -> None:
    with pytest.raises(ReadError) as caught:
        seconds_of(["00:00:01.000", clock], place="7.json", writes="StatsBomb")
    assert caught.value.problem == f"There is an event with the timestamp {clock!r}"
    assert (caught.value.place, caught.value.remedy) == (
        "7.json",
        "StatsBomb writes HH:MM:SS.mmm; export the file again",
    )


@pytest.mark.parametrize(("at", "sign"), [(2, "."), (5, "."), (8, ":"), (2, "-"), (5, " ")])
def test_other_separators_take_the_slow_way_which_looks_at_the_last_only(at: int, sign: str) -> None:
    clock = "01:02:03.500"
    odd = clock[:at] + sign + clock[at + 1 :]
    if at == 8:
        with pytest.raises(ReadError):
            seconds_of([clock, odd], place="", writes="")
    else:
        assert seconds_of([clock, odd], place="", writes="").tolist() == [3723.5, 3723.5]


def test_codes_count_values_in_the_order_in_which_they_come() -> None:
    draw = random.Random(3)
    for _ in range(20):
        values = draw.choices(["a", "b", 3, None], k=draw.randint(0, 9))
        codes, names = numbered(values)
        assert [[*names, None][code] for code in codes] == values
        assert names == list(dict.fromkeys(value for value in values if value is not None))
    known = people_of([7, None, 9], [9, 8, None])
    people = [*known["people"], None]
    assert [people[code] for code in known["player"]] == ["7", None, "9"]
    assert [people[code] for code in known["related_player"]] == ["9", "8", None]
    known = people_of([7, None])
    assert (known["player"].tolist(), known["related_player"].tolist(), known["people"]) == ([0, 1], [1, 1], ["7"])
    assert codes_of_names(["b", None, "a"], ["a", "b"]).tolist() == [1, 2, 0]


def test_providers_numbers_are_looked_up_and_all_others_get_the_default() -> None:
    names, values = {2: "red", 5: "yellow", 0: "red"}, ["yellow", "red", "blue"]
    numbers = [-(10**9), -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 10**9]
    for default in (None, "blue", "yellow"):
        missing = 3 if default is None else values.index(default)
        expected = [values.index(names[number]) if number in names else missing for number in numbers]
        assert codes_of(numbers, names, values, default=default).tolist() == expected
    for chosen in ((0,), (2, 5), (6,), (0, 6, 7)):
        assert among(np.array(numbers), chosen).tolist() == [number in chosen for number in numbers]
    assert code_mask(("a", "b", "c"), ("a", "c")).tolist() == [True, False, True, False]


def test_marks_are_those_of_their_own_event() -> None:
    draw = random.Random(4)
    names = ["a", "b", "c", "d"]
    for _ in range(30):
        marks = [draw.choices([*range(4), None], k=draw.randint(0, 3)) for _ in range(draw.randint(0, 6))]
        bits = [0 if one is None else 1 << one for own in marks for one in own]
        known = Marks(names, np.array([len(own) for own in marks], dtype=int), np.array(bits, dtype=np.int64))
        for place, name in enumerate(names):
            assert known[name].tolist() == [place in own for own in marks]
        assert known.any_of("a", "d").tolist() == [bool({0, 3} & set(own)) for own in marks]


def test_marks_fall_on_marks_and_places_between_them_in_proportion() -> None:
    theirs, ours = (0.0, 10.0, 30.0, 40.0), (0.0, 20.0, 30.0, 34.0)
    values = np.array([-5.0, 0.0, 5.0, 10.0, 20.0, 30.0, 35.0, 40.0, 50.0, np.nan])
    expected = [-10.0, 0.0, 10.0, 20.0, 25.0, 30.0, 32.0, 34.0, 38.0, np.nan]
    assert between_marks(values, theirs, ours) == pytest.approx(expected, nan_ok=True)


# Laws of the Game, Law 1: goal posts 7.32 m apart; goal area 5.5 m, penalty area 16.5 m from the posts; mark at 11 m.
ALONG = (0.0, 5.5, 11.0, 16.5)
ACROSS = (0.0, 7.32 / 2.0, 7.32 / 2.0 + 5.5, 7.32 / 2.0 + 16.5)


@pytest.mark.parametrize(("length", "width"), [(100.0, 64.0), (105.0, 68.0), (110.0, 75.0), (90.0, 45.0)])
def test_the_markings_of_any_pitch_fall_on_those_of_ours(length: float, width: float) -> None:
    def marks(length: float, width: float) -> tuple[list[float], list[float]]:
        along = [*ALONG, length / 2.0, *(length - metres for metres in reversed(ALONG))]
        across = [width / 2.0 + sign * metres for sign in (-1.0, 1.0) for metres in ACROSS] + [0.0, width]
        return along, across

    x, y = (np.array(places) for places in marks(length, width))
    ours = marks(105.0, 68.0)
    assert on_our_pitch(x, y[: len(x)], length, width)[0] == pytest.approx(ours[0])
    assert on_our_pitch(x[:1], y, length, width)[1] == pytest.approx(ours[1])


def test_the_size_of_a_pitch_is_as_stated_or_ours() -> None:
    assert pitch_size(None, None, "") == (105.0, 68.0)
    assert pitch_size(0.0, 70.0, "") == (105.0, 70.0)
    assert pitch_size(110.0, 0.0, "") == (110.0, 68.0)
    for length, width in itertools.product((80.0, 130.0), (42.0, 100.0)):
        assert pitch_size(length, width, "") == (length, width)
    for length, width in ((79.9, 68.0), (130.1, 68.0), (105.0, 41.9), (105.0, 100.1), (float("nan"), 68.0)):
        with pytest.raises(ReadError) as caught:
            pitch_size(length, width, "7.json")
        assert caught.value.problem == f"A pitch of {length:g} x {width:g} m is none"
        assert (caught.value.place, caught.value.remedy) == ("7.json", "State its real size in metres")


@pytest.mark.parametrize(
    ("start", "end", "crossed"),
    [
        ((50.0, 30.0), (60.0, 40.0), (60.0, 40.0)),
        ((100.0, 30.0), (110.0, 40.0), (105.0, 35.0)),
        ((5.0, 30.0), (-5.0, 40.0), (0.0, 35.0)),
        ((50.0, 60.0), (60.0, 76.0), (55.0, 68.0)),
        ((50.0, 5.0), (60.0, -15.0), (52.5, 0.0)),
        ((100.0, 60.0), (110.0, 92.0), (102.5, 68.0)),  # the touchline first
        ((100.0, 60.0), (115.0, 69.0), (105.0, 63.0)),  # the goal line first
        ((50.0, 30.0), (105.0, 68.0), (105.0, 68.0)),
        ((50.0, 30.0), (0.0, 0.0), (0.0, 0.0)),
        ((108.0, 34.0), (115.0, 44.0), (105.0, 34.0)),  # from beyond the line
        ((-2.0, 34.0), (-9.0, 20.0), (0.0, 34.0)),
        ((50.0, 70.0), (60.0, 72.0), (50.0, 68.0)),
        ((50.0, -2.0), (60.0, -9.0), (50.0, 0.0)),
        ((50.0, 30.0), (float("nan"), float("nan")), (float("nan"), float("nan"))),
    ],
)
def test_balls_that_left_the_pitch_end_where_they_crossed_the_line(
    start: tuple[float, float], end: tuple[float, float], crossed: tuple[float, float]
) -> None:
    ends = to_the_line(*(np.array([value]) for value in (*start, *end)))
    assert [float(one[0]) for one in ends] == pytest.approx(list(crossed), nan_ok=True)


LISTS: list[list[list[int] | None]] = [
    [],
    [[3], None, [0]],
    [None, None],
    [[0], [1], [2], [3], [4], [5], [6], [7]],
    [[7], None, None, [0], [7]],
    [[]],
    [[], [4], None],
    [[5, 6], None, [1], [], [2, 3, 4], [0], [8, 9], []],
    [[1, 2], [3, 4]],
    [None, [1, 2, 3]],
]


@pytest.mark.parametrize("lists", LISTS, ids=str)
def test_a_column_of_lists_holds_the_lists(lists: list[list[int] | None]) -> None:
    counts = np.array([-1 if one is None else len(one) for one in lists], dtype=np.int64)
    values = np.array([value for one in lists for value in one or []], dtype=np.int64)
    made = list_series(counts, values)
    assert made.dtype == pl.List(pl.UInt32)
    assert made.to_list() == lists


def test_series_of_enumerations_identifiers_and_repeated_texts() -> None:
    kind = pl.Enum(["a", "b"])
    made = enum_series(np.array([1, 2, 0, 2]), kind)
    assert (made.dtype, made.to_list()) == (kind, ["b", None, "a", None])
    assert identifier_series([7, 12]).to_list() == ["7", "12"]
    assert identifier_series([7, "x"]).to_list() == ["7", "x"]
    assert repeated("name", None, 2).to_list() == [None, None]
    assert repeated("name", "x", 0).to_list() == []


@pytest.mark.parametrize(
    ("written", "number"),
    [(1, 1), (255, 255), (256, None), (0, None), (-1, None), ("10", 10), ("0010", 10), ("x", None), ("", None),
     (None, None), (9999, None), ("²", None), (True, None), (10**30, None), ("7.0", None), ("00255", 255)],
)  # fmt: skip
def test_shirts_have_a_number_from_1_to_255(written: Any, number: int | None) -> None:
    assert shirt_number(written) == number


def test_tables_have_all_columns_and_those_not_given_are_null() -> None:
    table = event_table({"x": event_series("x", np.array([1.0, np.nan]))}, 2)
    assert dict(table.schema) == EVENTS
    assert table["x"].to_list() == [1.0, None]
    assert all(table[name].null_count() == 2 for name in EVENTS if name != "x")
    players = player_table({"player": ["1", "2"], "shirt": [7, None]}, 2)
    assert dict(players.schema) == PLAYERS
    assert players.select("player", "shirt", "name").rows() == [("1", 7, None), ("2", None, None)]
    for values in ([1, 0], pl.Series([1, 0]), np.array([1, 0]), np.array([1, 0], dtype=np.uint8)):
        assert event_series("possession", values).to_list() == [1, 0]
        assert event_series("possession", values).dtype == pl.UInt32
        assert event_series("possession", values).name == "possession"
    arrays: dict[str, Any] = {"a": np.array([1, 2]), "b": None, "c": np.array([0.5, np.inf]), "d": np.array([3, 4])}
    made = float_columns(arrays, 2)
    assert [one.name for one in made] == ["a", "b", "c", "d"]
    assert [one.to_list() for one in made] == [[1.0, 2.0], [None, None], [0.5, np.inf], [3.0, 4.0]]
    assert all(one.dtype == pl.Float64 for one in made)


def people() -> Columns:
    return columns(
        row("pass", 1.0, x=10.0, y=20.0, end_x=30.0, end_y=40.0, player="7", outcome="success", possession=5,
            set_piece="corner", type_name="P"),
        row("shot", 2.0, "away", 2, x=90.0, y=30.0, player="8", related_player="7", outcome="goal",
            possession=6, xg=0.5),
        row("foul", 3.0, None, 3, type_name="Q"),
        row("pass", 4.0, "away", 4, end_x=1.0, end_y=2.0, player="8", outcome="failure", possession=9),
    )  # fmt: skip


def test_the_frame_holds_what_the_arrays_hold_whatever_order_they_are_put_in() -> None:
    rows = [
        (1, 1.0, "home", "7", None, "pass", "success", 10.0, 20.0, 30.0, 40.0, "corner", None, 5, "P"),
        (2, 2.0, "away", "8", "7", "shot", "goal", 90.0, 30.0, None, None, None, 0.5, 6, None),
        (3, 3.0, None, None, None, "foul", None, None, None, None, None, None, None, None, "Q"),
        (4, 4.0, "away", "8", None, "pass", "failure", None, None, 1.0, 2.0, None, None, 9, None),
    ]
    names = ["period", "seconds", "side", "player", "related_player", "kind", "outcome", "x", "y", "end_x", "end_y",
             "set_piece", "xg", "possession", "type_name"]  # fmt: skip
    for chosen in ([0, 1, 2, 3], [3, 1], [2, 0, 3, 1], [1], [0, 2, 3]):
        events = people()
        assert len(events) == events.height == 4
        events.take(np.array(chosen))
        frame = events.frame()
        assert dict(frame.schema) == EVENTS
        assert frame.select(names).rows() == [rows[at] for at in chosen]
        assert frame["index"].to_list() == list(range(len(chosen)))
        assert events.moved() == (chosen != [0, 1, 2, 3])
        assert events.new_rows().tolist() == [chosen.index(at) if at in chosen else -1 for at in range(4)]
    events = people()
    events.take(np.array([False, True, False, True]))
    assert events.frame().select(names).rows() == [rows[1], rows[3]]


def test_places_are_turned_by_half_a_turn_of_the_pitch() -> None:
    events = people()
    events.turn(np.array([True, False, True, True]))
    places = events.frame().select("x", "y", "end_x", "end_y").rows()
    assert places == [(95.0, 48.0, 75.0, 28.0), (90.0, 30.0, None, None), (None,) * 4, (None, None, 104.0, 66.0)]


def test_kinds_and_outcomes_are_asked_by_name() -> None:
    events = columns(*(row(kind) for kind in KINDS))
    for kind in KINDS:
        assert events.is_kind(kind).tolist() == [one == kind for one in KINDS]
    assert events.is_kind("shot", "card").tolist() == [one in ("shot", "card") for one in KINDS]
    events = columns(*(row("shot", outcome=name) for name in (*OUTCOMES, None)))
    for name in OUTCOMES:
        assert events.is_outcome(name).tolist() == [one == name for one in (*OUTCOMES, None)]


def test_related_rows_are_found_again_after_rows_went_and_moved() -> None:
    """Events 0 to 5 with lists of partners; those of rows that went leave the lists, and empty lists are null."""
    lists: list[list[int] | None] = [[3], None, [4, 5, 1], [0], [2], [2, 2]]
    for size in range(1, 7):
        for chosen in itertools.permutations(range(6), size) if size != 6 else [(0, 1, 2, 3, 4, 5), (5, 3, 1, 4, 2, 0)]:
            events = columns(*(row("pass", float(at)) for at in range(6)))
            counts = np.array([-1 if one is None else len(one) for one in lists])
            events.related = Related(counts, np.array([value for one in lists for value in one or []]))
            events.take(np.array(chosen))
            expected = [[chosen.index(one) for one in lists[at] or [] if one in chosen] or None for at in chosen]
            related = events._related(events.related, events.moved())
            assert related.to_list() == expected
            if size > 2:
                break


def test_nobody_is_related_where_the_record_names_nobody() -> None:
    frame = columns(row("pass", player="7"), row("pass", player="8")).frame()
    assert frame["related_player"].to_list() == [None, None]
    frame = columns(row("pass"), row("pass")).frame()
    assert frame["player"].to_list() == [None, None]
