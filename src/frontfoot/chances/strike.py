"""Design columns of how a shot was struck, where the provider records it: technique, first time, under pressure."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.chances.geometry import distance

Array = np.ndarray[Any, np.dtype[np.float64]]

_TECHNIQUES: Final = ("volley", "half_volley", "lob", "backheel", "overhead_kick", "diving_header")


def strike_columns(situations: pl.DataFrame) -> dict[str, Array]:
    """Columns by name, one value for every shot; 0 for details that are not recorded.

    Args:
        situations: frame with the columns of `frontfoot.chances.situation.SITUATION`.
    """

    def flag(name: str) -> Array:
        return np.array([value is True for value in situations[name].to_list()], dtype=np.float64)

    technique = np.array(situations["technique"].to_list(), dtype=object)
    head = np.array([part in ("head", "other") for part in situations["body_part"].to_list()], dtype=np.float64)
    direct = np.array([restart is not None for restart in situations["set_piece"].to_list()], dtype=np.float64)
    x, y = (np.nan_to_num(situations[name].to_numpy().astype(np.float64)) for name in ("x", "y"))
    far = np.minimum(distance(x, y), 25.0) / 10
    columns = {name: (technique == name).astype(np.float64) for name in _TECHNIQUES}
    first, pressed = flag("first_time") * (1.0 - head), flag("pressed") * (1.0 - direct)
    columns |= {"first_time": first, "first_time:cross": first * flag("setup_cross")}
    columns |= {"pressed": pressed, "pressed:head": pressed * head}
    for name in ("volley", "half_volley", "first_time", "pressed"):
        columns[f"{name}:distance"] = columns[name] * far
    return columns
