"""Checks of a match on reading: errors that can be repaired are listed in `repairs`, the rest in `findings`."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from frontfoot.core.errors import ReadError
from frontfoot.core.wording import several
from frontfoot.match.codes import Array
from frontfoot.match.columns import NOBODY, PLACES
from frontfoot.match.draft import Draft
from frontfoot.match.duels import drop_doubled, drop_duplicates, pair
from frontfoot.match.flips import mend_flips
from frontfoot.match.goals import check_score, kicks_decide, odd_shots, own_goals
from frontfoot.match.match import Finding, Match, Period, Repair
from frontfoot.match.state import Progress, progress_of
from frontfoot.match.until import LATE_START, LONGEST

_HALF_SECONDS: Final = 2_400.0  # a half that ends before 40 minutes is not complete
_EXTRA_SECONDS: Final = 780.0  # 13 minutes of extra time
EXTRA_TIME: Final = 4  # the last period of play
_OFF_PITCH: Final = 3.0  # metres beyond the lines that a throw-in or a corner may lie
_PLAYED: Final = ("pass", "carry", "take_on", "shot", "tackle", "aerial", "loose_ball", "foul")
_KEEPERS: Final = re.compile(r"(?i)^(goalkeeper|gk|torwart|tw)$")


def admit(draft: Draft) -> Match:
    """The match of a draft, after checks and repairs. The draft is used up.

    Raises:
        ReadError: not one event belongs to either team, or none has a time that a match could have.
    """
    for check in (_sides, _offset, _clock, _duplicates, _doubled, _off_pitch, _flips, _pairs, own_goals):
        check(draft)
    periods = _periods(draft)
    progress = _progress(draft, periods)
    _complete(draft, periods, progress)
    check_score(draft)
    odd_shots(draft)
    _placeholders(draft)
    _renumber_frames(draft)
    return Match(
        info=draft.info,
        home=draft.home,
        away=draft.away,
        periods=periods,
        events=draft.events.frame(),
        players=draft.players,
        freeze_frames=draft.freeze_frames,
        formations=draft.formations,
        provides=draft.provides,
        repairs=tuple(draft.repairs),
        findings=tuple(draft.findings),
        progress=progress,
    )


def _renumber_frames(draft: Draft) -> None:
    """Update the rows of freeze frames after events have moved; frames of removed events are dropped."""
    if draft.freeze_frames is None or not draft.events.moved():
        return
    row = draft.events.new_rows()[draft.freeze_frames["index"].to_numpy()]
    order = np.argsort(row, kind="stable")
    order = order[row[order] >= 0]
    frames = draft.freeze_frames[order]
    draft.freeze_frames = frames.with_columns(index=row[order].astype(np.uint32))


def _sides(draft: Draft) -> None:
    nobody = draft.events.side == NOBODY
    if nobody.all():
        raise ReadError(
            "Not one event belongs to either team",
            place=draft.place,
            remedy="Check that events and teams are of the same match",
        )
    played = int((nobody & draft.events.is_kind(*_PLAYED)).sum())
    if played:
        text = several(played, "event belongs", "events belong") + " to neither team, and to no count"
        draft.findings.append(Finding("unknown-team", "warning", text, played))


def _offset(draft: Draft) -> None:
    """Let every period's clock start at 0, and leave out events at impossible times."""
    events = draft.events
    starts = _by_period(events.period, events.seconds, np.fmin)
    late = [period for period, start in starts.items() if LATE_START < start < LONGEST]
    if late:
        events.seconds = events.seconds.copy()
        for period in late:
            events.seconds[events.period == period] -= starts[period]
        text = f"The clock of period {', '.join(map(str, late))} did not start at the period's start"
        draft.repairs.append(Repair("clock-offset", text + "; its first event was taken as the start", len(late)))
    possible = events.seconds <= LONGEST
    if count := int((~possible).sum()):
        events.take(possible)
        text = several(count, "event lies", "events lie") + " more than two hours into a period; left out"
        draft.findings.append(Finding("clock-impossible", "error", text, count))
    if not len(events):
        raise ReadError(
            "No event has a time that a match could have", place=draft.place, remedy="Export the file again"
        )


def _by_period(period: Array, seconds: Array, least_or_most: np.ufunc) -> dict[int, float]:
    return {
        number: float(least_or_most.reduce(seconds[period == number]))
        for number in np.flatnonzero(np.bincount(period)).tolist()
    }


