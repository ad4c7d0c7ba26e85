"""Where periods start in a video: what is written, what is taken where nobody says, and what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontfoot.core.errors import InputError
from frontfoot.scouting.offsets import Offsets
from tests.cli.commands import status_of

WHOLE = {1: 2820.0, 2: 2900.0, 3: 930.0, 4: 960.0, 5: 400.0}
HALVES = {1: 2820.0, 2: 2900.0}


def test_what_nobody_places_follows_after_the_usual_break() -> None:
    """By hand: 47 min of play and 15 of break; extra time after 5 and 5 minutes more; no shoot-out by a guess."""
    assert Offsets({}).completed(WHOLE).seconds == {1: 0.0, 2: 3720.0, 3: 6920.0, 4: 8150.0}
    assert Offsets({2: 4000.0}).completed(HALVES).seconds == {1: 0.0, 2: 4000.0}
    stated = Offsets.parse("2:14", "64:02", "120:00", "140:00", "160:00")
    assert stated.completed(WHOLE).seconds == {1: 134.0, 2: 3842.0, 3: 7200.0, 4: 8400.0, 5: 9600.0}
    assert Offsets.parse("10:00", "70:00").completed({1: 2800.0}).seconds == {1: 600.0}


@pytest.mark.parametrize(
    ("stated", "lengths", "problem"),
    [
        (("2:14", "6:40"), HALVES, "Period 2 cannot start 6:40 into the video"),
        (("2:14", "64:02", "100:00"), WHOLE, "Period 3 cannot start"),
        (("2:14", "64:02", "120:00"), HALVES, "holds no extra time"),
        (("2:14", "64:02", "120:00", "140:00", "160:00"), {**HALVES, 3: 930.0, 4: 960.0}, "holds no shoot-out"),
    ],
)
def test_offsets_that_do_not_fit_the_match_are_refused(
    stated: tuple[str, ...], lengths: dict[int, float], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        Offsets.parse(*stated).completed(lengths)


def test_a_video_may_be_cut_at_the_whistle() -> None:
    assert Offsets.parse("0:00", "46:50").completed(HALVES).seconds[2] == 2810.0


def test_more_starts_than_periods_are_refused() -> None:
    with pytest.raises(InputError, match="at most 5 periods, and 6"):
        Offsets.parse("0:00", "60:00", "110:00", "130:00", "150:00", "170:00")
    with pytest.raises(InputError, match="one after the other"):
        Offsets.parse("2:14", "2:14")


@pytest.mark.slow
def test_the_clips_of_a_match_take_the_same_options(
    kloppy_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    match = str(kloppy_files / "statsbomb_15986_event.json")
    out = tmp_path / "clips.csv"
    assert status_of("clips", match, "--kick-off", "2:14", "--format", "csv", "--out", str(out)) == 0
    # The first half lasts 45:31 by the last of its events; a quarter of an hour later comes the second.
    assert "assumed to start in the video: the second half at" in capsys.readouterr().err
    starts = [line.split(",") for line in out.read_text("ascii").splitlines() if ",Start," in line]
    assert float(starts[0][2]) == 134.0
    for options, problem in (
        (("--second-half", "7:00"), "cannot start 7:00"),
        (("--extra-time", "120:00"), "follows a second half"),
        (("--second-half", "64:00", "--extra-time", "120:00"), "holds no extra time"),
    ):
        assert status_of("clips", match, *options, "--out", str(tmp_path / "no.csv")) == 2
        assert problem in capsys.readouterr().err
    assert not (tmp_path / "no.csv").exists()
