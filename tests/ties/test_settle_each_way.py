"""Settling against a judge of its own, over all small results and orders of steps; and each refusal by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from frontfoot.core.errors import InputError
from frontfoot.core.score import MOST_GOALS
from frontfoot.ties.leg import Leg, check_score, check_shoot_out
from frontfoot.ties.rulebook import Rules, Step
from frontfoot.ties.settle import Decision, Reason, Ruling, Way, settle

Verdict = tuple[str | None, Way | None, Reason | None]
EXTRA = {
    Step.EXTRA_TIME: Way.EXTRA_TIME,
    Step.GOLDEN_GOAL: Way.GOLDEN_GOAL,
    Step.SILVER_GOAL: Way.SILVER_GOAL,
}
ORDERS: tuple[tuple[Step, ...], ...] = (
    (),
    (Step.SHOOT_OUT,),
    (Step.EXTRA_TIME, Step.SHOOT_OUT),
    (Step.GOLDEN_GOAL, Step.SHOOT_OUT),
    (Step.AWAY_GOALS, Step.SHOOT_OUT),
    (Step.EXTRA_TIME, Step.AWAY_GOALS, Step.SHOOT_OUT),
    (Step.AWAY_GOALS, Step.SILVER_GOAL, Step.AWAY_GOALS, Step.SHOOT_OUT),
    (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.TOSS),
    (Step.AWAY_GOALS,),
    (Step.TOSS,),
)


def judged(first: Leg, second: Leg, steps: Sequence[Step], toss: str | None) -> Verdict:
    """Two legs, A at home first: goals for A less goals for B, counted anew for every step."""
    assert first.full_time is not None
    assert second.full_time is not None
    ninety = first.full_time[0] - first.full_time[1] + second.full_time[1] - second.full_time[0]
    away_ninety = second.full_time[1] - first.full_time[1]
    ended = second.extra_time or second.full_time
    whole = first.full_time[0] - first.full_time[1] + ended[1] - ended[0]
    away_whole = ended[1] - first.full_time[1]
    lead, way, extra, kicked, tossed = ninety, Way.REGULATION, False, False, False
    for step in steps:
        if lead:
            break
        if step is Step.AWAY_GOALS:
            lead = away_whole if extra else away_ninety
            way = Way.AWAY_GOALS_EXTRA_TIME if extra else Way.AWAY_GOALS
        elif step is Step.SHOOT_OUT:
            if second.shoot_out is None:
                return None, None, Reason.SHOOT_OUT_MISSING
            lead, way, kicked = second.shoot_out[1] - second.shoot_out[0], Way.SHOOT_OUT, True
        elif step is Step.TOSS:
            if toss is None:
                return None, None, Reason.TOSS_MISSING
            lead, way, tossed = {"A": 1, "B": -1}[toss], Way.TOSS, True
        else:
            if second.extra_time is None:
                return None, None, Reason.EXTRA_TIME_MISSING
            lead, way, extra = whole, EXTRA[step], True
    if second.extra_time is not None and not extra:
        known = any(step in EXTRA for step in steps)
        return None, None, Reason.EXTRA_TIME_NEEDLESS if known else Reason.EXTRA_TIME_UNKNOWN
    if second.shoot_out is not None and not kicked:
        return None, None, Reason.SHOOT_OUT_NEEDLESS if Step.SHOOT_OUT in steps else Reason.SHOOT_OUT_UNKNOWN
    if toss is not None and not tossed:
        return None, None, Reason.TOSS_NEEDLESS
    if lead:
        return "A" if lead > 0 else "B", way, None
    return (None, None, Reason.RULES_END) if steps else (None, Way.DRAW, None)


@pytest.mark.parametrize("steps", ORDERS, ids=lambda steps: ", ".join(steps) or "none")
def test_two_legs_are_settled_as_a_judge_of_its_own_settles_them(steps: tuple[Step, ...]) -> None:
    rule = Rules(2, steps)
    for one, two in product(((0, 0), (1, 0), (0, 1), (2, 1)), ((0, 0), (1, 0), (1, 2), (0, 1))):
        first = Leg("A", "B", one)
        for more, kicks in product((None, (0, 0), (1, 0), (0, 1), (1, 1)), (None, (4, 2), (3, 4))):
            extra = None if more is None else (two[0] + more[0], two[1] + more[1])
            second = Leg("B", "A", two, extra, kicks)
            for toss in (None, "A", "B"):
                ruling = None if toss is None else Ruling(toss, Decision.TOSS)
                settlement = settle((first, second), rule, ruling)
                assert (settlement.winner, settlement.way, settlement.reason) == judged(first, second, steps, toss), (
                    first,
                    second,
                )
                last = extra or two
                assert settlement.aggregate == {"A": one[0] + last[1], "B": one[1] + last[0]}


AGAIN = Rules(2, (Step.REPLAY, Step.EXTRA_TIME, Step.SHOOT_OUT, Step.TOSS))


@pytest.mark.parametrize(
    ("replay", "toss", "verdict"),
    [
        (None, None, (None, None, Reason.REPLAY_MISSING)),
        (Leg("A", "B"), None, (None, None, Reason.REPLAY_MISSING)),
        (Leg("A", "B", (2, 1)), None, ("A", Way.REPLAY, None)),
        (Leg("A", "B", (1, 2)), None, ("B", Way.REPLAY, None)),
        (Leg("A", "B", (1, 1)), None, (None, None, Reason.EXTRA_TIME_MISSING)),
        (Leg("A", "B", (1, 1), (1, 2)), None, ("B", Way.REPLAY, None)),
        (Leg("A", "B", (1, 1), (1, 1)), None, (None, None, Reason.SHOOT_OUT_MISSING)),
        (Leg("B", "A", (1, 1), (1, 1), (4, 2)), None, ("B", Way.REPLAY, None)),
        (Leg("A", "B", (2, 1), (3, 1)), None, (None, None, Reason.EXTRA_TIME_NEEDLESS)),
        (Leg("A", "B", (2, 1), None, (4, 2)), None, (None, None, Reason.SHOOT_OUT_NEEDLESS)),
        (Leg("A", "B", (2, 1)), "A", (None, None, Reason.TOSS_NEEDLESS)),
    ],
)
def test_a_replay_is_settled_by_the_steps_after_it(replay: Leg | None, toss: str | None, verdict: Verdict) -> None:
    legs = [Leg("A", "B", (1, 0)), Leg("B", "A", (1, 0)), *([] if replay is None else [replay])]
    settlement = settle(legs, AGAIN, None if toss is None else Ruling(toss, Decision.TOSS))
    assert (settlement.winner, settlement.way, settlement.reason) == verdict
    # The aggregate is that of the two legs.
    assert settlement.aggregate == {"A": 1, "B": 1}


def test_a_replay_and_a_toss_that_nothing_called_for() -> None:
    won = [Leg("A", "B", (2, 0)), Leg("B", "A", (1, 0))]
    assert settle([*won, Leg("A", "B", (1, 0))], AGAIN).reason is Reason.REPLAY_NEEDLESS
    assert settle([*won, Leg("A", "B", (1, 0))], Rules(2, (Step.SHOOT_OUT,))).reason is Reason.TOO_MANY
    assert settle([*won, Leg("A", "B", (1, 0)), Leg("A", "B", (1, 0))], AGAIN).reason is Reason.TOO_MANY
    level = [Leg("A", "B", (1, 0)), Leg("B", "A", (1, 0))]
    tossed = settle([*level, Leg("A", "B", (1, 1), (1, 1))], Rules(2, (Step.REPLAY, Step.EXTRA_TIME, Step.TOSS)),
                    Ruling("B", Decision.TOSS))  # fmt: skip
    assert (tossed.winner, tossed.way) == ("B", Way.TOSS)


def test_a_leg_set_by_decision_allows_one_replay_whatever_the_rules_say() -> None:
    rule = Rules(2, (Step.EXTRA_TIME, Step.SHOOT_OUT))
    level = [Leg("A", "B", (3, 0), awarded=True), Leg("B", "A", (3, 0))]
    again = settle([*level, Leg("A", "B", (0, 1))], rule)
    assert (again.winner, again.way, again.reason) == ("B", Way.REPLAY, None)
    assert settle([*level, Leg("A", "B", (1, 1), (2, 1))], rule).winner == "A"
    played = [Leg("A", "B", (3, 0)), Leg("B", "A", (3, 0))]
    assert settle([*played, Leg("A", "B", (0, 1))], rule).reason is Reason.TOO_MANY
    assert settle([*level, Leg("A", "B", (0, 1)), Leg("A", "B", (0, 1))], rule).reason is Reason.TOO_MANY
    assert settle(level, rule).reason is Reason.EXTRA_TIME_MISSING
    # Away goals come before the replay that is ordered.
    away = Rules(2, (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.SHOOT_OUT))
    decided = settle([Leg("A", "B", (2, 1), awarded=True), Leg("B", "A", (1, 0)), Leg("A", "B", (1, 0))], away)
    assert decided.reason is Reason.REPLAY_NEEDLESS


@pytest.mark.parametrize(
    ("kind", "note", "way", "text"),
    [
        (Decision.WALKOVER, "", Way.AWARDED, "walkover"),
        (Decision.EXCLUSION, "of the other", Way.AWARDED, "exclusion: of the other"),
        (Decision.AWARD, "by UEFA", Way.AWARDED, "award: by UEFA"),
        (Decision.SHOOT_OUT, "", Way.SHOOT_OUT, "shoot-out"),
    ],
)
def test_a_ruling_counts_before_all_scores(kind: Decision, note: str, way: Way, text: str) -> None:
    legs = [Leg("A", "B", (5, 0)), Leg("B", "A")]
    settlement = settle(legs, Rules(2, (Step.SHOOT_OUT,)), Ruling("B", kind, note))
    assert (settlement.winner, settlement.way, settlement.reason, settlement.note) == ("B", way, None, text)
    assert settlement.settled
    assert settlement.aggregate == {"A": 5, "B": 0}
    with pytest.raises(InputError) as refused:
        settle(legs, Rules(2, ()), Ruling("C", kind))
    assert (refused.value.problem, refused.value.place) == ("'C' does not play in this tie", "ruling")
    assert refused.value.remedy == "The clubs are A, B"
    # Without any match nothing says who plays.
    assert settle((), Rules(2, ()), Ruling("C", kind)).winner == "C"


def test_facts_that_are_not_a_tie() -> None:
    rule = Rules(2, (Step.SHOOT_OUT,))
    three = settle([Leg("A", "B", (1, 0)), Leg("C", "A", (1, 0))], rule)
    assert (three.reason, three.aggregate, three.settled) == (Reason.CLUBS, {}, False)
    assert settle([Leg("A", "B", (1, 0)), Leg("B", "A")], rule).reason is Reason.LEG_MISSING
    assert settle([Leg("A", "B"), Leg("B", "A", (1, 0))], rule).reason is Reason.LEG_MISSING
    early = [Leg("A", "B", (1, 1), None, (4, 2)), Leg("B", "A", (1, 0))]
    assert settle(early, rule).reason is Reason.EXTRA_TIME_EARLY
    assert settle([Leg("A", "B", (0, 0), (0, 0)), Leg("B", "A", (1, 0))], rule).reason is Reason.EXTRA_TIME_EARLY


def shoot_out_scores() -> set[tuple[int, int]]:
    """Final scores of all shoot-outs of up to eight pairs, by taking every kick both ways."""
    scores: set[tuple[int, int]] = set()
    seen: set[tuple[int, int, int, int]] = set()
    open_states = [(0, 0, 0, 0)]
    while open_states:
        state = open_states.pop()
        if state in seen or state[2] > 8:
            continue
        seen.add(state)
        own, other, taken, against = state
        if max(taken, against) <= 5:
            over = own > other + 5 - against or other > own + 5 - taken
        else:
            over = taken == against and own != other
        if over:
            scores |= {(own, other), (other, own)}
            continue
        own_turn = taken == against
        open_states += [
            (own + hit, other, taken + 1, against) if own_turn else (own, other + hit, taken, against + 1)
            for hit in (0, 1)
        ]
    return scores


def test_a_shoot_out_can_end_as_its_kicks_can() -> None:
    possible = shoot_out_scores()
    for score in product(range(8), range(8)):
        if score in possible:
            check_shoot_out(score, place="A - B")
            assert Leg("A", "B", (1, 1), shoot_out=score).ending_words == f"{score[0]}-{score[1]} on penalties"
        else:
            with pytest.raises(InputError) as refused:
                check_shoot_out(score, place="A - B")
            why = "has no winner" if score[0] == score[1] else "would have been stopped earlier"
            assert refused.value.problem == f"A shoot-out of {score[0]}-{score[1]} {why}"
            assert (refused.value.place, refused.value.remedy) == ("A - B", "Give the kicks converted by each side")


@pytest.mark.parametrize(
    "wrong", [(1,), (1, 2, 3), (1.0, 2), (True, 0), (0, False), "10", 3, None, (-1, 0), (0, -1), (MOST_GOALS + 1, 0)]
)
def test_what_is_no_score_is_refused(wrong: object) -> None:
    with pytest.raises(InputError) as refused:
        check_score(wrong, place="score", name="pair")
    assert refused.value.problem == f"{wrong!r} is not a pair"
    assert refused.value.remedy == f"Give two whole numbers from 0 to {MOST_GOALS}"


def test_a_score_is_a_pair_of_numbers_from_none_to_the_most() -> None:
    assert check_score([0, MOST_GOALS], place="score") == (0, MOST_GOALS)
    assert check_score((MOST_GOALS, 0), place="score") == (MOST_GOALS, 0)


@pytest.mark.parametrize(
    ("scores", "problem"),
    [
        ({"extra_time": (1, 0)}, "Extra time without a score after 90 minutes"),
        ({"full_time": (1, 1), "extra_time": (0, 1)}, "0-1 after extra time cannot follow 1-1 after 90 minutes"),
        ({"full_time": (1, 1), "extra_time": (1, 0)}, "1-0 after extra time cannot follow 1-1 after 90 minutes"),
        ({"shoot_out": (4, 2)}, "A shoot-out without a score"),
        ({"full_time": (1, -1)}, "(1, -1) is not a full time"),
        ({"full_time": (1, 1), "extra_time": (1, 500)}, "(1, 500) is not a extra time"),
        ({"full_time": (1, 1), "shoot_out": (4, 4)}, "A shoot-out of 4-4 has no winner"),
    ],
)
def test_scores_of_a_match_that_contradict_are_refused(scores: dict[str, tuple[int, int]], problem: str) -> None:
    with pytest.raises(InputError) as refused:
        Leg("A", "B", **scores)  # type: ignore[arg-type]
    assert (refused.value.problem, refused.value.place) == (problem, "A - B")
    assert refused.value.remedy
    for clubs in (("", "B"), ("A", ""), ("A", "A"), ("Spurs", "Tottenham Hotspur")):
        with pytest.raises(InputError) as nobody:
            Leg(*clubs)
        assert nobody.value.problem == "A match needs two different clubs"


def test_goals_and_margins_with_extra_time_and_without() -> None:
    leg = Leg("A", "B", (1, 1), (2, 4))
    assert [leg.goals(club, extra_time=extra) for club in "AB" for extra in (True, False)] == [2, 1, 4, 1]
    assert [leg.margin(club, extra_time=extra) for club in "AB" for extra in (True, False)] == [-2, 0, 2, 0]
    assert (leg.goals("B"), leg.margin("B"), leg.score_words, leg.last_score) == (4, 2, "2-4", (2, 4))
    assert leg.words == "A 2-4 B (after extra time)"
    assert Leg("A", "B", (3, 0), awarded=True).words == "A 3-0 B (awarded)"
    assert Leg("A", "B", [1, 0]).full_time == (1, 0)  # type: ignore[arg-type]
    to_come = Leg("A", "B", neutral=True)
    assert (to_come.played, to_come.score_words, to_come.words, to_come.ending_words) == (False, "", "A - B", "")
    for extra_time in (True, False):
        with pytest.raises(InputError) as refused:
            to_come.margin("A", extra_time=extra_time)
        assert refused.value.problem == "The match is not over"
        assert refused.value.place == "A - B"
    again = Leg("A", "B", (1, 1), (2, 1), neutral=True, awarded=True).unplayed
    assert again == to_come
