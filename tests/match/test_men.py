"""Goals, cards, men on the pitch, kicks of a shoot-out and the card of a match, from made records."""

from __future__ import annotations

import html
import re
from typing import Any

import numpy as np
import pytest

from frontfoot.match.facts import match_facts
from frontfoot.match.formations import Placed, at_kick_off, shape, table_of
from frontfoot.match.kicks import shoot_out_kicks
from frontfoot.match.match import Finding, Info, Match, Period
from frontfoot.match.play import NONE, play
from frontfoot.match.rows import players_of
from frontfoot.match.schema import BODY_PARTS, CARDS, EVENTS, FORMATIONS, KINDS, OUTCOMES, SET_PIECES
from frontfoot.match.state import Progress
from tests.match.made import match, row


def goal(seconds: float, side: str | None = "home", period: int = 1, **more: Any) -> dict[str, Any]:
    return row("shot", seconds, side, period, outcome="goal", **more)


GOALS = match(
    row("shot", 5.0, outcome="saved"),
    goal(60.0, player="7"),
    row("own_goal", 70.0, period=1, player="8"),
    row("card", 80.0, card="yellow"),
    goal(90.0, "away", 2, set_piece="penalty"),
    goal(95.0, None, 2),
    row("shot", 96.0, "away", 2, set_piece="penalty", outcome="post"),
    goal(99.0, "away", 3, set_piece="corner"),
    row("own_goal", 99.0, "away", 4),
    goal(1.0, "home", 5, set_piece="penalty"),
    row("own_goal", 2.0, "home", 5),
)


