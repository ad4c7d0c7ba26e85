"""Goals against the stated score, on made matches; shoot-outs against a count of all that can follow."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from frontfoot.match.draft import Draft
from frontfoot.match.goals import check_score, kicks_decide, odd_shots, own_goals
from tests.match.made import columns, draft, row

PASS = row("pass", 1.0, x=50.0, y=30.0)


def goal(seconds: float, side: str | None = "home", x: float = 95.0, **more: Any) -> dict[str, Any]:
    return row("shot", seconds, side, outcome="goal", x=x, y=34.0, **more)


def kinds(made: Draft) -> list[tuple[str, str | None]]:
    frame = made.events.frame()
    return list(zip(frame["kind"].to_list(), frame["outcome"].to_list(), strict=True))


@pytest.mark.parametrize(("x", "turned"), [(0.5, True), (24.9, True), (25.0, False), (25.1, False), (95.0, False)])
def test_a_goal_nearer_than_25_m_to_its_own_line_is_an_own_goal_where_the_score_tells_so(
    x: float, turned: bool
) -> None:
    made = draft(PASS, goal(60.0, x=x), goal(90.0, "away"), score=(0, 2))
    own_goals(made)
    assert kinds(made)[1] == (("own_goal", None) if turned else ("shot", "goal"))
    assert kinds(made)[2] == ("shot", "goal")
    text = "1 of the goals lay right before the own goal: own goals, as the stated score tells"
    assert [(r.rule, r.what, r.events) for r in made.repairs] == ([("own-goal", text, 1)] if turned else [])


@pytest.mark.parametrize("score", [(1, 0), (1, 1), (0, 0), (2, 0), None])
def test_a_goal_from_the_own_end_stays_where_the_score_does_not_ask_for_an_own_goal(
    score: tuple[int, int] | None,
) -> None:
    made = draft(PASS, goal(60.0, x=3.0), score=score)
    own_goals(made)
    assert kinds(made)[1] == ("shot", "goal")
    assert made.repairs == []


def test_two_own_goals_are_turned_at_once_and_those_of_a_shoot_out_are_left() -> None:
    rows = [goal(60.0, x=3.0), goal(90.0, x=4.0, period=4), goal(5.0, x=2.0, period=5)]
    made = draft(*rows, goal(99.0, "away", x=90.0), score=(0, 3))
    own_goals(made)
    assert [kind for kind, _ in kinds(made)] == ["own_goal", "own_goal", "shot", "shot"]
    assert made.repairs[0].events == 2


@pytest.mark.parametrize(
    ("score", "words", "wrong"),
    [
        ((2, 1), "", 0),
        (None, "", 0),
        ((3, 1), "The events give 2-1, the stated score is 3-1: 1 goal of Norderhamn missing", 1),
        ((4, 1), "The events give 2-1, the stated score is 4-1: 2 goals of Norderhamn missing", 2),
        ((2, 0), "The events give 2-1, the stated score is 2-0: 1 goal of Vila Seca too many", 1),
        (
            (0, 4),
            "The events give 2-1, the stated score is 0-4: "
            "2 goals of Norderhamn too many, 3 goals of Vila Seca missing",
            5,
        ),
    ],
)
def test_a_score_that_differs_is_told_club_by_club(score: tuple[int, int] | None, words: str, wrong: int) -> None:
    rows = [goal(60.0), row("own_goal", 99.0, "away", x=3.0, y=34.0), goal(8.0, "away", period=4), goal(5.0, period=5)]
    nobody = [goal(70.0, side=None), row("own_goal", 80.0, None)]
    rows += [*nobody, row("own_goal", 99.0, period=5), row("shot", 120.0, outcome="saved")]
    made = draft(*rows, score=score)
    check_score(made)
    assert [(f.what, f.events) for f in made.findings] == ([(words, wrong)] if words else [])
    assert {(f.rule, f.level) for f in made.findings} <= {("score-differs", "error")}


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (row("pass", 100.0), True),
        (goal(115.1), True),
        (goal(115.0), True),
        (goal(114.9), False),
        (goal(85.1), False),
        (goal(85.0), True),
        (row("own_goal", 100.0), False),
        (goal(100.0, period=2), True),
        (goal(100.0, period=3), True),
        (row("shot", 100.0, outcome="saved"), True),
    ],
)
def test_a_beaten_keeper_without_a_goal_within_15_s_of_the_same_period_shows_the_lost_goal(
    other: dict[str, Any], named: bool
) -> None:
    beaten = row("keeper", 100.0, "away", outcome="failure", period=1)
    made = draft(other, beaten, score=(5, 5))
    check_score(made)
    hint = " (the goalkeeper is beaten in period 1 at 100 s, but there is no shot)"
    assert made.findings[0].what.endswith(hint) is named


@pytest.mark.parametrize(
    ("keeper", "named"),
    [
        (row("keeper", 100.0, "away", 2, outcome="failure"), True),
        (row("keeper", 100.0, "away", 4, outcome="failure"), True),
        (row("keeper", 100.0, "away", 5, outcome="failure"), False),
        (row("keeper", 100.0, "away", 2, outcome="success"), False),
        (row("tackle", 100.0, "away", 2, outcome="failure"), False),
    ],
)
def test_only_a_keeper_who_fails_in_play_is_a_hint(keeper: dict[str, Any], named: bool) -> None:
    made = draft(PASS, keeper, score=(1, 0))
    check_score(made)
    assert ("beaten" in made.findings[0].what) is named
    earlier = draft(goal(100.0, period=1), keeper, score=(5, 0))
    check_score(earlier)
    assert ("beaten" in earlier.findings[0].what) is named
    if named:
        assert f"beaten in period {keeper['period']} at 100 s," in made.findings[0].what


def test_shots_from_the_own_third_of_the_pitch_are_counted_and_no_others() -> None:
    third = 105.0 / 3.0
    places = [(10.0, 1), (third - 0.01, 4), (third, 1), (third + 0.01, 1), (10.0, 5), (None, 1)]
    made = draft(*(row("shot", 60.0, x=x, period=period) for x, period in places), row("pass", 70.0, x=5.0))
    odd_shots(made)
    expected = [("shot-from-own-third", "note", "Shots from the shooter's own third: 2", 2)]
    assert [(f.rule, f.level, f.what, f.events) for f in made.findings] == expected
    made = draft(row("shot", 60.0, x=third))
    odd_shots(made)
    assert made.findings == []


def decided(kicks: list[tuple[str, bool]]) -> bool:
    """Laws of the Game 10.3: whether one side has more goals than the other can still score; tries all that follows."""
    taken = {side: [scored for taker, scored in kicks if taker == side] for side in ("home", "away")}
    each = max(5, *(len(own) for own in taken.values()))
    left = {side: each - len(own) for side, own in taken.items()}
    leads = [
        sum(taken["home"]) + home - sum(taken["away"]) - away
        for home, away in itertools.product(range(left["home"] + 1), range(left["away"] + 1))
    ]
    return all(lead > 0 for lead in leads) or all(lead < 0 for lead in leads)


def shoot_out(kicks: list[tuple[str, bool]], period: int = 5) -> Any:
    rows = [row("shot", 10.0 * at, side, period, outcome="goal" if scored else "saved")
            for at, (side, scored) in enumerate(kicks)]  # fmt: skip
    return columns(row("pass", 1.0), row("keeper", 5.0, "away", 5, outcome="goal"), goal(9.0), *rows)


@pytest.mark.parametrize("first", ["home", "away"])
def test_the_end_of_a_shoot_out_is_where_no_kick_can_change_the_winner(first: str) -> None:
    second = "away" if first == "home" else "home"
    order = [first, second] * 6
    seen = set()
    for pattern in itertools.product((True, False), repeat=6):
        for more in (0, 1, 3, 4, 5, 6):
            scored = [*pattern, *(True,) * more]
            kicks = list(zip(order, scored, strict=False))
            key = tuple(kicks)
            if key not in seen:
                seen.add(key)
                assert kicks_decide(shoot_out(kicks)) == decided(kicks), kicks
    assert {decided(list(kicks)) for kicks in seen} == {True, False}


def test_shots_before_the_shoot_out_are_no_kicks() -> None:
    kicks = [("home", True), ("away", False)] * 3
    assert kicks_decide(shoot_out(kicks))
    assert not kicks_decide(shoot_out(kicks, period=4))
