"""The groups or the league of a season on the morning of a day: tables, points deducted, clubs by place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.cups.format import Deduction
from frontfoot.cups.groups import CupMatch
from frontfoot.cups.season import CupSeason
from frontfoot.cups.standings import Fixtures, Standings, standings
from frontfoot.cups.thirds import best_thirds


@dataclass(frozen=True)
class TableRow:
    """One club in a table."""

    place: int
    club: str
    played: int
    won: int
    drawn: int
    lost: int
    goals: tuple[int, int]
    points: int
    level_with_next: bool


class GroupState:
    """The first phase of a season on the morning of `day`, from the matches of earlier days.

    Args:
        season: as its results tell it.
        day: earlier matches count.
    """

    def __init__(self, season: CupSeason, day: date) -> None:
        self.season = season
        self.day = day
        self.format = season.format

    def played(self, match: CupMatch) -> bool:
        """Whether a match is played and counts on the day."""
        return match.day < self.day and match.leg.played

    @cached_property
    def phase_over(self) -> bool:
        """Whether every match of the groups or the league has been played or decided."""
        return bool(self.season.phase) and all(
            match.day < self.day and (match.leg.played or match.status == "cancelled") for match in self.season.phase
        )

    def fixtures(self, group: str) -> tuple[Fixtures, list[CupMatch]]:
        """Matches of a group, and the same as numbers of its clubs."""
        number = {club: i for i, club in enumerate(self.season.groups[group])}
        matches = [match for match in self.season.phase if match.group == group]
        home = np.array([number[match.leg.home] for match in matches], dtype=np.intp)
        away = np.array([number[match.leg.away] for match in matches], dtype=np.intp)
        return Fixtures(home, away, len(number)), matches

    def standing(self, group: str = "") -> Standings:
        """The ranked table of a group by the matches played so far."""
        fixtures, matches = self.fixtures(group)
        on = [i for i, match in enumerate(matches) if self.played(match)]
        scores = np.array([matches[i].leg.full_time for i in on], dtype=np.int32).reshape(-1, 2)
        part = Fixtures(fixtures.home[on], fixtures.away[on], fixtures.clubs)
        form = self.format
        return standings(
            part,
            scores[:, :1],
            scores[:, 1:],
            form.criteria,
            form.head_to_head,
            complete=form.head_to_head_complete,
            deducted=self.deducted(group),
            coefficient=self._preferred(group) if len(on) == len(matches) else None,
        )

    def _preferred(self, group: str) -> list[int]:
        """The decision of cards, a ranking or lots between sides that nothing else separates: more is better."""
        value = {club: -at for order in self.format.orders for at, club in enumerate(order.clubs)}
        return [value.get(club, 0) for club in self.season.groups[group]]

    @property
    def deductions(self) -> list[Deduction]:
        """Points taken by decisions that are known by now."""
        return [entry for entry in self.format.deductions if entry.date is None or entry.date <= self.day]

    def deducted(self, group: str) -> list[int]:
        """Points taken from each club of a group by now."""
        taken: Counter[str] = Counter()
        for entry in self.deductions:
            taken[entry.club] += entry.points
        return [taken[club] for club in self.season.groups[group]]

    def table(self, group: str = "") -> list[TableRow]:
        """The table of a group or of the league, best first.

        Raises:
            InputError: no such group.
        """
        if group not in self.season.groups:
            raise InputError(
                f"There is no group '{group}'", place="group", remedy=f"Known are {', '.join(self.season.groups)}"
            )
        standing, clubs = self.standing(group), self.season.groups[group]
        rows = []
        for place, number in enumerate(standing.order[0]):
            club = clubs[number]
            own = [match.leg for match in self.season.phase if club in match.clubs and self.played(match)]
            margins = [leg.margin(club) for leg in own]
            scored = sum(leg.goals(club) for leg in own)
            rows.append(
                TableRow(
                    place + 1,
                    club,
                    len(own),
                    sum(margin > 0 for margin in margins),
                    sum(margin == 0 for margin in margins),
                    sum(margin < 0 for margin in margins),
                    (scored, scored - sum(margins)),
                    int(standing.points[0, number]),
                    place + 1 < len(clubs) and bool(standing.level[0, place]),
                )
            )
        return rows

    @cached_property
    def places(self) -> dict[tuple[str, int], str]:
        """Club by (group, place), places from 1; only once the phase is over."""
        if not self.phase_over:
            return {}
        return {(group, row.place): row.club for group in self.season.groups for row in self.table(group)}

    @property
    def thirds(self) -> list[tuple[str, TableRow]]:
        """Group and row of every third as the groups stand, the best first; empty where none go on."""
        form = self.format
        if form.thirds is None:
            return []
        groups = list(self.season.groups)
        order = best_thirds({group: self.standing(group) for group in groups}, form.thirds.criteria)
        return [(groups[at], self.table(groups[at])[2]) for at in order[0]]
