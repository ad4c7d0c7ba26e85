"""The exact odds against brute force, and the properties that odds must have."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.rates import Men, Rates, ScoreState
from frontfoot.goals.strengths import strengths_on
from frontfoot.ties import Leg, Model, Rules, ShootOut, Situation, Step, Tie, Way, outlook, rules, settle
from frontfoot.ties.file import parse_tie
from frontfoot.ties.pairing import rates_of
from frontfoot.ties.replay import replay

CLOCK = Clock.fitted()
STATE = ScoreState(
    (Moment(1, 0.0),),
    np.array([[1.3, 1.15, 1.05, 1.0, 0.9, 0.85, 0.8]]),
    np.array([[1.25, 1.2, 1.1, 1.0, 0.95, 0.9, 0.7]]),
    np.array([0.9]),
)
MEN = Men((1.0, 0.7, 0.5), (1.0, 1.2, 1.5))
TWO_LEGS = [
    (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.AWAY_GOALS, Step.SHOOT_OUT),
    (Step.EXTRA_TIME, Step.SHOOT_OUT),
    (Step.EXTRA_TIME, Step.AWAY_GOALS, Step.SHOOT_OUT),
    (Step.AWAY_GOALS, Step.SILVER_GOAL, Step.AWAY_GOALS, Step.SHOOT_OUT),
    (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.SHOOT_OUT),
    (Step.SHOOT_OUT,),
    (Step.AWAY_GOALS, Step.SHOOT_OUT),
]
ONE_LEG = [
    (Step.EXTRA_TIME, Step.SHOOT_OUT),
    (Step.GOLDEN_GOAL, Step.SHOOT_OUT),
    (Step.SILVER_GOAL, Step.SHOOT_OUT),
    (),
]


def rates(home: float, away: float) -> Rates:
    return Rates(home, away, clock=CLOCK, score_state=STATE, men=MEN)


class Simulator:
    """Goals one by one with exponential waiting times: written apart from the exact model, from its definition."""

    def __init__(self, pair: Rates, men: tuple[int, int], carried: Any, rng: np.random.Generator, count: int) -> None:
        self.pair, self.men, self.carried, self.rng, self.count = pair, men, carried, rng, count

    def play(
        self, score: np.ndarray, period: int, second: float, live: np.ndarray, *, golden: bool = False
    ) -> np.ndarray:
        """Play a period to its end for the matches that are live."""
        times, weights = CLOCK.left(Moment(period, second))
        left = self.rng.choice(times, self.count, p=weights / weights.sum())
        by_men = MEN.multipliers(self.men)
        score, live = score.copy(), live.copy()
        while live.any():
            lead = score[:, 0] - score[:, 1] + self.carried
            nil = np.where(score.sum(axis=1) == 0, STATE.goalless[0], 1.0)
            home = float(self.pair.home) * by_men[0] * STATE.home[0][3 + np.clip(lead, -3, 3)] * nil
            away = float(self.pair.away) * by_men[1] * STATE.away[0][3 - np.clip(lead, -3, 3)] * nil
            wait = self.rng.exponential(1.0, self.count) / (home + away)
            scored = live & (wait < left)
            by_home = self.rng.random(self.count) < home / (home + away)
            score[:, 0] += scored & by_home
            score[:, 1] += scored & ~by_home
            left = left - wait
            live = scored & (not golden)
        return score


def simulate(
    tie: Tie, situation: Situation, pairs: list[Rates], rng: np.random.Generator, count: int
) -> Counter[tuple[str | None, Way]]:
    """Winners and ways of `count` simulated ties, settled by `settle`."""
    rules = tie.rules
    scores: list[np.ndarray] = [np.tile(leg.full_time or (0, 0), (count, 1)) for leg in tie.legs]
    extra = None
    played = np.zeros(count, dtype=bool)
    for number in range(situation.leg, rules.legs + 1):
        now = number == situation.leg
        men = situation.men if now else (11, 11)
        moment = situation.moment if now else Moment(1, 0.0)
        score = np.tile(situation.score if now else (0, 0), (count, 1))
        home = tie.legs[number - 1].home
        before = sum(
            (scores[k][:, 0] - scores[k][:, 1]) * (1 if tie.legs[k].home == home else -1) for k in range(number - 1)
        )
        carried = before if number > 1 else np.zeros(count, dtype=int)
        simulator = Simulator(pairs[number - 1], men, carried, rng, count)
        everyone = np.ones(count, dtype=bool)
        for period in (1, 2):
            if moment.period <= period:
                second = moment.second if moment.period == period else 0.0
                score = simulator.play(score, period, second, everyone)
        scores[number - 1] = score.copy()
        if number < rules.legs:
            continue
        # Extra time, where the tie is level.
        margin = score[:, 0] - score[:, 1] + carried
        away_goals = 0
        if rules.legs == 2 and rules.away_goals:
            away_goals = scores[0][:, 1] - score[:, 1]
        played = (margin == 0) & (away_goals == 0) if rules.extra_time else played
        if moment.period >= 3:
            played = everyone
            # 90 minutes ended level: put the goals so far so that they did.
        extra = score.copy()
        live = played.copy()
        for period in (3, 4):
            if rules.extra_time is None or moment.period > period:
                continue
            second = moment.second if moment.period == period else 0.0
            extra = simulator.play(extra, period, second, live, golden=rules.extra_time is Step.GOLDEN_GOAL)
            decided = extra[:, 0] - extra[:, 1] + carried != 0
            if rules.extra_time is Step.GOLDEN_GOAL or (rules.extra_time is Step.SILVER_GOAL and period == 3):
                live = live & ~decided
    kicks = rng.random(count) < 0.5
    columns = [*scores, extra if extra is not None else scores[-1], played[:, None], kicks[:, None]]
    rows, counts = np.unique(np.concatenate(columns, axis=1), axis=0, return_counts=True)
    endings: Counter[tuple[str | None, Way]] = Counter()
    for row, times in zip(rows.tolist(), counts.tolist(), strict=True):
        legs = []
        for k, leg in enumerate(tie.legs):
            last = k == rules.legs - 1
            full = (row[2 * k], row[2 * k + 1])
            over = (row[2 * rules.legs], row[2 * rules.legs + 1]) if last and row[-2] else None
            legs.append(Leg(leg.home, leg.away, full, over))
        if situation.moment.period >= 3:
            level = level_score(tie, situation)
            legs[-1] = Leg(legs[-1].home, legs[-1].away, level, legs[-1].extra_time)
        ended = settle(legs, rules)
        if ended.way is None:
            last_leg = legs[-1]
            out = (4, 3) if row[-1] else (3, 4)
            legs[-1] = Leg(last_leg.home, last_leg.away, last_leg.full_time, last_leg.extra_time, out)
            ended = settle(legs, rules)
        assert ended.way is not None, (legs, ended)
        endings[(ended.winner, ended.way)] += times
    return endings


def level_score(tie: Tie, situation: Situation) -> tuple[int, int]:
    """A score after 90 minutes, level on aggregate and away goals, from which the situation can follow."""
    carried = tie.carried(situation.leg)
    first = tie.legs[0]
    for home, away in itertools.product(range(situation.score[0] + 1), range(situation.score[1] + 1)):
        fits = carried + home - away == 0
        if tie.rules.legs == 2 and tie.rules.away_goals:
            fits = fits and first.goals(first.away) == away
        if fits:
            return home, away
    raise LookupError("no such score")


def random_case(rng: np.random.Generator) -> tuple[Tie, Situation, list[Rates]] | None:
    legs = int(rng.integers(1, 3))
    steps = (TWO_LEGS if legs == 2 else ONE_LEG)[int(rng.integers(len(TWO_LEGS if legs == 2 else ONE_LEG)))]
    rules = Rules(legs, steps)
    leg = int(rng.integers(1, legs + 1))
    period = int(rng.choice([1, 1, 2, 2, 3, 4]))
    second = float(rng.choice([0.0, rng.uniform(0, 3000 if period <= 2 else 1000)]))
    score = (int(rng.integers(0, 4)), int(rng.integers(0, 4)))
    men = (int(rng.integers(9, 12)), int(rng.integers(9, 12)))
    built = [Leg("A", "B")]
    if legs == 2:
        first = (int(rng.integers(0, 4)), int(rng.integers(0, 4))) if leg == 2 else None
        built = [Leg("B", "A", first), Leg("A", "B")]
    tie = Tie(rules, tuple(built))
    situation = Situation(leg, Moment(period, second), score, men)
    pairs = [rates(*rng.uniform(0.6, 2.4, 2)) for _ in range(legs)]
    try:
        outlook(tie, situation, pairs)
        if period >= 3:
            level_score(tie, situation)
    except (InputError, LookupError):
        return None
    return tie, situation, pairs


@pytest.mark.slow
def test_brute_force_agrees() -> None:
    """250 random situations, 8,000 simulated ties each: every way of every club within the simulation's error."""
    rng = np.random.default_rng(20240418)
    count, wanted = 8_000, 250
    squares, cases, seen = [], 0, Counter[str]()
    while cases < wanted:
        case = random_case(rng)
        if case is None:
            continue
        tie, situation, pairs = case
        cases += 1
        seen[f"{tie.rules.legs}-{situation.leg}-{situation.moment.period}"] += 1
        exact = outlook(tie, situation, pairs)
        simulation = simulate(tie, situation, pairs, rng, count)
        for way, club in itertools.product(exact.by, ("A", "B")):
            probability, share = exact.by[way][club], simulation[(club, Way(way))] / count
            error = np.sqrt(max(probability * (1 - probability), 1e-4) / count)
            assert abs(probability - share) < 5.0 * error, (tie, situation, way, club, probability, share)
        for club in ("A", "B"):
            probability = exact.through[club]
            share = sum(times for (winner, _), times in simulation.items() if winner == club) / count
            if 0.01 < probability < 0.99:
                squares.append((probability - share) ** 2 * count / (probability * (1 - probability)))
    assert {"1-1-1", "1-1-2", "1-1-3", "1-1-4", "2-1-1", "2-1-2", "2-2-1", "2-2-2", "2-2-4"} <= set(seen), seen
    # The squares of standard errors have mean 1: agreement within the error, and not by a wide error.
    assert 0.75 < np.mean(squares) < 1.3


