"""PFF's events: a real match written after the specification comes back, single events mean what they say."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match import belonging
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.match.pff.file import only
from tests.match.as_pff import event, event_lines, metadata, write

KINDS = ("pass", "shot", "carry", "clearance", "foul", "substitution", "own_goal")


def keyed(match: Match) -> pl.DataFrame:
    """Events that both have, by what tells them apart."""
    return match.events.filter(
        pl.col("kind").is_in(KINDS) & (pl.col("x").is_not_null() | (pl.col("kind") == "substitution"))
    ).with_columns(key=pl.format("{} {} {} {}", "period", pl.col("seconds").round(3), "kind", "player"))


def test_what_stands_alone_or_first_in_a_list() -> None:
    assert [only(value) for value in (None, [], "a", ["a"], ["a", "b"])] == [None, None, "a", "a", "a"]


def test_a_match_comes_back(original: Match, tmp_path: Path) -> None:
    match = load(*reversed(write(original, tmp_path)))
    theirs, ours = keyed(original), keyed(match)
    both = theirs.join(ours, on="key", suffix="_back")
    assert both.height == theirs.height == ours.height > 1_900
    for name in ("x", "y"):
        assert float(np.nanmax((both[name] - both[f"{name}_back"]).abs().to_numpy())) < 1e-9
    for name in ("side", "set_piece", "outcome", "card"):
        assert both.filter(pl.col("kind") != "foul")[name].equals(both.filter(pl.col("kind") != "foul")[f"{name}_back"])
    passes = both.filter(kind="pass")
    passes = passes.filter(passes["body_part"].fill_null("other") != "foot")  # PFF has a left and a right one
    for name in ("cross", "through_ball", "body_part"):
        assert passes[name].equals(passes[f"{name}_back"])
    # PFF has no ends of passes: where the ball is at the next event. For most that is where the pass came to.
    gaps = (passes["end_x"] - passes["end_x_back"]).abs().to_numpy()
    assert float(np.nanquantile(gaps, 0.8)) < 0.01
    assert match.score == original.score == (0, 3)
    assert (match.repairs, match.findings) == ((), ())
    assert match.progress.state == "finished"
    assert match.progress.known_by == "whistle"
    names = ["player", "side", "name", "shirt", "starter"]
    assert match.players.select(names).sort("player").equals(original.players.select(names).sort("player"))
    cards = [one.events.filter(pl.col("card").is_not_null() & (pl.col("kind") == "foul")) for one in (original, match)]
    assert cards[1]["card"].to_list() == cards[0]["card"].to_list()


def test_the_freeze_frames_of_shots_come_back(original: Match, tmp_path: Path) -> None:
    match = load(*write(original, tmp_path))
    columns = ["seconds", "teammate", "actor", "keeper", "x", "y"]
    back, there = (
        one.freeze_frames.join(one.events.filter(kind="shot"), on="index", suffix="_e").with_columns(
            pl.col("seconds", "x", "y").round(6)
        )
        for one in (match, original)
        if one.freeze_frames is not None
    )
    assert back.height > 300
    assert back.select(columns).sort(columns).equals(there.select(columns).sort(columns))


def test_both_halves_of_a_duel(original: Match, tmp_path: Path) -> None:
    match = load(*write(original, tmp_path))
    duels = [one.events.filter(kind="take_on", outcome="success").height for one in (original, match)]
    assert duels[0] == duels[1] > 10
    pairs = match.events.filter(pl.col("kind").is_in(["take_on", "tackle"]))
    assert pairs.group_by("period", "seconds").len()["len"].unique().to_list() == [2]
    assert pairs["side"].n_unique() == 2


# --- single events, in a match of which only they are written ----------------------------------------------------


@pytest.fixture
def read(original: Match, tmp_path: Path) -> Callable[..., pl.DataFrame]:
    def read_lines(*lines: dict[str, Any]) -> pl.DataFrame:
        events, meta = tmp_path / "events.json", tmp_path / "metadata.json"
        start = event("PA", 0.0, 0.0, passOutcomeType="C", game={"setpieceType": "K"})
        events.write_text(json.dumps([start, *lines]))
        about = metadata(original)[0] | {"homeTeamStartLeft": True, "startPeriod1": None, "startPeriod2": None}
        meta.write_text(json.dumps([about]))
        return load(events, meta).events.slice(1)

    return read_lines


def test_an_intercepted_pass_is_two_events(read: Callable[..., pl.DataFrame]) -> None:
    events = read(
        event("PA", 10.0, 10.0, passOutcomeType="D", defenderPlayerId=21),
        event("PA", 11.5, 20.0, by=21, passOutcomeType="C"),
    )
    assert events.select("kind", "side", "outcome", "interception").rows()[:2] == [
        ("pass", "home", "failure", False),
        ("interception", "away", "success", True),
    ]
    # At the ball's next place, as the side that cut it out sees it: 52.5 - 20 from its own goal line.
    assert events["x"].to_list()[:2] == [62.5, 32.5]
    assert events["seconds"].to_list()[:2] == [10.0, 11.5]
    assert events["end_x"].to_list()[:2] == [72.5, None]


def test_the_pass_was_pressed_and_not_who_cut_it_out(read: Callable[..., pl.DataFrame]) -> None:
    pressed: dict[str, Any] = {"pressureType": "P", "pressurePlayerId": 22}
    events = read(
        event("PA", 10.0, 10.0, passOutcomeType="D", defenderPlayerId=21, **pressed),
        event("PA", 11.5, 20.0, by=21, passOutcomeType="C"),
    )
    assert events.select("kind", "player", "under_pressure").rows()[:3] == [
        ("pass", "11", True),
        ("pressure", "22", None),
        ("interception", "21", None),
    ]


def test_a_saved_shot_and_a_shot_against_the_post(read: Callable[..., pl.DataFrame]) -> None:
    events = read(
        event("SH", 20.0, 40.0, shooterPlayerId=11, shotOutcomeType="S", keeperPlayerId=21, shotType="V", bodyType="R"),
        event("SH", 30.0, 40.0, shooterPlayerId=12, by=12, shotOutcomeType="O", bodyType="LB"),
        event(None, 30.5, 52.0, game={"gameEventType": "G"}),
    )
    assert events.select("kind", "outcome", "technique", "body_part").rows() == [
        ("shot", "saved", "volley", "right_foot"),
        ("keeper", "success", None, None),
        ("shot", "post", "backheel", "left_foot"),
    ]


def test_goals_that_no_shot_tells(read: Callable[..., pl.DataFrame]) -> None:
    """A cross that goes straight in, and a clearance into one's own goal; a shot that says so is not doubled."""
    events = read(
        event("CR", 20.0, 45.0, crosserPlayerId=11, crossOutcomeType="I"),
        event(None, 22.0, 52.5, game={"gameEventType": "OUT", "outType": "H"}),
        event("CR", 40.0, 45.0, crosserPlayerId=11, crossOutcomeType="D"),
        event("CL", 41.0, 50.0, by=22, clearerPlayerId=22, clearanceOutcomeType="D"),
        event(None, 42.0, 52.5, game={"gameEventType": "OUT", "outType": "H"}),
        event("SH", 60.0, -45.0, by=23, shooterPlayerId=23, shotOutcomeType="G"),
        event(None, 61.0, -52.5, game={"gameEventType": "OUT", "outType": "A"}),
    )
    goals = events.filter((pl.col("outcome") == "goal") | (pl.col("kind") == "own_goal"))
    assert goals.select("kind", "side", "player").rows() == [
        ("shot", "home", "11"),
        ("own_goal", "away", "22"),
        ("shot", "away", "23"),
    ]


