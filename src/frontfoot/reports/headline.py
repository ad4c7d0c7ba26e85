"""The headline and the sentences under it, made from the figures and never claiming more than they do.

Three things are said: the result, whose chances were worth more, and who defended further on the front foot. The second
rests on the chance that the side would have outscored the other from these very shots, each scored or missed on its own
with its xG as probability (an exact Poisson-binomial count; rebounds make shots a little dependent, which it leaves
out). The third rests on the difference of the two indices against its own 90% interval. Unclear differences are called
even, or left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

import numpy as np
import numpy.typing as npt

from frontfoot.core.wording import several
from frontfoot.reports.event_parts import Goal, SideName, of_side
from frontfoot.reports.figure_parts import Cell
from frontfoot.reports.words import signed_decimals

CLEAR: Final = 0.75
"""Outscoring the other side more often than this from the same chances is called having the better chances [conv]."""

SLIGHT: Final = 0.60
"""... and more often than this the slightly better chances [conv]."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts from which the headline is made.

    Attributes:
        home, away: names.
        score, shoot_out: (home, away); the shoot-out None when there was none.
        goals: every goal.
        xg: each side's shots' xG, or None where there is no xG.
        front_foot, ppda: each side's figure over the whole match.
        doubtful: the record holds an error, so that its figures must not be trusted.
        so_far: "At half-time", "After 60'" while the match is not over, else empty: no result is told before it is one.
        after_90: (home, away) after 90 minutes of a match that went to extra time, else None.
        standardised: there are matches of the provider whose average is zero on the front-foot index.
    """

    home: str
    away: str
    score: tuple[int, int]
    shoot_out: tuple[int, int] | None
    goals: tuple[Goal, ...]
    xg: tuple[Sequence[float], Sequence[float]] | None
    front_foot: tuple[Cell, Cell]
    ppda: tuple[Cell, Cell]
    doubtful: bool = False
    so_far: str = ""
    after_90: tuple[int, int] | None = None
    standardised: bool = True


def goal_counts(chances: Sequence[float]) -> npt.NDArray[np.float64]:
    """The exact distribution of goals from independent chances (Poisson-binomial).

    Args:
        chances: probabilities of the shots, any number.

    Returns:
        Probability of 0, 1, 2, ... goals, `len(chances) + 1` values that add up to 1.

    >>> goal_counts([0.5, 0.5]).tolist()
    [0.25, 0.5, 0.25]
    """
    spread = np.ones(1)
    for chance in chances:
        spread = np.convolve(spread, [1.0 - chance, chance])
    return spread


def outscored(home: Sequence[float], away: Sequence[float]) -> tuple[float, float, float]:
    """Probability that the home side scores more, both the same, the away side more, from these shots."""
    ours, theirs = goal_counts(home), goal_counts(away)
    both = np.outer(ours, theirs)
    return float(np.tril(both, -1).sum()), float(np.trace(both)), float(np.triu(both, 1).sum())


def percentages(shares: Sequence[float]) -> tuple[int, ...]:
    """Whole percentages that add up to 100 (largest remainders).

    >>> percentages([0.025, 0.865, 0.11])
    (3, 86, 11)
    """
    floors = [int(100 * share) for share in shares]
    order = sorted(range(len(shares)), key=lambda place: floors[place] - 100 * shares[place])
    for place in order[: 100 - sum(floors)]:
        floors[place] += 1
    return tuple(floors)


def headline(facts: Facts) -> str:
    """One line: the result, and clear differences of the figures."""
    result = _result(facts)
    if facts.doubtful:
        return f"{result}; the record of this match is in doubt"
    better, pressed = _better_chances(facts), further_forward(facts)
    winner = None if facts.so_far else _winner(facts)
    claims: list[tuple[SideName, str]] = []
    if better is not None:
        claims.append((better[0], "the better chances" if better[1] else "slightly the better chances"))
    if pressed is not None:
        claims.append((pressed, "further on the front foot"))
    if not claims:
        even = [
            name
            for name, known in (
                ("the chances", facts.xg is not None),
                ("the front foot", facts.front_foot[0].value is not None),
            )
            if known
        ]
        return f"{result}; {' and '.join(even)} were about even" if even else result
    if winner is not None and all(side == winner for side, _ in claims):
        sentence = " and ".join(f"with {c}" if c.endswith("chances") else c for _, c in claims)
        return f"{result}, {sentence}"
    sides = {side for side, _ in claims}
    if len(sides) == 1:
        side = claims[0][0]
        if facts.so_far:
            return f"{result}; {of_side(facts, side)} " + " and ".join(_verb(claim) for _, claim in claims)
        verbs = " and ".join(_verb(claim) for _, claim in claims)
        return f"{result}, though {of_side(facts, side)} {verbs}"
    sentence = ", ".join(f"{of_side(facts, side)} {_verb(claim)}" for side, claim in claims)
    return f"{result}{';' if facts.so_far else ':'} {sentence}"


def _verb(claim: str) -> str:
    return f"had {claim}" if claim.endswith("chances") else f"were {claim}"


def _winner(facts: Facts) -> SideName | None:
    home, away = facts.shoot_out or facts.score
    return None if home == away else "home" if home > away else "away"


def _result(facts: Facts) -> str:
    home, away = facts.score
    if facts.so_far:
        kicks_so_far = f", {facts.shoot_out[0]}–{facts.shoot_out[1]} on kicks" if facts.shoot_out else ""
        return f"{facts.so_far}: {facts.home} {home}–{away} {facts.away}{kicks_so_far}"
    if home == away:
        drew = f"{facts.home} and {facts.away} drew {home}–{away}"
        if facts.after_90 is not None:
            drew += " after extra time"
            if facts.after_90 != facts.score:
                drew += f" ({facts.after_90[0]}–{facts.after_90[1]} after 90 minutes)"
        winner = _winner(facts)
        if facts.shoot_out is None or winner is None:
            return drew
        kicks = sorted(facts.shoot_out, reverse=True)
        return f"{drew}, and {of_side(facts, winner)} won the shoot-out {kicks[0]}–{kicks[1]}"
    first, second = (facts.home, facts.away) if home > away else (facts.away, facts.home)
    won = f"{first} beat {second} {max(home, away)}–{min(home, away)}"
    if facts.after_90 is None:
        return won
    level = "–".join(map(str, facts.after_90 if home > away else facts.after_90[::-1]))
    return f"{won} after extra time ({level} after 90 minutes)"


def _better_chances(facts: Facts) -> tuple[SideName, bool] | None:
    """The side that would more often have outscored the other, and whether clearly."""
    if facts.xg is None:
        return None
    home, _, away = outscored(*facts.xg)
    decided = home + away
    if decided == 0:
        return None
    share = home / decided
    side: SideName = "home" if share >= 0.5 else "away"
    share = max(share, 1 - share)
    return None if share < SLIGHT else (side, share >= CLEAR)


def further_forward(facts: Facts) -> SideName | None:
    """The side whose front-foot index is above the other's by more than the 90% interval of their difference."""
    home, away = facts.front_foot
    if None in (home.value, home.low, home.high, away.value, away.low, away.high):
        return None
    assert home.value is not None
    assert away.value is not None
    gap = home.value - away.value
    widths = [(cell.high or 0.0) - (cell.low or 0.0) for cell in (home, away)]
    if abs(gap) <= 0.5 * hypot(*widths):
        return None
    return "home" if gap > 0 else "away"


