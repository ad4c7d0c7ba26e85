"""Which tie is meant and where it stands, from what the options say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from frontfoot.cli.options import named_option
from frontfoot.cli.tie_options import VenueOption
from frontfoot.core.errors import InputError
from frontfoot.core.season import season_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from frontfoot.core.identity import UnknownClub
    from frontfoot.goals.rates import LegRates, RatesSource
    from frontfoot.ties import Rules, Situation, Tie


@dataclass(frozen=True, slots=True)
class Told:
    """What the options say of a tie; None where nothing is said."""

    competition: str | None
    season: str | None
    round: str | None
    first_leg: str | None
    at: VenueOption | None
    minute: str | None
    stoppage: int | None
    score: str | None
    men: str | None
    kicks: str | None
    rates: tuple[float, float] | None
    rates_second_leg: tuple[float, float] | None
    odds: tuple[float, float, float] | None
    over_under: tuple[float, float, float] | None
    date: str | None
    results: Path | None

    def given(self) -> dict[str, object]:
        """Every option by its name on the command line."""
        return {f"--{name.replace('_', '-')}": getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class PlacedTie:
    """A tie of two clubs, where it stands, and how goals come in the legs to play.

    `taken` names the rounds whose rules were taken where no round was named; "" where one was.
    """

    tie: Tie
    situation: Situation
    clubs: tuple[str, str]
    rates: LegRates
    known: RatesSource
    taken: str


def placed(names: tuple[str, str], told: Told) -> PlacedTie:
    """The tie of two named clubs as the options tell it.

    Raises:
        InputError: something is missing, impossible, or has no meaning beside the rest.
    """
    from frontfoot.ties import rules
    from frontfoot.ties.rulebook import rounds_alike

    if told.competition is None:
        raise InputError("No competition is named", place="--competition", remedy="Add --competition uel, say")
    if told.season is None:
        raise InputError("No season is named", place="--season", remedy="Add --season 2023/24")
    season = season_year(told.season, "--season")
    rule = rules(told.competition, season, told.round, legs=2 if told.first_leg is not None else None)
    if told.first_leg is not None and rule.legs == 1:
        raise InputError(
            f"This tie is a single match ({rule.describe().rstrip('.')})", place="--first-leg", remedy="Leave it out"
        )
    _one_source(told)
    own = own_results(told.results)
    listed = () if own is None else sorted({*own["home"], *own["away"]})
    clubs = named_clubs(*names, rule, given=told.rates is not None or told.odds is not None, among=listed)
    first_leg = score_pair(told.first_leg, "--first-leg") if told.first_leg is not None else None
    tie, swapped = built_tie(clubs, rule, first_leg, told.at)
    leg = 2 if first_leg is not None else 1
    situation = standing(tie, told, leg=leg, swapped=swapped)
    rates, known = rates_of_legs(tie, situation, told, own, swapped=swapped)
    return PlacedTie(tie, situation, clubs, rates, known, rounds_alike(rule, told.competition))


def _one_source(told: Told) -> None:
    """Expected goals, odds and strengths exclude each other.

    Raises:
        InputError: two of them are asked for.
    """
    if told.rates is not None and told.odds is not None:
        raise InputError("Both rates and odds are given", place="--rates, --odds", remedy="Leave one of them out")
    if told.over_under is not None and told.odds is None:
        raise InputError("Over and under alone do not tell the sides apart", place="--over-under", remedy="Add --odds")
    for given, what in ((told.rates, "rates"), (told.odds, "odds")):
        for option, value in (("--date", told.date), ("--results", told.results)):
            if given is not None and value is not None:
                raise InputError(f"With {what} given no strengths are looked up", place=option, remedy="Leave it out")


def only_with_clubs(given: dict[str, object]) -> None:
    """Refuse options that say what a tie file says itself.

    Raises:
        InputError: one of them is given.
    """
    named = [name for name, value in given.items() if value is not None]
    if named:
        raise InputError(
            "A tie file says this itself", place=", ".join(named), remedy="Leave it out, or name two clubs"
        )


def tie_file(name: str, command: str) -> Path:
    """The path of a tie file that a command was given in place of two clubs."""
    path = Path(name)
    if not path.exists():
        raise InputError(
            f"'{name}' is not a file, and only one club is named",
            place=command,
            remedy="Name two clubs, or a tie file such as examples/atalanta-liverpool-2024.toml",
        )
    return path


def score_pair(text: str, place: str) -> tuple[int, int]:
    """Two numbers of goals (or men) from text such as 3-0."""
    from frontfoot.ties.leg import check_score

    parts = text.strip().replace(":", "-").replace("–", "-").split("-")
    if len(parts) != 2 or not all(part.strip().isdigit() for part in parts):
        raise InputError(f"'{text}' is not a score", place=place, remedy="Write it like 3-0, first club's goals first")
    return check_score((int(parts[0]), int(parts[1])), place=place)


def wins_of_series(rule: Rules, text: str | None) -> tuple[int, int] | None:
    """Matches won so far in a series, first club's first; None where the rules have no series.

    Raises:
        InputError: wins of a series that there is not, or no two numbers.
    """
    if rule.best_of == 1:
        if text is not None:
            raise InputError(f"This is no series ({rule.describe()})", place="--series", remedy="Leave it out")
        return None
    return score_pair(text or "0-0", "--series")


def named_clubs(first: str, second: str, rule: Rules, *, given: bool, among: Sequence[str] = ()) -> tuple[str, str]:
    """The canonical names of two clubs.

    Args:
        first, second: as written.
        rule: of the tie.
        given: whether rates or odds are.
        among: names of the user's own results, which come before the table of clubs.

    Raises:
        InputError: nothing is known of a club, or both are one.
    """
    from frontfoot.core.identity import UnknownClub, canonical, find, key, suggestions
    from frontfoot.goals.results.competitions import EUROPEAN, OF_NATIONS
    from frontfoot.goals.strengths import strengths_on

    names = []
    own = {**{key(canonical(name)): name for name in among}, **{key(name): name for name in among}}
    nations = strengths_on(kind="nations").clubs if rule.competition in OF_NATIONS else None
    for name in (first, second):
        listed = own.get(key(name)) or own.get(key(canonical(name)))
        listed = listed or _namesake(name, among)
        if listed is not None:
            names.append(listed)
            continue
        try:
            names.append(find(name, nations))
        except UnknownClub as unknown:
            # Outside Europe's club cups the table of clubs is not complete; with rates given nothing else is needed.
            if rule.competition in EUROPEAN:
                raise
            if not given:
                near = suggestions(name, among) if among else []
                offer = f"Did you mean {' or '.join(near)}? If not: " if near else _offer(unknown)
                where = "no match is in the results, and no strength is known" if among else "no strength is known"
                more = "" if among else "its league's --results, "
                raise InputError(
                    f"Of '{name}' {where}",
                    place=f"{rule.competition}, {'nations' if nations else 'clubs'}",
                    remedy=f"{offer}Give {more}--odds, or --rates, the expected goals of both over 90 minutes",
                ) from None
            names.append(name)
    if names[0] == names[1]:
        raise InputError(f"{names[0]} cannot play itself", place="clubs", remedy="Name two clubs")
    return names[0], names[1]


def _namesake(name: str, among: Sequence[str]) -> str | None:
    """The side of the user's own results that bears a known club's name; None where there is none.

    Raises:
        InputError: strengths are known of that club too, so that either may be meant.
    """
    from frontfoot.core.identity import club_called
    from frontfoot.goals.results.own_names import namesake
    from frontfoot.goals.strengths import strengths_on

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


def _offer(unknown: UnknownClub) -> str:
    return f"{unknown.remedy} If not: " if unknown.remedy.endswith("?") else ""


def built_tie(
    clubs: tuple[str, str], rule: Rules, first_leg: tuple[int, int] | None, at: VenueOption | None
) -> tuple[Tie, bool]:
    """The tie with its legs, and whether the first club is the away side of the match under way."""
    from frontfoot.ties import Leg, Tie

    place = at or (VenueOption.NEUTRAL if rule.neutral else VenueOption.HOME)
    swapped, neutral = place is VenueOption.AWAY, place is VenueOption.NEUTRAL
    here = (clubs[1], clubs[0]) if swapped else clubs
    now = Leg(*here, neutral=neutral)
    if rule.legs == 1:
        return Tie(rule, (now,)), swapped
    if first_leg is None:
        return Tie(rule, (now, Leg(here[1], here[0], neutral=neutral))), swapped
    there = (first_leg[0], first_leg[1]) if swapped else (first_leg[1], first_leg[0])
    return Tie(rule, (Leg(here[1], here[0], there, neutral=neutral), now)), swapped


def standing(built: Tie, told: Told, *, leg: int, swapped: bool) -> Situation:
    """Where the tie stands, the home side of the match under way first."""
    from frontfoot.goals.clock import Moment
    from frontfoot.ties import ShootOut, Situation
    from frontfoot.ties.situation import check_course

    goals, on_pitch = score_pair(told.score or "0-0", "--score"), score_pair(told.men or "11-11", "--men")
    if swapped:
        goals, on_pitch = (goals[1], goals[0]), (on_pitch[1], on_pitch[0])
    shoot_out = None
    if told.kicks is not None:
        rows = told.kicks.split(":")
        if len(rows) != 2:
            raise InputError(
                f"'{told.kicks}' is not a shoot-out", place="--kicks", remedy="Write xx-:x-x, first club first"
            )
        own, other = rows
        first_begins = len(own) >= len(other)
        home, away = (other, own) if swapped else (own, other)
        shoot_out = ShootOut.of(home, away, home_first=first_begins != swapped)
    if told.stoppage is not None and (told.minute is None or told.kicks is not None):
        raise InputError(
            "Stoppage is announced while a half is played", place="--stoppage", remedy="Add --minute, or leave it out"
        )
    situation = Situation(leg, Moment.at(told.minute or "0"), goals, on_pitch, shoot_out, told.stoppage)
    check_course(built, situation)
    return situation


def own_results(place: Path | None) -> pl.DataFrame | None:
    """The user's own matches; None where none are named. What is doubtful of their names is said beside the answer.

    Raises:
        ReadError: they cannot be read.
    """
    if place is None:
        return None
    from frontfoot.cli.console import note
    from frontfoot.goals.results.own import read_own
    from frontfoot.goals.results.own_names import doubts

    results = read_own(place)
    for doubt in doubts(results):
        note(f"{doubt}.")
    return results


def rates_of_legs(
    built: Tie, situation: Situation, told: Told, own: pl.DataFrame | None = None, *, swapped: bool
) -> tuple[LegRates, RatesSource]:
    """Rates of the legs that are needed, None for one that is over, and where they come from."""
    from frontfoot.goals.levels import rates_from_expected
    from frontfoot.goals.rates import RatesSource
    from frontfoot.ties.pairing import season_clock

    def turned(pair: tuple[float, float], *, away: bool) -> tuple[float, float]:
        return (pair[1], pair[0]) if away else pair

    clock = season_clock(built.rules)
    second_leg, both = told.rates_second_leg, built.rules.legs == 2 and situation.leg == 1
    if second_leg is not None and (not both or (told.rates is None and told.odds is None)):
        why = "Only one match is left" if not both else "The rates of the match under way are not given"
        raise InputError(why, place="--rates-second-leg", remedy="Leave it out" if not both else "Add --rates")
    if told.odds is not None:
        from frontfoot.goals.market import MatchOdds
        from frontfoot.ties.strengths import odds_for

        odds = named_option(lambda: MatchOdds.of(told.odds or (), told.over_under))
        rates, known = odds_for(built, situation.leg, odds.swapped() if swapped else odds)
        if second_leg is not None:
            rates = (rates[0], rates_from_expected(*turned(second_leg, away=not swapped), clock=clock))
        return rates, known
    if told.rates is None:
        from frontfoot.ties.strengths import strengths_for

        return strengths_for(built, told.date, own)
    this = rates_from_expected(*turned(told.rates, away=swapped), clock=clock)
    if not both:
        return (*(None,) * (situation.leg - 1), this), RatesSource()
    if second_leg is None:
        raise InputError(
            "With both legs to play the rates of the second leg are needed too",
            place="--rates",
            remedy="Add --rates-second-leg with the first club's expected goals first, or --first-leg with its score",
        )
    return (this, rates_from_expected(*turned(second_leg, away=not swapped), clock=clock)), RatesSource()
