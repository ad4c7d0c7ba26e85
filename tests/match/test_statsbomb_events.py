"""The rows of a StatsBomb match against the file walked one event at a time, by the meanings of its specification."""

from __future__ import annotations

import json
import lzma
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.files import Source
from frontfoot.match.statsbomb import load as statsbomb
from frontfoot.match.statsbomb.codes import KNOWN_DETAILS
from tests.match.test_statsbomb_codes import EVENTS, MEANING

DETAIL = {30: "pass", 16: "shot", 43: "carry", 14: "dribble", 4: "duel", 10: "interception", 23: "goalkeeper",
          2: "ball_recovery", 42: "ball_receipt", 19: "substitution", 33: "50_50", 9: "clearance", 38: "miscontrol",
          21: "foul_won", 22: "foul_committed", 24: "bad_behaviour"}  # fmt: skip
SHOTS = {96: "blocked", 97: "goal", 98: "off_target", 99: "post", 100: "saved", 101: "off_target", 115: "saved",
         116: "saved"}  # fmt: skip
# Marks in yards and metres: goal area, penalty spot, penalty area, halfway; goal posts and sides of the areas.
LENGTH = ((0, 0), (6, 5.5), (12, 11), (18, 16.5), (60, 52.5), (102, 88.5), (108, 94), (114, 99.5), (120, 105))
WIDTH = ((0, 0), (18, 13.84), (30, 24.84), (36, 30.34), (40, 34), (44, 37.66), (50, 43.16), (62, 54.16), (80, 68))
UNTOUCHED = {"Pressure", "Dribbled Past", "Foul Committed", "Foul Won", "Offside", "Bad Behaviour", "Injury Stoppage",
             "Substitution", "Starting XI", "Tactical Shift", "Half Start", "Half End", "Player On", "Player Off",
             "Referee Ball-Drop", "Own Goal For"}  # fmt: skip


def scaled(value: float, marks: tuple[tuple[float, float], ...]) -> float:
    parts = list(pairwise(marks))
    (a, x), (b, y) = next((part for part in parts if value < part[1][0]), parts[-1])
    return x + (value - a) * (y - x) / (b - a)


def metres(place: list[float] | None, cell: float) -> tuple[float | None, float | None]:
    if place is None or place[0] is None or place[1] is None:
        return None, None
    return scaled(place[0] - cell / 2, LENGTH), scaled(80 - (place[1] - cell / 2), WIDTH)


def outcome_of(kind: int, detail: dict[str, Any]) -> str | None:
    end, sort = detail.get("outcome", {}).get("id"), detail.get("type", {}).get("id")
    if kind == 30:
        named = {8: "success", 9: "failure", 75: "failure", 76: "failure"}.get(end)
        return "success" if end is None and "recipient" in detail else named
    if kind == 16:
        return SHOTS.get(end)
    if kind == 14:
        return {8: "success", 9: "failure"}.get(end)
    if (kind == 4 and sort == 10) or kind == 39:
        return "failure"
    if kind in (4, 33, 10):
        won = {3, 4, 15, 16, 17, 147}
        return "success" if end in won else "failure" if end in {1, 2, 13, 14, 148} else None
    if kind == 43:
        return "success"
    if kind == 2:
        return "failure" if detail.get("recovery_failure") else "success"
    if kind == 42:
        return "success" if end is None else "failure"
    if kind == 23:
        return "failure" if sort in (26, 28) else "success" if sort in KNOWN_DETAILS[23, "type"] - {32} else None
    return None


