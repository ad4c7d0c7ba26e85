"""Every code of PFF's event specification (versions 2.0 to 2.5), with what it means in the event table."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from frontfoot.match.pff.codes import body_part
from frontfoot.match.pff.events import Reader
from frontfoot.match.pff.file import PffEvent, PffMeta
from frontfoot.match.pff.setting import Setting
from tests.match.as_pff import event

TEAMS = {"id": 1, "homeTeam": {"id": 1}, "awayTeam": {"id": 2}}


def read(*lines: dict[str, Any], left: bool = True, **about: Any) -> list[dict[str, Any]]:
    """The rows of some lines, in the order in which they are made; the home side defends the left at first."""
    events = msgspec.json.decode(json.dumps(lines), type=list[PffEvent])
    meta = msgspec.json.decode(json.dumps({**TEAMS, "homeTeamStartLeft": left, **about}), type=PffMeta)
    return Reader(events, Setting(events, meta, [], "events.json")).rows


def columns_of(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(name) for name in names) for row in rows]


# shotOutcomeType: outcome, and the row of an opponent beside it where keeper 21, blocker 22 and clearer 23 are named.
SHOTS: dict[str | None, tuple[str | None, tuple[str, str] | None]] = {
    "B": ("blocked", ("block", "22")),  # on target, blocked
    "C": ("blocked", ("block", "22")),  # off target, blocked
    "F": ("off_target", ("keeper", "21")),  # saved, and was going wide
    "G": ("goal", None),
    "L": ("blocked", ("block", "22")),  # cleared off the line
    "O": ("off_target", None),
    "S": ("saved", ("keeper", "21")),  # on target
    None: (None, None),
}


@pytest.mark.parametrize(("letter", "meant"), SHOTS.items())
def test_outcomes_of_shots(letter: str | None, meant: tuple[str | None, tuple[str, str] | None]) -> None:
    people: dict[str, Any] = {"shooterPlayerId": 12, "keeperPlayerId": 21, "blockerPlayerId": 22, "clearerPlayerId": 23}
    shot, *beside = read(event("SH", 5.0, 40.0, shotOutcomeType=letter, **people), event("PA", 6.0, 50.0))
    assert (shot["kind"], shot["side"], shot["player"], shot["outcome"]) == ("shot", "home", "12", meant[0])
    assert (shot["x"], shot["seconds"], shot["end_x"]) == (92.5, 0.0, None)
    expected = [] if meant[1] is None else [(*meant[1], "away", "success", 1.0)]
    assert columns_of(beside[: len(expected)], "kind", "player", "side", "outcome", "seconds") == expected
    assert [row["kind"] for row in beside[len(expected) :]] == ["pass"]


@pytest.mark.parametrize("letter", ["B", "C", "L"])
def test_who_clears_a_shot_blocks_it_where_no_blocker_is_named(letter: str) -> None:
    rows = read(event("SH", 5.0, 40.0, shotOutcomeType=letter, clearerPlayerId=23))
    assert columns_of(rows, "kind", "player", "side", "seconds") == [
        ("shot", "11", "home", 0.0),
        ("block", "23", "away", 0.0),
    ]
    assert len(read(event("SH", 5.0, 40.0, shotOutcomeType=letter))) == 1


def test_nobody_saves_a_shot_without_a_keeper() -> None:
    for letter in "SF":
        assert len(read(event("SH", 5.0, 40.0, shotOutcomeType=letter, blockerPlayerId=22))) == 1


@pytest.mark.parametrize(
    ("letter", "game", "outcome"),
    [
        ("O", "G", "post"),
        ("F", "G", "post"),
        ("S", "G", "saved"),
        ("G", "G", "goal"),
        ("O", "OTB", "off_target"),
        ("O", "END", "off_target"),
    ],
)
def test_the_woodwork_is_the_next_line(letter: str, game: str, outcome: str) -> None:
    rows = read(
        event("SH", 5.0, 40.0, shotOutcomeType=letter),
        event(None, 6.0, 52.0, game={"gameEventType": game}),
        event(None, 7.0, 52.0, game={"gameEventType": "G"}),
    )
    assert rows[0]["outcome"] == outcome


TECHNIQUES = {
    "B": "overhead_kick",  # bicycle
    "D": "diving_header",
    "F": "normal",  # side foot
    "I": "normal",  # sliding
    "L": "lob",
    "O": "normal",  # outside of the foot
    "S": "normal",
    "T": "normal",  # studs
    "V": "volley",
    None: "normal",
}


@pytest.mark.parametrize(("letter", "technique"), TECHNIQUES.items())
def test_types_of_shots(letter: str | None, technique: str) -> None:
    for body, expected in (("R", technique), ("L", technique), ("RB", "backheel"), ("LB", "backheel")):
        (shot,) = read(event("SH", 5.0, 40.0, shotType=letter, bodyType=body))
        assert shot["technique"] == expected


# Appendix 1 of the specification.
BODY: dict[str | None, str | None] = {
    **dict.fromkeys(("R", "RB"), "right_foot"),
    **dict.fromkeys(("L", "LB"), "left_foot"),
    "HE": "head",
    **dict.fromkeys(("BA", "BO", "CA", "CH", "PA", "PU", "TWOHANDS"), "other"),
    **dict.fromkeys((f"{side}{part}" for side in "LR" for part in "ACHKST"), "other"),
    "VM": None,  # the video is missing
    "": None,
    None: None,
}


@pytest.mark.parametrize(("letters", "part"), BODY.items())
def test_parts_of_the_body(letters: str | None, part: str | None) -> None:
    assert body_part(letters) == part
    for sort in ("PA", "CR", "SH", "CL", "RE", "TC"):
        (row,) = read(event(sort, 5.0, 0.0, bodyType=letters))
        assert row["body_part"] == part, sort
    duel = {"ballCarrierPlayerId": 11, "challengerPlayerId": 21}
    for row in read(event("CH", 5.0, 0.0, bodyType=letters, **duel), event("BC", 6.0, 0.0, bodyType=letters)):
        assert row["body_part"] is None


# passOutcomeType and crossOutcomeType: outcome, and the opponent's action where defender 21 and blocker 22 are named.
PASSES: dict[str | None, tuple[str | None, tuple[str, str, bool] | None]] = {
    "B": ("failure", ("block", "22", False)),
    "C": ("success", None),
    "D": ("failure", ("interception", "21", True)),
    "G": ("failure", None),  # a lucky shot at the own goal
    "I": ("failure", None),  # a lucky shot at goal
    "O": ("failure", None),  # out of play
    "S": (None, None),  # stopped
    "U": ("failure", None),  # a cross that nobody touched
    None: (None, None),
}


@pytest.mark.parametrize(("sort", "verb"), [("PA", "pass"), ("CR", "cross")])
@pytest.mark.parametrize(("letter", "meant"), PASSES.items())
def test_outcomes_of_passes_and_crosses(
    letter: str | None, meant: tuple[str | None, tuple[str, str, bool] | None], sort: str, verb: str
) -> None:
    people: dict[str, Any] = {"defenderPlayerId": 21, "blockerPlayerId": 22, f"{verb}erPlayerId": 12}
    people |= {"receiverPlayerId": 13, f"{verb}OutcomeType": letter}
    rows = read(event(sort, 5.0, 0.0, **people), event("PA", 6.0, 50.0))
    names = ("kind", "player", "side", "outcome", "cross", "related_player", "end_x", "interception")
    assert columns_of(rows[:1], *names) == [("pass", "12", "home", meant[0], sort == "CR", "13", 102.5, False)]
    beside = [] if meant[1] is None else [(meant[1][0], meant[1][1], "away", "success", meant[1][2], 1.0, 2.5)]
    assert columns_of(rows[1:-1], "kind", "player", "side", "outcome", "interception", "seconds", "x") == beside
    other = "cross" if verb == "pass" else "pass"
    foreign: dict[str, Any] = {f"{other}OutcomeType": "C", f"{other}erPlayerId": 19, f"{verb}OutcomeType": letter}
    nobody = event(sort, 5.0, 0.0, **foreign)
    assert columns_of(read(nobody), "kind", "player", "outcome") == [("pass", "11", meant[0])]


def test_through_balls_and_high_balls() -> None:
    # passType: cutback, create contest, flick-on, long throw, long, miss-hit, over the top, standard, through, switch.
    for letter in "BCFHLMOSTW":
        (row,) = read(event("PA", 5.0, 0.0, passType=letter))
        assert row["through_ball"] is (letter == "T")
    # highPointType: above the head, ground, between waist and head, below the waist, missing, half-volley.
    for letter in "AGHLMV":
        (row,) = read(event("PA", 5.0, 0.0, highPointType=letter))
        assert row["high"] is (letter == "A")


@pytest.mark.parametrize(
    ("letter", "outcome"), [("C", "failure"), ("L", "failure"), ("R", "success"), ("S", "success"), (None, None)]
)
def test_outcomes_of_carries(letter: str | None, outcome: str | None) -> None:
    """Into a challenge, lost, retained, stopped."""
    rows = read(event("BC", 5.0, 0.0, ballCarryOutcome=letter), event("PA", 6.0, 20.0))
    assert columns_of(rows[:1], "kind", "player", "outcome", "end_x") == [("carry", "11", outcome, 72.5)]


def test_who_carries_the_ball() -> None:
    for names in ({"ballCarrierPlayerId": 12, "carrierPlayerId": 13}, {"carrierPlayerId": 12}):
        assert columns_of(read(event("BC", 5.0, 0.0, **names)), "player") == [("12",)]


# challengeType: aerial duel, from behind, dribble, fifty-fifty, keeper smothers, shielding, hand tackle, slide tackle,
# shoulder to shoulder, standing tackle.
@pytest.mark.parametrize("letter", ["A", "B", "D", "FIFTY", "G", "H", "K", "L", "S", "T"])
@pytest.mark.parametrize("winner", [12, 21, None, 15])
def test_challenges_are_two_rows(letter: str, winner: int | None) -> None:
    people: dict[str, Any] = {"ballCarrierPlayerId": 12, "challengerPlayerId": 21, "challengeWinnerPlayerId": winner}
    rows = read(event("CH", 5.0, 0.0, challengeType=letter, **people))
    kinds = ("aerial", "aerial") if letter == "A" else ("take_on", "tackle")
    sliding = None if letter == "A" else letter == "L"
    outcomes = ["neutral" if winner is None else "success" if winner == man else "failure" for man in (12, 21)]
    assert columns_of(rows, "kind", "side", "player", "related_player", "outcome", "sliding") == [
        (kinds[0], "home", "12", "21", outcomes[0], None),
        (kinds[1], "away", "21", "12", outcomes[1], sliding),
    ]


@pytest.mark.parametrize(("winner", "outcomes"), [(11, ("success", "failure")), (None, ("neutral", "neutral"))])
def test_an_aerial_duel_of_two_named_players(winner: int | None, outcomes: tuple[str, str]) -> None:
    people: dict[str, Any] = {"homeDuelPlayerId": 11, "awayDuelPlayerId": 21, "challengeWinnerPlayerId": winner}
    both = [("aerial", "home", "11", "21", outcomes[0]), ("aerial", "away", "21", "11", outcomes[1])]
    names = ("kind", "side", "player", "related_player", "outcome")
    assert columns_of(read(event("CH", 5.0, 0.0, by=21, challengeType="A", **people)), *names) == both
    # Only an aerial duel, and only of two: otherwise there must be a carrier and a challenger.
    assert read(event("CH", 5.0, 0.0, challengeType="D", **people)) == []
    for one in ("homeDuelPlayerId", "awayDuelPlayerId"):
        assert read(event("CH", 5.0, 0.0, challengeType="A", **{one: 11})) == []


def test_a_challenge_without_a_challenger_or_carrier_is_none() -> None:
    assert read(event("CH", 5.0, 0.0, challengeType="T", ballCarrierPlayerId=12)) == []
    assert read(event("CH", 5.0, 0.0, challengeType="T", challengerPlayerId=21, game={"playerId": None})) == []
    rows = read(event("CH", 5.0, 0.0, challengeType="T", challengerPlayerId=21, carrierPlayerId=13))
    assert columns_of(rows, "player") == [("13",), ("21",)]


# touchType: ball in hand, failed cross, hand ball, failed trap, failed catch, heavy touch, failed clearance, failed
# pass, failed shot, take-over.
LOST = {"B": False, "C": True, "D": False, "F": True, "G": True, "H": True, "L": True, "P": True, "S": True, "T": False}


@pytest.mark.parametrize(("letter", "lost"), [*LOST.items(), (None, False)])
def test_failed_touches_lose_the_ball_unless_it_is_retained(letter: str | None, lost: bool) -> None:
    for ending in (*"ACDGOPRW", None):
        (row,) = read(event("TC", 5.0, 0.0, touchType=letter, touchOutcomeType=ending, touchPlayerId=12))
        assert (row["kind"], row["player"]) == ("lost" if lost and ending != "R" else "touch", "12"), ending
    assert columns_of(read(event("TC", 5.0, 0.0, touchType=letter)), "player") == [("11",)]


def test_clearances_and_rebounds() -> None:
    for sort, kind, name in (("CL", "clearance", "clearerPlayerId"), ("RE", "touch", "rebounderPlayerId")):
        for more, player in (({name: 12}, "12"), ({}, "11")):
            (row,) = read(event(sort, 5.0, 0.0, **more))
            assert (row["kind"], row["player"], row["outcome"], row["side"]) == (kind, player, None, "home")


@pytest.mark.parametrize(
    ("letter", "outcome"), [("P", "success"), ("A", "failure"), ("L", None), ("N", None), (None, None)]
)
def test_pressures(letter: str | None, outcome: str | None) -> None:
    """The player is pressed, an attempt, a passing lane, none: before the event and at its first touch."""
    at_event = read(event("PA", 5.0, 0.0, pressureType=letter, pressurePlayerId=21))
    touch = {"initialPressureType": letter, "initialPressurePlayerId": 21}
    at_touch = read(event("PA", 5.0, 0.0, touch=touch))
    assert at_event[0]["under_pressure"] is (outcome is not None)
    assert at_touch[0]["under_pressure"] is False
    pressure = [] if outcome is None else [("pressure", "away", "21", outcome)]
    assert columns_of(at_event[1:], "kind", "side", "player", "outcome") == pressure
    assert columns_of(at_touch[1:], "kind", "side", "player", "outcome") == pressure
    assert len(read(event("PA", 5.0, 0.0, pressureType=letter))) == 1  # nobody is named


def test_two_who_press_one_possession_are_two() -> None:
    touch = {"initialPressureType": "A", "initialPressurePlayerId": 22}
    rows = read(event("PA", 5.0, 0.0, touch=touch, pressureType="P", pressurePlayerId=21))
    assert columns_of(rows[1:], "player", "outcome") == [("21", "success"), ("22", "failure")]
    lines = [event("PA", at, 0.0, pressureType="P", pressurePlayerId=21) for at in (5.0, 6.0)]
    assert columns_of(read(*lines), "kind") == [("pass",), ("pressure",), ("pass",), ("pressure",)]


# foulOutcomeType: no foul, no warning, red, second yellow, warning, yellow.
CARDS = {"N": None, "R": "red", "S": "second_yellow", "W": None, "Y": "yellow"}
# offenseType: dissent, off the ball, hand ball, on the ball, offside, technical, diving.
OFFENCES = {"D": "card", "F": "foul", "H": "foul", "N": "foul", "O": "offside", "T": "foul", "V": "foul", None: "foul"}


@pytest.mark.parametrize("stage", ["final", "onField"])
@pytest.mark.parametrize(("outcome", "card"), CARDS.items())
@pytest.mark.parametrize(("offence", "kind"), OFFENCES.items())
def test_fouls(stage: str, outcome: str, card: str | None, offence: str | None, kind: str) -> None:
    foul = {f"{stage}CulpritPlayerId": 21, f"{stage}FoulOutcomeType": outcome, f"{stage}OffenseType": offence}
    rows = read(event("FO", 5.0, 20.0, fouls={**foul, "victimPlayerId": 11}), event("PA", 6.0, 20.0))
    won = [("foul_won", "home", "11", "21", None, False, 72.5)] if kind == "foul" else []
    assert columns_of(rows[:-1], "kind", "side", "player", "related_player", "card", "penalty_foul", "x") == [
        (kind, "away", "21", "11", card, False, 32.5),
        *won,
    ]


def test_what_was_no_foul_in_the_end_is_none() -> None:
    for foul in ({"finalFoulOutcomeType": "F", "onFieldFoulOutcomeType": "R"}, {"onFieldFoulOutcomeType": "F"}, {}):
        assert read(event("FO", 5.0, 0.0, fouls={**foul, "finalCulpritPlayerId": 21})) == []
    both = {"finalFoulOutcomeType": "Y", "onFieldFoulOutcomeType": "R", "finalOffenseType": "N"}
    people = {"finalCulpritPlayerId": 21, "onFieldCulpritPlayerId": 22, "onFieldOffenseType": "O"}
    assert columns_of(read(event("FO", 5.0, 0.0, fouls={**both, **people})), "kind", "player", "card") == [
        ("foul", "21", "yellow")
    ]


@pytest.mark.parametrize("restart", ["C", "D", "F", "G", "K", "O", "P", "T", None])
def test_only_a_foul_before_a_penalty_gives_it(restart: str | None) -> None:
    for offence, penalty in (("N", restart == "P"), ("O", False), ("D", False)):
        foul = {"finalCulpritPlayerId": 21, "victimPlayerId": 11, "finalFoulOutcomeType": "N"}
        rows = read(
            event("FO", 5.0, 0.0, fouls={**foul, "finalOffenseType": offence}),
            event("SH", 9.0, 0.0, game={"setpieceType": restart}),
        )
        assert {row["penalty_foul"] for row in rows[:-1]} == {penalty}


@pytest.mark.parametrize(("culprit", "victim", "sides"), [(29, 11, ("away", "home")), (12, 28, ("home", "away"))])
def test_the_side_of_a_player_nobody_listed_is_the_other_than_the_known_ones(
    culprit: int, victim: int, sides: tuple[str, str]
) -> None:
    """Only players 11 and 12 are named in other lines, both at home."""
    foul = {"finalCulpritPlayerId": culprit, "victimPlayerId": victim, "finalFoulOutcomeType": "N"}
    rows = read(event("PA", 1.0, 0.0), event("PA", 2.0, 0.0, by=12), event("FO", 5.0, 0.0, fouls=foul))
    assert columns_of(rows[2:], "kind", "side") == [("foul", sides[0]), ("foul_won", sides[1])]


# setpieceType: a drop ball and open play are no restarts here.
RESTARTS = {
    "C": "corner",
    "D": None,
    "F": "free_kick",
    "G": "goal_kick",
    "K": "kick_off",
    "O": None,
    "P": "penalty",
    "T": "throw_in",
    None: None,
}


@pytest.mark.parametrize(("letter", "restart"), RESTARTS.items())
def test_restarts(letter: str | None, restart: str | None) -> None:
    for sort, expected in (("PA", restart), ("CR", restart), ("SH", restart), ("BC", None), ("CL", None), ("TC", None)):
        (row,) = read(event(sort, 5.0, 0.0, game={"setpieceType": letter}))
        assert row["set_piece"] == expected, sort
