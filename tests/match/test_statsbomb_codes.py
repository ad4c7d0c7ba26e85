"""StatsBomb's numbers of events against the names that its specification (Open Data Events v4) gives them."""

from __future__ import annotations

import json
from pathlib import Path

from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.codes import KINDS, SHOT_OUTCOMES, SHOT_SET_PIECES, UNTOUCHED

EVENTS = {
    2: "Ball Recovery",
    3: "Dispossessed",
    4: "Duel",
    6: "Block",
    8: "Offside",
    9: "Clearance",
    10: "Interception",
    14: "Dribble",
    16: "Shot",
    17: "Pressure",
    18: "Half Start",
    19: "Substitution",
    20: "Own Goal Against",
    21: "Foul Won",
    22: "Foul Committed",
    23: "Goal Keeper",
    24: "Bad Behaviour",
    25: "Own Goal For",
    26: "Player On",
    27: "Player Off",
    30: "Pass",
    33: "50/50",
    34: "Half End",
    35: "Starting XI",
    36: "Tactical Shift",
    37: "Error",
    38: "Miscontrol",
    39: "Dribbled Past",
    40: "Injury Stoppage",
    41: "Referee Ball-Drop",
    42: "Ball Receipt*",
    43: "Carry",
}
MEANING = {
    "Ball Recovery": "recovery",
    "Dispossessed": "lost",
    "Duel": "tackle",
    "Block": "block",
    "Offside": "offside",
    "Clearance": "clearance",
    "Interception": "interception",
    "Dribble": "take_on",
    "Shot": "shot",
    "Pressure": "pressure",
    "Half Start": "period_start",
    "Substitution": "substitution",
    "Own Goal Against": "own_goal",
    "Foul Won": "foul_won",
    "Foul Committed": "foul",
    "Goal Keeper": "keeper",
    "Bad Behaviour": "card",
    "Pass": "pass",
    "50/50": "loose_ball",
    "Half End": "period_end",
    "Error": "lost",
    "Miscontrol": "lost",
    "Dribbled Past": "tackle",
    "Injury Stoppage": "out",
    "Ball Receipt*": "touch",
    "Carry": "carry",
}


def test_every_number_of_an_event_has_the_meaning_of_its_name() -> None:
    assert {EVENTS[number]: kind for number, kind in KINDS.items()} == MEANING


def test_who_does_not_touch_the_ball() -> None:
    assert {EVENTS[number] for number in UNTOUCHED} == {
        "Pressure",
        "Dribbled Past",
        "Foul Committed",
        "Foul Won",
        "Offside",
        "Bad Behaviour",
        "Injury Stoppage",
        "Substitution",
        "Starting XI",
        "Tactical Shift",
        "Half Start",
        "Half End",
        "Player On",
        "Player Off",
        "Referee Ball-Drop",
        "Own Goal For",
    }


def test_how_a_shot_ended_and_began() -> None:
    outcomes = {96: "Blocked", 97: "Goal", 98: "Off T", 99: "Post", 100: "Saved", 101: "Wayward",
                115: "Saved Off Target", 116: "Saved to Post"}  # fmt: skip
    meaning = {"Blocked": "blocked", "Goal": "goal", "Off T": "off_target", "Post": "post", "Saved": "saved",
               "Wayward": "off_target", "Saved Off Target": "saved", "Saved to Post": "saved"}  # fmt: skip
    assert {outcomes[number]: what for number, what in SHOT_OUTCOMES.items()} == meaning
    starts = {61: "Corner", 62: "Free Kick", 65: "Kick Off", 88: "Penalty"}
    assert {starts[number].lower().replace(" ", "_"): what for number, what in SHOT_SET_PIECES.items()} == {
        what: what for what in ("corner", "free_kick", "kick_off", "penalty")
    }


