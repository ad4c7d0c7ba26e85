"""Rates of the legs of a tie from the strengths that are shipped, as known on the day of the match."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.goals.rates import Rates
from frontfoot.goals.strengths.shipped import shipped
from frontfoot.ties.file import inside
from frontfoot.ties.market import rates_with_odds
from frontfoot.ties.pairing import rates_of

if TYPE_CHECKING:
    from frontfoot.goals.market import MatchOdds
    from frontfoot.goals.strengths import Strengths
    from frontfoot.ties.file import TieFile
    from frontfoot.ties.rulebook import Rules
    from frontfoot.ties.situation import Tie

DRAWS = 1000
DRAWS_BOTH_LEGS = 300
SEED = 0


def rates(tie: Tie, day: date | None = None) -> list[Rates]:
    """Rates of every leg of a tie, home side of that leg first, from the shipped strengths of its clubs.

    They carry draws of the uncertain strengths, 1,000 for the last match and 300 while two are to come, always the
    same, so that an outlook made with them has a 90% interval.

    Args:
        tie: its clubs by the names that `frontfoot.core.identity` knows.
        day: strengths as known on it; the usual time of the round in its season when None.

    Raises:
        InputError: no strengths so early, or a club of which nothing is known.

    >>> import frontfoot
    >>> from frontfoot import Leg, Situation, Tie
    >>> legs = Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")
    >>> tie = Tie(frontfoot.rules("uel", 2023, "QF"), legs)
    >>> odds = frontfoot.outlook(tie, Situation(leg=2), frontfoot.rates(tie))
    >>> low, high = odds.interval["Atalanta"]
    >>> 0.8 < low < odds.through["Atalanta"] < high < 1.0
    True
    """
    return _drawn(tie, shipped(day if day is not None else _usual_day(tie.rules)))


def strengths_for(tie: Tie, day: str | None) -> tuple[list[Rates], str]:
    """`rates` with the day as text, and a sentence that says of which day the strengths are.

    Raises:
        InputError: as `rates`, or no date.
    """
    strengths = shipped(_day(day) if day is not None else _usual_day(tie.rules))
    return _drawn(tie, strengths), f"strengths of {strengths.on.isoformat()}"


def odds_for(tie: Tie, leg: int, odds: MatchOdds) -> tuple[list[Rates], str]:
    """Rates of the legs still to play from the odds of match number `leg`, drawn like those of `rates`, and a word.

    Raises:
        InputError: see `frontfoot.ties.market.rates_with_odds`.
    """
    drawn = rates_with_odds(tie, leg, odds, draws=_count(tie), generator=np.random.default_rng(SEED))
    return drawn, "odds as given"


def _drawn(tie: Tie, strengths: Strengths) -> list[Rates]:
    return rates_of(tie, strengths, draws=_count(tie), generator=np.random.default_rng(SEED))


def _count(tie: Tie) -> int:
    """How many draws: fewer while two matches are to come, since all scores of the first are carried through."""
    return DRAWS if all(leg.played for leg in tie.legs[:-1]) else DRAWS_BOTH_LEGS


def file_rates(file: TieFile) -> tuple[list[Rates], str]:
    """Rates of each leg of a tie file, and where they come from: the file itself, or strengths of each leg's day.

    Raises:
        InputError: rates that cannot be, or a club of which nothing is known; the file is named as the place.
    """
    try:
        given = [pair is not None for pair in file.rates]
        priced = [odds is not None for odds in file.odds]
        if any(given) and not all(one or other for one, other in zip(given, priced, strict=True)):
            raise InputError("Only one leg has rates", place="rates", remedy="Give rates for both legs or for none")
        legs = [_mean_of_leg(file, number) for number in range(len(file.tie.legs))]
    except InputError as error:
        raise inside(file.place, error) from None
    return [rates for rates, _ in legs], " and ".join(dict.fromkeys(known for _, known in legs))


def drawn_rates(file: TieFile) -> list[Rates] | None:
    """Rates of each leg of a tie file with draws of the strengths known on its day; None where the file gives rates."""
    if all(pair is not None for pair in file.rates):
        return None
    return [_drawn_of_leg(file, number) for number in range(len(file.tie.legs))]


def _mean_of_leg(file: TieFile, number: int) -> tuple[Rates, str]:
    """Rates of a leg as the file gives them, from its odds, or at the mean strengths of its day; and which of these."""
    pair, odds = file.rates[number], file.odds[number]
    if pair is not None:
        return Rates.from_expected(*pair), "rates as given in the file"
    if odds is not None:
        return rates_with_odds(file.tie, number + 1, odds)[0], "odds as given in the file"
    strengths = _strengths_of_leg(file, number)
    return rates_of(file.tie, strengths)[number], f"strengths of {strengths.on.isoformat()}"


def _drawn_of_leg(file: TieFile, number: int) -> Rates:
    # A club that is better than thought in one leg is so in the other: the same draws for both.
    generator, draws, odds = np.random.default_rng(SEED), _count(file.tie), file.odds[number]
    if file.rates[number] is not None:
        return _mean_of_leg(file, number)[0]
    if odds is not None:
        return rates_with_odds(file.tie, number + 1, odds, draws=draws, generator=generator)[0]
    return rates_of(file.tie, _strengths_of_leg(file, number), draws=draws, generator=generator)[number]


def _strengths_of_leg(file: TieFile, number: int) -> Strengths:
    """The strengths known on the day of leg `number` (from 0) of a tie file."""
    return shipped(file.tie.legs[number].date or _usual_day(file.tie.rules))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"'{text}' is not a date", place="date", remedy="Write it like 2024-04-18") from None


def _usual_day(rule: Rules) -> date:
    if rule.round.startswith("Q") and rule.round != "QF":
        return date(rule.season, 7, 1)
    if rule.round in ("R1", "R2", "R3", "R4"):
        return date(rule.season, 9, 1)
    if rule.round in ("PO", "R32", "R16", "R16 one match", "group"):
        return date(rule.season + 1, 2, 1)
    return date(rule.season + 1, 4, 1)
