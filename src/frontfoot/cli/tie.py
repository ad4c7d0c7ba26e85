"""`frontfoot tie`: who goes through with which odds, from a situation or from a tie file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontfoot.errors import InputError

if TYPE_CHECKING:
    from frontfoot.tie import Rules, Situation, Tie


def tie(
    first: Annotated[str, typer.Argument(metavar="CLUB|FILE", help="First club, or a tie file (TOML).")],
    second: Annotated[str | None, typer.Argument(metavar="CLUB", help="Second club.")] = None,
    competition: Annotated[str, typer.Option(help="Name or short code: uel, ucl, ...; league for a league.")] = "",
    season: Annotated[int | None, typer.Option(help="Year in which the season begins: 2023 is 2023/24.")] = None,
    round_name: Annotated[str | None, typer.Option("--round", help="QF, 'Round of 16', Final, ...")] = None,
    first_leg: Annotated[str | None, typer.Option(help="Its score, first club's goals first: 3-0.")] = None,
    at: Annotated[str | None, typer.Option(help="Where the first club plays now: home, away or neutral.")] = None,
    minute: Annotated[str, typer.Option(help="Minutes played: 45, 45+2, HT, ET 105; 0 before kick-off.")] = "0",
    score: Annotated[str, typer.Option(help="Score of this match now, first club's goals first.")] = "0-0",
    men: Annotated[str, typer.Option(help="Men on the pitch, first club first.")] = "11-11",
    rates: Annotated[
        tuple[float, float] | None, typer.Option(help="Expected goals of each club over 90 minutes of this match.")
    ] = None,
    rates_second_leg: Annotated[
        tuple[float, float] | None, typer.Option(help="The same for the second leg, while the first is still on.")
    ] = None,
    kicks: Annotated[
        str | None, typer.Option(help="Shoot-out so far, first club's kicks first: xx-:x-x (x converted, - missed).")
    ] = None,
    date: Annotated[str | None, typer.Option(help="Strengths as known on this day, 2024-04-18.")] = None,
    json_output: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Write a picture, .png or .svg.")] = None,
) -> None:
    """Who goes through, with which odds and by which way.

    Scores are given from the first club's side. A tie file is replayed, with the swing of every event.
    """
    from frontfoot.cli.tie_show import show_file, show_situation
    from frontfoot.tie import Model, Situation, Tie, rules
    from frontfoot.tie.picture import check_picture

    if plot is not None:
        check_picture(plot)
    if second is None:
        show_file(_file(first), json_output=json_output, plot=plot)
        return
    if not competition:
        raise InputError("No competition is named", place="--competition", remedy="Add --competition uel, say")
    if season is None:
        raise InputError("No season is named", place="--season", remedy="Add --season 2023 for 2023/24")
    legs = 2 if first_leg is not None else None
    rule = rules(competition, season, round_name, legs=legs)
    if first_leg is not None and rule.legs == 1:
        raise InputError("This tie is a single match", place="--first-leg", remedy=rule.describe().rstrip("."))
    clubs = _clubs(first, second, rule, given=rates is not None)
    built, swapped = _tie(clubs, rule, _pair(first_leg, "--first-leg") if first_leg else None, at)
    situation = _situation(built, minute, score, men, kicks, leg=2 if first_leg is not None else 1, swapped=swapped)
    chosen, known = _rates(built, situation, rates, rates_second_leg, date, swapped=swapped)
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


def _file(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise InputError(
            f"'{name}' is not a file, and only one club is named",
            place="frontfoot tie",
            remedy="Name two clubs, or a tie file such as examples/atalanta-liverpool-2024.toml",
        )
    return path


def _pair(text: str, place: str) -> tuple[int, int]:
    from frontfoot.tie.leg import check_score

    parts = text.strip().replace(":", "-").replace("–", "-").split("-")
    if len(parts) != 2 or not all(part.strip().isdigit() for part in parts):
        raise InputError(f"'{text}' is not a score", place=place, remedy="Write it like 3-0, first club's goals first")
    return check_score((int(parts[0]), int(parts[1])), place=place)


def _clubs(first: str, second: str, rule: Rules, *, given: bool) -> tuple[str, str]:
    from frontfoot.goals.clubs import UnknownClub, find
    from frontfoot.goals.results.competitions import EUROPEAN

    names = []
    for name in (first, second):
        try:
            names.append(find(name))
        except UnknownClub:
            # Outside Europe's club cups the table of clubs is not complete; with rates given nothing else is needed.
            if not given or rule.competition in EUROPEAN:
                raise
            names.append(name)
    if names[0] == names[1]:
        raise InputError(f"{names[0]} cannot play itself", place="clubs", remedy="Name two clubs")
    return names[0], names[1]


def _tie(clubs: tuple[str, str], rule: Rules, first_leg: tuple[int, int] | None, at: str | None) -> tuple[Tie, bool]:
    """The tie with its legs, and whether the first club is the away side of the match under way."""
    from frontfoot.tie import Leg, Tie

    place = at or ("neutral" if rule.neutral else "home")
    if place not in ("home", "away", "neutral"):
        raise InputError(f"'{at}' is not a place", place="--at", remedy="Give home, away or neutral")
    swapped, neutral = place == "away", place == "neutral"
    here = (clubs[1], clubs[0]) if swapped else clubs
    now = Leg(*here, neutral=neutral)
    if rule.legs == 1:
        return Tie(rule, (now,)), swapped
    if first_leg is None:
        return Tie(rule, (now, Leg(here[1], here[0], neutral=neutral))), swapped
    there = (first_leg[0], first_leg[1]) if swapped else (first_leg[1], first_leg[0])
    return Tie(rule, (Leg(here[1], here[0], there, neutral=neutral), now)), swapped


def _situation(
    built: Tie, minute: str, score: str, men: str, kicks: str | None, *, leg: int, swapped: bool
) -> Situation:
    from frontfoot.tie import ShootOut, Situation
    from frontfoot.tie.minute import moment_of
    from frontfoot.tie.situation import check_fit

    goals, on_pitch = _pair(score, "--score"), _pair(men, "--men")
    if swapped:
        goals, on_pitch = (goals[1], goals[0]), (on_pitch[1], on_pitch[0])
    shoot_out = None
    if kicks is not None:
        rows = kicks.split(":")
        if len(rows) != 2:
            raise InputError(f"'{kicks}' is not a shoot-out", place="--kicks", remedy="Write xx-:x-x, first club first")
        own, other = rows
        first_begins = len(own) >= len(other)
        home, away = (other, own) if swapped else (own, other)
        shoot_out = ShootOut.of(home, away, home_first=first_begins != swapped)
    situation = Situation(leg, moment_of(minute), goals, on_pitch, shoot_out)
    check_fit(built, situation)
    return situation


def _rates(
    built: Tie,
    situation: Situation,
    given: tuple[float, float] | None,
    second_leg: tuple[float, float] | None,
    date: str | None,
    *,
    swapped: bool,
) -> tuple[list[Any], str]:
    """Rates of the legs that are needed, and where they come from."""
    from frontfoot.goals.rates import Rates

    def turned(pair: tuple[float, float], *, away: bool) -> tuple[float, float]:
        return (pair[1], pair[0]) if away else pair

    if given is None:
        from frontfoot.cli.tie_strengths import strengths_for

        return strengths_for(built, date)
    this = Rates.from_expected(*turned(given, away=swapped))
    if built.rules.legs == 1 or situation.leg == 2:
        return [this], "rates as given"
    if second_leg is None:
        raise InputError(
            "With both legs to play the rates of the second leg are needed too",
            place="--rates",
            remedy="Add --rates-second-leg with the first club's expected goals first, or --first-leg with its score",
        )
    return [this, Rates.from_expected(*turned(second_leg, away=not swapped))], "rates as given"