def test_what_was_taken_back_did_not_happen(read: Callable[..., pl.DataFrame]) -> None:
    events = read(
        event("SH", 20.0, 45.0, shooterPlayerId=11, shotOutcomeType="G", nonEvent=True, fouls={}),
        event("PA", 30.0, 0.0, passOutcomeType="C"),
    )
    assert events["kind"].to_list() == ["pass"]


@pytest.mark.parametrize("wrapped", [True, False])
def test_fouls_cards_and_offsides(read: Callable[..., pl.DataFrame], wrapped: bool) -> None:
    def foul(**what: Any) -> Any:
        return [what] if wrapped else what

    events = read(
        event("PA", 10.0, 0.0, by=21, passOutcomeType="C"),
        event("FO", 20.0, 40.0, fouls=foul(finalCulpritPlayerId=21, victimPlayerId=11, finalFoulOutcomeType="Y")),
        event("SH", 80.0, 41.5, shotOutcomeType="G", game={"setpieceType": "P"}),
        event("FO", 120.0, 30.0, fouls=foul(onFieldCulpritPlayerId=11, finalOffenseType="O", finalFoulOutcomeType="N")),
        event("FO", 140.0, 30.0, fouls=foul(finalCulpritPlayerId=21, finalOffenseType="D", finalFoulOutcomeType="R")),
        event("PA", 150.0, 30.0, passOutcomeType="C", fouls=foul(finalCulpritPlayerId=22, finalFoulOutcomeType="F")),
    )
    assert events.select("kind", "side", "player", "card", "penalty_foul").rows()[1:6] == [
        ("foul", "away", "21", "yellow", True),
        ("foul_won", "home", "11", None, True),
        ("shot", "home", "11", None, None),
        ("offside", "home", "11", None, False),
        ("card", "away", "21", "red", False),
    ]
    assert events.height == 7


