"""The tie and its situation, from the options."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from frontfoot.cli.objects import option_name
from frontfoot.cli.tie_options import SituationOptions, StrengthOptions
from frontfoot.core.errors import InputError

if TYPE_CHECKING:
    import polars as pl

    from frontfoot.goals.sources import StrengthsUsed
    from frontfoot.ties.placed import PlacedTie
    from frontfoot.ties.question import TieQuestion


def question(
    where: SituationOptions, strengths: StrengthOptions, kicks: str | None = None, series: str | None = None
) -> TieQuestion:
    """The question about a tie, with every score of the options as two numbers.

    Args:
        where: options of the tie and its situation.
        strengths: options of the clubs' strengths; `results` and `data` are read elsewhere.
        kicks: of a shoot-out so far, xx-:x-x.
        series: matches of a series won so far, 1-0.

    Raises:
        InputError: a score is malformed.
    """
    from frontfoot.ties.question import TieQuestion

    def pair(text: str | None, option: str) -> tuple[int, int] | None:
        return None if text is None else score_pair(text, option)

    return TieQuestion(
        competition=where.competition,
        season=where.season,
        round=where.round,
        first_leg=pair(where.first_leg, "--first-leg"),
        at=None if where.at is None else where.at.value,
        minute=where.minute,
        stoppage=where.stoppage,
        score=pair(where.score, "--score"),
        men=pair(where.men, "--men"),
        kicks=kicks,
        rates=strengths.rates,
        rates_second_leg=strengths.rates_second_leg,
        odds=strengths.odds,
        over_under=strengths.over_under,
        date=strengths.date,
        series=pair(series, "--series"),
    )


def placed(names: tuple[str, str], asked: TieQuestion, strengths: StrengthOptions) -> PlacedTie:
    """The tie of two named clubs at the moment that the options describe; the season taken and doubts are noted.

    Raises:
        InputError: an option is missing, impossible, or not applicable with the others; it is named as the place.
    """
    from frontfoot.cli.console import note
    from frontfoot.ties.placed import placed as place

    try:
        own, noted = own_results(strengths.results)
        made = place(names, asked, own, data=strengths.data)
    except InputError as error:
        parts = error.place.split(", ")
        if not all(part in (*asked.__dataclass_fields__, "results", "data") for part in parts):
            raise
        raise InputError(error.problem, place=", ".join(map(option_name, parts)), remedy=error.remedy) from None
    if made.season_of is not None:
        note(f"No season named: taken as {made.tie.rules.title}, that of {made.season_of}; --season says which.")
    note_doubts(made.known.strengths, but=noted)
    return made


def only_with_clubs(options: dict[str, object]) -> None:
    """Check that no option is set whose value a tie file states itself.

    Raises:
        InputError: one of them is set.
    """
    named = [name for name, value in options.items() if value is not None]
    if named:
        raise InputError(
            "A tie file says this itself", place=", ".join(named), remedy="Leave it out, or name two clubs"
        )


def tie_file(name: str, command: str) -> Path:
    """The path of a tie file that a command was given in place of two clubs."""
    # Not Path.exists, which fails on a name that is too long for the file system.
    if not os.path.exists(name):  # noqa: PTH110
        raise InputError(
            f"'{name}' is not a file, and only one club is named",
            place=command,
            remedy="Name two clubs, or a tie file such as examples/atalanta-liverpool-2024.toml",
        )
    return Path(name)


def score_pair(text: str, place: str) -> tuple[int, int]:
    """Two numbers of goals (or men) from text such as 3-0."""
    from frontfoot.ties.leg import check_score

    parts = text.strip().replace(":", "-").replace("–", "-").split("-")
    if len(parts) != 2 or not all(part.strip().isdigit() for part in parts):
        raise InputError(f"'{text}' is not a score", place=place, remedy="Write it like 3-0, first club's goals first")
    return check_score((int(parts[0]), int(parts[1])), place=place)


def note_doubts(*used: StrengthsUsed | None, but: tuple[str, ...] = ()) -> None:
    """Print a note on each doubt about the results of some strengths, and on results that they do not use.

    Args:
        used: the strengths.
        but: doubts that were printed before.
    """
    from frontfoot.cli.console import note

    doubts = dict.fromkeys(text for strengths in used if strengths is not None for text in strengths.doubts)
    for text in doubts:
        if text not in but:
            note(f"{text}.")


def own_results(place: Path | None) -> tuple[pl.DataFrame | None, tuple[str, ...]]:
    """The user's own matches, None where none are named, and the doubts about them, which are printed as notes.

    Raises:
        ReadError: they cannot be read.
    """
    if place is None:
        return None, ()
    from frontfoot.cli.console import note
    from frontfoot.goals.results.own import read_own
    from frontfoot.goals.results.own_names import doubts

    results = read_own(place)
    noted = doubts(results)
    for doubt in noted:
        note(f"{doubt}.")
    return results, noted
