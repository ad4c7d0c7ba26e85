"""Tracking data: positions of all players and the ball as dense arrays, the same for all providers.

`load_frames` reads tracking files, repairs faults and lists repairs and findings. The measures on frames
are in `frontfoot.approach.tracking`.
"""

from __future__ import annotations

from frontfoot.match.tracking.frames import Frames, SeenCode
from frontfoot.match.tracking.load import load_frames, read_frames
from frontfoot.match.tracking.mend import Limits, mend

__all__ = ["Frames", "Limits", "SeenCode", "load_frames", "mend", "read_frames"]
