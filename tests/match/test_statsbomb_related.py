"""Which events belong together, against the lists of the file walked one event at a time."""

from __future__ import annotations

import json
from pathlib import Path

from frontfoot.match.load import load


def test_partners_are_those_of_the_file_and_added_rows_stand_beside_their_event(kloppy_files: Path) -> None:
    path = kloppy_files / "statsbomb_3788741_event.json"
    stated = {event["id"]: event.get("related_events", []) for event in json.loads(path.read_bytes())}
    table = load(path, kloppy_files / "statsbomb_3788741_lineup.json").events
    row_of = {name: row for row, name in enumerate(table["event_id"].to_list())}
    added = 0
    for name, row, partners in table.select("event_id", "index", "related").iter_rows():
        prefix, _, parent = name.partition("-") if name.startswith(("aerial-", "out-")) else ("", "", name)
        expected = [row_of[other] for other in stated[parent] if other in row_of]
        if prefix == "out":
            expected = [row_of[parent]]
        elif prefix == "aerial" and stated[parent]:
            expected = [row_of[parent], *expected]
        assert partners == (expected if expected or stated[parent] else None), (name, row)
        added += prefix != ""
    assert added > 20
