"""`frontfoot decide`: press, hold or drop, from a situation or from a tie file."""

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
    from frontfoot.tie import Situation, Tie


def decide(
    first: Annotated[str, typer.Argument(metavar="CLUB|FILE", help="The club that decides, or a tie file (TOML).")],
    second: Annotated[str | None, typer.Argument(metavar="CLUB", help="Its opponent.")] = None,
    competition: CompetitionOption = "",
    season: SeasonOption = None,
    round_name: RoundOption = None,
    first_leg: FirstLegOption = None,
    at: Annotated[
        str | None, typer.Option(help="Where the first club plays now: home, away, neutral. With a file: the minute.")
    ] = None,
    minute: Annotated[str, typer.Option(help="Minutes played: 45, 45+2, HT; 0 before kick-off.")] = "0",
    score: ScoreOption = "0-0",
    men: MenOption = "11-11",
    rates: RatesOption = None,
    rates_second_leg: SecondLegRatesOption = None,
    date: DateOption = None,
    club: Annotated[str | None, typer.Option(help="With a file: who decides; the leader without it.")] = None,
    payoff: Annotated[str | None, typer.Option(help="through, points (3-1-0) or win of this match.")] = None,
    minutes: Annotated[float | None, typer.Option(help="Keep the plan for so long; to 90' without it.")] = None,
    opponent: Annotated[
        str, typer.Option(help="How the opponent replies: usual for the score, best, or unmoved by it.")
    ] = "usual",
    tiring_after: Annotated[float | None, typer.Option(help="Cost: minutes of pressing until the legs go.")] = None,
    tired_own: Annotated[float, typer.Option(help="Cost: our rate then, as a multiplier.")] = 1.0,
    tired_opponent: Annotated[float, typer.Option(help="Cost: their rate then, as a multiplier.")] = 1.0,
    red_cards: Annotated[float, typer.Option(help="Cost: further red cards in 90 minutes of pressing.")] = 0.0,
    penalties: Annotated[float, typer.Option(help="Cost: further penalties in 90 minutes of pressing.")] = 0.0,
    json_output: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Write the break-even chart, .png or .svg.")] = None,
) -> None:
    """Press, hold or drop back: what each is worth from here, how sure that is, and what would have to be true.

    Pressing is one standard deviation further on the front foot than is usual for the situation, dropping one less.

    Example: frontfoot decide examples/atalanta-liverpool-2024.toml --at 45
    """
    from frontfoot.cli.decide_show import show
    from frontfoot.decide.answer import Question
    from frontfoot.decide.costs import Costs
    from frontfoot.decide.from_tie import PAYOFFS
    from frontfoot.tie import Model
    from frontfoot.tie.picture import check_picture

    if plot is not None:
        check_picture(plot)
    if payoff is not None and payoff not in PAYOFFS:
        raise InputError(f"'{payoff}' is not a payoff", place="--payoff", remedy=f"Give {', '.join(PAYOFFS)}")
    if opponent not in ("usual", "best", "unmoved"):
        raise InputError(f"'{opponent}' is not a reply", place="--opponent", remedy="Give usual, best or unmoved")
    if minutes is not None and not 1.0 <= minutes <= 90.0:
        raise InputError(f"{minutes:g} minutes cannot be", place="--minutes", remedy="Give 1 to 90")
    costs = Costs(tiring_after, tired_own, tired_opponent, red_cards, penalties)
    if second is None:
        tie, where, chosen, known = _from_file(tie_file(first), at)
        decider = _decider(tie, where, club)
    else:
        if club is not None:
            raise InputError("The first club named decides", place="--club", remedy="Name it first")
        names, legs = (first, second), (rates, rates_second_leg)
        tie, where, chosen, known, decider = _from_arguments(
            names, competition, season, round_name, first_leg, at, minute, score, men, legs, date
        )
    model_rates: Any = chosen if len(chosen) > 1 else chosen[0]
    question = Question(tie, where, Model(tie, model_rates), decider, known, payoff, minutes, opponent, costs)
    show(question, json_output=json_output, plot=plot)


def _from_arguments(
    names: tuple[str, str],
    competition: str,
    season: int | None,
    round_name: str | None,
    first_leg: str | None,
    at: str | None,
    minute: str,
    score: str,
    men: str,
    rates: tuple[tuple[float, float] | None, tuple[float, float] | None],
    date: str | None,
) -> tuple[Tie, Situation, list[Any], str, str]:
    from frontfoot.tie import rules

    if not competition:
        raise InputError("No competition is named", place="--competition", remedy="Add --competition uel, say")
    if season is None:
        raise InputError("No season is named", place="--season", remedy="Add --season 2023 for 2023/24")
    rule = rules(competition, season, round_name, legs=2 if first_leg is not None else None)
    if first_leg is not None and rule.legs == 1:
        raise InputError("This tie is a single match", place="--first-leg", remedy=rule.describe().rstrip("."))
    clubs = named_clubs(*names, rule, given=rates[0] is not None)
    tie, swapped = built_tie(clubs, rule, score_pair(first_leg, "--first-leg") if first_leg else None, at)
    where = standing(tie, minute, score, men, None, leg=2 if first_leg is not None else 1, swapped=swapped)
    chosen, known = rates_of_legs(tie, where, *rates, date, swapped=swapped)
    return tie, where, chosen, known, clubs[0]


def _from_file(path: Path, at: str | None) -> tuple[Tie, Situation, list[Any], str]:
    """The tie of a file as it stood at a minute of its last match with a score or events."""
    from frontfoot.goals.clock import Moment
    from frontfoot.tie import Situation, Tie
    from frontfoot.tie.file import read_tie
    from frontfoot.tie.minute import moment_of
    from frontfoot.tie.replay import replay
    from frontfoot.tie.strengths import drawn_rates, file_rates

    if at is None:
        raise InputError("At which minute?", place="--at", remedy="Add --at 45, or 60, or 45+2 of the last match")
    file = read_tie(path)
    rates, known = file_rates(file)
    told = replay(file, rates, played_only=True)
    leg = max(point.leg for point in told.points)
    moment = moment_of(at)
    halved = any(event.kind == "half-time" for event in file.events[leg - 1])
    if at.strip() == "45" and halved:
        moment = Moment(2, 0.0)
    points = [point for point in told.points if point.leg == leg and point.moment <= moment]
    if not points:
        raise InputError(f"The match had not begun at {at}", place="--at", remedy="Give a minute of it")
    point = points[-1]
    legs = list(file.tie.legs)
    now = type(legs[leg - 1])(legs[leg - 1].home, legs[leg - 1].away, neutral=legs[leg - 1].neutral)
    tie = Tie(file.tie.rules, (*legs[: leg - 1], now, *legs[leg:]))
    drawn = drawn_rates(file) or rates
    chosen = drawn[leg - 1 :] if leg == tie.rules.legs else drawn
    return tie, Situation(leg, moment, point.score, point.men), chosen, known


def _decider(tie: Tie, where: Situation, club: str | None) -> str:
    match = tie.legs[where.leg - 1]
    if club is None:
        lead = tie.carried(where.leg) + where.score[0] - where.score[1]
        return match.home if lead >= 0 else match.away
    from frontfoot.goals.clubs import UnknownClub, find

    try:
        return find(club, among=(match.home, match.away))
    except UnknownClub:
        raise InputError(
            f"{club} does not play in this tie", place="--club", remedy=f"Name {match.home} or {match.away}"
        ) from None
