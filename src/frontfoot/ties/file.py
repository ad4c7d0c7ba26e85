"""Tie files: reading them into a tie with its events, and writing them (docs: the tie file)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.core.season import season_name
from frontfoot.core.toml import read_toml
from frontfoot.core.wording import several
from frontfoot.goals.clock import Moment, regular_length
from frontfoot.goals.market import MatchOdds
from frontfoot.goals.results.competitions import EUROPEAN
from frontfoot.ties.course import MatchCourse, match_course
from frontfoot.ties.document import FileEvent, LegDocument, TieDocument, tie_document
from frontfoot.ties.event import Event
from frontfoot.ties.leg import Leg, Score
from frontfoot.ties.rulebook import Rules, rules
from frontfoot.ties.settle import Decision, Ruling
from frontfoot.ties.situation import Tie
from frontfoot.ties.tie_file import TieFile, inside


def read_tie(path: str | Path) -> TieFile:
    """The contents of a tie file (TOML): the legs, their dates and their events.

    Args:
        path: path of the file.

    Returns:
        The tie with its scores (`tie`), the events of each leg, and rates if the file gives them.

    Raises:
        ReadError: the file is missing, too large or not TOML.
        InputError: an unknown key, a third leg, goals that do not add up to the score, ...

    >>> import frontfoot
    >>> from frontfoot.cli.examples import example
    >>> frontfoot.read_tie(example()).tie.settle().winner
    'Atalanta'
    """
    document = read_toml(path, "The tie file", "docs/tie.md")
    try:
        file = parse_tie(document, place=str(path))
        check_dates(file.tie, str(path))
        return file
    except InputError as error:
        if error.place.startswith(str(path)):
            raise
        # Errors about rules do not name the file; it is added here.
        raise inside(str(path), error) from None


def parse_tie(document: Mapping[str, Any], *, place: str = "tie file") -> TieFile:
    """The tie of a decoded tie file; see `read_tie` for the errors."""
    return tie_file_of(tie_document(dict(document), place=place), place=place)


def tie_file_of(document: TieDocument, *, place: str = "tie file") -> TieFile:
    """The tie of a tie document.

    Raises:
        InputError: rules that are not known, another number of matches than they have, clubs, scores or events that
            contradict one another.
    """
    count = len(document.leg)
    chosen = rules(document.competition, document.season, document.round, legs=None if document.round else count)
    if count != chosen.legs:
        raise InputError(
            f"The file has {several(count, 'leg', 'legs')}, and the rules have {chosen.legs}",
            place=place,
            remedy=f"{chosen.title}: {chosen.describe()}",
        )
    legs: list[Leg] = []
    events: list[tuple[Event, ...]] = []
    for number, entry in enumerate(document.leg, start=1):
        leg, own = _leg(entry, chosen, last=number == count, where=f"{place}, leg {number}")
        legs.append(leg)
        events.append(own)
    try:
        tie = Tie(chosen, tuple(legs), _ruling(document, (legs[0].home, legs[0].away), place))
    except InputError as error:
        raise error if error.place.startswith(place) else inside(place, error) from None
    odds = [_odds(entry, f"{place}, leg {number}") for number, entry in enumerate(document.leg, start=1)]
    return TieFile(tie, tuple(events), tuple(entry.rates for entry in document.leg), tuple(odds), place)


def _odds(entry: LegDocument, where: str) -> MatchOdds | None:
    if entry.odds is None and entry.over_under is None:
        return None
    if entry.rates is not None:
        raise InputError("Both rates and odds are given", place=where, remedy="Leave one of them out")
    try:
        return MatchOdds.of(entry.odds or (), entry.over_under)
    except InputError as error:
        raise inside(where, error) from None


def check_dates(tie: Tie, place: str) -> None:
    """Check that the matches lie in their season and in order; for new entries, not for recorded ones.

    Raises:
        InputError: a day outside the season, or a second leg before the first.
    """
    for number, leg in enumerate(tie.legs, start=1):
        if leg.date is not None:
            _in_season(leg.date, tie.rules, f"{place}, leg {number}")
    days = [leg.date for leg in tie.legs]
    if len(days) == 2 and days[0] is not None and days[1] is not None and days[0] >= days[1]:
        raise InputError(
            f"Leg 2 is dated {days[1].isoformat()}, not after leg 1 of {days[0].isoformat()}",
            place=f"{place}, leg 2",
            remedy="Correct the dates, or list the legs in the order of play",
        )


def _in_season(day: date, chosen: Rules, where: str) -> None:
    """A European season runs from June to August, others lie in the year of their name or the next."""
    european = chosen.competition in EUROPEAN
    first, last = (
        ((chosen.season, 6), (chosen.season + 1, 8)) if european else ((chosen.season, 1), (chosen.season + 1, 12))
    )
    if not first <= (day.year, day.month) <= last:
        begins = day.year if day.month >= 6 or not european else day.year - 1
        named = season_name(chosen.season)
        raise InputError(
            f"{day.isoformat()} is not in the season {named}",
            place=where,
            remedy=f"A season is named by the year in which it begins: season = {begins}",
        )


def _leg(entry: LegDocument, chosen: Rules, *, last: bool, where: str) -> tuple[Leg, tuple[Event, ...]]:
    clubs = canonical(entry.home), canonical(entry.away)
    neutral = chosen.neutral if entry.neutral is None else entry.neutral
    try:
        leg = Leg(*clubs, entry.score, entry.extra_time, entry.shoot_out, entry.date, neutral)
    except InputError as error:
        raise InputError(error.problem, place=where, remedy=error.remedy) from None
    events = [event_of(item) for item in entry.event]
    for number, event in enumerate(events, start=1):
        if event.club is not None and event.club not in clubs:
            raise InputError(
                f"'{event.club}' does not play in this match",
                place=f"{where}, event {number}",
                remedy=f'Write club = "{clubs[0]}" or "{clubs[1]}"',
            )
    extra = leg.extra_time is not None or any(event.moment.period >= 3 for event in events if event.moment)
    kicks = leg.shoot_out is not None or any(event.moment is None for event in events)
    for held, known, part in ((extra, chosen.extra_time, "extra time"), (kicks, chosen.shoot_out, "shoot-out")):
        if held and not (known and last):
            raise InputError(
                f"This match has no {part}", place=where, remedy=f"{chosen.competition}: {chosen.describe()}"
            )
    course = match_course(clubs, events)
    if course.problems:
        raise InputError(course.problems[0], place=where, remedy="Check the events, their minutes and their order")
    _adds_up(course, leg, where)
    return leg, (*course.events, *course.kicks)


def event_of(item: FileEvent) -> Event:
    """The event that an entry of a document describes, its club with the name of the table of clubs."""
    club = getattr(item, "club", None)
    minutes = getattr(item, "minutes", None)
    if item.kind == "kick":
        moment = None
    elif item.kind == "stoppage" and item.minute is None:
        period = item.period or 1
        moment = Moment(period, regular_length(period))
    else:
        moment = Moment.of_event(item.minute or "")
    return Event(
        moment,
        item.kind,
        None if club is None else canonical(club),
        getattr(item, "player", ""),
        item.note,
        getattr(item, "converted", True),
        minutes,
        getattr(item, "bench", False),
        getattr(item, "id", ""),
    )


def _adds_up(course: MatchCourse, leg: Leg, where: str) -> None:
    """Check that the goals, less those taken back, give the score, and that the kicks fit the shoot-out's score."""
    goals: tuple[tuple[str, Score | None, Score], ...] = (
        ("score", leg.full_time, course.regulation),
        ("extra time", leg.extra_time, course.last.score),
    )
    for name, stated, counted in goals:
        if stated is not None and counted != stated and course.events:
            raise InputError(
                f"The goals among the events give {counted[0]}-{counted[1]}, the {name} says {stated[0]}-{stated[1]}",
                place=where,
                remedy="List every goal, or leave the events out",
            )
    kicks, stated = course.shoot_out, leg.shoot_out
    if kicks is None or stated is None:
        return
    scored = kicks.scored
    if scored != stated if kicks.over else scored[0] > stated[0] or scored[1] > stated[1]:
        raise InputError(
            f"The kicks give {scored[0]}-{scored[1]}, the shoot_out says {stated[0]}-{stated[1]}",
            place=where,
            remedy="List every kick, or leave the kicks out",
        )


