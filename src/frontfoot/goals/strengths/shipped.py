"""Shipped strengths: snapshots through the seasons, each from what was known on its day, and how they are made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontfoot.core.errors import InputError
from frontfoot.fitted import Record, read, write
from frontfoot.goals.rates import GIVE_RATES

if TYPE_CHECKING:
    import polars as pl

    from frontfoot.goals.strengths.strengths import Strengths

NAME = "strengths"
FIRST_SEASON, SEASONS = 2012, 3
# Before the group stage, the first knock-out rounds, and the quarter-finals: (month, day, years after the start).
DAYS = ((9, 1, 0), (2, 1, 1), (4, 1, 1))


def shipped(on: date | None = None) -> Strengths:
    """The shipped strengths as known on a day: the latest snapshot of that day or before it.

    Args:
        on: the day; the newest snapshot when None.

    Raises:
        InputError: the day lies before the first snapshot.

    >>> from datetime import date
    >>> shipped(date(2024, 4, 11)).on
    datetime.date(2024, 4, 1)
    """
    snapshots = read(NAME)["parameters"]["snapshots"]
    days = sorted(snapshots)
    known = [day for day in days if on is None or day <= on.isoformat()]
    if not known:
        raise InputError(
            f"No strengths are shipped for {on}; the first are of {days[0]}",
            place="date",
            remedy=GIVE_RATES,
        )
    return _snapshot(known[-1])


@cache
def _snapshot(day: str) -> Strengths:
    from frontfoot.goals.strengths.compact import unpack

    return unpack(read(NAME)["parameters"]["snapshots"][day])


def refit(data: Path, out: Path | None = None, *, progress: Callable[[str], object] = lambda line: None) -> Path:
    """Fit the snapshots from the results of a data folder and write the fitted file.

    Args:
        data: folder with results/ and europe/.
        out: the file to write; the shipped one when None.
        progress: told what is being done.

    Raises:
        ReadError: the results cannot be read.
    """
    from dataclasses import asdict
    from datetime import timedelta

    import polars as pl

    import frontfoot
    from frontfoot.goals.results import read_folder
    from frontfoot.goals.strengths.compact import pack
    from frontfoot.goals.strengths.fit import DECAY, fit
    from frontfoot.goals.strengths.prior import Prior

    results = read_folder(data).filter(pl.col("status") == "played")
    last: date = results["date"].sort()[-1]
    days = {date(s + years, month, day) for s in range(FIRST_SEASON, last.year + 1) for month, day, years in DAYS}
    wanted = [*sorted(day for day in days if day <= last), last + timedelta(days=1)]
    snapshots: dict[str, Any] = {}
    for day in wanted:
        progress(f"strengths on {day}")
        season = day.year if day.month >= 8 else day.year - 1
        recent = results.filter(pl.col("season").is_between(season - SEASONS, season))
        # A club that has been away for a season and more comes back as a newcomer.
        lately = recent.filter((pl.col("season") >= season - 1) & (pl.col("date") < day))
        snapshots[day.isoformat()] = pack(fit(recent, on=day), keep={*lately["home"], *lately["away"]})
    record = Record(
        data="football-data style results (datasets/football-datasets), openfootball/football.json, "
        "openfootball/champions-league",
        licence="PDDL, CC0 1.0, CC0 1.0",
        rows={"matches": results.height},
        dates=(str(results["date"].min()), str(last)),
        command="frontfoot fit strengths --data DIR",
        seed=None,
        code_version=frontfoot.__version__,
        held_out=_held_out(results, progress),
    )
    prior = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(Prior()).items()}
    path = out or Path(frontfoot.__file__).parent / "fitted" / f"{NAME}.json"
    write(path, record, {"decay": DECAY, "seasons": SEASONS, "prior": prior, "snapshots": snapshots})
    return path


def _held_out(results: pl.DataFrame, progress: Callable[[str], object]) -> dict[str, Any]:
    """Walk-forward scores: Serie A and Premier League 2022/23 and 2023/24, European matches 2023/24."""
    import polars as pl

    from frontfoot.goals.results.competitions import EUROPEAN
    from frontfoot.goals.strengths.walk_forward import proper_scores, walk_forward

    leagues = [results.filter(pl.col("competition") == name) for name in ("Serie A", "Premier League")]
    parts = {
        "Serie A and Premier League 2022/23 and 2023/24": pl.concat(
            walk_forward(own, own.filter(pl.col("season") == season)) for own in leagues for season in (2022, 2023)
        ),
        "European matches 2023/24": walk_forward(
            results, results.filter(pl.col("competition").is_in(EUROPEAN) & (pl.col("season") == 2023))
        ),
    }
    scores = {}
    for name, forecasts in parts.items():
        progress(f"held out: {name}")
        known = forecasts.drop_nulls("home_win")
        ranked, logs = proper_scores(
            known.select("home_win", "draw", "away_win").to_numpy(), known["outcome"].to_numpy()
        )
        scores[name] = {
            "matches": known.height,
            "without forecast": forecasts.height - known.height,
            "ranked probability score": round(float(ranked.mean()), 4),
            "log score": round(float(logs.mean()), 4),
        }
    return scores
