"""A shoot-out against its laws, kick by kick: turns, when it is over, and its odds by a recursion of its own."""

from __future__ import annotations

from itertools import product

import pytest

from frontfoot.core.errors import InputError
from frontfoot.ties.shoot_out import CONVERSION, KICKS, SUDDEN_DEATH, ShootOut

State = tuple[tuple[int, int], tuple[int, int], bool]


def decided(scored: tuple[int, int], taken: tuple[int, int]) -> bool:
    """Law 10 of the game: five kicks each unless one side cannot be caught; then pairs of kicks until one is ahead."""
    if max(taken) <= 5:
        return any(scored[one] > scored[1 - one] + 5 - taken[1 - one] for one in (0, 1))
    return taken[0] == taken[1] and scored[0] != scored[1]


def reached(most: int) -> dict[State, bool]:
    """Every state within `most` kicks of a side that some order of kicks leads to, and whether it is over."""
    states: dict[State, bool] = {}
    open_states: list[State] = [((0, 0), (0, 0), True), ((0, 0), (0, 0), False)]
    while open_states:
        scored, taken, home_next = state = open_states.pop()
        if state in states or max(taken) > most:
            continue
        states[state] = decided(scored, taken)
        if states[state]:
            continue
        side = 0 if home_next else 1
        for hit in (0, 1):
            goals, kicks = list(scored), list(taken)
            goals[side] += hit
            kicks[side] += 1
            open_states.append(((goals[0], goals[1]), (kicks[0], kicks[1]), not home_next))
    return states


def test_the_states_that_are_allowed_are_those_that_kicks_lead_to() -> None:
    states = reached(7)
    for home, away, home_taken, away_taken, home_next in product(range(7), range(7), range(7), range(7), (True, False)):
        scored, taken = (home, away), (home_taken, away_taken)
        if (scored, taken, home_next) in states:
            assert ShootOut(scored, taken, home_next).over == states[scored, taken, home_next]
        else:
            with pytest.raises(InputError) as refused:
                ShootOut(scored, taken, home_next)
            assert refused.value.place == "shoot-out"


@pytest.mark.parametrize(
    ("scored", "taken", "home_next", "problem", "remedy"),
    [
        ((2, 0), (1, 1), True, "2 converted of 1 kicks is impossible", "Give converted and taken kicks of each side"),
        ((0, 3), (2, 2), True, "3 converted of 2 kicks is impossible", "Give converted and taken kicks of each side"),
        ((-1, 0), (1, 1), True, "-1 converted of 1 kicks is impossible", "Give converted and taken kicks of each side"),
        ((0, 0), (1001, 1001), True, "0 converted of 1001 kicks is impossible", "Give converted and taken kicks"),
        ((1, 0), (3, 1), True, "After 3 and 1 kicks it is not this side's turn", "The sides kick in turn"),
        ((1, 0), (1, 0), True, "After 1 and 0 kicks it is not this side's turn", "The sides kick in turn"),
        ((0, 1), (0, 1), False, "After 0 and 1 kicks it is not this side's turn", "The sides kick in turn"),
        ((4, 0), (4, 3), False, "The shoot-out was over before its last kick", "Give the kicks to its end"),
        ((0, 4), (3, 4), True, "The shoot-out was over before its last kick", "Give the kicks to its end"),
    ],
)
def test_what_cannot_be_is_said(
    scored: tuple[int, int], taken: tuple[int, int], home_next: bool, problem: str, remedy: str
) -> None:
    with pytest.raises(InputError) as refused:
        ShootOut(scored, taken, home_next)
    assert refused.value.problem == problem
    assert refused.value.remedy.startswith(remedy)


def test_a_thousand_kicks_are_the_most() -> None:
    assert not ShootOut((900, 900), (1000, 1000)).over


def test_sudden_death_converts_less_by_the_odds_ratio() -> None:
    ratio = SUDDEN_DEATH / (1 - SUDDEN_DEATH) / (CONVERSION / (1 - CONVERSION))
    for p, q in ((CONVERSION, CONVERSION), (0.8, 0.7), (0.6, 0.9)):
        late = [ratio * x / (1 - x) / (1 + ratio * x / (1 - x)) for x in (p, q)]
        assert ShootOut((4, 4), (5, 5)).home_wins(p, q) == pytest.approx(
            late[0] * (1 - late[1]) / (late[0] * (1 - late[1]) + late[1] * (1 - late[0])), abs=1e-12
        )


