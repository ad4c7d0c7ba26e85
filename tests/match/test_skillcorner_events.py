"""SkillCorner's dynamic events: a hand-made match whose goals, places and players are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.facts import match_facts
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.match.provides import require
from tests.match.as_skillcorner import MATCH, events_file, match_bytes, match_file, of_match, possession


@pytest.fixture(scope="module")
def match() -> Match:
    return load(events_file(), match_bytes())


def one(match: Match, **how: Any) -> dict[str, Any]:
    rows = match.events.filter(**how)
    assert rows.height == 1, rows
    return rows.row(0, named=True)


def test_goals_are_those_of_the_score(match: Match) -> None:
    assert match.score == match.info.stated_score == (3, 0)
    goals = match_facts(match).goals
    assert [(goal.how, goal.side, goal.player) for goal in goals] == [
        ("goal", "home", "3"),
        ("penalty", "home", "3"),
        ("own_goal", "home", "12"),
    ]
    assert [(goal.period, goal.seconds) for goal in goals] == [(1, 11.0), (1, 1200.0), (2, 900.0)]
    assert match_facts(match).half_time == (2, 0)
    assert not [finding for finding in match.findings if finding.level == "error"]


def test_occasion_line_ups_and_changes_are_the_match_files(match: Match) -> None:
    info = match.info
    assert (info.match_id, info.competition, info.season, info.date, info.venue) == (
        "1953632",
        "A-League",
        "2024/2025",
        "2025-03-01",
        "Stadium",
    )
    assert (match.home.name, match.away.name) == ("Mariners", "City")
    players = {row["player"]: row for row in match.players.iter_rows(named=True)}
    assert [player for player, row in players.items() if row["starter"]] == ["1", "2", "3", "11", "12", "13"]
    assert (players["3"]["name"], players["3"]["shirt"], players["3"]["position"]) == ("Cat", 9, "Center Forward")
    change = match_facts(match).substitutions[0]
    # 1:10:30 on a clock that starts the second half at 45:00.
    assert (change.period, change.seconds, change.side, change.off, change.on) == (2, 1530.0, "home", "2", "4")
    assert match.progress.known_by == "status"


def test_places_are_metres_on_our_pitch(match: Match) -> None:
    """On 104 x 68 m the penalty mark is 41 m from the middle, and must be 11 m from the goal line here."""
    penalty = one(match, set_piece="penalty")
    assert (penalty["x"], penalty["y"]) == pytest.approx((94.0, 34.0))
    carry = one(match, kind="carry")
    assert carry["end_x"] - carry["x"] == pytest.approx(8.0, rel=0.03)
    assert carry["y"] == pytest.approx(36.0)  # y grows to the left of the man who attacks
    assert (carry["side"], carry["player"], carry["seconds"]) == ("away", "12", 4.0)
    lost = one(match, kind="pass", player="12")
    # The pass is played where the carry ends; where it would have gone nobody knows.
    assert (lost["x"], lost["seconds"], lost["outcome"], lost["end_x"]) == (carry["end_x"], 6.0, "failure", None)


def test_passes_restarts_and_regains(match: Match) -> None:
    kick_off = one(match, set_piece="kick_off")
    assert (kick_off["player"], kick_off["related_player"], kick_off["outcome"]) == ("13", "12", "success")
    throw_in = one(match, set_piece="throw_in")
    # The file has no row of the man who throws: his side, where it was received, and no more.
    assert (throw_in["side"], throw_in["player"], throw_in["x"], throw_in["related_player"]) == (
        "home",
        None,
        None,
        "3",
    )
    corner = one(match, set_piece="corner")
    assert (corner["side"], corner["outcome"]) == ("home", "failure")
    cut_out = match.events.filter(pl.col("interception"))
    assert cut_out.select("side", "player").rows() == [("home", "2"), ("away", "12")]
    # Both ends of the corner are one place: 7 m from the away goal, seen from both sides.
    assert corner["end_x"] == pytest.approx(105 - cut_out["x"][1])
    assert one(match, kind="foul_won")["player"] == "3"
    assert one(match, kind="recovery")["player"] == "2"
    assert one(match, kind="lost")["player"] == "2"
    assert one(match, kind="shot", period=2)["outcome"] == "off_target"
    assert one(match, kind="shot", period=2)["body_part"] == "head"


def test_engagements_are_pressures(match: Match) -> None:
    pressure = one(match, kind="pressure")
    assert (pressure["player"], pressure["related_player"], pressure["counterpress"]) == ("3", "12", True)
    assert not match.events.filter(pl.col("kind").is_in(["tackle", "aerial", "foul", "card"])).height
    with pytest.raises(Exception, match="no tackles and no fouls in SkillCorner"):
        require(match, "tackle", "foul")


def test_what_the_score_cannot_explain_is_an_error_finding() -> None:
    other = load(events_file(), match_bytes(score=(3, 1)))
    assert [f.rule for f in other.findings if f.level == "error"] == ["score-differs"]


def test_a_goal_told_by_two_rows_is_one() -> None:
    again = possession("00:12.0", 11, (-50.0, 0.0), (-50.0, 0.0), game_interruption_after="goal_against")
    passed = possession("00:08.0", 3, (29.0, 0.0), (29.0, 0.0), game_interruption_after="goal_for")
    assert load(events_file((*MATCH[:4], passed, MATCH[4], again, *MATCH[5:])), match_bytes()).score == (3, 0)


def test_a_goal_that_only_the_interruption_tells_is_the_scorers() -> None:
    """Cat has two goals in the match file, and one shot that is a goal."""
    silent = {**MATCH[4], "end_type": "unknown"}
    match = load(events_file((*MATCH[:4], silent, *MATCH[5:])), match_bytes())
    assert match.score == (3, 0)
    assert match_facts(match).goals[0].player == "3"


def test_cut_at_half_time() -> None:
    half = load(events_file(), match_bytes(), until="HT")
    assert half.score == (2, 0)
    assert half.info.stated_score is None
    assert half.events["period"].unique().to_list() == [1]
    assert not match_facts(half).substitutions


def test_identifiers_as_pandas_writes_them() -> None:
    rows = tuple({**row, "player_id": f"{row['player_id']}.0"} for row in MATCH)
    assert load(events_file(rows), match_bytes()).events.equals(load(events_file(), match_bytes()).events)


def test_in_any_order_from_files_and_as_decoded_json(tmp_path: Path, match: Match) -> None:
    events, about = tmp_path / "1953632_dynamic_events.csv", tmp_path / "1953632_match.json"
    events.write_bytes(events_file())
    about.write_bytes(match_bytes())
    for form in ((events, about), (about, events), (events_file(), match_file())):
        assert load(*form).events.equals(match.events)


def test_a_red_card_without_its_minute_is_said() -> None:
    players = match_file()["players"]
    players[0]["red_card"] = 1
    assert "card-without-minute" in {f.rule for f in load(events_file(), match_bytes(players=players)).findings}


@pytest.mark.parametrize(
    ("events", "meta", "problem"),
    [
        (events_file()[:-40], match_bytes(), "cells, the header"),
        (events_file(), match_bytes(id=7), "is of match 1953632, the match file is of 7"),
        (
            events_file().replace(b"end_type", b"end"),
            match_bytes(),
            "lacks columns of SkillCorner's dynamic events: end_type",
        ),
        (
            events_file().replace(b"00:02.7", b"now"),
            match_bytes(),
            "Line 2: time_start is 'now', not a time like 12:34.5",
        ),
        (events_file().replace(b"passing_option", b"new_thing"), match_bytes(), "Line 3: event_type is 'new_thing'"),
        (events_file((possession("00:01.0", 1, (1e9, 0), (0, 0)),)), match_bytes(), "x_start is '1000000000.0'"),
        (events_file((possession("00:01.0", 1, (0, 0), (0, 0), period=8),)), match_bytes(), "period is '8'"),
        (events_file((possession("00:01.0", 1, (0, 0), (0, 0), team_id=5),)), match_bytes(), "team_id is '5'"),
        (events_file(()), match_bytes(), "no events"),
        (events_file(), match_bytes(pitch_length=0.5), "pitch of 0.5 x 68 m is none"),
        (events_file(), match_bytes(home_team_score=-1), "does not have the shape of SkillCorner's match file"),
        (events_file(), match_bytes(id=2**70), "shape of SkillCorner's match file"),
        (events_file(), match_bytes()[:-9], "not complete JSON|not whole JSON"),
    ],
)
def test_bad_files_are_told(events: bytes, meta: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as caught:
        load(events, meta)
    assert caught.value.place
    assert caught.value.remedy


def test_the_match_file_is_needed() -> None:
    with pytest.raises(ReadError, match="missing: the match file"):
        load(events_file())
    with pytest.raises(ReadError, match="no events among the files"):
        load(match_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["statsbomb_3788741", "statsbomb_15986"])
def test_a_whole_match_of_another_provider_comes_back(kloppy_files: Path, name: str) -> None:
    """Turkey - Italy (0-3, an own goal among them) and Barcelona - Girona (2-2), written as dynamic events."""
    original = load(kloppy_files / f"{name}_event.json", kloppy_files / f"{name}_lineup.json")
    match = load(*of_match(original))
    assert match.score == original.score
    assert not match.repairs
    assert not [finding for finding in match.findings if finding.level == "error"]
    acted = pl.col("x").is_not_null() & pl.col("player").is_not_null()
    for kind in ("pass", "shot", "clearance", "lost", "foul_won", "pressure", "own_goal"):
        ours, theirs = (one.events.filter((pl.col("kind") == kind) & acted) for one in (match, original))
        assert ours["side"].to_list() == theirs["side"].to_list(), kind
        assert ours["player"].to_list() == theirs["player"].to_list(), kind
        assert ours["x"].to_list() == pytest.approx(theirs["x"].to_list()), kind
        assert ours["y"].to_list() == pytest.approx(theirs["y"].to_list()), kind
    passes, others = (one.events.filter((pl.col("kind") == "pass") & acted) for one in (match, original))
    assert passes["outcome"].to_list() == others["outcome"].to_list()
    assert match.events["counterpress"].sum() == original.events.filter(kind="pressure")["counterpress"].sum()
    assert [goal.player for goal in match_facts(match).goals] == [goal.player for goal in match_facts(original).goals]


def test_who_has_the_ball_soon_after_a_goal_has_not_scored_another() -> None:
    """The keeper's possession after a goal says "goal against" as well, and Cat has more goals in the match file."""
    again = possession("00:16.0", 3, (-50.0, 0.0), (-50.0, 0.0), end_type="unknown", game_interruption_after="goal_for")
    players = match_file()["players"]
    players[2]["goal"] = 3
    rows = (*MATCH[:5], again, *MATCH[5:])
    assert load(events_file(rows), match_bytes(players=players)).score == (3, 0)
    late = {**again, "time_start": "00:40.0", "time_end": "00:40.0"}
    assert load(events_file((*MATCH[:5], late, *MATCH[5:])), match_bytes(players=players, score=(4, 0))).score == (4, 0)


