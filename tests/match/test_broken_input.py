"""Broken input is answered with a clear error that names file, place and remedy; never anything else."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontfoot.core.errors import FrontfootError, InputError, ReadError
from frontfoot.match import limits
from frontfoot.match.load import load
from frontfoot.match.match import Match

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


def event(**changes: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "teamId": 10,
        "playerId": 5,
        "matchId": 7,
        "matchPeriod": "1H",
        "eventSec": 3.0,
        "eventId": 8,
        "subEventId": 85,
        "positions": [{"x": 50, "y": 50}, {"x": 40, "y": 40}],
        "tags": [{"id": 1801}],
        **changes,
    }


def match_of(*events: dict[str, Any]) -> dict[str, Any]:
    teams = {"10": {"team": {"name": "A"}}, "20": {"team": {"name": "B"}}}
    return {"events": list(events), "teams": teams, "players": {}}


def write(tmp_path: Path, content: bytes, name: str = "match.json") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def refused(*paths: Path) -> FrontfootError:
    with pytest.raises(ReadError) as caught:
        load(*paths)
    assert caught.value.place
    assert caught.value.remedy
    assert str(paths[0]) in caught.value.place
    return caught.value


def told_well(error: FrontfootError) -> None:
    assert error.problem
    assert error.place
    assert error.remedy


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_kept_corpus_is_refused_or_read(path: Path) -> None:
    try:
        assert isinstance(load(path), Match)
    except ReadError as error:
        told_well(error)
        read_it = False
    else:
        read_it = True
    assert path.name.startswith("sound" if read_it else "broken")


def test_files_that_are_none(tmp_path: Path) -> None:
    assert "directory" in refused(tmp_path).problem
    assert "no such file" in refused(tmp_path / "nothing.json").problem
    assert "empty" in refused(write(tmp_path, b"")).problem
    assert "neither JSON nor XML" in refused(write(tmp_path, b"Div,Date\n")).problem
    assert "No known provider" in refused(write(tmp_path, b'{"a": 1}')).problem
    assert "not whole JSON" in refused(write(tmp_path, b'{"a": "\xff"}')).problem
    with pytest.raises(InputError):
        load()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path, b"{}")
    path.chmod(0)
    assert "permissions" in refused(path).remedy


def test_every_packing_reads_alike(tmp_path: Path) -> None:
    content = json.dumps(match_of(event(), event(id=2, eventSec=4.0, teamId=20))).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("match.json", content)
    plain = load(write(tmp_path, content))
    for name, data in (
        ("m.json.gz", gzip.compress(content)),
        ("m.json.xz", lzma.compress(content)),
        ("m.zip", packed.getvalue()),
    ):
        assert load(write(tmp_path, data, name)).events.equals(plain.events)
        assert refused(write(tmp_path, data[: len(data) // 2], "cut-" + name))


@pytest.mark.slow
def test_bombs_are_stopped_while_unpacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontfoot.match.files.limits.MAX_CONTENT_BYTES", 3 * 2**20)
    zeros = b"[" + b"0" * (8 * 2**20)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("match.json", zeros)
    for name, data in (
        ("b.gz", gzip.compress(zeros)),
        ("b.xz", lzma.compress(zeros)),
        ("b.zip", packed.getvalue()),
    ):
        assert "unpacks to more than" in refused(write(tmp_path, data, name)).problem


@pytest.mark.slow
def test_too_many_events(tmp_path: Path) -> None:
    one = json.dumps(event()).encode()
    head = json.dumps(match_of()).encode()
    many = b",".join([one] * (limits.MAX_EVENTS + 1))
    assert "events, more than any match" in refused(write(tmp_path, head.replace(b"[]", b"[" + many + b"]", 1))).problem


def test_deep_nesting(tmp_path: Path) -> None:
    content = json.dumps(match_of(event())).encode()
    deep = content[:-1] + b', "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert "nested" in refused(write(tmp_path, deep)).problem


def test_nan_is_not_a_number(tmp_path: Path) -> None:
    content = json.dumps(match_of(event(eventSec=float("nan")))).encode()
    assert refused(write(tmp_path, content)).problem == "Line 1 holds NaN, which is not a number"
    worded = json.dumps(match_of(event(), event(id=2, positions=[{"x": "nan", "y": "inf"}]))).encode()
    try:
        match = load(write(tmp_path, worded))
        assert match.events["x"].is_finite().drop_nulls().all()
        assert match.events["x"].null_count() == 1
    except ReadError as error:
        told_well(error)


@pytest.mark.slow
def test_parts_of_two_matches(kloppy_files: Path) -> None:
    refused(kloppy_files / "statsbomb_15986_lineup.json")
    with pytest.raises(ReadError, match="other teams"):
        load(kloppy_files / "statsbomb_15986_event.json", kloppy_files / "statsbomb_3788741_lineup.json")
    with pytest.raises(ReadError, match="None of the 360 frames"):
        load(kloppy_files / "statsbomb_15986_event.json", kloppy_files / "statsbomb_3788741_360.json")
    with pytest.raises(ReadError, match="Two files hold events"):
        load(kloppy_files / "statsbomb_15986_event.json", kloppy_files / "statsbomb_event.json")
    with pytest.raises(ReadError, match="the one before is of"):
        load(kloppy_files / "statsbomb_15986_event.json", kloppy_files / "wyscout_events_v2.json")
    with pytest.raises(ReadError, match="not of StatsBomb"):
        load(kloppy_files / "wyscout_events_v2.json", provider="statsbomb")
    with pytest.raises(InputError, match="Unknown provider"):
        load(kloppy_files / "wyscout_events_v2.json", provider="nobody")
    with pytest.raises(ReadError, match="tracking data"):
        load(kloppy_files / "pff_10517.jsonl")


def test_xml_that_would_read_other_files(tmp_path: Path, kloppy_files: Path) -> None:
    secret = write(tmp_path, b"secret", "secret.txt")
    evil = (
        f'<?xml version="1.0"?><!DOCTYPE Games [<!ENTITY x SYSTEM "file://{secret}">]>'
        '<Games><Game><Event id="1" type_id="1">&x;</Event></Game></Games>'
    ).encode()
    path = write(tmp_path, evil, "f24.xml")
    assert "document type" in refused(path, kloppy_files / "opta_f7.xml").problem
    wide = write(tmp_path, evil.decode().encode("utf-16"), "wide.xml")
    refused(wide, kloppy_files / "opta_f7.xml")
    deep = b'<Games><Event type_id="1">' + b"<a>" * 5000 + b"</a>" * 5000 + b"</Event></Games>"
    assert "nested" in refused(write(tmp_path, deep, "deep.xml"), kloppy_files / "opta_f7.xml").problem


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from(sorted(event())), value=JSON)
def test_any_value_in_any_field(tmp_path: Path, field: str, value: Any) -> None:
    content = json.dumps(match_of(event(), event(id=2, eventSec=9.0), event(**{field: value})))
    try:
        match = load(write(tmp_path, content.encode("utf-8", "surrogatepass")))
        assert match.events["x"].is_finite().drop_nulls().all()
        assert match.events["seconds"].is_finite().all()
    except FrontfootError as error:
        told_well(error)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 60_000), st.integers(1, 400), st.binary(max_size=6)), max_size=4))
@pytest.mark.parametrize("name", ["wyscout_events_v2.json", "statsbomb_event.json", "wyscout_events_v3.json"])
def test_damaged_files(tmp_path: Path, kloppy_files: Path, name: str, cuts: list[tuple[int, int, bytes]]) -> None:
    content = (kloppy_files / name).read_bytes()[:60_000]
    for place, length, other in cuts:
        content = content[:place] + other + content[place + length :]
    try:
        load(write(tmp_path, content))
    except FrontfootError as error:
        told_well(error)


def test_a_table_is_known_by_its_header_row_wherever_it_stands(tmp_path: Path) -> None:
    header = b"Period,Frame,Time [s],Player11,,Ball,\n1,1,0.04,0.1,0.4,0.5,0.5\n"
    for content in (b",,,Home,,\n,,,11,,\n" + header, header.replace(b",", b";"), b'"Frame",' + header):
        error = refused(write(tmp_path, content, "tracking.csv"))
        assert "tracking data of Metrica Sports" in error.problem
        assert "load_frames" in error.remedy
