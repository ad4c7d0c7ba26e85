"""Metrica's events as CSV and JSON: its own open game (in kloppy's wheel), kloppy's reading, hand-made files."""

from __future__ import annotations

import csv
import io
import json
import math
import warnings
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.facts import match_facts
from frontfoot.match.load import load
from frontfoot.match.match import Match

HEADER = (
    "Team,Type,Subtype,Period,Start Frame,Start Time [s],End Frame,End Time [s],From,To,Start X,Start Y,End X,End Y"
)


def as_csv(events: list[dict[str, Any]], home: str) -> bytes:
    """Metrica's JSON of an open game in the columns of its CSV: the same words, the same clock, the same places."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER.split(","))
    for event in events:
        subtypes = event["subtypes"] or []
        names = [item["name"] for item in ([subtypes] if isinstance(subtypes, dict) else subtypes)]
        start, end = event["start"], event["end"]
        places = [start["x"], start["y"], end["x"], end["y"]]
        writer.writerow(
            [
                "Home" if event["team"]["id"] == home else "Away",
                event["type"]["name"],
                "-".join(names),
                event["period"],
                *(start["frame"], start["time"], end["frame"], end["time"]),
                event["from"]["name"],
                event["to"]["name"] if event["to"] else "",
                *("NaN" if place is None else place for place in places),
            ]
        )
    return out.getvalue().encode()


@pytest.fixture(scope="module")
def raw(kloppy_files: Path) -> list[dict[str, Any]]:
    path = kloppy_files / "metrica_events.json"
    if not path.is_file():
        pytest.skip("this kloppy wheel carries no Metrica events (3.19.1 does)")
    events: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["data"]
    return events


@pytest.fixture(scope="module")
def match(raw: list[dict[str, Any]]) -> Match:
    return load(as_csv(raw, "TEAM_A"))


def by_kloppy(folder: Path) -> Any:
    """The open game as kloppy reads its JSON."""
    metrica = pytest.importorskip("kloppy.metrica")
    files = (folder / name for name in ("metrica_events.json", "epts_metrica_metadata.xml"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return metrica.load_event(*(file.read_bytes() for file in files))


def words(event: dict[str, Any]) -> set[str]:
    subtypes = event["subtypes"] or []
    return {item["name"] for item in ([subtypes] if isinstance(subtypes, dict) else subtypes)}


def test_score_goals_and_cards_are_the_files_own(match: Match, raw: list[dict[str, Any]]) -> None:
    goals = [event for event in raw if event["type"]["name"] == "SHOT" and "GOAL" in words(event)]
    assert match.score == (0, 2)
    facts = match_facts(match)
    starts = {period: next(e["start"]["time"] for e in raw if e["period"] == period) for period in (1, 2)}
    assert [goal.seconds for goal in facts.goals] == pytest.approx(
        [goal["start"]["time"] - starts[goal["period"]] for goal in goals]
    )
    assert [goal.side for goal in facts.goals] == ["away", "away"]
    assert [(card.side, card.player, card.card) for card in facts.cards] == [("away", "Player21", "yellow")]
    # Every goal is followed by a kick-off of the other side.
    assert not {"goal-missing", "goal-doubtful", "direction-doubtful"} & {f.rule for f in match.findings}


def test_places_are_metres_in_the_direction_of_attack(match: Match) -> None:
    goals = match.events.filter(pl.col("outcome") == "goal")
    # Raw: (.86504, .56461) towards x = 1 in the first half; (.09892, .38335) towards x = 0 in the second; y from above.
    assert goals["x"].to_list() == pytest.approx([0.86504 * 105, (1 - 0.09892) * 105])
    assert goals["y"].to_list() == pytest.approx([(1 - 0.56461) * 68, 0.38335 * 68])
    assert (match.events.filter(kind="shot", period=1)["x"] > 60).all()
    assert (match.events.filter(set_piece="corner")["x"] > 95).all()
    assert (match.events.filter(set_piece="goal_kick")["x"] < 20).all()
    ends = match.events["end_x"].drop_nulls()
    assert ends.min() >= 0.0  # type: ignore[operator]
    assert ends.max() <= 105.0  # type: ignore[operator]


@pytest.mark.slow
def test_passes_and_shots_are_those_of_kloppys_reading(match: Match, kloppy_files: Path) -> None:
    theirs = load(by_kloppy(kloppy_files))
    ours, others = (one.events.filter(kind="shot")["outcome"].to_list() for one in (match, theirs))
    # Woodwork that is off target too is "post" here, off target there.
    assert ours.count("post") == 2
    assert ["off_target" if outcome == "post" else outcome for outcome in ours] == others
    # kloppy calls every ball lost or put out a pass; the clearances, dribbles, offsides and hand balls among them are
    # not, and a pass to a man offside is not completed.
    completed = (pl.col("kind") == "pass") & (pl.col("outcome") == "success")
    passes, others_passes = match.events.filter(completed), theirs.events.filter(completed)
    assert others_passes.height - passes.height == 2
    # Our identifiers count lines from 0, theirs from 1. Both put every pass at the same place, to the millimetre.
    numbered = passes.with_columns((pl.col("event_id").cast(pl.Int64) + 1).cast(pl.String).alias("event_id"))
    both = numbered.join(others_passes, on="event_id", suffix="_theirs")
    assert both.height == passes.height
    # A pass that ended beyond a line ends on it here.
    both = both.filter(pl.col("end_x_theirs").is_between(0, 105) & pl.col("end_y_theirs").is_between(0, 68))
    assert both.height > 0.98 * passes.height
    for name in ("side", "x", "y", "end_x", "end_y"):
        one, other = both[name].to_list(), both[f"{name}_theirs"].to_list()
        assert one == (other if name == "side" else pytest.approx(other, abs=1e-3))
    assert match.events.filter(kind="carry").height == theirs.events.filter(kind="carry").height
    assert match.events.filter(kind="out").height == 64


def test_a_foul_gives_the_free_kick_to_the_other_side(match: Match, raw: list[dict[str, Any]]) -> None:
    fouls = match.events.filter(kind="foul")
    faults = [e for e in raw if {"FAULT", "LOST"} <= words(e) or {"ADVANTAGE", "LOST"} <= words(e)]
    assert fouls.height == len(faults) + sum("HAND BALL" in words(event) for event in raw)
    kicks = match.events.filter(set_piece="free_kick").select("period", "seconds", "side").rows()
    for period, seconds, side in (
        fouls.filter(pl.col("type_name").str.contains("FAULT")).select("period", "seconds", "side").iter_rows()
    ):
        following = next((kick for kick in kicks if kick[0] == period and kick[1] > seconds), None)
        if following is not None and following[1] - seconds < 60:
            assert following[2] != side


def test_the_two_halves_of_a_challenge_go_together(match: Match) -> None:
    duels = match.events.filter(pl.col("kind").is_in(["tackle", "take_on"]))
    paired = duels.filter(pl.col("related").is_not_null())
    assert paired.height > 0.8 * duels.height
    kind, side = match.events["kind"], match.events["side"]
    for index, mine, acting, related in paired.select("index", "kind", "side", "related").iter_rows():
        for other in related:
            assert kind[other] != mine, index
            assert side[other] != acting, index


def test_the_camera_on_the_other_side_makes_no_difference(raw: list[dict[str, Any]], match: Match) -> None:
    def turned(point: dict[str, Any]) -> dict[str, Any]:
        return {**point, **{axis: None if point[axis] is None else 1 - point[axis] for axis in "xy"}}

    other = load(as_csv([{**e, "start": turned(e["start"]), "end": turned(e["end"])} for e in raw], "TEAM_A"))
    assert other.score == match.score
    for name in ("x", "y", "end_x", "end_y"):
        assert other.events[name].to_list() == pytest.approx(match.events[name].to_list(), nan_ok=True)


def test_cut_at_half_time(raw: list[dict[str, Any]]) -> None:
    half = load(as_csv(raw, "TEAM_A"), until="HT")
    assert half.score == (0, 1)
    assert half.progress.words == "At half-time"
    assert half.events["period"].unique().to_list() == [1]


def line(
    team: str, sort: str, subtype: str, time: float, player: str, x: float, *, period: int = 1, **more: Any
) -> str:
    end = more.get("end", math.nan)
    values = (team, sort, subtype, period, int(time * 25), time, int(time * 25), time, player, more.get("to", ""))
    return ",".join(map(str, (*values, x, 0.5, end, 0.5))).replace("nan", "NaN")


OPENING = [
    line("Home", "SET PIECE", "KICK OFF", 0.04, "Player9", math.nan),
    line("Home", "PASS", "", 0.04, "Player9", 0.5, to="Player 10", end=0.4),
    line("Home", "SHOT", "ON TARGET-SAVED", 60.0, "Player10", 0.9, end=1.0),
    line("Away", "RECOVERY", "SAVED", 61.0, "Player25", 0.98),
]


def made(*lines: str) -> bytes:
    return "\n".join([HEADER, *OPENING, *lines, ""]).encode()


def test_a_hand_made_match() -> None:
    match = load(
        made(
            line("Home", "SET PIECE", "PENALTY", 600.0, "Player10", math.nan),
            line("Home", "SHOT", "ON TARGET-GOAL", 600.0, "Player10", 0.895, end=1.01),
            line("Away", "SET PIECE", "KICK OFF", 660.0, "Player19", math.nan),
            line("Away", "PASS", "", 660.0, "Player19", 0.5, to="Player21", end=0.6),
            line("Away", "CARD", "RED", 700.0, "Player21", math.nan),
            line("Away", "BALL OUT", "", 710.0, "Player19", 0.6, end=1.1),
        )
    )
    goal = match_facts(match).goals[0]
    assert (goal.how, goal.side, goal.score, goal.player) == ("penalty", "home", (1, 0), "Player10")
    assert match_facts(match).men_at(1, 701.0) == (11, 10)
    assert (match.home.name, match.away.name, match.info.competition) == ("Home", "Away", "")
    assert [f.rule for f in match.findings if f.rule == "anonymous"]
    assert match.events.filter(kind="out")["x"].to_list() == [0.0]  # over the away side's own goal line
    assert match.players.filter(side="home")["player"].to_list() == ["Player9", "Player10"]


def test_a_kick_off_without_a_goal_is_an_error_finding() -> None:
    match = load(
        made(
            line("Away", "SET PIECE", "KICK OFF", 660.0, "Player19", math.nan),
            line("Away", "PASS", "", 660.0, "Player19", 0.5, to="Player21", end=0.6),
        )
    )
    assert [(f.rule, f.level) for f in match.findings if f.rule == "goal-missing"] == [("goal-missing", "error")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (made()[:-20], "cells, the header 14"),
        (made().replace(b"End Y", b"Ende"), "lacks columns of Metrica events: End Y"),
        (made().replace(b"0.98", b"0,98"), "15 cells"),
        (made().replace(b"0.98", b"x"), "Line 5: Start X is 'x', not a number"),
        (made().replace(b"0.98", b"1e400"), "Start X is '1e400'"),
        (made().replace(b"0.98", b"9" * 400), "not a number"),
        (made(line("Home", "PASS", "", 70.0, "P", 0.5, period=9)), "Period is '9', not a period from 1 to 5"),
        (made(line("Home", "PASS", "", -70.0, "P", 0.5)), "not a time in seconds"),
        (made(line("Third", "PASS", "", 70.0, "P", 0.5)), "names 3 teams"),
        (made().replace(b"Player9", b"\xff\xfe"), "not UTF-8"),
        (HEADER.encode(), "no events"),
        (made() + b'"' + b"a" * 200_000, "no line of a table"),
    ],
)
def test_bad_files_are_refused_with_their_place(content: bytes, problem: str) -> None:
    with pytest.raises(ReadError) as error:
        load(content)
    assert problem in error.value.problem
    assert error.value.place
    assert error.value.remedy


@pytest.mark.slow
def test_a_fault_received_is_no_foul_of_the_man_who_received_it(kloppy_files: Path) -> None:
    """kloppy writes it as a foul that he committed; the free kick that follows is his side's."""
    match = load(by_kloppy(kloppy_files))
    won = match.events.filter(kind="foul_won").select("period", "seconds", "side").rows()
    kicks = match.events.filter(set_piece="free_kick").select("period", "seconds", "side").rows()
    assert len(won) == 12
    assert not match.events.filter(kind="foul").height
    following = [next((k for k in kicks if k[0] == w[0] and k[1] >= w[1]), None) for w in won]
    assert all(kick is None or kick[2] == fouled[2] for fouled, kick in zip(won, following, strict=True))


