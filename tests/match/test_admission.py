"""Every check on reading, on made matches: at its limits, on both sides of them, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.checks import admit
from frontfoot.match.match import Match
from frontfoot.match.schema import FREEZE_FRAMES, KINDS
from frontfoot.match.until import Until
from tests.match.made import draft, row

WHOLE = {1: 2700.0, 2: 2700.0}


def rules(match: Match) -> list[str]:
    return [finding.rule for finding in match.findings]


def halves(**ends: float) -> list[dict[str, Any]]:
    """A pass at the start and one at the end of each period: p1=2700.0, p2=..."""
    return [
        row("pass", second, side, int(name[1:]), x=50.0, y=34.0, player=side)
        for name, end in ends.items()
        for second, side in ((0.0, "home"), (end, "away"))
    ]


def test_events_of_neither_team_are_counted_where_they_are_play() -> None:
    played = {"pass", "carry", "take_on", "shot", "tackle", "aerial", "loose_ball", "foul"}
    rows = halves(p1=2700.0, p2=2700.0)
    for kind in KINDS:
        match = admit(draft(*rows, row(kind, 2710.0, None, 2), over=True))
        expected = ["1 event belongs to neither team, and to no count"] if kind in played else []
        assert [f.what for f in match.findings if f.rule == "unknown-team"] == expected, kind
    match = admit(draft(*rows, row("pass", 2710.0, None, 2), row("shot", 2711.0, None, 2), over=True))
    (finding,) = [f for f in match.findings if f.rule == "unknown-team"]
    assert (finding.level, finding.what, finding.events) == (
        "warning",
        "2 events belong to neither team, and to no count",
        2,
    )


def test_a_match_of_neither_team_is_refused() -> None:
    with pytest.raises(ReadError, match="Not one event belongs to either team") as caught:
        admit(draft(row("pass", 1.0, None), row("pass", 2.0, None)))
    assert (caught.value.place, caught.value.remedy) == (
        "7.json",
        "Check that events and teams are of the same match",
    )


@pytest.mark.parametrize(
    ("start", "offset"), [(0.0, 0.0), (899.0, 0.0), (900.0, 0.0), (900.5, 900.5), (2700.0, 2700.0), (7199.0, 7199.0)]
)
def test_a_period_whose_first_event_comes_after_a_quarter_of_an_hour_starts_there(start: float, offset: float) -> None:
    rows = [row("pass", 0.0), row("pass", 2700.0, "away"), row("pass", start, period=2), row("shot", 7200.0, period=2)]
    made = draft(*rows, over=True)
    before = made.events.seconds
    match = admit(made)
    assert match.events["seconds"].to_list() == [0.0, 2700.0, start - offset, 7200.0 - offset]
    text = "The clock of period 2 did not start at the period's start; its first event was taken as the start"
    expected = [("clock-offset", text, 1)] if offset else []
    assert [(r.rule, r.what, r.events) for r in match.repairs] == expected
    assert before.tolist() == [0.0, 2700.0, start, 7200.0]  # the reader's own array


def test_two_late_periods_are_named_together() -> None:
    rows = [row("pass", 5000.0), row("pass", 7300.0), row("pass", 1000.0, period=2), row("pass", 3700.0, period=2)]
    match = admit(draft(*rows, over=True))
    (repair,) = match.repairs
    assert repair.what.startswith("The clock of period 1, 2 did not start")
    assert repair.events == 2
    assert match.events["seconds"].to_list() == [0.0, 2300.0, 0.0, 2700.0]


@pytest.mark.parametrize(("second", "left_out"), [(7200.0, False), (7200.1, True), (1e9, True)])
def test_events_more_than_two_hours_into_a_period_are_left_out(second: float, left_out: bool) -> None:
    match = admit(draft(*halves(p1=2700.0, p2=2700.0), row("pass", second, period=2), over=True))
    assert len(match.events) == 5 - left_out
    text = "1 event lies more than two hours into a period; left out"
    expected = [("clock-impossible", "error", text, 1)] if left_out else []
    assert [(f.rule, f.level, f.what, f.events) for f in match.findings if f.events] == expected


def test_a_match_without_a_possible_time_is_refused() -> None:
    with pytest.raises(ReadError, match="No event has a time that a match could have") as caught:
        admit(draft(row("pass", 7200.1), row("pass", 8000.0, "away")))
    assert (caught.value.place, caught.value.remedy) == ("7.json", "Export the file again")


def clock(*moments: tuple[int, float], inserted: list[int] | None = None) -> tuple[list[int], list[tuple[str, int]]]:
    """The rows, in the order in which they come back, and the repairs."""
    rows = [row("touch", second, ("home", "away")[at % 2], period, possession=at)
            for at, (period, second) in enumerate(moments)]  # fmt: skip
    more: Any = {"inserted": np.isin(np.arange(len(rows)), inserted)} if inserted is not None else {}
    match = admit(draft(*rows, over=True, **more))
    return match.events["possession"].to_list(), [(repair.what, repair.events) for repair in match.repairs]


def backwards(where: str) -> str:
    return f"The clock ran backwards at {where}; the events were put in the order of their times"


def test_what_is_out_of_order_is_sorted_and_each_late_row_counted() -> None:
    assert clock((1, 0), (1, 5), (1, 5), (1, 9), (2, 0), (2, 1)) == ([0, 1, 2, 3, 4, 5], [])
    assert clock((1, 0), (1, 9), (1, 5), (2, 0)) == ([0, 2, 1, 3], [(backwards("1 event"), 1)])
    # 7 and 6 come after the 9, the second 9 comes after none that is later; in period 2 one more.
    expected = ([0, 3, 2, 1, 4, 6, 5], [(backwards("3 events"), 3)])
    assert clock((1, 0), (1, 9), (1, 7), (1, 6), (1, 9), (2, 4), (2, 3)) == expected


def test_periods_out_of_order_are_put_in_order() -> None:
    order, repairs = clock((2, 0), (2, 5), (1, 0), (1, 2700))
    assert (order, repairs) == ([2, 3, 0, 1], [(backwards("the change of periods"), 0)])


def test_rows_that_the_reader_made_are_sorted_without_a_repair() -> None:
    assert clock((1, 0), (1, 9), (1, 5), (2, 0), inserted=[1]) == ([0, 2, 1, 3], [])
    assert clock((1, 0), (1, 9), (1, 5), (2, 0), inserted=[0]) == ([0, 2, 1, 3], [(backwards("1 event"), 1)])
    assert clock((1, 0), (1, 9), (2, 5), (1, 20), inserted=[2]) == ([0, 1, 3, 2], [])
    order, repairs = clock((2, 0), (1, 0), (1, 9), (1, 5), inserted=[3])
    assert (order, repairs) == ([1, 3, 2, 0], [(backwards("the change of periods"), 0)])


FULL = {"x": 105.0, "y": 68.0, "end_x": 105.0, "end_y": 68.0}


@pytest.mark.parametrize("name", FULL)
def test_places_more_than_three_metres_off_the_pitch_are_taken_out(name: str) -> None:
    full = FULL[name]
    within: dict[str, Any] = {"x": 50.0, "y": 30.0, "end_x": 60.0, "end_y": 20.0}
    values = [-3.0, 0.0, full, full + 3.0, -3.1, full + 3.1, float("inf"), -1e9]
    rows = [row("pass", float(at), **(within | {name: value})) for at, value in enumerate(values)]
    match = admit(draft(*rows, *halves(p2=2700.0), over=True))
    places = match.events.select("x", "y", "end_x", "end_y").rows()
    assert places[:4] == [tuple((within | {name: value}).values()) for value in values[:4]]
    assert places[4:8] == [(None,) * 4] * 4
    text = "4 events lay outside the pitch; the place was taken out"
    assert [(r.rule, r.what, r.events) for r in match.repairs] == [("off-pitch", text, 4)]


@pytest.mark.parametrize(("count", "where"), [(0, None), (1, "1 event"), (12, "12 events")])
def test_places_that_the_reader_took_for_placeholders_are_told(count: int, where: str | None) -> None:
    match = admit(draft(*halves(p1=2700.0, p2=2700.0), placeholders=count, over=True))
    text = f"At {where} a placeholder, a corner of the pitch, stood for a place; it was taken out"
    assert [(r.rule, r.what, r.events) for r in match.repairs] == ([("placeholder", text, count)] if count else [])


LAST = {1: 2400.0, 2: 2400.0, 3: 780.0, 4: 780.0}


@pytest.mark.parametrize("period", LAST)
def test_a_half_under_40_minutes_and_extra_time_under_13_are_short(period: int) -> None:
    for seconds, short in ((LAST[period], False), (LAST[period] - 1.0, True)):
        ends = {f"p{one}": 2700.0 if one < 3 else 900.0 for one in LAST} | {f"p{period}": seconds}
        match = admit(draft(*halves(**ends), over=True))
        text = f"Period {period} ends after {seconds / 60.0:.0f} minutes"
        expected = [("short-period", "warning", text)] if short else []
        assert [(f.rule, f.level, f.what) for f in match.findings] == expected
        assert [(p.number, p.seconds) for p in match.periods] == [(one, ends[f"p{one}"]) for one in LAST]


def test_a_shoot_out_is_never_short_and_a_period_in_play_neither() -> None:
    kicks = [row("shot", 10.0 * at, ("home", "away")[at % 2], 5, outcome=("goal", "saved")[at % 2]) for at in range(6)]
    match = admit(draft(*halves(p1=2700.0, p2=2700.0, p3=900.0, p4=900.0), *kicks))
    assert rules(match) == ["match-state"]
    assert match.progress.state == "finished"
    match = admit(draft(*halves(p1=2700.0, p2=600.0)))
    assert (match.progress.state, rules(match)) == ("in play", ["match-state"])
    match = admit(draft(*halves(p1=1000.0, p2=600.0)))
    assert [f.what for f in match.findings if f.rule == "short-period"] == ["Period 1 ends after 17 minutes"]


@pytest.mark.parametrize(
    ("ends", "more", "missing"),
    [
        ({"p1": 2700.0, "p2": 2700.0}, {"over": True}, []),
        ({"p2": 2700.0}, {"over": True}, [1]),
        ({"p1": 2700.0}, {"over": True}, [2]),
        ({"p1": 2700.0}, {}, []),  # at half-time the second half is still to come
        ({"p2": 600.0}, {}, [1]),
        ({"p1": 2700.0, "p2": 2700.0, "p3": 900.0}, {"over": True}, [4]),
        ({"p1": 2700.0, "p2": 2700.0, "p4": 900.0}, {"over": True}, [3]),
        ({"p1": 2700.0, "p2": 2700.0, "p3": 900.0}, {}, []),
        ({"p1": 2700.0, "p2": 2700.0}, {"over": True, "stated_periods": frozenset({3, 4})}, [3, 4]),
        ({"p1": 2700.0, "p2": 2700.0}, {"over": True, "stated_periods": frozenset({5})}, [5]),
        ({"p1": 2700.0, "p2": 2700.0, "p5": 80.0}, {"over": True}, []),
        ({"p1": 2700.0, "p3": 400.0}, {"cut": Until(3, 450.0)}, [2]),
    ],
)
def test_periods_that_should_be_there_are_missed(
    ends: dict[str, float], more: dict[str, Any], missing: list[int]
) -> None:
    match = admit(draft(*halves(**ends), **more))
    expected = [("error", f"There are no events of period {number}") for number in missing]
    assert [(f.level, f.what) for f in match.findings if f.rule == "missing-period"] == expected


@pytest.mark.parametrize(
    ("ends", "more", "state", "known_by", "noted"),
    [
        ({"p1": 2700.0, "p2": 2700.0}, {"over": True}, "finished", "status", False),
        ({"p1": 2700.0, "p2": 2000.0}, {"over": False}, "in play", "status", False),
        ({"p1": 2700.0, "p2": 2700.0}, {}, "finished", "length", True),
        ({"p1": 2700.0, "p2": 2700.0}, {"ended": frozenset({1, 2})}, "finished", "whistle", False),
        ({"p1": 2700.0, "p2": 2700.0}, {"ended": frozenset({1})}, "in play", "whistle", True),
        ({"p1": 2700.0, "p2": 2700.0}, {"cut": Until(2)}, "finished", "cut", False),
        ({"p1": 2700.0}, {"cut": Until(1)}, "half-time", "cut", True),
        ({"p1": 2700.0, "p2": 800.0}, {"cut": Until(2, 900.0)}, "in play", "cut", True),
    ],
)
def test_how_far_the_match_is_comes_from_the_draft(
    ends: dict[str, float], more: dict[str, Any], state: str, known_by: str, noted: bool
) -> None:
    match = admit(draft(*halves(**ends), **more))
    assert (match.progress.state, match.progress.known_by) == (state, known_by)
    notes = [(f.level, f.what) for f in match.findings if f.rule == "match-state"]
    assert notes == ([("note", match.progress.sentence)] if noted else [])


def test_a_cut_is_at_its_own_moment_and_not_at_the_last_event() -> None:
    match = admit(draft(*halves(p1=2700.0, p2=800.0), cut=Until(2, 900.0)))
    assert (match.progress.period, match.progress.seconds) == (2, 900.0)


def test_the_kicks_of_a_shoot_out_on_record_decide_whether_it_is_over() -> None:
    for scored, state in ((True, "finished"), (False, "in play")):
        kicks = [
            row("shot", 10.0 * at, side, 5, outcome="goal" if side == "home" and scored else "saved")
            for at, side in enumerate(("home", "away") * 3)
        ]
        match = admit(draft(*halves(p1=2700.0, p2=2700.0, p3=900.0, p4=900.0), *kicks))
        assert (match.progress.state, match.progress.known_by) == (state, "length")


@pytest.mark.parametrize(("provider", "rows"), [("statsbomb", 2), ("wyscout_v2", 1)])
def test_second_halves_of_duels_are_dropped_except_for_statsbomb(provider: str, rows: int) -> None:
    duel = row("tackle", 50.0, "home", x=50.0, y=30.0)
    other = row("take_on", 50.0, "away", x=55.0, y=38.0)
    match = admit(
        draft(*halves(p1=2700.0, p2=2700.0), duel, duel | {"player": "7"}, other, provider=provider, over=True)
    )
    assert match.events.filter(kind="tackle").height == rows


def test_duels_are_paired_only_where_the_provider_does_not_pair_them() -> None:
    from frontfoot.match.columns import Related

    duel = [row("tackle", 50.0, "home", x=50.0, y=30.0), row("take_on", 50.0, "away", x=55.0, y=38.0)]
    made = draft(*duel, *halves(p2=2700.0), over=True)
    assert admit(made).events["related"].to_list() == [[1], [0], None, None]
    made = draft(*duel, *halves(p2=2700.0), over=True)
    made.events.related = Related(np.array([-1, -1, 1, -1]), np.array([3]))
    assert admit(made).events["related"].to_list() == [None, None, [3], None]


def test_freeze_frames_follow_their_events_and_go_with_them() -> None:
    def frames(*events: int) -> pl.DataFrame:
        columns: dict[str, Any] = {name: [None] * len(events) for name in FREEZE_FRAMES}
        return pl.DataFrame(columns | {"index": events, "x": range(len(events))}, schema=FREEZE_FRAMES)

    rows = [row("touch", 7300.0), row("touch", 20.0), row("touch", 5.0), row("touch", 10.0), *halves(p2=2700.0)]
    match = admit(draft(*rows, over=True, freeze_frames=frames(0, 1, 1, 2, 3, 3)))
    assert match.freeze_frames is not None  # the rows at 20, 5 and 10 s are 2, 0 and 1 now
    assert match.freeze_frames.select("index", "x").rows() == [(0, 3.0), (1, 4.0), (1, 5.0), (2, 1.0), (2, 2.0)]
    assert match.freeze_frames.schema == frames(0).schema
    still = frames(1, 0)
    match = admit(draft(row("touch", 1.0), row("touch", 2.0), *halves(p2=2700.0), over=True, freeze_frames=still))
    assert match.freeze_frames is still
