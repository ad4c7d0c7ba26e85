"""Fit the clock, the score state and the effect of men sent off from open goal times: `frontfoot fit in-play`.

Base rates come from the strengths known on the morning of each match, the same as those of the forecasts that the
effects are for, adjusted so that a match has the expected goals of the strengths (`rates_from_expected`); since the
adjustment depends on the effects, both are iterated a few times.

The mean strengths are used. The odds are means over draws of the strengths that are not weighted by the score so far;
what a lead tells about the strengths is thus part of the effects of the score, and both have the same mean rates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from frontfoot.core.arrays import Bools, Floats, Ints
from frontfoot.fit.exposure import tabulate
from frontfoot.fit.goal_times import GoalTimes
from frontfoot.fit.in_play_effects import InPlayEffects, fit_effects
from frontfoot.fit.outcome_scores import calibration_error
from frontfoot.fit.stoppage_lengths import ERAS, era, histogram, measured, stretch_factors, survival
from frontfoot.goals.clock import Stoppage
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Men

ROUNDS = 3
SCORED_FROM = 2010
FIRST_SEASON_WITH_STOPPAGE_MINUTES = 2010
# Too few goals are known in the stoppages of extra time to fit their lengths: the first half's, shortened.
EXTRA_STOPPAGE = (0.5, 0.8)


@dataclass(frozen=True, slots=True)
class FitSource:
    """League matches prepared for the fit.

    Attributes:
        times: complete matches of regulation length that strengths forecast, with their incidents.
        known: log rates of home and away before the day, their variances and covariance, shape (matches, 5).
        lengths: measured stoppages in seconds, shape (measured matches, 2).
        factors: stretch of the measured stoppages by era.
        extra: rate in each half of extra time relative to regulation.
    """

    times: GoalTimes
    known: Floats
    lengths: Floats
    factors: dict[int, tuple[float, float]]
    extra: tuple[float, float]

    @property
    def expected(self) -> Floats:
        """Expected goals at the mean strengths, shape (matches, 2)."""
        goals: Floats = np.exp(self.known[:, :2])
        return goals

    def only(self, keep: Bools) -> FitSource:
        """The same with some of the matches."""
        import polars as pl

        matches = self.times.matches.filter(pl.Series(keep))
        return replace(self, times=GoalTimes(matches, self.times.incidents), known=self.known[keep])

    def stoppages(self, first: int) -> tuple[Stoppage, Stoppage, Stoppage, Stoppage]:
        """The stoppages of all periods in an era, in the form that the fitted file gives when it is read."""
        factors = self.factors[first]
        parts = [(0, factors[0]), (1, factors[1]), *((0, factors[0] * share) for share in EXTRA_STOPPAGE)]
        tables = [histogram(self.lengths[:, half]) for half in (0, 1)]
        made = [
            Stoppage(np.array(tables[half]["lengths"]) * factor, np.array(tables[half]["weights"]))
            for half, factor in parts
        ]
        return made[0], made[1], made[2], made[3]


def regulation_matches(data: Path) -> GoalTimes:
    """League matches of regulation length whose goals all have their minute, by league and date."""
    import polars as pl

    from frontfoot.fit.goal_times import read_leagues

    read = read_leagues(data / "goal-times")
    matches = read.matches.filter("complete", ~pl.col("extra_time")).sort("competition", "season", "date", "match")
    return GoalTimes(matches, read.incidents)


def load(data: Path, progress: Callable[[str], None] = lambda _: None) -> FitSource:
    """The matches of the fit, from the folder of open data."""
    import polars as pl

    from frontfoot.fit import in_play_scores as scoring
    from frontfoot.goals.results import read_folder

    progress("Reading goal times ...")
    times = regulation_matches(data)
    progress("Measuring stoppages ...")
    lengths = measured(data / "wyscout")
    factors = stretch_factors(times, lengths)
    progress("Learning results day by day ...")
    known = scoring.known_before(read_folder(data).filter(pl.col("stage") == "league"), times.matches)
    return FitSource(times, known, lengths, factors, extra_time_rates(data)).only(np.isfinite(known[:, 0]))


def extra_time_rates(data: Path) -> tuple[float, float]:
    """Rate of goals in the halves of extra time, relative to regulation in the same competitions.

    European cup results since 2011 and World Cups give the rate; the halves share it as their goals do.
    """
    import polars as pl

    counts = extra_time_counts(data)
    played = counts["matches"] * 30.0
    rate = counts["goals"] / played / (counts["regulation_goals"] / (counts["regulation_matches"] * 90.0))
    goals = pl.read_csv(data / "world-cup" / "goals.csv")["match_period"]
    share = len(goals.filter(goals.str.starts_with("extra time, first half"))) / len(
        goals.filter(goals.str.starts_with("extra time"))
    )
    return round(2.0 * share * rate, 4), round(2.0 * (1.0 - share) * rate, 4)


def extra_time_counts(data: Path) -> dict[str, int]:
    """Matches and goals of extra time, and of regulation in the same competitions' knock-out rounds."""
    import polars as pl

    from frontfoot.goals.results import read_folder
    from frontfoot.goals.results.competitions import EUROPEAN
    from frontfoot.goals.results.schema import KNOCK_OUT

    knock_out = read_folder(data).filter(
        pl.col("competition").is_in(EUROPEAN) & pl.col("stage").is_in(KNOCK_OUT) & (pl.col("status") == "played")
    )
    regulation = int((knock_out["home_goals"] + knock_out["away_goals"]).sum())
    extra = knock_out.filter(pl.col("home_extra_time").is_not_null())
    after = extra["home_extra_time"] + extra["away_extra_time"] - extra["home_goals"] - extra["away_goals"]
    return {
        "matches": len(extra),
        "goals": int(after.sum()),
        "regulation_matches": len(knock_out),
        "regulation_goals": regulation,
    }


