"""How many snapshots of strengths Europe's cups need: other days for them, on the kept matches. Prints Markdown.

    python -m benchmarks.strengths_density DATA_FOLDER

European matches from 2017/18 on, from the newest snapshot not after the day, packed as it is shipped, less strengths
updated daily: log score of home, draw and away. The days are those of the shipped snapshots and more.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.tie_scores import row, with_error
from frontfoot.fit.known_results import all_results
from frontfoot.fit.strengths import (
    FIRST_EUROPEAN,
    FIRST_LEARNT,
    FIRST_MIDDLE,
    FIRST_SHIPPED,
    MONTHS,
    shipped_days,
    snapshot_days,
)
from frontfoot.fit.strengths_scores import CHOSEN_TO, log_rates, outcomes
from frontfoot.goals.results.competitions import EUROPEAN
from frontfoot.goals.strengths import Scales, fit_history
from frontfoot.goals.strengths.compact import pack, unpack
from frontfoot.goals.strengths.filter import ordinal
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.snapshots import text_of


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of open data")
    played = (pl.col("season") >= FIRST_LEARNT) & (pl.col("status") == "played")
    results = all_results(parser.parse_args().data).filter(played)
    matches = Matches.of(results)
    names = np.array(matches.competitions)[matches.competition]
    europe = np.isin(names, EUROPEAN)
    plans = plans_of(results)
    days = sorted(set().union(*plans.values()))
    daily = np.full((len(matches.day), 5), np.nan)
    rates = {name: np.full((len(matches.day), 2), np.nan) for name in plans}
    sizes = dict.fromkeys(plans, 0)
    for strengths in fit_history(matches, days, forecasts=daily):
        of = [name for name, wanted in plans.items() if strengths.on in wanted]
        size = len(text_of(strengths).encode())
        packed = unpack(pack(strengths, keep=set(strengths.clubs)))
        for name in of:
            sizes[name] += size
            later = [day for day in plans[name] if day > strengths.on]
            end = ordinal(later[0]) if later else int(matches.day[-1]) + 1
            at = np.flatnonzero((matches.day >= ordinal(strengths.on)) & (matches.day < end) & europe)
            rates[name][at] = log_rates(packed, matches, at)
    judged = europe & (matches.season > CHOSEN_TO) & np.isfinite(daily[:, 0])
    judged &= np.all([np.isfinite(values[:, 0]) for values in rates.values()], axis=0)
    parts = {
        "from 2017/18": judged,
        "from 2021/22": judged & (matches.season >= 2021),
        "Champions League": judged & (names == EUROPEAN[0]),
    }
    print(row("snapshots", "number", "MB", *(f"{name} (n {part.sum()})" for name, part in parts.items())))
    print(row("---", *["---:"] * 5))
    for name, values in rates.items():
        cells = [with_error(_logs(values, matches, part) - _logs(daily, matches, part)) for part in parts.values()]
        print(row(name, str(len(plans[name])), f"{sizes[name] / 1e6:.1f}", *cells))


def plans_of(results: pl.DataFrame) -> dict[str, list[date]]:
    """The days of the snapshots by plan."""
    firsts = snapshot_days(results, FIRST_SHIPPED, MONTHS, middle=FIRST_MIDDLE)
    weeks = [FIRST_EUROPEAN + timedelta(days=3 + 7 * week) for week in range((firsts[-1] - FIRST_EUROPEAN).days // 7)]
    return {
        "the 1st, from July 2024 the 15th": firsts,
        "the 1st and the 15th": snapshot_days(results, FIRST_SHIPPED, MONTHS, middle=date(FIRST_SHIPPED, 8, 1)),
        "as shipped: before every round of the cups from 2020/21 too": shipped_days(results),
        "every Tuesday from August 2020 too": sorted({*firsts, *weeks}),
    }


def _logs(forecasts: np.ndarray, matches: Matches, part: np.ndarray) -> np.ndarray:
    at = np.flatnonzero(part)
    home, away = matches.goals[:, at]
    result = np.where(home > away, 0, np.where(home == away, 1, 2))
    return np.asarray(-np.log(outcomes(forecasts[at, :2], Scales().rho)[0][np.arange(len(at)), result]))


if __name__ == "__main__":
    main()
