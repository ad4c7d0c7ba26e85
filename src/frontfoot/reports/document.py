"""The content of a report of a match, as one frozen value.

`Story` is at once what the page, the terminal and the Markdown are made from and, encoded, the JSON document: there
is no figure on the page that the JSON does not hold. The written schema, `match.schema.json`, is generated from these
types. Units: metres, seconds, shares as 0-1; `minute` is the running minute ("45+2'").
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from frontfoot.core.writing import json_bytes
from frontfoot.reports.event_parts import (
    Card,
    Counter,
    Goal,
    ReportPart,
    ReportShot,
    ShootOutKick,
    Span,
    Substitution,
    Tilt,
    Turnover,
    Video,
)
from frontfoot.reports.figure_parts import ExpectedGoals, NormsNote, ReportMeasure, ReportWindow, Sides
from frontfoot.reports.people_parts import LineUps, Player
from frontfoot.reports.tie_parts import TieStory

VERSION: Final = 1


class Note(ReportPart, frozen=True, kw_only=True):
    """A repair of the record, or a fault that was left."""

    rule: str
    what: str
    events: int
    level: Literal["repaired", "note", "warning", "error"]


class Absent(ReportPart, frozen=True, kw_only=True):
    """A measure that this provider's data do not allow, and why."""

    measure: str
    reason: str


class TermNotes(ReportPart, frozen=True, kw_only=True):
    """The owner of the data and the terms of use."""

    provider: str
    text: str
    link: str = ""


class Method(ReportPart, frozen=True, kw_only=True):
    """The method of one figure of the page."""

    name: str
    text: str


class Story(ReportPart, frozen=True, kw_only=True):
    """The content of a report of a match.

    `score` is counted from the events, extra time included and the shoot-out not, `stated_score` what the file says,
    where it does. `after_90` is the score after 90 minutes of a match that went on, null of any other. `state` says
    whether the match is over, `until` the minute at which the record ends. `tie` is there when a tie file was given
    with the match, `video` when its video was.
    """

    schema: Literal["frontfoot.match"]
    schema_version: int
    frontfoot: str
    home: str
    away: str
    score: tuple[int, int]
    state: Literal["half-time", "in play", "finished"]
    until: str
    stated_score: tuple[int, int] | None
    half_time: tuple[int, int] | None
    after_90: tuple[int, int] | None
    extra_time: bool
    shoot_out: tuple[int, int] | None
    kicks: tuple[ShootOutKick, ...]
    headline: str
    standfirst: tuple[str, ...]
    competition: str
    season: str
    date: str
    venue: str
    provider: str
    match_id: str
    sources: tuple[str, ...]
    periods: tuple[Span, ...]
    sides: Sides
    windows: tuple[ReportWindow, ...]
    measures: tuple[ReportMeasure, ...]
    goals: tuple[Goal, ...]
    cards: tuple[Card, ...]
    substitutions: tuple[Substitution, ...]
    shots: tuple[ReportShot, ...]
    expected_goals: ExpectedGoals
    players: tuple[Player, ...]
    line_ups: LineUps
    norms: NormsNote
    counters: tuple[Counter, ...]
    high_turnovers: tuple[Turnover, ...]
    penalties: tuple[ReportShot, ...]
    tilt: tuple[Tilt, ...]
    repairs: tuple[Note, ...]
    findings: tuple[Note, ...]
    not_recorded: tuple[Absent, ...]
    terms: TermNotes
    methods: tuple[Method, ...]
    tie: TieStory | None = None
    video: Video | None = None


def schema_text() -> str:
    """The JSON schema (draft 2020-12) of the document, as it stands in `match.schema.json`."""
    schema = msgspec.json.encode(msgspec.json.schema(Story), order="deterministic")
    return msgspec.json.format(schema, indent=1).decode() + "\n"


def encode(story: Story) -> bytes:
    """The JSON document: UTF-8, two-space indentation, a final newline; same story, same bytes."""
    return json_bytes(story)
