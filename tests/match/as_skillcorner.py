"""Dynamic events and a match file by hand, after the public description of SkillCorner's open data."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import polars as pl

from frontfoot.match.match import Match

COLUMNS = [
    *("event_id", "index", "match_id", "frame_start", "frame_end", "time_start", "time_end", "duration", "period"),
    *(
        "attacking_side",
        "event_type",
        "event_subtype",
        "player_id",
        "player_name",
        "player_in_possession_id",
        "team_id",
    ),
    *("x_start", "y_start", "x_end", "y_end", "game_interruption_before", "game_interruption_after", "lead_to_goal"),
    *("start_type", "end_type", "carry", "is_header", "hand_pass", "pass_outcome", "high_pass", "player_targeted_id"),
    *("player_targeted_x_reception", "player_targeted_y_reception"),
]
HOME, AWAY = 870, 2380
# (identifier, team, name, number, role, on, off, goals, own goals)
PLAYERS = (
    (1, HOME, "Ann", 1, "Goalkeeper", "00:00:00", None, 0, 0),
    (2, HOME, "Bea", 2, "Center Back", "00:00:00", "01:10:30", 0, 0),
    (3, HOME, "Cat", 9, "Center Forward", "00:00:00", None, 2, 0),
    (4, HOME, "Dee", 14, "Substitute", "01:10:30", None, 0, 0),
    (11, AWAY, "Eve", 1, "Goalkeeper", "00:00:00", None, 0, 0),
    (12, AWAY, "Fay", 5, "Center Back", "00:00:00", None, 0, 1),
    (13, AWAY, "Gil", 10, "Center Forward", "00:00:00", None, 0, 0),
)


def match_file(score: tuple[int, int] = (3, 0), **more: Any) -> dict[str, Any]:
    """The match file."""
    names = ("id", "team_id", "last_name", "number", "role", "start_time", "end_time", "goal", "own_goal")
    players = [dict(zip(names, player, strict=True)) for player in PLAYERS]
    return {
        "id": 1953632,
        "home_team": {"id": HOME, "name": "Mariners"},
        "away_team": {"id": AWAY, "name": "City"},
        "home_team_score": score[0],
        "away_team_score": score[1],
        "date_time": "2025-03-01T08:00:00Z",
        "status": "closed",
        "stadium": {"id": 1, "name": "Stadium"},
        "competition_edition": {"competition": {"name": "A-League"}, "season": {"name": "2024/2025"}, "name": "x"},
        "pitch_length": 104,
        "pitch_width": 68,
        "referees": [],
        "players": [{**player, "player_role": {"id": 0, "name": player.pop("role")}} for player in players],
        **more,
    }


def possession(
    time: str, player: int, at: tuple[float, float], end: tuple[float, float], **more: Any
) -> dict[str, Any]:
    """A man with the ball from `at` to `end`, metres from the middle towards the goal that he attacks."""
    return {
        "event_type": "player_possession",
        "player_id": player,
        "team_id": HOME if player < 10 else AWAY,
        "time_start": time,
        "time_end": time,
        "period": 1 if int(time.split(":")[0]) < 45 else 2,
        **dict(zip(("x_start", "y_start", "x_end", "y_end"), (*at, *end), strict=True)),
        "start_type": "pass_reception",
        "end_type": "pass",
        **more,
    }


def engagement(
    time: str, player: int, carrier: int, at: tuple[float, float], subtype: str = "pressing"
) -> dict[str, Any]:
    """A man who engages the man with the ball."""
    row = possession(time, player, at, at, start_type="", end_type="")
    return {**row, "event_type": "on_ball_engagement", "event_subtype": subtype, "player_in_possession_id": carrier}


MATCH: tuple[dict[str, Any], ...] = (
    # Kick-off of the away side, passed back to the centre back, whom Cat presses.
    possession(
        "00:02.7",
        13,
        (0.5, -0.5),
        (0.5, -0.5),
        start_type="unknown",
        pass_outcome="successful",
        player_targeted_id=12,
        player_targeted_x_reception=-15.0,
        player_targeted_y_reception=2.0,
    ),
    engagement("00:03.9", 3, 12, (9.0, 3.0), "counter_press"),
    # She carries the ball 8 m and loses it; Bea cuts the pass out.
    possession("00:04.0", 12, (-15.0, 2.0), (-7.0, 2.0), time_end="00:06.0", carry=True, pass_outcome="unsuccessful"),
    possession(
        "00:07.0",
        2,
        (-10.0, 5.0),
        (-10.0, 5.0),
        start_type="pass_interception",
        pass_outcome="successful",
        player_targeted_id=3,
        player_targeted_x_reception=30.0,
        player_targeted_y_reception=0.0,
    ),
    possession(
        "00:09.0", 3, (30.0, 0.0), (40.0, 1.0), time_end="00:11.0", end_type="shot", game_interruption_after="goal_for"
    ),
    # A penalty, dead ball at the mark (52 - 11 = 41 m from the middle).
    possession(
        "20:00.0",
        3,
        (41.0, 0.0),
        (41.0, 0.0),
        start_type="unknown",
        end_type="shot",
        game_interruption_before="free_kick_for",
        game_interruption_after="goal_for",
    ),
    # A throw-in received, a foul won; a corner cut out and cleared.
    possession("30:00.0", 3, (20.0, 25.0), (20.0, 25.0), start_type="throw_in_reception", end_type="foul_suffered"),
    possession("31:00.0", 12, (-45.0, 0.0), (-45.0, 0.0), start_type="corner_interception", end_type="clearance"),
    # Second half: a shot that goes wide, and an own goal of Fay, which only the interruption and the match file tell.
    possession(
        "45:10.0",
        13,
        (30.0, -5.0),
        (31.0, -5.0),
        end_type="shot",
        is_header=True,
        game_interruption_after="goal_kick_against",
    ),
    possession("60:00.0", 12, (-48.0, 3.0), (-48.0, 3.0), end_type="clearance", game_interruption_after="goal_against"),
    possession("93:00.0", 2, (0.0, 0.0), (0.0, 0.0), start_type="recovery", end_type="possession_loss"),
)


def events_file(rows: tuple[dict[str, Any], ...] = MATCH, columns: list[str] = COLUMNS) -> bytes:
    """The dynamic events, with a passing option and a run between the rows as the file has them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows):
        option = {**row, "event_id": f"7_{number}", "event_type": "passing_option", "match_id": 1953632}
        run = {**option, "event_id": f"1_{number}", "event_type": "off_ball_run", "event_subtype": "support"}
        writer.writerows([{**row, "event_id": f"8_{number}", "match_id": 1953632}, option, run])
    return out.getvalue().encode()


