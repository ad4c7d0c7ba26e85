"""The picture of ten real ties and of moments of them, in every shape and theme: labels that can be read."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from matplotlib.patches import Rectangle

import frontfoot
from frontfoot.draw.frame import Shape, ThemeName
from frontfoot.draw.odds import odds_figure
from frontfoot.draw.tie_picture import kicks_so_far, moment_picture, replay_picture
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Model, Situation, Tie, rules
from frontfoot.ties.file import parse_tie
from frontfoot.ties.replay import Replay, replay, still_to_come
from frontfoot.ties.shoot_out import CONVERSION
from tests.draw.looks import SHAPES, THEMES, check_looks, texts_of
from tests.draw.ties import TIES


@cache
def told(name: str) -> Replay:
    """The tie with rates that are uncertain by about a quarter."""
    random = np.random.default_rng(7)
    file = parse_tie(TIES[name])
    legs = [Rates(*np.exp(random.normal([[0.5], [0.2]], 0.25, (2, 60)))) for _ in file.tie.legs]
    return replay(file, legs, intervals=True)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", TIES)
def test_no_label_lies_on_another_or_leaves_the_picture(name: str, shape: Shape, theme: ThemeName) -> None:
    content = replay_picture(told(name), "strengths of 2022-04-01")
    texts = check_looks(odds_figure(content, shape, theme=theme))
    words = " ".join(texts)
    for leg in told(name).tie.legs:
        assert leg.home in words.replace("\n", " ")
    changes = [text for text in texts if text.split()[-1][:1] in "+−" and text.split()[-1][1:].isdigit()]
    goals = [s for s in told(name).swings if s.event.kind == "goal" and s.event.moment is not None]
    assert len(changes) == len(goals)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kicks", [1, 2, 4])
def test_a_shoot_out_under_way_is_named_beside_the_last_minute(kicks: int, shape: Shape) -> None:
    """However few its kicks are, in a final and in a second leg beside a first one."""
    final = TIES["world-cup-final"]
    leg = {key: value for key, value in final["leg"][0].items() if key not in ("shoot_out", "score", "extra_time")}
    events = leg["event"]
    leg["event"] = events[: next(n for n, event in enumerate(events) if event["kind"] == "kick") + kicks]
    names = {"Argentina": "Liverpool", "France": "Atalanta"}
    second = leg | {"home": "Liverpool", "away": "Atalanta", "neutral": False}
    second["event"] = [event | {"club": names[event["club"]]} for event in leg["event"]]
    first = {"home": "Atalanta", "away": "Liverpool", "score": [1, 1], "event": []}
    for document in (
        final | {"leg": [leg]},
        {"competition": "ucl", "season": 2022, "round": "SF", "leg": [first, second]},
    ):
        file = parse_tie(document)
        content = replay_picture(replay(file, [Rates(1.4, 1.2)] * len(file.tie.legs), intervals=True))
        assert len(content.legs[-1].kicks) == kicks
        boxes = dict(texts_of(odds_figure(content, shape)))
        assert boxes["kicks"].x0 > boxes["120'"].x1
        check_looks(odds_figure(content, shape))


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("minute", "score"), [("0", (0, 0)), ("45", (0, 1)), ("90+3", (1, 4)), ("ET 101", (0, 3))])
def test_a_moment_is_the_picture_of_the_tie_with_now_marked(minute: str, score: tuple[int, int], shape: Shape) -> None:
    tie = told("second-leg-at-half-time").tie
    random = np.random.default_rng(3)
    model = Model(tie, Rates(*np.exp(random.normal(0.3, 0.2, (2, 60)))))
    situation = Situation(2, Moment.at(minute), score)
    for clubs in (tie.clubs, tie.clubs[::-1]):
        ahead = still_to_come(model, situation, clubs[0], intervals=True)
        content = moment_picture(tie, situation, model.ask(situation), ahead, clubs)
        texts = check_looks(odds_figure(content, shape))
        assert any(text.startswith("now ") for text in texts)
        assert content.legs[1].ahead.through[0] == pytest.approx(model.ask(situation).through[clubs[0]])


def test_level_at_the_end_of_the_ninety_minutes_is_one_point_with_its_interval() -> None:
    tie = Tie(rules("ucl", 2022, "F"), (Leg("Real Madrid", "Liverpool"),))
    model = Model(tie, Rates(*np.exp(np.random.default_rng(3).normal(0.3, 0.2, (2, 60)))))
    situation = Situation(1, Moment(2, 2700.0), (1, 1))
    ahead = still_to_come(model, situation, "Real Madrid", intervals=True)
    odds = model.ask(situation)
    content = moment_picture(tie, situation, odds, ahead, tie.clubs)
    curve = content.legs[0].ahead
    assert (curve.minutes, content.legs[0].length) == ((90.0,), 90.0)
    assert curve.through == pytest.approx([odds.through["Real Madrid"]])
    assert curve.interval[0] == pytest.approx(odds.interval["Real Madrid"])
    check_looks(odds_figure(content))


def test_the_band_is_the_interval_of_the_outlook() -> None:
    """Each point's interval is that which the outlook of the same moment states."""
    tale = told("spurs-ajax")
    point = next(p for p in tale.points if p.leg == 2 and p.score == (2, 2) and p.moment.second % 60 == 0)
    random = np.random.default_rng(7)
    rates = [Rates(*np.exp(random.normal([[0.5], [0.2]], 0.25, (2, 60)))) for _ in tale.tie.legs]
    before = type(tale.tie)(tale.tie.rules, (tale.tie.legs[0], type(tale.tie.legs[1])("Ajax", "Tottenham Hotspur")))
    odds = Model(before, [None, rates[1]]).ask(Situation(2, point.moment, point.score))
    assert point.interval == pytest.approx(odds.interval["Ajax"])
    assert point.interval is not None
    assert point.interval[0] < point.through < point.interval[1]


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_no_panel_is_empty_and_curves_have_their_share_of_the_picture(shape: Shape) -> None:
    """A match without odds is named beside the other; one whose goals' times are not known has a dotted line."""
    for name in ("not-begun", "first-leg-under-way", "remontada", "city-real"):
        figure = odds_figure(replay_picture(told(name)), shape)
        panels = [(ax, patch) for ax in figure.axes for patch in ax.patches if isinstance(patch, Rectangle)]
        for ax, panel in panels:
            left, right = panel.get_x(), panel.get_x() + panel.get_width()
            curves = [np.asarray(line.get_xdata()) for line in ax.lines if line.get_linewidth() >= 1.8]
            assert any(left <= xs.min() <= xs.max() <= right for xs in curves if xs.size), name
        said = " ".join(text for text, _ in texts_of(figure)).replace("\n", " ")
        if name in ("not-begun", "first-leg-under-way"):
            assert len(panels) == 1
            assert "second leg: " in said
            assert "still to come" in said
        height = sum(ax.get_position().height / ax.get_ylim()[1] for ax in figure.axes)
        assert height > 0.3, f"{name}: {height:.2f}"


