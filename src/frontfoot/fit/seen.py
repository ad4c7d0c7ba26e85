"""Fitting and scoring the update of the rates by the match so far (`frontfoot.goals.seen`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.arrays import Bools, Floats, Ints
from frontfoot.fit.newton import poisson_regression
from frontfoot.fit.outcome_scores import ranked_probability
from frontfoot.fit.season_strengths import cross_fitted
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.forecast import score_distribution
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Rates
from frontfoot.goals.seen import RIPE, Seen, SeenStanding, Update, expected_so_far, tilt_of

MINUTES: Final = (15, 30, 45, 60, 75)
"""Minutes at which the update is judged; 45 is half-time, its stoppage over."""

CHOSEN_ON: Final = (30, 45, 60)
WEIGHTS: Final = (4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 30.0, 1e9)
TILTS: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class SeenTable:
    """Matches at the minutes of `MINUTES`, one entry of each list a minute.

    Attributes:
        group: league season of every match, shape (n,).
        rates: base rates of all matches, one `Rates` a league season, by name.
        base: shape (n, 2), base rates.
        xg, goals, left: shape (minutes, n, 2): expected goals so far, score so far, goals still to come.
        expected: shape (minutes, n, 2), goals that the rates led one to expect so far.
        tilt, lead: shape (minutes, n); the tilt is NaN where there are too few passes.
        men: shape (minutes, n, 2).
        mean_left: shape (minutes, n, 2), expected goals still to come before the update.
    """

    group: NDArray[Any]
    rates: dict[str, Rates]
    base: Floats
    xg: Floats
    goals: Ints
    left: Ints
    expected: Floats
    tilt: Floats
    lead: Floats
    men: Ints
    mean_left: Floats

    @property
    def strength(self) -> Floats:
        """Log of the home rate over the away rate, shape (n,)."""
        ratio: Floats = np.log(self.base[:, 0] / self.base[:, 1])
        return ratio


def table_of(minutes: pl.DataFrame, matches: pl.DataFrame) -> SeenTable:
    """The table of a fit from the minutes and matches of a store (`frontfoot.fit.half_time.read_minutes`)."""
    goals = matches.select("home_goals", "away_goals").to_numpy().astype(int)
    _, club = np.unique(np.concatenate([matches["home"].to_numpy(), matches["away"].to_numpy()]), return_inverse=True)
    groups, season = np.unique(matches["group"].to_numpy(), return_inverse=True)
    n = len(matches)
    means = cross_fitted(season, club[:n], club[n:], goals)
    base, rates = np.empty((n, 2)), {}
    for number, name in enumerate(groups):
        rows = season == number
        year = int(str(name).rsplit(" ", 1)[1][:4])
        rates[str(name)] = rates_from_expected(means[rows, 0], means[rows, 1], clock=Clock.fitted(year))
        base[rows] = np.stack([rates[str(name)].home, rates[str(name)].away], axis=1)
    shape = (len(MINUTES), n)
    xg, expected, mean_left = (np.zeros((*shape, 2)) for _ in range(3))
    so_far, men = np.zeros((*shape, 2), dtype=int), np.zeros((*shape, 2), dtype=int)
    tilt, lead = np.full(shape, np.nan), np.zeros(shape)
    parts = minutes.filter(pl.col("period") <= 2).partition_by("group", "match_id", as_dict=True)
    for row, (name, match) in enumerate(matches.select("group", "match_id").iter_rows()):
        one = replace(rates[name], home=base[row, 0], away=base[row, 1])
        course = _course(parts[name, match])
        for place, minute in enumerate(MINUTES):
            seen = _seen(course, minute)
            before = expected_so_far(one, seen)
            xg[place, row], expected[place, row] = seen.xg, (before.home, before.away)
            so_far[place, row], men[place, row] = seen.standings[-1].score, seen.standings[-1].men
            tilt[place, row] = np.nan if seen.tilt is None else seen.tilt
            lead[place, row] = before.lead
    left = goals[None] - so_far
    table = SeenTable(matches["group"].to_numpy(), rates, base, xg, so_far, left, expected, tilt, lead, men, mean_left)
    for place, _ in enumerate(MINUTES):
        mean_left[place] = forecasts(table, place, np.ones((n, 2)))[2]
    return table


def _course(rows: pl.DataFrame) -> dict[str, NDArray[Any]]:
    """A match's minutes, home side's and away side's beside each other."""
    names = ("period", "minute", "seconds", "own_goals", "own_men", "xg", "final_third_passes")
    home, away = rows.filter(side="home"), rows.filter(side="away")
    return {name: np.stack([home[name].to_numpy(), away[name].to_numpy()], axis=1).astype(float) for name in names}


