"""`frontfoot fit`: make the shipped parameters again from open data. Each kind of fit has a command of its own here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from frontfoot.cli.options import OutputOptions, examples, register
from frontfoot.cli.progress import step


@dataclass(frozen=True, slots=True, kw_only=True)
class FitOptions:
    """What every command of `frontfoot fit` is asked."""

    data: Annotated[Path, typer.Option(envvar="FRONTFOOT_DATA", metavar="DIR", help="Folder of open data.")]
    out: Annotated[Path | None, typer.Option(metavar="PATH", help="Write here instead of into the package.")] = None
    output: OutputOptions = OutputOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedFitOptions(FitOptions):
    """What a fit with random numbers is asked."""

    seed: Annotated[int, typer.Option(help="Of the parts of the cross-validation.")] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFitOptions(FitOptions):
    """What a fit on the measures of whole seasons is asked."""

    store: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="A store made of these matches before, to save the measuring; once for each."),
    ] = None


_OUT: Final = {
    "approach-statsbomb": "front_foot_statsbomb.json",
    "chances": "fitted",
    "chances-statsbomb": "xg_statsbomb.json",
    "half-time": "half_time.json",
}
"""The file in the example of a command, if it is not named like the command."""


def group() -> typer.Typer:
    """The `fit` command group."""
    app = typer.Typer(
        no_args_is_help=True,
        help="Fit the shipped parameters again from open data; the same data give the same file, byte for byte.",
        epilog=examples("frontfoot fit ties --data data --out ties.json"),
    )
    for command in (
        approach,
        approach_statsbomb,
        chances,
        chances_statsbomb,
        effects,
        half_time,
        in_play,
        nations,
        market,
        scouting,
        strengths,
        ties,
    ):
        name = command.__name__.replace("_", "-")
        register(
            app, name, command, examples(f"frontfoot fit {name} --data data --out {_OUT.get(name, f'{name}.json')}")
        )
    return app


def approach(options: FitOptions) -> None:
    """Fit the front-foot index: which counts carry it, their scale, and how reliable it is by window length.

    Reads wyscout/ of the data.
    """
    from frontfoot.fit.front_foot import fit

    _print_written([fit(options.data, options.out, progress=step)], options)


def approach_statsbomb(options: FitOptions) -> None:
    """Fit the front-foot index and the norms of every measure on StatsBomb's events, pressures included.

    Reads statsbomb/ of the data.
    """
    from frontfoot.fit.front_foot import fit_statsbomb

    _print_written([fit_statsbomb(options.data, options.out, progress=step)], options)


def chances(options: FitOptions) -> None:
    """Fit expected goals (each league judged by the model of the other ones) and expected threat.

    Reads wyscout/ of the data; --out is a folder here.
    """
    from frontfoot.fit.chances import fit

    _print_written(fit(options.data, options.out, progress=step), options)


def chances_statsbomb(options: SeedFitOptions) -> None:
    """Fit expected goals for StatsBomb's events, with and without freeze frames, judged on matches left out.

    Reads statsbomb/ of the data.
    """
    from frontfoot.fit.xg_statsbomb import fit

    _print_written([fit(options.data, options.out, progress=step, seed=options.seed)], options)


def effects(options: FitOptions) -> None:
    """Fit the evidence on pressing and dropping back: every term, what is allowed for its bias, and the posterior.

    Reads wyscout/, statsbomb/, goal-times/, results/ and europe/ of the data.
    """
    from frontfoot.fit.effects.fit import fit

    _print_written([fit(options.data, options.out, progress=step)], options)


def half_time(options: StoreFitOptions) -> None:
    """Fit what a first part of a match says of the rest: the update of the odds, and what persists of each measure.

    Reads wyscout/ and statsbomb/premier-league-2015-16/ of the data.
    """
    from frontfoot.fit.half_time import fit

    _print_written([fit(options.data, options.out, stores=options.store or (), progress=step)], options)


def in_play(options: FitOptions) -> None:
    """Fit how the rate of goals changes in play: clock, stoppages, score, men sent off, extra time.

    Reads goal-times/, world-cup/, wyscout/, results/ and europe/ of the data.
    """
    from frontfoot.fit.in_play import fit

    _print_written([fit(options.data, options.out, progress=step)], options)


def market(options: FitOptions) -> None:
    """Measure how sure rates solved from odds are, and the usual goals of every competition.

    Reads odds/, results/ and europe/ of the data.
    """
    from frontfoot.fit.market import fit

    _print_written([fit(options.data, options.out, progress=step)], options)


def scouting(options: StoreFitOptions) -> None:
    """Fit how reliable the figures of a side are: their variances, and 80% ranges held against other leagues.

    Reads wyscout/ and statsbomb/premier-league-2015-16/ of the data.
    """
    from frontfoot.fit.scouting import fit

    _print_written([fit(options.data, options.out, stores=options.store or (), progress=step)], options)


def strengths(options: FitOptions) -> None:
    """Fit attack and defence of every club through the seasons, each snapshot from what was known on its day.

    Reads results/, more-leagues/, europe/ and goal-times/ of the data; --out is a folder here.
    """
    from frontfoot.fit.strengths import fit

    _print_written(fit(options.data, options.out, progress=step), options)


def nations(options: FitOptions) -> None:
    """Fit attack and defence of every nation, each snapshot from what was known on its day.

    Reads internationals/ of the data; --out is a folder here.
    """
    from frontfoot.fit.strengths import fit_nations

    _print_written(fit_nations(options.data, options.out, progress=step), options)


def ties(options: FitOptions) -> None:
    """Fit how often kicks of a shoot-out are converted, in the first five and in sudden death.

    Reads goal-times/ and world-cup/ of the data.
    """
    from frontfoot.fit.shoot_outs import fit

    _print_written([fit(options.data, options.out, progress=step)], options)


def _print_written(written: Iterable[Path], options: FitOptions) -> None:
    from frontfoot.cli.console import print_json, print_path

    if options.output.json_output:
        print_json({"written": [str(path) for path in written]})
        return
    for path in written:
        print_path(path)
