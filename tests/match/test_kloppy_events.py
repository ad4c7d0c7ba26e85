"""One event of kloppy as a row, by the meaning of its types and results; what raw files state beside the events."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from frontfoot.match.files import Source
from frontfoot.match.kloppy.events import row_of
from frontfoot.match.kloppy.occasion import ended, over
from frontfoot.match.until import Until

domain = pytest.importorskip("kloppy.domain", reason="kloppy is not installed: pip install 'frontfoot[providers]'")
HOME, AWAY = SimpleNamespace(team_id=1), SimpleNamespace(team_id=2)


def qualified(*values: Any) -> list[Any]:
    sorts = {domain.PassType: domain.PassQualifier, domain.SetPieceType: domain.SetPieceQualifier,
             domain.BodyPart: domain.BodyPartQualifier, domain.DuelType: domain.DuelQualifier}  # fmt: skip
    return [sorts[type(value)](value=value) for value in values]


def row(name: str, *values: Any, provider: str = "opta", result: Any = None, **changes: Any) -> dict[str, Any]:
    event = SimpleNamespace(**{
        "event_type": domain.EventType[name], "event_id": 9, "period": SimpleNamespace(id=2), "team": HOME,
        "timestamp": timedelta(seconds=61.5), "player": SimpleNamespace(player_id=4), "result": result,
        "coordinates": domain.Point(x=30, y=10), "qualifiers": qualified(*values), "ball_owning_team": HOME,
        "dataset": SimpleNamespace(metadata=SimpleNamespace(provider=SimpleNamespace(value=provider))), **changes,
    })  # fmt: skip
    return row_of(event, {"1": "home", "2": "away"}, domain.Orientation.ACTION_EXECUTING_TEAM)


KINDS = {"PASS": "pass", "SHOT": "shot", "TAKE_ON": "take_on", "CARRY": "carry", "CLEARANCE": "clearance",
         "INTERCEPTION": "interception", "SUBSTITUTION": "substitution", "CARD": "card", "RECOVERY": "recovery",
         "BALL_OUT": "out", "FOUL_COMMITTED": "foul", "GOALKEEPER": "keeper", "PRESSURE": "pressure",
         "MISCONTROL": "lost", "FORMATION_CHANGE": "other", "PLAYER_ON": "other", "PLAYER_OFF": "other",
         "GENERIC": "other"}  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_kind_touch_and_marks_of_every_type(name: str, kind: str) -> None:
    values = row(name)
    assert (values["kind"], values["interception"]) == (kind, kind == "interception")
    untouched = {"pressure", "card", "foul", "out", "substitution", "other"}
    assert values["touched"] is (None if name == "GENERIC" else kind not in untouched)
    for mark in ("cross", "through_ball", "high", "key_pass", "assist"):
        assert values[mark] is (False if name == "PASS" else None)
    assert values["sliding"] is values["counter_attack"] is values["under_pressure"] is values["xg"] is None
    assert values["type_name"] == (None if name == "GENERIC" else name.lower())
    assert (values["event_id"], values["period"], values["seconds"], values["side"]) == ("9", 2, 61.5, "home")
    assert (values["player"], values["related_player"], values["x"], values["y"]) == ("4", None, 30, 10)
    assert row("GENERIC", event_name="ball drop")["type_name"] == "ball drop"


def test_duels_by_their_sort_and_who_has_the_ball() -> None:
    sort = domain.DuelType
    assert row("DUEL", sort.AERIAL, sort.LOOSE_BALL)["kind"] == "aerial"
    assert row("DUEL", sort.LOOSE_BALL)["kind"] == "loose_ball"
    owners = {"take_on": HOME, "tackle": AWAY}
    assert {row("DUEL", sort.GROUND, ball_owning_team=owner)["kind"]: owner for owner in owners.values()} == owners
    assert row("DUEL", ball_owning_team=None)["kind"] == "tackle"
    assert [row("DUEL", *s)["sliding"] for s in ([sort.SLIDING_TACKLE], [sort.GROUND])] == [True, False]
    assert row("DUEL")["touched"] is None


def test_every_result() -> None:
    meaning = {"COMPLETE": "success", "INCOMPLETE": "failure", "OUT": "failure", "OFFSIDE": "failure", "GOAL": "goal",
               "SAVED": "saved", "OFF_TARGET": "off_target", "BLOCKED": "blocked", "POST": "post", "WON": "success",
               "LOST": "failure", "NEUTRAL": "neutral", "SUCCESS": "success"}  # fmt: skip
    for sort in (domain.PassResult, domain.ShotResult, domain.DuelResult, domain.TakeOnResult, domain.CarryResult,
                 domain.InterceptionResult):  # fmt: skip
        for result in sort:
            values = row("SHOT", result=result)
            own = result.name == "OWN_GOAL"
            assert (values["kind"], values["outcome"]) == ("own_goal" if own else "shot", meaning.get(result.name))


def test_marks_of_a_pass_restarts_bodies_and_cards() -> None:
    sort = domain.PassType
    marks = {sort.CROSS: {"cross"}, sort.THROUGH_BALL: {"through_ball"}, sort.HIGH_PASS: {"high"},
             sort.CHIPPED_PASS: {"high"}, sort.SHOT_ASSIST: {"key_pass"}, sort.ASSIST: {"key_pass", "assist"},
             sort.HEAD_PASS: set()}  # fmt: skip
    for value, names in marks.items():
        values = row("PASS", value)
        assert {m for m in ("cross", "through_ball", "high", "key_pass", "assist") if values[m]} == names
    restarts = {"GOAL_KICK": "goal_kick", "FREE_KICK": "free_kick", "THROW_IN": "throw_in", "CORNER_KICK": "corner",
                "PENALTY": "penalty", "KICK_OFF": "kick_off"}  # fmt: skip
    assert {v.name: row("PASS", v)["set_piece"] for v in domain.SetPieceType} == restarts
    bodies = {"RIGHT_FOOT": "right_foot", "LEFT_FOOT": "left_foot", "HEAD": "head", "HEAD_OTHER": "head"}
    for part in domain.BodyPart:
        assert row("PASS", part)["body_part"] == bodies.get(part.name, "other")
    cards = {"FIRST_YELLOW": "yellow", "SECOND_YELLOW": "second_yellow", "RED": "red"}
    assert {c.name: row("CARD", card_type=c)["card"] for c in domain.CardType} == cards
    counter = [domain.CounterAttackQualifier(value=True), domain.UnderPressureQualifier(value=True)]
    values = row("PASS", qualifiers=counter)
    assert values["counter_attack"] is values["under_pressure"] is True


def test_ends_partners_and_places() -> None:
    point = domain.Point(x=70, y=20)
    for name in ("receiver_coordinates", "end_coordinates", "result_coordinates"):
        values = row("PASS", **{name: point})
        assert (values["end_x"], values["end_y"]) == (70, 20)
    other = SimpleNamespace(player_id=8)
    assert row("PASS", receiver_player=other)["related_player"] == "8"
    assert row("SUBSTITUTION", replacement_player=other)["related_player"] == "8"
    lost = row("PASS", coordinates=domain.Point(x=float("nan"), y=3))
    assert (lost["x"], lost["y"]) == (float("inf"), 3)
    assert (row("PASS", coordinates=None)["x"], row("PASS", team=None)["side"]) == (None, None)
    assert row("PASS", player=None)["player"] is None
    assert row("FOUL_COMMITTED", provider="metrica")["kind"] == "foul_won"


def source(text: str) -> Source:
    return Source("f", Path("f"), "f", text.encode())


@pytest.mark.parametrize(
    ("provider", "text", "stated"),
    [
        ("statsperform", '"matchStatus": "Played"', True),
        ("statsperform", 'matchStatus="Playing"', False),
        ("statsperform", 'matchStatus="Fixture"', None),
        *(("opta", f'<MatchInfo Period="{p}">', p == "FullTime")
          for p in ("FullTime", "FirstHalf", "HalfTime", "SecondHalf")),
        ("datafactory", '"statusId": 2', True),
        ("datafactory", '"statusId": "1"', False),
        ("sportec", 'matchStatus="Played"', None),
    ],
)  # fmt: skip
def test_whether_the_match_is_over(provider: str, text: str, stated: bool | None) -> None:
    assert over(provider, {"events": source("nothing"), "lineups": source(text)}) is stated


def test_ended_periods_up_to_the_cut() -> None:
    names = ("firstHalf", "secondHalf", "firstHalfExtra", "secondHalfExtra", "penalty")
    whistles = source("".join(f'<FinalWhistle GameSection="{name}"/>' for name in names))
    opta = source("".join(f'<Event type_id="30" period_id="{n}"/>' for n in (1, 2, 14)))
    stats = source('{"typeId": 30, "periodId": 1}, {"typeId": 30, "periodId": 2}')
    assert ended("sportec", {"events": whistles}, None) == frozenset({1, 2, 3, 4, 5})
    assert ended("sportec", {"events": whistles}, Until.parse("HT")) == frozenset({1})
    assert ended("opta", {"events": opta}, None) == ended("statsperform", {"events": stats}, None) == frozenset({1, 2})
    assert ended("impect", {"events": opta}, None) is None
