"""What the tests of the board share: the evening of 18 April 2024, entry by entry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from frontfoot.board.effective import PlacedEntry
from frontfoot.board.opening import body_of_opening, file_of_opening
from frontfoot.board.state import BoardState, fold
from frontfoot.ties.entry import TieOpening, entry_of
from frontfoot.ties.tie_file import TieFile

KICK_OFF = datetime(2024, 4, 18, 19, 0, tzinfo=UTC)

BERGAMO: dict[str, Any] = {
    "id": "bergamo",
    "competition": "uel",
    "season": 2023,
    "round": "QF",
    "leg": [
        {"home": "Liverpool", "away": "Atalanta", "date": "2024-04-11", "score": [0, 3]},
        {"home": "Atalanta", "away": "Liverpool", "date": "2024-04-18"},
    ],
}


def at(minutes: float) -> str:
    """A time of day, so many minutes after kick-off."""
    return (KICK_OFF + timedelta(minutes=minutes)).isoformat()


def whistle(id: str, period: int, state: str, minutes: float, leg: int = 2) -> dict[str, Any]:
    return {"id": id, "kind": "period", "leg": leg, "period": period, "state": state, "at": at(minutes)}


def goal(id: str, club: str, minute: str, leg: int = 2, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "goal", "leg": leg, "club": club, "minute": minute, **more}


EVENING: tuple[dict[str, Any], ...] = (
    whistle("start-1", 1, "start", 0),
    goal("salah", "Liverpool", "7", player="Salah", note="penalty"),
    whistle("end-1", 1, "end", 47),
    whistle("start-2", 2, "start", 62),
    whistle("end-2", 2, "end", 112),
)
"""The whole evening: 0-1, and Atalanta through by 3-1."""


def opened(document: dict[str, Any] = BERGAMO) -> TieFile:
    return file_of_opening(body_of_opening(TieOpening.model_validate(document)))


def folded(*bodies: dict[str, Any], opening: TieFile | None = None) -> BoardState:
    placed = [PlacedEntry.at(number, entry_of(body)) for number, body in enumerate(bodies, start=2)]
    return fold(opening or opened(), placed, len(placed) + 1)
