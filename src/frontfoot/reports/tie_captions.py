"""The tie and the value of approach in words and short figures, the same in HTML and Markdown."""

from __future__ import annotations

from frontfoot.decisions.words import SMALL_STAKE
from frontfoot.reports.document import Story
from frontfoot.reports.tie_parts import Estimated, Index, Tie, Weighing
from frontfoot.reports.words import NOTHING, decimals


def odds(story: Story) -> str:
    """What the line of the odds is."""
    tie = story.tie
    if tie is None:
        return ""
    marks = "Circles are goals and cards sendings-off, each with the change it made in points of probability"
    how = "exact under the in-play model, at the mean of the strengths"
    if tie.payoff == "points":
        return f"Odds of {story.home} (marked) and of {story.away} winning, {how}; the rest is the draw. {marks}."
    what = "winning" if tie.last else "going through"
    return f"Odds of {story.home} {what}, {how}; the rest is {story.away}'s. {marks}."


def approach(story: Story) -> str:
    """What is weighed, and how far it can be believed."""
    tie = story.tie
    if tie is None or not tie.designs:
        return ""
    return (
        "Pressing is playing one standard deviation further on the front foot than is usual at that score, dropping "
        "back one less, either to the end of the 90 minutes; holding is what is usual. What each is worth comes from "
        f"associations in {tie.designs[0].matches:,} league matches of 2017/18 (Wyscout, CC BY 4.0): no design proves "
        "an effect, and where the designs disagree the verdict stays open. What a side did is shown beside it; that it "
        "went well or badly afterwards proves neither."
    )


def key(story: Story) -> str:
    """How the table is read."""
    if story.tie is None:
        return ""
    unit = "points of probability" if story.tie.payoff == "through" else "league points"
    return (
        "Index: front-foot index of the play since the moment above (or kick-off) and until the one below (or the "
        "end), against the league's average; short stretches say little. The plans are counted from what is usual at "
        f"the score, so the two do not share a zero. Press less drop: {unit}, main design. Stake: half the largest "
        "plausible difference on any design. Small figures are 90% intervals; those of the odds include how well the "
        "strengths are known."
    )


def ladder_caption(tie: Tie) -> str:
    """What the table of designs shows."""
    unit = "points of probability" if tie.payoff == "through" else "league points"
    return (
        f"Press less drop in {unit} with its 90% interval, for the side that is named: the leader, at level the home "
        "side. The first design is the main one; the numbers are those in the charts."
    )


def worth(tie: Tie) -> str:
    """What a plan is worth, in two words."""
    if tie.payoff == "points":
        return "League points"
    return "Wins" if tie.last else "Goes through"


def position(lead: int) -> str:
    """Where a side stands, from its own view.

    >>> position(2), position(-1), position(0)
    ('lead by 2', 'trail by 1', 'are level')
    """
    return f"lead by {lead}" if lead > 0 else f"trail by {-lead}" if lead < 0 else "are level"


def index(found: Index | None) -> str:
    """The front-foot index of a stretch."""
    return NOTHING if found is None else _signed(found.value, 2)


def index_range(found: Index | None) -> str:
    """Its 90% interval and the minutes behind it."""
    if found is None:
        return "no play"
    return f"{_signed(found.low, 1)} to {_signed(found.high, 1)}, {found.minutes:.0f} min"


def level(tie: Tie, value: float) -> str:
    """What a plan is worth: odds or points."""
    return f"{value:.1%}" if tie.payoff == "through" else f"{value:.2f}"


def level_range(tie: Tie, found: Estimated) -> str:
    """Its 90% interval; nothing where the rates were given as sure, or it is too narrow to show."""
    low, high = level(tie, found.low), level(tie, found.high)
    return "" if low == high else f"{low} to {high}"


def change(tie: Tie, value: float) -> str:
    """A difference of two plans: points of probability, or league points."""
    return _signed(100.0 * value, 1) if tie.payoff == "through" else _signed(value, 2)


def change_range(tie: Tie, found: Estimated) -> str:
    """Its 90% interval."""
    return f"{change(tie, found.low)} to {change(tie, found.high)}"


def stake(tie: Tie, value: float) -> str:
    """The stake, without a sign."""
    return decimals(100.0 * value, 1) if tie.payoff == "through" else decimals(value, 2)


def verdict(tie: Tie, weighing: Weighing) -> str:
    """The verdict, and that it hardly matters where so little is at stake."""
    small = tie.payoff == "through" and weighing.stake < SMALL_STAKE
    return f"{weighing.verdict}; hardly matters" if small else weighing.verdict


def _signed(value: float, places: int) -> str:
    text = decimals(value, places)
    return text if text.startswith("−") or float(text) == 0.0 else f"+{text}"
