"""Wyscout v2 against the file walked one event at a time, with the meanings of its published lists."""

from __future__ import annotations

import gzip
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.files import Source
from frontfoot.match.until import Until
from frontfoot.match.wyscout import v2
from tests.match.test_wyscout_codes import SUB_EVENTS, TAGS

DUELS = (10, 11, 12, 13)


def known() -> dict[int, tuple[str, str, str | None, bool | None]]:
    table = {}
    for line in SUB_EVENTS.strip().splitlines():
        named, meaning = line.split(" -> ")
        number, name = named.split(" ", 1)
        kind, restart, touched = (word.strip() for word in meaning.split(","))
        table[int(number)] = (name, kind, restart or None, {"yes": True, "no": False, "open": None}[touched])
    return table


KNOWN = known()


def source_of(document: dict[str, Any], path: str = "memory.json") -> Source:
    return Source(path, Path(path), path, json.dumps(document).encode())


def place(positions: list[dict[str, Any]], number: int) -> tuple[float, float] | None:
    if len(positions) <= number or positions[number]["x"] is None or positions[number]["y"] is None:
        return None
    return positions[number]["x"], positions[number]["y"]


def metres(percent: tuple[float, float] | None) -> tuple[float | None, float | None]:
    return (None, None) if percent is None else (percent[0] * 1.05, 68 - percent[1] * 0.68)


def expected(e: dict[str, Any], sides: dict[int, str]) -> dict[str, Any]:
    """The row of one event."""
    sub = e.get("subEventId")
    if not isinstance(sub, int) or sub == 0:
        sub = e["eventId"] * 10
    name, kind, restart, touched = KNOWN.get(sub, ("Unknown", "other", None, None))
    numbers = {tag["id"] for tag in e["tags"]}
    tag = {label: not numbers.isdisjoint(values) for label, values in TAGS.items()}
    card = next((label for label in ("red", "second_yellow", "yellow") if tag[label]), None)
    if sub == 72 and tag["missed_ball"]:
        kind = "lost"
    if sub in (22, 23, 24, 26) and card:
        kind = "card"
    if sub == 30 and tag["goal"]:
        kind = "shot"
    outcome: str | None = None
    if kind == "pass" or sub in (70, 71, 72):
        outcome = "success" if tag["accurate"] else "failure" if tag["inaccurate"] else None
    elif kind == "shot":
        first = next((end for end in ("goal", "blocked", "post", "off_target") if tag[end]), None)
        outcome = first or ("saved" if tag["on_target"] else None)
    elif sub in DUELS:
        ends = (("duel_won", "success"), ("duel_neutral", "neutral"), ("duel_lost", "failure"))
        outcome = next((result for label, result in ends if tag[label]), None)
    elif sub in (90, 91):
        outcome = "failure" if tag["goal"] else "success"
    start, end = place(e["positions"], 0), place(e["positions"], 1)
    if sub == 40 or start in ([(0, 0)] if sub == 30 else [(0, 0), (100, 100)]):
        start = None
    if sub in (40, 90, 91) or kind == "shot" or tag["blocked"] or end in ((0, 0), (100, 100)):
        end = None
    if tag["own_goal"]:
        kind, outcome = "own_goal", None
    body = "left_foot" if tag["left_foot"] else "right_foot" if tag["right_foot"] else None
    body = "other" if sub in (36, 81) else body or ("head" if tag["head"] or sub == 82 else None)
    (x, y), (end_x, end_y) = metres(start), metres(end)
    return {
        "event_id": str(e["id"]),
        "period": {"1H": 1, "2H": 2, "E1": 3, "E2": 4, "P": 5}[e["matchPeriod"]],
        "seconds": e["eventSec"],
        "side": sides.get(e["teamId"]),
        "player": str(e["playerId"]) if e["playerId"] else None,
        "related_player": None,
        "kind": kind,
        "outcome": outcome,
        "set_piece": restart,
        "type_name": name,
        "touched": tag["duel_won"] if sub in (10, 12, 13) else touched,
        "card": card,
        "body_part": body,
        "cross": sub in (32, 80),
        "through_ball": tag["through"],
        "high": tag["high"] or sub in (83, 84),
        "key_pass": tag["key_pass"] or tag["assist"],
        "assist": tag["assist"],
        "counter_attack": tag["counter_attack"],
        "sliding": tag["sliding"],
        "interception": tag["interception"],
        "x": x,
        "y": y,
        "end_x": end_x,
        "end_y": end_y,
    }


