"""Measures of defending from tracking frames: pressing, the block, and marking.

`measure` computes the arrays shared by the measures, `summarise` gives all of them; each measure has a module of its
own. Where a match has events too, `clock_offset` lays their clock on that of the frames and `at_events` tells what the
frames say at every event.

>>> from frontfoot.match.tracking import load_frames
>>> from frontfoot.approach.tracking import measure, summarise
>>> summary = summarise(measure(load_frames("match.json", "tracking.json")))  # doctest: +SKIP
"""

from __future__ import annotations

from frontfoot.approach.tracking.events import at_events, clock_offset
from frontfoot.approach.tracking.measured import Measured, measure
from frontfoot.approach.tracking.summary import TrackingSummary, goals_of, summarise

__all__ = ["Measured", "TrackingSummary", "at_events", "clock_offset", "goals_of", "measure", "summarise"]
