"""Walk-forward validation of strengths, against penaltyblog's Dixon-Coles on the same rows.

    FRONTFOOT_PENALTYBLOG=PEER/bin/python OPENBLAS_NUM_THREADS=1 python -m benchmarks.walk_forward --data DIR

The five big leagues 2022/23 and 2023/24, refitted before every Monday on three earlier seasons and the current
one; then every European match of 2022/23 to 2024/25, from strengths across countries. penaltyblog needs an environment
of its own (see benchmarks/peer.py). Prints Markdown.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.peer import penaltyblog
from frontfoot.goals.results import read_folder
from frontfoot.goals.results.competitions import EUROPEAN
from frontfoot.goals.strengths.walk_forward import proper_scores, walk_forward

LEAGUES = ("Serie A", "Premier League", "La Liga", "Bundesliga", "Ligue 1")
FIRST_TWO = pl.col("competition").is_in(LEAGUES[:2])
SEASONS = (2022, 2023)
EUROPEAN_SEASONS = (2022, 2023, 2024)
XI = 0.003
THREE = ("home_win", "draw", "away_win")


def peer_forecasts(results: pl.DataFrame, tested: pl.DataFrame, season: int) -> pl.DataFrame:
    """penaltyblog's forecasts of the tested matches; null where it has none (a club it has not seen)."""
    columns = ("season", "home", "away", "home_goals", "away_goals")
    rows = results.select(*columns, pl.col("date").dt.to_string("%Y-%m-%d"))
    weeks = (
        tested.sort("date", "home")
        .group_by(pl.col("date").dt.truncate("1w").dt.to_string("%Y-%m-%d").alias("monday"), maintain_order=True)
        .agg(pl.concat_list("home", "away").alias("matches"))
        .with_columns(pl.lit(season).alias("season"), pl.lit(season - 3).alias("from"))
    )
    answers = penaltyblog("walk_forward", matches=rows.to_dicts(), weeks=weeks.to_dicts(), xi=XI)
    return pl.DataFrame(
        [(a["home"], a["away"], *(a["forecast"] or (None, None, None))) for a in answers],
        schema=["home", "away", *(f"peer_{name}" for name in THREE)],
        orient="row",
    )


def line(name: str, forecasts: pl.DataFrame, base: tuple[float, float, float] | None = None) -> str:
    """One row of the table: both sides' scores and the paired difference with its standard error."""
    outcome = forecasts["outcome"].to_numpy()
    ours = proper_scores(forecasts.select(THREE).to_numpy(), outcome)
    theirs_forecast = forecasts.select(f"peer_{n}" for n in THREE).to_numpy().copy()
    if base is not None:
        theirs_forecast[np.isnan(theirs_forecast[:, 0])] = base
    theirs = proper_scores(theirs_forecast, outcome)
    cells = [name, str(len(outcome))]
    for mine, other in zip(ours, theirs, strict=True):
        difference = mine - other
        error = difference.std(ddof=1) / np.sqrt(len(difference))
        cells += [f"{mine.mean():.4f}", f"{other.mean():.4f}", f"{difference.mean():+.4f} ± {error:.4f}"]
    return "| " + " | ".join(cells) + " |"


