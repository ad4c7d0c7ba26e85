"""How the lines of a PFF file make a record: goals, ends of balls, times, sides, places, players and freeze frames."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.files import Source
from frontfoot.match.pff.file import PffEvent, PffMeta, PffRoster, text_of
from frontfoot.match.pff.load import read as read_draft
from frontfoot.match.pff.setting import Setting
from frontfoot.match.until import Until
from tests.match.as_pff import event
from tests.match.test_pff_codes import TEAMS, columns_of, read


def out(at: float, letter: str | None = "H", *, by: int = 11) -> dict[str, Any]:
    return event(None, at, 52.5, by=by, game={"gameEventType": "OUT", "outType": letter})


@pytest.mark.parametrize("identifier", [7988.0, 7988, "7988"])
def test_identifiers_are_text(identifier: float | str) -> None:
    assert text_of(identifier) == "7988"


def test_what_is_no_identifier_is_none() -> None:
    assert [text_of(one) for one in (None, "", 0, 7.5)] == [None, None, "0", "7.5"]


@pytest.mark.parametrize(
    ("sort", "kind"), [("PA", "pass"), ("CL", "clearance"), ("RE", "touch"), ("BC", "carry"), ("SH", "shot")]
)
@pytest.mark.parametrize(("scored", "side"), [("H", "home"), ("A", "away")])
def test_a_goal_that_only_the_ball_out_of_play_states(sort: str, kind: str, scored: str, side: str) -> None:
    rows = read(event("PA", 3.0, 0.0, by=21), event(sort, 5.0, 45.0, passOutcomeType="C"), out(6.0, scored))
    assert rows[0]["kind"] == "pass"
    goal = ("shot", "home", "goal") if side == "home" else ("own_goal", "home", None)
    assert columns_of(rows[1:], "kind", "side", "outcome", "end_x", "end_y") == [(*goal, None, None)], kind


def test_a_lost_ball_and_a_duel_can_be_the_last_touch() -> None:
    lost = event("TC", 5.0, 45.0, touchType="H")
    duel = event("CH", 5.0, 45.0, challengeType="A", homeDuelPlayerId=11, awayDuelPlayerId=21)
    assert columns_of(read(lost, out(6.0)), "kind", "outcome") == [("shot", "goal")]
    assert columns_of(read(duel, out(6.0)), "kind", "side", "outcome") == [
        ("aerial", "home", "neutral"),
        ("own_goal", "away", None),
    ]


def test_a_goal_is_not_counted_twice_nor_taken_from_before_a_stop() -> None:
    for stop in (
        {"gameEventType": "OUT", "outType": "T"},
        {"gameEventType": "END"},
        {"gameEventType": "SUB", "playerOffId": 12, "playerOnId": 13},
    ):
        rows = read(event("PA", 5.0, 0.0), event(None, 6.0, 0.0, game=stop), out(7.0))
        assert "goal" not in [row["outcome"] for row in rows]
        assert rows[0]["kind"] == "pass"
    again = read(event("PA", 3.0, 0.0), event("SH", 5.0, 45.0, shotOutcomeType="G"), out(6.0), out(7.0))
    assert columns_of(again, "kind", "outcome") == [("pass", None), ("shot", "goal")]
    own = read(event("PA", 3.0, 0.0), event("CL", 5.0, 45.0, by=21), out(6.0), out(7.0))
    assert columns_of(own, "kind", "outcome") == [("pass", None), ("own_goal", None)]
    beside = read(event("PA", 5.0, 0.0, passOutcomeType="B", blockerPlayerId=21), out(6.0))
    assert columns_of(beside, "kind", "outcome") == [("shot", "goal"), ("block", "success")]
    assert read(out(6.0)) == []


@pytest.mark.parametrize("letter", ["T", "W", None])
def test_a_ball_out_of_play_without_a_goal_is_out(letter: str | None) -> None:
    (row,) = read(out(6.0, letter, by=21))
    names = ("kind", "side", "player", "x", "touched", "type_name", "event_id")
    assert columns_of([row], *names) == [("out", "away", None, 0.0, False, "OUT", "600")]


def test_substitutions_and_whistles() -> None:
    change = {"gameEventType": "SUB", "playerOffId": 12.0, "playerOnId": "13"}
    rows = read(event(None, 6.0, 0.0, game=change), event(None, 7.0, 0.0, game={"gameEventType": "END"}))
    assert columns_of(rows, "kind", "side", "player", "related_player", "touched") == [
        ("substitution", "home", "12", "13", False),
        ("period_end", None, None, None, False),
    ]


@pytest.mark.parametrize("sort", ["FIRSTKICKOFF", "SECONDKICKOFF", "THIRDKICKOFF", "FOURTHKICKOFF", "G", "OFF", "ON"])
def test_the_other_lines_of_the_game_make_no_row(sort: str) -> None:
    assert read(event(None, 6.0, 0.0, game={"gameEventType": sort})) == []


def test_which_rows_are_touches_of_the_ball() -> None:
    foul = {"finalCulpritPlayerId": 21, "victimPlayerId": 11, "finalFoulOutcomeType": "N"}
    offside = {"finalCulpritPlayerId": 21, "finalOffenseType": "O", "finalFoulOutcomeType": "N"}
    card = {"finalCulpritPlayerId": 21, "finalOffenseType": "D", "finalFoulOutcomeType": "Y"}
    duel: dict[str, Any] = {"ballCarrierPlayerId": 11, "challengerPlayerId": 21, "challengeType": "T"}
    rows = read(
        event("PA", 1.0, 0.0, passOutcomeType="D", defenderPlayerId=21, pressureType="P", pressurePlayerId=22),
        event("CR", 2.0, 0.0, crossOutcomeType="B", blockerPlayerId=21),
        event("SH", 3.0, 0.0, shotOutcomeType="S", keeperPlayerId=21),
        event("BC", 4.0, 0.0),
        event("CH", 5.0, 0.0, **duel),
        event("CH", 6.0, 0.0, **{**duel, "challengeType": "A"}),
        event("CL", 7.0, 0.0),
        event("RE", 8.0, 0.0),
        event("TC", 9.0, 0.0, touchType="H"),
        event("FO", 10.0, 0.0, fouls=[foul, offside, card]),
    )
    touched = {row["kind"] for row in rows if row["touched"]}
    on_the_ball = ("pass", "interception", "block", "shot", "keeper", "carry", "take_on", "tackle", "aerial")
    assert touched == {*on_the_ball, "clearance", "touch", "lost"}
    assert {row["kind"] for row in rows if not row["touched"]} == {"pressure", "foul", "foul_won", "offside", "card"}
    # Rows beside that of the player in possession have the kind in their identifier, so that each has its own.
    identifiers = [row["event_id"] for row in rows]
    assert len(set(identifiers)) == len(identifiers) - 1  # both halves of an aerial duel are called alike
    assert identifiers[:4] == ["100", "100-interception", "100-pressure", "200"]
    assert identifiers[-4:] == ["1000-foul", "1000-foul_won", "1000-offside", "1000-card"]
    assert [row["event_id"] for row in rows if row["kind"] == "take_on"] == ["500"]
    assert [row["event_id"] for row in rows if row["kind"] == "tackle"] == ["500-tackle"]


def test_identifiers_without_a_possession_event_are_those_of_the_game_event_or_the_line() -> None:
    first = event("PA", 5.0, 0.0)
    lines = [{**first, "possessionEventId": None, "gameEventId": number} for number in (77, None)]
    assert columns_of(read(*lines), "event_id") == [("77",), ("1",)]


def test_void_events_are_left_out_but_their_fouls_are_not() -> None:
    foul = {"finalCulpritPlayerId": 21, "finalFoulOutcomeType": "N"}
    assert columns_of(read(event("PA", 5.0, 0.0, nonEvent=True, fouls=foul)), "kind") == [("foul",)]
    assert read(event(None, 5.0, 0.0, game={"gameEventType": "END", "initialNonEvent": True})) == []
    assert len(read(event("PA", 5.0, 0.0, game={"initialNonEvent": True}))) == 1
    assert read(event("XX", 5.0, 0.0)) == []


@pytest.mark.parametrize(
    ("wait", "end"), [(0.0, 72.5), (9.999, 72.5), (10.0, 72.5), (10.001, None), (-0.001, None), (30.0, None)]
)
def test_the_ball_ends_where_it_is_at_the_next_line_within_ten_seconds(wait: float, end: float | None) -> None:
    early = event("PA", -50.0, 0.0)
    rows = read(early, event("PA", 20.0, 0.0), event("PA", 20.0 + wait, 20.0))
    assert rows[1]["end_x"] == end
    assert (rows[1]["end_y"] is None) == (end is None)
    cut = read(
        early,
        event("PA", 20.0, 0.0, passOutcomeType="D", defenderPlayerId=21),
        event("PA", 20.0 + wait, 20.0),
    )
    # Who cuts the ball out does so at the ball's next place and time, else at this one.
    where = (20.0 + wait + 50.0, 32.5) if end else (70.0, 52.5)
    assert (cut[2]["seconds"], cut[2]["x"]) == pytest.approx(where)


def test_a_ball_does_not_go_on_into_the_next_period() -> None:
    for period, end in ((1, 72.5), (None, 72.5), (2, None)):
        rows = read(event("PA", 20.0, 0.0), event("PA", 20.0, 20.0, game={"period": period}))
        assert rows[0]["end_x"] == end


def test_a_restart_counts_once_in_its_possession_and_again_in_the_next() -> None:
    corner: dict[str, Any] = {"game": {"setpieceType": "C"}}
    lines = [event("PA", at, 50.0, **corner) for at in (1.0, 2.0, 3.0)]
    for line, number in zip(lines, (5, 5, 6), strict=True):
        line["gameEventId"] = number
    assert columns_of(read(*lines), "set_piece") == [("corner",), (None,), ("corner",)]


# --- times and directions ------------------------------------------------------------------------------------------


def setting(*lines: dict[str, Any], rosters: Any = (), **about: Any) -> Setting:
    events = msgspec.json.decode(json.dumps(lines), type=list[PffEvent])
    people = msgspec.json.decode(json.dumps(rosters), type=list[PffRoster])
    meta = msgspec.json.decode(json.dumps({**TEAMS, "homeTeamStartLeft": True, **about}), type=PffMeta)
    return Setting(events, meta, people, "events.json", "meta.json")


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("left_extra", [True, False, None])
@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_the_sides_change_ends_after_every_period(left: bool, left_extra: bool | None, period: int) -> None:
    place = setting(
        event("PA", 0.0, 20.0, game={"period": period}),
        homeTeamStartLeft=left,
        homeTeamStartLeftExtraTime=left_extra,
    )
    first = left if period <= 2 or left_extra is None else left_extra
    home_right = first if period in (1, 3) else not first
    sees = {True: (72.5, 44.0), False: (32.5, 24.0)}
    assert place.place(0, "home") == pytest.approx(sees[home_right])
    assert place.place(0, "away") == pytest.approx(sees[not home_right])
    assert place.place(0, None) == pytest.approx(sees[home_right])
    assert [place.turned(0, side) for side in ("home", "away", None)] == [not home_right, home_right, not home_right]


@pytest.mark.parametrize("x", [-41.5, 41.5])
def test_in_a_shoot_out_both_sides_attack_the_goal_at_which_they_kick(x: float) -> None:
    for left in (True, False):
        kick = setting(event("SH", 0.0, x, game={"period": 5}), homeTeamStartLeft=left)
        assert [kick.place(0, side)[0] for side in ("home", "away")] == [94.0, 94.0]
        assert [kick.turned(0, side) for side in ("home", "away")] == [x < 0] * 2


def test_places_without_a_ball_are_unknown() -> None:
    for ball in (None, [], [{"x": None, "y": 3.0}], [{"x": 3.0, "y": None}], {"x": None, "y": None}):
        assert setting({**event("PA", 0.0, 0.0), "ball": ball}).place(0, "home") == (None, None)
    assert setting({**event("PA", 0.0, 0.0), "ball": {"x": -52.5, "y": 34.0}}).place(0, "home") == (0.0, 68.0)


def test_the_size_of_the_pitch_is_the_metadatas_before_the_events() -> None:
    own = {"homeTeamStartLeft": False, "pitchLength": 100.0, "pitchWidth": 64.0}
    line = {**event("PA", 0.0, 52.5), "stadiumMetadata": own}
    ground = {"name": "A", "pitches": [{"length": 110.0, "width": 70.0}, {"length": 90.0, "width": 60.0}]}
    both, none = setting(line, stadium=ground), setting(line)
    assert (both.length, both.width) == (110.0, 70.0)
    assert (none.length, none.width) == (100.0, 64.0)
    # Metres from the middle: 38.5 is the edge of the box on 110 m, and 88.5 on ours; the line is the line.
    far = setting({**event("PA", 0.0, 38.5), "ball": {"x": 38.5, "y": -35.0}}, stadium=ground)
    assert far.place(0, "home") == pytest.approx((88.5, 0.0))
    assert setting(event("PA", 0.0, 0.0)).length == 105.0
    for stated, where in ((ground, "meta.json"), (None, "events.json")):
        broken = {"name": "A", "pitches": [{"length": 4e9, "width": 70.0}]} if stated else None
        line = {**event("PA", 0.0, 0.0), "stadiumMetadata": {"pitchLength": 4e9}}
        with pytest.raises(ReadError, match="A pitch of 4e") as caught:
            setting(line, stadium=broken)
        assert caught.value.place == where


@pytest.mark.parametrize("late", [-0.001, 0.0, 5.0, 60.0, 60.001])
@pytest.mark.parametrize("period", [1, 2])
def test_a_stated_start_counts_up_to_a_minute_before_the_first_event(late: float, period: int) -> None:
    lines = [event("PA", at, 0.0, game={"period": period}) for at in (4.0, 0.0, 10.0)]
    times = setting(*lines, **{f"startPeriod{period}": 100.0 - late}).seconds
    start = late if 0 <= late <= 60 else 0.0
    assert times == pytest.approx([start + 4.0, start, start + 10.0])


def test_times_without_a_video_are_those_of_the_clock() -> None:
    def later(period: int, **clock: Any) -> dict[str, Any]:
        line = event("PA", 0.0, 0.0, game={"period": period, "startGameClock": clock.get("start")})
        line["possessionEvents"]["gameClock"] = clock.get("own")
        return {**line, "eventTime": None}

    clocks = [2, 3, 4, 5]
    starts = dict(zip(clocks, (2700, 5400, 6300, 7200), strict=True))
    lines = [later(period, own=starts[period] + 7, start=9) for period in clocks]
    assert setting(*lines, later(2, start=2712), later(2, own=2699.0), later(1, own=0.5)).seconds == (
        [7.0] * 4 + [12.0, 0.0, 0.5]
    )
    started = {**later(2, own=2799), "startTime": 50.0}
    assert setting(started, {**event("PA", 0.0, 0.0, game={"period": 2}), "eventTime": 53.0}).seconds == [0.0, 3.0]
    with pytest.raises(ReadError, match=r"events\.json: Event 0 has no time\. Export it again"):
        setting(later(1))


def test_a_line_without_a_period_is_of_that_of_the_line_before() -> None:
    lines = [event("PA", at, 0.0, game={"period": period}) for at, period in ((0.0, 1), (5.0, None), (9.0, 2))]
    assert setting(*lines).periods == [1, 1, 2]
    with pytest.raises(ReadError, match=r"events\.json: Event 500 has no period\. Export the file again"):
        setting(lines[1], lines[0])


def test_without_a_word_of_the_direction_the_metadata_are_missing() -> None:
    events = msgspec.json.decode(json.dumps([event("PA", 0.0, 0.0)]), type=list[PffEvent])
    with pytest.raises(ReadError, match=r"events\.json: .*missing: the metadata\. Name it beside the events"):
        Setting(events, None, [], "events.json")


def test_the_side_of_a_player_is_the_rosters_then_the_lines() -> None:
    roster = [
        {"player": {"id": 21}, "team": {"id": "1"}},  # the lines say away
        {"player": {"id": "31"}, "team": {"id": 2.0}},
        {"player": {"id": 32}, "team": {"id": 3}},
    ]
    line = event("PA", 0.0, 0.0, by=21, homePlayers=[{"playerId": 41}], awayPlayers=[{"playerId": 51}])
    sides = setting(line, event("PA", 1.0, 0.0, by=12), rosters=roster)
    known = {"21": "home", "31": "away", "41": "home", "51": "away", "12": "home"}
    assert {player: sides.side(player, None) for player in known} == known
    assert [sides.side("32", home) for home in (True, False, None)] == ["home", "away", None]
    assert [sides.side(None, home) for home in (True, False, None)] == ["home", "away", None]
    assert sides.side("21", False) == "home"
    # Without metadata the teams are those of the lines.
    events = msgspec.json.decode(
        json.dumps([{**line, "stadiumMetadata": {"homeTeamStartLeft": True}}]), type=list[PffEvent]
    )
    people = msgspec.json.decode(json.dumps([{"player": {"id": 61}, "team": {"id": 2}}]), type=list[PffRoster])
    assert Setting(events, None, people, "events.json").side("61", None) == "away"


# --- whole files ---------------------------------------------------------------------------------------------------


def source(name: str, content: Any) -> Source:
    return Source(name, Path(name), name, json.dumps(content).encode())


ABOUT = {
    "id": 3812.0,
    "homeTeam": {"id": 1, "name": "Senegal"},
    "awayTeam": {"id": 2, "name": None},
    "homeTeamStartLeft": True,
    "competition": {"id": 38, "name": "World Cup"},
    "season": 2022,
    "date": "2022-11-21T16:00:00",
    "stadium": {"name": "Al Thumama", "pitches": []},
}


def test_the_occasion_is_the_metadatas() -> None:
    lines = source("e.json", [event("PA", 0.0, 0.0, game={"teamName": "Other"})])
    for content in (ABOUT, [ABOUT]):
        draft = read_draft(lines, meta=source("m.json", content), rosters=None)
        info = draft.info
        assert (info.provider, info.match_id, info.competition, info.season) == ("pff", "3812", "World Cup", "2022")
        assert (info.date, info.venue, info.sources) == ("2022-11-21", "Al Thumama", ("e.json", "m.json"))
        assert (draft.home.id, draft.home.name, draft.away.id, draft.away.name) == ("1", "Senegal", "2", "2")
        assert "freeze_frames" not in draft.provides
    bare = {name: ABOUT[name] for name in ("id", "homeTeam", "awayTeam", "homeTeamStartLeft")}
    info = read_draft(lines, meta=source("m.json", bare), rosters=None).info
    assert (info.competition, info.season, info.date, info.venue) == ("", "", "", "")
    for content, count in (([], 0), ([ABOUT, ABOUT], 2)):
        with pytest.raises(ReadError, match=rf"m\.json: The metadata hold {count} matches\. Name the metadata of one"):
            read_draft(lines, meta=source("m.json", content), rosters=None)


def test_without_metadata_the_teams_are_the_lines() -> None:
    stadium = {"stadiumMetadata": {"homeTeamStartLeft": True}}
    lines = [event("PA", 0.0, 0.0, game={"teamName": "Red"}), event("PA", 1.0, 0.0, by=21)]
    draft = read_draft(source("e.json", [{**line, **stadium} for line in lines]), meta=None, rosters=None)
    assert (draft.home.id, draft.home.name, draft.away.id, draft.away.name) == ("1", "Red", "2", "2")
    assert (draft.info.match_id, draft.info.date, draft.info.sources) == ("1", "", ("e.json",))
    with pytest.raises(ReadError, match=r"e\.json: The events name 1 teams\. Name the metadata beside them"):
        read_draft(source("e.json", [{**lines[0], **stadium}]), meta=None, rosters=None)


def test_players_are_the_rosters() -> None:
    roster = [
        {
            "player": {"id": 11.0, "nickname": "Ann"},
            "team": {"id": 1},
            "shirtNumber": "7",
            "positionGroupType": "GK",
            "started": True,
        },
        {"player": {"id": "21"}, "team": {"id": 2.0}, "shirtNumber": 300, "started": False},
        {"player": {"id": 99}, "team": {"id": 3}},
    ]
    lines = source("e.json", [event("PA", 0.0, 0.0)])
    draft = read_draft(lines, meta=source("m.json", ABOUT), rosters=source("r.json", roster))
    assert draft.players.select("player", "side", "name", "shirt", "position", "starter").rows() == [
        ("11", "home", "Ann", 7, "GK", True),
        ("21", "away", "21", None, None, False),
        ("99", None, "99", None, None, None),
    ]


def test_rows_come_in_order_of_time_and_keep_their_freeze_frames() -> None:
    def at(x: float) -> list[dict[str, Any]]:
        return [{"playerId": 12, "x": x, "y": 0.0, "visibility": None}]

    lines = [
        event("PA", 9.0, 0.0, homePlayers=at(9.0)),
        event("PA", 0.0, 0.0, homePlayers=at(0.0)),
        event("PA", 5.0, 0.0, homePlayers=at(5.0), passOutcomeType="B", blockerPlayerId=21),
    ]
    draft = read_draft(source("e.json", lines), meta=source("m.json", ABOUT), rosters=None)
    events = draft.events.frame()
    assert events.select("kind", "seconds").rows() == [("pass", 0.0), ("pass", 5.0), ("block", 5.0), ("pass", 9.0)]
    assert draft.freeze_frames is not None
    assert draft.freeze_frames.select("index", "x").rows() == [(0, 52.5), (1, 57.5), (3, 61.5)]


@pytest.mark.parametrize("axis", ["x", "y"])
@pytest.mark.parametrize(("beyond", "count"), [(9.9, 2), (10.0, 1), (11.0, 1)])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_positions_ten_metres_off_the_pitch_are_left_out(axis: str, beyond: float, count: int, sign: float) -> None:
    far = {"x": 0.0, "y": 0.0, axis: sign * ({"x": 52.5, "y": 34.0}[axis] + beyond)}
    seen = [
        {"playerId": 12, "x": 1.0, "y": 1.0},
        {"playerId": 13, **far},
        {"playerId": 14, "x": None, "y": 1.0},
        {"playerId": 15, "x": 1.0, "y": None},
        {"playerId": 16, "x": 1.0, "y": 1.0, "visibility": "ESTIMATED"},
    ]
    lines = [event("PA", 0.0, 0.0, homePlayers=seen)]
    draft = read_draft(source("e.json", lines), meta=source("m.json", ABOUT), rosters=None)
    assert draft.freeze_frames is not None
    assert draft.freeze_frames.height == count


def test_a_line_whose_row_is_another_mans_has_no_actor_of_that_name() -> None:
    """A line without a possession event makes rows, and no freeze frame."""
    seen = [{"playerId": 11, "x": 1.0, "y": 1.0}]
    lines = [event(None, 0.0, 0.0, homePlayers=seen, game={"gameEventType": "END"}), event("PA", 1.0, 0.0)]
    assert read_draft(source("e.json", lines), meta=source("m.json", ABOUT), rosters=None).freeze_frames is None


def test_whistles_end_their_periods_and_a_cut_drops_what_came_later() -> None:
    end = {"gameEventType": "END"}
    lines = [
        event("PA", 0.0, 0.0),
        event("PA", 3.0, 9.0, by=21),
        event(None, 2800.0, 0.0, game=end),
        event("SH", 4000.0, 0.0, game={"period": 2}),
    ]
    assert read_draft(source("e.json", lines), meta=source("m.json", ABOUT), rosters=None).ended == frozenset({1})
    half = read_draft(source("e.json", lines), meta=source("m.json", ABOUT), rosters=None, until=Until.parse("HT"))
    assert half.cut is not None
    frame = half.events.frame()
    assert frame["period"].to_list() == [1, 1, 1]
    assert frame["end_x"].to_list()[:2] == [61.5, None]
