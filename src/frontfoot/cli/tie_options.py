"""The options of a tie and its situation, shared by `frontfoot tie` and `frontfoot decide`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from frontfoot.cli.complete import clubs, competitions, rounds


class VenueOption(StrEnum):
    """The venue of the first club."""

    HOME = "home"
    AWAY = "away"
    NEUTRAL = "neutral"


SITUATION: Final = "Where the tie stands"
STRENGTHS: Final = "How strong the clubs are"

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
    typer.Option(
        help="Name or short code: uel, ucl, world-cup, ...; league for a league; or a file of your own, my-cup.toml.",
        autocompletion=competitions,
        rich_help_panel=SITUATION,
    ),
]
SeasonOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="SEASON",
        help="2023/24, 23/24 or 2023; a tournament by its year.",
        show_default="that of the day",
        rich_help_panel=SITUATION,
    ),
]
RoundOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--round", help="QF, 'Round of 16', F, ...", autocompletion=rounds, rich_help_panel=SITUATION),
]
FirstLegOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="SCORE",
        help="Score of the first leg, first club's goals first: 3-0; the second is then under way.",
        rich_help_panel=SITUATION,
    ),
]
AtOption: TypeAlias = Annotated[
    VenueOption | None,
    typer.Option(
        help="Where the first club plays now.", show_default="home, a final neutral", rich_help_panel=SITUATION
    ),
]
MinuteOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Minutes played: 45, 45+2, HT, 90+4, ET 105; 0 before kick-off.",
        show_default="0",
        rich_help_panel=SITUATION,
    ),
]
ScoreOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Score of this match now, first club's goals first.", show_default="0-0", rich_help_panel=SITUATION
    ),
]
StoppageOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        metavar="MINUTES",
        help="Stoppage announced for this half.",
        show_default="not announced",
        rich_help_panel=SITUATION,
    ),
]
MenOption: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Men on the pitch, first club first.", show_default="11-11", rich_help_panel=SITUATION),
]
DateOption: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Strengths as known on this day, 2024-04-18.", rich_help_panel=STRENGTHS),
]
RatesOption: TypeAlias = Annotated[
    tuple[float, float] | None,
    typer.Option(
        metavar="GOALS GOALS",
        help="Instead of shipped strengths: expected goals of each club over 90 minutes of this match.",
        rich_help_panel=STRENGTHS,
    ),
]
SecondLegRatesOption: TypeAlias = Annotated[
    tuple[float, float] | None,
    typer.Option(
        metavar="GOALS GOALS",
        help="The same for the second leg, while the first is still to be finished.",
        rich_help_panel=STRENGTHS,
    ),
]
OddsOption: TypeAlias = Annotated[
    tuple[float, float, float] | None,
    typer.Option(
        metavar="WIN DRAW LOSS",
        help="Instead of shipped strengths: decimal odds before kick-off, first club's win, draw, second club's win.",
        rich_help_panel=STRENGTHS,
    ),
]
OverUnderOption: TypeAlias = Annotated[
    tuple[float, float, float] | None,
    typer.Option(
        metavar="LINE OVER UNDER",
        help="With --odds: a line of goals and the odds over and under it, 2.5 1.90 1.95.",
        rich_help_panel=STRENGTHS,
    ),
]
ResultsOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE|DIR",
        help="Your own matches, learnt on top of the strengths: CSV with Date, HomeTeam, AwayTeam, FTHG, FTAG, League.",
        rich_help_panel=STRENGTHS,
    ),
]
DataOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Folder of results, as for frontfoot cup: those up to the day are learnt.",
        show_default="what frontfoot update fetched",
        rich_help_panel=STRENGTHS,
    ),
]
SeriesOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="WINS",
        help="In a series (best of three): matches won before this one, first club's first.",
        show_default="0-0",
        rich_help_panel=SITUATION,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationOptions:
    """The options of a tie and its situation; None for an option that is not set."""

    competition: CompetitionOption = None
    season: SeasonOption = None
    round: RoundOption = None
    first_leg: FirstLegOption = None
    at: AtOption = None
    minute: MinuteOption = None
    stoppage: StoppageOption = None
    score: ScoreOption = None
    men: MenOption = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthOptions:
    """The options of both clubs' strengths: expected goals, odds, or the strengths of a day, updated by results."""

    rates: RatesOption = None
    rates_second_leg: SecondLegRatesOption = None
    odds: OddsOption = None
    over_under: OverUnderOption = None
    date: DateOption = None
    results: ResultsOption = None
    data: DataOption = None