def _seen(course: dict[str, NDArray[Any]], minute: int) -> Seen:
    """The match so far at a minute; the score is that at the end of the minute."""
    period, clock = course["period"][:, 0], course["minute"][:, 0]
    until = (1, np.inf) if minute == 45 else (1, minute) if minute < 45 else (2, minute - 45)
    rows = (period < until[0]) | ((period == until[0]) & (clock < until[1]))
    end = min(int(rows.sum()), len(rows) - 1)
    passes = course["final_third_passes"][rows].sum(axis=0)
    played = tuple(
        (number, float(course["seconds"][rows & (period == number), 0].sum()))
        for number in (1, 2)
        if number <= until[0]
    )
    shown = np.flatnonzero(rows).tolist()
    standings = [
        SeenStanding(int(period[i]), 60.0 * float(clock[i]), _pair(course["own_goals"][i]), _pair(course["own_men"][i]))
        for i in shown
        if i == 0 or not _unchanged(course, i)
    ]
    # What falls in the last minute counts from then on: the state of the next minute, at the very end of the time.
    standings.append(
        SeenStanding(until[0], played[-1][1], _pair(course["own_goals"][end]), _pair(course["own_men"][end]))
    )
    xg = course["xg"][rows].sum(axis=0)
    return Seen((float(xg[0]), float(xg[1])), tilt_of((float(passes[0]), float(passes[1]))), played, tuple(standings))


def _unchanged(course: dict[str, NDArray[Any]], row: int) -> bool:
    return all((course[name][row] == course[name][row - 1]).all() for name in ("own_goals", "own_men", "period"))


def _pair(values: NDArray[Any]) -> tuple[int, int]:
    return int(values[0]), int(values[1])


def forecasts(table: SeenTable, place: int, factors: Floats) -> tuple[Floats, Floats, Floats]:
    """Forecasts of what is left from minute number `place`, the base rates times factors of shape (n, 2).

    Returns:
        Probability of the goals that came, shape (n,); of home win, draw and away win, (n, 3); expected goals, (n, 2).
    """
    n = len(table.base)
    came, outcome, means = np.empty(n), np.empty((n, 3)), np.empty((n, 2))
    keys = np.column_stack([np.unique(table.group, return_inverse=True)[1], table.goals[place], table.men[place]])
    kinds, number = np.unique(keys, axis=0, return_inverse=True)
    names = np.unique(table.group)
    for kind, (season, home, away, own, other) in enumerate(kinds.tolist()):
        rows = np.flatnonzero(number.ravel() == kind)
        rates = replace(
            table.rates[str(names[season])],
            home=table.base[rows, 0] * factors[rows, 0],
            away=table.base[rows, 1] * factors[rows, 1],
        )
        spread = score_distribution(rates, Moment.at(MINUTES[place]), (home, away), men=(own, other), tolerance=1e-8)
        goals = table.left[place, rows]
        most = np.array(spread.probabilities.shape[-2:]) - 1
        goals = np.minimum(goals, most)
        came[rows] = spread.probabilities[np.arange(len(rows)), goals[:, 0], goals[:, 1]]
        outcome[rows] = np.stack(spread.outcome, axis=1)
        means[rows] = np.stack(spread.remaining_goals, axis=1)
    return came, outcome, means


def tilt_norm(table: SeenTable, rows: Bools) -> tuple[float, float]:
    """Expected tilt less one half by unit of log strength and by goal of mean lead, least squares at half-time."""
    place = MINUTES.index(45)
    known = rows & ~np.isnan(table.tilt[place])
    design = np.column_stack([table.strength[known], table.lead[place, known]])
    slopes = np.linalg.lstsq(design, table.tilt[place, known] - 0.5, rcond=None)[0]
    return float(slopes[0]), float(slopes[1])