def _clock(draft: Draft) -> None:
    """Sort what is out of order: the clock may run backwards in a file, not in a match.

    Rows that the reader inserted, such as the ball going out when a pass is over, are sorted without a repair.
    """
    events = draft.events
    late = _late(events.period, events.seconds)
    if not late and bool((events.period[1:] >= events.period[:-1]).all()):
        return
    if draft.inserted is not None:
        own = ~draft.inserted[events.rows]
        period, seconds = events.period[own], events.seconds[own]
    else:
        period, seconds = events.period, events.seconds
    late = _late(period, seconds)
    periods_mixed = bool((period[1:] < period[:-1]).any())
    events.take(np.lexsort((events.seconds, events.period)))
    if late or periods_mixed:
        where = several(late, "event", "events") if late else "the change of periods"
        text = f"The clock ran backwards at {where}; the events were put in the order of their times"
        draft.repairs.append(Repair("clock-backwards", text, late))


def _late(period: Array, seconds: Array) -> int:
    """How many events come after one of the same period with a later time."""
    late = 0
    for number in np.flatnonzero(np.bincount(period)):
        of_period = seconds[period == number]
        late += int((of_period < np.maximum.accumulate(of_period)).sum())
    return late


def _duplicates(draft: Draft) -> None:
    draft.repairs += drop_duplicates(draft.events)


def _doubled(draft: Draft) -> None:
    # Every StatsBomb event has an identifier of its own, and both sides' halves of a duel name each other.
    if draft.info.provider != "statsbomb":
        draft.repairs += drop_doubled(draft.events)


def _off_pitch(draft: Draft) -> None:
    """Impossible places: infinite, or far outside the lines."""
    events = draft.events
    bad = np.zeros(len(events), dtype=bool)
    for name, full in PLACES:
        values = getattr(events, name)
        bad |= (values < -_OFF_PITCH) | (values > full + _OFF_PITCH)
    count = int(bad.sum())
    if not count:
        return
    for name, _ in PLACES:
        setattr(events, name, np.where(bad, np.nan, getattr(events, name)))
    text = several(count, "event lay", "events lay") + " outside the pitch; the place was taken out"
    draft.repairs.append(Repair("off-pitch", text, count))


def _placeholders(draft: Draft) -> None:
    if draft.placeholders:
        where = several(draft.placeholders, "event", "events")
        text = f"At {where} a placeholder, a corner of the pitch, stood for a place; it was taken out"
        draft.repairs.append(Repair("placeholder", text, draft.placeholders))


def _flips(draft: Draft) -> None:
    code = {person: place for place, person in enumerate(draft.events.people)}
    listed = zip(draft.players["player"].to_list(), draft.players["position"].to_list(), strict=True)
    keepers = [code[player] for player, position in listed if position and player in code and _KEEPERS.match(position)]
    repairs, findings = mend_flips(draft.events, keepers)
    draft.repairs += repairs
    draft.findings += findings


def _pairs(draft: Draft) -> None:
    if draft.events.related is None:
        pair(draft.events)


def _periods(draft: Draft) -> tuple[Period, ...]:
    last = _by_period(draft.events.period, draft.events.seconds, np.fmax)
    return tuple(Period(int(number), seconds) for number, seconds in last.items())


def _progress(draft: Draft, periods: tuple[Period, ...]) -> Progress:
    last, cut = periods[-1], draft.cut
    progress = progress_of(
        (last.number, last.seconds),
        ended=draft.ended,
        over=draft.over,
        cut=(cut.period, cut.seconds) if cut is not None else None,
        decided=kicks_decide(draft.events),
    )
    if progress.known_by != "status" and (progress.unfinished or progress.known_by == "length"):
        draft.findings.append(Finding("match-state", "note", progress.sentence))
    return progress


def _complete(draft: Draft, periods: tuple[Period, ...], progress: Progress) -> None:
    """Report periods that are missing or end too early; the last one of an unfinished match may end early."""
    recorded = {period.number for period in periods}
    whole = (1, 2, *sorted(draft.stated_periods | ({3, 4} if recorded & {3, 4} else set())))
    for number in (number for number in whole if not progress.unfinished or number < progress.period):
        if number not in recorded:
            draft.findings.append(Finding("missing-period", "error", f"There are no events of period {number}"))
    for period in periods:
        least = _HALF_SECONDS if period.number <= 2 else _EXTRA_SECONDS
        running = progress.state == "in play" and period.number == progress.period
        if period.number <= EXTRA_TIME and period.seconds < least and not running:
            text = f"Period {period.number} ends after {period.seconds / 60:.0f} minutes"
            draft.findings.append(Finding("short-period", "warning", text))