def case_of(seed: int) -> tuple[Tie, Situation, list[Rates]]:
    rng = np.random.default_rng(seed)
    while True:
        case = random_case(rng)
        if case is not None:
            return case


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_odds_are_conserved(seed: int) -> None:
    tie, situation, pairs = case_of(seed)
    odds = outlook(tie, situation, pairs)
    assert sum(odds.through.values()) + odds.draw == pytest.approx(1.0, abs=1e-6)
    for club in ("A", "B"):
        assert sum(by[club] for by in odds.by.values()) == pytest.approx(odds.through[club], abs=1e-12)
        assert all(-1e-12 <= by[club] <= 1 + 1e-9 for by in odds.by.values())
    # What comes next shares out the time: home, away or no goal.
    none = 1.0 - sum(after.probability for after in odds.next_scores)
    assert -1e-9 <= none <= 1.0


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_sides_have_no_privilege(seed: int) -> None:
    """Turn a single match round, with its rates, men and effects, and the odds turn round."""
    rng = np.random.default_rng(seed)
    home, away = rng.uniform(0.6, 2.4, 2)
    score, men = tuple(rng.integers(0, 3, 2)), tuple(rng.integers(9, 12, 2))
    score, men = (int(score[0]), int(score[1])), (int(men[0]), int(men[1]))
    moment = Moment(int(rng.integers(1, 3)), float(rng.uniform(0, 2700)))
    even = ScoreState(STATE.starts, STATE.home, STATE.home, STATE.goalless)
    rules = Rules(1, (Step.EXTRA_TIME, Step.SHOOT_OUT))

    def odds(one: float, other: float, now: tuple[int, int], on: tuple[int, int]) -> dict[str, float]:
        pair = Rates(one, other, clock=CLOCK, score_state=even, men=MEN)
        return outlook(Tie(rules, (Leg("A", "B"),)), Situation(1, moment, now, on), pair).through

    straight, turned = odds(home, away, score, men), odds(away, home, score[::-1], men[::-1])
    assert straight["A"] == pytest.approx(turned["B"], abs=1e-8)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 3), st.integers(0, 3))