def test_goals_are_counted_for_their_side_up_to_the_shoot_out() -> None:
    known = match_facts(GOALS)
    assert [(g.index, g.period, g.seconds, g.side, g.player, g.how, g.score) for g in known.goals] == [
        (1, 1, 60.0, "home", "7", "goal", (1, 0)),
        (2, 1, 70.0, "away", "8", "own_goal", (1, 1)),
        (4, 2, 90.0, "away", None, "penalty", (1, 2)),
        (7, 3, 99.0, "away", None, "goal", (1, 3)),
        (8, 4, 99.0, "home", None, "own_goal", (2, 3)),
    ]
    assert GOALS.score == (2, 3)
    moments = [
        (1, 59.9),
        (1, 60.0),
        (1, 69.9),
        (1, 70.0),
        (2, 89.0),
        (2, 90.0),
        (3, 98.0),
        (4, 0.0),
        (4, 99.0),
        (5, 9.0),
    ]
    scores = [(0, 0), (1, 0), (1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (2, 3), (2, 3)]
    assert [known.score_at(*moment) for moment in moments] == scores


@pytest.mark.parametrize(
    ("periods", "half_time", "after_90", "extra_time"),
    [
        ((1,), None, None, False),
        ((1, 2), (1, 1), None, False),
        ((1, 2, 3), (1, 1), (1, 2), True),
        ((1, 2, 3, 4, 5), (1, 1), (1, 2), True),
        ((1, 2, 4), (1, 1), (1, 2), True),
        ((1, 2, 5), (1, 1), (1, 2), False),
        ((1, 3), None, (1, 2), True),
    ],
)
def test_scores_at_the_breaks_are_those_of_matches_that_went_on(
    periods: tuple[int, ...], half_time: Any, after_90: Any, extra_time: bool
) -> None:
    made = match(
        *({name: one[name] for name in EVENTS if one[name] is not None} for one in GOALS.events.rows(named=True)),
        periods=tuple(Period(number, 900.0) for number in periods),
    )
    known = match_facts(made)
    assert (known.half_time, known.after_90, known.extra_time) == (half_time, after_90, extra_time)
    assert known.periods == made.periods


def test_substitutions_are_told_as_recorded() -> None:
    made = match(row("substitution", 60.0, player="1", related_player="12"), row("pass", 61.0),
                 row("substitution", 70.0, "away", 2), row("substitution", 70.0, None, 2))  # fmt: skip
    known = [(s.index, s.period, s.seconds, s.side, s.off, s.on) for s in match_facts(made).substitutions]
    assert known == [(0, 1, 60.0, "home", "1", "12"), (2, 2, 70.0, "away", None, None)]


ELEVEN = tuple({"player": str(n), "side": "home", "starter": True} for n in range(1, 12))
OTHERS = tuple({"player": str(n), "side": "home", "starter": False} for n in range(12, 20))
CHANGE = row("substitution", 600.0, player="9", related_player="12")


def acts(count: int, side: str = "home", seconds: float = 1.0) -> list[dict[str, Any]]:
    return [row("pass", seconds, side, player=str(100 + n)) for n in range(count)]


@pytest.mark.parametrize(
    ("before", "after", "shown", "players", "on_pitch"),
    [
        ([], [], {"player": None}, ELEVEN, None),
        ([], [], {"player": "3"}, ELEVEN, True),
        ([], [], {"player": "3"}, (), None),
        ([], [], {"player": "12"}, ELEVEN + OTHERS, None),  # no changes on record
        ([CHANGE], [], {"player": "12"}, ELEVEN + OTHERS, True),
        ([CHANGE], [], {"player": "9"}, ELEVEN + OTHERS, False),
        ([CHANGE], [], {"player": "13"}, ELEVEN + OTHERS, False),
        ([CHANGE], [], {"player": "13"}, ELEVEN[:10], None),
        ([CHANGE], [], {"player": "13", "kind": "foul"}, ELEVEN, True),
        ([CHANGE], [], {"player": "9", "kind": "foul"}, ELEVEN, False),
        ([], [CHANGE], {"player": "12"}, (), False),
        ([], [CHANGE], {"player": "9"}, (), None),
        ([], [row("substitution", 700.0, "away", related_player="12")], {"player": "12"}, (), None),
        ([row("substitution", 500.0, "away", player="3", related_player="12")], [], {"player": "3"}, ELEVEN, True),
        ([CHANGE, row("substitution", 650.0, player="12", related_player="9")], [], {"player": "9"}, ELEVEN, True),
        ([CHANGE, row("substitution", 650.0, player="12", related_player="9")], [], {"player": "12"}, ELEVEN, False),
        ([row("pass", 5.0, player="13")], [], {"player": "13"}, ELEVEN, True),
        ([row("pass", 5.0, "away", player="13")], [], {"player": "13"}, (), None),
        ([row("card", 5.0, player="13")], [], {"player": "13"}, (), None),
        ([row("foul", 5.0, player="13", card="yellow")], [], {"player": "13"}, (), None),
        ([], [row("pass", 990.0, player="13")], {"player": "13"}, (), None),
        ([row("pass", 5.0, player="13")], [row("pass", 990.0, player="13")], {"player": "13"}, (), True),
        (acts(11), [], {"player": "13"}, (), False),
        (acts(10), [], {"player": "13"}, (), None),
        (acts(10), acts(11, seconds=990.0)[10:], {"player": "13"}, (), None),
        (acts(11, "away"), [], {"player": "13"}, (), None),
        (acts(11), [row("pass", 990.0, player="13")], {"player": "13"}, (), None),
        ([row("pass", 5.0, player="7") for _ in range(12)], [], {"player": "13"}, (), None),
    ],
)
def test_who_is_on_the_pitch_when_a_card_is_shown(
    before: list[Any], after: list[Any], shown: dict[str, Any], players: tuple[Any, ...], on_pitch: bool | None
) -> None:
    card = row("card", 900.0) | {"card": "red"} | shown
    known = match_facts(match(*before, card, *after, players=players)).cards[-1]
    assert (known.player, known.on_pitch) == (shown["player"], on_pitch)
    assert known.costs_man is (on_pitch is not False)
    assert known.men == ((11, 11) if on_pitch is False else (10, 11))


def test_a_side_of_which_changes_are_recorded_has_only_those_who_came_on() -> None:
    card = row("card", 900.0, player="13", card="red")
    for provides, on_pitch in ((frozenset({"substitution"}), False), (frozenset({"pass"}), None)):
        known = match_facts(match(card, players=ELEVEN + OTHERS, provides=provides))
        assert known.cards[0].on_pitch is on_pitch


def test_cards_of_both_sides_cost_men_of_their_own_side_and_none_after_play() -> None:
    rows = [
        row("foul", 10.0, "home", 1, player="3", card="yellow"),
        row("foul", 20.0, "away", 1, player="3", card="red"),
        row("foul", 30.0, "home", 2, player="3", card="second_yellow"),
        row("card", 35.0, "home", 2, player="3", card="red"),
        row("card", 40.0, "home", 4, player="4", card="red"),
        row("card", 1.0, "away", 5, player="4", card="red"),
        row("card", 2.0, None, 5, player="4", card="red"),
    ]
    known = match_facts(match(*rows, players=ELEVEN))
    assert [(c.index, c.period, c.seconds, c.side, c.card, c.costs_man, c.men) for c in known.cards] == [
        (0, 1, 10.0, "home", "yellow", False, (11, 11)),
        (1, 1, 20.0, "away", "red", True, (11, 10)),
        (2, 2, 30.0, "home", "second_yellow", True, (10, 10)),
        (3, 2, 35.0, "home", "red", False, (10, 10)),
        (4, 4, 40.0, "home", "red", True, (9, 10)),
        (5, 5, 1.0, "away", "red", False, (9, 10)),
    ]
    assert [card.index for card in known.sendings_off] == [1, 2, 4]
    moments = [(1, 19.9), (1, 20.0), (2, 29.9), (2, 30.0), (4, 39.0), (4, 40.0), (5, 9.0)]
    assert [known.men_at(*moment) for moment in moments] == [
        (11, 11), (11, 10), (11, 10), (10, 10), (10, 10), (9, 10), (9, 10),
    ]  # fmt: skip
    # Sent off once, a player is not on the pitch later, whatever card is shown; a yellow card sends nobody off.
    again = [row("foul", 10.0, player="3", card="yellow"), row("foul", 20.0, player="3", card="yellow")]
    assert [card.on_pitch for card in match_facts(match(*again, players=ELEVEN)).cards] == [True, True]
    again[0]["card"] = "red"
    assert [card.on_pitch for card in match_facts(match(*again, players=ELEVEN)).cards] == [True, False]
    assert match_facts(match(row("pass"))).cards == ()


def test_a_side_goes_down_to_seven_men_and_no_further() -> None:
    rows = [row("foul", float(n), player=str(n), card="red") for n in range(1, 7)]
    known = match_facts(match(*rows, players=ELEVEN))
    assert [card.men[0] for card in known.cards] == [10, 9, 8, 7, 7, 7]


def kick(seconds: float, side: str | None, outcome: str | None, player: str | None = None) -> dict[str, Any]:
    return row("shot", seconds, side, 5, outcome=outcome, player=player)


def test_the_kicks_of_a_shoot_out_with_their_score() -> None:
    made = match(
        goal(60.0),
        kick(0.0, "home", "goal", "7"), kick(20.0, "away", "saved"), kick(40.0, "home", "post"),
        row("pass", 50.0, period=5), kick(60.0, "away", "goal"), kick(70.0, None, "goal"),
        kick(80.0, "home", "off_target"), kick(100.0, "away", "goal"),
    )  # fmt: skip
    known = [(k.order, k.index, k.side, k.player, k.outcome, k.score) for k in shoot_out_kicks(made)]
    assert known == [
        (1, 1, "home", "7", "scored", (1, 0)), (2, 2, "away", None, "saved", (1, 0)),
        (3, 3, "home", None, "missed", (1, 0)), (4, 5, "away", None, "scored", (1, 1)),
        (5, 7, "home", None, "missed", (1, 1)), (6, 8, "away", None, "scored", (1, 2)),
    ]  # fmt: skip
    assert shoot_out_kicks(match(goal(60.0, period=4))) == ()


def keeper(seconds: float = 12.0, side: str = "away", outcome: str | None = "success") -> dict[str, Any]:
    return row("keeper", seconds, side, 5, outcome=outcome)


@pytest.mark.parametrize(
    ("following", "outcome"),
    [
        ([], "missed"),
        ([keeper()], "saved"),
        ([keeper(20.0)], "saved"),
        ([keeper(20.1)], "missed"),
        ([keeper(side="home")], "missed"),
        ([keeper(outcome="failure")], "missed"),
        ([keeper(outcome=None)], "missed"),
        ([row("pass", 11.0, period=5), keeper()], "saved"),
        ([kick(12.0, "away", "goal"), keeper()], "missed"),
        ([kick(11.0, "away", "saved"), keeper(side="home")], "missed"),
        ([row("touch", 12.0, "away", 5, outcome="success")], "missed"),
    ],
)
def test_a_kick_without_an_end_is_saved_by_the_keepers_act_in_the_next_ten_seconds(
    following: list[dict[str, Any]], outcome: str
) -> None:
    known = shoot_out_kicks(match(keeper(9.0), kick(10.0, "home", None), *following))[0]
    assert (known.outcome, known.score) == (outcome, (0, 0))
    known = shoot_out_kicks(match(kick(10.0, "home", "off_target"), *following))[0]
    assert known.outcome == "missed"


CODED = {"kind": KINDS, "outcome": OUTCOMES, "set_piece": SET_PIECES, "card": CARDS, "body_part": BODY_PARTS}
FLAGS = ("interception", "sliding", "cross", "key_pass", "assist", "under_pressure", "counterpress", "penalty_foul")


def test_the_arrays_of_play_are_the_columns_of_its_events() -> None:
    rows = [
        row("pass", 1.0, None, 1), row("pass", 2.0, "away", 2, player="8", x=5.0, y=6.0, end_x=7.0, end_y=8.0),
        row("foul", 3.0, "home", 3, card="red", duration=1.5), row("shot", 4.0, "away", 4, outcome="goal"),
        row("shot", 5.0, "home", 5, player="7"), row("card", 6.0, "home", 4, card="yellow", player="9"),
        row("shot", 7.0, "home", 4, body_part="head", set_piece="corner", player="8"),
        *(row("pass", 8.0, "home", 4, **{flag: True, "touched": at % 2 == 0}) for at, flag in enumerate(FLAGS)),
        row("pass", 9.0, "home", 4, **dict.fromkeys(FLAGS, False)),
    ]  # fmt: skip
    events = play(match(*rows))
    chosen = [at for at, one in enumerate(rows) if one["side"] is not None and one["period"] <= 4]
    assert events.row.tolist() == chosen == [1, 2, 3, *range(5, len(rows))]
    kept = [rows[at] for at in chosen]
    assert events.period.tolist() == [one["period"] for one in kept]
    assert events.side.tolist() == [("home", "away").index(one["side"]) for one in kept]
    for name in ("seconds", "x", "y", "end_x", "end_y", "duration"):
        assert getattr(events, name) == pytest.approx([one.get(name, np.nan) for one in kept], nan_ok=True)
    for name, values in CODED.items():
        codes = [NONE if one.get(name) is None else values.index(one[name]) for one in kept]
        assert getattr(events, name).tolist() == codes
        for value in values:
            assert getattr(events, f"is_{name}")(value).tolist() == [one.get(name) == value for one in kept]
        both = getattr(events, f"is_{name}")(values[0], values[-1])
        assert both.tolist() == [one.get(name) in (values[0], values[-1]) for one in kept]
    for flag in FLAGS:
        assert getattr(events, flag).tolist() == [one.get(flag) is True for one in kept]
    assert events.touched.tolist() == [one.get("touched") is not False for one in kept]
    assert [events.players[code] for code in events.player] == [one.get("player") for one in kept]
    assert events.players == ("8", "9", None)
    assert events.acts(lambda player: 0 if player is None else int(player), int).tolist() == [
        int(one.get("player") or 0) for one in kept
    ]
    assert events.open_play.tolist() == [one.get("set_piece") is None for one in kept]


def test_play_of_a_match_without_a_shoot_out_is_all_of_it() -> None:
    events = play(match(row("pass", 1.0, "home", 1, player="7"), row("pass", 2.0, "away", 4)))
    assert (events.row.tolist(), events.period.tolist(), events.players) == ([0, 1], [1, 4], ("7", None))


@pytest.mark.parametrize(
    ("written", "lines"),
    [("4-4-2", "4-4-2"), ("442", "4-4-2"), (" 4 - 3 - 3 x", "4-3-3"), ("4-1-2-1-2", "4-1-2-1-2"), ("5-5", "5-5"),
     ("55", "5-5"), ("5-6", None), ("4-4-3", None), ("9", None), ("04-4-2", None), ("1-1-1-1-1-5", "1-1-1-1-1-5"),
     ("1-1-1-1-1-1-1", None), ("111111", "1-1-1-1-1-1"), ("1111111", None), ("3-0-7", "3-0-7"), (None, None),
     ("", None), ("x 4-4-2", None), ("4-4-22", None)],
)  # fmt: skip
def test_a_formation_has_two_to_six_lines_of_ten_men_at_most(written: object, lines: str | None) -> None:
    assert shape(written) == lines


def test_starters_of_sides_with_a_known_formation_stand_in_the_table_in_the_order_of_play() -> None:
    people = players_of([
        {"player": "1", "side": "home", "starter": True, "position": "GK"},
        {"player": "2", "side": "home", "starter": False},
        {"player": "3", "side": "away", "starter": True}, {"player": "4", "side": "home", "starter": True},
    ])  # fmt: skip
    home = [Placed(1, 0.0, "home", "4-4-2", "1", "GK"), Placed(1, 0.0, "home", "4-4-2", "4", None)]
    assert at_kick_off(people, {"home": "4-4-2", "away": None}) == home
    assert at_kick_off(people, {"away": "4-3-3"}) == [Placed(1, 0.0, "away", "4-3-3", "3", None)]
    assert at_kick_off(people, {}) == []
    later = [Placed(2, 60.0, "home", "3-4-3"), Placed(1, 900.0, "away", None), Placed(2, 30.0, "home", "5-4-1")]
    table = table_of([*later, *home])
    assert table is not None
    assert dict(table.schema) == FORMATIONS
    order = [home[0], home[1], later[1], later[2], later[0]]
    assert table.rows() == [tuple(one) for one in order]
    assert table_of([]) is None


def words(made: Match) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", made._repr_html_())))


def test_the_card_of_a_match_tells_its_goals_minute_by_minute() -> None:
    people = ({"player": "7", "side": "home", "name": "Ada"}, {"player": "8", "side": "home", "name": "Bo"})
    rows = [
        goal(60.0, player="7"), row("own_goal", 70.0, player="8"), goal(90.0, "away", 2, set_piece="penalty"),
        goal(95.0, None, 2), row("shot", 99.0, "away", 4, outcome="saved"), row("own_goal", 99.0, "away", 4),
        goal(120.0, "away", 4, set_piece="corner", player="9"), goal(1.0, "home", 5, player="7"), row("pass", 9.0),
    ]  # fmt: skip
    info = Info("wyscout_v2", "7", "Cup", "2020", "2020-05-01", "Ground")
    findings = (Finding("x", "warning", "Something is odd"), Finding("y", "error", "Something is wrong"))
    made = match(*rows, players=people, info=info, findings=findings, progress=Progress("in play", 2, 900.0, "cut"))
    card = words(made)
    assert "Norderhamn 2–3 Vila Seca" in card
    assert "Cup 2020, 2020-05-01, Ground" in card
    for line in ("2' 1–0 Ada Norderhamn", "2' 1–1 Bo (own goal) Vila Seca", "47' 1–2 not recorded (penalty) Vila Seca",
                 "107' 2–2 not recorded (own goal) Norderhamn", "108' 2–3 not recorded Vila Seca"):  # fmt: skip
        assert line in card
    assert card.count("Ada") == 1
    assert "9 events, 5 shots (Norderhamn 1, Vila Seca 3)" in card
    at = [
        card.index(one)
        for one in ("The record was cut at 60'.", "Warning: Something is odd", "Error: Something is wrong")
    ]
    assert at == sorted(at)
    assert "Wyscout (v2), match 7" in card
    assert repr(made) == "<Match: Norderhamn 2-3 Vila Seca, 2020-05-01, 9 events>"


def test_the_card_of_a_match_without_goals_has_no_table() -> None:
    made = match(row("shot", 9.0, outcome="saved"))
    card = words(made)
    assert "minute" not in card
    assert "1 event, 1 shot (Norderhamn 1, Vila Seca 0)" in card
    assert "The match" not in card
    assert repr(made) == "<Match: Norderhamn 0-0 Vila Seca, 1 events>"
    assert (made.team("home").name, made.team("away").name) == ("Norderhamn", "Vila Seca")
    assert made.to_polars() is made.events
