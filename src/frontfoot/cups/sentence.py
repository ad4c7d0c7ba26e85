"""The sentence that the picture of a cup or a league opens with."""

from __future__ import annotations

from frontfoot.core.wording import long_date
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.cups.league import LeagueForecast
from frontfoot.ties.rulebook import competition_title
from frontfoot.ties.sentences import chance


def title_sentence(forecast: CupForecast | LeagueForecast) -> str:
    """A sentence with the likeliest winner, its interval, and the next likeliest.

    The grammar: On DAY CLUB were the likeliest winners of COMPETITION, with CHANCE; OTHER had CHANCE. A share of all
    simulations is stated as such, since it is not certainty.

    Args:
        forecast: odds of a cup (`frontfoot.cup`) or of a league.
    """
    intervals = forecast.interval if isinstance(forecast, CupForecast) else {}
    first, *others = sorted(forecast.champion, key=lambda club: (-forecast.champion[club], club))
    name = f"the {competition_title(forecast.name, forecast.season)}"
    lead = f"On {long_date(forecast.day)} {first} were the likeliest winners of {name}"
    if forecast.simulations and forecast.champion[first] >= 1.0:
        return f"{lead}: they won in all {forecast.simulations:,} simulations."
    text = f"{lead}, with {chance(forecast.champion[first], intervals.get(first))}"
    if others and forecast.champion[others[0]] > 0.0:
        text += f"; {others[0]} had {chance(forecast.champion[others[0]], intervals.get(others[0]))}"
    return f"{text}."