def expected(e: dict[str, Any], cells: tuple[float, float]) -> list[dict[str, Any]]:
    """The rows of an event: an aerial duel won before it, a ball out of play after it."""
    number = e["type"]["id"]
    detail = e.get(DETAIL.get(number, ""), {})
    end, sort = detail.get("outcome", {}).get("id"), detail.get("type", {}).get("id")
    name = EVENTS.get(number, "")
    aerial, missed = number == 4 and sort == 10, number == 42 and end is not None
    kind = "aerial" if aerial else "other" if missed else MEANING.get(name, "other")
    cell = cells[number == 16]
    restarts = {30: {61: "corner", 62: "free_kick", 63: "goal_kick", 65: "kick_off", 67: "throw_in"},
                16: {61: "corner", 62: "free_kick", 65: "kick_off", 88: "penalty"}}  # fmt: skip
    hours, minutes, seconds = e["timestamp"].split(":")
    clock = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    other = detail.get("recipient" if number == 30 else "replacement") if number in (30, 19) else None
    x, y = metres(e.get("location"), cell)
    end_x, end_y = metres(detail.get("end_location") if number in (30, 16, 43, 23) else None, cell)
    own = {
        "event_id": e["id"],
        "kind": kind,
        "outcome": outcome_of(number, detail),
        "set_piece": restarts.get(number, {}).get(sort),
        "player": str(e["player"]["id"]) if "player" in e else None,
        "related_player": str(other["id"]) if other else None,
        "type_name": e["type"]["name"],
        "touched": name not in UNTOUCHED and not aerial and not missed and not (number == 23 and sort in (26, 28, 32)),
        "interception": number == 10 or (number == 30 and sort == 64),
        "period": e["period"],
        "seconds": clock,
        "duration": e.get("duration"),
        "possession": e.get("possession"),
        "under_pressure": e.get("under_pressure", False),
        "counter_attack": e.get("play_pattern", {}).get("id") == 6,
        "x": x,
        "y": y,
        "end_x": end_x,
        "end_y": end_y,
    }
    rows = [own]
    bare = {"set_piece": None, "related_player": None, "end_x": None, "end_y": None, "duration": None,
            "interception": False}  # fmt: skip
    if detail.get("aerial_won") and number in (30, 16, 9, 38):
        won = {"event_id": "aerial-" + e["id"], "kind": "aerial", "outcome": "success", "touched": True}
        rows.insert(0, own | bare | won | {"type_name": "Aerial Won"})
    if e.get("out") or (number in (30, 4, 10) and end in (75, 14, 17)):
        gone = {"event_id": "out-" + e["id"], "kind": "out", "outcome": None, "touched": False, "type_name": "Out"}
        moved = {"x": end_x, "y": end_y} if number == 30 else {}
        late = {"seconds": clock + e.get("duration", 0), "player": None, "under_pressure": None}
        rows.append(own | bare | gone | moved | late)
    return rows


def read(events: list[dict[str, Any]], **more: Any) -> Any:
    return statsbomb.read(source_of(events, "memory.json"), **more)


def source_of(document: Any, name: str) -> Source:
    return Source(name, Path(name), name, json.dumps(document).encode())


def compare(events: list[dict[str, Any]], cells: tuple[float, float]) -> int:
    draft = read(events)
    ids = {draft.home.id: "home", draft.away.id: "away"}
    wanted = [row | {"side": ids.get(str(e["team"]["id"]))} for e in events for row in expected(e, cells)]
    table = draft.events.frame()
    assert table.height == len(wanted)
    for row, want in zip(table.iter_rows(named=True), wanted, strict=True):
        for name, value in want.items():
            if isinstance(value, float):
                assert abs(row[name] - value) < 1e-9, (name, row[name], want)
            else:
                assert row[name] == value, (name, row[name], want)
    own = {e["id"] for e in events}
    assert [name not in own for name in table["event_id"]] == draft.inserted.tolist()
    return len(wanted)


def made(number: int, kind: int, **changes: Any) -> dict[str, Any]:
    return {"id": f"e{number}", "index": number, "period": 1, "timestamp": f"00:{number // 60:02}:{number % 60:02}.500",
            "type": {"id": kind, "name": EVENTS.get(kind, "?")}, "team": {"id": 10 + number % 2, "name": "T"},
            "player": {"id": 5 + number % 2, "name": "P"}, "location": [61.0, 31.0], **changes}  # fmt: skip