@pytest.fixture(scope="module")
def documents(kloppy_files: Path) -> tuple[bytes, bytes]:
    names = ("metrica_events.json", "epts_metrica_metadata.xml")
    events, meta = ((kloppy_files / name).read_bytes() for name in names)
    return events, meta


def test_json_and_csv_are_one_match(documents: tuple[bytes, bytes], match: Match) -> None:
    as_json = load(*documents)
    named = ("event_id", "player", "related_player")
    assert as_json.events.drop(named).equals(match.events.drop(named))
    assert (as_json.home.name, as_json.away.name) == ("Team A", "Team B")
    assert as_json.repairs == ()
    card = match_facts(as_json).cards[0]
    assert (card.side, card.card) == ("away", "yellow")
    assert as_json.players.filter(player=card.player)["name"].to_list() == ["Player 21"]


def test_the_score_of_the_metadata_is_held_against_the_goals(documents: tuple[bytes, bytes]) -> None:
    events, meta = documents
    for away, rules in ((b"2", []), (b"3", ["score-differs"])):
        stated = meta.replace(b"<LocalTeamScore/>", b"<LocalTeamScore>0</LocalTeamScore>").replace(
            b"<VisitingTeamScore/>", b"<VisitingTeamScore>" + away + b"</VisitingTeamScore>"
        )
        assert stated != meta
        assert [finding.rule for finding in load(events, stated).findings] == rules


