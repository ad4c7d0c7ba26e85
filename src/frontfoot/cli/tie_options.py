"""The options of a tie and its situation, shared by `frontfoot tie` and `frontfoot decide`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from frontfoot.cli.complete import clubs, competitions, rounds


class VenueOption(StrEnum):
    """The venue of the first club."""

    HOME = "home"
    AWAY = "away"
    NEUTRAL = "neutral"


situation_option: Final = partial(typer.Option, rich_help_panel="Where the tie stands")
strength_option: Final = partial(typer.Option, rich_help_panel="How strong the clubs are")

FirstClub: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="CLUB|FILE",
        help="The club whose side is taken, its goals come first; or a tie file (TOML).",
        autocompletion=clubs,
    ),
]
SecondClub: TypeAlias = Annotated[str | None, typer.Argument(metavar="CLUB", help="Second club.", autocompletion=clubs)]
CompetitionOption: TypeAlias = Annotated[
    str | None,
    situation_option(
        help="Name or short code: uel, ucl, world-cup, ...; league for a league; or a file of your own, my-cup.toml.",
        autocompletion=competitions,
    ),
]
SeasonOption: TypeAlias = Annotated[
    str | None,
    situation_option(
        metavar="SEASON",
        help="2023/24, 23/24 or 2023; a tournament by its year.",
        show_default="that of the day",
    ),
]
RoundOption: TypeAlias = Annotated[
    str | None, situation_option("--round", help="QF, 'Round of 16', F, ...", autocompletion=rounds)
]
DateOption: TypeAlias = Annotated[str | None, strength_option(help="Strengths as known on this day, 2024-04-18.")]
RatesOption: TypeAlias = Annotated[
    tuple[float, float] | None,
    strength_option(
        metavar="GOALS GOALS",
        help="Instead of shipped strengths: expected goals of each club over 90 minutes of this match.",
    ),
]
ResultsOption: TypeAlias = Annotated[
    Path | None,
    strength_option(
        metavar="FILE|DIR",
        help="Your own matches, learnt on top of the strengths: CSV with Date, HomeTeam, AwayTeam, FTHG, FTAG, League.",
    ),
]
DataOption: TypeAlias = Annotated[
    Path | None,
    strength_option(
        metavar="DIR",
        help="Folder of results, as for frontfoot cup: those up to the day are learnt.",
        show_default="what frontfoot update fetched",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationOptions:
    """The options of a tie and its situation; None for an option that is not set."""

    competition: CompetitionOption = None
    season: SeasonOption = None
    round: RoundOption = None
    first_leg: Annotated[
        str | None,
        situation_option(
            metavar="SCORE", help="Score of the first leg, first club's goals first: 3-0; the second is then under way."
        ),
    ] = None
    at: Annotated[
        VenueOption | None,
        situation_option(help="Where the first club plays now.", show_default="home, a final neutral"),
    ] = None
    minute: Annotated[
        str | None,
        situation_option(help="Minutes played: 45, 45+2, HT, 90+4, ET 105; 0 before kick-off.", show_default="0"),
    ] = None
    stoppage: Annotated[
        int | None,
        situation_option(metavar="MINUTES", help="Stoppage announced for this half.", show_default="not announced"),
    ] = None
    score: Annotated[
        str | None, situation_option(help="Score of this match now, first club's goals first.", show_default="0-0")
    ] = None
    men: Annotated[str | None, situation_option(help="Men on the pitch, first club first.", show_default="11-11")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthOptions:
    """The options of both clubs' strengths: expected goals, odds, or the strengths of a day, updated by results."""

    rates: RatesOption = None
    rates_second_leg: Annotated[
        tuple[float, float] | None,
        strength_option(
            metavar="GOALS GOALS", help="The same for the second leg, while the first is still to be finished."
        ),
    ] = None
    odds: Annotated[
        tuple[float, float, float] | None,
        strength_option(
            metavar="WIN DRAW LOSS",
            help="Instead of shipped strengths: decimal odds before kick-off, first club's win, draw, second club's "
            "win.",
        ),
    ] = None
    over_under: Annotated[
        tuple[float, float, float] | None,
        strength_option(
            metavar="LINE OVER UNDER",
            help="With --odds: a line of goals and the odds over and under it, 2.5 1.90 1.95.",
        ),
    ] = None
    date: DateOption = None
    results: ResultsOption = None
    data: DataOption = None
