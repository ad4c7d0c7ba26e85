"""A match in a notebook: score, goals, and what its record holds, as small HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from frontfoot.core.minute import minute_of_event
from frontfoot.core.notebook import NotebookTable, card
from frontfoot.core.wording import several
from frontfoot.match.schema import SIDES

_HOW = {"penalty": "penalty", "own_goal": "own goal"}
_SCORER = {("shot", "home"): 0, ("shot", "away"): 1, ("own_goal", "home"): 1, ("own_goal", "away"): 0}


def match_html(
    clubs: tuple[str, str],
    score: tuple[int, int],
    occasion: str,
    events: pl.DataFrame,
    names: Mapping[str, str],
    remarks: Sequence[str],
    source: str,
) -> str:
    """A match as HTML.

    Args:
        clubs: names of the home and the away side.
        score: (home, away), the shoot-out not counted.
        occasion: competition, day and ground, as far as they are known.
        events: columns of `frontfoot.match.schema.EVENTS`.
        names: of the players, by identifier.
        remarks: on errors and doubts in the record.
        source: provider and identifier.
    """
    counted = several(len(events), "event", "events")
    shots = events.filter((pl.col("kind") == "shot") & (pl.col("period") <= 4))["side"]
    sides = ", ".join(f"{club} {(shots == side).sum()}" for club, side in zip(clubs, SIDES, strict=True))
    taken = f"{several(len(shots), 'shot', 'shots')} ({sides})"
    goals = _goals(events, clubs, names)
    parts: list[str | NotebookTable] = [occasion]
    if goals:
        parts.append(NotebookTable(["minute", "score", "scorer", "for"], goals, text=(2, 3)))
    parts += [f"{counted}, {taken}", *remarks]
    return card(f"{clubs[0]} {score[0]}–{score[1]} {clubs[1]}", *parts, note=source)


def _goals(events: pl.DataFrame, clubs: tuple[str, str], names: Mapping[str, str]) -> list[list[str]]:
    rows = events.filter(
        (pl.col("period") <= 4)
        & pl.col("side").is_not_null()
        & (((pl.col("kind") == "shot") & (pl.col("outcome") == "goal")) | (pl.col("kind") == "own_goal"))
    ).select("period", "seconds", "side", "player", "kind", "set_piece")
    score = [0, 0]
    goals = []
    for period, seconds, side, player, kind, set_piece in rows.iter_rows():
        scorer = _SCORER[kind, side]
        score[scorer] += 1
        how = _HOW.get(kind) or _HOW.get(set_piece or "", "")
        name = names.get(player or "", "") or "not recorded"
        named = f"{name} ({how})" if how else name
        goals.append([minute_of_event(period, seconds), f"{score[0]}–{score[1]}", named, clubs[scorer]])
    return goals