def test_a_goal_helps_whoever_scores_it(seed: int, home: int, away: int) -> None:
    rng = np.random.default_rng(seed)
    none = ScoreState.none()
    one, other = rng.uniform(0.6, 2.4, 2)
    pair = Rates(one, other, clock=CLOCK, score_state=none, men=MEN)
    steps = TWO_LEGS[int(rng.integers(len(TWO_LEGS)))]
    tie = Tie(Rules(2, steps), (Leg("B", "A", (int(rng.integers(0, 4)), int(rng.integers(0, 4)))), Leg("A", "B")))
    moment = Moment(int(rng.integers(1, 3)), float(rng.uniform(0, 2700)))
    odds = outlook(tie, Situation(2, moment, (home, away)), pair)
    by_club = {after.club: after.through for after in odds.next_scores}
    assert by_club["A"]["A"] >= odds.through["A"] - 1e-9
    assert by_club["B"]["B"] >= odds.through["B"] - 1e-9


@pytest.mark.slow
def test_draws_of_sure_strengths_give_the_sure_odds() -> None:
    """The forward road (many draws) and the backward road (one) meet."""
    for seed in range(40):
        tie, situation, pairs = case_of(seed)
        sure = outlook(tie, situation, pairs)
        many = [
            Rates(np.full(3, float(p.home)), np.full(3, float(p.away)), clock=CLOCK, score_state=STATE, men=MEN)
            for p in pairs
        ]
        drawn = outlook(tie, situation, many)
        assert drawn.through["A"] == pytest.approx(sure.through["A"], abs=2e-5)
        for way in sure.by:
            assert drawn.by[way]["A"] == pytest.approx(sure.by[way]["A"], abs=2e-5)
        assert drawn.draws == 3
        assert drawn.interval["A"][0] == pytest.approx(drawn.interval["A"][1])