# The values of the details, as "StatsBomb Events" v4 lists them, with what each means in the event table.
def meanings(text: str) -> dict[int, str]:
    """Number -> meaning, from lines of "number name = meaning"."""
    lines = [line.split(" = ") for line in text.strip().splitlines()]
    return {int(line[0].split()[0]): line[1] for line in lines}


def test_the_ends_of_passes_dribbles_and_duels() -> None:
    assert meanings("8 Complete = success\n9 Incomplete = failure\n75 Out = failure\n76 Pass Offside = failure") == (
        s.PASS_OUTCOMES
    )
    assert meanings("8 Complete = success\n9 Incomplete = failure") == s.DRIBBLE_OUTCOMES
    duels = """
        1 Lost = failure
        2 Success To Opposition = failure
        3 Success To Team = success
        4 Won = success
        13 Lost In Play = failure
        14 Lost Out = failure
        15 Success = success
        16 Success In Play = success
        17 Success Out = success
        147 Success To Team = success
        148 Success To Opposition = failure"""
    assert meanings(duels) == s.DUEL_OUTCOMES
    # Pass "Out", duel "Lost Out" and "Success Out".
    assert set(s.OUT) == {75, 14, 17}


def test_what_a_goalkeeper_does() -> None:
    assert (s.FACED, set(s.CONCEDED)) == (32, {26, 28})  # Shot Faced; Goal Conceded, Penalty Conceded
    stopped = {25: "Collected", 27: "Keeper Sweeper", 29: "Penalty Saved", 30: "Punch", 31: "Save", 33: "Shot Saved",
               34: "Smother", 109: "Penalty Saved To Post", 110: "Saved To Post", 113: "Shot Saved Off Target",
               114: "Shot Saved To Post"}  # fmt: skip
    assert set(s.STOPPED) == set(stopped)
    assert s.GOALKEEPER == 1  # the position


def test_parts_of_the_body_cards_and_techniques() -> None:
    body = """
        35 Both Hands = other
        36 Chest = other
        37 Head = head
        38 Left Foot = left_foot
        39 Left Hand = other
        40 Right Foot = right_foot
        41 Right Hand = other
        68 Drop Kick = foot
        69 Keeper Arm = other
        70 Other = other"""
    assert meanings(body) == s.BODY_PARTS
    cards = """
        5 Red Card = red
        6 Second Yellow = second_yellow
        7 Yellow Card = yellow
        65 Yellow Card = yellow
        66 Second Yellow = second_yellow
        67 Red Card = red"""
    assert meanings(cards) == s.CARDS
    names = ("Backheel", "Diving Header", "Half Volley", "Lob", "Normal", "Overhead Kick", "Volley")
    assert {number: name.lower().replace(" ", "_") for number, name in enumerate(names, start=89)} == s.TECHNIQUES


def test_single_numbers_of_details() -> None:
    passes = {61: "Corner", 62: "Free Kick", 63: "Goal Kick", 65: "Kick Off", 67: "Throw-in"}
    assert {number: name.lower().replace(" ", "_").replace("-", "_") for number, name in passes.items()} == (
        s.PASS_SET_PIECES
    )
    assert s.PASS_INTERCEPTION == 64
    assert s.AERIAL_LOST == 10
    assert s.HIGH_PASS == 3
    assert s.THROUGH_BALL == 108
    assert s.FROM_COUNTER == 6
    assert (s.KICK_OFF, s.GOAL) == (65, 97)
    assert (EVENTS[s.OWN_GOAL_AGAINST], EVENTS[s.OWN_GOAL_FOR]) == ("Own Goal Against", "Own Goal For")


