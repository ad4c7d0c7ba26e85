"""`frontfoot fit approach`: weights, scale and variances of the approach measures from whole seasons of open data.

The weights of the front-foot index do not depend on teams or results. They are the first principal component of the
reliable part of the four standardised measures: of their covariance between the odd and the even minutes of the same
team-match, in which counting noise cancels. The scale makes one unit one standard deviation of
team-matches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot import fitted
from frontfoot.approach.counts import minute_counts
from frontfoot.approach.definitions import BY_NAME, INDICES, SHRUNK, Measure
from frontfoot.approach.fields import refused
from frontfoot.approach.hierarchy import Floats, Variances
from frontfoot.approach.parameters import FILES, STATSBOMB, WYSCOUT, Index
from frontfoot.approach.windows import MATCH
from frontfoot.fit import open_data
from frontfoot.fit.open_data import statsbomb_files, wyscout_files
from frontfoot.fit.reliability import by_length, coverage
from frontfoot.fit.variances import ODD, cross, estimate_variances, ratios, split
from frontfoot.match.load import load

SEASON: Final = "2017/18"
_DIGITS: Final = 6


def fit(data: Path, out: Path | None, progress: Callable[[str], None] = lambda line: None) -> Path:
    """Fit `front_foot.json` from the folder of open data and write it.

    Args:
        data: folder that holds `wyscout/LEAGUE/ID.json.gz`.
        out: where to write; the package's own fitted file where None.
        progress: called with a line of text on each step.

    Returns:
        The file that was written.

    Raises:
        InputError: there are no matches under `data`.
    """
    counts = season_counts(data, progress)
    progress("Fitting the index")
    index = fit_index(counts)
    held_out = leave_one_league_out(counts, progress)
    source = "Pappalardo et al., Scientific Data 6, 236 (2019), processed by koenvo/wyscout-soccer-match-event-dataset"
    record = _record(counts, held_out, data=source, licence="CC BY 4.0", command="frontfoot fit approach --data DIR")
    return fitted.write_shipped(FILES[WYSCOUT], out, record, _parameters(counts, index, progress))


def fit_statsbomb(data: Path, out: Path | None, progress: Callable[[str], None] = lambda line: None) -> Path:
    """Fit `front_foot_statsbomb.json`: StatsBomb's norms, with its pressures among the challenges.

    The held-out scores are those of each half of the matches, every other day, under the fit on the other half, and
    beside them those of the index without pressures.

    Args:
        data: folder that holds `statsbomb/COMPETITION/events/`.
        out, progress: as in `fit`.

    Raises:
        InputError: there are no matches under `data`.
    """
    counts = statsbomb_counts(data, progress)
    progress("Fitting the index")
    index = fit_index(counts, STATSBOMB)
    day = counts["match_id"].rank("dense").to_numpy().astype(np.int64) % 2
    held_out: dict[str, Any] = {}
    for name, chosen in (("with_pressures", INDICES[STATSBOMB]), ("without_pressures", INDICES[WYSCOUT])):
        for part, number in (("odd_matches", 1), ("even_matches", 0)):
            train = fit_index(counts.filter(pl.Series(day != number)), STATSBOMB, chosen)
            unseen = counts.filter(pl.Series(day == number))
            held_out.setdefault(name, {})[part] = {
                "reliability": by_length(unseen, train),
                "coverage_10_minutes": coverage(unseen, train),
            }
    competitions = counts.select("competition", "season").unique().sort("competition", "season").iter_rows()
    record = _record(
        counts,
        held_out,
        data=f"{open_data.STATSBOMB}; {', '.join(' '.join(row) for row in competitions)}",
        licence=open_data.STATSBOMB_LICENCE,
        command="frontfoot fit approach-statsbomb --data DIR",
        terms=f"{open_data.STATSBOMB_TERMS}Without this file StatsBomb's figures are shown, but not standardised.",
    )
    return fitted.write_shipped(FILES[STATSBOMB], out, record, _parameters(counts, index, progress))


def _parameters(counts: pl.DataFrame, index: Index, progress: Callable[[str], None]) -> dict[str, Any]:
    """The parameters of a file of norms, without its record."""
    progress("Fitting the measures")
    timescale = index.variances.timescale
    shrunk = [m for m in SHRUNK if not refused(counts, m)]
    singles = {m.name: estimate_variances(counts, [m], timescale) for m in shrunk}
    sd = {m.name: float(np.nanstd(ratios(counts, [m], MATCH)[1])) for m in shrunk}
    parameters: dict[str, Any] = {
        "provider": index.provider,
        "timescale_minutes": timescale,
        "index": {
            "measures": [m.name for m in index.measures],
            "weights": index.weights * np.array([sd[m.name] for m in index.measures]),
            "sd": [sd[m.name] for m in index.measures],
            **_matrices(index.variances),
        },
        "measures": {m.name: {"unit": m.unit, "sd": sd[m.name], **_matrices(singles[m.name])} for m in shrunk},
        "penalties": fit_penalties(counts),
        "reliability": by_length(counts, index),
    }
    rounded_parameters: dict[str, Any] = rounded(parameters)
    return rounded_parameters


def _record(
    counts: pl.DataFrame, held_out: dict[str, Any], *, data: str, licence: str, command: str, terms: str = ""
) -> fitted.Record:
    matches = counts["match_id"].n_unique()
    days = counts.filter(pl.col("date") != "")["date"].unique().sort().to_list()
    return fitted.Record(
        data=data,
        licence=licence,
        rows={"matches": matches, "team_matches": 2 * matches, "minutes": len(counts) // 2},
        dates=(days[0], days[-1]) if days else ("", ""),
        command=command,
        held_out=rounded(held_out),
        terms=terms,
    )


def statsbomb_counts(data: Path, progress: Callable[[str], None] = lambda line: None) -> pl.DataFrame:
    """Minute counts of every StatsBomb match under `data`."""
    tables = []
    for competition, matches in statsbomb_files(data).items():
        progress(f"Counting {len(matches)} matches of {competition}")
        tables += [minute_counts(load(*files)) for files in matches]
    return pl.concat(tables)


def season_counts(data: Path, progress: Callable[[str], None] = lambda line: None) -> pl.DataFrame:
    """Minute counts of every Wyscout match under `data`, with the folder's name as the competition."""
    tables = []
    for league, files in wyscout_files(data).items():
        progress(f"Counting {len(files)} matches of {league}")
        label = {"competition": pl.lit(league), "season": pl.lit(SEASON)}
        tables += [minute_counts(load(file)).with_columns(**label) for file in files]
    return pl.concat(tables)


