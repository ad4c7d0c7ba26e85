"""Wyscout v3 against the file walked one event at a time, with the meanings that its API describes."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.files import Source
from frontfoot.match.until import Until
from frontfoot.match.wyscout import v3

MINUTES = {"1H": (1, 0), "2H": (2, 45), "1E": (3, 90), "E1": (3, 90), "2E": (4, 105), "E2": (4, 105), "P": (5, 120)}
PRIMARY = {"pass": "pass", "shot": "shot", "own_goal": "own_goal", "touch": "touch", "acceleration": "touch",
           "interception": "interception", "clearance": "clearance", "infraction": "foul", "offside": "offside",
           "game_interruption": "out", "shot_against": "keeper", "goalkeeper_exit": "keeper",
           "postmatch_penalty": "shot", "postmatch_penalty_faced": "keeper", "penalty": "shot", "throw_in": "pass",
           "goal_kick": "pass", "duel": "loose_ball"}  # fmt: skip
BOOKINGS = {"protest_foul", "late_card_foul", "out_of_play_foul", "time_lost_foul"}


def source_of(document: dict[str, Any]) -> Source:
    return Source("memory.json", Path("memory.json"), "memory.json", json.dumps(document).encode())


def person(value: dict[str, Any] | None) -> str | None:
    return str(value["id"]) if value and value["id"] else None


def kind_of(e: dict[str, Any], tags: set[str], card: str | None) -> str:
    primary, passed, shot = e["type"]["primary"], e.get("pass"), e.get("shot")
    if primary in {"free_kick", "corner"}:
        return "shot" if shot else "pass"
    if primary == "fairplay":
        return "pass" if passed else "other"
    if primary == "interception" and passed:
        return "pass"
    if primary == "infraction" and card and (e.get("infraction") or {}).get("type") in BOOKINGS:
        return "card"
    if primary == "touch" and tags & {"carry", "loss"}:
        return "carry" if "carry" in tags else "lost"
    if primary == "duel":
        named = {"aerial_duel": "aerial", "defensive_duel": "tackle", "offensive_duel": "take_on"}
        return next((kind for tag, kind in named.items() if tag in tags), "loose_ball")
    return PRIMARY.get(primary, "other")


def outcome_of(e: dict[str, Any], tags: set[str], kind: str) -> str | None:
    passed, shot, ground, aerial = e.get("pass"), e.get("shot"), e.get("groundDuel"), e.get("aerialDuel")
    if kind in {"interception", "carry"}:
        return "success"
    if kind == "loose_ball":
        return "success" if "recovery" in tags else "failure" if "loss" in tags else None
    if kind == "keeper" and tags & {"save", "save_with_reflex", "conceded_goal"}:
        return "failure" if "conceded_goal" in tags else "success"
    if kind == "shot" and shot:
        zone = shot.get("goalZone") or ""
        missed = "blocked" if zone == "bc" else "post" if zone in {"pbl", "pl", "ptl", "pt", "ptr", "pr", "pbr"} else ""
        return "goal" if shot["isGoal"] else "saved" if shot["onTarget"] else missed or "off_target"
    if kind == "pass" and passed and passed["accurate"] is not None:
        return "success" if passed["accurate"] else "failure"
    if kind == "aerial" and aerial and aerial["firstTouch"] is not None:
        return "success" if aerial["firstTouch"] else "failure"
    if kind == "tackle" and ground and ground["recoveredPossession"] is not None:
        return "success" if ground["recoveredPossession"] else "neutral" if ground["stoppedProgress"] else "failure"
    if kind == "take_on" and ground and ground["keptPossession"] is not None:
        return "failure" if not ground["keptPossession"] else "success" if ground["progressedWithBall"] else "neutral"
    return None


def metres(point: dict[str, Any] | None) -> tuple[float | None, float | None]:
    if not point or point["x"] is None or point["y"] is None:
        return None, None
    return point["x"] * 1.05, 68 - point["y"] * 0.68


def expected(e: dict[str, Any], sides: dict[str, str]) -> dict[str, Any]:
    primary, tags = e["type"]["primary"], set(e["type"]["secondary"])
    passed, shot, foul = e.get("pass") or {}, e.get("shot") or {}, e.get("infraction") or {}
    period, start = MINUTES[e["matchPeriod"]]
    hours, minutes, seconds = e["matchTimestamp"].split(":")
    yellow, red = "yellow_card" in tags or foul.get("yellowCard"), "red_card" in tags or foul.get("redCard")
    card = ("second_yellow" if yellow else "red") if red else "yellow" if yellow else None
    kind = kind_of(e, tags, card)
    outcome = outcome_of(e, tags, kind)
    touched: bool | None = kind not in {"foul", "offside", "out", "card", "substitution"}
    if kind in {"tackle", "aerial", "loose_ball"}:
        touched = outcome == "success"
    elif primary == "goalkeeper_exit":
        touched = None
    body = "head" if tags & {"head_pass", "head_shot"} else None
    body = body or ("other" if "hand_pass" in tags or primary == "throw_in" else None)
    if e.get("shot"):
        feet = {"head_or_other": "head", "left_foot": "left_foot", "right_foot": "right_foot"}
        body = feet.get(shot.get("bodyPart") or "")
    restart = primary if primary in {"free_kick", "throw_in", "goal_kick", "corner", "penalty"} else None
    other = person((e.get("groundDuel") or e.get("aerialDuel") or {}).get("opponent"))
    end = (e.get("carry") or {}).get("endLocation")
    if e.get("pass"):
        other = person(passed.get("recipient"))
        end = passed.get("endLocation") if passed.get("height") != "blocked" else None
    (x, y), (end_x, end_y) = metres(e.get("location")), metres(end)
    return {
        "event_id": str(e["id"]),
        "period": period,
        "side": sides.get(str(e["team"]["id"])),
        "player": person(e.get("player")),
        "related_player": other,
        "kind": kind,
        "outcome": outcome,
        "type_name": primary,
        "set_piece": "free_kick" if "free_kick_shot" in tags else restart,
        "body_part": body,
        "card": card,
        "xg": shot.get("xg"),
        "interception": primary == "interception" or "interception" in tags,
        "touched": touched,
        "cross": bool(tags & {"cross", "free_kick_cross"}),
        "through_ball": "through_pass" in tags,
        "high": passed.get("height") == "high",
        "key_pass": bool(tags & {"shot_assist", "assist"}),
        "assist": "assist" in tags,
        "counter_attack": "counterattack" in (e.get("possession") or {}).get("types", ()),
        "under_pressure": "under_pressure" in tags,
        "sliding": "sliding_tackle" in tags,
        "seconds": max(int(hours) * 3600 + int(minutes) * 60 + float(seconds) - start * 60, 0),
        "x": x,
        "y": y,
        "end_x": end_x,
        "end_y": end_y,
    }


def compare(document: dict[str, Any]) -> int:
    draft = v3.read(source_of(document))
    sides = {draft.home.id: "home", draft.away.id: "away"}
    table = draft.events.frame()
    rows = [row for row in table.iter_rows(named=True) if row["kind"] != "substitution"]
    assert len(rows) == len(document["events"])
    last = {str(e["id"]): e for e in document["events"]}
    ids = table["event_id"].to_list()
    possessions: dict[Any, int | None] = {}
    for row, e in zip(rows, document["events"], strict=True):
        wanted = expected(e, sides)
        for name in ("seconds", "x", "y", "end_x", "end_y"):
            value = wanted.pop(name)
            same = row[name] is None if value is None else abs(row[name] - value) < 1e-9
            assert same, (name, row[name], e)
        assert {name: row[name] for name in wanted} == wanted, e
        partner = (e.get("aerialDuel") or {}).get("relatedDuelId")
        partner = (e.get("groundDuel") or {}).get("relatedDuelId", partner)
        stated = [str(partner)] if partner and str(partner) in last else None
        assert (None if row["related"] is None else [ids[place] for place in row["related"]]) == stated
        possession = (e.get("possession") or {}).get("id") or None
        assert possessions.setdefault(possession, row["possession"]) == row["possession"]
        assert (row["possession"] is None) == (possession is None)
    assert len(set(possessions.values())) == len(possessions)
    return len(rows)


def made(number: int, primary: str, *secondary: str, **changes: Any) -> dict[str, Any]:
    return {"id": number, "matchId": 7, "matchPeriod": "1H", "matchTimestamp": "00:00:30.500", "team": {"id": 10},
            "type": {"primary": primary, "secondary": list(secondary)}, "location": {"x": 25, "y": 10},
            "player": {"id": 5}, **changes}  # fmt: skip


def document_of(events: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"events": events, "teams": {"10": {"team": {"name": "A"}}, "20": {"team": {"name": "B"}}}, **more}


def test_a_real_match_row_by_row(kloppy_files: Path) -> None:
    assert compare(json.loads((kloppy_files / "wyscout_events_v3.json").read_bytes())) == 1894


def test_every_sort_with_every_tag_and_detail() -> None:
    tags = re.findall(
        r"\w+",
        """aerial_duel assist carry conceded_goal cross defensive_duel free_kick_cross free_kick_shot hand_pass
        head_pass head_shot interception loss offensive_duel recovery red_card save save_with_reflex shot_assist
        sliding_tackle through_pass under_pressure yellow_card dribble""",
    )
    details: list[dict[str, Any]] = [
        {},
        {"pass": {"accurate": True, "height": "high", "recipient": {"id": 8}, "endLocation": {"x": 60, "y": 20}}},
        {"shot": {"isGoal": False, "onTarget": False, "goalZone": "pr", "bodyPart": "left_foot", "xg": 0.25}},
    ]
    sorts = [*PRIMARY, "free_kick", "corner", "fairplay", "counter", "carry"]
    events = [
        made(number, sort, tag, **detail)
        for number, (sort, tag, detail) in enumerate(itertools.product(sorts, tags, details), start=1)
    ]
    compare(document_of(events))


def test_tags_that_meet_on_one_event() -> None:
    groups = {
        "duel": ["aerial_duel", "defensive_duel", "loss", "recovery"],
        "touch": ["carry", "loss", "hand_pass", "head_pass"],
        "shot_against": ["save", "save_with_reflex", "conceded_goal"],
        "goalkeeper_exit": ["save", "conceded_goal"],
        "infraction": ["yellow_card", "red_card"],
    }
    events = [
        made(0, sort, *chosen)
        for sort, tags in groups.items()
        for size in range(len(tags) + 1)
        for chosen in itertools.combinations(tags, size)
    ]
    compare(document_of([event | {"id": number} for number, event in enumerate(events, start=1)]))


def test_every_end_of_duels_passes_shots_and_fouls() -> None:
    states = (True, False, None)
    events = []
    for kept, progressed in itertools.product(states, states):
        ground = {"keptPossession": kept, "progressedWithBall": progressed, "recoveredPossession": kept,
                  "stoppedProgress": progressed, "opponent": {"id": 9}}  # fmt: skip
        events += [made(0, "duel", tag, groundDuel=ground) for tag in ("offensive_duel", "defensive_duel", "other")]
        events.append(
            made(0, "infraction", infraction={"yellowCard": kept, "redCard": progressed, "type": "hand_foul"})
        )
    for state in states:
        events.append(made(0, "duel", "aerial_duel", aerialDuel={"firstTouch": state, "opponent": {"id": 0}}))
        for height in ("high", "low", "blocked", None):
            end = {"x": 70, "y": 1} if state is not False else {"x": None, "y": 5}
            events.append(made(0, "pass", **{"pass": {"accurate": state, "height": height, "endLocation": end}}))
    for kind in (*BOOKINGS, "regular_foul", "hand_foul", "violent_foul", "simulation_foul", None):
        for booked in (True, False):
            events.append(made(0, "infraction", infraction={"yellowCard": booked, "redCard": False, "type": kind}))
    zones = ["bc", "pl", "gb", "ot", "olb", None]
    for goal, target, zone in itertools.product((True, False), (True, False), zones):
        for body in ("head_or_other", "right_foot", None):
            shot = {"isGoal": goal, "onTarget": target, "goalZone": zone, "bodyPart": body, "xg": None}
            events.append(made(0, "shot", "head_shot", shot=shot))
    events += [made(0, sort, carry={"endLocation": {"x": 30, "y": 40}}) for sort in ("touch", "acceleration")]
    events += [made(0, "touch", "carry", carry={"endLocation": None}), made(0, "pass", location=None, player=None),
               made(0, "pass", player={"id": 0}, possession={"id": 3, "types": ["attack", "counterattack"]}),
               made(0, "pass", location={"x": 4, "y": None}, possession={"id": 0, "types": []}),
               made(0, "pass", team={"id": 30}, possession={"id": 4, "types": ["attack"]})]  # fmt: skip
    compare(document_of([event | {"id": number} for number, event in enumerate(events, start=1)]))


def test_the_clock_of_every_period_starts_at_its_kick_off() -> None:
    times = [
        ("1H", 0),
        ("1H", 46),
        ("2H", 44),
        ("2H", 45),
        ("1E", 91),
        ("E1", 92),
        ("2E", 105),
        ("E2", 121),
        ("P", 125),
    ]
    events = [
        made(number, "pass", matchPeriod=label, matchTimestamp=f"{minute // 60:02}:{minute % 60:02}:05.250")
        for number, (label, minute) in enumerate(times, start=1)
    ]
    compare(document_of(events))


def test_duels_name_their_other_half_when_it_is_there() -> None:
    events = [
        made(1, "duel", "aerial_duel", aerialDuel={"firstTouch": True, "relatedDuelId": 2}),
        made(2, "duel", "aerial_duel", aerialDuel={"firstTouch": False, "relatedDuelId": 1}),
        made(3, "duel", groundDuel={"relatedDuelId": 99, "keptPossession": None}),
        made(4, "duel", groundDuel={"relatedDuelId": None, "keptPossession": None}),
    ]
    compare(document_of(events))


def test_substitutions_stand_where_their_second_puts_them() -> None:
    events = [made(n, "pass", matchTimestamp=f"00:00:{second}.0") for n, second in enumerate(("10", "20", "30"), 1)]
    later = made(4, "pass", matchPeriod="2H", matchTimestamp="00:45:00.0")
    changes = {
        "10": {"1H": {"20": {"in": [{"playerId": 8}, {"playerId": 18}], "out": [{"playerId": 5}, {"playerId": 15}]}}},
        "20": {"2H": {"HT": {"in": [{"playerId": 9}], "out": [{"playerId": 6}]}}},
        "30": {"P": {"7": {"in": [{"playerId": 19}], "out": [{"playerId": 16}]}}},
    }
    document = document_of([*events, later], substitutions=changes)
    table = v3.read(source_of(document)).events.frame()
    assert table.select("event_id", "period", "seconds", "side", "player", "related_player").rows() == [
        ("1", 1, 10.0, "home", "5", None),
        ("2", 1, 20.0, "home", "5", None),
        ("substitution-5", 1, 20.0, "home", "5", "8"),
        ("substitution-15", 1, 20.0, "home", "15", "18"),
        ("3", 1, 30.0, "home", "5", None),
        ("4", 2, 0.0, "home", "5", None),
        ("substitution-6", 2, 0.0, "away", "6", "9"),
        ("substitution-16", 5, 7.0, None, "16", "19"),
    ]
    changed = table.filter(kind="substitution")
    for name in ("outcome", "set_piece", "x", "y", "end_x", "end_y", "body_part", "card", "xg", "possession", "cross"):
        assert changed[name].null_count() == 4, name
    assert changed["touched"].to_list() == changed["interception"].to_list() == [False] * 4
    assert changed["type_name"].to_list() == ["substitution"] * 4
    # Up to the 25th second of the match.
    half = v3.read(source_of(document), until=Until.parse("HT"))
    assert half.cut == Until.parse("HT")
    assert half.events.frame()["event_id"].to_list() == ["1", "2", "substitution-5", "substitution-15", "3"]
    assert v3.read(source_of(document), until=Until.parse("90")).cut is None


def test_match_teams_players_and_score() -> None:
    sides = {
        "10": {"side": "away", "score": 1, "scoreET": 2,
               "formation": {"lineup": [{"playerId": 5, "shirtNumber": 9}], "bench": [{"playerId": 6}]}},
        "20": {"side": "home", "score": 3, "scoreET": 0, "formation": None},
    }  # fmt: skip
    match = {"wyId": 77, "dateutc": "2020-09-20 18:45:00", "competitionId": 524, "seasonId": 186353, "venue": "Park",
             "status": "Played", "teamsData": sides}  # fmt: skip
    people = {"10": [{"player": {"wyId": 5, "shortName": "X", "role": {"name": "Forward"}}}, None, {"player": None},
                     {"player": {"wyId": 6, "shortName": "Y", "role": None}}],
              "20": [{"player": {"wyId": 7}}]}  # fmt: skip
    document = document_of([made(1, "pass")], match=match, players=people)
    draft = v3.read(source_of(document))
    info = draft.info
    assert (draft.home.id, draft.home.name, draft.away.id, draft.away.name) == ("20", "B", "10", "A")
    assert (info.provider, info.match_id, info.competition, info.season) == ("wyscout_v3", "77", "524", "186353")
    assert (info.date, info.venue, info.stated_score, info.sources) == ("2020-09-20", "Park", (3, 2), ("memory.json",))
    assert (draft.over, draft.findings, draft.cut) == (True, [], None)
    assert draft.players.select("player", "side", "name", "position", "shirt", "starter").rows() == [
        ("5", "away", "X", "Forward", 9, True),
        ("6", "away", "Y", None, None, False),
        ("7", "home", "", None, None, None),
    ]
    for status, over in (("playing", False), ("LIVE", False), ("InProgress", False), ("postponed", None)):
        assert v3.read(source_of(document_of([made(1, "pass")], match=match | {"status": status}))).over is over
    bare = v3.read(source_of(document_of([made(1, "pass")])))
    assert (bare.home.id, bare.info.match_id, bare.info.stated_score, bare.over) == ("10", "7", None, None)
    assert [finding.rule for finding in bare.findings] == ["home-unknown"]
    one = v3.read(source_of(document_of([made(1, "pass")], match={"teamsData": {"20": {"side": "home", "score": 1}}})))
    assert (one.home.id, one.info.stated_score, one.findings) == ("20", None, [])


def test_a_file_must_name_two_teams() -> None:
    with pytest.raises(ReadError, match="The file names 1 teams") as caught:
        v3.read(source_of({"events": [made(1, "pass")]}))
    assert (caught.value.place, caught.value.remedy) == ("memory.json", "A match file names its two teams")
    two = v3.read(source_of({"events": [made(1, "pass"), made(2, "pass", team={"id": 20})]}))
    assert (two.home.id, two.away.id, two.home.name) == ("10", "20", "")


def test_formations_from_their_moments() -> None:
    players = [{"5": {"playerId": 5, "position": "gk"}}, {"6": {"playerId": 6, "position": None}}]
    shapes = {
        "10": {"1H": {"0": {"4-4-2": {"scheme": None, "players": players}}}, "2H": []},
        "20": {"2H": {"61": {"x": {"scheme": "3-5-2", "players": players[:1]}}, "70": []}},
    }
    document = document_of([made(1, "pass"), made(2, "pass", matchPeriod="2H", matchTimestamp="00:50:00")])
    rows = v3.read(source_of(document | {"formations": shapes})).formations
    assert rows is not None
    assert rows.select("period", "seconds", "side", "formation", "player", "position").rows() == [
        (1, 0.0, "home", "4-4-2", "5", "gk"),
        (1, 0.0, "home", "4-4-2", "6", None),
        (2, 61.0, "away", "3-5-2", "5", "gk"),
    ]
    cut = v3.read(source_of(document | {"formations": shapes}), until=Until.parse("HT")).formations
    assert cut is not None
    assert cut.height == 2
    assert v3.read(source_of(document | {"formations": []})).formations is None


def test_all_columns_and_kinds_that_the_file_records_are_provided() -> None:
    names = """player related_player end_x body_part set_piece card cross through_ball high key_pass assist
        under_pressure sliding interception touched xg possession related counter_attack starter shirt formations
        pass take_on shot own_goal tackle aerial loose_ball clearance foul offside keeper touch carry lost out
        substitution"""
    assert set(names.split()) == v3.PROVIDES
