"""`Match` and its parts as frozen dataclasses: teams, periods, events, and the faults of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from frontfoot.core.tables import Tabular
from frontfoot.match.names import display_name
from frontfoot.match.shown import match_html
from frontfoot.match.state import Progress

Side = Literal["home", "away"]


def opponent(side: Side) -> Side:
    """The other side.

    >>> opponent("home")
    'away'
    """
    return "away" if side == "home" else "home"


@dataclass(frozen=True, slots=True)
class Team:
    """A club or national team as the provider names it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Period:
    """One period of play.

    Attributes:
        number: 1, 2 halves; 3, 4 extra time; 5 shoot-out.
        seconds: length on the clock, stoppage time included.
    """

    number: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Info:
    """What is known about the match besides its events. Empty strings and None mean: not stated by the file.

    Attributes:
        stated_score: (home, away) after extra time and without the shoot-out, as the file states it, if it does.
    """

    provider: str
    match_id: str
    competition: str = ""
    season: str = ""
    date: str = ""
    venue: str = ""
    stated_score: tuple[int, int] | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """An error in the record that was repaired.

    Attributes:
        rule: short stable name, such as "flipped-half".
        what: one sentence for people.
        events: how many events were touched.
    """

    rule: str
    what: str
    events: int


@dataclass(frozen=True, slots=True)
class Finding:
    """An error or a doubt in the record that could not be repaired.

    Attributes:
        rule: short stable name, such as "score-differs".
        level: "note" (harmless), "warning" (some figures suffer), "error" (do not trust this match).
        what: one sentence for people.
        events: how many events it concerns.
    """

    rule: str
    level: Literal["note", "warning", "error"]
    what: str
    events: int = 0


@dataclass(frozen=True, slots=True)
class Match(Tabular):
    """One match in a form that is the same for all providers; exported as a table, it gives its events.

    Attributes:
        info: provider, identifiers, competition, date, stated score.
        home, away: the teams.
        periods: the periods that were played, in order.
        events: frame with the columns of `frontfoot.match.schema.EVENTS`, in order of play.
        players: frame with the columns of `schema.PLAYERS`.
        formations: frame with the columns of `schema.FORMATIONS`, or None when the provider records none.
        freeze_frames: frame with the columns of `schema.FREEZE_FRAMES`, or None when there are none.
        provides: names of the optional columns and kinds this provider records (see the docs' table).
        repairs: errors that were repaired on reading.
        findings: errors and doubts that remain.
        progress: whether the match is at a pause, in play or finished, and how that is known.
    """

    info: Info
    home: Team
    away: Team
    periods: tuple[Period, ...]
    events: pl.DataFrame
    players: pl.DataFrame
    freeze_frames: pl.DataFrame | None = None
    formations: pl.DataFrame | None = None
    provides: frozenset[str] = frozenset()
    repairs: tuple[Repair, ...] = field(default=())
    findings: tuple[Finding, ...] = field(default=())
    progress: Progress = field(default_factory=Progress)

    def __repr__(self) -> str:
        """Clubs, score and day; the frames are left out."""
        home, away = self.score
        day = f", {self.info.date}" if self.info.date else ""
        return f"<Match: {self.home.name} {home}-{away} {self.away.name}{day}, {len(self.events):,} events>"

    def _repr_html_(self) -> str:
        """Score, goals and contents of the record, for notebooks."""
        info = self.info
        occasion = ", ".join(filter(None, (f"{info.competition} {info.season}".strip(), info.date, info.venue)))
        remarks = [f"{finding.level.capitalize()}: {finding.what}" for finding in self.findings]
        if self.progress.unfinished:
            remarks.insert(0, f"{self.progress.sentence}.")
        return match_html(
            (self.home.name, self.away.name),
            self.score,
            occasion,
            self.events,
            dict(self.players.select("player", "name").drop_nulls().iter_rows()),
            remarks,
            f"{display_name(info.provider)}, match {info.match_id}",
        )

    def team(self, side: Side) -> Team:
        """The team that plays on `side`."""
        return self.home if side == "home" else self.away

    def to_polars(self) -> pl.DataFrame:
        """The events as a Polars frame: `events` itself."""
        return self.events

    @property
    def score(self) -> tuple[int, int]:
        """(home, away) goals counted from the events, own goals included, the shoot-out not."""
        return score(self.events)


def score(events: pl.DataFrame) -> tuple[int, int]:
    """(home, away) goals in an event table, own goals included, the shoot-out not."""
    in_play = events["period"] <= 4
    scored = (events["kind"] == "shot") & (events["outcome"] == "goal") & in_play
    conceded = (events["kind"] == "own_goal") & in_play
    goals_of = [events["side"].filter(which) for which in (scored, conceded)]
    home, away = (
        int((goals_of[0] == own).sum()) + int((goals_of[1] == other).sum())
        for own, other in (("home", "away"), ("away", "home"))
    )
    return home, away
