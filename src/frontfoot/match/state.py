"""Whether a match is over, at a pause, or being played, as far as its record shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from frontfoot.core.minute import LENGTHS, minute_of_clock

State = Literal["half-time", "in play", "finished"]
KnownBy = Literal["status", "whistle", "cut", "length"]

_EARLY: Final = 30.0  # the last event of a period may come this long before its regular end
_NAMES: Final = {
    1: "half-time",
    2: "the end of 90 minutes",
    3: "half-time of extra time",
    4: "the end of extra time",
    5: "the shoot-out",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a match has come.

    Attributes:
        state: "half-time" (of the match or of extra time), "in play", or "finished" (the last period on record ended).
        period: the last period on record, 1 to 5.
        seconds: its clock where the record ends.
        known_by: "status" (the file states it), "whistle" (the end of the period is an event), "cut" (the record was
            cut there), "length" (nothing states it: taken from where the record ends).
    """

    state: State = "finished"
    period: int = 2
    seconds: float = 2_700.0
    known_by: KnownBy = "status"

    @property
    def minute(self) -> str:
        """The minute at which the record ends (`frontfoot.core.minute`), or "the shoot-out".

        >>> Progress("in play", 2, 900.0, "cut").minute, Progress("half-time", 1, 2817.0, "length").minute
        ("60'", "45+2'")
        """
        return minute_of_clock(self.period, self.seconds) if self.period in LENGTHS else _NAMES[self.period]

    @property
    def unfinished(self) -> bool:
        """Whether play is still to come."""
        return self.state != "finished"

    @property
    def words(self) -> str:
        """The state as the opening of a sentence.

        >>> Progress("half-time", 1, 2760.0, "whistle").words, Progress("in play", 2, 900.0, "cut").words
        ('At half-time', "After 60'")
        >>> Progress("in play", 2, 430.0, "whistle").words
        "At 53'"
        """
        playing = "In" if self.period not in LENGTHS else "At" if self.seconds % 60.0 else "After"
        return {
            "half-time": f"At {_NAMES[self.period]}",
            "in play": f"{playing} {self.minute}",
            "finished": "Finished",
        }[self.state]

    @property
    def sentence(self) -> str:
        """What the record shows of the end of the match, and how that is known."""
        pause = _NAMES[self.period]
        if self.known_by == "length":
            taken = {
                "half-time": f"being at {pause}",
                "in play": f"under way until {self.minute}",
                "finished": "finished",
            }[self.state]
            unknown = "Nothing in the record states whether the match is over"
            return f"{unknown}; it ends at {self.minute} and is taken as {taken}"
        if self.known_by == "cut":
            return f"The record was cut at {self.minute if self.state == 'in play' else pause}"
        return {
            "half-time": f"The record ends at {pause}",
            "in play": f"The match is under way: the record ends at {self.minute}",
            "finished": "The match is finished",
        }[self.state]


def progress_of(
    last: tuple[int, float],
    *,
    ended: frozenset[int] | None = None,
    over: bool | None = None,
    cut: tuple[int, float] | None = None,
    decided: bool = False,
) -> Progress:
    """How far a match has come.

    Args:
        last: the last period on record and its clock there.
        ended: periods whose end is an event of the record; None where the provider has no such events.
        over: whether the file states that the match is over; None where it states nothing.
        cut: the period and the clock at which a longer record was cut, the clock infinite for the end of the period.
        decided: whether the kicks of a shoot-out on record decide it.

    >>> progress_of((1, 2760.0), ended=frozenset({1})).state, progress_of((2, 900.0)).state
    ('half-time', 'in play')
    >>> progress_of((2, 2950.0)).state, progress_of((2, 2950.0), ended=frozenset({1})).state
    ('finished', 'in play')
    """
    period, seconds = last
    pause: State = "half-time" if period in (1, 3) else "finished"
    if cut is not None:
        whole = cut[1] == float("inf")
        return Progress(pause if whole else "in play", period, seconds if whole else cut[1], "cut")
    if over:
        return Progress("finished", period, seconds, "status")
    if period == 5:
        return Progress("finished" if decided else "in play", period, seconds, "length")
    if ended is not None:
        return Progress(pause if period in ended else "in play", period, seconds, "whistle")
    whole = seconds >= 60.0 * LENGTHS[period] - _EARLY
    if over is False:
        return Progress("half-time" if whole and period in (1, 3) else "in play", period, seconds, "status")
    return Progress(pause if whole else "in play", period, seconds, "length")
