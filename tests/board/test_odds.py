"""What the board says of a state, against the tie's own model and against the tie file it exports."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from frontfoot.board import odds
from frontfoot.board.decision import Asked, decide
from frontfoot.board.exports import tie_file
from frontfoot.board.odds import Priced
from frontfoot.board.state import BoardState
from frontfoot.decisions.verdict import VERDICTS
from frontfoot.goals.clock import Moment
from frontfoot.ties import Leg, Situation, Tie, outlook, rules
from frontfoot.ties.file import read_tie
from frontfoot.ties.replay import replay
from frontfoot.ties.strengths import file_rates
from tests.board.board_help import BERGAMO, EVENING, KICK_OFF, folded, goal, opened, whistle
from tests.board.test_fold import KICKS, MARSEILLE, TO_THE_END


def priced(document: dict[str, Any] = BERGAMO) -> Priced:
    return Priced(file_rates(opened(document)))


def seconds(minutes: float) -> float:
    return (KICK_OFF + timedelta(minutes=minutes)).timestamp()


def test_half_time_of_bergamo_is_what_the_model_says() -> None:
    head = odds.head(folded(*EVENING[:3]), priced(), seconds(50))
    tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    sure = outlook(tie, Situation(2, Moment(2, 0.0), (0, 1)), priced().rates.under_way[1])
    assert head["through"] == pytest.approx(sure.through)
    assert head["aggregate"] == (3, 1)
    assert sum(sum(clubs.values()) for clubs in head["by"].values()) == pytest.approx(1.0, abs=1e-6)
    assert head["clock"]["label"] == "HT"


@pytest.mark.slow
def test_the_curve_ends_where_the_head_stands() -> None:
    state, now = folded(*EVENING[:2]), seconds(33)
    line = odds.line(state, priced(), now)
    head = odds.head(state, priced(), now)
    assert line["points"][-1][:5] == (2, 1, 1980.0, 0, 1)
    assert line["points"][-1][5] == pytest.approx((head["through"] or {})["Atalanta"], abs=1e-5)
    (swing,) = line["swings"]
    assert (swing["id"], swing["kind"], swing["minute"]) == ("salah", "goal", "7'")
    assert swing["after"] < swing["before"]


@pytest.mark.slow
def test_a_curve_told_from_the_second_leg_on_is_the_same() -> None:
    state, now = folded(*EVENING[:3]), seconds(50)
    whole = odds.line(state, priced(), now)
    part = odds.line(state, priced(), now, first_leg=2)
    assert [row for row in whole["points"] if row[0] == 2] == part["points"]
    assert [swing for swing in whole["swings"] if swing["leg"] == 2] == part["swings"]


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 3, 5])
def test_the_exported_tie_file_tells_the_same_odds(count: int, tmp_path: Path) -> None:
    """`frontfoot tie FILE` of the export and the board must never differ."""
    state = folded(*EVENING[:count])
    path = tmp_path / "tie.toml"
    path.write_bytes(tie_file(state.file))
    again = read_tie(path)
    assert again.tie == state.file.tie
    assert again.events == state.file.events
    replayed = replay(again, file_rates(again), played_only=True)
    board = odds.line(state, priced(), seconds(7) if count == 2 else seconds(50))
    assert [round(swing.after, 6) for swing in replayed.swings] == [s["after"] for s in board["swings"]]


SECOND_HALF = [
    whistle("second", 2, "start", 62),
    {"id": "said", "kind": "stoppage", "leg": 2, "period": 2, "minutes": 9},
]


@pytest.mark.slow
def test_announced_stoppage_counts(tmp_path: Path) -> None:
    """In the head, on the curve from the end of the half's time on, and in the file."""
    state, late = folded(*EVENING[:3], *SECOND_HALF), seconds(62 + 48)
    tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    here = Situation(2, Moment.at("90+3"), (0, 1), announced=9)
    sure = outlook(tie, here, priced().rates.under_way[1])
    assert odds.head(state, priced(), late)["through"] == pytest.approx(sure.through, abs=1e-9)
    line = odds.line(state, priced(), late)
    (swing,) = [swing for swing in line["swings"] if swing["kind"] == "stoppage"]
    assert (swing["id"], swing["minutes"], swing["minute"]) == ("said", 9, "90'")
    assert swing["after"] < swing["before"]
    assert line["points"][-1][5] == pytest.approx(sure.through["Atalanta"], abs=1e-5)
    path = tmp_path / "tie.toml"
    path.write_bytes(tie_file(state.file))
    assert read_tie(path).events == state.file.events


