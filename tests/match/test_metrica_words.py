"""Every type and subtype of Metrica's definitions, with what it means, and the direction of attack, on made rows."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError
from itertools import product
from typing import Any

import pytest

from frontfoot.match.metrica.meaning import Meaning, directions, meanings, restarts
from frontfoot.match.metrica.record import Row


def row(line: int, team: str, sort: str, subtype: str = "", start: float = 0.0, **more: Any) -> Row:
    """A line of the table; it states an end unless `end_x` is None."""
    place = {"x": 0.6, "y": 0.5, "end_x": 0.7, "end_y": 0.5, **more}
    return Row(
        line=line,
        team=team,
        sort=sort,
        words=frozenset(word for word in subtype.split("-") if word),
        name=f"{sort} {subtype}".strip(),
        period=more.get("period", 1),
        start=start,
        end=start,
        player=None,
        receiver=None,
        **{name: math.nan if place[name] is None else place[name] for name in ("x", "y", "end_x", "end_y")},
    )


def meant(*rows: Row) -> list[tuple[str | None, str | None, str | None]]:
    return [(one.kind, one.outcome, one.card) for one in meanings(rows)]


ALONE: dict[tuple[str, str], tuple[str, str | None, str | None]] = {
    ("PASS", ""): ("pass", "success", None),
    ("PASS", "CROSS"): ("pass", "success", None),
    ("PASS", "OFFSIDE"): ("pass", "failure", None),
    ("CARRY", ""): ("carry", "success", None),
    ("SHOT", ""): ("shot", None, None),
    ("SHOT", "ON TARGET-GOAL"): ("shot", "goal", None),
    ("SHOT", "HEAD-ON TARGET-SAVED"): ("shot", "saved", None),
    ("SHOT", "ON TARGET"): ("shot", "saved", None),
    ("SHOT", "BLOCKED"): ("shot", "blocked", None),
    ("SHOT", "WOODWORK-OUT"): ("shot", "post", None),
    ("SHOT", "WOODWORK-GOAL"): ("shot", "goal", None),
    ("SHOT", "OFF TARGET-OUT"): ("shot", "off_target", None),
    ("SHOT", "OUT"): ("shot", "off_target", None),
    ("BALL LOST", "OFFSIDE"): ("offside", None, None),
    ("BALL LOST", "HAND BALL"): ("foul", None, None),
    ("BALL LOST", "CLEARANCE"): ("clearance", None, None),
    ("BALL LOST", "INTERCEPTION"): ("pass", "failure", None),
    ("BALL LOST", "END HALF"): ("other", None, None),
    ("BALL OUT", "OFFSIDE"): ("offside", None, None),
    ("BALL OUT", "CLEARANCE"): ("clearance", None, None),
    ("BALL OUT", "CROSS"): ("pass", "failure", None),
    ("BALL OUT", "END HALF"): ("other", None, None),
    ("RECOVERY", ""): ("recovery", None, None),
    ("RECOVERY", "INTERCEPTION"): ("interception", None, None),
    ("RECOVERY", "BLOCKED"): ("block", None, None),
    ("RECOVERY", "SAVED"): ("keeper", "success", None),
    ("CARD", "YELLOW"): ("card", None, "yellow"),
    ("CARD", "RED"): ("card", None, "red"),
    ("CARD", "SECOND YELLOW"): ("card", None, "second_yellow"),
    ("CARD", ""): ("other", None, None),
    ("SET PIECE", "CORNER KICK"): ("other", None, None),
    ("FAULT RECEIVED", ""): ("foul_won", None, None),
    ("REFEREE HIT", ""): ("other", None, None),
    ("PROBLEM", "PASS"): ("other", None, None),
}


@pytest.mark.parametrize(("words", "expected"), ALONE.items())
def test_a_row_alone(words: tuple[str, str], expected: tuple[str, str | None, str | None]) -> None:
    assert meant(row(0, "H", *words)) == [expected]


def test_a_lost_ball_without_an_end_is_no_pass_and_one_put_out_is() -> None:
    assert meant(row(0, "H", "BALL LOST", end_x=None), row(1, "H", "BALL OUT", end_x=None)) == [
        ("lost", None, None),
        ("pass", "failure", None),
    ]
    with pytest.raises(FrozenInstanceError):
        Meaning("pass").kind = "shot"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        row(0, "H", "PASS").line = 1  # type: ignore[misc]


@pytest.mark.parametrize("holder", ["H", "A", None])
@pytest.mark.parametrize(
    ("ending", "outcome"), [("WON", "success"), ("LOST", "failure"), ("", "neutral"), ("WON-LOST", "success")]
)
def test_a_challenge_by_its_words_and_by_who_had_the_ball(holder: str | None, ending: str, outcome: str) -> None:
    before = [] if holder is None else [row(0, holder, "PASS")]

    def challenge(word: str) -> tuple[str | None, str | None, str | None]:
        return meant(*before, row(1, "H", "CHALLENGE", f"{word}-{ending}", 9.0))[-1]

    ground = {"H": "take_on", "A": "tackle", None: "loose_ball"}[holder]
    assert challenge("GROUND") == challenge("TACKLE") == (ground, outcome, None)
    assert challenge("AERIAL") == ("aerial", outcome, None)
    assert challenge("DRIBBLE") == ("take_on", outcome, None)
    foul = {"WON": "foul_won", "LOST": "foul"}.get(ending)
    for word in ("GROUND-FAULT", "AERIAL-FAULT", "GROUND-ADVANTAGE"):
        assert challenge(word)[0] == (foul or ("aerial" if "AERIAL" in word else ground))
        assert challenge(word)[1] == (None if foul else outcome)


@pytest.mark.parametrize(
    ("sort", "keeps"),
    [
        *(("PASS", "H"), ("RECOVERY", "H"), ("SET PIECE", "H"), ("BALL LOST", None), ("BALL OUT", None)),
        *(("SHOT", None), ("CARRY", "A"), ("CHALLENGE", "A"), ("CARD", "A"), ("FAULT RECEIVED", "A")),
    ],
)
def test_who_has_the_ball_after_a_row(sort: str, keeps: str | None) -> None:
    """A pass of A, then a row of H, then long after a challenge of H."""
    rows = (row(0, "A", "PASS"), row(1, "H", sort, "AERIAL", 1.0), row(2, "H", "CHALLENGE", "GROUND-WON", 30.0))
    assert meant(*rows)[-1][0] == {"H": "take_on", "A": "tackle", None: "loose_ball"}[keeps]


@pytest.mark.parametrize(
    ("wait", "between", "period", "together"),
    [
        (0.0, 0, 1, True),
        (2.0, 0, 1, True),
        (2.001, 0, 1, False),
        (1.0, 2, 1, True),
        (1.0, 3, 1, False),
        (0.0, 0, 2, False),
    ],
)
def test_both_halves_of_a_challenge_see_the_ball_with_who_had_it_before(
    wait: float, between: int, period: int, together: bool
) -> None:
    """A recovery of A between the halves gives A the ball; the second half is judged by the moment before the first."""
    first = [row(0, "H", "PASS"), row(1, "A", "CHALLENGE", "GROUND-WON", 50.0)]
    regain = [row(2, "A", "RECOVERY", "", 50.0, period=period) for _ in range(max(between, 1))]
    last = row(9, "H", "CHALLENGE", "GROUND-LOST", 50.0 + wait, period=period)
    kinds = [one[0] for one in meant(*first, *regain[:between], last)]
    assert kinds[1] == "tackle"
    if between:
        assert kinds[-1] == ("take_on" if together else "tackle")
    else:
        loose = row(3, "A", "BALL LOST", "", 50.0, period=period)
        assert meant(*first, loose, last)[-1][0] == ("take_on" if together else "loose_ball")


def test_the_first_half_is_the_other_sides() -> None:
    rows = (row(0, "H", "PASS"), row(1, "H", "CHALLENGE", "GROUND-WON", 5.0), row(2, "A", "PASS", "", 5.0))
    assert meant(*rows, row(3, "H", "CHALLENGE", "GROUND-WON", 5.0))[-1][0] == "tackle"


@pytest.mark.parametrize("gap", [-3.001, -3.0, -0.5, 0.0, 3.0, 3.001])
@pytest.mark.parametrize(
    "change", [{}, {"team": "A"}, {"team": "Z"}, {"period": 2}, {"subtype": "GROUND-WON"}, {"sort": "PASS"}]
)
def test_who_has_just_won_a_challenge_with_a_fault_is_not_fouled_again(gap: float, change: dict[str, Any]) -> None:
    challenge = {"team": "H", "sort": "CHALLENGE", "subtype": "GROUND-FAULT-WON", "start": 20.0 - gap, **change}
    received = row(1, "H", "FAULT RECEIVED", "", 20.0)
    near = not change and abs(gap) <= 3.0
    for rows in ((row(0, **challenge), received), (received, row(2, **challenge))):
        kinds = [one[0] for one in meant(*rows)]
        assert (None in kinds) is near


@pytest.mark.parametrize(("before", "seen"), [(3, True), (4, False)])
def test_a_fault_is_looked_for_four_rows_back_and_two_ahead(before: int, seen: bool) -> None:
    fault = row(0, "H", "CHALLENGE", "GROUND-FAULT-WON", 20.0)
    card = row(1, "H", "CARD", "", 20.0)
    received = row(9, "H", "FAULT RECEIVED", "", 20.0)
    assert (meant(fault, *[card] * before, received)[-1][0] is None) is seen
    assert (meant(received, *[card] * (before - 2), fault)[0][0] is None) is seen


# --- restarts ------------------------------------------------------------------------------------------------------

RESTARTS = {
    "KICK OFF": "kick_off",
    "THROW IN": "throw_in",
    "FREE KICK": "free_kick",
    "CORNER KICK": "corner",
    "PENALTY": "penalty",
    "GOAL KICK": "goal_kick",
}


@pytest.mark.parametrize(("word", "restart"), RESTARTS.items())
@pytest.mark.parametrize("played", ["PASS", "BALL LOST", "BALL OUT", "SHOT", "CARRY", "RECOVERY", "CHALLENGE"])
def test_a_set_piece_is_taken_by_the_next_ball_of_its_side(word: str, restart: str, played: str) -> None:
    rows = [row(4, "H", "SET PIECE", word, 10.0), row(5, "A", "PASS", "", 11.0), row(6, "H", played, "", 12.0)]
    if played in {"PASS", "BALL LOST", "BALL OUT", "SHOT"}:
        assert restarts(rows) == ({6: restart}, frozenset({4}))
    else:
        assert restarts(rows) == ({}, frozenset())
    assert restarts([row(4, "H", "PASS", word, 10.0), row(6, "H", "CARD", "", 12.0)])[1] == frozenset()


@pytest.mark.parametrize(
    ("wait", "between", "period", "taken"),
    [(5.0, 0, 1, True), (5.001, 0, 1, False), (1.0, 4, 1, True), (1.0, 5, 1, False), (0.0, 0, 2, False)],
)
def test_a_set_piece_waits_five_seconds_and_five_rows(wait: float, between: int, period: int, taken: bool) -> None:
    cards = [row(1, "A", "CARD", "", 10.0)] * between
    rows = [row(0, "H", "SET PIECE", "THROW IN", 10.0), *cards, row(9, "H", "PASS", "", 10.0 + wait, period=period)]
    assert restarts(rows) == (({9: "throw_in"}, frozenset({0})) if taken else ({}, frozenset()))


def test_only_the_first_ball_takes_a_set_piece_and_goal_kicks_are_words_of_the_ball() -> None:
    piece, first, later = row(0, "H", "SET PIECE", "CORNER KICK"), row(1, "H", "PASS"), row(2, "H", "PASS")
    assert restarts([piece, first, later]) == ({1: "corner"}, frozenset({0}))
    assert restarts([row(0, "H", "SET PIECE", "RETAKEN"), first]) == ({}, frozenset())
    for sort in ("PASS", "BALL LOST", "BALL OUT", "SHOT"):
        assert restarts([row(3, "H", sort, "GOAL KICK")]) == ({3: "goal_kick"}, frozenset())
    for sort in ("CARRY", "RECOVERY"):
        assert restarts([row(3, "H", sort, "GOAL KICK")]) == ({}, frozenset())


# --- the direction of attack ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("x", [0.02, 0.98])
@pytest.mark.parametrize("team", ["H", "A"])
@pytest.mark.parametrize(
    ("sort", "subtype", "restart", "attacking"),
    [
        ("SHOT", "", None, True),
        ("SHOT", "", "penalty", True),
        ("PASS", "", "corner", True),
        ("PASS", "", "goal_kick", False),
        ("RECOVERY", "SAVED", None, False),
        ("PASS", "", "free_kick", None),
        ("PASS", "SAVED", None, None),
        ("RECOVERY", "", None, None),
    ],
)
def test_what_shows_a_direction(
    x: float, team: str, sort: str, subtype: str, restart: str | None, attacking: bool | None
) -> None:
    rows = [row(number, team, sort, subtype, x=x) for number in range(3)]
    taken = {} if restart is None else dict.fromkeys(range(3), restart)
    right, findings = directions(rows, taken, "H")
    # By plain words: who acts at x > .5 attacks that way if it acts at the attacked goal.
    expected = True if attacking is None else ((x > 0.5) == attacking) == (team == "H")
    assert right == {1: expected}
    assert [finding.rule for finding in findings] == ([] if attacking is not None else ["direction-doubtful"])


@pytest.mark.parametrize(("agree", "against"), list(product(range(6), range(3))))
def test_a_direction_is_doubted_below_four_fifths_or_three_signs(agree: int, against: int) -> None:
    rows = [row(number, "H", "SHOT", x=0.9) for number in range(agree)]
    rows += [row(number, "H", "SHOT", x=0.1) for number in range(agree, agree + against)]
    rows += [row(99, "H", "SHOT", x=0.5), row(98, "H", "SHOT", x=None), row(97, "H", "PASS", x=0.9)]
    right, findings = directions(rows, {}, "H")
    total = agree + against
    assert right == {1: agree >= against}
    # Without a majority the period is taken to go to the right, and the signs for the left are counted as agreeing.
    count = max(agree, against)
    doubted = total < 3 or count < 0.8 * total
    assert [(one.rule, one.level, one.events) for one in findings] == (
        [("direction-doubtful", "warning", total)] if doubted else []
    )
    if doubted:
        assert findings[0].what.startswith(f"Period 1: {count} of {total} shots, corners, goal kicks and saves agree")


@pytest.mark.parametrize("known", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("period", [1, 2, 3, 4, 5])
def test_a_period_without_signs_goes_by_the_others(known: int, right: bool, period: int) -> None:
    """Sides change ends after a half and after a half of extra time; else periods one apart from another but one."""
    rows = [row(number, "H", "SHOT", x=0.9 if right else 0.1, period=known) for number in range(3)]
    rows.append(row(9, "H", "PASS", period=period))
    signs, _ = directions(rows, {}, "H")
    partner = {1: 2, 2: 1, 3: 4, 4: 3}.get(period)
    if period == known:
        expected = right
    elif partner == known:
        expected = not right
    else:
        expected = right if (period - known) % 2 == 0 else True
    assert signs[period] == expected
