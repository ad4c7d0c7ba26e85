"""`frontfoot tie`: who goes through with which odds, from a situation or from a tie file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontfoot.cli.tie_arguments import (
    CompetitionOption,
    DateOption,
    FirstLegOption,
    MenOption,
    RatesOption,
    RoundOption,
    ScoreOption,
    SeasonOption,
    SecondLegRatesOption,
    built_tie,
    named_clubs,
    rates_of_legs,
    score_pair,
    standing,
    tie_file,
)
from frontfoot.errors import InputError

if TYPE_CHECKING:
    pass


def tie(
    first: Annotated[str, typer.Argument(metavar="CLUB|FILE", help="First club, or a tie file (TOML).")],
    second: Annotated[str | None, typer.Argument(metavar="CLUB", help="Second club.")] = None,
    competition: CompetitionOption = "",
    season: SeasonOption = None,
    round_name: RoundOption = None,
    first_leg: FirstLegOption = None,
    at: Annotated[str | None, typer.Option(help="Where the first club plays now: home, away or neutral.")] = None,
    minute: Annotated[str, typer.Option(help="Minutes played: 45, 45+2, HT, ET 105; 0 before kick-off.")] = "0",
    score: ScoreOption = "0-0",
    men: MenOption = "11-11",
    rates: RatesOption = None,
    rates_second_leg: SecondLegRatesOption = None,
    kicks: Annotated[
        str | None, typer.Option(help="Shoot-out so far, first club's kicks first: xx-:x-x (x converted, - missed).")
    ] = None,
    date: DateOption = None,
    json_output: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Write a picture, .png or .svg.")] = None,
) -> None:
    """Who goes through, with which odds and by which way.

    Scores are given from the first club's side. A tie file is replayed, with the swing of every event.
    """
    from frontfoot.cli.tie_replay import show_file
    from frontfoot.cli.tie_show import show_situation
    from frontfoot.tie import Model, Situation, Tie, rules
    from frontfoot.tie.picture import check_picture

    if plot is not None:
        check_picture(plot)
    if second is None:
        show_file(tie_file(first), json_output=json_output, plot=plot)
        return
    if not competition:
        raise InputError("No competition is named", place="--competition", remedy="Add --competition uel, say")
    if season is None:
        raise InputError("No season is named", place="--season", remedy="Add --season 2023 for 2023/24")
    legs = 2 if first_leg is not None else None
    rule = rules(competition, season, round_name, legs=legs)
    if first_leg is not None and rule.legs == 1:
        raise InputError("This tie is a single match", place="--first-leg", remedy=rule.describe().rstrip("."))
    clubs = named_clubs(first, second, rule, given=rates is not None)
    built, swapped = built_tie(clubs, rule, score_pair(first_leg, "--first-leg") if first_leg else None, at)
    situation = standing(built, minute, score, men, kicks, leg=2 if first_leg is not None else 1, swapped=swapped)
    chosen, known = rates_of_legs(built, situation, rates, rates_second_leg, date, swapped=swapped)
    model_rates: Any = chosen if len(chosen) > 1 else chosen[0]
    show_situation(
        Tie(built.rules, built.legs),
        Situation(situation.leg, situation.moment, situation.score, situation.men, situation.shoot_out),
        Model(built, model_rates),
        clubs=clubs,
        known=known,
        json_output=json_output,
        plot=plot,
    )
