"""Small scenes made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from frontfoot.match.match import Info, Team
from frontfoot.match.tracking import Frames
from frontfoot.match.tracking.assemble import Samples, assemble


def scene(
    home: Any,
    away: Any,
    *,
    ball: Any = None,
    possession: Any = 0,
    possessor: list[str | None] | None = None,
    rate: float = 10.0,
    period: Any = 1,
    score: tuple[int, int] | None = None,
) -> Frames:
    """Frames from arrays (F, players, 2) of positions in metres; the first of each side keeps goal.

    The home side attacks towards growing x; players are called h0, h1, ... and a0, a1, ...
    """
    home, away = np.asarray(home, float), np.asarray(away, float)
    n = len(home)
    rows, who, points = [], [], []
    for name, side in (("h", home), ("a", away)):
        for k in range(side.shape[1]):
            for row in np.flatnonzero(np.isfinite(side[:, k, 0])):
                rows.append(row)
                who.append(f"{name}{k}")
                points.append(side[row, k])
    if ball is not None:
        ball = np.broadcast_to(np.asarray(ball, float), (n, 2))
        for row in np.flatnonzero(np.isfinite(ball[:, 0])):
            rows.append(row)
            who.append("ball")
            points.append(ball[row])
    order = np.argsort(rows, kind="stable")
    xy = np.array(points)[order]
    periods = np.broadcast_to(np.asarray(period, np.uint8), n).copy()
    frame = np.arange(n)
    starts = np.flatnonzero(np.diff(periods, prepend=0))
    seconds = (frame - np.repeat(starts, np.diff(np.append(starts, n)))) / rate
    players = pl.DataFrame(
        [
            {
                "side": side,
                "player": f"{side[0]}{k}",
                "name": f"{side} {k}",
                "shirt": k + 1,
                "position": None,
                "keeper": k == 0,
                "starter": True,
            }
            for side, array in (("home", home), ("away", away))
            for k in range(array.shape[1])
        ]
    )
    return assemble(
        Samples(
            row=np.array(rows)[order],
            who=[who[k] for k in order],
            x=xy[:, 0],
            y=xy[:, 1],
            z=np.full(len(xy), np.nan),
            seen=np.full(len(xy), 4, np.uint8),
        ),
        info=Info("made", "scene", stated_score=score),
        home=Team("h", "Home"),
        away=Team("a", "Away"),
        rate=rate,
        length=105.0,
        width=68.0,
        players=players,
        frame=frame,
        period=periods,
        seconds=seconds,
        possession=np.broadcast_to(np.asarray(possession, np.int8), n).copy(),
        possessor=possessor or [None] * n,
        alive=None,
    )
