"""Tracking files in memory, and where players are in a frame, for tests on made files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from frontfoot.match.tracking import Frames
from frontfoot.match.tracking.file import TrackingFile


def held(name: str, content: Any) -> TrackingFile:
    """A file in memory: bytes, text, or what is written as JSON."""
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    return TrackingFile(name, name, None, content)


def lines(items: Sequence[Any]) -> str:
    """JSON lines."""
    return "\n".join(map(json.dumps, items))


def places(frames: Frames, row: int) -> dict[str | None, tuple[float, float]]:
    """Metres of each player who is seen in a frame, by identifier."""
    seen = np.flatnonzero(np.isfinite(frames.xy[row, :, 0]))
    metres = frames.xy[row].astype(float).round(4).tolist()
    return {frames.players["player"][int(slot)]: tuple(metres[slot]) for slot in seen}