def standfirst(facts: Facts) -> tuple[str, ...]:
    """Two or three sentences with the figures behind the headline, each with its uncertainty or sample."""
    return tuple(sentence for sentence in (_chances(facts), _front_foot(facts), _ppda(facts)) if sentence)


def _chances(facts: Facts) -> str:
    if facts.xg is None:
        return ""
    home, away = facts.xg
    won, level, lost = percentages(outscored(home, away))
    if facts.so_far:
        again = (
            f"From the same chances again, {facts.home} would be ahead {won} times in 100, {facts.away} {lost}, and "
            f"{level} would be level."
        )
    else:
        again = (
            f"Played again with the same chances, {facts.home} would score more in {won}% of matches, {facts.away} in "
            f"{lost}%, and {level}% would be level."
        )
    return (
        f"{facts.home} took {_shots(len(home))} worth {sum(home):.2f} expected goals, {facts.away} {_shots(len(away))} "
        f"worth {sum(away):.2f}. {again}{_gifts(facts)}"
    )


def _shots(count: int) -> str:
    return "no shots" if count == 0 else several(count, "shot", "shots")


def _gifts(facts: Facts) -> str:
    """Own goals and penalties, which the reader must know of to understand the score."""
    own = sum(goal.how == "own_goal" for goal in facts.goals)
    spot = sum(goal.how == "penalty" for goal in facts.goals)
    parts = []
    if own:
        parts.append("one goal was an own goal" if own == 1 else f"{own} goals were own goals")
    if spot:
        parts.append("one was a penalty" if spot == 1 else f"{spot} were penalties")
    if not parts:
        return ""
    if not own:
        parts = ["one goal was a penalty" if spot == 1 else f"{spot} goals were penalties"]
    sentence = " and ".join(parts)
    return f" {sentence[0].upper()}{sentence[1:]}."


def _front_foot(facts: Facts) -> str:
    cells = facts.front_foot
    if any(cell.value is None for cell in cells):
        return ""
    claims = [
        "{} {} (90% interval {} to {})".format(
            team, *(signed_decimals(number, 2) for number in (cell.value, cell.low, cell.high))
        )
        for team, cell in zip((facts.home, facts.away), cells, strict=True)
    ]
    ahead = further_forward(facts)
    verdict = (
        f"{of_side(facts, ahead)} defended further on the front foot"
        if ahead
        else "the difference is within its interval"
    )
    scale = "0 being the league average" if facts.standardised else "not standardised for this provider"
    return f"Front-foot index, {scale}: {claims[0]}, {claims[1]}; {verdict}."


def _ppda(facts: Facts) -> str:
    home, away = facts.ppda
    if home.value is None or away.value is None:
        return ""
    return (
        f"{facts.home} allowed {home.value:.1f} passes per defensive action in {facts.away}'s build-up zone "
        f"({_ratio(home)}), {facts.away} {away.value:.1f} ({_ratio(away)})."
    )


def _ratio(cell: Cell) -> str:
    return f"{cell.numerator or 0:.0f} passes, {cell.denominator or 0:.0f} actions"
