"""A match written as PFF's three files, after its event specification and nothing of the reader's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from frontfoot.match.match import Match, Side

START = {1: 141.008, 2: 3040.34}  # seconds of the video
CLOCK = {1: 0, 2: 2700}
LETTERS = {"goal": "G", "saved": "S", "blocked": "B", "off_target": "O", "post": "O"}
BODY = {"right_foot": "R", "left_foot": "L", "head": "HE", "other": "CH"}
SETS = {"corner": "C", "free_kick": "F", "goal_kick": "G", "kick_off": "K", "penalty": "P", "throw_in": "T"}
SIDES: tuple[tuple[str, Side], ...] = (("1", "home"), ("2", "away"))
CARDS = {"yellow": "Y", "second_yellow": "S", "red": "R"}


def places(row: dict[str, Any], x: float, y: float) -> dict[str, float]:
    """PFF's metres from the middle, as the main camera sees them; the home side starts on the right."""
    sign = (1.0 if row["side"] == "home" else -1.0) * (-1.0 if row["period"] == 1 else 1.0)
    return {"x": sign * (x - 52.5), "y": sign * (y - 34.0)}


def line(row: dict[str, Any], number: int, sort: str | None, game: str = "OTB", **did: Any) -> dict[str, Any]:
    """One line of the event file."""
    time = START[row["period"]] + row["seconds"]
    clock = CLOCK[row["period"]] + int(row["seconds"])
    return {
        "gameId": 3812,
        "gameEventId": 6_000_000 + number,
        "possessionEventId": None if sort is None else 7_000_000.0 + number,
        "startTime": time,
        "endTime": time,
        "eventTime": time,
        "gameEvents": {
            "gameEventType": game,
            "initialNonEvent": False,
            "startGameClock": clock,
            "period": row["period"],
            "teamId": 1.0 if row["side"] == "home" else 2.0,
            "homeTeam": None if row["side"] is None else row["side"] == "home",
            "playerId": None if row["player"] is None else float(row["player"]),
            "setpieceType": SETS.get(row["set_piece"], "O"),
        },
        "initialTouch": {"initialPressureType": None, "initialPressurePlayerId": None},
        "possessionEvents": {"possessionEventType": sort, "nonEvent": False, "gameClock": clock, **did},
        "fouls": {"finalFoulOutcomeType": None},
        "stadiumMetadata": [],
        "homePlayers": [],
        "awayPlayers": [],
        "ball": [] if row["x"] is None else [{"visibility": "VISIBLE", "z": 0.0, **places(row, row["x"], row["y"])}],
    }


def event_lines(match: Match) -> list[dict[str, Any]]:
    """Passes, shots, carries, clearances, duels, fouls, cards, substitutions and whistles of a match.

    A shot has its freeze frame, the others have no positions.
    """
    lines = []
    frames = {} if match.freeze_frames is None else match.freeze_frames.partition_by("index", as_dict=True)
    for number, row in enumerate(match.events.iter_rows(named=True)):
        kind, player = row["kind"], None if row["player"] is None else float(row["player"])
        other = None if row["related_player"] is None else float(row["related_player"])
        body = BODY.get(row["body_part"])
        if kind == "pass" and row["x"] is not None:
            name = "cross" if row["cross"] else "pass"
            did: dict[str, Any] = {
                f"{name}erPlayerId": player,
                f"{name}OutcomeType": {"success": "C", "failure": "O"}.get(row["outcome"], "S"),
                "receiverPlayerId": other,
                "bodyType": body,
                "passType": "T" if row["through_ball"] else "S",
            }
            lines.append(line(row, number, "CR" if row["cross"] else "PA", **did))
        elif kind == "shot":
            did = {"shooterPlayerId": player, "shotOutcomeType": LETTERS[row["outcome"]], "bodyType": body}
            lines.append(line(row, number, "SH", **did))
            for seen in frames[(number,)].iter_rows(named=True) if (number,) in frames else ():
                home = seen["teammate"] == (row["side"] == "home")
                position = "GK" if seen["keeper"] else "M"
                where = places(row, seen["x"], seen["y"])
                lines[-1]["homePlayers" if home else "awayPlayers"].append(
                    {"playerId": player if seen["actor"] else None, "positionGroupType": position, **where}
                )
            if row["outcome"] == "goal":
                lines.append(line({**row, "x": None}, number + 10_000, None, "OUT"))
                lines[-1]["gameEvents"]["outType"] = "H" if row["side"] == "home" else "A"
        elif kind == "carry":
            lines.append(line(row, number, "BC", ballCarrierPlayerId=player, ballCarryOutcome="R"))
        elif kind == "clearance":
            lines.append(line(row, number, "CL", clearerPlayerId=player, clearanceOutcomeType="P"))
        elif kind == "own_goal":
            lines.append(line(row, number, "CL", clearerPlayerId=player, clearanceOutcomeType="D"))
            lines.append(line({**row, "x": None}, number + 10_000, None, "OUT"))
            lines[-1]["gameEvents"]["outType"] = "A" if row["side"] == "home" else "H"
        elif kind == "take_on" and row["related"]:
            other = float(match.events["player"][row["related"][0]])
            winner = player if row["outcome"] == "success" else other
            did = {"ballCarrierPlayerId": player, "challengerPlayerId": other, "challengeWinnerPlayerId": winner}
            lines.append(line(row, number, "CH", challengeType="D", **did))
        elif kind == "foul":
            lines.append(line(row, number, "FO"))
            card = CARDS.get(row["card"], "N")
            lines[-1]["fouls"] = [
                {"finalCulpritPlayerId": player, "finalFoulOutcomeType": card, "finalOffenseType": "N"}
            ]
        elif kind == "substitution":
            lines.append(line(row, number, None, "SUB"))
            lines[-1]["gameEvents"] |= {"playerOffId": player, "playerOnId": other}
    for period in match.periods:
        whistle = {"period": period.number, "seconds": period.seconds, "x": None, "player": None, "side": None}
        lines.append(line({**whistle, "set_piece": None}, 90_000 + period.number, None, "END"))
    return sorted(lines, key=lambda one: (one["gameEvents"]["period"], one["eventTime"]))


