"""Every word of SkillCorner's glossary of dynamic events about the ball, with what it means in the event table."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from frontfoot.match.skillcorner.meaning import rows_of
from frontfoot.match.skillcorner.record import BallRow

BLANK: dict[str, Any] = {
    **dict.fromkeys(("subtype", "begins", "ends", "outcome", "before", "after"), ""),
    **dict.fromkeys(("carried", "headed", "by_hand", "high"), False),
    "event_id": "8_1",
    "sort": "player_possession",
    "period": 1,
    "start": 30.0,
    "end": 32.0,
    "side": "home",
    "player": "3",
    "other": "4",
    "x": 60.0,
    "y": 30.0,
    "end_x": 70.0,
    "end_y": 33.0,
    "target_x": 90.0,
    "target_y": 40.0,
    "duration": 2.0,
}
PLAIN = BallRow(**BLANK)


def made(*stretches: BallRow, scorers: dict[str, tuple[int, int]] | None = None) -> list[dict[str, Any]]:
    """The rows of some stretches, after a first one at the beginning of the period that says nothing."""
    first = replace(PLAIN, event_id="first", start=0.0, end=0.0, player="9")
    return rows_of([first, *stretches], scorers or {})


def columns_of(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(name) for name in names) for row in rows]


RESTARTS = ("throw_in", "corner", "free_kick", "goal_kick", "kick_off")


@pytest.mark.parametrize("side", ["home", "away"])
@pytest.mark.parametrize("restart", RESTARTS)
def test_a_restart_received_or_cut_out(restart: str, side: str) -> None:
    names = (
        "event_id",
        "kind",
        "side",
        "player",
        "related_player",
        "outcome",
        "set_piece",
        "end_x",
        "end_y",
        "seconds",
    )
    other = {"home": "away", "away": "home"}[side]
    (received,) = made(replace(PLAIN, begins=f"{restart}_reception", side=side))
    about: tuple[Any, ...] = ("8_1-restart", "pass", side, None, "3", "success", restart, 60.0, 30.0, 30.0)
    assert columns_of([received], *names) == [about]
    assert (received["inserted"], math.isnan(received["x"]), math.isnan(received["y"])) == (True, True, True)
    cut, regain = made(replace(PLAIN, begins=f"{restart}_interception", side=side))
    about = ("8_1-restart", "pass", other, None, None, "failure", restart, 45.0, 38.0, 30.0)
    assert columns_of([cut], *names) == [about]
    about = ("8_1-start", "interception", side, "3", None, "success", None, None, None, 30.0)
    assert columns_of([regain], *names) == [about]
    assert (regain["interception"], cut["interception"], regain["x"], regain["y"]) == (True, False, 60.0, 30.0)
    assert {received["type_name"], cut["type_name"]} == {f"{restart}_reception", f"{restart}_interception"}


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        ("pass_interception", "interception"),
        ("recovery", "recovery"),
        ("pass_reception", None),
        ("keep_possession", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_how_a_possession_begins(begins: str, kind: str | None) -> None:
    rows = made(replace(PLAIN, begins=begins))
    expected = [] if kind is None else [(kind, "3", "success", kind == "interception", 30.0, 60.0, begins)]
    assert columns_of(rows, "kind", "player", "outcome", "interception", "seconds", "x", "type_name") == expected


@pytest.mark.parametrize(
    ("ends", "kind"),
    [
        ("clearance", "clearance"),
        ("foul_suffered", "foul_won"),
        ("possession_loss", "lost"),
        ("unknown", None),
        ("", None),
    ],
)
def test_how_a_possession_ends(ends: str, kind: str | None) -> None:
    rows = made(replace(PLAIN, ends=ends))
    expected = [] if kind is None else [("8_1", kind, "home", "3", 32.0, 70.0, 33.0, ends, None, False)]
    names = ("event_id", "kind", "side", "player", "seconds", "x", "y", "type_name", "outcome", "interception")
    assert columns_of(rows, *names) == expected


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [("successful", "success"), ("unsuccessful", "failure"), ("offside", "failure"), ("", None)],
)
def test_outcomes_of_passes(stated: str, outcome: str | None) -> None:
    """A pass is played at the end of a possession; where it came to is known of a successful one alone."""
    (row,) = made(replace(PLAIN, ends="pass", outcome=stated))
    received = outcome == "success"
    names = ("event_id", "kind", "outcome", "seconds", "x", "y", "end_x", "end_y", "related_player", "set_piece")
    end = (90.0, 40.0, "4") if received else (None, None, None)
    assert columns_of([row], *names) == [("8_1", "pass", outcome, 32.0, 70.0, 33.0, *end, None)]
    assert (row["high"], row["body_part"], row["type_name"]) == (False, None, "player_possession")


def test_the_body_part_and_height_of_a_pass() -> None:
    for headed, by_hand, part in ((True, False, "head"), (False, True, "other"), (True, True, "head")):
        (row,) = made(replace(PLAIN, ends="pass", headed=headed, by_hand=by_hand, high=headed))
        assert (row["body_part"], row["high"]) == (part, headed)


INTERRUPTIONS = tuple(
    f"{stop}_{whose}"
    for stop in ("corner", "free_kick", "goal_kick", "throw_in", "penalty", "goal", "unknown")
    for whose in ("for", "against")
)


@pytest.mark.parametrize("after", ["", *INTERRUPTIONS])
def test_the_outcome_of_a_shot_is_what_stops_the_game(after: str) -> None:
    shot = replace(PLAIN, ends="shot", after=after)
    rows = made(shot)
    outcome = {"goal_for": "goal", "goal_kick_against": "off_target"}.get(after)
    names = ("event_id", "kind", "outcome", "seconds", "x", "y", "set_piece", "body_part", "type_name")
    assert columns_of(rows, *names) == [("8_1", "shot", outcome, 32.0, 70.0, 33.0, None, None, "shot")]
    assert made(replace(shot, headed=True))[0]["body_part"] == "head"


@pytest.mark.parametrize("before", ["", *INTERRUPTIONS])
def test_the_shot_of_a_restart(before: str) -> None:
    """A free kick from the penalty mark is a penalty; who received a restart does not shoot from it."""
    for x, at_mark in ((70.0, False), (94.0, True)):
        (shot,) = made(replace(PLAIN, ends="shot", before=before, end_x=x, end_y=34.0))
        penalty = before == "penalty_for" or (before == "free_kick_for" and at_mark)
        expected = "penalty" if penalty else "free_kick" if before == "free_kick_for" else None
        assert shot["set_piece"] == expected
        for begins in (*(f"{restart}_reception" for restart in RESTARTS), "pass_reception"):
            rows = made(replace(PLAIN, begins=begins, ends="shot", before=before, end_x=x, end_y=34.0))
            assert rows[-1]["set_piece"] is None


@pytest.mark.parametrize(
    ("place", "penalty"),
    [((96.0, 34.0), True), ((96.01, 34.0), False), ((94.0, 36.0), True), ((94.0, 31.99), False), ((92.0, 34.0), True)],
)
def test_the_penalty_mark_is_met_within_two_metres(place: tuple[float, float], penalty: bool) -> None:
    x, y = place
    (shot,) = made(replace(PLAIN, ends="shot", before="free_kick_for", end_x=x, end_y=y))
    assert shot["set_piece"] == ("penalty" if penalty else "free_kick")


def test_a_carry_takes_time() -> None:
    names = ("event_id", "kind", "outcome", "seconds", "x", "y", "end_x", "end_y", "duration")
    about = ("8_1-carry", "carry", "success", 30.0, 60.0, 30.0, 70.0, 33.0, 2.0)
    assert columns_of(made(replace(PLAIN, carried=True)), *names) == [about]
    assert made(replace(PLAIN, carried=True, end=30.0)) == []
    assert made(replace(PLAIN, carried=False)) == []


@pytest.mark.parametrize("subtype", ["pressing", "pressure", "counter_press", "recovery_press", "other", ""])
def test_engagements_are_pressures(subtype: str) -> None:
    press = replace(PLAIN, sort="on_ball_engagement", subtype=subtype, ends="", carried=True, begins="recovery")
    (row,) = made(press)
    names = ("event_id", "kind", "player", "related_player", "seconds", "x", "y", "duration", "counterpress")
    assert columns_of([row], *names) == [
        ("8_1", "pressure", "3", "4", 30.0, 60.0, 30.0, 2.0, subtype == "counter_press")
    ]
    assert row["type_name"] == f"on_ball_engagement {subtype}".strip()
    assert made(replace(press, ends="direct_regain"))[0]["type_name"].endswith("direct_regain")


# --- kick-offs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "near"),
    [((52.5, 34.0), True), ((55.5, 34.0), True), ((55.51, 34.0), False), ((49.5, 34.0), True), ((52.5, 30.99), False)],
)
@pytest.mark.parametrize("before", ["", "goal_for", "goal_against", "free_kick_for"])
def test_a_kick_off_is_taken_near_the_centre_mark(place: tuple[float, float], near: bool, before: str) -> None:
    kick = replace(PLAIN, ends="pass", x=place[0], y=place[1], before=before)
    (after_play,) = made(kick)
    assert after_play["set_piece"] == ("kick_off" if near and before.startswith("goal") else None)
    (opens,) = rows_of([kick], {})
    assert opens["set_piece"] == ("kick_off" if near else None)


def test_every_period_has_a_kick_off_and_a_press_is_none() -> None:
    kick = replace(PLAIN, ends="pass", x=52.5, y=34.0)
    press = replace(PLAIN, sort="on_ball_engagement", start=29.0)
    rows = rows_of([press, kick, replace(kick, start=40.0), replace(kick, period=2)], {})
    assert columns_of(rows, "kind", "set_piece") == [
        ("pressure", None),
        ("pass", "kick_off"),
        ("pass", None),
        ("pass", "kick_off"),
    ]


def test_rows_come_in_order_of_play() -> None:
    late = replace(PLAIN, ends="pass", carried=True, begins="recovery")
    press = replace(PLAIN, sort="on_ball_engagement", start=31.0)
    rows = rows_of([replace(late, period=2), late, press], {})
    assert columns_of(rows, "period", "kind", "seconds") == [
        *[(1, "recovery", 30.0), (1, "carry", 30.0), (1, "pressure", 31.0), (1, "pass", 32.0)],
        *[(2, "recovery", 30.0), (2, "carry", 30.0), (2, "pass", 32.0)],
    ]


# --- goals without a shot ------------------------------------------------------------------------------------------

SILENT = replace(PLAIN, ends="unknown", after="goal_for")


@pytest.mark.parametrize(("goals", "scored"), [(0, 0), (1, 1), (2, 1)])
def test_a_goal_of_an_interruption_is_the_players_while_he_has_goals_left(goals: int, scored: int) -> None:
    rows = made(SILENT, scorers={"3": (goals, 0)})
    about = [("8_1-goal", "shot", "home", "3", "goal", 32.0, 70.0, 33.0)][:scored]
    assert columns_of(rows, "event_id", "kind", "side", "player", "outcome", "seconds", "x", "y") == about
    twice = made(SILENT, replace(SILENT, start=90.0, end=92.0), scorers={"3": (goals, 0)})
    assert len(twice) == goals


@pytest.mark.parametrize(("gap", "alone"), [(14.9, False), (15.0, False), (15.01, True)])
@pytest.mark.parametrize("period", [1, 2])
def test_around_a_goal_nothing_else_is_one_for_fifteen_seconds(gap: float, alone: bool, period: int) -> None:
    shot = replace(PLAIN, ends="shot", after="goal_for", start=98.0, end=100.0)
    for sign in (1.0, -1.0):
        silent = replace(SILENT, start=99.0 + sign * gap, end=100.0 + sign * gap, period=period)
        goals = [row for row in made(shot, silent, scorers={"3": (2, 0)}) if row.get("outcome") == "goal"]
        assert len(goals) == 1 + (alone or period == 2)


def test_a_shot_that_missed_leaves_the_goal_to_the_interruption() -> None:
    shot = replace(PLAIN, ends="shot", after="corner_for", start=98.0, end=100.0)
    silent = replace(SILENT, start=100.0, end=101.0)
    rows = made(shot, silent, scorers={"3": (1, 0)})
    assert columns_of(rows, "kind", "outcome") == [("shot", None), ("shot", "goal")]
    other = replace(SILENT, ends="pass", after="free_kick_for")
    assert columns_of(made(other, scorers={"3": (1, 1)}), "kind") == [("pass",)]


THEIRS = replace(PLAIN, event_id="theirs", player="11", side="away", start=1.0, end=1.0)


@pytest.mark.parametrize("after", ["goal_for", "goal_against"])
@pytest.mark.parametrize("who", ["3", "11", "12"])
def test_an_own_goal_is_that_of_the_only_opponent_who_has_one(after: str, who: str) -> None:
    """3 plays at home, 11 away, 12 was never on the ball. The possession is that of 3."""
    rows = made(THEIRS, replace(SILENT, after=after), scorers={who: (0, 1)})
    conceding = "away" if after == "goal_for" else "home"
    if who == "12" or conceding != {"3": "home", "11": "away"}[who]:
        assert rows == []
        return
    (row,) = rows
    names = ("event_id", "kind", "side", "player", "seconds", "type_name", "outcome")
    assert columns_of([row], *names) == [("8_1-goal", "own_goal", conceding, who, 32.0, after, None)]
    if who == "3":
        assert (row["x"], row["y"]) == (70.0, 33.0)
    else:
        assert math.isnan(row["x"])
        assert math.isnan(row["y"])


def test_of_two_who_may_have_scored_an_own_goal_it_is_who_had_the_ball_or_nobody() -> None:
    mate = replace(PLAIN, event_id="mate", player="4", start=1.0, end=1.0)
    against = replace(SILENT, after="goal_against")
    scorers = {"3": (0, 1), "4": (0, 1)}
    assert columns_of(made(mate, against, scorers=scorers), "kind", "player") == [("own_goal", "3")]
    assert made(mate, replace(mate, player="3"), replace(against, player="9"), scorers=scorers) == []
    later = replace(against, player="9", start=90.0, end=92.0)
    assert columns_of(made(mate, against, later, scorers=scorers), "player") == [("3",), ("4",)]
    assert len(made(against, replace(against, start=90.0, end=92.0), scorers={"3": (0, 1)})) == 1
