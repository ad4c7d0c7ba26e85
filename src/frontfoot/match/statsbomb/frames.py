"""Freeze frames of StatsBomb: those of shots, inside the events, and the 360 file's."""

from __future__ import annotations

import numpy as np
import polars as pl

from frontfoot.match import limits
from frontfoot.match.codes import Array
from frontfoot.match.decode import decode
from frontfoot.match.files import Source
from frontfoot.match.match import Finding
from frontfoot.match.places import LENGTH_MARKS, WIDTH_MARKS, between_marks
from frontfoot.match.schema import FREEZE_FRAMES
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.file import Frame
from frontfoot.match.statsbomb.listed import Listed


def read(
    listed: Listed, frames: Source | None, positions: Array, shot_cell: float
) -> tuple[pl.DataFrame | None, list[Finding]]:
    """All freeze frames of a match, in the order of the event table, and what is wrong with them.

    A shot keeps its own frame, which names the goalkeeper and covers the whole pitch, with the shooter added; every
    other event gets the frame of the 360 file. 360 places are exact, shot places are cells whose middle is taken.

    Args:
        listed: the match's events.
        frames: the 360 file, if given.
        positions: row of every event in the event table.
        shot_cell: width of a shot's cell in yards.
    """
    rows: list[Array] = []
    shots = _of_shots(listed, positions, shot_cell)
    rows.append(shots)
    findings: list[Finding] = []
    if frames is not None:
        of_360, findings = _of_360(frames, listed.row_of, positions, set(np.unique(shots[:, 0]).astype(int).tolist()))
        rows.append(of_360)
    table = np.concatenate(rows)
    if not len(table):
        return None, findings
    table = table[np.argsort(table[:, 0], kind="stable")]
    columns = [
        pl.Series("index", table[:, 0]).cast(pl.UInt32),
        *(pl.Series(name, table[:, place] > 0) for place, name in ((1, "teammate"), (2, "actor"), (3, "keeper"))),
        pl.Series("x", between_marks(table[:, 4], s.LENGTH_MARKS, LENGTH_MARKS)),
        pl.Series("y", between_marks(80.0 - table[:, 5], s.WIDTH_MARKS, WIDTH_MARKS)),
    ]
    return pl.DataFrame(columns).select(list(FREEZE_FRAMES)), findings


def _of_shots(listed: Listed, positions: Array, cell: float) -> Array:
    rows = []
    half = cell / 2
    for place, event in listed.of(s.SHOT):
        if event.shot is None or not event.shot.freeze_frame:
            continue
        row, start = int(positions[place]), event.location
        if start is not None and start.x is not None and start.y is not None:
            rows.append((row, 1, 1, 0, start.x - half, start.y - half))
        for player in event.shot.freeze_frame:
            x, y = player.location.x, player.location.y
            if x is None or y is None:
                continue
            keeper = player.position is not None and player.position.id == s.GOALKEEPER
            rows.append((row, player.teammate, 0, keeper, x - half, y - half))
    return np.array(rows, dtype=np.float64).reshape(-1, 6)


def _of_360(frames: Source, row_of: dict[str, int], positions: Array, taken: set[int]) -> tuple[Array, list[Finding]]:
    decoded = decode(frames, list[Frame], content="StatsBomb 360 frames")
    matched = [(int(positions[place]), f.seen) for f in decoded if (place := row_of.get(f.event)) is not None]
    if decoded and not matched:
        raise frames.error("None of the 360 frames belongs to these events", "Name events and frames of the same match")
    findings = []
    if strangers := len(decoded) - len(matched):
        text = f"{strangers} of {len(decoded)} frames of the 360 file belong to no event of this match"
        findings.append(
            Finding("frames-unmatched", "error" if strangers > len(matched) else "warning", text, strangers)
        )
    wanted = [(row, seen) for row, seen in matched if row not in taken]
    seen = [player for _, players in wanted for player in players]
    if len(seen) > limits.MAX_FRAME_POSITIONS:
        raise frames.error(
            f"The file holds {len(seen):,} positions, more than any match ({limits.MAX_FRAME_POSITIONS:,})",
            "Name the frames of one match",
        )
    table = np.empty((len(seen), 6))
    table[:, 0] = np.repeat(
        np.array([row for row, _ in wanted], dtype=np.float64), np.array([len(p) for _, p in wanted], dtype=np.int64)
    )
    table[:, 1] = [p.teammate for p in seen]
    table[:, 2] = [p.actor for p in seen]
    table[:, 3] = [p.keeper for p in seen]
    table[:, 4] = [p.location.x for p in seen]
    table[:, 5] = [p.location.y for p in seen]
    return table, findings
