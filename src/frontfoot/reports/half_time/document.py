"""`HalfTime`: the content of the page of a pause as one frozen value, from which JSON and page are made."""

from __future__ import annotations

from typing import Final, Literal

from frontfoot.decisions.advice import Advice, Interval
from frontfoot.goals.sources import StrengthsUsed
from frontfoot.reports.document import Note, TermNotes
from frontfoot.reports.event_parts import ReportPart, SideName
from frontfoot.reports.figure_parts import Cell

VERSION: Final = 1


class Both(ReportPart, frozen=True, kw_only=True):
    """A pair of figures, one a side."""

    home: float
    away: float


class Odds(ReportPart, frozen=True, kw_only=True):
    """The odds now.

    Attributes:
        home, away: odds of going through (of winning where `draw` can stand), with their 90% intervals.
        draw: probability of a draw where it can stand.
        before: odds of the home side without what was seen of the match, which moved them by `moved`.
        factors: what was seen multiplies the rates of what is left by; None where there are no events to see.
        unseen: why nothing was seen, empty otherwise.
        rates_from: where the rates come from.
        strengths: date and age of the strengths they were made from; None where rates or odds were given.
        sentence, seen: in words.
    """

    home: Interval
    away: Interval
    draw: float
    before: float
    moved: float
    factors: Both | None
    unseen: str
    rates_from: str
    strengths: StrengthsUsed | None
    sentence: str
    seen: str


class PauseFigure(ReportPart, frozen=True, kw_only=True):
    """A figure of one side: its value, what is usual for it, and what is to be expected of the next half."""

    value: float | None
    usual: float | None
    expected: float | None


class Lasting(ReportPart, frozen=True, kw_only=True):
    """A figure of which a part persists in the rest of the match.

    Attributes:
        key, label, unit: the measure; shares are 0 to 1.
        share, share_error: how much of a first half's deviation is found again in the second, as measured.
        usual_from: what "usual" is: the season of both sides, the league, or empty where nothing is known.
    """

    key: str
    label: str
    unit: str
    share: float
    share_error: float
    usual_from: str
    home: PauseFigure
    away: PauseFigure


class Chance(ReportPart, frozen=True, kw_only=True):
    """A chance."""

    side: SideName
    minute: str
    player: str
    xg: float
    how: str
    outcome: str


class Thirds(ReportPart, frozen=True, kw_only=True):
    """How many balls a side won in open play in its own third, the middle and the last third, and lost there."""

    won: tuple[int, int, int]
    lost: tuple[int, int, int]


class Duty(ReportPart, frozen=True, kw_only=True):
    """A player with a count."""

    player: str
    count: int


class Booked(ReportPart, frozen=True, kw_only=True):
    """A player who is on a yellow card."""

    player: str
    minute: str


class Kicks(ReportPart, frozen=True, kw_only=True):
    """Penalties that a player took in the matches of the store: counts, no forecast."""

    player: str
    taken: int
    scored: int


class People(ReportPart, frozen=True, kw_only=True):
    """The players of a side.

    Attributes:
        men: on the pitch.
        booked: on a yellow card and still on the pitch, as far as the record tells.
        duties: most tackles, interceptions, fouls and pressures in the opponent's 60% of the pitch.
        left: on the pitch, where the record tells; for extra time.
        kicks: penalties taken before, where a store is given; for extra time.
    """

    men: int
    booked: tuple[Booked, ...]
    duties: tuple[Duty, ...]
    left: tuple[str, ...] = ()
    kicks: tuple[Kicks, ...] = ()


class SideNow(ReportPart, frozen=True, kw_only=True):
    """The present state of a side.

    `front_foot` is the index against the league; `usual_front_foot` the side's own season, where a store tells it.
    """

    team: str
    front_foot: Cell
    usual_front_foot: float | None
    xg: float | None
    shots: int
    thirds: Thirds
    counters: int
    counter_shots: int
    penalties_conceded: int
    people: People


class Show(ReportPart, frozen=True, kw_only=True):
    """A moment for the dressing room: `start` and `end` on the clock of the period."""

    minute: str
    period: int
    start: float
    end: float
    code: str
    note: str


class Scorers(ReportPart, frozen=True, kw_only=True):
    """Goals and sendings-off of each side, in words."""

    home: tuple[str, ...]
    away: tuple[str, ...]


class HalfTime(ReportPart, frozen=True, kw_only=True):
    """The page of a pause, or of any minute.

    Attributes:
        state, until, words: how far the match is; "At half-time".
        score: of this match; `aggregate` over both legs, where there are two.
        headline: score and odds in one line.
        odds: None without a tie.
        advice: for the home and the away side; empty outside regulation time or without a tie.
        after_90: extra time is next.
        lasting: three or four figures that are signal for what is left.
        chances: the best, most first.
        usual: what sides in this situation usually do, and what the opponent usually does.
        clips: five moments.
        findings: what is doubtful in the record.
    """

    schema: Literal["frontfoot.half_time"]
    schema_version: int
    frontfoot: str
    home: str
    away: str
    score: tuple[int, int]
    aggregate: tuple[int, int] | None
    state: Literal["half-time", "in play", "finished"]
    until: str
    words: str
    headline: str
    occasion: str
    after_90: bool
    odds: Odds | None
    advice: tuple[Advice, ...]
    sides: tuple[SideNow, SideNow]
    scorers: Scorers
    lasting: tuple[Lasting, ...]
    chances: tuple[Chance, ...]
    usual: tuple[str, ...]
    clips: tuple[Show, ...]
    findings: tuple[Note, ...]
    terms: TermNotes
