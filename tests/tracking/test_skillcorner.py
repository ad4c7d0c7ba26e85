"""Our reader of SkillCorner's format against kloppy's, frame by frame, on the whole match."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.tracking import Frames, SeenCode, load_frames, read_frames


@pytest.fixture(scope="session")
def by_kloppy(real_files: tuple[Path, Path]) -> Any:
    skillcorner = pytest.importorskip("kloppy.skillcorner")
    return skillcorner.load(
        meta_data=real_files[0].read_bytes(),
        raw_data=real_files[1].read_bytes(),
        coordinates="skillcorner",
        include_empty_frames=True,
        only_alive=False,
    )


@pytest.mark.slow
def test_equal_to_kloppy_frame_by_frame(raw: Frames, by_kloppy: Any) -> None:
    records = by_kloppy.records
    assert len(raw) == len(records) == 55632
    # kloppy says which way the home side plays in the first half; it plays the other way in the second.
    first = -1.0 if by_kloppy.metadata.orientation.name == "AWAY_HOME" else 1.0
    middle = np.array([raw.length / 2, raw.width / 2])
    slot_of = {player: slot for slot, player in enumerate(raw.players["player"]) if player is not None}
    tracks = {}
    for slot, track, start, end in raw.tracks.iter_rows():
        tracks[raw.players["side"][slot], track] = (slot, start, end)
    expected = np.full(raw.xy.shape, np.nan)
    ball = np.full(raw.ball.shape, np.nan)
    owner = np.full(len(raw), -1)
    for row, record in enumerate(records):
        turn = first if record.period.id == 1 else -first
        for player, state in record.players_data.items():
            side, _, track = player.player_id.partition("_anon_")
            if track:
                slot, start, end = tracks[side, track]
                assert start <= row <= end
            else:
                slot = slot_of[player.player_id]
            expected[row, slot] = middle + turn * np.array([state.coordinates.x, state.coordinates.y])
        if record.ball_coordinates is not None:
            point = record.ball_coordinates
            ball[row, :2] = middle + turn * np.array([point.x, point.y])
            ball[row, 2] = np.nan if point.z is None else point.z
        if record.ball_owning_team is not None:
            owner[row] = 0 if record.ball_owning_team.ground.value == "home" else 1
    np.testing.assert_allclose(raw.xy, expected, atol=1e-5)  # float32 of numbers up to 105
    np.testing.assert_allclose(raw.ball, ball, atol=1e-5)
    assert np.array_equal(raw.possession, owner)
    assert np.array_equal(raw.table["frame"].to_numpy(), [record.frame_id for record in records])
    assert np.array_equal(raw.period, [record.period.id for record in records])
    np.testing.assert_allclose(raw.seconds, [record.timestamp.total_seconds() for record in records], atol=1e-9)


def test_what_the_record_saw(raw: Frames) -> None:
    # 13.3 players a frame where any is seen, counted from the file's own objects.
    assert raw.coverage()["players"] == pytest.approx(13.3, abs=0.05)
    assert raw.info.stated_score == (4, 0)
    assert (raw.home.name, raw.away.name) == ("FC Bayern Munchen", "Borussia Dortmund")
    assert raw.xy.dtype == np.float32


def test_keepers_stand_at_their_own_goal(raw: Frames) -> None:
    for side in ("home", "away"):
        keeper = raw.slots(side)[raw.keeper[raw.slots(side)]]
        x = raw.positions(side)[:, keeper, 0]
        for period in (1, 2):
            assert np.nanmedian(x[raw.period == period]) < 20


def test_unidentified_tracks_share_slots_without_touching(raw: Frames) -> None:
    by_slot: dict[int, list[tuple[int, int]]] = {}
    for slot, _, start, end in raw.tracks.iter_rows():
        by_slot.setdefault(slot, []).append((start, end))
        assert raw.breaks[start, slot]
    for spans in by_slot.values():
        spans.sort()
        assert all(a[1] < b[0] for a, b in pairwise(spans))


def test_the_newer_format(kloppy_files: Path) -> None:
    frames = load_frames(kloppy_files / "skillcorner_v3_raw_data.jsonl", kloppy_files / "skillcorner_meta_data.json")
    text = (kloppy_files / "skillcorner_v3_raw_data.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    lines = [line for line in lines if line["period"] is not None]
    assert len(frames) == len(lines) == 27
    for row, line in enumerate(lines):
        assert frames.table["players"][row] == len(line["player_data"])
        guessed = sum(not player["is_detected"] for player in line["player_data"])
        assert (frames.seen[row] == SeenCode.EXTRAPOLATED).sum() == guessed
    # kloppy's own test: player 133 keeps the home goal at (40.46, -0.58) in row 10, before the turn.
    slot = frames.players["player"].to_list().index("133")
    x, y = frames.xy[10, slot]
    assert (float(x), float(y)) == pytest.approx((frames.length / 2 - 40.46, frames.width / 2 + 0.58), abs=1e-4)


@pytest.mark.parametrize("broken", [b"", b"[", b"[{}]", b"not json", b'[{"frame": 1, "period": 1, "time": "x"}]'])
def test_a_broken_file_is_named(tmp_path: Path, real_files: tuple[Path, Path], broken: bytes) -> None:
    file = tmp_path / "tracking.json"
    file.write_bytes(broken)
    with pytest.raises(ReadError) as caught:
        read_frames(real_files[0], file, provider="skillcorner")
    assert "tracking.json" in caught.value.place


def test_frames_out_of_order_are_named(tmp_path: Path, real_files: tuple[Path, Path]) -> None:
    file = tmp_path / "tracking.json"
    ball = {"trackable_object": 55, "x": 0.0, "y": 0.0}
    frames = [
        {"frame": number, "period": period, "time": f"{clock}:00", "possession": {}, "data": [ball]}
        for number, period, clock in ((1, 1, 0), (2, 1, 1), (9, 2, 45), (7, 2, 46))
    ]
    file.write_text(json.dumps(frames))
    with pytest.raises(ReadError, match=r"tracking\.json: Frame 7 of period 2 does not come in order") as caught:
        read_frames(real_files[0], file)
    assert caught.value.remedy


@pytest.mark.slow
def test_a_pitch_without_size_is_named(tmp_path: Path, real_files: tuple[Path, Path]) -> None:
    match = json.loads(real_files[0].read_text(encoding="utf-8"))
    file = tmp_path / "match.json"
    file.write_text(json.dumps(match | {"pitch_length": 0}))
    with pytest.raises(ReadError, match=r"match\.json.*0 x 68 m"):
        read_frames(file, real_files[1])


def test_a_missing_or_unknown_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        load_frames(tmp_path / "nothing.json")
    other = tmp_path / "other.txt"
    other.write_text("hello")
    with pytest.raises(ReadError, match=r"begins with 'hello'\. Name the `provider` if it is one of: skillcorner, tr"):
        load_frames(other)
    with pytest.raises(ReadError, match="not a tracking provider"):
        load_frames(other, provider="somebody")