def test_both_sides_kick_at_one_goal(read: Callable[..., pl.DataFrame]) -> None:
    kicks = [
        event("SH", 9000.0 + number, x, by=by, shotOutcomeType="G", game={"setpieceType": "P", "period": 5})
        for number, (by, x) in enumerate([(11, -41.5), (21, -41.5), (12, 41.5)])
    ]
    rows = read(*kicks).filter(period=5)
    assert rows.select("kind", "side", "x").rows() == [("shot", side, 94.0) for side in ("home", "away", "home")]


def test_who_presses_twice_in_a_possession_presses_once(read: Callable[..., pl.DataFrame]) -> None:
    pressed: dict[str, Any] = {"pressureType": "P", "pressurePlayerId": 21}
    touch = {"initialPressureType": "A", "initialPressurePlayerId": 21}
    events = read(
        event("PA", 20.0, -20.0, passOutcomeType="C", touch=touch, **pressed),
        event("PA", 30.0, -20.0, passOutcomeType="C", pressureType="L", pressurePlayerId=21),
    )
    assert events.select("kind", "side", "outcome", "under_pressure").rows() == [
        ("pass", "home", "success", True),
        ("pressure", "away", "success", None),
        ("pass", "home", "success", False),
    ]
    # 20 m in the home side's own half is 72.5 m from the goal of the side that presses.
    assert events["x"].to_list()[:2] == [32.5, 72.5]


def test_players_in_sight_are_the_freeze_frame(original: Match, tmp_path: Path) -> None:
    seen = [
        {"playerId": 11, "x": 10.0, "y": 0.0, "visibility": "VISIBLE"},
        {"playerId": 12, "x": -52.5, "y": -34.0, "visibility": "VISIBLE", "positionGroupType": "GK"},
        {"playerId": 13, "x": 0.0, "y": 0.0, "visibility": "ESTIMATED"},
    ]
    against = [{"playerId": 21, "x": 52.5, "y": 0.0, "visibility": "VISIBLE", "positionGroupType": "GK"}]
    more: dict[str, Any] = {"homePlayers": seen, "awayPlayers": against}
    lines = [
        event("PA", 0.0, 0.0, passOutcomeType="C"),
        event("PA", 20.0, 10.0, passOutcomeType="C", **more),
        event("PA", 30.0, 10.0, by=21, passOutcomeType="C", **more),
    ]
    (tmp_path / "events.json").write_text(json.dumps(lines))
    (tmp_path / "metadata.json").write_text(json.dumps([metadata(original)[0] | {"homeTeamStartLeft": True}]))
    match = load(tmp_path / "events.json", tmp_path / "metadata.json")
    assert "freeze_frames" in match.provides
    assert match.freeze_frames is not None
    columns = ["index", "teammate", "actor", "keeper", "x", "y"]
    assert match.freeze_frames.select(columns).rows() == [
        (1, True, True, False, 62.5, 34.0),
        (1, True, False, True, 0.0, 0.0),
        (1, False, False, True, 105.0, 34.0),
        (2, False, False, False, 42.5, 34.0),
        (2, False, False, True, 105.0, 68.0),
        (2, True, True, True, 0.0, 34.0),
    ]


