"""Simulated draws of a round, for all simulations at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from frontfoot.core.arrays import Bools, Ints
from frontfoot.core.errors import InputError
from frontfoot.core.identity import clubs as known_clubs
from frontfoot.cups.draw import allowed_pairs, sample_draw
from frontfoot.cups.fixed import fixed_pairs, slot_columns
from frontfoot.cups.format import Round
from frontfoot.cups.knock_out import sources
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.standings import Standings
from frontfoot.cups.state import CupState

LINES_OF_PATHS: Final = (3, 0, 2, 1)
"""Paths of a league phase's play-offs in the order of each half of the bracket: 1/2 meets 7/8, 3/4 meets 5/6."""

NOBODY: Final = 10_000
"""The rank of a club that has none."""


class RoundDraws:
    """Draws of the rounds of a season that is played `n` times; a subclass plays the groups (`phase`).

    Args:
        state: what is known.
        pairings: its clubs; clubs are numbers into them.
        n: how many times.
        generator: of draws and lots.
        progress: told what is being done, and the share done.

    Attributes:
        rank: of every club in every simulation, shape (n, clubs), as it stands when a round is drawn.
    """

    def __init__(
        self,
        state: CupState,
        pairings: Pairings,
        n: int,
        generator: np.random.Generator,
        progress: Callable[[str, float], object],
    ) -> None:
        self.state, self.pairings, self.n, self.generator, self.progress = state, pairings, n, generator, progress
        self.rank = np.full((n, len(pairings.clubs)), NOBODY, dtype=np.int32)
        self.slots: dict[str, Ints] = {}
        self.number = {club: i for i, club in enumerate(pairings.clubs)}
        table = known_clubs()
        self.country = {club: table[club].country for club in pairings.clubs if club in table}

    def phase(self, state: CupState) -> tuple[dict[str, Ints], dict[str, Standings]]:
        """By group, clubs from first to last in every simulation; and the tables."""
        raise NotImplementedError

    def pairs(self, entry: Round, before: Ints | None, places: dict[str, Ints], standing: dict[str, Standings]) -> Ints:
        """The drawn pairs, shape (n, ties, 2), first leg's host first."""
        state = self.state
        if entry.pairs:
            if not self.slots:
                self.slots = slot_columns(state.format, places, standing, self.generator)
            return fixed_pairs(entry, self.slots, before)
        if state.drawn(entry.code) or (entry.code == "F" and before is not None):
            columns: list[Ints] = []
            if not state.drawn(entry.code) and before is not None and before.shape[1] != 2:
                raise self.refused(entry, f"{before.shape[1]} sides come to the final", "Mend the rounds before it")
            for pair in sources(state, entry.code) if state.drawn(entry.code) else [(0, 1)]:
                for source in pair:
                    if isinstance(source, str):
                        columns.append(np.full(self.n, self.number[source]))
                    else:
                        assert before is not None
                        columns.append(before[:, source])
            return np.stack(columns, axis=1).reshape(self.n, -1, 2)
        if entry.paths:
            return self.along_paths(entry, places[""])
        if entry.seeds:
            assert before is not None
            return self.against_seeds(entry, before, places[""])
        if entry.enter:
            return self.drawn_in_pots(entry, before, places, standing)
        if before is None:
            raise self.refused(entry, "Nothing says who enters the round", "Write enter, pairs, or paths of a league")
        if before.shape[1] % 2:
            raise self.refused(entry, f"{before.shape[1]} sides cannot be paired", "Mend the rounds before it")
        return self.free_draw(entry, before)

    def refused(self, entry: Round, problem: str, remedy: str) -> InputError:
        """The error to raise for a faulty entry of a round in the format."""
        form = self.state.format
        return InputError(problem, place=f"{form.own or f'{form.code}.toml'}, {entry.code}", remedy=remedy)

    def of_place(self, entry: Round, place: int, places: dict[str, Ints]) -> list[Ints]:
        """The clubs of one place of every group."""
        if not places or any(not 1 <= place <= order.shape[1] for order in places.values()):
            raise self.refused(entry, f"No group has a place {place}", "Write places that the groups have")
        return [order[:, place - 1] for order in places.values()]

    def coin(self) -> Bools:
        """One toss in every simulation."""
        return self.generator.random(self.n) < 0.5

    def along_paths(self, entry: Round, order: Ints) -> Ints:
        """Play-offs of a league phase: of four ranks the upper two drawn against the lower two, at home second."""
        columns = []
        for a, b, c, d in entry.paths:
            turned = self.coin()
            one, other = order[:, c - 1], order[:, d - 1]
            columns.append(np.stack([np.where(turned, one, other), order[:, a - 1]], axis=1))
            columns.append(np.stack([np.where(turned, other, one), order[:, b - 1]], axis=1))
        return np.stack(columns, axis=1)

    def against_seeds(self, entry: Round, before: Ints, order: Ints) -> Ints:
        """Winners of each path drawn against two seeds; every path sends one tie to each half of the bracket.

        Ties stand in the order of the bracket: neighbours meet in the quarter-finals, then neighbouring pairs.
        """
        lines = self.lines_of_paths(before)
        halves: tuple[list[Ints], list[Ints]] = ([], [])
        for path, (a, b) in enumerate(entry.seeds):
            turned, side = self.coin(), self.coin()
            winners = lines[path]
            first = np.stack([np.where(turned, winners[0], winners[1]), order[:, a - 1]], axis=1)
            second = np.stack([np.where(turned, winners[1], winners[0]), order[:, b - 1]], axis=1)
            halves[0].append(np.where(side[:, None], first, second))
            halves[1].append(np.where(side[:, None], second, first))
        line = [half[path] for half in halves for path in LINES_OF_PATHS]
        return np.stack(line, axis=1)

    def lines_of_paths(self, before: Ints) -> list[tuple[Ints, Ints]]:
        """The two winners of each path of the play-offs, by the ranks the path was made of."""
        paths = self.state.format.rounds[0].paths
        ranks = np.take_along_axis(self.rank, before, axis=1) + 1
        lines = []
        for path in paths:
            # Winners keep the better rank of their tie, one of the path's upper two.
            inside = np.isin(ranks, path[:2])
            at = np.argsort(~inside, axis=1, kind="stable")[:, :2]
            both = np.take_along_axis(before, at, axis=1)
            lines.append((both[:, 0], both[:, 1]))
        return lines

    def line_of_seeds(self, before: Ints, seeds: tuple[tuple[int, int], ...]) -> Ints:
        """Winners of the round that the seeds entered, in the order of the bracket.

        The results name its ties by day. The seeds determine which winners play each other, since winners keep the
        seed's rank; which tie of a path lies in which half does not, and is tossed.
        """
        ranks = np.take_along_axis(self.rank, before, axis=1) + 1
        halves: tuple[list[Ints], list[Ints]] = ([], [])
        for pair in seeds:
            at = np.argsort(~np.isin(ranks, pair), axis=1, kind="stable")[:, :2]
            both = np.take_along_axis(before, at, axis=1)
            side = self.coin()
            halves[0].append(np.where(side, both[:, 0], both[:, 1]))
            halves[1].append(np.where(side, both[:, 1], both[:, 0]))
        return np.stack([half[path] for half in halves for path in LINES_OF_PATHS], axis=1)

    def free_draw(self, entry: Round, before: Ints) -> Ints:
        """Any club against any other; in a league phase's bracket neighbours, and only the order of the legs open."""
        count = before.shape[1]
        if self.state.format.phase == "league":
            earlier = self.state.format.before(entry.code)
            seeds = self.state.format.round(earlier).seeds
            line = self.line_of_seeds(before, seeds) if seeds and self.state.drawn(earlier) else before
            if self.state.format.better_rank_at_home_second and entry.code != "F":
                shaped = line.reshape(self.n, -1, 2)
                rank = np.take_along_axis(self.rank, line, axis=1).reshape(self.n, -1, 2)
                worse_first = rank[..., 0] < rank[..., 1]
                return np.where(worse_first[..., None], shaped[..., ::-1], shaped)
            shaped = line.reshape(self.n, -1, 2)
            turned = self.generator.random(shaped.shape[:2]) < 0.5
            return np.where(turned[..., None], shaped[..., ::-1], shaped)
        order = np.argsort(self.generator.random((self.n, count)), axis=1)
        return np.take_along_axis(before, order, axis=1).reshape(self.n, -1, 2)

    def drawn_in_pots(
        self, entry: Round, before: Ints | None, places: dict[str, Ints], standing: dict[str, Standings]
    ) -> Ints:
        """Seeded against unseeded clubs under the conditions of the draw; seeded clubs are at home second."""
        seeded, unseeded = [], [] if before is None else [before[:, i] for i in range(before.shape[1])]
        for part in entry.enter:
            if part.competition:
                other = CupState(self.state.season.other(part.competition), self.state.day)
                others, tables = self.phase(other)
                for place in part.places:
                    clubs = np.stack(self.of_place(entry, place, others), axis=1)
                    if entry.seeded_others:
                        clubs = self.best_first(clubs, others, tables, place)
                    seeded += [clubs[:, i] for i in range(entry.seeded_others)]
                    unseeded += [clubs[:, i] for i in range(entry.seeded_others, clubs.shape[1])]
                continue
            for place in part.places:
                pot = seeded if place in entry.seeded else unseeded
                pot += self.of_place(entry, place, places)
        if not seeded or len(seeded) != len(unseeded):
            problem = f"{len(seeded)} seeded sides are drawn against {len(unseeded)} others"
            raise self.refused(entry, problem, "Seed half of those that enter")
        one, other_pot = np.stack(unseeded, axis=1), np.stack(seeded, axis=1)
        group = None
        if "group" in entry.protect:
            group = {club: name for name, clubs in self.state.season.groups.items() for club in clubs}
        country = self.country if "country" in entry.protect else None
        names = self.pairings.clubs
        pairs = np.empty((self.n, one.shape[1], 2), dtype=np.intp)
        may_all = allowed_pairs(names, names, country=country, group=group)
        for i in range(self.n):
            if i % 500 == 0:
                self.progress(f"draws of the round {entry.code}", i / self.n)
            may = may_all[one[i][:, None], other_pot[i][None, :]]
            pairs[i, :, 0] = one[i]
            pairs[i, :, 1] = other_pot[i][sample_draw(may, self.generator)]
        return pairs

    def best_first(self, clubs: Ints, places: dict[str, Ints], tables: dict[str, Standings], place: int) -> Ints:
        """Clubs of one place, the best by points, difference and goals first; lots between equals."""
        key = np.zeros(clubs.shape)
        for i, group in enumerate(places):
            number = tables[group].order[:, place - 1][:, None]
            for values, weight in (
                (tables[group].points, 1e6),
                (tables[group].difference, 1e3),
                (tables[group].goals, 1.0),
            ):
                key[:, i] += weight * np.take_along_axis(values, number, axis=1)[:, 0]
        key += self.generator.random(key.shape)
        return np.take_along_axis(clubs, np.argsort(-key, axis=1), axis=1)