def compare(document: dict[str, Any], path: str = "memory.json") -> int:
    draft = v2.read(source_of(document, path))
    sides = {int(draft.home.id): "home", int(draft.away.id): "away"}
    rows = list(draft.events.frame().iter_rows(named=True))
    assert len(rows) == len(document["events"])
    for row, e in zip(rows, document["events"], strict=True):
        wanted = expected(e, sides)
        places = {name: wanted.pop(name) for name in ("x", "y", "end_x", "end_y")}
        assert {name: row[name] for name in wanted} == wanted, e
        for name, value in places.items():
            same = row[name] is None if value is None else abs(row[name] - value) < 1e-9
            assert same, (name, row[name], e)
    placeholders = sum(
        place(e["positions"], 0) == (0, 0)
        or (place(e["positions"], 0) == (100, 100) and e["subEventId"] != 30)
        or place(e["positions"], 1) in ((0, 0), (100, 100))
        for e in document["events"]
    )
    assert draft.placeholders == placeholders
    return len(rows)


def made(**changes: Any) -> dict[str, Any]:
    return {"id": 1, "teamId": 10, "playerId": 5, "matchId": 7, "matchPeriod": "1H", "eventSec": 3.0, "eventId": 8,
            "subEventId": 85, "positions": [{"x": 50, "y": 40}, {"x": 40, "y": 10}], "tags": [], **changes}  # fmt: skip


def document_of(events: list[dict[str, Any]]) -> dict[str, Any]:
    return {"events": events, "teams": {"10": {"team": {"name": "A"}}, "20": {"team": {"name": "B"}}}, "players": {}}


def test_every_sub_event_with_every_tag() -> None:
    tags = sorted(
        {number for numbers in TAGS.values() for number in numbers} | {201, 1101, 1501, 2001, 100, 2102, 9999}
    )
    subs = [*KNOWN, 0, 28, 29, 53, 101, 999, -3, "", None]
    events = [
        made(id=1000 * place + number, subEventId=sub, tags=[{"id": number}], teamId=20 if number % 2 else 10)
        for place, sub in enumerate(subs)
        for number in tags
    ]
    assert compare(document_of(events)) == len(subs) * len(tags)


def test_two_tags_that_contradict_each_other() -> None:
    pairs = itertools.permutations(
        [101, 102, 401, 402, 403, 701, 702, 703, 1201, 1216, 1223, 1302, 1701, 1702, 1703, 1801, 1802, 2101], 2
    )
    events = [
        made(id=number, subEventId=sub, tags=[{"id": a}, {"id": b}])
        for number, ((a, b), sub) in enumerate(itertools.product(pairs, (10, 22, 30, 36, 72, 82, 85, 90, 100)))
    ]
    compare(document_of(events))


def test_every_place_that_may_be_a_placeholder() -> None:
    corners = [(x, y) for x in (0, 1, 99, 100, None) for y in (0, 1, 99, 100, None)]
    lists: list[list[tuple[Any, Any]]] = [[], *([a] for a in corners), *([a, b] for a in corners for b in corners)]
    events = [
        made(id=number, subEventId=sub, positions=[{"x": x, "y": y} for x, y in places])
        for number, (places, sub) in enumerate(itertools.product(lists, (30, 40, 85, 91, 100)))
    ]
    compare(document_of(events))


def test_events_without_a_sub_event_nobody_and_every_period() -> None:
    events = [made(id=n, eventId=n, subEventId="") for n in range(13)]
    events += [made(id=f"x{n}", matchPeriod=label) for n, label in enumerate(("1H", "2H", "E1", "E2", "P"))]
    events += [made(id=50, playerId=0), made(id=51, teamId=30), made(id=52, tags=[{"id": 2**53}, {"id": 1801}]),
               made(id=53, tags=[{"id": -1}, {"id": 403}])]  # fmt: skip
    compare(document_of(events))


