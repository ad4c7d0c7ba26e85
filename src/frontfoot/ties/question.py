"""Makes a tie, its situation and its rates from the arguments of `frontfoot.tie`; the first club always comes first."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Final, Literal, TypeAlias

from frontfoot.core.errors import InputError
from frontfoot.core.identity import UnknownClub, canonical, club_called, find, key, suggestions
from frontfoot.core.late import pl
from frontfoot.core.wording import several
from frontfoot.goals.clock import Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.market import MatchOdds
from frontfoot.goals.rates import LegRates
from frontfoot.goals.results.competitions import EUROPEAN, OF_NATIONS
from frontfoot.goals.results.own_names import namesake
from frontfoot.goals.sources import RatesSource
from frontfoot.goals.strengths import strengths_on
from frontfoot.ties.leg import Leg, check_score
from frontfoot.ties.pairing import season_clock
from frontfoot.ties.rulebook import Rules
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation, Tie, check_course
from frontfoot.ties.strengths import odds_for, strengths_for

Venue: TypeAlias = Literal["home", "away", "neutral"]
Pair: TypeAlias = tuple[int, int]


_COUNTS: Final = {"rates": 2, "rates_second_leg": 2, "odds": 3, "over_under": 3}
_WRITTEN: Final = {
    "competition": '"uel"',
    "round": '"QF"',
    "kicks": '"xx-:x-x", first club first',
    "rates": "(1.4, 1.7), the expected goals of both",
    "rates_second_leg": "(1.4, 1.7), the expected goals of both",
    "odds": "(4.2, 3.9, 1.8): win, draw, loss of the first club",
    "over_under": "(2.5, 1.9, 1.9): the line and the odds over and under it",
}


@dataclass(frozen=True, slots=True)
class TieQuestion:
    """The arguments about a tie besides its clubs; None if one is not given. See `frontfoot.tie`."""

    competition: str | None = None
    season: int | str | None = None
    round: str | None = None
    first_leg: Pair | None = None
    at: Venue | None = None
    minute: float | str | None = None
    stoppage: int | None = None
    score: Pair | None = None
    men: Pair | None = None
    kicks: str | None = None
    rates: tuple[float, float] | None = None
    rates_second_leg: tuple[float, float] | None = None
    odds: Sequence[float] | None = None
    over_under: Sequence[float] | None = None
    date: datetime.date | str | None = None
    series: Pair | None = None

    def __post_init__(self) -> None:
        for name in ("competition", "round", "kicks"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise InputError(f"{value!r} is no text", place=name, remedy=f"Write {name}={_WRITTEN[name]}")
        for name, count in _COUNTS.items():
            value = getattr(self, name)
            if value is not None and not _numbers(value, count):
                raise InputError(
                    f"{value!r} is not {several(count, 'number', 'numbers')}",
                    place=name,
                    remedy=f"Write {name}={_WRITTEN[name]}",
                )
        if self.date is not None and not isinstance(self.date, (datetime.date, str)):
            raise InputError(f"{self.date!r} is not a date", place="date", remedy='Write date="2024-04-18"')

    def check_sources(self, *, results: bool, data: bool = False) -> None:
        """Check that at most one of expected goals, odds and results is given.

        Args:
            results: whether the user's own results are given.
            data: whether a folder of public results is given.

        Raises:
            InputError: two of them are given.
        """
        if self.rates is not None and self.odds is not None:
            raise InputError("Both rates and odds are given", place="rates, odds", remedy="Leave one of them out")
        if self.over_under is not None and self.odds is None:
            raise InputError("Over and under alone do not tell the sides apart", place="over_under", remedy="Add odds")
        for source, name in ((self.rates, "rates"), (self.odds, "odds")):
            for argument, there in (("date", self.date is not None), ("results", results), ("data", data)):
                if source is not None and there:
                    raise InputError(
                        f"With {name} given no strengths are looked up", place=argument, remedy="Leave it out"
                    )


def _numbers(value: object, count: int) -> bool:
    """Whether a value is a sequence of this many numbers."""
    plain = isinstance(value, Sequence) and not isinstance(value, str) and len(value) == count
    return plain and all(isinstance(part, Real) and not isinstance(part, bool) for part in value)  # type: ignore[attr-defined]


def named_clubs(
    first: str, second: str, rule: Rules, *, unknown_allowed: bool, among: Sequence[str] = ()
) -> tuple[str, str]:
    """The canonical names of two clubs.

    Args:
        first, second: as written.
        rule: rules of the tie.
        unknown_allowed: whether rates or odds are given.
        among: names in the user's own results, which take precedence over the table of clubs.

    Raises:
        InputError: a club is unknown, or both names mean the same club.
    """
    names = []
    own = {**{key(canonical(name)): name for name in among}, **{key(name): name for name in among}}
    nations = strengths_on(kind="nations").clubs if rule.competition in OF_NATIONS else None
    for name in (first, second):
        listed = own.get(key(name)) or own.get(key(canonical(name))) or _namesake(name, among)
        if listed is not None:
            names.append(listed)
            continue
        try:
            names.append(find(name, nations))
        except UnknownClub as unknown:
            # Outside Europe's club cups the table of clubs is not complete; with rates given nothing else is needed.
            if rule.competition in EUROPEAN:
                raise
            if not unknown_allowed:
                raise _no_strength(name, rule, unknown, among, nations=nations is not None) from None
            names.append(name)
    if names[0] == names[1]:
        raise InputError(f"{names[0]} cannot play itself", place="clubs", remedy="Name two clubs")
    return names[0], names[1]


def _namesake(name: str, among: Sequence[str]) -> str | None:
    """The side in the user's own results that has a known club's name; None if there is none.

    Raises:
        InputError: strengths of that club are known too, so the name is ambiguous.
    """
    club = club_called(name)
    same = [side for side in among if club is not None and namesake(side) == club.name]
    if club is None or not same or name.endswith(f"({club.country})"):
        return None
    if len(same) > 1 or club.name in strengths_on().clubs:
        sides = " and ".join([f"{club.name} of {club.country}", *(f"{side} of the results" for side in same)])
        raise InputError(
            f"'{name}' may be {sides}",
            place="clubs",
            remedy=f"Write '{same[0]}' or '{club.name} ({club.country})'; if they are one, give the results the column "
            "Country",
        )
    return same[0]


def _no_strength(name: str, rule: Rules, unknown: UnknownClub, among: Sequence[str], *, nations: bool) -> InputError:
    near = suggestions(name, among) if among else []
    asked = unknown.remedy if unknown.remedy.endswith("?") else ""
    offer = f"Did you mean {' or '.join(near)}?" if near else asked
    where = "no match is in the results, and no strength is known" if among else "no strength is known"
    more = "" if among else "its league's results, "
    return InputError(
        f"Of '{name}' {where}",
        place=f"{rule.competition}, {'nations' if nations else 'clubs'}",
        remedy=f"{f'{offer} If not: ' if offer else ''}Give {more}odds, or rates, the expected goals of both over "
        "90 minutes",
    )


def built_tie(clubs: tuple[str, str], rule: Rules, first_leg: Pair | None, at: Venue | None) -> tuple[Tie, bool]:
    """The tie with its legs, and whether the first club is the away side of the match under way."""
    place = at or ("neutral" if rule.neutral else "home")
    if place not in ("home", "away", "neutral"):
        raise InputError(f"'{place}' is no place to play at", place="at", remedy="Write home, away or neutral")
    swapped, neutral = place == "away", place == "neutral"
    here = (clubs[1], clubs[0]) if swapped else clubs
    now = Leg(*here, neutral=neutral)
    if rule.legs == 1:
        return Tie(rule, (now,)), swapped
    if first_leg is None:
        return Tie(rule, (now, Leg(here[1], here[0], neutral=neutral))), swapped
    there = check_score(first_leg, place="first_leg")
    return Tie(rule, (Leg(here[1], here[0], there if swapped else there[::-1], neutral=neutral), now)), swapped


def standing(built: Tie, asked: TieQuestion, *, leg: int, swapped: bool) -> Situation:
    """The situation of the tie, the home side of the match under way first."""
    goals = check_score(asked.score if asked.score is not None else (0, 0), place="score")
    on_pitch = check_score(asked.men if asked.men is not None else (11, 11), place="men", name="number of men")
    if swapped:
        goals, on_pitch = goals[::-1], on_pitch[::-1]
    shoot_out = None
    if asked.kicks is not None:
        rows = asked.kicks.split(":")
        if len(rows) != 2:
            raise InputError(
                f"'{asked.kicks}' is not a shoot-out", place="kicks", remedy="Write xx-:x-x, first club first"
            )
        own, other = rows
        first_begins = len(own) >= len(other)
        home, away = (other, own) if swapped else (own, other)
        shoot_out = ShootOut.of(home, away, home_first=first_begins != swapped)
    if asked.stoppage is not None and (asked.minute is None or asked.kicks is not None):
        raise InputError(
            "Stoppage is announced while a half is played", place="stoppage", remedy="Add the minute, or leave it out"
        )
    minute = asked.minute if asked.minute is not None else "0"
    situation = Situation(leg, Moment.at(minute), goals, on_pitch, shoot_out, asked.stoppage)
    check_course(built, situation)
    return situation


def rates_asked(
    built: Tie,
    situation: Situation,
    asked: TieQuestion,
    own: pl.DataFrame | None = None,
    *,
    data: Path | None = None,
    swapped: bool,
) -> tuple[LegRates, RatesSource]:
    """Rates of the legs that are needed (None for a leg that is over), and their source."""

    def turned(pair: tuple[float, float], *, away: bool) -> tuple[float, float]:
        return (pair[1], pair[0]) if away else pair

    clock = season_clock(built.rules)
    second_leg, both = asked.rates_second_leg, built.rules.legs == 2 and situation.leg == 1
    if second_leg is not None and (not both or (asked.rates is None and asked.odds is None)):
        why = "Only one match is left" if not both else "The rates of the match under way are not given"
        remedy = "Leave it out" if not both else "Add its rates"
        raise InputError(why, place="rates_second_leg", remedy=remedy)
    if asked.odds is not None:
        odds = MatchOdds.of(tuple(asked.odds), None if asked.over_under is None else tuple(asked.over_under))
        rates, known = odds_for(built, situation.leg, odds.swapped() if swapped else odds)
        if second_leg is not None:
            rates = (rates[0], rates_from_expected(*turned(second_leg, away=not swapped), clock=clock))
        return rates, known
    if asked.rates is None:
        return strengths_for(built, asked.date, own, data=data)
    this = rates_from_expected(*turned(asked.rates, away=swapped), clock=clock)
    if not both:
        return (*(None,) * (situation.leg - 1), this), RatesSource()
    if second_leg is None:
        raise InputError(
            "With both legs to play the rates of the second leg are needed too",
            place="rates",
            remedy="Add those of the second leg with the first club's expected goals first, or the first leg's score",
        )
    return (this, rates_from_expected(*turned(second_leg, away=not swapped), clock=clock)), RatesSource()
