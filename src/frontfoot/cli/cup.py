"""`frontfoot cup`: a competition at a date, who may meet whom, who wins it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as date_of_day
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.cli.complete import cups_and_leagues
from frontfoot.cli.options import TableOutputOptions, examples, named_option, one_answer
from frontfoot.cli.picture import PictureOptions, picture
from frontfoot.core.dates import calendar_day
from frontfoot.core.errors import InputError
from frontfoot.core.season import season_year

if TYPE_CHECKING:
    import polars as pl

    from frontfoot.cups import CupSeason, CupState
    from frontfoot.cups.cup_forecast import CupForecast
    from frontfoot.cups.league import LeagueForecast
    from frontfoot.goals.strengths import Strengths

EXAMPLES = examples(
    "frontfoot cup uel 2023 --date 2024-04-18 --data data",
    "frontfoot cup uel 2023 --date 2024-04-18 --live 'Atalanta 0-1 Liverpool @ 45'",
    "frontfoot cup serie-a 2017/18 --date 2018-03-01 --what-if 'Napoli 0-1 Roma'",
)
method_option = partial(typer.Option, rich_help_panel="How the odds are found")


@dataclass(frozen=True, slots=True, kw_only=True)
class CupOptions:
    """What `frontfoot cup` is asked."""

    competition: Annotated[
        str,
        typer.Argument(
            metavar="COMPETITION",
            help="ucl, uel, uecl; world-cup, euro; a league: serie-a; or a file of your own.",
            autocompletion=cups_and_leagues,
        ),
    ]
    season: Annotated[str, typer.Argument(metavar="SEASON", help="2023/24, 23/24 or 2023; a tournament by its year.")]
    date: Annotated[
        str | None, typer.Option(help="The morning of this day, 2024-04-18; when left out, of the next match to come.")
    ] = None
    live: Annotated[
        list[str] | None,
        typer.Option(
            help="A match under way: 'Atalanta 0-1 Liverpool @ 60', '... @ 90, stoppage 6', '... @ kicks xx-:x-x'."
        ),
    ] = None
    what_if: Annotated[
        list[str] | None,
        typer.Option(help="A match to come as if it had ended so: 'Arsenal 2-0 Chelsea'. May be repeated."),
    ] = None
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder with europe/2023-24/el.txt and the like, or results/; the strengths learn its results. When "
            "left out, that of FRONTFOOT_DATA or `data` serves for the matches alone.",
        ),
    ] = None
    results: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|DIR",
            help="Your own matches, learnt on top of the strengths: CSV with Date, HomeTeam, AwayTeam, FTHG, FTAG.",
        ),
    ] = None
    draws: Annotated[
        int | None, method_option(min=0, show_default="300", help="Draws of the strengths; 0 takes them as sure.")
    ] = None
    simulations: Annotated[
        int | None,
        method_option(
            min=1, show_default="10000", help="Runs of the rest of the season, while draws or groups are open."
        ),
    ] = None
    seed: Annotated[int | None, method_option(min=0, show_default="0", help="Of everything random.")] = None
    output: TableOutputOptions = TableOutputOptions()
    plot: PictureOptions = PictureOptions()


def cup(options: CupOptions) -> None:
    """Where a competition stands on a day: tables, odds of every round or zone, and what today's results change.

    A cup has its bracket; a league title, European places and relegation.
    """
    from frontfoot.cli.console import print_csv, print_json
    from frontfoot.cli.cup_show import cup_document, show
    from frontfoot.cli.league_show import league_document, show_league
    from frontfoot.cli.tie_arguments import note_doubts, own_results
    from frontfoot.cups import CupSeason
    from frontfoot.cups.cup_forecast import CupForecast
    from frontfoot.cups.sources import results_folder
    from frontfoot.cups.state import CupState

    one_answer(csv=options.output.csv, json=options.output.json_output)
    drawn = picture(options.plot)
    own, noted = own_results(options.results)
    season = season_year(options.season, "SEASON")
    folder = named_option(lambda: results_folder(options.competition, season, options.data))
    whole = CupSeason.read(folder, options.competition, season)
    day = _day(options.date, whole)
    state = CupState(named_option(lambda: whole.with_results(options.what_if or (), day)), day)
    odds, why = _odds(state, own, options)
    note_doubts(None if odds is None else odds.strengths, but=noted)
    if options.output.json_output:
        print_json(cup_document(odds, state) if isinstance(odds, CupForecast) else league_document(state, odds, why))
    elif options.output.csv:
        if odds is None:
            raise InputError(f"There are no odds to write: {why}", place="--csv", remedy="Leave it out for the table")
        print_csv(odds.to_polars())
    elif isinstance(odds, CupForecast):
        show(odds, state)
    else:
        show_league(state, odds, why, supposed=bool(options.what_if))
    if drawn is not None:
        from frontfoot.draw.cup import cup_figure

        if odds is None:
            raise InputError(f"There are no odds to draw: {why}", place="--plot", remedy="Leave it out")
        forecast = odds
        drawn.write(lambda: cup_figure(forecast, drawn.shape, theme=drawn.theme))


def _odds(
    state: CupState, own: pl.DataFrame | None, options: CupOptions
) -> tuple[CupForecast | LeagueForecast | None, str]:
    """The odds of a cup or a league; None, and why, for a league that is over or of which no strengths are known yet.

    The strengths are those of the day, moved on by the folder named or by what was fetched, and the user's own matches.
    """
    from frontfoot.cli.progress import progress
    from frontfoot.cups.forecast import DRAWS, SEED, SIMULATIONS, forecast
    from frontfoot.cups.league import league_forecast
    from frontfoot.cups.live import Live
    from frontfoot.goals.strengths import strengths_on

    live = [Live.parse(text, state.season.clubs) for text in options.live or ()]
    how = {
        "draws": DRAWS if options.draws is None else options.draws,
        "simulations": options.simulations or SIMULATIONS,
        "seed": SEED if options.seed is None else options.seed,
    }

    def strengths() -> Strengths:
        return strengths_on(state.day, kind=state.format.kind, own=own, data=options.data)

    if state.format.rounds:
        with progress() as on_progress:
            return forecast(
                state,
                strengths(),
                live=live,
                progress=lambda work, share: on_progress("Odds", share, 1.0, work),
                **how,
            ), ""
    try:
        return league_forecast(state, strengths(), live=live, **how), ""
    except InputError as error:
        if error.place != "date":
            raise
        return None, error.problem


def _day(text: str | None, season: CupSeason) -> date_of_day:
    return season.next_day if text is None else calendar_day(text, "--date")
