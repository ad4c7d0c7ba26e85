"""Matches from memory, and out again: bytes, streams, decoded JSON, kloppy's datasets, frames."""

from __future__ import annotations

import gzip
import io
import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import InputError, MissingExtra, ReadError
from frontfoot.match.kloppy.export import kloppy_dataset
from frontfoot.match.load import load
from frontfoot.match.match import Match

NAME = "statsbomb_15986"


@pytest.fixture(scope="module")
def read(kloppy_files: Path) -> Match:
    return load(kloppy_files / f"{NAME}_event.json", kloppy_files / f"{NAME}_lineup.json")


@pytest.mark.slow
def test_bytes_streams_and_packed_bytes(kloppy_files: Path, read: Match) -> None:
    events = (kloppy_files / f"{NAME}_event.json").read_bytes()
    lineups = (kloppy_files / f"{NAME}_lineup.json").read_bytes()
    with (kloppy_files / f"{NAME}_event.json").open("rb") as stream:
        forms: list[tuple[Any, Any]] = [
            (events, lineups),
            (gzip.compress(events), io.BytesIO(lineups)),
            (stream, io.StringIO(lineups.decode())),
        ]
        for form in forms:
            match = load(*form)
            assert match.events.equals(read.events)
            assert match.players.equals(read.players)


@pytest.mark.slow
def test_decoded_json_as_statsbombpy_hands_it_on(kloppy_files: Path, read: Match) -> None:
    events = json.loads((kloppy_files / f"{NAME}_event.json").read_text(encoding="utf-8"))
    lineups = json.loads((kloppy_files / f"{NAME}_lineup.json").read_text(encoding="utf-8"))
    keyed = {event["id"]: event for event in events}
    teams = {team["team_id"]: team for team in lineups}
    assert load(events, lineups).events.equals(read.events)
    assert load(keyed, teams).events.equals(read.events)
    wyscout = json.loads((kloppy_files / "wyscout_events_v3.json").read_text(encoding="utf-8"))
    assert load(wyscout).score == (3, 0)


def test_a_kloppy_dataset_and_back(kloppy_files: Path) -> None:
    from kloppy import opta

    files = kloppy_files / "opta_f24.xml", kloppy_files / "opta_f7.xml"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = opta.load(f24_data=str(files[0]), f7_data=str(files[1]))
    assert load(dataset).events.equals(load(*files).events)


def test_a_match_as_a_kloppy_dataset(read: Match) -> None:
    dataset = kloppy_dataset(read)
    assert len(dataset.records) == read.events["side"].is_not_null().sum()
    again = load(dataset)
    assert again.score == read.score
    assert (again.home.name, again.away.name) == (read.home.name, read.away.name)
    for kind in ("pass", "shot", "carry", "aerial", "clearance", "pressure"):
        sound = read.events.filter(kind=kind)
        mine = again.events.filter(kind=kind)
        assert len(mine) == len(sound), kind
        assert (mine["x"].fill_null(0) - sound["x"].fill_null(0)).abs().max() < 1e-6, kind  # type: ignore[operator]


@pytest.mark.slow
def test_frames_of_other_libraries(read: Match) -> None:
    assert read.to_polars() is read.events
    pytest.importorskip("pyarrow")
    assert read.to_arrow().num_rows == len(read.events)
    pytest.importorskip("pandas")
    assert len(read.to_pandas()) == len(read.events)


def test_a_library_that_is_not_there_is_named(read: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "kloppy", None)
    with pytest.raises(MissingExtra):
        kloppy_dataset(read)


@pytest.mark.parametrize(
    ("value", "error"), [(b"", ReadError), ([], ReadError), (7, InputError), ({1: {2}}, ReadError)]
)
def test_what_is_no_match_is_refused(value: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        load(value)
