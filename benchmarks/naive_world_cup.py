"""A World Cup of 48 simulated as one would write it first: one match, one table, one tie after another."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import combinations, groupby
from typing import Any

GROUPS = "ABCDEFGHIJKL"
Scores = Mapping[tuple[int, int], tuple[int, int]]


def group_table(clubs: Sequence[int], scores: Scores, rng: random.Random) -> list[int]:
    """Clubs of a group, best first: points, then the matches between level clubs (again among those still level), then
    difference and goals of all matches, then lots."""

    def sums(club: int, among: Sequence[int]) -> tuple[int, int, int]:
        points = difference = goals = 0
        for (home, away), (x, y) in scores.items():
            if home not in among or away not in among or club not in (home, away):
                continue
            own, other = (x, y) if club == home else (y, x)
            points += 3 if own > other else 1 if own == other else 0
            difference += own - other
            goals += own
        return points, difference, goals

    def ordered(level: list[int]) -> list[int]:
        if len(level) == 1:
            return level
        keys = {club: sums(club, level) for club in level}
        parts = [
            list(part) for _, part in groupby(sorted(level, key=lambda c: keys[c], reverse=True), keys.__getitem__)
        ]
        if len(parts) > 1:
            return [club for part in parts for club in ordered(part)]
        whole = {club: sums(club, clubs)[1:] for club in level}
        return sorted(level, key=lambda club: (whole[club], rng.random()), reverse=True)

    points = {club: sums(club, clubs)[0] for club in clubs}
    by_points = sorted(clubs, key=lambda club: points[club], reverse=True)
    return [club for _, part in groupby(by_points, lambda c: points[c]) for club in ordered(list(part))]


def thirds_order(tables: Mapping[str, list[int]], scores: Scores, rng: random.Random) -> list[str]:
    """Letters of the groups by their thirds, best first."""

    def key(letter: str) -> tuple[int, int, int, float]:
        club = tables[letter][2]
        own = [(x, y) if club == home else (y, x) for (home, away), (x, y) in scores.items() if club in (home, away)]
        points = sum(3 if x > y else 1 if x == y else 0 for x, y in own)
        return points, sum(x - y for x, y in own), sum(x for x, _ in own), rng.random()

    return sorted(tables, key=key, reverse=True)


def first_round(
    tables: Mapping[str, list[int]], best: Sequence[str], pairs: Sequence[tuple[str, str]], rows: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Who meets whom, from the table of the regulations: `rows` by the sorted letters of the groups."""
    row = rows["".join(sorted(best[:8]))]
    against = dict(zip("ABDEGIKL", row, strict=True))
    matches = []
    for pair in pairs:
        sides = []
        for side, other in (pair, pair[::-1]):
            letter = against[other[1]] if side[0] == "3" else side[1]
            sides.append(tables[letter][int(side[0]) - 1])
        matches.append((sides[0], sides[1]))
    return matches


def world_cup(tables_of_scores: Mapping[tuple[int, int], Any], odds: Any, form: Any, n: int) -> list[int]:
    """Champions of n simulated World Cups.

    Args:
        tables_of_scores: by match (home, away), clubs 0 to 47 in the order of the groups: flat cumulative probabilities
            of the scores 0-0, 0-1, ... of 12 by 12.
        odds: nested lists, [a][b] the odds of a against b.
        form: `competition_format("world-cup", 2026)`.
        n: how many.
    """
    import bisect

    rng = random.Random(0)
    rows = {"".join(sorted(row)): row for row in form.thirds.table}
    champions = []
    for _ in range(n):
        scores: dict[tuple[int, int], tuple[int, int]] = {}
        tables: dict[str, list[int]] = {}
        for number, letter in enumerate(GROUPS):
            clubs = list(range(4 * number, 4 * number + 4))
            own = {}
            for match in combinations(clubs, 2):
                cell = min(bisect.bisect(tables_of_scores[match], rng.random()), 143)
                own[match] = divmod(cell, 12)
            tables[letter] = group_table(clubs, own, rng)
            scores |= own
        line = first_round(tables, thirds_order(tables, scores, rng), form.rounds[0].pairs, rows)
        winners = [a if rng.random() < odds[a][b] else b for a, b in line]
        for entry in form.rounds[1:]:
            line = [(winners[int(one) - 1], winners[int(other) - 1]) for one, other in entry.pairs]
            winners = [a if rng.random() < odds[a][b] else b for a, b in line]
        champions.append(winners[0])
    return champions