def fit_index(counts: pl.DataFrame, provider: str = WYSCOUT, chosen: Sequence[str] | None = None) -> Index:
    """Weights, scale and variances of the index on `counts`.

    Args:
        counts: minute counts of matches of one provider.
        provider: of the matches, a key of `frontfoot.approach.definitions.INDICES`.
        chosen: names of the measures; the provider's measures when None.
    """
    measures = tuple(BY_NAME[name] for name in chosen or INDICES[provider])
    weights = _weights(counts, measures)
    variances = estimate_variances(counts, measures, None, weights)
    return Index(measures, weights, variances, provider)


def leave_one_league_out(counts: pl.DataFrame, progress: Callable[[str], None] = lambda line: None) -> dict[str, Any]:
    """Reliability and interval coverage in each league with everything fitted on the others."""
    scores: dict[str, Any] = {}
    leagues = counts["competition"].unique().sort().to_list()
    for league in leagues if len(leagues) > 1 else []:
        progress(f"Testing on {league}, fitted on the others")
        index = fit_index(counts.filter(pl.col("competition") != league))
        unseen = counts.filter(pl.col("competition") == league)
        scores[league] = {
            "reliability": by_length(unseen, index),
            "coverage_10_minutes": coverage(unseen, index),
        }
    return scores


def fit_penalties(counts: pl.DataFrame) -> dict[str, float]:
    """Penalties per box entry, and the shape of the gamma distribution of team rates (maximum likelihood)."""
    from scipy.optimize import minimize_scalar
    from scipy.stats import nbinom

    teams = counts.group_by("competition", "team").agg(
        pl.col("opponent_box_entries").sum().alias("entries"), pl.col("opponent_penalties").sum().alias("conceded")
    )
    teams = teams.sort("competition", "team")
    entries, conceded = teams["entries"].to_numpy(), teams["conceded"].to_numpy()
    rate = float(conceded.sum() / entries.sum())

    def loss(log_shape: float) -> float:
        shape = float(np.exp(log_shape))
        return -float(nbinom.logpmf(conceded, shape, shape / (shape + entries * rate)).sum())

    best = minimize_scalar(loss, bounds=(np.log(0.5), np.log(500.0)), method="bounded")
    return {"per_box_entry": rate, "shape": float(np.exp(best.x)), "conceded": float(conceded.sum())}


def _weights(counts: pl.DataFrame, measures: Sequence[Measure]) -> Floats:
    """Index units per unit of each measure."""
    odd, even, _, _ = split(counts, measures, MATCH, ODD)
    reliable = cross(odd / odd.std(axis=0), even / even.std(axis=0))
    first = np.linalg.eigh(reliable)[1][:, -1]
    first = first * np.sign(first.sum())
    value = ratios(counts, measures, MATCH)[1]
    sd = np.nanstd(value, axis=0)
    weights: Floats = first / sd
    return weights / float(np.nanstd(value @ weights))


def _matrices(variances: Variances) -> dict[str, Any]:
    names = ("mean", "team", "match", "within", "noise")
    single = len(variances.mean) == 1
    return {name: getattr(variances, name).item() if single else getattr(variances, name) for name in names}


def rounded(value: Any) -> Any:
    """`value` with every float rounded to six digits, so that results do not depend on the linear-algebra library."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return rounded(value.tolist())
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    return value
