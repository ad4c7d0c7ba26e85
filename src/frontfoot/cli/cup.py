"""`frontfoot cup`: a competition at a date, who may meet whom, who wins it."""

from __future__ import annotations

from datetime import date as date_of_day
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontfoot.cli.complete import cups_and_leagues
from frontfoot.cli.options import CsvOption, JsonOption, PlotOption, QuietOption, examples, named_option, one_answer
from frontfoot.cli.picture import ShapeOption, ThemeOption, picture
from frontfoot.core.errors import InputError
from frontfoot.core.season import season_year

if TYPE_CHECKING:
    import polars as pl

    from frontfoot.cli.picture import Picture
    from frontfoot.cups import CupSeason, CupState
    from frontfoot.cups.live import Live
    from frontfoot.goals.strengths import Strengths

EXAMPLES = examples(
    "frontfoot cup uel 2023 --date 2024-04-18 --data data",
    "frontfoot cup uel 2023 --date 2024-04-18 --live 'Atalanta 0-1 Liverpool @ 45'",
    "frontfoot cup serie-a 2017/18 --date 2018-03-01 --what-if 'Napoli 0-1 Roma'",
)
METHOD = "How the odds are found"


def cup(
    competition: Annotated[
        str,
        typer.Argument(
            metavar="COMPETITION",
            help="ucl, uel, uecl; world-cup, euro; a league: serie-a; or a file of your own.",
            autocompletion=cups_and_leagues,
        ),
    ],
    season: Annotated[str, typer.Argument(metavar="SEASON", help="2023/24, 23/24 or 2023; a tournament by its year.")],
    date: Annotated[
        str | None, typer.Option(help="The morning of this day, 2024-04-18; when left out, of the next match to come.")
    ] = None,
    live: Annotated[
        list[str] | None,
        typer.Option(
            help="A match under way: 'Atalanta 0-1 Liverpool @ 60', '... @ 90, stoppage 6', '... @ kicks xx-:x-x'."
        ),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(help="A match to come as if it had ended so: 'Arsenal 2-0 Chelsea'. May be repeated."),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            envvar="FRONTFOOT_DATA", metavar="DIR", help="Folder with europe/2023-24/el.txt and the like, or results/."
        ),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|DIR",
            help="Your own matches, learnt on top of the strengths: CSV with Date, HomeTeam, AwayTeam, FTHG, FTAG.",
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            min=0, show_default="300", rich_help_panel=METHOD, help="Draws of the strengths; 0 takes them as sure."
        ),
    ] = None,
    simulations: Annotated[
        int | None,
        typer.Option(
            min=1,
            show_default="10000",
            rich_help_panel=METHOD,
            help="Runs of the rest of the season, while draws or groups are open.",
        ),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, show_default="0", rich_help_panel=METHOD, help="Of everything random.")
    ] = None,
    csv: CsvOption = False,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
    plot: PlotOption = None,
    shape: ShapeOption = None,
    theme: ThemeOption = None,
) -> None:
    """Where a competition stands on a day: tables, odds of every round or zone, and what today's results change.

    A cup has its bracket; a league title, European places and relegation.
    """
    from frontfoot.cli.threads import one_thread

    one_thread()
    from frontfoot.cli.cup_show import as_json, show
    from frontfoot.cli.progress import progress
    from frontfoot.cli.tie_arguments import own_results
    from frontfoot.cups import CupSeason
    from frontfoot.cups.folder import results_folder
    from frontfoot.cups.forecast import DRAWS, SEED, SIMULATIONS, forecast
    from frontfoot.cups.live import Live
    from frontfoot.cups.state import CupState

    one_answer(csv=csv, json=json_output)
    drawn = picture(plot, shape, theme)
    own = own_results(results)
    folder = named_option(lambda: results_folder(competition, data))
    whole = CupSeason.read(folder, competition, season_year(season, "SEASON"))
    day = _day(date, whole)
    supposed = named_option(lambda: whole.with_results(what_if or (), day))
    state = CupState(supposed, day)
    matches = [Live.parse(text, whole.clubs) for text in live or ()]
    if not whole.format.rounds:
        options = {"draws": draws, "simulations": simulations, "seed": seed}
        _league(state, matches, own, options, drawn, supposed=bool(what_if), csv=csv, json_output=json_output)
        return
    with progress() as tell:
        found = forecast(
            state,
            _strengths(state, own),
            live=matches,
            draws=DRAWS if draws is None else draws,
            simulations=simulations or SIMULATIONS,
            seed=SEED if seed is None else seed,
            progress=lambda what, share: tell("Odds", share, 1.0, what),
        )
    if json_output:
        typer.echo(as_json(found, state))
    elif csv:
        from frontfoot.cli.console import print_csv

        print_csv(found.to_polars())
    else:
        show(found, state)
    if drawn is not None:
        from frontfoot.draw.cup import cup_figure

        drawn.write(lambda: cup_figure(found, drawn.shape, theme=drawn.theme))


def _strengths(state: CupState, own: pl.DataFrame | None) -> Strengths:
    """The newest strengths not after the day, moved on by the user's own matches."""
    from frontfoot.goals.strengths import strengths_on

    return strengths_on(state.day, kind=state.format.kind, own=own)


def _league(
    state: CupState,
    matches: list[Live],
    own: pl.DataFrame | None,
    options: dict[str, Any],
    drawn: Picture | None,
    *,
    supposed: bool,
    csv: bool,
    json_output: bool,
) -> None:
    """Table and odds of a league; the table alone where it is over or no strengths are known so early."""
    from frontfoot.cli.league_show import league_json, show_league
    from frontfoot.cups.forecast import DRAWS, SEED, SIMULATIONS
    from frontfoot.cups.league import league_forecast

    draws = DRAWS if options["draws"] is None else options["draws"]
    seed = SEED if options["seed"] is None else options["seed"]
    found, why = None, ""
    try:
        found = league_forecast(
            state,
            _strengths(state, own),
            live=matches,
            draws=draws,
            simulations=options["simulations"] or SIMULATIONS,
            seed=seed,
        )
    except InputError as error:
        if error.place != "date":
            raise
        why = error.problem
    if json_output:
        typer.echo(league_json(state, found, why))
    elif csv:
        from frontfoot.cli.console import print_csv

        if found is None:
            raise InputError(f"There are no odds to write: {why}", place="--csv", remedy="Leave it out for the table")
        print_csv(found.to_polars())
    else:
        show_league(state, found, why, supposed=supposed)
    if drawn is not None:
        from frontfoot.draw.cup import cup_figure

        if found is None:
            raise InputError(f"There are no odds to draw: {why}", place="--plot", remedy="Leave it out")
        odds = found
        drawn.write(lambda: cup_figure(odds, drawn.shape, theme=drawn.theme))


def _day(text: str | None, season: CupSeason) -> date_of_day:
    if text is None:
        return season.next_day
    try:
        return date_of_day.fromisoformat(text)
    except ValueError:
        raise InputError(f"'{text}' is not a date", place="--date", remedy="Write it like 2024-04-18") from None
