"""Fit the parameters for rates from odds, their spread and the usual totals: `frontfoot fit market`.

Prices are opening and closing odds of two leagues, 2009/10-2016/17; totals are those of the results of the last five
seasons of every competition. The odds themselves are not shipped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import ReadError
from frontfoot.goals.market import forecast, log_rates, without_margin

LEAGUES: Final = ("premier-league", "serie-a")
DRAW_WEIGHT: Final = 2.0
"""Weight of the draw among the four probabilities: with it both log scores are within .0005 of those of the odds."""
TOTAL_WEIGHT: Final = 0.15
"""Weight of the log of the usual total beside probabilities: about their error (.01) over its own (.09), raised since
the draw says little of the total."""
SEASONS: Final = 5
FEWEST: Final = 150


def fit(data: Path, out: Path | None = None, *, progress: Callable[[str], object] = lambda line: None) -> Path:
    """Measure the spread and the totals and write the fitted file.

    Args:
        data: folder with odds/, results/ and europe/.
        out: the file to write; the shipped one when None.
        progress: called with a line of text on each step.

    Raises:
        ReadError: the odds or results cannot be read.
    """
    from frontfoot.fitted import Record, write_shipped

    progress("reading odds and results")
    prices = read_odds(data)
    totals = usual_totals(data)
    parameters = measured(prices, totals)
    record = Record(
        data="nm2890/football-data (odds); datasets/football-datasets and openfootball (results)",
        licence="odds: none stated, rows are not shipped; results: PDDL; CC0",
        rows={"matches with odds": prices.height},
        dates=(str(prices["Date"].min())[:10], str(prices["Date"].max())[:10]),
        command="frontfoot fit market --data DIR",
        held_out=scores(prices, parameters),
    )
    return write_shipped("market", out, record, parameters)


def read_odds(data: Path) -> pl.DataFrame:
    """Matches whose opening and closing odds are all known.

    Raises:
        ReadError: the files are missing.
    """
    try:
        parts = [pl.read_csv(data / "odds" / f"{league}.csv", infer_schema_length=None) for league in LEAGUES]
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ReadError(
            f"The odds cannot be read: {error}", place=str(data / "odds"), remedy="Give the folder of open data"
        ) from None
    return pl.concat(parts).drop_nulls()


def usual_totals(data: Path) -> dict[str, float]:
    """Mean goals in 90 minutes by competition over its last seasons; "*" is the mean over all competitions."""
    from frontfoot.goals.results import read_folder

    played = read_folder(data).filter(pl.col("status") == "played")
    recent = played.filter(pl.col("season") > pl.col("season").max().over("competition") - SEASONS)
    recent = recent.with_columns((pl.col("home_goals") + pl.col("away_goals")).alias("total"))
    table = recent.group_by("competition").agg(pl.col("total").mean(), pl.len()).filter(pl.col("len") >= FEWEST)
    totals = {name: round(float(total), 3) for name, total, _ in table.sort("competition").iter_rows()}
    return {"*": round(float(np.mean(recent["total"].to_numpy())), 3), **totals}


def measured(prices: pl.DataFrame, totals: dict[str, float]) -> dict[str, Any]:
    """The parameters of the fitted file."""
    start = {
        "draw_weight": DRAW_WEIGHT,
        "total_weight": TOTAL_WEIGHT,
        "total_of_level": 1.0,
        "total_curvature": 0.0,
        "totals": totals,
    }
    closing, over = _fair(prices, "close"), _over(prices)
    logs = log_rates(closing, over, parameters=start)
    moved = logs - log_rates(_fair(prices, "open"), over, parameters=start)
    ratio, total = logs[:, 0] - logs[:, 1], np.logaddexp(logs[:, 0], logs[:, 1])
    design = np.column_stack([np.ones(len(ratio)), ratio**2])
    (level, curvature), *_ = np.linalg.lstsq(design, total, rcond=None)
    goals = (prices["FTHG"] + prices["FTAG"]).to_numpy().astype(float)
    expected = np.exp(total) * goals.mean() / np.exp(total).mean()
    # Goals vary more than Poisson by the square of the error of the log total.
    extra = (((goals - expected) ** 2 - expected) / expected**2).mean()
    beyond = max(float(extra), 0.0)
    unpriced = float((total - design @ [level, curvature]).std())
    return {
        **start,
        "total_curvature": round(float(curvature), 4),
        "total_of_level": round(float(goals.mean() / np.exp(level)), 4),
        "home_advantage": round(float(ratio.mean()), 4),
        "ratio_error": round(float((moved[:, 0] - moved[:, 1]).std()), 4),
        "total_error": round(beyond**0.5, 4),
        "total_error_unpriced": round((beyond + unpriced**2) ** 0.5, 4),
    }


def scores(prices: pl.DataFrame, parameters: dict[str, Any]) -> dict[str, Any]:
    """Log scores of the odds and of the rates solved from them, with and without the price of the total."""
    closing, over = _fair(prices, "close"), _over(prices)
    result = np.sign(prices["FTAG"].to_numpy() - prices["FTHG"].to_numpy()).astype(int) + 1
    high = (prices["FTHG"] + prices["FTAG"]).to_numpy() > 2
    priced = forecast(log_rates(closing, over, parameters=parameters))
    alone = forecast(log_rates(closing, np.full(len(over), np.nan), parameters=parameters))
    scored: dict[str, Any] = {}
    for name, values in (
        ("odds", np.column_stack([closing, over])),
        ("rates", priced),
        ("rates without over and under", alone),
    ):
        scored[name] = {
            "result": round(float(-np.log(values[np.arange(len(result)), result]).mean()), 5),
            "over_under": round(float(-np.log(np.where(high, values[:, 3], 1.0 - values[:, 3])).mean()), 5),
        }
    scored["error of (home, draw, away, over)"] = (
        np.sqrt(((priced - np.column_stack([closing, over])) ** 2).mean(axis=0)).round(4).tolist()
    )
    return scored


def _fair(prices: pl.DataFrame, when: str) -> Floats:
    return without_margin(prices.select(f"home_{when}", f"draw_{when}", f"away_{when}").to_numpy())


def _over(prices: pl.DataFrame) -> Floats:
    return without_margin(prices.select("over_2.5_close", "under_2.5_close").to_numpy())[:, 0]