def _ruling(document: TieDocument, clubs: tuple[str, str], place: str) -> Ruling | None:
    if document.ruling is None:
        return None
    winner = canonical(document.ruling.winner)
    if winner not in clubs:
        raise InputError(
            f"The ruling is for '{winner}', which does not play in this tie",
            place=place,
            remedy=f'Write winner = "{clubs[0]}" or "{clubs[1]}"',
        )
    return Ruling(winner, Decision(document.ruling.kind), document.ruling.note)


def document_of(file: TieFile) -> dict[str, Any]:
    """A tie as the document of a tie file, for TOML; `parse_tie` turns it back."""
    rule = file.tie.rules
    document: dict[str, Any] = {"competition": rule.competition, "season": rule.season}
    if rule.round:
        document["round"] = rule.round
    document["leg"] = [
        _leg_document(leg, events, rates, odds)
        for leg, events, rates, odds in zip(file.tie.legs, file.events, file.rates, file.odds, strict=True)
    ]
    if file.tie.ruling is not None:
        ruling = file.tie.ruling
        document["ruling"] = {"winner": ruling.winner, "kind": str(ruling.kind), "note": ruling.note}
    return document


def _leg_document(
    leg: Leg, events: Sequence[Event], rates: tuple[float, float] | None, odds: MatchOdds | None
) -> dict[str, Any]:
    entry: dict[str, Any] = {"date": leg.date, "home": leg.home, "away": leg.away, "neutral": leg.neutral}
    scores = {"score": leg.full_time, "extra_time": leg.extra_time, "shoot_out": leg.shoot_out, "rates": rates}
    entry |= {name: None if pair is None else list(pair) for name, pair in scores.items()}
    if odds is not None:
        entry["odds"] = [odds.home, odds.draw, odds.away]
        entry["over_under"] = None if odds.over_under is None else list(odds.over_under)
    entry["event"] = [_event_document(event) for event in events]
    return {name: value for name, value in entry.items() if value is not None and value != []}


def _event_document(event: Event) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": event.kind}
    if event.moment is not None:
        entry["minute"] = event.moment.written
    else:
        entry["converted"] = event.converted
    for name in ("club", "player", "note", "minutes", "bench"):
        value = getattr(event, name)
        if value is not None and value != "" and value is not False:
            entry[name] = value
    return entry
