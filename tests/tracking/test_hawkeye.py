"""Hawk-Eye: our reader against kloppy's, and files that kloppy reads wrong or not at all."""

from __future__ import annotations

import gzip
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.tracking import Frames, load_frames, read_frames
from frontfoot.match.tracking.providers import frames_of

MINUTES = ("1_1", "2_46")


def feeds(folder: Path, ending: str) -> list[Path]:
    return [folder / f"hawkeye_{minute}.football.samples.{ending}" for minute in MINUTES]


def moments(frames: Frames) -> list[tuple[int, float]]:
    return [(period, round(seconds, 5)) for period, seconds in frames.table.select("period", "seconds").iter_rows()]


@pytest.mark.slow
def test_every_frame_is_kloppys(kloppy_files: Path) -> None:
    """Kloppy numbers frames by cutting time x 50 down, by which one frame a minute falls on its neighbour."""
    hawkeye = pytest.importorskip("kloppy.hawkeye")
    balls, people = feeds(kloppy_files, "ball"), feeds(kloppy_files, "centroids")
    meta = kloppy_files / "hawkeye_meta.json"
    if not meta.is_file():
        pytest.skip("this kloppy wheel carries no hawkeye files (3.19.1 does)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        inputs = ([file.read_bytes() for file in files] for files in (balls, people))
        theirs = frames_of(hawkeye.load(*inputs, str(meta), coordinates="hawkeye"))
    ours = read_frames(*people, meta, *balls, provider="hawkeye")
    place = {moment: row for row, moment in enumerate(moments(ours))}
    rows = [place[moment] for moment in moments(theirs)]
    assert (len(theirs), len(set(rows)), len(ours)) == (6000, 6000, 6002)
    np.testing.assert_allclose(ours.xy[rows], theirs.xy, atol=1e-5)
    np.testing.assert_allclose(ours.ball[rows], theirs.ball, atol=1e-5)
    assert ours.players.drop("starter").equals(theirs.players.drop("starter"))
    assert (ours.home, ours.away, ours.rate, ours.length, ours.width) == (theirs.home, theirs.away, 50, 104, 67)
    assert [(period.number, period.seconds) for period in ours.periods] == [(1, 60.017), (2, 60.017)]
    # No frame is missing in a minute, and none stands twice.
    assert np.array_equal(ours.table["frame"].to_numpy(), [*range(3001), *range(135_000, 138_001)])


@pytest.mark.slow
def test_possession_is_the_files_own(kloppy_files: Path) -> None:
    files = [file for ending in ("ball", "centroids") for file in feeds(kloppy_files, ending)[:1]]
    frames = load_frames(*files, provider="hawkeye")
    record = json.loads(files[0].read_text())
    home = next(team["id"]["fifaId"] for team in record["details"]["teams"] if team["home"])
    stated = [
        None if one["play"] != "In" or not one.get("possession") else one["possession"]["teamId"]["fifaId"] == home
        for one in record["samples"]["ball"]
    ]
    at_home = [{"home": True, "away": False, None: None}[side] for side in frames.table["possession"]]
    assert at_home[: len(stated)] == stated
    assert "possession-inferred" not in [finding.rule for finding in frames.findings]
    assert frames.findings[0].rule == "pitch-size-assumed"


def details(**changes: Any) -> dict[str, Any]:
    return {
        "match": {"id": {"heId": "m-1"}},
        "teams": [
            {"id": {"heId": "red"}, "name": "Red", "home": True},
            {"id": {"heId": "blue"}, "name": "Blue", "home": False},
        ],
        "players": [
            {
                "id": {"heId": f"{team}-{shirt}"},
                "teamId": {"heId": team},
                "jerseyNumber": str(shirt),
                "role": {"name": "Goalkeeper" if shirt == 1 else "Defender"},
            }
            for team in ("red", "blue")
            for shirt in (1, 2, 3, 4)
        ],
        **changes,
    }


def write(folder: Path, segment: int, minute: int, x: float, **changes: Any) -> list[Path]:
    """A second of play at 10 frames a second: everybody stands still, red on the left, the ball at x."""
    times = [0.1 * step for step in range(10)]
    sequences = {"match-minute": minute, "segment": segment}
    ball = [{"time": time, "pos": [x, 0.0, 0.1]} for time in times]
    people = [
        {
            "personId": player["id"],
            "role": {"name": "Goalkeeper" if player["jerseyNumber"] == "1" else "Outfielder"},
            "centroid": [
                {
                    "time": time,
                    "pos": [(-40 if player["teamId"]["heId"] == "red" else 40) / int(player["jerseyNumber"]), 5.0],
                }
            ],
        }
        for player in details()["players"]
        for time in times
    ]
    about = {"sequences": sequences, "details": details(**changes)}
    files = [folder / f"{segment}_{minute}.ball", folder / f"{segment}_{minute}.centroids"]
    files[0].write_text(json.dumps({**about, "samples": {"ball": ball}}))
    files[1].write_text(json.dumps({**about, "samples": {"people": people}}))
    return files


def test_stoppage_time_and_the_second_half_share_no_frame(tmp_path: Path) -> None:
    """Minute 46 is stoppage time of the first half and the first of the second."""
    files = [*write(tmp_path, 2, 46, 10.0), *write(tmp_path, 1, 46, -10.0), *write(tmp_path, 1, 45, -20.0)]
    frames = read_frames(*files, provider="hawkeye")
    assert frames.table["period"].to_list() == [1] * 20 + [2] * 10
    assert frames.table["seconds"].to_list() == pytest.approx(
        [44 * 60 + 0.1 * n for n in range(10)] + [45 * 60 + 0.1 * n for n in range(10)] + [0.1 * n for n in range(10)]
    )
    assert frames.ball[[0, 10, 20], 0].tolist() == pytest.approx([32.5, 42.5, 62.5])
    assert frames.players.group_by("side").len().sort("side")["len"].to_list() == [4, 4]


def test_packed_files_are_read(tmp_path: Path) -> None:
    plain = write(tmp_path, 1, 1, 0.0)
    packed = []
    for file in plain:
        packed.append(file.with_name(f"{file.name}.gz"))
        packed[-1].write_bytes(gzip.compress(file.read_bytes()))
    one, other = (read_frames(*files, provider="hawkeye") for files in (plain, packed))
    assert one.table.equals(other.table)
    np.testing.assert_array_equal(one.xy, other.xy)


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda files: files[:1], r"1_1\.ball: Minute 1 of period 1 has no \.centroids file"),
        (lambda files: files[1:], r"Minute 1 of period 1 has no \.ball file"),
        (lambda files: [*files, files[0]], "Two files hold minute 1 of period 1"),
        (lambda files: [], "one metadata file with as many"),
    ],
)
def test_files_that_do_not_belong_together_are_told(tmp_path: Path, break_it: Any, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read_frames(*break_it(write(tmp_path, 1, 1, 0.0)), provider="hawkeye")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"time": 0.1', '"time": 1e308', "time"),
        ('"time": 0.1', '"time": "soon"', "time"),
        ('"match-minute": 1', '"match-minute": 18446744073709551616', "match-minute"),
        ('"segment": 1', '"segment": 0', "period 0"),
        ('"pos": [0.0, 0.0, 0.1]', '"pos": {}', "pos"),
        ('"samples"', '"sample"', "samples"),
        ('"home": true', '"home": false', "0 of them at home"),
        ("}]}}", "}]", "not complete JSON"),
    ],
)
def test_a_broken_file_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    files = write(tmp_path, 1, 1, 0.0)
    for file in files:
        text = file.read_text()
        file.write_text(text.replace(old, new) if "}]}}" not in old else text[:-3])
    with pytest.raises(ReadError, match=words):
        read_frames(*files, provider="hawkeye")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("meta.json", '{"Stadium": {"PitchLength": "long"}}', "'long'"),
        ("meta.json", '{"Stadium": {"PitchLength": -5}}', "has no size"),
        ("meta.xml", "<Match><stadium><pitch><length>1e400</length></pitch></stadium></Match>", "has no size"),
        ("meta.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><Match/>', "document type"),
    ],
)
def test_broken_metadata_is_told(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ReadError, match=words):
        read_frames(tmp_path / name, *write(tmp_path, 1, 1, 0.0), provider="hawkeye")


def changed(file: Path, change: Any) -> None:
    document = json.loads(file.read_text())
    for samples in document["samples"].values():
        for sample in samples:
            change(sample)
    file.write_text(json.dumps(document))


def test_a_clock_that_runs_late_gives_every_sample_a_frame_of_its_own(tmp_path: Path) -> None:
    """Half a step late: rounded one by one, two samples would fall on one frame and another frame be lost."""
    files = write(tmp_path, 1, 1, 0.0)
    changed(files[0], late)
    changed(files[1], lambda person: late(person["centroid"][0]))
    frames = read_frames(*files, provider="hawkeye")
    assert np.diff(frames.table["frame"].to_numpy()).tolist() == [1] * 9


def late(sample: dict[str, Any]) -> None:
    sample["time"] += 0.05


def test_play_that_is_not_told_is_play(tmp_path: Path) -> None:
    """The first minute says that the ball is out, the second says nothing."""
    out, untold = write(tmp_path, 1, 1, 0.0), write(tmp_path, 1, 2, 0.0)
    changed(out[0], lambda sample: sample.update(play="Out"))
    frames = read_frames(*out, *untold, provider="hawkeye")
    assert frames.table["alive"].to_list() == [False] * 10 + [True] * 10
