"""The ties of a day from the fixtures that `frontfoot update` stores, ready to be opened on the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from frontfoot.board.lobby_documents import form_document
from frontfoot.board.record import LedgerRecord
from frontfoot.core.cache import fetched_results
from frontfoot.core.errors import FrontfootError
from frontfoot.core.season import season_on
from frontfoot.cups import CupSeason, CupState
from frontfoot.ties.entry import TieOpening
from frontfoot.ties.rounds import round_name

CUPS: Final = ("ucl", "uel", "uecl")
"""The cups whose fixtures an update stores."""
AHEAD: Final = 7
"""Days within which the next ties are searched if a day has none."""


@dataclass(frozen=True, slots=True)
class TieToday:
    """A tie of a day.

    Attributes:
        day: of the match.
        competition, season, round: codes, and the year in which the season begins.
        title: of competition and season, for people.
        home, away: of the match.
        first_leg: the score of the first leg, its home side (the away side of this match) first; None where this is the
            first leg or the only match.
    """

    day: date
    competition: str
    season: int
    round: str
    title: str
    home: str
    away: str
    first_leg: tuple[int, int] | None = None

    @property
    def occasion(self) -> str:
        """Competition, round and the score of the first leg, in words."""
        text = f"{self.title}, {round_name(self.round).lower()}"
        if self.first_leg is None:
            return text
        return f"{text}; first leg {self.away} {self.first_leg[0]}-{self.first_leg[1]} {self.home}"

    def opening(self) -> TieOpening:
        """The opening of the tie as the form of the start page makes it, with the strengths of the clubs."""
        first = "" if self.first_leg is None else f"{self.first_leg[0]}-{self.first_leg[1]}"
        return form_document(
            competition=self.competition,
            season=self.season,
            stage=self.round,
            home=self.home,
            away=self.away,
            first_leg=first,
            day=self.day.isoformat(),
            rates="",
        )

    def opened(self, records: list[LedgerRecord]) -> LedgerRecord | None:
        """The identifier of the tie on the board that has this match on this day; None if there is none."""
        match = (self.home, self.away, str(self.day))
        for record in records:
            if any((leg["home"], leg["away"], leg.get("date")) == match for leg in record.document["leg"]):
                return record
        return None


@dataclass(frozen=True, slots=True)
class TiesToday:
    """The ties of a day, from the kept fixtures.

    Attributes:
        ties: of the day; if it has none, of the next day with any.
        kept: whether an update has stored fixtures of any cup of the season.
        problems: cups whose fixtures cannot be read, in words.
    """

    ties: tuple[TieToday, ...]
    kept: bool
    problems: tuple[str, ...] = ()


def fixtures_of(today: date, folder: Path | None = None) -> TiesToday:
    """The ties of a day, or of the next day within a week that has any.

    Args:
        today: the day; matches of it count as still to be played.
        folder: of the results that `frontfoot update` stores; the user's own when None.
    """
    place = fetched_results() if folder is None else folder
    season = season_on(today)
    states, problems = [], []
    for code in CUPS:
        try:
            states.append((code, CupSeason.read(place, code, season)))
        except FrontfootError as error:
            if error.place and Path(error.place.rpartition(":")[0] or error.place).is_file():
                problems.append(str(error))
    for later in range(AHEAD + 1):
        day = today + timedelta(days=later)
        ties = [tie for code, whole in states for tie in _of_day(code, CupState(whole, day))]
        if ties:
            return TiesToday(tuple(ties), True, tuple(dict.fromkeys(problems)))
    return TiesToday((), bool(states), tuple(dict.fromkeys(problems)))


def _of_day(competition: str, state: CupState) -> list[TieToday]:
    ties = []
    known = {frozenset(tie.clubs): tie for entry in state.format.rounds for tie in state.ties(entry.code)}
    for match in state.today():
        tie = known.get(match.clubs)
        if tie is None or match.stage != tie.round or match.status != "scheduled":
            continue
        first, second = tie.tie.legs[0], tie.tie.legs[-1]
        is_second = len(tie.tie.legs) == 2 and (match.leg.home, match.leg.away) == (second.home, second.away)
        if is_second and not first.played:
            continue
        ties.append(
            TieToday(
                state.day,
                competition,
                state.format.season,
                match.stage,
                state.format.title,
                match.leg.home,
                match.leg.away,
                first.last_score if is_second else None,
            )
        )
    return ties