@pytest.mark.parametrize(
    ("events", "meta", "problem"),
    [
        ((b'"period": 1', b'"period": 9'), None, "shape of Metrica events"),
        ((b'"time": 14.44', b'"time": -1e9'), None, "shape of Metrica events"),
        ((b'"x": 0.', b'"x": 1e9'), None, "shape of Metrica events"),
        ((b"TEAM_B", b"TEAM_C"), None, "events of the team 'TEAM_C'"),
        (None, (b'<Team id="TEAM_B">', b"<Team>"), "metadata name 1 teams"),
        (None, (b"</main>", b""), "XML is damaged"),
        (None, (b"<main", b"<!DOCTYPE x><main"), "document type"),
    ],
)
def test_bad_documents_are_told(
    documents: tuple[bytes, bytes],
    events: tuple[bytes, bytes] | None,
    meta: tuple[bytes, bytes] | None,
    problem: str,
) -> None:
    broken = [one.replace(*change) if change else one for one, change in zip(documents, (events, meta), strict=True)]
    assert broken != list(documents)
    with pytest.raises(ReadError, match=problem):
        load(*broken)


def test_the_metadata_are_needed(documents: tuple[bytes, bytes]) -> None:
    with pytest.raises(ReadError, match="missing: the EPTS metadata"):
        load(documents[0])


