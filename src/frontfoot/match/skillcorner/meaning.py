"""SkillCorner's possessions and engagements, mapped to the event table.

Source: the glossary of SkillCorner's dynamic events beside its open data (github.com/SkillCorner/opendata).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.skillcorner.record import ENGAGEMENT, BallRow

Row = dict[str, Any]

_RESTARTS: Final = ("throw_in", "corner", "free_kick", "goal_kick", "kick_off")
_RECEPTION: Final = "_reception"
_INTERCEPTION: Final = "_interception"
_ENDS: Final = {"clearance": "clearance", "foul_suffered": "foul_won", "possession_loss": "lost"}
_PASSES: Final = {"successful": "success", "unsuccessful": "failure", "offside": "failure"}
_GOAL_FOR: Final = "goal_for"
_GOAL_AGAINST: Final = "goal_against"
_MARK: Final = (PITCH_LENGTH - 11.0, PITCH_WIDTH / 2)  # the penalty mark
_AT_THE_MARK: Final = 2.0  # metres
_ONE_GOAL: Final = 15.0  # seconds around a goal in which nothing else is one
_CENTRE: Final = 3.0  # metres from the centre mark within which a kick-off is taken


def rows_of(stretches: Sequence[BallRow], scorers: Mapping[str, tuple[int, int]]) -> list[Row]:
    """The events of possessions and engagements, in the order of play.

    Args:
        stretches: in the file's order.
        scorers: player -> (goals, own goals) as the match file counts them.
    """
    goals = Counter({player: count for player, (count, _) in scorers.items()})
    own = Counter({player: count for player, (_, count) in scorers.items()})
    sides = {stretch.player: stretch.side for stretch in stretches if stretch.player}
    scored = [stretch for stretch in stretches if stretch.ends == "shot" and stretch.after == _GOAL_FOR]
    rows: list[Row] = []
    begun: set[int] = set()
    for shot in scored:
        goals[shot.player or ""] -= 1
    for stretch in stretches:
        if stretch.sort == ENGAGEMENT:
            rows.append(_pressure(stretch))
            continue
        rows += _beginning(stretch)
        if stretch.carried and stretch.end > stretch.start:
            ends = {"end_x": stretch.end_x, "end_y": stretch.end_y}
            carried = {"outcome": "success", "duration": stretch.duration, **ends}
            rows.append(_row(stretch, "carry", "carry", stretch.start, **carried))
        alone = not any(shot.period == stretch.period and abs(shot.end - stretch.end) <= _ONE_GOAL for shot in scored)
        if (
            alone
            and stretch.after in {_GOAL_FOR, _GOAL_AGAINST}
            and (goal := _goal_without_a_shot(stretch, goals, own, sides))
        ):
            rows.append(goal)
        else:
            rows += _end(stretch, opens=stretch.period not in begun)
        begun.add(stretch.period)
    rows.sort(key=lambda row: (row["period"], row["seconds"]))
    return rows


def _row(stretch: BallRow, part: str, kind: str, seconds: float, **more: Any) -> Row:
    """An event of the player of a stretch, at its beginning where no place is given."""
    return {
        "event_id": f"{stretch.event_id}-{part}" if part else stretch.event_id,
        "period": stretch.period,
        "seconds": seconds,
        "side": stretch.side,
        "player": stretch.player,
        "kind": kind,
        "x": stretch.x,
        "y": stretch.y,
        "interception": kind == "interception",
        "type_name": f"{stretch.sort} {stretch.subtype}".strip(),
        **more,
    }


def _pressure(stretch: BallRow) -> Row:
    return _row(
        stretch,
        "",
        "pressure",
        stretch.start,
        related_player=stretch.other,
        duration=stretch.duration,
        counterpress=stretch.subtype == "counter_press",
        type_name=" ".join(filter(None, (stretch.sort, stretch.subtype, stretch.ends))),
    )


def _beginning(stretch: BallRow) -> list[Row]:
    """How a player got the ball: a restart that the player received, an interception or a recovery."""
    rows = []
    name = stretch.begins
    restart = name.removesuffix(_RECEPTION).removesuffix(_INTERCEPTION)
    cut_out = name.endswith(_INTERCEPTION)
    if restart in _RESTARTS:
        # The file has no row for the taker of the restart: the row that is inserted has a side but no player or place.
        mine = not cut_out
        rows.append(
            _row(
                stretch,
                "restart",
                "pass",
                stretch.start,
                side=stretch.side if mine else _opponent(stretch.side),
                player=None,
                related_player=stretch.player if mine else None,
                outcome="success" if mine else "failure",
                set_piece=restart,
                x=math.nan,
                y=math.nan,
                end_x=stretch.x if mine else PITCH_LENGTH - stretch.x,
                end_y=stretch.y if mine else PITCH_WIDTH - stretch.y,
                type_name=name,
                inserted=True,
            )
        )
    if cut_out or name == "recovery":
        kind = "interception" if cut_out else "recovery"
        rows.append(_row(stretch, "start", kind, stretch.start, outcome="success", type_name=name))
    return rows


def _end(stretch: BallRow, *, opens: bool) -> list[Row]:
    """How a possession ended, at the time and place of its end."""
    at = {"x": stretch.end_x, "y": stretch.end_y}
    if stretch.ends == "shot":
        return [_shot(stretch)]
    if stretch.ends == "pass":
        received = stretch.outcome == "successful"
        ends = {"end_x": stretch.target_x, "end_y": stretch.target_y} if received else {}
        passed = {
            "outcome": _PASSES.get(stretch.outcome),
            "related_player": stretch.other if received else None,
            "set_piece": "kick_off" if _kicks_off(stretch, opens) else None,
            "high": stretch.high,
            "body_part": "head" if stretch.headed else "other" if stretch.by_hand else None,
        }
        return [_row(stretch, "", "pass", stretch.end, **at, **ends, **passed)]
    kind = _ENDS.get(stretch.ends)
    return [_row(stretch, "", kind, stretch.end, **at, type_name=stretch.ends)] if kind else []


def _shot(stretch: BallRow) -> Row:
    dead = stretch.before.removesuffix("_for") if not stretch.begins.endswith(_RECEPTION) else ""
    at_the_mark = math.hypot(stretch.end_x - _MARK[0], stretch.end_y - _MARK[1]) <= _AT_THE_MARK
    penalty = dead == "penalty" or (dead == "free_kick" and at_the_mark)
    outcome = {_GOAL_FOR: "goal", "goal_kick_against": "off_target"}.get(stretch.after)
    return _row(
        stretch,
        "",
        "shot",
        stretch.end,
        x=stretch.end_x,
        y=stretch.end_y,
        outcome=outcome,
        set_piece="penalty" if penalty else "free_kick" if dead == "free_kick" else None,
        body_part="head" if stretch.headed else None,
        type_name="shot",
    )


def _goal_without_a_shot(
    stretch: BallRow, goals: Counter[str], own: Counter[str], sides: Mapping[str, str]
) -> Row | None:
    """A goal that the file states only as an interruption; the scorer follows from the goals in the match file."""
    player = stretch.player
    attacking = stretch.side if stretch.after == _GOAL_FOR else _opponent(stretch.side)
    if stretch.after == _GOAL_FOR and player and goals[player] > 0:
        goals[player] -= 1
        return _row(stretch, "goal", "shot", stretch.end, x=stretch.end_x, y=stretch.end_y, outcome="goal")
    unlucky = [man for man, count in own.items() if count > 0 and sides.get(man) not in {None, attacking}]
    if player in unlucky:
        unlucky = [player] if player else []
    if len(unlucky) != 1:
        return None
    own[unlucky[0]] -= 1
    his = unlucky[0] == player
    place = {"x": stretch.end_x, "y": stretch.end_y} if his else {"x": math.nan, "y": math.nan}
    return _row(
        stretch,
        "goal",
        "own_goal",
        stretch.end,
        side=_opponent(attacking),
        player=unlucky[0],
        type_name=stretch.after,
        **place,
    )


def _kicks_off(stretch: BallRow, opens: bool) -> bool:
    after_goal = stretch.before in {_GOAL_FOR, _GOAL_AGAINST}
    at_centre = math.hypot(stretch.x - PITCH_LENGTH / 2, stretch.y - PITCH_WIDTH / 2) <= _CENTRE
    return (opens or after_goal) and at_centre


def _opponent(side: str) -> str:
    return "away" if side == "home" else "home"
