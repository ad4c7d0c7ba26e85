"""Formations of every provider, held against what a plain reading of its files says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from frontfoot.match.formations import shape
from frontfoot.match.load import load
from frontfoot.match.match import Match

Change = tuple[int, float, str, str]


def changes(match: Match) -> list[Change]:
    """Period, seconds, side and shape of the start and of every later entry."""
    assert match.formations is not None
    frame = match.formations.group_by("period", "seconds", "side", maintain_order=True).agg(pl.col("formation").first())
    return list(frame.iter_rows())


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("4-2-3-1", "4-2-3-1"),
        ("433", "4-3-3"),
        (41212, "4-1-2-1-2"),
        ("4-4-2 Double-6 offensive Outliner", "4-4-2"),
        ("5-4-1 (flat)", "5-4-1"),
        ("3-4-3-d", "3-4-3"),
        ("4-4-1", "4-4-1"),
        ("unknown", None),
        ("", None),
        (None, None),
        (0, None),
        ("9-9", None),
        ("9" * 400, None),
    ],
)
def test_the_lines_of_a_written_formation(written: object, lines: str | None) -> None:
    assert shape(written) == lines


def test_opta_at_kick_off(kloppy_files: Path) -> None:
    f7 = ElementTree.parse(kloppy_files / "opta_f7.xml")
    stated = {team.get("Side", "").lower(): "-".join(team.get("Formation", "")) for team in f7.iter("TeamData")}
    match = load(kloppy_files / "opta_f24.xml", kloppy_files / "opta_f7.xml")
    assert changes(match) == [(1, 0.0, "home", stated["home"]), (1, 0.0, "away", stated["away"])]
    assert stated == {"home": "4-4-2", "away": "4-3-3"}
    assert "formations" in match.provides
    assert match.formations is not None
    assert match.formations.height == 22


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["json", "xml"])
def test_stats_perform_with_a_change(kloppy_files: Path, ending: str) -> None:
    match = load(*(kloppy_files / f"statsperform_event_{part}.{ending}" for part in ("ma1", "ma3")))
    ma1 = json.loads((kloppy_files / "statsperform_event_ma1.json").read_text(encoding="utf-8"))
    used = ["-".join(line_up["formationUsed"]) for line_up in ma1["liveData"]["lineUp"]]
    ma3 = json.loads((kloppy_files / "statsperform_event_ma3.json").read_text(encoding="utf-8"))
    (shift,) = [event for event in ma3["liveData"]["event"] if event["typeId"] == 40]
    assert (shift["periodId"], shift["timeMin"], shift["timeSec"]) == (2, 66, 22)
    (_, _, side, lines) = changes(match)[2]
    assert [entry[:3] for entry in changes(match)[:2]] == [(1, 0.0, "home"), (1, 0.0, "away")]
    assert [entry[3] for entry in changes(match)[:2]] == used
    assert (side, lines) == ("home", "4-3-3")
    assert changes(match)[2][1] == pytest.approx(21 * 60 + 22, abs=1.0)
    assert match.formations is not None
    after = match.formations.filter(period=2)
    assert after.height == 11
    assert after["player"].n_unique() == 11


@pytest.mark.slow
def test_the_dfl_at_kick_off(kloppy_files: Path) -> None:
    text = (kloppy_files / "sportec_meta.xml").read_text(encoding="utf-8")
    written = re.findall(r'Role="(home|guest)"[^>]*LineUp="([\d-]+)', text)
    match = load(kloppy_files / "sportec_events.xml", kloppy_files / "sportec_meta.xml")
    assert [(side.replace("guest", "away"), lines) for side, lines in written] == [
        (side, lines) for _, _, side, lines in changes(match)
    ]


@pytest.mark.slow
def test_impect_with_its_changes(kloppy_files: Path) -> None:
    """The clock of its second period starts at 10,000 seconds."""
    document = json.loads((kloppy_files / "impect_lineups.json").read_text(encoding="utf-8"))

    def stated() -> Iterator[Change]:
        for side, name in (("home", "squadHome"), ("away", "squadAway")):
            for entry in document[name]["formations"]:
                minutes, seconds = entry["gameTime"].split(":")
                second_half = entry["gameTimeInSec"] >= 10_000
                clock = 60 * int(minutes) + float(seconds) - 2_700 * second_half
                yield 1 + second_half, round(clock, 3), side, entry["formation"].split(" ")[0]

    match = load(kloppy_files / "impect_events.json", kloppy_files / "impect_lineups.json")
    as_read = [(period, round(seconds, 3), side, lines) for period, seconds, side, lines in changes(match)]
    assert sorted(as_read) == sorted(stated())


@pytest.mark.slow
def test_wyscout_v3_with_its_changes(kloppy_files: Path) -> None:
    """Its events name the shape of the side at the time: it changes with the entries of the table."""
    path = kloppy_files / "wyscout_events_v3.json"
    match = load(path)
    sides = {match.home.id: "home", match.away.id: "away"}
    begun = {"1H": 0, "2H": 2_700}
    for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
        if event["matchPeriod"] not in begun or not event["team"].get("formation"):
            continue
        hours, minutes, seconds = event["matchTimestamp"].split(":")
        period = 1 + (event["matchPeriod"] == "2H")
        clock = 3_600 * int(hours) + 60 * int(minutes) + float(seconds) - begun[event["matchPeriod"]]
        side = sides[str(event["team"]["id"])]
        before = [entry for entry in changes(match) if entry[2] == side and entry[:2] <= (period, clock + 5.0)]
        near = [entry for entry in changes(match) if entry[2] == side and abs(entry[1] - clock) <= 5.0]
        assert event["team"]["formation"] in {
            before[-1][3],
            *(entry[3] for entry in near),
            before[-2:][0][3] if near else "",
        }


def test_a_cut_leaves_out_later_shapes(kloppy_files: Path) -> None:
    path = kloppy_files / "wyscout_events_v3.json"
    whole, half = load(path), load(path, until="HT")
    assert changes(half) == [entry for entry in changes(whole) if entry[0] == 1]
    assert changes(whole) != changes(half)


@pytest.mark.parametrize("empty", [[], {}, None, {"3159": []}, {"3159": {"1H": []}}])
def test_wyscout_v3_without_formations(kloppy_files: Path, tmp_path: Path, empty: object) -> None:
    """An empty object is written as a list."""
    document = json.loads((kloppy_files / "wyscout_events_v3.json").read_text(encoding="utf-8"))
    document["formations"] = empty
    path = tmp_path / "match.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert load(path).formations is None