SECOND = [line("Home", "PASS", "", 3000.0, "Player9", 0.3, period=2, to="Player10", end=0.2)]


def test_a_half_without_a_sign_is_played_the_other_way_round() -> None:
    """Home shoots towards x = 1 in the first half; of the second there is one pass, at x = 0.3."""
    match = load(made(*SECOND))
    assert match.events.filter(kind="pass", period=2)["x"].to_list() == pytest.approx([0.7 * 105])


def test_a_save_tells_the_direction_too() -> None:
    """A save at x = 0.98 by Home in the second half: its own goal is there, and it plays towards x = 0 as well."""
    saved = line("Home", "RECOVERY", "SAVED", 3010.0, "Player1", 0.02, period=2)
    match = load(made(*SECOND, saved))
    assert match.events.filter(kind="pass", period=2)["x"].to_list() == pytest.approx([0.3 * 105])


@pytest.mark.parametrize(("wait", "restart"), [(3.0, "corner"), (6.0, None)])
def test_a_set_piece_is_taken_by_the_ball_that_is_played_soon_after(wait: float, restart: str | None) -> None:
    match = load(
        made(
            line("Home", "SET PIECE", "CORNER KICK", 100.0, "Player10", math.nan),
            line("Home", "PASS", "", 100.0 + wait, "Player10", 1.0, to="Player9", end=0.9),
        )
    )
    played = match.events.filter((pl.col("kind") == "pass") & (pl.col("seconds") > 100.5))
    assert played["set_piece"].to_list() == [restart]


