"""SkillCorner's match file: teams, players, pitch and score, for tracking and for dynamic events.

Source of the format: SkillCorner's open data, https://github.com/SkillCorner/opendata
"""

from __future__ import annotations

import re
from typing import Annotated, Any

import msgspec

from frontfoot.match.decode import Whole

_PART = re.compile(r"[0-9]{1,3}(\.[0-9]{1,9})?")
_Goals = Annotated[int, msgspec.Meta(ge=0, le=99)]
_Metres = Annotated[float, msgspec.Meta(ge=0, le=1_000)]


class SkillObject(msgspec.Struct):
    """A referee or the ball, with its number in the tracking data."""

    trackable_object: Whole | None = None


class SkillRole(msgspec.Struct):
    """The position of a player."""

    id: Whole | None = None
    name: str | None = None


class SkillPlayer(msgspec.Struct):
    """A player of the match's squads; `start_time` and `end_time` are on the match clock, HH:MM:SS."""

    id: Whole
    team_id: Whole
    trackable_object: Whole | None = None
    first_name: str | None = None
    last_name: str | None = None
    short_name: str | None = None
    number: Whole | None = None
    start_time: str | None = None
    end_time: str | None = None
    goal: _Goals | None = None
    own_goal: _Goals | None = None
    red_card: _Goals | None = None
    player_role: SkillRole = msgspec.field(default_factory=SkillRole)

    @property
    def name(self) -> str:
        """First and last name, as far as they are known."""
        return f"{self.first_name or ''} {self.last_name or ''}".strip() or self.short_name or ""


class SkillTeam(msgspec.Struct):
    """A side of the match."""

    id: Whole
    name: str = ""


class SkillNamed(msgspec.Struct):
    """A competition, a season, a stadium."""

    name: str | None = None
    competition: SkillNamed | None = None
    season: SkillNamed | None = None


class SkillMatch(msgspec.Struct):
    """The match file; the pitch is in metres."""

    id: Whole
    home_team: SkillTeam
    away_team: SkillTeam
    players: list[SkillPlayer]
    pitch_length: _Metres
    pitch_width: _Metres
    home_team_score: _Goals | None = None
    away_team_score: _Goals | None = None
    date_time: str | None = None
    status: str | None = None
    referees: list[SkillObject] = []
    ball: SkillObject = msgspec.field(default_factory=SkillObject)
    competition_edition: SkillNamed | None = None
    stadium: SkillNamed | None = None

    @property
    def sides(self) -> dict[int, str]:
        """Team identifier -> side."""
        return {self.home_team.id: "home", self.away_team.id: "away"}

    def occasion(self) -> dict[str, Any]:
        """The fields of `Info`: provider, identifier, competition, season, date, venue and score."""
        edition = self.competition_edition
        score = (self.home_team_score, self.away_team_score)
        return {
            "provider": "skillcorner",
            "match_id": str(self.id),
            "competition": _name(edition.competition if edition else None) or _name(edition),
            "season": _name(edition.season if edition else None),
            "date": (self.date_time or "")[:10],
            "venue": _name(self.stadium),
            "stated_score": None if None in score else score,
        }


def clock_seconds(written: str | None) -> float | None:
    """Seconds of a time HH:MM:SS or MM:SS, with or without decimals; None where none is stated, or it is no time.

    >>> clock_seconds("00:45:30"), clock_seconds("45:30.5"), clock_seconds("x"), clock_seconds(None)
    (2730.0, 2730.5, None, None)
    """
    parts = (written or "").split(":")
    if not 2 <= len(parts) <= 3 or not all(_PART.fullmatch(part) for part in parts):
        return None
    seconds = 0.0
    for part in parts:
        seconds = 60.0 * seconds + float(part)
    return seconds


def _name(named: SkillNamed | None) -> str:
    return (named.name if named else None) or ""
