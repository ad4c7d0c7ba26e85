"""Missing events and unknown words in a StatsBomb file: events are numbered, and refer to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from frontfoot.core.wording import several
from frontfoot.match.match import Finding
from frontfoot.match.statsbomb import codes as s
from frontfoot.match.statsbomb.file import Detail, StatsBombEvent

_RETAKEN_SECONDS: Final = 20.0  # a kick-off this soon after another is the same one taken again
_GOAL_MARKS: Final = (s.KEEPER, s.OWN_GOAL_FOR)
_SCORING: Final = (s.SHOT, s.OWN_GOAL_AGAINST, s.OWN_GOAL_FOR)


def lost_events(events: Sequence[StatsBombEvent], seconds: Sequence[float]) -> list[Finding]:
    """Events that the file once had: gaps in their numbers, and identifiers that others name.

    Args:
        events: the events in the order of the file.
        seconds: of each, since its period began.
    """
    findings = []
    numbers = [event.index for event in events]
    gaps = [(a, b) for a, b in pairwise(numbers) if b > a + 1] if any(numbers) else []
    if numbers[0] > 1:
        gaps.insert(0, (0, numbers[0]))
    if gaps:
        count = sum(b - a - 1 for a, b in gaps)
        where = ", ".join(f"{a + 1} to {b - 1}" if b > a + 2 else str(a + 1) for a, b in gaps[:3])
        more = f" and {len(gaps) - 3} more gaps" if len(gaps) > 3 else ""
        what = f"{several(count, 'event is', 'events are')} missing from the file: index {where}{more}"
        findings.append(Finding("events-missing", "warning", what, count))
    present = {event.id for event in events}
    named = {other for event in events for other in event.related_events if other not in present}
    if named and not gaps:
        what = f"{several(len(named), 'event', 'events')} that others name as related {_be(len(named))} not in the file"
        findings.append(Finding("events-missing", "warning", what, len(named)))
    return findings + _lost_goals(events, seconds)


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _lost_goals(events: Sequence[StatsBombEvent], seconds: Sequence[float]) -> list[Finding]:
    """Goals that left their marks: a goalkeeper beaten, the own goal's other half, a kick-off within a period."""
    places: list[str] = []
    kinds = [event.type.id for event in events]
    goals = [row for row, event in enumerate(events) if _is_goal(kinds[row], event.shot)]
    scored = {event.id for event in (events[row] for row in goals)}
    for row in (row for row, kind in enumerate(kinds) if kind in _GOAL_MARKS):
        event = events[row]
        beaten = event.type.id == s.KEEPER and event.goalkeeper is not None and event.goalkeeper.type is not None
        if beaten and event.goalkeeper.type.id in s.CONCEDED and event.period <= 4:  # type: ignore[union-attr]
            if scored.isdisjoint(event.related_events) and not _near(row, goals, events, seconds):
                places.append(f"the goalkeeper is beaten {_when(event, seconds[row])}")
        elif event.type.id == s.OWN_GOAL_FOR and not any(
            events[other].type.id == s.OWN_GOAL_AGAINST and events[other].period == event.period
            for other in _close(row, goals, seconds)
        ):
            places.append(f"an own goal is credited {_when(event, seconds[row])}")
    lost = list(places)
    since: dict[int, float] = {}  # period -> the last kick-off or goal
    kick_offs = {row for row, event in enumerate(events) if _is_kick_off(event.pass_)}.difference(goals)
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
    what = f"A goal seems to be missing from the events: {', '.join(lost)}, but no goal before it"
    return [Finding("goal-missing", "error", what, len(places) or len(lost))]


def _is_goal(kind: int, shot: Detail | None) -> bool:
    if shot is None:
        return kind == s.OWN_GOAL_AGAINST
    return kind == s.OWN_GOAL_AGAINST or (shot.outcome is not None and shot.outcome.id == s.GOAL)


def _is_kick_off(pass_: Detail | None) -> bool:
    return pass_ is not None and pass_.type is not None and pass_.type.id == s.KICK_OFF


def _close(row: int, goals: list[int], seconds: Sequence[float]) -> list[int]:
    return [goal for goal in goals if abs(seconds[goal] - seconds[row]) <= _RETAKEN_SECONDS]


def _near(row: int, goals: list[int], events: Sequence[StatsBombEvent], seconds: Sequence[float]) -> bool:
    return any(events[goal].period == events[row].period for goal in _close(row, goals, seconds))


def _when(event: StatsBombEvent, seconds: float) -> str:
    return f"in period {event.period} at {seconds:.0f} s"


def unknown_values(events: Sequence[StatsBombEvent], details: Sequence[Detail]) -> list[Finding]:
    """Types and details of events that none of the documents names.

    Args:
        events: the events.
        details: of each, the object that carries its own details.
    """
    # Few combinations occur; only where one is not known is it worth looking at every event.
    met = {
        (
            event.type.id,
            detail.outcome.id if detail.outcome else None,
            detail.type.id if detail.type else None,
            detail.card.id if detail.card else None,
        )
        for event, detail in zip(events, details, strict=True)
    }
    if all(_is_known(*combination) for combination in met):
        return []
    of_types: Counter[tuple[int, str]] = Counter()
    of_details: Counter[tuple[int, str, str, int]] = Counter()
    for event, detail in zip(events, details, strict=True):
        kind = event.type.id
        if kind not in s.EVENT_TYPES:
            of_types[kind, event.type.name] += 1
        for name, value in (("outcome", detail.outcome), ("type", detail.type), ("card", detail.card)):
            known = _KNOWN.get((kind, name))
            if value is not None and known is not None and value.id not in known:
                of_details[kind, event.type.name, name, value.id] += 1
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
        what = f"{several(count, 'event', 'events')} of type {name} with the {field} {number}, which is not known"
        what += ": a goal may be among them" if scores else "; it was read as not stated"
        findings.append(Finding("unknown-id", "error" if scores else "warning", what, count))
    return findings


def _is_known(kind: int, outcome: int | None, type_: int | None, card: int | None) -> bool:
    details = (("outcome", outcome), ("type", type_), ("card", card))
    return kind in s.EVENT_TYPES and all(
        value is None or (kind, name) not in _KNOWN or value in _KNOWN[kind, name] for name, value in details
    )


_KNOWN: Final = s.KNOWN_DETAILS
