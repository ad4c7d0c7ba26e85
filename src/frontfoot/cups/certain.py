"""The best and the worst possible place of every club before the end of a group or league.

In groups every outcome of the matches left is considered, and clubs level on points count against a club unless all the
matches between them have been played; in a league only the points that clubs can still win. Both are on the safe side:
every result marked certain is certain, and some certain results may not be marked yet.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product
from typing import Final

import numpy as np

from frontfoot.core.arrays import Ints
from frontfoot.cups.format import CHAMPION, Round
from frontfoot.cups.standings import Fixtures, standings
from frontfoot.cups.state import CupState

MOST_OUTCOMES: Final = 3**8


def possible_places(state: CupState, group: str = "") -> dict[str, tuple[int, int]]:
    """Best and worst place of every club of a group, from 1."""
    fixtures, matches = state.fixtures(group)
    clubs = state.season.groups[group]
    now = state.standing(group).points[0].astype(int)
    left = [number for number, match in enumerate(matches) if not state.played(match) and match.status != "cancelled"]
    if not left:
        return {row.club: (row.place, row.place) for row in state.table(group)}
    if 3 ** len(left) > MOST_OUTCOMES:
        return _by_points(fixtures, clubs, now, left)
    ranges = {club: [len(clubs), 1] for club in clubs}
    ahead = _settled_between(state, group)
    for outcome in product((0, 1, 2), repeat=len(left)):
        points = now.copy()
        for number, result in zip(left, outcome, strict=True):
            points[fixtures.home[number]] += (3, 1, 0)[result]
            points[fixtures.away[number]] += (0, 1, 3)[result]
        for i, club in enumerate(clubs):
            level = frozenset(np.flatnonzero(points == points[i]).tolist())
            above = int((points > points[i]).sum())
            order = ahead(level)
            sure_above = sum(order[j] > order[i] for j in level) if order is not None else 0
            may_above = sum(order[j] >= order[i] for j in level) if order is not None else len(level)
            ranges[club][0] = min(ranges[club][0], above + sure_above + 1)
            ranges[club][1] = max(ranges[club][1], above + may_above)
    return {club: (best, worst) for club, (best, worst) in ranges.items()}


def _by_points(fixtures: Fixtures, clubs: tuple[str, ...], now: Ints, left: list[int]) -> dict[str, tuple[int, int]]:
    most = now.copy()
    for number in left:
        most[fixtures.home[number]] += 3
        most[fixtures.away[number]] += 3
    return {club: (int((now > most[i]).sum()) + 1, int((most >= now[i]).sum())) for i, club in enumerate(clubs)}


def _settled_between(state: CupState, group: str) -> Callable[[frozenset[int]], dict[int, int] | None]:
    """A function from a set of level clubs to their order by head-to-head (more is better), None while open."""
    form = state.format
    fixtures, matches = state.fixtures(group)
    known: dict[frozenset[int], dict[int, int] | None] = {}

    def order(level: frozenset[int]) -> dict[int, int] | None:
        if level not in known:
            known[level] = _order(level)
        return known[level]

    def _order(level: frozenset[int]) -> dict[int, int] | None:
        if len(level) == 1:
            return dict.fromkeys(level, 0)
        inside = [n for n in range(len(matches)) if fixtures.home[n] in level and fixtures.away[n] in level]
        first = [name for name in form.criteria if name != "points"][:1]
        if first != ["head-to-head"] or not all(state.played(matches[n]) for n in inside):
            return None
        scores = np.array([matches[n].leg.full_time for n in inside], dtype=np.int32)
        part = Fixtures(fixtures.home[inside], fixtures.away[inside], fixtures.clubs)
        # Only the clubs inside have played in these matches; the others stand at nil and are not looked at.
        ranked = standings(part, scores[:, :1], scores[:, 1:], ("head-to-head",), form.head_to_head)
        rank = ranked.rank[0]
        places = sorted(level, key=lambda club: rank[club])
        value = {places[0]: len(places)}
        for before, club in pairwise(places):
            between = ranked.level[0, rank[before] : rank[club]]
            value[club] = value[before] - (0 if between.all() else 1)
        return value

    return order


def certain_rounds(state: CupState) -> frozenset[tuple[str, str]]:
    """(Round, club) for every club that is already certain to play in a round."""
    certain = {(code, club) for code in _codes(state) for tie in state.ties(code) for club in tie.clubs}
    ranges = {club: span for group in state.season.groups for club, span in possible_places(state, group).items()}
    for code, later in pairwise(_codes(state)):
        certain |= {(later, tie.winner) for tie in state.ties(code) if tie.winner is not None}
    for entry in state.format.rounds:
        ranks = _entering(entry)
        certain |= {
            (entry.code, club) for club, (best, worst) in ranges.items() if set(range(best, worst + 1)) <= ranks
        }
    return frozenset(certain)


def ruled_out(state: CupState) -> frozenset[tuple[str, str]]:
    """(Round or "champion", club) for every club that can no longer play in a round, or win."""
    codes = [*_codes(state), CHAMPION]
    excluded = set()
    for at, code in enumerate(codes[:-1]):
        lost = [club for tie in state.ties(code) if tie.winner is not None for club in tie.clubs if club != tie.winner]
        excluded |= {(later, club) for club in lost for later in codes[at + 1 :]}
    ranges = {club: span for group in state.season.groups for club, span in possible_places(state, group).items()}
    ranks: set[int] = set()
    for entry in state.format.rounds:
        ranks |= _entering(entry) | _thirds(entry)
        out = [club for club, (best, worst) in ranges.items() if not ranks & set(range(best, worst + 1))]
        excluded |= {
            (code, club) for club in out for code in ((entry.code, CHAMPION) if entry.code == "F" else (entry.code,))
        }
    return frozenset(excluded)


def _entering(entry: Round) -> set[int]:
    """The places of the groups or the league whose clubs enter a round in every case."""
    ranks = {place for part in entry.enter if not part.competition for place in part.places}
    ranks |= {rank for path in entry.paths for rank in path} | {rank for pair in entry.seeds for rank in pair}
    return ranks | {int(side[0]) for pair in entry.pairs for side in pair if len(side) == 2 and not side.isdigit()}


def _thirds(entry: Round) -> set[int]:
    """The places that enter a round only from some of the groups: "3ABCDF"."""
    return {int(side[0]) for pair in entry.pairs for side in pair if len(side) > 2 and side[0].isdigit()}


def _codes(state: CupState) -> list[str]:
    return [entry.code for entry in state.format.rounds]
