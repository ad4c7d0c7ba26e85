"""Every other provider through kloppy: the numbers must be kloppy's own, brought to metres."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from frontfoot.approach.tracking import measure, summarise
from frontfoot.errors import ReadError
from frontfoot.match.tracking import load_frames, read_frames

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


def test_too_few_files_are_told_in_order(kloppy_files: Path) -> None:
    with pytest.raises(ReadError, match="metadata, rosters, tracking"):
        load_frames(kloppy_files / "pff_3812.jsonl", provider="pff")


def test_the_wrong_order_is_told(kloppy_files: Path) -> None:
    with pytest.raises(ReadError, match="order of the files"):
        load_frames(kloppy_files / "tracab_raw.dat", kloppy_files / "tracab_meta.xml", provider="tracab")
