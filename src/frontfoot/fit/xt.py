"""Counting shots and moves by cell, for expected threat."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from frontfoot.chances.xt import CELLS, Floats, cell, succeeded, threat


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
