"""A match written in the Common Data Format, after its schema (version 0.3.2) and nothing of the reader's."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from frontfoot.match.match import Match

PERIODS = {
    1: "first_half",
    2: "second_half",
    3: "first_half_extratime",
    4: "second_half_extratime",
    5: "shootout",
}
CLOCK = {1: 0, 2: 45, 3: 90, 4: 105, 5: 120}
KICK_OFF = datetime(2025, 5, 15, 19, 45, tzinfo=UTC)
TYPES = {
    "pass": ("pass", None),
    "shot": ("shot", None),
    "own_goal": ("shot", None),
    "carry": ("misc", "carry"),
    "take_on": ("misc", "take_on"),
    "tackle": ("misc", "tackle"),
    "interception": ("defending", "interception"),
    "clearance": ("defending", "clearance"),
    "block": ("defending", "block"),
    "pressure": ("defending", "pressing"),
    "keeper": ("goalkeeping", "save"),
}
ENDINGS = {"goal": "successful", "saved": "saved", "blocked": "blocked", "off_target": "wide", "post": "woodwork"}
SETS = {"corner": "corner_kick", "penalty": "penalty_kick"}
CARDS = {"yellow": "yellow_card", "red": "red_card", "second_yellow": "second_yellow_card"}


def moment(period: int, seconds: float) -> datetime:
    """The time of day: halves start an hour apart, extra time half an hour each."""
    return KICK_OFF + timedelta(seconds=seconds + (period - 1) * 3600)


def utc(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def event_lines(match: Match, *, acting: bool = False, clock: bool = True) -> list[dict[str, Any]]:
    """The event file, line by line, with the home side attacking to the right in both halves."""
    lines = []
    for row in match.events.iter_rows(named=True):
        if row["kind"] not in TYPES or row["x"] is None:
            continue
        turn = -1.0 if row["side"] == "away" and not acting else 1.0
        sort, sub = TYPES[row["kind"]]
        if row["kind"] in {"pass", "shot"}:
            sub = SETS.get(row["set_piece"], row["set_piece"])
        ended = row["end_x"] is not None
        ending = "own_goal" if row["kind"] == "own_goal" else ENDINGS.get(row["outcome"], "unsuccessful")
        event = {
            "id": row["event_id"],
            "time": utc(moment(row["period"], row["seconds"])),
            "period": PERIODS[row["period"]],
            "type": sort,
            "sub_type": sub,
            "is_successful": row["outcome"] in {"success", "goal"},
            "outcome_type": ending if sort == "shot" else "successful",
            "player_id": row["player"],
            "team_id": match.team(row["side"]).id,
            "receiver_id": row["related_player"] if row["kind"] == "pass" else None,
            "receiver_time": None,
            "receiver_team_id": None,
            "x": turn * (row["x"] - 52.5),
            "y": turn * (row["y"] - 34.0),
            "x_end": turn * (row["end_x"] - 52.5) if ended else None,
            "y_end": turn * (row["end_y"] - 34.0) if ended else None,
            "body_part": row["body_part"] if row["body_part"] != "foot" else "feet",
            "related_event_ids": None,
        }
        if clock:
            minutes, seconds = divmod(row["seconds"], 60)
            event["match_clock"] = f"{int(minutes) + CLOCK[row['period']]:02d}:{seconds:06.3f}"
        if row["xg"] is not None:
            event["metrics"] = {"xg": row["xg"]}
        lines.append({"match": {"id": "m-1"}, "meta": {"is_synced": False}, "event": event})
    for period in match.periods:
        whistle = {
            "id": f"end-{period.number}",
            "time": utc(moment(period.number, period.seconds)),
            "period": PERIODS[period.number],
            "type": "referee",
            "sub_type": "final_whistle",
            "is_successful": True,
            "outcome_type": "end",
            "official_id": "referee_1",
            **dict.fromkeys(("receiver_id", "receiver_time", "receiver_team_id", "x_end", "y_end", "body_part")),
            "x": 0.0,
            "y": 0.0,
            "related_event_ids": None,
        }
        if clock:
            minutes, seconds = divmod(period.seconds, 60)
            whistle["match_clock"] = f"{int(minutes) + CLOCK[period.number]:02d}:{seconds:06.3f}"
        lines.append({"match": {"id": "m-1"}, "meta": {"is_synced": False}, "event": whistle})
    return lines


def metadata(match: Match) -> dict[str, Any]:
    """The metadata file."""
    return {
        "competition": {"id": "c-1", "name": "European Championship"},
        "season": {"id": "s-1", "name": "2020"},
        "match": {
            "id": "m-1",
            "kickoff_time": utc(KICK_OFF),
            "periods": [
                {
                    "period": PERIODS[period.number],
                    "play_direction": "left_right",
                    "start_time": utc(moment(period.number, 0)),
                }
                for period in match.periods
            ],
            "whistles": [],
        },
        "teams": teams(match),
        "venue": {"id": "v-1", "pitch_length": 105.0, "pitch_width": 68.0, "name": "Olimpico"},
        "meta": dict.fromkeys(("event", "tracking", "ball", "meta", "cdf")),
    }


def teams(match: Match) -> dict[str, Any]:
    """Both teams, as metadata and match sheet have them."""
    return {
        side: {
            "id": match.team(side).id,
            "short_name": match.team(side).name,
            **formation(match, side),
            "players": [
                {
                    "id": row["player"],
                    "team_id": match.team(side).id,
                    "jersey_number": row["shirt"],
                    "is_starter": row["starter"],
                    "short_name": row["name"],
                    "position": row["position"],
                }
                for row in match.players.filter(side=side).iter_rows(named=True)
            ],
        }
        for side in ("home", "away")
    }


def formation(match: Match, side: str) -> dict[str, str]:
    """The shape at kick-off, where it is known."""
    first = match.formations.filter(side=side).row(0, named=True) if match.formations is not None else {}
    return {"formation": first["formation"]} if first.get("formation") else {}


def sheet(match: Match) -> dict[str, Any]:
    """The match sheet, with the score, the cards and the substitutions."""
    score = dict(zip(("home", "away"), match.score, strict=True))
    played = match.events.iter_rows(named=True)
    listed = [row for row in played if row["kind"] == "substitution" or row["card"] is not None]

    def at(row: dict[str, Any]) -> dict[str, Any]:
        return {"team_id": match.team(row["side"]).id, "period": PERIODS[row["period"]]}

    def time(row: dict[str, Any]) -> str:
        return utc(moment(row["period"], row["seconds"]))

    return {
        "match": {
            "id": "m-1",
            "status": {"is_neutral": False, "has_extratime": False, "has_shootout": False},
            "result": {"final": {**score, "winning_team_id": None}, "first_half": score, "second_half": score},
        },
        "teams": teams(match),
        "officials": [],
        "events": {
            "goals": [],
            "substitutions": [
                {
                    **at(row),
                    "in_time": time(row),
                    "out_time": time(row),
                    "in_player_id": row["related_player"],
                    "out_player_id": row["player"],
                }
                for row in listed
                if row["kind"] == "substitution"
            ],
            "cards": [
                {**at(row), "time": time(row), "player_id": row["player"], "type": CARDS[row["card"]]}
                for row in listed
                if row["card"] is not None
            ],
        },
        "meta": {"vendor": "made"},
    }


def write(match: Match, folder: Path, **how: Any) -> list[Path]:
    """The three files of a match in a folder: events, metadata, match sheet."""
    files = [folder / name for name in ("event.jsonl", "meta.json", "match.json")]
    files[0].write_text("\n".join(json.dumps(line) for line in event_lines(match, **how)), encoding="utf-8")
    files[1].write_text(json.dumps(metadata(match)), encoding="utf-8")
    files[2].write_text(json.dumps(sheet(match)), encoding="utf-8")
    return files