def test_every_event_with_every_value_that_it_may_have() -> None:
    events = [made(n, kind) for n, kind in enumerate((*EVENTS, 5, 28, 29), start=1)]
    for (kind, name), values in sorted(KNOWN_DETAILS.items()):
        for value in sorted(values):
            events.append(made(len(events) + 1, kind, duration=1.25, **{DETAIL[kind]: {name: {"id": value}}}))
    for kind, name in DETAIL.items():
        for mark in ("aerial_won", "recovery_failure"):
            events.append(made(len(events) + 1, kind, **{name: {mark: True}}))
        for place in ([90.0, 20.0], [None, None]):
            person = {"replacement": {"id": 78, "name": "R"}} if kind == 19 else {"recipient": {"id": 77}}
            end = {"end_location": place, **person}
            events.append(made(len(events) + 1, kind, out=True, duration=2.5, under_pressure=True, **{name: end}))
    events.append(made(len(events) + 1, 42, ball_receipt={"outcome": {"id": 9}}))
    events.append(made(len(events) + 1, 30, play_pattern={"id": 6}, possession=4, location=[None, None]))
    events.append(made(len(events) + 1, 30, **{"pass": {"outcome": {"id": 77}, "recipient": {"id": 77}}}))
    compare(events, (1.0, 1.0))


@pytest.mark.parametrize(
    ("passed", "shot", "cells"),
    [(61.0, 110.0, (1, 1)), (61.3, 110.0, (0.1, 1)), (61.0, 110.2, (1, 0.1)), (61.5, 110.5, (0.1, 0.1))],
)
def test_width_of_cells_is_told_by_fractions(passed: float, shot: float, cells: tuple[float, float]) -> None:
    events = [made(1, 30, location=[passed, 3.0]), made(2, 16, location=[shot, 40.0]), made(3, 9, location=[12.5, 1.0])]
    compare(events, cells)
    assert read(events).freeze_frames is None


def test_real_matches_of_two_versions_keep_every_event(kloppy_files: Path) -> None:
    """Places of the newer file are in tenths of a yard, of the older in whole ones; the clock of both is mended."""
    for number, tenths in (("3788741", True), ("15986", False)):
        events = json.loads((kloppy_files / f"statsbomb_{number}_event.json").read_bytes())
        assert tenths == any(e["location"][0] % 1 or e["location"][1] % 1 for e in events if "pass" in e)
        draft = read(events)
        assert draft.repairs
        assert len(events) == len(draft.events) - int(draft.inserted.sum())


@pytest.mark.parametrize("period", [0, 6])
def test_a_period_beyond_the_five_is_refused(period: int) -> None:
    with pytest.raises(ReadError, match=f"There is an event in period {period}") as caught:
        read([made(1, 30), made(2, 30, period=period), made(3, 30, period=9)])
    assert (caught.value.place, caught.value.remedy) == (
        "memory.json",
        "StatsBomb counts the periods from 1 to 5; export the file again",
    )


def test_a_clock_that_starts_again_takes_the_time_before() -> None:
    def at(number: int, clock: str, period: int = 1) -> dict[str, Any]:
        return made(number, 30, timestamp=clock, period=period)

    # At the end of a period, between two events and at the end of the file; just ten minutes back is no restart.
    clocks = ["00:46:00.0", "00:00:01.0"], ["00:00:02.0", "00:40:00.0", "00:30:00.0", "00:40:00.0", "00:29:59.0",
                                            "00:41:00.0", "00:00:00.0"]  # fmt: skip
    events = [at(n, clock, period) for period in (1, 2) for n, clock in enumerate(clocks[period - 1], 10 * period)]
    draft = read(events)
    assert draft.events.frame()["seconds"].to_list() == [2760, 2760, 2, 2400, 1800, 2400, 2400, 2460, 2460]
    assert [(r.rule, r.events) for r in draft.repairs] == [("clock-backwards", 3)]
    assert "3 events" in draft.repairs[0].what
    steady = read([at(1, "00:20:00.0"), at(2, "00:10:00.0"), at(3, "00:20:00.0")])
    assert (steady.repairs, steady.events.frame()["seconds"].to_list()) == ([], [1200, 600, 1200])