def test_a_goal_told_by_its_shot_is_not_counted_for_its_scorer_twice() -> None:
    """Cat's two goals are two shots: a third interruption "goal for" is nobody's of hers."""
    late = possession("00:40.0", 3, (30.0, 0.0), (30.0, 0.0), end_type="unknown", game_interruption_after="goal_for")
    assert load(events_file((*MATCH[:5], late, *MATCH[5:])), match_bytes()).score == (3, 0)


def test_a_pass_from_the_centre_in_play_is_no_kick_off() -> None:
    played = possession("10:00.0", 2, (0.0, 0.0), (0.0, 0.0), start_type="recovery", pass_outcome="unsuccessful")
    after = {**played, "time_start": "20:40.0", "time_end": "20:40.0", "game_interruption_before": "goal_for"}
    match = load(events_file((*MATCH[:5], played, MATCH[5], after, *MATCH[6:])), match_bytes())
    taken = match.events.filter(set_piece="kick_off").select("seconds").rows()
    assert [round(seconds, 1) for (seconds,) in taken] == [2.7, 1240.0]


def test_times_out_of_order_and_high_passes() -> None:
    """A possession that ends before it begins ends at once; a half that begins a second early begins at zero."""
    backwards = possession("10:00.0", 2, (0.0, 9.0), (0.0, 9.0), time_end="09:50.0", high_pass=True)
    early = possession("44:59.0", 13, (9.0, 9.0), (9.0, 9.0), period=2)
    match = load(events_file((*MATCH[:5], backwards, *MATCH[5:8], early, *MATCH[8:])), match_bytes())
    passed = one(match, kind="pass", player="2", seconds=600.0)
    assert passed["high"] is True
    assert one(match, kind="pass", player="13", period=2)["seconds"] == 0.0
