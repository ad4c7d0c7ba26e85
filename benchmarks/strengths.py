"""Speed of fitting and forecasting strengths, against penaltyblog in the same run.

    FRONTFOOT_PENALTYBLOG=PEER/bin/python OPENBLAS_NUM_THREADS=1 python -m benchmarks.strengths --data DIR

CPU time of one thread, the smallest of several runs; both sides get the same rows. penaltyblog is timed from its
`fit()` on, its construction left out; Frontfoot with and without the grouping of the table (see benchmarks/peer.py for
penaltyblog's environment). Prints Markdown.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.peer import penaltyblog
from benchmarks.timing import least_cpu
from frontfoot.goals.results import read_folder
from frontfoot.goals.strengths import fit
from frontfoot.goals.strengths.fit import maximum_likelihood
from frontfoot.goals.strengths.window import window

BIG_FIVE = ("Premier League", "Serie A", "La Liga", "Bundesliga", "Ligue 1")
COLUMNS = ("home", "away", "home_goals", "away_goals")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of open data")
    parser.add_argument("--patience", type=float, default=180.0, help="seconds penaltyblog gets for the large fit")
    arguments = parser.parse_args()
    results = read_folder(arguments.data).filter(pl.col("status") == "played")
    season = results.filter((pl.col("competition") == "Serie A") & (pl.col("season") == 2023))
    decades = results.filter(pl.col("competition").is_in(BIG_FIVE) & pl.col("season").is_between(1999, 2023))

    print("| fit | matches | Frontfoot | with grouping | penaltyblog | ratio | log-likelihoods |")
    print("|---|---|---|---|---|---|---|")
    patience: float = arguments.patience
    for name, rows, repeats in (("Serie A 2023/24", season, 30), ("five leagues, 25 seasons", decades, 3)):
        seen = window(rows, on=None, decay=0.0, whole_scores=False)
        alone = least_cpu(lambda seen=seen: maximum_likelihood(seen), repeats)  # type: ignore[misc]
        whole = least_cpu(
            lambda rows=rows: maximum_likelihood(window(rows, on=None, decay=0.0, whole_scores=False)),  # type: ignore[misc]
            repeats,
        )
        best = maximum_likelihood(seen)
        peer = penaltyblog("time", matches=rows.select(COLUMNS).to_dicts(), repeats=min(repeats, 10), timeout=patience)
        if peer is None:
            theirs, ratio, likelihood = f"not done in {patience:.0f} s", f"> {patience / whole:.0f}", "-"
        elif "failed" in peer:
            seconds = peer["seconds"][0]
            theirs, ratio, likelihood = (
                f"gave up after {seconds:.0f} s (iteration limit)",
                f"> {seconds / whole:.0f}",
                "-",
            )
        else:
            seconds = min(peer["seconds"])
            theirs, ratio = f"{1000 * seconds:.1f} ms", f"{seconds / alone:.0f} ({seconds / whole:.0f})"
            likelihood = f"{peer['log_likelihood']:.3f}"
        print(
            f"| {name} | {rows.height} | {1000 * alone:.1f} ms | {1000 * whole:.1f} ms | {theirs} | {ratio} "
            f"| {best.log_likelihood:.3f}, {likelihood} |"
        )

    recent = results.filter(pl.col("season") >= 2020)
    strengths = fit(recent, on=date(2024, 4, 11))
    pair, generator = ("Liverpool", "Atalanta"), np.random.default_rng(1)
    full = least_cpu(lambda: fit(recent, on=date(2024, 4, 11)), 3)

    def forecast() -> None:
        strengths.draws(1000, generator, *pair, competition="UEFA Europa League")
        strengths.predictive_matrix(1000, generator, *pair, competition="UEFA Europa League")

    print()
    print(f"All leagues with European matches ({strengths.matches} matches): {full:.2f} s with Laplace covariance.")
    print(f"1,000 draws of a pairing and the mean of their score matrices: {1000 * least_cpu(forecast, 20):.2f} ms.")


if __name__ == "__main__":
    main()
