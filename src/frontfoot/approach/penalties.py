"""Penalties conceded, against what the league concedes per box entry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from frontfoot.approach import parameters
from frontfoot.approach.definitions import BY_NAME
from frontfoot.approach.fields import require
from frontfoot.approach.windows import MATCH


def penalties_conceded(counts: pl.DataFrame, by: Sequence[str] = MATCH) -> pl.DataFrame:
    """Penalties conceded against the number that the league's rate per opponent box entry leads one to expect.

    The count is Poisson with mean (entries x league rate x multiplier); the multiplier of a team has a gamma prior of
    mean one whose shape is fitted on team seasons, so its posterior is gamma(shape + conceded, shape + expected). The
    interval of the plain ratio is the exact one of Garwood (1936).

    Args:
        counts: rows of `minute_counts`.
        by: columns that make a window.

    Raises:
        InputError: the counts are of providers with different norms.
        NotProvided: the provider does not record passes, shots or set pieces.

    Returns:
        One row per window: the `by` columns, `entries`, `conceded`, `expected`, `per_100_entries` with `exact_low`
        and `exact_high` (90%), and the multiplier `value` with `low` and `high` (90%): 1 is the league's rate.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> from frontfoot.approach.counts import minute_counts
    >>> penalties_conceded(minute_counts(match)).select("side", "entries", "conceded").rows()
    [('home', 8.0, 0.0), ('away', 19.0, 0.0)]
    """
    from scipy.stats import chi2, gamma

    require(counts, [BY_NAME["penalties_conceded"]])
    league, shape = parameters.penalties(parameters.one_norm(counts) or parameters.WYSCOUT)
    table = (
        counts.group_by(list(by))
        .agg(
            pl.col("opponent_box_entries").sum().alias("entries"), pl.col("opponent_penalties").sum().alias("conceded")
        )
        .sort(list(by))
    )
    entries, conceded = table["entries"].to_numpy(), table["conceded"].to_numpy()
    expected = entries * league
    per = np.divide(100.0, entries, out=np.full(len(entries), np.nan), where=entries > 0)
    low = np.where(conceded > 0, chi2.ppf(0.05, 2 * np.maximum(conceded, 0.5)) / 2, 0.0)
    high = chi2.ppf(0.95, 2 * (conceded + 1)) / 2
    posterior = gamma(shape + conceded, scale=1.0 / (shape + expected))
    return table.with_columns(
        pl.Series("expected", expected),
        pl.Series("per_100_entries", conceded * per).fill_nan(None),
        pl.Series("exact_low", low * per).fill_nan(None),
        pl.Series("exact_high", high * per).fill_nan(None),
        pl.Series("value", (shape + conceded) / (shape + expected)),
        pl.Series("low", posterior.ppf(0.05)),
        pl.Series("high", posterior.ppf(0.95)),
    )
