"""The picture of a bracket: ties from left to right, with the clubs and their odds on each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Final

from frontfoot.core.errors import InputError
from frontfoot.core.palette import THEMES, Theme
from frontfoot.core.wording import unseen_below, whole_percent
from frontfoot.cups.bracket import TieOdds
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.cups.format import CHAMPION
from frontfoot.draw.frame import SMALLEST, ThemeName
from frontfoot.draw.odds_table import in_points
from frontfoot.draw.saving import literal, shortened, text_width
from frontfoot.draw.short_names import fitting
from frontfoot.ties.rounds import round_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 5
"""Clubs named on a line whose club is open."""
HEAD: Final = 18.0
LARGEST: Final = 9.0
MOST_TIES: Final = 8
"""Of the first round drawn."""
PLACE_SIZE: Final = 0.95
"""Size of the name of a place, as a share of that of clubs."""
OPEN_SIZE: Final = 0.94
"""Size of the names on a line whose club is open, as a share of that of clubs that are certain."""
LEADING: Final = 1.22
"""Height of a line of names, as a share of their size, at least."""
GAP: Final = 10.0
"""Points between the end of a line and the next round."""


@literal
def bracket(forecast: CupForecast, ax: Axes | None = None, *, theme: ThemeName = "light") -> Axes:
    """Axes with the bracket: on the lines of a tie whose clubs are known their goals so far and odds of winning it.

    On the lines of the rounds after it stand the likeliest clubs with their odds of coming so far; a club whose
    place is certain stands alone. Where groups are open the first lines belong to places of them, which are named on
    the left: "1A" the winner of group A, "3ABC" a third of one of these groups. Of more than 16 sides the bracket of
    the last 16 is drawn, with the likeliest of each earlier tie on its lines.

    Args:
        forecast: with its bracket (`CupForecast.bracket`).
        ax: axes to draw on; new ones when None.
        theme: "light" or "dark".

    Raises:
        InputError: a draw is still to come, so that there is no bracket.
    """
    if not forecast.bracket:
        raise InputError("A draw is still to come", place="bracket", remedy="Draw the table of odds instead")
    paint = THEMES[theme]
    ax, width, height = in_points(ax, paint)
    rounds = shown_rounds(forecast)
    places = _places(forecast.bracket, rounds)
    heights, leaves = _heights(forecast.bracket, rounds)
    pitch = (height - HEAD - 8.0) / leaves
    size = max(SMALLEST, min(LARGEST, 0.46 * pitch if not any(places.values()) else 0.31 * pitch))
    small = max(SMALLEST, PLACE_SIZE * size)
    gutter = max((text_width(text, small) for both in places.values() for text in both.split("\n")), default=0.0)
    left = 1.05 * gutter + 5.0 if gutter else 0.0
    column = (width + GAP - left) / len(rounds)
    for number, code in enumerate(rounds):
        name = "Winner" if code == CHAMPION else round_name(code)
        at = left + number * column
        ax.text(at, 0.0, shortened(name, column - GAP, 9.0), fontsize=9.0, color=paint.grey, va="top")
    goals = _goals(forecast)
    line = _Lines(ax, paint, left, column, size, forecast.simulations)
    for number, tie in enumerate(forecast.bracket):
        if tie.round not in rounds:
            continue
        level = rounds.index(tie.round)
        ends = []
        for which, (source, side) in enumerate(zip((tie.first, tie.second), tie.sides, strict=True)):
            place, room = heights[number, which]
            at = HEAD + pitch * (place + 1.0)
            ends.append(at)
            alone = _alone(source, side, exact=not forecast.simulations)
            if alone is not None:
                line.club(level, at, alone, goals.get(alone, ""), tie.winner.get(alone, 0.0))
            else:
                line.clubs(level, at, side, pitch * room)
            if places[number, which]:
                line.place(at, places[number, which])
        line.join(level, ends, sum(ends) / 2.0)
    last = len(forecast.bracket) - 1
    middle = HEAD + pitch * (sum(heights[last, which][0] for which in (0, 1)) / 2.0 + 1.0)
    line.clubs(len(rounds) - 1, middle, forecast.bracket[-1].winner, pitch * leaves / 2.0)
    return ax


def shown_rounds(forecast: CupForecast) -> tuple[str, ...]:
    """The rounds of the bracket that is drawn, and "champion": from the last 16 on of a larger one."""
    codes = tuple(dict.fromkeys(tie.round for tie in forecast.bracket))
    counts = {code: sum(tie.round == code for tie in forecast.bracket) for code in codes}
    return (*(code for code in codes if counts[code] <= MOST_TIES), CHAMPION)


def _alone(source: str | int, side: Mapping[str, float], *, exact: bool) -> str | None:
    """The one club that may come; a simulated share of 1 alone does not say so."""
    if isinstance(source, str) and source in side and len(side) == 1:
        return source
    likeliest = max(side, key=lambda club: side[club])
    return likeliest if exact and side[likeliest] > 1.0 - 1e-9 else None


def _places(ties: Sequence[TieOdds], rounds: Sequence[str]) -> dict[tuple[int, int], str]:
    """For each side of each tie shown the places it comes from, a line each; "" for none."""
    by_slot: dict[tuple[int, int], str] = {}
    for number, tie in enumerate(ties):
        for which, source in enumerate((tie.first, tie.second)):
            hidden = isinstance(source, int) and ties[source].round not in rounds
            places = ties[source].places if hidden and isinstance(source, int) else (tie.places[which],)
            by_slot[number, which] = "\n".join(_in_lines(place) for place in places if place)
    return by_slot


def _in_lines(place: str) -> str:
    """A place, four single ranks in two lines: both that are seeded above both that are not.

    >>> _in_lines("9/10/23/24")
    '9/10\\n23/24'
    """
    ranks = place.split("/")
    return "/".join(ranks[:2]) + "\n" + "/".join(ranks[2:]) if len(ranks) == 4 else place


def _heights(ties: Sequence[TieOdds], rounds: Sequence[str]) -> tuple[dict[tuple[int, int], tuple[float, float]], int]:
    """For each side of each tie shown: the line on which it stands, and lines free above it; and how many lines."""
    heights: dict[tuple[int, int], tuple[float, float]] = {}
    count = 0

    def put(number: int) -> tuple[float, float]:
        nonlocal count
        lines: list[float] = []
        for which, source in enumerate((ties[number].first, ties[number].second)):
            if isinstance(source, int) and ties[source].round in rounds:
                heights[number, which] = put(source)
            else:
                heights[number, which] = (float(count), 1.0)
                count += 1
            lines.append(heights[number, which][0])
        return sum(lines) / 2.0, lines[1] - lines[0]

    put(len(ties) - 1)
    return heights, count


def _goals(forecast: CupForecast) -> dict[str, str]:
    """By club of the first open round its goals so far, over both legs."""
    goals: dict[str, str] = {}
    for tie, _ in forecast.ties:
        played = [leg for leg in tie.tie.legs if leg.played]
        if played:
            goals |= {club: str(sum(leg.goals(club) for leg in played)) for club in tie.clubs}
    for match in forecast.live:
        for club, scored in zip((match.home, match.away), match.score, strict=True):
            goals[club] = str(int(goals.get(club) or 0) + scored)
    return goals


def _share(odds: float, simulations: int = 0) -> str:
    """Whole per cent, short; what came in every one of some simulations is not called certain.

    >>> _share(0.673), _share(0.001), _share(0.999), _share(1.0, 10_000), _share(1.0, 50)
    ('67%', '<1%', '>99%', '>99%', '>94%')
    """
    if simulations and odds > 1.0 - 1e-9:
        return f">{100 - ceil(100.0 * unseen_below(simulations))}%"
    return whole_percent(odds).replace("less than ", "<").replace("more than ", ">")


class _Lines:
    """Draws the lines of a bracket and what stands on them."""

    def __init__(self, ax: Axes, paint: Theme, left: float, column: float, size: float, simulations: int) -> None:
        self.ax, self.paint, self.left, self.column, self.size = ax, paint, left, column, size
        self.simulations = simulations

    def _rule(self, level: int, at: float) -> None:
        left = self.left + level * self.column
        self.ax.plot([left, left + self.column - GAP], [at, at], color=self.paint.grey, lw=0.9)

    def _text(self, level: int, at: float, name: str, odds: str, size: float, ink: str) -> None:
        left = self.left + level * self.column
        right = left + self.column - GAP - 2.0
        width = right - left - 1.04 * text_width(odds, size) - 7.0
        # A long name is set smaller before its end is left out.
        name_size = max(SMALLEST, size * min(1.0, max(0.9, width / max(text_width(name, size), 1.0))))
        shown = fitting(name, width, name_size)
        name_size = size if text_width(shown, size) <= width else name_size
        self.ax.text(left, at - 3.0, shown, fontsize=name_size, color=ink, va="baseline")
        self.ax.text(right, at - 3.0, odds, fontsize=size, color=ink, va="baseline", ha="right")

    def club(self, level: int, at: float, club: str, goals: str, odds: float) -> None:
        """A club that is certain to be there, with its goals so far and its odds of winning this tie."""
        self._rule(level, at)
        share = _share(odds, self.simulations)
        text = f"{goals}  {share}" if goals else share
        self._text(level, at, club, text, self.size, self.paint.ink)

    def clubs(self, level: int, at: float, odds: Mapping[str, float], room: float) -> None:
        """The likeliest clubs of those that may come, the likeliest on top."""
        self._rule(level, at)
        size = max(SMALLEST, OPEN_SIZE * self.size)
        lines = max(1, min(MOST, int((room - 2.5) / (LEADING * size))))
        pitch = min(1.35 * size, (room - 2.5) / lines)
        likely = sorted((club for club in odds if odds[club] > 0.0), key=lambda club: (-odds[club], club))[:lines]
        for row, club in enumerate(reversed(likely)):
            share = _share(odds[club], self.simulations)
            self._text(level, at - row * pitch, club, share, size, self.paint.grey)

    def place(self, at: float, text: str) -> None:
        """What a line belongs to, on its left."""
        self.ax.text(
            0.0, at - 3.0, text, fontsize=max(SMALLEST, PLACE_SIZE * self.size), color=self.paint.grey, va="bottom",
            linespacing=1.1,
        )  # fmt: skip

    def join(self, level: int, ends: Sequence[float], middle: float) -> None:
        """The lines that lead from the two sides of a tie to the next round."""
        right = self.left + (level + 1) * self.column - GAP
        self.ax.plot([right, right], [min(ends), max(ends)], color=self.paint.grey, lw=0.9)
        self.ax.plot([right, right + GAP], [middle, middle], color=self.paint.grey, lw=0.9)
