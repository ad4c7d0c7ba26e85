"""`frontfoot fit chances`: expected goals and expected threat from a folder of open data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot import fitted
from frontfoot.chances.situation import Situations, situations
from frontfoot.chances.xg import WYSCOUT as XG
from frontfoot.chances.xg import predict
from frontfoot.chances.xt import CELLS, CELLS_LONG, CELLS_WIDE, cell, succeeded, threat
from frontfoot.chances.xt import NAME as XT
from frontfoot.core.arrays import Floats
from frontfoot.core.errors import InputError
from frontfoot.core.intervals import Z95, wilson
from frontfoot.fit import shot_scores as scores
from frontfoot.fit.open_data import WYSCOUT, WYSCOUT_LICENCE, wyscout_files
from frontfoot.fit.xg import choose, fit_model, leave_one_out, log_loss, regression_class, usable
from frontfoot.match.load import load


@dataclass(slots=True)
class Tally:
    """Running counts by cell; the arguments of `frontfoot.chances.xt.threat`."""

    shots: Floats = field(default_factory=lambda: np.zeros(CELLS))
    goals: Floats = field(default_factory=lambda: np.zeros(CELLS))
    lost: Floats = field(default_factory=lambda: np.zeros(CELLS))
    moves: Floats = field(default_factory=lambda: np.zeros((CELLS, CELLS)))

    def add(self, events: pl.DataFrame) -> None:
        """Count the open play of one match: shots, and passes, carries and take-ons that kept or lost the ball.

        Restarts are left out, since their place is not chosen. So are take-ons that nobody won, and successful moves
        without a recorded end.
        """
        play = events.filter(
            pl.col("set_piece").is_null(),
            pl.col("period") <= 4,
            pl.col("kind").is_in(["shot", "pass", "carry", "take_on"]),
            pl.all_horizontal(pl.col("x", "y").is_not_null()),
        )
        shots = play.filter(pl.col("kind") == "shot")
        scored = shots.filter(pl.col("outcome") == "goal")
        other = play.filter(pl.col("kind") != "shot")
        kept = other.filter(succeeded(), pl.all_horizontal(pl.col("end_x", "end_y").is_not_null()))
        lost = other.filter(~succeeded(), (pl.col("outcome") == "failure").fill_null(False))
        self.shots += _count(shots)
        self.goals += _count(scored)
        self.lost += _count(lost)
        np.add.at(self.moves, (_start(kept), cell(kept["end_x"].to_numpy(), kept["end_y"].to_numpy())), 1.0)

    def values(self) -> Floats:
        """Expected threat by cell, shape (CELLS,)."""
        return threat(self.shots, self.goals, self.lost, self.moves)


def _start(events: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return cell(events["x"].to_numpy(), events["y"].to_numpy())


def _count(events: pl.DataFrame) -> Floats:
    return np.bincount(_start(events), minlength=CELLS).astype(np.float64)


COMMAND: Final = "frontfoot fit chances --data DIR"


@dataclass(frozen=True, slots=True)
class ShotSample:
    """The sample of a fit: shots, and counts by cell.

    Attributes:
        shots: columns of `frontfoot.chances.situation.SITUATION`, and `match`, `league`, `goal`; shoot-outs left out.
        tally: open-play counts by cell.
        competitions: names and seasons of what was read, sorted.
        dates: first and last date of the matches, ISO 8601.
    """

    shots: pl.DataFrame
    tally: Tally
    competitions: tuple[str, ...]
    dates: tuple[str, str]


def collect(data: Path, progress: Callable[[str], None]) -> ShotSample:
    """The sample from every match under `data/wyscout/LEAGUE/`, in the order of their names."""
    tables, tally = [], Tally()
    competitions: set[str] = set()
    dates: list[str] = []
    for league, paths in wyscout_files(data).items():
        for path in paths:
            match = load(path)
            competitions.add(f"{match.info.competition or league} {match.info.season}".strip())
            dates.append(match.info.date)
            tally.add(match.events)
            tables.append(shot_table(match.events, match=path.name.partition(".")[0], league=league))
        progress(f"{league}: {len(paths)} matches")
    known = sorted(date for date in dates if date)
    return ShotSample(
        shots=pl.concat(tables),
        tally=tally,
        competitions=tuple(sorted(competitions)),
        dates=(known[0], known[-1]) if known else ("", ""),
    )


def shot_table(events: pl.DataFrame, *, match: str, league: str) -> pl.DataFrame:
    """Situations and outcomes of the shots of one match."""
    outcome = events.filter(pl.col("kind") == "shot")
    return (
        situations(events)
        .frame()
        .with_columns(
            (outcome["outcome"] == "goal").fill_null(False).alias("goal"),
            outcome["period"],
            match=pl.lit(match),
            league=pl.lit(league),
        )
        .filter(pl.col("period") <= 4)
        .drop("period")
    )


def fit(data: Path, out: Path | None = None, progress: Callable[[str], None] = lambda _: None) -> list[Path]:
    """The paths of both fitted files; the same data give the same bytes.

    Args:
        data: folder whose `wyscout/LEAGUE/*.json.gz` are read; at least three leagues.
        out: folder to write to; None for the package's own.
        progress: called with one line of text now and then.

    Returns:
        The files that were written.

    Raises:
        ReadError: there are no matches, or one cannot be read.
        InputError: fewer than three leagues.
        MissingExtra: scikit-learn is not installed.
    """
    regression_class()
    sample = collect(data, progress)
    shots = usable(sample.shots)
    if shots["league"].n_unique() < 3:
        raise InputError("Fewer than three leagues", place=str(data), remedy="Nested validation needs three or more")
    penalties = sample.shots.filter(pl.col("set_piece") == "penalty")
    progress(f"{shots.height} shots and {penalties.height} penalties; each league from the other ones")
    models = leave_one_out(shots)
    held_out = judge(shots, models, progress)
    final = fit_model(shots, choose(shots, sorted(models)))
    folder = out if out is not None else Path(str(files(fitted.__name__)))
    folder.mkdir(parents=True, exist_ok=True)
    goals, taken = int(penalties["goal"].sum()), penalties.height
    parameters = {
        "open": final,
        "penalty": {
            "rate": round(goals / taken, 6),
            "interval_95": [round(end, 4) for end in wilson(goals, taken, Z95)],
            "scored": goals,
            "taken": taken,
        },
        "leave_one_out": models,
    }
    rows = {"matches": sample.shots["match"].n_unique(), "shots": shots.height, "goals": int(shots["goal"].sum())}
    fitted.write(folder / f"{XG}.json", _record(sample, {**rows, "penalties": taken}, held_out), parameters)
    tally = sample.tally
    fitted.write(
        folder / f"{XT}.json",
        _record(
            sample,
            {
                "matches": rows["matches"],
                "shots": int(tally.shots.sum()),
                "moves_kept": int(tally.moves.sum()),
                "moves_lost": int(tally.lost.sum()),
            },
            {},
        ),
        {"values": np.round(tally.values(), 7).reshape(CELLS_LONG, CELLS_WIDE).tolist()},
    )
    return [folder / f"{XG}.json", folder / f"{XT}.json"]


def judge(shots: pl.DataFrame, models: dict[str, dict[str, Any]], progress: Callable[[str], None]) -> dict[str, Any]:
    """Scores of each league under the model of the other leagues, and of all leagues together."""
    parts = {league: shots.filter(pl.col("league") == league) for league in models}
    predictions = {league: predict(Situations.of(part), models[league]) for league, part in parts.items()}
    was = {league: part["goal"].to_numpy().astype(np.float64) for league, part in parts.items()}
    table = {league: score(predictions[league], was[league]) for league in models}
    table["all"] = score(np.concatenate(list(predictions.values())), np.concatenate(list(was.values())))
    for league, row in table.items():
        figures = "  ".join(f"{name} {value:.4f}" for name, value in row.items() if name not in ("shots", "bins"))
        progress(f"  {league:<15} {row['shots']:>6} shots  {figures}")
    return table


def score(p: Floats, goal: Floats) -> dict[str, Any]:
    """Every score of one set of shots, rounded for the record."""
    ratio, ratio_error = scores.goals_ratio(p, goal)
    figures = {
        "auc": scores.auc(p, goal),
        "auc_se": scores.auc_error(p, goal),
        "brier": scores.brier(p, goal),
        "brier_se": scores.brier_error(p, goal),
        "ece": scores.calibration_error(p, goal),
        "ece_if_exact": scores.calibration_noise(p),
        "log_loss": log_loss(p, goal),
        "xg_per_goal": ratio,
        "xg_per_goal_se": ratio_error,
    }
    bins = [[n, round(mean, 4), round(share, 4)] for n, mean, share in scores.calibration(p, goal)]
    return {"shots": len(p), **{name: round(value, 5) for name, value in figures.items()}, "bins": bins}


def _record(sample: ShotSample, rows: dict[str, int], held_out: dict[str, Any]) -> fitted.Record:
    return fitted.Record(
        data=f"{WYSCOUT}; {', '.join(sample.competitions)}",
        licence=WYSCOUT_LICENCE,
        rows=rows,
        dates=sample.dates,
        command=COMMAND,
        held_out=held_out,
    )
