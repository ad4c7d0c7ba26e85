"""What a StatsBomb file has lost is said: real matches from which events were taken, or in which ids were changed."""

from __future__ import annotations

import json
import lzma
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from frontfoot.match.load import load
from frontfoot.match.match import Match

MATCHES = "statsbomb/premier-league-2015-16"
RULES = {"events-missing", "goal-missing", "unknown-id", "frames-unmatched", "flip-doubtful"}


@pytest.fixture(scope="module")
def goals_match(data: Path) -> list[dict[str, Any]]:
    """The first match with at least three goals, none of them the last event of a period."""
    for path in sorted((data / MATCHES / "events").glob("*.xz")):
        events: list[dict[str, Any]] = json.loads(lzma.decompress(path.read_bytes()))
        if len(goal_rows(events)) >= 3:
            return events
    pytest.skip("no match with three goals")


def goal_rows(events: list[dict[str, Any]]) -> list[int]:
    return [row for row, e in enumerate(events) if e.get("shot", {}).get("outcome", {}).get("id") == 97]


def read(events: list[dict[str, Any]], folder: Path) -> Match:
    path = folder / "1234.json"
    path.write_text(json.dumps(events), encoding="utf-8")
    return load(path)


def findings_of(match: Match, rule: str) -> list[tuple[str, int]]:
    return [(finding.level, finding.events) for finding in match.findings if finding.rule == rule]


@pytest.mark.slow
def test_sound_matches_have_no_finding(data: Path) -> None:
    for path in sorted((data / MATCHES / "events").glob("*.xz"))[::40]:
        match = load(path)
        assert not [finding for finding in match.findings if finding.rule in RULES], path
        assert match.events["type_name"].is_in(["Out"]).any()
        # The rows of our own make no disorder: what is said of the clock is what the file itself shows.
        raw = json.loads(lzma.decompress(path.read_bytes()))
        times = [(e["period"], e["timestamp"]) for e in raw]
        disorder = any(a > b for a, b in pairwise(times))
        assert disorder == ("clock-backwards" in [repair.rule for repair in match.repairs]), path


@pytest.mark.slow
def test_the_last_receipt_of_a_half_keeps_its_place(data: Path) -> None:
    # The clock of this match falls back from 47:59 to 00:00 at the receipt of the first half's last pass.
    raw = json.loads(lzma.decompress((data / MATCHES / "events" / "3753972.json.xz").read_bytes()))
    receipt = next(b for a, b in pairwise(raw) if a["timestamp"][:5] > b["timestamp"][:5] == "00:00")
    match = load(data / MATCHES / "events" / "3753972.json.xz")
    (row,) = match.events.filter(event_id=receipt["id"]).rows(named=True)
    assert (row["period"], round(row["seconds"])) == (1, 2879)


@pytest.mark.slow
@pytest.mark.parametrize("renumbered", [False, True])
def test_a_deleted_goal_is_found(goals_match: list[dict[str, Any]], tmp_path: Path, renumbered: bool) -> None:
    for row in goal_rows(goals_match):
        events = [dict(event) for event in goals_match]
        gone = events.pop(row)
        if renumbered:
            for number, event in enumerate(events, start=1):
                event["index"] = number
        match = read(events, tmp_path)
        assert findings_of(match, "goal-missing") == [("error", 1)], gone["timestamp"]
        assert findings_of(match, "events-missing") == [("warning", 1)]


def test_a_goal_taken_out_with_its_keeper_is_told_by_the_kick_off(
    goals_match: list[dict[str, Any]], tmp_path: Path
) -> None:
    row = goal_rows(goals_match)[0]
    gone = goals_match[row]
    tied = {gone["id"], *gone.get("related_events", [])}
    events = [event for event in goals_match if event["id"] not in tied]
    (finding,) = [finding for finding in read(events, tmp_path).findings if finding.rule == "goal-missing"]
    assert finding.level == "error"
    assert "kick-off" in finding.what


@pytest.mark.parametrize(
    ("gaps", "where"),
    [
        ([(301, 899)], "index 301 to 899"),
        ([(301, 301)], "index 301"),
        ([(301, 302)], "index 301 to 302"),
        ([(301, 301), (401, 402), (501, 599)], "index 301, 401 to 402, 501 to 599"),
        ([(301, 301), (401, 402), (501, 599), (601, 601)], "index 301, 401 to 402, 501 to 599 and 1 more gap"),
        ([(at, at) for at in range(301, 401, 20)], "index 301, 321, 341 and 2 more gaps"),
    ],
)
def test_gaps_in_the_numbers(
    goals_match: list[dict[str, Any]], tmp_path: Path, gaps: list[tuple[int, int]], where: str
) -> None:
    gone = {number for first, last in gaps for number in range(first, last + 1)}
    match = read([event for event in goals_match if event["index"] not in gone], tmp_path)
    (finding,) = [finding for finding in match.findings if finding.rule == "events-missing"]
    assert finding.what.endswith(f" missing from the file: {where}")
    assert finding.events == len(gone)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "detail", "field", "level"),
    [
        (16, "shot", "outcome", "error"),
        (30, "pass", "outcome", "warning"),
        (16, "shot", "type", "warning"),
        (22, "foul_committed", "card", "warning"),
        (17, None, None, "error"),
    ],
)
def test_an_id_of_a_later_version(
    goals_match: list[dict[str, Any]],
    tmp_path: Path,
    kind: int,
    detail: str | None,
    field: str | None,
    level: str,
) -> None:
    events = json.loads(json.dumps(goals_match))
    event = next(e for e in events if e["type"]["id"] == kind and (detail is None or field in e.get(detail, {})))
    (event["type"] if detail is None else event[detail][field])["id"] = 9_999
    assert findings_of(read(events, tmp_path), "unknown-id") == [(level, 1)]


@pytest.mark.slow
def test_frames_of_another_match(tmp_path: Path) -> None:
    kloppy = pytest.importorskip("kloppy")
    files = Path(kloppy.__file__).parent / "tests" / "files"
    if not (files / "statsbomb_3788741_360.json").exists():
        pytest.skip("this kloppy has no test files")
    events = files / "statsbomb_3788741_event.json"
    frames = json.loads((files / "statsbomb_3788741_360.json").read_text(encoding="utf-8"))
    assert not findings_of(load(events, files / "statsbomb_3788741_360.json"), "frames-unmatched")
    for frame in frames[1:]:
        frame["event_uuid"] += "x"
    path = tmp_path / "frames.json"
    path.write_text(json.dumps(frames), encoding="utf-8")
    assert findings_of(load(events, path), "frames-unmatched") == [("error", len(frames) - 1)]
