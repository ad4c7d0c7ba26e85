"""Tie files: legs, dates, competition and everything that happened, in TOML (docs: the tie file).

A file holds the rules' competition, season and round, and one `[[leg]]` for each match with its `[[leg.event]]`s:

    kind        what happened
    goal        the score of `club` rises by one (own goals: `club` is the side that profits)
    var         the last goal of `club` is taken back
    red card    a man of `club` goes off (also "second yellow")
    stoppage    so many `minutes` of stoppage are announced for the period
    yellow card, half-time, full-time, note: shown, without effect on the odds
    kick        a kick of the shoot-out by `club`, `converted = true` or `false`

Clubs may be written by any name of the table of clubs, and stand under their one name in what is read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.wording import several
from frontfoot.goals.clock import MOST_ANNOUNCED, Moment
from frontfoot.goals.clubs import canonical
from frontfoot.goals.market import MatchOdds
from frontfoot.goals.results.competitions import EUROPEAN
from frontfoot.ties.leg import Leg, check_score
from frontfoot.ties.rulebook import Rules, rules
from frontfoot.ties.settle import Decision, Ruling
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Tie

KINDS: Final = (
    "goal",
    "var",
    "red card",
    "second yellow",
    "yellow card",
    "half-time",
    "full-time",
    "note",
    "stoppage",
    "kick",
)
_WITH_CLUB: Final = ("goal", "var", "red card", "second yellow", "yellow card", "kick")
_BIGGEST: Final = 1_000_000
_KEYS: Final = {
    "file": {"competition", "season", "round", "leg", "ruling"},
    "leg": {"date", "home", "away", "score", "extra_time", "shoot_out", "neutral", "event"}
    | {"rates", "odds", "over_under"},
    "event": {"minute", "kind", "club", "player", "note", "converted", "minutes"},
}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the timeline; `moment` is None for a kick of a shoot-out, `minutes` are of announced stoppage."""

    moment: Moment | None
    kind: str
    club: str | None = None
    player: str = ""
    note: str = ""
    converted: bool = True
    minutes: int | None = None

    def text(self) -> str:
        """The event in words."""
        if self.minutes is not None:
            return f"{self.minutes} minutes of stoppage announced"
        who = " ".join(
            part for part in (self.player, f"({self.note})" if self.note and self.player else self.note) if part
        )
        parts = [self.kind if self.kind != "var" else "goal taken back", self.club or "", who]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class TieFile:
    """A tie file as read.

    Attributes:
        tie: with its scores, clubs under the names of `frontfoot.goals.clubs`.
        events: of each leg.
        rates: of each leg, expected goals of (home, away), where the file gives them.
        odds: of each leg, betting odds before kick-off, where the file gives them.
        place: of the file, for errors that its rates or clubs bring about later.
    """

    tie: Tie
    events: tuple[tuple[Event, ...], ...]
    rates: tuple[tuple[float, float] | None, ...]
    odds: tuple[MatchOdds | None, ...]
    place: str = "tie file"


