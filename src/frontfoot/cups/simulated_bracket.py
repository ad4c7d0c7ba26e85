"""The bracket of a season that is simulated: the same ties in every simulation, whoever comes to them.

A bracket is known before its clubs are where nothing that is drawn says who meets whom: in a fixed bracket of places of
groups, and from the last 16 of a league phase, whose lines belong to ranks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from frontfoot.core.arrays import Ints
from frontfoot.cups.bracket import TieOdds
from frontfoot.cups.certain import possible_places
from frontfoot.cups.round_draws import LINES_OF_PATHS
from frontfoot.cups.simulate import Simulation
from frontfoot.cups.state import CupState

LEAST_A_DRAW: Final = 2
"""The fewest simulations of one draw of the strengths with which the spread can be separated from chance."""


def simulated_bracket(state: CupState, played: Simulation, rounds: Sequence[str]) -> tuple[TieOdds, ...]:
    """The ties of a bracket whose places are open, with shares of the simulations; empty where a draw makes it.

    Args:
        state: that was simulated.
        played: its simulations.
        rounds: still open, in order.

    Returns:
        Ties in the order of the rounds, each after those it draws its winners from. A side that is no winner of an
        earlier tie is a club that is certain to take its place, else the place: "1A", "3ABCD", "1 or 2", "15-18".
    """
    if state.format.fixed:
        places = _pairs_of_places(state, rounds)
    elif state.format.phase == "league":
        places = _pairs_of_ranks(state, rounds)
    else:
        return ()
    sure = _certain_places(state)
    ties: list[TieOdds] = []
    start: dict[str, int] = {}
    for code, pairs in places.items():
        before = state.format.before(code)
        start[code] = len(ties)
        for number, pair in enumerate(pairs):
            sources: list[str | int] = []
            sides: list[dict[str, float]] = []
            for at, side in enumerate(pair):
                if isinstance(side, int):
                    sources.append(side + start[before])
                    sides.append(played.share(played.winners[before][:, side]))
                else:
                    sources.append(sure.get(side, side))
                    sides.append(played.share(played.pairs[code][:, number, at]))
            winner = played.share(played.winners[code][:, number])
            labels = tuple(side if isinstance(side, str) else "" for side in pair)
            ties.append(TieOdds(code, sources[0], sources[1], (sides[0], sides[1]), winner, (labels[0], labels[1])))
    return tuple(ties)


def _pairs_of_places(state: CupState, rounds: Sequence[str]) -> dict[str, list[tuple[str | int, str | int]]]:
    """By round the sides of every tie of a fixed bracket: a place, or the number of the tie of the round before."""
    return {
        code: [
            (int(one) - 1 if one.isdigit() else one, int(other) - 1 if other.isdigit() else other)
            for one, other in state.format.round(code).pairs
        ]
        for code in rounds
    }


def _pairs_of_ranks(state: CupState, rounds: Sequence[str]) -> dict[str, list[tuple[str | int, str | int]]]:
    """By round the sides of every tie after the play-offs of a league phase; empty once the last 16 are drawn."""
    seeded = next((code for code in rounds if state.format.round(code).seeds), "")
    if not seeded or state.drawn(seeded):
        return {}
    seeds, paths = state.format.round(seeded).seeds, state.format.round(state.format.before(seeded)).paths
    pairs: dict[str, list[tuple[str | int, str | int]]] = {
        seeded: [
            (_span([*paths[path][:2], *paths[path][2:]]), f"{seeds[path][0]} or {seeds[path][1]}")
            for _ in range(2)
            for path in LINES_OF_PATHS
        ]
    }
    ties = len(pairs[seeded])
    for code in rounds[rounds.index(seeded) + 1 :]:
        ties //= 2
        pairs[code] = [(2 * number, 2 * number + 1) for number in range(ties)]
    return pairs


def _span(ranks: Sequence[int]) -> str:
    """Ranks in words: "15-18" in one row, else "9/10/23/24"."""
    ordered = sorted(ranks)
    if ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}-{ordered[-1]}"
    return "/".join(map(str, ordered))


def _certain_places(state: CupState) -> dict[str, str]:
    """The club of every place of a group that no match left can change: "1A" and its club."""
    certain: dict[str, str] = {}
    for group in state.season.groups:
        if group and not state.phase_over:
            spans = possible_places(state, group)
            certain |= {f"{best}{group}": club for club, (best, worst) in spans.items() if best == worst}
    return certain


def simulated_interval(played: Simulation, table: Ints) -> dict[str, tuple[float, float]]:
    """By club the middle 90% of its odds over uncertain strengths, estimated from simulations of many draws of them.

    The share of a club in the m simulations of one draw varies with the strengths and by chance. With the mean p of
    the shares and their variance v, odds of mean p and variance t = (v - p (1 - p) / m) m / (m - 1) explain both (the
    moments of a beta-binomial). The interval is that of a beta distribution of this mean and variance, to which the
    error p (1 - p) / n of all n simulations is added.

    Args:
        played: simulations, those of one draw of the strengths together.
        table: numbers of clubs, shape (n,): the winners of the final, say.

    Returns:
        Bounds from 0 to 1; empty where there are fewer than two draws, or than two simulations of each.
    """
    from scipy.special import betaincinv

    _, first, each = np.unique(played.draw, return_index=True, return_counts=True)
    if len(each) < 2 or each.min() < LEAST_A_DRAW:
        return {}
    intervals: dict[str, tuple[float, float]] = {}
    n, size = len(table), float(each.mean())
    for number in np.unique(table):
        won = np.add.reduceat((table == number).astype(float), first)
        mean = float(won.sum()) / n
        chance = mean * (1.0 - mean)
        between = (float(np.var(won / each, ddof=1)) - chance / size) * size / (size - 1.0)
        spread = max(between, 0.0) + chance / n
        if not 0.0 < spread < chance:
            continue
        weight = chance / spread - 1.0
        low, high = betaincinv(mean * weight, (1.0 - mean) * weight, (0.05, 0.95))
        intervals[played.clubs[number]] = (float(low), float(high))
    return intervals
