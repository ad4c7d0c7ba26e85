"""Metrica's files, cell by cell: the CSV, the JSON, the squads of the metadata, and what the reader makes of them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.files import NOWHERE, Source
from frontfoot.match.metrica.load import read, read_json
from frontfoot.match.metrica.record import is_anonymous, read_rows, read_squads, rows_of_json, teams_of
from frontfoot.match.until import Until
from tests.match.test_metrica_csv import HEADER


def line(
    team: str, sort: str, subtype: str = "", start: float = 0.0, player: str = "P 1", *, period: int = 1, **more: Any
) -> str:
    values = {"end": start, "to": "", "x": 0.6, "y": 0.25, "end_x": "NaN", "end_y": "NaN", **more}
    return ",".join(
        str(value)
        for value in (
            *(team, sort, subtype, period, 0, start, 0, values["end"], player, values["to"]),
            *(values["x"], values["y"], values["end_x"], values["end_y"]),
        )
    )


def source(*lines: str, name: str = "Sample_Game_1_RawEventsData.csv") -> Source:
    return Source(name, Path(name), name, "\n".join([HEADER, *lines, ""]).encode())


def draft(*lines: str, name: str = "Sample_Game_1_RawEventsData.csv", until: str | None = None) -> Any:
    return read(source(*lines, name=name), until=Until.parse(until) if until else None)


# Three shots of each side in each half settle the direction: Home to the right at first, then to the left.
SHOTS = [
    line(team, "SHOT", "OFF TARGET-OUT", 10.0 * number + period * 3000, period=period, x=x)
    for period, xs in ((1, (0.9, 0.1)), (2, (0.1, 0.9)))
    for number in range(3)
    for team, x in zip(("Home", "Away"), xs, strict=True)
]
FIRST, SECOND = SHOTS[:6], SHOTS[6:]


def test_a_line_is_read_cell_by_cell() -> None:
    cells: dict[str, Any] = {"to": "Player 7", "x": 0.1, "y": 0.2, "end_x": 0.3, "end_y": 0.4, "end": 7.5}
    first, second, third = read_rows(
        source(
            line("Home", "Ball Lost", "head-on target - goal", 5.0, "Player 26", **cells),
            line("Away", "PASS", "", 9.0, "", end=8.0, period=2),
            line("Away", "PASS", "-", 9.0, end="NaN"),
        )
    )
    assert (first.line, first.team, first.sort, first.name) == (
        0,
        "Home",
        "BALL LOST",
        "Ball Lost head-on target - goal",
    )
    assert first.words == frozenset({"HEAD", "ON TARGET", "GOAL"})
    assert (first.period, first.start, first.end, first.player, first.receiver) == (1, 5.0, 7.5, "Player26", "Player7")
    assert (first.x, first.y, first.end_x, first.end_y) == (0.1, 0.2, 0.3, 0.4)
    assert (second.line, second.period, second.end, second.player, second.words) == (1, 2, 9.0, None, frozenset())
    assert (third.end, third.words, second.name) == (9.0, frozenset(), "PASS")


@pytest.mark.parametrize(("start", "valid"), [("0", True), ("0.0", True), ("-0.1", False), ("NaN", False)])
def test_times_are_seconds_from_zero_on(start: str, valid: bool) -> None:
    rows = source(line("Home", "PASS"), line("Home", "PASS", start=start))  # type: ignore[arg-type]
    if valid:
        assert [row.start for row in read_rows(rows)] == [0.0, 0.0]
    else:
        with pytest.raises(ReadError, match=r"Line 3: Start Time \[s\] is .*, not a time in seconds"):
            read_rows(rows)


@pytest.mark.parametrize(
    ("teams", "home_and_away", "anonymous"),
    [
        (("Home", "Away"), ("Home", "Away"), True),
        (("Away", "Home"), ("Home", "Away"), True),
        (("AWAY", "home"), ("home", "AWAY"), True),
        (("Red", "Blue"), ("Red", "Blue"), False),
        (("Blue", "Red"), ("Blue", "Red"), False),
        (("Home", "Blue"), ("Home", "Blue"), False),
        (("Red", "Away"), ("Red", "Away"), False),
    ],
)
def test_home_is_called_home_or_named_first(
    teams: tuple[str, str], home_and_away: tuple[str, str], anonymous: bool
) -> None:
    lines = source(line("", "CARD"), *(line(team, "PASS") for team in teams))
    sides = teams_of(read_rows(lines), lines)
    assert sides == home_and_away
    assert is_anonymous(*sides) is anonymous
    rules = [finding.rule for finding in draft(*(line(team, "PASS") for team in teams)).findings]
    assert ("anonymous" in rules, "home-unknown" in rules) == (anonymous, not anonymous)


@pytest.mark.parametrize(("count", "listed"), [(1, "T0"), (3, "T0, T1, T2"), (5, "T0, T1, T2, T3")])
def test_a_file_of_one_team_or_of_three_is_refused(count: int, listed: str) -> None:
    lines = source(*(line(f"T{number}", "PASS") for number in range(count)))
    with pytest.raises(ReadError, match=rf"names {count} teams: {listed}\. Name the file of one match"):
        teams_of(read_rows(lines), lines)


def test_places_are_turned_to_the_direction_of_attack_and_counted_from_below() -> None:
    about: dict[str, Any] = {"x": 0.2, "y": 0.25, "end_x": 0.3, "end_y": 0.75}
    passes = [
        line(team, "PASS", "", 100.0 + 3000 * period, period=period, **about)
        for period in (1, 2)
        for team in ("Home", "Away")
    ]
    frame = draft(*FIRST, *passes[:2], *SECOND, *passes[2:]).events.frame().filter(kind="pass")
    right, left = (21.0, 51.0, 31.5, 17.0), (84.0, 17.0, 73.5, 51.0)
    coordinates = frame.select("x", "y", "end_x", "end_y").rows()
    for row, expected in zip(coordinates, (right, left, left, right), strict=True):
        assert row == pytest.approx(expected)
    assert frame["seconds"].to_list() == [100.0] * 4


def test_a_ball_put_out_is_a_pass_and_an_out_where_and_when_it_crossed_the_line() -> None:
    out = line("Home", "BALL OUT", "CROSS", 3030.0, "P 9", end=3032.5, x=0.9, y=0.5, end_x=1.1, end_y=0.25)
    made = draft(*FIRST, out)
    frame = made.events.frame()
    passed, ball = frame.filter(pl.col("type_name") == "BALL OUT CROSS").iter_rows(named=True)
    assert (passed["event_id"], passed["kind"], passed["outcome"], passed["cross"]) == ("6", "pass", "failure", True)
    assert (ball["event_id"], ball["kind"], ball["side"], ball["player"]) == ("6-out", "out", "home", "P9")
    assert (passed["seconds"], ball["seconds"]) == (30.0, 32.5)
    # From (94.5, 34) towards (115.5, 51): half of the way lies on the pitch.
    assert (passed["end_x"], passed["end_y"]) == pytest.approx((105.0, 42.5))
    assert (ball["x"], ball["y"], ball["end_x"]) == (pytest.approx(105.0), pytest.approx(42.5), None)
    assert made.inserted.tolist() == (frame["kind"] == "out").to_list() == [False] * 7 + [True]


def test_words_of_passes_heads_cards_and_interceptions() -> None:
    lines = [
        line("Home", "PASS", "CROSS", 3030.0, to="P 2"),
        line("Home", "PASS", "THROUGH BALL-HEAD", 3031.0),
        line("Home", "RECOVERY", "INTERCEPTION", 3032.0),
        line("Home", "CARD", "RED", 3033.0),
        line("Home", "CARRY", "CROSS", 3034.0),
    ]
    made = draft(*FIRST, *lines)
    names = ("kind", "cross", "through_ball", "body_part", "interception", "card", "related_player")
    assert made.events.frame().select(names).rows()[6:] == [
        ("pass", True, False, None, False, None, "P2"),
        ("pass", False, True, "head", False, None, None),
        ("interception", None, None, None, True, None, None),
        ("card", None, None, None, False, "red", None),
        ("carry", None, None, None, False, None, None),
    ]
    assert "carry" in made.provides
    assert "carry" not in draft(*FIRST, *lines[:4]).provides


def test_set_pieces_are_joined_to_the_ball_that_plays_them() -> None:
    lines = [line("Home", "SET PIECE", "CORNER KICK", 3030.0), line("Home", "PASS", "", 3031.0, end_x=0.9, end_y=0.5)]
    frame = draft(*FIRST, *lines).events.frame()
    assert frame.select("event_id", "set_piece").rows()[6:] == [("7", "corner")]


# --- goals and kick-offs -------------------------------------------------------------------------------------------

GOAL, KICK = ("SHOT", "ON TARGET-GOAL"), ("SET PIECE", "KICK OFF")


def doubts(
    *rows: tuple[str, tuple[str, str], float] | tuple[str, tuple[str, str], float, int],
) -> list[tuple[str, int]]:
    lines = []
    for team, words, start, *period in rows:
        number = period[0] if period else 1
        lines.append(line(team, *words, start, period=number, x=0.9 if team == "Home" else 0.1))
    findings = draft(line("Home", "PASS"), line("Away", "PASS"), *lines).findings
    return [(one.rule, one.events) for one in findings if one.rule.startswith("goal")]


def test_every_goal_has_the_kick_off_of_the_other_side() -> None:
    lost, doubtful = ("goal-missing", 1), ("goal-doubtful", 2)
    assert doubts(("Home", GOAL, 60), ("Away", KICK, 90)) == []
    assert doubts(("Home", GOAL, 60), ("Home", KICK, 90)) == [lost]
    assert doubts(("Home", KICK, 90)) == [lost]
    assert doubts(("Home", GOAL, 60), ("Away", GOAL, 80), ("Home", KICK, 90)) == [doubtful]
    assert doubts(("Home", GOAL, 60), ("Away", KICK, 90), ("Home", KICK, 120)) == [lost]
    assert doubts(("Home", ("SHOT", "ON TARGET-SAVED"), 60), ("Away", KICK, 90)) == [lost]
    assert doubts(("Home", ("PASS", "GOAL"), 60), ("Away", KICK, 90)) == [lost]
    assert doubts(("Home", ("SET PIECE", "GOAL KICK"), 60)) == []


@pytest.mark.parametrize(("late", "lost"), [(5.0, 0), (5.001, 1)])
def test_a_period_kicks_off_within_five_seconds_of_its_first_event(late: float, lost: int) -> None:
    assert len(doubts(("Home", KICK, late))) == lost
    later = (("Home", ("PASS", ""), 3000, 2), ("Home", KICK, 3000 + late, 2))
    assert len(doubts(*later)) == lost
    # A goal just before the break needs no kick-off, and is none's before the next period's.
    assert len(doubts(("Home", GOAL, 2700), *later)) == lost
    assert doubts(("Home", GOAL, 2700), ("Away", GOAL, 3050, 2), ("Home", KICK, 3090, 2)) == []


def test_in_a_shoot_out_goals_have_no_kick_offs() -> None:
    for period, expected in ((4, [("goal-doubtful", 2)]), (5, [])):
        assert doubts(("Home", GOAL, 8000, period), ("Away", GOAL, 8060, period)) == expected


# --- the match -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Sample_Game_1_RawEventsData.csv", "Sample_Game_1"),
        ("game-7 events.csv", "game-7"),
        ("Game2_event_data.csv", "Game2_event_data"),
        ("Game2EventData.csv", "Game2"),
        ("cup final.csv", "cup final"),
    ],
)
def test_the_match_is_called_like_its_file(name: str, identifier: str) -> None:
    assert draft(*FIRST, name=name).info.match_id == identifier


def test_a_file_in_memory_has_no_name() -> None:
    content = source(*FIRST)
    assert read(Source("argument 1", NOWHERE, "argument 1", content.content)).info.match_id == ""


def test_the_end_of_the_half_is_a_word_and_says_that_the_match_is_over() -> None:
    ends = [line("Home", "BALL OUT", "END HALF", 3000 * period + 2700.0, period=period) for period in (1, 2)]
    assert draft(*FIRST, ends[0], *SECOND, ends[1]).ended == frozenset({1, 2})
    assert draft(*FIRST, ends[0], *SECOND).ended is None
    cut = draft(*FIRST, ends[0], *SECOND, ends[1], until="HT")
    assert cut.ended is None
    assert cut.cut is not None
    lines = [line("Home", "PASS", "", 9.0), *(line("Away", "PASS", "", at, period=2) for at in (2.0, 12.0))]
    assert draft(*lines).events.frame()["seconds"].to_list() == [0.0, 0.0, 10.0]
    # Seconds count from the first event of the period, which a file may name after others.
    late = draft(*FIRST, *SECOND[1:], SECOND[0].replace("6000.0", "5990.0")).events.frame()
    assert late.filter(period=2)["seconds"].to_list() == [10.0, 20.0, 20.0, 30.0, 30.0, 0.0]


def test_players_are_those_whom_events_name_in_the_order_of_appearance() -> None:
    lines = [
        line("Home", "PASS", "", 3030.0, "Player 9", to="Player10"),
        line("Away", "PASS", "", 3031.0, "Player10", to="X 7"),
        line("Away", "PASS", "", 3031.0, "", to="B1a"),
    ]
    players = draft(*(shot.replace("P 1", "") for shot in FIRST), *lines).players
    assert players.select("player", "side", "name").rows() == [
        ("Player9", "home", "Player 9"),
        ("Player10", "home", "Player 10"),
        ("X7", "away", "X7"),
        ("B1a", "away", "B1a"),
    ]


# --- JSON and metadata ---------------------------------------------------------------------------------------------


def xml(score: str = "", players: str = "", teams: str = "", session: str = "") -> Source:
    teams = teams or '<Team id="T1"><Name>Red</Name></Team><Team id="T2"><Name/></Team>'
    match = f"<Session>{session}<MatchParameters>{score}</MatchParameters></Session>"
    people = f"<Teams>{teams}</Teams><Players>{players}</Players>"
    body = f"<main><Metadata><Sessions>{match}</Sessions>{people}</Metadata></main>"
    return Source("meta.xml", Path("meta.xml"), "meta.xml", body.encode())


SCORE = '<Score idLocalTeam="{}" idVisitingTeam="{}"><LocalTeamScore>{}</LocalTeamScore>'
SCORE += "<VisitingTeamScore>{}</VisitingTeamScore></Score>"


def test_home_is_the_local_team_of_the_score_or_named_first() -> None:
    squads = read_squads(xml())
    assert [(team.id, team.name) for team in (squads.home, squads.away)] == [("T1", "Red"), ("T2", "T2")]
    assert squads.score is None
    squads = read_squads(xml(SCORE.format("T2", "T1", 3, 10)))
    assert (squads.home.id, squads.away.id, squads.score) == ("T2", "T1", (3, 10))


@pytest.mark.parametrize(
    ("goals", "score"),
    [
        ((0, 0), (0, 0)),
        ((99, 1), (99, 1)),
        (("", 2), None),
        ((100, 1), None),
        (("-1", 2), None),
        (("²", 2), None),
        (("x", "y"), None),
    ],
)
def test_a_score_is_two_small_numbers(goals: tuple[Any, Any], score: tuple[int, int] | None) -> None:
    assert read_squads(xml(SCORE.format("T1", "T2", *goals))).score == score


@pytest.mark.parametrize(
    ("about", "count"),
    [
        ({"score": SCORE.format("T1", "T1", 0, 0)}, 2),
        ({"score": SCORE.format("T1", "T9", 0, 0)}, 1),
        ({"teams": '<Team id="T1"/>'}, 1),
        ({"teams": '<Team id="A"/><Team id="B"/><Team id="C"/>'}, 3),
    ],
)
def test_metadata_of_no_two_teams_are_refused(about: dict[str, str], count: int) -> None:
    with pytest.raises(ReadError, match=rf"name {count} teams\. Name the metadata of the match"):
        read_squads(xml(**about))


def parameter(name: str, value: str) -> str:
    inner = f"<ProviderParameter><Name>{name}</Name><Value>{value}</Value></ProviderParameter>"
    return f"<ProviderPlayerParameters>{inner}</ProviderPlayerParameters>"


def test_players_of_the_metadata() -> None:
    people = [
        '<Player id="P1" teamId="T1"><Name>Ann</Name><ShirtNumber>7</ShirtNumber>'
        + f"{parameter('position_type', 'Left Back')}</Player>",
        f'<Player id="P2" teamId="T2">{parameter("position_type", "Unknown")}</Player>',
        f'<Player id="P3" teamId="T2">{parameter("position_type", "")}</Player>',
        f'<Player id="P4" teamId="T2">{parameter("foot", "left")}</Player>',
        '<Player id="P5" teamId="T3"/><Player teamId="T1"/><Player id="P6"/>',
    ]
    rows = read_squads(xml(players="".join(people))).players
    assert [tuple(row[name] for name in ("player", "side", "name", "shirt", "position")) for row in rows] == [
        ("P1", "home", "Ann", 7, "Left Back"),
        *((f"P{number}", "away", f"P{number}", None, None) for number in (2, 3, 4)),
    ]


def event(index: int, team: str, sort: str, time: float, **more: Any) -> dict[str, Any]:
    place = {"x": 0.6, "y": 0.25}
    start, end = {"time": time, **place}, {"time": time + 1, "x": None, "y": None}
    about = {"index": index, "team": {"name": team, "id": team}, "type": {"name": sort, "id": 1}, "period": 1}
    return {**about, "start": start, "end": end, "subtypes": None, "from": None, "to": None, **more}


def documents(*events: dict[str, Any], name: str = "Sample_Game_3_events.json") -> Source:
    return Source(name, Path(name), name, json.dumps({"data": events}).encode())


def test_an_event_of_the_json_is_read_field_by_field() -> None:
    one, several = {"name": "Head", "id": 1}, [{"name": "HEAD-ON TARGET"}, {"name": "Goal"}]
    people = {"from": {"name": "Ann", "id": "P1"}, "to": {"name": "Bea", "id": 2}}
    back = {"start": {"time": 9.0, "x": None, "y": 0.5}, "end": {"time": 8.0, "x": 0.9, "y": 0.8}}
    nobody = {"from": {"name": "Cat", "id": None}, "to": {"name": "Dee", "id": "P1"}}
    rows, names = rows_of_json(
        documents(
            event(5, "T1", "Pass", 3.0, subtypes=one, **people),
            event(7, "T2", "SHOT", 4.0, subtypes=several, **nobody, **back),
        )
    )
    first, second = rows
    assert (first.line, first.team, first.sort, first.name) == (5, "T1", "PASS", "Pass Head")
    assert first.words == {"HEAD"}
    assert (first.start, first.end, first.player, first.receiver, first.x, first.y) == (3.0, 4.0, "P1", "2", 0.6, 0.25)
    assert math.isnan(first.end_x)
    assert math.isnan(first.end_y)
    assert second.words == {"HEAD", "ON TARGET", "GOAL"}
    assert (second.name, second.start, second.end, second.player) == ("SHOT HEAD-ON TARGET-Goal", 9.0, 9.0, None)
    assert (math.isnan(second.x), second.y, second.end_x, second.end_y) == (True, 0.5, 0.9, 0.8)
    assert names == {"P1": "Ann", "2": "Bea"}


def test_the_match_of_the_json_is_that_of_the_metadata() -> None:
    about = "<Competition>Cup</Competition><Season>2020</Season><MatchDate>2020-05-01</MatchDate><Venue>Park</Venue>"
    meta = xml(SCORE.format("T2", "T1", 0, 0), session=about)
    lines = [event(number, team, "PASS", 1.0 * number) for number, team in enumerate(("T1", "T2"))]
    made = read_json(documents(*lines), meta=meta)
    info = made.info
    assert (info.provider, info.match_id, info.competition, info.season) == ("metrica", "Sample_Game_3", "Cup", "2020")
    assert (info.date, info.venue, info.stated_score) == ("2020-05-01", "Park", (0, 0))
    assert info.sources == ("Sample_Game_3_events.json", "meta.xml")
    assert (made.home.id, made.away.id, made.events.frame()["side"].to_list()) == ("T2", "T1", ["away", "home"])
    assert read_json(documents(*lines, name="12345_events.json"), meta=meta).info.match_id == "12345"
    assert "carry" in made.provides
    assert made.findings[-1].rule == "direction-doubtful"
    with pytest.raises(
        ReadError, match=r"events of the team 'A', which the metadata do not name\. Name the events and"
    ):
        read_json(documents(*lines, event(2, "B", "PASS", 3.0), event(3, "A", "PASS", 3.0)), meta=meta)
    cut = read_json(documents(*lines, event(9, "T1", "PASS", 600.0)), meta=meta, until=Until.parse("5"))
    assert (cut.info.stated_score, cut.events.frame().height) == (None, 2)


@pytest.mark.parametrize(("time", "valid"), [(0.0, True), (-0.5, False), (1e6, True), (1000000.5, False)])
def test_times_of_the_json_have_bounds(time: float, valid: bool) -> None:
    one = documents(event(0, "T1", "PASS", 1.0, start={"time": time, "x": 0.5, "y": 0.5}))
    if valid:
        assert rows_of_json(one)[0][0].start == time
    else:
        with pytest.raises(ReadError, match="shape of Metrica events"):
            rows_of_json(one)


def test_a_stranger_of_the_metadata_is_called_by_the_event() -> None:
    players = '<Player id="P1" teamId="T1"><Name>Ann</Name></Player>'
    people = {"from": {"name": "Other", "id": "P1"}, "to": {"name": "Zoe", "id": "P7"}}
    lines = [event(0, "T2", "PASS", 1.0, **people), event(1, "T1", "PASS", 2.0)]
    assert read_json(documents(*lines), meta=xml(players=players)).players.select("player", "side", "name").rows() == [
        ("P1", "home", "Ann"),
        ("P7", "away", "Zoe"),
    ]
