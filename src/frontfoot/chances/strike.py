"""Design columns of how a shot was struck, where the provider records it: technique, first time, under pressure."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from frontfoot.chances.geometry import distance
from frontfoot.chances.situation import Situations

Array = np.ndarray[Any, np.dtype[np.float64]]

_TECHNIQUES: Final = ("volley", "half_volley", "lob", "backheel", "overhead_kick", "diving_header")


def strike_columns(situations: Situations) -> dict[str, Array]:
    """Columns by name, one value for every shot; 0 for details that are not recorded."""
    flag = situations.flag
    head, direct = situations.is_word("body_part", "head", "other"), situations.is_known("set_piece")
    x, y = (np.nan_to_num(situations.number(name)) for name in ("x", "y"))
    far = np.minimum(distance(x, y), 25.0) / 10
    columns = {name: situations.is_word("technique", name).astype(np.float64) for name in _TECHNIQUES}
    first, pressed = flag("first_time") * (1.0 - head), flag("pressed") * (1.0 - direct)
    columns |= {"first_time": first, "first_time:cross": first * flag("setup_cross")}
    columns |= {"pressed": pressed, "pressed:head": pressed * head}
    for name in ("volley", "half_volley", "first_time", "pressed"):
        columns[f"{name}:distance"] = columns[name] * far
    return columns
