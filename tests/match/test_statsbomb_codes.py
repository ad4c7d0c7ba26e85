"""StatsBomb's numbers of events against the names that its specification (Open Data Events v4) gives them."""

from __future__ import annotations

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
