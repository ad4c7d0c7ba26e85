"""`Setting`: directions of attack, times and places of the lines of a PFF match, and the side of each player."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import numpy as np

from frontfoot.core.errors import ReadError
from frontfoot.core.minute import START_SECONDS
from frontfoot.match.pff.file import PffEvent, PffMeta, PffRoster, PffStadium, only, text_of
from frontfoot.match.places import on_our_pitch, pitch_size
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

T = TypeVar("T")

SHOOT_OUT: Final = 5
_LATE: Final = 60.0  # seconds after its start in the metadata that a period's first event may come


class Setting:
    """Sides, times and places of the lines of an event file.

    Attributes:
        periods: of every line, 1 to 5.
        seconds: of every line since its period began.
        length, width: of the pitch, metres.

    Args:
        events: the lines.
        meta: the metadata, if there are any.
        rosters: the rosters, if there are any.
        place, meta_place: the event file and the metadata, for errors.

    Raises:
        ReadError: no file states which half the home side defends first, or a line has no time.
    """

    def __init__(
        self,
        events: Sequence[PffEvent],
        meta: PffMeta | None,
        rosters: Sequence[PffRoster],
        place: str,
        meta_place: str = "",
    ) -> None:
        stadium = next((one for event in events if (one := only(event.stadium)) is not None), PffStadium())
        self._left = _first(meta.home_team_start_left if meta else None, stadium.home_team_start_left)
        extra = _first(meta.home_team_start_left_extra_time if meta else None, stadium.home_team_start_left_extra_time)
        self._left_extra = self._left if extra is None else extra
        if self._left is None:
            raise ReadError(
                "PFF spreads a match over several files; missing: the metadata",
                place=place,
                remedy="Name it beside the events: it says who defends which half first",
            )
        pitch = next(iter(meta.stadium.pitches), None) if meta and meta.stadium else None
        self.length, self.width = pitch_size(
            _first(pitch.length if pitch else None, stadium.pitch_length),
            _first(pitch.width if pitch else None, stadium.pitch_width),
            meta_place if pitch else place,
        )
        self.periods = _periods(events, place)
        self.seconds = self._times(events, meta, place)
        self._sides = _sides(events, meta, rosters)
        # Places as the home side sees them, that is with its own goal at x = 0.
        x, y = np.array([_ball(event) for event in events], dtype=np.float64).reshape(-1, 2).T
        turn = np.array([1.0 if self._plays_right(period) else -1.0 for period in self.periods])
        self._x, self._y = self.metres(x * turn, y * turn)

    def metres(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Metres from the middle of the pitch as metres on 105 x 68 from its corner."""
        return on_our_pitch(x + self.length / 2, y + self.width / 2, self.length, self.width)

    def turned(self, line: int, side: str | None) -> bool:
        """Whether PFF's places have to be turned round for this side to attack to the right."""
        as_home = self._plays_right(self.periods[line])
        if self.periods[line] == SHOOT_OUT:
            return as_home == bool(self._x[line] < PITCH_LENGTH / 2)
        return as_home != (side != "away")

    def place(self, line: int, side: str | None) -> tuple[float | None, float | None]:
        """Where the ball was, in metres as a side sees it."""
        x, y = float(self._x[line]), float(self._y[line])
        if np.isnan(x):
            return None, None
        # In a shoot-out both sides kick at one goal, which is the one that each of them attacks.
        turned = x < PITCH_LENGTH / 2 if self.periods[line] == SHOOT_OUT else side == "away"
        return (PITCH_LENGTH - x, PITCH_WIDTH - y) if turned else (x, y)

    def side(self, player: str | None, home: bool | None) -> str | None:
        """The side of a player by the rosters, otherwise by the line itself."""
        stated = self._sides.get(player or "")
        return stated or (None if home is None else "home" if home else "away")

    def _plays_right(self, period: int) -> bool:
        left = self._left if period <= 2 else self._left_extra
        return bool(left) == (period % 2 == 1)

    def _times(self, events: Sequence[PffEvent], meta: PffMeta | None, place: str) -> list[float]:
        times: list[float | None] = [_first(event.event_time, event.start_time) for event in events]
        begins: dict[int, float] = {}
        for period, time in zip(self.periods, times, strict=True):
            if time is not None:
                begins[period] = min(time, begins.get(period, time))
        for period, stated in ((1, meta.start_period1), (2, meta.start_period2)) if meta else ():
            # Some matches state no start, or one that is not that of the period.
            if stated is not None and period in begins and 0 <= begins[period] - stated <= _LATE:
                begins[period] = stated
        seconds = []
        for event, period, time in zip(events, self.periods, times, strict=True):
            if time is not None:
                seconds.append(time - begins[period])
                continue
            clock = _first(event.possession.game_clock if event.possession else None, event.game.start_game_clock)
            if clock is None:
                raise ReadError(
                    f"Event {text_of(event.game_event_id)} has no time", place=place, remedy="Export it again"
                )
            seconds.append(max(clock - START_SECONDS[period], 0.0))
        return seconds


def _first(*values: T | None) -> T | None:
    return next((value for value in values if value is not None), None)


def _periods(events: Sequence[PffEvent], place: str) -> list[int]:
    periods: list[int] = []
    for event in events:
        period = event.game.period or (periods[-1] if periods else None)
        if period is None:
            raise ReadError(
                f"Event {text_of(event.game_event_id)} has no period", place=place, remedy="Export the file again"
            )
        periods.append(period)
    return periods


def _ball(event: PffEvent) -> tuple[float, float]:
    ball = only(event.ball)
    if ball is None or ball.x is None or ball.y is None:
        return np.nan, np.nan
    return ball.x, ball.y


def _sides(events: Sequence[PffEvent], meta: PffMeta | None, rosters: Sequence[PffRoster]) -> Mapping[str, str]:
    """The side of each player: by the roster of the team, else by the lines in which the player is named."""
    side_of: dict[str, str] = {}
    teams: dict[str | None, str] = {}
    if meta is not None:
        teams = {text_of(meta.home_team.id): "home", text_of(meta.away_team.id): "away"}
    for event in events:
        game = event.game
        if game.home_team is not None:
            side = "home" if game.home_team else "away"
            teams.setdefault(text_of(game.team_id), side)
            side_of.setdefault(text_of(game.player_id) or "", side)
        for side, players in (("home", event.home_players), ("away", event.away_players)):
            for player in players or ():
                side_of.setdefault(text_of(player.player_id) or "", side)
    for line in rosters:
        roster = teams.get(text_of(line.team.id))
        if roster is not None:
            side_of[text_of(line.player.id) or ""] = roster
    side_of.pop("", None)
    return side_of
