"""`window`: the weighted results that a fit uses, grouped by pairing, from a table of results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.core.identity import clubs as known_clubs
from frontfoot.core.late import pl
from frontfoot.goals.likelihoods import Array, Index, Sample
from frontfoot.goals.results.competitions import GROUP_OF_LEAGUE
from frontfoot.goals.strengths.matches import LARGEST, linked_sets, numbered_by_size

_FACTORIALS = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, 100)))))


@dataclass(frozen=True, slots=True)
class ResultsWindow:
    """Results for a fit.

    Attributes:
        sample: weighted, grouped scores.
        clubs: canonical names, in the order of the sample's indices.
        competitions: names, likewise.
        leagues: countries (FIFA codes); "" for clubs of an unknown country.
        league: index of each club's league.
        newcomer: 1 for a club that was not in its league in the season before the last one of the results.
        elsewhere: 1 for a league whose own matches are not in the results.
        connected: number of the set of leagues that matches link, by league; 0 is the largest set.
        matches: number of matches.
        first, last: dates of the first and the last match.
    """

    sample: Sample
    clubs: tuple[str, ...]
    competitions: tuple[str, ...]
    leagues: tuple[str, ...]
    league: Index
    newcomer: Array
    elsewhere: Array
    connected: Index
    matches: int
    first: date
    last: date


def window(results: pl.DataFrame, *, on: date | None, decay: float, whole_scores: bool) -> ResultsWindow:
    """Results with their weights, grouped by pairing.

    Args:
        results: the results table; only played matches before `on` are used (awarded scores are left out).
        on: the day on which the strengths are wanted; the day after the last match when None.
        decay: xi in the weight exp(-xi t), t the age of a match in days.
        whole_scores: one row a pairing and score, for likelihoods that need it.

    Raises:
        InputError: no match is left, or the decay is negative.
    """
    if not 0.0 <= decay < 1.0:
        raise InputError(f"A decay of {decay} a day is impossible", place="decay", remedy="Give 0 to 0.01")
    used = results.filter(
        (pl.col("status") == "played") & ((pl.col("date") < on) if on is not None else pl.lit(value=True))
    )
    if not used.height:
        raise InputError("No match was played before the day asked for", place="results", remedy="Give more results")
    days = used["date"].to_physical().to_numpy()
    today = days.max() + 1 if on is None else (on - date(1970, 1, 1)).days
    names, both = np.unique(np.concatenate([used["home"].to_numpy(), used["away"].to_numpy()]), return_inverse=True)
    competitions, competition = np.unique(used["competition"].to_numpy(), return_inverse=True)
    home, away = both[: used.height], both[used.height :]
    x, y = (np.minimum(used[name].to_numpy(), LARGEST).astype(np.intp) for name in ("home_goals", "away_goals"))
    weight = np.exp(-decay * (today - days))
    neutral = used["neutral"].to_numpy()
    sample = _group(home, away, competition, neutral, x, y, weight, whole_scores=whole_scores)
    domestic = np.array([name in GROUP_OF_LEAGUE for name in competitions])
    country = _countries(names, competitions, domestic, home, away, competition)
    leagues, league = np.unique(country, return_inverse=True)
    own = {str(GROUP_OF_LEAGUE[name]) for name in competitions if name in GROUP_OF_LEAGUE}
    return ResultsWindow(
        sample=sample,
        clubs=tuple(str(name) for name in names),
        competitions=tuple(str(name) for name in competitions),
        leagues=tuple(str(name) for name in leagues),
        league=league,
        newcomer=_newcomers(used["season"].to_numpy(), home, away, competition, domestic, len(names)),
        elsewhere=np.array([0.0 if name in own else 1.0 for name in leagues]),
        connected=numbered_by_size(linked_sets(league[home], league[away], len(leagues))),
        matches=used.height,
        first=date.fromordinal(int(days.min()) + date(1970, 1, 1).toordinal()),
        last=date.fromordinal(int(days.max()) + date(1970, 1, 1).toordinal()),
    )


def _sums(row: Index, values: Array, rows: int) -> Array:
    return np.bincount(row, values, rows).astype(np.float64, copy=False)


def _group(
    home: Index,
    away: Index,
    competition: Index,
    neutral: Array,
    x: Index,
    y: Index,
    weight: Array,
    *,
    whole_scores: bool,
) -> Sample:
    """Sums of weights and goals by pairing, competition and ground (and score)."""
    number = ((competition * (home.max() + away.max() + 1) + home) * (away.max() + 1) + away) * 2 + neutral
    if whole_scores:
        number = (number * (LARGEST + 1) + x) * (LARGEST + 1) + y
    _, first, row = np.unique(number, return_index=True, return_inverse=True)
    rows = len(first)
    cells = ((0, 0), (0, 1), (1, 0), (1, 1))
    goals = np.concatenate([x, y])
    histogram = _sums(goals, np.concatenate([weight, weight]), int(goals.max()) + 1)
    return Sample(
        home=home[first],
        away=away[first],
        competition=competition[first],
        advantage=np.where(neutral[first], 0.0, 0.5),
        weight=_sums(row, weight, rows),
        home_goals=_sums(row, weight * x, rows),
        away_goals=_sums(row, weight * y, rows),
        low=np.stack([_sums(row, weight * ((x == i) & (y == j)), rows) for i, j in cells]),
        histogram=histogram,
        constant=float(histogram @ _FACTORIALS[: len(histogram)]),
    )


def _countries(
    names: Array, competitions: Array, domestic: Array, home: Index, away: Index, competition: Index
) -> list[str]:
    """The country of each club: that of its league in the results, else that of the table of clubs."""
    table = known_clubs()
    country = [table[name].country if name in table else "" for name in names]
    inside = domestic[competition]
    for side in (home, away):
        for club, league in set(zip(side[inside].tolist(), competition[inside].tolist(), strict=True)):
            country[club] = GROUP_OF_LEAGUE[str(competitions[league])]
    return country


def _newcomers(season: Index, home: Index, away: Index, competition: Index, domestic: Array, clubs: int) -> Array:
    """Clubs of a domestic league that did not play in it in the season before the league's last one."""
    newcomer = np.zeros(clubs)
    for number in np.flatnonzero(domestic):
        inside = competition == number
        last = season[inside].max()
        here, seasons = np.concatenate([home[inside], away[inside]]), np.tile(season[inside], 2)
        if (seasons < last).any():
            newcomer[np.setdiff1d(here, here[seasons == last - 1])] = 1.0
    return newcomer
