"""Rows of the page's tables, in the groups that stay together when the page is printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import Final

from frontfoot.core.minute import NAMES
from frontfoot.reports.event_parts import ReportShot, ShootOutKick
from frontfoot.reports.figure_parts import ReportWindow

Round = tuple[ShootOutKick | None, tuple[int, int], ShootOutKick | None]
"""The home side's kick, the score after the round, and the away side's kick."""

WINDOWS: Final = 6
"""Windows of one table at most."""

MOST: Final = 20
"""Rows of one group at most."""


def rounds(kicks: Sequence[ShootOutKick]) -> list[Round]:
    """The kicks of a shoot-out in rounds, each with the score after it; None stands for a kick that was not needed.

    >>> kick = {"order": 1, "side": "home", "player": "Messi", "outcome": "scored", "score": (1, 0)}
    >>> [(home.player, score, away) for home, score, away in rounds([ShootOutKick(**kick)])]
    [('Messi', (1, 0), None)]
    """
    home = [kick for kick in kicks if kick.side == "home"]
    away = [kick for kick in kicks if kick.side == "away"]
    kicks_by_round: list[Round] = []
    for ours, theirs in zip_longest(home, away):
        last = max((kick for kick in (ours, theirs) if kick is not None), key=lambda kick: kick.order)
        kicks_by_round.append((ours, last.score, theirs))
    return kicks_by_round


def window_tables(windows: Sequence[ReportWindow]) -> list[list[ReportWindow]]:
    """The windows in one table, or, where they are too many for the width of a page, the halves in one and the rest in
    another.
    """
    if len(windows) <= WINDOWS:
        return [list(windows)]
    halves = [window for window in windows if window.key == "match" or window.key.endswith("_half")]
    return [halves, [window for window in windows if window not in halves]]


def by_period(shots: Sequence[ReportShot]) -> list[tuple[str, list[ReportShot]]]:
    """Shots under the name of their period, in groups of `MOST` at most."""
    groups = []
    for period, members in groupby(shots, lambda shot: shot.period):
        own = list(members)
        name = NAMES.get(period, "Shoot-out")
        parts = -(-len(own) // MOST)
        for part in range(parts):
            chosen = own[part * len(own) // parts : (part + 1) * len(own) // parts]
            groups.append((name if part == 0 else f"{name}, continued", chosen))
    return groups
