"""Speed of brackets and league phases, against a plain Python loop and straightforward NumPy in the same run.

    python -m benchmarks.cup

CPU time of one process. Peers work on the same numbers: the bracket by simulation from the same odds of pairs, the
league phase with the same distributions of scores and all criteria of Article 18 that need no cards.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np

from benchmarks import naive_world_cup
from frontfoot.cups import CupSeason, CupState, competition_format
from frontfoot.cups.bracket import Bracket
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.phase import sample_scores
from frontfoot.cups.simulate import simulate
from frontfoot.cups.standings import Fixtures, standings
from frontfoot.cups.through import pair_odds
from frontfoot.goals.results import schema
from frontfoot.ties import rules

ROUNDS = ("R16", "QF", "SF", "F")


def timed(work: Callable[[], Any], *, least: float = 0.2) -> float:
    """Seconds of CPU of one call, repeated for at least `least` seconds."""
    work()
    start, count = time.process_time(), 0
    while time.process_time() - start < least:
        work()
        count += 1
    return (time.process_time() - start) / max(count, 1)


def bracket() -> None:
    """A bracket of sixteen."""
    generator = np.random.default_rng(0)
    clubs = tuple(f"club {i}" for i in range(16))

    def pairings(draws: int) -> Pairings:
        attack, defence = generator.normal(0.0, 0.2, (2, draws, 16))
        return Pairings(clubs, attack, defence, np.full(draws, 0.3), 0.24, (), "made up")

    two, one = rules("ucl", 2023, "R16"), rules("ucl", 2023, "F")

    def whole(pairings: Pairings) -> dict[str, float]:
        legs, final = pair_odds(pairings, two), pair_odds(pairings, one)
        tables = {"R16": legs, "QF": legs, "SF": legs, "F": final}
        return Bracket.fixed(clubs, ROUNDS, tables).forecast().champion

    sure, drawn = pairings(1), pairings(300)
    start = time.process_time()
    whole(sure)
    first = time.process_time() - start
    ours, many = timed(lambda: whole(sure)), timed(lambda: whole(drawn))
    legs, final = pair_odds(sure, two)[0], pair_odds(sure, one)[0]
    print("| bracket of 16 | ms of CPU | times ours |\n|---|---:|---:|")
    print(f"| ours: odds of all pairs and the bracket | {1e3 * ours:.2f} | 1 |")
    print(f"| ours, 300 draws of the strengths | {1e3 * many:.1f} | {many / ours:.0f} |")
    print(f"| ours, the first of a process (odds of ties at the nodes) | {1e3 * first:.0f} | {first / ours:.0f} |")
    for name, peer in (
        ("plain Python, 10,000 simulations", loop_bracket),
        ("NumPy, 10,000 simulations", numpy_bracket),
    ):
        start = time.process_time()
        theirs = peer(legs, final, 10_000)
        spent = time.process_time() - start
        worst = max(abs(theirs[i] - odds) for i, odds in enumerate(whole(sure).values()))
        print(f"| {name}, odds of pairs given (error {worst:.3f}) | {1e3 * spent:.1f} | {spent / ours:.0f} |")


def loop_bracket(legs: Any, final: Any, n: int) -> list[float]:
    """What one would write first."""
    import random

    random.seed(0)
    won = [0] * 16
    tables = [legs.tolist(), legs.tolist(), legs.tolist(), final.tolist()]
    for _ in range(n):
        line = list(range(16))
        for table in tables:
            line = [
                line[i] if random.random() < table[line[i]][line[i + 1]] else line[i + 1]
                for i in range(0, len(line), 2)
            ]
        won[line[0]] += 1
    return [count / n for count in won]


def numpy_bracket(legs: Any, final: Any, n: int) -> list[float]:
    """The same, all simulations at once."""
    generator = np.random.default_rng(0)
    line = np.broadcast_to(np.arange(16), (n, 16))
    for table in (legs, legs, legs, final):
        a, b = line[:, ::2], line[:, 1::2]
        line = np.where(generator.random(a.shape) < table[a, b], a, b)
    return list(np.bincount(line[:, 0], minlength=16) / n)


def league(n: int) -> None:
    """The whole league phase of 36 clubs with Article 18."""
    generator = np.random.default_rng(0)
    home = np.array([i for i in range(36) for step in (1, 3, 6, 10)])
    away = np.array([(i + step) % 36 for i in range(36) for step in (1, 3, 6, 10)])
    fixtures, criteria = Fixtures(home, away, 36), competition_format("ucl", 2024).criteria
    attack, defence = generator.normal(0.0, 0.25, (2, 1, 36))
    pairings = Pairings(tuple(map(str, range(36))), attack, defence, np.array([0.3]), 0.24, (), "made up")
    tables = [pairings.scores(int(i), int(j)) for i, j in zip(home, away, strict=True)]

    def ours(count: int) -> Any:
        draw = np.zeros(count, dtype=np.intp)
        x, y = (np.empty((144, count), dtype=np.int32) for _ in range(2))
        for number, table in enumerate(tables):
            x[number], y[number] = sample_scores(table, draw, generator)
        return standings(fixtures, x, y, criteria, generator=generator)

    start, wall = time.process_time(), time.perf_counter()
    ours(n)
    spent, waited = time.process_time() - start, time.perf_counter() - wall
    print(f"\n| league phase, 36 clubs, 144 matches | s of CPU for {n:,} | times ours |\n|---|---:|---:|")
    print(f"| ours ({waited:.1f} s of wall time) | {spent:.2f} | 1 |")
    for name, peer, count in (("NumPy, table by table", numpy_league, 2000), ("plain Python", loop_league, 200)):
        start = time.process_time()
        peer(home, away, tables, count)
        scaled = (time.process_time() - start) * n / count
        print(f"| {name} (from {count:,}) | {scaled:.0f} | {scaled / spent:.0f} |")


def world_cup(n: int) -> None:
    """A World Cup of 48: groups, best thirds with their table, the whole bracket."""
    form = competition_format("world-cup", 2026)
    season = CupSeason.of(schema.table([]), form)
    state = CupState(season, date(2026, 6, 1))
    generator = np.random.default_rng(0)
    clubs = tuple(club for letter in form.draw for club in form.draw[letter])
    attack, defence = generator.normal(0.0, 0.25, (2, 1, 48))
    pairings = Pairings(clubs, attack, defence, np.array([0.2]), 0.3, (), "made up")
    start, wall = time.process_time(), time.perf_counter()
    played = simulate(state, pairings, n, generator)
    spent, waited = time.process_time() - start, time.perf_counter() - wall
    print(f"\n| World Cup of 48, best thirds, bracket | s of CPU for {n:,} | times ours |\n|---|---:|---:|")
    print(f"| ours ({waited:.1f} s of wall time) | {spent:.2f} | 1 |")
    matches = [(a, b) for first in range(0, 48, 4) for a, b in combinations(range(first, first + 4), 2)]
    tables = {match: np.cumsum(pairings.scores(*match, neutral=True)[0]).tolist() for match in matches}
    odds = pair_odds(pairings, state.rules("F"))[0].tolist()
    count = 1000
    start = time.process_time()
    champions = naive_world_cup.world_cup(tables, odds, form, count)
    scaled = (time.process_time() - start) * n / count
    ours = played.share(played.winners["F"])
    best = max(ours, key=lambda club: ours[club])
    naive = champions.count(clubs.index(best)) / count
    print(
        f"| plain Python, no side at home (from {count:,}; {best} champion {naive:.3f}, ours {ours[best]:.3f}) "
        f"| {scaled:.0f} | {scaled / spent:.0f} |"
    )


def numpy_league(home: Any, away: Any, tables: list[Any], n: int) -> None:
    """Scores of all matches at once, then np.lexsort for every simulated table."""
    generator = np.random.default_rng(0)
    cells = np.stack([generator.choice(144, size=n, p=table[0].ravel() / table[0].sum()) for table in tables])
    x, y = cells // 12, cells % 12
    for i in range(n):
        a, b = x[:, i], y[:, i]

        def total(of_home: Any, of_away: Any) -> Any:
            return np.bincount(home, of_home, 36) + np.bincount(away, of_away, 36)

        points = total(3 * (a > b) + (a == b), 3 * (b > a) + (a == b))
        difference, goals = total(a - b, b - a), total(a, b)
        columns = [points, difference, goals, total(0 * a, b), total(a > b, b > a), total(0 * a, b > a)]
        columns += [total(own[away], own[home]) for own in (points, difference, goals)]
        np.lexsort((generator.random(36), *(-column for column in columns[::-1])))


def loop_league(home: Any, away: Any, tables: list[Any], n: int) -> None:
    """What one would write first."""
    import random

    random.seed(0)
    weights = [table[0].ravel().tolist() for table in tables]
    pairs = list(zip(home.tolist(), away.tolist(), strict=True))
    cells = range(144)
    for _ in range(n):
        club = [[0] * 9 for _ in range(36)]
        for (i, j), weight in zip(pairs, weights, strict=True):
            x, y = divmod(random.choices(cells, weight)[0], 12)
            for own, scored, let, is_away in ((club[i], x, y, 0), (club[j], y, x, 1)):
                own[0] += 3 * (scored > let) + (scored == let)
                own[1] += scored - let
                own[2] += scored
                own[3] += scored * is_away
                own[4] += scored > let
                own[5] += (scored > let) * is_away
        for i, j in pairs:
            for one, other in ((i, j), (j, i)):
                for k in range(3):
                    club[one][6 + k] += club[other][k]
        sorted(range(36), key=lambda i: (club[i], random.random()), reverse=True)


if __name__ == "__main__":
    bracket()
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    league(times)
    world_cup(times)