def test_uncertain_strengths_widen_the_interval() -> None:
    rng = np.random.default_rng(1)
    tie = Tie(Rules(2, (Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg("B", "A", (0, 1)), Leg("A", "B")))
    widths = []
    for spread in (0.05, 0.2):
        home, away = 1.5 * np.exp(spread * rng.standard_normal((2, 400)))
        low, high = outlook(tie, Situation(2), Rates(home, away)).interval["A"]
        widths.append(high - low)
    assert 0.0 < widths[0] < widths[1]


def test_one_pass_for_all_minutes_is_the_same_as_one_by_one() -> None:
    tie = Tie(Rules(2, TWO_LEGS[0]), (Leg("B", "A", (2, 1)), Leg("A", "B")))
    model = Model(tie, rates(1.4, 1.1))
    moments = [Moment(1, 0.0), Moment.at(30), Moment(1, 2790.0), Moment(2, 0.0), Moment.at(75), Moment(2, 2800.0)]
    table = model.through_by_score(2, moments, (11, 10), (2, 2), 0)
    for row, moment in enumerate(moments):
        one = outlook(tie, Situation(2, moment, (1, 1), (11, 10)), rates(1.4, 1.1)).through["A"]
        assert table[row, 1, 1] == pytest.approx(one, abs=1e-7)


def brute_shoot_out(state: ShootOut, p: float, q: float, depth: int) -> float:
    """Every course of the kicks, one by one, to a depth where the rest no longer matters."""
    if state.over:
        return 1.0 if state.scored[0] > state.scored[1] else 0.0
    if depth == 0:
        return 0.5
    rate = p if state.home_next else q
    return rate * brute_shoot_out(state.kick(True), p, q, depth - 1) + (1 - rate) * brute_shoot_out(
        state.kick(False), p, q, depth - 1
    )


@pytest.mark.parametrize(("p", "q"), [(0.75, 0.75), (0.7, 0.8)])
def test_shoot_out_by_enumeration(p: float, q: float) -> None:
    start = ShootOut.of("xx-x", "x-xx")
    assert start.home_wins(p, q) == pytest.approx(brute_shoot_out(start, p, q, 16), abs=0.02)
    assert ShootOut().home_wins(0.75, 0.75) == pytest.approx(0.5, abs=1e-12)
    assert ShootOut(home_next=True).home_wins(p, q) == pytest.approx(
        ShootOut(home_next=False).home_wins(p, q), abs=1e-12
    )
    assert ShootOut().home_wins(p, q) == pytest.approx(1.0 - ShootOut(home_next=False).home_wins(q, p), abs=1e-12)


def test_shoot_outs_end_only_as_legs_may_end() -> None:
    """Every final score of the kicks by enumeration is one that `Leg` takes, and there is no other within five."""
    seen = set()

    def follow(state: ShootOut) -> None:
        if state.over:
            seen.add(state.scored)
        elif sum(state.taken) < 14:
            follow(state.kick(True))
            follow(state.kick(False))

    follow(ShootOut(home_next=True))
    follow(ShootOut(home_next=False))
    for score in seen:
        Leg("A", "B", (1, 1), shoot_out=score)
    for home, away in itertools.product(range(6), repeat=2):
        score = (home, away)
        if score not in seen:
            with pytest.raises(InputError):
                Leg("A", "B", (1, 1), shoot_out=score)


def test_shoot_out_outlook() -> None:
    tie = Tie(Rules(2, (Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg("B", "A", (0, 1)), Leg("A", "B")))
    odds = outlook(tie, Situation(2, Moment(4, 900.0), (0, 1), shoot_out=ShootOut.of("x", "-")), rates(1.4, 1.1))
    assert odds.through["A"] == odds.by["shoot-out"]["A"] > 0.6
    mean = sum(after.probability * after.through["A"] for after in odds.next_scores)
    assert mean == pytest.approx(odds.through["A"])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda tie, pair: outlook(tie, Situation(1), pair),  # both legs to play, rates of one
        lambda tie, pair: Situation(3),
        lambda tie, pair: Situation(2, men=(6, 11)),
        lambda tie, pair: Situation(2, score=(-1, 0)),
        lambda tie, pair: outlook(tie, Situation(2, Moment(3, 0.0), (3, 0)), pair),
        lambda tie, pair: outlook(tie, Situation(2, score=(3, 0), shoot_out=ShootOut()), pair),
        lambda tie, pair: outlook(Tie(Rules(1, ()), (Leg("A", "B"),)), Situation(1, shoot_out=ShootOut()), pair),
        lambda tie, pair: outlook(Tie(Rules(1, ()), (Leg("A", "B"),)), Situation(1, Moment(3, 0.0)), pair),
        lambda tie, pair: Tie(tie.rules, (*tie.legs, tie.legs[0])),
        lambda tie, pair: Tie(tie.rules, (Leg("A", "B"), Leg("A", "C"))),
        lambda tie, pair: rates(float("nan"), 1.0),
        lambda tie, pair: rates(-1.0, 1.0),
        lambda tie, pair: ShootOut.of("xxx", "---x"),
        lambda tie, pair: ShootOut.of("xy", "x"),
        lambda tie, pair: Model(tie, [pair] * 3),
    ],
)
def test_impossible_situations(wrong) -> None:  # type: ignore[no-untyped-def]
    tie = Tie(Rules(2, (Step.EXTRA_TIME, Step.SHOOT_OUT)), (Leg("B", "A", (0, 1)), Leg("A", "B")))
    with pytest.raises(InputError):
        wrong(tie, rates(1.4, 1.1))