def test_line_ups_players_and_shifts() -> None:
    def eleven(*people: int) -> dict[str, Any]:
        lineup = [{"player": {"id": p, "name": f"N{p}"}, "position": {"id": 1, "name": f"Pos{p}"}, "jersey_number": p}
                  for p in people]  # fmt: skip
        return {"formation": 442, "lineup": lineup}

    events = [
        made(1, 35, team={"id": 20, "name": "B"}, tactics=eleven(2, 3), timestamp="00:00:07.0"),
        made(2, 35, team={"id": 10, "name": "A"}, tactics=eleven(4)),
        made(3, 36, team={"id": 10, "name": "A"}, tactics=eleven(4), period=2, timestamp="00:01:03.0"),
        made(4, 19, team={"id": 10, "name": "A"}, player={"id": 4, "name": "N4"},
             substitution={"replacement": {"id": 8, "name": "N8"}}),
        made(5, 30, team={"id": 20, "name": "B"}, player={"id": 9, "name": "N9"}),
    ]  # fmt: skip
    for event in events[:3]:
        del event["player"]
    squads = [{"team_id": 20, "lineup": [
        {"player_id": 2, "player_name": "Long", "player_nickname": "Nick", "jersey_number": 12,
         "positions": [{"position": None}, {"position": "Wing"}]},
        {"player_id": 7, "player_name": "Bench"}]}, {"team_id": 10}]  # fmt: skip
    names = ("player", "side", "name", "shirt", "position", "starter")
    draft = read(events, lineups=source_of(squads, "l.json"))
    assert (draft.home.id, draft.home.name, draft.away.id, draft.away.name) == ("20", "B", "10", "A")
    assert sorted(draft.players.select(names).rows()) == [
        ("2", "home", "Nick", 12, "Pos2", True),
        ("3", "home", "N3", 3, "Pos3", True),
        ("4", "away", "N4", 4, "Pos4", True),
        ("7", "home", "Bench", None, None, False),
        ("8", "away", "N8", None, None, False),
        ("9", "home", "N9", None, None, False),
    ]
    assert draft.formations.select("period", "seconds", "side", "formation", "player", "position").rows() == [
        (1, 0.0, "home", "4-4-2", "2", "Pos2"),
        (1, 0.0, "home", "4-4-2", "3", "Pos3"),
        (1, 0.0, "away", "4-4-2", "4", "Pos4"),
        (2, 63.0, "away", "4-4-2", "4", "Pos4"),
    ]
    with pytest.raises(ReadError, match="The line-ups name other teams than the events"):
        read(events, lineups=source_of([{"team_id": 20}, {"team_id": 30}], "l.json"))
    with pytest.raises(ReadError, match="The line-ups name other teams"):
        read(events, lineups=source_of([{"team_id": 20}], "l.json"))
    with pytest.raises(ReadError, match="The events name 1 teams"):
        read(events[:1])


def entry(number: int, home: int = 11, away: int = 10, **more: Any) -> dict[str, Any]:
    return {"match_id": number, "home_team": {"home_team_id": home, "home_team_name": "H"},
            "away_team": {"away_team_id": away, "away_team_name": "A"}, **more}  # fmt: skip


