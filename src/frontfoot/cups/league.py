"""The forecast of a league from a day: every place of every club, and the zones (title, Europe, relegation).

The matches left are simulated under draws of the strengths and ranked by the league's own criteria. Places that are
certain are distinguished from those that only occurred in every simulation (`frontfoot.cups.certain`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.arrays import Floats, Ints
from frontfoot.core.notebook import NotebookTable, card
from frontfoot.core.wording import odds_percent
from frontfoot.cups.certain import possible_places
from frontfoot.cups.format import Zone
from frontfoot.cups.live import Live, check_today
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.phase import simulate_group
from frontfoot.cups.simulated_odds import SimulatedOdds
from frontfoot.cups.state import CupState
from frontfoot.goals.sources import StrengthsUsed
from frontfoot.goals.strengths import Strengths
from frontfoot.ties.rulebook import competition_title

SHOWN = 0.005
"""A result that changes no club's odds of a zone by more than this is left out of the changes."""


@dataclass(frozen=True, slots=True)
class LeagueChange:
    """The change of a club's odds of a zone by one result of the day.

    Attributes:
        home, away: of the match; result: "home", "draw" or "away", and its probability.
        club, zone: whose odds of what; before and after.
    """

    home: str
    away: str
    result: str
    probability: float
    club: str
    zone: str
    before: float
    after: float

    @property
    def words(self) -> str:
        """The result in words."""
        if self.result == "draw":
            return f"{self.home} and {self.away} draw"
        winner, loser = (self.home, self.away) if self.result == "home" else (self.away, self.home)
        return f"{winner} beat {loser}"

    def shares(self, simulations: int) -> tuple[str, str]:
        """The result's odds and the club's after it as people read them, from so many simulations of the league."""
        seen = max(round(self.probability * simulations), 1)
        share = odds_percent(self.probability, simulations=simulations)
        return share, odds_percent(self.after, simulations=seen)


@dataclass(frozen=True)
class LeagueForecast(SimulatedOdds):
    """Odds of a league from a day.

    Attributes:
        name, season, day: what and when (the morning of the day; matches under way as given).
        clubs: in the order of the expected points at the end, best first.
        places: by club, its odds of every place from the first on.
        zones: by name of the zone, each club's odds of ending in it.
        points: by club the mean of its points at the end; points_interval: the middle 90%.
        changes: of the matches of the day, the largest first.
        certain: (zone, club) if a club is certainly in or out of a zone.
        possible: by club the best and the worst place that it can still have.
        simulations: how many; 0 when the league is over.
        known: which strengths, in words; strengths: their day and age, and clubs without results of their own.
        assumed: clubs of which nothing is known.
    """

    name: str
    season: int
    day: date
    clubs: tuple[str, ...]
    places: dict[str, tuple[float, ...]]
    zones: dict[str, dict[str, float]]
    points: dict[str, float]
    points_interval: dict[str, tuple[int, int]]
    changes: tuple[LeagueChange, ...]
    certain: frozenset[tuple[str, str]]
    possible: dict[str, tuple[int, int]]
    simulations: int
    known: str
    assumed: tuple[str, ...]
    strengths: StrengthsUsed | None

    def __repr__(self) -> str:
        """The competition, the day and the likeliest winner."""
        first = self.clubs[0]
        name = competition_title(self.name, self.season)
        odds = odds_percent(self.champion[first], simulations=self.simulations)
        return f"<LeagueForecast: {name} on {self.day}, {first} {odds}>"

    def _repr_html_(self) -> str:
        """The odds of every zone and the points at the end as a small table for notebooks."""
        rows, shares = [], []
        for club in self.clubs:
            low, high = self.points_interval[club]
            rows.append(
                [
                    club,
                    *(self.odds_words(zone, club) for zone in self.zones),
                    f"{self.points[club]:.0f}",
                    f"{low}-{high}",
                ]
            )
            shares.append([None, *(odds[club] for odds in self.zones.values()), None, None])
        heads = ["", *self.zones, "points", "90%"]
        name = competition_title(self.name, self.season)
        how = f"{self.simulations:,} simulations" if self.simulations else "The league is over"
        return card(f"{name}, morning of {self.day}", NotebookTable(heads, rows, shares), note=f"{how}; {self.known}.")

    def to_polars(self) -> pl.DataFrame:
        """One row a club, in the order of the expected points at the end.

        Columns: `club`, `points` (mean) with `points_low`, `points_high` (middle 90%), the odds of every zone by its
        name with underscores, of every place as `place_1`, `place_2`, and so on, `bounded` (the columns, with spaces
        between, whose 0 or 1 is a bound: the share of simulations of what is neither impossible nor certain) and
        `unseen_below` (the odds lie below it, or above 1 less it, with 95%; null when the league is over).
        """
        columns: dict[str, list[float]] = {
            "points": [self.points[club] for club in self.clubs],
            "points_low": [float(self.points_interval[club][0]) for club in self.clubs],
            "points_high": [float(self.points_interval[club][1]) for club in self.clubs],
        }
        columns |= {column_of(zone): [float(odds[club]) for club in self.clubs] for zone, odds in self.zones.items()}
        for place in range(len(self.clubs)):
            columns[f"place_{place + 1}"] = [self.places[club][place] for club in self.clubs]
        bounded = self.bounded
        more = {
            "bounded": [" ".join(map(column_of, bounded.get(club, ()))) for club in self.clubs],
            "unseen_below": pl.Series([self.unseen_below] * len(self.clubs), dtype=pl.Float64),
        }
        return pl.DataFrame({"club": self.clubs, **columns, **more})

    @property
    def bounded(self) -> dict[str, tuple[str, ...]]:
        """By club the zones, and places as "place 3", that it had in none or all of the simulations without being sure.

        Its odds there are less than `unseen_below`, or more than 1 less it.
        """
        if not self.simulations:
            return {}
        names = {}
        for club in self.clubs:
            best, worst = self.possible[club]
            zones = [
                zone
                for zone, odds in self.zones.items()
                if not 0.0 < odds[club] < 1.0 - 1e-9 and (zone, club) not in self.certain
            ]
            open_places = range(best, worst + 1) if best < worst else ()
            places = [f"place {place}" for place in open_places if not 0.0 < self.places[club][place - 1] < 1.0 - 1e-9]
            names[club] = (*zones, *places)
        return {club: bounded for club, bounded in names.items() if bounded}

    def odds_words(self, zone: str, club: str) -> str:
        """The odds of a club of a zone as text; none or all of the simulations as the bound they are."""
        odds = self.zones[zone][club]
        sure = (zone, club) in self.certain
        return odds_percent(round(odds) if sure else odds, simulations=0 if sure else self.simulations)

    @property
    def champion(self) -> dict[str, float]:
        """Odds of the title by club."""
        return {club: shares[0] for club, shares in self.places.items()}


