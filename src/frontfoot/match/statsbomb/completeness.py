"""Missing events and unknown words in a StatsBomb file: events are numbered, and refer to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from operator import attrgetter
from typing import Final

import numpy as np

from frontfoot.core.wording import several
from frontfoot.match.match import Finding
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.file import StatsBombEvent
from frontfoot.match.statsbomb.listed import Listed

_RETAKEN_SECONDS: Final = 20.0  # a kick-off this soon after another is the same one taken again
_GOAL_MARKS: Final = (s.KEEPER, s.OWN_GOAL_FOR)
_SCORING: Final = (s.SHOT, s.OWN_GOAL_AGAINST, s.OWN_GOAL_FOR)


def lost_events(listed: Listed, seconds: Sequence[float], unrelated: Set[str]) -> list[Finding]:
    """Events that the file once had: gaps in their numbers, and identifiers that others name.

    Args:
        listed: the events in the order of the file.
        seconds: of each, since its period began.
        unrelated: identifiers that events name as related and the file does not hold.
    """
    findings = []
    numbers = np.array([event.index for event in listed.events], dtype=np.int64)
    before = np.flatnonzero((np.diff(numbers) > 1) & numbers.any()).tolist()
    gaps = [(int(numbers[row]), int(numbers[row + 1])) for row in before]
    if numbers[0] > 1:
        gaps.insert(0, (0, int(numbers[0])))
    if gaps:
        count = sum(b - a - 1 for a, b in gaps)
        where = ", ".join(f"{a + 1} to {b - 1}" if b > a + 2 else str(a + 1) for a, b in gaps[:3])
        more = f" and {several(len(gaps) - 3, 'more gap', 'more gaps')}" if len(gaps) > 3 else ""
        text = f"{several(count, 'event is', 'events are')} missing from the file: index {where}{more}"
        findings.append(Finding("events-missing", "warning", text, count))
    elif unrelated:
        number = len(unrelated)
        text = several(number, "event that others name as related is", "events that others name as related are")
        text += " not in the file"
        findings.append(Finding("events-missing", "warning", text, number))
    return findings + _lost_goals(listed, seconds)


def _lost_goals(listed: Listed, seconds: Sequence[float]) -> list[Finding]:
    """Goals that left their marks: a goalkeeper beaten, the own goal's other half, a kick-off within a period."""
    places: list[str] = []
    events = listed.events
    goals = [row for row, event in listed.of(s.SHOT, s.OWN_GOAL_AGAINST) if _is_goal(event)]
    scored = {listed.ids[row] for row in goals}
    for row, event in listed.of(*_GOAL_MARKS):
        beaten = event.type.id == s.KEEPER and event.goalkeeper is not None and event.goalkeeper.type is not None
        if beaten and event.goalkeeper.type.id in s.CONCEDED and event.period <= 4:  # type: ignore[union-attr]
            near = any(events[goal].period == event.period for goal in _close(row, goals, seconds))
            if scored.isdisjoint(event.related_events) and not near:
                places.append(f"the goalkeeper is beaten {_when(event, seconds[row])}")
        elif event.type.id == s.OWN_GOAL_FOR and not any(
            events[other].type.id == s.OWN_GOAL_AGAINST and events[other].period == event.period
            for other in _close(row, goals, seconds)
        ):
            places.append(f"an own goal is credited {_when(event, seconds[row])}")
    lost = list(places)
    since: dict[int, float] = {}  # period -> the last kick-off or goal
    kick_offs = {row for row, detail in listed.details.of(s.PASS) if detail.type and detail.type.id == s.KICK_OFF}
    for row in sorted(kick_offs.union(goals)):
        event = events[row]
        if row not in kick_offs:
            since[event.period] = np.inf
            continue
        before = since.get(event.period, np.inf)
        since[event.period] = seconds[row]
        if seconds[row] - before > _RETAKEN_SECONDS:
            lost.append(f"there is a kick-off {_when(event, seconds[row])}")
    if not lost:
        return []
    text = f"A goal seems to be missing from the events: {', '.join(lost)}, but no goal before it"
    return [Finding("goal-missing", "error", text, len(places) or len(lost))]


def _is_goal(event: StatsBombEvent) -> bool:
    if event.type.id == s.OWN_GOAL_AGAINST:
        return True
    return event.shot is not None and event.shot.outcome is not None and event.shot.outcome.id == s.GOAL


def _close(row: int, goals: list[int], seconds: Sequence[float]) -> list[int]:
    return [goal for goal in goals if abs(seconds[goal] - seconds[row]) <= _RETAKEN_SECONDS]


def _when(event: StatsBombEvent, seconds: float) -> str:
    return f"in period {event.period} at {seconds:.0f} s"


def unknown_values(listed: Listed) -> list[Finding]:
    """Types and details of events that none of the documents names."""
    events = listed.events
    of_types: Counter[tuple[int, str]] = Counter()
    if not s.EVENT_TYPES.issuperset(listed.kinds):
        of_types.update((event.type.id, event.type.name) for event in events if event.type.id not in s.EVENT_TYPES)
    of_details: Counter[tuple[int, str, str, int]] = Counter()
    for (kind, name), documented in s.KNOWN_DETAILS.items():
        value_of = attrgetter(name)
        for row, detail in listed.details.of(kind):
            if (value := value_of(detail)) is not None and value.id not in documented:
                of_details[kind, events[row].type.name, name, value.id] += 1
    findings = [
        Finding(
            "unknown-id",
            "error",
            f"{several(count, 'event has', 'events have')} the type {number} ({name or 'no name'}), "
            "which is not known: a goal may be among them",
            count,
        )
        for (number, name), count in of_types.items()
    ]
    for (kind, name, field, number), count in of_details.items():
        scores = kind in _SCORING and field == "outcome"
        text = f"{several(count, 'event', 'events')} of type {name} with the {field} {number}, which is not known"
        text += ": a goal may be among them" if scores else "; it was read as not stated"
        findings.append(Finding("unknown-id", "error" if scores else "warning", text, count))
    return findings