def test_names_of_events_stand_for_their_numbers() -> None:
    named = {"PASS": "Pass", "SHOT": "Shot", "CARRY": "Carry", "DRIBBLE": "Dribble", "DRIBBLED_PAST": "Dribbled Past",
             "DUEL": "Duel", "FIFTY_FIFTY": "50/50", "INTERCEPTION": "Interception", "RECOVERY": "Ball Recovery",
             "KEEPER": "Goal Keeper", "RECEIPT": "Ball Receipt*", "SUBSTITUTION": "Substitution",
             "CLEARANCE": "Clearance", "MISCONTROL": "Miscontrol", "FOUL": "Foul Committed", "FOUL_WON": "Foul Won",
             "BAD_BEHAVIOUR": "Bad Behaviour", "STARTING_XI": "Starting XI", "HALF_END": "Half End",
             "TACTICAL_SHIFT": "Tactical Shift"}  # fmt: skip
    assert {name: EVENTS[getattr(s, name)] for name in named} == named


def test_the_events_and_values_that_the_documents_name() -> None:
    # Besides those above: camera on 5 and off 29, shield 28.
    assert set(EVENTS) | {5, 28, 29} == s.EVENT_TYPES
    duels = {1, 2, 3, 4, 13, 14, 15, 16, 17, 147, 148}
    cards = {5, 6, 7, 65, 66, 67}
    assert {
        (16, "outcome"): {96, 97, 98, 99, 100, 101, 115, 116},
        (16, "type"): {61, 62, 65, 87, 88},  # 87 open play
        (30, "outcome"): {8, 9, 74, 75, 76, 77},  # 74 injury clearance, 77 unknown
        (30, "type"): {61, 62, 63, 64, 65, 66, 67},  # 66 recovery
        (4, "outcome"): duels,
        (4, "type"): {10, 11},  # aerial lost, tackle
        (10, "outcome"): duels,
        (33, "outcome"): duels,
        (14, "outcome"): {8, 9},
        (23, "type"): {25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 109, 110, 113, 114},
        (22, "card"): cards,
        (24, "card"): cards,
    } == s.KNOWN_DETAILS


def test_which_events_carry_which_detail() -> None:
    carriers = {
        "outcome": "Pass, Shot, Dribble, Duel, Interception, Goal Keeper, Ball Receipt*, 50/50",
        "type": "Pass, Shot, Duel, Goal Keeper",
        "body_part": "Pass, Shot, Clearance, Goal Keeper",
        "technique": "Pass, Shot, Goal Keeper",
        "height": "Pass",
        "card": "Foul Committed, Bad Behaviour",
        "recipient": "Pass",
        "replacement": "Substitution",
        "end_location": "Pass, Shot, Carry, Goal Keeper",
        "cross": "Pass",
        "through_ball": "Pass",
        "shot_assist": "Pass",
        "goal_assist": "Pass",
        "aerial_won": "Pass, Shot, Clearance, Miscontrol",
        "first_time": "Shot",
        "penalty": "Foul Committed, Foul Won",
        "recovery_failure": "Ball Recovery",
        "xg": "Shot",
    }
    assert {name: {EVENTS[number] for number in kinds} for name, kinds in s.CARRIERS.items()} == {
        name: set(text.split(", ")) for name, text in carriers.items()
    }


def test_the_marks_of_the_pitch_are_those_of_the_specification() -> None:
    # 120 x 80 yards: goal areas 6 x 20, penalty spots at 12, penalty areas 18 x 44, the goal 8 wide, halfway at 60.
    assert [*s.LENGTH_MARKS] == [0, 6, 12, 18, 120 / 2, 120 - 18, 120 - 12, 120 - 6, 120]
    assert [*s.WIDTH_MARKS] == [0, 40 - 22, 40 - 10, 40 - 4, 40, 40 + 4, 40 + 10, 40 + 22, 80]


def test_names_in_real_files_agree(kloppy_files: Path) -> None:
    seen = set()
    for number in ("3788741", "15986"):
        for event in json.loads((kloppy_files / f"statsbomb_{number}_event.json").read_bytes()):
            seen.add(event["type"]["id"])
            assert (EVENTS | {28: "Shield"})[event["type"]["id"]] == event["type"]["name"]
    assert len(seen) > 25
