"""A bracket as a bracket: ties from left to right, on each line who comes and with which odds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from frontfoot.core.errors import InputError
from frontfoot.core.palette import THEMES, Theme
from frontfoot.cups.bracket import TieOdds
from frontfoot.cups.forecast import CupForecast
from frontfoot.cups.format import CHAMPION
from frontfoot.draw.frame import ThemeName
from frontfoot.draw.odds_table import in_points
from frontfoot.draw.saving import literal, shortened, text_width
from frontfoot.ties.rounds import round_name
from frontfoot.ties.sentences import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 5
"""Clubs named on a line whose club is open."""
HEAD: Final = 18.0
LARGEST: Final = 9.0
GAP: Final = 10.0
"""Points between the end of a line and the next round."""


@literal
def bracket(found: CupForecast, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with the bracket: on the lines of a tie whose clubs are known their goals so far and odds of winning it.

    On the lines of the rounds after it stand the likeliest clubs with their odds of coming so far; a club whose
    place is certain stands alone.

    Args:
        found: with its bracket (`CupForecast.bracket`).
        ax: axes to draw on; new ones when None.
        theme: "light" or "dark".

    Raises:
        InputError: a draw is still to come, so that there is no bracket.
    """
    if not found.bracket:
        raise InputError("A draw is still to come", place="bracket", remedy="Draw the table of odds instead")
    paint = THEMES[theme]
    ax, width, height = in_points(ax, paint)
    column = (width + GAP) / len(found.rounds)
    heights = _heights(found.bracket)
    leaves = sum(isinstance(source, str) for tie in found.bracket for source in (tie.first, tie.second))
    pitch = (height - HEAD - 8.0) / leaves
    size = min(LARGEST, 0.46 * pitch)
    for number, code in enumerate(found.rounds):
        name = "Winner" if code == CHAMPION else round_name(code)
        ax.text(number * column, 0.0, shortened(name, column - GAP, 9.0), fontsize=9.0, color=paint.grey, va="top")
    goals = _goals(found)
    line = _Lines(ax, paint, column, pitch, size)
    for number, tie in enumerate(found.bracket):
        level = found.rounds.index(tie.round)
        ends = []
        for source, side in zip((tie.first, tie.second), tie.sides, strict=True):
            at = HEAD + pitch * (heights[source][0] + 1.0)
            ends.append(at)
            room = pitch * heights[source][1]
            alone = next(iter(side)) if len(side) == 1 or max(side.values()) > 1.0 - 1e-9 else None
            if alone is not None:
                alone = max(side, key=lambda club: side[club])
                line.club(level, at, alone, goals.get(alone, ""), tie.winner.get(alone, 0.0))
            else:
                line.clubs(level, at, side, room)
        middle = HEAD + pitch * (heights[number][0] + 1.0)
        line.join(level, ends, middle)
    last = found.bracket[-1]
    middle = HEAD + pitch * (heights[len(found.bracket) - 1][0] + 1.0)
    line.clubs(len(found.rounds) - 1, middle, last.winner, pitch * leaves / 2.0)
    return ax


def _heights(ties: Sequence[TieOdds]) -> dict[str | int, tuple[float, float]]:
    """For each club that enters and each tie (its winner): the line on which it stands, and lines free above it."""
    found: dict[str | int, tuple[float, float]] = {}
    count = 0

    def place(source: str | int) -> float:
        nonlocal count
        if isinstance(source, str):
            found[source] = (float(count), 1.0)
            count += 1
            return found[source][0]
        tie = ties[source]
        one, other = place(tie.first), place(tie.second)
        found[source] = ((one + other) / 2.0, (other - one))
        return found[source][0]

    place(len(ties) - 1)
    return found


def _goals(found: CupForecast) -> dict[str, str]:
    """By club of the first open round its goals so far, over both legs."""
    goals: dict[str, str] = {}
    for tie, _ in found.ties:
        played = [leg for leg in tie.tie.legs if leg.played]
        if played:
            goals |= {club: str(sum(leg.goals(club) for leg in played)) for club in tie.clubs}
    for match in found.live:
        for club, scored in zip((match.home, match.away), match.score, strict=True):
            goals[club] = str(int(goals.get(club) or 0) + scored)
    return goals


def _share(odds: float) -> str:
    """Whole per cent, short.

    >>> _share(0.673), _share(0.001), _share(0.999)
    ('67%', '<1%', '>99%')
    """
    return percent(odds).replace("less than ", "<").replace("more than ", ">")


class _Lines:
    """Draws the lines of a bracket and what stands on them."""

    def __init__(self, ax: Axes, paint: Theme, column: float, pitch: float, size: float) -> None:
        self.ax, self.paint, self.column, self.pitch, self.size = ax, paint, column, pitch, size

    def _rule(self, level: int, at: float) -> None:
        left = level * self.column
        self.ax.plot([left, left + self.column - GAP], [at, at], color=self.paint.grey, lw=0.9)

    def _text(self, level: int, at: float, name: str, odds: str, size: float, ink: str) -> None:
        left, right = level * self.column, (level + 1) * self.column - GAP - 2.0
        width = right - left - 1.04 * text_width(odds, size) - 7.0
        # A long name is set smaller before its end is left out.
        name_size = size * min(1.0, max(0.75, width / max(text_width(name, size), 1.0)))
        shown = shortened(name, width, name_size)
        self.ax.text(left, at - 3.0, shown, fontsize=name_size, color=ink, va="baseline")
        self.ax.text(right, at - 3.0, odds, fontsize=size, color=ink, va="baseline", ha="right")

    def club(self, level: int, at: float, club: str, goals: str, odds: float) -> None:
        """A club that is certain to be there, with its goals so far and its odds of winning this tie."""
        self._rule(level, at)
        text = f"{goals}  {_share(odds)}" if goals else _share(odds)
        self._text(level, at, club, text, self.size, self.paint.ink)

    def clubs(self, level: int, at: float, odds: Mapping[str, float], room: float) -> None:
        """The likeliest clubs of those that may come, the likeliest on top."""
        self._rule(level, at)
        size = 0.94 * self.size
        lines = max(1, min(MOST, int((room - 4.0) / (1.35 * size))))
        likely = sorted((club for club in odds if odds[club] > 0.0), key=lambda club: (-odds[club], club))[:lines]
        for row, club in enumerate(reversed(likely)):
            self._text(level, at - row * 1.35 * size, club, _share(odds[club]), size, self.paint.grey)

    def join(self, level: int, ends: Sequence[float], middle: float) -> None:
        """The lines that lead from the two sides of a tie to the next round."""
        right = (level + 1) * self.column - GAP
        self.ax.plot([right, right], [min(ends), max(ends)], color=self.paint.grey, lw=0.9)
        self.ax.plot([right, right + GAP], [middle, middle], color=self.paint.grey, lw=0.9)
