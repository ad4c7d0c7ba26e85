"""Attack and defence of every club on one scale across countries, with uncertainty, as known on any day."""

from __future__ import annotations

from frontfoot.goals.strengths.fit import fit
from frontfoot.goals.strengths.prior import Prior
from frontfoot.goals.strengths.shipped import shipped
from frontfoot.goals.strengths.strengths import NotConnected, Strengths

__all__ = ["NotConnected", "Prior", "Strengths", "fit", "shipped"]