@pytest.mark.parametrize(("p", "q"), [(CONVERSION, CONVERSION), (0.8, 0.65), (0.55, 0.9)])
def test_the_odds_of_every_state_are_the_mean_over_its_next_kick(p: float, q: float) -> None:
    def late(x: float) -> float:
        odds = x / (1 - x) * SUDDEN_DEATH / (1 - SUDDEN_DEATH) * (1 - CONVERSION) / CONVERSION
        return odds / (1 + odds)

    values: dict[State, float] = {}

    def worth(state: State) -> float:
        scored, taken, home_next = state
        if decided(scored, taken):
            return float(scored[0] > scored[1])
        if taken[0] == taken[1] >= 5:
            # A pair is won, lost, or changes nothing.
            won, lost = late(p) * (1 - late(q)), late(q) * (1 - late(p))
            return won / (won + lost)
        if state not in values:
            side = 0 if home_next else 1
            rate = (p, q)[side]
            rate = late(rate) if taken[side] >= 5 else rate
            parts = []
            for hit, share in ((1, rate), (0, 1 - rate)):
                goals, kicks = list(scored), list(taken)
                goals[side] += hit
                kicks[side] += 1
                parts.append(share * worth(((goals[0], goals[1]), (kicks[0], kicks[1]), not home_next)))
            values[state] = sum(parts)
        return values[state]

    for state in reached(7):
        assert ShootOut(*state).home_wins(p, q) == pytest.approx(worth(state), abs=1e-12)


def test_the_order_of_the_kicks_is_that_of_the_sides() -> None:
    begun = ShootOut.of("x-", "1", home_first=True)
    assert (begun.scored, begun.taken, begun.home_next) == ((1, 1), (2, 1), False)
    assert begun.kicks == ((0, True), (1, True), (0, False))
    other = ShootOut.of("0", "X-", home_first=False)
    assert (other.scored, other.taken, other.home_next) == ((0, 1), (1, 2), True)
    assert other.kicks == ((1, True), (0, False), (1, False))
    assert ShootOut.of("", "").taken == (0, 0)
    assert ShootOut.of("", "", home_first=False).home_next is False
    # The kicks that led to a state do not make it another one.
    assert begun == ShootOut((1, 1), (2, 1), home_next=False)


@pytest.mark.parametrize(
    ("home", "away", "home_first", "problem"),
    [
        ("x", "xx", True, "1 and 2 kicks were not taken in turn"),
        ("xx", "x", False, "2 and 1 kicks were not taken in turn"),
        ("xxx", "x", True, "3 and 1 kicks were not taken in turn"),
        ("xy", "x", True, "'xy' is not a row of kicks"),
        ("x", "?", True, "'?' is not a row of kicks"),
        ("xxxx", "---", True, "The shoot-out was over before its last kick"),
    ],
)
def test_rows_that_cannot_be_are_refused(home: str, away: str, home_first: bool, problem: str) -> None:
    with pytest.raises(InputError) as refused:
        ShootOut.of(home, away, home_first=home_first)
    assert (refused.value.problem, refused.value.place) == (problem, "shoot-out")


def test_a_conversion_is_a_share_between_none_and_all() -> None:
    for home, away, name in ((0.0, 0.5, "home"), (1.0, 0.5, "home"), (0.5, 0.0, "away"), (0.5, 1.0, "away")):
        with pytest.raises(InputError) as refused:
            ShootOut().home_wins(home, away)
        assert refused.value.place == name
    assert ShootOut().home_wins(0.999, 0.001) > 0.999


def test_five_kicks_each_and_the_published_conversion() -> None:
    """Conversion of 3,222 kicks: .732 of the first five, .686 from the sixth on."""
    assert (KICKS, CONVERSION, SUDDEN_DEATH) == (5, 0.732, 0.686)
    start = ShootOut()
    assert (start.scored, start.taken, start.home_next, start.kicks) == ((0, 0), (0, 0), True, ())
