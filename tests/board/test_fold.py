"""What a tie is by its entries: real evenings, every order of arrival, and entries that make no sense."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.board.effective import PlacedEntry, effect
from frontfoot.board.state import fold
from frontfoot.goals.clock import Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.ties.entry import entry_of
from frontfoot.ties.settle import Way
from tests.board.board_help import BERGAMO, EVENING, KICK_OFF, at, folded, goal, opened, whistle

NOW = (KICK_OFF + timedelta(minutes=30)).timestamp()


def test_the_evening_of_bergamo() -> None:
    """Atalanta lost 0-1 and went through 3-1 on aggregate."""
    state = folded(*EVENING)
    assert state.course.phase == "over"
    assert state.file.tie.legs[1].full_time == (0, 1)
    assert (state.course.settlement.winner, state.course.settlement.way) == ("Atalanta", Way.REGULATION)
    assert state.course.settlement.aggregate == {"Atalanta": 3, "Liverpool": 1}
    assert state.problems == ()


def test_the_phases_of_an_evening() -> None:
    assert folded().course.phase == "before"
    phases = [folded(*EVENING[:count]).course.phase for count in range(1, 6)]
    assert phases == ["play", "play", "break", "play", "over"]


def test_the_clock_runs_on_stops_and_can_be_set() -> None:
    running = folded(EVENING[0])
    assert running.moment(NOW) == Moment(1, 1800.0)
    half_time = folded(*EVENING[:3])
    assert half_time.moment(NOW + 9999) == Moment(2, 0.0)
    stopped = {
        "id": "c",
        "kind": "clock",
        "leg": 2,
        "period": 1,
        "second": 600.0,
        "running": False,
        "at": at(12),
    }
    assert folded(EVENING[0], stopped).moment(NOW) == Moment(1, 600.0)
    replay = {**EVENING[0], "speed": 20.0}
    assert folded(replay).moment(KICK_OFF.timestamp() + 60.0) == Moment(1, 1200.0)


def test_an_event_later_than_the_clock_moves_the_present_on() -> None:
    """Who does not start the clock still sees the odds at the minute of the last goal."""
    assert folded(goal("g", "Atalanta", "63")).moment(NOW) == Moment(2, 1080.0)
    note = {"id": "n", "kind": "note", "leg": 2, "minute": "80", "note": "substitution planned"}
    assert folded(goal("g", "Atalanta", "63"), note).moment(NOW) == Moment(2, 1080.0)


def test_undo_redo_and_correction() -> None:
    wrong = goal("g", "Atalanta", "30")
    out = {"id": "r1", "kind": "removal", "of": "g"}
    back = {"id": "r2", "kind": "removal", "of": "r1"}
    right = {"id": "c1", "kind": "correction", "of": "g", "entry": goal("g", "Liverpool", "31")}
    assert folded(wrong).course.score == (1, 0)
    assert folded(wrong, out).course.score == (0, 0)
    assert folded(wrong, out, back).course.score == (1, 0)
    assert folded(wrong, right).course.score == (0, 1)
    assert folded(wrong, right, {"id": "r3", "kind": "removal", "of": "c1"}).course.score == (1, 0)
    later = {"id": "c2", "kind": "correction", "of": "g", "entry": goal("g", "Atalanta", "29")}
    assert folded(wrong, right, later).course.score == (1, 0)


def test_a_correction_may_come_before_what_it_corrects() -> None:
    right = {"id": "c1", "kind": "correction", "of": "g", "entry": goal("g", "Liverpool", "31")}
    early = folded(right)
    assert early.course.score == (0, 0)
    assert "'g' is spoken of and has not arrived" in early.problems
    assert folded(right, goal("g", "Atalanta", "30")).course.score == (0, 1)


def test_var_takes_a_goal_back_and_leaves_it_in_the_timeline() -> None:
    state = folded(
        goal("g", "Liverpool", "30"), {"id": "v", "kind": "var", "leg": 2, "club": "Liverpool", "minute": "32"}
    )
    assert state.course.score == (0, 0)
    assert [event.kind for event in state.file.events[1]] == ["goal", "var"]
    alone = folded({"id": "v", "kind": "var", "leg": 2, "club": "Liverpool", "minute": "32"})
    assert alone.course.score == (0, 0)
    assert "than were scored" in alone.problems[0]


def test_sendings_off() -> None:
    cards = [
        {"id": f"r{n}", "kind": "red card", "leg": 2, "club": "Liverpool", "minute": str(50 + n)} for n in range(5)
    ]
    assert folded(cards[0]).course.men == (11, 10)
    five = folded(*cards)
    assert five.course.men == (11, 7)
    assert "abandoned" in five.problems[0]


def test_both_legs_on_the_board() -> None:
    document = {
        **BERGAMO,
        "leg": [{"home": "Liverpool", "away": "Atalanta"}, {"home": "Atalanta", "away": "Liverpool"}],
    }
    first = [
        whistle("a", 1, "start", 0, leg=1),
        goal("g1", "Atalanta", "38", leg=1),
        whistle("b", 1, "end", 47, leg=1),
        whistle("c", 2, "start", 62, leg=1),
        whistle("d", 2, "end", 112, leg=1),
    ]
    state = folded(*first, opening=opened(document))
    assert (state.course.leg, state.course.phase) == (2, "before")
    assert state.file.tie.legs[0].full_time == (0, 1)
    early = folded(*first[:2], goal("g2", "Atalanta", "5"), opening=opened(document))
    assert (early.course.leg, early.course.score) == (1, (0, 1))
    assert "not over" in early.problems[0]


# Benfica - Marseille 2-1, then 1-0 for Marseille at home, extra time without a goal, 4-2 on penalties (18 April 2024).
MARSEILLE: dict[str, Any] = {
    "id": "marseille",
    "competition": "uel",
    "season": 2023,
    "round": "QF",
    "leg": [
        {"home": "Benfica", "away": "Marseille", "date": "2024-04-11", "score": [2, 1]},
        {"home": "Marseille", "away": "Benfica", "date": "2024-04-18"},
    ],
}
TO_THE_END = [
    whistle("1", 1, "start", 0),
    whistle("2", 1, "end", 46),
    whistle("3", 2, "start", 61),
    goal("moumbagna", "Marseille", "79"),
    whistle("4", 2, "end", 111),
    whistle("5", 3, "start", 116),
    whistle("6", 3, "end", 132),
    whistle("7", 4, "start", 133),
    whistle("8", 4, "end", 149),
]
# Di Maria missed, Antonio Silva missed: converted Marseille 4 of 4, Benfica 2 of 4.
KICKS = [
    {"id": f"k{n}", "kind": "kick", "leg": 2, "club": club, "converted": scored, "number": n}
    for n, (club, scored) in enumerate(
        [
            ("Benfica", False),
            ("Marseille", True),
            ("Benfica", True),
            ("Marseille", True),
            ("Benfica", True),
            ("Marseille", True),
            ("Benfica", False),
            ("Marseille", True),
        ],
        start=1,
    )
]


def test_extra_time_and_a_shoot_out() -> None:
    opening = opened(MARSEILLE)
    assert folded(*TO_THE_END[:5], opening=opening).course.phase == "break"
    assert folded(*TO_THE_END[:5], opening=opening).moment(NOW) == Moment(3, 0.0)
    assert folded(*TO_THE_END[:6], opening=opening).course.phase == "play"
    level = folded(*TO_THE_END, opening=opening)
    assert level.course.phase == "shoot-out"
    assert level.course.shoot_out is not None
    assert level.course.shoot_out.taken == (0, 0)
    middle = folded(*TO_THE_END, *KICKS[:5], opening=opening)
    assert middle.course.shoot_out is not None
    assert (middle.course.shoot_out.scored, middle.course.shoot_out.home_next) == ((2, 2), True)
    over = folded(*TO_THE_END, *KICKS, opening=opening)
    assert (over.course.phase, over.course.settlement.winner, over.course.settlement.way) == (
        "over",
        "Marseille",
        Way.SHOOT_OUT,
    )
    assert over.file.tie.legs[1].shoot_out == (4, 2)
    assert over.file.tie.legs[1].extra_time == (1, 0)


def test_a_kick_out_of_turn_is_kept_and_not_counted() -> None:
    state = folded(*TO_THE_END, KICKS[0], {**KICKS[2], "number": 2}, opening=opened(MARSEILLE))
    assert state.course.shoot_out is not None
    assert state.course.shoot_out.taken == (0, 1)
    assert "out of turn" in state.problems[-1]


def test_a_full_time_blown_by_mistake_is_taken_out() -> None:
    state = folded(*EVENING, {"id": "r", "kind": "removal", "of": "end-2"})
    assert state.course.phase == "play"
    assert state.file.tie.legs[1].full_time is None


@pytest.mark.parametrize(
    "body",
    [
        {"id": "x", "kind": "goal", "leg": 2, "club": "Atalanta", "minute": "300"},
        {"id": "x", "kind": "goal", "leg": 3, "club": "Atalanta", "minute": "3"},
        {"id": "x", "kind": "goal", "leg": 2, "club": "", "minute": "3"},
        {"id": "../x", "kind": "note", "leg": 2, "minute": "3", "note": "x"},
        {"id": "x", "kind": "clock", "leg": 2, "period": 1, "second": float("nan"), "running": True, "at": at(0)},
        {"id": "x", "kind": "period", "leg": 2, "period": 1, "state": "start", "at": "2024-04-18T19:00:00"},
        {"id": "x", "kind": "goal", "leg": 2, "club": "Atalanta", "minute": "3", "gaol": 1},
    ],
)
def test_what_is_no_entry_is_refused_by_name(body: dict[str, Any]) -> None:
    from frontfoot.core.errors import InputError

    with pytest.raises(InputError, match="This is no entry"):
        entry_of(body)


CLUBS = st.sampled_from(["Atalanta", "Liverpool", "Benfica"])
MINUTES = st.sampled_from(["0", "7", "45+2", "HT", "60", "90+5", "ET 95", "ET 119", "ET HT", "ET"])
IDS = st.sampled_from([f"i{n}" for n in range(8)])
LEGS = st.sampled_from([1, 2])
PERIODS = st.integers(1, 4)
TIMES = st.integers(0, 200).map(at)
HAPPENINGS = st.one_of(
    st.fixed_dictionaries({"kind": st.just("goal"), "leg": LEGS, "club": CLUBS, "minute": MINUTES}),
    st.fixed_dictionaries({"kind": st.just("var"), "leg": LEGS, "club": CLUBS, "minute": MINUTES}),
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["red card", "second yellow", "yellow card"]),
            "leg": LEGS,
            "club": CLUBS,
            "minute": MINUTES,
        }
    ),
    st.fixed_dictionaries({"kind": st.just("stoppage"), "leg": LEGS, "period": PERIODS, "minutes": st.integers(0, 30)}),
    st.fixed_dictionaries({"kind": st.just("kick"), "leg": LEGS, "club": CLUBS, "converted": st.booleans()}),
    st.fixed_dictionaries(
        {
            "kind": st.just("period"),
            "leg": LEGS,
            "period": PERIODS,
            "state": st.sampled_from(["start", "end"]),
            "at": TIMES,
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("clock"),
            "leg": LEGS,
            "period": PERIODS,
            "second": st.floats(0, 2700),
            "running": st.booleans(),
            "at": TIMES,
        }
    ),
)
ENTRIES = st.one_of(
    st.tuples(IDS, HAPPENINGS).map(lambda pair: {"id": pair[0], **pair[1]}),
    st.tuples(IDS, IDS).map(lambda pair: {"id": pair[0], "kind": "removal", "of": pair[1]}),
    st.tuples(IDS, IDS, HAPPENINGS).map(
        lambda three: {"id": three[0], "kind": "correction", "of": three[1], "entry": {"id": three[1], **three[2]}}
    ),
)


def unique(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ledger holds one entry an identifier."""
    return list({body["id"]: body for body in bodies}.values())


