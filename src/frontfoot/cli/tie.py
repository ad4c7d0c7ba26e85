"""`frontfoot tie`: who goes through with which odds, from a situation or from a tie file."""

from __future__ import annotations

from typing import Annotated

import typer

from frontfoot.cli.options import CsvOption, JsonOption, PlotOption, QuietOption, SentenceOption, examples, one_answer
from frontfoot.cli.picture import ColoursOption, ShapeOption, ThemeOption, picture
from frontfoot.cli.tie_arguments import given, only_with_clubs, placed, question, tie_file, wins_of_series
from frontfoot.cli.tie_options import (
    SITUATION,
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
    SeriesOption,
    StoppageOption,
)

EXAMPLES = examples(
    "frontfoot tie Atalanta Liverpool --competition uel --season 2023 \\\n    --first-leg 3-0 --minute 45 --score 0-1",
    "frontfoot tie Spain England --competition euro --season 2024 --round F \\\n"
    "    --rates 1.4 1.1 --minute 75 --score 1-1",
    "frontfoot tie examples/atalanta-liverpool-2024.toml --plot tie.png",
)


def tie(
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
    kicks: Annotated[
        str | None,
        typer.Option(
            metavar="KICKS:KICKS",
            rich_help_panel=SITUATION,
            help="Shoot-out so far, first club's kicks first: xx-:x-x (x converted, - missed).",
        ),
    ] = None,
    series: SeriesOption = None,
    rates: RatesOption = None,
    rates_second_leg: SecondLegRatesOption = None,
    odds: OddsOption = None,
    over_under: OverUnderOption = None,
    date: DateOption = None,
    results: ResultsOption = None,
    csv: CsvOption = False,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
    plot: PlotOption = None,
    shape: ShapeOption = None,
    theme: ThemeOption = None,
    colours: ColoursOption = None,
    sentence: SentenceOption = False,
) -> None:
    """Who goes through, with which odds and by which way.

    Scores are given from the first club's side. A tie file is replayed, with the swing of every event.
    """
    from frontfoot.cli.tie_replay import show_file
    from frontfoot.cli.tie_show import show_situation

    one_answer(csv=csv, json=json_output, sentence=sentence)
    drawn = picture(plot, shape, theme, colours)
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
        kicks,
        rates,
        rates_second_leg,
        odds,
        over_under,
        date,
    )
    if second is None:
        file = tie_file(first, "frontfoot tie")
        only_with_clubs({**given(asked), "--series": series})
        show_file(file, results, csv=csv, json_output=json_output, plot=drawn, sentence=sentence)
        return
    found = placed((first, second), asked, results)
    show_situation(
        found.tie,
        found.situation,
        found.model,
        clubs=found.clubs,
        known=found.known,
        taken=found.taken,
        series=wins_of_series(found.tie.rules, series),
        csv=csv,
        json_output=json_output,
        plot=drawn,
        sentence=sentence,
    )
