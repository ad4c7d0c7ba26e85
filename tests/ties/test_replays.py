"""Replays against the odds of each moment asked for by itself, and shoot-outs kick by kick."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties.file import parse_tie
from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model
from frontfoot.ties.outlook import outlook_in_shoot_out
from frontfoot.ties.replay import course_known, replay, replay_columns, still_to_come
from frontfoot.ties.rulebook import rules
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation, Tie

MATCH = Tie(rules("euro", 2016, "QF"), (Leg("Italy", "Spain"),))

LEGS: list[dict[str, Any]] = [
    {
        "home": "Ajax",
        "away": "Lyon",
        "score": [1, 0],
        "event": [{"minute": "12", "kind": "goal", "club": "Ajax"}, {"minute": "45+2", "kind": "note", "note": "x"}],
    },
    {
        "home": "Lyon",
        "away": "Ajax",
        "event": [
            {"minute": "30", "kind": "goal", "club": "Lyon"},
            {"minute": "60", "kind": "red card", "club": "Ajax"},
            {"kind": "stoppage", "minutes": 5, "period": 2},
        ],
    },
]
FILE = {"competition": "uel", "season": 2023, "round": "QF", "leg": LEGS}
RATES = [Rates(1.6, 1.1), Rates(1.5, 1.3)]


def test_a_replay_has_every_minute_and_event_with_the_odds_asked_for_alone() -> None:
    file = parse_tie(FILE)
    curve = replay(file, RATES)
    first = Model(Tie(file.tie.rules, tuple(leg.unplayed for leg in file.tie.legs)), RATES)
    second = Model(file.tie, RATES)
    for at in curve.points:
        odds = (first if at.leg == 1 else second).through(at.situation)
        assert at.through == odds[0 if file.tie.legs[at.leg - 1].home == "Lyon" else 1]
        if at.leg == 1:
            assert at.score == ((0, 0) if at.moment < Moment(1, 720.0) else at.score)
    for leg in (1, 2):
        minutes = {at.moment for at in curve.points if at.leg == leg}
        wanted = {Moment(period, 60.0 * minute) for period in (1, 2) for minute in range(46)}
        assert wanted <= minutes
    assert [swing.event.kind for swing in curve.swings] == ["goal", "note", "goal", "red card", "stoppage"]
    assert [swing.minute for swing in curve.swings][:2] == ["12'", "45+2'"]
    for swing in curve.swings:
        assert swing.event.moment is not None
        there = [at for at in curve.points if (at.leg, at.moment) == (swing.leg, swing.event.moment)]
        assert (there[0].through, there[1].through) == (swing.before, swing.after)
        assert there[1].score == swing.score
    assert curve.swings[0].after < curve.swings[0].before
    assert curve.swings[2].after > curve.swings[2].before
    assert curve.swings[3].after > curve.swings[3].before
    last = curve.points[-1]
    assert (last.leg, last.moment, last.score, last.men, last.announced) == (2, Moment(2, 2700.0), (1, 0), (11, 10), 5)
    assert curve.ahead == ()
    assert repr(curve).endswith(f"{len(curve.points)} moments, 5 events>")
    assert curve.at(1, Moment(1, 725.0)) == curve.swings[0].after
    assert curve.at(1, Moment(1, 0.0)) == curve.points[0].through
    assert replay(file, RATES, first_leg=2).points == tuple(at for at in curve.points if at.leg == 2)


def test_what_is_still_to_come_if_nothing_happens() -> None:
    model, now = Model(MATCH, Rates(1.5, 1.2)), Situation(1, Moment(2, 2610.0), (1, 0), announced=4)
    ahead = still_to_come(model, now, "Spain")
    assert [at.moment for at in ahead] == [Moment(2, 2610.0), Moment(2, 2640.0), Moment(2, 2700.0)]
    assert [at.through for at in ahead] == model.unchanged(now, [at.moment for at in ahead], 1)
    assert [at.announced for at in ahead] == [4, 4, 4]
    assert [at.interval for at in ahead] == [None] * 3
    late = still_to_come(model, Situation(1, Moment(4, 840.0), (1, 1)), "Italy")
    assert [at.moment for at in late] == [Moment(4, 840.0), Moment(4, 900.0)]
    early = still_to_come(model, Situation(1, Moment(1, 2640.0), (0, 0), announced=3), "Italy")
    assert [at.moment for at in early][:4] == [
        *(Moment(1, 60.0 * n) for n in (44, 45)),
        Moment(2, 0.0),
        Moment(2, 60.0),
    ]
    assert [at.announced for at in early][:3] == [3, 3, None]
    assert early[-1].moment == Moment(2, 2700.0)


def test_the_table_of_a_replay() -> None:
    curve = replay(parse_tie(FILE), RATES)
    more = replace(curve, ahead=(curve.points[-1], replace(curve.points[-1], interval=(0.1, 0.9))))
    table = more.to_polars()
    assert dict(table.schema) == replay_columns()
    assert len(table) == len(curve.points) + 1
    assert table["ahead"].to_list() == [False] * len(curve.points) + [True]
    assert table.row(-1) == (
        *(2, 2, 2700.0, curve.points[-1].moment.minute, "Lyon", "Ajax", 1, 0, 11, 10, "Lyon"),
        *(curve.points[-1].through, 0.1, 0.9, True),
    )
    assert table.row(0)[:11] == (1, 1, 0.0, curve.points[0].moment.minute, "Ajax", "Lyon", 0, 0, 11, 11, "Lyon")
    assert table.row(0)[12:14] == (None, None)


def test_a_match_that_is_over_ends_with_the_whistle() -> None:
    final = {"home": "Lyon", "away": "Ajax", "neutral": True}
    goal = {"minute": "10", "kind": "goal", "club": "Lyon"}
    level = [goal, {**goal, "minute": "20", "club": "Ajax"}]
    file = {"competition": "ucl", "season": 2018, "round": "F"}
    for leg, end, odds in (
        ({"score": [1, 0], "event": [goal]}, Moment(2, 2700.0), 1.0),
        ({"score": [0, 1], "event": [{**goal, "club": "Ajax"}]}, Moment(2, 2700.0), 0.0),
        (
            {"score": [1, 1], "extra_time": [2, 1], "event": [*level, {**goal, "minute": "ET 95"}]},
            Moment(4, 900.0),
            1.0,
        ),
    ):
        points = replay(parse_tie({**file, "leg": [{**final, **leg}]}), [RATES[1]]).points
        assert (points[-1].moment, points[-1].through) == (end, odds)
        assert (points[-2].moment, points[-2].score) == (end, points[-1].score)
    shoot_out = [{"kind": "kick", "club": club, "converted": hit} for club, hit in (("Ajax", True), ("Lyon", False))]
    running = {**final, "score": [1, 1], "extra_time": [1, 1], "event": [*level, *shoot_out]}
    curve = replay(parse_tie({**file, "leg": [running]}), [RATES[1]])
    assert [swing.minute for swing in curve.swings][-2:] == ["kick", "kick"]
    state = ShootOut(home_next=False)
    for swing, hit in zip(curve.swings[-2:], (True, False), strict=True):
        after = state.kick(hit)
        assert (swing.before, swing.after) == (state.home_wins(), after.home_wins())
        assert swing.score == after.scored
        state = after
    assert curve.points[-1].through == state.home_wins()
    assert course_known(Leg("A", "B", (0, 0)), ())
    assert not course_known(Leg("A", "B", (0, 1)), ())


@pytest.mark.parametrize(
    ("kind", "minute", "end"),
    [
        ("golden goal", "ET 95", Moment(3, 300.0)),
        ("silver goal", "ET 95", Moment(3, 900.0)),
        ("silver goal", "ET 107", Moment(4, 900.0)),
        ("extra time", "ET 95", Moment(4, 900.0)),
    ],
)
def test_extra_time_ends_as_its_kind_does(
    kind: str, minute: str, end: Moment, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.toml").write_text(
        f'name = "Own"\n[[rule]]\nlegs = 1\nsteps = ["{kind}", "shoot-out"]\n', encoding="utf-8"
    )
    goal = {"kind": "goal", "minute": minute, "club": "Lyon"}
    leg = {"home": "Lyon", "away": "Ajax", "score": [0, 0], "extra_time": [1, 0], "event": [goal]}
    file = parse_tie({"competition": "own.toml", "season": 2020, "round": "QF", "leg": [leg]})
    assert replay(file, [RATES[1]]).points[-1].moment == end


@pytest.mark.parametrize("home_next", [True, False])
def test_the_outlook_of_a_shoot_out_is_the_mean_over_its_next_kick(home_next: bool) -> None:
    state = ShootOut((1, 1), (2, 2), home_next=home_next)
    result = outlook_in_shoot_out(Leg("Lyon", "Ajax"), state, (0.8, 0.7))
    assert result.through["Lyon"] == state.home_wins(0.8, 0.7)
    assert sum(result.through.values()) == pytest.approx(1.0)
    for way, odds in result.by.items():
        assert odds == (result.through if way == "shoot-out" else {"Lyon": 0.0, "Ajax": 0.0})
    hit, miss = result.next_scores
    assert (hit.club, miss.club) == ("Lyon" if home_next else "Ajax", None)
    assert (hit.probability, miss.probability) == pytest.approx((0.8, 0.2) if home_next else (0.7, 0.3))
    for club in ("Lyon", "Ajax"):
        mean = hit.probability * hit.through[club] + miss.probability * miss.through[club]
        assert mean == pytest.approx(result.through[club], abs=1e-12)
    over = outlook_in_shoot_out(Leg("Lyon", "Ajax"), ShootOut((3, 0), (3, 3)), (0.8, 0.7))
    assert (over.through, over.next_scores) == ({"Lyon": 1.0, "Ajax": 0.0}, ())
