"""Hawk-Eye's files, field by field, on made seconds of play."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.tracking import Frames, read_frames
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.hawkeye_file import (
    HawkDetails,
    HawkPlayer,
    HawkTeam,
    Identifiers,
    Metadata,
    identifier,
    preferred,
    read_metadata,
    read_minute,
)
from tests.tracking.test_hawkeye import details, write

NAN = float("nan")


def held(name: str, content: Any) -> TrackingFile:
    return TrackingFile(name, name, None, content if isinstance(content, bytes) else json.dumps(content).encode())


# --- identifiers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "first", "expected"),
    [
        ({"fifa": 1, "uefa": 2, "hawkeye": 3}, "fifa", "1"),
        ({"fifa": 1, "uefa": 2, "hawkeye": 3}, "uefa", "2"),
        ({"fifa": 1, "uefa": 2, "hawkeye": 3}, "hawkeye", "3"),
        ({"uefa": "x", "hawkeye": 3}, "fifa", "x"),
        ({"fifa": "", "hawkeye": 3}, "fifa", "3"),
        ({"fifa": 0, "uefa": 5}, "fifa", "5"),
        ({}, "fifa", ""),
    ],
)
def test_the_preferred_identifier_counts_else_the_next_best(stated: dict[str, Any], first: str, expected: str) -> None:
    assert identifier(Identifiers(**stated), first) == expected


def test_the_first_player_says_which_identifier_is_used_else_the_first_team() -> None:
    players = [HawkPlayer(Identifiers(uefa=1, hawkeye=2)), HawkPlayer(Identifiers(fifa=3))]
    teams = [HawkTeam(Identifiers(hawkeye=2)), HawkTeam(Identifiers(fifa=3))]
    assert preferred(HawkDetails(players=players, teams=teams)) == "uefa"
    assert preferred(HawkDetails(teams=teams)) == "hawkeye"
    assert preferred(HawkDetails(teams=[HawkTeam(Identifiers(fifa=3))])) == "fifa"
    assert preferred(HawkDetails()) == "hawkeye"


# --- one file ------------------------------------------------------------------------------------------------------


def file_of(samples: dict[str, Any], *, segment: Any = 1, minute: Any = 1) -> TrackingFile:
    about = {"sequences": {"match-minute": minute, "segment": segment}, "details": details()}
    return held("1_1.ball", {**about, "samples": samples})


def test_a_file_of_the_ball_is_read_sample_by_sample() -> None:
    owner = {"teamId": {"heId": "red"}}
    minute = read_minute(
        file_of(
            {
                "ball": [
                    {"time": 0.5, "pos": [1.0, 2.0, 3.0], "play": "In", "possession": owner},
                    {"time": 0.6, "pos": [1.0, None, 3.0], "play": "OUT", "possession": {"teamId": {}}},
                    {"time": 0.7, "pos": [1.0, 2.0]},
                    {"time": 0.8},
                    {"time": 0.9, "pos": [1.0, 2.0, 3.0, 4.0], "play": "in"},
                ]
            },
            segment=2,
            minute=46,
        ),
        None,
    )
    assert (minute.place, minute.segment, minute.minute, minute.who) == ("1_1.ball", 2, 46, None)
    assert minute.time.tolist() == [0.5, 0.6, 0.7, 0.8, 0.9]
    expected = [[1, 2, 3], [1, NAN, 3], [1, 2, NAN], [NAN] * 3, [1, 2, 3]]
    np.testing.assert_array_equal(minute.xyz, expected)
    assert minute.owner == ["red", None, None, None, None]
    assert minute.play == [True, False, None, None, True]


def test_officials_are_not_among_the_people() -> None:
    people = [
        {
            "personId": {"heId": name, "fifaId": 7},
            "role": {"name": role},
            "centroid": [{"time": 0.1, "pos": [place, 0.0]}, {"time": 0.2, "pos": [place, 1.0]}],
        }
        for place, (name, role) in enumerate(
            [("a", "Outfielder"), ("b", "Referee"), ("c", "Goalkeeper"), ("d", ""), ("e", "Assistant Referee")]
        )
    ]
    minute = read_minute(file_of({"people": people, "ball": []}), None)
    assert minute.who == ["a", "a", "c", "c"]
    assert minute.time.tolist() == [0.1, 0.2, 0.1, 0.2]
    np.testing.assert_array_equal(minute.xyz, [[0, 0, NAN], [0, 1, NAN], [2, 0, NAN], [2, 1, NAN]])
    assert (minute.owner, minute.play) == ([], [])
    assert read_minute(file_of({"people": people}), "fifa").who == ["7"] * 4
    with pytest.raises(ReadError, match=r"neither the ball nor people\. Give \.ball and \.centroids files"):
        read_minute(file_of({}), None)
    assert len(read_minute(file_of({"ball": []}), None).time) == 0


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [("minute", (1, 200), (0, 201)), ("segment", (0, 9), (-1, 10)), ("time", (-60, 3600), (-60.5, 3600.5))],
)
def test_minutes_periods_and_times_have_bounds(name: str, inside: tuple[Any, Any], outside: tuple[Any, Any]) -> None:
    def made(value: Any) -> TrackingFile:
        if name == "time":
            return file_of({"ball": [{"time": value}], "people": None})
        return file_of({"ball": []}, **{name: value})

    for value in inside:
        read_minute(made(value), None)
    for value in outside:
        with pytest.raises(ReadError, match="a Hawk-Eye file"):
            read_minute(made(value), None)
    person = {"role": {"name": "Outfielder"}, "centroid": [{"time": 3600.5}]}
    with pytest.raises(ReadError, match="a Hawk-Eye file"):
        read_minute(file_of({"people": [person]}), None)


# --- metadata ------------------------------------------------------------------------------------------------------

XML = "<Match><id>{}</id><kickOffTime><dateTime>{}</dateTime></kickOffTime>{}</Match>"
PITCH = "<stadium><pitch><length>{}</length><width>{}</width></pitch></stadium>"


def test_metadata_are_json_or_xml() -> None:
    expected = Metadata("m-1", "2022-11-20", 104.0, 67.0, True)
    as_json = {
        "MatchId": "m-1",
        "KickOffTime": {"DateTime": "2022-11-20T16:00:00Z"},
        "Stadium": {"PitchLength": 104, "PitchWidth": "67"},
    }
    as_xml = XML.format("m-1", "2022-11-20T16:00:00Z", PITCH.format(104, 67)).encode()
    assert read_metadata(held("meta", as_json)) == read_metadata(held("meta", b"  " + as_xml)) == expected


@pytest.mark.parametrize(
    ("stadium", "size", "stated"),
    [
        (None, (105.0, 68.0), False),
        ({}, (105.0, 68.0), False),
        ({"PitchLength": 104}, (104.0, 68.0), False),
        ({"PitchWidth": 67}, (105.0, 67.0), False),
        ({"PitchLength": 1.5, "PitchWidth": 999.5}, (1.5, 999.5), True),
        ({"PitchLength": 999.5, "PitchWidth": 1.5}, (999.5, 1.5), True),
    ],
)
def test_a_size_that_is_not_stated_is_ours(stadium: Any, size: tuple[float, float], stated: bool) -> None:
    meta = read_metadata(held("meta", {"Stadium": stadium, "KickOffTime": None}))
    assert meta == Metadata("", "", *size, stated)
    assert Metadata() == Metadata("", "", 105.0, 68.0, False)


@pytest.mark.parametrize("name", ["PitchLength", "PitchWidth"])
@pytest.mark.parametrize("size", [1.0, 1000.0, -3.0, "nan", "1e400"])
def test_a_size_that_no_pitch_has_is_refused(name: str, size: Any) -> None:
    with pytest.raises(ReadError, match=r"^meta: A pitch of .* m has no size\. State its real size"):
        read_metadata(held("meta", {"Stadium": {name: size}}))


@pytest.mark.parametrize("size", ["long", [1], {"a": 1}])
def test_a_size_that_is_no_number_is_shown(size: Any) -> None:
    with pytest.raises(ReadError, match=r"^meta: The pitch is said to be .*None\. State its size in metres") as caught:
        read_metadata(held("meta", {"Stadium": {"PitchLength": size}}))
    assert repr(size) in caught.value.problem


# --- a match -------------------------------------------------------------------------------------------------------


def read(*files: Path, meta: Any = None) -> Frames:
    extra = []
    if meta is not None:
        extra = [files[0].parent / "meta.json"]
        extra[0].write_text(json.dumps(meta))
    return read_frames(*extra, *files, provider="hawkeye")


def change(file: Path, how: Callable[[dict[str, Any]], Any]) -> Path:
    document = json.loads(file.read_text())
    how(document)
    file.write_text(json.dumps(document))
    return file


def test_everything_of_a_match_comes_from_its_files(tmp_path: Path) -> None:
    about = {
        "competition": {"id": {}, "name": "Cup", "year": 2022},
        "venue": {"id": {}, "name": "Park"},
    }
    files = write(tmp_path, 1, 3, 10.0, **about)
    frames = read(*files)
    info = frames.info
    assert (info.provider, info.match_id, info.competition, info.season) == ("hawkeye", "m-1", "Cup", "2022")
    assert (info.date, info.venue, info.sources) == ("", "Park", tuple(map(str, files)))
    assert [(team.id, team.name) for team in (frames.home, frames.away)] == [("red", "Red"), ("blue", "Blue")]
    assert (frames.rate, frames.length, frames.width) == (10.0, 105.0, 68.0)
    assert frames.table["frame"].to_list() == list(range(1200, 1210))
    assert frames.seconds.tolist() == pytest.approx([120 + 0.1 * step for step in range(10)])
    assert frames.players.select("player", "side", "shirt", "position", "keeper", "name", "starter").rows()[:2] == [
        ("red-1", "home", 1, "Goalkeeper", True, None, None),
        ("red-2", "home", 2, "Defender", False, None, None),
    ]
    # Metres from the middle: red's keeper at (-40, 5), the ball at (10, 0) and .1 m high.
    assert frames.xy[4, 0].tolist() == pytest.approx([12.5, 39.0])
    assert frames.ball[4].tolist() == pytest.approx([62.5, 34.0, 0.1])
    assert frames.table["alive"].to_list() == [None] * 10
    assert frames.possession.tolist() == [-1] * 10
    assert [one.rule for one in frames.findings if one.rule.startswith("pitch")] == ["pitch-size-assumed"]
    sized = read(*files, meta={"MatchId": 9, "Stadium": {"PitchLength": 100, "PitchWidth": 60}})
    assert (sized.info.match_id, sized.length, sized.width) == ("9", 100.0, 60.0)
    assert sized.xy[4, 0].tolist() == pytest.approx([10.0, 35.0])
    assert not [one for one in sized.findings if one.rule.startswith("pitch")]
    assert read(*files, meta={"Stadium": {"PitchLength": 100}}).findings[0].rule == "pitch-size-assumed"


def test_who_has_a_ball_in_play(tmp_path: Path) -> None:
    files = write(tmp_path, 1, 1, 0.0)

    def state(document: dict[str, Any]) -> None:
        for number, sample in enumerate(document["samples"]["ball"]):
            owner = ("red", "blue", "green")[number % 3]
            sample["possession"] = {"teamId": {"heId": owner}}
            sample["play"] = "Out" if number >= 6 else "In" if number >= 3 else None

    change(files[0], state)
    frames = read(*files)
    assert frames.possession.tolist() == [0, 1, -1, 0, 1, -1, -1, -1, -1, -1]
    assert frames.table["alive"].to_list() == [True] * 6 + [False] * 4


def test_a_person_nobody_listed_is_left_out(tmp_path: Path) -> None:
    files = write(tmp_path, 1, 1, 0.0)

    def strangers(document: dict[str, Any]) -> None:
        document["details"]["players"][1]["teamId"] = {"heId": "green"}
        del document["details"]["players"][2]

    for file in files:
        change(file, strangers)
    assert read(*files).players["player"].to_list() == ["red-1", "red-4", "blue-1", "blue-2", "blue-3", "blue-4"]


@pytest.mark.parametrize(
    ("teams", "words"),
    [
        (lambda teams: teams[:1], "name 1 teams, 1 of them at home"),
        (lambda teams: [{**team, "home": True} for team in teams], "name 2 teams, 2 of them at home"),
        (lambda teams: [*teams, {"id": {"heId": "green"}}], "name 3 teams, 1 of them at home"),
    ],
)
def test_two_teams_of_which_one_is_at_home(tmp_path: Path, teams: Any, words: str) -> None:
    files = write(tmp_path, 1, 1, 0.0, teams=teams(details()["teams"]))
    with pytest.raises(ReadError, match=rf"{words}\. Give the files of one match"):
        read(*files)


def test_the_rate_is_measured_on_the_ball_and_the_clock_may_run_late(tmp_path: Path) -> None:
    """People are measured a little before the ball: they belong to the frame that is nearest."""
    files = write(tmp_path, 2, 47, 0.0)

    def shift(by: float) -> Callable[[dict[str, Any]], None]:
        def move(document: dict[str, Any]) -> None:
            for sample in document["samples"].get("ball") or []:
                sample["time"] = sample["time"] / 2 + by
            for person in document["samples"].get("people") or []:
                for sample in person["centroid"]:
                    sample["time"] = sample["time"] / 2 + by

        return move

    change(files[0], shift(0.03))
    change(files[1], shift(0.01))
    frames = read(*files)
    assert frames.rate == 20.0
    assert len(frames) == 10
    assert frames.seconds.tolist() == pytest.approx([60.03 + 0.05 * step for step in range(10)])
    assert np.isfinite(frames.xy).all()
    assert np.isfinite(frames.ball).all()
    # The first half of the match's minutes does not count in the second; frames are numbered through.
    assert frames.table["frame"].to_list() == [46 * 60 * 20 + 1 + step for step in range(10)]


def test_a_minute_without_a_ball_keeps_its_people(tmp_path: Path) -> None:
    first, second = write(tmp_path, 1, 1, 0.0), write(tmp_path, 1, 2, 0.0)
    change(second[0], lambda document: document["samples"].update(ball=[]))
    frames = read(*first, *second)
    assert frames.table["frame"].to_list() == [*range(10), *range(600, 610)]
    assert frames.table["ball"].to_list() == [True] * 10 + [False] * 10
    assert frames.table["players"].to_list() == [8] * 20


def test_two_metadata_files_or_no_feed_are_refused(tmp_path: Path) -> None:
    files = write(tmp_path, 1, 1, 0.0)
    for number in (1, 2, 3):
        (tmp_path / f"meta{number}.json").write_text("{}")
    two, three = ([tmp_path / f"meta{number}.json" for number in range(1, last)] for last in (3, 4))
    with pytest.raises(
        ReadError, match=r"meta1\.json, .*meta2\.json, .*1_1\.ball, \.\.\.: Hawk-Eye tracking is one meta"
    ):
        read_frames(*two, *files, provider="hawkeye")
    with pytest.raises(ReadError, match=r"meta3\.json: Hawk-Eye tracking .*Give all files of the match"):
        read_frames(*three, provider="hawkeye")


@pytest.mark.parametrize(("segment", "words"), [(0, "period 0"), (6, "period 6")])
def test_there_are_five_periods(tmp_path: Path, segment: int, words: str) -> None:
    with pytest.raises(ReadError, match=rf"{words}: there are 1 to 5\. Leave the warm-up out"):
        read(*write(tmp_path, segment, 1, 0.0))
    assert read(*write(tmp_path, 5, 121, 0.0)).table["period"].to_list() == [5] * 10
