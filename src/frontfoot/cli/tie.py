"""`frontfoot tie`: who goes through with which odds, from a situation or from a tie file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from frontfoot.cli.objects import options_by_name
from frontfoot.cli.options import SentenceOption, TableOutputOptions, examples, one_answer, output_option
from frontfoot.cli.picture import PictureOptions, picture
from frontfoot.cli.tie_arguments import only_with_clubs, placed, question, tie_file
from frontfoot.cli.tie_options import (
    FirstClub,
    SecondClub,
    SituationOptions,
    StrengthOptions,
    situation_option,
)

EXAMPLES = examples(
    "frontfoot tie Atalanta Liverpool --competition uel --season 2023 \\\n    --first-leg 3-0 --minute 45 --score 0-1",
    "frontfoot tie Spain England --competition euro --season 2024 --round F \\\n"
    "    --rates 1.4 1.1 --minute 75 --score 1-1",
    "frontfoot tie examples/atalanta-liverpool-2024.toml --plot tie.png",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TieOptions:
    """What `frontfoot tie` is asked."""

    first: FirstClub
    second: SecondClub = None
    where: SituationOptions = SituationOptions()
    kicks: Annotated[
        str | None,
        situation_option(
            metavar="KICKS:KICKS", help="Shoot-out so far, first club's kicks first: xx-:x-x (x converted, - missed)."
        ),
    ] = None
    series: Annotated[
        str | None,
        situation_option(
            metavar="WINS",
            help="In a series (best of three): matches won before this one, first club's first.",
            show_default="0-0",
        ),
    ] = None
    strengths: StrengthOptions = StrengthOptions()
    output: TableOutputOptions = TableOutputOptions()
    plot: PictureOptions = PictureOptions()
    colours: Annotated[
        str | None,
        output_option(
            "--colours",
            metavar="HEX,HEX",
            show_default="those the clubs are known by",
            help="Of the clubs in the picture, first club first: #1e71b8,#c8102e. Made readable where they are not.",
        ),
    ] = None
    sentence: SentenceOption = False


def tie(options: TieOptions) -> None:
    """Who goes through, with which odds and by which way.

    Scores are given from the first club's side. A tie file is replayed, with the swing of every event.
    """
    from frontfoot.cli.tie_replay import show_file
    from frontfoot.cli.tie_show import show_situation

    one_answer(csv=options.output.csv, json=options.output.json_output, sentence=options.sentence)
    drawn = picture(options.plot, options.colours)
    asked = question(options.where, options.strengths, options.kicks, options.series)
    if options.second is None:
        file = tie_file(options.first, "frontfoot tie")
        only_with_clubs(options_by_name(asked))
        show_file(file, options.strengths, options.output, plot=drawn, sentence=options.sentence)
        return
    place = placed((options.first, options.second), asked, options.strengths)
    show_situation(place, options.output, plot=drawn, sentence=options.sentence)
