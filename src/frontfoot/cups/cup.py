"""`cup`: the state and the odds of a cup or a league on a day, in one call."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from numbers import Integral
from pathlib import Path

from frontfoot.core.dates import calendar_day
from frontfoot.core.errors import InputError
from frontfoot.core.season import season_year
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.cups.forecast import DRAWS, SEED, SIMULATIONS, forecast
from frontfoot.cups.league import LeagueForecast, league_forecast
from frontfoot.cups.live import Live
from frontfoot.cups.season import CupSeason
from frontfoot.cups.sources import results_folder
from frontfoot.cups.state import CupState
from frontfoot.goals.results.own import read_own
from frontfoot.goals.strengths import strengths_on
from frontfoot.ties.strengths import folder_named


def cup(
    competition: str,
    season: int | str,
    data: str | Path | None = None,
    *,
    date: datetime.date | str | None = None,
    live: Sequence[str] = (),
    what_if: Sequence[str] = (),
    draws: int = DRAWS,
    simulations: int = SIMULATIONS,
    seed: int = SEED,
    results: str | Path | None = None,
) -> CupForecast | LeagueForecast:
    """The odds of a cup or a league on the morning of a day: by round or zone, and by result of the day.

    The odds are exact once every draw has been held, and simulated before that. The strengths
    are those that `frontfoot.tie` takes with the same `data`, `results` and `date`: of the newest snapshot, moved on by
    the results of the folder that is named, or by those that `frontfoot update` fetched, up to the day.
    `CupForecast.strengths.doubts` says what of the folder was not used.

    Args:
        competition: "ucl", "uel" or "uecl", a league ("premier-league"), or its name.
        season: 2023 or "2023/24".
        data: folder of results with `europe/2023-24/el.txt` and the like (openfootball/champions-league); when None
            the folder that FRONTFOOT_DATA names, `data` here, or the results that `frontfoot update` fetched, for the
            matches of the competition alone.
        date: earlier matches count as played; the day of the next match to come when None.
        live: matches under way on that day, such as "Atalanta 0-1 Liverpool @ 60".
        what_if: assumed results of matches to come, such as "Arsenal 2-0 Chelsea".
        draws: number of draws from the uncertain strengths; 0 treats the strengths as certain.
        simulations: number of simulations, used where a draw or a group is open.
        seed: seed of the random numbers.
        results: your own matches, a CSV file or a folder of them; the strengths learn from them too
            (`frontfoot.goals.results.own`).

    Returns:
        A `CupForecast` with `reach[round][club]`, `champion`, `interval`, `ties`, `opponents`, `changes`; for a league
        a `LeagueForecast` with `zones[zone][club]`, `places[club]`, `points`, `changes`.

    Raises:
        ReadError: the results are missing or cannot be read.
        InputError: an argument of another kind, a cup that is over, results that contradict themselves, or a match
            under way that is not on this day.

    >>> import frontfoot
    >>> odds = frontfoot.cup("uel", 2023, "data", date="2024-04-18")                # doctest: +SKIP
    >>> odds.champion["Atalanta"], odds.changes[0].result                           # doctest: +SKIP
    """
    if not isinstance(competition, str):
        raise InputError(f"{competition!r} is no competition", place="competition", remedy='Write "uel", say')
    for name, folder in (("data", data), ("results", results)):
        if folder is not None and not isinstance(folder, (str, os.PathLike)):
            raise InputError(f"{folder!r} is no path", place=name, remedy="Name a folder")
    _check_texts("live", live, "Matches under way", "Atalanta 0-1 Liverpool @ 60")
    _check_texts("what_if", what_if, "Results supposed", "Arsenal 2-0 Chelsea")
    for name, number, least in (("draws", draws, 0), ("simulations", simulations, 1), ("seed", seed, 0)):
        _check_number(name, number, least)
    year = season_year(season)
    folder = results_folder(competition, year, data)
    whole = CupSeason.read(folder, competition, year)
    on = whole.next_day if date is None else calendar_day(date)
    state = CupState(whole.with_results(what_if, on), on)
    matches = [Live.parse(text, whole.clubs) for text in live]
    own = None if results is None else read_own(Path(results))
    strengths = strengths_on(on, kind=state.format.kind, own=own, data=folder_named(data))
    if not whole.format.rounds:
        return league_forecast(state, strengths, live=matches, draws=draws, simulations=simulations, seed=seed)
    return forecast(state, strengths, live=matches, draws=draws, simulations=simulations, seed=seed)


def _check_texts(name: str, texts: Sequence[str], kind: str, example: str) -> None:
    if isinstance(texts, str):
        raise InputError(f"{kind} are a list", place=name, remedy=f"Write {name}=[{texts!r}]")
    if not isinstance(texts, Sequence) or not all(isinstance(text, str) for text in texts):
        raise InputError(f"{kind} are a list of texts", place=name, remedy=f'Write {name}=["{example}"]')


def _check_number(name: str, number: object, least: int) -> None:
    if isinstance(number, bool) or not isinstance(number, Integral) or int(number) < least:
        label = "seed" if name == "seed" else f"number of {name}"
        raise InputError(
            f"{number!r} cannot be the {label}", place=name, remedy=f"Give a whole number, {least} or more"
        )
