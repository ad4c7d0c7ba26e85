"""`frontfoot decide`: press on, stay or drop back, from a situation or from a tie file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.cli.objects import options_by_name
from frontfoot.cli.options import SentenceOption, TableOutputOptions, examples, one_answer
from frontfoot.cli.picture import PictureOptions, picture
from frontfoot.cli.tie_arguments import note_doubts, only_with_clubs, own_results, placed, question, tie_file
from frontfoot.cli.tie_options import FirstClub, SecondClub, SituationOptions, StrengthOptions
from frontfoot.core.errors import InputError

if TYPE_CHECKING:
    from frontfoot.decisions.costs import Costs

EXAMPLES = examples(
    "frontfoot decide examples/atalanta-liverpool-2024.toml --minute 45 \\\n    --plot break-even.png",
    "frontfoot decide Atalanta Liverpool --competition uel --season 2023 \\\n"
    "    --first-leg 3-0 --minute 45 --score 0-1 --minutes 20",
)
plan_option = partial(typer.Option, rich_help_panel="What is weighed")
cost_option = partial(typer.Option, rich_help_panel="What pressing costs")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CostOptions:
    """Costs of pressing other than goals."""

    tiring_after: Annotated[float | None, cost_option(help="Minutes of pressing until the legs go.")] = None
    tired_own: Annotated[float, cost_option(help="Our rate of goals from then on, as a multiplier.")] = 1.0
    tired_opponent: Annotated[float, cost_option(help="Their rate of goals from then on, as a multiplier.")] = 1.0
    red_cards: Annotated[float, cost_option(help="Further red cards in 90 minutes of pressing.")] = 0.0
    penalties: Annotated[float, cost_option(help="Further penalties conceded in 90 minutes of pressing.")] = 0.0

    def costs(self) -> Costs:
        """The costs in the form of `frontfoot.decisions`."""
        from frontfoot.decisions.costs import Costs

        return Costs(self.tiring_after, self.tired_own, self.tired_opponent, self.red_cards, self.penalties)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideOptions:
    """What `frontfoot decide` is asked."""

    first: FirstClub
    second: SecondClub = None
    where: SituationOptions = SituationOptions()
    strengths: StrengthOptions = StrengthOptions()
    club: Annotated[
        str | None, plan_option(show_default="who leads", help="With a tie file: the club that decides.")
    ] = None
    payoff: Annotated[
        Payoff | None,
        plan_option(
            show_default="through, points in a league",
            help="What counts: going through, league points (3-1-0), or a win of this match.",
        ),
    ] = None
    minutes: Annotated[
        float | None, plan_option(min=1.0, max=90.0, show_default="to 90'", help="How long the plan is kept.")
    ] = None
    opponent: Annotated[
        Reply, plan_option(help="How the opponent replies: as usual at the score, at its best, or unmoved by it.")
    ] = Reply.USUAL
    pressing: CostOptions = CostOptions()
    output: TableOutputOptions = TableOutputOptions()
    plot: PictureOptions = PictureOptions()
    sentence: SentenceOption = False


def decide(options: DecideOptions) -> None:
    """Press on, stay or drop back: what each is worth from here, how sure that is, and what would turn it.

    Dropping back is what sides usually do with the lead (level or behind: as much from there), staying is playing on
    as at a level score, pressing on half a unit more.
    Two clubs and the options say where the tie stands; a tie file says it too, and needs only --minute.
    """
    from frontfoot.cli.decide_show import show
    from frontfoot.decisions.decide import decide as weigh
    from frontfoot.ties.placed import placed_in_file

    one_answer(csv=options.output.csv, json=options.output.json_output, sentence=options.sentence)
    drawn, club = picture(options.plot), options.club
    asked = question(options.where, options.strengths)
    costs = options.pressing.costs()
    if options.second is None:
        from frontfoot.ties.file import read_tie

        file = tie_file(options.first, "frontfoot decide")
        only_with_clubs({name: value for name, value in options_by_name(asked).items() if name != "--minute"})
        if asked.minute is None:
            raise InputError(
                "A tie file needs a minute to decide at", place="--minute", remedy="Add --minute 45, 60 or 45+2, say"
            )
        own, noted = own_results(options.strengths.results)
        place = placed_in_file(read_tie(file), asked.minute, own, data=options.strengths.data)
        note_doubts(place.known.strengths, but=noted)
    else:
        if club is not None:
            raise InputError("The first club named decides", place="--club", remedy="Name it first")
        place = placed((options.first, options.second), asked, options.strengths)
    advice = weigh(
        place,
        club=club,
        payoff=None if options.payoff is None else options.payoff.value,
        minutes=options.minutes,
        opponent=options.opponent.value,
        costs=costs,
    )
    show(advice, options.output, last=place.tie.rules.last, plot=drawn, sentence=options.sentence)
