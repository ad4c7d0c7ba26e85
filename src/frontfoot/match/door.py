"""The check at the door: what can be put right is, what cannot is found and said."""

from __future__ import annotations

import polars as pl

from frontfoot.match.draft import Draft
from frontfoot.match.match import Match, Period


def admit(draft: Draft) -> Match:
    """Check a draft and turn it into a match."""
    seconds = draft.events.group_by("period").agg(pl.col("seconds").max()).sort("period")
    return Match(
        info=draft.info,
        home=draft.home,
        away=draft.away,
        periods=tuple(Period(number, length) for number, length in seconds.iter_rows()),
        events=draft.events,
        players=draft.players,
        freeze_frames=draft.freeze_frames,
        provides=draft.provides,
        repairs=tuple(draft.repairs),
        findings=tuple(draft.findings),
    )
