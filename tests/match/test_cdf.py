"""The Common Data Format: a real match written after the schema comes back, and bad files are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match import belonging
from frontfoot.match.cdf.file import PERIODS as NAMED
from frontfoot.match.cdf.file import CdfEvent, CdfGoals
from frontfoot.match.cdf.words import kind_of, outcome_of
from frontfoot.match.load import load
from frontfoot.match.match import Match
from tests.match.as_cdf import PERIODS, TYPES, write

# Lines of the sample that comes with common-data-format-validator 0.1.1 (version 0.3.2 of the format).
SAMPLE = (
    ({"type": "pass", "sub_type": "corner_kick", "is_successful": True, "outcome_type": "successful"}, "pass"),
    ({"type": "save", "sub_type": None, "is_successful": True, "outcome_type": "successful"}, "keeper"),
    ({"type": "interception", "sub_type": None, "is_successful": False, "outcome_type": "lost"}, "interception"),
    ({"type": "duel", "sub_type": "ground_duel", "is_successful": True, "outcome_type": "successful"}, "tackle"),
    ({"type": "referee", "sub_type": "foul", "is_successful": True, "outcome_type": "successful"}, "foul"),
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        # The type counts before the sub-type, and the outcome is no kind.
        (("clearance", None, "out"), "clearance"),
        (("interception", "pass", "successful"), "interception"),
        (("unheard", "recovery", "error"), "recovery"),
        (("unheard", None, "error"), "other"),
        # In the groups the sub-type counts first, then the outcome, then the group itself.
        (("goalkeeping", "clearance", "save"), "clearance"),
        (("goalkeeping", None, "punch"), "keeper"),
        (("goalkeeping", "unheard", None), "keeper"),
        (("misc", None, "injury"), "out"),
        (("defending", "tackle", "error"), "tackle"),
        (("misc", "unheard", None), "other"),
        (("referee", None, "yellow_card"), "card"),
        (("referee", "final_whistle", None), "period_end"),
        (("referee", None, "end"), "period_end"),
        (("referee", None, "start"), "period_start"),
        (("shot", None, "own_goal"), "own_goal"),
        (("shot", "own_goal", "saved"), "shot"),
        (("Pass", "Cross", "out"), "pass"),
    ],
)
def test_the_kind_of_an_event_by_its_words(words: tuple[str, str | None, str | None], kind: str) -> None:
    sort, sub, ending = words
    event = CdfEvent(period="first_half", type=sort, sub_type=sub, outcome_type=ending)
    assert kind_of(event, on_the_ball=False) == kind


def test_every_period_of_the_schema_is_known_by_its_number() -> None:
    assert {number: name for name, number in NAMED.items()} == PERIODS


def test_a_side_without_a_number_of_goals_has_none() -> None:
    goals = [msgspec.convert(document, CdfGoals) for document in ({}, {"home": 2}, {"away": 3})]
    assert [(final.home, final.away) for final in goals] == [(0, 0), (2, 0), (0, 3)]


def placed_events(match: Match) -> pl.DataFrame:
    return match.events.filter(pl.col("kind").is_in([*TYPES, "own_goal"]) & pl.col("x").is_not_null())


def gap(both: pl.DataFrame, name: str) -> float:
    """The largest difference between what was written and what came back."""
    return float(np.nanmax((both[name] - both[f"{name}_back"]).abs().to_numpy()))


@pytest.mark.parametrize("clock", [True, False])
def test_a_match_comes_back(original: Match, tmp_path: Path, clock: bool) -> None:
    match = load(*reversed(write(original, tmp_path, clock=clock)))
    both = placed_events(original).join(match.events, on="event_id", suffix="_back")
    assert both.height == placed_events(original).height > 2_500
    for name in ("x", "y", "end_x", "end_y", "xg"):
        assert gap(both, name) < 1e-9
        assert both[name].is_null().equals(both[f"{name}_back"].is_null())
    assert gap(both, "seconds") < 0.002
    for name in ("period", "side", "player", "kind", "set_piece", "body_part"):
        assert both[name].equals(both[f"{name}_back"]), name
    judged = both.filter(pl.col("kind").is_in(["pass", "shot", "carry", "take_on", "tackle"]))
    judged = judged.filter(pl.col("outcome").is_not_null())  # the format knows successful or not, nothing between
    assert judged["outcome"].equals(judged["outcome_back"])
    assert (match.score, match.info.stated_score) == (original.score, original.score) == ((0, 3), (0, 3))
    assert (match.repairs, match.findings) == ((), ())
    assert match.progress.state == "finished"
    assert match.players.sort("player").drop("position").equals(original.players.sort("player").drop("position"))


def test_cards_and_substitutions_come_from_the_match_sheet(original: Match, tmp_path: Path) -> None:
    match = load(*write(original, tmp_path))
    names = ["period", "side", "player", "related_player"]
    theirs, ours = (one.events.filter(kind="substitution").select(names) for one in (original, match))
    assert ours.sort(names).equals(theirs.sort(names))
    booked = original.events.filter(pl.col("card").is_not_null()).select("player", "card")
    assert match.events.filter(kind="card").select("player", "card").sort("player").equals(booked.sort("player"))


def test_without_a_match_sheet_the_metadata_will_do(original: Match, tmp_path: Path) -> None:
    events, meta, sheet = write(original, tmp_path)
    by_meta, by_sheet = load(events, meta), load(events, sheet)
    assert by_meta.info.venue == "Olimpico"
    assert by_meta.info.stated_score is None
    assert "substitution" not in by_meta.provides
    assert by_sheet.home == by_meta.home == original.home
    with pytest.raises(ReadError, match="missing: the metadata or the match sheet"):
        load(events)
    with pytest.raises(ReadError, match="no events among the files"):
        load(meta, sheet)


def test_places_as_the_acting_side_sees_them_are_told_by_the_shots(original: Match, tmp_path: Path) -> None:
    match = load(*write(original, tmp_path, acting=True))
    both = placed_events(original).join(match.events, on="event_id", suffix="_back")
    assert gap(both, "x") < 1e-9
    assert [finding.rule for finding in match.findings] == ["direction-assumed"]


def test_both_sides_kick_at_one_goal(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    lines = files[0].read_text().splitlines()
    kick = next(line for line in map(json.loads, lines) if line["event"]["type"] == "shot")
    for number, (team, x) in enumerate(
        [(original.home.id, -41.5), (original.away.id, -41.5), (original.home.id, 41.5)]
    ):
        about = {"id": f"kick-{number}", "team_id": team, "x": x, "y": 0.0, "sub_type": "penalty_kick"}
        moment = {"period": "shootout", "match_clock": f"120:0{number}.00"}
        lines.append(json.dumps({**kick, "event": {**kick["event"], **about, **moment}}))
    files[0].write_text("\n".join(lines))
    rows = load(*files).events.filter(period=5)
    assert rows.select("set_piece", "side", "x").rows() == [
        ("penalty", side, 94.0) for side in ("home", "away", "home")
    ]


def test_the_record_is_cut_at_half_time(original: Match, tmp_path: Path) -> None:
    match = load(*write(original, tmp_path), until="HT")
    assert match.progress.words == "At half-time"
    assert match.info.stated_score is None
    assert set(match.events["period"]) == {1}


@pytest.mark.slow
def test_the_pitch_has_the_size_that_is_stated(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    meta = json.loads(files[1].read_text())
    meta["venue"] |= {"pitch_length": 110.0, "pitch_width": 70.0}
    files[1].write_text(json.dumps(meta))
    lines = [json.loads(line) for line in files[0].read_text().splitlines()]
    lines[0]["event"] |= {"x": 55.0 - 16.5, "y": 35.0, "team_id": original.home.id}  # the edge of the box, the line
    files[0].write_text("\n".join(map(json.dumps, lines)))
    first = load(*files).events.filter(event_id=lines[0]["event"]["id"])
    assert first.select("x", "y").row(0) == pytest.approx((88.5, 68.0))


@pytest.mark.parametrize(("words", "kind"), SAMPLE)
def test_the_words_of_the_sample(words: dict[str, Any], kind: str) -> None:
    assert kind_of(CdfEvent(period="first_half", **words), on_the_ball=False) == kind


def test_a_word_of_no_vocabulary_is_other() -> None:
    event = CdfEvent(period="first_half", type="misc", sub_type="rain_dance", is_successful=True)
    assert kind_of(event, on_the_ball=True) == "other"
    assert outcome_of(event, "other") is None


def test_names_of_version_0_2_0_are_read(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    older = files[0].read_text().replace('"is_successful"', '"outcome"').replace('"outcome_type"', '"outcome_detailed"')
    files[0].write_text(older)
    files[1].write_text(files[1].read_text().replace('"start_time"', '"time_start"').replace('"venue"', '"stadium"'))
    assert load(*files).score == (0, 3)


def test_an_array_is_read_like_lines(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    before = load(*files).events
    files[0].write_text("[" + ",".join(files[0].read_text().splitlines()) + "]")
    assert load(*files).events.equals(before)


def test_files_of_two_matches_find_their_own(original: Match, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for file in write(original, tmp_path / name):
            file.write_text(file.read_text().replace('"m-1"', f'"m-{name}"'))
    paths = [tmp_path / name / file for file in ("event.jsonl", "meta.json", "match.json") for name in ("b", "a")]
    matches, errors = belonging.files_of_matches(paths)
    assert not errors
    assert [{path.parent.name for path in match} for match in matches] == [{"b"}, {"a"}]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (0, '"period": "second_half"', '"period": "third_half"', "third_half"),
        (0, '"match_clock": "00:', '"match_clock": "zero:', "is no time"),
        (0, '"x": ', '"x": "here", "z": ', r"line 1.*x"),
        (0, '"period": ', '"periods": ', r"line 1.*period"),
        (0, "}}", "}", r"line 1: .*JSON"),
        (1, '"pitch_length": 105.0', '"pitch_length": 1e300', "A pitch of 1e.300"),
        (1, '"teams"', '"sides"', "teams"),
        (2, '"home": 0', '"home": 1000000000000000000000000', "home"),
    ],
)
def test_bad_files_are_told(original: Match, tmp_path: Path, file: int, old: str, new: str, words: str) -> None:
    files = write(original, tmp_path)
    text = files[file].read_text()
    assert old in text
    files[file].write_text(text.replace(old, new))
    with pytest.raises(ReadError, match=words) as failed:
        load(*files)
    assert str(files[file]) in str(failed.value)


@pytest.mark.parametrize("number", ["1e400", "-1e308", "18446744073709551616"])
def test_places_beyond_every_pitch_are_taken_out(original: Match, tmp_path: Path, number: str) -> None:
    files = write(original, tmp_path)
    lines = files[0].read_text().splitlines()
    broken = json.loads(lines[0])
    broken["event"]["x"] = -12345.5
    lines[0] = json.dumps(broken).replace("-12345.5", number)
    files[0].write_text("\n".join(lines))
    try:
        match = load(*files)
    except ReadError:
        return
    assert match.events.filter(event_id=broken["event"]["id"])["x"].to_list() == [None]
    assert "off-pitch" in [repair.rule for repair in match.repairs]


def test_a_foul_without_a_side_is_a_stop_and_no_foul(original: Match, tmp_path: Path) -> None:
    """The referee stopped play; for whose offence nobody says."""
    files = write(original, tmp_path)
    lines = [json.loads(line) for line in files[0].read_text().splitlines()]
    passed = next(line for line in lines if line["event"]["type"] == "pass")
    words = {"id": "whistle", "type": "referee", "sub_type": "foul", "outcome_type": "foul", "team_id": None}
    lines.insert(1, {**passed, "event": {**passed["event"], **words, "player_id": None}})
    files[0].write_text("\n".join(map(json.dumps, lines)))
    match = load(*files)
    assert match.events.filter(event_id="whistle").select("kind", "side").rows() == [("out", None)]
    assert "foul" not in match.provides


def test_a_card_that_the_events_have_is_not_taken_from_the_sheet_again(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    booked = original.events.filter(pl.col("card").is_not_null()).row(0, named=True)
    lines = [json.loads(line) for line in files[0].read_text().splitlines()]
    passed = next(line for line in lines if line["event"]["type"] == "pass")
    words = {"id": "card", "type": "referee", "sub_type": "caution", "outcome_type": "yellow_card"}
    about = {"player_id": booked["player"], "team_id": original.team(booked["side"]).id}
    lines.insert(1, {**passed, "event": {**passed["event"], **words, **about}})
    files[0].write_text("\n".join(map(json.dumps, lines)))
    assert load(*files).events.filter(kind="card").select("event_id", "player").rows() == [("card", booked["player"])]


def test_a_man_goes_off_when_the_sheet_says_so_even_if_another_comes_on_later(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    whole = json.loads(files[2].read_text())
    change = whole["events"]["substitutions"][0]
    before = load(*files).events.filter(kind="substitution", player=change["out_player_id"])["seconds"].to_list()
    change["in_time"] = "2025-05-15T22:59:00.000Z"
    files[2].write_text(json.dumps(whole))
    after = load(*files).events.filter(kind="substitution", player=change["out_player_id"])["seconds"].to_list()
    assert after == before


def test_what_the_match_sheet_leaves_out_is_taken_from_the_metadata(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    about, official = (json.loads(file.read_text()) for file in files[1:])
    player = official["teams"]["home"]["players"][0]
    player["short_name"], shirt = "By the sheet", player["jersey_number"]
    player["jersey_number"] = None
    about["teams"]["home"]["players"][0]["short_name"] = "By the metadata"
    for file, content in zip(files[1:], (about, official), strict=True):
        file.write_text(json.dumps(content))
    row = load(*files).players.filter(player=player["id"]).row(0, named=True)
    assert (row["name"], row["shirt"]) == ("By the sheet", shirt)


def test_crosses_and_through_balls_are_sub_types(original: Match, tmp_path: Path) -> None:
    files = write(original, tmp_path)
    lines = [json.loads(line) for line in files[0].read_text().splitlines()]
    passes = [line["event"] for line in lines if line["event"]["type"] == "pass"][:3]
    for event, sub in zip(passes, ("through_ball", "cross", None), strict=True):
        event["sub_type"] = sub
    files[0].write_text("\n".join(map(json.dumps, lines)))
    rows = load(*files).events.filter(pl.col("event_id").is_in([event["id"] for event in passes]))
    marks = {row["event_id"]: (row["through_ball"], row["cross"]) for row in rows.iter_rows(named=True)}
    assert [marks[event["id"]] for event in passes] == [(True, False), (False, True), (False, False)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stated", "missing"), [((), 0), (("has_extratime",), 2), (("has_extratime", "has_shootout"), 3)]
)
def test_periods_that_the_match_sheet_states_and_the_events_lack_are_told(
    original: Match, tmp_path: Path, stated: tuple[str, ...], missing: int
) -> None:
    files = write(original, tmp_path)
    official = json.loads(files[2].read_text())
    official["match"]["status"] |= dict.fromkeys(stated, True)
    files[2].write_text(json.dumps(official))
    assert [finding.rule for finding in load(*files).findings].count("missing-period") == missing