def factors(table: SeenTable, place: int, update: Update) -> Floats:
    """Multipliers of the base rates, shape (n, 2); the same arithmetic as `Update.factors`, for all matches."""
    surplus = table.tilt[place] - 0.5 - update.strength * table.strength - update.lead * table.lead[place]
    tilt = update.tilt * min(60.0 * MINUTES[place] / RIPE, 1.0) * np.nan_to_num(surplus)
    chances = (update.weight + table.xg[place]) / (update.weight + table.expected[place])
    bent: Floats = chances * np.exp(np.column_stack([tilt, -tilt]))
    return bent


def poisson_gain(table: SeenTable, place: int, bends: Floats) -> Floats:
    """Gain in the log probability of the goals still to come, a match, were they Poisson about their means; (n,)."""
    gain: Floats = table.left[place] * np.log(bends) - table.mean_left[place] * (bends - 1.0)
    total: Floats = gain.sum(axis=1)
    return total


def chosen(table: SeenTable, rows: Bools) -> Update:
    """The weight and the tilt of the grid that forecast the goals still to come of some matches best."""
    strength, lead = tilt_norm(table, rows)
    best, update = -np.inf, Update(WEIGHTS[-1], 0.0, strength, lead)
    for weight, tilt in product(WEIGHTS, TILTS):
        candidate = Update(weight, tilt, strength, lead)
        places = [MINUTES.index(minute) for minute in CHOSEN_ON]
        total = sum(float(poisson_gain(table, place, factors(table, place, candidate))[rows].sum()) for place in places)
        if total > best:
            best, update = total, candidate
    return update


def fitted_update(table: SeenTable) -> dict[str, float]:
    """The parameters chosen on all matches."""
    update = chosen(table, np.ones(len(table.base), dtype=bool))
    return {
        "weight": update.weight,
        "tilt": update.tilt,
        "strength": round(update.strength, 4),
        "lead": round(update.lead, 4),
    }


def judged(table: SeenTable) -> dict[str, Any]:
    """Scores of the update on league seasons that were not used to choose it."""
    names = np.unique(table.group)
    left_out = {str(name): chosen(table, table.group != name) for name in names}
    scores: dict[str, Any] = {
        "chosen without": {name: {"weight": update.weight, "tilt": update.tilt} for name, update in left_out.items()}
    }
    for place, minute in enumerate(MINUTES):
        bends = np.empty((len(table.base), 2))
        for name, update in left_out.items():
            rows = table.group == name
            bends[rows] = factors(table, place, update)[rows]
        scores["half-time" if minute == 45 else f"{minute}'"] = _scores(table, place, bends)
    return scores


def _scores(table: SeenTable, place: int, bends: Floats) -> dict[str, Any]:
    before, before_outcome, _ = forecasts(table, place, np.ones_like(table.base))
    after, after_outcome, means = forecasts(table, place, bends)
    gain = 1000.0 * np.log(after / before)
    final = table.goals[place] + table.left[place]
    ended = 1 - np.sign(final[:, 0] - final[:, 1])
    better = 1000.0 * (ranked_probability(before_outcome, ended) - ranked_probability(after_outcome, ended))
    by_goals = (10.0 + table.goals[place]) / (10.0 + table.expected[place])
    level = poisson_gain(table, place, by_goals) * 1000.0
    moved = np.abs(after_outcome - before_outcome)[:, [0, 2]].mean()
    return {
        "matches": len(gain),
        "log score gain, thousandths a match": _with_error(gain),
        "ranked probability score gain, thousandths": _with_error(better),
        "1X2 moves by, points": round(100.0 * float(moved), 2),
        "calibration slope": _slope(
            np.log(bends).ravel(), table.left[place].ravel().astype(float), means.ravel() / bends.ravel()
        ),
        "goals so far in place of xG, thousandths a match": _with_error(level),
    }


def _with_error(values: Floats) -> list[float]:
    return [round(float(values.mean()), 2), round(float(values.std(ddof=1) / np.sqrt(len(values))), 2)]


def _slope(log_factor: Floats, goals: Floats, means: Floats) -> list[float]:
    """Slope and error of goals on the log factor (Poisson, offset log means); 1 if the update has the right size."""
    design = np.column_stack([np.ones_like(log_factor), log_factor])
    weights, errors = poisson_regression(design, goals, means, np.zeros(2), np.zeros(2))
    return [round(float(weights[1]), 2), round(float(errors[1]), 2)]