def test_a_title_has_each_club_in_the_colour_of_its_goals() -> None:
    figure = odds_figure(replay_picture(told("euro-final")), "wide", colours=("#0b4a85", "#c04a00"))
    inks = {text.get_text(): text.get_color() for text in figure.axes[0].texts}
    goal = next(text for text in inks if text.startswith("86' Oyarzabal"))
    assert inks["Spain"] == inks[goal] == "#0b4a85"
    assert inks["England"] == "#c04a00"
    assert "2–1" in inks


def test_a_match_that_has_not_begun_has_no_score() -> None:
    tie = Tie(rules("league", 2017), (Leg("Atalanta", "Juventus"),))
    model = Model(tie, Rates(1.4, 1.2))
    before = Situation(1, Moment(1, 0.0))
    content = moment_picture(tie, before, model.ask(before), (), tie.clubs)
    assert content.legs[0].title == "Atalanta - Juventus"


def test_a_shoot_out_under_way_is_drawn_kick_by_kick_with_the_odds_after_each() -> None:
    placed = frontfoot.tie(
        "Atalanta", "Liverpool", competition="uel", season=2023, at="away", first_leg=(1, 0), score=(0, 1),
        kicks="xx-:x-x", rates=(1.4, 1.4),
    )  # fmt: skip
    kicks = kicks_so_far(placed.model, placed.situation, "Atalanta")
    # Atalanta kick first: converted, converted, missed; Liverpool converted, missed, converted.
    assert [(kick.side, kick.converted) for kick in kicks] == [
        (0, True), (1, True), (0, True), (1, False), (0, False), (1, True),
    ]  # fmt: skip
    # By a recursion of its own: the odds of the side that is `lead` ahead with so many kicks left to each.
    assert [kick.through for kick in kicks] == pytest.approx(
        [_wins((1, 0), (1, 0)), _wins((1, 1), (1, 1)), _wins((2, 1), (2, 1)),
         _wins((2, 1), (2, 2)), _wins((2, 1), (3, 2)), _wins((2, 2), (3, 3))]
    )  # fmt: skip
    content = moment_picture(placed.tie, placed.situation, placed.outlook, (), placed.clubs, kicks=kicks)
    drawn = content.legs[-1]
    assert drawn.title == "Liverpool 1-0 Atalanta"
    assert (drawn.length, drawn.marks[0].through) == (0.0, placed.outlook.through["Atalanta"])
    figure = odds_figure(content)
    names = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert names == ["1–0", "1–1", "2–1", "2–1", "2–1", "2–2"]
    check_looks(figure)


def _wins(goals: tuple[int, int], kicked: tuple[int, int], rate: float = CONVERSION) -> float:
    """The odds of the side that kicks first, of five kicks each and even odds after them."""
    if min(kicked) == 5:
        return 0.5 if goals[0] == goals[1] else float(goals[0] > goals[1])
    side = int(kicked[0] > kicked[1])
    after = (kicked[0] + (side == 0), kicked[1] + (side == 1))
    hit = (goals[0] + (side == 0), goals[1] + (side == 1))
    return rate * _wins(hit, after, rate) + (1.0 - rate) * _wins(goals, after, rate)