def test_a_match_whose_goals_have_no_minutes_has_no_course() -> None:
    """A first leg of 0-3 without its goals must not be told as if it had stood 0-0 to its end."""
    from frontfoot.ties.file import parse_tie
    from frontfoot.ties.replay import replay

    legs: list[dict[str, Any]] = [
        {"home": "Liverpool", "away": "Atalanta", "score": [0, 3]},
        {"home": "Atalanta", "away": "Liverpool", "event": [{"minute": 7, "kind": "goal", "club": "Liverpool"}]},
    ]
    file = parse_tie({"competition": "uel", "season": 2023, "leg": legs})
    replayed = replay(file, [Rates(1.7, 1.2), Rates(1.5, 1.4)])
    assert [point.leg for point in replayed.points].count(1) == 1
    goalless = parse_tie({"competition": "uel", "season": 2023, "leg": [{**legs[0], "score": [0, 0]}, legs[1]]})
    assert [point.leg for point in replay(goalless, [Rates(1.7, 1.2), Rates(1.5, 1.4)]).points].count(1) > 90


@pytest.mark.parametrize(
    ("leg", "text"),
    [
        ({"score": [1, 1], "extra_time": [2, 1]}, "no extra time"),
        ({"event": [{"minute": "ET 95", "kind": "red card", "club": "Napoli"}]}, "no extra time"),
        ({"score": [1, 1], "shoot_out": [4, 3]}, "no shoot-out"),
    ],
)
def test_a_league_match_has_neither_extra_time_nor_a_shoot_out(leg: dict[str, object], text: str) -> None:
    match = {"home": "Napoli", "away": "Juventus", **leg}
    with pytest.raises(InputError, match=text):
        parse_tie({"competition": "league", "season": 2020, "leg": [match]})