def leagues(results: pl.DataFrame) -> list[str]:
    """The table of the leagues."""
    parts = []
    counts = np.zeros(3)
    for league in LEAGUES:
        own = results.filter((pl.col("competition") == league) & (pl.col("status") == "played"))
        for season in SEASONS:
            tested = own.filter(pl.col("season") == season)
            forecasts = walk_forward(own, tested)
            peer = peer_forecasts(own.filter(pl.col("season").is_between(season - 3, season)), tested, season)
            parts.append(forecasts.join(peer, on=["home", "away"], how="left"))
            earlier = own.filter(pl.col("season").is_between(season - 3, season - 1))
            difference = (earlier["home_goals"].cast(pl.Int32) - earlier["away_goals"].cast(pl.Int32)).sign()
            counts += np.array([float((difference == sign).sum()) for sign in (1, 0, -1)])
    both = pl.concat(parts)
    base = tuple(float(share) for share in counts / counts.sum())
    seen = both.filter(pl.col("peer_home_win").is_not_null())
    promoted = pl.col("newcomer") < 10
    head = "| matches | n | RPS | penaltyblog | difference | log score | penaltyblog | difference |"
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    for name, which in (("Serie A and Premier League", FIRST_TWO), ("all five leagues", pl.lit(value=True))):
        ours, both_have = both.filter(which), seen.filter(which)
        lines += [
            line(f"{name}: forecast from both", both_have),
            line(f"{name}: promoted clubs' first ten, forecast from both", both_have.filter(promoted)),
            line(f"{name}: all, base rates for penaltyblog's gaps", ours, base),  # type: ignore[arg-type]
            line(f"{name}: promoted clubs' first ten, likewise", ours.filter(promoted), base),  # type: ignore[arg-type]
        ]
    return [
        *lines,
        *(line(league, seen.filter(pl.col("competition") == league)) for league in LEAGUES),
        "",
        f"penaltyblog had no forecast for {len(both) - len(seen)} of {len(both)} matches; Frontfoot had one for "
        f"{both['home_win'].is_not_null().sum()}.",
    ]


def europe(results: pl.DataFrame) -> list[str]:
    """European matches from strengths across countries, against base rates known before each season."""
    parts = []
    european = pl.col("competition").is_in(EUROPEAN) & (pl.col("status") == "played") & (pl.col("stage") != "F")
    for season in EUROPEAN_SEASONS:
        forecasts = walk_forward(results, results.filter(european & (pl.col("season") == season)))
        earlier = results.filter(european & (pl.col("season") < season))
        difference = (earlier["home_goals"].cast(pl.Int32) - earlier["away_goals"].cast(pl.Int32)).sign()
        base = [(difference == sign).mean() for sign in (1, 0, -1)]
        parts.append(
            forecasts.with_columns(pl.lit(b).alias(f"peer_{n}") for n, b in zip(THREE, base, strict=True)).with_columns(
                pl.lit(season).alias("season")
            )
        )
    both = pl.concat(parts)
    known = both.filter(pl.col("home_win").is_not_null())
    return [
        "| matches | n | RPS | base rates | difference | log score | base rates | difference |",
        "|---|---|---|---|---|---|---|---|",
        line("all", known),
        *(line(name, known.filter(pl.col("competition") == name)) for name in EUROPEAN),
        *(line(f"{s}/{(s + 1) % 100}", known.filter(pl.col("season") == s)) for s in EUROPEAN_SEASONS),
        "",
        f"{len(both) - len(known)} of {len(both)} matches had no forecast: nothing linked the two countries yet.",
        "",
        *calibration(known),
    ]


def calibration(forecasts: pl.DataFrame) -> list[str]:
    """Forecast and seen shares in ten bins of the forecast, the three outcomes together."""
    said = forecasts.select(THREE).to_numpy()
    happened = np.eye(3)[forecasts["outcome"].to_numpy()]
    bins = np.minimum((said * 10).astype(int), 9).ravel()
    lines = ["| forecast | n | mean forecast | seen |", "|---|---|---|---|"]
    gap = 0.0
    for i in range(10):
        inside = bins == i
        if inside.any():
            mean, seen = said.ravel()[inside].mean(), happened.ravel()[inside].mean()
            gap += abs(mean - seen) * inside.mean()
            lines.append(f"| {i * 10}-{i * 10 + 10}% | {inside.sum()} | {mean:.3f} | {seen:.3f} |")
    return [*lines, "", f"Expected calibration error {gap:.4f}."]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of open data")
    results = read_folder(parser.parse_args().data)
    print("\n".join(["## Leagues", "", *leagues(results), "", "## European matches", "", *europe(results)]))


if __name__ == "__main__":
    main()