def match_bytes(**more: Any) -> bytes:
    """The match file as it is delivered."""
    return json.dumps(match_file(**more)).encode()


_END_TYPES = {
    "pass": "pass",
    "shot": "shot",
    "clearance": "clearance",
    "lost": "possession_loss",
    "foul_won": "foul_suffered",
}
_PASSES = {"success": "successful", "failure": "unsuccessful"}
_AFTER = {"goal": "goal_for", "off_target": "goal_kick_against"}


def of_match(match: Match) -> tuple[bytes, bytes]:
    """The events and the match file of another provider's match, whose pitch is 105 x 68 m.

    Passes, shots, clearances, losses, fouls won, own goals and pressures; restarts are possessions like all others.
    """
    numbers = {side: 1 if side == "home" else 2 for side in ("home", "away")}
    own = {row["player"] for row in match.events.filter(kind="own_goal").iter_rows(named=True)}
    people = [
        {
            "id": int(row["player"]),
            "team_id": numbers[row["side"]],
            "last_name": row["name"],
            "number": row["shirt"],
            "start_time": "00:00:00" if row["starter"] else None,
            "own_goal": int(row["player"] in own),
            "player_role": {"name": row["position"]},
        }
        for row in match.players.iter_rows(named=True)
    ]
    rows = []
    for event in match.events.filter(pl.col("x").is_not_null() & pl.col("player").is_not_null()).iter_rows(named=True):
        kind, time = event["kind"], event["seconds"] + (0, 45 * 60)[event["period"] - 1]
        clock = f"{int(time // 60):02d}:{time % 60:04.1f}".replace(":60.0", ":59.9")
        row = {
            "player_id": event["player"],
            "team_id": numbers[event["side"]],
            "period": event["period"],
            "time_start": clock,
            "time_end": clock,
            **{
                name: value
                for end in ("start", "end")
                for name, value in ((f"x_{end}", event["x"] - 52.5), (f"y_{end}", event["y"] - 34.0))
            },
        }
        if kind == "pressure":
            press = "counter_press" if event["counterpress"] else "pressing"
            rows.append({**row, "event_type": "on_ball_engagement", "event_subtype": press})
        elif kind in _END_TYPES or kind == "own_goal":
            received = kind == "pass" and event["outcome"] == "success"
            rows.append(
                {
                    **row,
                    "event_type": "player_possession",
                    "start_type": "pass_reception",
                    "end_type": _END_TYPES.get(kind, "clearance"),
                    "pass_outcome": _PASSES.get(event["outcome"], "") if kind == "pass" else "",
                    "game_interruption_after": "goal_against"
                    if kind == "own_goal"
                    else _AFTER.get(event["outcome"], ""),
                    "is_header": event["body_part"] == "head",
                    "player_targeted_x_reception": event["end_x"] - 52.5 if received else "",
                    "player_targeted_y_reception": event["end_y"] - 34.0 if received else "",
                }
            )
    teams = {side: {"id": numbers[side], "name": match.team(side).name} for side in ("home", "away")}
    about = match_bytes(
        score=match.score, players=people, home_team=teams["home"], away_team=teams["away"], pitch_length=105
    )
    return events_file(tuple(rows)), about
