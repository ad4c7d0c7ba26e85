"""StatsBomb 360 frames without their events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.load import load
from frontfoot.match.statsbomb import three_sixty


@pytest.mark.slow
def test_the_places_are_those_of_the_match(kloppy_files: Path) -> None:
    """The same players at the same metres as `load` gives each event that is no shot."""
    file = kloppy_files / "statsbomb_3788741_360.json"
    match = load(kloppy_files / "statsbomb_3788741_event.json", file)
    frames = three_sixty.read(file)
    raw = json.loads(file.read_text())
    assert frames.players.height == sum(len(one["freeze_frame"]) for one in raw)
    assert frames.areas.height == len(raw)
    assert match.freeze_frames is not None
    ids = match.events.filter(pl.col("kind") != "shot").select("index", "event_id")
    columns = ["event_id", "teammate", "actor", "keeper", "x", "y"]
    with_events = match.freeze_frames.join(ids, on="index").select(columns).sort(columns)
    alone = frames.players.filter(pl.col("event_id").is_in(with_events["event_id"].unique().implode()))
    assert alone.sort(columns).equals(with_events)
    assert with_events.height > 10_000
    # A camera shows a part of the pitch, never more than it.
    shares = frames.areas["share"].drop_nulls().to_list()
    assert 0.1 < sum(shares) / len(shares) < 0.6
    assert max(shares) <= 1.0


def test_a_set_without_events_says_what_is_missing(kloppy_files: Path) -> None:
    with pytest.raises(
        ReadError, match=r"no events .* 360 frames of StatsBomb.*events/NUMBER\.json.*three_sixty\.read"
    ):
        load(kloppy_files / "statsbomb_3788741_360.json")


FRAME: dict[str, Any] = {
    "event_uuid": "a",
    "visible_area": [60.0, 0.0, 120.0, 0.0, 120.0, 80.0, 60.0, 80.0],
    "freeze_frame": [{"teammate": False, "actor": False, "keeper": True, "location": [120.0, 40.0]}],
}


def test_half_a_pitch_is_half(tmp_path: Path) -> None:
    frames = three_sixty.read([FRAME])
    assert frames.areas["share"].item() == pytest.approx(0.5)
    assert frames.areas["x"].item().to_list() == [52.5, 105.0, 105.0, 52.5]
    assert frames.players.row(0) == ("a", False, False, True, 105.0, 34.0)


def test_a_frame_without_an_area_has_no_share() -> None:
    assert three_sixty.read([{**FRAME, "visible_area": []}]).areas["share"].to_list() == [None]


@pytest.mark.parametrize(
    "change",
    [
        {"freeze_frame": [{"teammate": True, "location": [3.0]}]},
        {"freeze_frame": [{"teammate": True, "location": "here"}]},
        {"freeze_frame": {}},
        {"visible_area": [[1, 2]]},
        {"event_uuid": None},
    ],
)
def test_bad_frames_are_told(change: dict[str, Any]) -> None:
    with pytest.raises(ReadError, match="shape of StatsBomb 360 frames"):
        three_sixty.read(json.dumps([{**FRAME, **change}]).encode())


@pytest.mark.parametrize("content", [b"[]", b'[{"event_uuid": "a"', b"\xff\xfe[", b"[" * 100_000])
def test_broken_files_are_told(content: bytes) -> None:
    with pytest.raises(ReadError):
        three_sixty.read(content)