def fit_source(source: FitSource, progress: Callable[[str], None] = lambda _: None) -> InPlayEffects:
    """The fitted effects, with base rates that reproduce the expected goals."""
    seasons = source.times.matches["season"].to_numpy()
    eras = np.array([era(season) for season in seasons])
    played = {first: _played(source, first) for first in ERAS}
    shares = np.stack([played[first] for first in eras])
    known = seasons >= FIRST_SEASON_WITH_STOPPAGE_MINUTES
    stoppages = source.stoppages(ERAS[-1])
    base, scale = source.expected, np.ones(len(eras))
    effects: InPlayEffects | None = None
    for number in range(ROUNDS):
        progress(f"Fitting effects, round {number + 1} of {ROUNDS} ...")
        effects = fit_effects(tabulate(source.times, base / scale[:, None], shares, stoppage_known=known))
        # The clock of every era runs for one unit of operational time, however long its stoppages are.
        columns = effects.clock_columns()
        by_era = {first: float(columns @ played[first]) / 90.0 for first in ERAS}
        overall = np.array([by_era[first] for first in eras])
        scale = overall / overall.mean()
        clock, state = effects.clock(stoppages, source.extra), effects.score_state()
        rates = rates_from_expected(*source.expected.T, clock=clock, score_state=state, men=Men.none())
        base = np.stack([rates.home, rates.away], axis=1)
    assert effects is not None
    return effects


def _played(source: FitSource, first: int) -> Floats:
    factors = source.factors[first]
    halves = [np.concatenate([np.ones(45), survival(source.lengths[:, i] * factors[i])]) for i in (0, 1)]
    return np.concatenate(halves)


def parameters(source: FitSource, effects: InPlayEffects) -> dict[str, Any]:
    """The parameters of the fitted file."""
    clock = effects.clock(source.stoppages(ERAS[-1]), source.extra)
    state, men = effects.score_state(), effects.men()

    def digits(values: Any) -> Any:
        return np.round(np.asarray(values, dtype=float), 5).tolist()

    return {
        "clock": {
            "first": digits(clock.first),
            "second": digits(clock.second),
            "extra_first": digits(clock.extra_first),
            "extra_second": digits(clock.extra_second),
            "in_stoppage": digits(clock.in_stoppage),
            "stoppages": {
                "measured": [histogram(source.lengths[:, i]) for i in (0, 1)],
                "factors": {str(first): list(pair) for first, pair in source.factors.items()},
                "extra_time": list(EXTRA_STOPPAGE),
            },
        },
        "score_state": {
            "starts": [[start.period, start.second] for start in state.starts],
            "home": digits(state.home),
            "away": digits(state.away),
            "goalless": digits(state.goalless),
        },
        "men": {"own": digits(men.own), "opponent": digits(men.opponent)},
        "errors": {
            name: [round(float(value), 4), round(float(error), 4)]
            for name, value, error in zip(effects.names, effects.values, effects.errors, strict=True)
        },
    }


