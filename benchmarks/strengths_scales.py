"""The scales of the model of strengths, tried on the seasons on which they were chosen. Prints Markdown.

    python -m benchmarks.strengths_scales DATA_FOLDER

The big five leagues 2007/08 to 2016/17, learnt from 2003/04 on, updated daily: log score of home, draw and away, and of
over and under 2.5 goals, each less that of the chosen scales.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.forecasts import Forecasts
from benchmarks.tie_scores import row, with_error
from frontfoot.fit.strengths import FIRST_LEARNT
from frontfoot.fit.strengths_scores import CHOSEN_TO, FIVE
from frontfoot.goals.results import read_folder
from frontfoot.goals.strengths import Scales, fit_history
from frontfoot.goals.strengths.matches import Matches

CHOSEN_FROM = 2007
BASE = Scales()
VARIANTS = {
    "attack and defence correlated .65": replace(BASE, correlation=0.65),
    "correlated .85": replace(BASE, correlation=0.85),
    "levels move a third as much": replace(BASE, level_drift=1e-6),
    "levels move three times as much": replace(BASE, level_drift=1e-5),
    "last rounds x 1.07": replace(BASE, late=np.log(1.07)),
    "loadings of shots .65, .60": replace(BASE, shot_loading=(0.65, 0.60)),
    "loadings .85, .80": replace(BASE, shot_loading=(0.85, 0.80)),
    "shots weigh two thirds": replace(BASE, shot_weight=(0.6, 0.27)),
    "strengths move less from day to day": replace(BASE, drift=6e-6),
    "less over a summer": replace(BASE, summer=0.003),
    "clubs differ less": replace(BASE, variance=0.035),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of open data")
    seasons = pl.col("season").is_between(FIRST_LEARNT, CHOSEN_TO) & (pl.col("status") == "played")
    results = read_folder(parser.parse_args().data).filter(pl.col("competition").is_in(FIVE) & seasons)
    matches = Matches.of(results)
    names = np.array(matches.competitions)[matches.competition]
    at = np.flatnonzero(matches.season >= CHOSEN_FROM)

    def scored(scales: Scales) -> tuple[np.ndarray, np.ndarray]:
        daily = np.full((len(matches.day), 5), np.nan)
        for _ in fit_history(matches, [date(CHOSEN_TO + 1, 7, 1)], scales=scales, forecasts=daily):
            pass
        made = Forecasts(matches, names, daily, daily[:, :2], scales.rho).of(daily, at)
        return made.logs, made.totals

    chosen = scored(BASE)
    print(row("scales", "n", "result", "over 2.5") + "\n" + row("---", *["---:"] * 3))
    print(row("as chosen", str(len(at)), *(f"{scores.mean():.4f}" for scores in chosen)))
    for name, scales in VARIANTS.items():
        gaps = [with_error(new - old) for new, old in zip(scored(scales), chosen, strict=True)]
        print(row(f"{name}, less the chosen", str(len(at)), *gaps), flush=True)


if __name__ == "__main__":
    main()
