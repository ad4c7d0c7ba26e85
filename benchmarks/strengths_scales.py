"""The decay and the prior's scales, tried on seasons before those the forecasts are tested on.

    OPENBLAS_NUM_THREADS=1 python -m benchmarks.strengths_scales --data DIR

Five big leagues 2017/18 to 2021/22 and European matches 2018/19 to 2021/22, walked forward week by week: log score of
home, draw and away, and of the exact score. Prints Markdown.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from frontfoot.goals.results import read_folder
from frontfoot.goals.results.competitions import EUROPEAN, LEAGUES
from frontfoot.goals.strengths import Prior
from frontfoot.goals.strengths.fit import DECAY
from frontfoot.goals.strengths.walk_forward import proper_scores, walk_forward

BIG_FIVE = tuple(name for name, _ in list(LEAGUES.values())[:5])
BASE = Prior()
VARIANTS: dict[str, tuple[float, Prior]] = {
    "chosen": (DECAY, BASE),
    "decay .0015": (0.0015, BASE),
    "decay .003": (0.003, BASE),
    "clubs' spread - 20%": (DECAY, replace(BASE, attack=0.24, defence=0.208)),
    "clubs' spread + 20%": (DECAY, replace(BASE, attack=0.36, defence=0.312)),
    "newcomers -.25": (DECAY, replace(BASE, newcomer=(-0.25, -0.25))),
    "leagues' spread .25": (DECAY, replace(BASE, league=0.25)),
}


def parts(results: pl.DataFrame, *, europe: bool) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """What is fitted to and what is forecast, a season at a time."""
    for season in range(2018 if europe else 2017, 2022):
        for names in (EUROPEAN,) if europe else ((name,) for name in BIG_FIVE):
            tested = results.filter(pl.col("competition").is_in(names) & (pl.col("season") == season))
            yield (results if europe else results.filter(pl.col("competition").is_in(names))), tested


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of open data")
    results = read_folder(parser.parse_args().data)
    print("| scales | leagues: n | log score | exact score | Europe: n | log score | exact score |")
    print("|---|---|---|---|---|---|---|")
    for name, (decay, prior) in VARIANTS.items():
        cells = [name]
        for europe in (False, True):
            forecasts = pl.concat(
                walk_forward(used, tested, decay=decay, prior=prior) for used, tested in parts(results, europe=europe)
            ).drop_nulls("home_win")
            three = forecasts.select("home_win", "draw", "away_win").to_numpy()
            _, logs = proper_scores(three, forecasts["outcome"].to_numpy())
            exact = -np.log(forecasts["score"].to_numpy()).mean()
            cells += [str(len(forecasts)), f"{logs.mean():.4f}", f"{exact:.4f}"]
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
