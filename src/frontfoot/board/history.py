"""The history of a tie: every entry as it was recorded, and whether it still counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from frontfoot.board.effective import PlacedEntry, effect
from frontfoot.board.record import LedgerRecord

SHOWN: Final = 300
"""Entries on the page; the ledger's export holds all of them."""


def history(records: Sequence[LedgerRecord], placed: Sequence[PlacedEntry]) -> list[dict[str, Any]]:
    """The latest entries, the last first, front-foot measures left out.

    `counts` is false for removed entries; `corrected_by` is the identifier of the correction in force.
    """
    effects = effect(placed)
    rows = []
    for record in reversed(records):
        body = record.document
        if body["kind"] == "front-foot":
            continue
        rows.append(
            {
                "sequence": record.sequence,
                "recorded": record.recorded,
                "author": record.author,
                "entry": body,
                "counts": record.id not in effects.removed,
                "corrected_by": effects.corrected.get(record.id),
            }
        )
        if len(rows) == SHOWN:
            break
    return rows