def metadata(match: Match) -> list[dict[str, Any]]:
    """The metadata file: a list of one match."""
    home, away = ({"id": number, "name": match.team(side).name} for number, side in SIDES)
    return [
        {
            "id": "3812",
            "homeTeam": home,
            "awayTeam": away,
            "homeTeamKit": {"name": "Home"},
            "competition": {"id": "38", "name": "FIFA Men's World Cup"},
            "season": "2022",
            "date": "2022-11-21T16:00:00",
            "homeTeamStartLeft": False,
            "homeTeamStartLeftExtraTime": None,
            "stadium": {"id": "192", "name": "Al Thumama", "pitches": [{"length": 105.0, "width": 68.0}]},
            "startPeriod1": START[1],
            "startPeriod2": START[2],
        }
    ]


def rosters(match: Match) -> list[dict[str, Any]]:
    """The roster file."""
    return [
        {
            "player": {"id": row["player"], "nickname": row["name"]},
            "positionGroupType": "GK" if row["position"] == "Goalkeeper" else "M",
            "shirtNumber": str(row["shirt"]),
            "started": row["starter"],
            "team": {"id": "1" if row["side"] == "home" else "2"},
        }
        for row in match.players.iter_rows(named=True)
    ]


def write(match: Match, folder: Path) -> list[Path]:
    """The three files of a match in a folder: events, metadata, rosters."""
    files = [folder / f"{name}_3812.json" for name in ("events", "metadata", "rosters")]
    for file, content in zip(files, (event_lines(match), metadata(match), rosters(match)), strict=True):
        file.write_text(json.dumps(content), encoding="utf-8")
    return files


HOME, AWAY = {"teamId": 1, "homeTeam": True}, {"teamId": 2, "homeTeam": False}


def event(sort: str | None, time: float, x: float, *, by: int = 11, **more: Any) -> dict[str, Any]:
    """A line with the ball at x metres from the middle; players 11 to 19 are at home, 21 to 29 away."""
    game = {"gameEventType": "OTB", "period": 1, "playerId": by, **(HOME if by < 20 else AWAY)}
    return {
        "gameId": 1,
        "gameEventId": int(time * 100),
        "possessionEventId": int(time * 100) if sort else None,
        "eventTime": 100.0 + time,
        "gameEvents": {**game, **more.pop("game", {})},
        "initialTouch": more.pop("touch", {}),
        "fouls": more.pop("fouls", {}),
        "homePlayers": more.pop("homePlayers", []),
        "awayPlayers": more.pop("awayPlayers", []),
        "possessionEvents": {"possessionEventType": sort, "nonEvent": False, **more} if sort else None,
        "ball": [{"x": x, "y": 10.0, "z": 0.0}],
    }