def held_out(source: FitSource, progress: Callable[[str], None]) -> dict[str, Any]:
    """Scores by minute on each league with effects fitted on the others, pooled over leagues.

    Strengths are those known on the morning of each match; seasons from `SCORED_FROM` on are scored. `model` is the
    mean over uncertain strengths, `mean_strengths` the same effects at their means.
    """
    from frontfoot.fit import in_play_scores as scoring

    leagues = source.times.matches["competition"].to_numpy()
    scored = source.times.matches["season"].to_numpy() >= SCORED_FROM
    names = ("model", "mean_strengths", "constant_rate", "score_table")
    odds: dict[tuple[str, int], list[Floats]] = {(n, m): [] for n in names for m in scoring.MINUTES}
    ended: list[Ints] = []
    for league in sorted(set(leagues)):
        progress(f"Scoring {league}, left out of the fit ...")
        others = source.only(leagues != league)
        effects = fit_source(others)
        for first in ERAS:
            eras = np.array([era(season) for season in source.times.matches["season"]])
            held = source.only(np.isin(leagues, [league]) & scored & np.isin(eras, [first]))
            expected = held.expected
            clock = effects.clock(source.stoppages(first), source.extra)
            state, men = effects.score_state(), effects.men()
            rates = rates_from_expected(*expected.T, clock=clock, score_state=state, men=men)
            ended.append(scoring.outcome(held.times))
            for minute in scoring.MINUTES:
                stand = scoring.standing(held.times, minute)
                odds["model", minute].append(scoring.over_strengths(rates, held.known, stand, minute))
                odds["mean_strengths", minute].append(scoring.forecast(rates, stand, minute))
                odds["constant_rate", minute].append(scoring.forecast(scoring.constant_rates(expected), stand, minute))
                table = scoring.score_table(others.times, minute)
                odds["score_table", minute].append(scoring.from_table(table, stand))
    truth = np.concatenate(ended)
    by_minute = {
        name: {str(m): scoring.scores(np.concatenate(odds[name, m]), truth) for m in scoring.MINUTES} for name in names
    }
    errors = {}
    for name in ("model", "mean_strengths"):
        pooled = np.concatenate([np.concatenate(odds[name, m]) for m in scoring.MINUTES])
        errors[name] = round(calibration_error(pooled, np.eye(3)[np.tile(truth, len(scoring.MINUTES))]), 4)
    return {
        "by_minute": by_minute,
        "calibration_error_all_minutes": errors["model"],
        "calibration_error_all_minutes_at_mean_strengths": errors["mean_strengths"],
        "seasons_from": SCORED_FROM,
    }


def half_time_check(data: Path, fitted: dict[str, Any]) -> dict[str, Any]:
    """Half-time results of all leagues against the parameters found (`frontfoot.fit.half_time_goals`)."""
    from frontfoot.fit.half_time_goals import check
    from frontfoot.goals.clock import clock_from
    from frontfoot.goals.rates import score_state_from
    from frontfoot.goals.results import read_folder

    return check(read_folder(data), clock_from(fitted["clock"]), score_state_from(fitted["score_state"]))


def fit(data: Path, out: Path | None = None, *, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Fit on all leagues, score with each league left out, and write the fitted file.

    Args:
        data: the folder of open data; `goal-times`, `wyscout`, `results`, `europe` and `world-cup` are read.
        out: where to write; the package's own file by default.
        progress: called with a line of text on each step.

    Returns:
        The path written.
    """
    from frontfoot import fitted

    source = load(data, progress)
    effects = fit_source(source, progress)
    estimates = parameters(source, effects)
    scores = held_out(source, progress)
    progress("Checking half-times of all leagues ...")
    matches = source.times.matches
    record = fitted.Record(
        data="schochastics/football-data (goal times); Pappalardo et al. 2019, Wyscout (stoppage lengths); "
        "openfootball/champions-league and jfjelstul/worldcup (extra time)",
        licence="ODC-BY 1.0; CC BY 4.0; CC0; CC BY-SA 4.0",
        rows={
            "matches": len(matches),
            "goals": int((matches["home_goals"] + matches["away_goals"]).sum()),
            "measured_halves": source.lengths.size,
        },
        dates=(str(matches["date"].min()), str(matches["date"].max())),
        command="frontfoot fit in-play --data DIR",
        held_out=scores | {"half_time": half_time_check(data, estimates)},
    )
    return fitted.write_shipped("in_play", out, record, estimates)
