"""Coded clips: read as kloppy reads them, back from our own writer, and refused as a match."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.core.errors import InputError, ReadError
from frontfoot.match import sportscode
from frontfoot.match.load import load
from frontfoot.scouting.clips import Clip, of_instances, offsets_of, starts, written
from frontfoot.scouting.offsets import Offsets

OFFSETS = Offsets.parse("2:14", "64:02")


def xml(*instances: str) -> bytes:
    return f"<file><ALL_INSTANCES>{''.join(instances)}</ALL_INSTANCES></file>".encode()


def instance(start: str = "1.5", end: str = "3", code: str = "Press", more: str = "") -> str:
    return f"<instance><ID>7</ID><start>{start}</start><end>{end}</end><code>{code}</code>{more}</instance>"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # kloppy leaves a file open
def test_the_instances_are_kloppys(kloppy_files: Path) -> None:
    theirs = pytest.importorskip("kloppy.sportscode").load(str(kloppy_files / "code_xml.xml")).codes
    table = sportscode.read(kloppy_files / "code_xml.xml")
    assert table["code"].to_list() == [code.code for code in theirs] == ["PASS", "PASS", "SHOT"]
    assert [timedelta(seconds=start) for start in table["start"]] == [code.start_timestamp for code in theirs]
    assert [timedelta(seconds=end) for end in table["end"]] == [code.end_timestamp for code in theirs]
    assert table["labels"][0].to_list()[2:] == [
        {"group": "Receiver", "text": "Klaas Nøme"},
        {"group": "Qualifiers", "text": "Long ball"},
        {"group": "Qualifiers", "text": "Completed"},
    ]
    assert [str(label["text"]) for label in table["labels"][2].to_list()] == [
        str(value) for value in theirs[2].labels.values()
    ]


@pytest.mark.slow
@given(
    st.lists(
        st.builds(
            Clip,
            period=st.sampled_from([1, 2]),
            start=st.integers(0, 3000).map(float),
            end=st.integers(3000, 3600).map(float),
            code=st.sampled_from(["Counters for", "Press beaten"]),
            labels=st.lists(st.tuples(st.just("Side"), st.sampled_from(["home", "away"])), max_size=2).map(tuple),
            note=st.sampled_from(["", "2 of 33"]),
        ),
        max_size=8,
    )
)
def test_our_own_list_comes_back(clips: list[Clip]) -> None:
    text = written([*starts([1, 2]), *clips], OFFSETS, "sportscode", title="Derby")
    table = sportscode.read(text.encode())
    offsets = offsets_of(table)
    assert offsets is not None
    assert offsets.seconds == OFFSETS.seconds
    back = [clip for clip in of_instances(table, offsets) if clip.code != "Start"]

    def key(clip: Clip) -> Any:
        return clip.period, clip.start, clip.end, clip.code, clip.labels, clip.note

    assert sorted(map(key, back)) == sorted(map(key, clips))


def test_a_list_without_start_rows_says_no_offsets() -> None:
    assert offsets_of(sportscode.read(xml(instance()))) is None


def test_what_lies_before_the_kick_off_is_of_the_first_half() -> None:
    (clip,) = of_instances(sportscode.read(xml(instance(start="100", end="140"))), OFFSETS)
    assert (clip.period, clip.start, clip.end) == (1, -34.0, 6.0)


def test_a_comma_in_a_number_and_a_label_without_a_group() -> None:
    table = sportscode.read(xml(instance(start="1,5", more="<label><text>good</text></label><free_text>x</free_text>")))
    assert table.select("start", "note").row(0) == (1.5, "x")
    assert table["labels"][0].to_list() == [{"group": "", "text": "good"}]


def test_it_is_no_match_and_the_error_says_what_it_is_for(kloppy_files: Path) -> None:
    with pytest.raises(ReadError, match=r"coded clips \(Sportscode XML\).*frontfoot clips MATCH --with"):
        load(kloppy_files / "code_xml.xml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{}", "not XML"),
        (b"<file/>", "no ALL_INSTANCES"),
        (xml(instance())[:-20], "damaged"),
        (xml(instance(code="")), "Instance 1 has no code"),
        (xml(instance(start="soon")), "has the start 'soon'"),
        (xml(instance(), instance(start="nan")), "Instance 2 has the start 'nan'"),
        (xml(instance(end="1e400")), "has the end '1e400'"),
        (xml(instance(end="9" * 400)), "has the end"),
        (xml(instance(start="9", end="3")), "ends before it starts"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + xml(instance()), "document type"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + xml(instance()), "encoding"),
        (b"<file>" + b"<a>" * 200 + b"</a>" * 200 + b"</file>", "nested deeper"),
        (b"", "empty"),
    ],
)
def test_bad_files_are_told(content: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=re.escape(words)):
        sportscode.read(content)


def test_the_command_puts_them_into_one_list(kloppy_files: Path, tmp_path: Path) -> None:
    """The analyst's list has Start rows of ours, from which the command knows where the halves lie in the video."""
    coded = tmp_path / "codes.xml"
    mine = [*starts([1, 2]), Clip(2, 100.0, 110.0, "My press", (("Quality", "good"),), "look")]
    coded.write_text(written(mine, OFFSETS, "sportscode"), encoding="ascii")
    out = tmp_path / "all.xml"
    match = str(kloppy_files / "statsbomb_3788741_event.json")
    command = ["clips", match, "--with", str(coded), "--format", "sportscode", "--out", str(out), "--json"]
    result = CliRunner().invoke(build(), command)
    assert result.exit_code == 0, result.output
    ours = [clip["code"] for clip in json.loads(result.stdout)["clips"]]
    table = sportscode.read(out)
    assert table.filter(code="My press").select("start", "end", "note").row(0) == (3942.0, 3952.0, "look")
    assert table.filter(code="Start")["start"].to_list() == [134.0, 3842.0]
    assert table.height == len(ours) + 2
    assert ours.count("My press") == 1
    assert len(ours) > 5


def test_the_command_tells_a_file_that_is_none(kloppy_files: Path, tmp_path: Path) -> None:
    match = str(kloppy_files / "statsbomb_3788741_event.json")
    with pytest.raises(ReadError, match="The file is not XML"):
        CliRunner().invoke(
            build(), ["clips", match, "--with", match, "--out", str(tmp_path / "x.csv")], catch_exceptions=False
        )


def test_a_time_that_is_none_is_told_with_its_option(kloppy_files: Path) -> None:
    match = str(kloppy_files / "statsbomb_3788741_event.json")
    with pytest.raises(InputError, match="'abc' is no time in a video") as refused:
        CliRunner().invoke(build(), ["clips", match, "--kick-off", "abc"], catch_exceptions=False)
    assert "--kick-off" in refused.value.place


def test_instances_come_in_the_order_of_their_starts() -> None:
    table = sportscode.read(xml(instance("9", "12", "Late"), instance("1", "4", "Long"), instance("1", "3", "Short")))
    assert table["code"].to_list() == ["Short", "Long", "Late"]
