"""Wyscout's events and tags against its published lists: eventid2name and tags2name of the public data set, API v3."""

from __future__ import annotations

import re

from frontfoot.match.wyscout import codes as v2
from frontfoot.match.wyscout import v3_codes as v3

# Number, name -> kind, set piece, who touches the ball: yes, no, or open.
SUB_EVENTS = """
10 Air duel -> aerial, , open
11 Ground attacking duel -> take_on, , yes
12 Ground defending duel -> tackle, , open
13 Ground loose ball duel -> loose_ball, , open
20 Foul -> foul, , no
21 Hand foul -> foul, , yes
22 Late card foul -> foul, , no
23 Out of game foul -> foul, , no
24 Protest -> foul, , no
25 Simulation -> foul, , no
26 Time lost foul -> foul, , no
27 Violent Foul -> foul, , no
30 Corner -> pass, corner, yes
31 Free Kick -> pass, free_kick, yes
32 Free kick cross -> pass, free_kick, yes
33 Free kick shot -> shot, free_kick, yes
34 Goal kick -> pass, goal_kick, yes
35 Penalty -> shot, penalty, yes
36 Throw in -> pass, throw_in, yes
40 Goalkeeper leaving line -> keeper, , open
50 Ball out of the field -> out, , no
51 Whistle -> out, , no
60 Offside -> offside, , no
70 Acceleration -> touch, , yes
71 Clearance -> clearance, , yes
72 Touch -> touch, , yes
80 Cross -> pass, , yes
81 Hand pass -> pass, , yes
82 Head pass -> pass, , yes
83 High pass -> pass, , yes
84 Launch -> pass, , yes
85 Simple pass -> pass, , yes
86 Smart pass -> pass, , yes
90 Reflexes -> keeper, , yes
91 Save attempt -> keeper, , yes
100 Shot -> shot, , yes
"""

TAGS = {
    "goal": {101}, "own_goal": {102}, "assist": {301}, "key_pass": {302}, "left_foot": {401}, "right_foot": {402},
    "head": {403}, "duel_lost": {701}, "duel_neutral": {702}, "duel_won": {703}, "high": {801}, "through": {901},
    "missed_ball": {1302}, "interception": {1401}, "sliding": {1601}, "red": {1701}, "yellow": {1702},
    "second_yellow": {1703}, "accurate": {1801}, "inaccurate": {1802}, "counter_attack": {1901}, "blocked": {2101},
    # 1201 goal low centre to 1209 goal high right; 1210 out low right to 1216 out high right; 1217 to 1223 the post.
    "on_target": {1201, 1202, 1203, 1204, 1205, 1206, 1207, 1208, 1209},
    "off_target": {1210, 1211, 1212, 1213, 1214, 1215, 1216},
    "post": {1217, 1218, 1219, 1220, 1221, 1222, 1223},
}  # fmt: skip


def test_every_sub_event_has_its_name_kind_restart_and_touch() -> None:
    expected = {}
    for line in SUB_EVENTS.strip().splitlines():
        named, meaning = line.split(" -> ")
        number, name = named.split(" ", 1)
        kind, restart, touched = (word.strip() for word in meaning.split(","))
        expected[int(number)] = (name, kind, restart or None, {"yes": True, "no": False, "open": None}[touched])
    assert {number: tuple(code) for number, code in v2.CODES.items()} == expected
    assert tuple(v2.UNKNOWN) == ("Unknown", "other", None, None)


def test_groups_and_single_numbers_of_sub_events() -> None:
    assert {name: {v2.CODES[number].name for number in numbers} for name, numbers in v2.GROUPS.items()} == {
        "is_duel": {"Air duel", "Ground attacking duel", "Ground defending duel", "Ground loose ball duel"},
        "is_booking": {"Late card foul", "Out of game foul", "Protest", "Time lost foul"},
        "is_cross": {"Cross", "Free kick cross"},
        "is_high": {"High pass", "Launch"},
        "is_plain": {"Acceleration", "Clearance", "Touch"},
        "is_save": {"Reflexes", "Save attempt"},
        "is_thrown": {"Throw in", "Hand pass"},
    }
    single = (v2.ATTACKING_DUEL, v2.CORNER, v2.LEAVING_LINE, v2.TOUCH, v2.HEAD_PASS)
    names = ["Ground attacking duel", "Corner", "Goalkeeper leaving line", "Touch", "Head pass"]
    assert [v2.CODES[number].name for number in single] == names


def test_every_tag_has_its_published_numbers() -> None:
    assert {name: set(numbers) for name, numbers in v2.TAGS.items()} == TAGS


def test_the_periods_of_both_versions() -> None:
    assert v2.PERIODS == {"1H": 1, "2H": 2, "E1": 3, "E2": 4, "P": 5}
    # The clock runs through: 45 minutes to the second half, 90 and 105 to extra time, 120 to the shoot-out.
    minutes = {"1H": (1, 0), "2H": (2, 45), "1E": (3, 90), "E1": (3, 90), "2E": (4, 105), "E2": (4, 105)}
    assert {name: (period, start / 60) for name, (period, start) in v3.STARTS.items()} == minutes
    assert (v3.SHOOT_OUT[0], v3.SHOOT_OUT[1] / 60) == (5, 120)


def test_version_3_names_of_events() -> None:
    assert v3.KINDS == {
        "pass": "pass", "shot": "shot", "own_goal": "own_goal", "touch": "touch", "acceleration": "touch",
        "interception": "interception", "clearance": "clearance", "infraction": "foul", "offside": "offside",
        "game_interruption": "out", "fairplay": "pass", "shot_against": "keeper", "goalkeeper_exit": "keeper",
        "postmatch_penalty": "shot", "postmatch_penalty_faced": "keeper",
    }  # fmt: skip
    assert set(v3.RESTARTS) == {"free_kick", "throw_in", "goal_kick", "corner", "penalty"}
    # Types of an infraction: hand_foul, regular_foul, violent_foul, simulation_foul are offences in play.
    assert set(v3.BOOKINGS) == {"protest_foul", "late_card_foul", "out_of_play_foul", "time_lost_foul"}
    assert v3.BODY == {"head_or_other": "head", "left_foot": "left_foot", "right_foot": "right_foot"}
    assert set(v3.UNTOUCHED) == {"foul", "offside", "out", "card", "substitution"}
    assert set(v3.CONTESTED) == {"tackle", "aerial", "loose_ball"}


def test_version_3_names_of_tags() -> None:
    names = """aerial_duel assist carry conceded_goal cross defensive_duel free_kick_cross free_kick_shot hand_pass
        head_pass head_shot interception loss offensive_duel recovery red_card save save_with_reflex shot_assist
        sliding_tackle through_pass under_pressure yellow_card"""
    assert sorted(v3.SECONDARY) == re.findall(r"\w+", names)