def column_of(name: str) -> str:
    """The column of a zone or a place in the table of a league.

    >>> column_of("Champions League"), column_of("place 3")
    ('Champions_League', 'place_3')
    """
    return name.replace(" ", "_")


def league_forecast(
    state: CupState,
    strengths: Strengths,
    *,
    live: Sequence[Live] = (),
    draws: int,
    simulations: int,
    seed: int,
) -> LeagueForecast:
    """The odds of every place at the end of a league.

    Args:
        state: of the season (`Season.at`).
        strengths: as known on the day.
        live: matches under way.
        draws: of the strengths; 0 for their means.
        simulations: how many.
        seed: of everything random.

    Raises:
        InputError: a match under way that is not on this day.
    """
    check_today(live, state)
    generator = np.random.default_rng(seed)
    clubs = state.season.groups[""]
    pairings = Pairings.of(strengths, clubs, state.format.name, draws=draws, generator=generator)
    count = 1 if state.phase_over else simulations
    draw = np.arange(count) * len(pairings.level) // count
    table, home, away = simulate_group(state, "", pairings, draw, generator, live)
    rank, points = table.rank, table.points
    shares = np.stack([np.bincount(rank[:, i], minlength=len(clubs)) / count for i in range(len(clubs))])
    mean = points.mean(axis=0)
    order = sorted(range(len(clubs)), key=lambda i: (-mean[i], shares[i] @ np.arange(len(clubs)), clubs[i]))
    spans = possible_places(state)
    zones = state.format.zones
    return LeagueForecast(
        name=state.format.name,
        season=state.format.season,
        day=state.day,
        clubs=tuple(clubs[i] for i in order),
        places={clubs[i]: tuple(map(float, shares[i])) for i in order},
        zones={zone.name: {clubs[i]: _share(shares[i], zone) for i in order} for zone in zones},
        points={clubs[i]: float(mean[i]) for i in order},
        points_interval={clubs[i]: _interval(points[:, i]) for i in order},
        changes=_changes(state, clubs, rank, home, away) if count > 1 else (),
        certain=frozenset(
            (zone.name, club)
            for zone in zones
            for club, (best, worst) in spans.items()
            if (best >= zone.first and worst <= zone.last) or worst < zone.first or best > zone.last
        ),
        possible=spans,
        simulations=0 if state.phase_over else count,
        known=pairings.known,
        assumed=pairings.assumed,
        strengths=pairings.used,
    )


def _share(shares: Floats, zone: Zone) -> float:
    return float(shares[zone.first - 1 : zone.last].sum())


def _interval(points: NDArray[np.int32]) -> tuple[int, int]:
    low, high = np.quantile(points, [0.05, 0.95])
    return round(float(low)), round(float(high))


def _changes(
    state: CupState, clubs: tuple[str, ...], rank: Ints, home: NDArray[np.int32], away: NDArray[np.int32]
) -> tuple[LeagueChange, ...]:
    """The changes of the odds of the zones by the results of the day, the largest first."""
    _, matches = state.fixtures("")
    inside = {zone.name: (rank >= zone.first - 1) & (rank < zone.last) for zone in state.format.zones}
    changes = []
    for number, match in enumerate(matches):
        if match.day != state.day or match.status == "cancelled":
            continue
        outcome = np.sign(home[number] - away[number])
        for result, sign in (("home", 1), ("draw", 0), ("away", -1)):
            rows = outcome == sign
            if not rows.any():
                continue
            for zone, table in inside.items():
                before, after = table.mean(axis=0), table[rows].mean(axis=0)
                for i in np.flatnonzero(np.abs(after - before) > SHOWN):
                    club, share = clubs[i], float(rows.mean())
                    odds = float(before[i]), float(after[i])
                    changes.append(LeagueChange(match.leg.home, match.leg.away, result, share, club, zone, *odds))
    return tuple(sorted(changes, key=lambda change: -abs(change.after - change.before)))
