"""The page of an opponent as one typed document: what JSON holds, and what page and Markdown are made from."""

from __future__ import annotations

import msgspec

from frontfoot.scouting.places import Places


class Fixture(msgspec.Struct, frozen=True):
    """A match whose data the page uses: `venue` is "home" or "away", `score` own goals first."""

    match_id: str
    date: str
    opponent: str
    venue: str
    score: tuple[int, int]


class FigureRow(msgspec.Struct, frozen=True):
    """A figure of the side.

    Attributes:
        name, label, what, unit: of the figure.
        raw, value, low, high: the ratio of the matches' sums; what is believed, with its 80% range.
        league: the league's; `sides` the values of all its sides, sorted.
        weight: 0 to 1; `reliability` the correlation of half-seasons; `needed` matches for a weight of .7.
        matches: that it rests on.
        rank, of: place from the highest; None where the range holds the league's mean.
        text: the figure in words.
        other: value, low and high of the own side, where one is asked for.
    """

    name: str
    label: str
    what: str
    unit: str
    raw: float
    value: float
    low: float
    high: float
    league: float
    sides: tuple[float, ...]
    weight: float
    reliability: float
    needed: float | None
    matches: int
    rank: int | None
    of: int
    text: str
    other: tuple[float, float, float] | None = None


class Lane(msgspec.Struct, frozen=True):
    """Share of the entries into the final third through a lane, and the league's."""

    lane: str
    share: float
    league: float


class RegainBand(msgspec.Struct, frozen=True):
    """Balls won between two distances from the own goal in metres: number, share of all, and the league's share."""

    start: float
    end: float
    won: int
    share: float
    league: float


class Person(msgspec.Struct, frozen=True):
    """A player who differs from others in the position: per 90 minutes, with the league's mean of the position."""

    name: str
    position: str
    minutes: int
    figure: str
    says: str
    per_90: float
    usual: float
    surplus: float
    weight: float


class Likely(msgspec.Struct, frozen=True):
    """A player of the expected eleven."""

    name: str
    position: str
    starts: int
    chance: float


class Ladder(msgspec.Struct, frozen=True):
    """Minutes of a player in each of the last matches, oldest first; None where he did not play."""

    name: str
    minutes: tuple[int | None, ...]
    total: int


class Moving(msgspec.Struct, frozen=True):
    """A clip: match id, its name, minute, period, seconds, code, note."""

    match_id: str
    match: str
    minute: str
    period: int
    start: float
    end: float
    code: str
    note: str


class OpponentPage(msgspec.Struct, frozen=True):
    """The content of the report of an opponent before a tie.

    Attributes:
        team, competition, season, provider: who, where, whose data.
        other: the own side, or None.
        fixtures: the matches, by date.
        sentences: three.
        ruler: up to ten figures; `more` others that have a range.
        transitions: figures of transitions, drawn to the league; `transition` the line.
        lanes: entry lanes.
        regains: balls won in open play by distance from the own goal.
        places: of the pictures.
        ladder, people, eleven: players; `minutes_estimated` where the record names no line-ups.
        usual: what sides of the leagues usually do, and associations, in sentences.
        meets: where the rulers of the two sides meet.
        not_printed: figures that are noise, or rest on too few matches, each with why.
        clips: up to thirty moments to show.
        notes: on the data.
        frontfoot: the version.
    """

    team: str
    competition: str
    season: str
    provider: str
    other: str | None
    fixtures: tuple[Fixture, ...]
    sentences: tuple[str, ...]
    ruler: tuple[FigureRow, ...]
    more: tuple[FigureRow, ...]
    transitions: tuple[FigureRow, ...]
    transition: str
    lanes: tuple[Lane, ...]
    regains: tuple[RegainBand, ...]
    places: Places
    ladder: tuple[Ladder, ...]
    people: tuple[Person, ...]
    eleven: tuple[Likely, ...]
    minutes_estimated: bool
    usual: tuple[str, ...]
    meets: tuple[str, ...]
    not_printed: tuple[str, ...]
    clips: tuple[Moving, ...]
    notes: tuple[str, ...]
    frontfoot: str
