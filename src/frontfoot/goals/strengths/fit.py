"""`fit`: strengths from results by maximum a posteriori; `maximum_likelihood` for comparison with other programs."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from frontfoot.core.late import pl
from frontfoot.goals.likelihoods import Array, Likelihood, Sample, likelihood
from frontfoot.goals.strengths.newton import Maximum, maximise
from frontfoot.goals.strengths.prior import Layout, Prior, anchor, quadratic
from frontfoot.goals.strengths.strengths import FullCovariance, Strengths
from frontfoot.goals.strengths.window import ResultsWindow, window

# Chosen on the seasons 2017/18 to 2021/22, before those the forecasts are tested on (docs/validation/strengths.md).
DECAY = 0.002


def fit(
    results: pl.DataFrame,
    *,
    on: date | None = None,
    decay: float = DECAY,
    model: str = "dixon_coles",
    prior: Prior | None = None,
) -> Strengths:
    """Strengths of all clubs from results, by maximum a posteriori with its Laplace uncertainty.

    Args:
        results: the results table (`frontfoot.goals.results`); only matches played before `on` are used.
        on: the day on which the strengths are wanted; the day after the last match when None.
        decay: xi of the time weight exp(-xi t), t in days (Dixon and Coles 1997).
        model: the likelihood: dixon_coles, poisson, bivariate_poisson or negative_binomial.
        prior: scales of the hierarchy; the chosen ones when None.

    Raises:
        InputError: no matches before `on`, an impossible decay or an unknown likelihood.
    """
    prior = prior or Prior()
    chosen = likelihood(model)
    data = window(results, on=on, decay=decay, whole_scores=chosen.whole_scores)
    clubs, leagues = len(data.clubs), len(data.leagues)
    # One more club per league, without a match: the prior of the next newcomer.
    layout = Layout(clubs + leagues, len(data.competitions), leagues)
    best = maximum_a_posteriori(data, layout, chosen, prior)
    places = np.concatenate([np.arange(layout.extra), [layout.common + 3, layout.common + 4]])
    covariance = np.linalg.inv(best.precision)[np.ix_(places, places)]
    return Strengths(
        on=on or data.last + timedelta(days=1),
        likelihood=model,
        theta=float(best.parameters[layout.extra]),
        clubs=data.clubs,
        country=tuple(data.leagues[i] for i in data.league),
        newcomers={name: clubs + i for i, name in enumerate(data.leagues)},
        competitions=data.competitions,
        connected={name: int(data.connected[i]) for i, name in enumerate(data.leagues)},
        parameters=best.parameters[places],
        covariance=FullCovariance(covariance),
        matches=data.matches,
        since=data.first,
    )


def maximum_likelihood(seen: ResultsWindow) -> Maximum:
    """The Dixon-Coles maximum without any prior, as in the paper, for comparison with other programs."""
    chosen = likelihood("dixon_coles")
    layout = Layout(len(seen.clubs), len(seen.competitions), 0, flat=True)
    start = starting_point(seen.sample, layout, chosen.start)
    return maximise(seen.sample, layout, chosen, start, *anchor(layout, seen.connected[seen.league]))


def maximum_a_posteriori(seen: ResultsWindow, layout: Layout, chosen: Likelihood, prior: Prior) -> Maximum:
    """The maximum under the hierarchy and the extra parameter's weak prior; newcomers come after the clubs."""
    leagues = len(seen.leagues)
    league = np.concatenate([seen.league, np.arange(leagues)])
    newcomer = np.concatenate([seen.newcomer, np.ones(leagues)])
    precision, linear = quadratic(layout, prior, league, newcomer, seen.elsewhere)
    if chosen.weak_prior is not None:
        mean, spread = chosen.weak_prior
        precision[layout.extra, layout.extra] += 1.0 / spread**2
        linear[layout.extra] += mean / spread**2
    start = starting_point(seen.sample, layout, chosen.start)
    return maximise(seen.sample, layout, chosen, start, precision, linear)


def starting_point(sample: Sample, layout: Layout, extra: float) -> Array:
    """Half the log of goals against the average, for attack and defence; each competition's own level."""
    start = np.zeros(layout.size)
    n, c = layout.clubs, layout.competitions
    matches = np.bincount(sample.home, sample.weight, n) + np.bincount(sample.away, sample.weight, n) + 4.0
    total = 2.0 * sample.weight.sum()
    average = (sample.home_goals.sum() + sample.away_goals.sum() + 1.0) / (total + 1.0)

    def per_match(ours: Array, theirs: Array) -> Array:
        goals = np.bincount(sample.home, ours, n) + np.bincount(sample.away, theirs, n)
        result: Array = np.log((goals + 4.0 * average) / (matches * average))
        return result

    start[:n] = per_match(sample.home_goals, sample.away_goals)
    start[n : 2 * n] = -per_match(sample.away_goals, sample.home_goals)
    played = np.bincount(sample.competition, sample.weight, c)
    home, away = (
        np.log((np.bincount(sample.competition, goals, c) + average) / (played + 1.0))
        for goals in (sample.home_goals, sample.away_goals)
    )
    start[layout.level : layout.level + c] = (home + away) / 2.0
    start[layout.home : layout.home + c] = home - away
    start[layout.extra] = extra
    return start
