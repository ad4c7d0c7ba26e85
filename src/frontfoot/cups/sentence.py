"""The sentence that the picture of a cup or a league opens with."""

from __future__ import annotations

from datetime import date

from frontfoot.cups.forecast import CupForecast
from frontfoot.cups.league import LeagueForecast
from frontfoot.ties.rulebook import competition_title
from frontfoot.ties.sentences import chance


def title_sentence(found: CupForecast | LeagueForecast) -> str:
    """Who is likeliest to win, with the interval, and who comes next.

    The grammar: On DAY CLUB were the likeliest winners of COMPETITION, with CHANCE; OTHER had CHANCE. A share of all
    simulations is said as such, for it is not certainty.

    Args:
        found: odds of a cup (`frontfoot.cup`) or of a league.
    """
    intervals = found.interval if isinstance(found, CupForecast) else {}
    first, *others = sorted(found.champion, key=lambda club: (-found.champion[club], club))
    name = f"the {competition_title(found.name, found.season)}"
    lead = f"On {_day(found.day)} {first} were the likeliest winners of {name}"
    if found.simulations and found.champion[first] >= 1.0:
        return f"{lead}: they won in all {found.simulations:,} simulations."
    text = f"{lead}, with {chance(found.champion[first], intervals.get(first))}"
    if others and found.champion[others[0]] > 0.0:
        text += f"; {others[0]} had {chance(found.champion[others[0]], intervals.get(others[0]))}"
    return f"{text}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