def test_the_entry_of_the_list_of_matches() -> None:
    events = [made(1, 30), made(2, 30)]
    more: dict[str, Any] = {"home_score": 2, "away_score": 0, "match_date": "2016-01-02", "stadium": {"name": "Ground"},
            "competition": {"competition_name": "League"}, "season": {"season_name": "2015/2016"}}  # fmt: skip
    matches = source_of([entry(1, 12, 13), entry(2, **more)], "matches.json")
    draft = read(events, matches=matches)
    info = draft.info
    assert (draft.home.id, draft.home.name, draft.away.id, draft.over) == ("11", "T", "10", True)
    assert (info.provider, info.match_id, info.competition, info.season) == ("statsbomb", "2", "League", "2015/2016")
    assert (info.date, info.venue, info.stated_score) == ("2016-01-02", "Ground", (2, 0))
    assert info.sources == ("memory.json", "matches.json")
    half = read(events, matches=source_of([entry(2, home_score=2)], "matches.json"))
    assert (half.info.stated_score, half.over, half.info.venue) == (None, None, "")
    named = statsbomb.read(source_of(events, "3788741.json"), matches=source_of([entry(2), entry(3788741)], "m"))
    assert named.info.match_id == "3788741"
    with pytest.raises(ReadError, match=r"The list holds 2 matches of these two teams\."):
        read(events, matches=source_of([entry(2), entry(3)], "matches.json"))
    with pytest.raises(ReadError, match="holds no match of these two teams, and none with the number 3788741"):
        statsbomb.read(source_of(events, "3788741.json"), matches=source_of([entry(2, 1, 2)], "matches.json"))


def test_freeze_frames_of_a_shot_and_of_the_360_file() -> None:
    shown = [{"location": [118.5, 40.5], "teammate": False, "position": {"id": 1}},
             {"location": [100.5, 30.5], "teammate": True, "position": {"id": 2}},
             {"location": [None, None], "teammate": True}]  # fmt: skip
    events = [made(1, 30), made(2, 16, location=[108.5, 40.5], shot={"freeze_frame": shown, "aerial_won": True}),
              made(3, 16, shot={"freeze_frame": []})]  # fmt: skip
    draft = read(events)
    names = ("index", "teammate", "actor", "keeper")
    assert draft.freeze_frames.select(names).rows() == [(2, True, True, False), (2, False, False, True),
                                                        (2, True, False, False)]  # fmt: skip
    # The middle of a cell of a tenth of a yard.
    assert draft.freeze_frames["x"].to_list() == pytest.approx(
        [scaled(v - 0.05, LENGTH) for v in (108.5, 118.5, 100.5)]
    )
    assert draft.freeze_frames["y"].to_list() == pytest.approx(
        [scaled(80 - v + 0.05, WIDTH) for v in (40.5, 40.5, 30.5)]
    )
    assert "shot_freeze_frames" in draft.provides
    assert "freeze_frames" not in draft.provides
    player = {"location": [60.0, 18.0], "teammate": True, "actor": True, "keeper": False}
    keeper = {"location": [6.0, 62.0], "teammate": False, "keeper": True}
    frames = [{"event_uuid": "e1", "freeze_frame": [player, keeper]}, {"event_uuid": "e2", "freeze_frame": [player]},
              {"event_uuid": "x", "freeze_frame": []}]  # fmt: skip
    both = read(events, frames=source_of(frames, "360.json"))
    assert both.freeze_frames.select(names).rows()[:2] == [(0, True, True, False), (0, False, False, True)]
    assert both.freeze_frames.select("x", "y").rows()[:2] == [pytest.approx((52.5, 54.16)), pytest.approx((5.5, 13.84))]
    assert both.freeze_frames.height == 5
    assert [(f.rule, f.level, f.events) for f in both.findings if f.rule == "frames-unmatched"] == [
        ("frames-unmatched", "warning", 1)
    ]
    assert "1 of 3 frames" in next(f.what for f in both.findings if f.rule == "frames-unmatched")
    with pytest.raises(ReadError, match="None of the 360 frames belongs to these events"):
        read(events, frames=source_of(frames[2:], "360.json"))


def test_a_season_of_another_version_row_by_row(data: Path) -> None:
    path = sorted((data / "statsbomb" / "premier-league-2015-16" / "events").glob("*.xz"))[7]
    events = json.loads(lzma.decompress(path.read_bytes()))
    draft = read(events)
    if draft.repairs:
        pytest.skip("this match has a repaired clock")
    fractions = [any(v % 1 for e in events if e["type"]["id"] in kinds for v in e["location"][:2])
                 for kinds in ((30, 43, 14), (16,))]  # fmt: skip
    assert compare(events, (0.1 if fractions[0] else 1.0, 0.1 if fractions[1] else 1.0)) > 3000
