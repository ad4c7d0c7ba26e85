"""The sentences of the advice; they never claim more than the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from frontfoot.core.wording import signed
from frontfoot.decisions.advice import Interval
from frontfoot.decisions.break_even import BreakEven
from frontfoot.decisions.verdict import Verdict

TENTHS: Final = ("none", "one tenth", "two tenths", "three tenths", "four tenths", "half", "six tenths", "seven tenths")
HALF: Final = 0.5
NEARLY: Final = 0.95
LITTLE: Final = 0.05
FREE: Final = "Do what the side does best."


def sentence(verdict: Verdict, chance: float, gain: Interval, club: str, aim: str | None) -> str:
    """The answer in one sentence.

    Args:
        verdict, chance, gain: of pressing on against dropping back.
        club: whose decision it is.
        aim: what the gain is a chance of, see `aim_of`.
    """
    toward = "drop" if chance < HALF and verdict != "open" else "press"
    better, worse = ("Dropping back", "pressing on") if toward == "drop" else ("Pressing on", "dropping back")
    sure = share(1.0 - chance if toward == "drop" else chance)
    change = effect(gain, aim, negative=toward == "drop")
    if verdict == "hardly matters":
        return f"It hardly matters for {club}: {better.lower()} {change} compared with {worse}. {FREE}"
    if verdict == "open":
        return f"Open for {club}: pressing on is better than dropping back with {sure}; it {change}. {FREE}"
    if verdict.startswith("leans"):
        return f"The evidence leans to {better.lower()} for {club} ({sure}): it {change} compared with {worse}."
    how = "probably better" if verdict.startswith("probably") else "better"
    return f"{better} is {how} than {worse} for {club} ({sure}): it {change}."


def share(chance: float) -> str:
    """A probability in whole per cent, cut and not rounded, that never claims to be certain.

    >>> share(0.863), share(0.9999), share(0.0)
    ('86%', 'more than 99%', 'less than 1%')
    """
    if chance > 0.99:
        return "more than 99%"
    return "less than 1%" if chance < 0.01 else f"{int(100.0 * chance + 1e-9)}%"


def aim_of(payoff: str, *, last: bool) -> str | None:
    """What a gain is a chance of; None where it counts league points.

    >>> aim_of("through", last=False), aim_of("win", last=True), aim_of("points", last=True)
    ('going through', 'winning', None)
    """
    if payoff == "points":
        return None
    return "winning" if last or payoff == "win" else "going through"


def effect(gain: Interval, aim: str | None, *, negative: bool = False) -> str:
    """What a plan does on average, with the interval, as the rest of a sentence about it.

    Args:
        gain: of pressing on against dropping back.
        aim: see `aim_of`.
        negative: the plan is to drop back.

    >>> from frontfoot.decisions.advice import Interval
    >>> effect(Interval(value=0.0077, low=-0.005, high=0.02), "going through")
    'adds 0.8 points to the chance of going through (90% interval −0.5 to +2.0)'
    >>> effect(Interval(value=0.0077, low=-0.005, high=0.02), "going through", negative=True)
    'takes 0.8 points from the chance of going through (90% interval −2.0 to +0.5)'
    >>> effect(Interval(value=0.024, low=-0.002, high=0.05), None)
    'adds 0.02 league points (90% interval 0.00 to +0.05)'
    """
    numbers = (-gain.value, -gain.high, -gain.low) if negative else (gain.value, gain.low, gain.high)
    scale, digits = (1.0, 2) if aim is None else (100.0, 1)
    value, low, high = (signed(scale * number, digits) for number in numbers)
    size = value.lstrip("+−")
    if aim is None:
        change = f"{'costs' if value.startswith('−') else 'adds'} {size} league points"
    elif value == size:
        change = f"changes the chance of {aim} by {size} points"
    elif value.startswith("−"):
        change = f"takes {size} points from the chance of {aim}"
    else:
        change = f"adds {size} points to the chance of {aim}"
    return f"{change} (90% interval {low} to {high})"


def condition(line: BreakEven, club: str, opponent: str) -> str:
    """The condition for pressing on to pay, from the break-even line at +10% of the own rate."""
    allowed = float(line.opponent[list(line.own).index(0.1)]) if 0.1 in line.own else float("nan")
    if allowed != allowed:
        return f"No change of {opponent}'s rate makes up for a tenth more goals of {club}."
    return (
        f"Pressing that brings {club} 10% more goals pays as long as it brings {opponent} less than "
        f"{100.0 * allowed:.0f}% more."
    )


def turn(share_needed: float, assumed: float, *, press: bool) -> str:
    """The sentence on what would change the advice.

    Args:
        share_needed: the share of the measured difference that would have to be good days for both plans to be worth
            the same.
        assumed: the share that is taken for good days and other causes already.
        press: whether pressing on is the better bet now.
    """
    taken = f"The advice already discounts {tenths(assumed)}"
    seen = "of what matches show were just a side's good day"
    if press:
        if share_needed >= 1.0:
            return f"Even if all {seen}, dropping back would not be the better bet. {taken}."
        if share_needed > HALF:
            at = tenths(share_needed)
            point = f"at {at}" if share_needed < NEARLY else "only where nearly all of it were"
            return f"If half {seen}, pressing on would still be the better bet; the advice turns {point}. {taken}."
        more = "even a little" if share_needed < LITTLE else f"more than {tenths(share_needed)}"
        return f"If {more} {seen}, dropping back would be the better bet. {taken}."
    if share_needed <= 0.0:
        return f"Even if none {seen}, dropping back would be the better bet. {taken}."
    if share_needed < LITTLE:
        return f"Only if next to none {seen} would pressing on be the better bet. {taken}."
    return f"If less than {tenths(share_needed)} {seen}, pressing on would be the better bet. {taken}."


def tenths(part: float) -> str:
    """A share in tenths, in words.

    >>> tenths(0.5), tenths(0.93), tenths(0.97), tenths(0.03)
    ('half', 'nine tenths', 'nearly all', 'next to none')
    """
    if part >= NEARLY:
        return "nearly all"
    if part < LITTLE:
        return "next to none"
    return (*TENTHS, "eight tenths", "nine tenths")[min(max(round(10.0 * part), 1), 9)]


def flips(
    now: Verdict,
    after_goals: tuple[Verdict, Verdict],
    later: Iterable[tuple[float, Verdict]],
    clubs: tuple[str, str],
) -> tuple[str, ...]:
    """When the verdict would change: with the next goal of either side, with time.

    Args:
        now: the verdict.
        after_goals: after the next goal of each of `clubs`, the deciding one first.
        later: minutes from now and the verdict then, with the score as it is.
        clubs: the deciding club and its opponent.
    """
    changes = [
        f"after the next goal of {scorer}: {then}"
        for scorer, then in zip(clubs, after_goals, strict=True)
        if then != now
    ]
    first = next(((minutes, then) for minutes, then in later if then != now), None)
    if first is not None:
        changes.append(f"in {first[0]:.0f} minutes at this score: {first[1]}")
    return tuple(changes)
