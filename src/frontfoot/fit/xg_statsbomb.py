"""`frontfoot fit chances-statsbomb`: expected goals for StatsBomb's events, with and without freeze frames.

The two regressions start from the log odds of the shipped Wyscout model, fitted on about thirty thousand shots, and fit
the differences: level, place and body part, technique, and the freeze frame. They are scored by cross-validation over
matches, with the strength of the penalty chosen inside each training part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot import fitted
from frontfoot.chances.features import shot_columns
from frontfoot.chances.frames import frame_columns
from frontfoot.chances.shots import PHASE_SECONDS
from frontfoot.chances.situation import SITUATION, Situations, situations
from frontfoot.chances.strike import strike_columns
from frontfoot.chances.xg import STATSBOMB, WYSCOUT, Array, chances, expected_goals, strike_model_columns
from frontfoot.fit import open_data
from frontfoot.fit.chances import score
from frontfoot.fit.xg import fit_columns, log_loss, regression_class, usable
from frontfoot.match.load import load
from frontfoot.match.match import Match

COMMAND: Final = "frontfoot fit chances-statsbomb --data DIR --seed 1"
WITHOUT: Final = (
    "Without this file StatsBomb's shots are valued by the model of Wyscout's events, which says about a third too "
    "much."
)
STRENGTHS: Final = (0.002, 0.004, 0.008)
STRETCH: Final = {"prior": 6.0, "own": 1.5, "frame": 1.0}
"""Stretch (`fit_columns`) of the log odds of the Wyscout model, of the shot's own columns, and of the frame's."""
LEAST_DEVIATION: Final = 0.15
FOLDS: Final = 10
SEED: Final = 1

_BANDS: Final = ((0.0, 8.0), (8.0, 12.0), (12.0, 18.0), (18.0, 25.0), (25.0, 120.0))

Columns = dict[str, Array]


@dataclass(frozen=True, slots=True)
class StatsBombSample:
    """The sample of the fit.

    Attributes:
        shots: columns of `frontfoot.chances.situation.SITUATION`, and `match`, `goal`, `provider_xg`, `wyscout_xg`
            (of the shipped Wyscout model); penalties and shoot-outs left out.
        frames: columns of `frontfoot.match.schema.FREEZE_FRAMES`; `index` counts the rows of `shots`.
        competitions, dates: what was read, sorted; first and last date.
        penalties: (taken, scored).
    """

    shots: pl.DataFrame
    frames: pl.DataFrame
    competitions: tuple[str, ...]
    dates: tuple[str, str]
    penalties: tuple[int, int]


def fit(
    data: Path, out: Path | None = None, progress: Callable[[str], None] = lambda _: None, seed: int = SEED
) -> Path:
    """The path of the fitted `xg_statsbomb.json`; the same data and seed give the same bytes.

    Args:
        data: folder whose `statsbomb/COMPETITION/` holds `events/`, `lineups/` and `matches.json`.
        out: file to write; the package's own where None.
        progress: called with one line of text now and then.
        seed: of the assignment of matches to the parts of the cross-validation.

    Raises:
        ReadError: there are no matches, or one cannot be read.
        MissingExtra: scikit-learn is not installed.
    """
    regression_class()
    sample = collect(data, progress)
    prior = fitted.read(WYSCOUT)["parameters"]["open"]
    how = Situations.of(sample.shots)
    plain = strike_model_columns(how, prior)
    seen, _ = frame_columns(how, sample.frames)
    goal = sample.shots["goal"].to_numpy().astype(np.float64)
    part = _parts(sample.shots["match"], FOLDS, np.random.default_rng(seed))
    held_out: dict[str, Any] = {}
    models: dict[str, Any] = {"prior": {"intercept": prior["intercept"], "weights": prior["weights"]}}
    predicted = {
        "wyscout_model": sample.shots["wyscout_xg"].to_numpy(),
        "provider": sample.shots["provider_xg"].to_numpy(),
    }
    for name, columns in (("plain", plain), ("framed", plain | seen)):
        progress(f"Cross-validating the model {name}, {len(columns)} columns")
        predicted[name] = _cross_validated(columns, goal, part)
        models[name] = _fit(columns, goal, _choose(columns, goal, part))
    for name, p in predicted.items():
        held_out[name] = {"all": score(p, goal)} | {
            group: score(p[rows], goal[rows]) for group, rows in groups(sample.shots).items()
        }
        progress(_line(name, held_out[name]["all"]))
    taken, scored = sample.penalties
    record = fitted.Record(
        data=f"{open_data.STATSBOMB}; {', '.join(sample.competitions)}",
        licence=open_data.STATSBOMB_LICENCE,
        rows={
            "matches": sample.shots["match"].n_unique(),
            "shots": sample.shots.height,
            "goals": int(goal.sum()),
            "penalties": taken,
            "penalties_scored": scored,
        },
        dates=sample.dates,
        command=COMMAND,
        seed=seed,
        held_out=held_out,
        terms=open_data.STATSBOMB_TERMS + WITHOUT,
    )
    return fitted.write_shipped(STATSBOMB, out, record, models)


def collect(data: Path, progress: Callable[[str], None] = lambda _: None) -> StatsBombSample:
    """Read every match under `data/statsbomb/COMPETITION/`, in the order of their names."""
    tables, frames, dates, competitions = [], [], [], set()
    taken = scored = rows = 0
    matches = [files for competition in open_data.statsbomb_files(data).values() for files in competition]
    for place, files in enumerate(matches):
        match = load(*files)
        dates.append(match.info.date)
        competitions.add(f"{match.info.competition} {match.info.season}".strip())
        table, kicks, goals = shot_rows(match)
        taken, scored = taken + kicks, scored + goals
        number = dict(zip(table["index"].to_list(), range(rows, rows + table.height), strict=True))
        if match.freeze_frames is not None:
            known = match.freeze_frames.filter(pl.col("index").is_in(list(number)))
            frames.append(known.with_columns(pl.col("index").replace_strict(number, return_dtype=pl.UInt32)))
        rows += table.height
        tables.append(table)
        if (place + 1) % 100 == 0:
            progress(f"{place + 1} of {len(matches)} matches")
    shots = pl.concat(tables).with_columns(index=pl.int_range(pl.len(), dtype=pl.UInt32))
    known_dates = sorted(date for date in dates if date) or [""]
    return StatsBombSample(
        shots, pl.concat(frames), tuple(sorted(competitions)), (known_dates[0], known_dates[-1]), (taken, scored)
    )


def shot_rows(match: Match) -> tuple[pl.DataFrame, int, int]:
    """Shots in play of one match with their outcomes; penalties taken; penalties scored."""
    shots = match.events.filter(pl.col("kind") == "shot")
    how = situations(match.events)
    table = (
        how.frame()
        .with_columns(
            goal=(shots["outcome"] == "goal").fill_null(False),
            provider_xg=shots["xg"],
            wyscout_xg=pl.Series(expected_goals(how)),
            period=shots["period"],
            match=pl.lit(match.info.match_id),
        )
        .filter(pl.col("period") <= 4)
    )
    kicks = table.filter(pl.col("set_piece") == "penalty")
    return usable(table).drop("period"), kicks.height, int(kicks["goal"].sum())


def groups(shots: pl.DataFrame) -> dict[str, Any]:
    """Masks of the shots by which the level is judged: part of the body, restart, distance."""
    away = np.hypot(105.0 - shots["x"].to_numpy(), shots["y"].to_numpy() - 34.0)
    since = {name: shots[f"{name}_seconds"].fill_null(1e9).to_numpy() for name in ("corner", "free_kick", "throw_in")}
    direct = (shots["set_piece"] == "free_kick").fill_null(False).to_numpy()
    phase = np.minimum.reduce(list(since.values())) <= PHASE_SECONDS
    head = (shots["body_part"] == "head").fill_null(False).to_numpy()
    return {
        "head": head,
        "foot": ~head,
        "set_pieces": phase | direct,
        "corner_phase": since["corner"] <= PHASE_SECONDS,
        "open_play": ~phase & ~direct,
        **{f"{low:.0f}-{high:.0f} m": (away >= low) & (away < high) for low, high in _BANDS},
    }


def _fit(columns: Columns, goal: Array, strength: float) -> dict[str, Any]:
    own = shot_columns() | frozenset(strike_columns(Situations.of(pl.DataFrame(schema=SITUATION))))
    stretch = {name: STRETCH["prior" if name == "prior" else "own" if name in own else "frame"] for name in columns}
    return fit_columns(columns, stretch, goal, strength, LEAST_DEVIATION)


def _taken(columns: Columns, rows: Any) -> Columns:
    return {name: values[rows] for name, values in columns.items()}


def _cross_validated(columns: Columns, goal: Array, part: Any) -> Array:
    """Each part's probabilities from the model of the other parts, its strength chosen among those."""
    predicted = np.zeros(len(goal))
    for number in range(FOLDS):
        train = part != number
        inner = _taken(columns, train)
        model = _fit(inner, goal[train], _choose(inner, goal[train], part[train]))
        predicted[~train] = chances(_taken(columns, ~train), model)
    return predicted


def _choose(columns: Columns, goal: Array, part: Any) -> float:
    """The strength with the best log score, every third of the parts predicted from the others."""
    third = part % 3
    losses = []
    for strength in STRENGTHS:
        predicted = np.zeros(len(goal))
        for number in range(3):
            train = third != number
            model = _fit(_taken(columns, train), goal[train], strength)
            predicted[~train] = chances(_taken(columns, ~train), model)
        losses.append(log_loss(predicted, goal))
    return STRENGTHS[int(np.argmin(losses))]


def _parts(match: pl.Series, count: int, rng: np.random.Generator) -> Any:
    """The part of each shot's match, in parts of similar size."""
    names = sorted(set(match.to_list()))
    part = dict(zip(names, (rng.permutation(len(names)) % count).tolist(), strict=True))
    return np.array([part[name] for name in match.to_list()])


def _line(name: str, row: dict[str, Any]) -> str:
    figures = "  ".join(f"{key} {row[key]:.4f}" for key in ("auc", "brier", "log_loss", "xg_per_goal"))
    return f"  {name:<14} {row['shots']:>6} shots  {figures}"
