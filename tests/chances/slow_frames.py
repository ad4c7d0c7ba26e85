"""Columns of a freeze frame in plain arithmetic, player by player: what `frontfoot.chances.frames` is held against."""

from __future__ import annotations

import math
from typing import Any

from tests.chances.slow_features import goal_distance, post_angle

WITH_HEAD = ("cone", "within_2", "near_to_2", "open", "keeper_aside", "goal_side", "cone_near")


class Player:
    """A player of the frame as seen from the ball."""

    def __init__(self, row: dict[str, Any], ball: tuple[float, float]) -> None:
        self.x, self.y = row["x"], row["y"]
        self.keeper = row["keeper"] and not row["teammate"]
        self.defender = not row["teammate"] and not self.keeper
        self.mate = row["teammate"] and not row["actor"]
        self.away = math.dist((self.x, self.y), ball)
        self.ahead = self.x > ball[0]
        self.bearing = math.atan2(self.y - ball[1], self.x - ball[0])
        left, right = posts(ball)
        self.in_cone = self.ahead and right < self.bearing < left
        self.in_box = self.x > 88.5 and abs(self.y - 34.0) < 20.16


def posts(ball: tuple[float, float]) -> tuple[float, float]:
    """Directions of the left and the right post, the goal line taken a centimetre further out."""
    left, right = (math.atan2(34.0 + side * 3.66 - ball[1], 105.01 - ball[0]) for side in (1, -1))
    return left, right


def rays_hit(players: list[Player], metres: float, ball: tuple[float, float]) -> set[int]:
    """Which of 41 rays over the opening angle pass within so many metres of a player; a body counts as wide as 45°."""
    left, right = posts(ball)
    hit = set()
    for player in players:
        if player.x <= ball[0] - 0.3 or player.away <= 0.05:
            continue
        width = math.atan(metres / max(player.away, metres))
        for number in range(41):
            ray = right + (left - right) * number / 40
            if abs(ray - player.bearing) < width:
                hit.add(number)
    return hit


def keeper_columns(keepers: list[Player], ball: tuple[float, float]) -> dict[str, float]:
    goal_away = goal_distance(*ball)
    columns = {"keeper_missing": 1.0, "keeper_share": 1.0}
    columns |= dict.fromkeys(("keeper_line", "keeper_line_to_3", "keeper_away", "keeper_away_to_3"), 0.0)
    columns |= dict.fromkeys(("keeper_aside", "keeper_aside_over_1", "keeper_aside_over_2.5"), 0.0)
    columns |= dict.fromkeys(("keeper_in_cone", "keeper_beaten"), 0.0)
    if not keepers:
        return columns
    keeper = keepers[-1]
    line, off = goal_distance(keeper.x, keeper.y), abs(keeper.bearing - sum(posts(ball)) / 2)
    aside = min(keeper.away * math.sin(min(off, math.pi / 2)), 6.0)
    return columns | {
        "keeper_missing": 0.0,
        "keeper_line": min(line, 20.0) / 5.0,
        "keeper_line_to_3": min(line, 3.0),
        "keeper_away": min(keeper.away, 20.0) / 5.0,
        "keeper_away_to_3": min(keeper.away, 3.0),
        "keeper_aside": aside,
        "keeper_aside_over_1": max(aside - 1.0, 0.0),
        "keeper_aside_over_2.5": max(aside - 2.5, 0.0),
        "keeper_in_cone": float(any(keeper.in_cone for keeper in keepers)),
        "keeper_share": min(keeper.away / max(goal_away, 1.0), 1.5),
        "keeper_beaten": float(line > goal_away),
    }


def slow_frame(shot: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, float]:
    """The columns of a shot, a row of a frame with the columns of `SITUATION`, from the rows of its freeze frame."""
    ball = (52.5 if shot["x"] is None else shot["x"], 34.0 if shot["y"] is None else shot["y"])
    players = [Player(row, ball) for row in rows]
    defenders, mates = [p for p in players if p.defender], [p for p in players if p.mate]
    keepers = [p for p in players if p.keeper]

    def within(metres: float) -> int:
        return sum(p.away < metres for p in defenders)

    near = min([10.0, *(p.away for p in defenders)])
    cone = sum(p.in_cone for p in defenders)
    bodies, by_keeper = rays_hit(defenders, 0.5, ball), rays_hit(keepers, 1.0, ball)
    free, free_of_bodies = 1.0 - len(bodies | by_keeper) / 41, 1.0 - len(bodies) / 41
    angle = post_angle(*ball)
    columns = {
        "cone": min(cone, 6),
        "cone_some": cone > 0,
        "cone_close": min(cone, 6) if goal_distance(*ball) < 12.0 else 0,
        "cone_near": math.exp(-min([30.0, *(p.away for p in defenders if p.in_cone)]) / 3.0),
        "cone_mates": min(sum(p.in_cone for p in mates), 4),
        "near": min(near, 8.0),
        "near_to_2": min(near, 2.0),
        "near_log": math.log(near + 0.3),
        "near_ahead": min([6.0, *(p.away for p in defenders if p.ahead)]),
        "within_1": min(within(1.0), 3),
        "within_2": min(within(2.0), 4),
        "within_4": min(within(4.0), 6),
        "goal_side": min(sum(p.ahead for p in defenders), 10),
        "in_box": min(sum(p.in_box for p in defenders), 10),
        "mates_ahead": min(sum(p.ahead for p in mates), 6),
        "mates_in_box": min(sum(p.in_box for p in mates), 6),
        "on_line": min(sum(p.x > 103.5 and abs(p.y - 34.0) < 4.0 for p in defenders), 3),
        "open": free,
        "open_of_bodies": free_of_bodies,
        "open_of_keeper": 1.0 - len(by_keeper) / 41,
        "open:angle": free * angle,
        "open_of_bodies:angle": free_of_bodies * angle,
        "open_log": math.log(free * 7.32 + 0.5),
    } | keeper_columns(keepers, ball)
    head = shot["body_part"] in ("head", "other")
    columns |= {f"{name}:head": columns[name] if head else 0.0 for name in WITH_HEAD}
    direct = shot["set_piece"] == "free_kick"
    if direct:
        columns = {name: value if name in ("keeper_line", "keeper_aside") else 0.0 for name, value in columns.items()}
    columns["wall"] = within(11.0) if direct else 0
    return {name: float(value) for name, value in columns.items()}
