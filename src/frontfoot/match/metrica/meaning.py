"""Metrica's types and subtypes, mapped to the event table, and the direction of attack of each side.

Source: the definitions beside Metrica's sample data (github.com/metrica-sports/sample-data), and the open games.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from frontfoot.match.match import Finding
from frontfoot.match.metrica.record import Row

SET_PIECES: Final = {
    "KICK OFF": "kick_off",
    "THROW IN": "throw_in",
    "FREE KICK": "free_kick",
    "CORNER KICK": "corner",
    "PENALTY": "penalty",
    "GOAL KICK": "goal_kick",
}
_PLAYED: Final = ("PASS", "BALL LOST", "BALL OUT", "SHOT")
_SHOTS: Final = {
    "GOAL": "goal",
    "SAVED": "saved",
    "BLOCKED": "blocked",
    "WOODWORK": "post",
    "OFF TARGET": "off_target",
    "OUT": "off_target",
    "ON TARGET": "saved",
}
_CARDS: Final = {"SECOND YELLOW": "second_yellow", "YELLOW": "yellow", "RED": "red"}
_TAKEN: Final = 5.0  # seconds from the line of a set piece to the line of the ball played
_PAIR: Final = 2.0  # seconds between the two halves of a challenge
_FOUL: Final = 3.0  # seconds from a challenge with a fault to the line of the man who was fouled


@dataclass(frozen=True, slots=True)
class Meaning:
    """Kind and outcome of a row; None as a kind leaves the row out."""

    kind: str | None
    outcome: str | None = None
    card: str | None = None


def restarts(rows: Sequence[Row]) -> tuple[dict[int, str], frozenset[int]]:
    """The restarts that rows take, and the lines of set pieces that another line plays.

    A set piece has a line of its own before the line of the ball that is played; a goal kick is part of the subtype
    of the latter.

    Returns:
        Line -> restart, and the lines that hold nothing but a set piece.
    """
    taken: dict[int, str] = {row.line: "goal_kick" for row in rows if "GOAL KICK" in row.words and row.sort in _PLAYED}
    spent: set[int] = set()
    for place, row in enumerate(rows):
        restart = next((name for word, name in SET_PIECES.items() if word in row.words), None)
        if row.sort != "SET PIECE" or restart is None:
            continue
        for later in rows[place + 1 : place + 6]:
            if later.period != row.period or later.start - row.start > _TAKEN:
                break
            if later.sort in _PLAYED and later.team == row.team:
                taken[later.line] = restart
                spent.add(row.line)
                break
    return taken, frozenset(spent)


def meanings(rows: Sequence[Row]) -> list[Meaning]:
    """Kind and outcome of each row, in the order of the rows."""
    meant: list[Meaning] = []
    holder: str | None = None  # the side that has the ball
    contested: dict[int, str | None] = {}  # place of a challenge -> who had the ball before it
    for place, row in enumerate(rows):
        if row.sort == "CHALLENGE":
            first = _first_half(rows, place, contested)
            contested[place] = holder if first is None else contested[first]
            meant.append(_challenge(row, contested[place]))
        elif row.sort == "FAULT RECEIVED":
            meant.append(Meaning(None) if _fouled_before(rows, place) else Meaning("foul_won"))
        else:
            meant.append(_of_its_own(row))
        holder = _holder(row, holder)
    return meant


def _of_its_own(row: Row) -> Meaning:
    words, away = row.words, row.end_x == row.end_x  # whether the file states the end of the ball
    if row.sort == "PASS":
        return Meaning("pass", "failure" if "OFFSIDE" in words else "success")
    if row.sort == "CARRY":
        return Meaning("carry", "success")
    if row.sort == "SHOT":
        return Meaning("shot", next((outcome for word, outcome in _SHOTS.items() if word in words), None))
    if "END HALF" in words:
        return Meaning("other")
    if row.sort in {"BALL LOST", "BALL OUT"}:
        if "OFFSIDE" in words:
            return Meaning("offside")
        if "HAND BALL" in words:
            return Meaning("foul")
        if "CLEARANCE" in words:
            return Meaning("clearance")
        return Meaning("pass", "failure") if away or row.sort == "BALL OUT" else Meaning("lost")
    if row.sort == "RECOVERY":
        if "SAVED" in words:
            return Meaning("keeper", "success")
        if "BLOCKED" in words:
            return Meaning("block")
        return Meaning("interception" if "INTERCEPTION" in words else "recovery")
    if row.sort == "CARD":
        card = next((card for word, card in _CARDS.items() if word in words), None)
        return Meaning("card" if card else "other", None, card)
    return Meaning("other")


def _challenge(row: Row, holder: str | None) -> Meaning:
    won, lost = "WON" in row.words, "LOST" in row.words
    if row.words & {"FAULT", "ADVANTAGE"} and won != lost:
        return Meaning("foul_won" if won else "foul")
    outcome = "success" if won else "failure" if lost else "neutral"
    if "AERIAL" in row.words:
        return Meaning("aerial", outcome)
    if "DRIBBLE" in row.words:
        return Meaning("take_on", outcome)
    if holder is None:
        return Meaning("loose_ball", outcome)
    return Meaning("take_on" if holder == row.team else "tackle", outcome)


def _first_half(rows: Sequence[Row], place: int, seen: dict[int, str | None]) -> int | None:
    """The other side's challenge just before, of which this one is the second half."""
    row = rows[place]
    for before in range(place - 1, max(place - 4, -1), -1):
        other = rows[before]
        if other.period != row.period or row.start - other.start > _PAIR:
            return None
        if before in seen and other.team != row.team:
            return before
    return None


def _fouled_before(rows: Sequence[Row], place: int) -> bool:
    """Whether the player who received a fault has just won the challenge in which it was made."""
    row = rows[place]
    return any(
        other.sort == "CHALLENGE"
        and {"FAULT", "WON"} <= other.words
        and other.team == row.team
        and other.period == row.period
        and abs(other.start - row.start) <= _FOUL
        for other in rows[max(place - 4, 0) : place + 3]
    )


def _holder(row: Row, holder: str | None) -> str | None:
    if row.sort in {"PASS", "RECOVERY", "SET PIECE"}:
        return row.team
    return None if row.sort in {"BALL LOST", "BALL OUT", "SHOT"} else holder


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
            right[period] = next(
                (value for other_period, value in right.items() if (other_period - period) % 2 == 0), True
            )
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
