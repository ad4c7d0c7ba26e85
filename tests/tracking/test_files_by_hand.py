"""Tracking files of Metrica and the Common Data Format, value by value on made frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.tracking import Frames, cdf, metrica
from tests.tracking.made_files import held, lines, places

NAN = float("nan")


# --- Metrica -------------------------------------------------------------------------------------------------------


def table(
    rows: Sequence[Sequence[Any]], *, team: str = "Home", players: Sequence[str] = ("Player1", "Player 2"), **head: Any
) -> str:
    names = [cell for player in players for cell in (player, "")]
    shirts = [cell for number in head.get("shirts", range(1, len(players) + 1)) for cell in (number, "")]
    top = [
        ["", "", "", *([team] * len(names)), "", ""],
        ["", "", "", *shirts, "", ""],
        ["Period", "Frame", "Time [s]", *names, "Ball", ""],
    ]
    return "\n".join(",".join(map(str, row)) for row in [*top, *rows]) + "\n"


HOME_ROWS = [[1, 1, 0.04, 0.05, 0.5, 0.3, 0.25, 0.4, 0.5], [1, 2, 0.08, 0.05, 0.5, NAN, NAN, NAN, NAN]]
AWAY_ROWS = [[1, 1, 0.04, 0.95, 0.5, NAN, NAN, 0.4, 0.5], [1, 2, 0.08, 0.95, 0.5, 0.7, 0.75, 0.6, 0.25]]


def tables(
    home: Sequence[Any] = HOME_ROWS,
    away: Sequence[Any] = AWAY_ROWS,
    names: tuple[str, str] = ("h.csv", "a.csv"),
    **how: Any,
) -> Frames:
    other: dict[str, Any] = {"team": "Away", "players": ("Player11", "Player12"), "shirts": (11, "x")}
    return metrica.read([held(names[0], table(home, **how)), held(names[1], table(away, **other))])


def test_metricas_tables_value_by_value() -> None:
    frames = tables(names=("Sample_Game_1_RawTrackingData_Home_Team.csv", "a.csv"))
    # Shares of 105 x 68 m from the left-hand top corner.
    keepers = {"Player1": (5.25, 34.0), "Player11": (99.75, 34.0)}
    assert places(frames, 0) == {**keepers, "Player2": (31.5, 51.0)}
    assert places(frames, 1) == {**keepers, "Player12": (73.5, 17.0)}
    np.testing.assert_allclose(frames.ball, [[42.0, 34.0, NAN], [63.0, 51.0, NAN]], atol=1e-4)
    assert frames.players.select("player", "side", "name", "shirt", "position", "starter").rows() == [
        ("Player1", "home", "Player 1", 1, None, True),
        ("Player2", "home", "Player 2", 2, None, True),
        ("Player11", "away", "Player 11", 11, None, True),
        ("Player12", "away", "Player 12", None, None, False),
    ]
    assert (frames.table["frame"].to_list(), frames.seconds.tolist(), frames.rate) == ([1, 2], [0.0, 0.04], 25.0)
    assert frames.possession.tolist() == [-1, -1]
    info = frames.info
    assert (info.provider, info.match_id, info.sources[1]) == ("metrica_tracking", "Sample_Game_1", "a.csv")
    assert (frames.home.id, frames.away.name) == ("Home", "Away")
    assert frames.findings[0].rule == "pitch-size-assumed"


def test_each_period_of_metrica_starts_at_zero() -> None:
    def two(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
        later = [[2, row[1] + 100, row[2] + 3000.0, *row[3:]] for row in rows]
        return [*map(list, rows), *later]

    frames = tables(two(HOME_ROWS), two(AWAY_ROWS))
    assert frames.seconds.tolist() == [0.0, 0.04, 0.0, 0.04]
    assert frames.period.tolist() == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Sample_Game_2_RawTrackingData_Away_Team.csv", "Sample_Game_2"),
        ("game tracking home team.csv", "game"),
        ("Cup-Tracking.csv", "Cup"),
        ("other.csv", "other"),
    ],
)
def test_metricas_match_is_called_like_its_file(name: str, identifier: str) -> None:
    assert tables(names=(name, "a.csv")).info.match_id == identifier


def problem_of(read: Callable[[Any], Any], value: Any) -> str:
    try:
        read(value)
    except ReadError as error:
        return error.problem
    return ""


@pytest.mark.parametrize(
    ("column", "inside", "outside"),
    [
        (0, (1, 5), (0, 6, 1.5, NAN, "x")),
        (1, (-1e7, 1e7), (1.1e7, -1.1e7, NAN)),
        (2, (1e7,), (1.1e7, NAN)),
        (3, (100.0, -100.0, NAN), (100.5, -100.5)),
        (8, (0.5, NAN), (101.0,)),
    ],
)
def test_numbers_of_metrica_have_bounds(column: int, inside: Sequence[Any], outside: Sequence[Any]) -> None:
    def changed(value: Any) -> list[list[Any]]:
        rows = [list(row) for row in HOME_ROWS]
        rows[0 if column != 1 or value != 1e7 else 1][column] = value
        return rows

    def read(value: Any) -> Any:
        other = [list(row) for row in AWAY_ROWS]
        for mine, theirs in zip(changed(value), other, strict=True):
            theirs[:3] = mine[:3]
        return tables(changed(value), other)

    for value in inside:
        # Frames out of order or a clock that stands are faults of another kind.
        assert "holds no period" not in problem_of(read, value)
    for value in outside:
        words = "A line is not 9 numbers" if value == "x" else "Line 4 holds no period, time or place"
        with pytest.raises(ReadError, match=rf"^h\.csv: {words}.*Download or export the file again"):
            read(value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("Period", "period", 1), "third line does not name the columns Period"),
        (lambda text: text.replace("Time [s]", "Time"), "third line does not name the columns Period"),
        (lambda text: text.replace("Ball", "ball"), "third line does not name the columns Period"),
        (lambda text: "\n".join(text.split("\n")[:2]), "third line does not name the columns Period"),
        (lambda text: text.replace("Player 2", "Player1"), "does not name every player once"),
        (lambda text: text.replace("Player 2", ""), "does not name every player once"),
        (lambda text: "\n".join(text.split("\n")[:3]), "The table holds no frame"),
        (lambda text: text.replace("Home", "\xff"), "not UTF-8 text"),
    ],
)
def test_tables_that_are_none_of_metricas(change: Any, words: str) -> None:
    content = change(table(HOME_ROWS)).encode("latin-1")
    other = table(AWAY_ROWS, team="Away", players=("Player11", "Player12"))
    with pytest.raises(ReadError, match=rf"^h\.csv: .*{words}"):
        metrica.read([held("h.csv", content), held("a.csv", other)])


def test_metricas_table_without_players_or_with_too_many_columns() -> None:
    other = held("a.csv", table(AWAY_ROWS, team="Away", players=("Player11", "Player12")))
    with pytest.raises(ReadError, match="does not name every player once"):
        metrica.read([held("h.csv", table([[1, 1, 0.04, 0.4, 0.5]], players=())), other])
    for count, words in ((98, "same frames|clock"), (99, "third line does not name the columns")):
        # Three fixed columns and two of the ball: 97 players are 199 columns, 98 are 201.
        players = [f"P{number}" for number in range(count - 1)]
        row = [1, 1, 0.04, *([0.5] * 2 * len(players)), 0.4, 0.5]
        with pytest.raises(ReadError, match=words):
            metrica.read([held("h.csv", table([row], players=players)), other])


@pytest.mark.parametrize(("apart", "same"), [(0.00009, True), (0.00011, False)])
@pytest.mark.parametrize("axis", [7, 8])
def test_the_ball_lies_at_one_place_in_both_tables(apart: float, same: bool, axis: int) -> None:
    rows = [list(row) for row in HOME_ROWS]
    rows[0][axis] += apart
    if same:
        tables(rows)
    else:
        with pytest.raises(ReadError, match=r"^h\.csv, a\.csv: The ball of frame 1 lies elsewhere in the other table"):
            tables(rows)


def test_both_tables_are_of_the_same_frames() -> None:
    renumbered = [[row[0], row[1] + 1, *row[2:]] for row in AWAY_ROWS]
    for away, counts in ((AWAY_ROWS[:1], "2 and 1"), (renumbered, "2 and 2")):
        with pytest.raises(ReadError, match=rf"not of the same frames \({counts}\)\. Give both tables of one match"):
            tables(away=away)
    with pytest.raises(ReadError, match="Player12 stands in both tables"):
        tables(players=("Player1", "Player12"))


def test_a_side_without_a_name_is_a_question_mark() -> None:
    assert tables(team="").home.name == "?"


# --- Common Data Format --------------------------------------------------------------------------------------------


def cdf_line(number: int, second: float, *, period: str = "first_half", **more: Any) -> dict[str, Any]:
    teams = {
        "home": {"id": "h", "players": [{"id": "h1", "x": -45.0, "y": 1.0}, {"id": "h2", "x": None, "y": 1.0}]},
        "away": {"id": "a", "players": [{"id": "a1", "x": 45.0, "y": -1.0}, {"id": "a2", "x": 1.0, "y": None}]},
    }
    time = f"2025-05-15T20:00:{second:06.3f}+00:00"
    return {"frame_id": number, "timestamp": time, "period": period, "teams": teams, **more}


def cdf_frames(frames: Sequence[Any], **more: Any) -> Frames:
    people = {
        "home": [
            {"id": "h1", "position": "GK", "jersey_number": "1", "is_starter": True, "short_name": "Ann"},
            {"id": "h2", "position": "CB", "is_starter": False},
        ],
        "away": [{"id": "a1", "position": "LB"}, {"id": "a2"}],
    }
    teams = {side: {"id": side[0], "name": side.title(), "players": players} for side, players in people.items()}
    meta = {"teams": teams, "match": {"id": "m"}, "venue": {"pitch_length": 100.0, "pitch_width": 60.0}, **more}
    return cdf.read([held("meta.json", meta), held("tracking.jsonl", lines(frames))])


NOWHERE = (NAN,) * 3
BALLS: tuple[tuple[dict[str, Any], tuple[float, ...], bool | None, int], ...] = (
    ({"ball": {"x": 1.0, "y": 2.0, "z": 0.5, "status": True, "poss_team_id": "h"}}, (51.0, 32.0, 0.5), True, 0),
    ({"ball": {"x": 1.0, "y": 2.0, "status": True, "poss_team_id": "a"}}, (51.0, 32.0, NAN), True, 1),
    ({"ball": {"x": 1.0, "y": None, "status": False, "poss_team_id": "a"}}, NOWHERE, False, -1),
    ({"ball": {"x": None, "y": 2.0, "status": True, "poss_team_id": "x"}}, NOWHERE, True, -1),
    ({"ball_status": True, "ball_poss_team_id": "h"}, NOWHERE, True, 0),
    ({"ball": {"status": False}, "ball_status": True, "ball_poss_team_id": "h"}, NOWHERE, False, -1),
    ({"ball": {"status": True, "poss_team_id": "a"}, "ball_poss_team_id": "h"}, NOWHERE, True, 1),
)


def test_frames_of_the_common_data_format_value_by_value() -> None:
    frames = cdf_frames([cdf_line(5 + n, 0.5 * n, **about) for n, (about, *_) in enumerate(BALLS)])
    for row, (_, ball, alive, owner) in enumerate(BALLS):
        np.testing.assert_array_equal(frames.ball[row], np.array(ball, dtype=np.float32))
        assert (frames.table["alive"][row], frames.possession[row]) == (alive, owner)
        assert places(frames, row) == {"h1": (5.0, 31.0), "a1": (95.0, 29.0)}
    assert frames.table["frame"].to_list() == list(range(5, 12))
    assert frames.seconds.tolist() == [0.5 * n for n in range(7)]
    assert (frames.rate, frames.length, frames.width, frames.info.provider) == (2.0, 100.0, 60.0, "cdf")
    assert frames.players.select("player", "side", "name", "shirt", "position", "keeper", "starter").rows() == [
        ("h1", "home", "Ann", 1, "GK", True, True),
        ("a1", "away", None, None, "LB", False, None),
    ]
    assert [(one.id, one.name) for one in (frames.home, frames.away)] == [("h", "Home"), ("a", "Away")]
    assert frames.info.match_id == "m"
    assert not [one for one in frames.findings if one.rule == "pitch-size-assumed"]


def test_what_a_frame_of_the_common_data_format_leaves_out_is_unknown() -> None:
    frames = cdf_frames([cdf_line(1, 0.0), cdf_line(2, 0.5, ball={"status": True})], venue={}, season={"id": "s"})
    assert frames.table["alive"].to_list() == [None, None]
    assert (frames.length, frames.width) == (105.0, 68.0)
    assert frames.findings[0].rule == "pitch-size-assumed"
    info = frames.info
    assert (info.season, info.competition, info.date, info.venue) == ("s", "", "", "")
    named = {"competition": {"name": "Cup", "id": "c"}, "stadium": {"name": "Park"}, "venue": None}
    info = cdf_frames([cdf_line(1, 0.0), cdf_line(2, 0.5)], **named).info
    assert (info.competition, info.venue, info.sources) == ("Cup", "Park", ("meta.json", "tracking.jsonl"))


@pytest.mark.parametrize(("visible", "code"), [(True, 4), (False, 3), (None, 4)])
def test_who_is_out_of_view_is_an_estimate(visible: bool | None, code: int) -> None:
    line = cdf_line(1, 0.0, ball={"x": 0.0, "y": 0.0})
    line["teams"]["home"]["players"][0]["is_visible"] = visible
    frames = cdf_frames([line, cdf_line(2, 0.5)])
    assert (frames.seen[0].tolist(), frames.ball_seen.tolist()) == ([code, 4], [4, 0])


def test_periods_of_the_common_data_format_start_at_their_first_frame() -> None:
    frames = cdf_frames(
        [cdf_line(1, 3.0), cdf_line(2, 3.5), cdf_line(3, 9.0, period="shootout"), cdf_line(4, 9.5, period="shootout")]
    )
    assert (frames.period.tolist(), frames.seconds.tolist()) == ([1, 1, 5, 5], [0.0, 0.5, 0.0, 0.5])
    with pytest.raises(ReadError, match=r"^tracking\.jsonl: Frame 1 is of the period 'warm_up'"):
        cdf_frames([cdf_line(1, 3.0, period="warm_up")])
    with pytest.raises(ReadError, match=r"^tracking\.jsonl: A frame has no time .*The format writes 2025-05-15T"):
        cdf_frames([cdf_line(1, 3.0, timestamp="soon")])
    with pytest.raises(ReadError, match="tracking"):
        cdf_frames([])
