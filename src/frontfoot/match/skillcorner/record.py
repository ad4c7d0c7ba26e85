"""The rows of SkillCorner's dynamic events about the ball: possessions of a player, and engagements by opponents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from frontfoot.core.errors import ReadError
from frontfoot.core.minute import START_SECONDS
from frontfoot.match.codes import Array
from frontfoot.match.files import Source
from frontfoot.match.places import on_our_pitch
from frontfoot.match.skillcorner.file import SkillMatch, clock_seconds
from frontfoot.match.tables import Table, read_table

POSSESSION: Final = "player_possession"
ENGAGEMENT: Final = "on_ball_engagement"
_KNOWN: Final = frozenset({POSSESSION, ENGAGEMENT, "passing_option", "off_ball_run"})
_NEEDED: Final = (
    *(
        "event_id",
        "match_id",
        "period",
        "time_start",
        "time_end",
        "event_type",
        "event_subtype",
        "player_id",
        "team_id",
    ),
    *("x_start", "y_start", "x_end", "y_end", "start_type", "end_type", "pass_outcome", "player_in_possession_id"),
    *("game_interruption_before", "game_interruption_after", "player_targeted_id"),
)
_OPTIONAL: Final = (
    *("duration", "carry", "is_header", "hand_pass", "high_pass"),
    *("player_targeted_x_reception", "player_targeted_y_reception"),
)


@dataclass(frozen=True, slots=True)
class BallRow:
    """One row: a spell of a player with the ball, or of an opponent who engages that player.

    Attributes:
        event_id: SkillCorner's.
        sort, subtype: `POSSESSION`, or `ENGAGEMENT` and its subtype (pressing, counter_press, ...).
        period, start, end: when; seconds since the period began.
        side, player: who; the player's identifier.
        other: of a pass, its target; of an engagement, the player with the ball.
        begins, ends: `start_type` and `end_type`: pass_reception, recovery, ...; pass, shot, ...
        outcome: of a pass: successful, unsuccessful, offside.
        before, after: what interrupted the game before and after, "" where nothing did.
        x, y, end_x, end_y: metres on 105 x 68 from the acting side's own goal; NaN where unknown.
        target_x, target_y: where the pass was received.
        carried, headed, by_hand, high: flags.
        duration: seconds; None where not stated.
    """

    event_id: str
    sort: str
    subtype: str
    period: int
    start: float
    end: float
    side: str
    player: str | None
    other: str | None
    begins: str
    ends: str
    outcome: str
    before: str
    after: str
    x: float
    y: float
    end_x: float
    end_y: float
    target_x: float
    target_y: float
    carried: bool
    headed: bool
    by_hand: bool
    high: bool
    duration: float | None


def read_ball_rows(source: Source, match: SkillMatch, length: float, width: float) -> list[BallRow]:
    """The possessions and engagements of a file, in its order.

    Args:
        source: the dynamic events.
        match: the match file.
        length, width: of the pitch, metres.

    Raises:
        ReadError: the file is no such table, was cut, or is of another match; or holds an unknown type of
            event or team, or an invalid period or time.
    """
    table = read_table(source, _NEEDED, _OPTIONAL, content="SkillCorner's dynamic events")
    sorts = table.text("event_type")
    for row, sort in enumerate(sorts):
        if sort not in _KNOWN:
            raise table.wrong(row, "event_type", "a type of SkillCorner's dynamic events")
    _check_match(table, match)
    table = table.take(np.isin(sorts, (POSSESSION, ENGAGEMENT)))
    period = table.periods("period")
    start, end = (_clock(table, name, period) for name in ("time_start", "time_end"))
    sides = _sides(table, match)
    x, y = _placed(table, "x_start", "y_start", length, width)
    end_x, end_y = _placed(table, "x_end", "y_end", length, width)
    target_x, target_y = _placed(table, "player_targeted_x_reception", "player_targeted_y_reception", length, width)
    carried, headed, by_hand, high = (table.flags(name) for name in ("carry", "is_header", "hand_pass", "high_pass"))
    duration = table.numbers("duration")
    text = {
        name: table.text(name)
        for name in (*_NEEDED, "event_subtype")
        if name not in {"period", "x_start", "y_start", "x_end", "y_end"}
    }
    sorts = text["event_type"]
    others = [
        text["player_in_possession_id" if sort == ENGAGEMENT else "player_targeted_id"][row]
        for row, sort in enumerate(sorts)
    ]
    return [
        BallRow(
            event_id=text["event_id"][row],
            sort=sorts[row],
            subtype=text["event_subtype"][row],
            period=period[row],
            start=float(start[row]),
            end=max(float(end[row]), float(start[row])),
            side=sides[row],
            player=_person(text["player_id"][row]),
            other=_person(others[row]),
            begins=text["start_type"][row],
            ends=text["end_type"][row],
            outcome=text["pass_outcome"][row],
            before=text["game_interruption_before"][row],
            after=text["game_interruption_after"][row],
            x=float(x[row]),
            y=float(y[row]),
            end_x=float(end_x[row]),
            end_y=float(end_y[row]),
            target_x=float(target_x[row]),
            target_y=float(target_y[row]),
            carried=bool(carried[row]),
            headed=bool(headed[row]),
            by_hand=bool(by_hand[row]),
            high=bool(high[row]),
            duration=None if np.isnan(duration[row]) else float(duration[row]),
        )
        for row in range(table.height)
    ]


def _check_match(table: Table, match: SkillMatch) -> None:
    for row, stated in enumerate(table.text("match_id")):
        if _person(stated) != str(match.id):
            raise ReadError(
                f"Line {table.lines[row]} is of match {stated[:40]}, the match file is of {match.id}",
                place=table.place,
                remedy="Name the events and the match file of one match",
            )


def _clock(table: Table, name: str, period: list[int]) -> Array:
    """Seconds since the start of the period; the file's clock, MM:SS.d, starts at 45:00 in the second half."""
    seconds = np.empty(table.height)
    for row, cell in enumerate(table.text(name)):
        value = clock_seconds(cell)
        if value is None:
            raise table.wrong(row, name, "a time like 12:34.5")
        seconds[row] = value - START_SECONDS[period[row]]
    return np.maximum(seconds, 0.0).round(3)


def _sides(table: Table, match: SkillMatch) -> list[str]:
    sides = {str(team): side for team, side in match.sides.items()}
    by_row = [sides.get(_person(cell) or "") for cell in table.text("team_id")]
    if None in by_row:
        raise table.wrong(by_row.index(None), "team_id", "a team of the match file")
    return [side for side in by_row if side is not None]


def _placed(table: Table, x: str, y: str, length: float, width: float) -> tuple[Array, Array]:
    """Metres on 105 x 68 from metres from the middle of the pitch, towards the goal that the acting side attacks."""
    return on_our_pitch(table.numbers(x) + length / 2, table.numbers(y) + width / 2, length, width)


def _person(cell: str) -> str | None:
    """An identifier; pandas writes "51681.0" where a column has holes."""
    return cell.removesuffix(".0") or None