@pytest.mark.slow
def test_the_stadium_in_the_events_stands_in_for_the_metadata(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    by_metadata = load(*files)
    with pytest.raises(ReadError, match="missing: the metadata"):
        load(files[0])
    lines = json.loads(files[0].read_text())
    for line in lines:
        line["stadiumMetadata"] = {"homeTeamStartLeft": False, "pitchLength": 105.0, "pitchWidth": 68.0}
        line["gameEvents"]["teamName"] = "Home" if line["gameEvents"]["homeTeam"] else "Away"
    files[0].write_text(json.dumps(lines))
    alone = load(files[0])
    assert alone.home.name == "Home"
    assert alone.events["x"].equals(by_metadata.events["x"])


@pytest.mark.slow
def test_objects_in_lists_are_read_alike(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    before = load(*files).events
    lines = json.loads(files[0].read_text())
    for line in lines:
        sort = line["possessionEvents"]["possessionEventType"]
        line["possessionEvents"] = [line["possessionEvents"]] if sort else []
        line["initialTouch"] = [line["initialTouch"]]
        line["ball"] = line["ball"][0] if line["ball"] else None
    files[0].write_text(json.dumps(lines))
    assert load(*files).events.equals(before)


def test_files_lie_in_folders_of_their_own(original: Match, tmp_path: Path) -> None:
    """As the 2022 World Cup set has them."""
    paths = []
    for game in ("3812", "10517"):
        for folder, file in zip(("Event Data", "Metadata", "Rosters"), write(original, tmp_path), strict=True):
            (tmp_path / folder).mkdir(exist_ok=True)
            paths.append(file.rename(tmp_path / folder / f"{game}.json"))
    matches, errors = belonging.files_of_matches(paths)
    assert not errors
    assert sorted([path.stem for path in match] for match in matches) == [["10517"] * 3, ["3812"] * 3]


def test_the_record_is_cut_at_half_time(original: Match, tmp_path: Path) -> None:
    match = load(*write(original, tmp_path), until="HT")
    assert match.progress.words == "At half-time"
    assert set(match.events["period"]) == {1}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (0, '"period": 1', '"period": 9', "period"),
        (0, '"eventTime": ', '"eventTime": "soon", "e": ', "eventTime"),
        (0, '"x": ', '"x": [], "z": ', "ball"),
        (0, '"gameEvents"', '"gameevents"', "period|No known provider"),
        (0, "}]", "}", "JSON"),
        (1, '"length": 105.0', '"length": 4e9', "A pitch of 4e.09"),
        (1, '"homeTeam"', '"hometeam"', "homeTeam"),
        (2, '"player"', '"person"', "player"),
    ],
)
def test_bad_files_are_told(original: Match, tmp_path: Path, file: int, old: str, new: str, words: str) -> None:
    files = write(original, tmp_path)
    text = files[file].read_text()
    assert old in text
    files[file].write_text(text.replace(old, new) if new != "}" else text[:-2])
    with pytest.raises(ReadError, match=words) as failed:
        load(*files)
    assert str(files[file]) in str(failed.value)


