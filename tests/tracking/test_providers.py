"""Every other provider through kloppy: the numbers must be kloppy's own, brought to metres."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontfoot.approach.tracking import measure, summarise
from frontfoot.core.errors import ReadError
from frontfoot.match.tracking import SeenCode, load_frames, read_frames
from frontfoot.match.tracking.providers import frames_of
from frontfoot.match.tracking.velocity import velocities

FILES = {
    "tracab": ["tracab_meta.xml", "tracab_raw.dat"],
    "second_spectrum": ["second_spectrum_fake_metadata.xml", "second_spectrum_fake_data.jsonl"],
    "sportec": ["sportec_meta.xml", "sportec_positional.xml"],
    "stats_perform": ["statsperform_tracking_ma1.json", "statsperform_tracking_ma25.txt"],
    "hawkeye": [
        "hawkeye_meta.json",
        "hawkeye_1_1.football.samples.ball",
        "hawkeye_1_1.football.samples.centroids",
    ],
    "signality": [
        "signality_meta_data.json",
        "signality_venue_information.json",
        "signality_p1_raw_data_subset.json",
        "signality_p2_raw_data_subset.json",
    ],
    "pff": ["pff_metadata_3812.json", "pff_rosters_3812.json", "pff_3812.jsonl"],
    "metrica_epts": ["epts_metrica_metadata.xml", "epts_metrica_tracking.txt"],
}


@pytest.mark.slow
@pytest.mark.parametrize("provider", FILES)
def test_read_and_measured(kloppy_files: Path, provider: str) -> None:
    files = [kloppy_files / name for name in FILES[provider]]
    if not all(file.is_file() for file in files):
        pytest.skip(f"this kloppy wheel carries no {provider} files (3.19.1 does)")
    frames = load_frames(*files, provider=provider)
    assert frames.xy.shape == (len(frames), frames.players.height, 2)
    # Metres: people stand on or near the pitch, and a side is spread over more than a hut.
    inside = frames.xy[np.isfinite(frames.xy[..., 0])]
    assert (inside > -10).all()
    assert (inside < [frames.length + 10, frames.width + 10]).all()
    assert np.ptp(inside[:, 0]) > 20
    assert 90 <= frames.length <= 120
    assert 45 <= frames.width <= 90
    # Who is seen has a place, and who has a place is seen.
    assert np.array_equal(np.isfinite(frames.xy).all(axis=2), frames.seen > SeenCode.REMOVED)
    assert np.array_equal(np.isfinite(frames.ball[:, 0]), frames.ball_seen > SeenCode.REMOVED)
    summary = summarise(measure(frames))
    assert set(summary.measures["side"]) == {"home", "away"}


def test_tracab_positions_are_the_files_own(kloppy_files: Path) -> None:
    file = kloppy_files / "tracab_raw.dat"
    frames = read_frames(kloppy_files / "tracab_meta.xml", file, provider="tracab")
    # A line of the file: frame : team,id,shirt,x,y,speed; ... : ball : with centimetres from the middle.
    line = next(line for line in file.read_text().splitlines() if line.startswith(f"{frames.table['frame'][0]}:"))
    objects = [part.split(",") for part in line.split(":")[1].split(";") if part]
    people = {(int(o[0]), int(o[2])): (float(o[3]) / 100, float(o[4]) / 100) for o in objects}
    turn = None
    for slot, side, shirt in frames.players.select("slot", "side", "shirt").iter_rows():
        x, y = people.get((1 if side == "home" else 0, shirt), (None, None))
        if x is None or y is None or not np.isfinite(frames.xy[0, slot, 0]):
            continue
        from_middle = frames.xy[0, slot] - [frames.length / 2, frames.width / 2]
        turn = turn or (1 if abs(from_middle[0] - x) < abs(from_middle[0] + x) else -1)
        assert from_middle * turn == pytest.approx((x, y), abs=0.01)
    assert turn is not None


def test_nobody_has_a_dead_ball(kloppy_files: Path) -> None:
    """Second Spectrum names the side of the last touch in every frame, and says of each whether the ball is live."""
    files = [kloppy_files / name for name in FILES["second_spectrum"]]
    lines = [json.loads(line) for line in files[1].read_text(encoding="utf-8-sig").splitlines()]
    live = [{"home": 0, "away": 1}[line["lastTouch"]] if line["live"] else -1 for line in lines]
    frames = read_frames(*files, provider="second_spectrum")
    assert live.count(-1) > 300
    assert frames.possession.tolist() == live
    assert frames.table["possession"].to_list() == [{0: "home", 1: "away", -1: None}[side] for side in live]


def by_hawkeye(folder: Path, **how: Any) -> Any:
    hawkeye = pytest.importorskip("kloppy.hawkeye")
    meta, ball, centroids = (folder / name for name in FILES["hawkeye"])
    if not meta.is_file():
        pytest.skip("this kloppy wheel carries no hawkeye files (3.19.1 does)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # kloppy leaves the metadata file to the garbage collector
        return hawkeye.load([ball.read_bytes()], [centroids.read_bytes()], str(meta), **how)


@pytest.mark.slow
def test_home_is_the_side_the_file_calls_home(kloppy_files: Path) -> None:
    """Hawk-Eye lists the teams in any order; in this file the away side comes first."""
    frames = frames_of(by_hawkeye(kloppy_files))
    details = json.loads((kloppy_files / FILES["hawkeye"][2]).read_text())["details"]
    assert [team["home"] for team in details["teams"]] == [False, True]
    assert [frames.away.id, frames.home.id] == [team["id"]["fifaId"] for team in details["teams"]]
    team_of = {player["id"]["fifaId"]: player["teamId"]["fifaId"] for player in details["players"]}
    assert frames.players.height == 22
    for side, player in frames.players.select("side", "player").iter_rows():
        assert team_of[player] == (frames.home if side == "home" else frames.away).id


@pytest.mark.slow
@pytest.mark.parametrize("system", ["opta", "statsbomb", "tracab", "kloppy"])
def test_the_coordinate_system_makes_no_difference(kloppy_files: Path, system: str) -> None:
    """Two of these stretch parts of the pitch, one counts in centimetres, two measure heights in units of their own."""
    ours, theirs = (frames_of(by_hawkeye(kloppy_files, coordinates=one, limit=200)) for one in (None, system))
    np.testing.assert_allclose(theirs.xy, ours.xy, atol=1e-4)
    np.testing.assert_allclose(theirs.ball, ours.ball, atol=1e-4)


@pytest.mark.slow
def test_a_dataset_that_was_thinned_out_keeps_its_movement(kloppy_files: Path) -> None:
    whole, half = (frames_of(by_hawkeye(kloppy_files, sample_rate=share)) for share in (1.0, 0.5))
    assert (whole.rate, half.rate) == (50, 25)
    fast, slow = velocities(whole)[::2], velocities(half)
    assert np.isfinite(slow).all()
    # Windows of 0.7 and 0.68 s: but for sharp turns the speeds are the same.
    assert np.quantile(np.abs(fast - slow), 0.99) < 0.1


def test_a_period_that_there_is_not_is_told(kloppy_files: Path, tmp_path: Path) -> None:
    meta, raw = (kloppy_files / name for name in FILES["tracab"])
    broken = tmp_path / "broken.xml"
    broken.write_text(meta.read_text().replace('<period iId="1"', '<period iId="-1"'))
    with pytest.raises(ReadError, match=r"broken\.xml.*Frame \d+ belongs to period -1\. There are 1 to 5"):
        load_frames(broken, raw, provider="tracab")


@pytest.mark.slow
@pytest.mark.parametrize("rate", [0, None])
def test_no_frame_rate_is_told(kloppy_files: Path, rate: int | None) -> None:
    dataset = by_hawkeye(kloppy_files, limit=10)
    dataset.metadata.frame_rate = rate
    with pytest.raises(ReadError, match=f"clip: A rate of {rate} frames a second is none"):
        frames_of(dataset, sources=("clip",))


@pytest.mark.parametrize("number", [-1, 300])
def test_a_number_nobody_can_wear_is_none(kloppy_files: Path, tmp_path: Path, number: int) -> None:
    meta, raw = (kloppy_files / name for name in FILES["stats_perform"])
    text = meta.read_text(encoding="utf-8")
    broken = tmp_path / "ma1.json"
    broken.write_text(text.replace('"shirtNumber": 2,', f'"shirtNumber": {number},'), encoding="utf-8")
    as_it_was, corrected = (load_frames(one, raw, provider="stats_perform").players for one in (meta, broken))
    assert 2 in as_it_was["shirt"]
    assert corrected["shirt"].to_list() == [None if shirt == 2 else shirt for shirt in as_it_was["shirt"]]


def test_too_few_files_are_told_in_order(kloppy_files: Path) -> None:
    with pytest.raises(ReadError, match="metadata, rosters, tracking"):
        load_frames(kloppy_files / "pff_3812.jsonl", provider="pff")


def test_too_many_files_are_told_in_order(kloppy_files: Path) -> None:
    files = [kloppy_files / name for name in FILES["tracab"]]
    with pytest.raises(ReadError, match=r"comes in 2 files, 3 given.*metadata, tracking"):
        load_frames(*files, files[1], provider="tracab")


def test_a_file_that_kloppy_cannot_read_is_told(kloppy_files: Path, tmp_path: Path) -> None:
    broken = tmp_path / "positions.dat"
    broken.write_bytes((kloppy_files / "tracab_raw.dat").read_bytes()[:100])
    with pytest.raises(ReadError, match=r"kloppy cannot read this as tracab.*metadata, tracking"):
        load_frames(kloppy_files / "tracab_meta.xml", broken)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "document type"),
        (b'<?xml version="1.0" encoding="utf-7"?>', "encoding"),
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_xml_that_declares_what_no_feed_needs_is_refused(
    kloppy_files: Path, tmp_path: Path, place: int, head: bytes, words: str
) -> None:
    files = [kloppy_files / name for name in FILES["sportec"]]
    content = files[place].read_bytes()
    body = content[content.index(b"?>") + 2 :] if content.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") else content
    files[place] = tmp_path / files[place].name
    files[place].write_bytes(head + body)
    with pytest.raises(ReadError, match=words):
        load_frames(*files, provider="sportec")
