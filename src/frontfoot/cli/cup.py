"""`frontfoot cup`: a competition at a date, who may meet whom, who wins it."""

from __future__ import annotations

from datetime import date as date_of_day
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontfoot.cup import Season

PLACES = ("data", "../shared/data")


def cup(
    competition: Annotated[str, typer.Argument(metavar="COMPETITION", help="ucl, uel, uecl, or a league: serie-a.")],
    season: Annotated[int, typer.Argument(help="Year in which the season begins: 2023 is 2023/24.")],
    date: Annotated[
        str | None, typer.Option(help="The morning of this day, 2024-04-18; when left out, of the next match to come.")
    ] = None,
    live: Annotated[
        list[str] | None, typer.Option(help="A match under way: 'Atalanta 0-1 Liverpool @ 60'. May be repeated.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(envvar="FRONTFOOT_DATA", help="Folder with europe/2023-24/el.txt and the like, or results/."),
    ] = None,
    draws: Annotated[int, typer.Option(min=0, help="Draws of the strengths; 0 takes them as sure.")] = 300,
    simulations: Annotated[int, typer.Option(min=1, help="Where draws or groups are open.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Of everything random.")] = 0,
    json_output: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Write a picture, .png or .svg.")] = None,
) -> None:
    """Where a competition stands on a day: tables, bracket, odds of every round, and what today's results change."""
    from frontfoot.cli.threads import one_thread

    one_thread()
    from frontfoot.cli.cup_show import as_json, show
    from frontfoot.cup import Season
    from frontfoot.cup.forecast import forecast
    from frontfoot.cup.live import Live
    from frontfoot.goals.strengths.shipped import shipped
    from frontfoot.tie.picture import check_picture

    if plot is not None:
        check_picture(plot)
    whole = Season.read(_folder(data), competition, season)
    day = _day(date, whole)
    state = whole.at(day)
    matches = [Live.parse(text, whole.clubs) for text in live or ()]
    if not whole.format.rounds:
        if matches or plot is not None:
            raise InputError("A league has a table here, no bracket", place="--live, --plot", remedy="Leave them out")
        from frontfoot.cli.cup_show import show_table, table_json

        typer.echo(table_json(state)) if json_output else show_table(state)
        return
    report, stop = _progress(quiet=json_output)
    try:
        found = forecast(
            state, shipped(day), live=matches, draws=draws, simulations=simulations, seed=seed, progress=report
        )
    finally:
        stop()
    if plot is not None:
        from frontfoot.cup.picture import draw_forecast

        draw_forecast(found, plot)
    if json_output:
        typer.echo(as_json(found, state))
    else:
        show(found, state)


def _folder(given: Path | None) -> Path:
    if given is not None:
        return given
    for name in PLACES:
        if (Path(name) / "europe").is_dir() or (Path(name) / "results").is_dir():
            return Path(name)
    raise InputError(
        "No folder of results is named",
        place="--data",
        remedy="Name one that holds europe/2023-24/el.txt (openfootball/champions-league), or set FRONTFOOT_DATA",
    )


def _day(text: str | None, season: Season) -> date_of_day:
    if text is None:
        matches = [*season.phase, *(match for code in season.knock_out for match in season.matches(code))]
        to_come = [match.day for match in matches if match.status == "scheduled"]
        return min(to_come) if to_come else max(match.day for match in matches) + timedelta(days=1)
    try:
        return date_of_day.fromisoformat(text)
    except ValueError:
        raise InputError(f"'{text}' is not a date", place="--date", remedy="Write it like 2024-04-18") from None


def _progress(*, quiet: bool) -> tuple[Callable[[str, float], object], Callable[[], None]]:
    """A bar on standard error that appears only when the work takes its time, and how to end it."""
    from rich.progress import Progress

    from frontfoot.cli.console import err

    if quiet or not err().is_terminal:
        return (lambda what, share: None), (lambda: None)
    bar = Progress(console=err(), transient=True)
    task = bar.add_task("", total=1.0)
    bar.start()
    return (lambda what, share: bar.update(task, description=what, completed=share)), bar.stop
