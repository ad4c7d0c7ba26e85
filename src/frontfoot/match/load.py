"""One way in: files of a match, whatever the provider."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from frontfoot.match import wyscout_v2
from frontfoot.match.files import read_sources
from frontfoot.match.match import Match, Period


def load(*paths: str | Path, provider: str | None = None) -> Match:
    """Read one match."""
    sources = read_sources(paths)
    draft = wyscout_v2.read(sources[0])
    seconds = draft.events.group_by("period").agg(pl.col("seconds").max()).sort("period")
    return Match(
        info=draft.info,
        home=draft.home,
        away=draft.away,
        periods=tuple(Period(number, length) for number, length in seconds.iter_rows()),
        events=draft.events,
        players=draft.players,
        provides=draft.provides,
    )