def read_tie(path: str | Path) -> TieFile:
    """Read a tie file: the legs of a tie, their dates, and everything that happened, in TOML.

    Args:
        path: of the file.

    Returns:
        The tie with its scores (`tie`), the events of each leg, and rates where the file gives them.

    Raises:
        ReadError: the file is missing, too large or not TOML.
        InputError: a key that is not known, a third leg, goals that do not add up to the score, ...

    >>> import frontfoot
    >>> from frontfoot.cli.examples import example
    >>> frontfoot.read_tie(example()).tie.settle().winner
    'Atalanta'
    """
    path = Path(path)
    try:
        if path.stat().st_size > _BIGGEST:
            raise ReadError("A tie file is never larger than 1 MB", place=str(path), remedy="Check the path")
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(f"The tie file cannot be read: {reason}", place=str(path), remedy="Check the path") from None
    except UnicodeDecodeError:
        raise ReadError(
            "This is no tie file: it holds no text", place=str(path), remedy="Name a tie file (TOML)"
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ReadError(f"The tie file is not TOML: {error}", place=str(path), remedy="See docs/tie.md") from None
    try:
        file = parse_tie(document, place=str(path))
        for number, leg in enumerate(file.tie.legs, start=1):
            if leg.date is not None:
                _in_season(leg.date, file.tie.rules, f"{path}, leg {number}")
        return file
    except InputError as error:
        if error.place.startswith(str(path)):
            raise
        # Rules do not know in which file they were named.
        raise inside(str(path), error) from None


def inside(place: str, error: InputError) -> InputError:
    """The same error, found inside a file or a part of it."""
    within = f"{place}, {error.place}" if error.place else place
    return type(error)(error.problem, place=within, remedy=error.remedy)


def parse_tie(document: Mapping[str, Any], *, place: str = "tie file") -> TieFile:
    """A tie file from its TOML document; see `read_tie` for the errors."""
    _known(document, "file", place)
    for key in ("competition", "season", "leg"):
        if key not in document:
            raise InputError(f"'{key}' is missing", place=place, remedy="See docs/tie.md for a whole file")
    season, entries = document["season"], document["leg"]
    if not isinstance(season, int) or isinstance(season, bool):
        raise InputError(
            f"{season!r} is not a season", place=place, remedy="Give the year in which it begins: season = 2023"
        )
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError("Legs are written as [[leg]]", place=place, remedy="See docs/tie.md for a whole file")
    round_name = None if document.get("round") is None else _text(document, "round", place)
    chosen = rules(
        _text(document, "competition", place), season, round_name, legs=len(entries) if not round_name else None
    )
    if len(entries) != chosen.legs:
        raise InputError(
            f"The file has {several(len(entries), 'leg', 'legs')}, and the rules have {chosen.legs}",
            place=place,
            remedy=f"{chosen.competition} {season}: {chosen.describe()}",
        )
    read = [_leg(entry, chosen, number, place) for number, entry in enumerate(entries, start=1)]
    for number, (leg, events, _, _) in enumerate(read, start=1):
        _knows(chosen, leg, events, last=number == chosen.legs, where=f"{place}, leg {number}")
    legs = tuple(leg for leg, _, _, _ in read)
    tie = Tie(chosen, legs, _ruling(document.get("ruling"), (legs[0].home, legs[0].away), place))
    return TieFile(
        tie,
        tuple(events for _, events, _, _ in read),
        tuple(pair for _, _, pair, _ in read),
        tuple(odds for _, _, _, odds in read),
        place,
    )


def _knows(chosen: Rules, leg: Leg, events: tuple[Event, ...], *, last: bool, where: str) -> None:
    """Extra time and a shoot-out are held in the last match of a tie, under rules that have them."""
    extra = leg.extra_time is not None or any(event.moment.period >= 3 for event in events if event.moment)
    kicks = leg.shoot_out is not None or any(event.moment is None for event in events)
    for held, known, what in ((extra, chosen.extra_time, "extra time"), (kicks, chosen.shoot_out, "shoot-out")):
        if held and not (known and last):
            raise InputError(
                f"This match has no {what}", place=where, remedy=f"{chosen.competition}: {chosen.describe()}"
            )


def _leg(
    entry: Mapping[str, Any], chosen: Rules, number: int, place: str
) -> tuple[Leg, tuple[Event, ...], tuple[float, float] | None, MatchOdds | None]:
    where = f"{place}, leg {number}"
    _known(entry, "leg", where)
    home, away = (canonical(_text(entry, side, where)) for side in ("home", "away"))
    day = entry.get("date")
    if isinstance(day, datetime):
        day = day.date()
    if day is not None and not isinstance(day, date):
        raise InputError(f"{day!r} is not a date", place=where, remedy="Write date = 2024-04-18")
    neutral = entry.get("neutral", chosen.neutral)
    if not isinstance(neutral, bool):
        raise InputError(f"{neutral!r} does not say whether the ground is neutral", place=where, remedy="Write true")
    raw = entry.get("event", [])
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise InputError("Events are written as [[leg.event]]", place=where, remedy="See docs/tie.md")
    events = tuple(_event(item, (home, away), f"{where}, event {n}") for n, item in enumerate(raw, start=1))
    open_play = sorted((event for event in events if event.moment is not None), key=lambda event: event.moment)  # type: ignore[arg-type, return-value]
    kicks = tuple(event for event in events if event.moment is None)
    events = (*open_play, *kicks)
    scores: dict[str, tuple[int, int] | None] = {}
    for name in ("score", "extra_time", "shoot_out"):
        scores[name] = check_score(entry[name], place=where, what=name) if name in entry else None
    _adds_up(events, (home, away), scores, where)
    _in_turn(kicks, (home, away), scores["shoot_out"], where)
    leg = Leg(
        home,
        away,
        scores["score"],
        scores["extra_time"],
        scores["shoot_out"],
        day,
        neutral,
    )
    rates, odds = _rates(entry.get("rates"), where), _odds(entry, where)
    if rates is not None and odds is not None:
        raise InputError("Both rates and odds are given", place=where, remedy="Leave one of them out")
    return leg, events, rates, odds


def _in_season(day: date, chosen: Rules, where: str) -> None:
    """A European season runs from June to August: with the wrong one a tie would be played by other rules.

    Asked of files alone: what a board has on record must always open again.
    """
    first, last = (chosen.season, 6), (chosen.season + 1, 8)
    if chosen.competition in EUROPEAN and not first <= (day.year, day.month) <= last:
        begins = day.year if day.month >= 6 else day.year - 1
        raise InputError(
            f"{day.isoformat()} is not in the season {chosen.season}/{(chosen.season + 1) % 100:02d}",
            place=where,
            remedy=f"A season is named by the year in which it begins: season = {begins}",
        )


def _event(item: Mapping[str, Any], clubs: tuple[str, str], where: str) -> Event:
    _known(item, "event", where)
    kind = _text(item, "kind", where).casefold()
    if kind not in KINDS:
        raise InputError(f"There is no kind of event '{kind}'", place=where, remedy=f"Known are {', '.join(KINDS)}")
    club = None if item.get("club") is None else canonical(_text(item, "club", where))
    if kind in _WITH_CLUB and club not in clubs:
        raise InputError(
            f"'{club}' does not play in this match" if club else f"A {kind} needs its club",
            place=where,
            remedy=f'Write club = "{clubs[0]}" or "{clubs[1]}"',
        )
    if kind == "kick":
        if not isinstance(item.get("converted"), bool):
            raise InputError("A kick was converted or not", place=where, remedy="Write converted = true or false")
        moment = None
    elif "minute" not in item:
        raise InputError("The event has no minute", place=where, remedy='Write minute = "38" or "45+2"')
    else:
        try:
            moment = Moment.of_event(item["minute"])
        except InputError as error:
            raise inside(where, error) from None
    player, note = str(item.get("player", "")), str(item.get("note", ""))
    return Event(moment, kind, club, player, note, bool(item.get("converted", True)), _announced(item, kind, where))


def _announced(item: Mapping[str, Any], kind: str, where: str) -> int | None:
    minutes = item.get("minutes")
    if kind != "stoppage" and minutes is None:
        return None
    if kind != "stoppage":
        raise InputError(f"A {kind} has no minutes of its own", place=where, remedy="Its minute is written minute = 38")
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 <= minutes <= MOST_ANNOUNCED:
        raise InputError(
            "Stoppage needs the minutes announced", place=where, remedy=f"Write minutes = 4, from 0 to {MOST_ANNOUNCED}"
        )
    return minutes


def _adds_up(
    events: tuple[Event, ...], clubs: tuple[str, str], scores: Mapping[str, tuple[int, int] | None], where: str
) -> None:
    """Goals less those taken back must give the score; no side may lose more than four men."""
    for late, name in ((False, "score"), (True, "extra_time")):
        stated = scores[name]
        play = [event for event in events if event.moment is not None and (late or event.moment.period <= 2)]
        counted = (_counted(play, clubs[0], where), _counted(play, clubs[1], where))
        if stated is not None and counted != stated and play:
            raise InputError(
                f"The goals among the events give {counted[0]}-{counted[1]}, the {name} says {stated[0]}-{stated[1]}",
                place=where,
                remedy="List every goal, or leave the events out",
            )
    for club in clubs:
        cards = sum(event.kind in ("red card", "second yellow") for event in events if event.club == club)
        if cards > 4:
            raise InputError(
                f"{cards} men of {club} are sent off",
                place=where,
                remedy="With fewer than 7 men a match is abandoned: at most 4 red cards for one side",
            )


def _counted(play: Sequence[Event], club: str, where: str) -> int:
    """Goals of a club less those taken back; none can be taken back before it is scored."""
    goals = 0
    for event in play:
        if event.club == club:
            goals += (event.kind == "goal") - (event.kind == "var")
        if goals < 0:
            raise InputError(
                f"More goals of {club} are taken back than were scored until then",
                place=where,
                remedy="Check the events and their minutes",
            )
    return goals


def _in_turn(kicks: Sequence[Event], clubs: tuple[str, str], stated: tuple[int, int] | None, where: str) -> None:
    """The kicks of a shoot-out are taken in turn, none after its end, and do not contradict the score of it."""
    if not kicks:
        return
    state = ShootOut(home_next=kicks[0].club == clubs[0])
    for number, event in enumerate(kicks, start=1):
        if state.over or state.home_next != (event.club == clubs[0]):
            why = "comes after the end of the shoot-out" if state.over else "is out of turn"
            raise InputError(
                f"Kick {number}, of {event.club}, {why}", place=where, remedy="List the kicks in the order of play"
            )
        state = state.kick(event.converted)
    scored = state.scored
    if stated is not None and (scored != stated if state.over else scored[0] > stated[0] or scored[1] > stated[1]):
        raise InputError(
            f"The kicks give {scored[0]}-{scored[1]}, the shoot_out says {stated[0]}-{stated[1]}",
            place=where,
            remedy="List every kick, or leave the kicks out",
        )


def _rates(raw: Any, where: str) -> tuple[float, float] | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or len(raw) != 2 or not all(isinstance(rate, (int, float)) for rate in raw):
        raise InputError(f"{raw!r} is not a pair of rates", place=where, remedy="Write rates = [1.6, 1.1]")
    return float(raw[0]), float(raw[1])


def _odds(entry: Mapping[str, Any], where: str) -> MatchOdds | None:
    result, total = entry.get("odds"), entry.get("over_under")
    if result is None and total is None:
        return None
    for name, value in (("odds", result), ("over_under", total)):
        numbers = isinstance(value, (list, tuple)) and all(type(number) in (int, float) for number in value)
        if not numbers and not (name == "over_under" and value is None):
            raise InputError(
                f"{value!r} are no {name}",
                place=where,
                remedy="Write odds = [2.10, 3.40, 3.60] and, where it is known, over_under = [2.5, 1.90, 1.95]",
            )
    try:
        return MatchOdds.of(result or (), total)
    except InputError as error:
        raise inside(where, error) from None


def _ruling(raw: Any, clubs: tuple[str, str], place: str) -> Ruling | None:
    if raw is None:
        return None
    kinds = [str(kind) for kind in Decision]
    if not isinstance(raw, dict) or raw.get("kind") not in kinds or not isinstance(raw.get("winner"), str):
        raise InputError("A ruling needs its winner and its kind", place=place, remedy=f"Kinds are {', '.join(kinds)}")
    winner = canonical(raw["winner"].strip())
    if winner not in clubs:
        raise InputError(
            f"The ruling is for '{winner}', which does not play in this tie",
            place=place,
            remedy=f'Write winner = "{clubs[0]}" or "{clubs[1]}"',
        )
    return Ruling(winner, Decision(raw["kind"]), str(raw.get("note", "")))


def _known(entry: Mapping[str, Any], level: str, where: str) -> None:
    unknown = sorted(set(entry) - _KEYS[level])
    if unknown:
        close = get_close_matches(unknown[0], _KEYS[level], n=1)
        meant = f"Did you mean '{close[0]}'? " if close else ""
        raise InputError(
            f"The key '{unknown[0]}' is not known",
            place=where,
            remedy=f"{meant}Known are {', '.join(sorted(_KEYS[level]))}",
        )


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 200:
        raise InputError(f"'{key}' must be a text", place=where, remedy=f'Write {key} = "..."')
    return value.strip()
