"""The decision in words that never claim more than the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontfoot.core.wording import signed

if TYPE_CHECKING:
    from frontfoot.decisions.break_even import BreakEven
    from frontfoot.decisions.evidence import Ladder
    from frontfoot.decisions.plans import Decision, Estimate, Later

SMALL_STAKE = 0.01
"""Below one point in a hundred it hardly matters, whatever the verdict."""


def sentence(decision: Decision, ladder: Ladder, club: str, *, points: bool = False) -> str:
    """The verdict in one sentence.

    Args:
        decision: the decision.
        ladder: the evidence behind it.
        club: whose decision it is.
        points: the payoff is league points, not a probability.
    """
    main = decision.main.difference
    agree = sum(weighed.difference.sign == main.sign for weighed in decision.ladder) if main.sign else 0
    against = [w.rung for w in decision.ladder if main.sign and w.difference.sign == -main.sign]
    count = len(ladder.rungs)
    difference = span(main, points=points)
    if decision.verdict in ("press", "drop"):
        said = f"{_ing(decision.verdict)} is worth more to {club} on all {count} designs ({difference} on the main one)"
    elif decision.verdict.startswith("leans"):
        plan = decision.verdict.removeprefix("leans ")
        said = (
            f"The evidence leans to {_ing(plan).lower()} for {club} ({difference} on the main design); "
            f"{agree} of {count} designs say so beyond their interval and none says the opposite"
        )
    elif against:
        said = (
            f"Too close to call for {club}: the main design says {difference}, but {_list(against)} "
            f"{'says' if len(against) == 1 else 'say'} the opposite beyond the interval"
        )
    else:
        said = f"Too close to call for {club}: {difference} on the main design"
    if not points and decision.stake < SMALL_STAKE:
        said += f"; at most {100 * decision.stake:.1f} points are at stake, so it hardly matters"
    return said + "."


def span(estimate: Estimate, *, points: bool = False) -> str:
    """Press less drop with its interval, in words.

    >>> from frontfoot.decisions.plans import Estimate
    >>> span(Estimate(0.022, 0.003, 0.041))
    'press less drop +2.2 points of probability, +0.3 to +4.1'
    """
    numbers = estimate.value, estimate.low, estimate.high
    value, low, high = (signed(number, 2) if points else signed(100.0 * number, 1) for number in numbers)
    return f"press less drop {value} {'league points' if points else 'points of probability'}, {low} to {high}"


def condition(line: BreakEven, club: str, opponent: str) -> str:
    """What must be true for pressing to be right, from the break-even line at +10% of the own rate."""
    allowed = float(line.opponent[list(line.own).index(0.1)]) if 0.1 in line.own else float("nan")
    if allowed != allowed:
        return f"No change of {opponent}'s rate makes up for a tenth more goals of {club}."
    return (
        f"Pressing that brings {club} 10% more goals pays as long as it brings {opponent} less than "
        f"{100.0 * allowed:.0f}% more."
    )


def flips(decision: Decision, later: list[Later], club: str, opponent: str) -> list[str]:
    """When the verdict would change for `club`: with time, with the next goal."""
    told = []
    for event, scorer in (("our goal", club), ("their goal", opponent)):
        then = next(item.decision for item in later if item.event == event)
        if then.verdict != decision.verdict:
            told.append(f"after the next goal of {scorer}: {then.verdict}")
    for item in later:
        if item.event == "as it is" and item.decision.verdict != decision.verdict:
            told.append(f"in {item.minutes:.0f} minutes at this score: {item.decision.verdict}")
            break
    return told


def _ing(plan: str) -> str:
    return {"press": "Pressing", "drop": "Dropping back"}[plan]


def _list(names: list[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
