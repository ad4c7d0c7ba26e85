"""The tie and the value of approach in words and short figures, the same in HTML and Markdown."""

from __future__ import annotations

from frontfoot.decisions.advice import Advice, Interval
from frontfoot.decisions.words import share
from frontfoot.reports.document import Story
from frontfoot.reports.tie_parts import TieIndex, TieStory
from frontfoot.reports.words import NOTHING, signed_decimals


def odds(story: Story) -> str:
    """The caption of the line of the odds."""
    tie = story.tie
    if tie is None:
        return ""
    marks = "A circle marks a goal, a small card a sending-off; the number above is the change in points of probability"
    how = "Computed exactly from the in-play model and averaged over what the strengths of the sides may be"
    if tie.payoff == "points":
        lines = f"The lines are the chances of {story.home} (with the marks) and of {story.away} to win"
        return f"{lines}; what is left to 100% is the draw. {how}. {marks}."
    outcome = "win" if tie.last else "go through"
    return (
        f"The line is the chance of {story.home} to {outcome}; what is left to 100% is {story.away}'s. {how}. {marks}."
    )


def approach(story: Story) -> str:
    """A caption on the decision: what is compared, and how uncertain it is."""
    tie = story.tie
    if tie is None or not tie.crossroads:
        return ""
    return (
        "Dropping back is what sides usually do with such a lead (level or behind: retreating as much from there), "
        "staying is playing on as at a level score, pressing on half a unit more, to the end of the 90 minutes. One "
        "unit is the difference between a usual match of a side and one of the highest sixth of the season. What that "
        "does to the goals is estimated from league matches and second legs, each kind of evidence with an allowance "
        "for its bias: associations, no proof of an effect. What a side did is shown beside it; that it went well or "
        "badly afterwards proves neither."
    )


def key(story: Story) -> str:
    """The explanation of the table."""
    if story.tie is None:
        return ""
    unit = "points of probability" if story.tie.payoff == "through" else "league points"
    return (
        "Index: front-foot index of the play since the moment above (or kick-off) and until the one below (or the "
        "end), against the league's average; short stretches say little. The plans are counted from what is usual at "
        f"the score, so the two do not share a zero. Press less drop: {unit}. Chance: that pressing on is better. "
        "Small figures are 90% intervals; those of the odds include how well the strengths are known."
    )


def worth(tie: TieStory) -> str:
    """The worth of a plan, in two words."""
    if tie.payoff == "points":
        return "League points"
    return "Wins" if tie.last else "Goes through"


def position(lead: int) -> str:
    """The position of a side, from its own view.

    >>> position(2), position(-1), position(0)
    ('lead by 2', 'trail by 1', 'are level')
    """
    return f"lead by {lead}" if lead > 0 else f"trail by {-lead}" if lead < 0 else "are level"


def index(value: TieIndex | None) -> str:
    """The front-foot index of a stretch."""
    return NOTHING if value is None else signed_decimals(value.value, 2)


def index_range(value: TieIndex | None) -> str:
    """Its 90% interval and the minutes behind it."""
    if value is None:
        return "no play"
    return f"{signed_decimals(value.low, 1)} to {signed_decimals(value.high, 1)}, {value.minutes:.0f} min"


def level(tie: TieStory, value: float) -> str:
    """The worth of a plan: odds or points."""
    return f"{value:.1%}" if tie.payoff == "through" else f"{value:.2f}"


def level_range(tie: TieStory, low: float, high: float) -> str:
    """Its 90% interval; nothing where the rates were given as sure, or it is too narrow to show."""
    shown = level(tie, low), level(tie, high)
    return "" if shown[0] == shown[1] else f"{shown[0]} to {shown[1]}"


def change(tie: TieStory, value: float) -> str:
    """A difference of two plans: points of probability, or league points."""
    return signed_decimals(100.0 * value, 1) if tie.payoff == "through" else signed_decimals(value, 2)


def change_range(tie: TieStory, gain: Interval) -> str:
    """Its 90% interval."""
    return f"{change(tie, gain.low)} to {change(tie, gain.high)}"


def chance(advice: Advice) -> str:
    """The probability that pressing on is better."""
    return share(advice.chance)
