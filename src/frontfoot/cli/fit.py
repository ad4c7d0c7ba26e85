"""`frontfoot fit`: make the shipped parameters again from open data. Each kind of fit has a command of its own here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from frontfoot.cli.options import JsonOption, QuietOption, examples, register
from frontfoot.cli.progress import step

DataOption: TypeAlias = Annotated[
    Path, typer.Option(envvar="FRONTFOOT_DATA", metavar="DIR", help="Folder of open data.")
]
OutOption: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="PATH", help="Write here instead of into the package.")
]


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
    for name, command in (
        ("approach", approach),
        ("approach-statsbomb", approach_statsbomb),
        ("chances", chances),
        ("chances-statsbomb", chances_statsbomb),
        ("effects", effects),
        ("half-time", half_time),
        ("in-play", in_play),
        ("nations", nations),
        ("market", market),
        ("scouting", scouting),
        ("strengths", strengths),
        ("ties", ties),
    ):
        out = _OUT.get(name, f"{name}.json")
        register(app, name, command, examples(f"frontfoot fit {name} --data data --out {out}"))
    return app


def approach(
    data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Fit the front-foot index: which counts carry it, their scale, and how reliable it is by window length.

    Reads wyscout/ of the data.
    """
    from frontfoot.fit.front_foot import fit

    _print_written([fit(data, out, progress=step)], json_output=json_output)


def approach_statsbomb(
    data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Fit the front-foot index and the norms of every measure on StatsBomb's events, pressures included.

    Reads statsbomb/ of the data.
    """
    from frontfoot.fit.front_foot import fit_statsbomb

    _print_written([fit_statsbomb(data, out, progress=step)], json_output=json_output)


def chances(
    data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Fit expected goals (each league judged by the model of the other ones) and expected threat.

    Reads wyscout/ of the data; --out is a folder here.
    """
    from frontfoot.fit.chances import fit

    _print_written(fit(data, out, progress=step), json_output=json_output)


def chances_statsbomb(
    data: DataOption,
    out: OutOption = None,
    seed: Annotated[int, typer.Option(help="Of the parts of the cross-validation.")] = 1,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Fit expected goals for StatsBomb's events, with and without freeze frames, judged on matches left out.

    Reads statsbomb/ of the data.
    """
    from frontfoot.fit.xg_statsbomb import fit

    _print_written([fit(data, out, progress=step, seed=seed)], json_output=json_output)


def effects(
    data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Fit the evidence on pressing and dropping back: every term, what is allowed for its bias, and the posterior.

    Reads wyscout/, statsbomb/, goal-times/, results/ and europe/ of the data.
    """
    from frontfoot.fit.effects.fit import fit

    _print_written([fit(data, out, progress=step)], json_output=json_output)


def half_time(
    data: DataOption,
    out: OutOption = None,
    store: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="A store made of these matches before, to save the measuring; once for each."),
    ] = None,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Fit what a first part of a match says of the rest: the update of the odds, and what persists of each measure.

    Reads wyscout/ and statsbomb/premier-league-2015-16/ of the data.
    """
    from frontfoot.fit.half_time import fit

    _print_written([fit(data, out, stores=store or (), progress=step)], json_output=json_output)


def in_play(
    data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Fit how the rate of goals changes in play: clock, stoppages, score, men sent off, extra time.

    Reads goal-times/, world-cup/, wyscout/, results/ and europe/ of the data.
    """
    from frontfoot.fit.in_play import fit

    _print_written([fit(data, out, progress=step)], json_output=json_output)


def market(
    data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Measure how sure rates solved from odds are, and the usual goals of every competition.

    Reads odds/, results/ and europe/ of the data.
    """
    from frontfoot.fit.market import fit

    _print_written([fit(data, out, progress=step)], json_output=json_output)


def scouting(
    data: DataOption,
    out: OutOption = None,
    store: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="A store made of these matches before, to save the measuring; once for each."),
    ] = None,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Fit how reliable the figures of a side are: their variances, and 80% ranges held against other leagues.

    Reads wyscout/ and statsbomb/premier-league-2015-16/ of the data.
    """
    from frontfoot.fit.scouting import fit

    _print_written([fit(data, out, stores=store or (), progress=step)], json_output=json_output)


def strengths(
    data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Fit attack and defence of every club through the seasons, each snapshot from what was known on its day.

    Reads results/, more-leagues/, europe/ and goal-times/ of the data; --out is a folder here.
    """
    from frontfoot.fit.strengths import fit

    _print_written(fit(data, out, progress=step), json_output=json_output)


def nations(
    data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False
) -> None:
    """Fit attack and defence of every nation, each snapshot from what was known on its day.

    Reads internationals/ of the data; --out is a folder here.
    """
    from frontfoot.fit.strengths import fit_nations

    _print_written(fit_nations(data, out, progress=step), json_output=json_output)


def ties(data: DataOption, out: OutOption = None, json_output: JsonOption = False, quiet: QuietOption = False) -> None:
    """Fit how often kicks of a shoot-out are converted, in the first five and in sudden death.

    Reads goal-times/ and world-cup/ of the data.
    """
    from frontfoot.fit.shoot_outs import fit

    _print_written([fit(data, out, progress=step)], json_output=json_output)


def _print_written(written: Iterable[Path], *, json_output: bool) -> None:
    from frontfoot.cli.console import print_json, print_path

    if json_output:
        print_json({"written": [str(path) for path in written]})
        return
    for path in written:
        print_path(path)
