"""Situations of shots drawn at random from values that meet every limit of the models' columns, with gaps."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from frontfoot.chances.situation import SITUATION, Situations
from frontfoot.match.schema import BODY_PARTS, KINDS, SET_PIECES, TECHNIQUES

# Metres along and across the pitch, with places on limits and beyond the lines.
ALONG = (
    *(-1.0, 5.0, 40.0, 52.0, 52.5, 53.0, 60.0, 70.0, 72.0, 80.0, 81.0, 85.0, 88.5, 89.0, 91.0, 92.9, 93.0, 93.5),
    *(94.0, 95.0, 97.0, 99.0, 99.5, 100.0, 101.0, 103.0, 104.9, 105.0, 106.0),
)
ACROSS = (
    *(-1.0, 0.0, 5.0, 13.84, 19.0, 24.0, 28.0, 30.34, 33.0, 34.0, 34.5, 36.0, 37.66, 40.0, 44.0, 49.0, 60.0, 68.0),
    69.0,
)
SECONDS = (
    *(0.0, 0.4, 1.0, 1.4, 1.5, 1.6, 2.0, 2.5, 2.6, 3.0, 3.1, 3.9, 4.0, 4.1, 5.0, 5.5, 6.0, 6.1, 9.9, 10.0, 10.1),
    *(14.9, 15.0, 15.1, 24.0, 25.0, 30.0, 59.0, 60.0),
)
FREQUENT_KINDS = ("tackle", "take_on", "aerial", "clearance", "touch", "loose_ball", "keeper", "pass", "shot")
WORDS: dict[str, tuple[str, ...]] = {
    "body_part": (*BODY_PARTS, "right_foot", "left_foot", "head"),
    "technique": TECHNIQUES,
    "before_kind": (*FREQUENT_KINDS, *FREQUENT_KINDS, *KINDS),
}


def made_frame(seed: int, size: int = 250) -> pl.DataFrame:
    """A frame with the columns of `SITUATION`."""
    rng = np.random.default_rng(seed)

    def drawn(values: tuple[Any, ...], known: float) -> list[Any]:
        places = rng.integers(0, len(values), size)
        return [values[place] if keep else None for place, keep in zip(places, rng.random(size) < known, strict=True)]

    def column(name: str, dtype: Any) -> list[Any]:
        if name == "index":
            return list(rng.permutation(size))
        if name == "attack_passes":
            return list(rng.integers(0, 20, size))
        if dtype == pl.Boolean:
            return drawn((True, False), 0.9)
        if dtype == pl.String:
            rare = name in ("set_piece", "attack_restart", "setup_restart")
            return drawn(WORDS.get(name, SET_PIECES), 0.25 if rare else 0.9)
        if name.endswith("_seconds"):
            return drawn(SECONDS, 0.7)
        if name in ("y", "setup_y", "setup_end_y"):
            return drawn(ACROSS, 0.97)
        return drawn(ALONG, 0.97)

    columns = {name: column(name, dtype) for name, dtype in SITUATION.items()}
    # Two of the places that the columns compare lie exactly two metres apart in every third row.
    columns["setup_x"] = [
        x + 2.0 if x is not None and row % 3 == 0 else other
        for row, (x, other) in enumerate(zip(columns["x"], columns["setup_x"], strict=True))
    ]
    return pl.DataFrame(columns, schema=SITUATION)


def made_situations(seed: int, size: int = 250) -> Situations:
    return Situations.of(made_frame(seed, size))