@pytest.mark.slow
def test_numbers_beyond_every_column_are_told_or_taken_out(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    lines = event_lines(original)
    for name, number in (("x", 1e300), ("gameClock", 2**70), ("playerId", 2**70)):
        text = json.dumps(lines)
        old = f'"{name}": '
        where = text.index(old, 5_000) + len(old)
        files[0].write_text(text[:where] + json.dumps(number) + ', "rest": ' + text[where:])
        with contextlib.suppress(ReadError):
            assert load(*files).score == (0, 3)


def test_where_the_ball_went_is_not_told_by_an_event_long_after(read: Callable[..., pl.DataFrame]) -> None:
    events = read(
        event("PA", 10.0, 0.0, passOutcomeType="C"),
        event("PA", 19.0, 20.0, passOutcomeType="C"),
        event("PA", 60.0, 40.0, passOutcomeType="C"),
    )
    assert events["end_x"].to_list() == [72.5, None, None]


def test_a_restart_is_taken_once_whatever_follows_in_its_possession(read: Callable[..., pl.DataFrame]) -> None:
    corner: dict[str, Any] = {"game": {"setpieceType": "C"}}
    pressed: dict[str, Any] = {"pressureType": "P", "pressurePlayerId": 22}
    lines = [
        event("CR", 10.0, 52.0, crossOutcomeType="D", defenderPlayerId=21, **pressed, **corner),
        event("PA", 12.0, 40.0, passOutcomeType="C", **corner),
    ]
    events = read(*({**line, "gameEventId": 7} for line in lines))
    assert events.filter(kind="pass")["set_piece"].to_list() == ["corner", None]


def files_of(original: Match, folder: Path, *lines: dict[str, Any], **about: Any) -> list[Path]:
    files = [folder / "events.json", folder / "metadata.json"]
    stated = {"homeTeamStartLeft": True, "startPeriod1": None, "startPeriod2": None, **about}
    for file, content in zip(files, (lines, [metadata(original)[0] | stated]), strict=True):
        file.write_text(json.dumps(content))
    return files


@pytest.mark.parametrize(("left", "x"), [(True, 72.5), (False, 32.5), (None, 72.5)])
def test_extra_time_has_a_toss_of_its_own(original: Match, tmp_path: Path, left: bool | None, x: float) -> None:
    """20 m to the right of the middle, in the first half of extra time; without a word of it as in the match."""
    lines = [event("PA", 0.0, 0.0, passOutcomeType="C")]
    lines += [event("PA", 7000.0 + at, 20.0, passOutcomeType="C", game={"period": 3}) for at in (0.0, 2.0)]
    match = load(*files_of(original, tmp_path, *lines, homeTeamStartLeftExtraTime=left))
    assert match.events.filter(kind="pass", period=3)["x"].to_list() == [x, x]


@pytest.mark.parametrize(("stated", "seconds"), [(98.0, [2.0, 12.0]), (105.0, [0.0, 10.0]), (10.0, [0.0, 10.0])])
def test_a_start_that_is_none_of_the_period_is_left_aside(
    original: Match, tmp_path: Path, stated: float, seconds: list[float]
) -> None:
    """The first event is at 100 s of the video: a period begins neither after it nor a minute and more before."""
    lines = [event("PA", at, 0.0, passOutcomeType="C") for at in (0.0, 10.0)]
    match = load(*files_of(original, tmp_path, *lines, startPeriod1=stated))
    assert match.events.filter(kind="pass")["seconds"].to_list() == seconds


def test_without_its_time_an_event_has_that_of_the_clock(original: Match, tmp_path: Path) -> None:
    later = event("PA", 3000.0, 0.0, passOutcomeType="C", gameClock=2760, game={"period": 2})
    lines = [event("PA", 0.0, 0.0, passOutcomeType="C"), {**later, "eventTime": None}]
    match = load(*files_of(original, tmp_path, *lines))
    assert match.events.filter(kind="pass", period=2)["seconds"].to_list() == [60.0]


def test_who_blocks_a_pass_or_clears_a_shot_off_the_line_is_told(read: Callable[..., pl.DataFrame]) -> None:
    events = read(
        event("PA", 10.0, 10.0, passOutcomeType="B", blockerPlayerId=21),
        event("SH", 12.0, 40.0, shooterPlayerId=11, shotOutcomeType="L", clearerPlayerId=22),
        event("PA", 13.0, 50.0, by=22, passOutcomeType="C"),
    )
    assert events.select("kind", "side", "player", "outcome", "interception").rows()[:4] == [
        ("pass", "home", "11", "failure", False),
        ("block", "away", "21", "success", False),
        ("shot", "home", "11", "blocked", False),
        ("block", "away", "22", "success", False),
    ]


def test_a_ball_that_was_out_was_not_put_into_the_goal_by_the_pass_before(read: Callable[..., pl.DataFrame]) -> None:
    events = read(
        event("PA", 10.0, 10.0, passOutcomeType="C"),
        event(None, 12.0, 52.5, game={"gameEventType": "OUT", "outType": "T"}),
        event(None, 40.0, 52.5, game={"gameEventType": "OUT", "outType": "H"}),
    )
    assert events["kind"].to_list() == ["pass", "out"]


def test_duels_in_the_air_sliding_tackles_and_heavy_touches(read: Callable[..., pl.DataFrame]) -> None:
    duel: dict[str, Any] = {"challengeType": "A", "homeDuelPlayerId": 12, "awayDuelPlayerId": 21}
    events = read(
        event("CH", 10.0, 0.0, challengeWinnerPlayerId=21, **duel),
        event("CH", 20.0, 0.0, ballCarrierPlayerId=11, challengerPlayerId=22, challengeType="L"),
        event("TC", 30.0, 0.0, touchPlayerId=11, touchType="H", touchOutcomeType="L"),
        event("TC", 40.0, 0.0, touchPlayerId=11, touchType="H", touchOutcomeType="R"),
    )
    assert events.select("kind", "side", "player", "outcome", "sliding").rows() == [
        ("aerial", "home", "12", "failure", None),
        ("aerial", "away", "21", "success", None),
        ("take_on", "home", "11", "neutral", None),
        ("tackle", "away", "22", "neutral", True),
        ("lost", "home", "11", None, None),
        ("touch", "home", "11", None, None),
    ]
