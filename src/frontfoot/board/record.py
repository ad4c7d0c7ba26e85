"""One entry of the ledger and of its journal, and the digest that links it to the one before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

NOTHING: Final = "0" * 64
"""The digest before the first entry."""


@dataclass(frozen=True, slots=True)
class LedgerRecord:
    """An entry of the ledger with its place.

    Attributes:
        sequence: 1, 2, 3, ... over all ties of the ledger.
        tie: identifier of the tie.
        id: of the entry, unique within its tie; the entry that opens a tie has the tie's identifier.
        recorded: when it was recorded, ISO 8601, UTC.
        author: who wrote it: "page", "feed", ...
        body: the JSON document, canonical.
        digest: SHA-256 of the digest before and of all the above, hexadecimal.
    """

    sequence: int
    tie: str
    id: str
    recorded: str
    author: str
    body: str
    digest: str

    @property
    def row(self) -> tuple[int, str, str, str, str, str, str]:
        """The columns of the table, in order."""
        return self.sequence, self.tie, self.id, self.recorded, self.author, self.body, self.digest

    @property
    def document(self) -> dict[str, Any]:
        """The body, decoded."""
        body: dict[str, Any] = json.loads(self.body)
        return body

    @property
    def at(self) -> float | None:
        """When it was recorded, seconds since the epoch; None where that cannot be read."""
        try:
            return datetime.fromisoformat(self.recorded).timestamp()
        except (ValueError, OverflowError):
            return None

    def follows(self, before: str) -> bool:
        """Whether the digest is the one this entry must have after an entry of digest `before`."""
        again = chained(before, self.sequence, self.tie, self.id, self.recorded, self.author, self.body)
        return again.digest == self.digest

    def line(self) -> bytes:
        """The entry as a line of the journal."""
        named = dict(zip(self.__slots__, self.row, strict=True))
        return canonical(named).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> LedgerRecord:
        """From a line of the journal.

        Raises:
            ValueError: the line is no entry.
        """
        try:
            record = cls(**json.loads(line))
        except (TypeError, RecursionError) as error:
            raise ValueError(str(error)) from None
        if type(record.sequence) is not int or not all(isinstance(part, str) for part in record.row[1:]):
            raise ValueError("a field of another type")
        # Half a surrogate pair is no text that could have been written.
        "".join(record.row[1:]).encode()
        return record


def chained(before: str, sequence: int, tie: str, id: str, recorded: str, author: str, body: str) -> LedgerRecord:
    """A record with its digest.

    >>> first = chained(NOTHING, 1, "t", "t", "2024-04-18T19:00:00.000+00:00", "page", "{}")
    >>> first.follows(NOTHING), first.follows(first.digest)
    (True, False)
    """
    text = json.dumps([before, sequence, tie, id, recorded, author, body], ensure_ascii=False, separators=(",", ":"))
    return LedgerRecord(sequence, tie, id, recorded, author, body, sha256(text.encode()).hexdigest())


def canonical(document: dict[str, Any]) -> str:
    """A JSON document in the one form in which it is stored and compared: sorted keys, no blanks.

    >>> canonical({"b": 1, "a": "è"})
    '{"a":"è","b":1}'
    """
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
