"""Attack and defence of every club and nation on one scale, with uncertainty, as known on any day."""

from __future__ import annotations

from frontfoot.goals.strengths.fit import fit
from frontfoot.goals.strengths.history import fit_history
from frontfoot.goals.strengths.prior import Prior
from frontfoot.goals.strengths.scales import Scales
from frontfoot.goals.strengths.snapshots import keep, strengths_on, user_folder
from frontfoot.goals.strengths.strengths import NotConnected, Strengths

__all__ = [
    "NotConnected",
    "Prior",
    "Scales",
    "Strengths",
    "fit",
    "fit_history",
    "keep",
    "strengths_on",
    "user_folder",
]