def test_the_first_leg_has_no_extra_time() -> None:
    legs = [
        {"home": "Liverpool", "away": "Atalanta", "score": [1, 1], "extra_time": [2, 1]},
        {"home": "Atalanta", "away": "Liverpool"},
    ]
    with pytest.raises(InputError, match="leg 1: This match has no extra time"):
        parse_tie({"competition": "uel", "season": 2023, "round": "QF", "leg": legs})


def test_a_replay_of_drawn_rates_is_the_mean_of_replays() -> None:
    leg = {"home": "Napoli", "away": "Juventus", "score": [1, 0]}
    leg["event"] = [{"minute": "60", "kind": "goal", "club": "Napoli"}]
    file = parse_tie({"competition": "league", "season": 2020, "leg": [leg]})
    drawn = replay(file, [Rates(np.array([1.0, 2.0]), np.array([0.8, 1.2]))])
    one, other = (replay(file, [Rates(*pair)]) for pair in ((1.0, 0.8), (2.0, 1.2)))
    for both, first, second in zip(drawn.points, one.points, other.points, strict=True):
        assert both.through == pytest.approx((first.through + second.through) / 2.0, abs=1e-7)


def test_draws_of_strengths_come_with_their_mirror_images() -> None:
    """So that the mean of the odds hardly depends on how many are taken: the odds of two commands must agree."""
    tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    strengths = strengths_on(date(2024, 4, 18))
    half_time = Situation(2, Moment(2, 0.0), (0, 1))
    chances = {}
    for draws in (200, 500, 1000, 8001):
        pair = rates_of(tie, strengths, draws=draws, generator=np.random.default_rng(3))[1]
        assert pair.home.shape == (draws,)
        chances[draws] = outlook(tie, half_time, pair).through["Atalanta"]
    sure = rates_of(tie, strengths)[1]
    mirrored = rates_of(tie, strengths, draws=1000, generator=np.random.default_rng(3))[1]
    for one, other in zip(mirrored.home[::2], mirrored.home[1::2], strict=True):
        assert math.log(one / sure.home) == pytest.approx(-math.log(other / sure.home), abs=1e-9)
    assert all(chances[draws] == pytest.approx(chances[8001], abs=1.5e-3) for draws in chances)
