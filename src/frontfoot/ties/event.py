"""The events of a match of a tie: events of play, whistles, and settings of the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from frontfoot.goals.clock import Moment

SENT_OFF: Final = ("red card", "second yellow")
OF_A_CLUB: Final = ("goal", "var", "red card", "second yellow", "yellow card", "kick")


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the timeline of a match.

    Attributes:
        moment: when it happened; None for a kick of a shoot-out.
        kind: goal, var (the last goal of `club` is taken back), red card, second yellow, yellow card, half-time,
            full-time, note, stoppage or kick.
        club: the club concerned; an own goal is a goal of the club that profits.
        player, note: text as entered.
        converted: whether a kick was converted.
        minutes: minutes of announced stoppage, for the period of `moment`.
        bench: the card was shown to someone not on the pitch (substituted, unused, coach); the side loses no player.
        id: of the entry that it comes from; empty in a tie file.
    """

    moment: Moment | None
    kind: str
    club: str | None = None
    player: str = ""
    note: str = ""
    converted: bool = True
    minutes: int | None = None
    bench: bool = False
    id: str = field(default="", compare=False)

    def text(self) -> str:
        """The event in words."""
        if self.minutes is not None:
            return f"{self.minutes} minutes of stoppage announced"
        who = " ".join(
            part for part in (self.player, f"({self.note})" if self.note and self.player else self.note) if part
        )
        kind = {"var": "goal taken back"}.get(self.kind, self.kind)
        parts = [f"{kind} on the bench" if self.bench else kind, self.club or "", who]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Whistle:
    """The beginning or the end of a period.

    Attributes:
        period: 1 to 4.
        ends: whether it ends.
        at: seconds since the epoch, as its sender says.
        recorded: when it was recorded, seconds since the epoch; None if that is not known.
        speed: seconds of the match per second, above 1 in a replay.
        id: of the entry.
    """

    period: int
    ends: bool
    at: float
    recorded: float | None = None
    speed: float = 1.0
    id: str = ""


@dataclass(frozen=True, slots=True)
class ClockSetting:
    """A clock setting: at `at` it showed `second` of `period`, running or stopped; the rest as in `Whistle`."""

    period: int
    second: float
    running: bool
    at: float
    recorded: float | None = None
    speed: float = 1.0
    id: str = ""


Occurrence: TypeAlias = Event | Whistle | ClockSetting
"""Anything that can happen in a match."""
