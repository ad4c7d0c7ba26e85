"""Following a file that grows: new entries are sent to the board, changed ones corrected, missing ones removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from frontfoot.board.feed import Due
from frontfoot.board.record import canonical
from frontfoot.board.sender import Sender
from frontfoot.match.match import Match


def kick_off(match: Match) -> datetime:
    """The assumed time of kick-off of a finished match: noon of its day, the same at every reading."""
    try:
        day = datetime.fromisoformat(match.info.date[:10]).date()
    except ValueError:
        day = datetime(1970, 1, 1, tzinfo=UTC).date()
    return datetime.combine(day, time(12), UTC)


class Following:
    """The entries of a file that the board already has; `update` brings the board to the file's present state.

    Args:
        sender: to the board.
        tie: identifier of the tie.
        start: when the match kicked off.
    """

    def __init__(self, sender: Sender, tie: str, start: datetime) -> None:
        self._sender = sender
        self._tie = tie
        self._start = start
        self._sent: dict[str, dict[str, Any]] = {}
        self._changes = 0

    def update(self, programme: Sequence[Due]) -> int:
        """Send the differences.

        Returns:
            How many entries are new on the board.

        Raises:
            FrontfootError: the board does not answer, or refuses.
        """
        now = {due.body["id"]: due.document(self._start, 1.0) for due in programme}
        fresh = [body for name, body in now.items() if name not in self._sent]
        changed = [body for name, body in now.items() if name in self._sent and self._sent[name] != body]
        gone = [name for name in self._sent if name not in now]
        outcomes = self._sender.send(self._tie, fresh)
        # Sent by an earlier run in another form: the file is right now.
        changed += [now[name] for name in outcomes["conflict"]]
        corrected = len(self._sender.send(self._tie, [self._correction(body) for body in changed])["recorded"])
        taken = len(self._sender.send(self._tie, [self._removal(name) for name in gone])["recorded"])
        self._sent = now
        return len(outcomes["recorded"]) + corrected + taken

    def _correction(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"kind": "correction", "id": self._name("c", canonical(body)), "of": body["id"], "entry": body}

    def _removal(self, name: str) -> dict[str, Any]:
        self._changes += 1
        return {"kind": "removal", "id": self._name("r", f"{name} {self._changes}"), "of": name, "reason": "file"}

    @staticmethod
    def _name(kind: str, content: str) -> str:
        from hashlib import sha256

        return f"{kind}-{sha256(content.encode()).hexdigest()[:40]}"
