"""The words, clocks, places and sheets of the Common Data Format, one by one on made files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.cdf.clock import CdfClock
from frontfoot.match.cdf.file import CdfEvent, CdfLine, CdfMeta, CdfPeriod, CdfPlayer, CdfTeam
from frontfoot.match.cdf.load import read
from frontfoot.match.cdf.words import BODY, CARDS, SET_PIECES, kind_of, outcome_of
from frontfoot.match.files import Source
from frontfoot.match.until import Until

# Kind -> the words that mean it, as a type or as a sub-type.
KINDS = {
    "pass": ("cross", "throw_in", "goal_kick", "kick_off"),
    "shot": ("penalty_kick", "header_shot"),
    "carry": ("carry", "ball_carry", "run_with_ball"),
    "take_on": ("take_on", "dribble", "dribbling"),
    "tackle": ("tackle", "challenge"),
    "aerial": ("aerial", "aerial_duel"),
    "loose_ball": ("loose_ball", "loose_ball_duel"),
    "interception": ("interception",),
    "recovery": ("recovery", "ball_recovery"),
    "clearance": ("clearance",),
    "block": ("block", "shot_block", "pass_block"),
    "pressure": ("pressing", "pressure"),
    "foul": ("foul",),
    "foul_won": ("foul_won", "fouled"),
    "offside": ("offside",),
    "card": ("caution", "card", "yellow_card", "red_card", "second_yellow_card"),
    "keeper": ("save", "save_attempt", "claim", "punch", "sweep", "pick_up"),
    "touch": ("other_ball_action", "touch", "reception"),
    "lost": ("miscontrol", "dispossessed", "turnover", "error"),
    "out": ("out", "out_of_play", "injury", "ball_out"),
    "substitution": ("substitution",),
}
WORDS = [(word, kind) for kind, words in KINDS.items() for word in words]


def event(sort: str, sub: str | None = None, ending: str | None = None, **more: Any) -> CdfEvent:
    return CdfEvent(period="first_half", type=sort, sub_type=sub, outcome_type=ending, **more)


@pytest.mark.parametrize(("word", "kind"), WORDS)
def test_every_word_as_a_type_and_as_a_sub_type(word: str, kind: str) -> None:
    for on_the_ball in (True, False):
        assert kind_of(event(word), on_the_ball=on_the_ball) == kind
        assert kind_of(event(word.upper(), "unheard", "error"), on_the_ball=on_the_ball) == kind
        for group in ("defending", "goalkeeping", "misc", "referee"):
            assert kind_of(event(group, word), on_the_ball=on_the_ball) == kind
            if group != "referee":
                assert kind_of(event(group, None, word), on_the_ball=on_the_ball) == kind
        assert kind_of(event("unheard", word), on_the_ball=on_the_ball) == kind
        assert kind_of(event("duel", word), on_the_ball=on_the_ball) == kind
        assert kind_of(event("pass", word), on_the_ball=on_the_ball) == "pass"
        assert kind_of(event("shot", word), on_the_ball=on_the_ball) == "shot"


@pytest.mark.parametrize(("on_the_ball", "kind"), [(True, "take_on"), (False, "tackle")])
def test_a_ground_duel_is_a_take_on_of_who_has_the_ball(on_the_ball: bool, kind: str) -> None:
    for one in (event("duel"), event("duel", "ground_duel"), event("misc", "ground_duel"), event("ground_duel")):
        assert kind_of(one, on_the_ball=on_the_ball) == kind
    assert kind_of(event("defending"), on_the_ball=on_the_ball) == "other"
    assert kind_of(event("goalkeeping"), on_the_ball=on_the_ball) == "keeper"


def test_what_the_referee_does() -> None:
    def kind(sub: str | None, ending: str | None) -> str:
        return kind_of(event("referee", sub, ending), on_the_ball=False)

    assert [kind("final_whistle", None), kind("end", None), kind(None, "end")] == ["period_end"] * 3
    assert [kind(None, "start"), kind("kick_off", "start")] == ["period_start"] * 2
    assert [kind("foul", ending) for ending in CARDS] == ["card"] * 3
    assert kind("foul", "free_kick") == "foul"
    assert [kind_of(event("pass", "end", "end"), on_the_ball=False), kind(None, None)] == ["pass", "other"]


SHOTS = {
    **dict.fromkeys(("successful", "goal"), "goal"),
    "saved": "saved",
    "blocked": "blocked",
    **dict.fromkeys(("wide", "off_target", "over"), "off_target"),
    **dict.fromkeys(("woodwork", "post", "bar", "crossbar"), "post"),
}


@pytest.mark.parametrize("successful", [True, False, None])
@pytest.mark.parametrize(("ending", "outcome"), [*SHOTS.items(), ("unheard", None), (None, None)])
def test_outcomes_of_shots(ending: str | None, outcome: str | None, successful: bool | None) -> None:
    for name in ("is_successful", "outcome"):
        for word in {ending, ending and ending.upper()}:
            shot = event("shot", None, word, **{name: successful})
            assert outcome_of(shot, "shot") == (outcome or ("goal" if successful else None))
            older = CdfEvent(period="first_half", type="shot", outcome_detailed=word, **{name: successful})  # type: ignore[arg-type]
            assert outcome_of(older, "shot") == outcome_of(shot, "shot")


JUDGED = {
    "pass",
    "carry",
    "take_on",
    "tackle",
    "aerial",
    "loose_ball",
    "interception",
    "recovery",
    "clearance",
    "keeper",
}


@pytest.mark.parametrize("kind", [*KINDS, "other", "own_goal", "period_end"])
def test_outcomes_of_everything_else(kind: str) -> None:
    if kind == "shot":
        return
    for successful, outcome in ((True, "success"), (False, "failure"), (None, None)):
        one = event("misc", None, "goal", is_successful=successful)
        assert outcome_of(one, kind) == (outcome if kind in JUDGED else None)


def test_success_has_two_names_of_which_the_newer_counts() -> None:
    for newer, older, stated in ((True, False, True), (False, True, False), (None, True, True), (None, None, None)):
        assert event("pass", is_successful=newer, outcome=older).successful is stated
    assert CdfEvent(period="", type="", outcome_type="A", outcome_detailed="B").ending == "a"


def test_vocabularies_of_set_pieces_bodies_and_cards() -> None:
    assert {
        **{name: name for name in ("throw_in", "free_kick", "corner", "goal_kick", "kick_off", "penalty")},
        "corner_kick": "corner",
        "kickoff": "kick_off",
        "penalty_kick": "penalty",
    } == SET_PIECES
    assert BODY == {"left_foot": "left_foot", "right_foot": "right_foot", "feet": "foot", "head": "head"}
    assert CARDS == {"yellow_card": "yellow", "red_card": "red", "second_yellow_card": "second_yellow"}


def test_names_of_players_teams_grounds_and_periods() -> None:
    names = {"first_name": "Ann", "last_name": "Bee", "short_name": "A. Bee"}
    assert CdfPlayer("p", **names).name == "A. Bee"  # type: ignore[arg-type]
    assert CdfPlayer("p", first_name="Ann", last_name="Bee").name == "Ann Bee"
    assert [CdfPlayer("p", last_name="Bee").name, CdfPlayer("p").name] == ["Bee", "p"]
    assert [CdfTeam("t", name="Red", short_name="R").called, CdfTeam("t", name="Red").called] == ["R", "Red"]
    assert CdfTeam("t").called == "t"
    assert [CdfPeriod(period="second_half").number, CdfPeriod(type="shootout").number] == [2, 5]
    assert [CdfPeriod(period="first_half", type="shootout").number, CdfPeriod("warm_up").number] == [1, 0]
    assert CdfPeriod().number == 0


# --- the clock -----------------------------------------------------------------------------------------------------

PERIODS = {
    "first_half": (1, 0),
    "second_half": (2, 45),
    "first_half_extratime": (3, 90),
    "second_half_extratime": (4, 105),
    "shootout": (5, 120),
}


def line(period: str, **more: Any) -> CdfLine:
    return CdfLine(CdfEvent(period=period, type="pass", id="e", **more))


def meta(*periods: dict[str, str], **more: Any) -> CdfMeta:
    content = {"teams": TEAMS, "match": {"id": "m", "periods": periods}, **more}
    return msgspec.convert(content, CdfMeta)


TEAMS = {"home": {"id": "h"}, "away": {"id": "a"}}


@pytest.mark.parametrize(("period", "about"), PERIODS.items())
def test_the_match_clock_counts_from_the_first_minute_of_the_period(period: str, about: tuple[int, int]) -> None:
    number, minute = about
    clock = CdfClock(
        [line(period, match_clock=f" {minute + 2:02d}:30.25 "), line(period, match_clock="0:5")], None, "e"
    )
    assert clock.periods == [number, number]
    assert clock.seconds == [150.25, 5.0 if number == 1 else 0.0]


@pytest.mark.parametrize("text", ["1:2:3", "1234:00", "12:345", "12:3.", "12:3.1234567", "-1:30", "12", "a:b"])
def test_what_is_no_match_clock(text: str) -> None:
    with pytest.raises(ReadError, match=r"^e: '.*' is no time\. The format writes MM:SS\.mm\.$"):
        CdfClock([line("first_half", match_clock=text)], None, "e")


def at(seconds: float) -> str:
    return f"2025-05-15T20:{int(seconds // 60):02d}:{seconds % 60:06.3f}+00:00"


@pytest.mark.parametrize("name", ["start_time", "time_start"])
def test_without_a_clock_on_every_line_the_time_of_day_counts_from_the_start_of_the_period(name: str) -> None:
    lines = [line("first_half", time=at(90), match_clock="07:00"), line("first_half", time=at(5))]
    lines += [line("second_half", time=at(300)), line("second_half", time=at(310.5))]
    stated = meta({"period": "first_half", name: at(30)})
    clock = CdfClock(lines, stated, "e")
    assert clock.seconds == [60.0, 0.0, 0.0, 10.5]
    assert CdfClock(lines, None, "e").seconds == [0.0, 0.0, 0.0, 10.5]
    assert (clock.at("first_half", at(31)), clock.at("first_half", at(29))) == (1.0, 0.0)
    assert (clock.at("first_half", None), clock.at("shootout", at(31)), clock.at("warm_up", at(31))) == (None,) * 3
    assert clock.at("second_half", at(301)) == 1.0
    # With a clock on every line the starts are those of the metadata alone.
    timed = CdfClock([line("second_half", match_clock="46:00", time=at(300))], stated, "e")
    assert (timed.seconds, timed.at("first_half", at(31)), timed.at("second_half", at(301))) == ([60.0], 1.0, None)
    unnamed = meta({"period": "warm_up", name: at(0)}, {"period": "first_half"})
    assert CdfClock(lines[:1], unnamed, "e").seconds == [420.0]


@pytest.mark.parametrize("text", [None, "soon", "2025-13-01T00:00:00Z"])
def test_what_is_no_time_of_day(text: str | None) -> None:
    with pytest.raises(ReadError, match=r"is no time\. The format writes 2025-05-15T20:15:30Z"):
        CdfClock([line("first_half", time=text)], None, "e")


# --- files ---------------------------------------------------------------------------------------------------------


def source(name: str, content: Any) -> Source:
    return Source(name, Path(name), name, json.dumps(content).encode())


def happened(number: int, sort: str, team: str | None = "h", **more: Any) -> dict[str, Any]:
    clock = {"id": f"e{number}", "period": "first_half", "match_clock": f"00:{number:02d}", "type": sort}
    about = {**clock, "team_id": team, "player_id": None if team is None else f"{team}1", **more}
    return {"match": {"id": "m"}, "event": about}


def draft(*lines: dict[str, Any], about: dict[str, Any] | None = None, sheet: Any = None, until: str = "") -> Any:
    stated = None if about is None and sheet else source("meta.json", {"teams": TEAMS, **(about or {})})
    official = None if sheet is None else source("match.json", {"teams": TEAMS, **sheet})
    moment = Until.parse(until) if until else None
    return read(source("event.json", list(lines)), meta=stated, sheet=official, until=moment)


def columns_of(made: Any, *names: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = made.events.frame().select(names).rows()
    return rows


@pytest.mark.parametrize(("x", "turned"), [(30.0, True), (-30.0, False)])
def test_in_a_shoot_out_both_attack_the_goal_at_which_they_kick(x: float, turned: bool) -> None:
    kicks = [happened(9, "shot", team, x=x, y=10.0, period="shootout", match_clock="121:00") for team in "ha"]
    own = [happened(1, "pass", x=0.0, y=0.0), happened(2, "pass", x=0.0, y=0.0)]
    assert columns_of(draft(*own, *kicks), "x", "y")[2:] == [(82.5, 44.0 if turned else 24.0)] * 2
    zero = happened(9, "shot", x=0.0, y=10.0, period="shootout", match_clock="121:00")
    assert columns_of(draft(zero), "x", "y") == [(52.5, 44.0)]


@pytest.mark.parametrize(
    ("right", "left", "assumed"),
    [(3, 0, True), (2, 0, False), (3, 1, True), (4, 2, False), (5, 2, True), (0, 4, False)],
)
def test_the_away_sides_shots_tell_whether_places_are_as_the_acting_side_sees_them(
    right: int, left: int, assumed: bool
) -> None:
    xs = [0.5] * right + [-0.5] * left
    shots = [happened(number, "shot", "a", x=x, y=1.0) for number, x in enumerate(xs)]
    more = [happened(30, "shot", "a", y=1.0), happened(31, "pass", "a", x=-50.0, y=1.0), happened(32, "shot", x=9.0)]
    more += [happened(33, "shot", "a", x=-40.0, y=0.0, period="shootout", match_clock="121:00")] * 3
    made = draft(*shots, *more)
    notes = [(one.rule, one.level, one.events) for one in made.findings]
    assert notes == ([("direction-assumed", "note", len(xs))] if assumed else [])
    turned = [x if assumed else -x for x in xs]
    assert [x for (x,) in columns_of(made, "x")][: len(xs)] == pytest.approx([52.5 + x for x in turned])


def test_columns_of_an_event() -> None:
    about: dict[str, Any] = {"receiver_id": "h2", "x": 1.0, "y": 2.0, "x_end": 3.0, "y_end": 4.0, "body_part": "feet"}
    made = draft(
        happened(1, "pass", sub_type="Corner_Kick", is_successful=True, metrics={"xg": 0.5}, **about),
        happened(2, "shot", "a", sub_type="penalty_kick", outcome_type="saved", metrics={"xg": 0.75}, body_part="knee"),
        happened(3, "shot", "a", sub_type="through_cross", x=-10.0, y=4.0),
        happened(4, "referee", sub_type="foul", outcome_type="red_card"),
        happened(5, "foul", outcome_type="yellow_card"),
        happened(6, "clearance", sub_type="free_kick", outcome_type="yellow_card"),
    )
    names = ("kind", "set_piece", "body_part", "xg", "card", "related_player", "cross", "through_ball", "interception")
    assert columns_of(made, *names) == [
        ("pass", "corner", "foot", None, None, "h2", False, False, False),
        ("shot", "penalty", "other", 0.75, None, None, None, None, False),
        ("shot", None, None, None, None, None, None, None, False),
        ("card", None, None, None, "red", None, None, None, False),
        ("foul", None, None, None, "yellow", None, None, None, False),
        ("clearance", None, None, None, None, None, None, None, False),
    ]
    assert columns_of(made, "x", "y", "end_x", "end_y")[0] == (53.5, 36.0, 55.5, 38.0)
    assert columns_of(made, "x", "y", "end_x")[2] == (62.5, 30.0, None)
    assert columns_of(made, "type_name")[0] == ("pass corner_kick",)
    assert columns_of(draft(happened(1, "interception")), "interception") == [(True,)]


@pytest.mark.parametrize("word", ["pass", "carry", "take_on", "shot", "touch", "recovery"])
@pytest.mark.parametrize(("owner", "kind"), [("h", "take_on"), ("a", "tackle")])
def test_who_acts_on_the_ball_has_it_in_the_duel_that_follows(word: str, owner: str, kind: str) -> None:
    lines = [happened(1, "pass", {"h": "a", "a": "h"}[owner]), happened(2, word, owner), happened(3, "clearance")]
    assert columns_of(draft(*lines, happened(4, "duel")), "kind")[-1] == (kind,)
    assert columns_of(draft(happened(4, "duel"), happened(5, "duel", "a")), "kind") == [("tackle",), ("tackle",)]


@pytest.mark.parametrize("word", ["pass", "foul", "substitution"])
def test_what_has_no_side(word: str) -> None:
    """Of a foul without a side only that play stopped is known; other events keep their kind and are not counted."""
    made = draft(happened(1, word, None), happened(2, "shot"))
    assert columns_of(made, "kind", "side")[0] == ("out" if word == "foul" else word, None)
    assert ("out" in made.provides, "substitution" in made.provides) == (word == "foul", False)
    assert {"player", "pass", "shot", "own_goal", "starter", "shirt"} <= made.provides
    assert "carry" not in made.provides


@pytest.mark.parametrize(
    ("about", "column"),
    [
        ({"sub_type": "cross"}, "cross"),
        ({"sub_type": "through_ball"}, "through_ball"),
        ({"x": 1.0, "y": 1.0, "x_end": 2.0, "y_end": 2.0}, "end_x"),
        ({"receiver_id": "h2"}, "related_player"),
        ({"body_part": "head"}, "body_part"),
        ({"sub_type": "corner_kick"}, "set_piece"),
    ],
)
def test_a_column_is_provided_where_an_event_fills_it(about: dict[str, Any], column: str) -> None:
    assert column not in draft(happened(1, "pass", x=3.0, y=4.0)).provides
    assert column in draft(happened(1, "pass", **about), happened(2, "pass")).provides


def test_a_period_that_the_format_has_not_is_named_with_the_event() -> None:
    with pytest.raises(ReadError, match=rf"event\.json: Event e1 is of the period '{'x' * 40}'\. .*first_half"):
        draft(happened(1, "pass", period="x" * 50))


def test_the_sheet_adds_cards_and_substitutions_with_their_time() -> None:
    change = {"team_id": "a", "period": "first_half", "in_player_id": "a2", "out_player_id": "a1", "in_time": at(50)}
    card = {"team_id": "h", "period": "first_half", "time": at(40), "player_id": "h1", "type": "red_card"}
    late = {**change, "out_time": at(45), "out_player_id": "a3"}
    sheet = {"events": {"substitutions": [change, late], "cards": [card, {**card, "time": None}]}}
    about = {"match": {"periods": [{"period": "first_half", "start_time": at(30)}]}}
    made = draft(happened(1, "pass"), about=about, sheet=sheet)
    names = ("event_id", "seconds", "side", "kind", "player", "related_player", "card", "type_name", "interception")
    assert columns_of(made, *names)[1:] == [
        ("card-h1-red_card", 10.0, "home", "card", "h1", None, "red", "red_card", False),
        ("substitution-a3", 15.0, "away", "substitution", "a3", "a2", None, "substitution", False),
        ("substitution-a1", 20.0, "away", "substitution", "a1", "a2", None, "substitution", False),
    ]
    own = [happened(1, "substitution"), happened(2, "card", None)]
    kinds = [kind for (kind,) in columns_of(draft(*own, about=about, sheet=sheet), "kind")]
    assert (kinds.count("substitution"), kinds.count("card")) == (1, 2)
    assert len(columns_of(draft(happened(1, "pass"), about=about, sheet={"events": {}}), "kind")) == 1


def test_what_the_files_state_of_the_match() -> None:
    about = {"competition": {"id": "c"}, "season": {"id": "s", "name": "2025"}, "match": {"kickoff_time": at(0)}}
    made = draft(happened(1, "pass"), about={**about, "stadium": {"name": "Park"}})
    info = made.info
    assert (info.provider, info.match_id, info.competition, info.season) == ("cdf", "m", "c", "2025")
    assert (info.date, info.venue, info.sources) == ("2025-05-15", "Park", ("event.json", "meta.json"))
    assert (info.stated_score, made.over, made.stated_periods, made.ended) == (None, None, frozenset(), None)
    final = {"match": {"result": {"final": {"home": 2, "away": 1}}, "status": {"has_extratime": True}}}
    sheet = draft(happened(1, "pass"), sheet=final)
    assert (sheet.info.stated_score, sheet.over, sheet.stated_periods) == ((2, 1), True, frozenset({3, 4}))
    assert (sheet.info.competition, sheet.info.season, sheet.info.date, sheet.info.venue) == ("", "", "", "")
    kicks = draft(happened(1, "pass"), sheet={"match": {"status": {"has_shootout": True}}})
    assert (kicks.stated_periods, kicks.info.stated_score) == (frozenset({5}), None)
    cut = draft(happened(1, "pass"), happened(9, "pass", match_clock="50:00"), sheet=final, until="40")
    assert (cut.info.stated_score, cut.over, len(columns_of(cut, "kind"))) == (None, None, 1)
    end = draft(happened(1, "pass"), happened(2, "referee", None, sub_type="end", period="second_half"))
    assert end.ended == frozenset({2})


def test_players_take_what_the_first_file_lacks_from_the_other() -> None:
    def team(side: str, *players: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {side: {"id": side[0], "players": players, **more}}

    first = team("home", {"id": "h1", "short_name": "Ann", "is_starter": False}, {"id": "h2", "jersey_number": "x"})
    second = team("home", {"id": "h1", "short_name": "Other", "jersey_number": 7, "position": "GK", "is_starter": True})
    third = team("away", {"id": "a1", "first_name": "Eve", "jersey_number": "5"})
    sheet = {"teams": {**first, **team("away")}}
    made = draft(happened(1, "pass"), about={"teams": {**second, **third}}, sheet=sheet)
    assert made.players.select("player", "side", "name", "shirt", "position", "starter").rows() == [
        ("h1", "home", "Ann", 7, "GK", False),
        ("h2", "home", None, None, None, None),
        ("a1", "away", "Eve", 5, None, None),
    ]
