"""Fit the evidence ladder from event data and write it with its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from frontfoot.core.errors import InputError
from frontfoot.fit.effects.designs import (
    Answer,
    Measured,
    goals_design,
    main_design,
    measure,
    simple_designs,
    split_designs,
)
from frontfoot.fit.effects.prediction import leave_one_league_out
from frontfoot.fit.effects.spells import COMPONENTS, spells_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DRAWS = 500
SEED = 20240418
DATA = "Pappalardo et al., Sci Data 6, 236 (2019): Wyscout events 2017/18, Serie A, Premier League, La Liga, Ligue 1"
LICENCE = "CC BY 4.0"


def minute_table(folder: Path, progress: Callable[[str], None] = lambda _: None) -> pl.DataFrame:
    """The evidence, minute by minute: approach counts and chances of every match below `folder`/wyscout.

    Raises:
        InputError: no match files there.
    """
    from frontfoot.approach.counts import minute_counts
    from frontfoot.chances.minutes import minute_chances
    from frontfoot.match.load import load

    files = sorted((folder / "wyscout").glob("*/*.json.gz"))
    if not files:
        raise InputError(
            "There are no match files", place=str(folder / "wyscout"), remedy="Name the folder of open data"
        )
    key = ["period", "minute", "side"]
    chances = ["xg", "xg_penalties", "goals", "penalty_goals"]
    tables = []
    for number, file in enumerate(files, start=1):
        match = load(file)
        tables.append(minute_counts(match).join(minute_chances(match).select([*key, *chances]), on=key, how="left"))
        if number % 100 == 0:
            progress(f"{number} of {len(files)} matches read")
    return pl.concat(tables, how="vertical_relaxed")


def ladder_of(measured: Measured, generator: np.random.Generator, draws: int = DRAWS) -> list[dict[str, Any]]:
    """Every design's answer with draws of its effects, the main model first."""
    answers = [main_design(measured), *simple_designs(measured), *split_designs(measured), goals_design(measured)]
    return [_rung(answer, generator, draws) for answer in answers]


def _rung(answer: Answer, generator: np.random.Generator, draws: int) -> dict[str, Any]:
    values = generator.multivariate_normal(answer.mean, answer.covariance, size=draws, method="eigh")
    return {
        "name": answer.name,
        "title": answer.title,
        "caution": answer.caution,
        "matches": answer.matches,
        "rows": answer.rows,
        "mean": [round(float(value), 5) for value in answer.mean],
        "error": [round(float(value), 5) for value in np.sqrt(np.diag(answer.covariance))],
        "draws": [[round(float(value), 4) for value in row] for row in values],
    }


def fit(folder: Path, out: Path | None = None, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Fit everything and write `effects.json`.

    Args:
        folder: of open data.
        out: the file to write; by default the package's own.
        progress: called with a line of text now and then.
    """
    from importlib.resources import files

    from frontfoot import __version__, fitted

    minutes = minute_table(folder, progress)
    spells = spells_of(minutes)
    measured = measure(spells)
    progress("Measurement model fitted")
    rungs = ladder_of(measured, np.random.default_rng(SEED))
    progress("Designs fitted")
    left_out = leave_one_league_out(spells)
    m = measured.measurement
    path = out if out is not None else fitted_path(files(fitted))
    dates = sorted(minutes["date"].unique().to_list())
    record = fitted.Record(
        data=DATA,
        licence=LICENCE,
        rows={"matches": len(spells.match) // 2, "spells": int(spells.xg.size)},
        dates=(dates[0], dates[-1]),
        command="frontfoot fit effects --data DIR",
        seed=SEED,
        code_version=__version__,
        held_out={
            row.league: {
                "deviance per 1000 spells": round(row.deviance, 3),
                "gain by approach": round(row.gain, 4),
                "standard error": round(row.error, 4),
            }
            for row in left_out
        },
    )
    parameters = {
        "unit": "standard deviation of a side's mean approach over a match",
        "measurement": {
            "loading": _named(m.loading),
            "style": _named(m.style),
            "noise_level": _named(m.noise_level),
            "noise_sampling": _named(m.noise_sampling),
            "team": round(m.team, 4),
            "match": round(m.match, 4),
            "process": round(m.process, 4),
            "phi": round(m.phi, 4),
        },
        "usual_shift": {str(lead - 3): round(float(value), 3) for lead, value in enumerate(m.shift)},
        "rungs": rungs,
    }
    fitted.write(path, record, parameters)
    return path


def fitted_path(folder: Any) -> Path:
    """The package's own file."""
    from pathlib import Path

    return Path(str(folder)) / "effects.json"


def _named(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[str, float]:
    return {name: round(float(value), 5) for name, value in zip(COMPONENTS, values, strict=True)}