@pytest.mark.slow
@given(st.lists(ENTRIES, max_size=14).map(unique))
@settings(max_examples=300, deadline=None)
def test_no_list_of_entries_makes_the_fold_or_the_odds_fail(bodies: list[dict[str, Any]]) -> None:
    from frontfoot.board import odds
    from frontfoot.board.odds import Priced
    from frontfoot.goals.rates import TieRates

    priced = Priced(TieRates.of((rates_from_expected(1.6, 1.2), rates_from_expected(1.5, 1.3))))
    for document in (BERGAMO, MARSEILLE):
        state = folded(*bodies, opening=opened_with_rates(document))
        head = odds.head(state, priced, NOW)
        line = odds.line(state, priced, NOW)
        if head["through"] is not None:
            assert sum(head["through"].values()) == pytest.approx(1.0, abs=1e-6)
        assert all(0.0 <= row[5] <= 1.0 + 1e-9 for row in line["points"])
        assert min(state.course.score) >= 0
        assert min(state.course.men) >= 7


_OPENED: dict[str, Any] = {}


def opened_with_rates(document: dict[str, Any]) -> Any:
    if document["id"] not in _OPENED:
        _OPENED[document["id"]] = opened(document)
    return _OPENED[document["id"]]


@given(
    st.permutations([*EVENING[1:3], goal("g2", "Atalanta", "20"), {"id": "r", "kind": "removal", "of": "g2"}]),
)
@settings(deadline=None, max_examples=24)
def test_the_order_of_arrival_does_not_matter(bodies: list[dict[str, Any]]) -> None:
    """Events, a removal and a whistle in every order give one state."""
    opening = opened_with_rates(BERGAMO)
    placed = [PlacedEntry.at(n, entry_of(body)) for n, body in enumerate([EVENING[0], *bodies], start=2)]
    state = fold(opening, placed, 9)
    assert (state.course.phase, state.course.score, state.problems) == ("break", (0, 1), ())
    assert [(event.kind, event.club) for event in state.file.events[1]] == [("goal", "Liverpool"), ("half-time", None)]


@pytest.mark.parametrize("event_at", range(4))
def test_removals_of_removals_by_the_rule_itself(event_at: int) -> None:
    """Every way in which three removals can speak of one another and of an event, by the rule for a single entry."""
    order = ["r1", "r2", "r3"]
    order.insert(event_at, "g")
    place = {name: number for number, name in enumerate(order, start=2)}
    for targets in product(*([name for name in order if name != removal] for removal in ("r1", "r2", "r3"))):
        of = dict(zip(("r1", "r2", "r3"), targets, strict=True))

        def undone(name: str, of: dict[str, str] = of) -> bool:
            """Whether a removal that holds speaks of it: of a removal only one that was recorded later."""
            return any(
                target == name and (name == "g" or place[removal] > place[name]) and not undone(removal)
                for removal, target in of.items()
            )

        bodies = {name: {"id": name, "kind": "removal", "of": target} for name, target in of.items()}
        bodies["g"] = goal("g", "Atalanta", "30")
        change = effect([PlacedEntry.at(place[name], entry_of(bodies[name])) for name in order])
        assert change.removed == {name for name in order if undone(name)}, of
        assert [item.id for item in change.happenings] == ([] if undone("g") else ["g"]), of
