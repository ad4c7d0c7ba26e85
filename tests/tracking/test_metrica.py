"""Metrica's tracking as CSV against kloppy's own reading of the same files, and against what the files say."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.tracking import Frames, load_frames, read_frames
from frontfoot.match.tracking.providers import frames_of


@pytest.fixture(scope="module")
def files(kloppy_files: Path) -> tuple[Path, Path]:
    home, away = kloppy_files / "metrica_home.csv", kloppy_files / "metrica_away.csv"
    if not home.is_file():
        pytest.skip("this kloppy wheel carries no Metrica CSV (3.19.1 does)")
    return home, away


@pytest.fixture(scope="module")
def frames(files: tuple[Path, Path]) -> Frames:
    return read_frames(*files)


def test_places_are_those_of_kloppys_reading(frames: Frames, files: tuple[Path, Path]) -> None:
    metrica = pytest.importorskip("kloppy.metrica")
    theirs = frames_of(metrica.load_tracking_csv(*(file.read_bytes() for file in files)))
    shirts = ["side", "shirt"]
    ours_by = {row: slot for slot, row in enumerate(frames.players.select(shirts).rows())}
    theirs_by = {row: slot for slot, row in enumerate(theirs.players.select(shirts).rows())}
    assert ours_by.keys() == theirs_by.keys()
    # kloppy turns the file's y over and calls it "top to bottom" still, so left and right change places there;
    # Metrica says that (0, 0) is the left-hand top corner, in tracking as in events.
    mirrored = [0.0, frames.width], [1.0, -1.0]
    for who, slot in ours_by.items():
        other = theirs.xy[:, theirs_by[who]] * mirrored[1] + mirrored[0]
        np.testing.assert_allclose(frames.xy[:, slot], other, atol=1e-4)
    np.testing.assert_allclose(frames.ball[:, :2], theirs.ball[:, :2] * mirrored[1] + mirrored[0], atol=1e-4)
    assert frames.rate == theirs.rate == 25
    assert frames.table["frame"].to_list() == theirs.table["frame"].to_list()


def test_a_place_is_the_files_own(frames: Frames, files: tuple[Path, Path]) -> None:
    """Shares of 105 x 68 m from the left-hand top corner: keeper 11 of the home side at (.00082, .48238)."""
    with files[0].open(newline="") as file:
        line = list(csv.reader(file))[3]
    slot = frames.players["player"].to_list().index("Player11")
    x, y = float(line[3]), float(line[4])
    assert frames.xy[0, slot] == pytest.approx((x * 105, (1 - y) * 68), abs=1e-4)
    assert frames.players.row(slot, named=True)["keeper"]
    # The events of the same game begin with a pass from (.45, .39): as in the events, y is counted from above.
    assert frames.ball[0, :2] == pytest.approx((0.45 * 105, (1 - 0.39) * 68), abs=0.55)
    assert (frames.home.name, frames.away.name) == ("Home", "Away")
    assert frames.table["seconds"][0] == 0.0


def test_it_loads_whole(files: tuple[Path, Path]) -> None:
    assert load_frames(*files[::-1]).players["side"].unique_counts().to_list() == [14, 14]


def write(folder: Path, files: tuple[Path, Path], change: Callable[[str], str], *, side: int = 0) -> list[Path]:
    out = [folder / "home.csv", folder / "away.csv"]
    for number, (source, target) in enumerate(zip(files, out, strict=True)):
        text = source.read_text()
        target.write_text(change(text) if number == side else text)
    return out


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text[: len(text) // 2], "same frames|not 33 numbers|elsewhere"),
        (lambda text: text.replace("Time [s]", "Time"), "begins with"),
        (lambda text: text.replace("1,2,0.08,", "1,x,0.08,"), "not 33 numbers"),
        (lambda text: text.replace("1,2,0.08,", "7,2,0.08,"), "Line 5 holds no period"),
        (lambda text: text.replace("1,2,0.08,", "1,1e300,0.08,"), "Line 5 holds no period"),
        (lambda text: text.replace("0.48238", "1e300"), "Line 4 holds no period, time or place"),
        (lambda text: text.replace("0.45472,0.38709", "0.1,0.1"), "ball of frame 1 lies elsewhere"),
        (lambda text: text.replace("Player1,", "Player11,"), "every player once"),
        (lambda text: text.replace("Player1,", "Player15,"), "Player15 stands in both"),
        (lambda text: "\n".join(text.split("\n")[:3]), "no frame"),
    ],
)
def test_bad_tables_are_told(
    tmp_path: Path, files: tuple[Path, Path], change: Callable[[str], str], problem: str
) -> None:
    with pytest.raises(ReadError, match=problem) as caught:
        read_frames(*write(tmp_path, files, change))
    assert "home.csv" in caught.value.place
    assert caught.value.remedy


def test_the_two_tables_of_a_side_are_told(files: tuple[Path, Path]) -> None:
    with pytest.raises(ReadError, match="stands in both"):
        read_frames(files[0], files[0])
