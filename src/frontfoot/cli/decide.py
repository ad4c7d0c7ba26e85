"""`frontfoot decide`: press on, stay or drop back, from a situation or from a tie file."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from frontfoot.cli.options import CsvOption, JsonOption, PlotOption, QuietOption, SentenceOption, examples, one_answer
from frontfoot.cli.picture import ShapeOption, ThemeOption, picture
from frontfoot.cli.tie_arguments import given, only_with_clubs, own_results, placed, question, tie_file
from frontfoot.cli.tie_options import (
    AtOption,
    CompetitionOption,
    DateOption,
    FirstClub,
    FirstLegOption,
    MenOption,
    MinuteOption,
    OddsOption,
    OverUnderOption,
    RatesOption,
    ResultsOption,
    RoundOption,
    ScoreOption,
    SeasonOption,
    SecondClub,
    SecondLegRatesOption,
    StoppageOption,
)
from frontfoot.core.errors import InputError

EXAMPLES = examples(
    "frontfoot decide examples/atalanta-liverpool-2024.toml --minute 45 \\\n    --plot break-even.png",
    "frontfoot decide Atalanta Liverpool --competition uel --season 2023 \\\n"
    "    --first-leg 3-0 --minute 45 --score 0-1 --minutes 20",
)
PLANS = "What is weighed"
COSTS = "What pressing costs"


class Payoff(StrEnum):
    """What a plan is judged by."""

    THROUGH = "through"
    POINTS = "points"
    WIN = "win"


class Reply(StrEnum):
    """How the opponent replies to a plan."""

    USUAL = "usual"
    BEST = "best"
    UNMOVED = "unmoved"


def decide(
    first: FirstClub,
    second: SecondClub = None,
    competition: CompetitionOption = None,
    season: SeasonOption = None,
    round_name: RoundOption = None,
    first_leg: FirstLegOption = None,
    at: AtOption = None,
    minute: MinuteOption = None,
    stoppage: StoppageOption = None,
    score: ScoreOption = None,
    men: MenOption = None,
    rates: RatesOption = None,
    rates_second_leg: SecondLegRatesOption = None,
    odds: OddsOption = None,
    over_under: OverUnderOption = None,
    date: DateOption = None,
    results: ResultsOption = None,
    club: Annotated[
        str | None,
        typer.Option(rich_help_panel=PLANS, show_default="who leads", help="With a tie file: the club that decides."),
    ] = None,
    payoff: Annotated[
        Payoff | None,
        typer.Option(
            rich_help_panel=PLANS,
            show_default="through, points in a league",
            help="What counts: going through, league points (3-1-0), or a win of this match.",
        ),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            min=1.0, max=90.0, rich_help_panel=PLANS, show_default="to 90'", help="How long the plan is kept."
        ),
    ] = None,
    opponent: Annotated[
        Reply,
        typer.Option(
            rich_help_panel=PLANS,
            help="How the opponent replies: as usual at the score, at its best, or unmoved by it.",
        ),
    ] = Reply.USUAL,
    tiring_after: Annotated[
        float | None, typer.Option(rich_help_panel=COSTS, help="Minutes of pressing until the legs go.")
    ] = None,
    tired_own: Annotated[
        float, typer.Option(rich_help_panel=COSTS, help="Our rate of goals from then on, as a multiplier.")
    ] = 1.0,
    tired_opponent: Annotated[
        float, typer.Option(rich_help_panel=COSTS, help="Their rate of goals from then on, as a multiplier.")
    ] = 1.0,
    red_cards: Annotated[
        float, typer.Option(rich_help_panel=COSTS, help="Further red cards in 90 minutes of pressing.")
    ] = 0.0,
    penalties: Annotated[
        float, typer.Option(rich_help_panel=COSTS, help="Further penalties conceded in 90 minutes of pressing.")
    ] = 0.0,
    csv: CsvOption = False,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
    plot: PlotOption = None,
    shape: ShapeOption = None,
    theme: ThemeOption = None,
    sentence: SentenceOption = False,
) -> None:
    """Press on, stay or drop back: what each is worth from here, how sure that is, and what would turn it.

    Dropping back is what sides usually do with the lead (level or behind: as much from there), staying is playing on
    as at a level score, pressing on half a unit more.
    Two clubs and the options say where the tie stands; a tie file says it too, and needs only --minute.
    """
    from frontfoot.cli.decide_show import show
    from frontfoot.decisions.costs import Costs
    from frontfoot.decisions.decide import decide as weigh
    from frontfoot.ties.file import read_tie
    from frontfoot.ties.placed import placed_in_file

    one_answer(csv=csv, json=json_output, sentence=sentence)
    drawn = picture(plot, shape, theme)
    costs = Costs(tiring_after, tired_own, tired_opponent, red_cards, penalties)
    asked = question(
        competition,
        season,
        round_name,
        first_leg,
        at,
        minute,
        stoppage,
        score,
        men,
        None,
        rates,
        rates_second_leg,
        odds,
        over_under,
        date,
    )
    if second is None:
        file = tie_file(first, "frontfoot decide")
        only_with_clubs({name: value for name, value in given(asked).items() if name != "--minute"})
        if minute is None:
            raise InputError(
                "A tie file needs a minute to decide at", place="--minute", remedy="Add --minute 45, 60 or 45+2, say"
            )
        found = placed_in_file(read_tie(file), minute, own_results(results))
    else:
        if club is not None:
            raise InputError("The first club named decides", place="--club", remedy="Name it first")
        found = placed((first, second), asked, results)
    advice = weigh(
        found,
        club=club,
        payoff=None if payoff is None else payoff.value,
        minutes=minutes,
        opponent=opponent.value,
        costs=costs,
    )
    show(advice, last=found.tie.rules.last, csv=csv, json_output=json_output, plot=drawn, sentence=sentence)
