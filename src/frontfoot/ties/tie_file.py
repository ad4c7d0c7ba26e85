"""What a tie file holds, apart from reading and writing it (`frontfoot.ties.file`), which loads pydantic."""

from __future__ import annotations

from dataclasses import dataclass

from frontfoot.core.errors import InputError
from frontfoot.core.wording import several
from frontfoot.goals.market import MatchOdds
from frontfoot.ties.event import Event
from frontfoot.ties.situation import Tie


@dataclass(frozen=True, slots=True)
class TieFile:
    """The contents of a tie file.

    Attributes:
        tie: the tie with its scores; clubs have the names of `frontfoot.core.identity`.
        events: of each leg, in order of play; kicks of a shoot-out last.
        rates: of each leg, expected goals of (home, away), where the file gives them.
        odds: of each leg, betting odds before kick-off, where the file gives them.
        place: path of the file, for errors that its rates or clubs cause later.
    """

    tie: Tie
    events: tuple[tuple[Event, ...], ...]
    rates: tuple[tuple[float, float] | None, ...]
    odds: tuple[MatchOdds | None, ...]
    place: str = "tie file"

    def __repr__(self) -> str:
        """The tie and the number of its events."""
        return f"<TieFile: {self.tie!r}, {several(sum(map(len, self.events)), 'event', 'events')}>"


def inside(place: str, error: InputError) -> InputError:
    """The same error, found inside a file or a part of it."""
    within = f"{place}, {error.place}" if error.place else place
    return type(error)(error.problem, place=within, remedy=error.remedy)
