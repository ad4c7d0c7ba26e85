"""One moment has one figure, to the last digit, by whatever way it is asked for: Atalanta - Liverpool at half-time."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

import frontfoot
from frontfoot import Leg, Moment, Rates, Situation, Tie
from frontfoot.board import odds as board
from frontfoot.board.effective import PlacedEntry
from frontfoot.board.odds import Priced
from frontfoot.board.state import fold
from frontfoot.cli.examples import example
from frontfoot.goals.draws import DrawGrid
from frontfoot.ties.entry import entry_of
from frontfoot.ties.file import parse_tie, read_tie
from frontfoot.ties.odds import Model
from frontfoot.ties.replay import replay
from frontfoot.ties.strengths import file_rates
from tests.cli.commands import json_of

HALF_TIME = Situation(2, Moment(2, 0.0), (0, 1))
CLUBS = ("Atalanta", "Liverpool", "--competition", "uel", "--season", "2023", "--first-leg", "3-0", "--score", "0-1")


def standing(file: Any) -> Tie:
    legs = file.tie.legs
    return Tie(file.tie.rules, (legs[0], Leg(legs[1].home, legs[1].away, date=legs[1].date)))


@pytest.fixture(scope="module")
def figure() -> float:
    file = read_tie(example())
    return frontfoot.outlook(standing(file), HALF_TIME, file_rates(file).under_way[1]).through["Atalanta"]


@pytest.mark.slow
@pytest.mark.parametrize("minute", ["45", "HT"])
def test_the_commands_say_it(figure: float, minute: str) -> None:
    day = read_tie(example()).tie.legs[1].date
    assert day is not None
    document = json_of("tie", *CLUBS, "--minute", minute, "--date", day.isoformat())
    assert document["minute"] == "HT"
    assert document["through"]["Atalanta"] == figure
    assert document["timeline"][0] == {"minute": "HT", "through": figure}


@pytest.mark.slow
def test_the_tie_file_says_it(figure: float) -> None:
    rows = [row for row in json_of("tie", str(example()))["timeline"] if (row["leg"], row["minute"]) == (2, "HT")]
    assert {row["through"]["Atalanta"] for row in rows} == {figure}


@pytest.mark.slow
def test_a_replay_says_it(figure: float) -> None:
    file = read_tie(example())
    assert replay(file, file_rates(file)).at(2, Moment(2, 0.0)) == figure


@pytest.mark.slow
def test_the_board_says_it(figure: float) -> None:
    document = tomllib.loads(example().read_text(encoding="utf-8"))
    for name in ("score", "event"):
        document["leg"][1].pop(name)
    opening = parse_tie(document)
    at = datetime(2024, 4, 18, 19, 0, tzinfo=UTC)
    entries: list[dict[str, Any]] = [
        {"id": "s", "kind": "period", "leg": 2, "period": 1, "state": "start", "at": at.isoformat()},
        {"id": "g", "kind": "goal", "leg": 2, "minute": "7", "club": "Liverpool"},
        {"id": "e", "kind": "period", "leg": 2, "period": 1, "state": "end", "at": at.replace(minute=47).isoformat()},
    ]
    state = fold(opening, [PlacedEntry.at(place, entry_of(body)) for place, body in enumerate(entries, start=2)], 4)
    priced = Priced(file_rates(opening))
    now = at.replace(minute=50).timestamp()
    through = board.head(state, priced, now)["through"]
    assert through is not None
    assert through["Atalanta"] == figure
    last = board.line(state, priced, now)["points"][-1]
    assert (last[1], last[2]) == (2, 0.0)
    assert last[5] == round(figure, 5)


def test_a_curve_begins_with_the_figure_of_its_moment_whatever_else_is_asked(figure: float) -> None:
    file = read_tie(example())
    model = Model(standing(file), file_rates(file).under_way[1])
    moments = [Moment(2, 60.0 * minute) for minute in range(46)]
    curve = model.unchanged(HALF_TIME, moments, 0)
    assert curve[0] == figure
    for place in (3, 17, 45):
        alone = Model(standing(file), file_rates(file).under_way[1])
        assert alone.through(replace(HALF_TIME, moment=moments[place]))[0] == curve[place]


def test_the_first_leg_has_one_figure_too() -> None:
    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta"), Leg("Atalanta", "Liverpool")))
    rates = (Rates(1.7, 1.2), Rates(1.5, 1.4))
    one, other = Model(tie, rates), Model(tie, rates)
    wanted = Situation(1, Moment(1, 1800.0), (1, 0))
    one.ask(Situation(1))
    one.ask(replace(wanted, score=(3, 2)))
    assert one.through(wanted) == other.through(wanted)
    assert sum(one.through(wanted)) == pytest.approx(1.0, abs=1e-15)


@pytest.mark.slow
@pytest.mark.parametrize(("leg", "error"), [(1, 1e-6), (2, 1e-6)])
def test_nodes_give_the_odds_of_every_draw(leg: int, error: float) -> None:
    """Against the same odds solved for some draws one by one."""
    first = Leg("Liverpool", "Atalanta") if leg == 1 else Leg("Liverpool", "Atalanta", (0, 3))
    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (first, Leg("Atalanta", "Liverpool")))
    rates = frontfoot.rates(tie)
    some = np.arange(0, 1000, 250)
    few = tuple(None if pair is None else replace(pair, home=pair.home[some], away=pair.away[some]) for pair in rates)
    situation = Situation(leg, Moment(1, 600.0), (0, 1))
    model = Model(tie, rates)
    direct = Model(tie, few, grid=DrawGrid(few, np.eye(len(some)))).through_at_nodes(situation)
    assert model.grid.of_draws(model.through_at_nodes(situation))[some] == pytest.approx(direct, abs=error)
    assert len(model.grid.weights) < 300


@pytest.mark.parametrize("count", [1, 2, 7, 1000])
def test_the_interval_is_that_of_numpy(count: int) -> None:
    rng = np.random.default_rng(6)
    pair = Rates(1.6 * np.exp(0.2 * rng.standard_normal(count)), 1.1 * np.exp(0.2 * rng.standard_normal(count)))
    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    model = Model(tie, pair)
    odds = model.draw_ways(HALF_TIME).sum(axis=1)
    wanted = np.quantile(odds, [0.05, 0.95], axis=0).T
    assert np.array(model.interval(HALF_TIME)) == pytest.approx(wanted, abs=1e-8)
