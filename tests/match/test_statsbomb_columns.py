"""The columns of a StatsBomb match, against the file walked one event at a time; how deep a file may be nested."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.decode import guard_depth
from frontfoot.match.files import Source
from frontfoot.match.load import load
from frontfoot.match.statsbomb.codes import BODY_PARTS, CARDS, TECHNIQUES

APART = {"pass", "shot", "carry", "dribble", "duel", "interception", "goalkeeper", "ball_recovery", "ball_receipt",
         "substitution", "50_50", "clearance", "miscontrol", "foul_won", "foul_committed", "bad_behaviour"}  # fmt: skip


def expected(event: dict[str, Any]) -> dict[str, Any]:
    """What the table should say of an event, from its own object."""
    detail: dict[str, Any] = next((event[name] for name in event if name in APART), {})

    def number(name: str) -> int:
        return int(detail.get(name, {}).get("id", 0))

    person = detail.get("recipient") or detail.get("replacement") or {}
    return {
        "cross": detail.get("cross", False),
        "through_ball": detail.get("through_ball", False) or number("technique") == 108,
        "high": number("height") == 3,
        "key_pass": detail.get("shot_assist", False) or detail.get("goal_assist", False),
        "assist": detail.get("goal_assist", False),
        "first_time": detail.get("first_time", False),
        "penalty_foul": detail.get("penalty", False),
        "under_pressure": event.get("under_pressure", False),
        "counterpress": event.get("counterpress", False),
        "counter_attack": event["play_pattern"]["id"] == 6,
        "body_part": BODY_PARTS.get(number("body_part")),
        "technique": TECHNIQUES.get(number("technique")),
        "card": CARDS.get(number("card")),
        "xg": detail.get("statsbomb_xg"),
        "duration": event.get("duration"),
        "possession": event["possession"],
        "player": str(event["player"]["id"]) if "player" in event else None,
        "related_player": str(person["id"]) if person else None,
        "placed": "location" in event,
        "ended": "end_location" in detail,
    }


@pytest.mark.parametrize("number", ["3788741", "15986"])
def test_columns_are_those_of_the_file(kloppy_files: Path, number: str) -> None:
    path = kloppy_files / f"statsbomb_{number}_event.json"
    raw = {event["id"]: event for event in json.loads(path.read_bytes())}
    seen = 0
    for row in load(path).events.iter_rows(named=True):
        event = raw.get(row["event_id"])
        if event is None:
            continue  # an aerial duel won, or a ball out of play, which the file writes as a mark on its event
        values = row | {"placed": row["x"] is not None, "ended": row["end_x"] is not None}
        wanted = expected(event)
        assert {name: values[name] for name in wanted} == wanted, event["type"]
        seen += 1
    assert seen > 0.99 * len(raw)


@pytest.mark.parametrize("offset", range(8))
def test_deep_nesting_is_refused_wherever_it_begins(offset: int) -> None:
    content = b" " * offset + b"[" * 100 + b"]" * 100
    with pytest.raises(ReadError, match="nested 100 levels deep"):
        guard_depth(Source("memory", Path("memory"), "memory", content))
    guard_depth(Source("memory", Path("memory"), "memory", b" " * offset + b"[" * 60 + b"]" * 60))
