"""The direction of attack of each side: Metrica's table does not state it, and its places are those of the camera.

Shots, corners, goal kicks and saves lie at one end for each side; the end with most of them gives the direction of a
period. A period without any takes it from the other half.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from frontfoot.match.match import Finding
from frontfoot.match.metrica.record import Row

_OTHER_HALF: Final = {1: 2, 2: 1, 3: 4, 4: 3}
_CLEAR: Final = 0.8  # share of the signs that agree under which a direction is called doubtful
_FEW: Final = 3


def directions(rows: Sequence[Row], restarts: Mapping[int, str], home: str) -> tuple[dict[int, bool], list[Finding]]:
    """Whether the home side attacks towards growing x, by period, and doubts about it.

    Args:
        rows: of the table.
        restarts: line of a row -> the restart that it takes.
        home: the home side's name.
    """
    votes: dict[int, list[int]] = {row.period: [] for row in rows}
    for row in rows:
        # +1: the acting side attacks towards growing x.
        at_end = _end_of(row, restarts.get(row.line))
        if at_end and row.x == row.x and row.x != 0.5:
            sign = at_end if row.x > 0.5 else -at_end
            votes[row.period].append(sign if row.team == home else -sign)
    right = {period: sum(signs) > 0 for period, signs in votes.items() if sum(signs)}
    findings: list[Finding] = []
    for period, signs in votes.items():
        agree = sum(sign == (1 if right.get(period) else -1) for sign in signs)
        if period not in right and (other := _OTHER_HALF.get(period)) in right:
            right[period] = not right[other]
        elif period not in right:
            right[period] = next((value for known, value in right.items() if (known - period) % 2 == 0), True)
        if len(signs) < _FEW or agree < _CLEAR * len(signs):
            text = (
                f"Period {period}: {agree} of {len(signs)} shots, corners, goal kicks and saves agree on who attacks "
                "which goal"
            )
            findings.append(Finding("direction-doubtful", "warning", text, len(signs)))
    return right, findings


def _end_of(row: Row, restart: str | None) -> int:
    """1 for an action at the attacked goal, -1 for one at the own goal, 0 for all others."""
    if restart in {"corner", "penalty"} or row.sort == "SHOT":
        return 1
    return -1 if restart == "goal_kick" or (row.sort == "RECOVERY" and "SAVED" in row.words) else 0
