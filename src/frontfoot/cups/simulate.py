"""Simulation of the rest of a season: groups or league phase, draws with their conditions, ties.

Used where the exact bracket (`frontfoot.cups.bracket`) cannot be: while places in groups or draws are open. Odds of
ties come from the same exact tables; only draws and scores are random.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.arrays import Bools, Ints
from frontfoot.core.errors import InputError
from frontfoot.cups.knock_out import RoundTables, live_of
from frontfoot.cups.live import Live, tie_odds
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.phase import simulate_group
from frontfoot.cups.round_draws import RoundDraws
from frontfoot.cups.standings import Standings
from frontfoot.cups.state import CupState


@dataclass(frozen=True)
class Simulation:
    """Simulated seasons; clubs are numbers into `clubs`.

    Attributes:
        clubs: names.
        pairs: by round, shape (n, ties, 2), first leg's host first.
        winners: by round, shape (n, ties).
        goals: by match of the phase (home, away), the simulated (home, away) goals, shape (n,) each.
        places: by group, shape (n, clubs of the group): clubs from the first place on.
        figures: by round and clubs of a known tie, the odds of its first leg's host.
        draw: shape (n,), ascending: the draw of the strengths behind each simulation.
    """

    clubs: tuple[str, ...]
    pairs: dict[str, Ints]
    winners: dict[str, Ints]
    goals: dict[tuple[str, str], tuple[NDArray[np.int32], NDArray[np.int32]]]
    places: dict[str, Ints]
    figures: dict[tuple[str, tuple[str, str]], float]
    draw: Ints

    def __len__(self) -> int:
        return len(next(iter(self.winners.values())))

    def share(self, table: Ints, rows: Bools | None = None) -> dict[str, float]:
        """The share of the simulations (or of some of them) in which each club is in a table of club numbers."""
        chosen = table if rows is None else table[rows]
        counts = np.bincount(chosen.ravel(), minlength=len(self.clubs))
        return {club: float(counts[i]) / max(len(chosen), 1) for i, club in enumerate(self.clubs) if counts[i]}

    def opponents(self, club: str, code: str) -> dict[str, float]:
        """The shares of the opponents of a club in a round when it gets there."""
        pairs, number = self.pairs[code].reshape(-1, 2), self.clubs.index(club)
        met = np.concatenate([pairs[pairs[:, 0] == number, 1], pairs[pairs[:, 1] == number, 0]])
        counts = np.bincount(met, minlength=len(self.clubs))
        return {self.clubs[i]: counts[i] / len(met) for i in np.flatnonzero(counts)}


def simulated_clubs(state: CupState) -> tuple[str, ...]:
    """The clubs whose strengths a simulation needs: those of the season, and of groups whose clubs may join it."""
    if not state.phase_over:
        names = {club for clubs in state.season.groups.values() for club in clubs}
    else:
        names = set(state.season.clubs)
    for entry in state.format.rounds:
        for part in entry.enter:
            if part.competition and not state.drawn(entry.code):
                names |= set(simulated_clubs(CupState(state.season.other(part.competition), state.day)))
    return tuple(sorted(names))


def simulate(
    state: CupState,
    pairings: Pairings,
    n: int,
    generator: np.random.Generator,
    *,
    live: Sequence[Live] = (),
    progress: Callable[[str, float], object] = lambda work, share: None,
) -> Simulation:
    """Simulations of the rest of a season, n times.

    Args:
        state: what is known.
        pairings: of `simulated_clubs(state)`.
        n: how many times.
        generator: of scores, draws, ties and lots.
        live: matches under way.
        progress: told what is being done and how much of it is done, 0 to 1.

    Raises:
        InputError: fewer than one simulation, or a draw that cannot be completed.
    """
    if n < 1:
        raise InputError(f"{n} simulations are too few", place="simulations", remedy="Give 1,000 or more")
    return _Run(state, pairings, n, generator, tuple(live), progress).play()


class _Run(RoundDraws):
    def __init__(
        self,
        state: CupState,
        pairings: Pairings,
        n: int,
        generator: np.random.Generator,
        live: tuple[Live, ...],
        progress: Callable[[str, float], object],
    ) -> None:
        super().__init__(state, pairings, n, generator, progress)
        self.live = live
        self.draw = np.arange(n) * len(pairings.level) // n
        self.goals: dict[tuple[str, str], tuple[NDArray[np.int32], NDArray[np.int32]]] = {}
        self.figures: dict[tuple[str, tuple[str, str]], float] = {}

    def play(self) -> Simulation:
        places, standing = self.phase(self.state)
        form = self.state.format
        known = form.phase == "none" or (form.phase == "groups" and self.state.drawn(form.rounds[0].code))
        if not places and not known:
            raise InputError(
                f"The results do not say who plays in the {form.title}",
                place="results",
                remedy="Give the matches of its first phase, those to come too, or the draw of its groups",
            )
        if form.phase == "league":
            order = places[""]
            np.put_along_axis(self.rank, order, np.arange(order.shape[1], dtype=np.int32)[None, :], axis=1)
        pairs: dict[str, Ints] = {}
        winners: dict[str, Ints] = {}
        rounds = [entry.code for entry in self.state.format.rounds]
        tables = RoundTables(self.state, self.pairings, rounds)
        for at, entry in enumerate(self.state.format.rounds):
            self.progress(f"round {entry.code}", at / len(rounds))
            before = winners.get(self.state.format.before(entry.code)) if at else None
            pairs[entry.code] = self.pairs(entry, before, places, standing)
            winners[entry.code] = self.ties(entry.code, pairs[entry.code], tables)
        self.progress("done", 1.0)
        return Simulation(self.pairings.clubs, pairs, winners, self.goals, places, self.figures, self.draw)

    def phase(self, state: CupState) -> tuple[dict[str, Ints], dict[str, Standings]]:
        """By group, clubs from first to last in every simulation; and the tables."""
        places, standing = {}, {}
        for number, (group, clubs) in enumerate(state.season.groups.items()):
            self.progress(f"{state.format.name} group {group}".rstrip(), number / len(state.season.groups))
            if state.phase_over and any(club not in self.number for club in clubs):
                continue
            ranked, home, away = simulate_group(state, group, self.pairings, self.draw, self.generator, self.live)
            numbers = np.array([self.number[club] for club in clubs])
            places[group], standing[group] = numbers[ranked.order], ranked
            for index, match in enumerate(state.fixtures(group)[1]):
                self.goals[match.leg.home, match.leg.away] = home[index], away[index]
        return places, standing

    def ties(self, code: str, pairs: Ints, tables: RoundTables) -> Ints:
        """Winners, shape (n, ties); who knocks a side out inherits its rank if that is better."""
        table = tables.tables[code]
        draw = self.draw if len(table) > 1 else 0 * self.draw
        odds = table[draw[:, None], pairs[..., 0], pairs[..., 1]]
        for column in range(pairs.shape[1]):
            name = tables.of_tie(code, column)
            if name != code:
                odds[:, column] = tables.tables[name][draw, pairs[:, column, 0], pairs[:, column, 1]]
        ruled = {tie.clubs: tie for tie in self.state.ties(code)}
        for column in range(pairs.shape[1]):
            first = (self.pairings.clubs[pairs[0, column, 0]], self.pairings.clubs[pairs[0, column, 1]])
            known = ruled.get(first)
            if known is None:
                continue
            one, other = (self.number[club] for club in known.clubs)
            through, figure = tie_odds(known, self.pairings, live_of(self.live, known.clubs), table[:, one, other])
            self.figures[code, known.clubs] = figure
            odds[:, column] = through[self.draw] if len(through) > 1 else through[0]
        won = self.generator.random(odds.shape) < odds
        winners = np.where(won, pairs[..., 0], pairs[..., 1])
        both = self.rank[np.arange(self.n)[:, None, None], pairs]
        np.put_along_axis(self.rank, winners, both.min(axis=2), axis=1)
        return np.asarray(winners)
