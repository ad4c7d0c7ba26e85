"""What happens in a match of a tie: events of play, whistles, and settings of the clock."""

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
        moment: when; None for a kick of a shoot-out.
        kind: goal, var (the last goal of `club` is taken back), red card, second yellow, yellow card, half-time,
            full-time, note, stoppage or kick.
        club: whose; an own goal is a goal of the club that profits.
        player, note: as written.
        converted: of a kick.
        minutes: of announced stoppage, for the period of `moment`.
        bench: the card was shown to a man who is not on the pitch (substituted, unused, coach); it costs no man.
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
    """A period begins or ends.

    Attributes:
        period: 1 to 4.
        ends: whether it ends.
        at: seconds since the epoch, as its sender says.
        recorded: when it was recorded, seconds since the epoch; None where that is not known.
        speed: seconds of the match in a second, above 1 in a replay.
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
    """The clock is set: at `at` it showed `second` of `period`, and ran or stood; other attributes as of `Whistle`."""

    period: int
    second: float
    running: bool
    at: float
    recorded: float | None = None
    speed: float = 1.0
    id: str = ""


Occurrence: TypeAlias = Event | Whistle | ClockSetting
"""Anything that can happen in a match."""
