"""The fold: what a tie is, from its opening and its entries. Total: no list of entries makes it fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from frontfoot.board.effective import Placed, effect
from frontfoot.board.entries import Card, Clock, FrontFoot, Goal, Happening, Kick, Note, Period, Stoppage, Var
from frontfoot.board.state import ClockState, Phase, State, Told
from frontfoot.goals.clock import Moment, regular_length
from frontfoot.ties.file import Event, TieFile
from frontfoot.ties.leg import Leg
from frontfoot.ties.rulebook import Step
from frontfoot.ties.settle import Reason, Settlement, settle
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Tie

KICK_OFF: Final = Moment(1, 0.0)
MOST_CARDS: Final = 4
SENT_OFF: Final = ("red card", "second yellow")


def fold(opening: TieFile, entries: Sequence[Placed], revision: int) -> State:
    """Where the tie stands.

    Args:
        opening: the tie as it was opened; matches with a score were over then.
        entries: of the ledger, in the order in which they were recorded.
        revision: place of the last entry.
    """
    found = effect(entries)
    problems = [f"'{name}' is spoken of and has not arrived" for name in sorted(found.unknown)]
    legs: list[Leg] = []
    events: list[tuple[Event, ...]] = []
    told: list[tuple[Told, ...]] = []
    current: _Match | None = None
    number = 0
    for number, (leg, known) in enumerate(zip(opening.tie.legs, opening.events, strict=True), start=1):
        own = [(sequence, item) for sequence, item in found.happenings if item.leg == number]
        if leg.played:
            if any(not isinstance(item, FrontFoot) for _, item in own):
                problems.append(
                    f"Match {number} was over when the tie was opened; entries for it are kept, not counted"
                )
            legs.append(leg)
            events.append(known)
            told.append(())
            continue
        if current is not None and current.phase != "over":
            if own:
                problems.append(f"Match {number} has entries and the one before it is not over")
            legs.append(leg)
            events.append(())
            told.append(())
            number -= 1
            break
        current = _match(opening, legs, leg, number, own)
        problems += current.problems
        legs.append(current.leg)
        events.append(current.events)
        told.append(current.told)
    beyond = sorted({item.leg for _, item in found.happenings if item.leg > len(opening.tie.legs)})
    problems += [f"Match {leg} has entries, and the tie has {len(opening.tie.legs)}" for leg in beyond]
    file = replace(opening, tie=Tie(opening.tie.rules, tuple(legs), opening.tie.ruling), events=tuple(events))
    strip = [item for _, item in found.happenings if isinstance(item, FrontFoot)]
    strip.sort(key=lambda item: (item.leg, item.period, item.second))
    shown = current or _over(legs[-1])
    return State(
        file,
        tuple(told),
        number,
        shown.phase,
        shown.clock,
        shown.score,
        shown.men,
        shown.last,
        shown.shoot_out,
        shown.stoppage,
        tuple(strip),
        settle(file.tie.legs, file.tie.rules, file.tie.ruling),
        tuple(problems),
        revision,
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """A match by its entries."""

    leg: Leg
    events: tuple[Event, ...]
    told: tuple[Told, ...]
    phase: Phase
    clock: ClockState
    score: tuple[int, int]
    men: tuple[int, int]
    last: Moment
    shoot_out: ShootOut | None
    stoppage: dict[int, int]
    problems: tuple[str, ...]


def _over(leg: Leg) -> _Match:
    """A match that was over when the tie was opened."""
    end = Moment(4 if leg.extra_time else 2, regular_length(4 if leg.extra_time else 2))
    clock = ClockState(end.period, end.second)
    return _Match(leg, (), (), "over", clock, leg.last_score, (11, 11), end, None, {}, ())


def _match(
    opening: TieFile, before: Sequence[Leg], leg: Leg, number: int, own: Sequence[tuple[int, Happening]]
) -> _Match:
    problems: list[str] = []
    play = _play(own, (leg.home, leg.away), problems)
    score, men = [0, 0], [11, 11]
    regulation = [0, 0]
    kept: list[Told] = []
    for item in play:
        event = item.event
        assert event is not None
        assert event.moment is not None
        side = 0 if event.club == leg.home else 1
        if event.kind == "var" and score[side] == 0:
            problems.append(f"VAR takes back a goal of {event.club} at {event.moment.minute}, and there is none")
            continue
        if event.kind in SENT_OFF and men[side] == 11 - MOST_CARDS:
            problems.append(f"More than {MOST_CARDS} men of {event.club} are sent off; the match would be abandoned")
            continue
        score[side] += (event.kind == "goal") - (event.kind == "var")
        men[side] -= event.kind in SENT_OFF
        if event.moment.period <= 2:
            regulation = list(score)
        kept.append(item)
    clock, ended, started = _clock(own)
    facts = [item.event.moment for item in kept if item.event and item.event.moment and item.event.kind != "note"]
    last = max(facts, default=KICK_OFF)
    kicks, shoot_out = _kicks(own, leg, problems)
    played = _Played(opening, tuple(before), leg, (regulation[0], regulation[1]), (score[0], score[1]))
    whole, phase = played.ending(ended, started, shoot_out)
    if phase == "before" and facts:
        phase = "play"
    if phase == "break" and 2 in ended and 3 not in started:
        clock = ClockState(3)
    marks = [*_marks(own, kept), *_announcements(own, max([*started, *(moment.period for moment in facts)], default=0))]
    everything = sorted([*kept, *marks], key=_order)
    if (shoot_out is not None and phase == "shoot-out") or whole.shoot_out is not None:
        everything += kicks
    elif kicks:
        problems.append("Kicks of a shoot-out are recorded, and the tie has not come to one")
        shoot_out = None
    if phase == "shoot-out" and shoot_out is None:
        shoot_out = ShootOut()
    stoppage = {item.period: item.minutes for _, item in own if isinstance(item, Stoppage)}
    return _Match(
        whole,
        tuple(item.event for item in everything if item.event is not None),
        tuple(everything),
        phase,
        clock,
        (score[0], score[1]),
        (men[0], men[1]),
        last,
        shoot_out,
        stoppage,
        tuple(problems),
    )


def _play(own: Sequence[tuple[int, Happening]], clubs: tuple[str, str], problems: list[str]) -> list[Told]:
    """Events of play and notes, in order of play."""
    found = []
    for sequence, item in own:
        if not isinstance(item, (Goal, Var, Card, Note)):
            continue
        club = None if isinstance(item, Note) else item.club
        if club is not None and club not in clubs:
            problems.append(f"'{club}' does not play in this match; the {item.kind} is kept, not counted")
            continue
        player = item.player if isinstance(item, (Goal, Card)) else ""
        event = Event(Moment.of_event(item.minute), item.kind, club, player, item.note)
        found.append(Told(item.id, sequence, item, item.leg, event))
    return sorted(found, key=_order)


def _order(item: Told) -> tuple[Moment, int]:
    assert item.event is not None
    return (item.event.moment or KICK_OFF, item.sequence)


def _kicks(own: Sequence[tuple[int, Happening]], leg: Leg, problems: list[str]) -> tuple[list[Told], ShootOut | None]:
    """The kicks of the shoot-out that can have been taken, in order."""
    entries = [(sequence, item) for sequence, item in own if isinstance(item, Kick)]
    entries.sort(key=lambda pair: (pair[1].number or 0, pair[0]))
    kicks: list[Told] = []
    state: ShootOut | None = None
    for sequence, item in entries:
        if item.club not in (leg.home, leg.away):
            problems.append(f"'{item.club}' does not play in this match; its kick is kept, not counted")
            continue
        if state is None:
            state = ShootOut(home_next=item.club == leg.home)
        if state.over or state.home_next != (item.club == leg.home):
            why = "the shoot-out was over" if state.over else "it was not their turn"
            problems.append(f"A kick of {item.club} is kept, not counted: {why}")
            continue
        state = state.kick(item.converted)
        event = Event(None, "kick", item.club, item.player, "", item.converted)
        kicks.append(Told(item.id, sequence, item, item.leg, event))
    return kicks, state


def _clock(own: Sequence[tuple[int, Happening]]) -> tuple[ClockState, frozenset[int], frozenset[int]]:
    """The clock, the periods that have ended and those that have begun."""
    ticks = [(item.at.timestamp(), sequence, item) for sequence, item in own if isinstance(item, (Clock, Period))]
    clock = ClockState()
    ended: set[int] = set()
    started: set[int] = set()
    for at, _, item in sorted(ticks, key=lambda tick: tick[:2]):
        if isinstance(item, Clock):
            clock = ClockState(item.period, item.second, item.running, at, item.speed)
            started |= set(range(1, item.period + (item.running or item.second > 0)))
            # The clock set back into a period says that it goes on.
            ended = {period for period in ended if period < item.period}
        elif item.state == "start":
            clock = ClockState(item.period, 0.0, True, at, item.speed)
            started.add(item.period)
            ended.discard(item.period)
        else:
            ended.add(item.period)
            started.add(item.period)
            following = item.period in (1, 3)
            end = regular_length(item.period)
            clock = ClockState(item.period + 1, 0.0) if following else ClockState(item.period, end)
    return clock, frozenset(ended), frozenset(started)


def _marks(own: Sequence[tuple[int, Happening]], kept: Sequence[Told]) -> list[Told]:
    """Half-times and full-times as events of the timeline, none earlier than what happened before them."""
    found = []
    for sequence, item in own:
        if not isinstance(item, Period) or item.state != "end":
            continue
        moments = [told.event.moment for told in kept if told.event and told.event.moment]
        within = [moment for moment in moments if moment.period == item.period]
        if item.period in (1, 3):
            moment, kind = Moment(item.period + 1, 0.0), "half-time"
        else:
            moment, kind = max([Moment(item.period, regular_length(item.period)), *within]), "full-time"
        found.append(Told(item.id, sequence, item, item.leg, Event(moment, kind)))
    return found


def _announcements(own: Sequence[tuple[int, Happening]], begun: int) -> list[Told]:
    """Announced stoppages as events of the timeline, of the periods that have begun."""
    return [
        Told(
            item.id,
            sequence,
            item,
            item.leg,
            Event(Moment(item.period, regular_length(item.period)), "stoppage", minutes=item.minutes),
        )
        for sequence, item in own
        if isinstance(item, Stoppage) and item.period <= begun
    ]


@dataclass(frozen=True, slots=True)
class _Played:
    """What the score and the whistles of a match say about its end."""

    opening: TieFile
    before: tuple[Leg, ...]
    leg: Leg
    regulation: tuple[int, int]
    score: tuple[int, int]

    def ending(self, ended: frozenset[int], started: frozenset[int], shoot_out: ShootOut | None) -> tuple[Leg, Phase]:
        """The match with its score if it is over, and its phase."""
        if 2 not in ended:
            inside = started - ended
            return self.leg, "play" if inside else "break" if started else "before"
        regular = replace(self.leg, full_time=self.regulation)
        if len(self.before) + 1 < self.opening.tie.rules.legs:
            return regular, "over"
        settled = self._settle(regular)
        if settled.reason is Reason.EXTRA_TIME_MISSING:
            if not self._extra_time_over(ended):
                # While extra time is on the match has no score yet, its events tell it.
                return self.leg, "play" if {3, 4} & (started - ended) else "break"
            regular = replace(regular, extra_time=self.score)
            settled = self._settle(regular)
        if settled.reason is Reason.SHOOT_OUT_MISSING:
            if shoot_out is None or not shoot_out.over:
                return self.leg, "shoot-out"
            regular = replace(regular, shoot_out=shoot_out.scored)
        return regular, "over"

    def _settle(self, leg: Leg) -> Settlement:
        return settle((*self.before, leg), self.opening.tie.rules, self.opening.tie.ruling)

    def _extra_time_over(self, ended: frozenset[int]) -> bool:
        kind = self.opening.tie.rules.extra_time
        tie = Tie(self.opening.tie.rules, (*self.before, self.leg))
        lead = tie.carried(len(tie.legs)) + self.score[0] - self.score[1]
        if lead and (kind is Step.GOLDEN_GOAL or (kind is Step.SILVER_GOAL and 3 in ended)):
            return True
        return 4 in ended
