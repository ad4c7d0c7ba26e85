"""Counts of style against a count of the provider's own records."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from frontfoot.approach.sequences import sequences
from frontfoot.approach.style import REGAIN_BANDS, STYLE, style_counts
from frontfoot.chances.shots import shots
from frontfoot.match.load import load

MATCHES = (2575959, 2575964)


@pytest.mark.parametrize("number", MATCHES)
def test_restarts_agree_with_the_raw_records(data: Path, number: int) -> None:
    path = data / "wyscout" / "serie-a" / f"{number}.json.gz"
    raw = json.loads(gzip.decompress(path.read_bytes()))
    match = load(path)
    counted = style_counts(match, shots(match))
    teams = [int(match.home.id), int(match.away.id)]
    raw_counts = Counter((event["teamId"], event["subEventName"]) for event in raw["events"])
    offsides = Counter(event["teamId"] for event in raw["events"] if event["eventName"] == "Offside")
    for side, team in enumerate(teams):
        assert counted["goal_kicks"][side] == pytest.approx(raw_counts[team, "Goal kick"], abs=1)
        assert counted["corners"][side] == raw_counts[team, "Corner"]
        assert counted["throw_ins"][side] == raw_counts[team, "Throw in"]
        assert counted["offsides"][side] == offsides[team]


def test_parts_are_never_more_than_the_whole(data: Path) -> None:
    match = load(data / "wyscout" / "serie-a" / f"{MATCHES[0]}.json.gz")
    counted = style_counts(match, shots(match))
    assert set(counted.columns) == {"side", *STYLE}
    for part, whole in (
        ("goal_kicks_long", "goal_kicks"),
        ("keeper_long", "keeper_passes"),
        ("outfield_long", "outfield_passes"),
        ("high_crosses", "high_passes"),
        ("high_passes", "open_passes"),
        ("build_ups_to_box", "build_ups"),
        ("throw_ins_kept", "throw_ins"),
        ("long_throws", "high_throw_ins"),
        ("free_kicks_into_box", "high_free_kicks"),
        ("short_corners", "placed_corners"),
        ("placed_corners", "corners"),
    ):
        assert (counted[part] <= counted[whole]).all(), part
    lanes = counted["entries_left"] + counted["entries_centre"] + counted["entries_right"]
    assert (lanes == counted["entries"]).all()


@pytest.mark.parametrize("number", MATCHES)
def test_bands_of_regains_are_those_of_the_sequences(data: Path, number: int) -> None:
    """Each regain of the table of sequences lies in one band, the last of which holds the goal line."""
    match = load(data / "wyscout" / "serie-a" / f"{number}.json.gz")
    counted, runs = style_counts(match, shots(match)), sequences(match).filter("regain")
    for place, side in enumerate(("home", "away")):
        places = [x for x in runs.filter(side=side)["start_x"] if x == x]
        counts = Counter(min(int(x // 15), 6) for x in places)
        assert [counted[name][place] for _, _, name in REGAIN_BANDS] == [counts[band] for band in range(7)]
        assert len(places) > 20
        assert counted["regains"][place] >= len(places)
