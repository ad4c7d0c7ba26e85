"""Rows that stand in a file twice, and the halves of duels: against plain re-computations from the definitions."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from frontfoot.match.columns import Columns
from frontfoot.match.duels import drop_doubled, drop_duplicates, pair
from tests.match.made import columns, row

PASS = row("pass", 10.0, "home", 1, player="7", outcome="success", type_name="P", x=50.0, y=30.0, end_x=60.0, end_y=9.0)
COLUMNS = {
    "seconds": 10.5,
    "period": 2,
    "side": "away",
    "kind": "touch",
    "player": "8",
    "outcome": "failure",
    "type_name": "Q",
    "x": 50.5,
    "y": 30.5,
    "end_x": 60.5,
    "end_y": 9.5,
}
OTHER_HALF = {"tackle": "take_on", "take_on": "tackle", "aerial": "aerial", "loose_ball": "loose_ball"}


def numbered(*rows: dict[str, Any]) -> Columns:
    return columns(*(one | {"possession": at} for at, one in enumerate(rows)))


def remaining(events: Columns) -> list[int]:
    return [int(at) for at in events.rows]


def test_the_same_event_entered_twice_is_kept_once() -> None:
    events = numbered(row("touch", 1.0), PASS, PASS, row("touch", 10.0, "away"), PASS, row("touch", 99.0))
    (repair,) = drop_duplicates(events)
    assert remaining(events) == [0, 1, 3, 5]
    text = "2 events stood in the file twice; the second record was removed"
    assert (repair.rule, repair.what, repair.events) == ("duplicate", text, 2)


def test_a_first_and_a_last_row_are_twins_like_any_other() -> None:
    events = numbered(PASS, PASS)
    (repair,) = drop_duplicates(events)
    assert remaining(events) == [0]
    assert repair.what == "1 event stood in the file twice; the second record was removed"


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("first", [False, True])
def test_rows_that_differ_in_any_column_are_two_events(name: str, first: bool) -> None:
    rows = [PASS, PASS | {name: COLUMNS[name]}]
    events = numbered(*(rows[::-1] if first and name not in ("seconds", "period") else rows))
    assert drop_duplicates(events) == []
    assert remaining(events) == [0, 1]


@pytest.mark.parametrize("name", ["player", "outcome", "y", "end_x", "end_y"])
def test_what_is_unknown_in_both_rows_does_not_differ(name: str) -> None:
    events = numbered(PASS | {name: None}, PASS | {name: None})
    assert [repair.events for repair in drop_duplicates(events)] == [1]
    events = numbered(PASS | {name: None}, PASS)
    assert drop_duplicates(events) == []


def test_rows_without_a_place_and_those_that_are_no_play_may_come_twice() -> None:
    structural = ("other", "period_start", "period_end", "substitution", "card", "foul", "foul_won")
    for kind in structural:
        assert drop_duplicates(numbered(PASS | {"kind": kind}, PASS | {"kind": kind})) == []
    assert drop_duplicates(numbered(PASS | {"x": None}, PASS | {"x": None})) == []
    assert len(drop_duplicates(numbered(PASS | {"kind": "out"}, PASS | {"kind": "out"}))) == 1


def test_rows_of_two_instants_and_sorts_are_never_confused() -> None:
    """Rows of every side, kind and player at one instant, then again at the next: none is a twin."""
    sorts = [(side, kind, player) for side in ("home", "away") for kind in ("pass", "carry", "lost", "out")
             for player in ("1", "2", None)]  # fmt: skip
    rows = [PASS | {"side": side, "kind": kind, "player": player, "seconds": second}
            for second in (1.0, 2.0) for side, kind, player in sorts]  # fmt: skip
    events = numbered(*rows)
    assert drop_duplicates(events) == []
    events = numbered(*rows[:5], rows[2], *rows[5:], rows[-7])
    (repair,) = drop_duplicates(events)
    assert (repair.events, remaining(events)) == (2, [at for at in range(50) if at not in (5, 49)])


def doubled_by_hand(rows: list[dict[str, Any]]) -> list[int]:
    """The rows that stay: of one sort, side and instant those without a player go when another has one."""
    kept = []
    for at, one in enumerate(rows):
        alike = [at_other for at_other, other in enumerate(rows)
                 if all(one[name] == other[name] for name in ("period", "seconds", "side", "kind"))]  # fmt: skip
        named = any(rows[other]["player"] is not None for other in alike)
        again = any(rows[other]["player"] == one["player"] for other in alike if other < at)
        surplus = (one["player"] is None and named) or again
        if one["kind"] not in OTHER_HALF or not surplus:
            kept.append(at)
    return kept


def test_second_records_of_a_duel_go_as_a_count_by_hand_has_it() -> None:
    generator = np.random.default_rng(5)
    dropped = 0
    for _ in range(60):
        moments = sorted(
            (int(generator.integers(1, 3)), float(generator.integers(0, 3))) for _ in range(generator.integers(1, 40))
        )
        rows = [
            row(str(generator.choice(["tackle", "take_on", "aerial", "loose_ball", "pass"])), second,
                str(generator.choice(["home", "away"])), period,
                player=generator.choice(np.array(["7", "8", None], dtype=object)))
            for period, second in moments
        ]  # fmt: skip
        events, expected = columns(*rows), doubled_by_hand(rows)
        repairs = drop_doubled(events)
        assert remaining(events) == expected
        surplus = len(rows) - len(expected)
        dropped += surplus
        text = f"{surplus} duels were" if surplus != 1 else "1 duel was"
        text += " recorded twice at the same instant; the second record was removed"
        assert [(r.rule, r.what, r.events) for r in repairs] == ([("doubled-duel", text, surplus)] if surplus else [])
    assert dropped > 60


def paired(*rows: dict[str, Any]) -> list[list[int] | None]:
    events = columns(*rows)
    pair(events)
    return events.frame()["related"].to_list()


def half(kind: str, seconds: float = 10.0, side: str = "home", x: float | None = 40.0, y: float | None = 20.0,
         **more: Any) -> dict[str, Any]:  # fmt: skip
    return row(kind, seconds, side, x=x, y=y, **more)


def far(kind: str, seconds: float = 10.0, side: str = "away", **more: Any) -> dict[str, Any]:
    """The other half at the same place, seen from the other end."""
    return half(kind, seconds, side, 65.0, 48.0, **more)


KINDS = ("tackle", "take_on", "aerial", "loose_ball", "pass", "foul", "pressure")


@pytest.mark.parametrize("sides", [("home", "away"), ("away", "home"), ("home", "home"), ("home", None)])
def test_only_halves_that_go_together_and_are_of_both_sides_are_a_pair(sides: tuple[str, str | None]) -> None:
    for one, other in itertools.product(KINDS, repeat=2):
        together = OTHER_HALF.get(one) == other and None not in sides and sides[0] != sides[1]
        events = columns(half(one, side=str(sides[0])), far(other) | {"side": sides[1]})
        pair(events)
        assert (events.related is not None and events.related.counts.tolist() == [1, 1]) == together, (one, other)


@pytest.mark.parametrize(("later", "together"), [(0.0, True), (2.9, True), (3.0, True), (3.1, False), (60.0, False)])
def test_halves_are_at_most_three_seconds_apart(later: float, together: bool) -> None:
    expected = [[1], [0]] if together else [None, None]
    assert paired(half("aerial"), far("aerial", 10.0 + later)) == expected
    assert paired(far("aerial"), half("aerial", 10.0 + later)) == expected


def test_halves_are_of_one_period() -> None:
    assert paired(half("aerial", period=1), far("aerial", period=2)) == [None, None]


BETWEEN = row("pass", 10.0, x=1.0, y=1.0)


@pytest.mark.parametrize(("apart", "near", "anywhere"), [(1, True, True), (3, True, True), (4, True, False),
                                                        (6, True, False), (7, False, False)])  # fmt: skip
def test_at_one_place_halves_are_within_six_rows_else_within_three(apart: int, near: bool, anywhere: bool) -> None:
    nothing: list[Any] = [None] * (apart - 1)
    for other, together in ((far("take_on"), near), (half("take_on", side="away"), anywhere),
                            (half("take_on", side="away", x=None, y=None), anywhere)):  # fmt: skip
        related = paired(half("tackle"), *[BETWEEN] * (apart - 1), other)
        assert related == ([[apart], *nothing, [0]] if together else [None, *nothing, None])


@pytest.mark.parametrize(("x", "y", "near"), [(3.0, 3.0, True), (-6.0, 0.0, True), (0.0, 6.0, True), (0.0, -6.1, False),
                                              (6.1, 0.0, False), (-4.0, 4.0, False)])  # fmt: skip
def test_one_place_is_within_six_metres_along_and_across(x: float, y: float, near: bool) -> None:
    rows = [half("tackle"), *[BETWEEN] * 3, far("take_on") | {"x": 65.0 + x, "y": 48.0 + y}]
    assert paired(*rows) == ([[4], None, None, None, [0]] if near else [None] * 5)


def test_halves_at_one_place_come_before_nearer_rows() -> None:
    rows = [half("aerial"), half("aerial", side="away", x=1.0, y=1.0), BETWEEN, BETWEEN, far("aerial")]
    assert paired(*rows) == [[4], None, None, None, [0]]
    # What is left then goes with what is left.
    rows = [half("aerial"), half("aerial", side="away", x=1.0), far("aerial"), half("aerial", x=9.0)]
    assert paired(*rows) == [[2], [3], [0], [1]]


def test_a_half_has_one_partner() -> None:
    rows = [half("aerial", side=("home", "away")[at % 2], x=50.0 + 5.0 * (at % 2), y=34.0) for at in range(5)]
    assert paired(*rows) == [[1], [0], [3], [2], None]
    rows = [half("tackle"), half("tackle"), far("take_on")]
    assert paired(*rows) == [None, [2], [1]]


def test_a_pair_names_the_opponent_where_nobody_is_named() -> None:
    events = columns(
        half("tackle", player="7"), far("take_on", player="8", related_player="99"), half("aerial", player=None)
    )
    before = events.related_player
    pair(events)
    assert events.frame()["related_player"].to_list() == ["8", "99", None]
    assert before.tolist() == [3, 2, 3]  # the reader's own array is left alone
    events = columns(half("tackle", player="7"), far("take_on", player=None))
    pair(events)
    assert events.frame()["related_player"].to_list() == [None, "7"]


def test_without_two_halves_there_is_nothing_to_pair() -> None:
    for rows in ((BETWEEN,), (half("tackle"),), (half("tackle"), BETWEEN)):
        events = columns(*rows)
        pair(events)
        assert events.related is None
    events = columns(half("tackle"), far("aerial"))
    pair(events)
    assert events.frame()["related"].to_list() == [None, None]


def test_pairs_are_of_the_rows_as_read_after_rows_went_and_moved() -> None:
    events = columns(BETWEEN, far("take_on", player="8"), half("tackle", player="7"), BETWEEN)
    events.take(np.array([2, 1, 3]))
    pair(events)
    assert events.frame().select("kind", "related", "related_player").rows() == [
        ("tackle", [1], "8"), ("take_on", [0], "7"), ("pass", None, None),
    ]  # fmt: skip
