"""The shapes of the Common Data Format's files, versions 0.2.0 to 0.3.2.

Source: the JSON schemas of `common-data-format-validator`, https://github.com/UnravelSports/common-data-format-validator
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from frontfoot.core.errors import ReadError
from frontfoot.match.decode import Whole

PERIODS: Final = {
    "first_half": 1,
    "second_half": 2,
    "first_half_extratime": 3,
    "second_half_extratime": 4,
    "shootout": 5,
}
"""Names of the periods in the format, and their numbers."""

Number = float | None


def period_number(period: str, owner: str, place: str) -> int:
    """The number of a period, 1 to 5.

    Args:
        period: its name in the format.
        owner: the event or frame, for the error.
        place: the file, for the error.

    Raises:
        ReadError: the format has no such period.
    """
    if period not in PERIODS:
        text = f"{owner} is of the period {period[:40]!r}"
        raise ReadError(text, place=place, remedy="The format's periods are: " + ", ".join(PERIODS))
    return PERIODS[period]


class _Named(msgspec.Struct):
    id: str = ""
    name: str | None = None


class CdfMetrics(msgspec.Struct):
    """What the vendor computed for an event."""

    xg: Number = None


class CdfEvent(msgspec.Struct):
    """What happened."""

    period: str
    type: str
    id: str = ""
    time: str | None = None
    sub_type: str | None = None
    is_successful: bool | None = None
    outcome_type: str | None = None
    outcome: bool | None = None  # the name of `is_successful` in version 0.2.0
    outcome_detailed: str | None = None  # of `outcome_type`
    player_id: str | None = None
    team_id: str | None = None
    receiver_id: str | None = None
    x: Number = None
    y: Number = None
    x_end: Number = None
    y_end: Number = None
    body_part: str | None = None
    match_clock: str | None = None
    metrics: CdfMetrics | None = None

    @property
    def successful(self) -> bool | None:
        """Whether it succeeded, under either of its names."""
        return self.is_successful if self.is_successful is not None else self.outcome

    @property
    def ending(self) -> str:
        """How it ended, in small letters."""
        return (self.outcome_type or self.outcome_detailed or "").casefold()


class CdfLine(msgspec.Struct):
    """A line of the event file."""

    event: CdfEvent
    match: _Named = msgspec.field(default_factory=_Named)


class CdfPlayer(msgspec.Struct):
    """A player of the match sheet or the metadata."""

    id: str
    team_id: str = ""
    jersey_number: Any = None
    is_starter: bool | None = None
    first_name: str | None = None
    last_name: str | None = None
    short_name: str | None = None
    position: str | None = None

    @property
    def name(self) -> str:
        """The short name, else first and last name, else the identifier."""
        whole = " ".join(part for part in (self.first_name, self.last_name) if part)
        return self.short_name or whole or self.id


class CdfTeam(msgspec.Struct):
    """A team of the match sheet or the metadata."""

    id: str
    players: list[CdfPlayer] = []
    name: str | None = None
    short_name: str | None = None
    formation: str | None = None

    @property
    def called(self) -> str:
        """The short name, else the whole one, else the identifier."""
        return self.short_name or self.name or self.id


class CdfTeams(msgspec.Struct):
    """Who is at home, and who is not."""

    home: CdfTeam
    away: CdfTeam


class CdfPeriod(msgspec.Struct):
    """A period of the metadata."""

    period: str | None = None
    type: str | None = None  # its name in version 0.2.0
    start_time: str | None = None
    time_start: str | None = None  # until version 0.2.3

    @property
    def number(self) -> int:
        """1 to 5; 0 for a name that the format has not."""
        return PERIODS.get(self.period or self.type or "", 0)


class CdfPlayed(msgspec.Struct):
    """The match in the metadata."""

    id: str = ""
    kickoff_time: str | None = None
    periods: list[CdfPeriod] = []


class CdfVenue(msgspec.Struct):
    """Where it was played."""

    name: str | None = None
    pitch_length: Number = None
    pitch_width: Number = None


class CdfMeta(msgspec.Struct):
    """The metadata file."""

    teams: CdfTeams
    match: CdfPlayed = msgspec.field(default_factory=CdfPlayed)
    competition: _Named = msgspec.field(default_factory=_Named)
    season: _Named = msgspec.field(default_factory=_Named)
    venue: CdfVenue | None = None
    stadium: CdfVenue | None = None  # its name until version 0.2.3

    @property
    def ground(self) -> CdfVenue:
        """The venue, under either of its names."""
        return self.venue or self.stadium or CdfVenue()


class CdfGoals(msgspec.Struct):
    """Goals of both sides."""

    home: Whole = 0
    away: Whole = 0


class CdfResult(msgspec.Struct):
    """The result; the shoot-out is not in `final`."""

    final: CdfGoals | None = None


class CdfStatus(msgspec.Struct):
    """What was played beyond ninety minutes."""

    has_extratime: bool = False
    has_shootout: bool = False


class CdfSheetMatch(msgspec.Struct):
    """The match in the match sheet."""

    id: str = ""
    status: CdfStatus = msgspec.field(default_factory=CdfStatus)
    result: CdfResult = msgspec.field(default_factory=CdfResult)


class CdfChange(msgspec.Struct):
    """A substitution of the match sheet."""

    team_id: str
    period: str
    in_player_id: str | None = None
    out_player_id: str | None = None
    in_time: str | None = None
    out_time: str | None = None


class CdfCard(msgspec.Struct):
    """A card of the match sheet."""

    team_id: str
    period: str
    time: str | None = None
    player_id: str | None = None
    type: str = ""


class CdfSheetEvents(msgspec.Struct):
    """Substitutions and cards of the match sheet."""

    substitutions: list[CdfChange] | None = None
    cards: list[CdfCard] | None = None


class CdfSheet(msgspec.Struct):
    """The match sheet, in the format's words "official match data"."""

    teams: CdfTeams
    match: CdfSheetMatch = msgspec.field(default_factory=CdfSheetMatch)
    events: CdfSheetEvents = msgspec.field(default_factory=CdfSheetEvents)
