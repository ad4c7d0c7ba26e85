"""Freeze frames of StatsBomb: those of shots, inside the events, and the 360 file's."""

from __future__ import annotations

from itertools import chain
from typing import Final

import numpy as np
import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.match import limits
from frontfoot.match.codes import Array
from frontfoot.match.decode import decode
from frontfoot.match.files import Source
from frontfoot.match.match import Finding
from frontfoot.match.places import LENGTH_MARKS, WIDTH_MARKS, between_marks
from frontfoot.match.schema import FREEZE_FRAMES
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.file import Frame, StatsBombEvent

_PLACE: Final = 2  # coordinates


def read(
    events: list[StatsBombEvent], frames: Source | None, positions: Array, shot_cell: float
) -> tuple[pl.DataFrame | None, list[Finding]]:
    """All freeze frames of a match, in the order of the event table, and what is wrong with them.

    A shot keeps its own frame, which names the goalkeeper and covers the whole pitch, with the shooter added; every
    other event gets the frame of the 360 file. 360 places are exact, shot places are cells whose middle is taken.

    Args:
        events: the match's events.
        frames: the 360 file, if given.
        positions: row of every event in the event table.
        shot_cell: width of a shot's cell in yards.
    """
    rows: list[Array] = []
    row_of = dict(zip((e.id for e in events), positions.tolist(), strict=True))
    shots = _of_shots(events, row_of, shot_cell)
    rows.append(shots)
    findings: list[Finding] = []
    if frames is not None:
        of_360, findings = _of_360(frames, row_of, set(np.unique(shots[:, 0]).astype(int).tolist()))
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


def _of_shots(events: list[StatsBombEvent], row_of: dict[str, int], cell: float) -> Array:
    rows = []
    half = cell / 2
    for e in events:
        if e.shot is None or not e.shot.freeze_frame:
            continue
        row = row_of[e.id]
        if e.location and len(e.location) > 1 and e.location[0] is not None and e.location[1] is not None:
            rows.append((row, 1, 1, 0, e.location[0] - half, e.location[1] - half))
        for player in e.shot.freeze_frame:
            if len(player.location) < _PLACE:
                continue
            keeper = player.position is not None and player.position.id == s.GOALKEEPER
            rows.append((row, player.teammate, 0, keeper, player.location[0] - half, player.location[1] - half))
    return np.array(rows, dtype=np.float64).reshape(-1, 6)


def _of_360(frames: Source, row_of: dict[str, int], taken: set[int]) -> tuple[Array, list[Finding]]:
    decoded = decode(frames, list[Frame], what="StatsBomb 360 frames")
    known = [(row, f.seen) for f in decoded if (row := row_of.get(f.event)) is not None]
    if decoded and not known:
        raise ReadError(
            "None of the 360 frames belongs to these events",
            place=frames.place,
            remedy="Name events and frames of the same match",
        )
    findings = []
    if strangers := len(decoded) - len(known):
        what = f"{strangers} of {len(decoded)} frames of the 360 file belong to no event of this match"
        findings.append(Finding("frames-unmatched", "error" if strangers > len(known) else "warning", what, strangers))
    wanted = [(row, seen) for row, seen in known if row not in taken]
    seen = [player for _, players in wanted for player in players]
    if len(seen) > limits.MAX_FRAME_POSITIONS:
        raise ReadError(
            f"The file holds {len(seen):,} positions, more than any match ({limits.MAX_FRAME_POSITIONS:,})",
            place=frames.place,
            remedy="Name the frames of one match",
        )
    table = np.empty((len(seen), 6))
    table[:, 0] = np.repeat(
        np.array([row for row, _ in wanted], dtype=np.float64), np.array([len(p) for _, p in wanted], dtype=np.int64)
    )
    table[:, 1] = [p.teammate for p in seen]
    table[:, 2] = [p.actor for p in seen]
    table[:, 3] = [p.keeper for p in seen]
    places = chain.from_iterable([p.location for p in seen])
    table[:, 4:] = np.fromiter(places, dtype=np.float64, count=2 * len(seen)).reshape(-1, 2)
    return table, findings
