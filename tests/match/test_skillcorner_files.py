"""SkillCorner's two files, cell by cell: times, flags, names, substitutions, and what a cut leaves."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from frontfoot.match.files import Source
from frontfoot.match.skillcorner.file import SkillMatch, SkillPlayer, clock_seconds
from frontfoot.match.skillcorner.load import read
from frontfoot.match.skillcorner.record import BallRow, read_ball_rows
from frontfoot.match.until import Until
from tests.match.as_skillcorner import COLUMNS, engagement, events_file, match_bytes, match_file, possession
from tests.match.test_skillcorner_codes import PLAIN


def source(content: bytes, name: str = "events.csv") -> Source:
    return Source(name, Path(name), name, content)


def ball_rows(*rows: dict[str, Any], columns: list[str] = COLUMNS) -> list[BallRow]:
    match = msgspec.convert(match_file(), SkillMatch)
    return read_ball_rows(source(events_file(rows, columns)), match, 105.0, 68.0)


def test_a_row_of_the_file_is_read_cell_by_cell() -> None:
    more = {"duration": "2.5", "is_header": "True", "high_pass": "1", "event_subtype": "s", "player_targeted_id": "2.0"}
    more |= {"player_targeted_x_reception": "10", "player_targeted_y_reception": "-4"}
    more |= {"pass_outcome": "successful", "game_interruption_before": "b", "game_interruption_after": "a"}
    (row,) = ball_rows(possession("01:02.5", 3, (1.0, 2.0), (3.0, 4.0), time_end="01:04.0", carry="true", **more))
    expected = replace(PLAIN, event_id="8_0", subtype="s", start=62.5, end=64.0, other="2", begins="pass_reception")
    expected = replace(expected, ends="pass", outcome="successful", before="b", after="a", duration=2.5)
    expected = replace(expected, carried=True, headed=True, high=True)
    expected = replace(expected, x=53.5, y=36.0, end_x=55.5, end_y=38.0, target_x=62.5, target_y=30.0)
    assert row == expected
    with pytest.raises(FrozenInstanceError):
        row.x = 1.0  # type: ignore[misc]


def test_flags_and_the_duration_may_be_missing() -> None:
    optional = {"duration", "carry", "is_header", "hand_pass", "high_pass"}
    optional |= {"player_targeted_x_reception", "player_targeted_y_reception"}
    row = possession("01:02.5", 13, (0.0, 0.0), (0.0, 0.0), hand_pass="True")
    (there,), (short,) = ball_rows(row), ball_rows(row, columns=[name for name in COLUMNS if name not in optional])
    assert (there.by_hand, short.by_hand, short.duration, math.isnan(short.target_x)) == (True, False, None, True)
    assert (short.carried, short.headed, short.high, short.side) == (False, False, False, "away")


def test_the_other_player_of_an_engagement_has_the_ball() -> None:
    press = {**engagement("01:00.0", 3, 12, (0.0, 0.0)), "player_targeted_id": 13}
    passed = possession("02:00.0", 3, (0.0, 0.0), (0.0, 0.0), player_targeted_id=2, player_in_possession_id=1)
    assert [(row.sort, row.other) for row in ball_rows(press, passed)] == [
        ("on_ball_engagement", "12"),
        ("player_possession", "2"),
    ]


@pytest.mark.parametrize(
    ("period", "clock"), [(1, "01:00.25"), (2, "46:00.25"), (3, "91:00.25"), (4, "106:00.25"), (1, "01:00.2504")]
)
def test_the_clock_of_a_period_starts_at_its_minute(period: int, clock: str) -> None:
    (row,) = ball_rows(possession(clock, 3, (0.0, 0.0), (0.0, 0.0), period=period))
    assert (row.period, row.start, row.end) == (period, 60.25, 60.25)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("01:02:03", 3723.0),
        ("02:03", 123.0),
        ("2:03.25", 123.25),
        ("100:00", 6000.0),
        *[(text, None) for text in ("", "12", "1:2:3:4", "1:-2", "1:2.", "1000:00", "1:1e3", "a:b")],
        ("0:0.123456789", 0.123456789),
        ("0:0.1234567891", None),
    ],
)
def test_written_times(written: str, seconds: float | None) -> None:
    assert clock_seconds(written) == seconds


def test_a_player_is_called_by_first_and_last_name_or_the_short_one() -> None:
    def name(**names: Any) -> str:
        return SkillPlayer(1, 2, **names).name

    assert name(first_name="Ann", last_name="Bee", short_name="A. Bee") == "Ann Bee"
    assert [name(last_name="Bee"), name(first_name="Ann"), name(short_name="A."), name()] == ["Bee", "Ann", "A.", ""]


def test_what_the_match_file_states_of_the_occasion() -> None:
    def occasion(**changes: Any) -> dict[str, Any]:
        return msgspec.convert(match_file(**changes), SkillMatch).occasion()

    assert occasion()["competition"] == "A-League"
    named = {"name": "A 2024", "competition": {"name": None}, "season": None}
    assert (occasion(competition_edition=named)["competition"], occasion(competition_edition=named)["season"]) == (
        "A 2024",
        "",
    )
    bare = occasion(competition_edition=None, stadium=None, date_time=None, home_team_score=None)
    assert bare == {
        "provider": "skillcorner",
        "match_id": "1953632",
        **dict.fromkeys(("competition", "season", "date", "venue"), ""),
        "stated_score": None,
    }
    assert occasion(away_team_score=None)["stated_score"] is None
    assert occasion()["stated_score"] == (3, 0)


def people(*changes: tuple[int, int, str | None, str | None]) -> dict[str, Any]:
    """Players with an identifier, a team (1: home, 2: away, 3: neither) and the times of coming on and going off."""
    players = [
        {"id": number, "team_id": {1: 870, 2: 2380}.get(team, 5), "start_time": on, "end_time": off}
        for number, team, on, off in changes
    ]
    return {"players": players}


def draft(until: str | None = None, rows: Any = None, **about: Any) -> Any:
    moment = Until.parse(until) if until else None
    rows = rows or [possession(time, 1, (0, 0), (0, 0)) for time in ("00:00.0", "45:00.0", "95:00.0")]
    meta = source(match_bytes(**about), "match.json")
    return read(source(events_file(rows)), meta=meta, until=moment)


def test_who_comes_on_replaces_who_goes_off_at_the_same_time() -> None:
    squads = people(
        (2, 1, "00:00:00", "00:44:59"),
        (3, 1, "00:00:00", "00:45:00"),
        (4, 1, "00:45:00", None),
        (5, 1, "00:44:59", "01:30:00"),
        (6, 1, None, "00:50:00"),
        (11, 2, "00:00:00", "01:00:00"),
        (12, 2, "00:00:00", "01:00:00"),
        (13, 2, "01:00:00", None),
        (14, 2, "01:00:00", None),
        (15, 2, "00:00:00", "01:00:00"),
        (20, 3, "00:00:00", "01:10:00"),
        (21, 3, "01:10:00", None),
    )
    whole = draft(**squads)
    changes = whole.events.frame().filter(kind="substitution")
    names = ("period", "seconds", "side", "player", "related_player", "event_id")
    assert changes.select(names).rows() == [
        (1, 2699.0, "home", "2", "5", "substitution-2"),
        (2, 0.0, "home", "3", "4", "substitution-3"),
        (2, 900.0, "away", "11", "13", "substitution-11"),
        (2, 900.0, "away", "12", "14", "substitution-12"),
    ]
    assert whole.players.select("player", "side", "starter").rows()[:3] == [
        ("2", "home", True),
        ("3", "home", True),
        ("4", "home", False),
    ]
    assert set(whole.players["player"]).isdisjoint({"20", "21"})
    half = draft("HT", **squads).events.frame().filter(kind="substitution")
    assert half["player"].to_list() == ["2"]


def test_red_cards_are_counted_without_their_minute() -> None:
    players = match_file()["players"]
    assert draft(players=players).findings == []
    for player, reds in ((0, 1), (5, 1)):
        players[player]["red_card"] = reds
    players.append({"id": 99, "team_id": 5, "red_card": 3})
    (finding,) = draft(players=players).findings
    assert (finding.rule, finding.level, finding.events) == ("card-without-minute", "warning", 2)
    assert finding.what.startswith("The match file states 2 red cards without the minute")


def test_a_match_is_over_when_its_file_is_closed_and_nothing_is_cut() -> None:
    assert draft().over is True
    assert draft(status="live").over is None
    cut = draft("60")
    assert (cut.over, cut.info.stated_score) == (None, None)
    assert draft().info.stated_score == (3, 0)
    assert draft().info.sources == ("events.csv", "match.json")


def test_a_possession_that_ends_after_the_cut_leaves_its_beginning() -> None:
    long = possession("59:00.0", 1, (0, 0), (9, 0), time_end="61:00.0", carry=True, start_type="recovery")
    rows = (
        possession("00:00.0", 1, (0, 0), (0, 0)),
        possession("45:00.0", 1, (0, 0), (0, 0)),
        long,
        possession("80:00.0", 1, (0, 0), (0, 0)),
    )
    kinds = draft("60", rows=rows, players=[]).events.frame()
    assert kinds.filter(period=2)["kind"].to_list() == ["pass", "recovery", "carry"]
