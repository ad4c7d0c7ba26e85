"""Measures of defending from tracking frames: pressing, the block, and marking.

`measure` computes the arrays shared by the measures, and `summarise` all of the measures; each measure has a module of
its own. For a match with events too, `clock_offset` is the offset of their clock against the frames', and `at_events`
the measures from the frames at every event.

>>> from frontfoot.match.tracking import load_frames
>>> from frontfoot.approach.tracking import measure, summarise
>>> summary = summarise(measure(load_frames("match.json", "tracking.json")))  # doctest: +SKIP
"""

from __future__ import annotations

from frontfoot.approach.tracking.events import at_events, clock_offset
from frontfoot.approach.tracking.measured import Measured, measure
from frontfoot.approach.tracking.summary import TrackingSummary, goals_of, summarise

__all__ = ["Measured", "TrackingSummary", "at_events", "clock_offset", "goals_of", "measure", "summarise"]