def test_who_has_the_ball_takes_on_and_who_has_not_tackles() -> None:
    match = load(
        made(
            line("Home", "PASS", "", 100.0, "Player9", 0.5, to="Player10", end=0.6),
            line("Away", "CHALLENGE", "GROUND-WON", 103.0, "Player22", 0.6),
            line("Home", "CHALLENGE", "GROUND-LOST", 103.2, "Player10", 0.6),
        )
    )
    duels = match.events.filter(pl.col("seconds") > 102).select("kind", "side", "outcome").rows()
    assert duels == [("tackle", "away", "success"), ("take_on", "home", "failure")]


@pytest.mark.parametrize(("wait", "fouls"), [(2.0, 1), (5.0, 2)])
def test_the_man_fouled_in_a_challenge_is_not_fouled_again(wait: float, fouls: int) -> None:
    match = load(
        made(
            line("Away", "CHALLENGE", "GROUND-FAULT-LOST", 103.0, "Player22", 0.6),
            line("Home", "CHALLENGE", "GROUND-FAULT-WON", 103.2, "Player10", 0.6),
            line("Home", "FAULT RECEIVED", "", 103.2 + wait, "Player10", 0.6),
        )
    )
    assert match.events.filter(kind="foul").select("side").rows() == [("away",)]
    assert match.events.filter(kind="foul_won")["side"].to_list() == ["home"] * fouls


def test_a_ball_lost_without_an_end_is_no_pass() -> None:
    match = load(
        made(
            line("Home", "BALL LOST", "", 100.0, "Player10", 0.6),
            line("Home", "BALL LOST", "", 110.0, "Player10", 0.6, end=0.8),
        )
    )
    late = match.events.filter((pl.col("seconds") > 90) & (pl.col("player") == "Player10"))
    assert late.select("kind", "outcome").rows() == [("lost", None), ("pass", "failure")]


@pytest.mark.parametrize(("kicks_off", "missing"), [("Home", 1), ("Away", 0)])
def test_who_has_scored_does_not_kick_off(kicks_off: str, missing: int) -> None:
    match = load(
        made(
            line("Home", "SHOT", "ON TARGET-GOAL", 600.0, "Player10", 0.895, end=1.01),
            line(kicks_off, "SET PIECE", "KICK OFF", 660.0, "Player19", math.nan),
            line(kicks_off, "PASS", "CROSS", 660.0, "Player19", 0.5, to="Player21", end=0.6),
        )
    )
    assert sum(finding.rule == "goal-missing" for finding in match.findings) == missing
    assert match.events.filter(kind="pass")["cross"].to_list() == [False, True]


@pytest.mark.slow
def test_positions_are_those_of_the_metadata(documents: tuple[bytes, bytes]) -> None:
    events, meta = documents
    edited = meta.replace(b"<Value>Unknown</Value>", b"<Value>Winger</Value>", 1)
    assert edited != meta
    before, after = (load(events, one).players["position"].drop_nulls().to_list() for one in (meta, edited))
    assert "Unknown" not in before
    assert sorted(after) == sorted([*before, "Winger"])
