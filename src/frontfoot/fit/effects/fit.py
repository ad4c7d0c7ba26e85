"""Fit the evidence on approach from open data and write it with its record: `frontfoot fit effects`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl

from frontfoot.decisions.evidence import Term
from frontfoot.decisions.mixture import PairMixture
from frontfoot.fit.effects.costs import measured_costs
from frontfoot.fit.effects.designs import Estimated, MeasuredDesign, latent, measure, within_match
from frontfoot.fit.effects.leads import Lead, after_first_goals, brought_leads
from frontfoot.fit.effects.posterior import Observation, between, pooled, posterior
from frontfoot.fit.effects.prediction import leave_one_out, second_leg_gains
from frontfoot.fit.effects.sources import statsbomb, wyscout
from frontfoot.fit.effects.spells import COMPONENTS, spells_of
from frontfoot.fit.effects.terms import PRIOR, VIEWS, of_leads, of_league

DATA: Final = (
    "Pappalardo et al., Sci Data 6, 236 (2019): Wyscout events 2017/18, Serie A, Premier League, La Liga, Ligue 1; "
    "StatsBomb open data: Premier League 2015/16; schochastics/football-data: goal times; results of "
    "datasets/football-datasets and openfootball"
)
LICENCE: Final = "CC BY 4.0; StatsBomb Public Data User Agreement; ODC-BY 1.0; PDDL; CC0"
Pair: TypeAlias = tuple[float, float]
TRIED: Final = (-0.01, 0.01, 0.02, 0.03)
"""Balances at which the goals of second legs are compared with the score state alone."""


def leagues_of(minutes: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """The minute table of each league and season, by name."""
    keyed = minutes.with_columns(league=pl.format("{} {}", "competition", "season"))
    return [
        (str(name), part.drop("league"))
        for (name,), part in keyed.sort("league", maintain_order=True).group_by("league", maintain_order=True)
    ]


def observe(
    leagues: Sequence[tuple[str, str, Estimated, Estimated]], first_goals: Lead, second_legs: Lead
) -> tuple[list[Observation], dict[tuple[str, str], float]]:
    """All observations and the correlations of their errors.

    Args:
        leagues: name, source, latent and within-match estimates of each league and season.
        first_goals, second_legs: goals of leaders and trailers.
    """
    values = np.stack([seen.value for _, _, seen, _ in leagues])
    errors = np.stack([seen.errors for _, _, seen, _ in leagues])
    apart = (between(values[:, 0], errors[:, 0]), between(values[:, 1], errors[:, 1]))
    observations: list[Observation] = []
    correlations: dict[tuple[str, str], float] = {}
    for name, source, seen, within in leagues:
        three, shared = of_league(name, source, seen, within, apart)
        observations += three
        correlations |= shared
    return observations + of_leads(first_goals, second_legs), correlations


def posteriors(
    observations: Sequence[Observation], correlations: dict[tuple[str, str], float]
) -> tuple[PairMixture, dict[str, PairMixture]]:
    """The posterior of all observations, and the posteriors without some of them, by name."""

    def of(keep: Callable[[Observation], bool]) -> PairMixture:
        return posterior([one for one in observations if keep(one)], correlations, PRIOR, VIEWS)

    return of(lambda _: True), {
        "StatsBomb": of(lambda one: one.source != "StatsBomb"),
        "spells within a match": of(lambda one: not one.name.startswith("within")),
        "first goals": of(lambda one: one.name != "first goals"),
        "second legs": of(lambda one: one.name != "second legs"),
        "first goals and second legs": of(lambda one: one.source != "goal times"),
        "all approach measured in matches": of(lambda one: one.source == "goal times"),
    }


def terms_of(
    leagues: Sequence[tuple[str, str, Estimated, Estimated]], matches: int, first_goals: Lead, second_legs: Lead
) -> tuple[Term, ...]:
    """Each kind of evidence as measured, for the chart and the table of the advice."""
    seen = [latent_ for _, _, latent_, _ in leagues]
    inside = [within for _, _, _, within in leagues]
    balance, total = (pooled([s.value[k] for s in seen], [s.errors[k] for s in seen]) for k in (0, 1))
    within = pooled([w.value[0] for w in inside], [w.errors[0] for w in inside])
    lead = "causes other than approach: 0.9 ± 1.6% (sceptical view: 2.5 ± 2.5)"

    def term(name: str, title: str, size: Pair, whole: Pair | None, count: int, assumed: str) -> Term:
        """A term with its balance and, where it is measured, its total, each as value and error."""
        ends: tuple[float | None, float | None] = (
            (None, None) if whole is None else (round(whole[0], 5), round(whole[1], 5))
        )
        return Term(name, title, round(size[0], 5), round(size[1], 5), *ends, count, assumed)

    return (
        term(
            "league matches",
            "Approach in the spells before against the chances of a spell, each side against its own usual level",
            balance,
            total,
            matches,
            "good days: 3.0 ± 2.5% (sceptical view: 6.0 ± 4.0); shows .8 of a true balance",
        ),
        term(
            "within a match",
            "Spells of the same side in the same match compared with each other, jackknifed",
            within,
            None,
            matches,
            "1.0 ± 3.0% (sceptical view: 3.0 ± 5.0); shows .5 of a true balance",
        ),
        term(
            "first goals",
            "Goals of leaders against those of trailers after the first goal of a league match",
            (first_goals.balance, first_goals.error),
            None,
            first_goals.matches,
            f"{lead}; selection ± 0.5%",
        ),
        term(
            "second legs",
            "Goals of sides that bring a lead from the first leg against those of their opponents",
            (second_legs.balance, second_legs.error),
            None,
            second_legs.matches,
            f"{lead}; ties apart from leagues -0.3 ± 1.0%",
        ),
    )


def fit(folder: Path, out: Path | None = None, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Fit everything and write `effects.json`.

    Args:
        folder: of open data; `wyscout`, `statsbomb`, `goal-times`, `results` and `europe` are read.
        out: the file to write; by default the package's own.
        progress: called with a line of text now and then.

    Raises:
        ReadError: there are no match files.
        InputError: one club is in most matches of a set.
    """
    from frontfoot import fitted

    tables = [("Wyscout", wyscout(folder, progress)), ("StatsBomb", statsbomb(folder, progress))]
    together = measure(spells_of(tables[0][1]))
    shift = {lead - 3: round(float(value), 3) for lead, value in enumerate(together.measurement.shift)}
    measured: list[tuple[str, str, MeasuredDesign]] = []
    for source, table in tables:
        measured += [(name, source, measure(spells_of(part))) for name, part in leagues_of(table)]
    leagues = [(name, source, latent(one), within_match(one)) for name, source, one in measured]
    progress("Both designs fitted")
    first_goals, checked, second_legs, gains = _leads(folder, shift, progress)
    observations, correlations = observe(leagues, first_goals, second_legs)
    whole, without = posteriors(observations, correlations)
    matches = sum(len(one.spells.match) // 2 for _, _, one in measured)
    progress("Posterior found; predicting each league from the others")
    named = [(name, one) for name, _, one in measured]
    predicted = {"latent": leave_one_out(named, latent), "within a match": leave_one_out(named, within_match)}
    dates = sorted(date for _, table in tables for date in table["date"].unique().to_list() if date)
    record = fitted.Record(
        data=DATA,
        licence=LICENCE,
        rows={
            "matches": matches,
            "spells": sum(int(one.spells.xg.size) for _, _, one in measured),
            "league matches with a first goal": first_goals.matches,
            "second legs with a lead": second_legs.matches,
        },
        dates=(dates[0][:10], dates[-1][:10]),
        command="frontfoot fit effects --data DIR",
        held_out={
            "league left out": {
                design: {row.league: _shown(row.slope, row.slope_error, row.gain, row.gain_error) for row in rows}
                for design, rows in predicted.items()
            },
            "second legs, log-likelihood a match above the score state": gains,
        },
    )
    parameters = {
        "unit": "standard deviation of a side's mean approach over a match",
        "measures_per_unit": {
            name: round(float(value), 4) for name, value in zip(COMPONENTS, together.measurement.loading, strict=True)
        },
        "usual_shift": {str(lead): value for lead, value in shift.items()},
        "terms": [asdict(term) for term in terms_of(leagues, matches, first_goals, second_legs)],
        "by_league": {
            name: {
                "latent balance": _shown(seen.value[0], seen.errors[0]),
                "latent total": _shown(seen.value[1], seen.errors[1]),
                "within a match": _shown(within.value[0], within.errors[0]),
            }
            for name, _, seen, within in leagues
        },
        "leads": {
            name: {
                "leaders": round(lead.leaders, 4),
                "trailers": round(lead.trailers, 4),
                "log ratio": _shown(lead.log_ratio, lead.log_error),
                "matches": lead.matches,
            }
            for name, lead in (
                ("first goals", first_goals),
                ("first goals that were penalties or own goals", checked),
                ("second legs", second_legs),
            )
        },
        "prior": list(PRIOR),
        "biases": [{"weight": view.weight, "normal": dict(view.normal)} for view in VIEWS],
        "posterior": _components(whole),
        "posterior_without": {name: _components(part) for name, part in without.items()},
        "costs": [asdict(cost) for cost in measured_costs(together)],
    }
    return fitted.write_shipped("effects", out, record, parameters)


def _leads(
    folder: Path, shift: dict[int, float], progress: Callable[[str], None]
) -> tuple[Lead, Lead, Lead, dict[str, list[float]]]:
    """First goals, those that were penalties or own goals, second legs, and what a balance adds in second legs."""
    from frontfoot.fit.in_play import regulation_matches
    from frontfoot.fit.season_strengths import expected_goals
    from frontfoot.fit.second_leg import HOST_ADVANTAGE, cells_of
    from frontfoot.fit.second_leg import load as european

    progress("Reading goal times ...")
    times = regulation_matches(folder)
    expected = expected_goals(times.matches)
    first_goals = after_first_goals(times, expected, shift)
    checked = after_first_goals(times, expected, shift, ("own goal", "penalty"))
    known = european(folder, progress).with_advantage(HOST_ADVANTAGE)
    cells = cells_of(known.legs, known.rates)
    gains = zip(TRIED, second_leg_gains(cells, shift[-1] - shift[1], TRIED), strict=True)
    by_balance = {f"{balance:+.2f}": [round(value, 5), round(error, 5)] for balance, (value, error) in gains}
    return first_goals, checked, brought_leads(cells, shift), by_balance


def _shown(*values: float) -> list[float]:
    return [round(float(value), 4) for value in values]


def _components(mixture: PairMixture) -> list[dict[str, Any]]:
    return [
        {
            "weight": round(float(weight), 6),
            "mean": [round(float(value), 6) for value in mean],
            "covariance": [[round(float(value), 9) for value in row] for row in covariance],
        }
        for weight, mean, covariance in zip(mixture.weights, mixture.means, mixture.covariances, strict=True)
    ]
