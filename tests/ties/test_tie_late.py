"""Extra time and shoot-outs: which situations can come about, and how golden and silver goals end them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.rates import Men, Rates, ScoreState
from frontfoot.ties import Leg, Model, Rules, ShootOut, Situation, Step, Tie, outlook, rules
from frontfoot.ties.file import parse_tie
from frontfoot.ties.replay import replay
from frontfoot.ties.situation import check_course

PLAIN = Rates(1.5, 1.2, Clock.constant(), ScoreState.none(), Men.none())
SILVER = Tie(Rules(1, (Step.SILVER_GOAL, Step.SHOOT_OUT)), (Leg("A", "B"),))


def fits(tie: Tie, situation: Situation) -> bool:
    try:
        check_course(tie, situation)
    except InputError:
        return False
    return True


@pytest.mark.parametrize("first", [(0, 0), (0, 1), (1, 2), (0, 3), (2, 0)])
@pytest.mark.parametrize(
    "steps",
    [
        (Step.EXTRA_TIME, Step.SHOOT_OUT),
        (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.AWAY_GOALS, Step.SHOOT_OUT),
        (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.SHOOT_OUT),
    ],
)
def test_extra_time_follows_a_level_tie(first: tuple[int, int], steps: tuple[Step, ...]) -> None:
    """Every score of a second leg: extra time can be on just where some score after 90 minutes was level."""
    tie = Tie(Rules(2, steps), (Leg("B", "A", first), Leg("A", "B")))
    scores = list(itertools.product(range(5), repeat=2))

    def level(home: int, away: int) -> bool:
        # A scored first[1] goals away, B `away` goals.
        total = first[1] + home == first[0] + away
        return total and (Step.AWAY_GOALS not in steps[:1] or first[1] == away)

    for home, away in scores:
        assert fits(tie, Situation(2, Moment(3, 0.0), (home, away))) == level(home, away)
        before = [score for score in scores if score[0] <= home and score[1] <= away]
        possible = any(level(*score) for score in before)
        assert fits(tie, Situation(2, Moment(4, 60.0), (home, away))) == possible
        ended = first[1] + home == first[0] + away
        if Step.AWAY_GOALS in steps[1:]:
            ended = ended and first[1] == away
        kicks = Situation(2, score=(home, away), shoot_out=ShootOut())
        assert fits(tie, kicks) == (possible and ended)


def test_the_front_door_asks_how_the_match_came_to_this() -> None:
    """Three goals up from the first leg, 0-0 and in extra time: there was none."""
    tie = Tie(Rules(2, (Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg("B", "A", (0, 3)), Leg("A", "B")))
    with pytest.raises(InputError, match="begins level"):
        outlook(tie, Situation(2, Moment(3, 60.0), (0, 0)), PLAIN)
    assert outlook(tie, Situation(2, Moment(3, 60.0), (0, 3)), PLAIN)


def test_away_goals_leave_no_shoot_out_without_extra_time() -> None:
    tie = Tie(Rules(2, (Step.AWAY_GOALS, Step.SHOOT_OUT)), (Leg("B", "A", (1, 2)), Leg("A", "B")))
    assert not fits(tie, Situation(2, score=(0, 1), shoot_out=ShootOut()))
    assert fits(tie, Situation(2, score=(1, 2), shoot_out=ShootOut()))


@pytest.mark.parametrize("men", [(11,), (11, 11, 11), 11])
def test_men_are_two_numbers(men: object) -> None:
    with pytest.raises(InputError, match="men"):
        Situation(men=men)  # type: ignore[arg-type]


def test_a_shoot_out_ends_where_it_is_decided() -> None:
    """Every count of kicks: those that some order of hits and misses brings about, and no other."""
    reached: set[tuple[tuple[int, int], tuple[int, int], bool]] = set()

    def follow(state: ShootOut) -> None:
        reached.add((state.scored, state.taken, state.home_next))
        if not state.over and sum(state.taken) < 14:
            follow(state.kick(True))
            follow(state.kick(False))

    follow(ShootOut(home_next=True))
    follow(ShootOut(home_next=False))
    for home, away in itertools.product(range(8), repeat=2):
        for scored in itertools.product(range(home + 1), range(away + 1)):
            for home_next in (True, False):
                try:
                    state = ShootOut(scored, (home, away), home_next)
                except InputError:
                    assert (scored, (home, away), home_next) not in reached
                else:
                    assert (state.scored, state.taken, state.home_next) in reached


def test_with_a_silver_goal_the_next_one_must_come_before_the_break() -> None:
    """Constant rates: after a lead at 95 minutes the match lasts ten more, so no goal falls with exp(-(l + m) / 9)."""
    for many in (False, True):
        pair = Rates(np.full(2, 1.5), np.full(2, 1.2), PLAIN.clock, PLAIN.score_state, PLAIN.men) if many else PLAIN
        led = Model(SILVER, pair).ask(Situation(1, Moment(3, 300.0), (1, 0)))
        assert sum(after.probability for after in led.next_scores) == pytest.approx(1.0 - np.exp(-2.7 / 9.0))
        level = Model(SILVER, pair).ask(Situation(1, Moment(3, 300.0), (0, 0)))
        assert sum(after.probability for after in level.next_scores) == pytest.approx(1.0 - np.exp(-2.7 * 25 / 90))


def test_a_lead_that_stands_at_the_break_has_won_by_a_silver_goal() -> None:
    moments = [Moment(3, 300.0), Moment(3, 900.0), Moment(4, 0.0), Moment(4, 450.0)]
    odds = Model(SILVER, PLAIN).unchanged(Situation(1, moments[0], (1, 0)), moments, 0)
    assert odds[0] < odds[1] == pytest.approx(1.0)
    assert odds[2:] == [1.0, 1.0]
    assert Model(SILVER, PLAIN).unchanged(Situation(1, moments[0], (0, 1)), moments, 0)[2:] == [0.0, 0.0]
    # A lead of the second half of extra time must last to its end.
    later = [Moment(4, 450.0), Moment(4, 600.0)]
    assert Model(SILVER, PLAIN).unchanged(Situation(1, later[0], (1, 0)), later, 0)[1] < 1.0


def test_a_level_score_that_stands_leads_into_extra_time() -> None:
    """Asked from before the 90 minutes are over: the odds of extra time at that score, up to the shoot-out's."""
    tie = Tie(Rules(1, (Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg("A", "B"),))
    strong = Rates(1.8, 0.9, PLAIN.clock, PLAIN.score_state, PLAIN.men)
    model, now = Model(tie, strong), Situation(1, Moment(2, 2400.0), (1, 1), announced=4)
    moments = [Moment(2, 2700.0), Moment(3, 0.0), Moment(4, 0.0), Moment(4, 900.0)]
    odds = model.unchanged(now, moments, 0)
    assert odds[1:] == [model.ask(Situation(1, moment, (1, 1))).through["A"] for moment in moments[1:]]
    assert odds[0] > odds[1] > odds[2] > odds[3] == pytest.approx(0.5)
    # The away side's odds are what is left.
    assert np.add(odds, model.unchanged(now, moments, 1)) == pytest.approx(np.ones(4))


@pytest.mark.parametrize(
    ("tie", "situation"),
    [
        (Tie(Rules(1, (Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg("A", "B"),)), Situation(1, Moment(2, 0.0), (1, 0))),
        (Tie(Rules(1, (Step.SHOOT_OUT,)), (Leg("A", "B"),)), Situation(1, Moment(2, 0.0), (1, 1))),
        (Tie(Rules(2, (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg("B", "A", (1, 0)), Leg("A", "B"))),
         Situation(2, Moment(2, 0.0), (2, 1))),
        (Tie(Rules(2, (Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg("B", "A"), Leg("A", "B"))), Situation(1)),
    ],
)  # fmt: skip
def test_no_odds_of_an_extra_time_that_does_not_come(tie: Tie, situation: Situation) -> None:
    """A lead, rules without it, away goals, a first leg."""
    model = Model(tie, [PLAIN] * tie.rules.legs)
    with pytest.raises(InputError, match=r"[Ee]xtra time"):
        model.unchanged(situation, [Moment(2, 2700.0), Moment(3, 0.0)], 0)


@pytest.mark.parametrize(
    ("season", "round_name", "clubs", "full", "extra", "events", "end"),
    [
        # Greece - Czech Republic, 1 July 2004: Dellas, 105+1, the only silver goal of a European Championship.
        (2004, "SF", ("Greece", "Czech Republic"), [0, 0], [1, 0], [("ET 105+1", 0)], Moment(3, 960.0)),
        # France - Italy, 2 July 2000: Delvecchio 55, Wiltord 90+4, and Trezeguet's golden goal, 103.
        (2000, "F", ("France", "Italy"), [1, 1], [2, 1], [("55", 1), ("90+4", 0), ("ET 103", 0)], Moment(3, 780.0)),
        # England - Portugal, 24 June 2004, 2-2: nobody led at the break, so that both halves were played.
        (
            2004,
            "QF",
            ("Portugal", "England"),
            [1, 1],
            [2, 2],
            [("3", 1), ("83", 0), ("ET 110", 0), ("ET 115", 1)],
            Moment(4, 900.0),
        ),
    ],
)
def test_a_replay_ends_with_the_match(
    season: int,
    round_name: str,
    clubs: tuple[str, str],
    full: list[int],
    extra: list[int],
    events: list[tuple[str, int]],
    end: Moment,
) -> None:
    goals = [{"minute": minute, "kind": "goal", "club": clubs[by]} for minute, by in events]
    leg = {"home": clubs[0], "away": clubs[1], "score": full, "extra_time": extra, "event": goals}
    file = parse_tie({"competition": "euro", "season": season, "round": round_name, "leg": [leg]})
    replayed = replay(file, [PLAIN])
    assert max(point.moment for point in replayed.points) == end
    if end.period == 3:
        assert replayed.points[-1].through == 1.0
    assert rules("euro", season, round_name).extra_time in (Step.SILVER_GOAL, Step.GOLDEN_GOAL)


@pytest.mark.parametrize("text", ["ET 90+3", "ET 80", "4-5", "6-0", "60-"])
def test_minutes_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        Moment.at(text)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("half-time", Moment(2, 0.0)),
        ("ET-HT", Moment(4, 0.0)),
        ("ET 105+1", Moment(3, 960.0)),
        ("ET 90", Moment(3, 0.0)),
    ],
)
def test_minutes_as_people_write_them(text: str, moment: Moment) -> None:
    assert Moment.at(text) == moment
