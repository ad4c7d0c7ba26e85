"""Clips read back by other people's readers: kloppy, an XML parser, the csv module."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.core.errors import InputError
from frontfoot.scouting.clips import (
    FORMATS,
    GAP,
    LONGEST,
    ROLLS,
    Clip,
    ascii_only,
    merged,
    rolled,
    starts,
    written,
)
from frontfoot.scouting.offsets import Offsets, video_time

LABELS = (("Player", "Çalhanoğlu & Söyüncü"), ("Why", "<costly>"))
OFFSETS = Offsets.parse("2:14", "64:02")
CLIPS = [
    *starts((1, 2)),
    Clip(1, 130.0, 142.0, "Türkiye lost in build-up", LABELS, "45+1\u2032: xG 0,3"),
    Clip(2, 10.0, 22.0, "Counters for", (("Side", "home"),), 'He said "go"'),
    Clip(2, 600.0, 612.0, "Counters for"),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # kloppy leaves a file open
def test_kloppy_and_an_xml_parser_read_sportscode(tmp_path: Path) -> None:
    sportscode = pytest.importorskip("kloppy.sportscode")
    file = tmp_path / "clips.xml"
    file.write_text(written(CLIPS, OFFSETS, "sportscode", title="Türkiye - Italia"), encoding="ascii")
    codes = sportscode.load(str(file)).codes
    assert [round(code.start_timestamp.total_seconds(), 3) for code in codes] == [134.0, 264.0, 3842.0, 3852.0, 4442.0]
    assert [code.end_timestamp.total_seconds() for code in codes][1] == 276.0
    assert codes[1].code == "Turkiye lost in build-up"
    assert codes[1].labels == {"Player": "Calhanoglu and Soyuncu", "Why": "costly"}
    root = ElementTree.parse(file).getroot()
    rows = {row.findtext("code"): [int(row.findtext(name) or -1) for name in "RGB"] for row in root.iter("row")}
    assert set(rows) == {instance.findtext("code") for instance in root.iter("instance")}
    assert all(0 <= value <= 65535 for colours in rows.values() for value in colours)
    assert "&" not in file.read_text()


def test_a_plain_table_holds_every_clip() -> None:
    rows = list(csv.DictReader(io.StringIO(written(CLIPS, OFFSETS, "csv"))))
    assert [float(row["start"]) for row in rows] == [134.0, 264.0, 3842.0, 3852.0, 4442.0]
    assert rows[3]["note"] == "He said go"
    assert rows[3]["labels"] == "Side: home"


def test_hudl_takes_moments_and_a_code() -> None:
    rows = list(csv.DictReader(io.StringIO(written(CLIPS, OFFSETS, "hudl-csv"))))
    assert [(int(row["Mins"]), int(row["Secs"]), int(row["Frames"])) for row in rows][1] == (4, 24, 0)
    assert all(row["code"] for row in rows)


def test_chapters_are_webvtt() -> None:
    text = written(CLIPS, OFFSETS, "vtt")
    assert text.startswith("WEBVTT\n\n1\n00:02:14.000 --> 00:02:19.000\nStart: Kick-off\n")
    assert "01:04:12.000 --> 01:04:24.000" in text


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
@given(text=st.text(max_size=40), start=st.floats(0, 5000), length=st.floats(0, 60))
def test_whatever_stands_in_a_clip_the_file_is_ascii_and_whole(
    form: str, text: str, start: float, length: float
) -> None:
    clips = [Clip(1, start, start + length, text, ((text, text),), text, text)]
    out = written(clips, Offsets({1: 0.0}), form, title=text)
    assert out.isascii()
    if form == "sportscode":
        assert len(list(ElementTree.fromstring(out).iter("instance"))) == 1
    elif form.endswith("csv"):
        assert len(list(csv.DictReader(io.StringIO(out)))) == 1


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(1, 2), st.floats(0, 500), st.floats(0, 30), st.sampled_from("ab")), max_size=30))
def test_merging_covers_the_same_time_and_leaves_gaps(rows: list[tuple[int, float, float, str]]) -> None:
    clips = [Clip(period, start, start + length, code) for period, start, length, code in rows]
    listed = merged(clips)
    for clip in clips:
        own = [kept for kept in listed if (kept.period, kept.code) == (clip.period, clip.code)]
        assert any(kept.start <= clip.start and clip.end <= kept.end for kept in own)
        assert all(later.start - earlier.end >= GAP for earlier, later in pairwise(own))
    starts_in_order = [(kept.period, kept.start) for kept in listed]
    assert starts_in_order == sorted(starts_in_order)
    # Merging may make a clip longer, and with that its place among clips that start together another.
    assert sorted(merged(listed), key=str) == sorted(listed, key=str)


def test_rolls_and_long_sequences() -> None:
    for sort, (before, after) in ROLLS.items():
        clip = rolled(sort, 1, 500.0, code="x")
        assert (clip.start, clip.end) == (500.0 - before, 500.0 + after)
    clip = rolled("build-up", 1, 100.0, 190.0, code="x")
    assert clip.end - clip.start == LONGEST + sum(ROLLS["build-up"])
    assert clip.end == 190.0 + ROLLS["build-up"][1]


def test_a_clip_never_starts_before_the_video() -> None:
    rows = list(csv.DictReader(io.StringIO(written([rolled("shot", 1, 2.0, code="x")], Offsets({1: 1.0}), "csv"))))
    assert float(rows[0]["start"]) == 0.0


@pytest.mark.parametrize("text", ["", "2:", ":14", "1:2:3:4", "-5", "2:14x", "two", "2:75", "1:60:00", "\u0662:14"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        video_time(text)


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(InputError, match="period 2"):
        written([Clip(2, 0.0, 1.0, "x")], Offsets.parse("0:00"), "vtt")
    with pytest.raises(InputError, match="no format 'mp4'"):
        written([], OFFSETS, "mp4")
    with pytest.raises(InputError, match="one after the other"):
        Offsets.parse("64:02", "2:14")
    with pytest.raises(InputError, match="no rolls"):
        rolled("throw-in", 1, 0.0, code="x")


def test_letters_become_plain() -> None:
    assert ascii_only("Łukasz Piszczek – Ødegaard ß") == "Lukasz Piszczek - Odegaard ss"
