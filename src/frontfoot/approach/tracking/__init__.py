"""Defending measured from frames: how the ball is pressed, where the block stands, who marks whom.

`measure` computes what the measures share, `summarise` tells them all; each measure has a module of its own.

>>> from frontfoot.match.tracking import load_frames
>>> from frontfoot.approach.tracking import measure, summarise
>>> summary = summarise(measure(load_frames("match.json", "tracking.json")))  # doctest: +SKIP
"""

from __future__ import annotations

from frontfoot.approach.tracking.measured import Measured, measure
from frontfoot.approach.tracking.summary import Summary, goals_of, summarise

__all__ = ["Measured", "Summary", "goals_of", "measure", "summarise"]