def test_numbers_may_stand_in_the_fields_of_names() -> None:
    def without(**changes: Any) -> dict[str, Any]:
        event = made(**changes)
        return {name: value for name, value in event.items() if value != "absent"}

    events = [
        without(id=1, subEventId="absent", subEventName=82, eventName=8),
        without(id=2, subEventId="absent", eventId="absent", eventName=6),
        without(id=3, subEventId="absent", eventId="absent", eventName="Pass"),
        without(id=4, subEventId="absent", eventId=10, eventName=6),
        without(id=5, subEventId=100, subEventName=82),
    ]
    frame = v2.read(source_of(document_of(events))).events.frame()
    assert frame["type_name"].to_list() == ["Head pass", "Offside", "Unknown", "Shot", "Shot"]


def test_an_unknown_period_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ReadError, match="Unknown period '3H'") as caught:
        v2.read(source_of(document_of([made(), made(matchPeriod="3H")])))
    assert (caught.value.place, caught.value.remedy) == ("memory.json", "Known: 1H, 2H, E1, E2, P")


@pytest.mark.parametrize("names", [[], ["10"], ["10", "20", "30"]])
def test_a_file_must_name_two_teams(names: list[str]) -> None:
    with pytest.raises(ReadError, match=f"The file names {len(names)} teams") as caught:
        v2.read(source_of(document_of([made()]) | {"teams": {name: {} for name in names}}))
    assert (caught.value.place, caught.value.remedy) == ("memory.json", "A match file names its two teams")


def test_teams_and_players_of_a_file() -> None:
    squads = {
        "10": [
            {"player": {"wyId": 5, "shortName": "M. \\u00d6zil", "role": {"name": "Midfielder"}}},
            None,
            {"player": None},
            {"player": {"wyId": 6}},
        ],
        "20": [{"player": {"wyId": 7, "shortName": "Bad \\u00", "role": {}}}],
        "30": [{"player": {"wyId": 8, "shortName": "Stranger"}}],
    }
    teams = {"10": {"team": {"officialName": "Official"}}, "20": {"team": {"name": "K\\u00f6ln", "officialName": "FC"}}}
    draft = v2.read(source_of(document_of([made()]) | {"players": squads, "teams": teams}))
    assert (draft.home.id, draft.home.name, draft.away.id, draft.away.name) == ("10", "Official", "20", "Köln")
    assert draft.players.select("player", "side", "name", "position").rows() == [
        ("5", "home", "M. Özil", "Midfielder"),
        ("6", "home", "", None),
        ("7", "away", "Bad \\u00", None),
    ]
    assert (draft.info.provider, draft.info.match_id, draft.info.sources) == ("wyscout_v2", "7", ("memory.json",))
    assert (draft.over, draft.cut, draft.stated_periods, draft.info.stated_score) == (None, None, frozenset(), None)
    nameless = v2.read(source_of(document_of([made()]) | {"teams": {"10": {}, "20": {"team": {}}}}))
    assert (nameless.home.name, nameless.away.name) == ("", "")


def test_a_record_is_cut_only_if_something_came_later() -> None:
    events = [made(id=1, eventSec=10.0), made(id=2, eventSec=1800.0), made(id=3, matchPeriod="2H", eventSec=5.0)]
    whole = v2.read(source_of(document_of(events)), until=Until.parse("90"))
    assert (whole.cut, len(whole.events)) == (None, 3)
    half = v2.read(source_of(document_of(events)), until=Until.parse("HT"))
    assert (half.cut, half.events.frame()["event_id"].to_list()) == (Until.parse("HT"), ["1", "2"])


def test_all_columns_and_kinds_that_the_file_records_are_provided() -> None:
    columns = """player related_player end_x body_part set_piece card cross through_ball high key_pass assist
        counter_attack sliding touched interception related"""
    kinds = {kind for _, kind, _, _ in KNOWN.values()} | {"own_goal", "lost", "card"}
    assert {*columns.split(), *kinds} == v2.PROVIDES


@pytest.mark.parametrize("place", [3, -5])
def test_real_matches_row_by_row(data: Path, place: int) -> None:
    path = sorted((data / "wyscout").glob("*/*.json.gz"))[place]
    assert compare(json.loads(gzip.decompress(path.read_bytes()))) > 1000
