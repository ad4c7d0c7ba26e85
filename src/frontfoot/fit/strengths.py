"""Fit the shipped snapshots of strengths from a data folder: `frontfoot fit strengths` and `frontfoot fit nations`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from frontfoot.fit.known_results import all_results
from frontfoot.fit.strengths_scores import held_out_of_clubs, held_out_of_nations, log_rates
from frontfoot.fitted import Record, write
from frontfoot.goals.likelihoods import Array
from frontfoot.goals.results.competitions import EUROPEAN
from frontfoot.goals.strengths.filter import as_date, ordinal
from frontfoot.goals.strengths.history import fit_history
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.nations import matches_of, read, tournaments_of
from frontfoot.goals.strengths.scales import NATIONS, Scales
from frontfoot.goals.strengths.snapshots import text_of

Tell: TypeAlias = Callable[[str], object]
HeldOut: TypeAlias = Callable[[Matches, Array, Array], dict[str, Any]]
# Seasons learnt before the first snapshot settle the filter.
FIRST_LEARNT, FIRST_SHIPPED = 2003, 2012
# A snapshot on the first of each month of a season; of nations before and during tournaments and qualifiers.
MONTHS = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)
MONTHS_NATIONS = (3, 6, 9, 11)
# From here on the results hold European qualifiers, played every week of July and August: one on each 15th as well.
FIRST_MIDDLE = date(2024, 7, 1)
# From here on all three cups link the leagues: one before every few days of European matches too.
FIRST_EUROPEAN = date(2020, 8, 1)
TOGETHER = 3
"""Days without a European match up to which the days around them are taken as one."""
FIRST_NATIONS = 2012
CLUBS = (
    "football-data style results (datasets/football-datasets), openfootball/football.json, "
    "openfootball/champions-league"
)


def fit(data: Path, out: Path | None = None, *, progress: Tell = lambda line: None) -> list[Path]:
    """Fit the snapshots of clubs and write them, with their record; returns the files.

    Args:
        data: folder with results/, more-leagues/ and europe/.
        out: folder for `strengths.json` and `clubs/`; that of the package when None.
        progress: called with a line of text on each step.

    Raises:
        ReadError: the results cannot be read.
    """
    results = all_results(data).filter((pl.col("season") >= FIRST_LEARNT) & (pl.col("status") == "played"))
    record = {
        "data": f"{CLUBS}, schochastics/football-data (European matches by their goals)",
        "licence": "PDDL, CC0 1.0, CC0 1.0, ODC-BY 1.0",
        "command": "frontfoot fit strengths --data DIR",
    }
    fitting = _Fitting("clubs", "strengths", Matches.of(results), shipped_days(results), Scales(), record)
    return fitting.write(out, held_out_of_clubs, progress)


def fit_nations(data: Path, out: Path | None = None, *, progress: Tell = lambda line: None) -> list[Path]:
    """Fit the snapshots of nations and write them, with their record; returns the files. See `fit`."""
    results = read(data / "internationals" / "results.csv").filter(pl.col("status") == "played")
    record = {
        "data": "martj42/international_results",
        "licence": "CC0 1.0",
        "command": "frontfoot fit nations --data DIR",
    }
    days = snapshot_days(results, FIRST_NATIONS, MONTHS_NATIONS)
    fitting = _Fitting("nations", "nations", matches_of(results), days, NATIONS, record)

    def held_out(matches: Matches, daily: Array, snapshots: Array) -> dict[str, Any]:
        return held_out_of_nations(matches, daily, snapshots, tournaments_of(results))

    return fitting.write(out, held_out, progress)


def snapshot_days(
    results: pl.DataFrame, first: int, months: tuple[int, ...], *, middle: date | None = None
) -> list[date]:
    """The days of the snapshots, ascending.

    Args:
        results: played matches.
        first: year from whose August on there is one on the first of each of the months.
        months: 1 to 12.
        middle: day from which on there is one on the 15th of every month but June too; never when None.

    Returns:
        Those days up to the last result, and the day after it.
    """
    last: date = results["date"].sort()[-1]
    years = range(first, last.year + 1)
    days = [date(year, month, 1) for year in years for month in months]
    if middle is not None:
        fifteenths = [date(year, month, 15) for year in years for month in range(1, 13) if month != 6]
        days = sorted([*days, *(day for day in fifteenths if day >= middle)])
    return [*(day for day in days if date(first, 8, 1) <= day <= last), last + timedelta(days=1)]


def shipped_days(results: pl.DataFrame) -> list[date]:
    """Days of the shipped snapshots of clubs, ascending: firsts and middles of months, and before European rounds."""
    days = snapshot_days(results, FIRST_SHIPPED, MONTHS, middle=FIRST_MIDDLE)
    return sorted({*days, *european_days(results, FIRST_EUROPEAN)})


def european_days(results: pl.DataFrame, first: date) -> list[date]:
    """The first day of every few days of European matches (`TOGETHER`) from a day on, ascending."""
    played = results.filter(pl.col("competition").is_in(EUROPEAN), pl.col("date") >= first)["date"].unique().sort()
    days: list[date] = []
    before = date.min
    for day in played:
        if (day - before).days > TOGETHER:
            days.append(day)
        before = day
    return days


@dataclass
class _Fitting:
    """The input of a fit: kind of sides, file of the record, matches, days, scales, and texts of the record."""

    folder: str
    name: str
    matches: Matches
    days: list[date]
    scales: Scales
    record: dict[str, Any]

    def write(self, out: Path | None, held_out: HeldOut, progress: Tell) -> list[Path]:
        """Write every snapshot, then the record with the scores of what was forecast; returns the files."""
        import frontfoot

        root = out or Path(frontfoot.__file__).parent / "fitted"
        (root / self.folder).mkdir(parents=True, exist_ok=True)
        matches, days = self.matches, [day.isoformat() for day in self.days]
        daily, snapshots = np.full((len(matches.day), 5), np.nan), np.full((len(matches.day), 2), np.nan)
        ends = [*(ordinal(day) for day in self.days[1:]), ordinal(self.days[-1])]
        for strengths, end in zip(
            fit_history(matches, self.days, scales=self.scales, forecasts=daily), ends, strict=True
        ):
            progress(f"strengths on {strengths.on}")
            path = root / self.folder / f"{strengths.on}.json"
            path.write_text(text_of(strengths), encoding="utf-8")
            at = np.flatnonzero((matches.day >= ordinal(strengths.on)) & (matches.day < end))
            snapshots[at] = log_rates(strengths, matches, at)
        for path in (root / self.folder).glob("*.json"):
            if path.stem not in days:
                path.unlink()
        record = Record(
            **self.record,
            rows={"matches": len(matches.day)},
            dates=(str(as_date(matches.day[0])), str(as_date(matches.day[-1]))),
            held_out=held_out(matches, daily, snapshots),
        )
        parameters = {"scales": {k: _listed(v) for k, v in asdict(self.scales).items()}, "snapshots": days}
        write(root / f"{self.name}.json", record, parameters)
        return [root / f"{self.name}.json", *(root / self.folder / f"{day}.json" for day in days)]


def _listed(value: Any) -> Any:
    return [_listed(part) for part in value] if isinstance(value, tuple) else value
