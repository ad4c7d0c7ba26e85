"""Tracking in the Common Data Format: real frames written after the schema come back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.load import load
from frontfoot.match.tracking import Frames, load_frames, read_frames

KICK_OFF = datetime(2025, 5, 15, 19, 45, tzinfo=UTC)


@pytest.fixture(scope="module")
def original(kloppy_files: Path) -> Frames:
    files = [kloppy_files / name for name in ("tracab_meta.xml", "tracab_raw.dat")]
    return read_frames(*files, provider="tracab")


def frame_lines(frames: Frames, *, older: bool = False) -> list[dict[str, Any]]:
    """Every frame, the home side attacking to the right, metres from the middle."""
    middle = np.array([frames.length / 2, frames.width / 2])
    lines = []
    players = list(frames.players.select("slot", "side", "player").iter_rows())
    for number, row in enumerate(frames.table.iter_rows(named=True)):
        teams: dict[str, Any] = {side: {"id": side[0], "players": []} for side in ("home", "away")}
        for slot, side, player in players:
            x, y = frames.xy[number, slot].astype(float) - middle
            if np.isfinite(x):
                teams[side]["players"].append({"id": player, "x": x, "y": y})
        x, y, z = frames.ball[number].astype(float)
        ball: dict[str, Any] = {"x": x - middle[0], "y": y - middle[1], "z": z if np.isfinite(z) else None}
        line = {
            "frame_id": row["frame"],
            "timestamp": (KICK_OFF + timedelta(seconds=row["seconds"] + (row["period"] - 1) * 3600)).isoformat(),
            "period": {1: "first_half", 2: "second_half"}[row["period"]],
            "match": {"id": "m-1"},
            "teams": teams,
            "ball": ball,
        }
        about = line if older else ball
        about["ball_status" if older else "status"] = row["alive"]
        if row["possession"]:
            about["ball_poss_team_id" if older else "poss_team_id"] = row["possession"][0]
        lines.append(line)
    return lines


def write(frames: Frames, folder: Path, **how: Any) -> list[Path]:
    meta = {
        "competition": {"id": "c"},
        "season": {"id": "s"},
        "match": {"id": "m-1", "kickoff_time": "2025-05-15T19:45:00Z", "periods": [], "whistles": []},
        "teams": {
            side: {
                "id": side[0],
                "players": [
                    {"id": row["player"], "team_id": side[0], "jersey_number": row["shirt"], "is_starter": True}
                    for row in frames.players.filter(side=side).iter_rows(named=True)
                ],
            }
            for side in ("home", "away")
        },
        "venue": {"id": "v", "pitch_length": frames.length, "pitch_width": frames.width},
    }
    files = [folder / "meta.json", folder / "tracking.jsonl"]
    files[0].write_text(json.dumps(meta))
    files[1].write_text("\n".join(json.dumps(line) for line in frame_lines(frames, **how)))
    return files


@pytest.mark.parametrize("older", [True, False])
def test_frames_come_back(original: Frames, tmp_path: Path, older: bool) -> None:
    frames = read_frames(*reversed(write(original, tmp_path, older=older)))
    columns = ["frame", "period", "possession", "alive", "players", "ball"]
    assert frames.table.select(columns).equals(original.table.select(columns))
    assert frames.rate == original.rate
    slots = {player: slot for slot, player in frames.players.select("slot", "player").iter_rows()}
    order = [slots[player] for player in original.players["player"]]
    np.testing.assert_allclose(frames.xy[:, order], original.xy, atol=1e-4)
    np.testing.assert_allclose(frames.ball, original.ball, atol=1e-4)
    assert frames.players["shirt"][order[0]] == original.players["shirt"][0]
    assert frames.info.date == "2025-05-15"


def test_who_is_not_in_view_is_an_estimate(original: Frames, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    lines = [json.loads(line) for line in files[1].read_text().splitlines()]
    lines[0]["teams"]["home"]["players"][0]["is_visible"] = False
    files[1].write_text("\n".join(map(json.dumps, lines)))
    frames = load_frames(*files)
    assert sorted(np.unique(frames.seen[0]).tolist())[-2:] == [3, 4]


def test_it_is_no_match_of_events(original: Frames, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"tracking data of Common Data Format.*--frames"):
        load(write(original, tmp_path)[1])


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (1, '"period": "first_half"', '"period": "warm_up"', "warm_up"),
        (1, '"timestamp": "2025', '"timestamp": "soon', "no time"),
        (1, '"frame_id": ', '"frame_id": 99999999999999999999, "f": ', "line 1.*frame_id"),
        (1, '"x": ', '"x": "here", "w": ', r"line 1.*x"),
        (0, '"pitch_length"', '"pitch_length": 1e9, "length"', "A pitch of"),
        (0, '"teams"', '"sides"', "teams"),
    ],
)
def test_bad_files_are_told(original: Frames, tmp_path: Path, file: int, old: str, new: str, words: str) -> None:
    files = write(original, tmp_path)
    text = files[file].read_text()
    assert old in text
    files[file].write_text(text.replace(old, new))
    with pytest.raises(ReadError, match=words):
        read_frames(*files)


def test_two_files_are_needed(original: Frames, tmp_path: Path) -> None:
    tracking = write(original, tmp_path)[1]
    with pytest.raises(ReadError, match="metadata missing"):
        read_frames(tracking)
    with pytest.raises(ReadError, match="comes in 2 files, 1 given"):
        read_frames(tracking, provider="cdf")
