"""Numbers, nesting and encodings that no match file has: refused in words or left out, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import FrontfootError, ReadError
from frontfoot.match import limits
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.ties.file import read_tie

NUMBERS = [2**63, 2**64, 10**400, -1]


def parsed(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def read_or_refused(path: Path, *others: Path) -> Match | None:
    try:
        return load(path, *others)
    except ReadError as refused:
        error = refused
    assert all((error.problem, error.place, error.remedy))
    return None


def numbers_of(value: Any, path: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """One place for every sort of number in a document: by its path without the places in lists."""
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)  # type: ignore[assignment]
    else:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return {tuple(step for step in path if isinstance(step, str)): path} if number else {}
    places: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for key, inner in items:
        for sort, place in numbers_of(inner, (*path, key)).items():
            places.setdefault(sort, place)
    return places


def with_number(document: Any, place: tuple[Any, ...], number: int) -> str:
    *way, last = place
    parent = document
    for step in way:
        parent = parent[step]
    before, parent[last] = parent[last], "@"
    text = json.dumps(document).replace('"@"', str(number))
    parent[last] = before
    return text


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS, ids=["2^63", "2^64", "10^400", "-1"])
@pytest.mark.parametrize("name", ["statsbomb_15986_event.json", "wyscout_events_v3.json", "wyscout_events_v2.json"])
def test_every_number_of_a_file_is_bounded(kloppy_files: Path, tmp_path: Path, name: str, number: int) -> None:
    document = parsed(kloppy_files / name)
    events = document if isinstance(document, list) else document["events"]
    del events[40:]
    places = numbers_of(document)
    path = tmp_path / name
    for place in places.values():
        path.write_text(with_number(document, place, number), encoding="utf-8")
        read_or_refused(path)
    assert len(places) > 8


@pytest.mark.parametrize("number", [*NUMBERS, 99_999], ids=["2^63", "2^64", "10^400", "-1", "99999"])
def test_a_shirt_that_nobody_wears_is_not_known(kloppy_files: Path, tmp_path: Path, number: int) -> None:
    lineups = parsed(kloppy_files / "statsbomb_15986_lineup.json")
    member = next(one for one in lineups[0]["lineup"] if not one.get("positions"))
    member["jersey_number"] = number
    path = tmp_path / "lineups.json"
    path.write_text(json.dumps(lineups), encoding="utf-8")
    match = read_or_refused(kloppy_files / "statsbomb_15986_event.json", path)
    if abs(number) < 2**53:
        assert match is not None
        assert match.players.filter(player=str(member["player_id"]))["shirt"].to_list() == [None]


def test_a_place_of_one_number_in_a_freeze_frame(kloppy_files: Path, tmp_path: Path) -> None:
    events = parsed(kloppy_files / "statsbomb_15986_event.json")
    shot = next(event for event in events if event.get("shot", {}).get("freeze_frame"))
    shot["shot"]["freeze_frame"][0]["location"] = [60.0]
    path = tmp_path / "events.json"
    path.write_text(json.dumps(events), encoding="utf-8")
    frames, sound = load(path).freeze_frames, load(kloppy_files / "statsbomb_15986_event.json").freeze_frames
    assert frames is not None
    assert sound is not None
    assert len(frames) == len(sound) - 1


def test_a_byte_order_mark_is_no_part_of_the_file(kloppy_files: Path, tmp_path: Path) -> None:
    for name in ("statsbomb_15986_event.json", "wyscout_events_v3.json"):
        path = tmp_path / name
        path.write_bytes(b"\xef\xbb\xbf" + (kloppy_files / name).read_bytes())
        assert load(path).events.equals(load(kloppy_files / name).events)


@pytest.mark.parametrize("decoded", [False, True], ids=["as it is", "before the decoder"])
def test_brackets_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decoded: bool) -> None:
    if decoded:  # as with interpreters whose limit depends on the stack alone
        monkeypatch.setattr("frontfoot.match.decode._decoder", lambda _: pytest.fail("decoded"))
    head = '{"teams": {}, "events": [{"eventSec": 1, "matchPeriod": "1H"}], "deep": '
    path = tmp_path / "deep.json"
    path.write_text(head + "[" * 100_000 + "]" * 100_000 + "}", encoding="utf-8")
    with pytest.raises(ReadError, match="nested"):
        load(path)


@pytest.mark.parametrize("encoding", ["UTF-99", "hex", "rot13", "utf-7", "big5", "idna", "base64", "x" * 30])
@pytest.mark.parametrize("name", ["opta_f24.xml", "opta_f7.xml", "sportec_meta.xml"])
def test_encodings_that_no_feed_uses(kloppy_files: Path, tmp_path: Path, name: str, encoding: str) -> None:
    content = (kloppy_files / name).read_bytes()
    body = content[content.index(b"?>") + 2 :]
    path = tmp_path / name
    path.write_bytes(b'<?xml version="1.0" encoding="%s"?>' % encoding.encode() + body)
    others = {
        "opta_f24.xml": ["opta_f7.xml"],
        "opta_f7.xml": ["opta_f24.xml"],
        "sportec_meta.xml": ["sportec_events.xml"],
    }
    with pytest.raises(ReadError, match="encoding"):
        load(path, *(kloppy_files / other for other in others[name]))


@pytest.mark.parametrize("digits", [400, 5_000])
def test_long_numbers_in_a_tie_file(tmp_path: Path, digits: int) -> None:
    example = Path(__file__).parents[2] / "examples" / "atalanta-juventus-2017.toml"
    text = example.read_text(encoding="utf-8")
    path = tmp_path / "tie.toml"
    for before, after in (
        ("season = 2017", "season = " + "9" * digits),
        ("score = [2, 2", "score = [2, " + "9" * digits),
    ):
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        with pytest.raises(FrontfootError):
            read_tie(path)


@pytest.mark.slow
def test_the_limit_of_depth_is_above_every_real_file(kloppy_files: Path) -> None:
    def depth(value: Any) -> int:
        inner: Callable[[], Any] = value.values if isinstance(value, dict) else lambda: value
        return 1 + max(map(depth, inner()), default=0) if isinstance(value, dict | list) else 0

    for name in ("statsbomb_15986_event.json", "wyscout_events_v3.json", "statsperform_event_ma3.json"):
        assert depth(parsed(kloppy_files / name)) * 3 < limits.MAX_DEPTH
