"""Formats of competitions as data: phases, criteria, rounds, draws."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from frontfoot.core.errors import InputError
from frontfoot.core.season import season_name

CRITERIA: Final = (
    "points",
    "points a match",
    "head-to-head",
    "difference",
    "goals",
    "away goals",
    "wins",
    "away wins",
    "opponents' points",
    "opponents' difference",
    "opponents' goals",
    "discipline",
    "coefficient",
)
HEAD_TO_HEAD: Final = ("points", "difference", "goals", "away goals")
ROUNDS: Final = ("PO", "R32", "R16", "QF", "SF", "F")
CHAMPION: Final = "champion"
PHASES: Final = ("groups", "league", "none")
OF_THIRDS: Final = ("points", "difference", "goals", "wins")
"""Criteria by which clubs of one place are compared across groups."""


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """Clubs that enter a round: places of the groups of this competition, or of another one."""

    places: tuple[int, ...]
    competition: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One knock-out round.

    Attributes:
        code: PO, R32, R16, QF, SF or F.
        enter: clubs from the groups; winners of the round before come with them.
        seeded: places of this competition's groups that are seeded: drawn against the others, at home second.
        seeded_others: how many of the clubs from another competition are seeded with them, the best first.
        protect: "country" and "group": clubs that share one are not drawn together.
        draw_days: days from the last match before to the draw; None when drawn together with the round before.
        paths: for the play-offs of a league phase: ranks (a, b, c, d), a and b drawn against c and d.
        seeds: the ranks that meet the winners of each path.
        pairs: of a bracket that is fixed beforehand, both sides of every tie: "1A" and "2B" are places of groups,
            "3ABCDF" the third of one of these groups, "4" the winner of the fourth tie of the round before; without a
            phase a side is a club.
        grounds: by tie, the side that is at home if it plays there ("Mexico"); none, or as many as ties.
    """

    code: str
    enter: tuple[RoundEntry, ...] = ()
    seeded: tuple[int, ...] = ()
    seeded_others: int = 0
    protect: tuple[str, ...] = ()
    draw_days: int | None = None
    paths: tuple[tuple[int, int, int, int], ...] = ()
    seeds: tuple[tuple[int, int], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BestThirds:
    """The best thirds of the groups that go on, and their opponents.

    Attributes:
        number: how many go on.
        criteria: that compare them, in order; what these leave open is drawn by lot.
        winners: letters of the groups whose winners meet a third, in the order of the columns of `table`.
        table: for every set of groups whose thirds go on, their letters in the order of `winners`; empty where no
            table is known: then the first pairing in alphabetical order that the slots allow is taken.
    """

    number: int
    criteria: tuple[str, ...]
    winners: str = ""
    table: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """The order of sides that no score separates, as decided by cards, a ranking or lots.

    Attributes:
        clubs: the best first.
        note: what decided.
    """

    clubs: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownRuling:
    """A ruling on a tie that no score explains, and the day from which it is known."""

    round: str
    winner: str
    loser: str
    date: datetime.date
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken from a club by a decision, from `date` on; without a date from the season's first day.

    Points given back on appeal are negative.
    """

    club: str
    points: int
    note: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of a league table (title, Europe, relegation, ...), from place `first` to `last`."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CupFormat:
    """The format of one competition in one season.

    Attributes:
        code: short code, as in `frontfoot.ties.competitions`; of a league its folder.
        name: canonical name.
        season: the year in which the season begins.
        file: of the shared European results; empty for a league.
        phase: "groups", "league" or "none" (knock-out only).
        groups: number of groups (0 in a league).
        clubs: in a group, or in the league.
        matches: of each club in the phase.
        criteria, head_to_head: what ranks clubs, in order (`frontfoot.cups.standings`).
        head_to_head_complete: matches between level clubs count only when all of them have been played.
        better_rank_at_home_second: in quarter- and semi-finals, instead of a draw.
        rounds: of the knock-out, in order.
        rulings: decisions of this season.
        deductions: points taken from clubs.
        zones: of a league: title, Europe, relegation.
        checked: False where the criteria are only believed.
        note: what a reader should know.
        thirds: the best thirds that go on, None where none do.
        orders: of sides that no score separates.
        draw: clubs of each group by its letter, where the file names them.
        days: first and last day of a tournament.
        hosts: sides at home wherever they play.
        tournament: its name in the international results; "" for clubs.
        rules: under which the ties are settled: a code, or the path of a user's own file.
        own: path of a user's own file that the format was read from; "" for a shipped one.
        single_year: the season is one year.
        nations: nations play, not clubs.
    """

    code: str
    name: str
    season: int
    phase: str
    matches: int
    file: str = ""
    groups: int = 0
    clubs: int = 0
    criteria: tuple[str, ...] = ()
    head_to_head: tuple[str, ...] = ()
    head_to_head_complete: bool = False
    better_rank_at_home_second: bool = False
    rounds: tuple[Round, ...] = ()
    rulings: tuple[KnownRuling, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    zones: tuple[Zone, ...] = ()
    checked: bool = True
    note: str = ""
    thirds: BestThirds | None = None
    orders: tuple[KnownOrder, ...] = ()
    draw: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: tuple[datetime.date, datetime.date] | None = None
    hosts: tuple[str, ...] = ()
    tournament: str = ""
    rules: str = ""
    own: str = ""
    single_year: bool = False
    nations: bool = False

    @property
    def kind(self) -> str:
        """The kind of strengths used: clubs or nations."""
        return "nations" if self.nations else "clubs"

    @property
    def title(self) -> str:
        """Competition and season as people write them."""
        return f"{self.name} {season_name(self.season, single_year=self.single_year)}"

    @property
    def fixed(self) -> bool:
        """Whether the bracket is known before the phase ends, nothing being drawn."""
        return any(entry.pairs for entry in self.rounds)

    @property
    def named(self) -> tuple[str, ...]:
        """Sides that a fixed bracket without groups names, in its order."""
        if self.phase != "none":
            return ()
        return tuple(side for entry in self.rounds for pair in entry.pairs for side in pair if not side.isdigit())

    def round(self, code: str) -> Round:
        """The round with this code.

        Raises:
            InputError: the season has none.
        """
        for entry in self.rounds:
            if entry.code == code:
                return entry
        known = ", ".join(entry.code for entry in self.rounds)
        raise InputError(f"The {self.title} has no round '{code}'", place="round", remedy=f"It has {known}")

    def before(self, code: str) -> str:
        """The round before, "" for the first."""
        codes = [entry.code for entry in self.rounds]
        at = codes.index(self.round(code).code)
        return codes[at - 1] if at else ""
