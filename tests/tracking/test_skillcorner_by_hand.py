"""SkillCorner's tracking files, older and newer, value by value on made frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.tracking import Frames, SeenCode, skillcorner
from tests.tracking.made_files import held, lines, places

NAN = float("nan")


def skill_match(**more: Any) -> dict[str, Any]:
    def player(number: int, team: int, role: int | None, start: str | None = "00:00:00") -> dict[str, Any]:
        return {
            "id": number,
            "team_id": team,
            "trackable_object": 100 + number,
            "last_name": f"P{number}",
            "number": number,
            "player_role": {"id": role, "name": f"R{role}"},
            "start_time": start,
        }

    return {
        "id": 7,
        "home_team": {"id": 1, "name": "Red"},
        "away_team": {"id": 2, "name": "Blue"},
        "players": [
            *(player(11, 1, 0), player(12, 1, 1), player(13, 1, None, None), player(14, 1, -1, "00:10:00")),
            *(player(21, 2, 0), player(22, 2, 5), player(31, 3, 0)),
        ],
        "referees": [{"trackable_object": 90}],
        "ball": {"trackable_object": 55},
        "pitch_length": 100,
        "pitch_width": 60,
        "date_time": "2024-01-02T00:00:00Z",
        **more,
    }


def skill(frames: Sequence[Any], **match: Any) -> Frames:
    content = lines(frames) if frames and "data" not in frames[0] else json.dumps(frames)
    return skillcorner.read([held("match.json", skill_match(**match)), held("tracking.json", content)])


def box(**about: Any) -> dict[str, Any]:
    return {"x": 0.0, "y": 0.0, **about}


def test_skillcorners_newer_frames() -> None:
    people = [
        {"player_id": 11, "x": -45.0, "y": 1.0, "is_detected": True},
        {"player_id": 12, "x": -10.0, "y": 2.0, "is_detected": False},
        {"player_id": 21, "x": 45.0, "y": -3.0},
        {"player_id": 22, "x": None, "y": 1.0},
        {"player_id": 13, "x": 1.0, "y": None},
        {"player_id": 99, "x": 1.0, "y": 1.0},
        {"player_id": None, "x": 1.0, "y": 1.0},
        {"player_id": 31, "x": 1.0, "y": 1.0},
    ]
    balls = [
        {"x": 5.0, "y": 6.0, "z": 0.5, "is_detected": True},
        {"x": 5.0, "y": 6.0, "z": None, "is_detected": False},
        *({"x": 5.0, "y": None, "z": 0.5}, {"x": None, "y": 6.0, "z": 0.5}, None),
    ]
    owners = [
        *({"group": "home team", "player_id": 12}, {"group": "away team", "player_id": 21}),
        *({"group": None, "player_id": 12}, {"group": "home team", "player_id": 99}, None),
    ]
    frames = skill(
        [
            {"frame": 9, "period": None, "timestamp": None, "player_data": people},
            *(
                {
                    "frame": 10 + number,
                    "period": 1,
                    "timestamp": f"00:00:0{number}.10",
                    "player_data": people,
                    "ball_data": ball,
                    "possession": owner,
                }
                for number, (ball, owner) in enumerate(zip(balls, owners, strict=True))
            ),
        ]
    )
    assert frames.table["frame"].to_list() == [10, 11, 12, 13, 14]
    assert frames.seconds.tolist() == [0.1, 1.1, 2.1, 3.1, 4.1]
    for row in range(5):
        assert places(frames, row) == {"11": (5.0, 31.0), "12": (40.0, 32.0), "21": (95.0, 27.0)}
        assert frames.seen[row].tolist() == [SeenCode.DETECTED, SeenCode.EXTRAPOLATED, SeenCode.DETECTED]
    expected = [[55.0, 36.0, 0.5], [55.0, 36.0, NAN], *([[NAN] * 3] * 3)]
    np.testing.assert_array_equal(frames.ball, expected)
    assert frames.ball_seen.tolist() == [4, 3, 0, 0, 0]
    assert frames.possession.tolist() == [0, 1, -1, 0, -1]
    assert frames.table["alive"].to_list() == [True, True, False, True, False]
    assert frames.table["possessor"].to_list() == [1, 2, 1, None, None]
    assert (frames.rate, frames.length, frames.width) == (10.0, 100.0, 60.0)
    info = frames.info
    assert (info.provider, info.match_id, info.date) == ("skillcorner", "7", "2024-01-02")
    assert info.sources == ("match.json", "tracking.json")
    assert [(team.id, team.name) for team in (frames.home, frames.away)] == [("1", "Red"), ("2", "Blue")]


def test_skillcorners_older_frames() -> None:
    data = [
        box(trackable_object=111, x=-45.0, track_id=1),
        box(trackable_object=121, x=45.0, track_id=2),
        box(trackable_object=90, x=1.0, track_id=3, group_name="referee"),
        box(trackable_object=55, x=9.0, z=1.25, track_id=4, group_name="balls"),
        box(trackable_object=None, x=-7.0, track_id=5, group_name="home team"),
        box(trackable_object=None, x=7.0, track_id=6, group_name="away_team"),
        box(trackable_object=777, x=8.0, track_id=7, group_name="away team"),
        box(trackable_object=None, x=2.0, track_id=8, group_name="referee"),
        box(trackable_object=None, x=2.0, track_id=9),
    ]
    loose = [one for one in data if one["trackable_object"] != 55]
    loose.append(box(trackable_object=None, x=-9.0, track_id=4, group_name="balls"))
    possession = {"group": "away_team", "trackable_object": 121}
    frames = skill(
        [
            {"frame": 1, "period": 2, "time": "45:00.0", "data": data, "possession": possession},
            {"frame": 2, "period": 2, "time": "45:00.1", "data": loose, "possession": {"group": "home_team"}},
        ]
    )
    assert frames.players.select("player", "side").rows() == [
        *(("11", "home"), ("21", "away"), (None, "home"), (None, "away"), (None, "away")),
    ]
    assert frames.tracks.select("slot", "track", "first", "last").rows() == [
        (2, "5", 0, 1),
        (3, "6", 0, 1),
        (4, "7", 0, 1),
    ]
    assert frames.xy[0, :, 0].tolist() == [5.0, 95.0, 43.0, 57.0, 58.0]
    np.testing.assert_array_equal(frames.ball, [[59.0, 30.0, 1.25], [41.0, 30.0, NAN]])
    assert frames.seconds.tolist() == [0.0, 0.1]
    assert frames.possession.tolist() == [1, 0]
    assert frames.table["possessor"].to_list() == [1, None]


def test_the_players_of_skillcorners_match_file() -> None:
    people = [{"player_id": number, "x": float(number), "y": 0.0} for number in (11, 12, 13, 14, 21, 22)]
    frames = skill([{"frame": 1, "period": 1, "timestamp": "00:00", "player_data": people}])
    rows = {row["player"]: row for row in frames.players.iter_rows(named=True)}
    assert {player: row["keeper"] for player, row in rows.items()} == {
        "11": True,
        "12": False,
        "13": False,
        "14": False,
        "21": True,
        "22": False,
    }
    assert {player: row["starter"] for player, row in rows.items()} == {
        "11": True,
        "12": True,
        "13": False,
        "14": False,
        "21": True,
        "22": True,
    }
    names = ("name", "shirt", "position", "side")
    assert [rows["12"][name] for name in names] == ["P12", 12, "R1", "home"]


@pytest.mark.parametrize(("period", "clock"), [(1, "00:07"), (2, "45:07"), (3, "90:07"), (4, "105:07"), (5, "120:07")])
@pytest.mark.parametrize("name", ["time", "timestamp"])
def test_skillcorners_clock_starts_at_the_minute_of_the_period(period: int, clock: str, name: str) -> None:
    person = {"player_id": 11, "x": -40.0, "y": 0.0}
    frame = {"frame": 1, "period": period, name: clock, "player_data": [person]}
    assert skill([frame]).seconds.tolist() == [7.0]
    both = {**frame, "time": clock, "timestamp": "x"}
    assert skill([both]).seconds.tolist() == [7.0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"period": 6}, r"Frame 1 has clock '00:07' in period 6\. Export it again"),
        ({"timestamp": "soon"}, "Frame 1 has clock 'soon' in period 1"),
        ({"timestamp": None}, "Frame 1 has clock None in period 1"),
        ({"period": None}, r"No frame belongs to a period\. Export the whole match"),
        ({"frame": "x"}, r"Not a SkillCorner tracking file: .*Export it again"),
    ],
)
def test_what_skillcorners_frames_must_state(change: dict[str, Any], words: str) -> None:
    frame = {"frame": 1, "period": 1, "timestamp": "00:07", "player_data": [{"player_id": 11, "x": 0.0, "y": 0.0}]}
    with pytest.raises(ReadError, match=rf"^tracking\.json: {words}"):
        skill([{**frame, **change}])
    with pytest.raises(ReadError, match=r"^match\.json: Not a SkillCorner file: .*Name the right files"):
        skill([frame], id="x")
