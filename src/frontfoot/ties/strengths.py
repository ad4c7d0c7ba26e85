"""`rates`: rates of the legs of a tie, from the shipped strengths as known on the day of the match."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from frontfoot.core.dates import calendar_day
from frontfoot.core.errors import InputError
from frontfoot.core.identity import suggestions
from frontfoot.core.late import pl
from frontfoot.core.season import first_day, season_on
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.market import MatchOdds
from frontfoot.goals.rates import LARGEST_RATE, LegRates, TieRates
from frontfoot.goals.results.competitions import OF_NATIONS, of_women
from frontfoot.goals.results.own import read_own
from frontfoot.goals.results.own_names import highest
from frontfoot.goals.sources import RatesSource, StrengthsUsed
from frontfoot.goals.strengths import Strengths, strengths_on
from frontfoot.goals.strengths.learn import strengths_of_women
from frontfoot.goals.strengths.strengths import refuse_women, seasons_between
from frontfoot.ties.market import rates_with_odds
from frontfoot.ties.pairing import rates_of, season_clock
from frontfoot.ties.rulebook import Rules
from frontfoot.ties.situation import Tie
from frontfoot.ties.tie_file import TieFile, inside

OLD = 30
"""Age in days from which the age of strengths is mentioned."""
DRAWS = 1000
SEED = 0


def rates(
    tie: Tie,
    date: datetime.date | str | None = None,
    *,
    results: str | Path | pl.DataFrame | None = None,
    data: str | Path | None = None,
) -> LegRates:
    """Rates of every leg of a tie that is still to be played, home side of that leg first, from strengths of its day.

    They hold 1,000 draws of the uncertain strengths, always the same, so that an outlook made with them has a 90%
    interval. The entry of a leg that is over is None.

    Args:
        tie: the tie, its clubs by the names in `frontfoot.core.identity`.
        date: use strengths as known on this day; when None the day on which its round usually begins, or today if that
            is in the future.
        results: your own matches, from which the strengths learn too: a CSV file, a folder of them
            (`frontfoot.goals.results.own`), or a results table. Women's sides are known only from these.
        data: folder of public results, the same as that of `frontfoot.cup`; those up to the day are learnt. When None
            those that `frontfoot update` fetched.

    Raises:
        InputError: there are no strengths for that day, or a club is unknown.
        ReadError: the results cannot be read.

    >>> import frontfoot
    >>> from frontfoot import Leg, Situation, Tie
    >>> legs = Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")
    >>> tie = Tie(frontfoot.rules("uel", 2023, "QF"), legs)
    >>> odds = frontfoot.outlook(tie, Situation(leg=2), frontfoot.rates(tie))
    >>> low, high = odds.interval["Atalanta"]
    >>> 0.7 < low < odds.through["Atalanta"] < high < 1.0
    True
    """
    own = read_own(Path(results)) if isinstance(results, (str, Path)) else results
    return _rates_learnt(tie, strengths_of_tie(tie, date, own, data=folder_named(data)), own)


def folder_named(data: str | Path | None) -> Path | None:
    """The folder of results that an argument `data` names.

    Raises:
        InputError: it is no path.
    """
    if data is not None and not isinstance(data, (str, os.PathLike)):
        raise InputError(f"{data!r} is no path", place="data", remedy="Name a folder")
    return None if data is None else Path(data)


def strengths_for(
    tie: Tie, day: datetime.date | str | None, own: pl.DataFrame | None = None, *, data: Path | None = None
) -> tuple[LegRates, RatesSource]:
    """`rates` with the day as a date or as text, and the strengths used.

    Raises:
        InputError: as `rates`, or text that is not a date.
    """
    strengths = strengths_of_tie(tie, day, own, data=data)
    return _rates_learnt(tie, strengths, own), RatesSource(description(tie, strengths), used_for(tie.clubs, strengths))


def strengths_of_tie(
    tie: Tie,
    day: datetime.date | str | None = None,
    own: pl.DataFrame | None = None,
    *,
    data: Path | None = None,
) -> Strengths:
    """The strengths of clubs, or of nations where those play, for a match of the tie on a day.

    Args:
        tie: the tie; its rules name the competition.
        day: day of the match; when None the day on which its round usually begins, or today if that is in the future.
        own: the user's own matches, from which the strengths learn too; for women the only source.
        data: folder of public results, see `frontfoot.goals.strengths.strengths_on`.

    Raises:
        InputError: there are no strengths for that day, or no results of the two sides in a women's competition.
    """
    when = calendar_day(day) if day is not None else _usual_day(tie.rules, datetime.date.today())
    if of_women(tie.rules.competition):
        if own is None:
            refuse_women(tie.rules.competition)
        else:
            return _of_women(tie, own, when)
    kind = "nations" if tie.rules.competition in OF_NATIONS else "clubs"
    return strengths_on(when, kind=kind, own=own, data=data)


def _usual_day(rule: Rules, today: datetime.date) -> datetime.date:
    """The usual day of a round, today if it is yet to come.

    Where the usual day is not known: today in a season that is under way, else the first day of the season, on which
    none of its results is known.
    """
    if rule.usual_day is None and rule.season in (0, season_on(today, single_year=rule.single_year)):
        return today
    return min(rule.usual_day or first_day(rule.season, single_year=rule.single_year), today)


def _of_women(tie: Tie, own: pl.DataFrame, day: datetime.date) -> Strengths:
    strengths = strengths_of_women(own, day)
    for club in placeholders(tie.clubs, strengths):
        near = suggestions(club, strengths.clubs)
        raise InputError(
            f"The results hold no match of {club} before {day}",
            place="--results",
            remedy=f"Did you mean {' or '.join(near)}?" if near else "Give its matches too, or --rates",
        )
    return strengths


def used_for(clubs: Sequence[str], strengths: Strengths) -> StrengthsUsed:
    """Date and age of the strengths of some clubs, and which of them have no results of their own."""
    assumed = tuple(placeholders(clubs, strengths))
    known, age = strengths.known_on(clubs), strengths.age_of(clubs)
    return StrengthsUsed(known, age, assumed, (*strengths.doubts, *strengths.unused, *strengths.lacking(clubs)))


def placeholders(clubs: Sequence[str], strengths: Strengths) -> list[str]:
    """Clubs without results of their own, which get the strength of a newcomer to their league."""
    return [club for club in clubs if not strengths.known(club)]


def description(tie: Tie, strengths: Strengths) -> str:
    """A sentence with the date of the strengths, their age if over 30 days, and the clubs whose strength is assumed.

    >>> from frontfoot.ties import Leg, Tie, rules
    >>> tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta"), Leg("Atalanta", "Liverpool")))
    >>> description(tie, strengths_of_tie(tie, "2024-04-11"))
    'strengths of 2024-04-09'
    """
    text = dated(strengths, tie.clubs)
    for club in placeholders(tie.clubs, strengths):
        text += f"; {club} has no results of its own and is taken as a newcomer to its league"
    return text


def dated(strengths: Strengths, clubs: Iterable[str] = ()) -> str:
    """The date of strengths in words, with the user's own results or not, and their age at the match if over 30 days.

    Args:
        strengths: strengths for the day of the match.
        clubs: the clubs asked about; only their own results must be in the strengths.

    >>> from datetime import date
    >>> from pathlib import Path
    >>> dated(strengths_on(date(2026, 11, 27), folder=Path("none")))
    'strengths of 2026-05-25, 186 days before the match: a summer lies between'
    """
    known, age = strengths.known_on(clubs), strengths.age_of(clubs)
    text = f"strengths of {known.isoformat()}"
    if strengths.women:
        text += " from your own results alone"
    elif strengths.snapshot is not None:
        since = " since" if known < strengths.on else ""
        text += f" with your own results{since}"
    if age > OLD:
        # The strengths of nations have no summer of their own.
        changes = strengths.scales is None or strengths.scales.summer > 0.0
        summers = seasons_between(known, strengths.day or known)[0] if changes else 0
        between = {0: "", 1: ": a summer lies between"}.get(summers, f": {summers} summers lie between")
        text += f", {age} days before the match{between}"
    return text


def odds_for(tie: Tie, leg: int, odds: MatchOdds) -> tuple[LegRates, RatesSource]:
    """Rates of the legs still to play from the odds of match number `leg`, with draws as in `rates`, and their source.

    Raises:
        InputError: see `frontfoot.ties.market.rates_with_odds`.
    """
    return _of_odds(tie, leg, odds), RatesSource("odds as given")


def drawn_rates(tie: Tie, strengths: Strengths, leg: int | None = None) -> LegRates:
    """Rates with 1,000 draws of the strengths, always the same, of the legs from number `leg` on.

    When `leg` is None, rates of all legs that are not over; the entry of any other leg is None.
    """
    drawn = rates_of(tie, strengths, draws=DRAWS, generator=np.random.default_rng(SEED))
    over = [match.played if leg is None else place < leg - 1 for place, match in enumerate(tie.legs)]
    return tuple(None if ended else pair for ended, pair in zip(over, drawn, strict=True))


def _rates_learnt(tie: Tie, strengths: Strengths, own: pl.DataFrame | None, leg: int | None = None) -> LegRates:
    """`drawn_rates`; where the user's own results make them impossible the error names the likeliest of these.

    Raises:
        InputError: the strengths expect more goals of a side than a rate may have.
    """
    try:
        return drawn_rates(tie, strengths, leg)
    except InputError as error:
        if own is None or error.place != "rates":
            raise
        _, match, place = highest(own)
        raise InputError(
            f"With your own results a side is expected to score more than {LARGEST_RATE:.0f} goals; the highest of "
            f"them is {match}",
            place=place,
            remedy="Correct it, or leave that match out",
        ) from None


def _of_odds(tie: Tie, leg: int, odds: MatchOdds) -> LegRates:
    drawn = rates_with_odds(tie, leg, odds, draws=DRAWS, generator=np.random.default_rng(SEED))
    return (*(None,) * (leg - 1), *drawn)


def file_rates(file: TieFile, own: pl.DataFrame | None = None, *, data: Path | None = None) -> TieRates:
    """Rates of a tie file: those it gives, those from its odds, or draws from the strengths on each leg's day.

    Args:
        file: the tie.
        own: the user's own matches, from which the strengths learn too.
        data: folder of public results, see `frontfoot.goals.strengths.strengths_on`.

    Raises:
        InputError: impossible rates, or an unknown club; the file is named as the place.
    """
    try:
        rated = [pair is not None for pair in file.rates]
        priced = [odds is not None for odds in file.odds]
        if all(one or other for one, other in zip(rated, priced, strict=True)):
            for argument, there in (("results", own is not None), ("data", data is not None)):
                if there:
                    raise InputError(
                        "With rates or odds of every match no strengths are looked up",
                        place=argument,
                        remedy="Leave it out, or take rates and odds out of the file",
                    )
        if any(rated) and not all(one or other for one, other in zip(rated, priced, strict=True)):
            raise InputError("Only one leg has rates", place="rates", remedy="Give rates for both legs or for none")
        known = [_while_under_way(file, leg, own, data) for leg in range(1, len(file.tie.legs) + 1)]
    except InputError as error:
        raise inside(file.place, error) from None
    first, *others = dict.fromkeys(source.words for _, source in known)
    # "strengths of 2024-04-09 and of 2024-04-16"
    begun = first.startswith("strengths ")
    words = " and ".join([first, *(text.removeprefix("strengths ") if begun else text for text in others)])
    return TieRates(tuple(rates for rates, _ in known), words, tuple(source.strengths for _, source in known))


def _while_under_way(
    file: TieFile, leg: int, own: pl.DataFrame | None, data: Path | None
) -> tuple[LegRates, RatesSource]:
    """Rates of the legs from number `leg` on, as known on its day, and the source of that leg's rates."""
    odds = file.odds[leg - 1]
    if odds is not None:
        rates, source = _of_odds(file.tie, leg, odds), RatesSource("odds as given in the file")
    elif file.rates[leg - 1] is None:
        strengths = strengths_of_tie(file.tie, file.tie.legs[leg - 1].date, own, data=data)
        rates = _rates_learnt(file.tie, strengths, own, leg)
        source = RatesSource(description(file.tie, strengths), used_for(file.tie.clubs, strengths))
    else:
        rates, source = (None,) * len(file.tie.legs), RatesSource("rates as given in the file")
    whole = list(rates)
    for place in range(leg - 1, len(file.tie.legs)):
        pair, priced = file.rates[place], file.odds[place]
        if pair is not None:
            whole[place] = rates_from_expected(*pair, clock=season_clock(file.tie.rules))
        elif whole[place] is None and priced is not None:
            whole[place] = _of_odds(file.tie, place + 1, priced)[place]
    return tuple(whole), source