@pytest.mark.slow
def test_stoppage_announced_before_the_time_is_up_counts_from_now_on() -> None:
    state, now = folded(*EVENING[:3], *SECOND_HALF), seconds(62 + 44)
    line = odds.line(state, priced(), now)
    assert [(swing["id"], swing["minute"]) for swing in line["swings"]][1:] == [("end-1", "HT"), ("said", "89'")]
    assert line["points"][-1][:3] == (2, 2, 2640.0)
    assert line["points"][-1][5] == pytest.approx(
        (odds.head(state, priced(), now)["through"] or {})["Atalanta"], abs=1e-5
    )


@pytest.mark.slow
def test_stoppage_announced_for_a_period_to_come_waits_for_it() -> None:
    state = folded(EVENING[0], SECOND_HALF[1])
    assert state.file.events[1] == ()
    assert odds.head(state, priced(), seconds(20)) == {
        **odds.head(folded(EVENING[0]), priced(), seconds(20)),
        "revision": state.revision,
        "stoppage": {"2": 9},
    }


@pytest.mark.slow
def test_a_tie_with_a_shoot_out_goes_through_a_file_and_back(tmp_path: Path) -> None:
    state = folded(*TO_THE_END, *KICKS, opening=opened(MARSEILLE))
    path = tmp_path / "tie.toml"
    path.write_bytes(tie_file(state.file))
    again = read_tie(path)
    assert (again.tie, again.events) == (state.file.tie, state.file.events)
    line = odds.line(state, priced(MARSEILLE), seconds(160))
    kicks = [swing for swing in line["swings"] if swing["kind"] == "kick"]
    assert [swing["id"] for swing in kicks] == [f"k{n}" for n in range(1, 9)]
    assert kicks[-1]["after"] == pytest.approx(1.0)


def test_odds_in_a_shoot_out() -> None:
    """2-2 after five kicks, Marseille to kick with one in hand: by hand, p = .732 each.

    Marseille have kicks 3, 4, 5 to come, Benfica 4, 5.
    """
    state = folded(*TO_THE_END, *KICKS[:5], opening=opened(MARSEILLE))
    head = odds.head(state, priced(MARSEILLE), seconds(155))
    from math import comb

    def binomial(n: int, k: int) -> float:
        return comb(n, k) * 0.732**k * 0.268 ** (n - k)

    wins = sum(
        binomial(3, m) * binomial(2, b) * (1.0 if m > b else 0.5 if m == b else 0.0) for m in range(4) for b in range(3)
    )
    assert (head["through"] or {})["Marseille"] == pytest.approx(wins, abs=1e-9)


def test_a_tie_that_is_over_is_certain() -> None:
    head = odds.head(folded(*EVENING), priced(), seconds(200))
    assert head["through"] == {"Atalanta": 1.0, "Liverpool": 0.0}
    assert head["winner"] == "Atalanta"


def test_a_minute_that_runs_ahead_is_taken_at_its_word() -> None:
    early = folded(EVENING[0], goal("g", "Atalanta", "ET 95"))
    head = odds.head(early, priced(), seconds(10))
    # A goal of extra time while the first half is on: taken at its word, a lead of four with minutes to go.
    assert head["score"] == (1, 0)
    assert (head["through"] or {})["Atalanta"] > 0.998


@pytest.mark.parametrize(
    "text", ["0", "7", "45", "45+2.25", "HT", "60.5", "90", "90+4", "ET", "ET 105", "ET HT", "ET 120"]
)
def test_a_moment_written_is_read_back(text: str) -> None:
    assert Moment.at(Moment.at(text).written) == Moment.at(text)


def asked(state: BoardState, club: str | None = None) -> Asked:
    tie, where = odds.standing(state, seconds(50))
    head = odds.head(state, priced(), seconds(50))
    return Asked(opened(), tie, where, club, head["through"] or {})


@pytest.mark.slow
def test_what_is_usual_is_worth_what_the_board_says() -> None:
    question = asked(folded(*EVENING[:3]))
    advice = decide(question)
    assert advice["club"] == "Atalanta"
    plans = advice["plans"]
    # Leaders usually drop back.
    assert plans["drop"]["through"] == pytest.approx(question.anchor["Atalanta"], abs=1e-9)
    assert plans["press"]["low"] <= plans["press"]["through"] <= plans["press"]["high"]
    assert advice["verdict"] in VERDICTS
    other = decide(asked(folded(*EVENING[:3]), "Liverpool"))
    assert other["usual"]["value"] == pytest.approx(question.anchor["Liverpool"], abs=1e-9)


def test_nothing_is_weighed_in_extra_time() -> None:
    state = folded(*TO_THE_END[:6], opening=opened(MARSEILLE))
    tie, where = odds.standing(state, seconds(120))
    assert "90 minutes" in decide(Asked(opened(MARSEILLE), tie, where, None, {}))["reason"]
